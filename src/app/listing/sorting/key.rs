//! What a row is sorted by: read from its JSON, as far as that has to be read.

use std::cmp::Ordering;

use jiff::Timestamp;
use serde_json::Value;

use crate::directory::description::{Field, Kind};
use crate::directory::pointer::Pointer;
use crate::directory::record::{Members, text_of};
use crate::directory::shape::Shape;
use crate::text::fold;

/// What one row is sorted by. Values of different kinds stand in the order of
/// these.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// No before yes.
    YesNo(bool),
    /// By its value.
    Number(Number),
    /// The earlier first: seconds since 1970 and a part of one.
    Date(i64, i32),
    /// Folded: whatever the case and the accents.
    Text(Box<str>),
    /// There is nothing; it comes last, whichever way is sorted.
    Missing,
}

/// The kinds of keys in their order, each a part of the numbers that tell them
/// apart: above so many bits.
const KIND: u32 = 125;
/// Which of the kinds comes last.
const MISSING: u128 = 4;

/// What tells most keys apart, in an order that may be descending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank([u8; 16]);

impl Rank {
    /// Whether keys of the same rank are the same.
    pub(super) const fn tells_all(self, descending: bool) -> bool {
        let is_odd = self.0[15] & 1 == 1;
        is_odd == descending
    }
}

/// A number: about, and exactly where it is whole and not too long.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    about: f64,
    whole: i64,
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_value = self.about.total_cmp(&other.about);
        by_value.then(self.whole.cmp(&other.whole))
    }
}

impl Key {
    pub(super) const fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }

    pub(super) fn compare(&self, other: &Self, descending: bool) -> Ordering {
        if descending && !self.is_missing() && !other.is_missing() {
            other.cmp(self)
        } else {
            self.cmp(other)
        }
    }

    /// What tells most keys apart as [`Key::compare`] does.
    pub(super) fn rank(&self, descending: bool) -> Rank {
        let ascending = self.number();
        let number = if descending && !self.is_missing() {
            (MISSING << KIND) - 1 - ascending
        } else {
            ascending
        };
        Rank(number.to_be_bytes())
    }

    /// A number that is never in another order than the keys are. It is odd where
    /// that may be the same for two that differ.
    fn number(&self) -> u128 {
        /// How many bytes of a text go in.
        const TEXT: usize = 15;
        let (kind, within, is_part) = match self {
            Self::YesNo(yes) => (0, u128::from(*yes), false),
            Self::Number(number) => {
                // Below 0, the further from it the larger the bits are.
                let bits = number.about.to_bits();
                let sign = 1 << 63;
                let bits = if bits & sign == 0 { bits | sign } else { !bits };
                (1, u128::from(bits), true)
            }
            Self::Date(seconds, part) => {
                // Shifted, so that what lies before 1970 comes first.
                let seconds = seconds.cast_unsigned() ^ (1 << 63);
                let part = part.cast_unsigned() ^ (1 << 31);
                (2, u128::from(seconds) << 32 | u128::from(part), false)
            }
            Self::Text(text) => {
                let mut first = [0; 16];
                for (to, from) in first[1..].iter_mut().zip(text.bytes()) {
                    *to = from;
                }
                // Behind a shorter text there is as if there were zeros.
                let is_part = text.len() > TEXT || text.contains('\0');
                (3, u128::from_be_bytes(first), is_part)
            }
            Self::Missing => (MISSING, 0, false),
        };
        (kind << KIND) | (within << 1) | u128::from(is_part)
    }

    /// The key that a value in JSON is, in a field of a kind.
    fn of(json: &str, kind: Kind) -> Self {
        match (json.as_bytes().first(), kind) {
            (_, Kind::Password | Kind::Secret) => Self::Missing,
            (Some(b't'), _) => Self::YesNo(true),
            (Some(b'f'), _) => Self::YesNo(false),
            (Some(b'-' | b'0'..=b'9'), _) => json.parse().map_or(Self::Missing, |about| {
                Self::Number(Number {
                    about,
                    whole: json.parse().unwrap_or(0),
                })
            }),
            (Some(b'"'), _) => match text_of(json) {
                Some(text) => Self::of_text(&text, kind),
                None => Self::Missing,
            },
            (Some(b'[' | b'{'), _) => Self::of_text(json, Kind::Text),
            _ => Self::Missing,
        }
    }

    fn of_text(text: &str, kind: Kind) -> Self {
        if kind == Kind::Date
            && let Ok(at) = text.parse::<Timestamp>()
        {
            return Self::Date(at.as_second(), at.subsec_nanosecond());
        }
        let text = text.trim();
        if text.is_empty() {
            Self::Missing
        } else {
            Self::Text(fold(text).into_boxed_str())
        }
    }
}

/// How a row is read for an order: where its record holds what it is sorted by.
#[derive(Debug, Clone)]
pub struct SortKeys {
    /// What is joined by a blank to one text; mostly one.
    parts: Vec<Part>,
    /// What counts where none of that is there, the first that is.
    instead: Vec<Part>,
    kind: Kind,
}

/// One value of a record.
#[derive(Debug, Clone)]
struct Part {
    /// The member at the record's top that holds it.
    member: String,
    /// Where in that; empty if that member is it.
    rest: Pointer,
}

impl Part {
    fn new(pointer: &Pointer) -> Self {
        let mut members = pointer.members();
        let member = members.next().unwrap_or_default();
        let rest = members.fold(Pointer::default(), |rest, member| rest.then(&member));
        Self { member, rest }
    }

    fn read(&self, json: Option<&str>, kind: Kind) -> Key {
        let Some(json) = json else {
            return Key::Missing;
        };
        if self.rest.as_str().is_empty() {
            return Key::of(json, kind);
        }
        serde_json::from_str::<Value>(json)
            .ok()
            .and_then(|value| Some(Key::of(&self.rest.of(&value)?.to_string(), kind)))
            .unwrap_or(Key::Missing)
    }
}

impl SortKeys {
    /// By a field.
    #[must_use]
    pub fn of_field(field: &Field) -> Self {
        Self {
            parts: vec![Part::new(&field.pointer())],
            instead: Vec::new(),
            kind: field.kind,
        }
    }

    /// By what a person calls a record: see [`Shape::called`].
    #[must_use]
    pub fn of_called(shape: &Shape<'_>) -> Self {
        let at = |name: &str| {
            let field = shape.field(name);
            field.map_or_else(|| Pointer::to(name), Field::pointer)
        };
        let names = crate::app::columns::called_by(shape);
        let own = shape.fields.iter().find(|field| field.kind == Kind::Email);
        let email = own.or_else(|| shape.resource?.email_field());
        let email = email.map(Field::pointer);
        Self {
            parts: names.into_iter().map(|name| Part::new(&at(name))).collect(),
            instead: email.iter().chain([&shape.id]).map(Part::new).collect(),
            kind: Kind::Text,
        }
    }

    /// What a row is sorted by.
    pub(super) fn read(&self, json: &str) -> Key {
        let mut found = vec![None; self.parts.len() + self.instead.len()];
        for (name, value) in Members::of(json) {
            for (part, found) in self.members().zip(&mut found) {
                if part.member == name {
                    *found = Some(value);
                }
            }
        }
        let (parts, instead) = found.split_at(self.parts.len());
        let mut keys = self
            .parts
            .iter()
            .zip(parts)
            .map(|(part, raw)| part.read(*raw, self.kind))
            .filter(|key| !key.is_missing());
        match (keys.next(), keys.next()) {
            (None, _) => self
                .instead
                .iter()
                .zip(instead)
                .map(|(part, raw)| part.read(*raw, self.kind))
                .find(|key| !key.is_missing())
                .unwrap_or(Key::Missing),
            (Some(only), None) => only,
            (Some(first), Some(second)) => {
                let all = [first, second].into_iter().chain(keys);
                let texts = all.filter_map(|key| match key {
                    Key::Text(text) => Some(text.into_string()),
                    _ => None,
                });
                let text = texts.collect::<Vec<String>>().join(" ");
                Key::Text(text.into_boxed_str())
            }
        }
    }

    fn members(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().chain(&self.instead)
    }
}
