//! What a server says when it refuses.

use serde_json::Value;

use super::json;
use crate::directory::call::{ApiError, Call, Response, ServerWords};
use crate::directory::description::{Description, Hint, Resource};
use crate::directory::limits::retry_after;
use crate::directory::pointer::Pointer;
use crate::text::Untrusted;

/// The most sentences that are kept of an answer.
const MOST_SENTENCES: usize = 20;

/// The longest body, in bytes, that is a message though it is not JSON.
const PLAIN_MAX: usize = 500;

/// The error that a response is.
pub(super) fn refusal(description: &Description, call: &Call, response: &Response) -> ApiError {
    let status = response.status;
    if (300..400).contains(&status) {
        let to = response.header("location").next().unwrap_or_default();
        return ApiError::Redirected {
            status,
            to: Untrusted::new(to.to_owned()),
        };
    }
    if !(200..600).contains(&status) {
        return ApiError::Unreadable {
            status,
            why: format!("{status} is no status that ends a request"),
        };
    }
    let mut said = said(description, response);
    let generic = !matches!(status, 401 | 403 | 404 | 429 | 500..);
    let mut fields = Vec::new();
    if generic && let Some(resource) = written_resource(description, call) {
        said.sentences.retain(|sentence| {
            let field = sentence.field.as_deref();
            match field.filter(|field| takes(resource, field)) {
                Some(field) => {
                    let words = Untrusted::new(sentence.text.clone());
                    fields.push((field.to_owned(), words));
                    false
                }
                None => true,
            }
        });
    }
    let words = said.words(hint(description, call, status));
    match status {
        401 => ApiError::Unauthorized(words),
        403 => ApiError::Forbidden(words),
        404 => ApiError::NotFound(words),
        429 => ApiError::Limited {
            retry_after: retry_after(response),
            words,
        },
        500.. => ApiError::Server { status, words },
        _ => ApiError::Invalid {
            status,
            words,
            fields,
        },
    }
}

fn hint(description: &Description, call: &Call, status: u16) -> Option<String> {
    let fits = |hint: &&Hint| hint.on == call.operation() && hint.status == status;
    let hint = description.errors.hints.iter().find(fits)?;
    Some(hint.means.clone())
}

fn written_resource<'d>(description: &'d Description, call: &Call) -> Option<&'d Resource> {
    let name = match call {
        Call::Create { resource, .. } => resource,
        Call::Update { record, .. } | Call::Remove { record } => &record.resource,
        Call::List { .. } | Call::Get { .. } => return None,
    };
    description.resource(name.as_str())
}

fn takes(resource: &Resource, field: &str) -> bool {
    let create = resource.create.as_ref();
    resource.field(field).is_some()
        || create.is_some_and(|create| create.fields.iter().any(|f| f.name == field))
}

/// What an answer's body says.
#[derive(Default)]
struct Said {
    sentences: Vec<Sentence>,
    code: Option<String>,
}

/// One sentence of an error, and the field it is about.
#[derive(PartialEq, Eq)]
struct Sentence {
    field: Option<String>,
    text: String,
}

impl Said {
    fn words(self, hint: Option<String>) -> ServerWords {
        let sentences: Vec<String> = self
            .sentences
            .into_iter()
            .map(|sentence| match sentence.field {
                Some(field) => format!("{field}: {}", sentence.text),
                None => sentence.text,
            })
            .collect();
        ServerWords {
            message: (!sentences.is_empty()).then(|| Untrusted::new(sentences.join("; "))),
            code: self.code.map(Untrusted::new),
            hint,
        }
    }

    fn add(&mut self, field: Option<&str>, text: &str) {
        let text = text.trim();
        let sentence = Sentence {
            field: field.map(str::to_owned),
            text: text.to_owned(),
        };
        let wanted = !text.is_empty() && self.sentences.len() < MOST_SENTENCES;
        if wanted && !self.sentences.contains(&sentence) {
            self.sentences.push(sentence);
        }
    }

    /// Takes a sentence, or a list of sentences or of objects that hold one.
    fn add_all(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.add(None, text),
            Value::Array(list) => {
                for value in list {
                    match value {
                        Value::String(text) => self.add(None, text),
                        Value::Object(_) => self.add_object(value),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    /// Takes `{"msg": …, "loc": ["body", field]}`, as `FastAPI` words it.
    fn add_object(&mut self, object: &Value) {
        let text = ["msg", "message"]
            .iter()
            .find_map(|name| object.get(name)?.as_str());
        let location = object.get("loc").and_then(Value::as_array);
        let field = location
            .and_then(|location| location.last())
            .and_then(Value::as_str);
        if let Some(text) = text {
            self.add(field, text);
        }
    }
}

/// Reads a body's words: JSON by the description's pointers, else a short
/// plain text as it is. A web page says nothing that belongs on a screen.
fn said(description: &Description, response: &Response) -> Said {
    let mut said = Said::default();
    let Ok(text) = json::checked(&response.body) else {
        return said;
    };
    let Ok(body) = serde_json::from_str::<Value>(&text) else {
        let broken_json = text.trim_start().starts_with(['{', '[']);
        if text.len() <= PLAIN_MAX && !broken_json {
            said.add(None, &text);
        }
        return said;
    };
    if let Value::String(text) = &body {
        said.add(None, text);
    }
    for pointer in &description.errors.message {
        if said.sentences.is_empty()
            && let Some(value) = pointer.of(&body)
        {
            said.add_all(value);
        }
    }
    let word = |pointer: &Pointer| match pointer.of(&body)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    said.code = description.errors.code.iter().find_map(word);
    said
}
