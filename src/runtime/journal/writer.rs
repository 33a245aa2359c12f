//! Outcomes, written by a thread of their own: they are on the disk before they
//! are on the screen, unless the disk is slow, which does not hold up keys. What
//! is sent is written before it leaves, by whoever sends it.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use tokio::sync::oneshot;

use super::Journal;

/// How long a line is waited for before what it tells is shown.
const AT_ONCE: Duration = Duration::from_millis(40);

/// How long the end of the program waits for what is not written yet.
const PATIENCE: Duration = Duration::from_millis(1500);

/// Writes lines to a journal, in the order they are given.
pub struct Writer {
    /// What its thread begins with, until it has begun.
    waiting: Option<(Journal, Failed)>,
    running: Option<Running>,
}

/// Is told why a line could not be written.
type Failed = Box<dyn Fn(io::Error) + Send>;

struct Running {
    lines: Sender<String>,
    /// A word for each line that is done with.
    done: Receiver<()>,
    /// How many lines are not done with.
    open: usize,
    ended: oneshot::Receiver<()>,
}

impl Writer {
    /// A writer; its thread begins with the first line. `failed` is told of
    /// each line that could not be written.
    #[must_use]
    pub fn new(journal: Journal, failed: impl Fn(io::Error) + Send + 'static) -> Self {
        Self {
            waiting: Some((journal, Box::new(failed))),
            running: None,
        }
    }

    /// Adds a line. It is on the disk when this returns, or the disk is slow:
    /// then it will be.
    pub fn append(&mut self, line: String) {
        if let Some((journal, failed)) = self.waiting.take() {
            self.running = Some(Running::begin(journal, failed));
        }
        if let Some(running) = &mut self.running {
            running.append(line);
        }
    }

    /// Waits until all is written, but not for ever.
    pub async fn finish(self) {
        if let Some(Running { lines, ended, .. }) = self.running {
            drop(lines);
            if tokio::time::timeout(PATIENCE, ended).await.is_err() {
                tracing::warn!("the journal did not take the last outcomes in time");
            }
        }
    }
}

impl Running {
    fn begin(journal: Journal, failed: Failed) -> Self {
        let (lines, receiver) = channel::<String>();
        let (written, done) = channel();
        let (end, ended) = oneshot::channel();
        thread::spawn(move || {
            for line in receiver {
                if let Err(error) = journal.append(&line) {
                    failed(error);
                }
                // Whoever waited may have given up.
                let _ = written.send(());
            }
            let _ = end.send(());
        });
        Self {
            lines,
            done,
            open: 0,
            ended,
        }
    }

    fn append(&mut self, line: String) {
        self.open -= self.done.try_iter().count();
        // The thread ends only when this end is dropped.
        let _ = self.lines.send(line);
        // A disk that was too slow for the last one is not waited for again.
        if self.open == 0 && self.done.recv_timeout(AT_ONCE).is_ok() {
            return;
        }
        self.open += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_was_given_is_written_in_order_when_it_finishes() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::at(folder.path().join("journal.jsonl"));
        let mut writer = Writer::new(journal.clone(), |error| panic!("{error}"));
        for number in 0..50 {
            writer.append(number.to_string());
        }
        writer.finish().await;
        let expected: Vec<String> = (0..50).map(|number: i32| number.to_string()).collect();
        assert_eq!(journal.read().unwrap(), expected.join("\n") + "\n");
    }

    #[tokio::test]
    async fn a_disk_that_hangs_is_waited_for_once_and_not_long() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::at(folder.path().join("journal.jsonl"));
        journal.append("{}").unwrap();
        let held = std::fs::File::open(journal.path()).unwrap();
        held.lock().unwrap();
        let mut writer = Writer::new(journal.clone(), |error| panic!("{error}"));
        let begun = std::time::Instant::now();
        for number in 1..=20 {
            writer.append(number.to_string());
        }
        assert!(begun.elapsed() < 5 * AT_ONCE, "{:?}", begun.elapsed());
        held.unlock().unwrap();
        writer.finish().await;
        assert!(journal.read().unwrap().ends_with("\n19\n20\n"));
    }

    #[tokio::test]
    async fn what_cannot_be_written_is_told() {
        let (told, hear) = channel();
        let nowhere = Journal::nowhere("no home".to_owned());
        let mut writer = Writer::new(nowhere, move |error| {
            told.send(error.to_string()).unwrap();
        });
        writer.append("{}".to_owned());
        writer.finish().await;
        assert_eq!(hear.recv().unwrap(), "no home");
    }
}
