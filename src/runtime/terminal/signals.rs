//! The signals that concern the explorer.

use std::io;

use tokio::signal::unix::{Signal as Stream, SignalKind, signal};

use crate::runtime::event_loop;

/// What a signal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// The terminal has another size.
    Resized,
    /// Restore the terminal and stop until continued.
    Suspend,
    /// Restore the terminal and end with that exit code: 128 and the signal's
    /// number.
    End(u8),
}

/// How a program ends that a signal ended, as shells tell it.
fn exit_code(kind: SignalKind) -> u8 {
    u8::try_from(128 + kind.as_raw_value()).unwrap_or(1)
}

/// Listens to the signals that ask a program without a screen to end. A hang-up
/// is not among them: it ends the program by itself, or `nohup` has it ignored.
#[derive(Debug)]
pub struct Ends {
    interrupt: Stream,
    terminate: Stream,
}

impl Ends {
    /// Begins to listen, in the Tokio runtime that this is called in.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn listen() -> io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    /// Waits for the next one, and gives the exit code: 128 and the signal's
    /// number. It can be given up without losing one.
    pub async fn next(&mut self) -> u8 {
        tokio::select! {
            _ = self.interrupt.recv() => exit_code(SignalKind::interrupt()),
            _ = self.terminate.recv() => exit_code(SignalKind::terminate()),
        }
    }
}

/// Listens to signals. While it does, none of them ends the program by itself.
#[derive(Debug)]
pub struct Signals {
    resized: Stream,
    suspend: Stream,
    hangup: Stream,
    interrupt: Stream,
    quit: Stream,
    terminate: Stream,
    /// Nobody waits for it: while it is listened to, a file that may not grow
    /// any more is an error of the write, and not the end of the program.
    _file_too_large: Stream,
}

impl Signals {
    /// Begins to listen, in the Tokio runtime that this is called in.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn listen() -> io::Result<Self> {
        Ok(Self {
            resized: signal(SignalKind::window_change())?,
            suspend: signal(SignalKind::from_raw(rustix::process::Signal::TSTP.as_raw()))?,
            hangup: signal(SignalKind::hangup())?,
            interrupt: signal(SignalKind::interrupt())?,
            quit: signal(SignalKind::quit())?,
            terminate: signal(SignalKind::terminate())?,
            _file_too_large: signal(SignalKind::from_raw(rustix::process::Signal::XFSZ.as_raw()))?,
        })
    }

    /// Waits for the next signal. It can be given up without losing one.
    pub async fn next(&mut self) -> Signal {
        let end = |kind: SignalKind| Signal::End(exit_code(kind));
        tokio::select! {
            _ = self.terminate.recv() => end(SignalKind::terminate()),
            _ = self.hangup.recv() => end(SignalKind::hangup()),
            _ = self.interrupt.recv() => end(SignalKind::interrupt()),
            _ = self.quit.recv() => end(SignalKind::quit()),
            _ = self.suspend.recv() => Signal::Suspend,
            _ = self.resized.recv() => Signal::Resized,
        }
    }
}

/// Waits for a signal that ends the program, without a terminal. Returns the
/// exit code: 128 and the signal's number.
///
/// # Errors
/// If signals cannot be listened to.
pub fn wait_for_end() -> io::Result<u8> {
    event_loop()?.block_on(async {
        let mut signals = Signals::listen()?;
        loop {
            if let Signal::End(code) = signals.next().await {
                return Ok(code);
            }
        }
    })
}
