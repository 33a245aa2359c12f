//! What comes out, exactly.

use rstest::rstest;

use super::{Format, Header, curl, object, records};
use crate::directory::call::{Input, Method, Request, Secret};
use crate::directory::description::{Auth, Field, Kind};
use crate::directory::record::{Record, RecordId};

fn field(name: &str, kind: Kind) -> Field {
    Field {
        name: name.to_owned(),
        kind,
        ..Field::default()
    }
}

fn record(json: &str) -> Record {
    Record::new(Some(RecordId::new("1")), json)
}

/// A text field's value in a format, without header.
fn one(format: Format, json: &str) -> String {
    let name = field("name", Kind::Text);
    records(
        format,
        &[&name],
        &[record(&format!("{{\"name\":{json}}}"))],
        Header::LeftOut,
    )
}

fn people() -> (Vec<Field>, Vec<Record>) {
    let mut access = field("is_active", Kind::YesNo);
    access.label = Some("access".to_owned());
    access.words = Some(["disabled".to_owned(), "enabled".to_owned()]);
    let fields = vec![
        field("id", Kind::Id),
        field("display_name", Kind::Text),
        access,
        field("logins", Kind::Number),
        field("created", Kind::Date),
    ];
    let records = vec![
        record(
            r#"{"id":"usr_1","display_name":"Ana Lima","is_active":true,"logins":-12345678901234567890.10,"created":"2024-01-03T10:00:00Z","extra":[1, 2]}"#,
        ),
        record(r#"{"id":2,"display_name":null,"is_active":false,"created":"soon"}"#),
    ];
    (fields, records)
}

#[rstest]
#[case(
    Format::Text,
    "id            usr_1\n\
     display name  Ana Lima\n\
     access        enabled\n\
     logins        -12345678901234567890.10\n\
     created       2024-01-03T10:00:00Z\n\
     \n\
     id            2\n\
     display name\n\
     access        disabled\n\
     logins\n\
     created       soon"
)]
#[case(
    Format::Markdown,
    "| id | display name | access | logins | created |\n\
     | --- | --- | --- | --- | --- |\n\
     | usr_1 | Ana Lima | enabled | -12345678901234567890.10 | 2024-01-03T10:00:00Z |\n\
     | 2 |  | disabled |  | soon |\n"
)]
#[case(
    Format::Tsv,
    "id\tdisplay_name\tis_active\tlogins\tcreated\n\
     usr_1\tAna Lima\ttrue\t-12345678901234567890.10\t2024-01-03T10:00:00Z\n\
     2\t\tfalse\t\tsoon\n"
)]
#[case(
    Format::Csv,
    "id,display_name,is_active,logins,created\n\
     usr_1,Ana Lima,true,-12345678901234567890.10,2024-01-03T10:00:00Z\n\
     2,,false,,soon\n"
)]
#[case(
    Format::Json,
    r#"[
  {
    "id": "usr_1",
    "display_name": "Ana Lima",
    "is_active": true,
    "logins": -12345678901234567890.10,
    "created": "2024-01-03T10:00:00Z",
    "extra": [
      1,
      2
    ]
  },
  {
    "id": 2,
    "display_name": null,
    "is_active": false,
    "created": "soon"
  }
]
"#
)]
#[case(
    Format::JsonLines,
    "{\"id\":\"usr_1\",\"display_name\":\"Ana Lima\",\"is_active\":true,\"logins\":-12345678901234567890.10,\"created\":\"2024-01-03T10:00:00Z\",\"extra\":[1,2]}\n\
     {\"id\":2,\"display_name\":null,\"is_active\":false,\"created\":\"soon\"}\n"
)]
fn two_people(#[case] format: Format, #[case] expected: &str) {
    let (fields, people) = people();
    let fields: Vec<_> = fields.iter().collect();
    assert_eq!(records(format, &fields, &people, Header::First), expected);
}

#[test]
fn pages_written_one_after_another_are_one_table() {
    let (fields, people) = people();
    let fields: Vec<_> = fields.iter().collect();
    for format in [
        Format::Markdown,
        Format::Tsv,
        Format::Csv,
        Format::JsonLines,
    ] {
        let whole = records(format, &fields, &people, Header::First);
        let pages = records(format, &fields, &people[..1], Header::First)
            + &records(format, &fields, &people[1..], Header::LeftOut);
        assert_eq!(pages, whole, "{format:?}");
    }
}

#[test]
fn nothing_is_nothing() {
    let id = field("id", Kind::Id);
    for (format, expected) in [
        (Format::Text, ""),
        (Format::Markdown, "| id |\n| --- |\n"),
        (Format::Tsv, "id\n"),
        (Format::Csv, "id\n"),
        (Format::Json, "[]\n"),
        (Format::JsonLines, ""),
    ] {
        assert_eq!(
            records(format, &[&id], &[], Header::First),
            expected,
            "{format:?}"
        );
    }
}

#[test]
fn one_field_is_a_value_a_line_without_a_final_newline() {
    let id = field("id", Kind::Id);
    let (_, people) = people();
    assert_eq!(
        records(Format::Text, &[&id], &people, Header::First),
        "usr_1\n2"
    );
    assert_eq!(
        records(Format::Text, &[&id], &people[..1], Header::First),
        "usr_1"
    );
}

#[rstest]
#[case("=1+1", "'=1+1")]
#[case("+SUM(A1)", "'+SUM(A1)")]
#[case("-x", "'-x")]
#[case("@cmd", "'@cmd")]
#[case("-", "'-")]
#[case("-1-1", "'-1-1")]
#[case("+1e", "'+1e")]
#[case("-.5", "'-.5")]
#[case("-1.", "'-1.")]
#[case("-1", "-1")]
#[case("+49301234", "+49301234")]
#[case("-1.5e-3", "-1.5e-3")]
#[case("a=1", "a=1")]
#[case("'=1", "'=1")]
#[case(" =1", " =1")]
fn formulas_are_disarmed_and_numbers_spared(#[case] value: &str, #[case] expected: &str) {
    let json = format!("\"{value}\"");
    assert_eq!(one(Format::Csv, &json), format!("{expected}\n"));
    assert_eq!(one(Format::Tsv, &json), format!("{expected}\n"));
    assert_eq!(one(Format::Text, &json), value, "text is for people");
}

#[rstest]
// A leading tab, CR or LF is disarmed too, and shown.
#[case(r#""\t=1""#, "'\\t=1")]
#[case(r#""\r\n=1""#, "'\\r\\n=1")]
#[case(r#""\n=1""#, "'\\n=1")]
// What needs quotes in CSV.
#[case(r#""a,b""#, "\"a,b\"")]
#[case(r#""say \"hi\"""#, "\"say \"\"hi\"\"\"")]
// What came instead of text.
#[case("[1,\"=x\"]", "\"[1,\"\"=x\"\"]\"")]
#[case("null", "\"\"")]
fn cells_of_csv(#[case] json: &str, #[case] expected: &str) {
    assert_eq!(one(Format::Csv, json), format!("{expected}\n"));
}

#[rstest]
#[case(r#""a|b\\|c""#, r"a\|b\\\|c")]
#[case(
    r#""[x](https://evil.example) ![](y)""#,
    r"\[x\](https://evil.example) !\[\](y)"
)]
#[case(
    r#""<img src=x> `c` **b** usr_1""#,
    r"\<img src=x> \`c\` \*\*b\*\* usr_1"
)]
#[case(r#""line\nbreak""#, r"line\\nbreak")]
fn cells_of_markdown(#[case] json: &str, #[case] expected: &str) {
    assert_eq!(one(Format::Markdown, json), format!("| {expected} |\n"));
}

/// An escape sequence, a bidi override, an invisible tag, a C1 control, a line
/// separator: none may come out of any format.
#[test]
fn nothing_that_controls_comes_out_of_any_format() {
    let hostile = "\u{1b}[31m\u{202e}x\u{e0041}\u{9b}2J\u{2028}\u{200b}\u{feff}y\u{7f}";
    let json = serde_json::Value::from(hostile).to_string();
    let hostile_record = record(&format!("{{\"name\":{json}, {json}:1}}"));
    let name = field("name", Kind::Text);
    let formats = [
        Format::Text,
        Format::Markdown,
        Format::Tsv,
        Format::Csv,
        Format::Json,
        Format::JsonLines,
    ];
    let outputs = formats.map(|format| {
        records(
            format,
            &[&name],
            std::slice::from_ref(&hostile_record),
            Header::First,
        )
    });
    let patch = curl(&patch(vec![(hostile, Input::Text(hostile.to_owned()))]));
    for output in outputs.into_iter().chain([object(&hostile_record), patch]) {
        for c in hostile.chars().filter(|c| !c.is_ascii() || c.is_control()) {
            assert!(!output.contains(c), "{c:?} in {output:?}");
        }
    }
}

#[rstest]
#[case("{}", "{}\n")]
#[case(" { \"a\" : [ ] , \"b\" : { } } ", "{\n  \"a\": [],\n  \"b\": {}\n}\n")]
#[case(
    r#"{"a":1E400,"a":-0,"b":1.50}"#,
    "{\n  \"a\": 1E400,\n  \"a\": -0,\n  \"b\": 1.50\n}\n"
)]
#[case(
    r#"{"a,b":"{\"x\": [1]}\\"}"#,
    "{\n  \"a,b\": \"{\\\"x\\\": [1]}\\\\\"\n}\n"
)]
#[case(
    "{\"a\":\"\u{202e}\u{1f600}\"}",
    "{\n  \"a\": \"\\u202e\u{1f600}\"\n}\n"
)]
fn an_object_is_what_the_server_gave(#[case] json: &str, #[case] expected: &str) {
    assert_eq!(object(&record(json)), expected);
}

fn patch(body: Vec<(&str, Input)>) -> Request {
    Request {
        method: Method::Patch,
        url: "https://a.example/v1/users/usr_1".parse().unwrap(),
        auth: Auth {
            header: "authorization".to_owned(),
            prefix: "Bearer ".to_owned(),
        },
        body: Some(
            body.into_iter()
                .map(|(name, input)| (name.to_owned(), input))
                .collect(),
        ),
    }
}

#[test]
fn a_read_as_curl() {
    let request = Request {
        method: Method::Get,
        url: "https://a.example/users?page=3&q=it's[x]".parse().unwrap(),
        auth: Auth {
            header: "leadr-api-key".to_owned(),
            prefix: "o'x ".to_owned(),
        },
        body: None,
    };
    assert_eq!(
        curl(&request),
        r#"curl --globoff 'https://a.example/users?page=3&q=it%27s[x]' \
  --header 'leadr-api-key: o'\''x '"$TOKEN""#
    );
}

#[test]
fn a_write_as_curl_leaves_its_secrets_out() {
    let request = patch(vec![
        ("name", Input::Text("O'Neil \"$(id)\" `x`\n".to_owned())),
        (
            "initial-password",
            Input::Secret(Secret::new("hunter2".to_owned())),
        ),
        ("is_active", Input::YesNo(false)),
    ]);
    assert_eq!(
        curl(&request),
        r#"curl --request PATCH 'https://a.example/v1/users/usr_1' \
  --header 'authorization: Bearer '"$TOKEN" \
  --header 'content-type: application/json' \
  --data-raw '{"name":"O'\''Neil \"$(id)\" `x`\n","initial-password":"'"$NEW_INITIAL_PASSWORD"'","is_active":false}'"#
    );
}

#[test]
fn a_body_without_members_is_an_object() {
    assert!(curl(&patch(Vec::new())).ends_with("--data-raw '{}'"));
}
