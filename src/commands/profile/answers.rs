//! What a profile consists of: from the arguments, else asked for.

mod token;

use std::sync::Arc;

use whoswho::config::connection::TokenSource;
use whoswho::config::draft::{Draft, check_color, check_name, directory_address};
use whoswho::config::{COLORS, Keep};
use whoswho::directory::call::{Params, Secret};
use whoswho::directory::description::Description;
use whoswho::runtime::paths::as_people_write;
use whoswho::runtime::prompt::{Prompt, say};
use whoswho::text::{Untrusted, suggestion};

use super::super::Failure;
use super::super::directory::describe;
use super::{Place, Stop, nothing_written};
use crate::cli::AddArgs;

/// What was asked for.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) draft: Draft,
    /// A token to be put into the keychain.
    pub(super) token: Option<Secret>,
}

/// What to do with a profile that does not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    Write,
    Change,
    GiveUp,
}

/// Where the answers come from.
pub(super) struct Answers<'a> {
    /// Somebody to ask, if there is anybody.
    pub(super) prompt: Option<Prompt>,
    arguments: &'a AddArgs,
    read_only: bool,
}

impl<'a> Answers<'a> {
    pub(super) const fn new(
        prompt: Option<Prompt>,
        arguments: &'a AddArgs,
        read_only: bool,
    ) -> Self {
        Self {
            prompt,
            arguments,
            read_only,
        }
    }

    /// Everything.
    pub(super) async fn all(&mut self, place: &Place) -> Result<Asked, Stop> {
        let arguments = self.arguments;
        let description = self.directory(place).await?;
        let taken: Vec<&str> = place.config.profiles.iter().map(|p| &*p.name).collect();
        let free = !taken.contains(&description.name.as_str());
        let name = self
            .one(
                ("--name", arguments.name.as_deref()),
                "Name of the profile",
                free.then_some(description.name.as_str()),
                |name| match check_name(name) {
                    Ok(()) if taken.contains(&name) => {
                        Err(format!("there is a profile \"{name}\" already"))
                    }
                    Ok(()) => Ok(name.to_owned()),
                    Err(why) => Err(why.to_owned()),
                },
            )
            .await?;
        let empty = Draft {
            name,
            directory: description.name.clone(),
            url: None,
            token: TokenSource::Missing,
            params: Params::new(),
            color: None,
            read_only: false,
            guard: false,
            keep: None,
        };
        self.rest(place, &description, empty).await
    }

    /// Once more what may have been wrong: the address, the params, the token.
    pub(super) async fn again(&mut self, place: &Place, asked: &Asked) -> Result<Asked, Stop> {
        let Some(description) = describe(&asked.draft.directory, &place.own) else {
            return Err(nothing_written().into());
        };
        // The arguments have had their turn.
        let nothing = AddArgs::default();
        let mut answers = Answers {
            prompt: self.prompt.take(),
            arguments: &nothing,
            read_only: self.read_only,
        };
        let again = answers.rest(place, &description, asked.draft.clone()).await;
        self.prompt = answers.prompt.take();
        again
    }

    async fn rest(
        &mut self,
        place: &Place,
        description: &Description,
        earlier: Draft,
    ) -> Result<Asked, Stop> {
        let arguments = self.arguments;
        let known = earlier.url.as_ref().or(description.url.as_ref());
        let url = self
            .one(
                ("--url", arguments.url.as_deref()),
                "Address",
                known.map(|url| url.as_str().trim_end_matches('/')),
                directory_address,
            )
            .await?;
        let is_described = description.url.as_ref().is_some_and(|own| {
            own.as_str().trim_end_matches('/') == url.as_str().trim_end_matches('/')
        });
        let params = self.params(description, &earlier.params).await?;
        let (source, token) = self.token(&earlier).await?;
        let (read_only, guard) = self.changes(&earlier).await?;
        let color = self
            .one(
                ("--color", arguments.color.as_deref()),
                &format!(
                    "Colour, to tell it from others ({}, #rrggbb)",
                    COLORS.join(", ")
                ),
                Some(earlier.color.as_deref().unwrap_or("none")),
                |color| match color {
                    "none" => Ok(None),
                    color => check_color(color).map(|()| Some(color.to_owned())),
                },
            )
            .await?;
        let earlier_keep = earlier.keep.map(|keep| keep.to_string());
        let keep = self
            .one(
                ("--keep", arguments.keep.as_deref()),
                "Keep what is seen on this computer, so that the next start shows it at once \
                 (no, 1d, 1w)",
                Some(earlier_keep.as_deref().unwrap_or("no")),
                |answer| match answer {
                    "no" => Ok(None),
                    time => Keep::parse(time).map_err(str::to_owned),
                },
            )
            .await?;
        let draft = Draft {
            url: (!is_described).then_some(url),
            token: source,
            params,
            color,
            read_only,
            guard,
            keep,
            ..earlier
        };
        // What cannot be written is told before anything is tried.
        place.with(&draft)?;
        Ok(Asked { draft, token })
    }

    /// What to do with a profile that does not work.
    pub(super) async fn after_failure(&mut self) -> Result<After, Stop> {
        let Some(prompt) = &mut self.prompt else {
            return Err(nothing_written()
                .hint("  --no-test writes a profile without trying it out")
                .into());
        };
        let question = "w writes it all the same, c changes it, anything else gives up: ";
        Ok(match prompt.line(question).await?.as_str() {
            "w" | "W" => After::Write,
            "c" | "C" => After::Change,
            _ => After::GiveUp,
        })
    }

    async fn directory(&mut self, place: &Place) -> Result<Arc<Description>, Stop> {
        let names = place.own.names();
        let given = self.arguments.directory.as_deref();
        if self.prompt.is_some() && given.is_none() {
            say("");
            for (number, name) in (1..).zip(&names) {
                let title = describe(name, &place.own).map(|d| d.title.clone());
                let title = Untrusted::new(title.unwrap_or_default());
                say(&format!("  {number}  {name:<14} {}", title.shown()));
            }
            if let Some(folder) = &place.descriptions {
                say(&format!(
                    "  one of your own is a file in {}",
                    as_people_write(folder)
                ));
            }
            for problem in place.own.problems() {
                say(&format!("  {problem}"));
            }
        }
        let name = self
            .one(
                ("--directory", given),
                "Directory, by number or name",
                None,
                |answer| {
                    let by_number = answer.parse::<usize>().ok();
                    let numbered = by_number.and_then(|n| names.get(n.checked_sub(1)?));
                    numbered
                        .or_else(|| names.iter().find(|name| **name == answer))
                        .map(|name| (*name).to_owned())
                        .ok_or_else(|| format!("no such directory; {}", suggestion(answer, &names)))
                },
            )
            .await?;
        describe(&name, &place.own).ok_or_else(|| {
            Failure::usage(format!("whoswho: the description of {name} cannot be read")).into()
        })
    }

    async fn params(
        &mut self,
        description: &Description,
        earlier: &Params,
    ) -> Result<Params, Stop> {
        let known: Vec<&str> = description.params.iter().map(|p| &*p.name).collect();
        let mut given = Params::new();
        for param in &self.arguments.params {
            let Some((name, value)) = param.split_once('=') else {
                let line = format!("whoswho: --param: must be NAME=VALUE, and is {param}");
                return Err(Failure::usage(line).into());
            };
            if !known.contains(&name) {
                let line = format!(
                    "whoswho: --param: {} takes no {name}; {}",
                    description.title,
                    suggestion(name, &known)
                );
                return Err(Failure::usage(line).into());
            }
            given.insert(name.to_owned(), value.to_owned());
        }
        let mut params = Params::new();
        for param in &description.params {
            let given = given.get(&param.name).map(String::as_str);
            if self.prompt.is_some() && given.is_none() && !param.help.is_empty() {
                let help = Untrusted::new(param.help.as_str());
                say(help.shown().as_ref());
            }
            let earlier = earlier.get(&param.name).map_or("none", String::as_str);
            let value = self
                .one(("--param", given), &param.name, Some(earlier), |value| {
                    Ok((value != "none" && !value.is_empty()).then(|| value.to_owned()))
                })
                .await?;
            if let Some(value) = value {
                params.insert(param.name.clone(), value);
            }
        }
        Ok(params)
    }

    /// Whether it is read-only, and whether it is guarded.
    async fn changes(&mut self, earlier: &Draft) -> Result<(bool, bool), Stop> {
        let given = match (self.read_only, self.arguments.guard) {
            (false, false) => None,
            (true, false) => Some("3"),
            (false, true) => Some("2"),
            (true, true) => return Ok((true, true)),
        };
        if self.prompt.is_some() && given.is_none() {
            say("May changes be sent?");
            say("  1  yes, each after a review");
            say("  2  only when unlocked with :write, for 15 minutes");
            say("  3  never");
        }
        let default = match (earlier.read_only, earlier.guard) {
            (true, _) => "3",
            (false, true) => "2",
            (false, false) => "1",
        };
        self.one(
            ("--guard", given),
            "Which",
            Some(default),
            |answer| match answer {
                "1" => Ok((false, false)),
                "2" => Ok((false, true)),
                "3" => Ok((true, false)),
                _ => Err("a number of those above".to_owned()),
            },
        )
        .await
    }

    /// One answer: the flag's if it was given, else what is typed, asked for
    /// until it is good. Where nobody can be asked, the default.
    async fn one<T>(
        &mut self,
        (flag, given): (&str, Option<&str>),
        question: &str,
        default: Option<&str>,
        check: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T, Stop> {
        if let Some(given) = given {
            return check(given)
                .map_err(|why| Failure::usage(format!("whoswho: {flag}: {why}")).into());
        }
        let Some(prompt) = &mut self.prompt else {
            let default = default.ok_or_else(|| {
                Failure::usage(format!(
                    "whoswho: without a terminal to ask on, profile add needs {flag}"
                ))
                .hint("  whoswho profile add --help says what else can be given")
            })?;
            return check(default)
                .map_err(|why| Failure::usage(format!("whoswho: {flag}: {why}")).into());
        };
        let question = match default {
            Some(default) => format!("{question} [{default}]: "),
            None => format!("{question}: "),
        };
        loop {
            let line = prompt.line(&question).await?;
            let answer = match (line.as_str(), default) {
                ("", Some(default)) => default,
                (line, _) => line,
            };
            match check(answer) {
                Ok(good) => return Ok(good),
                Err(why) => say(&format!("  {why}")),
            }
        }
    }
}
