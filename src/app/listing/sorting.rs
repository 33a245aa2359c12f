//! An order of our own over what is loaded, where the directory has none.
//!
//! What a row is sorted by is read from it once, when its page comes. Rows of a
//! later page are put in their places among those that are there; the selected
//! row stays where it is on the screen.
//!
//! What is loaded of a long list is read and put in order in slices, so that no
//! key waits for a million rows. Until that is done, it stands as before.

mod key;
mod picked;
mod runs;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use self::key::Key;
pub use self::key::SortKeys;
use self::picked::Picked;
use self::runs::{Ranked, Runs};
use super::Listing;
use super::layout::Place;
use super::pages::Pages;
use crate::app::columns::Shows;
use crate::directory::description::Order;

/// How many rows are read before keys are: a few milliseconds.
const READ_AT_ONCE: usize = 2_000;
/// How many rows are merged before keys are: a few milliseconds.
const MERGED_AT_ONCE: usize = 40_000;

/// An order that what is loaded of a list was put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortHere {
    /// What it is by, safe to show.
    pub label: String,
    /// What it is by.
    pub by: Shows,
    /// Which way.
    pub order: Order,
}

/// The loaded rows in an order of our own.
#[derive(Debug)]
pub(super) struct Sorted {
    sort: SortHere,
    reader: SortKeys,
    /// What each row is sorted by, by page.
    keys: BTreeMap<u32, Vec<Key>>,
    /// All loaded rows.
    all: Vec<Place>,
    /// Those that a filter matches, while one is set.
    matching: Option<Vec<Place>>,
    /// Where the selected row stood before its page came again, perhaps without
    /// it.
    stood: usize,
}

impl Sorted {
    fn new(sort: SortHere, reader: SortKeys) -> Self {
        Self {
            sort,
            reader,
            keys: BTreeMap::new(),
            all: Vec::new(),
            matching: None,
            stood: 0,
        }
    }

    /// The same order of a list of which nothing is loaded.
    pub(super) fn of_nothing(&self) -> Self {
        Self::new(self.sort.clone(), self.reader.clone())
    }

    /// The rows that are shown, in order.
    pub(super) fn rows(&self) -> &[Place] {
        self.matching.as_deref().unwrap_or(&self.all)
    }

    /// Where a row stands among those that are shown.
    pub(super) fn find(&self, place: Place) -> Option<u64> {
        self.key(place)?;
        let rows = self.rows();
        let at = rows.binary_search_by(|row| self.compare(*row, place));
        at.ok().map(|at| at as u64)
    }

    /// The first row shown from a row in the order on, be that itself shown or
    /// not, or from where it stood if it is gone; else the last.
    pub(super) fn from(&self, place: Place) -> Option<Place> {
        let rows = self.rows();
        let next = if self.key(place).is_some() {
            rows.partition_point(|row| self.compare(*row, place) == Ordering::Less)
        } else {
            self.stood
        };
        rows.get(next).or(rows.last()).copied()
    }

    fn key(&self, place: Place) -> Option<&Key> {
        self.keys.get(&place.page)?.get(place.index as usize)
    }

    /// Which of two rows comes first: by what they are sorted by, what has
    /// nothing last, then as the list has them.
    fn compare(&self, one: Place, other: Place) -> Ordering {
        let (first, second) = (self.key(one), self.key(other));
        let descending = self.sort.order == Order::Descending;
        match (first, second) {
            (Some(first), Some(second)) => first.compare(second, descending),
            (first, second) => second.is_some().cmp(&first.is_some()),
        }
        .then(one.cmp(&other))
    }

    /// The same of rows that are told apart by more than their places.
    fn compare_ranked(&self, one: &Ranked, other: &Ranked) -> Ordering {
        let descending = self.sort.order == Order::Descending;
        one.0.cmp(&other.0).then_with(|| {
            if one.0.tells_all(descending) {
                one.1.cmp(&other.1)
            } else {
                self.compare(one.1, other.1)
            }
        })
    }

    /// Reads a page, and gives its rows.
    fn take(&mut self, page: u32, pages: &Pages) -> Vec<Ranked> {
        let keys = self.read(page, pages);
        let descending = self.sort.order == Order::Descending;
        let rows = (0..).zip(&keys);
        let rows = rows.map(|(index, key)| (key.rank(descending), Place { page, index }));
        let rows = rows.collect();
        self.keys.insert(page, keys);
        rows
    }

    fn read(&self, page: u32, pages: &Pages) -> Vec<Key> {
        let mut keys = Vec::new();
        pages.each_json(page, |json| keys.push(self.reader.read(json)));
        keys.shrink_to_fit();
        keys
    }

    /// Puts the rows of a page that has come in their places, and forgets the
    /// pages that are gone.
    pub(super) fn look_at(&mut self, page: u32, pages: &Pages, selected: Place) {
        if let Some(at) = self.find(selected) {
            self.stood = usize::try_from(at).unwrap_or(usize::MAX);
        }
        self.forget_gone(pages);
        if self.keys.contains_key(&page) {
            self.all.retain(|place| place.page != page);
        }
        let mut rows = self.take(page, pages);
        rows.sort_unstable_by(|one, other| self.compare_ranked(one, other));
        let mut merged = Vec::with_capacity(self.all.len() + rows.len());
        let mut rest = self.all.as_slice();
        for (_, row) in rows {
            let before = rest.partition_point(|old| self.compare(*old, row) == Ordering::Less);
            merged.extend_from_slice(&rest[..before]);
            merged.push(row);
            rest = &rest[before..];
        }
        merged.extend_from_slice(rest);
        self.all = merged;
    }

    fn forget_gone(&mut self, pages: &Pages) {
        let gone = |page: &&u32| !pages.is_loaded(**page);
        let gone: BTreeSet<u32> = self.keys.keys().filter(gone).copied().collect();
        if !gone.is_empty() {
            self.all.retain(|place| !gone.contains(&place.page));
            self.keys.retain(|page, _| !gone.contains(page));
        }
    }

    /// Shows only the rows that a filter matches, which come in the list's
    /// order; or all.
    pub(super) fn narrow(&mut self, matches: Option<&VecDeque<Place>>) {
        /// Fewer matches are sorted by themselves; more are picked out of all,
        /// which are sorted already.
        const FEW: usize = 2_000;
        self.matching = matches.map(|matches| {
            if matches.len() < FEW {
                let mut rows: Vec<Place> = matches.iter().copied().collect();
                rows.sort_unstable_by(|one, other| self.compare(*one, *other));
                return rows;
            }
            let picked = Picked::new(
                self.keys.iter().map(|(page, keys)| (*page, keys.len())),
                matches,
            );
            let rows = self.all.iter().copied();
            rows.filter(|row| picked.has(*row)).collect()
        });
    }
}

/// An order of our own in the making.
#[derive(Debug)]
pub(super) struct Sorting {
    sorted: Sorted,
    /// Pages from one on that are not read yet.
    unread: Option<u32>,
    runs: Runs,
    /// Pages that came anew after they were read.
    changed: BTreeSet<u32>,
}

impl Sorting {
    fn new(sorted: Sorted) -> Self {
        Self {
            sorted,
            unread: Some(0),
            runs: Runs::default(),
            changed: BTreeSet::new(),
        }
    }

    /// Reads or merges one slice more, and says whether all is in order.
    fn go_on(&mut self, pages: &Pages) -> bool {
        let mut rows = Vec::new();
        while let Some(from) = self.unread
            && rows.len() < READ_AT_ONCE
        {
            let page = pages.loaded_from(from);
            self.unread = page.map(|page| page + 1);
            rows.extend(
                page.into_iter()
                    .flat_map(|page| self.sorted.take(page, pages)),
            );
        }
        let compare = |one: &Ranked, other: &Ranked| self.sorted.compare_ranked(one, other);
        if !rows.is_empty() {
            rows.sort_unstable_by(compare);
            self.runs.add(rows);
        }
        self.unread.is_none() && self.runs.merge(MERGED_AT_ONCE, compare)
    }

    /// Notes that a page has come: it may have been read.
    pub(super) fn look_at(&mut self, page: u32) {
        if self.unread.is_none_or(|unread| page < unread) {
            self.changed.insert(page);
        }
    }

    /// The order, once all is in it.
    fn finish(self, pages: &Pages, selected: Place) -> Sorted {
        let mut sorted = self.sorted;
        sorted.all = self.runs.into_rows();
        sorted.forget_gone(pages);
        for page in self
            .changed
            .into_iter()
            .filter(|page| pages.is_loaded(*page))
        {
            sorted.look_at(page, pages, selected);
        }
        sorted
    }
}

impl Listing {
    /// Puts what is loaded in an order of our own: its positions are the loaded
    /// rows alone, and more is loaded only on request. The selected row stays
    /// selected, and where it is on the screen as far as that can be.
    ///
    /// A long list is not in order at once: see [`Listing::is_sorting`].
    pub fn sort_loaded(&mut self, sort: SortHere, reader: SortKeys) {
        self.sorting = Some(Sorting::new(Sorted::new(sort, reader)));
        self.sort_on();
    }

    /// Whether an order of our own is in the making; [`Listing::look_on`] goes
    /// on with it.
    #[must_use]
    pub const fn is_sorting(&self) -> bool {
        self.sorting.is_some()
    }

    /// Puts some more of the rows in order.
    pub(super) fn sort_on(&mut self) {
        let pages = &self.pages;
        if let Some(sorting) = self.sorting.take_if(|sorting| sorting.go_on(pages)) {
            self.sorted = Some(sorting.finish(&self.pages, self.selected));
            self.arrange();
            self.settle();
            self.fill_screen();
        }
    }

    /// The order that what is loaded was put in, if it was, or is being put in.
    #[must_use]
    pub fn sorted_here(&self) -> Option<&SortHere> {
        self.order_here().map(|sorted| &sorted.sort)
    }

    /// The newest order of our own, be it still in the making.
    pub(super) fn order_here(&self) -> Option<&Sorted> {
        let sorting = self.sorting.as_ref().map(|sorting| &sorting.sorted);
        sorting.or(self.sorted.as_ref())
    }

    /// Begins an order in the making anew: all pages are others.
    pub(super) fn sort_anew(&mut self) {
        if let Some(sorting) = &mut self.sorting {
            *sorting = Sorting::new(sorting.sorted.of_nothing());
        }
    }

    /// Goes back to the directory's order.
    pub(super) fn sort_no_more(&mut self) {
        self.sorting = None;
        if self.sorted.take().is_some() {
            self.settle();
            self.fill_screen();
        }
    }

    /// After the filter or the loaded rows have changed.
    pub(super) fn arrange(&mut self) {
        if let Some(sorted) = &mut self.sorted {
            let filtered = self.filtered.as_ref();
            sorted.narrow(filtered.map(|filtered| &filtered.matches));
        }
    }

    /// Whether the positions are not the list's own, but of loaded rows alone:
    /// those that match a filter, or all in an order of our own.
    pub(super) const fn is_arranged(&self) -> bool {
        self.sorted.is_some() || self.filtered.is_some()
    }

    /// How many positions there are, where they are not the list's own.
    pub(super) fn arranged(&self) -> Option<usize> {
        match (&self.sorted, &self.filtered) {
            (Some(sorted), _) => Some(sorted.rows().len()),
            (None, Some(filtered)) => Some(filtered.matches.len()),
            (None, None) => None,
        }
    }

    /// The row at a position, where those are not the list's own.
    pub(super) fn arranged_at(&self, position: usize) -> Option<Place> {
        match (&self.sorted, &self.filtered) {
            (Some(sorted), _) => sorted.rows().get(position).copied(),
            (None, Some(filtered)) => filtered.matches.get(position).copied(),
            (None, None) => None,
        }
    }

    /// Where a row is in the order that is shown, a filter aside: to put rows
    /// in that order.
    pub(super) fn rank(&self, place: Place) -> (u64, Place) {
        let sorted = self.sorted.as_ref();
        let at = sorted.and_then(|sorted| {
            let all = &sorted.all;
            let found = all.binary_search_by(|row| sorted.compare(*row, place));
            found.ok()
        });
        (at.map_or(0, |at| at as u64), place)
    }
}
