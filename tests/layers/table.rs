//! The table, and what it says of one path.

use super::paths::Used;

/// What one folder of `src` may name.
pub(crate) struct Row {
    pub folder: &'static str,
    /// Folders of ours.
    pub ours: &'static [&'static str],
    /// Crates of others. `std` is every folder's.
    pub crates: &'static [&'static str],
    /// Whether it may touch the outside: clocks, files, the environment,
    /// sockets, processes, threads.
    pub does_io: bool,
}

/// Stands for every crate.
const ANY: &str = "*";

pub(crate) const ROWS: [Row; 11] = [
    Row {
        folder: "text",
        ours: &[],
        crates: &[
            "memchr",
            "strsim",
            "unicode_normalization",
            "unicode_segmentation",
            "unicode_width",
        ],
        does_io: false,
    },
    Row {
        folder: "keys",
        ours: &["text"],
        crates: &[],
        does_io: false,
    },
    Row {
        folder: "directory",
        ours: &["text"],
        crates: &[
            "httpdate",
            "jiff",
            "memchr",
            "percent_encoding",
            "secrecy",
            "serde",
            "serde_json",
            "toml",
            "url",
        ],
        does_io: false,
    },
    Row {
        folder: "config",
        ours: &["keys", "directory", "text"],
        crates: &["serde", "toml", "toml_edit", "url"],
        does_io: false,
    },
    Row {
        folder: "export",
        ours: &["directory", "text"],
        crates: &["csv", "serde_json"],
        does_io: false,
    },
    Row {
        folder: "app",
        ours: &["directory", "config", "keys", "export", "text"],
        crates: &[
            "flate2",
            "jiff",
            "memchr",
            "nucleo_matcher",
            "serde",
            "serde_json",
            "tui_input",
            "unicode_segmentation",
        ],
        does_io: false,
    },
    Row {
        folder: "ui",
        ours: &["app", "directory", "keys", "text"],
        crates: &[
            "jiff",
            "ratatui",
            "serde",
            "toml",
            "unicode_segmentation",
            "unicode_width",
        ],
        does_io: false,
    },
    Row {
        folder: "demo",
        ours: &[],
        crates: &[
            "axum",
            "fake",
            "jiff",
            "rand",
            "rand_chacha",
            "serde",
            "serde_json",
            "tokio",
        ],
        does_io: true,
    },
    Row {
        folder: "runtime",
        ours: &["app", "config", "directory", "export", "keys", "text", "ui"],
        crates: &[ANY],
        does_io: true,
    },
    Row {
        folder: "cli",
        ours: &[],
        crates: &["clap", "clap_complete", "jiff"],
        does_io: false,
    },
    Row {
        folder: "commands",
        ours: &[
            "app",
            "cli",
            "config",
            "demo",
            "directory",
            "export",
            "keys",
            "runtime",
            "text",
            "ui",
        ],
        crates: &[ANY],
        does_io: true,
    },
];

/// What of `std` is the outside.
const OUTSIDE: [&[&str]; 9] = [
    &["fs"],
    &["env"],
    &["net"],
    &["os"],
    &["process"],
    &["thread"],
    &["io", "stdin"],
    &["io", "stdout"],
    &["io", "stderr"],
];

/// Why code in a folder must not name a path, if it must not. A path is what
/// [`super::paths::Module::paths`] gives: `crate` first for what is ours, the
/// crate's name first for what is others', anything else for what is in scope.
///
/// Tests stay within the folders too, and may use any crate to judge by.
pub(crate) fn offence(folder: Option<&str>, used: &Used) -> Option<String> {
    // The crate's root and `main` may name all.
    let folder = folder?;
    let Some(row) = ROWS.iter().find(|row| row.folder == folder) else {
        return Some(format!("src/{folder} is in no row of the table"));
    };
    let path: Vec<&str> = used.segments.iter().map(String::as_str).collect();
    match path.as_slice() {
        ["crate"] => Some("the whole crate: name the folder".to_owned()),
        ["crate", other, ..] if *other == folder || row.ours.contains(other) => None,
        ["crate", other, ..] => Some(format!("{folder} may not import {other}")),
        [.., clock, "now"] if !row.does_io && clock.starts_with(char::is_uppercase) => {
            Some(format!("{folder} is told the time"))
        }
        ["std" | "core" | "alloc", rest @ ..] => (!row.does_io && reaches_outside(rest))
            .then(|| format!("{folder} does not touch the outside")),
        [first, ..] if used.in_tests || !is_crate(first) => None,
        [first, ..] if row.crates.contains(first) || row.crates == [ANY] => None,
        [first, ..] => Some(format!("{folder} may not use {first}")),
        [] => None,
    }
}

fn reaches_outside(path: &[&str]) -> bool {
    match path {
        // A `SystemTime` can be told, and its `now` is seen to above; an
        // `Instant` cannot.
        ["time", "Instant" | "*", ..] | ["*"] => true,
        _ => OUTSIDE.iter().any(|outside| path.starts_with(outside)),
    }
}

/// Whether a name is that of a crate this one depends on.
fn is_crate(name: &str) -> bool {
    let manifest = include_str!("../../Cargo.toml");
    let mut in_dependencies = false;
    for line in manifest.lines() {
        if let Some(table) = line.strip_prefix('[') {
            in_dependencies = table.contains("dependencies");
        } else if in_dependencies
            && let Some((key, _)) = line.split_once('=')
            && key.trim().replace('-', "_") == name
        {
            return true;
        }
    }
    false
}
