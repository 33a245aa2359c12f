//! What a record shows in a column of a table.

use unicode_segmentation::UnicodeSegmentation;

use super::scene::Scene;
use super::theme::Role;
use crate::app::dates;
use crate::directory::description::{Field, Kind};
use crate::directory::record::Parsed;
use crate::directory::shape::Shape;
use crate::directory::value::FieldValue;
use crate::text::{self, Untrusted};

/// What stands before a text with a word of several scripts, which may not be
/// what it reads as; the detail pane says so in words.
pub(super) const MIXED_GLYPH: &str = "! ";

/// How wide an id is in a table.
pub(super) const ID_WIDTH: usize = 13;
/// The widest that any cell is.
const WIDEST: usize = 240;

/// What a column shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What<'a> {
    /// What a person calls the record.
    Called,
    /// A field.
    Field(&'a Field),
}

/// The text of a cell, safe to show, and its role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// The text.
    pub(super) text: String,
    /// Its role.
    pub(super) role: Role,
}

impl Cell {
    fn new(text: impl Into<String>, role: Role) -> Self {
        Self {
            text: text.into(),
            role,
        }
    }
}

/// Whether a column says that a record is disabled.
pub(super) fn is_state(shape: &Shape<'_>, what: What<'_>) -> bool {
    match what {
        What::Field(field) => shape.disabled_when(field).is_some(),
        What::Called => false,
    }
}

/// What a record shows in a column.
pub(super) fn read(scene: Scene<'_>, shape: &Shape<'_>, what: What<'_>, record: &Parsed) -> Cell {
    match what {
        What::Called => {
            let name = shape.called(record);
            if name.raw().trim().is_empty() {
                Cell::new("(no name)", Role::Faint)
            } else {
                Cell::new(marked(&name), Role::Text)
            }
        }
        What::Field(field) => of_field(scene, shape, field, record),
    }
}

fn of_field(scene: Scene<'_>, shape: &Shape<'_>, field: &Field, record: &Parsed) -> Cell {
    let glyphs = scene.glyphs();
    let value = FieldValue::read(field, record);
    match value {
        FieldValue::Missing | FieldValue::Null => Cell::new(glyphs.missing, Role::Faint),
        FieldValue::YesNo { yes, word } => match shape.disabled_when(field) {
            Some(when) if when == yes => Cell::new(format!("{}{word}", glyphs.disabled), Role::Bad),
            Some(_) => {
                let indent = text::width(glyphs.disabled);
                Cell::new(format!("{:indent$}{word}", ""), Role::Good)
            }
            None if yes => Cell::new(word, Role::Text),
            None => Cell::new(word, Role::Muted),
        },
        FieldValue::Date { at, .. } => Cell::new(dates::day(at), Role::Muted),
        FieldValue::Text(text) if field.kind == Kind::Id => {
            let id = text.shown_within(WIDEST);
            let id = if glyphs.said_aloud {
                scene.theme.cut(&id, ID_WIDTH).into_owned()
            } else {
                elided(&id, ID_WIDTH)
            };
            Cell::new(id, Role::Muted)
        }
        FieldValue::Text(text) | FieldValue::Unexpected(text) => {
            Cell::new(marked(&text), Role::Text)
        }
    }
}

/// A text as it is shown in a cell.
fn marked(text: &Untrusted<'_>) -> String {
    let shown = text.shown_within(WIDEST);
    if text.mixes_scripts() {
        format!("{MIXED_GLYPH}{shown}")
    } else {
        shown.into()
    }
}

/// An id in no more columns than that: its middle is left out, as what tells
/// two apart is mostly at their ends.
pub(super) fn elided(shown: &str, columns: usize) -> String {
    if text::width(shown) <= columns || columns < 3 {
        return text::cut(shown, columns).into_owned();
    }
    let tail_columns = (columns - 1) / 3;
    let head_columns = columns - 1 - tail_columns;
    let mut elided = take(shown.graphemes(true), head_columns).concat();
    elided.push('…');
    let mut tail = take(shown.graphemes(true).rev(), tail_columns);
    tail.reverse();
    elided.extend(tail);
    elided
}

/// The first graphemes that fit.
fn take<'t>(graphemes: impl Iterator<Item = &'t str>, columns: usize) -> Vec<&'t str> {
    let mut left = columns;
    graphemes
        .map_while(|grapheme| {
            left = left.checked_sub(text::width(grapheme))?;
            Some(grapheme)
        })
        .collect()
}
