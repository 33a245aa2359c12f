//! Records for scripts: what is asked for on the command line, through the
//! same engine as the explorer's requests.
//!
//! ```text
//! Wanted ── plan ──▶ Listing ──▶ Call ──▶ engine ──▶ Msg::Replied ──▶ Listing
//!                                                                       │ rows in order
//!                                     standard output ◀── Printer ◀─────┘
//! ```
//!
//! What is wrong with the arguments is found by [`plan()`] before anything is
//! asked of anyone. A list is read by a [`Listing`], which bears with servers
//! whose pages do not agree, and its rows are printed as soon as all before
//! them are there.

mod by_email;
mod chosen;
mod conclusion;
mod described;
mod output;
mod plan;
mod printed;
mod printer;
mod progress;
mod sieve;
mod stop;
mod wanted;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tracing_subscriber::filter::LevelFilter;

pub use self::output::columns;
pub use self::plan::{Format, Layout, Mistake, Plan, plan};
pub use self::stop::Stop;
pub use self::wanted::{Rows, Wanted};

use self::output::Written;
use self::plan::{Ask, Asked};
use self::printed::Printed;
use self::printer::Printer;
use self::progress::Progress;
use super::clock::Clock;
use super::engine::{self, Engine, Order};
use super::journal::Journal;
use super::log;
use super::net::Caps;
use super::panics;
use super::secrets;
use super::terminal::Ends;
use super::{event_loop, to_its_end};
use crate::app::listing::{Listing, Reach};
use crate::app::message::{Effect, Msg, ProfileId, Ticket, Urgency};
use crate::app::outbox::Outbox;
use crate::config::connection::Connection;
use crate::directory::call::{ApiError, Call, RecordOf, Reply};

/// How many records a list prints that was asked for no number of them.
pub const USUAL: u64 = 100;

/// How long a reader that takes nothing is waited for after a signal.
const PATIENCE: Duration = Duration::from_millis(500);

/// The only profile.
const PROFILE: ProfileId = ProfileId(0);

/// What records are printed with.
#[derive(Debug)]
pub struct Setup {
    /// Whom to ask.
    pub connection: Arc<Connection>,
    /// What, and how it is printed.
    pub plan: Plan,
    /// The environment variables that hold tokens, of any profile.
    pub hidden: Arc<[String]>,
    /// The folder of what all running whoswho share: send times. None for the
    /// demo.
    pub state: Option<PathBuf>,
    /// Where to log and how much, if at all.
    pub log: Option<(PathBuf, LevelFilter)>,
    /// The one clock.
    pub clock: Clock,
}

/// Asks and prints until all is there. A reader that goes away ends it quietly.
///
/// # Errors
/// What standard error is to say, and the exit code.
pub fn run(mut setup: Setup) -> Result<(), Stop> {
    let log = setup.log.take();
    // Without a log it works as well.
    let _log = log.and_then(|(path, level)| log::begin(&path, level).ok());
    let runtime = event_loop().map_err(|why| Stop::failed(&why.to_string()))?;
    match to_its_end(runtime, Batch::run(setup)) {
        Err(Halt::Told(stop)) => Err(stop),
        Ok(()) | Err(Halt::Unread) => Ok(()),
    }
}

/// Why it ends early.
#[derive(Debug)]
enum Halt {
    /// For a reason that is told.
    Told(Stop),
    /// Nobody reads what is printed.
    Unread,
}

impl From<Stop> for Halt {
    fn from(stop: Stop) -> Self {
        Self::Told(stop)
    }
}

/// Something to be seen to.
#[expect(
    clippy::large_enum_variant,
    reason = "there is one at a time, and it is taken apart at once"
)]
enum Event {
    Message(Msg),
    /// A signal asked for the end, with that exit code.
    End(u8),
}

struct Batch {
    connection: Arc<Connection>,
    engine: Engine,
    messages: UnboundedReceiver<Msg>,
    ends: Ends,
    /// The exit code, once a signal has asked for the end.
    ended: Option<u8>,
    progress: Progress,
    clock: Clock,
    next_ticket: u64,
}

impl Batch {
    async fn run(setup: Setup) -> Result<(), Halt> {
        let mut ends = Ends::listen()
            .map_err(|why| Stop::failed(&format!("signals cannot be watched: {why}")))?;
        let Plan {
            by_email,
            mut ask,
            mut printer,
            note,
        } = setup.plan;
        let mut progress = Progress::new(setup.clock);
        if let Some(note) = note {
            progress.say(note);
        }
        if ask.needs_nothing() {
            let text = printer.add(&[]) + &printer.end();
            return match output::write(text).await {
                Written::Unread => Err(Halt::Unread),
                Written::Failed(why) => Err(Stop::unwritable(&why).into()),
                Written::All => {
                    if let Some(said) = conclusion::untold(&printer.untold()) {
                        progress.say(&said);
                    }
                    Ok(())
                }
            };
        }
        // Now, and not by the engine, because one that cannot be read is a
        // mistake in the configuration and not the directory's refusal.
        let reading = secrets::read(
            &setup.connection.token,
            secrets::COMMAND_TIME,
            &setup.hidden,
        );
        let token = tokio::select! {
            token = reading => token.map_err(|why| Stop::without_token(&setup.connection, &why))?,
            code = ends.next() => return Err(Stop::interrupted(code, None).into()),
        };
        let (sender, messages) = unbounded_channel();
        let report = move |message| {
            // Nobody listens any more when the program ends.
            let _ = sender.send(message);
        };
        let asking = engine::Setup {
            profile: PROFILE,
            connection: Arc::clone(&setup.connection),
            clock: setup.clock,
            journal: Journal::nowhere("list and get change nothing".to_owned()),
            caps: Caps::default(),
            hidden: setup.hidden,
            state: setup.state,
        };
        let engine = Engine::start(asking, report);
        engine.use_token(token);
        let mut batch = Self {
            connection: setup.connection,
            engine,
            messages,
            ends,
            ended: None,
            progress,
            clock: setup.clock,
            next_ticket: 0,
        };
        if let Some(by) = by_email {
            let id = batch.id_of(&by).await?;
            ask.set_id(&id);
        }
        let done = match ask {
            Ask::Record(of) => batch.record(&of, printer).await,
            Ask::List(asked) => batch.list(&asked, printer).await,
        };
        batch.progress.clear();
        done
    }

    /// Reads one record and prints it.
    async fn record(&mut self, of: &RecordOf, mut printer: Printer) -> Result<(), Halt> {
        let call = Call::Get { of: of.clone() };
        self.next_ticket += 1;
        self.engine.submit(Order {
            ticket: Ticket(self.next_ticket),
            call: call.clone(),
            urgency: Urgency::Look,
            journal: None,
        });
        loop {
            match self.next().await {
                Event::End(code) => return Err(Stop::interrupted(code, None).into()),
                Event::Message(Msg::Replied { outcome, .. }) => {
                    return match outcome {
                        Ok(Reply::Record(record)) => {
                            let looked = printer.look_at(std::slice::from_ref(&record));
                            looked.map_err(|mistake| Stop::mistaken(&mistake))?;
                            let text = printer.add(&[record]) + &printer.end();
                            self.write(text).await
                        }
                        Ok(_) => Err(self.refused(&call, &not_asked_for(), None)),
                        Err(error) => Err(self.refused(&call, &error, None)),
                    };
                }
                Event::Message(_) => {}
            }
        }
    }

    /// Reads as much of a list as is wanted and prints it.
    async fn list(&mut self, asked: &Asked, printer: Printer) -> Result<(), Halt> {
        self.progress.begin(asked);
        let mut listing = asked.listing();
        let mut done = Printed::new(asked, printer);
        let mut walks = false;
        self.ask(&mut listing);
        let refusal = loop {
            if !listing.is_reading() || done.is_full() {
                break listing.error().cloned();
            }
            match self.next().await {
                Event::End(_) => break None,
                Event::Message(Msg::Replied {
                    ticket, outcome, ..
                }) => {
                    listing.accept(ticket, &outcome);
                    if let Some(error @ ApiError::Unauthorized(_)) = listing.error() {
                        // The others are held until there is another token.
                        break Some(error.clone());
                    }
                    if !walks && listing.has_answered() && listing.error().is_none() {
                        walks = true;
                        listing.start_walk_of(asked.rows.reach());
                    }
                    self.ask(&mut listing);
                    let text = done.fresh(&listing).map_err(|m| Stop::mistaken(&m))?;
                    self.write(text).await?;
                    // After an expired cursor, a row may stand before the
                    // printed ones that has not been.
                    if !listing.has_restarted() {
                        listing.let_go(done.position);
                    }
                    self.progress.came(asked, &listing, done.came);
                }
                Event::Message(_) => {}
            }
        };
        if listing.has_restarted() {
            let text = done.missed(&listing).map_err(|m| Stop::mistaken(&m))?;
            self.write(text).await?;
        }
        if done.came.printed > 0 || (refusal.is_none() && self.ended.is_none()) {
            let text = done.end();
            self.write(text).await?;
        }
        self.conclude(asked, &listing, &done, refusal)
    }

    /// Sends what a list wants now.
    fn ask(&mut self, listing: &mut Listing) {
        let mut outbox = Outbox::new(self.clock.now(), PROFILE, &mut self.next_ticket);
        listing.ask(&mut outbox, Reach::Screen);
        for effect in outbox.into_effects() {
            match effect {
                Effect::Send {
                    ticket,
                    call,
                    urgency,
                    journal,
                    ..
                } => self.engine.submit(Order {
                    ticket,
                    call,
                    urgency,
                    journal,
                }),
                Effect::Cancel(ticket) => self.engine.cancel(ticket),
                // A list that is not on a screen wants nothing else.
                _ => {}
            }
        }
    }

    /// Waits for the next answer or signal; the line about progress is kept
    /// true meanwhile.
    async fn next(&mut self) -> Event {
        if let Some(code) = self.ended {
            return Event::End(code);
        }
        loop {
            let turn = self.progress.next_turn();
            let turned = async {
                match turn {
                    Some(at) => tokio::time::sleep_until(at).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                code = self.ends.next() => {
                    self.ended = Some(code);
                    return Event::End(code);
                }
                Some(message) = self.messages.recv() => {
                    if let Msg::Budget { budget, .. } = &message {
                        self.progress.budget(budget);
                    }
                    return Event::Message(message);
                }
                () = turned => self.progress.turn(),
                () = panics::happened() => {
                    self.ended = Some(panics::EXIT_CODE);
                    return Event::End(panics::EXIT_CODE);
                }
            }
        }
    }

    /// Prints. A reader that is slow is waited for, but not after a signal.
    async fn write(&mut self, text: String) -> Result<(), Halt> {
        if text.is_empty() {
            return Ok(());
        }
        self.progress.clear();
        let writing = output::write(text);
        tokio::pin!(writing);
        let written = if self.ended.is_some() {
            None
        } else {
            tokio::select! {
                written = &mut writing => Some(written),
                code = self.ends.next() => {
                    self.ended = Some(code);
                    None
                }
            }
        };
        let written = match (written, self.ended) {
            (Some(written), _) => written,
            (None, code) => tokio::time::timeout(PATIENCE, writing)
                .await
                .map_err(|_| Stop::interrupted(code.unwrap_or(1), None))?,
        };
        match written {
            Written::All => Ok(()),
            Written::Unread => Err(Halt::Unread),
            Written::Failed(why) => Err(Stop::unwritable(&why).into()),
        }
    }

    fn refused(&self, call: &Call, error: &ApiError, came: Option<&str>) -> Halt {
        Stop::refused(&self.connection, call, error, came).into()
    }
}

fn not_asked_for() -> ApiError {
    ApiError::Unreadable {
        status: 200,
        why: "it is not one record".to_owned(),
    }
}
