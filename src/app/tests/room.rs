//! Lists that are long: the memory they may take, and work that no key waits
//! for.

use serde_json::{Value, json};

use crate::app::listing::{Listing, Note, Row, Walk};
use crate::app::message::{Effect, Msg};
use crate::app::overlay::Overlay;
use crate::app::testing::{Driven, connection};
use crate::directory::call::{At, Call};

const TOTAL: usize = 4_000;

fn user(number: usize) -> Value {
    json!({"id": format!("usr_{number:04}"), "name": format!("Person {number:04}")})
}

fn opened() -> Driven {
    let mut driven = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    answer(&mut driven);
    driven
}

/// Answers all that is waited for, pages of users.
fn answer(driven: &mut Driven) {
    while let Some((_, call)) = driven.waiting.first() {
        let Call::List { at, .. } = call else {
            panic!("{call:?}");
        };
        let page = match at {
            At::Page(page) => usize::try_from(*page).unwrap(),
            _ => 0,
        };
        let users: Vec<_> = (page * 100..(page + 1) * 100).map(user).collect();
        let next = (page < 39).then(|| At::Page(u32::try_from(page + 1).unwrap()));
        driven.answer_page(&users, next, Some(TOTAL as u64));
    }
}

fn listing(driven: &Driven) -> &Listing {
    driven.app.profile().listing().unwrap()
}

fn go_to(driven: &mut Driven, position: u64) {
    let listing = driven.app.profile_mut().listing_mut().unwrap();
    listing.select_position(position);
    driven.wait(std::time::Duration::from_secs(1));
    answer(driven);
}

#[test]
fn what_was_looked_at_longest_ago_gives_way_and_is_read_again() {
    let mut driven = opened();
    driven.app.most_kept = 8 * listing(&driven).bytes();
    for page in 1..=9 {
        go_to(&mut driven, page * 400);
    }
    let absent =
        |driven: &Driven, page: u64| matches!(listing(driven).row(page * 400), Some(Row::Absent));
    let gone: Vec<u64> = (0..=9).filter(|page| absent(&driven, *page)).collect();
    // An eighth more than needed goes at once.
    assert_eq!(gone, [1, 2]);
    assert!(listing(&driven).bytes() <= driven.app.most_kept);
    assert!(listing(&driven).notes().any(|note| note == Note::LetGo));
    go_to(&mut driven, 800);
    assert!(!absent(&driven, 2));
    assert!(listing(&driven).bytes() <= driven.app.most_kept);
}

#[test]
fn lists_that_are_not_on_the_screen_give_way_first() {
    let mut driven = opened();
    for page in [20, 29] {
        go_to(&mut driven, page * 100);
    }
    let users = driven.app.profile().view().unwrap().source.clone();
    driven.press("2");
    answer(&mut driven);
    driven.app.most_kept = driven.app.profile().listings_take() - 1;
    let before = listing(&driven).loaded();
    driven.wait(std::time::Duration::from_secs(1));
    assert_eq!(listing(&driven).loaded(), before);
    let users = &driven.app.profile().listings[&users];
    assert!(users.loaded() < 300, "{}", users.loaded());
    // Where the operator was is there as it was.
    driven.press("1");
    assert!(driven.waiting.is_empty());
    assert_eq!(listing(&driven).selection(), Some(2_900));
    assert!(listing(&driven).selected().is_some());
}

#[test]
fn a_walk_stops_instead_of_dropping_what_it_loaded() {
    let mut driven = opened();
    driven.app.most_kept = 32 * listing(&driven).bytes();
    driven.press("A tab enter");
    answer(&mut driven);
    assert_eq!(listing(&driven).walk(), Walk::Paused);
    let loaded = listing(&driven).loaded();
    assert_eq!(loaded, 3_100);
    assert_eq!(listing(&driven).notes().count(), 0);
    let notice = driven.app.notice.as_ref().unwrap().text.clone();
    let rows = crate::text::grouped(loaded);
    let expected =
        format!("Stopped: {rows} rows are loaded, and lists may take no more than 0 MiB");
    assert_eq!(notice, expected);
    // What is looked at after it displaces nothing.
    go_to(&mut driven, 3_900);
    assert_eq!(listing(&driven).loaded(), loaded + 100);
}

#[test]
fn a_walk_that_would_not_be_kept_says_so_before_it_starts() {
    let question = |most: usize| {
        let mut driven = opened();
        driven.app.most_kept = most;
        driven.press("A");
        match driven.app.overlay {
            Some(Overlay::Question(question)) => question.text,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(question(16 << 20).len(), 3);
    let text = question(64 << 10);
    assert!(text[2].starts_with("All would take about "), "{text:?}");
    assert!(text[2].ends_with(": it stops at 0 MiB."), "{text:?}");
}

#[test]
fn keys_come_between_the_slices_of_a_filter() {
    let mut driven = opened();
    driven.press("A tab enter");
    answer(&mut driven);
    assert_eq!(listing(&driven).loaded(), TOTAL as u64);
    driven.effects.clear();
    // What is read before a letter is typed is not yet a filter.
    driven.press("/");
    assert_eq!(driven.effects, [Effect::Continue]);
    assert!(listing(&driven).filter().is_none());
    driven.send(Msg::Paste("99".to_owned()));
    let coverage = listing(&driven).coverage().unwrap();
    assert!(coverage.so_far);
    driven.press("down");
    let selected = listing(&driven).selected().unwrap().id().cloned();
    let mut slices = 0;
    while driven.effects.pop() == Some(Effect::Continue) {
        driven.effects.clear();
        driven.send(Msg::Continue);
        slices += 1;
    }
    assert!(slices > 0);
    let expected = (0..TOTAL).filter(|n| format!("{n:04}").contains("99"));
    let coverage = listing(&driven).coverage().unwrap();
    assert!(!coverage.so_far);
    assert_eq!(coverage.matches, expected.count() as u64);
    assert_eq!(listing(&driven).selected().unwrap().id().cloned(), selected);
}

#[test]
fn a_short_list_asks_for_no_time_of_its_own() {
    let mut driven = opened();
    driven.effects.clear();
    driven.press("/").type_text("ana");
    assert_eq!(driven.effects, []);
    assert!(!listing(&driven).coverage().unwrap().so_far);
}
