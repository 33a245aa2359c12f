//! Which theme: the one that was asked for, on the terminal that there is.
//!
//! Themes are read when they are first shown: the first frame waits for one,
//! and not for those that somebody may switch to.

use std::fmt;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use supports_color::Stream;

use super::files;
use crate::app::App;
use crate::app::message::Msg;
use crate::config::ThemeChoice;
use crate::directory::strict::Problem;
use crate::text::suggestion;
use crate::ui::theme::{BUILT_IN, Definition, Depth, Ground, Theme, built_in_text};

#[cfg(test)]
mod tests;

/// The theme in use, made anew where another is asked for, the profile's colour
/// is another, or the terminal's background.
#[derive(Debug)]
pub struct Themes {
    library: Library,
    depth: Depth,
    /// The last one in force that could be read.
    in_force: ThemeChoice,
    /// What was last asked for: the one to show, the one in force, and the
    /// terminal's background.
    asked: (ThemeChoice, ThemeChoice, Ground),
    definition: Definition,
    made: Option<(Option<String>, Theme)>,
    refused: Option<Msg>,
}

impl Themes {
    /// Reads the chosen theme: a built-in one, or the user's own of that name
    /// in `folder`.
    ///
    /// # Errors
    /// If there is no such theme, or its file is wrong.
    pub fn load(choice: &ThemeChoice, folder: Option<&Path>) -> Result<Self, Unreadable> {
        Self::at_depth(choice, folder, depth())
    }

    fn at_depth(
        choice: &ThemeChoice,
        folder: Option<&Path>,
        depth: Depth,
    ) -> Result<Self, Unreadable> {
        let library = Library {
            folder: folder.map(Path::to_owned),
        };
        Ok(Self {
            definition: library.find(choice, Ground::Dark)?,
            library,
            depth,
            in_force: choice.clone(),
            asked: (choice.clone(), choice.clone(), Ground::Dark),
            made: None,
            refused: None,
        })
    }

    /// The one in force.
    #[must_use]
    pub const fn in_force(&self) -> &ThemeChoice {
        &self.in_force
    }

    /// The names of all that there are: the built-in ones, then the user's own.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.library.names()
    }

    /// Whether it matters what the terminal's background is.
    #[must_use]
    pub fn wants_background(&self) -> bool {
        self.depth != Depth::None
    }

    /// The theme for what is on the screen now. One that cannot be read leaves
    /// the one in force, and a [`refusal`](Self::refusal).
    pub fn theme(&mut self, app: &App) -> &Theme {
        self.follow(app);
        let accent = app.profile().connection.color.as_deref();
        let fits = |made: &(Option<String>, Theme)| made.0.as_deref() == accent;
        let made = self.made.take().filter(fits).unwrap_or_else(|| {
            let theme = Theme::new(&self.definition, self.depth).on(self.asked.2);
            let theme = match accent {
                Some(color) => theme.with_accent(color),
                None => theme,
            };
            (accent.map(str::to_owned), theme)
        });
        &self.made.insert(made).1
    }

    /// What the explorer is to be told of a theme that could not be read; once.
    pub const fn refusal(&mut self) -> Option<Msg> {
        self.refused.take()
    }

    fn follow(&mut self, app: &App) {
        let (shown, in_force) = (app.shown_theme(), &app.theme);
        let ground = if app.light {
            Ground::Light
        } else {
            Ground::Dark
        };
        if (&self.asked.0, &self.asked.1, self.asked.2) == (shown, in_force, ground) {
            return;
        }
        self.asked = (shown.clone(), in_force.clone(), ground);
        self.made = None;
        match self.library.find(shown, ground) {
            Ok(definition) => {
                self.definition = definition;
                if shown == in_force {
                    self.in_force = shown.clone();
                }
            }
            Err(why) => {
                // Its file was sound before; if it is no longer, what is on the
                // screen stays.
                if let Ok(definition) = self.library.find(&self.in_force, ground) {
                    self.definition = definition;
                }
                self.refused = Some(Msg::ThemeRefused {
                    theme: shown.clone(),
                    instead: self.in_force.clone(),
                    why: why.to_string(),
                });
            }
        }
    }
}

/// How many colours standard output shows.
#[must_use]
pub fn depth() -> Depth {
    // https://no-color.org: whatever it is set to, but for nothing.
    match std::env::var_os("NO_COLOR") {
        Some(set) if !set.is_empty() => return Depth::None,
        // `supports_color` would take it for set.
        Some(_) if io::stdout().is_terminal() => {
            let variable = |name| std::env::var(name).unwrap_or_default();
            return of_variables(&variable("TERM"), &variable("COLORTERM"));
        }
        _ => {}
    }
    match supports_color::on(Stream::Stdout) {
        None => Depth::None,
        Some(level) if level.has_16m => Depth::True,
        Some(level) if level.has_256 => Depth::Indexed,
        Some(_) => Depth::Ansi,
    }
}

/// How many colours a terminal has that says so of itself.
fn of_variables(term: &str, colorterm: &str) -> Depth {
    if matches!(colorterm, "truecolor" | "24bit") || term.ends_with("-direct") {
        Depth::True
    } else if term.contains("256color") {
        Depth::Indexed
    } else if matches!(term, "" | "dumb") {
        Depth::None
    } else {
        Depth::Ansi
    }
}

/// A theme that there is.
#[derive(Debug)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// The user's own file; none of a built-in one.
    pub file: Option<PathBuf>,
    /// What it says, or why it cannot be used.
    pub definition: Result<Definition, Unreadable>,
}

/// All themes that there are: the built-in ones, then the user's own in
/// `folder`.
#[must_use]
pub fn list(folder: Option<&Path>) -> Vec<Listed> {
    let library = Library {
        folder: folder.map(Path::to_owned),
    };
    let built_in = BUILT_IN.iter().map(|(name, _)| Listed {
        name: (*name).to_owned(),
        file: None,
        definition: library.read(name),
    });
    let own = library.own().into_iter().map(|(name, file)| Listed {
        definition: match built_in_text(&name) {
            Some(_) => Err(Unreadable::Shadowed(file.clone())),
            None => library.read(&name),
        },
        name,
        file: Some(file),
    });
    built_in.chain(own).collect()
}

/// Why a theme cannot be used. Prints as a line.
#[derive(Debug)]
pub enum Unreadable {
    /// There is none of that name; what there may be instead.
    Unknown {
        /// The name.
        name: String,
        /// The end of a sentence: what was probably meant.
        suggestion: String,
    },
    /// A file of the user's has the name of a built-in one, which is used.
    Shadowed(PathBuf),
    /// Its file cannot be read.
    File(PathBuf, io::Error),
    /// Its file is wrong. Never empty.
    Wrong(Vec<Problem>),
}

impl Unreadable {
    /// All that is to be said, a line each.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        match self {
            Self::Wrong(problems) => problems.iter().map(ToString::to_string).collect(),
            other => vec![format!("whoswho: {other}")],
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name, suggestion } => write!(f, "no theme \"{name}\"; {suggestion}"),
            Self::Shadowed(file) => write!(
                f,
                "{}: a built-in theme has this name; rename the file",
                file.display()
            ),
            Self::File(file, why) => write!(f, "{} cannot be read: {why}", file.display()),
            Self::Wrong(problems) => match problems.as_slice() {
                [] => f.write_str("wrong"),
                [problem] => problem.fmt(f),
                [problem, more @ ..] => write!(f, "{problem} (and {} more)", more.len()),
            },
        }
    }
}

impl std::error::Error for Unreadable {}

/// Where themes come from.
#[derive(Debug)]
struct Library {
    /// Of the user's own.
    folder: Option<PathBuf>,
}

impl Library {
    fn find(&self, choice: &ThemeChoice, ground: Ground) -> Result<Definition, Unreadable> {
        match choice {
            ThemeChoice::Auto => self.read(ground.name()),
            ThemeChoice::Named(name) => self.read(name),
        }
    }

    fn read(&self, name: &str) -> Result<Definition, Unreadable> {
        let (text, file) = match built_in_text(name) {
            Some(text) => (text, name.to_owned()),
            None => self.own_text(name)?,
        };
        // One's own may inherit from another of one's own.
        let text_of = |name: &str| {
            built_in_text(name).or_else(|| self.own_text(name).ok().map(|(text, _)| text))
        };
        Definition::parse(&text, &file, &text_of).map_err(Unreadable::Wrong)
    }

    /// The text of the user's own theme of that name, and the name of its file.
    fn own_text(&self, name: &str) -> Result<(String, String), Unreadable> {
        // A name, not a path.
        let is_name = !name.contains(['/', '\\']);
        let file = self
            .folder
            .as_ref()
            .filter(|_| is_name)
            .map(|folder| folder.join(format!("{name}.toml")))
            .filter(|file| file.exists());
        let Some(file) = file else {
            let names = self.names();
            let names: Vec<&str> = names
                .iter()
                .map(String::as_str)
                .chain([ThemeChoice::AUTO])
                .collect();
            return Err(Unreadable::Unknown {
                name: name.to_owned(),
                suggestion: suggestion(name, &names),
            });
        };
        match files::read_small(&file) {
            Ok(text) => Ok((text, file.display().to_string())),
            Err(why) => Err(Unreadable::File(file, why)),
        }
    }

    fn names(&self) -> Vec<String> {
        let own = self.own().into_iter().map(|(name, _)| name);
        let built_in = BUILT_IN.iter().map(|(name, _)| (*name).to_owned());
        built_in
            .chain(own.filter(|name| built_in_text(name).is_none()))
            .collect()
    }

    /// The user's own, by name.
    fn own(&self) -> Vec<(String, PathBuf)> {
        let Some(folder) = &self.folder else {
            return Vec::new();
        };
        // Most users have no such folder.
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        let mut own: Vec<_> = entries
            .filter_map(|entry| {
                let file = entry.ok()?.path();
                let is_theme = file.extension().is_some_and(|ending| ending == "toml");
                let name = file.file_stem()?.to_str()?.to_owned();
                is_theme.then_some((name, file))
            })
            .collect();
        own.sort();
        own
    }
}
