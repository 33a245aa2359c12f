//! What was found among all that was seen.

use ratatui::buffer::Cell;
use ratatui::style::Modifier;
use serde_json::json;

use super::{leanmote, on_several, painted, screen};
use crate::app::message::ProfileId;
use crate::app::testing::{Driven, connection};

/// With a text looked for.
fn found(text: &str, width: u16, height: u16) -> Driven {
    let mut driven = on_several(width, height);
    driven.press("F").type_text(text).look_through();
    driven
}

#[test]
fn results_at_every_width() {
    for (width, height) in [(120, 36), (80, 24), (60, 16), (40, 12)] {
        let driven = found("ana", width, height);
        insta::assert_snapshot!(format!("find_{width}x{height}"), screen(&driven));
    }
}

#[test]
fn of_one_list_nothing_is_said_of_where_it_is() {
    let mut driven = leanmote(80, 24);
    driven.press("F").type_text("lima").look_through();
    insta::assert_snapshot!("find_in_one_list_80x24", screen(&driven));
}

#[test]
fn it_says_what_is_known_where_nothing_was_found() {
    let shows = |driven: &Driven, expected: &str| {
        let screen = screen(driven);
        assert!(screen.contains(expected), "{expected}\n{screen}");
    };
    let mut nothing = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    nothing.press("F").look_through();
    shows(&nothing, "Nothing seen yet");
    let mut one = leanmote(120, 36);
    one.press("F").look_through();
    shows(&one, "100 records seen of users");
    one.type_text("zzz").look_through();
    shows(
        &one,
        "No match in 100 records seen of users; A loads more of a list",
    );
    let several = found("zzz", 120, 36);
    shows(
        &several,
        "No match in 109 records seen of users, teams in 2 profiles; A loads more of a list",
    );
    // Until it is answered, nothing is said of what was not looked through.
    let mut unanswered = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    unanswered.press("F");
    assert!(!screen(&unanswered).contains("seen yet"));
}

/// How many of the people on the screen are called so.
const LIMAS: usize = 11;

#[test]
fn what_matched_is_underlined() {
    let driven = found("lima", 120, 36);
    let (buffer, _) = painted(&driven);
    let underlined: String = buffer
        .content()
        .iter()
        .filter(|cell| cell.modifier.contains(Modifier::UNDERLINED))
        .map(Cell::symbol)
        .collect();
    // In name and email of each.
    assert_eq!(underlined.to_lowercase(), "lima".repeat(2 * LIMAS));
}

#[test]
fn many_are_counted_and_scrolled_through() {
    let mut driven = found("a", 80, 24);
    let screen_of = |driven: &Driven| screen(driven);
    assert!(screen_of(&driven).contains("the best 100 of 1"));
    driven.press("pagedown pagedown pagedown");
    let (buffer, _) = painted(&driven);
    let bar = (0..24).find(|y| buffer[(3, *y)].symbol() == "▌");
    assert!(bar.is_some(), "{}", screen_of(&driven));
}

#[test]
fn text_from_outside_is_made_safe() {
    let mut driven = on_several(80, 24);
    let hostile = json!({
        "id": "usr_\u{202e}x", "name": "Eve \u{1b}[31m\u{202e}Ana\n", "email": "e\u{7}ve@acme.example",
    });
    driven.keep(ProfileId(1), "users", &hostile);
    driven.press("F").type_text("eve").look_through();
    let screen = screen(&driven);
    assert!(screen.contains("Eve \\e[31m"), "{screen}");
    assert!(!screen.contains('\u{1b}') && !screen.contains('\u{202e}'));
}

/// The row of what is typed.
fn line(driven: &Driven) -> String {
    let screen = screen(driven);
    let line = screen.lines().find(|row| row.contains('›')).unwrap();
    line.trim_matches(['│', ' ']).to_owned()
}

#[test]
fn what_is_typed_is_completed_by_the_fields_that_were_seen() {
    let mut driven = found("ena", 80, 24);
    assert!(
        line(&driven).starts_with("› enabled: "),
        "{}",
        line(&driven)
    );
    assert!(screen(&driven).contains("Tab complete"));
    driven.press("tab").type_text("n").press("tab");
    driven.look_through();
    assert!(
        line(&driven).starts_with("› enabled:no "),
        "{}",
        line(&driven)
    );
    assert!(line(&driven).ends_with("1 match"), "{}", line(&driven));
    // A field of the other profile's alone, and one that nobody has.
    assert!(!screen(&driven).contains("Tab complete"));
    driven.press("ctrl-u").type_text("ema").press("tab");
    assert!(line(&driven).starts_with("› email:"));
    driven.press("ctrl-u").type_text("zzz").press("tab");
    assert!(line(&driven).starts_with("› zzz"));
}

#[test]
fn a_name_that_is_no_fields_is_said_with_the_nearest() {
    for (width, height, expected) in [
        (120, 36, "no field is called emial; did you mean email?"),
        (60, 16, "did you mean email?"),
        (40, 12, "did you mean email?"),
    ] {
        let driven = found("emial:x", width, height);
        assert!(line(&driven).ends_with(expected), "{}", line(&driven));
    }
    // A field of any of the profiles is none to wonder at, nor is an address.
    for text in ["access:no", "created:2026", "http://x", "lima"] {
        let driven = found(text, 120, 36);
        assert!(!line(&driven).contains("field"), "{}", line(&driven));
    }
}
