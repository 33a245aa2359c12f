//! What can be changed, and how.

use serde::Deserialize;

use super::{Check, Kind};
use crate::directory::pointer::Pointer;

/// The methods a write may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum WriteMethod {
    /// Make, or act.
    Post,
    /// Replace.
    Put,
    /// Change some fields.
    Patch,
    /// Remove.
    Delete,
}

/// How a record is made.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Create {
    /// The method.
    pub method: WriteMethod,
    /// The path.
    pub path: String,
    /// Where the answer holds the new record, if not where the envelope says.
    #[serde(default)]
    pub record: Option<Pointer>,
    /// What it takes.
    pub fields: Vec<CreateField>,
}

/// A field of a new record.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CreateField {
    /// Its name in the body, and the described field's where there is one.
    pub name: String,
    /// Its name on the screen, if not the described field's.
    #[serde(default)]
    pub label: Option<String>,
    /// How it is shown and edited, if not as the described field.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// The profile's param that it starts with.
    #[serde(default)]
    pub param: Option<String>,
    /// How it is checked, if not as the described field.
    #[serde(default)]
    pub check: Option<Check>,
}

/// How some fields of a record are changed: a flat body of the changed ones.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Update {
    /// The method.
    pub method: WriteMethod,
    /// The path; `{id}` is the record's id.
    pub path: String,
    /// Where the answer holds the record, if not where the envelope says.
    #[serde(default)]
    pub record: Option<Pointer>,
    /// What it sends. A `PUT` has to say so: on many servers it replaces the
    /// record, and what is not sent is gone.
    #[serde(default)]
    pub sends: Option<Sends>,
    /// Whether the answer shows the record as it now is. If not, it is read.
    #[serde(default)]
    pub answers_record: bool,
}

/// What an update sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sends {
    /// The changed fields alone: the server keeps the others.
    Changed,
}

/// How a record is disabled and enabled: an update of one yes/no field.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Disable {
    /// The yes/no field.
    pub field: String,
    /// Its value on a disabled record.
    #[serde(default)]
    pub when: bool,
}

/// How a record is removed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Remove {
    /// The method.
    pub method: WriteMethod,
    /// The path; `{id}` is the record's id.
    pub path: String,
    /// The one field that the body sets to true, if there is a body.
    #[serde(default)]
    pub flag: Option<String>,
    /// What it is called: `Remove`.
    pub title: String,
    /// What it does besides, as a sentence.
    pub warning: String,
}
