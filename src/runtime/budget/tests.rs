//! The budget, on a clock that is told.

mod invariants;
mod others;
mod refused;
mod session;

use proptest::prelude::*;

use super::*;
use crate::app::message::{Blocked, BlockedBy, Window};

const fn s(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn limits(minute: Option<u32>, hour: Option<u32>) -> Limits {
    Limits {
        hour,
        minute,
        headers: None,
    }
}

fn told(limit: u32, remaining: u32, resets_in: u64) -> Told {
    Told {
        limit,
        remaining,
        resets_in: s(resets_in),
    }
}

/// Sends that many requests, each answered at once and without headers.
fn spend(ledger: &mut Ledger, requests: u32, at: Duration) {
    for _ in 0..requests {
        let id = ledger.sent(at);
        ledger.ended(id, None, at);
        ledger.accepted(at);
    }
}

fn exchange(ledger: &mut Ledger, told: &Told, at: Duration) {
    let id = ledger.sent(at);
    ledger.ended(id, Some(told), at);
    ledger.accepted(at);
}

const ALL: [Urgency; 5] = [
    Urgency::Verify,
    Urgency::Write,
    Urgency::Look,
    Urgency::Walk,
    Urgency::Prefetch,
];

#[test]
fn each_urgency_leaves_its_part_of_a_minute() {
    let leaves = [
        (Urgency::Verify, 0),
        (Urgency::Write, 5),
        (Urgency::Look, 5),
        (Urgency::Walk, 20),
        (Urgency::Prefetch, 40),
    ];
    for (urgency, left) in leaves {
        let mut ledger = Ledger::new(limits(Some(100), None));
        let mut sent = 0;
        while ledger.admit(urgency, s(1)) == Admit::Go {
            spend(&mut ledger, 1, s(1));
            sent += 1;
        }
        assert_eq!(100 - sent, left, "{urgency:?}");
        assert_eq!(
            ledger.admit(urgency, s(1)),
            Admit::WaitUntil(s(61) + MARGIN),
            "{urgency:?}"
        );
        assert_eq!(ledger.admit(urgency, s(61) + MARGIN), Admit::Go);
    }
}

#[test]
fn each_urgency_leaves_its_part_of_an_hour() {
    let leaves = [
        (Urgency::Verify, 0),
        (Urgency::Write, 5),
        (Urgency::Look, 5),
        (Urgency::Walk, 5),
        (Urgency::Prefetch, 400),
    ];
    for (urgency, left) in leaves {
        let mut ledger = Ledger::new(limits(None, Some(1000)));
        let mut sent = 0;
        while ledger.admit(urgency, s(1)) == Admit::Go {
            spend(&mut ledger, 1, s(1));
            sent += 1;
        }
        assert_eq!(1000 - sent, left, "{urgency:?}");
        assert_eq!(
            ledger.admit(urgency, s(1)),
            Admit::WaitUntil(s(3601) + MARGIN)
        );
    }
}

#[test]
fn a_small_window_still_lets_the_operator_look() {
    for (limit, looks) in [(1, 1), (3, 3), (4, 3), (8, 6), (20, 15)] {
        let mut ledger = Ledger::new(limits(Some(limit), None));
        let mut sent = 0;
        while ledger.admit(Urgency::Look, s(1)) == Admit::Go {
            spend(&mut ledger, 1, s(1));
            sent += 1;
        }
        assert_eq!(sent, looks, "of {limit}");
    }
}

#[test]
fn a_walk_leaves_20_of_a_minute_that_has_them() {
    for (limit, walked) in [(100, 80), (60, 40), (30, 10), (21, 7), (3, 1), (1, 1)] {
        let mut ledger = Ledger::new(limits(Some(limit), None));
        let mut sent = 0;
        while ledger.admit(Urgency::Walk, s(1)) == Admit::Go {
            spend(&mut ledger, 1, s(1));
            sent += 1;
        }
        assert_eq!(sent, walked, "of {limit}");
    }
}

#[test]
fn without_a_documented_limit_nothing_is_held_back() {
    for none in [None, Some(0)] {
        let mut ledger = Ledger::new(limits(none, none));
        spend(&mut ledger, 5000, s(1));
        for urgency in ALL {
            assert_eq!(ledger.admit(urgency, s(1)), Admit::Go);
        }
        let snapshot = ledger.snapshot(None, 0, s(2));
        assert_eq!(snapshot.window, None);
        assert_eq!(snapshot.minute, None);
        assert_eq!(snapshot.sent, 5000);
        assert_eq!(snapshot.rate, 5000);
    }
}

#[test]
fn at_most_four_are_on_the_wire() {
    let mut ledger = Ledger::new(Limits::default());
    let first = ledger.sent(s(1));
    for _ in 0..3 {
        assert_eq!(ledger.admit(Urgency::Prefetch, s(1)), Admit::Go);
        ledger.sent(s(1));
    }
    assert_eq!(ledger.admit(Urgency::Verify, s(1)), Admit::Held);
    ledger.ended(first, None, s(2));
    assert_eq!(ledger.admit(Urgency::Verify, s(2)), Admit::Go);
}

#[test]
fn a_request_counts_until_a_window_after_its_answer() {
    let mut ledger = Ledger::new(limits(Some(1), None));
    let slow = ledger.sent(s(0));
    assert_eq!(ledger.admit(Urgency::Look, s(0)), Admit::Held);
    assert_eq!(ledger.admit(Urgency::Look, s(70)), Admit::Held);
    ledger.ended(slow, None, s(70));
    assert_eq!(
        ledger.admit(Urgency::Look, s(70)),
        Admit::WaitUntil(s(130) + MARGIN)
    );
    let used = |at| ledger.snapshot(None, 0, at).minute;
    assert_eq!(used(s(130)), Some((1, 1)), "clocks differ");
    assert_eq!(used(s(130) + MARGIN), Some((0, 1)));
}

#[test]
fn what_is_left_is_the_least_of_both_counts() {
    let mut ledger = Ledger::new(limits(Some(100), Some(1000)));
    assert_eq!(
        ledger.snapshot(None, 0, s(0)).window,
        Some(Window {
            limit: 1000,
            remaining: 1000,
            resets: s(3600),
            estimated: true
        })
    );

    // Others have used the token: the server knows of more than we do.
    exchange(&mut ledger, &told(1000, 700, 1800), s(10));
    assert_eq!(
        ledger.snapshot(None, 0, s(10)).window,
        Some(Window {
            limit: 1000,
            remaining: 700,
            resets: s(1810),
            estimated: false
        })
    );
    assert_eq!(ledger.snapshot(None, 0, s(10)).minute, Some((1, 100)));

    // Two on the wire may not be in the server's figure.
    let a = ledger.sent(s(11));
    let b = ledger.sent(s(11));
    let remaining = |ledger: &Ledger, at| {
        ledger
            .snapshot(None, 0, at)
            .window
            .map(|window| window.remaining)
    };
    assert_eq!(remaining(&ledger, s(11)), Some(698));

    // Their answers cross: the later one was written first.
    ledger.ended(b, Some(&told(1000, 698, 1799)), s(12));
    assert_eq!(remaining(&ledger, s(12)), Some(697));
    ledger.ended(a, Some(&told(1000, 699, 1799)), s(12));
    assert_eq!(remaining(&ledger, s(12)), Some(698));

    // An answer without headers was counted all the same.
    spend(&mut ledger, 1, s(13));
    assert_eq!(remaining(&ledger, s(13)), Some(697));

    // The window is renewed; until the server says so, our count stands.
    assert_eq!(
        ledger.snapshot(None, 0, s(1810)).window,
        Some(Window {
            limit: 1000,
            remaining: 996,
            resets: s(3610) + MARGIN,
            estimated: true
        })
    );
    exchange(&mut ledger, &told(1000, 999, 3600), s(1811));
    assert_eq!(remaining(&ledger, s(1811)), Some(995));
}

#[test]
fn headers_with_the_minutes_limit_speak_of_the_minute() {
    let mut ledger = Ledger::new(limits(Some(100), Some(1000)));
    exchange(&mut ledger, &told(100, 30, 40), s(5));
    let snapshot = ledger.snapshot(None, 0, s(5));
    assert_eq!(snapshot.minute, Some((70, 100)));
    assert_eq!(
        snapshot
            .window
            .map(|window| (window.remaining, window.estimated)),
        Some((999, true))
    );
}

#[test]
fn an_undocumented_limit_is_believed_when_told() {
    let mut ledger = Ledger::new(Limits::default());
    exchange(&mut ledger, &told(50, 3, 100), s(5));
    assert_eq!(
        ledger.admit(Urgency::Look, s(5)),
        Admit::WaitUntil(s(105)),
        "the last five are kept"
    );
    assert_eq!(ledger.admit(Urgency::Verify, s(5)), Admit::Go);
    assert_eq!(ledger.admit(Urgency::Look, s(105)), Admit::Go);
}

#[test]
fn a_snapshot_says_what_blocks_those_who_were_asked_for() {
    let mut ledger = Ledger::new(limits(Some(100), Some(1000)));
    spend(&mut ledger, 95, s(1));
    let blocked = |first| ledger.snapshot(first, 1, s(1)).blocked;
    assert_eq!(
        blocked(Some(Urgency::Look)),
        Some(Blocked {
            why: BlockedBy::Minute(95, 100),
            until: Some(s(61) + MARGIN)
        })
    );
    assert_eq!(blocked(Some(Urgency::Verify)), None);
    assert_eq!(blocked(Some(Urgency::Prefetch)), None);
    assert_eq!(blocked(None), None);
}

#[test]
fn what_is_reserved_is_left_to_the_change() {
    let mut ledger = Ledger::new(limits(Some(100), None));
    ledger.reserve(2);
    let mut sent = 0;
    while ledger.admit(Urgency::Look, s(1)) == Admit::Go {
        spend(&mut ledger, 1, s(1));
        sent += 1;
    }
    assert_eq!(sent, 93, "5 are kept, and 2");
    assert_eq!(ledger.admit(Urgency::Write, s(1)), Admit::Go);
    ledger.reserve(0);
    assert_eq!(ledger.admit(Urgency::Look, s(1)), Admit::Go);
}

#[test]
fn it_says_when_there_is_room_for_a_change() {
    let waits = |ledger: &Ledger, at| ledger.snapshot(None, 0, at).change_waits_until;
    let mut ledger = Ledger::new(limits(Some(100), Some(1000)));
    assert_eq!(waits(&ledger, s(1)), None);
    spend(&mut ledger, 94, s(1));
    assert_eq!(waits(&ledger, s(1)), None);
    spend(&mut ledger, 1, s(1));
    assert_eq!(waits(&ledger, s(1)), Some(s(61) + MARGIN));
    exchange(&mut ledger, &told(1000, 5, 1800), s(2));
    assert_eq!(waits(&ledger, s(2)), Some(s(1802)));
    ledger.refused(s(2), Some(s(9)), None, s(2));
    assert_eq!(waits(&ledger, s(2)), Some(s(11)));
    assert_eq!(waits(&Ledger::new(Limits::default()), s(1)), None);
}
