//! Writes: noted before they leave, never cancelled.

use super::*;

#[tokio::test]
async fn a_write_is_never_cancelled() {
    let mut bench = Bench::peoplelens().await;
    let mut busy = bench.busy().await;
    bench.write(1, "7");
    bench.engine.cancel(Ticket(1));
    busy.remove(0).user();
    bench.succeeded().await;
    let asked = bench.asked().await;
    bench.engine.cancel(Ticket(1));
    asked.answer(200, "", r#"{"success":true}"#);
    let (ticket, outcome, _) = bench.reply().await;
    assert_eq!((ticket, outcome), (1, Ok(Reply::Written(None))));
}

#[tokio::test]
async fn a_write_is_in_the_journal_before_it_leaves() {
    let mut bench = Bench::peoplelens().await;
    bench.write(1, "7");
    let asked = bench.asked().await;
    assert_eq!(
        std::fs::read_to_string(bench.journal.path()).unwrap(),
        "{\"user\":\"7\"}\n"
    );
    asked.answer(200, "", r#"{"success":true}"#);
    assert_eq!(bench.reply().await.1, Ok(Reply::Written(None)));
}

#[tokio::test]
async fn a_write_that_cannot_be_noted_is_not_sent() {
    let mut bench = Bench::peoplelens().await;
    std::fs::create_dir(bench.journal.path()).unwrap();
    bench.write(1, "7");
    let (ticket, outcome, exchange) = bench.reply().await;
    assert_eq!((ticket, exchange), (1, None));
    let Err(ApiError::NotJournalled(why)) = outcome else {
        panic!("{outcome:?}");
    };
    assert!(why.starts_with("the journal "), "{why}");
    bench.look(2, "8");
    let asked = bench.asked().await;
    assert_eq!(asked.line, "GET /api/users/8");
    asked.user();
    bench.succeeded().await;
    assert_eq!(bench.budget(|budget| budget.in_flight == 0).await.sent, 1);
}
