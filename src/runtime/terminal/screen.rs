//! What the terminal shows, and the fewest bytes that make it show something
//! else.
//!
//! ratatui's own backend writes both colours whenever one changes, and a frame
//! without a change as forty bytes; over SSH and in the terminal's parser that
//! is half of what a key costs.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use super::sgr::{Look, number};
use crate::text;

/// Begin and end of a synchronized update: what is between them is shown at
/// once, or it flickers.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

const SHOW_CURSOR: &[u8] = b"\x1b[?25h";
const HIDE_CURSOR: &[u8] = b"\x1b[?25l";

/// As many cells between two that differ are written once more, where that
/// takes no more bytes than to go past them.
const BRIDGE: u16 = 5;

/// So many blanks at a row's end are wiped with one sequence.
const WIPE: u16 = 4;

/// The screen: what is on it, and room for what will be.
#[derive(Debug, Default)]
pub(super) struct Screen {
    shown: Buffer,
    next: Buffer,
    cursor: Option<Position>,
    /// Whether it is unknown what the terminal shows.
    unknown: bool,
}

impl Screen {
    /// Lets the next frame be written whole.
    pub(super) const fn forget(&mut self) {
        self.unknown = true;
    }

    /// Draws a frame of that size and gives the bytes that show it: none if it
    /// is the one that is shown. `render` gives the cursor's place, if it is to
    /// be seen.
    pub(super) fn frame(
        &mut self,
        area: Rect,
        render: impl FnOnce(Rect, &mut Buffer) -> Option<Position>,
    ) -> Vec<u8> {
        if area != self.next.area {
            self.next = Buffer::empty(area);
            self.shown = Buffer::empty(area);
            self.unknown = true;
        }
        self.next.reset();
        let cursor = render(area, &mut self.next);

        let mut out = BEGIN.to_vec();
        if self.unknown {
            out.extend_from_slice(b"\x1b[m\x1b[2J");
            self.shown.reset();
        }
        self.paint(&mut out);
        if let Some(place) = cursor
            && (self.cursor != cursor || out.len() > BEGIN.len())
        {
            go_to(place.x, place.y, &mut out);
        }
        if self.unknown || self.cursor.is_some() != cursor.is_some() {
            out.extend_from_slice(if cursor.is_some() {
                SHOW_CURSOR
            } else {
                HIDE_CURSOR
            });
        }
        self.cursor = cursor;
        self.unknown = false;
        std::mem::swap(&mut self.shown, &mut self.next);
        if out.len() == BEGIN.len() {
            return Vec::new();
        }
        out.extend_from_slice(END);
        out
    }

    /// Writes the cells that differ.
    fn paint(&self, out: &mut Vec<u8>) {
        let mut painter = Painter {
            cells: &self.next,
            look: Look::PLAIN,
            at: None,
            out,
        };
        let area = self.next.area;
        for y in area.top()..area.bottom() {
            let (shown, next) = (row(&self.shown, y), row(&self.next, y));
            if !shown.iter().zip(next).all(|(a, b)| is_same(a, b)) {
                painter.row(y, shown, next);
            }
        }
        painter.look.turn(Look::PLAIN, painter.out);
    }
}

fn row(cells: &Buffer, y: u16) -> &[Cell] {
    let width = usize::from(cells.area.width);
    let start = usize::from(y - cells.area.y) * width;
    cells.content.get(start..start + width).unwrap_or_default()
}

/// Whether two cells cannot be told apart. Asked of all cells of every frame:
/// nearly all hold one byte.
fn is_same(one: &Cell, other: &Cell) -> bool {
    let symbols = (one.symbol().as_bytes(), other.symbol().as_bytes());
    let equal = match symbols {
        ([a], [b]) => a == b,
        (a, b) => a == b,
    };
    equal && Look::is_same(one, other)
}

/// Writes cells, and knows where the terminal's cursor is.
struct Painter<'a> {
    cells: &'a Buffer,
    look: Look,
    /// Unknown where terminals do not agree on the width of what was written,
    /// and behind a row's last cell.
    at: Option<Position>,
    out: &'a mut Vec<u8>,
}

impl<'a> Painter<'a> {
    /// Writes the cells of a row that differ.
    fn row(&mut self, y: u16, shown: &[Cell], next: &[Cell]) {
        // Up to where the last character written, or left, reaches.
        let mut covered = 0;
        // Up to where wide characters reach of which something was written
        // over. Terminals do not agree on what is left of them.
        let mut torn = 0;
        for (at, (was, cell)) in shown.iter().zip(next).enumerate() {
            if at < covered {
                torn = torn.max(at + width(was));
                continue;
            }
            covered = at + width(cell);
            if at >= torn && is_same(was, cell) {
                continue;
            }
            torn = torn.max(at + width(was));
            let x = self.cells.area.x + u16::try_from(at).unwrap_or(u16::MAX);
            self.go_to(x, y);
            if self.is_blank_from(x, y) {
                return self.wipe();
            }
            self.write(x, y, cell);
        }
    }

    fn write(&mut self, x: u16, y: u16, cell: &Cell) {
        let look = self.look.for_cell(cell);
        self.look.turn(look, self.out);
        if !is_narrow(cell) && cell.symbol().chars().nth(1).is_some() {
            // Some terminals draw such a cluster narrower than others do: what
            // it does not cover is not to be what was there.
            self.out.resize(self.out.len() + width(cell), b' ');
            go_to(x, y, self.out);
        }
        self.out.extend_from_slice(cell.symbol().as_bytes());
        let after = x + 1;
        let known = is_narrow(cell) && after < self.cells.area.right();
        self.at = known.then_some(Position::new(after, y));
    }

    fn go_to(&mut self, x: u16, y: u16) {
        let Some(at) = self.at.filter(|at| at.y == y && at.x <= x) else {
            return go_to(x, y, self.out);
        };
        let gap = x - at.x;
        let bridged = gap < BRIDGE
            && (at.x..x).all(|x| {
                self.cell(x, y).is_some_and(|cell| {
                    cell.symbol().len() == 1 && self.look.for_cell(cell) == self.look
                })
            });
        if bridged {
            for x in at.x..x {
                if let Some(cell) = self.cell(x, y) {
                    self.out.extend_from_slice(cell.symbol().as_bytes());
                }
            }
        } else {
            self.out.extend_from_slice(b"\x1b[");
            if gap > 1 {
                number(gap, self.out);
            }
            self.out.push(b'C');
        }
    }

    /// Whether nothing can be seen in the row from there on, and it is worth a
    /// sequence to say so.
    fn is_blank_from(&self, x: u16, y: u16) -> bool {
        let right = self.cells.area.right();
        right - x >= WIPE
            && (x..right).all(|x| {
                self.cell(x, y).is_some_and(|cell| {
                    cell.symbol() == " " && Look::PLAIN.for_cell(cell) == Look::PLAIN
                })
            })
    }

    /// Wipes the row from the cursor on. Terminals fill it with the colour
    /// behind what they write, or do not; so there must be none.
    fn wipe(&mut self) {
        let look = self.look.for_cell(&Cell::EMPTY);
        self.look.turn(look, self.out);
        self.out.extend_from_slice(b"\x1b[K");
        self.at = None;
    }

    fn cell(&self, x: u16, y: u16) -> Option<&'a Cell> {
        self.cells.cell((x, y))
    }
}

/// Whether all terminals take a cell's content for one column: a character
/// that is in no emoji and joins with no other.
fn is_narrow(cell: &Cell) -> bool {
    if cell.symbol().len() == 1 {
        return true;
    }
    let mut characters = cell.symbol().chars();
    let (Some(character), None) = (characters.next(), characters.next()) else {
        return false;
    };
    matches!(character,
        ' '..='~'
        | '\u{a1}'..='\u{2ff}'     // Latin
        | '\u{370}'..='\u{482}'    // Greek, Cyrillic
        | '\u{2010}'..='\u{2027}'  // dashes, quotes, …
        | '\u{2190}'..='\u{2193}'  // arrows
        | '\u{2500}'..='\u{25a9}'  // lines and blocks
        | '\u{25b8}' | '\u{25c2}' | '\u{25cf}' // ▸ ◂ ●
        | '\u{2713}' | '\u{2717}'  // ✓ ✗
        | '\u{2800}'..='\u{28ff}') // Braille
}

/// How many columns a cell's content takes.
fn width(cell: &Cell) -> usize {
    if is_narrow(cell) {
        return 1;
    }
    text::width(cell.symbol()).max(1)
}

/// Moves the cursor (CUP; what is 1 is left out).
fn go_to(x: u16, y: u16, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[");
    if y > 0 || x > 0 {
        number(y + 1, out);
    }
    if x > 0 {
        out.push(b';');
        number(x + 1, out);
    }
    out.push(b'H');
}

#[cfg(test)]
mod tests;
