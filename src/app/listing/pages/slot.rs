//! A page that has come, and the forms in which it is held.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::time::Duration;

use super::Next;
use super::index::INDEX_BYTES;
use super::packed::Packed;
use crate::app::filter::{FilterFields, FoldedRows};
use crate::directory::call::At;
use crate::directory::record::Record;

/// Bytes of memory that a record takes besides its text and its id: two
/// pointers with their lengths, and before each text its two counts.
const RECORD_BYTES: usize = 64;

/// A page.
///
/// Near to what is looked at it is *open*: its records are there. Further away
/// it is packed, and opens by itself when somebody looks into it. What was let
/// go of has neither form; that it came and how many rows it had is still known.
#[derive(Debug)]
pub(super) struct Slot {
    /// Its rows, without those that stand on another page.
    rows: OnceCell<Vec<Record>>,
    packed: Option<Packed>,
    count: u32,
    /// Bytes of the rows' texts.
    text: usize,
    pub(super) next: Next,
    /// How it was asked for; none where nobody did in this run.
    pub(super) begins: Option<At>,
    /// What tells each of its rows from another, as the list gave it: a row
    /// that was read by itself since, or let go of, is still known again.
    pub(super) prints: Box<[u32]>,
    /// What tells the whole answer from another.
    pub(super) print: u64,
    /// The rows of one that is not packed as a filter reads them, made when one
    /// does.
    folded: Option<FoldedRows>,
    /// Whether it was packed for filters that read other fields.
    is_outdated: bool,
    /// A number that is another once any of its rows is.
    pub(super) revision: u64,
    /// When it was last on the screen.
    pub(super) looked_at: Duration,
}

impl Slot {
    pub(super) fn new(rows: Vec<Record>, next: Next) -> Self {
        Self {
            count: u32::try_from(rows.len()).unwrap_or(u32::MAX),
            text: rows.iter().map(|row| row.json().len()).sum(),
            rows: OnceCell::from(rows),
            packed: None,
            next,
            begins: None,
            prints: Box::default(),
            print: 0,
            folded: None,
            is_outdated: false,
            revision: 0,
            looked_at: Duration::ZERO,
        }
    }

    /// How many rows it has, be they held or not.
    pub(super) const fn count(&self) -> u32 {
        self.count
    }

    /// Whether its records are there, open or packed.
    pub(super) fn is_held(&self) -> bool {
        self.packed.is_some() || self.rows.get().is_some()
    }

    /// Its rows, where it is open.
    pub(super) fn open(&self) -> Option<&[Record]> {
        self.rows.get().map(Vec::as_slice)
    }

    /// Its rows; it is open from now on. None of what was let go of.
    pub(super) fn opened(&self) -> Option<&[Record]> {
        if let Some(packed) = &self.packed {
            return Some(self.rows.get_or_init(|| packed.unpack()));
        }
        self.open()
    }

    /// Its rows without opening it. None of what was let go of.
    pub(super) fn rows(&self) -> Cow<'_, [Record]> {
        match (self.open(), &self.packed) {
            (Some(open), _) => Cow::Borrowed(open),
            (None, Some(packed)) => Cow::Owned(packed.unpack()),
            (None, None) => Cow::Borrowed(&[]),
        }
    }

    /// Reads the JSON of each of its rows, without making records of them.
    pub(super) fn each_json(&self, mut read: impl FnMut(&str)) {
        match (self.open(), &self.packed) {
            (Some(open), _) => open.iter().for_each(|record| read(record.json())),
            (None, Some(packed)) => packed.each(|_, json| read(json)),
            (None, None) => {}
        }
    }

    /// Packs it, if it is not, and closes it. Filters read those fields.
    pub(super) fn close(&mut self, fields: &FilterFields) {
        if self.packed.is_none() {
            self.pack(fields);
        }
        if self.packed.is_some() {
            self.rows = OnceCell::new();
        }
    }

    fn pack(&mut self, fields: &FilterFields) {
        if let Some(packed) = Packed::new(&self.rows(), fields) {
            self.packed = Some(packed);
            self.is_outdated = false;
            self.folded = None;
        }
    }

    /// Lets go of its records.
    pub(super) fn let_go(&mut self) {
        self.rows = OnceCell::new();
        self.packed = None;
        self.folded = None;
        self.is_outdated = false;
        self.text = 0;
    }

    /// Puts a record in the place of a row; says whether there is one.
    pub(super) fn put(&mut self, index: u32, record: &Record) -> bool {
        self.opened();
        let row = self
            .rows
            .get_mut()
            .and_then(|rows| rows.get_mut(usize::try_from(index).ok()?));
        let Some(row) = row else {
            return false;
        };
        self.text = self.text + record.json().len() - row.json().len();
        *row = record.clone();
        self.packed = None;
        self.folded = None;
        self.is_outdated = false;
        true
    }

    /// Its rows as a filter reads them. None of what was let go of.
    pub(super) fn folded(&mut self, fields: &FilterFields) -> Option<&FoldedRows> {
        if self.is_outdated {
            self.pack(fields);
        }
        if let Some(packed) = &self.packed {
            return Some(packed.folded());
        }
        let rows = self.rows.get()?;
        let folded = self.folded.take();
        let folded = folded.unwrap_or_else(|| FoldedRows::new(rows, fields));
        Some(self.folded.insert(folded))
    }

    /// Whether [`Slot::folded`] has them already.
    pub(super) const fn is_folded(&self) -> bool {
        !self.is_outdated && (self.packed.is_some() || self.folded.is_some())
    }

    /// Whether any of its rows may hold a text, folded as in what filters read.
    pub(super) fn may_hold(&self, folded: &str) -> bool {
        let packed = self.packed.as_ref().filter(|_| !self.is_outdated);
        packed.is_none_or(|packed| packed.folded().hold(folded))
    }

    /// Says that filters read other fields from now on.
    pub(super) fn fold_anew(&mut self) {
        self.folded = None;
        self.is_outdated = self.packed.is_some();
    }

    /// Bytes of its records' texts as they stand when it is open.
    pub(super) const fn text(&self) -> usize {
        self.text
    }

    /// Bytes of memory that it takes when it is closed.
    pub(super) fn closed_bytes(&self, fields: &FilterFields) -> usize {
        let packed = Packed::new(&self.rows(), fields);
        self.fixed_bytes() + packed.map_or(0, |packed| packed.bytes())
    }

    /// Bytes that it takes whatever becomes of its records.
    fn fixed_bytes(&self) -> usize {
        let count = usize::try_from(self.count).unwrap_or(usize::MAX);
        size_of::<Self>() + count * INDEX_BYTES + size_of_val(&*self.prints)
    }

    /// Bytes of memory that it takes: closed, if it can be.
    pub(super) fn bytes(&self) -> usize {
        let count = usize::try_from(self.count).unwrap_or(usize::MAX);
        let records = match &self.packed {
            Some(packed) => packed.bytes(),
            None if self.rows.get().is_some() => self.text + count * RECORD_BYTES,
            None => 0,
        };
        let folded = self.folded.as_ref().map_or(0, FoldedRows::bytes);
        self.fixed_bytes() + records + folded
    }
}
