//! Small files that people write: configuration, descriptions, themes. They are
//! read whole, and written whole or not at all.

#[cfg(test)]
mod tests;

use std::fs::{DirBuilder, File, Permissions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::private;

/// The most that such a file may hold: far more than anyone writes by hand.
const MOST: u64 = 1 << 20;

/// What the name of a file begins with that is being written. A crash may leave
/// one.
pub(super) const PASSING: &str = ".whoswho-";

/// A file's text.
///
/// # Errors
/// If it cannot be read, is no regular file (a pipe might never end), is larger
/// than 1 MiB or is not UTF-8.
pub fn read_small(path: &Path) -> io::Result<String> {
    let kind = std::fs::metadata(path).map_err(|why| plain(&why))?;
    if kind.is_dir() {
        return Err(io::Error::other("it is a folder"));
    }
    if !kind.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|why| plain(&why))?;
    file.take(MOST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST {
        return Err(io::Error::other("it is larger than 1 MiB"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..good).unwrap_or_default();
        let line = before.split(|byte| *byte == b'\n').count();
        io::Error::other(format!("line {line} is not UTF-8 text"))
    })
}

/// Whether there is something at a path, a link that leads nowhere included.
///
/// # Errors
/// If that cannot be told: a folder on the way cannot be searched.
pub fn is_there(path: &Path) -> io::Result<bool> {
    match std::fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(why) => Err(plain(&why)),
    }
}

/// Writes a file that was not there, which only its owner can read; so are the
/// folders that are made for it.
///
/// # Errors
/// If it is there (`AlreadyExists`), or cannot be written. Then nothing has
/// changed but for folders.
pub fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let folder = private::folder(path);
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|why| match why.kind() {
            // What is there is no folder.
            io::ErrorKind::AlreadyExists => plain(&io::ErrorKind::NotADirectory.into()),
            _ => plain(&why),
        })?;
    let written = on_disk(folder, text)?;
    written
        .persist_noclobber(path)
        .map_err(|error| plain(&error.error))?;
    File::open(folder)?.sync_all()
}

/// Writes a file anew that was there, with the permissions that it had. Where
/// the path is a link, what it leads to is written, and the link stays.
///
/// # Errors
/// If it is not there or cannot be written. Then it is as it was.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    let target: PathBuf = std::fs::canonicalize(path).map_err(|why| plain(&why))?;
    let mode = std::fs::metadata(&target)?.permissions().mode() & 0o7777;
    let folder = private::folder(&target);
    let written = on_disk(folder, text)?;
    written
        .as_file()
        .set_permissions(Permissions::from_mode(mode))?;
    written
        .persist(&target)
        .map_err(|error| plain(&error.error))?;
    File::open(folder)?.sync_all()
}

/// Writes one of our own files: for its owner alone, as is its folder, and in the
/// place of what was there, be it a link.
///
/// # Errors
/// If it cannot be written. Then it is as it was.
pub(super) fn write_own(path: &Path, text: &str) -> io::Result<()> {
    let folder = private::folder(path);
    private::make_folder(folder).map_err(|why| plain(&why))?;
    let written = on_disk(folder, text)?;
    written.persist(path).map_err(|error| plain(&error.error))?;
    File::open(folder)?.sync_all()
}

/// A text in a file of a passing name in a folder, and on its disk.
fn on_disk(folder: &Path, text: &str) -> io::Result<NamedTempFile> {
    let mut file = tempfile::Builder::new()
        .prefix(PASSING)
        .tempfile_in(folder)
        .map_err(|why| plain(&why))?;
    file.write_all(text.as_bytes()).map_err(|why| plain(&why))?;
    file.as_file().sync_all().map_err(|why| plain(&why))?;
    Ok(file)
}

/// The same error in words, without the system's number.
pub(super) fn plain(why: &io::Error) -> io::Error {
    let words = match why.kind() {
        io::ErrorKind::NotFound => "there is no such file",
        io::ErrorKind::PermissionDenied => "permission denied",
        io::ErrorKind::AlreadyExists => "it is there already",
        io::ErrorKind::NotADirectory => "what should be a folder on the way to it is a file",
        io::ErrorKind::ReadOnlyFilesystem => "its file system is read-only",
        io::ErrorKind::StorageFull => "the disk is full",
        io::ErrorKind::QuotaExceeded => "no more may be stored for this user",
        io::ErrorKind::FileTooLarge => "it is larger than a file may be",
        _ => return io::Error::new(why.kind(), why.to_string()),
    };
    io::Error::new(why.kind(), words)
}
