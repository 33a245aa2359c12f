//! One reviewed write: what it would do, what it costs, whether it can be
//! undone, and how it went.
//!
//! ```text
//! Form ──▶ Change ──▶ Review ── Effect::Send ──▶ … ──▶ Ended { Outcome }
//!   ▲                                                     │
//!   └───────────── refused, or back to the form ──────────┘
//! ```

mod held;
mod journal;
mod judge;
mod outcome;
mod review;
#[cfg(test)]
pub(crate) mod tests;
mod words;

pub use held::{Held, input_shown};
pub use journal::{History, Past, still_needed};
pub use judge::{Besides, Moved};
pub use outcome::{Confirmed, Draft, Ended, Found, NotSent, Outcome};
pub use review::{
    Button, Confirmation, Contested, Focus, Note, Phase, Pressed, Reading, Review, SETTLE,
    Verifying,
};
pub use words::{error_words, sentence};

use std::fmt;

use crate::config::connection::{Address, Connection};
use crate::directory::call::{Call, Input, RecordRef, ResourceName};
use crate::directory::description::{Field, Resource};
use crate::directory::pointer::Pointer;
use crate::directory::record::Record;
use crate::directory::shape::Shape;
use crate::directory::who::Who;
use crate::text::{Untrusted, fold};

/// What a change does, for its heading and for how it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Gives some fields other values.
    Edit,
    /// Disables or enables: the fresh read decides which.
    Toggle,
    /// Disables.
    Disable,
    /// Enables.
    Enable,
    /// Makes a new record.
    Create,
    /// Removes the record.
    Remove,
}

/// One field of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Its name in the description.
    pub name: String,
    /// Its name on the screen.
    pub label: String,
    /// Where a record shows it.
    pub at: Pointer,
    /// The words of a yes/no.
    pub words: Option<[String; 2]>,
    /// Whether changing it asks for the record's email to be typed.
    pub grave: bool,
    /// What it held when the operator decided.
    pub before: Held,
    /// What is to be sent.
    pub after: Input,
    /// What the record held once it was applied, where that was seen: a server
    /// may keep a value in a form of its own.
    pub landed: Option<Held>,
}

impl FieldChange {
    /// A change of a described field.
    #[must_use]
    pub fn new(field: &Field, before: Held, after: Input) -> Self {
        Self {
            name: field.name.clone(),
            label: field.label(),
            at: field.pointer(),
            words: field.words.clone(),
            grave: field.grave,
            before,
            after,
            landed: None,
        }
    }

    /// The value before in words, safe to show.
    #[must_use]
    pub fn before_shown(&self) -> String {
        self.before.shown(self.words.as_ref())
    }

    /// The value after in words, safe to show; dots for a secret.
    #[must_use]
    pub fn after_shown(&self) -> String {
        input_shown(&self.after, self.words.as_ref())
    }
}

/// One write to be reviewed: data, complete in itself, sent by nobody but
/// [`Review`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The profile's name.
    pub profile: String,
    /// The directory it goes to, and where that is.
    pub address: Address,
    /// The host alone, for the heading.
    pub host: String,
    /// Of which resource.
    pub resource: ResourceName,
    /// Which record; none for a new one.
    pub record: Option<RecordRef>,
    /// Who the record was when it was last seen: its id alone is no person.
    pub who: Who,
    /// What a person calls the record.
    pub name: Untrusted<'static>,
    /// Its email, if it has one.
    pub email: Option<Untrusted<'static>>,
    /// What is done.
    pub verb: Verb,
    /// The changed fields; none for a removal.
    pub fields: Vec<FieldChange>,
    /// The record as the operator saw it: what else moved meanwhile is told
    /// from it.
    pub seen: Option<Record>,
    /// Whether [`seen`](Self::seen) was read by itself. A list may write the same
    /// value otherwise: that it did proves nothing about anybody.
    pub seen_by_read: bool,
    /// Whether the record was not to be found once this was applied: a directory
    /// may hide who is disabled, and then no read shows who it is.
    pub hid_record: bool,
    /// Whether a password in it was made here, and is to be shown once.
    pub generated: bool,
}

impl Change {
    /// A change of some fields of a record. None if the record has no id.
    #[must_use]
    pub fn edit(
        to: &Connection,
        resource: &Resource,
        record: &Record,
        fields: Vec<FieldChange>,
    ) -> Option<Self> {
        Self::of(to, resource, record, Verb::Edit, fields)
    }

    /// `D`: the record disabled if it is enabled, and the other way about. None
    /// if the directory knows no disabling, or the record has no id.
    #[must_use]
    pub fn toggle(to: &Connection, resource: &Resource, record: &Record) -> Option<Self> {
        let field = resource.field(&resource.disable.as_ref()?.field)?;
        let before = Held::at(&field.pointer(), &record.value());
        let after = Input::YesNo(!before.yes_no().unwrap_or_default());
        let fields = vec![FieldChange::new(field, before, after)];
        Self::of(to, resource, record, Verb::Toggle, fields)
    }

    /// A removal. None if the directory knows none, or the record has no id.
    #[must_use]
    pub fn remove(to: &Connection, resource: &Resource, record: &Record) -> Option<Self> {
        resource.remove.as_ref()?;
        Self::of(to, resource, record, Verb::Remove, Vec::new())
    }

    /// A new record.
    #[must_use]
    pub fn create(to: &Connection, resource: &Resource, fields: Vec<FieldChange>) -> Self {
        let text_of = |name: &str| {
            let field = fields.iter().find(|field| field.name == name)?;
            Some(Held::after(&field.after).text())
        };
        let email = resource
            .email_field()
            .and_then(|field| text_of(&field.name))
            .filter(|email| !email.is_empty());
        let called: Vec<String> = resource.called.iter().filter_map(|n| text_of(n)).collect();
        let name = match called.join(" ").trim() {
            "" => email.clone().unwrap_or_default(),
            name => name.to_owned(),
        };
        Self {
            name: Untrusted::new(name),
            email: email.map(Untrusted::new),
            fields,
            ..Self::blank(to, resource, Verb::Create)
        }
    }

    fn of(
        to: &Connection,
        resource: &Resource,
        record: &Record,
        verb: Verb,
        fields: Vec<FieldChange>,
    ) -> Option<Self> {
        let id = record.id()?.clone();
        let mut change = Self {
            record: Some(RecordRef {
                resource: ResourceName::new(&resource.name),
                id,
            }),
            fields,
            seen: Some(record.clone()),
            ..Self::blank(to, resource, verb)
        };
        change.take_names(resource, record);
        Some(change)
    }

    fn blank(to: &Connection, resource: &Resource, verb: Verb) -> Self {
        Self {
            profile: to.name.clone(),
            address: to.address(),
            host: to.host(),
            resource: ResourceName::new(&resource.name),
            record: None,
            who: Who::default(),
            name: Untrusted::default(),
            email: None,
            verb,
            fields: Vec::new(),
            seen: None,
            seen_by_read: false,
            hid_record: false,
            generated: false,
        }
    }

    /// Takes who the record is from a record.
    fn take_names(&mut self, resource: &Resource, record: &Record) {
        let value = record.value();
        self.who = Who::of(resource, &value);
        self.email = resource
            .email_field()
            .map(|field| Held::at(&field.pointer(), &value).text())
            .filter(|email| !email.is_empty())
            .map(Untrusted::new);
        self.name = Shape::of_resource(resource).called(&value).into_owned();
    }

    /// The call that would be sent.
    #[must_use]
    pub fn call(&self) -> Call {
        let fields = self
            .fields
            .iter()
            .map(|field| (field.name.clone(), field.after.clone()))
            .collect();
        match (&self.record, self.verb) {
            (Some(record), Verb::Remove) => Call::Remove {
                record: record.clone(),
            },
            (Some(record), _) => Call::Update {
                record: record.clone(),
                fields,
            },
            (None, _) => Call::Create {
                resource: self.resource.clone(),
                fields,
            },
        }
    }

    /// Whether it is of an earlier run and had a secret, which no journal keeps:
    /// it cannot be sent again as it is.
    #[must_use]
    pub fn lacks_a_secret(&self) -> bool {
        self.fields.iter().any(|field| match &field.after {
            Input::Secret(secret) => secret.expose().is_empty(),
            Input::Text(_) | Input::YesNo(_) => false,
        })
    }

    /// Whether it and another would make the same record: of one email, or of
    /// one name where neither has an email.
    #[must_use]
    pub fn makes_the_same(&self, other: &Self, resource: &Resource) -> bool {
        let is_new = |change: &Self| change.verb == Verb::Create;
        let email = |change: &Self| {
            let field = resource.email_field()?;
            let email = change.fields.iter().find(|f| f.name == field.name)?;
            let text = Held::after(&email.after).text();
            (!text.trim().is_empty()).then(|| fold(text.trim()))
        };
        let is_same = match (email(self), email(other)) {
            (None, None) => fold(self.name.raw()) == fold(other.name.raw()),
            (one, another) => one == another,
        };
        is_new(self) && is_new(other) && self.resource == other.resource && is_same
    }

    /// What it costs.
    #[must_use]
    pub fn cost(&self, resource: &Resource) -> Cost {
        let readable = resource.get.is_some();
        let answers = match self.verb {
            Verb::Create | Verb::Remove => false,
            _ => resource.update.as_ref().is_some_and(|u| u.answers_record),
        };
        Cost {
            read_before: readable && self.verb != Verb::Create,
            read_after: readable && !answers,
        }
    }

    /// Whether it can be undone.
    ///
    /// # Errors
    /// Why it cannot, as a sentence without its full stop.
    pub fn can_be_undone(&self) -> Result<(), String> {
        match self.verb {
            Verb::Remove => Err("cannot be undone".to_owned()),
            Verb::Create => Err("cannot be undone with u".to_owned()),
            Verb::Toggle | Verb::Disable | Verb::Enable => Ok(()),
            Verb::Edit => match self.fields.iter().find(|f| f.before.as_input().is_none()) {
                Some(field) => Err(format!(
                    "cannot be undone: {} was not set before, and it cannot be unset",
                    field.label
                )),
                None => Ok(()),
            },
        }
    }

    /// The change that takes this one back, to go through the same review.
    ///
    /// # Errors
    /// Why there is none, as a sentence without its full stop.
    pub fn undo(&self) -> Result<Self, String> {
        self.can_be_undone()?;
        let fields = self.fields.iter().filter_map(|field| {
            let landed = field.landed.clone();
            Some(FieldChange {
                before: landed.unwrap_or_else(|| Held::after(&field.after)),
                after: field.before.as_input()?,
                landed: None,
                ..field.clone()
            })
        });
        Ok(Self {
            verb: match self.verb {
                Verb::Disable => Verb::Enable,
                Verb::Enable => Verb::Disable,
                other => other,
            },
            fields: fields.collect(),
            seen: None,
            generated: false,
            ..self.clone()
        })
    }
}

/// The requests of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Whether the record is read before.
    pub read_before: bool,
    /// Whether it is read after.
    pub read_after: bool,
}

impl Cost {
    /// How many there are in all, at most: a record that was read a while ago is
    /// read again right before it is written.
    #[must_use]
    pub fn requests(self) -> u64 {
        1 + 2 * u64::from(self.read_before) + u64::from(self.read_after)
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.read_before, self.read_after) {
            (true, true) => "up to 4 requests (read, read again, write, read)",
            (true, false) => "up to 3 requests (read, read again, write)",
            (false, true) => "2 requests (write, read)",
            (false, false) => "1 request (write)",
        })
    }
}
