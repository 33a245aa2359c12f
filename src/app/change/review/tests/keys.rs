//! Keys, and when they count.

use super::*;

/// Cancel has the focus: Enter there is Esc.
#[rstest]
#[case(Action::Press)]
#[case(Action::Cancel)]
fn cancelling_sends_nothing(#[case] action: Action) {
    let mut desk = rename();
    desk.settle();
    desk.took();
    let ended = desk.clone().key(action).unwrap();
    assert_eq!(ended.outcome, Outcome::NotSent(NotSent::Cancelled));
    assert_eq!(ended.draft, Draft::Keep);
    desk.answer(&read(&ana()));
    desk.settle();
    let ended = desk.key(action).unwrap();
    assert_eq!(ended.outcome, Outcome::NotSent(NotSent::Cancelled));
    assert!(desk.took().is_empty());
}

#[test]
fn cancelling_gives_up_the_read() {
    let mut desk = rename();
    desk.settle();
    desk.took();
    desk.key(Action::Cancel);
    assert_eq!(desk.took(), ["cancel 1"]);
    assert_eq!(desk.answer(&read(&ana())), None);
}

#[test]
fn tab_and_enter_send_too() {
    let mut desk = rename();
    desk.answer(&read(&ana()));
    desk.settle();
    desk.took();
    desk.key(Action::NextButton);
    assert_eq!(desk.review.focus(), Focus::Button(1));
    desk.key(Action::Press);
    assert_eq!(
        desk.took(),
        ["write: update usr-1 first_name=\"Anna\", journalled sending"]
    );
}

/// When keys count: milliseconds after the painting of what is to be decided,
/// none where it was not painted.
#[rstest]
#[case::not_painted(None, false)]
#[case::just_painted(Some(0), false)]
#[case::too_soon(Some(299), false)]
#[case::settled(Some(300), true)]
fn keys_count_from_300_ms_after_the_painting(#[case] after: Option<u64>, #[case] sends: bool) {
    let mut desk = rename();
    // The painting of the reading review is not the painting of the ready one.
    desk.settle();
    desk.answer(&read(&ana()));
    desk.took();
    if let Some(after) = after {
        desk.paint();
        desk.pass(after);
    } else {
        desk.pass(60_000);
    }
    desk.key(Action::Send);
    assert_eq!(!desk.took().is_empty(), sends);
}

#[test]
fn a_second_painting_does_not_start_the_300_ms_anew() {
    let mut desk = rename();
    desk.answer(&read(&ana()));
    desk.paint();
    desk.pass(299);
    desk.paint();
    desk.pass(1);
    desk.took();
    desk.key(Action::Send);
    assert_eq!(desk.took().len(), 1);
}
