//! What holds whatever is asked.

use super::*;

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
