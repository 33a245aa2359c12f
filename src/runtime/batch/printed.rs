//! Which rows of a list are printed: each once, in order, as far as a filter
//! lets them pass.

use std::collections::HashSet;
use std::hash::BuildHasher as _;

use super::plan::{Asked, Came, Mistake};
use super::printer::Printer;
use super::sieve::Sieve;
use crate::app::listing::{Listing, Row};
use crate::directory::record::{Record, RecordId};

/// What of a list is printed.
#[derive(Debug)]
pub(super) struct Printed {
    /// How many records.
    pub(super) came: Came,
    /// The position behind the last that was looked at.
    pub(super) position: u64,
    /// The most that are printed.
    most: u64,
    sieve: Option<Sieve>,
    /// Whether more would have passed than are printed.
    is_over: bool,
    ids: HashSet<RecordId>,
    /// Hashes of the records' texts.
    texts: HashSet<u64>,
    printer: Printer,
}

impl Printed {
    /// Nothing of a list yet.
    pub(super) fn new(asked: &Asked, printer: Printer) -> Self {
        Self {
            came: Came::default(),
            position: 0,
            most: asked.rows.most(),
            sieve: asked.sieve.clone(),
            is_over: false,
            ids: HashSet::new(),
            texts: HashSet::new(),
            printer,
        }
    }

    /// Whether as many are printed as are wanted.
    pub(super) const fn is_full(&self) -> bool {
        self.came.printed >= self.most
    }

    /// Whether more would have passed the filter than are printed.
    pub(super) const fn is_over(&self) -> bool {
        self.is_over
    }

    /// A field that the filter asks for, and that no record has told.
    pub(super) fn untold(&self) -> Option<&str> {
        self.sieve.as_ref()?.untold()
    }

    /// The chosen fields that no description names and no record could tell of.
    pub(super) fn untold_columns(&self) -> Vec<&str> {
        self.printer.untold()
    }

    /// The text of the rows behind those that were looked at, as far as all
    /// before them are there.
    ///
    /// # Errors
    /// The filter cannot be meant so, or no record has a chosen field.
    pub(super) fn fresh(&mut self, listing: &Listing) -> Result<String, Mistake> {
        let mut fresh = Vec::new();
        while self.takes_more()
            && let Some(Row::Record(record)) = listing.row(self.position)
        {
            self.position += 1;
            // Once it was read again from its start, rows may stand elsewhere.
            if self.is_new(listing, record) || !listing.has_restarted() {
                self.came.looked += 1;
                fresh.push(record.clone());
            }
        }
        self.print(fresh)
    }

    /// The text of what a list that was read again from its start holds
    /// besides.
    ///
    /// # Errors
    /// As [`Printed::fresh`].
    pub(super) fn missed(&mut self, listing: &Listing) -> Result<String, Mistake> {
        let mut missed = Vec::new();
        for record in listing.records() {
            if self.takes_more() && record.id().is_some() && self.is_new(listing, &record) {
                self.came.looked += 1;
                missed.push(record.into_owned());
            }
        }
        self.print(missed)
    }

    /// Whether a record was not looked at before, and remembers it. Where its id
    /// is not its own, all of it tells.
    fn is_new(&mut self, listing: &Listing, record: &Record) -> bool {
        let Some(id) = record.id() else {
            return true;
        };
        let text = self.texts.hasher().hash_one(record.json());
        let text = self.texts.insert(text);
        let id_is_new = self.ids.insert(id.clone());
        id_is_new || (text && listing.shares(id))
    }

    /// The text behind the last record.
    pub(super) fn end(&mut self) -> String {
        self.printer.end()
    }

    /// Whether a further record is looked at. A filter looks at all that was
    /// paid for.
    const fn takes_more(&self) -> bool {
        self.sieve.is_some() || self.came.looked < self.most
    }

    fn print(&mut self, mut records: Vec<Record>) -> Result<String, Mistake> {
        self.printer.look_at(&records)?;
        if let Some(sieve) = &mut self.sieve {
            records = sieve.pass(records)?;
        }
        let room = usize::try_from(self.most - self.came.printed).unwrap_or(usize::MAX);
        self.is_over |= records.len() > room;
        records.truncate(room);
        self.came.printed += records.len() as u64;
        Ok(self.printer.add(&records))
    }
}
