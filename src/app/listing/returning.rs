//! Coming back to a list of an earlier run: to the record that was selected
//! then, where it stood.

use super::Listing;
use super::layout::Place;
use crate::directory::record::RecordId;

impl Listing {
    /// Before anything is asked for: begins with the record that was selected,
    /// where the list can be begun there, at its position. The page that it
    /// stood on is then the first that is read, and the only one.
    pub fn come_back_to(&mut self, id: Option<RecordId>, position: Option<u64>) {
        let position = position.filter(|_| self.pages.can_jump());
        self.selected = position.map_or_else(Place::default, |at| self.pages.place(at));
        self.selected_id = id;
        self.returning = Some(self.selected.page);
    }

    /// The record that is selected, be it loaded or not.
    #[must_use]
    pub fn resting_on(&self) -> Option<&RecordId> {
        self.selected_id.as_ref().or(self.missed.as_ref())
    }

    /// Where in the list the selected row stands, if a list can be begun there.
    #[must_use]
    pub fn resting_at(&self) -> Option<u64> {
        let start = self.pages.span(self.selected.page).start;
        let at = start + u64::from(self.selected.index);
        self.pages.can_jump().then_some(at)
    }

    /// A record that was selected and did not come again where it stood.
    #[must_use]
    pub const fn lost(&self) -> Option<&RecordId> {
        self.missed.as_ref()
    }

    /// The page that is read first.
    pub(super) fn first_page(&self) -> u32 {
        self.returning.unwrap_or(0)
    }

    /// The page that was come back to is not there: the list begins anew.
    /// Says whether that is so.
    pub(super) fn begin_anew(&mut self, failed: u32) -> bool {
        let gone = self.returning == Some(failed) && failed > 0;
        if gone {
            self.returning = Some(0);
            self.missed = self.selected_id.take();
            self.selected = Place::default();
        }
        gone
    }

    /// The first page has come: the screen is laid so that it shows rows of it
    /// alone, as far as it has enough.
    pub(super) fn has_come_back(&mut self) {
        if self.returning.take().is_none() {
            return;
        }
        if let Some(selection) = self.selection() {
            let span = if self.is_arranged() {
                0..self.positions()
            } else {
                self.pages.span(self.selected.page)
            };
            let top = selection.saturating_sub(self.height / 2);
            let top = top.min(span.end.saturating_sub(self.height));
            self.above = (selection - top.max(span.start)).min(self.height - 1);
        }
        self.fill_screen();
    }
}
