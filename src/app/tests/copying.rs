//! What copying puts on the clipboard.

use serde_json::json;

use super::{id, on_users};
use crate::app::message::{Effect, Msg};
use crate::app::overlay::{Menu, Overlay};
use crate::app::testing::{Driven, connection, user};

/// What was put on the clipboard since this was last asked.
fn copied(driven: &mut Driven) -> Vec<String> {
    let texts = driven.effects.drain(..).filter_map(|effect| match effect {
        Effect::Copy(clip) => Some(clip.text),
        _ => None,
    });
    texts.collect()
}

#[test]
fn nothing_that_controls_a_terminal_reaches_the_clipboard() {
    let mut driven = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    driven.answer_list(&[json!({
        "id": "usr_\u{1b}]0;x\u{7}", "name": "Ana\u{202e}\r\nLima", "email": "a\u{9b}@acme.example",
    })]);
    for (keys, expected) in [
        ("y i", "usr_\\e]0;x\\u{7}"),
        ("y n", "Ana\\u{202e}\\r\\nLima"),
        ("y e", "a\\u{9b}@acme.example"),
    ] {
        driven.press(keys);
        assert_eq!(copied(&mut driven), [expected], "{keys}");
    }
    for keys in ["y t", "y m", "y v", "y c", "y j", "y u", "Y"] {
        driven.press(keys);
        let [text] = &copied(&mut driven)[..] else {
            panic!("{keys} should copy one text");
        };
        let odd = |c: char| (c.is_control() && !"\n\t".contains(c)) || c == '\u{202e}';
        assert!(!text.contains(odd), "{keys}: {text:?}");
    }
}

#[test]
fn the_marked_are_copied_and_else_the_one_under_the_cursor() {
    let mut driven = on_users();
    driven.press("j y i");
    assert_eq!(copied(&mut driven), [id(1)]);
    driven.press("space j space y i");
    assert_eq!(copied(&mut driven), [format!("{}\n{}", id(1), id(3))]);
}

#[test]
fn y_twice_repeats_the_last_form() {
    let mut driven = on_users();
    driven.press("y y");
    assert!(copied(&mut driven).is_empty(), "nothing was copied before");
    driven.press("esc y i j y y");
    assert_eq!(copied(&mut driven), [id(0), id(1)]);
}

#[test]
fn a_request_is_copied_without_its_token() {
    let mut driven = on_users();
    driven.press("y u");
    assert_eq!(
        copied(&mut driven),
        [format!(
            "curl 'https://leanmote.example.com/users/{}' \\\n  --header 'authorization: Bearer '\"$TOKEN\"",
            id(0)
        )]
    );
    // Of marked records each is asked for.
    driven.press("space space y u");
    let commands = copied(&mut driven);
    let paths: Vec<&str> = commands[0]
        .lines()
        .filter_map(|line| line.strip_prefix("curl "))
        .collect();
    let expected = [0, 1].map(|n| format!("'https://leanmote.example.com/users/{}' \\", id(n)));
    assert_eq!(paths, expected);
}

#[test]
fn of_the_fields_those_are_copied_that_were_chosen() {
    let mut driven = on_users();
    let notes = |driven: &Driven| {
        let Some(Overlay::Menu(menu)) = &driven.app.overlay else {
            panic!("a menu should be open");
        };
        let items = menu.items.iter();
        let notes = items.filter_map(|item| Some((item.label.clone(), item.note.clone()?)));
        notes
            .map(|(label, note)| format!("{label}: {note}"))
            .collect::<Vec<_>>()
    };
    driven.press("y");
    assert_eq!(notes(&driven), ["which fields …: all"]);
    driven.press("f enter j j space");
    assert_eq!(
        notes(&driven),
        [
            "id: left out",
            "name: included",
            "email: left out",
            "created: included"
        ]
    );
    driven.press("c");
    let first = user(0);
    let csv = format!(
        "name,created_at\n{},{}\n",
        first["name"].as_str().unwrap(),
        first["created_at"].as_str().unwrap()
    );
    assert_eq!(copied(&mut driven), [csv.as_str()]);
    // It holds for the next time, and not for what is copied whole or alone.
    driven.press("y");
    assert_eq!(notes(&driven), ["which fields …: 2 of 4"]);
    driven.press("c");
    assert_eq!(copied(&mut driven), [csv.as_str()]);
    driven.press("y e");
    assert_eq!(copied(&mut driven), [first["email"].as_str().unwrap()]);
    driven.press("Y");
    assert!(copied(&mut driven)[0].contains("\"id\""));
    // One has to stay, and what was left out can be taken again.
    driven.press("y f j enter j j enter");
    assert_eq!(
        driven.app.notice.as_ref().unwrap().text,
        "One field has to stay"
    );
    assert_eq!(notes(&driven)[3], "created: included");
    driven.press("k enter");
    assert_eq!(notes(&driven)[2], "email: included");
}

#[test]
fn a_field_that_nobody_described_is_chosen_by_a_name_that_does_no_harm() {
    let mut driven = on_users();
    driven.press("4");
    driven.answer_list(&[json!({"id": "app_1", "x\u{1b}[31m\u{202e}": "y"})]);
    driven.press("y f");
    let Some(Overlay::Menu(menu)) = &driven.app.overlay else {
        panic!("a menu should be open");
    };
    let labels: Vec<&str> = menu.items[..2].iter().map(|item| &*item.label).collect();
    assert_eq!(labels, ["id", "x\\e[31m\\u{202e}"]);
    driven.press("enter c");
    assert_eq!(copied(&mut driven), ["x\\e[31m\\u{202e}\ny\n"]);
}

/// The notice after the clipboard took what was copied last.
fn said(driven: &mut Driven) -> String {
    let clips = driven.effects.drain(..).filter_map(|effect| match effect {
        Effect::Copy(clip) => Some(clip.whose),
        _ => None,
    });
    let whose = clips
        .collect::<Vec<_>>()
        .pop()
        .expect("something should be copied");
    let outcome = Ok("with a tool".to_owned());
    driven.send(Msg::Copied { whose, outcome });
    driven.app.notice.as_ref().unwrap().text.clone()
}

fn menu(driven: &Driven) -> &Menu {
    let Some(Overlay::Menu(menu)) = &driven.app.overlay else {
        panic!("a menu should be open");
    };
    menu
}

#[test]
fn a_copy_says_whose_data_it_is() {
    let mut driven = on_users();
    let name = |number: usize| user(number)["name"].as_str().unwrap().to_owned();
    driven.press("y");
    assert_eq!(menu(&driven).title, format!("Copy {}", name(0)));
    driven.press("i");
    assert_eq!(
        said(&mut driven),
        format!("Copied {} · with a tool", name(0))
    );
    // Marks take a copy from the record that is looked at.
    driven.press("space space Y");
    let both = format!("2 marked: {}, {}", name(0), name(1));
    assert_eq!(
        said(&mut driven),
        format!("Copied {both}; not {} · with a tool", name(2))
    );
    driven.press("y");
    assert_eq!(menu(&driven).title, format!("Copy {both}; not {}", name(2)));
    let first = &menu(&driven).items[0];
    assert_eq!(first.label, format!("only {}, under the cursor …", name(2)));
    driven.press("o");
    assert_eq!(menu(&driven).title, format!("Copy {}", name(2)));
    driven.press("i");
    assert_eq!(copied(&mut driven), [id(2)]);
    // It held for that once.
    driven.press("y y");
    assert_eq!(copied(&mut driven), [format!("{}\n{}", id(0), id(1))]);
    driven.press("k k y");
    assert_eq!(menu(&driven).title, format!("Copy {both}"));
    driven.press("f");
    assert_eq!(menu(&driven).title, format!("Copy which fields of {both}"));
}

#[test]
fn a_mark_that_the_filter_hides_does_not_copy_unseen() {
    let mut driven = on_users();
    let name = |number: usize| user(number)["name"].as_str().unwrap().to_owned();
    driven
        .press("space /")
        .type_text(user(5)["email"].as_str().unwrap());
    driven.press("enter y");
    assert_eq!(
        menu(&driven).title,
        format!("Copy 1 marked (1 hidden): {}; not {}", name(0), name(5))
    );
    assert_eq!(
        menu(&driven).items[0].label,
        format!("only {}, under the cursor …", name(5))
    );
    driven.press("o e");
    assert_eq!(copied(&mut driven), [user(5)["email"].as_str().unwrap()]);
}

#[test]
fn marks_are_taken_off_all_at_once_and_it_is_said() {
    for keys in ["esc", ": u n m a r k enter"] {
        let mut driven = on_users();
        driven.press("space space space space j").press(keys);
        assert_eq!(
            driven.app.notice.as_ref().unwrap().text,
            "4 marks taken off: Ana Lima, Bruno Lima, Chiara Lima and 1 more",
            "{keys}"
        );
        driven.press("y i");
        assert_eq!(copied(&mut driven), [id(5)]);
    }
    // What is nearer goes first.
    let mut driven = on_users();
    driven.press("space / l enter h esc");
    assert_eq!(driven.app.marks_here(), 1);
    driven.press("esc");
    assert_eq!(driven.app.marks_here(), 0);
}

#[test]
fn a_change_says_that_the_marked_are_not_meant() {
    let people: Vec<_> = ["Ana", "Bo", "Cy"]
        .iter()
        .enumerate()
        .map(|(at, name)| {
            json!({"id": format!("usr-{at}"), "first_name": name, "last_name": "Lima",
                   "email": format!("{at}@acme.example"), "is_enabled": true})
        })
        .collect();
    for keys in ["D", "x", "e"] {
        for (marks, told) in [
            ("space", Some("Only Bo Lima; the 1 marked is not meant")),
            (
                "space space",
                Some("Only Cy Lima; the 2 marked are not meant"),
            ),
            (
                "space space k",
                Some("Only Bo Lima; the 1 other marked record is not meant"),
            ),
            ("space k", None),
            ("j", None),
        ] {
            let mut driven = Driven::open(vec![connection("people", "peoplelens")], 120, 36);
            driven.answer_list(&people);
            driven.press(marks).press(keys);
            let notice = driven
                .app
                .notice
                .as_ref()
                .map(|notice| notice.text.as_str());
            assert_eq!(notice, told, "{marks} {keys}");
        }
    }
}

#[test]
fn a_copy_says_which_fields_are_known_of_some_only() {
    let mut driven = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    driven.answer_list(&[
        json!({"id": "usr_1", "name": "Ana Lima", "email": "ana@acme.example", "created_at": "2024-01-01T00:00:00Z"}),
        json!({"id": "usr_2", "name": "Bo Lima", "created_at": "2024-01-01T00:00:00Z"}),
    ]);
    driven.press("space space");
    let both = "Copied 2 marked: Ana Lima, Bo Lima";
    for keys in ["y c", "y v", "y m", "y t", "y e"] {
        driven.press(keys);
        assert_eq!(
            said(&mut driven),
            format!("{both}; email is known of 1 of 2 · with a tool"),
            "{keys}"
        );
    }
    driven.press("y n");
    assert_eq!(said(&mut driven), format!("{both} · with a tool"));
    // What is left out is no matter.
    driven.press("y f j j enter c");
    assert_eq!(said(&mut driven), format!("{both} · with a tool"));
}
