//! How numbers and spans of time are written.

use std::time::Duration;

pub(super) use crate::text::{counted, grouped};

pub use crate::app::dates::countdown;

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
