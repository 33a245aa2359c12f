//! How wide text is on a terminal, and how it is made to fit.
//!
//! For text that is already safe to show.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::class::is_simple;

/// How many terminal columns `text` takes, as ratatui paints it: grapheme by
/// grapheme, so that a ligature across two graphemes counts as two.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    if text.chars().all(is_simple) {
        return text.chars().count();
    }
    text.graphemes(true).map(grapheme_width).sum()
}

/// Ratatui adds to `unicode-width` a column for each halfwidth Katakana sound
/// mark, which terminals draw as a character of its own.
fn grapheme_width(grapheme: &str) -> usize {
    let sound_marks = grapheme
        .chars()
        .filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}'))
        .count();
    let single = grapheme.len() == 1;
    if single {
        1
    } else {
        grapheme.width() + sound_marks
    }
}

/// `text` if it is no wider than `columns`, else as much of it as leaves room
/// for `…`, cut at a grapheme. A blank is not left before it: that would say
/// that something goes on. Reads no further than it must.
#[must_use]
pub fn cut(text: &str, columns: usize) -> Cow<'_, str> {
    if text.len() <= columns && text.is_ascii() {
        return Cow::Borrowed(text);
    }
    if let Some(cut) = cut_simple(text, columns) {
        return cut;
    }
    match fitting(text, columns) {
        None => Cow::Borrowed(text),
        Some(end) => Cow::Owned(ellipsis_after(text, end, columns)),
    }
}

/// [`cut`] of a text in which the characters that fit are simple, and the one
/// behind them, which might change what is before it; none for any other.
pub(super) fn cut_simple(text: &str, columns: usize) -> Option<Cow<'_, str>> {
    // Where the last column begins.
    let mut last = 0;
    for (count, (at, c)) in text.char_indices().enumerate() {
        if !is_simple(c) {
            return None;
        }
        if count == columns {
            return Some(if columns == 0 {
                Cow::Borrowed("")
            } else {
                Cow::Owned([text[..last].trim_end_matches(' '), "…"].concat())
            });
        }
        last = at;
    }
    Some(Cow::Borrowed(text))
}

/// `text` if it is no wider than `columns`, else as much of its end as leaves
/// room for `…` before it, cut at a grapheme.
#[must_use]
pub fn tail(text: &str, columns: usize) -> Cow<'_, str> {
    if fitting(text, columns).is_none() {
        return Cow::Borrowed(text);
    }
    let Some(mut room) = columns.checked_sub(1) else {
        return Cow::Borrowed("");
    };
    let mut start = text.len();
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        match room.checked_sub(grapheme_width(grapheme)) {
            Some(left) => (room, start) = (left, at),
            None => break,
        }
    }
    Cow::Owned(format!("…{}", &text[start..]))
}

/// None if `text` is no wider than `columns`, else the byte where the
/// graphemes end that do fit.
pub(super) fn fitting(text: &str, columns: usize) -> Option<usize> {
    let mut left = columns;
    for (at, grapheme) in text.grapheme_indices(true) {
        match left.checked_sub(grapheme_width(grapheme)) {
            Some(remaining) => left = remaining,
            None => return Some(at),
        }
    }
    None
}

/// `text[..end]`, shortened by whole graphemes until `…` fits behind it within
/// `columns`, and without blanks before it. Empty for no columns.
pub(super) fn ellipsis_after(text: &str, end: usize, columns: usize) -> String {
    let Some(room) = columns.checked_sub(1) else {
        return String::new();
    };
    let kept = &text[..end];
    let kept = &kept[..fitting(kept, room).unwrap_or(end)];
    let kept = kept.trim_end_matches(' ');
    let mut cut = String::with_capacity(kept.len() + '…'.len_utf8());
    cut.push_str(kept);
    cut.push('…');
    cut
}

/// `text` in exactly `columns`: cut, or filled up with spaces on the right.
#[must_use]
pub fn pad(text: &str, columns: usize) -> String {
    let mut padded = cut(text, columns).into_owned();
    let missing = columns.saturating_sub(width(&padded));
    padded.extend(std::iter::repeat_n(' ', missing));
    padded
}
