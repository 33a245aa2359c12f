//! JSON text that is safe to print and still the same value.

use std::borrow::Cow;

use memchr::memchr2;

use super::escape::{Escape, escape};

/// `json` with every control, bidi and invisible character written as a `\u`
/// escape, as a pair of them beyond U+FFFF. It reads back as the same value.
///
/// Line feeds, spaces and tabs between the tokens stay; a carriage return there
/// becomes a line feed. Meant for well-formed JSON; of anything else the result
/// is as safe to print, and as malformed.
#[must_use]
pub fn escape_json(json: &str) -> Cow<'_, str> {
    if json.bytes().all(|byte| matches!(byte, b'\n' | b' '..=b'~')) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while !rest.is_empty() {
        let (between, from_quote) = rest.split_at(rest.find('"').unwrap_or(rest.len()));
        push_between(between, &mut out);
        let (string, behind) = from_quote.split_at(json_string_end(from_quote));
        escape(string, Escape::Json, usize::MAX, &mut out);
        rest = behind;
    }
    Cow::Owned(out)
}

/// What is outside the strings: brackets, numbers, and whitespace to keep.
fn push_between(between: &str, out: &mut String) {
    let mut parts = between.split_inclusive(['\n', '\r', '\t']).peekable();
    while let Some(part) = parts.next() {
        let token = part.trim_end_matches(['\n', '\r', '\t']);
        escape(token, Escape::Json, usize::MAX, out);
        match &part[token.len()..] {
            "\r" if parts.peek() == Some(&"\n") => {}
            "\r" => out.push('\n'),
            space => out.push_str(space),
        }
    }
}

/// Where the string that JSON starts with ends, in bytes, its closing quote
/// included; the end of the text if it has none.
#[must_use]
pub fn json_string_end(text: &str) -> usize {
    let mut at = 1;
    while let Some(behind) = text.as_bytes().get(at..)
        && let Some(next) = memchr2(b'"', b'\\', behind)
    {
        if behind[next] == b'"' {
            return at + next + 1;
        }
        // Whatever is behind a backslash is no end.
        at += next + 2;
    }
    text.len()
}
