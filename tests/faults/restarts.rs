//! What outlives the program.

use rustix::process::Signal;
use serde_json::json;

use crate::explorer::{Explorer, Start};
use crate::pty::{CTRL_C, ENTER};
use crate::strict::{PeopleLens, Reply, Server};

fn people() -> (Server<PeopleLens>, Explorer) {
    let server = Server::start(PeopleLens::of(12));
    let mut explorer = Start::on(&server).open();
    explorer.shows("all 12 loaded");
    (server, explorer)
}

fn again(server: &Server<PeopleLens>, before: &Explorer) -> Explorer {
    let mut explorer = Start::on(server).at_home_of(&before.home).open();
    explorer.shows("First002 Last002");
    explorer
}

/// Opens the list of changes. What an earlier run left may still be being read.
fn list_changes(explorer: &mut Explorer) {
    explorer.press_until("the list of changes", "u", |screen| {
        screen.contents().contains("First001 Last001: ")
    });
}

fn disable(server: &Server<PeopleLens>, explorer: &mut Explorer) {
    explorer.keys("D");
    explorer.shows("enabled → disabled");
    explorer.send(server, "PATCH");
}

#[test]
fn a_change_in_flight_when_the_program_is_killed_is_found_out_by_the_next() {
    let (server, mut killed) = people();
    server.hold("PATCH");
    disable(&server, &mut killed);
    killed.signal(Signal::KILL);
    killed.exit_code();
    server.release();
    assert_eq!(killed.home.journal().len(), 1, "only that it was sent");

    let mut explorer = again(&server, &killed);
    explorer.shows("1 change was sent and its outcome is not known; u lists it");
    list_changes(&mut explorer);
    explorer.shows_in_a_row(&["First001 Last001", "enabled → disabled", "outcome unknown"]);
    explorer.keys(ENTER);
    explorer.shows("disabled, confirmed by a fresh read");
    explorer.quit();
    server.ledger().only("PATCH");
    let journal = killed.home.journal();
    assert_eq!(journal.len(), 2);
    assert_eq!(journal[1]["state"], "applied");
    assert_eq!(journal[1]["id"], journal[0]["id"]);
    // There is nothing left to be found out.
    let mut last = again(&server, &killed);
    list_changes(&mut last);
    last.shows_in_a_row(&["First001 Last001", "enabled → disabled"]);
    last.hides("outcome unknown");
    last.quit();
}

#[test]
fn one_that_was_quit_in_flight_stays_pending_until_it_can_be_read() {
    let (server, mut explorer) = people();
    server.hold("PATCH");
    disable(&server, &mut explorer);
    explorer.keys(CTRL_C);
    explorer.shows("has not been answered");
    explorer.keys(CTRL_C);
    assert_eq!(explorer.exit_code(), 0);
    server.release();
    let one = format!("GET /api/users/{}", PeopleLens::id(1));
    let refused = Reply::json(403, &json!({"error": "Not yours"}));
    server.always(&one, refused);
    for _ in 0..2 {
        let mut later = again(&server, &explorer);
        later.shows("u lists it");
        list_changes(&mut later);
        later.shows("outcome unknown");
        later.keys(ENTER);
        later.shows("Not yours");
        later.press_until("the review to close", ENTER, |screen| {
            !screen.contents().contains("Take off the list")
        });
        later.quit();
    }
    server.as_documented();
    let mut last = again(&server, &explorer);
    list_changes(&mut last);
    last.shows("outcome unknown");
    last.keys(ENTER);
    last.shows("disabled, confirmed by a fresh read");
    last.quit();
    server.ledger().only("PATCH");
}

#[test]
fn what_an_earlier_run_changed_can_be_undone() {
    let (server, mut explorer) = people();
    disable(&server, &mut explorer);
    explorer.shows("disabled, confirmed");
    explorer.keys(CTRL_C);
    assert_eq!(explorer.exit_code(), 0);

    let mut later = again(&server, &explorer);
    list_changes(&mut later);
    later.shows_in_a_row(&["First001 Last001", "enabled → disabled"]);
    later.keys(ENTER);
    later.shows("disabled → enabled");
    later.send(&server, "PATCH");
    later.shows("enabled, confirmed by a fresh read");
    later.quit();
    assert_eq!(server.api().field(1, "is_enabled"), json!(true));
}

#[test]
fn a_damaged_journal_and_state_cost_nothing_but_a_word() {
    let (server, mut explorer) = people();
    disable(&server, &mut explorer);
    explorer.shows("disabled, confirmed");
    explorer.keys(CTRL_C);
    assert_eq!(explorer.exit_code(), 0);
    let home = &explorer.home;
    let journal = home.journal_file();
    let whole = std::fs::read(&journal).unwrap();
    let damaged = [b"{\"id\":\"1\n\xff\xfe\x1b[2J\n".as_slice(), &whole].concat();
    std::fs::write(&journal, damaged).unwrap();
    for name in ["sends", "profile-support.lock"] {
        home.write(&format!(".local/state/whoswho/{name}"), "\u{0}damaged\n\n");
    }
    let mut later = again(&server, &explorer);
    later.shows("2 lines of the journal are damaged and were left out");
    list_changes(&mut later);
    later.shows_in_a_row(&["First001 Last001", "enabled → disabled"]);
    later.keys(CTRL_C);
    later.ends_with(0);
}
