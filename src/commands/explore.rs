//! The explorer.

use std::path::PathBuf;
use std::process::ExitCode;

use tracing_subscriber::filter::LevelFilter;
use whoswho::app::Looks;
use whoswho::app::start::Choice;
use whoswho::config::Config;
use whoswho::runtime::clock::Clock;
use whoswho::runtime::journal::Journal;
use whoswho::runtime::paths::{NoHome, Paths};
use whoswho::runtime::session::Resume;
use whoswho::runtime::start::Left;
use whoswho::runtime::store::Store;
use whoswho::runtime::themes::Themes;
use whoswho::runtime::{explorer, terminal};

use super::Failure;
use super::config::{self, Wrong};
use super::profile::{self, Added};
use super::{demo, profiles, start};
use crate::cli::{AddArgs, Cli, LogLevel};

/// Runs the explorer until it is quit. Where no profile is configured, the
/// start screen comes first.
///
/// # Errors
/// If there is no terminal to run in, or the configuration is wrong.
pub fn run(cli: &Cli, clock: Clock) -> Result<ExitCode, Failure> {
    terminal::usable().map_err(|why| Failure::usage(format!("whoswho: {why}")))?;
    let paths = Paths::of_user();
    let config = profiles::read_config(cli, paths.as_ref().ok())?;
    let themes = themes(cli, config.as_ref(), paths.as_ref().ok())?;
    let has_profile = config.as_ref().is_some_and(|c| !c.profiles.is_empty());
    if cli.demo || cli.profile.is_some() || has_profile {
        return open(cli, cli.demo, config, themes, &paths, clock);
    }
    match start::ask(cli, config.clone(), paths.as_ref().ok())? {
        Left::With(Choice::Demo) => open(cli, true, config, themes, &paths, clock),
        Left::With(Choice::Add) => match profile::add(cli, &AddArgs::default(), clock)? {
            // Whoever has been asked about a profile wants to see it.
            Added::Written => {
                let config = profiles::read_config(cli, paths.as_ref().ok())?;
                open(cli, false, config, themes, &paths, clock)
            }
            Added::Ended(code) => Ok(ExitCode::from(code)),
        },
        Left::With(Choice::Quit) => Ok(ExitCode::SUCCESS),
        Left::Ended(code) => Ok(ExitCode::from(code)),
    }
}

/// Opens the explorer on the demo or on the configured profiles.
fn open(
    cli: &Cli,
    on_demo: bool,
    config: Option<Config>,
    themes: Themes,
    paths: &Result<Paths, NoHome>,
    clock: Clock,
) -> Result<ExitCode, Failure> {
    let demo = if on_demo {
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
    // The demo is forgotten when it ends.
    let kept = paths.as_ref().ok().filter(|_| demo.is_none());
    let store = kept.filter(|_| !cli.private).and_then(|paths| {
        let file = config::file(cli, Some(paths)).ok()?;
        Some(Store::new(paths.seen(), &file, &connections))
    });
    let setup = explorer::Setup {
        store,
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
        journal: match (&temporary, paths) {
            (Some(folder), _) => Journal::at(folder.path().join("journal.jsonl")),
            (None, Ok(paths)) => Journal::at(paths.journal()),
            (None, Err(why)) => Journal::nowhere(why.to_string()),
        },
        state: kept.map(|paths| paths.state.clone()),
        resume: match &cli.profile {
            _ if !cli.resume && !config.resume => Resume::No,
            Some(_) => Resume::There,
            None => Resume::Anywhere,
        },
        private: demo.is_some() || cli.private,
        log: kept.and_then(|paths| log(cli, paths)),
        clock,
    };
    explorer::run(setup)
        .map(ExitCode::from)
        .map_err(Failure::failed)
}

/// The themes, with the one to begin with; or where the one that cannot be used
/// is named.
fn themes(cli: &Cli, config: Option<&Config>, paths: Option<&Paths>) -> Result<Themes, Failure> {
    let default = Config::default();
    let config = config.unwrap_or(&default);
    let folder = paths.map(Paths::themes);
    let theme = config::theme_choice(cli, config);
    Themes::load(&theme, folder.as_deref()).map_err(|why| match config::wrong_theme(config, &why) {
        Wrong::Name(problem) if cli.theme.is_some() => {
            let what = problem.message.replacen("theme: ", "--theme: ", 1);
            Failure::usage(format!("whoswho: {what}"))
                .hint("  whoswho themes lists those that there are")
        }
        Wrong::Name(problem) => Failure::problems(&[problem]),
        Wrong::File(lines) => match config::file(cli, paths) {
            // Nobody else has named it.
            Ok(file) if cli.theme.is_none() => Failure::problems(&lines)
                .hint(format!("  it is the theme that {} names", file.display())),
            _ => Failure::problems(&lines),
        },
    })
}

/// Where to log and how much, if at all.
pub fn log(cli: &Cli, paths: &Paths) -> Option<(PathBuf, LevelFilter)> {
    let level = level(cli.log_level);
    (level != LevelFilter::OFF).then(|| (paths.log(), level))
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
