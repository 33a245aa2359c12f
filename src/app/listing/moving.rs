//! Moving the selection, and what of the list is on screen.

use std::ops::Range;

use super::layout::Place;
use super::{Listing, Motion};
use crate::directory::call::ApiError;
use crate::directory::record::{Record, RecordId};

/// Where the operator was last going: what may be wanted next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    Down,
    Up,
    /// To some row, from where both ways are as likely.
    Elsewhere,
}

impl Listing {
    /// How many positions there are. Where any page can be asked for and the
    /// server gives a total, all rows of the list; else those loaded. While a
    /// filter is set, its matches; in an order of our own, those loaded.
    #[must_use]
    pub fn positions(&self) -> u64 {
        match self.arranged() {
            Some(rows) => rows as u64,
            None => self.pages.positions(),
        }
    }

    /// The row at a position.
    pub(super) fn place(&self, position: u64) -> Option<Place> {
        if position >= self.positions() {
            return None;
        }
        match self.arranged() {
            Some(_) => self.arranged_at(usize::try_from(position).ok()?),
            None => Some(self.pages.place(position)),
        }
    }

    /// The position of a row; none if the filter hides it.
    pub(super) fn position_of(&self, place: Place) -> Option<u64> {
        if let Some(sorted) = &self.sorted {
            return sorted.find(place);
        }
        match &self.filtered {
            Some(filtered) => filtered
                .matches
                .binary_search(&place)
                .ok()
                .map(|index| index as u64),
            None => (self.pages.positions() > 0).then(|| self.pages.position(place)),
        }
    }

    /// The selected position; none where there are no positions.
    #[must_use]
    pub fn selection(&self) -> Option<u64> {
        self.position_of(self.selected)
    }

    /// The selected record; none where its row is not loaded.
    #[must_use]
    pub fn selected(&self) -> Option<&Record> {
        self.selection()?;
        self.pages.record(self.selected)
    }

    /// The first position on screen.
    #[must_use]
    pub fn top(&self) -> u64 {
        self.selection()
            .map_or(0, |selection| selection.saturating_sub(self.above))
    }

    /// The positions on screen.
    #[must_use]
    pub fn visible(&self) -> Range<u64> {
        let top = self.top();
        top..self.positions().min(top + self.height)
    }

    /// Says how many rows the screen has room for.
    pub fn set_height(&mut self, rows: u16) {
        let height = u64::from(rows.max(1));
        if height != self.height {
            self.height = height;
            self.above = self.above.min(height - 1);
            self.fill_screen();
        }
    }

    /// Moves the selection.
    pub fn move_to(&mut self, motion: Motion) {
        let height = i64::try_from(self.height).unwrap_or(i64::MAX);
        let half = (height / 2).max(1);
        match motion {
            Motion::Down => self.move_by(1, 0),
            Motion::Up => self.move_by(-1, 0),
            Motion::HalfPageDown => self.move_by(half, half),
            Motion::HalfPageUp => self.move_by(-half, -half),
            Motion::PageDown => self.move_by(height, height),
            Motion::PageUp => self.move_by(-height, -height),
            Motion::First => self.jump_to(0),
            Motion::Last => self.jump_to(u64::MAX),
        }
    }

    /// Scrolls the screen by so many rows. The selection stays where it is as
    /// long as that is on the screen; where there is nothing more to scroll, it
    /// moves instead, so that every row can be reached.
    pub fn scroll(&mut self, rows: i64) {
        let Some(selection) = self.selection() else {
            return;
        };
        self.has_moved(if rows < 0 { Heading::Up } else { Heading::Down });
        let top = self.scrolled(rows);
        if top == self.top() {
            return self.move_by(rows, 0);
        }
        self.put(selection.clamp(top, self.last_on_screen(top)), top);
    }

    /// Selects the row at a position, or the last if there are fewer.
    pub fn select_position(&mut self, position: u64) {
        self.jump_to(position);
    }

    /// Whether a record is loaded, be it hidden by a filter or not.
    #[must_use]
    pub fn holds(&self, id: &RecordId) -> bool {
        self.pages.find(id).is_some()
    }

    /// Selects a record, and says whether it is among the positions.
    pub fn select_id(&mut self, id: &RecordId) -> bool {
        let place = self.pages.find(id);
        let position = place.and_then(|place| self.position_of(place));
        if let Some(position) = position {
            self.jump_to(position);
        }
        position.is_some()
    }

    /// Moves the selection and the screen, each by so many rows.
    fn move_by(&mut self, rows: i64, screen: i64) {
        let Some(selection) = self.selection() else {
            return;
        };
        self.has_moved(if rows < 0 { Heading::Up } else { Heading::Down });
        let last = self.positions().saturating_sub(1);
        let selection = selection.saturating_add_signed(rows).min(last);
        let top = self.scrolled(screen);
        let lowest = selection.saturating_sub(self.height - 1);
        self.put(selection, top.clamp(lowest, selection));
    }

    /// The first position on screen after scrolling, without leaving room
    /// below the last row that was not there before.
    fn scrolled(&self, rows: i64) -> u64 {
        let top = self.top();
        let lowest = self.positions().saturating_sub(self.height).max(top);
        top.saturating_add_signed(rows).min(lowest)
    }

    fn last_on_screen(&self, top: u64) -> u64 {
        let end = self.positions().min(top.saturating_add(self.height));
        end.saturating_sub(1).max(top)
    }

    fn jump_to(&mut self, position: u64) {
        let Some(last) = self.positions().checked_sub(1) else {
            return;
        };
        self.has_moved(Heading::Elsewhere);
        let position = position.min(last);
        let visible = self.visible();
        let top = if visible.contains(&position) {
            visible.start
        } else {
            let middle = position.saturating_sub(self.height / 2);
            middle.min((last + 1).saturating_sub(self.height))
        };
        self.put(position, self.in_one_page(position, top));
    }

    /// Where the screen should begin so that a jump to a row that is not
    /// loaded costs one request: within its page, unless what else is on
    /// screen is loaded.
    fn in_one_page(&self, position: u64, top: u64) -> u64 {
        if self.is_arranged() {
            return top;
        }
        let page = self.pages.place(position).page;
        let first = self.pages.place(top).page;
        let last = self.pages.place(self.last_on_screen(top)).page;
        let others_loaded =
            (first..=last).all(|other| other == page || self.pages.is_loaded(other));
        if self.pages.is_loaded(page) || others_loaded {
            return top;
        }
        let span = self.pages.span(page);
        top.min(span.end.saturating_sub(self.height))
            .max(span.start)
    }

    pub(super) fn put(&mut self, selection: u64, top: u64) {
        if let Some(place) = self.place(selection) {
            self.select(place);
            self.above = (selection - top).min(self.height - 1);
        }
    }

    pub(super) fn select(&mut self, place: Place) {
        self.selected = place;
        self.selected_id = self.pages.record(place).and_then(Record::id).cloned();
    }

    /// The operator has moved: what a reload missed is no longer looked for,
    /// and what was given up without an answer may be asked for again.
    pub(super) fn has_moved(&mut self, heading: Heading) {
        self.heading = Some(heading);
        self.missed = None;
        self.failed
            .retain(|_, failure| failure.error != ApiError::Cancelled);
        if self.pages.can_jump() {
            self.pages.try_again();
        }
    }

    /// Selects a row that is there, if the selected one is not any more.
    pub(super) fn settle(&mut self) {
        let place = match (&self.sorted, &self.filtered) {
            (Some(sorted), _) => sorted.from(self.selected),
            (None, Some(filtered)) => {
                let next = filtered
                    .matches
                    .partition_point(|place| *place < self.selected);
                filtered
                    .matches
                    .get(next)
                    .or(filtered.matches.back())
                    .copied()
            }
            (None, None) => self
                .position_of(self.selected)
                .map(|position| self.pages.place(position)),
        };
        if let Some(place) = place {
            self.select(place);
        }
    }

    /// Leaves no room below the last row where there are loaded rows above the
    /// screen to fill it.
    pub(super) fn fill_screen(&mut self) {
        let Some(selection) = self.selection() else {
            return;
        };
        let wanted = self.positions().saturating_sub(self.height);
        if self.top() <= wanted {
            return;
        }
        let mut top = wanted;
        if !self.is_arranged() {
            let mut page = self.pages.place(self.top()).page;
            while self.pages.span(page).start > wanted && page > 0 && self.pages.is_loaded(page - 1)
            {
                page -= 1;
            }
            top = top.max(self.pages.span(page).start.min(self.top()));
        }
        self.above = (selection - top).min(self.height - 1);
    }
}
