//! The best of many records that answer, without sorting all of them.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use jiff::Timestamp;

use super::segment::Entry;
use super::wanted::Rank;

/// How many results are made. What comes behind them is counted.
pub const SHOWN: usize = 100;

/// A record that answers, ordered by what makes it come first.
#[derive(Debug)]
pub(super) struct Candidate<'i> {
    pub(super) rank: Rank,
    pub(super) seen: Reverse<Timestamp>,
    pub(super) name: &'i str,
    pub(super) source: u32,
    pub(super) id: &'i str,
    pub(super) entry: &'i Entry,
}

impl Candidate<'_> {
    const fn order(&self) -> (Rank, Reverse<Timestamp>, &str, u32, &str) {
        (self.rank, self.seen, self.name, self.source, self.id)
    }
}

impl PartialEq for Candidate<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Candidate<'_> {}

impl PartialOrd for Candidate<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Candidate<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order().cmp(&other.order())
    }
}

/// The best [`SHOWN`] of what answers, the worst of them on top.
#[derive(Debug, Default)]
pub(super) struct Best<'i>(BinaryHeap<Candidate<'i>>);

impl<'i> Best<'i> {
    /// Whether one like that is among the best so far.
    pub(super) fn has_room_for(&self, candidate: &Candidate<'_>) -> bool {
        self.0.len() < SHOWN || self.0.peek().is_some_and(|worst| candidate < worst)
    }

    /// The entries, the best first.
    pub(super) fn entries(self) -> impl Iterator<Item = &'i Entry> {
        self.0.into_sorted_vec().into_iter().map(|c| c.entry)
    }

    /// Takes one in, if it is among the best so far.
    pub(super) fn offer(&mut self, candidate: Candidate<'i>) {
        if self.has_room_for(&candidate) {
            if self.0.len() == SHOWN {
                self.0.pop();
            }
            self.0.push(candidate);
        }
    }
}
