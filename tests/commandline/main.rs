//! The command line for data, as a script sees it: the program itself as a
//! child process, against servers that refuse what their API does not document.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test's edge: it writes and reads files, and one that cannot go on has failed"
)]

mod child;
mod described;
mod filters;
mod output;
mod pages;
mod reads;
mod refusals;
mod walks;

// The servers of the explorer's tests, which use the rest of them.
#[path = "../explorer"]
#[allow(dead_code, unused_imports)]
mod shared {
    pub mod strict;
}
use shared::strict;
