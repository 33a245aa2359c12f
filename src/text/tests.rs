use std::borrow::Cow;

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::*;

fn shown(raw: &str) -> String {
    Untrusted::new(raw).shown().to_string()
}

#[test]
fn hidden_and_controlling_characters_are_escaped() {
    for (raw, expected) in [
        ("", ""),
        ("Ana Lima", "Ana Lima"),
        ("ACME\\ana", "ACME\\ana"),
        ("two\nrows\r\n\tand a tab", "two\\nrows\\r\\n\\tand a tab"),
        ("\u{1b}[31mred\u{1b}[0m", "\\e[31mred\\e[0m"),
        ("\u{1b}]52;c;cm0=\u{7}", "\\e]52;c;cm0=\\u{7}"),
        (
            "nul \0 del \u{7f} csi \u{9b}2J",
            "nul \\u{0} del \\u{7f} csi \\u{9b}2J",
        ),
        ("\u{202e}moc.elpmaxe@ana", "\\u{202e}moc.elpmaxe@ana"),
        (
            "a\u{2066}b\u{2069}c\u{200e}d\u{61c}",
            "a\\u{2066}b\\u{2069}c\\u{200e}d\\u{61c}",
        ),
        ("an\u{200b}a", "an\\u{200b}a"),
        ("\u{feff}ana", "\\u{feff}ana"),
        ("soft\u{ad}hyphen", "soft\\u{ad}hyphen"),
        (
            "a\u{2028}b\u{2029}c\u{85}d",
            "a\\u{2028}b\\u{2029}c\\u{85}d",
        ),
        ("tag\u{e0041}\u{e007f}", "tag\\u{e0041}\\u{e007f}"),
        (
            "blank\u{3164}\u{2800}\u{ffa0}",
            "blank\\u{3164}\\u{2800}\\u{ffa0}",
        ),
        (
            "\u{fffe}\u{fdd0}\u{10ffff}",
            "\\u{fffe}\\u{fdd0}\\u{10ffff}",
        ),
    ] {
        assert_eq!(shown(raw), expected, "{raw:?}");
    }
}

#[test]
fn joiners_and_selectors_are_kept_only_where_spelling_needs_them() {
    for (raw, expected) in [
        // Between Latin letters, at an end, doubled, between two scripts.
        ("an\u{200d}a", "an\\u{200d}a"),
        ("an\u{200c}a", "an\\u{200c}a"),
        ("می\u{200c}", "می\\u{200c}"),
        ("می\u{200c}\u{200c}خ", "می\\u{200c}\\u{200c}خ"),
        ("م\u{200c}क", "م\\u{200c}क"),
        ("😀\u{200d}", "😀\\u{200d}"),
        ("😀\u{200d}a", "😀\\u{200d}a"),
        ("😀\u{200c}😀", "😀\\u{200c}😀"),
        // Selectors on letters, doubled, and the numbered ones that carry data.
        ("a\u{fe0f}", "a\\u{fe0f}"),
        ("1\u{fe0f}2", "1\\u{fe0f}2"),
        ("❤\u{fe0f}\u{fe0f}", "❤\u{fe0f}\\u{fe0f}"),
        ("😀\u{e0101}\u{e0102}", "😀\\u{e0101}\\u{e0102}"),
        ("葛\u{e0100}\u{e0101}", "葛\u{e0100}\\u{e0101}"),
        ("a\u{1f3fd}", "a\\u{1f3fd}"),
        ("👍\u{1f3fd}\u{1f3fd}", "👍\u{1f3fd}\\u{1f3fd}"),
        // A flag of tags is shown with its tags.
        ("🏴\u{e0067}\u{e007f}", "🏴\\u{e0067}\\u{e007f}"),
    ] {
        assert_eq!(shown(raw), expected, "{raw:?}");
    }
}

#[test]
fn writing_systems_and_emoji_stay_as_they_are() {
    for raw in [
        "José Ñandú",
        "Jose\u{301} n\u{303}",
        "山田太郎",
        "葛\u{e0100}城 辻\u{e0101}",
        "ﾊﾞﾝﾀﾞ",
        "김철수",
        "\u{1100}\u{1161}\u{11a8}",
        "محمد بن سلمان",
        "مُحَمَّد",
        "می\u{200c}خواهم",
        "שָׁלוֹם",
        "श्री राम",
        "क्\u{200d}ष र\u{200d}्य",
        "ශ්\u{200d}රී ලංකා",
        "ကျော် မာလာ",
        "สวัสดี น้ำ",
        "ខ្មែរ",
        "བོད་ཡིག",
        "❤\u{fe0f} ☎\u{fe0e} 1\u{fe0f}\u{20e3}",
        "👩🏽\u{200d}❤\u{fe0f}\u{200d}💋\u{200d}👨🏽",
        "👨\u{200d}👩\u{200d}👧\u{200d}👦 🏳\u{fe0f}\u{200d}🌈 🇵🇹",
        "no\u{a0}break 全角\u{3000}空白",
    ] {
        assert_eq!(shown(raw), raw, "{raw:?}");
        assert!(matches!(
            Cow::from(Untrusted::new(raw).shown()),
            Cow::Borrowed(_)
        ));
    }
}

#[test]
fn a_base_carries_at_most_eight_marks_and_a_mark_needs_a_base() {
    let marked = |marks: usize| format!("a{}b", "\u{301}".repeat(marks));
    assert_eq!(shown(&marked(8)), marked(8));
    assert_eq!(
        shown(&marked(10)),
        format!("a{}\\u{{301}}\\u{{301}}b", "\u{301}".repeat(8))
    );
    assert_eq!(shown("\u{301}a"), "\\u{301}a");
    assert_eq!(shown("\n\u{301}"), "\\n\\u{301}");
    assert_eq!(
        shown("\u{200b}\u{301}\u{302}a\u{301}"),
        "\\u{200b}\\u{301}\\u{302}a\u{301}"
    );
    assert_eq!(shown("a\u{fe00}\u{301}"), "a\\u{fe00}\\u{301}");
    assert_eq!(shown("\u{1161}\u{11a8}"), "\\u{1161}\\u{11a8}");
}

#[test]
fn common_emoji_are_what_the_tables_say() {
    let common: Vec<char> = ('\0'..=char::MAX)
        .filter(|c| class::is_common_emoji(*c))
        .collect();
    assert_eq!(common.len(), 1 + 0xfe + 0x50 + 0xb9);
    for c in common {
        let joined = format!("{c}\u{200d}❤");
        assert_eq!(joined.graphemes(true).count(), 1, "{c:?}");
    }
}

#[test]
fn an_emoji_joins_no_more_than_a_grapheme_may_hold() {
    let chain = vec!["😀"; 40].join("\u{200d}");
    let shown = shown(&chain);
    assert!(shown.contains("😀\\u{200d}😀"), "{shown}");
    assert!(shown.graphemes(true).all(|part| part.chars().count() <= 25));
}

#[test]
fn text_is_cut_at_a_grapheme_with_an_ellipsis() {
    for (raw, columns, expected) in [
        ("Ana Lima", 8, "Ana Lima"),
        ("Ana Lima", 7, "Ana Li…"),
        ("Ana Lima", 5, "Ana…"),
        ("山 田太郎", 4, "山…"),
        ("Ana Lima", 1, "…"),
        ("Ana Lima", 0, ""),
        ("", 0, ""),
        ("山田太郎", 8, "山田太郎"),
        ("山田太郎", 7, "山田太…"),
        ("山田太郎", 6, "山田…"),
        ("e\u{301}e\u{301}e\u{301}", 3, "e\u{301}e\u{301}e\u{301}"),
        ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
        ("Ana\u{301}b", 3, "An…"),
        ("Ana\u{301}", 3, "Ana\u{301}"),
        ("👨\u{200d}👩\u{200d}👧x", 2, "…"),
        ("👨\u{200d}👩\u{200d}👧x", 3, "👨\u{200d}👩\u{200d}👧x"),
        ("\n\n\n", 4, "\\n\\…"),
        ("ab\u{202e}", 5, "ab\\u…"),
    ] {
        let text = Untrusted::new(raw);
        assert_eq!(text.shown_within(columns), expected, "{raw:?} in {columns}");
    }
}

#[test]
fn five_megabytes_of_anything_fit_into_any_cell() {
    for text in [
        "x",
        "山",
        "a\u{301}",
        "\u{301}",
        "😀\u{200d}",
        "🇵",
        "\u{1b}",
        "क्",
        "\u{1100}",
    ] {
        let long = Untrusted::new(text.repeat(5_000_000 / text.len()));
        for columns in 0..40 {
            let shown = long.shown_within(columns);
            assert!(shown.width() <= columns);
            assert_eq!(shown.ends_with('…'), columns > 0, "{text:?} in {columns}");
        }
    }
}

#[test]
fn a_whole_text_is_capped() {
    let long = "x".repeat(SHOWN_MAX + 1);
    let long = Untrusted::new(long);
    let shown = long.shown();
    assert_eq!(shown.width(), SHOWN_MAX);
    assert!(shown.ends_with("x…"));
    let fits = &"x".repeat(SHOWN_MAX);
    assert_eq!(Untrusted::new(fits.as_str()).shown(), fits.as_str());
}

#[test]
fn rows_break_at_line_feeds_only() {
    let text = Untrusted::new("{\r\n  \"a\":\u{2028}\t1\n\u{1b}}\n");
    let rows: Vec<String> = text.shown_lines().map(String::from).collect();
    assert_eq!(rows, ["{", "  \"a\":\\u{2028}\\t1", "\\e}"]);
}

#[test]
fn debug_shows_no_raw_text() {
    let text = Untrusted::new("Ana\u{1b}[2J\u{202e}");
    assert_eq!(format!("{text:?}"), "\"Ana\\e[2J\\u{202e}\"");
    assert_eq!(format!("{:?}", text.shown()), "\"Ana\\e[2J\\u{202e}\"");
}

#[test]
fn the_value_itself_stays_raw() {
    let raw = "Ana\u{200b}\n";
    let text = Untrusted::new(raw);
    assert_eq!(text.raw(), raw);
    assert_eq!(text, Untrusted::from(raw.to_owned()));
    assert_ne!(text, Untrusted::new(shown(raw)));
    assert_eq!(text.borrowed().into_owned().raw(), raw);
}

#[test]
fn padding_fills_exactly() {
    for (text, columns, padded) in [
        ("Ana", 5, "Ana  "),
        ("山田", 5, "山田 "),
        ("山田太", 4, "山… "),
        ("12", 2, "12"),
        ("12", 0, ""),
    ] {
        assert_eq!(pad(text, columns), padded);
    }
}

#[test]
fn folding_drops_accents_and_case() {
    for (text, expected) in [
        ("Ana LIMA", "ana lima"),
        ("José Ñandú", "jose nandu"),
        ("Jose\u{301}", "jose"),
        ("Łukasz Đorđe Øster", "lukasz dorde oster"),
        ("Straße Ægir Œuvre", "strasse aegir oeuvre"),
        ("İstanbul ısı", "istanbul isi"),
        ("ΟΔΟΣ οδός", "οδοσ οδοσ"),
        ("مُحَمَّد", "محمد"),
        ("می\u{200c}خواهم", "میخواهم"),
        ("कि की", "कि की"),
        ("山田", "山田"),
    ] {
        assert_eq!(fold(text), expected, "{text}");
        assert_eq!(Folded::new(text).text(), expected, "{text}");
    }
}

#[test]
fn highlights_lead_back_to_whole_graphemes() {
    for (text, matched, expected) in [
        ("Ana Lima", &[4, 5, 6][..], vec!["Lim"]),
        ("Ana Lima", &[5, 0, 4, 0], vec!["A", "Li"]),
        ("José", &[3], vec!["é"]),
        ("Jose\u{301} x", &[3], vec!["e\u{301}"]),
        // One letter became two, and either lights up the whole of it.
        ("Straße", &[5], vec!["ß"]),
        ("Straße", &[4, 5, 6], vec!["ße"]),
        // One syllable became three letters.
        ("김철수", &[0, 3], vec!["김철"]),
        ("Ana", &[9], vec![]),
    ] {
        let highlights = Folded::new(text).highlights(matched);
        let parts: Vec<&str> = highlights.into_iter().map(|range| &text[range]).collect();
        assert_eq!(parts, expected, "{text}");
    }
}

#[test]
fn json_is_escaped_only_where_it_must_be() {
    for (json, expected) in [
        (
            "{\"a\": \"é山👨\u{200d}👩\"}",
            "{\"a\": \"é山👨\u{200d}👩\"}",
        ),
        (
            "[\"\u{202e}x\u{7f}\u{9b}\"]",
            "[\"\\u202ex\\u007f\\u009b\"]",
        ),
        ("\"\u{e0041}\"", "\"\\udb40\\udc41\""),
        ("\"\\\\\u{200b}\"", "\"\\\\\\u200b\""),
        ("\"\\\"\u{200b}\" \r\n\t1\r2", "\"\\\"\\u200b\" \n\t1\n2"),
        ("\"raw\n\t\u{1b}\" \u{1b}", "\"raw\\n\\t\\u001b\" \\u001b"),
        ("\"open\u{200b}", "\"open\\u200b"),
    ] {
        assert_eq!(escape_json(json), expected);
    }
    assert!(matches!(escape_json("{\n  \"a\": 1\n}"), Cow::Borrowed(_)));
}

/// Text of the kinds that go wrong: what hides, joins, marks, reorders, takes
/// two columns or none, and plain text between.
fn nasty() -> impl Strategy<Value = String> {
    let parts = prop_oneof![
        4 => any::<char>().prop_map(String::from),
        4 => "[ -~]{0,6}",
        2 => prop::sample::select(vec![
            "\u{200d}", "\u{200c}", "\u{fe0f}", "\u{fe0e}", "\u{fe00}", "\u{e0100}", "\u{1f3fd}",
            "\u{20e3}", "\u{301}", "\u{1ab0}", "\u{e0067}", "\u{202e}", "\u{1b}", "\n", "\r\n",
        ]).prop_map(String::from),
        2 => prop::sample::select(vec![
            "😀", "❤", "👩", "🇵", "1", "葛", "ﾊ", "\u{ff9e}", "م", "ل", "ا", "क", "्", "ि", "ခ",
            "ာ", "ក", "្", "ำ", "\u{1100}", "\u{1161}", "\u{11a8}", "각", "\u{600}", "\u{605}",
            "\u{d4e}", "\u{2d31}", "\u{2d7f}", "\u{a4f8}", "\u{a4fc}", "\u{16d63}", "\u{16d67}",
            "\u{1820}", "\u{180b}", "\u{a8fa}", "\u{17d8}",
        ]).prop_map(String::from),
        1 => (any::<char>(), 1..30usize).prop_map(|(c, n)| String::from(c).repeat(n)),
    ];
    prop::collection::vec(parts, 0..24).prop_map(|parts| parts.concat())
}

/// Characters that no shown text holds, whatever stands around them. Written
/// down apart from the code under test, from RELIABILITY's list.
fn is_never_shown(c: char) -> bool {
    c.is_control()
        || matches!(u32::from(c),
            0xad | 0x61c | 0x200b | 0x200e | 0x200f | 0x2028..=0x202e | 0x2060..=0x206f
            | 0xfeff | 0xfff9..=0xfffb | 0xe0000..=0xe007f)
}

fn painted(text: &str, columns: u16) -> usize {
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, 1));
    let (end, _) = buffer.set_stringn(0, 0, text, usize::from(columns), Style::new());
    usize::from(end)
}

#[test]
fn spacing_marks_in_a_row_are_cut_like_others() {
    for mark in ['\u{aa33}', '\u{1122c}'] {
        let shown = shown(&format!("¡{}", mark.to_string().repeat(19)));
        assert_eq!(self::shown(&shown), shown);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_text_shows_what_it_must_not(raw in nasty()) {
        let shown = shown(&raw);
        prop_assert!(!shown.contains(is_never_shown), "{shown:?}");
        for grapheme in shown.graphemes(true) {
            prop_assert!(width(grapheme) > 0, "{grapheme:?} in {shown:?}");
        }
        prop_assert_eq!(self::shown(&shown), shown);
    }

    #[test]
    fn no_text_is_wider_than_its_cell(raw in nasty(), columns in 0..60usize) {
        let text = Untrusted::new(raw);
        let whole = text.shown();
        let within = text.shown_within(columns);
        prop_assert!(within.width() <= columns);
        if whole.width() <= columns {
            prop_assert_eq!(&within, &whole);
        } else {
            let kept = within.strip_suffix('…').unwrap_or_default();
            prop_assert!(whole.starts_with(kept), "{within:?} of {whole:?}");
        }
        prop_assert_eq!(cut(&whole, columns), within.as_str());
        prop_assert_eq!(width(&pad(&whole, columns)), columns);
    }

    #[test]
    fn widths_are_what_ratatui_paints(raw in nasty()) {
        let shown = shown(&raw);
        prop_assert_eq!(painted(&shown, 2_000), width(&shown), "{:?}", shown);
    }

    #[test]
    fn escaped_json_is_the_same_value(text in nasty(), key in nasty()) {
        let value = serde_json::json!({ key: [text, 1.5, null] });
        for json in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            let escaped = escape_json(&json);
            let printed = |c: char| is_never_shown(c) && c != '\n';
            prop_assert!(!escaped.contains(printed), "{escaped:?}");
            prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&escaped).unwrap(), value.clone());
        }
    }

    #[test]
    fn folding_twice_changes_nothing(text in nasty()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn every_folded_character_leads_back(text in nasty()) {
        let shown = shown(&text);
        let folded = Folded::new(&shown);
        for index in (0..).take(folded.text().chars().count()) {
            let ranges = folded.highlights(&[index]);
            prop_assert_eq!(ranges.len(), 1);
            prop_assert!(shown.get(ranges[0].clone()).is_some_and(|part| !part.is_empty()));
        }
    }
}

#[test]
fn a_word_of_two_scripts_that_look_alike_is_told() {
    for (text, mixed) in [
        ("Ana Lima", false),
        ("Анна Lima", false),
        ("анна@acme.example", false),
        ("Анна-Maria", false),
        ("Jose\u{301} Ñandú", false),
        ("Œuvre ŉ Straße", false),
        ("Tシャツ 山田Ana", false),
        ("5 µg, 20 ㎞", false),
        ("Αθηνά Ωμέγα", false),
        ("\u{430}na", true),
        ("an\u{430}", true),
        ("Lima p\u{430}yp\u{430}l", true),
        ("ana@\u{430}cme.example", true),
        ("a\u{301}\u{301}\u{430}", true),
        ("\u{430}1ice", true),
        ("g\u{3bf}\u{3bf}gle", true),
        ("Ст\u{3bf}п", true),
        ("\u{13aa}na", true),
        ("s\u{585}le", true),
        ("ｅ\u{435}", true),
    ] {
        assert_eq!(Untrusted::new(text).mixes_scripts(), mixed, "{text:?}");
    }
    let far = format!("{}\u{430}", "a".repeat(SHOWN_MAX));
    assert!(!Untrusted::new(far).mixes_scripts());
}

#[test]
fn simple_characters_are_graphemes_of_one_column() {
    let simple = ('\0'..=char::MAX).filter(|c| class::is_simple(*c));
    for c in simple {
        let alone = c.to_string();
        assert_eq!(shown(&alone), alone, "{c:?}");
        for text in [
            alone.clone(),
            format!("a{c}"),
            format!("{c}a"),
            format!("{c}{c}"),
        ] {
            let graphemes: Vec<&str> = text.graphemes(true).collect();
            assert_eq!(graphemes.len(), text.chars().count(), "{text:?}");
            assert_eq!(painted(&text, 9), graphemes.len(), "{text:?}");
        }
    }
}

proptest! {
    #[test]
    fn simple_text_is_cut_as_any_other(text in "[ -~é…─\u{301}家]{0,12}", columns in 0..12_usize) {
        if let Some(cut) = measure::cut_simple(&text, columns) {
            let slowly = match measure::fitting(&text, columns) {
                None => text.clone(),
                Some(end) => measure::ellipsis_after(&text, end, columns),
            };
            prop_assert_eq!(cut, slowly);
        }
    }
}
