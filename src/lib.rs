pub mod demo;
pub mod keys;
pub mod text;
