//! The columns that were chosen: fields that a description names, and members
//! that the records hold besides.
//!
//! What no description names is known once a record has come: the first that
//! do must hold each of those, so that a slip is told before anything is
//! printed and more is asked for. Of a list without records, nothing can be
//! said.

use serde_json::Value;

use super::plan::{Mistake, meant};
use crate::directory::description::Field;
use crate::directory::pointer::Pointer;
use crate::directory::record::{Parsed, Record};
use crate::directory::shape::Shape;
use crate::directory::value::found_fields;
use crate::text::counted;

/// Columns as they were named.
#[derive(Debug, Clone)]
pub(super) struct Chosen {
    columns: Vec<Column>,
    /// The described fields' names.
    described: Vec<String>,
}

#[derive(Debug, Clone)]
enum Column {
    /// A described field.
    Field(Field),
    /// A member of that name, or one of an object's: `outer.inner`.
    Member(String),
}

impl Chosen {
    /// Those of these names, of records of a shape.
    ///
    /// # Errors
    /// One is empty.
    pub(super) fn new(names: &[String], shape: &Shape<'_>) -> Result<Self, Mistake> {
        let column = |name: &String| {
            let name = name.trim();
            if name.is_empty() {
                return Err(Mistake::new(
                    "--columns takes names of fields with commas between",
                    "as in --columns id,name",
                ));
            }
            Ok(match shape.field(name) {
                Some(field) => Column::Field(field.clone()),
                None => Column::Member(name.to_owned()),
            })
        };
        Ok(Self {
            columns: names.iter().map(column).collect::<Result<_, _>>()?,
            described: shape.fields.iter().map(|f| f.name.clone()).collect(),
        })
    }

    /// The fields, if all are described.
    pub(super) fn fields(&self) -> Option<Vec<Field>> {
        let field = |column: &Column| match column {
            Column::Field(field) => Some(field.clone()),
            Column::Member(_) => None,
        };
        self.columns.iter().map(field).collect()
    }

    /// The fields as far as they can be told without a record.
    pub(super) fn untold(&self) -> Vec<Field> {
        let field = |column: &Column| match column {
            Column::Field(field) => field.clone(),
            Column::Member(name) => Field {
                name: name.clone(),
                ..Field::default()
            },
        };
        self.columns.iter().map(field).collect()
    }

    /// The names that no description has.
    pub(super) fn members(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().filter_map(|column| match column {
            Column::Field(_) => None,
            Column::Member(name) => Some(name.as_str()),
        })
    }

    /// The fields, given the first records that came. `single` says that it is
    /// one record by itself.
    ///
    /// # Errors
    /// None of the records has one of them.
    pub(super) fn of(&self, records: &[Record], single: bool) -> Result<Vec<Field>, Mistake> {
        let values: Vec<Parsed> = records.iter().map(Record::value).collect();
        let field = |column: &Column| match column {
            Column::Field(field) => Ok(field.clone()),
            Column::Member(name) => {
                member(name, &values).ok_or_else(|| self.no_such(name, &values, single))
            }
        };
        self.columns.iter().map(field).collect()
    }

    fn no_such(&self, name: &str, values: &[Parsed], single: bool) -> Mistake {
        let others: Vec<String> = found_fields(values)
            .into_iter()
            .map(|field| field.name)
            .filter(|name| !self.described.contains(name))
            .collect();
        let known = self.described.iter().chain(&others);
        let known: Vec<&str> = known.map(String::as_str).collect();
        let who = match values.len() {
            _ if single => "it has no field".to_owned(),
            1 => "the only record has no field".to_owned(),
            many => {
                let first = counted(many as u64, "record", "records");
                format!("none of the first {first} has a field")
            }
        };
        let described = self.described.join(",");
        let hint = match (self.described.is_empty(), others.is_empty()) {
            (true, _) => format!("--columns takes {}", others.join(",")),
            (false, true) => format!("--columns takes {described}"),
            (false, false) => format!(
                "--columns takes {described}; and {}, which no description names",
                others.join(",")
            ),
        };
        Mistake::new(format!("{who} {name:?}{}", meant(name, &known)), hint)
    }
}

/// The field that a member is, of the kind that its values have; none where no
/// record has it.
fn member(name: &str, values: &[Parsed]) -> Option<Field> {
    let of = |at: &Pointer| {
        let only: Vec<Value> = values
            .iter()
            .filter_map(|value| Some(one(name, at.of(value)?)))
            .collect();
        found_fields(&only).pop().map(|field| Field {
            at: Some(at.clone()),
            ..field
        })
    };
    of(&Pointer::to(name)).or_else(|| {
        let (outer, inner) = name.split_once('.')?;
        of(&Pointer::to(outer).then(inner))
    })
}

/// An object with that one member.
fn one(name: &str, value: &Value) -> Value {
    Value::Object([(name.to_owned(), value.clone())].into_iter().collect())
}
