//! One line of text that is being typed: a filter, a field, a password.
//!
//! Nothing here knows keys: the keymap turns them into [`Edit`]s. Pasted text
//! comes in by its own way, so that no paste can be mistaken for keys.

mod secret;
#[cfg(test)]
mod tests;

use tui_input::{Input, InputRequest};

pub use secret::SecretInput;

use crate::keys::Action;
use crate::text::{self, Untrusted};

/// The most characters a line takes; what is typed beyond is left out, and a
/// paste that does not fit is put in not at all. More than any name or search, and small enough to draw at every key.
pub const LINE_MAX: usize = 4096;

/// One step of editing a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// Type a character. Control characters are left out.
    Insert(char),
    /// Move one grapheme to the left.
    Left,
    /// Move one grapheme to the right.
    Right,
    /// Move to the start of this word or of the one before.
    WordLeft,
    /// Move to the start of the next word.
    WordRight,
    /// Move to the start of the line.
    Home,
    /// Move to the end of the line.
    End,
    /// Delete the grapheme on the left.
    Backspace,
    /// Delete the grapheme on the right.
    Delete,
    /// Delete back to the start of a word.
    DeleteWord,
    /// Delete everything on the left.
    DeleteToStart,
}

impl Edit {
    /// The step that an action stands for, if it is one. Characters are typed
    /// and no actions.
    #[must_use]
    pub const fn of(action: Action) -> Option<Self> {
        Some(match action {
            Action::Toggle => Self::Insert(' '),
            Action::CursorLeft | Action::PreviousChoice => Self::Left,
            Action::CursorRight | Action::NextChoice => Self::Right,
            Action::CursorWordLeft => Self::WordLeft,
            Action::CursorWordRight => Self::WordRight,
            Action::CursorStart => Self::Home,
            Action::CursorEnd => Self::End,
            Action::DeleteBackward => Self::Backspace,
            Action::DeleteForward => Self::Delete,
            Action::DeleteWord => Self::DeleteWord,
            Action::DeleteToStart => Self::DeleteToStart,
            _ => return None,
        })
    }
}

/// What of a line can be seen in a given width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visible {
    /// The text, safe to show, at most as wide as was asked for; cut ends are
    /// marked with `…`.
    pub text: String,
    /// The cursor's column in it, from 0; always within the width.
    pub cursor: usize,
    /// Whether there is more before what is seen: it begins with `…`.
    pub cut_before: bool,
    /// Whether there is more behind it: it ends with `…`.
    pub cut_behind: bool,
}

/// A line of text that is being typed. It moves and deletes by grapheme.
#[derive(Debug, Clone, Default)]
pub struct LineInput(Input);

impl PartialEq for LineInput {
    fn eq(&self, other: &Self) -> bool {
        self.value() == other.value() && self.0.cursor() == other.0.cursor()
    }
}

impl Eq for LineInput {}

impl LineInput {
    /// A line that starts with a text, the cursor behind it.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(Input::new(text.to_owned()))
    }

    /// The text as typed. Some of it may have come from outside: showing it
    /// goes through [`visible`](Self::visible) or [`Untrusted`].
    #[must_use]
    pub fn value(&self) -> &str {
        self.0.value()
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.value().is_empty()
    }

    /// Whether the cursor is behind all of it.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.cursor_byte() == self.value().len()
    }

    /// Puts another text in its place, the cursor behind it.
    pub fn set(&mut self, text: &str) {
        *self = Self::new(text);
    }

    /// Does one step of editing. Tells whether the text is another now.
    pub fn edit(&mut self, edit: Edit) -> bool {
        let request = match edit {
            Edit::Insert(c) if c.is_control() || self.room() == 0 => return false,
            Edit::Insert(c) => InputRequest::InsertChar(c),
            Edit::Left => InputRequest::GoToPrevChar,
            Edit::Right => InputRequest::GoToNextChar,
            Edit::WordLeft => InputRequest::GoToPrevWord,
            Edit::WordRight => InputRequest::GoToNextWord,
            Edit::Home => InputRequest::GoToStart,
            Edit::End => InputRequest::GoToEnd,
            Edit::Backspace => InputRequest::DeletePrevChar,
            Edit::Delete => InputRequest::DeleteNextChar,
            Edit::DeleteWord => InputRequest::DeletePrevWord,
            Edit::DeleteToStart => InputRequest::DeleteFromStart,
        };
        let before = self.value().len();
        self.0.handle(request);
        self.value().len() != before
    }

    /// Why pasted text is not put in, if it is not: half of a text is another
    /// text.
    #[must_use]
    pub fn refuses(&self, pasted: &str) -> Option<String> {
        too_long(pasted, self.room())
    }

    /// Puts pasted text at the cursor, on one line, if all of it fits. Tells
    /// whether the text is another now.
    pub fn paste(&mut self, pasted: &str) -> bool {
        let piece: String = on_one_line(pasted).collect();
        if piece.is_empty() || self.refuses(pasted).is_some() {
            return false;
        }
        let (before, after) = self.value().split_at(self.cursor_byte());
        let cursor = self.0.cursor() + piece.chars().count();
        let joined = format!("{before}{piece}{after}");
        self.0 = Input::new(joined).with_cursor(cursor);
        true
    }

    /// What can be seen of it in `width` columns, and where the cursor is. The
    /// last column is kept for a cursor at the end.
    #[must_use]
    pub fn visible(&self, width: usize) -> Visible {
        let (before, after) = self.value().split_at(self.cursor_byte());
        let (before, after) = (Untrusted::new(before), Untrusted::new(after));
        // Enough of it to tell whether there is more than fits.
        let behind = after.shown_within(2 * width + 2);
        visible(&before.shown(), &behind, width)
    }

    fn room(&self) -> usize {
        LINE_MAX.saturating_sub(self.value().chars().count())
    }

    fn cursor_byte(&self) -> usize {
        let text = self.value();
        text.char_indices()
            .nth(self.0.cursor())
            .map_or(text.len(), |(byte, _)| byte)
    }
}

/// What to say of pasted text that does not fit into that many characters.
fn too_long(pasted: &str, room: usize) -> Option<String> {
    let count = on_one_line(pasted).count();
    (count > room).then(|| {
        let (count, room) = (text::grouped(count as u64), text::grouped(room as u64));
        format!("{count} characters pasted; {room} fit; nothing was put in")
    })
}

/// Pasted text with line breaks and tabs as single spaces; a break at the end,
/// as a copied line has it, is left out.
fn on_one_line(pasted: &str) -> impl Iterator<Item = char> {
    let pasted = pasted.trim_end_matches(['\r', '\n']);
    let mut after_return = false;
    pasted.chars().filter_map(move |c| {
        let second_of_pair = after_return && c == '\n';
        after_return = c == '\r';
        match c {
            _ if second_of_pair => None,
            '\r' | '\n' | '\t' => Some(' '),
            other => Some(other),
        }
    })
}

/// The part of two shown texts around the cursor between them that fits.
fn visible(before: &str, after: &str, width: usize) -> Visible {
    let Some(left_of_cursor) = width.checked_sub(1) else {
        return Visible {
            text: String::new(),
            cursor: 0,
            cut_before: false,
            cut_behind: false,
        };
    };
    let mut line = text::tail(before, left_of_cursor).into_owned();
    let cut_before = line.starts_with('…') && line != before;
    let cursor = text::width(&line);
    let behind = text::cut(after, width - cursor);
    let cut_behind = behind.ends_with('…') && *behind != *after;
    line.push_str(&behind);
    Visible {
        text: line,
        cursor,
        cut_before,
        cut_behind,
    }
}
