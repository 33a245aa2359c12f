//! Taking in what comes, whatever was asked for meanwhile.

use super::layout::Place;
use super::loading::{Failure, Read};
use super::pages::Pages;
use super::{Listing, Note, Walk};
use crate::app::message::{Ticket, Urgency};
use crate::directory::call::{ApiError, At, Page, Reply};
use crate::directory::record::{Record, RecordId};

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

/// What came of taking a page in.
#[derive(Debug, Clone, Copy)]
struct Arrived {
    /// Its number.
    page: u32,
    /// Whether other pages went.
    others_went: bool,
    /// Whether the list begins anew with it, wherever the operator was.
    begins_anew: bool,
}

impl Listing {
    /// Takes an answer in, and says whether it was this list's.
    pub fn accept(&mut self, ticket: Ticket, outcome: &Result<Reply, ApiError>) -> bool {
        let Some(at) = self.reads.iter().position(|read| read.ticket == ticket) else {
            return false;
        };
        let read = self.reads.swap_remove(at);
        match outcome {
            Ok(Reply::Page(page)) => {
                let arrived = self.install(read.page, &read.at, page);
                self.keep_newer(read.learnt);
                self.look_around(arrived);
            }
            Ok(_) => {
                let error = ApiError::Unreadable {
                    status: 200,
                    why: "it is not a page of a list".to_owned(),
                };
                self.fail(&read, error);
            }
            Err(error) => self.fail(&read, error.clone()),
        }
        if self.has_ended() {
            if self.walk == Walk::Running {
                self.walk = Walk::Idle;
            }
            // What a server was asked for is not all there is.
            if self.is_complete() && self.query.is_empty() && !self.resetting {
                self.drop_gone_marks();
            }
        }
        true
    }

    fn fail(&mut self, read: &Read, error: ApiError) {
        if self.resetting && self.first_to_read() > 0 && is_expired(&error) {
            // The list has no such page any more.
            self.read_from_start();
            return;
        }
        let ahead = read.urgency == Urgency::Prefetch;
        let by_cursor = matches!(read.at, At::Cursor(_));
        if by_cursor && !ahead && !self.restarted && is_expired(&error) {
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

    /// Takes a page in that nobody asked for.
    pub(super) fn take_page(&mut self, number: u32, at: &At, page: &Page) {
        let arrived = self.install(number, at, page);
        self.look_around(arrived);
    }

    fn install(&mut self, number: u32, at: &At, page: &Page) -> Arrived {
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
        if let Some(heeded) = &mut self.heeded {
            if reset {
                heeded.begin_anew();
            }
            heeded.look_at(&page.records);
        }
        let asked_as = number;
        let number = self.pages.renumber(number, at, page);
        if number != asked_as && self.selected.page == asked_as {
            let start = self.pages.span(number).start;
            self.selected = self.pages.place(start + u64::from(self.selected.index));
        }
        let others_went = self.pages.install(number, at, page) || reset;
        self.failed.remove(&asked_as);
        self.refresh.remove(&asked_as);
        for record in &page.records {
            self.marks.update(record);
            if let Some(id) = record.id() {
                self.removed.remove(id);
            }
        }
        Arrived {
            page: number,
            others_went,
            begins_anew: reset && !stays,
        }
    }

    /// Puts what was learnt of records since a page was asked for in the place of
    /// what that shows of them: a late answer undoes nothing that was confirmed.
    fn keep_newer(&mut self, learnt: Vec<(RecordId, Option<Record>)>) {
        for (id, newer) in learnt {
            match newer {
                Some(record) => {
                    self.removed.remove(&id);
                    self.put_newer(&record);
                }
                None if self.pages.find(&id).is_some() => {
                    self.removed.insert(id);
                }
                None => {}
            }
        }
    }

    /// Has all else take in a page that is there now.
    fn look_around(&mut self, arrived: Arrived) {
        if let Some(filtered) = &mut self.filtered
            && arrived.others_went
        {
            filtered.forget_gone(&self.pages);
        }
        self.look_at_page(arrived.page);
        self.reselect(arrived.begins_anew);
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
            match self.pages.find_near(id, self.selected) {
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
