//! What a record holds in a field, exact enough to tell whether it moved.

use serde_json::Value;

use crate::directory::call::Input;
use crate::directory::pointer::Pointer;
use crate::text::{Untrusted, fold};

/// What a record holds at some place: nothing, or a JSON value as it came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held(Option<Value>);

impl Held {
    /// The record has no such member.
    pub const MISSING: Self = Self(None);

    /// What a document holds at a place.
    #[must_use]
    pub fn at(pointer: &Pointer, document: &Value) -> Self {
        Self(pointer.of(document).cloned())
    }

    /// A value that a record holds.
    #[must_use]
    pub fn of(value: &Value) -> Self {
        Self(Some(value.clone()))
    }

    /// What a record will hold once it took a value that was sent. Nothing for
    /// a secret: no record shows it.
    #[must_use]
    pub fn after(sent: &Input) -> Self {
        Self(match sent {
            Input::Text(text) => Some(Value::String(text.clone())),
            Input::YesNo(yes) => Some(Value::Bool(*yes)),
            Input::Secret(_) => None,
        })
    }

    /// Whether the record has no such member.
    #[must_use]
    pub const fn is_missing(&self) -> bool {
        self.0.is_none()
    }

    /// Whether there is nothing to see: no member, null or an empty text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match &self.0 {
            None | Some(Value::Null) => true,
            Some(Value::String(text)) => text.is_empty(),
            Some(Value::Array(list)) => list.is_empty(),
            Some(_) => false,
        }
    }

    /// The yes/no, if it is one.
    #[must_use]
    pub const fn yes_no(&self) -> Option<bool> {
        match self.0 {
            Some(Value::Bool(yes)) => Some(yes),
            _ => None,
        }
    }

    /// The value as text to edit: a text as it is, anything else as JSON,
    /// nothing for missing and null.
    #[must_use]
    pub fn text(&self) -> String {
        match &self.0 {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        }
    }

    /// Whether this is what a record shows after that value was sent. A number
    /// is sent as its text, and an empty text may be kept as null.
    #[must_use]
    pub fn shows(&self, sent: &Input) -> bool {
        match (&self.0, sent) {
            (Some(Value::String(held)), Input::Text(sent)) => held == sent,
            (Some(Value::Number(held)), Input::Text(sent)) => held.to_string() == *sent,
            (Some(Value::Null), Input::Text(sent)) => sent.is_empty(),
            (Some(Value::Bool(held)), Input::YesNo(sent)) => held == sent,
            _ => false,
        }
    }

    /// Whether this is the same value, if written in another form: a number and
    /// its text, nothing and null.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let is_nothing = |held: &Self| matches!(held.0, None | Some(Value::Null));
        self == other
            || (is_nothing(self) && is_nothing(other))
            || match (self.as_input(), other.as_input()) {
                (Some(Input::Text(one)), Some(Input::Text(other))) => one == other,
                _ => false,
            }
    }

    /// Whether this may be the form in which a server keeps that value: in
    /// another case, without blanks around or marks, cut off at some length, or
    /// nothing for an empty text.
    #[must_use]
    pub fn may_be_kept_for(&self, sent: &Input) -> bool {
        let Input::Text(sent) = sent else {
            return false;
        };
        let plain = |text: &str| fold(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        let (sent, kept) = (plain(sent), plain(&self.text()));
        match &self.0 {
            None | Some(Value::Null) => sent.is_empty(),
            Some(Value::String(_)) => sent == kept || (!kept.is_empty() && sent.starts_with(&kept)),
            Some(_) => sent == kept,
        }
    }

    /// What would have to be sent to have this again; none where nothing that
    /// may be sent says it.
    #[must_use]
    pub fn as_input(&self) -> Option<Input> {
        match &self.0 {
            Some(Value::String(text)) => Some(Input::Text(text.clone())),
            Some(Value::Number(number)) => Some(Input::Text(number.to_string())),
            Some(Value::Bool(yes)) => Some(Input::YesNo(*yes)),
            _ => None,
        }
    }

    /// It in words, safe to show: a yes/no by its word if it has one.
    #[must_use]
    pub fn shown(&self, words: Option<&[String; 2]>) -> String {
        match &self.0 {
            None | Some(Value::Null) => "(not set)".to_owned(),
            Some(Value::Bool(yes)) => yes_no_word(*yes, words),
            Some(Value::String(text)) if text.is_empty() => "(empty)".to_owned(),
            Some(_) => Untrusted::new(self.text()).shown().into(),
        }
    }

    /// It for the journal; nothing for missing.
    #[must_use]
    pub const fn json(&self) -> Option<&Value> {
        self.0.as_ref()
    }

    /// It as it was journalled.
    #[must_use]
    pub const fn journalled(json: Option<Value>) -> Self {
        Self(json)
    }
}

/// A value to be sent in words, safe to show; a secret is not said.
#[must_use]
pub fn input_shown(input: &Input, words: Option<&[String; 2]>) -> String {
    match input {
        Input::Secret(_) => "•••".to_owned(),
        _ => Held::after(input).shown(words),
    }
}

fn yes_no_word(yes: bool, words: Option<&[String; 2]>) -> String {
    match words {
        Some(words) => words[usize::from(yes)].clone(),
        None if yes => "yes".to_owned(),
        None => "no".to_owned(),
    }
}
