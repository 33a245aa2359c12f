//! What the server says is left, and what that tells of others.

use std::time::Duration;

use super::{HOUR, Ledger, Span, count};
use crate::directory::limits::Told;

/// What the server last said of a window.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heard {
    pub(super) limit: u32,
    /// What is left, all answered requests taken off.
    pub(super) left: u32,
    /// When the window is renewed and this no longer holds.
    pub(super) resets: Duration,
    pub(super) since: Since,
}

/// How things stood when the server first spoke of a window: what is used
/// elsewhere is told from there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Since {
    at: Duration,
    /// What the server said was left.
    left: u32,
    /// The least it has said since.
    least: u32,
    /// How many answers had come by then.
    answers: u64,
    /// What others had used by then, at least.
    elsewhere: u32,
}

impl Ledger {
    pub(super) fn heard(&self, span: Span, now: Duration) -> Option<Heard> {
        match span {
            Span::Minute => self.minute,
            Span::Hour => self.hour,
        }
        .filter(|heard| heard.resets > now)
    }

    /// What the server's word leaves when those on the wire, which it may not
    /// have seen when it spoke, are taken off.
    pub(super) fn heard_left(&self, heard: Heard) -> u32 {
        heard.left.saturating_sub(count(self.in_flight.len()))
    }

    pub(super) fn hear(&mut self, told: &Told, now: Duration) {
        // Which window a set of headers speaks of is told by its limit alone.
        let span = if self.limits.minute == Some(told.limit) {
            Span::Minute
        } else {
            Span::Hour
        };
        let resets = now + told.resets_in;
        let heard = match self.heard(span, now) {
            // Within one window nothing comes back; where an answer says more
            // than another, it was written earlier.
            Some(known) if known.limit == told.limit => Heard {
                limit: told.limit,
                left: told.remaining.min(known.left),
                resets: resets.min(known.resets),
                since: Since {
                    least: told.remaining.min(known.since.least),
                    ..known.since
                },
            },
            _ => Heard {
                limit: told.limit,
                left: told.remaining,
                resets,
                since: Since {
                    at: now,
                    left: told.remaining,
                    least: told.remaining,
                    answers: self.answers,
                    elsewhere: told
                        .limit
                        .saturating_sub(told.remaining)
                        .saturating_sub(self.used(span, now)),
                },
            },
        };
        match span {
            Span::Minute => self.minute = Some(heard),
            Span::Hour => self.hour = Some(heard),
        }
    }

    /// How many requests of the server's window were sent by nobody we know
    /// of, at least: those of ours that it may not have counted yet are taken
    /// for counted.
    pub(super) fn elsewhere(&self, since: Since) -> u32 {
        let gone = since.left.saturating_sub(since.least);
        let ours = self.answers - since.answers + self.in_flight.len() as u64;
        let theirs = self.others.partition_point(|at| *at <= since.at + HOUR);
        let known = ours.saturating_add((self.others.len() - theirs) as u64);
        let more = gone.saturating_sub(u32::try_from(known).unwrap_or(u32::MAX));
        since.elsewhere.saturating_add(more)
    }
}
