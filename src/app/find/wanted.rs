//! What is looked for, and how well a record answers it.

use std::ops::Range;

use memchr::memmem::Finder;

use crate::app::filter::{highlights, query};
use crate::app::prompts::without_wrapping;
use crate::text::fold;

/// What somebody looks for: words that must all occur in a record, whatever
/// the case and the accents.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Folded, none of them empty.
    words: Vec<Word>,
    /// All of them, a blank between them.
    whole: String,
}

/// A word, and what finds it: made once for as many texts as are looked at.
#[derive(Debug, Clone)]
struct Word {
    text: String,
    finder: Finder<'static>,
}

/// How well a record answers, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Its email or its id is the text.
    Exact,
    /// Its name starts with the text.
    NameStarts,
    /// Each word starts a word of its name.
    NameWords,
    /// Each word starts a word of its name, its email or its id.
    Words,
    /// Each word is somewhere in it.
    Anywhere,
}

/// What a record is looked at by, folded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Looked<'t> {
    /// All of it. The others are parts of it, so that one look finds whether
    /// a word occurs at all.
    pub(super) all: &'t str,
    /// Its name, email and id, a line each.
    pub(super) head: &'t str,
    pub(super) name: &'t str,
    pub(super) email: &'t str,
    pub(super) id: &'t str,
}

impl Wanted {
    /// The words of a text, without what it asks of fields and what it
    /// excludes; none if there is none. What a mail program puts around an
    /// address is no part of it.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let words = query::words(without_wrapping(text));
        let words = words.iter().filter(|w| !w.excludes && w.named.is_none());
        Self::of(words.map(|word| word.text.as_str()))
    }

    /// Those words; none if there is none.
    pub(super) fn of<'w>(words: impl Iterator<Item = &'w str>) -> Option<Self> {
        let words: Vec<String> = words.map(fold).filter(|word| !word.is_empty()).collect();
        (!words.is_empty()).then(|| Self {
            whole: words.join(" "),
            words: words.into_iter().map(Word::new).collect(),
        })
    }

    /// Whether a folded text holds all words.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.words.iter().all(|word| word.is_in(text))
    }

    /// How well a record that holds all words answers, if that is told by its
    /// email, its id or its name.
    pub(super) fn rank_by_name(&self, of: &Looked<'_>) -> Option<Rank> {
        if of.email == self.whole || of.id == self.whole {
            Some(Rank::Exact)
        } else if of.name.starts_with(&self.whole) {
            Some(Rank::NameStarts)
        } else if self.starts_words_of(of.name) {
            Some(Rank::NameWords)
        } else {
            None
        }
    }

    /// How well another record that holds all words answers.
    pub(super) fn rank_by_rest(&self, of: &Looked<'_>) -> Rank {
        if self.starts_words_of(of.head) {
            Rank::Words
        } else {
            Rank::Anywhere
        }
    }

    fn starts_words_of(&self, text: &str) -> bool {
        self.words.iter().all(|word| word.starts_one_of(text))
    }

    /// Where in a shown text a word occurs: byte ranges of whole graphemes,
    /// ascending, not overlapping.
    #[must_use]
    pub fn highlights(&self, shown: &str) -> Vec<Range<usize>> {
        highlights(
            shown,
            self.words.iter().map(|word| (word.text.as_str(), false)),
        )
    }
}

impl Word {
    fn new(text: String) -> Self {
        Self {
            finder: Finder::new(text.as_bytes()).into_owned(),
            text,
        }
    }

    fn is_in(&self, text: &str) -> bool {
        self.finder.find(text.as_bytes()).is_some()
    }

    /// Whether a word of the text starts so. What is no letter or digit of ASCII
    /// ends a word: `lima` starts one in `ana.lima@acme.example`.
    ///
    /// It goes by bytes: no character's bytes are found inside another's.
    fn starts_one_of(&self, text: &str) -> bool {
        let text = text.as_bytes();
        let mut from = 0;
        while let Some(found) = text.get(from..).and_then(|rest| self.finder.find(rest)) {
            let at = from + found;
            if at
                .checked_sub(1)
                .is_none_or(|before| is_between_words(text[before]))
            {
                return true;
            }
            // It may overlap itself.
            from = at + 1;
        }
        false
    }
}

const fn is_between_words(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rank(text: &str) -> Rank {
        let all = "ana lima\nana.lima@acme.example\nusr_42\nanalyst\n2024-01-03";
        let of = Looked {
            all,
            head: &all[..all.find("\nanalyst").unwrap()],
            name: "ana lima",
            email: "ana.lima@acme.example",
            id: "usr_42",
        };
        let wanted = Wanted::new(text).unwrap();
        assert!(wanted.is_in(of.all), "{text}");
        wanted
            .rank_by_name(&of)
            .unwrap_or_else(|| wanted.rank_by_rest(&of))
    }

    #[test]
    fn a_record_answers_best_by_its_email_and_its_id() {
        for (text, expected) in [
            ("ana.lima@acme.example", Rank::Exact),
            ("<Ana.Lima@acme.example>", Rank::Exact),
            ("mailto:ana.lima@acme.example", Rank::Exact),
            ("USR_42", Rank::Exact),
            ("an", Rank::NameStarts),
            ("Ána  LI", Rank::NameStarts),
            ("lima", Rank::NameWords),
            ("li an", Rank::NameWords),
            ("acme", Rank::Words),
            ("lima 42", Rank::Words),
            ("ima", Rank::Anywhere),
            ("analyst", Rank::Anywhere),
            ("lima 2024", Rank::Anywhere),
        ] {
            assert_eq!(rank(text), expected, "{text}");
        }
    }

    #[test]
    fn a_text_without_a_word_asks_for_nothing() {
        for text in ["", "  \t", "\u{301}", "<>", "mailto:"] {
            assert!(Wanted::new(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn a_word_starts_behind_what_is_no_letter() {
        for (text, start, expected) in [
            ("anne-marie", "marie", true),
            ("o'hara", "hara", true),
            ("lima", "ima", false),
            ("lima ima", "ima", true),
            ("élan", "lan", false),
            ("", "a", false),
            ("a", "ab", false),
            ("ba-a-a", "a-a", true),
        ] {
            let start = Word::new(start.to_owned());
            assert_eq!(start.starts_one_of(text), expected, "{start:?} in {text}");
        }
    }

    #[test]
    fn what_matched_is_found_in_what_is_shown() {
        let wanted = Wanted::new("lea ri").unwrap();
        assert_eq!(wanted.highlights("Léa Ricci"), [0..4, 5..7]);
        assert_eq!(wanted.highlights("Rika Leal"), [0..2, 5..8]);
        assert!(wanted.highlights("Bruno").is_empty());
    }
}
