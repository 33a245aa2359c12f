//! What comes back, brought to whoever asked for it.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::App;
use super::change::{Change, Held, error_words};
use super::message::{Effect, Exchange, ProfileId, Seen, Ticket};
use super::outbox::Outbox;
use super::overlay::Tone;
use super::profile::{AsSeen, Draft, Known, Profile, TokenTrouble};
use super::prompts::{Opening, READING, TOKEN_TAKEN};
use super::view::{Source, View};
use crate::directory::call::{ApiError, Call, RecordOf, RecordRef, Reply, ResourceName};
use crate::directory::record::{Record, RecordId};
use crate::keys::Action;
use crate::text::Untrusted;

impl App {
    pub(super) fn replied(
        &mut self,
        ticket: Ticket,
        outcome: &Result<Reply, ApiError>,
        cached: Duration,
        exchange: Option<Exchange>,
        out: &mut Outbox<'_>,
    ) {
        // The answer to what nobody waits for any more is dropped.
        let Some(asked) = self.owners.remove(&ticket) else {
            return;
        };
        let id = asked.profile;
        if let Ok(reply) = outcome
            && let Some(seen) = self.seen(id, &asked.call, reply)
        {
            out.push(Effect::Seen(seen));
            self.find_again();
        }
        if let (
            Err(ApiError::NotFound(_)),
            Call::Get {
                of: RecordOf::Resource(of),
            },
        ) = (outcome, &asked.call)
        {
            out.push(Effect::Gone(id, of.clone()));
            self.find_again();
        }
        self.reread(ticket, outcome, cached);
        if let Some(exchange) = exchange {
            self.log_request(asked, exchange, outcome.as_ref().err().cloned());
        }
        if let Err(ApiError::Unauthorized(words)) = outcome
            && let Some(profile) = self.profiles.get_mut(id.0)
        {
            profile.token_trouble = Some(TokenTrouble::Refused(words.clone()));
            self.notice.take_if(|notice| notice.text == TOKEN_TAKEN);
        }
        // Requests that this answer leads to go to the profile it came from.
        let active = out.profile;
        out.profile = id;
        let _taken = self.review_replied(ticket, outcome, cached, out)
            || self.opened(id, ticket, outcome, self.was_at(cached))
            || self.seek_replied(id, ticket, outcome)
            || self.record_replied(id, ticket, outcome, self.was_at(cached))
            || self.list_replied(id, ticket, outcome, self.was_at(cached));
        out.profile = active;
        self.tell_another();
    }

    /// What an answer shows of a resource's records. What lies under a record
    /// and is none of a resource's own is nothing to come back to.
    fn seen(&self, id: ProfileId, call: &Call, reply: &Reply) -> Option<Seen> {
        let profile = self.profiles.get(id.0)?;
        let (source, whole, records) = match (call, reply) {
            (Call::List { of, .. }, Reply::Page(page)) => {
                let source = Source::List(of.clone());
                let whole = !profile.is_partial(&source);
                (source, whole, page.records.as_slice())
            }
            (
                Call::Get {
                    of: RecordOf::Resource(of),
                },
                Reply::Record(record),
            ) => (
                Source::Record(of.clone()),
                true,
                std::slice::from_ref(record),
            ),
            _ => return None,
        };
        let resource = ResourceName::new(&profile.resource_of(&source)?.name);
        let records: Vec<Record> = records
            .iter()
            .filter(|r| r.id().is_some())
            .cloned()
            .collect();
        (!records.is_empty()).then_some(Seen {
            profile: id,
            resource,
            whole,
            records,
        })
    }

    /// When an answer that comes now was true, by the local clock, if it had lain
    /// in a cache for so long.
    fn was_at(&self, cached: Duration) -> Timestamp {
        self.now.wall - SignedDuration::try_from(cached).unwrap_or_default()
    }

    fn list_replied(
        &mut self,
        id: ProfileId,
        ticket: Ticket,
        outcome: &Result<Reply, ApiError>,
        now: Timestamp,
    ) -> bool {
        self.profiles.get_mut(id.0).is_some_and(|profile| {
            profile
                .listings
                .values_mut()
                .any(|listing| listing.accept_at(ticket, outcome, now))
        })
    }

    fn record_replied(
        &mut self,
        id: ProfileId,
        ticket: Ticket,
        outcome: &Result<Reply, ApiError>,
        now: Timestamp,
    ) -> bool {
        let Some(profile) = self.profiles.get_mut(id.0) else {
            return false;
        };
        let Some((of, known)) = profile
            .known
            .iter_mut()
            .find(|(_, known)| known.ticket() == Some(ticket))
        else {
            return false;
        };
        let of = of.clone();
        *known = match outcome {
            Ok(Reply::Record(record)) => Known::Read(AsSeen::read(record.clone(), now)),
            Ok(_) => return true,
            Err(error) => Known::Failed(error.clone(), known.seen().cloned()),
        };
        if let RecordOf::Resource(of) = of {
            let resource = of.resource.clone();
            let draft = profile.drafts.get_mut(&Draft::Edit(of));
            match outcome {
                Ok(Reply::Record(record)) => {
                    if let Some(form) = draft {
                        form.fill(record);
                    }
                    profile.renew(&resource, record);
                }
                Ok(_) => {}
                Err(error) => {
                    if let Some(form) = draft {
                        form.unread(error);
                    }
                }
            }
        }
        true
    }

    /// The answer to an opening by id: it is gone to in the profile that was
    /// asked, be it on the screen or not. Who went elsewhere meanwhile, or is
    /// typing, stays there; it is at hand for the next time.
    fn opened(
        &mut self,
        id: ProfileId,
        ticket: Ticket,
        outcome: &Result<Reply, ApiError>,
        now: Timestamp,
    ) -> bool {
        let Some(Opening { of, from, .. }) = self.opening.take_if(|o| o.ticket == ticket) else {
            return false;
        };
        self.notice.take_if(|notice| notice.text == READING);
        let is_typing = self.is_typing() && id == self.active;
        let key = self.key_of(Action::OpenBy);
        let Some(profile) = self.profiles.get_mut(id.0) else {
            return true;
        };
        match outcome {
            Ok(Reply::Record(record)) => {
                profile.know(of.clone(), record.clone(), now);
                let stayed = profile.view().map(|view| &view.source) == from.as_ref();
                if stayed && !is_typing {
                    profile.go_to(of);
                } else {
                    let wanted = Untrusted::new(of.id.raw());
                    let wanted = wanted.shown_within(60);
                    self.say(Tone::Good, format!("{wanted} has come; {key} opens it"));
                }
            }
            Ok(_) => {}
            Err(ApiError::NotFound(_)) => {
                let singular = profile
                    .resource(&of.resource)
                    .map_or_else(|| "record".to_owned(), |resource| resource.singular.clone());
                let wanted = Untrusted::new(of.id.raw());
                let wanted = wanted.shown_within(60);
                self.say(Tone::Warn, format!("No {singular} has the id \"{wanted}\""));
            }
            Err(error) => self.say(Tone::Bad, format!("Not opened: {}", error_words(error))),
        }
        true
    }
}

impl App {
    /// A record that is being read was seen before: until it has come, it is
    /// shown as it was then.
    pub(super) fn recalled(&mut self, id: ProfileId, of: RecordRef, seen: AsSeen) {
        let is_typing = self.is_typing() && id == self.active;
        let view = |profile: &Profile| profile.view().map(|view| view.source.clone());
        let here = self.profiles.get(id.0).and_then(view);
        let owners = &self.owners;
        // Who went elsewhere meanwhile, or is typing, is not taken away.
        let opening = self.opening.take_if(|opening| {
            let is_its = owners.get(&opening.ticket).is_some_and(|a| a.profile == id);
            is_its && opening.of == of && opening.from == here && !is_typing
        });
        let at = seen.at;
        let Some(profile) = self.profiles.get_mut(id.0) else {
            return;
        };
        let key = RecordOf::Resource(of.clone());
        if let Some(Opening { ticket, .. }) = opening {
            // Its answer is the record's from now on.
            profile.known.insert(key, Known::Rereading(ticket, seen));
            profile.go_to(of);
            return self.tell_rereading(ticket, at);
        }
        let is_shown = |view: &View| view.source == Source::Record(of.clone());
        let is_shown = profile.view().is_some_and(is_shown);
        match profile.known.get_mut(&key) {
            Some(Known::Failed(_, before @ None)) => *before = Some(seen),
            Some(known @ Known::Reading(_)) => {
                let Some(ticket) = known.ticket() else { return };
                *known = Known::Rereading(ticket, seen);
                if is_shown && id == self.active {
                    self.tell_rereading(ticket, at);
                }
            }
            _ => {}
        }
    }
}

impl Profile {
    /// Whether a list that was loaded has the record.
    pub(super) fn has_loaded(&self, of: &RecordRef) -> bool {
        self.listings.iter().any(|(source, listing)| {
            source.list().is_some()
                && source.resource() == Some(&of.resource)
                && listing.holds(&of.id)
        })
    }

    /// The ids of what an answer to a creation, or to the search for what it
    /// made, shows and was seen before: those were not made by it.
    pub(super) fn seen_before(
        &self,
        change: &Change,
        outcome: &Result<Reply, ApiError>,
    ) -> Vec<RecordId> {
        let shown = match outcome {
            Ok(Reply::Written(Some(made))) => std::slice::from_ref(made),
            Ok(Reply::Page(page)) => page.records.as_slice(),
            _ => &[],
        };
        let is_known = |id: &&RecordId| {
            let of = RecordRef {
                resource: change.resource.clone(),
                id: (*id).clone(),
            };
            self.has_loaded(&of) || self.known.contains_key(&RecordOf::Resource(of))
        };
        let ids = shown.iter().filter_map(Record::id);
        ids.filter(is_known).cloned().collect()
    }

    /// Whether the operator decided by a record that was read by itself, and not
    /// by what a list shows of it.
    pub(super) fn has_read(&self, change: &Change) -> bool {
        let known = change.record.clone().map(RecordOf::Resource);
        let seen = known.and_then(|of| self.known.get(&of)?.seen());
        seen.is_some_and(|seen| seen.whole && Some(&seen.record) == change.seen.as_ref())
    }

    /// Shows a record that is not to be found as the server accepted it.
    pub(super) fn show_as_sent(&mut self, change: &Change) {
        let (Some(of), Some(seen)) = (&change.record, &change.seen) else {
            return;
        };
        self.known.remove(&RecordOf::Resource(of.clone()));
        let mut value = seen.value();
        for field in &change.fields {
            if let (Some(place), Some(sent)) = (
                value.pointer_mut(field.at.as_str()),
                Held::after(&field.after).json(),
            ) {
                *place = sent.clone();
            }
        }
        let shown = Record::new(Some(of.id.clone()), &value.to_string());
        self.renew(&of.resource, &shown);
    }

    /// Remembers a record that a directory gave as a whole.
    pub(super) fn know(&mut self, of: RecordRef, record: Record, now: Timestamp) {
        self.renew(&of.resource, &record);
        let read = Known::Read(AsSeen::read(record, now));
        self.known.insert(RecordOf::Resource(of), read);
    }

    /// A record is there no more: its rows say so until the next reload.
    pub(super) fn forget(&mut self, gone: &RecordRef) {
        self.known.remove(&RecordOf::Resource(gone.clone()));
        for (source, listing) in &mut self.listings {
            if source.resource() == Some(&gone.resource) {
                listing.remove(&gone.id);
            }
        }
    }

    /// Puts a record, as the server now has it, into the lists of its resource
    /// that hold it.
    pub(super) fn renew(&mut self, resource: &ResourceName, record: &Record) {
        for (source, listing) in &mut self.listings {
            if source.resource() == Some(resource) {
                listing.replace(record);
            }
        }
    }
}
