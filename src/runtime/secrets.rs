//! Where a profile's token comes from, and how it is read. No error says what
//! was read.

#[cfg(feature = "keyring")]
mod keychain;
#[cfg(test)]
mod tests;

use std::fmt;
use std::fs::OpenOptions;
use std::io::{self, Read as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use rustix::process::{Resource, Rlimit};
use tokio::io::AsyncReadExt as _;
use tokio::process::Command;

use super::{files, private};
use crate::config::connection::TokenSource;
use crate::directory::call::Secret;
use crate::text::Untrusted;

/// How long a command may take to print a token.
pub const COMMAND_TIME: Duration = Duration::from_secs(10);

/// Whether this build can use the system's keychain.
pub const HAS_KEYCHAIN: bool = cfg!(feature = "keyring");

/// The longest token that is read, in bytes.
const LONGEST: u64 = 64 * 1024;

/// Why there is no token. Prints as a sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretError {
    /// The environment variable is not set.
    Unset(String),
    /// The environment variable is not UTF-8.
    NotText(String),
    /// The command did not start.
    Start {
        /// The program.
        program: String,
        /// Why.
        why: String,
    },
    /// The command said no.
    Failed {
        /// The program.
        program: String,
        /// How it ended.
        status: String,
    },
    /// The command took longer than allowed.
    Slow {
        /// The program.
        program: String,
        /// What it was allowed.
        allowed: Duration,
    },
    /// The file cannot be read.
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// Others than its owner can read the file.
    Exposed {
        /// Which.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// What was read is no token.
    Unfit {
        /// Where it was read.
        source: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The profile keeps it in a keychain, and this build has none.
    NoKeychain,
    /// The keychain keeps nothing under the profile's name.
    NotKept(String),
    /// The keychain cannot be used.
    Keychain(String),
    /// The profile does not say where its token is.
    Missing,
}

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unset(name) => write!(f, "the environment variable {name} is not set"),
            Self::NotText(name) => write!(f, "the environment variable {name} is not UTF-8 text"),
            Self::Start { program, why } => {
                write!(f, "the token command {program} cannot be started: {why}")
            }
            Self::Failed { program, status } => {
                write!(f, "the token command {program} failed: {status}")
            }
            Self::Slow { program, allowed } => write!(
                f,
                "the token command {program} took longer than {} s; \
                 interactive = true lets it ask on the terminal",
                allowed.as_secs()
            ),
            Self::File { path, why } => {
                write!(f, "the token file {} cannot be read: {why}", path.display())
            }
            Self::Exposed { path, mode } => write!(
                f,
                "the token file {path} can be read by others (mode {mode:03o}): \
                 chmod 600 {path}",
                path = path.display(),
            ),
            Self::Unfit { source, why } => write!(f, "the token from {source} {why}"),
            Self::NoKeychain => f.write_str(
                "the profile keeps its token in the keychain, and this build has no keychain: \
                 build it with cargo install --path . --features keyring, or use \
                 token = { env = \"…\" }, { command = […] } or { file = \"…\" }",
            ),
            Self::NotKept(user) => write!(
                f,
                "the keychain has no token for the service whoswho and the user {}",
                Untrusted::new(user.as_str()).shown()
            ),
            Self::Keychain(why) => write!(f, "the keychain cannot be used: {why}"),
            Self::Missing => f.write_str(
                "the profile does not say where its token is: add \
                 token = { env = \"…\" }, { command = […] } or { file = \"…\" }",
            ),
        }
    }
}

impl std::error::Error for SecretError {}

/// Keeps the memory of this process to itself, for as long as it runs: no core
/// dump is written of it, and where the platform can say so, no other process
/// of the same user may look into it. Before the first token is read.
///
/// A platform that refuses leaves things as they are: that is no reason not to
/// work.
pub fn keep_out_of_dumps() {
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    let _ = rustix::process::setrlimit(Resource::Core, none);
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}

/// Reads a token. A final line break is taken off.
///
/// A command gets no shell and no standard input, and `time` to answer; an
/// interactive one gets the terminal and all the time it needs, so whoever has
/// entered the terminal gives it back first. It does not see the environment
/// variables in `hidden`, those that hold tokens.
///
/// # Errors
/// If it cannot be read, or what was read cannot be a token.
pub async fn read(
    source: &TokenSource,
    time: Duration,
    hidden: &[String],
) -> Result<Secret, SecretError> {
    match source {
        TokenSource::Env(name) => from_environment(name),
        TokenSource::Command { argv, interactive } => {
            from_command(argv, (!interactive).then_some(time), hidden).await
        }
        TokenSource::File(path) => from_file(path),
        TokenSource::Keyring(user) => from_keychain(user).await,
        TokenSource::Given(secret) => Ok(secret.clone()),
        TokenSource::Missing => Err(SecretError::Missing),
    }
}

/// Whether a token is to be had, as far as that can be told without running a
/// command or opening the keychain.
///
/// # Errors
/// Why it is not.
pub fn check(source: &TokenSource) -> Result<(), SecretError> {
    match source {
        TokenSource::Env(name) => from_environment(name).map(drop),
        TokenSource::File(path) => from_file(path).map(drop),
        TokenSource::Command { argv, .. } => has_program(argv),
        TokenSource::Keyring(_) if !HAS_KEYCHAIN => Err(SecretError::NoKeychain),
        TokenSource::Keyring(_) | TokenSource::Given(_) | TokenSource::Missing => Ok(()),
    }
}

#[cfg(feature = "keyring")]
async fn from_keychain(user: &str) -> Result<Secret, SecretError> {
    keychain::read(user).await
}

#[cfg(not(feature = "keyring"))]
#[expect(clippy::unused_async, reason = "with a keychain it waits for it")]
async fn from_keychain(_user: &str) -> Result<Secret, SecretError> {
    Err(SecretError::NoKeychain)
}

/// Keeps a token in the keychain for a profile, under its name. Waits for the
/// keychain.
///
/// # Errors
/// If there is none, or it refuses.
#[cfg(feature = "keyring")]
pub fn keep(profile: &str, token: &Secret) -> Result<(), SecretError> {
    keychain::keep(profile, token)
}

/// Keeps a token in the keychain for a profile, under its name.
///
/// # Errors
/// This build has none.
#[cfg(not(feature = "keyring"))]
pub fn keep(_profile: &str, _token: &Secret) -> Result<(), SecretError> {
    Err(SecretError::NoKeychain)
}

/// Whether nothing says where a token is.
#[must_use]
pub const fn is_missing(source: &TokenSource) -> bool {
    matches!(source, TokenSource::Missing)
}

/// Whether a command's program is there to be run.
fn has_program(argv: &[String]) -> Result<(), SecretError> {
    let Some(program) = argv.first() else {
        return Err(SecretError::Missing);
    };
    let runs = |path: &Path| {
        std::fs::metadata(path).is_ok_and(|kind| kind.is_file() && kind.mode() & 0o111 != 0)
    };
    let found = if program.contains('/') {
        runs(Path::new(program))
    } else {
        let folders = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&folders).any(|folder| runs(&folder.join(program)))
    };
    if found {
        return Ok(());
    }
    Err(SecretError::Start {
        program: program.clone(),
        why: "there is no such program".to_owned(),
    })
}

/// Checks a token that was typed, as those that were read are.
///
/// # Errors
/// If it cannot be a token.
pub fn typed(text: String) -> Result<Secret, SecretError> {
    checked(text.into_bytes(), || "the prompt".to_owned())
}

fn from_environment(name: &str) -> Result<Secret, SecretError> {
    let value = std::env::var_os(name).ok_or_else(|| SecretError::Unset(name.to_owned()))?;
    let value = value
        .into_string()
        .map_err(|_| SecretError::NotText(name.to_owned()))?;
    checked(value.into_bytes(), || {
        format!("the environment variable {name}")
    })
}

async fn from_command(
    argv: &[String],
    time: Option<Duration>,
    hidden: &[String],
) -> Result<Secret, SecretError> {
    let Some((program, arguments)) = argv.split_first() else {
        return Err(SecretError::Missing);
    };
    let start = |error: &io::Error| SecretError::Start {
        program: program.clone(),
        why: error.to_string(),
    };
    let mut command = Command::new(program);
    command
        .args(arguments)
        .stdout(Stdio::piped())
        .kill_on_drop(true);
    for variable in hidden {
        command.env_remove(variable);
    }
    if time.is_some() {
        command.stdin(Stdio::null()).stderr(Stdio::null());
    }
    let mut child = command.spawn().map_err(|error| start(&error))?;
    let output = child.stdout.take();
    let run = async {
        let mut printed = Vec::new();
        if let Some(output) = output {
            output.take(LONGEST + 1).read_to_end(&mut printed).await?;
        }
        // A command that prints without end is not waited for.
        if printed.len() as u64 > LONGEST {
            return Ok((printed, None));
        }
        Ok((printed, Some(child.wait().await?)))
    };
    let ended = match time {
        Some(time) => tokio::time::timeout(time, run)
            .await
            .map_err(|_| SecretError::Slow {
                program: program.clone(),
                allowed: time,
            })?,
        None => run.await,
    };
    let (printed, status) = ended.map_err(|error| start(&error))?;
    if let Some(status) = status.filter(|status| !status.success()) {
        return Err(SecretError::Failed {
            program: program.clone(),
            status: status.to_string(),
        });
    }
    checked(printed, || format!("the command {program}"))
}

fn from_file(path: &Path) -> Result<Secret, SecretError> {
    let failed = |why: &str| SecretError::File {
        path: path.to_owned(),
        why: why.to_owned(),
    };
    let file = private::open_unfollowed(path, OpenOptions::new().read(true))
        .map_err(|error| failed(&files::plain(&error).to_string()))?;
    // What was opened is what counts; the path may lead elsewhere by now.
    let opened = file
        .metadata()
        .map_err(|error| failed(&error.to_string()))?;
    if opened.uid() != rustix::process::geteuid().as_raw() {
        return Err(failed("it belongs to another user"));
    }
    if opened.mode() & 0o077 != 0 {
        return Err(SecretError::Exposed {
            path: path.to_owned(),
            mode: opened.mode() & 0o777,
        });
    }
    let mut text = Vec::new();
    file.take(LONGEST + 1)
        .read_to_end(&mut text)
        .map_err(|error| failed(&error.to_string()))?;
    checked(text, || format!("the file {}", path.display()))
}

fn checked(bytes: Vec<u8>, source: impl Fn() -> String) -> Result<Secret, SecretError> {
    let unfit = |why| {
        Err(SecretError::Unfit {
            source: source(),
            why,
        })
    };
    if bytes.len() as u64 > LONGEST {
        return unfit("is longer than 64 KiB");
    }
    let Ok(mut text) = String::from_utf8(bytes) else {
        return unfit("is not UTF-8 text");
    };
    if text.ends_with('\n') {
        text.pop();
        if text.ends_with('\r') {
            text.pop();
        }
    }
    if text.is_empty() {
        return unfit("is empty");
    }
    if text.chars().any(char::is_control) {
        return unfit("holds a line break or another control character");
    }
    // A header's value is ASCII; what else an HTTP library lets through,
    // servers read in different ways.
    if !text.is_ascii() {
        return unfit("holds a character that no HTTP header can carry");
    }
    Ok(Secret::new(text))
}
