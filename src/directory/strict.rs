//! TOML read strictly: every unknown key and every misfit with its place.
//!
//! The `toml` crate parses; what is here reads its spanned tree into serde
//! types. Because a struct tells its reader which keys it has, each unknown
//! key can be named together with the nearest one that is valid in that very
//! table, all of them at once. Messages quote no value, except a word that is
//! none of a closed set.

use std::fmt;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

mod misfit;
mod node;

use node::{Node, Unknown};

use crate::text::Untrusted;

/// What is wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file's name, as it was given.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            column,
            message,
        } = self;
        // A key that is quoted may have been copied from anywhere.
        let (file, message) = (
            Untrusted::new(file.as_str()),
            Untrusted::new(message.as_str()),
        );
        write!(f, "{}:{line}:{column}: {}", file.shown(), message.shown())
    }
}

/// The way from the top of a document to a value in it.
#[derive(Debug, Clone, Copy)]
pub enum Path<'p> {
    /// The top.
    Root,
    /// A member of a table.
    Key(&'p Path<'p>, &'p str),
    /// An element of an array.
    Index(&'p Path<'p>, usize),
}

impl Path<'_> {
    /// The way on to a member of the table that this leads to.
    #[must_use]
    pub const fn key<'p>(&'p self, name: &'p str) -> Path<'p> {
        Path::Key(self, name)
    }

    /// The way on to an element of the array that this leads to.
    #[must_use]
    pub const fn index(&self, index: usize) -> Path<'_> {
        Path::Index(self, index)
    }
}

/// A file's text, parsed, with the place of every value.
#[derive(Debug)]
pub struct Document<'t> {
    file: &'t str,
    text: &'t str,
    root: Spanned<DeValue<'t>>,
}

impl<'t> Document<'t> {
    /// Parses TOML. `file` is for messages only.
    ///
    /// # Errors
    /// Every place where the text is not TOML.
    pub fn parse(text: &'t str, file: &'t str) -> Result<Self, Vec<Problem>> {
        let (table, errors) = DeTable::parse_recoverable(text);
        let document = Self {
            file,
            text,
            root: Spanned::new(table.span(), DeValue::Table(table.into_inner())),
        };
        if errors.is_empty() {
            return Ok(document);
        }
        Err(errors
            .iter()
            .map(|error| document.at(error.span().unwrap_or(0..0).start, error.message()))
            .collect())
    }

    /// Reads the document as a `T`.
    ///
    /// # Errors
    /// All keys that `T` does not know, and the first value that does not fit,
    /// in the order of the file.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Vec<Problem>> {
        let unknown = Unknown::default();
        let read = T::deserialize(Node {
            value: &self.root,
            unknown: &unknown,
        });
        let mut faults = unknown.into_inner();
        match read {
            Ok(value) if faults.is_empty() => return Ok(value),
            Ok(_) => {}
            Err(misfit) => faults.push((misfit.place.unwrap_or(0), misfit.message)),
        }
        faults.sort_by_key(|(place, _)| *place);
        Err(faults
            .iter()
            .map(|(place, message)| self.at(*place, message))
            .collect())
    }

    /// A problem with the value that a path leads to or, where it is absent,
    /// with the innermost table that would hold it.
    #[must_use]
    pub fn problem(&self, path: &Path<'_>, message: &str) -> Problem {
        self.at(self.find(path).span().start, message)
    }

    fn find(&self, path: &Path<'_>) -> &Spanned<DeValue<'t>> {
        match path {
            Path::Root => &self.root,
            Path::Key(parent, name) => {
                let parent = self.find(parent);
                let table = parent.get_ref().as_table();
                table.and_then(|t| t.get(*name)).unwrap_or(parent)
            }
            Path::Index(parent, index) => {
                let parent = self.find(parent);
                let array = parent.get_ref().as_array();
                array.and_then(|a| a.get(*index)).unwrap_or(parent)
            }
        }
    }

    fn at(&self, offset: usize, message: &str) -> Problem {
        let (line, column) = position(self.text, offset);
        Problem {
            file: self.file.to_owned(),
            line,
            column,
            message: message.to_owned(),
        }
    }
}

/// The line of a byte in a text and its column in characters, both from 1.
#[must_use]
pub fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.matches('\n').count() + 1;
    // A byte order mark is no character of the text.
    let column = before[line_start..].chars().filter(|c| *c != '\u{feff}');
    (line, column.count() + 1)
}
