//! What a click means: the places that the last frame showed.
//!
//! The screen notes each place as it draws it, so that what is clicked is what
//! was seen, and not what is there by now. Panes, rows and scroll bars are the
//! [`Layout`](super::geometry::Layout)'s.

use super::activity::Day;
use super::columns::Shows;
use super::geometry::Area;
use super::view::{DetailTab, Pane};
use crate::keys::{Action, Mode};

/// What a place stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A key that is hinted at: does what the key does.
    Key(Action),
    /// A line of help: closes it and does that.
    Help(Action),
    /// A resource's tab, by its place from 0.
    Resource(usize),
    /// A tab of the detail pane.
    Tab(DetailTab),
    /// A step of the trail: so many views from its start, in that pane.
    Step {
        /// The view, the first being 0.
        depth: usize,
        /// What of it.
        pane: Pane,
    },
    /// The head of a column that the list can be sorted by: the field's name.
    Column(String),
    /// The head of a column that only what is loaded can be sorted by.
    ColumnHere(Shows),
    /// A day of a calendar.
    Day(Day),
    /// A field of the form, by its place.
    Field(usize),
    /// A row of a menu, the palette, the requests or what was found, by its place.
    Item(usize),
    /// A button of a review or a question, by its place.
    Button(usize),
}

/// How something that may be longer than what is seen of it can be scrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scrolls {
    /// How many rows can be scrolled away.
    pub furthest: usize,
    /// How many rows are seen at a time.
    pub seen: usize,
}

/// The places of one frame.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// The keys that applied when it was drawn.
    pub mode: Option<Mode>,
    /// How what lies over the panes can be scrolled, where it may be longer
    /// than what is seen of it.
    pub scrolls: Option<Scrolls>,
    noted: Vec<(Area, Target)>,
    /// A calendar, and the day in its first cell.
    days: Option<(Area, Day)>,
}

impl Places {
    /// None yet, on a frame that is drawn while those keys apply.
    #[must_use]
    pub fn new(mode: Mode) -> Self {
        Self {
            mode: Some(mode),
            ..Self::default()
        }
    }

    /// Notes a place.
    pub fn put(&mut self, area: Area, target: Target) {
        if area.width > 0 && area.height > 0 {
            self.noted.push((area, target));
        }
    }

    /// Notes a calendar: a day a cell, from above to below and then from left to
    /// right.
    pub fn put_days(&mut self, area: Area, first: Day) {
        self.days = Some((area, first));
    }

    /// What lies at a cell: of several places the one noted last.
    #[must_use]
    pub fn at(&self, column: u16, row: u16) -> Option<Target> {
        let mut last_first = self.noted.iter().rev();
        let found = last_first.find(|(area, _)| area.contains(column, row));
        found
            .map(|(_, target)| target.clone())
            .or_else(|| self.day_at(column, row).map(Target::Day))
    }

    fn day_at(&self, column: u16, row: u16) -> Option<Day> {
        let (area, first) = self.days.filter(|(area, _)| area.contains(column, row))?;
        let before = i32::from(column - area.x) * i32::from(area.height);
        Some(first.plus(before + i32::from(row - area.y)))
    }

    /// Forgets what was noted: something else covers it.
    pub fn clear(&mut self) {
        self.noted.clear();
        self.days = None;
    }
}
