//! Which columns a table has, where the operator chose them: which, in which
//! order, how wide. They are remembered by profile and by what the table holds.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::App;
use super::message::Effect;
use super::outbox::Outbox;
use super::overlay::{Overlay, Tone};
use super::profile::Profile;
use super::session::Change;
use crate::directory::call::ListOf;
use crate::directory::description::{Description, Field, Kind};
use crate::directory::record::Parsed;
use crate::directory::shape::Shape;
use crate::directory::value::{FieldValue, found_fields};
use crate::keys::Action;
use crate::text::{self, Untrusted};

/// How many loaded records are looked through for members that no description
/// names: as many as can be parsed at a key without anyone noticing.
const LOOKED_THROUGH: usize = 200;
/// How many of them say how wide a column is that was never made wider.
const MEASURED: usize = 24;
/// The narrowest and the widest that a column can be made, in cells.
const WIDTHS: std::ops::RangeInclusive<u16> = 3..=120;
/// The widest that a column begins with when it is first made wider.
const WIDEST_FIRST: usize = 40;
/// The widest that a column's name is shown in the overlay.
const NAME: usize = 30;

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

/// The columns of a table, as they are being chosen.
#[derive(Debug)]
pub struct ColumnChooser {
    /// What they are remembered under.
    table: String,
    /// The columns before, to go back to.
    before: Option<Vec<Column>>,
    /// The columns that the description shows.
    described: Vec<Column>,
    /// All that there may be, in their order: those that are shown and the
    /// others.
    pub rows: Vec<ColumnRow>,
    /// Which is under the cursor.
    pub selected: usize,
}

/// A column that there may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnRow {
    /// It.
    pub column: Column,
    /// What stands above it, safe to show.
    pub title: String,
    /// Whether it is shown.
    pub shown: bool,
    /// How wide it is by itself.
    natural: u16,
}

impl ColumnChooser {
    /// The columns that are shown; none where that is what the description
    /// says.
    fn chosen(&self) -> Option<Vec<Column>> {
        let shown = self.rows.iter().filter(|row| row.shown);
        let shown: Vec<Column> = shown.map(|row| row.column.clone()).collect();
        (shown != self.described).then_some(shown)
    }

    fn selected_row(&mut self) -> Option<&mut ColumnRow> {
        self.rows.get_mut(self.selected)
    }

    /// One down or up, not beyond the ends.
    pub(super) fn turn(&mut self, action: Action) {
        self.selected = match action {
            Action::Up => self.selected.saturating_sub(1),
            _ => (self.selected + 1).min(self.rows.len().saturating_sub(1)),
        };
    }

    /// Moves the selected one among the others.
    fn shift(&mut self, by: isize) {
        let to = self.selected.saturating_add_signed(by);
        if to < self.rows.len() && to != self.selected {
            self.rows.swap(self.selected, to);
            self.selected = to;
        }
    }

    /// Makes the selected one wider or narrower; one that was as wide as its
    /// values want begins with that.
    fn resize(&mut self, by: i16) {
        if let Some(row) = self.selected_row() {
            let from = row.column.width.unwrap_or(row.natural);
            let width = from.saturating_add_signed(by);
            row.column.width = Some(width.clamp(*WIDTHS.start(), *WIDTHS.end()));
        }
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
        .filter(|field| field.kind != Kind::Password && !is_called(field));
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

impl Profile {
    /// The table whose columns are those of a list.
    #[must_use]
    pub fn table(&self, of: &ListOf) -> String {
        table_of(self.description(), of).into_owned()
    }
}

impl App {
    /// The columns that were chosen for a list's table, if they were.
    #[must_use]
    pub fn columns_of(&self, of: &ListOf) -> Option<&[Column]> {
        let profile = self.profile();
        let table = table_of(profile.description(), of);
        self.session.columns(&profile.connection.name, &table)
    }

    /// `C`: the columns of the list that has the keys.
    pub(super) fn choose_columns(&mut self) {
        let profile = self.profile();
        let chooser = profile.focused_source().and_then(|source| {
            let listing = profile.listings.get(&source)?;
            let shape = profile.shape(&source)?;
            let records: Vec<Parsed> = listing
                .records()
                .take(LOOKED_THROUGH)
                .map(crate::directory::record::Record::value)
                .collect();
            let chosen = self.columns_of(listing.of()).map(<[Column]>::to_vec);
            let table = profile.table(listing.of());
            Some(chooser(&shape, &records, table, chosen))
        });
        match chooser {
            Some(chooser) => self.overlay = Some(Overlay::Columns(chooser)),
            None => self.say(Tone::Plain, "There is no list here to choose columns of"),
        }
    }

    pub(super) fn act_in_columns(&mut self, action: Action, out: &mut Outbox<'_>) {
        let Some(Overlay::Columns(chooser)) = &mut self.overlay else {
            return;
        };
        let count = chooser.rows.len().max(1);
        match action {
            Action::Down => chooser.selected = (chooser.selected + 1) % count,
            Action::Up => chooser.selected = (chooser.selected + count - 1) % count,
            Action::First | Action::PageUp => chooser.selected = 0,
            Action::Last | Action::PageDown => chooser.selected = count - 1,
            Action::Toggle => return self.toggle_column(),
            Action::MoveDown => chooser.shift(1),
            Action::MoveUp => chooser.shift(-1),
            Action::Widen => chooser.resize(1),
            Action::Narrow => chooser.resize(-1),
            Action::AutoWidth => {
                if let Some(row) = chooser.selected_row() {
                    row.column.width = None;
                }
            }
            Action::ResetColumns => {
                for row in &mut chooser.rows {
                    row.column.width = None;
                    row.shown = chooser.described.contains(&row.column);
                }
                let place = |row: &ColumnRow| {
                    let described = chooser.described.iter();
                    described.clone().position(|column| *column == row.column)
                };
                // Stable: those that are not shown stay as they stood.
                chooser
                    .rows
                    .sort_by_key(|row| place(row).unwrap_or(usize::MAX));
                chooser.selected = 0;
            }
            Action::Press => return self.keep_columns(out),
            Action::Cancel | Action::Leave => {
                let (table, before) = (chooser.table.clone(), chooser.before.take());
                self.overlay = None;
                return self.set_columns(&table, before);
            }
            _ => return,
        }
        self.show_columns();
    }

    /// A click on a column of the overlay: selects it, and shows or hides it.
    pub(super) fn click_column(&mut self, at: usize) {
        if let Some(Overlay::Columns(chooser)) = &mut self.overlay {
            chooser.selected = at;
            self.toggle_column();
        }
    }

    fn toggle_column(&mut self) {
        let Some(Overlay::Columns(chooser)) = &mut self.overlay else {
            return;
        };
        let shown = chooser.rows.iter().filter(|row| row.shown).count();
        let Some(row) = chooser.selected_row() else {
            return;
        };
        if row.shown && shown == 1 {
            return self.say(Tone::Plain, "One column has to stay");
        }
        row.shown = !row.shown;
        self.show_columns();
    }

    /// The table shows what is chosen so far.
    fn show_columns(&mut self) {
        if let Some(Overlay::Columns(chooser)) = &self.overlay {
            let (table, chosen) = (chooser.table.clone(), chooser.chosen());
            self.set_columns(&table, chosen);
        }
    }

    fn set_columns(&mut self, table: &str, columns: Option<Vec<Column>>) {
        let change = Change::Columns {
            profile: self.profile().connection.name.clone(),
            table: table.to_owned(),
            columns,
        };
        self.session.apply(&change);
    }

    fn keep_columns(&mut self, out: &mut Outbox<'_>) {
        let Some(Overlay::Columns(chooser)) = self.overlay.take() else {
            return;
        };
        let columns = chooser.chosen();
        if columns != chooser.before {
            out.push(Effect::Remember(Change::Columns {
                profile: self.profile().connection.name.clone(),
                table: chooser.table,
                columns,
            }));
        }
    }
}

/// What can be chosen of a table's columns: those that are shown first.
fn chooser(
    shape: &Shape<'_>,
    records: &[Parsed],
    table: String,
    chosen: Option<Vec<Column>>,
) -> ColumnChooser {
    let found;
    let fields = if shape.fields.is_empty() {
        found = found_fields(records);
        &found
    } else {
        shape.fields
    };
    let mut described = described(shape, fields);
    if shape.fields.is_empty() {
        // What nothing describes is a member by its name.
        for column in &mut described {
            if let Shows::Field(name) = &column.shows
                && let Some(field) = fields.iter().find(|field| field.name == *name)
            {
                column.shows = Shows::Member {
                    name: name.clone(),
                    kind: field.kind,
                };
            }
        }
    }
    let shown = chosen.clone().unwrap_or_else(|| described.clone());
    let mut rows: Vec<ColumnRow> = Vec::new();
    let all = shown
        .iter()
        .map(|column| (column, true))
        .chain(
            possible(shape, records)
                .iter()
                .map(|column| (column, false)),
        )
        .map(|(column, shown)| (column.clone(), shown))
        .collect::<Vec<_>>();
    for (column, shown) in all {
        if rows.iter().any(|row| row.column.shows == column.shows) {
            continue;
        }
        let Some(title) = title(shape, fields, &column.shows) else {
            continue;
        };
        rows.push(ColumnRow {
            natural: natural(shape, &column.shows, &title, records),
            title,
            column,
            shown,
        });
    }
    ColumnChooser {
        table,
        before: chosen,
        described,
        rows,
        selected: 0,
    }
}

/// What stands above a column, safe to show; none of a field that the
/// description has no more.
fn title(shape: &Shape<'_>, fields: &[Field], shows: &Shows) -> Option<String> {
    let title = match shows {
        Shows::Called => called_title(shape, fields),
        Shows::Field(name) => shape.field(name)?.label(),
        Shows::Member { name, .. } => name.clone(),
    };
    Some(Untrusted::new(title).shown_within(NAME).into())
}

/// How wide a column is by itself, by its title and its first values.
fn natural(shape: &Shape<'_>, shows: &Shows, title: &str, records: &[Parsed]) -> u16 {
    let value = |record: &Parsed| {
        let wide = |text: &Untrusted<'_>| text::width(&text.shown_within(WIDEST_FIRST));
        match shows {
            Shows::Called => wide(&shape.called(record)),
            Shows::Field(name) => shape
                .field(name)
                .map_or(0, |field| width_of(field, record, wide)),
            Shows::Member { name, kind } => width_of(&member_field(name, *kind), record, wide),
        }
    };
    let widest = records.iter().take(MEASURED).map(value).max().unwrap_or(0);
    let widest = widest.max(text::width(title)).min(WIDEST_FIRST);
    u16::try_from(widest).unwrap_or(*WIDTHS.end())
}

fn width_of(field: &Field, record: &Parsed, wide: impl Fn(&Untrusted<'_>) -> usize) -> usize {
    match FieldValue::read(field, record) {
        FieldValue::Date { at, .. } => text::width(&super::dates::day(at)),
        value => wide(&value.text()),
    }
}
