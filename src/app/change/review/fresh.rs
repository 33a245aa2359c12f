//! Before the write: the record is read, and read again right before it is sent,
//! and each time held against what the operator saw.

use std::time::Duration;

use serde_json::Value;

use super::{Contested, JUST_READ, Note, Phase, Review, get};
use crate::app::change::held::{Held, input_shown};
use crate::app::change::judge;
use crate::app::change::outcome::{Confirmed, Ended, NotSent, Outcome};
use crate::app::change::{FieldChange, Verb};
use crate::app::outbox::Outbox;
use crate::directory::call::{ApiError, Input, Reply};
use crate::directory::record::Record;
use crate::directory::who::{Likeness, Who};

impl Review {
    /// Reads the record if that can be done; else there is nothing to wait for.
    pub(super) fn read_or_decide(&mut self, outbox: &mut Outbox) {
        match &self.change.record {
            Some(record) if self.resource.get.is_some() => {
                let call = get(record);
                let ticket = self.read(call, outbox);
                self.decide(Phase::Reading(ticket));
            }
            _ => self.ready(),
        }
    }

    /// Sends it, where its record was read just now; else reads that once more
    /// first, as somebody may have written to it while the review was open.
    pub(super) fn read_and_send(&mut self, outbox: &mut Outbox) {
        let is_old = match (&self.note, &self.fresh) {
            // What a cache gives, it would give again.
            (Some(Note::OnlyCached), _) => false,
            // Nothing was found; somebody else may have the id since.
            (Some(Note::Hidden), _) => {
                outbox.now.monotonic.saturating_sub(self.asked.monotonic) > JUST_READ
            }
            (_, Some(reading)) => reading.is_old(outbox.now),
            (_, None) => false,
        };
        match &self.change.record {
            Some(record) if is_old => {
                let call = get(record);
                let ticket = self.read(call, outbox);
                self.phase = Phase::Rereading(ticket);
            }
            _ => self.send(outbox),
        }
    }

    /// The answer to the first read, or to the one right before sending.
    pub(super) fn accept_fresh(
        &mut self,
        answer: &Result<Reply, ApiError>,
        cached: Duration,
        outbox: &mut Outbox,
    ) -> Option<Ended> {
        match answer {
            Ok(Reply::Record(record)) => self.compare(record, cached, outbox),
            Ok(_) => {
                self.decide(Phase::Unavailable(ApiError::Unreadable {
                    status: 200,
                    why: "the answer is not a record".to_owned(),
                }));
                None
            }
            Err(ApiError::NotFound(_)) if self.change.hid_record => {
                if matches!(self.phase, Phase::Rereading(_)) {
                    self.send(outbox);
                } else {
                    self.note = Some(Note::Hidden);
                    self.ready();
                }
                None
            }
            // It was sent before, and nobody knew whether it was done.
            Err(ApiError::NotFound(_)) if self.change.verb == Verb::Remove && self.may_land() => {
                Some(self.removed(outbox))
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

    /// Holds the record that was just read against what the operator saw: at
    /// first that is the screen, right before sending it is this review.
    fn compare(&mut self, record: &Record, cached: Duration, outbox: &mut Outbox) -> Option<Ended> {
        let value = record.value();
        let is_last = matches!(self.phase, Phase::Rereading(_));
        if !self.is_the_same(&value) {
            // The screen shows who is there now; the change keeps whose it is.
            self.took(record, cached);
            return None;
        }
        let seen = if is_last {
            self.fresh.take().map(|reading| reading.record)
        } else {
            self.change.seen.clone()
        };
        self.take(record, cached);
        self.moved = seen.map_or_else(Vec::new, |seen| {
            judge::moved(&self.change, &self.resource, &seen.value(), &value)
        });
        if self.change.verb == Verb::Toggle && !self.settle_toggle(&value) {
            self.decide(Phase::Unavailable(ApiError::NotSent(
                "the record does not say whether it is enabled".to_owned(),
            )));
            return None;
        }
        let (already, wanted): (Vec<FieldChange>, _) = std::mem::take(&mut self.change.fields)
            .into_iter()
            .partition(|field| Held::at(&field.at, &value).shows(&field.after));
        if wanted.is_empty() && self.change.verb != Verb::Remove {
            self.change.fields = already;
            if self.may_land() {
                // It was sent before, and has landed meanwhile.
                return Some(self.applied(Confirmed::ByRead, record, cached, outbox));
            }
            return Some(self.end(Outcome::NotSent(NotSent::AlreadySo)));
        }
        self.change.fields = wanted;
        let asks_anew = !already.is_empty();
        self.already
            .extend(already.into_iter().map(|field| field.label));
        let moved = |held: &Held, field: &FieldChange| !held.is_same(&field.before);
        let contested = self.contested(moved, &value);
        if !contested.is_empty() {
            self.decide(Phase::Conflict(contested));
        } else if !is_last || asks_anew || self.moved.iter().any(|moved| !moved.is_clockwork) {
            self.ready();
        } else if cached > JUST_READ {
            self.note = Some(Note::OnlyCached);
            self.ready();
        } else {
            self.send(outbox);
        }
        None
    }

    /// Whether it was sent before and may have been done since it was looked at
    /// last.
    const fn may_land(&self) -> bool {
        matches!(self.note, Some(Note::NotAppliedAsOf { .. }))
    }

    /// Whether a record is that of the person whose change this is. If not,
    /// nothing is sent.
    fn is_the_same(&mut self, record: &Value) -> bool {
        let (was, now) = (&self.change.who, Who::of(&self.resource, record));
        let likeness = if self.may_land() && !was.was_made_at_another_time(&now) {
            // Another name or email may be what was sent.
            Likeness::Same
        } else {
            was.likeness(&now)
        };
        match likeness {
            Likeness::Same => {}
            Likeness::Renamed => self.renamed = Some(was.clone()),
            Likeness::Another => {
                let was = was.clone();
                self.decide(Phase::Another { was, now });
                return false;
            }
        }
        true
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
    pub(super) fn contested(
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
}
