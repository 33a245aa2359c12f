//! What cells look like, as the fewest bytes that turn one look into another.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier, Style};

/// What shows where there is no letter.
const SEEN_ON_BLANKS: Modifier = Modifier::UNDERLINED
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

/// Each modifier with the parameter of SGR that turns it on and the one that
/// turns it off (ECMA-48, 8.3.117). Bold and dim have one to turn them off.
const MODIFIERS: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// How the terminal writes, until it is told otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Look {
    /// How it writes after a reset.
    pub(super) const PLAIN: Self = Self {
        fg: Color::Reset,
        bg: Color::Reset,
        modifier: Modifier::empty(),
    };

    /// Whether two cells of the same content look the same.
    #[must_use]
    pub(super) fn is_same(one: &Cell, other: &Cell) -> bool {
        let unseen =
            || one.symbol() == " " && !(one.modifier | other.modifier).intersects(SEEN_ON_BLANKS);
        one.bg == other.bg && ((one.fg == other.fg && one.modifier == other.modifier) || unseen())
    }

    /// How it has to write a cell: as it does now, but for what can be seen.
    /// The colour of a blank's letter cannot.
    #[must_use]
    pub(super) fn for_cell(self, cell: &Cell) -> Self {
        let own = Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        };
        if cell.symbol() != " " || cell.modifier.intersects(SEEN_ON_BLANKS) {
            return own;
        }
        if self.modifier.intersects(SEEN_ON_BLANKS) {
            return Self {
                fg: self.fg,
                modifier: self.modifier - SEEN_ON_BLANKS,
                ..own
            };
        }
        Self {
            bg: cell.bg,
            ..self
        }
    }

    /// Turns this look into that one.
    pub(super) fn turn(&mut self, into: Self, out: &mut Vec<u8>) {
        if *self == into {
            return;
        }
        out.extend_from_slice(b"\x1b[");
        let start = out.len();
        parameters(*self, into, out);
        let from_here = out.len() - start;
        // Alone, a reset is written without its 0.
        if into != Self::PLAIN {
            out.push(b'0');
            parameters(Self::PLAIN, into, out);
        }
        let from_reset = out.len() - start - from_here;
        if from_reset < from_here {
            out.drain(start..start + from_here);
        } else {
            out.truncate(start + from_here);
            // The first parameter has a separator before it as the others.
            out.remove(start);
        }
        out.push(b'm');
        *self = into;
    }
}

/// A text that looks like that, to be printed: after it, the terminal writes as
/// after a reset.
#[must_use]
pub fn styled(text: &str, style: Style) -> String {
    let look = Look {
        fg: style.fg.unwrap_or_default(),
        bg: style.bg.unwrap_or_default(),
        modifier: style.add_modifier,
    };
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let mut now = Look::PLAIN;
    now.turn(look, &mut before);
    now.turn(Look::PLAIN, &mut after);
    // Sequences are ASCII.
    let [before, after] = [before, after].map(|bytes| String::from_utf8(bytes).unwrap_or_default());
    format!("{before}{text}{after}")
}

/// Appends the parameters that turn one look into another, each after a `;`.
fn parameters(from: Look, into: Look, out: &mut Vec<u8>) {
    let gone = from.modifier - into.modifier;
    let mut kept = from.modifier & into.modifier;
    let mut last = 0;
    for (modifier, _, off) in MODIFIERS {
        if gone.contains(modifier) && last != off {
            parameter(off, out);
            last = off;
        }
    }
    for (modifier, _, off) in MODIFIERS {
        let off_with_another = MODIFIERS
            .iter()
            .any(|(other, _, theirs)| *theirs == off && gone.contains(*other));
        if off_with_another {
            kept -= modifier;
        }
    }
    for (modifier, on, _) in MODIFIERS {
        if (into.modifier - kept).contains(modifier) {
            parameter(on, out);
        }
    }
    if from.fg != into.fg {
        color(into.fg, 30, out);
    }
    if from.bg != into.bg {
        color(into.bg, 40, out);
    }
}

/// Appends a colour: of letters from 30 on, of what is behind them from 40.
fn color(color: Color, base: u8, out: &mut Vec<u8>) {
    let bright = base + 60;
    match color {
        Color::Reset => parameter(base + 9, out),
        Color::Black => parameter(base, out),
        Color::Red => parameter(base + 1, out),
        Color::Green => parameter(base + 2, out),
        Color::Yellow => parameter(base + 3, out),
        Color::Blue => parameter(base + 4, out),
        Color::Magenta => parameter(base + 5, out),
        Color::Cyan => parameter(base + 6, out),
        Color::Gray => parameter(base + 7, out),
        Color::DarkGray => parameter(bright, out),
        Color::LightRed => parameter(bright + 1, out),
        Color::LightGreen => parameter(bright + 2, out),
        Color::LightYellow => parameter(bright + 3, out),
        Color::LightBlue => parameter(bright + 4, out),
        Color::LightMagenta => parameter(bright + 5, out),
        Color::LightCyan => parameter(bright + 6, out),
        Color::White => parameter(bright + 7, out),
        Color::Indexed(index) => {
            for part in [base + 8, 5, index] {
                parameter(part, out);
            }
        }
        Color::Rgb(r, g, b) => {
            for part in [base + 8, 2, r, g, b] {
                parameter(part, out);
            }
        }
    }
}

fn parameter(value: u8, out: &mut Vec<u8>) {
    out.push(b';');
    number(value.into(), out);
}

/// Appends a number in decimal digits.
pub(super) fn number(value: u16, out: &mut Vec<u8>) {
    if value >= 10 {
        number(value / 10, out);
    }
    // A digit.
    out.push(b'0' + u8::try_from(value % 10).unwrap_or(0));
}

#[cfg(test)]
mod tests {
    use super::*;

    const INK: Color = Color::Rgb(220, 223, 230);
    const WASH: Color = Color::Rgb(38, 45, 59);

    fn look(fg: Color, bg: Color, modifier: Modifier) -> Look {
        Look { fg, bg, modifier }
    }

    #[test]
    fn the_shorter_way_is_taken() {
        let none = Modifier::empty();
        let bold = Modifier::BOLD;
        let ink = look(INK, Color::Reset, none);
        for (from, into, written) in [
            (ink, ink, ""),
            (ink, Look::PLAIN, "\x1b[m"),
            (Look::PLAIN, ink, "\x1b[38;2;220;223;230m"),
            (ink, look(INK, WASH, none), "\x1b[48;2;38;45;59m"),
            (look(INK, WASH, none), ink, "\x1b[49m"),
            (look(INK, WASH, bold), look(INK, WASH, none), "\x1b[22m"),
            (
                look(INK, WASH, bold | Modifier::REVERSED),
                look(Color::Red, Color::Reset, none),
                "\x1b[0;31m",
            ),
            (
                look(INK, WASH, bold | Modifier::DIM),
                look(INK, WASH, Modifier::DIM),
                "\x1b[22;2m",
            ),
            (
                Look::PLAIN,
                look(Color::LightBlue, Color::Indexed(237), Modifier::UNDERLINED),
                "\x1b[4;94;48;5;237m",
            ),
        ] {
            let mut out = Vec::new();
            let mut now = from;
            now.turn(into, &mut out);
            assert_eq!(
                String::from_utf8(out).unwrap(),
                written,
                "{from:?} {into:?}"
            );
            assert_eq!(now, into);
        }
    }

    #[test]
    fn what_is_printed_leaves_the_terminal_as_it_was() {
        for (style, written) in [
            (Style::new(), "x"),
            (
                Style::new()
                    .fg(Color::Red)
                    .bg(WASH)
                    .add_modifier(Modifier::BOLD),
                "\x1b[1;31;48;2;38;45;59mx\x1b[m",
            ),
        ] {
            assert_eq!(styled("x", style), written);
        }
    }

    #[test]
    fn blanks_take_only_what_can_be_seen() {
        let mut blank = Cell::default();
        blank.fg = Color::Red;
        let ink = look(INK, WASH, Modifier::BOLD);
        assert_eq!(
            ink.for_cell(&blank),
            look(INK, Color::Reset, Modifier::BOLD)
        );
        let lined = look(INK, WASH, Modifier::UNDERLINED | Modifier::BOLD);
        assert_eq!(
            lined.for_cell(&blank),
            look(INK, Color::Reset, Modifier::BOLD)
        );
        blank.modifier = Modifier::REVERSED;
        assert_eq!(
            ink.for_cell(&blank),
            look(Color::Red, Color::Reset, Modifier::REVERSED)
        );
        blank.set_char('x');
        blank.modifier = Modifier::ITALIC;
        assert_eq!(
            lined.for_cell(&blank),
            look(Color::Red, Color::Reset, Modifier::ITALIC)
        );
    }

    #[test]
    fn numbers_are_decimal() {
        for value in [0, 7, 10, 99, 100, 255, u16::MAX] {
            let mut out = Vec::new();
            number(value, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), value.to_string());
        }
    }
}
