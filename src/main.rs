//! whoswho: arguments in, exit code out.
#![forbid(unsafe_code)]
#![expect(
    clippy::disallowed_methods,
    reason = "the program's edge: it reads the files that it is given"
)]

mod cli;

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser as _;
use tracing_subscriber::filter::LevelFilter;
use whoswho::app::Looks;
use whoswho::app::message::ProfileId;
use whoswho::config::connection::{Connection, TokenSource};
use whoswho::config::{Config, Opening, Profile};
use whoswho::demo::{self, Demo};
use whoswho::directory::call::{Params, Secret};
use whoswho::directory::description::Description;
use whoswho::directory::{builtin, check};
use whoswho::keys;
use whoswho::runtime::clock::Clock;
use whoswho::runtime::journal::Journal;
use whoswho::runtime::paths::{self, Paths};
use whoswho::runtime::{explorer, files, terminal};

use self::cli::{Cli, Command, DemoOptions, DirectoryCommand, LogLevel};

/// Why the program ends early, for standard error.
struct Failure {
    /// What was wrong and what to do, a line each.
    lines: Vec<String>,
    code: u8,
}

/// Bad arguments or configuration.
const USAGE: u8 = 2;

impl Failure {
    fn usage(line: impl Into<String>) -> Self {
        Self {
            lines: vec![line.into()],
            code: USAGE,
        }
    }

    fn hint(mut self, line: impl Into<String>) -> Self {
        self.lines.push(line.into());
        self
    }
}

fn main() -> ExitCode {
    let clock = Clock::start();
    let cli = Cli::parse();
    let done = match &cli.command {
        None => explore(&cli, clock),
        Some(Command::DemoServer) => serve_demo(&cli.demo_options),
        Some(Command::Directory(DirectoryCommand::Check { file })) => check_description(file),
        Some(Command::Keys) => print_keys(&cli),
    };
    match done {
        Ok(code) => code,
        Err(failure) => {
            let mut out = io::stderr().lock();
            for line in failure.lines {
                // Nobody is left to tell where standard error is closed.
                let _ = writeln!(out, "{line}");
            }
            ExitCode::from(failure.code)
        }
    }
}

// ---- the explorer

fn explore(cli: &Cli, clock: Clock) -> Result<ExitCode, Failure> {
    terminal::usable().map_err(|why| Failure::usage(format!("whoswho: {why}")))?;
    let paths = Paths::of_user();
    let config = read_config(cli, paths.as_ref().ok())?;
    let demo = if cli.demo {
        Some(start_demo(&cli.demo_options)?)
    } else {
        None
    };
    // What was changed in the demo is forgotten with it.
    let temporary = match &demo {
        Some(_) => Some(tempfile::tempdir().map_err(|why| {
            Failure::usage(format!("whoswho: no folder for the demo's journal: {why}"))
        })?),
        None => None,
    };
    let (connections, open) = match &demo {
        Some(demo) => demo_connections(demo, cli)?,
        None => configured_connections(cli, config.as_ref(), paths.as_ref().ok())?,
    };
    let config = config.unwrap_or_default();
    let setup = explorer::Setup {
        connections,
        open,
        keymap: config.keymap,
        theme: match &cli.theme {
            Some(name) => whoswho::config::ThemeChoice::Named(name.clone()),
            None => config.theme,
        },
        themes: paths.as_ref().ok().map(Paths::themes),
        mouse: config.mouse && !cli.no_mouse,
        looks: Looks {
            borders: config.borders,
            accessible: config.accessible,
        },
        clipboard: config.clipboard,
        journal: match (&temporary, &paths) {
            (Some(folder), _) => Journal::at(folder.path().join("journal.jsonl")),
            (None, Ok(paths)) => Journal::at(paths.journal()),
            (None, Err(why)) => Journal::nowhere(why.to_string()),
        },
        // The demo is forgotten when it ends.
        log: match &paths {
            Ok(paths) if cli.log_level != LogLevel::Off && demo.is_none() => {
                Some((paths.log(), level(cli.log_level)))
            }
            _ => None,
        },
        clock,
    };
    explorer::run(setup)
        .map(ExitCode::from)
        .map_err(|why| Failure {
            lines: vec![why],
            code: 1,
        })
}

const fn level(level: LogLevel) -> LevelFilter {
    match level {
        LogLevel::Off => LevelFilter::OFF,
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
        LogLevel::Trace => LevelFilter::TRACE,
    }
}

/// The configuration; none where nobody wrote one.
fn read_config(cli: &Cli, paths: Option<&Paths>) -> Result<Option<Config>, Failure> {
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
        .map_err(|problems| problems_of(&problems))
}

fn problems_of<P: ToString>(problems: &[P]) -> Failure {
    Failure {
        lines: problems.iter().map(ToString::to_string).collect(),
        code: USAGE,
    }
}

type Connections = (Vec<Arc<Connection>>, Option<ProfileId>);

fn configured_connections(
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
        (Some(name), _) => Some(
            config
                .profile(name)
                .map_err(|unknown| Failure::usage(format!("whoswho: {unknown}")))?,
        ),
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
            .map_err(|problems| problems_of(&problems))?;
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
        Err(problems_of(&[config.unknown_directory(profile, &names)]))
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

fn read_description(file: &Path) -> Result<Description, Failure> {
    let text = files::read_small(file).map_err(|why| {
        Failure::usage(format!(
            "whoswho: the description {} cannot be read: {why}",
            file.display()
        ))
    })?;
    check::parse(&text, &file.display().to_string()).map_err(|problems| problems_of(&problems))
}

// ---- the demo

fn start_demo(options: &DemoOptions) -> Result<Demo, Failure> {
    demo::start(&demo::Options {
        people: options.people,
        seed: options.seed,
        latency: Duration::from_millis(options.latency),
        budget: options.budget,
    })
    .map_err(|why| Failure {
        lines: vec![format!(
            "whoswho: the demo cannot listen on 127.0.0.1: {why}"
        )],
        code: 1,
    })
}

/// The demo's directories as ordinary profiles.
fn demo_connections(demo: &Demo, cli: &Cli) -> Result<Connections, Failure> {
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

fn serve_demo(options: &DemoOptions) -> Result<ExitCode, Failure> {
    let demo = start_demo(options)?;
    let mut out = io::stdout().lock();
    for server in demo.servers() {
        let line = writeln!(out, "{} {} {}", server.name, server.url, server.token);
        if line.and_then(|()| out.flush()).is_err() {
            // Whoever wanted to know has gone.
            return Ok(ExitCode::SUCCESS);
        }
    }
    drop(out);
    terminal::wait_for_end()
        .map(ExitCode::from)
        .map_err(|why| Failure {
            lines: vec![format!("whoswho: signals cannot be watched: {why}")],
            code: 1,
        })
}

// ---- small commands

fn check_description(file: &Path) -> Result<ExitCode, Failure> {
    let description = read_description(file)?;
    let lists = description
        .resources
        .iter()
        .filter(|resource| resource.list.is_some())
        .count();
    print_out(&format!(
        "{}: {} is a good description: {} resources, {lists} of them with a list\n",
        file.display(),
        description.title,
        description.resources.len(),
    ));
    Ok(ExitCode::SUCCESS)
}

fn print_keys(cli: &Cli) -> Result<ExitCode, Failure> {
    let paths = Paths::of_user().ok();
    let config = read_config(cli, paths.as_ref())?.unwrap_or_default();
    print_out(&keys::plain_table(&config.keymap));
    Ok(ExitCode::SUCCESS)
}

/// Prints to standard output; a closed pipe is quiet.
fn print_out(text: &str) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
