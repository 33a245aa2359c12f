//! The descriptions that are part of the program.

use super::check;
use super::description::Description;

/// Name and text of each, in the order in which they are offered.
const BUILT_IN: [(&str, &str); 3] = [
    ("leanmote", include_str!("builtin/leanmote.toml")),
    ("leadr", include_str!("builtin/leadr.toml")),
    ("peoplelens", include_str!("builtin/peoplelens.toml")),
];

/// Their names.
pub fn names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(name, _)| *name)
}

/// The text of one, as an example to start from.
#[must_use]
pub fn text(name: &str) -> Option<&'static str> {
    let (_, text) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
    Some(text)
}

/// One of them, parsed now: only the one in use costs time at the start.
#[must_use]
pub fn description(name: &str) -> Option<Description> {
    // Its text is part of the program, and a test below parses each.
    check::parse(text(name)?, name).ok()
}

#[cfg(test)]
mod tests {
    use super::{check, description, names, text};

    #[test]
    fn each_is_sound_and_called_by_its_name() {
        for name in names() {
            let file = format!("{name}.toml");
            let parsed = check::parse(text(name).unwrap(), &file);
            let parsed = parsed.unwrap_or_else(|problems| panic!("{}", problems[0]));
            assert_eq!(parsed.name, name);
            assert_eq!(description(name), Some(parsed));
        }
        assert_eq!(description("nobody"), None);
    }
}
