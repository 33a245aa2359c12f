//! Turns text from outside into text that is safe to show.

use std::borrow::Cow;
use std::fmt::Write as _;

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
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            (Self::Json, _) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
}

/// `raw` on one row, no wider than `columns`, in work that grows with `columns`.
pub fn within(raw: &str, columns: usize) -> Cow<'_, str> {
    // One byte more than fits: were it a mark, it would change what is before it.
    let looked_at = raw.len().min(columns.saturating_add(1));
    if raw.as_bytes()[..looked_at].iter().all(is_printable_ascii) {
        return measure::cut(raw, columns);
    }
    let enough = columns.saturating_add(2).saturating_mul(CHARS_PER_GRAPHEME);
    let (looked_at, is_more) = match raw.char_indices().nth(enough) {
        Some((end, _)) => (&raw[..end], true),
        None => (raw, false),
    };
    let mut shown = String::with_capacity(looked_at.len());
    escape(looked_at, Escape::Visible, &mut shown);
    match measure::fitting(&shown, columns) {
        None if !is_more => {
            if shown == raw {
                Cow::Borrowed(raw)
            } else {
                Cow::Owned(shown)
            }
        }
        None => Cow::Owned(measure::ellipsis_after(&shown, shown.len(), columns)),
        Some(end) => Cow::Owned(measure::ellipsis_after(&shown, end, columns)),
    }
}

pub fn is_printable_ascii(byte: &u8) -> bool {
    matches!(byte, b' '..=b'~')
}

/// Appends `raw` to `out`, every character that must not be shown as itself as
/// an escape. Linear in the length of `raw`.
pub fn escape(raw: &str, how: Escape, out: &mut String) {
    let mut rest = raw;
    while !rest.is_empty() {
        let plain = rest
            .bytes()
            .position(|byte| !is_printable_ascii(&byte))
            .unwrap_or(rest.len());
        // The last of them may be the base of a mark that follows.
        let alone = if plain == rest.len() {
            plain
        } else {
            plain.saturating_sub(1)
        };
        out.push_str(&rest[..alone]);
        rest = &rest[alone..];
        let mut taken = 0;
        for grapheme in rest.graphemes(true) {
            // Back to the quick way as soon as plain text goes on.
            if taken > 0 && grapheme.len() == 1 && is_printable_ascii(&grapheme.as_bytes()[0]) {
                break;
            }
            taken += grapheme.len();
            escape_grapheme(grapheme, rest[taken..].chars().next(), how, out);
        }
        rest = &rest[taken..];
    }
}

/// What the next character of a grapheme would attach to.
struct Attached {
    to: char,
    /// Marks since the last base.
    marks: usize,
    /// Characters since the grapheme began.
    length: usize,
    /// All of them belong to one emoji.
    is_emoji: bool,
}

/// Appends one grapheme; `after` is the character behind it.
fn escape_grapheme(grapheme: &str, after: Option<char>, how: Escape, out: &mut String) {
    let start = out.len();
    let mut base: Option<Attached> = None;
    let mut chars = grapheme.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().or(after);
        base = match attach(base, c, next) {
            Some(attached) => {
                out.push(c);
                Some(attached)
            }
            // An escape is no base: whatever would sit on it is escaped as well.
            None => {
                how.push(out, c);
                None
            }
        };
    }
    // Ratatui drops a grapheme without width, and so would the reader.
    if width(&out[start..]) == 0 {
        out.truncate(start);
        grapheme.chars().for_each(|c| how.push(out, c));
    }
}

/// What the character after `c` attaches to if `c` is shown as itself, none if
/// it must not be.
fn attach(base: Option<Attached>, c: char, next: Option<char>) -> Option<Attached> {
    let class = class(c);
    if class == Class::Hidden {
        return None;
    }
    let length = base.as_ref().map_or(0, |base| base.length) + 1;
    let Some(mut base) = base.filter(|_| class != Class::Base) else {
        // A spacing mark without a base has a cell of its own; Burmese has them
        // in every second word.
        let stands_alone = matches!(class, Class::Base | Class::Mark { zero_width: false });
        return stands_alone.then(|| Attached {
            to: c,
            marks: 0,
            length,
            is_emoji: is_pictograph(c),
        });
    };
    let belongs = match class {
        Class::Mark { .. } => true,
        Class::Variation => takes_variation(base.to, c, next),
        Class::Modifier => is_pictograph(base.to),
        Class::Joiner => next.is_some_and(|next| {
            let joins_emoji = c == ZERO_WIDTH_JOINER && base.is_emoji && is_pictograph(next);
            joins_emoji || joins(base.to, next)
        }),
        Class::Base | Class::Hidden => false,
    };
    if !belongs || base.marks == MARKS_PER_BASE || base.length >= CHARS_PER_GRAPHEME {
        return None;
    }
    base.is_emoji &= !matches!(class, Class::Mark { .. });
    base.to = c;
    base.marks += 1;
    base.length = length;
    Some(base)
}
