//! Text from outside, and the one way to show it.
//!
//! Names, emails, ids and error messages are chosen by strangers. Any of them
//! may hold escape sequences, controls that reverse the reading order, or
//! characters nobody can see. [`Untrusted`] holds such a text as it came, for
//! comparing and sending, and gives it out for a screen, a log or a file only
//! as [`Shown`], in which every such character has become a visible escape
//! (`\n`, `\e`, `\u{202e}`).
//!
//! Left intact: letters of every script with up to 8 combining marks a base,
//! emoji with their joiners, ideographs with their variation selectors, and
//! the joiners that Arabic and Indic spelling needs. A backslash stays single,
//! so that `ACME\ana` reads as it is spelled.
//!
//! Widths are in terminal columns, counted as ratatui counts them: by
//! grapheme, so that what is measured here is what is painted.

mod class;
mod escape;
mod fold;
mod json;
mod measure;
mod nearest;
mod number;
mod script;
#[cfg(test)]
mod tests;
mod wrap;

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

pub use fold::{Folded, fold, fold_into, unaccented};
pub use json::{escape_json, json_string_end};
pub use measure::{cut, pad, tail, width};
pub use nearest::{nearest, suggestion};
pub use number::{counted, grouped};
pub use wrap::wrap;

/// The most columns [`Untrusted::shown`] gives out; what is longer ends in `…`.
///
/// Long enough for any name, note or message a person reads, short enough that
/// a field of megabytes costs no more than a page.
pub const SHOWN_MAX: usize = 65_536;

/// Whether each character of a shown text is a grapheme of one column.
#[must_use]
pub fn is_simple(shown: &str) -> bool {
    shown.chars().all(class::is_simple)
}

/// Text from outside this program, as it came.
///
/// It has no `Display` and does not turn into a `str` by itself: what reaches a
/// cell, a log, a file or the clipboard goes through [`shown`](Self::shown) or
/// [`shown_within`](Self::shown_within). Equality, order and hash are those of
/// the text as it came.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Untrusted<'a>(Cow<'a, str>);

impl<'a> Untrusted<'a> {
    /// Takes a text from outside.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Self(text.into())
    }

    /// The text as it came, for comparing and for sending back only.
    ///
    /// Never for a screen, a log, an error or a file.
    #[must_use]
    pub fn raw(&self) -> &str {
        &self.0
    }

    /// Whether there is no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text on one row, safe to show, at most [`SHOWN_MAX`] columns wide.
    #[must_use]
    pub fn shown(&self) -> Shown<'_> {
        self.shown_within(SHOWN_MAX)
    }

    /// The text on one row, safe to show, never wider than `columns`.
    ///
    /// What does not fit is cut at a grapheme and ends in `…`. The work grows
    /// with `columns`, not with the length of the text.
    #[must_use]
    pub fn shown_within(&self, columns: usize) -> Shown<'_> {
        Shown(escape::within(&self.0, columns))
    }

    /// The text on as many rows as it has lines, each safe to show and at most
    /// [`SHOWN_MAX`] columns wide.
    ///
    /// Only `\n` and `\r\n` end a row; every other break is an escape. Rows are
    /// made as they are asked for.
    pub fn shown_lines(&self) -> impl Iterator<Item = Shown<'_>> {
        self.0
            .lines()
            .map(|line| Shown(escape::within(line, SHOWN_MAX)))
    }

    /// Whether one of its words has letters of two scripts that look alike
    /// (Latin, Greek, Cyrillic, Armenian, Cherokee): it may not be what it
    /// reads as, and says so wherever it is shown.
    #[must_use]
    pub fn mixes_scripts(&self) -> bool {
        script::mixes_scripts(&self.0)
    }

    /// The same text, borrowed: for passing on without a copy.
    #[must_use]
    pub fn borrowed(&self) -> Untrusted<'_> {
        Untrusted(Cow::Borrowed(&self.0))
    }

    /// The same text, owning its memory.
    #[must_use]
    pub fn into_owned(self) -> Untrusted<'static> {
        Untrusted(Cow::Owned(self.0.into_owned()))
    }
}

impl fmt::Debug for Untrusted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.shown())
    }
}

impl<'a> From<&'a str> for Untrusted<'a> {
    fn from(text: &'a str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl From<String> for Untrusted<'_> {
    fn from(text: String) -> Self {
        Self(Cow::Owned(text))
    }
}

/// Text that is safe to show: one row, every hidden or controlling character
/// a visible escape.
///
/// Only this module makes one. It reads as a `str`, and is not the value: two
/// different texts may look the same here.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shown<'a>(Cow<'a, str>);

impl Shown<'_> {
    /// The shown text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many terminal columns it takes.
    #[must_use]
    pub fn width(&self) -> usize {
        width(&self.0)
    }

    /// The same text, owning its memory.
    #[must_use]
    pub fn into_owned(self) -> Shown<'static> {
        Shown(Cow::Owned(self.0.into_owned()))
    }
}

impl Deref for Shown<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Shown<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0)
    }
}

impl PartialEq<str> for Shown<'_> {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Shown<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl<'a> From<Shown<'a>> for Cow<'a, str> {
    fn from(shown: Shown<'a>) -> Self {
        shown.0
    }
}

impl From<Shown<'_>> for String {
    fn from(shown: Shown<'_>) -> Self {
        shown.0.into_owned()
    }
}
