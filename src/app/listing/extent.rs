//! How much of a list was seen, and what told so.
//!
//! That all of a list is loaded is said in many places, and each of them needs a
//! [`Whole`] for it. Only this module makes one, and only from pages that were
//! read from the first to one that was the last by what the server said, with
//! nothing seen meanwhile that speaks against it.

use std::fmt;

use jiff::Timestamp;

use super::pages::Pages;

/// How much of a list was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// There are pages that were not read, or nothing told where they end.
    Open,
    /// It was read to its end, and rows may be missing.
    Ended(Doubt),
    /// It was read to its end, and holds every row.
    Whole(Whole),
}

/// That every row of a list was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whole {
    rows: u64,
    read_at: Option<Timestamp>,
}

impl Whole {
    /// How many rows there are.
    #[must_use]
    pub const fn rows(self) -> u64 {
        self.rows
    }

    /// When the oldest of its pages was read, by the local clock: it was whole
    /// then, and may have more rows by now. None where nobody told the time.
    #[must_use]
    pub const fn read_at(self) -> Option<Timestamp> {
        self.read_at
    }
}

/// Why a list that was read to its end may lack rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It is one record that was opened, and no list was read for it.
    OneRecord,
    /// The server said that there are more, and told no way to them.
    Withheld,
    /// The same page came twice, where another was asked for.
    Repeated,
    /// A row came on two pages, or the total changed: another may have slipped
    /// from a page that was not read yet to one that was.
    Moved,
    /// The server says that there are more rows than came.
    Fewer,
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OneRecord => "it is one record that was opened",
            Self::Withheld => "the server says that there are more, and does not give them",
            Self::Repeated => "the server gave the same page again",
            Self::Moved => "the list changed while it was read: rows may have slipped by",
            Self::Fewer => "the server says that there are more than came",
        })
    }
}

impl Extent {
    /// What the pages of a list tell, the oldest of which was read at that time.
    pub(super) fn of(pages: &Pages, read_at: Option<Timestamp>) -> Self {
        if !pages.are_read_through() {
            return Self::Open;
        }
        match pages.doubt() {
            Some(doubt) => Self::Ended(doubt),
            None => Self::Whole(Whole {
                rows: pages.rows(),
                read_at,
            }),
        }
    }

    /// That every row was seen, if that is so.
    #[must_use]
    pub const fn whole(self) -> Option<Whole> {
        match self {
            Self::Whole(whole) => Some(whole),
            Self::Open | Self::Ended(_) => None,
        }
    }
}
