//! What a filter asks of a row, once it is known which fields there are.

use std::ops::Range;

use super::query::Relation;
use super::rows::{Row, UNTOLD};
use super::value::{Days, Number, day};
use crate::text::Folded;

/// The fields that a term is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Their segments: one, or those of a name in several parts.
    pub(super) segments: Vec<usize>,
    /// Their names in the description.
    pub(super) names: Vec<String>,
}

impl Place {
    /// Whether the row says of one of them nothing.
    pub(super) fn is_untold(&self, row: Row<'_>) -> bool {
        let untold = |&segment: &usize| row.segment(segment) == UNTOLD;
        row.text().contains(UNTOLD) && self.segments.iter().any(untold)
    }

    /// Whether a test holds of one of them, or of their values joined by a
    /// blank.
    fn any(&self, row: Row<'_>, holds: impl Fn(&str) -> bool) -> bool {
        let mut elements = self.segments.iter().flat_map(|&at| row.elements(at));
        elements.any(&holds) || (self.segments.len() > 1 && holds(&self.joined(row)))
    }

    fn joined(&self, row: Row<'_>) -> String {
        let segments = self.segments.iter().map(|&segment| row.segment(segment));
        let told: Vec<&str> = segments
            .filter(|segment| !segment.is_empty() && *segment != UNTOLD)
            .collect();
        told.join(" ")
    }
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Test {
    /// A folded text occurs somewhere.
    Occurs(String),
    /// A folded text occurs in a field.
    Contains(Place, String),
    /// A field is a folded text, neither of them empty.
    Is(Place, String),
    /// A field is empty, or missing.
    Empty(Place),
    /// A field's day is one of those.
    Days(Place, Days),
    /// A field's number is in such a relation to that one.
    Number(Place, Relation, Number),
}

/// A test, or its contrary.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Term {
    pub(super) excludes: bool,
    pub(super) test: Test,
}

/// What a word is held against besides single segments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Reading {
    /// The segments in which a word matches only the beginnings of words.
    pub(super) vocabulary: Vec<usize>,
    /// The names of those fields.
    pub(super) vocabulary_names: Vec<String>,
    /// The parts of a name, which are also read as one.
    pub(super) called: Place,
}

impl Reading {
    /// Whether a word that stands at a byte of a row counts there.
    pub(super) fn word_counts_at(&self, row: Row<'_>, at: usize) -> bool {
        self.vocabulary.is_empty()
            || begins_word(row.text(), at)
            || !self.vocabulary.contains(&row.number_at(at))
    }
}

impl Term {
    /// Whether a row passes. One that does not tell the field passes neither
    /// a test nor its contrary.
    pub(super) fn passes(&self, row: Row<'_>, reading: &Reading) -> bool {
        self.test
            .holds(row, reading)
            .is_some_and(|holds| holds != self.excludes)
    }

    /// How well a row that passes is meant by it: 0 is the start of a name, then
    /// come the start of a word in it, that of a word elsewhere, and the inside
    /// of one.
    pub(super) fn rank(&self, row: Row<'_>, reading: &Reading) -> u32 {
        match &self.test {
            _ if self.excludes => 0,
            Test::Occurs(text) => {
                let name = reading.called.joined(row);
                match begins(&name, text) {
                    Some(rank) => rank,
                    None if begins(row.text(), text).is_some() => 2,
                    None => 3,
                }
            }
            Test::Contains(place, text) => begins(&place.joined(row), text).unwrap_or(3),
            Test::Is(..) | Test::Empty(_) | Test::Days(..) | Test::Number(..) => 0,
        }
    }

    /// Whether all rows that pass this one pass the other. May say no where it
    /// is so.
    pub(super) fn implies(&self, other: &Self, reading: &Reading) -> bool {
        match (self.excludes, other.excludes) {
            (false, false) => self.test.implies(&other.test, reading),
            (true, true) => other.test.implies(&self.test, reading),
            _ => false,
        }
    }
}

impl Test {
    /// The fields that it is about, if it is about some.
    pub(super) const fn place(&self) -> Option<&Place> {
        match self {
            Self::Occurs(_) => None,
            Self::Contains(place, _)
            | Self::Is(place, _)
            | Self::Empty(place)
            | Self::Days(place, _)
            | Self::Number(place, _, _) => Some(place),
        }
    }

    /// The folded text that a row must have somewhere, if it asks for one.
    pub(super) const fn text(&self) -> Option<&str> {
        match self {
            Self::Occurs(text) | Self::Contains(_, text) | Self::Is(_, text) => Some(text.as_str()),
            Self::Empty(_) | Self::Days(..) | Self::Number(..) => None,
        }
    }

    /// Whether a row is as asked; none where it does not tell.
    fn holds(&self, row: Row<'_>, reading: &Reading) -> Option<bool> {
        let (place, holds) = match self {
            Self::Occurs(text) => return Some(occurs(row, text, reading)),
            Self::Empty(place) => {
                let value = place.joined(row);
                if !value.is_empty() {
                    return Some(false);
                }
                return (!place.is_untold(row)).then_some(true);
            }
            Self::Contains(place, text) => (
                place,
                may_have(row, place, text) && place.any(row, |value| value.contains(&**text)),
            ),
            Self::Is(place, text) => (
                place,
                may_have(row, place, text)
                    && match place.segments[..] {
                        [segment] => row.elements(segment).any(|element| element == text),
                        _ => place.joined(row) == *text,
                    },
            ),
            Self::Days(place, days) => (
                place,
                place.any(row, |value| day(value).is_some_and(|day| days.contain(day))),
            ),
            Self::Number(place, relation, other) => (
                place,
                place.any(row, |value| {
                    Number::read(value).is_some_and(|number| number.is(*relation, *other))
                }),
            ),
        };
        if !holds && place.is_untold(row) {
            return None;
        }
        Some(holds)
    }

    fn implies(&self, other: &Self, reading: &Reading) -> bool {
        match (self, other) {
            // A word's end is no beginning.
            (Self::Occurs(new), Self::Occurs(old)) if !reading.vocabulary.is_empty() => {
                new.starts_with(old.as_str())
            }
            (Self::Occurs(new), Self::Occurs(old)) => new.contains(old.as_str()),
            (Self::Contains(here, new) | Self::Is(here, new), Self::Contains(there, old)) => {
                here == there && new.contains(old.as_str())
            }
            (Self::Days(here, new), Self::Days(there, old)) => here == there && new.are_among(old),
            _ => self == other,
        }
    }

    /// The folded text that is seen in cells of those fields, and whether only
    /// at the beginnings of words.
    pub(super) fn seen<'s>(
        &'s self,
        fields: &[&str],
        reading: &Reading,
    ) -> Option<(&'s str, bool)> {
        let about = |names: &[String]| names.iter().any(|name| fields.contains(&name.as_str()));
        match self {
            Self::Occurs(text) => Some((text, about(&reading.vocabulary_names))),
            Self::Contains(place, text) | Self::Is(place, text) if about(&place.names) => {
                Some((text, false))
            }
            _ => None,
        }
    }
}

/// A quick look whether a text can be in a field at all: most rows do not have
/// it anywhere. What is only there where several fields are joined is not found
/// so.
fn may_have(row: Row<'_>, place: &Place, text: &str) -> bool {
    place.segments.len() > 1 || row.text().contains(text)
}

/// Whether a folded text occurs in a row.
fn occurs(row: Row<'_>, text: &str, reading: &Reading) -> bool {
    let found = occurrences(row.text(), text).any(|at| reading.word_counts_at(row, at));
    // Between two parts of a name there is a blank, and no end of a segment.
    found
        || (text.contains(' ') && reading.called.segments.len() > 1 && {
            reading.called.joined(row).contains(text)
        })
}

/// 0 where a text begins with a word, 1 where one in it does, none else.
fn begins(text: &str, word: &str) -> Option<u32> {
    if text.starts_with(word) {
        return Some(0);
    }
    let mut at = occurrences(text, word);
    at.any(|at| begins_word(text, at)).then_some(1)
}

/// Where a word stands in a text, also where it overlaps itself.
fn occurrences(text: &str, word: &str) -> impl Iterator<Item = usize> {
    let first = word.chars().next().map_or(1, char::len_utf8);
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + text.get(from..)?.find(word)?;
        from = at + first;
        Some(at)
    })
}

/// Whether a word begins at a byte of a text.
fn begins_word(text: &str, at: usize) -> bool {
    !text[..at].ends_with(char::is_alphanumeric)
}

/// Where in a cell's shown text one of those folded texts occurs: byte ranges
/// of whole graphemes, ascending, not overlapping. With each text goes whether
/// it matches only at the beginnings of words.
pub(in crate::app) fn highlights<'s>(
    shown: &str,
    texts: impl Iterator<Item = (&'s str, bool)>,
) -> Vec<Range<usize>> {
    let folded = Folded::new(shown);
    let text = folded.text();
    let mut matched = Vec::new();
    for (word, only_beginnings) in texts {
        let length = word.chars().count();
        let (mut bytes, mut chars) = (0, 0);
        for at in occurrences(text, word) {
            chars += text[bytes..at].chars().count();
            bytes = at;
            if !only_beginnings || begins_word(text, at) {
                matched.extend((chars..chars + length).filter_map(|c| u32::try_from(c).ok()));
            }
        }
    }
    folded.highlights(&matched)
}
