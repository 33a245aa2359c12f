//! What is kept of people on this computer: only where a profile says so.

use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rustix::process::Signal;

use crate::explorer::{Home, Start};
use crate::pty::{ENTER, ESC};
use crate::strict::{Leanmote, PeopleLens, Reply, Server};

fn folder(home: &Home) -> PathBuf {
    home.path().join(".local/state/whoswho/seen")
}

/// The files in it, the snapshots as `json`.
fn kept(home: &Home) -> Vec<String> {
    let entries = std::fs::read_dir(folder(home));
    let mut names: Vec<String> = entries
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .map(|name| match name.strip_suffix(".json") {
            Some(_) => "json".to_owned(),
            None => name,
        })
        .collect();
    names.sort();
    names
}

fn page(number: usize) -> String {
    format!("GET /users?page={number}&per_page=100")
}

/// A home in which somebody has looked at the 712th of 800 and gone.
fn after_a_look(server: &Server<Leanmote>, keep: &str) -> Home {
    let mut explorer = Start::on(server).with(keep).open();
    explorer.shows("100 of 800 loaded");
    explorer.keys("Gkk");
    explorer.shows("▌  Person 00798");
    let home = explorer.home.clone();
    explorer.quit();
    assert_eq!(server.ledger().lines(), [page(1), page(8)]);
    home
}

#[test]
fn the_next_start_shows_at_once_what_was_seen_and_asks_once() {
    let server = Server::start(Leanmote::of(800));
    let home = after_a_look(&server, "keep = \"1d\"");
    assert_eq!(kept(&home), ["json", "records.sqlite3"]);
    server.hold("GET");
    let start = Start::on(&server).with("keep = \"1d\"");
    let mut explorer = start.at_home_of(&home).open();
    explorer.shows("▌  Person 00798");
    explorer.shows("100 kept of 800 · seen just now");
    server.ledger().wait_for_line(&page(8));
    // It can be looked at meanwhile.
    explorer.keys("k/person 0079");
    explorer.shows("10 matches in 100 kept of 800");
    // Closes the line, and clears the filter.
    explorer.press_until("all rows", ESC, |screen| {
        !screen.contents().contains("matches")
    });
    explorer.shows("100 kept of 800");
    explorer.shows("▌  Person 00797");
    server.release();
    explorer.shows("100 of 800 loaded");
    explorer.shows("▌  Person 00797");
    explorer.quit();
    assert_eq!(server.ledger().lines(), [page(1), page(8), page(8)]);
}

/// A home in which somebody has looked at the teams of the 798th of 800, with the
/// columns of their choice, sorted by name, and gone.
fn after_a_look_at_teams(server: &Server<Leanmote>, start: impl Fn() -> Start) -> Home {
    let mut explorer = start().open();
    explorer.shows("100 of 800 loaded");
    // Hide the email; sort by name; go to the end.
    explorer.keys("Cj ");
    explorer.keys(ENTER);
    explorer.hides("EMAIL");
    explorer.keys("s1");
    explorer.shows("Users · name ↑");
    explorer.hides("from before, reading anew");
    explorer.keys("G");
    explorer.shows("▌  Person 00800");
    explorer.keys("kkL");
    explorer.shows("Team 00001");
    explorer.keys("\tj");
    explorer.shows_in_a_row(&["▌", "Team 00002"]);
    let home = explorer.home.clone();
    explorer.quit();
    assert_eq!(server.ledger().len(), 4, "{:?}", server.ledger().lines());
    home
}

const TEAMS: &str = "GET /users/usr_798/teams?page=1&per_page=100";

/// All that was on the screen is there again before anything was answered.
fn shows_all_at_once(server: &Server<Leanmote>, start: Start) {
    let before = server.ledger().len();
    server.hold("GET");
    let mut explorer = start.open();
    explorer.shows("▌  Person 00798");
    explorer.shows("Users · name ↑");
    explorer.shows_in_a_row(&["NAME", "CREATED", "NAME", "ORGANIZATION"]);
    explorer.hides("EMAIL");
    explorer.shows_in_a_row(&["▌", "Team 00002"]);
    explorer.shows(" kept of ");
    explorer.shows("seen just now");
    server.release();
    explorer.hides("kept of");
    explorer.shows_in_a_row(&["▌", "Team 00002"]);
    explorer.keys("h");
    explorer.shows("▌  Person 00798");
    explorer.shows("100 of 800 loaded");
    explorer.quit();
    let sorted = "GET /users?sort=name&order=asc&page=8&per_page=100";
    assert_eq!(server.ledger().since(before), [sorted, TEAMS]);
}

#[test]
fn columns_order_tab_and_what_it_showed_are_there_at_once() {
    let server = Server::start(Leanmote::of(800));
    let start = || Start::on(&server).with("keep = \"1d\"");
    let home = after_a_look_at_teams(&server, start);
    shows_all_at_once(&server, start().at_home_of(&home));
}

#[test]
fn a_run_that_goes_on_shows_what_was_kept_of_it_at_once() {
    let server = Server::start(Leanmote::of(800));
    let start = || {
        Start::on(&server)
            .with("keep = \"1d\"")
            .argument("--resume")
    };
    let home = after_a_look_at_teams(&server, start);
    shows_all_at_once(&server, start().at_home_of(&home));
}

#[test]
fn what_was_kept_can_be_looked_at_while_the_directory_is_down() {
    let server = Server::start(Leanmote::of(800));
    let home = after_a_look(&server, "keep = \"1d\"");
    server.always("GET /users", Reply::text(503, "upstream down"));
    let start = Start::on(&server).with("keep = \"1d\"");
    let mut explorer = start.at_home_of(&home).open();
    explorer.shows("▌  Person 00798");
    explorer.shows("could not be read anew");
    explorer.shows("seen just now");
    explorer.keys("kk/person 0079");
    explorer.shows("10 matches in 100 kept of 800");
    explorer.keys(ENTER);
    explorer.shows("person.00796@acme.example");
    explorer.quit();
}

#[test]
fn a_record_that_was_seen_is_there_when_it_is_opened_and_is_read_anew() {
    let server = Server::start(Leanmote::of(800));
    let home = after_a_look(&server, "keep = \"1d\"");
    let start = Start::on(&server).with("keep = \"1d\"");
    let mut explorer = start.at_home_of(&home).open();
    explorer.shows("100 of 800 loaded");
    server.hold("GET");
    // It was on the first page of the run before; this one has the last.
    explorer.keys("ousr_7\r");
    explorer.shows("person.00007@acme.example");
    explorer.shows("Seen just now");
    explorer.shows("As it was seen just now; reading it again …");
    server.release();
    explorer.shows("Read just now");
    explorer.hides("Seen just now");
    explorer.quit();
    let before = [page(1), page(8), page(8)];
    assert_eq!(server.ledger().lines()[..3], before);
    assert_eq!(server.ledger().since(3), ["GET /users/usr_7"]);
}

#[test]
fn only_their_owner_can_read_what_is_kept_and_no_token_is_in_it() {
    let server = Server::start(Leanmote::of(800));
    let home = after_a_look(&server, "keep = \"1d\"");
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder(&home)), 0o700);
    for entry in std::fs::read_dir(folder(&home)).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()), 0o600);
    }
    assert_eq!(home.files_with("Person 00798").len(), 2);
    assert_eq!(home.files_with(&server.token()), Vec::<PathBuf>::new());
}

#[test]
fn nothing_is_kept_unless_the_profile_says_so() {
    let server = Server::start(Leanmote::of(800));
    let home = after_a_look(&server, "");
    assert!(!folder(&home).exists());
    assert_eq!(home.files_with("Person 00798"), Vec::<PathBuf>::new());
}

#[test]
fn a_private_run_neither_reads_nor_writes() {
    let server = Server::start(Leanmote::of(800));
    let private = || {
        let start = Start::on(&server).with("keep = \"1d\"");
        start.argument("--private")
    };
    let mut explorer = private().open();
    explorer.shows("100 of 800 loaded");
    let home = explorer.home.clone();
    explorer.quit();
    assert!(!folder(&home).exists());

    let mut explorer = Start::on(&server).with("keep = \"1d\"").open();
    explorer.shows("100 of 800 loaded");
    explorer.keys("j");
    explorer.shows("▌  Person 00002");
    let home = explorer.home.clone();
    explorer.quit();
    let before: Vec<_> = files(&home);
    server.hold("GET");
    let mut explorer = private().at_home_of(&home).open();
    explorer.shows("Loading the first 100");
    server.release();
    explorer.shows("▌  Person 00001");
    explorer.quit();
    assert_eq!(files(&home), before);
}

/// What is in the files that are kept.
fn files(home: &Home) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder(home))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.clone(), std::fs::read(path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn the_demo_keeps_nothing_whatever_the_profiles_do() {
    let server = Server::start(Leanmote::of(30));
    for start in [Start::bare(), Start::on(&server).with("keep = \"1d\"")] {
        let mut explorer = start.argument("--demo").open();
        explorer.shows("100 of 2,");
        explorer.keys("j");
        explorer.shows("100 of 2,");
        let home = explorer.home.clone();
        explorer.quit();
        assert!(!folder(&home).exists());
    }
    assert_eq!(server.ledger().len(), 0);
}

#[test]
fn a_disk_that_takes_no_more_costs_a_notice_and_no_start() {
    let server = Server::start(Leanmote::of(800));
    // In blocks of 512 bytes: not even the tables, and no page of records.
    for blocks in [8, 64] {
        let start = Start::on(&server).with("keep = \"1d\"");
        let start = start.before(&format!("ulimit -f {blocks}"));
        let mut explorer = start.open();
        explorer.shows("100 of 800 loaded");
        explorer.shows("What is seen is not kept: ");
        explorer.keys("G");
        explorer.shows("▌  Person 00800");
        let home = explorer.home.clone();
        explorer.quit();
        // What was half-written is not in the way of the next.
        let start = Start::on(&server).with("keep = \"1d\"");
        let mut explorer = start.at_home_of(&home).open();
        explorer.shows("100 of 800 loaded");
        explorer.hides("not kept");
        explorer.quit();
        assert_eq!(kept(&home), ["json", "records.sqlite3"], "{blocks}");
    }
}

#[test]
fn another_program_s_lock_costs_a_notice_and_no_start() {
    let server = Server::start(Leanmote::of(800));
    let home = after_a_look(&server, "keep = \"1d\"");
    let file = folder(&home).join("records.sqlite3");
    let mut other = rusqlite::Connection::open(file).unwrap();
    let exclusive = rusqlite::TransactionBehavior::Exclusive;
    let held = other.transaction_with_behavior(exclusive).unwrap();
    let start = Start::on(&server).with("keep = \"1d\"");
    let mut explorer = start.at_home_of(&home).open();
    explorer.shows("▌  Person 00798");
    explorer.shows("What is seen cannot be kept yet: another program holds the file");
    explorer.shows("100 of 800 loaded");
    explorer.keys("k");
    explorer.shows("▌  Person 00797");
    explorer.quit();
    // It can be removed as well.
    let start = Start::bare().argument("cache").argument("clear");
    let mut done = start.at_home_of(&home).open();
    assert_eq!(done.exit_code(), 0, "{}", done.text());
    assert!(!folder(&home).exists());
    drop(held);
}

#[test]
fn a_signal_keeps_what_is_on_the_screen() {
    let server = Server::start(Leanmote::of(800));
    for signal in [Signal::TERM, Signal::HUP] {
        let mut explorer = Start::on(&server).with("keep = \"1d\"").open();
        explorer.shows("100 of 800 loaded");
        explorer.keys("j");
        explorer.shows("▌  Person 00002");
        let home = explorer.home.clone();
        explorer.signal(signal);
        let code = u32::try_from(128 + signal.as_raw()).unwrap();
        explorer.ends_with(code);
        assert_eq!(kept(&home), ["json", "records.sqlite3"], "{signal:?}");
    }
}

#[test]
fn a_refused_read_keeps_the_rows_and_says_so() {
    let server = Server::start(Leanmote::of(800));
    let home = after_a_look(&server, "keep = \"1d\"");
    server.expect_token("another");
    let start = Start::on(&server).with("keep = \"1d\"");
    // The server's token is another by now; whoswho still has the old one.
    let mut explorer = start
        .variable("WHO_TOKEN", "stale")
        .at_home_of(&home)
        .open();
    explorer.shows("could not be read anew");
    explorer.shows("▌  Person 00798");
    explorer.shows("seen just now");
    explorer.quit();
    assert_eq!(server.ledger().lines(), [page(1), page(8), page(8)]);
}

#[test]
fn damaged_files_cost_a_notice_and_no_start() {
    let server = Server::start(Leanmote::of(800));
    let home = after_a_look(&server, "keep = \"1d\"");
    for (path, _) in files(&home) {
        std::fs::write(path, b"garbage\0".repeat(4_096)).unwrap();
    }
    let start = Start::on(&server).with("keep = \"1d\"");
    let mut explorer = start.at_home_of(&home).open();
    explorer.shows("100 of 800 loaded");
    explorer.shows("damaged");
    explorer.shows("▌  Person 00001");
    explorer.quit();
    let start = Start::on(&server).with("keep = \"1d\"");
    let mut explorer = start.at_home_of(&home).open();
    explorer.shows("▌  Person 00001");
    explorer.shows("100 of 800 loaded");
    explorer.hides("damaged");
    explorer.quit();
}

#[test]
fn a_folder_that_cannot_be_made_costs_a_notice_and_no_start() {
    let server = Server::start(Leanmote::of(800));
    let home = Start::bare().home().clone();
    let state = folder(&home).parent().unwrap().to_owned();
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&state)
        .unwrap();
    std::fs::write(folder(&home), "in the way").unwrap();
    let start = Start::on(&server).with("keep = \"1d\"");
    let mut explorer = start.at_home_of(&home).open();
    explorer.shows("100 of 800 loaded");
    explorer.shows("What is seen is not kept");
    explorer.quit();
    assert_eq!(std::fs::read(folder(&home)).unwrap(), b"in the way");
}

#[test]
fn who_keeps_nothing_any_more_has_nothing_left() {
    let server = Server::start(Leanmote::of(800));
    let home = after_a_look(&server, "keep = \"1d\"");
    let mut explorer = Start::on(&server).at_home_of(&home).open();
    explorer.shows("▌  Person 00001");
    explorer.shows("100 of 800 loaded");
    explorer.quit();
    assert!(!folder(&home).exists(), "{:?}", kept(&home));
    assert_eq!(home.files_with("Person 00798"), Vec::<PathBuf>::new());
}

#[test]
fn another_profile_shows_what_was_when_it_is_entered() {
    let support = Server::start(Leanmote::of(800));
    let people = Server::start(PeopleLens::of(40));
    let start = || {
        let start = Start::on(&support).with("keep = \"1d\"");
        start.variable("OTHER", &people.token()).profile(
            "people",
            &people,
            "token = { env = \"OTHER\" }\nkeep = \"1w\"",
        )
    };
    let opened = || start().top("default_profile = \"support\"");
    let mut explorer = opened().open();
    explorer.shows("100 of 800 loaded");
    explorer.keys(&format!(":profile people{ENTER}"));
    explorer.shows("● people");
    explorer.shows("all 40 loaded");
    let home = explorer.home.clone();
    explorer.quit();
    assert_eq!(kept(&home), ["json", "json", "records.sqlite3"]);

    people.hold("GET");
    let mut explorer = opened()
        .at_home_of(&home)
        .variable("OTHER", &people.token())
        .open();
    explorer.shows("100 of 800 loaded");
    explorer.keys(&format!(":profile people{ENTER}"));
    explorer.shows("40 kept of 40 · seen just now");
    people.release();
    explorer.shows("all 40 loaded");
    explorer.quit();
}

#[test]
fn what_is_kept_can_be_found_and_removed() {
    let server = Server::start(Leanmote::of(800));
    let home = after_a_look(&server, "keep = \"1d\"");
    let cache = |what: &str| {
        let start = Start::bare().argument("cache").argument(what);
        let mut done = start.at_home_of(&home).open();
        assert_eq!(done.exit_code(), 0, "{}", done.text());
        done.text()
    };
    assert!(cache("path").contains("/.local/state/whoswho/seen"));
    let said = cache("clear");
    assert!(
        said.contains("/seen: overwritten and removed, ") && said.contains(" in 2 files"),
        "{said}"
    );
    assert!(!folder(&home).exists());
    assert!(cache("clear").contains("/seen: nothing was kept"));
    assert_eq!(home.files_with("Person 00798"), Vec::<PathBuf>::new());
}
