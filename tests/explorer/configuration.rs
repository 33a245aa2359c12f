//! What is wrong with how it was started, in words, and without a screen.

use std::process::{Command, Stdio};

use crate::explorer::Start;
use crate::pty::ENTER;
use crate::strict::{Leanmote, PeopleLens, Server};

/// What would be a secret if somebody put it into the file.
const SECRET: &str = "canary-in-the-wrong-place";

/// A configuration and what is said of it: the place, and words.
const MISTAKES: [(&str, &str, &[&str]); 16] = [
    ("theme = \"drak\"\n", ":1:9: ", &["theme", "\"dark\""]),
    (
        "theme = \"drak\"\n[profiles.a]\ndirectory = \"leanmote\"\n",
        ":1:9: ",
        &["theme", "\"dark\""],
    ),
    ("[profiles.a\n", ":1:", &[]),
    ("tehme = \"dark\"\n", ":1:1: ", &["tehme", "\"theme\""]),
    (
        "read_only = \"yes\"\n",
        ":1:13: ",
        &["read_only", "true or false"],
    ),
    ("borders = \"ascci\"\n", ":1:11: ", &["borders", "ascii"]),
    (
        "[profiles.a]\nurl = \"https://a.example\"\n",
        ":1:",
        &["profiles.a", "directory"],
    ),
    (
        "[profiles.a]\ndirectory = \"leanmotte\"\n",
        ":2:13: ",
        &["profiles.a.directory", "\"leanmote\""],
    ),
    (
        "[profiles.a]\ndirectory = \"leadr\"\n",
        ":1:",
        &["profiles.a", "url is missing", "LEADR"],
    ),
    (
        "[profiles.a]\ndirectory = \"leadr\"\nurl = \"http://leadr.example\"\n",
        ":3:7: ",
        &["profiles.a.url", "https"],
    ),
    (
        "[profiles.a]\ndirectory = \"leadr\"\nurl = \"https://u:p@leadr.example\"\n",
        ":3:7: ",
        &["profiles.a.url"],
    ),
    (
        "[profiles.a]\ndirectory = \"leanmote\"\ntokne = { env = \"T\" }\n",
        ":3:1: ",
        &["profiles.a.tokne", "\"token\""],
    ),
    (
        "[profiles.a]\ndirectory = \"leanmote\"\ntoken = \"canary-in-the-wrong-place\"\n",
        ":3:9: ",
        &["profiles.a.token", "never written into this file"],
    ),
    (
        "[profiles.a]\ndirectory = \"leanmote\"\ntoken = { canary-in-the-wrong-place = 1 }\n",
        ":3:11: ",
        &["profiles.a.token", "env"],
    ),
    (
        "[keys.lisitng]\n\"ctrl-n\" = \"down\"\n",
        ":1:7: ",
        &["keys.lisitng", "\"listing\""],
    ),
    (
        "[keys.listing]\n\"ctrl-n\" = \"dwon\"\n",
        ":2:12: ",
        &["keys.listing.ctrl-n", "\"down\""],
    ),
];

#[test]
fn a_mistake_is_named_with_its_place_and_never_with_a_secret() {
    for (text, place, words) in MISTAKES {
        let mut explorer = Start::bare().top(text.trim_end()).size(300, 24).open();
        assert_eq!(explorer.exit_code(), 2, "{text}");
        let said = String::from_utf8_lossy(explorer.raw()).into_owned();
        assert!(
            said.contains(&format!("config.toml{place}")),
            "{text}{said}"
        );
        for word in words {
            assert!(said.contains(word), "{word}: {text}{said}");
        }
        assert!(!said.contains(SECRET) && !said.contains('\x1b'), "{said}");
        explorer.assert_given_back();
    }
}

#[test]
fn all_mistakes_are_told_at_once() {
    let text = "tehme = \"dark\"\nmouse = 3\n[profiles.a]\ndirectory = 7";
    let mut explorer = Start::bare().top(text).size(300, 24).open();
    assert_eq!(explorer.exit_code(), 2);
    let said = explorer.text();
    for place in [":1:1: ", ":2:9: ", ":4:13: "] {
        assert!(said.contains(place), "{place}: {said}");
    }
}

#[test]
fn a_variable_that_is_not_set_fails_only_the_profile_that_is_opened() {
    let good = Server::start(Leanmote::of(3));
    let bad = Server::start(PeopleLens::of(3));
    let mut explorer = Start::on(&good)
        .profile("people", &bad, "token = { env = \"NOT_SET\" }")
        .top("default_profile = \"support\"")
        .open();
    explorer.shows("all 3 loaded");
    explorer.keys("P");
    explorer.shows_in_a_row(&["people", "PeopleLens", &bad.host()]);
    explorer.keys("2");
    explorer.shows("NOT_SET");
    explorer.keys("P");
    explorer.shows_in_a_row(&["support", "Leanmote", &good.host()]);
    explorer.keys("1");
    explorer.shows("Person 00001");
    explorer.quit();
    assert_eq!(bad.ledger().len(), 0);
    assert_eq!(good.ledger().len(), 1);
}

#[test]
fn several_profiles_without_a_default_are_asked_about() {
    let one = Server::start(Leanmote::of(3));
    let two = Server::start(PeopleLens::of(3));
    let token = "token = { env = \"OTHER\" }";
    let mut explorer = Start::on(&one)
        .profile("people", &two, token)
        .variable("OTHER", &two.token())
        .open();
    explorer.shows_in_a_row(&["support", "Leanmote"]);
    explorer.shows_in_a_row(&["people", "PeopleLens"]);
    assert_eq!(one.ledger().len() + two.ledger().len(), 0);
    explorer.keys(&format!("j{ENTER}"));
    explorer.shows("First001");
    explorer.shows("● people");
    explorer.quit();
    assert_eq!(one.ledger().len(), 0);
    assert_eq!(two.ledger().lines(), ["GET /api/users"]);
}

#[test]
fn another_profile_is_opened_by_its_name_and_marks_do_not_follow() {
    let one = Server::start(Leanmote::of(3));
    let two = Server::start(Leanmote::of(4));
    let mut explorer = Start::on(&one)
        .profile("other", &two, "token = { env = \"OTHER\" }")
        .variable("OTHER", &two.token())
        .argument("-p")
        .argument("other")
        .open();
    explorer.shows("all 4 loaded");
    explorer.keys(" ");
    explorer.shows("1 marked");
    explorer.keys(&format!(":profile support{ENTER}"));
    explorer.shows("all 3 loaded");
    explorer.hides("marked");
    explorer.quit();
}

#[test]
fn an_unknown_profile_is_refused_with_the_nearest_name() {
    let server = Server::start(Leanmote::of(3));
    let mut explorer = Start::on(&server).argument("-p").argument("suport").open();
    assert_eq!(explorer.exit_code(), 2);
    assert!(explorer.text().contains("suport") && explorer.text().contains("support"));
    assert_eq!(server.ledger().len(), 0);
}

#[test]
fn a_key_is_bound_as_the_configuration_says() {
    let server = Server::start(Leanmote::of(3));
    let keys = "[keys.listing]\n\"ctrl-n\" = \"down\"\n\"G\" = \"none\"\n\"z z\" = \"last\"";
    let mut explorer = Start::on(&server).with(keys).open();
    explorer.shows("all 3 loaded");
    explorer.keys("\x0e");
    explorer.shows("▌  Person 00002");
    explorer.keys("Gk");
    explorer.shows("▌  Person 00001");
    explorer.keys("zz");
    explorer.shows("▌  Person 00003");
    explorer.quit();
}

#[test]
fn a_description_of_ones_own_works_like_a_built_in_one() {
    let server = Server::start(PeopleLens::of(3));
    let start = Start::on(&server);
    let own = include_str!("../../src/directory/builtin/peoplelens.toml")
        .replace("name = \"peoplelens\"", "name = \"mine\"")
        .replace("title = \"PeopleLens\"", "title = \"Mine\"");
    start
        .home()
        .write(".config/whoswho/directories/mine.toml", &own);
    let mut explorer = start
        .replacing("directory = \"peoplelens\"", "directory = \"mine\"")
        .open();
    explorer.shows("all 3 loaded");
    explorer.shows("Mine");
    explorer.quit();
}

#[test]
fn a_token_comes_from_a_command_without_a_shell() {
    let server = Server::start(Leanmote::of(3));
    let token = format!(
        "token = {{ command = [\"printf\", \"%s\\n\", {:?}] }}",
        server.token()
    );
    // The command's words are the configuration's own here, so that the file
    // is not searched for the token.
    let mut explorer = Start::bare().profile("support", &server, &token).open();
    explorer.shows("all 3 loaded");
    explorer.keys("\x03");
    assert_eq!(explorer.exit_code(), 0);
    server.ledger().assert_no_violations();
}

#[test]
fn a_token_file_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let server = Server::start(Leanmote::of(3));
    let tokens = tempfile::tempdir().unwrap();
    let file = tokens.path().join("token");
    std::fs::write(&file, server.token()).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    let token = format!("token = {{ file = {file:?} }}");
    let mut explorer = Start::bare().profile("support", &server, &token).open();
    explorer.shows("can be read by others");
    explorer.quit();
    assert_eq!(server.ledger().len(), 0);
}

/// whoswho without a terminal: exit code, standard output and error.
fn run(arguments: &[&str], variables: &[(&str, &str)]) -> (i32, String, String) {
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_whoswho"))
        .args(arguments)
        .env_clear()
        .env("HOME", home.path())
        .envs(variables.iter().copied())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn without_a_terminal_it_refuses_with_a_plain_line() {
    for arguments in [&[][..], &["--demo"]] {
        let (code, out, error) = run(arguments, &[("TERM", "xterm-256color")]);
        assert_eq!((code, &*out), (2, ""));
        assert!(error.contains("needs a terminal"), "{error}");
        assert_eq!(error.lines().count(), 1, "{error}");
        assert!(!error.contains('\x1b'), "{error:?}");
    }
}

#[test]
fn a_dumb_terminal_is_refused_without_an_escape_byte() {
    let mut explorer = Start::bare()
        .variable("TERM", "dumb")
        .argument("--demo")
        .open();
    assert_eq!(explorer.exit_code(), 2);
    explorer.assert_given_back();
    assert!(!explorer.raw().contains(&0x1b));
    assert!(explorer.text().contains("TERM=dumb"));
}

#[test]
fn keys_are_printed_with_their_names() {
    let (code, out, error) = run(&["keys"], &[]);
    assert_eq!((code, &*error), (0, ""));
    for (key, what) in [
        ("ctrl-y", "send"),
        ("G", "last"),
        ("D", "disable"),
        ("!", "request"),
    ] {
        let found = out
            .lines()
            .any(|line| line.contains(key) && line.contains(what));
        assert!(found, "{key} {what}: {out}");
    }
}

#[test]
fn a_description_is_checked() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.toml");
    let path = file.to_str().unwrap();
    let good = include_str!("../fixtures/example-directory.toml");
    std::fs::write(&file, good).unwrap();
    let (code, out, error) = run(&["directory", "check", path], &[]);
    assert_eq!((code, &*error), (0, ""), "{error}");
    assert!(out.contains("good description"), "{out}");

    let shown = good.replace("name = \"job\"", "name = \"api_key\"");
    std::fs::write(&file, shown).unwrap();
    let (code, out, error) = run(&["directory", "check", path], &[]);
    assert_eq!((code, &*error), (0, ""), "{error}");
    assert!(out.contains("\"api_key\" looks like a credential"), "{out}");
    assert!(out.contains("good description"), "{out}");

    let bad = "name = \"mine\"\ntitel = \"Mine\"\n\n[auth]\nheader = \"x-key\"\n";
    std::fs::write(&file, bad).unwrap();
    let (code, out, error) = run(&["directory", "check", path], &[]);
    assert_eq!((code, &*out), (2, ""));
    assert!(error.contains(&format!("{path}:2:1: ")), "{error}");
    assert!(
        error.contains("titel") && error.contains("\"title\""),
        "{error}"
    );

    let (code, _, error) = run(&["directory", "check", "/nowhere/at/all.toml"], &[]);
    assert_eq!(code, 2);
    assert!(error.contains("/nowhere/at/all.toml"), "{error}");
}

#[test]
fn bad_arguments_are_refused() {
    for arguments in [
        &["--no-such-flag"][..],
        &["nosuchcommand"],
        &["--demo-people", "many"],
    ] {
        let (code, out, error) = run(arguments, &[]);
        assert_eq!((code, &*out), (2, ""), "{arguments:?}");
        assert!(!error.is_empty());
    }
}
