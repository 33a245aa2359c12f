//! The start screen.

#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::glyphs::glyphs;
use super::ink::Ink;
use super::pen::Pen;
use super::phrase::Phrase;
use super::theme::{Role, Theme};
use super::{finish, rect, too_small};
use crate::app::start::{Choice, StartLayout, StartScreen};
use crate::keys::Action;
use crate::text;

/// The column, from a choice's first, where more is said about it.
const MORE: usize = 32;

/// Draws it, and gives the cursor's place where a screen reader follows it.
pub fn draw(
    screen: &StartScreen,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let cursor = draw_parts(screen, theme, area, buffer);
    finish::screen(theme, screen.looks, area, buffer);
    cursor
}

fn draw_parts(
    screen: &StartScreen,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let ink = Ink::new(theme, glyphs(screen.looks));
    let Some(layout) = screen.layout() else {
        too_small(ink, area, buffer);
        return None;
    };
    header(screen, &layout, ink, buffer);
    for (row, line) in &layout.what {
        Pen::new(buffer, ink, rect(*row), 0).text(line, Role::Text);
    }
    let mut cursor = None;
    for (choice, row) in layout.choices {
        let row = rect(row);
        let is_selected = choice == screen.selected;
        draw_choice(
            screen,
            choice,
            is_selected,
            layout.says_more,
            ink,
            row,
            buffer,
        );
        if is_selected && screen.looks.accessible {
            cursor = Some(Position::new(row.x, row.y));
        }
    }
    file(screen, &layout, ink, buffer);
    footer(screen, &layout, ink, buffer);
    cursor
}

fn header(screen: &StartScreen, layout: &StartLayout, ink: Ink<'_>, buffer: &mut Buffer) {
    let sign = glyphs(screen.looks).profile;
    let mut pen = Pen::new(buffer, ink, rect(layout.header), 0);
    pen.skip(1);
    pen.at_end(&Phrase::of("no profile yet", Role::Muted));
    pen.text(sign, Role::Accent).text("whoswho", Role::Accent);
}

fn draw_choice(
    screen: &StartScreen,
    choice: Choice,
    is_selected: bool,
    says_more: bool,
    ink: Ink<'_>,
    row: Rect,
    buffer: &mut Buffer,
) {
    let bar = glyphs(screen.looks).bar;
    let mut pen = Pen::new(buffer, ink, row, 0);
    if is_selected {
        pen.wash(Role::Selected);
        pen.text(bar, Role::Accent);
    } else {
        pen.skip(text::width(bar));
    }
    pen.skip(1)
        .text(&choice.key().to_string(), Role::Key)
        .skip(2)
        .column(choice.title(), MORE - 5, Role::Text);
    if says_more {
        pen.text(choice.about(), Role::Muted);
    }
}

fn file(screen: &StartScreen, layout: &StartLayout, ink: Ink<'_>, buffer: &mut Buffer) {
    let words = if screen.has_file {
        "no profile yet in "
    } else {
        "the configuration will be "
    };
    let mut pen = Pen::new(buffer, ink, rect(layout.file), 0);
    if layout.says_more {
        pen.text(words, Role::Muted);
    }
    // One column stays free at the screen's end.
    let room = pen.room().saturating_sub(1);
    pen.column(&screen.file, room, Role::Muted);
}

fn footer(screen: &StartScreen, layout: &StartLayout, ink: Ink<'_>, buffer: &mut Buffer) {
    let mut hints = Phrase::new();
    for (actions, does) in [
        (&[Action::Down, Action::Up][..], "move"),
        (&[Action::Press], "take"),
    ] {
        let keys: Vec<String> = actions
            .iter()
            .filter_map(|action| screen.key(*action))
            .map(|key| {
                if key == "Enter" {
                    "⏎".to_owned()
                } else {
                    key
                }
            })
            .collect();
        if !keys.is_empty() {
            let hint = Phrase::of(keys.join(" "), Role::Key)
                .and(" ", Role::Muted)
                .and(does, Role::Muted);
            hints.join("  ", hint);
        }
    }
    Pen::new(buffer, ink, rect(layout.footer), 0).at_end(&hints);
}
