use super::*;

const CTRL: Modifiers = Modifiers {
    ctrl: true,
    alt: false,
    shift: false,
};
const SHIFT: Modifiers = Modifiers {
    ctrl: false,
    alt: false,
    shift: true,
};

#[test]
fn keys_are_read_and_written_by_name() {
    for (text, key, written, label) in [
        ("j", Key::char('j'), "j", "j"),
        ("G", Key::char('G'), "G", "G"),
        ("+", Key::char('+'), "+", "+"),
        ("-", Key::char('-'), "-", "-"),
        ("?", Key::char('?'), "?", "?"),
        ("é", Key::char('é'), "é", "é"),
        (
            "ctrl-d",
            Key::new(Code::Char('d'), CTRL),
            "ctrl-d",
            "ctrl-d",
        ),
        (
            "Ctrl-D",
            Key::new(Code::Char('d'), CTRL),
            "ctrl-d",
            "ctrl-d",
        ),
        ("c-d", Key::new(Code::Char('d'), CTRL), "ctrl-d", "ctrl-d"),
        (
            "ctrl-space",
            Key::new(Code::Char(' '), CTRL),
            "ctrl-space",
            "ctrl-Space",
        ),
        (
            "ctrl-left",
            Key::new(Code::Left, CTRL),
            "ctrl-left",
            "ctrl-←",
        ),
        ("space", Key::char(' '), "space", "Space"),
        ("enter", Key::plain(Code::Enter), "enter", "Enter"),
        ("Return", Key::plain(Code::Enter), "enter", "Enter"),
        ("ESC", Key::plain(Code::Esc), "esc", "Esc"),
        ("tab", Key::plain(Code::Tab), "tab", "Tab"),
        ("s-tab", Key::new(Code::Tab, SHIFT), "s-tab", "S-Tab"),
        ("shift-tab", Key::new(Code::Tab, SHIFT), "s-tab", "S-Tab"),
        ("backtab", Key::new(Code::Tab, SHIFT), "s-tab", "S-Tab"),
        ("pgdn", Key::plain(Code::PageDown), "pgdn", "PgDn"),
        ("PageUp", Key::plain(Code::PageUp), "pgup", "PgUp"),
        ("home", Key::plain(Code::Home), "home", "Home"),
        ("end", Key::plain(Code::End), "end", "End"),
        ("up", Key::plain(Code::Up), "up", "↑"),
        ("down", Key::plain(Code::Down), "down", "↓"),
        ("left", Key::plain(Code::Left), "left", "←"),
        ("right", Key::plain(Code::Right), "right", "→"),
        (
            "backspace",
            Key::plain(Code::Backspace),
            "backspace",
            "Backspace",
        ),
        ("del", Key::plain(Code::Delete), "delete", "Del"),
        ("insert", Key::plain(Code::Insert), "insert", "Ins"),
        ("f1", Key::plain(Code::F(1)), "f1", "F1"),
        ("s-F12", Key::new(Code::F(12), SHIFT), "s-f12", "S-F12"),
    ] {
        assert_eq!(text.parse(), Ok(key), "{text}");
        assert_eq!(key.to_string(), written, "{text}");
        assert_eq!(key.label(), label, "{text}");
        assert_eq!(written.parse(), Ok(key), "{text}");
    }
}

#[test]
fn wrong_keys_are_refused_with_the_reason() {
    for (text, reason) in [
        (
            "",
            "no key is called \"\"; keys are single characters and names such as \"enter\", \"pgdn\", \"f5\", \"ctrl-d\"",
        ),
        ("entr", "no key is called \"entr\"; did you mean \"enter\"?"),
        (
            "page-down",
            "no key is called \"page-down\"; did you mean \"pgdn\"?",
        ),
        (
            "hyper-x",
            "no key is called \"hyper-x\"; keys are single characters and names such as \"enter\", \"pgdn\", \"f5\", \"ctrl-d\"",
        ),
        (
            "Ctrl+N",
            "no key is called \"Ctrl+N\"; did you mean \"ctrl-n\"?",
        ),
        (
            "<c-n>",
            "no key is called \"<c-n>\"; did you mean \"ctrl-n\"?",
        ),
        ("^n", "no key is called \"^n\"; did you mean \"ctrl-n\"?"),
        (
            "strg-n",
            "no key is called \"strg-n\"; did you mean \"ctrl-n\"?",
        ),
        ("gg", "no key is called \"gg\"; did you mean \"g g\"?"),
        (
            "crtl-d",
            "no key is called \"crtl-d\"; did you mean \"ctrl-d\"?",
        ),
        (
            "ctrl-lfet",
            "no key is called \"ctrl-lfet\"; did you mean \"ctrl-left\"?",
        ),
        ("f13", "no key is called \"f13\"; did you mean \"f1\"?"),
        (
            "ctrl-i",
            "a terminal cannot tell ctrl-i from tab; bind \"tab\"",
        ),
        (
            "C-I",
            "a terminal cannot tell ctrl-i from tab; bind \"tab\"",
        ),
        (
            "ctrl-h",
            "a terminal cannot tell ctrl-h from backspace; bind \"backspace\"",
        ),
        (
            "ctrl-m",
            "a terminal cannot tell ctrl-m from enter; bind \"enter\"",
        ),
        (
            "ctrl-[",
            "a terminal cannot tell ctrl-[ from esc; bind \"esc\"",
        ),
        (
            "ctrl-shift-d",
            "a terminal cannot tell ctrl-shift-d from ctrl-d; bind \"ctrl-d\"",
        ),
        (
            "ctrl-1",
            "ctrl-1: a terminal sends ctrl only with letters, space and named keys",
        ),
        (
            "ctrl--",
            "ctrl--: a terminal sends ctrl only with letters, space and named keys",
        ),
        (
            "alt-x",
            "alt-x: Alt cannot be bound, a terminal sends it as Esc and the key",
        ),
        (
            "ctrl-alt-left",
            "ctrl-alt-left: Alt cannot be bound, a terminal sends it as Esc and the key",
        ),
        ("s-g", "s-g: write the character itself, \"G\""),
        ("s-space", "s-space: write the character itself, \"space\""),
    ] {
        let error = text.parse::<Key>().unwrap_err();
        assert_eq!(error.to_string(), reason, "{text}");
    }
}

#[test]
fn equal_presses_compare_equal_however_a_terminal_reports_them() {
    for (code, held, same) in [
        (Code::Char('g'), SHIFT, "G"),
        (Code::Char('G'), SHIFT, "G"),
        (Code::Char('?'), SHIFT, "?"),
        (Code::Char('é'), SHIFT, "É"),
        (Code::Char('D'), CTRL, "ctrl-d"),
        (Code::Char('h'), CTRL, "backspace"),
        (Code::Char('i'), CTRL, "tab"),
        (Code::Char('M'), CTRL, "enter"),
        (Code::Char('['), CTRL, "esc"),
    ] {
        assert_eq!(Key::new(code, held), same.parse().unwrap(), "{code:?}");
    }
    // No single capital: nothing to apply.
    assert_eq!(Key::new(Code::Char('ß'), SHIFT), Key::char('ß'));
    // A terminal that does tell control and Enter from Enter is believed.
    assert_ne!(Key::new(Code::Enter, CTRL), Key::plain(Code::Enter));
}

#[test]
fn only_characters_without_control_and_alt_are_typed() {
    let alt = Modifiers {
        alt: true,
        ..Modifiers::default()
    };
    assert_eq!(Key::char('é').typed(), Some('é'));
    assert_eq!(Key::char(' ').typed(), Some(' '));
    assert_eq!(Key::new(Code::Char('a'), CTRL).typed(), None);
    assert_eq!(Key::new(Code::Char('a'), alt).typed(), None);
    assert_eq!(Key::plain(Code::Enter).typed(), None);
}
