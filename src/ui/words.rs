//! How numbers, dates and times are written.

use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};

/// A number with its thousands set apart: `12,480`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number and what is counted: `1 match`, `3 matches`.
pub(super) fn counted(number: u64, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        grouped(number),
        if number == 1 { one } else { many }
    )
}

/// A day in UTC: `3 Jan 2024`.
pub(super) fn day(at: Timestamp) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let date = at.to_zoned(TimeZone::UTC).date();
    let month = usize::from(date.month().unsigned_abs()) - 1;
    format!("{} {} {}", date.day(), MONTHS[month], date.year())
}

/// The time of a day in UTC: `14:02`.
pub(super) fn time_of_day(at: Timestamp) -> String {
    let time = at.to_zoned(TimeZone::UTC).time();
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// The time of a day in UTC, to the second: `14:02:11`.
pub(super) fn second_of_day(at: Timestamp) -> String {
    let time = at.to_zoned(TimeZone::UTC).time();
    format!(
        "{:02}:{:02}:{:02}",
        time.hour(),
        time.minute(),
        time.second()
    )
}

/// How long ago something was, or how soon it is, in its largest unit: `2 years
/// ago`, `in 3 days`, `just now`.
pub(super) fn age(at: Timestamp, now: Timestamp) -> String {
    let (then, now) = (at.to_zoned(TimeZone::UTC), now.to_zoned(TimeZone::UTC));
    let Ok(span) = then.until((Unit::Year, &now)) else {
        return String::new();
    };
    let parts = [
        (i64::from(span.get_years()), "year"),
        (i64::from(span.get_months()), "month"),
        (i64::from(span.get_days()), "day"),
        (i64::from(span.get_hours()), "hour"),
        (span.get_minutes(), "minute"),
    ];
    let Some((count, unit)) = parts.into_iter().find(|(count, _)| *count != 0) else {
        return "just now".to_owned();
    };
    let number = count.unsigned_abs();
    let unit = if number == 1 {
        unit.to_owned()
    } else {
        format!("{unit}s")
    };
    if count > 0 {
        format!("{number} {unit} ago")
    } else {
        format!("in {number} {unit}")
    }
}

/// What is left of a wait, a second begun counting whole: `0:38`, `14:59`.
pub(super) fn countdown(left: Duration) -> String {
    let seconds = left.as_secs() + u64::from(left.subsec_nanos() > 0);
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// What is left of a window, in minutes, a minute begun counting whole: `41m`.
pub(super) fn minutes(left: Duration) -> String {
    format!("{}m", left.as_secs().div_ceil(60).max(1))
}

/// How long something took: `212 ms`, `1.4 s`.
pub(super) fn took(duration: Duration) -> String {
    let millis = duration.as_millis();
    if millis < 1000 {
        format!("{millis} ms")
    } else {
        format!("{}.{} s", millis / 1000, millis % 1000 / 100)
    }
}
