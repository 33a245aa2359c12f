//! The engine against a server that answers when the test does.

mod faults;
mod reading;
mod repeating;
mod spending;
mod tls;
mod tokens;
mod writing;

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
                ..
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
