//! The review: from the fresh read to the outcome.
//!
//! ```text
//! Reading ─▶ Ready ─────▶ Sending ─▶ Verifying ─▶ ended
//!    │  ╲      ▲  ▲          │           │  │
//!    │   ▶ Conflict ◀────────│───────────┘  │
//!    ▼            ╲          ▼              ▼
//! Gone, Unavailable ╲─▶   Waiting       Unresolved ─▶ Verifying
//! ```
//!
//! A review is a value of its own: once its change is sent it lives on when its
//! overlay is closed, takes its answers, and can be brought back.

mod fresh;
mod keys;
mod sent;
#[cfg(test)]
mod tests;
mod verify;

use std::time::Duration;

use jiff::Timestamp;

pub use keys::{Button, Confirmation, Focus, Pressed};
pub use verify::Verifying;

use super::Change;
use super::held::Held;
use super::journal::{Entry, Past, State};
use super::judge::Moved;
use super::outcome::Ended;
use crate::app::message::{Effect, Now, ProfileId, Ticket, Urgency};
use crate::app::outbox::Outbox;
use crate::directory::call::{ApiError, Call, NetworkError, RecordOf, RecordRef, Reply};
use crate::directory::description::Resource;
use crate::directory::record::{Record, RecordId};
use crate::directory::who::Who;

/// How long keys do nothing after something to decide was painted.
pub const SETTLE: Duration = Duration::from_millis(300);

/// Where a review is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// The record is being read.
    Reading(Ticket),
    /// It can be sent.
    Ready,
    /// It is to be sent, and its record is read once more right before.
    Rereading(Ticket),
    /// Somebody else has the record's id now: nothing is sent.
    Another {
        /// Who it was.
        was: Who,
        /// Who it is now.
        now: Who,
    },
    /// Somebody else wrote to a field of the change: to be decided.
    Conflict(Vec<Contested>),
    /// The record is gone.
    Gone,
    /// The record could not be read.
    Unavailable(ApiError),
    /// The server answered 429 and applied nothing. The record is read again,
    /// to be confirmed again, at that time of [`Now::monotonic`]'s scale.
    Waiting(Duration),
    /// It was sent.
    Sending(Ticket),
    /// It is being seen whether it was applied.
    Verifying(Verifying),
    /// Nobody can say whether it was applied.
    Unresolved {
        /// What the answer to the write was; none where the server took it.
        unclear: Option<ApiError>,
        /// Why looking did not tell, safe to show.
        why: String,
    },
    /// It has ended.
    Ended,
}

/// A field that somebody else wrote to meanwhile. The texts are safe to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contested {
    /// Its name in the description.
    pub name: String,
    /// Its name on the screen.
    pub label: String,
    /// What the operator saw.
    pub seen: String,
    /// What it is now.
    pub now: String,
    /// What the operator wants.
    pub wanted: String,
    /// What the record now holds.
    held: Held,
}

/// Before anything was asked.
const LONG_AGO: Now = Now {
    monotonic: Duration::ZERO,
    wall: Timestamp::UNIX_EPOCH,
};

/// How old a read may be for a write to follow it at once.
pub(super) const JUST_READ: Duration = Duration::from_secs(2);

/// A record as a read gave it: what the words of a review rest on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    record: Record,
    /// When it was asked for: it is at least as old as that.
    asked: Now,
    /// How long the answer had lain in a cache by then.
    cached: Duration,
}

impl Reading {
    /// The record.
    #[must_use]
    pub const fn record(&self) -> &Record {
        &self.record
    }

    /// When the record was so, by the local clock.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.asked.wall - jiff::SignedDuration::try_from(self.cached).unwrap_or_default()
    }

    /// How long a cache had kept it.
    #[must_use]
    pub const fn cached(&self) -> Duration {
        self.cached
    }

    /// Whether what is there now may be another.
    fn is_old(&self, now: Now) -> bool {
        now.monotonic.saturating_sub(self.asked.monotonic) + self.cached > JUST_READ
    }
}

/// What there is to say above the buttons of a review that is offered again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// It was sent, and the old values were still there at that time; it may
    /// still land.
    NotAppliedAsOf {
        /// When they were seen.
        at: Timestamp,
        /// What went wrong with the sending, safe to show.
        why: String,
        /// Whether the server took it and the read after is, byte for byte, the
        /// one before: a cache may have given it.
        is_unmoved: bool,
    },
    /// It was sent, and only a part of it was applied.
    PartlyApplied {
        /// What went wrong with the sending, safe to show.
        why: String,
    },
    /// It was sent, and the server asked to wait; nothing was applied.
    WasLimited,
    /// The read right before sending came from a cache: what is there now cannot
    /// be seen.
    OnlyCached,
    /// No read finds the record, which was disabled: the directory may hide it.
    Hidden,
}

/// A change on its way from the operator's decision to its outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    change: Change,
    resource: Resource,
    profile: ProfileId,
    phase: Phase,
    focus: Focus,
    confirmation: Option<Confirmation>,
    /// When what there is to decide was painted first.
    painted: Option<Duration>,
    /// How many of its rows are scrolled away where not all can be seen.
    scrolled: usize,
    /// How many were at most: what is below has not been read.
    read_to: usize,
    /// When what it waits for was asked or sent; long ago before it was.
    asked: Now,
    /// The record as it was last read.
    fresh: Option<Reading>,
    /// The record as it was read right before the write that is under way.
    before: Option<Record>,
    /// Who had the id when the operator saw it, where the name or the email is
    /// another now.
    renamed: Option<Who>,
    moved: Vec<Moved>,
    already: Vec<String>,
    note: Option<Note>,
    /// The transmission under way, or whose outcome is not known.
    entry: Option<Entry>,
    /// The transmission before, whose outcome was not known when it was sent
    /// again.
    former: Option<Entry>,
    /// The new record, once its id is known.
    created: Option<RecordRef>,
    /// The ids of records, among those that may be the new one, that were seen
    /// before.
    known: Vec<RecordId>,
}

impl Review {
    /// Opens the review of a change: the record is read, unless there is none
    /// yet or the directory reads none.
    #[must_use]
    pub fn open(change: Change, resource: &Resource, outbox: &mut Outbox) -> Self {
        let mut review = Self::begun(change, resource.clone(), outbox.profile);
        review.read_or_decide(outbox);
        review
    }

    /// A review in which nothing has happened yet.
    const fn begun(change: Change, resource: Resource, profile: ProfileId) -> Self {
        Self {
            change,
            resource,
            profile,
            phase: Phase::Ready,
            focus: Focus::Button(0),
            confirmation: None,
            painted: None,
            scrolled: 0,
            read_to: 0,
            asked: LONG_AGO,
            fresh: None,
            before: None,
            renamed: None,
            moved: Vec::new(),
            already: Vec::new(),
            note: None,
            entry: None,
            former: None,
            created: None,
            known: Vec::new(),
        }
    }

    /// The review of a change of an earlier run, whose outcome is not known.
    #[must_use]
    pub(in crate::app) fn pending(
        past: &Past,
        change: Change,
        resource: &Resource,
        profile: ProfileId,
    ) -> Self {
        Self {
            phase: Phase::Unresolved {
                unclear: Some(ApiError::Network(NetworkError::Timeout { sent: true })),
                why: past.why(),
            },
            entry: Some(past.entry().clone()),
            ..Self::begun(change, resource.clone(), profile)
        }
    }

    /// As it waits in the list of pending changes: its outcome is not known,
    /// and it can be looked at again.
    pub(super) fn set_aside(&self, unclear: Option<ApiError>, why: String) -> Box<Self> {
        Box::new(Self {
            phase: Phase::Unresolved { unclear, why },
            focus: Focus::Button(0),
            painted: None,
            note: None,
            ..self.clone()
        })
    }

    /// The change, as far as the fresh read has settled it.
    #[must_use]
    pub const fn change(&self) -> &Change {
        &self.change
    }

    /// The profile it belongs to.
    #[must_use]
    pub const fn profile(&self) -> ProfileId {
        self.profile
    }

    /// The resource that it changes a record of.
    #[must_use]
    pub const fn resource(&self) -> &Resource {
        &self.resource
    }

    /// Where it is.
    #[must_use]
    pub const fn phase(&self) -> &Phase {
        &self.phase
    }

    /// The record as it was last read.
    #[must_use]
    pub const fn fresh(&self) -> Option<&Reading> {
        self.fresh.as_ref()
    }

    /// Who had the id when the operator saw it, where the name or the email is
    /// another now.
    #[must_use]
    pub const fn renamed(&self) -> Option<&Who> {
        self.renamed.as_ref()
    }

    /// Other fields that moved since the operator saw the record.
    #[must_use]
    pub fn moved(&self) -> &[Moved] {
        &self.moved
    }

    /// The labels of fields that already are as wanted, and are not sent.
    #[must_use]
    pub fn already(&self) -> &[String] {
        &self.already
    }

    /// What there is to say, where it is offered again.
    #[must_use]
    pub const fn note(&self) -> Option<&Note> {
        self.note.as_ref()
    }

    /// Whether the change is with the server and its outcome is not known: the
    /// record takes no other change, and quitting asks.
    #[must_use]
    pub const fn is_in_flight(&self) -> bool {
        matches!(
            self.phase,
            Phase::Sending(_) | Phase::Verifying(_) | Phase::Unresolved { .. }
        )
    }

    /// How many requests it takes from here on, as long as it is not sent: to
    /// be set aside, so that a confirmed change does not wait.
    #[must_use]
    pub fn needs(&self) -> u32 {
        match self.phase {
            Phase::Reading(_)
            | Phase::Ready
            | Phase::Rereading(_)
            | Phase::Conflict(_)
            | Phase::Waiting(_) => {
                let cost = self.change.cost(&self.resource);
                1 + u32::from(cost.read_before) + u32::from(cost.read_after)
            }
            _ => 0,
        }
    }

    /// Whether it waits for the operator.
    #[must_use]
    pub const fn wants_decision(&self) -> bool {
        !matches!(
            self.phase,
            Phase::Reading(_)
                | Phase::Rereading(_)
                | Phase::Waiting(_)
                | Phase::Sending(_)
                | Phase::Verifying(_)
                | Phase::Ended
        )
    }

    /// When, on [`Now::monotonic`]'s scale, [`tick`](Self::tick) has something
    /// to do.
    #[must_use]
    pub const fn wakes_at(&self) -> Option<Duration> {
        match &self.phase {
            Phase::Waiting(until) => Some(*until),
            Phase::Verifying(verifying) => verifying.wakes_at(),
            _ => None,
        }
    }

    /// Whether it waits for the answer of that ticket.
    #[must_use]
    pub fn awaits(&self, ticket: Ticket) -> bool {
        match &self.phase {
            Phase::Reading(asked) | Phase::Rereading(asked) | Phase::Sending(asked) => {
                *asked == ticket
            }
            Phase::Verifying(verifying) => verifying.asked() == Some(ticket),
            _ => false,
        }
    }

    /// Takes an answer, and how long it had lain in a cache. One to something
    /// else is none of its business.
    pub fn accept(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, ApiError>,
        cached: Duration,
        outbox: &mut Outbox,
    ) -> Option<Ended> {
        match &self.phase {
            Phase::Reading(asked) | Phase::Rereading(asked) if *asked == ticket => {
                self.accept_fresh(answer, cached, outbox)
            }
            Phase::Sending(asked) if *asked == ticket => self.accept_sent(answer, outbox),
            Phase::Verifying(verifying) if verifying.asked() == Some(ticket) => {
                self.accept_seen(answer, cached, outbox)
            }
            _ => None,
        }
    }

    /// Does what is due, where the time for it has come.
    pub fn tick(&mut self, outbox: &mut Outbox) -> Option<Ended> {
        let due = self.wakes_at()?;
        if outbox.now.monotonic < due {
            outbox.push(Effect::WakeAt(due));
            return None;
        }
        match &self.phase {
            Phase::Waiting(_) => {
                self.note = Some(Note::WasLimited);
                self.read_or_decide(outbox);
            }
            Phase::Verifying(_) => self.look(outbox),
            _ => {}
        }
        None
    }

    /// It has been painted: to be told only while it is on the screen, once what
    /// it last was told is there to be seen. What there is to decide takes keys
    /// from [`SETTLE`] after its first painting on.
    pub fn painted(&mut self, now: Now) {
        self.painted.get_or_insert(now.monotonic);
    }

    /// The program ends while the outcome is not known: writes that down.
    pub fn abandon(&mut self, outbox: &mut Outbox) {
        if self.is_in_flight() {
            self.journal(
                State::Unknown,
                "the program ended before it was known",
                outbox,
            );
            self.phase = Phase::Ended;
        }
    }

    fn read(&mut self, call: Call, outbox: &mut Outbox) -> Ticket {
        self.asked = outbox.now;
        let current = std::mem::replace(&mut outbox.profile, self.profile);
        let ticket = outbox.read(call, Urgency::Verify);
        outbox.profile = current;
        ticket
    }

    /// Takes a record, as the read that was asked for last gave it, as what the
    /// server has.
    fn take(&mut self, record: &Record, cached: Duration) {
        self.change.take_names(&self.resource, record);
        self.took(record, cached);
    }

    /// The same of a record that is not the change's.
    fn took(&mut self, record: &Record, cached: Duration) {
        self.fresh = Some(Reading {
            record: record.clone(),
            asked: self.asked,
            cached,
        });
    }

    /// Offers the change.
    fn ready(&mut self) {
        self.confirmation = Confirmation::of(&self.change, &self.resource);
        self.decide(Phase::Ready);
    }

    /// Goes to something else to decide: keys wait until it was painted.
    fn decide(&mut self, phase: Phase) {
        self.phase = phase;
        self.painted = None;
        (self.scrolled, self.read_to) = (0, 0);
        self.focus = match (&self.phase, &self.confirmation) {
            (Phase::Ready, Some(_)) => Focus::Typed,
            _ => Focus::Button(0),
        };
    }
}

fn get(record: &RecordRef) -> Call {
    Call::Get {
        of: RecordOf::Resource(record.clone()),
    }
}
