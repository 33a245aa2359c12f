//! What was seen of directories, kept on this computer where a profile says so:
//! for the first frame of the next run, and for whoever searches what is known.
//!
//! ```text
//! seen/41aa…-7c1f….json    what the first frame shows of a profile
//! seen/records.sqlite3     every record that a directory gave, as last seen
//!
//! Effect::Seen, Gone, Keep ─▶ Store ─▶ its thread ─▶ the two
//! ```
//!
//! Nothing waits for it: the first frame needs one small file, and everything
//! else is done by a thread that begins after it. What goes wrong costs a line
//! on the screen and is kept no longer. Whoever may not leave traces on a
//! computer runs with `--private`, and has no store.
//!
//! Two running whoswho write to the same files: each snapshot is written whole
//! and renamed, and records are SQLite's business.

mod database;
mod erase;
mod snapshots;
#[cfg(test)]
mod tests;
mod trouble;
mod worker;

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use ring::digest;
use tokio::sync::oneshot;

use self::worker::Worker;
use super::files;
use crate::app::message::{Msg, ProfileId, Seen};
use crate::app::snapshot::Snapshot;
use crate::config::Keep;
use crate::config::connection::Connection;
use crate::directory::call::RecordRef;
use crate::directory::description::{Description, Kind};
use crate::text::Untrusted;

/// The most that the records may take, in bytes.
const LIMIT: u64 = 64 << 20;

/// How long the end of the program waits for what is not written yet.
const PATIENCE: Duration = Duration::from_millis(1200);

/// What is kept of the profiles of one configuration.
#[derive(Debug)]
pub struct Store {
    site: Site,
    commands: Sender<Command>,
    /// The thread's end of it, until it has begun.
    waiting: Option<Receiver<Command>>,
    ended: Option<oneshot::Receiver<()>>,
    /// Whether the program ends.
    ending: Arc<AtomicBool>,
}

/// Where it is, and whose.
#[derive(Debug, Clone)]
struct Site {
    folder: PathBuf,
    /// What the names of this configuration's profiles begin with.
    config: String,
    /// The profiles, in the configuration's order; none where one keeps
    /// nothing.
    profiles: Vec<Option<Kept>>,
    limit: u64,
}

/// A profile that keeps what is seen.
#[derive(Debug, Clone)]
struct Kept {
    /// Its name on the screen.
    name: String,
    /// Its name here: another address, directory or configuration is another.
    key: String,
    keep: Keep,
}

/// What the thread is asked to do.
#[derive(Debug)]
enum Command {
    Seen(Seen, Timestamp),
    Gone(ProfileId, RecordRef),
    Keep(ProfileId, Box<Snapshot>),
}

impl Store {
    /// The store in a folder, for the profiles of a configuration's file.
    /// Nothing is opened or made.
    #[must_use]
    pub fn new(folder: PathBuf, config: &Path, connections: &[Arc<Connection>]) -> Self {
        let (commands, waiting) = channel();
        Self {
            site: Site::new(folder, config, connections),
            commands,
            waiting: Some(waiting),
            ended: None,
            ending: Arc::default(),
        }
    }

    /// What an earlier run saw of a profile. Blocks for one small file.
    ///
    /// # Errors
    /// A sentence, if there is something that cannot be read.
    pub fn snapshot(&self, profile: ProfileId) -> Result<Option<Snapshot>, String> {
        match self.site.kept(profile) {
            Some(kept) => snapshots::read(&self.site, kept),
            None => Ok(None),
        }
    }

    /// Begins to work, after the first frame; `opened` is the profile whose
    /// snapshot has been read.
    ///
    /// `report` is told what goes wrong and, for the other profiles, what earlier
    /// runs saw. `learn` is given every record that is kept, in batches that were
    /// seen at one time. Both are called on the store's own thread.
    pub fn begin(
        &mut self,
        now: Timestamp,
        opened: Option<ProfileId>,
        report: impl Fn(Msg) + Send + 'static,
        learn: impl FnMut(Seen, Timestamp) + Send + 'static,
    ) {
        // Where nobody keeps anything, there may be something left to remove.
        let keeps = self.site.profiles.iter().any(Option::is_some);
        if !keeps && !self.site.folder.exists() {
            return;
        }
        let Some(commands) = self.waiting.take() else {
            return;
        };
        let (end, ended) = oneshot::channel();
        let worker = Worker::new(self.site.clone(), now, Arc::clone(&self.ending), report);
        let begun = thread::Builder::new().name("store".to_owned());
        let begun = begun.spawn(move || {
            worker.run(opened, &commands, learn);
            // Whoever waited may have given up.
            let _ = end.send(());
        });
        // Without a thread, nothing is kept in this run.
        self.ended = begun.is_ok().then_some(ended);
    }

    /// Remembers records that a directory gave at a time.
    pub fn saw(&self, seen: Seen, at: Timestamp) {
        if self.site.kept(seen.profile).is_some() {
            self.send(Command::Seen(seen, at));
        }
    }

    /// Remembers a record no longer.
    pub fn gone(&self, profile: ProfileId, record: RecordRef) {
        if self.site.kept(profile).is_some() {
            self.send(Command::Gone(profile, record));
        }
    }

    /// Keeps what is on the screen of a profile for the next run.
    pub fn keep(&self, profile: ProfileId, snapshot: Box<Snapshot>) {
        if self.site.kept(profile).is_some() {
            self.send(Command::Keep(profile, snapshot));
        }
    }

    /// Waits until all is written, but not for ever.
    pub async fn finish(self) {
        let Self {
            commands,
            ended,
            ending,
            ..
        } = self;
        ending.store(true, Ordering::Relaxed);
        drop(commands);
        if let Some(ended) = ended
            && tokio::time::timeout(PATIENCE, ended).await.is_err()
        {
            tracing::warn!("what was seen could not all be kept in time");
        }
    }

    fn send(&self, command: Command) {
        // Where the thread could not begin, nothing is kept.
        let _ = self.commands.send(command);
    }
}

impl Site {
    fn new(folder: PathBuf, config: &Path, connections: &[Arc<Connection>]) -> Self {
        let config = std::fs::canonicalize(config).unwrap_or_else(|_| config.to_owned());
        let config = digest_of([config.as_os_str().as_encoded_bytes()], 8);
        let kept = |connection: &Arc<Connection>| {
            let params = connection.params.iter();
            let parts = [
                connection.name.as_str(),
                connection.description.name.as_str(),
                connection.url.as_str(),
            ]
            .into_iter()
            .chain(params.flat_map(|(name, value)| [name.as_str(), value.as_str()]));
            // What was kept before a description said that it is secret is not
            // looked for any more, and goes.
            let secrets = secrets(&connection.description);
            let parts = parts.chain(secrets.iter().map(String::as_str));
            let profile = digest_of(parts.map(str::as_bytes), 16);
            Some(Kept {
                name: connection.name.clone(),
                key: format!("{config}-{profile}"),
                keep: connection.keep?,
            })
        };
        Self {
            profiles: connections.iter().map(kept).collect(),
            folder,
            config,
            limit: LIMIT,
        }
    }

    fn kept(&self, profile: ProfileId) -> Option<&Kept> {
        self.profiles.get(profile.0)?.as_ref()
    }

    /// The profiles that keep something.
    fn keeping(&self) -> impl Iterator<Item = (ProfileId, &Kept)> {
        let numbered = self.profiles.iter().enumerate();
        numbered.filter_map(|(number, kept)| Some((ProfileId(number), kept.as_ref()?)))
    }

    /// Whether a name here is that of a profile of this configuration which
    /// keeps nothing any more, or has another address by now.
    fn is_disowned(&self, key: &str) -> bool {
        let is_ours = key
            .strip_prefix(&*self.config)
            .is_some_and(|rest| rest.starts_with('-'));
        is_ours && self.keeping().all(|(_, kept)| kept.key != key)
    }

    /// Refuses a folder that is none of ours: a link would have us write people's
    /// data to where somebody else wants it.
    fn check(&self) -> io::Result<()> {
        match self.folder.symlink_metadata() {
            Ok(found) if found.is_symlink() => {
                Err(io::Error::other("its folder is a symbolic link"))
            }
            _ => Ok(()),
        }
    }
}

/// Where a description says that records hold secrets, behind a word that no
/// param is called.
fn secrets(description: &Description) -> Vec<String> {
    let resources = description.resources.iter();
    let places = resources.flat_map(|resource| {
        let relations = resource.relations.iter().flat_map(|r| &r.fields);
        let fields = resource.fields.iter().chain(relations);
        let secret = fields.filter(|field| field.kind == Kind::Secret);
        secret.map(|field| format!("{}{}", resource.name, field.pointer()))
    });
    std::iter::once("(secrets)".to_owned())
        .chain(places)
        .collect()
}

/// The first bytes of a digest of some texts, in hexadecimal.
fn digest_of<'t>(parts: impl IntoIterator<Item = &'t [u8]>, bytes: usize) -> String {
    let mut context = digest::Context::new(&digest::SHA256);
    for part in parts {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part);
    }
    let digest = context.finish();
    digest
        .as_ref()
        .iter()
        .take(bytes)
        .fold(String::new(), |mut text, byte| {
            // Writing into a text cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// What was removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cleared {
    /// How many files were overwritten and removed.
    pub files: u64,
    /// How many bytes were in them.
    pub bytes: u64,
    /// How many names were removed of what lies elsewhere as well: links.
    pub links: u64,
}

/// Overwrites and removes all that is kept in a folder, whatever the profile,
/// and removes the folder.
///
/// It gets another name first: a running whoswho sees that its folder is gone,
/// and does not write into files that are overwritten.
///
/// # Errors
/// If it cannot be removed, or the folder is a link.
pub fn clear(folder: &Path) -> io::Result<Cleared> {
    let mut cleared = Cleared::default();
    let mut aside = folder.as_os_str().to_owned();
    aside.push("-cleared");
    let aside = PathBuf::from(aside);
    // One that was cut off may have left something.
    empty(&aside, &mut cleared)?;
    match folder.symlink_metadata() {
        Ok(found) if found.is_symlink() => {
            return Err(io::Error::other("it is a symbolic link"));
        }
        Ok(found) if !found.is_dir() => {
            return Err(files::plain(&io::ErrorKind::NotADirectory.into()));
        }
        Ok(_) => std::fs::rename(folder, &aside).map_err(|why| files::plain(&why))?,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(cleared),
        Err(why) => return Err(why),
    }
    empty(&aside, &mut cleared).inspect_err(|_| {
        // What stays, stays where it was, if nothing has come there meanwhile.
        let _ = std::fs::rename(&aside, folder);
    })?;
    Ok(cleared)
}

/// Overwrites and removes what is in a folder, and removes it.
fn empty(folder: &Path, cleared: &mut Cleared) -> io::Result<()> {
    let entries = match folder.symlink_metadata() {
        Ok(found) if found.is_symlink() => {
            return Err(io::Error::other("it is a symbolic link"));
        }
        Ok(_) => std::fs::read_dir(folder).map_err(|why| files::plain(&why))?,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(why) => return Err(why),
    };
    let mut foreign = None;
    for entry in entries {
        let entry = entry?;
        // Of a link, the link.
        let found = entry.metadata()?;
        if found.is_dir() {
            foreign = Some(entry.file_name());
            continue;
        }
        if erase::erase(&entry.path()).map_err(|why| files::plain(&why))? {
            cleared.files += 1;
            cleared.bytes += found.len();
        } else {
            cleared.links += 1;
        }
    }
    if let Some(name) = foreign {
        let name = Untrusted::new(name.to_string_lossy());
        return Err(io::Error::other(format!(
            "the folder \"{}\" in it is none of ours and stays; all else was removed",
            name.shown_within(40)
        )));
    }
    std::fs::remove_dir(folder)
}
