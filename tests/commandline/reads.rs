//! Every documented read can be reached, by exactly one request.

use serde_json::Value;

use crate::child::Home;
use crate::strict::{Leadr, Leanmote, PeopleLens, Server};

/// Leanmote's endpoints in the order of its documentation, then those of its
/// route table that are described: the arguments, and what is asked.
const LEANMOTE: [(&[&str], &str); 28] = [
    (&["list", "users"], "/users?P"),
    (&["get", "users", "usr_2"], "/users/usr_2"),
    (
        &["get", "users", "usr_2", "--relation", "apps"],
        "/users/usr_2/apps?P",
    ),
    (
        &[
            "get",
            "users",
            "usr_2",
            "--relation",
            "apps",
            "--item",
            "app_1",
        ],
        "/users/usr_2/apps/app_1",
    ),
    (
        &["get", "users", "usr_2", "--relation", "views"],
        "/users/usr_2/dashboard-views?P",
    ),
    (
        &[
            "get",
            "users",
            "usr_2",
            "--relation",
            "views",
            "--item",
            "view_21",
        ],
        "/users/usr_2/dashboard-views/view_21",
    ),
    (
        &["get", "users", "usr_2", "--relation", "activity"],
        "/users/usr_2/interactions?P",
    ),
    (
        &["get", "users", "usr_2", "--relation", "organizations"],
        "/users/usr_2/organizations?P",
    ),
    (
        &["get", "users", "usr_2", "--relation", "teams"],
        "/users/usr_2/teams?P",
    ),
    (
        &[
            "get",
            "users",
            "usr_2",
            "--relation",
            "teams",
            "--item",
            "team_1",
        ],
        "/users/usr_2/teams/team_1",
    ),
    (
        &["get", "users", "usr_2", "--relation", "git-apps"],
        "/users/usr_2/git/apps?P",
    ),
    (&["list", "organizations"], "/organizations?P"),
    (&["get", "organizations", "org_3"], "/organizations/org_3"),
    (
        &["get", "organizations", "org_3", "--relation", "members"],
        "/organizations/org_3/members?P",
    ),
    (
        &["get", "organizations", "org_3", "--relation", "teams"],
        "/organizations/org_3/teams?P",
    ),
    (
        &["get", "organizations", "org_3", "--relation", "apps"],
        "/organizations/org_3/apps?P",
    ),
    (&["list", "teams"], "/teams?P"),
    (&["get", "teams", "team_7"], "/teams/team_7"),
    (
        &["get", "teams", "team_7", "--relation", "members"],
        "/teams/team_7/members?P",
    ),
    (
        &[
            "get",
            "teams",
            "team_7",
            "--relation",
            "members",
            "--item",
            "usr_1",
        ],
        "/teams/team_7/members/usr_1",
    ),
    (
        &["get", "teams", "team_7", "--relation", "managers"],
        "/teams/team_7/managers?P",
    ),
    (
        &["get", "teams", "team_7", "--relation", "tasks"],
        "/teams/team_7/tasks?P",
    ),
    (
        &["get", "teams", "team_7", "--relation", "activity"],
        "/teams/team_7/interactions?P",
    ),
    (&["list", "apps"], "/apps?P"),
    (&["get", "apps", "app_1"], "/apps/app_1"),
    (&["list", "git-apps"], "/git/apps?P"),
    (&["list", "views"], "/dashboard-views?P"),
    (&["get", "views", "view_21"], "/dashboard-views/view_21"),
];

/// A list is an array of objects, one record an object.
#[track_caller]
fn is_whole(arguments: &[&str], printed: &str) {
    let json: Value = serde_json::from_str(printed).unwrap();
    let is_list = arguments[0] == "list"
        || arguments.contains(&"--relation") && !arguments.contains(&"--item");
    if is_list {
        let records = json.as_array().unwrap();
        assert!(
            !records.is_empty() && records.iter().all(Value::is_object),
            "{arguments:?}"
        );
    } else {
        assert!(json.is_object(), "{arguments:?}: {printed}");
    }
}

#[test]
fn leanmotes_endpoints_can_all_be_reached() {
    let server = Server::start(Leanmote::of(5));
    let home = Home::on(&server);
    for (arguments, asked) in LEANMOTE {
        let before = server.ledger().len();
        let json = [arguments, &["-o", "json"]].concat();
        is_whole(arguments, &home.prints(&json));
        let asked = asked.replace("?P", "?page=1&per_page=100");
        assert_eq!(
            server.ledger().since(before),
            [format!("GET {asked}")],
            "{arguments:?}"
        );
    }
    server.ledger().assert_no_violations();
}

#[test]
fn the_demo_has_what_leanmote_documents() {
    let home = Home::bare();
    for (arguments, _) in LEANMOTE {
        // The demo has other ids; what matters is that it knows the endpoint.
        let demo = [
            &["--demo", "--demo-people", "40"],
            arguments,
            &["-o", "json"],
        ]
        .concat();
        let ran = home.run(&demo);
        let known = ran.code == 0 || ran.error.contains("(403)") || ran.error.contains("(404)");
        assert!(known, "{arguments:?}: {}", ran.error);
    }
}

#[test]
fn leadrs_reads_can_be_reached() {
    let server = Server::start(Leadr::of(3));
    let home = Home::on(&server);
    let id = Leadr::id(2);
    for arguments in [&["list", "users"][..], &["get", "users", &id]] {
        is_whole(
            arguments,
            &home.prints(&[arguments, &["-o", "json"]].concat()),
        );
    }
    let account = home.prints(&[
        "list",
        "users",
        "--param",
        "account_id=acc_nobody",
        "-o",
        "json",
    ]);
    assert_eq!(account, "[]\n");
    assert_eq!(
        server.ledger().lines(),
        [
            "GET /v1/users?limit=100".to_owned(),
            format!("GET /v1/users/{id}"),
            "GET /v1/users?account_id=acc_nobody&limit=100".to_owned(),
        ]
    );
    server.ledger().assert_no_violations();
}

#[test]
fn peoplelens_reads_can_be_reached() {
    let server = Server::start(PeopleLens::of(30));
    let home = Home::on(&server);
    let id = PeopleLens::id(2);
    for arguments in [&["list", "users"][..], &["get", "users", &id]] {
        is_whole(
            arguments,
            &home.prints(&[arguments, &["-o", "json"]].concat()),
        );
    }
    let found = home.prints(&[
        "list",
        "users",
        "--search",
        "first0",
        "--param",
        "role=Admin",
        "--columns",
        "email",
        "--no-headers",
    ]);
    assert_eq!(
        found,
        "first010@acme.example\nfirst020@acme.example\nfirst030@acme.example\n"
    );
    assert_eq!(
        server.ledger().lines(),
        [
            "GET /api/users".to_owned(),
            format!("GET /api/users/{id}"),
            "GET /api/users?role=Admin&search=first0".to_owned(),
        ]
    );
    server.ledger().assert_no_violations();
}

#[test]
fn an_order_is_sent_only_when_it_is_chosen() {
    let leanmote = Server::start(Leanmote::of(3));
    let leadr = Server::start(Leadr::of(3));
    for (sort, asked, first) in [
        (None, "", "usr_1"),
        (Some("name"), "sort=name&order=asc&", "usr_1"),
        (Some("name:asc"), "sort=name&order=asc&", "usr_1"),
        (Some("name:desc"), "sort=name&order=desc&", "usr_3"),
    ] {
        let before = leanmote.ledger().len();
        let options: Vec<&str> = sort.into_iter().flat_map(|sort| ["--sort", sort]).collect();
        let list = ["list", "users", "--columns", "id", "--no-headers"];
        let printed = Home::on(&leanmote).prints(&[&list[..], &options].concat());
        let asked = format!("GET /users?{asked}page=1&per_page=100");
        assert_eq!(leanmote.ledger().since(before), [asked]);
        assert_eq!(printed.lines().next(), Some(first), "{sort:?}");
    }
    Home::on(&leadr).prints(&["list", "users", "--sort", "display_name:desc"]);
    assert_eq!(
        leadr.ledger().lines(),
        ["GET /v1/users?sort=display_name:desc,id:asc&limit=100"]
    );
}

#[test]
fn an_id_is_one_segment_of_the_path() {
    let server = Server::start(Leadr::of(1));
    let home = Home::on(&server);
    let error = home.refuses(&["get", "users", "../users?limit=1#x"], 3);
    assert!(error.contains("no such record (404)"), "{error}");
    assert_eq!(
        server.ledger().lines(),
        ["GET /v1/users/..%2Fusers%3Flimit%3D1%23x"]
    );
}

#[test]
fn a_record_is_got_by_its_email_where_the_directory_searches_by_it() {
    let server = Server::start(PeopleLens::of(30));
    let home = Home::on(&server);
    let id = PeopleLens::id(2);
    let printed = home.prints(&["get", "users", "First002@acme.example", "-o", "json"]);
    assert!(printed.contains(&id), "{printed}");
    assert_eq!(
        server.ledger().lines(),
        [
            "GET /api/users?search=First002@acme.example".to_owned(),
            format!("GET /api/users/{id}"),
        ]
    );
    // A part of an email is nobody's, and that is known.
    let error = home.refuses(&["get", "users", "st002@acme.example"], 3);
    assert!(
        error.contains("the directory's search for \"st002@acme.example\" finds nobody"),
        "{error}"
    );
    // Of two, nobody is printed unasked.
    server
        .api()
        .set(3, "email", Value::from(" FIRST002@acme.example"));
    let error = home.refuses(&["get", "users", "first002@acme.example"], 2);
    for part in ["2 users have the email", &id, &PeopleLens::id(3)] {
        assert!(error.contains(part), "{part}: {error}");
    }
}

#[test]
fn an_email_where_nothing_searches_by_it_is_not_said_to_be_absent() {
    let server = Server::start(Leanmote::of(3));
    let error = Home::on(&server).refuses(&["get", "users", "first002@acme.example"], 1);
    assert!(
        error.contains("--filter email:=first002@acme.example"),
        "{error}"
    );
}
