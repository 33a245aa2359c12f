//! Every documented read of Leanmote by keys, and what relations cost.

use crate::explorer::{Explorer, Start};
use crate::pty::ENTER;
use crate::strict::{Leanmote, Server};

/// The endpoints of the documentation's table, in its order, and the keys that
/// lead there. A tour goes on where the one before it ended; it begins at the
/// first user.
const TOUR: [(&str, &str); 25] = [
    ("r", "/users/usr_1"),
    ("L", "/users/usr_1/teams"),
    // Into the tab, and into the first team.
    ("\r\r", "/teams/team_1"),
    ("L", "/users/usr_1/teams/team_1"),
    ("L", "/teams/team_1/members"),
    ("L", "/teams/team_1/managers"),
    ("L", "/teams/team_1/tasks"),
    ("L", "/teams/team_1/interactions"),
    // Back to the members, and to what ties the first one to the team.
    ("HHH\rL", "/teams/team_1/members/usr_1"),
    // All the way back to the users.
    ("hhhhhL", "/users/usr_1/organizations"),
    ("L", "/users/usr_1/apps"),
    ("\r\r", "/apps/app_1"),
    ("L", "/users/usr_1/apps/app_1"),
    ("hhhL", "/users/usr_1/dashboard-views"),
    ("\r\r", "/dashboard-views/view_21"),
    ("L", "/users/usr_1/dashboard-views/view_21"),
    ("hhhL", "/users/usr_1/interactions"),
    ("L", "/users/usr_1/git/apps"),
    ("2", "/teams"),
    ("3", "/organizations"),
    ("r", "/organizations/org_1"),
    ("L", "/organizations/org_1/members"),
    ("L", "/organizations/org_1/teams"),
    ("L", "/organizations/org_1/apps"),
    ("6", "/git/apps"),
];

/// The paths of the documentation's table that the tour passes besides.
const DOCUMENTED: [&str; 23] = [
    "/users",
    "/users/usr_1",
    "/users/usr_1/apps",
    "/users/usr_1/apps/app_1",
    "/users/usr_1/dashboard-views",
    "/users/usr_1/dashboard-views/view_21",
    "/users/usr_1/interactions",
    "/users/usr_1/organizations",
    "/users/usr_1/teams",
    "/users/usr_1/teams/team_1",
    "/users/usr_1/git/apps",
    "/organizations",
    "/organizations/org_1",
    "/organizations/org_1/members",
    "/organizations/org_1/teams",
    "/organizations/org_1/apps",
    "/teams",
    "/teams/team_1",
    "/teams/team_1/members",
    "/teams/team_1/members/usr_1",
    "/teams/team_1/managers",
    "/teams/team_1/tasks",
    "/teams/team_1/interactions",
];

/// Waits for the answer to the newest request, by the line that tells of it.
#[track_caller]
fn answered(explorer: &mut Explorer, path: &str) {
    explorer.wait_for(&format!("the answer of {path}"), |screen| {
        let line = screen.contents();
        line.lines().any(|row| {
            row.trim_start()
                .strip_prefix("GET /v1")
                .and_then(|row| row.strip_prefix(path))
                .is_some_and(|rest| {
                    rest.starts_with(" 200") || rest.starts_with("?page=1&per_page=100 200")
                })
        })
    });
}

#[test]
fn keys_lead_to_each_of_the_23_endpoints() {
    let server = Server::start(Leanmote::of(800));
    let mut explorer = Start::on(&server).size(140, 40).open();
    answered(&mut explorer, "/users");
    for (keys, path) in TOUR {
        let before = server.ledger().len();
        explorer.keys(keys);
        answered(&mut explorer, path);
        // One request for each thing that is opened, and no more.
        let asked: Vec<String> = server.ledger().entries()[before..]
            .iter()
            .map(|entry| entry.request.path.clone())
            .collect();
        assert_eq!(asked, [path], "after {keys:?}");
    }
    explorer.quit();
    let entries = server.ledger().entries();
    for path in DOCUMENTED {
        let found = entries.iter().any(|entry| entry.request.path == path);
        assert!(found, "{path} was never asked for");
    }
}

#[test]
fn a_tab_costs_one_request_and_coming_back_none() {
    let server = Server::start(Leanmote::of(800));
    let mut explorer = Start::on(&server).open();
    explorer.shows("Person 00001");
    explorer.keys("L");
    explorer.shows("Team 00001");
    let expected = [
        "GET /users?page=1&per_page=100",
        "GET /users/usr_1/teams?page=1&per_page=100",
    ];
    assert_eq!(server.ledger().lines(), expected);
    // Into the tab and out of it, to its neighbour and back.
    explorer.keys(ENTER);
    explorer.shows("Person 00001 › Teams");
    explorer.keys("jh");
    explorer.keys("H");
    explorer.shows("created  23 Jan 2022, ");
    explorer.quit();
    assert_eq!(server.ledger().lines(), expected);
}

#[test]
fn a_tab_that_is_only_passed_costs_nothing() {
    let server = Server::start(Leanmote::of(800));
    let mut explorer = Start::on(&server).open();
    explorer.shows("Person 00001");
    // Teams, Orgs, Apps and Views go by; Activity is rested on.
    explorer.keys("LLLLL");
    explorer.shows("int_1");
    // The selection moves on: only where it rests is anything fetched.
    explorer.keys("jjjj");
    server
        .ledger()
        .wait_for_line("GET /users/usr_5/interactions?page=1&per_page=100");
    explorer.quit();
    let relations: Vec<String> = server
        .ledger()
        .lines()
        .into_iter()
        .filter(|line| !line.starts_with("GET /users?"))
        .collect();
    let expected = [
        "GET /users/usr_1/interactions?page=1&per_page=100",
        "GET /users/usr_5/interactions?page=1&per_page=100",
    ];
    assert_eq!(relations, expected);
}

#[test]
fn coming_back_finds_everything_as_it_was() {
    let server = Server::start(Leanmote::of(800));
    let mut explorer = Start::on(&server).open();
    explorer.shows("Person 00001");
    explorer.keys("/person 0005");
    explorer.shows("11 matches");
    explorer.keys(&format!("{ENTER}h"));
    explorer.keys("jj ");
    explorer.shows("1 marked");
    explorer.keys("L");
    explorer.shows("Team 00001");
    let before = server.ledger().len();
    explorer.keys("3");
    explorer.shows("Organization 00001");
    explorer.keys("1");
    explorer.shows("11 matches in 100 of 800 loaded");
    explorer.shows("1 marked");
    explorer.shows("▌  Person 00053");
    explorer.quit();
    let since = server.ledger().since(before);
    assert_eq!(since, ["GET /organizations?page=1&per_page=100"]);
}
