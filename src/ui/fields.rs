//! A record's fields, or its JSON, as rows that can be scrolled.

use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde_json::Value;

use super::pen::Pen;
use super::scene::Scene;
use super::theme::Role;
use super::{cell, words, wrap};
use crate::directory::description::{Field, Kind};
use crate::directory::shape::Shape;
use crate::directory::value::{FieldValue, Other, others};
use crate::text::{self, Untrusted};

/// The widest that a label is made.
const LABEL: usize = 20;
/// The most rows of JSON that are shown.
const JSON_ROWS: usize = 5_000;
/// A date is given with its time of day for this long.
const TIME_MATTERS: jiff::SignedDuration = jiff::SignedDuration::from_hours(30 * 24);
const INDENT: usize = 1;

/// A label and a value, or neither.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    label: String,
    value: String,
    role: Role,
    /// What is said behind the value, less loudly.
    aside: String,
}

impl Entry {
    fn new(value: impl Into<String>, role: Role) -> Self {
        Self {
            label: String::new(),
            value: value.into(),
            role,
            aside: String::new(),
        }
    }
}

/// A row of JSON: the name of a member is less loud than its value.
fn json_row(row: &str) -> PageRow {
    let value_at = row.find("\": ").map(|at| at + 2);
    let is_name = row.trim_start().starts_with('"');
    match value_at.filter(|_| is_name) {
        Some(at) => PageRow {
            lead: row[..at].to_owned(),
            ..PageRow::whole(&row[at..], Role::Text)
        },
        None => PageRow::whole(row, Role::Text),
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
struct PageRow {
    /// None where the text has the label's room as well.
    label: Option<String>,
    /// What stands before the text, less loudly.
    lead: String,
    text: String,
    role: Role,
    aside: String,
}

impl PageRow {
    /// A row without a label.
    fn whole(text: impl Into<String>, role: Role) -> Self {
        Self {
            label: None,
            lead: String::new(),
            text: text.into(),
            role,
            aside: String::new(),
        }
    }
}

/// Rows to be scrolled through.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    rows: Vec<PageRow>,
    label_width: usize,
}

impl Page {
    /// A record's fields: those that are known with their labels, ids below
    /// them, then all else that came. What is missing is `unread` where it can
    /// still be read.
    pub(super) fn of_fields(
        shape: &Shape<'_>,
        record: &Value,
        unread: Option<&str>,
        now: Timestamp,
        width: usize,
    ) -> Self {
        let of =
            |(field, value): (&Field, FieldValue<'_>)| entry(shape, field, &value, unread, now);
        let (ids, known): (Vec<_>, Vec<_>) = shape
            .values(record)
            .partition(|(field, _)| field.kind == Kind::Id);
        let others = others(shape.fields, record);
        let parts: [Vec<Entry>; 3] = [
            known.into_iter().map(of).collect(),
            ids.into_iter().map(of).collect(),
            others.iter().map(other_entry).collect(),
        ];
        let mut entries: Vec<Entry> = Vec::new();
        for part in parts {
            if !entries.is_empty() && !part.is_empty() {
                entries.push(Entry::new("", Role::Text));
            }
            entries.extend(part);
        }
        Self::laid_out(entries, width)
    }

    /// A record's JSON.
    pub(super) fn of_json(record: &Value, width: usize) -> Self {
        let pretty = serde_json::to_string_pretty(record).unwrap_or_default();
        let width = width.saturating_sub(2 * INDENT);
        let mut rows = Vec::new();
        let untrusted = Untrusted::new(pretty);
        for line in untrusted.shown_lines() {
            if rows.len() >= JSON_ROWS {
                rows.push(PageRow::whole("… and more; Y copies it whole", Role::Muted));
                break;
            }
            for row in wrap::rows(&line, width) {
                rows.push(json_row(row));
            }
        }
        Self {
            rows,
            label_width: 0,
        }
    }

    fn laid_out(entries: Vec<Entry>, width: usize) -> Self {
        let label_width = entries
            .iter()
            .map(|entry| text::width(&entry.label))
            .max()
            .unwrap_or(0)
            .min(LABEL)
            .min(width / 3);
        let room = width.saturating_sub(label_width + 2 + 2 * INDENT);
        let mut rows = Vec::new();
        for entry in entries {
            let mut label = entry.label;
            let wrapped = wrap::rows(&entry.value, room);
            let last = wrapped.len() - 1;
            for (at, text) in wrapped.into_iter().enumerate() {
                let fits = text::width(text) + text::width(&entry.aside) <= room;
                let mut row = PageRow {
                    label: Some(std::mem::take(&mut label)),
                    ..PageRow::whole(text, entry.role)
                };
                if at == last && fits {
                    row.aside.clone_from(&entry.aside);
                }
                rows.push(row);
                if at == last && !fits {
                    let aside = entry.aside.trim_start_matches([',', ' ']);
                    rows.push(PageRow {
                        label: Some(String::new()),
                        ..PageRow::whole(aside, Role::Muted)
                    });
                }
            }
        }
        Self { rows, label_width }
    }

    /// Puts a sentence above all rows.
    pub(super) fn headed(mut self, sentence: &str, role: Role, width: usize) -> Self {
        let room = width.saturating_sub(2 * INDENT);
        let shown = Untrusted::new(sentence);
        let mut rows: Vec<PageRow> = wrap::rows(&shown.shown(), room)
            .into_iter()
            .map(|row| PageRow::whole(row, role))
            .collect();
        rows.push(PageRow::whole("", role));
        rows.append(&mut self.rows);
        self.rows = rows;
        self
    }

    /// With a blank row above.
    pub(super) fn lowered(mut self) -> Self {
        self.rows.insert(0, PageRow::whole("", Role::Text));
        self
    }

    /// How many rows there are.
    pub(super) const fn len(&self) -> usize {
        self.rows.len()
    }

    /// The first row that is seen: not further than to the last page.
    pub(super) fn top(&self, scroll: u16, height: u16) -> usize {
        usize::from(scroll).min(self.rows.len().saturating_sub(usize::from(height)))
    }

    /// Draws the rows from one on.
    pub(super) fn draw(&self, top: usize, scene: Scene<'_>, area: Rect, buffer: &mut Buffer) {
        for (row, line) in (0..area.height).zip(self.rows.iter().skip(top)) {
            let mut pen = Pen::new(buffer, scene.theme, area, row);
            pen.skip(INDENT);
            if let Some(label) = &line.label {
                pen.column(label, self.label_width, Role::Muted).skip(2);
            }
            pen.text(&line.lead, Role::Muted)
                .text(&line.text, line.role)
                .text(&line.aside, Role::Muted);
        }
    }
}

fn entry(
    shape: &Shape<'_>,
    field: &Field,
    value: &FieldValue<'_>,
    unread: Option<&str>,
    now: Timestamp,
) -> Entry {
    let entry = match value {
        FieldValue::Missing => Entry::new(unread.unwrap_or("not given"), Role::Faint),
        FieldValue::Null => Entry::new("not set", Role::Faint),
        value if value.is_empty() => Entry::new("empty", Role::Faint),
        FieldValue::YesNo { yes, word } => match cell::disabled_when(shape, field) {
            Some(when) if when == *yes => {
                Entry::new(format!("{}{word}", cell::STATE_GLYPH), Role::Bad)
            }
            Some(_) => Entry::new(word.as_str(), Role::Good),
            None => Entry::new(word.as_str(), Role::Text),
        },
        FieldValue::Date { at, .. } => date(*at, now),
        FieldValue::Unexpected(text) => Entry {
            aside: "  not as documented".to_owned(),
            ..Entry::new(text.shown(), Role::Text)
        },
        FieldValue::Text(text) if field.kind == Kind::Id => Entry::new(text.shown(), Role::Muted),
        FieldValue::Text(text) => Entry::new(text.shown(), Role::Text),
    };
    Entry {
        label: field.label(),
        ..entry
    }
}

fn date(at: Timestamp, now: Timestamp) -> Entry {
    let mut value = words::day(at);
    if now.duration_since(at).abs() < TIME_MATTERS {
        value = format!("{value} {}", words::time_of_day(at));
    }
    Entry {
        aside: format!(", {}", words::age(at, now)),
        ..Entry::new(value, Role::Text)
    }
}

fn other_entry(other: &Other<'_>) -> Entry {
    let entry = if other.text.is_empty() {
        Entry::new("empty", Role::Faint)
    } else {
        Entry::new(other.text.shown(), Role::Text)
    };
    Entry {
        label: other.name.shown_within(LABEL).into(),
        ..entry
    }
}
