//! LEADR as its documentation has it, and as its server was seen to behave.

use serde_json::{Value, json};

use super::{Api, Reply, Request, rules};

/// The account that the key belongs to.
pub const ACCOUNT: &str = "acc_00000000-0000-4000-8000-000000000001";

const SORTABLE: [&str; 5] = ["id", "email", "display_name", "created_at", "updated_at"];

/// Players, newest first.
pub struct Leadr {
    pub users: Vec<Value>,
    clock: u32,
}

impl Leadr {
    pub fn of(users: usize) -> Self {
        let user = |n: usize| {
            json!({
                "id": id(n),
                "account_id": ACCOUNT,
                "email": format!("player.{n:04}@acme.example"),
                "display_name": format!("Player {n:04}"),
                "super_admin": n == 1,
                "created_at": stamp(900_000 - u32::try_from(n).unwrap()),
                "updated_at": stamp(900_000),
            })
        };
        Self {
            users: (1..=users).map(user).collect(),
            clock: 900_001,
        }
    }

    /// The id of the n-th user.
    pub fn id(n: usize) -> String {
        id(n)
    }

    /// Writes a field behind everybody's back.
    pub fn set(&mut self, n: usize, field: &str, value: Value) {
        let at = self.position(&id(n)).unwrap();
        self.users[at][field] = value;
        self.users[at]["updated_at"] = json!(self.now());
    }

    fn now(&mut self) -> String {
        self.clock += 1;
        stamp(self.clock)
    }

    fn position(&self, id: &str) -> Option<usize> {
        self.users.iter().position(|user| user["id"] == json!(id))
    }

    fn list(&self, request: &Request) -> Reply {
        let sort = request.parameter("sort");
        let mut users: Vec<&Value> = self.users.iter().collect();
        for pair in sort.unwrap_or("created_at:desc,id:asc").split(',').rev() {
            let (field, order) = pair.split_once(':').unwrap();
            users.sort_by_key(|user| user[field].as_str().unwrap().to_owned());
            if order == "desc" {
                users.reverse();
            }
        }
        if let Some(account) = request.parameter("account_id") {
            users.retain(|user| user["account_id"] == json!(account));
        }
        let limit = request
            .parameter("limit")
            .map_or(20, |limit| limit.parse().unwrap());
        let from = match request.parameter("cursor") {
            None => 0,
            Some(cursor) => match read_cursor(cursor) {
                Some((from, with)) if with == sort.unwrap_or("") => from,
                Some(_) => return Self::error(400, "Cursor was made with another sort"),
                None => return Self::error(400, "Invalid cursor"),
            },
        };
        let page: Vec<&Value> = users.iter().copied().skip(from).take(limit).collect();
        let next = (from + limit < users.len()).then(|| cursor(from + limit, sort.unwrap_or("")));
        Reply::json(
            200,
            &json!({
                "data": page,
                "pagination": {
                    "count": page.len(),
                    // It may say so at the end, too: only the cursor counts.
                    "has_next": true,
                    "has_prev": from > 0,
                    "next_cursor": next,
                    "prev_cursor": null,
                },
            }),
        )
    }

    fn create(&mut self, request: &Request) -> Reply {
        let body = request.json();
        if body["account_id"] != json!(ACCOUNT)
            || self.users.iter().any(|user| user["email"] == body["email"])
        {
            return Self::error(404, "Account not found");
        }
        let now = self.now();
        let user = json!({
            "id": id(self.users.len() + 1),
            "account_id": body["account_id"],
            "email": body["email"],
            "display_name": body["display_name"],
            "super_admin": false,
            "created_at": now,
            "updated_at": now,
        });
        self.users.insert(0, user.clone());
        Reply::json(201, &user)
    }

    fn update(&mut self, at: usize, request: &Request) -> Reply {
        let Value::Object(fields) = request.json() else {
            return Self::error(422, "No object");
        };
        if fields.get("deleted") == Some(&json!(true)) {
            // The record as it was, without any mark.
            let gone = self.users.remove(at);
            return Reply::json(200, &gone);
        }
        for (name, value) in fields {
            if self.users[at][&name] != value {
                self.users[at][&name] = value;
                self.users[at]["updated_at"] = json!(self.now());
            }
        }
        Reply::json(200, &self.users[at])
    }
}

impl Api for Leadr {
    const DIRECTORY: &'static str = "leadr";
    const BASE: &'static str = "";
    const AUTH: (&'static str, &'static str) = ("leadr-api-key", "");

    fn check(&self, request: &Request) -> Result<(), String> {
        let segments = request.segments();
        let path: Vec<&str> = segments.iter().map(String::as_str).collect();
        match (request.method.as_str(), path.as_slice()) {
            ("GET", ["v1", "users"]) => {
                rules::parameters(request, &["account_id", "cursor", "limit", "sort"])?;
                rules::number(request, "limit", 1, 100)?;
                let sort = request.parameter("sort");
                let good = |pair: &str| {
                    pair.split_once(':').is_some_and(|(field, order)| {
                        SORTABLE.contains(&field) && matches!(order, "asc" | "desc")
                    })
                };
                if sort.is_some_and(|sort| !sort.split(',').all(good)) {
                    return Err(format!("sort={sort:?}"));
                }
                match request.parameter("cursor").map(read_cursor) {
                    None => Ok(()),
                    Some(Some((_, with))) if with == sort.unwrap_or("") => Ok(()),
                    Some(_) => Err("a cursor that was not given, or without its sort".to_owned()),
                }
            }
            ("GET", ["v1", "users", _]) => rules::parameters(request, &[]),
            ("POST", ["v1", "users"]) => {
                rules::parameters(request, &[])?;
                let names = ["account_id", "email", "display_name"];
                let fields = rules::fields(request, &names)?;
                if fields.len() < names.len() {
                    return Err("a field is missing".to_owned());
                }
                name_holds(&fields["display_name"])
            }
            ("PATCH", ["v1", "users", _]) => {
                rules::parameters(request, &[])?;
                let names = ["email", "display_name", "super_admin", "deleted"];
                let fields = rules::fields(request, &names)?;
                if fields.contains_key("deleted")
                    && (fields.len() > 1 || fields["deleted"] != json!(true))
                {
                    return Err("deleted with something else, or false".to_owned());
                }
                fields.get("display_name").map_or(Ok(()), name_holds)
            }
            (method, _) => Err(format!("{method} of that path")),
        }
    }

    fn answer(&mut self, request: &Request) -> Reply {
        let segments = request.segments();
        let Some(id) = segments.get(2) else {
            return match request.method.as_str() {
                "POST" => self.create(request),
                _ => self.list(request),
            };
        };
        match (self.position(id), request.method.as_str()) {
            (None, _) => Self::error(404, "User not found"),
            (Some(at), "PATCH") => self.update(at, request),
            (Some(at), _) => Reply::json(200, &self.users[at]),
        }
    }

    fn error(status: u16, message: &str) -> Reply {
        Reply::json(status, &json!({"detail": message}))
    }
}

/// A name that the server can keep: it answers 500 to others, so that nobody
/// should send them.
fn name_holds(name: &Value) -> Result<(), String> {
    match name.as_str().map(|name| name.chars().count()) {
        Some(2..=100) => Ok(()),
        _ => Err("a name that is not of 2 to 100 characters".to_owned()),
    }
}

fn id(n: usize) -> String {
    format!("usr_00000000-0000-4000-8000-{n:012}")
}

fn stamp(seconds: u32) -> String {
    let (day, second) = (seconds / 86_400, seconds % 86_400);
    format!(
        "2025-03-{:02}T{:02}:{:02}:{:02}.000417Z",
        day + 1,
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}

/// Opaque to everybody else: where it goes on and the sort it belongs to, with
/// padding that must be kept.
fn cursor(from: usize, sort: &str) -> String {
    let padded = format!("{from}/{sort}.");
    format!("{padded:z<280}==")
}

fn read_cursor(cursor: &str) -> Option<(usize, String)> {
    let padded = cursor.strip_suffix("==")?.trim_end_matches('z');
    let (from, sort) = padded.strip_suffix('.')?.split_once('/')?;
    Some((from.parse().ok()?, sort.to_owned()))
}
