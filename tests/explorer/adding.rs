//! `whoswho profile add`: with somebody to ask, and without.

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::explorer::{Explorer, Start};
use crate::pty::{CTRL_C, ENTER};
use crate::strict::{Leanmote, PeopleLens, Server};

fn config(explorer: &Explorer) -> PathBuf {
    explorer.home.path().join(".config/whoswho/config.toml")
}

/// Starts the questions, with some of them answered.
fn adding(start: Start, arguments: &[&str]) -> Explorer {
    let start = start.argument("profile").argument("add");
    let add = |start: Start, argument: &&str| start.argument(argument);
    arguments.iter().fold(start, add).open()
}

#[test]
fn wrong_answers_are_explained_and_asked_for_again() {
    let mut explorer = adding(Start::bare(), &[]);
    for (prompt, answer, said) in [
        (
            "Directory, by number or name: ",
            "lenamote",
            "did you mean \"leanmote\"?",
        ),
        ("Directory, by number or name: ", "9", "no such directory"),
        (
            "Directory, by number or name: ",
            "1",
            "Name of the profile [leanmote]: ",
        ),
        (
            "Name of the profile",
            "support",
            "Address [https://api.leanmote.com/v1]: ",
        ),
        (
            "Address",
            "leanmote.example",
            "an address is whole, beginning with https://",
        ),
        (
            "Address",
            "http://leanmote.example",
            "http:// is for this machine only",
        ),
        (
            "Address",
            "https://ana:pass@leanmote.example",
            "holds no user or password",
        ),
        ("Address", "", "Where is it?"),
        ("Which [1]: ", "7", "a number of those above"),
        (
            "Which [1]: ",
            "1",
            "Variable that holds the token [SUPPORT_TOKEN]: ",
        ),
        ("Variable", "$TOKEN", "without $"),
        ("Variable", "", "May changes be sent?"),
        ("Which [1]: ", "2", "Colour, to tell it from others"),
        ("Colour", "rde", "did you mean \"red\"?"),
        (
            "Colour",
            "red",
            "Keep what is seen on this computer, so that the next start shows it at once",
        ),
        (
            "(no, 1d, 1w) [no]: ",
            "a day",
            "must be a number with m, h, d or w",
        ),
        (
            "(no, 1d, 1w) [no]: ",
            "1d",
            "the environment variable SUPPORT_TOKEN is not set",
        ),
    ] {
        explorer.shows(prompt);
        explorer.keys(&format!("{answer}{ENTER}"));
        explorer.shows(said);
    }
    explorer.shows("w writes it all the same");
    explorer.keys(&format!("w{ENTER}"));
    assert_eq!(explorer.exit_code(), 0, "{}", explorer.text());
    let text = std::fs::read_to_string(config(&explorer)).unwrap();
    assert_eq!(
        text,
        "# What whoswho connects to. `whoswho config check` says what is wrong in here.\n\
         default_profile = \"support\"\n\n\
         [profiles.support]\ndirectory = \"leanmote\"\n\
         token = { env = \"SUPPORT_TOKEN\" }\ncolor = \"red\"\nguard = true\nkeep = \"1d\"\n"
    );
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&config(&explorer)), 0o600);
    assert_eq!(mode(config(&explorer).parent().unwrap()), 0o700);
}

#[test]
fn a_refused_token_can_be_changed_before_anything_is_written() {
    let server = Server::start(Leanmote::of(42));
    let start = Start::bare()
        .variable("OLD", "tok-old")
        .variable("NEW", &server.token());
    let url = server.url();
    let known = [
        "--directory",
        "leanmote",
        "--name",
        "support",
        "--url",
        &url,
    ];
    let mut explorer = adding(
        start,
        &[&known[..], &["--token-env", "OLD", "--guard"]].concat(),
    );
    explorer.shows("Colour");
    explorer.keys(ENTER);
    explorer.shows("Keep what is seen");
    explorer.keys(ENTER);
    explorer.shows("does not work: the token was refused (401)");
    explorer.shows("gives up: ");
    assert!(!config(&explorer).exists());
    explorer.keys(&format!("c{ENTER}"));
    explorer.shows(&format!("Address [{url}]: "));
    explorer.keys(ENTER);
    explorer.shows("Where is it?");
    explorer.keys(ENTER);
    explorer.shows("Variable that holds the token [OLD]: ");
    explorer.keys(&format!("NEW{ENTER}"));
    explorer.shows("Which [2]: ");
    explorer.keys(ENTER);
    explorer.shows("Colour, to tell");
    explorer.keys(ENTER);
    explorer.shows("Keep what is seen");
    explorer.keys(ENTER);
    explorer.shows("works: 42 users, ");
    assert_eq!(explorer.exit_code(), 0);
    let text = std::fs::read_to_string(config(&explorer)).unwrap();
    assert!(text.contains("token = { env = \"NEW\" }"), "{text}");
    assert!(explorer.home.files_with(&server.token()).is_empty());
    let asked = "GET /users?page=1&per_page=1";
    assert_eq!(server.ledger().lines(), [asked, asked]);
}

#[test]
fn giving_up_and_ctrl_c_leave_the_file_as_it_was() {
    let text = "theme = \"dark\" # mine\n";
    let known = [
        "--directory",
        "leanmote",
        "--name",
        "x",
        "--token-env",
        "NOT_SET",
    ];
    for (keys, code) in [(CTRL_C, 130), ("g\r", 1), ("\x04", 1)] {
        let mut explorer = adding(Start::bare().top(text.trim_end()), &known);
        explorer.shows("Address");
        explorer.keys(ENTER);
        explorer.shows("May changes");
        explorer.keys(ENTER);
        explorer.shows("Colour");
        explorer.keys(ENTER);
        explorer.shows("Keep what is seen");
        explorer.keys(ENTER);
        explorer.shows("gives up: ");
        explorer.keys(keys);
        assert_eq!(explorer.exit_code(), code, "{keys:?}");
        explorer.assert_given_back();
        assert_eq!(std::fs::read_to_string(config(&explorer)).unwrap(), text);
        let folder = config(&explorer);
        let files = std::fs::read_dir(folder.parent().unwrap()).unwrap().count();
        assert_eq!(files, 1, "nothing is left beside it");
    }
}

/// whoswho without a terminal, at an explorer's home: exit code, standard
/// output and error.
fn run(
    start: &Start,
    arguments: &[&str],
    variables: &[(&str, &str)],
) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_whoswho"))
        .args(["profile", "add"])
        .args(arguments)
        .env_clear()
        .env("HOME", start.home().path())
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .envs(variables.iter().copied())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn with_everything_given_no_terminal_is_needed() {
    let server = Server::start(PeopleLens::of(3));
    let start = Start::bare();
    let before =
        "# mine\ntheme = \"dark\"\n\n[profiles.old]\ndirectory = \"leanmote\" # stays\n# end\n";
    let real = start.home().write("dotfiles/whoswho.toml", before);
    std::fs::create_dir_all(start.home().path().join(".config/whoswho")).unwrap();
    let link = start.home().path().join(".config/whoswho/config.toml");
    symlink(&real, &link).unwrap();
    let url = server.url();
    let arguments = [
        "--name",
        "people",
        "--directory",
        "peoplelens",
        "--url",
        &url,
        "--color",
        "red",
        "--read-only",
        "--token-command",
        "printenv",
        "PEOPLE",
    ];
    let token = server.token();
    let (code, out, error) = run(&start, &arguments, &[("PEOPLE", &token)]);
    assert_eq!((code, &*out), (Some(0), ""), "{error}");
    assert!(error.contains("works: 3 users\n"), "{error}");
    assert!(!error.contains(&token));
    assert_eq!(
        std::fs::read_to_string(&real).unwrap(),
        format!(
            "{before}\n[profiles.people]\ndirectory = \"peoplelens\"\nurl = \"{url}\"\n\
             token = {{ command = [\"printenv\", \"PEOPLE\"] }}\ncolor = \"red\"\nread_only = true\n"
        )
    );
    assert!(link.symlink_metadata().unwrap().is_symlink());
    assert_eq!(server.ledger().lines(), ["GET /api/users"]);
}

#[test]
fn what_it_asks_for_counts_with_what_others_ask_for() {
    let server = Server::start(Leanmote::of(3));
    let start = Start::bare();
    let arguments = [
        "--name",
        "support",
        "--directory",
        "leanmote",
        "--url",
        &server.url(),
        "--token-env",
        "T",
    ];
    let token = server.token();
    let (code, _, error) = run(&start, &arguments, &[("T", &token)]);
    assert_eq!(code, Some(0), "{error}");
    let mut explorer = Start::on(&server).at_home_of(start.home()).open();
    explorer.shows("all 3 loaded");
    explorer.shows("98/100 this min");
    explorer.quit();
    assert_eq!(server.ledger().len(), 2);
}

#[test]
fn what_is_missing_or_wrong_is_named_and_nothing_is_written() {
    let full = ["--directory", "leanmote", "--token-env", "NOT_SET"];
    for (arguments, expected) in [
        (&[][..], "profile add needs --directory"),
        (
            &["--directory", "leanmotte"],
            "--directory: no such directory; did you mean \"leanmote\"?",
        ),
        (&["--directory", "leadr"], "profile add needs --url"),
        (
            &["--directory", "leanmote"],
            "profile add needs one of --token-env, --token-file and --token-command",
        ),
        (
            &["--directory", "leanmote", "--url", "http://a.example"],
            "--url: http:// is for this machine only",
        ),
        (
            &["--directory", "leanmote", "--token-env", "$A"],
            "--token-env: must be a variable's name",
        ),
        (
            &["--directory", "leanmote", "--param", "a=b"],
            "--param: Leanmote takes no a; there are none",
        ),
        (
            &[
                "--directory",
                "leanmote",
                "--token-env",
                "A",
                "--color",
                "rde",
            ],
            "--color: no such colour; did you mean \"red\"?",
        ),
    ] {
        let start = Start::bare();
        let (code, out, error) = run(&start, arguments, &[]);
        assert_eq!((code, &*out), (Some(2), ""), "{arguments:?}: {error}");
        assert!(error.contains(expected), "{arguments:?}: {error}");
        assert!(!start.home().path().join(".config").exists());
    }
    let start = Start::bare();
    let file = start
        .home()
        .write(".config/whoswho/config.toml", "them = 1\n");
    let (code, _, error) = run(&start, &full, &[]);
    assert_eq!(code, Some(2), "{error}");
    assert!(
        error.ends_with(
            "config.toml:1:1: them: unknown key; did you mean \"theme\"?\n  \
             nothing was written: put this right first\n"
        ),
        "{error}"
    );
    assert_eq!(std::fs::read_to_string(file).unwrap(), "them = 1\n");
}

#[test]
fn a_profile_that_does_not_work_is_written_only_untried() {
    let full = ["--directory", "leanmote", "--token-env", "NOT_SET"];
    let start = Start::bare();
    let (code, _, error) = run(&start, &full, &[]);
    assert_eq!(code, Some(1), "{error}");
    assert!(
        error.contains("does not work: the environment variable NOT_SET is not set"),
        "{error}"
    );
    assert!(error.contains("--no-test"), "{error}");
    assert!(!start.home().path().join(".config").exists());

    let untried = [&full[..], &["--no-test"]].concat();
    let (code, _, error) = run(&start, &untried, &[]);
    assert_eq!(code, Some(0), "{error}");
    let (code, _, error) = run(&start, &untried, &[]);
    assert_eq!(code, Some(2));
    assert!(error.contains("profile add needs --name"), "{error}");
}
