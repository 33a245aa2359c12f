//! Where a transition leaves what it wants done.

use std::time::Duration;

use super::message::{Effect, Now, ProfileId, Ticket, Urgency};
use crate::directory::call::Call;

/// Collects the effects of one message, and gives each request its ticket.
#[derive(Debug)]
pub struct Outbox<'a> {
    /// The time of the message.
    pub now: Now,
    /// The profile that requests go to.
    pub profile: ProfileId,
    next_ticket: &'a mut u64,
    effects: Vec<Effect>,
}

impl<'a> Outbox<'a> {
    /// An empty one. Tickets are numbered on from `next_ticket`.
    #[must_use]
    pub const fn new(now: Now, profile: ProfileId, next_ticket: &'a mut u64) -> Self {
        Self {
            now,
            profile,
            next_ticket,
            effects: Vec::new(),
        }
    }

    /// Asks for something to be read.
    pub fn read(&mut self, call: Call, urgency: Urgency) -> Ticket {
        self.send(call, urgency, None)
    }

    /// Asks for a write, with the journal's line about it.
    pub fn write(&mut self, call: Call, journal: String) -> Ticket {
        self.send(call, Urgency::Write, Some(journal))
    }

    fn send(&mut self, call: Call, urgency: Urgency, journal: Option<String>) -> Ticket {
        let ticket = self.next_ticket();
        self.effects.push(Effect::Send {
            ticket,
            profile: self.profile,
            call,
            urgency,
            journal,
        });
        ticket
    }

    /// Looks for a text in all that was seen.
    pub fn find(&mut self, text: String) -> Ticket {
        let ticket = self.next_ticket();
        self.effects.push(Effect::Find { ticket, text });
        ticket
    }

    fn next_ticket(&mut self) -> Ticket {
        *self.next_ticket += 1;
        Ticket(*self.next_ticket)
    }

    /// Gives up a read.
    pub fn cancel(&mut self, ticket: Ticket) {
        self.effects.push(Effect::Cancel(ticket));
    }

    /// Asks to be woken that long from now.
    pub fn wake_in(&mut self, wait: Duration) {
        self.effects.push(Effect::WakeAt(self.now.monotonic + wait));
    }

    /// Any other effect.
    pub fn push(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// What was collected.
    #[must_use]
    pub fn into_effects(self) -> Vec<Effect> {
        self.effects
    }
}
