//! A response as what it says: a reply, or why there is none.
//!
//! Nothing a server sends can make this panic, and nothing it leaves out is
//! made up: an answer that is not what was asked for is
//! [`ApiError::Unreadable`], with a sentence of what came instead.

use super::call::{ApiError, Call, ListOf, Reply, Response};
use super::credentials::Hidden;
use super::description::{Description, List};
use super::pointer::Pointer;
use super::record::{Record, RecordId};
use super::shape::Shape;

mod json;
mod next;
mod words;

use json::NotJson;
use serde_json::value::RawValue;

/// What a response says in answer to a call.
///
/// # Errors
/// The server refused, or its answer cannot be read.
pub fn decode(
    description: &Description,
    call: &Call,
    response: &Response,
) -> Result<Reply, ApiError> {
    if !(200..300).contains(&response.status) {
        return Err(words::refusal(description, call, response));
    }
    let unreadable = |NotJson(why): NotJson| ApiError::Unreadable {
        status: response.status,
        why,
    };
    if call.is_write() && response.body.trim_ascii().is_empty() {
        return written(description, call, None).map_err(unreadable);
    }
    let text = json::checked(&response.body).map_err(unreadable)?;
    let answer = json::parse(&text).map_err(unreadable)?;
    match call {
        Call::List { of, at, .. } => {
            let list = description.list(of).ok_or_else(|| unreadable(unknown()))?;
            let records = records(description, of, list, answer).map_err(unreadable)?;
            let paging = list.paging.as_ref().unwrap_or(&description.paging);
            next::page(paging, at, answer, records)
                .map(Reply::Page)
                .map_err(unreadable)
        }
        Call::Get { of } => {
            let own = description.get(of).and_then(|get| get.record.as_ref());
            let at = own.unwrap_or(&description.envelope.record);
            let shape = description
                .shape_of_record(of)
                .ok_or_else(|| unreadable(unknown()))?;
            record(answer, at, &shape)
                .map(Reply::Record)
                .map_err(unreadable)
        }
        Call::Create { .. } | Call::Update { .. } | Call::Remove { .. } => {
            let done = description.envelope.done.as_ref();
            let done = done.and_then(|done| json::at(answer, done));
            if done.is_some_and(|done| done.get() == "false") {
                return Err(words::refusal(description, call, response));
            }
            written(description, call, Some(answer)).map_err(unreadable)
        }
    }
}

/// The description was changed under a call; `encode` refuses such ones.
fn unknown() -> NotJson {
    NotJson("the description does not know what was asked".to_owned())
}

/// A list's records. An entry that is no object is kept, as a record without
/// an id: nothing that came is left out.
fn records(
    description: &Description,
    of: &ListOf,
    list: &List,
    answer: &RawValue,
) -> Result<Vec<Record>, NotJson> {
    let at = list.records.as_ref().unwrap_or(&description.envelope.list);
    let found = json::at(answer, at).ok_or_else(|| missing("a list", answer, at))?;
    let elements = json::elements(found).ok_or_else(|| instead("a list", found, at))?;
    let shape = description.shape(of).ok_or_else(unknown)?;
    let hidden = Hidden::of(&shape);
    let hidden = hidden.may_be_in(found.get()).then_some(hidden);
    let records = elements.into_iter().map(|element| {
        let id = json::at(element, &shape.id).and_then(record_id);
        match &hidden {
            Some(hidden) => Record::new(id, &hidden.hide(element.get())),
            None => Record::new(id, element.get()),
        }
    });
    Ok(records.collect())
}

fn record(answer: &RawValue, at: &Pointer, shape: &Shape<'_>) -> Result<Record, NotJson> {
    let found = json::at(answer, at).ok_or_else(|| missing("a record", answer, at))?;
    if !json::is_object(found) {
        return Err(instead("a record", found, at));
    }
    let id = json::at(found, &shape.id).and_then(record_id);
    Ok(Record::new(id, &Hidden::of(shape).hide(found.get())))
}

/// What the answer to a write shows of the record.
///
/// An update's answer is believed only where the description says that it is
/// the record, and only if it is that record; a removal's never.
fn written(
    description: &Description,
    call: &Call,
    answer: Option<&RawValue>,
) -> Result<Reply, NotJson> {
    let shown = match call {
        Call::Create { resource, .. } => {
            let resource = description
                .resource(resource.as_str())
                .ok_or_else(unknown)?;
            let own = resource.create.as_ref().and_then(|c| c.record.as_ref());
            let at = own.unwrap_or(&description.envelope.record);
            let shown =
                answer.and_then(|answer| record(answer, at, &Shape::of_resource(resource)).ok());
            shown.filter(|record| record.id().is_some())
        }
        Call::Update { record: of, .. } => {
            let resource = description.resource(of.resource.as_str());
            let resource = resource.ok_or_else(unknown)?;
            let update = resource.update.as_ref().ok_or_else(unknown)?;
            if update.answers_record {
                let at = update.record.as_ref();
                let at = at.unwrap_or(&description.envelope.record);
                let answer = answer.ok_or_else(|| NotJson("the answer is empty".to_owned()))?;
                let shown = record(answer, at, &Shape::of_resource(resource))?;
                if shown.id() != Some(&of.id) {
                    return Err(NotJson("the answer shows another record".to_owned()));
                }
                Some(shown)
            } else {
                None
            }
        }
        _ => None,
    };
    Ok(Reply::Written(shown))
}

/// An id as [`Record::id_in`] has it, from a value's own text.
fn record_id(value: &RawValue) -> Option<RecordId> {
    match value.get().as_bytes().first()? {
        b'"' => {
            let text: String = serde_json::from_str(value.get()).ok()?;
            (!text.is_empty()).then(|| RecordId::new(&text))
        }
        b'-' | b'0'..=b'9' => Some(RecordId::new(value.get())),
        _ => None,
    }
}

fn missing(what: &str, answer: &RawValue, at: &Pointer) -> NotJson {
    if json::is_object(answer) {
        NotJson(format!("{what} was expected at {at}, and there is nothing"))
    } else {
        instead(what, answer, at)
    }
}

fn instead(what: &str, found: &RawValue, at: &Pointer) -> NotJson {
    let place = match at.as_str() {
        "" => String::new(),
        place => format!(" at {place}"),
    };
    let kind = json::kind(found);
    NotJson(format!("{what} was expected{place}, and {kind} came"))
}

#[cfg(test)]
mod tests;
