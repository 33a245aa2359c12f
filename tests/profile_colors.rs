//! The colours that a configuration can name are colours that themes have.

use whoswho::config::COLORS;
use whoswho::ui::theme::{Definition, Depth, Role, Theme};

#[test]
fn every_colour_of_the_configuration_is_in_every_coloured_theme() {
    for name in ["dark", "light"] {
        let definition = Definition::built_in(name).unwrap();
        for depth in [Depth::Ansi, Depth::Indexed, Depth::True] {
            for color in COLORS {
                // An accent that no name stands for, so that a name that
                // changes nothing shows.
                let other = Theme::new(&definition, depth).with_accent("#808080");
                let own = other.clone().with_accent(color);
                assert_ne!(
                    own.role(Role::Accent),
                    other.role(Role::Accent),
                    "{name} {depth:?} {color}"
                );
            }
        }
    }
}
