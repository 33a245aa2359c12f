//! A text that is looked for, taken apart: words, and what is asked of fields.
//!
//! It is the language of filters. Words rank what is found; `field:value`, and
//! whatever a hyphen excludes, narrow it. A resource that has no such field has
//! no record that answers; what stands before a colon and is no field anywhere
//! is a word as it stands.

use jiff::Timestamp;

use super::segment::{Entry, Segment};
use super::wanted::Wanted;
use crate::app::filter::query::{self, Word};
use crate::app::filter::{Filter, FilterFields, FoldedRows};
use crate::app::prompts::without_wrapping;
use crate::directory::description::Resource;
use crate::directory::shape::Shape;

/// What is looked for.
#[derive(Debug)]
pub(super) struct Asked {
    /// The words.
    pub(super) wanted: Wanted,
    /// What is asked of the records of each of the index's resources: of those
    /// that are known in part, and of those known whole.
    narrows: Vec<[Narrow; 2]>,
    /// Folded texts, each of which is in every record that answers.
    must: Vec<String>,
}

/// What is asked of a record's fields.
#[derive(Debug)]
enum Narrow {
    /// Nothing.
    Not,
    /// That it passes this filter over these fields.
    By(Box<(Filter, FilterFields)>),
    /// What it cannot answer: it has no such field.
    Out,
}

impl Asked {
    /// What a text asks of records of those resources; none if it asks nothing.
    pub(super) fn new<'r>(
        text: &str,
        resources: impl Iterator<Item = Option<&'r Resource>>,
        now: Timestamp,
    ) -> Option<Self> {
        let fields: Vec<[FilterFields; 2]> = resources
            .map(|resource| {
                [true, false].map(|partial| match resource {
                    Some(of) => FilterFields::of(&Shape::of_resource(of), partial).on(now),
                    None => FilterFields::default(),
                })
            })
            .collect();
        let is_field = |name: &str| fields.iter().any(|[fields, _]| fields.has(name));
        let is_term = |word: &Word<'_>| {
            word.excludes
                || word
                    .named
                    .as_ref()
                    .is_some_and(|named| is_field(named.name))
        };
        let words = query::words(without_wrapping(text));
        let (terms, words): (Vec<Word<'_>>, Vec<Word<'_>>) = words.into_iter().partition(is_term);
        let narrows: Vec<[Narrow; 2]> = fields
            .into_iter()
            .map(|both| both.map(|fields| Narrow::new(&terms, fields)))
            .collect();
        let wanted = Wanted::of(words.iter().map(|word| word.text.as_str()));
        let asks = narrows
            .iter()
            .flatten()
            .any(|narrow| !matches!(narrow, Narrow::Not));
        if wanted.is_none() && !asks {
            return None;
        }
        Some(Self {
            wanted: wanted.unwrap_or_default(),
            must: must(&narrows),
            narrows,
        })
    }

    /// Whether any record of a segment may answer. One look at its whole text
    /// is far quicker than one at each record.
    pub(super) fn may_be_in(&self, segment: &Segment) -> bool {
        segment.may_answer(&self.wanted) && self.must.iter().all(|text| segment.has(text))
    }

    /// Whether a record with all words, and with that text, passes.
    pub(super) fn passes(&self, entry: &Entry, text: &str) -> bool {
        let narrows = self.narrows.get(entry.source as usize);
        match narrows.map(|[in_part, whole]| if entry.whole { whole } else { in_part }) {
            Some(Narrow::Not) => true,
            Some(Narrow::By(by)) => {
                let (filter, fields) = &**by;
                let record = entry.record.as_ref();
                self.must.iter().all(|must| text.contains(must.as_str()))
                    && record.is_some_and(|of| FoldedRows::new([of], fields).row_matches(0, filter))
            }
            Some(Narrow::Out) | None => false,
        }
    }
}

impl Narrow {
    fn new(terms: &[Word<'_>], fields: FilterFields) -> Self {
        let has = |word: &Word<'_>| {
            word.named
                .as_ref()
                .is_none_or(|named| fields.has(named.name))
        };
        // What it does not have cannot be excluded, and is not asked for.
        if terms.iter().any(|word| !word.excludes && !has(word)) {
            return Self::Out;
        }
        let text: Vec<&str> = terms.iter().filter(|w| has(w)).map(|w| w.raw).collect();
        match Filter::new(&text.join(" "), &fields) {
            Some(filter) => Self::By(Box::new((filter, fields))),
            None => Self::Not,
        }
    }
}

/// What every record that answers has in its text, whatever it is of.
fn must(narrows: &[[Narrow; 2]]) -> Vec<String> {
    let mut common: Option<Vec<String>> = None;
    for narrow in narrows.iter().flatten() {
        let has: Vec<String> = match narrow {
            Narrow::Out => continue,
            Narrow::Not => Vec::new(),
            Narrow::By(by) => by.0.must_hold().map(str::to_owned).collect(),
        };
        common = Some(match common {
            None => has,
            Some(before) => before
                .into_iter()
                .filter(|text| has.contains(text))
                .collect(),
        });
    }
    common.unwrap_or_default()
}
