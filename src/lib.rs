//! whoswho: a terminal explorer for user directories.
#![forbid(unsafe_code)]

pub mod app;
pub mod config;
pub mod demo;
pub mod directory;
pub mod export;
pub mod keys;
pub mod runtime;
pub mod text;
pub mod ui;
