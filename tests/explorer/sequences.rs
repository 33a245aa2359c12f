//! Which bytes may go to a terminal: text without controls, and a short list
//! of escape sequences. An emulator swallows what it does not know, and with it
//! what leaked; this does not.

use std::collections::BTreeSet;

/// The private modes that the explorer may set and reset: the cursor, mouse
/// reports in their form without limits, bracketed paste, the alternate screen,
/// synchronized updates, reports of dark and light.
const MODES: [&str; 7] = ["25", "1000", "1006", "1049", "2004", "2026", "2031"];

/// What is not allowed, with what stands around it.
pub fn find_forbidden(bytes: &[u8]) -> Vec<String> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return vec![format!("not UTF-8 at byte {}", error.valid_up_to())],
    };
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if c == '\x1b' {
            let length = sequence(rest);
            let whole = &rest[..length];
            if !is_allowed(whole) {
                found.push(format!("{whole:?}"));
            }
            length
        } else {
            // The end of a line is for what is printed after the explorer.
            if is_control(c) && !matches!(c, '\r' | '\n') {
                found.push(format!("{c:?} before {:?}", following(rest)));
            }
            c.len_utf8()
        };
        rest = &rest[length..];
    }
    found
}

/// How long the escape sequence is that a text begins with (ECMA-48: a control
/// sequence ends with a byte from `@` to `~`; an operating system command with
/// ST or, as terminals have it, BEL).
fn sequence(text: &str) -> usize {
    let bytes = text.as_bytes();
    let ends = match bytes.get(1) {
        Some(b'[') => bytes[2..].iter().position(|b| matches!(b, 0x40..=0x7e)),
        Some(b']') => {
            let bell = text.find('\x07').map(|at| at + 1);
            let terminator = text.find("\x1b\\").map(|at| at + 2);
            let end = match (bell, terminator) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            return end.unwrap_or(text.len());
        }
        Some(b) if b.is_ascii() => return 2,
        _ => return 1,
    };
    ends.map_or(text.len(), |at| at + 3)
}

fn is_allowed(sequence: &str) -> bool {
    if let Some(command) = sequence.strip_prefix("\x1b]") {
        let command = command
            .strip_suffix("\x1b\\")
            .or_else(|| command.strip_suffix('\x07'));
        let Some(command) = command else { return false };
        let copied = command.strip_prefix("52;c;");
        return command == "11;?" || copied.is_some_and(|copied| decoded(copied).is_some());
    }
    let Some(sequence) = sequence.strip_prefix("\x1b[") else {
        return false;
    };
    let Some((parameters, last)) = sequence.split_at_checked(sequence.len().saturating_sub(1))
    else {
        return false;
    };
    let numbers = parameters
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b';' | b':'));
    match last {
        // SGR, CUP, ED, EL; the cursor to a column or a row, and by some.
        "m" | "H" | "J" | "K" | "G" | "d" | "A" | "B" | "C" | "D" => numbers,
        "h" | "l" => parameters
            .strip_prefix('?')
            .is_some_and(|modes| modes.split(';').all(|mode| MODES.contains(&mode))),
        _ => false,
    }
}

/// Controls, and what is invisible or turns the direction of what follows.
pub fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{061c}' | '\u{115f}'..='\u{1160}' | '\u{180e}'
            | '\u{200b}'..='\u{200c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffc}' | '\u{fffe}'..='\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

/// Every select-graphic-rendition sequence that was written, its parameters.
pub fn styles(bytes: &[u8]) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(bytes);
    text.split("\x1b[")
        .filter_map(|sequence| sequence.split_once('m'))
        .map(|(style, _)| style)
        .filter(|style| style.bytes().all(|b| b.is_ascii_digit() || b == b';'))
        .map(str::to_owned)
        .collect()
}

/// What was offered to the terminal's clipboard, the last first.
pub fn copied(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    text.split("\x1b]52;c;")
        .skip(1)
        .filter_map(|rest| {
            let end = rest.find(['\x07', '\x1b'])?;
            String::from_utf8(decoded(&rest[..end])?).ok()
        })
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect()
}

/// Base64 (RFC 4648, section 4), with its padding.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for group in text.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        let mut padding = 0;
        for digit in group {
            let value = match digit {
                b'A'..=b'Z' => digit - b'A',
                b'a'..=b'z' => digit - b'a' + 26,
                b'0'..=b'9' => digit - b'0' + 52,
                b'+' => 62,
                b'/' => 63,
                b'=' => {
                    padding += 1;
                    0
                }
                _ => return None,
            };
            bits = bits << 6 | u32::from(value);
        }
        if group.len() < 4 || padding > 2 {
            return None;
        }
        bytes.extend_from_slice(&bits.to_be_bytes()[1..4 - padding]);
    }
    Some(bytes)
}

fn following(text: &str) -> String {
    text.chars().take(20).collect()
}

#[test]
fn only_the_listed_sequences_pass() {
    for good in [
        "plain, ☃ and 家",
        "\x1b[1;38;2;1;2;3m",
        "\x1b[4:3m",
        "\x1b[12;40H",
        "\x1b[2J",
        "\x1b[?2026h\x1b[?1049l",
        "\x1b]11;?\x1b\\",
        "\x1b]52;c;aGk=\x07",
    ] {
        assert_eq!(
            find_forbidden(good.as_bytes()),
            Vec::<String>::new(),
            "{good:?}"
        );
    }
    for bad in [
        "\x07",
        "\u{9b}31m",
        "\u{202e}",
        "\x1bc",
        "\x1b[?1003h",
        "\x1b[6n",
        "\x1b[22;0t",
        "\x1b]0;title\x07",
        "\x1b]8;;http://evil.example\x1b\\",
        "\x1b]52;c;?\x07",
        "\x1b]11;#fff\x07",
        "\x1b",
        "\x1b[31",
    ] {
        assert!(!find_forbidden(bad.as_bytes()).is_empty(), "{bad:?}");
    }
    assert_eq!(
        copied(b"\x1b]52;c;aGk=\x07x\x1b]52;c;YWJj\x1b\\"),
        ["abc", "hi"]
    );
}
