//! The journal: each change is on disk before it is sent.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files;

/// The file that changes are written to, a line each.
///
/// Several running whoswho may share it: a line is written whole, under the
/// file's lock.
#[derive(Debug, Clone)]
pub struct Journal {
    path: Arc<Path>,
    /// Why there is none, if so.
    missing: Option<Arc<str>>,
}

impl Journal {
    /// The journal at a path; nothing is opened yet.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self {
            path: Arc::from(path),
            missing: None,
        }
    }

    /// No journal, and why: nothing can be written, and so nothing changed.
    #[must_use]
    pub fn nowhere(why: String) -> Self {
        Self {
            path: Arc::from(PathBuf::new()),
            missing: Some(Arc::from(why)),
        }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds a line and returns when it is on the disk. Blocks.
    ///
    /// # Errors
    /// If it cannot be written, or if the line holds a line break.
    pub fn append(&self, line: &str) -> io::Result<()> {
        if let Some(why) = &self.missing {
            return Err(io::Error::other(why.to_string()));
        }
        if line.contains('\n') {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "a journal line cannot hold a line break",
            ));
        }
        let mut file = self.open()?;
        file.lock()?;
        let mut text = String::with_capacity(line.len() + 2);
        // What was cut off by a crash must not swallow this line too.
        if !ends_with_newline(&mut file)? {
            text.push('\n');
        }
        text.push_str(line);
        text.push('\n');
        file.write_all(text.as_bytes())?;
        file.sync_data()
    }

    fn open(&self) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true).append(true);
        match files::open_private(&self.path, &mut options) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let folder = self.path.parent().unwrap_or(Path::new("."));
                files::make_private_folder(folder)?;
                let file = files::open_private(&self.path, options.create(true))?;
                // A new file is there after a crash only if its folder is
                // on the disk.
                File::open(folder)?.sync_all()?;
                Ok(file)
            }
            opened => opened,
        }
    }
}

fn ends_with_newline(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn lines_are_added_to_a_file_that_only_its_owner_reads() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state/whoswho/journal.jsonl");
        let journal = Journal::at(path.clone());
        journal.append(r#"{"n":1}"#).unwrap();
        journal.append(r#"{"n":2}"#).unwrap();

        assert_eq!(
            std::fs::read_to_string(&path).unwrap(),
            "{\"n\":1}\n{\"n\":2}\n"
        );
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(path.parent().unwrap()), 0o700);
    }

    #[test]
    fn a_line_that_was_cut_off_ends_before_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.jsonl");
        std::fs::write(&path, "{\"n\":").unwrap();
        Journal::at(path.clone()).append(r#"{"n":2}"#).unwrap();
        assert_eq!(
            std::fs::read_to_string(&path).unwrap(),
            "{\"n\":\n{\"n\":2}\n"
        );
    }

    #[test]
    fn a_line_break_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.jsonl");
        let error = Journal::at(path.clone()).append("a\nb").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
        assert!(!path.exists());
    }

    #[test]
    fn a_journal_that_cannot_be_written_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        assert!(
            Journal::at(file.join("journal.jsonl"))
                .append("{}")
                .is_err()
        );
    }
}
