//! What does not depend on colour, or on signs that a font may lack.

use std::collections::BTreeSet;

use ratatui::buffer::Cell;
use ratatui::style::{Modifier, Style};

use super::*;
use crate::app::overlay::Tone;
use crate::text::Untrusted;
use crate::ui::theme::Ground;

/// The sizes that people have, and those that nobody can work in.
const SIZES: [(u16, u16); 7] = [
    (120, 36),
    (80, 24),
    (60, 20),
    (40, 12),
    (40, 10),
    (20, 5),
    (1, 1),
];

fn painted_in(driven: &Driven, theme: &Theme) -> Buffer {
    let Size { width, height } = driven.app.size;
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    draw(&driven.app, theme, area, &mut buffer);
    buffer
}

/// What an explorer can be in, by name. It came about on a large screen.
fn states() -> Vec<(String, Driven)> {
    let (width, height) = (120, 36);
    let mut states: Vec<(String, Driven)> = Vec::new();
    let mut keep = |name: &str, driven: Driven| states.push((name.to_owned(), driven));
    keep("list", leanmote(width, height));
    for keys in [
        "?", "y", "x", "s", ":", "!", "o", "A", "P", "C", "/", "y v", "g",
    ] {
        let mut driven = leanmote(width, height);
        driven.press(keys);
        keep(keys, driven);
    }
    keep("relation", with_teams(width, height));
    let mut related = with_teams(width, height);
    related.press("j enter");
    keep("related record", related);
    let mut json = peoplelens(width, height);
    json.press("enter L");
    keep("json", json);
    let mut marked = peoplelens(width, height);
    marked.press("j j space / x esc");
    keep("marked", marked);
    let mut nothing = peoplelens(width, height);
    nothing.press("/").type_text("xyz");
    keep("no match", nothing);
    let mut find = on_several(width, height);
    find.press("F").type_text("a").look_through();
    keep("find", find);
    let mut form = peoplelens(width, height);
    form.press("e");
    form.answer_record(&people()[0]).type_text("x");
    keep("form", form);
    let mut draft = peoplelens(width, height);
    draft.press("e");
    draft
        .answer_record(&people()[0])
        .type_text("x")
        .press("esc h");
    keep("draft", draft);
    let mut new = peoplelens(width, height);
    new.press("+").type_text("zoe").press("enter");
    keep("new record", new);
    keep("review, reading", reviewed(width, height));
    let mut review = reviewed(width, height);
    review.answer_record(&people()[0]).paint();
    keep("review", review);
    let mut conflict = reviewed(width, height);
    let mut moved = people()[0].clone();
    moved["first_name"] = json!("Annabel");
    moved["company_role"] = json!("Head of research");
    conflict.answer_record(&moved).paint();
    keep("conflict", conflict);
    let mut removal = peoplelens(width, height);
    removal.press(":").type_text("remove").press("enter");
    removal
        .answer_record(&people()[0])
        .paint()
        .type_text("ana@");
    keep("removal", removal);
    let mut loading = Driven::open(vec![connection("support", "leanmote")], width, height);
    loading.wait(Duration::from_millis(200));
    loading.budget(Budget {
        blocked: Some(Blocked {
            why: BlockedBy::Minute(100, 100),
            until: Some(Duration::from_secs(138)),
        }),
        waiting: 3,
        ..budget(700, 100)
    });
    keep("loading", loading);
    for error in [
        ApiError::Forbidden(words("You may not")),
        ApiError::Unauthorized(words("The token has expired")),
    ] {
        let mut failed = Driven::open(vec![connection("support", "leanmote")], width, height);
        failed.fail(error);
        keep("failed", failed);
    }
    states
}

#[test]
fn ascii_borders_come_with_ascii_signs() {
    for (name, mut driven) in states() {
        driven.app.looks.borders = Borders::Ascii;
        for (width, height) in SIZES {
            driven.send(Msg::Resized(Size { width, height }));
            let foreign: BTreeSet<String> = painted_in(&driven, &theme())
                .content()
                .iter()
                .map(|cell| cell.symbol().to_owned())
                // The letters are those of people's names.
                .filter(|symbol| !symbol.is_ascii() && !symbol.chars().all(char::is_alphabetic))
                .collect();
            assert_eq!(
                foreign,
                BTreeSet::new(),
                "{name} at {width}x{height}:\n{}",
                screen(&driven)
            );
        }
    }
}

#[test]
fn ascii_borders_at_three_sizes() {
    for (width, height, name) in [
        (120, 36, "ascii_120x36"),
        (80, 24, "ascii_80x24"),
        (40, 12, "ascii_40x12"),
    ] {
        let mut driven = peoplelens(width, height);
        driven.app.looks.borders = Borders::Ascii;
        driven.press("e");
        driven
            .answer_record(&people()[0])
            .type_text("x")
            .press("enter");
        driven.answer_record(&people()[0]).paint();
        insta::assert_snapshot!(name, screen(&driven));
    }
}

#[test]
fn what_cuts_a_value_and_what_ends_a_sentence() {
    let mut driven = Driven::open(vec![connection("support", "leanmote")], 120, 16);
    driven.app.looks.borders = Borders::Ascii;
    driven.wait(Duration::from_millis(200));
    let loading = screen(&driven);
    assert!(loading.contains("Loading the first 100 ...  "), "{loading}");
    let name = "Anna-Magdalena of the very long name that no column has room for";
    let user = json!({"id": "usr_1", "name": name, "email": "anna@acme.example"});
    driven.answer_list(&[user]);
    let cut = screen(&driven);
    assert!(cut.contains("Anna-Magdalena"), "{cut}");
    assert!(cut.contains('~'), "{cut}");
}

/// The words of a screen with how each looks without any colour.
fn colourless(driven: &Driven) -> Buffer {
    for (name, _) in crate::ui::theme::BUILT_IN {
        let theme = Theme::new(&Definition::built_in(name).unwrap(), Depth::None);
        for cell in painted_in(driven, &theme).content() {
            assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "{name}");
        }
    }
    let theme = Definition::built_in("colourless").unwrap();
    painted_in(driven, &Theme::new(&theme, Depth::True))
}

/// How the first place looks where a text is, and what is before it in its row.
fn find(buffer: &Buffer, text: &str) -> (Modifier, String) {
    let width = usize::from(buffer.area.width);
    for row in buffer.content().chunks(width) {
        let letters: String = row.iter().map(Cell::symbol).collect();
        if let Some(at) = letters.find(text) {
            let before = letters[..at].to_owned();
            return (row[before.chars().count()].modifier, before);
        }
    }
    panic!("there is no {text:?}");
}

#[test]
fn without_colour_each_meaning_has_a_sign_a_word_or_an_attribute() {
    let mut driven = peoplelens(120, 24);
    driven.press("/ a n a esc");
    let list = colourless(&driven);
    // Where you are: the row reversed, with its bar; the pane's frame bold.
    let reversed = |text| find(&list, text).0.contains(Modifier::REVERSED);
    assert!(reversed("▌") && reversed("ana.lima@") && !reversed("anabel.ruiz@"));
    assert!(find(&list, "╭").0.contains(Modifier::BOLD));
    assert!(find(&list, "╮╭").0.contains(Modifier::BOLD));
    let detail = list.content()[usize::from(list.area.width) * 2 + 100].modifier;
    assert!(!detail.contains(Modifier::BOLD));
    // A match is underlined, and nothing else of its cell.
    let underlined = |text| find(&list, text).0.contains(Modifier::UNDERLINED);
    assert!(underlined("ana.lima@") && !underlined(".lima@"));

    let mut all = peoplelens(120, 24);
    all.press("j j space k");
    let list = colourless(&all);
    assert!(find(&list, "dan.brown@").1.contains("* Dan"));
    assert!(find(&list, "disabled").1.ends_with("✗ "));
    assert!(find(&list, "enabled").1.ends_with("  "));
    // Keys are bold, what they do is dim.
    assert!(find(&list, "? help").0.contains(Modifier::BOLD));
    assert!(find(&list, "help").0.contains(Modifier::DIM));
    assert!(find(&list, "1 marked").0.is_empty());

    let mut draft = peoplelens(120, 24);
    draft.press("e");
    draft.answer_record(&people()[0]).type_text("x");
    let form = colourless(&draft);
    assert!(find(&form, "locked: not editable").0 == Modifier::empty());
    assert!(find(&form, "was Ana").1.contains("Anax"));
    draft.press("esc h");
    assert!(find(&colourless(&draft), "draft").1.contains("Ana Lima"));

    let mut review = reviewed(120, 36);
    review.answer_record(&people()[0]).paint();
    find(&colourless(&review), "Ana → Anna");
}

#[test]
fn without_colour_what_happened_has_a_sign() {
    let mut driven = peoplelens(120, 24);
    for (outcome, tone, sign) in [
        (Ok("offered".to_owned()), Tone::Good, "✓ "),
        (Err("no way".to_owned()), Tone::Bad, "✗ "),
    ] {
        let whose = Some("Ana Lima".to_owned());
        driven.send(Msg::Copied { whose, outcome });
        let notice = driven.app.notice.clone().unwrap();
        assert_eq!(notice.tone, tone);
        let said = Untrusted::new(notice.text).shown().to_string();
        assert_eq!(find(&colourless(&driven), &said).1, format!(" {sign}"));
    }
    driven.budget(Budget {
        blocked: Some(Blocked {
            why: BlockedBy::Minute(100, 100),
            until: Some(Duration::from_secs(138)),
        }),
        ..budget(700, 100)
    });
    find(&colourless(&driven), "waiting ");
}

#[test]
fn a_selected_row_that_is_reversed_is_of_one_piece() {
    let theme = Theme::new(&Definition::built_in("dark").unwrap(), Depth::Ansi);
    let mut driven = peoplelens(120, 24);
    driven.press("/").type_text("ana").press("esc");
    let buffer = painted_in(&driven, &theme);
    let reversed: Vec<_> = buffer
        .content()
        .iter()
        .filter(|cell| cell.modifier.contains(Modifier::REVERSED))
        .collect();
    assert!(reversed.len() > 40, "{}", reversed.len());
    for cell in reversed {
        assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset));
        assert!(!cell.modifier.contains(Modifier::DIM));
    }
}

#[test]
fn a_painted_background_is_behind_everything() {
    let mut states = states();
    for (theme, terminal, background) in [
        ("nord", Ground::Dark, Some(Color::Rgb(0x2e, 0x34, 0x40))),
        ("light", Ground::Dark, Some(Color::Rgb(0xfd, 0xfd, 0xfe))),
        ("light", Ground::Light, None),
    ] {
        let theme = Theme::new(&Definition::built_in(theme).unwrap(), Depth::True).on(terminal);
        let selected = theme.role(Role::Selected).bg;
        for (name, driven) in &mut states {
            for (width, height) in SIZES {
                driven.send(Msg::Resized(Size { width, height }));
                for cell in painted_in(driven, &theme).content() {
                    let behind = if selected == Some(cell.bg) {
                        selected
                    } else {
                        Some(background.unwrap_or_default())
                    };
                    assert_eq!(Some(cell.bg), behind, "{name} at {width}x{height}");
                    // A letter without a colour would be the terminal's.
                    let plain = cell.fg == Color::Reset && cell.symbol() != " ";
                    assert!(background.is_none() || !plain, "{name}: {cell:?}");
                }
            }
        }
    }
}

#[test]
fn high_contrast_is_that_of_its_roles_at_every_size() {
    // What the roles are on these two grounds is measured where themes are.
    let mut states = states();
    for name in ["high-contrast-dark", "high-contrast-light"] {
        let theme = Theme::new(&Definition::built_in(name).unwrap(), Depth::True);
        let inks = Role::ALL.map(|role| theme.role(role).fg);
        let grounds = [theme.background(), theme.role(Role::Selected).bg];
        for (state, driven) in &mut states {
            for (width, height) in SIZES {
                driven.send(Msg::Resized(Size { width, height }));
                for cell in painted_in(driven, &theme).content() {
                    let known = inks.contains(&Some(cell.fg)) && grounds.contains(&Some(cell.bg));
                    assert!(known, "{name}, {state} at {width}x{height}: {cell:?}");
                    assert!(!cell.modifier.contains(Modifier::DIM), "{name}, {state}");
                }
            }
        }
    }
}

#[test]
fn the_look_of_a_letter_survives_a_painted_background() {
    let theme = Theme::new(&Definition::built_in("nord").unwrap(), Depth::True);
    let buffer = painted_in(&peoplelens(120, 24), &theme);
    let at = buffer
        .content()
        .iter()
        .position(|cell| cell.symbol() == "✗")
        .unwrap();
    let expected = theme.role(Role::Bad).bg(theme.background().unwrap());
    let Style { fg, bg, .. } = expected;
    let cell = &buffer.content()[at];
    assert_eq!((Some(cell.fg), Some(cell.bg)), (fg, bg));
}
