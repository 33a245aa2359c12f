//! The two ways the servers refuse a client that asks too much: Leanmote's windows of an hour and a
//! minute, and LEADR's block of an address that only makes mistakes.
//!
//! Nothing here reads a clock. Moments are whole seconds since the epoch, as they are in
//! `X-RateLimit-Reset`.

/// Leanmote's burst a minute, whatever the hour allows.
const BURST: u32 = 100;

/// A count that starts with the first request and anew once its length has passed.
#[derive(Debug, Clone, Copy)]
struct Window {
    length: i64,
    limit: u32,
    used: u32,
    ends: Option<i64>,
}

impl Window {
    fn new(length: i64, limit: u32) -> Self {
        Self {
            length,
            limit,
            used: 0,
            ends: None,
        }
    }

    fn turn(&mut self, now: i64) {
        if self.ends.is_some_and(|ends| ends <= now) {
            self.used = 0;
            self.ends = None;
        }
    }

    fn remaining(&self) -> u32 {
        self.limit - self.used
    }

    fn count(&mut self, now: i64) {
        self.used += 1;
        self.ends.get_or_insert(now + self.length);
    }
}

/// What the three `X-RateLimit` headers say.
///
/// The documentation gives one set of headers for two windows and does not say which they speak of.
/// The demo speaks of the hour, always: the answer that refuses a burst therefore says that much
/// remains, which is the harder case for a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    /// Requests an hour.
    pub(super) limit: u32,
    /// Requests left in this hour.
    pub(super) remaining: u32,
    /// When the hour ends, in seconds since the epoch.
    pub(super) reset: i64,
}

/// Leanmote's two windows for one token.
#[derive(Debug)]
pub(super) struct Windows {
    hour: Window,
    minute: Window,
}

impl Windows {
    /// So many requests an hour, and a hundred of them (or all, if they are fewer) a minute.
    pub(super) fn new(budget: u32) -> Self {
        Self {
            hour: Window::new(3_600, budget),
            minute: Window::new(60, budget.min(BURST)),
        }
    }

    /// Counts a request in both windows, unless one of them is used up. A refused request is not
    /// counted.
    pub(super) fn admit(&mut self, now: i64) -> bool {
        self.hour.turn(now);
        self.minute.turn(now);
        if self.hour.remaining() == 0 || self.minute.remaining() == 0 {
            return false;
        }
        self.hour.count(now);
        self.minute.count(now);
        true
    }

    /// What the headers say now.
    pub(super) fn standing(&mut self, now: i64) -> Standing {
        self.hour.turn(now);
        Standing {
            limit: self.hour.limit,
            remaining: self.hour.remaining(),
            reset: self.hour.ends.unwrap_or(now + self.hour.length),
        }
    }
}

/// LEADR's patience with one address: after ten 4xx answers in a row it answers 429 for a minute,
/// then for two, and so on up to an hour. Any success is a fresh start.
#[derive(Debug, Default)]
pub(super) struct Patience {
    in_a_row: u32,
    blocks: u32,
    until: Option<i64>,
}

impl Patience {
    const MISTAKES: u32 = 10;
    const FIRST: i64 = 60;
    const LONGEST: i64 = 3_600;

    /// How many seconds the address is still blocked, if it is.
    pub(super) fn blocked(&mut self, now: i64) -> Option<i64> {
        let left = self.until? - now;
        if left > 0 {
            return Some(left);
        }
        self.until = None;
        None
    }

    /// Remembers how a request was answered.
    pub(super) fn answered(&mut self, client_error: bool, now: i64) {
        if !client_error {
            *self = Self::default();
            return;
        }
        self.in_a_row += 1;
        if self.in_a_row >= Self::MISTAKES {
            let length = Self::FIRST << self.blocks.min(6);
            self.until = Some(now + length.min(Self::LONGEST));
            self.blocks += 1;
            self.in_a_row = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_609_455_600;

    #[test]
    fn the_hour_is_counted_from_its_first_request() {
        let mut windows = Windows::new(3);
        assert_eq!(
            windows.standing(NOW),
            Standing {
                limit: 3,
                remaining: 3,
                reset: NOW + 3_600
            }
        );
        for (after, admitted, remaining) in [
            (0, true, 2),
            (10, true, 1),
            (70, true, 0),
            (71, false, 0),
            (3_599, false, 0),
            (3_600, true, 2),
        ] {
            assert_eq!(windows.admit(NOW + after), admitted, "after {after} s");
            let reset = if after < 3_600 {
                NOW + 3_600
            } else {
                NOW + 7_200
            };
            assert_eq!(
                windows.standing(NOW + after),
                Standing {
                    limit: 3,
                    remaining,
                    reset
                },
                "after {after} s"
            );
        }
    }

    #[test]
    fn a_burst_is_refused_while_the_hour_has_plenty() {
        let mut windows = Windows::new(1_000);
        assert!((0..100).all(|_| windows.admit(NOW)));
        assert!(!windows.admit(NOW + 59));
        assert_eq!(windows.standing(NOW + 59).remaining, 900);
        assert!(windows.admit(NOW + 60));
        assert_eq!(windows.standing(NOW + 60).remaining, 899);
    }

    #[test]
    fn no_budget_admits_nothing() {
        let mut windows = Windows::new(0);
        assert!(!windows.admit(NOW));
        assert_eq!(windows.standing(NOW).remaining, 0);
    }

    #[test]
    fn ten_mistakes_in_a_row_block_for_longer_each_time() {
        let mut patience = Patience::default();
        let mut now = NOW;
        for length in [60, 120, 240, 480, 960, 1_920, 3_600, 3_600] {
            for mistake in 0..10 {
                assert_eq!(patience.blocked(now), None, "before mistake {mistake}");
                patience.answered(true, now);
            }
            assert_eq!(patience.blocked(now), Some(length));
            assert_eq!(patience.blocked(now + length - 1), Some(1));
            now += length;
        }
    }

    #[test]
    fn a_success_is_a_fresh_start() {
        let mut patience = Patience::default();
        for _ in 0..9 {
            patience.answered(true, NOW);
        }
        patience.answered(false, NOW);
        for _ in 0..9 {
            patience.answered(true, NOW);
        }
        assert_eq!(patience.blocked(NOW), None);
        patience.answered(true, NOW);
        assert_eq!(patience.blocked(NOW), Some(60));
    }
}
