//! Where each row with an id is.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};

use crate::app::listing::layout::Place;
use crate::directory::record::RecordId;

/// The places of rows by their ids, without keeping the ids: they stand in the
/// rows.
///
/// It keeps 64 bits of each id's hash, whose keys are random, so that no server
/// can give ids that collide. That two of a million ids do is one chance in
/// 37 million; then both rows are shown, and the one that came first is not
/// found by its id. A tree and not a hash table: it grows by a node at a time,
/// where a table of a million rows would be copied while a key waits.
#[derive(Debug, Default)]
pub(super) struct Index {
    hasher: RandomState,
    places: BTreeMap<u64, Place>,
}

/// Bytes of memory that a row costs: 16 of hash and place, in nodes that are two
/// thirds full.
pub(super) const INDEX_BYTES: usize = 26;

impl Index {
    fn hash(&self, id: &RecordId) -> u64 {
        self.hasher.hash_one(id)
    }

    /// Where a row with that id was put last. It may have been taken out since.
    pub(super) fn find(&self, id: &RecordId) -> Option<Place> {
        self.places.get(&self.hash(id)).copied()
    }

    /// Notes where a row is, in the place of what was noted of its id.
    pub(super) fn put(&mut self, id: &RecordId, place: Place) {
        self.places.insert(self.hash(id), place);
    }

    /// Forgets a row of that page.
    pub(super) fn remove(&mut self, id: &RecordId, page: u32) {
        let hash = self.hash(id);
        if self.places.get(&hash).is_some_and(|at| at.page == page) {
            self.places.remove(&hash);
        }
    }
}
