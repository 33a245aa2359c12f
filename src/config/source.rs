//! Where in a file something is.

use crate::directory::strict::Problem;

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
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Place {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
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
