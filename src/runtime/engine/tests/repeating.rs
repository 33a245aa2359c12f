//! What is sent again by itself and what is not, and the waits before it.

use super::*;

#[tokio::test]
async fn a_read_is_sent_again_where_that_may_help() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    bench.asked().await.answer(503, "", "{}");
    bench.asked().await.user();
    let (ticket, outcome, exchange) = bench.reply().await;
    assert_eq!(ticket, 1);
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(exchange.unwrap().attempts, 2);
    assert_eq!(
        bench.budget(|budget| budget.in_flight == 0).await.sent,
        2,
        "a retry is counted"
    );
}

#[tokio::test]
async fn a_read_is_sent_three_times_at_most() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    for _ in 0..3 {
        bench.asked().await.answer(502, "", "{}");
    }
    let (_, outcome, exchange) = bench.reply().await;
    assert!(
        matches!(outcome, Err(ApiError::Server { status: 502, .. })),
        "{outcome:?}"
    );
    assert_eq!(exchange.unwrap().attempts, 3);
}

#[tokio::test]
async fn what_would_be_refused_again_and_writes_are_sent_once() {
    let mut bench = Bench::peoplelens().await;
    bench.write(1, "7");
    bench.asked().await.answer(503, "", "{}");
    let (_, outcome, exchange) = bench.reply().await;
    assert!(
        matches!(outcome, Err(ApiError::Server { status: 503, .. })),
        "{outcome:?}"
    );
    assert_eq!(exchange.unwrap().attempts, 1);
    for status in [400, 403, 404, 422] {
        bench.look(2, "8");
        bench.asked().await.answer(status, "", "{}");
        let (_, outcome, exchange) = bench.reply().await;
        assert!(outcome.is_err(), "{status}");
        assert_eq!(exchange.unwrap().attempts, 1, "{status}");
    }
    assert_eq!(bench.budget(|budget| budget.in_flight == 0).await.sent, 5);
}

#[tokio::test]
async fn a_redirect_is_an_error() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    bench
        .asked()
        .await
        .answer(302, "location: https://elsewhere.example/\r\n", "");
    let (_, outcome, _) = bench.reply().await;
    assert!(
        matches!(outcome, Err(ApiError::Redirected { status: 302, .. })),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn a_read_waits_out_a_429_and_goes_again() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    bench.asked().await.answer(429, "retry-after: 1\r\n", "{}");
    let budget = bench.budget(|budget| budget.blocked.is_some()).await;
    let blocked = budget.blocked.unwrap();
    assert_eq!(blocked.why, BlockedBy::Refused);
    assert!(blocked.until.is_some());
    assert_eq!(budget.waiting, 1);
    bench.asked().await.user();
    let (ticket, outcome, exchange) = bench.reply().await;
    assert_eq!(ticket, 1);
    assert!(outcome.is_ok(), "{outcome:?}");
    // The log tells what it cost, and what it waited for.
    let exchange = exchange.unwrap();
    assert_eq!(exchange.attempts, 2);
    assert_eq!(exchange.held_by, Some(BlockedBy::Refused));
    assert!(
        exchange.waited >= Duration::from_millis(900),
        "{exchange:?}"
    );
}

#[tokio::test]
async fn a_write_that_got_429_is_answered() {
    let mut bench = Bench::peoplelens().await;
    bench.write(1, "7");
    bench
        .asked()
        .await
        .answer(429, "retry-after: 100\r\n", "{}");
    let (ticket, outcome, _) = bench.reply().await;
    assert_eq!(ticket, 1);
    assert!(
        matches!(
            outcome,
            Err(ApiError::Limited { retry_after: Some(wait), .. }) if wait == Duration::from_secs(100)
        ),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn a_wait_beyond_all_clocks_is_only_long() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    let eternity = format!("retry-after: {}\r\n", u64::MAX);
    bench.asked().await.answer(429, &eternity, "{}");
    let (_, outcome, _) = bench.reply().await;
    assert!(
        matches!(
            outcome,
            Err(ApiError::Limited { retry_after: Some(wait), .. })
                if wait == Duration::from_hours(24 * 365)
        ),
        "{outcome:?}"
    );
    let budget = bench.budget(|budget| budget.blocked.is_some()).await;
    assert!(
        budget
            .blocked
            .is_some_and(|blocked| blocked.until.is_some())
    );
}

#[tokio::test]
async fn a_wait_that_is_too_long_is_told_to_all_who_wait() {
    let mut bench = Bench::peoplelens().await;
    let mut busy = bench.busy().await;
    bench.look(1, "7");
    busy.remove(0).answer(429, "retry-after: 3600\r\n", "{}");
    for ticket in [100, 1] {
        let (answered, outcome, _) = bench.reply().await;
        assert_eq!(answered, ticket);
        assert!(
            matches!(
                outcome,
                Err(ApiError::Limited { retry_after: Some(wait), .. })
                    if wait == Duration::from_hours(1)
            ),
            "{outcome:?}"
        );
    }
}
