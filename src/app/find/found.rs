//! What a search gives: the results, and what was looked through.

use jiff::Timestamp;

use crate::app::message::ProfileId;
use crate::directory::call::{RecordRef, ResourceName};
use crate::directory::record::Record;
use crate::text::Untrusted;

/// What was found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// The best of it, the best first; at most [`SHOWN`](super::SHOWN).
    pub hits: Vec<Hit>,
    /// How much there is in all.
    pub total: u64,
    /// What was looked through.
    pub covered: Covered,
}

/// A record that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Whose.
    pub profile: ProfileId,
    /// Which.
    pub of: RecordRef,
    /// As it was seen last.
    pub record: Record,
    /// Whether that was all of it.
    pub whole: bool,
    /// When.
    pub seen: Timestamp,
    /// What it is called.
    pub name: Untrusted<'static>,
    /// What else tells it apart: its email; its id where it has none.
    pub beside: Untrusted<'static>,
}

/// What was looked through, to say honestly what was not found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Covered {
    /// How many records.
    pub records: u64,
    /// Of which resources, by name, in the order of the profiles.
    pub resources: Vec<ResourceName>,
    /// Of how many profiles.
    pub profiles: usize,
    /// Whether more were seen than are remembered.
    pub let_go: bool,
}
