//! Leanmote's API: read-only, in envelopes, paged by number, with two windows of rate limit.

mod query;
mod records;
mod routes;

use std::sync::{Arc, Mutex};

use axum::extract::{Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use serde_json::{Value, json};

use super::limits::{Standing, Windows};
use super::people::{Team, World};

const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

/// The server's state.
struct Leanmote {
    world: Arc<World>,
    /// The indices of the people it knows, the oldest of its users first.
    by_date: Vec<usize>,
    token: String,
    windows: Mutex<Windows>,
}

/// The API under `/v1`, allowing so many requests an hour.
pub(super) fn router(world: &Arc<World>, token: String, budget: u32) -> Router {
    let api = Arc::new(Leanmote {
        world: Arc::clone(world),
        by_date: by_date(world),
        token,
        windows: Mutex::new(Windows::new(budget)),
    });
    Router::new()
        .nest("/v1", routes::all())
        .fallback(async || Failure::NotFound("No such endpoint"))
        .method_not_allowed_fallback(async || Failure::Method)
        .layer(axum::middleware::from_fn_with_state(Arc::clone(&api), gate))
        .with_state(api)
}

fn by_date(world: &World) -> Vec<usize> {
    let people = &world.people;
    let known = (0..people.len()).filter(|&person| people[person].presence.leanmote());
    let mut by_date: Vec<usize> = known.collect();
    by_date.sort_by_key(|&person| people[person].joined);
    by_date
}

/// What every request passes: the token, then the limits. A request without a valid token is not
/// counted, since it is nobody's.
async fn gate(State(api): State<Arc<Leanmote>>, request: Request, next: Next) -> Response {
    let now = super::now().as_second();
    let known = api.knows(request.headers());
    let (admitted, standing) = {
        let mut windows = super::lock(&api.windows);
        let admitted = known && windows.admit(now);
        (admitted, windows.standing(now))
    };
    let mut response = match (known, admitted) {
        (false, _) => Failure::Unauthorized.into_response(),
        (true, false) => Failure::RateLimited.into_response(),
        (true, true) => next.run(request).await,
    };
    announce(standing, response.headers_mut());
    response
}

fn announce(standing: Standing, headers: &mut HeaderMap) {
    headers.insert(LIMIT, standing.limit.into());
    headers.insert(REMAINING, standing.remaining.into());
    headers.insert(RESET, HeaderValue::from(standing.reset));
}

/// A refusal, in the documentation's codes.
#[derive(Debug)]
enum Failure {
    Validation(String),
    Unauthorized,
    Forbidden(&'static str),
    NotFound(&'static str),
    /// The documentation names no code for this.
    Method,
    RateLimited,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, code, message) = match &self {
            Self::Validation(message) => (
                StatusCode::BAD_REQUEST,
                "VALIDATION_ERROR",
                message.as_str(),
            ),
            Self::Unauthorized => (
                StatusCode::UNAUTHORIZED,
                "UNAUTHORIZED",
                "The API token is missing, invalid, expired or inactive",
            ),
            Self::Forbidden(message) => (StatusCode::FORBIDDEN, "FORBIDDEN", *message),
            Self::NotFound(message) => (StatusCode::NOT_FOUND, "NOT_FOUND", *message),
            Self::Method => (
                StatusCode::METHOD_NOT_ALLOWED,
                "METHOD_NOT_ALLOWED",
                "This endpoint can only be read",
            ),
            Self::RateLimited => (
                StatusCode::TOO_MANY_REQUESTS,
                "RATE_LIMITED",
                "Too many requests. Try again later",
            ),
        };
        let error = json!({ "code": code, "message": message });
        (status, Json(json!({ "status": "error", "error": error }))).into_response()
    }
}

/// What a handler gives.
type Answer = Result<Json<Value>, Failure>;

impl Leanmote {
    fn knows(&self, headers: &HeaderMap) -> bool {
        headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .is_some_and(|token| token == self.token)
    }

    /// The index of the user with this id.
    fn user(&self, id: &str) -> Result<usize, Failure> {
        let people = &self.world.people;
        let number = number(id, "usr_").ok_or(Failure::NotFound("User not found"))?;
        let index = number.checked_sub(1).and_then(|n| usize::try_from(n).ok());
        index
            .filter(|&index| people.get(index).is_some_and(|p| p.presence.leanmote()))
            .ok_or(Failure::NotFound("User not found"))
    }

    /// The index of the organization with this id.
    fn organization(&self, id: &str) -> Result<usize, Failure> {
        let number = number(id, "org_");
        let mut all = self.world.organizations.iter();
        all.position(|organization| Some(organization.number) == number)
            .ok_or(Failure::NotFound("Organization not found"))
    }

    /// The team with this id, if the token may see it.
    fn team(&self, id: &str) -> Result<(usize, &Team), Failure> {
        let number = number(id, "team_");
        let mut all = self.world.teams.iter().enumerate();
        let found = all.find(|(_, team)| Some(team.number) == number);
        match found {
            None => Err(Failure::NotFound("Team not found")),
            Some((_, team)) if team.private => Err(Failure::Forbidden(
                "You do not have permission to access this team",
            )),
            Some(found) => Ok(found),
        }
    }
}

/// The number in an id, which is written in one way only: `usr_007` is nobody.
fn number(id: &str, prefix: &str) -> Option<u32> {
    let digits = id.strip_prefix(prefix)?;
    let number: u32 = digits.parse().ok()?;
    (number.to_string() == digits).then_some(number)
}
