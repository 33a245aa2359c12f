//! How often frames are drawn.

use std::time::Duration;

use tokio::time::Instant;

/// The time between two frames while messages keep coming: 120 Hz, twice what
/// most screens show.
const FRAME: Duration = Duration::from_nanos(1_000_000_000 / 120);

/// How many frames may follow one another at once: what a key does, the request
/// that is under way for it, and the answer.
const AT_ONCE: u32 = 3;

/// When a frame may be drawn: a few at once, so that an answer need not wait
/// for the frame before it, and over any longer time one in [`FRAME`]. A frame
/// without a change does not count.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    /// When all that was drawn will have been paid for.
    paid: Instant,
}

impl Pace {
    /// Nothing was drawn yet.
    pub(super) const fn new(now: Instant) -> Self {
        Self { paid: now }
    }

    /// From when on the next frame may be drawn.
    #[must_use]
    pub(super) fn next(self) -> Instant {
        self.paid - FRAME * (AT_ONCE - 1)
    }

    /// A frame was drawn.
    pub(super) fn drawn(&mut self, now: Instant) {
        self.paid = self.paid.max(now) + FRAME;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_frames_at_once_and_then_one_at_a_time() {
        let start = Instant::now() + FRAME * AT_ONCE;
        let mut pace = Pace::new(start);
        let mut drawn = Vec::new();
        for _ in 0..6 {
            let at = pace.next().max(start);
            pace.drawn(at);
            drawn.push(at - start);
        }
        let expected = [0, 0, 0, 1, 2, 3].map(|frames| FRAME * frames);
        assert_eq!(drawn, expected);
        // A pause saves up no more than that.
        let later = start + Duration::from_secs(1);
        for _ in 0..AT_ONCE {
            assert!(pace.next() <= later);
            pace.drawn(later);
        }
        assert_eq!(pace.next(), later + FRAME);
    }
}
