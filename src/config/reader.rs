//! Reading TOML with positions, so that every mistake is found and told where
//! it is.
//!
//! Descriptions are read by [`crate::directory::strict`], which stops at the
//! first value that does not fit. A configuration is written by hand by people
//! who want all of its mistakes at once, in terms of the keys they know, and it
//! is where a token ends up by accident: so it is walked key by key here, and no
//! message quotes a value. This is also why `toml`'s own way of printing an
//! error, which repeats the line, is not used.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::source::Source;
use crate::directory::strict::Problem;
use crate::text::{Untrusted, suggestion};

/// A document and what was found wrong with it so far.
pub(super) struct Reading<'t> {
    pub(super) source: Source<'t>,
    pub(super) problems: Vec<Problem>,
}

impl<'t> Reading<'t> {
    pub(super) const fn new(source: Source<'t>) -> Self {
        Self {
            source,
            problems: Vec::new(),
        }
    }

    /// Notes a problem with a key or its value.
    pub(super) fn problem(&mut self, span: &Range<usize>, path: &str, what: &str) {
        let message = format!("{path}: {what}");
        let place = self.source.place(span.start);
        self.problems.push(self.source.problem(place, message));
    }
}

/// A table and how it is reached.
#[derive(Clone)]
pub(super) struct Section<'d> {
    /// The keys that lead here, joined with dots; empty at the top.
    pub(super) path: String,
    table: &'d DeTable<'d>,
}

/// A text with its position and the path of its key.
#[derive(Clone)]
pub(super) struct Text<'d> {
    pub(super) value: &'d str,
    pub(super) span: Range<usize>,
    pub(super) path: String,
}

/// A key and what stands beside it.
pub(super) struct Entry<'d> {
    pub(super) key: &'d str,
    pub(super) key_span: Range<usize>,
    pub(super) path: String,
    pub(super) value: &'d Spanned<DeValue<'d>>,
}

impl<'d> Section<'d> {
    /// The whole document.
    pub(super) fn top(table: &'d Spanned<DeTable<'d>>) -> Self {
        Self {
            path: String::new(),
            table: table.get_ref(),
        }
    }

    /// The table that stands beside a key.
    pub(super) fn of(entry: &Entry<'d>, reading: &mut Reading<'_>) -> Option<Self> {
        let DeValue::Table(table) = entry.value.get_ref() else {
            expected(reading, entry.value, &entry.path, "a table");
            return None;
        };
        Some(Self {
            path: entry.path.clone(),
            table,
        })
    }

    /// The path of a key here.
    pub(super) fn path_of(&self, key: &str) -> String {
        let key = key_as_written(key);
        if self.path.is_empty() {
            key
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// What is here, in the order of the text.
    pub(super) fn entries(&self) -> Vec<Entry<'d>> {
        let mut entries: Vec<_> = self
            .table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref(),
                key_span: key.span(),
                path: self.path_of(key.get_ref()),
                value,
            })
            .collect();
        entries.sort_by_key(|entry| entry.key_span.start);
        entries
    }

    pub(super) fn entry(&self, key: &str) -> Option<Entry<'d>> {
        let (found, value) = self.table.get_key_value(key)?;
        Some(Entry {
            key: found.get_ref(),
            key_span: found.span(),
            path: self.path_of(key),
            value,
        })
    }

    /// Notes every key that is not among those known here. `elsewhere` may say
    /// where such a key belongs instead.
    pub(super) fn check_keys(
        &self,
        reading: &mut Reading<'_>,
        known: &[&str],
        elsewhere: impl Fn(&str) -> Option<&'static str>,
    ) {
        for entry in self.entries() {
            if known.contains(&entry.key) {
                continue;
            }
            let what = elsewhere(entry.key).map_or_else(
                || format!("unknown key; {}", suggestion(entry.key, known)),
                str::to_owned,
            );
            reading.problem(&entry.key_span, &entry.path, &what);
        }
    }

    /// The text beside a key, if the key is there.
    pub(super) fn text(&self, reading: &mut Reading<'_>, key: &str) -> Option<Text<'d>> {
        text(reading, &self.entry(key)?)
    }

    /// The yes/no beside a key, if the key is there.
    pub(super) fn flag(&self, reading: &mut Reading<'_>, key: &str) -> Option<bool> {
        let entry = self.entry(key)?;
        let flag = entry.value.get_ref().as_bool();
        if flag.is_none() {
            expected(reading, entry.value, &entry.path, "true or false");
        }
        flag
    }

    /// The whole number beside a key, if the key is there.
    pub(super) fn count(&self, reading: &mut Reading<'_>, key: &str) -> Option<u32> {
        let entry = self.entry(key)?;
        let count = entry
            .value
            .get_ref()
            .as_integer()
            .and_then(|number| u32::from_str_radix(number.as_str(), number.radix()).ok());
        if count.is_none() {
            let wanted = "a whole number from 0 to 4294967295";
            if entry.value.get_ref().is_integer() {
                reading.problem(
                    &entry.value.span(),
                    &entry.path,
                    &format!("must be {wanted}"),
                );
            } else {
                expected(reading, entry.value, &entry.path, wanted);
            }
        }
        count
    }

    /// The one of some words beside a key, if the key is there.
    pub(super) fn one_of<T: Copy>(
        &self,
        reading: &mut Reading<'_>,
        key: &str,
        words: &[(&str, T)],
    ) -> Option<T> {
        let text = self.text(reading, key)?;
        let found = words.iter().find(|(word, _)| *word == text.value);
        if found.is_none() {
            let names: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            let what = format!("no such choice; {}", suggestion(text.value, &names));
            reading.problem(&text.span, &text.path, &what);
        }
        found.map(|(_, value)| *value)
    }

    /// The table beside a key, if the key is there.
    pub(super) fn section(&self, reading: &mut Reading<'_>, key: &str) -> Option<Self> {
        Self::of(&self.entry(key)?, reading)
    }
}

/// The text of an entry; an empty one is refused.
pub(super) fn text<'d>(reading: &mut Reading<'_>, entry: &Entry<'d>) -> Option<Text<'d>> {
    let DeValue::String(value) = entry.value.get_ref() else {
        expected(reading, entry.value, &entry.path, "text in quotes");
        return None;
    };
    if value.is_empty() {
        reading.problem(&entry.value.span(), &entry.path, "must not be empty");
        return None;
    }
    Some(Text {
        value,
        span: entry.value.span(),
        path: entry.path.clone(),
    })
}

/// Notes that a value is of the wrong kind.
pub(super) fn expected(
    reading: &mut Reading<'_>,
    value: &Spanned<DeValue<'_>>,
    path: &str,
    wanted: &str,
) {
    let found = match value.get_ref() {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    reading.problem(
        &value.span(),
        path,
        &format!("must be {wanted}, and is {found}"),
    );
}

/// A key as TOML writes it: bare where it can be, else in quotes.
fn key_as_written(key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !key.is_empty() && key.chars().all(bare) {
        key.to_owned()
    } else {
        format!("\"{}\"", Untrusted::new(key).shown())
    }
}

/// What a text that is not TOML lacks. `toml`'s words name what was expected
/// and never what is there; the mistakes that people make most are told in
/// plainer ones.
pub(super) fn syntax(source: Source<'_>, error: &toml::de::Error) -> Problem {
    let start = error.span().map_or(0, |span| span.start);
    let what = match error.message() {
        "string values must be quoted, expected literal string" => NO_QUOTES,
        // A word is taken for the first of its letters: tokyo for true, nord
        // for nan.
        "invalid boolean, expected `true`"
        | "invalid boolean, expected `false`"
        | "invalid float, expected `nan`"
        | "invalid float, expected `inf`" => misread(source.text, start),
        "invalid basic string, expected `\"`" | "invalid literal string, expected `'`" => {
            "a text ends on its line, with the quote that it began with"
        }
        "key with no value, expected `=`"
        | "missing assignment between key-value pairs, expected `=`" => {
            "a key and its value have = between them, as in theme = \"dark\""
        }
        "unexpected key or value, expected newline, `#`" => BEHIND_A_VALUE,
        "unclosed table, expected `]`" => {
            "the name of a table ends with ]; one with blanks in it stands in quotes"
        }
        "unclosed inline table, expected `}`" => "what begins with { ends with }",
        "unclosed array, expected `]`" => "a list that begins with [ ends with ]",
        "too few unicode value digits, expected unicode hexadecimal value" => {
            "in \"…\" each \\ is written as \\\\, and in '…' it stands for itself"
        }
        "duplicate key" => "the same key stands further up",
        other => other,
    };
    source.problem(source.place(start), format!("not TOML: {what}"))
}

const NO_QUOTES: &str =
    "text stands between straight quotes, as in \"dark\"; only numbers, true and false do not";
const BEHIND_A_VALUE: &str = "behind a value comes a new line, or a comment that begins with #";

/// What is wrong with a bare word that was taken for something else.
fn misread(text: &str, start: usize) -> &'static str {
    let rest = text.get(start..).unwrap_or_default();
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'));
    let word = &rest[..end.unwrap_or(rest.len())];
    match word {
        "true" | "false" | "nan" | "inf" => BEHIND_A_VALUE,
        _ if ["true", "false"].contains(&word.to_ascii_lowercase().as_str()) => {
            "true and false are written in small letters"
        }
        _ => NO_QUOTES,
    }
}
