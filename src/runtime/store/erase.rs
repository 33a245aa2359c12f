//! Files that go, with what was in them. A file system that writes elsewhere than
//! where something was, or a disk that does, keeps the old bytes all the same: no
//! more can be promised than that the file was overwritten.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek as _, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use crate::runtime::private;

/// Zeros that are written at once.
static ZEROS: [u8; 64 << 10] = [0; 64 << 10];

/// Overwrites a file and removes it; says whether it was overwritten. Of a link,
/// and of a file that has another name, the name alone goes: what it stands for
/// is not ours.
///
/// # Errors
/// If it cannot be overwritten, or not be removed. In the first case it stays.
pub(super) fn erase(path: &Path) -> io::Result<bool> {
    let found = path.symlink_metadata()?;
    let is_ours = found.is_file() && found.nlink() == 1;
    if is_ours {
        overwrite(&mut open(path)?)?;
    }
    std::fs::remove_file(path)?;
    Ok(is_ours)
}

/// What is written anew in a file's place leaves the old one without a name:
/// this opens it before, for [`overwrite_replaced`]. None where there is none
/// that is ours.
pub(super) fn before_it_is_replaced(path: &Path) -> Option<File> {
    let found = path.symlink_metadata().ok()?;
    let is_ours = found.is_file() && found.nlink() == 1;
    is_ours.then(|| open(path).ok()).flatten()
}

/// Overwrites a file that has lost its name.
///
/// # Errors
/// If it cannot be overwritten.
pub(super) fn overwrite_replaced(mut file: File) -> io::Result<()> {
    match file.metadata()?.nlink() {
        0 => overwrite(&mut file),
        // It was given another name meanwhile, or never lost its own.
        _ => Ok(()),
    }
}

fn open(path: &Path) -> io::Result<File> {
    private::open_unfollowed(path, OpenOptions::new().write(true))
}

fn overwrite(file: &mut File) -> io::Result<()> {
    let mut left = file.metadata()?.len();
    file.rewind()?;
    while left > 0 {
        let part = ZEROS.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        file.write_all(&ZEROS[..part])?;
        left -= part as u64;
    }
    file.sync_all()
}
