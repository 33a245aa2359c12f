//! The store's thread.

use std::os::unix::fs::MetadataExt as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;

use jiff::Timestamp;

use super::database::{self, Database};
use super::trouble::{REMOVED, Trouble};
use super::{Command, Site, snapshots};
use crate::app::message::{Msg, ProfileId, Seen};

/// The most commands that go into one transaction.
const BATCH: usize = 256;

/// The most commands that wait for another process to let go.
const WAITING: usize = 4_096;

/// Does what the store is asked to.
pub(super) struct Worker<R> {
    site: Site,
    /// When the program was started.
    now: Timestamp,
    ending: Arc<AtomicBool>,
    report: R,
    database: State,
    /// What was not written as another process holds the file.
    pending: Vec<Command>,
    /// Whether it was said that another process holds the file.
    told_busy: bool,
    /// The folder that it works in, once it is there.
    folder: Option<Identity>,
    /// Whether that folder was removed: nothing is kept in this run any more.
    removed: bool,
}

/// What makes a folder this one and no other of its name: its device, and its
/// number there.
type Identity = (u64, u64);

enum State {
    /// To be opened.
    Closed,
    Open(Database),
    /// It was given up for this run.
    Off,
}

impl<R: Fn(Msg)> Worker<R> {
    pub(super) const fn new(
        site: Site,
        now: Timestamp,
        ending: Arc<AtomicBool>,
        report: R,
    ) -> Self {
        Self {
            site,
            now,
            ending,
            report,
            database: State::Closed,
            pending: Vec::new(),
            told_busy: false,
            folder: None,
            removed: false,
        }
    }

    /// Works until nobody can ask for more.
    pub(super) fn run(
        mut self,
        opened: Option<ProfileId>,
        commands: &Receiver<Command>,
        mut learn: impl FnMut(Seen, Timestamp),
    ) {
        self.restore_others(opened);
        if let Err(why) = snapshots::sweep(&self.site, self.now) {
            self.fail(&why.to_string());
        }
        let keeps = self.site.keeping().next().is_some();
        if keeps || database::path(&self.site).exists() {
            self.open();
            self.hand_over(&mut learn);
        }
        if !keeps {
            return self.leave_nothing();
        }
        while let Ok(first) = commands.recv() {
            if self.is_removed() {
                continue;
            }
            let more = commands.try_iter().take(BATCH - 1);
            for command in std::iter::once(first).chain(more) {
                match command {
                    Command::Keep(profile, snapshot) => {
                        let kept = self.site.kept(profile);
                        let written =
                            kept.map(|kept| snapshots::write(&self.site, kept, &snapshot));
                        if let Some(Err(why)) = written {
                            self.fail(&why.to_string());
                        }
                    }
                    other => self.pending.push(other),
                }
            }
            self.write();
        }
    }

    /// What earlier runs saw of the profiles that are not on the screen.
    fn restore_others(&self, opened: Option<ProfileId>) {
        for (profile, kept) in self.site.keeping() {
            if Some(profile) == opened {
                continue;
            }
            match snapshots::read(&self.site, kept) {
                Ok(Some(snapshot)) => (self.report)(Msg::Remembered {
                    profile,
                    snapshot: Box::new(snapshot),
                }),
                Ok(None) => {}
                Err(why) => (self.report)(Msg::StoreFailed(why)),
            }
        }
    }

    /// Opens the file. A damaged one is begun anew: what was in it is lost, and
    /// can be had again.
    fn open(&mut self) {
        let mut opened = Database::open(&self.site, self.now);
        if opened.as_ref().err() == Some(&Trouble::Damaged) {
            opened = self.begin_anew();
        }
        self.database = match opened {
            Ok(database) => {
                if database.was_older() {
                    (self.report)(Msg::StoreFailed(
                        "What an older whoswho kept of people cannot be read any more: it was \
                         removed and is begun anew"
                            .to_owned(),
                    ));
                }
                self.folder = self.identity();
                State::Open(database)
            }
            Err(Trouble::Busy) => {
                self.tell_busy();
                State::Closed
            }
            Err(why) => {
                self.fail(&why.to_string());
                State::Off
            }
        };
    }

    fn begin_anew(&self) -> Result<Database, Trouble> {
        database::remove(&self.site)?;
        let database = Database::open(&self.site, self.now)?;
        (self.report)(Msg::StoreFailed(
            "What was kept of people was damaged: it was removed and is begun anew".to_owned(),
        ));
        Ok(database)
    }

    fn hand_over(&mut self, learn: &mut impl FnMut(Seen, Timestamp)) {
        let State::Open(database) = &self.database else {
            return;
        };
        let ending = &self.ending;
        let goes_on = || !ending.load(Ordering::Relaxed);
        let handed = database.hand_over(&self.site, self.now, goes_on, learn);
        match handed {
            Ok(()) => {}
            Err(Trouble::Busy) => self.tell_busy(),
            Err(why) => self.give_up(&why),
        }
    }

    fn write(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        if matches!(self.database, State::Closed) {
            self.open();
        }
        let written = match &mut self.database {
            State::Open(database) => database.write(&self.site, &self.pending),
            State::Closed => Err(Trouble::Busy),
            State::Off => Ok(()),
        };
        match written {
            Ok(()) => self.pending.clear(),
            Err(Trouble::Busy) => {
                self.tell_busy();
                let too_many = self.pending.len().saturating_sub(WAITING);
                self.pending.drain(..too_many);
            }
            Err(why) => self.give_up(&why),
        }
    }

    /// A file that was sound when it was opened is not: it is begun anew, once.
    fn give_up(&mut self, why: &Trouble) {
        if self.is_removed() {
            return;
        }
        self.database = State::Off;
        if *why == Trouble::Damaged {
            match self.begin_anew() {
                Ok(database) => self.database = State::Open(database),
                Err(why) => self.fail(&why.to_string()),
            }
        } else {
            self.fail(&why.to_string());
        }
        self.pending.clear();
    }

    /// Whether somebody has removed the folder that was there, as
    /// `whoswho cache clear` does: what they wanted gone is not written again.
    fn is_removed(&mut self) -> bool {
        if self.removed {
            return true;
        }
        self.removed = self.folder.is_some() && self.folder != self.identity();
        if self.removed {
            self.database = State::Off;
            self.pending.clear();
            self.fail(REMOVED);
        }
        self.removed
    }

    fn identity(&self) -> Option<Identity> {
        let found = self.site.folder.symlink_metadata().ok()?;
        Some((found.dev(), found.ino()))
    }

    /// Nobody keeps anything: what is empty now goes.
    fn leave_nothing(self) {
        let Self { site, database, .. } = self;
        if let State::Open(database) = database
            && database.is_idle() == Ok(true)
        {
            drop(database);
            if let Err(why) = database::remove(&site) {
                tracing::warn!("an empty file of what was seen stays: {why}");
            }
        }
        // It stays where there is something of another configuration's in it.
        let _ = std::fs::remove_dir(&site.folder);
    }

    fn tell_busy(&mut self) {
        if !std::mem::replace(&mut self.told_busy, true) {
            (self.report)(Msg::StoreFailed(
                "What is seen cannot be kept yet: another program holds the file".to_owned(),
            ));
        }
    }

    fn fail(&self, why: &str) {
        (self.report)(Msg::StoreFailed(format!("What is seen is not kept: {why}")));
    }
}

#[cfg(test)]
mod tests;
