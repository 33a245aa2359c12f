//! What standard error tells meanwhile: a line that is written over on a
//! terminal, and only what matters elsewhere.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::Duration;

use super::plan::{Asked, Came};
use super::wanted::Rows;
use crate::app::dates;
use crate::app::listing::{self, Listing};
use crate::app::message::{Blocked, Budget};
use crate::runtime::clock::Clock;
use crate::text::{Untrusted, counted, cut, grouped, width};
use crate::ui::countdown;

/// How often a countdown is written.
const TURN: Duration = Duration::from_secs(1);

/// A shorter wait is not worth a line of its own.
const WORTH_A_LINE: Duration = Duration::from_secs(2);

/// How wide a terminal is taken to be that does not say so.
const USUAL_WIDTH: usize = 80;

/// Standard error.
#[derive(Debug)]
pub(super) struct Progress {
    clock: Clock,
    /// How wide the terminal is that it goes to, if it does.
    terminal: Option<usize>,
    /// Whether it is told how far a list has come.
    walk: bool,
    /// How far: `1,200 of 2,500 users`.
    came: String,
    blocked: Option<Blocked>,
    /// Until when a line has said that it waits.
    told: Option<Duration>,
    /// How wide the line is that stands on the terminal.
    standing: usize,
}

impl Progress {
    pub(super) fn new(clock: Clock) -> Self {
        let error = io::stderr();
        let terminal = error.is_terminal().then(|| {
            rustix::termios::tcgetwinsize(&error)
                .map(|size| usize::from(size.ws_col))
                .ok()
                .filter(|columns| *columns > 0)
                .unwrap_or(USUAL_WIDTH)
        });
        Self {
            clock,
            terminal,
            walk: false,
            came: String::new(),
            blocked: None,
            told: None,
            standing: 0,
        }
    }

    /// A list is being read.
    pub(super) fn begin(&mut self, asked: &Asked) {
        self.walk = matches!(asked.rows, Rows::All | Rows::Until(_));
    }

    /// That much of a list has come.
    pub(super) fn came(&mut self, asked: &Asked, listing: &Listing, came: Came) {
        if self.walk {
            let came = asked.came(came, listing.total());
            self.came = format!("{came} · {}", requests(listing.progress()));
            self.draw();
        }
    }

    /// What is left of the budget has changed.
    pub(super) fn budget(&mut self, budget: &Budget) {
        self.blocked = budget.blocked.clone().filter(|_| budget.waiting > 0);
        if self.terminal.is_some() {
            self.draw();
            return;
        }
        if let Some(line) = self.news() {
            self.say(&line);
        }
    }

    /// The line that says that it waits, once for each wait.
    fn news(&mut self) -> Option<String> {
        let now = self.clock.monotonic();
        let (until, line) = self.waiting()?;
        if self.told.is_some_and(|told| told > now) || until.saturating_sub(now) < WORTH_A_LINE {
            return None;
        }
        self.told = Some(until);
        Some(line)
    }

    /// When [`Progress::turn`] is to be called.
    pub(super) fn next_turn(&self) -> Option<tokio::time::Instant> {
        let counts = self.terminal.is_some() && self.waiting().is_some();
        counts.then(|| self.clock.instant(self.clock.monotonic() + TURN))
    }

    /// A second of a countdown has gone.
    pub(super) fn turn(&mut self) {
        self.draw();
    }

    /// Takes the line off the terminal.
    pub(super) fn clear(&mut self) {
        if self.standing > 0 {
            write(&format!("\r{}\r", " ".repeat(self.standing)));
            self.standing = 0;
        }
    }

    /// Says something that stays.
    pub(super) fn say(&mut self, what: &str) {
        self.clear();
        write(&format!("whoswho: {}\n", Untrusted::new(what).shown()));
    }

    /// Adds what can be done about it.
    pub(super) fn hint(&mut self, what: &str) {
        self.clear();
        write(&format!("  {}\n", Untrusted::new(what).shown()));
    }

    /// Until when nothing is sent, and why, if that is so.
    fn waiting(&self) -> Option<(Duration, String)> {
        let blocked = self.blocked.as_ref()?;
        let (until, why) = (blocked.until?, blocked.why.words()?);
        let now = self.clock.now();
        let left = until.checked_sub(now.monotonic)?;
        let at = now.wall.checked_add(left).ok()?;
        let line = format!(
            "waiting {} (ctrl-c stops), until {} UTC: {why}",
            countdown(left),
            dates::second_of_day(at)
        );
        Some((until, line))
    }

    /// Writes the line as it now is over the one that stands there.
    fn draw(&mut self) {
        let Some(columns) = self.terminal else {
            return;
        };
        let line = match self.waiting() {
            Some((_, waiting)) if self.came.is_empty() => waiting,
            Some((_, waiting)) => format!("{} · {waiting}", self.came),
            None => self.came.clone(),
        };
        // In the last column, a terminal would begin another line.
        let line = cut(&line, columns.saturating_sub(1)).into_owned();
        let wide = width(&line);
        if wide == 0 {
            self.clear();
            return;
        }
        let rest = " ".repeat(self.standing.saturating_sub(wide));
        write(&format!("\r{line}{rest}"));
        self.standing = wide;
    }
}

fn requests(progress: listing::Progress) -> String {
    match progress.of {
        Some(of) => format!("{} of {} requests", grouped(progress.done), grouped(of)),
        None => counted(progress.done, "request", "requests"),
    }
}

fn write(text: &str) {
    let mut error = io::stderr().lock();
    // Nobody is left to tell where standard error is closed.
    let _ = error
        .write_all(text.as_bytes())
        .and_then(|()| error.flush());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::message::BlockedBy;

    #[test]
    fn a_wait_is_told_once() {
        let clock = Clock::start();
        let mut progress = Progress {
            terminal: None,
            ..Progress::new(clock)
        };
        let mut tells = |wait: u64, over: bool| {
            let until = Some(clock.monotonic() + Duration::from_secs(wait));
            let why = BlockedBy::Window(1000);
            progress.blocked = Some(Blocked { why, until });
            if over {
                progress.told = Some(clock.monotonic());
            }
            progress.news()
        };
        assert_eq!(tells(1, false), None, "too short to be worth a line");
        let line = tells(2_461, false).unwrap();
        assert!(line.starts_with("waiting 41:0"), "{line}");
        assert!(line.contains(" (ctrl-c stops), until "), "{line}");
        // That it ends a little later or earlier is no other wait.
        assert_eq!(tells(2_470, false), None);
        assert_eq!(tells(2_400, false), None);
        assert!(tells(60, true).is_some());
    }
}
