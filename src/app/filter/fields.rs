//! The fields that filters know, and what they are called.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::directory::description::{Field, Kind};
use crate::directory::shape::Shape;
use crate::text::{fold, nearest};

/// The shortest beginning of a name that stands for it. One letter before a
/// colon is no field but a drive, a grade, a smiley.
pub(super) const SHORTEST: usize = 2;

/// The fields of a record that a filter looks at, besides its id.
///
/// A yes/no is looked at as the words it is shown as, a date as its day in UTC
/// (`2024-01-31`), other values as they are written.
///
/// Two are equal if they read records alike: rows that were folded for the one
/// are as the other would fold them. What today is does not matter for that.
#[derive(Debug, Clone, Default)]
pub struct FilterFields {
    pub(super) fields: Arc<[Looked]>,
    /// The fields that are what a person calls a record, by their places.
    called: Vec<usize>,
    /// The yes/no that says whether a record is disabled, by its place, and
    /// its value then.
    disabled: Option<(usize, bool)>,
    /// Whether the records may lack fields that reading one of them gives.
    pub(super) partial: bool,
    /// For ages.
    pub(super) today: Option<Date>,
}

impl PartialEq for FilterFields {
    fn eq(&self, other: &Self) -> bool {
        self.fields == other.fields && self.partial == other.partial
    }
}

impl Eq for FilterFields {}

/// A field as it is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Looked {
    pub(super) name: String,
    label: String,
    /// The member at the record's top that holds it.
    pub(super) member: String,
    /// The JSON pointer from there; empty if that member is it.
    pub(super) rest: String,
    pub(super) kind: Kind,
    /// Of a yes/no, as they are shown.
    pub(super) words: [String; 2],
    pub(super) values: Vec<String>,
    /// Whether its values are a few that many records share, of which a word
    /// matches the beginnings only.
    pub(super) is_vocabulary: bool,
}

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meant {
    /// The record's id.
    Id,
    /// A field, by its place.
    Field(usize),
    /// What a person calls a record.
    Called,
    /// Whether a record is enabled; or, if not, whether it is disabled.
    Enabled(bool),
    /// Several fields, which it is the beginning of.
    Several(Vec<String>),
    /// Nothing.
    Nothing,
}

impl FilterFields {
    /// Those described fields. One that is the whole record is left out, and one
    /// that is seen by nobody.
    pub fn new<'a>(fields: impl IntoIterator<Item = &'a Field>) -> Self {
        Self {
            fields: fields.into_iter().filter_map(Looked::new).collect(),
            ..Self::default()
        }
    }

    /// The fields of records of a shape. `partial` says whether the records
    /// may lack fields that reading one of them gives: of such a one, a filter
    /// claims neither that a field has a value nor that it has not.
    #[must_use]
    pub fn of(shape: &Shape<'_>, partial: bool) -> Self {
        let mut all = Self::new(shape.fields);
        all.partial = partial;
        let place = |name: &String| all.fields.iter().position(|field| field.name == *name);
        let resource = shape.resource;
        all.called = resource.map_or_else(Vec::new, |resource| {
            resource.called.iter().filter_map(place).collect()
        });
        all.disabled = resource
            .and_then(|resource| resource.disable.as_ref())
            .and_then(|disable| Some((place(&disable.field)?, disable.when)))
            .filter(|(place, _)| all.fields[*place].kind == Kind::YesNo);
        all
    }

    /// The same, with the time that ages are counted from. Days are those of
    /// UTC.
    #[must_use]
    pub fn on(mut self, now: Timestamp) -> Self {
        self.today = Some(now.to_zoned(TimeZone::UTC).date());
        self
    }

    /// Whether a field is called so.
    pub(in crate::app) fn has(&self, name: &str) -> bool {
        !matches!(self.meant(name), Meant::Nothing | Meant::Several(_))
    }

    /// The one field that a name stands for, as the description calls it.
    pub(in crate::app) fn one(&self, name: &str) -> Option<&str> {
        let place = match self.meant(name) {
            Meant::Field(place) => place,
            Meant::Called => *self.called().first().filter(|_| self.called().len() == 1)?,
            _ => return None,
        };
        Some(self.fields.get(place)?.name.as_str())
    }

    /// Whether a record may have values that it does not tell.
    pub(in crate::app) const fn may_be_untold(&self) -> bool {
        self.partial
    }

    /// What can stand before a colon, in the fields' order: names as the
    /// description has them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let own = self.fields.iter().map(|field| field.name.as_str());
        own.chain(self.names_of_its_own().into_iter().flatten())
    }

    /// What can stand before a colon, in the fields' order: as the screen calls
    /// the fields.
    pub(super) fn labels(&self) -> impl Iterator<Item = String> {
        let own = self.fields.iter().map(Looked::spoken);
        own.chain(
            self.names_of_its_own()
                .into_iter()
                .flatten()
                .map(str::to_owned),
        )
    }

    /// Names that are no field's, where they mean something.
    fn names_of_its_own(&self) -> [Option<&'static str>; 3] {
        let known = |name: &str| self.fields.iter().any(|field| field.is_called(name));
        [
            (self.called.len() > 1 && !known("name")).then_some("name"),
            (self.disabled.is_some() && !known("enabled")).then_some("enabled"),
            (!known("id")).then_some("id"),
        ]
    }

    /// What a name stands for: a field's name, its label, one of the names
    /// that mean something everywhere, or the beginning of just one of them.
    pub(super) fn meant(&self, name: &str) -> Meant {
        let name = plain(name);
        let exact = |is: fn(&Looked) -> &str| self.fields.iter().position(|f| plain(is(f)) == name);
        if let Some(place) = exact(|field| &field.name)
            .or_else(|| exact(|field| &field.label))
            .or_else(|| exact(Looked::bare))
        {
            return Meant::Field(place);
        }
        match name.as_str() {
            "id" => return Meant::Id,
            "name" if !self.called.is_empty() => return Meant::Called,
            "enabled" if self.disabled.is_some() => return Meant::Enabled(true),
            "disabled" if self.disabled.is_some() => return Meant::Enabled(false),
            _ => {}
        }
        if name.len() < SHORTEST {
            return Meant::Nothing;
        }
        let begins = |field: &Looked| field.names().any(|own| plain(own).starts_with(&name));
        let places: Vec<usize> = (0..self.fields.len())
            .filter(|place| begins(&self.fields[*place]))
            .collect();
        match places[..] {
            [place] => Meant::Field(place),
            [] if self.disabled.is_some() && "enabled".starts_with(&name) => Meant::Enabled(true),
            [] if self.disabled.is_some() && "disabled".starts_with(&name) => Meant::Enabled(false),
            [] => Meant::Nothing,
            _ => Meant::Several(
                places
                    .into_iter()
                    .map(|place| self.fields[place].spoken())
                    .collect(),
            ),
        }
    }

    /// What a name that stands for nothing was probably meant to be.
    pub(super) fn near(&self, name: &str) -> Option<String> {
        let all: Vec<String> = self
            .labels()
            .chain(self.names().map(str::to_owned))
            .collect();
        nearest(name, all.iter().map(String::as_str)).map(str::to_owned)
    }

    /// The yes/no that says whether a record is disabled, and its value then.
    pub(super) fn disabled(&self) -> Option<(usize, bool)> {
        self.disabled
    }

    /// The fields that are what a person calls a record, by their places.
    pub(super) fn called(&self) -> &[usize] {
        &self.called
    }
}

impl Looked {
    /// None where there is nothing to look at: it is the whole record, or is
    /// seen by nobody.
    pub(super) fn new(field: &Field) -> Option<Self> {
        if field.kind.is_hidden() {
            return None;
        }
        let pointer = field.pointer();
        let path = pointer.as_str().strip_prefix('/')?;
        let (member, rest) = path.split_at(path.find('/').unwrap_or(path.len()));
        Some(Self {
            name: field.name.clone(),
            label: field.label(),
            member: member.replace("~1", "/").replace("~0", "~"),
            rest: rest.to_owned(),
            kind: field.kind,
            words: [field.word(false).to_owned(), field.word(true).to_owned()],
            values: field.values.clone(),
            is_vocabulary: field.vocabulary
                || !field.values.is_empty()
                || matches!(field.kind, Kind::Choice | Kind::YesNo),
        })
    }

    /// What it is called on the screen, without blanks.
    pub(super) fn spoken(&self) -> String {
        self.label.replace(' ', "-")
    }

    /// The words of a yes/no, the one for yes first.
    pub(super) fn own_words(&self) -> [String; 2] {
        let [no, yes] = self.words.clone();
        [yes, no]
    }

    /// Its name without what makes it a question: `active` of `is_active`.
    pub(super) fn bare(&self) -> &str {
        self.name.strip_prefix("is_").unwrap_or(&self.name)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        [self.name.as_str(), &self.label, self.bare()].into_iter()
    }

    fn is_called(&self, name: &str) -> bool {
        self.names().any(|own| plain(own) == name)
    }
}

/// A name as it is compared: what stands between its words does not matter.
pub(super) fn plain(name: &str) -> String {
    fold(name).replace([' ', '_', '-'], "")
}
