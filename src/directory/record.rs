//! A record: an id and the JSON as it came.

mod members;

use std::fmt;
use std::sync::Arc;

use serde_json::Value;

pub use self::members::{Elements, Members, text_of};
use super::pointer::Pointer;

/// A record's id as the server wrote it; a number keeps its text.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordId(Arc<str>);

impl RecordId {
    /// The id that a text spells: what the operator typed, or what a record
    /// holds.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(Arc::from(text))
    }

    /// The id as it is sent and compared. It came from outside: showing it
    /// goes through [`crate::text::Untrusted`].
    #[must_use]
    pub fn raw(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

/// A record's JSON, parsed: to be read through a
/// [`Shape`](super::shape::Shape).
pub type Parsed = Value;

/// One JSON object from a directory, whole and unchanged but for what nobody is
/// to see: what stands for it in a list, even where that is no object.
///
/// It holds its bytes and not a tree of values: a listing may keep a million.
/// [`Record::value`] parses it for those that are looked at.
#[derive(Clone, PartialEq, Eq)]
pub struct Record {
    id: Option<RecordId>,
    body: Arc<str>,
}

impl Record {
    /// A record with the id found in it, if one was.
    #[must_use]
    pub fn new(id: Option<RecordId>, body: &str) -> Self {
        Self {
            id,
            body: Arc::from(body),
        }
    }

    /// Its id. A record without one can be looked at, not opened or changed.
    #[must_use]
    pub const fn id(&self) -> Option<&RecordId> {
        self.id.as_ref()
    }

    /// Whether another is this very record, or a copy of it: not one that came
    /// again, even if it came the same.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.body, &other.body)
    }

    /// Its JSON text, members in the server's order and numbers exact.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.body
    }

    /// Its members as they are written, without parsing all of it.
    #[must_use]
    pub fn members(&self) -> Members<'_> {
        Members::of(&self.body)
    }

    /// Its JSON, parsed. Null if the text is not JSON, which `decode` has
    /// ruled out for every record that came from a server.
    #[must_use]
    pub fn value(&self) -> Parsed {
        serde_json::from_str(&self.body).unwrap_or(Value::Null)
    }

    /// The id that a pointer finds in a document: a text that is not empty or
    /// a number.
    #[must_use]
    pub fn id_in(document: &Value, at: &Pointer) -> Option<RecordId> {
        match at.of(document)? {
            Value::String(text) if !text.is_empty() => Some(RecordId::new(text)),
            Value::Number(number) => Some(RecordId::new(&number.to_string())),
            _ => None,
        }
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}
