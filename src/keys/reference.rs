//! The key table for the README and for `whoswho keys`.

use std::fmt::Write as _;

use super::action::{Action, Group, Mode};
use super::keymap::Keymap;

/// One line of the table: what some keys do in some modes.
struct Row {
    keys: Vec<String>,
    modes: String,
    /// More than one where neighbours share their help, as `resource-1` to `-9`.
    actions: Vec<Action>,
    help: &'static str,
}

impl Row {
    /// The first and the last of the names, each as `written`.
    fn names(&self, written: impl Fn(Action) -> String) -> String {
        match self.actions.as_slice() {
            [first, .., last] => format!("{} … {}", written(*first), written(*last)),
            one => one.iter().copied().map(written).collect(),
        }
    }
}

/// The lines of a group: one for each action and each set of keys it has.
fn rows(keymap: &Keymap, group: Group) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for action in Action::all().filter(|action| action.group() == group) {
        for (keys, modes) in keys_and_modes(keymap, action) {
            let modes = modes.join(", ");
            match rows.last_mut() {
                Some(row) if row.help == action.help() && row.modes == modes => {
                    row.keys.extend(keys);
                    row.actions.push(action);
                }
                _ => rows.push(Row {
                    keys,
                    modes,
                    actions: vec![action],
                    help: action.help(),
                }),
            }
        }
    }
    rows
}

/// The keys of an action, each set of them with the modes that have it.
fn keys_and_modes(keymap: &Keymap, action: Action) -> Vec<(Vec<String>, Vec<&'static str>)> {
    let mut found: Vec<(Vec<String>, Vec<&str>)> = Vec::new();
    for mode in Mode::ALL {
        let keys: Vec<String> = keymap
            .own_keys(action, mode)
            .iter()
            .map(|keys| keys.label())
            .collect();
        match found.iter_mut().find(|(known, _)| *known == keys) {
            _ if keys.is_empty() => {}
            Some((_, modes)) => modes.push(mode.name()),
            None => found.push((keys, vec![mode.name()])),
        }
    }
    found
}

/// The keys as a Markdown table, a heading row for each group.
#[must_use]
pub fn markdown_table(keymap: &Keymap) -> String {
    let mut out = String::from("| key | does | where | name |\n| --- | --- | --- | --- |\n");
    for group in Group::ALL {
        // Writing to a String cannot fail, here and below.
        let _ = writeln!(out, "| **{}** | | | |", group.title());
        for row in rows(keymap, group) {
            let keys: Vec<String> = row.keys.iter().map(|keys| code(keys)).collect();
            let names = row.names(|action| format!("`{action}`"));
            let (keys, help, modes) = (keys.join(" "), row.help, row.modes);
            let _ = writeln!(out, "| {keys} | {help} | {modes} | {names} |");
        }
    }
    out
}

/// A Markdown code span within a table.
fn code(keys: &str) -> String {
    let keys = keys.replace('|', "\\|");
    if keys.contains('`') {
        format!("`` {keys} ``")
    } else {
        format!("`{keys}`")
    }
}

/// The keys as aligned text for a terminal, a heading for each group.
#[must_use]
pub fn plain_table(keymap: &Keymap) -> String {
    let groups: Vec<(Group, Vec<[String; 4]>)> = Group::ALL
        .into_iter()
        .map(|group| {
            let cells = rows(keymap, group).into_iter().map(|row| {
                let names = row.names(|action| action.to_string());
                [row.keys.join("  "), names, row.modes, row.help.to_owned()]
            });
            (group, cells.collect())
        })
        .collect();
    // Characters, not columns: a bound key wider than that shifts only its line.
    let widest = |column: usize| {
        let rows = groups.iter().flat_map(|(_, rows)| rows);
        let widths = rows.map(|cells| cells[column].chars().count());
        widths.max().unwrap_or(0)
    };
    let (keys_width, names_width, modes_width) = (widest(0), widest(1), widest(2));
    let mut out = String::new();
    for (group, rows) in &groups {
        let gap = if out.is_empty() { "" } else { "\n" };
        let _ = writeln!(out, "{gap}{}", group.title());
        for [keys, names, modes, help] in rows {
            let _ = writeln!(
                out,
                "  {keys:keys_width$}  {names:names_width$}  {modes:modes_width$}  {help}"
            );
        }
    }
    out
}

#[cfg(test)]
mod tests;
