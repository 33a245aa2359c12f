//! What the disk has about a profile that is opened.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::journal::Journal;
use super::lock::{self, ProfileLock};
use crate::app::change::History;
use crate::app::message::Kept;

/// Looks at what was kept for the profiles that are opened, and holds their
/// locks.
#[derive(Debug, Clone)]
pub struct Keeper {
    journal: Journal,
    folder: Option<PathBuf>,
    locks: Arc<Mutex<Vec<ProfileLock>>>,
}

impl Keeper {
    /// A keeper of that journal, and of the locks in a folder; without one,
    /// nobody else can have a profile open.
    #[must_use]
    pub fn new(journal: Journal, folder: Option<PathBuf>) -> Self {
        Self {
            journal,
            folder,
            locks: Arc::default(),
        }
    }

    /// Opens a profile and reads what there is. Blocks.
    ///
    /// What cannot be read or locked costs nothing but a line of the log: what
    /// is known is told.
    #[must_use]
    pub fn open(&self, profile: &str) -> Kept {
        let mut kept = Kept::default();
        let folder = self.folder.as_ref();
        match folder.map(|folder| lock::open(folder, profile)) {
            Some(Ok((lock, also_open))) => {
                let mut locks = self.locks.lock().unwrap_or_else(PoisonError::into_inner);
                locks.push(lock);
                kept.also_open = also_open;
            }
            Some(Err(error)) => {
                tracing::warn!(%error, profile, "who else has the profile open is not known");
            }
            None => {}
        }
        let journal = self.journal.named();
        if let Err(why) = self.journal.check() {
            kept.unwritable = Some(format!("{journal} cannot be written: {why}"));
        }
        match self.journal.read() {
            Ok(text) => kept.history = History::read(&text),
            Err(error) => {
                tracing::warn!(%error, "{journal} cannot be read");
                let why = format!("{journal} cannot be read: {error}");
                kept.unwritable.get_or_insert(why);
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::message::Other;

    #[test]
    fn what_is_there_is_told_and_what_is_not_costs_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::at(folder.path().join("journal.jsonl"));
        let keeper = Keeper::new(journal.clone(), Some(folder.path().to_owned()));
        assert_eq!(keeper.open("support"), Kept::default());

        journal.append("damaged").unwrap();
        let other = Keeper::new(journal, Some(folder.path().to_owned()));
        let kept = other.open("support");
        assert_eq!(kept.also_open, Some(Other::Unknown));
        assert_eq!(kept.history.damaged, 1);
        assert_eq!(kept.unwritable, None);
        drop(keeper);
        drop(other);

        let nowhere = Keeper::new(Journal::nowhere("no home".to_owned()), None);
        let kept = nowhere.open("support");
        assert_eq!(kept.also_open, None);
        assert_eq!(
            kept.unwritable.as_deref(),
            Some("the journal cannot be written: no home")
        );
    }
}
