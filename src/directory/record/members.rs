//! The members at the top of a record, without parsing what is in them.

use std::borrow::Cow;

use crate::text::json_string_end;

/// The members of a JSON object in their order: the name of each, and its value
/// as it is written. Of a name given twice, both.
///
/// Nothing of what is no object. It is for JSON that was checked: of anything
/// else it gives some of it, and ends.
#[derive(Debug, Clone)]
pub struct Members<'j> {
    rest: &'j str,
}

impl<'j> Members<'j> {
    /// Those of an object.
    #[must_use]
    pub fn of(json: &'j str) -> Self {
        let json = json.trim_ascii_start();
        Self {
            rest: json.strip_prefix('{').unwrap_or_default(),
        }
    }
}

impl Members<'_> {
    /// How much of the object's text is behind the member that was given last.
    #[must_use]
    pub const fn left(&self) -> usize {
        self.rest.len()
    }
}

/// The elements of a JSON array in their order, each as it is written. Nothing
/// of what is no array.
#[derive(Debug, Clone)]
pub struct Elements<'j> {
    rest: &'j str,
}

impl<'j> Elements<'j> {
    /// Those of an array.
    #[must_use]
    pub fn of(json: &'j str) -> Self {
        let json = json.trim_ascii_start();
        Self {
            rest: json.strip_prefix('[').unwrap_or_default(),
        }
    }

    /// How much of the array's text is behind the element that was given last.
    #[must_use]
    pub const fn left(&self) -> usize {
        self.rest.len()
    }
}

impl<'j> Iterator for Elements<'j> {
    type Item = &'j str;

    fn next(&mut self) -> Option<Self::Item> {
        let element = self.rest.trim_ascii_start();
        let element = element.strip_prefix(',').unwrap_or(element);
        let element = element.trim_ascii_start();
        let (element, rest) = element.split_at(value_end(element));
        // What is empty is the array's end, or no JSON.
        self.rest = if element.is_empty() { "" } else { rest };
        (!element.is_empty()).then_some(element)
    }
}

impl<'j> Iterator for Members<'j> {
    type Item = (Cow<'j, str>, &'j str);

    fn next(&mut self) -> Option<Self::Item> {
        let member = self.rest.trim_ascii_start();
        let member = member.strip_prefix(',').unwrap_or(member);
        let member = member.trim_ascii_start();
        // What is no name is the object's end, or no JSON.
        self.rest = "";
        let (name, value) = member.split_at(json_string_end(member));
        let name = text_of(name)?;
        let value = value.trim_ascii_start();
        let value = value.strip_prefix(':')?.trim_ascii_start();
        let (value, rest) = value.split_at(value_end(value));
        self.rest = rest;
        Some((name, value))
    }
}

/// The text that a JSON string spells, borrowed where it holds no escape; none
/// where it is no string.
#[must_use]
pub fn text_of(json: &str) -> Option<Cow<'_, str>> {
    let inside = json.strip_prefix('"')?.strip_suffix('"')?;
    if memchr::memchr(b'\\', inside.as_bytes()).is_none() {
        return Some(Cow::Borrowed(inside));
    }
    serde_json::from_str(json).ok().map(Cow::Owned)
}

/// Where the value that JSON starts with ends, in bytes.
fn value_end(json: &str) -> usize {
    let bytes = json.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at += json_string_end(&json[at..]);
                if depth == 0 {
                    return at;
                }
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth > 1 => depth -= 1,
            b'}' | b']' if depth == 1 => return at + 1,
            b'}' | b']' | b',' | b' ' | b'\t' | b'\n' | b'\r' if depth == 0 => return at,
            _ => {}
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn members(json: &str) -> Vec<(String, String)> {
        Members::of(json)
            .map(|(name, value)| (name.into_owned(), value.to_owned()))
            .collect()
    }

    #[test]
    fn members_are_given_as_they_are_written() {
        let json = r#" {"id" : "a\"}","n":-1.50e3 , "l":[1,{"x":"]"}],"o":{"y":{}},"\u0062":null,"t":true}"#;
        let expected = [
            ("id", r#""a\"}""#),
            ("n", "-1.50e3"),
            ("l", r#"[1,{"x":"]"}]"#),
            ("o", r#"{"y":{}}"#),
            ("b", "null"),
            ("t", "true"),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(members(json), expected);
    }

    #[test]
    fn what_is_no_object_has_none() {
        for json in [
            "", "{}", "[1,2]", "\"ana\"", "null", "{1}", "{\"a\"}", "{,}",
        ] {
            assert_eq!(members(json), [], "{json}");
        }
    }

    #[test]
    fn a_text_is_what_its_json_spells() {
        assert!(matches!(text_of(r#""Ana""#), Some(Cow::Borrowed("Ana"))));
        assert_eq!(text_of(r#""A\u006ea\n""#).as_deref(), Some("Ana\n"));
        for json in ["", "\"", "17", "null", r#""\""#] {
            assert_eq!(text_of(json), None, "{json}");
        }
    }

    #[test]
    fn elements_are_given_as_they_are_written() {
        for (json, expected) in [
            (
                r#" [1 ,"a,]",[2,[3]] , {"b":[4]}]"#,
                vec!["1", r#""a,]""#, "[2,[3]]", r#"{"b":[4]}"#],
            ),
            ("[]", vec![]),
            ("{\"a\":[1]}", vec![]),
            ("[,", vec![]),
        ] {
            let elements: Vec<&str> = Elements::of(json).collect();
            assert_eq!(elements, expected, "{json}");
        }
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            ".{0,6}".prop_map(Value::from),
            "[\"\\\\{}\\[\\], :]{0,6}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 16, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(".{0,4}", inner, 0..4)
                    .prop_map(|members| members.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn they_are_those_that_parsing_gives(
            members in prop::collection::btree_map(".{0,6}", value(), 0..6),
            pretty: bool,
        ) {
            let object: Value = members.into_iter().collect();
            let json = if pretty {
                serde_json::to_string_pretty(&object).unwrap()
            } else {
                object.to_string()
            };
            let read: Value = Members::of(&json)
                .map(|(name, value)| (name.into_owned(), serde_json::from_str::<Value>(value).unwrap()))
                .collect();
            prop_assert_eq!(read, object);
        }

        #[test]
        fn any_text_is_read_to_an_end(json in "[{}\\[\\]\":, \\\\aé0]{0,24}") {
            prop_assert!(Members::of(&json).count() <= json.len());
        }
    }
}
