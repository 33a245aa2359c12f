//! The records, in SQLite.
//!
//! Written with a rollback journal and not with a log beside it: that works on
//! the network's file systems too, where many have their homes, and leaves one
//! file when nobody writes.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{
    Connection, OpenFlags, Row, Transaction, TransactionBehavior, named_params, params,
};

use super::trouble::Trouble;
use super::{Command, Site, erase};
use crate::app::message::{ProfileId, Seen};
use crate::app::snapshot::is_over;
use crate::directory::call::ResourceName;
use crate::directory::record::{Record, RecordId};
use crate::runtime::files;
use crate::runtime::private::{self, Access};

/// The form of the tables, as the file's `user_version` has it.
///
/// In the first, a removed profile's number was given again, and its records
/// with it: whose those are cannot be told, and they are not taken over.
const FORM: i64 = 2;

/// How long another process's lock is waited for.
const PATIENCE: Duration = Duration::from_millis(250);

/// How many records are read at once: another process can write in between.
const BATCH: i64 = 500;

/// Of a file that is full, the oldest sixteenth goes.
const PART: i64 = 16;

/// How far ahead of our clock a record may have been seen, in milliseconds.
const AHEAD_MS: i64 = 300_000;

/// What holds for a connection, not for the file. What is deleted is
/// overwritten; nothing is sorted in files of the system's own.
const SETTINGS: &str = "
    PRAGMA secure_delete = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA synchronous = NORMAL;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA foreign_keys = ON;
";

const TABLES: &str = "
    DROP TABLE IF EXISTS records;
    DROP TABLE IF EXISTS profiles;
    CREATE TABLE profiles (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL UNIQUE,
        keep_seconds INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE records (
        number INTEGER PRIMARY KEY,
        profile INTEGER NOT NULL REFERENCES profiles (number) ON DELETE CASCADE,
        resource TEXT NOT NULL,
        id TEXT NOT NULL,
        whole INTEGER NOT NULL,
        seen_at INTEGER NOT NULL,
        body TEXT NOT NULL,
        UNIQUE (profile, resource, id)
    ) STRICT;
    CREATE INDEX records_by_age ON records (seen_at);
";

/// The open file.
#[derive(Debug)]
pub(super) struct Database {
    connection: Connection,
    limit: u64,
    /// Whether its tables were of an older form, and were made anew.
    was_older: bool,
}

pub(super) fn path(site: &Site) -> PathBuf {
    site.folder.join("records.sqlite3")
}

/// The files that SQLite puts beside its own.
fn beside(path: &Path) -> [PathBuf; 3] {
    ["-journal", "-wal", "-shm"].map(|suffix| {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    })
}

/// Overwrites and removes a damaged file, so that the next can begin anew.
pub(super) fn remove(site: &Site) -> Result<(), Trouble> {
    let path = path(site);
    let plain = |why| Trouble::Other(files::plain(&why).to_string());
    erase::erase(&path).map_err(plain)?;
    for file in beside(&path) {
        if file.symlink_metadata().is_ok() {
            erase::erase(&file).map_err(plain)?;
        }
    }
    Ok(())
}

impl Database {
    /// Opens the file, makes it where it is not there, and removes what is not
    /// to be kept any more. What SQLite puts beside it has the same permissions.
    pub(super) fn open(site: &Site, now: Timestamp) -> Result<Self, Trouble> {
        let path = path(site);
        let plain = |why| Trouble::Other(files::plain(&why).to_string());
        site.check().map_err(plain)?;
        // It must be closed again before SQLite locks it: the system drops a
        // process's locks with any of its descriptors.
        drop(private::open(&path, Access::Write).map_err(plain)?);
        for file in beside(&path) {
            if file.symlink_metadata().is_ok() {
                drop(private::open(&file, Access::Read).map_err(plain)?);
            }
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&path, flags)?;
        connection.busy_timeout(PATIENCE)?;
        connection.execute_batch(SETTINGS)?;
        let mut database = Self {
            connection,
            limit: site.limit,
            was_older: false,
        };
        database.was_older = database.make()?;
        database.tidy(site, now)?;
        database.trim()?;
        Ok(database)
    }

    fn form(connection: &Connection) -> Result<i64, Trouble> {
        let form = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if form > FORM {
            return Err(Trouble::Newer);
        }
        Ok(form)
    }

    /// Whether its tables were of an older form, and were made anew.
    pub(super) const fn was_older(&self) -> bool {
        self.was_older
    }

    /// Makes the tables, if they are not there or older, and says whether they
    /// were older.
    fn make(&mut self) -> Result<bool, Trouble> {
        if Self::form(&self.connection)? == FORM {
            return Ok(false);
        }
        // Only an empty file takes it.
        self.connection
            .execute_batch("PRAGMA auto_vacuum = INCREMENTAL")?;
        let change = self.begin()?;
        // Another process may have been first.
        let is_ours = Self::form(&change)? == FORM;
        let had_tables = !is_ours && !is_empty(&change)?;
        if !is_ours {
            change.execute_batch(TABLES)?;
            change.pragma_update(None, "user_version", FORM)?;
        }
        change.commit()?;
        Ok(had_tables)
    }

    fn begin(&mut self) -> Result<Transaction<'_>, Trouble> {
        let behavior = TransactionBehavior::Immediate;
        Ok(self.connection.transaction_with_behavior(behavior)?)
    }

    /// Notes who keeps what, and removes what nobody does.
    fn tidy(&mut self, site: &Site, now: Timestamp) -> Result<(), Trouble> {
        let change = self.begin()?;
        let keys: Vec<String> = change
            .prepare("SELECT key FROM profiles")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for key in keys.iter().filter(|key| site.is_disowned(key)) {
            change.execute("DELETE FROM profiles WHERE key = ?1", [key])?;
        }
        for (_, kept) in site.keeping() {
            let seconds = i64::try_from(kept.keep.time().as_secs()).unwrap_or(i64::MAX);
            change.execute(
                "INSERT INTO profiles (key, keep_seconds) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET keep_seconds = excluded.keep_seconds",
                params![kept.key, seconds],
            )?;
        }
        change.execute(
            "DELETE FROM records WHERE NOT EXISTS (
                 SELECT 1 FROM profiles WHERE profiles.number = records.profile
                 AND records.seen_at BETWEEN :now - keep_seconds * 1000 AND :now + :ahead)",
            named_params! { ":now": now.as_millisecond(), ":ahead": AHEAD_MS },
        )?;
        Ok(change.commit()?)
    }

    /// Whether there is nothing in it, nor will be.
    pub(super) fn is_idle(&self) -> Result<bool, Trouble> {
        let profiles: i64 =
            self.connection
                .query_row("SELECT count(*) FROM profiles", [], |row| row.get(0))?;
        Ok(profiles == 0)
    }

    /// Hands over every record that is kept, in batches that were seen at one
    /// time, until `goes_on` says no more.
    pub(super) fn hand_over(
        &self,
        site: &Site,
        now: Timestamp,
        goes_on: impl Fn() -> bool,
        mut learn: impl FnMut(Seen, Timestamp),
    ) -> Result<(), Trouble> {
        let profiles: HashMap<&str, (ProfileId, Duration)> = site
            .keeping()
            .map(|(id, kept)| (kept.key.as_str(), (id, kept.keep.time())))
            .collect();
        let mut after = i64::MIN;
        while goes_on() {
            let mut records = self.connection.prepare(
                "SELECT records.number, key, resource, whole, seen_at, id, body
                 FROM records JOIN profiles ON profiles.number = records.profile
                 WHERE records.number > ?1 ORDER BY records.number LIMIT ?2",
            )?;
            let found: Vec<Stored> = records
                .query_map(params![after, BATCH], Stored::of)?
                .collect::<Result<_, _>>()?;
            drop(records);
            let Some(last) = found.last() else { break };
            after = last.number;
            for alike in found.chunk_by(Stored::is_like) {
                let [first, ..] = alike else { continue };
                let (Some((profile, keep)), Ok(at)) = (
                    profiles.get(first.key.as_str()).copied(),
                    Timestamp::from_millisecond(first.seen_at),
                ) else {
                    continue;
                };
                if is_over(at, keep, now) {
                    continue;
                }
                let seen = Seen {
                    profile,
                    resource: ResourceName::new(&first.resource),
                    whole: first.whole,
                    records: alike.iter().map(|stored| stored.record.clone()).collect(),
                };
                learn(seen, at);
            }
        }
        Ok(())
    }

    /// Writes what was seen and what is gone, all of it or nothing.
    pub(super) fn write(&mut self, site: &Site, commands: &[Command]) -> Result<(), Trouble> {
        let change = self.begin()?;
        {
            // A profile that another process has removed is not there, and
            // nothing is kept of it.
            let mut saw = change.prepare(
                "INSERT INTO records (profile, resource, id, whole, seen_at, body)
                 SELECT number, ?2, ?3, ?4, ?5, ?6 FROM profiles WHERE key = ?1
                 ON CONFLICT (profile, resource, id) DO UPDATE SET
                 whole = excluded.whole, seen_at = excluded.seen_at, body = excluded.body
                 WHERE excluded.seen_at >= seen_at",
            )?;
            let mut gone = change.prepare(
                "DELETE FROM records WHERE resource = ?2 AND id = ?3
                 AND profile = (SELECT number FROM profiles WHERE key = ?1)",
            )?;
            for command in commands {
                match command {
                    Command::Seen(seen, at) => {
                        let Some(kept) = site.kept(seen.profile) else {
                            continue;
                        };
                        let at = at.as_millisecond();
                        for record in &seen.records {
                            let Some(id) = record.id() else { continue };
                            saw.execute(params![
                                kept.key,
                                seen.resource.as_str(),
                                id.raw(),
                                seen.whole,
                                at,
                                record.json()
                            ])?;
                        }
                    }
                    Command::Gone(profile, of) => {
                        if let Some(kept) = site.kept(*profile) {
                            let id = of.id.raw();
                            gone.execute(params![kept.key, of.resource.as_str(), id])?;
                        }
                    }
                    Command::Keep(..) => {}
                }
            }
        }
        change.commit()?;
        self.trim()
    }

    /// Removes the oldest records where there are too many, and gives back to
    /// the disk what is free.
    fn trim(&mut self) -> Result<(), Trouble> {
        while self.bytes()? > self.limit {
            let removed = self.connection.execute(
                "DELETE FROM records WHERE number IN (
                     SELECT number FROM records ORDER BY seen_at, number
                     LIMIT 1 + (SELECT count(*) FROM records) / ?1)",
                [PART],
            )?;
            if removed == 0 {
                break;
            }
        }
        let mut vacuum = self.connection.prepare("PRAGMA incremental_vacuum")?;
        let mut steps = vacuum.query([])?;
        while steps.next()?.is_some() {}
        Ok(())
    }

    /// How much is in use.
    fn bytes(&self) -> Result<u64, Trouble> {
        let pragma = |name: &str| -> Result<u64, Trouble> {
            let value: i64 = self
                .connection
                .query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))?;
            Ok(u64::try_from(value).unwrap_or(0))
        };
        let pages = pragma("page_count")?.saturating_sub(pragma("freelist_count")?);
        Ok(pages * pragma("page_size")?)
    }
}

/// Whether a file has no tables.
fn is_empty(connection: &Connection) -> Result<bool, Trouble> {
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(tables == 0)
}

/// A record as it is kept.
struct Stored {
    number: i64,
    key: String,
    resource: String,
    whole: bool,
    seen_at: i64,
    record: Record,
}

impl Stored {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        let id: String = row.get(5)?;
        let body: String = row.get(6)?;
        Ok(Self {
            number: row.get(0)?,
            key: row.get(1)?,
            resource: row.get(2)?,
            whole: row.get(3)?,
            seen_at: row.get(4)?,
            record: Record::new(Some(RecordId::new(&id)), &body),
        })
    }

    /// Whether the two were seen together.
    fn is_like(&self, other: &Self) -> bool {
        self.seen_at == other.seen_at
            && self.whole == other.whole
            && self.key == other.key
            && self.resource == other.resource
    }
}
