//! The pages of a list that have come, and what they tell of the others.

mod install;
mod size;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use self::size::PageSize;
use super::Note;
use super::layout::{Layout, Place};
use crate::app::filter::{FilterFields, FoldedRows};
use crate::directory::call::At;
use crate::directory::description::Paging;
use crate::directory::record::{Record, RecordId};

/// How many pages in a row may hold nothing new before reading on is given
/// up: one, and three more.
const MOST_WITHOUT_NEWS: u32 = 4;

/// How a page that nothing led to is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numbering {
    Page,
    Offset,
}

/// What a page says of the one after it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Next {
    /// Where it is.
    At(At),
    /// There is none.
    End,
    /// It would lead back to a page that was read.
    Circle,
    /// Not any more: what it said has expired.
    Expired,
}

/// A page that has come.
#[derive(Debug)]
struct Slot {
    /// Its rows, without those that stand on another page.
    rows: Vec<Record>,
    next: Next,
    /// Its rows as a filter reads them, made when one does.
    folded: Option<FoldedRows>,
}

/// Pages by their number in the list's order, from 0.
///
/// Where the server counts pages or records, any page can be asked for, and
/// those not loaded take part in the positions. Where each answer only leads
/// to the next, pages stand without gaps and the positions end with them.
#[derive(Debug)]
pub(super) struct Pages {
    /// None where pages can only be read one after another.
    numbering: Option<Numbering>,
    size: PageSize,
    layout: Layout,
    slots: BTreeMap<u32, Slot>,
    /// Where each row with an id is.
    index: HashMap<RecordId, Place>,
    rows: u64,
    /// What the server last said of the number of records.
    reported: Option<u64>,
    /// Whether it promised records that it did not have.
    overstated: bool,
    /// The number of pages, once an answer has shown it.
    end: Option<u32>,
    /// The page that each address leads to, where they come one by one.
    addresses: HashMap<At, u32>,
    without_news: u32,
    notes: BTreeSet<Note>,
    /// The pages before it hold ids only.
    gone: u32,
}

impl Pages {
    /// None yet, of a list cut that way.
    pub(super) fn new(paging: &Paging) -> Self {
        let numbering = match paging {
            Paging::Page { .. } => Some(Numbering::Page),
            Paging::Offset { .. } => Some(Numbering::Offset),
            Paging::Cursor { .. } | Paging::None => None,
        };
        let regular = if numbering.is_some() {
            paging.page_size().unwrap_or(1).max(1)
        } else {
            0
        };
        Self {
            numbering,
            size: PageSize::asked(regular),
            layout: Layout::new(regular),
            slots: BTreeMap::new(),
            index: HashMap::new(),
            rows: 0,
            reported: None,
            overstated: false,
            end: None,
            addresses: HashMap::new(),
            without_news: 0,
            notes: BTreeSet::new(),
            gone: 0,
        }
    }

    // ---- facts -------------------------------------------------------------

    pub(super) fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// How many pages are loaded.
    pub(super) fn loaded_pages(&self) -> u32 {
        u32::try_from(self.slots.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn is_loaded(&self, page: u32) -> bool {
        self.slots.contains_key(&page)
    }

    /// How many rows are loaded.
    pub(super) const fn rows(&self) -> u64 {
        self.rows
    }

    /// Whether pages can be asked for without those before them.
    pub(super) const fn can_jump(&self) -> bool {
        self.numbering.is_some()
    }

    /// What the server says of the number of records, unless its pages have
    /// shown it wrong.
    pub(super) fn credible_total(&self) -> Option<u64> {
        self.reported
            .filter(|&total| !self.overstated && total >= self.rows)
    }

    /// The page after the last loaded one.
    fn loaded_end(&self) -> u32 {
        self.slots.last_key_value().map_or(0, |(page, _)| page + 1)
    }

    /// How many pages are known to exist.
    pub(super) fn count(&self) -> u32 {
        let loaded = self.loaded_end();
        let regular = u64::from(self.layout.regular());
        let by_total = match self.credible_total() {
            Some(total) if self.can_jump() && loaded > 0 => {
                u32::try_from(total.div_ceil(regular)).unwrap_or(u32::MAX - 1)
            }
            _ => 0,
        };
        loaded.max(by_total.min(self.end.unwrap_or(u32::MAX)))
    }

    /// The positions of a page's rows, be it loaded or not.
    pub(super) fn span(&self, page: u32) -> Range<u64> {
        let start = self.layout.start(page);
        if let Some(slot) = self.slots.get(&page) {
            return start..start + slot.rows.len() as u64;
        }
        let regular = u64::from(self.layout.regular());
        let before = u64::from(page) * regular;
        let rows = match self.credible_total() {
            Some(total) => total.saturating_sub(before).clamp(1, regular.max(1)),
            None => regular,
        };
        start..start + rows
    }

    /// How many rows can be scrolled through.
    pub(super) fn positions(&self) -> u64 {
        match self.count() {
            0 => 0,
            count => self.span(count - 1).end,
        }
    }

    /// The row at a position.
    pub(super) fn place(&self, position: u64) -> Place {
        self.layout.place(position)
    }

    /// The position of a row; if there are fewer rows than that, of one near.
    pub(super) fn position(&self, place: Place) -> u64 {
        let span = self.span(place.page);
        let last = span.end.saturating_sub(1).max(span.start);
        (span.start + u64::from(place.index))
            .min(last)
            .min(self.positions().saturating_sub(1))
    }

    /// The record in a place.
    pub(super) fn record(&self, place: Place) -> Option<&Record> {
        self.slots
            .get(&place.page)?
            .rows
            .get(usize::try_from(place.index).ok()?)
    }

    /// Where a record is.
    pub(super) fn find(&self, id: &RecordId) -> Option<Place> {
        self.index.get(id).copied()
    }

    /// All records in order.
    pub(super) fn records(&self) -> impl Iterator<Item = &Record> {
        self.slots.values().flat_map(|slot| &slot.rows)
    }

    /// The loaded pages in order, with their rows.
    pub(super) fn loaded_rows(&self) -> impl Iterator<Item = (u32, &[Record])> {
        self.slots
            .iter()
            .map(|(page, slot)| (*page, slot.rows.as_slice()))
    }

    /// Whether every row is loaded.
    pub(super) fn is_complete(&self) -> bool {
        let Some((last, slot)) = self.slots.last_key_value() else {
            return false;
        };
        (slot.next == Next::End || self.end == Some(last + 1))
            && self.loaded_pages() == self.count()
    }

    /// Whether reading on was given up for want of anything new.
    pub(super) const fn has_given_up(&self) -> bool {
        self.without_news >= MOST_WITHOUT_NEWS
    }

    /// Lets reading go on after [`Pages::has_given_up`].
    pub(super) const fn try_again(&mut self) {
        self.without_news = 0;
    }

    /// The page after the last known one, if there is one to ask for.
    pub(super) fn tail(&self) -> Option<u32> {
        let Some((last, slot)) = self.slots.last_key_value() else {
            return Some(0);
        };
        let tail = last + 1;
        let leads_on = matches!(slot.next, Next::At(_)) && self.end != Some(tail);
        (leads_on && tail == self.count() && !self.has_given_up()).then_some(tail)
    }

    /// Whether there is more than is loaded, as far as one can tell.
    pub(super) fn has_more(&self) -> bool {
        let Some((last, slot)) = self.slots.last_key_value() else {
            return true;
        };
        if self.has_given_up() {
            return false;
        }
        self.loaded_pages() < self.count()
            || (matches!(slot.next, Next::At(_) | Next::Expired) && self.end != Some(last + 1))
    }

    pub(super) fn notes(&self) -> impl Iterator<Item = Note> {
        self.notes.iter().copied()
    }

    pub(super) fn note(&mut self, note: Note) {
        self.notes.insert(note);
    }

    pub(super) fn has_moved(&self) -> bool {
        self.notes.contains(&Note::Moved)
    }

    /// How a page is asked for; none while nothing leads to it.
    pub(super) fn address(&self, page: u32) -> Option<At> {
        let before = match page.checked_sub(1) {
            None => return Some(At::Start),
            Some(before) => self.slots.get(&before).map(|slot| &slot.next),
        };
        match before {
            Some(Next::At(at)) => Some(at.clone()),
            _ => self.numbered(page),
        }
    }

    fn numbered(&self, page: u32) -> Option<At> {
        Some(match self.numbering? {
            Numbering::Page => At::Page(page),
            Numbering::Offset => At::Offset(u64::from(page) * u64::from(self.layout.regular())),
        })
    }

    /// Lets go of the records before a position, as far as the pages from the
    /// first on are loaded. Their ids stay, so that a row that comes again is
    /// known.
    pub(super) fn let_go(&mut self, before: u64) {
        while self.is_loaded(self.gone) && self.span(self.gone).end <= before {
            if let Some(slot) = self.slots.get_mut(&self.gone) {
                for row in &mut slot.rows {
                    *row = row.let_go();
                }
                slot.folded = None;
            }
            self.gone += 1;
        }
    }

    // ---- for the filter ----------------------------------------------------

    /// The numbers of the loaded pages.
    pub(super) fn numbers(&self) -> Vec<u32> {
        self.slots.keys().copied().collect()
    }

    /// A loaded page's rows as a filter reads them.
    pub(super) fn folded(&mut self, page: u32, fields: &FilterFields) -> Option<&FoldedRows> {
        let slot = self.slots.get_mut(&page)?;
        Some(
            slot.folded
                .get_or_insert_with(|| FoldedRows::new(&slot.rows, fields)),
        )
    }

    /// Drops what [`Pages::folded`] made.
    pub(super) fn unfold(&mut self) {
        for slot in self.slots.values_mut() {
            slot.folded = None;
        }
    }
}
