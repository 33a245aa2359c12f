//! An explorer driven by a test: keys go in, what it sends is collected and
//! answered as scripted. No network, no clock.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::find::Index;
use super::geometry::Size;
use super::message::{Budget, Effect, Exchange, Msg, Now, ProfileId, Seen, Ticket, Window};
use super::places::Places;
use super::snapshot::Snapshot;
use super::{App, Looks, Remembered, Start, update};
use crate::config::connection::{Connection, TokenSource};
use crate::config::{Keep, ThemeChoice};
use crate::directory::builtin;
use crate::directory::call::{
    ApiError, At, Call, ListOf, Method, Page, RecordOf, Reply, ResourceName, ServerWords,
};
use crate::directory::description::{Description, Limits};
use crate::directory::record::Record;
use crate::directory::shape::Shape;
use crate::keys::{Key, Keymap};

/// The wall clock when a test begins.
pub(crate) const NOON: &str = "2026-03-14T12:00:00Z";

/// A built-in description, read once: a property opens thousands of explorers.
fn description(directory: &str) -> Arc<Description> {
    static READ: Mutex<BTreeMap<String, Arc<Description>>> = Mutex::new(BTreeMap::new());
    let mut read = READ.lock().unwrap();
    let description = read
        .entry(directory.to_owned())
        .or_insert_with(|| Arc::new(builtin::description(directory).unwrap()));
    description.clone()
}

/// A profile of a built-in directory, named for it.
pub(crate) fn connection(name: &str, directory: &str) -> Connection {
    Connection {
        name: name.to_owned(),
        url: format!("https://{directory}.example.com").parse().unwrap(),
        description: description(directory),
        token: TokenSource::Env("WHO_TOKEN".to_owned()),
        params: [("account_id".to_owned(), "acc_1".to_owned())].into(),
        color: None,
        read_only: false,
        guard: false,
        limits: Limits::default(),
        proxy: None,
        ca_file: None,
        keep: None,
    }
}

/// The same, which keeps what is seen for that long.
pub(crate) fn keeping(name: &str, directory: &str, time: &str) -> Connection {
    Connection {
        keep: Keep::parse(time).unwrap(),
        ..connection(name, directory)
    }
}

/// An explorer in a test's hands.
#[derive(Debug)]
pub(crate) struct Driven {
    /// The explorer.
    pub(crate) app: App,
    /// What it asked for that is not answered yet, the oldest first.
    pub(crate) waiting: Vec<(Ticket, Call)>,
    /// Whom each ticket was asked of.
    asked_of: HashMap<Ticket, ProfileId>,
    /// The lines that went into the journal.
    pub(crate) journal: Vec<String>,
    /// All else that it wanted done since the last time this was taken.
    pub(crate) effects: Vec<Effect>,
    /// What it has seen, as far as that was looked through.
    index: Index,
}

impl Driven {
    /// An explorer that has just opened the first of some profiles.
    pub(crate) fn open(connections: Vec<Connection>, width: u16, height: u16) -> Self {
        Self::start(connections, Some(ProfileId(0)), width, height)
    }

    /// An explorer that has just started.
    pub(crate) fn start(
        connections: Vec<Connection>,
        open: Option<ProfileId>,
        width: u16,
        height: u16,
    ) -> Self {
        Self::begin(
            connections,
            open,
            (width, height),
            Vec::new(),
            Remembered::default(),
        )
    }

    /// The same, with what earlier runs saw.
    pub(crate) fn start_with(
        connections: Vec<Connection>,
        open: Option<ProfileId>,
        snapshots: Vec<(ProfileId, Snapshot)>,
        width: u16,
        height: u16,
    ) -> Self {
        Self::begin(
            connections,
            open,
            (width, height),
            snapshots,
            Remembered::default(),
        )
    }

    /// The same, with what was remembered.
    pub(crate) fn remembering(
        connections: Vec<Connection>,
        open: Option<ProfileId>,
        size: (u16, u16),
        remembered: Remembered,
    ) -> Self {
        Self::begin(connections, open, size, Vec::new(), remembered)
    }

    /// An explorer that has just started.
    pub(crate) fn begin(
        connections: Vec<Connection>,
        open: Option<ProfileId>,
        (width, height): (u16, u16),
        snapshots: Vec<(ProfileId, Snapshot)>,
        remembered: Remembered,
    ) -> Self {
        let descriptions = connections.iter().map(|c| Arc::clone(&c.description));
        let index = Index::new(&descriptions.collect::<Vec<_>>());
        let app = App::new(Start {
            connections: connections.into_iter().map(Arc::new).collect(),
            open,
            keymap: Keymap::default(),
            mouse: true,
            looks: Looks::default(),
            theme: ThemeChoice::Auto,
            theme_names: ["dark", "light", "nord"].map(str::to_owned).to_vec(),
            snapshots,
            size: Size { width, height },
            now: Now {
                monotonic: Duration::from_secs(100),
                wall: NOON.parse().unwrap(),
            },
            remembered,
        });
        let mut driven = Self {
            app,
            waiting: Vec::new(),
            asked_of: HashMap::new(),
            journal: Vec::new(),
            effects: Vec::new(),
            index,
        };
        driven.send(Msg::Tick);
        driven
    }

    /// Gives it a message.
    pub(crate) fn send(&mut self, msg: Msg) -> &mut Self {
        let now = self.app.now;
        for effect in update(&mut self.app, now, msg) {
            match effect {
                Effect::Send {
                    ticket,
                    call,
                    profile,
                    journal,
                    ..
                } => {
                    self.journal.extend(journal);
                    self.asked_of.insert(ticket, profile);
                    self.waiting.push((ticket, call));
                }
                Effect::Journal(line) => self.journal.push(line),
                Effect::Cancel(ticket) => self.waiting.retain(|(asked, _)| *asked != ticket),
                other => self.effects.push(other),
            }
        }
        self
    }

    /// Presses keys, named as in the configuration and set apart by spaces.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_ascii_whitespace() {
            self.send(Msg::Key(key.parse().unwrap()));
        }
        self
    }

    /// What is kept of the profile on the screen when it is quit now, as it is
    /// read again by another run.
    pub(crate) fn quit_and_keep(&mut self) -> Option<Snapshot> {
        self.send(Msg::Terminated);
        self.effects.iter().find_map(|effect| match effect {
            Effect::Keep(_, snapshot) => Snapshot::parse(&snapshot.to_json()?).ok(),
            _ => None,
        })
    }

    /// Types characters.
    pub(crate) fn type_text(&mut self, text: &str) -> &mut Self {
        for character in text.chars() {
            self.send(Msg::Key(Key::char(character)));
        }
        self
    }

    /// Lets time pass.
    pub(crate) fn wait(&mut self, time: Duration) -> &mut Self {
        let now = &mut self.app.now;
        now.monotonic += time;
        now.wall = now
            .wall
            .checked_add(jiff::SignedDuration::try_from(time).unwrap())
            .unwrap();
        self.send(Msg::Tick)
    }

    /// Says that the screen was painted, and lets so much time pass that a
    /// review takes keys.
    pub(crate) fn paint(&mut self) -> &mut Self {
        self.send(Msg::Painted(Places::default()));
        self.wait(Duration::from_millis(400))
    }

    /// What it waits for, as it was asked.
    pub(crate) fn asked(&self) -> Vec<&Call> {
        self.waiting.iter().map(|(_, call)| call).collect()
    }

    /// What it waits for and whom it asked.
    pub(crate) fn waiting_of(&self) -> Vec<(ProfileId, &Call)> {
        self.waiting
            .iter()
            .map(|(ticket, call)| (self.asked_of[ticket], call))
            .collect()
    }

    /// Whom it waits for.
    pub(crate) fn asked_of(&self) -> Vec<ProfileId> {
        self.waiting_of()
            .iter()
            .map(|(profile, _)| *profile)
            .collect()
    }

    /// Answers the oldest request, a write, with the record as it now is.
    pub(crate) fn answer_written(&mut self, value: &Value) -> &mut Self {
        let Some((_, Call::Update { record: of, .. })) = self.waiting.first() else {
            panic!("no update is waited for");
        };
        let description = self.app.profile().description();
        let resource = description.resource(of.resource.as_str()).unwrap();
        let written = record(&Shape::of_resource(resource), value);
        self.answer(Ok(Reply::Written(Some(written))))
    }

    /// Answers the oldest request.
    pub(crate) fn answer(&mut self, outcome: Result<Reply, ApiError>) -> &mut Self {
        let (ticket, call) = self.waiting.remove(0);
        let status = match &outcome {
            Ok(_) => Some(200),
            Err(ApiError::Unauthorized(_)) => Some(401),
            Err(ApiError::Forbidden(_)) => Some(403),
            Err(ApiError::NotFound(_)) => Some(404),
            Err(ApiError::Unreadable { status, .. } | ApiError::Server { status, .. }) => {
                Some(*status)
            }
            Err(_) => None,
        };
        let exchange = Exchange {
            method: if call.is_write() {
                Method::Patch
            } else {
                Method::Get
            },
            path: path(&call),
            status,
            took: Duration::from_millis(212),
            bytes: 18_204,
            attempts: 1,
            waited: Duration::ZERO,
            held_by: None,
        };
        self.send(Msg::Replied {
            ticket,
            outcome,
            cached: Duration::ZERO,
            exchange: Some(exchange),
        })
    }

    /// Answers the oldest request, a list's, with those records.
    pub(crate) fn answer_page(
        &mut self,
        records: &[Value],
        next: Option<At>,
        total: Option<u64>,
    ) -> &mut Self {
        let Some((_, Call::List { of, .. })) = self.waiting.first() else {
            panic!("no list is waited for");
        };
        let description = self.app.profile().description();
        let shape = description.shape(of).unwrap();
        let records = records.iter().map(|value| record(&shape, value)).collect();
        self.answer(Ok(Reply::Page(Page {
            records,
            next,
            total,
            withheld: false,
        })))
    }

    /// Answers the oldest request, a list's, with all that the list has.
    pub(crate) fn answer_list(&mut self, records: &[Value]) -> &mut Self {
        let total = Some(records.len() as u64);
        self.answer_page(records, None, total)
    }

    /// Answers the oldest request, a record's, with this one.
    pub(crate) fn answer_record(&mut self, value: &Value) -> &mut Self {
        let Some((_, Call::Get { of })) = self.waiting.first() else {
            panic!("no record is waited for");
        };
        let description = self.app.profile().description();
        let record = match of {
            RecordOf::Resource(of) => {
                let resource = description.resource(of.resource.as_str()).unwrap();
                record(&Shape::of_resource(resource), value)
            }
            item @ RecordOf::Item { .. } => {
                record(&description.shape_of_record(item).unwrap(), value)
            }
        };
        self.answer(Ok(Reply::Record(record)))
    }

    /// Fails the oldest request.
    pub(crate) fn fail(&mut self, error: ApiError) -> &mut Self {
        self.answer(Err(error))
    }

    /// Has a record seen that no list has: as if the disk had kept it.
    pub(crate) fn keep(&mut self, profile: ProfileId, resource: &str, value: &Value) {
        let connection = &self.app.profiles[profile.0].connection;
        let known = connection.description.resource(resource).unwrap();
        let seen = Seen {
            profile,
            resource: ResourceName::new(resource),
            whole: true,
            records: vec![record(&Shape::of_resource(known), value)],
        };
        self.index.learn(&seen, self.app.now.wall);
    }

    /// Answers what is looked for among all that it has seen; says how often
    /// it asked.
    pub(crate) fn look_through(&mut self) -> usize {
        let mut asked = 0;
        for effect in std::mem::take(&mut self.effects) {
            match effect {
                Effect::Seen(seen) => self.index.learn(&seen, self.app.now.wall),
                Effect::Gone(profile, of) => self.index.forget(profile, &of),
                Effect::Find { ticket, text } => {
                    let found = self.index.find(&text, self.app.now.wall, || true).unwrap();
                    self.send(Msg::Found { ticket, found });
                    asked += 1;
                }
                other => self.effects.push(other),
            }
        }
        asked
    }

    /// Tells what is left of the first profile's rate limit.
    pub(crate) fn budget(&mut self, budget: Budget) -> &mut Self {
        self.send(Msg::Budget {
            profile: ProfileId(0),
            budget,
        })
    }
}

/// A record as an answer gives it.
pub(crate) fn record(shape: &Shape<'_>, value: &Value) -> Record {
    Record::new(Record::id_in(value, &shape.id), &value.to_string())
}

/// Words of a server.
pub(crate) fn words(message: &str) -> ServerWords {
    ServerWords {
        message: Some(message.to_owned().into()),
        ..ServerWords::default()
    }
}

/// A budget with so much left of 1,000 an hour and 100 a minute.
pub(crate) fn budget(remaining: u32, minute_used: u32) -> Budget {
    Budget {
        window: Some(Window {
            limit: 1000,
            remaining,
            resets: Duration::from_secs(100 + 41 * 60),
            estimated: false,
        }),
        minute: Some((minute_used, 100)),
        sent: u64::from(1000 - remaining),
        rate: 14,
        ..Budget::default()
    }
}

/// A made-up user of Leanmote; equal numbers are equal users.
pub(crate) fn user(number: usize) -> Value {
    const FIRST: [&str; 12] = [
        "Ana", "Bruno", "Chiara", "Dan", "Elif", "Farid", "Grace", "Hanna", "Iván", "Jun", "Kofi",
        "Léa",
    ];
    const LAST: [&str; 11] = [
        "Lima", "Costa", "Ricci", "Brown", "Demir", "Haddad", "Okafor", "Virtanen", "Ruiz",
        "Tanaka", "Mensah",
    ];
    let (first, last) = (FIRST[number % 12], LAST[number / 3 % 11]);
    let day =
        Timestamp::from_second(1_704_240_000 - i64::try_from(number).unwrap() * 777_777).unwrap();
    json!({
        "id": format!("usr_{:08x}{:04x}", number * 7_919 + 1_000_003, number * 31 % 65_536),
        "name": format!("{first} {last}"),
        "email": format!(
            "{}.{}@acme.example",
            crate::text::fold(first),
            crate::text::fold(last)
        ),
        "created_at": day.to_string(),
    })
}

/// A call's path, about as it is sent.
fn path(call: &Call) -> String {
    match call {
        Call::List { of, at, .. } => {
            let list = match of {
                ListOf::Resource(name) => format!("/{}", name.as_str()),
                ListOf::Relation { parent, relation } => format!(
                    "/{}/{}/{}",
                    parent.resource.as_str(),
                    parent.id.raw(),
                    relation.as_str()
                ),
            };
            match at {
                At::Page(page) => format!("{list}?page={}&per_page=100", page + 1),
                _ => list,
            }
        }
        Call::Get {
            of: RecordOf::Resource(of),
        }
        | Call::Update { record: of, .. }
        | Call::Remove { record: of } => format!("/{}/{}", of.resource.as_str(), of.id.raw()),
        Call::Get { .. } => "/item".to_owned(),
        Call::Create { resource, .. } => format!("/{}", resource.as_str()),
    }
}
