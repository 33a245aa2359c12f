pub mod keys;
pub mod text;
pub mod ui;
