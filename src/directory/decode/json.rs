//! JSON from outside, looked at without building trees.
//!
//! A page of records is cut into the records' own bytes: each is kept as it
//! came and parsed only when somebody looks at it.

use std::borrow::Cow;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer as _, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

use crate::directory::pointer::Pointer;

/// How many arrays and objects may be open within each other.
pub(super) const MAX_DEPTH: usize = 64;

/// Why bytes are not JSON that can be used, as a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NotJson(pub(super) String);

/// Checks a body's encoding and depth before any parser sees it.
///
/// A byte order mark is dropped. Half of a surrogate pair (what is left where
/// a server cut an emoji in two) becomes U+FFFD, which is as long: no text
/// could hold it.
pub(super) fn checked(body: &[u8]) -> Result<Cow<'_, str>, NotJson> {
    let text = std::str::from_utf8(body)
        .map_err(|_| NotJson("the answer is not UTF-8 text".to_owned()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().starts_with('<') {
        return Err(NotJson("a web page came instead of JSON".to_owned()));
    }
    let halves = scan(text.as_bytes())?;
    if halves.is_empty() {
        return Ok(Cow::Borrowed(text));
    }
    let mut repaired = text.to_owned();
    for at in halves {
        repaired.replace_range(at..at + 6, r"\ufffd");
    }
    Ok(Cow::Owned(repaired))
}

/// Measures depth; returns where the escapes of lone surrogates begin.
fn scan(bytes: &[u8]) -> Result<Vec<usize>, NotJson> {
    let mut depth = 0_usize;
    let mut halves = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'[' | b'{' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    let why = format!("the answer is nested more than {MAX_DEPTH} levels deep");
                    return Err(NotJson(why));
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'"' => {
                at = string(bytes, at + 1, &mut halves);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    Ok(halves)
}

/// Walks a string's inside; returns where it has ended.
fn string(bytes: &[u8], mut at: usize, halves: &mut Vec<usize>) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => match surrogate(bytes, at) {
                Some(Half::First) if surrogate(bytes, at + 6) == Some(Half::Second) => at += 12,
                Some(_) => {
                    halves.push(at);
                    at += 6;
                }
                None => at += 2,
            },
            _ => at += 1,
        }
    }
    at
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    First,
    Second,
}

/// Which half of a surrogate pair the escape at a place spells, if any.
fn surrogate(bytes: &[u8], at: usize) -> Option<Half> {
    let escape = bytes.get(at..at + 6)?;
    let hex = escape.strip_prefix(b"\\u")?;
    if !hex.iter().all(u8::is_ascii_hexdigit) || !hex[0].eq_ignore_ascii_case(&b'd') {
        return None;
    }
    match hex[1] {
        b'8' | b'9' | b'a' | b'b' | b'A' | b'B' => Some(Half::First),
        b'c'..=b'f' | b'C'..=b'F' => Some(Half::Second),
        _ => None,
    }
}

/// Parses text, already [`checked`], as one JSON value, uninterpreted.
pub(super) fn parse(text: &str) -> Result<&RawValue, NotJson> {
    serde_json::from_str(text).map_err(|error| {
        let why = if text.trim().is_empty() {
            "the answer is empty"
        } else if error.is_eof() {
            "the answer ends in the middle"
        } else {
            "the answer is not JSON"
        };
        NotJson(why.to_owned())
    })
}

/// What a value is, for a sentence.
pub(super) fn kind(value: &RawValue) -> &'static str {
    match value.get().as_bytes().first() {
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b'"') => "text",
        Some(b't' | b'f') => "true or false",
        Some(b'n') => "null",
        _ => "a number",
    }
}

/// Whether a value is an object.
pub(super) fn is_object(value: &RawValue) -> bool {
    value.get().starts_with('{')
}

/// What a pointer points to in a value. Of a member given twice, the last.
pub(super) fn at<'r>(value: &'r RawValue, pointer: &Pointer) -> Option<&'r RawValue> {
    pointer.members().try_fold(value, |value, name| {
        let mut parser = serde_json::Deserializer::from_str(value.get());
        match value.get().as_bytes().first()? {
            b'{' => parser.deserialize_map(Member(&name)).ok()?,
            b'[' => parser.deserialize_seq(Element(name.parse().ok()?)).ok()?,
            _ => None,
        }
    })
}

/// The names of an object's first so many members, each cut to what a sentence
/// has room for.
pub(super) fn names(value: &RawValue, most: usize) -> Vec<String> {
    let mut parser = serde_json::Deserializer::from_str(value.get());
    let names = parser.deserialize_map(Names).unwrap_or_default();
    let names = names.into_iter().take(most);
    names.map(|name| name.chars().take(40).collect()).collect()
}

/// Finds the names of an object's members.
struct Names;

impl<'de> Visitor<'de> for Names {
    type Value = Vec<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut names = Vec::new();
        while let Some((name, _)) = members.next_entry::<String, IgnoredAny>()? {
            names.push(name);
        }
        Ok(names)
    }
}

/// The elements of a list; nothing where the value is no list.
pub(super) fn elements(value: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(value.get()).ok()
}

/// Whether an answer says in so many words that there are more records than it
/// holds, or that there are none; nothing where it says neither. Such words
/// stand beside the list or in what describes it, under a name or another.
pub(super) fn tells_more(answer: &RawValue) -> Option<bool> {
    let members = |value: &RawValue| -> Vec<(String, bool)> {
        let mut parser = serde_json::Deserializer::from_str(value.get());
        parser.deserialize_map(Flags).unwrap_or_default()
    };
    let beside = std::iter::once(answer);
    let within = ["meta", "pagination", "paging", "page"];
    let within = within.map(|name| at(answer, &Pointer::to(name)));
    let all = beside.chain(within.into_iter().flatten().filter(|v| is_object(v)));
    let mut told = None;
    for (name, flag) in all.flat_map(members) {
        if MORE.contains(&&*name) {
            // Where two of them differ, there may be more.
            told = Some(flag || told == Some(true));
        }
    }
    told
}

/// What says `true` where there are more records. Not `has_next`, which a server
/// that is described says of its last page as well.
const MORE: [&str; 6] = [
    "truncated",
    "is_truncated",
    "isTruncated",
    "has_more",
    "hasMore",
    "more",
];

/// Finds an object's members that are true or false.
struct Flags;

impl<'de> Visitor<'de> for Flags {
    type Value = Vec<(String, bool)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut flags = Vec::new();
        while let Some(name) = members.next_key::<String>()? {
            let value: &RawValue = members.next_value()?;
            if let Ok(flag) = value.get().parse() {
                flags.push((name, flag));
            }
        }
        Ok(flags)
    }
}

/// Finds an object's member of that name.
struct Member<'n>(&'n str);

impl<'de> Visitor<'de> for Member<'_> {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(is_it) = members.next_key_seed(Is(self.0))? {
            if is_it {
                found = Some(members.next_value()?);
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// Compares a member's name without keeping it.
struct Is<'n>(&'n str);

impl<'de> DeserializeSeed<'de> for Is<'_> {
    type Value = bool;

    fn deserialize<D: serde::Deserializer<'de>>(self, name: D) -> Result<bool, D::Error> {
        name.deserialize_str(self)
    }
}

impl Visitor<'_> for Is<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<bool, E> {
        Ok(name == self.0)
    }
}

/// Finds a list's element of that index.
struct Element(usize);

impl<'de> Visitor<'de> for Element {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        let mut index = 0;
        while let Some(element) = elements.next_element()? {
            if index == self.0 {
                found = Some(element);
            }
            index += 1;
        }
        Ok(found)
    }
}
