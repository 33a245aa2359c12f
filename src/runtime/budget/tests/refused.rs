//! A 429 and a refused token: how long all wait.

use super::*;

#[test]
fn a_429_waits_as_long_as_it_says() {
    // (Retry-After, headers, answered so far at 10 s) → (wait until, stop)
    let cases: [(Option<u64>, Option<Told>, Duration, Refusal); 6] = [
        (Some(7), None, s(27), Refusal::Wait),
        (Some(7), Some(told(1000, 900, 50)), s(27), Refusal::Wait),
        (Some(0), None, s(21), Refusal::Wait),
        (Some(301), None, s(321), Refusal::Stop { wait: s(301) }),
        // Something is left: the minute is used up. Ours of 10 s is the oldest.
        (
            None,
            Some(told(1000, 900, 50)),
            s(70) + MARGIN,
            Refusal::Wait,
        ),
        (None, Some(told(1000, 0, 500)), s(520), Refusal::Wait),
    ];
    for (retry_after, headers, until, refusal) in cases {
        let mut ledger = Ledger::new(limits(Some(100), Some(1000)));
        spend(&mut ledger, 1, s(10));
        let id = ledger.sent(s(20));
        ledger.ended(id, headers.as_ref(), s(20));
        assert_eq!(
            ledger.refused(s(20), retry_after.map(s), headers.as_ref(), s(20)),
            refusal,
            "{retry_after:?} {headers:?}"
        );
        assert_eq!(
            ledger.admit(Urgency::Verify, s(20)),
            Admit::WaitUntil(until),
            "{retry_after:?} {headers:?}"
        );
        assert_eq!(
            ledger.snapshot(None, 1, s(20)).blocked,
            Some(Blocked {
                why: BlockedBy::Refused,
                until: Some(until)
            })
        );
    }
}

#[test]
fn a_429_without_a_hint_doubles_its_wait_and_then_stops() {
    let mut ledger = Ledger::new(Limits::default());
    let mut now = s(0);
    for (wait, refusal) in [
        (60, Refusal::Wait),
        (120, Refusal::Wait),
        (240, Refusal::Wait),
        (240, Refusal::Stop { wait: s(240) }),
    ] {
        let id = ledger.sent(now);
        let sent = now;
        now += s(1);
        ledger.ended(id, None, now);
        assert_eq!(ledger.refused(sent, None, None, now), refusal);
        assert_eq!(
            ledger.admit(Urgency::Look, now),
            Admit::WaitUntil(now + s(wait))
        );
        now += s(wait);
        assert_eq!(ledger.admit(Urgency::Look, now), Admit::Go);
    }
    // A good answer ends it.
    ledger.accepted(now);
    let id = ledger.sent(now);
    ledger.ended(id, None, now);
    assert_eq!(ledger.refused(now, None, None, now), Refusal::Wait);
    assert_eq!(
        ledger.admit(Urgency::Look, now),
        Admit::WaitUntil(now + s(60))
    );
}

#[test]
fn refusals_that_were_on_the_wire_together_count_once() {
    let mut ledger = Ledger::new(Limits::default());
    let ids: Vec<_> = (0..3).map(|_| ledger.sent(s(1))).collect();
    for id in ids {
        ledger.ended(id, None, s(2));
        ledger.refused(s(1), None, None, s(2));
    }
    // One that left before the refusal and was answered does not end it.
    ledger.accepted(s(1));
    assert_eq!(
        ledger.admit(Urgency::Look, s(2)),
        Admit::WaitUntil(s(62)),
        "not doubled"
    );
    // Then one finds out whether it goes on.
    assert_eq!(ledger.admit(Urgency::Look, s(62)), Admit::Go);
    ledger.sent(s(62));
    assert_eq!(ledger.admit(Urgency::Look, s(62)), Admit::Held);
    ledger.accepted(s(62));
    assert_eq!(ledger.admit(Urgency::Look, s(62)), Admit::Go);
}

#[test]
fn a_refused_token_holds_everything() {
    let mut ledger = Ledger::new(Limits::default());
    ledger.hold();
    for urgency in ALL {
        assert_eq!(ledger.admit(urgency, s(1)), Admit::Held);
    }
    assert_eq!(
        ledger.snapshot(Some(Urgency::Look), 1, s(1)).blocked,
        Some(Blocked {
            why: BlockedBy::Token,
            until: None
        })
    );
    ledger.release();
    assert_eq!(ledger.admit(Urgency::Prefetch, s(1)), Admit::Go);
}

#[test]
fn another_token_has_a_budget_of_its_own() {
    let mut ledger = Ledger::new(limits(Some(100), Some(1000)));
    spend(&mut ledger, 95, s(1));
    exchange(&mut ledger, &told(1000, 7, 600), s(1));
    ledger.hear_others(&[s(1); 4], s(1));
    ledger.reserve(3);
    let left_with_the_old = [ledger.sent(s(2)), ledger.sent(s(2))];
    ledger.refused(s(2), Some(s(200)), None, s(3));
    ledger.hold();

    ledger.begin_anew();
    let of_both = |ledger: &Ledger| {
        let budget = ledger.snapshot(None, 0, s(4));
        let remaining = budget.window.map(|window| window.remaining);
        (budget.minute, remaining, budget.in_flight, budget.sent)
    };
    assert_eq!(of_both(&ledger), (Some((0, 100)), Some(1000), 2, 98));
    assert_eq!(ledger.snapshot(None, 0, s(4)).blocked, None);
    assert_eq!(ledger.ages(s(4)), Vec::<Duration>::new());
    // Two places on the wire are taken, and two are not.
    let new = [ledger.sent(s(4)), ledger.sent(s(4))];
    assert_eq!(ledger.admit(Urgency::Verify, s(4)), Admit::Held);
    ledger.ended(left_with_the_old[0], Some(&told(1000, 6, 600)), s(5));
    assert_eq!(of_both(&ledger), (Some((2, 100)), Some(998), 3, 100));
    ledger.withdrawn(left_with_the_old[1]);
    ledger.ended(new[0], Some(&told(1000, 999, 600)), s(5));
    assert_eq!(of_both(&ledger), (Some((2, 100)), Some(998), 1, 99));
    // What is set aside for a review still is: 3 beside the 5 for verifying.
    spend(&mut ledger, 89, s(6));
    ledger.ended(new[1], None, s(6));
    assert_eq!(ledger.admit(Urgency::Look, s(6)), Admit::Go);
    spend(&mut ledger, 1, s(6));
    assert_ne!(ledger.admit(Urgency::Look, s(6)), Admit::Go);
}
