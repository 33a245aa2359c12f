//! Files that whoswho keeps for itself: only their owner reads them.

use std::fs::{DirBuilder, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{
    DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _,
};
use std::path::Path;

use rustix::fs::OFlags;

/// What a file is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// To be read.
    Read,
    /// To be read and added to; made if it is not there, with its folder, and
    /// there after a crash.
    Append,
    /// To be read and written; made if it is not there, with its folder.
    Write,
}

/// Opens a file that is for its owner alone: a regular one of this user, never
/// a symbolic link, mode 0600 in a folder of mode 0700. Modes that let others
/// in are corrected.
///
/// # Errors
/// If it cannot be opened, or is not such a file.
pub fn open(path: &Path, access: Access) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).mode(0o600);
    match access {
        Access::Read => {}
        Access::Append => {
            options.append(true);
        }
        Access::Write => {
            options.write(true);
        }
    }
    let file = match open_unfollowed(path, &mut options) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && access != Access::Read => {
            let folder = folder(path);
            make_folder(folder)?;
            let file = open_unfollowed(path, options.create(true))?;
            if access == Access::Append {
                // A new file is on the disk only if its folder is.
                File::open(folder)?.sync_all()?;
            }
            file
        }
        opened => opened?,
    };
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
/// waiting for whoever is at the other end of a pipe. Somebody else may have been
/// first on a shared host, and a link would have us read or write a file of their
/// choice.
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

/// The folder that a file is in.
#[must_use]
pub fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes a folder that only its owner can look into, and those above it.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    let found = folder.metadata()?;
    if found.uid() != rustix::process::geteuid().as_raw() {
        return Err(io::Error::other("its folder belongs to another user"));
    }
    if found.mode() & 0o077 != 0 {
        std::fs::set_permissions(folder, Permissions::from_mode(0o700))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        path.metadata().unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_new_file_and_its_folder_are_for_their_owner_alone() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("state/whoswho/file");
        open(&path, Access::Append).unwrap();
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(path.parent().unwrap()), 0o700);
    }

    #[test]
    fn what_others_could_read_is_closed_to_them() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("file");
        std::fs::write(&path, "names").unwrap();
        std::fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        open(&path, Access::Write).unwrap();
        assert_eq!(mode(&path), 0o600);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "names");
    }

    #[test]
    fn a_link_a_pipe_and_a_folder_are_refused() {
        let home = tempfile::tempdir().unwrap();
        let real = home.path().join("real");
        std::fs::write(&real, "").unwrap();
        let link = home.path().join("link");
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let pipe = home.path().join("pipe");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &pipe,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
            0,
        )
        .unwrap();
        let dangling = home.path().join("dangling");
        std::os::unix::fs::symlink("nowhere", &dangling).unwrap();
        for (path, said) in [
            (link.as_path(), Some("it is a symbolic link")),
            (&dangling, Some("it is a symbolic link")),
            (&pipe, None),
            (home.path(), None),
        ] {
            for access in [Access::Read, Access::Append, Access::Write] {
                let error = open(path, access).unwrap_err().to_string();
                assert!(said.is_none_or(|said| said == error), "{path:?}: {error}");
            }
        }
        assert!(!home.path().join("nowhere").exists());
        let waited = open_unfollowed(&pipe, OpenOptions::new().read(true));
        assert_eq!(waited.unwrap_err().to_string(), "it is not a regular file");
    }

    #[test]
    fn what_is_only_read_is_not_made() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("state/file");
        let error = open(&path, Access::Read).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
        assert!(!path.parent().unwrap().exists());
    }
}
