//! What is done to the whole screen once all of it is drawn.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use super::theme::{Role, Theme};

/// Paints the theme's background wherever nothing else was, if it has one. A
/// letter that has no colour of its own gets the theme's: the terminal's is
/// made for another background.
pub(super) fn paint_background(theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let Some(background) = theme.background() else {
        return;
    };
    let ink = theme.role(Role::Text).fg.unwrap_or_default();
    each_cell(area, buffer, |cell| {
        if cell.bg == Color::Reset {
            cell.bg = background;
        }
        if cell.fg == Color::Reset {
            cell.fg = ink;
        }
    });
}

/// Takes the colours off a selected row that is reversed: each would be a patch
/// of its own behind the letters, and what is dim can hardly be read there.
pub(super) fn even_out_reversed(theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let reversed = Modifier::REVERSED;
    if !theme.role(Role::Selected).add_modifier.contains(reversed) {
        return;
    }
    each_cell(area, buffer, |cell| {
        if cell.modifier.contains(reversed) {
            (cell.fg, cell.bg) = (Color::Reset, Color::Reset);
            cell.modifier.remove(Modifier::DIM);
        }
    });
}

/// Replaces the signs of ours that a font may lack by those of ASCII. They are
/// in sentences and between values everywhere, so it is done by sign: one that
/// came with somebody's data is replaced as well. The plain record and what is
/// copied have it as it is.
pub(super) fn write_in_ascii(area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            let after_blank = x > area.left() && buffer[(x - 1, y)].symbol() == " ";
            let free = (x + 1..area.right().min(x + 3))
                .filter(|x| buffer[(*x, y)].symbol() == " ")
                .count();
            if buffer[(x, y)].symbol() == "…" && after_blank && free == 2 {
                // It ends a sentence and cuts no value.
                let style = buffer[(x, y)].style();
                buffer.set_string(x, y, "...", style);
            } else if let Some(sign) = in_ascii(buffer[(x, y)].symbol()) {
                buffer[(x, y)].set_symbol(sign);
            }
        }
    }
}

/// The sign of ASCII for one of ours, of the same width.
fn in_ascii(sign: &str) -> Option<&'static str> {
    Some(match sign {
        "…" => "~",
        "·" | "–" => "-",
        "→" | "›" | "▸" => ">",
        "←" | "‹" | "◂" => "<",
        "↑" => "^",
        "↓" => "v",
        "✓" => "+",
        "✗" => "x",
        "•" => "*",
        _ => return None,
    })
}

fn each_cell(area: Rect, buffer: &mut Buffer, mut change: impl FnMut(&mut Cell)) {
    let area = area.intersection(buffer.area);
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            change(&mut buffer[(x, y)]);
        }
    }
}
