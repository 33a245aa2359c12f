//! How much room a picture gets above its list.

use super::Activity;
use crate::app::App;
use crate::app::geometry::Class;

/// A year in weeks: 52 and what is left of the first and the last.
pub const YEAR: u16 = 53;
/// Rows of the map: the months and seven days.
const MAP: u16 = 8;
/// Rows of what is said below it.
const SAID: u16 = 2;
/// Rows that a list keeps, its head among them.
const LIST: u16 = 8;
/// The most kinds that have a bar of their own.
const KINDS: u16 = 8;
/// What stands before the weeks: a margin, a weekday and a blank.
pub const BEFORE_WEEKS: u16 = 3;
/// Blank columns between the weeks and the bars beside them.
pub const BESIDE: u16 = 3;
/// The least columns of bars beside the weeks.
const BARS: u16 = 18;

/// How what happened is drawn above its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// As what.
    pub picture: Picture,
    /// How many rows it takes.
    pub rows: u16,
}

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// Words, to be read aloud.
    Words,
    /// The last weeks in one row.
    Line,
    /// A calendar of weeks, and bars of kinds beside it.
    Beside,
    /// A calendar of weeks, and so many bars of kinds below it.
    Below {
        /// How many rows of bars.
        bars: u16,
    },
}

impl Plan {
    /// What there is room for.
    pub(super) fn new(app: &App, activity: &Activity) -> Option<Self> {
        let layout = app.bare_layout();
        layout.detail?;
        let (width, height) = (layout.detail_inside.width, layout.detail_inside.height);
        let kinds = u16::try_from(activity.kinds().len()).unwrap_or(u16::MAX);
        if app.looks.accessible {
            // Two rows of a small screen, and four of a large one.
            let rows = (height / 3).min(4);
            return (rows > 0).then_some(Self {
                picture: Picture::Words,
                rows,
            });
        }
        let line = Self {
            picture: Picture::Line,
            rows: 1,
        };
        if layout.class <= Class::Small {
            return (height >= 5).then_some(line);
        }
        let map = MAP + SAID + 1;
        if height < map + LIST {
            return (height >= LIST).then_some(line);
        }
        if width >= BEFORE_WEEKS + YEAR + BESIDE + BARS {
            return Some(Self {
                picture: Picture::Beside,
                rows: map,
            });
        }
        // A blank row comes with the bars.
        let left = height - map - LIST;
        let bars = kinds.min(KINDS).min(left.saturating_sub(1));
        let rows = if bars > 0 { map + bars + 1 } else { map };
        Some(Self {
            picture: Picture::Below { bars },
            rows,
        })
    }
}
