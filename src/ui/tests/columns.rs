//! Columns that were chosen, an order of our own, bookmarks: how they look.

use serde_json::{Value, json};

use super::{leanmote, peoplelens, screen};
use crate::app::testing::{Driven, connection};
use crate::directory::call::At;

/// Leanmote with users that hold more than is described.
fn more(width: u16, height: u16) -> Driven {
    let mut driven = Driven::open(vec![connection("support", "leanmote")], width, height);
    let users: Vec<Value> = (1..=8)
        .map(|number| {
            json!({"id": format!("usr_{number}"), "name": format!("Person {number}"),
                   "email": format!("person.{number}@acme.example"),
                   "created_at": "2024-01-03T00:00:00Z",
                   "phone": format!("+351 00{number}"), "logins": number * 111,
                   "cost\u{202e}centre": "a"})
        })
        .collect();
    driven.answer_page(&users, Some(At::Page(1)), Some(480));
    driven
}

/// The row of the screen that holds a text.
fn row(driven: &Driven, text: &str) -> String {
    let screen = screen(driven);
    let row = screen.lines().find(|row| row.contains(text));
    row.unwrap_or_else(|| panic!("no {text} in\n{screen}"))
        .to_owned()
}

/// The head of the table, its words set apart by one blank.
fn head(driven: &Driven) -> String {
    let screen = screen(driven);
    let head = screen.lines().nth(3).unwrap();
    let list = head.split(['│', '┃']).nth(1).unwrap_or(head);
    list.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_overlay_at_three_sizes() {
    for (name, width, height) in [
        ("columns_120x36", 120, 36),
        ("columns_80x24", 80, 24),
        ("columns_40x12", 40, 12),
    ] {
        let mut driven = more(width, height);
        driven.press("C j space down down right");
        insta::assert_snapshot!(name, screen(&driven));
    }
}

#[test]
fn the_table_has_the_columns_that_were_chosen_in_their_order() {
    let mut driven = more(120, 36);
    assert_eq!(head(&driven), "NAME EMAIL CREATED");
    driven.press("C j space end k space K K K K K enter");
    assert_eq!(head(&driven), "LOGINS NAME CREATED");
    let first = row(&driven, "Person 3");
    assert!(
        first.find("333").unwrap() < first.find("Person 3").unwrap(),
        "{first}"
    );
    // What a record is called can be hidden as well.
    driven.press("C j space enter");
    assert_eq!(head(&driven), "LOGINS CREATED");
}

#[test]
fn a_name_that_the_server_chose_is_shown_as_any_text_from_outside() {
    let mut driven = more(120, 36);
    driven.press("C end space enter");
    assert_eq!(head(&driven), "NAME EMAIL CREATED COST\\U{202E}CENTRE");
    assert!(!screen(&driven).contains('\u{202e}'));
}

#[test]
fn a_width_that_was_given_is_kept_and_a_cut_value_says_so() {
    let mut driven = more(120, 36);
    driven.press("C down");
    for _ in 0..10 {
        driven.press("left");
    }
    driven.press("enter");
    // 21 cells, without the 10; the dates stand on the right of theirs.
    let list = row(&driven, "Person 3");
    assert!(list.contains(" person.3@a… "), "{list}");
    let at = |text: &str| {
        let head = screen(&driven).lines().nth(3).unwrap().to_owned();
        crate::text::width(&head[..head.find(text).unwrap()])
    };
    assert_eq!(
        at("CREATED") + "CREATED".len() - (at("EMAIL") + 11),
        2 + "3 Jan 2024".len()
    );
}

#[test]
fn where_there_is_no_room_what_was_put_last_is_left_out() {
    let mut driven = more(60, 24);
    driven.press("C end space k space k space k space enter");
    let screen = screen(&driven);
    let head = screen.lines().nth(2).unwrap();
    let titles: Vec<&str> = head.split_whitespace().collect();
    assert_eq!(titles[..3], ["NAME", "EMAIL", "CREATED"], "{head}");
    assert!(!head.contains("COST"), "{head}");
}

#[test]
fn an_order_of_our_own_is_marked_at_every_size() {
    let mut driven = leanmote(120, 36);
    driven.press("s end enter");
    let title = row(&driven, "sorted here: ");
    assert!(
        title.contains("Users · sorted here: id ↓ · 100 of 12,480"),
        "{title}"
    );
    for (width, height, said) in [
        (80, 24, "sorted here · 100 of 12,480 loaded"),
        (40, 12, "sorted here"),
    ] {
        let mut driven = leanmote(width, height);
        driven.press("s end enter");
        assert!(screen(&driven).contains(said), "{}", screen(&driven));
    }
    let mut all = peoplelens(120, 24);
    all.press("s down enter");
    assert!(row(&all, "sorted here: ").contains("sorted here: name ↑ · all 6"));
}

#[test]
fn a_bookmark_is_a_sign_beside_the_name() {
    let mut driven = leanmote(120, 36);
    let name = driven.app.profile().called().unwrap().raw().to_owned();
    assert!(!screen(&driven).contains('★'));
    driven.press("b");
    let of_list = row(&driven, "▌");
    assert!(of_list.contains('★'), "{of_list}");
    let title = format!(" {name} ★ ");
    assert!(screen(&driven).contains(&title), "{}", screen(&driven));
    driven.press("b");
    assert!(!screen(&driven).contains('★'));
}

#[test]
fn the_bookmarks_say_how_many_what_is_typed_leaves() {
    for (width, height) in [(120, 36), (80, 24), (40, 12)] {
        let mut driven = more(width, height);
        driven.press("b j b j b B");
        row(&driven, "a name, an id, a profile");
        row(&driven, "Person 3");
        driven.type_text("person 2");
        let typed = row(&driven, "1 of 3");
        assert!(typed.contains("person 2"), "{typed}");
        row(&driven, "▌ Person 2   support");
        let shown = screen(&driven);
        let menu = shown.split("Bookmarks").nth(1).unwrap();
        driven.type_text("x");
        row(&driven, "0 of 3");
        row(&driven, "No bookmark has these words.");
        // It stands where it stood.
        let shown = screen(&driven);
        let then = shown.split("Bookmarks").nth(1).unwrap();
        assert_eq!(menu.lines().count(), then.lines().count());
    }
}
