//! What comes from the command line's own table: completions, the manual page,
//! help.

use crate::child::Home;

const COMMANDS: [&str; 7] = [
    "list",
    "get",
    "demo-server",
    "directory",
    "keys",
    "completions",
    "man",
];

#[test]
fn every_shell_has_its_completions() {
    let home = Home::bare();
    for (shell, word) in [
        ("bash", "complete -F"),
        ("zsh", "#compdef whoswho"),
        ("fish", "complete -c whoswho"),
        ("elvish", "edit:completion"),
        ("powershell", "Register-ArgumentCompleter"),
    ] {
        let script = home.prints(&["completions", shell]);
        assert!(script.contains(word), "{shell}");
        for command in COMMANDS {
            assert!(script.contains(command), "{shell}: {command}");
        }
        for option in ["relation", "no-headers", "columns"] {
            assert!(script.contains(option), "{shell}: {option}");
        }
    }
}

#[test]
fn the_manual_page_covers_commands_files_and_exit_codes() {
    let page = Home::bare().prints(&["man"]).replace('\\', "");
    for section in [
        ".SH NAME",
        ".SH SYNOPSIS",
        ".SH OPTIONS",
        ".SH COMMANDS",
        ".SS \"whoswho list\"",
        ".SS \"whoswho get\"",
        ".SS \"whoswho directory check\"",
        ".SH \"EXIT STATUS\"",
        ".SH FILES",
        ".SH ENVIRONMENT",
    ] {
        assert!(page.contains(section), "{section}: {page}");
    }
    for word in [
        "--relation",
        "--columns",
        "config.toml",
        "XDG_CONFIG_HOME",
        "jsonl",
        "130",
    ] {
        assert!(page.contains(word), "{word}");
    }
}

#[test]
fn help_has_examples_and_exit_codes() {
    let home = Home::bare();
    for command in ["list", "get"] {
        let help = home.prints(&[command, "--help"]);
        for word in ["Examples:", "Exit codes:", "--columns", "--no-headers"] {
            assert!(help.contains(word), "{command}: {word}");
        }
        assert!(help.lines().all(|line| line.chars().count() <= 100));
    }
    for command in COMMANDS {
        assert!(home.prints(&[command, "--help"]).contains("Usage: whoswho"));
    }
}

// Where there is a device that is always full.
#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_is_no_success() {
    let home = Home::bare();
    for arguments in [
        &["keys"][..],
        &["themes"],
        &["man"],
        &["completions", "bash"],
        &["config", "path"],
        &["--demo", "list", "users"],
    ] {
        let full = std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let output = home.command(arguments).stdout(full).output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {error}");
        assert!(
            error.contains("standard output cannot be written"),
            "{arguments:?}: {error}"
        );
    }
}
