//! What a server repeats of a secret that was sent to it, replaced by dots
//! before anybody reads the answer.
//!
//! A server may write a secret as it is, or as JSON, addresses and HTML let it
//! be written: `\/`, `\u002d`, `%2D`, `&#45;`, each for some of its characters
//! or for all, one within another. An answer that holds no occurrence stays as
//! it is, byte for byte.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr2, memmem};

use crate::directory::call::{HIDDEN, Input, Request, Response, Secret};

/// The fewest characters of a secret that is looked for. A shorter one is a
/// part of ordinary words, and replacing it would tear up whole answers.
const FEWEST: usize = 4;

/// How many kinds of escapes are seen through within one another: an address in
/// JSON that is text within JSON has three.
const LAYERS: usize = 3;

/// The secrets that a request carries.
pub(super) fn sent_with(request: &Request, token: &Secret) -> Vec<Secret> {
    let members = request.body.iter().flatten();
    let others = members.filter_map(|(_, value)| match value {
        Input::Secret(secret) => Some(secret.clone()),
        Input::Text(_) | Input::YesNo(_) => None,
    });
    std::iter::once(token.clone()).chain(others).collect()
}

/// An answer with dots where it repeats a secret, whatever its status.
pub(super) fn redacted(mut response: Response, secrets: &[Secret]) -> Response {
    for secret in secrets {
        let secret = secret.expose();
        if secret.chars().count() < FEWEST {
            continue;
        }
        for (_, value) in &mut response.headers {
            if let Cow::Owned(redacted) = in_bytes(value.as_bytes(), secret) {
                *value = String::from_utf8_lossy(&redacted).into_owned();
            }
        }
        if let Cow::Owned(redacted) = in_bytes(&response.body, secret) {
            response.body = redacted;
        }
    }
    response
}

fn in_bytes<'b>(bytes: &'b [u8], secret: &str) -> Cow<'b, [u8]> {
    let found = occurrences(bytes, secret);
    if found.is_empty() {
        return Cow::Borrowed(bytes);
    }
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let first = text.trim_ascii_start().first();
    let mut json = matches!(first, Some(b'{' | b'[' | b'"')).then_some(Json { bytes, at: 0 });
    let mut out = Vec::with_capacity(bytes.len());
    let mut done = 0;
    for range in found {
        let (range, with) = match &mut json {
            Some(json) => json.place(range),
            None => (range, HIDDEN.to_owned()),
        };
        if range.start < done {
            // What was replaced before reaches into it.
            done = done.max(range.end);
            continue;
        }
        out.extend_from_slice(&bytes[done..range.start]);
        out.extend_from_slice(with.as_bytes());
        done = range.end;
    }
    out.extend_from_slice(&bytes[done..]);
    Cow::Owned(out)
}

/// Where a secret stands, however it is written, in order and apart from each
/// other.
fn occurrences(bytes: &[u8], secret: &str) -> Vec<Range<usize>> {
    // What holds nothing that an escape begins with holds it raw or not at all.
    if !bytes.iter().copied().any(begins_escape) {
        return memmem::find_iter(bytes, secret)
            .map(|at| at..at + secret.len())
            .collect();
    }
    let may_be_next = |raw: u8, at: usize| {
        let byte = bytes.get(at).copied();
        byte.is_some_and(|byte| byte == raw || begins_escape(byte))
    };
    let [first, second, ..] = *secret.as_bytes() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let end = (may_be_next(first, at)
            && (begins_escape(bytes[at]) || may_be_next(second, at + 1)))
        .then(|| end_of(bytes, at, secret))
        .flatten();
        if let Some(end) = end {
            found.push(at..end);
        }
        at = end.unwrap_or(at + 1);
    }
    found
}

const fn begins_escape(byte: u8) -> bool {
    matches!(byte, b'\\' | b'%' | b'&')
}

/// Where a secret ends that begins at a place: the farthest, if it can be read
/// in more than one way.
fn end_of(bytes: &[u8], at: usize, secret: &str) -> Option<usize> {
    let mut characters = secret.chars();
    let mut ends = ends_of(bytes, at, characters.next()?);
    for expected in characters {
        // The usual case: it does not begin here, or is written in one way.
        let mut next = match ends.as_slice() {
            [] => return None,
            [end] => ends_of(bytes, *end, expected),
            several => several
                .iter()
                .flat_map(|end| ends_of(bytes, *end, expected))
                .collect(),
        };
        next.sort_unstable();
        next.dedup();
        ends = next;
    }
    ends.last().copied()
}

/// Where a character ends that begins at a place, in each way to read it.
fn ends_of(bytes: &[u8], at: usize, expected: char) -> Vec<usize> {
    let mut ends = Vec::new();
    for layers in 0..=LAYERS {
        let Some((found, end)) = read(bytes, at, layers) else {
            break;
        };
        if found == expected && !ends.contains(&end) {
            ends.push(end);
        }
        // What begins no escape is the same in every further layer.
        if !u8::try_from(found).is_ok_and(begins_escape) {
            break;
        }
    }
    ends
}

/// The character at a place with so many layers of escapes taken off, and where
/// it ends. What is no escape stands for itself.
fn read(bytes: &[u8], at: usize, layers: usize) -> Option<(char, usize)> {
    let Some(below) = layers.checked_sub(1) else {
        return raw(bytes, at);
    };
    let (first, behind) = read(bytes, at, below)?;
    let escaped = match first {
        '\\' => backslash(bytes, behind, below),
        '%' => percent(bytes, behind, below),
        '&' => entity(bytes, behind, below),
        _ => None,
    };
    Some(escaped.unwrap_or((first, behind)))
}

/// A character of UTF-8; a byte that is none is U+FFFD.
fn raw(bytes: &[u8], at: usize) -> Option<(char, usize)> {
    let first = *bytes.get(at)?;
    if first.is_ascii() {
        return Some((char::from(first), at + 1));
    }
    let part = &bytes[at..bytes.len().min(at + 4)];
    let character = part.utf8_chunks().next()?.valid().chars().next();
    Some(
        character.map_or((char::REPLACEMENT_CHARACTER, at + 1), |c| {
            (c, at + c.len_utf8())
        }),
    )
}

/// What follows a JSON escape's backslash.
fn backslash(bytes: &[u8], at: usize, below: usize) -> Option<(char, usize)> {
    let (kind, behind) = read(bytes, at, below)?;
    let plain = match kind {
        '"' | '\\' | '/' => kind,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => {
            let (unit, behind) = number(bytes, behind, below, 16, 4)?;
            if let Some(character) = char::from_u32(unit) {
                return Some((character, behind));
            }
            let (_, low) = read(bytes, behind, below).filter(|(c, _)| *c == '\\')?;
            let (_, low) = read(bytes, low, below).filter(|(c, _)| *c == 'u')?;
            let (low, behind) = number(bytes, low, below, 16, 4)?;
            let units = [u16::try_from(unit).ok()?, u16::try_from(low).ok()?];
            let character = char::decode_utf16(units).next()?.ok()?;
            return Some((character, behind));
        }
        _ => return None,
    };
    Some((plain, behind))
}

/// What follows a `%`: the bytes of one character, each after the first with a
/// `%` of its own.
fn percent(bytes: &[u8], at: usize, below: usize) -> Option<(char, usize)> {
    let (first, mut behind) = number(bytes, at, below, 16, 2)?;
    let mut utf8 = vec![u8::try_from(first).ok()?];
    let more = match utf8[0] {
        0..0xc0 => 0,
        0xc0..0xe0 => 1,
        0xe0..0xf0 => 2,
        0xf0.. => 3,
    };
    for _ in 0..more {
        let (_, next) = read(bytes, behind, below).filter(|(c, _)| *c == '%')?;
        let (byte, next) = number(bytes, next, below, 16, 2)?;
        utf8.push(u8::try_from(byte).ok()?);
        behind = next;
    }
    let character = std::str::from_utf8(&utf8).ok()?.chars().next()?;
    Some((character, behind))
}

/// What follows the `&` of an HTML page.
fn entity(bytes: &[u8], at: usize, below: usize) -> Option<(char, usize)> {
    let mut name = String::new();
    let mut behind = at;
    loop {
        let (next, after) = read(bytes, behind, below)?;
        behind = after;
        match next {
            ';' => break,
            '#' | 'a'..='z' | 'A'..='Z' | '0'..='9' if name.len() < 9 => name.push(next),
            _ => return None,
        }
    }
    let character = match name.as_str() {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((character, behind))
}

/// A number of exactly so many digits.
fn number(
    bytes: &[u8],
    mut at: usize,
    below: usize,
    radix: u32,
    digits: usize,
) -> Option<(u32, usize)> {
    let mut number = 0;
    for _ in 0..digits {
        let (digit, behind) = read(bytes, at, below)?;
        number = number * radix + digit.to_digit(radix)?;
        at = behind;
    }
    Some((number, at))
}

/// A JSON text, on the way through it: what is replaced must leave it JSON.
struct Json<'b> {
    bytes: &'b [u8],
    /// A place outside all strings, up to which it was read.
    at: usize,
}

impl Json<'_> {
    /// What is replaced for an occurrence, and by what: within a string whole
    /// escapes; outside of one all of a number, by a string.
    fn place(&mut self, found: Range<usize>) -> (Range<usize>, String) {
        while let Some(ahead) = memchr(b'"', &self.bytes[self.at..found.start]) {
            let open = self.at + ahead;
            let end = self.string_end(open);
            if found.start + 1 < end {
                return (self.whole(&found, open + 1), HIDDEN.to_owned());
            }
            self.at = end.min(found.start);
        }
        let is_bare = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
        if !self.bytes[found.clone()].iter().all(is_bare) {
            // No server that writes JSON writes it so: rather broken than shown.
            return (found, HIDDEN.to_owned());
        }
        let before = self.bytes[self.at..found.start].iter().rev();
        let start = found.start - before.take_while(|byte| is_bare(byte)).count();
        let behind = self.bytes[found.end..].iter();
        let end = found.end + behind.take_while(|byte| is_bare(byte)).count();
        (start..end, format!("\"{HIDDEN}\""))
    }

    /// Where a string ends that begins at a place, its quotes included.
    fn string_end(&self, open: usize) -> usize {
        let mut at = open + 1;
        while let Some(ahead) = self
            .bytes
            .get(at..)
            .and_then(|rest| memchr2(b'"', b'\\', rest))
        {
            at += ahead;
            if self.bytes[at] == b'"' {
                return at + 1;
            }
            // Whatever is behind a backslash is no end.
            at += 2;
        }
        self.bytes.len()
    }

    /// An occurrence, and all of the escapes that it begins or ends within.
    fn whole(&self, found: &Range<usize>, inside: usize) -> Range<usize> {
        let escape_around = |place: usize| {
            (inside.max(place.saturating_sub(5))..place).find_map(|start| {
                let end = start + self.escape_at(start, inside)?;
                (end > place).then_some(start..end)
            })
        };
        let start = escape_around(found.start).map_or(found.start, |escape| escape.start);
        let end = escape_around(found.end).map_or(found.end, |escape| escape.end);
        start..end.min(self.bytes.len())
    }

    /// The length of the escape that begins at a place, if one does.
    fn escape_at(&self, at: usize, inside: usize) -> Option<usize> {
        let before = self.bytes[inside..=at].iter().rev();
        // Of two backslashes the second begins none.
        let run = before.take_while(|byte| **byte == b'\\').count();
        let is_number = self.bytes.get(at + 1) == Some(&b'u');
        (run % 2 == 1).then_some(if is_number { 6 } else { 2 })
    }
}

#[cfg(test)]
mod tests;
