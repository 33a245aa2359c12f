//! Which rows of a list are printed: each once, in order.

use std::collections::HashSet;

use crate::app::listing::{Listing, Row};
use crate::directory::record::{Record, RecordId};

/// What of a list is printed.
#[derive(Debug, Default)]
pub(super) struct Printed {
    /// How many records.
    pub(super) count: u64,
    /// The position behind the last of them.
    pub(super) position: u64,
    ids: HashSet<RecordId>,
}

impl Printed {
    /// The rows behind the printed ones, as far as all before them are there,
    /// up to that many in all. Printed is what was taken.
    pub(super) fn fresh(&mut self, listing: &Listing, most: u64) -> Vec<Record> {
        let mut fresh = Vec::new();
        while self.count < most
            && let Some(Row::Record(record)) = listing.row(self.position)
        {
            self.position += 1;
            // After an expired cursor the rows may stand elsewhere.
            if record.id().is_none_or(|id| self.ids.insert(id.clone())) {
                self.count += 1;
                fresh.push(record.clone());
            }
        }
        fresh
    }

    /// What a list that was read again from its start holds besides.
    pub(super) fn missed(&mut self, listing: &Listing, most: u64) -> Vec<Record> {
        let mut missed = Vec::new();
        for record in listing.records() {
            if self.count < most
                && let Some(id) = record.id()
                && self.ids.insert(id.clone())
            {
                self.count += 1;
                missed.push(record.into_owned());
            }
        }
        missed
    }
}
