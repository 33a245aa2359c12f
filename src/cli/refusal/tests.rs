use clap::Parser as _;

use super::lines;
use crate::cli::Cli;

/// What is said of refused arguments: the line without its beginning, and the
/// hint.
fn said(arguments: &str) -> (String, String) {
    let words = arguments.split(' ').map(|word| word.replace('_', " "));
    let refused = Cli::try_parse_from(std::iter::once("whoswho".to_owned()).chain(words));
    let lines = lines(&refused.unwrap_err());
    let [what, hint] = &lines[..] else {
        panic!("{arguments}: {lines:?}");
    };
    let (what, hint) = (what.strip_prefix("whoswho: "), hint.strip_prefix("  "));
    (what.unwrap().to_owned(), hint.unwrap().to_owned())
}

#[test]
fn what_is_wrong_is_told_in_one_line() {
    for (arguments, what) in [
        ("lst", r#"there is no command "lst"; did you mean "list"?"#),
        ("config foo", r#"there is no command "foo""#),
        ("list", "RESOURCE is missing"),
        ("get users", "ID is missing"),
        ("get users 1 --item 2", "--relation is missing"),
        (
            "list users --colums id",
            r#"there is no option "--colums"; did you mean "--columns"?"#,
        ),
        ("get users -1", r#"there is no option "-1""#),
        ("list users extra", r#""extra" is one argument too many"#),
        ("list users <x>", r#""<x>" is one argument too many"#),
        ("list users -o xml", r#"--output does not take "xml""#),
        (
            "list users -o jsn",
            r#"--output does not take "jsn"; did you mean "json"?"#,
        ),
        (
            "completions tcsh",
            r#"SHELL does not take "tcsh"; did you mean "zsh"?"#,
        ),
        (
            "list users --limit",
            "--limit takes a value, and none is given",
        ),
        (
            "list users --limit 1e3",
            r#"--limit: "1e3" is not a whole number from 0 up"#,
        ),
        (
            "list users --limit -1",
            r#"--limit: "-1" is not a whole number from 0 up"#,
        ),
        (
            "list users --limit 18446744073709551616",
            r#"--limit: "18446744073709551616" is too large"#,
        ),
        (
            "--demo-people 4294967296",
            r#"--demo-people: "4294967296" is too large"#,
        ),
        (
            "--demo-day yesterday",
            r#"--demo-day: "yesterday" is not a day as 2026-06-30, from 2000 up"#,
        ),
        (
            "--demo-day 1999-12-31",
            r#"--demo-day: "1999-12-31" is not a day as 2026-06-30, from 2000 up"#,
        ),
        (
            "list users --sort a --sort b",
            "--sort is given more than once",
        ),
        (
            "list users -p",
            "--profile takes a value, and none is given",
        ),
        (
            "list two\nrows three\nrows",
            r#""three\nrows" is one argument too many"#,
        ),
    ] {
        assert_eq!(said(arguments).0, what, "{arguments}");
    }
}

#[test]
fn the_hint_names_what_there_is_or_where_it_is_told() {
    for (arguments, hint) in [
        ("lst", "`whoswho --help` says what there is"),
        ("list", "`whoswho list --help` says what there is"),
        ("list users -o xml", "there are table, json, jsonl, csv"),
        (
            "--log-level loud",
            "there are off, error, warn, info, debug, trace",
        ),
        (
            "get users -1",
            "`whoswho get --help` says what there is; \
             what begins with a hyphen and is no option comes after `--`",
        ),
        (
            "profile add --token-env A --token-file B",
            "`whoswho profile add --help` says what there is",
        ),
        ("config --demo", "there are init, path, check, help"),
    ] {
        assert_eq!(said(arguments).1, hint, "{arguments}");
    }
}

#[test]
fn a_command_without_what_to_do_gives_its_help() {
    let refused = Cli::try_parse_from(["whoswho", "config"]).unwrap_err();
    let lines = lines(&refused);
    assert!(
        lines
            .iter()
            .any(|line| line == "Usage: whoswho config [OPTIONS] <COMMAND>")
    );
}
