//! What a record holds in a field, typed for whoever shows it: the screen, an
//! export, a form.

use std::borrow::Cow;

use jiff::Timestamp;
use serde_json::Value;

use super::call::HIDDEN;
use super::description::{Field, Kind};
use super::pointer::Pointer;
use crate::text::Untrusted;

/// What a record holds in a described field.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldValue<'v> {
    /// The record has no such member.
    Missing,
    /// The member is null.
    Null,
    /// Text; a number as the server wrote it; an empty text too.
    Text(Untrusted<'v>),
    /// A yes/no and its word.
    YesNo {
        /// The value.
        yes: bool,
        /// The description's word for it, else `yes` or `no`.
        word: String,
    },
    /// A point in time.
    Date {
        /// When.
        at: Timestamp,
        /// As the server wrote it.
        text: Untrusted<'v>,
    },
    /// Something else than the description says, as compact JSON or, where it
    /// is text, as it came.
    Unexpected(Untrusted<'v>),
}

impl<'v> FieldValue<'v> {
    /// What a record, parsed, holds in a field.
    #[must_use]
    pub fn read(field: &Field, record: &'v Value) -> Self {
        match field.at.as_ref() {
            Some(at) => at.of(record),
            // The usual case, without a pointer to build and take apart.
            None => record.get(&field.name),
        }
        .map_or(Self::Missing, |value| Self::of(field, value))
    }

    fn of(field: &Field, value: &'v Value) -> Self {
        match (field.kind, value) {
            (_, Value::Null) => Self::Null,
            (Kind::Password | Kind::Secret, _) => Self::Text(Untrusted::new(HIDDEN)),
            (Kind::YesNo, Value::Bool(yes)) => Self::YesNo {
                yes: *yes,
                word: field.word(*yes).to_owned(),
            },
            (Kind::Date, Value::String(text)) => match text.parse() {
                Ok(at) => Self::Date {
                    at,
                    text: Untrusted::new(text.as_str()),
                },
                Err(_) => Self::Unexpected(Untrusted::new(text.as_str())),
            },
            (Kind::Text | Kind::Id | Kind::Email | Kind::Choice, Value::String(text)) => {
                Self::Text(Untrusted::new(text.as_str()))
            }
            (Kind::Id | Kind::Number, Value::Number(number)) => {
                Self::Text(Untrusted::new(number.to_string()))
            }
            _ => Self::Unexpected(compact(value)),
        }
    }

    /// It in words: a yes/no by its word, a date as it came, nothing for
    /// missing and null.
    #[must_use]
    pub fn text(&self) -> Untrusted<'_> {
        match self {
            Self::Missing | Self::Null => Untrusted::default(),
            Self::YesNo { word, .. } => Untrusted::new(word.as_str()),
            Self::Text(text) | Self::Unexpected(text) | Self::Date { text, .. } => text.borrowed(),
        }
    }

    /// The yes/no, if it is one.
    #[must_use]
    pub const fn yes_no(&self) -> Option<bool> {
        match self {
            Self::YesNo { yes, .. } => Some(*yes),
            _ => None,
        }
    }

    /// Whether there is nothing: missing, null or an empty text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Missing | Self::Null => true,
            Self::Text(text) => text.is_empty(),
            _ => false,
        }
    }
}

impl Field {
    /// The word for one value of a yes/no field.
    #[must_use]
    pub fn word(&self, yes: bool) -> &str {
        match &self.words {
            Some(words) => &words[usize::from(yes)],
            None if yes => "yes",
            None => "no",
        }
    }
}

/// A member of a record that its description does not name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other<'v> {
    /// Its name, or `outer.inner` for a member of an object.
    pub name: Untrusted<'v>,
    /// Its text, yes or no, or compact JSON.
    pub text: Untrusted<'v>,
}

/// What a record holds beyond the described fields, in the server's order:
/// objects opened one level deep, a yes/no as that word, all else that is not
/// text as compact JSON.
#[must_use]
pub fn others<'v>(fields: &[Field], record: &'v Value) -> Vec<Other<'v>> {
    let Value::Object(members) = record else {
        return vec![Other {
            name: Untrusted::new("value"),
            text: compact(record),
        }];
    };
    let described: Vec<Pointer> = fields.iter().map(Field::pointer).collect();
    let mut others = Vec::new();
    for (name, value) in members {
        let at = Pointer::to(name);
        if described.contains(&at) {
            continue;
        }
        match value {
            Value::Object(inner) if !inner.is_empty() => {
                for (inner_name, inner_value) in inner {
                    if !described.contains(&at.then(inner_name)) {
                        others.push(Other {
                            name: Untrusted::new(format!("{name}.{inner_name}")),
                            text: in_words(inner_value),
                        });
                    }
                }
            }
            // A list that holds nothing but what a field shows says no more.
            Value::Array(list) if list.len() == 1 && shown_whole(&described, &at, &list[0]) => {}
            _ => others.push(Other {
                name: Untrusted::new(name.as_str()),
                text: in_words(value),
            }),
        }
    }
    others
}

/// Whether every member of a list's only element is described.
fn shown_whole(described: &[Pointer], list: &Pointer, only: &Value) -> bool {
    let at = list.then("0");
    only.as_object().is_some_and(|members| {
        !members.is_empty() && members.keys().all(|m| described.contains(&at.then(m)))
    })
}

/// The most fields that [`found_fields`] makes.
const MOST_FOUND: usize = 64;

/// Fields for records of which nothing is documented, made from some that
/// came: each member at the top of any of them, with the kind that its values
/// have, 64 at most. Plain values are columns; lists and objects are not.
pub fn found_fields<'v>(records: impl IntoIterator<Item = &'v Value>) -> Vec<Field> {
    let mut found: Vec<(Field, Option<Kind>)> = Vec::new();
    for (name, value) in records
        .into_iter()
        .filter_map(Value::as_object)
        .flat_map(serde_json::Map::iter)
    {
        let kind = kind_of(name, value);
        let plain = !value.is_array() && !value.is_object();
        let full = found.len() == MOST_FOUND;
        match found.iter_mut().find(|(field, _)| field.name == *name) {
            Some((field, known)) => {
                field.column &= plain;
                *known = match (*known, kind) {
                    (Some(known), Some(kind)) if known != kind => Some(Kind::Text),
                    (known, kind) => known.or(kind),
                };
            }
            None if full => {}
            None => {
                let field = Field {
                    name: name.clone(),
                    column: plain,
                    ..Field::default()
                };
                found.push((field, kind));
            }
        }
    }
    found
        .into_iter()
        .map(|(field, kind)| Field {
            kind: kind.unwrap_or_default(),
            ..field
        })
        .collect()
}

/// What a value looks like; nothing where it is null.
fn kind_of(name: &str, value: &Value) -> Option<Kind> {
    match value {
        Value::Null => None,
        Value::Bool(_) => Some(Kind::YesNo),
        Value::Number(_) if name == "id" => Some(Kind::Id),
        Value::Number(_) => Some(Kind::Number),
        Value::String(_) if name == "id" || name.ends_with("_id") => Some(Kind::Id),
        Value::String(text) if text.parse::<Timestamp>().is_ok() => Some(Kind::Date),
        _ => Some(Kind::Text),
    }
}

/// What nobody described, for people to read.
fn in_words(value: &Value) -> Untrusted<'_> {
    match value {
        Value::Bool(true) => Untrusted::new("yes"),
        Value::Bool(false) => Untrusted::new("no"),
        other => compact(other),
    }
}

/// Text as it came; anything else as JSON on one line.
fn compact(value: &Value) -> Untrusted<'_> {
    match value {
        Value::String(text) => Untrusted::new(Cow::Borrowed(text.as_str())),
        other => Untrusted::new(other.to_string()),
    }
}

#[cfg(test)]
mod tests;
