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
use crate::runtime::budget::{Room, SendId};
use crate::runtime::clock::Clock;
use crate::runtime::journal::Journal;
use crate::runtime::net::{Net, Sent};
use crate::runtime::retry::{self, Tries};
use crate::runtime::send_log::{Counted, Own, SendLog};

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

/// How long a disk may take to tell what others sent: a request does not wait
/// for one that hangs.
const COUNTING: Duration = Duration::from_millis(100);

/// How long it may take where only a chart waits for it.
const LOOKING: Duration = Duration::from_secs(2);

/// What is to be counted in the log of all running whoswho before a request
/// leaves.
pub(super) struct Count {
    pub(super) sends: SendLog,
    pub(super) own: Own,
    pub(super) room: Room,
    /// Whether it is the first request of all: it does not change threads,
    /// which at the start takes longer than the counting.
    pub(super) first: bool,
}

/// What comes of an exchange.
pub(super) enum Came {
    /// It was held against what others sent. Where it did not fit, it did not
    /// leave, and this is all that comes.
    Counted(SendId, Counted),
    /// It ended.
    Ended(Box<Ended>),
    /// How long ago others sent theirs, as it was asked for; none where it is
    /// not to be had.
    Heard(Option<Vec<Duration>>),
}

/// How an exchange ended.
pub(super) struct Ended {
    pub(super) id: SendId,
    pub(super) outcome: Result<Reply, ApiError>,
    /// How long the answer had lain in a cache, as it says itself.
    pub(super) cached: Duration,
    /// Whether the same read may succeed when sent again.
    pub(super) transient: bool,
    /// How long the server asks to wait before that.
    pub(super) asks: Duration,
    pub(super) told: Option<Told>,
    /// None if nothing was sent.
    pub(super) exchange: Option<Exchange>,
}

/// Starts an exchange; what comes of it goes to `came`.
pub(super) fn start(
    id: SendId,
    job: &Job,
    token: Secret,
    count: Option<Count>,
    net: Arc<Net>,
    setup: &Setup,
    came: mpsc::UnboundedSender<Came>,
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
        if let Some(counted) = count_in(count, clock).await {
            let fits = counted.fits;
            let _ = came.send(Came::Counted(id, counted));
            if !fits {
                return;
            }
        }
        let end = match write_down(note).await {
            Ok(()) => {
                let sent = net.send(&request, &token, time).await;
                log(&sent);
                understand(id, call, connection, clock, sent).await
            }
            Err(why) => Ended {
                id,
                outcome: Err(ApiError::NotJournalled(why)),
                cached: Duration::ZERO,
                transient: false,
                asks: Duration::ZERO,
                told: None,
                exchange: None,
            },
        };
        let _ = came.send(Came::Ended(Box::new(end)));
    })
    .abort_handle()
}

/// Counts a request in the log of all, if there is one. A log that cannot be
/// had in time is done without.
async fn count_in(count: Option<Count>, clock: Clock) -> Option<Counted> {
    let Count {
        sends,
        own,
        room,
        first,
    } = count?;
    let now = clock.since_epoch();
    if first && let Ok(counted) = sends.count_at_once(&own, room, now) {
        return Some(counted);
    }
    let counting = tokio::task::spawn_blocking(move || sends.count(&own, room, now));
    let why = match tokio::time::timeout(COUNTING, counting).await {
        Ok(Ok(Ok(counted))) => return Some(counted),
        Ok(Ok(Err(error))) => error.to_string(),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "the disk does not answer".to_owned(),
    };
    tracing::warn!(%why, "what other running whoswho sent is not known");
    None
}

/// Writes down what was sent, for the other running whoswho.
pub(super) fn note(sends: SendLog, own: Own, clock: Clock) {
    let now = clock.since_epoch();
    tokio::task::spawn_blocking(move || {
        if let Err(why) = sends.note(&own, now) {
            tracing::warn!(%why, "what was sent is not known to other running whoswho");
        }
    });
}

/// Looks up what other running whoswho sent; [`Came::Heard`] answers.
pub(super) fn hear(
    sends: SendLog,
    origin: String,
    token: Secret,
    clock: Clock,
    came: mpsc::UnboundedSender<Came>,
) {
    let now = clock.since_epoch();
    tokio::spawn(async move {
        let looking = tokio::task::spawn_blocking(move || sends.others(&origin, &token, now));
        let others = tokio::time::timeout(LOOKING, looking).await;
        // Nobody waits for it any more when the program ends.
        let _ = came.send(Came::Heard(others.ok().and_then(Result::ok)));
    });
}

/// Puts a line on the disk, if there is one.
async fn write_down(note: Option<(Journal, String)>) -> Result<(), String> {
    let Some((journal, line)) = note else {
        return Ok(());
    };
    let name = journal.named();
    tokio::task::spawn_blocking(move || journal.append(&line))
        .await
        .unwrap_or_else(|error| Err(std::io::Error::other(error)))
        .map_err(|error| format!("{name} cannot be written: {error}"))
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
                cached: Duration::ZERO,
                transient: failure.transient,
                asks: Duration::ZERO,
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
    let asks = limits::retry_after(&response).unwrap_or_default();
    let cached = limits::age(&response);
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
        cached,
        transient,
        asks,
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
