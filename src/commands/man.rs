//! The manual page.

use std::io;
use std::process::ExitCode;

use clap::{Command, CommandFactory as _};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, italic, roman};

use super::{Failure, print_out};
use crate::cli::Cli;

/// What stands behind the commands, a section each: its title, and its entries.
const SECTIONS: [(&str, &[(&str, &str)]); 3] = [
    (
        "EXIT STATUS",
        &[
            ("0", "Done; an empty list too, and a reader that went away."),
            (
                "1",
                "The directory or the network refused: 401, 403, 429, 5xx, no answer in time.",
            ),
            (
                "2",
                "Bad arguments or configuration; nothing was sent to a directory.",
            ),
            ("3", "There is no such record."),
            ("130", "Interrupted (SIGINT). What was printed is whole."),
            ("143", "Terminated (SIGTERM). What was printed is whole."),
        ],
    ),
    (
        "FILES",
        &[
            (
                "~/.config/whoswho/config.toml",
                "The configuration: profiles, theme, keys.",
            ),
            (
                "~/.config/whoswho/directories/*.toml",
                "Descriptions of further directories.",
            ),
            ("~/.config/whoswho/themes/*.toml", "Further themes."),
            (
                "~/.local/state/whoswho/journal.jsonl",
                "Every change, written before it is sent and again with its outcome.",
            ),
            ("~/.local/state/whoswho/whoswho.log", "The log."),
        ],
    ),
    (
        "ENVIRONMENT",
        &[
            (
                "XDG_CONFIG_HOME, XDG_STATE_HOME",
                "Where the folders above are, instead of in ~/.config and ~/.local/state.",
            ),
            (
                "NO_COLOR",
                "If it is set and not empty, no colours are used.",
            ),
            ("TERM, COLORTERM", "What the terminal can show."),
            (
                "any that a profile names",
                "A profile's token, where its configuration says token = { env = \"NAME\" }.",
            ),
        ],
    ),
];

/// Prints the page: the program, each of its commands, and what they share.
///
/// # Errors
/// If it cannot be made or written.
pub fn print() -> Result<ExitCode, Failure> {
    let page = page().map_err(|why| {
        Failure::failed(format!("whoswho: the manual page cannot be made: {why}"))
    })?;
    print_out(page)?;
    Ok(ExitCode::SUCCESS)
}

fn page() -> io::Result<Vec<u8>> {
    let mut program = Cli::command();
    program.build();
    let main = Man::new(program.clone()).manual("User Commands");
    let mut page = Vec::new();
    main.render_title(&mut page)?;
    main.render_name_section(&mut page)?;
    let mut synopsis = Roff::new();
    synopsis.control("SH", ["SYNOPSIS"]);
    synopsis.text([bold("whoswho"), roman(" [OPTIONS] [COMMAND]")]);
    synopsis.to_writer(&mut page)?;
    main.render_description_section(&mut page)?;
    main.render_options_section(&mut page)?;
    let mut commands = Roff::new();
    commands.control("SH", ["COMMANDS"]);
    describe(&program, "whoswho", &mut commands);
    commands.to_writer(&mut page)?;
    let mut rest = Roff::new();
    for (title, entries) in SECTIONS {
        rest.control("SH", [title]);
        for (term, text) in entries {
            rest.control("TP", []);
            rest.text([bold(*term)]);
            rest.text([roman(*text)]);
        }
    }
    rest.to_writer(&mut page)?;
    main.render_version_section(&mut page)?;
    Ok(page)
}

/// Adds a section for each command below one, and for those below it.
fn describe(command: &Command, path: &str, page: &mut Roff) {
    let shown = |command: &&Command| !command.is_hide_set() && command.get_name() != "help";
    for command in command.get_subcommands().filter(shown) {
        let path = format!("{path} {}", command.get_name());
        if command.get_subcommands().next().is_some() {
            describe(command, &path, page);
            continue;
        }
        page.control("SS", [path.as_str()]);
        if let Some(about) = command.get_long_about().or_else(|| command.get_about()) {
            page.text([roman(format!("{about}."))]);
        }
        for argument in command.get_arguments() {
            // What every command takes stands above.
            if argument.is_global_set() || argument.is_hide_set() || argument.get_id() == "help" {
                continue;
            }
            page.control("TP", []);
            page.text(term(argument));
            page.text([roman(meaning(argument))]);
        }
        if let Some(more) = command.get_after_help() {
            page.control("PP", []);
            page.control("nf", []);
            page.text([roman(more.to_string())]);
            page.control("fi", []);
        }
    }
}

/// An argument's names and what it takes.
fn term(argument: &clap::Arg) -> Vec<clap_mangen::roff::Inline> {
    let mut names = Vec::new();
    if let Some(short) = argument.get_short() {
        names.push(format!("-{short}"));
    }
    if let Some(long) = argument.get_long() {
        names.push(format!("--{long}"));
    }
    let takes = argument.get_action().takes_values();
    let value = argument
        .get_value_names()
        .and_then(|names| names.first())
        .map_or_else(
            || argument.get_id().to_string().to_uppercase(),
            ToString::to_string,
        );
    let mut term = Vec::new();
    if !names.is_empty() {
        term.push(bold(names.join(", ")));
        if takes {
            term.push(roman(" "));
        }
    }
    if takes {
        term.push(italic(value));
    }
    term
}

/// What an argument means, its values included.
fn meaning(argument: &clap::Arg) -> String {
    let help = argument.get_help().map(ToString::to_string);
    let mut meaning = help.unwrap_or_default() + ".";
    let values: Vec<String> = argument
        .get_possible_values()
        .iter()
        .map(|value| match value.get_help() {
            Some(help) => format!("{} ({help})", value.get_name()),
            None => value.get_name().to_owned(),
        })
        .collect();
    if !values.is_empty() && argument.get_action().takes_values() {
        meaning.push_str(" One of: ");
        meaning.push_str(&values.join("; "));
        meaning.push('.');
    }
    meaning
}
