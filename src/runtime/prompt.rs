//! Questions asked on the terminal, a line each: on standard error, answered on
//! standard input. The terminal edits the line.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::sync::mpsc;

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::terminal::{Signal, Signals};
use crate::text::Untrusted;

/// Why there is no answer.
#[derive(Debug)]
pub enum NoAnswer {
    /// A signal; with the exit code that it asks for.
    Ended(u8),
    /// The input has ended: ctrl-d, or the terminal is gone.
    Closed,
    /// The system refused.
    Io(io::Error),
}

impl From<io::Error> for NoAnswer {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Asks, and waits for lines.
#[derive(Debug)]
pub struct Prompt {
    /// Asks the thread that reads for one more line.
    wanted: mpsc::Sender<()>,
    lines: UnboundedReceiver<io::Result<String>>,
    signals: Signals,
}

/// Whether there is somebody to ask.
#[must_use]
pub fn is_possible() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

impl Prompt {
    /// Begins, in the Tokio runtime that this is called in. Until it is dropped
    /// no signal ends the program by itself.
    ///
    /// # Errors
    /// If signals cannot be listened to, or there can be no further thread.
    pub fn new() -> io::Result<Self> {
        let signals = Signals::listen()?;
        let (wanted, wants) = mpsc::channel();
        let (sender, lines) = unbounded_channel();
        std::thread::Builder::new()
            .name("prompt".to_owned())
            .spawn(move || {
                // A line is read only when one is asked for: what is typed
                // after the last belongs to whoever comes next.
                while wants.recv().is_ok() {
                    let mut line = String::new();
                    let read = io::stdin().lock().read_line(&mut line);
                    if sender.send(read.map(|_| line)).is_err() {
                        return;
                    }
                }
            })?;
        Ok(Self {
            wanted,
            lines,
            signals,
        })
    }

    /// The answer to a question, without blanks around it.
    ///
    /// # Errors
    /// If there is none.
    pub async fn line(&mut self, question: &str) -> Result<String, NoAnswer> {
        Ok(self.read(question).await?.trim().to_owned())
    }

    /// The answer to a question, not shown while it is typed.
    ///
    /// # Errors
    /// If there is none.
    pub async fn hidden(&mut self, question: &str) -> Result<String, NoAnswer> {
        let quiet = Quiet::begin()?;
        let answer = self.read(question).await;
        drop(quiet);
        // The line break was not shown either.
        say("");
        let mut answer = answer?;
        answer.truncate(answer.trim_end_matches(['\n', '\r']).len());
        Ok(answer)
    }

    async fn read(&mut self, question: &str) -> Result<String, NoAnswer> {
        ask(question);
        self.wanted.send(()).map_err(|_| NoAnswer::Closed)?;
        loop {
            tokio::select! {
                line = self.lines.recv() => {
                    let line = line.ok_or(NoAnswer::Closed)??;
                    return if line.is_empty() { Err(NoAnswer::Closed) } else { Ok(line) };
                }
                signal = self.signals.next() => match signal {
                    Signal::End(code) => return Err(NoAnswer::Ended(code)),
                    Signal::Suspend => {
                        rustix::process::kill_current_process_group(rustix::process::Signal::STOP)
                            .map_err(io::Error::from)?;
                        ask(question);
                    }
                    Signal::Resized => {}
                },
            }
        }
    }

    /// Waits for something else, unless a signal comes first.
    ///
    /// # Errors
    /// If a signal came.
    pub async fn meanwhile<T>(&mut self, work: impl Future<Output = T>) -> Result<T, NoAnswer> {
        tokio::pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return Ok(done),
                signal = self.signals.next() => if let Signal::End(code) = signal {
                    return Err(NoAnswer::Ended(code));
                },
            }
        }
    }
}

/// Says something to who is asked. It may quote a path, or a file that somebody
/// else has written.
pub fn say(line: &str) {
    // Nobody is left to tell where standard error is closed.
    let _ = writeln!(io::stderr().lock(), "{}", Untrusted::new(line).shown());
}

fn ask(question: &str) {
    let mut out = io::stderr().lock();
    let shown = Untrusted::new(question);
    let _ = write!(out, "{}", shown.shown()).and_then(|()| out.flush());
}

/// The terminal while it does not show what is typed.
struct Quiet {
    before: Termios,
}

impl Quiet {
    fn begin() -> io::Result<Self> {
        let before = tcgetattr(io::stdin())?;
        let mut quiet = before.clone();
        quiet.local_modes.remove(LocalModes::ECHO);
        // What was typed before the question was not meant as the answer.
        tcsetattr(io::stdin(), OptionalActions::Flush, &quiet)?;
        Ok(Self { before })
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        // A terminal that is gone has no mode to restore.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.before);
    }
}
