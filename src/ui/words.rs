//! How numbers and spans of time are written.

use std::time::Duration;

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

pub(super) use crate::app::dates::countdown;

/// What is left of a window, in minutes, a minute begun counting whole: `41m`.
pub(super) fn minutes(left: Duration) -> String {
    let seconds = left.as_secs() + u64::from(left.subsec_nanos() > 0);
    format!("{}m", seconds.div_ceil(60).max(1))
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
