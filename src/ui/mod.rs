//! The screen: what the explorer knows, as cells.

pub mod theme;
