//! Whether rows come in the order that the server was asked for.
//!
//! Said to be broken is only what is certain: within one answer, and for texts
//! only where no way to compare them that a server may have fits. What has no
//! value may stand anywhere.

use std::cmp::Ordering;

use super::Listing;
use crate::app::seek::Collation;
use crate::directory::description::{Field, Kind, Order};
use crate::directory::record::Record;
use crate::directory::value::FieldValue;
use crate::text::fold;

/// An order, and what the rows that came tell of it.
#[derive(Debug, Clone)]
pub(super) struct Heeded {
    by: Field,
    order: Order,
    /// The ways to compare that no two rows have contradicted.
    left: Vec<Way>,
}

/// A way to compare two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// As dates or numbers.
    Value,
    /// As texts.
    Text(Collation),
    /// As texts, in which a run of digits is a number.
    Natural,
}

/// What a row is put in order by.
enum Key {
    Number(f64),
    Text(String),
}

impl Heeded {
    fn new(by: &Field, order: Order) -> Self {
        let left = match by.kind {
            Kind::Date | Kind::Number => vec![Way::Value],
            _ => {
                let texts = Collation::ALL.into_iter().map(Way::Text);
                texts.chain([Way::Natural]).collect()
            }
        };
        Self {
            by: by.clone(),
            order,
            left,
        }
    }

    /// Looks at the rows of one answer.
    pub(super) fn look_at(&mut self, rows: &[Record]) {
        let keys: Vec<Key> = rows.iter().filter_map(|row| self.key(row)).collect();
        let wrong = match self.order {
            Order::Ascending => Ordering::Greater,
            Order::Descending => Ordering::Less,
        };
        self.left.retain(|way| {
            let mut pairs = keys.windows(2);
            !pairs.any(|pair| way.compare(&pair[0], &pair[1]) == Some(wrong))
        });
    }

    /// Forgets what the rows told.
    pub(super) fn begin_anew(&mut self) {
        *self = Self::new(&self.by, self.order);
    }

    fn key(&self, row: &Record) -> Option<Key> {
        let record = row.value();
        match FieldValue::read(&self.by, &record) {
            FieldValue::Date { at, .. } => Some(Key::Number(at.as_duration().as_secs_f64())),
            FieldValue::Text(text) if self.by.kind == Kind::Number => {
                text.raw().parse().ok().map(Key::Number)
            }
            FieldValue::Text(text) if !text.raw().trim().is_empty() => {
                Some(Key::Text(text.raw().to_owned()))
            }
            _ => None,
        }
    }
}

impl Way {
    fn compare(self, one: &Key, other: &Key) -> Option<Ordering> {
        match (self, one, other) {
            (Self::Value, Key::Number(one), Key::Number(other)) => one.partial_cmp(other),
            (Self::Text(by), Key::Text(one), Key::Text(other)) => {
                Some(by.key(one).cmp(&by.key(other)))
            }
            (Self::Natural, Key::Text(one), Key::Text(other)) => {
                Some(natural(one).cmp(&natural(other)))
            }
            _ => None,
        }
    }
}

/// A text whose numbers have so many digits that they compare as numbers.
fn natural(text: &str) -> String {
    /// More digits than a number in a name has.
    const DIGITS: usize = 24;
    let mut key = String::new();
    let mut digits = String::new();
    let pad = |key: &mut String, digits: &mut String| {
        if !digits.is_empty() {
            key.extend(std::iter::repeat_n(
                '0',
                DIGITS.saturating_sub(digits.len()),
            ));
            key.push_str(digits);
            digits.clear();
        }
    };
    for sign in fold(text).chars() {
        if sign.is_ascii_digit() {
            digits.push(sign);
        } else {
            pad(&mut key, &mut digits);
            key.push(sign);
        }
    }
    pad(&mut key, &mut digits);
    key
}

impl Listing {
    /// Says which field the order is by that the list is to come in, and which way
    /// it goes; what comes from now on is held against it. Fields whose order
    /// is the server's own affair are not.
    pub fn heed_order(&mut self, by: Option<(&Field, Order)>) {
        let is_told = |field: &Field| {
            matches!(
                field.kind,
                Kind::Text | Kind::Email | Kind::Id | Kind::Number | Kind::Date
            )
        };
        let by = by.filter(|(field, _)| is_told(field));
        let is_same = match (&self.heeded, by) {
            (Some(heeded), Some((field, order))) => heeded.by == *field && heeded.order == order,
            (None, None) => true,
            _ => false,
        };
        if !is_same {
            self.heeded = by.map(|(field, order)| Heeded::new(field, order));
        }
    }

    /// Whether rows came for certain in another order than they should.
    #[must_use]
    pub fn breaks_order(&self) -> bool {
        let heeded = self.heeded.as_ref();
        heeded.is_some_and(|heeded| heeded.left.is_empty())
    }
}
