//! Records for people: text and Markdown.

use serde_json::Value;

use super::Header;
use crate::directory::description::Field;
use crate::directory::value::FieldValue;
use crate::text::{Untrusted, pad, width};

/// A field's value in words, on one line.
fn shown(field: &Field, record: &Value) -> String {
    FieldValue::read(field, record).text().shown().to_string()
}

pub(super) fn text(fields: &[&Field], records: &[Value]) -> String {
    let blocks: Vec<String> = match fields {
        [] => Vec::new(),
        [only] => {
            let lines: Vec<_> = records.iter().map(|record| shown(only, record)).collect();
            return lines.join("\n");
        }
        fields => {
            let labels: Vec<String> = fields.iter().map(|field| label(field)).collect();
            let longest = labels.iter().map(|label| width(label)).max().unwrap_or(0);
            let block = |record: &Value| {
                let lines: Vec<String> = fields
                    .iter()
                    .zip(&labels)
                    .map(|(field, label)| {
                        let line = format!("{}  {}", pad(label, longest), shown(field, record));
                        line.trim_end().to_owned()
                    })
                    .collect();
                lines.join("\n")
            };
            records.iter().map(block).collect()
        }
    };
    blocks.join("\n\n")
}

pub(super) fn markdown(fields: &[&Field], records: &[Value], header: Header) -> String {
    let mut out = String::new();
    let mut row = |cells: &mut dyn Iterator<Item = String>| {
        out.push('|');
        for cell in cells {
            out.push(' ');
            out.push_str(&cell);
            out.push_str(" |");
        }
        out.push('\n');
    };
    if header == Header::First {
        row(&mut fields.iter().map(|field| escaped(&label(field))));
        row(&mut fields.iter().map(|_| "---".to_owned()));
    }
    for record in records {
        row(&mut fields.iter().map(|field| escaped(&shown(field, record))));
    }
    out
}

fn label(field: &Field) -> String {
    Untrusted::new(field.label()).shown().to_string()
}

/// Text that Markdown shows as it stands: it ends no cell, and is no link,
/// picture, markup or code.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '|' | '[' | ']' | '<' | '`' | '*') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
