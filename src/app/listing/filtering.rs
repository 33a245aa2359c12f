//! Narrowing a list to the loaded rows that match a filter.
//!
//! A long list is looked at in slices, so that no key waits for a million rows:
//! first from the selected row on, as far as its screen needs, then above it,
//! then the rest.

use std::collections::VecDeque;

use super::Listing;
use super::layout::Place;
use super::pages::Pages;
use crate::app::filter::{Coverage, Filter, FilterFields};
use crate::directory::record::RecordId;

/// How many rows are looked at before keys are: a few milliseconds.
const SLICE: u32 = 100_000;

/// How many rows are looked at in the time that it takes to read one for a filter
/// that it was not packed for.
const FOLDING: u32 = 100;

/// How many matches of a filter that only grew longer are looked at again at
/// once, instead of all rows.
const NARROWED_AT_ONCE: usize = 20_000;

/// A filter that is set, and what it matches.
#[derive(Debug)]
pub(super) struct Filtered {
    filter: Filter,
    fields: FilterFields,
    /// The rows that match, in the list's order.
    pub(super) matches: VecDeque<Place>,
    /// What was not looked at yet: pages from one on, and pages up to one.
    below: Option<u32>,
    above: Option<u32>,
    /// How many matches were found below and above where it began.
    found: [usize; 2],
}

impl Filtered {
    /// One that has looked at nothing and begins at a page.
    const fn new(filter: Filter, fields: FilterFields, begin: u32) -> Self {
        Self {
            filter,
            fields,
            matches: VecDeque::new(),
            below: Some(begin),
            above: begin.checked_sub(1),
            found: [0; 2],
        }
    }

    const fn is_looking(&self) -> bool {
        self.below.is_some() || self.above.is_some()
    }

    /// Looks at one slice more of the loaded rows.
    fn look_on(&mut self, pages: &mut Pages) {
        let mut left = SLICE;
        while left > 0 && self.is_looking() {
            // The first match below is what will be selected; from then on both
            // sides of it are to fill the screen.
            let upward =
                self.above.is_some() && (self.below.is_none() || self.found[1] < self.found[0]);
            let next = if upward {
                let page = self.above.and_then(|above| pages.loaded_to(above));
                self.above = page.and_then(|page| page.checked_sub(1));
                page
            } else {
                let page = self.below.and_then(|below| pages.loaded_from(below));
                self.below = page.map(|page| page + 1);
                page
            };
            if let Some(page) = next {
                let folding = pages.unfolded(page).saturating_mul(FOLDING);
                let rows = pages.rows_of(page).saturating_add(folding);
                left = left.saturating_sub(rows.max(1));
                self.add(page, upward, pages);
            }
        }
    }

    /// Adds the matches of the next page above or below all that there are.
    fn add(&mut self, page: u32, upward: bool, pages: &mut Pages) {
        let matches = self.matches_in(page, pages);
        self.found[usize::from(upward)] += matches.len();
        if upward {
            for place in matches.into_iter().rev() {
                self.matches.push_front(place);
            }
        } else {
            self.matches.extend(matches);
        }
    }

    fn matches_in(&self, page: u32, pages: &mut Pages) -> Vec<Place> {
        let found = pages.folded(page, |rows| {
            let matching = rows.matching(&self.filter);
            matching.map(|index| Place { page, index }).collect()
        });
        found.unwrap_or_default()
    }

    /// Looks at a page that has come, unless it will be looked at in its turn.
    pub(super) fn look_at(&mut self, page: u32, pages: &mut Pages) {
        let is_ahead = self.below.is_some_and(|below| below <= page)
            || self.above.is_some_and(|above| page <= above);
        if is_ahead {
            return;
        }
        let found = self.matches_in(page, pages);
        if self.matches.back().is_none_or(|last| last.page < page) {
            self.matches.extend(found);
            return;
        }
        let mut matches = Vec::from(std::mem::take(&mut self.matches));
        let start = matches.partition_point(|place| place.page < page);
        let end = matches.partition_point(|place| place.page <= page);
        matches.splice(start..end, found);
        self.matches = matches.into();
    }

    /// Forgets the matches on pages that are gone.
    pub(super) fn forget_gone(&mut self, pages: &Pages) {
        self.matches.retain(|place| pages.is_loaded(place.page));
    }

    /// Takes a filter that matches nothing which the old one does not, and says
    /// whether it could at once.
    fn narrow(&mut self, filter: &Filter, pages: &mut Pages) -> bool {
        let is_short = self.matches.len() <= NARROWED_AT_ONCE;
        if self.is_looking() || !is_short || !filter.narrows(&self.filter) {
            return false;
        }
        self.filter = filter.clone();
        self.matches.retain(|place| {
            pages
                .folded(place.page, |rows| rows.row_matches(place.index, filter))
                .unwrap_or(false)
        });
        true
    }
}

impl Listing {
    /// Narrows the positions to the loaded rows that match a text in those
    /// fields or in their id. A text without a word clears the filter. The
    /// selected record stays selected if it matches; else the next that does.
    ///
    /// Of a long list, only a slice is looked at: see [`Listing::is_looking`].
    pub fn set_filter(&mut self, text: &str, fields: &FilterFields) {
        let Some(filter) = Filter::new(text, fields) else {
            self.clear_filter();
            return;
        };
        self.pages.fold_for(fields);
        let is_narrowed = self
            .filtered
            .as_mut()
            .is_some_and(|old| old.fields == *fields && old.narrow(&filter, &mut self.pages));
        if is_narrowed {
            self.arrange();
            self.settle();
            self.fill_screen();
        } else {
            let begin = self.selected.page;
            self.filtered = Some(Filtered::new(filter, fields.clone(), begin));
            self.look_on();
        }
    }

    /// Selects the row that the filter means best: a name that begins so before
    /// one in which a word does, before a word in the middle of something. Of
    /// equal ones that is the row where typing began, or the first.
    ///
    /// Of very many matches the first are compared.
    pub fn select_best(&mut self, from: Option<&RecordId>) {
        let Some(filter) = self.filter().cloned() else {
            return;
        };
        let began = from
            .filter(|from| self.select_id(from))
            .map(|_| self.selected);
        let began = began.map(|place| self.match_rank(place, &filter));
        let mut best: Option<(u32, usize)> = None;
        for position in 0..self.arranged().unwrap_or(0).min(NARROWED_AT_ONCE) {
            let Some(place) = self.arranged_at(position) else {
                break;
            };
            let rank = self.match_rank(place, &filter);
            if best.is_none_or(|(least, _)| rank < least) {
                best = Some((rank, position));
            }
            if rank <= filter.best_rank() {
                break;
            }
        }
        if let Some((rank, position)) = best
            && began.is_none_or(|began| rank < began)
        {
            self.select_position(position as u64);
        }
    }

    /// How well a row is what a filter means; less is better.
    fn match_rank(&mut self, place: Place, filter: &Filter) -> u32 {
        let rank = self
            .pages
            .folded(place.page, |rows| rows.rank(place.index, filter));
        rank.unwrap_or(u32::MAX)
    }

    /// Whether it was said what filters read of its records.
    #[must_use]
    pub const fn knows_fields(&self) -> bool {
        self.pages.knows_fields()
    }

    /// Says what filters will read of its records, before there is one: it is
    /// read from each page as that is packed.
    pub fn fold_for(&mut self, fields: &FilterFields) {
        self.pages.fold_for(fields);
    }

    /// Whether so many rows are not packed, and have yet to be read for filters,
    /// that a letter would wait for it; [`Listing::prepare_filter`] reads some.
    #[must_use]
    pub fn can_prepare(&self) -> bool {
        self.knows_fields() && self.pages.unfolded_open() > SLICE / FOLDING
    }

    /// Reads some of what a filter will look at, before a word of it is known.
    pub fn prepare_filter(&mut self) {
        self.pages.fold_open();
    }

    /// Whether a filter has not looked at all loaded rows yet;
    /// [`Listing::look_on`] goes on with it.
    #[must_use]
    pub fn is_looking(&self) -> bool {
        self.filtered.as_ref().is_some_and(Filtered::is_looking)
    }

    /// Looks at some more of the rows that a filter has not looked at; once it
    /// has seen all, goes on with an order in the making.
    pub fn look_on(&mut self) {
        if !self.is_looking() {
            return self.sort_on();
        }
        if let Some(filtered) = &mut self.filtered {
            filtered.look_on(&mut self.pages);
            self.arrange();
            if self.selection().is_none() {
                self.settle();
            }
            self.fill_screen();
        }
    }

    /// Shows all rows again; the selected record stays selected.
    pub fn clear_filter(&mut self) {
        if self.filtered.take().is_some() {
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
            so_far: filtered.is_looking(),
            total: self.total(),
            complete: self.is_complete(),
            moved: self.pages.has_moved(),
        })
    }
}
