//! Keys, what they do, and how that is changed.
//!
//! [`Action`] is made from one table: its name, group, help and default keys by
//! mode. The keymap, the help screen, the hints, `whoswho keys` and the README
//! all come from that table, so none of them can disagree with the others.
//!
//! Nothing here knows of a terminal: `runtime` turns what the terminal sends
//! into a [`Key`], and [`Keymap::lookup`] says what it means in a [`Mode`].

mod action;
mod key;
mod keymap;
mod reference;
mod sequence;

pub use action::{Action, Group, Mode};
pub use key::{Code, Key, KeyError, Modifiers};
pub use keymap::{BindError, Keymap, Lookup};
pub use reference::{markdown_table, plain_table};
pub use sequence::Sequence;
