pub(in crate::runtime) mod tls;

use std::net::SocketAddr;
use std::sync::Mutex;

use rstest::rstest;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

use super::*;
use crate::config::connection::TokenSource;
use crate::directory::builtin;

/// What the server does with a connection, after it has read a request.
#[derive(Clone)]
enum Answer {
    /// Sends this and closes.
    Bytes(Vec<u8>),
    /// Sends this, keeps the connection and reads no further request from it.
    Open(&'static [u8]),
    /// Sends the first and then the second for ever, one each few ms.
    Trickle(&'static [u8], &'static [u8]),
    /// Sends nothing.
    Silence,
}

/// A server that answers everything alike and keeps every request's bytes.
struct Server {
    address: SocketAddr,
    ledger: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn start(answer: Answer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let ledger = Arc::new(Mutex::new(Vec::new()));
        let requests = ledger.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (answer, requests) = (answer.clone(), requests.clone());
                tokio::spawn(async move {
                    let request = request(&mut stream).await;
                    requests.lock().unwrap().push(request);
                    give(answer, &mut stream).await;
                });
            }
        });
        Self { address, ledger }
    }

    async fn says(status: &str, headers: &str, body: &[u8]) -> Self {
        let mut bytes = format!(
            "HTTP/1.1 {status}\r\ncontent-length: {}\r\n{headers}\r\n",
            body.len()
        )
        .into_bytes();
        bytes.extend_from_slice(body);
        Self::start(Answer::Bytes(bytes)).await
    }

    fn url(&self, path: &str) -> Url {
        format!("http://{}{path}", self.address).parse().unwrap()
    }

    fn requests(&self) -> Vec<String> {
        self.ledger.lock().unwrap().clone()
    }

    fn net(&self, caps: Caps) -> Net {
        Net::new(connection(self.url("")), caps)
    }

    async fn get(&self, caps: Caps) -> Sent {
        let request = request_to(Method::Get, self.url("/users?page=2"));
        self.net(caps).send(&request, &token(), TIME).await
    }
}

async fn give(answer: Answer, stream: &mut TcpStream) {
    match answer {
        Answer::Bytes(bytes) => {
            let _ = stream.write_all(&bytes).await;
        }
        Answer::Trickle(first, then) => {
            let mut sent = stream.write_all(first).await;
            while sent.is_ok() {
                tokio::time::sleep(Duration::from_millis(5)).await;
                sent = stream.write_all(then).await;
            }
        }
        Answer::Open(bytes) => {
            let _ = stream.write_all(bytes).await;
            std::future::pending::<()>().await;
        }
        Answer::Silence => std::future::pending::<()>().await,
    }
}

/// Reads a request, its body included.
async fn request(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let count = stream.read(&mut chunk).await.unwrap_or(0);
        bytes.extend_from_slice(&chunk[..count]);
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            if count == 0 {
                return text.into_owned();
            }
            continue;
        };
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "))
            .map_or(0, |length| length.parse().unwrap());
        if body.len() >= length || count == 0 {
            return text.into_owned();
        }
    }
}

const TIME: Duration = Duration::from_secs(20);

fn token() -> Secret {
    Secret::new("tok-hush".to_owned())
}

fn connection(url: Url) -> Arc<Connection> {
    let description = Arc::new(builtin::description("leanmote").unwrap());
    Arc::new(Connection {
        name: "support".to_owned(),
        limits: description.limits.clone(),
        description,
        url,
        token: TokenSource::Missing,
        params: std::collections::BTreeMap::default(),
        color: None,
        read_only: false,
        guard: false,
        proxy: None,
        ca_file: None,
        keep: None,
    })
}

fn request_to(method: Method, url: Url) -> Request {
    Request {
        method,
        url,
        auth: Auth {
            header: "Authorization".to_owned(),
            prefix: "Bearer ".to_owned(),
        },
        body: None,
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn error(sent: &Sent) -> &ApiError {
    &sent.outcome.as_ref().unwrap_err().error
}

#[tokio::test]
async fn a_read_is_exactly_this() {
    let server = Server::says("200 OK", "X-Two: a\r\nX-Two: b\r\n", b"{}").await;
    let sent = server.get(Caps::default()).await;
    assert_eq!(
        sent.outcome.unwrap(),
        Response {
            status: 200,
            headers: vec![
                ("content-length".to_owned(), "2".to_owned()),
                ("x-two".to_owned(), "a".to_owned()),
                ("x-two".to_owned(), "b".to_owned()),
            ],
            body: b"{}".to_vec(),
        }
    );
    assert_eq!(
        Exchange {
            took: Duration::ZERO,
            ..sent.exchange
        },
        Exchange {
            method: Method::Get,
            path: "/users?page=2".to_owned(),
            status: Some(200),
            took: Duration::ZERO,
            bytes: 2,
            attempts: 1,
            waited: Duration::ZERO,
            held_by: None,
        }
    );
    assert_eq!(
        server.requests(),
        [format!(
            "GET /users?page=2 HTTP/1.1\r\nauthorization: Bearer tok-hush\r\n\
             accept: application/json\r\nuser-agent: whoswho/{}\r\n\
             accept-encoding: gzip\r\nhost: {}\r\n\r\n",
            env!("CARGO_PKG_VERSION"),
            server.address
        )]
    );
}

#[tokio::test]
async fn a_write_has_its_body_in_order_and_a_connection_of_its_own() {
    let server = Server::start(Answer::Open(
        b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}",
    ))
    .await;
    let net = server.net(Caps::default());
    let request = Request {
        body: Some(vec![
            (
                "last_name".to_owned(),
                Input::Text("O\"Li\u{1f}ma".to_owned()),
            ),
            ("is_enabled".to_owned(), Input::YesNo(false)),
            (
                "password".to_owned(),
                Input::Secret(Secret::new("pass\\word".to_owned())),
            ),
            ("first_name".to_owned(), Input::Text("Ana".to_owned())),
        ]),
        ..request_to(Method::Patch, server.url("/users/7"))
    };
    for _ in 0..2 {
        net.send(&request, &token(), TIME).await.outcome.unwrap();
    }
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    let (head, body) = requests[0].split_once("\r\n\r\n").unwrap();
    assert!(
        head.contains("\r\ncontent-type: application/json\r\n"),
        "{head}"
    );
    assert_eq!(
        body,
        r#"{"last_name":"O\"Li\u001fma","is_enabled":false,"password":"pass\\word","first_name":"Ana"}"#
    );
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Server::says("200 OK", "", b"{}").await;
    let location = format!("location: {}\r\n", elsewhere.url("/users"));
    let server = Server::says("302 Found", &location, b"").await;
    let sent = server.get(Caps::default()).await;
    assert_eq!(sent.outcome.unwrap().status, 302);
    assert_eq!(server.requests().len(), 1);
    assert_eq!(elsewhere.requests(), [""; 0]);
}

#[tokio::test]
async fn the_token_goes_to_its_own_origin_only() {
    let server = Server::says("200 OK", "", b"{}").await;
    let net = Net::new(
        connection("http://127.0.0.1:9".parse().unwrap()),
        Caps::default(),
    );
    let request = request_to(Method::Get, server.url("/users"));
    let sent = net.send(&request, &token(), TIME).await;
    assert_eq!(
        *error(&sent),
        ApiError::NotSent("the token of support goes to http://127.0.0.1:9 only".to_owned())
    );
    assert_eq!(server.requests(), [""; 0]);
}

#[rstest]
#[case::plain_http("http://directory.example.com")]
#[case::user_in_the_address("https://ana@directory.example.com")]
#[tokio::test]
async fn an_address_that_would_show_the_token_is_refused(#[case] url: &str) {
    let url: Url = url.parse().unwrap();
    let net = Net::new(connection(url.clone()), Caps::default());
    let sent = net
        .send(&request_to(Method::Get, url), &token(), TIME)
        .await;
    assert!(matches!(error(&sent), ApiError::NotSent(_)), "{sent:?}");
}

#[tokio::test]
async fn a_token_that_no_header_can_carry_is_not_sent_nor_shown() {
    let server = Server::says("200 OK", "", b"{}").await;
    let request = request_to(Method::Get, server.url("/users"));
    let bad = Secret::new("hush\r\nX-Evil: 1".to_owned());
    let sent = server.net(Caps::default()).send(&request, &bad, TIME).await;
    assert!(matches!(error(&sent), ApiError::NotSent(_)));
    assert!(!format!("{sent:?}").contains("hush"), "{sent:?}");
    assert_eq!(server.requests(), [""; 0]);
}

#[tokio::test]
async fn a_body_may_be_gzip() {
    let server = Server::says("200 OK", "content-encoding: gzip\r\n", &gzip(b"{\"a\":1}")).await;
    let sent = server.get(Caps::default()).await;
    assert_eq!(sent.exchange.bytes, 7);
    assert_eq!(sent.outcome.unwrap().body, b"{\"a\":1}");
}

#[tokio::test]
async fn a_gzip_bomb_is_defused() {
    let bomb = gzip(&vec![0; 64 << 20]);
    assert!(bomb.len() < 100_000);
    let server = Server::says("200 OK", "content-encoding: gzip\r\n", &bomb).await;
    let sent = server.get(Caps::default()).await;
    assert_eq!(
        sent.outcome.unwrap_err(),
        Failure::last(ApiError::Network(NetworkError::TooLarge {
            limit: 32 << 20
        }))
    );
}

#[tokio::test]
async fn a_gzip_bomb_is_not_unpacked_beyond_the_cap() {
    // What comes behind would be another error, if anybody came that far.
    let mut bomb = gzip(&vec![0; (32 << 20) + 1]);
    bomb.truncate(bomb.len() - 8);
    bomb.extend_from_slice(b"no end of a gzip");
    let server = Server::says("200 OK", "content-encoding: gzip\r\n", &bomb).await;
    let sent = server.get(Caps::default()).await;
    assert_eq!(
        *error(&sent),
        ApiError::Network(NetworkError::TooLarge { limit: 32 << 20 })
    );
}

#[rstest]
#[case::announced("content-length: 1001\r\n")]
#[case::chunked("transfer-encoding: chunked\r\n")]
#[case::until_the_end("")]
#[tokio::test]
async fn a_body_is_read_up_to_its_cap(#[case] framing: &str) {
    let caps = Caps {
        wire: 1000,
        ..Caps::default()
    };
    let body = if framing.contains("chunked") {
        format!("3e9\r\n{}\r\n0\r\n\r\n", "x".repeat(1001))
    } else {
        "x".repeat(1001)
    };
    let answer = format!("HTTP/1.1 200 OK\r\n{framing}\r\n{body}");
    let server = Server::start(Answer::Bytes(answer.into_bytes())).await;
    let sent = server.get(caps).await;
    assert_eq!(
        *error(&sent),
        ApiError::Network(NetworkError::TooLarge { limit: 1000 })
    );
    assert_eq!(sent.exchange.status, Some(200));
}

#[tokio::test]
async fn headers_have_a_cap() {
    let many = format!("x-much: {}\r\n", "y".repeat(1000)).repeat(99);
    let server = Server::says("200 OK", &many, b"{}").await;
    let sent = server.get(Caps::default()).await;
    assert_eq!(
        *error(&sent),
        ApiError::Network(NetworkError::TooLarge { limit: 64 << 10 })
    );
}

#[tokio::test]
async fn ten_thousand_headers_are_refused() {
    let many = "x: y\r\n".repeat(10_000);
    let server = Server::says("200 OK", &many, b"{}").await;
    let sent = server.get(Caps::default()).await;
    assert!(
        matches!(
            sent.outcome,
            Err(Failure {
                error: ApiError::Network(NetworkError::Broken(_)),
                transient: false
            })
        ),
        "{sent:?}"
    );
}

#[rstest]
#[case::nothing(Answer::Silence)]
#[case::headers_without_end(Answer::Trickle(b"HTTP/1.1 200 OK\r\n", b"x"))]
#[case::body_without_end(Answer::Trickle(b"HTTP/1.1 200 OK\r\n\r\n", b"x"))]
#[tokio::test]
async fn an_exchange_ends_in_time(#[case] answer: Answer) {
    let server = Server::start(answer).await;
    let caps = Caps {
        exchange: Duration::from_millis(100),
        ..Caps::default()
    };
    let sent = server.get(caps).await;
    assert_eq!(
        sent.outcome.unwrap_err(),
        Failure::passing(NetworkError::Timeout { sent: true })
    );
    // Not before, and not when the caller's patience is at its end.
    assert!((caps.exchange..TIME / 2).contains(&sent.exchange.took));
}

#[tokio::test]
async fn a_caller_may_allow_less_time() {
    let server = Server::start(Answer::Silence).await;
    let request = request_to(Method::Get, server.url("/users"));
    let sent = server
        .net(Caps::default())
        .send(&request, &token(), Duration::from_millis(20))
        .await;
    assert_eq!(
        *error(&sent),
        ApiError::Network(NetworkError::Timeout { sent: true })
    );
}

#[rstest]
#[case::nothing(b"")]
#[case::half_a_header(b"HTTP/1.1 200 OK\r\ncontent-le")]
#[case::half_a_body(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{}")]
#[case::half_a_chunk(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\n{}")]
#[case::half_a_gzip(
    b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\n\x1f\x8b\x08\x00"
)]
#[tokio::test]
async fn an_answer_that_is_cut_off_may_be_asked_for_again(#[case] bytes: &[u8]) {
    let server = Server::start(Answer::Bytes(bytes.to_vec())).await;
    let sent = server.get(Caps::default()).await;
    let failure = sent.outcome.unwrap_err();
    assert!(
        matches!(failure.error, ApiError::Network(NetworkError::Broken(_))),
        "{failure:?}"
    );
    assert!(failure.transient, "{failure:?}");
    assert_eq!(server.requests().len(), 1, "not sent twice by itself");
}

#[rstest]
#[case::not_http(b"SSH-2.0-OpenSSH_9.9\r\n\r\n")]
#[case::not_gzip(
    b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 12\r\n\r\nhello, world"
)]
#[case::brotli(b"HTTP/1.1 200 OK\r\ncontent-encoding: br\r\ncontent-length: 2\r\n\r\n{}")]
#[tokio::test]
async fn an_answer_that_makes_no_sense_is_final(#[case] bytes: &[u8]) {
    let server = Server::start(Answer::Bytes(bytes.to_vec())).await;
    let failure = server.get(Caps::default()).await.outcome.unwrap_err();
    assert!(!failure.transient, "{failure:?}");
    assert!(
        !matches!(failure.error, ApiError::NotSent(_)),
        "{failure:?}"
    );
}

#[tokio::test]
async fn a_host_that_refuses_was_sent_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url: Url = format!("http://{}", listener.local_addr().unwrap())
        .parse()
        .unwrap();
    drop(listener);
    let net = Net::new(connection(url.clone()), Caps::default());
    let sent = net
        .send(&request_to(Method::Get, url), &token(), TIME)
        .await;
    let failure = sent.outcome.unwrap_err();
    assert_eq!(
        failure.error,
        ApiError::Network(NetworkError::Connect(
            "Connection refused (os error 111)".to_owned()
        ))
    );
    assert!(failure.transient);
}

/// A listener that nobody accepts from, and its queue full: what else comes is
/// dropped on its way.
fn full() -> (socket2::Socket, Vec<socket2::Socket>, SocketAddr) {
    use socket2::{Domain, Socket, Type};
    let listener = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    let any: SocketAddr = "127.0.0.1:0".parse().unwrap();
    listener.bind(&any.into()).unwrap();
    listener.listen(0).unwrap();
    let address = listener.local_addr().unwrap().as_socket().unwrap();
    let waiting = (0..4).map(|_| {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        socket.set_nonblocking(true).unwrap();
        // It is under way, or dropped already.
        let _ = socket.connect(&address.into());
        socket
    });
    (listener, waiting.collect(), address)
}

#[rstest]
#[case::without_an_answer("http")]
#[case::without_tls("https")]
#[tokio::test]
async fn connecting_has_a_time_of_its_own(#[case] scheme: &str) {
    let (listener, silent) = (full(), Server::start(Answer::Silence).await);
    let address = if scheme == "http" {
        listener.2
    } else {
        silent.address
    };
    let url: Url = format!("{scheme}://{address}").parse().unwrap();
    let caps = Caps {
        connect: Duration::from_millis(100),
        ..Caps::default()
    };
    for method in [Method::Get, Method::Patch] {
        let net = Net::new(connection(url.clone()), caps);
        let sent = net
            .send(&request_to(method, url.clone()), &token(), TIME)
            .await;
        assert_eq!(
            sent.outcome.unwrap_err(),
            Failure::passing(NetworkError::Timeout { sent: false }),
            "{method:?}"
        );
    }
}

#[tokio::test]
async fn the_caps_are_these() {
    assert_eq!(
        Caps::default(),
        Caps {
            connect: Duration::from_secs(5),
            exchange: Duration::from_secs(30),
            headers: 64 << 10,
            wire: 8 << 20,
            decoded: 32 << 20,
        }
    );
    let announced = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n",
        (8 << 20) + 1
    );
    let server = Server::start(Answer::Bytes(announced.into_bytes())).await;
    let sent = server.get(Caps::default()).await;
    assert_eq!(
        *error(&sent),
        ApiError::Network(NetworkError::TooLarge { limit: 8 << 20 })
    );
}

/// What a client says of itself before TLS is agreed on, as bytes.
async fn hello(method: Method) -> Vec<u8> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut hello = vec![0; 4096];
        let count = stream.read(&mut hello).await.unwrap();
        hello.truncate(count);
        hello
    });
    let url: Url = format!("https://{address}").parse().unwrap();
    let net = Net::new(connection(url.clone()), Caps::default());
    let sent = net.send(&request_to(method, url), &token(), TIME).await;
    assert!(sent.outcome.is_err());
    server.await.unwrap()
}

#[tokio::test]
async fn a_write_is_http_1_1_and_a_read_may_be_2() {
    // RFC 7301: each name with its length before it.
    let offers = |hello: &[u8], name: &[u8]| hello.windows(name.len()).any(|w| w == name);
    let read = hello(Method::Get).await;
    assert!(offers(&read, b"\x02h2") && offers(&read, b"\x08http/1.1"));
    for method in [Method::Patch, Method::Post, Method::Put, Method::Delete] {
        let write = hello(method).await;
        assert!(!offers(&write, b"\x02h2"), "{method:?}");
        assert!(offers(&write, b"\x08http/1.1"), "{method:?}");
    }
}

#[tokio::test]
async fn a_host_that_cannot_do_tls_is_not_asked_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut hello = [0; 4096];
        let count = stream.read(&mut hello).await.unwrap();
        stream
            .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            .await
            .unwrap();
        String::from_utf8_lossy(&hello[..count]).into_owned()
    });
    let url: Url = format!("https://{address}").parse().unwrap();
    let net = Net::new(connection(url.clone()), Caps::default());
    let sent = net
        .send(&request_to(Method::Get, url), &token(), TIME)
        .await;
    let failure = sent.outcome.unwrap_err();
    assert!(
        matches!(failure.error, ApiError::Network(NetworkError::Connect(_))),
        "{failure:?}"
    );
    assert!(!failure.transient);
    let hello = server.await.unwrap();
    assert!(
        !hello.contains("tok-hush"),
        "the token is sent over TLS only"
    );
}

#[tokio::test]
async fn a_request_to_this_machine_goes_through_no_proxy() {
    let (server, proxy) = (
        Server::says("200 OK", "", b"{}").await,
        Server::says("200 OK", "", b"{}").await,
    );
    for proxy in [proxy.url(""), "http://192.0.2.1:3128".parse().unwrap()] {
        let connection = Connection {
            proxy: Some(proxy),
            ..Connection::clone(&connection(server.url("")))
        };
        let net = Net::new(Arc::new(connection), Caps::default());
        let request = request_to(Method::Get, server.url("/users"));
        let sent = net.send(&request, &token(), TIME).await;
        assert!(matches!(error(&sent), ApiError::NotSent(_)), "{sent:?}");
    }
    assert_eq!(server.requests(), [""; 0]);
    assert_eq!(proxy.requests(), [""; 0]);
}
