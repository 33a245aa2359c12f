//! The signs that are neither letters nor data: frames, bars, marks of state.

use crate::app::{Borders, Looks};

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
    bar: ">",
    profile: "",
    button: ("> ", "  "),
    tones: ["", "", "error: "],
    spinner: &[],
    gauge: false,
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
