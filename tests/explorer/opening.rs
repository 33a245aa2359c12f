//! What opening, moving, jumping and walking cost.

use crate::explorer::Start;
use crate::pty::{ESC, PAGE_DOWN};
use crate::strict::{Leadr, Leanmote, Server};

fn page(number: usize) -> String {
    format!("GET /users?page={number}&per_page=100")
}

#[test]
fn opening_costs_one_request_with_the_token_in_its_header() {
    let server = Server::start(Leanmote::of(800));
    let mut explorer = Start::on(&server).open();
    explorer.shows("Person 00001");
    explorer.shows("100 of 800 loaded");
    explorer.quit();
    assert_eq!(server.ledger().lines(), [page(1)]);
    let token = format!("Bearer {}", server.token());
    let request = &server.ledger().entries()[0].request;
    assert_eq!(request.header("authorization"), Some(&*token));
}

#[test]
fn the_first_frame_is_there_before_any_answer() {
    let server = Server::start(Leanmote::of(800));
    server.hold("GET");
    let mut explorer = Start::on(&server).open();
    explorer.shows("● support");
    explorer.shows("Loading the first 100");
    // Keys do not wait for the network either.
    explorer.keys("?");
    explorer.shows("one down");
    explorer.keys(ESC);
    explorer.hides("one down");
    server.release();
    explorer.shows("Person 00001");
    explorer.quit();
    assert_eq!(server.ledger().lines(), [page(1)]);
}

#[test]
fn moving_near_a_page_s_end_reads_one_page_ahead_and_no_further() {
    let server = Server::start(Leanmote::of(800));
    let mut explorer = Start::on(&server).open();
    explorer.shows("Person 00001");
    explorer.keys(&"j".repeat(10));
    explorer.shows("▌  Person 00011");
    // Read after all that was asked for before.
    explorer.keys("r");
    server.ledger().wait_for_line("GET /users/usr_11");
    explorer.keys(&"j".repeat(70));
    explorer.shows("200 of 800 loaded");
    explorer.keys(&"j".repeat(30));
    explorer.shows("▌  Person 00111");
    explorer.keys("r");
    server.ledger().wait_for_line("GET /users/usr_111");
    explorer.keys(&"j".repeat(70));
    explorer.shows("300 of 800 loaded");
    explorer.keys("gg");
    explorer.shows("▌  Person 00001");
    explorer.quit();
    let expected = [
        page(1),
        "GET /users/usr_11".to_owned(),
        page(2),
        "GET /users/usr_111".to_owned(),
        page(3),
    ];
    assert_eq!(server.ledger().lines(), expected);
}

#[test]
fn a_list_that_is_scrolled_through_is_asked_for_page_by_page() {
    let mut company = Leanmote::of(800);
    // Under 40 % of the budget, nothing is read ahead.
    company.remaining = 390;
    let server = Server::start(company);
    let mut explorer = Start::on(&server).open();
    explorer.shows("Person 00001");
    for hundreds in 1..=2 {
        explorer.keys(&"j".repeat(100));
        explorer.shows(&format!("▌  Person {:05}", hundreds * 100 + 1));
    }
    explorer.keys(PAGE_DOWN);
    explorer.shows("300 of 800 loaded");
    explorer.keys("gg");
    explorer.shows("▌  Person 00001");
    explorer.quit();
    assert_eq!(server.ledger().lines(), [page(1), page(2), page(3)]);
}

#[test]
fn a_jump_to_the_end_costs_one_request() {
    let server = Server::start(Leanmote::of(12_480));
    let mut explorer = Start::on(&server).open();
    explorer.shows("Person 00001");
    explorer.keys("G");
    explorer.shows("▌  Person 12480");
    explorer.keys("gg");
    explorer.shows("▌  Person 00001");
    explorer.quit();
    assert_eq!(server.ledger().lines(), [page(1), page(125)]);
}

#[test]
fn a_short_walk_loads_each_page_once() {
    let server = Server::start(Leanmote::of(750));
    let mut explorer = Start::on(&server).open();
    explorer.shows("100 of 750 loaded");
    explorer.keys("A");
    explorer.shows("all 750 loaded");
    explorer.quit();
    let mut asked = server.ledger().lines();
    asked.sort();
    assert_eq!(asked, (1..=8).map(page).collect::<Vec<_>>());
}

#[test]
fn a_long_walk_is_asked_about_with_its_price() {
    let server = Server::start(Leanmote::of(12_480));
    let mut explorer = Start::on(&server).open();
    explorer.shows("Person 00001");
    explorer.keys("A");
    explorer.shows("124 requests, about 2 min");
    // The answer that changes nothing has the focus.
    explorer.keys("\r");
    explorer.hides("124 requests");
    explorer.quit();
    assert_eq!(server.ledger().lines(), [page(1)]);
}

#[test]
fn a_filter_says_how_much_it_covers() {
    let server = Server::start(Leanmote::of(800));
    let mut explorer = Start::on(&server).open();
    explorer.shows("Person 00001");
    explorer.keys("/person 0009");
    explorer.shows("11 matches in 100 of 800 loaded");
    explorer.keys("x");
    explorer.shows("No match in 100 of 800 loaded");
    explorer.keys(ESC);
    explorer.shows("Esc clears the filter");
    explorer.keys(ESC);
    // The record that the filter led to stays selected, and what may be looked at
    // next is read.
    explorer.shows("▌  Person 00090");
    explorer.shows("200 of 800 loaded  A loads the rest");
    explorer.quit();
    assert_eq!(server.ledger().lines(), [page(1), page(2)]);
}

#[test]
fn a_cursor_is_followed_with_its_sort() {
    let server = Server::start(Leadr::of(250));
    let mut explorer = Start::on(&server).open();
    explorer.shows("Player 0001");
    assert_eq!(server.ledger().lines(), ["GET /v1/users?limit=100"]);
    // From the menu: the second is the name, downwards.
    explorer.keys("s2");
    explorer.shows("▌  Player 0001");
    explorer.shows("name ↓");
    explorer.shows("Player 0250");
    explorer.keys("G");
    explorer.shows("▌  Player 0151");
    explorer.shows("200 loaded");
    explorer.keys("G");
    explorer.shows("all 250 loaded");
    explorer.keys("G");
    explorer.shows("▌  Player 0001");
    explorer.quit();
    let sorts: Vec<_> = server.ledger().entries()[1..]
        .iter()
        .map(|entry| entry.request.parameter("sort").unwrap().to_owned())
        .collect();
    assert_eq!(sorts, ["display_name:desc,id:asc"; 3]);
}
