//! Asking for what is missing.

use std::ops::Range;

use super::moving::Heading;
use super::{Listing, Walk};
use crate::app::message::{Ticket, Urgency};
use crate::app::outbox::Outbox;
use crate::directory::call::{ApiError, At, Call};
use crate::directory::description::Sort;
use crate::directory::record::{Record, RecordId};

/// A page that is waited for.
#[derive(Debug, Clone)]
pub(super) struct Read {
    pub(super) ticket: Ticket,
    pub(super) page: u32,
    pub(super) urgency: Urgency,
    /// How it was asked for.
    pub(super) at: At,
    /// What was learnt of records since it was sent, by reading or changing them:
    /// the answer may still show what they were before. None is one that was
    /// removed.
    pub(super) learnt: Vec<(RecordId, Option<Record>)>,
}

/// Why a page could not be read.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) error: ApiError,
    /// Whether it was only read ahead: then it may be asked for once more when
    /// it is looked at.
    pub(super) ahead: bool,
}

impl Failure {
    /// Whether asking again without being told to may be of use.
    const fn may_pass(&self) -> bool {
        let refused = matches!(
            self.error,
            ApiError::Unauthorized(_) | ApiError::Forbidden(_) | ApiError::NotFound(_)
        );
        self.ahead && !refused
    }
}

/// How far what is asked for by itself may reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// To the pages that are on the screen.
    Screen,
    /// One page further, once the operator has moved to within a screen of it.
    PageAhead,
}

impl Listing {
    /// Sends what is wanted now and not waited for yet, and gives up reads
    /// that are not wanted any more. To be called after every message that
    /// may have changed the list while it is shown.
    pub fn ask(&mut self, outbox: &mut Outbox<'_>, reach: Reach) {
        if self.single {
            return;
        }
        let shown = self.shown_pages();
        self.give_up_far_from(&shown, outbox);
        for page in shown.clone() {
            if self.is_wanted(page) {
                self.look_at(page, outbox);
            }
        }
        self.catch_up(outbox);
        if reach == Reach::PageAhead {
            self.read_ahead(&shown, outbox);
        }
        self.walk_on(outbox);
    }

    /// The pages that rows on screen are in, and the one that would follow
    /// where the screen has reached the end of what is known.
    fn shown_pages(&self) -> Range<u32> {
        if self.resetting {
            let first = self.first_to_read();
            return first..first + 1;
        }
        if self.pages.is_empty() {
            let first = self.first_page();
            return first..first + 1;
        }
        if self.is_arranged() {
            return 0..0;
        }
        let visible = self.visible();
        let mut shown = match visible.end.checked_sub(1) {
            Some(last) => self.pages.place(visible.start).page..self.pages.place(last).page + 1,
            None => self.pages.count()..self.pages.count(),
        };
        if let Some(tail) = self.pages.tail()
            && self.is_at_end()
        {
            shown.end = tail + 1;
        }
        shown
    }

    /// Whether the screen shows the last position; before the operator has
    /// moved, whether it has room for more.
    fn is_at_end(&self) -> bool {
        let room_to = self.top() + self.height;
        let positions = self.pages.positions();
        !self.is_arranged()
            && (room_to > positions || (room_to == positions && self.heading.is_some()))
    }

    pub(super) fn read_of(&self, page: u32) -> Option<&Read> {
        self.reads.iter().find(|read| read.page == page)
    }

    /// Whether a page that is looked at is to be asked for.
    fn is_wanted(&self, page: u32) -> bool {
        let missing = if self.pages.is_loaded(page) {
            self.resetting || self.refresh.contains(&page) || self.pages.is_detached(page)
        } else {
            !self.pages.has_given_up()
        };
        let is_coming = self
            .read_of(page)
            .is_some_and(|read| read.urgency == Urgency::Look);
        missing
            && !is_coming
            && self.failed.get(&page).is_none_or(Failure::may_pass)
            && self.pages.address(page).is_some()
    }

    /// Asks for a page that is looked at. If a walk waits for it or it is read
    /// ahead, which may be held back for minutes, it is moved up: asked for
    /// anew before the slower read is given up, so that the two, being equal,
    /// are one request.
    pub(super) fn look_at(&mut self, page: u32, outbox: &mut Outbox<'_>) {
        let slower = self.read_of(page).map(|read| read.ticket);
        self.send(page, Urgency::Look, outbox);
        if let Some(slower) = slower {
            self.reads.retain(|read| read.ticket != slower);
            outbox.cancel(slower);
        }
    }

    pub(super) fn send(&mut self, page: u32, urgency: Urgency, outbox: &mut Outbox<'_>) {
        let Some(at) = self.pages.address(page) else {
            return;
        };
        let call = Call::List {
            of: self.of.clone(),
            at: at.clone(),
            sort: self.sort.clone(),
            query: self.query.clone(),
        };
        let ticket = outbox.read(call, urgency);
        self.failed.remove(&page);
        self.reads.push(Read {
            ticket,
            page,
            urgency,
            at,
            learnt: Vec::new(),
        });
    }

    /// Gives up the reads that are of that kind.
    pub(super) fn give_up(&mut self, outbox: &mut Outbox<'_>, which: impl Fn(&Read) -> bool) {
        for read in self.reads.extract_if(.., |read| which(read)) {
            outbox.cancel(read.ticket);
        }
    }

    /// Gives up all reads, on request: what they would have shown is not asked
    /// for again by itself until the operator moves. Says how many.
    pub fn drop_reads(&mut self, outbox: &mut Outbox<'_>) -> usize {
        let dropped = std::mem::take(&mut self.reads);
        for read in &dropped {
            outbox.cancel(read.ticket);
            let failure = Failure {
                error: ApiError::Cancelled,
                ahead: false,
            };
            self.failed.insert(read.page, failure);
        }
        dropped.len()
    }

    /// Gives up what the operator is no longer near to. A page beside those on
    /// screen may be wanted again at once.
    fn give_up_far_from(&mut self, shown: &Range<u32>, outbox: &mut Outbox<'_>) {
        if self.is_arranged() {
            return;
        }
        let near = shown.start.saturating_sub(1)..shown.end.saturating_add(1);
        let mut refresh = std::mem::take(&mut self.refresh);
        let sought = self.sought;
        if self.pages.can_jump() {
            refresh.retain(|page| near.contains(page));
        }
        // Along cursors, what follows is reached only through these.
        self.give_up(outbox, |read| {
            read.urgency != Urgency::Walk
                && !near.contains(&read.page)
                && !refresh.contains(&read.page)
                && sought != Some(read.page)
        });
        self.refresh = refresh;
    }

    /// After a cursor has expired: reads what leads to the end of what is
    /// loaded, page after page, if someone wants to go on from there.
    fn catch_up(&mut self, outbox: &mut Outbox<'_>) {
        let walking = self.walk == Walk::Running;
        if self.resetting || self.pages.can_jump() || !(walking || self.is_at_end()) {
            return;
        }
        let next = self
            .refresh
            .iter()
            .copied()
            .find(|&page| self.is_wanted(page));
        if let Some(page) = next
            && self.read_of(page).is_none()
        {
            let urgency = if walking {
                Urgency::Walk
            } else {
                Urgency::Look
            };
            self.send(page, urgency, outbox);
        }
    }

    fn read_ahead(&mut self, shown: &Range<u32>, outbox: &mut Outbox<'_>) {
        let ready = !self.is_arranged() && !self.resetting && !self.pages.is_empty();
        let page = match self.heading {
            Some(Heading::Down) if ready && self.is_near_below(shown) => Some(shown.end),
            Some(Heading::Up) if ready && self.is_near_above(shown) => shown.start.checked_sub(1),
            _ => None,
        };
        if let Some(page) = page
            && (page < self.pages.count() || self.pages.tail() == Some(page))
            && self.is_wanted(page)
            && self.read_of(page).is_none()
            && !self.failed.contains_key(&page)
        {
            self.send(page, Urgency::Prefetch, outbox);
        }
    }

    /// Whether the page below those on screen is at most a screen away: read
    /// sooner, it would often be read for nothing.
    fn is_near_below(&self, shown: &Range<u32>) -> bool {
        let soon = self.visible().end + self.height;
        match self.pages.positions().checked_sub(1) {
            Some(last) if soon <= last => self.pages.place(soon).page >= shown.end,
            _ => true,
        }
    }

    /// Whether the page above those on screen is at most a screen away.
    fn is_near_above(&self, shown: &Range<u32>) -> bool {
        let soon = self.visible().start.saturating_sub(self.height);
        self.pages.place(soon).page < shown.start
    }

    /// Gives up all reads, as the list is not shown any more. A walk pauses.
    pub fn leave(&mut self, outbox: &mut Outbox<'_>) {
        self.give_up(outbox, |_| true);
        if self.walk == Walk::Running {
            self.walk = Walk::Paused;
        }
    }

    /// Lets what failed be asked for again, once what was wrong may have been
    /// put right. [`Listing::ask`] does so for what is shown, without reading
    /// again what is there.
    pub fn retry(&mut self) {
        self.failed.clear();
    }

    /// Reads the pages on screen again, and those that failed; while the
    /// positions are not the list's own, the page of the selected row only. Rows stay until their page
    /// has come.
    pub fn reload_visible(&mut self, outbox: &mut Outbox<'_>) {
        if self.single {
            return;
        }
        self.failed.clear();
        self.restarted = false;
        self.pages.try_again();
        let one = self.is_arranged() && self.selection().is_some() && !self.resetting;
        let pages = if one {
            self.selected.page..self.selected.page + 1
        } else {
            self.shown_pages()
        };
        for page in pages {
            if self.pages.is_loaded(page) && !self.resetting {
                self.refresh.insert(page);
                if self.is_wanted(page) {
                    self.look_at(page, outbox);
                }
            }
        }
        self.ask(outbox, Reach::Screen);
    }

    /// Reads the list again from its first page. The old rows stay, and
    /// nothing else is asked for, until that page has come.
    pub(super) fn reload_all(&mut self, outbox: &mut Outbox<'_>) {
        self.leave(outbox);
        self.failed.clear();
        self.refresh.clear();
        self.walk = Walk::Idle;
        self.resetting = true;
        self.read_from_start();
        self.ask(outbox, Reach::Screen);
    }

    /// Asks for another order, in the place of any of our own: the list is read again from its first page. The
    /// old rows stay, and nothing else is asked for, until that has come.
    pub fn set_sort(&mut self, sort: Option<Sort>, outbox: &mut Outbox<'_>) {
        self.sort_no_more();
        if self.sort != sort {
            self.sort = sort;
            self.reload_all(outbox);
        }
    }

    /// Whether any answer is waited for.
    #[must_use]
    pub const fn is_reading(&self) -> bool {
        !self.reads.is_empty()
    }

    /// Whether an answer is waited for that the operator looks for: not one
    /// that is read ahead or by a walk.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.reads.iter().any(|read| read.urgency == Urgency::Look)
    }

    /// Why what is on screen, or the next of the walk, could not be read. The
    /// rows that were there are still there.
    #[must_use]
    pub fn error(&self) -> Option<&ApiError> {
        let shown = self.failed.range(self.shown_pages()).next();
        let walk = self.failed.iter().next();
        shown
            .or(walk.filter(|_| self.walk == Walk::Paused))
            .map(|(_, failure)| &failure.error)
    }
}
