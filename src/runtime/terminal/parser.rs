//! The bytes that a terminal sends, as keys, pastes and clicks. Pure.
//!
//! crossterm's own reader is not used because it decides by where a read ends:
//! a lone Esc before `[A` becomes three keys, an answer nobody asked for
//! becomes the keys it spells, a paste that begins in the wrong place is typed
//! in, and a terminal that is gone is read from for ever. Here a sequence is
//! one wherever it was cut, and what is not understood is swallowed whole.
//!
//! The forms are those of ECMA-48 and of xterm's ctlseqs.

use std::time::Duration;

use crate::app::message::{Mouse, MouseKind, Msg};
use crate::keys::{Code, Key, Modifiers};

#[cfg(test)]
mod tests;

/// How long a lone Esc is held: what follows sooner belongs to it.
const ESC_HELD: Duration = Duration::from_millis(25);

/// How long the rest of a sequence is waited for before it is given up.
const SEQUENCE_HELD: Duration = Duration::from_millis(500);

/// How long the rest of a paste is waited for before what came is handed on.
const PASTE_HELD: Duration = Duration::from_secs(1);

/// What ends a paste.
const PASTE_END: &[u8] = b"\x1b[201~";

/// The longest paste, in bytes; the rest is dropped.
const PASTE_MAX: usize = 1 << 20;

/// The longest control sequence that is looked at, in bytes.
const CSI_MAX: usize = 64;

const ESC: u8 = 0x1b;

/// Reads what a terminal sends.
#[derive(Debug, Default)]
pub struct Parser {
    state: State,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Ground,
    /// After Esc.
    Escape,
    /// After Esc `[`: its parameters so far.
    Csi(Vec<u8>),
    /// After Esc `O`.
    Ss3,
    /// After Esc `[ [`: a function key of the Linux console.
    Console,
    /// In a string to the terminal or from it: OSC, DCS, APC, PM, SOS.
    Text {
        /// Its beginning.
        text: Vec<u8>,
        /// Whether Esc was its last byte.
        escape: bool,
    },
    /// That many bytes of an old mouse report are to come.
    Skip(u8),
    /// In a character of several bytes.
    Utf8 {
        bytes: Vec<u8>,
        length: usize,
        alt: bool,
    },
    /// In a paste.
    Paste {
        text: Vec<u8>,
        /// How much of [`PASTE_END`] has come.
        ending: usize,
        /// Whether it went silent and was handed on.
        stale: bool,
    },
}

impl Parser {
    /// Takes bytes as they were read; what they mean is added to `to`.
    pub fn feed(&mut self, bytes: &[u8], to: &mut Vec<Msg>) {
        if let State::Paste {
            ending,
            stale: true,
            ..
        } = &self.state
        {
            // After a paste that never ended, a few bytes are a key again:
            // otherwise the keyboard would be lost.
            let ends = PASTE_END[*ending..].starts_with(bytes);
            if bytes.len() <= PASTE_END.len() && !ends {
                self.state = State::Ground;
            }
        }
        for byte in bytes {
            self.byte(*byte, to);
        }
    }

    /// After how long a silence [`Parser::silence`] is to be called; none if
    /// nothing is held.
    #[must_use]
    pub fn holds(&self) -> Option<Duration> {
        match &self.state {
            State::Ground | State::Paste { stale: true, .. } => None,
            State::Escape => Some(ESC_HELD),
            State::Paste { .. } => Some(PASTE_HELD),
            _ => Some(SEQUENCE_HELD),
        }
    }

    /// Gives out or gives up what was held.
    pub fn silence(&mut self, to: &mut Vec<Msg>) {
        match &mut self.state {
            State::Ground => {}
            State::Escape => {
                self.state = State::Ground;
                to.push(key(Code::Esc));
            }
            State::Paste { text, stale, .. } => {
                *stale = true;
                let text = std::mem::take(text);
                if !text.is_empty() {
                    to.push(paste(&text));
                }
            }
            _ => self.state = State::Ground,
        }
    }

    fn byte(&mut self, byte: u8, to: &mut Vec<Msg>) {
        match &mut self.state {
            State::Ground => self.ground(byte, false, to),
            State::Escape => self.escape(byte, to),
            State::Csi(parameters) => match byte {
                0x20..=0x3f => {
                    if parameters.len() < CSI_MAX {
                        parameters.push(byte);
                    }
                }
                b'[' if parameters.is_empty() => self.state = State::Console,
                0x40..=0x7e => {
                    let parameters = std::mem::take(parameters);
                    self.state = State::Ground;
                    self.control(&parameters, byte, to);
                }
                _ => self.abandon(byte, to),
            },
            State::Ss3 => {
                self.state = State::Ground;
                match byte {
                    b'M' => to.push(key(Code::Enter)),
                    0x20..=0x7e => to.extend(letter(byte).map(key)),
                    _ => self.byte(byte, to),
                }
            }
            State::Console => {
                self.state = State::Ground;
                if let b'A'..=b'E' = byte {
                    to.push(key(Code::F(byte - b'A' + 1)));
                }
            }
            State::Text { text, escape: true } => {
                if byte == b'\\' {
                    to.extend(answer(text));
                    self.state = State::Ground;
                } else {
                    self.state = State::Ground;
                    self.escape(byte, to);
                }
            }
            State::Text { text, escape } => match byte {
                ESC => *escape = true,
                // BEL ends it.
                0x07 => {
                    to.extend(answer(text));
                    self.state = State::Ground;
                }
                // CAN and SUB cancel it.
                0x18 | 0x1a => self.state = State::Ground,
                0x08..=0x0d | 0x20.. => {
                    if text.len() < CSI_MAX {
                        text.push(byte);
                    }
                }
                _ => self.abandon(byte, to),
            },
            State::Skip(left) => {
                *left -= 1;
                if *left == 0 {
                    self.state = State::Ground;
                }
            }
            State::Utf8 { bytes, length, alt } => {
                if byte & 0xc0 != 0x80 {
                    self.abandon(byte, to);
                    return;
                }
                bytes.push(byte);
                if bytes.len() < *length {
                    return;
                }
                let (bytes, alt) = (std::mem::take(bytes), *alt);
                self.state = State::Ground;
                let typed = std::str::from_utf8(&bytes)
                    .ok()
                    .and_then(|text| text.chars().next());
                // C1 controls, spelled in UTF-8, are not typed.
                if let Some(typed) = typed.filter(|typed| !typed.is_control()) {
                    to.push(held(Code::Char(typed), alt));
                }
            }
            State::Paste { .. } => self.pasted(byte, to),
        }
    }

    fn ground(&mut self, byte: u8, alt: bool, to: &mut Vec<Msg>) {
        let control = |letter: u8| {
            let held = Modifiers {
                ctrl: true,
                alt,
                shift: false,
            };
            Msg::Key(Key::new(Code::Char(char::from(letter)), held))
        };
        let length = match byte {
            ESC => {
                self.state = State::Escape;
                return;
            }
            b'\r' => return to.push(held(Code::Enter, alt)),
            b'\t' => return to.push(held(Code::Tab, alt)),
            0x08 | 0x7f => return to.push(held(Code::Backspace, alt)),
            0x00 => return to.push(control(b' ')),
            0x01..=0x1a => return to.push(control(byte + b'a' - 1)),
            0x1c..=0x1f => return to.push(control(byte + b'@')),
            0x20..=0x7e => return to.push(held(Code::Char(char::from(byte)), alt)),
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            // Not how a character begins.
            _ => return,
        };
        self.state = State::Utf8 {
            bytes: vec![byte],
            length,
            alt,
        };
    }

    fn escape(&mut self, byte: u8, to: &mut Vec<Msg>) {
        self.state = match byte {
            b'[' => State::Csi(Vec::new()),
            b'O' => State::Ss3,
            b']' | b'P' | b'_' | b'^' | b'X' => State::Text {
                text: Vec::new(),
                escape: false,
            },
            ESC => {
                to.push(key(Code::Esc));
                State::Escape
            }
            _ => {
                self.state = State::Ground;
                return self.ground(byte, true, to);
            }
        };
    }

    /// Gives up a sequence at a byte that cannot be in it.
    fn abandon(&mut self, byte: u8, to: &mut Vec<Msg>) {
        self.state = State::Ground;
        self.byte(byte, to);
    }

    /// A whole control sequence.
    fn control(&mut self, parameters: &[u8], last: u8, to: &mut Vec<Msg>) {
        if let Some(report) = parameters.strip_prefix(b"<") {
            to.extend(mouse(report, last));
            return;
        }
        if last == b'n' {
            to.extend(scheme(parameters));
            return;
        }
        if last == b'M' && parameters.is_empty() {
            self.state = State::Skip(3);
            return;
        }
        let Some(numbers) = numbers(parameters) else {
            return;
        };
        let first = numbers.first().copied().unwrap_or(1);
        let modifiers = modifiers(numbers.get(1).copied());
        let code = match last {
            b'~' if first == 200 => {
                self.state = State::Paste {
                    text: Vec::new(),
                    ending: 0,
                    stale: false,
                };
                return;
            }
            b'~' => numbered(first),
            b'Z' => {
                let shift = Modifiers {
                    shift: true,
                    ..modifiers
                };
                to.push(Msg::Key(Key::new(Code::Tab, shift)));
                return;
            }
            // With parameters it is where the cursor is, which nobody asked.
            b'R' if !parameters.is_empty() => None,
            last => letter(last),
        };
        to.extend(code.map(|code| Msg::Key(Key::new(code, modifiers))));
    }

    fn pasted(&mut self, byte: u8, to: &mut Vec<Msg>) {
        let State::Paste { text, ending, .. } = &mut self.state else {
            return;
        };
        if byte == PASTE_END[*ending] {
            *ending += 1;
            if *ending == PASTE_END.len() {
                let text = std::mem::take(text);
                self.state = State::Ground;
                if !text.is_empty() {
                    to.push(paste(&text));
                }
            }
            return;
        }
        // Esc occurs in the end only as its first byte.
        let begun = std::mem::replace(ending, usize::from(byte == ESC));
        if text.len() < PASTE_MAX {
            text.extend_from_slice(&PASTE_END[..begun]);
            if byte != ESC {
                text.push(byte);
            }
        }
    }
}

fn key(code: Code) -> Msg {
    Msg::Key(Key::plain(code))
}

fn held(code: Code, alt: bool) -> Msg {
    let held = Modifiers {
        alt,
        ..Modifiers::default()
    };
    Msg::Key(Key::new(code, held))
}

/// What an answer of the terminal means, if it is the one that is asked for:
/// the background's colour, OSC 11 of xterm, `11;rgb:RRRR/GGGG/BBBB`.
fn answer(text: &[u8]) -> Option<Msg> {
    let colour = std::str::from_utf8(text).ok()?.strip_prefix("11;rgb:")?;
    let mut parts = colour.split('/').map(|part| {
        let most = 16_u32
            .checked_pow(u32::try_from(part.len()).ok()?)?
            .checked_sub(1)?;
        let value = u32::from_str_radix(part, 16).ok()?;
        (most > 0).then(|| f64::from(value) / f64::from(most))
    });
    let (red, green, blue) = (parts.next()??, parts.next()??, parts.next()??);
    // The weights of ITU-R BT.709; half-way is near enough to tell paper from
    // a night sky.
    let brightness = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    Some(Msg::Background {
        light: brightness > 0.5,
    })
}

/// What a report of the terminal means, if it is that its colours are others
/// now: `?997;1` where they are dark, `?997;2` where they are light (mode 2031,
/// of Contour's VT extension "color palette update notifications").
const fn scheme(report: &[u8]) -> Option<Msg> {
    let light = match report {
        b"?997;1" => false,
        b"?997;2" => true,
        _ => return None,
    };
    Some(Msg::Background { light })
}

/// A paste's text; terminals send a line break as Return.
fn paste(text: &[u8]) -> Msg {
    let text = String::from_utf8_lossy(text);
    Msg::Paste(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The numbers of a control sequence; none if it is of a private form.
fn numbers(parameters: &[u8]) -> Option<Vec<u16>> {
    if parameters.is_empty() {
        return Some(Vec::new());
    }
    parameters
        .split(|byte| *byte == b';')
        .map(|number| match number {
            [] => Some(1),
            number => std::str::from_utf8(number).ok()?.parse().ok(),
        })
        .collect()
}

/// xterm's modifiers: one more than the sum of Shift 1, Alt 2, Control 4.
fn modifiers(number: Option<u16>) -> Modifiers {
    let bits = number.unwrap_or(1).saturating_sub(1);
    Modifiers {
        shift: bits & 1 != 0,
        // Meta (8) is as good as Alt: no action listens to it.
        alt: bits & (2 | 8) != 0,
        ctrl: bits & 4 != 0,
    }
}

/// The key of a sequence that ends in a letter.
const fn letter(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'F' => Code::End,
        b'H' => Code::Home,
        b'P' => Code::F(1),
        b'Q' => Code::F(2),
        b'R' => Code::F(3),
        b'S' => Code::F(4),
        _ => return None,
    })
}

/// The key of a sequence that ends in `~`.
fn numbered(number: u16) -> Option<Code> {
    let function = |first: u16| u8::try_from(number - first).ok().map(Code::F);
    Some(match number {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => return function(10),
        17..=21 => return function(11),
        23 | 24 => return function(12),
        _ => return None,
    })
}

/// A mouse report of the form `button;column;row`, columns and rows from 1.
fn mouse(report: &[u8], last: u8) -> Option<Msg> {
    let numbers = numbers(report)?;
    let [button, column, row] = numbers[..] else {
        return None;
    };
    // Shift, Alt and Control do not matter; a button that only moves does.
    let kind = match (button & !(4 | 8 | 16), last) {
        (0, b'M') => MouseKind::Click,
        (64, b'M') => MouseKind::WheelUp,
        (65, b'M') => MouseKind::WheelDown,
        _ => return None,
    };
    Some(Msg::Mouse(Mouse {
        kind,
        column: column.checked_sub(1)?,
        row: row.checked_sub(1)?,
    }))
}
