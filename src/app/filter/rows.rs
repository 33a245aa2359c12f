//! Records as a filter reads them: folded, a row a record, a segment a field.

use std::borrow::{Borrow, Cow};
use std::iter::from_fn;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use memchr::memmem;
use serde_json::Value;

use super::Filter;
use super::fields::{FilterFields, Looked};
use crate::directory::description::{Field, Kind};
use crate::directory::record::{Record, text_of};
use crate::text::fold_into;

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

    /// All segments in order.
    fn segments(self) -> impl Iterator<Item = &'t str> {
        let of = move |segment| {
            if segment == AS_ID {
                self.segment(0)
            } else {
                segment
            }
        };
        self.0.split(BETWEEN).map(of)
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
    text: Box<str>,
    /// Where each row's text ends. An answer is far smaller than 4 GiB.
    ends: Box<[u32]>,
}

impl FoldedRows {
    /// Reads and folds those records. Filters that are held against them must
    /// be of the same fields.
    pub fn new(
        records: impl IntoIterator<Item = impl Borrow<Record>>,
        fields: &FilterFields,
    ) -> Self {
        let (mut text, mut ends) = (String::new(), Vec::new());
        for record in records {
            fields.fold_into(record.borrow(), &mut text);
            ends.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        }
        // Copies: what is cut off where it stands leaves gaps in the memory.
        Self {
            text: Box::from(text.as_str()),
            ends: Box::from(ends.as_slice()),
        }
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
        self.text.len() + self.ends.len() * size_of::<u32>()
    }

    /// All rows in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).map(|index| self.row(index))
    }

    fn row(&self, index: usize) -> Row<'_> {
        let range = self.start(index)..self.end(index);
        Row(self.text.get(range).unwrap_or_default())
    }

    fn start(&self, index: usize) -> usize {
        index.checked_sub(1).map_or(0, |before| self.end(before))
    }

    fn end(&self, index: usize) -> usize {
        self.ends.get(index).map_or(0, |&end| end as usize)
    }

    /// What a row is read as: its id, and each field in their order.
    pub(in crate::app) fn segments(&self, index: usize) -> impl Iterator<Item = &str> {
        self.row(index).segments()
    }

    /// Whether a folded text stands somewhere in them.
    pub(in crate::app) fn hold(&self, folded: &str) -> bool {
        memmem::find(self.text.as_bytes(), folded.as_bytes()).is_some()
    }

    /// Whether a row, by its place in the page, matches.
    #[must_use]
    pub fn row_matches(&self, index: u32, filter: &Filter) -> bool {
        filter.matches(self.row(index as usize))
    }

    /// The rows that match, by their places in the page.
    ///
    /// What all of them have somewhere is looked for in the whole text at once,
    /// which is far quicker than one look at each row.
    pub fn matching(&self, filter: &Filter) -> impl Iterator<Item = u32> {
        let sought = filter.sought();
        let (mut row, mut from) = (0, 0);
        from_fn(move || {
            while row < self.len() {
                let Some(sought) = &sought else {
                    row += 1;
                    if filter.matches(self.row(row - 1)) {
                        return u32::try_from(row - 1).ok();
                    }
                    continue;
                };
                let at = from + sought.find(self.text.as_bytes().get(from..)?)?;
                row += self.ends[row..].partition_point(|end| *end as usize <= at);
                let start = self.start(row);
                // It may stand where one row ends and the next begins.
                let passes = if sought.is_all {
                    at + sought.len() <= self.end(row)
                        && filter.word_counts_at(self.row(row), at - start)
                } else {
                    filter.matches(self.row(row))
                };
                if sought.is_all && !passes {
                    from = at + 1;
                    continue;
                }
                from = self.end(row);
                row += 1;
                if passes {
                    return u32::try_from(row - 1).ok();
                }
            }
            None
        })
    }
}

impl FilterFields {
    /// What rows hold of a field that is a text, whatever the case; none where
    /// that is not a field that is read as it is.
    pub(in crate::app) fn folded(&self, field: &Field, text: &str) -> Option<String> {
        let looked = Looked::new(field).filter(|looked| self.fields.contains(looked))?;
        let is_read = !matches!(looked.kind, Kind::Date | Kind::YesNo);
        is_read.then(|| {
            let mut folded = String::new();
            push_folded(text, &mut folded);
            folded
        })
    }

    /// Adds what is looked at in a record to a text, folded.
    fn fold_into(&self, record: &Record, text: &mut String) {
        // What is not an object has no fields; its id is all there is to it.
        let mut values = vec![None; self.fields.len()];
        for (name, value) in record.members() {
            for (field, held) in self.fields.iter().zip(&mut values) {
                if field.member == name {
                    *held = Some(value);
                }
            }
        }
        let id = text.len();
        if let Some(record_id) = record.id() {
            push_folded(record_id.raw(), text);
        }
        let id = id..text.len();
        for (field, value) in self.fields.iter().zip(values) {
            text.push(BETWEEN);
            let start = text.len();
            match value {
                Some(value) => field.fold_into(value, text),
                None if self.partial => text.push_str(UNTOLD),
                None => {}
            }
            let is_id = field.kind == Kind::Id && start < text.len();
            if is_id && text[start..] == text[id.clone()] {
                text.truncate(start);
                text.push_str(AS_ID);
            }
        }
    }
}

impl Looked {
    fn fold_into(&self, json: &str, text: &mut String) {
        if self.rest.is_empty() {
            self.fold_scalar(json, text);
        } else if let Ok(value) = serde_json::from_str::<Value>(json)
            && let Some(value) = value.pointer(&self.rest)
        {
            self.fold_scalar(&value.to_string(), text);
        }
    }

    /// Adds a value by its JSON text; null, lists and objects show no words.
    fn fold_scalar(&self, json: &str, text: &mut String) {
        match json.as_bytes().first() {
            Some(b'"') => {
                if let Some(value) = text_of(json) {
                    match self.kind {
                        Kind::Date => push_folded(&day_of(&value), text),
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
    let start = text.len();
    fold_into(value, text);
    // Looked at to the end, which is done many bytes at a time.
    let bytes = text[start..].bytes();
    if bytes.fold(false, |any, byte| any | byte.is_ascii_control()) {
        let blank = text[start..].replace(|c: char| c.is_ascii_control(), " ");
        text.truncate(start);
        text.push_str(&blank);
    }
}
