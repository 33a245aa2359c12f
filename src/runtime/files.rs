//! Files: the small ones that people write, and those that are for their owner
//! alone.

use std::fs::{DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Read as _};
use std::os::unix::fs::{
    DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _,
};
use std::path::Path;

use rustix::fs::OFlags;

/// The most that a file may hold that somebody writes by hand: far more than
/// anyone does.
const MOST: u64 = 1 << 20;

/// A file's text: configuration, descriptions, themes.
///
/// # Errors
/// If it cannot be read, is no regular file (a pipe might never end), is larger
/// than 1 MiB or is not UTF-8.
pub fn read_small(path: &Path) -> io::Result<String> {
    let kind = std::fs::metadata(path)?;
    if !kind.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    let mut text = String::new();
    File::open(path)?.take(MOST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MOST {
        return Err(io::Error::other("it is larger than 1 MiB"));
    }
    Ok(text)
}

/// Opens a file that is for its owner alone, made with mode 600 where `how`
/// makes it. Its folder must be there.
///
/// Somebody else may have been first: on a shared host a link in its place
/// would have us write into a file of their choice, and a file of theirs would
/// have them read along.
///
/// # Errors
/// If it cannot be opened, is a link or no regular file, or belongs to somebody
/// else. A file of ours that others may read or write becomes ours alone.
pub fn open_private(path: &Path, how: &mut OpenOptions) -> io::Result<File> {
    let file = open_unfollowed(path, how.mode(0o600))?;
    let found = file.metadata()?;
    if found.uid() != rustix::process::geteuid().as_raw() {
        return Err(io::Error::other("it belongs to another user"));
    }
    if found.mode() & 0o077 != 0 {
        file.set_permissions(Permissions::from_mode(0o600))?;
    }
    Ok(file)
}

/// Opens a regular file and nothing else: not what a link leads to, and without
/// waiting for whoever is at the other end of a pipe.
///
/// # Errors
/// If it cannot be opened, or is something else.
pub fn open_unfollowed(path: &Path, how: &mut OpenOptions) -> io::Result<File> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    // The bits are the system's, whatever the type they are kept in.
    let flags = i32::try_from(flags.bits()).map_err(io::Error::other)?;
    let opened = how.custom_flags(flags).open(path);
    // What a system says of a link is not what it is.
    if opened.is_err() && is_link(path) {
        return Err(io::Error::other("it is a symbolic link"));
    }
    let file = opened?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::other("it is not a regular file"))
    }
}

fn is_link(path: &Path) -> bool {
    path.symlink_metadata()
        .is_ok_and(|found| found.is_symlink())
}

/// Makes a folder for its owner alone, with those above it. One that is there
/// stays as it is.
///
/// # Errors
/// If it cannot be made.
pub fn make_private_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn appended(path: &Path) -> io::Result<File> {
        open_private(path, OpenOptions::new().append(true).create(true))
    }

    fn mode(path: &Path) -> u32 {
        path.metadata().unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_private_file_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/journal");
        make_private_folder(path.parent().unwrap()).unwrap();
        assert_eq!(mode(&folder.path().join("a")), 0o700);
        assert_eq!(mode(path.parent().unwrap()), 0o700);
        appended(&path).unwrap();
        assert_eq!(mode(&path), 0o600);
        // One from before, that others could read.
        std::fs::set_permissions(&path, Permissions::from_mode(0o666)).unwrap();
        appended(&path).unwrap();
        assert_eq!(mode(&path), 0o600);
    }

    #[test]
    fn a_link_in_the_place_of_a_private_file_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let aim = folder.path().join("somebody-elses");
        std::fs::write(&aim, "theirs").unwrap();
        for (name, aim) in [("link", aim.as_path()), ("dangling", Path::new("nowhere"))] {
            let link = folder.path().join(name);
            std::os::unix::fs::symlink(aim, &link).unwrap();
            let error = appended(&link).unwrap_err();
            assert_eq!(error.to_string(), "it is a symbolic link");
        }
        assert_eq!(std::fs::read_to_string(&aim).unwrap(), "theirs");
        assert!(!folder.path().join("nowhere").exists());
    }

    #[test]
    fn a_pipe_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        let mode = rustix::fs::Mode::from_raw_mode(0o600);
        let fifo = rustix::fs::FileType::Fifo;
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, fifo, mode, 0).unwrap();
        let read = open_unfollowed(&pipe, OpenOptions::new().read(true));
        assert_eq!(read.unwrap_err().to_string(), "it is not a regular file");
        assert!(appended(&pipe).is_err());
    }

    #[test]
    fn what_cannot_be_opened_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let error = open_unfollowed(&folder.path().join("no"), OpenOptions::new().read(true));
        assert_eq!(error.unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
