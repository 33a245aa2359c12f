//! The last two rows: what just happened, the budget, and hints.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::pen::{Pen, columns};
use super::phrase::Phrase;
use super::scene::Scene;
use super::theme::Role;
use super::{budget, hints, words};
use crate::app::geometry::{Class, Layout};
use crate::app::overlay::Tone;
use crate::text::{self, Untrusted, wrap};

/// The most rows that a notice takes.
const NOTICE_ROWS: usize = 4;

/// Draws the notice and, below it, budget and hints.
pub(super) fn draw(scene: Scene<'_>, layout: &Layout, buffer: &mut Buffer) {
    if !scene.app.chosen {
        return;
    }
    draw_notice(scene, super::rect(layout.notice), buffer);
    draw_budget(scene, layout, buffer);
}

fn draw_notice(scene: Scene<'_>, area: Rect, buffer: &mut Buffer) {
    let mut pen = Pen::new(buffer, scene.theme, area, 0);
    pen.skip(1);
    let mut right = typed(scene);
    right.join("   ", marks(scene));
    pen.at_end(&right);
    let Some(notice) = &scene.app.notice else {
        pen.phrase(&last_request(scene));
        return;
    };
    let [good, warn, bad] = scene.glyphs().tones;
    let (glyph, role) = match notice.tone {
        Tone::Plain => ("", Role::Text),
        Tone::Good => (good, Role::Good),
        Tone::Warn => (warn, Role::Warn),
        Tone::Bad => (bad, Role::Bad),
    };
    let notice_row = area.y;
    let text = scene.theme.said(&notice.text);
    let indent = text::width(glyph);
    let room = pen.room().saturating_sub(indent);
    let mut rows: Vec<Cow<'_, str>> = wrap(&text, room).into_iter().map(Cow::from).collect();
    let aloud = scene.glyphs().said_aloud;
    let most = if aloud {
        usize::from(area.height).max(1)
    } else {
        NOTICE_ROWS
    };
    if rows.len() > most {
        let rest = rows.split_off(most - 1).join(" ");
        rows.push(rest.into());
    }
    // What one row does not hold begins above it, over the pane: why something
    // did not happen is not for guessing. Where it is read aloud it always
    // begins on the same row, and goes on below.
    let last = columns(rows.len().saturating_sub(1));
    let first = if aloud {
        area.y
    } else {
        area.y.saturating_sub(last)
    };
    for (at, row) in (0..).zip(&rows) {
        let area = Rect {
            y: first.saturating_add(at),
            height: 1,
            ..area
        };
        if !aloud && at < last {
            let width = usize::from(area.width);
            Pen::new(buffer, scene.theme, area, 0).repeat(' ', width, role);
        }
        let mut pen = Pen::new(buffer, scene.theme, area, 0);
        pen.skip(1);
        if area.y == notice_row {
            pen.at_end(&right);
        }
        if at == 0 {
            pen.text(glyph, role);
        } else {
            pen.skip(indent);
        }
        pen.text(row, role);
    }
}

/// The keys of a sequence that is not complete.
fn typed(scene: Scene<'_>) -> Phrase<'static> {
    let mut typed = Phrase::new();
    for key in &scene.app.typed {
        typed.join(
            " ",
            Phrase::of(scene.theme.said(&key.label()).into_owned(), Role::Key),
        );
    }
    if !typed.is_empty() {
        typed.push(scene.theme.said(" …").into_owned(), Role::Muted);
    }
    typed
}

/// How many records are marked, and how many of them cannot be seen.
fn marks(scene: Scene<'_>) -> Phrase<'static> {
    let Some(listing) = scene.app.profile().listing() else {
        return Phrase::new();
    };
    match (
        listing.marked_count() as u64,
        listing.marked_hidden() as u64,
    ) {
        (0, _) => Phrase::new(),
        (count, 0) => Phrase::of(format!("{} marked", words::grouped(count)), Role::Marked),
        (count, hidden) => {
            let (count, hidden) = (words::grouped(count), words::grouped(hidden));
            Phrase::of(format!("{count} marked, {hidden} hidden"), Role::Marked)
        }
    }
}

/// The active profile's last request, where there is nothing else to say.
fn last_request(scene: Scene<'_>) -> Phrase<'static> {
    let last = scene
        .app
        .requests
        .iter()
        .find(|request| request.profile == scene.app.active);
    let Some(request) = last else {
        return Phrase::new();
    };
    let exchange = &request.exchange;
    let path = Untrusted::new(exchange.path.as_str());
    let mut said = Phrase::of(
        format!("{} {} ", exchange.method.as_str(), path.shown_within(80)),
        Role::Faint,
    );
    match exchange.status {
        Some(status @ 200..400) => said.push(status.to_string(), Role::Faint),
        Some(status) => said.push(status.to_string(), Role::Bad),
        None => said.push("no answer", Role::Bad),
    }
    said.and(format!(" {}", words::took(exchange.took)), Role::Faint)
}

/// Budget on the left, as many hints as there is room for on the right.
fn draw_budget(scene: Scene<'_>, layout: &Layout, buffer: &mut Buffer) {
    let small = layout.class == Class::Small;
    let area = super::rect(layout.footer);
    let mut pen = Pen::new(buffer, scene.theme, area, 0);
    pen.skip(1);
    let budget = Phrase::fitting(budget::choices(scene, small), pen.room());
    let left = pen.room().saturating_sub(budget.width() + 3);
    pen.clickable_at_end(&hints::fitting(scene, left, small), scene);
    pen.clickable(&budget, scene);
}
