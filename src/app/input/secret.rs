//! A line whose text is never shown.

use super::{Edit, LINE_MAX, Visible, on_one_line, too_long, visible};
use crate::directory::call::Secret;

/// A password or a token that is being typed: a dot for each character.
///
/// Its text is only ever in a [`Secret`], which is wiped when it is dropped;
/// each step makes a new one of exactly the right size, so that no copy stays
/// behind where a buffer grew. It steps by character, as its dots do, and has
/// no words to step by: those would tell where a passphrase has its spaces.
#[derive(Clone)]
pub struct SecretInput {
    text: Secret,
    /// Characters before the cursor.
    cursor: usize,
}

impl Default for SecretInput {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for SecretInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("•••")
    }
}

impl PartialEq for SecretInput {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.cursor == other.cursor
    }
}

impl Eq for SecretInput {}

impl SecretInput {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Self {
            text: Secret::new(String::new()),
            cursor: 0,
        }
    }

    /// The text, for sending.
    #[must_use]
    pub fn secret(&self) -> Secret {
        self.text.clone()
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.expose().is_empty()
    }

    /// How many characters are in it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.text.expose().chars().count()
    }

    /// Puts another text in its place, the cursor behind it.
    pub fn set(&mut self, secret: Secret) {
        self.cursor = secret.expose().chars().count();
        self.text = secret;
    }

    /// Does one step of editing. Tells whether the text is another now.
    pub fn edit(&mut self, edit: Edit) -> bool {
        let (cursor, len) = (self.cursor, self.len());
        match edit {
            Edit::Insert(c) if c.is_control() || len >= LINE_MAX => false,
            Edit::Insert(c) => self.replace(cursor, cursor, c.encode_utf8(&mut [0; 4])),
            Edit::Left => self.go(cursor.saturating_sub(1)),
            Edit::Right => self.go((cursor + 1).min(len)),
            Edit::WordLeft | Edit::Home => self.go(0),
            Edit::WordRight | Edit::End => self.go(len),
            Edit::Backspace => self.replace(cursor.saturating_sub(1), cursor, ""),
            Edit::Delete => self.replace(cursor, (cursor + 1).min(len), ""),
            Edit::DeleteWord | Edit::DeleteToStart => self.replace(0, cursor, ""),
        }
    }

    /// Why pasted text is not put in, if it is not: half of a password is
    /// another password.
    #[must_use]
    pub fn refuses(&self, pasted: &str) -> Option<String> {
        too_long(pasted, LINE_MAX.saturating_sub(self.len()))
    }

    /// Puts pasted text at the cursor, on one line, if all of it fits. Tells
    /// whether the text is another now.
    pub fn paste(&mut self, pasted: &str) -> bool {
        if self.refuses(pasted).is_some() {
            return false;
        }
        // Counted first: a string that grows leaves copies of itself behind.
        let bytes = on_one_line(pasted).map(char::len_utf8).sum();
        let mut piece = String::with_capacity(bytes);
        piece.extend(on_one_line(pasted));
        let piece = Secret::new(piece);
        self.replace(self.cursor, self.cursor, piece.expose())
    }

    /// Its dots in `width` columns, and where the cursor is.
    #[must_use]
    pub fn visible(&self, width: usize) -> Visible {
        let before = "•".repeat(self.cursor);
        let after = "•".repeat(self.len() - self.cursor);
        visible(&before, &after, width)
    }

    /// Moves the cursor.
    const fn go(&mut self, to: usize) -> bool {
        self.cursor = to;
        false
    }

    /// Puts a piece in the place of the characters from one to another, the
    /// cursor behind it.
    fn replace(&mut self, from: usize, to: usize, piece: &str) -> bool {
        if from == to && piece.is_empty() {
            return false;
        }
        let text = self.text.expose();
        let (head, tail) = (&text[..byte_of(text, from)], &text[byte_of(text, to)..]);
        let mut new = String::with_capacity(head.len() + piece.len() + tail.len());
        new.push_str(head);
        new.push_str(piece);
        new.push_str(tail);
        self.cursor = from + piece.chars().count();
        self.text = Secret::new(new);
        true
    }
}

/// Where a character begins, in bytes.
fn byte_of(text: &str, character: usize) -> usize {
    text.char_indices()
        .nth(character)
        .map_or(text.len(), |(byte, _)| byte)
}
