//! A field of a form.

use serde_json::Value;

use super::Portion;
use super::control::Control;
use crate::app::change::Held;
use crate::directory::call::{Input, Params};
use crate::directory::description::{CreateField, Field, Resource};

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormField {
    pub(super) field: Field,
    pub(super) control: Control,
    /// What the record held when the operator saw it.
    pub(super) before: Held,
    /// What the control started with: what the record held, or a new record's
    /// default.
    start: Held,
    pub(super) message: Option<String>,
}

impl FormField {
    /// What is known of the field.
    #[must_use]
    pub const fn field(&self) -> &Field {
        &self.field
    }

    /// What it is edited with, or why it is not.
    #[must_use]
    pub const fn control(&self) -> &Control {
        &self.control
    }

    /// What is wrong with it, safe to show, until it is changed.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Whether it holds something else than it started with.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.control.differs_from(&self.start)
    }

    /// What the record held, in words, safe to show; only where that is
    /// something else than what the field holds now.
    #[must_use]
    pub fn was(&self) -> Option<String> {
        let changed = self.is_changed() && !self.before.is_missing();
        changed.then(|| self.before.shown(self.field.words.as_ref()))
    }

    /// Lets its control be changed, which settles what was wrong with it.
    pub(super) fn change(&mut self, change: impl FnOnce(&mut Control) -> bool) -> bool {
        let changed = change(&mut self.control);
        if changed {
            self.message = None;
        }
        changed
    }

    /// Shows what a record holds. What the operator has changed stays.
    pub(super) fn show(&mut self, held: Held) {
        if self.control.is_editable() && self.is_changed() {
            return;
        }
        if held != self.before || self.control == Control::Reading {
            self.control = Control::of(&self.field, &held);
            self.start = held.clone();
            self.before = held;
        }
    }

    /// Takes what a record holds as what the operator knows: what the field
    /// holds is now a change of that.
    pub(super) fn rebase(&mut self, held: Held) {
        self.show(held.clone());
        self.start = held.clone();
        self.before = held;
    }

    /// A field of a record that is there.
    pub(super) fn existing(field: &Field, record: &Value, portion: Portion) -> Self {
        let before = Held::at(&field.pointer(), record);
        let control = if field.editable && portion == Portion::Part && before.is_missing() {
            Control::Reading
        } else {
            Control::of(field, &before)
        };
        Self {
            field: field.clone(),
            control,
            start: before.clone(),
            before,
            message: None,
        }
    }

    /// A field of a new record: as the described field, unless it says
    /// otherwise.
    pub(super) fn new(resource: &Resource, asked: &CreateField, params: &Params) -> Self {
        let described = resource.field(&asked.name).cloned().unwrap_or(Field {
            name: asked.name.clone(),
            ..Field::default()
        });
        let field = Field {
            label: asked.label.clone().or(described.label),
            kind: asked.kind.unwrap_or(described.kind),
            check: asked.check.clone().unwrap_or(described.check),
            editable: true,
            ..described
        };
        let start = match asked.param.as_ref().and_then(|param| params.get(param)) {
            Some(default) => Held::after(&Input::Text(default.clone())),
            None => Held::MISSING,
        };
        Self {
            control: Control::of(&field, &start),
            field,
            before: Held::MISSING,
            start,
            message: None,
        }
    }
}
