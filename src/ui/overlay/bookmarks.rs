//! The bookmarks, and the line that is typed to find one.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::frame::Extent;
use super::super::pen::{Pen, columns};
use super::super::phrase::Phrase;
use super::super::scene::Scene;
use super::super::theme::Role;
use super::{GUTTER, Window, begin_choice, top_for};
use crate::app::places::Target;
use crate::app::{BookmarkItem, BookmarkList};
use crate::text;

/// The line that is typed, and the rule below it.
const HEAD: usize = 2;
/// Blank columns between a name and what stands behind it.
const GAP: usize = 3;
/// How wide the text is at the least: what is typed wants some room.
const NARROWEST: usize = 40;

/// Draws it.
pub(super) fn draw(
    scene: Scene<'_>,
    list: &BookmarkList,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let items = &list.items;
    let widest = |of: &dyn Fn(&BookmarkItem) -> usize| items.iter().map(of).max().unwrap_or(0);
    let labels = widest(&|item| text::width(&item.label));
    let notes = widest(&|item| text::width(&scene.theme.said(&note(item).0)));
    let width = (GUTTER + labels + GAP + notes).max(NARROWEST);
    // As high whatever is left: nothing moves while it is typed.
    let mut window = Window::new("Bookmarks, the newest first", width, list.all + HEAD);
    let rows = window.rows_in(scene, area).saturating_sub(HEAD);
    let top = top_for(list.selected, rows);
    window.extent = Some(Extent {
        top: top as u64,
        seen: rows as u64,
        all: items.len() as u64,
    });
    let inside = window.draw(scene, area, buffer);
    let at = draw_line(scene, list, inside, buffer);
    let body = Rect {
        y: inside.y + columns(HEAD).min(inside.height),
        height: inside.height.saturating_sub(columns(HEAD)),
        ..inside
    };
    if items.is_empty() {
        Pen::new(buffer, scene.theme, body, 0)
            .skip(GUTTER)
            .text("No bookmark has these words.", Role::Muted);
    }
    let room = usize::from(inside.width).saturating_sub(GUTTER);
    // A note gives way to what it is a note to.
    let labels = labels.min(room);
    for (row, (place, item)) in (0..body.height).zip(items.iter().enumerate().skip(top)) {
        scene.note_row(body, row, Target::Item(place));
        let mut pen = Pen::new(buffer, scene.theme, body, row);
        begin_choice(scene, place == list.selected, &mut pen);
        let role = match item.locked {
            Some(_) => Role::Locked,
            None => Role::Text,
        };
        pen.column_matches(&item.label, labels, role, &item.matched);
        let (note, role) = note(item);
        pen.skip(GAP).text(&scene.theme.said(&note), role);
    }
    at
}

/// Draws the line that is typed, how many it leaves, and the rule below.
fn draw_line(scene: Scene<'_>, list: &BookmarkList, inside: Rect, buffer: &mut Buffer) -> Position {
    let mut pen = Pen::new(buffer, scene.theme, inside, 0);
    let counted = format!("{} of {}", list.items.len(), list.all);
    if !list.input.is_empty() {
        pen.at_end(&Phrase::of(counted, Role::Muted));
    }
    pen.text(scene.glyphs().prompt, Role::Key);
    let at = pen.position();
    if list.input.is_empty() {
        pen.text("a name, an id, a profile", Role::Faint);
    }
    let typed = scene.typed(list.input.visible(pen.room()));
    if !list.input.is_empty() {
        pen.text(&typed.text, Role::Text);
    }
    let mut rule = Pen::new(buffer, scene.theme, inside, 1);
    let across = rule.room();
    rule.repeat(scene.glyphs().border.across, across, Role::Faint);
    Position::new(at.x.saturating_add(columns(typed.cursor)), at.y)
}

/// What stands behind a name.
fn note(item: &BookmarkItem) -> (String, Role) {
    match &item.locked {
        Some(why) => (format!("locked: {why}"), Role::Locked),
        None => (item.note.clone(), Role::Muted),
    }
}
