//! Leanmote as its documentation has it.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use super::{Api, Reply, Request, rules};

/// Paths that give a list. `*` is an id.
const LISTS: [&str; 18] = [
    "users",
    "users/*/apps",
    "users/*/dashboard-views",
    "users/*/interactions",
    "users/*/organizations",
    "users/*/teams",
    "users/*/git/apps",
    "organizations",
    "organizations/*/members",
    "organizations/*/teams",
    "organizations/*/apps",
    "teams",
    "teams/*/members",
    "teams/*/managers",
    "teams/*/tasks",
    "teams/*/interactions",
    // From the route table.
    "apps",
    "git/apps",
];

/// Paths that give one record.
const RECORDS: [&str; 7] = [
    "users/*",
    "users/*/apps/*",
    "users/*/dashboard-views/*",
    "users/*/teams/*",
    "organizations/*",
    "teams/*",
    "teams/*/members/*",
];

/// Two more of the route table.
const VIEWS: (&str, &str) = ("dashboard-views", "dashboard-views/*");

/// What the users' list is in the place of what it is asked to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disorder {
    /// It has whatever order it has, and says that it is sorted.
    Unsorted,
    /// Each page is sorted, and the last page comes first.
    PagesReversed,
    /// Somebody is added before everybody else at every request.
    Growing,
}

/// A company with as many users as one likes, 60 teams and 7 organizations.
pub struct Leanmote {
    pub users: Vec<Value>,
    teams: Vec<Value>,
    organizations: Vec<Value>,
    /// What is wrong with the users' order, if anything.
    pub disorder: Option<Disorder>,
    /// What the headers say is left of the hour's 1000.
    pub remaining: u32,
    /// When those requests were that it took.
    taken: Vec<Instant>,
}

/// What is documented: so many requests in a time.
const LIMITS: [(usize, Duration); 2] = [
    (100, Duration::from_mins(1)),
    (1000, Duration::from_hours(1)),
];

impl Leanmote {
    /// The users are `usr_1` and so on, in the API's default order.
    pub fn of(users: usize) -> Self {
        let made = |kind: &str, name: &str, n: usize| {
            json!({
                "id": format!("{kind}_{n}"),
                "name": format!("{name} {n:05}"),
                "created_at": created(n),
            })
        };
        let user = |n| {
            let mut user = made("usr", "Person", n);
            user["email"] = json!(format!("person.{n:05}@acme.example"));
            user
        };
        let team = |n| {
            let mut team = made("team", "Team", n);
            team["organization_id"] = json!(format!("org_{}", n % 7 + 1));
            team
        };
        Self {
            users: (1..=users).map(user).collect(),
            teams: (1..=60).map(team).collect(),
            organizations: (1..=7).map(|n| made("org", "Organization", n)).collect(),
            disorder: None,
            remaining: 1000,
            taken: Vec::new(),
        }
    }

    /// The same, with other names for the first users.
    pub fn named(names: &[&str]) -> Self {
        let mut company = Self::of(names.len());
        for (user, name) in company.users.iter_mut().zip(names) {
            user["name"] = json!(name);
        }
        company
    }

    fn list(&self, segments: &[String]) -> Option<Vec<Value>> {
        let path: Vec<&str> = segments.iter().map(String::as_str).collect();
        let few = |all: &[Value], with: &[(&str, &str)]| -> Vec<Value> {
            let with_more = |record: &Value| {
                let mut record = record.clone();
                for (name, value) in with {
                    record[*name] = json!(value);
                }
                record
            };
            all.iter().take(3).map(with_more).collect()
        };
        Some(match path.as_slice() {
            ["users"] => self.users.clone(),
            ["teams"] => self.teams.clone(),
            ["organizations"] => self.organizations.clone(),
            ["users", id, "teams"] => few(&self.teams, &[("joined_by", id)]),
            ["users", _, "organizations"] => few(&self.organizations, &[]),
            ["organizations", _, "teams"] => few(&self.teams, &[]),
            ["organizations", _, "members"] => few(&self.users, &[("role", "member")]),
            ["teams", _, "members"] => few(&self.users, &[("title", "Analyst")]),
            ["teams", _, "managers"] => few(&self.users, &[("since", "2024-05-01T00:00:00Z")]),
            ["users" | "organizations", _, "apps"] | ["apps"] => vec![
                json!({"id": "app_1", "name": "Calendar", "plan": "team"}),
                json!({"id": "app_2", "name": "Chat", "plan": "free"}),
            ],
            ["users", id, "git", "apps"] => vec![
                json!({"id": "app_gh_1", "provider": "github", "name": "GitHub", "user_id": id}),
            ],
            ["git", "apps"] => vec![
                json!({"id": "app_gh_1", "provider": "github", "name": "GitHub", "is_active": true}),
            ],
            ["users", _, "dashboard-views"] => {
                vec![json!({"id": "view_21", "name": "Flow", "visibility": "private"})]
            }
            ["dashboard-views"] => vec![
                json!({"id": "view_21", "name": "Flow", "type": "custom", "created_at": created(4)}),
            ],
            ["users" | "teams", _, "interactions"] => (1..=3)
                .map(|n| json!({"id": format!("int_{n}"), "kind": "comment", "at": created(n)}))
                .collect(),
            ["teams", _, "tasks"] => (1..=3)
                .map(|n| json!({"id": format!("task_{n}"), "title": format!("Task {n}")}))
                .collect(),
            _ => return None,
        })
    }

    fn record(&self, segments: &[String]) -> Option<Value> {
        let (id, list) = segments.split_last()?;
        let mut found = self
            .list(list)?
            .into_iter()
            .find(|record| record["id"] == json!(id))?;
        if list.len() > 1 {
            found["seen_by"] = json!("the single record only");
        }
        Some(found)
    }

    fn page(mut records: Vec<Value>, request: &Request, disorder: Option<Disorder>) -> Reply {
        let number = |name, default: usize| {
            request
                .parameter(name)
                .map_or(default, |n| n.parse().unwrap())
        };
        let (page, size) = (number("page", 1), number("per_page", 50));
        let sort = request.parameter("sort").unwrap_or("created_at");
        let order = request.parameter("order").unwrap_or("desc");
        records.sort_by(|a, b| {
            let ascending = a[sort].as_str().cmp(&b[sort].as_str());
            if order == "desc" {
                ascending.reverse()
            } else {
                ascending
            }
        });
        let total = records.len();
        match disorder {
            Some(Disorder::Unsorted) => records.sort_by_key(|r| scattered(&r["id"])),
            Some(Disorder::PagesReversed) => {
                let pages: Vec<_> = records.chunks(size).rev().map(<[_]>::to_vec).collect();
                records = pages.concat();
            }
            Some(Disorder::Growing) | None => {}
        }
        let shown: Vec<Value> = records
            .into_iter()
            .skip((page - 1) * size)
            .take(size)
            .collect();
        let meta = json!({
            "page": page, "per_page": size, "total": total,
            "total_pages": total.div_ceil(size), "sort": sort, "order": order,
        });
        Reply::json(
            200,
            &json!({"status": "success", "data": shown, "meta": meta}),
        )
    }
}

impl Api for Leanmote {
    const DIRECTORY: &'static str = "leanmote";
    const BASE: &'static str = "/v1";
    const AUTH: (&'static str, &'static str) = ("authorization", "Bearer ");

    fn check(&self, request: &Request) -> Result<(), String> {
        if request.method != "GET" {
            return Err(format!("method {}", request.method));
        }
        let segments = request.segments();
        let is = |pattern: &&str| matches(pattern, &segments);
        if RECORDS.iter().any(is) || is(&VIEWS.1) || segments[0] == "apps" && segments.len() == 2 {
            return rules::parameters(request, &[]);
        }
        if !LISTS.iter().any(is) && !is(&VIEWS.0) {
            return Err("the path".to_owned());
        }
        rules::parameters(request, &["page", "per_page", "sort", "order"])?;
        rules::number(request, "page", 1, u64::MAX)?;
        rules::number(request, "per_page", 1, 100)?;
        match request.parameter("sort") {
            None | Some("created_at" | "name") => {}
            Some("email") if segments == ["users"] => {}
            Some(other) => return Err(format!("sort={other}")),
        }
        match request.parameter("order") {
            None | Some("asc" | "desc") => Ok(()),
            Some(other) => Err(format!("order={other}")),
        }
    }

    fn answer(&mut self, request: &Request) -> Reply {
        let now = Instant::now();
        for (limit, time) in LIMITS {
            let within = self.taken.iter().filter(|at| now - **at < time).count();
            if within >= limit {
                return Self::error(429, "Too many requests");
            }
        }
        self.taken.push(now);
        self.remaining = self.remaining.saturating_sub(1);
        let segments = request.segments();
        let disorder = self.disorder.filter(|_| segments == ["users"]);
        if disorder == Some(Disorder::Growing) {
            let n = self.taken.len();
            self.users.push(json!({
                "id": format!("usr_new_{n}"), "name": format!("New {n}"),
                "email": format!("aaa.{n}@acme.example"), "created_at": created(0),
            }));
        }
        if let Some(records) = self.list(&segments) {
            return Self::page(records, request, disorder);
        }
        match self.record(&segments) {
            Some(record) => Reply::json(200, &json!({"status": "success", "data": record})),
            None => Self::error(404, "User not found"),
        }
    }

    fn error(status: u16, message: &str) -> Reply {
        let code = match status {
            400 => "VALIDATION_ERROR",
            401 => "UNAUTHORIZED",
            403 => "FORBIDDEN",
            404 => "NOT_FOUND",
            429 => "RATE_LIMITED",
            _ => "SERVER_ERROR",
        };
        let error = json!({"code": code, "message": message});
        Reply::json(status, &json!({"status": "error", "error": error}))
    }

    fn headers(&mut self) -> Vec<(&'static str, String)> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let reset = now + Duration::from_mins(40);
        vec![
            ("x-ratelimit-limit", "1000".to_owned()),
            ("x-ratelimit-remaining", self.remaining.to_string()),
            ("x-ratelimit-reset", reset.as_secs().to_string()),
        ]
    }
}

fn matches(pattern: &str, segments: &[String]) -> bool {
    let pattern: Vec<&str> = pattern.split('/').collect();
    pattern.len() == segments.len()
        && pattern
            .iter()
            .zip(segments)
            .all(|(wanted, segment)| *wanted == "*" && !segment.is_empty() || wanted == segment)
}

/// The first is the newest, so that the default order is that of the numbers.
fn created(n: usize) -> String {
    let minutes = 1_000_000 - n;
    let (days, minute) = (minutes / 1440, minutes % 1440);
    let (year, day) = (2020 + days / 336, days % 336);
    format!(
        "{year}-{:02}-{:02}T{:02}:{:02}:00Z",
        day / 28 + 1,
        day % 28 + 1,
        minute / 60,
        minute % 60
    )
}

/// A number that says nothing of where somebody stands in any order.
fn scattered(id: &Value) -> u64 {
    let bytes = id.as_str().unwrap().bytes();
    bytes.fold(7, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
