//! What a directory is and how to speak to it. Pure: no sockets, files or
//! clocks.
//!
//! A directory is data. A TOML text becomes a [`Description`] by [`check`],
//! three of which are [`builtin`]; everything else here interprets one, and no
//! code asks whose it is:
//!
//! ```text
//! Call ── encode ──▶ Request ── net ──▶ Response ──┬─ decode ──▶ Reply | ApiError
//!                                                  └─ limits ──▶ what is left
//! ```
//!
//! A [`Record`] is kept as the bytes that came. [`shape`] tells which fields
//! the description knows in it, and [`value`] what it holds in each. [`strict`]
//! reads any TOML file of ours with a place and a suggestion for each fault;
//! [`address`] says which addresses a token may be sent to.
//!
//! [`Description`]: description::Description
//! [`Record`]: record::Record

pub mod address;
pub mod builtin;
pub mod call;
pub mod check;
mod credentials;
pub mod decode;
pub mod description;
pub mod encode;
pub mod limits;
pub mod pointer;
pub mod record;
pub mod shape;
pub mod strict;
pub mod value;
pub mod who;
