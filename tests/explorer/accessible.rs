//! The screen that is read aloud: the terminal's own cursor is what a screen
//! reader follows.

use vt100::Screen;

use crate::explorer::{Explorer, Start};
use crate::pty::{BACKSPACE, ENTER, ESC, TAB};
use crate::strict::{PeopleLens, Server};

fn open(server: &Server<PeopleLens>, columns: u16, rows: u16) -> Explorer {
    let mut explorer = Start::on(server)
        .top("accessible = true")
        .size(columns, rows)
        .open();
    explorer.shows("all 12 loaded");
    explorer
}

/// Waits until the cursor is seen on a row with all of these texts.
#[track_caller]
fn cursor_on(explorer: &mut Explorer, texts: &[&str]) {
    explorer.wait_for(&format!("the cursor on {texts:?}"), |screen| {
        let row = row_of_cursor(screen);
        !screen.hide_cursor() && texts.iter().all(|text| row.contains(text))
    });
    assert!(explorer.text().is_ascii(), "{}", explorer.text());
}

fn row_of_cursor(screen: &Screen) -> String {
    let (row, _) = screen.cursor_position();
    let (_, columns) = screen.size();
    screen
        .rows(0, columns)
        .nth(usize::from(row))
        .unwrap_or_default()
}

#[test]
fn the_cursor_is_on_the_selected_row() {
    for (columns, rows) in [(120, 36), (80, 24), (40, 12)] {
        let server = Server::start(PeopleLens::of(12));
        let mut explorer = open(&server, columns, rows);
        cursor_on(&mut explorer, &["First001", "selected"]);
        explorer.keys("jj");
        cursor_on(&mut explorer, &["First003", "selected"]);
        explorer.keys("k");
        cursor_on(&mut explorer, &["First002", "selected"]);
        explorer.keys("G");
        cursor_on(&mut explorer, &["First012", "selected"]);
        explorer.keys("gg ");
        cursor_on(&mut explorer, &["First002", "selected"]);
        explorer.keys("k");
        cursor_on(&mut explorer, &["First001", "selected, marked"]);
        explorer.keys("/First007");
        cursor_on(&mut explorer, &["filter: First007"]);
        explorer.keys(ESC);
        cursor_on(&mut explorer, &["First007", "selected"]);
        explorer.keys("x");
        cursor_on(&mut explorer, &["y  Copy", "selected"]);
        explorer.keys("j");
        cursor_on(&mut explorer, &["r  Read it again", "selected"]);
        explorer.keys(ESC);
        cursor_on(&mut explorer, &["First007", "selected"]);
        explorer.keys(":");
        cursor_on(&mut explorer, &[":"]);
        explorer.keys(ESC);
        cursor_on(&mut explorer, &["First007", "selected"]);
        explorer.quit();
    }
}

#[test]
fn a_change_is_made_by_commands_alone() {
    let server = Server::start(PeopleLens::of(12));
    let mut explorer = open(&server, 80, 24);
    explorer.keys(&format!(":edit{ENTER}"));
    cursor_on(&mut explorer, &["first name", "First001"]);
    explorer.hides("reading");
    explorer.keys(&format!("{BACKSPACE}x"));
    cursor_on(&mut explorer, &["first name", "First00x", "was First001"]);
    explorer.keys(ENTER);
    explorer.shows("as you saw it");
    cursor_on(&mut explorer, &["Cancel (selected)", "Send ctrl-y"]);
    explorer.shows("from First001 to First00x");
    explorer.press_until("the other button", TAB, |screen| {
        row_of_cursor(screen).contains("Cancel, Send (selected)")
    });
    explorer.send(&server, "PATCH");
    explorer.shows("changed, confirmed by a fresh read");
    cursor_on(&mut explorer, &["first name", "First00x"]);
    explorer.keys(&format!(":undo{ENTER}"));
    cursor_on(&mut explorer, &["First001 to First00x", "selected"]);
    explorer.keys(ENTER);
    explorer.shows("from First00x to First001");
    explorer.send(&server, "PATCH");
    cursor_on(&mut explorer, &["first name", "First001"]);
    explorer.quit();
}
