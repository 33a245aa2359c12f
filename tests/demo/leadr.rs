//! LEADR: its four calls, and the ways its server departs from its documentation.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::{Answer, Api, small};

const UNKNOWN: &str = "/v1/users/usr_00000000-0000-4000-8000-000000000000";

fn leadr() -> Api {
    Api::new("leadr", &small())
}

/// One of the cursors of a page.
fn cursor<'a>(page: &'a Value, name: &str) -> &'a str {
    page["pagination"][name].as_str().unwrap()
}

fn ids(page: &Value) -> Vec<String> {
    let rows = page["data"].as_array().unwrap().iter();
    rows.map(|row| row["id"].as_str().unwrap().to_owned())
        .collect()
}

async fn patch(api: &Api, path: &str, body: Value) -> Answer {
    api.send(Method::PATCH, path, Some(&body)).await
}

async fn first(api: &Api) -> (String, Value) {
    let record = api.read("/v1/users?limit=1").await["data"][0].clone();
    (
        format!("/v1/users/{}", record["id"].as_str().unwrap()),
        record,
    )
}

/// All ids, by following the cursors, and how many pages it took.
async fn walk(api: &Api, query: &str) -> (Vec<String>, usize) {
    let (mut all, mut pages) = (Vec::new(), 0);
    let mut path = format!("/v1/users?{query}");
    loop {
        let page = api.read(&path).await;
        pages += 1;
        assert_eq!(
            page["pagination"]["count"],
            page["data"].as_array().unwrap().len()
        );
        all.extend(ids(&page));
        let Some(next) = page["pagination"]["next_cursor"].as_str() else {
            assert_eq!(page["pagination"]["has_next"], false);
            return (all, pages);
        };
        path = format!("/v1/users?{query}&cursor={next}");
    }
}

#[tokio::test]
async fn a_record_is_bare_and_carries_more_than_is_documented() {
    let api = leadr();
    let (path, record) = first(&api).await;
    let keys: Vec<_> = record
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        keys,
        [
            "id",
            "account_id",
            "email",
            "display_name",
            "super_admin",
            "status",
            "is_owner",
            "created_at",
            "updated_at"
        ]
    );
    assert_eq!(api.read(&path).await, record);
    for name in ["created_at", "updated_at"] {
        let text = record[name].as_str().unwrap();
        assert_eq!(
            (text.len(), &text[19..20], &text[26..]),
            (27, ".", "Z"),
            "{text}"
        );
    }
}

#[tokio::test]
async fn a_walk_finds_everybody_once_in_any_order() {
    let api = leadr();
    for (query, pages) in [
        ("", 12),
        ("limit=100", 3),
        ("limit=60&sort=email:asc", 4),
        ("limit=100&sort=display_name:desc,id:desc", 3),
        ("limit=100&sort=updated_at:asc", 3),
        ("limit=100&utterly=unknown&search=ana", 3),
    ] {
        let (all, took) = walk(&api, query).await;
        assert_eq!((all.len(), took), (240, pages), "{query}");
        let distinct: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(distinct.len(), 240, "{query}");
    }
    let page = api.read("/v1/users?sort=email:asc&limit=100").await;
    let rows = page["data"].as_array().unwrap();
    assert!(rows.is_sorted_by_key(|row| row["email"].as_str().unwrap()));
    let page = api.read("/v1/users").await;
    let rows = page["data"].as_array().unwrap();
    assert!(rows.is_sorted_by(|a, b| a["created_at"].as_str() >= b["created_at"].as_str()));
}

#[tokio::test]
async fn rows_that_come_and_go_do_not_disturb_a_walk() {
    let api = leadr();
    let (before, _) = walk(&api, "limit=100").await;
    let page = api.read("/v1/users?limit=100").await;
    let new = json!({
        "account_id": api.demo.account_id(), "email": "new@acme.example", "display_name": "New",
    });
    assert_eq!(
        api.send(Method::POST, "/v1/users", Some(&new)).await.status,
        StatusCode::CREATED
    );
    let gone = format!("/v1/users/{}", before[99]);
    assert_eq!(
        patch(&api, &gone, json!({ "deleted": true })).await.status,
        StatusCode::OK
    );
    let next = cursor(&page, "next_cursor");
    let rest = api
        .read(&format!("/v1/users?limit=100&cursor={next}"))
        .await;
    assert_eq!(ids(&rest), before[100..200]);
}

#[tokio::test]
async fn the_backward_cursor_is_broken_past_page_two() {
    let api = leadr();
    let at = async |cursor: &str| {
        api.read(&format!("/v1/users?limit=20&cursor={cursor}"))
            .await
    };
    let one = api.read("/v1/users?limit=20").await;
    assert_eq!(one["pagination"]["prev_cursor"], Value::Null);
    assert_eq!(one["pagination"]["has_prev"], false);
    let two = at(cursor(&one, "next_cursor")).await;
    assert_eq!(at(cursor(&two, "prev_cursor")).await, one);
    let three = at(cursor(&two, "next_cursor")).await;
    let back = at(cursor(&three, "prev_cursor")).await;
    assert_eq!(back["data"], one["data"]);
    let dead = at(cursor(&back, "prev_cursor")).await;
    assert_eq!(
        dead,
        json!({
            "data": [],
            "pagination": {
                "count": 0,
                "has_next": true,
                "has_prev": false,
                "next_cursor": null,
                "prev_cursor": null,
            },
        })
    );
}

#[tokio::test]
async fn a_cursor_is_opaque_and_tied_to_its_query() {
    let api = leadr();
    let page = api.read("/v1/users?sort=email:asc").await;
    let cursor = cursor(&page, "next_cursor");
    assert!((270..300).contains(&cursor.len()), "{}", cursor.len());
    assert!(cursor.ends_with('='));
    let bare = cursor.trim_end_matches('=');
    let account = api.demo.account_id();
    for query in [
        format!("cursor={cursor}"),
        format!("cursor={cursor}&sort=email:desc"),
        format!("cursor={cursor}&sort=email:asc&account_id={account}"),
        format!("cursor={bare}&sort=email:asc"),
        "cursor=nonsense&sort=email:asc".to_owned(),
    ] {
        let answer = api.get(&format!("/v1/users?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(answer.json()["error"].is_string());
    }
    api.read(&format!("/v1/users?sort=email:asc&cursor={cursor}"))
        .await;
}

#[tokio::test]
async fn bad_limits_are_named_and_bad_sorts_break_the_server() {
    let api = leadr();
    for (limit, kind) in [
        ("0", "greater_than_equal"),
        ("101", "less_than_equal"),
        ("many", "int_parsing"),
    ] {
        let answer = api.get(&format!("/v1/users?limit={limit}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let detail = answer.json()["error"][0].clone();
        assert_eq!(
            (&detail["type"], &detail["loc"]),
            (&json!(kind), &json!(["query", "limit"]))
        );
    }
    for sort in [
        "email",
        "email:up",
        "shoe_size:asc",
        "",
        "email:asc,,id:asc",
    ] {
        let answer = api.get(&format!("/v1/users?sort={sort}")).await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{sort}");
        assert_eq!(answer.text, "Internal Server Error");
        assert_eq!(
            answer.header("content-type"),
            Some("text/plain; charset=utf-8")
        );
    }
}

#[tokio::test]
async fn accounts_divide_the_people() {
    let api = leadr();
    let account = api.demo.account_id().to_owned();
    let (own, _) = walk(&api, &format!("limit=100&account_id={account}")).await;
    assert_eq!(own.len(), 227);
    let unknown = api.read("/v1/users?account_id=acc_unknown").await;
    assert_eq!(unknown["data"], json!([]));
    assert_eq!(unknown["pagination"]["next_cursor"], Value::Null);
}

#[tokio::test]
async fn a_change_answers_the_new_record() {
    let api = leadr();
    let (path, mut record) = first(&api).await;
    for (name, value) in [
        ("display_name", json!("Neuer Name")),
        ("email", json!("neu@acme.example")),
        ("super_admin", json!(true)),
    ] {
        let answer = patch(&api, &path, json!({ name: value })).await;
        assert_eq!(answer.status, StatusCode::OK);
        let after = answer.json();
        assert!(after["updated_at"].as_str() > record["updated_at"].as_str());
        record[name] = value;
        record["updated_at"] = after["updated_at"].clone();
        assert_eq!(after, record);
        assert_eq!(api.read(&path).await, record);
    }
    let same = json!({ "display_name": "Neuer Name", "unknown": null });
    for nothing in [json!({}), same, json!({ "deleted": false })] {
        let answer = patch(&api, &path, nothing).await;
        assert_eq!(
            (answer.status, answer.json()),
            (StatusCode::OK, record.clone())
        );
    }
}

#[tokio::test]
async fn a_removal_answers_the_old_record_and_cannot_be_undone() {
    let api = leadr();
    let (path, record) = first(&api).await;
    let answer = patch(&api, &path, json!({ "deleted": true })).await;
    assert_eq!(
        (answer.status, answer.json()),
        (StatusCode::OK, record.clone())
    );
    assert_eq!(api.get(&path).await.status, StatusCode::NOT_FOUND);
    let back = patch(&api, &path, json!({ "deleted": false })).await;
    assert_eq!(back.status, StatusCode::NOT_FOUND);
    assert_eq!(walk(&api, "limit=100").await.0.len(), 239);
    // The email stays taken.
    let again = json!({
        "account_id": api.demo.account_id(), "email": record["email"], "display_name": "Again",
    });
    let answer = api.send(Method::POST, "/v1/users", Some(&again)).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.json(), json!({ "error": "Account not found" }));
}

#[tokio::test]
async fn bad_changes_are_answered_as_observed() {
    let api = leadr();
    let page = api.read("/v1/users?limit=2").await;
    let (path, record) = first(&api).await;
    let other = page["data"][1]["email"].clone();
    let broken = StatusCode::INTERNAL_SERVER_ERROR;
    let invalid = StatusCode::UNPROCESSABLE_ENTITY;
    for (change, status) in [
        (json!({ "email": null }), broken),
        (json!({ "super_admin": null }), broken),
        (json!({ "email": other }), broken),
        (json!({ "display_name": "A" }), broken),
        (json!({ "display_name": "   " }), broken),
        (json!({ "display_name": "a\u{0}b" }), broken),
        (json!({ "display_name": "é".repeat(101) }), broken),
        (json!({ "email": "not an address" }), invalid),
        (json!({ "email": 7 }), invalid),
        (json!({ "super_admin": "yes" }), invalid),
        (json!([]), invalid),
    ] {
        let answer = patch(&api, &path, change.clone()).await;
        assert_eq!(answer.status, status, "{change}");
        if status == invalid {
            assert!(answer.json()["error"][0]["msg"].is_string(), "{change}");
        } else {
            assert_eq!(answer.text, "Internal Server Error");
        }
    }
    assert_eq!(api.read(&path).await, record);
    let longest = patch(&api, &path, json!({ "display_name": "é".repeat(100) })).await;
    assert_eq!(longest.status, StatusCode::OK);
}

#[tokio::test]
async fn a_creation_is_checked_and_answered() {
    let api = leadr();
    let account = api.demo.account_id().to_owned();
    let new = |account: &str, email: &str, name: &str| json!({ "account_id": account, "email": email, "display_name": name });
    let good = new(&account, "new@acme.example", "New");
    let answer = api.send(Method::POST, "/v1/users", Some(&good)).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    let record = answer.json();
    assert_eq!(record["super_admin"], false);
    assert_eq!(record["created_at"], record["updated_at"]);
    let path = format!("/v1/users/{}", record["id"].as_str().unwrap());
    assert_eq!(api.read(&path).await, record);
    for (body, status) in [
        (good.clone(), StatusCode::NOT_FOUND),
        (
            new("acc_unknown", "b@acme.example", "Bea"),
            StatusCode::NOT_FOUND,
        ),
        (
            new(&account, "b@acme.example", "B"),
            StatusCode::INTERNAL_SERVER_ERROR,
        ),
        (new(&account, "b@", "Bea"), StatusCode::UNPROCESSABLE_ENTITY),
        (
            json!({ "email": "b@acme.example" }),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
    ] {
        let answer = api.send(Method::POST, "/v1/users", Some(&body)).await;
        assert_eq!(answer.status, status, "{body}");
    }
    let missing = api
        .send(Method::POST, "/v1/users", Some(&json!({ "email": 1 })))
        .await
        .json();
    let places: Vec<_> = missing["error"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| &d["loc"][1])
        .collect();
    assert_eq!(places, ["account_id", "email", "display_name"]);
}

#[tokio::test]
async fn ten_mistakes_in_a_row_block_the_address() {
    let api = leadr();
    for _ in 0..9 {
        assert_eq!(api.get(UNKNOWN).await.status, StatusCode::NOT_FOUND);
    }
    api.read("/v1/users?limit=1").await;
    for _ in 0..10 {
        assert_eq!(api.get(UNKNOWN).await.status, StatusCode::NOT_FOUND);
    }
    let blocked = api.get("/v1/users").await;
    assert_eq!(blocked.status, StatusCode::TOO_MANY_REQUESTS);
    let wait: i64 = blocked.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
}

#[tokio::test]
async fn unknown_paths_and_methods_are_refused_in_its_own_form() {
    let api = leadr();
    for (method, path, status) in [
        (Method::GET, "/v1/teams", StatusCode::NOT_FOUND),
        (Method::DELETE, "/v1/users", StatusCode::METHOD_NOT_ALLOWED),
        (Method::PUT, UNKNOWN, StatusCode::METHOD_NOT_ALLOWED),
        (Method::GET, UNKNOWN, StatusCode::NOT_FOUND),
    ] {
        let answer = api.send(method, path, None).await;
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.json()["error"].is_string());
    }
}
