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
