//! A list of a million users.

use std::time::{Duration, Instant};

use crate::explorer::{Explorer, Start};
use crate::pty::{CTRL_Y, ESC};
use crate::strict::{Crowd, Server};

const MILLION: usize = 1_000_000;

fn page(number: usize) -> String {
    format!("GET /users?page={number}&per_page=100")
}

#[test]
fn a_jump_in_a_million_rows_costs_one_request_and_a_filter_none() {
    let server = Server::start(Crowd::of(MILLION));
    let mut explorer = Start::on(&server).open();
    explorer.shows("▌  Person 0000001");
    explorer.shows("100 of 1,000,000 loaded");
    explorer.keys("G");
    explorer.shows("▌  Person 1000000");
    explorer.keys("gg");
    explorer.shows("▌  Person 0000001");
    explorer.keys("/999999");
    explorer.shows("1 match in 200 of 1,000,000 loaded");
    explorer.shows("▌  Person 0999999");
    explorer.press_until("the whole list", ESC, |screen| {
        !screen.contents().contains("1 match")
    });
    // The record that the filter led to stays selected.
    explorer.shows("▌  Person 0999999");
    is_back(&mut explorer);
    explorer.quit();
    assert_eq!(server.ledger().lines(), [page(1), page(10_000)]);
}

#[test]
fn loading_a_million_rows_is_asked_about_with_its_price() {
    let server = Server::start(Crowd::of(MILLION));
    let mut explorer = Start::on(&server).open();
    explorer.shows("100 of 1,000,000 loaded");
    explorer.keys("A");
    explorer.shows("9,999 requests");
    explorer.keys(ESC);
    explorer.hides("9,999 requests");
    explorer.quit();
    assert_eq!(server.ledger().lines(), [page(1)]);
}

/// Prints what a million rows take. Built for release, it is the figure of the
/// README; the command stands in CONTRIBUTING.md.
#[test]
#[ignore = "loads 10,000 pages, which takes minutes where it is not built for release"]
fn a_million_rows_are_loaded_and_looked_through() {
    let server = Server::start(Crowd::of(MILLION));
    let start = Start::on(&server).with("limits = { hour = 0, minute = 0 }");
    let mut explorer = start.open();
    explorer.shows("100 of 1,000,000 loaded");
    let one_page = resident(&explorer);
    let began = Instant::now();
    explorer.keys("A");
    explorer.shows("9,999 requests");
    explorer.press_until("the walk", CTRL_Y, |screen| {
        !screen.contents().contains("9,999 requests")
    });
    for thousand in 1..10 {
        // The walk is this far, or further.
        let loaded = |text: &str| -> Option<u32> {
            let at = text.find(" of 10,000 pages")?;
            let number = text[..at].rsplit([' ', '·']).next()?;
            number.replace(',', "").parse().ok()
        };
        while !explorer.text().contains("all 1,000,000 loaded")
            && loaded(&explorer.text()).is_none_or(|pages| pages < thousand * 1_000)
        {
            let before = explorer.text();
            explorer.wait_for("more pages", |screen| screen.contents() != before);
        }
    }
    while !explorer.text().contains("1,000,000 loaded") || explorer.text().contains(" of 1,000,000")
    {
        let before = explorer.text();
        explorer.wait_for("the last pages", |screen| screen.contents() != before);
    }
    println!("a million rows loaded in         {:?}", began.elapsed());
    println!("memory with one page             {one_page} kB");
    println!(
        "memory with a million rows       {} kB",
        resident(&explorer)
    );
    for (keys, shown) in [
        ("G", "▌  Person 1000000"),
        ("k", "▌  Person 0999999"),
        ("gg", "▌  Person 0000001"),
        ("j", "▌  Person 0000002"),
        ("/999999", "1 match in 1,000,000"),
    ] {
        println!("{keys:32} {:?}", time(&mut explorer, keys, shown));
    }
    explorer.press_until("the whole list", ESC, |screen| {
        !screen.contents().contains("1 match")
    });
    let again = time(&mut explorer, "/123", "3,999 matches in 1,000,000");
    println!("/123                             {again:?}");
    println!(
        "memory with a filter             {} kB",
        resident(&explorer)
    );
    explorer.press_until("the whole list", ESC, |screen| {
        !screen.contents().contains("matches in")
    });
    is_back(&mut explorer);
    explorer.quit();
    assert_eq!(server.ledger().len(), 10_000);
}

/// Waits until keys are keys again: an Esc more than it took is held a while,
/// and what follows it at once does nothing.
fn is_back(explorer: &mut Explorer) {
    explorer.press_until("the first row", "gg", |screen| {
        screen.contents().contains("▌  Person 0000001")
    });
}

/// How long it is from keys to what they show.
fn time(explorer: &mut Explorer, keys: &str, shown: &str) -> Duration {
    let began = Instant::now();
    explorer.keys(keys);
    explorer.shows(shown);
    began.elapsed()
}

/// Memory in use, in kilobytes; 0 where the system does not tell.
fn resident(explorer: &Explorer) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", explorer.pid()));
    let status = status.unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_ascii_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}
