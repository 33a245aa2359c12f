//! What outlives a run: columns, bookmarks, and with `--resume` the place.

use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use rustix::process::Signal;
use serde_json::{Value, json};

use crate::explorer::{Explorer, Home, Start};
use crate::pty::{CTRL_C, CTRL_U, ENTER, ESC};
use crate::strict::{Leanmote, PeopleLens, Server};

const CTRL_D: &str = "\u{4}";

fn page(number: usize) -> String {
    format!("GET /users?page={number}&per_page=100")
}

fn session_file(home: &Home) -> PathBuf {
    home.path().join(".local/state/whoswho/session.json")
}

fn session(home: &Home) -> Value {
    serde_json::from_str(&std::fs::read_to_string(session_file(home)).unwrap()).unwrap()
}

fn again(server: &Server<Leanmote>, home: &Home) -> Start {
    Start::on(server).at_home_of(home)
}

/// Ends it with ctrl-c, and gives its home.
fn ended(explorer: Explorer) -> Home {
    let home = explorer.home.clone();
    explorer.quit();
    home
}

#[test]
fn columns_are_there_again_after_a_restart() {
    let server = Server::start(Leanmote::of(30));
    let mut explorer = Start::on(&server).open();
    explorer.shows("all 30 loaded");
    explorer.shows_in_a_row(&["NAME", "EMAIL", "CREATED"]);
    // Hide the email, show the id, and put it first.
    explorer.keys("Cj \u{1b}[F KKK");
    explorer.shows_in_a_row(&["ID", "NAME", "CREATED"]);
    explorer.keys(ENTER);
    explorer.shows_in_a_row(&["usr_1", "Person 00001"]);
    // It is written at once: a kill loses nothing.
    let home = explorer.home.clone();
    explorer.press_until("the session file", "j", |_| session_file(&home).exists());
    explorer.signal(Signal::KILL);
    explorer.exit_code();
    let file = session_file(&home);
    let mode = file.metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(
        session(&home)["profiles"],
        json!({"support": {"columns": {"users": [
            {"shows": {"field": "id"}},
            {"shows": "called"},
            {"shows": {"field": "created_at"}},
        ]}}})
    );

    let mut explorer = again(&server, &home).open();
    explorer.shows_in_a_row(&["ID", "NAME", "CREATED"]);
    explorer.shows_in_a_row(&["usr_1", "Person 00001"]);
    explorer.quit();
    assert_eq!(server.ledger().lines(), [page(1), page(1)]);
}

#[test]
fn a_bookmark_is_gone_to_from_a_later_run_with_one_request() {
    let server = Server::start(Leanmote::of(800));
    let mut explorer = Start::on(&server).open();
    explorer.shows("100 of 800 loaded");
    explorer.keys("G");
    explorer.shows("▌  Person 00800");
    explorer.keys("b");
    explorer.shows("Person 00800 is bookmarked; B lists the bookmarks");
    explorer.shows_in_a_row(&["▌", "Person 00800", "★"]);
    let home = ended(explorer);
    // Of people there is an id, and nothing else.
    let text = std::fs::read_to_string(session_file(&home)).unwrap();
    assert!(text.contains("usr_800"), "{text}");
    for told in ["Person", "person", "acme", "left", "active"] {
        assert!(!text.contains(told), "{told}: {text}");
    }

    let before = server.ledger().len();
    let mut explorer = again(&server, &home).open();
    explorer.shows("100 of 800 loaded");
    explorer.keys("B");
    explorer.shows_in_a_row(&["usr_800", "support · Users · just now"]);
    explorer.keys(ENTER);
    explorer.shows("person.00800@acme.example");
    assert_eq!(
        server.ledger().since(before),
        [page(1), "GET /users/usr_800".to_owned()]
    );
    // Now that it is loaded, it has its name, and costs nothing.
    explorer.keys("hB");
    explorer.shows_in_a_row(&["Person 00800", "support · Users"]);
    explorer.keys(ENTER);
    explorer.hides("Bookmarks");
    // What is typed leaves those with its words; the last that goes closes it.
    explorer.keys("hBnobody");
    explorer.shows("No bookmark has these words.");
    explorer.keys(&format!("{CTRL_U}person"));
    explorer.shows("1 of 1");
    explorer.keys(CTRL_D);
    explorer.hides("Bookmarks");
    let home = ended(explorer);
    assert_eq!(server.ledger().len(), before + 2);
    assert_eq!(session(&home)["profiles"], json!({"support": {}}));
}

#[test]
fn a_run_that_resumes_opens_where_the_last_one_ended_with_what_the_screen_needs() {
    let server = Server::start(Leanmote::of(800));
    let mut explorer = Start::on(&server).argument("--resume").open();
    explorer.shows("There is nothing to go on with yet");
    explorer.shows("100 of 800 loaded");
    explorer.keys("G");
    explorer.shows("▌  Person 00800");
    explorer.keys("kkL");
    explorer.shows("Team 00001");
    let home = ended(explorer);
    let mode = session_file(&home).metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    // Its page and its teams: not the first page, which nobody sees.
    let before = server.ledger().len();
    let mut explorer = again(&server, &home).argument("--resume").open();
    explorer.shows("▌  Person 00798");
    explorer.shows("Team 00001");
    assert_eq!(
        server.ledger().since(before),
        [
            page(8),
            "GET /users/usr_798/teams?page=1&per_page=100".to_owned()
        ]
    );
    // Into the team: what is deeper asks for itself alone.
    explorer.keys("\tj\r");
    explorer.shows("Person 00798 › Teams › Team 00002");
    let home = ended(explorer);
    let before = server.ledger().len();
    let mut explorer = again(&server, &home).top("resume = true").open();
    explorer.shows("usr_798 › Teams › Team 00002");
    assert_eq!(
        server.ledger().since(before),
        ["GET /users/usr_798/teams?page=1&per_page=100"]
    );
    // A signal ends it no worse than a key.
    explorer.keys("hh");
    explorer.shows("▌  Person 00798");
    explorer.signal(Signal::TERM);
    let home = explorer.home.clone();
    explorer.ends_with(143);
    let left = &session(&home)["profiles"]["support"]["left"];
    assert_eq!(
        left["trails"]["users"].as_array().unwrap().len(),
        1,
        "{left}"
    );

    // Without being asked to, it begins anew, and leaves that as it is.
    let kept = session(&home);
    let mut explorer = again(&server, &home).open();
    explorer.shows("▌  Person 00001");
    let home = ended(explorer);
    assert_eq!(session(&home), kept);
}

#[test]
fn the_profile_and_the_filter_come_back_and_a_record_that_is_gone_is_told() {
    let company = Server::start(Leanmote::of(30));
    let people = Server::start(PeopleLens::of(12));
    let start = || {
        Start::on(&company)
            .variable("PEOPLE_TOKEN", &people.token())
            .profile("people", &people, "token = { env = \"PEOPLE_TOKEN\" }")
            .top("default_profile = \"support\"")
            .argument("--resume")
    };
    let mut explorer = start().open();
    explorer.shows("all 30 loaded");
    explorer.keys("ousr_7\r");
    explorer.shows("person.00007@acme.example");
    explorer.keys("P\x1b[B\r");
    explorer.shows("all 12 loaded");
    explorer.keys("/first01");
    explorer.shows("3 matches in 12, all loaded");
    explorer.keys(ESC);
    explorer.hides("Tab asks the directory");
    let home = ended(explorer);

    let before = company.ledger().len();
    company.api().users.retain(|user| user["id"] != "usr_7");
    let mut explorer = start()
        .at_home_of(&home)
        .variable("PEOPLE_TOKEN", &people.token())
        .open();
    explorer.shows("● people");
    explorer.shows("3 matches in 12, all loaded");
    assert_eq!(company.ledger().since(before), [""; 0]);
    explorer.keys("P\x1b[A\r");
    explorer.shows("\"usr_7\" does not stand where it was left");
    explorer.shows("▌  Person 00008");
    explorer.quit();
    assert_eq!(company.ledger().since(before), [page(1)]);
}

#[test]
fn a_file_that_makes_no_sense_costs_a_notice() {
    let server = Server::start(Leanmote::of(30));
    let mut explorer = Start::on(&server).open();
    explorer.shows("all 30 loaded");
    let home = ended(explorer);
    home.write(
        ".local/state/whoswho/session.json",
        "{\"version\": 1, \"prof",
    );
    let mut explorer = again(&server, &home).argument("--resume").open();
    explorer.shows("The session file is damaged: columns and bookmarks begin anew");
    explorer.shows("▌  Person 00001");
    explorer.keys("b");
    explorer.shows("Person 00001 is bookmarked");
    let home = ended(explorer);
    assert!(
        home.path()
            .join(".local/state/whoswho/session.damaged.json")
            .exists()
    );
    let bookmarks = &session(&home)["profiles"]["support"]["bookmarks"];
    assert_eq!(bookmarks[0]["id"], "usr_1");

    let newer = "{\"version\": 2}";
    home.write(".local/state/whoswho/session.json", newer);
    let mut explorer = again(&server, &home).open();
    explorer.shows("A newer whoswho wrote the session file");
    explorer.shows("▌  Person 00001");
    explorer.keys("b");
    explorer.shows("The session file cannot be written: a newer whoswho has written it");
    let home = ended(explorer);
    assert_eq!(std::fs::read_to_string(session_file(&home)).unwrap(), newer);
}

#[test]
fn two_that_run_keep_what_the_other_one_remembers() {
    let server = Server::start(Leanmote::of(30));
    let mut first = Start::on(&server).open();
    first.shows("all 30 loaded");
    let mut second = again(&server, &first.home).open();
    second.shows("all 30 loaded");
    first.keys("b");
    first.shows("Person 00001 is bookmarked");
    second.keys("jb");
    second.shows("Person 00002 is bookmarked");
    let home = ended(second);
    ended(first);
    let bookmarks = &session(&home)["profiles"]["support"]["bookmarks"];
    let mut ids: Vec<&str> = bookmarks
        .as_array()
        .unwrap()
        .iter()
        .map(|bookmark| bookmark["id"].as_str().unwrap())
        .collect();
    ids.sort_unstable();
    assert_eq!(ids, ["usr_1", "usr_2"]);
}

#[test]
fn nothing_of_the_demo_is_remembered() {
    let mut explorer = Start::bare().argument("--demo").open();
    explorer.shows("100 of 2,400 loaded");
    explorer.keys("b");
    explorer.shows("is bookmarked until whoswho ends");
    explorer.keys("Cj \r");
    explorer.hides("EMAIL");
    let home = explorer.home.clone();
    explorer.keys(CTRL_C);
    explorer.ends_with(0);
    assert_eq!(home.files_with("version"), Vec::<PathBuf>::new());
    assert!(!session_file(&home).exists());
}
