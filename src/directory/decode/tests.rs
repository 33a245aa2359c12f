//! Answers as records, pages and errors, by the built-in descriptions.

mod invariants;
mod pages;
mod refusals;

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
        withheld: false,
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
        withheld: false,
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
        withheld: false,
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
            r#"{"people":[],"total":0}"#,
            "a list was expected at /users, and there is nothing; the answer has people, total",
        ),
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
