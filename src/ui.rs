//! The screen: what the explorer knows, as cells.
//!
//! Everything here is a function of what is drawn, of what it looks like and
//! of where it goes. No clock is read and nothing is asked for: the same [`App`]
//! gives the same cells. Dates are those of UTC, as no time zone is known here.
//! What is kept from frame to frame, in a [`Memory`], only spares work.
//!
//! Only what is seen is read: of a list the rows in its pane, and its first
//! records for the widths of its columns.
//!
//! Each part draws from a `Scene` with a `Pen`, in roles: an `Ink` knows how the
//! [`theme`] shows a role, and `glyphs` which signs there are. What is drawn is
//! gone over once at the end, by `finish`: the theme's background behind it, and
//! ASCII where nothing else is to be seen.

pub mod start;
pub mod theme;

mod activity;
mod blank;
mod budget;
mod cell;
mod columns;
mod detail;
mod finish;
mod footer;
mod form;
mod frame;
mod glyphs;
mod header;
mod hints;
mod ink;
mod listing;
mod memory;
mod overlay;
mod pen;
mod phrase;
mod scene;
mod table;
mod tabs;
#[cfg(test)]
mod tests;
mod trail;
mod words;

use std::cell::RefCell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use self::ink::Ink;
pub use self::memory::Memory;
use self::scene::Scene;
use self::theme::{Role, Theme};
pub use self::words::countdown;
use crate::app::App;
use crate::app::geometry::{Area, Class, SMALLEST};
use crate::app::overlay::Overlay;
use crate::app::places::Places;
use crate::app::view::Pane;
use crate::text::wrap;

/// Draws the whole screen, and gives the cursor's place if something is typed.
pub fn draw(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    draw_next(app, theme, &mut Memory::default(), area, buffer)
}

/// As [`draw`], with what was worked out for the frame before.
pub fn draw_next(
    app: &App,
    theme: &Theme,
    memory: &mut Memory,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    // The parts of a screen share it, one after another.
    let kept = RefCell::new(std::mem::take(memory));
    let places = RefCell::new(Places::new(app.mode()));
    let scene = Scene {
        app,
        theme: Ink::new(theme, glyphs::glyphs(app.looks)),
        memory: &kept,
        places: &places,
    };
    let cursor = draw_scene(scene, area, buffer);
    finish::screen(theme, app.looks, area, buffer);
    *memory = kept.into_inner();
    memory.places = places.into_inner();
    cursor
}

fn draw_scene(scene: Scene<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let app = scene.app;
    let layout = app.layout();
    if layout.class == Class::TooSmall {
        too_small(scene.theme, area, buffer);
        return scene.aloud(|| area.as_position());
    }
    header::draw(scene, rect(layout.header), buffer);
    let in_filter = trail::draw(scene, rect(layout.trail), buffer);
    let mut in_form = None;
    if app.chosen {
        listing::draw(scene, &layout, buffer);
        in_form = detail::draw(scene, &layout, buffer);
    }
    if app.overlay.is_some() {
        // It takes the clicks as it takes the keys.
        scene.places.borrow_mut().clear();
    }
    footer::draw(scene, &layout, buffer);
    // What lies over the panes leaves header and footer to be seen; where
    // there are few rows, it takes the notice's as well, unless that is to be
    // read.
    let footer = if app.looks.accessible {
        layout.notice.height + 1
    } else if layout.class == Class::Small {
        1
    } else {
        2
    };
    let panes = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1 + footer),
        ..area
    };
    match &app.overlay {
        Some(overlay) => {
            // A theme and columns are looked at on what they are for.
            let of_columns = matches!(overlay, Overlay::Columns(_)) && !app.looks.accessible;
            if !app.is_choosing_theme() && !of_columns {
                recede(scene, panes, buffer);
            }
            overlay::draw(scene, overlay, panes, buffer)
        }
        None => in_form
            .or(in_filter)
            .or_else(|| scene.aloud(|| selected_row(app))),
    }
}

/// Where the selected row is, for a cursor that a screen reader follows; where
/// there is none, what the pane says first.
fn selected_row(app: &App) -> Position {
    let layout = app.layout();
    let profile = app.profile();
    let in_detail = profile
        .view()
        .is_some_and(|view| view.focus == Pane::Detail);
    let (listing, rows, pane) = if in_detail {
        let rows = layout.related_rows();
        (profile.related(), rows, layout.detail_inside)
    } else {
        (
            profile.listing(),
            layout.rows,
            layout.listing.unwrap_or_default(),
        )
    };
    let row = listing.and_then(|listing| {
        let below = u16::try_from(listing.selection()?.checked_sub(listing.top())?).ok()?;
        let row = below.checked_mul(layout.lines_per_record)?;
        (row < rows.height).then(|| Position::new(rows.x, rows.y + row))
    });
    row.unwrap_or_else(|| {
        let paged = in_detail && app.detail_page().is_some();
        let first = if paged {
            0
        } else {
            blank::first_row(pane.height)
        };
        Position::new(pane.x, pane.y + first)
    })
}

/// What lies below something else is there, and does not call; where it would
/// be read aloud with what lies over it, it is not there.
fn recede(scene: Scene<'_>, area: Rect, buffer: &mut Buffer) {
    if scene.glyphs().said_aloud {
        return overlay::clear(area, buffer);
    }
    let style = Style::reset().patch(scene.theme.role(Role::Faint));
    buffer.set_style(area.intersection(buffer.area), style);
}

fn too_small(ink: Ink<'_>, area: Rect, buffer: &mut Buffer) {
    let words = format!(
        "{}x{} is too small: {}x{} or more",
        area.width, area.height, SMALLEST.width, SMALLEST.height
    );
    for (row, line) in (0..).zip(wrap(&words, usize::from(area.width))) {
        pen::Pen::new(buffer, ink, area, row).text(line, Role::Text);
    }
}

const fn rect(area: Area) -> Rect {
    Rect::new(area.x, area.y, area.width, area.height)
}
