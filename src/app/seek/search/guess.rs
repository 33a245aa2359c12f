//! Where between two known rows a third probably stands.

use std::ops::Range;

use crate::text::fold;

/// How many characters are told apart: what is neither letter nor digit counts
/// as one, and so does what is beyond ASCII.
const BASE: u64 = 38;
/// The largest of them.
const LARGEST: u64 = BASE - 1;
/// Where the letters begin.
const A: u64 = 11;
/// How many characters are looked at; of more, a number of 64 bits could not
/// hold the difference.
const LOOKED_AT: usize = 10;

/// The page of `pages` on which a text probably stands, if texts lie about
/// evenly between the row before those pages and the one behind them. `last` is
/// whether the last of all that begin so is meant, and not the first.
pub(super) fn guess(
    text: &str,
    last: bool,
    before: Option<&str>,
    behind: Option<&str>,
    pages: &Range<u32>,
    descending: bool,
) -> u32 {
    // Of an end that was not seen it is guessed that it is the alphabet's.
    let (start, end) = if descending {
        (LARGEST, A)
    } else {
        (A, LARGEST)
    };
    let edge = |text: Option<&str>, unseen| text.map_or_else(|| ranks("", unseen), |t| ranks(t, 0));
    let before = edge(before, start);
    let behind = edge(behind, end);
    let wanted = ranks(text, if last { LARGEST } else { 0 });
    let same = before.iter().zip(&behind).take_while(|(a, b)| a == b);
    let same = same.count();
    let [before, behind, wanted] =
        [before, behind, wanted].map(|ranks| number(ranks.get(same..).unwrap_or_default()));
    let (smaller, larger) = (before.min(behind), before.max(behind));
    let count = u64::from(pages.end.saturating_sub(pages.start));
    let whole = u128::from(larger - smaller).max(1);
    let part = u128::from(wanted.clamp(smaller, larger).abs_diff(before));
    let at = part * u128::from(count) / whole;
    let at = u32::try_from(at).unwrap_or(u32::MAX);
    pages
        .start
        .saturating_add(at)
        .min(pages.end.saturating_sub(1))
}

/// A text's characters as numbers in their order, more than enough of them.
fn ranks(text: &str, padding: u64) -> Vec<u64> {
    let known = fold(text);
    let ranks = known.chars().map(|c| match c {
        'a'..='z' => A + u64::from(u32::from(c) - u32::from('a')),
        '0'..='9' => 1 + u64::from(u32::from(c) - u32::from('0')),
        c if c.is_ascii() => 0,
        _ => LARGEST,
    });
    // What is wanted may go on beyond what the two have in common.
    let long = 128;
    let padding = std::iter::repeat(padding);
    ranks.chain(padding).take(long).collect()
}

fn number(ranks: &[u64]) -> u64 {
    let looked_at = ranks.iter().take(LOOKED_AT);
    looked_at.fold(0, |number, rank| number * BASE + rank)
}

#[cfg(test)]
mod tests {
    use super::guess;

    #[test]
    fn it_goes_by_the_letters_between_the_two() {
        for (text, before, behind, pages, expected) in [
            ("m", Some("a"), Some("z"), 0..100, 48),
            ("anm", Some("ana"), Some("anz"), 10..110, 58),
            ("p.500@x", Some("p.000@x"), Some("p.999@x"), 0..100, 54),
            ("zz", Some("a"), Some("b"), 0..10, 9),
            ("0", Some("a"), Some("b"), 3..10, 3),
            ("a", None, None, 0..100, 0),
            ("n", None, None, 0..100, 47),
            ("same", Some("same"), Some("same"), 4..9, 4),
            ("x", Some("a"), Some("z"), 7..7, 6),
        ] {
            let at = guess(text, false, before, behind, &pages, false);
            assert_eq!(at, expected, "{text} in {pages:?}");
        }
        let at = guess("b", false, Some("z"), Some("a"), &(0..100), true);
        assert_eq!(at, 96);
        // Of those that begin with it, the last is the first of a list that
        // goes down.
        let at = guess("m", true, Some("z"), Some("a"), &(0..100), true);
        assert_eq!(at, 48);
    }
}
