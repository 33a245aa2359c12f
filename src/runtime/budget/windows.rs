//! What the windows hold by our own count, and what of them is kept for whom.

use std::time::Duration;

use super::{HOUR, KEPT_FOR_VERIFY, Ledger, MARGIN, Span, count};
use crate::app::message::{Urgency, kept_from_walk};

impl Ledger {
    /// How many requests are in a window: ours and others'.
    pub(super) fn used(&self, span: Span, now: Duration) -> u32 {
        self.ours(span, now)
            .saturating_add(count(self.others.len() - self.others_gone(span, now)))
    }

    /// How many of our requests are in a window: on the wire, or answered
    /// within it.
    pub(super) fn ours(&self, span: Span, now: Duration) -> u32 {
        count(self.in_flight.len() + self.answered.len() - self.gone(span, now))
    }

    /// How many of `answered` have left a window.
    pub(super) fn gone(&self, span: Span, now: Duration) -> usize {
        let length = span.length() + MARGIN;
        self.answered.partition_point(|at| *at + length <= now)
    }

    /// How many of `others` have left a window.
    pub(super) fn others_gone(&self, span: Span, now: Duration) -> usize {
        let length = span.length() + MARGIN;
        self.others
            .partition_point(|shifted| *shifted + length <= now + HOUR)
    }

    /// When that many of a window's requests will have left it; none if that
    /// needs answers which have not come yet.
    pub(super) fn leaves_after(
        &self,
        span: Span,
        requests: u32,
        now: Duration,
    ) -> Option<Duration> {
        let length = span.length() + MARGIN;
        let mut ours = self.answered.iter().skip(self.gone(span, now)).peekable();
        let others = self.others.iter().skip(self.others_gone(span, now));
        let mut others = others
            .map(|shifted| (*shifted + length).saturating_sub(HOUR))
            .peekable();
        let mut last = None;
        for _ in 0..requests {
            let first = ours.peek().map(|at| **at + length);
            last = match (first, others.peek()) {
                (Some(ours_first), Some(theirs)) if *theirs < ours_first => others.next(),
                (Some(ours_first), _) => {
                    ours.next();
                    Some(ours_first)
                }
                (None, _) => others.next(),
            };
            last?;
        }
        last
    }

    /// How many of a window's requests that urgency leaves to others. A window
    /// too small for the usual numbers keeps a part of itself.
    pub(super) fn floor(&self, span: Span, urgency: Urgency, limit: u32) -> u32 {
        let percent =
            |part: u32| u32::try_from(u64::from(limit) * u64::from(part) / 100).unwrap_or(limit);
        let kept = |requests: u32| requests.min(limit / 4);
        let last = if self.verifies {
            kept(KEPT_FOR_VERIFY)
        } else {
            0
        };
        let look = last + kept(self.reserved);
        let walk = match span {
            Span::Minute => kept_from_walk(limit).max(look),
            Span::Hour => look,
        };
        match urgency {
            Urgency::Verify => 0,
            Urgency::Write => last,
            Urgency::Look => look,
            Urgency::Walk => walk,
            Urgency::Prefetch => walk.max(percent(40)),
        }
    }

    /// Forgets answers that no window holds any more.
    pub(super) fn forget(&mut self, now: Duration) {
        let span = if self.limits.hour.is_some() {
            Span::Hour
        } else {
            Span::Minute
        };
        self.answered.drain(..self.gone(span, now));
    }
}
