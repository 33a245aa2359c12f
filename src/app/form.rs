//! A record being edited in place, or a new one being filled in.
//!
//! The form is the draft: it is kept as it is while it is not sent. What it
//! holds turns into a [`Change`] only after its fields were checked, and is
//! sent by nobody but the change's review.

mod check;
mod control;
mod field;
mod password;
#[cfg(test)]
mod tests;

pub use control::{Choice, Control};
pub use field::FormField;

use super::change::{Change, FieldChange, Held, error_words};
use super::input::Edit;
use super::message::Entropy;
use crate::config::connection::Connection;
use crate::directory::call::{ApiError, Input, Params, RecordRef, ResourceName};
use crate::directory::description::Resource;
use crate::directory::record::Record;
use crate::directory::shape::Shape;
use crate::keys::Action;

/// A record being edited, or a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    resource: ResourceName,
    record: Option<RecordRef>,
    title: String,
    fields: Vec<FormField>,
    focus: usize,
    message: Option<String>,
    /// The record as the operator saw it.
    seen: Option<Record>,
    generated: bool,
}

/// How much of its record is known when a form opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Portion {
    /// All: a field that is not in it is not there.
    Whole,
    /// What its list shows: an editable field that is not in it is being read,
    /// and comes with [`Form::fill`].
    Part,
}

impl Form {
    /// A form for a record as it is on the screen. None if the record has no
    /// id, or the directory cannot change it.
    #[must_use]
    pub fn edit(resource: &Resource, record: &Record, portion: Portion) -> Option<Self> {
        resource.update.as_ref()?;
        let id = record.id()?.clone();
        let value = record.value();
        let mut fields: Vec<FormField> = resource
            .fields
            .iter()
            .map(|field| FormField::existing(field, &value, portion))
            .collect();
        let name = Shape::of_resource(resource).called(&value);
        let title = format!("Edit {}", name.shown_within(60));
        // As the focus moves: first what can be edited. The sort is stable.
        fields.sort_by_key(|field| matches!(field.control, Control::Locked { .. }));
        let form = Self {
            record: Some(RecordRef {
                resource: ResourceName::new(&resource.name),
                id,
            }),
            seen: Some(record.clone()),
            ..Self::with(resource, title, fields)
        };
        Some(form)
    }

    /// A form for a new record. `params` are the profile's: some fields start
    /// with one of them. None if the directory makes none.
    #[must_use]
    pub fn create(resource: &Resource, params: &Params) -> Option<Self> {
        let create = resource.create.as_ref()?;
        let fields = create
            .fields
            .iter()
            .map(|field| FormField::new(resource, field, params))
            .collect();
        let title = format!("New {}", resource.singular);
        Some(Self::with(resource, title, fields))
    }

    fn with(resource: &Resource, title: String, fields: Vec<FormField>) -> Self {
        let focus = fields
            .iter()
            .position(|field| field.control.is_editable())
            .unwrap_or_default();
        Self {
            resource: ResourceName::new(&resource.name),
            record: None,
            title,
            fields,
            focus,
            message: None,
            seen: None,
            generated: false,
        }
    }

    /// What is done: `Edit Ana Lima`, `New user`. Safe to show.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Its fields: those that can be edited first, each kind in the order of
    /// the description.
    #[must_use]
    pub fn fields(&self) -> &[FormField] {
        &self.fields
    }

    /// The place of the field that has the focus; none if none can be edited.
    #[must_use]
    pub fn focus(&self) -> Option<usize> {
        let field = self.fields.get(self.focus)?;
        field.control.is_editable().then_some(self.focus)
    }

    /// What is wrong with the whole, safe to show, until a field is changed.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Whether some fields are still to be read.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        self.fields.iter().any(|f| f.control == Control::Reading)
    }

    /// How many fields hold something else than they started with.
    #[must_use]
    pub fn changes(&self) -> usize {
        self.fields
            .iter()
            .filter(|field| field.is_changed())
            .count()
    }

    /// Whether something would be lost without it.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.changes() > 0
    }

    /// Takes the record that was read: fields that were to be read are there,
    /// and those that the operator has not touched show what it holds.
    pub fn fill(&mut self, record: &Record) {
        let value = record.value();
        for field in &mut self.fields {
            let held = Held::at(&field.field.pointer(), &value);
            field.show(held);
        }
        self.seen = Some(record.clone());
        self.settle_focus();
    }

    /// Takes what a change of an earlier run would have sent. A secret was not
    /// kept, and is to be typed again.
    pub fn fill_with(&mut self, sent: &[FieldChange]) {
        for change in sent {
            let named = |field: &&mut FormField| field.field.name == change.name;
            let Some(field) = self.fields.iter_mut().find(named) else {
                continue;
            };
            match &change.after {
                Input::Secret(_) => {
                    let what = field.field.label();
                    field.message = Some(format!("the {what} was not kept: type it again"));
                }
                known => field.control = Control::of(&field.field, &Held::after(known)),
            }
        }
        self.focus_on_message();
    }

    /// Takes the record as what the operator now knows it to be, back from a
    /// conflict: what was changed is now a change of this.
    pub fn rebase(&mut self, record: &Record) {
        let value = record.value();
        for field in &mut self.fields {
            let held = Held::at(&field.field.pointer(), &value);
            field.rebase(held);
        }
        self.seen = Some(record.clone());
        self.settle_focus();
    }

    /// The record could not be read: what was to be read cannot be edited.
    pub fn unread(&mut self, error: &ApiError) {
        for field in &mut self.fields {
            if field.control == Control::Reading {
                field.control = Control::Locked {
                    value: String::new(),
                    why: error_words(error),
                };
            }
        }
    }

    /// Takes a key that means an action. Tells whether it meant something here.
    pub fn handle(&mut self, action: Action) -> bool {
        match action {
            Action::NextField => self.move_focus(1),
            Action::PreviousField => self.move_focus(-1),
            other => match Edit::of(other) {
                Some(edit) => self.step(edit),
                None => return false,
            },
        }
        true
    }

    /// Takes a key that types a character.
    pub fn insert(&mut self, c: char) {
        self.step(Edit::Insert(c));
    }

    /// Takes pasted text, into the field that has the focus.
    pub fn paste(&mut self, pasted: &str) {
        self.change_focused(|control| control.paste(pasted));
    }

    /// Whether it asks for a password, which [`generate`](Self::generate) can
    /// make.
    #[must_use]
    pub fn takes_password(&self) -> bool {
        self.fields
            .iter()
            .any(|field| matches!(field.control, Control::Secret(_)))
    }

    /// Makes a password of that randomness, in the place of what is typed.
    pub fn generate(&mut self, entropy: &Entropy) {
        for field in &mut self.fields {
            let made = field.change(|control| match control {
                Control::Secret(input) => {
                    input.set(password::from_entropy(entropy));
                    true
                }
                _ => false,
            });
            self.generated |= made;
        }
    }

    /// The change that the fields ask for, if each of them holds up. If not,
    /// or if there is nothing to send, it says so at the field or at the top.
    pub fn change(&mut self, to: &Connection, resource: &Resource) -> Option<Change> {
        if self.is_reading() {
            self.message = Some("some fields are still being read".to_owned());
            return None;
        }
        if !self.check() {
            return None;
        }
        let fields = self.changed();
        if fields.is_empty() {
            self.message = Some("nothing is changed".to_owned());
            return None;
        }
        let change = match &self.seen {
            Some(seen) => Change::edit(to, resource, seen, fields)?,
            None => Change::create(to, resource, fields),
        };
        Some(Change {
            generated: self.generated,
            ..change
        })
    }

    /// What would be sent: of a record the changed fields only, of a new one
    /// those that are not empty.
    #[must_use]
    pub fn changed(&self) -> Vec<FieldChange> {
        let creates = self.record.is_none();
        self.fields
            .iter()
            .filter(|field| creates || field.is_changed())
            .filter_map(|field| {
                let after = field.control.input()?;
                let blank = matches!(&after, Input::Text(text) if text.is_empty());
                (!(creates && blank))
                    .then(|| FieldChange::new(&field.field, field.before.clone(), after))
            })
            .collect()
    }

    /// Takes a refusal: to the fields it names, or to the one field that was
    /// changed, or, where one cannot tell, to the top. Values and focus stay.
    pub fn refuse(&mut self, error: &ApiError) {
        let mut placed = false;
        if let ApiError::Invalid { fields, .. } = error {
            for (name, words) in fields {
                placed |= self.blame(name, &words.shown_within(300));
            }
        }
        let of_a_value = matches!(error, ApiError::Invalid { .. } | ApiError::Server { .. });
        if !placed && of_a_value && self.record.is_some() {
            let mut changed = self.fields.iter().filter(|field| field.is_changed());
            if let (Some(only), None) = (changed.next(), changed.next()) {
                let name = only.field.name.clone();
                placed = self.blame(&name, &error_words(error));
            }
        }
        if !placed {
            self.message = Some(error_words(error));
        }
    }

    /// Puts a message to a field. Tells whether there is one of that name that
    /// can be edited.
    fn blame(&mut self, name: &str, message: &str) -> bool {
        let mut fields = self.fields.iter_mut();
        let found = fields.find(|f| f.field.name == name && f.control.is_editable());
        found
            .map(|field| field.message = Some(message.to_owned()))
            .is_some()
    }

    /// Checks what would be sent. What is wrong is said at its field.
    fn check(&mut self) -> bool {
        let creates = self.record.is_none();
        let mut holds = true;
        for field in &mut self.fields {
            let asked = field.control.is_editable() && (creates || field.is_changed());
            if asked && let Err(wrong) = check::check(&field.field, field.control.input().as_ref())
            {
                field.message = Some(wrong);
                holds = false;
            }
        }
        if !holds {
            self.focus_on_message();
        }
        holds
    }

    fn focus_on_message(&mut self) {
        let focused = self.fields.get(self.focus);
        if focused.is_some_and(|field| field.message.is_some()) {
            return;
        }
        if let Some(at) = self.fields.iter().position(|f| f.message.is_some()) {
            self.focus = at;
        }
    }

    fn step(&mut self, edit: Edit) {
        self.change_focused(|control| control.edit(edit));
    }

    fn change_focused(&mut self, change: impl FnOnce(&mut Control) -> bool) {
        let Some(field) = self.fields.get_mut(self.focus) else {
            return;
        };
        if field.change(change) {
            self.message = None;
            if matches!(field.control, Control::Secret(_)) {
                self.generated = false;
            }
        }
    }

    fn move_focus(&mut self, by: isize) {
        let count = self.fields.len();
        let mut at = self.focus;
        for _ in 0..count {
            at = at.checked_add_signed(by).unwrap_or(count - 1) % count;
            if self.fields[at].control.is_editable() {
                self.focus = at;
                return;
            }
        }
    }

    /// Gives the focus to the field at a place, if it can be edited.
    pub fn focus_on(&mut self, at: usize) {
        if self.fields.get(at).is_some_and(|f| f.control.is_editable()) {
            self.focus = at;
        }
    }

    /// Gives the focus to a field that can be edited, if it has none.
    fn settle_focus(&mut self) {
        if self.focus().is_none() {
            self.move_focus(1);
        }
    }
}
