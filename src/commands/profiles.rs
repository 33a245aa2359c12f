//! Which profiles there are: the configured ones, or the demo's.
#![expect(
    clippy::disallowed_methods,
    reason = "the program's edge: it reads the files that it is given"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use whoswho::app::message::ProfileId;
use whoswho::config::connection::{Connection, TokenSource};
use whoswho::config::{Config, Opening, Profile};
use whoswho::demo::Demo;
use whoswho::directory::builtin;
use whoswho::directory::call::{Params, Secret};
use whoswho::directory::description::Description;
use whoswho::runtime::files;
use whoswho::runtime::paths::{self, Paths};

use super::Failure;
use super::directory::read_description;
use crate::cli::Cli;

/// The configuration; none where nobody wrote one.
pub fn read_config(cli: &Cli, paths: Option<&Paths>) -> Result<Option<Config>, Failure> {
    let file = match (&cli.config, paths) {
        (Some(file), _) => file.clone(),
        (None, Some(paths)) => {
            let file = paths.config_file();
            if !file.exists() {
                return Ok(None);
            }
            file
        }
        (None, None) if cli.demo => return Ok(None),
        (None, None) => {
            return Err(Failure::usage(
                "whoswho: neither HOME nor XDG_CONFIG_HOME is set, so there is no configuration",
            )
            .hint("  name one with --config FILE, or try whoswho --demo"));
        }
    };
    let text = files::read_small(&file).map_err(|why| {
        Failure::usage(format!(
            "whoswho: the configuration {} cannot be read: {why}",
            file.display()
        ))
    })?;
    Config::parse(&text, &file.display().to_string())
        .map(Some)
        .map_err(|problems| Failure::problems(&problems))
}

/// The profiles, and the one to open; none asks.
pub type Connections = (Vec<Arc<Connection>>, Option<ProfileId>);

/// The configured profiles.
pub fn configured(
    cli: &Cli,
    config: Option<&Config>,
    paths: Option<&Paths>,
) -> Result<Connections, Failure> {
    let none = || {
        Failure::usage("whoswho: no profile is configured")
            .hint("  whoswho --demo opens the explorer on made-up people")
            .hint(format!(
                "  a profile is written into {}; config.example.toml shows how",
                paths.map_or_else(
                    || "the file of --config".to_owned(),
                    |paths| paths.config_file().display().to_string()
                )
            ))
    };
    let config = config.ok_or_else(none)?;
    let opened = match (&cli.profile, config.opening()) {
        (Some(name), _) => Some(config.profile(name).map_err(|unknown| {
            Failure::usage(format!("whoswho: {unknown}"))
                .hint(format!("  the profiles are {}", names(config).join(", ")))
        })?),
        (None, Opening::Profile(profile)) => Some(profile),
        (None, Opening::Ask) => None,
        (None, Opening::NoProfiles) => return Err(none()),
    };
    let open = opened.and_then(|opened| {
        config
            .profiles
            .iter()
            .position(|profile| profile.name == opened.name)
            .map(ProfileId)
    });
    let mut own = OwnDescriptions::new(paths);
    let mut connections = Vec::with_capacity(config.profiles.len());
    for profile in &config.profiles {
        let description = match builtin::description(&profile.directory) {
            Some(description) => Arc::new(description),
            None => own.find(config, profile)?,
        };
        let mut connection = config
            .resolve(profile, description, cli.read_only)
            .map_err(|problems| Failure::problems(&problems))?;
        if let Some(file) = cli.config.clone().or(paths.map(Paths::config_file)) {
            if let TokenSource::File(token) = &mut connection.token {
                *token = paths::from_config(token, &file);
            }
            connection.ca_file = connection
                .ca_file
                .map(|certificates| paths::from_config(&certificates, &file));
        }
        connections.push(Arc::new(connection));
    }
    Ok((connections, open))
}

fn names(config: &Config) -> Vec<&str> {
    config.profiles.iter().map(|p| p.name.as_str()).collect()
}

/// The user's own descriptions: read only where a profile names a directory
/// that is not built in.
struct OwnDescriptions<'p> {
    paths: Option<&'p Paths>,
    read: Option<Vec<Arc<Description>>>,
}

impl<'p> OwnDescriptions<'p> {
    const fn new(paths: Option<&'p Paths>) -> Self {
        Self { paths, read: None }
    }

    fn find(&mut self, config: &Config, profile: &Profile) -> Result<Arc<Description>, Failure> {
        let read = match self.read.take() {
            Some(read) => read,
            None => self.read_all()?,
        };
        let read = self.read.insert(read);
        if let Some(found) = read.iter().find(|d| d.name == profile.directory) {
            return Ok(Arc::clone(found));
        }
        let mut names: Vec<&str> = builtin::names().collect();
        names.extend(read.iter().map(|description| description.name.as_str()));
        Err(Failure::problems(&[
            config.unknown_directory(profile, &names)
        ]))
    }

    fn read_all(&self) -> Result<Vec<Arc<Description>>, Failure> {
        let Some(paths) = self.paths else {
            return Ok(Vec::new());
        };
        toml_files(&paths.directories())
            .iter()
            .map(|file| read_description(file).map(Arc::new))
            .collect()
    }
}

fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    files.sort();
    files
}

/// The demo's directories as ordinary profiles.
pub fn of_demo(demo: &Demo, cli: &Cli) -> Result<Connections, Failure> {
    let mut connections = Vec::new();
    for server in demo.servers() {
        let (Some(description), Ok(url)) = (builtin::description(server.name), server.url.parse())
        else {
            continue;
        };
        let mut limits = description.limits.clone();
        if limits.hour.is_some() {
            limits.hour = Some(cli.demo_options.budget);
        }
        connections.push(Arc::new(Connection {
            name: server.name.to_owned(),
            limits,
            description: Arc::new(description),
            url,
            token: TokenSource::Given(Secret::new(server.token.clone())),
            params: Params::new(),
            color: None,
            read_only: cli.read_only,
            guard: false,
            proxy: None,
            ca_file: None,
        }));
    }
    let open = match &cli.profile {
        None => 0,
        Some(name) => connections
            .iter()
            .position(|connection| connection.name == *name)
            .ok_or_else(|| {
                Failure::usage(format!("whoswho: the demo has no profile \"{name}\""))
                    .hint("  it has leanmote, leadr and peoplelens")
            })?,
    };
    Ok((connections, Some(ProfileId(open))))
}
