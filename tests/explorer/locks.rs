//! What may not be changed is not, and it says why.

use crate::explorer::Start;
use crate::pty::{ENTER, ESC};
use crate::strict::{Leanmote, PeopleLens, Server};

#[test]
fn a_read_only_profile_sends_no_change() {
    type Configured = fn(Start) -> Start;
    let ways: [(&str, Configured); 3] = [
        ("the profile", |start| start.with("read_only = true")),
        ("the configuration", |start| start.top("read_only = true")),
        ("the flag", |start| start.argument("--read-only")),
    ];
    for (way, configured) in ways {
        let server = Server::start(PeopleLens::of(12));
        let mut explorer = configured(Start::on(&server)).open();
        explorer.shows("all 12 loaded");
        assert!(explorer.row(0).contains("read-only"), "{way}");
        for key in ["e", "D", "+"] {
            explorer.keys(key);
            explorer.shows(&format!("{key} is locked here: this profile is read-only"));
        }
        explorer.keys("x");
        explorer.shows_in_a_row(&["Delete …", "locked: this profile is read-only"]);
        // The last choice.
        explorer.keys(&format!("\x1b[F{ENTER}"));
        explorer.shows("Locked: this profile is read-only");
        explorer.keys(ESC);
        explorer.hides("Delete …");
        explorer.keys(&format!(":write{ENTER}"));
        explorer.shows("nothing unlocks it");
        // The palette stays, with what was typed.
        explorer.keys(ESC);
        explorer.hides("nothing unlocks it");
        explorer.keys("e");
        explorer.shows("e is locked here: this profile is read-only");
        explorer.quit();
        assert_eq!(server.ledger().lines(), ["GET /api/users"], "{way}");
    }
}

#[test]
fn a_guarded_profile_is_locked_until_it_is_unlocked() {
    let server = Server::start(PeopleLens::of(12));
    let mut explorer = Start::on(&server).with("guard = true").open();
    explorer.shows("all 12 loaded");
    assert!(explorer.row(0).contains("guarded · :write unlocks"));
    for key in ["e", "D", "+"] {
        explorer.keys(key);
        explorer.shows(&format!("{key} is locked here: this profile is guarded"));
    }
    assert_eq!(server.ledger().lines(), ["GET /api/users"]);
    explorer.keys(&format!(":write{ENTER}"));
    explorer.shows("unlocked 1");
    assert!(!explorer.row(0).contains("guarded"));
    explorer.keys("D");
    explorer.shows("enabled → disabled");
    explorer.send(&server, "PATCH");
    explorer.shows("disabled, confirmed");
    // It counts down to the second by itself.
    explorer.shows("unlocked 14:5");
    explorer.quit();
}

#[test]
fn a_directory_that_cannot_edit_says_so() {
    let server = Server::start(Leanmote::of(12));
    let mut explorer = Start::on(&server).open();
    explorer.shows("all 12 loaded");
    for (key, reason) in [
        ("e", "Leanmote has no way to edit"),
        ("D", "Leanmote has no way to disable"),
        ("+", "Leanmote has no way to add"),
    ] {
        explorer.keys(key);
        explorer.shows(&format!("{key} is locked here: {reason}"));
    }
    explorer.quit();
    assert_eq!(server.ledger().len(), 1);
}

#[test]
fn why_something_is_locked_fits_on_small_screens() {
    for (columns, rows) in [(80, 24), (40, 12)] {
        let server = Server::start(Leanmote::of(12));
        let mut explorer = Start::on(&server).size(columns, rows).open();
        explorer.shows("Person 00001");
        explorer.keys("+");
        explorer.wait_for("the whole reason", |screen| {
            let contents = screen.contents();
            let words: Vec<&str> = contents.split_whitespace().collect();
            words.join(" ").contains("Leanmote has no way to add one")
        });
        explorer.quit();
    }
}
