//! The mouse, as a terminal reports it.

use std::time::Duration;

use crate::explorer::{Explorer, Start};
use crate::strict::{Leanmote, PeopleLens, Server};

/// The wheel towards the user, and away.
const WHEEL_DOWN: u8 = 65;
const WHEEL_UP: u8 = 64;

impl Explorer {
    /// Where a text is on the screen, in cells from 0.
    pub fn find(&self, text: &str) -> (usize, usize) {
        let rows = self.text();
        let mut found = rows.lines().enumerate().filter_map(|(row, line)| {
            let bytes = line.find(text)?;
            Some((line[..bytes].chars().count(), row))
        });
        found
            .next()
            .unwrap_or_else(|| panic!("{text:?} is not on the screen\n{rows}"))
    }

    /// A button goes down and up, as SGR reports say it.
    pub fn button(&mut self, button: u8, (column, row): (usize, usize)) {
        let (column, row) = (column + 1, row + 1);
        let down = format!("\x1b[<{button};{column};{row}M");
        let up = format!("\x1b[<{button};{column};{row}m");
        self.bytes(format!("{down}{up}").as_bytes());
    }

    fn click(&mut self, text: &str) {
        let at = self.find(text);
        self.button(0, at);
    }
}

#[test]
fn what_is_seen_can_be_clicked() {
    let server = Server::start(Leanmote::of(800));
    let mut explorer = Start::on(&server).open();
    explorer.shows("100 of 800 loaded");
    explorer.click("Person 00005");
    explorer.shows("▌  Person 00005");
    explorer.click("2 Teams");
    explorer.shows("Team 00001");
    explorer.click("1 Users");
    explorer.shows("▌  Person 00005");
    let row = explorer.find("Person 00010");
    explorer.button(WHEEL_DOWN, row);
    explorer.hides("Person 00001 ");
    explorer.button(WHEEL_UP, row);
    explorer.shows("Person 00001 ");
    explorer.click("? help");
    explorer.shows("one down");
    explorer.click("Esc close");
    explorer.hides("one down");
    explorer.click("NAME");
    explorer.shows("name ↑");
    explorer.quit();
}

#[test]
fn a_change_is_sent_by_its_button_and_not_before_it_can_be_read() {
    let server = Server::start(PeopleLens::of(12));
    let mut explorer = Start::on(&server).open();
    explorer.shows("all 12 loaded");
    explorer.keys("D");
    explorer.shows("Send  ctrl-y");
    let send = explorer.find("Send  ctrl-y");
    let writes = |server: &Server<PeopleLens>| {
        let lines = server.ledger().lines();
        lines
            .iter()
            .filter(|line| line.starts_with("PATCH"))
            .count()
    };
    // It comes within the guard's time, and does nothing.
    let (column, row) = (send.0 + 1, send.1 + 1);
    let click = format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m");
    explorer.press_every(
        Duration::from_millis(400),
        "it to be sent",
        &click,
        |screen| screen.contents().contains("disabled, confirmed"),
    );
    assert_eq!(writes(&server), 1);
    explorer.quit();
}

#[test]
fn nothing_is_asked_of_the_terminal_that_reports_every_movement() {
    let server = Server::start(Leanmote::of(12));
    let mut explorer = Start::on(&server).open();
    explorer.shows("all 12 loaded");
    let raw = String::from_utf8_lossy(explorer.raw()).into_owned();
    assert!(raw.contains("\x1b[?1000h") && raw.contains("\x1b[?1006h"));
    assert!(!raw.contains("\x1b[?1002h") && !raw.contains("\x1b[?1003h"));
    explorer.quit();
}

#[test]
fn without_the_mouse_its_reports_do_nothing() {
    let server = Server::start(Leanmote::of(12));
    let mut explorer = Start::on(&server).argument("--no-mouse").open();
    explorer.shows("all 12 loaded");
    explorer.click("Person 00005");
    explorer.keys("j");
    explorer.shows("▌  Person 00002");
    explorer.quit();
}
