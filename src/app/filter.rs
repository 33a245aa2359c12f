//! Matching rows against what the operator typed.

use std::ops::Range;

use crate::directory::description::Field;

/// What the operator typed to narrow a listing: words that must all occur.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    text: String,
    words: Vec<String>,
}

impl Filter {
    /// The filter that a text spells; none if it holds no word.
    #[must_use]
    pub fn new(_text: &str) -> Option<Self> {
        todo!()
    }

    /// The text as typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where in a cell's shown text a word of the filter occurs: byte ranges
    /// of whole graphemes, ascending, not overlapping.
    #[must_use]
    pub fn highlights(&self, _shown: &str) -> Vec<Range<usize>> {
        let _ = &self.words;
        todo!()
    }
}

/// The fields of a record that a filter looks at, besides its id.
#[derive(Debug, Clone, Default)]
pub struct FilterFields {}

impl FilterFields {
    /// Those described fields.
    pub fn new<'a>(_fields: impl IntoIterator<Item = &'a Field>) -> Self {
        todo!()
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
    /// Rows in all, if the server says so and has not been caught wrong.
    pub total: Option<u64>,
    /// Whether all rows are loaded: only then may it say "not found".
    pub complete: bool,
    /// Whether the list changed on the server while it was read, so that a
    /// row may have slipped from one page to another unseen.
    pub moved: bool,
}
