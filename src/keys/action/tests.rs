use std::collections::{HashMap, HashSet};

use super::*;
use crate::keys::{Keymap, Lookup};

#[test]
fn names_are_unique_kebab_case_and_lead_back() {
    let mut seen = HashSet::new();
    for action in Action::all() {
        let name = action.name();
        assert!(seen.insert(name), "{name} twice");
        let is_kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(name.chars().all(is_kebab), "{name}");
        assert_eq!(Action::from_name(name), Some(action));
    }
    assert_eq!(Action::from_name("none"), None);
    for mode in Mode::ALL {
        assert_eq!(Mode::from_name(mode.name()), Some(mode));
    }
}

#[test]
fn no_key_means_two_things_in_one_mode() {
    let mut seen = HashMap::new();
    for action in Action::all() {
        for (mode, keys) in action.defaults() {
            for length in 1..=keys.len() {
                let is_whole = length == keys.len();
                let meaning = is_whole.then_some(action);
                let before = seen.insert((mode, &keys[..length]), meaning);
                // Two sequences may begin alike; nothing else may be shared.
                assert!(
                    before.is_none() || before == Some(None) && !is_whole,
                    "{keys:?} in {mode}: {action} and {before:?}"
                );
            }
        }
    }
}

#[test]
fn every_action_is_reached_by_its_keys_wherever_it_works() {
    let keymap = Keymap::default();
    for action in Action::all() {
        assert!(action.defaults().next().is_some(), "{action} has no key");
        for (mode, keys) in action.defaults() {
            assert!(action.works_in(mode));
            assert_eq!(
                keymap.lookup(mode, keys),
                Lookup::Matched(action),
                "{keys:?}"
            );
        }
        for mode in Mode::ALL {
            // `q` is typed where text is; everything else has a key.
            let is_typed = mode.takes_text() && action == Action::Leave;
            if mode != Mode::Everywhere && action.works_in(mode) && !is_typed {
                assert!(
                    !keymap.keys_for(action, mode).is_empty(),
                    "{action} in {mode}"
                );
            }
        }
    }
}

#[test]
fn no_default_key_needs_what_terminals_keep_to_themselves() {
    let stop: Key = "ctrl-s".parse().unwrap();
    for action in Action::all() {
        for (mode, keys) in action.defaults() {
            for key in keys {
                assert!(!key.has_alt(), "{action}");
                assert_ne!(*key, stop, "{action}");
                // Written as the configuration writes it, and bindable there.
                assert_eq!(key.to_string().parse(), Ok(*key), "{action} in {mode}");
                assert!(
                    !mode.takes_text() || matches!(key.typed(), None | Some(' ')),
                    "{action} would eat a letter in {mode}"
                );
            }
        }
    }
}

/// What a keyboard types only with `AltGr`, on a German layout or one that is
/// no better: terminals and window systems take many of those for themselves.
const WITH_ALT_GR: [char; 9] = ['[', ']', '{', '}', '\\', '|', '@', '~', '€'];

#[test]
fn every_action_has_a_key_that_needs_no_alt_gr() {
    for action in Action::all() {
        for mode in Mode::ALL {
            let keys: Vec<_> = action
                .defaults()
                .filter(|(of, _)| *of == mode)
                .map(|(_, keys)| keys)
                .collect();
            let needs = |keys: &[Key]| {
                let typed = |key: &Key| key.typed().is_some_and(|c| WITH_ALT_GR.contains(&c));
                keys.iter().any(typed)
            };
            assert!(
                keys.is_empty() || keys.iter().any(|keys| !needs(keys)),
                "{action} in {mode}: {keys:?}"
            );
            // The first one is what is hinted at.
            assert!(!keys.first().is_some_and(|keys| needs(keys)), "{action}");
        }
    }
}

#[test]
fn nothing_is_sent_by_a_plain_key() {
    for (_, keys) in Action::Send.defaults() {
        assert!(keys.iter().any(|key| key.has_ctrl()));
    }
    assert!(!Action::Send.works_in(Mode::Listing));
    assert!(!Action::Send.works_in(Mode::Form));
}

#[test]
fn help_is_one_short_line_each() {
    for action in Action::all() {
        let help = action.help();
        assert!((3..=60).contains(&help.chars().count()), "{action}: {help}");
        assert!(
            !help.ends_with('.') && !help.contains('\n'),
            "{action}: {help}"
        );
    }
}

#[test]
fn resource_digits_lead_to_their_tabs() {
    for (index, digit) in ('1'..='9').enumerate() {
        let found = Keymap::default().lookup(Mode::Listing, &[Key::char(digit)]);
        let Lookup::Matched(action) = found else {
            panic!("{digit}: {found:?}");
        };
        assert_eq!(action.resource_index(), Some(index));
    }
    assert_eq!(Action::Down.resource_index(), None);
}
