//! A profile added to the configuration: asked for, tried out, written.

mod answers;

use std::path::PathBuf;
use std::process::ExitCode;

use whoswho::config::Config;
use whoswho::config::connection::{TokenSource, token_variables};
use whoswho::config::draft::{AddError, Draft};
use whoswho::directory::call::Secret;
use whoswho::runtime::clock::Clock;
use whoswho::runtime::paths::Paths;
use whoswho::runtime::prompt::{NoAnswer, Prompt, is_possible, say};
use whoswho::runtime::{event_loop, files, secrets, trial};

use self::answers::{After, Answers, Asked};
use super::directory::{OwnDescriptions, describe};
use super::profiles::placed;
use super::{Failure, config};
use crate::cli::{AddArgs, Cli};

/// What a configuration begins with that a first profile is written into.
const HEAD: &str =
    "# What whoswho connects to. `whoswho config check` says what is wrong in here.\n";

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// The profile was written.
    Written,
    /// A signal ended it, and nothing was written; with the exit code.
    Ended(u8),
}

/// Why there is no profile.
#[derive(Debug)]
enum Stop {
    Failed(Failure),
    Ended(u8),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<NoAnswer> for Stop {
    fn from(none: NoAnswer) -> Self {
        match none {
            NoAnswer::Ended(code) => {
                // Behind the question that it interrupts.
                say("");
                Self::Ended(code)
            }
            NoAnswer::Closed => {
                say("");
                Self::Failed(nothing_written())
            }
            NoAnswer::Io(why) => Self::Failed(Failure::usage(format!(
                "whoswho: the terminal cannot be asked: {why}"
            ))),
        }
    }
}

fn nothing_written() -> Failure {
    Failure::failed("whoswho: nothing was written")
}

/// What a profile is added to.
struct Place {
    file: PathBuf,
    /// Its name in messages.
    shown: String,
    /// Whether there is such a file.
    is_there: bool,
    text: String,
    config: Config,
    own: OwnDescriptions,
    /// Where they are.
    descriptions: Option<PathBuf>,
    /// The folder of what all running whoswho share.
    state: Option<PathBuf>,
}

/// Adds a profile.
///
/// # Errors
/// As [`add`].
pub fn run(cli: &Cli, arguments: &AddArgs, clock: Clock) -> Result<ExitCode, Failure> {
    add(cli, arguments, clock).map(|added| match added {
        Added::Written => ExitCode::SUCCESS,
        Added::Ended(code) => ExitCode::from(code),
    })
}

/// Asks for a profile, tries it out with one request and writes it. What the
/// arguments say is not asked for; without a terminal they must say it all.
///
/// # Errors
/// If the configuration is wrong, something is missing or wrong in the
/// arguments, the request failed, or the file cannot be written. Then nothing
/// was written.
pub fn add(cli: &Cli, arguments: &AddArgs, clock: Clock) -> Result<Added, Failure> {
    let place = Place::find(cli)?;
    let runtime = event_loop().map_err(|why| Failure::failed(format!("whoswho: {why}")))?;
    let added = runtime.block_on(ask_and_write(cli, arguments, &place, clock));
    // A request that was given up must not hold up the end.
    runtime.shutdown_background();
    match added {
        Ok(()) => Ok(Added::Written),
        Err(Stop::Ended(code)) => Ok(Added::Ended(code)),
        Err(Stop::Failed(failure)) => Err(failure),
    }
}

impl Place {
    fn find(cli: &Cli) -> Result<Self, Failure> {
        let paths = Paths::of_user().ok();
        let file = config::file(cli, paths.as_ref())?;
        let shown = file.display().to_string();
        let is_there = !matches!(files::is_there(&file), Ok(false));
        let text = if is_there {
            config::read(&file)?
        } else {
            HEAD.to_owned()
        };
        let config = Config::parse(&text, &shown).map_err(|problems| {
            Failure::problems(&problems).hint("  nothing was written: put this right first")
        })?;
        Ok(Self {
            file,
            shown,
            is_there,
            text,
            config,
            own: OwnDescriptions::read(paths.as_ref()),
            descriptions: paths.as_ref().map(Paths::directories),
            state: paths.map(|paths| paths.state),
        })
    }

    /// The configuration as it was read, with a profile.
    fn with(&self, draft: &Draft) -> Result<String, Failure> {
        self.added(draft, &self.text)
    }

    fn added(&self, draft: &Draft, text: &str) -> Result<String, Failure> {
        draft.add_to(text, &self.shown).map_err(|why| match why {
            AddError::Unsound(problems) => Failure::problems(&problems),
            AddError::Taken => Failure::usage(format!(
                "whoswho: {} has a profile \"{}\" already",
                self.shown, draft.name
            )),
            AddError::Elsewhere => Failure::usage(format!("whoswho: {}: {why}", self.shown)),
        })
    }

    fn write(&self, draft: &Draft) -> Result<(), Failure> {
        let cannot = |why: &dyn std::fmt::Display| {
            Failure::usage(format!("whoswho: {} cannot be written: {why}", self.shown))
        };
        // Somebody may have changed it while the questions were answered.
        let text = if self.is_there {
            self.added(draft, &config::read(&self.file)?)?
        } else {
            self.with(draft)?
        };
        let written = if self.is_there {
            files::replace(&self.file, &text)
        } else {
            files::write_new(&self.file, &text)
        };
        written.map_err(|why| cannot(&why))
    }
}

async fn ask_and_write(
    cli: &Cli,
    arguments: &AddArgs,
    place: &Place,
    clock: Clock,
) -> Result<(), Stop> {
    let prompt = if is_possible() {
        say("A profile is one connection to one directory. Enter takes what stands in [ ];");
        say("ctrl-c leaves, and nothing is written before the end.");
        Some(Prompt::new().map_err(NoAnswer::Io)?)
    } else {
        None
    };
    let mut answers = Answers::new(prompt, arguments, cli.read_only);
    let asked = answers.all(place).await?;
    let asked = if arguments.no_test {
        asked
    } else {
        tried(&mut answers, place, asked, clock).await?
    };
    if let Some(token) = &asked.token {
        secrets::keep(&asked.draft.name, token)
            .map_err(|why| Failure::usage(format!("whoswho: {why}")))?;
    }
    place.write(&asked.draft)?;
    let name = &asked.draft.name;
    say(&format!(
        "{}: profile {name} written; whoswho -p {name} opens it",
        place.shown
    ));
    Ok(())
}

/// The profile, tried out and, where it did not work, changed until it does or
/// is taken as it is.
async fn tried(
    answers: &mut Answers<'_>,
    place: &Place,
    mut asked: Asked,
    clock: Clock,
) -> Result<Asked, Stop> {
    loop {
        match trial(answers, place, &asked, clock).await? {
            Ok(what) => {
                say(&format!("works: {what}"));
                return Ok(asked);
            }
            Err(why) => say(&format!("does not work: {why}")),
        }
        match answers.after_failure().await? {
            After::Write => return Ok(asked),
            After::Change => asked = answers.again(place, &asked).await?,
            After::GiveUp => return Err(nothing_written().into()),
        }
    }
}

/// Tries the profile out as it would be read from the file.
async fn trial(
    answers: &mut Answers<'_>,
    place: &Place,
    asked: &Asked,
    clock: Clock,
) -> Result<Result<String, String>, Stop> {
    let draft = &asked.draft;
    let text = place.with(draft)?;
    let config =
        Config::parse(&text, &place.shown).map_err(|problems| Failure::problems(&problems))?;
    let profile = config
        .profile(&draft.name)
        .map_err(|unknown| Failure::usage(format!("whoswho: {unknown}")))?;
    let Some(description) = describe(&draft.directory, &place.own) else {
        let unknown = place.own.missing(&config, profile);
        return Err(Failure::problems(&[unknown]).into());
    };
    let resolved = config
        .resolve(profile, description, false)
        .map_err(|problems| Failure::problems(&problems))?;
    let mut connection = placed(resolved, &place.file);
    if let Some(token) = &asked.token {
        connection.token = TokenSource::Given(Secret::clone(token));
    }
    say(&format!("asking {} for one record", connection.host()));
    let hidden = token_variables(config.profiles.iter().map(|profile| &profile.token));
    let work = trial::run(connection, clock, hidden, place.state.clone());
    Ok(match &mut answers.prompt {
        Some(prompt) => prompt.meanwhile(work).await?,
        None => work.await,
    })
}
