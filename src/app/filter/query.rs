//! The language of filters: text into words, before anybody knows which
//! fields there are.
//!
//! [`LANGUAGE`] is what people are told of it.
//!
//! A hyphen before anything excludes it. Quotes hold blanks together, and take
//! from what is between them any other meaning. What this cannot read as
//! anything else is a word: every text is a filter.

/// The language by examples: what is typed, and what it finds.
pub const LANGUAGE: [(&str, &str); 11] = [
    ("ana lima", "both words, anywhere; \"ana lima\" as one"),
    ("-admin", "a hyphen leaves out what matches"),
    ("email:@acme", "in that field; em:@acme will do"),
    ("-role:Admin", "not in that field"),
    ("role:=Admin", "that is the whole field"),
    ("name:\"ana li\"", "quotes hold blanks together"),
    ("email:\"\"", "nothing in that field"),
    ("enabled:no", "yes and no, or the field's own words"),
    ("created:2026", "in that year; 2026-01, 2026-01-31, today"),
    ("created:>2026", "after it; >= < <= too; numbers as well"),
    ("created:<30d", "younger than 30 days; >1y older; d w m y"),
];

/// How a field's value is held against what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum Relation {
    /// `field:value`: it occurs in the field.
    Contains,
    /// `field:=value`
    Equals,
    /// `field:>value`
    Above,
    /// `field:>=value`
    From,
    /// `field:<value`
    Below,
    /// `field:<=value`
    UpTo,
}

impl Relation {
    /// The longer ones first.
    const SIGNS: [(&'static str, Self); 5] = [
        (">=", Self::From),
        ("<=", Self::UpTo),
        (">", Self::Above),
        ("<", Self::Below),
        ("=", Self::Equals),
    ];

    /// The relation at the start of a text, and what stands behind its sign.
    fn read(text: &str) -> (Self, &str) {
        Self::SIGNS
            .into_iter()
            .find_map(|(sign, relation)| Some((relation, text.strip_prefix(sign)?)))
            .unwrap_or((Self::Contains, text))
    }

    /// What stands behind the colon for it.
    pub(super) fn sign(self) -> &'static str {
        let mut signs = Self::SIGNS.into_iter();
        signs
            .find(|(_, relation)| *relation == self)
            .map_or("", |(sign, _)| sign)
    }

    /// Whether it is one of order.
    pub(super) const fn is_order(self) -> bool {
        !matches!(self, Self::Contains | Self::Equals)
    }
}

/// What stands before and behind a colon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app) struct Named<'t> {
    /// The name before the colon: not empty, begins with a letter. Whether a
    /// field is called so is not known here.
    pub(in crate::app) name: &'t str,
    /// The sign behind the colon.
    pub(in crate::app) relation: Relation,
    /// What is behind that, without quotes. Empty where nothing is.
    pub(in crate::app) value: String,
}

/// One word of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app) struct Word<'t> {
    /// As it is written, with hyphen and quotes.
    pub(in crate::app) raw: &'t str,
    /// Whether a hyphen excludes it.
    pub(in crate::app) excludes: bool,
    /// Without hyphen and quotes; blanks for control characters.
    pub(in crate::app) text: String,
    /// What it says of a field, if it has a colon outside of quotes.
    pub(in crate::app) named: Option<Named<'t>>,
    /// Whether more may be typed to it: it is the last, and neither a blank nor
    /// a closing quote is behind it.
    pub(in crate::app) open: bool,
}

/// The words of a text. A hyphen alone, and quotes around nothing, are none.
pub(in crate::app) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut rest = text.trim_start_matches(is_between);
    while !rest.is_empty() {
        let (word, length) = word(rest);
        if !word.text.is_empty() {
            words.push(word);
        }
        rest = rest[length..].trim_start_matches(is_between);
    }
    words
}

/// What stands between words. Control characters do, as no value is searched
/// for them.
fn is_between(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// The word that a text begins with, and how many bytes it takes.
fn word(text: &str) -> (Word<'_>, usize) {
    let bare = text.strip_prefix('-').unwrap_or(text);
    let hyphen = text.len() - bare.len();
    let (named, value) = match name(bare) {
        Some((name, behind)) => {
            let (relation, behind) = Relation::read(behind);
            (Some((name, relation)), behind)
        }
        None => (None, bare),
    };
    let before = bare.len() - value.len();
    let (value, length, closed) = value_of(value);
    let end = hyphen + before + length;
    let word = Word {
        raw: &text[..end],
        excludes: hyphen > 0,
        text: format!("{}{value}", &bare[..before]),
        named: named.map(|(name, relation)| Named {
            name,
            relation,
            value,
        }),
        open: end == text.len() && !closed,
    };
    (word, end)
}

/// The name before a colon that a text begins with, and what is behind.
fn name(text: &str) -> Option<(&str, &str)> {
    text.split_once(':').filter(|(name, _)| is_name(name))
}

/// Whether a text can stand before a colon.
pub(super) fn is_name(text: &str) -> bool {
    let may_have = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    text.starts_with(char::is_alphabetic) && text.chars().all(may_have)
}

/// The value that a text begins with, without its quotes; how many bytes it
/// takes, and whether a quote closes it.
fn value_of(text: &str) -> (String, usize, bool) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(is_between).unwrap_or(text.len());
        return (text[..end].to_owned(), end, false);
    };
    let (inside, length, closed) = match quoted.find('"') {
        Some(end) => (&quoted[..end], end + 2, true),
        None => (quoted, text.len(), false),
    };
    let blanks = |c: char| if c.is_control() { ' ' } else { c };
    (inside.chars().map(blanks).collect(), length, closed)
}

#[cfg(test)]
mod tests;
