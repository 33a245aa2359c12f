//! A million users in one list: what they take, and what a key takes then.
//!
//! `cargo bench --bench million` loads them page by page, as a walk does, and
//! prints a line for each measure. `WHOSWHO_ROWS=100000` loads another number.
//! Memory is the process's own, where the system tells it.

#![expect(clippy::unwrap_used, reason = "a bench that cannot be set up ends")]
#![expect(clippy::print_stdout, reason = "it prints its figures")]
#![expect(
    clippy::disallowed_methods,
    reason = "it measures time and memory, which the explorer does not look at"
)]

#[path = "inner/scene.rs"]
mod scene;

use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use whoswho::app::App;
use whoswho::app::columns::Shows;
use whoswho::app::listing::{SortHere, SortKeys};
use whoswho::app::message::{Effect, Msg};
use whoswho::directory::description::Order;
use whoswho::keys::Key;
use whoswho::ui::theme::{Definition, Depth, Theme};
use whoswho::ui::{Memory, draw_next};

use scene::{PAGE, Server};

fn main() {
    let rows = std::env::var("WHOSWHO_ROWS").map_or(1_000_000, |rows| rows.parse().unwrap());
    // Cargo asks benches for their names.
    if std::env::args().any(|argument| argument == "--list") {
        return;
    }
    let before = resident();
    let server = Server::of(rows);
    let began = Instant::now();
    let mut app = scene::explorer(&server);
    scene::press(&mut app, &server, Key::char('A'));
    scene::press(&mut app, &server, "ctrl-y".parse().unwrap());
    let took = began.elapsed();
    let loaded = app.profile().listing().unwrap().loaded();
    println!("rows loaded                      {loaded}");
    println!(
        "bytes of a page of {PAGE} as sent    {}",
        server.page(0).body.len()
    );
    println!(
        "to decode and take in a page     {:?}",
        took / u32::try_from(rows / PAGE).unwrap()
    );
    println!(
        "the list's own count of bytes    {}",
        mb(app.profile().listing().unwrap().bytes())
    );
    memory("memory", before);

    let mut screen = Screen::new();
    screen.draw(&app);
    for (name, key) in [
        ("j", "j"),
        ("G", "G"),
        ("k, far from where it was", "k"),
        ("gg", "g g"),
        ("ctrl-d", "ctrl-d"),
    ] {
        screen.time(&mut app, name, key);
    }
    screen.filter(&mut app, "the first filter", "ana");
    memory("memory with a filter", before);
    screen.press(&mut app, "esc esc");
    screen.filter(&mut app, "a filter after it", "lim");
    screen.press(&mut app, "esc");
    screen.time(&mut app, "to clear it", "esc");
    sort(&mut app);
    screen.time(&mut app, "j", "j");
    memory("memory at last", before);
}

/// Puts all rows in an order of our own, slice by slice.
fn sort(app: &mut App) {
    let users = scene::leanmote();
    let name = &users.resource("users").unwrap().fields[1];
    let sort = SortHere {
        label: name.label(),
        by: Shows::Field(name.name.clone()),
        order: Order::Ascending,
    };
    let began = Instant::now();
    let mut longest = Duration::ZERO;
    let mut slice = began;
    let listing = app.profile_mut().listing_mut().unwrap();
    listing.sort_loaded(sort, SortKeys::of_field(name));
    while listing.is_sorting() {
        longest = longest.max(slice.elapsed());
        slice = Instant::now();
        listing.look_on();
    }
    longest = longest.max(slice.elapsed());
    println!("an order of our own              {:?}", began.elapsed());
    println!("an order of our own              {longest:?} a key waits at most");
}

/// Draws what there is after each key, as the explorer's loop does.
struct Screen {
    theme: Theme,
    memory: Memory,
    area: Rect,
    buffer: Buffer,
}

impl Screen {
    fn new() -> Self {
        let area = Rect::new(0, 0, 120, 36);
        Self {
            theme: Theme::new(&Definition::built_in("dark").unwrap(), Depth::True),
            memory: Memory::default(),
            area,
            buffer: Buffer::empty(area),
        }
    }

    fn draw(&mut self, app: &App) {
        self.buffer.reset();
        draw_next(
            app,
            &self.theme,
            &mut self.memory,
            self.area,
            &mut self.buffer,
        );
    }

    fn press(&mut self, app: &mut App, keys: &str) -> Vec<Effect> {
        let keys = keys.split(' ').map(|key| Msg::Key(key.parse().unwrap()));
        let effects = keys.flat_map(|key| scene::update(app, key)).collect();
        self.draw(app);
        effects
    }

    /// The longest of the times from a key to its frame, pressed once: a hitch
    /// is what counts, not what comes after it.
    fn time(&mut self, app: &mut App, name: &str, keys: &str) {
        let began = Instant::now();
        self.press(app, keys);
        println!("{name:32} {:?}", began.elapsed());
    }

    /// Types letters all at once, and goes on until all rows were looked at.
    fn filter(&mut self, app: &mut App, name: &str, text: &str) {
        let began = Instant::now();
        let mut longest = Duration::ZERO;
        let mut slice = began;
        let mut effects = scene::update(app, Msg::Key(Key::char('/')));
        for letter in text.chars() {
            effects = scene::update(app, Msg::Key(Key::char(letter)));
            longest = longest.max(slice.elapsed());
            slice = Instant::now();
        }
        self.draw(app);
        println!("{name:32} {:?} to the first screen", began.elapsed());
        let mut slices = 0;
        while effects.contains(&Effect::Continue) {
            let slice = Instant::now();
            effects = scene::update(app, Msg::Continue);
            longest = longest.max(slice.elapsed());
            slices += 1;
        }
        self.draw(app);
        let took = began.elapsed();
        let matches = app.profile().listing().unwrap().coverage().unwrap().matches;
        println!("{name:32} {took:?} to all {matches} matches");
        println!("{name:32} {longest:?} a key waits at most, {slices} slices");
    }
}

/// Bytes of memory that the process has in use.
fn resident() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kilobytes: usize = line.split_ascii_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes << 10)
}

fn memory(name: &str, before: Option<usize>) {
    match (resident(), before) {
        (Some(now), Some(before)) => {
            println!("{name:32} {}, {} before", mb(now), mb(before));
        }
        _ => println!("{name:32} not told by this system"),
    }
}

fn mb(bytes: usize) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10)
}
