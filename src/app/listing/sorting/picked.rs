//! Picking many rows out of all, which are in order already.

use std::collections::VecDeque;

use crate::app::listing::layout::Place;

/// Which of many rows are picked, so that one look tells.
#[derive(Debug)]
pub(super) struct Picked {
    /// The pages in order, and where their rows begin.
    pages: Vec<(u32, usize)>,
    rows: Vec<bool>,
}

impl Picked {
    /// Those of some pages, in their order, with so many rows each.
    pub(super) fn new(
        pages: impl Iterator<Item = (u32, usize)>,
        matches: &VecDeque<Place>,
    ) -> Self {
        let mut rows = 0;
        let pages = pages.map(|(page, count)| {
            rows += count;
            (page, rows - count)
        });
        let mut picked = Self {
            pages: pages.collect(),
            rows: Vec::new(),
        };
        picked.rows = vec![false; rows];
        for place in matches {
            let at = picked.at(*place);
            if let Some(row) = at.and_then(|at| picked.rows.get_mut(at)) {
                *row = true;
            }
        }
        picked
    }

    /// Whether a row is among them.
    pub(super) fn has(&self, place: Place) -> bool {
        let at = self.at(place);
        at.and_then(|at| self.rows.get(at)).is_some_and(|row| *row)
    }

    fn at(&self, place: Place) -> Option<usize> {
        // Where all pages are loaded, each stands at its number.
        let page = match self.pages.get(place.page as usize) {
            Some(page) if page.0 == place.page => page,
            _ => {
                let at = self.pages.binary_search_by_key(&place.page, |page| page.0);
                self.pages.get(at.ok()?)?
            }
        };
        Some(page.1 + place.index as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_told_apart_though_pages_are_missing() {
        let place = |page, index| Place { page, index };
        let matches = VecDeque::from([place(0, 1), place(1, 0), place(7, 2), place(9, 0)]);
        let picked = Picked::new([(0, 2), (1, 1), (7, 3)].into_iter(), &matches);
        let all = [(0, 0), (0, 1), (1, 0), (7, 0), (7, 1), (7, 2)];
        let found: Vec<(u32, u32)> = all
            .into_iter()
            .filter(|(page, index)| picked.has(place(*page, *index)))
            .collect();
        assert_eq!(found, [(0, 1), (1, 0), (7, 2)]);
        // Of what is not loaded, there is none.
        assert!(!picked.has(place(9, 0)) && !picked.has(place(2, 0)));
    }
}
