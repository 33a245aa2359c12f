//! Where a token comes from, as it is written.

use std::path::PathBuf;

use toml::de::DeValue;

use super::connection::TokenSource;
use super::reader::{Entry, Reading, Section, expected};
use crate::text::suggestion;

/// What a token may be.
const WAYS: [&str; 4] = ["env", "file", "command", "keyring"];

/// What may stand in its table: those, and what a command may have with it.
const KEYS: [&str; 5] = ["env", "file", "command", "keyring", "interactive"];

/// The source that stands beside `token` in the profile of that name. None
/// where it is not to be made out, which has been noted.
pub(super) fn read(
    reading: &mut Reading<'_>,
    entry: &Entry<'_>,
    profile: &str,
) -> Option<TokenSource> {
    if !entry.value.get_ref().is_table() {
        reading.problem(
            &entry.value.span(),
            &entry.path,
            "a token is never written into this file; say where it is, as in \
             { env = \"NAME\" }, { file = \"PATH\" }, { command = [\"PROGRAM\", \"ARGUMENT\"] } \
             or { keyring = true }",
        );
        return None;
    }
    let section = Section::of(entry, reading)?;
    // The keys here are not repeated: somebody may have put the token itself.
    for unknown in section.entries() {
        if !KEYS.contains(&unknown.key) {
            let what = format!("unknown key in it; {}", suggestion(unknown.key, &KEYS));
            reading.problem(&unknown.key_span, &entry.path, &what);
        }
    }
    let given: Vec<_> = section
        .entries()
        .into_iter()
        .filter(|way| WAYS.contains(&way.key))
        .collect();
    if given.is_empty()
        && section
            .entries()
            .iter()
            .any(|entry| entry.key != "interactive")
    {
        // The unknown key is the mistake.
        return None;
    }
    let [way] = given.as_slice() else {
        let (span, what) = match given.get(1) {
            Some(second) => (second.key_span.clone(), "must name one source only"),
            None => (
                entry.value.span(),
                "must name a source: env, file, command or keyring",
            ),
        };
        reading.problem(&span, &entry.path, what);
        return None;
    };
    let interactive = section.flag(reading, "interactive");
    if let (Some(misplaced), false) = (section.entry("interactive"), way.key == "command") {
        reading.problem(
            &misplaced.key_span,
            &misplaced.path,
            "goes with command only",
        );
    }
    match way.key {
        "env" => variable(reading, &section),
        "file" => Some(TokenSource::File(PathBuf::from(
            section.text(reading, "file")?.value,
        ))),
        "command" => Some(TokenSource::Command {
            argv: argv(reading, way)?,
            interactive: interactive.unwrap_or(false),
        }),
        _ => keyring(reading, &section, profile),
    }
}

fn variable(reading: &mut Reading<'_>, section: &Section<'_>) -> Option<TokenSource> {
    let text = section.text(reading, "env")?;
    if let Err(what) = check_variable(text.value) {
        reading.problem(&text.span, &text.path, what);
        return None;
    }
    Some(TokenSource::Env(text.value.to_owned()))
}

/// Says what is wrong with a variable's name, if something is.
pub(super) fn check_variable(name: &str) -> Result<(), &'static str> {
    let mut letters = name.chars();
    let is_name = letters
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && letters.all(|c| c.is_ascii_alphanumeric() || c == '_');
    if is_name && name.split('_').any(is_random) {
        Err("looks like a token; must be the name of the variable that holds it")
    } else if is_name {
        Ok(())
    } else {
        Err("must be a variable's name, without $: letters, digits and _")
    }
}

/// Whether this is what tokens are made of: a long run of letters and digits.
/// A token that was taken for a name would be repeated in messages.
fn is_random(run: &str) -> bool {
    run.len() >= 20
        && run.contains(|c: char| c.is_ascii_digit())
        && run.contains(|c: char| c.is_ascii_alphabetic())
}

fn argv(reading: &mut Reading<'_>, entry: &Entry<'_>) -> Option<Vec<String>> {
    const WANTED: &str = "a list of the program and its arguments, as in [\"pass\", \"show\", \
                          \"leadr\"] (there is no shell)";
    let DeValue::Array(items) = entry.value.get_ref() else {
        expected(reading, entry.value, &entry.path, WANTED);
        return None;
    };
    let mut argv = Vec::new();
    for item in items {
        let DeValue::String(argument) = item.get_ref() else {
            expected(reading, item, &entry.path, "text in quotes throughout");
            return None;
        };
        argv.push(argument.clone().into_owned());
    }
    if argv.first().is_none_or(String::is_empty) {
        reading.problem(
            &entry.value.span(),
            &entry.path,
            "must begin with the program to run",
        );
        return None;
    }
    Some(argv)
}

fn keyring(reading: &mut Reading<'_>, section: &Section<'_>, profile: &str) -> Option<TokenSource> {
    if section.flag(reading, "keyring")? {
        return Some(TokenSource::Keyring(profile.to_owned()));
    }
    let entry = section.entry("keyring")?;
    reading.problem(
        &entry.value.span(),
        &entry.path,
        "must be true, or another source named instead",
    );
    None
}
