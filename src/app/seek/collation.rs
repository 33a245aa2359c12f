//! The orders that servers may mean by "sorted".
//!
//! No API says how it compares texts, and each of these is the default of some
//! database. Which one a server uses is learnt from what it gives: an order
//! that two rows contradict is not the one.

use std::cmp::Ordering;

use crate::text::unaccented;

/// A way to compare texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Collation {
    /// By small letters: what a server does that sorts `lower(email)`.
    Small,
    /// By small letters without accents.
    SmallPlain,
    /// By capital letters, in which `_` comes behind the letters: what some
    /// case-insensitive collations of SQL do.
    Capital,
    /// By capital letters without accents.
    CapitalPlain,
    /// By the Unicode collation algorithm's first level, about: punctuation
    /// before digits before letters, without case and accents.
    Words,
    /// By letters and digits alone, as where punctuation is of no weight.
    Letters,
    /// Byte by byte: capitals before small letters, accents behind both.
    Bytes,
}

/// Punctuation in the order of Unicode's default table (DUCET).
const PUNCTUATION: &str = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

impl Collation {
    /// All of them, the ones that are guessed first in front.
    pub const ALL: [Self; 7] = [
        Self::Small,
        Self::SmallPlain,
        Self::Words,
        Self::Capital,
        Self::CapitalPlain,
        Self::Letters,
        Self::Bytes,
    ];

    /// A text whose bytes compare as the given one does in this order.
    #[must_use]
    pub fn key(self, text: &str) -> String {
        match self {
            Self::Bytes => text.to_owned(),
            Self::Small => text.to_lowercase(),
            Self::SmallPlain => unaccented(text),
            Self::Capital => text.to_uppercase(),
            Self::CapitalPlain => unaccented(text).to_uppercase(),
            Self::Words => unaccented(text).chars().map(weight).collect(),
            Self::Letters => unaccented(text)
                .chars()
                .filter(|c| c.is_alphanumeric())
                .collect(),
        }
    }
}

/// A character that stands where this one is sorted: punctuation is moved in
/// front of the digits.
fn weight(c: char) -> char {
    let rank = PUNCTUATION.chars().position(|p| p == c);
    let moved = rank.and_then(|rank| u32::try_from(rank + 1).ok());
    moved.and_then(char::from_u32).unwrap_or(c)
}

/// How a list may be sorted: a way to compare, and where rows stand that have
/// no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// The way to compare.
    pub collation: Collation,
    /// Whether rows without a value stand at the list's end, else at its
    /// start.
    pub empty_last: bool,
    /// Whether the list goes from the largest to the smallest.
    pub descending: bool,
}

impl Candidate {
    /// All of them, the ones that are guessed first in front.
    pub fn all(descending: bool) -> impl Iterator<Item = Self> {
        [true, false].into_iter().flat_map(move |empty_last| {
            Collation::ALL.into_iter().map(move |collation| Self {
                collation,
                empty_last,
                descending,
            })
        })
    }

    /// What a row's value compares by.
    pub fn key(self, value: Option<&str>) -> Option<String> {
        value.map(|value| self.collation.key(value))
    }

    /// Which of two rows comes first in the list, by their keys.
    #[must_use]
    pub fn compare(self, one: Option<&str>, other: Option<&str>) -> Ordering {
        match (one, other) {
            (Some(one), Some(other)) if self.descending => other.cmp(one),
            (Some(one), Some(other)) => one.cmp(other),
            (None, None) => Ordering::Equal,
            (None, Some(_)) => self.place_of_empty(),
            (Some(_), None) => self.place_of_empty().reverse(),
        }
    }

    /// Where a row without a value stands to one that has some.
    #[must_use]
    pub const fn place_of_empty(self) -> Ordering {
        if self.empty_last {
            Ordering::Greater
        } else {
            Ordering::Less
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(collation: Collation, texts: &[&str]) -> String {
        let mut texts = texts.to_vec();
        texts.sort_by_key(|text| collation.key(text));
        texts.join(" ")
    }

    #[test]
    fn each_sorts_as_some_database_does() {
        let texts = ["ana_b", "ana1", "Bea", "ana@", "ána", "anab", "bea2"];
        for (collation, expected) in [
            (Collation::Bytes, "Bea ana1 ana@ ana_b anab bea2 ána"),
            (Collation::Small, "ana1 ana@ ana_b anab Bea bea2 ána"),
            (Collation::SmallPlain, "ána ana1 ana@ ana_b anab Bea bea2"),
            (Collation::Capital, "ana1 ana@ anab ana_b Bea bea2 ána"),
            (Collation::CapitalPlain, "ána ana1 ana@ anab ana_b Bea bea2"),
            (Collation::Words, "ána ana_b ana@ ana1 anab Bea bea2"),
            (Collation::Letters, "ana@ ána ana1 ana_b anab Bea bea2"),
        ] {
            assert_eq!(sorted(collation, &texts), expected, "{collation:?}");
        }
    }

    #[test]
    fn what_has_no_value_stands_at_one_end() {
        for candidate in Candidate::all(true) {
            let place = candidate.compare(None, Some("a"));
            assert_eq!(place, candidate.place_of_empty());
            assert_eq!(candidate.compare(Some("a"), None), place.reverse());
            assert_eq!(candidate.compare(Some("b"), Some("a")), Ordering::Less);
        }
        assert_eq!(Candidate::all(false).count(), 14);
    }
}
