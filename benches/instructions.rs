//! How many instructions the inner parts take: figures that are the same on a
//! busy machine.
//!
//! It needs valgrind and `cargo install gungraun-runner`, in the version of
//! `Cargo.lock`. Without them it says so and is content.

#![expect(clippy::unwrap_used, reason = "a bench that cannot be set up ends")]
#![expect(clippy::print_stdout, reason = "it says why it does not run")]
#![allow(
    clippy::disallowed_methods,
    missing_docs,
    reason = "what the macros of the bench make"
)]

#[path = "inner/scene.rs"]
mod scene;

use std::process::{Command, Stdio};

/// The benches, and the `main` that the library makes for them.
mod counted {
    use std::hint::black_box;

    use gungraun::{library_benchmark, library_benchmark_group};
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use whoswho::app::App;
    use whoswho::app::activity::Activity;
    use whoswho::app::columns::Shows;
    use whoswho::app::filter::FilterFields;
    use whoswho::app::find::{Found, Index};
    use whoswho::app::listing::{SortHere, SortKeys};
    use whoswho::app::message::{Effect, Msg, ProfileId, Seen};
    use whoswho::directory::call::{Params, Reply, ResourceName, Response};
    use whoswho::directory::decode::decode;
    use whoswho::directory::description::{Calendar, Order};
    use whoswho::directory::encode::encode;
    use whoswho::directory::shape::Shape;
    use whoswho::keys::Key;
    use whoswho::text::Untrusted;
    use whoswho::ui::draw;
    use whoswho::ui::theme::{Definition, Depth, Theme};

    use super::scene::{self, Server};

    fn opened(rows: u64) -> App {
        scene::explorer(&Server::of(rows))
    }

    fn walked(rows: u64) -> App {
        let server = Server::of(rows);
        let mut app = scene::explorer(&server);
        scene::press(&mut app, &server, Key::char('A'));
        scene::press(&mut app, &server, "ctrl-y".parse().unwrap());
        app
    }

    #[library_benchmark]
    #[bench::hundred_thousand_rows(opened(100_000))]
    #[bench::million_rows(opened(1_000_000))]
    fn key(mut app: App) -> Vec<Effect> {
        black_box(scene::update(&mut app, Msg::Key(Key::char('j'))))
    }

    #[library_benchmark]
    #[bench::twenty_thousand_rows(walked(20_000))]
    fn filter(mut app: App) -> u64 {
        let users = scene::leanmote();
        let fields = FilterFields::new(&users.resource("users").unwrap().fields);
        let listing = app.profile_mut().listing_mut().unwrap();
        listing.set_filter(black_box("ana"), &fields);
        while listing.is_looking() {
            listing.look_on();
        }
        listing.positions()
    }

    #[library_benchmark]
    #[bench::twenty_thousand_rows(walked(20_000))]
    fn sort(mut app: App) -> u64 {
        let users = scene::leanmote();
        let name = &users.resource("users").unwrap().fields[1];
        let sort = SortHere {
            label: name.label(),
            by: Shows::Field(name.name.clone()),
            order: Order::Ascending,
        };
        let listing = app.profile_mut().listing_mut().unwrap();
        listing.sort_loaded(sort, SortKeys::of_field(name));
        while listing.is_sorting() {
            listing.look_on();
        }
        listing.positions()
    }

    #[library_benchmark]
    #[bench::twenty_thousand_rows(walked(20_000))]
    fn calendar(app: App) -> u64 {
        let users = scene::leanmote();
        let shape = Shape::of_resource(users.resource("users").unwrap());
        let by_day = Calendar {
            date: "created_at".to_owned(),
            kind: Some("status".to_owned()),
        };
        let mut activity = Activity::new(&by_day, &shape);
        activity.count(app.profile().listing().unwrap());
        while activity.is_counting() {
            activity.count(app.profile().listing().unwrap());
        }
        activity.dated()
    }

    fn seen() -> Index {
        let server = Server::of(20_000);
        let mut index = Index::new(&[scene::leanmote()]);
        for page in 0..200 {
            let answer = decode(
                &server.description,
                &scene::first_page(),
                &server.page(page),
            );
            if let Ok(Reply::Page(page)) = answer {
                let seen = Seen {
                    profile: ProfileId(0),
                    resource: ResourceName::new("users"),
                    whole: true,
                    records: page.records,
                };
                index.learn(&seen, scene::now().wall);
            }
        }
        index
    }

    #[library_benchmark]
    #[bench::in_every_record(seen(), "cme")]
    #[bench::in_some(seen(), "gre oka")]
    fn find(index: Index, text: &str) -> Option<Found> {
        index.find(black_box(text), scene::now().wall, || true)
    }

    #[library_benchmark]
    #[bench::plain("Ana Lima, analyst. ".repeat(500))]
    #[bench::hostile("A\u{301}\u{202e}\x1b[31m田\u{200b}".repeat(500))]
    fn sanitise(text: String) -> usize {
        Untrusted::new(black_box(text.as_str())).shown().len()
    }

    #[library_benchmark]
    fn encode_a_list_call() -> bool {
        let users = scene::leanmote();
        let url = users.url.clone().unwrap();
        black_box(encode(&users, &url, &Params::new(), &scene::first_page())).is_ok()
    }

    #[library_benchmark]
    #[bench::hundred_rows(Server::of(10_000).page(0))]
    fn decode_a_page(page: Response) -> Reply {
        decode(&scene::leanmote(), &scene::first_page(), black_box(&page)).unwrap()
    }

    #[library_benchmark]
    #[bench::of_120x36(opened(1_000_000))]
    fn frame(app: App) -> Buffer {
        let theme = Theme::new(&Definition::built_in("dark").unwrap(), Depth::True);
        let area = Rect::new(0, 0, 120, 36);
        let mut buffer = Buffer::empty(area);
        draw(black_box(&app), &theme, area, &mut buffer);
        buffer
    }

    library_benchmark_group!(
        name = inner,
        benchmarks = [
            key,
            filter,
            sort,
            calendar,
            find,
            sanitise,
            encode_a_list_call,
            decode_a_page,
            frame
        ]
    );
    gungraun::main!(library_benchmark_groups = inner);

    pub(super) fn run() {
        main();
    }
}

fn main() {
    // The runner calls this program again, for each of the benches.
    let is_called_back = std::env::args().nth(1).as_deref() == Some("--gungraun-run");
    let missing = ["valgrind", "gungraun-runner"]
        .into_iter()
        .find(|program| !is_called_back && !is_there(program));
    match missing {
        Some(program) => println!("instructions: not counted, as there is no {program} here"),
        None => counted::run(),
    }
}

fn is_there(program: &str) -> bool {
    let runs = Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    runs.is_ok()
}
