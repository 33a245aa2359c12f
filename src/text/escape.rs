//! Turns text from outside into text that is safe to show.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use super::class::{Class, ZERO_WIDTH_JOINER, class, is_pictograph, joins, takes_variation};
use super::measure::{self, width};

/// Marks, joiners and selectors one base may carry; more is "Zalgo" text that
/// runs over the rows above and below.
const MARKS_PER_BASE: usize = 8;

/// Characters one grapheme may join into a cell or two. The longest emoji in
/// use has 10; what is longer hides text or costs time.
const CHARS_PER_GRAPHEME: usize = 24;

/// How a character that is not shown as itself is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Escape {
    /// For people: `\n`, `\e`, `\u{202e}`.
    Visible,
    /// For JSON strings: `\n`, `\u202e`, beyond U+FFFF as a surrogate pair.
    Json,
}

impl Escape {
    fn push(self, out: &mut String, c: char) {
        match (self, c) {
            (_, '\n') => out.push_str("\\n"),
            (_, '\r') => out.push_str("\\r"),
            (_, '\t') => out.push_str("\\t"),
            (Self::Visible, '\u{1b}') => out.push_str("\\e"),
            (Self::Visible, _) => {
                out.push_str("\\u{");
                push_hex(out, u32::from(c), 1);
                out.push('}');
            }
            (Self::Json, _) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str("\\u");
                    push_hex(out, u32::from(*unit), 4);
                }
            }
        }
    }
}

/// Appends a number in hexadecimal, in at least so many digits. Formatting by
/// `write!` takes several times as long, and a text may be all escapes.
fn push_hex(out: &mut String, number: u32, least: u32) {
    let digits = (u32::BITS - number.leading_zeros()).div_ceil(4).max(least);
    for place in (0..digits).rev() {
        let digit = number >> (4 * place) & 0xf;
        out.push(char::from_digit(digit, 16).unwrap_or('0'));
    }
}

/// `raw` on one row, no wider than `columns`, in work that grows with `columns`.
pub fn within(raw: &str, columns: usize) -> Cow<'_, str> {
    if let Some(cut) = measure::cut_simple(raw, columns) {
        return cut;
    }
    let start = readable(raw, columns);
    let mut shown = String::with_capacity(start.len().min(columns));
    let is_whole = escape(start, Escape::Visible, columns, &mut shown) && start.len() == raw.len();
    match measure::fitting(&shown, columns) {
        None if is_whole && shown == raw => Cow::Borrowed(raw),
        None if is_whole => Cow::Owned(shown),
        end => {
            let end = end.unwrap_or(shown.len());
            Cow::Owned(measure::ellipsis_after(&shown, end, columns))
        }
    }
}

/// As much of `raw` as `columns` can show at the very most. A grapheme without
/// an end, such as a letter with a million accents, ends here.
fn readable(raw: &str, columns: usize) -> &str {
    let chars = columns.saturating_add(2).saturating_mul(CHARS_PER_GRAPHEME);
    if raw.len() <= chars {
        return raw;
    }
    let end = raw
        .char_indices()
        .nth(chars)
        .map_or(raw.len(), |(end, _)| end);
    &raw[..end]
}

/// Printable ASCII, which is always shown as itself.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

/// Appends `raw` to `out`, every character that must not be shown as itself as
/// an escape, until that takes more than `columns`; says whether it was all.
/// Linear in the length of `raw`.
pub fn escape(raw: &str, how: Escape, columns: usize, out: &mut String) -> bool {
    let mut taken_columns = 0;
    let mut rest = raw;
    while !rest.is_empty() && taken_columns <= columns {
        let plain = rest
            .bytes()
            .position(|byte| !is_plain(byte))
            .unwrap_or(rest.len());
        // The last of them may be the base of a mark that follows.
        let alone = if plain == rest.len() {
            plain
        } else {
            plain.saturating_sub(1)
        };
        out.push_str(&rest[..alone]);
        taken_columns += alone;
        rest = &rest[alone..];
        let mut taken = 0;
        for grapheme in rest.graphemes(true) {
            // Back to the quick way as soon as plain text goes on.
            let is_plain_again = matches!(grapheme.as_bytes(), [byte] if is_plain(*byte));
            if taken_columns > columns || (taken > 0 && is_plain_again) {
                break;
            }
            taken += grapheme.len();
            let next = rest[taken..].chars().next();
            let room = columns - taken_columns;
            taken_columns += escape_grapheme(grapheme, next, how, room, out);
        }
        rest = &rest[taken..];
    }
    rest.is_empty() && taken_columns <= columns
}

/// What the next character of a grapheme would attach to.
struct Attached {
    to: char,
    /// Marks since the last base.
    marks: usize,
    /// Characters since the grapheme began.
    length: usize,
}

/// Appends one grapheme and says how many columns that takes at least; `after`
/// is the character behind it. A grapheme can be as long as the text: what is escaped
/// of it ends once that takes more than `room`.
fn escape_grapheme(
    grapheme: &str,
    after: Option<char>,
    how: Escape,
    room: usize,
    out: &mut String,
) -> usize {
    let start = out.len();
    let mut base: Option<Attached> = None;
    let mut escaped = 0;
    let mut chars = grapheme.chars().peekable();
    while let Some(c) = chars.next() {
        let inside = chars.peek().copied();
        // An escape is no base: whatever would sit on it is escaped as well.
        base = attach(base, c, inside.or(after), inside.is_some());
        if base.is_some() {
            out.push(c);
        } else {
            let before = out.len();
            how.push(out, c);
            escaped += out.len() - before;
            if escaped > room {
                return escaped;
            }
        }
    }
    // An escape has columns. How many the rest takes does not matter: too few
    // only means that a little more is escaped than is seen.
    let columns = if escaped > 0 {
        escaped
    } else {
        width(&out[start..])
    };
    if columns > 0 {
        return columns;
    }
    // Ratatui drops a grapheme without width, and so would the reader.
    out.truncate(start);
    grapheme.chars().for_each(|c| how.push(out, c));
    out.len() - start
}

/// What the character after `c` attaches to if `c` is shown as itself, none if
/// it must not be. `next` follows `c`, in the same grapheme if `is_next_inside`.
fn attach(
    before: Option<Attached>,
    c: char,
    next: Option<char>,
    is_next_inside: bool,
) -> Option<Attached> {
    let kind = class(c);
    if kind == Class::Hidden {
        return None;
    }
    let length = before.as_ref().map_or(0, |before| before.length) + 1;
    let Some(mut attached) = before.filter(|_| kind != Class::Base) else {
        // A spacing mark without a base has a cell of its own; Burmese has them
        // in every second word.
        let stands_alone = matches!(kind, Class::Base | Class::Mark { zero_width: false });
        return stands_alone.then_some(Attached {
            to: c,
            // A mark that stands alone sits on whatever is shown before it.
            marks: usize::from(kind != Class::Base),
            length,
        });
    };
    let belongs = match kind {
        Class::Mark { .. } => true,
        Class::Variation => takes_variation(attached.to, c, next),
        Class::Modifier => is_pictograph(attached.to),
        // Over a joiner, only emoji (and letters of scripts that `joins` knows)
        // stay in one grapheme.
        Class::Joiner => next.is_some_and(|next| {
            let joins_emoji = c == ZERO_WIDTH_JOINER
                && is_next_inside
                && class(next) == Class::Base
                && !next.is_alphabetic();
            joins_emoji || joins(attached.to, next)
        }),
        Class::Base | Class::Hidden => false,
    };
    if !belongs || attached.marks == MARKS_PER_BASE || attached.length >= CHARS_PER_GRAPHEME {
        return None;
    }
    attached.to = c;
    attached.marks += 1;
    attached.length = length;
    Some(attached)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_read_than_could_be_shown() {
        let endless = format!("a{}", "\u{301}".repeat(1_000_000));
        for columns in [0, 1, 30] {
            let start = readable(&endless, columns);
            assert_eq!(start.chars().count(), (columns + 2) * CHARS_PER_GRAPHEME);
            assert_eq!(within(&endless, columns), within(start, columns));
        }
        assert_eq!(readable("Ana", 0), "Ana");
    }

    #[test]
    fn escaping_stops_once_the_columns_are_full() {
        let mut out = String::new();
        assert!(!escape(&"山".repeat(100), Escape::Visible, 5, &mut out));
        assert_eq!(out, "山山山");
    }
}
