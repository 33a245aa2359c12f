//! What themes look like, and what is said of those that are wrong.

use ratatui::style::{Color, Modifier, Style};

use super::definition::{built_in_text, hex};
use super::{BUILT_IN, Definition, Depth, Role, Theme};

/// Terminal backgrounds that people have.
const DARK: [&str; 3] = ["#14161b", "#000000", "#1e2128"];
const LIGHT: [&str; 3] = ["#fafafa", "#ffffff", "#f2f0e9"];

fn rgb(digits: &str) -> Color {
    hex(digits).unwrap()
}

fn theme(name: &str, depth: Depth) -> Theme {
    Theme::new(&Definition::built_in(name).unwrap(), depth)
}

fn problems_of(text: &str) -> Vec<String> {
    let text_of = |name: &str| match name {
        "self" => Some(text.to_owned()),
        "broken" => Some("[palette]\nx = 1\n".to_owned()),
        name => built_in_text(name),
    };
    Definition::parse(text, "t.toml", &text_of)
        .expect_err(text)
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// Relative luminance, as WCAG 2 defines it.
fn luminance(color: Color) -> f64 {
    let Color::Rgb(r, g, b) = color else {
        panic!("{color} is not its own colour");
    };
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// The contrast of two colours, as WCAG 2 defines it: 1 to 21.
fn contrast(one: Color, other: Color) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The contrast that what a role is for needs.
fn needed(role: Role) -> f64 {
    match role {
        Role::Text => 7.0,
        // Placeholders and rules: seen, not read.
        Role::Faint => 3.0,
        _ => 4.5,
    }
}

#[test]
fn everything_is_read_on_usual_backgrounds_and_on_the_selected_row() {
    for (name, backgrounds) in [("dark", DARK), ("light", LIGHT)] {
        let theme = theme(name, Depth::True);
        let selected = theme.role(Role::Selected).bg.unwrap();
        for background in backgrounds.map(rgb).into_iter().chain([selected]) {
            for role in Role::ALL {
                let Some(color) = theme.role(role).fg else {
                    assert_eq!(role, Role::Selected, "{name}");
                    continue;
                };
                let contrast = contrast(color, background);
                assert!(
                    contrast >= needed(role),
                    "{name}: {role:?} on {background}: {contrast:.2}"
                );
            }
        }
    }
}

#[test]
fn profile_colours_are_read_too() {
    for (name, backgrounds) in [("dark", DARK), ("light", LIGHT)] {
        for color in [
            "red", "orange", "yellow", "green", "cyan", "blue", "magenta", "pink",
        ] {
            let accent = theme(name, Depth::True)
                .with_accent(color)
                .role(Role::Accent);
            for background in backgrounds.map(rgb) {
                let contrast = contrast(accent.fg.unwrap(), background);
                assert!(
                    contrast >= 4.5,
                    "{name}: {color} on {background}: {contrast:.2}"
                );
            }
        }
    }
}

#[test]
fn only_the_selected_row_has_a_background() {
    for (name, _) in BUILT_IN {
        for depth in [Depth::None, Depth::Ansi, Depth::Indexed, Depth::True] {
            let theme = theme(name, depth);
            for role in Role::ALL {
                let style = theme.role(role);
                if role == Role::Selected {
                    let shown =
                        style.bg.is_some() ^ style.add_modifier.contains(Modifier::REVERSED);
                    assert!(shown, "{name} {depth:?}");
                } else {
                    assert_eq!(style.bg, None, "{name} {depth:?} {role:?}");
                }
            }
        }
    }
}

#[test]
fn without_colours_every_theme_is_colourless() {
    let colourless = theme("colourless", Depth::True);
    for (name, _) in BUILT_IN {
        let theme = theme(name, Depth::None).with_accent("red");
        for role in Role::ALL {
            assert_eq!(theme.role(role), colourless.role(role), "{name} {role:?}");
        }
    }
    let look = |modifier| Style::new().add_modifier(modifier);
    for (role, expected) in [
        (Role::Text, Style::new()),
        (Role::Muted, look(Modifier::DIM)),
        (Role::Faint, look(Modifier::DIM)),
        (Role::Accent, look(Modifier::BOLD)),
        (Role::Selected, look(Modifier::REVERSED)),
        (Role::Match, look(Modifier::UNDERLINED)),
        (Role::Key, look(Modifier::BOLD)),
        (Role::Bad, Style::new()),
    ] {
        assert_eq!(colourless.role(role), expected, "{role:?}");
    }
}

#[test]
fn fewer_colours_are_those_of_the_terminal() {
    for (name, _) in BUILT_IN {
        for role in Role::ALL {
            let style = theme(name, Depth::Ansi).with_accent("#123456").role(role);
            for color in [style.fg, style.bg].into_iter().flatten() {
                assert!(
                    !matches!(color, Color::Rgb(..) | Color::Indexed(_)),
                    "{name} {role:?}: {color}"
                );
            }
            let style = theme(name, Depth::Indexed)
                .with_accent("#123456")
                .role(role);
            for color in [style.fg, style.bg].into_iter().flatten() {
                assert!(
                    matches!(color, Color::Indexed(16..)),
                    "{name} {role:?}: {color}"
                );
            }
        }
    }
}

#[test]
fn the_nearest_colour() {
    for (color, ansi, indexed) in [
        ("#ff7a85", Color::LightRed, 210),
        ("#b8233a", Color::Red, 125),
        ("#efb45c", Color::LightYellow, 215),
        ("#1f7137", Color::Green, 23),
        ("#8fb3ff", Color::LightBlue, 111),
        ("#2f55c7", Color::LightBlue, 26),
        ("#6fd3c7", Color::LightCyan, 80),
        ("#e394e8", Color::LightMagenta, 176),
        ("#000000", Color::Black, 16),
        ("#262d3b", Color::Black, 236),
        ("#6f798a", Color::DarkGray, 244),
        ("#9aa4b5", Color::Gray, 248),
        ("#ffffff", Color::White, 231),
        ("#080808", Color::Black, 232),
    ] {
        let color = rgb(color);
        assert_eq!(Depth::Ansi.reduce(color), ansi, "{color}");
        assert_eq!(
            Depth::Indexed.reduce(color),
            Color::Indexed(indexed),
            "{color}"
        );
        assert_eq!(Depth::True.reduce(color), color);
        assert_eq!(Depth::None.reduce(color), Color::Reset);
    }
}

#[test]
fn a_profile_changes_the_accent_alone() {
    for (name, depth, color, expected) in [
        ("dark", Depth::True, "red", Some(rgb("#ff7a85"))),
        ("light", Depth::True, "red", Some(rgb("#b8233a"))),
        ("dark", Depth::True, "#Aa00fF", Some(rgb("#aa00ff"))),
        ("dark", Depth::Indexed, "red", Some(Color::Indexed(210))),
        ("dark", Depth::Ansi, "red", Some(Color::LightRed)),
        ("dark", Depth::Ansi, "orange", Some(Color::LightYellow)),
        ("light", Depth::Ansi, "red", Some(Color::Red)),
        ("dark", Depth::Ansi, "#ff0000", Some(Color::LightRed)),
        // No colour where there is none, and no surprise by a name unknown.
        ("colourless", Depth::True, "red", None),
        ("colourless", Depth::True, "#ff0000", None),
        ("dark", Depth::True, "mauve", Some(rgb("#8fb3ff"))),
    ] {
        let plain = theme(name, depth);
        let own = plain.clone().with_accent(color);
        assert_eq!(
            own.role(Role::Accent).fg,
            expected,
            "{name} {depth:?} {color}"
        );
        for role in Role::ALL {
            if role != Role::Accent {
                assert_eq!(own.role(role), plain.role(role), "{role:?}");
            }
        }
    }
}

#[test]
fn a_profile_stands_out_in_a_theme_without_its_colour() {
    let text = Role::ALL.map(|role| format!("{} = {{ fg = \"#808080\" }}\n", role.name()));
    let text = format!("[roles]\n{}", text.concat());
    let definition = Definition::parse(&text, "t.toml", &built_in_text).unwrap();
    let theme = Theme::new(&definition, Depth::True).with_accent("red");
    assert_eq!(theme.role(Role::Accent).fg, Some(Color::Red));
}

#[test]
fn a_theme_replaces_what_it_names_of_what_it_inherits() {
    let text = "inherits = \"light\"\n[palette]\nred = \"#010203\"\n\
                [roles]\nkey = { fg = \"red\", bold = true }\n";
    let definition = Definition::parse(text, "t.toml", &built_in_text).unwrap();
    let own = Theme::new(&definition, Depth::True);
    let light = theme("light", Depth::True);
    assert_eq!(
        own.role(Role::Key),
        Style::new().fg(rgb("#010203")).add_modifier(Modifier::BOLD)
    );
    assert_eq!(own.role(Role::Bad), Style::new().fg(rgb("#010203")));
    assert_eq!(own.role(Role::Text), light.role(Role::Text));
}

#[test]
fn mistakes() {
    let all = "[roles]\ntext = {}\nmuted = {}\nfaint = {}\naccent = {}\nselected = {}\nmarked = {}\n\
               match = {}\nkey = {}\ngood = {}\nwarn = {}\nbad = {}\nchanged = {}\n";
    let colors =
        "write \"#rrggbb\", or one of the terminal's own: \"red\", \"bright-blue\", \"default\"";
    for (text, expected) in [
        (all, vec!["1:1: the role `locked` is missing".to_owned()]),
        (
            "inherits = \"dusk\"",
            vec!["1:12: there is no theme `dusk`".to_owned()],
        ),
        (
            "inherits = \"self\"",
            vec!["1:12: `self` inherits from itself in the end".to_owned()],
        ),
        (
            "inherits = \"broken\"",
            vec!["2:5: expected text in quotes, found a number".to_owned()],
        ),
        (
            "inherit = \"dark\"",
            vec!["1:1: \"inherit\" is not known here; did you mean \"inherits\"?".to_owned()],
        ),
        (
            "inherits = \"dark\"\n[palette]\nred = \"#ff00\"\nblue = \"azure\"",
            vec![
                format!("3:7: not a colour; {colors}"),
                format!("4:8: not a colour; {colors}"),
            ],
        ),
        (
            "inherits = \"dark\"\n[roles]\nmatched = {}\ntext = { fgg = \"ink\" }",
            vec![
                "3:1: \"matched\" is not known here; did you mean \"match\"?".to_owned(),
                "4:10: \"fgg\" is not known here; did you mean \"fg\"?".to_owned(),
            ],
        ),
        (
            "inherits = \"dark\"\n[roles]\ntext = { fg = \"inc\" }\nbad = { bg = \"#12345\" }",
            vec![
                "3:15: the palette has no `inc`; did you mean \"ink\"?".to_owned(),
                format!("4:14: not a colour; {colors}"),
            ],
        ),
        (
            "inherits = \"dark\"\n[ansi]\ntext = { fg = \"ink\" }\nbad = { fg = \"#ff0000\" }",
            vec![
                "3:15: only the terminal's own 16 here, as \"red\" or \"bright-blue\"".to_owned(),
                "4:14: only the terminal's own 16 here, as \"red\" or \"bright-blue\"".to_owned(),
            ],
        ),
        (
            "inherits = \"dark\"\n[roles]\ntext = \"ink\"",
            vec!["3:8: expected a table, found text".to_owned()],
        ),
    ] {
        let file = |line: &String| match text {
            // The fault is in the other file, and so is its place.
            "inherits = \"self\"" => format!("self:{line}"),
            "inherits = \"broken\"" => format!("broken:{line}"),
            _ => format!("t.toml:{line}"),
        };
        let expected: Vec<_> = expected.iter().map(file).collect();
        assert_eq!(problems_of(text), expected, "{text}");
    }
}
