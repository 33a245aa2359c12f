//! What may be typed into a field: the checks that a form makes before it
//! sends, from the description alone.

use std::fmt;

use super::description::{Field, Kind, Resource};

/// Why a text cannot be a field's value; shown beside the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing was typed, or only spaces.
    Empty,
    /// Fewer characters than the field takes.
    TooShort {
        /// The fewest it takes.
        min: u32,
    },
    /// More characters than the field takes.
    TooLong {
        /// The most it takes.
        max: u32,
    },
    /// It does not look like an email address.
    NotAnEmail,
    /// It is none of the values to choose from.
    NotAChoice,
    /// It holds a NUL, which databases refuse.
    Nul,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("required"),
            Self::TooShort { min } => write!(f, "at least {min} characters"),
            Self::TooLong { max } => write!(f, "at most {max} characters"),
            Self::NotAnEmail => f.write_str("not an email address"),
            Self::NotAChoice => f.write_str("not one of the values to choose from"),
            Self::Nul => f.write_str("holds a NUL character"),
        }
    }
}

impl Field {
    /// Whether a text may be sent as this field's value.
    ///
    /// An empty text is let through only where the field is optional; on a new
    /// record it is then left out.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn accepts(&self, text: &str) -> Result<(), Refusal> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return if self.check.optional {
                Ok(())
            } else {
                Err(Refusal::Empty)
            };
        }
        if text.contains('\0') {
            return Err(Refusal::Nul);
        }
        // A server may trim before it counts: the least is counted so, the
        // most as typed.
        if let Some(min) = self.check.min
            && count(trimmed) < u64::from(min)
        {
            return Err(Refusal::TooShort { min });
        }
        if let Some(max) = self.check.max
            && count(text) > u64::from(max)
        {
            return Err(Refusal::TooLong { max });
        }
        match self.kind {
            Kind::Email if !is_plausible_email(text) => Err(Refusal::NotAnEmail),
            Kind::Choice if !self.values.iter().any(|value| value == text) => {
                Err(Refusal::NotAChoice)
            }
            _ => Ok(()),
        }
    }
}

fn count(text: &str) -> u64 {
    u64::try_from(text.chars().count()).unwrap_or(u64::MAX)
}

/// Whether a text could be an email address: something, `@`, and a domain with
/// a dot inside. Which addresses exist is for the server to say.
fn is_plausible_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let odd = |c: char| c.is_whitespace() || c.is_control() || c == '@';
    !local.is_empty()
        && !text.replacen('@', "", 1).contains(odd)
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty())
}

/// A field of the form for a new record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewField {
    /// The field as the form shows and checks it: the described one with what
    /// `create` says differently.
    pub field: Field,
    /// The profile's param that it starts with.
    pub param: Option<String>,
}

impl Resource {
    /// The fields of the form for a new record, in order; none where records
    /// cannot be made.
    #[must_use]
    pub fn new_fields(&self) -> Vec<NewField> {
        let create = self.create.iter().flat_map(|create| &create.fields);
        create
            .map(|given| {
                let mut field = self.field(&given.name).cloned().unwrap_or_default();
                field.name.clone_from(&given.name);
                field.editable = true;
                field.locked = None;
                if given.label.is_some() {
                    field.label.clone_from(&given.label);
                }
                if let Some(kind) = given.kind {
                    field.kind = kind;
                }
                if let Some(check) = &given.check {
                    field.check = check.clone();
                }
                NewField {
                    field,
                    param: given.param.clone(),
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests;
