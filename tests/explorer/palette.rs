//! Commands by name, in the program itself.

use crate::explorer::Start;
use crate::pty::{CTRL_U, ENTER, ESC, TAB};
use crate::strict::{Leanmote, Server};

const UP: &str = "\x1b[A";
const DOWN: &str = "\x1b[B";

#[test]
fn a_command_is_completed_given_and_fetched_again() {
    let server = Server::start(Leanmote::of(12));
    let mut explorer = Start::on(&server).open();
    explorer.shows("all 12 loaded");
    explorer.keys(&format!(":so{TAB}na{TAB}de{ENTER}"));
    explorer.shows("name ↓");
    explorer.keys(&format!(":{UP}"));
    explorer.shows(":sort name desc");
    explorer.keys(&format!("{CTRL_U}taems{ENTER}"));
    // What nobody understands stays in its line.
    explorer.shows("did you mean teams?");
    explorer.shows(":taems");
    explorer.keys(&format!("{CTRL_U}teams{ENTER}"));
    explorer.shows("Team 00001");
    explorer.quit();
}

#[test]
fn a_remapped_key_is_the_one_that_is_shown() {
    let server = Server::start(Leanmote::of(12));
    let keys =
        "[keys.listing]\n\"s\" = \"none\"\n\"f3\" = \"sort\"\n\"e\" = \"none\"\n\"f4\" = \"edit\"";
    let mut explorer = Start::on(&server).with(keys).open();
    explorer.shows("all 12 loaded");
    // In the hints, in the palette, in help.
    explorer.shows("F4 edit");
    explorer.keys(":sort");
    explorer.shows_in_a_row(&["sort the list", "F3"]);
    explorer.keys(ESC);
    explorer.hides("sort the list");
    explorer.keys("?sort the");
    explorer.shows_in_a_row(&["F3", "sort the list"]);
    explorer.keys(ESC);
    explorer.hides("sort the list");
    explorer.quit();
}

#[test]
fn a_theme_is_seen_while_it_is_looked_for() {
    let server = Server::start(Leanmote::of(12));
    let mut explorer = Start::on(&server)
        .top("theme = \"dark\"")
        .variable("COLORTERM", "truecolor")
        .open();
    explorer.shows("all 12 loaded");
    explorer.keys(":theme ");
    explorer.shows(":theme");
    let accent = |screen: &vt100::Screen| screen.cell(0, 1).unwrap().fgcolor();
    let mut dark = vt100::Color::Default;
    explorer.wait_for("the dark theme", |screen| {
        dark = accent(screen);
        dark != vt100::Color::Default
    });
    explorer.keys("light");
    explorer.wait_for("the light theme", |screen| accent(screen) != dark);
    explorer.keys(ESC);
    explorer.wait_for("the dark theme again", |screen| accent(screen) == dark);
    explorer.keys(&format!(":theme {DOWN}"));
    explorer.keys(&format!("{CTRL_U}theme light{ENTER}"));
    explorer.shows("Theme light");
    explorer.wait_for("the light theme for good", |screen| accent(screen) != dark);
    explorer.quit();
}
