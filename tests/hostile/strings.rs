//! The strings, each with a mark that is seen wherever the string is.

/// What stands for text in every kind of attack that is known of here.
const TEXTS: [&str; 34] = [
    // Sequences that a terminal obeys: colours, modes, reports, resets.
    "\x1b[31mred\x1b[0m",
    "\x1b[2J\x1b[H",
    "\x1b[?1049l\x1b[?1003h\x1b[6n",
    "\x1b]0;title\x07",
    "\x1b]2;title\x1b\\",
    "\x1b]52;c;cm0gLXJmIC8=\x07",
    "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]11;?\x1b\\",
    "\x1bP$qm\x1b\\",
    "\x1bPq#0;2;0;0;0\x1b\\",
    "\x1b_Ga=T;\x1b\\",
    "\x1b^privacy\x1b\\\x1bXstring\x1b\\",
    "\x1bc\x1b7\x1b(0\x1b",
    // The same from one byte above ASCII, and with an end that never comes.
    "\u{9b}31m\u{9b}2J",
    "\u{9d}0;title\u{9c}",
    "\u{90}q\u{9c}\u{9e}\u{9f}\u{98}",
    "\x1b]0;no end",
    // Controls by themselves.
    "a\0b\x07c\x08d\x7fe\x0ef\x0f",
    "two\nrows\rback\x0bdown\x0cpage\ttab\u{85}next",
    "line\u{2028}paragraph\u{2029}",
    // What turns the direction of what follows, and what nobody sees.
    "\u{202e}gpj.exe\u{202c}\u{202d}",
    "\u{2066}a\u{2067}b\u{2068}c\u{2069}\u{200e}\u{200f}\u{61c}",
    "a\u{200b}b\u{200c}c\u{2060}d\u{feff}e\u{ad}f\u{34f}g",
    "\u{3164}\u{ffa0}\u{115f}\u{2800}\u{180e}",
    "tags\u{e0001}\u{e0041}\u{e0042}\u{e007f}",
    "x\u{fe00}\u{fe01}\u{e0100}\u{e01ef}",
    "\u{fff9}a\u{fffa}b\u{fffb}\u{fffc}\u{fffe}\u{ffff}\u{1fffe}",
    // What runs over the rows beside it.
    "Z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}\u{30a}\u{30b}",
    "\u{1242b}\u{fdfd}\u{0bf5}",
    // What reads as something else.
    "p\u{430}yp\u{430}l",
    // What other programs would obey.
    "=HYPERLINK(\"https://evil.example\")",
    "'; rm -rf / #$(id)`id`\\",
    "| a | b |\n| --- |",
    "\",\"admin\":true,\"x\":\"",
];

/// A string, and what of it is always seen.
pub(super) struct Payload {
    pub(super) mark: String,
    pub(super) text: String,
}

/// All of them.
pub(super) fn payloads() -> Vec<Payload> {
    let marked = |(n, text): (usize, &str)| {
        let mark = format!("h{n:02}");
        Payload {
            text: format!("{mark}_{text}"),
            mark,
        }
    };
    TEXTS.into_iter().enumerate().map(marked).collect()
}
