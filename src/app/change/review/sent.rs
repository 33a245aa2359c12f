//! The write, its answer, and how it all ends.

use std::time::Duration;

use serde_json::Value;

use super::{Note, Phase, Review};
use crate::app::change::held::Held;
use crate::app::change::journal::{Entry, State};
use crate::app::change::judge::{self, Verdict};
use crate::app::change::outcome::{Confirmed, Draft, Ended, Found, NotSent, Outcome};
use crate::app::change::words::error_words;
use crate::app::change::{Besides, Verb};
use crate::app::message::Effect;
use crate::app::outbox::Outbox;
use crate::directory::call::{ApiError, Input, NetworkError, RecordRef, Reply};
use crate::directory::record::{Record, RecordId};
use crate::directory::who::Who;

/// How long a 429 without a hint is waited for.
const LIMITED_WAIT: Duration = Duration::from_mins(1);

/// The longest a 429 may ask to wait before it is not waited for.
const LIMITED_MOST: Duration = Duration::from_mins(5);

impl Review {
    /// Sends the change, once.
    pub(super) fn send(&mut self, outbox: &mut Outbox) {
        if self.change.lacks_a_secret() {
            return self.needs_its_secret(outbox);
        }
        let now = outbox.now.wall;
        let entry = Entry::new(now);
        let is_open = matches!(
            self.note,
            Some(Note::NotAppliedAsOf { .. } | Note::PartlyApplied { .. })
        );
        if is_open {
            self.former = self.entry.take();
        }
        let line = entry.sending(&self.change, self.former.as_ref(), now);
        self.asked = outbox.now;
        self.before = self.fresh.as_ref().map(|reading| reading.record.clone());
        let current = std::mem::replace(&mut outbox.profile, self.profile);
        let ticket = outbox.write(self.change.call(), line);
        outbox.profile = current;
        self.entry = Some(entry);
        self.note = None;
        self.phase = Phase::Sending(ticket);
    }

    pub(super) fn accept_sent(
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
            // The journal knows nothing of it, and would refuse this too.
            ApiError::NotJournalled(_) => {
                Some(self.end(Outcome::NotSent(NotSent::Failed(error.clone()))))
            }
            ApiError::Cancelled
            | ApiError::NotSent(_)
            | ApiError::Network(NetworkError::Connect(_) | NetworkError::Timeout { sent: false }) =>
            {
                self.journal(State::NotSent, &error_words(error), outbox);
                Some(self.end(Outcome::NotSent(NotSent::Failed(error.clone()))))
            }
            // Of a 408: whoever gave up waiting may have passed it on before.
            ApiError::Server { .. }
            | ApiError::Invalid { status: 408, .. }
            | ApiError::Redirected { .. }
            | ApiError::Unreadable { .. }
            | ApiError::Network(_) => self.verify(Some(error.clone()), outbox),
            ApiError::Unauthorized(_)
            | ApiError::Forbidden(_)
            | ApiError::NotFound(_)
            | ApiError::Invalid { .. } => Some(self.reject(error, outbox)),
        }
    }

    pub(super) fn reject(&mut self, error: &ApiError, outbox: &mut Outbox) -> Ended {
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
            let shows_all = judge::judge(&self.change.fields, &value, true) == Verdict::New
                && self.shows_every_readable_field(&value);
            // An answer may leave members out; only a read tells that they are
            // gone. One of a creation may be of who was there before.
            let is_whole = self.besides(&value).is_nothing();
            if shows_all && is_whole && !self.was_there_before(record) {
                self.asked = outbox.now;
                return Some(self.applied(Confirmed::ByAnswer, record, Duration::ZERO, outbox));
            }
        }
        self.verify(None, outbox)
    }

    /// What the write did to the record besides what was meant, as a record shows
    /// that was seen after it.
    pub(super) fn besides(&self, after: &Value) -> Besides {
        self.before
            .as_ref()
            .map_or_else(Besides::default, |before| {
                judge::besides(&self.change.fields, &self.resource, &before.value(), after)
            })
    }

    /// A record of that id was seen before: it is not the new one.
    pub(in crate::app) fn knew(&mut self, id: RecordId) {
        self.known.push(id);
    }

    /// Whether what is shown for a new record is not it, as far as can be told:
    /// its id was seen before, or it is somebody else.
    pub(super) fn was_there_before(&self, record: &Record) -> bool {
        if self.change.verb != Verb::Create {
            return false;
        }
        let value = record.value();
        let is_known = record.id().is_some_and(|id| self.known.contains(id));
        let fields = &self.change.fields;
        is_known || !judge::may_be_the_new_one(&self.resource, fields, &value)
    }

    /// Whether a record shows every field of the change but the secret ones.
    fn shows_every_readable_field(&self, record: &Value) -> bool {
        self.change.fields.iter().all(|field| {
            matches!(field.after, Input::Secret(_)) || !Held::at(&field.at, record).is_missing()
        })
    }

    /// The values were seen in a record.
    pub(super) fn applied(
        &mut self,
        confirmed: Confirmed,
        record: &Record,
        cached: Duration,
        outbox: &mut Outbox,
    ) -> Ended {
        let value = record.value();
        self.take(record, cached);
        for field in &mut self.change.fields {
            let held = Held::at(&field.at, &value);
            field.landed = (!held.is_missing()).then_some(held);
        }
        let differing = judge::differing(&self.change.fields, &value);
        // A new record is there by its id; what an old one holds may be of others.
        let is_other = self.change.verb != Verb::Create && !differing.is_empty();
        let is_found = self.change.verb == Verb::Create && self.created.is_none();
        let (confirmed, state, detail) = if is_found {
            let detail = "a search finds a record as it was sent";
            (Confirmed::BySearch, State::Accepted, detail)
        } else if is_other {
            let was_accepted = match &self.phase {
                Phase::Verifying(verifying) => verifying.was_accepted(),
                _ => true,
            };
            let how = if was_accepted {
                Confirmed::ByAcceptance
            } else {
                Confirmed::ByLikeness
            };
            let detail = "it holds something else than was sent";
            (how, State::Accepted, detail)
        } else {
            (confirmed, State::Applied, "")
        };
        let outcome = Outcome::Applied {
            confirmed,
            unchecked: judge::unseen(&self.change.fields, &value),
            differing,
            besides: self.besides(&value),
        };
        self.journal_landed(state, detail, outbox);
        self.end(outcome)
    }

    pub(super) fn journal(&self, state: State, detail: &str, outbox: &mut Outbox) {
        if let Some(entry) = &self.entry {
            let line = entry.ended(state, detail, None, outbox.now.wall);
            outbox.push(Effect::Journal(line));
        }
    }

    /// Writes down how it ended, with who the record now is and what it holds.
    fn journal_landed(&self, state: State, detail: &str, outbox: &mut Outbox) {
        let (Some(entry), Some(reading)) = (&self.entry, &self.fresh) else {
            return;
        };
        let value = reading.record.value();
        let fields = self.change.fields.iter();
        let held = fields
            .map(|f| (f.name.clone(), Held::at(&f.at, &value)))
            .filter_map(|(name, held)| Some((name, held.json()?.clone())))
            .collect();
        let after = Some((Who::of(&self.resource, &value), held));
        outbox.push(Effect::Journal(entry.ended(
            state,
            detail,
            after,
            outbox.now.wall,
        )));
    }

    /// Writes down that nothing more is to be found out about it: it is not
    /// brought back after a restart.
    pub(super) fn close_entry(&self, why: &str, outbox: &mut Outbox) {
        if let Some(entry) = &self.entry {
            outbox.push(Effect::Journal(entry.closed(why, outbox.now.wall)));
        }
    }

    /// What was sent again and not taken is as unknown as it was before: that
    /// goes on in the list of pending changes.
    fn former_pending(&self, outcome: &Outcome) -> Option<Box<Self>> {
        let is_as_before = matches!(outcome, Outcome::Rejected(_) | Outcome::NotSent(_));
        let former = self.former.clone().filter(|_| is_as_before)?;
        let unclear = ApiError::Network(NetworkError::Timeout { sent: true });
        let why = "it was sent again, which was not taken".to_owned();
        let mut pending = self.set_aside(Some(unclear), why);
        pending.entry = Some(former);
        pending.former = None;
        Some(pending)
    }

    /// Ends it.
    pub(super) fn end(&mut self, outcome: Outcome) -> Ended {
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
            Outcome::Applied { .. }
                | Outcome::AcceptedUnchecked
                | Outcome::AcceptedHidden
                | Outcome::Remains(_)
        );
        let given_up = matches!(
            outcome,
            Outcome::NotSent(NotSent::KeptTheirs | NotSent::AlreadySo)
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
            record: self
                .fresh
                .as_ref()
                .filter(|_| !gone && !self.change.hid_record)
                .map(|reading| reading.record.clone()),
            gone: self.change.record.clone().filter(|_| gone),
            draft: if accepted || given_up {
                Draft::Drop
            } else {
                Draft::Keep
            },
            password,
            pending: self.former_pending(&outcome),
            outcome,
        }
    }
}
