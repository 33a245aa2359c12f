//! Taking in a page that has come, whatever it claims.

use super::index::Index;
use super::size::PageSize;
use super::slot::Slot;
use super::{Next, Numbering, Pages};
use crate::app::listing::Note;
use crate::app::listing::layout::{Layout, Place};
use crate::directory::call::{At, Page};
use crate::directory::record::{Record, RecordId};

impl Pages {
    /// Takes a page in that was asked for so, in the place of what was there. Says
    /// whether others were taken out, as the list turned out to end before them.
    pub(in crate::app::listing) fn install(&mut self, page: u32, at: &At, answer: &Page) -> bool {
        if self.can_jump() && !self.is_loaded(page) {
            self.learn_size(page, answer);
        }
        self.hear_total(page, answer);
        self.withheld |= answer.withheld;
        let mut next = self.next_after(page, answer);
        let was_loaded = self.is_loaded(page);
        self.take_out(page);

        let print = self.print_of(answer);
        let mut rows = Vec::with_capacity(answer.records.len());
        let mut prints = Vec::with_capacity(answer.records.len());
        if self.repeats_the_last(page, print, answer) {
            self.note(Note::PageRepeated);
            if self.credible_total().is_none() {
                next = Next::Circle;
            }
        } else {
            for record in &answer.records {
                self.add(page, record, &mut rows, &mut prints);
            }
        }
        if !rows.is_empty() || next == Next::End {
            self.without_news = 0;
        } else if !was_loaded {
            self.without_news += 1;
            if self.has_given_up() {
                self.note(Note::NothingNew);
            }
        }

        let is_empty = answer.records.is_empty();
        let ends = next == Next::End;
        let mut slot = Slot::new(rows, next);
        slot.begins = Some(at.clone());
        slot.prints = prints.into_boxed_slice();
        slot.print = print;
        self.put_in(page, slot);
        if ends {
            return self.end_at(page, is_empty);
        }
        // What was seen behind it tells more than what it says of it, unless it
        // came anew and the list may have grown.
        let goes_on = |end| end <= page || (end == page + 1 && was_loaded);
        if self.end.is_some_and(goes_on) {
            self.end = None;
        }
        false
    }

    /// Puts a page in, where none is.
    pub(super) fn put_in(&mut self, page: u32, mut slot: Slot) {
        self.revision += 1;
        slot.revision = self.revision;
        self.rows += u64::from(slot.count());
        self.layout.set(page, slot.count());
        self.bytes += slot.bytes();
        self.open.get_mut().add(page, &slot);
        self.slots.insert(page, slot);
    }

    /// The number of the first page that comes of a list that was begun in the
    /// middle, where it holds fewer rows than its offset was reckoned with: that
    /// of pages so short. From then on all are.
    pub(in crate::app::listing) fn renumber(&mut self, page: u32, at: &At, answer: &Page) -> u32 {
        let rows = u32::try_from(answer.records.len()).unwrap_or(u32::MAX);
        let At::Offset(offset) = at else {
            return page;
        };
        let is_short = rows < self.layout.regular() && answer.next.is_some();
        if !self.is_empty() || !is_short || offset.checked_rem(rows.into()) != Some(0) {
            return page;
        }
        self.size = PageSize::asked(rows);
        self.layout = Layout::new(rows);
        u32::try_from(offset / u64::from(rows)).unwrap_or(page)
    }

    fn print_of(&self, answer: &Page) -> u64 {
        let texts: Vec<&str> = answer.records.iter().map(Record::json).collect();
        self.index.print(texts)
    }

    /// Whether an answer holds what that for the page before held, row by row: a
    /// server that does not heed which page it is asked for, or gives its last
    /// for those behind it.
    fn repeats_the_last(&self, page: u32, print: u64, answer: &Page) -> bool {
        let before = page.checked_sub(1).and_then(|page| self.slots.get(&page));
        let is_same = before.is_some_and(|slot| slot.print == print && slot.begins.is_some());
        self.can_jump() && is_same && !answer.records.is_empty()
    }

    /// Looks at how many rows a page that was not there yet holds.
    fn learn_size(&mut self, page: u32, answer: &Page) {
        let rows = u32::try_from(answer.records.len()).unwrap_or(u32::MAX);
        let seen = u64::from(page) * u64::from(self.layout.regular()) + u64::from(rows);
        // The last page may be shorter than the others.
        let is_last = answer.next.is_none() && answer.total.is_none_or(|total| total <= seen);
        if rows == 0 || (is_last && rows <= self.layout.regular()) {
            return;
        }
        match self.numbering {
            // An offset fits any size: that of the first page leaves no gap.
            Some(Numbering::Offset) if page == 0 => self.size = PageSize::asked(rows),
            Some(Numbering::Offset) => return,
            _ => self.size.hear(rows),
        }
        let regular = self.size.regular();
        if regular != self.layout.regular() {
            self.layout = Layout::new(regular);
            for (page, slot) in &self.slots {
                self.layout.set(*page, slot.count());
            }
        }
    }

    fn hear_total(&mut self, page: u32, answer: &Page) {
        let Some(total) = answer.total else {
            return;
        };
        if self.reported.is_some_and(|before| before != total) {
            self.note(Note::Moved);
        }
        self.reported = Some(total);
        let before = if self.can_jump() {
            u64::from(page) * u64::from(self.layout.regular())
        } else {
            self.layout.start(page)
        };
        if !answer.records.is_empty() && total < before + answer.records.len() as u64 {
            self.note(Note::WrongTotal);
        }
    }

    fn next_after(&mut self, page: u32, answer: &Page) -> Next {
        let Some(at) = &answer.next else {
            return match self.numbered(page + 1) {
                Some(next) if self.ends_too_early(page, answer) => Next::At(next),
                _ => Next::End,
            };
        };
        if self.can_jump() {
            // A page past the end may well claim that there are more.
            if answer.records.is_empty() {
                return Next::End;
            }
            let goes_on = match (self.address(page), at) {
                (_, At::Start) => false,
                (Some(At::Page(here)), At::Page(next)) => *next > here,
                (Some(At::Offset(here)), At::Offset(next)) => *next > here,
                _ => true,
            };
            let at = if goes_on {
                Some(at.clone())
            } else {
                self.numbered(page + 1)
            };
            return at.map_or(Next::End, Next::At);
        }
        let circles = *at == At::Start
            || self
                .addresses
                .get(at)
                .is_some_and(|&leads_to| leads_to != page + 1);
        if circles {
            self.note(Note::CursorRepeated);
            return Next::Circle;
        }
        self.addresses.insert(at.clone(), page + 1);
        Next::At(at.clone())
    }

    /// Whether a page without a next one is full and the total says that there
    /// are more: its end was reckoned with a size that the server does not keep.
    fn ends_too_early(&self, page: u32, answer: &Page) -> bool {
        let rows = answer.records.len() as u64;
        let regular = u64::from(self.layout.regular());
        let seen = u64::from(page) * regular + rows;
        rows == regular && !self.overstated && self.reported.is_some_and(|total| total > seen)
    }

    /// Adds a record to a page's rows, unless the very same row stands on
    /// another page: that is a row which moved while the list was read. Rows that
    /// share an id and are not the same are all rows; within one answer, all are.
    pub(super) fn add(
        &mut self,
        page: u32,
        record: &Record,
        rows: &mut Vec<Record>,
        prints: &mut Vec<u32>,
    ) {
        // Half of it is enough to tell rows of one id from each other.
        let print = u32::try_from(self.index.print(record.json()) >> 32).unwrap_or(0);
        let index = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let place = Place { page, index };
        if let Some(id) = record.id() {
            let is_here = |seen: Place| {
                let row = (seen.page == page).then(|| at(rows, seen.index)).flatten();
                row.is_some_and(|row| row.id() == Some(id))
            };
            let first = self.index.find(id);
            let first = first.filter(|seen| is_here(*seen) || self.may_be_at(*seen, id));
            if let Some(first) = first {
                let twin = Index::twin(id, print);
                let others = [Some(first), self.index.find(&twin)];
                let is_it = |seen: &Place| seen.page != page && self.is_row(*seen, id, print);
                if others.into_iter().flatten().any(|seen| is_it(&seen)) {
                    self.note(Note::Moved);
                    return;
                }
                self.shared.insert(id.clone());
                self.index.put(&twin, place);
            } else {
                self.index.put(id, place);
            }
        }
        rows.push(record.clone());
        prints.push(print);
    }

    /// Whether the row in a place is one with that id that the list gave in these
    /// very words.
    fn is_row(&self, place: Place, id: &RecordId, print: u32) -> bool {
        let slot = self.slots.get(&place.page);
        let known = slot.and_then(|slot| slot.prints.get(usize::try_from(place.index).ok()?));
        known == Some(&print) && self.may_be_at(place, id)
    }

    /// Whether a place is, as far as one can tell, that of the row with an id:
    /// one of a page that is there, and with no other id.
    fn may_be_at(&self, place: Place, id: &RecordId) -> bool {
        self.slots
            .get(&place.page)
            .is_some_and(|slot| match at(&slot.rows(), place.index) {
                Some(row) => row.id() == Some(id),
                None => !slot.is_held(),
            })
    }

    /// Forgets a page.
    fn take_out(&mut self, page: u32) {
        if let Some(slot) = self.take(page) {
            for id in slot.rows().iter().filter_map(Record::id) {
                self.index.remove(id, page);
            }
        }
    }

    /// A page said that it is the last, or lies past the last. Says whether
    /// pages were taken out.
    fn end_at(&mut self, page: u32, is_empty: bool) -> bool {
        let end = if is_empty && page > 0 {
            self.end.map_or(page, |end| end.min(page))
        } else {
            page + 1
        };
        let later = self.slots.range(end..).any(|(_, slot)| slot.count() > 0);
        if later && self.can_jump() {
            // Some page after it had rows: the list changed, or one of the
            // two answers is wrong. What was seen stays.
            if let (Some(at), Some(slot)) = (self.numbered(page + 1), self.slots.get_mut(&page)) {
                slot.next = Next::At(at);
            }
            self.note(Note::Moved);
            return false;
        }
        let past: Vec<u32> = self.slots.range(end..).map(|(page, _)| *page).collect();
        for page in &past {
            self.take_out(*page);
        }
        self.layout.forget_from(end);
        self.end = Some(end);
        let promised = u64::from(end) * u64::from(self.layout.regular());
        if self.can_jump() && self.reported.is_some_and(|total| total > promised) {
            self.overstated = true;
            self.note(Note::WrongTotal);
        }
        !past.is_empty()
    }

    /// Puts a record in a place that holds one with the same id, and says
    /// whether it is still held.
    pub(in crate::app::listing) fn put(&mut self, place: Place, record: &Record) -> bool {
        let Some(slot) = self.slots.get_mut(&place.page) else {
            return false;
        };
        let open = self.open.get_mut();
        open.expect(place.page, slot);
        let before = slot.text();
        self.bytes -= slot.bytes();
        let is_put = slot.put(place.index, record);
        self.revision += 1;
        slot.revision = self.revision;
        self.bytes += slot.bytes();
        open.change(before, slot.text());
        is_put
    }

    /// Forgets where each page leads to, so that the list is read again from
    /// its start; rows stay until their page has come.
    pub(in crate::app::listing) fn expire(&mut self) {
        for slot in self.slots.values_mut() {
            if let Next::At(_) = slot.next {
                slot.next = Next::Expired;
            }
        }
        self.addresses.clear();
        self.end = None;
    }
}

fn at(rows: &[Record], index: u32) -> Option<&Record> {
    rows.get(usize::try_from(index).ok()?)
}
