//! What opening and scrolling cost.

use crate::explorer::Start;
use crate::strict::{Leanmote, Server};

const FIRST_PAGE: &str = "GET /users?page=1&per_page=100";

#[test]
fn opening_costs_one_request() {
    let server = Server::start(Leanmote::of(800));
    let mut explorer = Start::on(&server).open();
    explorer.shows("Person 00001");
    println!("{}", explorer.text());
    let entries = server.ledger().entries();
    assert_eq!(server.ledger().lines(), [FIRST_PAGE]);
    let token = format!("Bearer {}", server.token());
    assert_eq!(entries[0].request.header("authorization"), Some(&*token));
    explorer.quit();
    assert_eq!(server.ledger().lines(), [FIRST_PAGE]);
}
