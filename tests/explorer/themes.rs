//! Themes on real terminals: with few colours, with none, with one's own, and
//! where the terminal turns from dark to light.

use std::process::{Command, Stdio};

use crate::explorer::{Explorer, Start};
use crate::pty::CTRL_C;
use crate::sequences;
use crate::strict::{Leanmote, Server};

/// The foreground of `text` in the theme Light, in all colours and in 256.
const LIGHT_INK: &str = "38;2;34;38;46";

/// Where one's own themes are.
const FOLDER: &str = ".config/whoswho/themes";

const PINK: &str = "description = \"like nord, but pink\"\ninherits = \"nord\"\n\
                    [palette]\nnord8 = \"#ff9ecb\"\n";

/// How things looked the last time that everything was drawn.
fn last_styles(explorer: &Explorer) -> Vec<String> {
    let raw = String::from_utf8_lossy(explorer.raw()).into_owned();
    let last = &raw[raw.rfind("\x1b[2J").unwrap_or(0)..];
    sequences::styles(last.as_bytes()).into_iter().collect()
}

/// The styles of a list with a mark and a filter, in a terminal like that.
fn styles(theme: &str, variables: &[(&str, &str)]) -> Vec<String> {
    let server = Server::start(Leanmote::of(12));
    let mut start = Start::on(&server).argument("--theme").argument(theme);
    for (name, value) in variables {
        start = start.variable(name, value);
    }
    let mut explorer = start.open();
    explorer.shows("all 12 loaded");
    explorer.keys(" /00\r");
    explorer.keys("h");
    explorer.shows("1 marked");
    explorer.keys("\x0c");
    explorer.keys("j");
    explorer.shows("▌  Person 00003");
    let styles = last_styles(&explorer);
    explorer.quit();
    styles
}

#[test]
fn as_many_colours_as_the_terminal_has_and_no_more() {
    let is_ansi = |style: &String| {
        style
            .split(';')
            .any(|n| matches!(n, "31" | "33" | "36" | "94"))
    };
    for theme in ["dark", "nord", "high-contrast-light"] {
        let all = styles(theme, &[("COLORTERM", "truecolor")]);
        assert!(
            all.iter().any(|style| style.contains("38;2;")),
            "{theme}: {all:?}"
        );
        let indexed = styles(theme, &[("TERM", "xterm-256color")]);
        assert!(
            indexed.iter().any(|style| style.contains("38;5;")),
            "{theme}: {indexed:?}"
        );
        assert!(
            !indexed.iter().any(|style| style.contains("8;2;")),
            "{theme}: {indexed:?}"
        );
        let ansi = styles(theme, &[("TERM", "xterm")]);
        assert!(
            !ansi.iter().any(|style| style.contains("8;5;")),
            "{theme}: {ansi:?}"
        );
        assert!(
            !ansi.iter().any(|style| style.contains("8;2;")),
            "{theme}: {ansi:?}"
        );
        assert!(theme != "dark" || ansi.iter().any(is_ansi), "{ansi:?}");
    }
}

#[test]
fn no_color_leaves_bold_dim_underlined_and_reversed() {
    let colour = ("COLORTERM", "truecolor");
    for theme in ["dark", "nord", "light"] {
        let styles = styles(theme, &[colour, ("NO_COLOR", "1")]);
        for style in &styles {
            for number in style.split(';').filter(|number| !number.is_empty()) {
                assert!(
                    matches!(number, "0" | "1" | "2" | "4" | "7" | "22" | "24" | "27"),
                    "{theme}: {style}"
                );
            }
        }
        for needed in ["1", "2", "4", "7"] {
            let there = |style: &String| style.split(';').any(|number| number == needed);
            assert!(styles.iter().any(there), "{theme}: {needed} in {styles:?}");
        }
    }
    // Set to nothing, it says nothing.
    let styles = styles("dark", &[colour, ("NO_COLOR", "")]);
    assert!(
        styles.iter().any(|style| style.contains("38;2;")),
        "{styles:?}"
    );
}

#[test]
fn auto_follows_a_terminal_that_turns_light_and_dark_again() {
    let server = Server::start(Leanmote::of(12));
    let mut explorer = Start::on(&server).variable("COLORTERM", "truecolor").open();
    explorer.answer_background("rgb:1010/1010/1010");
    explorer.shows("all 12 loaded");
    let is_light = |explorer: &Explorer| {
        let styles = last_styles(explorer);
        styles.iter().any(|style| style.contains(LIGHT_INK))
    };
    assert!(!is_light(&explorer));
    for (report, row, light) in [
        ("\x1b[?997;2n", "Person 00002", true),
        ("\x1b[?997;1n", "Person 00003", false),
    ] {
        explorer.keys(report);
        explorer.keys("\x0c");
        explorer.keys("j");
        explorer.shows(&format!("▌  {row}"));
        assert_eq!(is_light(&explorer), light, "{report:?}");
    }
    explorer.quit();
}

#[test]
fn reports_of_the_terminals_colours_are_not_left_on() {
    let server = Server::start(Leanmote::of(3));
    let mut explorer = Start::on(&server).open();
    explorer.shows("all 3 loaded");
    explorer.keys(CTRL_C);
    assert_eq!(explorer.exit_code(), 0);
    let raw = String::from_utf8_lossy(explorer.raw()).into_owned();
    let [on, off] = ["\x1b[?2031h", "\x1b[?2031l"].map(|mode| raw.rfind(mode).unwrap());
    assert!(on < off);
}

#[test]
fn a_theme_that_is_none_is_told_before_anything_is_drawn() {
    let broken = "inherits = \"dark\"\n[roles]\ntext = { fg = \"inc\" }\n";
    for (argument, top, said) in [
        (
            Some("nrod"),
            "",
            [
                "no theme \"nrod\"; did you mean `nord`?",
                "whoswho themes lists",
            ],
        ),
        (
            None,
            "theme = \"lihgt\"",
            ["no theme \"lihgt\"; did you mean `light`?", "config.toml"],
        ),
        (
            None,
            "theme = \"broken\"",
            ["broken.toml:3:15: the palette has no `inc`", "config.toml"],
        ),
    ] {
        let server = Server::start(Leanmote::of(3));
        let mut start = Start::on(&server).top(top).size(200, 24);
        start.home().write(&format!("{FOLDER}/broken.toml"), broken);
        if let Some(name) = argument {
            start = start.argument("--theme").argument(name);
        }
        let mut explorer = start.open();
        assert_eq!(explorer.exit_code(), 2, "{top}");
        let text = explorer.text();
        for words in said {
            assert!(text.contains(words), "{words}: {text}");
        }
        explorer.assert_given_back();
        assert_eq!(server.ledger().len(), 0);
    }
}

#[test]
fn a_theme_of_ones_own_is_drawn() {
    let server = Server::start(Leanmote::of(3));
    let start = Start::on(&server)
        .top("theme = \"pink\"")
        .variable("COLORTERM", "truecolor");
    start.home().write(&format!("{FOLDER}/pink.toml"), PINK);
    let mut explorer = start.open();
    explorer.shows("all 3 loaded");
    let styles = last_styles(&explorer);
    for color in ["38;2;255;158;203", "48;2;46;52;64"] {
        assert!(
            styles.iter().any(|style| style.contains(color)),
            "{styles:?}"
        );
    }
    explorer.quit();
}

#[test]
fn the_list_of_themes_is_plain_where_it_is_piped() {
    let start = Start::bare();
    let home = start.home();
    home.write(&format!("{FOLDER}/pink.toml"), PINK);
    home.write(&format!("{FOLDER}/broken.toml"), "inherits = \"nrod\"\n");
    home.write(&format!("{FOLDER}/odd\u{1b}[31m.toml"), PINK);
    let output = Command::new(env!("CARGO_BIN_EXE_whoswho"))
        .arg("themes")
        .env_clear()
        .env("HOME", home.path())
        .env("TERM", "xterm-256color")
        .env("COLORTERM", "truecolor")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!text.contains('\x1b'), "{text:?}");
    let folder = home.path().join(FOLDER);
    let own = |name: &str| folder.join(name).display().to_string();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0],
        "dark                 dark   built in  our own, for a dark terminal"
    );
    assert_eq!(lines.len(), 15 + 3, "{text}");
    let broken = format!(
        "broken               -      own       cannot be used: {}:1:12: there is no theme `nrod`",
        own("broken.toml")
    );
    assert_eq!(lines[15], broken);
    let pink = format!(
        "pink                 dark   own       like nord, but pink  {}",
        own("pink.toml")
    );
    assert_eq!(lines[17], pink);
}
