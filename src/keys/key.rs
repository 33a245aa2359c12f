//! A key as a person names it, apart from any terminal library.

use std::fmt;
use std::str::FromStr;

use super::sequence::Sequence;
use crate::text::nearest;

/// Which key, without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A key that types this character, Shift already applied: `G`, not Shift
    /// and `g`.
    Char(char),
    /// Enter or Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab; with Shift it is back tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, 1 to 12.
    F(u8),
}

/// Every key that is not a character: code, name in the configuration, name in
/// help. The first name of a code is the one it is written with.
const NAMED: &[(Code, &str, &str)] = &[
    (Code::Enter, "enter", "Enter"),
    (Code::Enter, "return", "Enter"),
    (Code::Esc, "esc", "Esc"),
    (Code::Esc, "escape", "Esc"),
    (Code::Tab, "tab", "Tab"),
    (Code::Backspace, "backspace", "Backspace"),
    (Code::Delete, "delete", "Del"),
    (Code::Delete, "del", "Del"),
    (Code::Insert, "insert", "Ins"),
    (Code::Insert, "ins", "Ins"),
    (Code::Left, "left", "←"),
    (Code::Right, "right", "→"),
    (Code::Up, "up", "↑"),
    (Code::Down, "down", "↓"),
    (Code::Home, "home", "Home"),
    (Code::End, "end", "End"),
    (Code::PageUp, "pgup", "PgUp"),
    (Code::PageUp, "pageup", "PgUp"),
    (Code::PageDown, "pgdn", "PgDn"),
    (Code::PageDown, "pagedown", "PgDn"),
    (Code::Char(' '), "space", "Space"),
    (Code::F(1), "f1", "F1"),
    (Code::F(2), "f2", "F2"),
    (Code::F(3), "f3", "F3"),
    (Code::F(4), "f4", "F4"),
    (Code::F(5), "f5", "F5"),
    (Code::F(6), "f6", "F6"),
    (Code::F(7), "f7", "F7"),
    (Code::F(8), "f8", "F8"),
    (Code::F(9), "f9", "F9"),
    (Code::F(10), "f10", "F10"),
    (Code::F(11), "f11", "F11"),
    (Code::F(12), "f12", "F12"),
];

const BACK_TAB: &str = "backtab";

/// Keys held while another is pressed, as the terminal reports them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Modifiers {
    /// Control.
    pub ctrl: bool,
    /// Alt, Option or Meta.
    pub alt: bool,
    /// Shift.
    pub shift: bool,
}

/// One keypress, in the one form in which equal keypresses compare equal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    code: Code,
    ctrl: bool,
    alt: bool,
    shift: bool,
}

impl Key {
    /// The keypress a terminal reports as `code` with `held`.
    ///
    /// Shift is applied to characters and kept for other keys. Control with
    /// `h`, `i`, `m` or `[` is the key most terminals cannot tell it from:
    /// Backspace, Tab, Enter, Esc.
    #[must_use]
    pub fn new(code: Code, held: Modifiers) -> Self {
        let is_char = matches!(code, Code::Char(_));
        let (code, ctrl) = match code {
            Code::Char(c) if held.ctrl => {
                let c = c.to_ascii_lowercase();
                indistinct(c).map_or((Code::Char(c), true), |same| (same, false))
            }
            Code::Char(c) if held.shift => (Code::Char(upper(c)), false),
            other => (other, held.ctrl),
        };
        Self {
            code,
            ctrl,
            alt: held.alt,
            shift: held.shift && !is_char,
        }
    }

    /// The key that types `c`.
    #[must_use]
    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// `code` with nothing held.
    #[must_use]
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// Which key it is.
    #[must_use]
    pub const fn code(self) -> Code {
        self.code
    }

    /// Whether Control was held.
    #[must_use]
    pub const fn has_ctrl(self) -> bool {
        self.ctrl
    }

    /// Whether Alt was held. No action listens to such a key.
    #[must_use]
    pub const fn has_alt(self) -> bool {
        self.alt
    }

    /// The character this key types into an input, if it types one.
    #[must_use]
    pub const fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// The key as help and hints write it: `Enter`, `↓`, `S-Tab`, `ctrl-d`.
    #[must_use]
    pub fn label(self) -> String {
        let name = match named(self.code) {
            Some((_, label)) => label.to_owned(),
            None => self.code_name(),
        };
        let shift = if self.shift { "S-" } else { "" };
        format!("{}{shift}{name}", self.prefix())
    }

    fn prefix(self) -> &'static str {
        match (self.ctrl, self.alt) {
            (false, false) => "",
            (true, false) => "ctrl-",
            (false, true) => "alt-",
            (true, true) => "ctrl-alt-",
        }
    }

    fn code_name(self) -> String {
        match (named(self.code), self.code) {
            (Some((name, _)), _) => name.to_owned(),
            (None, Code::Char(c)) => c.to_string(),
            // F13 and beyond cannot be bound, and may still be pressed.
            (None, Code::F(n)) => format!("f{n}"),
            (None, other) => format!("{other:?}").to_lowercase(),
        }
    }
}

/// The table's constructor for Control with a letter or a named key.
pub(super) const fn ctrl(code: Code) -> Key {
    Key {
        code,
        ctrl: true,
        alt: false,
        shift: false,
    }
}

/// The table's constructor for Shift with a named key.
pub(super) const fn shift(code: Code) -> Key {
    Key {
        code,
        ctrl: false,
        alt: false,
        shift: true,
    }
}

fn named(code: Code) -> Option<(&'static str, &'static str)> {
    NAMED
        .iter()
        .find(|(named, ..)| *named == code)
        .map(|(_, name, label)| (*name, *label))
}

fn upper(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(single), None) => single,
        _ => c,
    }
}

/// The key that sends the same byte as Control and `c`.
fn indistinct(c: char) -> Option<Code> {
    Some(match c {
        'h' => Code::Backspace,
        'i' => Code::Tab,
        'm' => Code::Enter,
        '[' => Code::Esc,
        _ => return None,
    })
}

impl fmt::Display for Key {
    /// The key as the configuration names it: `enter`, `down`, `s-tab`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shift = if self.shift { "s-" } else { "" };
        write!(f, "{}{shift}{}", self.prefix(), self.code_name())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({self})")
    }
}

/// Why a text names no key that can be bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyError {
    /// Nothing where a key should be.
    Empty,
    /// No key has this name; perhaps the second was meant.
    Unknown(String, Option<String>),
    /// A terminal sends the same for both keys: the one asked for, and the one
    /// it cannot be told from.
    Indistinct(String, String),
    /// Alt is not used: a terminal sends Alt and a key as Esc and that key.
    Alt(String),
    /// Control with a character for which terminals send nothing of its own.
    Control(String),
    /// Shift with a character: the first is as written, the second what to
    /// write instead.
    Shift(String, String),
    /// More keys in one sequence than [`Sequence::MAX`].
    TooLong(usize),
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("no key is named"),
            Self::Unknown(name, Some(near)) => {
                write!(f, "no key is called {name:?}; did you mean {near:?}?")
            }
            Self::Unknown(name, None) => write!(
                f,
                "no key is called {name:?}; keys are single characters and names such as \
                 \"enter\", \"pgdn\", \"f5\", \"ctrl-d\""
            ),
            Self::Indistinct(wanted, same) => {
                write!(
                    f,
                    "a terminal cannot tell {wanted} from {same}; bind {same:?}"
                )
            }
            Self::Alt(name) => write!(
                f,
                "{name}: Alt cannot be bound, a terminal sends it as Esc and the key"
            ),
            Self::Control(name) => write!(
                f,
                "{name}: a terminal sends ctrl only with letters, space and named keys"
            ),
            Self::Shift(name, instead) => {
                write!(f, "{name}: write the character itself, {instead:?}")
            }
            Self::TooLong(keys) => write!(
                f,
                "{keys} keys in one sequence; at most {} are allowed",
                Sequence::MAX
            ),
        }
    }
}

impl std::error::Error for KeyError {}

impl FromStr for Key {
    type Err = KeyError;

    /// Reads a key as the configuration names it. Names of keys and modifiers
    /// are read in any case, characters as they are.
    fn from_str(text: &str) -> Result<Self, KeyError> {
        let mut held = Modifiers::default();
        let mut rest = text;
        while let Some((modifier, after)) =
            rest.split_once('-').filter(|(_, after)| !after.is_empty())
        {
            match modifier.to_ascii_lowercase().as_str() {
                "ctrl" | "c" => held.ctrl = true,
                "s" | "shift" => held.shift = true,
                "alt" | "a" | "m" => held.alt = true,
                other => {
                    let near = nearest(other, ["ctrl", "shift", "alt"]);
                    let near = near.map(|near| format!("{near}-{after}"));
                    let meant = respelled(text).or(near);
                    return Err(KeyError::Unknown(text.to_owned(), meant));
                }
            }
            rest = after;
        }
        let code = parse_code(rest, &mut held).ok_or_else(|| {
            let modifiers = text.strip_suffix(rest).unwrap_or_default();
            let names = NAMED.iter().map(|(_, name, _)| *name).chain([BACK_TAB]);
            let near = nearest(rest, names).map(|near| format!("{modifiers}{near}"));
            KeyError::Unknown(text.to_owned(), respelled(text).or(near))
        })?;
        if held.alt {
            return Err(KeyError::Alt(text.to_owned()));
        }
        if let Code::Char(c) = code {
            check_char(text, c, held)?;
        }
        Ok(Self::new(code, held))
    }
}

/// What a key is called here that is written as other programs write it:
/// `Ctrl+N`, `<c-n>`, `^n`, `strg-n`, `gg`.
fn respelled(text: &str) -> Option<String> {
    let name = text.trim_start_matches('<').trim_end_matches('>');
    let name = name.to_ascii_lowercase().replace('+', "-");
    let name = match name.strip_prefix('^') {
        Some(letter) => format!("ctrl-{letter}"),
        None => name,
    };
    let words: Vec<&str> = name.split('-').filter(|word| !word.is_empty()).collect();
    let words = words.iter().map(|word| match *word {
        "c" | "control" | "strg" => "ctrl",
        "shift" | "umschalt" => "s",
        other => other,
    });
    let name = words.collect::<Vec<_>>().join("-");
    let name = match name.as_str() {
        "page-down" | "pagedown" | "bild-ab" => "pgdn",
        "page-up" | "pageup" | "bild-auf" => "pgup",
        "s-tab" | "backtab" => "s-tab",
        other => other,
    };
    let mut characters = text.chars();
    let pair = (characters.next(), characters.next(), characters.next());
    if let (Some(first), Some(second), None) = pair
        && first.is_alphanumeric()
        && second.is_alphanumeric()
    {
        return Some(format!("{first} {second}"));
    }
    // A name that is no name either would only send on to the next mistake.
    (name != text)
        .then(|| name.parse::<Key>().ok())
        .flatten()
        .map(|key| key.to_string())
}

/// The code named by `name`; back tab is Tab with Shift held.
fn parse_code(name: &str, held: &mut Modifiers) -> Option<Code> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return (!c.is_control() && c != ' ').then_some(Code::Char(c));
    }
    let name = name.to_ascii_lowercase();
    if name == BACK_TAB {
        held.shift = true;
        return Some(Code::Tab);
    }
    NAMED
        .iter()
        .find(|(_, known, _)| *known == name)
        .map(|(code, ..)| *code)
}

fn check_char(text: &str, c: char, held: Modifiers) -> Result<(), KeyError> {
    if held.ctrl {
        let plain = c.to_ascii_lowercase();
        if let Some(same) = indistinct(plain) {
            let same = Key::plain(same).to_string();
            return Err(KeyError::Indistinct(format!("ctrl-{plain}"), same));
        }
        if held.shift {
            let same = format!("ctrl-{plain}");
            return Err(KeyError::Indistinct(text.to_owned(), same));
        }
        if !(c.is_ascii_alphabetic() || c == ' ') {
            return Err(KeyError::Control(text.to_owned()));
        }
    } else if held.shift {
        let instead = Key::char(upper(c)).to_string();
        return Err(KeyError::Shift(text.to_owned(), instead));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
