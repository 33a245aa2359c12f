mod faults;
mod tls;

use std::collections::BTreeMap;
use std::future::Future;
use std::path::Path;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use url::Url;

use super::*;
use crate::app::message::{Blocked, BlockedBy, Budget, Exchange, Window};
use crate::app::spending::Hour;
use crate::config::connection::TokenSource;
use crate::directory::builtin;
use crate::directory::call::{ApiError, Input, RecordOf, RecordRef, Reply, ResourceName};
use crate::directory::description::Limits;
use crate::directory::record::RecordId;

/// Nothing here takes long; a test that waits for what never comes fails.
async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), what)
        .await
        .expect("it never came")
}

/// A request that the server has read, and the way to answer it.
struct Asked {
    line: String,
    token: String,
    answer: oneshot::Sender<String>,
}

impl Asked {
    fn answer(self, status: u16, headers: &str, body: &str) {
        let length = body.len();
        let answer =
            format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\n{headers}\r\n{body}");
        // A cancelled request has nobody who would take it.
        let _ = self.answer.send(answer);
    }

    fn user(self) {
        self.answer(200, "", r#"{"user":{"id":"7"},"data":{"id":"7"}}"#);
    }
}

type Messages = mpsc::UnboundedReceiver<Msg>;

/// One directory, its engine, and a server that answers when the test does.
struct Bench {
    engine: Engine,
    messages: mpsc::UnboundedReceiver<Msg>,
    asked: mpsc::UnboundedReceiver<Asked>,
    budget: Budget,
    journal: Journal,
    _folder: tempfile::TempDir,
}

impl Bench {
    async fn new(directory: &str, change: impl FnOnce(&mut Connection)) -> Self {
        Self::within(Caps::default(), directory, change).await
    }

    async fn within(caps: Caps, directory: &str, change: impl FnOnce(&mut Connection)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url: Url = format!("http://{}", listener.local_addr().unwrap())
            .parse()
            .unwrap();
        let (to, asked) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, to.clone()));
            }
        });
        let description = Arc::new(builtin::description(directory).unwrap());
        let mut connection = Connection {
            name: "support".to_owned(),
            limits: description.limits.clone(),
            description,
            url,
            token: TokenSource::Given(Secret::new("tok-1".to_owned())),
            params: BTreeMap::new(),
            color: None,
            read_only: false,
            guard: false,
            proxy: None,
            ca_file: None,
            keep: None,
        };
        change(&mut connection);
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::at(folder.path().join("journal.jsonl"));
        let (report, messages) = mpsc::unbounded_channel();
        let setup = Setup {
            profile: ProfileId(3),
            connection: Arc::new(connection),
            clock: Clock::start(),
            journal: journal.clone(),
            caps,
            hidden: Arc::from([]),
            state: None,
        };
        let engine = Engine::start(setup, move |message| {
            let _ = report.send(message);
        });
        Self {
            engine,
            messages,
            asked,
            budget: Budget::default(),
            journal,
            _folder: folder,
        }
    }

    /// Another engine for the same connection, as another process has one.
    fn among_others(connection: &Connection, folder: &Path) -> (Engine, Messages) {
        let (report, messages) = mpsc::unbounded_channel();
        let setup = Setup {
            profile: ProfileId(3),
            connection: Arc::new(connection.clone()),
            clock: Clock::start(),
            journal: Journal::nowhere("no change here".to_owned()),
            caps: Caps::default(),
            hidden: Arc::from([]),
            state: Some(folder.to_owned()),
        };
        let engine = Engine::start(setup, move |message| {
            let _ = report.send(message);
        });
        (engine, messages)
    }

    async fn peoplelens() -> Self {
        Self::new("peoplelens", |_| {}).await
    }

    fn read(&self, ticket: u64, user: &str, urgency: Urgency) {
        self.engine.submit(Order {
            ticket: Ticket(ticket),
            call: Call::Get {
                of: RecordOf::Resource(record(user)),
            },
            urgency,
            journal: None,
        });
    }

    fn look(&self, ticket: u64, user: &str) {
        self.read(ticket, user, Urgency::Look);
    }

    fn write(&self, ticket: u64, user: &str) {
        self.engine.submit(Order {
            ticket: Ticket(ticket),
            call: Call::Update {
                record: record(user),
                fields: vec![("first_name".to_owned(), Input::Text("Ana".to_owned()))],
            },
            urgency: Urgency::Write,
            journal: Some(format!(r#"{{"user":"{user}"}}"#)),
        });
    }

    /// The next request that reaches the server.
    async fn asked(&mut self) -> Asked {
        soon(self.asked.recv()).await.unwrap()
    }

    /// The next message but those about the budget, the last of which is kept.
    async fn message(&mut self) -> Msg {
        loop {
            match soon(self.messages.recv()).await.unwrap() {
                Msg::Budget { profile, budget } => {
                    assert_eq!(profile, ProfileId(3));
                    self.budget = budget;
                }
                other => return other,
            }
        }
    }

    async fn reply(&mut self) -> (u64, Result<Reply, ApiError>, Option<Exchange>) {
        match self.message().await {
            Msg::Replied {
                ticket,
                outcome,
                exchange,
            } => (ticket.0, outcome, exchange),
            other => panic!("{other:?}"),
        }
    }

    /// The ticket of the next reply, which is no error.
    async fn succeeded(&mut self) -> u64 {
        let (ticket, outcome, _) = self.reply().await;
        assert!(outcome.is_ok(), "{outcome:?}");
        ticket
    }

    /// Waits for a budget of that kind.
    async fn budget(&mut self, wanted: impl Fn(&Budget) -> bool) -> Budget {
        while !wanted(&self.budget) {
            match soon(self.messages.recv()).await.unwrap() {
                Msg::Budget { budget, .. } => self.budget = budget,
                other => panic!("{other:?}"),
            }
        }
        self.budget.clone()
    }

    /// Puts as many reads on the wire as are allowed, and gives them back.
    async fn busy(&mut self) -> Vec<Asked> {
        let mut on_the_wire = Vec::new();
        for number in 100..104 {
            self.look(number, &format!("busy-{number}"));
            on_the_wire.push(self.asked().await);
        }
        on_the_wire
    }
}

fn record(user: &str) -> RecordRef {
    RecordRef {
        resource: ResourceName::new("users"),
        id: RecordId::new(user),
    }
}

/// Reads requests from a connection and waits for the test to answer each.
async fn serve(stream: TcpStream, to: mpsc::UnboundedSender<Asked>) {
    let mut stream = BufReader::new(stream);
    loop {
        let (mut line, mut token, mut length) = (String::new(), String::new(), 0);
        loop {
            let mut header = String::new();
            if stream.read_line(&mut header).await.unwrap_or(0) == 0 {
                return;
            }
            let header = header.trim_end();
            if line.is_empty() {
                header.clone_into(&mut line);
            } else if let Some(value) = header.strip_prefix("authorization: ") {
                value.clone_into(&mut token);
            } else if let Some(value) = header.strip_prefix("content-length: ") {
                length = value.parse().unwrap();
            } else if header.is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).await.unwrap();
        let (answer, answered) = oneshot::channel();
        let line = line.trim_end_matches(" HTTP/1.1").to_owned();
        let asked = Asked {
            line,
            token,
            answer,
        };
        if to.send(asked).is_err() {
            return;
        }
        let Ok(answer) = answered.await else { return };
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}

#[tokio::test]
async fn a_read_is_asked_and_answered() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    let asked = bench.asked().await;
    assert_eq!(asked.line, "GET /api/users/7");
    assert_eq!(asked.token, "Bearer tok-1");
    asked.user();
    let (ticket, outcome, exchange) = bench.reply().await;
    assert_eq!(ticket, 1);
    let Ok(Reply::Record(record)) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(record.json(), r#"{"id":"7"}"#);
    let exchange = exchange.unwrap();
    assert_eq!((exchange.status, exchange.attempts), (Some(200), 1));
    let budget = bench
        .budget(|budget| budget.sent == 1 && budget.in_flight == 0)
        .await;
    assert_eq!(
        budget,
        Budget {
            sent: 1,
            rate: 1,
            ..Budget::default()
        }
    );
}

#[tokio::test]
async fn equal_reads_at_once_are_one_request() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    let first = bench.asked().await;
    bench.look(2, "7");
    bench.read(3, "7", Urgency::Prefetch);
    bench.look(4, "8");
    let other = bench.asked().await;
    assert_eq!(other.line, "GET /api/users/8");
    first.user();
    for ticket in [1, 2, 3] {
        let (answered, outcome, exchange) = bench.reply().await;
        assert_eq!(answered, ticket);
        assert!(outcome.is_ok(), "{outcome:?}");
        // It is one request, and told of once.
        assert_eq!(exchange.is_some(), ticket == 1);
    }
    other.user();
    assert_eq!(bench.succeeded().await, 4);
}

#[tokio::test]
async fn equal_reads_that_wait_are_one_request_of_the_greater_urgency() {
    let mut bench = Bench::peoplelens().await;
    let mut busy = bench.busy().await;
    bench.read(1, "7", Urgency::Prefetch);
    bench.look(2, "8");
    bench.read(3, "7", Urgency::Verify);
    for line in ["GET /api/users/7", "GET /api/users/8"] {
        busy.remove(0).user();
        bench.succeeded().await;
        let asked = bench.asked().await;
        assert_eq!(asked.line, line);
        busy.push(asked);
    }
}

#[tokio::test]
async fn a_verification_is_a_request_of_its_own() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    let before = bench.asked().await;
    bench.read(2, "7", Urgency::Verify);
    let after = bench.asked().await;
    after.user();
    assert_eq!(bench.succeeded().await, 2);
    before.user();
    assert_eq!(bench.succeeded().await, 1);
}

#[tokio::test]
async fn what_left_before_a_write_was_answered_is_not_shared_after_it() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    let before = bench.asked().await;
    bench.write(2, "7");
    bench.asked().await.answer(200, "", r#"{"success":true}"#);
    assert_eq!(bench.succeeded().await, 2);
    bench.look(3, "7");
    bench.asked().await.user();
    assert_eq!(bench.succeeded().await, 3);
    before.user();
    assert_eq!(bench.succeeded().await, 1);
}

#[tokio::test]
async fn the_more_urgent_goes_first() {
    let mut bench = Bench::peoplelens().await;
    let mut busy = bench.busy().await;
    bench.read(1, "prefetch", Urgency::Prefetch);
    bench.read(2, "walk", Urgency::Walk);
    bench.read(3, "look", Urgency::Look);
    bench.write(4, "write");
    bench.read(5, "verify", Urgency::Verify);
    let waiting = bench.budget(|budget| budget.waiting == 5).await;
    assert_eq!((waiting.in_flight, waiting.blocked), (4, None));
    for line in [
        "GET /api/users/verify",
        "PATCH /api/users/write",
        "GET /api/users/look",
        "GET /api/users/walk",
        "GET /api/users/prefetch",
    ] {
        busy.remove(0).user();
        bench.succeeded().await;
        let asked = bench.asked().await;
        assert_eq!(asked.line, line);
        busy.push(asked);
    }
}

#[tokio::test]
async fn a_read_that_is_cancelled_while_it_waits_is_not_sent() {
    let mut bench = Bench::peoplelens().await;
    let mut busy = bench.busy().await;
    bench.look(1, "7");
    bench.look(2, "8");
    bench.engine.cancel(Ticket(1));
    busy.remove(0).user();
    bench.succeeded().await;
    let asked = bench.asked().await;
    assert_eq!(asked.line, "GET /api/users/8");
    asked.user();
    assert_eq!(bench.succeeded().await, 2);
    assert_eq!(bench.budget(|budget| budget.waiting == 0).await.sent, 5);
}

#[tokio::test]
async fn a_read_that_is_cancelled_on_the_wire_is_counted_and_not_answered() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    bench.look(2, "7");
    let asked = bench.asked().await;
    bench.engine.cancel(Ticket(1));
    asked.user();
    assert_eq!(bench.succeeded().await, 2, "the other still wants it");

    bench.look(3, "8");
    let given_up = bench.asked().await;
    bench.engine.cancel(Ticket(3));
    let budget = bench
        .budget(|budget| budget.sent == 2 && budget.in_flight == 0)
        .await;
    assert_eq!(budget.rate, 2);
    given_up.user();
    bench.look(4, "9");
    bench.asked().await.user();
    assert_eq!(bench.succeeded().await, 4);
}

#[tokio::test]
async fn a_write_is_never_cancelled() {
    let mut bench = Bench::peoplelens().await;
    let mut busy = bench.busy().await;
    bench.write(1, "7");
    bench.engine.cancel(Ticket(1));
    busy.remove(0).user();
    bench.succeeded().await;
    let asked = bench.asked().await;
    bench.engine.cancel(Ticket(1));
    asked.answer(200, "", r#"{"success":true}"#);
    let (ticket, outcome, _) = bench.reply().await;
    assert_eq!((ticket, outcome), (1, Ok(Reply::Written(None))));
}

#[tokio::test]
async fn the_first_401_holds_the_rest_until_there_is_another_token() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    bench.asked().await.answer(401, "", "{}");
    let (ticket, outcome, exchange) = bench.reply().await;
    assert_eq!(ticket, 1);
    assert!(
        matches!(outcome, Err(ApiError::Unauthorized(_))),
        "{outcome:?}"
    );
    assert_eq!(exchange.unwrap().status, Some(401));

    bench.look(2, "8");
    let budget = bench.budget(|budget| budget.waiting == 1).await;
    assert_eq!(
        budget.blocked,
        Some(Blocked {
            why: BlockedBy::Token,
            until: None
        })
    );
    bench.engine.use_token(Secret::new("tok-2".to_owned()));
    let asked = bench.asked().await;
    assert_eq!(
        (asked.line.as_str(), asked.token.as_str()),
        ("GET /api/users/8", "Bearer tok-2")
    );
    asked.user();
    assert_eq!(bench.succeeded().await, 2);
}

#[tokio::test]
async fn reads_that_a_bad_token_took_along_go_again_with_the_next() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    let first = bench.asked().await;
    bench.look(2, "8");
    let second = bench.asked().await;
    first.answer(401, "", "{}");
    assert_eq!(bench.reply().await.0, 1);
    second.answer(401, "", "{}");
    bench.budget(|budget| budget.waiting == 1).await;
    bench.engine.read_token();
    assert_eq!(
        bench.message().await,
        Msg::TokenRead {
            profile: ProfileId(3),
            outcome: Ok(())
        }
    );
    let again = bench.asked().await;
    assert_eq!(again.line, "GET /api/users/8");
    again.user();
    let (ticket, outcome, _) = bench.reply().await;
    assert_eq!(ticket, 2);
    assert!(outcome.is_ok(), "{outcome:?}");
}

#[tokio::test]
async fn without_a_token_the_first_to_ask_is_told_and_the_rest_wait() {
    let mut bench = Bench::new("peoplelens", |connection| {
        connection.token = TokenSource::Env("WHOSWHO_TEST_NO_SUCH_VARIABLE".to_owned());
    })
    .await;
    bench.look(1, "7");
    let why = "the environment variable WHOSWHO_TEST_NO_SUCH_VARIABLE is not set".to_owned();
    assert_eq!(
        bench.reply().await,
        (1, Err(ApiError::NotSent(why.clone())), None)
    );
    let told = Msg::TokenRead {
        profile: ProfileId(3),
        outcome: Err(why.clone()),
    };
    assert_eq!(bench.message().await, told);
    bench.look(2, "8");
    bench.engine.read_token();
    assert_eq!(bench.message().await, told);
    bench.engine.use_token(Secret::new("tok-2".to_owned()));
    bench.asked().await.user();
    assert_eq!(bench.succeeded().await, 2);
}

#[tokio::test]
async fn a_write_is_in_the_journal_before_it_leaves() {
    let mut bench = Bench::peoplelens().await;
    bench.write(1, "7");
    let asked = bench.asked().await;
    assert_eq!(
        std::fs::read_to_string(bench.journal.path()).unwrap(),
        "{\"user\":\"7\"}\n"
    );
    asked.answer(200, "", r#"{"success":true}"#);
    assert_eq!(bench.reply().await.1, Ok(Reply::Written(None)));
}

#[tokio::test]
async fn a_write_that_cannot_be_noted_is_not_sent() {
    let mut bench = Bench::peoplelens().await;
    std::fs::create_dir(bench.journal.path()).unwrap();
    bench.write(1, "7");
    let (ticket, outcome, exchange) = bench.reply().await;
    assert_eq!((ticket, exchange), (1, None));
    let Err(ApiError::NotJournalled(why)) = outcome else {
        panic!("{outcome:?}");
    };
    assert!(why.starts_with("the journal "), "{why}");
    bench.look(2, "8");
    let asked = bench.asked().await;
    assert_eq!(asked.line, "GET /api/users/8");
    asked.user();
    bench.succeeded().await;
    assert_eq!(bench.budget(|budget| budget.in_flight == 0).await.sent, 1);
}

#[tokio::test]
async fn a_read_is_sent_again_where_that_may_help() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    bench.asked().await.answer(503, "", "{}");
    bench.asked().await.user();
    let (ticket, outcome, exchange) = bench.reply().await;
    assert_eq!(ticket, 1);
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(exchange.unwrap().attempts, 2);
    assert_eq!(
        bench.budget(|budget| budget.in_flight == 0).await.sent,
        2,
        "a retry is counted"
    );
}

#[tokio::test]
async fn a_read_is_sent_three_times_at_most() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    for _ in 0..3 {
        bench.asked().await.answer(502, "", "{}");
    }
    let (_, outcome, exchange) = bench.reply().await;
    assert!(
        matches!(outcome, Err(ApiError::Server { status: 502, .. })),
        "{outcome:?}"
    );
    assert_eq!(exchange.unwrap().attempts, 3);
}

#[tokio::test]
async fn what_would_be_refused_again_and_writes_are_sent_once() {
    let mut bench = Bench::peoplelens().await;
    bench.write(1, "7");
    bench.asked().await.answer(503, "", "{}");
    let (_, outcome, exchange) = bench.reply().await;
    assert!(
        matches!(outcome, Err(ApiError::Server { status: 503, .. })),
        "{outcome:?}"
    );
    assert_eq!(exchange.unwrap().attempts, 1);
    for status in [400, 403, 404, 422] {
        bench.look(2, "8");
        bench.asked().await.answer(status, "", "{}");
        let (_, outcome, exchange) = bench.reply().await;
        assert!(outcome.is_err(), "{status}");
        assert_eq!(exchange.unwrap().attempts, 1, "{status}");
    }
    assert_eq!(bench.budget(|budget| budget.in_flight == 0).await.sent, 5);
}

#[tokio::test]
async fn a_redirect_is_an_error() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    bench
        .asked()
        .await
        .answer(302, "location: https://elsewhere.example/\r\n", "");
    let (_, outcome, _) = bench.reply().await;
    assert!(
        matches!(outcome, Err(ApiError::Redirected { status: 302, .. })),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn a_read_waits_out_a_429_and_goes_again() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    bench.asked().await.answer(429, "retry-after: 1\r\n", "{}");
    let budget = bench.budget(|budget| budget.blocked.is_some()).await;
    let blocked = budget.blocked.unwrap();
    assert_eq!(blocked.why, BlockedBy::Refused);
    assert!(blocked.until.is_some());
    assert_eq!(budget.waiting, 1);
    bench.asked().await.user();
    let (ticket, outcome, exchange) = bench.reply().await;
    assert_eq!(ticket, 1);
    assert!(outcome.is_ok(), "{outcome:?}");
    // The log tells what it cost, and what it waited for.
    let exchange = exchange.unwrap();
    assert_eq!(exchange.attempts, 2);
    assert_eq!(exchange.held_by, Some(BlockedBy::Refused));
    assert!(
        exchange.waited >= Duration::from_millis(900),
        "{exchange:?}"
    );
}

#[tokio::test]
async fn a_write_that_got_429_is_answered() {
    let mut bench = Bench::peoplelens().await;
    bench.write(1, "7");
    bench
        .asked()
        .await
        .answer(429, "retry-after: 100\r\n", "{}");
    let (ticket, outcome, _) = bench.reply().await;
    assert_eq!(ticket, 1);
    assert!(
        matches!(
            outcome,
            Err(ApiError::Limited { retry_after: Some(wait), .. }) if wait == Duration::from_secs(100)
        ),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn a_wait_beyond_all_clocks_is_only_long() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    let eternity = format!("retry-after: {}\r\n", u64::MAX);
    bench.asked().await.answer(429, &eternity, "{}");
    let (_, outcome, _) = bench.reply().await;
    assert!(
        matches!(
            outcome,
            Err(ApiError::Limited { retry_after: Some(wait), .. })
                if wait == Duration::from_hours(24 * 365)
        ),
        "{outcome:?}"
    );
    let budget = bench.budget(|budget| budget.blocked.is_some()).await;
    assert!(
        budget
            .blocked
            .is_some_and(|blocked| blocked.until.is_some())
    );
}

#[tokio::test]
async fn a_wait_that_is_too_long_is_told_to_all_who_wait() {
    let mut bench = Bench::peoplelens().await;
    let mut busy = bench.busy().await;
    bench.look(1, "7");
    busy.remove(0).answer(429, "retry-after: 3600\r\n", "{}");
    for ticket in [100, 1] {
        let (answered, outcome, _) = bench.reply().await;
        assert_eq!(answered, ticket);
        assert!(
            matches!(
                outcome,
                Err(ApiError::Limited { retry_after: Some(wait), .. })
                    if wait == Duration::from_hours(1)
            ),
            "{outcome:?}"
        );
    }
}

#[tokio::test]
async fn what_is_over_the_budget_waits_and_says_why() {
    let mut bench = Bench::new("peoplelens", |connection| {
        connection.limits = Limits {
            minute: Some(2),
            hour: None,
            headers: None,
        };
    })
    .await;
    for ticket in 1..=2 {
        bench.look(ticket, &ticket.to_string());
        bench.asked().await.user();
        bench.succeeded().await;
    }
    bench.look(3, "3");
    let budget = bench.budget(|budget| budget.blocked.is_some()).await;
    assert_eq!(budget.minute, Some((2, 2)));
    assert_eq!(budget.waiting, 1);
    let blocked = budget.blocked.unwrap();
    assert_eq!(blocked.why, BlockedBy::Minute(2, 2));
    let until = blocked.until.unwrap();
    assert!((60..=80).contains(&until.as_secs()), "{until:?}");
}

#[tokio::test]
async fn the_servers_headers_are_in_the_budget() {
    let mut bench = Bench::new("leanmote", |_| {}).await;
    bench.look(1, "7");
    bench.asked().await.answer(
        200,
        "x-ratelimit-limit: 1000\r\nx-ratelimit-remaining: 321\r\nx-ratelimit-reset: 60\r\n",
        r#"{"data":{"id":"7"}}"#,
    );
    assert!(bench.reply().await.1.is_ok());
    let budget = bench
        .budget(|budget| budget.in_flight == 0 && budget.sent == 1)
        .await;
    assert!(
        matches!(
            budget.window,
            Some(Window {
                limit: 1000,
                remaining: 321,
                estimated: false,
                ..
            })
        ),
        "{budget:?}"
    );
    assert_eq!(budget.minute, Some((1, 100)));
}

/// A directory that allows so many requests a minute and knows no change, and
/// the folder that its explorers share.
async fn shared(minute: u32) -> (Bench, Connection, tempfile::TempDir) {
    let mut copy = None;
    let bench = Bench::new("peoplelens", |connection| {
        connection.read_only = true;
        connection.limits = Limits {
            minute: Some(minute),
            hour: None,
            headers: None,
        };
        copy = Some(connection.clone());
    })
    .await;
    (bench, copy.unwrap(), tempfile::tempdir().unwrap())
}

fn get(ticket: u64, user: &str) -> Order {
    Order {
        ticket: Ticket(ticket),
        call: Call::Get {
            of: RecordOf::Resource(record(user)),
        },
        urgency: Urgency::Look,
        journal: None,
    }
}

async fn replied(messages: &mut Messages) -> u64 {
    loop {
        if let Msg::Replied {
            ticket, outcome, ..
        } = soon(messages.recv()).await.unwrap()
        {
            assert!(outcome.is_ok(), "{outcome:?}");
            return ticket.0;
        }
    }
}

async fn budget_of(messages: &mut Messages, wanted: impl Fn(&Budget) -> bool) -> Budget {
    loop {
        if let Msg::Budget { budget, .. } = soon(messages.recv()).await.unwrap()
            && wanted(&budget)
        {
            return budget;
        }
    }
}

#[tokio::test]
async fn two_explorers_with_one_token_stay_within_one_budget() {
    let (mut bench, connection, folder) = shared(4).await;
    let (one, mut to_one) = Bench::among_others(&connection, folder.path());
    let (other, mut to_other) = Bench::among_others(&connection, folder.path());
    for ticket in [1, 2, 3] {
        one.submit(get(ticket, &ticket.to_string()));
        bench.asked().await.user();
        assert_eq!(replied(&mut to_one).await, ticket);
    }
    // The other has not been told, and finds out in time.
    other.submit(get(4, "4"));
    bench.asked().await.user();
    assert_eq!(replied(&mut to_other).await, 4);
    other.submit(get(5, "5"));
    one.submit(get(6, "6"));
    for messages in [&mut to_one, &mut to_other] {
        let budget = budget_of(messages, |budget| {
            budget.waiting == 1 && budget.in_flight == 0 && budget.blocked.is_some()
        })
        .await;
        assert_eq!(budget.minute, Some((4, 4)));
        assert!(matches!(
            budget.blocked,
            Some(Blocked {
                why: BlockedBy::Minute(4, 4),
                until: Some(_)
            })
        ));
    }
    assert!(bench.asked.try_recv().is_err(), "no fifth was sent");
}

#[tokio::test]
async fn what_was_sent_before_a_restart_still_counts() {
    let (mut bench, connection, folder) = shared(2).await;
    let (before, mut to_before) = Bench::among_others(&connection, folder.path());
    for ticket in [1, 2] {
        before.submit(get(ticket, &ticket.to_string()));
        bench.asked().await.user();
        assert_eq!(replied(&mut to_before).await, ticket);
    }
    drop(before);
    let (after, mut to_after) = Bench::among_others(&connection, folder.path());
    after.submit(get(3, "3"));
    let budget = budget_of(&mut to_after, |budget| budget.blocked.is_some()).await;
    assert_eq!((budget.minute, budget.sent), (Some((2, 2)), 0));
}

/// What whoever begins now with that token counts in its minute, before it has
/// sent anything.
async fn counted_with(token: &str, connection: &Connection, folder: &Path) -> Option<(u32, u32)> {
    let (engine, mut messages) = Bench::among_others(connection, folder);
    engine.use_token(Secret::new(token.to_owned()));
    engine.submit(get(1, "1"));
    budget_of(&mut messages, |budget| budget.blocked.is_some())
        .await
        .minute
}

#[tokio::test]
async fn another_token_is_counted_for_itself() {
    let (mut bench, connection, folder) = shared(2).await;
    let (engine, mut messages) = Bench::among_others(&connection, folder.path());
    for ticket in [1, 2] {
        engine.submit(get(ticket, &ticket.to_string()));
        let asked = bench.asked().await;
        assert_eq!(asked.token, "Bearer tok-1");
        asked.user();
        assert_eq!(replied(&mut messages).await, ticket);
    }
    engine.submit(get(3, "3"));
    budget_of(&mut messages, |budget| budget.blocked.is_some()).await;
    // Its budget is used up, and that of the next is not.
    engine.use_token(Secret::new("tok-2".to_owned()));
    let asked = bench.asked().await;
    assert_eq!(
        (&*asked.line, &*asked.token),
        ("GET /api/users/3", "Bearer tok-2")
    );
    asked.user();
    assert_eq!(replied(&mut messages).await, 3);
    engine.submit(get(4, "4"));
    bench.asked().await.user();
    assert_eq!(replied(&mut messages).await, 4);
    // Others know of each what was sent with it, and of no other.
    for token in ["tok-1", "tok-2"] {
        let counted = counted_with(token, &connection, folder.path()).await;
        assert_eq!(counted, Some((2, 2)), "{token}");
    }
    // The same token again is no other, and the first one comes back as it was.
    for token in ["tok-2", "tok-1"] {
        engine.use_token(Secret::new(token.to_owned()));
        engine.submit(get(5, "5"));
        let budget = budget_of(&mut messages, |budget| budget.blocked.is_some()).await;
        assert_eq!(budget.minute, Some((2, 2)), "{token}");
    }
    assert!(bench.asked.try_recv().is_err(), "no fifth was sent");
    // Nor does what a third sends take the place of what another has sent.
    engine.use_token(Secret::new("tok-3".to_owned()));
    bench.asked().await.user();
    assert_eq!(replied(&mut messages).await, 5);
    let counted = counted_with("tok-2", &connection, folder.path()).await;
    assert_eq!(counted, Some((2, 2)));
}

#[tokio::test]
async fn what_others_sent_with_another_token_is_none_of_this_one() {
    let (mut bench, connection, folder) = shared(9).await;
    let (other, mut to_other) = Bench::among_others(&connection, folder.path());
    let (engine, mut messages) = Bench::among_others(&connection, folder.path());
    other.submit(get(1, "1"));
    bench.asked().await.user();
    assert_eq!(replied(&mut to_other).await, 1);
    engine.submit(get(2, "2"));
    bench.asked().await.user();
    assert_eq!(replied(&mut messages).await, 2);
    budget_of(&mut messages, |budget| budget.minute == Some((2, 9))).await;
    // The next is still being held against the others' when the token changes.
    let lock = std::fs::File::open(folder.path().join("sends.lock")).unwrap();
    lock.lock().unwrap();
    engine.submit(get(3, "3"));
    budget_of(&mut messages, |budget| budget.in_flight == 1).await;
    engine.use_token(Secret::new("tok-2".to_owned()));
    budget_of(&mut messages, |budget| budget.minute == Some((0, 9))).await;
    lock.unlock().unwrap();
    let asked = bench.asked().await;
    assert_eq!(asked.token, "Bearer tok-1");
    asked.user();
    assert_eq!(replied(&mut messages).await, 3);
    engine.submit(get(4, "4"));
    bench.asked().await.user();
    assert_eq!(replied(&mut messages).await, 4);
    let budget = budget_of(&mut messages, |budget| budget.in_flight == 0).await;
    assert_eq!(budget.minute, Some((1, 9)));
}

#[tokio::test]
async fn what_was_on_the_wire_with_another_token_says_nothing_of_this_one() {
    let mut bench = Bench::new("leanmote", |_| {}).await;
    let three = "x-ratelimit-limit: 1000\r\nx-ratelimit-remaining: 3\r\nx-ratelimit-reset: 60\r\n";
    for ticket in [1, 2] {
        bench.look(ticket, &ticket.to_string());
    }
    let (one, other) = (bench.asked().await, bench.asked().await);
    bench.engine.use_token(Secret::new("tok-2".to_owned()));
    bench.look(3, "3");
    let third = bench.asked().await;
    assert_eq!(third.token, "Bearer tok-2");
    one.answer(200, three, r#"{"data":{"id":"1"}}"#);
    assert_eq!(bench.succeeded().await, 1);
    // A refusal is the other's: this goes again at once, with the new one.
    other.answer(429, &format!("retry-after: 100\r\n{three}"), "{}");
    let again = bench.asked().await;
    assert_eq!(
        (&*again.line, &*again.token),
        ("GET /users/2", "Bearer tok-2")
    );
    again.user();
    third.user();
    assert_eq!([bench.succeeded().await, bench.succeeded().await], [2, 3]);
    let budget = bench.budget(|budget| budget.in_flight == 0).await;
    assert_eq!(budget.blocked, None);
    assert_eq!(budget.window.map(|window| window.remaining), Some(998));
    assert_eq!((budget.minute, budget.sent), (Some((2, 100)), 4));
}

async fn spending_of(messages: &mut Messages) -> Hour {
    loop {
        if let Msg::Spending { profile, hour } = soon(messages.recv()).await.unwrap() {
            assert_eq!(profile, ProfileId(3));
            return *hour;
        }
    }
}

#[tokio::test]
async fn what_was_sent_in_the_last_hour_is_told_with_what_others_sent_since() {
    let (mut bench, connection, folder) = shared(20).await;
    let (one, mut to_one) = Bench::among_others(&connection, folder.path());
    let (other, mut to_other) = Bench::among_others(&connection, folder.path());
    one.submit(get(1, "1"));
    bench.asked().await.user();
    assert_eq!(replied(&mut to_one).await, 1);
    for ticket in [2, 3] {
        other.submit(get(ticket, &ticket.to_string()));
        bench.asked().await.user();
        assert_eq!(replied(&mut to_other).await, ticket);
    }
    // On a busy machine, the other's requests are written down a little later.
    soon(async {
        loop {
            one.tell_spending();
            let hour = spending_of(&mut to_one).await;
            let [look, walk, change, others] = hour.total().parts();
            assert_eq!([look, walk, change], [1, 0, 0]);
            if hour.shared && others == 2 {
                break;
            }
        }
    })
    .await;
}

#[tokio::test]
async fn where_nothing_is_shared_what_was_sent_is_told_all_the_same() {
    let mut bench = Bench::peoplelens().await;
    bench.engine.tell_spending();
    let hour = spending_of(&mut bench.messages).await;
    assert_eq!((hour.shared, hour.total().total()), (false, 0));
    bench.engine.submit(get(1, "1"));
    bench.asked().await.user();
    assert_eq!(replied(&mut bench.messages).await, 1);
    bench.engine.tell_spending();
    let hour = spending_of(&mut bench.messages).await;
    assert_eq!(
        (hour.shared, hour.minutes[0].parts()),
        (false, [1, 0, 0, 0])
    );
}

#[tokio::test]
async fn a_log_of_sends_that_cannot_be_had_holds_nothing_up() {
    let (mut bench, connection, folder) = shared(10).await;
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let (engine, mut messages) = Bench::among_others(&connection, &file);
    engine.submit(get(1, "1"));
    bench.asked().await.user();
    assert_eq!(replied(&mut messages).await, 1);

    let (engine, mut messages) = Bench::among_others(&connection, folder.path());
    let lock = folder.path().join("sends.lock");
    let held = std::fs::File::create(&lock).unwrap();
    held.lock().unwrap();
    engine.submit(get(2, "2"));
    bench.asked().await.user();
    assert_eq!(replied(&mut messages).await, 2);
}
