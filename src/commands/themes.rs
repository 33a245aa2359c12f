//! The themes, as a table.

use std::process::ExitCode;

use ratatui::style::{Modifier, Style};
use whoswho::runtime::paths::Paths;
use whoswho::runtime::terminal;
use whoswho::runtime::themes::{self, Listed};
use whoswho::text::{self, Untrusted};
use whoswho::ui::theme::{Definition, Depth, Ground, Role, Theme};

use super::{Failure, print_out};

/// The widths of the columns that are aligned. What follows them has no end.
const NAME: usize = 19;
const GROUND: usize = 5;
const ORIGIN: usize = 8;

/// Prints them, a line each: the name, the background it is made for, whose it
/// is, what it is, and the file of one's own. On a terminal with colours, each
/// line begins with those of its theme. One that is wrong says so in its line:
/// that it is in the list is what was asked for.
///
/// # Errors
/// If standard output cannot be written.
pub fn print() -> Result<ExitCode, Failure> {
    let paths = Paths::of_user().ok();
    let folder = paths.as_ref().map(Paths::themes);
    let depth = themes::depth();
    let lines: String = themes::list(folder.as_deref())
        .iter()
        .map(|listed| line(listed, depth))
        .collect();
    print_out(lines)?;
    Ok(ExitCode::SUCCESS)
}

fn line(listed: &Listed, depth: Depth) -> String {
    let shown = |text: &str| Untrusted::new(text).shown().to_string();
    let (swatch, ground, said) = match &listed.definition {
        Ok(theme) => (
            swatch(theme, depth),
            theme.ground().map_or("any", Ground::name),
            shown(theme.description()),
        ),
        Err(why) => (blank(depth), "-", shown(&format!("cannot be used: {why}"))),
    };
    let (origin, place) = match &listed.file {
        None => ("built in", String::new()),
        // What is wrong with a file begins with its name.
        Some(_) if listed.definition.is_err() => ("own", String::new()),
        Some(file) => ("own", shown(&file.display().to_string())),
    };
    let parts = [
        text::pad(&shown(&listed.name), NAME),
        text::pad(ground, GROUND),
        text::pad(origin, ORIGIN),
        said,
        place,
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{swatch}{}\n", parts.join("  "))
}

/// The roles that differ by their colour.
const SWATCH: [Role; 10] = [
    Role::Text,
    Role::Muted,
    Role::Faint,
    Role::Accent,
    Role::Match,
    Role::Key,
    Role::Good,
    Role::Warn,
    Role::Bad,
    Role::Changed,
];

/// A theme's colours side by side, on its background; nothing where there are
/// no colours.
fn swatch(theme: &Definition, depth: Depth) -> String {
    if depth == Depth::None {
        return String::new();
    }
    // As on a terminal that it is not made for, where it paints its background.
    let elsewhere = match theme.ground() {
        Some(Ground::Light) => Ground::Dark,
        _ => Ground::Light,
    };
    let theme = Theme::new(theme, depth).on(elsewhere);
    let on = |style: Style, text: &str| {
        let style = Style {
            bg: theme.background(),
            ..style.remove_modifier(Modifier::all())
        };
        terminal::styled(text, style)
    };
    let blocks = SWATCH.map(|role| on(theme.role(role), "██"));
    let edge = on(Style::new(), " ");
    format!("{edge}{}{edge}  ", blocks.concat())
}

/// As wide as a swatch.
fn blank(depth: Depth) -> String {
    match depth {
        Depth::None => String::new(),
        _ => " ".repeat(2 * SWATCH.len() + 4),
    }
}
