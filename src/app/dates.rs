//! How dates and times are written: those of UTC, as no time zone is known here.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};

/// A day in UTC: `3 Jan 2024`.
#[must_use]
pub fn day(at: Timestamp) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let date = at.to_zoned(TimeZone::UTC).date();
    let month = usize::from(date.month().unsigned_abs()) - 1;
    format!("{} {} {}", date.day(), MONTHS[month], date.year())
}

/// The time of a day in UTC: `14:02`.
#[must_use]
pub fn time_of_day(at: Timestamp) -> String {
    let time = at.to_zoned(TimeZone::UTC).time();
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// The time of a day in UTC, to the second: `14:02:11`.
#[must_use]
pub fn second_of_day(at: Timestamp) -> String {
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
#[must_use]
pub fn age(at: Timestamp, now: Timestamp) -> String {
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
