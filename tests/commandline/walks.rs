//! How much of a list is read, in how many requests, and how reading ends.

use std::io::Read as _;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use crate::child::{Home, Ran};
use crate::described::{Gate, Made, items, items_page, made, page};
use crate::strict::{Api as _, Leadr, Leanmote, PeopleLens, Reply, Request, Server};

fn ids(lines: &str) -> Vec<String> {
    let id = |line| serde_json::from_str::<Value>(line).unwrap()["id"].clone();
    lines
        .lines()
        .map(|line| id(line).as_str().unwrap().to_owned())
        .collect()
}

fn numbers(range: std::ops::Range<u64>) -> Vec<String> {
    range.map(|n| n.to_string()).collect()
}

#[test]
fn a_list_reads_no_more_pages_than_it_prints() {
    let server = Server::start(Leanmote::of(450));
    let home = Home::on(&server);
    for (limit, rows, requests) in [
        (&["--limit", "1"][..], 1, 1),
        (&["--limit", "100"], 100, 1),
        (&["--limit", "101"], 101, 2),
        (&["--limit", "250"], 250, 3),
        (&["--limit", "9999"], 450, 5),
        (&["--all"], 450, 5),
    ] {
        let before = server.ledger().len();
        let printed = home.prints(&[&["list", "users", "-o", "jsonl"], limit].concat());
        let expected: Vec<String> = (1..=rows).map(|n| format!("usr_{n}")).collect();
        assert_eq!(ids(&printed), expected, "{limit:?}");
        let mut asked = server.ledger().since(before);
        asked.sort();
        let expected: Vec<String> = (1..=requests)
            .map(|n| format!("GET /users?page={n}&per_page=100"))
            .collect();
        assert_eq!(asked, expected, "{limit:?}");
    }
    server.ledger().assert_no_violations();
}

#[test]
fn a_list_along_cursors_reads_no_more_pages_than_it_prints() {
    let server = Server::start(Leadr::of(250));
    let home = Home::on(&server);
    for (limit, rows, requests) in [
        (&["--limit", "100"][..], 100, 1),
        (&["--limit", "101"], 101, 2),
        (&["--all"], 250, 3),
        (&["--all", "--sort", "email:desc"], 250, 3),
    ] {
        let before = server.ledger().len();
        let printed = home.prints(&[&["list", "users", "-o", "jsonl"], limit].concat());
        assert_eq!(ids(&printed).len(), rows, "{limit:?}");
        assert_eq!(server.ledger().len() - before, requests, "{limit:?}");
    }
    server.ledger().assert_no_violations();
}

#[test]
fn a_list_of_no_given_length_prints_a_hundred_and_says_what_remains() {
    let leanmote = Server::start(Leanmote::of(2_450));
    let leadr = Server::start(Leadr::of(101));
    let people = Server::start(PeopleLens::of(130));
    for (home, said) in [
        (
            Home::on(&leanmote),
            "whoswho: printed 100 of 2,450 users\n  \
             --all prints all of them (25 requests), --limit N so many\n",
        ),
        (
            Home::on(&leadr),
            "whoswho: printed 100 users, and there are more\n  \
             --all prints all of them, --limit N so many\n",
        ),
        (
            Home::on(&people),
            "whoswho: printed 100 of 130 users\n  \
             --all prints all of them (1 request), --limit N so many\n",
        ),
    ] {
        let ran = home.run(&["list", "users", "-o", "jsonl"]);
        assert_eq!((ran.code, &*ran.error), (0, said));
        assert_eq!(ran.out.lines().count(), 100);
        // Who says how many knows that there may be more.
        home.prints(&["list", "users", "--limit", "100"]);
    }
    let few = Server::start(Leanmote::of(100));
    assert_eq!(
        Home::on(&few).prints(&["list", "users"]).lines().count(),
        101
    );
}

#[test]
fn an_error_in_the_middle_keeps_what_came_before() {
    let (server, home) = made(|request| match page(request) {
        3 => Made::error(501, "out of order"),
        _ => items_page(request, 2_000),
    });
    let ran = home.run(&["list", "items", "--all", "-o", "json"]);
    let records: Vec<Value> = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.code, records), (1, items(0..200)));
    assert!(
        ran.error.starts_with(
            "whoswho: printed 200 of 2,000 items, then: the server failed (501): \"out of order\"\n"
        ),
        "{}",
        ran.error
    );
    // Those that were on their way with it came, and may have drawn others.
    let asked = server.ledger().lines();
    assert!(asked.len() < 12, "it went on: {asked:?}");
    let ran = home.run(&["list", "items", "--all"]);
    assert_eq!((ran.code, ran.out.lines().count()), (1, 201));
}

#[test]
fn a_refused_token_in_the_middle_ends_it() {
    let (_server, home) = made(|request| match page(request) {
        1 => items_page(request, 600),
        _ => Made::error(401, "expired"),
    });
    let ran = home.run(&["list", "items", "--all", "-o", "jsonl"]);
    assert_eq!((ran.code, ids(&ran.out)), (1, numbers(0..100)));
    assert!(ran.error.contains("(401): \"expired\""), "{}", ran.error);
}

/// A page of the chain, and the cursor of the next.
fn link(numbers: std::ops::Range<u64>, next: Option<&str>) -> Reply {
    Reply::json(200, &json!({"data": items(numbers), "next": next}))
}

#[test]
fn servers_that_lie_are_borne_with() {
    type Answer = fn(&Request) -> Reply;
    let circle: Answer = |request| match request.parameter("after") {
        None => link(0..10, Some("a")),
        Some("a") => link(10..20, Some("b")),
        _ => link(20..30, Some("a")),
    };
    let empty: Answer = |request| {
        let after = request.parameter("after").map_or(0, |n| n.parse().unwrap());
        let last = if after == 0 { 10 } else { 0 };
        link(0..last, Some(&(after + 1).to_string()))
    };
    let twice: Answer = |request| match request.parameter("after") {
        None => link(0..10, Some("a")),
        _ => link(9..15, None),
    };
    let expired: Answer = |request| match request.parameter("after") {
        None => link(0..10, Some("a")),
        _ => Made::error(410, "gone"),
    };
    for (answer, rows, requests, code, said) in [
        (circle, 30, 3, 1, "repeated a cursor"),
        (empty, 10, 5, 1, "nothing new"),
        (twice, 15, 2, 1, "the list changed"),
        (expired, 10, 4, 1, "(410): \"gone\""),
    ] {
        let (server, home) = made(answer);
        let ran = home.run(&["list", "chain", "--all", "-o", "jsonl"]);
        assert_eq!(
            (ran.code, ids(&ran.out)),
            (code, numbers(0..rows)),
            "{said}"
        );
        assert!(ran.error.contains(said), "{}", ran.error);
        assert_eq!(server.ledger().len(), requests, "{said}");
    }
}

#[test]
fn an_expired_cursor_is_made_up_for_once_and_nothing_is_printed_twice() {
    let mut expired = false;
    let (server, home) = made(move |request| match (request.parameter("after"), expired) {
        (None, false) => link(0..10, Some("a")),
        (Some("a"), false) => {
            expired = true;
            Made::error(410, "gone")
        }
        // Somebody was added at the front in the meantime.
        (None, true) => {
            let data = [items(100..101), items(0..9)].concat();
            Reply::json(200, &json!({"data": data, "next": "b"}))
        }
        _ => link(9..15, None),
    });
    let ran = home.run(&["list", "chain", "--all", "-o", "jsonl"]);
    let mut all = numbers(0..15);
    all.push("100".to_owned());
    let mut printed = ids(&ran.out);
    printed.sort_by_key(|id| id.parse::<u64>().unwrap());
    assert_eq!((ran.code, printed), (0, all), "{}", ran.error);
    assert!(ran.error.contains("a cursor had expired"), "{}", ran.error);
    assert_eq!(server.ledger().len(), 4);
}

#[test]
fn rows_that_a_second_reading_moves_before_the_printed_ones_are_printed_whole() {
    let mut expired = false;
    let (_server, home) = made(move |request| match (request.parameter("after"), expired) {
        (None, false) => link(0..10, Some("a")),
        (Some("a"), false) => {
            expired = true;
            Made::error(410, "gone")
        }
        // Its pages are of other sizes now, and begin with other items.
        (None, true) => {
            let data = [items(100..101), items(0..4)].concat();
            Reply::json(200, &json!({"data": data, "next": "b"}))
        }
        _ => {
            let data = [items(200..203), items(4..17)].concat();
            Reply::json(200, &json!({ "data": data }))
        }
    });
    let ran = home.run(&["list", "chain", "--all", "-o", "json"]);
    let mut printed: Vec<Value> = serde_json::from_str(&ran.out).unwrap();
    let number = |item: &Value| item["id"].as_str().unwrap().parse::<u64>().unwrap();
    printed.sort_by_key(number);
    let all = [items(0..17), items(100..101), items(200..203)].concat();
    assert_eq!((ran.code, printed), (0, all), "{}", ran.error);
}

#[test]
fn totals_that_lie_are_borne_with() {
    for told in [
        json!(9_999),
        json!(120),
        json!(0),
        json!(null),
        json!("many"),
    ] {
        let total = told.clone();
        let (_server, home) = made(move |request| {
            let first = (page(request) - 1) * 100;
            let data = items(first.min(250)..(first + 100).min(250));
            Reply::json(200, &json!({"data": data, "total": total}))
        });
        let ran = home.run(&["list", "items", "--all", "-o", "jsonl"]);
        // Where there should be more than came, it is not said to be all.
        let code = u8::from(told == json!(9_999)).into();
        assert_eq!((ran.code, ids(&ran.out)), (code, numbers(0..250)), "{told}");
    }
}

/// A child that has printed its first page and waits for its second, and what
/// it comes to after a signal.
fn signalled(format: &str, signal: Signal) -> Ran {
    let (gate, keeper) = Gate::new();
    let (_server, home) = made(move |request| {
        if page(request) > 1 {
            gate.pass();
        }
        items_page(request, 250)
    });
    let child = home.start(&["list", "items", "--all", "-o", format]);
    keeper.wait();
    kill_process(Pid::from_child(&child), signal).unwrap();
    let ran = Ran::of(&child.wait_with_output().unwrap());
    drop(keeper);
    ran
}

#[test]
fn a_signal_ends_it_and_what_was_printed_is_whole() {
    for (signal, code, said) in [
        (
            Signal::INT,
            130,
            "whoswho: interrupted, after 100 of 250 items\n",
        ),
        (
            Signal::TERM,
            143,
            "whoswho: terminated, after 100 of 250 items\n",
        ),
    ] {
        let ran = signalled("json", signal);
        let records: Vec<Value> = serde_json::from_str(&ran.out).unwrap();
        assert_eq!((ran.code, &*ran.error), (code, said));
        assert_eq!(records, items(0..100));
    }
    let ran = signalled("table", Signal::INT);
    assert_eq!((ran.code, ran.out.lines().count()), (130, 101));
    let ran = signalled("csv", Signal::INT);
    assert_eq!((ran.code, ran.out.lines().count()), (130, 101));
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let server = Server::start(Leanmote::of(2_000));
    let home = Home::on(&server);
    let mut child = home.start(&["list", "users", "--all", "-o", "jsonl"]);
    let mut first = [0; 1];
    child
        .stdout
        .as_mut()
        .unwrap()
        .read_exact(&mut first)
        .unwrap();
    drop(child.stdout.take());
    let ran = Ran::of(&child.wait_with_output().unwrap());
    assert_eq!((ran.code, &*ran.error), (0, ""));
}

#[test]
fn a_reader_that_takes_nothing_does_not_keep_a_signal_waiting() {
    // More than a pipe holds.
    let server = Server::start(PeopleLens::of(3_000));
    let home = Home::on(&server);
    let child = home.start(&["list", "users", "--all", "-o", "json"]);
    server
        .ledger()
        .wait_for("the list", |entries| entries.len() == 1);
    kill_process(Pid::from_child(&child), Signal::TERM).unwrap();
    let mut child = child;
    assert_eq!(child.wait().unwrap().code(), Some(143));
}

#[test]
fn a_wait_for_the_budget_is_told() {
    let server = Server::start(Leanmote::of(450));
    let home = Home::with(&format!(
        "[profiles.a]\ndirectory = \"leanmote\"\nurl = \"{}\"\n\
         token = {{ env = \"T\" }}\nlimits = {{ minute = 4 }}\n",
        server.url()
    ))
    .variable("T", &server.token());
    let mut child = home.start(&["list", "users", "--all", "-o", "json"]);
    let mut said = String::new();
    let mut byte = [0; 1];
    while !said.ends_with('\n') {
        child
            .stderr
            .as_mut()
            .unwrap()
            .read_exact(&mut byte)
            .unwrap();
        said.push(char::from(byte[0]));
    }
    assert!(said.starts_with("whoswho: waiting 1:0"), "{said}");
    assert!(
        said.contains(" (ctrl-c stops), until ") && said.contains("UTC: minute used up ("),
        "{said}"
    );
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    let ran = Ran::of(&child.wait_with_output().unwrap());
    let records: Vec<Value> = serde_json::from_str(&ran.out).unwrap();
    // What was on its way at the signal is not printed any more.
    let asked = server.ledger().len();
    assert!(asked < 5 && records.len() <= asked * 100, "{asked}");
    assert_eq!((ran.code, records.len() % 100), (130, 0));
    assert!(!records.is_empty());
}
