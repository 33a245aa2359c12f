//! Writes on one row of the screen, never past its end.
//!
//! It is the only way by which text reaches a cell, and passes all of it
//! through [`Untrusted`]: what was made safe elsewhere stays as it is, and what
//! was forgotten is made safe here.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::ink::Ink;
use super::phrase::{Part, Phrase};
use super::scene::Scene;
use super::theme::Role;
use crate::app::geometry::Area;
use crate::text::{self, Untrusted};

/// Where on a row the next text goes.
#[derive(Debug)]
pub(super) struct Pen<'a> {
    buffer: &'a mut Buffer,
    ink: Ink<'a>,
    y: u16,
    x: u16,
    end: u16,
    /// Whether what was there is wiped out, and not only written over.
    wipes: bool,
}

impl<'a> Pen<'a> {
    /// At the start of a row of an area, counted from 0. A row outside the area
    /// or the screen has no room.
    pub(super) fn new(buffer: &'a mut Buffer, ink: Ink<'a>, area: Rect, row: u16) -> Self {
        let area = area.intersection(buffer.area);
        let inside = row < area.height;
        Self {
            buffer,
            ink,
            y: area.y.saturating_add(row),
            x: area.x,
            end: if inside { area.right() } else { area.x },
            wipes: false,
        }
    }

    /// Wipes out what was there wherever it writes: the bold or dim of a frame
    /// does not go over to its title.
    pub(super) const fn wiping(mut self) -> Self {
        self.wipes = true;
        self
    }

    /// How many columns are left.
    pub(super) const fn room(&self) -> usize {
        self.end.saturating_sub(self.x) as usize
    }

    /// Where the next text goes.
    pub(super) const fn position(&self) -> Position {
        Position::new(self.x, self.y)
    }

    /// Leaves columns as they are.
    pub(super) fn skip(&mut self, columns: usize) -> &mut Self {
        self.x = self.after(columns);
        self
    }

    /// Writes what there is room for; a cut end is marked.
    pub(super) fn text(&mut self, text: &str, role: Role) -> &mut Self {
        let style = self.ink.role(role);
        self.styled(text, style)
    }

    /// Writes in a column of that width, on the left.
    pub(super) fn column(&mut self, text: &str, width: usize, role: Role) -> &mut Self {
        let after = self.after(width);
        let end = std::mem::replace(&mut self.end, after);
        self.text(text, role);
        (self.x, self.end) = (after, end);
        self
    }

    /// Writes in a column of that width, on the right.
    pub(super) fn column_right(&mut self, text: &str, width: usize, role: Role) -> &mut Self {
        let spare = width.saturating_sub(text::width(text));
        self.skip(spare);
        self.column(text, width - spare, role)
    }

    /// Writes a shown text with the letters of some byte ranges in it as
    /// matches. The ranges ascend and do not overlap.
    pub(super) fn matches(
        &mut self,
        shown: &str,
        role: Role,
        ranges: &[Range<usize>],
    ) -> &mut Self {
        let plain = self.ink.role(role);
        let matched = plain.patch(self.ink.role(Role::Match));
        // Cut here, so that the pieces are those of what is seen.
        let ink = self.ink;
        let shown = ink.cut(shown, self.room());
        let mut from = 0;
        for range in ranges {
            let (Some(before), Some(found)) =
                (shown.get(from..range.start), shown.get(range.clone()))
            else {
                break;
            };
            self.styled(before, plain).styled(found, matched);
            from = range.end;
        }
        self.styled(shown.get(from..).unwrap_or(""), plain)
    }

    /// As [`matches`](Self::matches), in a column of that width.
    pub(super) fn column_matches(
        &mut self,
        shown: &str,
        width: usize,
        role: Role,
        ranges: &[Range<usize>],
    ) -> &mut Self {
        let after = self.after(width);
        let end = std::mem::replace(&mut self.end, after);
        self.matches(shown, role, ranges);
        (self.x, self.end) = (after, end);
        self
    }

    /// Writes a phrase.
    pub(super) fn phrase(&mut self, phrase: &Phrase<'_>) -> &mut Self {
        let ink = self.ink;
        for part in &phrase.parts {
            match part {
                Part::Text(text, role) => self.text(text, *role),
                Part::Between(sign) => self.text(&ink.between(sign), Role::Faint),
            };
        }
        self
    }

    /// Writes a phrase, and notes what can be clicked in it.
    pub(super) fn clickable(&mut self, phrase: &Phrase<'_>, scene: Scene<'_>) -> &mut Self {
        self.note(phrase, scene);
        self.phrase(phrase)
    }

    /// As [`at_end`](Self::at_end), and notes what can be clicked in it.
    pub(super) fn clickable_at_end(&mut self, phrase: &Phrase<'_>, scene: Scene<'_>) -> &mut Self {
        let width = phrase.width();
        if width > 0 && width < self.room() {
            let start = self.end.saturating_sub(columns(width + 1));
            let x = std::mem::replace(&mut self.x, start);
            self.note(phrase, scene);
            self.x = x;
        }
        self.at_end(phrase)
    }

    fn note(&self, phrase: &Phrase<'_>, scene: Scene<'_>) {
        for (range, target) in &phrase.targets {
            let (x, end) = (self.after(range.start), self.after(range.end));
            let (y, width) = (self.y, end - x);
            let area = Area {
                x,
                y,
                width,
                height: 1,
            };
            scene.places.borrow_mut().put(area, target.clone());
        }
    }

    /// Writes a phrase at the row's end, one column beside it, if there is
    /// room, and gives up that room and a blank before it.
    pub(super) fn at_end(&mut self, phrase: &Phrase<'_>) -> &mut Self {
        let width = phrase.width();
        if width > 0 && width < self.room() {
            let start = self.end.saturating_sub(columns(width + 1));
            let x = std::mem::replace(&mut self.x, start);
            self.phrase(phrase);
            self.x = x;
            self.end = start.saturating_sub(1).max(x);
        }
        self
    }

    /// Repeats a character to the end of the row, or for so many columns.
    pub(super) fn repeat(&mut self, symbol: char, count: usize, role: Role) -> &mut Self {
        let after = self.after(count);
        let style = self.ink.role(role);
        for x in self.x..after {
            if let Some(cell) = self.buffer.cell_mut((x, self.y)) {
                cell.set_char(symbol).set_style(style);
            }
        }
        self.x = after;
        self
    }

    /// Lays a role's style over the rest of the row, under what is written.
    pub(super) fn wash(&mut self, role: Role) -> &mut Self {
        let row = Rect::new(self.x, self.y, self.end - self.x, 1);
        self.buffer.set_style(row, self.ink.role(role));
        self
    }

    fn wipe(&mut self, width: usize) {
        for x in self.x..self.after(width) {
            if let Some(cell) = self.buffer.cell_mut((x, self.y)) {
                cell.reset();
            }
        }
    }

    fn after(&self, width: usize) -> u16 {
        self.x.saturating_add(columns(width)).min(self.end)
    }

    fn styled(&mut self, text: &str, style: Style) -> &mut Self {
        let room = self.room();
        if room == 0 || text.is_empty() {
            return self;
        }
        let text = Untrusted::new(text);
        let ink = self.ink;
        let shown = ink.shown(&text, room);
        if self.wipes {
            self.wipe(text::width(&shown));
        }
        if text::is_simple(&shown) {
            let start = self.buffer.index_of(self.x, self.y);
            let cells = self.buffer.content.iter_mut().skip(start);
            for (cell, character) in cells.zip(shown.chars()) {
                cell.set_char(character).set_style(style);
                self.x += 1;
            }
        } else {
            let (x, _) = self.buffer.set_stringn(self.x, self.y, &shown, room, style);
            self.x = x;
        }
        self
    }
}

/// A width as cells count it; a wider one than any screen is the widest.
pub(super) fn columns(width: usize) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}
