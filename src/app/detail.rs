//! A record's fields, or its JSON, as rows that can be scrolled: here, because
//! scrolling has to know how many there are.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::App;
use super::change::{error_words, sentence};
use super::dates;
use super::geometry::Class;
use super::profile::Known;
use super::view::{DetailTab, View};
use crate::directory::description::{Field, Kind};
use crate::directory::shape::Shape;
use crate::directory::value::{FieldValue, Other, others};
use crate::keys::{Action, Mode};
use crate::text::{self, Untrusted, wrap};

/// The widest that a label is made.
const LABEL: usize = 20;
/// The most rows of JSON that are shown.
const JSON_ROWS: usize = 5_000;
/// A date is given with its time of day for this long.
const TIME_MATTERS: SignedDuration = SignedDuration::from_hours(30 * 24);
/// The blank columns on both sides of a page.
pub const INDENT: usize = 1;

/// What is said behind a text that may not be what it reads as.
const MIXED_SCRIPTS: &str = "  mixed scripts";

/// How a text of a page is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// Data.
    Text,
    /// Metadata.
    Muted,
    /// Nothing is there, and why.
    Absent,
    /// As it should be: enabled.
    Good,
    /// A record is disabled, or could not be read.
    Bad,
}

/// A label and a value, or neither.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    label: String,
    value: String,
    sense: Sense,
    /// What is said behind the value, less loudly.
    aside: String,
}

impl Entry {
    fn new(value: impl Into<String>, sense: Sense) -> Self {
        Self {
            label: String::new(),
            value: value.into(),
            sense,
            aside: String::new(),
        }
    }
}

/// One row. Its texts are safe to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRow {
    /// What a field is called; none where the text has the label's room as
    /// well.
    pub label: Option<String>,
    /// What stands before the text, less loudly.
    pub lead: String,
    /// The text.
    pub text: String,
    /// How it is to be read.
    pub sense: Sense,
    /// What stands behind the text, less loudly.
    pub aside: String,
}

impl PageRow {
    /// A row without a label.
    fn whole(text: impl Into<String>, sense: Sense) -> Self {
        Self {
            label: None,
            lead: String::new(),
            text: text.into(),
            sense,
            aside: String::new(),
        }
    }

    /// A row of JSON: the name of a member is less loud than its value.
    fn of_json(row: &str) -> Self {
        let value_at = row.find("\": ").map(|at| at + 2);
        let is_name = row.trim_start().starts_with('"');
        match value_at.filter(|_| is_name) {
            Some(at) => Self {
                lead: row[..at].to_owned(),
                ..Self::whole(&row[at..], Sense::Text)
            },
            None => Self::whole(row, Sense::Text),
        }
    }
}

/// Rows to be scrolled through.
#[derive(Debug, Clone, Default)]
pub struct Page {
    rows: Vec<PageRow>,
    label_width: usize,
}

impl Page {
    /// A record's fields: those that are known with their labels, ids below
    /// them, then all else that came. What is missing is said to be `missing`,
    /// or left out.
    #[must_use]
    pub fn of_fields(
        shape: &Shape<'_>,
        record: &Value,
        missing: Option<&str>,
        now: Timestamp,
        width: usize,
    ) -> Self {
        let of = |(field, value): (&Field, FieldValue<'_>)| {
            entry(shape, field, &value, missing.unwrap_or_default(), now)
        };
        let (ids, known): (Vec<_>, Vec<_>) = shape
            .values(record)
            .filter(|(_, value)| missing.is_some() || *value != FieldValue::Missing)
            .partition(|(field, _)| field.kind == Kind::Id);
        let others = others(shape.fields, record);
        let parts: [Vec<Entry>; 3] = [
            known.into_iter().map(of).collect(),
            ids.into_iter().map(of).collect(),
            others.iter().map(|other| other_entry(other, now)).collect(),
        ];
        let mut entries: Vec<Entry> = Vec::new();
        for part in parts {
            if !entries.is_empty() && !part.is_empty() {
                entries.push(Entry::new("", Sense::Text));
            }
            entries.extend(part);
        }
        Self::laid_out(entries, width)
    }

    /// A record's JSON.
    fn of_json(record: &Value, width: usize) -> Self {
        let pretty = serde_json::to_string_pretty(record).unwrap_or_default();
        let width = width.saturating_sub(2 * INDENT);
        let mut rows = Vec::new();
        let untrusted = Untrusted::new(pretty);
        for line in untrusted.shown_lines() {
            if rows.len() >= JSON_ROWS {
                rows.push(PageRow::whole(
                    "There is more: Y copies it whole",
                    Sense::Muted,
                ));
                break;
            }
            for row in wrap(&line, width) {
                rows.push(PageRow::of_json(row));
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
            let wrapped = wrap(&entry.value, room);
            let last = wrapped.len() - 1;
            for (at, text) in wrapped.into_iter().enumerate() {
                let fits = text::width(text) + text::width(&entry.aside) <= room;
                let mut row = PageRow {
                    label: Some(std::mem::take(&mut label)),
                    ..PageRow::whole(text, entry.sense)
                };
                if at == last && fits {
                    row.aside.clone_from(&entry.aside);
                }
                rows.push(row);
                if at == last && !fits {
                    let aside = entry.aside.trim_start_matches([',', ' ']);
                    rows.push(PageRow {
                        label: Some(String::new()),
                        ..PageRow::whole(aside, Sense::Muted)
                    });
                }
            }
        }
        Self { rows, label_width }
    }

    /// Puts a sentence above all rows.
    fn headed(mut self, sentence: &str, sense: Sense, width: usize) -> Self {
        let room = width.saturating_sub(2 * INDENT);
        let shown = Untrusted::new(sentence);
        let mut rows: Vec<PageRow> = wrap(&shown.shown(), room)
            .into_iter()
            .map(|row| PageRow::whole(row, sense))
            .collect();
        rows.push(PageRow::whole("", sense));
        rows.append(&mut self.rows);
        self.rows = rows;
        self
    }

    /// With a blank row above.
    fn lowered(mut self) -> Self {
        self.rows.insert(0, PageRow::whole("", Sense::Text));
        self
    }

    /// How many rows there are.
    #[must_use]
    pub const fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// The first row that is seen where that many are scrolled away: not
    /// further than to the last page.
    #[must_use]
    pub fn top(&self, scroll: u16, height: u16) -> u16 {
        let last = self.rows.len().saturating_sub(usize::from(height));
        scroll.min(u16::try_from(last).unwrap_or(u16::MAX))
    }

    /// The rows from one on.
    pub fn rows_from(&self, top: u16) -> impl Iterator<Item = &PageRow> {
        self.rows.iter().skip(usize::from(top))
    }

    /// How many columns the labels take.
    #[must_use]
    pub const fn label_width(&self) -> usize {
        self.label_width
    }
}

impl App {
    /// What the detail pane shows of the record under the cursor; none where
    /// its open tab is a list, or there is nothing to show yet.
    #[must_use]
    pub fn detail_page(&self) -> Option<Page> {
        let profile = self.profile();
        let view = profile.view()?;
        let layout = self.layout();
        let width = usize::from(layout.detail_inside.width);
        let page = match &view.tab {
            DetailTab::Relation(_) => return None,
            DetailTab::Fields => self.page_of_fields(view, width)?,
            DetailTab::Item => self.page_of_item(width)?,
            DetailTab::Json => {
                let page = Page::of_json(&profile.record()?.value(), width);
                self.with_age(page, width)
            }
        };
        // Beside a list, a record's first row is beside the list's first.
        Some(match layout.class {
            Class::Wide => page.lowered(),
            _ => page,
        })
    }

    /// The fields of the record under the cursor, as it is best known.
    fn page_of_fields(&self, view: &View, width: usize) -> Option<Page> {
        let profile = self.profile();
        let record = profile.record()?;
        let known = profile.known_here();
        let seen = profile.seen_here();
        let read = seen.is_some_and(|seen| seen.whole);
        let shape = if read {
            profile.resource_of(&view.source).map(Shape::of_resource)
        } else {
            profile.shape(&view.source)
        }?;
        let missing = match known {
            _ if read || !profile.is_partial(&view.source) => "not given",
            Some(Known::Reading(_)) => "reading …",
            _ => "not in the list",
        };
        let now = self.now.wall;
        let page = Page::of_fields(&shape, &record.value(), Some(missing), now, width);
        let page = self.with_age(page, width);
        let Some(Known::Failed(error, _)) = known else {
            return Some(page);
        };
        let mut words = sentence(&error_words(error));
        let keys = self.keymap.keys_for(Action::ReloadRecord, Mode::Detail);
        if let Some(keys) = keys.first() {
            words = format!("{words} · {} reads it again", keys.label());
        }
        Some(page.headed(&words, Sense::Bad, width))
    }

    /// A page of the record under the cursor, under its age where it is shown as
    /// it was seen before.
    fn with_age(&self, page: Page, width: usize) -> Page {
        let seen = self.profile().seen_here();
        let Some(seen) = seen.filter(|seen| seen.is_old) else {
            return page;
        };
        let said = format!("Seen {}", dates::age(seen.at, self.now.wall));
        page.headed(&said, Sense::Muted, width)
    }

    /// The record that ties the one under the cursor to the one above it.
    fn page_of_item(&self, width: usize) -> Option<Page> {
        let profile = self.profile();
        let of = profile.item()?;
        let record = profile.known.get(&of)?.record()?;
        let shape = profile.description().shape_of_record(&of)?;
        let now = self.now.wall;
        Some(Page::of_fields(&shape, &record.value(), None, now, width))
    }
}

fn entry(
    shape: &Shape<'_>,
    field: &Field,
    value: &FieldValue<'_>,
    missing: &str,
    now: Timestamp,
) -> Entry {
    let entry = match value {
        FieldValue::Missing => Entry::new(missing, Sense::Absent),
        FieldValue::Null => Entry::new("not set", Sense::Absent),
        value if value.is_empty() => Entry::new("empty", Sense::Absent),
        FieldValue::YesNo { yes, word } => match shape.disabled_when(field) {
            Some(when) if when == *yes => Entry::new(format!("✗ {word}"), Sense::Bad),
            Some(_) => Entry::new(word.as_str(), Sense::Good),
            None => Entry::new(word.as_str(), Sense::Text),
        },
        FieldValue::Date { at, .. } => date(*at, now),
        FieldValue::Unexpected(text) => Entry {
            aside: "  not as documented".to_owned(),
            ..Entry::new(text.shown(), Sense::Text)
        },
        FieldValue::Text(text) if field.kind == Kind::Id => foreign(text, Sense::Muted),
        FieldValue::Text(text) => foreign(text, Sense::Text),
    };
    Entry {
        label: field.label(),
        ..entry
    }
}

/// A text that somebody else chose.
fn foreign(text: &Untrusted<'_>, sense: Sense) -> Entry {
    let aside = if text.mixes_scripts() {
        MIXED_SCRIPTS
    } else {
        ""
    };
    Entry {
        aside: aside.to_owned(),
        ..Entry::new(text.shown(), sense)
    }
}

fn date(at: Timestamp, now: Timestamp) -> Entry {
    let mut value = dates::day(at);
    if now.duration_since(at).abs() < TIME_MATTERS {
        value = format!("{value} {}", dates::time_of_day(at));
    }
    Entry {
        aside: format!(", {}", dates::age(at, now)),
        ..Entry::new(value, Sense::Text)
    }
}

fn other_entry(other: &Other<'_>, now: Timestamp) -> Entry {
    let entry = match other.text.raw().parse() {
        _ if other.text.is_empty() => Entry::new("empty", Sense::Absent),
        Ok(at) => date(at, now),
        Err(_) => foreign(&other.text, Sense::Text),
    };
    Entry {
        label: other.name.shown_within(LABEL).into(),
        ..entry
    }
}
