//! What is written of dates and numbers, and what records hold of them.

use std::cmp::Ordering;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::query::Relation;

/// A day as a folded row has it, `2024-01-31`: their order is that of time.
pub(super) type Day = [u8; 10];

/// The words for two days.
const WORDS: [&str; 2] = ["today", "yesterday"];

/// The day that a segment of a folded row holds, if it is one.
pub(super) fn day(segment: &str) -> Option<Day> {
    let day: Day = segment.as_bytes().try_into().ok()?;
    let is_day = day.iter().enumerate().all(|(at, byte)| match at {
        4 | 7 => *byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    is_day.then_some(day)
}

fn written(date: Date) -> Option<Day> {
    // A year beyond 9999 is written otherwise, and no record has one.
    day(&date.to_string())
}

/// Days from one on, up to another that is not among them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Days {
    from: Option<Day>,
    until: Option<Day>,
}

impl Days {
    pub(super) fn contain(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }

    /// Whether all of them are among others.
    pub(super) fn are_among(&self, wider: &Self) -> bool {
        let after = wider
            .from
            .is_none_or(|wide| self.from.is_some_and(|from| wide <= from));
        let before = wider
            .until
            .is_none_or(|wide| self.until.is_some_and(|until| until <= wide));
        after && before
    }
}

/// What is written where a date belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Dated {
    /// Those days.
    Days(Days),
    /// Those days, of a value of which only the start could be read.
    Start(Days, String),
    /// The start of something that can be read, if more follows.
    Unfinished,
    /// An age, which is above or below something or nothing.
    Age,
    /// Something else.
    Unreadable,
}

/// Reads what is written where a date belongs. Without a today, there are no
/// ages.
pub(super) fn dated(relation: Relation, value: &str, today: Option<Date>) -> Dated {
    let value = value.to_lowercase();
    if let Some(age) = age(&value) {
        return match today.and_then(|today| aged(relation, today, age)) {
            Some(days) => Dated::Days(days),
            None if relation.is_order() => Dated::Unreadable,
            None => Dated::Age,
        };
    }
    if let Some(days) = spanned(relation, &value, today) {
        return Dated::Days(days);
    }
    let is_start = value.len() < 4 && value.bytes().all(|byte| byte.is_ascii_digit());
    if is_start || WORDS.iter().any(|word| word.starts_with(&*value)) {
        return Dated::Unfinished;
    }
    // A month that is not typed to its end is still its year.
    for length in [10, 7, 4] {
        if let Some((start, rest)) = value.split_at_checked(length)
            && rest.starts_with(['-', 't'])
            && let Some(days) = spanned(relation, start, None)
        {
            return Dated::Start(days, start.to_owned());
        }
    }
    Dated::Unreadable
}

/// How long something has been, in one unit.
fn age(value: &str) -> Option<Span> {
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = value.split_at(digits);
    let number: i64 = number.parse().ok()?;
    let span = Span::new();
    match unit {
        "d" => span.try_days(number),
        "w" => span.try_weeks(number),
        "m" | "mo" => span.try_months(number),
        "y" => span.try_years(number),
        _ => return None,
    }
    .ok()
}

/// The days on which something began that is younger or older than that.
fn aged(relation: Relation, today: Date, age: Span) -> Option<Days> {
    let then = today.checked_sub(age).ok()?;
    let after = then.checked_add(1.day()).ok()?;
    let mut days = Days::default();
    match relation {
        Relation::Below => days.from = Some(written(after)?),
        Relation::UpTo => days.from = Some(written(then)?),
        Relation::Above => days.until = Some(written(then)?),
        Relation::From => days.until = Some(written(after)?),
        Relation::Contains | Relation::Equals => return None,
    }
    Some(days)
}

/// The days in such a relation to a year, a month or a day: after a month is
/// after its last day.
fn spanned(relation: Relation, value: &str, today: Option<Date>) -> Option<Days> {
    let (start, length) = span(value, today)?;
    let end = written(start.checked_add(length).ok()?)?;
    let start = written(start)?;
    let (from, until) = match relation {
        Relation::Contains | Relation::Equals => (Some(start), Some(end)),
        Relation::Above => (Some(end), None),
        Relation::From => (Some(start), None),
        Relation::Below => (None, Some(start)),
        Relation::UpTo => (None, Some(end)),
    };
    Some(Days { from, until })
}

/// The first day of a year, a month or a day, and how long that is.
fn span(value: &str, today: Option<Date>) -> Option<(Date, Span)> {
    match value {
        "today" => return Some((today?, 1.day())),
        "yesterday" => return Some((today?.yesterday().ok()?, 1.day())),
        _ => {}
    }
    let (rest, length) = match value.len() {
        4 => ("-01-01", 1.year()),
        7 => ("-01", 1.month()),
        10 => ("", 1.day()),
        _ => return None,
    };
    let first = format!("{value}{rest}");
    day(&first)?;
    Some((first.parse().ok()?, length))
}

/// A number, whole ones exact up to 38 digits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Number {
    Whole(i128),
    Real(f64),
}

impl Number {
    /// The number that a text is.
    pub(super) fn read(text: &str) -> Option<Self> {
        if let Ok(whole) = text.parse() {
            return Some(Self::Whole(whole));
        }
        // There are words that are numbers to Rust and to nobody else.
        let first = text.trim_start_matches(['-', '+']).as_bytes().first()?;
        let real: f64 = text.parse().ok().filter(|_| first.is_ascii_digit())?;
        real.is_finite().then_some(Self::Real(real))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "beside a fraction there is nothing more exact to compare with"
    )]
    const fn real(self) -> f64 {
        match self {
            Self::Whole(whole) => whole as f64,
            Self::Real(real) => real,
        }
    }

    /// Whether it is in such a relation to another.
    pub(super) fn is(self, relation: Relation, other: Self) -> bool {
        let order = match (self, other) {
            (Self::Whole(one), Self::Whole(other)) => Some(one.cmp(&other)),
            _ => self.real().partial_cmp(&other.real()),
        };
        match relation {
            Relation::Contains | Relation::Equals => order == Some(Ordering::Equal),
            Relation::Above => order == Some(Ordering::Greater),
            Relation::From => order.is_some_and(Ordering::is_ge),
            Relation::Below => order == Some(Ordering::Less),
            Relation::UpTo => order.is_some_and(Ordering::is_le),
        }
    }
}

#[cfg(test)]
mod tests;
