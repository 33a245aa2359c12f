//! Any text, shown: nothing in it is left to act on a terminal, it fits its
//! cell, and showing it twice changes nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use whoswho::text::{Folded, Untrusted, cut, escape_json, fold, pad, tail, width, wrap};

/// One grapheme cannot be parted, and has up to 24 characters of two columns.
const WIDEST_GRAPHEME: usize = 50;

/// Written down apart from the code that is tried.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(u32::from(c),
            0xad | 0x61c | 0x200b | 0x200e | 0x200f | 0x2028..=0x202e | 0x2060..=0x206f
            | 0xfeff | 0xfff9..=0xfffb | 0xe0000..=0xe007f)
}

fuzz_target!(|data: (u8, &[u8])| {
    let (columns, bytes) = data;
    let columns = usize::from(columns);
    let raw = String::from_utf8_lossy(bytes);
    let text = Untrusted::new(raw.as_ref());

    let whole = text.shown();
    assert!(!whole.contains(acts));
    assert_eq!(Untrusted::new(whole.as_str()).shown(), whole.as_str());

    let within = text.shown_within(columns);
    assert!(within.width() <= columns);
    assert_eq!(cut(&whole, columns), within.as_str());
    assert_eq!(width(&pad(&whole, columns)), columns);
    assert!(width(&tail(&whole, columns)) <= columns);
    for row in text.shown_lines() {
        assert!(!row.contains(acts));
    }
    let room = columns.max(WIDEST_GRAPHEME);
    for row in wrap(&whole, room) {
        assert!(width(row) <= room);
    }

    let folded = fold(&whole);
    assert_eq!(fold(&folded), folded);
    let folded = Folded::new(&whole);
    for part in folded.highlights(&[0, u32::from(u8::MAX)]) {
        assert!(whole.get(part).is_some());
    }

    let json = serde_json::Value::from(raw.as_ref()).to_string();
    let escaped = escape_json(&json);
    assert!(!escaped.contains(|c| acts(c) && c != '\n'));
    let back: serde_json::Value = serde_json::from_str(&escaped).unwrap();
    assert_eq!(back.as_str(), Some(raw.as_ref()));
    // What is no JSON is escaped as well; between strings, a tab is a blank.
    assert!(!escape_json(&raw).contains(|c| acts(c) && c != '\n' && c != '\t'));
});
