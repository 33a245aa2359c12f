//! PeopleLens's API: one unpaged list, writes that answer only "success", and a removal that cannot
//! be undone. Its documentation names no errors; these have a form of their own.

use std::sync::{Arc, Mutex};

use axum::body::Bytes;
use axum::extract::{Path, Query, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;
use serde_json::{Map, Value, json};

use super::people::{self, Person, Stream, World};
use super::{Pairs, is_email};

/// The roles there are.
const ROLES: [&str; 3] = ["User", "Manager", "Admin"];

/// The server's state.
struct Peoplelens {
    token: String,
    store: Mutex<Store>,
}

/// What writes change.
struct Store {
    users: Vec<User>,
    /// Where the ids of new users come from.
    draw: ChaCha8Rng,
}

struct User {
    id: String,
    first_name: String,
    last_name: String,
    email: String,
    company_role: String,
    is_enabled: bool,
    role: String,
}

impl User {
    fn new(world: &World, person: &Person) -> Self {
        let mut draw = world.draw(Stream::Peoplelens, person);
        let leads = person.title.contains("Lead") || person.title.contains("Manager");
        let role = match draw.random_range(0..50_u8) {
            0 => "Admin",
            _ if leads => "Manager",
            _ => "User",
        };
        Self {
            id: format!("usr-{}", people::uuid(&mut draw)),
            first_name: person.name.given.clone(),
            last_name: person.last_name.clone(),
            email: person.email.clone(),
            company_role: person.title.to_owned(),
            is_enabled: person.enabled,
            role: role.to_owned(),
        }
    }

    /// As the list has it.
    fn render(&self) -> Value {
        json!({
            "id": self.id,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "email": self.email,
            "company_role": self.company_role,
            "is_enabled": self.is_enabled,
        })
    }

    /// As the single record has it.
    fn render_whole(&self) -> Value {
        let mut record = self.render();
        record["user_preferences"] = json!([{ "role": self.role }]);
        record
    }

    /// Whether the email or the name holds the text, which is in lower case.
    fn matches(&self, text: &str) -> bool {
        self.email.to_lowercase().contains(text)
            || format!("{} {}", self.first_name, self.last_name)
                .to_lowercase()
                .contains(text)
    }
}

/// The API for an administrator's key.
pub(super) fn router(world: &World, token: String) -> Router {
    let people = world.people.iter().filter(|p| p.presence.peoplelens());
    let users = people.map(|person| User::new(world, person)).collect();
    let api = Arc::new(Peoplelens {
        token,
        store: Mutex::new(Store {
            users,
            draw: people::rng(world.seed(), Stream::Peoplelens, 0),
        }),
    });
    Router::new()
        .route("/api/users", get(list).post(create))
        .route("/api/users/{user}", get(user).patch(change).delete(remove))
        .fallback(async || Failure(StatusCode::NOT_FOUND, "Not found".to_owned()))
        .method_not_allowed_fallback(async || {
            Failure(
                StatusCode::METHOD_NOT_ALLOWED,
                "Method not allowed".to_owned(),
            )
        })
        .layer(axum::middleware::from_fn_with_state(Arc::clone(&api), gate))
        .with_state(api)
}

async fn gate(State(api): State<Arc<Peoplelens>>, request: Request, next: Next) -> Response {
    let key = request.headers().get(AUTHORIZATION);
    let token = key.and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    if token == Some(&api.token) {
        next.run(request).await
    } else {
        Failure(StatusCode::UNAUTHORIZED, "Invalid API key".to_owned()).into_response()
    }
}

/// A refusal, with what to tell.
#[derive(Debug)]
struct Failure(StatusCode, String);

impl Failure {
    fn bad_request(message: impl Into<String>) -> Self {
        Self(StatusCode::BAD_REQUEST, message.into())
    }

    fn no_user() -> Self {
        Self(StatusCode::NOT_FOUND, "User not found".to_owned())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let body = json!({ "success": false, "error": self.1 });
        (self.0, Json(body)).into_response()
    }
}

type Api = State<Arc<Peoplelens>>;
type Answer = Result<Json<Value>, Failure>;

fn success() -> Json<Value> {
    Json(json!({ "success": true }))
}

impl Store {
    fn position(&self, id: &str) -> Result<usize, Failure> {
        let mut users = self.users.iter();
        users
            .position(|user| user.id == id)
            .ok_or_else(Failure::no_user)
    }
}

async fn list(State(api): Api, Query(pairs): Pairs) -> Answer {
    let (mut search, mut role) = (String::new(), String::new());
    for (name, value) in pairs {
        match name.as_str() {
            "search" => search = value.to_lowercase(),
            "role" => role = value,
            _ => return Err(Failure::bad_request(format!("Unknown parameter: {name}"))),
        }
    }
    if !role.is_empty() {
        known_role(&role)?;
    }
    let store = super::lock(&api.store);
    let found = store.users.iter().filter(|user| {
        (role.is_empty() || user.role == role) && (search.is_empty() || user.matches(&search))
    });
    let users: Value = found.map(User::render).collect();
    Ok(Json(Value::from_iter([("users", users)])))
}

async fn user(State(api): Api, Path(id): Path<String>) -> Answer {
    let store = super::lock(&api.store);
    let user = &store.users[store.position(&id)?];
    Ok(Json(json!({ "user": user.render_whole() })))
}

async fn create(
    State(api): Api,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), Failure> {
    const REQUIRED: [&str; 4] = ["email", "password", "first_name", "last_name"];
    let mut fields = object(&headers, &body)?;
    for (name, value) in &fields {
        if name == "role" {
            known_role(text(name, value)?)?;
        } else if REQUIRED.contains(&name.as_str()) {
            not_blank(name, value)?;
        } else {
            return Err(Failure::bad_request(format!("Unknown field: {name}")));
        }
    }
    if let Some(missing) = REQUIRED.iter().find(|name| !fields.contains_key(**name)) {
        return Err(Failure::bad_request(format!("{missing} is required")));
    }
    let mut take = |name: &str| match fields.remove(name) {
        Some(Value::String(text)) => text,
        _ => String::new(),
    };
    let email = take("email");
    if !is_email(&email) {
        return Err(Failure::bad_request("email is not a valid email address"));
    }
    let role = match take("role") {
        none if none.is_empty() => "User".to_owned(),
        role => role,
    };
    let mut store = super::lock(&api.store);
    if store
        .users
        .iter()
        .any(|user| user.email.eq_ignore_ascii_case(&email))
    {
        let message = "A user with this email already exists".to_owned();
        return Err(Failure(StatusCode::CONFLICT, message));
    }
    let user = User {
        id: format!("usr-{}", people::uuid(&mut store.draw)),
        first_name: take("first_name"),
        last_name: take("last_name"),
        email,
        company_role: String::new(),
        is_enabled: true,
        role,
    };
    let answer = json!({ "success": true, "user": { "id": user.id, "email": user.email } });
    store.users.push(user);
    Ok((StatusCode::CREATED, Json(answer)))
}

async fn change(
    State(api): Api,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let fields = object(&headers, &body)?;
    let mut store = super::lock(&api.store);
    let position = store.position(&id)?;
    // Everything is checked before anything is changed.
    for (name, value) in &fields {
        match name.as_str() {
            "first_name" | "last_name" => not_blank(name, value)?,
            "role" => known_role(text(name, value)?)?,
            "is_enabled" if value.is_boolean() => {}
            "is_enabled" => return Err(Failure::bad_request("is_enabled must be true or false")),
            _ => return Err(Failure::bad_request(format!("Unknown field: {name}"))),
        }
    }
    let user = &mut store.users[position];
    for (name, value) in fields {
        match (name.as_str(), value) {
            ("first_name", Value::String(text)) => user.first_name = text,
            ("last_name", Value::String(text)) => user.last_name = text,
            ("role", Value::String(text)) => user.role = text,
            ("is_enabled", Value::Bool(set)) => user.is_enabled = set,
            _ => {}
        }
    }
    Ok(success())
}

async fn remove(State(api): Api, Path(id): Path<String>) -> Answer {
    let mut store = super::lock(&api.store);
    let position = store.position(&id)?;
    store.users.remove(position);
    Ok(success())
}

fn object(headers: &HeaderMap, body: &[u8]) -> Result<Map<String, Value>, Failure> {
    let json = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/json"));
    if !json {
        let message = "Content-Type must be application/json".to_owned();
        return Err(Failure(StatusCode::UNSUPPORTED_MEDIA_TYPE, message));
    }
    serde_json::from_slice(body).map_err(|_| Failure::bad_request("The body must be a JSON object"))
}

fn text<'a>(name: &str, value: &'a Value) -> Result<&'a str, Failure> {
    let text = value.as_str();
    text.ok_or_else(|| Failure::bad_request(format!("{name} must be text")))
}

fn not_blank(name: &str, value: &Value) -> Result<(), Failure> {
    if text(name, value)?.trim().is_empty() {
        return Err(Failure::bad_request(format!("{name} must not be empty")));
    }
    Ok(())
}

fn known_role(role: &str) -> Result<(), Failure> {
    if ROLES.contains(&role) {
        return Ok(());
    }
    Err(Failure::bad_request(format!(
        "role must be one of {}",
        ROLES.join(", ")
    )))
}
