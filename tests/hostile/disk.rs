//! A disk that takes nothing.

use super::close;
use crate::explorer::Start;
use crate::pty::{CTRL_C, CTRL_Y};
use crate::strict::{PeopleLens, Server};

/// When it is known that the journal takes nothing.
#[derive(Clone, Copy)]
enum Known {
    /// Changes are locked.
    AtTheStart,
    /// The change is refused.
    WhenWritten,
}

/// What must hold whatever is wrong with the state folder: reading goes on, and
/// nothing is sent that would not be in the journal.
#[track_caller]
fn reads_and_changes_nothing(start: Start, server: &Server<PeopleLens>, known: Known) {
    let mut explorer = start.argument("--log-level").argument("trace").open();
    explorer.shows("all 3 loaded");
    explorer.keys("D");
    match known {
        Known::AtTheStart => explorer.shows("is locked here: the journal"),
        Known::WhenWritten => {
            explorer.shows("enabled → disabled");
            explorer.press_until("the refusal", CTRL_Y, |screen| {
                screen.contents().contains("nothing was sent: the journal")
            });
            close(&mut explorer, "e edit");
        }
    }
    explorer.keys("jr");
    server
        .ledger()
        .wait_for_line(&format!("GET /api/users/{}", PeopleLens::id(2)));
    explorer.keys(CTRL_C);
    explorer.ends_with(0);
    let wrote = |line: &String| !line.starts_with("GET");
    assert!(!server.ledger().lines().iter().any(wrote));
}

#[test]
fn on_a_full_disk_nothing_is_changed_and_reading_goes_on() {
    let server = Server::start(PeopleLens::of(3));
    // No file can grow, and nobody is killed for trying.
    let start = Start::on(&server).before("ulimit -f 0; trap '' XFSZ");
    reads_and_changes_nothing(start, &server, Known::WhenWritten);
}

#[test]
fn a_disk_that_fills_within_a_line_keeps_no_half_of_it() {
    let server = Server::start(PeopleLens::of(3));
    // A kibibyte, in the shell's own blocks.
    let limit = "ulimit -f $([ -n \"$BASH_VERSION\" ] && echo 1 || echo 2); trap '' XFSZ";
    let start = Start::on(&server).before(limit);
    let applied = r#"{"id":"1","at":"2026-03-14T12:00:01Z","state":"applied","detail":""}"#;
    let before = format!("{applied}\n").repeat(14);
    assert!((900..1024).contains(&before.len()));
    start
        .home()
        .write(".local/state/whoswho/journal.jsonl", &before);
    let mut explorer = start.open();
    explorer.shows("all 3 loaded");
    explorer.keys("D");
    explorer.shows("enabled → disabled");
    explorer.press_until("the refusal", CTRL_Y, |screen| {
        screen.contents().contains("nothing was sent: the journal")
    });
    // It is the only thing that is said.
    explorer.keys("j");
    explorer.shows("▌  First002");
    explorer.shows("nothing was sent: the journal");
    explorer.keys(CTRL_C);
    let home = explorer.home.clone();
    explorer.ends_with(0);
    assert_eq!(
        std::fs::read_to_string(home.journal_file()).unwrap(),
        before
    );
    let wrote = |line: &String| !line.starts_with("GET");
    assert!(!server.ledger().lines().iter().any(wrote));
}

#[test]
fn where_no_folder_can_be_made_nothing_is_changed_and_reading_goes_on() {
    let server = Server::start(PeopleLens::of(3));
    let start = Start::on(&server);
    start
        .home()
        .write(".local/state/whoswho", "a file in its place");
    reads_and_changes_nothing(start, &server, Known::AtTheStart);
}

#[test]
fn where_the_journal_is_no_file_nothing_is_changed_and_reading_goes_on() {
    let server = Server::start(PeopleLens::of(3));
    let start = Start::on(&server);
    start
        .home()
        .write(".local/state/whoswho/journal.jsonl/in", "");
    start
        .home()
        .write(".local/state/whoswho/whoswho.log/in", "");
    reads_and_changes_nothing(start, &server, Known::AtTheStart);
}
