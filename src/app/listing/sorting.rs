//! An order of our own over what is loaded, where the directory has none.
//!
//! What a row is sorted by is read from it once, when its page comes. Rows of a
//! later page are put in their places among those that are there; the selected
//! row stays where it is on the screen.

mod key;

use std::cmp::Ordering;
use std::collections::{BTreeMap, VecDeque};

use self::key::Key;
pub use self::key::SortKeys;
use super::Listing;
use super::layout::Place;
use super::pages::Pages;
use crate::app::columns::Shows;
use crate::directory::description::Order;

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

    /// Reads all loaded rows.
    fn read_all(&mut self, pages: &Pages) {
        for page in pages.numbers() {
            let keys = self.read(page, pages);
            self.keys.insert(page, keys);
        }
        let mut rows: Vec<(u64, &Key, Place)> = self
            .keys
            .iter()
            .flat_map(|(page, keys)| {
                (0u32..)
                    .zip(keys)
                    .map(|(index, key)| (key.prefix(), key, Place { page: *page, index }))
            })
            .collect();
        let descending = self.sort.order == Order::Descending;
        // Most rows are told apart by a number; only where that is the same,
        // what it was made of is looked at.
        rows.sort_unstable_by(|(first, one, here), (second, other, there)| {
            let by_prefix = match (one.is_missing(), other.is_missing()) {
                (false, false) if descending => second.cmp(first),
                (false, false) => first.cmp(second),
                (one, other) => one.cmp(&other),
            };
            by_prefix
                .then_with(|| one.compare(other, descending))
                .then(here.cmp(there))
        });
        self.all = rows.into_iter().map(|(_, _, place)| place).collect();
    }

    fn read(&self, page: u32, pages: &Pages) -> Vec<Key> {
        pages
            .peek(page)
            .iter()
            .map(|record| self.reader.read(record))
            .collect()
    }

    /// Puts the rows of a page that has come in their places, and forgets the
    /// pages that are gone.
    pub(super) fn look_at(&mut self, page: u32, pages: &Pages, selected: Place) {
        if let Some(at) = self.find(selected) {
            self.stood = usize::try_from(at).unwrap_or(usize::MAX);
        }
        self.all
            .retain(|place| place.page != page && pages.is_loaded(place.page));
        self.keys.retain(|known, _| pages.is_loaded(*known));
        let keys = self.read(page, pages);
        let count = u32::try_from(keys.len()).unwrap_or(u32::MAX);
        self.keys.insert(page, keys);
        let mut rows: Vec<Place> = (0..count).map(|index| Place { page, index }).collect();
        rows.sort_unstable_by(|one, other| self.compare(*one, *other));
        let mut merged = Vec::with_capacity(self.all.len() + rows.len());
        let mut rest = self.all.as_slice();
        for row in rows {
            let before = rest.partition_point(|old| self.compare(*old, row) == Ordering::Less);
            merged.extend_from_slice(&rest[..before]);
            merged.push(row);
            rest = &rest[before..];
        }
        merged.extend_from_slice(rest);
        self.all = merged;
    }

    /// Shows only the rows that a filter matches, which come in the list's
    /// order; or all.
    pub(super) fn narrow(&mut self, matches: Option<&VecDeque<Place>>) {
        /// Fewer matches than one in so many rows are sorted by themselves;
        /// more are picked out of all, which are sorted already.
        const FEW: usize = 8;
        self.matching = matches.map(|matches| {
            if matches.len() < self.all.len() / FEW {
                let mut rows: Vec<Place> = matches.iter().copied().collect();
                rows.sort_unstable_by(|one, other| self.compare(*one, *other));
                return rows;
            }
            let rows = self.all.iter().copied();
            rows.filter(|row| matches.binary_search(row).is_ok())
                .collect()
        });
    }
}

impl Listing {
    /// Puts what is loaded in an order of our own: its positions are the loaded
    /// rows alone, and more is loaded only on request. The selected row stays
    /// selected, and where it is on the screen as far as that can be.
    pub fn sort_loaded(&mut self, sort: SortHere, reader: SortKeys) {
        let mut sorted = Sorted::new(sort, reader);
        sorted.read_all(&self.pages);
        self.sorted = Some(sorted);
        self.arrange();
        self.settle();
        self.fill_screen();
    }

    /// The order that what is loaded was put in, if it was.
    #[must_use]
    pub fn sorted_here(&self) -> Option<&SortHere> {
        self.sorted.as_ref().map(|sorted| &sorted.sort)
    }

    /// Goes back to the directory's order.
    pub(super) fn sort_no_more(&mut self) {
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
