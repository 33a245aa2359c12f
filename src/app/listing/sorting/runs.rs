//! Rows that are put in order a slice at a time: merged, two ordered runs of
//! them after another.

use std::cmp::Ordering;
use std::collections::VecDeque;

use super::key::Rank;
use crate::app::listing::layout::Place;

/// A row, and what tells it apart from most others.
pub(super) type Ranked = (Rank, Place);

/// Ordered runs of rows that are to be one.
#[derive(Debug, Default)]
pub(super) struct Runs {
    /// The shorter ones first, about.
    waiting: VecDeque<Vec<Ranked>>,
    merging: Option<Merging>,
}

/// Two runs on their way to be one.
#[derive(Debug)]
struct Merging {
    runs: [Vec<Ranked>; 2],
    /// How many of each are merged.
    taken: [usize; 2],
    merged: Vec<Ranked>,
}

impl Runs {
    /// Adds a run that is in order.
    pub(super) fn add(&mut self, run: Vec<Ranked>) {
        self.waiting.push_back(run);
    }

    /// Merges so many rows at the most, and says whether all are in one run.
    pub(super) fn merge(
        &mut self,
        most: usize,
        compare: impl Fn(&Ranked, &Ranked) -> Ordering,
    ) -> bool {
        let mut left = most;
        while left > 0 {
            let merging = match &mut self.merging {
                Some(merging) => merging,
                None if self.waiting.len() < 2 => return true,
                none => {
                    let mut next = || self.waiting.pop_front().unwrap_or_default();
                    none.insert(Merging::new([next(), next()]))
                }
            };
            left = merging.go_on(left, &compare);
            if let Some(merging) = self.merging.take_if(|merging| merging.is_done()) {
                self.waiting.push_back(merging.merged);
            }
        }
        false
    }

    /// The rows in order, once they are in one run.
    pub(super) fn into_rows(self) -> Vec<Place> {
        let rows = self.waiting.into_iter().flatten();
        rows.map(|(_, place)| place).collect()
    }
}

impl Merging {
    fn new(runs: [Vec<Ranked>; 2]) -> Self {
        Self {
            merged: Vec::with_capacity(runs[0].len() + runs[1].len()),
            runs,
            taken: [0; 2],
        }
    }

    fn is_done(&self) -> bool {
        self.merged.len() == self.runs[0].len() + self.runs[1].len()
    }

    /// Merges so many rows at the most, and says how many fewer it were.
    fn go_on(&mut self, most: usize, compare: impl Fn(&Ranked, &Ranked) -> Ordering) -> usize {
        let [first, second] = &self.runs;
        for left in (0..most).rev() {
            let [one, other] = [first.get(self.taken[0]), second.get(self.taken[1])];
            let (from, row) = match (one, other) {
                (Some(one), Some(other)) if compare(other, one).is_lt() => (1, other),
                (Some(one), _) => (0, one),
                (None, Some(other)) => (1, other),
                (None, None) => return left + 1,
            };
            self.taken[from] += 1;
            self.merged.push(*row);
        }
        0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::app::listing::sorting::key::Key;

    proptest! {
        #[test]
        fn runs_become_one_however_they_are_cut(
            runs in prop::collection::vec(prop::collection::vec(0i64..50, 0..30), 0..9),
            most in 1usize..40,
        ) {
            let mut expected = Vec::new();
            let mut all = Runs::default();
            for (page, numbers) in (0..).zip(runs) {
                let rows = (0..).zip(numbers);
                let mut run: Vec<Ranked> = rows
                    .map(|(index, number)| {
                        (Key::Date(number, 0).rank(false), Place { page, index })
                    })
                    .collect();
                expected.extend(run.iter().copied());
                run.sort_unstable();
                all.add(run);
            }
            let mut slices = 0;
            while !all.merge(most, Ord::cmp) {
                slices += 1;
                prop_assert!(slices < 10_000, "it never ends");
            }
            expected.sort_unstable();
            let expected: Vec<Place> = expected.into_iter().map(|(_, place)| place).collect();
            prop_assert_eq!(all.into_rows(), expected);
        }
    }
}
