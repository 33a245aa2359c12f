//! What a response's headers say is left of the rate limit.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;

use super::call::Response;
use super::description::LimitHeaders;

/// What a server says of one window of its rate limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// How many requests the window allows.
    pub limit: u32,
    /// How many of them are left.
    pub remaining: u32,
    /// How long until the window is renewed: 1 s to 1 h.
    pub resets_in: Duration,
}

/// Reads the three headers.
///
/// The reset is told apart by its size: from 1e12 it is milliseconds since the
/// epoch, from 1e9 seconds since the epoch, below 1e6 seconds from now. "Now"
/// is the response's own `Date`, so that a local clock that is wrong does not
/// matter; `now` stands in where there is none.
///
/// Nothing is returned where any of the three is missing, is no whole number,
/// or is repeated with another value: half a truth would be counted on.
#[must_use]
pub fn told(headers: &LimitHeaders, response: &Response, now: Timestamp) -> Option<Told> {
    let limit = number(response, &headers.limit)?;
    let remaining = number(response, &headers.remaining)?;
    let reset = number(response, &headers.reset)?;

    let now = date(response).unwrap_or_else(|| now.into());
    let since_epoch = match reset {
        1_000_000_000_000.. => Some(Duration::from_millis(reset)),
        1_000_000_000.. => Some(Duration::from_secs(reset)),
        1_000_000.. => return None,
        _ => None,
    };
    let resets_in = match since_epoch {
        Some(reset) => {
            let now = now.duration_since(SystemTime::UNIX_EPOCH).ok()?;
            reset.saturating_sub(now)
        }
        None => Duration::from_secs(reset),
    };
    Some(Told {
        limit: u32::try_from(limit).ok()?,
        remaining: u32::try_from(remaining).ok()?,
        resets_in: resets_in.clamp(Duration::from_secs(1), Duration::from_hours(1)),
    })
}

/// The longest wait that is believed: what is longer is as long for anybody, and
/// would leave the range of a clock.
const LONGEST: Duration = Duration::from_hours(24 * 365);

/// How long a response's `Retry-After` asks to wait: seconds, or a date
/// measured against the response's own `Date`. Of several, the longest; never
/// more than a year.
#[must_use]
pub fn retry_after(response: &Response) -> Option<Duration> {
    response
        .header("retry-after")
        .filter_map(|value| {
            let value = value.trim();
            if let Some(seconds) = whole(value) {
                return Some(Duration::from_secs(seconds));
            }
            let until = httpdate::parse_http_date(value).ok()?;
            // One that has passed asks for no wait.
            Some(until.duration_since(date(response)?).unwrap_or_default())
        })
        .max()
        .map(|wait| wait.min(LONGEST))
}

/// How long an answer had lain in a cache on its way, by its `Age` (RFC 9111);
/// nothing where it does not say. Of several, the longest.
#[must_use]
pub fn age(response: &Response) -> Duration {
    response
        .header("age")
        .filter_map(|value| whole(value.trim()))
        .max()
        .map_or(Duration::ZERO, |age| Duration::from_secs(age).min(LONGEST))
}

/// When the server says it answered.
fn date(response: &Response) -> Option<SystemTime> {
    let date = response.header("date").next()?;
    httpdate::parse_http_date(date.trim()).ok()
}

/// The one value of a header; proxies join repeats with commas.
fn number(response: &Response, name: &str) -> Option<u64> {
    let mut values = response.header(name).flat_map(|value| value.split(','));
    let first = whole(values.next()?.trim())?;
    let same = values.all(|value| whole(value.trim()) == Some(first));
    same.then_some(first)
}

/// A whole number of digits alone: no sign, no fraction.
fn whole(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests;
