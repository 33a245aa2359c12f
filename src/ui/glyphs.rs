//! The signs that are neither letters nor data: frames, bars, marks of state.

use std::borrow::Cow;

use crate::app::{Borders, Looks};

/// What is said of what is under the cursor, where a bar says nothing.
pub(super) const SELECTED: &str = "selected";

/// The characters of a frame.
#[derive(Debug)]
pub(super) struct Border {
    pub(super) top_left: char,
    pub(super) top_right: char,
    pub(super) bottom_left: char,
    pub(super) bottom_right: char,
    pub(super) across: char,
    pub(super) down: char,
    /// Where a list stands, on its right side.
    pub(super) thumb: char,
}

/// One set of signs.
#[derive(Debug)]
pub(super) struct Glyphs {
    /// What frames are drawn with.
    pub(super) border: Border,
    /// Before the row under the cursor.
    pub(super) bar: &'static str,
    /// Before the profile's name.
    pub(super) profile: &'static str,
    /// Around the button with the focus.
    pub(super) button: (&'static str, &'static str),
    /// Before what went well, what deserves a look, and what failed.
    pub(super) tones: [&'static str; 3],
    /// What the spinner goes through; empty where nothing turns.
    pub(super) spinner: &'static [char],
    /// Whether what is left is shown as a gauge besides.
    pub(super) gauge: bool,
    /// The day of what is under the cursor.
    pub(super) here: char,
    /// How much there is of something, from nothing to most: each denser than
    /// the one before.
    pub(super) steps: [char; 5],
    /// The same as bars in a row, each higher than the one before.
    pub(super) heights: [char; 5],
    /// A column of a bar that lies, and the part of one where it ends: each
    /// longer than the one before.
    pub(super) lying: (char, &'static [char]),
    /// What a bar that stands is made of: a sign for each part of it.
    pub(super) parts: [char; 4],
    /// Its uppermost row, each higher than the one before.
    pub(super) rising: [char; 7],
    /// How far a bar may rise.
    pub(super) ceiling: char,
    /// In the place of a row that is not loaded yet.
    pub(super) absent: &'static str,
    /// In the place of a value that is not there.
    pub(super) missing: &'static str,
    /// Before the word of a disabled record; an enabled one has blanks there,
    /// so that the words line up.
    pub(super) disabled: &'static str,
    /// Before what is wrong with a field or a list.
    pub(super) wrong: &'static str,
    /// Before what is worth a look.
    pub(super) caution: &'static str,
    /// Beside a record of which nobody knows whether a change was applied.
    pub(super) unknown: &'static str,
    /// Beside a record with a bookmark.
    pub(super) bookmark: &'static str,
    /// Before what is chosen of several, and before what is not.
    pub(super) chosen: [&'static str; 2],
    /// Before a line that is typed.
    pub(super) prompt: &'static str,
    /// Before a filter.
    pub(super) filter: &'static str,
    /// Behind a sort's field, where it ascends and where it descends.
    pub(super) orders: [&'static str; 2],
    /// Before the value that was, and before the one that will be.
    pub(super) change: [&'static str; 2],
    /// Whether the screen is read aloud: signs are words, what is selected is
    /// said, and nothing is drawn beside or below anything else.
    pub(super) said_aloud: bool,
}

impl Glyphs {
    /// What sets two texts apart, as it is written: a gap is said as a comma.
    pub(super) fn between(&self, sign: &'static str) -> Cow<'static, str> {
        if self.said_aloud && sign.len() > 1 && sign.trim().is_empty() {
            return Cow::Borrowed(", ");
        }
        self.said(sign)
    }

    /// A text of our own, with each of its signs as a word where the screen is
    /// read aloud. Not for what came from outside: that is shown as it is.
    pub(super) fn said<'t>(&self, text: &'t str) -> Cow<'t, str> {
        const WORDS: [(&str, &str); 11] = [
            (" · ", ", "),
            (" › ", ", "),
            (" → ", " to "),
            (" …", ""),
            ("…", "..."),
            ("✗ ", ""),
            ("⏎", "Enter"),
            ("←", "left"),
            ("→", "right"),
            ("↑", "up"),
            ("↓", "down"),
        ];
        if !self.said_aloud || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        let said = |text: String, (sign, word): (&str, &str)| text.replace(sign, word);
        Cow::Owned(WORDS.into_iter().fold(text.to_owned(), said))
    }
}

const UNICODE: Glyphs = Glyphs {
    border: Border {
        top_left: '╭',
        top_right: '╮',
        bottom_left: '╰',
        bottom_right: '╯',
        across: '─',
        down: '│',
        thumb: '┃',
    },
    bar: "▌",
    profile: "● ",
    button: ("▸ ", " ◂"),
    tones: ["✓ ", "! ", "✗ "],
    spinner: &['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
    gauge: true,
    here: '◆',
    steps: ['·', '░', '▒', '▓', '█'],
    heights: ['·', '▂', '▄', '▆', '█'],
    lying: ('━', &['╸']),
    parts: ['█', '▓', '▒', '░'],
    rising: ['▁', '▂', '▃', '▄', '▅', '▆', '▇'],
    ceiling: '╌',
    absent: "·····",
    missing: "–",
    disabled: "✗ ",
    wrong: "✗ ",
    caution: "! ",
    unknown: "! unknown",
    bookmark: "★",
    chosen: ["[x] ", "[ ] "],
    prompt: "› ",
    filter: "/",
    orders: ["↑", "↓"],
    change: ["", "→ "],
    said_aloud: false,
};

const ASCII: Glyphs = Glyphs {
    border: Border {
        top_left: '+',
        top_right: '+',
        bottom_left: '+',
        bottom_right: '+',
        across: '-',
        down: '|',
        thumb: '#',
    },
    bar: ">",
    profile: "* ",
    button: ("> ", " <"),
    tones: ["ok ", "! ", "x "],
    spinner: &['|', '/', '-', '\\'],
    gauge: false,
    here: 'X',
    steps: ['.', ':', '+', '#', '@'],
    heights: ['.', ':', '+', '#', '@'],
    lying: ('#', &[]),
    parts: ['#', '=', '%', 'o'],
    rising: ['_', '_', '.', '.', ':', ':', '|'],
    ceiling: '-',
    absent: "·····",
    missing: "–",
    disabled: "✗ ",
    wrong: "✗ ",
    caution: "! ",
    unknown: "! unknown",
    bookmark: "#",
    chosen: ["[x] ", "[ ] "],
    prompt: "› ",
    filter: "/",
    orders: ["↑", "↓"],
    change: ["", "→ "],
    said_aloud: false,
};

/// For a screen reader: what would be read aloud and says nothing is blank.
const PLAIN: Glyphs = Glyphs {
    border: Border {
        top_left: ' ',
        top_right: ' ',
        bottom_left: ' ',
        bottom_right: ' ',
        across: ' ',
        down: ' ',
        thumb: ' ',
    },
    bar: "",
    profile: "",
    button: ("", " (selected)"),
    tones: ["", "warning: ", "error: "],
    spinner: &[],
    gauge: false,
    here: 'X',
    steps: ['.', ':', '+', '#', '@'],
    heights: ['.', ':', '+', '#', '@'],
    lying: ('#', &[]),
    parts: ['#', '=', '%', 'o'],
    rising: ['_', '_', '.', '.', ':', ':', '|'],
    ceiling: '-',
    absent: "not loaded yet",
    missing: "none",
    disabled: "",
    wrong: "error: ",
    caution: "warning: ",
    unknown: "unknown",
    bookmark: "bookmarked",
    chosen: ["shown, ", "hidden, "],
    prompt: "",
    filter: "filter: ",
    orders: ["ascending", "descending"],
    change: ["from ", "to "],
    said_aloud: true,
};

/// The set that was asked for.
pub(super) const fn glyphs(looks: Looks) -> &'static Glyphs {
    match looks {
        Looks {
            accessible: true, ..
        } => &PLAIN,
        Looks {
            borders: Borders::Ascii,
            ..
        } => &ASCII,
        Looks {
            borders: Borders::Unicode,
            ..
        } => &UNICODE,
    }
}
