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
use crate::directory::who::Who;
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
    /// The transmission that it repeats.
    again: Option<Entry>,
    at: Timestamp,
    profile: String,
    place: Place,
    verb: Verb,
    resource: String,
    record: Option<String>,
    who: Who,
    name: String,
    fields: Vec<PastField>,
    /// How it went, and what was said of it; none where only the sending was
    /// written down.
    outcome: Option<(State, String)>,
    closed: bool,
}

/// Where a change was sent.
#[derive(Debug, Clone, PartialEq)]
enum Place {
    /// To that directory at that address.
    Address(String),
    /// To some address of that scheme, host and port: earlier versions wrote no
    /// more.
    Origin(String),
}

impl Place {
    /// It in a sentence, safe to show.
    fn shown(&self) -> String {
        let (Self::Address(text) | Self::Origin(text)) = self;
        Untrusted::new(text.as_str()).shown_within(200).into()
    }
}

#[derive(Debug, Clone, PartialEq)]
struct PastField {
    name: String,
    before: Option<Value>,
    after: Value,
    /// What the record held once it was applied, where that was seen.
    landed: Option<Value>,
}

impl History {
    /// Reads the journal's text. A line that is cut off or makes no sense is
    /// left out and counted.
    #[must_use]
    pub fn read(journal: &str) -> Self {
        let (changes, damaged) = read(journal);
        let (pending, ended): (Vec<Past>, Vec<Past>) =
            changes.into_iter().partition(Past::is_pending);
        let mut applied: Vec<Past> = ended.into_iter().filter(Past::was_done).collect();
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
    // What one of them repeats may yet be open again.
    let pending: Vec<&str> = changes
        .iter()
        .filter(|past| past.is_pending())
        .flat_map(|past| std::iter::once(&past.entry).chain(&past.again))
        .map(|entry| entry.0.as_str())
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
    let repeated: Vec<usize> = changes
        .iter()
        .filter(|past| past.may_have_reached())
        .filter_map(|past| places.get(&past.again.as_ref()?.0).copied())
        .collect();
    for at in repeated {
        if let Some(past) = changes.get_mut(at) {
            past.closed = true;
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
                landed: None,
            })
        };
        let place = match owned("address") {
            Some(address) => Place::Address(address),
            None => Place::Origin(owned("origin")?),
        };
        let name = owned("name")?;
        Some(Self {
            entry: Entry(owned("id")?),
            again: owned("again").map(Entry),
            at: text(line, "at")?.parse().ok()?,
            profile: owned("profile")?,
            place,
            verb: VERBS.into_iter().find(|known| verb(*known) == done)?,
            resource: owned("resource")?,
            record: owned("record"),
            who: who(line).unwrap_or_else(|| Who::named(&name)),
            name,
            fields: fields.iter().map(field).collect::<Option<_>>()?,
            outcome: None,
            closed: false,
        })
    }

    fn ended(&mut self, state: State, line: &Map<String, Value>) {
        let detail = text(line, "detail").unwrap_or_default().to_owned();
        self.outcome = Some((state, detail));
        if let Some(who) = who(line) {
            self.who = who;
        }
        for field in &mut self.fields {
            field.landed = line
                .get("after")
                .and_then(|held| held.get(&field.name))
                .cloned();
        }
        self.closed = line.get("closed") == Some(&Value::Bool(true));
    }

    /// Whether the server did it, so that it may be undone: its values were seen,
    /// or what it made of them was, or it hides since then who was disabled.
    fn was_done(&self) -> bool {
        match &self.outcome {
            Some((State::Applied, _)) => true,
            Some((State::Accepted, _)) => self.verb == Verb::Disable || self.has_landed(),
            _ => false,
        }
    }

    fn has_landed(&self) -> bool {
        self.fields.iter().any(|field| field.landed.is_some())
    }

    /// Whether its outcome is still to be found out.
    fn is_pending(&self) -> bool {
        !self.closed && matches!(self.outcome, None | Some((State::Unknown, _)))
    }

    /// Whether the server may have taken it: then its outcome is that of what it
    /// repeats as well.
    const fn may_have_reached(&self) -> bool {
        !matches!(self.outcome, Some((State::NotSent | State::Rejected, _)))
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
        let place = match self.place {
            Place::Address(_) => "",
            Place::Origin(_) => "; an earlier version wrote down the host alone",
        };
        format!("it was sent on {day} at {time}; {detail}{place}")
    }

    /// Which of the configured profiles it is of, by its place: one that has the
    /// address it was sent to, whatever that is called by now. Of a line that
    /// tells only the origin, the profile of its name, and only if no other
    /// address there could be meant.
    pub(in crate::app) fn home(&self, all: &[&Connection]) -> Option<usize> {
        let fits = |to: &&Connection| match &self.place {
            Place::Address(address) => to.address().as_str() == address,
            Place::Origin(origin) => to.url.origin().ascii_serialization() == *origin,
        };
        let named = |to: &&Connection| fits(to) && to.name == self.profile;
        let by_name = all.iter().position(named);
        match self.place {
            Place::Address(_) => by_name.or_else(|| all.iter().position(fits)),
            Place::Origin(_) => {
                let mut addresses = all.iter().filter(|to| fits(to)).map(|to| to.address());
                let first = addresses.next();
                let is_one = addresses.all(|address| Some(address) == first);
                by_name.filter(|_| is_one)
            }
        }
    }

    /// The change through the profile that it is of. None if it is of what the
    /// description does not know any more.
    #[must_use]
    pub fn change(&self, to: &Connection) -> Option<Change> {
        let resource = to.description.resource(&self.resource)?;
        let fields = self.fields.iter().map(|field| field.change(resource));
        Some(Change {
            record: self.record.as_ref().map(|id| RecordRef {
                resource: ResourceName::new(&self.resource),
                id: RecordId::new(id.as_str()),
            }),
            who: self.who.clone(),
            name: Untrusted::new(self.name.clone()),
            fields: fields.collect::<Option<_>>()?,
            hid_record: matches!(self.outcome, Some((State::Accepted, _))) && !self.has_landed(),
            ..Change::blank(to, resource, self.verb)
        })
    }

    /// Where it was sent, when and through what, without a full stop, safe to
    /// show.
    pub(in crate::app) fn sent_words(&self) -> String {
        let profile = Untrusted::new(self.profile.as_str());
        format!(
            "sent through \"{}\" to {} on {} at {}",
            profile.shown_within(40),
            self.place.shown(),
            dates::day(self.at),
            dates::second_of_day(self.at),
        )
    }

    /// What it was about, safe to show.
    pub(in crate::app) fn called(&self) -> String {
        let name = match (self.name.as_str(), &self.record) {
            ("", Some(id)) => id.as_str(),
            (name, _) => name,
        };
        Untrusted::new(name).shown_within(40).into()
    }

    /// The line that takes it off the list of what is to be found out.
    pub(in crate::app) fn closing(&self, now: Timestamp) -> String {
        let why = "taken off the list: it could not be looked up";
        self.entry.closed(why, now)
    }
}

impl PastField {
    fn change(&self, resource: &Resource) -> Option<FieldChange> {
        let after = match &self.after {
            // It was not written down: the change lacks it from now on.
            Value::String(text) if text == SECRET => Input::Secret(Secret::new(String::new())),
            Value::String(text) => Input::Text(text.clone()),
            Value::Bool(yes) => Input::YesNo(*yes),
            _ => return None,
        };
        let before = Held::journalled(self.before.clone());
        let change = match resource.field(&self.name) {
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
        };
        let landed = self.landed.clone().map(|held| Held::journalled(Some(held)));
        Some(FieldChange { landed, ..change })
    }
}

/// Who a line says the record was.
fn who(line: &Map<String, Value>) -> Option<Who> {
    let who: Who = serde_json::from_value(line.get("who")?.clone()).ok()?;
    (!who.is_unknown()).then_some(who)
}

fn text<'l>(line: &'l Map<String, Value>, name: &str) -> Option<&'l str> {
    line.get(name)?.as_str()
}
