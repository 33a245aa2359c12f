//! What is done, and not done, when the budget runs low.

use std::time::Duration;

use serde_json::{Value, json};

use crate::app::listing::Walk;
use crate::app::message::{Blocked, BlockedBy, Budget, Effect, ProfileId};
use crate::app::testing::{Driven, budget, connection, user};
use crate::directory::call::{At, Call};

const fn s(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// Blocked for so many seconds from the start of a test.
fn blocked(seconds: u64) -> Budget {
    Budget {
        waiting: 1,
        blocked: Some(Blocked {
            why: BlockedBy::Minute(100, 100),
            until: Some(s(100 + seconds)),
        }),
        ..budget(500, 100)
    }
}

fn notice(driven: &Driven) -> &str {
    &driven.app.notice.as_ref().unwrap().text
}

/// Leanmote's users, the first of many pages of them loaded.
fn first_page(pages: u64) -> Driven {
    let mut driven = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    let users: Vec<Value> = (0..100).map(user).collect();
    driven.answer_page(&users, Some(At::Page(1)), Some(pages * 100));
    driven
}

fn walk(driven: &Driven) -> Walk {
    driven.app.profile().listing().unwrap().walk()
}

#[test]
fn a_walk_that_would_wait_over_two_minutes_stops_and_says_how_to_go_on() {
    let mut driven = first_page(5);
    driven.press("A");
    assert_eq!(driven.asked().len(), 3);
    driven.budget(blocked(120));
    assert_eq!(walk(&driven), Walk::Running, "two minutes are waited for");
    driven.budget(blocked(121));
    assert_eq!(walk(&driven), Walk::Paused);
    assert!(driven.asked().is_empty());
    assert_eq!(
        notice(&driven),
        "Loading the rest would wait 3 min for the budget, so it is paused; what came is kept. \
         A goes on"
    );
    driven.budget(budget(900, 10)).press("A");
    assert_eq!(walk(&driven), Walk::Running);
    assert_eq!(driven.asked().len(), 3);
}

#[test]
fn escape_drops_what_waits_and_says_so() {
    let mut driven = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    assert_eq!(driven.asked().len(), 1);
    driven.press("esc");
    assert_eq!(driven.asked().len(), 1, "what is on its way stays");
    driven.budget(blocked(38)).press("esc");
    assert!(driven.asked().is_empty());
    assert_eq!(
        notice(&driven),
        "1 waiting request dropped; nothing was sent. r asks again"
    );
    // It does not come back by itself.
    driven.wait(s(1));
    driven.budget(budget(900, 10));
    assert!(driven.asked().is_empty());
    driven.press("r");
    assert_eq!(driven.asked().len(), 1);
    driven.answer_list(&[user(1)]);
    assert_eq!(driven.app.profile().listing().unwrap().loaded(), 1);
}

#[test]
fn escape_clears_a_filter_before_it_drops_what_waits() {
    let mut driven = first_page(3);
    driven.press("/").type_text("ana").press("enter h R");
    driven.budget(blocked(38));
    assert_eq!(driven.asked().len(), 1);
    let filtered = |driven: &Driven| driven.app.profile().listing().unwrap().filter().is_some();
    assert!(filtered(&driven));
    driven.press("esc");
    assert!(!filtered(&driven));
    assert_eq!(driven.asked().len(), 1);
    driven.press("esc");
    assert!(driven.asked().is_empty());
}

fn ana() -> Value {
    json!({
        "id": "usr-1", "first_name": "Ana", "last_name": "Lima",
        "email": "ana@acme.example", "is_enabled": true,
        "user_preferences": [{"role": "User"}],
    })
}

fn at_review() -> Driven {
    let mut driven = Driven::open(vec![connection("people", "peoplelens")], 120, 36);
    driven.answer_list(&[ana()]);
    driven.press("D");
    driven
}

fn reserved(driven: &mut Driven) -> Vec<u32> {
    driven
        .effects
        .extract_if(.., |effect| matches!(effect, Effect::Reserve(..)))
        .map(|effect| match effect {
            Effect::Reserve(ProfileId(0), requests) => requests,
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn a_change_under_review_has_its_requests_set_aside() {
    let mut driven = at_review();
    assert_eq!(
        reserved(&mut driven),
        [3],
        "to read again, to write and to read"
    );
    driven.answer_record(&ana());
    driven.paint();
    assert!(reserved(&mut driven).is_empty());
    driven.press("esc");
    assert_eq!(reserved(&mut driven), [0]);

    let mut driven = at_review();
    driven.answer_record(&ana());
    driven.paint().press("ctrl-y");
    assert_eq!(reserved(&mut driven), [3, 0], "sent, it has them");
}

#[test]
fn a_change_is_not_confirmed_before_there_is_room_for_it() {
    let mut driven = at_review();
    driven.answer_record(&ana());
    driven.budget(Budget {
        change_waits_until: Some(s(138)),
        ..budget(5, 100)
    });
    driven.paint().press("ctrl-y");
    let writes = |driven: &Driven| driven.asked().iter().filter(|c| c.is_write()).count();
    assert_eq!(writes(&driven), 0);
    assert_eq!(
        notice(&driven),
        "Not sent: the budget has no room for it and its check; in 0:38 it has"
    );
    driven.press("tab enter");
    assert_eq!(writes(&driven), 0, "nor by the button");
    driven.wait(s(38)).press("ctrl-y");
    assert!(matches!(driven.asked()[..], [Call::Get { .. }]));
    driven.answer_record(&ana());
    assert!(matches!(driven.asked()[..], [Call::Update { .. }]));
}
