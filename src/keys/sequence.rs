//! Keys pressed one after another.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use super::key::{Key, KeyError};

/// Keys pressed one after another that mean one thing: `g g`, or just `j`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sequence(Box<[Key]>);

impl Sequence {
    /// The most keys in a sequence.
    pub const MAX: usize = 4;

    /// The keys as help writes them: `g g`, `ctrl-d`, `↓`.
    #[must_use]
    pub fn label(&self) -> String {
        joined(self.0.iter().map(|key| key.label()))
    }
}

fn joined(keys: impl Iterator<Item = String>) -> String {
    keys.collect::<Vec<_>>().join(" ")
}

impl Deref for Sequence {
    type Target = [Key];

    fn deref(&self) -> &[Key] {
        &self.0
    }
}

impl From<&[Key]> for Sequence {
    fn from(keys: &[Key]) -> Self {
        Self(keys.into())
    }
}

impl FromStr for Sequence {
    type Err = KeyError;

    /// Reads keys separated by spaces.
    fn from_str(text: &str) -> Result<Self, KeyError> {
        let keys = text
            .split_ascii_whitespace()
            .map(Key::from_str)
            .collect::<Result<Box<[Key]>, KeyError>>()?;
        match keys.len() {
            0 => Err(KeyError::Empty),
            1..=Self::MAX => Ok(Self(keys)),
            more => Err(KeyError::TooLong(more)),
        }
    }
}

impl fmt::Display for Sequence {
    /// The keys as the configuration names them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&joined(self.0.iter().map(Key::to_string)))
    }
}

impl fmt::Debug for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sequence({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{Code, Modifiers};

    #[test]
    fn sequences_are_keys_between_spaces() {
        let held = Modifiers {
            ctrl: true,
            ..Modifiers::default()
        };
        let ctrl_left = Key::new(Code::Left, held);
        let sequence: Sequence = " g  ctrl-left ".parse().unwrap();
        assert_eq!(*sequence, [Key::char('g'), ctrl_left]);
        assert_eq!(sequence.to_string(), "g ctrl-left");
        assert_eq!(sequence.label(), "g ctrl-←");
        for (text, reason) in [
            (" ", "no key is named"),
            ("a b c d e", "5 keys in one sequence; at most 4 are allowed"),
            (
                "g entr",
                "no key is called \"entr\"; did you mean \"enter\"?",
            ),
        ] {
            let error = text.parse::<Sequence>().unwrap_err();
            assert_eq!(error.to_string(), reason);
        }
    }
}
