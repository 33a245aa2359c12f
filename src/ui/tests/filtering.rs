//! The filter line: what completing does is said at every width.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use super::{leanmote, painted, peoplelens, screen, theme};
use crate::app::testing::Driven;
use crate::ui::theme::Role;

/// With a text in the filter line.
fn typed(mut driven: Driven, text: &str) -> Driven {
    driven.press("/").type_text(text);
    driven
}

/// The row of the filter line.
fn line(driven: &Driven) -> String {
    screen(driven).lines().nth(1).unwrap().to_owned()
}

#[test]
fn what_tab_does_is_said_at_every_width() {
    let typed = |driven, text| Box::new(typed(driven, text));
    for (driven, width, expected) in [
        (
            typed(leanmote(120, 36), "name:ana"),
            120,
            " Users  /name:ana  17 matches in 100 of 12,480 loaded  Tab sorts by name and seeks \"ana\" (at most 10 requests)",
        ),
        (
            typed(leanmote(80, 24), "name:ana"),
            80,
            " Users  /name:ana  17 matches in 100 of 12,480  Tab sorts by name and seeks",
        ),
        (
            typed(leanmote(40, 12), "name:ana"),
            40,
            " Users  /name:ana  Tab seeks",
        ),
        (
            typed(leanmote(40, 12), "name:zo"),
            40,
            " Users  /name:zo  0 matches  Tab seeks",
        ),
        (
            typed(leanmote(40, 12), "ema"),
            40,
            " Users  /email:   0 matches  Tab email:",
        ),
        (
            typed(peoplelens(80, 24), "ana"),
            80,
            " Users  /ana  2 matches in 6, all loaded  Tab asks the directory",
        ),
        (
            typed(peoplelens(40, 12), "ana"),
            40,
            " Users  /ana       2 matches  Tab searches",
        ),
        (
            typed(peoplelens(40, 12), "enabled:"),
            40,
            " Users  /enabled:yes    Tab enabled:yes",
        ),
    ] {
        let said = line(&driven);
        let (start, end) = expected.split_at(expected.find("  ").unwrap());
        assert!(said.starts_with(start), "{width}: {said:?}");
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words(&said), words(&format!("{start}{end}")), "{width}");
    }
}

/// The style of the cells that show a text in the filter line.
fn style_of(buffer: &Buffer, text: &str) -> Style {
    let row: Vec<&str> = (0..buffer.area.width)
        .map(|x| buffer[(x, 1)].symbol())
        .collect();
    let at = (0..row.len()).find(|at| row[*at..].concat().starts_with(text));
    buffer[(u16::try_from(at.unwrap()).unwrap(), 1)].style()
}

#[test]
fn what_would_be_completed_stands_behind_the_cursor_and_is_not_typed() {
    let mut driven = typed(peoplelens(80, 24), "ena");
    let (buffer, cursor) = painted(&driven);
    let line_ends = cursor.unwrap();
    assert_eq!(buffer[(line_ends.x, line_ends.y)].symbol(), "b");
    let rest = style_of(&buffer, "bled:");
    assert_eq!(rest.fg, theme().role(Role::Faint).fg);
    assert_ne!(style_of(&buffer, "ena").fg, rest.fg);
    // A blank ends the word: Tab asks.
    driven.type_text(" ");
    assert!(line(&driven).contains("Tab asks the directory"));
    assert!(!line(&driven).contains("bled:"));
}

#[test]
fn what_is_odd_is_said_in_few_words_where_there_is_little_room() {
    for (text, expected) in [
        ("acess:no", "did you mean access?"),
        ("foo:x", "no field foo"),
        ("email:>x", "no > or < for email"),
        ("enabled:maybe", "cannot be maybe"),
    ] {
        let said = line(&typed(peoplelens(40, 12), text));
        assert!(said.contains(expected), "{said:?}");
        let narrow = line(&typed(peoplelens(120, 36), text));
        assert!(narrow.contains(text), "{narrow:?}");
    }
}
