//! Which profiles there are: the configured ones, or the demo's.

use std::path::Path;
use std::sync::Arc;

use whoswho::app::message::ProfileId;
use whoswho::config::connection::{Connection, TokenSource};
use whoswho::config::{Config, Opening, Profile};
use whoswho::demo::Demo;
use whoswho::directory::builtin;
use whoswho::directory::call::{Params, Secret};
use whoswho::runtime::files;
use whoswho::runtime::paths::{self, Paths};

use super::directory::{OwnDescriptions, describe};
use super::{Failure, config};
use crate::cli::Cli;

/// The configuration; none where nobody wrote one.
///
/// # Errors
/// If it cannot be read, or anything in it is wrong.
pub fn read_config(cli: &Cli, paths: Option<&Paths>) -> Result<Option<Config>, Failure> {
    if cli.config.is_none() && paths.is_none() && cli.demo {
        return Ok(None);
    }
    let file = config::file(cli, paths)?;
    // Where it cannot be told whether there is one, reading it says why.
    if cli.config.is_none() && matches!(files::is_there(&file), Ok(false)) {
        return Ok(None);
    }
    let text = config::read(&file)?;
    Config::parse(&text, &file.display().to_string())
        .map(Some)
        .map_err(|problems| Failure::problems(&problems))
}

/// The profiles, and the one to open; none asks.
pub type Connections = (Vec<Arc<Connection>>, Option<ProfileId>);

/// The configured profiles.
///
/// # Errors
/// If there is none, none of the name that was asked for, or one whose
/// directory nobody describes.
pub fn configured(
    cli: &Cli,
    config: Option<&Config>,
    paths: Option<&Paths>,
) -> Result<Connections, Failure> {
    let none = || {
        Failure::usage("whoswho: no profile is configured")
            .hint("  `whoswho profile add` makes one; --demo has made-up people to look at")
    };
    let config = config.ok_or_else(none)?;
    let names: Vec<&str> = config.profiles.iter().map(|p| p.name.as_str()).collect();
    let opened = match (&cli.profile, config.opening()) {
        (Some(name), _) => Some(config.profile(name).map_err(|unknown| {
            Failure::usage(format!("whoswho: {unknown}"))
                .hint(format!("  the profiles are {}", names.join(", ")))
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
    let file = config::file(cli, paths)?;
    let is_own = |profile: &Profile| !builtin::names().any(|name| name == profile.directory);
    let own = if config.profiles.iter().any(is_own) {
        OwnDescriptions::read(paths)
    } else {
        OwnDescriptions::default()
    };
    let mut connections = Vec::with_capacity(config.profiles.len());
    let mut problems = Vec::new();
    for profile in &config.profiles {
        let Some(description) = describe(&profile.directory, &own) else {
            let unknown = own.missing(config, profile);
            problems.push(unknown.to_string());
            continue;
        };
        match config.resolve(profile, description, cli.read_only) {
            Ok(connection) => connections.push(Arc::new(placed(connection, &file))),
            Err(found) => problems.extend(found.iter().map(ToString::to_string)),
        }
    }
    if problems.is_empty() {
        return Ok((connections, open));
    }
    // One that is wrong may be the one that is meant.
    problems.extend_from_slice(own.problems());
    Err(Failure::problems(&problems))
}

/// The connection with its files where the configuration means them.
pub fn placed(connection: Connection, config: &Path) -> Connection {
    Connection {
        token: paths::token_from_config(&connection.token, config),
        ca_file: connection
            .ca_file
            .map(|certificates| paths::from_config(&certificates, config)),
        ..connection
    }
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
            keep: None,
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
