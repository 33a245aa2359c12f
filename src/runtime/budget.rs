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
//! `send_log` and counted with our own; what is used besides is seen only in
//! the server's figures.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use self::heard::Heard;
pub use self::history::History;
use crate::app::message::Urgency;
use crate::directory::description::Limits;
use crate::directory::limits::Told;

mod heard;
mod history;
mod snapshot;
#[cfg(test)]
mod tests;
mod windows;

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
    /// Those on the wire with an earlier token, whose budget they count in.
    of_earlier: BTreeSet<SendId>,
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
            of_earlier: BTreeSet::new(),
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
        if self.on_wire() >= most {
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
        self.of_earlier.remove(&id);
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
        if self.of_earlier.remove(&id) || self.in_flight.remove(&id).is_some() {
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

    /// Begins the account of another token, which has a budget of its own. What
    /// is on the wire with the one before takes up places there and no more.
    pub fn begin_anew(&mut self) {
        let mut of_earlier = std::mem::take(&mut self.of_earlier);
        of_earlier.extend(self.in_flight.keys());
        *self = Self {
            verifies: self.verifies,
            reserved: self.reserved,
            sent: self.sent,
            next: self.next,
            of_earlier,
            ..Self::new(self.limits.clone())
        };
    }

    /// Whether all requests are held until there is another token.
    #[must_use]
    pub const fn is_held(&self) -> bool {
        self.token_refused
    }

    /// How many requests are on the wire, whatever token they carry.
    fn on_wire(&self) -> usize {
        self.in_flight.len() + self.of_earlier.len()
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
