//! Who a record was when it was seen.
//!
//! An id is no person: servers give ids again, and where an id is a name, the
//! next of that name has it. What is kept about a record beyond an answer (a
//! change to be undone, a bookmark, a mark) keeps who it was as well, and what
//! is read later is held against that.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::description::{Field, Kind, Resource};
use super::pointer::Pointer;
use super::shape::Shape;
use crate::text::{Untrusted, fold};

/// Members that tell when a record was made, where no described field does.
const CREATED: [&str; 6] = [
    "created_at",
    "created_on",
    "createdAt",
    "created",
    "creation_ts",
    "date_joined",
];

/// From this number on, a time as a number is in milliseconds since 1970.
const MILLISECONDS: i64 = 100_000_000_000;

/// What tells a record from another that has its id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Who {
    /// What a person calls it; empty where that was not seen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    name: String,
    /// Its email.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    /// When it was made, as the server wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    created: Option<String>,
    /// Whether name and email are digests: they tell another, and not who.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    veiled: bool,
}

/// How a record stands to who was seen under its id before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// Nothing that was seen of both tells them apart.
    Same,
    /// Its name or its email is another: it was renamed, or is somebody else.
    Renamed,
    /// It was made at another time, or has neither the name nor the email: it is
    /// somebody else.
    Another,
}

impl Who {
    /// Who a record of a resource is.
    #[must_use]
    pub fn of(resource: &Resource, record: &Value) -> Self {
        let email = resource
            .email_field()
            .and_then(|field| text_at(&field.pointer(), record));
        let described = resource.fields.iter().find(|field| is_creation(field));
        let created = match described {
            Some(field) => text_at(&field.pointer(), record),
            None => CREATED
                .iter()
                .find_map(|name| text_at(&Pointer::to(name), record)),
        };
        // Where nothing else is known, a record is called by its email: that is
        // one thing that tells who it is, and not two.
        let name = Shape::of_resource(resource).called(record).raw().to_owned();
        Self {
            name: Some(name)
                .filter(|name| Some(name) != email.as_ref())
                .unwrap_or_default(),
            email,
            created,
            veiled: false,
        }
    }

    /// The same, to be kept where nothing that tells of people may be: name and
    /// email are digests, by which another is known as another.
    #[must_use]
    pub fn veiled(&self) -> Self {
        if self.veiled {
            return self.clone();
        }
        let digest = |text: &String| format!("{:016x}", digest(&fold(text.trim())));
        let name = Some(&self.name).filter(|name| !name.is_empty());
        Self {
            name: name.map(digest).unwrap_or_default(),
            email: self.email.as_ref().map(digest),
            created: self.created.clone(),
            veiled: true,
        }
    }

    /// Who is known by a name alone.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// Whether a record that has the same id now was made at another time, which
    /// no change of its name or email explains.
    #[must_use]
    pub fn was_made_at_another_time(&self, now: &Self) -> bool {
        let both = self.created.as_deref().zip(now.created.as_deref());
        both.and_then(|(was, is)| is_same_time(was, is)) == Some(false)
    }

    /// It in words: the name and the email. Safe to show.
    #[must_use]
    pub fn shown(&self) -> String {
        let name = self.name().shown_within(60).to_string();
        match self.email() {
            Some(email) if name.is_empty() => email.shown_within(60).to_string(),
            Some(email) => format!("{name} · {}", email.shown_within(60)),
            None => name,
        }
    }

    /// What a person calls it; nothing where that is veiled.
    #[must_use]
    pub fn name(&self) -> Untrusted<'_> {
        Untrusted::new(if self.veiled { "" } else { self.name.as_str() })
    }

    /// Its email.
    #[must_use]
    pub fn email(&self) -> Option<Untrusted<'_>> {
        let email = self.email.as_deref().filter(|_| !self.veiled);
        email.map(Untrusted::new)
    }

    /// Whether nothing is known that could tell it from another.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        self.name.is_empty() && self.email.is_none() && self.created.is_none()
    }

    /// How a record that has the same id now stands to this. What one of them
    /// does not tell tells nothing; case, accents and blanks around are no
    /// difference, and a time is the same however it is written.
    #[must_use]
    pub fn likeness(&self, now: &Self) -> Likeness {
        if self.veiled != now.veiled {
            return self.veiled().likeness(&now.veiled());
        }
        let differs = |was: &str, is: &str| fold(was.trim()) != fold(is.trim());
        let name = !self.name.is_empty() && !now.name.is_empty();
        let name = name.then(|| differs(&self.name, &now.name));
        let both = self.email.as_deref().zip(now.email.as_deref());
        let email = both.map(|(was, is)| differs(was, is));
        let both = self.created.as_deref().zip(now.created.as_deref());
        let created = both
            .and_then(|(was, is)| is_same_time(was, is))
            .map(|same| !same);
        let is_renamed = name == Some(true) || email == Some(true);
        let is_nobody_known = name == Some(true) && email == Some(true);
        match created {
            Some(true) => Likeness::Another,
            // Made at the same moment: the same record, renamed at most.
            None if is_nobody_known => Likeness::Another,
            _ if is_renamed => Likeness::Renamed,
            _ => Likeness::Same,
        }
    }
}

/// A digest of a text that is the same in every run (FNV-1a, 64 bits).
fn digest(text: &str) -> u64 {
    let step = |digest: u64, byte: u8| (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

/// Whether a field tells when its record was made.
fn is_creation(field: &Field) -> bool {
    let name = field.name.to_ascii_lowercase();
    field.kind == Kind::Date && (name.contains("creat") || name.contains("joined"))
}

fn text_at(at: &Pointer, record: &Value) -> Option<String> {
    match at.of(record)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Whether two texts are one point in time, to the second: a list and a record
/// may write it differently. None where that cannot be told.
pub(crate) fn is_same_time(one: &str, other: &str) -> Option<bool> {
    match (second(one), second(other)) {
        (Some(one), Some(other)) => Some(one == other),
        _ => (one == other).then_some(true),
    }
}

fn second(text: &str) -> Option<i64> {
    if let Ok(number) = text.parse::<i64>() {
        return Some(if number.abs() >= MILLISECONDS {
            number / 1000
        } else {
            number
        });
    }
    text.parse::<Timestamp>().ok().map(Timestamp::as_second)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;
    use crate::directory::builtin;

    fn who(name: &str, email: Option<&str>, created: Option<&str>) -> Who {
        Who {
            name: name.to_owned(),
            email: email.map(str::to_owned),
            created: created.map(str::to_owned),
            veiled: false,
        }
    }

    #[rstest]
    #[case::nothing_differs(("Zoë", Some("z@x"), Some("2024-01-03T10:00:00Z")), ("Zoë", Some("z@x"), Some("2024-01-03T10:00:00Z")), Likeness::Same)]
    #[case::written_otherwise(("Zoë ", Some("Z@x"), Some("1704276000")), ("zoe", Some("z@x"), Some("2024-01-03T10:00:00.000Z")), Likeness::Same)]
    #[case::milliseconds(("Zoë", None, Some("1704276000123")), ("Zoë", None, Some("1704276000")), Likeness::Same)]
    #[case::married(("Zoë First", Some("z@x"), None), ("Zoë Second", Some("z@x"), None), Likeness::Renamed)]
    #[case::moved_with_the_same_creation(("Zoë", Some("z@x"), Some("2024-01-03T10:00:00Z")), ("Max", Some("m@x"), Some("2024-01-03T10:00:00Z")), Likeness::Renamed)]
    #[case::the_id_was_given_again(("Zoë", Some("z@x"), Some("2024-01-03T10:00:00Z")), ("Zoë", Some("z@x"), Some("2026-01-03T10:00:00Z")), Likeness::Another)]
    #[case::neither_name_nor_email(("Zoë", Some("z@x"), None), ("Max", Some("m@x"), None), Likeness::Another)]
    #[case::nothing_to_compare(("", None, None), ("Max", Some("m@x"), None), Likeness::Same)]
    fn who_it_was_is_held_against_who_it_is(
        #[case] was: (&str, Option<&str>, Option<&str>),
        #[case] is: (&str, Option<&str>, Option<&str>),
        #[case] expected: Likeness,
    ) {
        let was = who(was.0, was.1, was.2);
        let is = who(is.0, is.1, is.2);
        assert_eq!(was.likeness(&is), expected);
        // Digests tell it as well, and do not tell who.
        assert_eq!(was.veiled().likeness(&is), expected);
        assert_eq!(was.veiled().name().raw(), "");
        let kept = serde_json::to_string(&was.veiled()).unwrap();
        assert!(was.name.is_empty() || !kept.contains(&was.name), "{kept}");
    }

    #[test]
    fn a_record_tells_who_it_is_by_its_description() {
        let description = builtin::description("leanmote").unwrap();
        let users = description.resource("users").unwrap();
        let record = json!({"id": "usr_1", "name": "Ana", "email": "ana@x", "created_at": "2024-01-03T10:00:00Z"});
        let expected = who("Ana", Some("ana@x"), Some("2024-01-03T10:00:00Z"));
        assert_eq!(Who::of(users, &record), expected);
    }
}
