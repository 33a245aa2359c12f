//! TLS and HTTP/2 that fail: how often the server then gets a read and a write,
//! by its own ledger.

use h2::Reason;

use super::*;
use crate::directory::call::NetworkError;
use crate::runtime::net::tests::tls::{Certificate, Conduct, TlsServer};

/// What becomes of a read or a write at such a server, and how often it got it.
async fn meets(
    (certificate, http2, conduct): (Certificate, bool, Conduct),
    write: bool,
) -> (Result<Reply, ApiError>, u32, Vec<String>) {
    let server = TlsServer::start(certificate, http2, conduct).await;
    let mut bench = Bench::new("peoplelens", |connection| {
        connection.url = server.url.clone();
        connection.ca_file = Some(server.authority.path().to_owned());
    })
    .await;
    if write {
        bench.write(1, "7");
    } else {
        bench.look(1, "7");
    }
    let (_, outcome, exchange) = bench.reply().await;
    (outcome, exchange.unwrap().attempts, server.requests())
}

#[tokio::test]
async fn what_breaks_within_tls_is_read_three_times_and_written_once() {
    let faults = [
        (true, Conduct::GoesAway),
        (true, Conduct::Resets(Reason::REFUSED_STREAM)),
        (true, Conduct::Resets(Reason::INTERNAL_ERROR)),
        (true, Conduct::Resets(Reason::ENHANCE_YOUR_CALM)),
        (true, Conduct::Halves),
        (false, Conduct::GoesAway),
        (false, Conduct::Halves),
        (false, Conduct::HalvesUntold),
    ];
    let running: Vec<_> = faults
        .into_iter()
        .flat_map(|fault| [(fault, false), (fault, true)])
        .map(|((http2, conduct), write)| {
            tokio::spawn(async move {
                let fault = (Certificate::Sound, http2, conduct);
                (conduct, write, meets(fault, write).await)
            })
        })
        .collect();
    let mut survived = [0, 0];
    for running in running {
        let (conduct, write, (outcome, attempts, requests)) = running.await.unwrap();
        // A write is HTTP/1.1, where the same ends its connection.
        let expected = if write { 1 } else { 3 };
        assert_eq!(attempts, expected, "{conduct:?}: {outcome:?}");
        assert_eq!(requests.len() as u64, u64::from(expected), "{requests:?}");
        assert!(
            matches!(outcome, Err(ApiError::Network(NetworkError::Broken(_)))),
            "{conduct:?}, write {write}: {outcome:?}"
        );
        let writes = requests.iter().filter(|line| line.contains("PATCH"));
        assert_eq!(writes.count(), usize::from(write), "{requests:?}");
        survived[usize::from(write)] += 1;
    }
    let [reads, writes] = survived;
    println!("over TLS: faults survived: {reads} of 8 by reads, {writes} of 8 by writes");
}

#[tokio::test]
async fn a_certificate_that_does_not_hold_is_not_tried_again() {
    for certificate in [
        Certificate::OfAnotherHost,
        Certificate::Expired,
        Certificate::NotYetValid,
    ] {
        for write in [false, true] {
            let fault = (certificate, true, Conduct::Answers);
            let (outcome, attempts, _) = meets(fault, write).await;
            assert!(
                matches!(outcome, Err(ApiError::Network(NetworkError::Connect(_)))),
                "{outcome:?}"
            );
            assert_eq!(attempts, 1, "{certificate:?}");
        }
    }
}
