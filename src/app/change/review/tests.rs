mod before;
mod create;
mod desk;
mod fresh;
mod grave;
mod keys;
mod properties;
mod sent;
mod verify;

use std::time::Duration;

use rstest::rstest;
use serde_json::{Value, json};

use super::*;
use crate::app::change::outcome::{Confirmed, Draft, Found, NotSent, Outcome};
use crate::app::change::tests::{ana, connection, edit, record, text, users};
use crate::app::change::{Besides, FieldChange, Verb};
use crate::directory::call::{Input, NetworkError, Page, Secret, ServerWords};
use crate::keys::Action;
use crate::text::Untrusted;
use desk::Desk;

const TIMEOUT: ApiError = ApiError::Network(NetworkError::Timeout { sent: true });

type Answer = Result<Reply, ApiError>;

#[expect(clippy::unnecessary_wraps, reason = "an answer like any other")]
fn read(json: &Value) -> Answer {
    Ok(Reply::Record(record(json)))
}

#[expect(clippy::unnecessary_wraps, reason = "an answer like any other")]
fn written(json: Option<&Value>) -> Answer {
    Ok(Reply::Written(json.map(record)))
}

fn gone() -> Answer {
    Err(ApiError::NotFound(ServerWords::default()))
}

fn said(message: &str) -> ServerWords {
    ServerWords {
        message: Some(Untrusted::new(message.to_owned())),
        ..ServerWords::default()
    }
}

/// Ana with another value in one field.
fn ana_with(field: &str, value: impl Into<Value>) -> Value {
    let mut ana = ana();
    ana[field] = value.into();
    ana
}

/// The review of Ana's first name becoming Anna, in PeopleLens.
fn rename() -> Desk {
    let to = connection("peoplelens");
    let change = edit(&to, &ana(), &[("first_name", text("Anna"))]);
    Desk::open(change, &users(&to))
}

/// As [`rename`], sent.
fn sent_rename() -> Desk {
    let mut desk = rename();
    desk.answer(&read(&ana()));
    desk.settle();
    desk.key(Action::Send);
    desk.took();
    desk
}
