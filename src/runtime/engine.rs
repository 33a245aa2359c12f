//! A profile's requests, from [`Call`] to [`Reply`](crate::directory::call::Reply): for the explorer and for
//! the command line alike.
//!
//! ```text
//! submit ──▶ waiting ──budget──▶ on the wire ──▶ Msg::Replied
//!               ▲                     │
//!               └── 429, a retry ─────┘
//! ```
//!
//! One task owns the queue and the budget, so there is nothing to lock; each
//! exchange is a task of its own, which a cancelled read ends.

mod actor;
mod exchange;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::mpsc;

use self::actor::Actor;
use super::clock::Clock;
use super::journal::Journal;
use super::net::Caps;
use super::send_log::SendLog;
use crate::app::message::{Msg, ProfileId, Ticket, Urgency};
use crate::config::connection::Connection;
use crate::directory::call::{Call, Secret};

/// What an engine works with.
#[derive(Debug, Clone)]
pub struct Setup {
    /// Whose requests these are, for what is reported.
    pub profile: ProfileId,
    /// Whom they go to.
    pub connection: Arc<Connection>,
    /// What they are timed by.
    pub clock: Clock,
    /// Where writes are noted before they leave.
    pub journal: Journal,
    /// What an exchange may take.
    pub caps: Caps,
    /// The environment variables that hold tokens, of any profile: a token
    /// command does not see them.
    pub hidden: Arc<[String]>,
    /// The folder where all running whoswho tell each other what they sent, so
    /// that together they keep to the budget. None counts alone.
    pub state: Option<PathBuf>,
}

/// Something to ask.
#[derive(Debug, Clone)]
pub struct Order {
    /// What its answer will be known by.
    pub ticket: Ticket,
    /// What.
    pub call: Call,
    /// How urgent it is.
    pub urgency: Urgency,
    /// A line for the journal, to be on the disk before the request leaves.
    pub journal: Option<String>,
}

/// One profile's requests. When it is dropped, nothing more is sent; a write on
/// the wire is left to end.
#[derive(Debug)]
pub struct Engine {
    commands: mpsc::UnboundedSender<Command>,
}

enum Command {
    Submit(Order),
    Cancel(Ticket),
    UseToken(Secret),
    ReadToken,
    Reserve(u32),
    TellSpending,
}

impl Engine {
    /// Starts a task for a profile's requests, in the Tokio runtime that this
    /// is called in. Nothing is read or built before the first request, which
    /// has the token read if [`Engine::use_token`] gave none: an interactive
    /// token command then has the terminal to itself only if nobody has
    /// entered it. Every answer and every change of the budget goes to
    /// `report`.
    pub fn start(setup: Setup, report: impl Fn(Msg) + Send + 'static) -> Self {
        let sends = setup
            .state
            .as_deref()
            .map(|folder| SendLog::at(folder, rand::random()));
        let (commands, receiver) = mpsc::unbounded_channel();
        tokio::spawn(Actor::new(setup, sends, report).run(receiver));
        Self { commands }
    }

    /// Asks something; [`Msg::Replied`] answers once.
    pub fn submit(&self, order: Order) {
        self.tell(Command::Submit(order));
    }

    /// Forgets a read; it is not answered any more. Writes go on.
    pub fn cancel(&self, ticket: Ticket) {
        self.tell(Command::Cancel(ticket));
    }

    /// Sets requests aside for a change that is under review.
    pub fn reserve(&self, requests: u32) {
        self.tell(Command::Reserve(requests));
    }

    /// Tells what was sent in the last hour; [`Msg::Spending`] answers.
    pub fn tell_spending(&self) {
        self.tell(Command::TellSpending);
    }

    /// Goes on with this token.
    pub fn use_token(&self, token: Secret) {
        self.tell(Command::UseToken(token));
    }

    /// Reads the token again from where it comes from and goes on with it;
    /// [`Msg::TokenRead`] says whether there was one.
    pub fn read_token(&self) {
        self.tell(Command::ReadToken);
    }

    fn tell(&self, command: Command) {
        // The task ends only with the runtime: then nobody waits for answers.
        let _ = self.commands.send(command);
    }
}
