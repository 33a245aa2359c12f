//! The demo's servers, asked over loopback as any client would: what the three APIs' documentation
//! says of each endpoint, and what their real servers were seen to do.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot send or read has failed; one measures how long an answer waits"
)]

mod leadr;
mod leanmote;
mod peoplelens;

use jiff::civil::date;
use reqwest::header::{HeaderMap, HeaderName};
use reqwest::{Client, Method, StatusCode};
use serde_json::Value;
use whoswho::demo::{Demo, Options, start};

/// A small company, which starts at once.
fn small() -> Options {
    Options {
        people: 250,
        // Midnight passes while no test compares.
        day: Some(date(2026, 6, 30)),
        ..Options::default()
    }
}

/// One of the servers, with what it takes to be let in.
struct Api {
    client: Client,
    url: String,
    auth: Option<(HeaderName, String)>,
    // Last, so that it outlives the client's connections.
    demo: Demo,
}

/// What came back.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

fn client() -> Client {
    // Whoever was first has chosen it for all.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // No certificates: a machine without a store of them can run the demo.
    Client::builder()
        .no_proxy()
        .tls_certs_only([])
        .build()
        .unwrap()
}

impl Api {
    fn new(name: &str, options: &Options) -> Self {
        let demo = start(options).unwrap();
        let server = demo
            .servers()
            .iter()
            .find(|s| s.name == name)
            .unwrap()
            .clone();
        let auth = match name {
            "leadr" => ("leadr-api-key", server.token),
            _ => ("authorization", format!("Bearer {}", server.token)),
        };
        Self {
            client: client(),
            url: server.url,
            auth: Some((HeaderName::from_static(auth.0), auth.1)),
            demo,
        }
    }

    async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        let mut request = self.client.request(method, format!("{}{path}", self.url));
        if let Some((name, value)) = &self.auth {
            request = request.header(name, value);
        }
        if let Some(body) = body {
            request = request
                .header("content-type", "application/json")
                .body(body.to_string());
        }
        let response = request.send().await.unwrap();
        Answer {
            status: response.status(),
            headers: response.headers().clone(),
            text: response.text().await.unwrap(),
        }
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    /// The body of a request that must succeed.
    async fn read(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        answer.json()
    }
}

#[tokio::test]
async fn a_seed_gives_the_same_bytes_every_time() {
    let paths = [
        ("leanmote", "/users?per_page=100"),
        ("leanmote", "/users/usr_3/interactions"),
        ("leanmote", "/teams/team_1/tasks"),
        ("leadr", "/v1/users?limit=100"),
        ("peoplelens", "/api/users"),
    ];
    for (name, path) in paths {
        let one = Api::new(name, &small());
        let same = Api::new(name, &small());
        let other = Api::new(name, &Options { seed: 2, ..small() });
        let bytes = one.get(path).await.text;
        assert_eq!(bytes, same.get(path).await.text, "{path}");
        assert_ne!(bytes, other.get(path).await.text, "{path}");
        assert_eq!(one.demo.servers()[0].token, same.demo.servers()[0].token);
        assert_eq!(one.demo.account_id(), same.demo.account_id());
    }
}

#[tokio::test]
async fn the_three_share_most_people_by_email() {
    let leanmote = Api::new(
        "leanmote",
        &Options {
            people: 100,
            ..Options::default()
        },
    );
    let leadr = Api::new(
        "leadr",
        &Options {
            people: 100,
            ..Options::default()
        },
    );
    let peoplelens = Api::new(
        "peoplelens",
        &Options {
            people: 100,
            ..Options::default()
        },
    );
    let emails = |list: &Value| -> std::collections::BTreeSet<String> {
        let rows = list.as_array().unwrap().iter();
        rows.map(|row| row["email"].as_str().unwrap().to_owned())
            .collect()
    };
    let a = emails(&leanmote.read("/users?per_page=100").await["data"]);
    let b = emails(&leadr.read("/v1/users?limit=100").await["data"]);
    let c = emails(&peoplelens.read("/api/users").await["users"]);
    assert!(a.contains("ana.lima@acme.example"));
    // Six are known in one directory only, two of them in each.
    for (one, others) in [(&a, [&b, &c]), (&b, [&a, &c]), (&c, [&a, &b])] {
        let alone = one
            .iter()
            .filter(|email| others.iter().all(|other| !other.contains(*email)));
        assert_eq!(alone.count(), 2);
    }
    assert!(
        a.intersection(&b)
            .filter(|email| c.contains(*email))
            .count()
            == 94
    );
}

#[tokio::test]
async fn each_takes_its_own_token_only() {
    let options = small();
    for name in ["leanmote", "leadr", "peoplelens"] {
        let mut api = Api::new(name, &options);
        let path = match name {
            "leanmote" => "/users",
            "leadr" => "/v1/users",
            _ => "/api/users",
        };
        let (header, token) = api.auth.clone().unwrap();
        let bare = token.trim_start_matches("Bearer ").to_owned();
        assert_eq!(api.get(path).await.status, StatusCode::OK);
        let mut wrong = vec![format!("{token}x"), "Bearer ".to_owned(), String::new()];
        if name != "leadr" {
            wrong.push(bare.clone());
            wrong.push(format!("bearer {bare}"));
        }
        for value in wrong {
            api.auth = Some((header.clone(), value.clone()));
            let answer = api.get(path).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{name} {value:?}");
            assert!(answer.json().get("error").is_some());
        }
        api.auth = None;
        assert_eq!(
            api.get(path).await.status,
            StatusCode::UNAUTHORIZED,
            "{name}"
        );
    }
}

#[tokio::test]
async fn the_ports_close_when_the_demo_is_dropped() {
    let demo = start(&small()).unwrap();
    let urls: Vec<_> = demo
        .servers()
        .iter()
        .map(|server| server.url.clone())
        .collect();
    assert_eq!(demo.servers().len(), 3);
    for url in &urls {
        assert!(client().get(url).send().await.is_ok());
    }
    drop(demo);
    for url in &urls {
        assert!(
            client().get(url).send().await.unwrap_err().is_connect(),
            "{url}"
        );
    }
}

#[tokio::test]
async fn answers_wait_as_long_as_asked() {
    let latency = std::time::Duration::from_millis(40);
    let api = Api::new("peoplelens", &Options { latency, ..small() });
    let asked = std::time::Instant::now();
    api.read("/api/users").await;
    assert!(asked.elapsed() >= latency);
}
