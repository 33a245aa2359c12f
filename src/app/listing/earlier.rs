//! Rows of an earlier run: what is shown of a list until it has been read anew,
//! and what is taken along for a later run.

use std::ops::Range;

use jiff::Timestamp;

use super::Listing;
use super::layout::Place;
use super::pages::Pages;
use crate::app::columns::Shows;
use crate::app::message::Ticket;
use crate::directory::call::{ApiError, Reply};
use crate::directory::description::{Order, Sort};
use crate::directory::record::Record;

/// The most rows that are taken along: a page, and some screens.
const MOST_ROWS: usize = 200;
/// The last page that anybody would look at.
const LAST_PAGE: u32 = 10_000_000;

/// Some rows of a list, as they stood around the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The page that they are of, from 0.
    pub page: u32,
    /// The rows, in the list's order.
    pub rows: Vec<Record>,
    /// Which of them is selected.
    pub selected: u32,
    /// Rows of the screen above the selected one.
    pub above: u64,
    /// How many rows the list had, if that was known.
    pub total: Option<u64>,
    /// The order of the list; none is the server's own.
    pub sort: Option<Sort>,
    /// The order of ours that it was shown in, if it was.
    pub sorted_here: Option<(Shows, Order)>,
    /// When they were read, by the local clock.
    pub read_at: Timestamp,
}

/// That the rows are those of an earlier run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Earlier {
    /// When they were read.
    read_at: Timestamp,
    /// The page to be read in their place, where it stands for them; the
    /// selection stays where it is then. None begins at the list's start.
    page: Option<u32>,
}

impl Listing {
    /// Shows rows of an earlier run in a list of which nothing was asked yet,
    /// until the page that they are of has come. Says whether it could: what
    /// they were read from may be anything.
    pub fn show_earlier(&mut self, excerpt: &Excerpt) -> bool {
        let has_page = match excerpt.page {
            0 => true,
            page => self.pages.can_jump() && page <= LAST_PAGE,
        };
        let Ok(selected) = usize::try_from(excerpt.selected) else {
            return false;
        };
        if !has_page || selected >= excerpt.rows.len() || excerpt.rows.len() > MOST_ROWS {
            return false;
        }
        self.sort.clone_from(&excerpt.sort);
        self.pages = Pages::earlier(&self.paging, excerpt).in_place_of(&self.pages);
        self.resetting = true;
        self.returning = None;
        self.earlier = Some(Earlier {
            read_at: excerpt.read_at,
            page: Some(excerpt.page),
        });
        for row in &excerpt.rows {
            self.marks.update(row);
        }
        self.above = excerpt.above.min(u64::from(excerpt.selected));
        // Until it is told how many rows fit, as many as this needs.
        self.height = self.above + 1;
        self.select(Place {
            page: excerpt.page,
            index: excerpt.selected,
        });
        self.look_at_page(excerpt.page);
        if self.selection().is_none() {
            self.settle();
        }
        self.fill_screen();
        true
    }

    /// Whether it is a list of an earlier run that was come back to, and the
    /// rows are of it as it was left: in the same order, with the same row
    /// selected. A filter or an order of our own applies to them as to any.
    #[must_use]
    pub fn fits(&self, excerpt: &Excerpt) -> bool {
        let selected = usize::try_from(excerpt.selected).ok();
        let selected = selected.and_then(|at| excerpt.rows.get(at));
        self.pages.is_empty()
            && self.reads.is_empty()
            && self.sort == excerpt.sort
            && selected.and_then(Record::id) == self.resting_on()
    }

    /// Whether nothing was asked for it in this run, or all of that was given
    /// up: it shows what an earlier one saw, or nothing.
    #[must_use]
    pub fn is_unasked(&self) -> bool {
        let shows_nothing_new = self.pages.is_empty() || self.earlier.is_some();
        shows_nothing_new && self.reads.is_empty() && self.failed.is_empty()
    }

    /// When the rows were read, if they are those of an earlier run.
    #[must_use]
    pub fn earlier(&self) -> Option<Timestamp> {
        self.earlier.map(|earlier| earlier.read_at)
    }

    /// The rows around the cursor, to be shown by a later run, of no more JSON than
    /// so many bytes; none where there are none to show.
    ///
    /// Where pages can be asked for by their number, they are of the page of
    /// the cursor: reading that again is one request. Where each page only
    /// leads to the next, the first is all that one request gives.
    #[must_use]
    pub fn excerpt(&self, most: usize) -> Option<Excerpt> {
        if self.resetting && !self.stays_in_place() {
            // They are still in the order before.
            return None;
        }
        let here = (self.selected.page == 0 || self.pages.can_jump_evenly(&self.paging))
            && self.pages.record(self.selected).is_some();
        let (place, above) = if here {
            (self.selected, self.above)
        } else {
            (Place::default(), 0)
        };
        let all = self.pages.records_of(place.page)?;
        let selected = usize::try_from(place.index).ok()?;
        let window = window(all, selected, most)?;
        let is_there = |row: &&Record| row.id().is_none_or(|id| !self.removed.contains(id));
        let before = all[window.start..selected].iter().filter(is_there).count();
        let rows: Vec<Record> = all[window].iter().filter(is_there).cloned().collect();
        let selected = before.min(rows.len().checked_sub(1)?);
        Some(Excerpt {
            page: place.page,
            rows,
            selected: u32::try_from(selected).ok()?,
            above: above.min(selected as u64),
            total: self.total(),
            sort: self.sort.clone(),
            sorted_here: self.sorted_here().map(|sort| (sort.by.clone(), sort.order)),
            read_at: match self.earlier {
                Some(earlier) => earlier.read_at,
                None => *self.read_at.get(&place.page)?,
            },
        })
    }

    /// Takes an answer in, as [`Listing::accept`], and remembers when it came.
    pub fn accept_at(
        &mut self,
        ticket: Ticket,
        outcome: &Result<Reply, ApiError>,
        at: Timestamp,
    ) -> bool {
        let read = self.reads.iter().find(|read| read.ticket == ticket);
        let page = read.map(|read| read.page);
        let resets = self.resetting;
        let accepted = self.accept(ticket, outcome);
        if let (Some(page), Ok(Reply::Page(_))) = (page, outcome) {
            if resets {
                self.read_at.clear();
            }
            self.read_at.insert(page, at);
        }
        accepted
    }

    /// The page that a reset begins with.
    pub(super) fn first_to_read(&self) -> u32 {
        self.earlier.and_then(|earlier| earlier.page).unwrap_or(0)
    }

    /// Whether the selection stays in its place when the first page of a reset
    /// comes: it is the very list that is on the screen.
    pub(super) fn stays_in_place(&self) -> bool {
        self.earlier.is_some_and(|earlier| earlier.page.is_some())
    }

    /// The list is to be read from its start, whatever the rows are of.
    pub(super) fn read_from_start(&mut self) {
        if let Some(earlier) = &mut self.earlier {
            earlier.page = None;
        }
    }
}

/// The rows around the selected one that are taken along; none where not even
/// that one is small enough.
fn window(rows: &[Record], selected: usize, most: usize) -> Option<Range<usize>> {
    let mut count = MOST_ROWS.min(rows.len());
    while count > 0 {
        let start = selected.saturating_sub(count / 2).min(rows.len() - count);
        let window = start..start + count;
        let bytes: usize = rows[window.clone()].iter().map(|r| r.json().len()).sum();
        if bytes <= most {
            return Some(window);
        }
        count /= 2;
    }
    None
}
