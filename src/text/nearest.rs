//! What a misspelt name was probably meant to be.

/// The longest word, in bytes, that may be a slip: the work is quadratic.
const LONGEST: usize = 64;

/// The most slips that a suggestion makes good.
const MOST_SLIPS: usize = 3;

/// The candidate that a misspelt word is nearest to, if one is near enough to
/// be worth suggesting: at most one slip in three characters and three in all,
/// a swap of neighbours counting as one. Case does not count.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    let allowed = (word.chars().count() / 3).clamp(1, MOST_SLIPS);
    candidates
        .into_iter()
        .map(|candidate| {
            let slips = strsim::damerau_levenshtein(&word, &candidate.to_lowercase());
            (slips, candidate)
        })
        .filter(|(slips, _)| *slips <= allowed)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

/// The end of a sentence about an unknown name: what it was probably meant to
/// be, else all there are.
#[must_use]
pub fn suggestion(word: &str, candidates: &[&str]) -> String {
    match nearest(word, candidates.iter().copied()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None if candidates.is_empty() => "there are none".to_owned(),
        None => format!("there are \"{}\"", candidates.join("\", \"")),
    }
}

#[cfg(test)]
mod tests {
    use super::{nearest, suggestion};

    #[test]
    fn suggests_only_what_is_near() {
        let names = ["column", "label", "kind", "id"];
        for (word, expected) in [
            ("colum", Some("column")),
            ("COLUMN", Some("column")),
            ("lable", Some("label")),
            ("knid", Some("kind")),
            ("ib", Some("id")),
            ("words", None),
            ("", None),
            (&"column".repeat(1_000), None),
        ] {
            assert_eq!(nearest(word, names), expected, "{word}");
        }
    }

    #[test]
    fn names_all_where_none_is_near() {
        assert_eq!(suggestion("xyz", &["a", "bc"]), "there are \"a\", \"bc\"");
        assert_eq!(suggestion("labl", &["label"]), "did you mean \"label\"?");
        assert_eq!(suggestion("x", &[]), "there are none");
    }
}
