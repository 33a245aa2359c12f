//! Marks: which records the operator has chosen to act on together.

use std::collections::HashMap;

use super::{Listing, RangeMarked};
use crate::directory::record::{Record, RecordId};

/// The marked records, with the records themselves: a reload, another order or
/// another query may drop their rows. Of a mark of an earlier run, there is none
/// before its row has come.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    by_id: HashMap<RecordId, Mark>,
    /// How many marks were ever made, to tell their order.
    made: u64,
    /// The record marked last.
    last: Option<RecordId>,
    /// How many marks of an earlier run were taken off, as their records are
    /// there no more, and nobody was told yet.
    gone: usize,
}

#[derive(Debug, Clone)]
struct Mark {
    record: Option<Record>,
    number: u64,
}

impl Marks {
    /// Marks a record, and says whether it could: one without an id has no
    /// mark.
    fn add(&mut self, record: &Record) -> bool {
        let Some(id) = record.id() else {
            return false;
        };
        self.put(id.clone(), Some(record));
        self.last = Some(id.clone());
        true
    }

    fn put(&mut self, id: RecordId, record: Option<&Record>) {
        self.made += 1;
        let number = self.made;
        self.by_id.entry(id).or_insert_with(|| Mark {
            record: record.cloned(),
            number,
        });
    }

    /// Puts a newer version of a record in the place of a marked one.
    pub(super) fn update(&mut self, record: &Record) {
        if !self.by_id.is_empty()
            && let Some(mark) = record.id().and_then(|id| self.by_id.get_mut(id))
        {
            mark.record = Some(record.clone());
        }
    }
}

impl Listing {
    /// Takes over the marks of the same list under another query: they are by
    /// record, and survive both ways.
    pub fn take_marks(&mut self, of: &mut Self) {
        self.marks = std::mem::take(&mut of.marks);
    }

    /// Marks the selected record, or takes its mark off, and says whether it
    /// could: a row without a record or an id has no mark.
    pub fn toggle_mark(&mut self) -> bool {
        let Some(record) = self.selected().cloned() else {
            return false;
        };
        let Some(id) = record.id() else {
            return false;
        };
        if self.marks.by_id.remove(id).is_some() {
            self.marks.last.take_if(|last| last == id);
            true
        } else {
            self.marks.add(&record)
        }
    }

    /// Takes all marks off.
    pub fn unmark_all(&mut self) {
        self.marks.by_id.clear();
        self.marks.last = None;
    }

    /// Marks the rows from the last one marked to the selected one, both
    /// included; without a last one among the positions only the selected.
    pub fn mark_range(&mut self) -> RangeMarked {
        let mut outcome = RangeMarked {
            marked: 0,
            left_out: 0,
        };
        let Some(here) = self.selection() else {
            return outcome;
        };
        let last = self.marks.last.as_ref();
        let from = last
            .and_then(|id| self.pages.find(id))
            .and_then(|place| self.position_of(place))
            .unwrap_or(here);
        for position in from.min(here)..=from.max(here) {
            let record = self
                .place(position)
                .and_then(|place| self.pages.record(place));
            if record.is_some_and(|record| self.marks.add(record)) {
                outcome.marked += 1;
            } else {
                outcome.left_out += 1;
            }
        }
        // The next range goes on from where the operator is.
        if let Some(id) = self.selected().and_then(Record::id) {
            self.marks.last = Some(id.clone());
        }
        outcome
    }

    /// Whether a record is marked.
    #[must_use]
    pub fn is_marked(&self, id: &RecordId) -> bool {
        self.marks.by_id.contains_key(id)
    }

    /// Marks records of an earlier run, in the order they were marked then. They
    /// count as marked before any of their rows has come.
    pub fn mark_again(&mut self, ids: impl IntoIterator<Item = RecordId>) {
        for id in ids {
            self.marks.last = Some(id.clone());
            self.marks.put(id, None);
        }
    }

    /// All of the list has come: what was marked in an earlier run and is not in
    /// it has no mark any more.
    pub(super) fn drop_gone_marks(&mut self) {
        let before = self.marks.by_id.len();
        self.marks.by_id.retain(|_, mark| mark.record.is_some());
        self.marks.gone += before - self.marks.by_id.len();
    }

    /// How many marks of an earlier run were taken off as their records are
    /// there no more; told once.
    pub const fn take_gone_marks(&mut self) -> usize {
        std::mem::replace(&mut self.marks.gone, 0)
    }

    /// The ids of the marked records, in the order they were marked.
    #[must_use]
    pub fn marked_ids(&self) -> Vec<&RecordId> {
        let mut marks: Vec<_> = self.marks.by_id.iter().collect();
        marks.sort_unstable_by_key(|(_, mark)| mark.number);
        marks.into_iter().map(|(id, _)| id).collect()
    }

    /// How many of the marked records are of an earlier run, and have not come
    /// in this one.
    #[must_use]
    pub fn marked_unread(&self) -> usize {
        let marks = self.marks.by_id.values();
        marks.filter(|mark| mark.record.is_none()).count()
    }

    /// The marked records in the order that is shown, then those no longer in it in
    /// the order they were marked. Those that have not come are left out.
    #[must_use]
    pub fn marked(&self) -> Vec<&Record> {
        let mut marks: Vec<_> = self
            .marks
            .by_id
            .iter()
            .filter_map(|(id, mark)| {
                let place = self.pages.find(id);
                let rank = place.map(|place| self.rank(place));
                Some((place.is_none(), rank, mark.number, mark.record.as_ref()?))
            })
            .collect();
        marks.sort_unstable_by_key(|&(gone, rank, number, _)| (gone, rank, number));
        marks.into_iter().map(|(.., record)| record).collect()
    }

    /// How many records are marked.
    #[must_use]
    pub fn marked_count(&self) -> usize {
        self.marks.by_id.len()
    }

    /// How many of them the positions do not show: the filter hides them, or
    /// the list no longer has them. Looks at each mark.
    #[must_use]
    pub fn marked_hidden(&self) -> usize {
        let shown = |id| {
            self.pages
                .find(id)
                .is_some_and(|place| self.position_of(place).is_some())
        };
        self.marks.by_id.keys().filter(|id| !shown(id)).count()
    }
}
