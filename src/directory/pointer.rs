//! JSON pointers: where in a record or an answer something is.

use std::fmt;

use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

/// A JSON pointer (RFC 6901) in its text form; empty is the whole document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The pointer to a member at the top of a document.
    #[must_use]
    pub fn to(member: &str) -> Self {
        Self::default().then(member)
    }

    /// The pointer to a member of what this one points to.
    #[must_use]
    pub fn then(&self, member: &str) -> Self {
        let member = member.replace('~', "~0").replace('/', "~1");
        Self(format!("{}/{member}", self.0))
    }

    /// The members on the way, from the top.
    pub fn members(&self) -> impl Iterator<Item = String> {
        let way = self.0.split('/').skip(1);
        way.map(|member| member.replace("~1", "/").replace("~0", "~"))
    }

    /// The pointer that a text spells.
    ///
    /// # Errors
    /// A sentence, if the text is neither empty nor begins with `/`.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() || text.starts_with('/') {
            Ok(Self(text.to_owned()))
        } else {
            Err(format!(
                "a pointer is empty or begins with \"/\", as in \"/{text}\""
            ))
        }
    }

    /// What it points to in a document, null included.
    #[must_use]
    pub fn of<'a>(&self, document: &'a Value) -> Option<&'a Value> {
        document.pointer(&self.0)
    }

    /// Its text form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Pointer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}
