//! The fresh read, and what somebody else wrote meanwhile.

use super::*;

/// What the fresh read may find, and where it leads.
#[rstest]
#[case::as_it_was(read(&ana()), Phase::Ready)]
#[case::gone(gone(), Phase::Gone)]
#[case::refused(
    Err(ApiError::Unauthorized(said("expired"))),
    Phase::Unavailable(ApiError::Unauthorized(said("expired")))
)]
#[case::no_record(
    written(None),
    Phase::Unavailable(ApiError::Unreadable {
        status: 200,
        why: "the answer is not a record".to_owned(),
    })
)]
fn the_fresh_read_leads_to(#[case] answer: Answer, #[case] phase: Phase) {
    let mut desk = rename();
    assert_eq!(desk.answer(&answer), None);
    assert_eq!(*desk.review.phase(), phase);
}

#[test]
fn what_already_is_so_is_not_sent() {
    let mut desk = rename();
    let ended = desk.answer(&read(&ana_with("first_name", "Anna"))).unwrap();
    assert_eq!(ended.outcome, Outcome::NotSent(NotSent::AlreadySo));
    assert_eq!(ended.draft, Draft::Drop);
    assert_eq!(desk.took(), ["verify: read usr-1"]);
}

#[test]
fn of_two_fields_only_the_one_that_is_not_so_is_sent() {
    let to = connection("peoplelens");
    let after = [("first_name", text("Anna")), ("role", text("User"))];
    let mut desk = Desk::open(edit(&to, &ana(), &after), &users(&to));
    desk.answer(&read(&ana_with("first_name", "Anna")));
    assert_eq!(desk.review.already(), ["first name"]);
    desk.settle();
    desk.took();
    desk.key(Action::Send);
    assert_eq!(
        desk.took(),
        ["write: update usr-1 role=\"User\", journalled sending"]
    );
}

#[test]
fn a_sibling_that_moved_is_said() {
    let mut desk = rename();
    desk.answer(&read(&ana_with("company_role", "Director")));
    assert_eq!(*desk.review.phase(), Phase::Ready);
    let moved = desk.review.moved();
    assert_eq!(moved.len(), 1);
    assert_eq!(
        (&*moved[0].label, &*moved[0].seen, &*moved[0].now),
        ("job", "Analyst", "Director")
    );
}

#[test]
fn a_field_the_list_did_not_show_did_not_move() {
    let to = connection("peoplelens");
    let mut partial = ana();
    partial.as_object_mut().unwrap().remove("user_preferences");
    let change = edit(&to, &partial, &[("first_name", text("Anna"))]);
    let mut desk = Desk::open(change, &users(&to));
    desk.answer(&read(&ana()));
    assert_eq!(desk.review.moved(), []);
}

/// A conflict over the first name, painted and settled.
fn conflict() -> Desk {
    let mut desk = rename();
    desk.answer(&read(&ana_with("first_name", "Annabel")));
    desk.settle();
    desk.took();
    desk
}

#[test]
fn a_conflict_shows_three_values_and_keeps_theirs_by_default() {
    let mut desk = conflict();
    let Phase::Conflict(contested) = desk.review.phase() else {
        panic!("{:?}", desk.review.phase());
    };
    let shown: Vec<_> = contested
        .iter()
        .map(|c| (&*c.label, &*c.seen, &*c.now, &*c.wanted))
        .collect();
    assert_eq!(shown, [("first name", "Ana", "Annabel", "Anna")]);
    let ended = desk.key(Action::Press).unwrap();
    assert_eq!(ended.outcome, Outcome::NotSent(NotSent::KeptTheirs));
    assert_eq!(ended.draft, Draft::Drop);
    assert!(desk.took().is_empty());
}

#[test]
fn ctrl_y_does_not_decide_a_conflict() {
    let mut desk = conflict();
    assert_eq!(desk.key(Action::Send), None);
    assert!(matches!(desk.review.phase(), Phase::Conflict(_)));
    assert!(desk.took().is_empty());
}

#[test]
fn mine_can_be_sent_after_all_and_undone_to_theirs() {
    let mut desk = conflict();
    desk.key(Action::NextButton);
    desk.key(Action::Press);
    assert_eq!(
        desk.took(),
        ["write: update usr-1 first_name=\"Anna\", journalled sending"]
    );
    let undone = desk.review.change().undo().unwrap();
    assert_eq!(undone.fields[0].after, text("Annabel"));
}

#[test]
fn a_conflict_over_an_undoing_leads_to_no_form() {
    let to = connection("peoplelens");
    let change = edit(&to, &ana(), &[("first_name", text("Anna"))]);
    let mut desk = Desk::open(change.undo().unwrap(), &users(&to));
    desk.answer(&read(&ana_with("first_name", "Annabel")));
    desk.settle();
    assert!(matches!(desk.review.phase(), Phase::Conflict(_)));
    assert_eq!(
        desk.review.buttons(),
        [Button::KeepTheirs, Button::SendMine]
    );
}

#[test]
fn from_a_conflict_one_can_go_back_to_the_form() {
    let mut desk = conflict();
    desk.key(Action::PreviousButton);
    let ended = desk.key(Action::Press).unwrap();
    assert_eq!(ended.outcome, Outcome::NotSent(NotSent::BackToForm));
    assert_eq!(ended.draft, Draft::Keep);
    assert_eq!(
        ended.record,
        Some(record(&ana_with("first_name", "Annabel")))
    );
}

#[test]
fn keeping_theirs_offers_what_nobody_else_touched() {
    let to = connection("peoplelens");
    let after = [("first_name", text("Anna")), ("role", text("User"))];
    let mut desk = Desk::open(edit(&to, &ana(), &after), &users(&to));
    desk.answer(&read(&ana_with("first_name", "Annabel")));
    desk.settle();
    desk.took();
    assert_eq!(desk.key(Action::Press), None);
    assert_eq!(*desk.review.phase(), Phase::Ready);
    desk.key(Action::Send);
    assert!(desk.took().is_empty(), "not painted yet");
    desk.settle();
    desk.key(Action::Send);
    assert_eq!(
        desk.took(),
        ["write: update usr-1 role=\"User\", journalled sending"]
    );
}

#[rstest]
#[case::seen_enabled(true, Verb::Disable, "false")]
#[case::seen_disabled(false, Verb::Enable, "true")]
fn what_was_seen_decides_between_disable_and_enable(
    #[case] enabled: bool,
    #[case] verb: Verb,
    #[case] sent: &str,
) {
    let to = connection("peoplelens");
    let resource = users(&to);
    let seen = ana_with("is_enabled", enabled);
    let change = Change::toggle(&to, &resource, &record(&seen)).unwrap();
    assert_eq!(change.verb, verb, "before any answer");
    let mut desk = Desk::open(change.clone(), &resource);
    desk.answer(&read(&seen));
    assert_eq!(desk.review.change().verb, verb);
    desk.settle();
    desk.took();
    desk.key(Action::Send);
    assert_eq!(
        desk.took(),
        [format!(
            "write: update usr-1 is_enabled={sent}, journalled sending"
        )]
    );
    // Somebody else did it meanwhile: it is said, and not turned round.
    let mut desk = Desk::open(change, &resource);
    let ended = desk
        .answer(&read(&ana_with("is_enabled", !enabled)))
        .unwrap();
    assert_eq!(ended.outcome, Outcome::NotSent(NotSent::AlreadySo));
    let state = if enabled { "disabled" } else { "enabled" };
    assert_eq!(
        ended.sentence(|time| time.to_string()),
        format!("Ana Lima already is {state}; nothing was sent")
    );
}

#[rstest]
#[case::enabled(true, Verb::Disable)]
#[case::disabled(false, Verb::Enable)]
fn a_list_that_does_not_say_it_leaves_the_direction_to_the_fresh_read(
    #[case] enabled: bool,
    #[case] verb: Verb,
) {
    let to = connection("peoplelens");
    let resource = users(&to);
    let seen = record(&ana_with("is_enabled", Value::Null));
    let change = Change::toggle(&to, &resource, &seen).unwrap();
    assert_eq!(change.verb, Verb::Toggle);
    let mut desk = Desk::open(change.clone(), &resource);
    desk.answer(&read(&ana_with("is_enabled", enabled)));
    assert_eq!(desk.review.change().verb, verb);
    // One that does not say it either is not toggled.
    let mut desk = Desk::open(change, &resource);
    desk.answer(&read(&ana_with("is_enabled", Value::Null)));
    assert!(matches!(desk.review.phase(), Phase::Unavailable(_)));
}

#[test]
fn a_read_that_failed_can_be_tried_again() {
    let mut desk = rename();
    desk.answer(&Err(TIMEOUT));
    desk.settle();
    desk.took();
    desk.key(Action::NextButton);
    desk.key(Action::Press);
    assert_eq!(desk.took(), ["verify: read usr-1"]);
    desk.answer(&read(&ana()));
    assert_eq!(*desk.review.phase(), Phase::Ready);
}
