//! Bytes to the terminal, without ever waiting for it.
//!
//! A terminal that was stopped with ctrl-s, or that reads slowly, makes a write
//! wait without end. So what it does not take at once is written by a thread of
//! its own, and only this thread waits; most programs end without one. No frame
//! is lost for it: frames are differences from the one before, so the next is
//! made when this one has been taken, of whatever is true by then.

use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustix::fs::{Mode, OFlags};
use tokio::sync::Notify;

/// Where bytes for the terminal are handed in. All clones write to the same.
#[derive(Debug, Clone)]
pub struct Output {
    shared: Arc<Shared>,
}

struct Shared {
    slot: Mutex<Slot>,
    /// There is something to write, or nothing more will come.
    filled: Condvar,
    /// All has been written.
    emptied: Condvar,
    /// The same, for the loop.
    drained: Notify,
    offer: Box<Offer>,
    write: Box<Write>,
}

/// Writes what the terminal takes at once, and says how many bytes.
type Offer = dyn Fn(&[u8]) -> usize + Send + Sync;
/// Writes all, and waits for it.
type Write = dyn Fn(&[u8]) + Send + Sync;

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared")
            .field("slot", &self.slot)
            .finish_non_exhaustive()
    }
}

#[derive(Debug, Default)]
struct Slot {
    bytes: Vec<u8>,
    /// How many of these, from the first on, end something that the terminal
    /// has begun to take.
    begun: usize,
    writing: bool,
    closed: bool,
    /// Whether there is a thread.
    threaded: bool,
}

impl Slot {
    const fn is_idle(&self) -> bool {
        self.bytes.is_empty() && !self.writing
    }
}

impl Output {
    /// What `offer` does not take at once, as many bytes as it says, is passed
    /// to `write` on another thread.
    pub fn new(
        offer: impl Fn(&[u8]) -> usize + Send + Sync + 'static,
        write: impl Fn(&[u8]) + Send + Sync + 'static,
    ) -> Self {
        Self {
            shared: Arc::new(Shared {
                slot: Mutex::default(),
                filled: Condvar::new(),
                emptied: Condvar::new(),
                drained: Notify::new(),
                offer: Box::new(offer),
                write: Box::new(write),
            }),
        }
    }

    /// To the terminal on standard output.
    #[must_use]
    pub(super) fn to_terminal() -> Self {
        Self::new(offer_to_terminal(), to_stdout)
    }

    /// Hands bytes in, to be written after all that was handed in before.
    pub fn send(&self, bytes: &[u8]) {
        let mut slot = self.shared.slot();
        if !slot.closed {
            self.shared.hand_in(&mut slot, bytes);
        }
    }

    /// Whether all has been written.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.shared.slot().is_idle()
    }

    /// Waits until all has been written.
    pub async fn drained(&self) {
        while !self.is_idle() {
            self.shared.drained.notified().await;
        }
    }

    /// Hands in the last bytes, drops those that nobody has begun to write,
    /// and waits for them no longer than `time`: a terminal that takes nothing
    /// does not keep the program.
    pub fn close(&self, last: &[u8], time: Duration) {
        let mut slot = self.shared.slot();
        if slot.closed {
            return;
        }
        slot.closed = true;
        let begun = slot.begun;
        slot.bytes.truncate(begun);
        self.shared.hand_in(&mut slot, last);
        self.shared.filled.notify_one();
        let waited = self
            .shared
            .emptied
            .wait_timeout_while(slot, time, |slot| !slot.is_idle());
        drop(waited);
    }
}

impl Shared {
    fn slot(&self) -> MutexGuard<'_, Slot> {
        // Nothing panics while it is held; and if it did, the bytes are whole.
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hand_in(self: &Arc<Self>, slot: &mut Slot, bytes: &[u8]) {
        let taken = if slot.is_idle() {
            (self.offer)(bytes)
        } else {
            0
        };
        let rest = bytes.get(taken..).unwrap_or_default();
        if rest.is_empty() {
            return;
        }
        if taken > 0 {
            slot.begun = rest.len();
        }
        if !slot.threaded {
            let shared = Arc::clone(self);
            let started = std::thread::Builder::new()
                .name("output".to_owned())
                .spawn(move || shared.run());
            slot.threaded = started.is_ok();
        }
        if slot.threaded {
            slot.bytes.extend_from_slice(rest);
            self.filled.notify_one();
        } else {
            // Rather late than never.
            slot.begun = 0;
            (self.write)(rest);
        }
    }

    fn run(&self) {
        let mut bytes = Vec::new();
        loop {
            let mut slot = self
                .filled
                .wait_while(self.slot(), |slot| slot.bytes.is_empty() && !slot.closed)
                .unwrap_or_else(PoisonError::into_inner);
            if slot.bytes.is_empty() {
                return;
            }
            std::mem::swap(&mut slot.bytes, &mut bytes);
            slot.begun = 0;
            slot.writing = true;
            drop(slot);

            (self.write)(&bytes);
            bytes.clear();

            let mut slot = self.slot();
            slot.writing = false;
            if slot.is_idle() {
                self.emptied.notify_all();
                self.drained.notify_one();
            }
        }
    }
}

/// Offers bytes to the terminal on standard output. It is opened once more for
/// this: not to wait is a property of what was opened, and standard output's is
/// shared with whoever started the program. A terminal that cannot be opened
/// takes nothing.
fn offer_to_terminal() -> impl Fn(&[u8]) -> usize {
    let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let terminal = rustix::termios::ttyname(rustix::stdio::stdout(), Vec::new())
        .and_then(|name| rustix::fs::open(name, flags, Mode::empty()));
    move |bytes| match &terminal {
        // What goes wrong goes wrong again when it is written.
        Ok(terminal) => rustix::io::write(terminal, bytes).unwrap_or(0),
        Err(_) => 0,
    }
}

/// Writes to standard output, past the standard library's buffer: a frame is to
/// be one write.
fn to_stdout(mut bytes: &[u8]) {
    while !bytes.is_empty() {
        match rustix::io::write(rustix::stdio::stdout(), bytes) {
            Ok(count) => bytes = &bytes[count..],
            Err(rustix::io::Errno::INTR) => {}
            Err(rustix::io::Errno::AGAIN) => std::thread::sleep(Duration::from_millis(1)),
            // A terminal that is gone is noticed by who reads from it.
            Err(_) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    /// A terminal that takes so many bytes at once, else says when it is
    /// written to and takes it when it is told to.
    fn stopped(at_once: usize) -> (Output, mpsc::Receiver<Vec<u8>>, mpsc::Sender<()>) {
        let (written, receiver) = mpsc::channel();
        let (go_on, told) = mpsc::channel::<()>();
        let told = Mutex::new(told);
        let offered = written.clone();
        let output = Output::new(
            move |bytes: &[u8]| {
                let taken = bytes.len().min(at_once);
                if taken > 0 {
                    offered.send(bytes[..taken].to_vec()).unwrap();
                }
                taken
            },
            move |bytes: &[u8]| {
                written.send(bytes.to_vec()).unwrap();
                let _ = told.lock().unwrap().recv();
            },
        );
        (output, receiver, go_on)
    }

    #[test]
    fn what_is_taken_at_once_needs_no_thread() {
        let (output, written, _go_on) = stopped(10);
        for frame in ["one", "two"] {
            output.send(frame.as_bytes());
            assert_eq!(written.try_recv().unwrap(), frame.as_bytes());
            assert!(output.is_idle());
        }
        output.close(b"restore", Duration::ZERO);
        assert_eq!(written.try_recv().unwrap(), b"restore");
        assert!(!output.shared.slot().threaded);
    }

    #[tokio::test]
    async fn the_rest_follows_before_anything_else() {
        let (output, written, go_on) = stopped(4);
        output.send(b"frame");
        assert_eq!(written.recv().unwrap(), b"fram");
        assert_eq!(written.recv().unwrap(), b"e");
        output.send(b"next");
        go_on.send(()).unwrap();
        assert_eq!(written.recv().unwrap(), b"next");
        go_on.send(()).unwrap();
        output.drained().await;
        output.send(b"last");
        assert_eq!(written.recv().unwrap(), b"last");
        assert!(output.is_idle());
    }

    #[test]
    fn closing_ends_what_was_begun() {
        let (output, _written, _go_on) = stopped(0);
        {
            let mut slot = output.shared.slot();
            slot.threaded = true;
            slot.bytes = b"amenext".to_vec();
            slot.begun = 3;
        }
        output.close(b"restore", Duration::ZERO);
        assert_eq!(output.shared.slot().bytes, b"amerestore");
    }

    #[tokio::test]
    async fn bytes_are_written_in_order() {
        let (output, written, go_on) = stopped(0);
        output.send(b"one");
        assert_eq!(written.recv().unwrap(), b"one");
        output.send(b"two");
        output.send(b"three");
        assert!(!output.is_idle());
        go_on.send(()).unwrap();
        assert_eq!(written.recv().unwrap(), b"twothree");
        go_on.send(()).unwrap();
        output.drained().await;
        assert!(output.is_idle());
    }

    #[test]
    fn closing_drops_what_nobody_has_begun_to_write() {
        let (output, written, go_on) = stopped(0);
        output.send(b"frame");
        assert_eq!(written.recv().unwrap(), b"frame");
        output.send(b"next frame");
        output.close(b"restore", Duration::ZERO);
        output.send(b"too late");
        drop((go_on, output));
        let rest: Vec<_> = written.iter().collect();
        assert_eq!(rest, [b"restore"]);
    }

    #[test]
    fn a_stopped_terminal_does_not_keep_the_program() {
        let (output, written, _go_on) = stopped(0);
        output.send(b"frame");
        assert_eq!(written.recv().unwrap(), b"frame");
        output.close(b"restore", Duration::from_millis(1));
        assert!(!output.is_idle());
    }
}
