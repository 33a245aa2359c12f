//! Leanmote with more users than one would keep: each page is made when it is
//! asked for.

use serde_json::{Value, json};

use super::leanmote::Leanmote;
use super::{Api, Reply, Request};

/// So many users, `usr_1` and so on, in the API's default order. Nothing else,
/// and without limits.
pub struct Crowd {
    users: usize,
    rules: Leanmote,
}

impl Crowd {
    pub fn of(users: usize) -> Self {
        Self {
            users,
            rules: Leanmote::of(0),
        }
    }

    fn user(number: usize) -> Value {
        json!({
            "id": format!("usr_{number}"),
            "name": format!("Person {number:07}"),
            "email": format!("person.{number:07}@acme.example"),
            "created_at": format!("20{:02}-{:02}-{:02}T08:00:00Z", number % 25, number % 12 + 1, number % 28 + 1),
        })
    }
}

impl Api for Crowd {
    const DIRECTORY: &'static str = Leanmote::DIRECTORY;
    const BASE: &'static str = Leanmote::BASE;
    const AUTH: (&'static str, &'static str) = Leanmote::AUTH;

    fn check(&self, request: &Request) -> Result<(), String> {
        self.rules.check(request)
    }

    fn answer(&mut self, request: &Request) -> Reply {
        if request.segments() != ["users"] {
            return Self::error(404, "Not found");
        }
        let number = |name, default: usize| {
            request
                .parameter(name)
                .map_or(default, |n| n.parse().unwrap())
        };
        let (page, size) = (number("page", 1), number("per_page", 50));
        let first = (page - 1) * size;
        let users: Vec<Value> = (first..(first + size).min(self.users))
            .map(|before| Self::user(before + 1))
            .collect();
        let meta = json!({
            "page": page, "per_page": size, "total": self.users,
            "total_pages": self.users.div_ceil(size),
        });
        Reply::json(
            200,
            &json!({"status": "success", "data": users, "meta": meta}),
        )
    }

    fn error(status: u16, message: &str) -> Reply {
        Leanmote::error(status, message)
    }
}
