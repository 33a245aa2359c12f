//! Why a value does not fit, in words for someone who writes TOML.

use std::fmt;
use std::ops::Range;

use serde::de::{self, Expected, Unexpected};

use crate::text::suggestion;

/// Why a value does not fit; the place is filled in by the innermost value
/// that knows its own.
#[derive(Debug)]
pub(super) struct Misfit {
    pub(super) place: Option<usize>,
    pub(super) message: String,
}

impl Misfit {
    pub(super) fn or_at(mut self, span: &Range<usize>) -> Self {
        self.place.get_or_insert(span.start);
        self
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self {
            place: None,
            message: message.to_string(),
        }
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(format_args!(
            "expected {}, found {}",
            expectation(expected),
            kind(found)
        ))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(format_args!("expected {}", expectation(expected)))
    }

    fn invalid_length(found: usize, expected: &dyn Expected) -> Self {
        Self::custom(format_args!(
            "expected {}, found {found} values",
            expectation(expected)
        ))
    }

    fn unknown_variant(found: &str, expected: &'static [&'static str]) -> Self {
        Self::custom(format_args!(
            "\"{found}\" is not known here; {}",
            suggestion(found, expected)
        ))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::custom(format_args!("\"{field}\" is missing"))
    }
}

/// What serde expects, in words for someone who writes TOML and not Rust.
fn expectation(expected: &dyn Expected) -> String {
    let words = expected.to_string();
    match words.as_str() {
        "a string" | "str" | "string" => "text in quotes".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "a sequence" => "a list".to_owned(),
        "u16" | "u32" | "u64" | "usize" => "a whole number, 0 or more".to_owned(),
        other if other.starts_with("struct ") => "a table".to_owned(),
        other if other.starts_with("enum ") => "one of its words".to_owned(),
        other if other.starts_with("an array of length 2") => "a list of two".to_owned(),
        _ => words,
    }
}

/// The kind of a value, without the value.
const fn kind(found: Unexpected<'_>) -> &str {
    match found {
        Unexpected::Bool(_) => "true or false",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => "a number",
        Unexpected::Str(_) => "text",
        Unexpected::Seq => "a list",
        Unexpected::Map => "a table",
        Unexpected::Other(what) => what,
        _ => "something else",
    }
}
