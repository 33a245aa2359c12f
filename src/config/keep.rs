//! How long what was seen of a directory is kept on this computer.

use std::fmt;
use std::time::Duration;

/// The longest that anything is kept, in weeks.
const MOST_WEEKS: u64 = 52;

/// What a time may be given in, the largest unit first, and its seconds.
const UNITS: [(char, u64); 4] = [('w', 7 * 86_400), ('d', 86_400), ('h', 3_600), ('m', 60)];

/// How long a profile keeps what is seen of its directory. Whole minutes, at
/// least one and at most 52 weeks. Prints as it is written: `1d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep(Duration);

impl Keep {
    /// The longest that anything is kept.
    pub const LONGEST: Duration = Duration::from_hours(MOST_WEEKS * 7 * 24);

    /// What a text spells: `30m`, `12h`, `1d`, `2w`. `0` is not to keep
    /// anything, which is none.
    ///
    /// # Errors
    /// What it must be, as a sentence that does not repeat it.
    pub fn parse(text: &str) -> Result<Option<Self>, &'static str> {
        const WANTED: &str = "must be a number with m, h, d or w behind it, as in \"12h\" or \
                              \"1d\"; \"0\" keeps nothing";
        if text == "0" {
            return Ok(None);
        }
        let unit = text.chars().next_back();
        let (letter, seconds) = UNITS
            .into_iter()
            .find(|(letter, _)| unit == Some(*letter))
            .ok_or(WANTED)?;
        let number = text.strip_suffix(letter).unwrap_or_default();
        if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(WANTED);
        }
        let most = Self::LONGEST.as_secs();
        let time = number
            .parse::<u64>()
            .ok()
            .and_then(|number| number.checked_mul(seconds))
            .filter(|time| *time <= most)
            .ok_or("must be at most \"52w\"")?;
        Ok((time > 0).then(|| Self(Duration::from_secs(time))))
    }

    /// The time itself.
    #[must_use]
    pub const fn time(self) -> Duration {
        self.0
    }
}

impl fmt::Display for Keep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = self.0.as_secs();
        let (letter, seconds) = UNITS
            .into_iter()
            .find(|(_, seconds)| time.is_multiple_of(*seconds))
            .unwrap_or(('m', 60));
        write!(f, "{}{letter}", time / seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_and_written_in_its_largest_unit() {
        for (text, minutes, written) in [
            ("1m", 1, "1m"),
            ("30m", 30, "30m"),
            ("12h", 720, "12h"),
            ("1d", 1_440, "1d"),
            ("48h", 2_880, "2d"),
            ("2w", 20_160, "2w"),
            ("14d", 20_160, "2w"),
            ("052w", 524_160, "52w"),
        ] {
            let keep = Keep::parse(text).unwrap().unwrap();
            assert_eq!(keep.time(), Duration::from_mins(minutes), "{text}");
            assert_eq!(keep.to_string(), written, "{text}");
            assert_eq!(Keep::parse(written), Ok(Some(keep)));
        }
        for nothing in ["0", "0m", "00d"] {
            assert_eq!(Keep::parse(nothing), Ok(None), "{nothing}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused_and_told_how_it_is_written() {
        for text in [
            "", "d", "1", "1y", "1 d", "-1d", "+1d", "1.5h", "1D", "é", "1d ",
        ] {
            let why = Keep::parse(text).unwrap_err();
            assert!(why.starts_with("must be a number"), "{text}: {why}");
        }
        for text in [
            "53w",
            "365d",
            "99999999999999999999w",
            "18446744073709551615m",
        ] {
            assert_eq!(Keep::parse(text), Err("must be at most \"52w\""), "{text}");
        }
    }
}
