//! The inner parts, one by one: what a key, a frame and a page cost.
//!
//! Absolute times are of the machine that they were taken on; what counts is
//! how they change. `cargo bench` runs them all.

#![expect(clippy::unwrap_used, reason = "a bench that cannot be set up ends")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use whoswho::app::listing::{Listing, Reach};
use whoswho::app::message::{Effect, Msg, Now, ProfileId, Size};
use whoswho::app::{App, Looks, Remembered, Start, update};
use whoswho::config::ThemeChoice;
use whoswho::config::connection::{Connection, TokenSource};
use whoswho::directory::builtin;
use whoswho::directory::call::{At, Call, ListOf, Params, Query, Reply, ResourceName, Response};
use whoswho::directory::decode::decode;
use whoswho::directory::description::Description;
use whoswho::directory::encode::encode;
use whoswho::keys::{Key, Keymap};
use whoswho::text::{Untrusted, escape_json};
use whoswho::ui::theme::{Definition, Depth, Theme};
use whoswho::ui::{Memory, draw, draw_next};

const PAGE: u64 = 100;

fn leanmote() -> Arc<Description> {
    Arc::new(builtin::description("leanmote").unwrap())
}

fn first_page() -> Call {
    Call::List {
        of: ListOf::Resource(ResourceName::new("users")),
        at: At::Start,
        sort: None,
        query: Query::default(),
    }
}

/// A page of a list of `total` users, as it comes over the wire.
fn page(page: u64, total: u64) -> Response {
    let users: Vec<String> = (page * PAGE..(page + 1) * PAGE)
        .map(|n| {
            format!(
                r#"{{"id":"usr_{n}","name":"Ana Lima {n}","email":"ana.lima{n}@acme.example","created_at":"2024-01-03T09:30:00Z","title":"Analyst","status":"active"}}"#
            )
        })
        .collect();
    let body = format!(
        r#"{{"status":"success","data":[{}],"meta":{{"page":{},"per_page":{PAGE},"total":{total},"total_pages":{}}}}}"#,
        users.join(","),
        page + 1,
        total / PAGE,
    );
    Response {
        status: 200,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: body.into_bytes(),
    }
}

const fn now() -> Now {
    Now {
        monotonic: Duration::from_secs(100),
        wall: Timestamp::UNIX_EPOCH,
    }
}

/// An explorer whose list has `total` rows, the pages that a start and a jump
/// to the end show being there.
fn explorer(total: u64) -> App {
    let description = leanmote();
    let connection = Connection {
        name: "support".to_owned(),
        url: description.url.clone().unwrap(),
        limits: description.limits.clone(),
        description: Arc::clone(&description),
        token: TokenSource::Missing,
        params: Params::new(),
        color: None,
        read_only: false,
        guard: false,
        proxy: None,
        ca_file: None,
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
        now: now(),
        remembered: Remembered::default(),
    });
    let mut asked = update(&mut app, now(), Msg::Tick);
    while let Some(effect) = asked.pop() {
        if let Effect::Send { ticket, call, .. } = effect {
            let number = match &call {
                Call::List {
                    at: At::Page(number),
                    ..
                } => u64::from(*number),
                _ => 0,
            };
            let reply: Reply = decode(&description, &call, &page(number, total)).unwrap();
            let replied = Msg::Replied {
                ticket,
                outcome: Ok(reply),
                exchange: None,
            };
            asked.extend(update(&mut app, now(), replied));
        }
    }
    app
}

fn key(c: &mut Criterion) {
    for (name, total) in [("100 k rows", 100_000), ("1 M rows", 1_000_000)] {
        let mut app = explorer(total);
        let mut down = false;
        c.bench_function(&format!("a key in a list of {name}"), |b| {
            b.iter(|| {
                down = !down;
                let key = Key::char(if down { 'j' } else { 'k' });
                black_box(update(&mut app, now(), Msg::Key(key)))
            });
        });
    }
}

fn frame(c: &mut Criterion) {
    let mut app = explorer(1_000_000);
    let theme = Theme::new(&Definition::built_in("dark").unwrap(), Depth::True);
    let area = Rect::new(0, 0, 120, 36);
    let mut buffer = Buffer::empty(area);
    c.bench_function("a first frame, 120x36", |b| {
        b.iter(|| {
            buffer.reset();
            black_box(draw(&app, &theme, area, &mut buffer))
        });
    });
    let mut memory = Memory::default();
    let mut down = false;
    c.bench_function("the frame after a key, 120x36", |b| {
        b.iter(|| {
            down = !down;
            let key = Key::char(if down { 'j' } else { 'k' });
            update(&mut app, now(), Msg::Key(key));
            buffer.reset();
            black_box(draw_next(&app, &theme, &mut memory, area, &mut buffer))
        });
    });
}

fn codecs(c: &mut Criterion) {
    let description = leanmote();
    let call = first_page();
    let url = description.url.clone().unwrap();
    c.bench_function("encode a list call", |b| {
        b.iter(|| encode(&description, &url, &Params::new(), black_box(&call)).unwrap());
    });
    let response = page(0, 10_000);
    c.bench_function("decode a page of 100", |b| {
        b.iter(|| decode(&description, &call, black_box(&response)).unwrap());
    });
    c.bench_function("read a built-in description", |b| {
        b.iter(|| builtin::description(black_box("leanmote")).unwrap());
    });
}

fn filter(c: &mut Criterion) {
    let description = leanmote();
    let people = Arc::new(builtin::description("peoplelens").unwrap());
    let rows: Vec<String> = (0..100_000)
        .map(|n| format!(r#"{{"id":"usr-{n}","first_name":"Ana","last_name":"Lima {n}","email":"ana{n}@acme.example"}}"#))
        .collect();
    let body = format!(r#"{{"users":[{}]}}"#, rows.join(","));
    let response = Response {
        status: 200,
        headers: Vec::new(),
        body: body.into_bytes(),
    };
    let Ok(Reply::Page(all)) = decode(&people, &first_page(), &response) else {
        return;
    };
    drop(description);
    let resource = people.resource("users").unwrap();
    let fields = whoswho::app::filter::FilterFields::new(&resource.fields);
    let loaded = || {
        let of = ListOf::Resource(ResourceName::new("users"));
        let mut listing = Listing::new(of, &people.paging);
        let mut next = 0;
        let mut outbox = whoswho::app::outbox::Outbox::new(now(), ProfileId(0), &mut next);
        listing.ask(&mut outbox, Reach::Screen);
        let Some(Effect::Send { ticket, .. }) = outbox.into_effects().pop() else {
            return listing;
        };
        listing.accept(ticket, &Ok(Reply::Page(all.clone())));
        listing
    };
    c.bench_function("the first letter of a filter over 100 k rows", |b| {
        b.iter_batched(
            loaded,
            |mut listing| {
                listing.set_filter("n", &fields);
                listing
            },
            BatchSize::LargeInput,
        );
    });
    let mut listing = loaded();
    listing.set_filter("an", &fields);
    c.bench_function("three letters of a filter over 100 k rows", |b| {
        b.iter(|| {
            listing.set_filter("ana", &fields);
            listing.set_filter("ana9", &fields);
            black_box(listing.positions())
        });
    });
}

fn sanitise(c: &mut Criterion) {
    let plain = "Ana Lima, analyst. ".repeat(55_000);
    let hostile = "A\u{301}\u{202e}\x1b[31m田\u{200b}".repeat(70_000);
    c.bench_function("show 1 MiB of plain text", |b| {
        b.iter(|| black_box(Untrusted::new(plain.as_str()).shown().len()));
    });
    c.bench_function("show 1 MiB of hostile text", |b| {
        b.iter(|| black_box(Untrusted::new(hostile.as_str()).shown().len()));
    });
    let marks = format!("a{}", "\u{301}".repeat(512 << 10));
    let emoji = "👩🏽\u{200d}❤\u{fe0f}\u{200d}💋\u{200d}👨🏽".repeat(30_000);
    c.bench_function("show 1 MiB of marks on one letter", |b| {
        b.iter(|| black_box(Untrusted::new(marks.as_str()).shown().len()));
    });
    c.bench_function("show 1 MiB of joined emoji", |b| {
        b.iter(|| black_box(Untrusted::new(emoji.as_str()).shown().len()));
    });
    c.bench_function("escape 1 MiB of hostile JSON", |b| {
        b.iter(|| black_box(escape_json(&hostile).len()));
    });
    c.bench_function("look for mixed scripts in 1 MiB", |b| {
        b.iter(|| black_box(Untrusted::new(hostile.as_str()).mixes_scripts()));
    });
    c.bench_function("show a cell of hostile text", |b| {
        b.iter(|| black_box(Untrusted::new(hostile.as_str()).shown_within(24).len()));
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(30)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = key, frame, codecs, filter, sanitise
}
criterion_main!(benches);
