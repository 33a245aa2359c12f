//! Text from outside, and the one way to show it.

use std::borrow::Cow;

/// Text from outside.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Untrusted<'a>(Cow<'a, str>);

impl<'a> Untrusted<'a> {
    /// Text from outside.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Self(text.into())
    }
}
