//! What was worked out for the frames before.
//!
//! A key moves a bar by one row; the other rows hold what they held. To parse
//! their records and to word their cells anew is three quarters of what a frame
//! costs, so both are kept, for the records that are seen. Nothing that is
//! drawn depends on it: what is found here is what would be worked out.

use std::collections::HashMap;

use super::cell::Cell;
use crate::app::columns::Column;
use crate::app::message::ProfileId;
use crate::app::places::Places;
use crate::directory::call::ListOf;
use crate::directory::record::{Parsed, Record};

/// How many lists are remembered: those of two screens.
const LISTS: usize = 4;
/// How many records of a list are: a few screens of them.
const RECORDS: usize = 400;

/// What was worked out for the frames before. Of one explorer: another's lists
/// may have the same names.
#[derive(Debug, Default)]
pub struct Memory {
    /// The last used is the last.
    lists: Vec<Remembered>,
    pub(super) places: Places,
}

/// What is remembered of a list.
#[derive(Debug)]
pub(super) struct Remembered {
    profile: ProfileId,
    of: ListOf,
    sample: Vec<Record>,
    widths: Vec<usize>,
    /// The columns that were chosen, if they were.
    chosen: Option<Vec<Column>>,
    /// Which columns the cells are of.
    columns: Vec<usize>,
    /// By the address of the record, which stays its own as long as it is here.
    cells: HashMap<usize, (Record, Vec<Cell>)>,
}

impl Memory {
    /// What lies where on the frame that was drawn last.
    pub fn take_places(&mut self) -> Places {
        std::mem::take(&mut self.places)
    }

    /// What is remembered of a list.
    pub(super) fn list(&mut self, profile: ProfileId, of: &ListOf) -> &mut Remembered {
        let known = |list: &Remembered| list.profile == profile && list.of == *of;
        let list = match self.lists.iter().position(known) {
            Some(at) => self.lists.remove(at),
            None => Remembered {
                profile,
                of: of.clone(),
                sample: Vec::new(),
                widths: Vec::new(),
                chosen: None,
                columns: Vec::new(),
                cells: HashMap::new(),
            },
        };
        if self.lists.len() == LISTS {
            self.lists.remove(0);
        }
        self.lists.push(list);
        let newest = self.lists.len() - 1;
        &mut self.lists[newest]
    }
}

impl Remembered {
    /// Forgets what was worked out for others than the columns that are chosen
    /// now.
    pub(super) fn choose(&mut self, chosen: Option<&[Column]>) {
        if self.chosen.as_deref() != chosen {
            self.chosen = chosen.map(<[Column]>::to_vec);
            self.sample.clear();
            self.widths.clear();
            self.cells.clear();
        }
    }

    /// What `measure` says of the first records of a list.
    pub(super) fn widths(
        &mut self,
        sample: &[&Record],
        measure: impl FnOnce(&[Parsed]) -> Vec<usize>,
    ) -> &[usize] {
        let same = sample.len() == self.sample.len()
            && sample
                .iter()
                .zip(&self.sample)
                .all(|(now, then)| now.is(then));
        if !same {
            self.sample = sample.iter().copied().cloned().collect();
            let parsed: Vec<Parsed> = self.sample.iter().map(Record::value).collect();
            self.widths = measure(&parsed);
        }
        &self.widths
    }

    /// Forgets the cells, if they are of other columns.
    pub(super) fn for_columns(&mut self, columns: impl Iterator<Item = usize> + Clone) {
        if !columns.clone().eq(self.columns.iter().copied()) {
            self.cells.clear();
            self.columns = columns.collect();
        }
    }

    /// Forgets the cells.
    pub(super) fn forget_cells(&mut self) {
        self.cells.clear();
    }

    /// What `read` says of a record: its cells, one a column.
    pub(super) fn cells(
        &mut self,
        record: &Record,
        read: impl FnOnce(&Parsed) -> Vec<Cell>,
    ) -> &[Cell] {
        if self.cells.len() >= RECORDS {
            self.cells.clear();
        }
        let (_, cells) = self
            .cells
            .entry(record.json().as_ptr().addr())
            .or_insert_with(|| (record.clone(), read(&record.value())));
        cells
    }
}
