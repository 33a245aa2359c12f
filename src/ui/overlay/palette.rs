//! The commands, as they are typed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::frame::Extent;
use super::super::pen::{Pen, Phrase, columns};
use super::super::scene::Scene;
use super::super::theme::Role;
use super::{GUTTER, Window, begin_choice, top_for};
use crate::app::overlay::Palette;
use crate::app::{Command, commands_for};
use crate::text;

const WIDTH: usize = 76;
/// How many commands are seen at once.
const SEEN: usize = 12;
/// The line that is typed, and the rule below it.
const HEAD: usize = 2;
/// A command's name and its arguments.
const NAME: usize = 30;

/// Draws it.
pub(super) fn draw(
    scene: Scene<'_>,
    palette: &Palette,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let commands = commands_for(palette.input.value());
    let mut window = Window::new("Commands", WIDTH, SEEN + HEAD);
    let rows = window.rows_in(scene, area).saturating_sub(HEAD);
    let selected = palette.selected.min(commands.len().saturating_sub(1));
    let top = top_for(selected, rows);
    window.extent = Some(Extent {
        top: top as u64,
        seen: rows as u64,
        all: commands.len() as u64,
    });
    let inside = window.draw(scene, area, buffer);
    let mut pen = Pen::new(buffer, scene.theme, inside, 0);
    pen.text(":", Role::Key);
    let at = pen.position();
    let typed = scene.typed(palette.input.visible(pen.room()));
    pen.text(&typed.text, Role::Text);
    let mut rule = Pen::new(buffer, scene.theme, inside, 1);
    let width = rule.room();
    rule.repeat(scene.glyphs().border.across, width, Role::Faint);
    if commands.is_empty() {
        Pen::new(buffer, scene.theme, inside, 2)
            .skip(GUTTER)
            .text("No command is called like this.", Role::Muted);
    }
    for (row, (place, command)) in (2..inside.height).zip(commands.iter().enumerate().skip(top)) {
        let mut pen = Pen::new(buffer, scene.theme, inside, row);
        begin_choice(scene, place == selected, &mut pen);
        draw_command(scene, *command, &mut pen);
    }
    Position::new(at.x.saturating_add(columns(typed.cursor)), at.y)
}

fn draw_command(scene: Scene<'_>, command: Command, pen: &mut Pen<'_>) {
    let (key, locked) = match command {
        Command::Act(action) => (scene.key(action), scene.app.locked(action)),
        Command::Named(_) => (None, None),
    };
    let width = NAME.min(pen.room() * 2 / 5);
    if let Some(key) = key {
        pen.at_end(&Phrase::of(key, Role::Key));
    }
    let name = Phrase::of(
        command.name(),
        if locked.is_some() {
            Role::Locked
        } else {
            Role::Text
        },
    );
    let arguments = command.arguments();
    let taken = name.width()
        + if arguments.is_empty() {
            0
        } else {
            1 + text::width(arguments)
        };
    pen.phrase(&name);
    if !arguments.is_empty() && taken <= width {
        pen.skip(1).text(arguments, Role::Faint);
        pen.skip(width - taken);
    } else {
        pen.skip(width.saturating_sub(name.width()));
    }
    pen.skip(2);
    match locked {
        Some(why) => pen.text("locked: ", Role::Locked).text(&why, Role::Locked),
        None => pen.text(command.help(), Role::Muted),
    };
}
