//! The journal's lines: one JSON object each, before a change is sent and
//! again with its outcome, under one id.

mod past;

pub use past::{History, Past, still_needed};

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{Change, Verb};
use crate::directory::call::Input;
use crate::directory::who::Who;
use crate::text::escape_json;

/// Stands for a value that is not written down.
const SECRET: &str = "(secret)";

/// How a journalled change stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// The values were seen.
    Applied,
    /// The server took it, and no read can show it.
    Accepted,
    /// The server said no.
    Rejected,
    /// Nothing reached the server.
    NotSent,
    /// Nobody can say yet.
    Unknown,
}

impl State {
    const ALL: [Self; 5] = [
        Self::Applied,
        Self::Accepted,
        Self::Rejected,
        Self::NotSent,
        Self::Unknown,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::NotSent => "not sent",
            Self::Unknown => "unknown",
        }
    }
}

/// One transmission in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry(String);

impl Entry {
    /// The entry of a transmission that begins now. Two in one nanosecond on
    /// one host would share it; a person confirms each.
    pub(super) fn new(now: Timestamp) -> Self {
        Self(format!("{:x}", now.as_nanosecond()))
    }

    /// The line before sending. `again` is the transmission of the same change
    /// whose outcome was not known when the operator sent it anew: this one's
    /// outcome takes the place of that.
    pub(super) fn sending(&self, change: &Change, again: Option<&Self>, now: Timestamp) -> String {
        let fields: Map<String, Value> = change
            .fields
            .iter()
            .map(|field| {
                let mut values = Map::new();
                if let Some(before) = field.before.json() {
                    values.insert("before".to_owned(), before.clone());
                }
                values.insert("after".to_owned(), sent(&field.after));
                (field.name.clone(), Value::Object(values))
            })
            .collect();
        let mut entry = json!({
            "id": self.0,
            "at": now.to_string(),
            "profile": change.profile,
            "address": change.address,
            "change": verb(change.verb),
            "resource": change.resource.as_str(),
            "record": change.record.as_ref().map(|record| record.id.raw()),
            "name": change.name.raw(),
            "who": change.who,
            "fields": fields,
            "state": "sending",
        });
        if let (Some(again), Some(entry)) = (again, entry.as_object_mut()) {
            entry.insert("again".to_owned(), json!(again.0));
        }
        line(&entry)
    }

    /// The line about how it went. `after` is who the record now is and what it
    /// holds in the changed fields, where it was seen.
    pub(super) fn ended(
        &self,
        state: State,
        detail: &str,
        after: Option<(Who, Map<String, Value>)>,
        now: Timestamp,
    ) -> String {
        let mut entry = json!({
            "id": self.0,
            "at": now.to_string(),
            "state": state.name(),
            "detail": detail,
        });
        if let (Some((who, after)), Some(entry)) = (after, entry.as_object_mut()) {
            entry.insert("who".to_owned(), json!(who));
            entry.insert("after".to_owned(), Value::Object(after));
        }
        line(&entry)
    }

    /// The line about an outcome that will not be known: nobody looks any more.
    pub(super) fn closed(&self, detail: &str, now: Timestamp) -> String {
        line(&json!({
            "id": self.0,
            "at": now.to_string(),
            "state": State::Unknown.name(),
            "detail": detail,
            "closed": true,
        }))
    }
}

const fn verb(verb: Verb) -> &'static str {
    match verb {
        Verb::Edit => "edit",
        Verb::Toggle => "disable or enable",
        Verb::Disable => "disable",
        Verb::Enable => "enable",
        Verb::Create => "create",
        Verb::Remove => "remove",
    }
}

fn sent(input: &Input) -> Value {
    match input {
        Input::Text(text) => Value::from(text.as_str()),
        Input::YesNo(yes) => Value::from(*yes),
        Input::Secret(_) => Value::from(SECRET),
    }
}

fn line(entry: &Value) -> String {
    escape_json(&entry.to_string()).into_owned()
}
