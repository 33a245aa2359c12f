//! What the arguments ask for, before it is known whether it can be.

use super::USUAL;
use crate::directory::call::{ListOf, RecordOf};

/// What the arguments ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// One record.
    Record(RecordOf),
    /// A list.
    List {
        /// Which.
        of: ListOf,
        /// How much of it.
        rows: Rows,
        /// Its order: `FIELD`, `FIELD:asc` or `FIELD:desc`.
        sort: Option<String>,
        /// A text for the directory to search for.
        search: Option<String>,
        /// Further parameters, each `NAME=VALUE`.
        params: Vec<String>,
        /// What the records must pass to be printed, in the language of
        /// [filters](crate::app::filter).
        filter: Option<String>,
    },
}

/// How much of a list is printed, and, with a filter, looked at for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// The first hundred; what remains is told.
    Usual,
    /// That many. A filter looks at the pages that hold the first so many.
    First(u64),
    /// All of it.
    All,
    /// That many that pass the filter, however far that is.
    Until(u64),
}

impl Rows {
    /// The most records that are printed.
    pub(super) const fn most(self) -> u64 {
        match self {
            Self::Usual => USUAL,
            Self::First(rows) | Self::Until(rows) => rows,
            Self::All => u64::MAX,
        }
    }

    /// How many records are read: the pages that the last of them is on are
    /// read whole.
    pub(super) const fn reach(self) -> u64 {
        match self {
            Self::Usual | Self::First(_) => self.most(),
            Self::All | Self::Until(_) => u64::MAX,
        }
    }
}
