//! How much memory the pages take, and which of them give it back.

use std::collections::VecDeque;
use std::time::Duration;

use super::Pages;
use super::slot::Slot;
use crate::app::listing::Note;

/// How many bytes of records' texts may stay open: what an operator who scrolls
/// to and fro comes by again. Unpacking a page of 100 takes a tenth of a
/// millisecond, and what is open takes more room and has yet to be folded when a
/// filter looks at it.
const MOST_OPEN: usize = 512 << 10;

/// The pages that are open, the first opened first.
#[derive(Debug, Default)]
pub(super) struct Open {
    pages: VecDeque<u32>,
    /// Bytes of their records' texts.
    text: usize,
}

impl Open {
    /// Notes that a page is open from now on.
    pub(super) fn add(&mut self, page: u32, slot: &Slot) {
        self.pages.push_back(page);
        self.text += slot.text();
    }

    /// Notes that a page is open if it is about to be.
    pub(super) fn expect(&mut self, page: u32, slot: &Slot) {
        if slot.open().is_none() && slot.is_held() {
            self.add(page, slot);
        }
    }

    /// Notes that a page is gone, if it was open.
    fn forget(&mut self, page: u32, slot: &Slot) {
        if slot.open().is_some() {
            self.pages.retain(|open| *open != page);
            self.text = self.text.saturating_sub(slot.text());
        }
    }

    /// Notes that the texts of an open page are so many bytes now.
    pub(super) fn change(&mut self, before: usize, after: usize) {
        self.text = (self.text + after).saturating_sub(before);
    }
}

impl Pages {
    /// Bytes of memory that they take, but for the few that are open.
    pub(in crate::app::listing) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// About how many bytes so many rows would take, judged by the first page
    /// that holds any.
    pub(in crate::app::listing) fn expected_bytes(&self, rows: u64) -> Option<usize> {
        let slot = self.slots.values().find(|slot| slot.is_held())?;
        let bytes = u64::try_from(slot.closed_bytes(&self.fields)).ok()?;
        let count = u64::from(slot.count());
        usize::try_from(rows.saturating_mul(bytes).checked_div(count)?).ok()
    }

    /// Says that a page is on the screen.
    pub(in crate::app::listing) fn look_at(&mut self, page: u32, now: Duration) {
        if let Some(slot) = self.slots.get_mut(&page) {
            slot.looked_at = now;
        }
    }

    /// Packs pages that were opened long ago, if too many are open. The first
    /// stays: columns are measured by it.
    pub(in crate::app::listing) fn tidy(&mut self, is_near: impl Fn(u32) -> bool) {
        let open = self.open.get_mut();
        for _ in 0..open.pages.len() {
            if open.text <= MOST_OPEN {
                return;
            }
            let Some(page) = open.pages.pop_front() else {
                return;
            };
            let Some(slot) = self.slots.get_mut(&page) else {
                continue;
            };
            if page == 0 || is_near(page) {
                open.pages.push_back(page);
                continue;
            }
            self.bytes -= slot.bytes();
            slot.close(&self.fields);
            self.bytes += slot.bytes();
            open.text = open.text.saturating_sub(slot.text());
        }
    }

    /// How many rows of open pages have yet to be folded.
    pub(in crate::app::listing) fn unfolded_open(&self) -> u32 {
        let open = self.open.borrow();
        open.pages.iter().map(|page| self.unfolded(*page)).sum()
    }

    /// Folds the rows of one open page.
    pub(in crate::app::listing) fn fold_open(&mut self) {
        let open = self.open.borrow();
        let next = open.pages.iter().find(|page| self.unfolded(**page) > 0);
        let next = next.copied();
        drop(open);
        if let Some(page) = next {
            self.folded(page, |_| ());
        }
    }

    /// Takes a page out; where its rows were found stays known.
    pub(super) fn take(&mut self, page: u32) -> Option<Slot> {
        let slot = self.slots.remove(&page)?;
        self.revision += 1;
        self.rows -= u64::from(slot.count());
        self.bytes -= slot.bytes();
        self.open.get_mut().forget(page, &slot);
        Some(slot)
    }

    /// Lets go of the records before a position, as far as the pages from the
    /// first on are loaded. That they came is still known, so that a row that
    /// comes again is.
    pub(in crate::app::listing) fn let_go(&mut self, before: u64) {
        while self.is_loaded(self.gone) && self.span(self.gone).end <= before {
            if let Some(slot) = self.slots.get_mut(&self.gone) {
                self.open.get_mut().forget(self.gone, slot);
                self.bytes -= slot.bytes();
                slot.let_go();
                self.revision += 1;
                slot.revision = self.revision;
                self.bytes += slot.bytes();
            }
            self.gone += 1;
        }
    }

    /// Drops pages that can be read again, those first that were looked at
    /// longest ago, until they have given back so many bytes or there are none
    /// but those to keep. Returns their numbers, ascending.
    pub(in crate::app::listing) fn drop_oldest(
        &mut self,
        bytes: usize,
        is_kept: impl Fn(u32) -> bool,
    ) -> Vec<u32> {
        // The last one tells where the list ends.
        let last = self.slots.last_key_value().map(|(page, _)| *page);
        if !self.can_jump() {
            return Vec::new();
        }
        let mut oldest: Vec<(Duration, u32)> = self
            .slots
            .iter()
            .filter(|(page, _)| Some(**page) != last && **page != 0 && !is_kept(**page))
            .map(|(page, slot)| (slot.looked_at, *page))
            .collect();
        oldest.sort_unstable();
        let goal = self.bytes.saturating_sub(bytes);
        let mut dropped = Vec::new();
        for (_, page) in oldest {
            if self.bytes <= goal {
                break;
            }
            self.take(page);
            dropped.push(page);
        }
        if !dropped.is_empty() {
            self.note(Note::LetGo);
        }
        dropped.sort_unstable();
        dropped
    }
}
