//! Reviews on the screen and behind it: what their keys do, and what becomes of
//! the change.

use std::time::Duration;

use super::App;
use super::change::{Draft as DraftFate, Ended, Found, NotSent, Outcome, Pressed, Review};
use super::dates;
use super::form::Form;
use super::message::{Effect, ProfileId, Seen, Ticket};
use super::outbox::Outbox;
use super::overlay::{Overlay, Tone};
use super::profile::Draft;
use crate::directory::call::{ApiError, RecordRef, Reply};
use crate::keys::Action;

impl App {
    pub(super) fn act_in_review(&mut self, action: Action, out: &mut Outbox<'_>) {
        let Some(Overlay::Review(review)) = &mut self.overlay else {
            return;
        };
        let action = match action {
            Action::Leave => Action::Cancel,
            other => other,
        };
        // One that came back to the front may be of another profile.
        let id = review.profile();
        if let Some(scrolls) = self.places.scrolls {
            match action {
                Action::PageDown => return review.scroll_down(scrolls),
                Action::PageUp => return review.scroll_up(scrolls),
                // What is sent was seen.
                _ if review.would_send(action) && review.has_more_below(scrolls) => {
                    review.scroll_down(scrolls);
                    return self.say(
                        Tone::Warn,
                        "Not sent: there is more of it, which is shown now",
                    );
                }
                _ => {}
            }
        }
        if review.would_send(action)
            && let Some(lock) = self.profiles[id.0].lock(self.now.monotonic)
        {
            // The time of an unlocking may have run out over the review.
            return self.say(Tone::Warn, format!("Not sent: {}", lock.reason()));
        }
        if review.would_send(action)
            && let Some(until) = self.change_waits_until(id)
        {
            let wait = dates::countdown(until.saturating_sub(self.now.monotonic));
            return self.say(
                Tone::Warn,
                format!("Not sent: the budget has no room for it and its check; in {wait} it has"),
            );
        }
        let Some(Overlay::Review(review)) = &mut self.overlay else {
            return;
        };
        match review.handle(action, out) {
            Pressed::Stays => {}
            Pressed::Background => {
                if let Some(Overlay::Review(review)) = self.overlay.take() {
                    self.go_on_behind(*review);
                    self.say(
                        Tone::Plain,
                        "It is being sent; its outcome will be told here",
                    );
                }
            }
            Pressed::Ended(ended) => {
                self.overlay = None;
                self.review_ended(id, *ended, out);
            }
        }
    }

    /// Its record takes no further change until it has ended, and its draft no
    /// key: what is typed into it then would be neither sent nor kept.
    fn go_on_behind(&mut self, review: Review) {
        let id = review.profile();
        if id == self.active && self.editing == Some(Draft::of(review.change())) {
            self.editing = None;
        }
        if let Some(profile) = self.profiles.get_mut(id.0) {
            profile.under_way.push(review);
        }
    }

    /// Lets an open review whose change is with the server go on behind what
    /// takes its place: its outcome is still to be told and written down.
    pub(super) fn set_review_aside(&mut self) {
        let in_flight = |overlay: &mut Overlay| matches!(overlay, Overlay::Review(review) if review.is_in_flight());
        if let Some(Overlay::Review(review)) = self.overlay.take_if(in_flight) {
            self.go_on_behind(*review);
        }
    }

    /// An answer that a review waits for, open or in the background.
    pub(super) fn review_replied(
        &mut self,
        ticket: Ticket,
        outcome: &Result<Reply, ApiError>,
        cached: Duration,
        out: &mut Outbox<'_>,
    ) -> bool {
        if let Some(Overlay::Review(review)) = &mut self.overlay
            && review.awaits(ticket)
        {
            if let Some(profile) = self.profiles.get(review.profile().0)
                && profile.knows_what_was_made(review.change(), outcome)
            {
                review.knew_it();
            }
            if let Some(ended) = review.accept(ticket, outcome, cached, out) {
                let id = review.profile();
                self.overlay = None;
                self.review_ended(id, ended, out);
            }
            return true;
        }
        let id = out.profile;
        let Some(profile) = self.profiles.get_mut(id.0) else {
            return false;
        };
        let Some(at) = profile.under_way.iter().position(|r| r.awaits(ticket)) else {
            return false;
        };
        if profile.knows_what_was_made(profile.under_way[at].change(), outcome) {
            profile.under_way[at].knew_it();
        }
        if let Some(ended) = profile.under_way[at].accept(ticket, outcome, cached, out) {
            profile.under_way.remove(at);
            self.review_ended(id, ended, out);
        }
        true
    }

    pub(super) fn tick_reviews(&mut self, out: &mut Outbox<'_>) {
        let mut ended = Vec::new();
        if let Some(Overlay::Review(review)) = &mut self.overlay
            && let Some(end) = review.tick(out)
        {
            ended.push((review.profile(), end));
            self.overlay = None;
        }
        for (at, profile) in self.profiles.iter_mut().enumerate() {
            profile
                .under_way
                .retain_mut(|review| match review.tick(out) {
                    Some(end) => {
                        ended.push((ProfileId(at), end));
                        false
                    }
                    None => true,
                });
        }
        // What needs a decision comes back to the front.
        let back = self.profiles.iter_mut().find_map(|profile| {
            let at = profile.under_way.iter().position(Review::wants_decision)?;
            Some(profile.under_way.remove(at))
        });
        if let Some(review) = back {
            if self.overlay.is_none() {
                self.overlay = Some(Overlay::Review(Box::new(review)));
            } else if let Some(profile) = self.profiles.get_mut(review.profile().0) {
                profile.under_way.push(review);
            }
        }
        for (id, end) in ended {
            self.review_ended(id, end, out);
        }
    }

    /// What is done about a review that ended: lists and details show what the
    /// server now has, a refusal goes to the form, the draft goes or stays.
    fn review_ended(&mut self, id: ProfileId, ended: Ended, out: &mut Outbox<'_>) {
        let now = self.now.wall;
        let Some(profile) = self.profiles.get_mut(id.0) else {
            return;
        };
        let draft = Draft::of(&ended.change);
        let applied = matches!(ended.outcome, Outcome::Applied { .. });
        if let Some(record) = &ended.record
            && let Some(record_id) = record.id()
        {
            let of = RecordRef {
                resource: ended.change.resource.clone(),
                id: record_id.clone(),
            };
            profile.know(of.clone(), record.clone(), now);
            out.push(Effect::Seen(Seen {
                profile: id,
                resource: of.resource.clone(),
                whole: true,
                records: vec![record.clone()],
            }));
            // Only who still waits before its form is taken to it.
            let is_awaited = id == self.active && self.editing.as_ref() == Some(&draft);
            if applied && ended.change.record.is_none() && is_awaited {
                profile.go_to(of);
            }
        }
        if let Some(gone) = &ended.gone {
            profile.forget(gone);
            out.push(Effect::Gone(id, gone.clone()));
        }
        if let Some(form) = profile.drafts.get_mut(&draft) {
            match (&ended.outcome, &ended.record) {
                (Outcome::Rejected(error), _) => form.refuse(error),
                (
                    Outcome::NotSent(NotSent::BackToForm)
                    | Outcome::Unknown {
                        found: Found::Mixed,
                        ..
                    },
                    Some(record),
                ) => form.rebase(record),
                _ => {}
            }
        }
        if ended.outcome == Outcome::AcceptedHidden {
            profile.show_as_sent(&ended.change);
        }
        if applied || ended.outcome == Outcome::AcceptedHidden {
            profile.applied.push(ended.change.clone());
        }
        if ended.draft == DraftFate::Drop {
            profile.drafts.remove(&draft);
            if id == self.active && self.editing.as_ref() == Some(&draft) {
                self.editing = None;
            }
        }
        // A draft that is there is somebody's work, and stays.
        if ended.draft == DraftFate::Fill
            && !profile.drafts.get(&draft).is_some_and(Form::is_draft)
            && let Some(resource) = profile.resource(&ended.change.resource)
            && let Some(mut form) = Form::create(resource, &profile.connection.params)
        {
            form.fill_with(&ended.change.fields);
            profile.drafts.insert(draft.clone(), form);
            if id == self.active {
                self.editing = Some(draft.clone());
            }
        }
        if let Some(pending) = &ended.pending {
            profile.pending.push(pending.as_ref().clone());
        }
        self.tell_end(&ended);
        if let Some(password) = ended.password {
            let of = ended.change.name.shown_within(60).into();
            self.set_review_aside();
            self.overlay = Some(Overlay::Password { of, password });
        }
    }

    fn tell_end(&mut self, ended: &Ended) {
        let sentence = ended.sentence(dates::second_of_day);
        if sentence.is_empty() {
            return;
        }
        let tone = match &ended.outcome {
            Outcome::Applied { besides, .. } if !besides.gone.is_empty() => Tone::Warn,
            Outcome::Applied { .. } | Outcome::AcceptedUnchecked => Tone::Good,
            Outcome::Rejected(_) => Tone::Bad,
            Outcome::AcceptedHidden
            | Outcome::Remains(_)
            | Outcome::NotSent(_)
            | Outcome::Unknown { .. } => Tone::Warn,
        };
        let at = dates::second_of_day(self.now.wall);
        let undo = self.key_of(Action::Undo);
        let undo = if ended.can_be_undone() {
            format!(" · {undo} undoes it")
        } else if ended.pending.is_some() {
            format!(" · {undo} lists it")
        } else {
            String::new()
        };
        self.say(tone, format!("{sentence} · {at}{undo}"));
    }
}
