//! The budget: what the headers say, what others use, what is told of it.

use super::*;

#[tokio::test]
async fn what_is_over_the_budget_waits_and_says_why() {
    let mut bench = Bench::new("peoplelens", |connection| {
        connection.limits = Limits {
            minute: Some(2),
            hour: None,
            headers: None,
        };
    })
    .await;
    for ticket in 1..=2 {
        bench.look(ticket, &ticket.to_string());
        bench.asked().await.user();
        bench.succeeded().await;
    }
    bench.look(3, "3");
    let budget = bench.budget(|budget| budget.blocked.is_some()).await;
    assert_eq!(budget.minute, Some((2, 2)));
    assert_eq!(budget.waiting, 1);
    let blocked = budget.blocked.unwrap();
    assert_eq!(blocked.why, BlockedBy::Minute(2, 2));
    let until = blocked.until.unwrap();
    assert!((60..=80).contains(&until.as_secs()), "{until:?}");
}

#[tokio::test]
async fn the_servers_headers_are_in_the_budget() {
    let mut bench = Bench::new("leanmote", |_| {}).await;
    bench.look(1, "7");
    bench.asked().await.answer(
        200,
        "x-ratelimit-limit: 1000\r\nx-ratelimit-remaining: 321\r\nx-ratelimit-reset: 60\r\n",
        r#"{"data":{"id":"7"}}"#,
    );
    assert!(bench.reply().await.1.is_ok());
    let budget = bench
        .budget(|budget| budget.in_flight == 0 && budget.sent == 1)
        .await;
    assert!(
        matches!(
            budget.window,
            Some(Window {
                limit: 1000,
                remaining: 321,
                estimated: false,
                ..
            })
        ),
        "{budget:?}"
    );
    assert_eq!(budget.minute, Some((1, 100)));
}

/// A directory that allows so many requests a minute and knows no change, and
/// the folder that its explorers share.
async fn shared(minute: u32) -> (Bench, Connection, tempfile::TempDir) {
    let mut copy = None;
    let bench = Bench::new("peoplelens", |connection| {
        connection.read_only = true;
        connection.limits = Limits {
            minute: Some(minute),
            hour: None,
            headers: None,
        };
        copy = Some(connection.clone());
    })
    .await;
    (bench, copy.unwrap(), tempfile::tempdir().unwrap())
}

fn get(ticket: u64, user: &str) -> Order {
    Order {
        ticket: Ticket(ticket),
        call: Call::Get {
            of: RecordOf::Resource(record(user)),
        },
        urgency: Urgency::Look,
        journal: None,
    }
}

async fn replied(messages: &mut Messages) -> u64 {
    loop {
        if let Msg::Replied {
            ticket, outcome, ..
        } = soon(messages.recv()).await.unwrap()
        {
            assert!(outcome.is_ok(), "{outcome:?}");
            return ticket.0;
        }
    }
}

async fn budget_of(messages: &mut Messages, wanted: impl Fn(&Budget) -> bool) -> Budget {
    loop {
        if let Msg::Budget { budget, .. } = soon(messages.recv()).await.unwrap()
            && wanted(&budget)
        {
            return budget;
        }
    }
}

#[tokio::test]
async fn two_explorers_with_one_token_stay_within_one_budget() {
    let (mut bench, connection, folder) = shared(4).await;
    let (one, mut to_one) = Bench::among_others(&connection, folder.path());
    let (other, mut to_other) = Bench::among_others(&connection, folder.path());
    for ticket in [1, 2, 3] {
        one.submit(get(ticket, &ticket.to_string()));
        bench.asked().await.user();
        assert_eq!(replied(&mut to_one).await, ticket);
    }
    // The other has not been told, and finds out in time.
    other.submit(get(4, "4"));
    bench.asked().await.user();
    assert_eq!(replied(&mut to_other).await, 4);
    other.submit(get(5, "5"));
    one.submit(get(6, "6"));
    for messages in [&mut to_one, &mut to_other] {
        let budget = budget_of(messages, |budget| {
            budget.waiting == 1 && budget.in_flight == 0 && budget.blocked.is_some()
        })
        .await;
        assert_eq!(budget.minute, Some((4, 4)));
        assert!(matches!(
            budget.blocked,
            Some(Blocked {
                why: BlockedBy::Minute(4, 4),
                until: Some(_)
            })
        ));
    }
    assert!(bench.asked.try_recv().is_err(), "no fifth was sent");
}

#[tokio::test]
async fn what_was_sent_before_a_restart_still_counts() {
    let (mut bench, connection, folder) = shared(2).await;
    let (before, mut to_before) = Bench::among_others(&connection, folder.path());
    for ticket in [1, 2] {
        before.submit(get(ticket, &ticket.to_string()));
        bench.asked().await.user();
        assert_eq!(replied(&mut to_before).await, ticket);
    }
    drop(before);
    let (after, mut to_after) = Bench::among_others(&connection, folder.path());
    after.submit(get(3, "3"));
    let budget = budget_of(&mut to_after, |budget| budget.blocked.is_some()).await;
    assert_eq!((budget.minute, budget.sent), (Some((2, 2)), 0));
}

/// What whoever begins now with that token counts in its minute, before it has
/// sent anything.
async fn counted_with(token: &str, connection: &Connection, folder: &Path) -> Option<(u32, u32)> {
    let (engine, mut messages) = Bench::among_others(connection, folder);
    engine.use_token(Secret::new(token.to_owned()));
    engine.submit(get(1, "1"));
    budget_of(&mut messages, |budget| budget.blocked.is_some())
        .await
        .minute
}

#[tokio::test]
async fn another_token_is_counted_for_itself() {
    let (mut bench, connection, folder) = shared(2).await;
    let (engine, mut messages) = Bench::among_others(&connection, folder.path());
    for ticket in [1, 2] {
        engine.submit(get(ticket, &ticket.to_string()));
        let asked = bench.asked().await;
        assert_eq!(asked.token, "Bearer tok-1");
        asked.user();
        assert_eq!(replied(&mut messages).await, ticket);
    }
    engine.submit(get(3, "3"));
    budget_of(&mut messages, |budget| budget.blocked.is_some()).await;
    // Its budget is used up, and that of the next is not.
    engine.use_token(Secret::new("tok-2".to_owned()));
    let asked = bench.asked().await;
    assert_eq!(
        (&*asked.line, &*asked.token),
        ("GET /api/users/3", "Bearer tok-2")
    );
    asked.user();
    assert_eq!(replied(&mut messages).await, 3);
    engine.submit(get(4, "4"));
    bench.asked().await.user();
    assert_eq!(replied(&mut messages).await, 4);
    // Others know of each what was sent with it, and of no other.
    for token in ["tok-1", "tok-2"] {
        let counted = counted_with(token, &connection, folder.path()).await;
        assert_eq!(counted, Some((2, 2)), "{token}");
    }
    // The same token again is no other, and the first one comes back as it was.
    for token in ["tok-2", "tok-1"] {
        engine.use_token(Secret::new(token.to_owned()));
        engine.submit(get(5, "5"));
        let budget = budget_of(&mut messages, |budget| budget.blocked.is_some()).await;
        assert_eq!(budget.minute, Some((2, 2)), "{token}");
    }
    assert!(bench.asked.try_recv().is_err(), "no fifth was sent");
    // Nor does what a third sends take the place of what another has sent.
    engine.use_token(Secret::new("tok-3".to_owned()));
    bench.asked().await.user();
    assert_eq!(replied(&mut messages).await, 5);
    let counted = counted_with("tok-2", &connection, folder.path()).await;
    assert_eq!(counted, Some((2, 2)));
}

#[tokio::test]
async fn what_others_sent_with_another_token_is_none_of_this_one() {
    let (mut bench, connection, folder) = shared(9).await;
    let (other, mut to_other) = Bench::among_others(&connection, folder.path());
    let (engine, mut messages) = Bench::among_others(&connection, folder.path());
    other.submit(get(1, "1"));
    bench.asked().await.user();
    assert_eq!(replied(&mut to_other).await, 1);
    engine.submit(get(2, "2"));
    bench.asked().await.user();
    assert_eq!(replied(&mut messages).await, 2);
    budget_of(&mut messages, |budget| budget.minute == Some((2, 9))).await;
    // The next is still being held against the others' when the token changes.
    let lock = std::fs::File::open(folder.path().join("sends.lock")).unwrap();
    lock.lock().unwrap();
    engine.submit(get(3, "3"));
    budget_of(&mut messages, |budget| budget.in_flight == 1).await;
    engine.use_token(Secret::new("tok-2".to_owned()));
    budget_of(&mut messages, |budget| budget.minute == Some((0, 9))).await;
    lock.unlock().unwrap();
    let asked = bench.asked().await;
    assert_eq!(asked.token, "Bearer tok-1");
    asked.user();
    assert_eq!(replied(&mut messages).await, 3);
    engine.submit(get(4, "4"));
    bench.asked().await.user();
    assert_eq!(replied(&mut messages).await, 4);
    let budget = budget_of(&mut messages, |budget| budget.in_flight == 0).await;
    assert_eq!(budget.minute, Some((1, 9)));
}

#[tokio::test]
async fn what_was_on_the_wire_with_another_token_says_nothing_of_this_one() {
    let mut bench = Bench::new("leanmote", |_| {}).await;
    let three = "x-ratelimit-limit: 1000\r\nx-ratelimit-remaining: 3\r\nx-ratelimit-reset: 60\r\n";
    for ticket in [1, 2] {
        bench.look(ticket, &ticket.to_string());
    }
    let (one, other) = (bench.asked().await, bench.asked().await);
    bench.engine.use_token(Secret::new("tok-2".to_owned()));
    bench.look(3, "3");
    let third = bench.asked().await;
    assert_eq!(third.token, "Bearer tok-2");
    one.answer(200, three, r#"{"data":{"id":"1"}}"#);
    assert_eq!(bench.succeeded().await, 1);
    // A refusal is the other's: this goes again at once, with the new one.
    other.answer(429, &format!("retry-after: 100\r\n{three}"), "{}");
    let again = bench.asked().await;
    assert_eq!(
        (&*again.line, &*again.token),
        ("GET /users/2", "Bearer tok-2")
    );
    again.user();
    third.user();
    assert_eq!([bench.succeeded().await, bench.succeeded().await], [2, 3]);
    let budget = bench.budget(|budget| budget.in_flight == 0).await;
    assert_eq!(budget.blocked, None);
    assert_eq!(budget.window.map(|window| window.remaining), Some(998));
    assert_eq!((budget.minute, budget.sent), (Some((2, 100)), 4));
}

async fn spending_of(messages: &mut Messages) -> Hour {
    loop {
        if let Msg::Spending { profile, hour } = soon(messages.recv()).await.unwrap() {
            assert_eq!(profile, ProfileId(3));
            return *hour;
        }
    }
}

#[tokio::test]
async fn what_was_sent_in_the_last_hour_is_told_with_what_others_sent_since() {
    let (mut bench, connection, folder) = shared(20).await;
    let (one, mut to_one) = Bench::among_others(&connection, folder.path());
    let (other, mut to_other) = Bench::among_others(&connection, folder.path());
    one.submit(get(1, "1"));
    bench.asked().await.user();
    assert_eq!(replied(&mut to_one).await, 1);
    for ticket in [2, 3] {
        other.submit(get(ticket, &ticket.to_string()));
        bench.asked().await.user();
        assert_eq!(replied(&mut to_other).await, ticket);
    }
    // On a busy machine, the other's requests are written down a little later.
    soon(async {
        loop {
            one.tell_spending();
            let hour = spending_of(&mut to_one).await;
            let [look, walk, change, others] = hour.total().parts();
            assert_eq!([look, walk, change], [1, 0, 0]);
            if hour.shared && others == 2 {
                break;
            }
        }
    })
    .await;
}

#[tokio::test]
async fn where_nothing_is_shared_what_was_sent_is_told_all_the_same() {
    let mut bench = Bench::peoplelens().await;
    bench.engine.tell_spending();
    let hour = spending_of(&mut bench.messages).await;
    assert_eq!((hour.shared, hour.total().total()), (false, 0));
    bench.engine.submit(get(1, "1"));
    bench.asked().await.user();
    assert_eq!(replied(&mut bench.messages).await, 1);
    bench.engine.tell_spending();
    let hour = spending_of(&mut bench.messages).await;
    assert_eq!(
        (hour.shared, hour.minutes[0].parts()),
        (false, [1, 0, 0, 0])
    );
}

#[tokio::test]
async fn a_log_of_sends_that_cannot_be_had_holds_nothing_up() {
    let (mut bench, connection, folder) = shared(10).await;
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let (engine, mut messages) = Bench::among_others(&connection, &file);
    engine.submit(get(1, "1"));
    bench.asked().await.user();
    assert_eq!(replied(&mut messages).await, 1);

    let (engine, mut messages) = Bench::among_others(&connection, folder.path());
    let lock = folder.path().join("sends.lock");
    let held = std::fs::File::create(&lock).unwrap();
    held.lock().unwrap();
    engine.submit(get(2, "2"));
    bench.asked().await.user();
    assert_eq!(replied(&mut messages).await, 2);
}
