//! Leanmote: every endpoint, its envelope, its refusals and its limits.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use whoswho::demo::Options;

use crate::{Answer, Api, small};

fn leanmote() -> Api {
    Api::new("leanmote", &small())
}

fn code(answer: &Answer) -> (u16, String) {
    let body = answer.json();
    assert_eq!(body["status"], "error", "{}", answer.text);
    assert!(!body["error"]["message"].as_str().unwrap().is_empty());
    let code = body["error"]["code"].as_str().unwrap().to_owned();
    (answer.status.as_u16(), code)
}

fn keys(record: &Value) -> Vec<&str> {
    record
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

fn id(record: &Value) -> &str {
    record["id"].as_str().unwrap()
}

/// A user with an own view, a code host, and a team that is not private.
async fn somebody(api: &Api) -> (String, String, String) {
    for row in api.read("/git/apps?per_page=100").await["data"]
        .as_array()
        .unwrap()
    {
        let user = row["user_id"].as_str().unwrap().to_owned();
        let views = api.read(&format!("/users/{user}/dashboard-views")).await;
        let teams = api.read(&format!("/users/{user}/teams")).await;
        let team = teams["data"].as_array().unwrap().last().unwrap();
        if views["meta"]["total"].as_u64() > Some(3) && team["name"] != "Works Council" {
            let view = id(&views["data"][0]).to_owned();
            return (user, id(team).to_owned(), view);
        }
    }
    panic!("nobody has both a code host and a view");
}

#[tokio::test]
async fn every_list_has_its_envelope_and_its_fields() {
    let options = Options {
        budget: 100_000,
        ..small()
    };
    let api = Api::new("leanmote", &options);
    let (user, team, _) = somebody(&api).await;
    let at_user = |rest: &str| format!("/users/{user}/{rest}");
    let at_team = |rest: &str| format!("/teams/{team}/{rest}");
    let at_organization = |rest: &str| format!("/organizations/org_102/{rest}");
    let whole_user = "id name email created_at title status";
    let app = "id name category created_at";
    let team_fields = "id organization_id name created_at";
    let activity = "id type user_id with_user_id app duration_minutes created_at";
    let task = "id title status priority team_id assignee_id due_on created_at";
    for (path, fields) in [
        ("/users".to_owned(), whole_user),
        (
            at_user("apps"),
            "id name category role is_active created_at",
        ),
        (at_user("dashboard-views"), "id name visibility"),
        (at_user("interactions"), activity),
        (at_user("organizations"), "id name created_at"),
        (at_user("teams"), team_fields),
        (at_user("git/apps"), "id provider name is_active"),
        ("/organizations".to_owned(), "id name created_at"),
        (at_organization("members"), "id name email role"),
        (at_organization("teams"), team_fields),
        (at_organization("apps"), app),
        ("/teams".to_owned(), team_fields),
        (at_team("members"), "id name email title"),
        (at_team("managers"), "id name email title"),
        (at_team("interactions"), activity),
        ("/apps".to_owned(), app),
        ("/git/apps".to_owned(), "id provider name user_id"),
        ("/dashboard-views".to_owned(), "id name type created_at"),
        ("/interactions".to_owned(), activity),
        ("/tasks".to_owned(), task),
    ] {
        let body = api.read(&path).await;
        assert_eq!(body["status"], "success", "{path}");
        let rows = body["data"].as_array().unwrap();
        assert!(!rows.is_empty(), "{path}");
        for row in rows {
            assert_eq!(keys(row).join(" "), fields, "{path}");
        }
        let meta = &body["meta"];
        let total = meta["total"].as_u64().unwrap();
        assert_eq!(rows.len() as u64, total.min(50), "{path}");
        assert_eq!(
            (&meta["page"], &meta["per_page"]),
            (&json!(1), &json!(50)),
            "{path}"
        );
        assert_eq!(meta["total_pages"], total.div_ceil(50), "{path}");
    }
    let busiest = api.read("/tasks").await["data"][0]["team_id"].clone();
    let tasks = api
        .read(&format!("/teams/{}/tasks", busiest.as_str().unwrap()))
        .await;
    for row in tasks["data"].as_array().unwrap() {
        assert_eq!(keys(row).join(" "), task);
        assert_eq!(row["team_id"], busiest);
    }
}

#[tokio::test]
async fn every_single_record_is_that_of_its_list_or_more() {
    let api = leanmote();
    let (user, team, view) = somebody(&api).await;
    let app = api.read(&format!("/users/{user}/apps")).await["data"][0].clone();
    let task = api.read("/tasks").await["data"][0].clone();
    for (path, list) in [
        (
            format!("/users/{user}"),
            "/users?per_page=100&order=asc".to_owned(),
        ),
        (
            format!("/users/{user}/apps/{}", id(&app)),
            format!("/users/{user}/apps"),
        ),
        (
            format!("/users/{user}/dashboard-views/{view}"),
            format!("/users/{user}/dashboard-views"),
        ),
        (
            "/organizations/org_103".to_owned(),
            "/organizations".to_owned(),
        ),
        (format!("/teams/{team}"), "/teams?per_page=100".to_owned()),
        (
            format!("/teams/{team}/members/{user}"),
            format!("/teams/{team}/members"),
        ),
        ("/apps/app_7".to_owned(), "/apps".to_owned()),
        (
            "/dashboard-views/view_2".to_owned(),
            "/dashboard-views?order=asc".to_owned(),
        ),
        (format!("/tasks/{}", id(&task)), "/tasks".to_owned()),
    ] {
        let body = api.read(&path).await;
        assert_eq!(body["status"], "success", "{path}");
        assert!(body.get("meta").is_none(), "{path}");
        let record = &body["data"];
        let rows = api.read(&list).await["data"].clone();
        let mut rows = rows.as_array().unwrap().iter();
        let Some(row) = rows.find(|row| row["id"] == record["id"]) else {
            continue; // a user who is not among the first hundred
        };
        for (name, value) in row.as_object().unwrap() {
            assert_eq!(&record[name], value, "{path} {name}");
        }
    }
    let relation = api.read(&format!("/users/{user}/teams/{team}")).await["data"].clone();
    assert_eq!(
        keys(&relation).join(" "),
        "user_id team_id team_name role is_primary joined_at"
    );
    assert_eq!(
        (&relation["user_id"], &relation["team_id"]),
        (&json!(user), &json!(team))
    );
}

#[tokio::test]
async fn the_catalog_of_views_has_keys_and_no_meta() {
    let body = leanmote().read("/dashboard-views/catalog").await;
    assert!(body.get("meta").is_none());
    assert_eq!(
        body["data"][0],
        json!({ "key": "delivery", "name": "Delivery" })
    );
}

#[tokio::test]
async fn a_list_can_be_walked_in_any_order() {
    let api = leanmote();
    for sort in ["created_at", "name", "email"] {
        let mut walks = Vec::new();
        for order in ["asc", "desc"] {
            let mut ids = Vec::new();
            for page in 1..=3 {
                let path = format!("/users?per_page=100&page={page}&sort={sort}&order={order}");
                let body = api.read(&path).await;
                assert_eq!(body["meta"]["page"], page);
                assert_eq!(
                    (&body["meta"]["sort"], &body["meta"]["order"]),
                    (&json!(sort), &json!(order))
                );
                ids.extend(
                    body["data"]
                        .as_array()
                        .unwrap()
                        .iter()
                        .map(|row| id(row).to_owned()),
                );
            }
            assert_eq!(ids.len(), 240);
            walks.push(ids);
        }
        let down = walks.pop().unwrap();
        let mut up = walks.pop().unwrap();
        assert_ne!(up, down);
        up.reverse();
        assert_eq!(up, down, "{sort}");
    }
    let past = api.read("/users?page=99").await;
    assert_eq!(
        (&past["data"], &past["meta"]["total"]),
        (&json!([]), &json!(240))
    );
}

#[tokio::test]
async fn dates_and_fields_narrow_a_list() {
    let api = leanmote();
    let all = api.read("/users?per_page=100").await;
    let middle = &all["data"][40]["created_at"].as_str().unwrap()[..10];
    let (before, since) = (
        api.read(&format!("/users?created_at[lt]={middle}")).await,
        api.read(&format!(
            "/users?created_at%5Bgte%5D={middle}&fields=id,email"
        ))
        .await,
    );
    let total = |body: &Value| body["meta"]["total"].as_u64().unwrap();
    assert_eq!(total(&before) + total(&since), 240);
    assert!(total(&since) > 40);
    assert_eq!(keys(&since["data"][0]), ["id", "email"]);
}

#[tokio::test]
async fn refusals_have_their_codes() {
    let api = leanmote();
    for (path, expected) in [
        ("/users?page=0", (400, "VALIDATION_ERROR")),
        ("/users?per_page=101", (400, "VALIDATION_ERROR")),
        ("/users?search=ana", (400, "VALIDATION_ERROR")),
        ("/users?sort=title", (400, "VALIDATION_ERROR")),
        ("/teams?sort=email", (400, "VALIDATION_ERROR")),
        ("/tasks?sort=name", (400, "VALIDATION_ERROR")),
        ("/users/usr_2?fields=id", (400, "VALIDATION_ERROR")),
        ("/users/usr_0", (404, "NOT_FOUND")),
        ("/users/usr_002", (404, "NOT_FOUND")),
        ("/users/usr_99999", (404, "NOT_FOUND")),
        // Somebody whom only LEADR knows.
        ("/users/usr_31", (404, "NOT_FOUND")),
        ("/users/usr_2/apps/app_999", (404, "NOT_FOUND")),
        ("/users/usr_2/dashboard-views/view_999", (404, "NOT_FOUND")),
        ("/organizations/org_1", (404, "NOT_FOUND")),
        ("/teams/team_999/members", (404, "NOT_FOUND")),
        ("/teams/team_1/members/usr_999", (404, "NOT_FOUND")),
        ("/apps/7", (404, "NOT_FOUND")),
        ("/nothing", (404, "NOT_FOUND")),
        ("/users/", (404, "NOT_FOUND")),
        // The private team is listed, and closed.
        ("/teams/team_12", (403, "FORBIDDEN")),
        ("/teams/team_12/members", (403, "FORBIDDEN")),
        ("/users/usr_1/interactions", (403, "FORBIDDEN")),
    ] {
        let (status, name) = expected;
        assert_eq!(
            code(&api.get(path).await),
            (status, name.to_owned()),
            "{path}"
        );
    }
    let teams = api.read("/teams?order=asc&per_page=100").await;
    assert!(
        teams["data"]
            .as_array()
            .unwrap()
            .iter()
            .any(|team| team["id"] == "team_12")
    );
    for method in [Method::POST, Method::PATCH, Method::PUT, Method::DELETE] {
        let answer = api.send(method, "/users/usr_2", None).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.json()["status"], "error");
    }
}

#[tokio::test]
async fn private_views_are_their_owners() {
    let api = leanmote();
    let mut refused = 0;
    for number in 21..60 {
        let answer = api.get(&format!("/dashboard-views/view_{number}")).await;
        if answer.status == StatusCode::FORBIDDEN {
            refused += 1;
        }
    }
    let listed = api.read("/dashboard-views").await["meta"]["total"]
        .as_u64()
        .unwrap();
    assert!(
        refused > 0 && listed > 3,
        "{refused} refused, {listed} listed"
    );
}

fn standing(answer: &Answer) -> (i64, i64, i64) {
    let header = |name| answer.header(name).unwrap().parse().unwrap();
    (
        header("x-ratelimit-limit"),
        header("x-ratelimit-remaining"),
        header("x-ratelimit-reset"),
    )
}

#[tokio::test]
async fn the_hour_is_announced_and_enforced() {
    let mut api = Api::new(
        "leanmote",
        &Options {
            budget: 3,
            ..small()
        },
    );
    let (limit, remaining, reset) = standing(&api.get("/users").await);
    assert_eq!((limit, remaining), (3, 2));
    // A refusal counts like any answer, and says the same.
    let missing = api.get("/users/usr_0").await;
    assert_eq!(standing(&missing), (3, 1, reset));
    let token = api.auth.take();
    let unknown = api.get("/users").await;
    assert_eq!(unknown.status, StatusCode::UNAUTHORIZED);
    assert_eq!(standing(&unknown), (3, 1, reset));
    api.auth = token;
    assert_eq!(standing(&api.get("/teams").await), (3, 0, reset));
    let limited = api.get("/teams").await;
    assert_eq!(code(&limited), (429, "RATE_LIMITED".to_owned()));
    assert_eq!(standing(&limited), (3, 0, reset));
    assert_eq!(limited.header("retry-after"), None);
}

#[tokio::test]
async fn a_burst_is_refused_while_the_headers_still_speak_of_the_hour() {
    let api = leanmote();
    for _ in 0..100 {
        assert_eq!(
            api.get("/organizations/org_101").await.status,
            StatusCode::OK
        );
    }
    let limited = api.get("/organizations/org_101").await;
    assert_eq!(code(&limited), (429, "RATE_LIMITED".to_owned()));
    let (limit, remaining, _) = standing(&limited);
    assert_eq!((limit, remaining), (1_000, 900));
}
