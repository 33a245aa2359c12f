//! Loading the rest of a list on request.

use super::loading::Read;
use super::{Listing, Progress, Walk};
use crate::app::message::Urgency;
use crate::app::outbox::Outbox;

/// How many pages a walk waits for at once where they have numbers; the
/// profile has four connections in all, and the operator needs one.
const WALK_AT_ONCE: usize = 3;

impl Listing {
    /// Starts loading the rest, or goes on with it; [`Listing::ask`] sends it.
    pub fn start_walk(&mut self) {
        self.start_walk_of(u64::MAX);
    }

    /// Starts loading what is missing of the first so many rows: no page that
    /// lies behind them is asked for.
    pub fn start_walk_of(&mut self, rows: u64) {
        if self.has_more() {
            self.failed.clear();
            self.walk_rows = rows;
            self.walk = Walk::Running;
        }
    }

    /// Stops loading the rest for now; what came stays.
    pub fn pause_walk(&mut self, outbox: &mut Outbox<'_>) {
        if self.walk != Walk::Running {
            return;
        }
        self.walk = Walk::Paused;
        self.give_up(outbox, |read| read.urgency == Urgency::Walk);
    }

    /// Whether the rest is being loaded.
    #[must_use]
    pub const fn walk(&self) -> Walk {
        self.walk
    }

    /// How much is loaded, in pages.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let done = u64::from(self.pages.loaded_pages());
        Progress {
            done,
            of: self.requests_left().map(|left| done + left),
        }
    }

    /// Keeps as many of the walk's reads under way as there may be, and ends it
    /// where there is nothing left to ask for.
    pub(super) fn walk_on(&mut self, outbox: &mut Outbox<'_>) {
        if self.walk != Walk::Running || self.resetting || self.pages.is_empty() {
            return;
        }
        let is_walk = |read: &&Read| read.urgency == Urgency::Walk;
        while self.reads.iter().filter(is_walk).count() < WALK_AT_ONCE {
            match self.next_of_walk() {
                Some(page) if !self.failed.contains_key(&page) => {
                    self.send(page, Urgency::Walk, outbox);
                }
                Some(_) => {
                    self.walk = Walk::Paused;
                    return;
                }
                None => break,
            }
        }
        if self.reads.is_empty() {
            self.walk = Walk::Paused;
        }
    }

    /// The first page that is neither loaded nor waited for.
    fn next_of_walk(&mut self) -> Option<u32> {
        if self.pages.has_given_up() {
            return None;
        }
        if let Some(page) = self.pages.first_detached() {
            // It is read again from where the one before it ends.
            return Some(page).filter(|page| self.read_of(*page).is_none());
        }
        let count = self.pages.count();
        while self.walked_to < count && self.pages.is_loaded(self.walked_to) {
            self.walked_to += 1;
        }
        (self.walked_to..count)
            .find(|&page| !self.pages.is_loaded(page) && self.read_of(page).is_none())
            .or_else(|| {
                self.pages
                    .tail()
                    .filter(|&tail| self.read_of(tail).is_none())
            })
            .filter(|&page| self.pages.span(page).start < self.walk_rows)
    }
}
