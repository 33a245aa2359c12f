//! Looking for a row in a sorted list of numbered pages, with few pages.
//!
//! ```text
//!            ┌──────────── Step::Read(page) ◀───┐
//!            ▼                                  │ next
//!   the page is read ──▶ take: its values ──▶ Search ──▶ Found, Absent,
//!                        contradict orders                Untrusted, Moved, GaveUp
//! ```
//!
//! It is a bisection for the first row that is not before what is looked for,
//! by guesses that are never so far off that plain bisection could not make up
//! for them. How the server compares is not known: whatever the values that
//! came contradict is dropped, and where nothing is left that fits, the order
//! is not to be trusted and nothing is claimed. What is there is taken for
//! there wherever it shows up; what is not there has to be missing by every
//! order that is left.

mod choosing;
mod guess;
mod target;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use self::target::Key;
pub use self::target::Target;
use super::collation::{Candidate, Collation};

/// Requests beyond those that bisection takes: one for guesses that were wrong,
/// and one to look again where pages meet.
const TO_SPARE: u32 = 2;

/// The most requests where the number of pages is not known: each goes twice as
/// far as the one before until the end is passed.
const MOST_WITHOUT_TOTAL: u32 = 30;

/// How long the list is, as far as is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Extent {
    /// How many pages there should be; none where nothing tells.
    pub pages: Option<u32>,
    /// Whether the last of them has shown that nothing follows.
    pub is_sure: bool,
}

/// A row by its page and its place in that, both from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// The page.
    pub page: u32,
    /// The row of it.
    pub index: usize,
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Read that page, and give it to [`Search::take`].
    Read(u32),
    /// Read that page again, even if it is at hand.
    Reread(u32),
    /// Here is the first that matches.
    Found(Row),
    /// It is not there: its neighbours were seen, in an order that nothing
    /// contradicted.
    Absent {
        /// The first row behind where it would stand, or the list's last.
        at: Row,
        /// Whether that is said only of small letters and of the usual
        /// capitals: the server may sort capitals apart, and some values have
        /// them.
        as_spelled: bool,
    },
    /// The list is not in any known order: nothing can be said.
    Untrusted,
    /// The list changed while it was read, just where it would stand.
    Moved,
    /// It took more requests than it should; nothing can be said.
    GaveUp,
}

/// A page that was read.
#[derive(Debug)]
struct Page {
    values: Vec<Option<String>>,
    /// What the list's total was then.
    total: Option<u64>,
    /// The later, the larger.
    taken: u32,
}

impl Page {
    fn first(&self) -> Option<&Option<String>> {
        self.values.first()
    }

    fn last(&self) -> Option<&Option<String>> {
        self.values.last()
    }
}

/// A search that goes on.
#[derive(Debug)]
pub struct Search {
    target: Target,
    /// What the list may be sorted by.
    candidates: Vec<Candidate>,
    descending: bool,
    pages: BTreeMap<u32, Page>,
    taken: u32,
    /// Requests sent for it.
    sent: u32,
    /// How many of them were sent before the number of pages was known.
    sent_blindly: Option<u32>,
    reread: bool,
}

/// What one order says.
enum Verdict {
    /// It is on one of these pages, or at the last one's end.
    Within(Range<u32>),
    /// This page has to be read, besides.
    Wants(u32),
    /// The list was another when this page was read than when its neighbour
    /// was, and it would stand between them.
    Outdated(u32),
    /// Here is the first that matches by this order.
    Here(Row),
    /// No row matches; this one is behind the place.
    Missing(Row),
}

impl Search {
    /// A search in a list that is sorted by what the target is, from the
    /// largest to the smallest if `descending`.
    #[must_use]
    pub fn new(target: Target, descending: bool) -> Self {
        Self {
            target,
            candidates: Candidate::all(descending).collect(),
            descending,
            pages: BTreeMap::new(),
            taken: 0,
            sent: 0,
            sent_blindly: None,
            reread: false,
        }
    }

    /// Says that a request was sent for it.
    pub const fn count_request(&mut self) {
        self.sent += 1;
    }

    /// How many requests were sent for it.
    #[must_use]
    pub const fn requests(&self) -> u32 {
        self.sent
    }

    /// The most requests that it takes; none while the number of pages is not
    /// known.
    #[must_use]
    pub fn most(&self, extent: Extent) -> Option<u32> {
        let before = self.sent_blindly.unwrap_or(0);
        extent.pages.map(|pages| before + most_requests(pages))
    }

    /// Takes in the values of a page's rows, in order, and the list's total as
    /// that answer had it. A page that comes again takes the place of what it
    /// was before.
    pub fn take(&mut self, page: u32, values: Vec<Option<String>>, total: Option<u64>) {
        self.taken += 1;
        self.reread |= self.pages.contains_key(&page);
        let taken = self.taken;
        let page_read = Page {
            values,
            total,
            taken,
        };
        let before = with_rows(self.pages.range(..page).rev());
        let behind = with_rows(self.pages.range(page + 1..));
        let last = before.and_then(Page::last);
        let first = behind.and_then(Page::first);
        let rows: Vec<&Option<String>> = last
            .into_iter()
            .chain(&page_read.values)
            .chain(first)
            .collect();
        let fits = |candidate: &Candidate| {
            let keys: Vec<_> = rows
                .iter()
                .map(|row| candidate.key(row.as_deref()))
                .collect();
            keys.is_sorted_by(|one, next| {
                candidate.compare(one.as_deref(), next.as_deref()) != Ordering::Greater
            })
        };
        self.candidates = self.candidates.iter().copied().filter(fits).collect();
        self.pages.insert(page, page_read);
    }

    /// What to do next. `loaded` are pages that can be had without a request,
    /// ascending.
    pub fn next(&mut self, extent: Extent, loaded: &[u32]) -> Step {
        if extent.pages.is_some() && self.sent_blindly.is_none() {
            self.sent_blindly = Some(self.sent);
        }
        let found = self.first_match();
        if let Some(found) = found
            && self.is_first(found)
        {
            return Step::Found(found);
        }
        let step = self.narrow(extent, loaded, found);
        let can_read = match step {
            Step::Read(page) => loaded.contains(&page) || self.has_requests_left(extent),
            Step::Reread(_) => self.has_requests_left(extent),
            _ => false,
        };
        match (step, found) {
            (step, _) if can_read => step,
            // Whether another one stands before it does not matter so much.
            (_, Some(found)) => Step::Found(found),
            (Step::Read(_), None) => Step::GaveUp,
            (Step::Reread(_), None) => Step::Moved,
            (step, None) => step,
        }
    }

    fn has_requests_left(&self, extent: Extent) -> bool {
        self.sent < self.most(extent).unwrap_or(MOST_WITHOUT_TOTAL)
    }

    /// The first row of those read that matches.
    fn first_match(&self) -> Option<Row> {
        self.pages.iter().find_map(|(&page, read)| {
            let matches = |value: &Option<String>| {
                let value = value.as_deref();
                value.is_some_and(|value| self.target.matches(value))
            };
            let index = read.values.iter().position(matches)?;
            Some(Row { page, index })
        })
    }

    /// Whether no match can stand before this one.
    fn is_first(&self, row: Row) -> bool {
        let before = row.page.checked_sub(1);
        row.index > 0 || before.is_none_or(|before| self.pages.contains_key(&before))
    }

    /// What the orders say that are left.
    fn narrow(&self, extent: Extent, loaded: &[u32], found: Option<Row>) -> Step {
        let mut absent = None;
        for candidate in self.candidates.iter().copied() {
            let mut keys = VecDeque::from(self.target.keys(candidate.collation));
            while let Some(key) = keys.pop_front() {
                if found.is_some_and(|row| key.is_initial || !self.is_equal(row, &key, candidate)) {
                    continue;
                }
                match self.look(candidate, &key, extent) {
                    Verdict::Here(_) if key.is_initial => keys.extend(self.target.with_capitals()),
                    Verdict::Here(row) => return Step::Found(row),
                    Verdict::Within(pages) => {
                        let page = self.choose(candidate, &key, &pages, extent, loaded, found);
                        return Step::Read(page);
                    }
                    Verdict::Wants(page) => return Step::Read(page),
                    Verdict::Outdated(_) if self.reread => return Step::Moved,
                    Verdict::Outdated(page) => return Step::Reread(page),
                    Verdict::Missing(at) => absent = absent.or(Some(at)),
                }
            }
        }
        let as_spelled = self.sorts_capitals_apart();
        absent.map_or(Step::Untrusted, |at| Step::Absent { at, as_spelled })
    }

    /// Whether a row is equal to a key in an order.
    fn is_equal(&self, row: Row, key: &Key, candidate: Candidate) -> bool {
        let page = self.pages.get(&row.page);
        let value = page.and_then(|page| page.values.get(row.index));
        value.is_some_and(|value| {
            let row = candidate.key(value.as_deref());
            key.place(candidate, row.as_deref()) == Ordering::Equal
        })
    }

    /// Whether the list may have capitals apart, and does have capitals.
    fn sorts_capitals_apart(&self) -> bool {
        let has_capitals = |value: &String| value.chars().any(char::is_uppercase);
        let bytes = |candidate: &Candidate| candidate.collation == Collation::Bytes;
        let mut values = self.pages.values().flat_map(|page| &page.values);
        self.candidates.iter().any(bytes) && values.any(|v| v.as_ref().is_some_and(has_capitals))
    }

    /// Where the first row that is not before a key is, if the list is sorted
    /// in that order.
    fn look(&self, candidate: Candidate, key: &Key, extent: Extent) -> Verdict {
        let place = |value: &Option<String>| {
            let row = candidate.key(value.as_deref());
            key.place(candidate, row.as_deref())
        };
        let pages = self.range(extent, place);
        let has_unread = pages.clone().any(|page| !self.pages.contains_key(&page));
        if has_unread {
            return Verdict::Within(pages);
        }
        let end = pages.end;
        let Some(read) = self.pages.get(&end).filter(|read| !read.values.is_empty()) else {
            return self.at_the_end(end, extent);
        };
        let index = read.values.iter().position(|v| place(v) != Ordering::Less);
        let index = index.unwrap_or(0);
        let at = Row { page: end, index };
        if index == 0
            && let Some(outdated) = self.outdated(end)
        {
            return Verdict::Outdated(outdated);
        }
        self.equals(at, key.begins, place, extent)
    }

    /// The pages that the first row not before the key can be on, the last of
    /// them being where the range ends.
    fn range(&self, extent: Extent, place: impl Fn(&Option<String>) -> Ordering) -> Range<u32> {
        let mut start = 0;
        let mut end = extent.pages.unwrap_or(u32::MAX);
        for (&page, read) in &self.pages {
            let (Some(first), Some(last)) = (read.first(), read.last()) else {
                continue;
            };
            if place(last) == Ordering::Less {
                start = start.max(page + 1);
            } else {
                end = end.min(page);
                if place(first) == Ordering::Less {
                    start = start.max(page);
                }
            }
        }
        start..end.max(start)
    }

    /// Every row is before the key.
    fn at_the_end(&self, end: u32, extent: Extent) -> Verdict {
        let mut before = self.pages.range(..end).rev();
        let last = before.find(|(_, read)| !read.values.is_empty());
        let at = last.map_or(Row { page: 0, index: 0 }, |(&page, read)| Row {
            page,
            index: read.values.len() - 1,
        });
        let is_empty = self.pages.contains_key(&end);
        let is_sure = extent.is_sure && extent.pages == Some(end);
        if is_empty || is_sure {
            Verdict::Missing(at)
        } else {
            Verdict::Wants(end)
        }
    }

    /// Of the two pages that meet before a page's first row, the one that was
    /// read first, if the list was another when the second was. One that was at
    /// hand may be of any time.
    fn outdated(&self, page: u32) -> Option<u32> {
        let before = page.checked_sub(1)?;
        let [one, other] = [self.pages.get(&before)?, self.pages.get(&page)?];
        let age = |page: &Page| (page.total.is_some(), page.taken);
        let older = if age(one) < age(other) { before } else { page };
        (one.total != other.total).then_some(older)
    }

    /// Looks through the rows that are equal to the key in an order: more than
    /// those that match may be.
    fn equals(
        &self,
        at: Row,
        all_match: bool,
        place: impl Fn(&Option<String>) -> Ordering,
        extent: Extent,
    ) -> Verdict {
        let mut page = at.page;
        let mut from = at.index;
        while let Some(read) = self.pages.get(&page) {
            let is_past = extent.pages.is_none_or(|pages| pages <= page);
            if read.values.is_empty() && is_past {
                return Verdict::Missing(at);
            }
            for (index, value) in read.values.iter().enumerate().skip(from) {
                if place(value) != Ordering::Equal {
                    return Verdict::Missing(at);
                }
                if all_match {
                    return Verdict::Here(Row { page, index });
                }
            }
            page += 1;
            from = 0;
        }
        let is_over = extent.is_sure && extent.pages.is_some_and(|pages| pages <= page);
        if is_over {
            Verdict::Missing(at)
        } else {
            Verdict::Wants(page)
        }
    }

    /// The values between which it stands, if it is there, as far as is known:
    /// by the order that is the most likely.
    #[must_use]
    pub fn between(&self, extent: Extent) -> (Option<&str>, Option<&str>) {
        let Some(candidate) = self.candidates.first().copied() else {
            return (None, None);
        };
        let text = candidate.collation.key(self.target.text());
        let key = Key::new(text, !self.target.is_whole());
        let pages = self.range(extent, |value| {
            let row = candidate.key(value.as_deref());
            key.place(candidate, row.as_deref())
        });
        let before = with_rows(self.pages.range(..pages.start).rev());
        let behind = with_rows(self.pages.range(pages.end..));
        (
            before.and_then(Page::last).and_then(Option::as_deref),
            behind.and_then(Page::first).and_then(Option::as_deref),
        )
    }
}

/// The first of some pages that has rows.
fn with_rows<'p>(mut pages: impl Iterator<Item = (&'p u32, &'p Page)>) -> Option<&'p Page> {
    let found = pages.find(|(_, page)| !page.values.is_empty());
    found.map(|(_, page)| page)
}

/// The most requests that a search in so many pages takes.
#[must_use]
pub const fn most_requests(pages: u32) -> u32 {
    u32::BITS - pages.leading_zeros() + TO_SPARE
}
