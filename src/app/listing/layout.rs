//! Which page, and which row of it, a position falls on.

/// A row by its page and its place in that page, both from 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) page: u32,
    pub(super) index: u32,
}

/// Where pages begin.
///
/// Most pages of a list hold the same number of rows, so only those that do
/// not are written down: ten thousand pages, of which any few are loaded, cost
/// nothing, and both directions are a binary search. Where pages come one
/// after another the regular number is 0, and each page is written down.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    regular: u32,
    /// The pages with another number of rows, ascending.
    bends: Vec<Bend>,
}

#[derive(Debug, Clone, Copy)]
struct Bend {
    page: u32,
    /// The position after its last row.
    end: u64,
}

impl Layout {
    /// One in which each page holds that many rows until told otherwise.
    pub(super) const fn new(regular: u32) -> Self {
        Self {
            regular,
            bends: Vec::new(),
        }
    }

    /// How many rows a page holds unless told otherwise.
    pub(super) const fn regular(&self) -> u32 {
        self.regular
    }

    /// The position of a page's first row.
    pub(super) fn start(&self, page: u32) -> u64 {
        let before = self.bends.partition_point(|bend| bend.page < page);
        let (first, start) = self.after(before);
        start + u64::from(page - first) * u64::from(self.regular)
    }

    /// The first page after so many bends, and its first row's position.
    fn after(&self, bends: usize) -> (u32, u64) {
        bends
            .checked_sub(1)
            .and_then(|last| self.bends.get(last))
            .map_or((0, 0), |bend| (bend.page + 1, bend.end))
    }

    /// How many rows a page was said to hold; none of one that holds the
    /// regular number or was not spoken of.
    pub(super) fn told(&self, page: u32) -> Option<u32> {
        self.bends
            .binary_search_by_key(&page, |bend| bend.page)
            .ok()?;
        u32::try_from(self.start(page + 1) - self.start(page)).ok()
    }

    /// Says how many rows a page holds.
    pub(super) fn set(&mut self, page: u32, rows: u32) {
        let at = self.bends.partition_point(|bend| bend.page < page);
        let end = self.start(page) + u64::from(rows);
        let old_end = self.start(page + 1);
        let is_bend = self.bends.get(at).is_some_and(|bend| bend.page == page);
        let bend = Bend { page, end };
        match (is_bend, rows == self.regular) {
            (true, true) => {
                self.bends.remove(at);
            }
            (true, false) => self.bends[at] = bend,
            (false, true) => {}
            (false, false) => self.bends.insert(at, bend),
        }
        let later = self.bends.partition_point(|bend| bend.page <= page);
        for bend in &mut self.bends[later..] {
            bend.end = bend.end - old_end + end;
        }
    }

    /// Forgets what was said of a page and those after it.
    pub(super) fn forget_from(&mut self, page: u32) {
        let keep = self.bends.partition_point(|bend| bend.page < page);
        self.bends.truncate(keep);
    }

    /// The row at a position. Past the last page that is known to hold rows it
    /// is in a page that may not exist.
    pub(super) fn place(&self, position: u64) -> Place {
        let passed = self.bends.partition_point(|bend| bend.end <= position);
        let (first, start) = self.after(passed);
        let beyond = position - start;
        let next_bend = self.bends.get(passed).map(|bend| bend.page);
        let regular = u64::from(self.regular);
        let page = match beyond.checked_div(regular) {
            Some(pages) => u64::from(first) + pages,
            None => u64::from(next_bend.unwrap_or(first)),
        };
        let page = u32::try_from(page)
            .unwrap_or(u32::MAX)
            .min(next_bend.unwrap_or(u32::MAX));
        let index = beyond - u64::from(page - first) * regular;
        Place {
            page,
            index: u32::try_from(index).unwrap_or(u32::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn place(page: u32, index: u32) -> Place {
        Place { page, index }
    }

    #[test]
    fn regular_pages_need_no_bends() {
        let layout = Layout::new(100);
        assert_eq!(layout.start(124), 12_400);
        assert_eq!(layout.place(12_479), place(124, 79));
        assert!(layout.bends.is_empty());
    }

    #[test]
    fn a_short_page_pulls_the_later_ones_up() {
        let mut layout = Layout::new(100);
        layout.set(3, 97);
        layout.set(1, 99);
        assert_eq!(layout.start(1), 100);
        assert_eq!(layout.start(2), 199);
        assert_eq!(layout.start(4), 396);
        assert_eq!(layout.place(198), place(1, 98));
        assert_eq!(layout.place(199), place(2, 0));
        assert_eq!(layout.place(396), place(4, 0));
        layout.set(1, 100);
        layout.set(3, 100);
        assert_eq!(layout.start(4), 400);
        assert!(layout.bends.is_empty());
    }

    proptest! {
        /// Against adding up the rows of all pages one by one.
        #[test]
        fn agrees_with_counting(
            regular in 0u32..4,
            sets in prop::collection::vec((0u32..12, 0u32..6), 0..40),
        ) {
            let mut layout = Layout::new(regular);
            let mut rows = [regular; 12];
            for (page, count) in sets {
                layout.set(page, count);
                rows[page as usize] = count;
            }
            let mut position = 0;
            for (page, count) in (0..).zip(rows) {
                prop_assert_eq!(layout.start(page), position);
                for index in 0..count {
                    prop_assert_eq!(layout.place(position), place(page, index));
                    position += 1;
                }
            }
        }
    }
}
