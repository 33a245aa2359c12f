//! What of a list's records a filter lets pass, in the explorer's language.

use jiff::Timestamp;

use super::plan::Mistake;
use crate::app::filter::{Filter, FilterFields, FoldedRows, Read, Remark};
use crate::directory::record::{Parsed, Record};
use crate::directory::shape::Shape;
use crate::directory::value::found_fields;

/// A filter that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sieve {
    text: String,
    now: Timestamp,
    /// What it is and over which fields. Where none is described, the first
    /// records tell.
    known: Option<(Filter, FilterFields)>,
    /// A field that it asks for, and that no record so far has told.
    untold: Option<String>,
    /// Whether a record has come.
    begun: bool,
}

impl Sieve {
    /// The filter that a text spells over records of a shape. `partial` says
    /// whether they may lack fields that reading one of them gives.
    ///
    /// # Errors
    /// There is no such field, or what stands behind it cannot be meant.
    pub(super) fn new(
        text: String,
        now: Timestamp,
        shape: &Shape<'_>,
        partial: bool,
    ) -> Result<Self, Mistake> {
        let known = if shape.fields.is_empty() {
            None
        } else {
            let fields = FilterFields::of(shape, partial).on(now);
            Some((read(&text, &fields)?, fields))
        };
        if text.trim().is_empty() {
            return Err(nothing());
        }
        Ok(Self {
            text,
            now,
            known,
            untold: None,
            begun: false,
        })
    }

    /// Those of some records that pass, in their order.
    ///
    /// # Errors
    /// As [`Sieve::new`], where only the first records tell which fields there
    /// are.
    pub(super) fn pass(&mut self, records: Vec<Record>) -> Result<Vec<Record>, Mistake> {
        if records.is_empty() {
            return Ok(records);
        }
        let (filter, fields) = if let Some(known) = self.known.take() {
            known
        } else {
            let values: Vec<Parsed> = records.iter().map(Record::value).collect();
            let fields = FilterFields::new(&found_fields(&values)).on(self.now);
            (read(&self.text, &fields)?, fields)
        };
        let rows = FoldedRows::new(&records, &fields);
        let untold = filter.untold(&rows).map(str::to_owned);
        if self.begun && self.untold != untold {
            self.untold = None;
        } else {
            self.untold = untold;
        }
        self.begun = true;
        let mut places = rows
            .matching(&filter)
            .collect::<Vec<_>>()
            .into_iter()
            .peekable();
        let passed = (0..).zip(records).filter_map(|(place, record)| {
            let matches = places.next_if_eq(&place).is_some();
            matches.then_some(record)
        });
        let passed = passed.collect();
        self.known = Some((filter, fields));
        Ok(passed)
    }

    /// A field that it asks for, and that no record has told, if any came.
    pub(super) fn untold(&self) -> Option<&str> {
        self.untold.as_deref()
    }
}

/// The filter that a text spells, if all of it can be meant.
fn read(text: &str, fields: &FilterFields) -> Result<Filter, Mistake> {
    let read = Read::whole(text, fields);
    let names = || fields.names().collect::<Vec<_>>().join(", ");
    match (read.remarks.first(), read.filter) {
        (Some(wrong), _) => Err(Mistake::new(
            format!("--filter: {wrong}"),
            match wrong {
                Remark::NoField { name, .. } | Remark::Several { name, .. } => format!(
                    "the fields are {}; in quotes, as in '\"{name}:…\"', it is a word",
                    names()
                ),
                Remark::Unordered { .. } => format!("the fields are {}", names()),
                _ => "as in 'created:>2026-01', 'created:<30d', 'email:\"\"'".to_owned(),
            },
        )),
        (None, Some(filter)) => Ok(filter),
        (None, None) => Err(nothing()),
    }
}

fn nothing() -> Mistake {
    Mistake::new(
        "there is no text to filter by",
        "leave --filter out to print all that is read",
    )
}
