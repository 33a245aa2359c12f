//! A directory of the test's own making, described in the configuration folder.

use std::sync::mpsc::{Receiver, Sender, channel};

use serde_json::{Value, json};

use crate::child::Home;
use crate::strict::{Api, Reply, Request, Server};

const DESCRIPTION: &str = r#"
name = "made"
title = "Made"
auth = { header = "x-key" }
errors = { message = ["/error"] }
envelope = { list = "/data" }

[paging.page]
page = "page"
size = "size"
largest = 100
total = "/total"

[[resources]]
name = "items"
title = "Items"
singular = "item"
list = { path = "/items" }
get = { path = "/items/{id}" }
fields = [
  { name = "id", kind = "id" },
  { name = "name", column = true },
  { name = "count", kind = "number", column = true },
  { name = "on", kind = "yes-no", words = ["off", "on"], column = true },
  { name = "made", kind = "date", column = true },
  { name = "note" },
]

[[resources]]
name = "links"
title = "Links"
singular = "link"
get = { path = "/links/{id}" }
fields = [{ name = "id", kind = "id" }, { name = "name" }]

[[resources]]
name = "chain"
title = "Chain"
singular = "link of the chain"
[resources.list]
path = "/chain"
[resources.list.paging.cursor]
cursor = "after"
size = "size"
largest = 10
next = "/next"
"#;

type Answer = Box<dyn FnMut(&Request) -> Reply + Send>;

/// A server that answers as the test says.
pub struct Made(Answer);

impl Api for Made {
    const DIRECTORY: &'static str = "made";
    const BASE: &'static str = "";
    const AUTH: (&'static str, &'static str) = ("x-key", "");

    fn check(&self, _: &Request) -> Result<(), String> {
        Ok(())
    }

    fn answer(&mut self, request: &Request) -> Reply {
        (self.0)(request)
    }

    fn error(status: u16, message: &str) -> Reply {
        Reply::json(status, &json!({"error": message}))
    }
}

/// A server and a home folder that describes it.
pub fn made(answer: impl FnMut(&Request) -> Reply + Send + 'static) -> (Server<Made>, Home) {
    let server = Server::start(Made(Box::new(answer)));
    let home = Home::on(&server);
    home.write("directories/made.toml", DESCRIPTION);
    (server, home)
}

/// One that answers every request with that text.
pub fn saying(body: &str) -> (Server<Made>, Home) {
    let body = body.to_owned();
    made(move |_| Reply::text(200, &body))
}

/// Which page is asked for.
pub fn page(request: &Request) -> u64 {
    request.parameter("page").unwrap().parse().unwrap()
}

/// Items with those numbers.
pub fn items(numbers: std::ops::Range<u64>) -> Vec<Value> {
    numbers
        .map(|n| json!({"id": n.to_string(), "name": format!("Item {n}")}))
        .collect()
}

/// The page of a hundred that is asked for, of so many items.
pub fn items_page(request: &Request, total: u64) -> Reply {
    let first = (page(request) - 1) * 100;
    let data = items(first.min(total)..(first + 100).min(total));
    Reply::json(200, &json!({"data": data, "total": total}))
}

/// Says that something came, and waits until the test has seen to it.
pub struct Gate {
    came: Sender<()>,
    opened: Receiver<()>,
}

/// The test's side of a [`Gate`]. Dropping it opens the gate for good.
pub struct Keeper {
    came: Receiver<()>,
    _open: Sender<()>,
}

impl Gate {
    pub fn new() -> (Self, Keeper) {
        let (came, seen) = channel();
        let (open, opened) = channel();
        let keeper = Keeper {
            came: seen,
            _open: open,
        };
        (Self { came, opened }, keeper)
    }

    pub fn pass(&self) {
        self.came.send(()).unwrap();
        // An error is the keeper's end.
        let _ = self.opened.recv();
    }
}

impl Keeper {
    pub fn wait(&self) {
        self.came.recv().unwrap();
    }
}
