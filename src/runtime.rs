//! The only I/O: the terminal, sockets, files, clocks and tasks.
//!
//! ```text
//! Call ──▶ engine: encode ──▶ budget ──▶ net ──▶ decode ──▶ Msg::Replied
//! ```
//!
//! - What runs: [`explorer`] and the screen before it ([`start`]), [`batch`] for
//!   the command line, [`trial`] and [`prompt`] for a new profile.
//! - Requests: [`engine`] has a profile's `queue` and [`budget`], which other
//!   running whoswho share by `send_log`; [`net`] sends, `retry` says what is
//!   sent again, [`secrets`] reads tokens.
//! - The screen: [`terminal`], [`themes`], [`clipboard`], and `pace`, which says
//!   when a frame is drawn.
//! - The disk: [`journal`], and `kept` and `lock` for what a profile finds when it
//!   is opened, [`session`] for what else outlives a run; [`files`] are those that people write, `private` opens our own.
//!
//! Everything else is handed what it needs; `clippy.toml` bans clocks, files
//! and the environment outside this folder, the demo and the program's edge.
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
mod kept;
mod lock;
mod log;
pub mod net;
mod pace;
pub mod paths;
mod private;
pub mod prompt;
mod queue;
mod retry;
pub mod secrets;
mod send_log;
pub mod session;
pub mod start;
pub mod terminal;
pub mod themes;
pub mod trial;

use std::io;

use tokio::runtime::{Builder, Runtime};

/// What all that waits runs on: one thread.
///
/// # Errors
/// If the system refuses.
pub fn event_loop() -> io::Result<Runtime> {
    Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|why| io::Error::new(why.kind(), format!("no event loop: {why}")))
}
