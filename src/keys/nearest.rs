//! What was probably meant by a misspelt name.

/// The candidate closest to `wanted` by edit distance, if it is close enough to
/// be worth suggesting: a third of the letters may differ, at least one, at
/// most three. Case does not count.
#[must_use]
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A name this long is nobody's typing error, and the distance is quadratic.
    const LONGEST: usize = 64;
    let wanted: Vec<char> = wanted.to_lowercase().chars().take(LONGEST + 1).collect();
    if wanted.len() > LONGEST {
        return None;
    }
    let tolerated = (wanted.len() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .map(|candidate| (distance(&wanted, candidate), candidate))
        .filter(|(distance, _)| *distance <= tolerated)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Insertions, deletions, substitutions and swaps of neighbours that turn one
/// into the other (optimal string alignment).
fn distance(wanted: &[char], candidate: &str) -> usize {
    let candidate: Vec<char> = candidate.to_lowercase().chars().collect();
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=candidate.len()).collect();
    for (i, &a) in wanted.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &b) in candidate.iter().enumerate() {
            let mut cost = (last[j] + usize::from(a != b))
                .min(last[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && a == candidate[j - 1] && wanted[i - 1] == b {
                cost = cost.min(before_last[j - 1] + 1);
            }
            row.push(cost);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[candidate.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn suggests_only_what_is_close() {
        let names = ["down", "half-page-down", "page-down", "up", "quit"];
        for (wanted, expected) in [
            ("dwon", Some("down")),
            ("Donw", Some("down")),
            ("pagedown", Some("page-down")),
            ("half_page_down", Some("half-page-down")),
            ("qiut", Some("quit")),
            ("u", Some("up")),
            ("explode", None),
            ("", None),
        ] {
            assert_eq!(nearest(wanted, names), expected, "{wanted}");
        }
        assert_eq!(nearest(&"down".repeat(1_000), names), None);
    }
}
