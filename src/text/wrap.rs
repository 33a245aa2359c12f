//! Breaks text into rows.
//!
//! For text that is already safe to show.

use unicode_segmentation::UnicodeSegmentation;

use super::measure::width as columns;

/// The rows of a text, none wider than `width`: broken between words, and
/// within a word that is wider than a row; only a grapheme that is wider by
/// itself has a row that is. A text without any has one, empty.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<&str> {
    let width = width.max(1);
    if text.len() <= width {
        return vec![text];
    }
    let mut rows = Vec::new();
    let mut rest = text;
    loop {
        let end = fitting(rest, width);
        if end == rest.len() {
            rows.push(rest);
            return rows;
        }
        // A space just behind what fits ends the row as well.
        let break_at = if rest[end..].starts_with(' ') {
            end
        } else {
            rest[..end].rfind(' ').filter(|at| *at > 0).unwrap_or(end)
        };
        rows.push(rest[..break_at].trim_end_matches(' '));
        rest = rest[break_at..].trim_start_matches(' ');
        if rest.is_empty() {
            return rows;
        }
    }
}

/// The byte where the graphemes end that fit, at least one.
fn fitting(text: &str, width: usize) -> usize {
    let mut taken = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        taken += columns(grapheme);
        if taken > width && at > 0 {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn rows_break_between_words_and_within_those_that_are_too_long() {
        let cases: [(&str, usize, &[&str]); 10] = [
            ("", 5, &[""]),
            ("one", 5, &["one"]),
            ("one two three", 7, &["one two", "three"]),
            ("one two three", 8, &["one two", "three"]),
            ("unbreakable", 4, &["unbr", "eaka", "ble"]),
            ("a unbreakable", 6, &["a", "unbrea", "kable"]),
            ("東京タワー", 5, &["東京", "タワ", "ー"]),
            // A vowel sign on an emoji: three columns that cannot be parted.
            ("🤕\u{940}!", 2, &["🤕\u{940}", "!"]),
            ("wide", 0, &["w", "i", "d", "e"]),
            ("ends in blanks   ", 14, &["ends in blanks"]),
        ];
        for (text, width, rows) in cases {
            assert_eq!(wrap(text, width), rows, "{text:?} in {width}");
        }
    }
}
