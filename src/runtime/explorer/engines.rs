//! The profiles' engines, and the tokens that they go on with.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::spawn_blocking;

use super::{Explorer, Next};
use crate::app::message::{Msg, ProfileId};
use crate::config::connection::{TokenSource, token_variables};
use crate::directory::call::{ApiError, Secret};
use crate::runtime::engine::{self, Engine, Order};
use crate::runtime::net::Caps;
use crate::runtime::secrets::{self, SecretError};
use crate::runtime::terminal::lost;

impl Explorer {
    pub(super) fn submit(&mut self, profile: ProfileId, order: Order) {
        if self.asks_on_terminal(profile) && !self.lent.contains(&profile) {
            self.unlent.push((profile, order));
            self.next = Next::Lend(profile);
        } else if let Some(engine) = self.engine(profile) {
            engine.submit(order);
        }
    }

    pub(super) fn asks_on_terminal(&self, profile: ProfileId) -> bool {
        self.connections.get(profile.0).is_some_and(|connection| {
            matches!(
                connection.token,
                TokenSource::Command {
                    interactive: true,
                    ..
                }
            )
        })
    }

    /// Gives the terminal to a profile's token command until that has ended.
    pub(super) async fn lend(&mut self, profile: ProfileId) -> Result<(), String> {
        let Some(connection) = self.connections.get(profile.0).map(Arc::clone) else {
            return Ok(());
        };
        self.pause()?;
        self.terminal.release();
        let hidden = self.token_variables();
        let token = secrets::read(&connection.token, secrets::COMMAND_TIME, &hidden).await;
        self.terminal.resume().map_err(|why| lost(&why))?;
        self.go_on()?;
        self.token_came(profile, token);
        Ok(())
    }

    /// The environment variables that hold tokens.
    fn token_variables(&self) -> Arc<[String]> {
        token_variables(self.connections.iter().map(|connection| &connection.token))
    }

    /// A token was typed or printed for a profile, or not.
    pub(super) fn token_came(&mut self, profile: ProfileId, token: Result<Secret, SecretError>) {
        let (mine, others) = std::mem::take(&mut self.unlent)
            .into_iter()
            .partition(|(of, _)| *of == profile);
        self.unlent = others;
        let orders: Vec<(ProfileId, Order)> = mine;
        let outcome = match token {
            Ok(token) => {
                self.lent.push(profile);
                if let Some(engine) = self.engine(profile) {
                    engine.use_token(token);
                    for (_, order) in orders {
                        engine.submit(order);
                    }
                }
                Ok(())
            }
            Err(why) => {
                let why = why.to_string();
                for (_, order) in orders {
                    self.tell(Msg::Replied {
                        ticket: order.ticket,
                        outcome: Err(ApiError::NotSent(why.clone())),
                        cached: Duration::ZERO,
                        exchange: None,
                    });
                }
                Err(why)
            }
        };
        self.tell(Msg::TokenRead { profile, outcome });
    }

    /// A profile's engine, started when it is first needed.
    pub(super) fn engine(&mut self, profile: ProfileId) -> Option<&Engine> {
        let hidden = self.token_variables();
        let connection = self.connections.get(profile.0)?;
        let slot = self.engines.get_mut(profile.0)?;
        Some(slot.get_or_insert_with(|| {
            let (keeper, name) = (self.keeper.clone(), connection.name.clone());
            let sender = self.sender.clone();
            spawn_blocking(move || {
                let kept = keeper.open(&name);
                // Nobody listens any more when the program ends.
                let _ = sender.send(Msg::Kept { profile, kept });
            });
            let sender = self.sender.clone();
            let report = move |message| {
                // Nobody listens any more when the program ends.
                let _ = sender.send(message);
            };
            let setup = engine::Setup {
                profile,
                connection: Arc::clone(connection),
                clock: self.clock,
                journal: self.journal.clone(),
                caps: Caps::default(),
                hidden,
                state: self.state.clone(),
            };
            Engine::start(setup, report)
        }))
    }
}
