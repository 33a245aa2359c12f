//! LEADR's cursors: about 280 characters of URL-safe Base64, whose padding belongs to them.

use serde_json::{Value, json};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The least length of what is encoded: 280 characters come of it, the last two of them padding.
const PLAIN: usize = 208;

/// Where a page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// After the row with these values of the sort's fields; the page's number counts from 1.
    After { page: u64, values: Vec<String> },
    /// The first page, as page 2 goes back to it.
    First,
    /// The first page, where any later page wrongly goes back to.
    FirstAgain,
    /// What that first page goes back to: nothing, with the claim that there is more.
    DeadEnd,
}

/// A cursor, which holds only for the query it was made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cursor {
    pub(super) place: Place,
    pub(super) sort: String,
    pub(super) account: Option<String>,
}

impl Cursor {
    /// The opaque text.
    pub(super) fn encode(&self) -> String {
        let place = match &self.place {
            Place::After { page, values } => json!({ "page": page, "values": values }),
            Place::First => json!("first"),
            Place::FirstAgain => json!("first again"),
            Place::DeadEnd => json!("dead end"),
        };
        let whole = json!({ "place": place, "sort": self.sort, "account": self.account });
        let mut plain = whole.to_string();
        // One byte over a multiple of three is what gives two characters of padding.
        while plain.len() < PLAIN || plain.len() % 3 != 1 {
            plain.push(' ');
        }
        encode(plain.as_bytes())
    }

    /// Reads what [`encode`](Self::encode) wrote, and nothing that lost its padding.
    pub(super) fn decode(text: &str) -> Option<Self> {
        let whole: Value = serde_json::from_slice(&decode(text)?).ok()?;
        let place = match &whole["place"] {
            Value::String(word) => match word.as_str() {
                "first" => Place::First,
                "first again" => Place::FirstAgain,
                "dead end" => Place::DeadEnd,
                _ => return None,
            },
            place => Place::After {
                page: place["page"].as_u64()?,
                values: place["values"]
                    .as_array()?
                    .iter()
                    .map(|value| value.as_str().map(str::to_owned))
                    .collect::<Option<_>>()?,
            },
        };
        Some(Self {
            place,
            sort: whole["sort"].as_str()?.to_owned(),
            account: whole["account"].as_str().map(str::to_owned),
        })
    }
}

/// URL-safe Base64 with padding (RFC 4648, section 5).
fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |index: usize| chunk.get(index).map_or(0, |&byte| u32::from(byte));
        let group = at(0) << 16 | at(1) << 8 | at(2);
        for position in 0..4 {
            if position <= chunk.len() {
                let six = group >> (18 - 6 * position) & 0x3f;
                text.push(char::from(ALPHABET[six as usize]));
            } else {
                text.push('=');
            }
        }
    }
    text
}

fn decode(text: &str) -> Option<Vec<u8>> {
    if text.is_empty() || !text.len().is_multiple_of(4) {
        return None;
    }
    let body = text.trim_end_matches('=');
    if text.len() - body.len() > 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(body.len() * 3 / 4);
    for chunk in body.as_bytes().chunks(4) {
        let mut group = 0;
        for &letter in chunk {
            let six = ALPHABET.iter().position(|&other| other == letter)?;
            group = group << 6 | u32::try_from(six).ok()?;
        }
        group <<= 6 * (4 - chunk.len());
        bytes.extend_from_slice(&group.to_be_bytes()[1..chunk.len()]);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_the_one_of_the_rfc() {
        // RFC 4648, section 10, and two bytes that show the URL-safe letters.
        for (plain, text) in [
            (&b"f"[..], "Zg=="),
            (b"fo", "Zm8="),
            (b"foo", "Zm9v"),
            (b"foobar", "Zm9vYmFy"),
            (b"\xfb\xff", "-_8="),
        ] {
            assert_eq!(encode(plain), text);
            assert_eq!(decode(text).as_deref(), Some(plain), "{text}");
        }
    }

    #[test]
    fn what_is_not_base64_is_refused() {
        for text in ["", "Zg", "Zg=", "Z===", "====", "Zm9v!mFy", "Zm9v Zg="] {
            assert_eq!(decode(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_cursor_comes_back_as_it_was() {
        let after = Place::After {
            page: 3,
            values: vec!["2024-01-03T10:11:12.123456Z".to_owned(), "usr_é".to_owned()],
        };
        for place in [after, Place::First, Place::FirstAgain, Place::DeadEnd] {
            for account in [None, Some("acc_1".to_owned())] {
                let cursor = Cursor {
                    place: place.clone(),
                    sort: "created_at:desc,id:asc".to_owned(),
                    account,
                };
                let text = cursor.encode();
                assert_eq!(text.len(), 280);
                assert!(text.ends_with("=="));
                assert_eq!(Cursor::decode(&text), Some(cursor));
            }
        }
    }

    #[test]
    fn a_cursor_without_its_padding_is_none() {
        let cursor = Cursor {
            place: Place::First,
            sort: "email:asc".to_owned(),
            account: None,
        };
        assert_eq!(Cursor::decode(cursor.encode().trim_end_matches('=')), None);
        assert_eq!(Cursor::decode("bm90IGpzb24="), None);
    }
}
