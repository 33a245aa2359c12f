//! A question with two answers.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::pen::{Pen, columns};
use super::super::scene::Scene;
use super::super::theme::Role;
use super::{Button, Window, draw_buttons};
use crate::app::overlay::{Question, Then};
use crate::text;

/// The widest that its text is made.
const WIDEST: usize = 64;

/// Draws it, and gives the place of the button with the focus where a screen
/// reader is to go there.
pub(super) fn draw(
    scene: Scene<'_>,
    question: &Question,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let title = match &question.then {
        Then::Quit => "Quit?",
        Then::Walk => "Load the rest?",
        Then::WalkFor(_) => "Look on every page?",
    };
    let widest = question.text.iter().map(|line| text::width(line)).max();
    let width = widest
        .unwrap_or(0)
        .max(text::width(&question.no) + text::width(&question.yes) + 12)
        .min(WIDEST)
        .min(usize::from(area.width.saturating_sub(6)));
    let rows: Vec<&str> = question
        .text
        .iter()
        .flat_map(|line| text::wrap(line, width))
        .collect();
    // Blank above, between and below.
    let inside = Window::new(title, width, rows.len() + 4).draw(scene, area, buffer);
    for (row, line) in (1..inside.height).zip(&rows) {
        Pen::new(buffer, scene.theme, inside, row).text(line, Role::Text);
    }
    let buttons = [
        Button {
            label: &question.no,
            focused: !question.yes_focused,
            key: None,
        },
        Button {
            label: &question.yes,
            focused: question.yes_focused,
            key: None,
        },
    ];
    let last = columns(rows.len() + 2).min(inside.height.saturating_sub(1));
    let focus = draw_buttons(scene, &buttons, inside, last, buffer);
    focus.and_then(|focus| scene.aloud(|| focus))
}
