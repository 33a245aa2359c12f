//! Changes whose answer does not come, or not as it should.

use serde_json::{Value, json};

use crate::explorer::{Explorer, Start};
use crate::pty::{CTRL_Y, ENTER, ESC};
use crate::strict::{PeopleLens, Server};
use crate::wire::{End, Fault, Wire};

fn over_a_wire() -> (Server<PeopleLens>, Wire, Explorer) {
    let server = Server::start(PeopleLens::of(12));
    let wire = Wire::to(&server);
    let mut explorer = Start::on(&server)
        .replacing(&server.host(), &wire.host())
        .open();
    explorer.shows("all 12 loaded");
    (server, wire, explorer)
}

fn writes(server: &Server<PeopleLens>) -> usize {
    let lines = server.ledger().lines();
    lines.iter().filter(|line| !line.starts_with("GET")).count()
}

/// Disables the first person: presses until it is sent.
fn disable(explorer: &mut Explorer) {
    explorer.keys("D");
    explorer.shows("enabled → disabled");
    explorer.press_until("the change to be sent", CTRL_Y, |screen| {
        !screen.contents().contains("▸ Cancel")
    });
}

#[test]
fn a_change_that_was_lost_is_not_claimed_and_not_sent_again_by_itself() {
    let (server, wire, mut explorer) = over_a_wire();
    wire.breaks("PATCH", Fault::Lost(End::Close));
    disable(&mut explorer);
    // Seven seconds are looked.
    explorer.shows("Not applied as of");
    explorer.shows("it may still land");
    assert_eq!(writes(&server), 0);
    // Only a fresh confirmation sends it.
    explorer.send(&server, "PATCH");
    explorer.shows("disabled, confirmed by a fresh read");
    assert_eq!(writes(&server), 1);
    let home = explorer.home.clone();
    explorer.quit();
    let states: Vec<Value> = home.journal().iter().map(|l| l["state"].clone()).collect();
    assert_eq!(states, ["sending", "unknown", "sending", "applied"]);
}

#[test]
fn a_change_that_lands_late_is_found_when_it_is_looked_at_again() {
    let (server, wire, mut explorer) = over_a_wire();
    wire.breaks("PATCH", Fault::Late);
    disable(&mut explorer);
    explorer.shows("Not applied as of");
    explorer.press_until("the review to close", ESC, |screen| {
        !screen.contents().contains("Not applied as of") || screen.contents().contains("u lists it")
    });
    explorer.shows("u lists it");
    wire.deliver();
    assert_eq!(server.api().field(1, "is_enabled"), json!(false));
    explorer.keys("u");
    explorer.shows_in_a_row(&["First001 Last001", "outcome unknown: looks again"]);
    explorer.keys(ENTER);
    explorer.shows("disabled, confirmed by a fresh read");
    assert_eq!(writes(&server), 1);
    explorer.quit();
}

#[test]
fn a_change_that_lands_while_it_is_looked_at_is_applied() {
    let (server, wire, mut explorer) = over_a_wire();
    wire.breaks("PATCH", Fault::Late);
    disable(&mut explorer);
    let reads = |server: &Server<PeopleLens>| {
        let one = format!("GET /api/users/{}", PeopleLens::id(1));
        server
            .ledger()
            .lines()
            .iter()
            .filter(|l| **l == one)
            .count()
    };
    // One before it was sent, one at once after it; the next comes in a second.
    explorer.wait_until("a look at it", |_| reads(&server) == 2);
    wire.deliver();
    explorer.shows("disabled, confirmed by a fresh read");
    assert_eq!(writes(&server), 1);
    explorer.quit();
}

#[test]
fn a_read_that_breaks_is_tried_again_and_an_error_keeps_what_was_there() {
    let (server, wire, mut explorer) = over_a_wire();
    for _ in 0..2 {
        wire.breaks("GET", Fault::Lost(End::Close));
    }
    server.api().set(1, "first_name", json!("Anew"));
    explorer.keys("R");
    explorer.shows("Anew Last001");
    for fault in [
        Fault::AnswerLost(End::Close),
        Fault::AnswerCut(End::Close),
        Fault::Lost(End::Close),
    ] {
        wire.breaks("GET", fault);
    }
    explorer.keys("R");
    explorer.shows("not all could be read");
    explorer.shows("Anew Last001");
    explorer.quit();
}
