//! The inner parts, one by one: what a key, a frame and a page cost.
//!
//! Absolute times are of the machine that they were taken on; what counts is
//! how they change. `cargo bench` runs them all.

#![expect(clippy::unwrap_used, reason = "a bench that cannot be set up ends")]
#![expect(clippy::print_stdout, reason = "it prints how long a key waits")]
#![expect(
    clippy::disallowed_methods,
    reason = "it measures time, which the explorer does not look at"
)]

#[path = "inner/scene.rs"]
mod scene;

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use whoswho::app::App;
use whoswho::app::activity::Activity;
use whoswho::app::columns::Shows;
use whoswho::app::filter::{Filter, FilterFields, FoldedRows};
use whoswho::app::find::Index;
use whoswho::app::listing::{Listing, Reach, SortHere, SortKeys};
use whoswho::app::message::{Effect, Msg, ProfileId, Seen};
use whoswho::app::outbox::Outbox;
use whoswho::directory::builtin;
use whoswho::directory::call::{ListOf, Page, Params, Reply, ResourceName, Response};
use whoswho::directory::decode::decode;
use whoswho::directory::description::{Calendar, Order, Paging};
use whoswho::directory::encode::encode;
use whoswho::directory::record::{Record, RecordId};
use whoswho::directory::shape::Shape;
use whoswho::keys::Key;
use whoswho::text::{Untrusted, escape_json};
use whoswho::ui::theme::{Definition, Depth, Theme};
use whoswho::ui::{Memory, draw, draw_next};

use scene::{PAGE, Server, first_page, leanmote, now, update};

fn key(c: &mut Criterion) {
    for (name, total) in [("100 k rows", 100_000), ("1 M rows", 1_000_000)] {
        let mut app = scene::explorer(&Server::of(total));
        let mut down = false;
        c.bench_function(&format!("a key in a list of {name}"), |b| {
            b.iter(|| {
                down = !down;
                let key = Key::char(if down { 'j' } else { 'k' });
                black_box(update(&mut app, Msg::Key(key)))
            });
        });
    }
}

fn frame(c: &mut Criterion) {
    let mut app = scene::explorer(&Server::of(1_000_000));
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
            update(&mut app, Msg::Key(key));
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
    let response = Server::of(10_000).page(0);
    c.bench_function("decode a page of 100", |b| {
        b.iter(|| decode(&description, &call, black_box(&response)).unwrap());
    });
    c.bench_function("read a built-in description", |b| {
        b.iter(|| builtin::description(black_box("leanmote")).unwrap());
    });
}

/// Takes a page in, as the answer to the first request of a list.
fn opened(paging: &Paging, page: &Page) -> Listing {
    let of = ListOf::Resource(ResourceName::new("users"));
    let mut listing = Listing::new(of, paging);
    let mut next = 0;
    let mut outbox = Outbox::new(now(), ProfileId(0), &mut next);
    listing.ask(&mut outbox, Reach::Screen);
    if let Some(Effect::Send { ticket, .. }) = outbox.into_effects().pop() {
        listing.accept(ticket, &Ok(Reply::Page(page.clone())));
    }
    listing
}

fn pages(c: &mut Criterion) {
    let description = leanmote();
    let response = Server::of(PAGE).page(0);
    let Ok(Reply::Page(page)) = decode(&description, &first_page(), &response) else {
        return;
    };
    c.bench_function("take in a page of 100", |b| {
        b.iter(|| opened(&description.paging, black_box(&page)));
    });
    // More rows than stay unpacked: by the time one comes up again, it is packed.
    let mut app = walked(40_000);
    let mut position = 0;
    c.bench_function("jump to a row on a packed page", |b| {
        b.iter(|| {
            position = (position + PAGE) % 40_000;
            let listing = app.profile_mut().listing_mut().unwrap();
            listing.select_position(position);
            listing.look(now().monotonic);
        });
    });
}

fn filter(c: &mut Criterion) {
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
    let resource = people.resource("users").unwrap();
    let fields = FilterFields::new(&resource.fields);
    let loaded = || opened(&people.paging, &all);
    let finish = |listing: &mut Listing| {
        while listing.is_looking() {
            listing.look_on();
        }
    };
    c.bench_function("the first letter of a filter over 100 k rows", |b| {
        b.iter_batched(
            loaded,
            |mut listing| {
                listing.set_filter("n", &fields);
                finish(&mut listing);
                listing
            },
            BatchSize::LargeInput,
        );
    });
    let mut listing = loaded();
    listing.set_filter("an", &fields);
    finish(&mut listing);
    c.bench_function("three letters of a filter over 100 k rows", |b| {
        b.iter(|| {
            listing.set_filter("ana", &fields);
            finish(&mut listing);
            listing.set_filter("ana9", &fields);
            finish(&mut listing);
            black_box(listing.positions())
        });
    });
}

/// What matching alone takes: a million rows are ten times as many.
fn filter_language(c: &mut Criterion) {
    let people = builtin::description("peoplelens").unwrap();
    let shape = Shape::of_resource(people.resource("users").unwrap());
    let fields = FilterFields::of(&shape, true).on(now().wall);
    let records: Vec<Record> = (0..100_000)
        .map(|n| {
            let id = RecordId::new(&format!("usr-{n}"));
            let json = format!(
                r#"{{"id":"usr-{n}","first_name":"Ana","last_name":"Lima {n}",
                "email":"ana{n}@acme.example","company_role":"Analyst","is_enabled":true}}"#
            );
            Record::new(Some(id), &json)
        })
        .collect();
    c.bench_function("fold 100 k rows", |b| {
        b.iter(|| FoldedRows::new(black_box(&records), &fields));
    });
    let rows = FoldedRows::new(&records, &fields);
    for text in [
        "ana9",
        "nalyst",
        "-ana9",
        "email:ana9",
        "job:analyst",
        "name:\"ana lima 9\"",
        "enabled:no",
        "last:=\"lima 9\"",
        "ana email:9@acme -job:manager enabled:yes",
    ] {
        let filter = Filter::new(text, &fields).unwrap();
        c.bench_function(&format!("filter 100 k rows by {text}"), |b| {
            b.iter(|| rows.matching(black_box(&filter)).count());
        });
    }
    let teams = leanmote();
    let dated = FilterFields::new(&teams.resource("users").unwrap().fields).on(now().wall);
    let records: Vec<Record> = (0..100_000)
        .map(|n| {
            let json = format!(
                r#"{{"id":"usr_{n}","name":"Ana {n}","created_at":"2024-01-{:02}T09:00:00Z"}}"#,
                n % 28 + 1
            );
            Record::new(None, &json)
        })
        .collect();
    let rows = FoldedRows::new(&records, &dated);
    let filter = Filter::new("created:>2024-01-14", &dated).unwrap();
    c.bench_function("filter 100 k rows by created:>2024-01-14", |b| {
        b.iter(|| rows.matching(black_box(&filter)).count());
    });
}

/// All of a list that was walked through.
fn walked(rows: u64) -> App {
    let server = Server::of(rows);
    let mut app = scene::explorer(&server);
    scene::press(&mut app, &server, Key::char('A'));
    scene::press(&mut app, &server, "ctrl-y".parse().unwrap());
    app
}

/// An order of our own, and the longest that a key waits for it.
fn sort(c: &mut Criterion) {
    let mut app = walked(100_000);
    let users = leanmote();
    let listing = app.profile_mut().listing_mut().unwrap();
    for (name, order) in [
        ("name", Order::Ascending),
        ("created_at", Order::Descending),
    ] {
        let field = users.resource("users").unwrap().fields.iter();
        let field = field.clone().find(|field| field.name == name).unwrap();
        let sort = SortHere {
            label: name.to_owned(),
            by: Shows::Field(name.to_owned()),
            order,
        };
        let mut longest = Duration::ZERO;
        c.bench_function(&format!("sort 100 k rows by {name}"), |b| {
            b.iter(|| {
                let mut began = Instant::now();
                listing.sort_loaded(sort.clone(), SortKeys::of_field(field));
                while listing.is_sorting() {
                    longest = longest.max(began.elapsed());
                    began = Instant::now();
                    listing.look_on();
                }
                longest = longest.max(began.elapsed());
            });
        });
        println!("sort 100 k rows by {name}: a key waits {longest:?} at the most");
    }
}

/// Somebody's email among all that is loaded, as `o` looks for it.
fn email(c: &mut Criterion) {
    let app = walked(100_000);
    let users = leanmote();
    let field = users.resource("users").unwrap().email_field().unwrap();
    let listing = app.profile().listing().unwrap();
    c.bench_function("look for an email in 100 k rows", |b| {
        b.iter(|| {
            let found = listing.records_with(field, black_box("nobody@acme.example"));
            found.count()
        });
    });
}

/// The calendar of an activity that was walked through.
fn calendar(c: &mut Criterion) {
    let app = walked(100_000);
    let listing = app.profile().listing().unwrap();
    let users = leanmote();
    let shape = Shape::of_resource(users.resource("users").unwrap());
    let by_day = Calendar {
        date: "created_at".to_owned(),
        kind: Some("status".to_owned()),
    };
    let mut longest = Duration::ZERO;
    c.bench_function("count 100 k records by day", |b| {
        b.iter(|| {
            let mut activity = Activity::new(&by_day, &shape);
            loop {
                let began = Instant::now();
                activity.count(listing);
                longest = longest.max(began.elapsed());
                if !activity.is_counting() {
                    return activity.dated();
                }
            }
        });
    });
    println!("count 100 k records by day: a key waits {longest:?} at the most");
}

/// All that was seen of a large directory.
fn seen_index() -> Index {
    const FIRST: [&str; 7] = ["Ana", "Bruno", "Chiara", "Léa", "Farid", "Grace", "Jun"];
    const LAST: [&str; 11] = [
        "Lima", "Costa", "Ricci", "Brown", "Demir", "Haddad", "Okafor", "Virtanen", "Ruiz",
        "Tanaka", "Mensah",
    ];
    let description = leanmote();
    let mut index = Index::new(&[description]);
    for hundred in 0..1_000 {
        let records = (hundred * 100..(hundred + 1) * 100).map(|n: usize| {
            let (first, last) = (FIRST[n % 7], LAST[n / 7 % 11]);
            let id = format!("usr_{n:08x}");
            let body = format!(
                r#"{{"id":"{id}","name":"{first} {last}","email":"{}.{n}@acme.example","created_at":"2024-01-03T09:30:00Z"}}"#,
                last.to_lowercase(),
            );
            Record::new(Some(RecordId::new(&id)), &body)
        });
        let seen = Seen {
            profile: ProfileId(0),
            resource: ResourceName::new("users"),
            whole: true,
            records: records.collect(),
        };
        let at = Timestamp::from_second(i64::try_from(hundred).unwrap()).unwrap();
        index.learn(&seen, at);
    }
    index
}

/// Texts of which few, some, and all records hold a part.
fn find(c: &mut Criterion) {
    let index = seen_index();
    for text in [
        "okafor.99983@acme.example",
        "gra oka",
        "lea",
        "a",
        "acme",
        "cme",
        "nobody",
    ] {
        c.bench_function(&format!("find \"{text}\" in 100 k records"), |b| {
            b.iter(|| black_box(index.find(text, now().wall, || true)));
        });
    }
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
    targets = key, frame, codecs, pages, filter, filter_language, sort, email, calendar, find, sanitise
}
criterion_main!(benches);
