//! Days and weeks, as a calendar shows them: in UTC, Monday first.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Activity, Known};
use crate::app::dates;

/// Days of a week.
const WEEK: i32 = 7;
/// The weeks of half a year, by which a calendar goes back: days that are looked
/// at one after the other mostly stay where they are.
const BACK: i32 = 26;
/// Seconds of a day.
const SECONDS: i64 = 24 * 60 * 60;

/// A day in UTC, by how many days it is after 1 January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// The day of a time.
    #[must_use]
    pub fn of(at: Timestamp) -> Self {
        let nanoseconds = i128::from(SECONDS) * 1_000_000_000;
        let days = at.as_nanosecond().div_euclid(nanoseconds);
        // The years of a time are -9999 to 9999.
        Self(i32::try_from(days).unwrap_or(i32::MAX))
    }

    /// The day so many days later.
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// How many days later it is than another.
    #[must_use]
    pub const fn since(self, other: Self) -> i32 {
        self.0.saturating_sub(other.0)
    }

    /// The Monday of its week.
    #[must_use]
    pub const fn monday(self) -> Self {
        // The first day of all was a Thursday.
        Self(
            self.0
                .saturating_sub((self.0.saturating_add(3)).rem_euclid(WEEK)),
        )
    }

    /// The month, from 1, and the day in it.
    #[must_use]
    pub fn in_month(self) -> (i8, i8) {
        let date = self.start().to_zoned(TimeZone::UTC).date();
        (date.month(), date.day())
    }

    /// When it begins.
    #[must_use]
    pub fn start(self) -> Timestamp {
        Timestamp::from_second(i64::from(self.0) * SECONDS).unwrap_or_default()
    }

    /// It in words: `3 Jan 2024`.
    #[must_use]
    pub fn words(self) -> String {
        dates::day(self.start())
    }
}

/// What a day is drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// It has not come yet.
    Ahead,
    /// Nothing of it is loaded, and there may be something.
    Unknown,
    /// So many records.
    Counted(u32),
}

/// Some weeks of what was counted, the newest last.
#[derive(Debug, Clone, Copy)]
pub struct Weeks<'a> {
    activity: &'a Activity,
    first: Day,
    count: u16,
    today: Day,
}

impl<'a> Weeks<'a> {
    /// They end with this week, or, where that would leave them empty, with
    /// that of the last record.
    pub(super) fn new(activity: &'a Activity, count: u16, today: Day) -> Self {
        let days = i32::from(count.saturating_sub(1)) * WEEK;
        let first = today.monday().plus(-days);
        let this_week = Self {
            activity,
            first,
            count,
            today,
        };
        match this_week.last_record() {
            Some(day) if day < first => Self {
                first: day.monday().plus(-days),
                ..this_week
            },
            _ => this_week,
        }
    }

    /// The same, or as many half years earlier as it takes for a day to be among
    /// them.
    #[must_use]
    pub fn showing(self, day: Option<Day>) -> Self {
        // A calendar of fewer weeks leaves none out.
        let step = BACK.min(i32::from(self.count)).max(1) * WEEK;
        let before = day.map_or(0, |day| self.first.since(day)).max(0);
        let steps = before.saturating_add(step - 1) / step;
        Self {
            first: self.first.plus(-steps.saturating_mul(step)),
            ..self
        }
    }

    /// The last day up to today that has records.
    #[must_use]
    pub fn last_record(&self) -> Option<Day> {
        let days = self.activity.days.range(..=self.today);
        days.last().map(|(day, _)| *day)
    }

    /// Whether they ended before this week.
    #[must_use]
    pub fn are_past(&self) -> bool {
        self.place(self.today).is_none()
    }

    /// The Monday of each week.
    pub fn mondays(&self) -> impl Iterator<Item = Day> + use<> {
        let first = self.first;
        (0..i32::from(self.count)).map(move |week| first.plus(week * WEEK))
    }

    /// Where a day is: its week and its weekday, both from 0.
    #[must_use]
    pub fn place(&self, day: Day) -> Option<(u16, u16)> {
        let after = u16::try_from(day.since(self.first)).ok()?;
        let (week, weekday) = (after / 7, after % 7);
        (week < self.count).then_some((week, weekday))
    }

    /// What a day is drawn as.
    #[must_use]
    pub fn cell(&self, day: Day) -> Cell {
        let count = self.activity.on(day);
        let is_known = match self.activity.known() {
            Known::All => true,
            Known::Since(first) => day >= first,
            Known::Until(last) => day <= last,
            Known::Nothing => false,
        };
        if day > self.today {
            Cell::Ahead
        } else if count > 0 || is_known {
            Cell::Counted(count)
        } else {
            Cell::Unknown
        }
    }

    /// How many records there are in these weeks, up to today.
    #[must_use]
    pub fn records(&self) -> u64 {
        let until = self.today;
        let days = self.activity.days();
        days.filter(|(day, _)| self.place(*day).is_some() && *day <= until)
            .map(|(_, count)| u64::from(count))
            .sum()
    }
}
