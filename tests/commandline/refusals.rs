//! What is refused, by whom, and what a script and a person are told.

use std::os::unix::fs::PermissionsExt as _;

use serde_json::json;

use crate::child::{Home, profile};
use crate::strict::{Api as _, Leadr, Leanmote, PeopleLens, Reply, Server};

/// Arguments that no request can be made of, and words of what is said.
const LEANMOTE: [(&[&str], &[&str]); 19] = [
    (
        &["list", "user"],
        &["\"user\"", "did you mean \"users\"?", "users, teams"],
    ),
    (
        &["list", "players"],
        &["\"players\"", "users, teams, organizations"],
    ),
    (
        &["list", "users", "--sort", "emial"],
        &["\"emial\"", "\"email\"", "created_at"],
    ),
    (
        &["list", "users", "--sort", "name:up"],
        &["\"up\"", "asc or desc"],
    ),
    (
        &["list", "teams", "--sort", "email"],
        &["teams", "\"email\"", "name, created_at"],
    ),
    (&["list", "apps", "--sort", "name"], &["cannot sort apps"]),
    (
        &["list", "users", "--search", "ana"],
        &["Leanmote cannot search users"],
    ),
    (
        &["list", "users", "--param", "teem=1"],
        &["\"teem\"", "created_at[gte]"],
    ),
    (&["list", "users", "--param", "fields"], &["NAME=VALUE"]),
    (&["list", "users", "--param", "=1"], &["NAME=VALUE"]),
    (
        &["list", "users", "--param", "page=2"],
        &["\"page\"", "--limit"],
    ),
    (
        &["list", "users", "--param", "order=asc"],
        &["\"order\"", "--sort"],
    ),
    (&["list", "users", "--columns", ""], &["--columns"]),
    (
        &["get", "git-apps", "app_gh_1"],
        &["Git apps", "list git-apps"],
    ),
    (&["get", "users", ""], &["id"]),
    (&["get", "users", ".."], &["id"]),
    (
        &["get", "users", "usr_1", "--relation", "tems"],
        &["\"tems\"", "\"teams\""],
    ),
    (
        &[
            "get",
            "users",
            "usr_1",
            "--relation",
            "activity",
            "--item",
            "int_1",
        ],
        &["Activity", "--relation activity"],
    ),
    (
        &["get", "users", "usr_1", "--all"],
        &["--all", "--relation NAME"],
    ),
];

#[test]
fn what_cannot_be_asked_is_not_asked() {
    let server = Server::start(Leanmote::of(3));
    let home = Home::on(&server);
    for (arguments, words) in LEANMOTE {
        let error = home.refuses(arguments, 2);
        for word in words {
            assert!(error.contains(word), "{arguments:?}: {word}: {error}");
        }
    }
    assert_eq!(server.ledger().len(), 0);
}

#[test]
fn what_cannot_be_asked_of_the_others_is_not_asked_either() {
    let leadr = Server::start(Leadr::of(3));
    let people = Server::start(PeopleLens::of(3));
    for (home, arguments, words) in [
        (
            Home::on(&leadr),
            &["list", "users", "--search", "x"][..],
            "cannot search",
        ),
        (
            Home::on(&leadr),
            &["list", "users", "--sort", "name"],
            "display_name",
        ),
        (
            Home::on(&leadr),
            &["list", "users", "--param", "cursor=x"],
            "--limit",
        ),
        (
            Home::on(&leadr),
            &["get", "users", "1", "--relation", "teams"],
            "no lists",
        ),
        (
            Home::on(&people),
            &["list", "users", "--sort", "email"],
            "PeopleLens cannot sort",
        ),
        (
            Home::on(&people),
            &["list", "users", "--search", ""],
            "no text",
        ),
        (
            Home::on(&people),
            &["list", "users", "--param", "search=x"],
            "--search",
        ),
        (
            Home::on(&people),
            &["list", "users", "--param", "rol=x"],
            "\"role\"",
        ),
    ] {
        let error = home.refuses(arguments, 2);
        assert!(error.contains(words), "{arguments:?}: {error}");
    }
    assert_eq!(leadr.ledger().len() + people.ledger().len(), 0);
}

#[test]
fn arguments_that_exclude_each_other_are_refused() {
    let home = Home::bare();
    for arguments in [
        &["list"][..],
        &["list", "users", "--limit", "3", "--all"],
        &["list", "users", "--limit", "-1"],
        &["list", "users", "-o", "yaml"],
        &["get", "users"],
        &["get", "users", "usr_1", "--item", "team_1"],
        &["completions", "cmd.exe"],
    ] {
        home.refuses(arguments, 2);
    }
}

#[test]
fn each_refusal_has_its_exit_code() {
    for (status, code, words) in [
        (
            401,
            1,
            ["the token was refused (401): \"no\"", "$SUPPORT_TOKEN"],
        ),
        (403, 1, ["not allowed (403): \"no\"", "support"]),
        (
            404,
            3,
            ["no such record (404): \"no\"", "whoswho list users"],
        ),
        (400, 1, ["the server refused it (400): \"no\"", "--param"]),
        (501, 1, ["the server failed (501): \"no\"", "try again"]),
    ] {
        let server = Server::start(Leanmote::of(3));
        server.always("GET /users/usr_1", Leanmote::error(status, "no"));
        let error = Home::on(&server).refuses(&["get", "users", "usr_1"], code);
        for word in words {
            assert!(error.contains(word), "{status}: {error}");
        }
        assert_eq!(server.ledger().len(), 1, "{status}");
    }
}

#[test]
fn a_list_that_is_not_there_is_no_missing_record() {
    let server = Server::start(Leanmote::of(3));
    server.always("GET /users", Leanmote::error(404, "no"));
    Home::on(&server).refuses(&["list", "users"], 1);
    // But under a record, it is the record that is not there.
    server.always("GET /users/usr_9/teams", Leanmote::error(404, "no"));
    Home::on(&server).refuses(&["get", "users", "usr_9", "--relation", "teams"], 3);
}

#[test]
fn a_server_that_fails_is_asked_three_times() {
    let server = Server::start(Leanmote::of(3));
    server.always("GET /users", Reply::text(503, "busy"));
    let error = Home::on(&server).refuses(&["list", "users"], 1);
    assert!(
        error.contains("the server failed (503): \"busy\""),
        "{error}"
    );
    assert_eq!(server.ledger().len(), 3);
}

#[test]
fn a_long_wait_that_the_server_asks_for_is_told_and_not_waited_for() {
    let server = Server::start(Leadr::of(3));
    server.always(
        "GET /v1/users",
        Leadr::error(429, "slow down").header("retry-after", "3600"),
    );
    let error = Home::on(&server).refuses(&["list", "users"], 1);
    assert!(
        error.contains("too many requests (429): \"slow down\""),
        "{error}"
    );
    assert!(error.contains("60 minutes"), "{error}");
    assert_eq!(server.ledger().len(), 1);
}

#[test]
fn what_is_no_list_is_told_as_what_it_is() {
    let server = Server::start(Leanmote::of(3));
    for (reply, words) in [
        (
            Reply::html(200, "<html>hello</html>"),
            "could not be read (200)",
        ),
        (Reply::json(200, &json!(null)), "could not be read (200)"),
        (Reply::json(200, &json!({"status": "success"})), "/data"),
    ] {
        server.as_documented();
        server.always("GET /users", reply);
        let error = Home::on(&server).refuses(&["list", "users", "-o", "json"], 1);
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn a_server_that_is_not_there_is_named() {
    let server = Server::start(Leanmote::of(3));
    let home = Home::on(&server);
    let host = server.host();
    drop(server);
    let error = home.refuses(&["list", "users"], 1);
    assert!(error.contains(&host), "{error}");
}

#[test]
fn what_a_server_says_cannot_reach_the_terminal() {
    let server = Server::start(Leanmote::of(3));
    let hostile = "a\u{1b}[2Jb\u{202e}c\nwhoswho: all is well";
    server.always("GET /users/usr_1", Leanmote::error(403, hostile));
    let error = Home::on(&server).refuses(&["get", "users", "usr_1"], 1);
    assert!(
        error.contains(r"a\e[2Jb\u{202e}c\nwhoswho: all is well"),
        "{error}"
    );
    // Nor what a script passes on.
    let error = Home::on(&server).refuses(&["get", "users", "x\u{1b}[2J\u{202e}"], 3);
    assert!(error.contains(r"x\e[2J\u{202e}"), "{error}");
}

#[test]
fn without_a_profile_the_way_to_one_is_told() {
    for home in [Home::bare(), Home::with("theme = \"dark\"\n")] {
        let error = home.refuses(&["list", "users"], 2);
        for word in ["--demo", "whoswho profile add"] {
            assert!(error.contains(word), "{error}");
        }
    }
}

#[test]
fn several_profiles_without_a_default_are_named() {
    let one = Server::start(Leanmote::of(3));
    let two = Server::start(PeopleLens::of(3));
    let profiles = profile("one", &one, "ONE") + &profile("two", &two, "TWO");
    let tokens = |home: Home| {
        home.variable("ONE", &one.token())
            .variable("TWO", &two.token())
    };
    let home = tokens(Home::with(&profiles));
    let error = home.refuses(&["list", "users"], 2);
    assert!(
        error.contains("one, two") && error.contains("-p"),
        "{error}"
    );
    let error = home.refuses(&["-p", "tow", "list", "users"], 2);
    assert!(error.contains("two"), "{error}");
    assert_eq!(one.ledger().len() + two.ledger().len(), 0);

    let first = [
        "-p",
        "two",
        "list",
        "users",
        "--limit",
        "1",
        "--columns",
        "email",
    ];
    assert_eq!(home.prints(&first), "EMAIL\nfirst001@acme.example\n");
    let home = tokens(Home::with(&format!(
        "default_profile = \"one\"\n{profiles}"
    )));
    home.prints(&["list", "users"]);
    assert_eq!((one.ledger().len(), two.ledger().len()), (1, 1));
}

#[test]
fn a_token_comes_from_where_the_profile_says() {
    let server = Server::start(Leanmote::of(1));
    let config = |token: &str| {
        format!(
            "[profiles.a]\ndirectory = \"leanmote\"\nurl = \"{}\"\ntoken = {token}\n",
            server.url()
        )
    };
    let list = ["list", "users", "--columns", "id", "--no-headers"];

    let home = Home::with(&config("{ file = \"token\" }"));
    let file = home.write("token", &format!("{}\n", server.token()));
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    let error = home.refuses(&list, 2);
    assert!(error.contains("can be read by others"), "{error}");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(home.prints(&list), "usr_1\n");

    let print = format!("[\"printf\", \"%s\\n\", \"{}\"]", server.token());
    for interactive in ["false", "true"] {
        let token = format!("{{ command = {print}, interactive = {interactive} }}");
        assert_eq!(Home::with(&config(&token)).prints(&list), "usr_1\n");
    }

    let home = Home::with(&config("{ env = \"NOT_SET\" }"));
    let error = home.refuses(&list, 2);
    assert!(error.contains("NOT_SET"), "{error}");
    let home = Home::with(&config("{ command = [\"false\"] }"));
    let error = home.refuses(&list, 2);
    assert!(error.contains("false"), "{error}");
    assert_eq!(server.ledger().len(), 3);
}

#[test]
fn a_token_is_in_nothing_that_is_written() {
    let server = Server::start(Leanmote::of(250));
    server.always("GET /teams", Leanmote::error(500, "no"));
    let home = Home::on(&server);
    let mut written = String::new();
    for arguments in [
        &[
            "list",
            "users",
            "--all",
            "-o",
            "json",
            "--log-level",
            "trace",
        ][..],
        &["list", "teams", "--log-level", "trace"],
        &["get", "users", "nobody", "--log-level", "trace"],
    ] {
        let ran = home.run(arguments);
        written = written + &ran.out + &ran.error;
    }
    let log = std::fs::read_to_string(home.path().join("state/whoswho/whoswho.log")).unwrap();
    assert!(log.contains("/v1/users?page=2&per_page=100"), "{log}");
    assert!(!(written + &log).contains("canary"));
}
