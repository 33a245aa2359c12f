//! PeopleLens: its five calls.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::{Api, small};

fn peoplelens() -> Api {
    Api::new("peoplelens", &small())
}

async fn found(api: &Api, query: &str) -> Vec<Value> {
    let body = api.read(&format!("/api/users?{query}")).await;
    body["users"].as_array().unwrap().clone()
}

async fn first(api: &Api) -> String {
    let all = found(api, "").await;
    format!("/api/users/{}", all[0]["id"].as_str().unwrap())
}

#[tokio::test]
async fn the_list_is_whole_and_leaves_the_role_to_the_record() {
    let api = peoplelens();
    let all = found(&api, "").await;
    assert_eq!(all.len(), 240);
    for user in &all {
        let keys: Vec<_> = user
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(
            keys,
            [
                "id",
                "first_name",
                "last_name",
                "email",
                "company_role",
                "is_enabled"
            ]
        );
    }
    let path = first(&api).await;
    let mut whole = api.read(&path).await["user"].clone();
    let preferences = whole
        .as_object_mut()
        .unwrap()
        .remove("user_preferences")
        .unwrap();
    assert_eq!(whole, all[0]);
    assert!(["User", "Manager", "Admin"].contains(&preferences[0]["role"].as_str().unwrap()));
}

#[tokio::test]
async fn search_is_by_email_or_name_and_the_role_filters() {
    let api = peoplelens();
    for search in ["ana.lima@", "ANA+LIMA", "Lima"] {
        let found = found(&api, &format!("search={search}")).await;
        assert!(
            found
                .iter()
                .any(|user| user["email"] == "ana.lima@acme.example"),
            "{search}"
        );
    }
    assert_eq!(
        found(&api, "search=nobody-has-this").await,
        Vec::<Value>::new()
    );
    let mut by_role = 0;
    for role in ["User", "Manager", "Admin"] {
        by_role += found(&api, &format!("role={role}")).await.len();
    }
    assert_eq!(by_role, 240);
    let both = found(&api, "role=User&search=acme.example").await;
    assert_eq!(both, found(&api, "role=User").await);
}

#[tokio::test]
async fn a_change_answers_success_and_is_read_back() {
    let api = peoplelens();
    let path = first(&api).await;
    let before = api.read(&path).await["user"].clone();
    for (name, value) in [
        ("first_name", json!("Neu")),
        ("last_name", json!("Name")),
        ("is_enabled", json!(false)),
        ("is_enabled", json!(true)),
    ] {
        let change = json!({ name: value });
        let answer = api.send(Method::PATCH, &path, Some(&change)).await;
        assert_eq!(
            (answer.status, answer.json()),
            (StatusCode::OK, json!({ "success": true }))
        );
        assert_eq!(api.read(&path).await["user"][name], value);
    }
    api.send(Method::PATCH, &path, Some(&json!({ "role": "Admin" })))
        .await;
    let after = api.read(&path).await["user"].clone();
    assert_eq!(after["user_preferences"], json!([{ "role": "Admin" }]));
    assert_eq!(after["company_role"], before["company_role"]);
}

#[tokio::test]
async fn a_bad_change_changes_nothing() {
    let api = peoplelens();
    let path = first(&api).await;
    let before = api.read(&path).await;
    for change in [
        json!({ "email": "new@acme.example" }),
        json!({ "first_name": "Neu", "company_role": "CEO" }),
        json!({ "first_name": " " }),
        json!({ "first_name": "Neu", "last_name": null }),
        json!({ "is_enabled": "false" }),
        json!({ "role": "Emperor" }),
        json!(["first_name"]),
    ] {
        let answer = api.send(Method::PATCH, &path, Some(&change)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{change}");
        assert!(answer.json()["error"].is_string());
    }
    assert_eq!(
        api.send(Method::PATCH, &path, None).await.status,
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
    assert_eq!(api.read(&path).await, before);
}

#[tokio::test]
async fn a_user_can_be_created_and_removed() {
    let api = peoplelens();
    let new = json!({
        "email": "new.colleague@acme.example",
        "password": "correct horse battery",
        "first_name": "New",
        "last_name": "Colleague",
        "role": "Manager",
    });
    let answer = api.send(Method::POST, "/api/users", Some(&new)).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    let body = answer.json();
    assert_eq!(body["success"], true);
    assert_eq!(body["user"]["email"], "new.colleague@acme.example");
    let path = format!("/api/users/{}", body["user"]["id"].as_str().unwrap());
    let user = api.read(&path).await["user"].clone();
    assert_eq!(user["user_preferences"][0]["role"], "Manager");
    assert_eq!(user["is_enabled"], true);
    assert!(!user.to_string().contains("correct horse"));

    let again = api.send(Method::POST, "/api/users", Some(&new)).await;
    assert_eq!(again.status, StatusCode::CONFLICT);

    let removed = api.send(Method::DELETE, &path, None).await;
    assert_eq!(
        (removed.status, removed.json()),
        (StatusCode::OK, json!({ "success": true }))
    );
    for method in [Method::GET, Method::DELETE] {
        assert_eq!(
            api.send(method, &path, None).await.status,
            StatusCode::NOT_FOUND
        );
    }
    assert_eq!(
        found(&api, "search=new.colleague").await,
        Vec::<Value>::new()
    );
}

#[tokio::test]
async fn a_bad_creation_is_refused() {
    let api = peoplelens();
    let good = json!({
        "email": "new@acme.example", "password": "secret words", "first_name": "A", "last_name": "B",
    });
    let mut bad = Vec::new();
    for missing in ["email", "password", "first_name", "last_name"] {
        let mut new = good.clone();
        new.as_object_mut().unwrap().remove(missing);
        bad.push(new);
    }
    for (name, value) in [
        ("email", json!("not an address")),
        ("email", json!("a@b")),
        ("password", json!("")),
        ("first_name", json!(7)),
        ("role", json!("Emperor")),
        ("is_enabled", json!(true)),
    ] {
        let mut new = good.clone();
        new[name] = value;
        bad.push(new);
    }
    for new in bad {
        let answer = api.send(Method::POST, "/api/users", Some(&new)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{new}");
    }
    assert_eq!(found(&api, "").await.len(), 240);
}

#[tokio::test]
async fn what_is_not_documented_is_refused() {
    let api = peoplelens();
    for (path, status) in [
        ("/api/users?page=2", StatusCode::BAD_REQUEST),
        ("/api/users?role=Emperor", StatusCode::BAD_REQUEST),
        ("/api/users/usr-0", StatusCode::NOT_FOUND),
        ("/api/teams", StatusCode::NOT_FOUND),
        ("/users", StatusCode::NOT_FOUND),
    ] {
        let answer = api.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.json()["success"], false);
    }
    let answer = api.send(Method::PUT, "/api/users", None).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
}
