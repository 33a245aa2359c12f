//! Every fault of the wire, to a read and to a write of the real program.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;

use crate::explorer::{Explorer, Home, Start};
use crate::pty::{CTRL_C, CTRL_U, CTRL_Y, ENTER, ESC};
use crate::strict::{PeopleLens, Server};
use crate::wire::{End, Fault, Wire, other};

/// An address that nobody has a reason to connect to.
struct Elsewhere {
    address: SocketAddr,
    connections: Arc<AtomicUsize>,
}

impl Elsewhere {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let connections = Arc::new(AtomicUsize::new(0));
        let counted = connections.clone();
        std::thread::spawn(move || {
            for _ in listener.incoming() {
                counted.fetch_add(1, Ordering::SeqCst);
            }
        });
        Self {
            address,
            connections,
        }
    }

    /// The connections so far, one of ours left out that shows that it counts.
    fn connections(&self) -> usize {
        drop(std::net::TcpStream::connect(self.address).unwrap());
        let counted = || self.connections.load(Ordering::SeqCst);
        while counted() == 0 {
            std::thread::yield_now();
        }
        counted() - 1
    }
}

/// What a fault does.
struct Case {
    name: &'static str,
    fault: Fault,
    /// Whether a read is sent again by itself, or answered after all.
    heals: bool,
    /// Whether the server gets a write.
    arrives: bool,
}

/// What happens to an answer; whether a read then heals.
fn to_answers(elsewhere: SocketAddr) -> Vec<(&'static str, Fault, bool)> {
    let ms = Duration::from_millis;
    let away = format!("location: http://{elsewhere}/api/users\r\n");
    let by =
        |first: &str, headers: &str, body: &str| Fault::AnsweredBy(other(first, headers, body));
    let raw = |text: &str| Fault::AnsweredBy(text.to_owned());
    let hints = "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(3);
    vec![
        (
            "closed before the answer",
            Fault::AnswerLost(End::Close),
            true,
        ),
        (
            "reset before the answer",
            Fault::AnswerLost(End::Reset),
            true,
        ),
        ("closed within the head", Fault::HeadCut(End::Close), true),
        ("reset within the head", Fault::HeadCut(End::Reset), true),
        ("closed within the body", Fault::AnswerCut(End::Close), true),
        ("reset within the body", Fault::AnswerCut(End::Reset), true),
        ("delayed", Fault::Delayed(ms(700)), true),
        ("trickled", Fault::Trickled(ms(1)), true),
        ("408", by("408 Request Timeout", "", ""), true),
        ("500", by("500 Internal Server Error", "", "{}"), true),
        ("502", by("502 Bad Gateway", "", "sorry"), true),
        ("503 with a page", by("503 X", "", "<html></html>"), true),
        ("504", by("504 Gateway Timeout", "", ""), true),
        ("redirected elsewhere", by("302 Found", &away, ""), false),
        ("to be repeated elsewhere", by("307 X", &away, ""), false),
        ("moved elsewhere", by("301 Moved", &away, ""), false),
        ("a web page", by("200 OK", "", "<html></html>"), false),
        ("nothing", by("200 OK", "", ""), false),
        ("no content", raw("HTTP/1.1 204 X\r\n\r\n"), false),
        ("null", by("200 OK", "", "null"), false),
        ("half of a JSON", by("200 OK", "", "{\"users\":[{"), false),
        (
            "a list of nothing",
            by("200 OK", "", "{\"users\":null}"),
            false,
        ),
        ("no text", raw("HTTP/1.1 200 OK\r\n\r\n\u{1}\u{2}"), false),
        ("not HTTP", raw("\u{1}\u{2}nonsense\r\n\r\n"), false),
        (
            "longer than it says",
            raw("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}}}"),
            false,
        ),
        (
            "shorter than it says",
            raw("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{}"),
            true,
        ),
        (
            "two lengths",
            raw("HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}x"),
            false,
        ),
        (
            "too long",
            raw("HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n"),
            false,
        ),
        (
            "no gzip",
            by("200 OK", "content-encoding: gzip\r\n", "hello, world"),
            false,
        ),
        (
            "10,000 headers",
            by("200 OK", &"x: y\r\n".repeat(10_000), "{}"),
            false,
        ),
        (
            "hints and a failure",
            raw(&(hints + &other("502 X", "", ""))),
            true,
        ),
    ]
}

fn cases(elsewhere: SocketAddr) -> Vec<Case> {
    let lost = [
        ("closed before the server", Fault::Lost(End::Close), true),
        ("reset before the server", Fault::Lost(End::Reset), true),
        (
            "502 of a proxy",
            Fault::Intercepted(other("502 X", "", "")),
            true,
        ),
        (
            "a page of a proxy",
            Fault::Intercepted(other("200 OK", "", "<p>Sign in")),
            false,
        ),
    ];
    let case = |arrives| {
        move |(name, fault, heals)| Case {
            name,
            fault,
            heals,
            arrives,
        }
    };
    let taken = to_answers(elsewhere).into_iter().map(case(true));
    taken.chain(lost.into_iter().map(case(false))).collect()
}

/// What went wrong that must never.
#[derive(Debug, Default, PartialEq, Eq)]
struct Breaches {
    duplicate_writes: usize,
    false_successes: usize,
    lost_drafts: usize,
}

fn open(server: &Server<PeopleLens>, wire: &Wire, elsewhere: SocketAddr) -> Explorer {
    let mut start = Start::on(server).replacing(&server.host(), &wire.host());
    // No proxy that the profile does not name.
    for name in [
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "HTTP_PROXY",
        "ALL_PROXY",
    ] {
        start = start.variable(name, &format!("http://{elsewhere}"));
    }
    let mut explorer = start.open();
    explorer.shows("all 12 loaded");
    explorer
}

/// A read meets the fault: what was on the screen stays, and what is new comes
/// in the end.
fn read(case: &Case, server: &Server<PeopleLens>, wire: &Wire, explorer: &mut Explorer) {
    server.api().set(2, "first_name", json!("Anew"));
    wire.breaks("GET", case.fault.clone());
    explorer.keys("R");
    if !case.heals {
        explorer.shows("not all could be read");
        assert!(
            explorer.text().contains("First001 Last001"),
            "{}",
            case.name
        );
        assert!(
            explorer.text().contains("First002 Last002"),
            "{}",
            case.name
        );
        explorer.keys("R");
    }
    explorer.shows("Anew Last002");
    explorer.hides("not all could be read");
}

/// A write meets the fault.
fn write(case: &Case, wire: &Wire, explorer: &mut Explorer) -> Breaches {
    wire.breaks("PATCH", case.fault.clone());
    explorer.keys("e");
    explorer.shows("Edit First001");
    explorer.hides("reading …");
    explorer.keys(&format!("{CTRL_U}Anna{ENTER}"));
    explorer.shows("send this change?");
    explorer.press_until("the change to be sent", CTRL_Y, |screen| {
        !screen.contents().contains("▸ Cancel")
    });
    let mut breaches = Breaches::default();
    if case.arrives {
        explorer.shows("changed, confirmed by a fresh read");
    } else {
        explorer.shows("Not applied as of");
        explorer.press_until("the review to close", ESC, |screen| {
            screen.contents().contains("u lists it")
        });
        explorer.keys("e");
        explorer.shows("Edit First001");
        explorer.hides("reading …");
        breaches.lost_drafts += usize::from(!explorer.text().contains("Anna"));
    }
    breaches
}

/// Holds what is claimed against what the server has.
fn judge(case: &Case, server: &Server<PeopleLens>, home: &Home, breaches: &mut Breaches) {
    let lines = server.ledger().lines();
    let writes = lines.iter().filter(|line| !line.starts_with("GET")).count();
    breaches.duplicate_writes += writes.saturating_sub(1);
    assert_eq!(writes, usize::from(case.arrives), "{}", case.name);
    let done = server.api().field(1, "first_name") == json!("Anna");
    let claimed = home.journal().pop().unwrap()["state"] == "applied";
    breaches.false_successes += usize::from(claimed && !done);
    assert_eq!(claimed, done, "{}", case.name);
}

fn survives(case: &Case, elsewhere: SocketAddr) -> Breaches {
    let server = Server::start(PeopleLens::of(12));
    let wire = Wire::to(&server);
    let mut explorer = open(&server, &wire, elsewhere);
    read(case, &server, &wire, &mut explorer);
    let mut breaches = write(case, &wire, &mut explorer);
    explorer.keys(CTRL_C);
    if !case.arrives {
        explorer.shows("1 draft would be lost");
        explorer.keys(CTRL_C);
    }
    let home = explorer.home.clone();
    // By then all of the journal is written.
    explorer.ends_with(0);
    judge(case, &server, &home, &mut breaches);
    breaches
}

#[test]
fn every_fault_is_survived() {
    let elsewhere = Elsewhere::open();
    let cases = cases(elsewhere.address);
    let next = AtomicUsize::new(0);
    // Most of it is waiting.
    let outcomes: Vec<(&str, Breaches)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..6)
            .map(|_| {
                scope.spawn(|| {
                    let mut outcomes = Vec::new();
                    while let Some(case) = cases.get(next.fetch_add(1, Ordering::SeqCst)) {
                        let survives = || survives(case, elsewhere.address);
                        let survives = std::panic::AssertUnwindSafe(survives);
                        if let Ok(breaches) = std::panic::catch_unwind(survives) {
                            outcomes.push((case.name, breaches));
                        } else {
                            println!("not survived: {}", case.name);
                        }
                    }
                    outcomes
                })
            })
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap())
            .collect()
    });
    let sum = |of: fn(&Breaches) -> usize| outcomes.iter().map(|(_, b)| of(b)).sum::<usize>();
    let breaches = Breaches {
        duplicate_writes: sum(|b| b.duplicate_writes),
        false_successes: sum(|b| b.false_successes),
        lost_drafts: sum(|b| b.lost_drafts),
    };
    let foreign = elsewhere.connections();
    println!("faults survived: {} of {}", outcomes.len(), cases.len());
    println!("duplicate writes: {}", breaches.duplicate_writes);
    println!("false successes: {}", breaches.false_successes);
    println!("lost drafts: {}", breaches.lost_drafts);
    println!("connections to a foreign origin: {foreign}");
    assert_eq!(outcomes.len(), cases.len());
    assert_eq!(breaches, Breaches::default(), "{outcomes:?}");
    assert_eq!(foreign, 0);
}
