//! The journal: each change is on disk before it is sent.

use std::fs::{File, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use super::private::{self, Access};
use crate::app::change::still_needed;

#[cfg(test)]
mod tests;
pub mod writer;

/// From this size on, in bytes, a journal is set aside and another begun.
const LARGEST: u64 = 2 << 20;

/// The most that is read of one, in bytes: it goes on beyond [`LARGEST`] where
/// no other can be begun, and no part of it may be left out.
const MOST: u64 = 64 << 20;

/// How long another program that holds the journal is waited for. None needs it
/// for longer than a line takes; one that was stopped holds it for ever.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long it is until the lock is tried again.
const STEP: Duration = Duration::from_millis(10);

/// The file that changes are written to, a line each.
///
/// Several running whoswho may share it: a line is written whole, under the
/// file's lock. One that has grown large is kept as `journal.1.jsonl`, in the
/// place of the one before it, and the new one begins with the changes whose
/// outcome is not known.
#[derive(Debug, Clone)]
pub struct Journal {
    path: Arc<Path>,
    largest: u64,
    /// How long another program that holds it is waited for.
    patience: Duration,
    /// Puts what was written on the disk; a test has one that cannot.
    sync: fn(&File) -> io::Result<()>,
    /// Why there is none, if so.
    missing: Option<Arc<str>>,
}

impl Journal {
    /// The journal at a path; nothing is opened yet.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self {
            path: Arc::from(path),
            largest: LARGEST,
            patience: PATIENCE,
            sync: File::sync_data,
            missing: None,
        }
    }

    /// No journal, and why: nothing can be written, and so nothing changed.
    #[must_use]
    pub fn nowhere(why: String) -> Self {
        Self {
            missing: Some(Arc::from(why)),
            ..Self::at(PathBuf::new())
        }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// It by its name, for a sentence.
    #[must_use]
    pub fn named(&self) -> String {
        match &self.missing {
            Some(_) => "the journal".to_owned(),
            None => format!("the journal {}", self.path.display()),
        }
    }

    /// Adds a line and returns when it is on the disk. Blocks.
    ///
    /// # Errors
    /// If it cannot be written, if another program holds it for longer than it
    /// is waited for, or if the line holds a line break.
    pub fn append(&self, line: &str) -> io::Result<()> {
        self.exists()?;
        if line.contains('\n') {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "a journal line cannot hold a line break",
            ));
        }
        let mut file = self.locked()?;
        let length = file.metadata()?.len();
        let mut text = String::with_capacity(line.len() + 2);
        // What was cut off by a crash must not swallow this line too.
        if !ends_with_newline(&mut file)? {
            text.push('\n');
        }
        text.push_str(line);
        text.push('\n');
        let written = file.write_all(text.as_bytes());
        if let Err(error) = written.and_then(|()| (self.sync)(&file)) {
            // What is refused did not happen: no part of it may stay, or the
            // next start would take it for a change that was sent. A disk that
            // cannot even do this has been told of already.
            let _ = file.set_len(length);
            return Err(error);
        }
        if file.metadata()?.len() > self.largest
            && let Err(error) = self.begin_anew(&mut file)
        {
            // The line is on the disk, and that is what counts.
            tracing::warn!(%error, "the journal could not be begun anew");
        }
        Ok(())
    }

    /// All that is in it, and in the one before it. What is no text is shown as
    /// replacement characters, so that its line alone is lost. Blocks.
    ///
    /// # Errors
    /// If it is there and cannot be read, or is larger than 64 MiB.
    pub fn read(&self) -> io::Result<String> {
        self.exists()?;
        let mut all = String::new();
        for path in [&self.older(), self.path.as_ref()] {
            match private::open(path, Access::Read) {
                Ok(file) => {
                    let mut bytes = Vec::new();
                    file.take(MOST + 1).read_to_end(&mut bytes)?;
                    if bytes.len() as u64 > MOST {
                        return Err(io::Error::other("it is larger than 64 MiB"));
                    }
                    all.push_str(&String::from_utf8_lossy(&bytes));
                    if !all.ends_with('\n') {
                        all.push('\n');
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(all)
    }

    /// Whether a change could be written down. Nothing is made but its folder.
    ///
    /// # Errors
    /// Why it could not.
    pub fn check(&self) -> io::Result<()> {
        use rustix::fs::{Access, access};
        self.exists()?;
        match access(self.path.as_ref(), Access::WRITE_OK) {
            Err(rustix::io::Errno::NOENT) => {
                let mut folder = private::folder(&self.path);
                // Folders that are not there yet would be made in the first
                // that is.
                while !folder.exists() {
                    folder = private::folder(folder);
                }
                access(folder, Access::WRITE_OK | Access::EXEC_OK)?;
                Ok(())
            }
            found => Ok(found?),
        }
    }

    fn exists(&self) -> io::Result<()> {
        match &self.missing {
            Some(why) => Err(io::Error::other(why.to_string())),
            None => Ok(()),
        }
    }

    /// Opens it and takes its lock.
    fn locked(&self) -> io::Result<File> {
        let begun = Instant::now();
        loop {
            let file = private::open(&self.path, Access::Append)?;
            loop {
                match file.try_lock() {
                    Ok(()) => break,
                    Err(TryLockError::Error(error)) => return Err(error),
                    Err(TryLockError::WouldBlock) if begun.elapsed() >= self.patience => {
                        return Err(io::Error::other("another program holds it"));
                    }
                    Err(TryLockError::WouldBlock) => thread::sleep(STEP),
                }
            }
            // Another process may have begun a new one while this one waited.
            let (found, there) = (file.metadata()?, self.path.metadata());
            if there.is_ok_and(|there| (there.dev(), there.ino()) == (found.dev(), found.ino())) {
                return Ok(file);
            }
        }
    }

    /// Sets the journal, whose lock is held, aside and begins another.
    ///
    /// There is one under its name at every moment: whoever found none would
    /// begin one of its own, over which this one's would then be put.
    fn begin_anew(&self, held: &mut File) -> io::Result<()> {
        // With the one before it: if an earlier version ended in the middle of
        // this, what is not settled may be there alone.
        let text = self.read()?;
        let aside = self.path.with_extension("aside");
        let mut kept = private::open(&aside, Access::Write)?;
        kept.set_len(0)?;
        held.seek(SeekFrom::Start(0))?;
        io::copy(held, &mut kept)?;
        kept.sync_all()?;
        let beside = self.path.with_extension("new");
        let mut new = private::open(&beside, Access::Write)?;
        new.set_len(0)?;
        for line in still_needed(&text) {
            new.write_all(line.as_bytes())?;
            new.write_all(b"\n")?;
        }
        new.sync_all()?;
        // Between these two all of it is there twice, which reads as once.
        std::fs::rename(&aside, self.older())?;
        std::fs::rename(&beside, &self.path)?;
        File::open(private::folder(&self.path))?.sync_all()
    }

    fn older(&self) -> PathBuf {
        self.path.with_extension("1.jsonl")
    }
}

fn ends_with_newline(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}
