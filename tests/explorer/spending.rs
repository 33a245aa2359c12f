//! `:budget`: what is left, and the chart of what was sent in the last hour.

use crate::explorer::{Explorer, Start};
use crate::pty::{ENTER, ESC};
use crate::strict::{Leanmote, PeopleLens, Server};

/// The rows of the chart, without what stands around it: the line of what a
/// minute allows first.
fn chart(explorer: &Explorer) -> Vec<String> {
    let text = explorer.text();
    let inside = |row: &str| {
        let row = row.split_once("│ ")?.1;
        Some(row.rsplit_once(" │")?.0.to_owned())
    };
    let rows = text.lines().filter_map(inside);
    let from_line = rows.skip_while(|row| !row.contains("╌╌╌"));
    from_line.take_while(|row| !row.contains("now")).collect()
}

/// How high the last minute's bar is, in rows that have any of it.
fn last_bar(explorer: &Explorer) -> usize {
    let rows = chart(explorer);
    let is_bar = |row: &&String| row.ends_with(|sign| "▁▂▃▄▅▆▇█▓▒░".contains(sign));
    rows.iter().filter(is_bar).count()
}

#[test]
fn the_last_hour_is_a_chart_below_the_line_of_what_a_minute_allows() {
    let server = Server::start(Leanmote::of(800));
    let mut explorer = Start::on(&server).size(80, 24).open();
    explorer.shows("100 of 800 loaded");
    explorer.keys(&format!(":budget{ENTER}"));
    explorer.shows("Budget of support");
    explorer.shows("1 in the last hour, busiest minute to ");
    explorer.shows("looked at 1");
    explorer.shows_in_a_row(&["60m", "45m", "30m", "15m", "now"]);
    explorer.shows("99 of 100 left this minute");
    // The line stands for 100, over all 60 minutes.
    let line = chart(&explorer).remove(0);
    assert_eq!(line, format!("100 {}", "╌".repeat(60)));
    explorer.shows("╌ a minute allows");
    assert_eq!(last_bar(&explorer), 1);
    explorer.keys(ESC);
    explorer.hides("Budget of support");
    // The rest of the list, and a look at a record.
    explorer.keys("A");
    explorer.shows("all 800 loaded");
    explorer.keys("r");
    explorer.shows("GET /v1/users/usr_1 200");
    explorer.keys(&format!(":budget{ENTER}"));
    let sent = server.ledger().len();
    assert_eq!(sent, 9);
    explorer.shows("9 in the last hour, busiest minute to ");
    explorer.shows_in_a_row(&["█ looked at 2", "rest of lists 7"]);
    explorer.shows("91 of 100 left this minute");
    assert_eq!(server.ledger().len(), sent, "looking at it costs nothing");
    explorer.quit();
}

#[test]
fn on_a_small_screen_there_are_fewer_minutes_and_the_line() {
    let server = Server::start(Leanmote::of(800));
    let mut explorer = Start::on(&server)
        .size(40, 12)
        .variable("NO_COLOR", "1")
        .open();
    explorer.shows("Person 00001");
    explorer.keys(&format!(":budget{ENTER}"));
    explorer.shows("looked at 1");
    explorer.shows_in_a_row(&["15m", "now"]);
    let line = chart(&explorer).remove(0);
    let minutes = line.strip_prefix("100 ").unwrap();
    assert!(minutes.chars().all(|sign| sign == '╌'), "{line}");
    assert_eq!(last_bar(&explorer), 1);
    explorer.quit();
}

#[test]
fn without_a_limit_there_is_a_chart_and_no_line() {
    let server = Server::start(PeopleLens::of(40));
    let mut explorer = Start::on(&server).open();
    explorer.shows("all 40 loaded");
    explorer.keys(&format!(":budget{ENTER}"));
    explorer.shows("limit not documented, 1 sent since the start");
    explorer.shows("looked at 1");
    assert!(!explorer.text().contains('╌'), "{}", explorer.text());
    explorer.quit();
}
