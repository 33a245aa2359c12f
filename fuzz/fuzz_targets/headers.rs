//! Any headers: what they are taken to say of the rate limit stays within what
//! may be believed.
#![no_main]

use std::sync::OnceLock;
use std::time::Duration;

use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use whoswho::directory::call::Response;
use whoswho::directory::description::LimitHeaders;
use whoswho::directory::limits::{self, retry_after};

/// The names that matter, so that the fuzzer need not find them.
const NAMES: [&str; 6] = [
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
    "retry-after",
    "date",
    "link",
];

static LIMITS: OnceLock<LimitHeaders> = OnceLock::new();

fuzz_target!(|data: Vec<(u8, String)>| {
    let headers = data
        .into_iter()
        .map(|(name, value)| (NAMES[usize::from(name) % NAMES.len()].to_owned(), value))
        .collect();
    let response = Response {
        status: 429,
        headers,
        body: Vec::new(),
    };
    let names = LIMITS.get_or_init(|| LimitHeaders {
        limit: NAMES[0].to_owned(),
        remaining: NAMES[1].to_owned(),
        reset: NAMES[2].to_owned(),
    });
    let told = limits::told(names, &response, Timestamp::UNIX_EPOCH);
    if let Some(told) = &told {
        let hour = Duration::from_secs(1)..=Duration::from_secs(3600);
        assert!(hour.contains(&told.resets_in), "{told:?}");
    }
    if let Some(wait) = retry_after(&response) {
        // It is compared and added to the clock.
        let _ = Duration::from_secs(1).saturating_add(wait);
    }
    // What is said twice in two ways is not believed.
    let mut contradicted = response;
    contradicted
        .headers
        .push((names.remaining.clone(), "7".to_owned()));
    contradicted
        .headers
        .push((names.remaining.clone(), "8".to_owned()));
    assert_eq!(
        limits::told(names, &contradicted, Timestamp::UNIX_EPOCH),
        None
    );
});
