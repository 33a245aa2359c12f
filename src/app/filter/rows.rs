//! Records as a filter reads them: folded, a row a record, a segment a field.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::Range;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::Filter;
use super::fields::{FilterFields, Looked};
use crate::directory::description::Kind;
use crate::directory::record::Record;
use crate::text::fold;

/// What stands between the segments of a row, and so is in no word.
const BETWEEN: char = '\n';

/// The segment of a field that a record says nothing of, though it may have a
/// value.
pub(super) const UNTOLD: &str = "\u{0}";

/// The segment of a field that holds the record's id, which is there already.
const AS_ID: &str = "\u{1}";

/// How much of a date is looked at: the day. Seconds match too many numbers.
const DAY: usize = "2024-01-31".len();

/// One row: the record's id, and then each field of a [`FilterFields`] in
/// their order. The segment of a field that is missing, null, empty or neither
/// text nor number nor yes/no is empty.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'t>(&'t str);

impl<'t> Row<'t> {
    /// All of it.
    pub(super) const fn text(self) -> &'t str {
        self.0
    }

    /// A segment by its number: 0 is the id, and 1 the first field.
    pub(super) fn segment(self, number: usize) -> &'t str {
        let mut segments = self.0.split(BETWEEN);
        match segments.nth(number) {
            Some(AS_ID) => self.segment(0),
            segment => segment.unwrap_or_default(),
        }
    }

    /// The number of the segment that a place in its text is in.
    pub(super) fn number_at(self, place: usize) -> usize {
        self.0[..place].matches(BETWEEN).count()
    }
}

/// What a filter looks at in some records, folded, in one stretch of text: what
/// matching runs on.
///
/// A row takes its id and its fields' values in UTF-8, a byte a field, and four
/// more.
#[derive(Debug, Default)]
pub struct FoldedRows {
    text: String,
    /// Where each row's text ends. An answer is far smaller than 4 GiB.
    ends: Vec<u32>,
}

impl FoldedRows {
    /// Reads and folds those records. Filters that are held against them must
    /// be of the same fields.
    pub fn new(
        records: impl IntoIterator<Item = impl Borrow<Record>>,
        fields: &FilterFields,
    ) -> Self {
        let mut rows = Self::default();
        let mut page = Page::of(fields);
        for record in records {
            page.fold_into(record.borrow(), &mut rows.text);
            rows.ends
                .push(u32::try_from(rows.text.len()).unwrap_or(u32::MAX));
        }
        rows.text.shrink_to_fit();
        rows.ends.shrink_to_fit();
        rows
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Bytes of memory that they take.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * size_of::<u32>()
    }

    /// All rows in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).map(|index| self.row(index))
    }

    fn row(&self, index: usize) -> Row<'_> {
        let end_of = |row: usize| self.ends.get(row).map_or(0, |&end| end as usize);
        let start = index.checked_sub(1).map_or(0, end_of);
        Row(self.text.get(start..end_of(index)).unwrap_or_default())
    }

    /// Whether a row, by its place in the page, matches.
    #[must_use]
    pub fn row_matches(&self, index: u32, filter: &Filter) -> bool {
        filter.matches(self.row(index as usize))
    }

    /// The rows that match, by their places in the page.
    pub fn matching(&self, filter: &Filter) -> impl Iterator<Item = u32> {
        (0u32..)
            .zip(0..self.ends.len())
            .filter(|&(_, row)| filter.matches(self.row(row)))
            .map(|(index, _)| index)
    }
}

/// A record's fields while it is read: they come in the server's order, and
/// are kept in their own.
struct Page<'f> {
    fields: &'f FilterFields,
    text: String,
    /// Where each field's value is in the text, if it was there.
    places: Vec<Option<Range<usize>>>,
}

impl<'f> Page<'f> {
    fn of(fields: &'f FilterFields) -> Self {
        Self {
            fields,
            text: String::new(),
            places: vec![None; fields.fields.len()],
        }
    }

    /// Adds what is looked at in a record to a text, folded.
    fn fold_into(&mut self, record: &Record, text: &mut String) {
        self.text.clear();
        self.places.fill(None);
        // What is not an object has no fields; its id is all there is to it.
        let mut json = serde_json::Deserializer::from_str(record.json());
        let _ = Members(self).deserialize(&mut json);
        let id = text.len();
        if let Some(record_id) = record.id() {
            push_folded(record_id.raw(), text);
        }
        let id = id..text.len();
        for (field, place) in self.fields.fields.iter().zip(&self.places) {
            text.push(BETWEEN);
            match place {
                Some(place) => {
                    let value = &self.text[place.clone()];
                    if field.kind == Kind::Id && !value.is_empty() && *value == text[id.clone()] {
                        text.push_str(AS_ID);
                    } else {
                        text.push_str(value);
                    }
                }
                None if self.fields.partial => text.push_str(UNTOLD),
                None => {}
            }
        }
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
                    match self.kind {
                        Kind::Date => push_folded(&day_of(&value), text),
                        Kind::Password => {}
                        _ => push_folded(&value, text),
                    }
                }
            }
            Some(b'f') => push_folded(&self.words[0], text),
            Some(b't') => push_folded(&self.words[1], text),
            Some(b'-' | b'0'..=b'9') => push_folded(json, text),
            _ => {}
        }
    }
}

/// The day in UTC of a point in time, as it begins in the usual form.
fn day_of(time: &str) -> Cow<'_, str> {
    if time.ends_with(['Z', 'z']) || time.len() <= DAY {
        return Cow::Borrowed(time.get(..DAY).unwrap_or(time));
    }
    match time.parse::<Timestamp>() {
        Ok(at) => Cow::Owned(at.to_zoned(TimeZone::UTC).date().to_string()),
        Err(_) => Cow::Borrowed(time.get(..DAY).unwrap_or(time)),
    }
}

/// Adds a value, in which nothing is left that means something in a row.
fn push_folded(value: &str, text: &mut String) {
    let blank = |c: char| if c.is_ascii_control() { ' ' } else { c };
    if value.is_ascii() {
        text.extend(value.chars().map(|c| blank(c.to_ascii_lowercase())));
    } else {
        text.extend(fold(value).chars().map(blank));
    }
}

/// A JSON string, borrowed where it holds no escape.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// Reads an object once, and skips over what no filter looks at: a record is
/// not made into a tree of values for it.
struct Members<'p, 'f>(&'p mut Page<'f>);

impl<'de> DeserializeSeed<'de> for Members<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Members<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let Page {
            fields,
            text,
            places,
        } = self.0;
        let fields = &*fields.fields;
        while let Some(first) = members.next_key_seed(Member(fields))? {
            let Some(first) = first else {
                members.next_value::<IgnoredAny>()?;
                continue;
            };
            let value: &RawValue = members.next_value()?;
            let member = &fields[first].member;
            for (field, place) in fields.iter().zip(places.iter_mut()).skip(first) {
                if field.member == *member {
                    let start = text.len();
                    field.fold_into(value, text);
                    *place = Some(start..text.len());
                }
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
