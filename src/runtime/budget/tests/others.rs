//! What other programs send with the same token.

use super::*;

#[test]
fn what_others_sent_counts_with_our_own() {
    let mut ledger = Ledger::new(limits(Some(100), Some(1000)));
    spend(&mut ledger, 10, s(5));
    // They began before this program did.
    let ages: Vec<Duration> = [3590, 70, 30]
        .into_iter()
        .flat_map(|a| [s(a); 28])
        .collect();
    ledger.hear_others(&ages, s(10));
    let snapshot = ledger.snapshot(None, 0, s(10));
    assert_eq!(snapshot.minute, Some((38, 100)));
    assert_eq!(snapshot.window.map(|w| w.remaining), Some(906));
    assert_eq!(snapshot.rate, 10, "ours alone");
    let remaining = |ledger: &Ledger, at| ledger.snapshot(None, 0, at).window.map(|w| w.remaining);
    assert_eq!(
        remaining(&ledger, s(20) + MARGIN),
        Some(934),
        "the first have left"
    );

    // 95 may look: 57 more of ours fill the minute until theirs leave it.
    spend(&mut ledger, 57, s(11));
    let theirs_leave = s(10) + s(30) + MARGIN;
    assert_eq!(
        ledger.admit(Urgency::Look, s(11)),
        Admit::WaitUntil(theirs_leave)
    );
    spend(&mut ledger, 5, s(12));
    let mut last = Vec::new();
    for requests in [1, 28, 29, 38, 39, 95, 100, 101] {
        last.push(ledger.leaves_after(Span::Minute, requests, s(12)));
    }
    let ours = |at: u64| Some(s(at + 60) + MARGIN);
    assert_eq!(
        last,
        [
            Some(theirs_leave),
            Some(theirs_leave),
            ours(5),
            ours(5),
            ours(11),
            ours(11),
            ours(12),
            None
        ]
    );
}

#[test]
fn others_are_left_the_room_that_we_do_not_need() {
    let mut ledger = Ledger::new(limits(Some(100), Some(1000)));
    spend(&mut ledger, 10, s(5));
    ledger.sent(s(6));
    let room = |urgency| {
        let room = ledger.room(urgency, s(10));
        (room.minute, room.hour)
    };
    assert_eq!(room(Urgency::Verify), (Some(89), Some(989)));
    assert_eq!(room(Urgency::Look), (Some(84), Some(984)));
    assert_eq!(room(Urgency::Prefetch), (Some(49), Some(589)));
    assert_eq!(
        ledger.ages(s(10)),
        [[s(5)].repeat(10), vec![s(0)]].concat(),
        "one on the wire is as if it were answered now"
    );
    let unlimited = Ledger::new(Limits::default());
    assert_eq!(unlimited.room(Urgency::Look, s(10)), Room::default());
    assert!(!unlimited.is_limited() && ledger.is_limited());
}

#[test]
fn what_is_used_elsewhere_is_told_and_never_too_much() {
    let elsewhere = |ledger: &Ledger, at| ledger.snapshot(None, 0, at).elsewhere;
    let mut ledger = Ledger::new(limits(Some(100), Some(1000)));
    // What was used before we came: 37 that were not ours.
    exchange(&mut ledger, &told(1000, 962, 1800), s(10));
    assert_eq!(elsewhere(&ledger, s(10)), 37);
    // Ours are no one else's.
    for left in [961, 960, 959] {
        exchange(&mut ledger, &told(1000, left, 1790), s(20));
    }
    assert_eq!(elsewhere(&ledger, s(20)), 37);
    // One on the wire may be counted there by now, or may not.
    let slow = ledger.sent(s(21));
    exchange(&mut ledger, &told(1000, 957, 1789), s(21));
    assert_eq!(elsewhere(&ledger, s(21)), 37);
    ledger.ended(slow, Some(&told(1000, 958, 1789)), s(22));
    assert_eq!(elsewhere(&ledger, s(22)), 37);
    exchange(&mut ledger, &told(1000, 900, 1780), s(30));
    assert_eq!(elsewhere(&ledger, s(30)), 37 + 56);
    // The same, sent by another whoswho, is not elsewhere.
    ledger.hear_others(&[s(1); 40], s(31));
    exchange(&mut ledger, &told(1000, 859, 1779), s(31));
    assert_eq!(elsewhere(&ledger, s(31)), 37 + 56);
    // A new window begins from nothing.
    exchange(&mut ledger, &told(1000, 999, 3600), s(1900));
    assert_eq!(elsewhere(&ledger, s(1900)), 0);

    let mut alone = Ledger::new(limits(Some(100), Some(1000)));
    alone.hear_others(&[s(100); 30], s(1));
    exchange(&mut alone, &told(1000, 969, 1800), s(2));
    assert_eq!(elsewhere(&alone, s(2)), 0);
    assert_eq!(elsewhere(&Ledger::new(Limits::default()), s(2)), 0);
}

#[test]
fn where_nothing_can_be_changed_nothing_is_kept_for_a_verification() {
    for (limit, urgency, sent_of_it) in [
        (100, Urgency::Look, 100),
        (100, Urgency::Walk, 80),
        (8, Urgency::Look, 8),
    ] {
        let mut ledger = Ledger::new(limits(Some(limit), None)).without_changes();
        let mut sent = 0;
        while ledger.admit(urgency, s(1)) == Admit::Go {
            spend(&mut ledger, 1, s(1));
            sent += 1;
        }
        assert_eq!(sent, sent_of_it, "{urgency:?} of {limit}");
    }
}
