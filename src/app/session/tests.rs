//! What outlives a run, as text and as changes.

use std::collections::BTreeMap;

use super::*;
use crate::app::columns::Shows;
use crate::directory::description::{Kind, Order};

fn now() -> Timestamp {
    "2026-03-14T12:00:00Z".parse().unwrap()
}

fn column(name: &str, width: Option<u16>) -> Column {
    Column {
        shows: Shows::Field(name.to_owned()),
        width,
    }
}

fn bookmarked(profile: &str, id: &str) -> Change {
    Change::Bookmarked {
        profile: profile.to_owned(),
        bookmark: Bookmark::new("users", id, now()),
    }
}

fn left() -> Left {
    let root = LeftView {
        source: LeftSource::Resource {
            name: "users".to_owned(),
            search: Some("ana".to_owned()),
            params: vec![("role".to_owned(), "Admin".to_owned())],
        },
        in_detail: true,
        tab: LeftTab::Relation("teams".to_owned()),
        list: LeftList {
            filter: Some("lima".to_owned()),
            sort: Some(("name".to_owned(), Order::Descending)),
            sorted_here: Some((Shows::Called, Order::Ascending)),
            selected: Some("usr_7".to_owned()),
            position: Some(312),
            marked: vec!["usr_9".to_owned(), "usr_7".to_owned()],
            unmarked: 3,
        },
        related: Some(LeftList {
            filter: Some("core".to_owned()),
            ..LeftList::default()
        }),
    };
    let teams = LeftView {
        source: LeftSource::Relation {
            resource: "users".to_owned(),
            id: "usr_7".to_owned(),
            relation: "teams".to_owned(),
        },
        in_detail: false,
        tab: LeftTab::Fields,
        list: LeftList::default(),
        related: None,
    };
    let record = LeftView {
        source: LeftSource::Record {
            resource: "teams".to_owned(),
            id: "team_1".to_owned(),
        },
        tab: LeftTab::Json,
        ..teams.clone()
    };
    Left {
        address: None,
        resource: "users".to_owned(),
        trails: BTreeMap::from([("users".to_owned(), vec![root, teams, record])]),
    }
}

/// Something of everything.
fn full() -> Session {
    let mut session = Session::default();
    let member = Column {
        shows: Shows::Member {
            name: "phone".to_owned(),
            kind: Kind::YesNo,
        },
        width: None,
    };
    session.apply(&Change::Columns {
        profile: "support".to_owned(),
        table: "users".to_owned(),
        columns: Some(vec![column("email", Some(12)), member]),
    });
    session.apply(&bookmarked("support", "usr_1"));
    session.apply(&bookmarked("people", "usr-2"));
    session.apply(&Change::Left {
        profile: "support".to_owned(),
        left: left(),
        active: true,
    });
    session
}

#[test]
fn it_is_read_as_it_was_written() {
    let session = full();
    let text = session.text();
    assert!(text.ends_with("}\n"));
    assert_eq!(Session::parse(&text), Ok(session));
    let empty = Session::default();
    assert_eq!(
        empty.text(),
        "{\n  \"version\": 1,\n  \"profiles\": {}\n}\n"
    );
    assert_eq!(Session::parse(&empty.text()), Ok(empty));
}

#[test]
fn what_strangers_wrote_does_not_act_in_the_file() {
    let mut session = Session::default();
    let id = "\u{202e}\u{1b}[2J\u{9b}31m\u{200b}é\n";
    session.apply(&bookmarked("support", id));
    let text = session.text();
    assert!(
        text.contains(r"\u202e\u001b[2J\u009b31m\u200bé\n"),
        "{text}"
    );
    assert!(!text.contains(['\u{202e}', '\u{1b}', '\u{9b}', '\u{200b}']));
    assert_eq!(Session::parse(&text), Ok(session));
}

#[test]
fn what_it_is_not_is_told_from_what_it_may_become() {
    for damaged in [
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"version\": 0}",
        "{\"version\": \"1\"}",
        "{\"version\": 1, \"profiles\": []}",
        "{\"version\": 1, \"profiles\": {\"a\": {\"columns\": 3}}}",
    ] {
        assert_eq!(
            Session::parse(damaged),
            Err(Unreadable::Damaged),
            "{damaged}"
        );
    }
    let newer = "{\"version\": 2, \"profiles\": []}";
    assert_eq!(Session::parse(newer), Err(Unreadable::Newer));
    // What this form does not know is no damage.
    let more = "{\"version\": 1, \"later\": {}}";
    assert_eq!(Session::parse(more), Ok(Session::default()));
}

#[test]
fn a_bookmark_is_made_once_and_taken_away() {
    let mut session = full();
    session.apply(&bookmarked("support", "usr_1"));
    assert_eq!(session.bookmarks("support").len(), 1);
    assert_eq!(
        session.bookmarks("support"),
        [Bookmark::new("users", "usr_1", now())]
    );
    assert_eq!(
        session.bookmarks("people"),
        [Bookmark::new("users", "usr-2", now())]
    );
    session.apply(&Change::Unmarked {
        profile: "support".to_owned(),
        address: None,
        resource: "users".to_owned(),
        id: "usr_1".to_owned(),
    });
    assert_eq!(session.bookmarks("support"), []);
    assert_eq!(session.bookmarks("people").len(), 1);
    for number in 0..=MOST_BOOKMARKS {
        session.apply(&bookmarked("support", &number.to_string()));
    }
    assert_eq!(session.bookmarks("support").len(), MOST_BOOKMARKS);
}

#[test]
fn two_that_run_do_not_undo_each_other() {
    let mut ours = full();
    let mut theirs = ours.clone();
    // What is applied to a copy is applied to the file by whoever writes it.
    let by_us = bookmarked("support", "usr_8");
    let by_them = Change::Columns {
        profile: "support".to_owned(),
        table: "users".to_owned(),
        columns: None,
    };
    for session in [&mut ours, &mut theirs] {
        session.apply(&by_us);
        session.apply(&by_them);
    }
    assert_eq!(ours, theirs);
    assert_eq!(ours.columns("support", "users"), None);
    let bookmarks = ours.bookmarks("support");
    assert!(bookmarks.iter().any(|bookmark| bookmark.id == "usr_8"));
    assert_eq!(ours.left("support"), Some(&left()));
}

#[test]
fn without_people_only_columns_are_left() {
    let session = full().without_people();
    assert_eq!(session.active(), None);
    assert_eq!(session.bookmarks("support"), []);
    assert_eq!(session.left("support"), None);
    assert!(session.columns("support", "users").is_some());
    let text = session.text();
    for told in ["usr_", "usr-", "lima", "ana", "team_1"] {
        assert!(!text.contains(told), "{told}: {text}");
    }
}
