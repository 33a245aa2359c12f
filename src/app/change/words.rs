//! What a failed call means, as a sentence for a notice, a form, the journal.

use crate::directory::call::{ApiError, NetworkError, ServerWords};
use crate::text::grouped;

/// What went wrong, as a sentence without its full stop, safe to show.
#[must_use]
pub fn error_words(error: &ApiError) -> String {
    match error {
        ApiError::Unauthorized(words) => said("the token was refused", 401, words),
        ApiError::Forbidden(words) => said("not allowed", 403, words),
        ApiError::NotFound(words) => said("no such record", 404, words),
        ApiError::Invalid { status, words, .. } => said("the server refused it", *status, words),
        ApiError::Limited { words, .. } => said("too many requests", 429, words),
        ApiError::Server { status, words } => said("the server failed", *status, words),
        ApiError::Redirected { status, to } if to.is_empty() => format!(
            "the server points elsewhere ({status}) and does not say where; \
             redirects are not followed"
        ),
        ApiError::Redirected { status, to } => format!(
            "the server points elsewhere ({status}), to {}; redirects are not followed",
            to.shown_within(200)
        ),
        ApiError::Unreadable { status, why } => {
            format!("the answer could not be read ({status}): {why}")
        }
        ApiError::Network(error) => network_words(error),
        ApiError::Cancelled => "it was given up before it was sent".to_owned(),
        ApiError::NotSent(why) | ApiError::NotJournalled(why) => why.clone(),
    }
}

/// How far the sending of a change got whose outcome is not known: what went
/// wrong, or that the server took it.
pub(super) fn sending_words(unclear: Option<&ApiError>) -> String {
    unclear.map_or_else(|| "the server accepted it".to_owned(), error_words)
}

/// A hint says what the answer means here; the server's own words are always
/// told.
fn said(what: &str, status: u16, words: &ServerWords) -> String {
    let what = words
        .hint
        .as_deref()
        .map_or(what, |hint| hint.trim_end_matches('.'));
    match words.message.as_ref().or(words.code.as_ref()) {
        Some(message) => format!("{what} ({status}): \"{}\"", message.shown_within(300)),
        None => format!("{what} ({status})"),
    }
}

fn network_words(error: &NetworkError) -> String {
    match error {
        NetworkError::Connect(why) => format!("no connection: {why}"),
        NetworkError::Timeout { sent: true } => "no answer in time".to_owned(),
        NetworkError::Timeout { sent: false } => "no connection in time".to_owned(),
        NetworkError::Broken(why) => format!("the connection broke: {why}"),
        NetworkError::TooLarge { limit } => {
            let limit = grouped(*limit);
            format!("the answer was larger than the {limit} bytes allowed")
        }
    }
}

/// Words as the beginning of a sentence.
#[must_use]
pub fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
