//! A profile that has been checked: all that is needed to speak to its
//! directory, the token's text aside.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use url::Url;

use super::Keep;
use crate::directory::call::{Params, Secret};
use crate::directory::description::{Description, Limits};

/// One configured connection to a directory.
#[derive(Debug, Clone, PartialEq)]
pub struct Connection {
    /// The profile's name.
    pub name: String,
    /// How its directory's API works.
    pub description: Arc<Description>,
    /// The address that paths are appended to, without a final slash.
    pub url: Url,
    /// Where its token comes from.
    pub token: TokenSource,
    /// What it gives for the description's params.
    pub params: Params,
    /// Its accent; none is the theme's own.
    pub color: Option<String>,
    /// Whether no change can be sent, by any of the configuration, the
    /// profile and the command line.
    pub read_only: bool,
    /// Whether changes are locked until they are unlocked for a while.
    pub guard: bool,
    /// Its rate limits: the description's with the profile's own over them.
    pub limits: Limits,
    /// The proxy that its requests go through.
    pub proxy: Option<Url>,
    /// A file of further certificate authorities (PEM).
    pub ca_file: Option<PathBuf>,
    /// How long what is seen of it is kept on this computer; none keeps nothing.
    pub keep: Option<Keep>,
}

impl Connection {
    /// Its directory's host, with the port where it has one of its own.
    #[must_use]
    pub fn host(&self) -> String {
        let host = self.url.host_str().unwrap_or("?");
        match self.url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }

    /// Which directory it is connected to, and where. The profile's name is no
    /// part of it: a profile that was renamed is where it was.
    #[must_use]
    pub fn address(&self) -> Address {
        let url = self.url.as_str().trim_end_matches('/');
        let mut address = format!("{} {url}", self.description.name);
        for (name, value) in &self.params {
            let _ = write!(address, " {name}={value}");
        }
        Address(address)
    }
}

/// Which directory, and where it is: the whole of what tells one from another.
///
/// An id means something there and nowhere else. What outlives an answer (the
/// journal, bookmarks, what was left on the screen, what is kept) is tied to it,
/// and is never taken for what another address has under the same id.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Address(String);

impl Address {
    /// It as a text for a file or a sentence: the directory's name, the address
    /// with its path, and what the profile gives for the directory's params.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where a profile's token comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenSource {
    /// An environment variable.
    Env(String),
    /// The output of a command, run without a shell.
    Command {
        /// The program and its arguments; never empty.
        argv: Vec<String>,
        /// Whether it may ask on the terminal.
        interactive: bool,
    },
    /// A file that only its owner can read.
    File(PathBuf),
    /// The platform's keychain, under the profile's name.
    Keyring(String),
    /// Given from within: the demo's.
    Given(Secret),
    /// The profile names none.
    Missing,
}

/// The environment variables that hold tokens: a token command sees none of
/// them, whosever they are.
pub fn token_variables<'s>(sources: impl IntoIterator<Item = &'s TokenSource>) -> Arc<[String]> {
    sources
        .into_iter()
        .filter_map(|source| match source {
            TokenSource::Env(variable) => Some(variable.clone()),
            _ => None,
        })
        .collect()
}
