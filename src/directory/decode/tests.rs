use std::time::Duration;

use proptest::prelude::*;
use serde_json::Value;

use super::decode;
use crate::directory::builtin;
use crate::directory::call::{
    ApiError, At, Call, Input, ListOf, Opaque, Page, Query, RecordOf, RecordRef, RelationName,
    Reply, ResourceName, Response, ServerWords,
};
use crate::directory::check;
use crate::directory::description::Description;
use crate::directory::record::{Record, RecordId};
use crate::text::Untrusted;

fn response(status: u16, body: &str) -> Response {
    Response {
        status,
        headers: Vec::new(),
        body: body.as_bytes().to_vec(),
    }
}

fn users(id: &str) -> RecordRef {
    RecordRef {
        resource: ResourceName::new("users"),
        id: RecordId::new(id),
    }
}

fn list(at: At) -> Call {
    Call::List {
        of: ListOf::Resource(ResourceName::new("users")),
        at,
        sort: None,
        query: Query::default(),
    }
}

fn get(id: &str) -> Call {
    Call::Get {
        of: RecordOf::Resource(users(id)),
    }
}

fn create() -> Call {
    let email = Input::Text("ana@acme.example".to_owned());
    Call::Create {
        resource: ResourceName::new("users"),
        fields: vec![("email".to_owned(), email)],
    }
}

fn update(id: &str) -> Call {
    let name = Input::Text("Ana".to_owned());
    Call::Update {
        record: users(id),
        fields: vec![("display_name".to_owned(), name)],
    }
}

fn remove(id: &str) -> Call {
    Call::Remove { record: users(id) }
}

fn said(directory: &str, call: &Call, status: u16, body: &str) -> Result<Reply, ApiError> {
    let description = builtin::description(directory).unwrap();
    decode(&description, call, &response(status, body))
}

fn page(directory: &str, at: At, body: &str) -> Page {
    match said(directory, &list(at), 200, body) {
        Ok(Reply::Page(page)) => page,
        other => panic!("{other:?} for {body}"),
    }
}

fn why(directory: &str, call: &Call, status: u16, body: &str) -> String {
    match said(directory, call, status, body) {
        Err(ApiError::Unreadable { status: told, why }) => {
            assert_eq!(told, status);
            why
        }
        other => panic!("{other:?} for {body}"),
    }
}

fn record(id: &str, body: &str) -> Record {
    Record::new(Some(RecordId::new(id)), body)
}

/// A Leanmote page of so many users, with this `meta`.
fn leanmote(records: usize, meta: &str) -> String {
    let users: Vec<String> = (0..records)
        .map(|i| format!(r#"{{"id":"usr_{i}"}}"#))
        .collect();
    let users = users.join(",");
    format!(r#"{{"status":"success","data":[{users}]{meta}}}"#)
}

const ANA: &str = r#"{"id":"usr_42","name":"Ana Lima","email":"ana@acme.example","created_at":"2024-01-03T09:00:00Z"}"#;

#[test]
fn documented_answers_of_leanmote() {
    let body = format!(
        r#"{{"status":"success","data":[{ANA},{{"id":"usr_43"}}],"meta":{{"page":1,"per_page":100,"total":2,"total_pages":1,"sort":"created_at","order":"desc"}}}}"#
    );
    let expected = Page {
        records: vec![
            record("usr_42", ANA),
            record("usr_43", r#"{"id":"usr_43"}"#),
        ],
        next: None,
        total: Some(2),
    };
    assert_eq!(page("leanmote", At::Start, &body), expected);

    let one = format!(r#"{{"status":"success","data":{ANA}}}"#);
    let reply = said("leanmote", &get("usr_42"), 200, &one);
    assert_eq!(reply, Ok(Reply::Record(record("usr_42", ANA))));

    let body = r#"{"status":"success","data":[{"id":"view_21","name":"Mine","visibility":"private"}],"meta":{"page":1,"per_page":100,"total":1,"total_pages":1}}"#;
    let views = Call::List {
        of: ListOf::Relation {
            parent: users("usr_42"),
            relation: RelationName::new("views"),
        },
        at: At::Start,
        sort: None,
        query: Query::default(),
    };
    let Ok(Reply::Page(page)) = said("leanmote", &views, 200, body) else {
        panic!("no page");
    };
    assert_eq!(page.records[0].id(), Some(&RecordId::new("view_21")));

    let item = Call::Get {
        of: RecordOf::Item {
            parent: users("usr_42"),
            relation: RelationName::new("teams"),
            item: RecordId::new("team_77"),
        },
    };
    let reply = said("leanmote", &item, 200, r#"{"data":{"role":"lead"}}"#);
    let expected = Record::new(None, r#"{"role":"lead"}"#);
    assert_eq!(reply, Ok(Reply::Record(expected)));
}

#[test]
fn documented_answers_of_leadr() {
    let user = r#"{"id":"usr_1","account_id":"acc_1","email":"ana@acme.example","display_name":"Ana","super_admin":false,"created_at":"2024-01-03T09:00:00.123456Z","updated_at":"2024-01-03T09:00:00.123456Z"}"#;
    let body = format!(
        r#"{{"data":[{user}],"pagination":{{"count":1,"has_next":true,"has_prev":false,"next_cursor":"eyJ=","prev_cursor":null}}}}"#
    );
    let expected = Page {
        records: vec![record("usr_1", user)],
        next: Some(At::Cursor(Opaque::new("eyJ="))),
        total: None,
    };
    assert_eq!(page("leadr", At::Start, &body), expected);

    let reply = said("leadr", &get("usr_1"), 200, user);
    assert_eq!(reply, Ok(Reply::Record(record("usr_1", user))));
    for (call, status) in [(create(), 201), (update("usr_1"), 200)] {
        let reply = said("leadr", &call, status, user);
        assert_eq!(reply, Ok(Reply::Written(Some(record("usr_1", user)))));
    }
    // A removal answers with the record as it was: nothing to believe.
    assert_eq!(
        said("leadr", &remove("usr_1"), 200, user),
        Ok(Reply::Written(None))
    );
}

#[test]
fn documented_answers_of_peoplelens() {
    let user = r#"{"id":"usr-1","first_name":"Ana","last_name":"Lima","email":"ana@acme.example","company_role":"Analyst","is_enabled":true}"#;
    let expected = Page {
        records: vec![record("usr-1", user)],
        next: None,
        total: Some(1),
    };
    assert_eq!(
        page("peoplelens", At::Start, &format!(r#"{{"users":[{user}]}}"#)),
        expected
    );

    let reply = said(
        "peoplelens",
        &get("usr-1"),
        200,
        &format!(r#"{{"user":{user}}}"#),
    );
    assert_eq!(reply, Ok(Reply::Record(record("usr-1", user))));

    let made = r#"{"success":true,"user":{"id":"usr-9","email":"ana@acme.example"}}"#;
    let shown = record("usr-9", r#"{"id":"usr-9","email":"ana@acme.example"}"#);
    assert_eq!(
        said("peoplelens", &create(), 200, made),
        Ok(Reply::Written(Some(shown)))
    );
    for call in [update("usr-1"), remove("usr-1")] {
        for body in [r#"{"success":true}"#, "", " \n"] {
            assert_eq!(
                said("peoplelens", &call, 200, body),
                Ok(Reply::Written(None))
            );
        }
    }
}

#[test]
fn a_write_that_was_not_done_is_refused_whatever_the_status() {
    let body = r#"{"success":false,"error":"no such role"}"#;
    let words = ServerWords {
        message: Some(Untrusted::new("no such role")),
        ..ServerWords::default()
    };
    let refused = ApiError::Invalid {
        status: 200,
        words,
        fields: Vec::new(),
    };
    assert_eq!(
        said("peoplelens", &update("usr-1"), 200, body),
        Err(refused)
    );
}

#[test]
fn an_update_s_answer_is_believed_only_if_it_shows_that_record() {
    for (status, body, expected) in [
        (200, r#"{"id":"usr_2"}"#, "the answer shows another record"),
        (200, r#"{"ok":true}"#, "the answer shows another record"),
        (200, "[]", "a record was expected, and a list came"),
        (204, "", "the answer is empty"),
        (200, "<html>", "a web page came instead of JSON"),
    ] {
        assert_eq!(why("leadr", &update("usr_1"), status, body), expected);
    }
    // A create without an id is taken; its record is looked up.
    assert_eq!(
        said("leadr", &create(), 201, "{}"),
        Ok(Reply::Written(None))
    );
}

#[test]
fn numbered_pages_go_on_as_far_as_they_can() {
    let next = |index| Some(At::Page(index));
    // Page asked for, records that came, meta; next page, total believed.
    for (asked, came, meta, expected, total) in [
        (0, 100, r#""total":250,"total_pages":3"#, next(1), Some(250)),
        (1, 100, r#""total":250,"total_pages":3"#, next(2), Some(250)),
        (2, 50, r#""total":250,"total_pages":3"#, None, Some(250)),
        // A list that fills its last page costs no page more.
        (1, 100, r#""total":200,"total_pages":2"#, None, Some(200)),
        // Records that the token may not see leave gaps.
        (0, 98, r#""total":250"#, next(1), Some(250)),
        (2, 47, r#""total":250"#, None, Some(250)),
        // Too large, too small, zero, absent, nonsense.
        (3, 0, r#""total":1000"#, None, Some(1000)),
        (1, 100, r#""total":150"#, next(2), None),
        (0, 100, r#""total":0"#, next(1), None),
        (0, 7, r#""total":0"#, None, None),
        (0, 0, r#""total":0"#, None, Some(0)),
        (0, 100, "", next(1), None),
        (0, 99, "", None, None),
        (0, 100, r#""total":-5"#, next(1), None),
        (0, 100, r#""total":"many""#, next(1), None),
        (0, 100, r#""total":"250""#, next(1), Some(250)),
        (0, 100, r#""total":99999999999999999999999"#, next(1), None),
        // Only a number of pages.
        (0, 100, r#""total_pages":2"#, next(1), None),
        (1, 100, r#""total_pages":2"#, None, None),
        (0, 20, r#""total_pages":2"#, next(1), None),
        (2, 100, r#""total_pages":2"#, next(3), None),
        // A server that ignores the size and gives all.
        (0, 250, r#""total":250"#, None, Some(250)),
        // The echo agrees, or is no number.
        (1, 100, r#""page":2,"total":250"#, next(2), Some(250)),
        (1, 100, r#""page":null,"total":250"#, next(2), Some(250)),
        // Past the end, a server may answer with its last page.
        (
            9,
            50,
            r#""page":3,"total_pages":3,"total":250"#,
            None,
            Some(250),
        ),
        (9, 50, r#""page":3,"total":250"#, None, Some(250)),
        (u32::MAX, 100, "", None, None),
    ] {
        let meta = format!(r#","meta":{{{meta}}}"#);
        let page = page("leanmote", At::Page(asked), &leanmote(came, &meta));
        assert_eq!(
            (page.next, page.total),
            (expected, total),
            "page {asked}, {came}, {meta}"
        );
    }
    // Without any meta.
    assert_eq!(
        page("leanmote", At::Start, &leanmote(100, "")).next,
        next(1)
    );
    // What came past the end were rows of another page.
    let clamped = leanmote(50, r#","meta":{"page":3,"total":250}"#);
    assert_eq!(page("leanmote", At::Page(9), &clamped).records, []);
}

#[test]
fn a_page_that_is_another_is_unreadable() {
    let body = leanmote(100, r#","meta":{"page":1,"total":1000,"total_pages":10}"#);
    let expected = "page 3 was asked for, and page 1 came";
    assert_eq!(why("leanmote", &list(At::Page(2)), 200, &body), expected);
    let body = leanmote(100, r#","meta":{"page":4,"total":100}"#);
    let expected = "page 3 was asked for, and page 4 came";
    assert_eq!(why("leanmote", &list(At::Page(2)), 200, &body), expected);
}

#[test]
fn a_cursor_goes_on_and_its_absence_ends() {
    let cursor = |text| Some(At::Cursor(Opaque::new(text)));
    for (pagination, expected) in [
        (r#","pagination":{"next_cursor":"abc=="}"#, cursor("abc==")),
        (r#","pagination":{"next_cursor":17}"#, cursor("17")),
        (
            r#","pagination":{"has_next":true,"next_cursor":null}"#,
            None,
        ),
        (r#","pagination":{"has_next":true,"next_cursor":""}"#, None),
        (r#","pagination":{"next_cursor":false}"#, None),
        (r#","pagination":{"has_next":true}"#, None),
        (r#","pagination":null"#, None),
        ("", None),
    ] {
        let body = format!(r#"{{"data":[]{pagination}}}"#);
        assert_eq!(
            page("leadr", At::Start, &body).next,
            expected,
            "{pagination}"
        );
    }
    let body = r#"{"data":[],"pagination":{"next_cursor":{"a":1}}}"#;
    let expected = "a cursor was expected at /pagination/next_cursor, and an object came";
    assert_eq!(why("leadr", &list(At::Start), 200, body), expected);
}

#[test]
fn offsets_go_on_by_what_came() {
    let example = include_str!("../../../tests/fixtures/example-directory.toml");
    let example = check::parse(example, "example").unwrap();
    let log = |at| Call::List {
        of: ListOf::Relation {
            parent: RecordRef {
                resource: ResourceName::new("people"),
                id: RecordId::new("7"),
            },
            relation: RelationName::new("log"),
        },
        at,
        sort: None,
        query: Query::default(),
    };
    for (at, came, total, expected) in [
        (At::Start, 50, "null", Some(At::Offset(50))),
        (At::Offset(50), 49, "null", None),
        (At::Offset(50), 50, "100", None),
        (At::Offset(50), 50, "101", Some(At::Offset(100))),
        (At::Offset(50), 0, "999", None),
    ] {
        let entries = vec!["{}"; came].join(",");
        let body = format!(r#"{{"data":[{entries}],"meta":{{"total":{total}}}}}"#);
        let reply = decode(&example, &log(at.clone()), &response(200, &body));
        let Ok(Reply::Page(page)) = reply else {
            panic!("{reply:?}");
        };
        assert_eq!(page.next, expected, "{at:?} {came} {total}");
    }
}

#[test]
fn something_else_than_a_list_is_told() {
    let nested = |levels| format!("{{\"users\":{}{}}}", "[".repeat(levels), "]".repeat(levels));
    let deep = nested(64);
    assert_eq!(page("peoplelens", At::Start, &nested(63)).records.len(), 1);
    for (body, expected) in [
        ("", "the answer is empty"),
        ("  \n", "the answer is empty"),
        (
            "<!doctype html><p>Sign in",
            "a web page came instead of JSON",
        ),
        ("\n <html>", "a web page came instead of JSON"),
        ("hello", "the answer is not JSON"),
        ("{\"users\":[{\"id\":1", "the answer ends in the middle"),
        ("{\"users\":[]} trailing", "the answer is not JSON"),
        ("null", "a list was expected at /users, and null came"),
        (
            "true",
            "a list was expected at /users, and true or false came",
        ),
        ("17", "a list was expected at /users, and a number came"),
        ("\"text\"", "a list was expected at /users, and text came"),
        ("[]", "a list was expected at /users, and a list came"),
        ("{}", "a list was expected at /users, and there is nothing"),
        (
            "{\"users\":null}",
            "a list was expected at /users, and null came",
        ),
        (
            "{\"users\":{}}",
            "a list was expected at /users, and an object came",
        ),
        (&deep, "the answer is nested more than 64 levels deep"),
    ] {
        assert_eq!(
            why("peoplelens", &list(At::Start), 200, body),
            expected,
            "{body}"
        );
    }
    let description = builtin::description("peoplelens").unwrap();
    let latin1 = Response {
        body: b"{\"users\":[\"\xe9\"]}".to_vec(),
        ..response(200, "")
    };
    let expected = ApiError::Unreadable {
        status: 200,
        why: "the answer is not UTF-8 text".to_owned(),
    };
    assert_eq!(
        decode(&description, &list(At::Start), &latin1),
        Err(expected)
    );
    assert_eq!(
        why("peoplelens", &get("usr-1"), 200, r#"{"user":[]}"#),
        "a record was expected at /user, and a list came"
    );
    assert_eq!(
        why("peoplelens", &list(At::Start), 101, ""),
        "101 is no status that ends a request"
    );
}

#[test]
fn records_are_kept_as_they_came() {
    let strange = "{ \"z\" : 1.50, \"id\":\t900719925474099312345, \"a\":{\"b\":[ ]}, \"a\":2 }";
    let body = format!(
        "\u{feff}{{\"users\": [ {strange} , {{}}, null, \"x\", {{\"id\":\"\"}}, {{\"id\":null}}, {{\"id\":\"a\\u0041\"}} ]}}"
    );
    let records = page("peoplelens", At::Start, &body).records;
    let bodies: Vec<&str> = records.iter().map(Record::json).collect();
    let expected = [
        strange,
        "{}",
        "null",
        "\"x\"",
        r#"{"id":""}"#,
        r#"{"id":null}"#,
        r#"{"id":"a\u0041"}"#,
    ];
    assert_eq!(bodies, expected);
    let ids: Vec<_> = records.iter().map(|r| r.id().map(RecordId::raw)).collect();
    assert_eq!(
        ids,
        [
            Some("900719925474099312345"),
            None,
            None,
            None,
            None,
            None,
            Some("aA")
        ]
    );
    let kept = records[0].value();
    assert_eq!(kept["id"].to_string(), "900719925474099312345");
    assert_eq!(kept["z"].to_string(), "1.50");
}

#[test]
fn an_emoji_cut_in_two_does_not_cost_the_record() {
    let body =
        r#"{"users":[{"id":"1","n":"a\ud83d"},{"id":"2","n":"\udE00b\ud83d\ude00\\ud83d"}]}"#;
    let records = page("peoplelens", At::Start, body).records;
    assert_eq!(records[0].value()["n"], "a\u{fffd}");
    assert_eq!(records[1].value()["n"], "\u{fffd}b😀\\ud83d");
}

fn words(message: Option<&str>, code: Option<&str>, hint: Option<&str>) -> ServerWords {
    ServerWords {
        message: message.map(|m| Untrusted::new(m.to_owned())),
        code: code.map(|c| Untrusted::new(c.to_owned())),
        hint: hint.map(str::to_owned),
    }
}

#[test]
fn documented_errors_of_leanmote() {
    let body = r#"{"status":"error","error":{"code":"NOT_FOUND","message":"User not found"}}"#;
    let said = |status| said("leanmote", &get("usr_1"), status, body).unwrap_err();
    let words = words(Some("User not found"), Some("NOT_FOUND"), None);
    let fields = Vec::new;
    assert_eq!(
        said(400),
        ApiError::Invalid {
            status: 400,
            words: words.clone(),
            fields: fields()
        }
    );
    assert_eq!(said(401), ApiError::Unauthorized(words.clone()));
    assert_eq!(said(403), ApiError::Forbidden(words.clone()));
    assert_eq!(said(404), ApiError::NotFound(words.clone()));
    assert_eq!(
        said(409),
        ApiError::Invalid {
            status: 409,
            words: words.clone(),
            fields: fields()
        }
    );
    assert_eq!(
        said(429),
        ApiError::Limited {
            retry_after: None,
            words: words.clone()
        }
    );
    assert_eq!(
        said(500),
        ApiError::Server {
            status: 500,
            words: words.clone()
        }
    );
    assert_eq!(said(503), ApiError::Server { status: 503, words });
}

#[test]
fn errors_of_leadr_in_all_their_forms() {
    let leadr = builtin::description("leadr").unwrap();
    let hints = &leadr.errors.hints;
    let means = |status, on: &Call| {
        let hint = hints
            .iter()
            .find(|h| h.status == status && h.on == on.operation());
        Some(hint.unwrap().means.as_str())
    };
    let not_found = words(Some("Account not found"), None, means(404, &create()));
    let body = r#"{"error":"Account not found"}"#;
    assert_eq!(
        said("leadr", &create(), 404, body),
        Err(ApiError::NotFound(not_found))
    );

    let plain = words(
        Some("Internal Server Error"),
        None,
        means(500, &update("usr_1")),
    );
    assert_eq!(
        said("leadr", &update("usr_1"), 500, "Internal Server Error\n"),
        Err(ApiError::Server {
            status: 500,
            words: plain
        })
    );

    for key in ["detail", "error"] {
        let body = format!(
            r#"{{"{key}":[
                {{"type":"value_error","loc":["body","email"],"msg":"not an email","input":"x"}},
                {{"type":"value_error","loc":["body","email"],"msg":"not an email","input":"x"}},
                {{"type":"too_short","loc":["body","display_name"],"msg":"too short"}},
                {{"type":"missing","loc":["query","limit"],"msg":"too large"}},
                {{"loc":["body",0],"msg":"wrong"}},
                {{"loc":[],"msg":""}}, 5, null, "as text"
            ]}}"#
        );
        let invalid = ApiError::Invalid {
            status: 422,
            words: words(Some("limit: too large; wrong; as text"), None, None),
            fields: vec![
                ("email".to_owned(), Untrusted::new("not an email")),
                ("display_name".to_owned(), Untrusted::new("too short")),
            ],
        };
        assert_eq!(said("leadr", &update("usr_1"), 422, &body), Err(invalid));
    }
    // A read has no form to put them on.
    let body = r#"{"detail":[{"loc":["query","email"],"msg":"bad"}]}"#;
    let invalid = ApiError::Invalid {
        status: 422,
        words: words(Some("email: bad"), None, None),
        fields: Vec::new(),
    };
    assert_eq!(said("leadr", &list(At::Start), 422, body), Err(invalid));
}

#[test]
fn errors_that_say_nothing_are_survived() {
    let page = format!("<html>{}</html>", "x".repeat(100));
    let long = "x".repeat(501);
    for body in [
        "",
        "<html>no</html>",
        &page,
        &long,
        "{}",
        "null",
        "[]",
        "[[[",
        "{\"error\":{}}",
        "{\"error\":[1,{}]}",
        "{\"error\":\"  \"}",
    ] {
        let expected = ApiError::Server {
            status: 502,
            words: ServerWords::default(),
        };
        assert_eq!(
            said("peoplelens", &get("usr-1"), 502, body),
            Err(expected),
            "{body}"
        );
    }
    for (body, message) in [
        ("Bad Gateway", "Bad Gateway"),
        ("\"quoted\"", "quoted"),
        ("{\"message\":\"m\"}", "m"),
        ("{\"error\":{\"message\":\"deep\"}}", "deep"),
        ("{\"errors\":[\"a\",\"b\",\"a\"]}", "a; b"),
    ] {
        let expected = ApiError::Server {
            status: 502,
            words: words(Some(message), None, None),
        };
        assert_eq!(
            said("peoplelens", &get("usr-1"), 502, body),
            Err(expected),
            "{body}"
        );
    }
}

#[test]
fn redirects_and_waits_come_from_headers() {
    let description = builtin::description("leadr").unwrap();
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let moved = Response {
        headers: vec![header("location", "https://elsewhere.example/\u{1b}[31m")],
        ..response(302, "")
    };
    let expected = ApiError::Redirected {
        status: 302,
        to: Untrusted::new("https://elsewhere.example/\u{1b}[31m"),
    };
    assert_eq!(decode(&description, &get("1"), &moved), Err(expected));

    let limited = Response {
        headers: vec![header("retry-after", "60")],
        ..response(429, r#"{"error":"slow down"}"#)
    };
    let expected = ApiError::Limited {
        retry_after: Some(Duration::from_mins(1)),
        words: words(Some("slow down"), None, None),
    };
    assert_eq!(decode(&description, &get("1"), &limited), Err(expected));
}

fn any_call() -> impl Strategy<Value = Call> {
    prop::sample::select(vec![
        list(At::Start),
        list(At::Page(3)),
        list(At::Cursor(Opaque::new("c"))),
        get("1"),
        create(),
        update("1"),
        remove("1"),
    ])
}

fn any_directory() -> impl Strategy<Value = Description> {
    let all: Vec<_> = builtin::names().filter_map(builtin::description).collect();
    prop::sample::select(all)
}

/// JSON and what nearly is: documents with some bytes changed.
fn any_body() -> impl Strategy<Value = Vec<u8>> {
    let user = r#"{"id":1,"name":"\ud83d\ude00","n":[1e9,-0.5,null,true]}"#;
    let documents = vec![
        format!(r#"{{"users":[{user},{user}],"success":true}}"#),
        format!(r#"{{"user":{user}}}"#),
        format!(
            r#"{{"data":[{user}],"meta":{{"page":4,"total":9}},"pagination":{{"next_cursor":"a"}}}}"#
        ),
        format!(r#"{{"data":{user}}}"#),
        user.to_owned(),
        r#"{"error":[{"loc":["body","email"],"msg":"bad"}],"detail":"d"}"#.to_owned(),
    ];
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4);
    let near = (prop::sample::select(documents), changes).prop_map(|(document, changes)| {
        let mut bytes = document.into_bytes();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes
    });
    prop_oneof![prop::collection::vec(any::<u8>(), 0..200), near]
}

proptest! {
    #[test]
    fn any_answer_is_survived_and_every_record_can_be_parsed(
        description in any_directory(),
        call in any_call(),
        status in prop_oneof![Just(200_u16), 100_u16..700],
        body in any_body(),
    ) {
        let response = Response { status, headers: Vec::new(), body };
        let records = match decode(&description, &call, &response) {
            Ok(Reply::Page(page)) => page.records,
            Ok(Reply::Record(record)) => vec![record],
            Ok(Reply::Written(record)) => record.into_iter().collect(),
            Err(_) => Vec::new(),
        };
        for record in records {
            let parsed = serde_json::from_str::<Value>(record.json());
            prop_assert!(parsed.is_ok(), "{}", record.json());
            prop_assert_eq!(parsed.unwrap(), record.value());
        }
    }
}
