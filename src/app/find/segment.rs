//! A stretch of the index: some records, and what they are looked at by in one
//! text.

use jiff::Timestamp;
use serde_json::Value;

use super::wanted::{Looked, Wanted};
use crate::directory::description::{Kind, Resource};
use crate::directory::record::Record;
use crate::directory::shape::Shape;
use crate::directory::value::FieldValue;
use crate::text::{Untrusted, fold};

/// How much of a value is looked at, in bytes: more is no name, and a server
/// decides how long its values are.
const LONGEST: usize = 512;
/// How much of a date is looked at: the day. Seconds match too many numbers.
const DAY: usize = "2024-01-31".len();

/// Some records, in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Segment {
    /// A record's name, email, id and other fields, a line each; then the next
    /// record's.
    text: String,
    entries: Vec<Entry>,
    /// How many of the entries have their record still.
    held: usize,
    /// When the one that was seen last was seen.
    last: Option<Timestamp>,
}

/// One record in a segment.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// None where a newer one stands elsewhere, or it is forgotten.
    pub(super) record: Option<Record>,
    /// Milliseconds since 1970: half of a [`Timestamp`].
    seen: i64,
    /// Which of the index's resources it is of.
    pub(super) source: u32,
    /// Where its text begins, in bytes.
    start: u32,
    /// How long the first lines of its text are.
    name: u16,
    email: u16,
    id: u16,
    pub(super) whole: bool,
}

impl Entry {
    /// When it was seen.
    pub(super) fn seen(&self) -> Timestamp {
        Timestamp::from_millisecond(self.seen).unwrap_or_default()
    }
}

impl Segment {
    /// How many records it holds and has let go of.
    pub(super) const fn written(&self) -> usize {
        self.entries.len()
    }

    /// How many records it holds.
    pub(super) const fn held(&self) -> usize {
        self.held
    }

    /// Whether so much of it is let go of that it is worth writing anew.
    pub(super) const fn is_sparse(&self) -> bool {
        self.held < self.entries.len() / 2
    }

    /// When the record of it that was seen last was seen; none of one that is
    /// empty.
    pub(super) const fn last(&self) -> Option<Timestamp> {
        self.last
    }

    pub(super) fn entry(&self, at: u32) -> Option<&Entry> {
        self.entries.get(at as usize)
    }

    /// The records it holds, with their places in it.
    pub(super) fn entries(&self) -> impl Iterator<Item = (u32, &Entry)> {
        (0..)
            .zip(&self.entries)
            .filter(|(_, entry)| entry.record.is_some())
    }

    /// Adds a record and gives its place.
    pub(super) fn add(
        &mut self,
        record: &Record,
        resource: &Resource,
        source: u32,
        seen: Timestamp,
        whole: bool,
    ) -> u32 {
        let start = length(self.text.len());
        let [name, email, id] = self.write(record, resource);
        let at = length(self.entries.len());
        self.entries.push(Entry {
            record: Some(record.clone()),
            seen: seen.as_millisecond(),
            source,
            start,
            name,
            email,
            id,
            whole,
        });
        self.held += 1;
        self.seen_at(seen);
        at
    }

    fn seen_at(&mut self, seen: Timestamp) {
        self.last = Some(self.last.map_or(seen, |last| last.max(seen)));
    }

    /// A record came again as it was.
    pub(super) fn see_again(&mut self, at: u32, record: &Record, seen: Timestamp, whole: bool) {
        if let Some(entry) = self.entries.get_mut(at as usize) {
            entry.record = Some(record.clone());
            entry.seen = seen.as_millisecond();
            entry.whole |= whole;
            self.seen_at(seen);
        }
    }

    /// Lets a record go. Its text stays until the segment is written anew.
    pub(super) fn let_go(&mut self, at: u32) {
        if let Some(entry) = self.entries.get_mut(at as usize)
            && entry.record.take().is_some()
        {
            self.held -= 1;
        }
    }

    /// Writes it anew without what was let go of. All places in it are others
    /// then.
    pub(super) fn rewrite(&mut self) {
        let old = std::mem::take(self);
        for (at, entry) in old.entries() {
            let start = length(self.text.len());
            self.text.push_str(old.text_of(at));
            self.entries.push(Entry {
                start,
                ..entry.clone()
            });
            self.held += 1;
            self.seen_at(entry.seen());
        }
        self.text.shrink_to_fit();
        self.entries.shrink_to_fit();
    }

    fn text_of(&self, at: u32) -> &str {
        let start_of = |at: usize| self.entries.get(at).map(|entry| entry.start as usize);
        let Some(start) = start_of(at as usize) else {
            return "";
        };
        let end = start_of(at as usize + 1).unwrap_or(self.text.len());
        self.text.get(start..end).unwrap_or_default()
    }

    /// What one of its records is looked at by.
    pub(super) fn looked(&self, at: u32, entry: &Entry) -> Looked<'_> {
        let all = self.text_of(at);
        let name = usize::from(entry.name);
        let email = name + 1 + usize::from(entry.email);
        let id = email + 1 + usize::from(entry.id);
        let part = |range| all.get(range).unwrap_or_default();
        Looked {
            all,
            head: part(0..id),
            name: part(0..name),
            email: part(name + 1..email),
            id: part(email + 1..id),
        }
    }

    /// Whether any record may answer. One look at the whole text is far
    /// quicker than one at each record.
    pub(super) fn may_answer(&self, wanted: &Wanted) -> bool {
        self.held > 0 && wanted.is_in(&self.text)
    }

    /// Whether a folded text occurs in it.
    pub(super) fn has(&self, text: &str) -> bool {
        self.text.contains(text)
    }

    /// Writes what a record is looked at by, and gives the lengths of the first
    /// lines.
    fn write(&mut self, record: &Record, resource: &Resource) -> [u16; 3] {
        let value = record.value();
        let shape = Shape::of_resource(resource);
        let start = self.text.len();
        let name = shape.called(&value);
        // Words are set apart by one blank, as they are in what is wanted.
        let words: Vec<&str> = name.raw().split_whitespace().collect();
        let lengths = [
            self.line(&words.join(" ")),
            self.line(email(resource, &value).raw()),
            self.line(record.id().map_or("", |id| id.raw())),
        ];
        let head = start..self.text.len();
        for (field, held) in shape.values(&value) {
            if field.kind.is_hidden() || held.is_empty() {
                continue;
            }
            let text = held.text();
            let text = match field.kind {
                Kind::Date => text.raw().get(..DAY).unwrap_or(text.raw()),
                _ => text.raw(),
            };
            let folded = folded(text);
            // The name, the email and the id are fields themselves.
            let head = &self.text[head.clone()];
            if !head.split('\n').any(|line| line == folded) {
                self.text.push_str(&folded);
                self.text.push('\n');
            }
        }
        lengths
    }

    /// Writes a line, and gives its length.
    fn line(&mut self, text: &str) -> u16 {
        let folded = folded(text);
        self.text.push_str(&folded);
        self.text.push('\n');
        u16::try_from(folded.len()).unwrap_or(0)
    }
}

/// A value as it is looked at: folded, on one line.
fn folded(text: &str) -> String {
    let mut folded = fold(&text[..text.floor_char_boundary(LONGEST)]);
    // Folding may make it longer, as `ß` to `ss` does.
    folded.truncate(folded.floor_char_boundary(LONGEST));
    if folded.contains('\n') {
        folded = folded.replace('\n', " ");
    }
    folded
}

/// The email of a record, or nothing.
pub(super) fn email<'v>(resource: &Resource, value: &'v Value) -> Untrusted<'v> {
    match resource.email_field().map(|f| FieldValue::read(f, value)) {
        Some(FieldValue::Text(email)) => email,
        _ => Untrusted::default(),
    }
}

/// A length or a place in a segment, whose text is far smaller than 4 GiB.
fn length(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}
