//! The colours that a configuration can name are colours that themes have, and
//! every theme's file is built in.
#![expect(
    clippy::disallowed_methods,
    reason = "a test's edge: it reads the folder of the themes, and fails where it cannot"
)]

use std::collections::BTreeSet;
use std::path::Path;

use whoswho::config::COLORS;
use whoswho::ui::theme::{BUILT_IN, Definition, Depth, Role, Theme};

#[test]
fn every_colour_of_the_configuration_is_in_every_coloured_theme() {
    for (name, _) in BUILT_IN {
        if name == "colourless" {
            continue;
        }
        let definition = Definition::built_in(name).unwrap();
        for depth in [Depth::Ansi, Depth::Indexed, Depth::True] {
            for color in COLORS {
                let own = Theme::new(&definition, depth).with_accent(color);
                // An accent that no name stands for, so that a name that
                // changes nothing shows.
                for other in ["#808080", "#c0c0c0", "#404040"] {
                    let other = Theme::new(&definition, depth).with_accent(other);
                    assert_ne!(
                        own.role(Role::Accent),
                        other.role(Role::Accent),
                        "{name} {depth:?} {color}"
                    );
                }
            }
        }
    }
}

#[test]
fn every_file_of_a_theme_is_built_in() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let built_in: BTreeSet<String> = BUILT_IN.map(|(name, _)| format!("{name}.toml")).into();
    assert_eq!(files, built_in);
}
