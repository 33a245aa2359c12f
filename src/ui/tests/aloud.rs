//! The screen where it is read aloud: words for signs, one thing at a time, and
//! the cursor at what is selected.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;

use super::{leanmote, painted, people, peoplelens, screen, teams};
use crate::app::Looks;
use crate::app::geometry::Size;
use crate::app::message::{Blocked, BlockedBy, Budget, Effect, Msg, ProfileId};
use crate::app::testing::{Driven, budget, connection, words};
use crate::directory::call::{ApiError, Secret};
use crate::directory::description::Kind;

/// What is on the screen, and a text in the row that the cursor has to be on.
type State = (&'static str, fn(u16, u16) -> Driven, &'static str);

/// Every look that the explorer has.
const STATES: &[State] = &[
    ("listing", listing, "Chiara Lima"),
    ("not_loaded_yet", not_loaded_yet, "not loaded yet"),
    ("people", disabled_and_marked, "Dan Brown"),
    ("draft", draft, "Ana Lima"),
    ("filter_typed", filter_typed, "filter: ana"),
    ("filter_set", filter_set, "Ana Lima"),
    ("no_match", no_match, "filter: xyz"),
    ("walk", walk, "Ana Lima"),
    ("loading", loading, "Loading the first 100"),
    ("empty", empty, "Nobody here yet"),
    ("unreadable", unreadable, "Could not read it"),
    ("forbidden", forbidden, "Not allowed (403)"),
    ("token_refused", token_refused, "Token refused (401)"),
    ("budget_used_up", budget_used_up, "Budget used up"),
    ("unlocked", unlocked, "Ana Lima"),
    ("notice", notice, "Ana Lima"),
    ("detail", detail, "name"),
    ("json", as_json, "{"),
    ("relation", relation, "Delivery"),
    ("related_record", related_record, "name"),
    ("activity", activity, "selected"),
    ("form", form, "first name"),
    ("form_yes_no", form_yes_no, "access"),
    ("form_choice", form_choice, "Admin, choice 2 of 2"),
    ("new_record", new_record, "email"),
    ("review_reading", review_reading, "Cancel (selected)"),
    ("review", review, "Cancel (selected)"),
    ("conflict", conflict, "Keep theirs (selected)"),
    ("removal", removal, "ana@"),
    ("help", |w, h| overlay(w, h, "?"), "/ "),
    ("copy_menu", |w, h| overlay(w, h, "y down"), "selected"),
    ("actions_menu", |w, h| overlay(w, h, "x"), "selected"),
    ("sort_menu", |w, h| overlay(w, h, "s"), "selected"),
    ("columns", |w, h| overlay(w, h, "C j"), "selected"),
    (
        "bookmarks",
        |w, h| overlay(w, h, "b j b B"),
        "a name, an id",
    ),
    ("sorted_here", sorted_here, "Ana Lima"),
    ("bookmarked", bookmarked, "name"),
    ("profiles", |w, h| overlay(w, h, "P"), "selected"),
    ("requests", |w, h| overlay(w, h, "!"), "GET"),
    ("budget", budget_of_an_hour, "948 of 1,000 left"),
    ("open_prompt", |w, h| overlay(w, h, "o"), ""),
    ("question", |w, h| overlay(w, h, "A"), "Cancel (selected)"),
    ("palette", palette, ":re"),
    ("find", find, "ana li"),
    ("find_nothing", find_nothing, "xyz"),
    ("plain", plain, "id"),
    ("token_prompt", token_prompt, "6 characters"),
    ("password", password, "correct horse"),
];

const SIZES: [(u16, u16); 3] = [(120, 36), (80, 24), (40, 12)];

/// An explorer that is read aloud from now on.
fn aloud(mut driven: Driven) -> Driven {
    driven.app.looks = Looks {
        accessible: true,
        ..Looks::default()
    };
    driven.send(Msg::Tick);
    driven
}

fn opened(width: u16, height: u16) -> Driven {
    aloud(Driven::open(
        vec![connection("support", "leanmote")],
        width,
        height,
    ))
}

fn listing(width: u16, height: u16) -> Driven {
    let mut driven = aloud(leanmote(width, height));
    driven.press("j j");
    driven
}

fn sorted_here(width: u16, height: u16) -> Driven {
    let mut driven = aloud(peoplelens(width, height));
    driven.press("s down enter g g b");
    driven
}

fn bookmarked(width: u16, height: u16) -> Driven {
    let mut driven = aloud(leanmote(width, height));
    driven.press("b enter");
    driven
}

fn not_loaded_yet(width: u16, height: u16) -> Driven {
    let mut driven = aloud(leanmote(width, height));
    driven.press("G");
    driven
}

fn disabled_and_marked(width: u16, height: u16) -> Driven {
    let mut driven = aloud(peoplelens(width, height));
    driven.press("j j space k");
    driven
}

fn draft(width: u16, height: u16) -> Driven {
    let mut driven = form(width, height);
    driven.press("esc h");
    driven
}

fn filter_typed(width: u16, height: u16) -> Driven {
    let mut driven = aloud(leanmote(width, height));
    driven.press("/").type_text("ana");
    driven
}

fn filter_set(width: u16, height: u16) -> Driven {
    let mut driven = filter_typed(width, height);
    driven.press("esc");
    driven
}

fn no_match(width: u16, height: u16) -> Driven {
    let mut driven = aloud(leanmote(width, height));
    driven.press("/").type_text("xyz");
    driven
}

fn walk(width: u16, height: u16) -> Driven {
    let mut driven = aloud(leanmote(width, height));
    driven.press("A tab enter");
    driven
}

fn loading(width: u16, height: u16) -> Driven {
    let mut driven = opened(width, height);
    driven.budget(budget(948, 9));
    driven.wait(Duration::from_millis(200));
    driven
}

fn empty(width: u16, height: u16) -> Driven {
    let mut driven = opened(width, height);
    driven.answer_list(&[]);
    driven
}

fn unreadable(width: u16, height: u16) -> Driven {
    let mut driven = opened(width, height);
    driven.fail(ApiError::Unreadable {
        status: 502,
        why: "the server answered with a web page instead of JSON".to_owned(),
    });
    driven
}

fn forbidden(width: u16, height: u16) -> Driven {
    let mut driven = opened(width, height);
    driven.fail(ApiError::Forbidden(words(
        "You do not have permission to access this team",
    )));
    driven
}

fn token_refused(width: u16, height: u16) -> Driven {
    let mut driven = opened(width, height);
    driven.fail(ApiError::Unauthorized(words(
        "Authentication token has expired",
    )));
    driven
}

fn budget_used_up(width: u16, height: u16) -> Driven {
    let mut driven = opened(width, height);
    driven.budget(Budget {
        blocked: Some(Blocked {
            why: BlockedBy::Minute(100, 100),
            until: Some(Duration::from_secs(100 + 38)),
        }),
        waiting: 3,
        ..budget(700, 100)
    });
    driven.wait(Duration::from_millis(200));
    driven
}

fn unlocked(width: u16, height: u16) -> Driven {
    let mut guarded = connection("people", "peoplelens");
    guarded.guard = true;
    let mut driven = aloud(Driven::open(vec![guarded], width, height));
    driven.answer_list(&people());
    driven.press(":").type_text("write").press("enter");
    driven
}

fn notice(width: u16, height: u16) -> Driven {
    let mut driven = aloud(leanmote(width, height));
    driven.press("D");
    driven
}

fn detail(width: u16, height: u16) -> Driven {
    let mut driven = aloud(leanmote(width, height));
    driven.press("enter");
    driven
}

fn as_json(width: u16, height: u16) -> Driven {
    let mut driven = aloud(peoplelens(width, height));
    driven.press("enter L");
    driven
}

fn relation(width: u16, height: u16) -> Driven {
    let mut driven = aloud(leanmote(width, height));
    driven.press("enter L").wait(Duration::from_millis(350));
    driven.answer_list(&teams()).press("j");
    driven
}

fn related_record(width: u16, height: u16) -> Driven {
    let mut driven = relation(width, height);
    driven.press("enter");
    driven
}

fn activity(width: u16, height: u16) -> Driven {
    super::activity::part_of(aloud(leanmote(width, height)))
}

fn budget_of_an_hour(width: u16, height: u16) -> Driven {
    super::activity::spending(aloud(leanmote(width, height)))
}

fn form(width: u16, height: u16) -> Driven {
    let mut driven = aloud(peoplelens(width, height));
    driven.press("e");
    driven.answer_record(&people()[0]);
    driven.press("backspace").type_text("na");
    driven
}

fn form_yes_no(width: u16, height: u16) -> Driven {
    let mut driven = form(width, height);
    driven.press("tab tab");
    driven
}

fn form_choice(width: u16, height: u16) -> Driven {
    let mut chosen = connection("people", "peoplelens");
    let description = Arc::make_mut(&mut chosen.description);
    for field in &mut description.resources[0].fields {
        if field.name == "role" {
            field.kind = Kind::Choice;
        }
    }
    let mut driven = aloud(Driven::open(vec![chosen], width, height));
    driven.answer_list(&people()).press("e");
    driven.answer_record(&people()[0]);
    driven.press("tab tab tab");
    driven
}

fn new_record(width: u16, height: u16) -> Driven {
    let mut driven = aloud(peoplelens(width, height));
    driven.press("+").type_text("zoe").press("enter");
    driven
}

fn review_reading(width: u16, height: u16) -> Driven {
    let mut driven = form(width, height);
    driven.press("enter");
    driven
}

fn review(width: u16, height: u16) -> Driven {
    let mut driven = review_reading(width, height);
    driven.answer_record(&people()[0]).paint();
    driven
}

fn conflict(width: u16, height: u16) -> Driven {
    let mut driven = review_reading(width, height);
    let mut moved = people()[0].clone();
    moved["first_name"] = json!("Annabel");
    driven.answer_record(&moved).paint();
    driven
}

fn removal(width: u16, height: u16) -> Driven {
    let mut driven = aloud(peoplelens(width, height));
    driven.press(":").type_text("remove").press("enter");
    driven.answer_record(&people()[0]).paint().type_text("ana@");
    driven
}

fn overlay(width: u16, height: u16, keys: &str) -> Driven {
    let mut driven = aloud(leanmote(width, height));
    driven.press(keys);
    driven
}

fn palette(width: u16, height: u16) -> Driven {
    let mut driven = aloud(leanmote(width, height));
    driven.press(":").type_text("re").press("down");
    driven
}

fn find(width: u16, height: u16) -> Driven {
    let mut driven = aloud(super::on_several(width, height));
    driven.press("F").type_text("ana li").look_through();
    driven
}

fn find_nothing(width: u16, height: u16) -> Driven {
    let mut driven = aloud(leanmote(width, height));
    driven.press("F").type_text("xyz").look_through();
    driven
}

fn plain(width: u16, height: u16) -> Driven {
    let mut driven = aloud(leanmote(width, height));
    driven.press(":").type_text("plain").press("enter");
    driven
}

fn token_prompt(width: u16, height: u16) -> Driven {
    let mut driven = token_refused(width, height);
    driven.press("T").type_text("abc123");
    driven
}

fn password(width: u16, height: u16) -> Driven {
    let mut driven = aloud(peoplelens(width, height));
    driven.app.overlay = Some(crate::app::overlay::Overlay::Password {
        of: "Zoe Ito".to_owned(),
        password: Secret::new("correct horse".to_owned()),
    });
    driven
}

#[test]
fn every_look_at_three_sizes() {
    for (name, build, _) in STATES {
        let screens: Vec<String> = SIZES
            .iter()
            .map(|(width, height)| screen(&build(*width, *height)))
            .collect();
        insta::assert_snapshot!(format!("aloud_{name}"), screens.join("\n"));
    }
}

#[test]
fn no_sign_is_drawn_and_the_cursor_is_where_the_keys_are() {
    for (name, build, beside) in STATES {
        for (width, height) in SIZES
            .into_iter()
            .chain([(40, 10), (60, 16), (99, 20), (200, 50)])
        {
            let at = format!("{name} at {width}x{height}");
            let driven = build(width, height);
            let (buffer, cursor) = painted(&driven);
            for cell in buffer.content() {
                let said = cell.symbol();
                // Letters that are not ASCII are those of names.
                let reads = said.is_ascii() || said.chars().all(char::is_alphabetic);
                assert!(reads && said != "*", "{at}: {said:?}\n{}", screen(&driven));
            }
            let cursor = cursor.unwrap_or_else(|| panic!("{at}: no cursor"));
            assert!(buffer.area.contains(cursor), "{at}: {cursor}");
            let row: String = (0..width).map(|x| buffer[(x, cursor.y)].symbol()).collect();
            assert!(row.contains(beside), "{at}: {row:?}\n{}", screen(&driven));
        }
    }
}

#[test]
fn nothing_changes_by_itself() {
    for (name, build, _) in STATES {
        let mut driven = build(80, 24);
        // What was begun in the last moments has been done.
        driven.wait(Duration::from_millis(400));
        let before = screen(&driven);
        driven.effects.clear();
        for _ in 0..7 {
            driven.wait(Duration::from_millis(1_003));
            assert_eq!(screen(&driven), before, "{name}");
        }
        let woken = driven
            .effects
            .iter()
            .filter(|effect| matches!(effect, Effect::WakeAt(_)));
        assert!(woken.count() <= 1, "{name}: {:?}", driven.effects);
    }
}

/// Nobody has to find a key to change something.
#[test]
fn every_change_is_a_command() {
    for (command, shown) in [
        ("edit", "Edit Ana Lima"),
        ("disable", "Disable: send this change?"),
        ("new", "New user"),
        ("remove", "Delete Ana Lima?"),
        ("undo", "nothing was changed yet"),
        ("actions", "Show it as plain text"),
        ("write", "this profile is not guarded"),
        ("copy", "fields as text"),
        ("load-rest", "All of it is loaded"),
    ] {
        let mut driven = aloud(peoplelens(80, 24));
        driven.press(":").type_text(command).press("enter");
        let screen = screen(&driven);
        assert!(screen.contains(shown), ":{command}\n{screen}");
    }
}

#[test]
fn what_lies_over_the_panes_stands_alone() {
    for keys in ["?", "y", "x", "s", "P", "!", "o", "A", ":", "F"] {
        for (width, height) in SIZES {
            let mut driven = aloud(leanmote(width, height));
            assert!(screen(&driven).contains("Bruno"));
            driven.press(keys);
            let screen = screen(&driven);
            assert!(
                !screen.contains("Bruno"),
                "{keys} at {width}x{height}\n{screen}"
            );
        }
    }
}

#[test]
fn a_notice_begins_on_the_same_row_always() {
    for (width, height) in SIZES {
        let mut driven = aloud(leanmote(width, height));
        for text in ["Short", &"A reason that takes more than a row. ".repeat(9)] {
            driven.app.notice = Some(crate::app::overlay::Notice {
                tone: crate::app::overlay::Tone::Warn,
                text: text.to_owned(),
                at: Duration::ZERO,
            });
            let screen = screen(&driven);
            let rows: Vec<&str> = screen.lines().take(usize::from(height)).collect();
            assert!(rows[rows.len() - 3].starts_with(" warning: "), "{screen}");
            assert!(!rows[rows.len() - 4].contains("reason"), "{screen}");
        }
    }
}

#[test]
fn a_size_is_told_with_the_cursor_on_it() {
    let mut driven = aloud(leanmote(120, 36));
    driven.send(Msg::Resized(Size {
        width: 30,
        height: 8,
    }));
    let (_, cursor) = painted(&driven);
    assert_eq!(cursor, Some((0, 0).into()));
}

#[test]
fn the_profile_is_asked_for_with_the_cursor_on_the_first() {
    let mut driven = aloud(Driven::start(
        vec![
            connection("support", "leanmote"),
            connection("people", "peoplelens"),
        ],
        None,
        80,
        24,
    ));
    insta::assert_snapshot!("aloud_start", screen(&driven));
    driven.press("j");
    let (buffer, cursor) = painted(&driven);
    let cursor = cursor.unwrap();
    let row: String = (0..80).map(|x| buffer[(x, cursor.y)].symbol()).collect();
    assert!(row.contains("people"), "{row}");
    driven.press("enter");
    assert_eq!(driven.app.active, ProfileId(1));
}
