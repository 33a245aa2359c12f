//! Reads: asked, shared, in order of urgency, cancelled.

use super::*;

#[tokio::test]
async fn a_read_is_asked_and_answered() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    let asked = bench.asked().await;
    assert_eq!(asked.line, "GET /api/users/7");
    assert_eq!(asked.token, "Bearer tok-1");
    asked.user();
    let (ticket, outcome, exchange) = bench.reply().await;
    assert_eq!(ticket, 1);
    let Ok(Reply::Record(record)) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(record.json(), r#"{"id":"7"}"#);
    let exchange = exchange.unwrap();
    assert_eq!((exchange.status, exchange.attempts), (Some(200), 1));
    let budget = bench
        .budget(|budget| budget.sent == 1 && budget.in_flight == 0)
        .await;
    assert_eq!(
        budget,
        Budget {
            sent: 1,
            rate: 1,
            ..Budget::default()
        }
    );
}

#[tokio::test]
async fn equal_reads_at_once_are_one_request() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    let first = bench.asked().await;
    bench.look(2, "7");
    bench.read(3, "7", Urgency::Prefetch);
    bench.look(4, "8");
    let other = bench.asked().await;
    assert_eq!(other.line, "GET /api/users/8");
    first.user();
    for ticket in [1, 2, 3] {
        let (answered, outcome, exchange) = bench.reply().await;
        assert_eq!(answered, ticket);
        assert!(outcome.is_ok(), "{outcome:?}");
        // It is one request, and told of once.
        assert_eq!(exchange.is_some(), ticket == 1);
    }
    other.user();
    assert_eq!(bench.succeeded().await, 4);
}

#[tokio::test]
async fn equal_reads_that_wait_are_one_request_of_the_greater_urgency() {
    let mut bench = Bench::peoplelens().await;
    let mut busy = bench.busy().await;
    bench.read(1, "7", Urgency::Prefetch);
    bench.look(2, "8");
    bench.read(3, "7", Urgency::Verify);
    for line in ["GET /api/users/7", "GET /api/users/8"] {
        busy.remove(0).user();
        bench.succeeded().await;
        let asked = bench.asked().await;
        assert_eq!(asked.line, line);
        busy.push(asked);
    }
}

#[tokio::test]
async fn a_verification_is_a_request_of_its_own() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    let before = bench.asked().await;
    bench.read(2, "7", Urgency::Verify);
    let after = bench.asked().await;
    after.user();
    assert_eq!(bench.succeeded().await, 2);
    before.user();
    assert_eq!(bench.succeeded().await, 1);
}

#[tokio::test]
async fn what_left_before_a_write_was_answered_is_not_shared_after_it() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    let before = bench.asked().await;
    bench.write(2, "7");
    bench.asked().await.answer(200, "", r#"{"success":true}"#);
    assert_eq!(bench.succeeded().await, 2);
    bench.look(3, "7");
    bench.asked().await.user();
    assert_eq!(bench.succeeded().await, 3);
    before.user();
    assert_eq!(bench.succeeded().await, 1);
}

#[tokio::test]
async fn the_more_urgent_goes_first() {
    let mut bench = Bench::peoplelens().await;
    let mut busy = bench.busy().await;
    bench.read(1, "prefetch", Urgency::Prefetch);
    bench.read(2, "walk", Urgency::Walk);
    bench.read(3, "look", Urgency::Look);
    bench.write(4, "write");
    bench.read(5, "verify", Urgency::Verify);
    let waiting = bench.budget(|budget| budget.waiting == 5).await;
    assert_eq!((waiting.in_flight, waiting.blocked), (4, None));
    for line in [
        "GET /api/users/verify",
        "PATCH /api/users/write",
        "GET /api/users/look",
        "GET /api/users/walk",
        "GET /api/users/prefetch",
    ] {
        busy.remove(0).user();
        bench.succeeded().await;
        let asked = bench.asked().await;
        assert_eq!(asked.line, line);
        busy.push(asked);
    }
}

#[tokio::test]
async fn a_read_that_is_cancelled_while_it_waits_is_not_sent() {
    let mut bench = Bench::peoplelens().await;
    let mut busy = bench.busy().await;
    bench.look(1, "7");
    bench.look(2, "8");
    bench.engine.cancel(Ticket(1));
    busy.remove(0).user();
    bench.succeeded().await;
    let asked = bench.asked().await;
    assert_eq!(asked.line, "GET /api/users/8");
    asked.user();
    assert_eq!(bench.succeeded().await, 2);
    assert_eq!(bench.budget(|budget| budget.waiting == 0).await.sent, 5);
}

#[tokio::test]
async fn a_read_that_is_cancelled_on_the_wire_is_counted_and_not_answered() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    bench.look(2, "7");
    let asked = bench.asked().await;
    bench.engine.cancel(Ticket(1));
    asked.user();
    assert_eq!(bench.succeeded().await, 2, "the other still wants it");

    bench.look(3, "8");
    let given_up = bench.asked().await;
    bench.engine.cancel(Ticket(3));
    let budget = bench
        .budget(|budget| budget.sent == 2 && budget.in_flight == 0)
        .await;
    assert_eq!(budget.rate, 2);
    given_up.user();
    bench.look(4, "9");
    bench.asked().await.user();
    assert_eq!(bench.succeeded().await, 4);
}
