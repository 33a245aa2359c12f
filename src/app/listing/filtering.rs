//! Narrowing a list to the loaded rows that match a filter.

use super::Listing;
use super::layout::Place;
use super::pages::Pages;
use crate::app::filter::{Coverage, Filter, FilterFields};

/// A filter that is set, and what it matches.
#[derive(Debug)]
pub(super) struct Filtered {
    filter: Filter,
    fields: FilterFields,
    /// The rows that match, in the list's order.
    pub(super) matches: Vec<Place>,
}

impl Filtered {
    /// Looks at all loaded rows.
    fn new(filter: Filter, fields: FilterFields, pages: &mut Pages) -> Self {
        let mut filtered = Self {
            filter,
            fields,
            matches: Vec::new(),
        };
        for page in pages.numbers() {
            let matches = filtered.matches_in(page, pages);
            filtered.matches.extend(matches);
        }
        filtered
    }

    fn matches_in(&self, page: u32, pages: &mut Pages) -> Vec<Place> {
        pages
            .folded(page, &self.fields)
            .into_iter()
            .flat_map(|rows| rows.matching(&self.filter))
            .map(|index| Place { page, index })
            .collect()
    }

    /// Looks at a page that has come, and forgets the pages that are gone.
    pub(super) fn look_at(&mut self, page: u32, pages: &mut Pages) {
        self.matches.retain(|place| pages.is_loaded(place.page));
        let start = self.matches.partition_point(|place| place.page < page);
        let end = self.matches.partition_point(|place| place.page <= page);
        let matches = self.matches_in(page, pages);
        self.matches.splice(start..end, matches);
    }

    /// Takes a filter that matches nothing which the old one does not.
    fn narrow(&mut self, filter: Filter, pages: &mut Pages) {
        self.filter = filter;
        let (filter, fields) = (&self.filter, &self.fields);
        self.matches.retain(|place| {
            pages
                .folded(place.page, fields)
                .is_some_and(|rows| rows.row_matches(place.index, filter))
        });
    }
}

impl Listing {
    /// Narrows the positions to the loaded rows that match a text in those
    /// fields or in their id. A text without a word clears the filter. The
    /// selected record stays selected if it matches; else the next that does.
    pub fn set_filter(&mut self, text: &str, fields: &FilterFields) {
        let Some(filter) = Filter::new(text) else {
            self.clear_filter();
            return;
        };
        match &mut self.filtered {
            Some(old) if old.fields == *fields && filter.narrows(&old.filter) => {
                old.narrow(filter, &mut self.pages);
            }
            old => {
                if old.as_ref().is_some_and(|old| old.fields != *fields) {
                    self.pages.unfold();
                }
                *old = Some(Filtered::new(filter, fields.clone(), &mut self.pages));
            }
        }
        self.arrange();
        self.settle();
        self.fill_screen();
    }

    /// Shows all rows again; the selected record stays selected.
    pub fn clear_filter(&mut self) {
        if self.filtered.take().is_some() {
            self.pages.unfold();
            self.arrange();
            self.fill_screen();
        }
    }

    /// The filter that is set.
    #[must_use]
    pub fn filter(&self) -> Option<&Filter> {
        self.filtered.as_ref().map(|filtered| &filtered.filter)
    }

    /// What the filter has looked at, while one is set.
    #[must_use]
    pub fn coverage(&self) -> Option<Coverage> {
        let filtered = self.filtered.as_ref()?;
        Some(Coverage {
            matches: filtered.matches.len() as u64,
            loaded: self.loaded(),
            total: self.total(),
            complete: self.is_complete(),
            moved: self.pages.has_moved(),
        })
    }
}
