//! The pages of a list that have come, and what they tell of the others.

mod index;
mod install;
mod packed;
mod room;
mod size;
mod slot;

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

use self::index::Index;
use self::room::Open;
use self::size::PageSize;
use self::slot::Slot;
use super::extent::Doubt;
use super::layout::{Layout, Place};
use super::{Excerpt, Note};
use crate::app::filter::{FilterFields, FoldedRows};
use crate::directory::call::At;
use crate::directory::description::{Field, Paging};
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
    index: Index,
    /// The ids that more than one row has.
    shared: HashSet<RecordId>,
    rows: u64,
    /// The pages that are open. Looking into one opens it.
    open: RefCell<Open>,
    /// Bytes of memory that the pages take.
    bytes: usize,
    /// What the server last said of the number of records.
    reported: Option<u64>,
    /// Whether it promised records that it did not have.
    overstated: bool,
    /// Whether it said that there are more, and told no way to them.
    withheld: bool,
    /// The number of pages, once an answer has shown it.
    end: Option<u32>,
    /// The page that each address leads to, where they come one by one.
    addresses: HashMap<At, u32>,
    without_news: u32,
    notes: BTreeSet<Note>,
    /// The pages before it were let go of.
    gone: u32,
    /// Counts up with each change of the rows.
    revision: u64,
    /// What filters read of a record, once that is known.
    fields: FilterFields,
    knows_fields: bool,
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
            index: Index::default(),
            shared: HashSet::new(),
            rows: 0,
            open: RefCell::default(),
            bytes: 0,
            reported: None,
            overstated: false,
            withheld: false,
            end: None,
            addresses: HashMap::new(),
            without_news: 0,
            notes: BTreeSet::new(),
            gone: 0,
            revision: 0,
            fields: FilterFields::default(),
            knows_fields: false,
        }
    }

    /// Rows of an earlier run, in the page that they are of. What follows them
    /// is not known any more.
    pub(super) fn earlier(paging: &Paging, excerpt: &Excerpt) -> Self {
        let mut pages = Self::new(paging);
        let page = excerpt.page;
        let mut rows = Vec::with_capacity(excerpt.rows.len());
        let mut prints = Vec::new();
        for record in &excerpt.rows {
            pages.add(page, record, &mut rows, &mut prints);
        }
        pages.reported = excerpt.total;
        pages.put_in(page, Slot::new(rows, Next::Expired));
        pages
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

    /// Whether any page can be asked for by its number, and each begins where
    /// the size that is asked for says: another run would find it there.
    pub(super) fn can_jump_evenly(&self, paging: &Paging) -> bool {
        self.can_jump() && Some(self.layout.regular()) == paging.page_size()
    }

    /// The records of a page, if they are there.
    pub(super) fn records_of(&self, page: u32) -> Option<&[Record]> {
        self.slots.get(&page)?.opened()
    }

    /// What the server says of the number of records, unless its pages have
    /// shown it wrong.
    pub(super) fn credible_total(&self) -> Option<u64> {
        self.reported
            .filter(|&total| !self.overstated && total >= self.rows)
    }

    /// What the server last said of the number of records.
    pub(super) const fn reported(&self) -> Option<u64> {
        self.reported
    }

    /// The number of pages, once an answer has shown it.
    pub(super) const fn end(&self) -> Option<u32> {
        self.end
    }

    /// Whether the last of so many pages is loaded, said so, and holds the last
    /// row of those that the server says there are.
    pub(super) fn ends_with(&self, pages: u32) -> bool {
        let last = pages.checked_sub(1);
        let slot = last.and_then(|last| self.slots.get(&last));
        let is_last = slot.filter(|_| self.end == Some(pages));
        is_last.is_some_and(|slot| {
            let before = u64::from(pages - 1) * u64::from(self.layout.regular());
            let rows = before + u64::from(slot.count());
            self.reported.is_none_or(|total| total <= rows)
        })
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
            return start..start + u64::from(slot.count());
        }
        if let Some(rows) = self.layout.told(page) {
            // It was there once.
            return start..start + u64::from(rows);
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
        let slot = self.slots.get(&place.page)?;
        if slot.open().is_none() {
            self.open.borrow_mut().expect(place.page, slot);
        }
        slot.opened()?.get(usize::try_from(place.index).ok()?)
    }

    /// Where a record is, or was before its page was let go of.
    pub(super) fn find(&self, id: &RecordId) -> Option<Place> {
        self.index.find(id)
    }

    /// Whether more than one row has an id, so that it does not tell which is
    /// meant.
    pub(super) fn shares(&self, id: &RecordId) -> bool {
        self.shared.contains(id)
    }

    /// Where the row with an id is, for somebody who was at a place: there, if
    /// it still is; of several with that id the nearest on the same page.
    pub(super) fn find_near(&self, id: &RecordId, place: Place) -> Option<Place> {
        if !self.shares(id) {
            return self.find(id);
        }
        let rows = self.peek(place.page);
        let with_id = (0u32..)
            .zip(rows.iter())
            .filter(|(_, row)| row.id() == Some(id));
        let nearest = with_id.min_by_key(|(index, _)| index.abs_diff(place.index));
        let here = nearest.map(|(index, _)| Place { index, ..place });
        here.or_else(|| self.find(id))
    }

    /// All records that are held, in order.
    pub(super) fn records(&self) -> impl Iterator<Item = Cow<'_, Record>> {
        self.slots.values().flat_map(|slot| each(slot.rows()))
    }

    /// Of all records that are held, those whose field may be a text, whatever
    /// the case.
    pub(super) fn records_with(
        &self,
        field: &Field,
        text: &str,
    ) -> impl Iterator<Item = Cow<'_, Record>> {
        let text = self.fields.folded(field, text);
        let slots = self.slots.values();
        slots.flat_map(move |slot| match &text {
            Some(text) if !slot.may_hold(text) => each(Cow::Borrowed(&[])),
            _ => each(slot.rows()),
        })
    }

    /// The loaded pages in order, each with a number that is another once any
    /// of its rows is.
    pub(super) fn revisions(&self) -> impl Iterator<Item = (u32, u64)> {
        self.slots.iter().map(|(page, slot)| (*page, slot.revision))
    }

    /// A number that is another once any row is.
    pub(super) const fn revision(&self) -> u64 {
        self.revision
    }

    /// The same, in the place of others: no number of theirs comes again, and a
    /// filter reads them as it read those.
    pub(super) fn in_place_of(mut self, before: &Self) -> Self {
        self.revision = before.revision + 1;
        self.fields = before.fields.clone();
        self.knows_fields = before.knows_fields;
        self
    }

    /// Whether each page was read, and the last was told to be that.
    pub(super) fn are_read_through(&self) -> bool {
        let Some((last, slot)) = self.slots.last_key_value() else {
            return false;
        };
        (slot.next == Next::End || self.end == Some(last + 1))
            && self.loaded_pages() == self.count()
            && self.first_detached().is_none()
    }

    /// What speaks against that rows which were read through are all there are.
    pub(super) fn doubt(&self) -> Option<Doubt> {
        let noted = |note| self.notes.contains(&note);
        if self.withheld {
            Some(Doubt::Withheld)
        } else if noted(Note::PageRepeated) || noted(Note::NothingNew) {
            Some(Doubt::Repeated)
        } else if noted(Note::Moved) {
            Some(Doubt::Moved)
        } else if self.reported.is_some_and(|total| total > self.rows) {
            Some(Doubt::Fewer)
        } else {
            None
        }
    }

    /// Whether a loaded page begins behind where the one before it now ends, as
    /// that turned out to hold fewer rows than was reckoned with: what lies
    /// between them was never read.
    pub(super) fn is_detached(&self, page: u32) -> bool {
        let before = page.checked_sub(1).and_then(|page| self.slots.get(&page));
        let (Some(before), Some(slot)) = (before, self.slots.get(&page)) else {
            return false;
        };
        match (&before.next, &slot.begins) {
            (Next::At(At::Offset(ends)), Some(At::Offset(begins))) => begins > ends,
            _ => false,
        }
    }

    /// The first loaded page that [is detached](Self::is_detached).
    pub(super) fn first_detached(&self) -> Option<u32> {
        if self.numbering != Some(Numbering::Offset) {
            return None;
        }
        let mut pages = self.slots.keys().copied();
        pages.find(|page| self.is_detached(*page))
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
            || self.first_detached().is_some()
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

    // ---- for filters and orders of our own ---------------------------------

    /// The records of a page, which is left as it is, open or packed.
    pub(super) fn peek(&self, page: u32) -> Cow<'_, [Record]> {
        self.slots.get(&page).map_or(Cow::Borrowed(&[]), Slot::rows)
    }

    /// Reads the JSON of each row of a page, which is left as it is.
    pub(super) fn each_json(&self, page: u32, read: impl FnMut(&str)) {
        if let Some(slot) = self.slots.get(&page) {
            slot.each_json(read);
        }
    }

    /// The numbers of the loaded pages.
    pub(super) fn numbers(&self) -> Vec<u32> {
        self.slots.keys().copied().collect()
    }

    /// The first loaded page from one on.
    pub(super) fn loaded_from(&self, page: u32) -> Option<u32> {
        self.slots.range(page..).next().map(|(page, _)| *page)
    }

    /// The last loaded page up to one.
    pub(super) fn loaded_to(&self, page: u32) -> Option<u32> {
        self.slots.range(..=page).next_back().map(|(page, _)| *page)
    }

    /// How many rows a loaded page has.
    pub(super) fn rows_of(&self, page: u32) -> u32 {
        self.slots.get(&page).map_or(0, Slot::count)
    }

    /// How many rows of a page are to be folded before a filter can look at it.
    pub(super) fn unfolded(&self, page: u32) -> u32 {
        self.slots
            .get(&page)
            .filter(|slot| !slot.is_folded())
            .map_or(0, Slot::count)
    }

    /// Whether it was said what filters read of a record.
    pub(super) const fn knows_fields(&self) -> bool {
        self.knows_fields
    }

    /// Says what filters read of a record. What was folded for others is
    /// outdated.
    pub(super) fn fold_for(&mut self, fields: &FilterFields) {
        self.knows_fields = true;
        if self.fields == *fields {
            return;
        }
        self.fields = fields.clone();
        for slot in self.slots.values_mut() {
            self.bytes -= slot.bytes();
            slot.fold_anew();
            self.bytes += slot.bytes();
        }
    }

    /// What `of` tells of a loaded page's rows as a filter reads them.
    pub(super) fn folded<T>(&mut self, page: u32, of: impl FnOnce(&FoldedRows) -> T) -> Option<T> {
        let slot = self.slots.get_mut(&page)?;
        if slot.is_folded() {
            return slot.folded(&self.fields).map(of);
        }
        self.bytes -= slot.bytes();
        let told = slot.folded(&self.fields).map(of);
        self.bytes += slot.bytes();
        told
    }
}

fn each(rows: Cow<'_, [Record]>) -> impl Iterator<Item = Cow<'_, Record>> {
    let (open, unpacked) = match rows {
        Cow::Borrowed(open) => (open, Vec::new()),
        Cow::Owned(unpacked) => (Default::default(), unpacked),
    };
    let unpacked = unpacked.into_iter().map(Cow::Owned);
    open.iter().map(Cow::Borrowed).chain(unpacked)
}
