//! A record as bare text, to be selected by hand: nothing beside it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::pen::Pen;
use super::super::scene::Scene;
use super::super::theme::Role;
use super::clear;

/// Draws it over the whole area.
pub(super) fn draw(
    scene: Scene<'_>,
    rows: &[String],
    scroll: usize,
    area: Rect,
    buffer: &mut Buffer,
) {
    clear(area, buffer);
    for (row, line) in (0..area.height).zip(rows.iter().skip(scroll)) {
        Pen::new(buffer, scene.theme, area, row).text(line, Role::Text);
    }
}
