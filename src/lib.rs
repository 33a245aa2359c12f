//! A terminal explorer for user directories.
//!
//! Three ideas carry it:
//!
//! 1. A directory is data. A TOML description says where its records live, how
//!    its lists are paged and sorted, which fields can be written and what its
//!    rate limits are. No code asks which directory it is talking to.
//! 2. The middle is pure. [`app::update`] takes a message and the time, changes
//!    the [`App`](app::App) and returns the effects it wants. It reads no clock,
//!    no file and no socket, so that what a key does, and every race between an
//!    answer and an operator who has moved on, is a unit test of a few lines.
//! 3. One folder does I/O. [`runtime`] owns the terminal, sockets, files, clocks
//!    and tasks. It draws when nothing is left to handle, and not otherwise.
//!
//! # One keypress, one page
//!
//! ```text
//! j ─▶ runtime: input ─▶ Msg::Key ─▶ keys: keymap ─▶ Action::Down
//!   ─▶ app: the listing moves, and wants a page ─▶ Effect::Send
//!   ─▶ runtime: draws what there is
//!
//! Effect::Send ─▶ directory: encode ─▶ runtime: budget lets it pass, the token
//!   is added, it is sent and read within caps ─▶ directory: decode
//!   ─▶ Msg::Replied ─▶ app: the listing accepts the page ─▶ runtime: draws
//! ```
//!
//! # The map
//!
//! - [`text`]: text from outside, and the one way to show it.
//! - [`keys`]: the table of everything a key can do, and which keys do it.
//! - [`directory`]: what a directory is, and how a call becomes a request and an
//!   answer becomes records.
//! - [`config`]: the configuration's text, checked.
//! - [`export`]: records as text, Markdown, TSV, CSV, JSON; requests as curl.
//! - [`app`]: what the explorer knows, and what a message does to it.
//! - [`ui`]: what is drawn of it.
//! - [`runtime`]: the loops of the explorer and of the command line, the engine
//!   that sends their requests, the thread that looks through what was seen, and
//!   all other I/O.
//! - [`demo`]: the embedded servers. They know nothing of the rest, so that a
//!   misreading of an API on one side shows.
//!
//! The program around it is `main`, its command line `cli`, and what each command
//! does, `commands`. They use this library as anyone would, bind the demo and hand
//! its addresses over as ordinary profiles.
//!
//! # The import rule
//!
//! What each folder may name of the others. Only `runtime`, `demo`, `commands`
//! and `main` may touch clocks, files, the environment, sockets and threads.
//! `tests/layers.rs` holds the rule against every path in the code, and
//! `clippy.toml` bans the calls.
//!
//! | folder | may use |
//! | --- | --- |
//! | `text` | |
//! | `keys` | `text` |
//! | `directory` | `text` |
//! | `config` | `keys`, `directory`, `text` |
//! | `export` | `directory`, `text` |
//! | `app` | `directory`, `config`, `keys`, `export`, `text` |
//! | `ui` | `app`, `directory`, `keys`, `text` |
//! | `demo` | |
//! | `runtime` | `app`, `config`, `directory`, `export`, `keys`, `text`, `ui` |
//! | `cli` | |
//! | `commands` | `app`, `cli`, `config`, `demo`, `directory`, `export`, `keys`, `runtime`, `text`, `ui` |
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
