//! Which theme: the one that was asked for, on the terminal that there is.

use std::path::Path;

use supports_color::Stream;

use super::files;
use crate::app::App;
use crate::config::ThemeChoice;
use crate::text::suggestion;
use crate::ui::theme::{BUILT_IN, Definition, Depth, Theme, built_in_text};

/// The theme in use, made anew where the profile's colour or the terminal's
/// background is another.
#[derive(Debug)]
pub struct Themes {
    dark: Definition,
    /// None before a light background is met. The first frame does not wait
    /// for a theme that few will see.
    light: Option<Definition>,
    auto: bool,
    depth: Depth,
    made: Option<(Option<String>, bool, Theme)>,
}

impl Themes {
    /// Reads the chosen theme: a built-in one, or the user's own of that name
    /// in `folder`.
    ///
    /// # Errors
    /// A line for standard error: there is no such theme, or its file is wrong.
    pub fn load(choice: &ThemeChoice, folder: Option<&Path>) -> Result<Self, String> {
        let built_in = |name| {
            Definition::built_in(name).ok_or_else(|| format!("whoswho: no theme \"{name}\""))
        };
        let (dark, auto) = match choice {
            ThemeChoice::Auto => (built_in("dark")?, true),
            ThemeChoice::Named(name) => {
                let theme = match Definition::built_in(name) {
                    Some(theme) => theme,
                    None => read(name, folder)?,
                };
                (theme, false)
            }
        };
        Ok(Self {
            dark,
            light: None,
            auto,
            depth: depth(),
            made: None,
        })
    }

    /// Whether it matters what the terminal's background is.
    #[must_use]
    pub const fn wants_background(&self) -> bool {
        self.auto
    }

    /// The theme for what is on the screen now.
    pub fn theme(&mut self, app: &App) -> &Theme {
        let accent = app.profile().connection.color.clone();
        let light = self.auto && app.light;
        let fits = |made: &(Option<String>, bool, Theme)| made.0 == accent && made.1 == light;
        let made = self.made.take().filter(fits).unwrap_or_else(|| {
            let definition = if light {
                let light = &mut self.light;
                // The built-in ones are sound: a test reads each.
                light.get_or_insert_with(|| Definition::built_in("light").unwrap_or_default())
            } else {
                &self.dark
            };
            let theme = Theme::new(definition, self.depth);
            let theme = match &accent {
                Some(color) => theme.with_accent(color),
                None => theme,
            };
            (accent, light, theme)
        });
        &self.made.insert(made).2
    }
}

/// How many colours there are on standard output.
#[must_use]
pub fn depth() -> Depth {
    match supports_color::on(Stream::Stdout) {
        _ if std::env::var_os("NO_COLOR").is_some_and(|set| !set.is_empty()) => Depth::None,
        None => Depth::None,
        Some(level) if level.has_16m => Depth::True,
        Some(level) if level.has_256 => Depth::Indexed,
        Some(_) => Depth::Ansi,
    }
}

fn read(name: &str, folder: Option<&Path>) -> Result<Definition, String> {
    let names: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
    let unknown = || format!("whoswho: no theme \"{name}\"; {}", suggestion(name, &names));
    // A name, not a path.
    if name.contains(['/', '\\']) {
        return Err(unknown());
    }
    let file = folder.ok_or_else(unknown)?.join(format!("{name}.toml"));
    if !file.exists() {
        return Err(unknown());
    }
    let text = files::read_small(&file)
        .map_err(|why| format!("whoswho: {} cannot be read: {why}", file.display()))?;
    let parsed = Definition::parse(&text, &file.display().to_string(), &built_in_text);
    parsed.map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        lines.join("\n")
    })
}
