//! LEADR's writes, answered as its server was observed to answer them.

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use serde_json::{Map, Value};

use super::{Failure, Store, User, detail, render_time};
use crate::demo::is_email;
use crate::demo::people::uuid;

/// What a creation asks for.
pub(super) struct Creation {
    account_id: String,
    email: String,
    display_name: String,
}

/// What a change asks for.
#[derive(Default)]
pub(super) struct Change {
    email: Option<String>,
    display_name: Option<String>,
    super_admin: Option<bool>,
    deleted: Option<bool>,
    /// Whether one of the four was sent as null, which passes validation and fails later.
    null: bool,
}

/// The body as an object, or the 422 that says what it is instead.
fn object(headers: &HeaderMap, body: &[u8]) -> Result<Map<String, Value>, Failure> {
    let json = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/json"));
    let not_an_object = detail(
        "model_attributes_type",
        &["body"],
        "Input should be a valid dictionary or object to extract fields from",
    );
    if !json {
        return Err(Failure::Invalid(vec![not_an_object]));
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Failure::Invalid(vec![not_an_object])),
        Err(_) => Err(Failure::Invalid(vec![detail(
            "json_invalid",
            &["body"],
            "JSON decode error",
        )])),
    }
}

fn checked_email(email: &str, details: &mut Vec<Value>) {
    if !is_email(email) {
        details.push(detail(
            "value_error",
            &["body", "email"],
            "value is not a valid email address",
        ));
    }
}

impl Creation {
    /// Reads the body of a creation; all three fields are required.
    pub(super) fn parse(headers: &HeaderMap, body: &[u8]) -> Result<Self, Failure> {
        let object = object(headers, body)?;
        let mut details = Vec::new();
        let mut text = |name: &str| match object.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(_) => {
                details.push(detail(
                    "string_type",
                    &["body", name],
                    "Input should be a valid string",
                ));
                String::new()
            }
            None => {
                details.push(detail("missing", &["body", name], "Field required"));
                String::new()
            }
        };
        let (account_id, email, display_name) =
            (text("account_id"), text("email"), text("display_name"));
        if details.is_empty() {
            checked_email(&email, &mut details);
        }
        if details.is_empty() {
            Ok(Self {
                account_id,
                email,
                display_name,
            })
        } else {
            Err(Failure::Invalid(details))
        }
    }
}

impl Change {
    /// Reads the body of a change. Fields it does not know are ignored.
    pub(super) fn parse(headers: &HeaderMap, body: &[u8]) -> Result<Self, Failure> {
        let mut change = Self::default();
        let mut details = Vec::new();
        for (name, value) in object(headers, body)? {
            match (name.as_str(), value) {
                ("email" | "display_name" | "super_admin" | "deleted", Value::Null) => {
                    change.null = true;
                }
                ("email", Value::String(email)) => {
                    checked_email(&email, &mut details);
                    change.email = Some(email);
                }
                ("display_name", Value::String(text)) => change.display_name = Some(text),
                ("super_admin", Value::Bool(set)) => change.super_admin = Some(set),
                ("deleted", Value::Bool(set)) => change.deleted = Some(set),
                ("email" | "display_name", _) => details.push(detail(
                    "string_type",
                    &["body", &name],
                    "Input should be a valid string",
                )),
                ("super_admin" | "deleted", _) => details.push(detail(
                    "bool_type",
                    &["body", &name],
                    "Input should be a valid boolean",
                )),
                _ => {}
            }
        }
        if details.is_empty() {
            Ok(change)
        } else {
            Err(Failure::Invalid(details))
        }
    }
}

/// The names that its server does not fail on.
fn is_display_name(name: &str) -> bool {
    (2..=100).contains(&name.chars().count()) && !name.trim().is_empty() && !name.contains('\0')
}

impl Store {
    /// A new user's record. A taken email is answered as an unknown account, as observed.
    pub(super) fn create(&mut self, creation: Creation) -> Result<Value, Failure> {
        const NO_ACCOUNT: Failure = Failure::Said(StatusCode::NOT_FOUND, "Account not found");
        if !self.accounts.contains(&creation.account_id) {
            return Err(NO_ACCOUNT);
        }
        if !is_display_name(&creation.display_name) {
            return Err(Failure::Broken);
        }
        if self.email_is_taken(&creation.email, None) {
            return Err(NO_ACCOUNT);
        }
        let now = render_time(crate::demo::now());
        let user = User {
            id: format!("usr_{}", uuid(&mut self.draw)),
            account_id: creation.account_id,
            email: creation.email,
            display_name: creation.display_name,
            super_admin: false,
            created_at: now.clone(),
            updated_at: now,
            status: "active",
            is_owner: false,
            deleted: false,
        };
        let record = user.render();
        self.users.push(user);
        Ok(record)
    }

    /// The record after a change, or, if the change was a removal, as it was before.
    pub(super) fn change(&mut self, id: &str, change: Change) -> Result<Value, Failure> {
        let index = self.position(id)?;
        if change.null {
            return Err(Failure::Broken);
        }
        if change.deleted == Some(true) {
            self.users[index].deleted = true;
            return Ok(self.users[index].render());
        }
        let mut user = self.users[index].clone();
        if let Some(name) = change.display_name {
            if !is_display_name(&name) {
                return Err(Failure::Broken);
            }
            user.display_name = name;
        }
        if let Some(email) = change.email {
            if self.email_is_taken(&email, Some(index)) {
                return Err(Failure::Broken);
            }
            user.email = email;
        }
        if let Some(set) = change.super_admin {
            user.super_admin = set;
        }
        if user != self.users[index] {
            user.updated_at = render_time(crate::demo::now());
            self.users[index] = user;
        }
        Ok(self.users[index].render())
    }

    /// A removed user's email stays taken.
    fn email_is_taken(&self, email: &str, except: Option<usize>) -> bool {
        let mut users = self.users.iter().enumerate();
        users.any(|(index, user)| Some(index) != except && user.email == email)
    }
}
