//! Themes as they are switched while the explorer runs.

use std::fs;

use ratatui::style::Color;
use tempfile::TempDir;

use super::*;
use crate::app::testing::{Driven, connection};
use crate::ui::theme::Role;

const RED_NORD: &str =
    "description = \"nord, but red\"\ninherits = \"nord\"\n[palette]\nnord8 = \"#ff0000\"\n";

fn named(name: &str) -> ThemeChoice {
    ThemeChoice::Named(name.to_owned())
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn app() -> App {
    Driven::open(vec![connection("support", "leanmote")], 80, 24).app
}

fn themes(choice: &ThemeChoice, folder: &TempDir) -> Themes {
    Themes::at_depth(choice, Some(folder.path()), Depth::True).unwrap()
}

/// The built-in theme of that name, on a dark terminal.
fn built_in(name: &str) -> Theme {
    Theme::new(&Definition::built_in(name).unwrap(), Depth::True).on(Ground::Dark)
}

#[test]
fn what_is_drawn_follows_what_is_asked_for() {
    let folder = folder(&[("mine.toml", RED_NORD)]);
    let mut themes = themes(&ThemeChoice::Auto, &folder);
    let mut app = app();
    assert_eq!(*themes.theme(&app), built_in("dark"));
    for name in ["nord", "gruvbox-light", "nord"] {
        app.theme = named(name);
        assert_eq!(*themes.theme(&app), built_in(name));
        assert_eq!(*themes.in_force(), named(name));
    }
    app.theme = named("mine");
    let accent = themes.theme(&app).role(Role::Accent).fg;
    assert_eq!(accent, Some(Color::Rgb(255, 0, 0)));
    assert_eq!(themes.refusal(), None);
    // Auto again, on a terminal that is light by now.
    app.theme = ThemeChoice::Auto;
    app.light = true;
    assert_eq!(*themes.theme(&app), built_in("light").on(Ground::Light));
}

#[test]
fn a_theme_of_ones_own_is_read_again_when_it_is_asked_for_again() {
    let folder = folder(&[("mine.toml", RED_NORD)]);
    let mut themes = themes(&named("mine"), &folder);
    let mut app = app();
    app.theme = named("mine");
    themes.theme(&app);
    let green = RED_NORD.replace("#ff0000", "#00ff00");
    fs::write(folder.path().join("mine.toml"), green).unwrap();
    let accent = |theme: &Theme| theme.role(Role::Accent).fg;
    // Not with every frame.
    assert_eq!(accent(themes.theme(&app)), Some(Color::Rgb(255, 0, 0)));
    app.theme = named("dark");
    themes.theme(&app);
    app.theme = named("mine");
    assert_eq!(accent(themes.theme(&app)), Some(Color::Rgb(0, 255, 0)));
}

#[test]
fn one_that_cannot_be_read_leaves_the_one_in_force_and_is_told_once() {
    let folder = folder(&[("broken.toml", "inherits = \"nord\"\n[palette]\nred = 1\n")]);
    let mut themes = themes(&named("nord"), &folder);
    let mut app = app();
    app.theme = named("nord");
    themes.theme(&app);
    app.theme = named("broken");
    assert_eq!(*themes.theme(&app), built_in("nord"));
    let file = folder.path().join("broken.toml");
    let refusal = Msg::ThemeRefused {
        theme: named("broken"),
        instead: named("nord"),
        why: format!(
            "{}:3:7: expected text in quotes, found a number",
            file.display()
        ),
    };
    assert_eq!(themes.refusal(), Some(refusal));
    themes.theme(&app);
    assert_eq!(themes.refusal(), None);
    app.theme = named("nrod");
    themes.theme(&app);
    let Some(Msg::ThemeRefused { why, instead, .. }) = themes.refusal() else {
        panic!("it is not told");
    };
    assert_eq!(why, "no theme \"nrod\"; did you mean \"nord\"?");
    assert_eq!(instead, named("nord"));
}

#[test]
fn the_explorer_goes_back_to_the_theme_in_force_and_says_why() {
    let mut driven = Driven::open(vec![connection("support", "leanmote")], 80, 24);
    driven.app.theme = named("broken");
    let refused = |theme: &str| Msg::ThemeRefused {
        theme: named(theme),
        instead: named("nord"),
        why: "it is wrong".to_owned(),
    };
    driven.send(refused("broken"));
    assert_eq!(driven.app.theme, named("nord"));
    assert_eq!(driven.app.notice.as_ref().unwrap().text, "it is wrong");
    // One that was only looked at changes nothing.
    driven.app.theme = named("dark");
    driven.send(refused("broken"));
    assert_eq!(driven.app.theme, named("dark"));
}

#[test]
fn a_profiles_colour_is_the_accent_of_every_theme() {
    let folder = folder(&[]);
    let mut themes = themes(&named("nord"), &folder);
    let mut app = app();
    app.theme = named("nord");
    let connection = std::sync::Arc::make_mut(&mut app.profile_mut().connection);
    connection.color = Some("red".to_owned());
    assert_eq!(*themes.theme(&app), built_in("nord").with_accent("red"));
    app.theme = named("dark");
    assert_eq!(*themes.theme(&app), built_in("dark").with_accent("red"));
}

#[test]
fn a_terminal_says_of_itself_how_many_colours_it_has() {
    for (term, colorterm, expected) in [
        ("xterm-256color", "truecolor", Depth::True),
        ("tmux-256color", "24bit", Depth::True),
        ("xterm-direct", "", Depth::True),
        ("screen-256color", "", Depth::Indexed),
        ("xterm", "", Depth::Ansi),
        ("linux", "", Depth::Ansi),
        ("dumb", "", Depth::None),
        ("", "", Depth::None),
    ] {
        assert_eq!(of_variables(term, colorterm), expected, "{term}");
    }
}

#[test]
fn one_may_inherit_from_ones_own() {
    let folder = folder(&[
        ("mine.toml", RED_NORD),
        (
            "child.toml",
            "inherits = \"mine\"\n[roles]\nkey = { bold = true }\n",
        ),
    ]);
    let child = themes(&named("child"), &folder);
    let theme = Theme::new(&child.definition, Depth::True);
    let accent = theme.role(Role::Accent).fg;
    assert_eq!(accent, Some(Color::Rgb(255, 0, 0)));
    // What it inherits from is described in words that are not true of it.
    assert_eq!(child.definition.description(), "");
}

#[test]
fn mistakes_at_the_start() {
    let folder = folder(&[("broken.toml", "[palette]\nred = \"rde\"\nx = 1\n")]);
    let broken = folder.path().join("broken.toml").display().to_string();
    for (name, expected) in [
        (
            "nrd",
            vec!["whoswho: no theme \"nrd\"; did you mean \"nord\"?".to_owned()],
        ),
        (
            "atuo",
            vec!["whoswho: no theme \"atuo\"; did you mean \"auto\"?".to_owned()],
        ),
        (
            "../themes/broken",
            vec![format!(
                "whoswho: no theme \"../themes/broken\"; there are \"{}\", \"broken\", \"auto\"",
                BUILT_IN.map(|(name, _)| name).join("\", \"")
            )],
        ),
        (
            "broken",
            vec![format!(
                "{broken}:3:5: expected text in quotes, found a number"
            )],
        ),
    ] {
        let wrong = Themes::at_depth(&named(name), Some(folder.path()), Depth::True).unwrap_err();
        assert_eq!(wrong.lines(), expected, "{name}");
    }
}

#[test]
fn the_list_has_ones_own_and_what_is_wrong_with_them() {
    let folder = folder(&[
        ("mine.toml", RED_NORD),
        ("broken.toml", "inherits = \"nrod\"\n"),
        ("dark.toml", RED_NORD),
        ("notes.txt", "not a theme"),
    ]);
    let own: Vec<_> = list(Some(folder.path()))
        .into_iter()
        .filter_map(|listed| {
            let file = listed.file?.strip_prefix(folder.path()).unwrap().to_owned();
            let said = listed
                .definition
                .map(|theme| theme.description().to_owned())
                .map_err(|why| why.to_string());
            Some((listed.name, file.display().to_string(), said))
        })
        .collect();
    let broken = folder.path().join("broken.toml");
    let expected = [
        (
            "broken",
            Err(format!(
                "{}:1:12: there is no theme \"nrod\"",
                broken.display()
            )),
        ),
        (
            "dark",
            Err(format!(
                "{}: a built-in theme has this name; rename the file",
                folder.path().join("dark.toml").display()
            )),
        ),
        ("mine", Ok("nord, but red".to_owned())),
    ]
    .map(|(name, said)| (name.to_owned(), format!("{name}.toml"), said));
    assert_eq!(own, expected);
    let names = themes(&ThemeChoice::Auto, &folder).names();
    let (built_in, own) = names.split_at(BUILT_IN.len());
    assert_eq!(built_in, BUILT_IN.map(|(name, _)| name));
    assert_eq!(own, ["broken", "mine"]);
    assert_eq!(list(None).len(), BUILT_IN.len());
}
