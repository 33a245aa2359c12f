//! How dates and times are written: those of UTC, as no time zone is known here.

use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};

/// A day in UTC: `3 Jan 2024`.
#[must_use]
pub fn day(at: Timestamp) -> String {
    let date = at.to_zoned(TimeZone::UTC).date();
    format!("{} {} {}", date.day(), month(at), date.year())
}

/// A month in UTC: `Jan`.
#[must_use]
pub fn month(at: Timestamp) -> &'static str {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let date = at.to_zoned(TimeZone::UTC).date();
    MONTHS[usize::from(date.month().unsigned_abs()) - 1]
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

/// What is left of a wait, a second begun counting whole: `0:38`, `14:59`.
#[must_use]
pub fn countdown(left: Duration) -> String {
    let seconds = left.as_secs() + u64::from(left.subsec_nanos() > 0);
    format!("{}:{:02}", seconds / 60, seconds % 60)
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

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{age, day, second_of_day, time_of_day};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_and_its_times_are_those_of_utc() {
        let late = at("2024-01-03T23:59:07-02:00");
        assert_eq!(day(late), "4 Jan 2024");
        assert_eq!(time_of_day(late), "01:59");
        assert_eq!(second_of_day(late), "01:59:07");
    }

    #[test]
    fn an_age_is_in_its_largest_unit() {
        let now = at("2026-03-14T12:00:00Z");
        for (then, words) in [
            ("2024-01-03T00:00:00Z", "2 years ago"),
            ("2025-03-15T12:00:00Z", "11 months ago"),
            ("2026-02-14T12:00:00Z", "1 month ago"),
            ("2026-03-11T11:00:00Z", "3 days ago"),
            ("2026-03-14T10:59:00Z", "1 hour ago"),
            ("2026-03-14T11:59:01Z", "just now"),
            ("2026-03-14T12:05:00Z", "in 5 minutes"),
            ("2028-03-14T12:00:00Z", "in 2 years"),
        ] {
            assert_eq!(age(at(then), now), words, "{then}");
        }
    }
}
