use super::*;
use crate::keys::Modifiers;

fn keys(text: &str) -> Sequence {
    text.parse().unwrap()
}

fn looked_up(keymap: &Keymap, mode: Mode, pressed: &str) -> Lookup {
    keymap.lookup(mode, &keys(pressed))
}

fn written(keymap: &Keymap, action: Action, mode: Mode) -> Vec<String> {
    let keys = keymap.keys_for(action, mode);
    keys.into_iter().map(Sequence::to_string).collect()
}

fn apply(overrides: &[(Mode, &str, &str)]) -> Result<Keymap, BindError> {
    let mut keymap = Keymap::default();
    for (mode, keys, action) in overrides {
        keymap.apply(*mode, keys, action)?;
    }
    Ok(keymap)
}

fn overridden(overrides: &[(Mode, &str, &str)]) -> Keymap {
    apply(overrides).unwrap()
}

#[test]
fn the_default_keys_are_those_of_the_documentation() {
    use Lookup::{Matched, NotFound, Pending};
    use Mode::{Detail, Everywhere, Form, Input, Listing, Menu, Review};
    let keymap = Keymap::default();
    for (mode, pressed, expected) in [
        (Listing, "j", Matched(Action::Down)),
        (Listing, "down", Matched(Action::Down)),
        (Listing, "ctrl-d", Matched(Action::HalfPageDown)),
        (Listing, "ctrl-b", Matched(Action::PageUp)),
        (Listing, "g", Pending),
        (Listing, "g g", Matched(Action::First)),
        (Listing, "g x", NotFound),
        (Listing, "g g g", NotFound),
        (Listing, "G", Matched(Action::Last)),
        (Listing, "l", Matched(Action::Open)),
        (Detail, "h", Matched(Action::Back)),
        (Detail, "esc", Matched(Action::Clear)),
        (Detail, "tab", Matched(Action::NextPane)),
        (Detail, "s-tab", Matched(Action::PreviousPane)),
        (Detail, "]", Matched(Action::NextTab)),
        (Listing, "/", Matched(Action::Filter)),
        (Listing, ":", Matched(Action::Commands)),
        (Listing, "A", Matched(Action::LoadRest)),
        (Listing, "space", Matched(Action::Mark)),
        (Listing, "Y", Matched(Action::CopyJson)),
        (Listing, "ctrl-p", Matched(Action::SwitchProfile)),
        (Listing, "q", Matched(Action::Leave)),
        (Listing, "?", Matched(Action::Help)),
        (Listing, "ctrl-y", NotFound),
        (Listing, "C", Matched(Action::Columns)),
        (Listing, "b", Matched(Action::Bookmark)),
        (Detail, "B", Matched(Action::Bookmarks)),
        (Form, "tab", Matched(Action::NextField)),
        (Form, "space", Matched(Action::Toggle)),
        (Form, "right", Matched(Action::NextChoice)),
        (Form, "enter", Matched(Action::Review)),
        (Form, "esc", Matched(Action::KeepDraft)),
        (Form, "ctrl-u", Matched(Action::DeleteToStart)),
        (Form, "q", NotFound),
        (Form, "?", NotFound),
        (Form, "f1", Matched(Action::Help)),
        (Form, "ctrl-c", Matched(Action::Quit)),
        (Review, "ctrl-y", Matched(Action::Send)),
        (Review, "enter", Matched(Action::Press)),
        (Review, "left", Matched(Action::PreviousButton)),
        (Review, "y", NotFound),
        (Review, "D", NotFound),
        (Review, "q", Matched(Action::Leave)),
        (Menu, "j", Matched(Action::Down)),
        (Menu, "enter", Matched(Action::Press)),
        (Menu, "space", Matched(Action::Toggle)),
        (Menu, "J", Matched(Action::MoveDown)),
        (Menu, "left", Matched(Action::Narrow)),
        (Menu, "b", NotFound),
        (Menu, "esc", Matched(Action::Cancel)),
        (Input, "enter", Matched(Action::Accept)),
        (Input, "up", Matched(Action::Up)),
        (Input, "ctrl-d", Matched(Action::Bookmark)),
        (Input, "space", NotFound),
        (Input, "j", NotFound),
        (Input, "ctrl-left", Matched(Action::CursorWordLeft)),
        (Input, "ctrl-z", Matched(Action::Suspend)),
        (Everywhere, "ctrl-l", Matched(Action::Redraw)),
        (Everywhere, "j", NotFound),
    ] {
        assert_eq!(
            looked_up(&keymap, mode, pressed),
            expected,
            "{pressed} in {mode}"
        );
    }
    assert_eq!(keymap.lookup(Listing, &[]), NotFound);
}

#[test]
fn a_key_with_alt_means_nothing_anywhere() {
    let alt = Modifiers {
        alt: true,
        ..Modifiers::default()
    };
    let keymap = Keymap::default();
    for action in Action::all() {
        for (_, sequence) in action.defaults() {
            for mode in Mode::ALL {
                let pressed: Vec<Key> = sequence
                    .iter()
                    .map(|key| {
                        Key::new(
                            key.code(),
                            Modifiers {
                                ctrl: key.has_ctrl(),
                                ..alt
                            },
                        )
                    })
                    .collect();
                assert_eq!(
                    keymap.lookup(mode, &pressed),
                    Lookup::NotFound,
                    "{pressed:?}"
                );
            }
        }
    }
}

#[test]
fn keys_for_hints_name_the_preferred_key_first() {
    let keymap = Keymap::default();
    for (action, mode, expected) in [
        (Action::Down, Mode::Listing, &["j", "down"][..]),
        (Action::Down, Mode::Input, &["down"]),
        (Action::Down, Mode::Form, &[]),
        (Action::First, Mode::Detail, &["g g", "home"]),
        (Action::Help, Mode::Listing, &["?", "f1"]),
        (Action::Help, Mode::Input, &["f1"]),
        (Action::Help, Mode::Everywhere, &["?", "f1"]),
        (Action::Leave, Mode::Form, &[]),
    ] {
        assert_eq!(
            written(&keymap, action, mode),
            expected,
            "{action} in {mode}"
        );
    }
}

#[test]
fn the_configuration_adds_replaces_and_unbinds() {
    let keymap = overridden(&[
        (Mode::Listing, "ctrl-n", "down"),
        (Mode::Listing, "g", "copy"),
        (Mode::Listing, "D d", "disable"),
        (Mode::Detail, "A", "none"),
        (Mode::Listing, "?", "none"),
        (Mode::Everywhere, "f5", "reload-page"),
        (Mode::Everywhere, "f1", "none"),
        (Mode::Input, "ctrl-n", "down"),
    ]);
    for (mode, pressed, expected) in [
        (Mode::Listing, "ctrl-n", Lookup::Matched(Action::Down)),
        (Mode::Listing, "j", Lookup::Matched(Action::Down)),
        // The default `g g` gives way to the configured `g`, `D` to `D d`.
        (Mode::Listing, "g", Lookup::Matched(Action::Copy)),
        (Mode::Detail, "g", Lookup::Pending),
        (Mode::Listing, "D", Lookup::Pending),
        (Mode::Listing, "D d", Lookup::Matched(Action::Disable)),
        (Mode::Detail, "A", Lookup::NotFound),
        (Mode::Listing, "A", Lookup::Matched(Action::LoadRest)),
        // Taken away here, and still there elsewhere.
        (Mode::Listing, "?", Lookup::NotFound),
        (Mode::Detail, "?", Lookup::Matched(Action::Help)),
        (Mode::Detail, "f1", Lookup::NotFound),
        // Everywhere means: where the action means something.
        (Mode::Detail, "f5", Lookup::Matched(Action::ReloadPage)),
        (Mode::Form, "f5", Lookup::NotFound),
        (Mode::Input, "ctrl-n", Lookup::Matched(Action::Down)),
    ] {
        assert_eq!(
            looked_up(&keymap, mode, pressed),
            expected,
            "{pressed} in {mode}"
        );
    }
    assert_eq!(
        written(&keymap, Action::Down, Mode::Listing),
        ["j", "down", "ctrl-n"]
    );
    assert_eq!(written(&keymap, Action::First, Mode::Listing), ["home"]);
    assert!(written(&keymap, Action::Help, Mode::Listing).is_empty());
    assert_eq!(
        written(&keymap, Action::ReloadPage, Mode::Detail),
        ["R", "f5"]
    );
}

#[test]
fn a_key_can_be_unbound_and_bound_in_either_order() {
    for overrides in [
        [(Mode::Listing, "j", "none"), (Mode::Listing, "j", "up")],
        [(Mode::Listing, "j", "up"), (Mode::Listing, "k", "none")],
    ] {
        let keymap = overridden(&overrides);
        assert_eq!(
            looked_up(&keymap, Mode::Listing, "j"),
            Lookup::Matched(Action::Up)
        );
    }
}

#[test]
fn what_the_configuration_must_not_do_is_refused() {
    for (overrides, reason) in [
        (
            &[(Mode::Listing, "ctrl-i", "down")][..],
            "a terminal cannot tell ctrl-i from tab; bind \"tab\"",
        ),
        (
            &[(Mode::Listing, "ctrl-n", "dwon")],
            "no action is called \"dwon\"; did you mean \"down\"?",
        ),
        (
            &[(Mode::Listing, "ctrl-n", "teleport")],
            "no action is called \"teleport\"; whoswho keys lists them, \"none\" unbinds",
        ),
        (
            &[(Mode::Listing, "ctrl-n", "send")],
            "send does nothing in listing; it works in review",
        ),
        (
            &[(Mode::Form, "ctrl-n", "down")],
            "down does nothing in form; it works in listing, detail, review, menu, input",
        ),
        (
            &[(Mode::Input, "n", "down")],
            "n is typed as text in input; bind a key that types nothing, such as \"ctrl-n\" or \
             \"f2\"",
        ),
        (
            &[(Mode::Review, "y", "send")],
            "y would send a change too easily; send needs a key with ctrl",
        ),
        (
            &[(Mode::Everywhere, "enter", "send")],
            "enter would send a change too easily; send needs a key with ctrl",
        ),
        (
            &[(Mode::Listing, "ctrl-c", "none")],
            "ctrl-c always quits and cannot be bound otherwise",
        ),
        (
            &[(Mode::Listing, "ctrl-c g", "copy")],
            "ctrl-c always quits and cannot be bound otherwise",
        ),
        (
            &[(Mode::Listing, "z", "up"), (Mode::Listing, "z z", "down")],
            "z z and z cannot both be bound in this mode: one is the beginning of the other",
        ),
        (
            &[
                (Mode::Listing, "c-n", "up"),
                (Mode::Listing, "ctrl-n", "down"),
            ],
            "ctrl-n is bound twice in this mode",
        ),
    ] {
        let error = apply(overrides).unwrap_err();
        assert_eq!(error.to_string(), reason);
    }
}

#[test]
fn the_same_keys_may_be_bound_in_two_modes() {
    let keymap = overridden(&[
        (Mode::Listing, "z", "up"),
        (Mode::Detail, "z z", "down"),
        (Mode::Everywhere, "z", "help"),
    ]);
    assert_eq!(
        looked_up(&keymap, Mode::Listing, "z"),
        Lookup::Matched(Action::Up)
    );
    assert_eq!(looked_up(&keymap, Mode::Detail, "z"), Lookup::Pending);
    assert_eq!(
        looked_up(&keymap, Mode::Menu, "z"),
        Lookup::Matched(Action::Help)
    );
    assert_eq!(looked_up(&keymap, Mode::Input, "z"), Lookup::NotFound);
}
