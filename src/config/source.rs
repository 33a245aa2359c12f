//! Where in a file something is.

use crate::directory::strict::{Problem, position};

/// A position in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
}

/// A text and the name of the file it came from.
#[derive(Clone, Copy)]
pub(super) struct Source<'t> {
    pub(super) file: &'t str,
    pub(super) text: &'t str,
}

impl Source<'_> {
    /// The position of a byte.
    pub(super) fn place(self, offset: usize) -> Place {
        let (line, column) = position(self.text, offset);
        Place { line, column }
    }

    pub(super) fn problem(self, place: Place, message: String) -> Problem {
        Problem {
            file: self.file.to_owned(),
            line: place.line,
            column: place.column,
            message,
        }
    }
}
