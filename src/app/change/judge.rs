//! Holds a record against a change: what is new, what is old, what moved, and
//! what else the write did.

use serde_json::Value;

use super::held::Held;
use super::{Change, FieldChange};
use crate::directory::call::Input;
use crate::directory::description::{Field, Kind, Resource};
use crate::directory::pointer::Pointer;
use crate::directory::who::is_same_time;
use crate::text::Untrusted;

/// What a record says about a change that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Every field that can be seen has its new value, or what the server made
    /// of it.
    New,
    /// Every field that can be seen has its old value.
    Old,
    /// Some are new and some are not, or hold something else.
    Mixed,
    /// None of them can be seen.
    Unseen,
}

/// How one field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    New,
    /// In a form of the server's own: an email in lower case, a name cut off.
    Kept,
    Old,
    Other,
    Unseen,
}

fn stand(field: &FieldChange, record: &Value) -> Stand {
    let now = Held::at(&field.at, record);
    if matches!(field.after, Input::Secret(_)) {
        Stand::Unseen
    } else if now.shows(&field.after) {
        Stand::New
    } else if now.is_missing() && field.before.is_missing() {
        Stand::Unseen
    } else if now.is_same(&field.before) {
        Stand::Old
    } else if now.may_be_kept_for(&field.after) {
        Stand::Kept
    } else {
        Stand::Other
    }
}

/// How a record stands to the fields of a change. Where the server took the
/// change, a value that is neither the old one nor the one sent is what became
/// of it; where nobody knows whether it did, it may be somebody else's.
pub(super) fn judge(fields: &[FieldChange], record: &Value, accepted: bool) -> Verdict {
    let has = |wanted| fields.iter().any(|field| stand(field, record) == wanted);
    // Where the rest of it is there, an old value that is a form of what was sent
    // may well be what the server made of it.
    let is_kept_as_it_was = |field: &FieldChange| {
        let held = Held::at(&field.at, record);
        stand(field, record) != Stand::Old || held.may_be_kept_for(&field.after)
    };
    let other = has(Stand::Other);
    let new = has(Stand::New) || has(Stand::Kept) || (other && accepted);
    let old = has(Stand::Old) && !(new && fields.iter().all(is_kept_as_it_was));
    match (new, old, other && !accepted) {
        (_, _, true) | (true, true, _) => Verdict::Mixed,
        (true, false, _) => Verdict::New,
        (false, true, _) => Verdict::Old,
        (false, false, _) => Verdict::Unseen,
    }
}

/// Whether a record may be the new one that was sent: it is called as that was,
/// and has its email.
pub(super) fn may_be_the_new_one(
    resource: &Resource,
    fields: &[FieldChange],
    record: &Value,
) -> bool {
    let email = resource.email_field().map(|field| field.name.as_str());
    let tells_who = |name: &str| Some(name) == email || resource.called.iter().any(|n| n == name);
    fields
        .iter()
        .filter(|field| tells_who(&field.name))
        .all(|field| !matches!(stand(field, record), Stand::Old | Stand::Other))
}

/// The labels of the fields that a record does not show.
pub(super) fn unseen(fields: &[FieldChange], record: &Value) -> Vec<String> {
    labels(fields, |field| stand(field, record) == Stand::Unseen)
}

/// The labels of the fields that a record shows with another value than was
/// sent.
pub(super) fn differing(fields: &[FieldChange], record: &Value) -> Vec<String> {
    labels(fields, |field| {
        matches!(
            stand(field, record),
            Stand::Kept | Stand::Old | Stand::Other
        )
    })
}

fn labels(fields: &[FieldChange], wanted: impl Fn(&FieldChange) -> bool) -> Vec<String> {
    let wanted = fields.iter().filter(|field| wanted(field));
    wanted.map(|field| field.label.clone()).collect()
}

/// A field that is not part of a change and moved between two sights of its
/// record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Its name on the screen.
    pub label: String,
    /// What it was, safe to show.
    pub seen: String,
    /// What it is now, safe to show.
    pub now: String,
    /// Whether it is a time that nobody writes: when somebody was last seen.
    pub is_clockwork: bool,
}

/// The described fields, besides those of the change, that are not any more
/// as they were seen. A field that was not seen did not move.
pub(super) fn moved(
    change: &Change,
    resource: &Resource,
    seen: &Value,
    fresh: &Value,
) -> Vec<Moved> {
    let is_changed = |name: &str| change.fields.iter().any(|field| field.name == name);
    resource
        .fields
        .iter()
        .filter(|field| !is_changed(&field.name))
        .filter_map(|field| {
            let at = field.pointer();
            let (before, now) = (Held::at(&at, seen), Held::at(&at, fresh));
            let words = field.words.as_ref();
            let is_moved = !before.is_missing() && !is_same(field, &before, &now);
            is_moved.then(|| Moved {
                label: field.label(),
                seen: before.shown(words),
                now: now.shown(words),
                is_clockwork: field.kind == Kind::Date && !field.editable,
            })
        })
        .collect()
}

/// Whether a field holds the same, if in another form: a list may write a time
/// otherwise than the record.
fn is_same(field: &Field, one: &Held, other: &Held) -> bool {
    let same_time = || is_same_time(&one.text(), &other.text()) == Some(true);
    one.is_same(other) || (field.kind == Kind::Date && same_time())
}

/// What a write did to its record besides what was meant, by the names of its
/// members, safe to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Besides {
    /// Members that held something and hold nothing any more.
    pub gone: Vec<String>,
    /// Members that hold something else.
    pub changed: Vec<String>,
}

impl Besides {
    /// Whether there is nothing to tell.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        self.gone.is_empty() && self.changed.is_empty()
    }
}

/// Parts of names of members that change with every write, or by themselves.
const CLOCKWORK: [&str; 10] = [
    "updated",
    "modified",
    "changed_at",
    "version",
    "revision",
    "etag",
    "last_login",
    "last_seen",
    "last_activ",
    "login_count",
];

/// What moved in a record between the read before a write and the one after it,
/// every member looked at, described or not.
pub(super) fn besides(
    fields: &[FieldChange],
    resource: &Resource,
    before: &Value,
    after: &Value,
) -> Besides {
    let mut besides = Besides::default();
    let is_meant = |at: &Pointer| fields.iter().any(|field| field.at == *at);
    for (at, was) in members(before) {
        if is_meant(&at) {
            continue;
        }
        let (was, is) = (Held::of(&was), Held::at(&at, after));
        let described = resource.fields.iter().find(|field| field.pointer() == at);
        let is_lost = !was.is_empty() && is.is_empty();
        let name = at.to_string().trim_start_matches('/').replace('/', ".");
        let name = name.to_ascii_lowercase();
        let is_clockwork = CLOCKWORK.iter().any(|part| name.contains(part))
            || described.is_some_and(|field| field.kind == Kind::Date);
        let is_same = match described {
            Some(field) => is_same(field, &was, &is),
            None => was.is_same(&is),
        };
        let list = match (is_lost, is_same || is_clockwork) {
            (true, _) => &mut besides.gone,
            (false, false) => &mut besides.changed,
            (false, true) => continue,
        };
        list.push(described.map_or_else(
            || String::from(Untrusted::new(name).shown_within(40)),
            Field::label,
        ));
    }
    besides
}

/// The members of a record that hold a value, those of objects in it one by one.
fn members(record: &Value) -> Vec<(Pointer, Value)> {
    let mut members = Vec::new();
    for (name, value) in record.as_object().into_iter().flatten() {
        let at = Pointer::to(name);
        match value {
            Value::Object(inner) if !inner.is_empty() => members.extend(
                inner
                    .iter()
                    .map(|(name, value)| (at.then(name), value.clone())),
            ),
            _ => members.push((at, value.clone())),
        }
    }
    members
}
