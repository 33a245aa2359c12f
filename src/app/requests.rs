//! The log of what was sent: what was asked, how it went, and what it cost.

use jiff::Timestamp;

use super::App;
use super::change::error_words;
use super::message::{Clip, Effect, Exchange, ProfileId};
use super::outbox::Outbox;
use super::overlay::{Overlay, RequestLog, Tone};
use crate::directory::call::{ApiError, Call, Input, Secret};
use crate::directory::encode::encode;
use crate::export;
use crate::keys::Action;
use crate::text::Untrusted;

/// How many requests the log remembers.
pub const REQUESTS_KEPT: usize = 500;

/// No request has more rows to scroll than that.
const LONGEST: usize = 40;

/// How many rows a page key moves.
const PAGE: usize = 10;

/// Who asked for something, and what, until its answer comes.
#[derive(Debug)]
pub(super) struct Asked {
    /// Through which profile.
    pub(super) profile: ProfileId,
    /// What, without its secrets.
    pub(super) call: Call,
}

impl Asked {
    /// What is kept of a call: a password that was typed is not kept for as
    /// long as the log is.
    pub(super) fn new(profile: ProfileId, call: &Call) -> Self {
        let mut call = call.clone();
        if let Call::Create { fields, .. } | Call::Update { fields, .. } = &mut call {
            for (_, input) in fields {
                if let Input::Secret(secret) = input {
                    *secret = Secret::new(String::new());
                }
            }
        }
        Self { profile, call }
    }
}

/// A request that was sent, and how it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedRequest {
    /// Through which profile.
    pub profile: ProfileId,
    /// When its answer came, by the local clock.
    pub at: Timestamp,
    /// What was asked, without its secrets.
    pub call: Call,
    /// How it went on the wire.
    pub exchange: Exchange,
    /// Why it gave nothing, if so.
    pub error: Option<ApiError>,
}

impl LoggedRequest {
    /// Why it gave nothing, in words that can be shown, and what the server said
    /// of single fields.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let Some(error) = &self.error else {
            return Vec::new();
        };
        let mut said = vec![error_words(error)];
        if let ApiError::Invalid { fields, .. } = error {
            for (name, message) in fields {
                let name = Untrusted::new(name.as_str());
                said.push(format!("{}: {}", name.shown(), message.shown_within(300)));
            }
        }
        said
    }
}

impl App {
    /// Notes a request that has ended.
    pub(super) fn log_request(
        &mut self,
        asked: Asked,
        exchange: Exchange,
        error: Option<ApiError>,
    ) {
        self.requests.truncate(REQUESTS_KEPT - 1);
        self.requests.push_front(LoggedRequest {
            profile: asked.profile,
            at: self.now.wall,
            call: asked.call,
            exchange,
            error,
        });
        // The one that is looked at moves down with the others.
        if let Some(Overlay::Requests(log)) = &mut self.overlay
            && (log.selected > 0 || log.opened.is_some())
        {
            log.selected = (log.selected + 1).min(self.requests.len() - 1);
        }
    }

    pub(super) fn act_in_requests(&mut self, action: Action, out: &mut Outbox<'_>) {
        let last = self.requests.len().saturating_sub(1);
        let Some(Overlay::Requests(log)) = &mut self.overlay else {
            return;
        };
        let at = log.opened.as_mut().unwrap_or(&mut log.selected);
        match action {
            Action::Down => *at = at.saturating_add(1),
            Action::Up => *at = at.saturating_sub(1),
            Action::PageDown => *at = at.saturating_add(PAGE),
            Action::PageUp => *at = at.saturating_sub(PAGE),
            Action::First => *at = 0,
            Action::Last => *at = last,
            Action::Press if log.opened.is_none() && !self.requests.is_empty() => {
                log.opened = Some(0);
            }
            Action::Press | Action::Cancel | Action::Leave if log.opened.is_some() => {
                log.opened = None;
            }
            Action::Press | Action::Cancel | Action::Leave => self.overlay = None,
            Action::Copy => return self.copy_request(out),
            _ => {}
        }
        if let Some(Overlay::Requests(RequestLog { selected, opened })) = &mut self.overlay {
            *selected = (*selected).min(last);
            *opened = opened.map(|scroll| scroll.min(LONGEST));
        }
    }

    /// Copies the request under the cursor as a curl command.
    fn copy_request(&mut self, out: &mut Outbox<'_>) {
        let Some(Overlay::Requests(log)) = &self.overlay else {
            return;
        };
        let text = self.requests.get(log.selected).and_then(|request| {
            let connection = &self.profiles.get(request.profile.0)?.connection;
            let request = encode(
                &connection.description,
                &connection.url,
                &connection.params,
                &request.call,
            );
            Some(export::curl(&request.ok()?))
        });
        match text {
            Some(text) => out.push(Effect::Copy(Clip { text, whose: None })),
            None => self.say(Tone::Plain, "There is no request here"),
        }
    }
}
