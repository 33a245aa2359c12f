//! One exchange: the journal's line, the request, and what the answer means.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::AbortHandle;

use super::Setup;
use crate::app::message::{BlockedBy, Exchange, Ticket};
use crate::config::connection::Connection;
use crate::directory::call::{ApiError, Call, Reply, Request, Secret};
use crate::directory::limits::Told;
use crate::directory::{decode, limits};
use crate::runtime::budget::SendId;
use crate::runtime::clock::Clock;
use crate::runtime::journal::Journal;
use crate::runtime::net::{Net, Sent};
use crate::runtime::retry::{self, Tries};

/// From this size on, another thread decodes: keys do not wait for it.
const LARGE: usize = 256 << 10;

/// A request, and all who wait for its answer.
pub(super) struct Job {
    pub(super) tickets: Vec<Ticket>,
    pub(super) call: Arc<Call>,
    pub(super) request: Arc<Request>,
    pub(super) journal: Option<String>,
    pub(super) tries: Tries,
    /// How often it was answered 429.
    pub(super) refusals: u32,
    pub(super) past: Past,
}

/// What has become of a job so far, for the log of requests.
#[derive(Debug, Clone, Copy)]
pub(super) struct Past {
    /// When it was first asked for.
    pub(super) asked: Duration,
    /// How often it was sent.
    pub(super) sends: u32,
    /// How long it was on the wire.
    pub(super) on_wire: Duration,
    /// What held it back last.
    pub(super) held_by: Option<BlockedBy>,
}

impl Past {
    /// Of something that is asked for now.
    pub(super) const fn new(now: Duration) -> Self {
        Self {
            asked: now,
            sends: 0,
            on_wire: Duration::ZERO,
            held_by: None,
        }
    }

    /// Adds an exchange that has ended now, and puts what was before into it.
    pub(super) fn tell(&mut self, exchange: &mut Exchange, now: Duration) {
        self.sends += 1;
        self.on_wire += exchange.took;
        exchange.attempts = self.sends;
        exchange.waited = now.saturating_sub(self.asked).saturating_sub(self.on_wire);
        exchange.held_by = self.held_by;
    }
}

/// How an exchange ended.
pub(super) struct Ended {
    pub(super) id: SendId,
    pub(super) outcome: Result<Reply, ApiError>,
    /// Whether the same read may succeed when sent again.
    pub(super) transient: bool,
    pub(super) told: Option<Told>,
    /// None if nothing was sent.
    pub(super) exchange: Option<Exchange>,
}

/// Starts an exchange; how it ended goes to `ended`.
pub(super) fn start(
    id: SendId,
    job: &Job,
    token: Secret,
    net: Arc<Net>,
    setup: &Setup,
    ended: mpsc::UnboundedSender<Ended>,
) -> AbortHandle {
    let (call, request) = (job.call.clone(), job.request.clone());
    let note = job
        .journal
        .clone()
        .map(|line| (setup.journal.clone(), line));
    // Only reads are sent more than once, within a time for all attempts; a
    // write has the whole time of an exchange.
    let time = if call.is_write() {
        Duration::MAX
    } else {
        job.tries.time_left()
    };
    let (connection, clock) = (setup.connection.clone(), setup.clock);
    tokio::spawn(async move {
        let end = match write_down(note).await {
            Ok(()) => {
                let sent = net.send(&request, &token, time).await;
                log(&sent);
                understand(id, call, connection, clock, sent).await
            }
            Err(why) => Ended {
                id,
                outcome: Err(ApiError::NotSent(why)),
                transient: false,
                told: None,
                exchange: None,
            },
        };
        let _ = ended.send(end);
    })
    .abort_handle()
}

/// Puts a line on the disk, if there is one.
async fn write_down(note: Option<(Journal, String)>) -> Result<(), String> {
    let Some((journal, line)) = note else {
        return Ok(());
    };
    let path = journal.path().display().to_string();
    tokio::task::spawn_blocking(move || journal.append(&line))
        .await
        .unwrap_or_else(|error| Err(std::io::Error::other(error)))
        .map_err(|error| format!("the journal {path} cannot be written: {error}"))
}

async fn understand(
    id: SendId,
    call: Arc<Call>,
    connection: Arc<Connection>,
    clock: Clock,
    sent: Sent,
) -> Ended {
    let response = match sent.outcome {
        Ok(response) => response,
        Err(failure) => {
            let left = !matches!(failure.error, ApiError::NotSent(_));
            return Ended {
                id,
                transient: failure.transient,
                told: None,
                exchange: left.then_some(sent.exchange),
                outcome: Err(failure.error),
            };
        }
    };
    let told = connection
        .limits
        .headers
        .as_ref()
        .and_then(|names| limits::told(names, &response, clock.now().wall));
    let transient = retry::is_transient(&response);
    let status = response.status;
    let decode = move || decode::decode(&connection.description, &call, &response);
    let large = sent.exchange.bytes >= LARGE as u64;
    let outcome = if large {
        tokio::task::spawn_blocking(decode)
            .await
            .unwrap_or_else(|_| {
                Err(ApiError::Unreadable {
                    status,
                    why: "reading it failed inside whoswho".to_owned(),
                })
            })
    } else {
        decode()
    };
    Ended {
        id,
        outcome,
        transient,
        told,
        exchange: Some(sent.exchange),
    }
}

/// Notes how a request went. A path is percent-encoded, so it is safe to show.
fn log(sent: &Sent) {
    let Exchange {
        method,
        path,
        status,
        took,
        bytes,
        ..
    } = &sent.exchange;
    match &sent.outcome {
        Ok(_) => {
            tracing::info!(method = method.as_str(), %path, status, ?took, bytes, "answered");
        }
        Err(failure) => {
            tracing::warn!(method = method.as_str(), %path, status, ?took, ?failure, "not answered");
        }
    }
}
