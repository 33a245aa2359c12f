//! The explorer's loop: what came in is handled, then the screen is drawn once.
//!
//! ```text
//! input thread ─┐                                       ┌─▶ engines
//! engines ──────┼─▶ messages ─▶ update ─▶ effects ──────┼─▶ clipboard, journal
//! clipboard ────┤      ▲                                ├─▶ finder
//! finder ───────┘      │                                └─▶ the next alarm
//! signals, alarm ──────┘
//! ```
//!
//! It draws when nothing is left to handle and not otherwise: a key at once, a
//! flood of them 120 times a second, and nothing while nothing happens.

mod engines;
mod keeping;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::yield_now;
use tokio::time::{Instant, sleep_until};
use tracing_subscriber::filter::LevelFilter;

use super::clipboard::{Clipboard, Surroundings};
use super::clock::Clock;
use super::engine::{Engine, Order};
use super::finder::Finder;
use super::journal::Journal;
use super::journal::writer::Writer;
use super::kept::Keeper;
use super::log;
use super::pace::Pace;
use super::panics;
use super::secrets::{self};
use super::session::{self, Resume};
use super::store::Store;
use super::terminal::{self, Drawn, Input, Signal, Signals, Terminal, lost};
use super::themes::Themes;
use super::{event_loop, to_its_end};
use crate::app::message::{Clip, Effect, Entropy, Msg, ProfileId};
use crate::app::session::Keeps;
use crate::app::{App, Looks, Start, update};
use crate::config;
use crate::config::connection::Connection;
use crate::keys::Keymap;
use crate::ui::{self, Memory};

/// How many turns the first request is given to leave in, before what may be
/// done while it is under way: reading the token, admitting it, building the
/// client, connecting.
const FIRST_TURNS: usize = 6;

/// What the explorer is started with.
#[derive(Debug)]
pub struct Setup {
    /// The profiles. Never empty.
    pub connections: Vec<Arc<Connection>>,
    /// The one to open; none asks.
    pub open: Option<ProfileId>,
    /// Which keys do what.
    pub keymap: Keymap,
    /// The themes, with the one to begin with.
    pub themes: Themes,
    /// Whether the mouse is read.
    pub mouse: bool,
    /// What the screen is drawn with.
    pub looks: Looks,
    /// Which way copies go.
    pub clipboard: config::Clipboard,
    /// Where changes are written down.
    pub journal: Journal,
    /// The folder of what outlives the program and is shared by all that run:
    /// send times, and who has which profile open. None for the demo.
    pub state: Option<PathBuf>,
    /// What is kept of people; none for the demo, and where nothing is to be.
    pub store: Option<Store>,
    /// Whether it goes on where the last run ended.
    pub resume: Resume,
    /// Whether nothing of people may outlive the run.
    pub private: bool,
    /// Where to log and how much, if at all.
    pub log: Option<(PathBuf, LevelFilter)>,
    /// The one clock.
    pub clock: Clock,
}

/// Runs the explorer until it is quit. Returns the exit code.
///
/// # Errors
/// A line for standard error, if the terminal cannot be used or is lost.
pub fn run(mut setup: Setup) -> Result<u8, String> {
    let log = setup.log.take();
    let runtime = event_loop().map_err(|why| format!("whoswho: {why}"))?;
    to_its_end(runtime, async { Explorer::enter(setup)?.run(log).await })
}

struct Explorer {
    app: App,
    themes: Themes,
    memory: Memory,
    terminal: Terminal,
    signals: Signals,
    input: Option<Input>,
    messages: UnboundedReceiver<Msg>,
    sender: UnboundedSender<Msg>,
    engines: Vec<Option<Engine>>,
    connections: Vec<Arc<Connection>>,
    clipboard: Clipboard,
    journal: Journal,
    outcomes: Writer,
    session: session::Writer,
    keeper: Keeper,
    store: Option<Store>,
    finder: Finder,
    state: Option<PathBuf>,
    clock: Clock,
    alarm: Option<Duration>,
    /// Whether there is work that is done when nothing else is.
    unfinished: bool,
    /// Whether something was handled that is not on the screen.
    dirty: bool,
    /// Whether the terminal has not taken the last frame yet.
    behind: bool,
    pace: Pace,
    next: Next,
    /// What waits for a token command that asks on the terminal.
    unlent: Vec<(ProfileId, Order)>,
    /// The profiles whose token command has had the terminal.
    lent: Vec<ProfileId>,
}

/// What the loop does after a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    /// It goes on.
    Wait,
    /// It stops until it is continued.
    Suspend,
    /// It lends the terminal to a profile's token command.
    Lend(ProfileId),
    /// It ends.
    End,
}

impl Explorer {
    fn enter(setup: Setup) -> Result<Self, String> {
        // First of all: one that came before anyone listened would leave the
        // terminal as it is, or another size unknown.
        let signals = Signals::listen().map_err(|why| format!("whoswho: {why}"))?;
        let terminal = Terminal::enter(terminal::Options { mouse: setup.mouse })
            .map_err(|why| format!("whoswho: {why}"))?;
        let size = terminal.size().map_err(|why| lost(&why))?;
        let (sender, messages) = unbounded_channel();
        let failures = sender.clone();
        let outcomes = Writer::new(setup.journal.clone(), move |why| {
            // Nobody listens any more when the program ends.
            let _ = failures.send(Msg::JournalFailed(why.to_string()));
        });
        let found = sender.clone();
        let finder = Finder::new(&setup.connections, move |message| {
            // Nobody listens any more when the program ends.
            let _ = found.send(message);
        });
        let clipboard = Clipboard::new(setup.clipboard, Surroundings::read(), terminal.output());
        let told = sender.clone();
        let session = session::Writer::new(setup.state.clone(), move |why| {
            // Nobody listens any more when the program ends.
            let _ = told.send(Msg::NotRemembered(why));
        });
        let remembered = session::remembered(setup.state.as_deref(), setup.resume, setup.private);
        let open = match (setup.resume, remembered.session.active()) {
            (Resume::Anywhere, Some(active)) if remembered.keeps == Keeps::Trails => {
                let mut connections = setup.connections.iter();
                let was_open = connections.position(|connection| connection.name == active);
                was_open.map(ProfileId).or(setup.open)
            }
            _ => setup.open,
        };
        let snapshots = keeping::first(&setup, open, &sender);
        let app = App::new(Start {
            connections: setup.connections.clone(),
            open,
            keymap: setup.keymap,
            mouse: setup.mouse,
            looks: setup.looks,
            theme: setup.themes.in_force().clone(),
            theme_names: setup.themes.names(),
            snapshots,
            size,
            now: setup.clock.now(),
            remembered,
        });
        Ok(Self {
            app,
            themes: setup.themes,
            memory: Memory::default(),
            terminal,
            signals,
            input: None,
            messages,
            sender,
            engines: setup.connections.iter().map(|_| None).collect(),
            connections: setup.connections,
            clipboard,
            outcomes,
            session,
            keeper: Keeper::new(setup.journal.clone(), setup.state.clone()),
            finder,
            journal: setup.journal,
            store: setup.store,
            state: setup.state,
            clock: setup.clock,
            alarm: None,
            unfinished: false,
            dirty: false,
            behind: false,
            pace: Pace::new(Instant::now()),
            next: Next::Wait,
            unlent: Vec::new(),
            lent: Vec::new(),
        })
    }

    async fn run(mut self, log: Option<(PathBuf, LevelFilter)>) -> Result<u8, String> {
        // The first frame comes before anything is asked of anyone.
        let size = self.app.size;
        let first = update(&mut self.app, self.clock.now(), Msg::Resized(size));
        self.draw()?;
        self.perform(first);
        for _ in 0..FIRST_TURNS {
            yield_now().await;
        }
        self.input = Some(terminal::input(self.sender.clone()).map_err(|why| lost(&why))?);
        self.begin_to_keep();
        // Without a log the explorer works as well.
        let _log = log.and_then(|(path, level)| log::begin(&path, level).ok());
        if self.themes.wants_background() {
            self.terminal.ask_background();
        }
        let mut code = 0;
        while self.next != Next::End {
            let alarm = self.alarm.map(|at| self.clock.instant(at));
            let frame = (self.dirty && !self.behind).then(|| self.pace.next());
            tokio::select! {
                signal = self.signals.next() => match signal {
                    Signal::Resized => self.resized()?,
                    Signal::Suspend => self.next = Next::Suspend,
                    Signal::End(with) => {
                        code = with;
                        self.handle(Msg::Terminated);
                    }
                },
                Some(message) = self.messages.recv() => {
                    self.handle(message);
                    // All that has come is handled before anything is drawn.
                    while let Ok(message) = self.messages.try_recv() {
                        self.handle(message);
                    }
                }
                () = until(alarm) => {
                    self.alarm = None;
                    self.handle(Msg::Tick);
                }
                () = until(frame) => {}
                // Whatever else is ready goes first.
                () = yield_now(), if self.unfinished => {
                    self.unfinished = false;
                    self.handle(Msg::Continue);
                }
                () = self.terminal.drained(), if self.behind => self.behind = false,
                () = panics::happened() => {
                    code = panics::EXIT_CODE;
                    self.next = Next::End;
                }
            }
            match std::mem::replace(&mut self.next, Next::Wait) {
                Next::Wait => {}
                Next::Suspend => self.stop()?,
                Next::Lend(profile) => self.lend(profile).await?,
                Next::End => self.next = Next::End,
            }
            let due = self.dirty && !self.behind && self.pace.next() <= Instant::now();
            if due && self.next != Next::End {
                self.draw()?;
            }
        }
        self.terminal.leave();
        let kept = keeping::finish(self.store);
        tokio::join!(self.outcomes.finish(), self.session.finish(), kept);
        // The process ends: to free a long list row by row would be waited for.
        std::mem::forget(self.app);
        Ok(code)
    }

    fn handle(&mut self, message: Msg) {
        if self.next == Next::End {
            return;
        }
        let effects = update(&mut self.app, self.clock.now(), message);
        self.dirty = true;
        self.perform(effects);
    }

    fn draw(&mut self) -> Result<(), String> {
        let theme = self.themes.theme(&self.app);
        let (app, memory) = (&self.app, &mut self.memory);
        let drawn = self
            .terminal
            .draw(|area, buffer| ui::draw_next(app, theme, memory, area, buffer))
            .map_err(|why| lost(&why))?;
        if let Some(refusal) = self.themes.refusal() {
            self.tell(refusal);
        }
        self.behind = drawn == Drawn::Behind;
        if drawn == Drawn::Written {
            self.pace.drawn(Instant::now());
        }
        if !self.behind {
            self.dirty = false;
            let places = self.memory.take_places();
            let effects = update(&mut self.app, self.clock.now(), Msg::Painted(places));
            self.perform(effects);
        }
        Ok(())
    }

    fn resized(&mut self) -> Result<(), String> {
        let size = self.terminal.size().map_err(|why| lost(&why))?;
        // The size may be the old one again: what other sizes in between have
        // cut off is gone all the same.
        self.redraw();
        self.handle(Msg::Resized(size));
        Ok(())
    }

    /// Stops, as ctrl-z does, and goes on when continued.
    fn stop(&mut self) -> Result<(), String> {
        self.pause()?;
        self.terminal.suspend().map_err(|why| lost(&why))?;
        self.go_on()
    }

    /// Leaves the keyboard to something else.
    fn pause(&mut self) -> Result<(), String> {
        match &mut self.input {
            Some(input) => input.pause().map_err(|why| lost(&why)),
            None => Ok(()),
        }
    }

    /// Takes the keyboard again, and whatever size the terminal has by now.
    fn go_on(&mut self) -> Result<(), String> {
        if let Some(input) = &mut self.input {
            input.resume().map_err(|why| lost(&why))?;
        }
        self.resized()
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Send {
                    ticket,
                    profile,
                    call,
                    urgency,
                    journal,
                } => {
                    let order = Order {
                        ticket,
                        call,
                        urgency,
                        journal,
                    };
                    self.submit(profile, order);
                }
                Effect::Cancel(ticket) => {
                    self.unlent.retain(|(_, order)| order.ticket != ticket);
                    for engine in self.engines.iter().flatten() {
                        engine.cancel(ticket);
                    }
                }
                Effect::Journal(line) => self.outcomes.append(line),
                Effect::Random => self.tell(Msg::Random(Entropy(rand::random()))),
                Effect::Copy(Clip { text, whose }) => {
                    let clipboard = self.clipboard.clone();
                    let sender = self.sender.clone();
                    tokio::spawn(async move {
                        let outcome = clipboard.copy(text).await;
                        // Nobody is told any more when the program ends.
                        let _ = sender.send(Msg::Copied { whose, outcome });
                    });
                }
                Effect::ReadToken(profile) => {
                    if self.asks_on_terminal(profile) {
                        self.next = Next::Lend(profile);
                    } else if let Some(engine) = self.engine(profile) {
                        engine.read_token();
                    }
                }
                Effect::UseToken(profile, token) => {
                    let typed = secrets::typed(token.expose().to_owned());
                    self.token_came(profile, typed);
                }
                Effect::Reserve(profile, requests) => {
                    if let Some(engine) = self.engine(profile) {
                        engine.reserve(requests);
                    }
                }
                Effect::Seen(seen) => self.saw(seen),
                Effect::Gone(profile, record) => self.gone(profile, record),
                Effect::Keep(profile, snapshot) => self.keep(profile, snapshot),
                Effect::Remember(change) => self.session.remember(change),
                Effect::Recall(profile, of) => self.finder.recall(profile, of),
                Effect::Find { ticket, text } => {
                    self.finder.find(ticket, text, self.clock.now().wall);
                }
                Effect::TellSpending(profile) => {
                    if let Some(engine) = self.engine(profile) {
                        engine.tell_spending();
                    }
                }
                Effect::WakeAt(at) => self.alarm = Some(at),
                Effect::LetSleep => self.alarm = None,
                Effect::Continue => self.unfinished = true,
                Effect::Mouse(on) => self.terminal.mouse(on),
                Effect::Redraw => self.redraw(),
                Effect::Suspend => self.next = Next::Suspend,
                Effect::Quit => self.next = Next::End,
            }
        }
    }

    fn redraw(&mut self) {
        self.terminal.redraw();
        self.dirty = true;
    }

    fn tell(&self, message: Msg) {
        // This side holds the receiver, so it is there.
        let _ = self.sender.send(message);
    }
}

/// Waits until then; without a time, for ever.
async fn until(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => std::future::pending().await,
    }
}
