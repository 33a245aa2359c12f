use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::app::find::SHOWN;
use crate::directory::builtin;
use crate::text::fold;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn index(sizes: Sizes) -> Index {
    let description = Arc::new(builtin::description("leanmote").unwrap());
    Index::sized(&[Arc::clone(&description), description], sizes)
}

/// One of small segments, so that a few records are many.
fn small() -> Index {
    index(Sizes {
        most: 1_000,
        segment: 4,
    })
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_767_225_600 + second).unwrap()
}

fn user(id: &str, name: &str, email: &str) -> Record {
    let body =
        json!({"id": id, "name": name, "email": email, "created_at": "2024-01-31T10:00:00Z"});
    Record::new(Some(RecordId::new(id)), &body.to_string())
}

fn of(profile: usize, resource: &str, whole: bool, records: Vec<Record>) -> Seen {
    Seen {
        profile: ProfileId(profile),
        resource: ResourceName::new(resource),
        whole,
        records,
    }
}

fn users(records: Vec<Record>) -> Seen {
    of(0, "users", true, records)
}

fn find(index: &Index, text: &str) -> Found {
    index.find(text, NOW, || true).unwrap()
}

fn names(index: &Index, text: &str) -> Vec<String> {
    let hits = find(index, text).hits;
    hits.iter().map(|hit| hit.name.raw().to_owned()).collect()
}

fn reference(id: &str) -> RecordRef {
    RecordRef {
        resource: ResourceName::new("users"),
        id: RecordId::new(id),
    }
}

#[test]
fn fields_narrow_what_words_find_each_where_there_is_such_a_field() {
    let descriptions =
        ["leanmote", "peoplelens"].map(|n| Arc::new(builtin::description(n).unwrap()));
    let mut index = Index::new(&descriptions);
    index.learn(
        &users(vec![
            user("u1", "Ana Lima", "ana@acme.example"),
            user("u2", "Ana Ruiz", "ana@other.example"),
            user("u3", "Bo Lima", "bo@acme.example"),
        ]),
        at(0),
    );
    let person = |id: &str, name: &str, email: &str, on: bool, role: &str| {
        let body = json!({
            "id": id, "first_name": name, "last_name": "Lima", "email": email,
            "is_enabled": on, "user_preferences": [{"role": role}],
        });
        Record::new(Some(RecordId::new(id)), &body.to_string())
    };
    let people = vec![
        person("p1", "Ana", "ana@acme.example", true, "Admin"),
        person("p2", "Cy", "cy@acme.example", false, "User"),
    ];
    index.learn(&of(1, "users", true, people), at(1));
    let unread = json!({"id": "p3", "first_name": "Di", "last_name": "Lima",
        "email": "di@acme.example", "is_enabled": false});
    let unread = Record::new(Some(RecordId::new("p3")), &unread.to_string());
    index.learn(&of(1, "users", false, vec![unread]), at(2));
    let ids = |text: &str| {
        let hits = find(&index, text).hits;
        let mut ids: Vec<String> = hits.iter().map(|hit| hit.of.id.raw().to_owned()).collect();
        ids.sort_unstable();
        ids.join(" ")
    };
    for (text, expected) in [
        ("email:@acme", "p1 p2 p3 u1 u3"),
        ("ana email:@acme", "p1 u1"),
        ("lima -ana", "p2 p3 u3"),
        // Only one of the two directories has it.
        ("enabled:no", "p2 p3"),
        ("enabled:no cy", "p2"),
        ("role:admin", "p1"),
        // Of whom it was not read, neither is claimed.
        ("-role:admin lima", "p2 u1 u3"),
        ("created:2024", "u1 u2 u3"),
        ("created:>2024", ""),
        ("email:=ana@acme.example", "p1 u1"),
        // Half typed, or no field anywhere: as in the filter line.
        ("ana email:", "p1 u1 u2"),
        ("nowhere:ana", ""),
        ("\"ana lima\"", "p1 u1"),
    ] {
        assert_eq!(ids(text), expected, "{text}");
    }
}

#[test]
fn the_best_comes_first_then_what_was_seen_last_then_by_name() {
    let mut index = small();
    let seen = users(vec![
        user("u1", "Bo Diana", "bo@acme.example"),
        user("u2", "Zoe Ana", "zoe@acme.example"),
        user("u3", "Cy Ito", "cy.ana@acme.example"),
        user("u4", "Ana Ruiz", "ruiz@acme.example"),
        user("ana", "Dan Brown", "dan@acme.example"),
        user("u6", "Ána Costa", "costa@acme.example"),
    ]);
    index.learn(&seen, at(0));
    let later = of(
        1,
        "users",
        true,
        vec![user("u7", "Ana Zen", "zen@acme.example")],
    );
    index.learn(&later, at(1));
    assert_eq!(
        names(&index, "ana"),
        [
            "Dan Brown",
            "Ana Zen",
            "Ána Costa",
            "Ana Ruiz",
            "Zoe Ana",
            "Cy Ito",
            "Bo Diana"
        ]
    );
    let found = find(&index, "ana ito");
    assert_eq!(found.total, 1);
    let hit = &found.hits[0];
    assert_eq!(hit.of, reference("u3"));
    assert_eq!((hit.profile, hit.seen), (ProfileId(0), at(0)));
    assert_eq!(hit.beside.raw(), "cy.ana@acme.example");
    assert_eq!(find(&index, "zen").hits[0].profile, ProfileId(1));
}

#[test]
fn every_described_field_is_looked_at_and_nothing_else() {
    let mut index = small();
    let body = json!({
        "id": "u1", "name": "Ana Lima", "email": "ana@acme.example",
        "created_at": "2024-01-31T10:59:00Z", "secret": "canary",
    });
    let record = Record::new(Some(RecordId::new("u1")), &body.to_string());
    index.learn(&users(vec![record]), at(0));
    for (text, total) in [
        ("2024-01-31", 1),
        ("2024-01-31T10", 0),
        ("canary", 0),
        ("lima u1 acme", 1),
        // A word does not go over from one field to the next.
        ("limaana", 0),
        ("", 0),
    ] {
        assert_eq!(find(&index, text).total, total, "{text}");
    }
}

#[test]
fn a_team_is_known_by_its_id() {
    let mut index = small();
    let team = Record::new(
        Some(RecordId::new("t1")),
        r#"{"id":"t1","name":"Platform"}"#,
    );
    index.learn(&of(0, "teams", true, vec![team]), at(0));
    let found = find(&index, "plat");
    assert_eq!(found.hits[0].beside.raw(), "t1");
    // What no description knows is not held.
    let stray = Record::new(Some(RecordId::new("x")), r#"{"id":"x","name":"Plato"}"#);
    index.learn(&of(0, "planets", true, vec![stray]), at(0));
    assert_eq!(find(&index, "plat").total, 1);
}

#[test]
fn a_record_is_there_once_as_it_was_seen_last() {
    let mut index = small();
    index.learn(
        &users(vec![user("u1", "Ana Lima", "a@acme.example")]),
        at(5),
    );
    index.learn(
        &users(vec![user("u1", "Ana Costa", "a@acme.example")]),
        at(9),
    );
    assert_eq!(find(&index, "lima").total, 0);
    assert_eq!(names(&index, "ana"), ["Ana Costa"]);
    // What the disk remembers may be told later and is older.
    index.learn(
        &users(vec![user("u1", "Ana Gray", "a@acme.example")]),
        at(7),
    );
    assert_eq!(names(&index, "ana"), ["Ana Costa"]);
    assert_eq!(index.len(), 1);
    // The same again is as new as it gets.
    index.learn(
        &users(vec![user("u1", "Ana Costa", "a@acme.example")]),
        at(20),
    );
    assert_eq!(find(&index, "ana").hits[0].seen, at(20));
}

#[test]
fn what_is_gone_is_not_found() {
    let mut index = small();
    let seen: Vec<Record> = (0..20)
        .map(|n| user(&format!("u{n}"), &format!("Ana {n}"), "a@acme.example"))
        .collect();
    index.learn(&users(seen), at(0));
    for n in (0..20).filter(|n| n % 5 > 0) {
        index.forget(ProfileId(0), &reference(&format!("u{n}")));
    }
    index.forget(ProfileId(0), &reference("nobody"));
    index.forget(ProfileId(1), &reference("u5"));
    assert_eq!(names(&index, "ana"), ["Ana 0", "Ana 10", "Ana 15", "Ana 5"]);
    assert_eq!(index.covered().records, 4);
}

#[test]
fn a_list_that_gives_less_takes_nothing_away_unless_it_says_something_new() {
    let mut index = small();
    index.learn(
        &users(vec![user("u1", "Ana Lima", "ana@acme.example")]),
        at(0),
    );
    let part = |name: &str| {
        let body = json!({"id": "u1", "name": name}).to_string();
        let record = Record::new(Some(RecordId::new("u1")), &body);
        of(0, "users", false, vec![record])
    };
    index.learn(&part("Ana Lima"), at(1));
    let hit = &find(&index, "acme").hits[0];
    assert_eq!((hit.whole, hit.seen), (true, at(1)));
    index.learn(&part("Ana Costa"), at(2));
    assert_eq!(find(&index, "acme").total, 0);
    let hit = &find(&index, "costa").hits[0];
    assert_eq!((hit.whole, hit.seen), (false, at(2)));
}

#[test]
fn the_best_hundred_are_made_and_all_are_counted() {
    let mut index = small();
    let record = |n: usize| user(&format!("u{n}"), &format!("Ana {n:04}"), "a@acme.example");
    index.learn(&users((0..900).map(record).collect()), at(0));
    let found = find(&index, "acme");
    assert_eq!((found.hits.len(), found.total), (SHOWN, 900));
    assert_eq!(found.hits[0].name.raw(), "Ana 0000");
    assert_eq!(found.hits[99].name.raw(), "Ana 0099");
    index.learn(
        &users(vec![user("x", "Acme Bot", "bot@acme.example")]),
        at(0),
    );
    assert_eq!(names(&index, "acme")[..2], ["Acme Bot", "Ana 0000"]);
}

#[test]
fn what_was_not_seen_for_longest_is_let_go_of() {
    let mut index = index(Sizes {
        most: 10,
        segment: 4,
    });
    for n in 0..8 {
        let record = user(&format!("u{n}"), &format!("Ana {n}"), "a@acme.example");
        index.learn(&users(vec![record]), at(n));
    }
    // What is seen again is not old.
    index.learn(&users(vec![user("u0", "Ana 0", "a@acme.example")]), at(50));
    assert!(!index.covered().let_go);
    for n in 8..12 {
        let record = user(&format!("u{n}"), &format!("Ana {n}"), "a@acme.example");
        index.learn(&users(vec![record]), at(n));
    }
    let covered = index.covered();
    assert!(covered.let_go);
    assert!(covered.records <= 10, "{covered:?}");
    assert_eq!(names(&index, "u0"), ["Ana 0"]);
    assert_eq!(find(&index, "u4").total, 0);
    assert_eq!(names(&index, "u11"), ["Ana 11"]);
}

#[test]
fn it_tells_what_it_holds() {
    let mut index = small();
    assert_eq!(index.covered(), Covered::default());
    index.learn(&users(vec![user("u1", "Ana", "")]), at(0));
    let team = Record::new(Some(RecordId::new("t1")), r#"{"id":"t1","name":"T"}"#);
    index.learn(&of(1, "teams", true, vec![team]), at(0));
    let covered = Covered {
        records: 2,
        resources: vec![ResourceName::new("users"), ResourceName::new("teams")],
        profiles: 2,
        let_go: false,
    };
    assert_eq!(index.covered(), covered);
    assert_eq!(find(&index, "nobody").covered, covered);
    index.forget(ProfileId(0), &reference("u1"));
    assert_eq!(index.covered().resources, [ResourceName::new("teams")]);
}

#[test]
fn it_is_given_up_between_segments() {
    let mut index = small();
    let record = |n: usize| user(&format!("u{n}"), "Ana", "a@acme.example");
    index.learn(&users((0..40).map(record).collect()), at(0));
    let mut left = 3;
    let found = index.find("ana", NOW, || {
        left -= 1;
        left > 0
    });
    assert_eq!((found, left), (None, 0));
}

#[test]
fn a_value_without_end_is_cut_and_a_line_break_is_no_other_field() {
    let mut index = small();
    let long = format!("{}end", "é".repeat(5_000));
    index.learn(
        &users(vec![
            user("u1", &long, "x@acme.example"),
            user("u2", "Ana\nLima\u{2028}Z", "a\nb@acme.example"),
        ]),
        at(0),
    );
    assert_eq!(find(&index, "end").total, 0);
    assert_eq!(find(&index, "x@acme.example").total, 1);
    assert_eq!(find(&index, "ana lima z").hits[0].of, reference("u2"));
    assert_eq!(find(&index, "b@acme.example").hits[0].of, reference("u2"));
}

// ---- against a plain scan

const NAMES: [&str; 10] = [
    "Ana Lima",
    "Ána Ruiz",
    "Diana Li",
    "Li Ana",
    "Léa Lima",
    "Bruno",
    "Anabel",
    "lima",
    "Óscar Ån",
    "Zoë Lim-Ana",
];
const EMAILS: [&str; 6] = [
    "ana@acme.example",
    "lima.ana@acme.example",
    "li@lima.example",
    "",
    "bruno@acme.example",
    "ana+lima@acme.example",
];
const TEXTS: [&str; 12] = [
    "ana",
    "an",
    "a",
    "li",
    "lima ana",
    "ana@acme.example",
    "acme",
    "u1",
    "u12",
    "example",
    "im",
    "óscar",
];

#[derive(Debug, Clone)]
enum Step {
    Learn {
        profile: usize,
        id: usize,
        name: usize,
        email: usize,
        at: i64,
    },
    Forget {
        profile: usize,
        id: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..2usize, 0..30usize, 0..NAMES.len(), 0..EMAILS.len(), 0..6i64).prop_map(
            |(profile, id, name, email, at)| Step::Learn { profile, id, name, email, at }
        ),
        1 => (0..2usize, 0..30usize).prop_map(|(profile, id)| Step::Forget { profile, id }),
    ]
}

#[derive(Debug, Clone)]
struct Known {
    name: &'static str,
    email: &'static str,
    at: Timestamp,
}

/// What a plain scan finds, in order: profiles and ids.
fn scan(known: &BTreeMap<(usize, String), Known>, text: &str) -> Vec<(usize, String)> {
    let words: Vec<String> = text.split(' ').map(fold).collect();
    let starts = |text: &str, word: &String| {
        let from = text.match_indices(word.as_str()).map(|(at, _)| at);
        let mut before = from.map(|at| text[..at].chars().next_back());
        before.any(|c| c.is_none_or(|c| c.is_ascii() && !c.is_ascii_alphanumeric()))
    };
    let mut found = Vec::new();
    for ((profile, id), known) in known {
        let (name, email) = (fold(known.name), fold(known.email));
        let head = format!("{name}\n{email}\n{id}");
        let all = format!("{head}\n2024-01-31");
        if !words.iter().all(|word| all.contains(word.as_str())) {
            continue;
        }
        let rank = if email == words.join(" ") || *id == words.join(" ") {
            0
        } else if name.starts_with(&words.join(" ")) {
            1
        } else if words.iter().all(|word| starts(&name, word)) {
            2
        } else if words.iter().all(|word| starts(&head, word)) {
            3
        } else {
            4
        };
        found.push((rank, Reverse(known.at), name, *profile, id.clone()));
    }
    found.sort();
    found
        .into_iter()
        .map(|(_, _, _, profile, id)| (profile, id))
        .collect()
}

proptest! {
    #[test]
    fn it_finds_what_a_plain_scan_finds(steps in prop::collection::vec(step(), 0..200)) {
        let mut index = small();
        let mut known: BTreeMap<(usize, String), Known> = BTreeMap::new();
        for step in steps {
            match step {
                Step::Learn { profile, id, name, email, at: second } => {
                    let (id, at) = (format!("u{id}"), at(second));
                    let (name, email) = (NAMES[name], EMAILS[email]);
                    let seen = of(profile, "users", true, vec![user(&id, name, email)]);
                    index.learn(&seen, at);
                    let newest = known.get(&(profile, id.clone())).is_none_or(|k| k.at <= at);
                    if newest {
                        known.insert((profile, id), Known { name, email, at });
                    }
                }
                Step::Forget { profile, id } => {
                    let id = format!("u{id}");
                    index.forget(ProfileId(profile), &reference(&id));
                    known.remove(&(profile, id));
                }
            }
        }
        prop_assert_eq!(index.len(), known.len());
        for text in TEXTS {
            let expected = scan(&known, text);
            let found = find(&index, text);
            prop_assert_eq!(found.total, expected.len() as u64, "{}", text);
            let hits: Vec<(usize, String)> = found
                .hits
                .iter()
                .map(|hit| (hit.profile.0, hit.of.id.raw().to_owned()))
                .collect();
            prop_assert_eq!(&hits, &expected[..expected.len().min(SHOWN)], "{}", text);
        }
    }
}
