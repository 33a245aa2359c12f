//! How much memory a list takes, and what it does without.

use std::time::Duration;

use super::Listing;

/// How many bytes of memory the lists of a profile may take: a million users
/// take less than half of it.
pub const MOST_KEPT: usize = 256 << 20;

impl Listing {
    /// Bytes of memory that it takes, besides a few megabytes for what is near
    /// to the screen.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.pages.bytes()
    }

    /// About how many bytes it would take with so many rows, judged by a page
    /// that is there; none if none is.
    #[must_use]
    pub fn expected_bytes(&self, rows: u64) -> Option<usize> {
        self.pages.expected_bytes(rows)
    }

    /// When it was last on the screen, on [`Now::monotonic`]'s scale.
    ///
    /// [`Now::monotonic`]: crate::app::message::Now::monotonic
    #[must_use]
    pub const fn looked_at(&self) -> Duration {
        self.looked_at
    }

    /// Notes what of it is on the screen now, and packs what is far from that.
    pub fn look(&mut self, now: Duration) {
        self.looked_at = now;
        let on_screen = self.on_screen();
        for page in &on_screen {
            self.pages.look_at(*page, now);
        }
        self.pages.tidy(|page| on_screen.contains(&page));
    }

    /// The pages of the rows on screen and of the selected one: few.
    fn on_screen(&self) -> Vec<u32> {
        let mut pages = vec![self.selected.page];
        for position in self.visible() {
            if let Some(place) = self.place(position)
                && pages.last() != Some(&place.page)
            {
                pages.push(place.page);
            }
        }
        pages
    }

    /// Lets go of what the rows before a position hold, page by page, where
    /// nobody will look at them again: a list of any length can be passed on
    /// without being kept. That they came is still known, so that no row comes
    /// twice.
    pub fn let_go(&mut self, before: u64) {
        self.pages.let_go(before);
    }

    /// Drops pages that can be read again when they are looked at, those first
    /// that were looked at longest ago, until so many bytes are free. What is on
    /// the screen, selected or waited for stays, and so do marks.
    pub(in crate::app) fn drop_oldest(&mut self, bytes: usize) {
        let mut kept = self.on_screen();
        kept.extend(self.reads.iter().map(|read| read.page));
        let refresh = &self.refresh;
        let dropped = self.pages.drop_oldest(bytes, |page| {
            kept.contains(&page) || refresh.contains(&page)
        });
        let Some(first) = dropped.first() else {
            return;
        };
        self.walked_to = self.walked_to.min(*first);
        if let Some(filtered) = &mut self.filtered {
            filtered.forget_gone(&self.pages);
        }
    }
}
