//! The last requests, the newest first.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::frame::Extent;
use super::super::pen::Pen;
use super::super::scene::Scene;
use super::super::theme::Role;
use super::super::words;
use super::{Window, begin_choice, top_for};
use crate::app::LoggedRequest;
use crate::app::dates;
use crate::app::places::Target;

const TIME: usize = 8;
/// A row with fewer columns says less.
const SMALL: usize = 60;
const METHOD: usize = 6;
const STATUS: usize = 9;
const TOOK: usize = 8;
const BYTES: usize = 10;

/// Draws them, and gives the place of the selected one where a screen reader is
/// to go there.
pub(super) fn draw(
    scene: Scene<'_>,
    selected: usize,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let requests = &scene.app.requests;
    let width = usize::from(area.width.saturating_sub(6));
    let mut window = Window::new(
        "Requests, the newest first",
        width,
        requests.len().max(1).min(usize::from(area.height)),
    );
    let rows = window.rows_in(scene, area);
    let top = top_for(selected, rows);
    window.extent = Some(Extent {
        top: top as u64,
        seen: rows as u64,
        all: requests.len() as u64,
    });
    let inside = window.draw(scene, area, buffer);
    let mut cursor = inside.as_position();
    if requests.is_empty() {
        Pen::new(buffer, scene.theme, inside, 0).text("Nothing was sent yet.", Role::Muted);
    }
    for (row, (at, request)) in (0..inside.height).zip(requests.iter().enumerate().skip(top)) {
        let mut pen = Pen::new(buffer, scene.theme, inside, row);
        scene.note_row(inside, row, Target::Item(at));
        if at == selected {
            cursor = pen.position();
        }
        // In a small window its path needs the room; the cursor is there.
        if !scene.glyphs().said_aloud || pen.room() >= SMALL {
            begin_choice(scene, at == selected, &mut pen);
        }
        draw_request(scene, request, &mut pen);
    }
    scene.aloud(|| cursor)
}

fn draw_request(scene: Scene<'_>, request: &LoggedRequest, pen: &mut Pen<'_>) {
    let exchange = &request.exchange;
    let small = pen.room() < SMALL;
    pen.column(&dates::second_of_day(request.at), TIME, Role::Muted)
        .skip(2);
    if scene.app.profiles.len() > 1 && !small {
        let name = scene
            .app
            .profiles
            .get(request.profile.0)
            .map_or("", |profile| profile.connection.name.as_str());
        pen.column(name, 10, Role::Muted).skip(2);
    }
    pen.column(exchange.method.as_str(), METHOD, Role::Text)
        .skip(1);
    let right = if small {
        STATUS + 2
    } else {
        STATUS + TOOK + BYTES + 6
    };
    let path = pen.room().saturating_sub(right);
    pen.column(&exchange.path, path, Role::Text).skip(2);
    let (status, role) = match exchange.status {
        Some(status @ 200..400) => (status.to_string(), Role::Good),
        Some(status) => (status.to_string(), Role::Bad),
        None => ("no answer".to_owned(), Role::Bad),
    };
    pen.column_right(&status, STATUS, role);
    if !small {
        pen.skip(2)
            .column_right(&words::took(exchange.took), TOOK, Role::Muted);
        pen.skip(2)
            .column_right(&size(exchange.bytes), BYTES, Role::Muted);
    }
}

/// A size in bytes or kilobytes.
fn size(bytes: u64) -> String {
    if bytes < 10_000 {
        format!("{} B", words::grouped(bytes))
    } else {
        format!("{} kB", words::grouped(bytes / 1000))
    }
}
