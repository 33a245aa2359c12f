//! The session file: what outlives a run besides changes, for its owner alone.
//!
//! It is read before the first frame and written by a thread of its own, which
//! applies each change to what is in the file by then. A file that cannot be
//! read or written costs a notice and nothing else.

#[cfg(test)]
mod tests;

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use tokio::sync::oneshot;

use super::files;
use super::private::{self, Access};
use crate::app::Remembered;
use crate::app::session::{Change, Keeps, Session, Unreadable};

/// The most that the file may hold, in bytes: far more than is ever written.
const MOST: u64 = 4 << 20;

/// How long the end of the program waits for what is not written yet.
const PATIENCE: Duration = Duration::from_millis(1500);

/// Whether an explorer goes on where the last one ended. One that does is
/// remembered in its turn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Resume {
    /// It begins anew.
    #[default]
    No,
    /// In the profile that is opened.
    There,
    /// In the profile that was last on the screen.
    Anywhere,
}

/// What was remembered in a folder, as far as it may be had, and how much may
/// be. Without a folder nothing is, and in private nothing of people.
#[must_use]
pub fn remembered(folder: Option<&Path>, resume: Resume, private: bool) -> Remembered {
    let (session, trouble) = folder.map(read).unwrap_or_default();
    let (session, keeps) = match resume {
        _ if private || folder.is_none() => (session.without_people(), Keeps::Columns),
        Resume::No => (session, Keeps::Bookmarks),
        Resume::There | Resume::Anywhere => (session, Keeps::Trails),
    };
    Remembered {
        session,
        trouble,
        keeps,
    }
}

/// Where the session is kept in a folder.
#[must_use]
pub fn path(folder: &Path) -> PathBuf {
    folder.join("session.json")
}

/// What was remembered in a folder, and why that could not be had, if so: then
/// it is as if nothing was.
#[must_use]
pub fn read(folder: &Path) -> (Session, Option<String>) {
    let why = match text(&path(folder)) {
        Ok(None) => return (Session::default(), None),
        Ok(Some(text)) => match Session::parse(&text) {
            Ok(session) => return (session, None),
            Err(Unreadable::Damaged | Unreadable::Older) => {
                "The session file is damaged: columns and bookmarks begin anew".to_owned()
            }
            Err(Unreadable::Newer) => {
                "A newer whoswho wrote the session file: nothing of it is known here, \
                 and it stays as it is"
                    .to_owned()
            }
        },
        Err(why) => format!("The session file cannot be read: {why}"),
    };
    (Session::default(), Some(why))
}

/// The file's text; none where there is no file.
fn text(path: &Path) -> io::Result<Option<String>> {
    let file = match private::open(path, Access::Read) {
        Ok(file) => file,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(why) => return Err(why),
    };
    let mut bytes = Vec::new();
    file.take(MOST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST {
        return Err(io::Error::other("it is larger than 4 MiB"));
    }
    // What is not text is damaged, as what is not JSON is.
    Ok(Some(String::from_utf8(bytes).unwrap_or_default()))
}

/// Applies changes to what a folder holds by now. Others that do so wait.
///
/// # Errors
/// If it cannot be written; then it is as it was.
fn write(folder: &Path, changes: &[Change]) -> io::Result<()> {
    let lock = private::open(&folder.join("session.lock"), Access::Write)?;
    lock.lock()?;
    let path = path(folder);
    let mut session = match text(&path)? {
        None => Session::default(),
        Some(text) => match Session::parse(&text) {
            Ok(session) => session,
            Err(Unreadable::Newer) => {
                return Err(io::Error::other("a newer whoswho has written it"));
            }
            Err(Unreadable::Damaged | Unreadable::Older) => {
                // Somebody may still make something of it.
                std::fs::rename(&path, folder.join("session.damaged.json"))?;
                Session::default()
            }
        },
    };
    for change in changes {
        session.apply(change);
    }
    files::write_own(&path, &session.text())
}

/// Writes changes down, in the order they are given.
pub struct Writer {
    folder: Option<PathBuf>,
    failed: Option<Failed>,
    running: Option<(Sender<Change>, oneshot::Receiver<()>)>,
}

/// Is told why changes could not be written.
type Failed = Box<dyn Fn(String) + Send>;

impl Writer {
    /// A writer into a folder; without one, it forgets what it is given. Its
    /// thread begins with the first change. `failed` is told, in a sentence, of
    /// the first that could not be written.
    #[must_use]
    pub fn new(folder: Option<PathBuf>, failed: impl Fn(String) + Send + 'static) -> Self {
        Self {
            folder,
            failed: Some(Box::new(failed)),
            running: None,
        }
    }

    /// Writes a change as soon as that can be.
    pub fn remember(&mut self, change: Change) {
        let Some(folder) = &self.folder else { return };
        if let Some(failed) = self.failed.take() {
            let (changes, receiver) = channel();
            let (end, ended) = oneshot::channel();
            let folder = folder.clone();
            thread::spawn(move || {
                write_all(&folder, &receiver, &failed);
                // Nobody may wait for it.
                let _ = end.send(());
            });
            self.running = Some((changes, ended));
        }
        if let Some((changes, _)) = &self.running {
            // The thread ends only when this end is dropped.
            let _ = changes.send(change);
        }
    }

    /// Waits until all is written, but not for ever.
    pub async fn finish(self) {
        if let Some((changes, ended)) = self.running {
            drop(changes);
            if tokio::time::timeout(PATIENCE, ended).await.is_err() {
                tracing::warn!("the session file did not take the last changes in time");
            }
        }
    }
}

fn write_all(folder: &Path, changes: &Receiver<Change>, failed: &Failed) {
    let mut told = false;
    while let Ok(first) = changes.recv() {
        let together: Vec<Change> = std::iter::once(first).chain(changes.try_iter()).collect();
        if let Err(error) = write(folder, &together) {
            tracing::warn!(%error, "the session file cannot be written");
            if !told {
                failed(format!(
                    "The session file cannot be written: {error}; \
                     columns and bookmarks are forgotten when whoswho ends"
                ));
            }
            told = true;
        }
    }
}
