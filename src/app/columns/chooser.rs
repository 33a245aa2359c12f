//! The columns of a table, as they are being chosen.

use super::{Column, Shows, called_title, described, member_field, possible, table_of};
use crate::app::App;
use crate::app::dates;
use crate::app::message::Effect;
use crate::app::outbox::Outbox;
use crate::app::overlay::{Overlay, Tone};
use crate::app::profile::Profile;
use crate::app::session::Change;
use crate::directory::call::ListOf;
use crate::directory::description::Field;
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
    pub(in crate::app) fn turn(&mut self, action: Action) {
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
    pub(in crate::app) fn choose_columns(&mut self) {
        let profile = self.profile();
        let chooser = profile.focused_source().and_then(|source| {
            let listing = profile.listings.get(&source)?;
            let shape = profile.shape(&source)?;
            let records: Vec<Parsed> = listing
                .records()
                .take(LOOKED_THROUGH)
                .map(|record| record.value())
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

    pub(in crate::app) fn act_in_columns(&mut self, action: Action, out: &mut Outbox<'_>) {
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
    pub(in crate::app) fn click_column(&mut self, at: usize) {
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
        FieldValue::Date { at, .. } => text::width(&dates::day(at)),
        value => wide(&value.text()),
    }
}
