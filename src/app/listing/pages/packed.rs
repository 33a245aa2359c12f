//! The records of a page in little room, and what filters read of them.
//!
//! What filters read stands as it is, so that a word is looked for in it at
//! once. It is much of what the records say, and all that has no pattern: so the
//! records' own texts only refer to it, and what is left of them is compressed.
//!
//! ```text
//! {"id":"usr_7f","name":"Ana Lima","created":"2024-01-31T09:12:00Z"}
//!        usr_7f␊         ana lima␊            2024-01-31              as it is
//! {"id":"←0     ","name":"⇐1     ","created":"←2        T09:12:00Z"}  compressed
//! ```

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};
use memchr::{memchr, memchr2, memchr3};

use crate::app::filter::{FilterFields, FoldedRows};
use crate::directory::record::{Record, RecordId};

/// How hard to compress, of 1 to 9. Of a page of users, 6 saves a tenth over
/// this and takes three times as long.
const LEVEL: u32 = 3;

/// What stands for the length of an id that a record has not.
const NO_ID: u32 = u32::MAX;

/// Refers to a text as it stands.
const SAME: u8 = 1;
/// Refers to a text with a capital letter where a word begins.
const CAPITALISED: u8 = 2;
/// Begins a text in which nothing is a reference.
const PLAIN: u8 = 0;
/// Behind the sign for a reference stands which text it is to, counted from
/// this.
const FIRST: u8 = b' ';
/// How many texts can be referred to, with a byte each.
const MOST_TEXTS: usize = 0x7f - FIRST as usize;
/// The shortest text that is worth a reference.
const SHORTEST: usize = 4;

/// Records in little room, and folded.
#[derive(Debug)]
pub(super) struct Packed {
    folded: FoldedRows,
    compressed: Box<[u8]>,
    /// Bytes of the text that was compressed.
    length: usize,
}

impl Packed {
    /// Packs records, of which filters read those fields. None if that fails, as
    /// when there is no memory for it: then they are kept as they are.
    pub(super) fn new(records: &[Record], fields: &FilterFields) -> Option<Self> {
        let folded = FoldedRows::new(records, fields);
        let mut lengths = Vec::with_capacity(records.len() * 8);
        let mut text = String::new();
        for (row, record) in records.iter().enumerate() {
            let known: Vec<&str> = folded.segments(row).take(MOST_TEXTS).collect();
            let start = text.len();
            let id_length = match record.id() {
                Some(id) => {
                    write_id(id.raw(), &known, &mut text);
                    u32::try_from(text.len() - start).ok()?
                }
                None => NO_ID,
            };
            let start = text.len();
            write(record.json(), &known, &mut text);
            let length = u32::try_from(text.len() - start).ok()?;
            lengths.extend(id_length.to_le_bytes());
            lengths.extend(length.to_le_bytes());
        }
        lengths.append(&mut text.into_bytes());
        Some(Self {
            folded,
            compressed: compressed(&lengths)?,
            length: lengths.len(),
        })
    }

    /// The records as filters read them.
    pub(super) const fn folded(&self) -> &FoldedRows {
        &self.folded
    }

    /// The records. Empty if they cannot be unpacked, which would be a fault of
    /// the compression.
    pub(super) fn unpack(&self) -> Vec<Record> {
        let mut records = Vec::with_capacity(self.folded.len());
        self.each(|id, json| records.push(Record::new(id.map(RecordId::new), json)));
        records
    }

    /// Reads the id and the JSON of each record.
    pub(super) fn each(&self, read: impl FnMut(Option<&str>, &str)) {
        let _ = self.try_each(read);
    }

    /// The same; none if they cannot be unpacked.
    fn try_each(&self, mut read: impl FnMut(Option<&str>, &str)) -> Option<()> {
        // A byte of room beyond the text lets the stream's end be seen.
        let mut text = Vec::with_capacity(self.length + 1);
        Decompress::new(false)
            .decompress_vec(&self.compressed, &mut text, FlushDecompress::Finish)
            .ok()?;
        let rows = self.folded.len();
        let (mut lengths, text) = text.split_at_checked(rows * 8)?;
        let mut text = std::str::from_utf8(text).ok()?;
        let (mut id, mut json) = (String::new(), String::new());
        let mut known = Vec::new();
        for row in 0..rows {
            known.clear();
            known.extend(self.folded.segments(row).take(MOST_TEXTS));
            let id_length = take_length(&mut lengths)?;
            let length = take_length(&mut lengths)?;
            let has_id = id_length != NO_ID;
            id.clear();
            if has_id {
                restore(take(&mut text, id_length)?, &known, &mut id)?;
            }
            json.clear();
            restore(take(&mut text, length)?, &known, &mut json)?;
            read(has_id.then_some(id.as_str()), &json);
        }
        Some(())
    }

    /// Bytes of memory that it takes.
    pub(super) const fn bytes(&self) -> usize {
        self.compressed.len() + self.folded.bytes()
    }
}

fn compressed(text: &[u8]) -> Option<Box<[u8]>> {
    let mut compressed = Vec::with_capacity(text.len() / 2 + 64);
    let mut compress = Compress::new(Compression::new(LEVEL), false);
    loop {
        let done = usize::try_from(compress.total_in()).ok()?;
        let status = compress
            .compress_vec(&text[done..], &mut compressed, FlushCompress::Finish)
            .ok()?;
        if status == Status::StreamEnd {
            // A copy: what is cut off where it stands leaves gaps in the memory.
            return Some(Box::from(compressed.as_slice()));
        }
        compressed.reserve(text.len() / 2 + 64);
    }
}

fn take_length(from: &mut &[u8]) -> Option<u32> {
    let (length, rest) = from.split_first_chunk()?;
    *from = rest;
    Some(u32::from_le_bytes(*length))
}

fn take<'t>(from: &mut &'t str, length: u32) -> Option<&'t str> {
    let (taken, rest) = from.split_at_checked(usize::try_from(length).ok()?)?;
    *from = rest;
    Some(taken)
}

// ---- references ---------------------------------------------------------------

/// Writes an id, with a reference where it begins with a known text.
fn write_id(id: &str, known: &[&str], text: &mut String) {
    if !write_plainly(id, text) {
        let rest = refer(id, known, text);
        text.push_str(rest);
    }
}

/// Writes JSON, with a reference wherever one of its strings begins with a known
/// text.
fn write(json: &str, known: &[&str], text: &mut String) {
    if write_plainly(json, text) {
        return;
    }
    let mut rest = json;
    while let Some(quote) = memchr(b'"', rest.as_bytes()) {
        let (before, behind) = rest.split_at(quote + 1);
        text.push_str(before);
        rest = refer(behind, known, text);
    }
    text.push_str(rest);
}

/// Writes what would be read as a reference, as JSON never would. Says whether it
/// was that.
fn write_plainly(from: &str, text: &mut String) -> bool {
    let is_misread = memchr3(SAME, CAPITALISED, PLAIN, from.as_bytes()).is_some();
    if is_misread {
        text.push(char::from(PLAIN));
        text.push_str(from);
    }
    is_misread
}

/// Writes a reference to a known text that another begins with, if it does, and
/// gives the rest of that.
fn refer<'t>(from: &'t str, known: &[&str], text: &mut String) -> &'t str {
    let first = from.as_bytes().first().map(u8::to_ascii_lowercase);
    for (number, known) in (FIRST..).zip(known) {
        // Most often, it begins otherwise.
        if known.len() < SHORTEST || known.as_bytes().first() != first.as_ref() {
            continue;
        }
        let Some((start, rest)) = from.split_at_checked(known.len()) else {
            continue;
        };
        let sign = if start == *known {
            SAME
        } else if start.chars().eq(capitalised(known)) {
            CAPITALISED
        } else {
            continue;
        };
        text.push(char::from(sign));
        text.push(char::from(number));
        return rest;
    }
    from
}

/// Reads what was written with references to known texts.
fn restore(from: &str, known: &[&str], text: &mut String) -> Option<()> {
    if let Some(plain) = from.strip_prefix(char::from(PLAIN)) {
        text.push_str(plain);
        return Some(());
    }
    let mut rest = from;
    while let Some(at) = memchr2(SAME, CAPITALISED, rest.as_bytes()) {
        let (before, reference) = rest.split_at(at);
        text.push_str(before);
        let &[sign, number] = reference.as_bytes().first_chunk()?;
        let known = known.get(usize::from(number.checked_sub(FIRST)?))?;
        if sign == SAME {
            text.push_str(known);
        } else {
            text.extend(capitalised(known));
        }
        rest = reference.get(2..)?;
    }
    text.push_str(rest);
    Some(())
}

/// A folded text with a capital letter where a word begins.
fn capitalised(text: &str) -> impl Iterator<Item = char> {
    let mut in_word = false;
    text.chars().map(move |c| {
        let begins = !in_word;
        in_word = c.is_alphanumeric();
        if begins { c.to_ascii_uppercase() } else { c }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::filter::FilterFields;
    use crate::directory::description::Field;
    use proptest::prelude::*;

    fn fields() -> FilterFields {
        let fields: Vec<Field> = ["id", "name", "email", "a"]
            .iter()
            .map(|name| toml::from_str(&format!("name = \"{name}\"")).unwrap())
            .collect();
        FilterFields::new(&fields)
    }

    #[test]
    fn a_page_of_users_packs_to_a_quarter() {
        let users: Vec<Record> = (0..100)
            .map(|n| {
                let id = RecordId::new(&format!("usr_{n}"));
                let json = format!(
                    r#"{{"id":"usr_{n}","name":"Ana Lima {n}","email":"ana.lima{n}@acme.example"}}"#
                );
                Record::new(Some(id), &json)
            })
            .collect();
        let length: usize = users.iter().map(|user| user.json().len()).sum();
        let packed = Packed::new(&users, &FilterFields::default()).unwrap();
        assert!(packed.bytes() * 4 < length + packed.folded().bytes() * 4);
        assert_eq!(packed.unpack(), users);
        // What filters read is told once: little is left to be compressed.
        let packed = Packed::new(&users, &fields()).unwrap();
        let left = packed.bytes() - packed.folded().bytes();
        assert!(left * 20 < length, "{left} of {length}");
        assert_eq!(packed.unpack(), users);
    }

    #[test]
    fn what_begins_with_a_known_text_refers_to_it() {
        let known = ["usr_7f", "ana o'lima-ruiz", "2024-01-31", "ana"];
        for (json, expected) in [
            (r#"{"id":"usr_7f"}"#, "{\"id\":\"\u{1} \"}"),
            (r#"{"n":"Ana O'Lima-Ruiz"}"#, "{\"n\":\"\u{2}!\"}"),
            (r#"{"at":"2024-01-31T09:12"}"#, "{\"at\":\"\u{1}\"T09:12\"}"),
            // Neither as it is nor with capitals, and too short.
            (r#"{"n":"ANA O'LIMA-RUIZ"}"#, r#"{"n":"ANA O'LIMA-RUIZ"}"#),
            (r#"{"n":"ana"}"#, r#"{"n":"ana"}"#),
            ("{\"n\":\"\u{1} \"}", "\0{\"n\":\"\u{1} \"}"),
            ("\0", "\0\0"),
        ] {
            let (mut written, mut again) = (String::new(), String::new());
            write(json, &known, &mut written);
            assert_eq!(written, expected);
            assert_eq!(restore(&written, &known, &mut again), Some(()));
            assert_eq!(again, json);
        }
    }

    /// A text as servers may send it, and as none would.
    fn any_text() -> impl Strategy<Value = String> {
        prop_oneof![
            ".{0,12}",
            "[\\x00-\\x03 !A-Ca-c\"-]{0,12}",
            "[Aa]na (Lima|lima)"
        ]
    }

    fn any_record() -> impl Strategy<Value = Record> {
        let json = prop_oneof![
            any_text(),
            (any_text(), any_text(), any_text()).prop_map(|(name, email, a)| {
                serde_json::json!({"name": name, "email": email, "id": a, "a": name}).to_string()
            }),
        ];
        let id = prop::option::of(any_text());
        (id, json).prop_map(|(id, json)| Record::new(id.as_deref().map(RecordId::new), &json))
    }

    proptest! {
        #[test]
        fn any_records_come_back_as_they_were(
            records in prop::collection::vec(any_record(), 0..40),
        ) {
            let packed = Packed::new(&records, &fields()).unwrap();
            prop_assert_eq!(packed.unpack(), records);
        }
    }
}
