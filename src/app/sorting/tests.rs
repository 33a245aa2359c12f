//! Sorting here what the directory cannot sort.

use serde_json::{Value, json};

use crate::app::columns::Shows;
use crate::app::geometry::Area;
use crate::app::listing::SortHere;
use crate::app::message::{Mouse, MouseKind, Msg};
use crate::app::overlay::{Choice, Menu, Overlay};
use crate::app::places::{Places, Target};
use crate::app::testing::{Driven, connection, user};
use crate::directory::call::{At, Call};
use crate::directory::description::Order;

fn person(id: &str, first: &str, last: &str, enabled: bool) -> Value {
    json!({"id": id, "first_name": first, "last_name": last,
           "email": format!("{first}@acme.example"), "is_enabled": enabled})
}

/// `PeopleLens`, which sorts nothing.
fn people() -> Driven {
    let mut driven = Driven::open(vec![connection("people", "peoplelens")], 120, 36);
    driven.answer_list(&[
        person("usr-1", "Dan", "Brown", false),
        person("usr-2", "ana", "Lima", true),
        person("usr-3", "Élif", "Demir", true),
    ]);
    driven
}

fn menu(driven: &Driven) -> &Menu {
    match &driven.app.overlay {
        Some(Overlay::Menu(menu)) => menu,
        other => panic!("the menu should be open, not {other:?}"),
    }
}

fn labels(driven: &Driven) -> Vec<String> {
    let items = menu(driven).items.iter();
    items
        .map(|item| match &item.note {
            Some(note) => format!("{}: {note}", item.label),
            None => item.label.clone(),
        })
        .collect()
}

/// The ids in the order that is shown.
fn shown(driven: &Driven) -> Vec<String> {
    let listing = driven.app.profile().listing().unwrap();
    (0..listing.positions())
        .filter_map(|position| match listing.row(position)? {
            crate::app::listing::Row::Record(record) => Some(record.id()?.raw().to_owned()),
            _ => None,
        })
        .collect()
}

fn sorted(driven: &Driven) -> Option<&SortHere> {
    driven.app.profile().listing().unwrap().sorted_here()
}

#[test]
fn what_the_directory_cannot_sort_by_is_offered_as_of_what_is_loaded() {
    let mut driven = people();
    driven.press("s");
    assert_eq!(menu(&driven).title, "Sort what is loaded");
    let labels = labels(&driven);
    assert_eq!(
        &labels[..5],
        [
            "the directory's own order",
            "name ↑: of the 3 loaded",
            "name ↓: of the 3 loaded",
            "first name ↑: of the 3 loaded",
            "first name ↓: of the 3 loaded",
        ]
    );
    driven.press("down enter");
    assert_eq!(shown(&driven), ["usr-2", "usr-1", "usr-3"]);
    assert!(driven.asked().is_empty());
    let sort = sorted(&driven).unwrap();
    assert_eq!((sort.label.as_str(), &sort.by), ("name", &Shows::Called));

    // The one in force is under the cursor, and its other way below it.
    driven.press("s down enter");
    assert_eq!(shown(&driven), ["usr-3", "usr-1", "usr-2"]);
    driven.press("s 0");
    assert_eq!(shown(&driven), ["usr-1", "usr-2", "usr-3"]);
    assert_eq!(sorted(&driven), None);
    assert!(driven.asked().is_empty());
}

#[test]
fn what_the_directory_sorts_by_is_not_offered_twice() {
    let mut driven = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    driven.answer_page(
        &(0..100).map(user).collect::<Vec<_>>(),
        Some(At::Page(1)),
        Some(250),
    );
    driven.press("s");
    assert_eq!(menu(&driven).title, "Sort, by the directory or here");
    let here: Vec<&Choice> = menu(&driven)
        .items
        .iter()
        .map(|item| &item.choice)
        .filter(|choice| matches!(choice, Choice::SortHere(..)))
        .collect();
    let id = || Shows::Field("id".to_owned());
    assert_eq!(
        here,
        [
            &Choice::SortHere(id(), Order::Ascending),
            &Choice::SortHere(id(), Order::Descending),
        ]
    );
    driven.press("end enter");
    assert!(driven.asked().is_empty());
    assert_eq!(shown(&driven).len(), 100);
    assert!(shown(&driven).is_sorted_by(|a, b| a >= b));

    // Another order of the directory's is asked for, and ours is over.
    driven.press("s 1");
    assert!(matches!(
        driven.asked()[..],
        [Call::List {
            at: At::Start,
            sort: Some(_),
            ..
        }]
    ));
    assert_eq!(sorted(&driven), None);
}

#[test]
fn scrolling_asks_for_nothing_and_loading_the_rest_does() {
    let mut driven = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    driven.answer_page(
        &(0..100).map(user).collect::<Vec<_>>(),
        Some(At::Page(1)),
        Some(250),
    );
    driven.press("s end enter G");
    assert!(driven.asked().is_empty());
    driven.press("A");
    assert_eq!(driven.asked().len(), 2, "it is two more pages");
    let last = shown(&driven).last().cloned();
    driven.answer_page(
        &(100..200).map(user).collect::<Vec<_>>(),
        Some(At::Page(2)),
        Some(250),
    );
    assert_eq!(shown(&driven).len(), 200);
    assert!(shown(&driven).is_sorted_by(|a, b| a >= b));
    // The selected row is still the one that was last.
    let selected = driven.app.profile().row().unwrap().id().unwrap();
    assert_eq!(Some(selected.raw()), last.as_deref());
}

#[test]
fn a_click_on_a_column_sorts_by_it() {
    let mut driven = people();
    let by = Shows::Field("is_enabled".to_owned());
    let click = |driven: &mut Driven| {
        let mut places = Places::new(driven.app.mode());
        let area = Area {
            x: 5,
            y: 3,
            width: 4,
            height: 1,
        };
        places.put(area, Target::ColumnHere(by.clone()));
        driven.send(Msg::Painted(places));
        driven.send(Msg::Mouse(Mouse {
            kind: MouseKind::Click,
            column: 6,
            row: 3,
        }));
    };
    click(&mut driven);
    assert_eq!(shown(&driven), ["usr-1", "usr-2", "usr-3"]);
    click(&mut driven);
    assert_eq!(
        sorted(&driven).map(|sort| sort.order),
        Some(Order::Descending)
    );
    assert_eq!(shown(&driven), ["usr-2", "usr-3", "usr-1"]);
}

#[test]
fn the_command_sorts_as_the_menu_does() {
    let mut driven = people();
    driven
        .press(":")
        .type_text("sort email desc")
        .press("enter");
    assert_eq!(shown(&driven), ["usr-3", "usr-1", "usr-2"]);
    driven.press(":").type_text("sort nothing").press("enter");
    assert!(
        driven.app.overlay.is_some(),
        "it says that there is no such field"
    );
}

#[test]
fn a_filter_works_on_top_and_esc_leaves_the_order() {
    let mut driven = people();
    driven
        .press("s down down enter /")
        .type_text("acme")
        .press("esc");
    assert_eq!(shown(&driven), ["usr-3", "usr-1", "usr-2"]);
    driven
        .press("/")
        .press("ctrl-u")
        .type_text("an")
        .press("esc");
    assert_eq!(shown(&driven), ["usr-1", "usr-2"]);
    driven.press("esc");
    assert_eq!(shown(&driven), ["usr-3", "usr-1", "usr-2"]);
}

#[test]
fn copies_of_marked_records_are_in_the_order_that_is_shown() {
    let mut driven = people();
    driven.press("space space space s down enter");
    let listing = driven.app.profile().listing().unwrap();
    let ids: Vec<&str> = listing
        .marked()
        .iter()
        .map(|r| r.id().unwrap().raw())
        .collect();
    assert_eq!(ids, ["usr-2", "usr-1", "usr-3"]);
}
