//! Where the platform keeps configuration and state.

use std::fmt;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::config::connection::TokenSource;

/// The folders that whoswho reads from and writes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// `config.toml`, and a user's descriptions and themes.
    pub config: PathBuf,
    /// What whoswho writes by itself: the journal and the log.
    pub state: PathBuf,
}

/// The platform names no home folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoHome;

impl fmt::Display for NoHome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "no home folder: HOME is not set. Set HOME, or set XDG_CONFIG_HOME and \
             XDG_STATE_HOME; --config FILE names a configuration elsewhere",
        )
    }
}

impl std::error::Error for NoHome {}

impl Paths {
    /// The platform's folders for whoswho. Nothing is created.
    ///
    /// # Errors
    /// If the platform cannot tell where the user's files are.
    pub fn of_user() -> Result<Self, NoHome> {
        if let (Some(config), Some(state)) = (named("XDG_CONFIG_HOME"), named("XDG_STATE_HOME")) {
            return Ok(Self { config, state });
        }
        let folders = ProjectDirs::from("", "", "whoswho").ok_or(NoHome)?;
        Ok(Self {
            config: folders.config_dir().to_owned(),
            // Only Linux has a folder of its own for state.
            state: folders
                .state_dir()
                .unwrap_or_else(|| folders.data_local_dir())
                .to_owned(),
        })
    }

    /// The configuration file.
    #[must_use]
    pub fn config_file(&self) -> PathBuf {
        self.config.join("config.toml")
    }

    /// The folder of the user's own descriptions.
    #[must_use]
    pub fn directories(&self) -> PathBuf {
        self.config.join("directories")
    }

    /// The folder of the user's own themes.
    #[must_use]
    pub fn themes(&self) -> PathBuf {
        self.config.join("themes")
    }

    /// The file that changes are written to.
    #[must_use]
    pub fn journal(&self) -> PathBuf {
        self.state.join("journal.jsonl")
    }

    /// The folder of what was seen of people, where a profile keeps it.
    #[must_use]
    pub fn seen(&self) -> PathBuf {
        self.state.join("seen")
    }

    /// The log.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        self.state.join("whoswho.log")
    }
}

/// A path as a configuration names it: `~/` is the home folder, and what is
/// relative is beside the configuration.
#[must_use]
pub fn from_config(path: &Path, config: &Path) -> PathBuf {
    let home = std::env::var_os("HOME").filter(|home| !home.is_empty());
    meant(path, config, home.as_deref().map(Path::new))
}

/// Where a token comes from, its file as a configuration names it.
#[must_use]
pub fn token_from_config(token: &TokenSource, config: &Path) -> TokenSource {
    match token {
        TokenSource::File(path) => TokenSource::File(from_config(path, config)),
        other => other.clone(),
    }
}

/// A path with the home folder as `~`.
#[must_use]
pub fn as_people_write(path: &Path) -> String {
    let home = std::env::var_os("HOME").filter(|home| !home.is_empty());
    match home.and_then(|home| path.strip_prefix(home).ok().map(Path::to_owned)) {
        Some(below) => Path::new("~").join(below).display().to_string(),
        None => path.display().to_string(),
    }
}

fn meant(path: &Path, config: &Path, home: Option<&Path>) -> PathBuf {
    match (path.strip_prefix("~"), home) {
        (Ok(below), Some(home)) => home.join(below),
        _ => config.parent().unwrap_or(Path::new("")).join(path),
    }
}

/// The folder for whoswho in the one that a variable names. The base folders
/// are absolute, or they do not count (XDG Base Directory Specification).
fn named(variable: &str) -> Option<PathBuf> {
    if !cfg!(target_os = "linux") {
        return None;
    }
    let base = PathBuf::from(std::env::var_os(variable)?);
    base.is_absolute().then(|| base.join(Path::new("whoswho")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_in_a_configuration_is_beside_it_unless_it_says_otherwise() {
        let config = Path::new("/etc/whoswho/config.toml");
        let home = Some(Path::new("/home/ana"));
        for (written, expected) in [
            ("token", "/etc/whoswho/token"),
            ("keys/token", "/etc/whoswho/keys/token"),
            ("/run/token", "/run/token"),
            ("~ana/token", "/etc/whoswho/~ana/token"),
            ("~/token", "/home/ana/token"),
        ] {
            assert_eq!(meant(Path::new(written), config, home), Path::new(expected));
        }
    }
}
