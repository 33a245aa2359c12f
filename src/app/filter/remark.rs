//! What there is to say of a filter that is not, or not yet, what it seems.

use std::fmt;

/// What there is to say of one of a filter's words. Shown, it is a few words
/// without a full stop that quote what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// No field is called so: it was taken for a word as it stands.
    NoField {
        /// The name.
        name: String,
        /// What it was probably meant to be.
        near: Option<String>,
        /// What there is, in the fields' order.
        known: Vec<String>,
    },
    /// Several fields begin so: it was taken for a word as it stands.
    Several {
        /// The name.
        name: String,
        /// What it may be.
        known: Vec<String>,
    },
    /// A value is still missing: it asks nothing yet.
    Open {
        /// The field, as the screen calls it.
        field: String,
        /// What can stand there.
        takes: String,
    },
    /// The value is nothing that the field can have: it asks nothing.
    NoValue {
        /// The field, as the screen calls it.
        field: String,
        /// The value.
        value: String,
        /// What can stand there.
        takes: String,
    },
    /// Only the start of the value was read.
    Start {
        /// The value.
        value: String,
        /// What was read of it.
        read: String,
    },
    /// The field has no order: it asks nothing.
    Unordered {
        /// The field, as the screen calls it.
        field: String,
    },
}

impl Remark {
    /// Whether it only says how to go on.
    #[must_use]
    pub const fn is_help(&self) -> bool {
        matches!(self, Self::Open { .. })
    }

    /// The same in a few words, where there is little room.
    #[must_use]
    pub fn brief(&self) -> String {
        match self {
            Self::NoField {
                near: Some(near), ..
            } => format!("did you mean {near}?"),
            Self::NoField { name, .. } => format!("no field {name}"),
            Self::Several { name, .. } => format!("which {name}…?"),
            Self::Open { field, takes } => format!("{field} takes {takes}"),
            Self::NoValue { value, .. } => format!("cannot be {value}"),
            Self::Start { read, .. } => format!("read as {read}"),
            Self::Unordered { field } => format!("no > or < for {field}"),
        }
    }

    /// The name that stands for no field of its own, if that is it.
    #[must_use]
    pub fn unknown(&self) -> Option<&str> {
        match self {
            Self::NoField { name, .. } | Self::Several { name, .. } => Some(name),
            _ => None,
        }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoField {
                name,
                near: Some(near),
                ..
            } => write!(f, "no field is called {name}; did you mean {near}?"),
            Self::NoField { name, known, .. } => {
                write!(
                    f,
                    "no field is called {name}; there are {}",
                    known.join(", ")
                )
            }
            Self::Several { name, known } => {
                write!(f, "{name} may be {}", known.join(" or "))
            }
            Self::Open { field, takes } => write!(f, "{field} takes {takes}"),
            Self::NoValue {
                field,
                value,
                takes,
            } => write!(f, "{field} takes {takes}, and not {value}"),
            Self::Start { value, read } => write!(f, "of {value} only {read} was read"),
            Self::Unordered { field } => {
                write!(f, "{field} has no > and <: they are for dates and numbers")
            }
        }
    }
}
