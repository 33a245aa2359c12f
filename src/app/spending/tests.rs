use std::time::Duration;

use super::{Hour, MINUTES, Sent};
use crate::app::Looks;
use crate::app::message::{Budget, Effect, Msg, ProfileId};
use crate::app::overlay::Overlay;
use crate::app::testing::{Driven, budget, connection, user};

const ASKED: Effect = Effect::TellSpending(ProfileId(0));

/// An explorer that shows the budget.
fn opened() -> Driven {
    let mut driven = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    driven.budget(Budget {
        window: None,
        ..budget(948, 9)
    });
    driven.answer_list(&[user(0)]);
    driven.effects.clear();
    driven.press(":").type_text("budget").press("enter");
    driven
}

fn hour(sent: &[(usize, Sent)]) -> Hour {
    let mut minutes = [Sent::default(); MINUTES];
    for (ago, of) in sent {
        minutes[*ago] = *of;
    }
    Hour {
        minutes,
        shared: true,
    }
}

fn looks(look: u32) -> Sent {
    Sent {
        look,
        ..Sent::default()
    }
}

fn shown(driven: &Driven) -> Option<&Hour> {
    match &driven.app.overlay {
        Some(Overlay::Spending(spending)) => spending.hour.as_deref(),
        _ => None,
    }
}

/// How often what was sent was asked for since this was last told.
fn asked(driven: &mut Driven) -> usize {
    let effects = std::mem::take(&mut driven.effects);
    effects
        .into_iter()
        .filter(|effect| *effect == ASKED)
        .count()
}

#[test]
fn what_was_sent_is_asked_for_only_while_it_is_shown() {
    let mut driven = opened();
    assert_eq!(asked(&mut driven), 1);
    driven.wait(Duration::from_secs(59));
    assert_eq!(asked(&mut driven), 0);
    driven.wait(Duration::from_secs(1));
    assert_eq!(asked(&mut driven), 1);
    driven.press("esc");
    assert!(driven.app.overlay.is_none());
    driven.wait(Duration::from_mins(5));
    assert_eq!(asked(&mut driven), 0);
}

#[test]
fn while_something_is_sent_it_is_asked_for_every_five_seconds() {
    let mut driven = opened();
    asked(&mut driven);
    let more = |driven: &mut Driven, remaining| {
        driven.budget(Budget {
            window: None,
            ..budget(remaining, 9)
        });
    };
    more(&mut driven, 947);
    assert_eq!(asked(&mut driven), 0);
    driven.wait(Duration::from_secs(5));
    assert_eq!(asked(&mut driven), 1);
    more(&mut driven, 946);
    driven.wait(Duration::from_secs(4));
    assert_eq!(asked(&mut driven), 0);
    driven.wait(Duration::from_secs(1));
    assert_eq!(asked(&mut driven), 1);
    driven.wait(Duration::from_secs(5));
    assert_eq!(asked(&mut driven), 0, "nothing was sent since");
}

#[test]
fn read_aloud_it_is_asked_for_once() {
    let mut driven = opened();
    driven.app.looks = Looks {
        accessible: true,
        ..Looks::default()
    };
    asked(&mut driven);
    driven.wait(Duration::from_hours(1));
    assert_eq!(asked(&mut driven), 0);
}

#[test]
fn what_comes_is_for_whom_it_was_asked() {
    let mut driven = opened();
    let one = hour(&[(0, looks(3))]);
    driven.send(Msg::Spending {
        profile: ProfileId(1),
        hour: Box::new(one.clone()),
    });
    assert_eq!(shown(&driven), None);
    driven.send(Msg::Spending {
        profile: ProfileId(0),
        hour: Box::new(one.clone()),
    });
    assert_eq!(shown(&driven), Some(&one));
    driven.press("esc").send(Msg::Spending {
        profile: ProfileId(0),
        hour: Box::new(one),
    });
    assert_eq!(shown(&driven), None);
}

#[test]
fn an_hour_is_summed_and_its_busiest_minute_is_the_latest() {
    let busy = Sent {
        look: 1,
        walk: 2,
        change: 3,
        others: 4,
    };
    let of = hour(&[(3, busy), (7, looks(10)), (59, looks(9))]);
    assert_eq!(busy.total(), 10);
    assert_eq!(of.busiest(), Some((3, 10)));
    assert_eq!(of.total().parts(), [20, 2, 3, 4]);
    assert_eq!(hour(&[]).busiest(), None);
}
