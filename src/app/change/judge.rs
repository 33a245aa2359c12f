//! Holds a record against a change: what is new, what is old, what moved.

use serde_json::Value;

use super::held::Held;
use super::{Change, FieldChange};
use crate::directory::call::Input;
use crate::directory::description::Resource;
use crate::directory::record::Record;

/// What a record says about a change that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Every field that can be seen has its new value.
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
    } else if now == field.before {
        Stand::Old
    } else {
        Stand::Other
    }
}

/// How a record stands to the fields of a change.
pub(super) fn judge(fields: &[FieldChange], record: &Value) -> Verdict {
    let has = |wanted| fields.iter().any(|field| stand(field, record) == wanted);
    match (has(Stand::New), has(Stand::Old), has(Stand::Other)) {
        (_, _, true) | (true, true, _) => Verdict::Mixed,
        (true, false, _) => Verdict::New,
        (false, true, _) => Verdict::Old,
        (false, false, _) => Verdict::Unseen,
    }
}

/// The labels of the fields that a record does not show.
pub(super) fn unseen(fields: &[FieldChange], record: &Value) -> Vec<String> {
    fields
        .iter()
        .filter(|field| stand(field, record) == Stand::Unseen)
        .map(|field| field.label.clone())
        .collect()
}

/// The labels of the fields that a record shows with another value than was
/// sent.
pub(super) fn differing(fields: &[FieldChange], record: &Value) -> Vec<String> {
    fields
        .iter()
        .filter(|field| matches!(stand(field, record), Stand::Old | Stand::Other))
        .map(|field| field.label.clone())
        .collect()
}

/// A field that is not part of a change and moved since the operator saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Its name on the screen.
    pub label: String,
    /// What the operator saw, safe to show.
    pub seen: String,
    /// What it is now, safe to show.
    pub now: String,
}

/// The described fields, besides those of the change, that are not any more
/// as the operator saw them. A field the operator could not see did not move.
pub(super) fn moved(change: &Change, resource: &Resource, fresh: &Value) -> Vec<Moved> {
    let Some(seen) = change.seen.as_ref().map(Record::value) else {
        return Vec::new();
    };
    let is_changed = |name: &str| change.fields.iter().any(|field| field.name == name);
    resource
        .fields
        .iter()
        .filter(|field| !is_changed(&field.name))
        .filter_map(|field| {
            let at = field.pointer();
            let (before, now) = (Held::at(&at, &seen), Held::at(&at, fresh));
            let words = field.words.as_ref();
            (!before.is_missing() && before != now).then(|| Moved {
                label: field.label(),
                seen: before.shown(words),
                now: now.shown(words),
            })
        })
        .collect()
}
