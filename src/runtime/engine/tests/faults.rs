//! Every way in which an exchange can go wrong: how often the server then gets
//! a read and a write, by its own ledger.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};

use socket2::SockRef;

use super::*;
use crate::directory::call::NetworkError;

/// What becomes of a request that the server has read.
#[derive(Debug, Clone)]
enum Fault {
    /// This comes, and the connection ends as it should.
    Ends(Vec<u8>),
    /// This comes, and the connection is reset.
    Reset(Vec<u8>),
    /// The first comes, and then the second again and again.
    Trickles(&'static str, &'static str),
    /// An answer comes byte by byte, and is whole in time.
    Slow(Vec<u8>),
    /// Nobody accepts connections.
    Refused,
}

/// What an exchange may take here; one that is meant to take too long has less
/// time, so that no other does on a machine that is busy.
const CAPS: Caps = Caps {
    connect: Duration::from_secs(20),
    exchange: Duration::from_secs(20),
    headers: 4 << 10,
    wire: 8 << 10,
    decoded: 16 << 10,
};

/// A server that does the same to every request, and counts them.
struct Faulty {
    address: SocketAddr,
    requests: Arc<AtomicU32>,
}

impl Faulty {
    async fn start(fault: Fault) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(AtomicU32::new(0));
        let counted = requests.clone();
        if !matches!(fault, Fault::Refused) {
            tokio::spawn(async move {
                while let Ok((stream, _)) = listener.accept().await {
                    tokio::spawn(meet(stream, fault.clone(), counted.clone()));
                }
            });
        }
        Self { address, requests }
    }
}

async fn meet(stream: TcpStream, fault: Fault, requests: Arc<AtomicU32>) {
    let mut stream = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
            return;
        }
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.trim_end().parse().unwrap();
        }
        if line == "\r\n" {
            break;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.unwrap();
    requests.fetch_add(1, Ordering::SeqCst);
    let mut stream = stream.into_inner();
    // Whoever waits for the answer may have given up.
    match fault {
        Fault::Ends(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Fault::Reset(bytes) => {
            let _ = stream.write_all(&bytes).await;
            SockRef::from(&stream)
                .set_linger(Some(Duration::ZERO))
                .unwrap();
        }
        Fault::Trickles(first, then) => {
            let mut sent = stream.write_all(first.as_bytes()).await;
            while sent.is_ok() {
                tokio::time::sleep(Duration::from_millis(5)).await;
                sent = stream.write_all(then.as_bytes()).await;
            }
        }
        Fault::Slow(bytes) => {
            for byte in bytes {
                tokio::time::sleep(Duration::from_millis(1)).await;
                if stream.write_all(&[byte]).await.is_err() {
                    return;
                }
            }
        }
        Fault::Refused => {}
    }
}

/// An answer whose head and length are as they should be.
fn whole(status: u16, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\n{headers}\r\n");
    [head.as_bytes(), body].concat()
}

fn ends(text: &str) -> Fault {
    Fault::Ends(text.as_bytes().to_vec())
}

fn says(body: &str) -> Fault {
    Fault::Ends(whole(200, "", body.as_bytes()))
}

fn status(status: u16) -> Fault {
    Fault::Ends(whole(status, "", b"{}"))
}

fn resets(text: &str) -> Fault {
    Fault::Reset(text.as_bytes().to_vec())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

const USER: &str = r#"{"user":{"id":"7","first_name":"Ana"}}"#;
const HALF: &str = "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"user\":";

/// What may pass: a read is sent three times.
fn passing() -> Vec<(&'static str, Fault)> {
    let gzipped = whole(
        200,
        "content-encoding: gzip\r\n",
        &gzip(USER.as_bytes())[..20],
    );
    let mut faults = vec![
        ("nobody there", Fault::Refused),
        ("silence", Fault::Trickles("", "")),
        (
            "a head without end",
            Fault::Trickles("HTTP/1.1 200 OK\r\n", "x: y\r\n"),
        ),
        (
            "a head byte by byte",
            Fault::Trickles("HTTP/1.1 200 OK\r\n", "x"),
        ),
        ("a body without end", Fault::Trickles(HALF, "x")),
        (
            "informed for ever",
            Fault::Trickles("", "HTTP/1.1 103 Early Hints\r\n\r\n"),
        ),
        ("an end before a byte", ends("")),
        ("an end in the head", ends("HTTP/1.1 200 OK\r\nconte")),
        ("an end in the body", ends(HALF)),
        (
            "an end in a chunk",
            ends("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\n{"),
        ),
        ("half of a gzip", Fault::Ends(gzipped)),
        ("a reset before a byte", resets("")),
        ("a reset in the head", resets("HTTP/1.1 200 OK\r\nconte")),
        ("a reset in the body", resets(HALF)),
    ];
    for (name, number) in [
        ("408", 408),
        ("500", 500),
        ("502", 502),
        ("503", 503),
        ("504", 504),
    ] {
        faults.push((name, status(number)));
    }
    faults
}

/// What would only come again: it is sent once.
fn lasting() -> Vec<(&'static str, Fault)> {
    let deep = format!("{{\"user\":{}{}}}", "[".repeat(64), "]".repeat(64));
    let chunk = format!("200\r\n{}\r\n", " ".repeat(0x200)).repeat(17);
    let chunks = format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{chunk}");
    let bomb = whole(
        200,
        "content-encoding: gzip\r\n",
        &gzip(&vec![b' '; 1 << 20]),
    );
    let not_gzip = whole(200, "content-encoding: gzip\r\n", USER.as_bytes());
    let headers = whole(200, &"x: y\r\n".repeat(10_000), USER.as_bytes());
    let header = whole(
        200,
        &format!("x: {}\r\n", "y".repeat(5000)),
        USER.as_bytes(),
    );
    let later = whole(503, "retry-after: 60\r\n", b"{}");
    let mut faults = vec![
        ("503 that asks for a longer wait", Fault::Ends(later)),
        ("not HTTP", ends("SSH-2.0-OpenSSH_9.9\r\n\r\n")),
        ("an older HTTP", ends("HTTP/0.9 200 OK\r\n\r\n")),
        ("no number for a status", ends("HTTP/1.1 abc OK\r\n\r\n")),
        (
            "a length below zero",
            ends("HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\n{}"),
        ),
        (
            "two lengths",
            ends("HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}x"),
        ),
        (
            "a length beyond the cap",
            ends("HTTP/1.1 200 OK\r\ncontent-length: 1000000000000\r\n\r\n{}"),
        ),
        (
            "more than the cap",
            Fault::Ends(whole(200, "", &[b' '; 9000])),
        ),
        ("chunks beyond the cap", ends(&chunks)),
        (
            "no chunk",
            ends("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}xx2\r\n"),
        ),
        ("a gzip bomb", Fault::Ends(bomb)),
        ("no gzip", Fault::Ends(not_gzip)),
        (
            "another encoding",
            Fault::Ends(whole(200, "content-encoding: br\r\n", b"{}")),
        ),
        ("10,000 headers", Fault::Ends(headers)),
        ("a header beyond the cap", Fault::Ends(header)),
        ("nothing", says("")),
        ("null", says("null")),
        ("a list", says("[]")),
        ("a record of another kind", says("{\"user\":17}")),
        ("no record", says("{}")),
        ("a web page", says("<!doctype html><p>Sign in")),
        ("half of a JSON", says("{\"user\":{\"id\":\"7\"")),
        ("a JSON too deep", says(&deep)),
        (
            "no text",
            Fault::Ends(whole(200, "", b"{\"user\":\"\xff\xfe\"}")),
        ),
    ];
    for (name, number) in [
        ("300", 300),
        ("301", 301),
        ("302", 302),
        ("303", 303),
        ("304", 304),
        ("307", 307),
        ("308", 308),
        ("400", 400),
        ("402", 402),
        ("403", 403),
        ("404", 404),
        ("405", 405),
        ("409", 409),
        ("410", 410),
        ("412", 412),
        ("418", 418),
        ("422", 422),
        ("451", 451),
        ("501", 501),
        ("505", 505),
        ("599", 599),
    ] {
        faults.push((name, status(number)));
    }
    faults
}

/// What is slow, and what is odd, and neither is wrong.
fn harmless() -> Vec<(&'static str, Fault)> {
    let user = USER.as_bytes();
    let hints = "HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n".repeat(3);
    let chunked = format!(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{USER}\r\n0\r\n\r\n",
        USER.len()
    );
    vec![
        ("byte by byte", Fault::Slow(whole(200, "", user))),
        (
            "hints before it",
            Fault::Ends([hints.as_bytes(), &whole(200, "", user)].concat()),
        ),
        ("chunks", ends(&chunked)),
        (
            "as long as it lasts",
            ends(&format!("HTTP/1.1 200 OK\r\n\r\n{USER}")),
        ),
        (
            "more than its length",
            Fault::Ends([whole(200, "", user), b"xxx".to_vec()].concat()),
        ),
        (
            "an older HTTP",
            ends(&format!("HTTP/1.0 200 OK\r\n\r\n{USER}")),
        ),
        ("a mark of byte order", says(&format!("\u{feff}{USER}"))),
        (
            "gzip",
            Fault::Ends(whole(200, "content-encoding: gzip\r\n", &gzip(user))),
        ),
    ]
}

/// What a fault makes of a read and of a write: the outcome, and how often the
/// server got it.
async fn meets(fault: Fault, write: bool) -> (Result<Reply, ApiError>, u32, u32) {
    let caps = match fault {
        Fault::Trickles(..) => Caps {
            exchange: Duration::from_millis(400),
            ..CAPS
        },
        _ => CAPS,
    };
    let server = Faulty::start(fault).await;
    let bench = Bench::within(caps, "peoplelens", |connection| {
        connection.url = format!("http://{}", server.address).parse().unwrap();
    });
    let mut bench = bench.await;
    if write {
        bench.write(1, "7");
    } else {
        bench.look(1, "7");
    }
    let (ticket, outcome, exchange) = bench.reply().await;
    assert_eq!(ticket, 1);
    let attempts = exchange.unwrap().attempts;
    let budget = bench.budget(|budget| budget.in_flight == 0).await;
    assert_eq!(budget.sent, u64::from(attempts), "each spends budget");
    (outcome, attempts, server.requests.load(Ordering::SeqCst))
}

/// Lets faults happen all at once, and holds how often each was sent against
/// what is promised.
async fn survive(
    what: &str,
    write: bool,
    faults: Vec<(&'static str, Fault)>,
    judge: fn(&Result<Reply, ApiError>, u32) -> bool,
) {
    let (all, mut survived) = (faults.len(), 0);
    let running: Vec<_> = faults
        .into_iter()
        .map(|(name, fault)| {
            let refused = matches!(fault, Fault::Refused);
            tokio::spawn(async move {
                let (outcome, attempts, requests) = meets(fault, write).await;
                assert_eq!(requests, if refused { 0 } else { attempts }, "{name}");
                (name, outcome, attempts)
            })
        })
        .collect();
    for running in running {
        let (name, outcome, attempts) = running.await.unwrap();
        let good = judge(&outcome, attempts);
        assert!(good, "{name}: {outcome:?} after {attempts}");
        survived += 1;
    }
    println!("{what}: faults survived: {survived} of {all}");
}

#[tokio::test]
async fn a_read_that_may_succeed_yet_is_sent_three_times() {
    survive(
        "reads, three times",
        false,
        passing(),
        |outcome, attempts| outcome.is_err() && attempts == 3,
    )
    .await;
}

#[tokio::test]
async fn a_read_that_would_fail_again_is_sent_once() {
    survive("reads, once", false, lasting(), |outcome, attempts| {
        outcome.is_err() && attempts == 1
    })
    .await;
}

#[tokio::test]
async fn a_read_that_is_only_slow_or_odd_is_answered() {
    survive("reads, answered", false, harmless(), |outcome, attempts| {
        matches!(outcome, Ok(Reply::Record(_))) && attempts == 1
    })
    .await;
}

/// That it was done is never taken from an answer that does not show it.
#[tokio::test]
async fn a_write_is_sent_once_whatever_comes_of_it() {
    let faults = [passing(), lasting(), harmless()].concat();
    survive("writes, once", true, faults, |outcome, attempts| {
        let claims_a_record = matches!(outcome, Ok(Reply::Written(Some(_))));
        attempts == 1 && !claims_a_record
    })
    .await;
}

#[tokio::test]
async fn a_write_that_reached_nobody_says_so_and_no_other_does() {
    let (outcome, ..) = meets(Fault::Refused, true).await;
    assert!(
        matches!(outcome, Err(ApiError::Network(NetworkError::Connect(_)))),
        "{outcome:?}"
    );
    for (name, fault) in passing().into_iter().skip(1) {
        let (outcome, ..) = meets(fault, true).await;
        let unknown = matches!(
            outcome,
            Err(
                ApiError::Network(NetworkError::Broken(_) | NetworkError::Timeout { sent: true })
                    | ApiError::Server { .. }
                    | ApiError::Invalid { status: 408, .. }
            )
        );
        assert!(unknown, "{name}: {outcome:?}");
    }
}
