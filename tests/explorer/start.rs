//! The first minutes: nothing is configured.

use crate::explorer::Start;
use crate::pty::{CTRL_C, ENTER};
use crate::strict::{Leanmote, Server};

const DOWN: &str = "\x1b[B";

#[test]
fn without_a_configuration_there_is_a_start_screen() {
    let mut explorer = Start::bare().open();
    explorer.shows("Find people in a user directory");
    explorer.shows_in_a_row(&[
        "▌",
        "d",
        "look around in the demo",
        "no account, no network",
    ]);
    explorer.shows("the configuration will be ~/.config/whoswho/config.toml");
    explorer.keys("q");
    explorer.ends_with(0);
}

#[test]
fn a_configuration_without_a_profile_starts_there_too() {
    let mut explorer = Start::bare().top("borders = \"ascii\"").open();
    explorer.shows("no profile yet in ~/.config/whoswho/config.toml");
    explorer.shows_in_a_row(&[">", "look around in the demo"]);
    explorer.keys(CTRL_C);
    explorer.ends_with(0);
}

#[test]
fn the_demo_opens_in_the_same_run() {
    let mut explorer = Start::bare().open();
    explorer.shows("look around in the demo");
    explorer.keys(ENTER);
    explorer.shows("● leanmote");
    explorer.shows("100 of 2,");
    explorer.keys("j");
    explorer.quit();
}

#[test]
fn a_click_takes_a_choice() {
    let mut explorer = Start::bare().open();
    explorer.shows("look around in the demo");
    let row = (0..36)
        .find(|row| explorer.row(*row).contains("look around"))
        .unwrap();
    // Counted from 1; pressed, then released.
    explorer.keys(&format!("\x1b[<0;10;{0}M\x1b[<0;10;{0}m", row + 1));
    explorer.shows("● leanmote");
    explorer.quit();
}

#[test]
fn it_fits_every_size_and_says_where_it_does_not() {
    let mut explorer = Start::bare().size(40, 12).open();
    explorer.shows("look around in the demo");
    explorer.shows("~/.config/whoswho/config.toml");
    explorer.resize(30, 6);
    explorer.shows("too small");
    explorer.resize(80, 24);
    explorer.shows_in_a_row(&["add a profile", "asks for the address"]);
    explorer.keys(DOWN);
    explorer.shows_in_a_row(&["▌", "add a profile"]);
    explorer.keys("q");
    explorer.ends_with(0);
}

#[test]
fn a_profile_is_added_and_opened() {
    let server = Server::start(Leanmote::of(3));
    let mut explorer = Start::bare()
        .variable("LEANMOTE_TOKEN", &server.token())
        .open();
    explorer.shows("add a profile");
    explorer.keys("a");
    explorer.shows("Directory, by number or name: ");
    explorer.keys(&format!("1{ENTER}"));
    explorer.shows("Name of the profile [leanmote]: ");
    explorer.keys(ENTER);
    explorer.shows("Address [https://api.leanmote.com/v1]: ");
    explorer.keys(&format!("{}{ENTER}", server.url()));
    explorer.shows("Which [1]: ");
    explorer.keys(ENTER);
    explorer.shows("Variable that holds the token [LEANMOTE_TOKEN]: ");
    explorer.keys(ENTER);
    explorer.shows("3  never");
    explorer.keys(ENTER);
    explorer.shows("Colour, to tell it from others");
    explorer.keys(ENTER);
    explorer.shows("Keep what is seen");
    explorer.keys(ENTER);
    explorer.shows("● leanmote");
    explorer.shows("all 3 loaded");
    let config = explorer.home.path().join(".config/whoswho/config.toml");
    let text = std::fs::read_to_string(config).unwrap();
    assert!(text.contains("default_profile = \"leanmote\""), "{text}");
    explorer.quit();
    assert_eq!(
        server.ledger().lines(),
        [
            "GET /users?page=1&per_page=1",
            "GET /users?page=1&per_page=100"
        ]
    );
}

#[test]
fn leaving_the_questions_leaves_no_trace() {
    let mut explorer = Start::bare().open();
    explorer.shows("add a profile");
    explorer.keys("a");
    explorer.shows("Directory, by number or name: ");
    explorer.keys(&format!("leadr{ENTER}"));
    explorer.shows("Name of the profile [leadr]: ");
    explorer.keys(CTRL_C);
    assert_eq!(explorer.exit_code(), 130);
    explorer.assert_given_back();
    assert!(!explorer.home.path().join(".config").exists());
}
