//! Records as text in the format that was asked for.

use serde_json::Value;

use super::chosen::Chosen;
use super::plan::{Format, Layout, Mistake};
use crate::app::dates;
use crate::directory::description::{Field, Kind};
use crate::directory::record::Record;
use crate::directory::shape::Shape;
use crate::directory::value::{self, FieldValue};
use crate::export::{self, Array, Column, Header, Table};
use crate::text::{Shown, Untrusted, pad, width};

/// Makes text of records as they come, and holds them back where the text
/// depends on those that have not come yet.
#[derive(Debug)]
pub(super) struct Printer {
    format: Format,
    header: Header,
    /// How wide a table may be.
    room: Option<usize>,
    /// Whether it is one record by itself.
    single: bool,
    fields: Fields,
    array: Array,
    begun: bool,
    held: Vec<Record>,
}

/// What of a record is printed, where it is not the whole.
#[derive(Debug)]
enum Fields {
    /// Those that were chosen, some of which only a record can tell.
    Named(Chosen),
    /// Those that were chosen.
    Chosen(Vec<Field>),
    /// What the description says; nothing else is in a list.
    Described {
        all: Vec<Field>,
        columns: Vec<Field>,
    },
    /// Nothing is described: what comes decides.
    Found,
}

impl Printer {
    /// A printer of records of a shape. `chosen` are the fields that were asked
    /// for, if any were; `single` says that it is one record by itself.
    pub(super) fn new(
        layout: &Layout,
        shape: &Shape<'_>,
        chosen: Option<Chosen>,
        single: bool,
    ) -> Self {
        let fields = match chosen {
            Some(chosen) => match chosen.fields() {
                Some(fields) => Fields::Chosen(fields),
                None => Fields::Named(chosen),
            },
            None if shape.fields.is_empty() => Fields::Found,
            None => Fields::Described {
                all: shape.fields.to_vec(),
                columns: columns(shape),
            },
        };
        Self {
            format: layout.format,
            header: layout.header,
            room: layout.width,
            single,
            fields,
            array: Array::default(),
            begun: false,
            held: Vec::new(),
        }
    }

    /// Looks at the first records that came, be they printed or not: they tell
    /// of chosen fields that no description names.
    ///
    /// # Errors
    /// None of them has one of those.
    pub(super) fn look_at(&mut self, records: &[Record]) -> Result<(), Mistake> {
        if let Fields::Named(chosen) = &self.fields
            && !records.is_empty()
            && !self.format.is_whole()
        {
            self.fields = Fields::Chosen(chosen.of(records, self.single)?);
        }
        Ok(())
    }

    /// The chosen names that no description has and no record could tell, as
    /// none came.
    pub(super) fn untold(&self) -> Vec<&str> {
        match &self.fields {
            Fields::Named(chosen) if !self.format.is_whole() => chosen.members().collect(),
            _ => Vec::new(),
        }
    }

    /// Takes the next records, and gives the text that can be written now.
    pub(super) fn add(&mut self, records: &[Record]) -> String {
        match (self.format, &self.fields) {
            (Format::Json, _) if self.single => records.iter().map(export::object).collect(),
            (Format::Json, _) => self.array.add(records),
            (Format::JsonLines, _) => {
                export::records(export::Format::JsonLines, &[], records, Header::LeftOut)
            }
            (Format::Csv, Fields::Chosen(fields) | Fields::Described { all: fields, .. })
                if !records.is_empty() =>
            {
                let header = if self.begun {
                    Header::LeftOut
                } else {
                    self.header
                };
                let text = csv(fields, records, header);
                self.begun = true;
                text
            }
            (Format::Csv | Format::Table, _) => {
                self.held.extend_from_slice(records);
                String::new()
            }
        }
    }

    /// The text behind the last record.
    pub(super) fn end(&mut self) -> String {
        let held = std::mem::take(&mut self.held);
        match self.format {
            Format::Json if self.single => String::new(),
            Format::Json => self.array.end().to_owned(),
            Format::JsonLines => String::new(),
            Format::Csv if self.begun => String::new(),
            Format::Csv => csv(&self.fields(&held), &held, self.header),
            Format::Table if self.single => held.iter().map(|record| self.lines(record)).collect(),
            Format::Table => self.table(&held),
        }
    }

    /// The fields of what is printed, given all of it.
    fn fields(&self, records: &[Record]) -> Vec<Field> {
        match &self.fields {
            Fields::Named(chosen) => chosen.untold(),
            Fields::Chosen(fields) => fields.clone(),
            Fields::Described { columns, .. } if self.format == Format::Table && !self.single => {
                columns.clone()
            }
            Fields::Described { all, .. } => all.clone(),
            Fields::Found => {
                let values: Vec<Value> = records.iter().map(Record::value).collect();
                let found = value::found_fields(&values);
                if self.format != Format::Table || self.single {
                    return found;
                }
                let plain = found.iter().any(|field| field.column);
                let shown = |field: &Field| field.column || !plain;
                found.into_iter().filter(shown).collect()
            }
        }
    }

    fn table(&self, records: &[Record]) -> String {
        let fields = self.fields(records);
        let column = |field: &Field| Column {
            title: Untrusted::new(field.name.to_uppercase())
                .shown()
                .into_owned(),
            right: matches!(field.kind, Kind::Date | Kind::Number),
            whole: field.kind == Kind::Id,
        };
        let mut table = Table::new(fields.iter().map(column).collect());
        for record in records {
            let value = record.value();
            let cell = |field: &Field| match FieldValue::read(field, &value) {
                FieldValue::Date { at, .. } => own(dates::day(at)),
                value => value.text().shown().into_owned(),
            };
            table.push(fields.iter().map(cell).collect());
        }
        table.text(self.header, self.room)
    }

    /// One record, a line for each field, then for each member that no field
    /// names.
    fn lines(&self, record: &Record) -> String {
        let fields = self.fields(std::slice::from_ref(record));
        let value = record.value();
        let mut lines: Vec<(Shown<'static>, Shown<'static>)> = fields
            .iter()
            .map(|field| {
                let name = own(field.name.clone());
                (name, in_words(&FieldValue::read(field, &value)))
            })
            .collect();
        if let Fields::Described { all, .. } = &self.fields {
            let others = value::others(all, &value);
            lines.extend(others.iter().map(|other| {
                let name = other.name.shown().into_owned();
                (name, other.text.shown().into_owned())
            }));
        }
        let longest = lines.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
        lines
            .iter()
            .map(|(name, value)| {
                let line = if self.header == Header::First {
                    format!("{}  {value}", pad(name, longest))
                } else {
                    value.to_string()
                };
                line.trim_end_matches(' ').to_owned() + "\n"
            })
            .collect()
    }
}

/// What a list shows where nobody chose: the id, which all else is asked by,
/// then the fields that are columns.
fn columns(shape: &Shape<'_>) -> Vec<Field> {
    let any = shape.fields.iter().any(|field| field.column);
    let is_id = |field: &&Field| field.pointer() == shape.id;
    let shown = |field: &&Field| (field.column || !any) && !is_id(field);
    let id = shape.fields.iter().find(is_id);
    let others = shape.fields.iter().filter(shown);
    id.into_iter().chain(others).cloned().collect()
}

/// A value as a person reads it.
fn in_words(value: &FieldValue<'_>) -> Shown<'static> {
    match value {
        FieldValue::Date { at, .. } => own(format!(
            "{} {} UTC",
            dates::day(*at),
            dates::second_of_day(*at)
        )),
        value => value.text().shown().into_owned(),
    }
}

fn csv(fields: &[Field], records: &[Record], header: Header) -> String {
    let fields: Vec<&Field> = fields.iter().collect();
    export::records(export::Format::Csv, &fields, records, header)
}

fn own(text: String) -> Shown<'static> {
    Untrusted::new(text).shown().into_owned()
}
