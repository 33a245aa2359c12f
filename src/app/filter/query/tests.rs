use proptest::prelude::*;

use super::*;

/// A word as `-name relation value` or its text, and `…` if it is open.
fn told(word: &Word<'_>) -> String {
    let excludes = if word.excludes { "-" } else { "" };
    let open = if word.open { "…" } else { "" };
    match &word.named {
        Some(Named {
            name,
            relation,
            value,
        }) => format!("{excludes}{name} {relation:?} [{value}]{open}"),
        None => format!("{excludes}[{}]{open}", word.text),
    }
}

#[test]
fn a_text_is_read_as_words() {
    for (text, expected) in [
        ("", &[][..]),
        (" \t ", &[]),
        ("ana lima", &["[ana]", "[lima]…"]),
        ("ana lima ", &["[ana]", "[lima]"]),
        ("-admin ana", &["-[admin]", "[ana]…"]),
        ("\"ana lima\" x", &["[ana lima]", "[x]…"]),
        ("-\"ana lima\"", &["-[ana lima]"]),
        ("email:@acme.io", &["email Contains [@acme.io]…"]),
        ("-role:Admin ", &["-role Contains [Admin]"]),
        ("role:=Admin", &["role Equals [Admin]…"]),
        (
            "n:>5 n:>=5 n:<5 n:<=5 ",
            &["n Above [5]", "n From [5]", "n Below [5]", "n UpTo [5]"],
        ),
        ("name:\"ana lima\" x", &["name Contains [ana lima]", "[x]…"]),
        ("name:=\"ana lima\"", &["name Equals [ana lima]"]),
        ("created_at:2026", &["created_at Contains [2026]…"]),
        ("first-name:a", &["first-name Contains [a]…"]),
        // Nothing behind the colon, or the start of it.
        ("email:", &["email Contains []…"]),
        ("email: ", &["email Contains []"]),
        ("email:\"\"", &["email Contains []"]),
        ("created:>", &["created Above []…"]),
        // Quotes that are not closed go to the end.
        ("\"ana li", &["[ana li]…"]),
        ("name:\"ana li", &["name Contains [ana li]…"]),
        ("\"ana ", &["[ana ]…"]),
        // What is behind a closing quote is another word.
        ("\"a\"b", &["[a]", "[b]…"]),
        // A quote inside of a word is one of its letters.
        ("5\"disk", &["[5\"disk]…"]),
        // No names: nothing, numbers, signs, what is in quotes.
        (":x", &["[:x]…"]),
        ("09:12", &["[09:12]…"]),
        ("\"urn:x\"", &["[urn:x]"]),
        ("<ana@acme:1>", &["[<ana@acme:1>]…"]),
        ("a b:c", &["[a]", "b Contains [c]…"]),
        ("urn:x:y", &["urn Contains [x:y]…"]),
        (
            "https://acme.example",
            &["https Contains [//acme.example]…"],
        ),
        // A hyphen excludes once, and alone nothing; inside it is a letter.
        ("--x", &["-[-x]…"]),
        ("ana - lima", &["[ana]", "[lima]…"]),
        ("-", &[]),
        ("x-y", &["[x-y]…"]),
        ("-\"-x\"", &["-[-x]"]),
        ("\"-x\"", &["[-x]"]),
        ("\"\" x", &["[x]…"]),
        ("a\u{0}b", &["[a]", "[b]…"]),
        ("\"a\nb\"", &["[a b]"]),
    ] {
        let words: Vec<String> = words(text).iter().map(told).collect();
        assert_eq!(words, expected, "{text:?}");
    }
}

#[test]
fn what_is_written_can_be_written_again() {
    let text = "ana  -role:\"Ad min\"\tcreated:>=2026-01 \"a b\"";
    let raw: Vec<&str> = words(text).iter().map(|word| word.raw).collect();
    assert_eq!(
        raw,
        ["ana", "-role:\"Ad min\"", "created:>=2026-01", "\"a b\""]
    );
}

proptest! {
    #[test]
    fn any_text_is_read_and_nothing_of_it_lost(text in "[ \\-\"a:>=<é\\n山]{0,16}|.{0,16}") {
        let words = words(&text);
        let mut rest = text.as_str();
        for word in &words {
            prop_assert!(!word.text.contains(char::is_control));
            let at = rest.find(word.raw);
            prop_assert!(at.is_some(), "{:?} in {:?}", word.raw, rest);
            let (before, _) = rest.split_at(at.unwrap());
            let empty = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '-' | '"');
            prop_assert!(before.chars().all(empty), "{before:?} is left out");
            rest = &rest[at.unwrap() + word.raw.len()..];
        }
        let open = words.iter().filter(|word| word.open).count();
        prop_assert!(open <= 1);
    }

    #[test]
    fn what_is_quoted_is_one_plain_word(text in "[^\"\\pC]{1,16}") {
        let quoted = format!("\"{text}\"");
        let words = words(&quoted);
        prop_assert_eq!(words.len(), 1);
        prop_assert_eq!(&words[0].text, &text);
        prop_assert_eq!(&words[0].named, &None);
        prop_assert!(!words[0].open);
    }
}
