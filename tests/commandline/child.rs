//! whoswho as a child process, with a home folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

use crate::strict::{Api, Server};

/// The variable that holds the token of [`Home::on`].
const TOKEN: &str = "SUPPORT_TOKEN";

/// A home folder with a configuration, and what else the program is given.
pub struct Home {
    folder: TempDir,
    variables: Vec<(String, String)>,
}

/// What a run came to.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub error: String,
}

impl Home {
    /// One without a configuration.
    pub fn bare() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            variables: Vec::new(),
        }
    }

    /// One with a configuration.
    pub fn with(config: &str) -> Self {
        let home = Self::bare();
        home.write("config.toml", config);
        home
    }

    /// One with the only profile `support`, which speaks to a server.
    pub fn on<A: Api>(server: &Server<A>) -> Self {
        Self::with(&profile("support", server, TOKEN)).variable(TOKEN, &server.token())
    }

    /// Gives an environment variable.
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Writes a file beside the configuration, and says where it is.
    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let file = self.folder.path().join("config/whoswho").join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, text).unwrap();
        file
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whoswho"));
        command
            .args(arguments)
            .env_clear()
            .env("HOME", self.folder.path())
            .env("XDG_CONFIG_HOME", self.folder.path().join("config"))
            .env("XDG_STATE_HOME", self.folder.path().join("state"))
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments).spawn().unwrap()
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(&self.command(arguments).output().unwrap())
    }

    /// What a run prints that must do well, and say nothing besides.
    #[track_caller]
    pub fn prints(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!((ran.code, &*ran.error), (0, ""), "{arguments:?}");
        ran.out
    }

    /// Runs what must be refused, with that exit code, nothing on standard
    /// output, one line and one hint on standard error, which it gives.
    #[track_caller]
    pub fn refuses(&self, arguments: &[&str], code: i32) -> String {
        let ran = self.run(arguments);
        assert_eq!((ran.code, &*ran.out), (code, ""), "{arguments:?}: {ran:?}");
        let lines: Vec<&str> = ran.error.lines().collect();
        assert_eq!(lines.len(), 2, "{arguments:?}: {}", ran.error);
        assert!(lines[0].starts_with("whoswho: "), "{}", ran.error);
        assert!(lines[1].starts_with("  "), "{}", ran.error);
        ran.error
    }
}

impl Ran {
    pub fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout.clone()).unwrap(),
            error: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }
}

/// A profile in a configuration, with its token in a variable.
pub fn profile<A: Api>(name: &str, server: &Server<A>, variable: &str) -> String {
    format!(
        "[profiles.{name}]\ndirectory = \"{}\"\nurl = \"{}\"\ntoken = {{ env = \"{variable}\" }}\n",
        A::DIRECTORY,
        server.url()
    )
}
