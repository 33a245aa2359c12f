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

/// A server that counts when a request arrives, in one of the ways that are in
/// use.
#[derive(Debug, Clone, Copy)]
enum Counting {
    Sliding,
    Fixed { offset: u64 },
}

impl Counting {
    /// When the window of a request that arrives then has begun.
    fn since(self, at: Duration, length: Duration) -> Duration {
        match self {
            Self::Sliding => at.saturating_sub(length),
            Self::Fixed { offset } => {
                let phase = (at.as_millis() + u128::from(offset)) % length.as_millis();
                at.saturating_sub(Duration::from_millis(u64::try_from(phase).unwrap()))
            }
        }
    }

    /// The most requests that one window of that length held.
    fn most(self, arrivals: &[Duration], length: Duration) -> usize {
        arrivals
            .iter()
            .map(|at| {
                let since = self.since(*at, length);
                let held = |arrival: &&Duration| (since..=*at).contains(*arrival);
                arrivals.iter().filter(held).count()
            })
            .max()
            .unwrap_or(0)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is asked, however slow the answers, and however the server
    /// counts: it never has a reason to refuse.
    #[test]
    fn the_explorer_never_causes_a_429_by_itself(
        minute in 1_u32..30,
        hour in 20_u32..120,
        sliding in any::<bool>(),
        offset in 0_u64..3_600_000,
        asked in prop::collection::vec((0_u64..4_000, 0..ALL.len(), 1_u64..9_000), 1..400),
    ) {
        let counting = if sliding { Counting::Sliding } else { Counting::Fixed { offset } };
        let mut arrivals = Vec::new();
        let mut ledger = Ledger::new(limits(Some(minute), Some(hour)));
        let mut now = Duration::ZERO;
        let mut on_the_wire: Vec<(Duration, SendId)> = Vec::new();
        for (pause, urgency, takes) in asked {
            now += Duration::from_millis(pause);
            loop {
                on_the_wire.sort();
                while on_the_wire.first().is_some_and(|(at, _)| *at <= now) {
                    let (at, id) = on_the_wire.remove(0);
                    ledger.ended(id, None, at);
                }
                match ledger.admit(ALL[urgency], now) {
                    Admit::Go => break,
                    Admit::WaitUntil(at) => {
                        prop_assert!(at > now);
                        now = on_the_wire.first().map_or(at, |(answer, _)| at.min(*answer));
                    }
                    Admit::Held => {
                        prop_assert!(!on_the_wire.is_empty(), "held for nothing");
                        now = on_the_wire[0].0;
                    }
                }
            }
            let id = ledger.sent(now);
            // It arrives somewhere between its sending and its answer.
            let takes = Duration::from_millis(takes);
            arrivals.push(now + takes.mul_f64(0.37));
            on_the_wire.push((now + takes, id));
        }
        prop_assert!(counting.most(&arrivals, MINUTE) <= minute as usize);
        prop_assert!(counting.most(&arrivals, HOUR) <= hour as usize);
    }

    /// The less urgent never may what the more urgent may not.
    #[test]
    fn urgency_is_an_order(
        minute in 0_u32..200, hour in 0_u32..2000, spent in 0_u32..300, left in 0_u32..2000,
    ) {
        let mut ledger = Ledger::new(limits(Some(minute), Some(hour)));
        spend(&mut ledger, spent, s(1));
        exchange(&mut ledger, &told(2000, left, 100), s(2));
        let goes: Vec<bool> = ALL.iter().map(|urgency| ledger.admit(*urgency, s(2)) == Admit::Go).collect();
        prop_assert!(goes.is_sorted_by(|a, b| a >= b), "{goes:?}");
    }
}
