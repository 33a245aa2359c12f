//! What lies over the panes.

mod help;
mod menu;
mod palette;
mod password;
mod plain;
mod prompt;
mod question;
mod requests;
mod review;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::frame::{Extent, Frame};
use super::pen::{Pen, Phrase, columns};
use super::scene::Scene;
use super::theme::Role;
use crate::app::overlay::Overlay;
use crate::text;

/// Blank columns between an overlay's frame and its text.
const MARGIN: u16 = 1;

/// Draws it over an area, and gives the cursor's place if something is typed.
pub(super) fn draw(
    scene: Scene<'_>,
    overlay: &Overlay,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    match overlay {
        Overlay::Help(help) => Some(help::draw(scene, help, area, buffer)),
        Overlay::Menu(menu) => {
            menu::draw(scene, menu, area, buffer);
            None
        }
        Overlay::Open(prompt) => Some(prompt::draw_open(scene, prompt, area, buffer)),
        Overlay::Token(prompt) => prompt::draw_token(scene, prompt, area, buffer),
        Overlay::Palette(palette) => Some(palette::draw(scene, palette, area, buffer)),
        Overlay::Review(review) => review::draw(scene, review, area, buffer),
        Overlay::Question(question) => {
            question::draw(scene, question, area, buffer);
            None
        }
        Overlay::Requests(log) => {
            requests::draw(scene, log, area, buffer);
            None
        }
        Overlay::Plain { rows, scroll } => {
            plain::draw(scene, rows, *scroll, area, buffer);
            None
        }
        Overlay::Password { of, password } => {
            password::draw(scene, of, password, area, buffer);
            None
        }
    }
}

/// A window in the middle of an area.
struct Window {
    /// What it is.
    title: String,
    /// The columns that its text wants.
    width: usize,
    /// The rows that its text wants.
    height: usize,
    /// Where its content stands, if all of it cannot be seen.
    extent: Option<Extent>,
}

impl Window {
    fn new(title: impl Into<String>, width: usize, height: usize) -> Self {
        Self {
            title: title.into(),
            width,
            height,
            extent: None,
        }
    }

    /// Clears its place, draws its frame, and gives what is inside.
    fn draw(&self, scene: Scene<'_>, area: Rect, buffer: &mut Buffer) -> Rect {
        let area = area.intersection(buffer.area);
        let around = 2 + 2 * MARGIN;
        let width = columns(self.width.max(text::width(&self.title) + 4))
            .saturating_add(around)
            .min(area.width);
        let height = columns(self.height).saturating_add(2).min(area.height);
        let window = Rect {
            x: area.x + (area.width - width) / 2,
            // A little above the middle, where the eye is.
            y: area.y + (area.height - height) * 2 / 5,
            width,
            height,
        };
        // A blank column beside it, where there is one, sets it off.
        let cleared = Rect {
            x: window.x.saturating_sub(1).max(area.x),
            width: (window.width + 2).min(area.width),
            ..window
        };
        clear(cleared.intersection(area), buffer);
        let mut frame = Frame::new(Role::Accent, Phrase::of(self.title.clone(), Role::Text));
        frame.extent = self.extent;
        let inside = frame.draw(window, scene, buffer);
        Rect {
            x: inside.x + MARGIN.min(inside.width),
            width: inside.width.saturating_sub(2 * MARGIN),
            ..inside
        }
    }

    /// How many rows there are inside, in an area.
    fn rows_in(&self, area: Rect) -> usize {
        self.height.min(usize::from(area.height.saturating_sub(2)))
    }
}

fn clear(area: Rect, buffer: &mut Buffer) {
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.reset();
            }
        }
    }
}

/// The first of many rows that is seen so that the selected one is.
const fn top_for(selected: usize, rows: usize) -> usize {
    (selected + 1).saturating_sub(rows)
}

/// A button, by its label, whether it has the focus, and a key that presses it.
struct Button<'b> {
    label: &'b str,
    focused: bool,
    key: Option<String>,
}

/// Writes buttons in the middle of a row.
fn draw_buttons(
    scene: Scene<'_>,
    buttons: &[Button<'_>],
    area: Rect,
    row: u16,
    buffer: &mut Buffer,
) {
    let mut phrase = Phrase::new();
    for button in buttons {
        if !phrase.is_empty() {
            phrase.push("   ", Role::Muted);
        }
        if button.focused {
            phrase.push(scene.glyphs().button.0, Role::Accent);
            phrase.push(button.label.to_owned(), Role::Accent);
            phrase.push(scene.glyphs().button.1, Role::Accent);
        } else {
            phrase.push("  ", Role::Muted);
            phrase.push(button.label.to_owned(), Role::Text);
            if button.key.is_none() {
                phrase.push("  ", Role::Muted);
            }
        }
        if let Some(key) = &button.key {
            phrase.push("  ", Role::Muted);
            phrase.push(key.clone(), Role::Key);
        }
    }
    let mut pen = Pen::new(buffer, scene.theme, area, row);
    let spare = pen.room().saturating_sub(phrase.width());
    pen.skip(spare / 2).phrase(&phrase);
}
