//! What every request has to keep to, whichever the API.

use serde_json::{Map, Value};

use super::Request;

/// Headers that any HTTP client may send.
const ORDINARY: [&str; 6] = [
    "host",
    "user-agent",
    "accept",
    "accept-encoding",
    "cache-control",
    "connection",
];

/// Headers that go with a body.
const OF_BODY: [&str; 2] = ["content-type", "content-length"];

/// Nothing but ordinary headers and the token, each once.
pub(super) fn headers(
    request: &Request,
    host: &str,
    (token, prefix): (&str, &str),
) -> Result<(), String> {
    for (at, (name, value)) in request.headers.iter().enumerate() {
        let name = name.as_str();
        let known = ORDINARY.contains(&name)
            || name == token
            || (!request.body.is_empty() && OF_BODY.contains(&name));
        if !known {
            return Err(format!("header {name}: {value}"));
        }
        if request.headers[..at]
            .iter()
            .any(|(before, _)| before == name)
        {
            return Err(format!("header {name} twice"));
        }
    }
    if request.header("host") != Some(host) {
        return Err(format!("host {:?}", request.header("host")));
    }
    match request.header(token) {
        Some(value) if value.starts_with(prefix) => {}
        Some(_) => return Err(format!("{token} without {prefix:?}")),
        None => return Err(format!("no {token}")),
    }
    if request.body.is_empty() {
        return Ok(());
    }
    if matches!(request.method.as_str(), "GET" | "DELETE") {
        return Err("a body".to_owned());
    }
    if request.header("content-type") != Some("application/json") {
        return Err(format!("a body of {:?}", request.header("content-type")));
    }
    Ok(())
}

/// Each parameter is documented, and there once.
pub(super) fn parameters(request: &Request, documented: &[&str]) -> Result<(), String> {
    for (at, (name, value)) in request.query.iter().enumerate() {
        if !documented.contains(&name.as_str()) {
            return Err(format!("parameter {name}={value}"));
        }
        if request.query[..at].iter().any(|(before, _)| before == name) {
            return Err(format!("parameter {name} twice"));
        }
    }
    Ok(())
}

/// A parameter that is a number within bounds, or is not there.
pub(super) fn number(request: &Request, name: &str, from: u64, to: u64) -> Result<(), String> {
    match request.parameter(name).map(str::parse::<u64>) {
        None => Ok(()),
        Some(Ok(number)) if (from..=to).contains(&number) => Ok(()),
        Some(_) => Err(format!("{name}={:?}", request.parameter(name))),
    }
}

/// A body that is an object with none but these fields, and no null.
pub(super) fn fields(request: &Request, documented: &[&str]) -> Result<Map<String, Value>, String> {
    let Value::Object(fields) = request.json() else {
        return Err("a body that is no object".to_owned());
    };
    for (name, value) in &fields {
        if !documented.contains(&name.as_str()) {
            return Err(format!("field {name}"));
        }
        if value.is_null() {
            return Err(format!("field {name} is null"));
        }
    }
    Ok(fields)
}
