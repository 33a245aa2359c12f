use proptest::prelude::*;

use super::*;

/// The text with `|` where the cursor is.
fn with_cursor(line: &LineInput) -> String {
    let (before, after) = line.value().split_at(line.cursor_byte());
    format!("{before}|{after}")
}

#[test]
fn steps_go_by_grapheme_and_word() {
    use Edit::*;
    let family = "👩‍👩‍👧";
    let cases: [(&str, &[Edit], &str); 14] = [
        ("Ana", &[], "Ana|"),
        ("Ana", &[Insert('n'), Insert('a')], "Anana|"),
        ("Ana", &[Left, Insert('n')], "Ann|a"),
        ("Ana", &[Home, Delete], "|na"),
        ("Ana", &[Home, Left, Backspace], "|Ana"),
        ("Ana", &[Right, Delete], "Ana|"),
        ("Ana Lima", &[WordLeft], "Ana |Lima"),
        ("Ana Lima", &[Home, WordRight], "Ana |Lima"),
        ("Ana Lima", &[DeleteWord], "Ana |"),
        ("Ana Lima", &[WordLeft, DeleteToStart], "|Lima"),
        (family, &[Backspace], "|"),
        (family, &[Left, Right, Insert('x')], "👩‍👩‍👧x|"),
        ("e\u{301}a", &[Home, Right], "e\u{301}|a"),
        ("Ana", &[Insert('\n'), Insert('\u{1b}')], "Ana|"),
    ];
    for (start, edits, expected) in cases {
        let mut line = LineInput::new(start);
        for edit in edits {
            line.edit(*edit);
        }
        assert_eq!(with_cursor(&line), expected, "{start:?} {edits:?}");
    }
}

#[test]
fn an_edit_tells_whether_the_text_is_another() {
    let mut line = LineInput::new("Ana");
    assert!(!line.edit(Edit::Left));
    assert!(line.edit(Edit::Backspace));
    assert!(!line.edit(Edit::Insert('\u{7}')));
    assert!(!line.paste("\r\n"));
}

#[test]
fn a_paste_stays_on_one_line() {
    let cases = [
        ("Ana\n", "xAna|y"),
        ("Ana\r\nLima", "xAna Lima|y"),
        ("a\n\nb", "xa  b|y"),
        ("a\rb\tc", "xa b c|y"),
        ("", "x|y"),
    ];
    for (pasted, expected) in cases {
        let mut line = LineInput::new("xy");
        line.edit(Edit::Left);
        line.paste(pasted);
        assert_eq!(with_cursor(&line), expected, "{pasted:?}");
        let mut masked = SecretInput::new();
        masked.set(crate::directory::call::Secret::new("xy".into()));
        masked.edit(Edit::Left);
        masked.paste(pasted);
        assert_eq!(
            masked.secret().expose(),
            expected.replace('|', ""),
            "{pasted:?}"
        );
    }
}

#[test]
fn a_line_takes_no_more_than_its_limit() {
    let mut line = LineInput::new("ab");
    assert!(!line.paste(&"x".repeat(12_000)));
    assert_eq!(line.value(), "ab", "half of a text is another text");
    assert_eq!(
        line.refuses(&"x".repeat(12_000)).unwrap(),
        "12,000 characters pasted; 4,094 fit; nothing was put in"
    );
    assert!(line.paste(&"x".repeat(LINE_MAX - 2)));
    assert!(!line.edit(Edit::Insert('x')));
    assert!(!line.paste("x"));
    let mut masked = SecretInput::new();
    assert!(!masked.paste(&"x".repeat(LINE_MAX + 1)));
    assert!(masked.is_empty(), "half of a password is another password");
    assert!(masked.paste(&"x".repeat(LINE_MAX)));
    assert!(!masked.edit(Edit::Insert('x')));
}

#[test]
fn the_cursor_stays_in_view() {
    // Text, steps back from its end, width, what is seen, where the cursor is.
    let cases = [
        ("Ana", 0, 10, "Ana", 3),
        ("Ana", 1, 10, "Ana", 2),
        ("Ana Lima", 0, 6, "…Lima", 5),
        ("Ana Lima", 8, 6, "Ana L…", 0),
        ("Ana Lima", 2, 6, "…a Li…", 5),
        ("Ana Lima", 3, 6, "Ana L…", 5),
        ("安安安", 0, 5, "…安", 3),
        ("Ana Lima Costa", 14, 6, "Ana L…", 0),
        ("a\u{1b}b", 0, 10, "a\\eb", 4),
        ("a\u{202e}b", 1, 20, "a\\u{202e}b", 9),
        ("Ana", 0, 1, "", 0),
        ("Ana", 0, 0, "", 0),
    ];
    for (text, back, width, seen, cursor) in cases {
        let mut line = LineInput::new(text);
        for _ in 0..back {
            line.edit(Edit::Left);
        }
        let expected = Visible {
            text: seen.to_owned(),
            cursor,
            cut_before: seen.starts_with('…'),
            cut_behind: seen.ends_with('…'),
        };
        assert_eq!(line.visible(width), expected, "{text:?} {back} {width}");
    }
}

#[test]
fn a_secret_is_dots() {
    let mut masked = SecretInput::new();
    for c in "hunter2".chars() {
        masked.edit(Edit::Insert(c));
    }
    assert_eq!(format!("{masked:?}"), "•••");
    let seen = masked.visible(20);
    assert_eq!((seen.text.as_str(), seen.cursor), ("•••••••", 7));
    masked.edit(Edit::Left);
    masked.edit(Edit::Backspace);
    assert_eq!(masked.secret().expose(), "hunte2");
    masked.edit(Edit::Delete);
    assert_eq!(masked.secret().expose(), "hunte");
    masked.edit(Edit::DeleteToStart);
    assert!(masked.is_empty());
}

fn any_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        any::<char>().prop_map(Edit::Insert),
        Just(Edit::Left),
        Just(Edit::Right),
        Just(Edit::WordLeft),
        Just(Edit::WordRight),
        Just(Edit::Home),
        Just(Edit::Backspace),
        Just(Edit::Delete),
        Just(Edit::DeleteWord),
    ]
}

proptest! {
    #[test]
    fn whatever_is_typed_stays_within_its_columns(
        start in ".{0,40}",
        edits in prop::collection::vec(any_edit(), 0..40),
        width in 0_usize..30,
    ) {
        let mut line = LineInput::new(&start);
        for edit in edits {
            line.edit(edit);
            let seen = line.visible(width);
            prop_assert!(text::width(&seen.text) <= width);
            prop_assert!(seen.cursor < width.max(1));
        }
    }
}
