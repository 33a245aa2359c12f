//! The rectangles of the panes for a size: what is visible and what a click
//! hits. The screen is drawn from the same.

use super::view::Pane;

/// The terminal's size in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Area {
    /// The first column, from 0.
    pub x: u16,
    /// The first row, from 0.
    pub y: u16,
    /// How many columns.
    pub width: u16,
    /// How many rows.
    pub height: u16,
}

impl Area {
    /// Whether a cell lies in it.
    #[must_use]
    pub const fn contains(self, column: u16, row: u16) -> bool {
        column >= self.x
            && row >= self.y
            && column - self.x < self.width
            && row - self.y < self.height
    }

    const fn rows(self, from: u16, count: u16) -> Self {
        let y = self.y.saturating_add(from);
        let left = self.height.saturating_sub(from);
        Self {
            y,
            height: if count < left { count } else { left },
            ..self
        }
    }

    const fn inside(self) -> Self {
        Self {
            x: self.x.saturating_add(1),
            y: self.y.saturating_add(1),
            width: self.width.saturating_sub(2),
            height: self.height.saturating_sub(2),
        }
    }
}

/// How much fits on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Under 40x10: one line that says so.
    TooSmall,
    /// Under 60 columns: one pane, two lines a record.
    Small,
    /// Under 100 columns: one pane.
    Narrow,
    /// Both panes.
    Wide,
}

/// The smallest width that shows both panes.
pub const WIDE: u16 = 100;
/// The smallest width that shows a record in one line.
pub const NARROW: u16 = 60;
/// The smallest size that shows anything.
pub const SMALLEST: Size = Size {
    width: 40,
    height: 10,
};

/// The rows of a notice that is read aloud.
const NOTICE_READ_ALOUD: u16 = 2;

/// Where everything is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// How much fits.
    pub class: Class,
    /// Profile, tabs, lock.
    pub header: Area,
    /// Trail, filter and counts.
    pub trail: Area,
    /// The list's pane with its frame, if it is shown.
    pub listing: Option<Area>,
    /// The rows of the list inside it, its head left out.
    pub rows: Area,
    /// The detail pane with its frame, if it is shown.
    pub detail: Option<Area>,
    /// Its tabs: on its frame, or above it where it has none.
    pub tabs: Area,
    /// What is below or inside those.
    pub detail_inside: Area,
    /// What is drawn above a relation's list, if anything is: no rows.
    pub picture: Area,
    /// A relation's list, its head among it.
    pub related: Area,
    /// The notice; where there is no row of its own, it shares the footer's.
    /// Where it is read aloud, it begins on the first of these rows always.
    pub notice: Area,
    /// Budget and hints.
    pub footer: Area,
    /// How many rows a record takes.
    pub lines_per_record: u16,
}

impl Layout {
    /// Where everything is at a size, with that pane having the keys. Where it
    /// is to be read aloud, there is one pane at any width, and a notice has
    /// rows of its own: it covers nothing and nothing covers it.
    #[must_use]
    pub fn new(size: Size, focus: Pane, read_aloud: bool) -> Self {
        let screen = Area {
            x: 0,
            y: 0,
            width: size.width,
            height: size.height,
        };
        let class = if size.width < SMALLEST.width || size.height < SMALLEST.height {
            Class::TooSmall
        } else if size.width < NARROW {
            Class::Small
        } else if size.width < WIDE || read_aloud {
            Class::Narrow
        } else {
            Class::Wide
        };
        let notice = if read_aloud { NOTICE_READ_ALOUD } else { 1 };
        let panes = screen.rows(2, size.height.saturating_sub(3 + notice));
        let lines_per_record = if class == Class::Small { 2 } else { 1 };
        let (listing, detail) = match class {
            Class::TooSmall => (None, None),
            Class::Small | Class::Narrow => match focus {
                Pane::Listing => (Some(panes), None),
                Pane::Detail => (None, Some(panes)),
            },
            Class::Wide => {
                let left = panes.width * 57 / 100;
                let listing = Area {
                    width: left,
                    ..panes
                };
                let detail = Area {
                    x: left,
                    width: panes.width - left,
                    ..panes
                };
                (Some(listing), Some(detail))
            }
        };
        let framed = class == Class::Wide;
        let inside = |area: Area| if framed { area.inside() } else { area };
        let head = u16::from(class != Class::Small);
        let detail_inside = detail.map_or(Area::default(), |a| {
            if framed {
                a.inside()
            } else {
                a.rows(1, u16::MAX)
            }
        });
        Self {
            class,
            header: screen.rows(0, 1),
            trail: screen.rows(1, 1),
            rows: listing.map_or(Area::default(), |a| inside(a).rows(head, u16::MAX)),
            listing,
            tabs: detail.map_or(Area::default(), |a| a.rows(0, 1)),
            detail_inside,
            picture: detail_inside.rows(0, 0),
            related: detail_inside,
            detail,
            notice: screen.rows(size.height.saturating_sub(1 + notice), notice),
            footer: screen.rows(size.height.saturating_sub(1), 1),
            lines_per_record,
        }
    }

    /// With so many rows for what is drawn above a relation's list.
    #[must_use]
    pub const fn with_picture(mut self, rows: u16) -> Self {
        self.picture = self.detail_inside.rows(0, rows);
        self.related = self.detail_inside.rows(rows, u16::MAX);
        self
    }

    /// How many records the list shows at once.
    #[must_use]
    pub const fn records(&self) -> u16 {
        self.rows.height / self.lines_per_record
    }

    /// Which of how many rows of a pane's scroll bar a cell is, if it is one:
    /// the right side of its frame.
    #[must_use]
    pub fn scroll_bar(&self, pane: Pane, column: u16, row: u16) -> Option<(u16, u16)> {
        let area = match pane {
            Pane::Listing => self.listing,
            Pane::Detail => self.detail,
        }?;
        let inside = area.inside();
        let is_on_it = self.class == Class::Wide
            && column + 1 == area.x + area.width
            && (inside.y..inside.y + inside.height).contains(&row);
        is_on_it.then(|| (row - inside.y, inside.height))
    }

    /// The rows of a list in the detail pane, its head left out.
    #[must_use]
    pub const fn related_rows(&self) -> Area {
        let head = if self.lines_per_record == 1 { 1 } else { 0 };
        self.related.rows(head, u16::MAX)
    }

    /// How many records a list in the detail pane shows at once.
    #[must_use]
    pub const fn related_records(&self) -> u16 {
        self.related_rows().height / self.lines_per_record
    }
}
