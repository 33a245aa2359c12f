//! Looks through all that was seen, on a thread of its own: no key waits for
//! it, however much that is.
//!
//! It begins with the first record. A question that a newer one has overtaken
//! is given up. Much that is to be learned at once, as from the disk, does not
//! hold up an answer: it is given of what is known by then, and again when all
//! is.

use std::collections::VecDeque;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, OnceLock};
use std::thread;

use jiff::Timestamp;

use crate::app::find::Index;
use crate::app::message::{Msg, ProfileId, Seen, Ticket};
use crate::config::connection::Connection;
use crate::directory::call::RecordRef;
use crate::directory::description::Description;

/// How many records are learned at the most before a question is answered: a
/// few frames' worth.
const BEFORE_AN_ANSWER: usize = 5_000;

/// How many records are waited for at the most that nobody has seen yet.
const RECALLING: usize = 16;

/// How many records are learned in one go.
const PIECE: usize = 1_000;

/// Finds records among all that was seen. Its clones feed and ask the same.
#[derive(Clone)]
pub struct Finder(Arc<Shared>);

struct Shared {
    descriptions: Vec<Arc<Description>>,
    tell: Arc<dyn Fn(Msg) + Send + Sync>,
    tasks: OnceLock<Sender<Task>>,
    /// The question asked last.
    newest: Arc<AtomicU64>,
}

impl fmt::Debug for Finder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Finder").finish_non_exhaustive()
    }
}

/// What the thread is given.
enum Task {
    Learn(Learn),
    Find(Ticket, String, Timestamp),
    Recall(ProfileId, RecordRef),
}

/// What changes what is known.
enum Learn {
    Seen(Seen, Timestamp),
    Gone(ProfileId, RecordRef),
}

impl Learn {
    /// Whether it is that a record is there no more.
    fn is_gone(&self, profile: ProfileId, of: &RecordRef) -> bool {
        matches!(self, Self::Gone(whose, gone) if *whose == profile && gone == of)
    }
}

impl Finder {
    /// A finder over those profiles; `tell` is given its answers.
    #[must_use]
    pub fn new(
        connections: &[Arc<Connection>],
        tell: impl Fn(Msg) + Send + Sync + 'static,
    ) -> Self {
        let descriptions = connections.iter().map(|c| Arc::clone(&c.description));
        Self(Arc::new(Shared {
            descriptions: descriptions.collect(),
            tell: Arc::new(tell),
            tasks: OnceLock::new(),
            newest: Arc::default(),
        }))
    }

    /// Remembers records that were seen at that time. Of one that is known
    /// already, what was seen last counts.
    pub fn learn(&self, seen: &Seen, at: Timestamp) {
        for records in seen.records.chunks(PIECE) {
            let piece = Seen {
                records: records.to_vec(),
                resource: seen.resource.clone(),
                ..*seen
            };
            self.give(Task::Learn(Learn::Seen(piece, at)));
        }
    }

    /// Forgets a record: the server has it no more.
    pub fn forget(&self, profile: ProfileId, of: RecordRef) {
        self.give(Task::Learn(Learn::Gone(profile, of)));
    }

    /// Looks for a text; [`Msg::Found`] answers, unless something else is asked
    /// before that.
    pub fn find(&self, ticket: Ticket, text: String, now: Timestamp) {
        self.0.newest.store(ticket.0, Ordering::Release);
        self.give(Task::Find(ticket, text, now));
    }

    /// Looks whether a record was seen; [`Msg::Recalled`] answers where it was,
    /// now or as soon as that is learned.
    pub fn recall(&self, profile: ProfileId, of: RecordRef) {
        self.give(Task::Recall(profile, of));
    }

    fn give(&self, task: Task) {
        let tasks = self.0.tasks.get_or_init(|| {
            let (tasks, given) = channel();
            let index = Index::new(&self.0.descriptions);
            let (newest, tell) = (Arc::clone(&self.0.newest), Arc::clone(&self.0.tell));
            thread::spawn(move || work(&given, index, &newest, &*tell));
            tasks
        });
        // The thread ends only when all ends of this are dropped.
        let _ = tasks.send(task);
    }
}

/// Does what is given until nobody can give more.
fn work(given: &Receiver<Task>, mut index: Index, newest: &AtomicU64, tell: &dyn Fn(Msg)) {
    let mut to_learn: VecDeque<Learn> = VecDeque::new();
    let mut asked: Option<(Ticket, String, Timestamp)> = None;
    let mut recalling: Vec<(ProfileId, RecordRef)> = Vec::new();
    let mut learned = 0;
    loop {
        let is_idle = to_learn.is_empty() && asked.is_none();
        let first = if is_idle {
            let Ok(task) = given.recv() else { return };
            Some(task)
        } else {
            None
        };
        for task in first.into_iter().chain(given.try_iter()) {
            match task {
                Task::Learn(learn) => to_learn.push_back(learn),
                Task::Find(ticket, text, now) => asked = Some((ticket, text, now)),
                Task::Recall(profile, of) => {
                    recalling.truncate(RECALLING - 1);
                    recalling.insert(0, (profile, of));
                }
            }
        }
        match to_learn.pop_front() {
            Some(Learn::Seen(seen, at)) => {
                index.learn(&seen, at);
                learned += seen.records.len();
            }
            Some(Learn::Gone(profile, of)) => index.forget(profile, &of),
            None => {}
        }
        recalling.retain(|(profile, of)| {
            let goes = |learn: &Learn| learn.is_gone(*profile, of);
            let recalled = index
                .recall(*profile, of)
                .filter(|_| !to_learn.iter().any(goes));
            let is_awaited = recalled.is_none();
            if let Some(seen) = recalled {
                let (profile, of) = (*profile, of.clone());
                tell(Msg::Recalled { profile, of, seen });
            }
            is_awaited
        });
        let Some((ticket, text, now)) = &asked else {
            continue;
        };
        if !to_learn.is_empty() && learned < BEFORE_AN_ANSWER {
            continue;
        }
        learned = 0;
        let is_newest = || newest.load(Ordering::Acquire) == ticket.0;
        let found = index.find(text, *now, is_newest);
        let ticket = *ticket;
        // A newer one is on its way, or this is the whole answer.
        if found.is_none() || to_learn.is_empty() {
            asked = None;
        }
        if let Some(found) = found {
            tell(Msg::Found { ticket, found });
        }
    }
}

#[cfg(test)]
mod tests;
