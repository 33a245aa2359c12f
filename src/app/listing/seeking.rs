//! Reading single pages for somebody who looks for a row, wherever the screen
//! is.

use super::Listing;
use super::layout::Place;
use super::moving::Heading;
use crate::app::message::Urgency;
use crate::app::outbox::Outbox;
use crate::directory::call::ApiError;
use crate::directory::record::Record;

/// What has become of a page that was asked for by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageRead<'a> {
    /// It is waited for.
    Waiting,
    /// It has come, or lies behind the list's end.
    Came,
    /// It could not be read.
    Failed(&'a ApiError),
    /// Nobody waits for it any more.
    GivenUp,
}

impl Listing {
    /// Whether any page can be asked for by its number.
    #[must_use]
    pub const fn can_jump(&self) -> bool {
        self.pages.can_jump()
    }

    /// How many pages there should be, where pages are numbered; none while
    /// nothing tells.
    #[must_use]
    pub fn page_count(&self) -> Option<u32> {
        let is_told = self.pages.end().is_some() || self.pages.credible_total().is_some();
        (is_told && !self.pages.is_empty()).then(|| self.pages.count())
    }

    /// Whether the last page is loaded, and holds the last of as many rows as
    /// the server says there are.
    #[must_use]
    pub fn ends_as_told(&self) -> bool {
        self.page_count()
            .is_some_and(|pages| self.pages.ends_with(pages))
    }

    /// How many rows the server last said there are.
    #[must_use]
    pub const fn reported_total(&self) -> Option<u64> {
        self.pages.reported()
    }

    /// The numbers of the loaded pages, ascending.
    #[must_use]
    pub fn loaded_pages(&self) -> Vec<u32> {
        self.pages.numbers()
    }

    /// The rows of a page; none where it is not loaded. A row that was seen on
    /// another page before is not among them.
    #[must_use]
    pub fn page_rows(&self, page: u32) -> &[Record] {
        self.pages.records_of(page).unwrap_or_default()
    }

    /// Reads a page, be it loaded or not, and tells whether that takes a
    /// request: it may be on its way. It is not given up because the screen is
    /// elsewhere.
    pub fn read_page(&mut self, page: u32, outbox: &mut Outbox<'_>) -> bool {
        self.sought = Some(page);
        let coming = self.read_of(page);
        let sends = coming.is_none_or(|read| read.urgency != Urgency::Look);
        if sends {
            self.look_at(page, outbox);
        }
        sends
    }

    /// What has become of a page after [`Listing::read_page`].
    #[must_use]
    pub fn page_read(&self, page: u32) -> PageRead<'_> {
        if self.read_of(page).is_some() {
            PageRead::Waiting
        } else if let Some(failure) = self.failed.get(&page) {
            PageRead::Failed(&failure.error)
        } else if self.pages.is_loaded(page) || self.pages.end().is_some_and(|end| end <= page) {
            PageRead::Came
        } else {
            PageRead::GivenUp
        }
    }

    /// Nobody looks for a row any more: gives up the page that was read for
    /// that, unless it is looked at.
    pub fn stop_seeking(&mut self, outbox: &mut Outbox<'_>) {
        let Some(page) = self.sought.take() else {
            return;
        };
        let visible = self.visible();
        let span = self.pages.span(page);
        if span.end <= visible.start || visible.end <= span.start {
            self.give_up(outbox, |read| read.page == page);
        }
    }

    /// The position of a row of a loaded page; none where a filter hides it.
    #[must_use]
    pub fn position_in(&self, page: u32, index: u32) -> Option<u64> {
        self.position_of(Place { page, index })
    }

    /// Selects a row of a loaded page. The screen shows as much of that page as
    /// it can, so that nothing has to be read for what stands around the row.
    /// Tells whether the row is among the positions.
    pub fn select_row(&mut self, page: u32, index: usize) -> bool {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        let place = Place { page, index };
        let Some(position) = self.position_of(place) else {
            return false;
        };
        if self.pages.record(place).is_none() {
            return false;
        }
        self.has_moved(Heading::Elsewhere);
        let mut top = position.saturating_sub(self.height / 4);
        if self.filtered.is_none() {
            let span = self.pages.span(page);
            if !self.pages.is_loaded(page + 1) {
                top = top.min(span.end.saturating_sub(self.height));
            }
            if page > 0 && !self.pages.is_loaded(page - 1) {
                top = top.max(span.start);
            }
        }
        self.put(position, top.min(position));
        true
    }
}
