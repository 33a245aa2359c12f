//! What was asked, as the server saw it: the judge of every test.

use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

use super::Request;

/// How long a request is waited for that does not come.
const PATIENCE: Duration = Duration::from_secs(10);

/// A request and what became of it.
#[derive(Debug, Clone)]
pub struct Entry {
    pub request: Request,
    pub status: u16,
    /// After it came and before its answer was written.
    pub at: Instant,
}

#[derive(Debug, Default)]
struct Pages {
    entries: Vec<Entry>,
    violations: Vec<String>,
}

/// Every request of one server, in the order in which they came.
#[derive(Debug, Default)]
pub struct Ledger {
    pages: Mutex<Pages>,
    written: Condvar,
}

impl Ledger {
    pub(super) fn add(&self, request: Request, status: u16) {
        self.pages.lock().unwrap().entries.push(Entry {
            request,
            status,
            at: Instant::now(),
        });
        self.written.notify_all();
    }

    pub(super) fn violation(&self, what: String) {
        self.pages.lock().unwrap().violations.push(what);
    }

    pub fn entries(&self) -> Vec<Entry> {
        self.pages.lock().unwrap().entries.clone()
    }

    /// The requests, each as `GET /users?page=1`.
    pub fn lines(&self) -> Vec<String> {
        lines(&self.pages.lock().unwrap().entries)
    }

    /// The requests since the first so many.
    pub fn since(&self, count: usize) -> Vec<String> {
        self.lines().split_off(count)
    }

    pub fn len(&self) -> usize {
        self.pages.lock().unwrap().entries.len()
    }

    /// Waits until what was asked is as wanted.
    #[track_caller]
    pub fn wait_for(&self, what: &str, wanted: impl Fn(&[Entry]) -> bool) {
        let pages = self.pages.lock().unwrap();
        let (pages, time) = self
            .written
            .wait_timeout_while(pages, PATIENCE, |pages| !wanted(&pages.entries))
            .unwrap();
        assert!(
            !time.timed_out(),
            "never asked for {what}; asked were {:#?}",
            lines(&pages.entries)
        );
    }

    /// Waits until a request came that reads so.
    #[track_caller]
    pub fn wait_for_line(&self, line: &str) {
        self.wait_for(line, |entries| {
            entries.iter().any(|entry| entry.request.line() == line)
        });
    }

    /// The only request with that method.
    #[track_caller]
    pub fn only(&self, method: &str) -> Entry {
        let found: Vec<Entry> = self
            .entries()
            .into_iter()
            .filter(|entry| entry.request.method == method)
            .collect();
        match found.as_slice() {
            [only] => only.clone(),
            _ => panic!("{} requests with {method}", found.len()),
        }
    }

    #[track_caller]
    pub fn assert_no_violations(&self) {
        let violations = &self.pages.lock().unwrap().violations;
        assert!(violations.is_empty(), "not documented: {violations:#?}");
    }
}

fn lines(entries: &[Entry]) -> Vec<String> {
    entries.iter().map(|entry| entry.request.line()).collect()
}
