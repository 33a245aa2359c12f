//! What the documentation says is what the program does: its flags, its
//! configuration, its keys, its links.
//!
//! ```text
//! cargo test --test readme -- --ignored
//! ```
//!
//! writes the table of keys into the README anew.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test's edge: it reads the documents, and one that cannot be read fails it"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use whoswho::config::Config;
use whoswho::directory::builtin;
use whoswho::keys::{Keymap, markdown_table};
use whoswho::ui::theme::{Definition, built_in_text};

const KEYS_BEGIN: &str = "<!-- keys:begin -->\n";
const KEYS_END: &str = "<!-- keys:end -->";

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(name: &str) -> String {
    std::fs::read_to_string(file(name)).unwrap()
}

/// A document's parts: the lines of fenced blocks, with their language, and the
/// rest.
fn blocks(document: &str) -> Vec<(Option<&str>, Vec<&str>)> {
    let mut parts: Vec<(Option<&str>, Vec<&str>)> = vec![(None, Vec::new())];
    for line in document.lines() {
        match (line.strip_prefix("```"), parts.last().unwrap().0) {
            (Some(language), None) => parts.push((Some(language), Vec::new())),
            (Some(_), Some(_)) => parts.push((None, Vec::new())),
            (None, _) => parts.last_mut().unwrap().1.push(line),
        }
    }
    parts
}

/// Everything in a document that is set as code: lines of blocks that are not
/// TOML, and spans.
fn code(document: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (language, lines) in blocks(document) {
        match language {
            Some("toml") => {}
            Some(_) => found.extend(lines),
            None => found.extend(lines.iter().flat_map(|l| l.split('`').skip(1).step_by(2))),
        }
    }
    found
}

/// The part of a line of code that whoswho gets.
fn ours(code: &str) -> &str {
    match code.strip_prefix("cargo ") {
        Some(run) if run.starts_with("run") => run.split_once(" -- ").map_or("", |(_, ours)| ours),
        Some(_) => "",
        // A variable for the command behind it.
        None => match code.split_once(' ') {
            Some((variable, command)) if variable.contains('=') => ours(command),
            _ => code,
        },
    }
}

fn help_of(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_whoswho"))
        .args(arguments)
        .arg("--help")
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Whether a help text has this flag, rather than one that begins with it.
fn has_flag(help: &str, flag: &str) -> bool {
    help.split(|c: char| c.is_whitespace() || c == ',')
        .any(|word| word == flag)
}

#[test]
fn every_flag_and_command_in_the_readme_exists() {
    // What stands by itself may be any command's.
    let any = [&[][..], &["list"], &["get"]].map(help_of).concat();
    let readme = read("README.md");
    let mut flags = 0;
    let mut commands = 0;
    for code in code(&readme) {
        let code = ours(code);
        let words: Vec<&str> = code
            .strip_prefix("whoswho ")
            .unwrap_or("")
            .split_whitespace()
            .take_while(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
            .take_while(|word| !word.starts_with('-'))
            .collect();
        let own = (!words.is_empty()).then(|| help_of(&words));
        commands += usize::from(own.is_some());
        let help = own.as_ref().unwrap_or(&any);
        for word in code.split_whitespace() {
            if word.starts_with("--") || (word.len() == 2 && word.starts_with('-')) {
                assert!(has_flag(help, word), "`{code}`: no flag {word}");
                flags += 1;
            }
        }
    }
    assert!(flags >= 10, "{flags} flags were found");
    assert!(commands >= 3, "{commands} commands were found");
}

/// Whether a file below a folder has a line that holds all of these.
fn has_line(folder: &Path, texts: &[&str]) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return has_line(&path, texts);
        }
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        text.lines()
            .any(|line| texts.iter().all(|text| line.contains(text)))
    })
}

#[test]
fn every_figure_is_printed_by_a_test_that_exists() {
    let readme = read("README.md");
    let printed: Vec<&str> = code(&readme)
        .into_iter()
        .filter_map(|line| line.strip_suffix(" -- --nocapture"))
        .collect();
    assert!(printed.len() > 5, "{printed:?}");
    for command in printed {
        // Tests are chosen by a part of their names, modules set apart by `::`.
        let (_, chosen) = command.rsplit_once(' ').unwrap();
        let name = chosen.trim_end_matches("::").rsplit("::").next().unwrap();
        let there = ["src", "tests"].iter().any(|folder| {
            has_line(&file(folder), &["fn ", name]) || has_line(&file(folder), &["mod ", name])
        });
        assert!(there, "{command}");
    }
}

#[test]
fn every_configuration_and_theme_in_the_readme_is_one() {
    let readme = read("README.md");
    let (mut seen, mut themes) = (0, 0);
    for (language, lines) in blocks(&readme) {
        if language != Some("toml") {
            continue;
        }
        let text = lines.join("\n");
        if lines.contains(&"[palette]") {
            Definition::parse(&text, "README.md", &built_in_text).unwrap();
            themes += 1;
            continue;
        }
        let config = Config::parse(&text, "README.md").unwrap();
        for profile in &config.profiles {
            let description = builtin::description(&profile.directory).unwrap();
            let connection = config.resolve(profile, Arc::new(description), false);
            assert!(connection.is_ok(), "{}: {connection:?}", profile.name);
            seen += 1;
        }
    }
    assert_eq!(seen, 5, "the profiles that the README shows");
    assert_eq!(themes, 1, "the themes that the README shows");
}

/// A document before, between and after the marks of the table of keys.
fn around_keys(readme: &str) -> (&str, &str, &str) {
    let (before, rest) = readme.split_once(KEYS_BEGIN).unwrap();
    let (table, after) = rest.split_once(KEYS_END).unwrap();
    (before, table, after)
}

#[test]
fn the_table_of_keys_is_the_code_s() {
    let readme = read("README.md");
    let (_, table, _) = around_keys(&readme);
    assert!(
        table == markdown_table(&Keymap::default()),
        "the keys have changed: cargo test --test readme -- --ignored writes them anew"
    );
}

#[test]
#[ignore = "writes the README's table of keys"]
fn write_the_table_of_keys() {
    let readme = read("README.md");
    let (before, _, after) = around_keys(&readme);
    let table = markdown_table(&Keymap::default());
    let text = [before, KEYS_BEGIN, &table, KEYS_END, after].concat();
    std::fs::write(file("README.md"), text).unwrap();
}

/// What a document points to: `](to)`, `src="to"`, `srcset="to"`.
fn targets(document: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (begin, end) in [("](", ')'), ("src=\"", '"'), ("srcset=\"", '"')] {
        found.extend(
            document
                .split(begin)
                .skip(1)
                .filter_map(|rest| rest.split(end).next()),
        );
    }
    found
}

/// A heading's anchor, as GitHub makes it.
fn anchor(heading: &str) -> String {
    heading
        .trim_start_matches('#')
        .trim()
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[test]
fn what_the_documents_point_to_is_there() {
    for name in ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        let document = read(name);
        let anchors: Vec<String> = document
            .lines()
            .filter(|line| line.starts_with('#'))
            .map(anchor)
            .collect();
        for target in targets(&document) {
            if target.starts_with("https://") {
                continue;
            }
            match target.strip_prefix('#') {
                Some(wanted) => assert!(
                    anchors.iter().any(|anchor| anchor == wanted),
                    "{name}: no heading {target}"
                ),
                None => assert!(file(target).exists(), "{name}: no file {target}"),
            }
        }
    }
}
