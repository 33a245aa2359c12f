//! What is known of a record besides its rows in lists.

use jiff::Timestamp;

use crate::app::message::Ticket;
use crate::directory::call::ApiError;
use crate::directory::record::Record;

/// A record that was read by itself, or is to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Known {
    /// It was asked for.
    Reading(Ticket),
    /// It was asked for again; this is what it was before.
    Rereading(Ticket, AsSeen),
    /// It came, or it is shown as it was seen before.
    Read(AsSeen),
    /// It did not come. The record that was there before is kept.
    Failed(ApiError, Option<AsSeen>),
}

/// A record as it was seen at a time.
#[derive(Debug, Clone, PartialEq)]
pub struct AsSeen {
    /// It.
    pub record: Record,
    /// When a directory gave it, by the local clock.
    pub at: Timestamp,
    /// Whether it is whole, as reading it by itself gives it.
    pub whole: bool,
    /// Whether it is what was kept or found of it, and is to be read anew.
    pub is_old: bool,
}

impl AsSeen {
    /// A record that was read by itself.
    #[must_use]
    pub const fn read(record: Record, at: Timestamp) -> Self {
        Self {
            record,
            at,
            whole: true,
            is_old: false,
        }
    }
}

impl Known {
    /// The record, if there is one.
    #[must_use]
    pub const fn record(&self) -> Option<&Record> {
        match self.seen() {
            Some(seen) => Some(&seen.record),
            None => None,
        }
    }

    /// The record with its time, if there is one.
    #[must_use]
    pub const fn seen(&self) -> Option<&AsSeen> {
        match self {
            Self::Read(seen) | Self::Rereading(_, seen) | Self::Failed(_, Some(seen)) => Some(seen),
            Self::Reading(_) | Self::Failed(_, None) => None,
        }
    }

    /// Whether it is shown as it was seen before, and was not asked for since.
    #[must_use]
    pub const fn is_to_be_read(&self) -> bool {
        matches!(self, Self::Read(seen) if seen.is_old)
    }

    /// What it is being read by, if it is.
    #[must_use]
    pub const fn ticket(&self) -> Option<Ticket> {
        match self {
            Self::Reading(ticket) | Self::Rereading(ticket, _) => Some(*ticket),
            Self::Read(_) | Self::Failed(..) => None,
        }
    }
}
