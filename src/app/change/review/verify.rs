//! After the write: seeing whether it was applied.

use std::time::Duration;

use serde_json::Value;

use super::{Note, Phase, Reading, Review, get};
use crate::app::change::held::Held;
use crate::app::change::journal::State;
use crate::app::change::judge::{self, Verdict};
use crate::app::change::outcome::{Confirmed, Ended, Found, Outcome};
use crate::app::change::words::{error_words, sending_words};
use crate::app::change::{Besides, Verb};
use crate::app::dates;
use crate::app::message::{Effect, Ticket};
use crate::app::outbox::Outbox;
use crate::directory::call::{ApiError, At, Call, Input, ListOf, NetworkError, Query, Reply};
use crate::directory::record::Record;
use crate::directory::who::Who;

/// When a change of unknown outcome is looked at, counted from when it became
/// unknown.
const LOOKS: [Duration; 4] = [
    Duration::ZERO,
    Duration::from_secs(1),
    Duration::from_secs(3),
    Duration::from_secs(7),
];

/// A change that was sent, while it is seen whether it was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verifying {
    /// Why the answer to the write does not tell; none where the server took
    /// it.
    unclear: Option<ApiError>,
    /// Since when.
    since: Duration,
    /// How many of the looks were begun.
    looks: usize,
    wait: Wait,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Wait {
    Answer(Ticket),
    Until(Duration),
}

/// Written down of a disabling after which no read finds the record.
const HIDDEN: &str = "accepted; a read finds it no more, the directory may hide it";

/// What one look found.
enum Seen {
    Applied(Record),
    Gone,
    Old(Option<Record>),
    /// A removal was taken, and did this to the record, which is still there.
    Remains(Record, Vec<String>),
    Mixed(Record),
    Unseen(Record),
    Exists(Record),
    Unreadable(String),
    /// As unreadable as it will be in seven seconds.
    Refused(String),
}

impl Verifying {
    /// Whether the server said that it took it.
    pub(super) const fn was_accepted(&self) -> bool {
        self.unclear.is_none()
    }

    pub(super) const fn asked(&self) -> Option<Ticket> {
        match self.wait {
            Wait::Answer(ticket) => Some(ticket),
            Wait::Until(_) => None,
        }
    }

    pub(super) const fn wakes_at(&self) -> Option<Duration> {
        match self.wait {
            Wait::Answer(_) => None,
            Wait::Until(until) => Some(until),
        }
    }

    fn why(&self) -> String {
        sending_words(self.unclear.as_ref())
    }

    /// What the description says that the server's failure means, if anything.
    fn hinted(&self) -> Option<&ApiError> {
        self.unclear
            .as_ref()
            .filter(|error| matches!(error, ApiError::Server { words, .. } if words.hint.is_some()))
    }
}

impl Review {
    /// Begins to look whether it was applied.
    pub(super) fn verify(
        &mut self,
        unclear: Option<ApiError>,
        outbox: &mut Outbox,
    ) -> Option<Ended> {
        let Some(call) = self.lookup() else {
            return match unclear {
                None => {
                    self.journal(State::Accepted, "no read can show it", outbox);
                    Some(self.end(Outcome::AcceptedUnchecked))
                }
                unclear => {
                    self.unresolved(unclear, "no read can tell".to_owned(), outbox);
                    None
                }
            };
        };
        let ticket = self.read(call, outbox);
        self.phase = Phase::Verifying(Verifying {
            unclear,
            since: outbox.now.monotonic,
            looks: 1,
            wait: Wait::Answer(ticket),
        });
        None
    }

    /// Looks again on request.
    pub(in crate::app) fn look_again(&mut self, outbox: &mut Outbox) {
        if let Phase::Unresolved { unclear, .. } = &self.phase {
            let unclear = unclear.clone();
            self.verify(unclear, outbox);
        }
    }

    /// Whether there is a read that would show whether it was applied.
    pub(super) fn can_look(&self) -> bool {
        self.lookup().is_some()
    }

    /// The read that would show whether it was applied, if there is one.
    fn lookup(&self) -> Option<Call> {
        match self.change.record.as_ref().or(self.created.as_ref()) {
            Some(record) => self.resource.get.as_ref().map(|_| get(record)),
            None => self.search_by_email(),
        }
    }

    fn search_by_email(&self) -> Option<Call> {
        let field = self.resource.email_field()?;
        let search = self.resource.list.as_ref()?.search.as_ref()?;
        let searchable = search.looks_at.contains(&field.name);
        let email = self.created_email()?;
        searchable.then(|| Call::List {
            of: ListOf::Resource(self.change.resource.clone()),
            at: At::Start,
            sort: None,
            query: Query {
                search: Some(email.to_owned()),
                params: Vec::new(),
            },
        })
    }

    /// The email that a new record was given.
    fn created_email(&self) -> Option<&str> {
        let field = self.resource.email_field()?;
        let created = self.change.fields.iter().find(|f| f.name == field.name)?;
        match &created.after {
            Input::Text(email) if !email.is_empty() => Some(email),
            _ => None,
        }
    }

    /// Looks, now that it is time to.
    pub(super) fn look(&mut self, outbox: &mut Outbox) {
        let Some(call) = self.lookup() else {
            return;
        };
        let ticket = self.read(call, outbox);
        if let Phase::Verifying(verifying) = &mut self.phase {
            verifying.looks += 1;
            verifying.wait = Wait::Answer(ticket);
        }
    }

    pub(super) fn accept_seen(
        &mut self,
        answer: &Result<Reply, ApiError>,
        cached: Duration,
        outbox: &mut Outbox,
    ) -> Option<Ended> {
        let Phase::Verifying(verifying) = &self.phase else {
            return None;
        };
        let verifying = verifying.clone();
        let before_it = self.asked.monotonic.saturating_sub(verifying.since);
        let seen = if cached > before_it && answer.is_ok() {
            let cached = cached.as_secs();
            Seen::Unreadable(format!("a cache gave what it had {cached} s before"))
        } else {
            self.seen(&verifying, answer)
        };
        if let Seen::Old(Some(record))
        | Seen::Remains(record, _)
        | Seen::Mixed(record)
        | Seen::Unseen(record) = &seen
        {
            self.take(record, cached);
        }
        match seen {
            Seen::Applied(record) => Some(self.applied(Confirmed::ByRead, &record, cached, outbox)),
            Seen::Gone if self.may_hide(&verifying) => {
                let why = "no read finds the record; the directory may hide who is disabled";
                self.unresolved(verifying.unclear, why.to_owned(), outbox);
                None
            }
            Seen::Gone => Some(self.found_gone(&verifying, outbox)),
            Seen::Remains(_, changed) => {
                self.journal(State::Accepted, "the record is still there", outbox);
                Some(self.end(Outcome::Remains(changed)))
            }
            Seen::Exists(record) => {
                // The change keeps its own name: that one is somebody else's.
                self.took(&record, cached);
                let why = verifying.why();
                let detail = format!("{why}; a record like it is there");
                self.close_entry(&detail, outbox);
                Some(self.end(Outcome::Unknown {
                    why,
                    found: Found::Exists,
                }))
            }
            Seen::Mixed(record) => {
                self.partly_applied(&verifying, &record.value(), outbox);
                None
            }
            Seen::Unseen(_) if verifying.unclear.is_none() => {
                self.journal(State::Accepted, "no read can show it", outbox);
                Some(self.end(Outcome::AcceptedUnchecked))
            }
            Seen::Unseen(_) => {
                let why = "a read does not show it".to_owned();
                self.unresolved(verifying.unclear, why, outbox);
                None
            }
            Seen::Old(_) => {
                if let Some(error) = verifying.hinted() {
                    return Some(self.reject(error, outbox));
                }
                if !self.look_later(outbox) {
                    self.offer_again(&verifying, outbox);
                }
                None
            }
            Seen::Unreadable(why) => {
                if !self.look_later(outbox) {
                    self.unresolved(verifying.unclear, why, outbox);
                }
                None
            }
            Seen::Refused(why) => {
                self.unresolved(verifying.unclear, why, outbox);
                None
            }
        }
    }

    /// What an answer says about the change.
    fn seen(&self, verifying: &Verifying, answer: &Result<Reply, ApiError>) -> Seen {
        match (answer, self.change.verb) {
            (Ok(Reply::Record(record)), Verb::Remove) => {
                let Besides { gone, changed } = self.besides(&record.value());
                let changed = [gone, changed].concat();
                if verifying.unclear.is_none() && !changed.is_empty() {
                    Seen::Remains(record.clone(), changed)
                } else {
                    Seen::Old(Some(record.clone()))
                }
            }
            // It has the id that the server gave the new one.
            (Ok(Reply::Record(record)), Verb::Create) => {
                if self.was_there_before(record) {
                    Seen::Exists(record.clone())
                } else {
                    Seen::Applied(record.clone())
                }
            }
            (Ok(Reply::Record(record)), _) if self.is_another(&record.value()) => Seen::Gone,
            (Ok(Reply::Record(record)), _) => {
                let seen = record.clone();
                let accepted = verifying.unclear.is_none();
                match judge::judge(&self.change.fields, &record.value(), accepted) {
                    Verdict::New => Seen::Applied(seen),
                    Verdict::Old => Seen::Old(Some(seen)),
                    Verdict::Mixed => Seen::Mixed(seen),
                    Verdict::Unseen => Seen::Unseen(seen),
                }
            }
            (Ok(Reply::Page(page)), Verb::Create) => {
                let mut alike = page.records.iter().filter(|r| self.has_created_email(r));
                let (first, mut news) = (alike.clone().next(), Vec::new());
                news.extend(alike.by_ref().filter(|r| !self.was_there_before(r)));
                match (first, news.as_slice(), &verifying.unclear) {
                    (None, ..) => Seen::Old(None),
                    (Some(_), [new], None) => Seen::Applied((*new).clone()),
                    // It may have been there before: the server may have failed
                    // for that very reason, or taken it for done.
                    (Some(first), ..) => Seen::Exists(first.clone()),
                }
            }
            (Ok(_), _) => Seen::Unreadable("the answer is not what was asked for".to_owned()),
            (Err(ApiError::NotFound(_)), _) => Seen::Gone,
            (Err(error @ (ApiError::Unauthorized(_) | ApiError::Forbidden(_))), _) => {
                Seen::Refused(error_words(error))
            }
            (Err(error), _) => Seen::Unreadable(error_words(error)),
        }
    }

    fn has_created_email(&self, record: &Record) -> bool {
        let held = self
            .resource
            .email_field()
            .map(|field| Held::at(&field.pointer(), &record.value()).text());
        let wanted = self.created_email().map(str::to_lowercase);
        held.map(|email| email.to_lowercase()) == wanted
    }

    /// Whether a record is not the one that was written to: its id was given
    /// again.
    fn is_another(&self, record: &Value) -> bool {
        let now = Who::of(&self.resource, record);
        self.change.who.was_made_at_another_time(&now)
    }

    /// A removal is done: a read finds nothing.
    pub(super) fn removed(&mut self, outbox: &mut Outbox) -> Ended {
        self.journal(State::Applied, "a read finds it no more", outbox);
        self.end(Outcome::Applied {
            confirmed: Confirmed::ByRead,
            unchecked: Vec::new(),
            differing: Vec::new(),
            besides: Besides::default(),
        })
    }

    /// A 404: what a removal wants, what may come of a disabling, and nothing
    /// that anything else can be seen from.
    fn found_gone(&mut self, verifying: &Verifying, outbox: &mut Outbox) -> Ended {
        if self.change.verb == Verb::Remove {
            return self.removed(outbox);
        }
        if self.change.verb == Verb::Disable && verifying.unclear.is_none() {
            self.change.hid_record = true;
            self.journal(State::Accepted, HIDDEN, outbox);
            return self.end(Outcome::AcceptedHidden);
        }
        let why = verifying.why();
        self.close_entry(&format!("{why}; the record is gone"), outbox);
        self.end(Outcome::Unknown {
            why,
            found: Found::Gone,
        })
    }

    /// Whether a 404 after this change may come of its having been done.
    const fn may_hide(&self, verifying: &Verifying) -> bool {
        matches!(self.change.verb, Verb::Disable) && verifying.unclear.is_some()
    }

    /// Plans the next look. Tells whether there is one.
    fn look_later(&mut self, outbox: &mut Outbox) -> bool {
        let Phase::Verifying(verifying) = &mut self.phase else {
            return false;
        };
        let Some(after) = LOOKS.get(verifying.looks) else {
            return false;
        };
        let due = verifying.since + *after;
        verifying.wait = Wait::Until(due);
        if due <= outbox.now.monotonic {
            self.look(outbox);
        } else {
            outbox.push(Effect::WakeAt(due));
        }
        true
    }

    /// The old values stayed: says so, and offers it again.
    fn offer_again(&mut self, verifying: &Verifying, outbox: &mut Outbox) {
        let at = outbox.now.wall;
        let why = verifying.why();
        let after = self.fresh.as_ref().map(Reading::record);
        let is_unmoved =
            verifying.unclear.is_none() && after.is_some() && self.before.as_ref() == after;
        let detail = format!("{why}; not applied as of {at}, it may still land");
        self.journal(State::Unknown, &detail, outbox);
        self.note = Some(Note::NotAppliedAsOf {
            at,
            why,
            is_unmoved,
        });
        if self.change.lacks_a_secret() {
            return self.needs_its_secret(outbox);
        }
        self.ready();
    }

    /// It cannot be sent as it is: says why, and offers its form.
    pub(super) fn needs_its_secret(&mut self, outbox: &Outbox) {
        let at = match &self.note {
            Some(Note::NotAppliedAsOf { at, .. }) => *at,
            _ => outbox.now.wall,
        };
        let at = dates::second_of_day(at);
        let why = format!(
            "it was not applied as of {at}, and may still land; its password was not kept, so it \
             can be sent only from the form"
        );
        self.decide(Phase::Unresolved {
            unclear: Some(ApiError::Network(NetworkError::Timeout { sent: true })),
            why,
        });
    }

    /// Whether its form is offered, to be sent from there: it was seen not to
    /// be applied, and lacks a secret.
    pub(super) fn is_to_be_filled(&self) -> bool {
        let seen_old = matches!(self.note, Some(Note::NotAppliedAsOf { .. }));
        seen_old && self.change.verb == Verb::Create && self.change.lacks_a_secret()
    }

    /// Some of it was applied: the operator decides about the rest.
    fn partly_applied(&mut self, verifying: &Verifying, record: &Value, outbox: &mut Outbox) {
        let why = verifying.why();
        self.journal(State::Unknown, &format!("{why}; partly applied"), outbox);
        self.note = Some(Note::PartlyApplied { why });
        let contested = self.contested(|held, field| !held.shows(&field.after), record);
        self.decide(Phase::Conflict(contested));
    }

    /// Nobody can say: says so, and offers to look again.
    fn unresolved(&mut self, unclear: Option<ApiError>, why: String, outbox: &mut Outbox) {
        let detail = format!("{}; {why}", sending_words(unclear.as_ref()));
        self.journal(State::Unknown, &detail, outbox);
        self.decide(Phase::Unresolved { unclear, why });
    }
}
