//! A list of records, loaded page by page as it is looked at.

use std::fmt;
use std::ops::Range;

use super::filter::{Coverage, Filter, FilterFields};
use super::message::Ticket;
use super::outbox::Outbox;
use crate::directory::call::{ApiError, ListOf, Query, Reply};
use crate::directory::description::{Paging, Sort};
use crate::directory::record::{Record, RecordId};

/// One list: what of it is loaded, what is being waited for, and where the
/// operator is in it.
#[derive(Debug)]
pub struct Listing {}

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
    /// A row appeared on two pages, or the total changed: the list changed
    /// while it was read.
    Moved,
    /// The server gave a cursor a second time; reading on would never end.
    CursorRepeated,
    /// Several pages in a row held nothing new; reading on was given up.
    NothingNew,
    /// A cursor had expired; the list was read again from its start.
    Restarted,
    /// The server's total does not agree with its pages.
    WrongTotal,
}

impl fmt::Display for Note {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        todo!()
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
    // ---- making ----------------------------------------------------------

    /// A list of which nothing is loaded and nothing asked. `partial` says
    /// that its records lack fields that reading one of them gives.
    #[must_use]
    pub fn new(_of: ListOf, _paging: &Paging, _partial: bool) -> Self {
        todo!()
    }

    /// A list of one record that is known already, as when it was opened by
    /// its id. It is complete and never asks for anything.
    #[must_use]
    pub fn single(_of: ListOf, _record: Record) -> Self {
        todo!()
    }

    // ---- what it is ------------------------------------------------------

    /// Which list it is.
    #[must_use]
    pub fn of(&self) -> &ListOf {
        todo!()
    }

    /// The order asked for; none is the server's own.
    #[must_use]
    pub fn sort(&self) -> Option<&Sort> {
        todo!()
    }

    /// What narrows it on the server.
    #[must_use]
    pub fn query(&self) -> &Query {
        todo!()
    }

    /// Whether a record in it has all its fields: the list gives them all, or
    /// the record was read since and put in by [`Listing::replace`].
    #[must_use]
    pub fn is_whole(&self, _id: &RecordId) -> bool {
        todo!()
    }

    // ---- rows ------------------------------------------------------------
    // Positions count from 0 what can be scrolled through now: while a filter
    // is set its matches, else the rows.

    /// How many positions there are. Where any page can be asked for and the
    /// server gives a total, all rows of the list; else those loaded. While a
    /// filter is set, its matches.
    #[must_use]
    pub fn positions(&self) -> u64 {
        todo!()
    }

    /// What stands at a position; none past the last.
    #[must_use]
    pub fn row(&self, _position: u64) -> Option<Row<'_>> {
        todo!()
    }

    /// A loaded record, by its id, be it shown now or not.
    #[must_use]
    pub fn record(&self, _id: &RecordId) -> Option<&Record> {
        todo!()
    }

    /// All loaded records in order, the filter aside: to look for one that is
    /// known by something else than its id.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        std::iter::empty()
    }

    /// The selected position; none where there are no positions.
    #[must_use]
    pub fn selection(&self) -> Option<u64> {
        todo!()
    }

    /// The selected record; none where its row is not loaded.
    #[must_use]
    pub fn selected(&self) -> Option<&Record> {
        todo!()
    }

    /// The first position on screen.
    #[must_use]
    pub fn top(&self) -> u64 {
        todo!()
    }

    /// The positions on screen.
    #[must_use]
    pub fn visible(&self) -> Range<u64> {
        todo!()
    }

    /// Says how many rows the screen has room for.
    pub fn set_height(&mut self, _rows: u16) {
        todo!()
    }

    // ---- moving ----------------------------------------------------------

    /// Moves the selection.
    pub fn move_to(&mut self, _motion: Motion) {
        todo!()
    }

    /// Selects the row at a position, or the last if there are fewer.
    pub fn select_position(&mut self, _position: u64) {
        todo!()
    }

    /// Selects a record, and says whether it is among the positions.
    pub fn select_id(&mut self, _id: &RecordId) -> bool {
        todo!()
    }

    /// Scrolls by so many rows, down if positive; the selection goes along
    /// only where it would leave the screen.
    pub fn scroll(&mut self, _rows: i64) {
        todo!()
    }

    // ---- loading ---------------------------------------------------------

    /// Sends what is wanted now and not waited for yet, and gives up reads
    /// that are not wanted any more. To be called after every message that
    /// may have changed the list while it is shown. `ahead` allows one page
    /// ahead, which is asked for only once the operator has moved.
    pub fn ask(&mut self, _outbox: &mut Outbox<'_>, _ahead: bool) {
        todo!()
    }

    /// Takes an answer in, and says whether it was this list's.
    pub fn accept(&mut self, _ticket: Ticket, _outcome: &Result<Reply, ApiError>) -> bool {
        todo!()
    }

    /// Gives up all reads, as the list is not shown any more. A walk pauses.
    pub fn leave(&mut self, _outbox: &mut Outbox<'_>) {
        todo!()
    }

    /// Reads the pages on screen again, and those that failed. Rows stay until
    /// their page has come.
    pub fn reload_visible(&mut self, _outbox: &mut Outbox<'_>) {
        todo!()
    }

    /// Reads the list again from its first page. The old rows stay, and
    /// nothing else is asked for, until that page has come.
    pub fn reload_all(&mut self, _outbox: &mut Outbox<'_>) {
        todo!()
    }

    /// Asks for another order; as [`Listing::reload_all`].
    pub fn set_sort(&mut self, _sort: Option<Sort>, _outbox: &mut Outbox<'_>) {
        todo!()
    }

    /// Narrows the list on the server; as [`Listing::reload_all`].
    pub fn set_query(&mut self, _query: Query, _outbox: &mut Outbox<'_>) {
        todo!()
    }

    /// Puts a record as the server now has it in the place of the row with its
    /// id, and says whether there is one.
    pub fn replace(&mut self, _record: &Record) -> bool {
        todo!()
    }

    /// Says that a record was removed: its row stays until the next reload,
    /// shown as removed.
    pub fn remove(&mut self, _id: &RecordId) {
        todo!()
    }

    // ---- facts for the screen ----------------------------------------------

    /// How many rows are loaded.
    #[must_use]
    pub fn loaded(&self) -> u64 {
        todo!()
    }

    /// How many rows the list has, as far as is known: what the server says
    /// unless it has been caught wrong, or what is loaded if that is all.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        todo!()
    }

    /// Whether every row is loaded.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        todo!()
    }

    /// Whether there is more to load.
    #[must_use]
    pub fn has_more(&self) -> bool {
        todo!()
    }

    /// Whether any answer has come, be it an empty list.
    #[must_use]
    pub fn has_answered(&self) -> bool {
        todo!()
    }

    /// Whether an answer is waited for that the operator looks for: not one
    /// that is read ahead or by a walk.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        todo!()
    }

    /// Whether the rows are those from before a reload of the whole, a new
    /// order or a new query, whose first page has not come yet.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        todo!()
    }

    /// Why what is on screen, or the next of the walk, could not be read. The
    /// rows that were there are still there.
    #[must_use]
    pub fn error(&self) -> Option<&ApiError> {
        todo!()
    }

    /// How many requests loading the rest takes; none where only the last page
    /// tells that it is the last.
    #[must_use]
    pub fn requests_left(&self) -> Option<u64> {
        todo!()
    }

    /// What the operator should know about it.
    pub fn notes(&self) -> impl Iterator<Item = Note> {
        std::iter::empty()
    }

    // ---- the walk ----------------------------------------------------------

    /// Starts loading the rest, or goes on with it; [`Listing::ask`] sends it.
    pub fn start_walk(&mut self) {
        todo!()
    }

    /// Stops loading the rest for now; what came stays.
    pub fn pause_walk(&mut self, _outbox: &mut Outbox<'_>) {
        todo!()
    }

    /// Whether the rest is being loaded.
    #[must_use]
    pub fn walk(&self) -> Walk {
        todo!()
    }

    /// How much is loaded, in pages.
    #[must_use]
    pub fn progress(&self) -> Progress {
        todo!()
    }

    // ---- the filter --------------------------------------------------------

    /// Narrows the positions to the loaded rows that match a text in those
    /// fields or in their id. A text without a word clears the filter.
    pub fn set_filter(&mut self, _text: &str, _fields: &FilterFields) {
        todo!()
    }

    /// Shows all rows again; the selected record stays selected.
    pub fn clear_filter(&mut self) {
        todo!()
    }

    /// The filter that is set.
    #[must_use]
    pub fn filter(&self) -> Option<&Filter> {
        todo!()
    }

    /// What the filter has looked at, while one is set.
    #[must_use]
    pub fn coverage(&self) -> Option<Coverage> {
        todo!()
    }

    // ---- marks -------------------------------------------------------------

    /// Marks the selected record, or takes its mark off, and says whether it
    /// could: a row without a record or an id has no mark.
    pub fn toggle_mark(&mut self) -> bool {
        todo!()
    }

    /// Marks the rows from the last one marked to the selected one, both
    /// included; without a last one only the selected.
    pub fn mark_range(&mut self) -> RangeMarked {
        todo!()
    }

    /// Takes all marks off.
    pub fn clear_marks(&mut self) {
        todo!()
    }

    /// Whether a record is marked.
    #[must_use]
    pub fn is_marked(&self, _id: &RecordId) -> bool {
        todo!()
    }

    /// The marked records in the list's order, then those no longer in it in
    /// the order they were marked.
    #[must_use]
    pub fn marked(&self) -> Vec<&Record> {
        todo!()
    }

    /// How many records are marked.
    #[must_use]
    pub fn marked_count(&self) -> usize {
        todo!()
    }

    /// How many of them the positions do not show: the filter hides them, or
    /// the list no longer has them.
    #[must_use]
    pub fn marked_hidden(&self) -> usize {
        todo!()
    }
}
