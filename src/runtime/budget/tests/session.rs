//! A long session against servers that count for themselves: whatever their
//! windows are and whatever their headers say, they have nothing to refuse.

use std::collections::{BTreeMap, VecDeque};

use super::*;
use crate::runtime::queue::Queue;

const MINUTES: u32 = 100;
const HOURS: u32 = 1000;

/// How long the session is.
const SESSION: Duration = Duration::from_hours(3);

/// When a server's window begins.
#[derive(Debug, Clone, Copy)]
enum Begins {
    /// With the first request after the last one ended.
    WithARequest,
    /// With the server's minute and hour.
    WithTheClock,
    /// It goes along with the time.
    Never,
}

/// What a server's headers speak of.
#[derive(Debug, Clone, Copy)]
enum Headers {
    Nothing,
    TheHour,
    TheMinute,
}

/// A window as a server counts it.
struct Count {
    length: Duration,
    limit: u32,
    begins: Begins,
    since: Duration,
    /// When those were that count.
    times: VecDeque<Duration>,
}

impl Count {
    fn new(length: Duration, limit: u32, begins: Begins) -> Self {
        Self {
            length,
            limit,
            begins,
            since: Duration::ZERO,
            times: VecDeque::new(),
        }
    }

    fn turn(&mut self, now: Duration) {
        match self.begins {
            Begins::Never => {
                let length = self.length;
                self.times.retain(|at| now.saturating_sub(*at) < length);
            }
            _ if now < self.since + self.length => {}
            Begins::WithARequest => {
                self.since = now;
                self.times.clear();
            }
            Begins::WithTheClock => {
                let length = self.length.as_secs();
                self.since = s(now.as_secs() / length * length);
                self.times.clear();
            }
        }
    }

    fn left(&self) -> u32 {
        self.limit - count(self.times.len())
    }

    fn told(&self, now: Duration) -> Told {
        let ends = match self.begins {
            Begins::Never => self.times.front().copied().unwrap_or(now) + self.length,
            _ => self.since + self.length,
        };
        Told {
            limit: self.limit,
            remaining: self.left(),
            resets_in: ends.saturating_sub(now).clamp(s(1), HOUR),
        }
    }
}

/// What happens at a point in time.
enum Event {
    /// Somebody wants something.
    Asks(Urgency),
    /// A request comes to the server.
    Comes(SendId, Duration, Urgency),
    /// Its answer comes back, with what its headers tell.
    Answers(SendId, Duration, Option<Told>),
    /// A 429 comes back.
    Refuses(SendId, Duration, Urgency),
    /// The ledger said to come again.
    Wakes,
}

/// A session: how many requests were sent, and how many were refused.
fn session(begins: Begins, headers: Headers, seed: u64) -> (u32, u32) {
    let mut ledger = Ledger::new(limits(Some(MINUTES), Some(HOURS)));
    let mut minute = Count::new(MINUTE, MINUTES, begins);
    let mut hour = Count::new(HOUR, HOURS, begins);
    let mut queue: Queue<Urgency> = Queue::default();
    let mut random = seed;
    let mut random = |below: u64| {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % below
    };
    let (mut sent, mut refused, mut number) = (0, 0, 0_u64);
    let mut events: BTreeMap<(Duration, u64), Event> = BTreeMap::new();
    let mut put = |events: &mut BTreeMap<_, _>, at: Duration, event| {
        number += 1;
        events.insert((at, number), event);
    };
    // A walk of a whole directory each hour; meanwhile the operator looks
    // around, reloads, and changes something now and then.
    for start in [s(5), s(3700), s(7300)] {
        for _ in 0..900 {
            put(&mut events, start, Event::Asks(Urgency::Walk));
        }
    }
    let mut at = Duration::ZERO;
    while at < SESSION {
        at += Duration::from_millis(random(12_000));
        let urgencies: &[Urgency] = match random(20) {
            0 => &[Urgency::Verify, Urgency::Write, Urgency::Verify],
            1 => &[Urgency::Look; 4],
            2..=5 => &[Urgency::Prefetch],
            _ => &[Urgency::Look],
        };
        for urgency in urgencies {
            put(&mut events, at, Event::Asks(*urgency));
        }
    }
    while let Some(((now, _), event)) = events.pop_first()
        && now < SESSION
    {
        match event {
            Event::Asks(urgency) => {
                let place = queue.place(urgency);
                queue.put(place, Duration::ZERO, urgency);
            }
            Event::Comes(id, left, urgency) => {
                minute.turn(now);
                hour.turn(now);
                let good = minute.left() > 0 && hour.left() > 0;
                if good {
                    minute.times.push_back(now);
                    hour.times.push_back(now);
                }
                let told = match headers {
                    Headers::Nothing => None,
                    Headers::TheHour => Some(hour.told(now)),
                    Headers::TheMinute => Some(minute.told(now)),
                };
                let back = now + Duration::from_millis(2 + random(900));
                let answer = if good {
                    Event::Answers(id, left, told)
                } else {
                    Event::Refuses(id, left, urgency)
                };
                put(&mut events, back, answer);
            }
            Event::Answers(id, left, told) => {
                ledger.ended(id, told.as_ref(), now);
                ledger.accepted(left);
            }
            Event::Refuses(id, left, urgency) => {
                refused += 1;
                ledger.ended(id, None, now);
                ledger.refused(left, None, None, now);
                let place = queue.place(urgency);
                queue.put(place, Duration::ZERO, urgency);
            }
            Event::Wakes => {}
        }
        while let Some(place) = queue.first(now) {
            match ledger.admit(place.urgency, now) {
                Admit::Go => {
                    let urgency = queue.take(place).unwrap();
                    sent += 1;
                    let id = ledger.sent(now);
                    let there = now + Duration::from_millis(1 + random(900));
                    put(&mut events, there, Event::Comes(id, now, urgency));
                }
                Admit::WaitUntil(at) => {
                    put(&mut events, at.max(now + MARGIN), Event::Wakes);
                    break;
                }
                Admit::Held => break,
            }
        }
    }
    (sent, refused)
}

#[test]
fn a_long_session_is_never_refused_by_its_own_doing() {
    let (mut all, mut refused) = (0, 0);
    for begins in [Begins::WithARequest, Begins::WithTheClock, Begins::Never] {
        for headers in [Headers::Nothing, Headers::TheHour, Headers::TheMinute] {
            let (sent, wrong) = session(begins, headers, 1);
            assert_eq!(wrong, 0, "{begins:?} {headers:?}: of {sent}");
            // It is not that nothing was tried.
            assert!(sent > 2_700, "{begins:?} {headers:?}: {sent}");
            all += sent;
            refused += wrong;
        }
    }
    println!("self-inflicted 429s: {refused} of {all} requests in 9 sessions of 3 hours");
}
