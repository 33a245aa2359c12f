//! What the program does, a command each: from arguments to an exit code.

pub mod cache;
pub mod completions;
pub mod config;
pub mod demo;
pub mod directory;
pub mod explore;
pub mod get;
pub mod keys;
pub mod list;
pub mod man;
pub mod profile;
pub mod profiles;
pub mod start;
pub mod themes;

use std::io::{self, IsTerminal as _, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use whoswho::text::Untrusted;

/// Why the program ends early, for standard error.
#[derive(Debug)]
pub struct Failure {
    /// What was wrong and what to do, a line each.
    pub lines: Vec<String>,
    /// The exit code.
    pub code: u8,
}

/// Bad arguments or configuration.
pub const USAGE: u8 = 2;

/// Something outside refused: the directory, the network, the system.
const FAILED: u8 = 1;

impl Failure {
    /// Bad arguments or configuration, told in a line.
    pub fn usage(line: impl Into<String>) -> Self {
        Self {
            lines: vec![line.into()],
            code: USAGE,
        }
    }

    /// Something outside refused, told in a line.
    pub fn failed(line: impl Into<String>) -> Self {
        Self {
            lines: vec![line.into()],
            code: FAILED,
        }
    }

    /// What to do, as one more line.
    pub fn hint(mut self, line: impl Into<String>) -> Self {
        self.lines.push(line.into());
        self
    }

    /// Everything that is wrong with a file that somebody wrote.
    pub fn problems<P: ToString>(problems: &[P]) -> Self {
        Self {
            lines: problems.iter().map(ToString::to_string).collect(),
            code: USAGE,
        }
    }
}

/// Prints to standard output; a closed pipe is quiet.
///
/// # Errors
/// If the system refuses what is printed, as on a full disk.
pub fn print_out(text: impl AsRef<[u8]>) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_ref()).and_then(|()| out.flush()) {
        Err(why) if why.kind() != io::ErrorKind::BrokenPipe => Err(Failure::failed(format!(
            "whoswho: standard output cannot be written: {why}"
        ))),
        _ => Ok(()),
    }
}

/// Prints lines to standard output, as it may quote a path or a file that
/// somebody else has named or written: nothing in them acts.
///
/// # Errors
/// As [`print_out`].
pub fn print_lines<L: AsRef<str>>(lines: &[L]) -> Result<(), Failure> {
    let mut out = String::new();
    for line in lines {
        out.push_str(&Untrusted::new(line.as_ref()).shown());
        out.push('\n');
    }
    print_out(out)
}

/// Prints a path to standard output: as it is for a script, which opens it, and
/// so that nothing in it acts on a terminal.
///
/// # Errors
/// As [`print_out`].
pub fn print_path(path: &Path) -> Result<(), Failure> {
    if io::stdout().is_terminal() {
        return print_lines(&[path.display().to_string()]);
    }
    let mut line = path.as_os_str().as_bytes().to_vec();
    line.push(b'\n');
    print_out(line)
}
