//! The fields of a record, and how their values are checked.

use serde::{Deserialize, Serialize};

use crate::directory::pointer::Pointer;

/// A field of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a word of the language, which says it or does not"
)]
pub struct Field {
    /// Its name on the command line, in sorting and in this file.
    pub name: String,
    /// Its name on the screen; the name with spaces, unless given.
    #[serde(default)]
    pub label: Option<String>,
    /// Where the record holds it; the name at the top, unless given.
    #[serde(default)]
    pub at: Option<Pointer>,
    /// How it is shown and checked.
    #[serde(default)]
    pub kind: Kind,
    /// Whether lists show it as a column.
    #[serde(default)]
    pub column: bool,
    /// The words for `false` and `true` of a yes/no field.
    #[serde(default)]
    pub words: Option<[String; 2]>,
    /// All values of a choice; of another kind, values to suggest.
    #[serde(default)]
    pub values: Vec<String>,
    /// Whether its values are a few that many records share, as job titles
    /// are: a word of a filter matches only the beginnings of words in them. A
    /// choice, a yes/no and a field with `values` are taken to be so.
    #[serde(default)]
    pub vocabulary: bool,
    /// Whether it can be changed by an update.
    #[serde(default)]
    pub editable: bool,
    /// How its value is checked before it is sent.
    #[serde(default)]
    pub check: Check,
    /// Whether giving it a value deserves the record's email to be typed
    /// first: a right that reaches far.
    #[serde(default)]
    pub grave: bool,
    /// Why it is not editable, if there is more to say than "not editable".
    #[serde(default)]
    pub locked: Option<String>,
}

impl Field {
    /// Its name on the screen.
    #[must_use]
    pub fn label(&self) -> String {
        self.label
            .clone()
            .unwrap_or_else(|| self.name.replace('_', " "))
    }

    /// Where a record holds it.
    #[must_use]
    pub fn pointer(&self) -> Pointer {
        self.at.clone().unwrap_or_else(|| Pointer::to(&self.name))
    }
}

/// How a field is shown and edited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Words.
    #[default]
    Text,
    /// The record's id, or another's.
    Id,
    /// An email address.
    Email,
    /// A point in time, RFC 3339.
    Date,
    /// A number.
    Number,
    /// True or false.
    YesNo,
    /// One of `values`.
    Choice,
    /// Text never shown: a new user's password.
    Password,
    /// A credential that a record holds: dots wherever it is, put there when
    /// the record is read.
    Secret,
}

impl Kind {
    /// Whether its values are seen by nobody.
    #[must_use]
    pub const fn is_hidden(self) -> bool {
        matches!(self, Self::Password | Self::Secret)
    }
}

/// How a value is checked before it is sent. Lengths are in characters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Check {
    /// The fewest characters.
    #[serde(default)]
    pub min: Option<u32>,
    /// The most characters.
    #[serde(default)]
    pub max: Option<u32>,
    /// Whether it may be left empty on a new record.
    #[serde(default)]
    pub optional: bool,
}
