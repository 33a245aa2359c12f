//! Going to a day in the list below its calendar: the list's own selection is
//! what the calendar marks.

use super::{Activity, Cell, Day};
use crate::app::App;
use crate::app::listing::{Listing, Row};
use crate::app::overlay::Tone;
use crate::app::view::Pane;
use crate::keys::Action;

/// How many rows are looked at for another day: a list that has not come to one
/// by then goes on from there.
const REACH: u64 = 1_000;

impl Activity {
    /// The position of the first row of a day, as the list is ordered; none
    /// where none of it is loaded.
    fn first_on(&self, day: Day, listing: &Listing) -> Option<u64> {
        let pages = self.pages.iter();
        let holding = pages.filter(|(_, tally)| tally.days.contains_key(&day));
        let positions = holding.flat_map(|(page, _)| {
            let rows = listing.page_records(*page);
            let of_day = (0_u32..).zip(rows.iter());
            of_day
                .filter(|(_, record)| self.day_of(record) == Some(day))
                .filter_map(|(index, _)| listing.position_in(*page, index))
                .collect::<Vec<_>>()
        });
        positions.min()
    }

    /// The day of the row at a position, if it is loaded and tells one.
    fn day_at(&self, position: u64, listing: &Listing) -> Option<Day> {
        match listing.row(position)? {
            Row::Record(record) | Row::Removed(record) => self.day_of(record),
            _ => None,
        }
    }

    /// The position of the first row of the next day that the list has down from
    /// a position.
    fn next_day(&self, from: u64, listing: &Listing) -> u64 {
        let here = self.day_at(from, listing);
        let last = listing.positions().saturating_sub(1);
        let within = from..last.min(from.saturating_add(REACH));
        let mut below = within.map(|position| position + 1);
        below
            .find(|position| self.day_at(*position, listing) != here)
            .unwrap_or(last.min(from.saturating_add(REACH)))
    }

    /// The position of the first row of this day, or, where that is it, of the
    /// day before it in the list.
    fn previous_day(&self, from: u64, listing: &Listing) -> u64 {
        let Some(above) = from.checked_sub(1) else {
            return 0;
        };
        let day = self.day_at(above, listing);
        let least = above.saturating_sub(REACH);
        let mut rows = (least..above).rev();
        rows.find(|position| self.day_at(*position, listing) != day)
            .map_or(least, |position| position + 1)
    }
}

impl App {
    /// Selects the first row of a day that was clicked.
    pub(in crate::app) fn go_to_day(&mut self, day: Day) {
        self.focus(Pane::Detail);
        let profile = self.profile();
        let (Some(activity), Some(listing)) = (profile.activity(), profile.related()) else {
            return;
        };
        if let Some(position) = activity.first_on(day, listing) {
            return self.select_related(position);
        }
        match activity.weeks(1, self.now.wall).cell(day) {
            Cell::Unknown => {
                let walk = self.key_of(Action::LoadRest);
                let day = day.words();
                self.say(
                    Tone::Plain,
                    format!("Nothing of {day} is loaded; {walk} loads the rest"),
                );
            }
            Cell::Counted(0) => self.say(Tone::Plain, format!("Nothing on {}", day.words())),
            Cell::Counted(_) | Cell::Ahead => {}
        }
    }

    /// Goes to another day of the list, down or up.
    pub(in crate::app) fn turn_day(&mut self, down: bool) {
        let profile = self.profile();
        let (Some(activity), Some(listing)) = (profile.activity(), profile.related()) else {
            return self.say(
                Tone::Plain,
                "There are no days here: this tab has no calendar",
            );
        };
        let Some(from) = listing.selection() else {
            return;
        };
        let to = if down {
            activity.next_day(from, listing)
        } else {
            activity.previous_day(from, listing)
        };
        self.select_related(to);
    }

    fn select_related(&mut self, position: u64) {
        if let Some(listing) = self.profile_mut().related_mut() {
            listing.select_position(position);
        }
        if let Some(view) = self.profile_mut().view_mut() {
            view.moved = true;
        }
    }
}
