//! The program itself on connections that break, and over restarts. What the
//! server wrote down is the judge, never what the screen believes.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test reads files and clocks, and one that cannot go on has failed"
)]
// What the tests of the explorer need beside these is unused here.
#[path = "../explorer"]
#[allow(dead_code, unused_imports, reason = "shared with other tests")]
mod shared {
    pub mod explorer;
    pub mod pty;
    pub mod sequences;
    pub mod strict;
}

use shared::{explorer, pty, sequences, strict};

mod wire;

mod keys;
mod restarts;
mod session;
mod survival;
mod writing;
