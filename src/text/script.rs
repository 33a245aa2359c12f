//! Letters of one script that pass for those of another.

use unicode_normalization::char::is_combining_mark;

use super::SHOWN_MAX;

/// Scripts whose letters look alike, or close enough to be mistaken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Cherokee,
}

/// The script of a letter, if it is one of those; by Unicode's blocks, as the
/// few letters that are elsewhere look like nothing else.
const fn script(c: char) -> Option<Script> {
    Some(match c {
        'a'..='z'
        | 'A'..='Z'
        | '\u{aa}'
        | '\u{ba}'
        | '\u{c0}'..='\u{d6}'
        | '\u{d8}'..='\u{f6}'
        | '\u{f8}'..='\u{2b8}'
        | '\u{1d00}'..='\u{1d25}'
        | '\u{1e00}'..='\u{1eff}'
        | '\u{212a}'..='\u{212b}'
        | '\u{2c60}'..='\u{2c7f}'
        | '\u{a722}'..='\u{a787}'
        | '\u{ab30}'..='\u{ab64}'
        | '\u{ff21}'..='\u{ff3a}'
        | '\u{ff41}'..='\u{ff5a}' => Script::Latin,
        // With Coptic, which has Greek's letters.
        '\u{370}'..='\u{373}'
        | '\u{376}'..='\u{377}'
        | '\u{37b}'..='\u{37d}'
        | '\u{37f}'
        | '\u{386}'
        | '\u{388}'..='\u{3ff}'
        | '\u{1d26}'..='\u{1d2a}'
        | '\u{1f00}'..='\u{1fff}'
        | '\u{2126}'
        | '\u{2c80}'..='\u{2cff}' => Script::Greek,
        '\u{400}'..='\u{52f}'
        | '\u{1c80}'..='\u{1c8a}'
        | '\u{1d2b}'
        | '\u{2de0}'..='\u{2dff}'
        | '\u{a640}'..='\u{a69f}' => Script::Cyrillic,
        '\u{531}'..='\u{588}' | '\u{fb13}'..='\u{fb17}' => Script::Armenian,
        '\u{13a0}'..='\u{13fd}' | '\u{ab70}'..='\u{abbf}' => Script::Cherokee,
        _ => return None,
    })
}

/// Whether some word of a text has letters of two scripts that look alike, as
/// `аna` with a Cyrillic first letter has. A digit does not end a word; a dot,
/// an `@` and a hyphen do, so that `Ана Lima` and `анна@acme.example` are not
/// among them. What is too long to be shown is not looked at.
pub fn mixes_scripts(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let mut word = None;
    for c in text.chars().take(SHOWN_MAX) {
        match (script(c), word) {
            (Some(this), Some(before)) if this != before => return true,
            (Some(this), _) => word = Some(this),
            (None, _) if c.is_alphanumeric() || is_combining_mark(c) => {}
            (None, _) => word = None,
        }
    }
    false
}
