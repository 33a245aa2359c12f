//! The file by which all running whoswho know of each other's requests, so that
//! together they stay within a token's budget, over a restart too.
//!
//! ```text
//! whoswho sends 1 7c1f…                       a key of this file's own
//! 41aa… 09e2… 1773489600123 1773489601456 …   account, process, times in ms
//! ```
//!
//! A line has what one process sent to one account, an origin and a token, in
//! the last hour: each process writes its own lines whole and leaves the
//! others', so that a file which is lost or damaged is complete again soon.
//!
//! The account is the first half of the HMAC-SHA256 of origin and token under
//! the file's random key. Nobody gets a token back from that: tokens are far
//! longer than the 64 bits that are kept, many would fit, and what was learned
//! from one such file does not help with another.
//!
//! It is written beside itself and renamed, under the lock of a file of its
//! own; it is not forced to the disk, for what a power cut takes is no loss.

use std::fs::{File, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use ring::hmac;

use super::budget::Room;
use super::private::{self, Access};
use crate::directory::call::Secret;

#[cfg(test)]
mod tests;

/// How long another process's lock is waited for; then what is known has to do.
const PATIENCE: Duration = Duration::from_millis(50);

/// How far back times are kept.
const KEPT: Duration = Duration::from_hours(1);

/// A time that is further ahead than this is no send time: some clock was set.
const AHEAD: Duration = Duration::from_secs(5);

/// The most that the file may hold, in bytes; what is larger is not ours.
const LARGEST: u64 = 4 << 20;

const HEADING: &str = "whoswho sends 1 ";

/// The log of one process's requests to one origin, among those of all others.
#[derive(Debug, Clone)]
pub struct SendLog {
    path: Arc<Path>,
    process: u64,
    state: Arc<Mutex<State>>,
}

/// What is to be kept between two uses.
#[derive(Debug, Default)]
struct State {
    lock: Option<File>,
    /// The number of the last list of ours that was written.
    written: u64,
}

/// Our own requests to an account, as they stand when they are counted.
#[derive(Debug, Clone)]
pub struct Own {
    /// The origin they go to.
    pub origin: String,
    /// The token they carry.
    pub token: Secret,
    /// Counts up: of two lists, that with the higher number is the newer.
    pub number: u64,
    /// How long ago each was sent or answered, the new one left out.
    pub ages: Vec<Duration>,
}

/// Whether a request may be sent, beside those of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Whether there was room; then it is in the file.
    pub fits: bool,
    /// How long ago others sent theirs.
    pub others: Vec<Duration>,
}

impl SendLog {
    /// The log in a folder, for one engine as long as it has one token; nothing
    /// is opened yet. `process` is a random number that tells its line from
    /// others'.
    #[must_use]
    pub fn at(folder: &Path, process: u64) -> Self {
        Self {
            path: Arc::from(folder.join("sends")),
            process,
            state: Arc::default(),
        }
    }

    /// Counts one more request in if others leave room for it. `now` is the
    /// time since the epoch. Blocks, for a lock at most 50 ms.
    ///
    /// # Errors
    /// If the file cannot be read or written, or another holds its lock.
    pub fn count(&self, own: &Own, room: Room, now: Duration) -> io::Result<Counted> {
        self.count_within(PATIENCE, own, room, now)
    }

    /// As [`SendLog::count`], without waiting for a lock.
    ///
    /// # Errors
    /// As [`SendLog::count`].
    pub fn count_at_once(&self, own: &Own, room: Room, now: Duration) -> io::Result<Counted> {
        self.count_within(Duration::ZERO, own, room, now)
    }

    fn count_within(
        &self,
        patience: Duration,
        own: &Own,
        room: Room,
        now: Duration,
    ) -> io::Result<Counted> {
        self.locked(patience, |state| {
            let mut table = Table::read(&self.path);
            let account = table.account(&own.origin, &own.token);
            let others = table.others(account, self.process, now);
            let leaves = |room: Option<u32>, span: Duration| {
                let theirs = others.iter().filter(|age| **age < span).count();
                room.is_none_or(|room| theirs < usize::try_from(room).unwrap_or(usize::MAX))
            };
            let fits = leaves(room.minute, Duration::from_mins(1)) && leaves(room.hour, KEPT);
            if fits {
                let mut ages = own.ages.clone();
                ages.push(Duration::ZERO);
                self.write(state, &mut table, account, own.number, &ages, now)?;
            }
            Ok(Counted { fits, others })
        })
    }

    /// How long ago others sent their requests to that origin with that token.
    /// `now` is the time since the epoch. It waits for no lock: the file is
    /// whole at any time.
    #[must_use]
    pub fn others(&self, origin: &str, token: &Secret, now: Duration) -> Vec<Duration> {
        let table = Table::read(&self.path);
        table.others(table.account(origin, token), self.process, now)
    }

    /// Writes our requests down as they stand. Blocks as [`SendLog::count`].
    ///
    /// # Errors
    /// As [`SendLog::count`].
    pub fn note(&self, own: &Own, now: Duration) -> io::Result<()> {
        self.locked(PATIENCE, |state| {
            let mut table = Table::read(&self.path);
            let account = table.account(&own.origin, &own.token);
            self.write(state, &mut table, account, own.number, &own.ages, now)
        })
    }

    fn write(
        &self,
        state: &mut State,
        table: &mut Table,
        account: u64,
        number: u64,
        ages: &[Duration],
        now: Duration,
    ) -> io::Result<()> {
        // Of two threads, that with the older list may come later.
        if number < state.written {
            return Ok(());
        }
        table.put(account, self.process, ages, now);
        let beside = self.path.with_extension("new");
        let mut file = private::open(&beside, Access::Write)?;
        file.set_len(0)?;
        file.write_all(table.to_text(now).as_bytes())?;
        std::fs::rename(&beside, &self.path)?;
        state.written = number;
        Ok(())
    }

    /// Does something while nobody else, in this process or another, does.
    fn locked<T>(
        &self,
        patience: Duration,
        work: impl FnOnce(&mut State) -> io::Result<T>,
    ) -> io::Result<T> {
        let until = Instant::now() + patience;
        let mut state = self.state(until)?;
        if state.lock.is_none() {
            let path = self.path.with_extension("lock");
            state.lock = Some(private::open(&path, Access::Write)?);
        }
        let Some(lock) = state.lock.take() else {
            return Err(io::Error::other("there is no lock file"));
        };
        let done = match wait_for(until, || match lock.try_lock() {
            Ok(()) => Ok(Some(())),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }) {
            Ok(()) => {
                let done = work(&mut state);
                lock.unlock().and(done)
            }
            Err(error) => Err(error),
        };
        state.lock = Some(lock);
        done
    }

    /// A disk that hangs keeps a thread of ours for ever: the next does not
    /// wait for it.
    fn state(&self, until: Instant) -> io::Result<MutexGuard<'_, State>> {
        wait_for(until, || match self.state.try_lock() {
            Ok(state) => Ok(Some(state)),
            Err(std::sync::TryLockError::Poisoned(poisoned)) => {
                Ok(Some(PoisonError::into_inner(poisoned)))
            }
            Err(std::sync::TryLockError::WouldBlock) => Ok(None),
        })
    }
}

/// Tries until it works, or the time is over.
fn wait_for<T>(
    until: Instant,
    mut attempt: impl FnMut() -> io::Result<Option<T>>,
) -> io::Result<T> {
    let mut pause = Duration::from_micros(200);
    loop {
        if let Some(done) = attempt()? {
            return Ok(done);
        }
        if Instant::now() + pause > until {
            return Err(io::Error::new(
                io::ErrorKind::WouldBlock,
                "another process holds its lock",
            ));
        }
        sleep(pause);
        pause *= 2;
    }
}

/// What the file says.
#[derive(Debug, PartialEq, Eq)]
struct Table {
    key: [u8; 16],
    lines: Vec<Line>,
}

/// What one process sent to one account.
#[derive(Debug, PartialEq, Eq)]
struct Line {
    account: u64,
    process: u64,
    /// Milliseconds since the epoch.
    times: Vec<u64>,
}

impl Table {
    /// Reads the file. One that is missing or damaged says nothing; what is
    /// wrong with it is gone with the next writing.
    fn read(path: &Path) -> Self {
        let read = || -> io::Result<String> {
            let mut text = String::new();
            private::open(path, Access::Read)?
                .take(LARGEST)
                .read_to_string(&mut text)?;
            Ok(text)
        };
        match read() {
            Ok(text) => Self::parse(&text).unwrap_or_else(|| {
                tracing::warn!(path = %path.display(), "the file of send times is damaged");
                Self::new()
            }),
            Err(error) => {
                if error.kind() != io::ErrorKind::NotFound {
                    tracing::warn!(path = %path.display(), %error, "no send times of others");
                }
                Self::new()
            }
        }
    }

    fn new() -> Self {
        Self {
            key: rand::random(),
            lines: Vec::new(),
        }
    }

    /// Reads what it can: a damaged line is left out.
    fn parse(text: &str) -> Option<Self> {
        let (heading, lines) = text.split_once('\n')?;
        let key = u128::from_str_radix(heading.strip_prefix(HEADING)?, 16).ok()?;
        let line = |line: &str| {
            let mut words = line.split(' ');
            Some(Line {
                account: u64::from_str_radix(words.next()?, 16).ok()?,
                process: u64::from_str_radix(words.next()?, 16).ok()?,
                times: words.map(str::parse).collect::<Result<_, _>>().ok()?,
            })
        };
        Some(Self {
            key: key.to_be_bytes(),
            lines: lines.lines().filter_map(line).collect(),
        })
    }

    fn to_text(&self, now: Duration) -> String {
        use std::fmt::Write as _;
        let mut text = format!("{HEADING}{:032x}\n", u128::from_be_bytes(self.key));
        for line in &self.lines {
            let mut times = line.times.iter().filter(|at| age(**at, now).is_some());
            let Some(first) = times.next() else { continue };
            // A string takes whatever is written to it.
            let _ = write!(text, "{:016x} {:016x} {first}", line.account, line.process);
            for time in times {
                let _ = write!(text, " {time}");
            }
            text.push('\n');
        }
        text
    }

    fn account(&self, origin: &str, token: &Secret) -> u64 {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.key);
        let mut context = hmac::Context::with_key(&key);
        context.update(origin.as_bytes());
        // No origin holds it, so no two pairs read the same.
        context.update(&[0]);
        context.update(token.expose().as_bytes());
        let tag = context.sign();
        let mut half = [0; 8];
        for (to, from) in half.iter_mut().zip(tag.as_ref()) {
            *to = *from;
        }
        u64::from_be_bytes(half)
    }

    fn others(&self, account: u64, process: u64, now: Duration) -> Vec<Duration> {
        self.lines
            .iter()
            .filter(|line| line.account == account && line.process != process)
            .flat_map(|line| &line.times)
            .filter_map(|at| age(*at, now))
            .collect()
    }

    fn put(&mut self, account: u64, process: u64, ages: &[Duration], now: Duration) {
        // A process is here what sends with one token to one origin: with
        // another token it goes by another number.
        self.lines.retain(|line| line.process != process);
        let times = ages
            .iter()
            .filter_map(|age| u64::try_from(now.checked_sub(*age)?.as_millis()).ok())
            .collect();
        self.lines.push(Line {
            account,
            process,
            times,
        });
    }
}

/// How long ago a time was; none if it does not count any more, or never did.
fn age(at: u64, now: Duration) -> Option<Duration> {
    let at = Duration::from_millis(at);
    let ahead = at.saturating_sub(now);
    let age = now.saturating_sub(at);
    (ahead <= AHEAD && age < KEPT).then_some(age)
}
