//! What was sent in the last hour, for the chart of it: by second, so that it
//! takes the same few kilobytes however much that is.

use std::collections::VecDeque;
use std::time::Duration;

use super::HOUR;
use crate::app::message::Urgency;
use crate::app::spending::{Hour, MINUTES, Sent};

/// Requests of this run by the second in which they left, the oldest first.
#[derive(Debug, Default)]
pub struct History {
    seconds: VecDeque<(u64, Sent)>,
}

impl History {
    /// Notes that a request leaves now.
    pub fn sent(&mut self, urgency: Urgency, now: Duration) {
        let second = now.as_secs();
        let oldest = second.saturating_sub(HOUR.as_secs());
        while self.seconds.front().is_some_and(|(at, _)| *at < oldest) {
            self.seconds.pop_front();
        }
        match self.seconds.back_mut() {
            Some((at, sent)) if *at == second => *count(sent, urgency) += 1,
            _ => {
                let mut sent = Sent::default();
                *count(&mut sent, urgency) = 1;
                self.seconds.push_back((second, sent));
            }
        }
    }

    /// Takes a request back that did not leave after all.
    pub fn withdrawn(&mut self, urgency: Urgency, sent_at: Duration) {
        let second = sent_at.as_secs();
        if let Some((_, sent)) = self.seconds.iter_mut().find(|(at, _)| *at == second) {
            let count = count(sent, urgency);
            *count = count.saturating_sub(1);
        }
    }

    /// The last hour by minute, with how long ago others sent theirs; none
    /// where others are not known.
    #[must_use]
    pub fn hour(&self, others: Option<&[Duration]>, now: Duration) -> Hour {
        let mut hour = Hour {
            minutes: [Sent::default(); MINUTES],
            shared: others.is_some(),
        };
        let mut add = |age: u64, sent: Sent| {
            let minute = usize::try_from(age / 60).unwrap_or(usize::MAX);
            if let Some(minute) = hour.minutes.get_mut(minute) {
                *minute += sent;
            }
        };
        for (second, sent) in &self.seconds {
            add(now.as_secs().saturating_sub(*second), *sent);
        }
        for age in others.unwrap_or_default() {
            let one = Sent {
                others: 1,
                ..Sent::default()
            };
            add(age.as_secs(), one);
        }
        hour
    }
}

/// What a request of that urgency counts for.
const fn count(sent: &mut Sent, urgency: Urgency) -> &mut u32 {
    match urgency {
        Urgency::Verify | Urgency::Write => &mut sent.change,
        Urgency::Look | Urgency::Prefetch => &mut sent.look,
        Urgency::Walk => &mut sent.walk,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn s(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    /// The minutes in which something was sent: how long ago, and its parts.
    fn minutes(hour: &Hour) -> Vec<(usize, [u32; 4])> {
        let all = hour.minutes.iter().map(|minute| minute.parts());
        all.enumerate()
            .filter(|(_, parts)| *parts != [0; 4])
            .collect()
    }

    #[test]
    fn each_request_is_in_the_minute_in_which_it_left() {
        let mut history = History::default();
        for (urgency, at) in [
            (Urgency::Look, s(10)),
            (Urgency::Prefetch, s(10)),
            (Urgency::Walk, s(11)),
            (Urgency::Verify, s(69)),
            (Urgency::Write, s(70)),
        ] {
            history.sent(urgency, at);
        }
        assert_eq!(
            minutes(&history.hour(None, s(70))),
            [(0, [0, 1, 2, 0]), (1, [2, 0, 0, 0])]
        );
        assert_eq!(
            minutes(&history.hour(None, s(3609))),
            [(58, [0, 0, 1, 0]), (59, [2, 1, 1, 0])]
        );
        // An hour after it left, it is in no minute.
        assert_eq!(minutes(&history.hour(None, s(3610))), [(59, [0, 1, 2, 0])]);
    }

    #[test]
    fn others_are_counted_beside_and_may_be_unknown() {
        let mut history = History::default();
        history.sent(Urgency::Look, s(1));
        let ages = [s(0), s(59), s(60), s(3599), s(3600)];
        let hour = history.hour(Some(&ages), s(1));
        assert!(hour.shared);
        assert_eq!(
            minutes(&hour),
            [(0, [1, 0, 0, 2]), (1, [0, 0, 0, 1]), (59, [0, 0, 0, 1])]
        );
        assert!(!history.hour(None, s(1)).shared);
    }

    #[test]
    fn what_did_not_leave_does_not_count() {
        let mut history = History::default();
        history.sent(Urgency::Walk, s(5));
        history.sent(Urgency::Walk, s(5));
        history.withdrawn(Urgency::Walk, s(5));
        history.withdrawn(Urgency::Look, s(6));
        assert_eq!(minutes(&history.hour(None, s(6))), [(0, [0, 1, 0, 0])]);
    }

    #[test]
    fn no_more_than_an_hour_is_kept() {
        let mut history = History::default();
        for second in 0..10_000 {
            history.sent(Urgency::Walk, s(second));
            history.sent(Urgency::Walk, s(second));
        }
        assert_eq!(history.seconds.len(), 3601);
        assert_eq!(history.hour(None, s(9_999)).total().walk, 7_200);
    }
}
