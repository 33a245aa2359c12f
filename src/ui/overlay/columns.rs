//! The columns of a table, as they are being chosen: the table shows what is
//! chosen so far, so this keeps to the other pane where there are two.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::frame::Extent;
use super::super::pen::{self, Pen};
use super::super::phrase::Phrase;
use super::super::scene::Scene;
use super::super::theme::Role;
use super::super::{rect, words};
use super::{GUTTER, Window, begin_choice, top_for};
use crate::app::columns::{ColumnChooser, ColumnRow};
use crate::app::geometry::Class;
use crate::app::places::Target;
use crate::app::view::Pane;
use crate::keys::{Action, Mode};
use crate::text;

/// Blank columns between a column's name and its width.
const GAP: usize = 3;
/// So many columns are to be seen at least before the keys are told below them.
const FEW: usize = 8;

/// Draws it, and gives the place of the selected column where a screen reader is
/// to go there.
pub(super) fn draw(
    scene: Scene<'_>,
    chooser: &ColumnChooser,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let layout = scene.app.layout();
    let other = match scene.focus() {
        Some(Pane::Detail) => layout.listing,
        _ => layout.detail,
    };
    let beside = other.filter(|_| layout.class == Class::Wide);
    let area = beside.map_or(area, |pane| rect(pane).intersection(area));
    let rows = &chooser.rows;
    let widest = |of: &dyn Fn(&ColumnRow) -> usize| rows.iter().map(of).max().unwrap_or(0);
    let [shown, hidden] = scene.glyphs().chosen;
    let mark = text::width(shown).max(text::width(hidden));
    let names = widest(&|row| text::width(&row.title));
    let widths = widest(&|row| text::width(&width(row)));
    let wanted = GUTTER + mark + names + GAP + widths;
    let legend = legend(scene);
    let told = legend.iter().map(Phrase::width).max().unwrap_or(0);
    // In a small window the columns need the room; the hints tell some of it.
    let tall = usize::from(area.height) >= rows.len().min(FEW) + legend.len() + 3;
    let below = if tall { legend.len() + 1 } else { 0 };
    let mut window = Window::new("Columns", wanted.max(told), rows.len() + below);
    let seen = window.rows_in(scene, area).saturating_sub(below);
    let top = top_for(chooser.selected, seen);
    window.extent = Some(Extent {
        top: top as u64,
        seen: seen as u64,
        all: rows.len() as u64,
    });
    let inside = window.draw(scene, area, buffer);
    for (line, said) in (0..inside.height)
        .rev()
        .zip(legend.iter().rev())
        .take(below)
    {
        Pen::new(buffer, scene.theme, inside, line).clickable(said, scene);
    }
    let mut cursor = None;
    let seen = pen::columns(seen).min(inside.height);
    for (line, (at, row)) in (0..seen).zip(rows.iter().enumerate().skip(top)) {
        let mut pen = Pen::new(buffer, scene.theme, inside, line);
        let selected = at == chooser.selected;
        scene.note_row(inside, line, Target::Item(at));
        if selected {
            cursor = Some(pen.position());
        }
        begin_choice(scene, selected, &mut pen);
        let (sign, role) = if row.shown {
            (shown, Role::Text)
        } else {
            (hidden, Role::Muted)
        };
        pen.column(sign, mark, Role::Good);
        let room = pen.room().saturating_sub(GAP + widths).min(names);
        pen.column(&row.title, room.max(1), role).skip(GAP);
        pen.column_right(&width(row), widths, Role::Muted);
    }
    cursor.and_then(|cursor| scene.aloud(|| cursor))
}

/// What the keys do, a row each.
fn legend(scene: Scene<'_>) -> [Phrase<'static>; 2] {
    let rows: [&[(Action, &'static str)]; 2] = [
        &[
            (Action::Toggle, "shows or hides"),
            (Action::MoveDown, "moves on"),
            (Action::MoveUp, "back"),
        ],
        &[
            (Action::Widen, "wider"),
            (Action::Narrow, "narrower"),
            (Action::AutoWidth, "auto"),
            (Action::ResetColumns, "resets all"),
        ],
    ];
    rows.map(|row| {
        let mut phrase = Phrase::new();
        for (action, does) in row {
            if let Some(key) = scene.key_in(*action, Mode::Menu) {
                let hint = Phrase::of(key, Role::Key)
                    .and(" ", Role::Muted)
                    .and(*does, Role::Muted);
                phrase.join("  ", hint.clicked(Target::Key(*action)));
            }
        }
        phrase
    })
}

/// How wide a column is, in words.
fn width(row: &ColumnRow) -> String {
    match row.column.width {
        Some(width) => words::counted(u64::from(width), "cell", "cells"),
        None => "auto".to_owned(),
    }
}
