//! The configuration file: written, found, checked.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use whoswho::config::{Config, Opening, Profile, ThemeChoice};
use whoswho::directory::strict::Problem;
use whoswho::runtime::paths::{self, Paths};
use whoswho::runtime::themes::{Themes, Unreadable};
use whoswho::runtime::{files, net, secrets};

use super::directory::{OwnDescriptions, describe};
use super::{Failure, print_lines, print_path};
use crate::cli::{Cli, ConfigCommand};

/// What `config init` writes.
const EXAMPLE: &str = include_str!("../../config.example.toml");

/// Does what is asked with the configuration.
///
/// # Errors
/// If it cannot be done, or the configuration is wrong.
pub fn run(cli: &Cli, what: &ConfigCommand) -> Result<ExitCode, Failure> {
    let paths = Paths::of_user().ok();
    let file = file(cli, paths.as_ref())?;
    match what {
        ConfigCommand::Init => init(&file),
        ConfigCommand::Path => {
            print_path(&file)?;
            Ok(ExitCode::SUCCESS)
        }
        ConfigCommand::Check => check(cli, &file, paths.as_ref()),
    }
}

/// The configuration's file: the one that is named, else the usual one. It may
/// not be there.
///
/// # Errors
/// If none is named and nothing says where the usual one would be.
pub fn file(cli: &Cli, paths: Option<&Paths>) -> Result<PathBuf, Failure> {
    cli.config
        .clone()
        .or_else(|| paths.map(Paths::config_file))
        .ok_or_else(|| {
            Failure::usage(
                "whoswho: neither HOME nor XDG_CONFIG_HOME is set, so there is no configuration",
            )
            .hint("  name one with --config FILE, or try whoswho --demo")
        })
}

/// A configuration's text.
///
/// # Errors
/// If it cannot be read.
pub fn read(file: &Path) -> Result<String, Failure> {
    files::read_small(file).map_err(|why| {
        let failure = Failure::usage(format!(
            "whoswho: the configuration {} cannot be read: {why}",
            file.display()
        ));
        if why.kind() == io::ErrorKind::NotFound {
            failure.hint("  whoswho config init writes one, and whoswho profile add a profile")
        } else {
            failure
        }
    })
}

/// Writes the example where there is no configuration.
///
/// # Errors
/// If there is one, or it cannot be written.
fn init(file: &Path) -> Result<ExitCode, Failure> {
    let shown = file.display();
    files::write_new(file, EXAMPLE).map_err(|why| {
        if why.kind() == io::ErrorKind::AlreadyExists {
            Failure::usage(format!(
                "whoswho: {shown} is there already, and is left as it is"
            ))
            .hint("  whoswho config check says what is wrong in it; to start afresh, move it away")
        } else {
            Failure::usage(format!("whoswho: {shown} cannot be written: {why}"))
        }
    })?;
    print_lines(&[format!(
        "{shown}: written; whoswho profile add adds a profile to it"
    )])?;
    Ok(ExitCode::SUCCESS)
}

/// Says everything that is wrong with the configuration and with what it leads
/// to: descriptions, themes, variables, files. Runs no command and sends
/// nothing.
fn check(cli: &Cli, file: &Path, paths: Option<&Paths>) -> Result<ExitCode, Failure> {
    let text = read(file)?;
    let shown = file.display().to_string();
    let (config, mut problems) = Config::examine(&text, &shown);
    let own = OwnDescriptions::read(paths);
    let mut elsewhere = own.problems().to_vec();
    let mut notes = Vec::new();
    if let Some(config) = &config {
        for profile in &config.profiles {
            problems.extend(profile_problems(config, profile, &own, file));
            if let Some(note) = note(config, profile) {
                notes.push(note);
            }
        }
        let folder = paths.map(Paths::themes);
        match check_theme(config, folder.as_deref()) {
            Ok(()) => {}
            Err(Wrong::Name(problem)) => problems.push(problem),
            Err(Wrong::File(lines)) => elsewhere.extend(lines),
        }
    }
    problems.sort_by_key(|problem| (problem.line, problem.column));
    let mut lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.append(&mut elsewhere);
    match config {
        Some(config) if lines.is_empty() => {
            notes.push(summary(cli, &config, &shown));
            print_lines(&notes)?;
            Ok(ExitCode::SUCCESS)
        }
        _ => Err(Failure::problems(&lines)),
    }
}

fn profile_problems(
    config: &Config,
    profile: &Profile,
    own: &OwnDescriptions,
    file: &Path,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    match describe(&profile.directory, own) {
        Some(description) => {
            if let Err(found) = config.resolve(profile, description, false) {
                problems.extend(found);
            }
        }
        None => problems.push(own.missing(config, profile)),
    }
    let token = paths::token_from_config(&profile.token, file);
    if let Err(why) = secrets::check(&token) {
        problems.push(config.token_problem(profile, &why.to_string()));
    }
    if let Some(ca_file) = &profile.ca_file
        && let Err(why) = net::check_authorities(&paths::from_config(ca_file, file))
    {
        problems.push(config.ca_file_problem(profile, &why));
    }
    problems
}

/// What is no mistake and still deserves a word.
fn note(config: &Config, profile: &Profile) -> Option<String> {
    secrets::is_missing(&profile.token).then(|| {
        let problem = config.token_problem(
            profile,
            "nothing says where it is; T types one for a session",
        );
        format!("{problem} (no mistake)")
    })
}

fn summary(cli: &Cli, config: &Config, shown: &str) -> String {
    let count = match config.profiles.len() {
        0 => "no profiles yet; whoswho profile add adds one".to_owned(),
        1 => "1 profile".to_owned(),
        several => format!("{several} profiles"),
    };
    let opened = match (&cli.profile, config.opening()) {
        (None, Opening::Profile(profile)) => format!(", {} is opened", profile.name),
        (None, Opening::Ask) => ", and whoswho asks which to open".to_owned(),
        _ => String::new(),
    };
    format!("{shown}: good: {count}{opened}")
}

/// The theme to use: the flag's, else the configuration's.
pub fn theme_choice(cli: &Cli, config: &Config) -> ThemeChoice {
    cli.theme
        .as_deref()
        .map_or_else(|| config.theme.clone(), ThemeChoice::of)
}

/// What is wrong with a theme.
#[derive(Debug)]
pub enum Wrong {
    /// There is none of that name, or it cannot be read.
    Name(Problem),
    /// What its own file says.
    File(Vec<String>),
}

/// Whether the theme that a configuration names can be used.
///
/// # Errors
/// If it cannot.
fn check_theme(config: &Config, folder: Option<&Path>) -> Result<(), Wrong> {
    Themes::load(&config.theme, folder)
        .map(drop)
        .map_err(|why| wrong_theme(config, &why))
}

/// What is wrong where a theme cannot be used: its name in the configuration, or
/// its own file.
pub fn wrong_theme(config: &Config, why: &Unreadable) -> Wrong {
    match why {
        Unreadable::Wrong(_) => Wrong::File(why.lines()),
        Unreadable::Unknown { .. } | Unreadable::Shadowed(_) | Unreadable::File(..) => {
            Wrong::Name(config.theme_problem(&why.to_string()))
        }
    }
}
