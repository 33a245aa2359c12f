//! Who may import whom: the table that keeps the middle pure, checked over
//! every path in the code and not only over `use` lines.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that reads the sources; one that cannot be read or parsed fails it"
)]

mod layers {
    pub(crate) mod paths;
    pub(crate) mod table;
}

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use layers::paths::Module;
use layers::table::{ROWS, offence};

/// Every Rust file under a folder.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The offences in one file's text, as `line: path: reason`.
fn offences(module: &Module, text: &str) -> Vec<String> {
    module
        .paths(text)
        .iter()
        .filter_map(|used| {
            let reason = offence(module.folder(), used)?;
            Some(format!(
                "{}: {}: {reason}",
                used.line,
                used.segments.join("::")
            ))
        })
        .collect()
}

#[test]
fn nothing_in_the_code_crosses_a_layer() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    assert!(files.len() > 10, "the code is not where it was: {files:?}");
    let mut found = Vec::new();
    for file in files {
        let relative = file.strip_prefix(&src).unwrap();
        let module = Module::of_file(relative);
        let text = std::fs::read_to_string(&file).unwrap();
        for offence in offences(&module, &text) {
            found.push(format!("src/{}:{offence}", relative.display()));
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn every_folder_has_a_row() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in std::fs::read_dir(src).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let is_root = ["lib", "main"].contains(&name.as_str());
        let has_row = ROWS.iter().any(|row| row.folder == name);
        assert!(is_root || has_row, "src/{name} is in no row of the table");
    }
}

/// Names as a cell of a Markdown table.
fn cell(names: &[&str]) -> String {
    let code: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match code.join(", ") {
        none if none.is_empty() => " ".to_owned(),
        _ if names == ["*"] => " any ".to_owned(),
        some => format!(" {some} "),
    }
}

#[test]
fn the_documentation_has_the_table() {
    let read = |name| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(root.join(name)).unwrap()
    };
    let mut table = String::from(
        "| folder | folders of ours | crates | the outside |\n| --- | --- | --- | --- |\n",
    );
    let map = read("src/lib.rs");
    for row in ROWS {
        let (folder, ours, crates) = (row.folder, cell(row.ours), cell(row.crates));
        let outside = if row.does_io { " yes " } else { " " };
        // Writing to a String cannot fail.
        let _ = writeln!(table, "| `{folder}` |{ours}|{crates}|{outside}|");
        let line = format!("//! | `{folder}` |{ours}|\n");
        assert!(map.contains(&line), "src/lib.rs is to have:\n{line}");
    }
    assert!(
        read("CONTRIBUTING.md").contains(&table),
        "CONTRIBUTING.md is to have:\n{table}"
    );
}

/// Bad sources by file, and the line and path that must be flagged.
const BAD: &[(&str, &str, &str)] = &[
    (
        "text/tests.rs",
        "use crate::keys::Key;",
        "1: crate::keys::Key",
    ),
    (
        "app.rs",
        "use crate::runtime::net;",
        "1: crate::runtime::net",
    ),
    (
        "app.rs",
        "use crate::{keys, ui::theme};",
        "1: crate::ui::theme",
    ),
    (
        "app.rs",
        "use crate::{keys::{self}, runtime as r};",
        "1: crate::runtime",
    ),
    ("app.rs", "use super::ui;", "1: crate::ui"),
    (
        "app/listing.rs",
        "use super::super::ui::theme;",
        "1: crate::ui::theme",
    ),
    (
        "app/listing/page.rs",
        "use super::super::super::runtime;",
        "1: crate::runtime",
    ),
    (
        "app.rs",
        "mod a { mod b { use super::super::super::ui; } }",
        "1: crate::ui",
    ),
    ("app.rs", "use crate::*;", "1: crate::*"),
    ("app.rs", "use crate as all;", "1: crate"),
    ("app.rs", "use super::*;", "1: crate::*"),
    ("app.rs", "use tokio as t;", "1: tokio"),
    ("app.rs", "use ::tokio::spawn;", "1: tokio::spawn"),
    ("app.rs", "extern crate tokio as t;", "1: tokio"),
    ("app.rs", "pub use reqwest::Client;", "1: reqwest::Client"),
    (
        "app.rs",
        "fn f() {\n    crate::runtime::go();\n}",
        "2: crate::runtime::go",
    ),
    ("app.rs", "fn f() { tokio::spawn(g()); }", "1: tokio::spawn"),
    (
        "app.rs",
        "fn f() -> Option<Vec<crate::ui::Theme>> { None }",
        "1: crate::ui::Theme",
    ),
    (
        "app.rs",
        "struct S { c: reqwest::Client }",
        "1: reqwest::Client",
    ),
    (
        "app.rs",
        "impl crate::ui::Draw for S {}",
        "1: crate::ui::Draw",
    ),
    (
        "app.rs",
        "fn f<T: crate::ui::Draw>() {}",
        "1: crate::ui::Draw",
    ),
    (
        "app.rs",
        "fn f(x: X) { match x { crate::ui::X::A => {} } }",
        "1: crate::ui::X::A",
    ),
    (
        "app.rs",
        "fn f() { <X as crate::ui::Draw>::draw(); }",
        "1: crate::ui::Draw::draw",
    ),
    ("app.rs", "fn f() { tokio::join!(a, b); }", "1: tokio::join"),
    (
        "app.rs",
        "fn f() { assert!(crate::ui::ok()); }",
        "1: crate::ui::ok",
    ),
    (
        "app.rs",
        "fn f() { vec![g(vec![tokio::spawn(a)])]; }",
        "1: tokio::spawn",
    ),
    (
        "app.rs",
        "macro_rules! m { () => { $crate::runtime::go() } }",
        "1: crate::runtime::go",
    ),
    ("app.rs", "m! { use tokio::{fs, net}; }", "1: tokio"),
    ("app.rs", "m! { use crate::{ui, keys}; }", "1: crate"),
    ("app.rs", "#[tokio::main] fn f() {}", "1: tokio::main"),
    (
        "app.rs",
        "#[derive(ratatui::Widget)] struct S;",
        "1: ratatui::Widget",
    ),
    (
        "app.rs",
        "#[serde(with = \"crate::runtime::codec\")] struct S;",
        "1: crate::runtime::codec",
    ),
    ("app.rs", "pub(in crate::ui) fn f() {}", "1: crate::ui"),
    (
        "app.rs",
        "use crossterm::event::Event;",
        "1: crossterm::event::Event",
    ),
    ("app.rs", "fn f() { std::fs::read(p); }", "1: std::fs::read"),
    ("app.rs", "use std::{env, fmt};", "1: std::env"),
    (
        "app.rs",
        "use std::time::{Duration, Instant};",
        "1: std::time::Instant",
    ),
    ("app.rs", "use std::time::*;", "1: std::time::*"),
    (
        "app.rs",
        "fn f() { std::time::SystemTime::now(); }",
        "1: std::time::SystemTime::now",
    ),
    ("app.rs", "fn f() { Clock::now(); }", "1: Clock::now"),
    (
        "app.rs",
        "fn f() { Timestamp::now(); }",
        "1: Timestamp::now",
    ),
    (
        "ui/table.rs",
        "fn f() { jiff::Zoned::now(); }",
        "1: jiff::Zoned::now",
    ),
    (
        "ui/table.rs",
        "use crate::config::Config;",
        "1: crate::config::Config",
    ),
    ("text.rs", "use crate::keys::Key;", "1: crate::keys::Key"),
    (
        "text/escape.rs",
        "use super::super::keys::Key;",
        "1: crate::keys::Key",
    ),
    ("keys.rs", "use super::config;", "1: crate::config"),
    (
        "export/csv.rs",
        "use crate::app::App;",
        "1: crate::app::App",
    ),
    (
        "demo/people.rs",
        "use crate::directory::call::Call;",
        "1: crate::directory::call::Call",
    ),
    ("runtime/net.rs", "use crate::demo;", "1: crate::demo"),
    (
        "runtime/net.rs",
        "use crate::cli::Arguments;",
        "1: crate::cli::Arguments",
    ),
    (
        "cli.rs",
        "use crate::text::Untrusted;",
        "1: crate::text::Untrusted",
    ),
    (
        "cli.rs",
        "use whoswho::text::Untrusted;",
        "1: crate::text::Untrusted",
    ),
    (
        "elsewhere/mod.rs",
        "use crate::text::Untrusted;",
        "1: crate::text::Untrusted",
    ),
];

#[test]
fn each_way_around_the_table_is_found() {
    for (file, text, expected) in BAD {
        let found = offences(&Module::of_file(Path::new(file)), text);
        assert!(
            found.len() == 1 && found[0].starts_with(&format!("{expected}: ")),
            "{file}: {text}\nexpected {expected}\nfound {found:?}"
        );
    }
}

#[test]
fn what_is_allowed_is_let_through() {
    for (file, text) in [
        (
            "app.rs",
            "use crate::{directory::call::{Call, Reply}, keys, text::*};",
        ),
        (
            "app.rs",
            "mod update; use update::run; use self::update as u; fn f() { update::go(); }",
        ),
        (
            "app/listing.rs",
            "use super::filter; fn f() { super::filter::go(); super::super::keys::x(); }",
        ),
        (
            "app.rs",
            "fn f() { std::mem::take(x); Vec::new(); Self::g(); usize::MAX; }",
        ),
        (
            "app.rs",
            "use std::time::Duration; fn f(now: Now) { Now::later(now); }",
        ),
        // A module or a binding may be called as a crate is.
        ("app.rs", "mod url; fn f() { url::parse(); }"),
        (
            "export.rs",
            "mod csv; fn f() { csv::write(); self::csv::write(); }",
        ),
        ("app.rs", "fn f() { let tokio = 1; g(tokio); x.tokio(); }"),
        (
            "app.rs",
            "/// See [`crate::runtime`].\nfn f() { g(\"crate::runtime::x\"); }",
        ),
        (
            "runtime/net.rs",
            "use crate::{app::App, ui, directory}; use std::fs; use reqwest::Client;",
        ),
        ("main.rs", "use whoswho::{cli, demo, runtime};"),
        ("lib.rs", "pub mod app; pub use app::App;"),
        (
            "text/tests.rs",
            "use super::*; use ratatui::buffer::Buffer;",
        ),
        (
            "text.rs",
            "mod tests { use super::*; use serde_json::json; }",
        ),
        (
            "ui/table.rs",
            "mod tests { use super::super::theme; use super::*; }",
        ),
    ] {
        let found = offences(&Module::of_file(Path::new(file)), text);
        assert!(found.is_empty(), "{file}: {text}\n{found:?}");
    }
}
