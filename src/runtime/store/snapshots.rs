//! The small files that first frames are drawn from.

use std::io::{self, Read as _};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;

use super::{Kept, Site, erase};
use crate::app::session::Unreadable;
use crate::app::snapshot::Snapshot;
use crate::config::Keep;
use crate::runtime::files;
use crate::runtime::private::{self, Access};

/// The most that one may hold, in bytes: far more than is ever written.
const LARGEST: u64 = 2 << 20;

/// How old a file of a passing name must be for nobody to be writing it.
const ABANDONED: Duration = Duration::from_hours(1);

fn path(site: &Site, kept: &Kept) -> PathBuf {
    site.folder.join(format!("{}.json", kept.key))
}

/// What an earlier run saw of a profile, if there is anything.
pub(super) fn read(site: &Site, kept: &Kept) -> Result<Option<Snapshot>, String> {
    let name = &kept.name;
    match text(site, &path(site, kept)) {
        Ok(text) => match Snapshot::parse(&text) {
            Ok(snapshot) => Ok(Some(snapshot)),
            Err(Unreadable::Damaged) => Err(format!(
                "What was kept of {name} for the first screen is damaged: it is not shown"
            )),
            Err(Unreadable::Older | Unreadable::Newer) => Err(format!(
                "What was kept of {name} for the first screen is another whoswho's: \
                 it is not shown"
            )),
        },
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(why) => Err(format!("What was kept of {name} cannot be read: {why}")),
    }
}

fn text(site: &Site, path: &std::path::Path) -> io::Result<String> {
    site.check()?;
    let file = private::open(path, Access::Read).map_err(|why| files::plain(&why))?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(io::Error::other("it is larger than 2 MiB"));
    }
    // What is no text is damaged, and so is none of ours.
    Ok(String::from_utf8(bytes).unwrap_or_default())
}

/// Puts a snapshot in the place of the one before, which is overwritten.
pub(super) fn write(site: &Site, kept: &Kept, snapshot: &Snapshot) -> io::Result<()> {
    site.check()?;
    let text = snapshot
        .to_json()
        .ok_or_else(|| io::Error::other("a record is no JSON"))?;
    let path = path(site, kept);
    let before = erase::before_it_is_replaced(&path);
    files::write_own(&path, &text)?;
    before.map_or(Ok(()), erase::overwrite_replaced)
}

/// Removes what is not to be kept any more: of profiles that keep nothing now,
/// what is older than it may be, and what was left half-written by a crash.
pub(super) fn sweep(site: &Site, now: Timestamp) -> io::Result<()> {
    site.check()?;
    let entries = match std::fs::read_dir(&site.folder) {
        Ok(entries) => entries,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(why) => return Err(files::plain(&why)),
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        let age = || {
            let written = entry.metadata()?.modified()?;
            // One of a time to come is no older than now.
            Ok::<_, io::Error>(
                SystemTime::now()
                    .duration_since(written)
                    .unwrap_or_default(),
            )
        };
        let is_over = match name.strip_suffix(".json") {
            Some(key) if site.is_disowned(key) => true,
            Some(_) => match Snapshot::parse(&text(site, &entry.path()).unwrap_or_default()) {
                Ok(snapshot) => snapshot.is_over(now),
                // Of another version, or damaged.
                Err(_) => age()? > Keep::LONGEST,
            },
            None => name.starts_with(files::PASSING) && age()? > ABANDONED,
        };
        if is_over {
            erase::erase(&entry.path())?;
        }
    }
    Ok(())
}
