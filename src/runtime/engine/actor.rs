//! The task that owns a profile's queue and budget.

mod sharing;
mod token;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::AbortHandle;

use super::exchange::{self, Came, Count, Ended, Job, Past};
use super::{Command, Order, Setup};
use crate::app::message::{Budget, Exchange, Msg, Ticket, Urgency};
use crate::directory::call::{ApiError, Reply, Secret, ServerWords};
use crate::directory::encode;
use crate::directory::limits::Told;
use crate::runtime::budget::{Admit, History, Ledger, Refusal, SendId};
use crate::runtime::net::Net;
use crate::runtime::queue::{Place, Queue};
use crate::runtime::retry::Tries;
use crate::runtime::secrets::SecretError;
use crate::runtime::send_log::SendLog;

/// How many 429 a read waits out before they are its answer.
const REFUSALS: u32 = 3;

/// How often the screen is told of what changes by time alone, at most.
const BUDGET_PACE: Duration = Duration::from_secs(5);

/// The profile's token, as far as it is known.
enum Token {
    Unread,
    Reading,
    Absent,
    Known { secret: Secret, generation: u32 },
}

/// An exchange under way.
struct OnWire {
    job: Job,
    place: Place,
    sent: Duration,
    generation: u32,
    task: AbortHandle,
    /// Whether an equal read may share its answer: not when something was
    /// written since it left.
    shared: bool,
}

pub(super) struct Actor<R> {
    setup: Setup,
    report: R,
    net: Arc<Net>,
    ledger: Ledger,
    history: History,
    queue: Queue<Job>,
    wire: BTreeMap<SendId, OnWire>,
    token: Token,
    generation: u32,
    /// The generation in which the token began to be what it is: what left
    /// before carries another.
    account: u32,
    shown: Budget,
    shown_at: Duration,
    came: (mpsc::UnboundedSender<Came>, mpsc::UnboundedReceiver<Came>),
    /// By which other running whoswho are told; none where there is no limit
    /// to share.
    sends: Option<SendLog>,
    /// The number of the last list of ours that was given to them.
    lists: u64,
    /// Whether an answer came that they were not told of.
    untold: bool,
    tokens: (
        mpsc::UnboundedSender<TokenCame>,
        mpsc::UnboundedReceiver<TokenCame>,
    ),
}

struct TokenCame {
    outcome: Result<Secret, SecretError>,
    asked_for: bool,
}

impl<R: Fn(Msg) + Send + 'static> Actor<R> {
    pub(super) fn new(setup: Setup, sends: Option<SendLog>, report: R) -> Self {
        let connection = &setup.connection;
        let mut ledger = Ledger::new(connection.limits.clone());
        if connection.read_only || !connection.description.can_change() {
            ledger = ledger.without_changes();
        }
        Self {
            net: Arc::new(Net::new(setup.connection.clone(), setup.caps)),
            sends: sends.filter(|_| ledger.is_limited()),
            ledger,
            history: History::default(),
            lists: 0,
            untold: false,
            setup,
            report,
            queue: Queue::default(),
            wire: BTreeMap::new(),
            token: Token::Unread,
            generation: 0,
            account: 0,
            shown: Budget::default(),
            shown_at: Duration::ZERO,
            came: mpsc::unbounded_channel(),
            tokens: mpsc::unbounded_channel(),
        }
    }

    pub(super) async fn run(mut self, mut commands: mpsc::UnboundedReceiver<Command>) {
        loop {
            let wake = self.go_on();
            self.tell_others();
            let alarm = async {
                match wake {
                    Some(at) => tokio::time::sleep_until(self.setup.clock.instant(at)).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                command = commands.recv() => match command {
                    Some(command) => self.obey(command),
                    None => break,
                },
                Some(came) = self.came.1.recv() => match came {
                    Came::Counted(id, counted) => self.counted(id, &counted),
                    Came::Ended(ended) => self.end(*ended),
                    Came::Heard(others) => self.report_spending(others.as_deref()),
                },
                Some(came) = self.tokens.1.recv() => self.token_came(came),
                () = alarm => {}
            }
        }
        for on_wire in self.wire.values() {
            if !on_wire.job.call.is_write() {
                on_wire.task.abort();
            }
        }
    }

    fn now(&self) -> Duration {
        self.setup.clock.monotonic()
    }

    /// Sends what may be sent, tells what is left, and says when to come back.
    fn go_on(&mut self) -> Option<Duration> {
        let now = self.now();
        let mut wake = self.queue.next_due(now);
        while let Some(place) = self.queue.first(now) {
            let Token::Known { secret, generation } = &self.token else {
                self.need_token();
                break;
            };
            match self.ledger.admit(place.urgency, now) {
                Admit::Go => {
                    let token = (secret.clone(), *generation);
                    self.send(place, token, now);
                }
                Admit::WaitUntil(at) => {
                    wake = wake.into_iter().chain([at]).min();
                    break;
                }
                Admit::Held => break,
            }
        }
        let budget = self.ledger.snapshot(
            self.queue.first(now).map(|place| place.urgency),
            self.queue.len(),
            now,
        );
        if let Some(blocked) = &budget.blocked {
            for job in self.queue.iter_mut() {
                job.past.held_by = Some(blocked.why);
            }
        }
        if budget != self.shown {
            self.shown = budget.clone();
            self.shown_at = now;
            (self.report)(Msg::Budget {
                profile: self.setup.profile,
                budget,
            });
        }
        let change = self
            .ledger
            .next_change(now)
            .map(|at| at.max(self.shown_at + BUDGET_PACE));
        wake.into_iter().chain(change).min()
    }

    fn send(&mut self, place: Place, (token, generation): (Secret, u32), now: Duration) {
        let Some(job) = self.queue.take(place) else {
            return;
        };
        let count = self.sends.clone().map(|sends| Count {
            sends,
            own: self.own(token.clone(), now),
            room: self.ledger.room(place.urgency, now),
            first: self.lists == 1,
        });
        let id = self.ledger.sent(now);
        self.history.sent(place.urgency, now);
        let task = exchange::start(
            id,
            &job,
            token,
            count,
            self.net.clone(),
            &self.setup,
            self.came.0.clone(),
        );
        self.wire.insert(
            id,
            OnWire {
                job,
                place,
                sent: now,
                generation,
                task,
                shared: true,
            },
        );
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::Submit(order) => self.submit(order),
            Command::Cancel(ticket) => self.cancel(ticket),
            Command::UseToken(secret) => self.go_on_with(secret),
            Command::ReadToken => self.read_token(true),
            Command::Reserve(requests) => self.ledger.reserve(requests),
            Command::TellSpending => self.tell_spending(),
        }
    }

    fn submit(&mut self, order: Order) {
        let write = order.call.is_write();
        if !write && self.share(&order) {
            return;
        }
        let connection = &self.setup.connection;
        let request = encode::encode(
            &connection.description,
            &connection.url,
            &connection.params,
            &order.call,
        );
        let request = match request {
            Ok(request) => request,
            Err(error) => {
                let error = ApiError::NotSent(error.to_string());
                self.answer(&[order.ticket], &Err(error), Duration::ZERO, None);
                return;
            }
        };
        if write && order.journal.is_none() {
            let error = ApiError::NotJournalled("a change needs a line in the journal".to_owned());
            self.answer(&[order.ticket], &Err(error), Duration::ZERO, None);
            return;
        }
        let place = self.queue.place(order.urgency);
        let job = Job {
            tickets: vec![order.ticket],
            call: Arc::new(order.call),
            request: Arc::new(request),
            journal: order.journal,
            tries: Tries::default(),
            refusals: 0,
            past: Past::new(self.now()),
        };
        self.queue.put(place, Duration::ZERO, job);
    }

    /// Lets a read share the answer of an equal one, if there is one that has
    /// not left or may still be waited for.
    fn share(&mut self, order: &Order) -> bool {
        let equal = |job: &Job| *job.call == order.call;
        // A verification must see the state after it was asked for.
        if order.urgency != Urgency::Verify {
            let twin = self
                .wire
                .values_mut()
                .find(|on_wire| on_wire.shared && equal(&on_wire.job));
            if let Some(twin) = twin {
                twin.job.tickets.push(order.ticket);
                return true;
            }
        }
        let Some((place, mut job)) = self.queue.take_where(equal) else {
            return false;
        };
        job.tickets.push(order.ticket);
        let place = place.min(self.queue.place(order.urgency));
        self.queue.put(place, Duration::ZERO, job);
        true
    }

    fn cancel(&mut self, ticket: Ticket) {
        let asked_by = |job: &Job| !job.call.is_write() && job.tickets.contains(&ticket);
        if let Some((place, mut job)) = self.queue.take_where(asked_by) {
            job.tickets.retain(|other| *other != ticket);
            if !job.tickets.is_empty() {
                self.queue.put(place, Duration::ZERO, job);
            }
            return;
        }
        let Some((id, on_wire)) = self
            .wire
            .iter_mut()
            .find(|(_, on_wire)| asked_by(&on_wire.job))
        else {
            return;
        };
        on_wire.job.tickets.retain(|other| *other != ticket);
        if on_wire.job.tickets.is_empty() {
            on_wire.task.abort();
            let id = *id;
            self.wire.remove(&id);
            // The server may have counted it.
            self.ledger.ended(id, None, self.setup.clock.monotonic());
        }
    }

    /// What an exchange came to.
    fn end(&mut self, ended: Ended) {
        // A cancelled one has been counted already.
        let Some(mut on_wire) = self.wire.remove(&ended.id) else {
            return;
        };
        let now = self.now();
        self.untold = true;
        let write = on_wire.job.call.is_write();
        if write {
            for other in self.wire.values_mut() {
                other.shared = false;
            }
        }
        let Some(mut exchange) = ended.exchange else {
            self.ledger.withdrawn(ended.id);
            self.history.withdrawn(on_wire.place.urgency, on_wire.sent);
            self.answer(&on_wire.job.tickets, &ended.outcome, Duration::ZERO, None);
            return;
        };
        self.ledger.ended(ended.id, ended.told.as_ref(), now);
        on_wire.job.tries.attempted(exchange.took);
        on_wire.job.past.tell(&mut exchange, now);

        let earlier = on_wire.generation < self.account;
        match exchange.status {
            Some(429) if earlier && !write => {
                // It says nothing of the token that it goes again with.
                self.queue.put(on_wire.place, Duration::ZERO, on_wire.job);
                return;
            }
            Some(429) if !earlier => {
                self.refused(on_wire, &ended.outcome, ended.told.as_ref(), &exchange);
                return;
            }
            Some(_) if !earlier => self.ledger.accepted(on_wire.sent),
            _ => {}
        }
        if exchange.status == Some(401) {
            let old = on_wire.generation < self.generation;
            if !write && (old || self.ledger.is_held()) {
                // It left with a token that is known to be bad.
                self.queue.put(on_wire.place, Duration::ZERO, on_wire.job);
                return;
            }
            if !old {
                self.ledger.hold();
            }
        }
        if ended.transient
            && !write
            && let Some(pause) = on_wire.job.tries.next_pause(rand::random(), ended.asks)
        {
            self.queue.put(on_wire.place, now + pause, on_wire.job);
            return;
        }
        self.answer(
            &on_wire.job.tickets,
            &ended.outcome,
            ended.cached,
            Some(&exchange),
        );
    }

    /// What a 429 comes to: reads wait and go again, a write is answered, for
    /// it is to be looked at afresh.
    fn refused(
        &mut self,
        mut on_wire: OnWire,
        outcome: &Result<Reply, ApiError>,
        told: Option<&Told>,
        exchange: &Exchange,
    ) {
        let retry_after = match outcome {
            Err(ApiError::Limited { retry_after, .. }) => *retry_after,
            _ => None,
        };
        let refusal = self
            .ledger
            .refused(on_wire.sent, retry_after, told, self.now());
        match refusal {
            Refusal::Wait => {
                on_wire.job.refusals += 1;
                if on_wire.job.call.is_write() || on_wire.job.refusals > REFUSALS {
                    self.answer(
                        &on_wire.job.tickets,
                        outcome,
                        Duration::ZERO,
                        Some(exchange),
                    );
                } else {
                    // A refused request was not an attempt that failed.
                    on_wire.job.tries = Tries::default();
                    self.queue.put(on_wire.place, Duration::ZERO, on_wire.job);
                }
            }
            Refusal::Stop { wait } => {
                self.answer(
                    &on_wire.job.tickets,
                    outcome,
                    Duration::ZERO,
                    Some(exchange),
                );
                let stopped = Err(ApiError::Limited {
                    retry_after: Some(wait),
                    words: ServerWords::default(),
                });
                for job in self.queue.drain() {
                    self.answer(&job.tickets, &stopped, Duration::ZERO, None);
                }
            }
        }
    }

    fn answer(
        &self,
        tickets: &[Ticket],
        outcome: &Result<Reply, ApiError>,
        cached: Duration,
        exchange: Option<&Exchange>,
    ) {
        // It went over the wire once, whoever shares its answer.
        let mut exchange = exchange.cloned();
        for ticket in tickets {
            (self.report)(Msg::Replied {
                ticket: *ticket,
                outcome: outcome.clone(),
                cached,
                exchange: exchange.take(),
            });
        }
    }
}
