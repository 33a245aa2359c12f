//! The demo: three directories on this machine, over one made-up company, so that the explorer can
//! be tried and tested without an account and without a network.
//!
//! The servers speak real HTTP on loopback and are written from the three APIs' documentation alone.
//! This folder knows nothing of the rest of the crate, so that a misreading on one side shows.
//! Where the documentation is silent, they are strict: what is not documented is refused, except
//! where the real server is known to ignore it.
//!
//! They forget every change when they are dropped.

mod leadr;
mod leanmote;
mod limits;
mod people;
mod peoplelens;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;
use std::{io, thread};

use axum::Router;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use axum::serve::ListenerExt as _;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rand::RngExt as _;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use people::{Stream, World};

/// What a demo is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// How many people the company has. Most are in all three directories; three in fifty are in
    /// one only.
    pub people: u32,
    /// What everything is drawn from: the same seed on the same [`day`](Self::day) gives the same
    /// company, byte by byte.
    pub seed: u64,
    /// How long each answer waits before it is sent.
    pub latency: Duration,
    /// Leanmote's requests an hour. The burst a minute is 100, or this if it is less.
    pub budget: u32,
    /// The day on whose morning the data ends, in UTC; none for the day on which the servers start.
    pub day: Option<Date>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            people: 2_500,
            seed: 1,
            latency: Duration::ZERO,
            budget: 1_000,
            day: None,
        }
    }
}

/// One of the demo's servers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// `leanmote`, `leadr` or `peoplelens`.
    pub name: &'static str,
    /// The base address: Leanmote's with its `/v1`, the others' the bare origin, as their own
    /// documentation has it.
    pub url: String,
    /// The token it takes. It opens nothing else.
    pub token: String,
}

/// The running servers. Dropping it closes their ports and ends their thread.
#[derive(Debug)]
pub struct Demo {
    servers: [Server; 3],
    account_id: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Demo {
    /// Leanmote, LEADR and PeopleLens, in this order.
    #[must_use]
    pub fn servers(&self) -> &[Server] {
        &self.servers
    }

    /// LEADR's id of the account that holds most of the people; the others are contractors.
    #[must_use]
    pub fn account_id(&self) -> &str {
        &self.account_id
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic there has been reported there, and there is nothing left to stop.
            let _ = thread.join();
        }
    }
}

/// Starts the three servers on ports of the system's choice.
///
/// It returns as soon as the ports are bound. The company is drawn on the servers' own thread;
/// who connects meanwhile waits in the ports' backlog.
///
/// # Errors
/// When a loopback port cannot be bound, or the thread or its runtime cannot be started.
pub fn start(options: &Options) -> io::Result<Demo> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let entered = runtime.enter();
    let (leanmote, leanmote_at) = bind()?;
    let (leadr, leadr_at) = bind()?;
    let (peoplelens, peoplelens_at) = bind()?;
    drop(entered);
    let servers = [
        Server {
            name: "leanmote",
            url: format!("http://{leanmote_at}/v1"),
            token: token(options.seed, 0, "lm"),
        },
        Server {
            name: "leadr",
            url: format!("http://{leadr_at}"),
            token: token(options.seed, 1, "ldr"),
        },
        Server {
            name: "peoplelens",
            url: format!("http://{peoplelens_at}"),
            token: token(options.seed, 2, "pl"),
        },
    ];
    let (stop, stopped) = oneshot::channel();
    let options = options.clone();
    let account_id = leadr::account_id(options.seed, 0);
    let day = options.day.unwrap_or_else(today);
    let tokens = servers.clone().map(|server| server.token);
    let thread = thread::Builder::new()
        .name("demo".to_owned())
        .spawn(move || {
            let world = Arc::new(World::new(options.people, options.seed, day));
            let [leanmote_token, leadr_token, peoplelens_token] = tokens;
            let latency = options.latency;
            let routers = [
                (
                    leanmote,
                    leanmote::router(&world, leanmote_token, options.budget),
                ),
                (leadr, leadr::router(&world, leadr_token)),
                (peoplelens, peoplelens::router(&world, peoplelens_token)),
            ];
            runtime.block_on(async {
                for (listener, router) in routers {
                    tokio::spawn(serve(listener, delayed(router, latency)));
                }
                // Either way it is time to stop: nobody sends, the sender is dropped.
                let _ = stopped.await;
            });
        })?;
    Ok(Demo {
        servers,
        account_id,
        stop: Some(stop),
        thread: Some(thread),
    })
}

/// A port of the current runtime's, which clients can connect to from now on.
fn bind() -> io::Result<(TcpListener, SocketAddr)> {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    Ok((TcpListener::from_std(listener)?, address))
}

async fn serve(listener: TcpListener, router: Router) -> io::Result<()> {
    let listener = listener.tap_io(|stream| {
        // Small answers should not wait for the client's acknowledgement. A stream that refuses the
        // option is only slower.
        let _ = stream.set_nodelay(true);
    });
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).await
}

/// The answer is made at once, so that limits count when a request arrives, and sent later.
fn delayed(router: Router, latency: Duration) -> Router {
    if latency.is_zero() {
        return router;
    }
    router.layer(axum::middleware::from_fn(
        move |request: Request, next: Next| async move {
            let response: Response = next.run(request).await;
            tokio::time::sleep(latency).await;
            response
        },
    ))
}

fn token(seed: u64, number: u32, prefix: &str) -> String {
    let random: u128 = people::rng(seed, Stream::Tokens, number).random();
    format!("{prefix}_demo_{random:032x}")
}

/// The day on which the servers start, in UTC.
fn today() -> Date {
    now().to_zoned(TimeZone::UTC).date()
}

/// The time, for limits and for when an edit was made.
#[allow(
    clippy::disallowed_methods,
    reason = "a server has a clock of its own: it stands for another machine"
)]
fn now() -> Timestamp {
    Timestamp::now()
}

/// What a panic of another request left is still the demo's state.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a server would take this for an email address: a name, an `@`, and a domain of at least
/// two labels.
fn is_email(text: &str) -> bool {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && c != '@';
    let label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    text.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty()
            && name.chars().all(plain)
            && domain.contains('.')
            && domain.split('.').all(label)
    })
}

/// A query as it came: names may repeat, and order counts for error messages.
type Pairs = axum::extract::Query<Vec<(String, String)>>;
