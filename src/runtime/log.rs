//! The log: a file in the state folder, never the screen.

use std::io::{self, Write};
use std::path::Path;

use tracing_appender::non_blocking::{NonBlocking, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use super::private::{self, Access};
use crate::text::Untrusted;

/// From this size on, in bytes, a log is begun anew.
const LARGEST: u64 = 8 << 20;

/// How many lines may wait to be written; further ones are dropped.
const LINES: usize = 1_000;

/// Writes what is logged from now on, down to `level`, to a file that only its
/// owner can read. It is written by a thread of its own; dropping the guard
/// waits for that thread, so the program keeps it until its end.
///
/// Only what this crate logs is written: what an HTTP library notes at its
/// finest level is whole requests. Secrets print as `•••` in a log as
/// everywhere, and every line is made safe to show, whoever wrote it.
///
/// # Errors
/// If the file cannot be opened, is not ours alone, or a log has been begun
/// already.
pub fn begin(path: &Path, level: LevelFilter) -> io::Result<WorkerGuard> {
    let file = private::open(path, Access::Append)?;
    if file.metadata()?.len() > LARGEST {
        file.set_len(0)?;
    }
    // The default makes room for 128,000 lines, which takes milliseconds.
    let (file, guard) = NonBlockingBuilder::default()
        .buffered_lines_limit(LINES)
        .finish(file);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(Safely(file))
        .with_ansi(false);
    tracing_subscriber::registry()
        .with(Targets::new().with_target(env!("CARGO_PKG_NAME"), level))
        .with(lines)
        .try_init()
        .map_err(io::Error::other)?;
    Ok(guard)
}

/// Makes each line safe to show before it is written: a log is read in a
/// terminal.
struct Safely<W>(W);

impl<'w> MakeWriter<'w> for Safely<NonBlocking> {
    type Writer = Safely<NonBlocking>;

    fn make_writer(&'w self) -> Self::Writer {
        Self(self.0.clone())
    }
}

impl<W: Write> Write for Safely<W> {
    /// What is logged comes as one write, its line break with it.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        let mut safe: String = Untrusted::new(text.trim_end_matches('\n')).shown().into();
        safe.push('\n');
        self.0.write_all(safe.as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
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
        let guard = begin(&path, LevelFilter::TRACE).unwrap();
        let token = Secret::new("hush".to_owned());
        tracing::info!(?token, "noted");
        tracing::trace!(
            name = "Ana\u{1b}]0;x\u{7}\u{202e}\nINFO forged",
            "noted, too"
        );
        tracing::trace!(target: "h2::codec", "not noted");
        drop(guard);

        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains("noted token=•••"), "{text}");
        assert!(!text.contains("hush"), "{text}");
        assert!(!text.contains("not noted"), "{text}");
        // Nothing that was noted is another line, or acts on a terminal.
        assert_eq!(text.lines().count(), 2, "{text}");
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'));
        assert!(!text.contains('\u{202e}'), "{text}");
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert!(begin(&path, LevelFilter::INFO).is_err());
    }

    #[test]
    fn a_line_that_would_act_on_a_terminal_is_written_as_what_it_is() {
        let mut written = Vec::new();
        let mut log = Safely(&mut written);
        log.write_all("a\u{1b}[2J\u{9b}31m\u{202e}\nb\n".as_bytes())
            .unwrap();
        log.write_all(b"\xff\n").unwrap();
        assert_eq!(
            String::from_utf8(written).unwrap(),
            "a\\e[2J\\u{9b}31m\\u{202e}\\nb\n\u{fffd}\n"
        );
    }
}
