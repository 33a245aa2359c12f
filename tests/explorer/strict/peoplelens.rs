//! PeopleLens as its documentation has it.

use serde_json::{Value, json};

use super::{Api, Reply, Request, rules};

const EDITABLE: [&str; 4] = ["first_name", "last_name", "role", "is_enabled"];

/// People, in the order in which they were added.
pub struct PeopleLens {
    /// Each with its role beside the fields of the list.
    people: Vec<(Value, String)>,
}

impl PeopleLens {
    pub fn of(people: usize) -> Self {
        let person = |n: usize| {
            let person = json!({
                "id": id(n),
                "first_name": format!("First{n:03}"),
                "last_name": format!("Last{n:03}"),
                "email": format!("first{n:03}@acme.example"),
                "company_role": "Analyst",
                "is_enabled": true,
            });
            let role = if n.is_multiple_of(10) {
                "Admin"
            } else {
                "User"
            };
            (person, role.to_owned())
        };
        Self {
            people: (1..=people).map(person).collect(),
        }
    }

    /// The id of the n-th.
    pub fn id(n: usize) -> String {
        id(n)
    }

    /// A field of the n-th.
    pub fn field(&self, n: usize, field: &str) -> Value {
        self.people[n - 1].0[field].clone()
    }

    /// Writes a field of the n-th behind everybody's back.
    pub fn set(&mut self, n: usize, field: &str, value: Value) {
        self.people[n - 1].0[field] = value;
    }

    /// Adds somebody with that email behind everybody's back.
    pub fn add(&mut self, email: &str) {
        let person = json!({
            "id": id(self.people.len() + 1), "first_name": "New", "last_name": "One",
            "email": email, "company_role": "Analyst", "is_enabled": true,
        });
        self.people.push((person, "User".to_owned()));
    }

    fn list(&self, request: &Request) -> Reply {
        let search = request.parameter("search").map(str::to_lowercase);
        let role = request.parameter("role");
        let users: Vec<&Value> = self
            .people
            .iter()
            .filter(|(person, has)| {
                role.is_none_or(|role| role == has)
                    && search.as_ref().is_none_or(|text| {
                        ["first_name", "last_name", "email"].iter().any(|field| {
                            let value = person[*field].as_str().unwrap_or("");
                            value.to_lowercase().contains(text)
                        })
                    })
            })
            .map(|(person, _)| person)
            .collect();
        Reply::json(200, &json!({"users": users}))
    }

    fn create(&mut self, request: &Request) -> Reply {
        let body = request.json();
        let id = id(self.people.len() + 1);
        let person = json!({
            "id": id,
            "first_name": body["first_name"],
            "last_name": body["last_name"],
            "email": body["email"],
            "company_role": "",
            "is_enabled": true,
        });
        let role = body["role"].as_str().unwrap_or("User").to_owned();
        self.people.push((person, role));
        Reply::json(
            200,
            &json!({"success": true, "user": {"id": id, "email": body["email"]}}),
        )
    }

    fn update(&mut self, at: usize, request: &Request) {
        let Value::Object(fields) = request.json() else {
            return;
        };
        let (person, role) = &mut self.people[at];
        for (name, value) in fields {
            if name == "role" {
                value.as_str().unwrap().clone_into(role);
            } else {
                person[&name] = value;
            }
        }
    }
}

impl Api for PeopleLens {
    const DIRECTORY: &'static str = "peoplelens";
    const BASE: &'static str = "";
    const AUTH: (&'static str, &'static str) = ("authorization", "Bearer ");

    fn check(&self, request: &Request) -> Result<(), String> {
        let segments = request.segments();
        let path: Vec<&str> = segments.iter().map(String::as_str).collect();
        match (request.method.as_str(), path.as_slice()) {
            ("GET", ["api", "users"]) => rules::parameters(request, &["search", "role"]),
            ("GET" | "DELETE", ["api", "users", _]) => rules::parameters(request, &[]),
            ("POST", ["api", "users"]) => {
                rules::parameters(request, &[])?;
                let required = ["email", "password", "first_name", "last_name"];
                let documented = [&required[..], &["role"]].concat();
                let fields = rules::fields(request, &documented)?;
                match required.iter().find(|name| !fields.contains_key(**name)) {
                    Some(missing) => Err(format!("no {missing}")),
                    None => Ok(()),
                }
            }
            ("PATCH", ["api", "users", _]) => {
                rules::parameters(request, &[])?;
                let fields = rules::fields(request, &EDITABLE)?;
                if fields.get("is_enabled").is_some_and(|v| !v.is_boolean()) {
                    return Err("is_enabled that is neither true nor false".to_owned());
                }
                Ok(())
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
        let Some(at) = self.people.iter().position(|(p, _)| p["id"] == json!(id)) else {
            return Self::error(404, "No such user");
        };
        match request.method.as_str() {
            "PATCH" => self.update(at, request),
            "DELETE" => {
                self.people.remove(at);
            }
            _ => {
                let (person, role) = &self.people[at];
                let mut person = person.clone();
                person["user_preferences"] = json!([{"role": role}]);
                return Reply::json(200, &json!({"user": person}));
            }
        }
        Reply::json(200, &json!({"success": true}))
    }

    fn error(status: u16, message: &str) -> Reply {
        Reply::json(status, &json!({"error": message}))
    }
}

fn id(n: usize) -> String {
    format!("usr-00000000-0000-4000-8000-{n:012}")
}
