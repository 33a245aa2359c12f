//! Text as the filter compares it: without accents, case or joiners, and with
//! the signs of a keyboard for those that it does not have.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;
use unicode_segmentation::UnicodeSegmentation;

use super::class::{Class, class};

/// `text` for comparing while filtering: decomposed (NFD), accents and other
/// marks dropped, in lower case.
///
/// Latin letters whose accent is part of the letter fold as people type them
/// without it (`ø` to `o`, `ß` to `ss`), which Unicode's decomposition does
/// not. Vowel signs stay: without them Indic words are not the same words. Signs
/// that word processors put in the place of typed ones are the typed ones again:
/// `O’Neil` is `o'neil`, and a dash is a hyphen.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// The same with the signs as they are: a server's order is told by these.
#[must_use]
pub fn unaccented(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    decompose_into(text, |_| None, &mut folded);
    folded
}

/// Adds what [`fold`] makes of a text to another.
///
/// What is ASCII is its own decomposition and no accent of what is around it,
/// so that only the rest has to be decomposed.
pub fn fold_into(text: &str, folded: &mut String) {
    let mut rest = text;
    while !rest.is_empty() {
        let other = if rest.is_ascii() {
            rest.len()
        } else {
            rest.bytes().take_while(u8::is_ascii).count()
        };
        let (plain, behind) = rest.split_at(other);
        let start = folded.len();
        folded.push_str(plain);
        folded[start..].make_ascii_lowercase();
        let other = behind.find(|c: char| c.is_ascii());
        let (other, behind) = behind.split_at(other.unwrap_or(behind.len()));
        decompose_into(other, typed, folded);
        rest = behind;
    }
}

fn decompose_into(text: &str, typed: fn(char) -> Option<&'static str>, folded: &mut String) {
    for c in text.nfd().filter(|c| !is_dropped(*c)) {
        for c in c.to_lowercase() {
            match without_stroke(c).or_else(|| typed(c)) {
                Some(plain) => folded.push_str(plain),
                None => folded.push(c),
            }
        }
    }
}

/// Accents, points and voicing, and what has no look of its own. A combining
/// class of 0 marks vowel signs and enclosing marks, 9 the virama that makes
/// an Indic conjunct; both tell words apart.
fn is_dropped(c: char) -> bool {
    !matches!(canonical_combining_class(c), 0 | 9)
        || matches!(class(c), Class::Joiner | Class::Variation)
}

fn without_stroke(c: char) -> Option<&'static str> {
    Some(match c {
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        'ð' | 'đ' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ł' => "l",
        'ø' => "o",
        'ŧ' => "t",
        'ς' => "σ",
        _ => return None,
    })
}

/// What a keyboard has for a sign that it does not have.
fn typed(c: char) -> Option<&'static str> {
    Some(match c {
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' | '´' | '＇' => {
            "'"
        }
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂' => "\"",
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '－' => "-",
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => " ",
        '…' => "...",
        _ => return None,
    })
}

/// A shown text together with its folded form, and the way back from the one
/// to the other: for highlighting what a filter matched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// For each `char` of `text`, the index of its grapheme in `graphemes`.
    grapheme_of: Vec<u32>,
    /// Where each grapheme of the shown text lies, in bytes.
    graphemes: Vec<Range<usize>>,
}

impl Folded {
    /// Folds `shown`, remembering where each folded character came from.
    #[must_use]
    pub fn new(shown: &str) -> Self {
        let mut folded = Self::default();
        for (index, (start, grapheme)) in (0..).zip(shown.grapheme_indices(true)) {
            let before = folded.text.len();
            fold_into(grapheme, &mut folded.text);
            let chars = folded.text[before..].chars().count();
            folded.grapheme_of.extend(std::iter::repeat_n(index, chars));
            folded.graphemes.push(start..start + grapheme.len());
        }
        folded
    }

    /// The folded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the shown text matched: byte ranges of whole graphemes, ascending,
    /// adjacent ones joined.
    ///
    /// `matched` are indices of `char`s in [`text`](Self::text), in any order;
    /// those past its end are ignored.
    #[must_use]
    pub fn highlights(&self, matched: &[u32]) -> Vec<Range<usize>> {
        let mut graphemes: Vec<u32> = matched
            .iter()
            .filter_map(|&char_index| self.grapheme_of.get(char_index as usize).copied())
            .collect();
        graphemes.sort_unstable();
        graphemes.dedup();
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for range in graphemes
            .iter()
            .map(|&index| &self.graphemes[index as usize])
        {
            match ranges.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ => ranges.push(range.clone()),
            }
        }
        ranges
    }
}
