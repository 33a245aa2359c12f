//! The last requests, the newest first; or all of one.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::frame::Extent;
use super::super::pen::Pen;
use super::super::phrase::Phrase;
use super::super::scene::Scene;
use super::super::theme::Role;
use super::super::words;
use super::{Window, begin_choice, top_for};
use crate::app::change::sentence;
use crate::app::dates;
use crate::app::message::{BlockedBy, Exchange};
use crate::app::overlay::RequestLog;
use crate::app::places::Target;
use crate::app::{App, LoggedRequest};
use crate::text::{self, Untrusted};

const TIME: usize = 8;
const METHOD: usize = 6;
const STATUS: usize = 9;
const ATTEMPTS: usize = 3;
const WAITED: usize = 8;
const TOOK: usize = 8;
const BYTES: usize = 10;
/// From this room on, it is said how long each waited.
const WIDE: usize = 84;
/// Below this room, a path has that of the time.
const NARROW: usize = 44;
/// From this room on, it is said how long each took and how large it was.
const MIDDLE: usize = 60;
/// The room of a label of one request.
const LABEL: usize = 8;
/// A wait shorter than this is nobody's.
const NOTICED: Duration = Duration::from_millis(100);

/// Draws them, and gives the place of the selected one where a screen reader is
/// to go there.
pub(super) fn draw(
    scene: Scene<'_>,
    log: &RequestLog,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let requests = &scene.app.requests;
    if let Some((scroll, request)) = log.opened.zip(requests.get(log.selected)) {
        return draw_one(scene, request, scroll, area, buffer);
    }
    let width = usize::from(area.width.saturating_sub(6));
    let mut window = Window::new(
        "Requests, the newest first",
        width,
        requests.len().max(1).min(usize::from(area.height)),
    );
    let rows = window.rows_in(scene, area);
    let top = top_for(log.selected, rows);
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
        if at == log.selected {
            cursor = pen.position();
        }
        // In a small window its path needs the room; the cursor is there.
        if !scene.glyphs().said_aloud || pen.room() >= MIDDLE {
            begin_choice(scene, at == log.selected, &mut pen);
        }
        draw_request(scene, request, &mut pen);
    }
    scene.aloud(|| cursor)
}

fn draw_request(scene: Scene<'_>, request: &LoggedRequest, pen: &mut Pen<'_>) {
    let exchange = &request.exchange;
    let (middle, wide) = (pen.room() >= MIDDLE, pen.room() >= WIDE);
    if pen.room() >= NARROW {
        pen.column(&dates::second_of_day(request.at), TIME, Role::Muted)
            .skip(2);
    }
    if scene.app.profiles.len() > 1 && middle {
        pen.column(profile(scene.app, request), 10, Role::Muted)
            .skip(2);
    }
    pen.column(exchange.method.as_str(), METHOD, Role::Text)
        .skip(1);
    let mut right = STATUS + 2;
    if middle {
        right += ATTEMPTS + TOOK + BYTES + 5;
    }
    if wide {
        right += WAITED + 2;
    }
    let path = pen.room().saturating_sub(right);
    pen.column(&exchange.path, path, Role::Text).skip(2);
    let (status, role) = status(exchange);
    pen.column_right(&status, STATUS, role);
    if middle {
        // Read aloud, all of one has it in words.
        let attempts = if exchange.attempts > 1 && !scene.glyphs().said_aloud {
            format!("×{}", exchange.attempts)
        } else {
            String::new()
        };
        pen.skip(1).column(&attempts, ATTEMPTS, Role::Warn);
        pen.skip(2)
            .column_right(&words::took(exchange.took), TOOK, Role::Muted);
        pen.skip(2)
            .column_right(&size(exchange.bytes), BYTES, Role::Muted);
    }
    if wide {
        let waited = if exchange.waited < NOTICED {
            String::new()
        } else {
            format!("+{}", words::took(exchange.waited))
        };
        pen.skip(2).column_right(&waited, WAITED, Role::Warn);
    }
}

/// Draws all that is known of one.
fn draw_one(
    scene: Scene<'_>,
    request: &LoggedRequest,
    scroll: usize,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let width = usize::from(area.width.saturating_sub(6)).min(100);
    let rows = rows(scene, request, width.saturating_sub(LABEL + 2));
    let mut window = Window::new("Request", width, rows.len());
    let seen = window.rows_in(scene, area);
    let top = scroll.min(rows.len().saturating_sub(seen));
    window.extent = Some(Extent {
        top: top as u64,
        seen: seen as u64,
        all: rows.len() as u64,
    });
    let inside = window.draw(scene, area, buffer);
    for (y, (label, said)) in (0..inside.height).zip(rows.iter().skip(top)) {
        Pen::new(buffer, scene.theme, inside, y)
            .column(label, LABEL, Role::Muted)
            .skip(2)
            .phrase(said);
    }
    scene.aloud(|| inside.as_position())
}

/// What is known of one: a label and what it is, a row each.
fn rows(
    scene: Scene<'_>,
    request: &LoggedRequest,
    room: usize,
) -> Vec<(&'static str, Phrase<'static>)> {
    let exchange = &request.exchange;
    let mut rows = Vec::new();
    let mut say = |label: &'static str, said: &str, role: Role| {
        let said = Untrusted::new(said);
        for (at, row) in text::wrap(&said.shown(), room).into_iter().enumerate() {
            let label = if at == 0 { label } else { "" };
            rows.push((label, Phrase::of(row.to_owned(), role)));
        }
    };
    let sent = format!("{} {}", exchange.method.as_str(), exchange.path);
    say("sent", &sent, Role::Text);
    let through = scene.app.profiles.get(request.profile.0).map(|profile| {
        let connection = &profile.connection;
        format!("{}, {}", connection.name, connection.host())
    });
    say("through", &through.unwrap_or_default(), Role::Muted);
    let (status, role) = status(exchange);
    let at = dates::second_of_day(request.at);
    say("answer", &format!("{status}, at {at}"), role);
    for (at, words) in request.words().iter().enumerate() {
        let label = if at == 0 { "error" } else { "" };
        say(label, &sentence(words), Role::Bad);
    }
    let took = format!(
        "{} for {}",
        words::took(exchange.took),
        size(exchange.bytes)
    );
    say("took", &took, Role::Text);
    let cost = match exchange.attempts {
        1 => "1 request".to_owned(),
        many => format!("{many} requests: it was sent {many} times"),
    };
    say("cost", &cost, Role::Text);
    say("waited", &waited(exchange), Role::Text);
    rows
}

/// How long it waited, and what for.
fn waited(exchange: &Exchange) -> String {
    if exchange.waited < NOTICED {
        return "no".to_owned();
    }
    let why = match exchange.held_by {
        Some(BlockedBy::Token) => "for a token that is good".to_owned(),
        Some(held_by) => held_by.words().unwrap_or_default(),
        None if exchange.attempts > 1 => "between attempts".to_owned(),
        None => "others were under way".to_owned(),
    };
    format!("{}: {why}", words::took(exchange.waited))
}

fn status(exchange: &Exchange) -> (String, Role) {
    match exchange.status {
        Some(status @ 200..400) => (status.to_string(), Role::Good),
        Some(status) => (status.to_string(), Role::Bad),
        None => ("no answer".to_owned(), Role::Bad),
    }
}

fn profile<'a>(app: &'a App, request: &LoggedRequest) -> &'a str {
    app.profiles
        .get(request.profile.0)
        .map_or("", |profile| profile.connection.name.as_str())
}

/// A size in bytes or kilobytes.
fn size(bytes: u64) -> String {
    if bytes < 10_000 {
        format!("{} B", words::grouped(bytes))
    } else {
        format!("{} kB", words::grouped(bytes / 1000))
    }
}
