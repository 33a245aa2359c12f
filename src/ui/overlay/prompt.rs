//! A line to be typed: an id or an email to open, a token.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::pen::{Pen, columns};
use super::super::scene::Scene;
use super::super::theme::Role;
use super::Window;
use crate::app::input::Visible;
use crate::app::overlay::{OpenPrompt, TokenPrompt};
use crate::text::wrap;

const WIDTH: usize = 60;

/// Draws the prompt for an id or an email.
pub(super) fn draw_open(
    scene: Scene<'_>,
    prompt: &OpenPrompt,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let resource = scene.app.profile().resource(&prompt.resource);
    let singular = resource.map_or("record", |resource| resource.singular.as_str());
    let (by, how) = match resource {
        Some(resource) if resource.email_field().is_some() => (
            "id or email",
            "As a whole, also as copied: <ana@acme.example>, mailto:ana@acme.example",
        ),
        _ => ("id", "As a whole"),
    };
    let below = prompt
        .error
        .as_deref()
        .map_or((how, Role::Muted), |error| (error, Role::Bad));
    draw(
        scene,
        &format!("Open a {singular} by {by}"),
        |width| prompt.input.visible(width),
        below,
        area,
        buffer,
    )
}

/// Draws the prompt for a token.
pub(super) fn draw_token(
    scene: Scene<'_>,
    prompt: &TokenPrompt,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let profile = scene.app.profiles.get(prompt.profile.0)?;
    let below = prompt.error.as_deref().map_or(
        ("For this session only: it is written nowhere.", Role::Muted),
        |error| (error, Role::Bad),
    );
    Some(draw(
        scene,
        &format!("Token for {}", profile.connection.name),
        |width| scene.secret(&prompt.input, width),
        below,
        area,
        buffer,
    ))
}

fn draw(
    scene: Scene<'_>,
    title: &str,
    visible: impl Fn(usize) -> Visible,
    (below, role): (&str, Role),
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let width = WIDTH.min(usize::from(area.width.saturating_sub(4)));
    let rows = wrap(below, width);
    let inside = Window::new(title, width, rows.len() + 3).draw(scene, area, buffer);
    let mut pen = Pen::new(buffer, scene.theme, inside, 1);
    pen.text(scene.glyphs().prompt, Role::Accent);
    let at = pen.position();
    let typed = scene.typed(visible(pen.room()));
    pen.text(&typed.text, Role::Text);
    for (row, line) in (3..inside.height).zip(rows) {
        Pen::new(buffer, scene.theme, inside, row).text(line, role);
    }
    Position::new(at.x.saturating_add(columns(typed.cursor)), at.y)
}
