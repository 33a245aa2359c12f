//! What keys and answers do to the explorer as a whole.

mod browsing;
mod budgeting;
mod changing;
mod copying;
mod faults;
mod first_frame;
mod holding;
mod keeping;
mod properties;
mod recalling;
mod remembering;
mod requests;
mod room;

use serde_json::Value;

use super::testing::{Driven, connection, keeping, user};
use super::view::{Pane, Source};
use crate::config::connection::Connection;
use crate::directory::call::{At, Call, ListOf};

/// Leanmote, of which what is seen is kept for a day.
fn support() -> Connection {
    keeping("support", "leanmote", "1d")
}

fn users(from: usize, to: usize) -> Vec<Value> {
    (from..to).map(user).collect()
}

fn id(number: usize) -> String {
    user(number)["id"].as_str().unwrap().to_owned()
}

/// An explorer on Leanmote with the first page of 250 users, all answered.
fn on_users() -> Driven {
    let mut driven = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    let users: Vec<_> = (0..100).map(user).collect();
    let next = Some(At::Page(1));
    driven.answer_page(&users, next, Some(250));
    driven
}

/// The list on the screen.
fn source(driven: &Driven) -> &Source {
    &driven.app.profile().view().unwrap().source
}

fn focus(driven: &Driven) -> Pane {
    driven.app.profile().view().unwrap().focus
}

/// The id under the cursor.
fn selected(driven: &Driven) -> String {
    driven
        .app
        .profile()
        .row()
        .unwrap()
        .id()
        .unwrap()
        .raw()
        .to_owned()
}

/// The one list that is asked for.
fn asked_list(driven: &Driven) -> &ListOf {
    match driven.asked().as_slice() {
        [Call::List { of, .. }] => of,
        other => panic!("one list should be asked for, not {other:?}"),
    }
}
