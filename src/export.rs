//! Records as text to take elsewhere: into a ticket, a spreadsheet, a script.
//!
//! The screen's copies and the command line's output are made here. Values go
//! out in their shown form, so that no name that somebody chose can break a
//! table or reach a terminal with escape sequences; JSON keeps every value,
//! with `\u` escapes for what cannot be shown.

mod curl;
mod json;
mod sheet;
mod table;
#[cfg(test)]
mod tests;
mod words;

use serde_json::Value;

pub use curl::curl;
pub use json::{Array, object};
pub use table::{Column, Table};

use crate::directory::description::Field;
use crate::directory::record::Record;

/// A way to write records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// For people. One field: its values, one a line. Several: a block of
    /// labelled lines a record. No final newline: a pasted id is only an id.
    Text,
    /// A table in Markdown.
    Markdown,
    /// Columns with tabs between, for pasting into a spreadsheet.
    Tsv,
    /// Comma-separated values (RFC 4180, but with LF).
    Csv,
    /// One JSON array of whole records.
    Json,
    /// Whole records, one a line.
    JsonLines,
}

/// The forms that records are copied in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyForm {
    /// The ids, one a line.
    Id,
    /// The emails, one a line.
    Email,
    /// What the records are called, one a line.
    Name,
    /// Labels and values of the fields of choice, as text; so the next three.
    Text,
    /// A Markdown table.
    Markdown,
    /// Tab-separated values.
    Tsv,
    /// Comma-separated values.
    Csv,
    /// The whole records, as the server gave them.
    Json,
    /// The request as a curl command, its token left out.
    Curl,
}

/// Whether a line of the fields' names comes first, where a format can have one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Header {
    /// It does.
    First,
    /// It does not: the pages of a walk can be written one after another.
    LeftOut,
}

/// Records as text, with the fields given, in that order.
#[must_use]
pub fn records(format: Format, fields: &[&Field], records: &[Record], header: Header) -> String {
    match format {
        Format::Text => words::text(fields, &values(records)),
        Format::Markdown => words::markdown(fields, &values(records), header),
        Format::Tsv => sheet::tsv(fields, &values(records), header),
        Format::Csv => sheet::csv(fields, &values(records), header),
        Format::Json => json::array(records),
        Format::JsonLines => json::lines(records),
    }
}

fn values(records: &[Record]) -> Vec<Value> {
    records.iter().map(Record::value).collect()
}
