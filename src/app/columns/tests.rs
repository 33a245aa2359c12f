//! Choosing columns.

use serde_json::json;

use super::{Column, ColumnChooser, Shows, table_of};
use crate::app::message::Effect;
use crate::app::overlay::Overlay;
use crate::app::session::Change;
use crate::app::testing::{Driven, connection};
use crate::directory::builtin;
use crate::directory::call::{ListOf, RecordRef, RelationName, ResourceName};
use crate::directory::description::Kind;
use crate::directory::record::RecordId;

/// Leanmote with users that hold more than is described.
fn users() -> Driven {
    let mut driven = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    driven.answer_list(&[
        json!({"id": "usr_1", "name": "Ana Lima", "email": "ana@acme.example",
               "created_at": "2024-01-03T00:00:00Z", "phone": "+351 1", "tags": ["a"]}),
        json!({"id": "usr_2", "name": "Dan Brown", "email": "dan@acme.example",
               "created_at": "2024-01-04T00:00:00Z", "logins": 7, "office": {"floor": 2}}),
    ]);
    driven.effects.clear();
    driven
}

fn chooser(driven: &Driven) -> &ColumnChooser {
    match &driven.app.overlay {
        Some(Overlay::Columns(chooser)) => chooser,
        other => panic!("the columns should be open, not {other:?}"),
    }
}

/// The columns that there may be: those that are shown with a `+`.
fn rows(driven: &Driven) -> Vec<String> {
    chooser(driven)
        .rows
        .iter()
        .map(|row| format!("{}{}", if row.shown { "+" } else { "-" }, row.title))
        .collect()
}

fn users_list() -> ListOf {
    ListOf::Resource(ResourceName::new("users"))
}

/// The columns of the users, as they are now.
fn columns(driven: &Driven) -> Option<Vec<(String, Option<u16>)>> {
    let columns = driven.app.columns_of(&users_list())?;
    let named = |column: &Column| match &column.shows {
        Shows::Called => "called".to_owned(),
        Shows::Field(name) => name.clone(),
        Shows::Member { name, kind } => format!("{name}: {kind:?}"),
    };
    Some(
        columns
            .iter()
            .map(|column| (named(column), column.width))
            .collect(),
    )
}

fn all(names: &[&str]) -> Vec<(String, Option<u16>)> {
    names
        .iter()
        .map(|name| ((*name).to_owned(), None))
        .collect()
}

#[test]
fn all_that_records_hold_can_be_a_column() {
    let mut driven = users();
    driven.press("C");
    // What a record is called is one column, and lists and objects are none.
    assert_eq!(
        rows(&driven),
        ["+name", "+email", "+created", "-id", "-phone", "-logins"]
    );
    assert!(driven.asked().is_empty());
    assert_eq!(columns(&driven), None, "opening it changes nothing");
}

#[test]
fn the_table_changes_at_once_and_enter_keeps_it() {
    let mut driven = users();
    driven.press("C j space");
    assert_eq!(columns(&driven), Some(all(&["called", "created_at"])));
    driven.press("end space");
    assert_eq!(
        columns(&driven),
        Some(all(&["called", "created_at", "logins: Number"]))
    );
    assert!(driven.effects.is_empty(), "nothing is kept yet");
    driven.press("enter");
    assert!(driven.app.overlay.is_none());
    let member = Shows::Member {
        name: "logins".to_owned(),
        kind: Kind::Number,
    };
    let shown = [Shows::Called, Shows::Field("created_at".to_owned()), member];
    let kept = Change::Columns {
        profile: "support".to_owned(),
        table: "users".to_owned(),
        columns: Some(shown.map(Column::new).to_vec()),
    };
    assert_eq!(driven.effects, [Effect::Remember(kept)]);

    // Opened again, what is shown stands first, in its order.
    driven.press("C");
    assert_eq!(
        rows(&driven),
        ["+name", "+created", "+logins", "-id", "-email", "-phone"]
    );
}

#[test]
fn esc_puts_back_what_was() {
    let mut driven = users();
    driven.press("C j space enter");
    let before = columns(&driven);
    driven.effects.clear();
    driven.press("C space J right esc");
    assert_eq!(columns(&driven), before);
    assert!(driven.app.overlay.is_none());
    assert!(driven.effects.is_empty());
}

#[test]
fn columns_move_and_take_the_selection_with_them() {
    let mut driven = users();
    driven.press("C J");
    assert_eq!(
        columns(&driven),
        Some(all(&["email", "called", "created_at"]))
    );
    driven.press("J");
    assert_eq!(
        columns(&driven),
        Some(all(&["email", "created_at", "called"]))
    );
    driven.press("K K K");
    // Back where it began, it is what the description says.
    assert_eq!(columns(&driven), None);
    assert_eq!(chooser(&driven).selected, 0);
}

#[test]
fn a_width_begins_with_what_the_values_want() {
    let mut driven = users();
    driven.press("C right");
    let width = |driven: &Driven| columns(driven).map(|columns| columns[0].1);
    // "Dan Brown" takes 9.
    assert_eq!(width(&driven), Some(Some(10)));
    driven.press("left left left");
    assert_eq!(width(&driven), Some(Some(7)));
    for _ in 0..20 {
        driven.press("left");
    }
    assert_eq!(width(&driven), Some(Some(3)));
    driven.press("0");
    assert_eq!(width(&driven), None);
}

#[test]
fn the_last_column_stays() {
    let mut driven = users();
    driven.press("C space j space j space");
    assert_eq!(columns(&driven), Some(all(&["created_at"])));
    let notice = driven.app.notice.as_ref().unwrap();
    assert_eq!(notice.text, "One column has to stay");
}

#[test]
fn backspace_brings_back_the_description_s() {
    let mut driven = users();
    driven.press("C J right end space");
    assert_ne!(columns(&driven), None);
    driven.press("backspace");
    assert_eq!(columns(&driven), None);
    let first: Vec<String> = rows(&driven).into_iter().take(3).collect();
    assert_eq!(first, ["+name", "+email", "+created"]);
    // Nothing was chosen before, and nothing is now: there is nothing to keep.
    driven.press("enter");
    assert!(driven.effects.is_empty());
}

#[test]
fn what_nothing_describes_is_chosen_by_its_members() {
    let mut driven = users();
    for _ in 0..5 {
        driven.press("L");
    }
    driven.wait(std::time::Duration::from_millis(300));
    driven.answer_list(&[json!({"kind": "commit", "at": "2026-03-01T00:00:00Z", "count": 3})]);
    driven.press("tab C");
    assert_eq!(rows(&driven), ["+kind", "+at", "+count", "-record"]);
    driven.press("space enter");
    let table = "users/activity";
    let kept = driven.app.session.columns("support", table).unwrap();
    assert_eq!(
        kept.iter().map(|column| &column.shows).collect::<Vec<_>>(),
        [
            &Shows::Member {
                name: "at".to_owned(),
                kind: Kind::Date,
            },
            &Shows::Member {
                name: "count".to_owned(),
                kind: Kind::Number,
            },
        ]
    );
    assert_eq!(columns(&driven), None, "the users keep theirs");
}

#[test]
fn a_relation_shares_the_columns_of_its_resource_unless_it_has_fields_of_its_own() {
    let description = builtin::description("leanmote").unwrap();
    let under = |relation: &str| ListOf::Relation {
        parent: RecordRef {
            resource: ResourceName::new("users"),
            id: RecordId::new("usr_1"),
        },
        relation: RelationName::new(relation),
    };
    for (of, table) in [
        (users_list(), "users"),
        (under("teams"), "teams"),
        (under("views"), "users/views"),
        (under("activity"), "users/activity"),
    ] {
        assert_eq!(table_of(&description, &of), table);
    }
}

#[test]
fn another_profile_and_another_resource_have_columns_of_their_own() {
    let profiles = ["support", "staff"].map(|name| connection(name, "leanmote"));
    let mut driven = Driven::open(profiles.to_vec(), 120, 36);
    let ana = json!({"id": "usr_1", "name": "Ana Lima", "email": "ana@acme.example"});
    driven.answer_list(std::slice::from_ref(&ana));
    driven.press("C j space enter");
    assert_eq!(columns(&driven), Some(all(&["called", "created_at"])));
    let teams = ListOf::Resource(ResourceName::new("teams"));
    assert_eq!(driven.app.columns_of(&teams), None);
    driven.press("P down enter").answer_list(&[ana]);
    assert_eq!(columns(&driven), None);
    driven.press("P up enter");
    assert_eq!(columns(&driven), Some(all(&["called", "created_at"])));
}
