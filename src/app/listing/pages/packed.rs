//! The records of a page in little room.

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};

use crate::directory::record::{Record, RecordId};

/// How hard to compress, of 1 to 9. Of a page of users, 6 saves a tenth over
/// this and takes three times as long.
const LEVEL: u32 = 3;

/// What stands for the length of an id that a record has not.
const NO_ID: u32 = u32::MAX;

/// Records, compressed: those of one page repeat each other's member names and
/// much of their values.
#[derive(Debug)]
pub(super) struct Packed {
    compressed: Box<[u8]>,
    /// Bytes of the text that was compressed.
    length: usize,
    rows: usize,
}

impl Packed {
    /// Packs records. None if that fails, as when there is no memory for it:
    /// then they are kept as they are.
    pub(super) fn new(records: &[Record]) -> Option<Self> {
        let mut lengths = Vec::with_capacity(records.len() * 8);
        let mut text = Vec::new();
        for record in records {
            let id = record.id().map(RecordId::raw);
            let id_length = id.map_or(Ok(NO_ID), |id| u32::try_from(id.len())).ok()?;
            let length = u32::try_from(record.json().len()).ok()?;
            lengths.extend(id_length.to_le_bytes());
            lengths.extend(length.to_le_bytes());
            // The id right behind the text that holds it costs a few bits.
            text.extend(record.json().as_bytes());
            text.extend(id.unwrap_or_default().as_bytes());
        }
        lengths.append(&mut text);
        let mut compressed = Vec::with_capacity(lengths.len() / 2 + 64);
        let mut compress = Compress::new(Compression::new(LEVEL), false);
        loop {
            let done = usize::try_from(compress.total_in()).ok()?;
            let status = compress
                .compress_vec(&lengths[done..], &mut compressed, FlushCompress::Finish)
                .ok()?;
            if status == Status::StreamEnd {
                break;
            }
            compressed.reserve(lengths.len() / 2 + 64);
        }
        Some(Self {
            compressed: compressed.into_boxed_slice(),
            length: lengths.len(),
            rows: records.len(),
        })
    }

    /// The records. Empty if they cannot be unpacked, which would be a fault of
    /// the compression.
    pub(super) fn unpack(&self) -> Vec<Record> {
        self.read().unwrap_or_default()
    }

    fn read(&self) -> Option<Vec<Record>> {
        // A byte of room beyond the text lets the stream's end be seen.
        let mut text = Vec::with_capacity(self.length + 1);
        Decompress::new(false)
            .decompress_vec(&self.compressed, &mut text, FlushDecompress::Finish)
            .ok()?;
        let (mut lengths, text) = text.split_at_checked(self.rows * 8)?;
        let mut text = std::str::from_utf8(text).ok()?;
        let mut records = Vec::with_capacity(self.rows);
        while !lengths.is_empty() {
            let id_length = take_length(&mut lengths)?;
            let length = take_length(&mut lengths)?;
            let json = take(&mut text, length)?;
            let id = if id_length == NO_ID {
                None
            } else {
                Some(RecordId::new(take(&mut text, id_length)?))
            };
            records.push(Record::new(id, json));
        }
        Some(records)
    }

    /// Bytes of memory that it takes.
    pub(super) const fn bytes(&self) -> usize {
        self.compressed.len()
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
        let packed = Packed::new(&users).unwrap();
        assert!(
            packed.bytes() * 4 < length,
            "{} of {length}",
            packed.bytes()
        );
        assert_eq!(packed.unpack(), users);
    }

    proptest! {
        #[test]
        fn any_records_come_back_as_they_were(
            records in prop::collection::vec((prop::option::of(".{0,8}"), ".{0,300}"), 0..40),
        ) {
            let records: Vec<Record> = records
                .iter()
                .map(|(id, json)| Record::new(id.as_deref().map(RecordId::new), json))
                .collect();
            prop_assert_eq!(Packed::new(&records).unwrap().unpack(), records);
        }
    }
}
