use serde_json::{Value, json};

use crate::app::testing::{Driven, connection, user};
use crate::directory::call::{Call, Query};

fn person(number: usize, enabled: bool) -> Value {
    json!({
        "id": format!("usr-{number}"),
        "first_name": "Ana",
        "last_name": format!("Lima{number}"),
        "email": format!("ana{number}@acme.example"),
        "company_role": "Manager",
        "is_enabled": enabled,
    })
}

fn people() -> Driven {
    let mut driven = Driven::open(vec![connection("people", "peoplelens")], 120, 36);
    driven.answer_list(&[person(1, true), person(2, false), person(3, true)]);
    driven
}

/// The ids that are shown.
fn shown(driven: &Driven) -> Vec<String> {
    let listing = driven.app.profile().listing().unwrap();
    let row = |position| match listing.row(position) {
        Some(crate::app::listing::Row::Record(record)) => record.id().unwrap().raw().to_owned(),
        other => panic!("{other:?}"),
    };
    (0..listing.positions()).map(row).collect()
}

fn note(driven: &Driven) -> Option<(String, bool)> {
    let note = driven.app.filter_note()?;
    Some((note.text, note.is_wrong))
}

#[test]
fn a_term_narrows_the_list_and_half_of_one_does_not() {
    let mut driven = people();
    driven.press("/");
    for (typed, expected) in [
        ("e", &["usr-1", "usr-2", "usr-3"][..]),
        ("n", &["usr-1", "usr-3"]),
        ("abled", &["usr-1", "usr-3"]),
        (":", &["usr-1", "usr-2", "usr-3"]),
        ("n", &["usr-2"]),
        ("o", &["usr-2"]),
        (" -", &["usr-2"]),
        ("lima2", &[]),
    ] {
        driven.type_text(typed);
        assert_eq!(shown(&driven), expected, "{typed}");
    }
    assert!(driven.asked().is_empty());
}

#[test]
fn what_is_odd_about_a_filter_is_said() {
    for (typed, expected) in [
        ("ana", None),
        (
            "foo:x",
            Some((
                "no field is called foo; there are first-name, last-name, email, job, access, \
                 role, id, name",
                true,
            )),
        ),
        (
            "acess:no",
            Some(("no field is called acess; did you mean access?", true)),
        ),
        (
            "enabled:",
            Some(("access takes yes, no, disabled, enabled", false)),
        ),
        (
            "enabled:maybe ana",
            Some((
                "access takes yes, no, disabled, enabled, and not maybe",
                true,
            )),
        ),
        ("role:Admin", Some(("this list does not tell role", true))),
        ("-role:Admin ", Some(("this list does not tell role", true))),
        ("name:ana", None),
    ] {
        let mut driven = people();
        driven.press("/").type_text(typed);
        let expected = expected.map(|(text, wrong)| (text.to_owned(), wrong));
        assert_eq!(note(&driven), expected, "{typed}");
        // It stays when the line is left, as far as the filter does.
        driven.press("esc");
        let kept = driven.app.profile().listing().unwrap().filter().is_some();
        assert_eq!(note(&driven), expected.filter(|_| kept), "{typed}");
    }
}

#[test]
fn what_the_server_cannot_be_asked_filters_its_answer() {
    let query = |search: Option<&str>, role: Option<&str>| Query {
        search: search.map(str::to_owned),
        params: role
            .map(|role| ("role".to_owned(), role.to_owned()))
            .into_iter()
            .collect(),
    };
    for (typed, asked, rest) in [
        ("ana", query(Some("ana"), None), None),
        ("ana role:Admin", query(Some("ana"), Some("Admin")), None),
        ("role:=Admin", query(None, Some("Admin")), None),
        (
            "\"ana lima\" enabled:no",
            query(Some("\"ana lima\""), None),
            Some("enabled:no"),
        ),
        (
            "ana -role:Admin -bo job:manager",
            query(Some("ana"), None),
            Some("-role:Admin -bo job:manager"),
        ),
        ("urn:x", query(Some("urn:x"), None), None),
    ] {
        let mut driven = people();
        driven.press("/").type_text(typed).press("tab");
        let [Call::List { query, .. }] = driven.asked()[..] else {
            panic!("{typed}: one list should be asked for");
        };
        assert_eq!(*query, asked, "{typed}");
        driven.answer_list(&[person(1, true), person(2, false)]);
        let listing = driven.app.profile().listing().unwrap();
        let filter = listing.filter().map(|filter| filter.text().to_owned());
        assert_eq!(filter.as_deref(), rest, "{typed}");
    }
    let mut driven = people();
    driven.press("/").type_text("ana enabled:no").press("tab");
    driven.answer_list(&[person(1, true), person(2, false)]);
    assert_eq!(shown(&driven), ["usr-2"]);
    // What only filters asks nobody.
    let mut driven = people();
    driven.press("/").type_text("enabled:no").press("tab");
    assert!(driven.asked().is_empty());
    assert_eq!(shown(&driven), ["usr-2"]);
}

#[test]
fn ages_are_counted_from_now() {
    let mut driven = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    let at = |days: i64| {
        let now = driven.app.now.wall;
        let then = now - jiff::SignedDuration::from_hours(24 * days);
        json!({"id": format!("usr_{days}"), "name": "Ana", "created_at": then.to_string()})
    };
    let users = [at(1), at(20), at(400), user(4)];
    driven.answer_list(&users);
    driven.press("/").type_text("ana created:<30d");
    assert_eq!(shown(&driven), ["usr_1", "usr_20"]);
    driven.press("ctrl-u").type_text("ana created:>1y");
    assert_eq!(shown(&driven), ["usr_400"]);
}

/// What stands in the filter line.
fn line(driven: &Driven) -> &str {
    driven.app.filtering.as_ref().unwrap().value()
}

#[test]
fn tab_completes_what_can_be_and_else_asks() {
    let mut driven = people();
    driven.press("/").type_text("ana ena").press("tab");
    assert_eq!(line(&driven), "ana enabled:");
    driven.type_text("n").press("tab");
    assert_eq!(line(&driven), "ana enabled:no");
    assert_eq!(
        shown(&driven),
        ["usr-2"],
        "it filters as what is typed does"
    );
    assert!(driven.asked().is_empty());
    // There is nothing more to complete.
    assert_eq!(driven.app.filter_completion(), None);
    driven.press("tab");
    assert_eq!(driven.asked().len(), 1);
}

#[test]
fn a_blank_ends_a_word_that_is_not_meant_as_a_name() {
    let mut driven = people();
    driven.press("/").type_text("ro ").press("tab");
    let [Call::List { query, .. }] = driven.asked()[..] else {
        panic!("the directory should be asked");
    };
    assert_eq!(query.search.as_deref(), Some("ro"));
}

#[test]
fn only_where_the_cursor_is_at_the_end_is_anything_completed() {
    let mut driven = people();
    driven.press("/").type_text("ema");
    let completion = driven.app.filter_completion().unwrap();
    assert_eq!(completion.rest, "il:");
    driven.press("left");
    assert_eq!(driven.app.filter_completion(), None);
    driven.press("right");
    assert_eq!(driven.app.filter_completion(), Some(completion));
    driven.press("esc");
    assert_eq!(driven.app.filter_completion(), None);
}

/// Somebody of PeopleLens.
fn somebody(id: &str, first: &str, last: &str, email: &str, role: &str, enabled: bool) -> Value {
    json!({"id": id, "first_name": first, "last_name": last, "email": email,
           "company_role": role, "is_enabled": enabled})
}

fn selected(driven: &Driven) -> String {
    let row = driven.app.profile().row().unwrap();
    row.id().unwrap().raw().to_owned()
}

#[test]
fn the_best_match_is_selected_and_enter_opens_it() {
    let mut driven = Driven::open(vec![connection("people", "peoplelens")], 120, 36);
    driven.answer_list(&[
        somebody("inside", "Diana", "Oli", "d@acme.example", "Clerk", true),
        somebody(
            "words",
            "洋",
            "李",
            "yang.li@acme.example",
            "Data Analyst",
            true,
        ),
        somebody("second", "Rosana", "Anali", "r@acme.example", "Clerk", true),
        somebody("name", "Ana", "Lima", "al@acme.example", "Clerk", true),
        somebody("again", "Ana", "Lind", "al2@acme.example", "Clerk", true),
    ]);
    driven.press("/");
    for (typed, expected) in [
        ("a", "name"),
        ("na", "name"),
        (" ", "name"),
        ("li", "name"),
        ("n", "again"),
    ] {
        driven.type_text(typed);
        assert_eq!(selected(&driven), expected, "{typed}");
    }
    driven.press("ctrl-u").type_text("ana li").press("enter");
    assert_eq!(selected(&driven), "name");
    driven.press("h esc /").type_text("yang");
    assert_eq!(selected(&driven), "words");
    // With the cursor on another match that is as good, that one stays.
    driven.press("esc esc G /").type_text("ana li");
    assert_eq!(selected(&driven), "again");
}

#[test]
fn of_equal_matches_the_first_is_selected() {
    let mut driven = Driven::open(vec![connection("people", "peoplelens")], 120, 36);
    let people: Vec<Value> = (0..9).map(|n| person(n, n % 3 != 1)).collect();
    driven.answer_list(&people);
    for typed in ["access:disabled", "enabled:no"] {
        driven.press("g g /").type_text(typed);
        assert_eq!(selected(&driven), "usr-1", "{typed}");
        driven.press("esc esc");
    }
}
