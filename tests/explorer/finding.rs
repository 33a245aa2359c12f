//! What finding one person costs, and what is said where nobody is found.

use serde_json::json;

use crate::explorer::{Explorer, Start};
use crate::pty::{CTRL_U, ENTER, ESC, TAB};
use crate::strict::{Disorder, Leadr, Leanmote, PeopleLens, Server};

/// The most requests that finding somebody among 10,000 takes.
const MOST: usize = 9;

fn ten_thousand() -> (Server<Leanmote>, Explorer) {
    serving(Leanmote::of(10_412))
}

fn serving(company: Leanmote) -> (Server<Leanmote>, Explorer) {
    let server = Server::start(company);
    let mut explorer = Start::on(&server).open();
    explorer.shows("Person 00001");
    assert_eq!(server.ledger().len(), 1);
    (server, explorer)
}

fn look_for(explorer: &mut Explorer, email: &str) {
    explorer.keys("o");
    explorer.shows("by id or email");
    explorer.keys(&format!("{email}{ENTER}"));
}

#[test]
fn anybody_among_ten_thousand_is_found_by_email_with_nine_requests() {
    let mut company = Leanmote::of(10_412);
    // Some are written as nobody would expect it.
    company.users[4_999]["email"] = json!("Person.05000@ACME.example");
    company.users[10_411]["email"] = json!("PERSON.10412@acme.example");
    let (server, mut explorer) = serving(company);
    for (typed, n) in [
        ("person.05207@acme.example", 5_207),
        ("<Person.00101@Acme.Example>", 101),
        ("mailto:person.10411@acme.example", 10_411),
        ("PERSON.07500@ACME.EXAMPLE", 7_500),
        ("person.02601@acme.example", 2_601),
    ] {
        let before = server.ledger().len();
        look_for(&mut explorer, typed);
        explorer.shows_in_a_row(&["id", &format!("usr_{n} ")]);
        let cost = server.ledger().len() - before;
        assert!(
            cost <= MOST,
            "{typed}: {:#?}",
            server.ledger().since(before)
        );
        // The list is as it was.
        explorer.keys("h");
        explorer.shows("100 of 10,412 loaded");
        explorer.shows("created ↓");
    }
    for (typed, n) in [
        ("person.05000@acme.example", 5_000),
        ("person.10412@acme.example", 10_412),
    ] {
        let before = server.ledger().len();
        look_for(&mut explorer, typed);
        explorer.shows_in_a_row(&["id", &format!("usr_{n} ")]);
        let cost = server.ledger().len() - before;
        assert!(
            cost <= MOST,
            "{typed}: {:#?}",
            server.ledger().since(before)
        );
        explorer.keys("h");
        explorer.shows("100 of 10,412 loaded");
    }
    // Who is loaded costs nothing.
    let before = server.ledger().len();
    look_for(&mut explorer, "person.00042@acme.example");
    explorer.shows_in_a_row(&["▌", "Person 00042"]);
    assert_eq!(server.ledger().len(), before);
    explorer.quit();
}

#[test]
fn nobody_is_denied_before_the_place_was_seen_where_they_would_stand() {
    let (server, mut explorer) = ten_thousand();
    for typed in [
        "aaron@acme.example",
        "person.05207x@acme.example",
        "PERSON.07500.@acme.example",
        "zoe@acme.example",
    ] {
        let before = server.ledger().len();
        look_for(&mut explorer, typed);
        explorer.shows(&format!("No user has the email \"{typed}\""));
        explorer.shows("in the list sorted by email, as of ");
        let cost = server.ledger().len() - before;
        assert!(
            cost <= MOST,
            "{typed}: {:#?}",
            server.ledger().since(before)
        );
        explorer.keys(ESC);
        explorer.hides("No user has");
    }
    let sorted = server.ledger().since(1);
    let wanted = |line: &String| {
        line.starts_with("GET /users?")
            && line.contains("per_page=100")
            && line.contains("sort=email")
    };
    assert!(sorted.iter().all(wanted), "{sorted:#?}");
    explorer.quit();
}

#[test]
fn an_order_that_lies_is_told_and_nobody_is_denied() {
    for disorder in [Disorder::Unsorted, Disorder::PagesReversed] {
        let mut company = Leanmote::of(10_412);
        company.disorder = Some(disorder);
        let server = Server::start(company);
        let mut explorer = Start::on(&server).open();
        explorer.shows("100 of 10,412 loaded");
        look_for(&mut explorer, "person.05207x@acme.example");
        explorer.shows("The server's order cannot be trusted here");
        explorer.shows("A walks the list (104");
        assert!(server.ledger().len() <= MOST, "{disorder:?}");
        explorer.quit();
    }
}

#[test]
fn a_list_that_shifts_while_it_is_searched_denies_nobody() {
    let (server, mut explorer) = serving(Leanmote::of(10_412));
    server.api().disorder = Some(Disorder::Growing);
    // Those at the edges of pages slip from one to the next.
    for n in [5_200, 5_201, 7_500, 7_501, 199, 9_999] {
        let before = server.ledger().len();
        look_for(&mut explorer, &format!("person.{n:05}@acme.example"));
        let found = format!("usr_{n} ");
        explorer.wait_for("an end", |screen| {
            let text = screen.contents();
            text.contains(&found)
                || text.contains("The list changed")
                || text.contains("No user has")
        });
        assert!(
            !explorer.text().contains("No user has"),
            "{}",
            explorer.text()
        );
        assert!(server.ledger().len() - before <= MOST);
        explorer.keys("h");
        explorer.hides(&found);
        explorer.keys(ESC);
        explorer.hides("found with");
    }
    explorer.quit();
}

#[test]
fn esc_stops_looking_and_tells_what_is_known() {
    let (server, mut explorer) = ten_thousand();
    server.hold("GET");
    look_for(&mut explorer, "person.05207@acme.example");
    explorer
        .shows("Looking for \"person.05207@acme.example\" · request 1 of at most 9 · Esc stops");
    server
        .ledger()
        .wait_for("a page", |entries| entries.len() == 2);
    explorer.keys(ESC);
    explorer.shows("Stopped looking for \"person.05207@acme.example\" after 1 request");
    server.release();
    explorer.keys("jj");
    explorer.shows_in_a_row(&["▌", "Person 00003"]);
    assert_eq!(server.ledger().len(), 2);
    explorer.quit();
}

#[test]
fn a_name_is_sought_in_the_filter_line() {
    let (server, mut explorer) = ten_thousand();
    explorer.keys("/name:person 05");
    explorer.shows("Tab sorts by name and seeks");
    explorer.keys(TAB);
    explorer.shows("The first name from \"person 05\"");
    explorer.shows_in_a_row(&["▌", "Person 05000"]);
    explorer.shows("name ↑");
    assert!(
        server.ledger().len() <= MOST,
        "{:#?}",
        server.ledger().lines()
    );
    // Sorted already: downwards, the first is the last that begins so.
    explorer.keys("s2");
    explorer.shows_in_a_row(&["▌", "Person 10412"]);
    let before = server.ledger().len();
    explorer.keys(&format!("/{CTRL_U}name:person 02"));
    explorer.shows("Tab seeks");
    explorer.keys(TAB);
    explorer.shows_in_a_row(&["▌", "Person 02999"]);
    let cost = server.ledger().len() - before;
    assert!(cost < MOST, "{:#?}", server.ledger().since(before));
    // What was read on the way is there.
    let read = server.ledger().lines().len();
    explorer.keys("j");
    explorer.shows_in_a_row(&["▌", "Person 02998"]);
    assert_eq!(server.ledger().len(), read);
    explorer.quit();
}

#[test]
fn tab_completes_a_name_for_nothing_and_then_seeks_on_a_small_screen() {
    let server = Server::start(Leanmote::of(10_412));
    let mut explorer = Start::on(&server).size(40, 12).open();
    explorer.shows("Person 00001");
    explorer.keys("/na");
    explorer.shows("Tab name:");
    explorer.keys(TAB);
    explorer.shows_in_a_row(&["/name:", "100"]);
    explorer.keys("person 05");
    explorer.shows("Tab seeks");
    assert_eq!(server.ledger().len(), 1);
    explorer.keys(TAB);
    explorer.shows_in_a_row(&["▌", "Person 05000"]);
    assert!(
        server.ledger().len() <= MOST + 1,
        "{:#?}",
        server.ledger().lines()
    );
    explorer.quit();
}

#[test]
fn where_the_server_searches_it_is_asked_once() {
    let server = Server::start(PeopleLens::of(120));
    let mut explorer = Start::on(&server).open();
    explorer.shows("all 120 loaded");
    // Somebody came since the list was read.
    server.api().add("first0070@acme.example");
    look_for(&mut explorer, "FIRST0070@acme.example");
    explorer.shows_in_a_row(&["email", "first0070@acme.example"]);
    let asked = server.ledger().since(1);
    assert_eq!(asked, ["GET /api/users?search=FIRST0070@acme.example"]);
    look_for(&mut explorer, "st007@acme.example");
    explorer.shows("finds 1 other, nobody with it");
    assert_eq!(server.ledger().len(), 3);
    explorer.quit();
}

#[test]
fn where_neither_is_possible_the_price_is_told_first() {
    let server = Server::start(Leadr::of(350));
    let mut explorer = Start::on(&server).open();
    explorer.shows("100 loaded");
    look_for(&mut explorer, "player.0250@acme.example");
    explorer.shows("Look on every page?");
    explorer.shows("LEADR cannot be asked for an email");
    explorer.shows("gives no total");
    assert_eq!(server.ledger().len(), 1);
    explorer.keys(&format!("{TAB}{ENTER}"));
    explorer.shows("loading the rest is paused");
    explorer.shows_in_a_row(&["▌", "Player 0250"]);
    assert_eq!(server.ledger().len(), 3);
    explorer.quit();
}
