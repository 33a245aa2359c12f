//! How many requests may leave, and when: our own count of the last minute and
//! hour, reconciled with what the server says. Pure: the time is passed in, as
//! the [`Duration`] since the program started.
//!
//! Whether the server counts in fixed or in sliding windows is not known, nor
//! when within an exchange it counts. So a request is in a window from the
//! moment it is sent until a whole window, and [`MARGIN`], after its answer
//! came. No 60 s or 3600 s of the server's clock then hold more requests than
//! allowed, whichever way it counts.
//!
//! Requests that other running whoswho sent with the same token are told by
//! [`super::send_log`] and counted with our own; what is used besides is seen only in
//! the server's figures.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use crate::app::message::{KEPT_FROM_WALK, Urgency};
use crate::directory::description::Limits;
use crate::directory::limits::Told;

mod snapshot;
#[cfg(test)]
mod tests;

/// Requests on the wire at once, at most.
pub const IN_FLIGHT_MAX: usize = 4;

/// How much longer than its window a request is counted: clocks differ.
pub const MARGIN: Duration = Duration::from_millis(500);

/// A `Retry-After` longer than this is not waited for in silence.
pub const LONG_WAIT: Duration = Duration::from_mins(5);

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);

/// After a 429 that says nothing more; doubled for each that follows at once.
const UNKNOWN_WAIT: Duration = Duration::from_mins(1);

/// How many 429 in a row, without a hint when to go on, are waited for.
const UNKNOWN_WAITS: u32 = 3;

/// Requests of each window that only a verification may use.
const KEPT_FOR_VERIFY: u32 = 5;

/// Whether a request may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admit {
    /// It may.
    Go,
    /// Not before that time.
    WaitUntil(Duration),
    /// Not before something else happens: an answer, or the operator's help.
    Held,
}

/// What a 429 means for the request that got it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It can go again when the ledger admits it.
    Wait,
    /// The wait is too long, or its length unknown: the operator is to be told.
    Stop {
        /// How long nothing will be sent.
        wait: Duration,
    },
}

/// The number of a request that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SendId(u64);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Span {
    Minute,
    Hour,
}

impl Span {
    const fn length(self) -> Duration {
        match self {
            Self::Minute => MINUTE,
            Self::Hour => HOUR,
        }
    }
}

/// What the server last said of a window.
#[derive(Debug, Clone, Copy)]
struct Heard {
    limit: u32,
    /// What is left, all answered requests taken off.
    left: u32,
    /// When the window is renewed and this no longer holds.
    resets: Duration,
    since: Since,
}

/// How things stood when the server first spoke of a window: what is used
/// elsewhere is told from there.
#[derive(Debug, Clone, Copy)]
struct Since {
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

/// A time before which nothing is sent, after a 429.
#[derive(Debug, Clone, Copy)]
struct Pause {
    since: Duration,
    until: Duration,
}

/// How many requests of others a request of ours leaves room for, by window;
/// none where the window has no limit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Room {
    /// In the last minute.
    pub minute: Option<u32>,
    /// In the last hour.
    pub hour: Option<u32>,
}

/// The account of one profile's requests.
#[derive(Debug)]
pub struct Ledger {
    limits: Limits,
    /// Whether something may have to be verified: whether there are changes.
    verifies: bool,
    /// Requests set aside for a change under review.
    reserved: u32,
    in_flight: BTreeMap<SendId, Duration>,
    /// When answers came, oldest first.
    answered: VecDeque<Duration>,
    /// When others sent theirs, oldest first, an hour added: they may have
    /// been sent before the program started.
    others: Vec<Duration>,
    /// How many answers came.
    answers: u64,
    minute: Option<Heard>,
    hour: Option<Heard>,
    pause: Option<Pause>,
    /// 429s since the last good answer.
    refusals: u32,
    token_refused: bool,
    sent: u64,
    next: u64,
}

impl Ledger {
    /// An empty account under these limits; 0 is no limit.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        let some = |limit: Option<u32>| limit.filter(|limit| *limit > 0);
        Self {
            limits: Limits {
                minute: some(limits.minute),
                hour: some(limits.hour),
                headers: limits.headers,
            },
            verifies: true,
            reserved: 0,
            in_flight: BTreeMap::new(),
            answered: VecDeque::new(),
            others: Vec::new(),
            answers: 0,
            minute: None,
            hour: None,
            pause: None,
            refusals: 0,
            token_refused: false,
            sent: 0,
            next: 0,
        }
    }

    /// Keeps nothing for verifications: nothing can ever be changed here.
    #[must_use]
    pub const fn without_changes(mut self) -> Self {
        self.verifies = false;
        self
    }

    /// Whether there is a limit that others could use up.
    #[must_use]
    pub const fn is_limited(&self) -> bool {
        self.limits.minute.is_some() || self.limits.hour.is_some()
    }

    /// Sets requests aside for a change under review, in the place of those
    /// set aside before.
    pub const fn reserve(&mut self, requests: u32) {
        self.reserved = requests;
    }

    /// How long ago each of our requests was sent or, once it is answered, was
    /// answered: what others have to count.
    #[must_use]
    pub fn ages(&self, now: Duration) -> Vec<Duration> {
        let answered = self.answered.iter();
        answered
            .map(|at| now.saturating_sub(*at))
            // It counts from its answer on, so while there is none, from now.
            .chain(self.in_flight.values().map(|_| Duration::ZERO))
            .collect()
    }

    /// Takes in how long ago others sent their requests, in the place of what
    /// was known of them.
    pub fn hear_others(&mut self, ages: &[Duration], now: Duration) {
        self.others = ages
            .iter()
            .map(|age| (now + HOUR).saturating_sub(*age))
            .collect();
        self.others.sort_unstable();
    }

    /// How many requests of others leave room for one more of ours of that
    /// urgency. The one that is asked about has not been sent.
    #[must_use]
    pub fn room(&self, urgency: Urgency, now: Duration) -> Room {
        let left = |span| {
            let limit = self.own_limit(span)?;
            let room = limit.saturating_sub(self.floor(span, urgency, limit));
            Some(room.saturating_sub(self.ours(span, now)))
        };
        Room {
            minute: left(Span::Minute),
            hour: left(Span::Hour),
        }
    }

    /// Whether a request of that urgency may leave now. The more urgent may
    /// always leave when the less urgent may.
    #[must_use]
    pub fn admit(&self, urgency: Urgency, now: Duration) -> Admit {
        if self.token_refused {
            return Admit::Held;
        }
        if let Some(pause) = self.pause_at(now) {
            return Admit::WaitUntil(pause.until);
        }
        // After a 429, one request finds out whether it goes on.
        let most = if self.refusals > 0 { 1 } else { IN_FLIGHT_MAX };
        if self.in_flight.len() >= most {
            return Admit::Held;
        }
        [Span::Minute, Span::Hour]
            .into_iter()
            .map(|span| self.admit_in(span, urgency, now))
            .fold(Admit::Go, Admit::and)
    }

    /// Notes that a request leaves now.
    pub fn sent(&mut self, now: Duration) -> SendId {
        self.sent += 1;
        self.next += 1;
        let id = SendId(self.next);
        self.in_flight.insert(id, now);
        id
    }

    /// Notes that a request has ended: with an answer and what its headers
    /// told, or without, which counts as well.
    pub fn ended(&mut self, id: SendId, told: Option<&Told>, now: Duration) {
        if self.in_flight.remove(&id).is_none() {
            return;
        }
        self.answered.push_back(now);
        self.answers += 1;
        self.forget(now);
        match told {
            Some(told) => self.hear(told, now),
            // It was counted there, though the server did not say so.
            None => {
                for heard in [&mut self.minute, &mut self.hour].into_iter().flatten() {
                    heard.left = heard.left.saturating_sub(1);
                }
            }
        }
    }

    /// Takes a request back that did not leave after all.
    pub fn withdrawn(&mut self, id: SendId) {
        if self.in_flight.remove(&id).is_some() {
            self.sent -= 1;
        }
    }

    /// Notes that the answer to a request sent at `sent` was not a 429.
    pub fn accepted(&mut self, sent: Duration) {
        // One that left before the refusal says nothing of what is now.
        if self.pause.is_none_or(|pause| sent > pause.since) {
            self.refusals = 0;
            self.pause = None;
        }
    }

    /// Notes that a request sent at `sent` was answered 429.
    pub fn refused(
        &mut self,
        sent: Duration,
        retry_after: Option<Duration>,
        told: Option<&Told>,
        now: Duration,
    ) -> Refusal {
        let again = self.pause.is_none_or(|pause| sent > pause.since);
        if again {
            self.refusals += 1;
        }
        let doubled = |first: Duration| first * 2_u32.pow(self.refusals.min(6).saturating_sub(1));
        let (wait, stop) = match (retry_after, told) {
            (Some(wait), _) => (wait.max(Duration::from_secs(1)), wait > LONG_WAIT),
            // Something is left, so it is the minute that is used up, perhaps
            // by others too: then the oldest of ours is not enough.
            (None, Some(told)) if told.remaining > 0 => {
                let oldest = self
                    .leaves_after(Span::Minute, 1, now)
                    .map_or(MINUTE, |at| at.saturating_sub(now));
                (oldest.max(doubled(Duration::from_secs(1))), false)
            }
            (None, Some(told)) => (told.resets_in.max(Duration::from_secs(1)), false),
            (None, None) => {
                let waits = self.refusals.min(UNKNOWN_WAITS);
                let wait = UNKNOWN_WAIT * 2_u32.pow(waits.saturating_sub(1));
                (wait, self.refusals > UNKNOWN_WAITS)
            }
        };
        let until = now + wait;
        self.pause = Some(Pause {
            since: now,
            until: self.pause.map_or(until, |pause| pause.until.max(until)),
        });
        if stop {
            Refusal::Stop { wait }
        } else {
            Refusal::Wait
        }
    }

    /// Holds all requests: the token was refused.
    pub fn hold(&mut self) {
        self.token_refused = true;
    }

    /// Ends a [`hold`](Self::hold): there is another token.
    pub fn release(&mut self) {
        self.token_refused = false;
    }

    /// Whether all requests are held until there is another token.
    #[must_use]
    pub const fn is_held(&self) -> bool {
        self.token_refused
    }

    fn pause_at(&self, now: Duration) -> Option<Pause> {
        self.pause.filter(|pause| pause.until > now)
    }

    fn admit_in(&self, span: Span, urgency: Urgency, now: Duration) -> Admit {
        let own = self.own_limit(span).map_or(Admit::Go, |limit| {
            let room = limit.saturating_sub(self.floor(span, urgency, limit));
            let used = self.used(span, now);
            if used < room {
                return Admit::Go;
            }
            self.leaves_after(span, used - room + 1, now)
                .map_or(Admit::Held, Admit::WaitUntil)
        });
        let heard = self.heard(span, now).map_or(Admit::Go, |heard| {
            if self.heard_left(heard) > self.floor(span, urgency, heard.limit) {
                Admit::Go
            } else {
                Admit::WaitUntil(heard.resets)
            }
        });
        own.and(heard)
    }

    fn own_limit(&self, span: Span) -> Option<u32> {
        match span {
            Span::Minute => self.limits.minute,
            Span::Hour => self.limits.hour,
        }
    }

    fn heard(&self, span: Span, now: Duration) -> Option<Heard> {
        match span {
            Span::Minute => self.minute,
            Span::Hour => self.hour,
        }
        .filter(|heard| heard.resets > now)
    }

    /// What the server's word leaves when those on the wire, which it may not
    /// have seen when it spoke, are taken off.
    fn heard_left(&self, heard: Heard) -> u32 {
        heard.left.saturating_sub(count(self.in_flight.len()))
    }

    /// How many requests are in a window: ours and others'.
    fn used(&self, span: Span, now: Duration) -> u32 {
        self.ours(span, now)
            .saturating_add(count(self.others.len() - self.others_gone(span, now)))
    }

    /// How many of our requests are in a window: on the wire, or answered
    /// within it.
    fn ours(&self, span: Span, now: Duration) -> u32 {
        count(self.in_flight.len() + self.answered.len() - self.gone(span, now))
    }

    /// How many of `answered` have left a window.
    fn gone(&self, span: Span, now: Duration) -> usize {
        let length = span.length() + MARGIN;
        self.answered.partition_point(|at| *at + length <= now)
    }

    /// How many of `others` have left a window.
    fn others_gone(&self, span: Span, now: Duration) -> usize {
        let length = span.length() + MARGIN;
        self.others
            .partition_point(|shifted| *shifted + length <= now + HOUR)
    }

    /// When that many of a window's requests will have left it; none if that
    /// needs answers which have not come yet.
    fn leaves_after(&self, span: Span, requests: u32, now: Duration) -> Option<Duration> {
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

    fn hear(&mut self, told: &Told, now: Duration) {
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
    fn elsewhere(&self, since: Since) -> u32 {
        let gone = since.left.saturating_sub(since.least);
        let ours = self.answers - since.answers + self.in_flight.len() as u64;
        let theirs = self.others.partition_point(|at| *at <= since.at + HOUR);
        let known = ours.saturating_add((self.others.len() - theirs) as u64);
        let more = gone.saturating_sub(u32::try_from(known).unwrap_or(u32::MAX));
        since.elsewhere.saturating_add(more)
    }

    /// How many of a window's requests that urgency leaves to others. A window
    /// too small for the usual numbers keeps a part of itself.
    fn floor(&self, span: Span, urgency: Urgency, limit: u32) -> u32 {
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
            Span::Minute => KEPT_FROM_WALK.min(percent(20)).max(look),
            Span::Hour => look,
        };
        match urgency {
            Urgency::Verify => 0,
            Urgency::Write => last,
            Urgency::Look => look,
            Urgency::Walk => walk,
            Urgency::Refresh => walk.max(percent(20)),
            Urgency::Prefetch => walk.max(percent(40)),
        }
    }

    /// Forgets answers that no window holds any more.
    fn forget(&mut self, now: Duration) {
        let span = if self.limits.hour.is_some() {
            Span::Hour
        } else {
            Span::Minute
        };
        self.answered.drain(..self.gone(span, now));
    }
}

impl Admit {
    /// The stricter of two.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Held, _) | (_, Self::Held) => Self::Held,
            (Self::WaitUntil(a), Self::WaitUntil(b)) => Self::WaitUntil(a.max(b)),
            (Self::Go, other) | (other, Self::Go) => other,
        }
    }
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}
