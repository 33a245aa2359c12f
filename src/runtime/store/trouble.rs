//! Why something cannot be kept.

use std::fmt;

use rusqlite::ErrorCode;

/// How SQLite says that an open file is not there any more under its name.
const MOVED: i32 = rusqlite::ffi::SQLITE_READONLY_DBMOVED;

/// What is said where somebody has removed it while it was open.
pub(super) const REMOVED: &str = "it was removed meanwhile";

/// Why something cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Another process holds it; it may let go.
    Busy,
    /// It is no database, or not a sound one.
    Damaged,
    /// A newer version of whoswho has made it.
    Newer,
    /// Anything else, in words.
    Other(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Busy => "another program holds it",
            Self::Damaged => "it is damaged",
            Self::Newer => "it is a newer whoswho's, and is left alone",
            Self::Other(why) => why,
        })
    }
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        let words = match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => return Self::Busy,
            _ if error
                .sqlite_error()
                .is_some_and(|e| e.extended_code == MOVED) =>
            {
                REMOVED
            }
            Some(ErrorCode::DiskFull) => "the disk is full",
            Some(ErrorCode::ReadOnly) => "it is read-only",
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => "permission denied",
            Some(ErrorCode::SystemIoFailure) => "the disk cannot be read or written",
            Some(ErrorCode::OutOfMemory) => "there is no memory for it",
            // What we ask for can be done, unless the tables are not what
            // they should be.
            _ => return Self::Damaged,
        };
        Self::Other(words.to_owned())
    }
}
