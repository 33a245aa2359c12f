//! Why a call cannot be made a request.

use std::fmt;

use crate::directory::description::Operation;

/// Why a call cannot be made a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EncodeError {
    /// The description has no resource of that name.
    UnknownResource {
        /// The name.
        name: String,
        /// What may have been meant, as the end of a sentence.
        suggestion: String,
    },
    /// The resource has no relation of that name.
    UnknownRelation {
        /// The name.
        name: String,
        /// The resource.
        resource: String,
        /// What may have been meant, as the end of a sentence.
        suggestion: String,
    },
    /// The directory has no such call.
    NotOffered {
        /// What kind of call.
        operation: Operation,
        /// Of what: a resource's or relation's title.
        what: String,
    },
    /// The list cannot be sorted by that field.
    Unsortable {
        /// The field.
        field: String,
        /// What it can be sorted by, as the end of a sentence.
        suggestion: String,
    },
    /// The directory cannot search that list.
    Unsearchable,
    /// The list's pages cannot be asked for in that way.
    NotAPage,
    /// A parameter that the call itself sends.
    ParameterTaken {
        /// The parameter.
        name: String,
    },
    /// A field that the call does not take.
    UnknownField {
        /// The field.
        name: String,
        /// What may have been meant, as the end of a sentence.
        suggestion: String,
    },
    /// A value of another kind than the field's.
    WrongKind {
        /// The field.
        name: String,
    },
    /// A change of nothing.
    NoFields,
    /// An id that is no path segment: empty, `.` or `..`.
    NotAnId,
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownResource { name, suggestion } => {
                write!(f, "no resource is called {name:?}; {suggestion}")
            }
            Self::UnknownRelation {
                name,
                resource,
                suggestion,
            } => write!(f, "{resource} have no relation {name:?}; {suggestion}"),
            Self::NotOffered { operation, what } => {
                let verb = match operation {
                    Operation::List => "listed",
                    Operation::Get => "read one by one",
                    Operation::Create => "created",
                    Operation::Update => "changed",
                    Operation::Remove => "removed",
                };
                write!(f, "{what} cannot be {verb} in this directory")
            }
            Self::Unsortable { field, suggestion } => {
                write!(f, "this list cannot be sorted by {field:?}; {suggestion}")
            }
            Self::Unsearchable => {
                f.write_str("this directory cannot search that list; filter what is loaded instead")
            }
            Self::NotAPage => f.write_str("this list has no such page"),
            Self::ParameterTaken { name } => {
                write!(f, "the parameter {name:?} is set by the call itself")
            }
            Self::UnknownField { name, suggestion } => {
                write!(f, "{name:?} is no field that this takes; {suggestion}")
            }
            Self::WrongKind { name } => write!(f, "{name:?} takes another kind of value"),
            Self::NoFields => f.write_str("nothing is changed"),
            Self::NotAnId => f.write_str("an id is not empty, \".\" or \"..\""),
        }
    }
}

impl std::error::Error for EncodeError {}
