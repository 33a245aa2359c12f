//! A token that is refused, changed, or not to be had.

use super::*;

#[tokio::test]
async fn the_first_401_holds_the_rest_until_there_is_another_token() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    bench.asked().await.answer(401, "", "{}");
    let (ticket, outcome, exchange) = bench.reply().await;
    assert_eq!(ticket, 1);
    assert!(
        matches!(outcome, Err(ApiError::Unauthorized(_))),
        "{outcome:?}"
    );
    assert_eq!(exchange.unwrap().status, Some(401));

    bench.look(2, "8");
    let budget = bench.budget(|budget| budget.waiting == 1).await;
    assert_eq!(
        budget.blocked,
        Some(Blocked {
            why: BlockedBy::Token,
            until: None
        })
    );
    bench.engine.use_token(Secret::new("tok-2".to_owned()));
    let asked = bench.asked().await;
    assert_eq!(
        (asked.line.as_str(), asked.token.as_str()),
        ("GET /api/users/8", "Bearer tok-2")
    );
    asked.user();
    assert_eq!(bench.succeeded().await, 2);
}

#[tokio::test]
async fn reads_that_a_bad_token_took_along_go_again_with_the_next() {
    let mut bench = Bench::peoplelens().await;
    bench.look(1, "7");
    let first = bench.asked().await;
    bench.look(2, "8");
    let second = bench.asked().await;
    first.answer(401, "", "{}");
    assert_eq!(bench.reply().await.0, 1);
    second.answer(401, "", "{}");
    bench.budget(|budget| budget.waiting == 1).await;
    bench.engine.read_token();
    assert_eq!(
        bench.message().await,
        Msg::TokenRead {
            profile: ProfileId(3),
            outcome: Ok(())
        }
    );
    let again = bench.asked().await;
    assert_eq!(again.line, "GET /api/users/8");
    again.user();
    let (ticket, outcome, _) = bench.reply().await;
    assert_eq!(ticket, 2);
    assert!(outcome.is_ok(), "{outcome:?}");
}

#[tokio::test]
async fn without_a_token_the_first_to_ask_is_told_and_the_rest_wait() {
    let mut bench = Bench::new("peoplelens", |connection| {
        connection.token = TokenSource::Env("WHOSWHO_TEST_NO_SUCH_VARIABLE".to_owned());
    })
    .await;
    bench.look(1, "7");
    let why = "the environment variable WHOSWHO_TEST_NO_SUCH_VARIABLE is not set".to_owned();
    assert_eq!(
        bench.reply().await,
        (1, Err(ApiError::NotSent(why.clone())), None)
    );
    let told = Msg::TokenRead {
        profile: ProfileId(3),
        outcome: Err(why.clone()),
    };
    assert_eq!(bench.message().await, told);
    bench.look(2, "8");
    bench.engine.read_token();
    assert_eq!(bench.message().await, told);
    bench.engine.use_token(Secret::new("tok-2".to_owned()));
    bench.asked().await.user();
    assert_eq!(bench.succeeded().await, 2);
}
