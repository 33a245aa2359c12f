//! The embedded server.

use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::Duration;

use whoswho::demo::{self, Demo};
use whoswho::runtime::terminal;

use super::Failure;
use crate::cli::DemoOptions;

/// Starts it inside this process.
///
/// # Errors
/// If it cannot listen on 127.0.0.1.
pub fn start(options: &DemoOptions) -> Result<Demo, Failure> {
    demo::start(&demo::Options {
        people: options.people,
        seed: options.seed,
        latency: Duration::from_millis(options.latency),
        budget: options.budget,
        day: options.day,
    })
    .map_err(|why| {
        Failure::failed(format!(
            "whoswho: the demo cannot listen on 127.0.0.1: {why}"
        ))
    })
}

/// Only serves, until interrupted.
///
/// # Errors
/// If it cannot listen, or signals cannot be watched.
pub fn serve(options: &DemoOptions) -> Result<ExitCode, Failure> {
    let demo = start(options)?;
    let mut out = io::stdout().lock();
    for server in demo.servers() {
        let line = writeln!(out, "{} {} {}", server.name, server.url, server.token);
        if line.and_then(|()| out.flush()).is_err() {
            // Whoever wanted to know has gone.
            return Ok(ExitCode::SUCCESS);
        }
    }
    drop(out);
    terminal::wait_for_end()
        .map(ExitCode::from)
        .map_err(|why| Failure::failed(format!("whoswho: signals cannot be watched: {why}")))
}
