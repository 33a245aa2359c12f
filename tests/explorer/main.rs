//! The program itself in a pseudo-terminal, against servers that refuse what
//! their API does not document. Each test waits for what the screen shows, and
//! lets the server's ledger judge.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test reads files and clocks, and one that cannot go on has failed"
)]

mod explorer;
mod pty;
mod sequences;
mod strict;

#[path = "../hostile/hostile.rs"]
mod hostile;

mod accessible;
mod activity;
mod adding;
mod configuration;
mod copying;
mod demo;
mod finding;
mod keep;
mod locks;
mod million;
mod mouse;
mod opening;
mod palette;
mod people;
mod players;
mod refusals;
mod relations;
mod remembering;
mod seen;
mod sharing;
mod sizes;
mod spending;
mod start;
mod terminal;
mod themes;
