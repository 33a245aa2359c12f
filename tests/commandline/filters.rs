//! `--filter`: which of the records that are read are printed, and how many are
//! read for it.

use serde_json::{Value, json};

use crate::child::Home;
use crate::described::{Made, items, made, page};
use crate::strict::{Leanmote, PeopleLens, Reply, Server};

fn ids(json: &str) -> Vec<String> {
    let records: Vec<Value> = serde_json::from_str(json).unwrap();
    let id = |record: &Value| record["id"].as_str().unwrap().to_owned();
    records.iter().map(id).collect()
}

/// A server of so many items, of which every tenth is off, and a home for it.
fn tenths(total: u64) -> (Server<Made>, Home) {
    made(move |request| {
        let first = (page(request) - 1) * 100;
        let mut data = items(first.min(total)..(first + 100).min(total));
        for item in &mut data {
            let number: u64 = item["id"].as_str().unwrap().parse().unwrap();
            item["on"] = json!(!number.is_multiple_of(10));
            item["count"] = json!(number);
            item["made"] = json!(format!("2026-0{}-15T00:00:00Z", number % 9 + 1));
        }
        Reply::json(200, &json!({"data": data, "total": total}))
    })
}

#[test]
fn a_filter_looks_at_the_pages_that_the_limit_takes_and_says_so() {
    let (server, home) = tenths(450);
    for (options, printed, requests, said) in [
        (
            &["--filter", "on:no"][..],
            10,
            1,
            "whoswho: printed 10 matches in 100 of 450 items\n  \
             --all looks at all of them (5 requests), --limit N at so many\n",
        ),
        // The page that was paid for is looked at whole.
        (&["--filter", "on:no", "--limit", "3"], 3, 1, ""),
        (
            &["--filter", "\"item 44\"", "--limit", "5"],
            1,
            1,
            "whoswho: printed 1 match in 100 of 450 items\n  \
             --all looks at all of them (5 requests), --limit N at so many\n",
        ),
        (
            &["--filter", "on:no", "--limit", "101"],
            20,
            2,
            "whoswho: printed 20 matches in 200 of 450 items\n  \
             --all looks at all of them (5 requests), --limit N at so many\n",
        ),
        // All were looked at: there is nothing to say.
        (&["--filter", "on:no", "--limit", "9999"], 45, 5, ""),
        (&["--filter", "on:no", "--all"], 45, 5, ""),
        (&["--filter", "nobody", "--all"], 0, 5, ""),
        (&["--filter", "on:no", "--limit", "0"], 0, 0, ""),
        (
            &["--filter", "-on:no"],
            90,
            1,
            "whoswho: printed 90 matches in 100 of 450 items\n  \
             --all looks at all of them (5 requests), --limit N at so many\n",
        ),
    ] {
        let before = server.ledger().len();
        let ran = home.run(&[&["list", "items", "-o", "json"], options].concat());
        assert_eq!((ran.code, &*ran.error), (0, said), "{options:?}");
        assert_eq!(ids(&ran.out).len(), printed, "{options:?}");
        assert_eq!(server.ledger().len() - before, requests, "{options:?}");
    }
}

#[test]
fn with_a_limit_all_of_it_is_read_until_so_many_match() {
    let (server, home) = tenths(5_000);
    let list = ["list", "items", "-o", "json", "--all", "--filter"];
    let printed = home.prints(&[&list[..], &["on:no", "--limit", "12"]].concat());
    let expected: Vec<String> = (0..12).map(|n| (n * 10).to_string()).collect();
    assert_eq!(ids(&printed), expected);
    let asked = server.ledger().len();
    // Those that were on their way with the second page came too.
    assert!((2..20).contains(&asked), "{asked}");
    let ran = home.run(&[&list[..], &["\"item 4999\"", "--limit", "2"]].concat());
    assert_eq!((ran.code, ids(&ran.out)), (0, vec!["4999".to_owned()]));
    let error = home.refuses(&["list", "items", "--all", "--limit", "2"], 2);
    assert!(
        error.contains("--limit and --all exclude each other"),
        "{error}"
    );
}

#[test]
fn the_usual_hundred_is_of_those_that_match() {
    let people = Server::start(PeopleLens::of(250));
    let home = Home::on(&people);
    let ran = home.run(&["list", "users", "--filter", "acme", "-o", "json"]);
    assert_eq!((ran.code, ids(&ran.out).len()), (0, 100));
    assert_eq!(
        ran.error,
        "whoswho: printed 100 matches in 250 of 250 users\n  \
         --all looks at all of them (1 request), --limit N at so many\n"
    );
}

#[test]
fn every_format_prints_what_matches() {
    let (_server, home) = tenths(100);
    let list = ["list", "items", "--filter", "on:off count:>=80", "--all"];
    for (format, expected) in [
        (
            "csv",
            "id,name,count,on,made,note\n80,Item 80,80,false,2026-09-15T00:00:00Z,\n\
             90,Item 90,90,false,2026-01-15T00:00:00Z,\n",
        ),
        (
            "jsonl",
            "{\"id\":\"80\",\"name\":\"Item 80\",\"on\":false,\"count\":80,\"made\":\"2026-09-15T00:00:00Z\"}\n\
             {\"id\":\"90\",\"name\":\"Item 90\",\"on\":false,\"count\":90,\"made\":\"2026-01-15T00:00:00Z\"}\n",
        ),
    ] {
        assert_eq!(
            home.prints(&[&list[..], &["-o", format]].concat()),
            expected
        );
    }
    let table = home.prints(&list);
    assert_eq!(table.lines().count(), 3, "{table}");
    let none = ["list", "items", "--filter", "nobody", "--all", "-o"];
    for (format, expected) in [
        ("json", "[]\n"),
        ("jsonl", ""),
        ("csv", "id,name,count,on,made,note\n"),
    ] {
        assert_eq!(home.prints(&[&none[..], &[format]].concat()), expected);
    }
}

#[test]
fn the_language_is_that_of_the_filter_line() {
    let (_server, home) = tenths(100);
    for (filter, printed) in [
        ("made:2026-09 on:yes", 10),
        ("made:>2026-08", 11),
        ("made:>=2026-08 -count:>50", 10),
        ("note:", 100),
        ("-note:", 0),
        ("count:>97", 2),
        ("name:=\"item 7\"", 1),
        ("\"item 7\" -7", 0),
        ("'", 0),
    ] {
        let list = ["list", "items", "--all", "-o", "json", "--filter", filter];
        assert_eq!(ids(&home.prints(&list)).len(), printed, "{filter}");
    }
}

#[test]
fn a_relation_is_filtered_as_well() {
    let server = Server::start(Leanmote::of(5));
    let home = Home::on(&server);
    let tasks = [
        "get",
        "teams",
        "team_7",
        "--relation",
        "tasks",
        "-o",
        "json",
    ];
    let printed = |filter| ids(&home.prints(&[&tasks[..], &["--filter", filter]].concat()));
    // Nothing is described of tasks: what comes tells which fields there are.
    assert_eq!(printed("title:2"), ["task_2"]);
    assert_eq!(printed("-id:task_2"), ["task_1", "task_3"]);
    let ran = home.run(&[&tasks[..], &["--filter", "owner:ana"]].concat());
    assert_eq!((ran.code, &*ran.out), (2, ""));
    assert!(
        ran.error.contains("no field is called owner") && ran.error.contains("id, title"),
        "{}",
        ran.error
    );
    let members = [
        "get",
        "teams",
        "team_7",
        "--relation",
        "members",
        "-o",
        "json",
    ];
    let printed = home.prints(&[&members[..], &["--filter", "nobody"]].concat());
    assert_eq!(ids(&printed), Vec::<String>::new());
}

#[test]
fn what_cannot_be_meant_is_refused_before_any_request() {
    let server = Server::start(Leanmote::of(3));
    let home = Home::on(&server);
    for (filter, words) in [
        (
            "foo:bar",
            &["foo", "name, email, created_at", "in quotes"][..],
        ),
        ("emial:x", &["emial", "did you mean email?"]),
        ("created:>soon", &["created takes", "and not soon"]),
        ("created:>", &["created takes"]),
        ("created:>2026-1", &["of 2026-1 only 2026 was read"]),
        ("email:>x", &["email has no > and <"]),
        ("", &["no text to filter by"]),
        ("  ", &["no text to filter by"]),
        ("\"\"", &["no text to filter by"]),
    ] {
        let error = home.refuses(&["list", "users", "--filter", filter], 2);
        for word in words {
            assert!(error.contains(word), "{filter}: {word}: {error}");
        }
    }
    for arguments in [
        &["get", "users", "usr_1", "--filter", "x"][..],
        &["list", "users", "--filter"],
    ] {
        let error = home.refuses(arguments, 2);
        assert!(error.contains("--filter"), "{error}");
    }
    assert_eq!(server.ledger().len(), 0);
    // What is quoted is a word, and a time or an address is one anyway.
    for filter in ["\"foo:bar\"", "09:12", "https://acme.example"] {
        assert_eq!(
            home.prints(&["list", "users", "--filter", filter, "-o", "json"]),
            "[]\n"
        );
    }
}

#[test]
fn a_field_that_the_list_does_not_tell_is_said() {
    let server = Server::start(PeopleLens::of(30));
    let home = Home::on(&server);
    for filter in ["role:Admin", "-role:Admin"] {
        let ran = home.run(&["list", "users", "--filter", filter, "-o", "json"]);
        assert_eq!((ran.code, &*ran.out), (0, "[]\n"));
        assert_eq!(
            ran.error,
            "whoswho: the list of users does not tell role\n  \
             --param role=VALUE has the directory look\n"
        );
    }
    let param = ["--param", "role=Admin", "--filter", "email:first"];
    let printed = home.prints(&[&["list", "users", "-o", "json"], &param[..]].concat());
    assert!(!ids(&printed).is_empty());
}

#[test]
fn what_ends_early_says_how_much_was_looked_at() {
    let (_server, home) = made(|request| match page(request) {
        3 => Reply::json(501, &json!({"error": "out of order"})),
        number => {
            let data = items((number - 1) * 100..number * 100);
            Reply::json(200, &json!({"data": data, "total": 2_000}))
        }
    });
    let ran = home.run(&[
        "list",
        "items",
        "--all",
        "--filter",
        "\"item 15\"",
        "-o",
        "json",
    ]);
    assert_eq!((ran.code, ids(&ran.out).len()), (1, 11));
    assert!(
        ran.error.starts_with(
            "whoswho: printed 11 matches in 200 of 2,000 items, then: the server failed (501)"
        ),
        "{}",
        ran.error
    );
}
