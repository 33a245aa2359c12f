//! Before the write: the fresh read, held against what the operator saw.

use serde_json::Value;

use super::{Contested, Phase, Review, get};
use crate::app::change::held::{Held, input_shown};
use crate::app::change::judge;
use crate::app::change::outcome::{Ended, NotSent, Outcome};
use crate::app::change::{FieldChange, Verb};
use crate::app::outbox::Outbox;
use crate::directory::call::{ApiError, Input, Reply};
use crate::directory::record::Record;

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

    pub(super) fn accept_fresh(&mut self, answer: &Result<Reply, ApiError>) -> Option<Ended> {
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
