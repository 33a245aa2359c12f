//! The only I/O: the terminal, sockets, files, clocks and tasks.
//!
//! ```text
//! Call ──▶ engine ── budget ──▶ encode ──▶ net ──▶ decode ──▶ Msg::Replied
//! ```
//!
//! Everything else is handed what it needs; `clippy.toml` bans clocks, files
//! and the environment outside this folder, the demo and `main`.
#![expect(
    clippy::disallowed_methods,
    reason = "this folder is where clocks, files and the environment are read"
)]

pub mod batch;
pub mod budget;
pub mod clipboard;
pub mod clock;
pub mod engine;
pub mod explorer;
pub mod files;
pub mod journal;
pub mod kept;
pub mod lock;
pub mod log;
pub mod net;
mod pace;
pub mod paths;
pub mod private;
pub mod prompt;
pub mod queue;
pub mod retry;
pub mod secrets;
pub mod send_log;
pub mod start;
pub mod terminal;
pub mod themes;
pub mod trial;
