//! When a read is sent again by itself. Pure.

use std::time::Duration;

use crate::directory::call::Response;

/// How often a read is sent, at most.
pub const ATTEMPTS: u32 = 3;

/// How long the attempts of one read and the pauses between them may take
/// together; waiting for the budget is not counted.
pub const IN_ALL: Duration = Duration::from_secs(30);

const FIRST: Duration = Duration::from_millis(500);
const LONGEST: Duration = Duration::from_secs(8);

/// How far a read has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tries {
    /// How often it was sent.
    pub attempts: u32,
    /// What its attempts and pauses took.
    pub spent: Duration,
}

impl Tries {
    /// Notes an attempt that took so long.
    pub fn attempted(&mut self, took: Duration) {
        self.attempts += 1;
        self.spent += took;
    }

    /// How long the next attempt may take.
    #[must_use]
    pub fn time_left(&self) -> Duration {
        IN_ALL.saturating_sub(self.spent)
    }

    /// The pause before the next attempt, which is thereby noted; none if
    /// there is none. `random` is from 0 up to 1: the whole pause is left to
    /// chance ("full jitter"), so that many clients do not come back at once.
    /// `asked` is the wait that the server itself asked for: it is never
    /// shortened, and one that does not fit ends the attempts.
    pub fn next_pause(&mut self, random: f64, asked: Duration) -> Option<Duration> {
        if self.attempts >= ATTEMPTS {
            return None;
        }
        let longest = LONGEST.min(FIRST * 2_u32.pow(self.attempts.saturating_sub(1)));
        let pause = asked.max(longest.mul_f64(random.clamp(0.0, 1.0)));
        self.spent = self.spent.saturating_add(pause);
        (self.spent < IN_ALL).then_some(pause)
    }
}

/// Whether an answer says that the same read may succeed when sent again. 429
/// is the budget's; any other refusal would be repeated.
#[must_use]
pub const fn is_transient(response: &Response) -> bool {
    matches!(response.status, 408 | 500 | 502 | 503 | 504)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    fn pauses(random: f64, took: Duration) -> Vec<Duration> {
        let mut tries = Tries::default();
        std::iter::from_fn(|| {
            tries.attempted(took);
            tries.next_pause(random, Duration::ZERO)
        })
        .collect()
    }

    #[test]
    fn a_read_is_sent_three_times_at_most() {
        assert_eq!(pauses(1.0, 10 * MS), [500 * MS, 1000 * MS]);
        assert_eq!(pauses(0.5, 10 * MS), [250 * MS, 500 * MS]);
        assert_eq!(pauses(0.0, 10 * MS), [Duration::ZERO; 2]);
    }

    #[test]
    fn attempts_and_pauses_end_after_thirty_seconds() {
        for (took, attempts_after_the_first) in [
            (5_000, 2),
            (14_000, 2),
            (15_000, 1),
            (29_000, 1),
            (29_600, 0),
            (30_000, 0),
        ] {
            assert_eq!(
                pauses(1.0, took * MS).len(),
                attempts_after_the_first,
                "{took} ms each"
            );
        }
        let mut tries = Tries::default();
        tries.attempted(Duration::from_secs(12));
        tries.next_pause(0.5, Duration::ZERO);
        assert_eq!(tries.time_left(), 17_750 * MS);
    }

    #[test]
    fn a_wait_that_the_server_asks_for_is_kept_or_ends_the_attempts() {
        let second = Duration::from_secs(1);
        for (asked, pause) in [
            (second, Some(second)),
            (29 * second, Some(29 * second)),
            (30 * second, None),
            (Duration::MAX, None),
            (100 * MS, Some(250 * MS)),
        ] {
            let mut tries = Tries::default();
            tries.attempted(10 * MS);
            assert_eq!(tries.next_pause(0.5, asked), pause, "{asked:?}");
        }
    }

    #[test]
    fn only_what_may_pass_is_sent_again() {
        let transient: Vec<u16> = (100..600)
            .filter(|status| {
                is_transient(&Response {
                    status: *status,
                    headers: Vec::new(),
                    body: Vec::new(),
                })
            })
            .collect();
        assert_eq!(transient, [408, 500, 502, 503, 504]);
    }
}
