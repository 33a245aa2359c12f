//! The configuration: text in, a checked configuration out. Parses, and
//! reads nothing: no file, no variable, no command.
//!
//! ```text
//! text ── parse ──▶ Config ── resolve, with the descriptions ──▶ Connection
//! ```

mod address;
mod bindings;
mod color;
pub mod connection;
pub mod draft;
mod keep;
mod profile;
mod reader;
mod resolve;
mod source;
#[cfg(test)]
mod tests;
mod token;

use std::fmt;

use toml::de::DeTable;

pub use color::COLORS;
pub use keep::Keep;
pub use profile::{LimitsOverride, Profile};

use crate::directory::strict::Problem;
use crate::keys::Keymap;
use crate::text::{Untrusted, suggestion};
use reader::{Reading, Section};
use source::{Place, Source};

/// A configuration that holds together in itself. Whether its directories
/// exist is known only with their descriptions: [`Config::resolve`].
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own in the file"
)]
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The file it came from, for problems found later.
    file: String,
    /// The profile that is opened where none is named; one of `profiles`.
    pub default_profile: Option<String>,
    /// Which theme.
    pub theme: ThemeChoice,
    /// Where the text says so.
    theme_place: Place,
    /// Whether no change can be sent, whatever the profile.
    pub read_only: bool,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// Whether the explorer goes on where it last ended.
    pub resume: bool,
    /// Whether the screen is drawn for a screen reader.
    pub accessible: bool,
    /// Which way copies go.
    pub clipboard: Clipboard,
    /// What frames are drawn with.
    pub borders: Borders,
    /// Which keys do what.
    pub keymap: Keymap,
    /// The profiles, in the file's order.
    pub profiles: Vec<Profile>,
}

/// Which theme is used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    /// The dark or the light one, as the terminal's background is.
    #[default]
    Auto,
    /// The one of that name. Themes are files: whether it exists is not known
    /// here.
    Named(String),
}

impl ThemeChoice {
    /// What [`Auto`](Self::Auto) is called.
    pub const AUTO: &str = "auto";

    /// What a name stands for, wherever one can be given.
    #[must_use]
    pub fn of(name: &str) -> Self {
        match name {
            Self::AUTO => Self::Auto,
            name => Self::Named(name.to_owned()),
        }
    }

    /// The name that stands for it.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Auto => Self::AUTO,
            Self::Named(name) => name,
        }
    }
}

/// Which way copies leave the explorer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Clipboard {
    /// As fits where it runs.
    #[default]
    Auto,
    /// The system's clipboard.
    System,
    /// tmux's buffer.
    Tmux,
    /// The terminal, by the escape sequence OSC 52.
    Osc52,
}

/// What frames are drawn with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Borders {
    /// Box-drawing characters.
    #[default]
    Unicode,
    /// `+`, `-` and `|`.
    Ascii,
}

/// Which profile is opened where none is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening<'c> {
    /// This one: the default, or the only one.
    Profile(&'c Profile),
    /// There are several and no default: the operator is asked.
    Ask,
    /// There is none.
    NoProfiles,
}

/// A profile that was asked for by a name that none has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownProfile {
    /// The name.
    name: String,
    /// The nearest name, or all of them.
    suggestion: String,
}

impl fmt::Display for UnknownProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Untrusted::new(self.name.as_str());
        write!(f, "no profile \"{}\"; {}", name.shown(), self.suggestion)
    }
}

impl std::error::Error for UnknownProfile {}

impl Default for Config {
    fn default() -> Self {
        Self {
            file: String::new(),
            default_profile: None,
            theme: ThemeChoice::Auto,
            theme_place: Place { line: 1, column: 1 },
            read_only: false,
            mouse: true,
            resume: false,
            accessible: false,
            clipboard: Clipboard::Auto,
            borders: Borders::Unicode,
            keymap: Keymap::default(),
            profiles: Vec::new(),
        }
    }
}

/// The keys at the top of the file.
const KEYS: [&str; 10] = [
    "default_profile",
    "theme",
    "read_only",
    "mouse",
    "resume",
    "accessible",
    "clipboard",
    "borders",
    "profiles",
    "keys",
];

impl Config {
    /// The configuration that a text spells. `file` is its name in problems.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the text; where it is
    /// not TOML, only that. No problem repeats a value of the text.
    pub fn parse(text: &str, file: &str) -> Result<Self, Vec<Problem>> {
        match Self::examine(text, file) {
            (Some(config), problems) if problems.is_empty() => Ok(config),
            (_, problems) => Err(problems),
        }
    }

    /// What can be made out of a text, and everything that is wrong with it, in
    /// the order of the text: for who wants to find further mistakes in the
    /// rest. Nothing can be made out of what is not TOML.
    #[must_use]
    pub fn examine(text: &str, file: &str) -> (Option<Self>, Vec<Problem>) {
        let source = Source { file, text };
        let document = match DeTable::parse(text) {
            Ok(document) => document,
            Err(error) => return (None, vec![reader::syntax(source, &error)]),
        };
        let mut reading = Reading::new(source);
        let config = read(&mut reading, &Section::top(&document));
        let mut problems = reading.problems;
        problems.sort_by_key(|problem| (problem.line, problem.column));
        (Some(config), problems)
    }

    /// The profile of that name.
    ///
    /// # Errors
    /// There is none: with the nearest name, or all of them.
    pub fn profile(&self, name: &str) -> Result<&Profile, UnknownProfile> {
        self.profiles
            .iter()
            .find(|profile| profile.name == name)
            .ok_or_else(|| UnknownProfile {
                name: name.to_owned(),
                suggestion: suggestion(name, &self.names()),
            })
    }

    /// The profile to open where none is named.
    #[must_use]
    pub fn opening(&self) -> Opening<'_> {
        let default = self.default_profile.as_ref();
        match (default, self.profiles.as_slice()) {
            (None, []) => Opening::NoProfiles,
            (None, [only]) => Opening::Profile(only),
            (None, _) => Opening::Ask,
            (Some(name), _) => self.profile(name).map_or(Opening::Ask, Opening::Profile),
        }
    }

    fn names(&self) -> Vec<&str> {
        self.profiles.iter().map(|p| p.name.as_str()).collect()
    }
}

fn read(reading: &mut Reading<'_>, top: &Section<'_>) -> Config {
    top.check_keys(reading, &KEYS, |key| {
        profile::KEYS
            .contains(&key)
            .then_some("belongs to one profile: put it under [profiles.NAME]")
    });
    let default = Config::default();
    let theme = top.text(reading, "theme");
    let theme_place = theme.as_ref().map_or(default.theme_place, |text| {
        reading.source.place(text.span.start)
    });
    let theme = theme.map_or(default.theme, |text| ThemeChoice::of(text.value));
    let clipboard = top.one_of(
        reading,
        "clipboard",
        &[
            ("auto", Clipboard::Auto),
            ("system", Clipboard::System),
            ("tmux", Clipboard::Tmux),
            ("osc52", Clipboard::Osc52),
        ],
    );
    let borders = top.one_of(
        reading,
        "borders",
        &[("unicode", Borders::Unicode), ("ascii", Borders::Ascii)],
    );
    let keymap = top
        .section(reading, "keys")
        .map(|section| bindings::read(reading, &section));
    let sections = match top.entry("profiles") {
        Some(entry) if entry.value.get_ref().is_array() => {
            let what = "each profile is a table with its name, [profiles.NAME]";
            reading.problem(&entry.key_span, &entry.path, what);
            None
        }
        _ => top.section(reading, "profiles"),
    };
    let profiles = sections
        .as_ref()
        .map(|section| profile::read_all(reading, section))
        .unwrap_or_default();
    let default_profile = top.text(reading, "default_profile");
    if let Some(text) = &default_profile {
        // By the names in the text: a profile that is wrong in itself is there.
        let entries = sections.map(|section| section.entries());
        let names: Vec<_> = entries.iter().flatten().map(|entry| entry.key).collect();
        if !names.contains(&text.value) {
            let what = format!("no such profile; {}", suggestion(text.value, &names));
            reading.problem(&text.span, &text.path, &what);
        }
    }
    Config {
        file: reading.source.file.to_owned(),
        default_profile: default_profile.map(|text| text.value.to_owned()),
        theme,
        theme_place,
        read_only: top.flag(reading, "read_only").unwrap_or(default.read_only),
        mouse: top.flag(reading, "mouse").unwrap_or(default.mouse),
        resume: top.flag(reading, "resume").unwrap_or(default.resume),
        accessible: top
            .flag(reading, "accessible")
            .unwrap_or(default.accessible),
        clipboard: clipboard.unwrap_or(default.clipboard),
        borders: borders.unwrap_or(default.borders),
        keymap: keymap.unwrap_or(default.keymap),
        profiles,
    }
}
