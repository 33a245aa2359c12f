//! A list of records, loaded page by page as it is looked at.
//!
//! ```text
//!        Motion                       ask                    Send, Cancel
//! key ─────────▶ selection, screen ─────────▶ wanted pages ───────────────▶
//!                                                  ▲
//!            rows, notes, totals ◀── Pages ◀───────┴── accept ◀── Replied
//! ```
//!
//! What has come is in `Pages`; this module's children move through it
//! (`moving`), ask for what is missing (`loading`), take in what comes
//! (`arriving`), narrow it (`filtering`), look for a row in it (`seeking`), put it
//! in an order of our own (`sorting`), keep marks (`marks`), keep within bounds
//! (`room`), show rows of an earlier run (`earlier`) and come back to where one was
//! (`returning`). The one thing that fixes the screen is the
//! selected row and how many rows of the screen stand above it, so that
//! nothing the operator looks at moves when pages come, end early, hold a row
//! twice or match a filter above it.

mod arriving;
mod earlier;
mod extent;
mod filtering;
mod layout;
mod loading;
mod marks;
mod moving;
mod order;
mod pages;
mod returning;
mod room;
mod seeking;
mod sorting;
#[cfg(test)]
mod tests;
mod walking;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;
use std::time::Duration;

use jiff::Timestamp;

use self::earlier::Earlier;
pub use self::earlier::Excerpt;
pub use self::extent::{Doubt, Extent, Whole};
use self::filtering::Filtered;
use self::layout::Place;
pub use self::loading::Reach;
use self::loading::{Failure, Read};
use self::marks::Marks;
use self::moving::Heading;
use self::order::Heeded;
use self::pages::Pages;
pub use self::room::MOST_KEPT;
pub use self::seeking::PageRead;
pub use self::sorting::{SortHere, SortKeys};
use self::sorting::{Sorted, Sorting};
use crate::directory::call::{ApiError, At, ListOf, Page, Query};
use crate::directory::description::{Field, Paging, Sort};
use crate::directory::record::{Record, RecordId};

/// One list: what of it is loaded, what is being waited for, and where the
/// operator is in it.
#[derive(Debug)]
pub struct Listing {
    of: ListOf,
    paging: Paging,
    /// Whether it is one record that no list was read for.
    single: bool,
    sort: Option<Sort>,
    query: Query,
    /// The order that what comes is held against.
    heeded: Option<Heeded>,

    pages: Pages,
    reads: Vec<Read>,
    /// Pages that could not be read, be they loaded from before or not.
    failed: BTreeMap<u32, Failure>,
    /// Loaded pages to be read again.
    refresh: BTreeSet<u32>,
    /// The page that is read for somebody who looks for a row, wherever the
    /// screen is.
    sought: Option<u32>,
    /// Whether all pages are to go as soon as the first has come again.
    resetting: bool,
    /// Set while the rows are those of an earlier run.
    earlier: Option<Earlier>,
    /// When each page came.
    read_at: BTreeMap<u32, Timestamp>,
    /// Whether an expired cursor has been made up for already.
    restarted: bool,
    walk: Walk,
    /// All pages before it are loaded, as far as the walk has looked.
    walked_to: u32,
    /// How many of the list's first rows the walk is to load.
    walk_rows: u64,

    selected: Place,
    /// The selected record's id, once its row has come.
    selected_id: Option<RecordId>,
    /// The id of a selected record that a reload did not show again.
    missed: Option<RecordId>,
    /// Rows of the screen above the selected one.
    above: u64,
    height: u64,
    /// None until the operator has moved.
    heading: Option<Heading>,
    /// When it was last on the screen.
    looked_at: Duration,

    filtered: Option<Filtered>,
    /// What is loaded in an order of our own.
    sorted: Option<Sorted>,
    /// Another such order, until it is ready.
    sorting: Option<Sorting>,
    /// The page to begin with, while nothing has come yet of a list of an
    /// earlier run.
    returning: Option<u32>,
    marks: Marks,
    removed: HashSet<RecordId>,
}

/// What stands at a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row<'a> {
    /// A record.
    Record(&'a Record),
    /// A record that was removed since it was read; it keeps its place until
    /// the next reload.
    Removed(&'a Record),
    /// A row that is not loaded yet.
    Absent,
    /// A row that could not be loaded. It is not asked for again until
    /// [`Listing::reload_visible`].
    Failed(&'a ApiError),
}

/// A way to move the selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// One row down.
    Down,
    /// One row up.
    Up,
    /// Half a screen down.
    HalfPageDown,
    /// Half a screen up.
    HalfPageUp,
    /// A screen down.
    PageDown,
    /// A screen up.
    PageUp,
    /// To the first row.
    First,
    /// To the last row: of the list where any page can be asked for, else of
    /// what is loaded.
    Last,
}

/// Something the operator should know about a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// Pages were dropped, as lists had taken all the memory that they may.
    LetGo,
    /// A row appeared on two pages, or the total changed: the list changed
    /// while it was read.
    Moved,
    /// The server gave a cursor a second time; reading on would never end.
    CursorRepeated,
    /// A page held what the one before it held.
    PageRepeated,
    /// Several pages in a row held nothing new; reading on was given up.
    NothingNew,
    /// A cursor had expired; the list was read again from its start.
    Restarted,
    /// The server's total does not agree with its pages.
    WrongTotal,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::LetGo => "pages that nobody looked at for long were let go",
            Self::Moved => "the list changed on the server while it was read",
            Self::CursorRepeated => "the server repeated a cursor: stopped reading there",
            Self::PageRepeated => "the server gave the same page again: stopped reading there",
            Self::NothingNew => "several pages in a row held nothing new: stopped reading there",
            Self::Restarted => "a cursor had expired: the list was read again from its start",
            Self::WrongTotal => "the server's total does not agree with its pages",
        })
    }
}

/// Whether the rest of a list is being loaded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Walk {
    /// Nobody asked for it, or it is done.
    #[default]
    Idle,
    /// Page after page is being read.
    Running,
    /// It was stopped by the operator, by leaving the list or by an error, and
    /// can go on.
    Paused,
}

/// How far a walk has come, in pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Pages loaded.
    pub done: u64,
    /// Pages in all; none where only the last page tells that it is the last.
    pub of: Option<u64>,
}

/// What came of marking a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RangeMarked {
    /// Rows of the range that are marked now.
    pub marked: u64,
    /// Rows of it that are not loaded, or have no id, and so are not.
    pub left_out: u64,
}

impl Listing {
    /// A list of which nothing is loaded and nothing asked.
    #[must_use]
    pub fn new(of: ListOf, paging: &Paging) -> Self {
        Self {
            of,
            paging: paging.clone(),
            single: false,
            sort: None,
            query: Query::default(),
            heeded: None,
            pages: Pages::new(paging),
            reads: Vec::new(),
            failed: BTreeMap::new(),
            refresh: BTreeSet::new(),
            sought: None,
            resetting: false,
            earlier: None,
            read_at: BTreeMap::new(),
            restarted: false,
            walk: Walk::Idle,
            walked_to: 0,
            walk_rows: u64::MAX,
            selected: Place::default(),
            selected_id: None,
            missed: None,
            above: 0,
            height: 1,
            heading: None,
            looked_at: Duration::ZERO,
            filtered: None,
            sorted: None,
            sorting: None,
            returning: None,
            marks: Marks::default(),
            removed: HashSet::new(),
        }
    }

    /// The same list in an order and narrowed by a query, before anything of
    /// it is asked for.
    #[must_use]
    pub fn asked(mut self, sort: Option<Sort>, query: Query) -> Self {
        self.sort = sort;
        self.query = query;
        self
    }

    /// A list of one record that is known already, as when it was opened by
    /// its id. It is complete and never asks for anything.
    #[must_use]
    pub fn single(of: ListOf, record: Record) -> Self {
        let mut listing = Self::new(of, &Paging::None);
        listing.single = true;
        let page = Page {
            records: vec![record],
            next: None,
            total: Some(1),
            withheld: false,
        };
        listing.take_page(0, &At::Start, &page);
        listing
    }

    /// The same list, to be narrowed on the server by `query`. Nothing of it is
    /// loaded or asked for; order and marks go with it.
    #[must_use]
    pub fn narrowed(&self, query: Query) -> Self {
        Self {
            marks: self.marks.clone(),
            sorted: self.order_here().map(Sorted::of_nothing),
            ..Self::new(self.of.clone(), &self.paging).asked(self.sort.clone(), query)
        }
    }

    /// Which list it is.
    #[must_use]
    pub const fn of(&self) -> &ListOf {
        &self.of
    }

    /// The order asked for; none is the server's own.
    #[must_use]
    pub const fn sort(&self) -> Option<&Sort> {
        self.sort.as_ref()
    }

    /// What narrows it on the server.
    #[must_use]
    pub const fn query(&self) -> &Query {
        &self.query
    }

    /// What stands at a position; none past the last.
    #[must_use]
    pub fn row(&self, position: u64) -> Option<Row<'_>> {
        let place = self.place(position)?;
        let Some(record) = self.pages.record(place) else {
            return Some(match self.failed.get(&place.page) {
                Some(failure) => Row::Failed(&failure.error),
                None => Row::Absent,
            });
        };
        let removed = record.id().is_some_and(|id| self.removed.contains(id));
        Some(if removed {
            Row::Removed(record)
        } else {
            Row::Record(record)
        })
    }

    /// A loaded record, by its id, be it shown now or not.
    #[must_use]
    pub fn record(&self, id: &RecordId) -> Option<&Record> {
        self.pages.record(self.pages.find(id)?)
    }

    /// All records that are held, in order, the filter aside: to look for one
    /// that is known by something else than its id.
    pub fn records(&self) -> impl Iterator<Item = Cow<'_, Record>> {
        self.pages.records()
    }

    /// Of all records that are held, those whose field may be a text, whatever
    /// the case: few of them, and each that is.
    pub fn records_with(&self, field: &Field, text: &str) -> impl Iterator<Item = Cow<'_, Record>> {
        self.pages.records_with(field, text)
    }

    /// The loaded pages in order, by their number from 0, each with a number that
    /// is another once any of its rows is: what is counted page by page need not
    /// be counted again.
    pub fn page_revisions(&self) -> impl Iterator<Item = (u32, u64)> {
        self.pages.revisions()
    }

    /// The rows of a page that are loaded, the filter aside.
    #[must_use]
    pub fn page_records(&self, page: u32) -> Cow<'_, [Record]> {
        self.pages.peek(page)
    }

    /// A number that is another once any row is: what was made of the rows
    /// holds for as long as it stays.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.pages.revision()
    }

    /// Puts a record as the server now has it in the place of the row with its
    /// id, and says whether there is one. The row stays where it is, even if
    /// the filter no longer fits it. What was asked for before does not undo it.
    pub fn replace(&mut self, record: &Record) -> bool {
        if let Some(id) = record.id() {
            for read in &mut self.reads {
                read.learnt.push((id.clone(), Some(record.clone())));
            }
        }
        self.put_newer(record)
    }

    fn put_newer(&mut self, record: &Record) -> bool {
        self.marks.update(record);
        let Some(id) = record.id() else {
            return false;
        };
        let Some(place) = self.pages.find(id) else {
            return false;
        };
        // Which of several it is cannot be told.
        !self.pages.shares(id) && self.pages.put(place, record)
    }

    /// Says that a record was removed: its row stays until the next reload,
    /// shown as removed. What was asked for before does not bring it back.
    pub fn remove(&mut self, id: &RecordId) {
        for read in &mut self.reads {
            read.learnt.push((id.clone(), None));
        }
        if self.pages.find(id).is_some() {
            self.removed.insert(id.clone());
        }
    }

    /// How many rows are loaded.
    #[must_use]
    pub const fn loaded(&self) -> u64 {
        self.pages.rows()
    }

    /// How many rows the list has, as far as is known: what is loaded if that
    /// is all; else what the server says, unless it has been caught wrong.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        match self.extent() {
            Extent::Whole(whole) => Some(whole.rows()),
            Extent::Ended(Doubt::OneRecord) => None,
            Extent::Ended(_) => self
                .pages
                .reported()
                .filter(|total| *total >= self.loaded()),
            Extent::Open => self.pages.credible_total(),
        }
    }

    /// How much of it was seen, and what told so.
    #[must_use]
    pub fn extent(&self) -> Extent {
        if self.single {
            return Extent::Ended(Doubt::OneRecord);
        }
        Extent::of(&self.pages, self.read_at.values().min().copied())
    }

    /// Whether every row is loaded.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.extent().whole().is_some()
    }

    /// Whether it was read to its end, be all rows there or not.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.extent() != Extent::Open
    }

    /// Whether it was read again from its start, as a cursor had expired.
    #[must_use]
    pub fn has_restarted(&self) -> bool {
        self.notes().any(|note| note == Note::Restarted)
    }

    /// Whether more than one of its rows has an id.
    #[must_use]
    pub fn shares(&self, id: &RecordId) -> bool {
        self.pages.shares(id)
    }

    /// Whether there is more to load.
    #[must_use]
    pub fn has_more(&self) -> bool {
        self.pages.has_more()
    }

    /// Whether any answer has come, be it an empty list.
    #[must_use]
    pub fn has_answered(&self) -> bool {
        !self.pages.is_empty()
    }

    /// Whether the rows are those from before a reload of the whole, a new
    /// order, a new query or an earlier run, whose first page has not come yet.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.resetting && self.has_answered()
    }

    /// How many requests loading the rest takes; none where only the last page
    /// tells that it is the last.
    #[must_use]
    pub fn requests_left(&self) -> Option<u64> {
        if self.has_ended() {
            return Some(0);
        }
        if !self.has_answered() {
            return (self.paging == Paging::None).then_some(1);
        }
        let left = self.pages.count() - self.pages.loaded_pages();
        let left = left + u32::from(self.pages.first_detached().is_some());
        (self.pages.can_jump() && self.pages.tail().is_none()).then_some(u64::from(left))
    }

    /// What the operator should know about it.
    pub fn notes(&self) -> impl Iterator<Item = Note> {
        self.pages.notes()
    }
}
