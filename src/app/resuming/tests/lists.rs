//! Lists that come back as they were narrowed, sorted and marked, the one beside a
//! record too.

use super::*;
use crate::app::listing::Row;

/// The teams of the second user beside it, sorted here and filtered.
fn with_teams() -> Driven {
    let mut driven = first();
    driven.press("j enter L").wait(REST);
    driven.answer_list(&teams());
    driven
}

fn teams() -> [Value; 4] {
    ["Delivery", "Platform", "Planning", "Sales"].map(|name| team(&format!("team_{name}"), name))
}

/// What the list beside the record shows, and its selection.
fn beside(driven: &Driven) -> (Vec<String>, String) {
    let related = driven.app.profile().related().unwrap();
    let rows = (0..related.positions()).map(|at| match related.row(at) {
        Some(Row::Record(record)) => record.id().unwrap().raw().to_owned(),
        other => format!("{other:?}"),
    });
    let selected = related.selected().unwrap().id().unwrap().raw().to_owned();
    (rows.collect(), selected)
}

#[test]
fn the_list_beside_a_record_comes_back_as_it_was_narrowed() {
    let mut driven = with_teams();
    // It is narrowed where it is a view of its own.
    driven.press("enter");
    driven.answer_record(&teams()[0]);
    driven.press("h s end enter /").type_text("pla");
    driven.press("down esc h");
    let (rows, selected) = beside(&driven);
    assert_eq!(rows, ["team_Platform", "team_Planning"]);
    assert_eq!(selected, "team_Planning");
    let mut driven = again(driven);
    driven.answer_page(&page(0), Some(At::Page(1)), Some(250));
    driven.wait(REST).answer_list(&teams());
    assert_eq!(beside(&driven), (rows, selected));
}

#[test]
fn marks_come_back_by_record_and_are_copied_once_their_rows_have_come() {
    let mut driven = first();
    driven.press("space j space");
    driven
        .press("G")
        .answer_page(&page(2)[..50], None, Some(250))
        .press("space");
    let listing = driven.app.profile().listing().unwrap();
    assert_eq!(listing.marked_count(), 3);
    let mut driven = again(driven);
    driven.answer_page(&page(2)[..50], None, Some(250));
    let listing = driven.app.profile().listing().unwrap();
    assert_eq!((listing.marked_count(), listing.marked_hidden()), (3, 2));
    // What is not there cannot be copied, and one of three is not what was
    // asked for.
    driven.effects.clear();
    for key in ["y", "Y"] {
        driven.press(key);
        assert_eq!(
            notice(&driven),
            "Not copied: 2 of the 3 marked records are not loaded; A loads the rest"
        );
        assert!(driven.app.overlay.is_none());
    }
    driven
        .press("g g")
        .answer_page(&page(0), Some(At::Page(1)), Some(250));
    driven.press("y i");
    let copied: Vec<_> = driven
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Copy(clip) => Some(clip.text.lines().collect::<Vec<_>>()),
            _ => None,
        })
        .collect();
    assert_eq!(copied, [[id_of(0), id_of(2), id_of(249)]]);
}

#[test]
fn a_mark_whose_record_is_gone_is_taken_off_and_told() {
    let mut driven = run(Session::default());
    driven.answer_list(&page(0)[..9]);
    driven.press("space j space");
    let mut driven = again(driven);
    driven.answer_list(&page(0)[1..9]);
    let listing = driven.app.profile().listing().unwrap();
    assert_eq!(listing.marked_count(), 1);
    assert_eq!(notice(&driven), "1 marked record is there no more");
}

#[test]
fn marks_beyond_what_is_remembered_are_told() {
    let mut driven = run(Session::default());
    let many: Vec<_> = (0..600).map(user).collect();
    driven.answer_list(&many);
    driven.press("space G v");
    let session = end(&mut driven);
    let left = &session.left("support").unwrap().trails["users"][0].list;
    assert_eq!((left.marked.len(), left.unmarked), (500, 100));
    let driven = run(session);
    assert_eq!(
        notice(&driven),
        "Not all came back: 100 marks are more than are remembered"
    );
}

/// The ids of the rows that are shown.
fn shown(driven: &Driven) -> Vec<String> {
    let listing = driven.app.profile().listing().unwrap();
    let rows = (0..listing.positions()).map(|at| match listing.row(at) {
        Some(Row::Record(record)) => record.id().unwrap().raw().to_owned(),
        other => format!("{other:?}"),
    });
    rows.collect()
}

#[test]
fn a_filter_that_comes_back_knows_the_fields_as_it_did() {
    let left = |views: Value| json!({"resource": "users", "trails": {"users": views}});
    let text = json!({"version": 1, "profiles": {
        "support": {"left": left(json!([
            {"source": {"resource": {"name": "users"}}},
            // No description says what an interaction holds.
            {"source": {"relation": {"resource": "users", "id": "u", "relation": "activity"}},
             "filter": "type:login"},
        ]))},
        "people": {"left": left(json!([
            {"source": {"resource": {"name": "users", "search": "ana"}},
             "filter": "enabled:no", "marked": ["usr-1", "usr-9"]},
        ]))},
    }});
    let mut driven = run(Session::parse(&text.to_string()).unwrap());
    driven.answer_list(&[
        json!({"id": "i1", "type": "login"}),
        json!({"id": "i2", "type": "export"}),
        json!({"id": "i3", "type": "login"}),
    ]);
    assert_eq!(shown(&driven), ["i1", "i3"]);
    driven.press("P down enter").answer_list(&[
        json!({"id": "usr-1", "is_enabled": true}),
        json!({"id": "usr-2", "is_enabled": false}),
    ]);
    assert_eq!(shown(&driven), ["usr-2"]);
    // What the directory was asked for is not all that there is.
    let listing = driven.app.profile().listing().unwrap();
    assert_eq!((listing.marked_count(), listing.marked_unread()), (2, 1));
}

#[test]
fn ages_in_a_filter_that_comes_back_are_counted_from_today() {
    let text = json!({"version": 1, "profiles": {"support": {"left": {
        "resource": "users",
        "trails": {"users": [
            {"source": {"resource": {"name": "users"}}, "filter": "created:<30d"},
        ]},
    }}}});
    let mut driven = run(Session::parse(&text.to_string()).unwrap());
    driven.answer_list(&[
        json!({"id": "usr_1", "created_at": "2026-01-03T10:00:00Z"}),
        json!({"id": "usr_2", "created_at": "2026-03-03T10:00:00Z"}),
    ]);
    assert_eq!(shown(&driven), ["usr_2"]);
}
