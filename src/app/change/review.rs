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

mod keys;
mod verify;

use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;

pub use keys::{Button, Confirmation, Focus, Pressed};
pub use verify::Verifying;

use super::held::{Held, input_shown};
use super::journal::{Entry, State};
use super::judge::{self, Moved, Verdict};
use super::outcome::{Confirmed, Draft, Ended, Found, NotSent, Outcome};
use super::words::error_words;
use super::{Change, FieldChange, Verb};
use crate::app::message::{Effect, Now, ProfileId, Ticket, Urgency};
use crate::app::outbox::Outbox;
use crate::directory::call::{ApiError, Call, Input, NetworkError, RecordOf, RecordRef, Reply};
use crate::directory::description::Resource;
use crate::directory::record::Record;

/// How long keys do nothing after something to decide was painted.
pub const SETTLE: Duration = Duration::from_millis(300);

/// How long a 429 without a hint is waited for.
const LIMITED_WAIT: Duration = Duration::from_secs(60);

/// The longest a 429 may ask to wait before it is not waited for.
const LIMITED_MOST: Duration = Duration::from_secs(300);

/// Where a review is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// The record is being read.
    Reading(Ticket),
    /// It can be sent.
    Ready,
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
        /// Why, safe to show.
        why: String,
        /// What the answer to the write was; none where the server took it.
        unclear: Option<ApiError>,
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
    },
    /// It was sent, and only a part of it was applied.
    PartlyApplied {
        /// What went wrong with the sending, safe to show.
        why: String,
    },
    /// It was sent, and the server asked to wait; nothing was applied.
    WasLimited,
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
    /// The record as it was last read.
    fresh: Option<Record>,
    moved: Vec<Moved>,
    already: Vec<String>,
    note: Option<Note>,
    /// The transmission under way, or whose outcome is not known.
    entry: Option<Entry>,
    /// The new record, once its id is known.
    created: Option<RecordRef>,
}

impl Review {
    /// Opens the review of a change: the record is read, unless there is none
    /// yet or the directory reads none.
    #[must_use]
    pub fn open(change: Change, resource: &Resource, outbox: &mut Outbox) -> Self {
        let mut review = Self {
            change,
            resource: resource.clone(),
            profile: outbox.profile,
            phase: Phase::Ready,
            focus: Focus::Button(0),
            confirmation: None,
            painted: None,
            fresh: None,
            moved: Vec::new(),
            already: Vec::new(),
            note: None,
            entry: None,
            created: None,
        };
        review.read_or_decide(outbox);
        review
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
    pub const fn fresh(&self) -> Option<&Record> {
        self.fresh.as_ref()
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

    /// Whether it waits for the operator.
    #[must_use]
    pub const fn wants_decision(&self) -> bool {
        !matches!(
            self.phase,
            Phase::Reading(_)
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
            Phase::Reading(asked) | Phase::Sending(asked) => *asked == ticket,
            Phase::Verifying(verifying) => verifying.asked() == Some(ticket),
            _ => false,
        }
    }

    /// Takes an answer. One to something else is none of its business.
    pub fn accept(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, ApiError>,
        outbox: &mut Outbox,
    ) -> Option<Ended> {
        match &self.phase {
            Phase::Reading(asked) if *asked == ticket => self.accept_fresh(answer),
            Phase::Sending(asked) if *asked == ticket => self.accept_sent(answer, outbox),
            Phase::Verifying(verifying) if verifying.asked() == Some(ticket) => {
                self.accept_seen(answer, outbox)
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
    /// it last was told is there to be seen. What there is to decide takes keys from [`SETTLE`]
    /// after its first painting on.
    pub fn painted(&mut self, now: Now) {
        self.painted.get_or_insert(now.monotonic);
    }

    /// Whether what there is to decide was painted.
    #[must_use]
    pub const fn is_painted(&self) -> bool {
        self.painted.is_some()
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

    /// Reads the record if that can be done; else there is nothing to wait for.
    fn read_or_decide(&mut self, outbox: &mut Outbox) {
        match &self.change.record {
            Some(record) if self.resource.get.is_some() => {
                let call = get(record);
                let ticket = self.read(call, outbox);
                self.decide(Phase::Reading(ticket));
            }
            _ => self.ready(),
        }
    }

    fn read(&self, call: Call, outbox: &mut Outbox) -> Ticket {
        let current = std::mem::replace(&mut outbox.profile, self.profile);
        let ticket = outbox.read(call, Urgency::Verify);
        outbox.profile = current;
        ticket
    }

    fn accept_fresh(&mut self, answer: &Result<Reply, ApiError>) -> Option<Ended> {
        match answer {
            Ok(Reply::Record(record)) => self.compare(record),
            Ok(_) => {
                self.decide(Phase::Unavailable(ApiError::Unreadable {
                    status: 200,
                    why: "the answer is not a record".to_owned(),
                }));
                None
            }
            Err(ApiError::NotFound(_)) => {
                self.decide(Phase::Gone);
                None
            }
            Err(error) => {
                self.decide(Phase::Unavailable(error.clone()));
                None
            }
        }
    }

    /// Holds the fresh record against what the operator saw.
    fn compare(&mut self, record: &Record) -> Option<Ended> {
        let value = record.value();
        self.take(record);
        self.moved = judge::moved(&self.change, &self.resource, &value);
        if self.change.verb == Verb::Toggle && !self.settle_toggle(&value) {
            self.decide(Phase::Unavailable(ApiError::NotSent(
                "the record does not say whether it is enabled".to_owned(),
            )));
            return None;
        }
        if self.change.verb == Verb::Remove {
            self.ready();
            return None;
        }
        let (already, wanted) = std::mem::take(&mut self.change.fields)
            .into_iter()
            .partition(|field| Held::at(&field.at, &value).shows(&field.after));
        self.change.fields = wanted;
        let already: Vec<FieldChange> = already;
        self.already
            .extend(already.into_iter().map(|field| field.label));
        if self.change.fields.is_empty() {
            return Some(self.end(Outcome::NotSent(NotSent::AlreadySo)));
        }
        let moved = |held: &Held, field: &FieldChange| *held != field.before;
        let contested = self.contested(moved, &value);
        if contested.is_empty() {
            self.ready();
        } else {
            self.decide(Phase::Conflict(contested));
        }
        None
    }

    /// Turns `D` into disabling or enabling. Tells whether the record says
    /// which.
    fn settle_toggle(&mut self, record: &Value) -> bool {
        let Some((disable, field)) = self
            .resource
            .disable
            .as_ref()
            .zip(self.change.fields.first_mut())
        else {
            return false;
        };
        field.before = Held::at(&field.at, record);
        let Some(yes) = field.before.yes_no() else {
            return false;
        };
        field.after = Input::YesNo(!yes);
        self.change.verb = if yes == disable.when {
            Verb::Enable
        } else {
            Verb::Disable
        };
        true
    }

    /// The fields of the change about which there is something to decide, by
    /// what a record now holds in them.
    fn contested(
        &self,
        is_contested: impl Fn(&Held, &FieldChange) -> bool,
        record: &Value,
    ) -> Vec<Contested> {
        self.change
            .fields
            .iter()
            .filter_map(|field| {
                let held = Held::at(&field.at, record);
                is_contested(&held, field).then(|| Contested {
                    name: field.name.clone(),
                    label: field.label.clone(),
                    seen: field.before_shown(),
                    now: held.shown(field.words.as_ref()),
                    wanted: input_shown(&field.after, field.words.as_ref()),
                    held,
                })
            })
            .collect()
    }

    /// Takes a record as what the server now has.
    fn take(&mut self, record: &Record) {
        self.change.take_names(&self.resource, record);
        self.fresh = Some(record.clone());
    }

    /// Offers the change.
    fn ready(&mut self) {
        self.confirmation = Confirmation::of(&self.change, &self.resource, self.fresh.as_ref());
        self.decide(Phase::Ready);
    }

    /// Goes to something else to decide: keys wait until it was painted.
    fn decide(&mut self, phase: Phase) {
        self.phase = phase;
        self.painted = None;
        self.focus = match (&self.phase, &self.confirmation) {
            (Phase::Ready, Some(_)) => Focus::Typed,
            _ => Focus::Button(0),
        };
    }

    /// Sends the change, once.
    fn send(&mut self, outbox: &mut Outbox) {
        let now = outbox.now.wall;
        let entry = Entry::new(now);
        let line = entry.sending(&self.change, now);
        let current = std::mem::replace(&mut outbox.profile, self.profile);
        let ticket = outbox.write(self.change.call(), line);
        outbox.profile = current;
        self.entry = Some(entry);
        self.note = None;
        self.phase = Phase::Sending(ticket);
    }

    fn accept_sent(
        &mut self,
        answer: &Result<Reply, ApiError>,
        outbox: &mut Outbox,
    ) -> Option<Ended> {
        let error = match answer {
            Ok(Reply::Written(record)) => return self.accept_written(record.as_ref(), outbox),
            Ok(_) => return self.accept_written(None, outbox),
            Err(error) => error,
        };
        match error {
            ApiError::Limited { retry_after, .. } => {
                self.journal(State::Rejected, &error_words(error), outbox);
                self.wait(*retry_after, error, outbox)
            }
            ApiError::Cancelled
            | ApiError::NotSent(_)
            | ApiError::Network(NetworkError::Connect(_) | NetworkError::Timeout { sent: false }) =>
            {
                self.journal(State::NotSent, &error_words(error), outbox);
                Some(self.end(Outcome::NotSent(NotSent::Failed(error.clone()))))
            }
            ApiError::Unauthorized(_)
            | ApiError::Forbidden(_)
            | ApiError::NotFound(_)
            | ApiError::Invalid { .. } => Some(self.reject(error, outbox)),
            ApiError::Server { .. }
            | ApiError::Redirected { .. }
            | ApiError::Unreadable { .. }
            | ApiError::Network(_) => self.verify(Some(error.clone()), outbox),
        }
    }

    fn reject(&mut self, error: &ApiError, outbox: &mut Outbox) -> Ended {
        self.journal(State::Rejected, &error_words(error), outbox);
        self.end(Outcome::Rejected(error.clone()))
    }

    /// Waits as a 429 asks, to read and to be confirmed again.
    fn wait(
        &mut self,
        retry_after: Option<Duration>,
        error: &ApiError,
        outbox: &mut Outbox,
    ) -> Option<Ended> {
        let wait = retry_after.unwrap_or(LIMITED_WAIT);
        if wait > LIMITED_MOST {
            return Some(self.end(Outcome::Rejected(error.clone())));
        }
        self.decide(Phase::Waiting(outbox.now.monotonic + wait));
        outbox.wake_in(wait);
        None
    }

    /// The server took it. What its answer shows may be enough.
    fn accept_written(&mut self, record: Option<&Record>, outbox: &mut Outbox) -> Option<Ended> {
        let answers = match self.change.verb {
            Verb::Remove => false,
            Verb::Create => true,
            _ => self
                .resource
                .update
                .as_ref()
                .is_some_and(|u| u.answers_record),
        };
        if let Some(record) = record.filter(|_| answers) {
            if self.change.verb == Verb::Create {
                self.created = record.id().map(|id| RecordRef {
                    resource: self.change.resource.clone(),
                    id: id.clone(),
                });
            }
            let value = record.value();
            let shows_all = judge::judge(&self.change.fields, &value) == Verdict::New
                && self.shows_every_readable_field(&value);
            if shows_all {
                return Some(self.applied(Confirmed::ByAnswer, record, outbox));
            }
        }
        self.verify(None, outbox)
    }

    /// Whether a record shows every field of the change but the secret ones.
    fn shows_every_readable_field(&self, record: &Value) -> bool {
        self.change.fields.iter().all(|field| {
            matches!(field.after, Input::Secret(_)) || !Held::at(&field.at, record).is_missing()
        })
    }

    /// The values were seen in a record.
    fn applied(&mut self, confirmed: Confirmed, record: &Record, outbox: &mut Outbox) -> Ended {
        let value = record.value();
        self.take(record);
        let outcome = Outcome::Applied {
            confirmed,
            unchecked: judge::unseen(&self.change.fields, &value),
            differing: judge::differing(&self.change.fields, &value),
        };
        self.journal(State::Applied, "", outbox);
        self.end(outcome)
    }

    fn journal(&self, state: State, detail: &str, outbox: &mut Outbox) {
        let Some(entry) = &self.entry else {
            return;
        };
        let after = (state == State::Applied)
            .then_some(self.fresh.as_ref())
            .flatten()
            .map(|record| {
                let value = record.value();
                let fields = self.change.fields.iter();
                fields
                    .map(|f| (f.name.clone(), Held::at(&f.at, &value)))
                    .filter(|(_, held)| !held.is_missing())
                    .map(|(name, held)| (name, held.to_json()))
                    .collect()
            });
        outbox.push(Effect::Journal(entry.ended(
            state,
            detail,
            after,
            outbox.now.wall,
        )));
    }

    /// Ends it.
    fn end(&mut self, outcome: Outcome) -> Ended {
        self.phase = Phase::Ended;
        let removed = self.change.verb == Verb::Remove;
        let gone = match &outcome {
            Outcome::Applied { .. } => removed,
            Outcome::Rejected(ApiError::NotFound(_)) => self.change.record.is_some(),
            Outcome::NotSent(NotSent::Gone)
            | Outcome::Unknown {
                found: Found::Gone, ..
            } => true,
            _ => false,
        };
        let accepted = matches!(
            outcome,
            Outcome::Applied { .. } | Outcome::AcceptedUnchecked
        );
        let given_up = matches!(
            outcome,
            Outcome::NotSent(NotSent::KeptTheirs | NotSent::AlreadySo)
                | Outcome::Unknown {
                    found: Found::Mixed,
                    ..
                }
        );
        let password = self
            .change
            .fields
            .iter()
            .find_map(|field| match &field.after {
                Input::Secret(secret) if self.change.generated && accepted => Some(secret.clone()),
                _ => None,
            });
        Ended {
            change: self.change.clone(),
            outcome,
            record: self.fresh.clone().filter(|_| !gone),
            gone: self.change.record.clone().filter(|_| gone),
            draft: if accepted || given_up {
                Draft::Drop
            } else {
                Draft::Keep
            },
            password,
        }
    }
}

fn get(record: &RecordRef) -> Call {
    Call::Get {
        of: RecordOf::Resource(record.clone()),
    }
}
