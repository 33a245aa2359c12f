//! The explorer.

use std::path::PathBuf;
use std::process::ExitCode;

use tracing_subscriber::filter::LevelFilter;
use whoswho::app::Looks;
use whoswho::config::ThemeChoice;
use whoswho::runtime::clock::Clock;
use whoswho::runtime::journal::Journal;
use whoswho::runtime::paths::Paths;
use whoswho::runtime::themes::Themes;
use whoswho::runtime::{explorer, terminal};

use super::demo;
use super::profiles;
use super::{Failure, USAGE};
use crate::cli::{Cli, LogLevel};

/// Runs the explorer until it is quit.
///
/// # Errors
/// If there is no terminal to run in, or the configuration is wrong.
pub fn run(cli: &Cli, clock: Clock) -> Result<ExitCode, Failure> {
    terminal::usable().map_err(|why| Failure::usage(format!("whoswho: {why}")))?;
    let paths = Paths::of_user();
    let config = profiles::read_config(cli, paths.as_ref().ok())?;
    let demo = if cli.demo {
        Some(demo::start(&cli.demo_options)?)
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
        Some(demo) => profiles::of_demo(demo, cli)?,
        None => profiles::configured(cli, config.as_ref(), paths.as_ref().ok())?,
    };
    let config = config.unwrap_or_default();
    let theme = match cli.theme.as_deref() {
        Some("auto") => ThemeChoice::Auto,
        Some(name) => ThemeChoice::Named(name.to_owned()),
        None => config.theme,
    };
    let folder = paths.as_ref().ok().map(Paths::themes);
    let themes = Themes::load(&theme, folder.as_deref()).map_err(|why| {
        let failure = Failure {
            lines: why.lines(),
            code: USAGE,
        };
        let usual = paths.as_ref().ok().map(Paths::config_file);
        match cli.config.clone().or(usual) {
            // Nobody else has named it.
            Some(file) if cli.theme.is_none() => {
                failure.hint(format!("  it is the `theme` of {}", file.display()))
            }
            _ => failure.hint("  whoswho themes lists those that there are"),
        }
    })?;
    let setup = explorer::Setup {
        connections,
        open,
        keymap: config.keymap,
        themes,
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
        state: match (&demo, &paths) {
            (None, Ok(paths)) => Some(paths.state.clone()),
            _ => None,
        },
        log: log(cli, paths.as_ref().ok()),
        clock,
    };
    explorer::run(setup)
        .map(ExitCode::from)
        .map_err(|why| Failure {
            lines: vec![why],
            code: 1,
        })
}

/// Where to log and how much, if at all: the demo is forgotten when it ends.
pub fn log(cli: &Cli, paths: Option<&Paths>) -> Option<(PathBuf, LevelFilter)> {
    let level = level(cli.log_level);
    let paths = paths.filter(|_| level != LevelFilter::OFF && !cli.demo)?;
    Some((paths.log(), level))
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
