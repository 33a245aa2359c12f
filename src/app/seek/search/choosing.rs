//! Which page to read next: near a guess, and never so far off that bisection
//! could not make up for it.

use std::ops::Range;

use super::target::Key;
use super::{Extent, Page, Row, Search, TO_SPARE, guess, with_rows};
use crate::app::seek::collation::Candidate;

impl Search {
    /// Which of some pages to read next.
    pub(super) fn choose(
        &self,
        candidate: Candidate,
        key: &Key,
        pages: &Range<u32>,
        extent: Extent,
        loaded: &[u32],
        found: Option<Row>,
    ) -> u32 {
        let is_unread = |page: &u32| !self.pages.contains_key(page);
        if pages.end == u32::MAX {
            // Nobody knows where it ends.
            return pages.start.saturating_mul(2);
        }
        let middle = pages.start + (pages.end - pages.start) / 2;
        let at_hand = loaded.iter().copied().filter(|page| pages.contains(page));
        let at_hand = at_hand.filter(is_unread);
        if let Some(page) = at_hand.min_by_key(|page| page.abs_diff(middle)) {
            return page;
        }
        if key.is_initial {
            // Probably nothing begins so, and then one end shows it.
            return if candidate.descending {
                pages.end - 1
            } else {
                pages.start
            };
        }
        let edge = |page: Option<&Page>, last: bool| {
            let page = page?;
            let value = if last { page.last() } else { page.first() };
            value?.clone()
        };
        let before = with_rows(self.pages.range(..pages.start).rev());
        let behind = with_rows(self.pages.range(pages.end..));
        let before = edge(before, true);
        let behind = edge(behind, false);
        let guessed = match (found, &before, &behind) {
            // Those that are equal stand together.
            (Some(found), ..) if found.page == pages.end && self.target.is_whole() => pages.end - 1,
            // With one side unknown, a guess is worse than the middle.
            (_, None, Some(_)) | (_, Some(_), None) => middle,
            _ => guess::guess(
                self.target.text(),
                candidate.descending && !self.target.is_whole(),
                before.as_deref(),
                behind.as_deref(),
                pages,
                self.descending,
            ),
        };
        let page = self.within_reach(guessed, pages, extent);
        let unread = pages.clone().filter(is_unread);
        let nearest = unread.min_by_key(|unread| unread.abs_diff(page));
        nearest.unwrap_or(page)
    }

    /// The page nearest to a guess that leaves no more pages on either side
    /// than bisection can tell apart with the requests that are left.
    fn within_reach(&self, guessed: u32, pages: &Range<u32>, extent: Extent) -> u32 {
        let spared = TO_SPARE - 1;
        let left = self.most(extent).unwrap_or(0).saturating_sub(self.sent);
        let after_this = left.saturating_sub(spared + 1).min(31);
        let told_apart = (1_u32 << after_this) - 1;
        let first = pages.end.saturating_sub(1).saturating_sub(told_apart);
        let last = pages.start.saturating_add(told_apart);
        let (first, last) = (first.max(pages.start), last.min(pages.end - 1));
        if first <= last {
            guessed.clamp(first, last)
        } else {
            pages.start + (pages.end - pages.start) / 2
        }
    }
}
