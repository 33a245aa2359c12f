//! Where each row with an id is.

use std::hash::{BuildHasher, Hash, RandomState};

use crate::app::listing::layout::Place;
use crate::directory::record::RecordId;

/// The places of rows by their ids, without keeping the ids: they stand in the
/// rows.
///
/// It keeps 64 bits of each id's hash, whose keys are random, so that no server
/// can give ids that collide. That two of a million ids do is one chance in
/// 37 million; then both rows are shown, and the one that came first is not
/// found by its id. The hashes stand in order in some hundred lists, and not in
/// one table: that of a million rows would be copied while a key waits.
#[derive(Debug, Default)]
pub(super) struct Index {
    hasher: RandomState,
    /// By the first bits of the hash; none before the first row.
    lists: Vec<Vec<(u64, Place)>>,
}

/// How many bits of a hash tell its list: a million rows are 2,000 a list.
const LIST_BITS: u32 = 9;

/// Bytes of memory that a row costs: 16 of hash and place, and the room that a
/// list has left.
pub(super) const INDEX_BYTES: usize = 17;

impl Index {
    fn hash(&self, id: &RecordId) -> u64 {
        self.hasher.hash_one(id)
    }

    /// What tells a text from another.
    pub(super) fn print(&self, text: impl Hash) -> u64 {
        self.hasher.hash_one(text)
    }

    /// The key of a further row with an id that another row has as well: its
    /// own print tells it from that.
    pub(super) fn twin(id: &RecordId, print: u32) -> RecordId {
        RecordId::new(&format!("{}\0{print}", id.raw()))
    }

    /// Where a row with that id was put last. It may have been taken out since.
    pub(super) fn find(&self, id: &RecordId) -> Option<Place> {
        let hash = self.hash(id);
        let list = self.lists.get(list_of(hash))?;
        let at = list.binary_search_by_key(&hash, |entry| entry.0).ok()?;
        list.get(at).map(|entry| entry.1)
    }

    /// Notes where a row is, in the place of what was noted of its id.
    pub(super) fn put(&mut self, id: &RecordId, place: Place) {
        let hash = self.hash(id);
        if self.lists.is_empty() {
            self.lists.resize_with(1 << LIST_BITS, Vec::new);
        }
        let Some(list) = self.lists.get_mut(list_of(hash)) else {
            return;
        };
        match list.binary_search_by_key(&hash, |entry| entry.0) {
            Ok(at) => list[at].1 = place,
            Err(at) => {
                if list.len() == list.capacity() {
                    // Twice as much would be more room than all rows need.
                    list.reserve_exact(list.len() / 8 + 1);
                }
                list.insert(at, (hash, place));
            }
        }
    }

    /// Forgets a row of that page.
    pub(super) fn remove(&mut self, id: &RecordId, page: u32) {
        let hash = self.hash(id);
        let Some(list) = self.lists.get_mut(list_of(hash)) else {
            return;
        };
        if let Ok(at) = list.binary_search_by_key(&hash, |entry| entry.0)
            && list[at].1.page == page
        {
            list.remove(at);
        }
    }
}

fn list_of(hash: u64) -> usize {
    usize::try_from(hash >> (u64::BITS - LIST_BITS)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u32) -> RecordId {
        RecordId::new(&number.to_string())
    }

    #[test]
    fn a_row_is_where_it_was_put_last() {
        let mut index = Index::default();
        assert_eq!(index.find(&id(0)), None);
        let place = |number: u32| Place {
            page: number / 100,
            index: number % 100,
        };
        for number in 0..20_000 {
            index.put(&id(number), place(number));
        }
        index.put(&id(7), place(12_345));
        // It is not of that page any more, and the other is.
        index.remove(&id(7), 0);
        index.remove(&id(8), 0);
        for number in 0..20_000 {
            let expected = match number {
                7 => Some(place(12_345)),
                8 => None,
                _ => Some(place(number)),
            };
            assert_eq!(index.find(&id(number)), expected, "{number}");
        }
        let room: usize = index.lists.iter().map(Vec::capacity).sum();
        assert!(room * 16 < 20_000 * (INDEX_BYTES + 2), "{room}");
    }
}
