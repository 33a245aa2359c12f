//! The log: a file in the state folder, never the screen.

use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::filter::LevelFilter;

/// From this size on, in bytes, a log is begun anew.
const LARGEST: u64 = 8 << 20;

/// How many lines may wait to be written; further ones are dropped.
const LINES: usize = 1_000;

/// Writes what is logged from now on, down to `level`, to a file that only its
/// owner can read. It is written by a thread of its own; dropping the guard
/// waits for that thread, so the program keeps it until its end.
///
/// Secrets print as `•••` in a log as everywhere.
///
/// # Errors
/// If the file cannot be opened, or a log has been begun already.
pub fn begin(path: &Path, level: LevelFilter) -> io::Result<WorkerGuard> {
    if let Some(folder) = path.parent() {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
    }
    let too_large = path
        .metadata()
        .is_ok_and(|existing| existing.len() > LARGEST);
    let mut options = OpenOptions::new();
    options.create(true).mode(0o600);
    if too_large {
        options.write(true).truncate(true);
    } else {
        options.append(true);
    }
    // The default makes room for 128,000 lines, which takes milliseconds.
    let (file, guard) = NonBlockingBuilder::default()
        .buffered_lines_limit(LINES)
        .finish(options.open(path)?);
    tracing_subscriber::fmt()
        .with_writer(file)
        .with_ansi(false)
        .with_max_level(level)
        .try_init()
        .map_err(io::Error::other)?;
    Ok(guard)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;
    use crate::directory::call::Secret;

    #[test]
    fn a_log_is_for_its_owner_and_holds_no_secret() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state/whoswho.log");
        let guard = begin(&path, LevelFilter::INFO).unwrap();
        let token = Secret::new("hush".to_owned());
        tracing::info!(?token, "noted");
        tracing::debug!("not noted");
        drop(guard);

        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains("noted token=•••"), "{text}");
        assert!(!text.contains("hush"), "{text}");
        assert!(!text.contains("not noted"), "{text}");
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert!(begin(&path, LevelFilter::INFO).is_err());
    }
}
