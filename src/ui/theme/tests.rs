//! What themes look like, and what is said of those that are wrong.

use ratatui::style::{Color, Modifier, Style};

use super::contrast::{contrast, linear};
use super::definition::{built_in_text, hex};
use super::depth::rgb_of_index;
use super::{BUILT_IN, Definition, Depth, Ground, Role, Theme};

/// Terminal backgrounds that people have.
const DARK: [&str; 3] = ["#14161b", "#000000", "#1e2128"];
const LIGHT: [&str; 3] = ["#fafafa", "#ffffff", "#f2f0e9"];

/// Every theme with colours.
fn coloured() -> impl Iterator<Item = &'static str> {
    let names = BUILT_IN.iter().map(|(name, _)| *name);
    names.filter(|name| *name != "colourless")
}

/// What there may be behind a theme's letters, the selected row aside.
fn backgrounds(name: &str) -> Vec<Color> {
    let theme = theme(name, Depth::True);
    if let Some(painted) = theme.background() {
        return vec![painted];
    }
    let ground = Definition::built_in(name).unwrap().ground();
    let usual = if ground == Some(Ground::Light) {
        LIGHT
    } else {
        DARK
    };
    usual.map(rgb).to_vec()
}

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

/// The contrast of two colours that are their own, and not the terminal's.
fn contrast_of(one: Color, other: Color) -> f64 {
    let own = |color| match color {
        Color::Indexed(index) => {
            let [r, g, b] = rgb_of_index(index);
            Color::Rgb(r, g, b)
        }
        color => color,
    };
    contrast(own(one), own(other)).unwrap()
}

/// The contrast that what a role is for needs.
fn needed(theme: &str, role: Role) -> f64 {
    match (theme, role) {
        ("high-contrast-dark" | "high-contrast-light", Role::Faint) => 4.5,
        // Placeholders and rules: seen, not read.
        (_, Role::Faint) => 3.0,
        // Level AAA, for all that is read.
        ("high-contrast-dark" | "high-contrast-light", _)
        | ("dark" | "light" | "colour-blind" | "colour-blind-light", Role::Text) => 7.0,
        // Palettes that others made are meant to be softer than ours.
        _ => 4.5,
    }
}

#[test]
fn everything_is_read_on_its_background_and_on_the_selected_row() {
    for name in coloured() {
        let theme = theme(name, Depth::True);
        let selected = theme.role(Role::Selected).bg.unwrap();
        for background in backgrounds(name).into_iter().chain([selected]) {
            for role in Role::ALL {
                let Some(color) = theme.role(role).fg else {
                    assert_eq!(role, Role::Selected, "{name}");
                    continue;
                };
                let contrast = contrast_of(color, background);
                assert!(
                    contrast >= needed(name, role),
                    "{name}: {role:?} on {background}: {contrast:.2}"
                );
            }
        }
        for background in backgrounds(name) {
            // It has its bar besides.
            let contrast = contrast_of(selected, background);
            assert!(contrast >= 1.1, "{name}: selected: {contrast:.2}");
        }
    }
}

#[test]
fn the_nearest_of_256_colours_are_read_too() {
    for name in coloured() {
        let theme = theme(name, Depth::Indexed);
        let selected = theme.role(Role::Selected).bg.unwrap();
        let background = theme.background().unwrap_or_else(|| {
            let first = backgrounds(name)[0];
            Depth::Indexed.reduce(first)
        });
        assert_ne!(selected, background, "{name}");
        for role in Role::ALL {
            let Some(color) = theme.role(role).fg else {
                continue;
            };
            // They are not those that were chosen, but near them.
            let needed = if role == Role::Faint { 2.5 } else { 3.0 };
            for ground in [background, selected] {
                let contrast = contrast_of(color, ground);
                assert!(contrast >= needed, "{name}: {role:?}: {contrast:.2}");
            }
        }
    }
}

#[test]
fn profile_colours_are_read_too() {
    for name in coloured() {
        let selected = theme(name, Depth::True).role(Role::Selected).bg.unwrap();
        for color in [
            "red", "orange", "yellow", "green", "cyan", "blue", "magenta", "pink",
            // Those of one's own, however they were chosen.
            "#ff0000", "#00ff00", "#0000ff", "#ffff00", "#000000", "#ffffff", "#808080", "#7a5cff",
            "#123456",
        ] {
            let accent = theme(name, Depth::True)
                .with_accent(color)
                .role(Role::Accent);
            for background in backgrounds(name).into_iter().chain([selected]) {
                let contrast = contrast_of(accent.fg.unwrap(), background);
                // Grey on white and on a pale grey: what is made for one
                // background is a little less on another.
                let needed = if color.starts_with('#') { 4.0 } else { 4.5 };
                assert!(
                    contrast >= needed,
                    "{name}: {color} on {background}: {contrast:.2}"
                );
            }
        }
    }
}

#[test]
fn every_theme_says_what_it_is() {
    for (name, _) in BUILT_IN {
        let theme = Definition::built_in(name).expect(name);
        let length = theme.description().chars().count();
        assert!((10..60).contains(&length), "{name}: {length}");
        let expected = match name {
            "colourless" => None,
            "light"
            | "high-contrast-light"
            | "colour-blind-light"
            | "catppuccin-latte"
            | "gruvbox-light"
            | "solarized-light" => Some(Ground::Light),
            _ => Some(Ground::Dark),
        };
        assert_eq!(theme.ground(), expected, "{name}");
    }
}

/// A colour as it looks without the cones for red (protanopia) or for green
/// (deuteranopia), in CIE L*a*b*. The matrices, over linear light, are those of
/// Machado, Oliveira and Fernandes, "A Physiologically-based Model for
/// Simulation of Color Vision Deficiency", 2009.
fn seen_without(cones: &str, color: Color) -> [f64; 3] {
    let Color::Rgb(r, g, b) = color else {
        panic!("{color} is not its own colour");
    };
    let light = [r, g, b].map(linear);
    let matrix = match cones {
        "red" => [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
        _ => [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    };
    let sum = |row: [f64; 3], of: [f64; 3]| row[0] * of[0] + row[1] * of[1] + row[2] * of[2];
    let seen = matrix.map(|row| sum(row, light).clamp(0.0, 1.0));
    let curve = |t: f64| {
        if t > 216.0 / 24389.0 {
            t.cbrt()
        } else {
            (24389.0 / 27.0 * t + 16.0) / 116.0
        }
    };
    // To XYZ, over the white of D65.
    let [red_green, lightness, yellow_blue] = [
        ([0.4124, 0.3576, 0.1805], 0.95047),
        ([0.2126, 0.7152, 0.0722], 1.0),
        ([0.0193, 0.1192, 0.9505], 1.08883),
    ]
    .map(|(row, white)| curve(sum(row, seen) / white));
    [
        116.0 * lightness - 16.0,
        500.0 * (red_green - lightness),
        200.0 * (lightness - yellow_blue),
    ]
}

/// How far two roles are apart for eyes without some cones (CIE76: 2.3 is just
/// noticed).
fn apart(theme: &Theme, cones: &str, one: Role, other: Role) -> f64 {
    let [one, other] = [one, other].map(|role| seen_without(cones, theme.role(role).fg.unwrap()));
    let squares = one.iter().zip(other).map(|(a, b)| (a - b).powi(2));
    squares.sum::<f64>().sqrt()
}

#[test]
fn colour_blind_eyes_tell_good_from_bad() {
    for name in ["colour-blind", "colour-blind-light"] {
        let theme = theme(name, Depth::True);
        for cones in ["red", "green"] {
            for (one, other, least) in [
                (Role::Good, Role::Bad, 80.0),
                (Role::Good, Role::Warn, 60.0),
                (Role::Warn, Role::Bad, 15.0),
            ] {
                let apart = apart(&theme, cones, one, other);
                assert!(apart >= least, "{name}: {one:?} {other:?}: {apart:.0}");
            }
            let [good, bad] = [Role::Good, Role::Bad]
                .map(|role| seen_without(cones, theme.role(role).fg.unwrap())[0]);
            assert!((good - bad).abs() >= 4.0, "{name}: {good:.0} {bad:.0}");
        }
    }
    // The measure tells: those with red and green are no such themes.
    let dark = theme("dark", Depth::True);
    assert!(apart(&dark, "green", Role::Good, Role::Bad) < 15.0);
}

#[test]
fn a_theme_paints_its_background_where_the_terminals_does_not_fit() {
    for (name, depth, terminal, expected) in [
        ("dark", Depth::True, Ground::Dark, None),
        ("dark", Depth::True, Ground::Light, Some(rgb("#14161b"))),
        ("light", Depth::True, Ground::Light, None),
        ("light", Depth::True, Ground::Dark, Some(rgb("#fdfdfe"))),
        ("colour-blind", Depth::True, Ground::Dark, None),
        ("nord", Depth::True, Ground::Dark, Some(rgb("#2e3440"))),
        (
            "nord",
            Depth::Indexed,
            Ground::Dark,
            Some(Color::Indexed(237)),
        ),
        // There the colours are the terminal's own, and so is the background.
        ("nord", Depth::Ansi, Ground::Light, None),
        ("nord", Depth::None, Ground::Light, None),
        (
            "high-contrast-dark",
            Depth::True,
            Ground::Dark,
            Some(rgb("#000000")),
        ),
        ("colourless", Depth::True, Ground::Light, None),
    ] {
        let theme = theme(name, depth).on(terminal);
        assert_eq!(
            theme.background(),
            expected,
            "{name} {depth:?} {terminal:?}"
        );
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
        ("dark", Depth::True, "#Cc99fF", Some(rgb("#cc99ff"))),
        // Too dark there: lighter, as little as it takes.
        ("dark", Depth::True, "#aa00ff", Some(rgb("#cc67ff"))),
        ("light", Depth::True, "#aa00ff", Some(rgb("#9a00e7"))),
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
        (all, vec!["1:1: the role \"locked\" is missing".to_owned()]),
        (
            "inherits = \"dusk\"",
            vec!["1:12: there is no theme \"dusk\"".to_owned()],
        ),
        (
            "inherits = \"self\"",
            vec!["1:12: \"self\" inherits from itself in the end".to_owned()],
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
                "3:15: the palette has no \"inc\"; did you mean \"ink\"?".to_owned(),
                format!("4:14: not a colour; {colors}"),
            ],
        ),
        (
            "inherits = \"dark\"\nbackground = { like = \"dim\", color = \"ink\" }",
            vec!["2:23: \"dim\" is not known here; there are \"dark\", \"light\"".to_owned()],
        ),
        (
            "inherits = \"dark\"\nbackground = { like = \"dark\", color = \"red\" }\n[palette]\nred = \"red\"",
            vec!["2:39: a background is \"#rrggbb\", or such a colour of the palette".to_owned()],
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
