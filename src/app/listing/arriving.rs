//! Taking in what comes, whatever was asked for meanwhile.

use super::layout::Place;
use super::loading::{Failure, Read};
use super::pages::Pages;
use super::{Listing, Note, Walk};
use crate::app::message::{Ticket, Urgency};
use crate::directory::call::{ApiError, Page, Reply};

/// Whether this is how servers answer a cursor that they no longer know.
const fn is_expired(error: &ApiError) -> bool {
    matches!(
        error,
        ApiError::NotFound(_)
            | ApiError::Invalid {
                status: 400 | 410,
                ..
            }
    )
}

impl Listing {
    /// Takes an answer in, and says whether it was this list's.
    pub fn accept(&mut self, ticket: Ticket, outcome: &Result<Reply, ApiError>) -> bool {
        let Some(at) = self.reads.iter().position(|read| read.ticket == ticket) else {
            return false;
        };
        let read = self.reads.swap_remove(at);
        match outcome {
            Ok(Reply::Page(page)) => self.take_page(read.page, page),
            Ok(_) => {
                let error = ApiError::Unreadable {
                    status: 200,
                    why: "it is not a page of a list".to_owned(),
                };
                self.fail(read, error);
            }
            Err(error) => self.fail(read, error.clone()),
        }
        if self.is_complete() {
            if self.walk == Walk::Running {
                self.walk = Walk::Idle;
            }
            // What a server was asked for is not all there is.
            if self.query.is_empty() && !self.resetting {
                self.drop_gone_marks();
            }
        }
        true
    }

    fn fail(&mut self, read: Read, error: ApiError) {
        if self.resetting && self.first_to_read() > 0 && is_expired(&error) {
            // The list has no such page any more.
            self.read_from_start();
            return;
        }
        let ahead = read.urgency == Urgency::Prefetch;
        if read.by_cursor && !ahead && !self.restarted && is_expired(&error) {
            self.restarted = true;
            self.pages.expire();
            self.pages.note(Note::Restarted);
            self.refresh.extend(self.pages.numbers());
            return;
        }
        if matches!(error, ApiError::NotFound(_)) && self.begin_anew(read.page) {
            return;
        }
        self.failed.insert(read.page, Failure { error, ahead });
        if read.urgency == Urgency::Walk {
            self.walk = Walk::Paused;
        }
    }

    pub(super) fn take_page(&mut self, number: u32, page: &Page) {
        let reset = self.resetting;
        let stays = self.stays_in_place();
        if reset {
            self.pages = Pages::new(&self.paging).in_place_of(&self.pages);
            self.resetting = false;
            self.earlier = None;
            self.restarted = false;
            self.walked_to = 0;
            self.removed.clear();
            self.sort_anew();
        }
        let others_went = self.pages.install(number, page) || reset;
        self.failed.remove(&number);
        self.refresh.remove(&number);
        for record in &page.records {
            self.marks.update(record);
            if let Some(id) = record.id() {
                self.removed.remove(id);
            }
        }
        if let Some(filtered) = &mut self.filtered
            && others_went
        {
            filtered.forget_gone(&self.pages);
        }
        self.look_at_page(number);
        self.reselect(reset && !stays);
        self.has_come_back();
    }

    /// Has a filter and an order of our own take in a page that is there now.
    pub(super) fn look_at_page(&mut self, number: u32) {
        if let Some(filtered) = &mut self.filtered {
            filtered.look_at(number, &mut self.pages);
        }
        if let Some(sorted) = &mut self.sorted {
            sorted.look_at(number, &self.pages, self.selected);
        }
        if let Some(sorting) = &mut self.sorting {
            sorting.look_at(number);
        }
        self.arrange();
    }

    /// Finds the selected record among the rows that have come. One that is
    /// gone is looked for on until the operator moves, but selected again only
    /// where it is in view: the screen does not jump by itself.
    fn reselect(&mut self, reset: bool) {
        if let Some(id) = &self.selected_id {
            match self.pages.find(id) {
                Some(place) => self.selected = place,
                None => self.missed = self.selected_id.take(),
            }
        }
        if reset && self.selected_id.is_none() {
            self.selected = Place::default();
            self.above = 0;
            self.missed = None;
        }
        if self.selection().is_none() || self.selected_id.is_none() {
            self.settle();
        }
        let found = self.missed.as_ref().and_then(|id| self.pages.find(id));
        if let Some(place) = found
            && let Some(position) = self.position_of(place)
            && self.visible().contains(&position)
        {
            self.above = position - self.top();
            self.select(place);
            self.missed = None;
        }
    }
}
