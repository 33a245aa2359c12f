//! The example that `whoswho config init` writes.

use super::*;

/// The example with every setting taken out of its comment.
fn example_uncommented() -> String {
    let example = include_str!("../../../config.example.toml");
    let lines = example.lines().map(|line| {
        let setting = line.strip_prefix('#').filter(|rest| {
            let first = rest.chars().next();
            first.is_some_and(|c| c.is_ascii_lowercase() || c == '[' || c == '"')
        });
        setting.unwrap_or(line)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_example_as_it_stands_changes_nothing() {
    let config = parse(include_str!("../../../config.example.toml"));
    let default = Config {
        file: config.file.clone(),
        theme_place: config.theme_place,
        ..Config::default()
    };
    assert_eq!(config, default);
    assert_eq!(config.opening(), Opening::NoProfiles);
}

#[test]
fn the_example_without_its_comments_is_a_configuration() {
    let config = parse(&example_uncommented());
    let names: Vec<_> = config.profiles.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["support", "players", "people", "desk"]);
    assert!(matches!(config.opening(), Opening::Profile(p) if p.name == "support"));
    for profile in &config.profiles {
        config.resolve(profile, described(profile), false).unwrap();
    }
    let help: Sequence = "g ?".parse().unwrap();
    assert_eq!(
        config.keymap.lookup(Mode::Listing, &help),
        Lookup::Matched(Action::from_name("help").unwrap())
    );
}

#[test]
fn the_example_sets_every_key() {
    let example = example_uncommented();
    let is_set = |key: &str| {
        example.lines().any(|line| {
            line.split_once(" = ").is_some_and(|(name, _)| name == key)
                || line.starts_with(&format!("[{key}."))
        })
    };
    for key in crate::config::KEYS
        .iter()
        .chain(&crate::config::profile::KEYS)
    {
        assert!(is_set(key), "{key}");
    }
}
