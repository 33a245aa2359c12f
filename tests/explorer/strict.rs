//! Servers of the three APIs that refuse whatever their documentation does not
//! say, and write down every request. They share nothing with the program or
//! its demo: a misreading on one side shows.

mod crowd;
mod http;
mod leadr;
mod leanmote;
mod ledger;
mod peoplelens;
mod rules;

pub use crowd::Crowd;
pub use http::{Reply, Request};
pub use leadr::{ACCOUNT, Leadr};
pub use leanmote::{Disorder, Leanmote};
pub use ledger::{Entry, Ledger};
pub use peoplelens::PeopleLens;

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// One of the APIs.
pub trait Api: Send + 'static {
    /// The name of the directory that speaks it.
    const DIRECTORY: &'static str;
    /// What stands between the host and the documented paths.
    const BASE: &'static str;
    /// The header that carries the token, and what stands before it there.
    const AUTH: (&'static str, &'static str);

    /// What in a request is not documented, if something is.
    fn check(&self, request: &Request) -> Result<(), String>;
    /// The answer to a documented request of somebody who may ask.
    fn answer(&mut self, request: &Request) -> Reply;
    /// How the API says that something is wrong.
    fn error(status: u16, message: &str) -> Reply;
    /// What every answer carries besides.
    fn headers(&mut self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}

/// An answer that a test puts in the place of the API's.
struct Scripted {
    request: String,
    reply: Reply,
    once: bool,
}

/// A running server; it ends when it is dropped.
pub struct Server<A> {
    address: SocketAddr,
    shared: Arc<Shared<A>>,
}

struct Shared<A> {
    api: Mutex<A>,
    ledger: Arc<Ledger>,
    token: Mutex<String>,
    script: Mutex<Vec<Scripted>>,
    held: Mutex<Option<String>>,
    released: Condvar,
    ended: AtomicBool,
}

impl<A: Api> Server<A> {
    /// Serves an API on a port of this machine. Its token is the canary: it
    /// must not be found in anything that whoswho writes.
    pub fn start(api: A) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            api: Mutex::new(api),
            ledger: Arc::default(),
            token: Mutex::new(format!("canary-{}-5e1f09c7", A::DIRECTORY)),
            script: Mutex::default(),
            held: Mutex::default(),
            released: Condvar::new(),
            ended: AtomicBool::new(false),
        });
        let accepting = shared.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if accepting.ended.load(Ordering::Relaxed) {
                    return;
                }
                let shared = accepting.clone();
                std::thread::spawn(move || shared.serve(&stream.unwrap(), address));
            }
        });
        Self { address, shared }
    }

    /// What a profile's `url` must say.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, A::BASE)
    }

    /// Host and port, as a screen shows them.
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    pub fn token(&self) -> String {
        self.shared.token.lock().unwrap().clone()
    }

    /// From now on, another token is the good one.
    pub fn expect_token(&self, token: &str) {
        token.clone_into(&mut self.shared.token.lock().unwrap());
    }

    pub fn ledger(&self) -> &Arc<Ledger> {
        &self.shared.ledger
    }

    /// The data, to look at or to change behind the explorer's back.
    pub fn api(&self) -> MutexGuard<'_, A> {
        self.shared.api.lock().unwrap()
    }

    /// Answers a request, as `GET /users/usr_1`, in that way from now on;
    /// nothing is done then.
    pub fn always(&self, request: &str, reply: Reply) {
        self.put(request, reply, false);
    }

    /// The same, for the next such request only.
    pub fn once(&self, request: &str, reply: Reply) {
        self.put(request, reply, true);
    }

    /// Ends what [`Server::always`] began.
    pub fn as_documented(&self) {
        self.shared.script.lock().unwrap().clear();
    }

    /// Keeps the answers to a method, until [`Server::release`]: what they do
    /// is done, and nobody knows.
    pub fn hold(&self, method: &str) {
        *self.shared.held.lock().unwrap() = Some(method.to_owned());
    }

    pub fn release(&self) {
        *self.shared.held.lock().unwrap() = None;
        self.shared.released.notify_all();
    }

    fn put(&self, request: &str, reply: Reply, once: bool) {
        self.shared.script.lock().unwrap().push(Scripted {
            request: request.to_owned(),
            reply,
            once,
        });
    }
}

impl<A> Drop for Server<A> {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::Relaxed);
        *self.shared.held.lock().unwrap() = None;
        self.shared.released.notify_all();
        // Wakes the thread that accepts.
        let _ = TcpStream::connect_timeout(&self.address, Duration::from_secs(1));
    }
}

impl<A: Api> Shared<A> {
    fn serve(&self, stream: &TcpStream, address: SocketAddr) {
        let mut connection = http::Connection::new(stream);
        while let Some(read) = connection.read(A::BASE) {
            let reply = match read {
                Ok(request) => self.reply(request, address),
                Err(violation) => {
                    self.ledger.violation(violation);
                    Reply::text(400, "not HTTP")
                }
            };
            if !connection.write(&reply) {
                return;
            }
        }
    }

    fn reply(&self, request: Request, address: SocketAddr) -> Reply {
        let wrong = rules::headers(&request, &address.to_string(), A::AUTH)
            .and_then(|()| self.api.lock().unwrap().check(&request));
        let mut reply = match wrong {
            Err(what) => {
                self.ledger.violation(format!("{}: {what}", request.line()));
                A::error(400, &format!("not documented: {what}"))
            }
            Ok(()) if !self.is_authorized(&request) => {
                A::error(401, "Authentication token has expired")
            }
            Ok(()) => match self.scripted(&request) {
                Some(reply) => reply,
                None => self.api.lock().unwrap().answer(&request),
            },
        };
        let headers = self.api.lock().unwrap().headers();
        for (name, value) in headers {
            if !reply.headers.iter().any(|(given, _)| *given == name) {
                reply.headers.push((name, value));
            }
        }
        let method = request.method.clone();
        self.ledger.add(request, reply.status);
        let held = self.held.lock().unwrap();
        let is_held = |held: &mut Option<String>| held.as_ref() == Some(&method);
        drop(self.released.wait_while(held, is_held).unwrap());
        reply
    }

    fn is_authorized(&self, request: &Request) -> bool {
        let (header, prefix) = A::AUTH;
        let given = request.header(header).and_then(|v| v.strip_prefix(prefix));
        given == Some(self.token.lock().unwrap().as_str())
    }

    fn scripted(&self, request: &Request) -> Option<Reply> {
        let mut script = self.script.lock().unwrap();
        let wanted = format!("{} {}", request.method, request.path);
        let at = script.iter().position(|s| s.request == wanted)?;
        let reply = script[at].reply.clone();
        if script[at].once {
            script.remove(at);
        }
        Some(reply)
    }
}
