//! A listing against servers that are functions of where a page begins.

mod lies;
mod loading;
mod long;
mod moving;
mod narrowing;
mod order;
mod properties;
mod returning;
mod seeking;
mod sorted;

use std::collections::VecDeque;
use std::time::Duration;

use jiff::Timestamp;

use super::*;
use crate::app::filter::FilterFields;
use crate::app::message::{Effect, Now, ProfileId, Ticket, Urgency};
use crate::app::outbox::Outbox;
use crate::directory::call::{At, Call, Opaque, Reply, ResourceName, ServerWords};
use crate::directory::description::Field;
use crate::directory::pointer::Pointer;

/// A request that was sent, and what it asked for.
#[derive(Debug, Clone, PartialEq)]
struct Sent {
    ticket: Ticket,
    at: At,
    urgency: Urgency,
    sort: Option<Sort>,
}

/// A listing, the server that it reads from, and every request that was sent.
struct Scene<S> {
    listing: Listing,
    server: S,
    next_ticket: u64,
    sent: Vec<Sent>,
    /// Requests not answered yet, in the order they were sent.
    open: VecDeque<Sent>,
    answered: Vec<At>,
    /// How far it may ask.
    reach: Reach,
}

impl<S: FnMut(&At) -> Result<Page, ApiError>> Scene<S> {
    /// Nothing asked yet; a screen of 30 rows; no reading ahead.
    fn new(paging: &Paging, server: S) -> Self {
        let users = ListOf::Resource(ResourceName::new("users"));
        let mut listing = Listing::new(users, paging);
        listing.set_height(30);
        Self {
            listing,
            server,
            next_ticket: 0,
            sent: Vec::new(),
            open: VecDeque::new(),
            answered: Vec::new(),
            reach: Reach::Screen,
        }
    }

    /// One whose first page has come.
    fn opened(paging: &Paging, server: S) -> Self {
        let mut scene = Self::new(paging, server);
        scene.settle();
        scene
    }

    fn with_outbox<T>(&mut self, run: impl FnOnce(&mut Listing, &mut Outbox<'_>) -> T) -> T {
        let now = Now {
            monotonic: Duration::ZERO,
            wall: Timestamp::UNIX_EPOCH,
        };
        let mut outbox = Outbox::new(now, ProfileId(0), &mut self.next_ticket);
        let outcome = run(&mut self.listing, &mut outbox);
        for effect in outbox.into_effects() {
            match effect {
                Effect::Send {
                    ticket,
                    call: Call::List { at, sort, .. },
                    urgency,
                    ..
                } => {
                    let sent = Sent {
                        ticket,
                        at,
                        urgency,
                        sort,
                    };
                    self.sent.push(sent.clone());
                    self.open.push_back(sent);
                }
                Effect::Cancel(ticket) => {
                    let open = self.open.len();
                    self.open.retain(|sent| sent.ticket != ticket);
                    assert_eq!(self.open.len() + 1, open, "{ticket:?} was not open");
                }
                other => panic!("{other:?}"),
            }
        }
        outcome
    }

    fn ask(&mut self) {
        let reach = self.reach;
        self.with_outbox(|listing, outbox| listing.ask(outbox, reach));
    }

    /// Answers the oldest open request, without asking on.
    fn answer(&mut self) {
        let sent = self.open.pop_front().unwrap();
        let outcome = (self.server)(&sent.at).map(Reply::Page);
        assert!(self.listing.accept(sent.ticket, &outcome));
        self.answered.push(sent.at);
    }

    /// Asks and answers until nothing is wanted any more.
    fn settle(&mut self) {
        self.ask();
        while !self.open.is_empty() {
            self.answer();
            self.ask();
            assert!(self.sent.len() < 2_000, "it never ends");
        }
    }

    fn go(&mut self, motion: Motion) {
        self.listing.move_to(motion);
        self.settle();
    }

    /// Presses a key so many times, all answers coming at once.
    fn go_times(&mut self, motion: Motion, times: usize) {
        for _ in 0..times {
            self.go(motion);
        }
    }

    /// Where the requests since the last call of this began.
    fn asked(&mut self) -> Vec<At> {
        self.sent.drain(..).map(|sent| sent.at).collect()
    }

    /// The ids on screen; what has none as `-`, what is not loaded as `.`.
    fn screen(&self) -> Vec<String> {
        self.listing
            .visible()
            .map(|position| match self.listing.row(position).unwrap() {
                Row::Record(record) => record
                    .id()
                    .map_or_else(|| "-".to_owned(), |id| id.raw().to_owned()),
                Row::Removed(record) => format!("x{}", record.id().unwrap().raw()),
                Row::Absent => ".".to_owned(),
                Row::Failed(_) => "!".to_owned(),
            })
            .collect()
    }

    /// All ids, in order.
    fn ids(&self) -> Vec<String> {
        self.listing
            .records()
            .map(|record| record.id().unwrap().raw().to_owned())
            .collect()
    }

    fn selected_id(&self) -> Option<&str> {
        Some(self.listing.selected()?.id()?.raw())
    }

    fn notes(&self) -> Vec<Note> {
        self.listing.notes().collect()
    }
}

fn person(number: u64) -> Record {
    named(number, &format!("Person {number}"))
}

fn named(number: u64, name: &str) -> Record {
    Record::new(
        Some(RecordId::new(&number.to_string())),
        &format!(r#"{{"id": {number}, "name": "{name}"}}"#),
    )
}

fn people(numbers: std::ops::Range<u64>) -> Vec<Record> {
    numbers.map(person).collect()
}

fn numbers(range: std::ops::Range<u64>) -> Vec<String> {
    range.map(|number| number.to_string()).collect()
}

fn page(records: Vec<Record>, next: Option<At>, total: Option<u64>) -> Page {
    Page {
        records,
        next,
        total,
        withheld: false,
    }
}

fn name_field() -> FilterFields {
    let field: Field = toml::from_str("name = \"name\"").unwrap();
    FilterFields::new([&field])
}

fn by_page(size: u32) -> Paging {
    Paging::Page {
        page: "page".to_owned(),
        first: 1,
        size: "per_page".to_owned(),
        largest: size,
        total: Some(Pointer::to("total")),
        pages: None,
        echo: None,
    }
}

fn by_offset(size: u32) -> Paging {
    Paging::Offset {
        offset: "offset".to_owned(),
        first: 0,
        size: "limit".to_owned(),
        largest: size,
        total: None,
    }
}

fn by_cursor(size: u32) -> Paging {
    Paging::Cursor {
        cursor: "cursor".to_owned(),
        size: "limit".to_owned(),
        largest: size,
        next: Pointer::to("next"),
    }
}

fn cursor(number: u64) -> At {
    At::Cursor(Opaque::new(&format!("c{number}")))
}

/// The number in a page's address: of the page, the offset or the cursor.
fn number(at: &At) -> u64 {
    match at {
        At::Start => 0,
        At::Page(page) => u64::from(*page),
        At::Offset(offset) => *offset,
        At::Cursor(cursor) => cursor.raw()[1..].parse().unwrap(),
    }
}

/// `count` people in numbered pages, with a true total.
fn numbered(count: u64, size: u64) -> impl Fn(&At) -> Result<Page, ApiError> {
    move |at| {
        let start = (number(at) * size).min(count);
        let end = (start + size).min(count);
        let next = u32::try_from(number(at) + 1).unwrap();
        Ok(page(
            people(start..end),
            (end < count).then_some(At::Page(next)),
            Some(count),
        ))
    }
}

/// `count` people from offset to offset, without a total.
fn offsets(count: u64, size: u64) -> impl Fn(&At) -> Result<Page, ApiError> {
    move |at| {
        let start = number(at).min(count);
        let end = (start + size).min(count);
        Ok(page(
            people(start..end),
            (end < count).then_some(At::Offset(end)),
            None,
        ))
    }
}

/// `count` people from cursor to cursor.
fn cursors(count: u64, size: u64) -> impl Fn(&At) -> Result<Page, ApiError> {
    move |at| {
        let start = number(at).min(count);
        let end = (start + size).min(count);
        Ok(page(
            people(start..end),
            (end < count).then(|| cursor(end)),
            None,
        ))
    }
}

fn invalid(status: u16) -> ApiError {
    ApiError::Invalid {
        status,
        words: ServerWords::default(),
        fields: Vec::new(),
    }
}

fn forbidden() -> ApiError {
    ApiError::Forbidden(ServerWords::default())
}

fn unavailable() -> ApiError {
    ApiError::Server {
        status: 503,
        words: ServerWords::default(),
    }
}
