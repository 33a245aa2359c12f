//! The commands, as they are typed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::frame::Extent;
use super::super::pen::{Pen, columns};
use super::super::phrase::Phrase;
use super::super::scene::Scene;
use super::super::theme::Role;
use super::{GUTTER, Window, begin_choice, top_for};
use crate::app::Suggestion;
use crate::app::palette::Palette;
use crate::app::places::Target;
use crate::text;

const WIDTH: usize = 84;
/// How many commands are seen at once.
const SEEN: usize = 14;
/// The line that is typed, and the rule below it.
const HEAD: usize = 2;
/// The widest that a command and its arguments are made, and what stands
/// behind it at the least.
const NAME: usize = 40;
const GAP: usize = 2;

/// Draws it.
pub(super) fn draw(
    scene: Scene<'_>,
    palette: &Palette,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let found = &palette.suggestions;
    let width = WIDTH.min(usize::from(area.width.saturating_sub(4)));
    let said = said(palette, width.saturating_sub(GUTTER));
    // As high whatever fits: nothing moves while it is typed. Only where a
    // theme is looked at, there is to be something to see of it.
    let seen = if scene.app.is_choosing_theme() {
        SEEN.min(scene.app.theme_names.len() + 1)
            .min(usize::from(area.height) / 2)
    } else {
        SEEN
    };
    let mut window = Window::new("Commands", WIDTH, seen + HEAD);
    let rows = window
        .rows_in(scene, area)
        .saturating_sub(HEAD + said.len());
    let top = top_for(palette.selected.unwrap_or(0), rows);
    window.extent = Some(Extent {
        top: top as u64,
        seen: rows as u64,
        all: found.len() as u64,
    });
    let inside = window.draw(scene, area, buffer);
    let mut pen = Pen::new(buffer, scene.theme, inside, 0);
    pen.text(":", Role::Key);
    let at = pen.position();
    let typed = scene.typed(palette.input.visible(pen.room()));
    pen.text(&typed.text, Role::Text);
    let mut rule = Pen::new(buffer, scene.theme, inside, 1);
    let across = rule.room();
    rule.repeat(scene.glyphs().border.across, across, Role::Faint);
    let mut body = Rect {
        y: inside.y + columns(HEAD).min(inside.height),
        height: inside.height.saturating_sub(columns(HEAD)),
        ..inside
    };
    for (line, role) in &said {
        Pen::new(buffer, scene.theme, body, 0)
            .skip(GUTTER)
            .text(line, *role);
        body.y += 1;
        body.height = body.height.saturating_sub(1);
    }
    let named = name_width(found, usize::from(body.width));
    for (row, (place, suggestion)) in (0..body.height).zip(found.iter().enumerate().skip(top)) {
        scene.note_row(body, row, Target::Item(place));
        let mut pen = Pen::new(buffer, scene.theme, body, row);
        begin_choice(scene, Some(place) == palette.selected, &mut pen);
        draw_suggestion(scene, suggestion, named, &mut pen);
    }
    Position::new(at.x.saturating_add(columns(typed.cursor)), at.y)
}

/// What stands above the list: what was wrong, or that there is no list.
fn said(palette: &Palette, width: usize) -> Vec<(String, Role)> {
    let (words, role) = match &palette.error {
        Some(error) => (error.as_str(), Role::Bad),
        None if palette.suggestions.is_empty() => (&*palette.advice, Role::Muted),
        None => return Vec::new(),
    };
    let lines = text::wrap(words, width);
    lines
        .into_iter()
        .map(|line| (line.to_owned(), role))
        .collect()
}

/// How wide the names are, with their arguments.
fn name_width(found: &[Suggestion], width: usize) -> usize {
    let widest = found.iter().map(|s| full_width(s) + GAP).max().unwrap_or(0);
    widest.min(NAME).min(width * 2 / 5)
}

fn full_width(suggestion: &Suggestion) -> usize {
    let arguments = text::width(suggestion.arguments);
    text::width(&suggestion.shown) + arguments + usize::from(arguments > 0)
}

fn draw_suggestion(scene: Scene<'_>, suggestion: &Suggestion, width: usize, pen: &mut Pen<'_>) {
    if let Some(key) = suggestion.action.and_then(|action| scene.key(action)) {
        pen.at_end(&Phrase::of(key, Role::Key));
    }
    let role = match suggestion.locked {
        Some(_) => Role::Locked,
        None => Role::Text,
    };
    let name = text::width(&suggestion.shown).min(width.saturating_sub(GAP));
    pen.column_matches(&suggestion.shown, name, role, &suggestion.matched);
    let mut left = width.saturating_sub(name);
    if full_width(suggestion) + GAP <= width && !suggestion.arguments.is_empty() {
        pen.skip(1).text(suggestion.arguments, Role::Faint);
        left = width - full_width(suggestion);
    }
    pen.skip(left);
    match &suggestion.locked {
        Some(why) => pen.text("locked: ", Role::Locked).text(why, Role::Locked),
        None => pen.text(&suggestion.note, Role::Muted),
    };
}
