//! Where a profile's token is.

use std::path::PathBuf;

use whoswho::config::connection::TokenSource;
use whoswho::config::draft::{Draft, check_variable};
use whoswho::directory::call::Secret;
use whoswho::runtime::prompt::say;
use whoswho::runtime::secrets;

use super::{Answers, Stop};
use crate::commands::Failure;

/// How the token is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Env,
    File,
    Command,
    Keychain,
}

impl Answers<'_> {
    /// Where the token is, and one to be put into the keychain.
    pub(super) async fn token(
        &mut self,
        earlier: &Draft,
    ) -> Result<(TokenSource, Option<Secret>), Stop> {
        let arguments = self.arguments;
        let way = self.way(&earlier.token).await?;
        let source = match way {
            Way::Env => {
                let default = match &earlier.token {
                    TokenSource::Env(name) => name.clone(),
                    _ => variable_of(&earlier.name),
                };
                let name = self
                    .one(
                        ("--token-env", arguments.token_env.as_deref()),
                        "Variable that holds the token",
                        Some(&default),
                        |name| {
                            check_variable(name)
                                .map(|()| name.to_owned())
                                .map_err(str::to_owned)
                        },
                    )
                    .await?;
                TokenSource::Env(name)
            }
            Way::File => {
                let path = self
                    .one(
                        ("--token-file", arguments.token_file.as_deref()),
                        "File that holds the token, readable by you alone",
                        match &earlier.token {
                            TokenSource::File(path) => path.to_str(),
                            _ => None,
                        },
                        file,
                    )
                    .await?;
                TokenSource::File(path)
            }
            Way::Command => self.command(&earlier.token).await?,
            Way::Keychain => TokenSource::Keyring(earlier.name.clone()),
        };
        let token = if way == Way::Keychain {
            self.keychain_token().await?
        } else {
            None
        };
        Ok((source, token))
    }

    async fn way(&mut self, earlier: &TokenSource) -> Result<Way, Stop> {
        let arguments = self.arguments;
        let given = if arguments.token_env.is_some() {
            Some("1")
        } else if arguments.token_file.is_some() {
            Some("2")
        } else if !arguments.token_command.is_empty() {
            Some("3")
        } else if arguments.token_keyring {
            if !secrets::HAS_KEYCHAIN {
                let why = secrets::SecretError::NoKeychain;
                return Err(Failure::usage(format!("whoswho: --token-keyring: {why}")).into());
            }
            Some("4")
        } else {
            None
        };
        if self.prompt.is_some() && given.is_none() {
            say("The token is never written into the configuration. Where is it?");
            say("  1  in an environment variable");
            say("  2  in a file that only you can read");
            say("  3  a command prints it (pass, op, a script)");
            if secrets::HAS_KEYCHAIN {
                say("  4  in the system's keychain: type it once, here");
            }
        }
        let default = match earlier {
            TokenSource::File(_) => "2",
            TokenSource::Command { .. } => "3",
            TokenSource::Keyring(_) => "4",
            _ => "1",
        };
        let flag = "one of --token-env, --token-file and --token-command";
        // A place for the token is nothing to guess where nobody is asked.
        let default = self.prompt.is_some().then_some(default);
        self.one((flag, given), "Which", default, |answer| match answer {
            "1" => Ok(Way::Env),
            "2" => Ok(Way::File),
            "3" => Ok(Way::Command),
            "4" if secrets::HAS_KEYCHAIN => Ok(Way::Keychain),
            _ => Err("a number of those above".to_owned()),
        })
        .await
    }

    async fn command(&mut self, earlier: &TokenSource) -> Result<TokenSource, Stop> {
        if !self.arguments.token_command.is_empty() {
            return Ok(TokenSource::Command {
                argv: self.arguments.token_command.clone(),
                interactive: false,
            });
        }
        let (known, asks) = match earlier {
            TokenSource::Command { argv, interactive } => (Some(argv.join(" ")), *interactive),
            _ => (None, false),
        };
        let argv = self
            .one(
                ("--token-command", None),
                "Program and arguments, with blanks between them (there is no shell)",
                known.as_deref(),
                |line| {
                    let argv: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
                    if argv.is_empty() {
                        return Err("must begin with the program to run".to_owned());
                    }
                    Ok(argv)
                },
            )
            .await?;
        let interactive = self
            .one(
                ("--token-command", None),
                "Does it ask for something, such as a passphrase? y or n",
                Some(if asks { "y" } else { "n" }),
                yes_or_no,
            )
            .await?;
        Ok(TokenSource::Command { argv, interactive })
    }

    /// A token typed for the keychain; none leaves what is in it.
    async fn keychain_token(&mut self) -> Result<Option<Secret>, Stop> {
        let Some(prompt) = &mut self.prompt else {
            return Ok(None);
        };
        loop {
            let question = "Token (not shown; Enter takes the one in the keychain): ";
            let typed = prompt.hidden(question).await?;
            if typed.is_empty() {
                return Ok(None);
            }
            match secrets::typed(typed) {
                Ok(token) => return Ok(Some(token)),
                Err(why) => say(&format!("  {why}")),
            }
        }
    }
}

/// A file as it is written into the configuration. What is typed is meant from
/// where one is, and what is written would be beside the configuration.
fn file(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    if path.starts_with("~") {
        return Ok(path);
    }
    std::path::absolute(path).map_err(|_| "must not be empty".to_owned())
}

fn yes_or_no(answer: &str) -> Result<bool, String> {
    match answer {
        "y" | "Y" | "yes" => Ok(true),
        "n" | "N" | "no" => Ok(false),
        _ => Err("y or n".to_owned()),
    }
}

/// A variable that suits a profile's name: `LEANMOTE_TOKEN`.
fn variable_of(name: &str) -> String {
    let letters: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_uppercase()
            } else {
                '_'
            }
        })
        .collect();
    if letters.starts_with(|c: char| c.is_ascii_digit()) {
        format!("_{letters}_TOKEN")
    } else {
        format!("{letters}_TOKEN")
    }
}
