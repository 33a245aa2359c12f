//! The journal read back: what can be undone, and what nobody knows the end of.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::{Entry, SECRET, State, verb};
use crate::app::change::held::Held;
use crate::app::change::{Change, FieldChange, Verb};
use crate::app::dates;
use crate::config::connection::Connection;
use crate::directory::call::{Input, RecordRef, ResourceName, Secret};
use crate::directory::description::Resource;
use crate::directory::pointer::Pointer;
use crate::directory::record::RecordId;
use crate::text::Untrusted;

/// How many applied changes are brought back, the newest.
const APPLIED_KEPT: usize = 200;

/// What the journal tells of earlier runs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    /// Changes whose values were seen, the oldest first.
    pub applied: Vec<Past>,
    /// Changes that were sent and whose outcome nobody knows, the oldest first.
    pub pending: Vec<Past>,
    /// How many lines could not be read.
    pub damaged: usize,
}

/// A change of an earlier run.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    entry: Entry,
    at: Timestamp,
    profile: String,
    address: String,
    verb: Verb,
    resource: String,
    record: Option<String>,
    name: String,
    fields: Vec<PastField>,
    /// How it went, and what was said of it; none where only the sending was
    /// written down.
    outcome: Option<(State, String)>,
    closed: bool,
}

#[derive(Debug, Clone, PartialEq)]
struct PastField {
    name: String,
    before: Option<Value>,
    after: Value,
}

impl History {
    /// Reads the journal's text. A line that is cut off or makes no sense is
    /// left out and counted.
    #[must_use]
    pub fn read(journal: &str) -> Self {
        let (changes, damaged) = read(journal);
        let (pending, ended): (Vec<Past>, Vec<Past>) =
            changes.into_iter().partition(Past::is_pending);
        let mut applied: Vec<Past> = ended
            .into_iter()
            .filter(|past| matches!(past.outcome, Some((State::Applied, _))))
            .collect();
        applied.drain(..applied.len().saturating_sub(APPLIED_KEPT));
        Self {
            applied,
            pending,
            damaged,
        }
    }
}

/// The lines of a journal that a new one has to begin with: those of changes
/// whose outcome is still to be found out.
#[must_use]
pub fn still_needed(journal: &str) -> Vec<&str> {
    let (changes, _) = read(journal);
    let pending: Vec<&str> = changes
        .iter()
        .filter(|past| past.is_pending())
        .map(|past| past.entry.0.as_str())
        .collect();
    // What was repeated once is not repeated twice.
    let mut seen = HashSet::new();
    let is_needed = |line: &&str| {
        serde_json::from_str::<Value>(line)
            .ok()
            .and_then(|line| Some(pending.contains(&line.get("id")?.as_str()?)))
            .unwrap_or_default()
    };
    journal
        .lines()
        .filter(is_needed)
        .filter(|line| seen.insert(*line))
        .collect()
}

/// The changes of a journal in the order they were sent, and how many of its
/// lines say nothing.
fn read(journal: &str) -> (Vec<Past>, usize) {
    let mut changes: Vec<Past> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut damaged = 0;
    for line in journal.lines().filter(|line| !line.trim().is_empty()) {
        let Ok(Value::Object(line)) = serde_json::from_str(line) else {
            damaged += 1;
            continue;
        };
        let known = text(&line, "id").and_then(|id| places.get(id)).copied();
        match (known, text(&line, "state")) {
            // A journal that was begun anew repeats what it still needs.
            (Some(_), Some("sending")) => {}
            (None, Some("sending")) => match Past::sending(&line) {
                Some(past) => {
                    places.insert(past.entry.0.clone(), changes.len());
                    changes.push(past);
                }
                None => damaged += 1,
            },
            (Some(at), Some(state)) => {
                let known = State::ALL.into_iter().find(|known| known.name() == state);
                match (known, changes.get_mut(at)) {
                    (Some(state), Some(past)) => past.ended(state, &line),
                    _ => damaged += 1,
                }
            }
            // How a change ended whose beginning is in an older journal.
            (None, Some(state)) if State::ALL.iter().any(|known| known.name() == state) => {}
            (_, _) => damaged += 1,
        }
    }
    (changes, damaged)
}

impl Past {
    fn sending(line: &Map<String, Value>) -> Option<Self> {
        const VERBS: [Verb; 6] = [
            Verb::Edit,
            Verb::Toggle,
            Verb::Disable,
            Verb::Enable,
            Verb::Create,
            Verb::Remove,
        ];
        let owned = |name| text(line, name).map(str::to_owned);
        let done = text(line, "change")?;
        let fields = line.get("fields")?.as_object()?;
        let field = |(name, values): (&String, &Value)| {
            Some(PastField {
                name: name.clone(),
                before: values.get("before").cloned(),
                after: values.get("after")?.clone(),
            })
        };
        Some(Self {
            entry: Entry(owned("id")?),
            at: text(line, "at")?.parse().ok()?,
            profile: owned("profile")?,
            address: owned("address")?,
            verb: VERBS.into_iter().find(|known| verb(*known) == done)?,
            resource: owned("resource")?,
            record: owned("record"),
            name: owned("name")?,
            fields: fields.iter().map(field).collect::<Option<_>>()?,
            outcome: None,
            closed: false,
        })
    }

    fn ended(&mut self, state: State, line: &Map<String, Value>) {
        let detail = text(line, "detail").unwrap_or_default().to_owned();
        self.outcome = Some((state, detail));
        self.closed = line.get("closed") == Some(&Value::Bool(true));
    }

    /// Whether its outcome is still to be found out.
    fn is_pending(&self) -> bool {
        !self.closed && matches!(self.outcome, None | Some((State::Unknown, _)))
    }

    /// Whether nothing was written down after it was sent: unless the program
    /// was cut off, another one that still runs is waiting for its answer.
    #[must_use]
    pub const fn was_cut_off(&self) -> bool {
        self.outcome.is_none()
    }

    pub(in crate::app::change) const fn entry(&self) -> &Entry {
        &self.entry
    }

    /// Why its outcome is not known, without a full stop, safe to show.
    pub(in crate::app::change) fn why(&self) -> String {
        let (day, time) = (dates::day(self.at), dates::second_of_day(self.at));
        let detail = match &self.outcome {
            Some((_, detail)) if !detail.is_empty() => {
                String::from(Untrusted::new(detail.as_str()).shown_within(300))
            }
            _ => "the program ended before it was known".to_owned(),
        };
        format!("it was sent on {day} at {time}; {detail}")
    }

    /// The change through a profile. None if it was made through another, to
    /// another origin, or of what the description does not know any more.
    #[must_use]
    pub fn change(&self, to: &Connection) -> Option<Change> {
        let resource = to.description.resource(&self.resource)?;
        let blank = Change::blank(to, resource, self.verb);
        if blank.profile != self.profile || blank.address.as_str() != self.address {
            return None;
        }
        let fields = self.fields.iter().map(|field| field.change(resource));
        Some(Change {
            record: self.record.as_ref().map(|id| RecordRef {
                resource: ResourceName::new(&self.resource),
                id: RecordId::new(id.as_str()),
            }),
            name: Untrusted::new(self.name.clone()),
            fields: fields.collect::<Option<_>>()?,
            ..blank
        })
    }
}

impl PastField {
    fn change(&self, resource: &Resource) -> Option<FieldChange> {
        let after = match &self.after {
            Value::String(text) if text == SECRET => Input::Secret(Secret::new(String::new())),
            Value::String(text) => Input::Text(text.clone()),
            Value::Bool(yes) => Input::YesNo(*yes),
            _ => return None,
        };
        let before = Held::journalled(self.before.clone());
        Some(match resource.field(&self.name) {
            Some(field) => FieldChange::new(field, before, after),
            // A password is no field of the record.
            None => FieldChange {
                name: self.name.clone(),
                label: self.name.replace('_', " "),
                at: Pointer::to(&self.name),
                words: None,
                grave: false,
                before,
                after,
                landed: None,
            },
        })
    }
}

fn text<'l>(line: &'l Map<String, Value>, name: &str) -> Option<&'l str> {
    line.get(name)?.as_str()
}
