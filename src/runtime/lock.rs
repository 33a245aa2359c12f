//! Who has a profile open: a second explorer on it is noticed and said, never
//! refused.
//!
//! Each running whoswho holds a shared lock (`flock`) on a file of the profile,
//! and first tries an exclusive one: where that fails, others are there. The
//! kernel drops the lock of a process that ends, however it does, so nothing
//! stale is left to be cleaned up. What is written in the file only names the
//! processes.

use std::fs::{File, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use rustix::process::{Pid, test_kill_process};

use super::private::{self, Access};
use crate::app::message::Other;

/// The most that is read of who has a profile open, in bytes.
const LARGEST: u64 = 4096;

/// A profile that this process has open, until this is dropped.
#[derive(Debug)]
pub struct ProfileLock(#[expect(dead_code, reason = "it is held, not read")] File);

/// Where a profile's lock is. Its name may hold what no file name may.
fn path(folder: &Path, profile: &str) -> PathBuf {
    let name = utf8_percent_encode(profile, NON_ALPHANUMERIC);
    folder.join(format!("profile-{name}.lock"))
}

/// Opens a profile, and says who else has it open.
///
/// # Errors
/// If its file cannot be opened or locked.
pub fn open(folder: &Path, profile: &str) -> io::Result<(ProfileLock, Option<Other>)> {
    let mut file = private::open(&path(folder, profile), Access::Write)?;
    let also_open = match file.try_lock() {
        Ok(()) => {
            file.set_len(0)?;
            None
        }
        Err(TryLockError::WouldBlock) => Some(others(&mut file)?),
        Err(TryLockError::Error(error)) => return Err(error),
    };
    file.seek(SeekFrom::End(0))?;
    file.write_all(format!("{}\n", std::process::id()).as_bytes())?;
    // An exclusive lock becomes a shared one; for a moment there may be none,
    // and two that begin at once then may not notice each other.
    file.lock_shared()?;
    Ok((ProfileLock(file), also_open))
}

/// One of the processes that the file names and that still runs, the newest.
fn others(file: &mut File) -> io::Result<Other> {
    let mut text = String::new();
    file.take(LARGEST).read_to_string(&mut text)?;
    let runs = |pid: &i32| {
        let is_other = u32::try_from(*pid).is_ok_and(|pid| pid != std::process::id());
        is_other && Pid::from_raw(*pid).is_some_and(|pid| test_kill_process(pid).is_ok())
    };
    let pid = text.lines().rev().filter_map(|line| line.parse().ok());
    Ok(pid
        .into_iter()
        .find(runs)
        .and_then(|pid| u32::try_from(pid).ok())
        .map_or(Other::Unknown, Other::Process))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_alone_and_the_second_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let (first, alone) = open(folder.path(), "support").unwrap();
        assert_eq!(alone, None);
        // It is this very process that has it, which is not named.
        let (second, other) = open(folder.path(), "support").unwrap();
        assert_eq!(other, Some(Other::Unknown));
        assert_eq!(open(folder.path(), "players").unwrap().1, None);
        drop(first);
        let (third, other) = open(folder.path(), "support").unwrap();
        assert_eq!(other, Some(Other::Unknown), "the second is still there");
        drop((second, third));
        assert_eq!(open(folder.path(), "support").unwrap().1, None);
    }

    #[test]
    fn a_process_that_runs_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let (_first, _) = open(folder.path(), "support").unwrap();
        let parent = rustix::process::getppid().unwrap().as_raw_nonzero();
        let text = format!("{parent}\n1999999999\nnonsense\n{}\n", std::process::id());
        std::fs::write(path(folder.path(), "support"), text).unwrap();
        let (_second, other) = open(folder.path(), "support").unwrap();
        let parent = u32::try_from(parent.get()).unwrap();
        assert_eq!(other, Some(Other::Process(parent)));
    }

    #[test]
    fn what_is_left_of_a_process_that_ended_is_nobody() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(path(folder.path(), "support"), "1\n").unwrap();
        assert_eq!(open(folder.path(), "support").unwrap().1, None);
        let text = std::fs::read_to_string(path(folder.path(), "support")).unwrap();
        assert_eq!(text, format!("{}\n", std::process::id()));
    }

    #[test]
    fn any_name_is_a_file_in_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["../../etc", "a/b", "söme näme", "."] {
            open(folder.path(), name).unwrap();
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 4);
    }
}
