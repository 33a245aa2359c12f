use proptest::prelude::*;
use rstest::rstest;
use serde_json::Value;

use super::*;
use crate::directory::call::Method;

/// With what JSON, addresses and HTML may escape.
const TOKEN: &str = "tok/Ab+9=z\u{e9}-1";

fn text(bytes: &str, secret: &str) -> String {
    let redacted = in_bytes(bytes.as_bytes(), secret);
    String::from_utf8(redacted.into_owned()).unwrap()
}

fn json_units(secret: &str, digits: impl Fn(u16) -> String) -> String {
    secret
        .encode_utf16()
        .map(|unit| format!("\\u{}", digits(unit)))
        .collect::<Vec<_>>()
        .concat()
}

fn percent(secret: &str, digits: impl Fn(u8) -> String) -> String {
    let bytes = secret.bytes();
    let bytes = bytes.map(|byte| format!("%{}", digits(byte)));
    bytes.collect::<Vec<_>>().concat()
}

/// A secret in every way that a server may write it.
fn ways(secret: &str) -> Vec<String> {
    let lower = json_units(secret, |unit| format!("{unit:04x}"));
    let in_path = percent(secret, |byte| format!("{byte:02X}"));
    let half: String = secret
        .chars()
        .enumerate()
        .map(|(place, c)| match place % 3 {
            0 => json_units(&c.to_string(), |unit| format!("{unit:04x}")),
            1 => percent(&c.to_string(), |byte| format!("{byte:02x}")),
            _ => c.to_string(),
        })
        .collect();
    vec![
        secret.to_owned(),
        secret.replace('/', "\\/"),
        json_units(secret, |unit| format!("{unit:04X}")),
        percent(secret, |byte| format!("{byte:02x}")),
        secret.replace('/', "%2F").replace('+', "%2b"),
        secret
            .chars()
            .map(|c| format!("&#{};", u32::from(c)))
            .collect::<Vec<_>>()
            .concat(),
        secret
            .chars()
            .map(|c| format!("&#x{:X};", u32::from(c)))
            .collect::<Vec<_>>()
            .concat(),
        // One within another: an address in JSON, JSON in JSON, an address
        // encoded twice.
        in_path.replace('%', "\\u0025"),
        in_path.replace('%', "%25"),
        lower.replace('\\', "\\\\"),
        lower.replace('\\', "\\u005c"),
        lower,
        in_path,
        half,
    ]
}

#[test]
fn a_secret_is_found_however_it_is_written_and_wherever() {
    for secret in [TOKEN, "hush-1234", "p\u{1f511}ss phrase"] {
        for way in ways(secret) {
            for (around, expected) in [
                ("{way}", "•••"),
                ("<h1>no: {way}!</h1>", "<h1>no: •••!</h1>"),
                (r#"{"id":"1","key":"{way}"}"#, r#"{"id":"1","key":"•••"}"#),
                (r#"["\"{way}\n"]"#, r#"["\"•••\n"]"#),
                (r#"{"{way}":["a",1]}"#, r#"{"•••":["a",1]}"#),
                (
                    "https://x.example/?t={way}&a=%41",
                    "https://x.example/?t=•••&a=%41",
                ),
            ] {
                let bytes = around.replace("{way}", &way);
                assert_eq!(text(&bytes, secret), expected, "{bytes}");
            }
        }
    }
}

#[rstest]
// What looks like a part of an escape goes with all of it.
#[case(r#"["\nabc-1"]"#, "nabc-1", r#"["•••"]"#)]
#[case(r#"["\u006eabc1 b"]"#, "6eabc1", r#"["••• b"]"#)]
#[case(r#"["abc\" b"]"#, r"abc\", r#"["••• b"]"#)]
#[case(r#"["\\nabc-1"]"#, "nabc-1", r#"["\\•••"]"#)]
// A number becomes a text.
#[case(r#"{"id":9123456}"#, "12345", r#"{"id":"•••"}"#)]
#[case("[1,-1234.5]", "1234.5", r#"[1,"•••"]"#)]
// A token may hold what begins an escape.
#[case(r#"["a%41&amp;"]"#, "a%41&amp;", r#"["•••"]"#)]
#[case(r#"["a\\b-1"]"#, r"a\b-1", r#"["•••"]"#)]
fn what_is_replaced_leaves_json(#[case] bytes: &str, #[case] secret: &str, #[case] after: &str) {
    assert_eq!(text(bytes, secret), after);
    serde_json::from_str::<Value>(after).unwrap();
}

#[rstest]
#[case(r#"{"name":"Ana \u00e9 %41 &amp; tok/Ab"}"#)]
#[case("%")]
#[case(r#"["\u00"#)]
#[case("&#xffffffff;&#")]
fn what_holds_none_stays_byte_for_byte(#[case] bytes: &str) {
    assert!(matches!(
        in_bytes(bytes.as_bytes(), TOKEN),
        Cow::Borrowed(_)
    ));
}

fn answer(status: u16, headers: &[(&str, String)], body: &str) -> Response {
    let headers = headers.iter();
    Response {
        status,
        headers: headers
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect(),
        body: body.into(),
    }
}

#[rstest]
#[case(200)]
#[case(201)]
#[case(302)]
#[case(403)]
#[case(422)]
#[case(500)]
fn no_status_and_no_header_is_left_out(#[case] status: u16) {
    for way in ways("hush-1234") {
        let headers = [
            ("location", format!("/?next={way}")),
            ("x-echo", format!("Bearer {way}")),
        ];
        let body = format!(r#"{{"error":"{way}"}}"#);
        let secrets = [Secret::new("hush-1234".to_owned())];
        let redacted = redacted(answer(status, &headers, &body), &secrets);
        let headers = [
            ("location", "/?next=•••".to_owned()),
            ("x-echo", "Bearer •••".to_owned()),
        ];
        assert_eq!(redacted, answer(status, &headers, r#"{"error":"•••"}"#));
    }
}

#[test]
fn what_a_request_carried_is_not_repeated_by_its_answer() {
    let password = Secret::new("correct \"horse\"".to_owned());
    let request = Request {
        method: Method::Post,
        url: "https://x.example/users".parse().unwrap(),
        auth: crate::directory::description::Auth {
            header: "authorization".to_owned(),
            prefix: String::new(),
        },
        body: Some(vec![
            (
                "email".to_owned(),
                Input::Text("ana@acme.example".to_owned()),
            ),
            ("password".to_owned(), Input::Secret(password)),
        ]),
    };
    let secrets = sent_with(&request, &Secret::new("tok-1".to_owned()));
    let body = r#"{"id":"1","password":"correct \"horse\"","by":"tok-1","to":"ana@acme.example"}"#;
    let redacted = redacted(answer(201, &[], body), &secrets);
    assert_eq!(
        String::from_utf8(redacted.body).unwrap(),
        r#"{"id":"1","password":"•••","by":"•••","to":"ana@acme.example"}"#
    );
}

#[test]
fn a_text_too_short_to_be_told_from_words_is_not_looked_for() {
    let body = r#"{"id":"1"}"#;
    for (short, after) in [("", body), ("id\"", body), ("\"id\"", r#"{•••:"1"}"#)] {
        let redacted = redacted(answer(200, &[], body), &[Secret::new(short.to_owned())]);
        assert_eq!(String::from_utf8(redacted.body).unwrap(), after, "{short}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_looked_through_to_an_end(
        bytes in "[\\\\u0069%&#x;a\"\\[{:é]{0,40}",
        secret in "[\\\\u0069%&a\"]{4,8}",
    ) {
        let after = text(&bytes, &secret);
        prop_assert!(!after.contains(&secret), "{after}");
    }

    #[test]
    fn json_stays_json_and_shows_it_in_no_value(
        before in "[\\\\/\"a-zé\n]{0,6}",
        secret in "[a-zA-Z0-9/+=_-]{4,12}",
        number: i64,
        written in 0..12_usize,
    ) {
        let way = ways(&secret).swap_remove(written);
        let before = Value::from(before).to_string();
        let before = before.trim_matches('"');
        let body = format!(r#"{{"n":{number},"k":["{before}{way}{before}"]}}"#);
        // Where what is before makes an escape of what comes, it was none.
        prop_assume!(serde_json::from_str::<Value>(&body).is_ok());
        let after = text(&body, &secret);
        let value = serde_json::from_str::<Value>(&after);
        prop_assert!(value.is_ok(), "{after}");
        prop_assert!(!value.unwrap().to_string().contains(&secret), "{after}");
    }
}
