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
//! - The end: [`panics`], for a fault of whoswho's own.
//! - What was seen: [`finder`], a thread that looks through all of it, and
//!   [`store`], which keeps it for later runs.
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
pub mod finder;
pub mod journal;
mod kept;
mod lock;
mod log;
pub mod net;
mod pace;
pub mod panics;
pub mod paths;
mod private;
pub mod prompt;
mod queue;
mod retry;
pub mod secrets;
mod send_log;
pub mod session;
pub mod start;
pub mod store;
pub mod terminal;
pub mod themes;
pub mod trial;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

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

/// Does some work to its end. What is still being sent, read or written does not
/// hold up the end, not even that of a panic.
fn to_its_end<T>(runtime: Runtime, work: impl Future<Output = T>) -> T {
    // Nothing is used any more of what the panic left.
    let done = catch_unwind(AssertUnwindSafe(|| runtime.block_on(work)));
    runtime.shutdown_background();
    done.unwrap_or_else(|panic| resume_unwind(panic))
}
