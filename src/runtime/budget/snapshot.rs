//! What is left of a budget, as the screen shows it.

use std::time::Duration;

use super::{Admit, Ledger, Span, count};
use crate::app::message::{Blocked, BlockedBy, Budget, Urgency, Window};

/// What is left of a window.
#[derive(Debug, Clone, Copy)]
struct Left {
    limit: u32,
    remaining: u32,
    resets: Duration,
    estimated: bool,
}

impl Ledger {
    /// What is left, for the screen. `waiting` is how many requests wait, and
    /// `first` the urgency of the first of them.
    #[must_use]
    pub fn snapshot(&self, first: Option<Urgency>, waiting: usize, now: Duration) -> Budget {
        let minute = self.left(Span::Minute, now);
        Budget {
            window: self.left(Span::Hour, now).map(|left| Window {
                limit: left.limit,
                remaining: left.remaining,
                resets: left.resets,
                estimated: left.estimated,
            }),
            minute: minute.map(|left| (left.limit - left.remaining, left.limit)),
            sent: self.sent,
            rate: self.ours(Span::Minute, now),
            elsewhere: self.used_elsewhere(now),
            change_waits_until: self.change_waits_until(now),
            in_flight: count(self.on_wire()),
            waiting: count(waiting),
            blocked: self.blocked(first, now),
        }
    }

    /// When a snapshot differs next by time alone. That requests of an hour
    /// ago leave their window one by one is not worth waking for.
    #[must_use]
    pub fn next_change(&self, now: Duration) -> Option<Duration> {
        [
            self.leaves_after(Span::Minute, 1, now),
            self.minute.map(|heard| heard.resets),
            self.hour.map(|heard| heard.resets),
            self.pause.map(|pause| pause.until),
        ]
        .into_iter()
        .flatten()
        .filter(|at| *at > now)
        .min()
    }

    fn used_elsewhere(&self, now: Duration) -> u32 {
        [Span::Hour, Span::Minute]
            .into_iter()
            .find_map(|span| self.heard(span, now))
            .map_or(0, |heard| self.elsewhere(heard.since))
    }

    /// When a change could leave, if it could not now. That it would have to
    /// wait for an answer is not counted: those come within seconds.
    fn change_waits_until(&self, now: Duration) -> Option<Duration> {
        if let Some(pause) = self.pause_at(now) {
            return Some(pause.until);
        }
        [Span::Minute, Span::Hour]
            .into_iter()
            .filter_map(|span| match self.admit_in(span, Urgency::Write, now) {
                Admit::WaitUntil(at) => Some(at),
                Admit::Go | Admit::Held => None,
            })
            .max()
    }

    fn blocked(&self, first: Option<Urgency>, now: Duration) -> Option<Blocked> {
        if self.token_refused {
            return Some(Blocked {
                why: BlockedBy::Token,
                until: None,
            });
        }
        if let Some(pause) = self.pause_at(now) {
            return Some(Blocked {
                why: BlockedBy::Refused,
                until: Some(pause.until),
            });
        }
        // What nobody asked for waits without a word.
        let urgency = first.filter(|urgency| *urgency <= Urgency::Walk)?;
        [Span::Minute, Span::Hour]
            .into_iter()
            .filter_map(|span| {
                let until = match self.admit_in(span, urgency, now) {
                    Admit::Go => return None,
                    Admit::WaitUntil(at) => Some(at),
                    Admit::Held => None,
                };
                let left = self.left(span, now)?;
                let why = match span {
                    Span::Minute => BlockedBy::Minute(left.limit - left.remaining, left.limit),
                    Span::Hour => BlockedBy::Window(left.limit),
                };
                Some(Blocked { why, until })
            })
            .max_by_key(|blocked| blocked.until)
    }

    fn left(&self, span: Span, now: Duration) -> Option<Left> {
        let own = self.own_limit(span).map(|limit| Left {
            limit,
            remaining: limit.saturating_sub(self.used(span, now)),
            resets: self
                .leaves_after(span, 1, now)
                .unwrap_or(now + span.length()),
            estimated: true,
        });
        let heard = self.heard(span, now).map(|heard| Left {
            limit: heard.limit,
            remaining: self.heard_left(heard).min(heard.limit),
            resets: heard.resets,
            estimated: false,
        });
        match (own, heard) {
            (Some(own), Some(heard)) => Some(Left {
                limit: heard.limit,
                remaining: own.remaining.min(heard.remaining),
                resets: if own.remaining < heard.remaining {
                    own.resets
                } else {
                    heard.resets
                },
                estimated: false,
            }),
            (own, heard) => heard.or(own),
        }
    }
}
