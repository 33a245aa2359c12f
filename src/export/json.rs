//! Records as JSON: whole, as the server gave them.
//!
//! Only the space between the tokens is ours. Nothing is parsed into values
//! and written again, so numbers keep their digits, members their order, and
//! repeated members stay.

use crate::directory::record::Record;
use crate::text::{escape_json, json_string_end};

/// One record as an object over several lines, with a final newline.
#[must_use]
pub fn object(record: &Record) -> String {
    let mut out = String::new();
    indented(record.json(), 0, &mut out);
    out.push('\n');
    escape_json(&out).into_owned()
}

/// An array of objects over several lines.
pub(super) fn array(records: &[Record]) -> String {
    let mut array = Array::default();
    let mut out = array.add(records);
    out.push_str(array.end());
    out
}

/// An array of objects over several lines, written as they come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Array {
    begun: bool,
}

impl Array {
    /// The text of the next records. Nothing, not even a bracket, for none.
    #[must_use]
    pub fn add(&mut self, records: &[Record]) -> String {
        let mut out = String::new();
        for record in records {
            out.push_str(if self.begun { ",\n  " } else { "[\n  " });
            indented(record.json(), 1, &mut out);
            self.begun = true;
        }
        escape_json(&out).into_owned()
    }

    /// The text after the last record; the whole array where there was none.
    #[must_use]
    pub const fn end(self) -> &'static str {
        if self.begun { "\n]\n" } else { "[]\n" }
    }
}

/// One object a line.
pub(super) fn lines(records: &[Record]) -> String {
    let mut out = String::new();
    for record in records {
        for token in Tokens(record.json()) {
            out.push_str(token);
        }
        out.push('\n');
    }
    escape_json(&out).into_owned()
}

/// Writes JSON over several lines, its first one at a depth of `depth` steps.
fn indented(json: &str, mut depth: usize, out: &mut String) {
    let mut before = "";
    for token in Tokens(json) {
        let is_empty = matches!((before, token), ("{", "}") | ("[", "]"));
        if matches!(token, "}" | "]") {
            depth = depth.saturating_sub(1);
        }
        let opens_line = matches!(before, "{" | "[" | ",") || matches!(token, "}" | "]");
        if opens_line && !is_empty {
            out.push('\n');
            out.extend(std::iter::repeat_n("  ", depth));
        }
        out.push_str(token);
        match token {
            ":" => out.push(' '),
            "{" | "[" => depth += 1,
            _ => {}
        }
        before = token;
    }
}

/// The tokens of a JSON text: strings, brackets, commas, colons, and the rest
/// (numbers, words).
struct Tokens<'j>(&'j str);

impl<'j> Iterator for Tokens<'j> {
    type Item = &'j str;

    fn next(&mut self) -> Option<&'j str> {
        let text = self.0.trim_start_matches([' ', '\t', '\r', '\n']);
        let end = match text.as_bytes().first()? {
            b'"' => json_string_end(text),
            b'{' | b'}' | b'[' | b']' | b',' | b':' => 1,
            _ => text
                .find([' ', '\t', '\r', '\n', '{', '}', '[', ']', ',', ':', '"'])
                .unwrap_or(text.len()),
        };
        let (token, rest) = text.split_at(end);
        self.0 = rest;
        Some(token)
    }
}
