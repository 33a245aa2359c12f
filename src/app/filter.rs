//! Matching rows against what the operator typed.
//!
//! A filter is a few words; a row matches if each of them occurs somewhere in
//! it, whatever the case and the accents. Occurs means as it stands, letter by
//! letter: someone who types `ana` to find one person among thousands is not
//! helped by every row with an a, an n and an a in it.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::directory::description::{Field, Kind};
use crate::directory::record::Record;
use crate::text::{Folded, fold};

/// What stands between the fields of a row, and so is in no word.
const BETWEEN: char = '\n';

/// How much of a date is looked at: the day. Seconds match too many numbers.
const DAY: usize = "2024-01-31".len();

/// What the operator typed to narrow a listing: words that must all occur.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    text: String,
    /// Folded, none of them empty.
    words: Vec<String>,
}

impl Filter {
    /// The filter that a text spells; none if it holds no word.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let words: Vec<String> = text
            .split_whitespace()
            .map(fold)
            .filter(|word| !word.is_empty())
            .collect();
        (!words.is_empty()).then(|| Self {
            text: text.to_owned(),
            words,
        })
    }

    /// The text as typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where in a cell's shown text a word of the filter occurs: byte ranges
    /// of whole graphemes, ascending, not overlapping.
    #[must_use]
    pub fn highlights(&self, shown: &str) -> Vec<Range<usize>> {
        let folded = Folded::new(shown);
        let text = folded.text();
        let mut matched = Vec::new();
        for word in &self.words {
            let length = word.chars().count();
            let (mut bytes, mut chars) = (0, 0);
            for (at, _) in text.match_indices(word.as_str()) {
                chars += text[bytes..at].chars().count();
                bytes = at;
                matched.extend((chars..chars + length).filter_map(|c| u32::try_from(c).ok()));
            }
        }
        folded.highlights(&matched)
    }

    /// Whether a folded text holds all words.
    fn matches(&self, folded: &str) -> bool {
        self.words.iter().all(|word| folded.contains(word.as_str()))
    }

    /// Whether all that it matches, `wider` matches too, so that only those
    /// need another look.
    pub(super) fn narrows(&self, wider: &Self) -> bool {
        wider
            .words
            .iter()
            .all(|old| self.words.iter().any(|new| new.contains(old.as_str())))
    }
}

/// The fields of a record that a filter looks at, besides its id.
///
/// A yes/no is looked at as the words it is shown as, a date as its day
/// (`2024-01-31`), other values as they are written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilterFields {
    fields: Vec<Looked>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Looked {
    /// The member at the record's top that holds it.
    member: String,
    /// The JSON pointer from there; empty if that member is it.
    rest: String,
    kind: Kind,
    words: [String; 2],
}

impl FilterFields {
    /// Those described fields. One that is the whole record is left out.
    pub fn new<'a>(fields: impl IntoIterator<Item = &'a Field>) -> Self {
        let fields = fields
            .into_iter()
            .filter_map(|field| {
                let pointer = field.pointer();
                let path = pointer.as_str().strip_prefix('/')?;
                let (member, rest) = path.split_at(path.find('/').unwrap_or(path.len()));
                Some(Looked {
                    member: member.replace("~1", "/").replace("~0", "~"),
                    rest: rest.to_owned(),
                    kind: field.kind,
                    words: field
                        .words
                        .clone()
                        .unwrap_or_else(|| ["no".to_owned(), "yes".to_owned()]),
                })
            })
            .collect();
        Self { fields }
    }

    /// Adds what it looks at in a record to a text, folded.
    fn fold_into(&self, record: &Record, text: &mut String) {
        if let Some(id) = record.id() {
            push_folded(id.raw(), text);
        }
        // What is not an object has no fields; its id is all there is to it.
        let mut json = serde_json::Deserializer::from_str(record.json());
        let _ = Members { of: self, text }.deserialize(&mut json);
    }
}

impl Looked {
    fn fold_into(&self, raw: &RawValue, text: &mut String) {
        if self.rest.is_empty() {
            self.fold_scalar(raw.get(), text);
        } else if let Ok(value) = serde_json::from_str::<Value>(raw.get())
            && let Some(value) = value.pointer(&self.rest)
        {
            self.fold_scalar(&value.to_string(), text);
        }
    }

    /// Adds a value by its JSON text; null, lists and objects show no words.
    fn fold_scalar(&self, json: &str, text: &mut String) {
        match json.as_bytes().first() {
            Some(b'"') => {
                if let Ok(Text(value)) = serde_json::from_str(json) {
                    let value = match self.kind {
                        Kind::Date => value.get(..DAY).unwrap_or(&value),
                        Kind::Password => return,
                        _ => &value,
                    };
                    push_folded(value, text);
                }
            }
            Some(b'f') => push_folded(&self.words[0], text),
            Some(b't') => push_folded(&self.words[1], text),
            Some(b'-' | b'0'..=b'9') => push_folded(json, text),
            _ => {}
        }
    }
}

fn push_folded(value: &str, text: &mut String) {
    text.push(BETWEEN);
    if value.is_ascii() {
        text.extend(value.chars().map(|c| c.to_ascii_lowercase()));
    } else {
        text.push_str(&fold(value));
    }
}

/// A JSON string, borrowed where it holds no escape.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// Reads an object once, and skips over what no filter looks at: a record is
/// not made into a tree of values for it.
struct Members<'a> {
    of: &'a FilterFields,
    text: &'a mut String,
}

impl<'de> DeserializeSeed<'de> for Members<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Members<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let fields = &self.of.fields;
        while let Some(first) = members.next_key_seed(Member(fields))? {
            let Some(first) = first else {
                members.next_value::<IgnoredAny>()?;
                continue;
            };
            let value: &RawValue = members.next_value()?;
            let member = &fields[first].member;
            for field in fields[first..].iter().filter(|f| f.member == *member) {
                field.fold_into(value, self.text);
            }
        }
        Ok(())
    }
}

/// Reads a member's name as the first field that is in it, without copying.
struct Member<'a>(&'a [Looked]);

impl<'de> DeserializeSeed<'de> for Member<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Member<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().position(|field| field.member == name))
    }
}

/// What a filter looks at in the rows of a page, folded, in one stretch of
/// text.
#[derive(Debug, Default)]
pub(super) struct FoldedRows {
    text: String,
    /// Where each row's text ends. An answer is far smaller than 4 GiB.
    ends: Vec<u32>,
}

impl FoldedRows {
    /// Reads and folds those records.
    pub(super) fn new(records: &[Record], fields: &FilterFields) -> Self {
        let mut rows = Self {
            text: String::new(),
            ends: Vec::with_capacity(records.len()),
        };
        for record in records {
            fields.fold_into(record, &mut rows.text);
            rows.ends
                .push(u32::try_from(rows.text.len()).unwrap_or(u32::MAX));
        }
        rows.text.shrink_to_fit();
        rows
    }

    /// Bytes of memory that they take.
    pub(super) fn bytes(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * size_of::<u32>()
    }

    fn row(&self, index: usize) -> &str {
        let end_of = |row: usize| self.ends.get(row).map_or(0, |&end| end as usize);
        let start = index.checked_sub(1).map_or(0, end_of);
        self.text.get(start..end_of(index)).unwrap_or_default()
    }

    /// Whether a row, by its place in the page, matches.
    pub(super) fn row_matches(&self, index: u32, filter: &Filter) -> bool {
        filter.matches(self.row(index as usize))
    }

    /// The rows that match, by their places in the page.
    pub(super) fn matching(&self, filter: &Filter) -> impl Iterator<Item = u32> {
        (0u32..)
            .zip(0..self.ends.len())
            .filter(|&(_, row)| filter.matches(self.row(row)))
            .map(|(index, _)| index)
    }
}

/// What a filter has looked at, to say honestly what it found:
/// `3 matches in 300 of 12,480 loaded`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    /// Rows that match.
    pub matches: u64,
    /// Rows looked at: those loaded.
    pub loaded: u64,
    /// Whether some of those are still to be looked at: it counts what matches
    /// so far.
    pub so_far: bool,
    /// Rows in all, if the server says so and has not been caught wrong.
    pub total: Option<u64>,
    /// Whether all rows are loaded: only then may it say "not found".
    pub complete: bool,
    /// Whether the list changed on the server while it was read, so that a
    /// row may have slipped from one page to another unseen.
    pub moved: bool,
}

#[cfg(test)]
mod tests;
