//! The one clock: what `update`, the budget and the deadlines go by.

use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::app::message::Now;

/// Time since the program started, beside the time of day.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    started: Instant,
}

impl Clock {
    /// A clock that starts now, at zero.
    #[must_use]
    pub fn start() -> Self {
        Self {
            started: Instant::now(),
        }
    }

    /// The time since the start; never goes back.
    #[must_use]
    pub fn monotonic(self) -> Duration {
        self.started.elapsed()
    }

    /// Both times, as `update` is told them.
    #[must_use]
    pub fn now(self) -> Now {
        Now {
            monotonic: self.monotonic(),
            wall: Timestamp::now(),
        }
    }

    /// The time of day as what has passed since 1970, UTC; zero before.
    #[must_use]
    pub fn since_epoch(self) -> Duration {
        let now = Timestamp::now().as_nanosecond();
        Duration::from_nanos(u64::try_from(now).unwrap_or(0))
    }

    /// The instant, for timers, at a time of [`Clock::monotonic`]'s scale.
    #[must_use]
    pub fn instant(self, at: Duration) -> tokio::time::Instant {
        tokio::time::Instant::from_std(self.started + at)
    }
}
