//! Matching rows against what the operator typed.
//!
//! A filter is a few words; a row passes if each of them occurs somewhere in
//! it, whatever the case and the accents. Occurs means as it stands, letter by
//! letter: someone who types `ana` to find one person among thousands is not
//! helped by every row with an a, an n and an a in it. Nor by every Banana
//! manager: in fields whose values many records share, as a job or a role, a
//! word matches only where one begins.
//!
//! A word can also be about one field, or exclude what it says: `query` has
//! the language, `fields` what can stand before a colon, `value` the dates and
//! numbers behind it. What that asks of a row is a `term`, and `rows` are what
//! records are made into so that it can be answered quickly.
//!
//! ```text
//! text ──▶ query: words ──▶ fields, value ──▶ term ─┐
//! records ──▶ rows: one folded text a page ─────────┴─▶ the rows that pass
//! ```
//!
//! What is typed is completed by `completing`, and what there is to say of it is a
//! [`Remark`].

mod completing;
mod fields;
pub(in crate::app) mod query;
mod reading;
mod remark;
mod rows;
mod term;
mod value;

use std::ops::Range;

use memchr::memmem::Finder;

pub use self::completing::Completion;
pub use self::fields::FilterFields;
pub use self::query::LANGUAGE;
pub use self::reading::Read;
pub use self::remark::Remark;
pub use self::rows::FoldedRows;
use self::rows::Row;
pub(in crate::app) use self::term::highlights;
use self::term::{Place, Reading, Term, Test};

/// A text that every row which passes a filter has somewhere.
#[derive(Debug)]
struct Sought<'f> {
    finder: Finder<'f>,
    /// Whether the filter asks for nothing else.
    is_all: bool,
}

impl Sought<'_> {
    /// Where it stands first in a text.
    fn find(&self, text: &[u8]) -> Option<usize> {
        self.finder.find(text)
    }

    /// How many bytes it has.
    fn len(&self) -> usize {
        self.finder.needle().len()
    }
}

/// What the operator typed to narrow a listing: terms that must all pass.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    text: String,
    /// Not empty.
    terms: Vec<Term>,
    reading: Reading,
}

impl Filter {
    /// The filter that a text spells while it is typed, over records with
    /// those fields; none if nothing in it asks anything yet. A term that is
    /// not typed to its end asks nothing.
    #[must_use]
    pub fn new(text: &str, fields: &FilterFields) -> Option<Self> {
        Read::typed(text, fields).filter
    }

    /// The text as typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where in a cell's shown text a word of the filter occurs: byte ranges
    /// of whole graphemes, ascending, not overlapping. `fields` are the names
    /// of the fields that the cell shows. What is excluded is nowhere.
    #[must_use]
    pub fn highlights(&self, shown: &str, fields: &[&str]) -> Vec<Range<usize>> {
        let seen = self.terms.iter().filter(|term| !term.excludes);
        let seen = seen.filter_map(|term| term.test.seen(fields, &self.reading));
        highlights(shown, seen)
    }

    /// Folded texts, each of which is somewhere in every row that passes.
    pub(in crate::app) fn must_hold(&self) -> impl Iterator<Item = &str> {
        let asked = self.terms.iter().filter(|term| !term.excludes);
        asked.filter_map(|term| term.test.text())
    }

    /// What to look for in many rows at once; none if it asks for no text.
    fn sought(&self) -> Option<Sought<'_>> {
        // What is only there where the parts of a name are joined by a blank has
        // no blank in any of them.
        let parts = self.must_hold().flat_map(|text| text.split(' '));
        let longest = parts.max_by_key(|part| part.len())?;
        let is_all = matches!(
            &self.terms[..],
            [Term { excludes: false, test: Test::Occurs(text) }] if text == longest
        );
        (!longest.is_empty()).then(|| Sought {
            finder: Finder::new(longest),
            is_all,
        })
    }

    /// Whether a word that stands at a byte of a row counts there.
    fn word_counts_at(&self, row: Row<'_>, at: usize) -> bool {
        self.reading.word_counts_at(row, at)
    }

    /// A field that it asks for, by its name, and that none of those rows
    /// tells, though they are some.
    pub fn untold(&self, rows: &FoldedRows) -> Option<&str> {
        let untold = |place: &&Place| rows.rows().all(|row| place.is_untold(row));
        let mut untold = self.places().filter(untold);
        let place = untold.next().filter(|_| !rows.is_empty())?;
        place.names.first().map(String::as_str)
    }

    /// Whether it asks for a field.
    pub(in crate::app) fn is_about_fields(&self) -> bool {
        self.places().next().is_some()
    }

    fn places(&self) -> impl Iterator<Item = &Place> {
        self.terms.iter().filter_map(|term| term.test.place())
    }

    /// Whether a row passes all terms.
    fn matches(&self, row: Row<'_>) -> bool {
        self.terms
            .iter()
            .all(|term| term.passes(row, &self.reading))
    }

    /// How well a row that passes is meant, 0 the best.
    fn rank(&self, row: Row<'_>) -> u32 {
        let ranks = self.terms.iter().map(|term| term.rank(row, &self.reading));
        ranks.sum()
    }

    /// The best rank that a row can have: not every word begins a name.
    pub(in crate::app) fn best_rank(&self) -> u32 {
        let words = |term: &&Term| !term.excludes && matches!(term.test, Test::Occurs(_));
        let words = self.terms.iter().filter(words).count();
        u32::try_from(words.saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// Whether all that it matches, `wider` matches too, so that only those
    /// need another look. Both must be of the same fields. It may say no where
    /// it is so.
    pub(in crate::app) fn narrows(&self, wider: &Self) -> bool {
        self.reading == wider.reading
            && wider.terms.iter().all(|old| {
                let implies = |new: &Term| new.implies(old, &self.reading);
                self.terms.iter().any(implies)
            })
    }
}

/// What a filter has looked at, to say honestly what it found:
/// `3 matches in 300 of 12,480 loaded`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    /// Rows that match.
    pub matches: u64,
    /// Rows looked at: those loaded.
    pub loaded: u64,
    /// Whether some of those are still to be looked at: it counts what matches
    /// so far.
    pub so_far: bool,
    /// Rows in all, if the server says so and has not been caught wrong.
    pub total: Option<u64>,
    /// Whether all rows are loaded: only then may it say "not found".
    pub complete: bool,
    /// Whether the list changed on the server while it was read, so that a
    /// row may have slipped from one page to another unseen.
    pub moved: bool,
}

#[cfg(test)]
mod tests;
