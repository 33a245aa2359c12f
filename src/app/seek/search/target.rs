//! What is looked for, and what it compares by.

use std::cmp::Ordering;

use crate::app::seek::collation::{Candidate, Collation};
use crate::text::fold;

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    text: String,
    whole: bool,
}

impl Target {
    /// A value that is this text, whatever the case.
    #[must_use]
    pub fn whole(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            whole: true,
        }
    }

    /// A value that begins with this text, whatever the case and the accents.
    #[must_use]
    pub fn beginning(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            whole: false,
        }
    }

    /// The text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether a value has to be all of the text.
    pub(super) const fn is_whole(&self) -> bool {
        self.whole
    }

    /// Whether a value is what is looked for.
    #[must_use]
    pub fn matches(&self, value: &str) -> bool {
        if self.whole {
            value.to_lowercase() == self.text.to_lowercase()
        } else {
            fold(value).starts_with(&fold(&self.text))
        }
    }

    /// What it may compare by in an order: one key, or one for each usual way to
    /// write it where capitals stand apart.
    pub(super) fn keys(&self, collation: Collation) -> Vec<Key> {
        let begins = !self.whole;
        if collation != Collation::Bytes {
            let text = collation.key(&self.text);
            return vec![Key::new(text, begins)];
        }
        let small = self.text.to_lowercase();
        if self.whole {
            let initial = small.chars().take(1).collect::<String>().to_uppercase();
            let mut keys = vec![Key::new(small.clone(), false)];
            if !small.starts_with(&initial) {
                keys.push(Key {
                    is_initial: true,
                    ..Key::new(initial, true)
                });
            }
            return keys;
        }
        distinct([capitalised(&small), self.text.clone(), small], true)
    }

    /// The usual ways to write a whole value with capitals.
    pub(super) fn with_capitals(&self) -> Vec<Key> {
        let small = self.text.to_lowercase();
        let capitals = self.text.to_uppercase();
        distinct([capitalised(&small), self.text.clone(), capitals], false)
    }
}

/// What rows are compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    text: String,
    /// Whether all that begins so is equal to it.
    pub(super) begins: bool,
    /// Whether it is only the capital that the target would begin with: where
    /// nothing begins so, nothing has to be looked for that does.
    pub(super) is_initial: bool,
}

impl Key {
    pub(super) const fn new(text: String, begins: bool) -> Self {
        Self {
            text,
            begins,
            is_initial: false,
        }
    }

    /// Where a row stands to it in the list.
    pub(super) fn place(&self, candidate: Candidate, row: Option<&str>) -> Ordering {
        match row {
            Some(row) if self.begins && row.starts_with(&self.text) => Ordering::Equal,
            row => candidate.compare(row, Some(&self.text)),
        }
    }
}

/// A key for each of some texts that differ.
fn distinct(texts: [String; 3], begins: bool) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    for text in texts {
        let key = Key::new(text, begins);
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// With a capital at the beginning of each word, as names are written.
fn capitalised(text: &str) -> String {
    let mut begins = true;
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        if begins {
            written.extend(c.to_uppercase());
        } else {
            written.push(c);
        }
        begins = c.is_whitespace();
    }
    written
}
