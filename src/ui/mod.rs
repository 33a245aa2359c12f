//! The screen: what the explorer knows, as cells.
//!
//! Everything here is a function of what is drawn, of what it looks like and
//! of where it goes. Nothing is kept from frame to frame, no clock is read and
//! nothing is asked for: the same [`App`] gives the same cells. Dates are those
//! of UTC, as no time zone is known here.
//!
//! Only what is seen is read: of a list the rows in its pane, and its first
//! records for the widths of its columns.

pub mod theme;

/// stub
pub fn draw(
    _app: &crate::app::App,
    _theme: &theme::Theme,
    _area: ratatui::layout::Rect,
    buffer: &mut ratatui::buffer::Buffer,
) -> Option<ratatui::layout::Position> {
    buffer.set_string(0, 0, "hello", ratatui::style::Style::new());
    None
}
