//! Changing records: the form, the review, and what becomes of it.

use std::sync::Arc;

use super::App;
use super::change::{Change, Draft as DraftFate, Ended, NotSent, Outcome, Pressed, Review};
use super::dates;
use super::form::Form;
use super::input::Edit;
use super::message::{Effect, Entropy, ProfileId, Ticket};
use super::outbox::Outbox;
use super::overlay::{Overlay, Tone};
use super::profile::Draft;
use super::prompts::TextEdit;
use super::view::{DetailTab, Pane};
use crate::config::connection::Connection;
use crate::directory::call::{ApiError, RecordOf, RecordRef, Reply, ResourceName};
use crate::directory::description::Resource;
use crate::directory::record::Record;
use crate::directory::value::FieldValue;
use crate::keys::Action;

/// Said where a second change of a record is begun.
pub(super) const UNDER_WAY: &str = "A change of this record is under way; its outcome comes first";

impl App {
    // ---- the form

    /// `e`: the detail pane becomes a form, with its draft if there is one.
    pub(super) fn edit(&mut self, out: &mut Outbox<'_>) {
        let Some(of) = self.profile().selected() else {
            return self.say(Tone::Plain, "There is no record here to edit");
        };
        if self.is_changing(&of) {
            return self.say(Tone::Warn, UNDER_WAY);
        }
        self.read_if_partial(out);
        let draft = Draft::Edit(of.clone());
        let profile = self.profile();
        let read = profile.known.get(&RecordOf::Resource(of));
        let partial = profile
            .view()
            .is_some_and(|view| profile.is_partial(&view.source))
            && read.and_then(|known| known.record()).is_none();
        let (Some(resource), Some(record)) = (self.resource(), profile.record()) else {
            return;
        };
        let Some(form) = Form::edit(resource, record, partial) else {
            return self.say(Tone::Plain, "This record has no id and cannot be edited");
        };
        self.profile_mut()
            .drafts
            .entry(draft.clone())
            .or_insert(form);
        if let Some(view) = self.profile_mut().view_mut() {
            view.tab = DetailTab::Fields;
            view.focus = Pane::Detail;
            view.scroll = 0;
        }
        self.editing = Some(draft);
    }

    /// `+`: the detail pane becomes a form for a new record.
    pub(super) fn begin_new(&mut self) {
        let Some(resource) = self.resource() else {
            return;
        };
        let draft = Draft::New(ResourceName::new(&resource.name));
        let Some(form) = Form::create(resource, &self.profile().connection.params) else {
            return;
        };
        self.profile_mut()
            .drafts
            .entry(draft.clone())
            .or_insert(form);
        self.editing = Some(draft);
    }

    /// The draft that the detail pane shows as a form.
    #[must_use]
    pub fn form(&self) -> Option<&Form> {
        self.profile().drafts.get(self.editing.as_ref()?)
    }

    pub(super) fn form_mut(&mut self) -> Option<&mut Form> {
        let draft = self.editing.clone()?;
        self.profile_mut().drafts.get_mut(&draft)
    }

    pub(super) fn act_in_form(&mut self, action: Action, out: &mut Outbox<'_>) {
        match action {
            Action::KeepDraft => self.close_form(),
            Action::Help => self.browse(action, out),
            Action::Review => self.review_draft(out),
            Action::GeneratePassword => {
                if self.form().is_some_and(Form::takes_password) {
                    out.push(Effect::Random);
                }
            }
            _ => {
                if let Some(form) = self.form_mut() {
                    form.handle(action);
                }
            }
        }
    }

    pub(super) fn edit_form(&mut self, edit: &TextEdit<'_>) {
        if let Some(form) = self.form_mut() {
            match edit {
                TextEdit::Step(Edit::Insert(c)) => form.insert(*c),
                TextEdit::Paste(text) => form.paste(text),
                // Its other steps come to it as actions.
                TextEdit::Step(_) => {}
            }
        }
    }

    /// Randomness came: a new record's password is made of it.
    pub(super) fn generate(&mut self, entropy: &Entropy) {
        if let Some(form) = self.form_mut() {
            form.generate(entropy);
            self.say(
                Tone::Plain,
                "A password was made; it is shown once, after the record is added",
            );
        }
    }

    /// The form closes. What was changed in it stays as a draft.
    fn close_form(&mut self) {
        let Some(draft) = self.editing.take() else {
            return;
        };
        let profile = self.profile_mut();
        if profile.drafts.get(&draft).is_some_and(Form::is_draft) {
            let edit = self.key_of(Action::Edit);
            self.say(
                Tone::Plain,
                format!("The draft is kept; {edit} goes on with it"),
            );
        } else {
            profile.drafts.remove(&draft);
        }
    }

    fn review_draft(&mut self, out: &mut Outbox<'_>) {
        let active = self.active.0;
        let (Some(draft), Some(profile)) = (&self.editing, self.profiles.get_mut(active)) else {
            return;
        };
        let connection = Arc::clone(&profile.connection);
        let Some(resource) = connection.description.resource(draft.resource().as_str()) else {
            return;
        };
        let form = profile.drafts.get_mut(draft);
        if let Some(change) = form.and_then(|form| form.change(&connection, resource)) {
            self.open_review(Review::open(change, resource, out));
        }
    }

    // ---- what begins a review without a form

    pub(super) fn begin_disable(&mut self, out: &mut Outbox<'_>) {
        self.begin(Change::toggle, out);
    }

    pub(super) fn begin_remove(&mut self, out: &mut Outbox<'_>) {
        if let Some(reason) = self.lock_reason() {
            return self.say(Tone::Warn, format!("Locked: {reason}"));
        }
        self.begin(Change::remove, out);
    }

    fn begin(
        &mut self,
        change: impl FnOnce(&Connection, &Resource, &Record) -> Option<Change>,
        out: &mut Outbox<'_>,
    ) {
        let profile = self.profile();
        let (Some(resource), Some(record), Some(of)) =
            (self.resource(), profile.record(), profile.selected())
        else {
            return self.say(Tone::Plain, "There is no record here to change");
        };
        if self.is_changing(&of) {
            return self.say(Tone::Warn, UNDER_WAY);
        }
        match change(&profile.connection, resource, record) {
            Some(change) => self.open_review(Review::open(change, resource, out)),
            None => self.say(
                Tone::Plain,
                "The directory has no way to change this record so",
            ),
        }
    }

    pub(super) fn begin_undo(&mut self, at: usize, out: &mut Outbox<'_>) {
        let profile = self.profile();
        let Some(change) = profile.applied.get(at) else {
            return;
        };
        let Some(resource) = profile.resource(&change.resource) else {
            return;
        };
        if change
            .record
            .as_ref()
            .is_some_and(|of| self.is_changing(of))
        {
            return self.say(Tone::Warn, UNDER_WAY);
        }
        match change.undo() {
            Ok(change) => self.open_review(Review::open(change, resource, out)),
            Err(why) => self.say(Tone::Warn, why),
        }
    }

    fn open_review(&mut self, review: Review) {
        self.overlay = Some(Overlay::Review(Box::new(review)));
    }

    // ---- the review

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
                    self.say(Tone::Plain, "It was sent; its outcome will be told here");
                }
            }
            Pressed::Ended(ended) => {
                self.overlay = None;
                self.review_ended(id, *ended);
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
        out: &mut Outbox<'_>,
    ) -> bool {
        if let Some(Overlay::Review(review)) = &mut self.overlay
            && review.awaits(ticket)
        {
            if let Some(ended) = review.accept(ticket, outcome, out) {
                let id = review.profile();
                self.overlay = None;
                self.review_ended(id, ended);
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
        if let Some(ended) = profile.under_way[at].accept(ticket, outcome, out) {
            profile.under_way.remove(at);
            self.review_ended(id, ended);
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
            self.review_ended(id, end);
        }
    }

    /// What is done about a review that ended: lists and details show what the
    /// server now has, a refusal goes to the form, the draft goes or stays.
    fn review_ended(&mut self, id: ProfileId, ended: Ended) {
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
            profile.know(of.clone(), record.clone());
            if applied && ended.change.record.is_none() && id == self.active {
                profile.go_to(of);
            }
        }
        if let Some(gone) = &ended.gone {
            profile.forget(gone);
        }
        if let Some(form) = profile.drafts.get_mut(&draft) {
            match (&ended.outcome, &ended.record) {
                (Outcome::Rejected(error), _) => form.refuse(error),
                (Outcome::NotSent(NotSent::BackToForm), Some(record)) => form.rebase(record),
                _ => {}
            }
        }
        if applied {
            profile.applied.push(ended.change.clone());
        }
        if ended.draft == DraftFate::Drop {
            profile.drafts.remove(&draft);
            if id == self.active && self.editing.as_ref() == Some(&draft) {
                self.editing = None;
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
            Outcome::Applied { .. } | Outcome::AcceptedUnchecked => Tone::Good,
            Outcome::Rejected(_) => Tone::Bad,
            Outcome::NotSent(_) | Outcome::Unknown { .. } => Tone::Warn,
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

    // ---- facts

    fn resource(&self) -> Option<&Resource> {
        let profile = self.profile();
        profile.resource_of(&profile.view()?.source)
    }

    /// Whether a change of a record is with the server.
    pub(super) fn is_changing(&self, of: &RecordRef) -> bool {
        self.profile()
            .under_way
            .iter()
            .any(|review| review.change().record.as_ref() == Some(of))
    }

    /// Whether the record under the cursor is disabled, where that is known.
    #[must_use]
    pub fn is_disabled(&self) -> Option<bool> {
        let profile = self.profile();
        let resource = profile.resource_of(&profile.view()?.source)?;
        let disable = resource.disable.as_ref()?;
        let field = resource.field(&disable.field)?;
        let value = profile.record()?.value();
        let yes = FieldValue::read(field, &value).yes_no()?;
        Some(yes == disable.when)
    }
}
