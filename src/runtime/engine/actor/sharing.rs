//! What other running whoswho are told, and what they leave.

use std::time::Duration;

use super::{Actor, Token};
use crate::app::message::Msg;
use crate::directory::call::Secret;
use crate::runtime::budget::SendId;
use crate::runtime::engine::exchange;
use crate::runtime::send_log::{Counted, Own, SendLog};

impl<R: Fn(Msg) + Send + 'static> Actor<R> {
    /// What other running whoswho have to know of our requests.
    pub(super) fn own(&mut self, token: Secret, now: Duration) -> Own {
        self.lists += 1;
        Own {
            origin: self.origin(),
            token,
            number: self.lists,
            ages: self.ledger.ages(now),
        }
    }

    /// Tells the other running whoswho what was answered, once nothing is on
    /// the wire: until then each request that leaves tells them.
    pub(super) fn tell_others(&mut self) {
        if !self.untold || !self.wire.is_empty() {
            return;
        }
        self.untold = false;
        if let (Some(sends), Token::Known { secret, .. }) = (self.sends.clone(), &self.token) {
            let own = self.own(secret.clone(), self.now());
            exchange::note(sends, own, self.setup.clock);
        }
    }

    /// Leaves the budget of a token that is gone, as the others are to know it,
    /// and begins that of the next.
    pub(super) fn change_account(&mut self, left: Secret) {
        if let Some(sends) = self.sends.take() {
            let own = self.own(left, self.now());
            exchange::note(sends, own, self.setup.clock);
            // Under a number of its own, so that what was written stays.
            let folder = self.setup.state.as_deref();
            self.sends = folder.map(|folder| SendLog::at(folder, rand::random()));
        }
        self.untold = false;
        self.ledger.begin_anew();
    }

    /// Tells what was sent in the last hour, once it is known what others sent
    /// by now.
    pub(super) fn tell_spending(&self) {
        match (self.sends.clone(), &self.token) {
            (Some(sends), Token::Known { secret, .. }) => {
                let (secret, clock) = (secret.clone(), self.setup.clock);
                exchange::hear(sends, self.origin(), secret, clock, self.came.0.clone());
            }
            _ => self.report_spending(None),
        }
    }

    /// Tells what was sent in the last hour, and how long ago others sent
    /// theirs; none where that cannot be known.
    pub(super) fn report_spending(&self, others: Option<&[Duration]>) {
        (self.report)(Msg::Spending {
            profile: self.setup.profile,
            hour: Box::new(self.history.hour(others, self.now())),
        });
    }

    fn origin(&self) -> String {
        self.setup.connection.url.origin().ascii_serialization()
    }

    /// A request was held against what others sent. If they left no room, it
    /// waits as if that had been known before.
    pub(super) fn counted(&mut self, id: SendId, counted: &Counted) {
        let with = self.wire.get(&id).map(|on_wire| on_wire.generation);
        if with.is_some_and(|generation| generation >= self.account) {
            self.ledger.hear_others(&counted.others, self.now());
        }
        if counted.fits {
            return;
        }
        if let Some(on_wire) = self.wire.remove(&id) {
            self.ledger.withdrawn(id);
            self.history.withdrawn(on_wire.place.urgency, on_wire.sent);
            self.queue.put(on_wire.place, Duration::ZERO, on_wire.job);
        }
    }
}
