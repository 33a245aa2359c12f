//! Any file that a person may write: a configuration, a description, a theme.
//! It is read or refused with its places, and no refusal repeats a value.
#![no_main]

use libfuzzer_sys::fuzz_target;
use whoswho::config::Config;
use whoswho::directory::check;
use whoswho::directory::strict::Problem;
use whoswho::ui::theme::Definition;

/// Where it stands in a file, it is a value: the dictionary has it.
const CANARY: &str = "canary-7f3a";

fn look_at(problems: &[Problem], text: &str) {
    assert!(!problems.is_empty());
    let lines = text.split('\n').count();
    for problem in problems {
        assert!(problem.line >= 1 && problem.line <= lines, "{problem}");
        assert!(problem.column >= 1, "{problem}");
        assert!(
            !problem.to_string().contains(char::is_control),
            "{problem:?}"
        );
    }
}

fuzz_target!(|data: (u8, &str)| {
    let (kind, text) = data;
    match kind % 4 {
        0 => {
            if let Err(problems) = Config::parse(text, "config.toml") {
                look_at(&problems, text);
            }
        }
        1 => {
            if let Err(problems) = check::parse(text, "directory.toml") {
                look_at(&problems, text);
            }
        }
        2 => {
            if let Err(problems) = Definition::parse(text, "theme.toml", &|_| None) {
                look_at(&problems, text);
            }
        }
        // A token that somebody wrote where only its source belongs.
        _ => {
            let file =
                format!("{text}\n[profiles.a]\ndirectory = \"leanmote\"\ntoken = \"{CANARY}\"\n");
            if let Err(problems) = Config::parse(&file, "config.toml") {
                look_at(&problems, &file);
                for problem in &problems {
                    assert!(!problem.to_string().contains(CANARY), "{problem}");
                }
            }
        }
    }
});
