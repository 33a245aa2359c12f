//! One request on the wire: the only place where a token meets a request.
//!
//! Nothing is done twice and nothing is followed: no redirect, no proxy that
//! was not named, no second attempt. Writes have a client of their own whose
//! connections are never used again, because a connection that the server is
//! about to close is what makes a client send twice.

mod body;
mod client;
mod failure;
mod redact;
#[cfg(test)]
pub(super) mod tests;

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue};
use tokio::sync::OnceCell;

use crate::app::message::Exchange;
use crate::config::connection::Connection;
use crate::directory::call::{ApiError, Input, Method, NetworkError, Request, Response, Secret};
use crate::directory::description::Auth;

use self::failure::failure;

/// Says what is wrong with a file of certificate authorities, if something is.
///
/// # Errors
/// If it cannot be read, or holds no certificate that can be used.
pub fn check_authorities(path: &std::path::Path) -> Result<(), String> {
    client::check_authorities(path)
}

/// What one exchange may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caps {
    /// Time to find the host, connect and agree on TLS.
    pub connect: Duration,
    /// Time for the whole exchange: a server that sends a byte now and then
    /// never trips a timeout between bytes.
    pub exchange: Duration,
    /// Bytes of an answer's headers.
    pub headers: u64,
    /// Bytes of a body as it comes.
    pub wire: u64,
    /// Bytes of a body when it is decompressed.
    pub decoded: u64,
}

impl Default for Caps {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            exchange: Duration::from_secs(30),
            headers: 64 << 10,
            wire: 8 << 20,
            decoded: 32 << 20,
        }
    }
}

/// What became of a request.
#[derive(Debug)]
pub struct Sent {
    /// The answer, whatever its status, or why there is none.
    pub outcome: Result<Response, Failure>,
    /// How it went.
    pub exchange: Exchange,
}

/// Why there is no answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Failure {
    /// What to say.
    pub error: ApiError,
    /// Whether the same read may succeed when sent again.
    pub transient: bool,
}

impl Failure {
    fn last(error: ApiError) -> Self {
        Self {
            error,
            transient: false,
        }
    }

    fn not_sent(why: impl Into<String>) -> Self {
        Self::last(ApiError::NotSent(why.into()))
    }

    fn passing(error: NetworkError) -> Self {
        Self {
            error: ApiError::Network(error),
            transient: true,
        }
    }
}

/// The HTTP clients of one profile, each built when it is first needed.
#[derive(Debug)]
pub struct Net {
    connection: Arc<Connection>,
    caps: Caps,
    reads: OnceCell<reqwest::Client>,
    writes: OnceCell<reqwest::Client>,
}

impl Net {
    /// The clients for a profile. Nothing is built or read yet.
    #[must_use]
    pub fn new(connection: Arc<Connection>, caps: Caps) -> Self {
        Self {
            connection,
            caps,
            reads: OnceCell::new(),
            writes: OnceCell::new(),
        }
    }

    /// Sends a request once, with the token in its slot. It takes at most
    /// `time`, and never longer than the caps allow.
    pub async fn send(&self, request: &Request, token: &Secret, time: Duration) -> Sent {
        let started = Instant::now();
        let time = time.min(self.caps.exchange);
        let mut status = None;
        let outcome = match self.prepare(request, token).await {
            Ok((client, wire)) => {
                let answer = tokio::time::timeout(time, self.exchange(&client, wire, &mut status))
                    .await
                    .unwrap_or_else(|_| {
                        Err(Failure::passing(NetworkError::Timeout { sent: true }))
                    });
                match answer {
                    // Nobody sees an answer before this.
                    Ok(response) => without_secrets(response, request, token).await,
                    Err(failure) => Err(failure),
                }
            }
            Err(failure) => Err(failure),
        };
        let mut path = request.url.path().to_owned();
        if let Some(query) = request.url.query() {
            let _ = write!(path, "?{query}");
        }
        Sent {
            exchange: Exchange {
                method: request.method,
                path,
                status,
                took: started.elapsed(),
                bytes: outcome
                    .as_ref()
                    .map_or(0, |response| response.body.len() as u64),
                attempts: 1,
                waited: Duration::ZERO,
                held_by: None,
            },
            outcome,
        }
    }

    async fn prepare(
        &self,
        request: &Request,
        token: &Secret,
    ) -> Result<(reqwest::Client, reqwest::Request), Failure> {
        let origin = self.connection.url.origin();
        if request.url.origin() != origin {
            return Err(Failure::not_sent(format!(
                "the token of {} goes to {} only",
                self.connection.name,
                origin.ascii_serialization()
            )));
        }
        let mut wire = reqwest::Request::new(method(request.method), request.url.clone());
        let (name, value) = authorization(&request.auth, token)?;
        wire.headers_mut().insert(name, value);
        if request.method == Method::Get {
            // Who looks at a person wants to know how it is, not how it was when
            // somebody else asked a cache on the way.
            wire.headers_mut()
                .insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        }
        if let Some(members) = &request.body {
            wire.headers_mut()
                .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            *wire.body_mut() = Some(json(members).into());
        }
        let (cell, use_) = if request.method == Method::Get {
            (&self.reads, client::Use::Reads)
        } else {
            (&self.writes, client::Use::Writes)
        };
        let client = cell
            .get_or_try_init(|| client::build(&self.connection, self.caps, use_))
            .await
            .map_err(Failure::not_sent)?;
        Ok((client.clone(), wire))
    }

    async fn exchange(
        &self,
        client: &reqwest::Client,
        request: reqwest::Request,
        status: &mut Option<u16>,
    ) -> Result<Response, Failure> {
        let answer = client
            .execute(request)
            .await
            .map_err(|error| failure(&error))?;
        *status = Some(answer.status().as_u16());
        let size: usize = answer
            .headers()
            .iter()
            .map(|(name, value)| name.as_str().len() + value.len())
            .sum();
        if size as u64 > self.caps.headers {
            return Err(Failure::last(ApiError::Network(NetworkError::TooLarge {
                limit: self.caps.headers,
            })));
        }
        let headers = answer
            .headers()
            .iter()
            .filter_map(|(name, value)| {
                Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
            })
            .collect();
        Ok(Response {
            status: answer.status().as_u16(),
            headers,
            body: body::read(answer, self.caps).await?,
        })
    }
}

/// An answer with dots where it repeats what it must not: another thread looks
/// through a large one.
async fn without_secrets(
    response: Response,
    request: &Request,
    token: &Secret,
) -> Result<Response, Failure> {
    let secrets = redact::sent_with(request, token);
    if response.body.len() < body::LARGE {
        return Ok(redact::redacted(response, &secrets));
    }
    let status = response.status;
    tokio::task::spawn_blocking(move || redact::redacted(response, &secrets))
        .await
        .map_err(|_| {
            Failure::last(ApiError::Unreadable {
                status,
                why: "looking for the token in it failed inside whoswho".to_owned(),
            })
        })
}

const fn method(method: Method) -> reqwest::Method {
    match method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Patch => reqwest::Method::PATCH,
        Method::Delete => reqwest::Method::DELETE,
    }
}

/// The header that the token goes into.
fn authorization(auth: &Auth, token: &Secret) -> Result<(HeaderName, HeaderValue), Failure> {
    let Auth { header, prefix } = auth;
    let name = HeaderName::from_bytes(header.as_bytes())
        .map_err(|_| Failure::not_sent(format!("no HTTP request can carry the header {header}")))?;
    let mut value = HeaderValue::from_str(&format!("{prefix}{}", token.expose()))
        .map_err(|_| Failure::not_sent("the token holds a character that no header can carry"))?;
    value.set_sensitive(true);
    Ok((name, value))
}

/// A body: its members in order, secrets filled in.
fn json(members: &[(String, Input)]) -> String {
    let object: serde_json::Map<_, _> = members
        .iter()
        .map(|(name, value)| {
            let value = match value {
                Input::Text(text) => text.as_str().into(),
                Input::YesNo(yes) => (*yes).into(),
                Input::Secret(secret) => secret.expose().into(),
            };
            (name.clone(), value)
        })
        .collect();
    serde_json::Value::Object(object).to_string()
}
