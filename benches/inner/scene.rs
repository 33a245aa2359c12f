//! An explorer for benches, and the made-up directory that answers it.

#![allow(dead_code, reason = "each bench uses what it needs of it")]

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use whoswho::app::geometry::Size;
use whoswho::app::message::{Effect, Msg, Now, ProfileId};
use whoswho::app::{self, App, Looks, Remembered, Start};
use whoswho::config::ThemeChoice;
use whoswho::config::connection::{Connection, TokenSource};
use whoswho::directory::builtin;
use whoswho::directory::call::{At, Call, ListOf, Params, Query, ResourceName, Response};
use whoswho::directory::decode::decode;
use whoswho::directory::description::Description;
use whoswho::keys::{Key, Keymap};

/// Rows of a page.
pub const PAGE: u64 = 100;

const FIRST: [&str; 16] = [
    "Ana", "Bo", "Chidi", "Dana", "Elif", "Farid", "Greta", "Hana", "Ines", "Jonas", "Kofi",
    "Lucía", "Mei", "Noor", "Øystein", "Priya",
];
const LAST: [&str; 16] = [
    "Lima", "Berg", "Ruiz", "Brown", "Okafor", "Tanaka", "Novak", "Silva", "Kaya", "Haddad",
    "Müller", "Costa", "Rossi", "Singh", "Larsen", "Duarte",
];
const TITLES: [&str; 6] = [
    "Analyst",
    "Engineer",
    "Designer",
    "Support lead",
    "Product manager",
    "Accountant",
];

pub fn leanmote() -> Arc<Description> {
    Arc::new(builtin::description("leanmote").unwrap())
}

pub fn first_page() -> Call {
    Call::List {
        of: ListOf::Resource(ResourceName::new("users")),
        at: At::Start,
        sort: None,
        query: Query::default(),
    }
}

pub const fn now() -> Now {
    Now {
        monotonic: Duration::from_secs(100),
        wall: Timestamp::UNIX_EPOCH,
    }
}

/// What a number is scattered to: the same each time, like nothing of its
/// neighbours. (`SplitMix64`, by its published constants.)
pub const fn scattered(number: u64) -> u64 {
    let mut z = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A directory of so many users.
pub struct Server {
    pub description: Arc<Description>,
    rows: u64,
}

impl Server {
    pub fn of(rows: u64) -> Self {
        Self {
            description: leanmote(),
            rows,
        }
    }

    /// A page of them, as it comes over the wire, counted from 0.
    pub fn page(&self, page: u64) -> Response {
        let mut body = r#"{"status":"success","data":["#.to_owned();
        let rows = page * PAGE..((page + 1) * PAGE).min(self.rows);
        for number in rows.clone() {
            if number > rows.start {
                body.push(',');
            }
            user(number, &mut body);
        }
        write!(
            body,
            r#"],"meta":{{"page":{},"per_page":{PAGE},"total":{},"total_pages":{}}}}}"#,
            page + 1,
            self.rows,
            self.rows.div_ceil(PAGE),
        )
        .unwrap();
        Response {
            status: 200,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: body.into_bytes(),
        }
    }

    fn answer(&self, call: &Call) -> Response {
        self.page(match call {
            Call::List {
                at: At::Page(number),
                ..
            } => u64::from(*number),
            _ => 0,
        })
    }
}

/// A user with an id and a time like nobody else's.
fn user(number: u64, body: &mut String) {
    let random = scattered(number);
    let of = |names: &[&'static str], shift: u32| {
        names[usize::try_from(random >> shift).unwrap() % names.len()]
    };
    let (first, last) = (of(&FIRST, 8), of(&LAST, 16));
    let created = Timestamp::from_second(1_500_000_000 + i64::try_from(random >> 36).unwrap());
    write!(
        body,
        r#"{{"id":"usr_{:012x}","name":"{first} {last}","email":"{}.{}.{number}@acme.example","created_at":"{}","title":"{}","status":"{}"}}"#,
        random >> 16,
        first.to_ascii_lowercase(),
        last.to_ascii_lowercase(),
        created.unwrap(),
        of(&TITLES, 24),
        if random.is_multiple_of(20) { "disabled" } else { "active" },
    )
    .unwrap();
}

/// An explorer of that directory whose first page is there.
pub fn explorer(server: &Server) -> App {
    let description = &server.description;
    let connection = Connection {
        name: "support".to_owned(),
        url: description.url.clone().unwrap(),
        limits: description.limits.clone(),
        description: Arc::clone(description),
        token: TokenSource::Missing,
        params: Params::new(),
        color: None,
        read_only: false,
        guard: false,
        proxy: None,
        ca_file: None,
        keep: None,
    };
    let mut app = App::new(Start {
        connections: vec![Arc::new(connection)],
        open: Some(ProfileId(0)),
        keymap: Keymap::default(),
        mouse: true,
        looks: Looks::default(),
        theme: ThemeChoice::Auto,
        theme_names: Vec::new(),
        size: Size {
            width: 120,
            height: 36,
        },
        snapshots: Vec::new(),
        remembered: Remembered::default(),
        now: now(),
    });
    let asked = update(&mut app, Msg::Tick);
    answer(&mut app, server, asked);
    app
}

pub fn update(app: &mut App, msg: Msg) -> Vec<Effect> {
    app::update(app, now(), msg)
}

/// Presses a key, and answers all that it leads to.
pub fn press(app: &mut App, server: &Server, key: Key) {
    let asked = update(app, Msg::Key(key));
    answer(app, server, asked);
}

/// Answers what was asked for, and what the answers lead to. What else is to be
/// done is forgotten, not kept until the end.
fn answer(app: &mut App, server: &Server, mut asked: Vec<Effect>) {
    loop {
        asked.retain(|effect| matches!(effect, Effect::Send { .. }));
        let Some(Effect::Send { ticket, call, .. }) = asked.pop() else {
            return;
        };
        let outcome = decode(&server.description, &call, &server.answer(&call));
        let replied = Msg::Replied {
            ticket,
            outcome,
            cached: Duration::ZERO,
            exchange: None,
        };
        asked.extend(update(app, replied));
    }
}
