//! A review on a desk: what is done to it, and what it asks for.

use std::time::Duration;

use serde_json::Value;

use crate::app::change::{Change, Ended, Pressed, Review, SETTLE};
use crate::app::message::{Effect, Now, ProfileId, Ticket, Urgency};
use crate::app::outbox::Outbox;
use crate::directory::call::{ApiError, Call, Input, RecordOf, Reply};
use crate::directory::description::Resource;
use crate::keys::Action;

#[derive(Debug, Clone)]
pub(super) struct Desk {
    pub(super) review: Review,
    pub(super) clock: Duration,
    /// The profile on the screen.
    pub(super) profile: ProfileId,
    tickets: u64,
    effects: Vec<Effect>,
}

fn at(clock: Duration) -> Now {
    let start: jiff::Timestamp = "2026-02-01T12:00:00Z".parse().unwrap();
    Now {
        monotonic: clock,
        wall: start + clock,
    }
}

impl Desk {
    pub(super) fn open(change: Change, resource: &Resource) -> Self {
        let mut tickets = 0;
        let mut outbox = Outbox::new(at(Duration::ZERO), ProfileId(3), &mut tickets);
        let review = Review::open(change, resource, &mut outbox);
        let effects = outbox.into_effects();
        Self {
            review,
            clock: Duration::ZERO,
            profile: ProfileId(3),
            tickets,
            effects,
        }
    }

    pub(super) fn now(&self) -> Now {
        at(self.clock)
    }

    fn with<T>(&mut self, work: impl FnOnce(&mut Review, &mut Outbox) -> T) -> T {
        let mut outbox = Outbox::new(at(self.clock), self.profile, &mut self.tickets);
        let result = work(&mut self.review, &mut outbox);
        assert_eq!(outbox.profile, self.profile, "left as it was");
        self.effects.extend(outbox.into_effects());
        result
    }

    /// What it asked for since this was asked last.
    pub(super) fn took(&mut self) -> Vec<String> {
        self.effects.drain(..).map(|e| described(&e)).collect()
    }

    /// As [`took`](Self::took), the effects themselves.
    pub(super) fn effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    pub(super) fn key_with_effects(&mut self, action: Action) -> (Pressed, Vec<Effect>) {
        let pressed = self.with(|review, outbox| review.handle(action, outbox));
        (pressed, self.effects())
    }

    pub(super) fn key(&mut self, action: Action) -> Option<Ended> {
        match self.with(|review, outbox| review.handle(action, outbox)) {
            Pressed::Ended(ended) => Some(*ended),
            Pressed::Stays | Pressed::Background => None,
        }
    }

    pub(super) fn type_text(&mut self, text: &str) {
        let now = self.now();
        text.chars().for_each(|c| self.review.insert(c, now));
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.review.paste(text, self.now());
    }

    /// Answers what was asked last.
    pub(super) fn answer(&mut self, answer: &Result<Reply, ApiError>) -> Option<Ended> {
        self.answer_to(Ticket(self.tickets), answer)
    }

    /// Answers by a cache that had it for so many seconds.
    pub(super) fn answer_cached(
        &mut self,
        answer: &Result<Reply, ApiError>,
        seconds: u64,
    ) -> Option<Ended> {
        let ticket = Ticket(self.tickets);
        let cached = Duration::from_secs(seconds);
        self.with(|review, outbox| review.accept(ticket, answer, cached, outbox))
    }

    pub(super) fn answer_to(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, ApiError>,
    ) -> Option<Ended> {
        self.with(|review, outbox| review.accept(ticket, answer, Duration::ZERO, outbox))
    }

    pub(super) fn answer_with_effects(&mut self, answer: &Result<Reply, ApiError>) -> Vec<Effect> {
        self.answer(answer);
        self.effects()
    }

    pub(super) fn tick(&mut self) -> Option<Ended> {
        self.with(Review::tick)
    }

    pub(super) fn abandon(&mut self) {
        self.with(Review::abandon);
    }

    pub(super) fn paint(&mut self) {
        self.review.painted(self.now());
    }

    pub(super) fn pass(&mut self, milliseconds: u64) {
        self.clock += Duration::from_millis(milliseconds);
    }

    /// Paints it and lets it settle.
    pub(super) fn settle(&mut self) {
        self.paint();
        self.clock += SETTLE;
    }
}

/// An effect in a few words.
fn described(effect: &Effect) -> String {
    match effect {
        Effect::Send {
            call,
            urgency,
            journal,
            ..
        } => {
            let urgency = match urgency {
                Urgency::Verify => "verify",
                Urgency::Write => "write",
                other => panic!("{other:?} is nothing a review asks with"),
            };
            let journal = journal.as_ref().map_or(String::new(), |line| {
                format!(", journalled {}", state(line))
            });
            format!("{urgency}: {}{journal}", asked(call))
        }
        Effect::Journal(line) => {
            let detail = member(line, "detail");
            format!("journal {}: {detail}", state(line))
        }
        Effect::WakeAt(at) => format!("wake {}ms", at.as_millis()),
        Effect::Cancel(ticket) => format!("cancel {}", ticket.0),
        other => panic!("{other:?} is nothing a review asks for"),
    }
}

fn asked(call: &Call) -> String {
    match call {
        Call::Get {
            of: RecordOf::Resource(record),
        } => format!("read {}", record.id.raw()),
        Call::List { query, .. } => format!("search {}", query.search.as_deref().unwrap_or("")),
        Call::Create { fields, .. } => format!("create{}", sent(fields)),
        Call::Update { record, fields } => format!("update {}{}", record.id.raw(), sent(fields)),
        Call::Remove { record } => format!("remove {}", record.id.raw()),
        Call::Get { of } => panic!("{of:?} is nothing a review reads"),
    }
}

fn sent(fields: &[(String, Input)]) -> String {
    let field = |(name, input): &(String, Input)| match input {
        Input::Text(text) => format!(" {name}={text:?}"),
        Input::YesNo(yes) => format!(" {name}={yes}"),
        Input::Secret(secret) => format!(" {name}={secret:?}"),
    };
    fields.iter().map(field).collect()
}

fn member(line: &str, name: &str) -> String {
    let line: Value = serde_json::from_str(line).unwrap();
    line[name].as_str().unwrap().to_owned()
}

fn state(line: &str) -> String {
    member(line, "state")
}
