//! The screen: what the explorer knows, as cells.

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
