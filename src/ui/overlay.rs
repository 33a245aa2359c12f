//! What lies over the panes.

mod bookmarks;
mod columns;
mod find;
mod help;
mod menu;
mod palette;
mod password;
mod plain;
mod prompt;
mod question;
mod requests;
mod review;
mod spending;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::frame::{Extent, Frame};
use super::glyphs::SELECTED;
use super::pen::{self, Pen};
use super::phrase::Phrase;
use super::scene::Scene;
use super::theme::Role;
use crate::app::overlay::Overlay;
use crate::app::places::Target;
use crate::text;

/// Blank columns between an overlay's frame and its text.
const MARGIN: u16 = 1;
/// Bar and blank before a choice.
const GUTTER: usize = 2;

/// Draws it over an area, and gives the cursor's place if something is typed or
/// a screen reader is to go there.
pub(super) fn draw(
    scene: Scene<'_>,
    overlay: &Overlay,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let aloud = scene.glyphs().said_aloud;
    match overlay {
        Overlay::Help(help) => Some(help::draw(scene, help, area, buffer)),
        Overlay::Menu(menu) => menu::draw(scene, menu, area, buffer),
        Overlay::Columns(chooser) => columns::draw(scene, chooser, area, buffer),
        Overlay::Open(prompt) => Some(prompt::draw_open(scene, prompt, area, buffer)),
        Overlay::Token(prompt) => prompt::draw_token(scene, prompt, area, buffer),
        Overlay::Palette(palette) => Some(palette::draw(scene, palette, area, buffer)),
        Overlay::Find(find) => Some(find::draw(scene, find, area, buffer)),
        Overlay::Bookmarks(list) => Some(bookmarks::draw(scene, list, area, buffer)),
        Overlay::Review(review) => review::draw(scene, review, area, buffer),
        Overlay::Question(question) => question::draw(scene, question, area, buffer),
        Overlay::Requests(log) => requests::draw(scene, log, area, buffer),
        Overlay::Spending(spending) => spending::draw(scene, spending, area, buffer),
        Overlay::Plain { rows, scroll } => {
            plain::draw(scene, rows, *scroll, area, buffer);
            scene.aloud(|| area.as_position())
        }
        Overlay::Password { of, password } => {
            Some(password::draw(scene, of, password, area, buffer)).filter(|_| aloud)
        }
    }
}

/// A window in the middle of an area; where it is read aloud, the area's rows
/// from the first on.
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
        if scene.glyphs().said_aloud {
            let area = indented(area);
            Pen::new(buffer, scene.theme, area, 0).text(&self.title, Role::Accent);
            return below(area);
        }
        let around = 2 + 2 * MARGIN;
        let width = pen::columns(self.width.max(text::width(&self.title) + 4))
            .saturating_add(around)
            .min(area.width);
        let height = pen::columns(self.height).saturating_add(2).min(area.height);
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
    fn rows_in(&self, scene: Scene<'_>, area: Rect) -> usize {
        let around = if scene.glyphs().said_aloud { 1 } else { 2 };
        self.height
            .min(usize::from(area.height.saturating_sub(around)))
    }
}

/// An area without its first column.
const fn indented(area: Rect) -> Rect {
    Rect {
        x: area.x.saturating_add(MARGIN),
        width: area.width.saturating_sub(MARGIN),
        ..area
    }
}

/// An area without its first row.
const fn below(area: Rect) -> Rect {
    Rect {
        y: area.y.saturating_add(1),
        height: area.height.saturating_sub(1),
        ..area
    }
}

/// Writes what stands before a choice, and says at its end, where a bar says
/// nothing, that it is selected.
fn begin_choice(scene: Scene<'_>, selected: bool, pen: &mut Pen<'_>) {
    if selected {
        pen.wash(Role::Selected);
    }
    if scene.glyphs().said_aloud {
        // As much room beside the others, so that all line up.
        let said = if selected { SELECTED } else { "        " };
        pen.at_end(&Phrase::of(said, Role::Muted));
        return;
    }
    let bar = if selected { scene.glyphs().bar } else { "" };
    pen.column(bar, GUTTER, Role::Accent);
}

pub(super) fn clear(area: Rect, buffer: &mut Buffer) {
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

/// Writes buttons in the middle of a row, and gives the place of the one with
/// the focus.
fn draw_buttons(
    scene: Scene<'_>,
    buttons: &[Button<'_>],
    area: Rect,
    row: u16,
    buffer: &mut Buffer,
) -> Option<Position> {
    let aloud = scene.glyphs().said_aloud;
    let mut phrase = Phrase::new();
    let mut focus = None;
    for (at, button) in buttons.iter().enumerate() {
        if !phrase.is_empty() {
            phrase.push(if aloud { ", " } else { "   " }, Role::Muted);
        }
        if button.focused {
            focus = Some(phrase.width());
        }
        let mut shown = Phrase::new();
        if button.focused {
            shown.push(scene.glyphs().button.0, Role::Accent);
            shown.push(button.label.to_owned(), Role::Accent);
            shown.push(scene.glyphs().button.1, Role::Accent);
        } else if aloud {
            shown.push(button.label.to_owned(), Role::Text);
        } else {
            shown.push("  ", Role::Muted);
            shown.push(button.label.to_owned(), Role::Text);
            if button.key.is_none() {
                shown.push("  ", Role::Muted);
            }
        }
        if let Some(key) = &button.key {
            shown.push(if aloud { " " } else { "  " }, Role::Muted);
            shown.push(key.clone(), Role::Key);
        }
        phrase.join("", shown.clicked(Target::Button(at)));
    }
    let mut pen = Pen::new(buffer, scene.theme, area, row);
    if !aloud {
        let spare = pen.room().saturating_sub(phrase.width());
        pen.skip(spare / 2);
    }
    let at = pen.position();
    pen.clickable(&phrase, scene);
    focus.map(|focus| Position::new(at.x.saturating_add(pen::columns(focus)), at.y))
}
