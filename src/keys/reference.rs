//! The key table for the README and for `whoswho keys`.

use std::fmt::Write as _;

use super::action::{Action, Group, Mode};
use super::keymap::Keymap;

/// One line of the table: an action and the keys it has in some modes.
struct Row {
    keys: Vec<String>,
    modes: String,
    action: Action,
}

/// The lines of a group: one for each action and each set of keys it has.
fn rows(keymap: &Keymap, group: Group) -> Vec<Row> {
    let mut rows = Vec::new();
    for action in Action::all().filter(|action| action.group() == group) {
        let mut by_keys: Vec<(Vec<String>, Vec<&str>)> = Vec::new();
        for mode in Mode::ALL {
            let keys: Vec<String> = keymap
                .own_keys(action, mode)
                .iter()
                .map(|keys| keys.label())
                .collect();
            if keys.is_empty() {
                continue;
            }
            match by_keys.iter_mut().find(|(known, _)| *known == keys) {
                Some((_, modes)) => modes.push(mode.name()),
                None => by_keys.push((keys, vec![mode.name()])),
            }
        }
        rows.extend(by_keys.into_iter().map(|(keys, modes)| Row {
            keys,
            modes: modes.join(", "),
            action,
        }));
    }
    rows
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
            let _ = writeln!(
                out,
                "| {} | {} | {} | `{}` |",
                keys.join(" "),
                row.action.help(),
                row.modes,
                row.action
            );
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
    let groups = Group::ALL.map(|group| (group, rows(keymap, group)));
    let widest = |cell: fn(&Row) -> usize| {
        let rows = groups.iter().flat_map(|(_, rows)| rows);
        rows.map(cell).max().unwrap_or(0)
    };
    let keys_of = |row: &Row| row.keys.join("  ");
    let keys_width = widest(|row| row.keys.join("  ").chars().count());
    let name_width = widest(|row| row.action.name().len());
    let modes_width = widest(|row| row.modes.len());
    let mut out = String::new();
    for (index, (group, rows)) in groups.iter().enumerate() {
        let gap = if index == 0 { "" } else { "\n" };
        let _ = writeln!(out, "{gap}{}", group.title());
        for row in rows {
            let _ = writeln!(
                out,
                "  {:keys_width$}  {:name_width$}  {:modes_width$}  {}",
                keys_of(row),
                row.action.name(),
                row.modes,
                row.action.help()
            );
        }
    }
    out
}
