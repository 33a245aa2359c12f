//! What a server refuses, and what becomes of it.

use serde_json::json;

use crate::explorer::{Explorer, Start};
use crate::pty::{CTRL_C, ENTER, ESC};
use crate::strict::{Api, Leanmote, PeopleLens, Reply, Server};

const LIST: &str = "GET /users?page=1&per_page=100";
const TEAMS: &str = "GET /users/usr_1/teams?page=1&per_page=100";

fn company() -> (Server<Leanmote>, Explorer) {
    let server = Server::start(Leanmote::of(12));
    let mut explorer = Start::on(&server).open();
    explorer.shows("all 12 loaded");
    (server, explorer)
}

/// How often a request came.
fn times(server: &Server<Leanmote>, line: &str) -> usize {
    server
        .ledger()
        .lines()
        .iter()
        .filter(|l| *l == line)
        .count()
}

#[test]
fn a_refused_token_is_read_again_from_where_it_came() {
    let server = Server::start(Leanmote::of(12));
    let tokens = tempfile::tempdir().unwrap();
    let file = tokens.path().join("leanmote.token");
    std::fs::write(&file, "canary-that-has-expired\n").unwrap();
    private(&file);
    let token = format!("token = {{ file = {file:?} }}");
    let mut explorer = Start::bare().profile("support", &server, &token).open();
    explorer.shows("Token refused (401)");
    explorer.shows("leanmote.token");
    explorer.shows("Authentication token has expired");
    explorer.shows("t reads it again");
    // The first one holds the others.
    explorer.keys("2");
    explorer.shows("Teams");
    explorer.keys("1");
    assert_eq!(server.ledger().lines(), [LIST]);
    std::fs::write(&file, format!("{}\n", server.token())).unwrap();
    explorer.keys("t");
    explorer.shows("all 12 loaded");
    explorer.hides("Token refused");
    assert!(!String::from_utf8_lossy(explorer.raw()).contains("canary-that-has-expired"));
    explorer.quit();
    assert_eq!(server.ledger().lines(), [LIST, LIST]);
}

#[test]
fn a_token_can_be_typed_for_this_run_and_is_not_seen() {
    let server = Server::start(Leanmote::of(12));
    let mut explorer = Start::on(&server).variable("WHO_TOKEN", "expired").open();
    explorer.shows("Token refused (401)");
    explorer.shows("$WHO_TOKEN");
    explorer.keys("T");
    let token = server.token();
    explorer.paste(&token);
    explorer.shows("•••");
    explorer.keys(ENTER);
    explorer.shows("all 12 loaded");
    explorer.quit();
    assert_eq!(server.ledger().lines(), [LIST, LIST]);
}

#[test]
fn a_draft_survives_a_refused_token() {
    let server = Server::start(PeopleLens::of(12));
    let tokens = tempfile::tempdir().unwrap();
    let file = tokens.path().join("people.token");
    std::fs::write(&file, server.token()).unwrap();
    private(&file);
    let token = format!("token = {{ file = {file:?} }}");
    let mut explorer = Start::bare().profile("support", &server, &token).open();
    explorer.shows("all 12 loaded");
    explorer.keys("e");
    explorer.shows_in_a_row(&["role", "User"]);
    explorer.keys("X");
    explorer.shows("was First001");
    server.expect_token("canary-another");
    explorer.keys(ENTER);
    explorer.shows("Nothing was sent. The token was refused (401)");
    explorer.press_until("the review to close", ESC, |screen| {
        !screen.contents().contains("Nothing was sent")
    });
    explorer.shows_in_a_row(&["first name", "First001X", "was First001"]);
    explorer.keys("x");
    explorer.shows("First001Xx");
    explorer.keys(CTRL_C);
    explorer.shows("1 draft would be lost");
    explorer.keys(CTRL_C);
    explorer.ends_with(0);
    assert!(
        server
            .ledger()
            .lines()
            .iter()
            .all(|line| line.starts_with("GET"))
    );
}

#[test]
fn what_is_forbidden_says_so_and_keeps_the_rows() {
    let (server, mut explorer) = company();
    let words = "You do not have permission to access this team";
    server.always("GET /users/usr_1/teams", Leanmote::error(403, words));
    explorer.keys("L");
    explorer.shows("Not allowed (403)");
    explorer.shows("You do not have permission");
    explorer.shows("Person 00012");
    assert_eq!(times(&server, TEAMS), 1);
    // The key that helps.
    server.as_documented();
    explorer.keys(&format!("{ENTER}r"));
    explorer.shows("Team 00001");
    explorer.quit();
    assert_eq!(times(&server, TEAMS), 2);
}

#[test]
fn a_web_page_in_the_place_of_json_is_told_as_that() {
    let (server, mut explorer) = company();
    let page = Reply::html(200, "<!doctype html><title>\x1b]0;Sign in\x07</title>");
    server.always("GET /users/usr_1/teams", page);
    explorer.keys("L");
    explorer.shows("Could not read it");
    explorer.shows("(200): a web page");
    explorer.shows("Person 00012");
    explorer.quit();
    // It would be the same page again.
    assert_eq!(times(&server, TEAMS), 1);
}

#[test]
fn a_server_error_is_tried_three_times_and_no_more() {
    let (server, mut explorer) = company();
    server.always("GET /users/usr_1/teams", Reply::text(503, "upstream down"));
    explorer.keys("L");
    explorer.shows("503");
    explorer.shows("r tries again");
    explorer.shows("Person 00012");
    explorer.quit();
    assert_eq!(times(&server, TEAMS), 3);
}

#[test]
fn a_server_error_that_passes_is_not_even_told() {
    let (server, mut explorer) = company();
    server.once("GET /users/usr_1/teams", Reply::text(502, "upstream down"));
    explorer.keys("L");
    explorer.shows("Team 00001");
    explorer.quit();
    assert_eq!(times(&server, TEAMS), 2);
}

#[test]
fn after_a_429_it_waits_visibly_and_goes_on_by_itself() {
    let (server, mut explorer) = company();
    let limited = Leanmote::error(429, "Too many requests").header("retry-after", "2");
    server.once("GET /users/usr_1/teams", limited);
    explorer.keys("L");
    explorer.shows_in_a_row(&["waiting 0:0", "goes on by itself"]);
    explorer.shows("Team 00001");
    explorer.quit();
    let entries = server.ledger().entries();
    let teams: Vec<_> = entries
        .iter()
        .filter(|entry| entry.request.line() == TEAMS)
        .collect();
    assert_eq!(teams.len(), 2);
    let waited = teams[1].at - teams[0].at;
    assert!(waited >= std::time::Duration::from_secs(2), "{waited:?}");
}

#[test]
fn a_list_that_is_no_list_is_an_error_and_not_empty() {
    for body in [
        json!(null),
        json!({"status": "success"}),
        json!({"data": 7}),
    ] {
        let server = Server::start(Leanmote::of(12));
        server.always("GET /users", Reply::json(200, &body));
        let mut explorer = Start::on(&server).open();
        explorer.shows("Could not read it");
        explorer.quit();
        assert_eq!(server.ledger().lines(), [LIST], "{body}");
    }
}

#[test]
fn a_redirect_is_not_followed() {
    let (server, mut explorer) = company();
    let elsewhere = Server::start(Leanmote::of(1));
    let away = Reply::text(302, "").header("location", &format!("{}/users", elsewhere.url()));
    server.always("GET /users/usr_1/teams", away);
    explorer.keys("L");
    explorer.shows("302");
    explorer.quit();
    assert_eq!(elsewhere.ledger().len(), 0);
    assert_eq!(times(&server, TEAMS), 1);
}

#[test]
fn the_budget_line_shows_what_the_server_says_is_left() {
    let mut company = Leanmote::of(12);
    company.remaining = 188;
    let server = Server::start(company);
    let mut explorer = Start::on(&server).open();
    explorer.shows("187/1000");
    explorer.shows("99/100 this min");
    explorer.keys("r");
    explorer.shows("186/1000");
    explorer.shows("98/100 this min");
    explorer.quit();
}

fn private(file: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)).unwrap();
}
