//! LEADR's admin API for users: bare records, cursors, and answers that its server was observed to
//! give where the documentation says something else or nothing.

mod cursor;
mod list;
mod write;

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};

use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, Query, Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use jiff::{SignedDuration, Timestamp};
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use super::Pairs;
use super::limits::Patience;
use super::people::{self, Person, Stream, World};
use write::{Change, Creation};

/// The server's state.
struct Leadr {
    token: String,
    store: Mutex<Store>,
    patience: Mutex<HashMap<IpAddr, Patience>>,
}

/// What writes change.
struct Store {
    accounts: [String; 2],
    users: Vec<User>,
    /// Where the ids of new users come from.
    draw: ChaCha8Rng,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct User {
    id: String,
    account_id: String,
    email: String,
    display_name: String,
    super_admin: bool,
    created_at: String,
    updated_at: String,
    status: &'static str,
    is_owner: bool,
    deleted: bool,
}

impl User {
    fn new(world: &World, person: &Person, accounts: &[String; 2]) -> Self {
        let mut draw = world.draw(Stream::Leadr, person);
        let id = format!("usr_{}", people::uuid(&mut draw));
        let since = world.ends.duration_since(person.joined).as_secs().max(1);
        let updated = if draw.random_ratio(1, 3) {
            person.joined
        } else {
            let later = SignedDuration::new(
                draw.random_range(0..since),
                draw.random_range(0..1_000_000) * 1_000,
            );
            person.joined + later
        };
        Self {
            id,
            // One in twenty is a contractor.
            account_id: accounts[usize::from(person.number % 20 == 9)].clone(),
            email: person.email.clone(),
            display_name: person.display_name.clone(),
            super_admin: person.number <= 2 || draw.random_ratio(1, 100),
            created_at: render_time(person.joined),
            updated_at: render_time(updated),
            status: if person.enabled { "active" } else { "inactive" },
            is_owner: person.number == 1,
            deleted: false,
        }
    }

    fn render(&self) -> Value {
        json!({
            "id": self.id,
            "account_id": self.account_id,
            "email": self.email,
            "display_name": self.display_name,
            "super_admin": self.super_admin,
            "status": self.status,
            "is_owner": self.is_owner,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
        })
    }
}

impl Store {
    fn position(&self, id: &str) -> Result<usize, Failure> {
        let mut users = self.users.iter();
        users
            .position(|user| user.id == id && !user.deleted)
            .ok_or(Failure::Said(StatusCode::NOT_FOUND, "User not found"))
    }
}

/// RFC 3339 in UTC, always with six digits of the second.
fn render_time(at: Timestamp) -> String {
    format!("{at:.6}")
}

/// The id of one of the two accounts: the company's, 0, and the contractors', 1.
pub(super) fn account_id(seed: u64, number: u32) -> String {
    let mut draw = people::rng(seed, Stream::LeadrAccounts, number);
    format!("acc_{}", people::uuid(&mut draw))
}

/// The API for a superadmin's key.
pub(super) fn router(world: &World, token: String) -> Router {
    let accounts = [0, 1].map(|number| account_id(world.seed(), number));
    let people = world.people.iter().filter(|p| p.presence.leadr());
    let users = people
        .map(|person| User::new(world, person, &accounts))
        .collect();
    let api = Arc::new(Leadr {
        token,
        store: Mutex::new(Store {
            accounts,
            users,
            draw: people::rng(world.seed(), Stream::Leadr, 0),
        }),
        patience: Mutex::default(),
    });
    Router::new()
        .route("/v1/users", get(users_page).post(create))
        .route("/v1/users/{user}", get(user).patch(change))
        .fallback(async || Failure::Said(StatusCode::NOT_FOUND, "Not Found"))
        .method_not_allowed_fallback(async || {
            Failure::Said(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed")
        })
        .layer(axum::middleware::from_fn_with_state(Arc::clone(&api), gate))
        .with_state(api)
}

/// What every request passes: the patience with its address, then the key.
async fn gate(
    State(api): State<Arc<Leadr>>,
    ConnectInfo(client): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let now = super::now().as_second();
    let blocked = super::lock(&api.patience)
        .get_mut(&client.ip())
        .and_then(|patience| patience.blocked(now));
    if let Some(seconds) = blocked {
        let said = Failure::Said(StatusCode::TOO_MANY_REQUESTS, "Too many failed requests");
        let mut response = said.into_response();
        let wait = HeaderValue::from(seconds);
        response.headers_mut().insert(RETRY_AFTER, wait);
        return response;
    }
    let response = match request.headers().get("leadr-api-key") {
        None => Failure::Said(StatusCode::UNAUTHORIZED, "API key required").into_response(),
        Some(key) if key.as_bytes() != api.token.as_bytes() => {
            Failure::Said(StatusCode::UNAUTHORIZED, "Invalid API key").into_response()
        }
        Some(_) => next.run(request).await,
    };
    super::lock(&api.patience)
        .entry(client.ip())
        .or_default()
        .answered(response.status().is_client_error(), now);
    response
}

/// A refusal.
#[derive(Debug)]
enum Failure {
    Said(StatusCode, &'static str),
    /// What validation found, each as [`detail`] makes it.
    Invalid(Vec<Value>),
    /// The server fell over: a 500 that is not JSON.
    Broken,
}

impl Failure {
    fn bad_request(message: &'static str) -> Self {
        Self::Said(StatusCode::BAD_REQUEST, message)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self {
            Self::Said(status, message) => {
                (status, Json(json!({ "error": message }))).into_response()
            }
            Self::Invalid(details) => {
                let body = Json(json!({ "error": details }));
                (StatusCode::UNPROCESSABLE_ENTITY, body).into_response()
            }
            Self::Broken => {
                (StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error").into_response()
            }
        }
    }
}

/// One thing that validation found, and where.
fn detail(kind: &str, at: &[&str], message: &str) -> Value {
    json!({ "type": kind, "loc": at, "msg": message })
}

type Answer = Result<Json<Value>, Failure>;

async fn users_page(State(api): State<Arc<Leadr>>, Query(pairs): Pairs) -> Answer {
    list::page(&super::lock(&api.store).users, &pairs).map(Json)
}

async fn user(State(api): State<Arc<Leadr>>, Path(id): Path<String>) -> Answer {
    let store = super::lock(&api.store);
    Ok(Json(store.users[store.position(&id)?].render()))
}

async fn create(
    State(api): State<Arc<Leadr>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), Failure> {
    let creation = Creation::parse(&headers, &body)?;
    let record = super::lock(&api.store).create(creation)?;
    Ok((StatusCode::CREATED, Json(record)))
}

async fn change(
    State(api): State<Arc<Leadr>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let change = Change::parse(&headers, &body)?;
    super::lock(&api.store).change(&id, change).map(Json)
}
