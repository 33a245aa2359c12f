//! A list of choices.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::frame::Extent;
use super::super::pen::Pen;
use super::super::scene::Scene;
use super::super::theme::Role;
use super::{GUTTER, Window, begin_choice, top_for};
use crate::app::overlay::{Menu, MenuItem};
use crate::app::places::Target;
use crate::text;

/// A key and the blanks behind it.
const KEY: usize = 3;
const GAP: usize = 3;

/// Draws it, and gives the place of the selected choice where a screen reader is
/// to go there.
pub(super) fn draw(
    scene: Scene<'_>,
    menu: &Menu,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let keys = if menu.items.iter().any(|item| item.key.is_some()) {
        KEY
    } else {
        0
    };
    let widest = |of: &dyn Fn(&MenuItem) -> usize| menu.items.iter().map(of).max().unwrap_or(0);
    let labels = widest(&|item| text::width(&scene.theme.said(&item.label)));
    let notes =
        widest(&|item| note(item).map_or(0, |(note, _)| text::width(&scene.theme.said(&note))));
    let gap = if notes > 0 { GAP } else { 0 };
    let width = GUTTER + keys + labels + gap + notes;
    let mut window = Window::new(menu.title.clone(), width, menu.items.len());
    let rows = window.rows_in(scene, area);
    let top = top_for(menu.selected, rows);
    window.extent = Some(Extent {
        top: top as u64,
        seen: rows as u64,
        all: menu.items.len() as u64,
    });
    let inside = window.draw(scene, area, buffer);
    let room = usize::from(inside.width).saturating_sub(GUTTER + keys);
    // A note gives way to what it is a note to.
    let labels = labels.min(room);
    let mut cursor = None;
    for (row, (at, item)) in (0..inside.height).zip(menu.items.iter().enumerate().skip(top)) {
        let mut pen = Pen::new(buffer, scene.theme, inside, row);
        let selected = at == menu.selected;
        scene.note_row(inside, row, Target::Item(at));
        if selected {
            cursor = Some(pen.position());
        }
        begin_choice(scene, selected, &mut pen);
        let key = item.key.map_or_else(String::new, String::from);
        pen.column(&key, keys, Role::Key);
        let role = if item.locked.is_some() {
            Role::Locked
        } else {
            Role::Text
        };
        let label = scene.theme.said(&item.label);
        let Some((note, note_role)) = note(item) else {
            pen.column(&label, labels, role);
            continue;
        };
        let note = scene.theme.said(&note);
        // What is too long to stand below the other notes begins before them.
        let left = room.saturating_sub(GAP + text::width(&note));
        let column = labels.min(left.max(text::width(&label)));
        pen.column(&label, column, role);
        pen.skip(GAP).text(&note, note_role);
    }
    cursor.and_then(|cursor| scene.aloud(|| cursor))
}

/// What stands beside a choice.
fn note(item: &MenuItem) -> Option<(String, Role)> {
    match (&item.locked, &item.note) {
        (Some(why), _) => Some((format!("locked: {why}"), Role::Locked)),
        (None, Some(note)) => Some((note.clone(), Role::Muted)),
        (None, None) => None,
    }
}
