//! A session that uses a budget up, on a server that counts for itself.

use crate::explorer::{Explorer, Start};
use crate::pty::{CTRL_C, TAB};
use crate::strict::{Leanmote, Server};

/// What Leanmote documents, and the strict one enforces.
const A_MINUTE: usize = 100;
/// What a walk leaves of it.
const LEFT_BY_A_WALK: usize = 20;

/// Waits for so many requests in all.
fn asked(server: &Server<Leanmote>, requests: usize) {
    server
        .ledger()
        .wait_for(&format!("{requests} requests"), |entries| {
            entries.len() >= requests
        });
}

/// Reads records one after the other, each when the one before has come.
fn look_around(server: &Server<Leanmote>, explorer: &mut Explorer, requests: usize) {
    for _ in 0..requests {
        let before = server.ledger().len();
        explorer.keys("jr");
        asked(server, before + 1);
    }
}

#[test]
fn a_long_session_gets_no_429() {
    let server = Server::start(Leanmote::of(12_480));
    let mut explorer = Start::on(&server).open();
    explorer.shows("100 of 12,480 loaded");
    look_around(&server, &mut explorer, 20);
    explorer.keys("A");
    explorer.shows("requests, about 2 min");
    explorer.press_until("the walk to begin", &format!("{TAB}\r"), |screen| {
        !screen.contents().contains("requests, about")
    });
    asked(&server, A_MINUTE - LEFT_BY_A_WALK);
    explorer.shows("minute used up");
    // What the walk left is the operator's, and the walk takes none of it.
    look_around(&server, &mut explorer, LEFT_BY_A_WALK);
    explorer.keys("jr");
    explorer.shows("minute used up (100 of 100)");
    let entries = server.ledger().entries();
    let refused = entries.iter().filter(|entry| entry.status == 429).count();
    println!(
        "self-inflicted 429s: {refused} of {} requests",
        entries.len()
    );
    assert_eq!((refused, entries.len()), (0, A_MINUTE));
    explorer.keys(CTRL_C);
    explorer.shows("1 list is still being loaded");
    explorer.keys(CTRL_C);
    explorer.ends_with(0);
}
