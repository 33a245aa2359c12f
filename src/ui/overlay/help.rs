//! Every key, by what a person wants to do.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::frame::Extent;
use super::super::pen::{Pen, columns};
use super::super::scene::Scene;
use super::super::theme::Role;
use super::Window;
use crate::app::WithoutKey;
use crate::app::filter::LANGUAGE;
use crate::app::overlay::Help;
use crate::app::places::{Scrolls, Target};
use crate::keys::{Action, Group, Mode};
use crate::text::{self, fold};

/// From this width on, it has two columns.
const TWO_COLUMNS: u16 = 100;
/// The line that is typed, and the rule below it.
const HEAD: u16 = 2;
/// How wide the keys are.
const KEYS: usize = 14;

/// A row of help.
#[derive(Debug, Clone, PartialEq, Eq)]
enum HelpRow {
    Heading(String),
    /// An action.
    Line {
        keys: String,
        does: String,
        locked: Option<String>,
        /// What a click does, where the key would do it now.
        does_here: Option<Action>,
    },
    /// More about the action above it.
    More(String, Role),
    Gap,
}

/// Draws it.
pub(super) fn draw(scene: Scene<'_>, help: &Help, area: Rect, buffer: &mut Buffer) -> Position {
    let two = area.width >= TWO_COLUMNS && !scene.glyphs().said_aloud;
    // Frame, margins, and a blank between two columns.
    let inner = usize::from(area.width.saturating_sub(6));
    let width = if two { inner / 2 - 1 } else { inner };
    let halves = halves(scene, &fold(help.filter.value()), two, width);
    let all = halves[0].len();
    let mut window = Window::new("Help", inner, usize::from(area.height));
    let seen = window
        .rows_in(scene, area)
        .saturating_sub(usize::from(HEAD));
    let furthest = all.saturating_sub(seen);
    scene.places.borrow_mut().scrolls = Some(Scrolls { furthest, seen });
    let top = help.scroll.min(furthest);
    window.extent = Some(Extent {
        top: top as u64,
        seen: seen as u64,
        all: all as u64,
    });
    let inside = window.draw(scene, area, buffer);
    let mut pen = Pen::new(buffer, scene.theme, inside, 0);
    pen.text("/ ", Role::Key);
    let at = pen.position();
    let typed = scene.typed(help.filter.visible(pen.room()));
    if help.filter.is_empty() {
        pen.text("type to find a key", Role::Faint);
    } else {
        pen.text(&typed.text, Role::Text);
    }
    let mut rule = Pen::new(buffer, scene.theme, inside, 1);
    let width = rule.room();
    rule.repeat(scene.glyphs().border.across, width, Role::Faint);
    let body = Rect {
        y: inside.y.saturating_add(HEAD),
        height: inside.height.saturating_sub(HEAD),
        ..inside
    };
    if all == 0 {
        Pen::new(buffer, scene.theme, body, 0).text("No key does that.", Role::Muted);
    }
    let width = if two { body.width / 2 } else { body.width };
    for (half, x) in halves.iter().zip([body.x, body.x + width]) {
        let width = width.saturating_sub(1);
        let column = Rect { x, width, ..body };
        for (row, line) in (0..column.height).zip(half.iter().skip(top)) {
            if let HelpRow::Line {
                does_here: Some(action),
                ..
            } = line
            {
                scene.note_row(column, row, Target::Help(*action));
            }
            draw_row(line, &mut Pen::new(buffer, scene.theme, column, row));
        }
    }
    Position::new(at.x.saturating_add(columns(typed.cursor)), at.y)
}

fn draw_row(row: &HelpRow, pen: &mut Pen<'_>) {
    match row {
        HelpRow::Gap => {}
        HelpRow::Heading(title) => {
            pen.text(title, Role::Accent);
        }
        HelpRow::Line {
            keys, does, locked, ..
        } => {
            let role = if locked.is_some() {
                Role::Locked
            } else {
                Role::Text
            };
            let room = pen.room();
            pen.column(keys, keys_width(room), Role::Key);
            pen.skip(1).text(does, role);
        }
        HelpRow::More(words, role) => {
            let room = pen.room();
            pen.skip(keys_width(room) + 1).text(words, *role);
        }
    }
}

/// How wide the keys are in a column of that width.
const fn keys_width(width: usize) -> usize {
    if width < 3 * KEYS { width / 3 } else { KEYS }
}

/// Breaks what an action does into rows, and says below it why it is locked.
fn unfold(line: HelpRow, width: usize) -> Vec<HelpRow> {
    let HelpRow::Line {
        keys,
        does,
        locked,
        does_here,
    } = line
    else {
        return vec![line];
    };
    let room = width.saturating_sub(keys_width(width) + 1);
    let role = if locked.is_some() {
        Role::Locked
    } else {
        Role::Text
    };
    let mut rows = text::wrap(&does, room).into_iter();
    let first = rows.next().unwrap_or("").to_owned();
    let mut more: Vec<HelpRow> = rows
        .map(|row| HelpRow::More(row.to_owned(), role))
        .collect();
    if let Some(why) = &locked {
        let why = format!("locked: {why}");
        let rows = text::wrap(&why, room).into_iter();
        more.extend(rows.map(|row| HelpRow::More(row.to_owned(), Role::Locked)));
    }
    more.insert(
        0,
        HelpRow::Line {
            keys,
            does: first,
            locked,
            does_here,
        },
    );
    more
}

/// What works where the operator is, by what a person wants to do; below it
/// what works elsewhere. Only what holds the folded text. In two columns both
/// are as long, and what works here is in both of them above all else.
fn halves(scene: Scene<'_>, wanted: &str, two: bool, width: usize) -> [Vec<HelpRow>; 2] {
    let mut halves = [Vec::new(), Vec::new()];
    let keys = keys_width(width);
    for rows in [
        rows_here(scene, wanted, keys),
        rows_elsewhere(scene, wanted, keys),
    ] {
        if rows.is_empty() {
            continue;
        }
        let rows: Vec<HelpRow> = rows
            .into_iter()
            .flat_map(|row| unfold(row, width))
            .collect();
        let parts = if two {
            parted(&rows)
        } else {
            [rows.as_slice(), &[]]
        };
        let height = parts.iter().map(|part| part.len()).max().unwrap_or(0);
        for (half, part) in halves.iter_mut().zip(parts) {
            if !half.is_empty() {
                half.push(HelpRow::Gap);
            }
            let end = half.len() + height;
            half.extend_from_slice(part);
            half.resize(end, HelpRow::Gap);
        }
    }
    halves
}

fn rows_here(scene: Scene<'_>, wanted: &str, keys: usize) -> Vec<HelpRow> {
    let mut rows = Vec::new();
    if scene.app.filtering.is_some() {
        language(&mut rows, wanted);
    }
    for group in Group::ALL {
        let lines = Action::all()
            .filter(|action| action.group() == group)
            .filter_map(|action| line(scene, action, scene.mode(), keys));
        section(&mut rows, group.title(), lines, wanted);
    }
    rows
}

/// What can be typed in the filter line.
fn language(rows: &mut Vec<HelpRow>, wanted: &str) {
    let lines = LANGUAGE.into_iter().map(|(typed, finds)| HelpRow::Line {
        keys: typed.to_owned(),
        does: finds.to_owned(),
        locked: None,
        does_here: None,
    });
    section(rows, "In a filter", lines, wanted);
}

/// What has no key, and is given by its name.
fn commands(scene: Scene<'_>, rows: &mut Vec<HelpRow>, wanted: &str) {
    let lines = WithoutKey::all().map(|command| HelpRow::Line {
        keys: command.written(),
        does: command.help().to_owned(),
        locked: scene.app.locked_without_key(command),
        does_here: None,
    });
    section(rows, "Typed as a command", lines, wanted);
}

fn rows_elsewhere(scene: Scene<'_>, wanted: &str, keys: usize) -> Vec<HelpRow> {
    let here = scene.mode();
    let mut rows = Vec::new();
    if scene.app.filtering.is_none() {
        language(&mut rows, wanted);
    }
    commands(scene, &mut rows, wanted);
    for (mode, title) in [
        (Mode::Listing, "In the list"),
        (Mode::Form, "In a form"),
        (Mode::Review, "In a review"),
        (Mode::Menu, "In a menu"),
        (Mode::Input, "Where a line is typed"),
    ] {
        // The record's pane has the list's keys.
        if mode == here || (here == Mode::Detail && mode == Mode::Listing) {
            continue;
        }
        let lines = Action::all()
            .filter(|action| scene.key_in(*action, Mode::Everywhere).is_none())
            .filter_map(|action| line(scene, action, mode, keys));
        section(&mut rows, title, lines, wanted);
    }
    rows
}

fn section(
    rows: &mut Vec<HelpRow>,
    title: &str,
    lines: impl Iterator<Item = HelpRow>,
    wanted: &str,
) {
    let mut lines = lines.filter(|line| holds(line, wanted)).peekable();
    if lines.peek().is_none() {
        return;
    }
    if !rows.is_empty() {
        rows.push(HelpRow::Gap);
    }
    rows.push(HelpRow::Heading(title.to_owned()));
    rows.extend(lines);
}

/// The line of an action that a key does in a mode, with as many of its keys
/// as there is room for.
fn line(scene: Scene<'_>, action: Action, mode: Mode, room: usize) -> Option<HelpRow> {
    let keys = scene.app.keymap.keys_for(action, mode);
    if keys.is_empty() {
        return None;
    }
    let mut shown = String::new();
    for keys in keys {
        let label = keys.label();
        let label = scene.theme.said(&label);
        if !shown.is_empty() && text::width(&shown) + text::width(&label) + 2 > room {
            break;
        }
        if !shown.is_empty() {
            shown.push_str("  ");
        }
        shown.push_str(&label);
    }
    let does = match action.resource_index() {
        None => action.help().to_owned(),
        Some(at) => {
            let profile = scene.app.profile();
            let trail = profile.trails.get(at)?;
            profile.resource(&trail.resource)?.title.clone()
        }
    };
    // A slip of the hand does not end the program.
    let ends = matches!(action, Action::Quit | Action::Suspend | Action::Leave);
    Some(HelpRow::Line {
        keys: shown,
        does,
        locked: scene.app.locked(action),
        does_here: (mode == scene.mode() && !ends).then_some(action),
    })
}

fn holds(line: &HelpRow, wanted: &str) -> bool {
    match line {
        HelpRow::Line { keys, does, .. } => {
            wanted.is_empty() || fold(keys).contains(wanted) || fold(does).contains(wanted)
        }
        HelpRow::Heading(_) | HelpRow::More(..) | HelpRow::Gap => true,
    }
}

/// Rows in two parts of about the same length, parted where a section begins.
fn parted(rows: &[HelpRow]) -> [&[HelpRow]; 2] {
    let middle = rows.len().div_ceil(2);
    let at = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| **row == HelpRow::Gap)
        .map(|(at, _)| at)
        .min_by_key(|at| at.abs_diff(middle));
    match at {
        Some(at) => [&rows[..at], &rows[at + 1..]],
        None => [rows, &[]],
    }
}
