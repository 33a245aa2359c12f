//! The profile's token: read when it is first needed, and anew when it was
//! refused.

use std::sync::Arc;
use std::time::Duration;

use super::{Actor, Token, TokenCame};
use crate::app::message::Msg;
use crate::directory::call::{ApiError, Secret};
use crate::runtime::secrets;

impl<R: Fn(Msg) + Send + 'static> Actor<R> {
    pub(super) fn need_token(&mut self) {
        if matches!(self.token, Token::Unread) {
            self.read_token(false);
        }
    }

    pub(super) fn read_token(&mut self, asked_for: bool) {
        // What was read last is good for what waits until there is another.
        if !matches!(self.token, Token::Known { .. }) {
            self.token = Token::Reading;
        }
        let connection = self.setup.connection.clone();
        let hidden = Arc::clone(&self.setup.hidden);
        let tokens = self.tokens.0.clone();
        tokio::spawn(async move {
            let outcome = secrets::read(&connection.token, secrets::COMMAND_TIME, &hidden).await;
            let _ = tokens.send(TokenCame { outcome, asked_for });
        });
    }

    pub(super) fn token_came(&mut self, came: TokenCame) {
        let outcome = match came.outcome {
            Ok(secret) => {
                self.go_on_with(secret);
                Ok(())
            }
            Err(error) => {
                if matches!(self.token, Token::Reading) {
                    self.token = Token::Absent;
                }
                self.ledger.hold();
                Err(error.to_string())
            }
        };
        if !came.asked_for
            && let Err(why) = &outcome
        {
            // Whoever asked first is told; the others wait for the operator.
            if let Some((_, job)) = self.queue.take_where(|_| true) {
                let error = Err(ApiError::NotSent(why.clone()));
                self.answer(&job.tickets, &error, Duration::ZERO, None);
            }
        }
        if came.asked_for || outcome.is_err() {
            (self.report)(Msg::TokenRead {
                profile: self.setup.profile,
                outcome,
            });
        }
    }

    pub(super) fn go_on_with(&mut self, secret: Secret) {
        self.generation += 1;
        if let Token::Known { secret: old, .. } = &self.token
            && old.expose() != secret.expose()
        {
            let old = old.clone();
            self.change_account(old);
            self.account = self.generation;
        }
        self.token = Token::Known {
            secret,
            generation: self.generation,
        };
        self.ledger.release();
    }
}
