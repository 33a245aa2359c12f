//! A theme's file: read, joined with what it inherits from, and checked.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use super::contrast::readable;
use super::depth::{ansi_of_name, is_bright};
use super::{BUILT_IN, Depth, Role, Roles};
use crate::directory::strict::{Document, Path, Problem};
use crate::text::suggestion;

/// A theme as its file says it, for terminals of any depth.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Definition {
    description: String,
    background: Option<Background>,
    palette: BTreeMap<String, Color>,
    roles: BTreeMap<Role, Look>,
    /// Those of `roles` that look different in 16 colours.
    ansi: BTreeMap<Role, Look>,
}

/// What a theme's colours are made for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Background {
    like: Ground,
    color: Color,
    always: bool,
}

/// What a background is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ground {
    /// Darker than what is on it.
    Dark,
    /// Lighter than what is on it.
    Light,
}

impl Ground {
    /// As theme files write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }
}

/// The file.
#[derive(Deserialize)]
struct File {
    #[serde(default)]
    description: String,
    #[serde(default)]
    inherits: Option<String>,
    #[serde(default)]
    background: Option<WrittenBackground>,
    #[serde(default)]
    palette: BTreeMap<String, String>,
    #[serde(default)]
    roles: Roles,
    #[serde(default)]
    ansi: Roles,
}

/// What a theme's colours are made for, as its file has it.
#[derive(Deserialize)]
struct WrittenBackground {
    like: Ground,
    color: String,
    #[serde(default)]
    always: bool,
}

/// What a role looks like, its colours by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a key of the file and independent of the others"
)]
pub(super) struct Look {
    fg: Option<String>,
    bg: Option<String>,
    bold: bool,
    dim: bool,
    italic: bool,
    underline: bool,
    reverse: bool,
}

/// The most themes that may inherit from one another in a row; more is a
/// circle.
const LONGEST_LINE: usize = 8;

impl Definition {
    /// The theme that a text says. `file` is its name in problems; `text_of`
    /// gives the text of another theme by name, for what it inherits from.
    ///
    /// # Errors
    /// What is wrong with it: all unknown keys and the first value that does
    /// not fit, else all colours that are none and all roles that neither it
    /// nor what it inherits from has.
    pub fn parse(
        text: &str,
        file: &str,
        text_of: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, Vec<Problem>> {
        let definition = Self::read(text, file, text_of, LONGEST_LINE)?;
        let missing: Vec<_> = Role::ALL
            .into_iter()
            .filter(|role| !definition.roles.contains_key(role))
            .map(|role| Problem {
                file: file.to_owned(),
                line: 1,
                column: 1,
                message: format!("the role \"{}\" is missing", role.name()),
            })
            .collect();
        if missing.is_empty() {
            Ok(definition)
        } else {
            Err(missing)
        }
    }

    /// The built-in theme of that name.
    #[must_use]
    pub fn built_in(name: &str) -> Option<Self> {
        Self::parse(&built_in_text(name)?, name, &built_in_text).ok()
    }

    /// The theme without any colour.
    pub(super) fn colourless() -> Self {
        // It has no file to be wrong: a test reads every built-in theme.
        Self::built_in("colourless").unwrap_or_default()
    }

    fn read(
        text: &str,
        file: &str,
        text_of: &dyn Fn(&str) -> Option<String>,
        line_left: usize,
    ) -> Result<Self, Vec<Problem>> {
        let document = Document::parse(text, file)?;
        let read: File = document.read()?;
        let mut definition = match &read.inherits {
            None => Self::default(),
            Some(name) => {
                let at = Path::Root.key("inherits");
                let Some(parent) = text_of(name) else {
                    let message = format!("there is no theme \"{name}\"");
                    return Err(vec![document.problem(&at, &message)]);
                };
                if line_left == 0 {
                    let message = format!("\"{name}\" inherits from itself in the end");
                    return Err(vec![document.problem(&at, &message)]);
                }
                Self::read(&parent, name, text_of, line_left - 1)?
            }
        };
        definition.add(read, &document)?;
        Ok(definition)
    }

    /// Puts what a file says over what is there.
    fn add(&mut self, read: File, document: &Document<'_>) -> Result<(), Vec<Problem>> {
        let mut problems = Vec::new();
        // Another theme's description is not true of this one.
        self.description = read.description;
        for (name, text) in read.palette {
            if let Some(color) = own_color(&text) {
                self.palette.insert(name, color);
            } else {
                let message = format!("not a colour; {COLORS}");
                let at = Path::Root.key("palette");
                problems.push(document.problem(&at.key(&name), &message));
            }
        }
        if let Some(written) = read.background {
            let known = self.palette.get(&written.color).copied();
            if let Some(color @ Color::Rgb(..)) = known.or_else(|| hex(&written.color)) {
                self.background = Some(Background {
                    like: written.like,
                    color,
                    always: written.always,
                });
            } else {
                let message = "a background is \"#rrggbb\", or such a colour of the palette";
                let at = Path::Root.key("background");
                problems.push(document.problem(&at.key("color"), message));
            }
        }
        for (table, looks, target) in [
            ("roles", read.roles, &mut self.roles),
            ("ansi", read.ansi, &mut self.ansi),
        ] {
            for (role, look) in looks.into_looks() {
                for (key, color) in [("fg", &look.fg), ("bg", &look.bg)] {
                    let Some(name) = color else { continue };
                    if let Err(message) = check_color(name, &self.palette, table == "ansi") {
                        let at = Path::Root.key(table);
                        let at = at.key(role.name());
                        problems.push(document.problem(&at.key(key), &message));
                    }
                }
                target.insert(role, look);
            }
        }
        problems.sort_by_key(|problem| (problem.line, problem.column));
        if problems.is_empty() {
            Ok(())
        } else {
            Err(problems)
        }
    }

    /// What it is, in a line; empty where its file does not say.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }

    /// What background it is made for; none if it is read on any.
    #[must_use]
    pub fn ground(&self) -> Option<Ground> {
        self.background.as_ref().map(|background| background.like)
    }

    /// What is painted behind everything on a terminal of that background;
    /// none where the terminal's own stays.
    pub(super) fn painted(&self, terminal: Option<Ground>, depth: Depth) -> Option<Color> {
        // In 16 colours each role is of the terminal's own, which are made for
        // its background.
        if matches!(depth, Depth::None | Depth::Ansi) {
            return None;
        }
        let background = self.background.as_ref()?;
        let needed = background.always || terminal != Some(background.like);
        needed.then(|| depth.reduce(background.color))
    }

    /// What a profile may be coloured: a name of the palette, else the
    /// terminal's own colour of that name, or `#rrggbb`, as near to it as can
    /// be read here. None where nobody knows such a colour.
    pub(super) fn accent(&self, color: &str, own: Color, depth: Depth) -> Option<Color> {
        let in_palette = match depth {
            Depth::Ansi => None,
            _ => self.palette.get(color).copied(),
        };
        let named = in_palette.or_else(|| ansi_of_name(color, is_bright(own)));
        let color = named.or_else(|| hex(color).map(|color| self.readable(color)))?;
        Some(depth.reduce(color))
    }

    /// The colour nearest to one that is read on the background that this is
    /// made for, and on its selected row.
    fn readable(&self, color: Color) -> Color {
        let Some(background) = &self.background else {
            return color;
        };
        let selected = self.style(Role::Selected, Depth::True).bg;
        let grounds = [background.color, selected.unwrap_or(background.color)];
        readable(color, &grounds, background.like == Ground::Dark)
    }

    /// What a role looks like at a depth.
    pub(super) fn style(&self, role: Role, depth: Depth) -> Style {
        let own = match depth {
            Depth::Ansi => self.ansi.get(&role),
            _ => None,
        };
        let Some(look) = own.or_else(|| self.roles.get(&role)) else {
            return Style::new();
        };
        let color = |name: &Option<String>| {
            let name = name.as_deref()?;
            let color = match own {
                Some(_) => own_color(name),
                None => self.palette.get(name).copied().or_else(|| own_color(name)),
            };
            color.map(|color| depth.reduce(color))
        };
        let mut modifier = Modifier::empty();
        modifier.set(Modifier::BOLD, look.bold);
        modifier.set(Modifier::DIM, look.dim);
        modifier.set(Modifier::ITALIC, look.italic);
        modifier.set(Modifier::UNDERLINED, look.underline);
        modifier.set(Modifier::REVERSED, look.reverse);
        Style {
            fg: color(&look.fg),
            bg: color(&look.bg),
            ..Style::new().add_modifier(modifier)
        }
    }
}

/// The text of the built-in theme of that name.
#[must_use]
pub fn built_in_text(name: &str) -> Option<String> {
    let (_, text) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
    Some((*text).to_owned())
}

/// What a colour may be, for messages.
const COLORS: &str = "write \"#rrggbb\", or one of the terminal's own: \"red\", \"bright-blue\", \
                      \"default\"";

/// A colour that is no name of a palette: `#rrggbb`, or one of the terminal's.
fn own_color(text: &str) -> Option<Color> {
    Some(match text {
        "default" => Color::Reset,
        "black" => Color::Black,
        "red" => Color::Red,
        "green" => Color::Green,
        "yellow" => Color::Yellow,
        "blue" => Color::Blue,
        "magenta" => Color::Magenta,
        "cyan" => Color::Cyan,
        "white" => Color::Gray,
        "bright-black" => Color::DarkGray,
        "bright-red" => Color::LightRed,
        "bright-green" => Color::LightGreen,
        "bright-yellow" => Color::LightYellow,
        "bright-blue" => Color::LightBlue,
        "bright-magenta" => Color::LightMagenta,
        "bright-cyan" => Color::LightCyan,
        "bright-white" => Color::White,
        _ => return hex(text),
    })
}

/// The colour that `#rrggbb` spells.
pub(super) fn hex(text: &str) -> Option<Color> {
    let digits = text.strip_prefix('#')?;
    if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let [_, r, g, b] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some(Color::Rgb(r, g, b))
}

/// Says what is wrong with a role's colour, if something is.
fn check_color(name: &str, palette: &BTreeMap<String, Color>, is_ansi: bool) -> Result<(), String> {
    let own = own_color(name);
    if is_ansi {
        return match own {
            Some(Color::Rgb(..)) | None => {
                Err("only the terminal's own 16 here, as \"red\" or \"bright-blue\"".to_owned())
            }
            Some(_) => Ok(()),
        };
    }
    if own.is_some() || palette.contains_key(name) {
        return Ok(());
    }
    if name.starts_with('#') {
        return Err(format!("not a colour; {COLORS}"));
    }
    let names: Vec<_> = palette.keys().map(String::as_str).collect();
    Err(format!(
        "the palette has no \"{name}\"; {}",
        suggestion(name, &names)
    ))
}
