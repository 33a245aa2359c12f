//! An explorer on strict servers, with a home of its own.

use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use tempfile::TempDir;

use crate::pty::{CTRL_C, CTRL_Y, Command, Pty};
use crate::sequences;
use crate::strict::{Api, Entry, Ledger, Server};

/// The variable that holds the first profile's token.
const TOKEN: &str = "WHO_TOKEN";

/// How an explorer is started.
pub struct Start {
    home: Home,
    top: String,
    profiles: String,
    command: Command,
    canaries: Vec<String>,
    ledgers: Vec<Arc<Ledger>>,
}

impl Start {
    /// Without any configuration.
    pub fn bare() -> Self {
        let home = Home::new();
        Self {
            command: Command {
                arguments: Vec::new(),
                variables: home.variables(),
                size: (120, 36),
                before: String::new(),
            },
            home,
            top: String::new(),
            profiles: String::new(),
            canaries: Vec::new(),
            ledgers: Vec::new(),
        }
    }

    /// With one profile, `support`, whose token is in the environment.
    pub fn on<A: Api>(server: &Server<A>) -> Self {
        let start = Self::bare().variable(TOKEN, &server.token());
        start.profile("support", server, &format!("token = {{ env = {TOKEN:?} }}"))
    }

    /// In the home of another, with what it left there.
    pub fn at_home_of(mut self, other: &Home) -> Self {
        self.home = other.clone();
        self.command.variables.retain(|(name, _)| name == TOKEN);
        self.command.variables.extend(other.variables());
        self
    }

    /// With one more profile, and what else stands in it.
    pub fn profile<A: Api>(mut self, name: &str, server: &Server<A>, lines: &str) -> Self {
        self.profiles = format!(
            "{}[profiles.{name}]\ndirectory = {:?}\nurl = {:?}\n{lines}\n",
            self.profiles,
            A::DIRECTORY,
            server.url()
        );
        self.canaries.push(server.token());
        self.ledgers.push(server.ledger().clone());
        self
    }

    /// With lines above all profiles.
    pub fn top(mut self, lines: &str) -> Self {
        self.top.push_str(lines);
        self.top.push('\n');
        self
    }

    /// With more lines in the last profile.
    pub fn with(mut self, lines: &str) -> Self {
        self.profiles.push_str(lines);
        self.profiles.push('\n');
        self
    }

    /// With something else in the place of a text in the profiles.
    pub fn replacing(mut self, text: &str, other: &str) -> Self {
        self.profiles = self.profiles.replace(text, other);
        self
    }

    pub fn argument(mut self, argument: &str) -> Self {
        self.command.arguments.push(argument.to_owned());
        self
    }

    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.command.variables.retain(|(given, _)| given != name);
        let variable = (name.to_owned(), value.to_owned());
        self.command.variables.push(variable);
        self
    }

    pub const fn size(mut self, columns: u16, rows: u16) -> Self {
        self.command.size = (columns, rows);
        self
    }

    /// With commands that the shell runs before it becomes whoswho.
    pub fn before(mut self, commands: &str) -> Self {
        commands.clone_into(&mut self.command.before);
        self
    }

    /// With another mask of what others may do with new files.
    pub fn umask(self, mask: &str) -> Self {
        self.before(&format!("umask {mask}"))
    }

    pub const fn home(&self) -> &Home {
        &self.home
    }

    pub fn open(self) -> Explorer {
        let config = format!("{}{}", self.top, self.profiles);
        if !config.is_empty() {
            self.home.write(".config/whoswho/config.toml", &config);
        }
        Explorer {
            pty: Pty::start(&self.command),
            home: self.home,
            canaries: self.canaries,
            ledgers: self.ledgers,
        }
    }
}

/// A running explorer; its keys and its screen are those of its terminal.
pub struct Explorer {
    pty: Pty,
    pub home: Home,
    canaries: Vec<String>,
    ledgers: Vec<Arc<Ledger>>,
}

impl std::ops::Deref for Explorer {
    type Target = Pty;

    fn deref(&self) -> &Pty {
        &self.pty
    }
}

impl std::ops::DerefMut for Explorer {
    fn deref_mut(&mut self) -> &mut Pty {
        &mut self.pty
    }
}

impl Explorer {
    /// Quits, and checks what holds for every run.
    #[track_caller]
    pub fn quit(mut self) {
        self.keys(CTRL_C);
        self.ends_with(0);
    }

    /// Sends the change whose review is open, as soon as it takes keys.
    #[track_caller]
    pub fn send<A: Api>(&mut self, server: &Server<A>, method: &str) {
        let ledger = server.ledger();
        let is_write = |entry: &Entry| entry.request.method == method;
        let before = ledger.entries().iter().filter(|e| is_write(e)).count();
        self.press_until("a write", CTRL_Y, |_| {
            ledger.entries().iter().filter(|e| is_write(e)).count() > before
        });
    }

    /// Waits for the end with that exit code, and checks what holds for every
    /// run: the terminal is as it was, only listed sequences were written, no
    /// token is anywhere, and no server saw anything undocumented.
    #[track_caller]
    pub fn ends_with(mut self, code: u32) {
        assert_eq!(self.exit_code(), code, "{}", self.text());
        self.assert_given_back();
        let forbidden = sequences::find_forbidden(self.raw());
        assert_eq!(forbidden, Vec::<String>::new());
        for canary in &self.canaries {
            assert!(
                !contains(self.raw(), canary),
                "the token was written to the terminal"
            );
            for copied in sequences::copied(self.raw()) {
                assert!(!copied.contains(canary), "the token was copied: {copied}");
            }
            assert_eq!(self.home.files_with(canary), Vec::<PathBuf>::new());
        }
        for ledger in &self.ledgers {
            ledger.assert_no_violations();
        }
    }
}

/// A home folder with nothing in it; it goes with the last who uses it.
#[derive(Clone)]
pub struct Home(Arc<TempDir>);

impl Home {
    fn new() -> Self {
        Self(Arc::new(tempfile::tempdir().unwrap()))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file that only its owner can read.
    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true).mode(0o600);
        let mut file = options.open(&path).unwrap();
        std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
        path
    }

    pub fn journal_file(&self) -> PathBuf {
        self.path().join(".local/state/whoswho/journal.jsonl")
    }

    /// The journal's lines; none if there is no journal.
    pub fn journal(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(self.journal_file()).unwrap_or_default();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// The environment of a user at home, and nothing else of it.
    fn variables(&self) -> Vec<(String, String)> {
        let at = |name: &str| self.path().join(name).display().to_string();
        [
            ("HOME", at("")),
            ("XDG_CONFIG_HOME", at(".config")),
            ("XDG_STATE_HOME", at(".local/state")),
            ("XDG_DATA_HOME", at(".local/share")),
            ("XDG_CACHE_HOME", at(".cache")),
            ("XDG_RUNTIME_DIR", at(".run")),
            ("PATH", std::env::var("PATH").unwrap_or_default()),
            ("TERM", "xterm-256color".to_owned()),
            ("LANG", "C.UTF-8".to_owned()),
            ("TZ", "UTC".to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec()
    }

    /// The files in which a text is found.
    pub fn files_with(&self, text: &str) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if contains(&std::fs::read(&path).unwrap_or_default(), text) {
                    found.push(path);
                }
            }
        }
        found
    }
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}
