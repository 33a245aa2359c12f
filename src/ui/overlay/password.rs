//! A new user's password, shown once.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::pen::Pen;
use super::super::phrase::Phrase;
use super::super::scene::Scene;
use super::super::theme::Role;
use super::Window;
use crate::app::places::Target;
use crate::directory::call::Secret;
use crate::keys::{Action, Mode};
use crate::text;

/// Draws it, and gives the password's place.
pub(super) fn draw(
    scene: Scene<'_>,
    of: &str,
    password: &Secret,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let said = "It is shown once, and kept nowhere.";
    let width = text::width(said).max(text::width(password.expose())) + 2;
    let title = format!("Password of {of}");
    let inside = Window::new(title, width, 6).draw(scene, area, buffer);
    Pen::new(buffer, scene.theme, inside, 1).text(password.expose(), Role::Text);
    Pen::new(buffer, scene.theme, inside, 3).text(said, Role::Muted);
    let mut keys = Phrase::new();
    for (action, does) in [(Action::Copy, " copies it"), (Action::Cancel, " closes")] {
        if let Some(key) = scene.key_in(action, Mode::Menu) {
            keys.join(
                " · ",
                Phrase::of(key, Role::Key)
                    .and(does, Role::Muted)
                    .clicked(Target::Key(action)),
            );
        }
    }
    Pen::new(buffer, scene.theme, inside, 4).clickable(&keys, scene);
    Position::new(inside.x, inside.y.saturating_add(1))
}
