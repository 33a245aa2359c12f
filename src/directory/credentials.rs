//! What a record holds that nobody is to see: credentials of people. They are
//! replaced by dots when an answer is read, so that nothing behind that has
//! them to show, to copy or to keep.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr;

use super::call::HIDDEN;
use super::description::Kind;
use super::pointer::Pointer;
use super::record::{Elements, Members, text_of};
use super::shape::Shape;
use crate::text::json_string_end;

/// Members that are hidden where no description says what they are, in lower
/// case and without what stands between their words.
const NAMES: [&str; 36] = [
    "accesstoken",
    "apikey",
    "apisecret",
    "apitoken",
    "authenticationtoken",
    "authtoken",
    "backupcodes",
    "bearertoken",
    "clientsecret",
    "cryptedpassword",
    "encryptedpassword",
    "hashedpassword",
    "idtoken",
    "mfasecret",
    "otpsecret",
    "passphrase",
    "passwd",
    "password",
    "passworddigest",
    "passwordhash",
    "passwordsalt",
    "personalaccesstoken",
    "privatekey",
    "recoverycodes",
    "refreshtoken",
    "resetpasswordtoken",
    "resettoken",
    "secret",
    "secretaccesskey",
    "secretkey",
    "sessiontoken",
    "sshprivatekey",
    "token",
    "totpsecret",
    "twofactorsecret",
    "twofasecret",
];

/// The longest of them, in bytes.
const LONGEST: usize = 19;

/// Words of which one makes a field's name look like that of a credential.
const WORDS: [&str; 9] = [
    "apikey",
    "credential",
    "credentials",
    "passphrase",
    "passwd",
    "password",
    "pwd",
    "secret",
    "token",
];

/// Words that do so before "key".
const KEYS: [&str; 7] = [
    "access",
    "api",
    "auth",
    "encryption",
    "private",
    "secret",
    "signing",
];

/// Whether a member is taken to hold a credential though nothing describes it.
fn is_one(name: &str) -> bool {
    let mut plain = [0; LONGEST];
    let mut length = 0;
    for byte in name.bytes() {
        if !byte.is_ascii_alphanumeric() {
            continue;
        }
        let Some(place) = plain.get_mut(length) else {
            return false;
        };
        *place = byte.to_ascii_lowercase();
        length += 1;
    }
    NAMES
        .binary_search_by(|known| known.as_bytes().cmp(&plain[..length]))
        .is_ok()
}

/// Whether a name looks like that of a credential, so that somebody should say
/// whether it is one.
pub(super) fn looks_like_one(name: &str) -> bool {
    let mut words: Vec<String> = vec![String::new()];
    let mut was_lower = false;
    for c in name.chars() {
        let begins = !c.is_alphanumeric() || (was_lower && c.is_uppercase());
        if begins {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
        was_lower = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    is_one(name)
        || words.iter().any(|word| WORDS.contains(&word.as_str()))
        || words
            .windows(2)
            .any(|pair| pair[1] == "key" && KEYS.contains(&pair[0].as_str()))
}

/// Which members of records are hidden.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    /// Where the description says so.
    secret: Vec<Vec<String>>,
    /// Where it says that something else is there, whatever that is called.
    described: Vec<Vec<String>>,
}

impl Hidden {
    /// Those of records that a description knows so much of.
    pub(super) fn of(shape: &Shape<'_>) -> Self {
        let way = |pointer: Pointer| pointer.members().collect::<Vec<_>>();
        let own = shape.fields.iter();
        // The records of a relation are its resource's, whatever it shows of
        // them.
        let resource = shape.resource.iter().flat_map(|resource| &resource.fields);
        let secret = own.clone().chain(resource);
        let secret = secret.filter(|field| field.kind == Kind::Secret);
        let described = own.filter(|field| field.kind != Kind::Secret);
        Self {
            secret: secret.map(|field| way(field.pointer())).collect(),
            described: described
                .map(|field| way(field.pointer()))
                .chain([way(shape.id.clone())])
                .collect(),
        }
    }

    /// Whether there may be anything to hide in a text of JSON: one pass over
    /// the names in it, so that the usual record is not looked at one by one.
    pub(super) fn may_be_in(&self, json: &str) -> bool {
        if !self.secret.is_empty() {
            return true;
        }
        let mut rest = json;
        while let Some(quote) = memchr(b'"', rest.as_bytes()) {
            let (string, behind) = rest[quote..].split_at(json_string_end(&rest[quote..]));
            rest = behind;
            let is_name = behind.trim_ascii_start().starts_with(':');
            if is_name && text_of(string).is_some_and(|name| is_one(&name)) {
                return true;
            }
        }
        false
    }

    /// A record's JSON, with dots for what is hidden. All else is as it came.
    pub(super) fn hide<'j>(&self, json: &'j str) -> Cow<'j, str> {
        let mut found = Vec::new();
        self.find(json, 0, &mut Vec::new(), &mut found);
        if found.is_empty() {
            return Cow::Borrowed(json);
        }
        let mut out = String::with_capacity(json.len());
        let mut done = 0;
        for range in found {
            out.push_str(&json[done..range.start]);
            out.push('"');
            out.push_str(HIDDEN);
            out.push('"');
            done = range.end;
        }
        out.push_str(&json[done..]);
        Cow::Owned(out)
    }

    /// Finds what is hidden in a value at a way, which begins at an offset.
    fn find<'j>(
        &self,
        json: &'j str,
        offset: usize,
        way: &mut Vec<Cow<'j, str>>,
        found: &mut Vec<Range<usize>>,
    ) {
        let mut members = Members::of(json);
        while let Some((name, value)) = members.next() {
            let end = offset + json.len() - members.left();
            let start = end - value.len();
            way.push(name);
            if self.is_hidden(way, value) {
                found.push(start..end);
            } else {
                self.find(value, start, way, found);
            }
            way.pop();
        }
        let mut elements = Elements::of(json);
        let mut index = 0_usize;
        while let Some(value) = elements.next() {
            let end = offset + json.len() - elements.left();
            let start = end - value.len();
            way.push(Cow::Owned(index.to_string()));
            if self.is_secret(way) && value != "null" {
                found.push(start..end);
            } else {
                self.find(value, start, way, found);
            }
            way.pop();
            index += 1;
        }
    }

    /// Whether a member is hidden. Null hides nothing, and what is no more than
    /// a yes or no is none where only a name speaks for it.
    fn is_hidden(&self, way: &[Cow<'_, str>], value: &str) -> bool {
        if self.is_secret(way) {
            return value != "null";
        }
        let is_blank = matches!(value, "null" | "true" | "false" | "\"\"" | "{}" | "[]");
        !is_blank
            && way.last().is_some_and(|name| is_one(name))
            && !self.described.iter().any(|described| described == way)
    }

    fn is_secret(&self, way: &[Cow<'_, str>]) -> bool {
        self.secret.iter().any(|secret| secret == way)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::directory::check;

    const DESCRIPTION: &str = r#"name = "least"
title = "Least"
auth = { header = "x-key" }
[[resources]]
name = "users"
title = "Users"
singular = "user"
called = ["name"]
list = { path = "/users" }
get = { path = "/users/{id}" }
fields = [
  { name = "name" },
  { name = "token" },
  { name = "pin", at = "/door/pin", kind = "secret" },
  { name = "card", at = "/cards/0", kind = "secret" },
]
[[resources.relations]]
name = "peers"
title = "Peers"
of = "users"
fields = [{ name = "name", column = true }]
list = { path = "/users/{id}/peers" }
"#;

    fn hidden(json: &str) -> String {
        let description = check::parse(DESCRIPTION, "least.toml").unwrap();
        let shape = Shape::of_resource(description.resource("users").unwrap());
        let hidden = Hidden::of(&shape).hide(json).into_owned();
        serde_json::from_str::<Value>(&hidden).unwrap();
        hidden
    }

    #[test]
    fn names_are_in_order_and_none_is_longer() {
        assert!(NAMES.is_sorted());
        assert_eq!(NAMES.iter().map(|name| name.len()).max(), Some(LONGEST));
    }

    #[test]
    fn what_is_described_as_secret_or_called_so_is_hidden() {
        for (json, after) in [
            // As the description says, wherever it is and whatever it holds.
            (
                r#"{"door":{"pin":1234,"no":7}}"#,
                r#"{"door":{"pin":"•••","no":7}}"#,
            ),
            (r#"{"cards":[ {"n":1} ,"b"]}"#, r#"{"cards":[ "•••" ,"b"]}"#),
            (r#"{"door":{"pin":""}}"#, r#"{"door":{"pin":"•••"}}"#),
            (r#"{"door":{"pin":null}}"#, r#"{"door":{"pin":null}}"#),
            // What it describes as something else is that.
            (r#"{"token":"t-1"}"#, r#"{"token":"t-1"}"#),
            (r#"{"in":{"token":"t-1"}}"#, r#"{"in":{"token":"•••"}}"#),
            // By its name, however that is written, at any depth.
            (
                r#"{"api_key":"k","name":"Ana"}"#,
                r#"{"api_key":"•••","name":"Ana"}"#,
            ),
            (
                r#"{"a":[{"ApiKey" : [1,2]}]}"#,
                r#"{"a":[{"ApiKey" : "•••"}]}"#,
            ),
            (
                r#"{"passwor\u0064":"x","PASSWORD-HASH":1}"#,
                r#"{"passwor\u0064":"•••","PASSWORD-HASH":"•••"}"#,
            ),
            (
                r#"{"secret":{"k":"a\"}"},"secret":2}"#,
                r#"{"secret":"•••","secret":"•••"}"#,
            ),
            // What says no more than that there is one, or none.
            (
                r#"{"password":true,"secret":"","private_key":null,"api_key":{},"authToken":[]}"#,
                r#"{"password":true,"secret":"","private_key":null,"api_key":{},"authToken":[]}"#,
            ),
            (
                r#"{"secretary":"Bo","tokens_used":3}"#,
                r#"{"secretary":"Bo","tokens_used":3}"#,
            ),
            (r#"["api_key"]"#, r#"["api_key"]"#),
        ] {
            assert_eq!(hidden(json), after);
        }
    }

    #[test]
    fn the_records_of_a_relation_hide_what_their_resource_does() {
        let description = check::parse(DESCRIPTION, "least.toml").unwrap();
        let users = description.resource("users").unwrap();
        let shape = Shape::of_relation(&users.relations[0], Some(users));
        let hidden = Hidden::of(&shape);
        let json = r#"{"door":{"pin":"1"},"token":"t-1"}"#;
        let after = r#"{"door":{"pin":"•••"},"token":"•••"}"#;
        assert_eq!(hidden.hide(json), after);
    }

    #[test]
    fn only_what_holds_such_a_name_is_looked_at_record_by_record() {
        for (json, expected) in [
            (r#"[{"name":"api_key","id":"a\"b"}]"#, false),
            (r#"[{"x":{"api_key" :1}}]"#, true),
            (r#"[{"\u0061pi_key":1}]"#, true),
            ("", false),
            ("\"", false),
        ] {
            assert_eq!(Hidden::default().may_be_in(json), expected, "{json}");
        }
    }

    #[test]
    fn a_name_looks_like_a_credential_s_or_not() {
        for name in [
            "api_key",
            "apiKey",
            "X-API-Key",
            "token",
            "resetToken",
            "user.password",
            "otp_secret",
            "signing-key",
            "pwd",
            "credentials",
        ] {
            assert!(looks_like_one(name), "{name}");
        }
        for name in [
            "key",
            "secretary",
            "email",
            "keyboard",
            "tokenised",
            "author",
            "api",
            "",
        ] {
            assert!(!looks_like_one(name), "{name}");
        }
    }
}
