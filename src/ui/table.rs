//! A list as a table: its head and the rows that are seen.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::cell::What;
use super::cell::{self, Cell};
use super::columns::{self, Column, Fields, GUTTER, SAMPLE};
use super::glyphs::SELECTED;
use super::memory::Remembered;
use super::pen::{self, Pen};
use super::phrase::Phrase;
use super::scene::Scene;
use super::theme::Role;
use crate::app::change::Phase;
use crate::app::columns::{called_by, member_fields};
use crate::app::filter::Filter;
use crate::app::listing::{Listing, Row};
use crate::app::places::Target;
use crate::app::profile::Draft;
use crate::directory::call::{ApiError, RecordRef, ResourceName};
use crate::directory::description::Field;
use crate::directory::record::{Parsed, Record};
use crate::directory::shape::Shape;
use crate::directory::value::found_fields;

const MARK: &str = "*";
/// What is said of a marked row.
const MARKED: &str = "marked";
/// The longest that is said of a row besides.
const TAGGED: usize = 7;
/// What is said of a row with a bookmark.
const BOOKMARKED: &str = "bookmarked";

/// A list to be drawn.
#[derive(Debug)]
pub(super) struct Table<'a> {
    /// The list.
    pub(super) listing: &'a Listing,
    /// What is known of its records.
    pub(super) shape: Shape<'a>,
    /// Whether its pane takes the keys.
    pub(super) focused: bool,
    /// Whether a record takes two rows, and the table has no head.
    pub(super) tall: bool,
}

impl Table<'_> {
    /// Draws it, its head in the area's first row.
    pub(super) fn draw(&self, scene: Scene<'_>, area: Rect, buffer: &mut Buffer) {
        let sample: Vec<Cow<'_, Record>> = self.listing.records().take(SAMPLE).collect();
        let sample: Vec<&Record> = sample.iter().map(AsRef::as_ref).collect();
        let mut memory = scene.memory.borrow_mut();
        let list = memory.list(scene.app.active, self.listing.of());
        let chosen = scene.app.columns_of(self.listing.of());
        list.choose(chosen);
        let members = chosen.map_or_else(Vec::new, member_fields);
        let found;
        let known: &[Field] = if self.shape.fields.is_empty() {
            // With other records, other fields.
            list.forget_cells();
            let sample: Vec<Parsed> = sample.iter().map(|record| record.value()).collect();
            found = found_fields(&sample);
            &found
        } else {
            self.shape.fields
        };
        let fields = Fields {
            known,
            members: &members,
            chosen,
        };
        let sampled = list.widths(&sample, |sample| {
            columns::sampled(scene, &self.shape, fields, sample)
        });
        let width = usize::from(area.width).saturating_sub(self.room_for_states(scene));
        let columns = columns::columns(scene, &self.shape, fields, sampled, width);
        list.for_columns(columns.iter().map(|column| column.place));
        let rows = Rows {
            table: self,
            scene,
            columns: &columns,
            filter: self.listing.filter(),
            any_tags: any_tags(scene),
        };
        if self.tall {
            rows.draw_tall(list, area, buffer);
        } else {
            let pen = Pen::new(buffer, scene.theme, area, 0);
            self.draw_head(scene, &columns, pen);
            rows.draw(list, area, buffer);
        }
    }

    fn draw_head(&self, scene: Scene<'_>, columns: &[Column<'_>], mut pen: Pen<'_>) {
        pen.skip(gutter(scene));
        for column in columns {
            // The word of a state stands behind its glyph.
            let indent = column.indent;
            pen.skip(indent);
            let width = column.width - indent;
            if let Some(target) = self.sorts_by(scene, column) {
                let Position { x, y } = pen.position();
                let area = Rect::new(x, y, pen::columns(width.min(pen.room())), 1);
                scene.note_row(area, 0, target);
            }
            if column.is_right() {
                pen.column_right(&column.title, width, Role::Faint);
            } else {
                pen.column(&column.title, width, Role::Faint);
            }
            pen.skip(columns::gap());
        }
    }

    /// What a click on a column's head sorts by: the directory, where it can,
    /// else what is loaded. Only the list on the left is sorted.
    fn sorts_by(&self, scene: Scene<'_>, column: &Column<'_>) -> Option<Target> {
        let profile = scene.app.profile();
        let source = &profile.view()?.source;
        if source.list() != Some(self.listing.of()) {
            return None;
        }
        let sort = &profile.list_of(source)?.sort;
        let names = match column.what {
            What::Field(field) => vec![field.name.as_str()],
            What::Called => called_by(&self.shape),
        };
        let found = names
            .into_iter()
            .find(|name| sort.iter().any(|s| s == name));
        Some(found.map_or_else(
            || Target::ColumnHere(columns::shows(&self.shape, column.what)),
            |name| Target::Column(name.to_owned()),
        ))
    }

    /// How many columns the states of rows take at the row's end, where they
    /// are words: as many as the list may need now.
    fn room_for_states(&self, scene: Scene<'_>) -> usize {
        if !scene.glyphs().said_aloud || self.tall {
            return 0;
        }
        let mut room = SELECTED.len() + 1;
        if self.listing.marked_count() > 0 {
            room += MARKED.len() + 2;
        }
        if any_tags(scene) {
            room += TAGGED + 2;
        }
        if !scene.app.profile().bookmarked.is_empty() {
            room += BOOKMARKED.len() + 2;
        }
        room
    }
}

/// What stands before the first column.
const fn gutter(scene: Scene<'_>) -> usize {
    if scene.glyphs().said_aloud { 1 } else { GUTTER }
}

/// Whether any record may have something beside its name.
fn any_tags(scene: Scene<'_>) -> bool {
    let profile = scene.app.profile();
    !profile.drafts.is_empty() || !profile.under_way.is_empty()
}

/// The rows of a table.
struct Rows<'a> {
    table: &'a Table<'a>,
    scene: Scene<'a>,
    columns: &'a [Column<'a>],
    filter: Option<&'a Filter>,
    any_tags: bool,
}

impl Rows<'_> {
    fn draw(&self, list: &mut Remembered, area: Rect, buffer: &mut Buffer) {
        let listing = self.table.listing;
        for (row, position) in (1..area.height).zip(listing.top()..) {
            let Some(what) = listing.row(position) else {
                return;
            };
            let mut pen = self.begin(
                what,
                position,
                Pen::new(buffer, self.scene.theme, area, row),
            );
            match what {
                Row::Record(record) | Row::Removed(record) => {
                    self.write_record(what, record, self.cells(list, record), &mut pen);
                }
                Row::Absent | Row::Failed(ApiError::Cancelled) => {
                    pen.text(self.scene.glyphs().absent, Role::Faint);
                }
                Row::Failed(_) => {
                    pen.text("could not be read", Role::Bad);
                }
            }
        }
    }

    /// Two rows a record: its name, and below it all else.
    fn draw_tall(&self, list: &mut Remembered, area: Rect, buffer: &mut Buffer) {
        let listing = self.table.listing;
        for (row, position) in (0..area.height.saturating_sub(1))
            .step_by(2)
            .zip(listing.top()..)
        {
            let Some(what) = listing.row(position) else {
                return;
            };
            let below = Pen::new(buffer, self.scene.theme, area, row + 1);
            let mut below = self.begin_plain(position, below);
            below.skip(gutter(self.scene));
            if let Row::Record(record) | Row::Removed(record) = what {
                let mut rest = Phrase::new();
                for cell in self.cells(list, record).iter().skip(1) {
                    if cell.role != Role::Faint {
                        let role = if cell.role == Role::Bad {
                            Role::Bad
                        } else {
                            Role::Muted
                        };
                        rest.join(" · ", Phrase::of(cell.text.trim().to_owned(), role));
                    }
                }
                below.phrase(&rest);
            }
            let mut pen = self.begin(
                what,
                position,
                Pen::new(buffer, self.scene.theme, area, row),
            );
            match what {
                Row::Record(record) | Row::Removed(record) => {
                    let room = pen.room().saturating_sub(1);
                    if let Some(first) = self.cells(list, record).first() {
                        self.write_named(what, record, first, room, &mut pen);
                    }
                }
                Row::Absent | Row::Failed(ApiError::Cancelled) => {
                    pen.text(self.scene.glyphs().absent, Role::Faint);
                }
                Row::Failed(_) => {
                    pen.text("could not be read", Role::Bad);
                }
            }
        }
    }

    /// Lays the selection under a row.
    fn begin_plain<'p>(&self, position: u64, mut pen: Pen<'p>) -> Pen<'p> {
        if self.table.listing.selection() == Some(position) {
            pen.wash(Role::Selected);
        }
        pen
    }

    /// Writes what stands before the first column.
    fn begin<'p>(&self, what: Row<'_>, position: u64, pen: Pen<'p>) -> Pen<'p> {
        let mut pen = self.begin_plain(position, pen);
        if self.table.listing.selection() == Some(position) {
            let role = if self.table.focused {
                Role::Accent
            } else {
                Role::Faint
            };
            pen.column(self.scene.glyphs().bar, 1, role);
        } else {
            pen.skip(1);
        }
        if self.scene.glyphs().said_aloud {
            let states = self.states(what, position, pen.room());
            pen.at_end(&states);
        } else {
            let mark = if self.is_marked(what) { MARK } else { "" };
            pen.column(mark, 1, Role::Marked).skip(GUTTER - 2);
        }
        pen
    }

    fn is_marked(&self, what: Row<'_>) -> bool {
        match what {
            Row::Record(record) | Row::Removed(record) => record
                .id()
                .is_some_and(|id| self.table.listing.is_marked(id)),
            Row::Absent | Row::Failed(_) => false,
        }
    }

    /// What there is to say of a row, in words. That it is selected goes first
    /// where there is no room: the cursor is there.
    fn states(&self, what: Row<'_>, position: u64, room: usize) -> Phrase<'static> {
        let mut states = Phrase::new();
        if self.is_marked(what) {
            states.push(MARKED, Role::Marked);
        }
        if let Row::Record(record) | Row::Removed(record) = what {
            if self.is_bookmarked(record) {
                states.join(", ", Phrase::of(BOOKMARKED, Role::Muted));
            }
            states.join(", ", self.tag(what, record));
        }
        let mut all = Phrase::new();
        if self.table.listing.selection() == Some(position) {
            all.push(SELECTED, Role::Muted);
        }
        all.join(", ", states.clone());
        Phrase::fitting([all, states], room / 2)
    }

    /// A record's cells, one a column.
    fn cells<'m>(&self, list: &'m mut Remembered, record: &Record) -> &'m [Cell] {
        list.cells(record, |value| {
            let shape = &self.table.shape;
            let read = |column: &Column<'_>| cell::read(self.scene, shape, column.what, value);
            self.columns.iter().map(read).collect()
        })
    }

    fn write_record(&self, what: Row<'_>, record: &Record, cells: &[Cell], pen: &mut Pen<'_>) {
        for (at, (column, cell)) in self.columns.iter().zip(cells).enumerate() {
            if at == 0 {
                self.write_named(what, record, cell, column.width, pen);
            } else if column.is_right() {
                pen.column_right(&cell.text, column.width, role_in(what, cell));
            } else {
                self.write_cell(column, cell, role_in(what, cell), column.width, pen);
            }
            pen.skip(columns::gap());
        }
    }

    /// The first column, with what there is to say of the record on its right.
    fn write_named(
        &self,
        what: Row<'_>,
        record: &Record,
        cell: &Cell,
        width: usize,
        pen: &mut Pen<'_>,
    ) {
        let role = role_in(what, cell);
        let tag = if self.scene.glyphs().said_aloud {
            // It is at the row's end.
            Phrase::new()
        } else {
            let mut tag = self.tag(what, record);
            if self.is_bookmarked(record) {
                tag.join(" ", Phrase::of(self.scene.glyphs().bookmark, Role::Muted));
            }
            tag
        };
        let tag_width = tag.width();
        if tag_width == 0 || tag_width + 4 > width {
            self.write_first(cell, role, width, pen);
        } else {
            self.write_first(cell, role, width - tag_width - 1, pen);
            pen.skip(1).phrase(&tag);
        }
    }

    fn write_first(&self, cell: &Cell, role: Role, width: usize, pen: &mut Pen<'_>) {
        if let Some(column) = self.columns.first() {
            self.write_cell(column, cell, role, width, pen);
        }
    }

    fn write_cell(
        &self,
        column: &Column<'_>,
        cell: &Cell,
        role: Role,
        width: usize,
        pen: &mut Pen<'_>,
    ) {
        let ranges = self
            .filter
            .map_or_else(Vec::new, |filter| match column.what {
                What::Field(field) => filter.highlights(&cell.text, &[&field.name]),
                What::Called => filter.highlights(&cell.text, &columns::names(&self.table.shape)),
            });
        pen.column_matches(&cell.text, width, role, &ranges);
    }

    fn is_bookmarked(&self, record: &Record) -> bool {
        let bookmarked = &self.scene.app.profile().bookmarked;
        if bookmarked.is_empty() {
            return false;
        }
        let (Some(resource), Some(id)) = (self.table.shape.resource, record.id()) else {
            return false;
        };
        bookmarked.contains(&RecordRef {
            resource: ResourceName::new(&resource.name),
            id: id.clone(),
        })
    }

    fn tag(&self, what: Row<'_>, record: &Record) -> Phrase<'static> {
        if matches!(what, Row::Removed(_)) {
            return Phrase::of("removed", Role::Bad);
        }
        let (true, Some(resource), Some(id)) =
            (self.any_tags, self.table.shape.resource, record.id())
        else {
            return Phrase::new();
        };
        let profile = self.scene.app.profile();
        let of = RecordRef {
            resource: ResourceName::new(&resource.name),
            id: id.clone(),
        };
        let change = profile
            .under_way
            .iter()
            .find(|review| review.change().record.as_ref() == Some(&of));
        if let Some(review) = change {
            return match review.phase() {
                Phase::Unresolved { .. } => Phrase::of(self.scene.glyphs().unknown, Role::Warn),
                _ => Phrase::of("sending", Role::Warn),
            };
        }
        let draft = profile.drafts.get(&Draft::Edit(of));
        if draft.is_some_and(crate::app::form::Form::is_draft) {
            return Phrase::of("draft", Role::Warn);
        }
        Phrase::new()
    }
}

/// A cell's role in such a row.
const fn role_in(what: Row<'_>, cell: &Cell) -> Role {
    match what {
        Row::Removed(_) => Role::Faint,
        _ => cell.role,
    }
}
