//! Finding a record among all that was seen, in the program itself.

use crate::explorer::{Explorer, Start};
use crate::pty::{ENTER, ESC};
use crate::strict::{Leanmote, PeopleLens, Server};

/// Two directories, the lists of both seen; the second is on the screen.
fn on_two() -> (Server<Leanmote>, Server<PeopleLens>, Explorer) {
    let support = Server::start(Leanmote::of(800));
    let people = Server::start(PeopleLens::of(120));
    let mut explorer = Start::on(&support)
        .variable("PEOPLE_TOKEN", &people.token())
        .profile("people", &people, "token = { env = \"PEOPLE_TOKEN\" }")
        .top("default_profile = \"support\"")
        .open();
    explorer.shows("100 of 800 loaded");
    explorer.keys(&format!(":profile people{ENTER}"));
    explorer.shows("all 120 loaded");
    (support, people, explorer)
}

#[test]
fn a_row_of_another_profile_is_gone_to_without_a_request() {
    let (support, people, mut explorer) = on_two();
    explorer.keys("Fperson 00042");
    explorer.shows("1 match");
    explorer.shows_in_a_row(&["▌ Person 00042", "person.00042@acme.example", "support"]);
    explorer.keys(ENTER);
    explorer.shows("● support");
    explorer.shows("▌  Person 00042");
    explorer.quit();
    assert_eq!(support.ledger().len(), 1);
    assert_eq!(people.ledger().len(), 1);
}

#[test]
fn enter_right_behind_the_text_opens_what_it_finds_with_one_request() {
    let (support, people, mut explorer) = on_two();
    explorer.keys(&format!(":profile support{ENTER}"));
    explorer.shows("● support");
    // That list leaves fields out, which reading the record gives.
    explorer.keys(&format!("Ffirst042{ENTER}"));
    explorer.shows("● people");
    let one = format!("GET /api/users/{}", PeopleLens::id(42));
    people.ledger().wait_for_line(&one);
    explorer.shows_in_a_row(&["role", "User"]);
    explorer.quit();
    assert_eq!(support.ledger().len(), 1);
    assert_eq!(people.ledger().since(1), [one]);
}

#[test]
fn what_no_list_has_is_read_again_and_what_was_not_seen_is_not_denied() {
    let server = Server::start(Leanmote::of(800));
    let mut explorer = Start::on(&server).open();
    explorer.shows("100 of 800 loaded");
    explorer.keys("F00700");
    explorer.shows("No match in 100 records seen of users; A loads more of a list");
    explorer.keys(ESC);
    explorer.hides("No match");
    explorer.keys(&format!("ousr_700{ENTER}"));
    explorer.shows("Person 00700");
    explorer.keys("h");
    explorer.shows("▌  Person 00001");
    explorer.keys(&format!(":find 00700{ENTER}"));
    explorer.shows_in_a_row(&["▌ Person 00700", "just now"]);
    explorer.keys(ENTER);
    explorer.shows("Read just now");
    explorer.quit();
    let one = "GET /users/usr_700".to_owned();
    assert_eq!(server.ledger().since(1), [one.clone(), one]);
}
