//! Which columns a table has, where the operator chose them: which, in which
//! order, how wide. They are remembered by profile and by what the table holds.

mod chooser;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

pub use self::chooser::{ColumnChooser, ColumnRow};
use crate::directory::call::ListOf;
use crate::directory::description::{Description, Field, Kind};
use crate::directory::record::Parsed;
use crate::directory::shape::Shape;
use crate::directory::value::found_fields;

/// What a column shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shows {
    /// What a person calls the record.
    Called,
    /// The described field of that name.
    Field(String),
    /// A member at the record's top that no description names.
    Member {
        /// Its name, as the server gives it.
        name: String,
        /// What its values look like.
        kind: Kind,
    },
}

/// A column that was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// What it shows.
    pub shows: Shows,
    /// How wide it is, in cells; none is as wide as its first values want.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u16>,
}

impl Column {
    const fn new(shows: Shows) -> Self {
        Self { shows, width: None }
    }
}

/// The names of the fields that are what a person calls a record.
#[must_use]
pub fn called_by<'s>(shape: &'s Shape<'_>) -> Vec<&'s str> {
    match shape.resource {
        Some(resource) if !resource.called.is_empty() => {
            resource.called.iter().map(String::as_str).collect()
        }
        _ => vec!["name"],
    }
}

/// What stands above what a person calls a record, where those fields say it.
#[must_use]
pub fn called_title(shape: &Shape<'_>, fields: &[Field]) -> String {
    let names = called_by(shape);
    let first = fields
        .iter()
        .find(|field| names.contains(&field.name.as_str()));
    match first {
        Some(field) if names.len() == 1 => field.label(),
        Some(_) => "name".to_owned(),
        None => "record".to_owned(),
    }
}

/// What the columns of a list's table are remembered under: the resource, or
/// the relation where its records have fields of their own.
#[must_use]
pub fn table_of<'l>(description: &Description, of: &'l ListOf) -> Cow<'l, str> {
    match of {
        ListOf::Resource(name) => Cow::Borrowed(name.as_str()),
        ListOf::Relation { parent, relation } => {
            let found = description.relation(parent, relation.as_str());
            let own = found.is_none_or(|found| !found.fields.is_empty());
            match found.and_then(|found| found.of.as_ref()) {
                Some(of) if !own => Cow::Owned(of.clone()),
                _ => Cow::Owned(format!(
                    "{}/{}",
                    parent.resource.as_str(),
                    relation.as_str()
                )),
            }
        }
    }
}

/// The fields of the members among chosen columns.
#[must_use]
pub fn member_fields(columns: &[Column]) -> Vec<Field> {
    columns
        .iter()
        .filter_map(|column| match &column.shows {
            Shows::Member { name, kind } => Some(member_field(name, *kind)),
            Shows::Called | Shows::Field(_) => None,
        })
        .collect()
}

/// The field that a member is, which no description names.
#[must_use]
pub fn member_field(name: &str, kind: Kind) -> Field {
    Field {
        name: name.to_owned(),
        // As it is named: an underscore of the server's is no space of ours.
        label: Some(name.to_owned()),
        kind,
        ..Field::default()
    }
}

/// The columns that a description shows.
fn described(shape: &Shape<'_>, fields: &[Field]) -> Vec<Column> {
    let any_column = fields.iter().any(|field| field.column);
    let names = called_by(shape);
    let is_name = |field: &&Field| names.contains(&field.name.as_str());
    let shown = || {
        fields
            .iter()
            .filter(move |field| field.column || !any_column)
    };
    let mut columns = Vec::new();
    if shown().any(|field| is_name(&field)) {
        columns.push(Column::new(Shows::Called));
    }
    let others = shown().filter(|field| !is_name(field));
    columns.extend(others.map(|field| Column::new(Shows::Field(field.name.clone()))));
    if columns.is_empty() {
        columns.push(Column::new(Shows::Called));
    }
    columns
}

/// All columns that there may be: what a record is called, the described
/// fields, and what else the records hold.
fn possible(shape: &Shape<'_>, records: &[Parsed]) -> Vec<Column> {
    let names = called_by(shape);
    let mut columns = vec![Column::new(Shows::Called)];
    let is_called = |field: &Field| names == [field.name.as_str()];
    let fields = shape
        .fields
        .iter()
        .filter(|field| !field.kind.is_hidden() && !is_called(field));
    columns.extend(fields.map(|field| Column::new(Shows::Field(field.name.clone()))));
    let known: Vec<String> = shape
        .fields
        .iter()
        .map(|field| field.pointer().as_str().to_owned())
        .collect();
    let others = found_fields(records)
        .into_iter()
        .filter(|field| field.column && !known.contains(&field.pointer().as_str().to_owned()));
    columns.extend(others.map(|field| {
        Column::new(Shows::Member {
            kind: field.kind,
            name: field.name,
        })
    }));
    columns
}
