//! Bytes to the terminal, written by a thread of their own.
//!
//! A terminal that was stopped with ctrl-s, or that reads slowly, makes a write
//! wait without end. Here only this thread waits. No frame is lost for it:
//! frames are differences from the one before, so the next is made when this
//! one has been taken, of whatever is true by then.

use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

/// Where bytes for the terminal are handed in. All clones write to the same.
#[derive(Debug, Clone)]
pub struct Output {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    slot: Mutex<Slot>,
    /// There is something to write, or nothing more will come.
    filled: Condvar,
    /// All has been written.
    emptied: Condvar,
    /// The same, for the loop.
    drained: Notify,
}

#[derive(Debug, Default)]
struct Slot {
    bytes: Vec<u8>,
    writing: bool,
    closed: bool,
}

impl Slot {
    fn is_idle(&self) -> bool {
        self.bytes.is_empty() && !self.writing
    }
}

impl Output {
    /// Starts the thread, which passes what is handed in to `write`.
    ///
    /// # Errors
    /// If there can be no further thread.
    pub fn start(write: impl FnMut(&[u8]) + Send + 'static) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            slot: Mutex::default(),
            filled: Condvar::new(),
            emptied: Condvar::new(),
            drained: Notify::new(),
        });
        let thread = shared.clone();
        std::thread::Builder::new()
            .name("output".to_owned())
            .spawn(move || thread.run(write))?;
        Ok(Self { shared })
    }

    /// Hands bytes in, to be written after all that was handed in before.
    pub fn send(&self, bytes: &[u8]) {
        let mut slot = self.shared.slot();
        if !slot.closed {
            slot.bytes.extend_from_slice(bytes);
            self.shared.filled.notify_one();
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
        slot.bytes.clear();
        slot.bytes.extend_from_slice(last);
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

    fn run(&self, mut write: impl FnMut(&[u8])) {
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
            slot.writing = true;
            drop(slot);

            write(&bytes);
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

/// Writes to standard output, past the standard library's buffer: a frame is to
/// be one write.
pub(super) fn to_stdout(mut bytes: &[u8]) {
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

    /// A terminal that says when it is written to, and takes it when it is
    /// told to.
    fn stopped() -> (Output, mpsc::Receiver<Vec<u8>>, mpsc::Sender<()>) {
        let (written, receiver) = mpsc::channel();
        let (go_on, told) = mpsc::channel::<()>();
        let output = Output::start(move |bytes: &[u8]| {
            written.send(bytes.to_vec()).unwrap();
            let _ = told.recv();
        })
        .unwrap();
        (output, receiver, go_on)
    }

    #[tokio::test]
    async fn bytes_are_written_in_order() {
        let (output, written, go_on) = stopped();
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
        let (output, written, go_on) = stopped();
        output.send(b"frame");
        assert_eq!(written.recv().unwrap(), b"frame");
        output.send(b"next frame");
        output.close(b"restore", Duration::ZERO);
        output.send(b"too late");
        drop(go_on);
        let rest: Vec<_> = written.iter().collect();
        assert_eq!(rest, [b"restore"]);
    }

    #[test]
    fn a_stopped_terminal_does_not_keep_the_program() {
        let (output, written, _go_on) = stopped();
        output.send(b"frame");
        assert_eq!(written.recv().unwrap(), b"frame");
        output.close(b"restore", Duration::from_millis(1));
        assert!(!output.is_idle());
    }
}
