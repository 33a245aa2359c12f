//! Changing records: the form, and what else begins a review.

use std::sync::Arc;

use super::App;
use super::change::{Change, Review};
use super::form::{Form, Portion};
use super::input::Edit;
use super::message::{Effect, Entropy};
use super::outbox::Outbox;
use super::overlay::{Overlay, Tone};
use super::profile::Draft;
use super::prompts::TextEdit;
use super::view::{DetailTab, Pane};
use crate::config::connection::Connection;
use crate::directory::call::{RecordOf, RecordRef, ResourceName};
use crate::directory::description::Resource;
use crate::directory::record::Record;
use crate::directory::value::FieldValue;
use crate::keys::Action;

/// Said where a second change of a record is begun.
pub(super) const UNDER_WAY: &str = "A change of this record is under way; its outcome comes first";

/// Said where another change of a record is begun whose last one is not known.
const UNKNOWN: &str = "Held: what came of an earlier change of it is not known, and comes first";

/// Said where a second record is begun while the first is being sent.
const ADDING: &str = "A new record is being sent; its outcome comes first";

impl App {
    /// `e`: the detail pane becomes a form, with its draft if there is one.
    pub(super) fn edit(&mut self, out: &mut Outbox<'_>) {
        let Some(of) = self.profile().selected() else {
            return self.say(Tone::Plain, "There is no record here to edit");
        };
        if self.is_changing(&of) {
            return self.say(Tone::Warn, UNDER_WAY);
        }
        if let Some(at) = self.unknown_of(&of) {
            return self.lead_to_unknown(at, out);
        }
        self.read_if_partial(out);
        let draft = Draft::Edit(of.clone());
        let profile = self.profile();
        let read = profile.known.get(&RecordOf::Resource(of));
        let is_partial = profile
            .view()
            .is_some_and(|view| profile.is_partial(&view.source));
        let portion = if is_partial && read.and_then(|known| known.record()).is_none() {
            Portion::Part
        } else {
            Portion::Whole
        };
        let (Some(resource), Some(record)) = (self.resource(), profile.record()) else {
            return;
        };
        let Some(form) = Form::edit(resource, record, portion) else {
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
        // Its draft is what is being sent: what was typed into it now would be
        // lost, and sent again it would be there twice.
        let under_way = &self.profile().under_way;
        if under_way
            .iter()
            .any(|review| Draft::of(review.change()) == draft)
        {
            return self.say(Tone::Warn, ADDING);
        }
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
            let key = self.key_of(match draft {
                Draft::Edit(_) => Action::Edit,
                Draft::New(_) => Action::New,
            });
            self.say(
                Tone::Plain,
                format!("The draft is kept; {key} goes on with it"),
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
        let change = form.and_then(|form| form.change(&connection, resource));
        if let Some(mut change) = change {
            change.seen_by_read = profile.has_read(&change);
            let is_it = |review: &Review| {
                let known = review.change();
                let same = known.record.is_some() && known.record == change.record;
                same || known.makes_the_same(&change, resource)
            };
            if let Some(at) = profile.pending.iter().position(is_it) {
                return self.lead_to_unknown(at, out);
            }
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
        if let Some(at) = self.unknown_of(&of) {
            return self.lead_to_unknown(at, out);
        }
        match change(&profile.connection, resource, record) {
            Some(mut change) => {
                change.seen_by_read = profile.has_read(&change);
                self.open_review(Review::open(change, resource, out));
            }
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
        let unknown = change.record.as_ref().and_then(|of| self.unknown_of(of));
        if let Some(at) = unknown {
            return self.lead_to_unknown(at, out);
        }
        match change.undo() {
            Ok(change) => self.open_review(Review::open(change, resource, out)),
            Err(why) => self.say(Tone::Warn, why),
        }
    }

    fn open_review(&mut self, review: Review) {
        self.overlay = Some(Overlay::Review(Box::new(review)));
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

    /// A change of a record that was sent and whose outcome is not known, by its
    /// place among the pending ones.
    fn unknown_of(&self, of: &RecordRef) -> Option<usize> {
        let pending = &self.profile().pending;
        let is_of = |review: &Review| review.change().record.as_ref() == Some(of);
        pending.iter().position(is_of)
    }

    /// A second change would be sent over one that may still land: that one is
    /// looked at again in its place, where it can be taken off the list as well.
    fn lead_to_unknown(&mut self, at: usize, out: &mut Outbox<'_>) {
        self.resume(at, out);
        self.say(Tone::Warn, UNKNOWN);
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
