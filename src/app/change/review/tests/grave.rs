//! Changes that ask for something to be typed.

use super::*;

/// The review of removing Ana, read and settled.
fn removal() -> Desk {
    let to = connection("peoplelens");
    let resource = users(&to);
    let change = Change::remove(&to, &resource, &record(&ana())).unwrap();
    let mut desk = Desk::open(change, &resource);
    desk.answer(&read(&ana()));
    desk.settle();
    desk.took();
    desk
}

#[test]
fn a_removal_wants_the_email_typed() {
    let mut desk = removal();
    assert_eq!(desk.review.focus(), Focus::Typed);
    assert_eq!(desk.review.confirmation().unwrap().asked, "email");
    desk.key(Action::Send);
    desk.type_text("ana@acme.exampl");
    desk.key(Action::Send);
    assert!(desk.took().is_empty());
    desk.type_text("e ");
    desk.key(Action::Send);
    assert_eq!(desk.took(), ["write: remove usr-1, journalled sending"]);
}

#[test]
fn the_email_may_be_pasted_and_in_any_case_and_pasting_sends_nothing() {
    let mut desk = removal();
    desk.paste(" ANA@acme.example\n\u{19}\n");
    assert!(desk.took().is_empty());
    desk.key(Action::DeleteBackward);
    assert!(desk.review.confirmation().unwrap().is_met());
    desk.key(Action::Press);
    assert_eq!(desk.review.focus(), Focus::Button(0), "Enter moves on");
    desk.key(Action::NextButton);
    desk.key(Action::Press);
    assert_eq!(desk.took(), ["write: remove usr-1, journalled sending"]);
}

#[test]
fn a_removal_is_applied_when_a_read_finds_nothing() {
    let mut desk = removal();
    desk.type_text("ana@acme.example");
    desk.key(Action::Send);
    desk.took();
    desk.answer(&written(Some(&ana())));
    assert_eq!(desk.took(), ["verify: read usr-1"]);
    let ended = desk.answer(&gone()).unwrap();
    assert!(matches!(
        ended.outcome,
        Outcome::Applied {
            confirmed: Confirmed::ByRead,
            ..
        }
    ));
    assert_eq!(ended.gone, ended.change.record);
    assert!(!ended.can_be_undone());
    assert_eq!(desk.took(), ["journal applied: a read finds it no more"]);
}

#[test]
fn a_removal_of_what_is_still_there_is_not_claimed() {
    let mut desk = removal();
    desk.type_text("ana@acme.example");
    desk.key(Action::Send);
    desk.answer(&written(None));
    assert_eq!(desk.answer(&read(&ana())), None);
    assert!(matches!(desk.review.phase(), Phase::Verifying(_)));
}

#[test]
fn a_grave_field_wants_the_email_as_it_is_now() {
    let to = connection("leadr");
    let seen = json!({"id": "usr_1", "email": "old@acme.example", "super_admin": false});
    let change = edit(&to, &seen, &[("super_admin", Input::YesNo(true))]);
    let mut desk = Desk::open(change, &users(&to));
    let mut now = seen.clone();
    now["email"] = json!("new@acme.example");
    desk.answer(&read(&now));
    desk.settle();
    desk.type_text("old@acme.example");
    assert!(!desk.review.confirmation().unwrap().is_met());
    desk.key(Action::DeleteToStart);
    desk.type_text("new@acme.example");
    assert!(desk.review.confirmation().unwrap().is_met());
}

#[test]
fn without_an_email_the_id_is_typed() {
    let to = connection("leadr");
    let seen = json!({"id": "usr_1", "super_admin": false});
    let change = edit(&to, &seen, &[("super_admin", Input::YesNo(true))]);
    let mut desk = Desk::open(change, &users(&to));
    desk.answer(&read(&seen));
    assert_eq!(desk.review.confirmation().unwrap().asked, "id");
    desk.settle();
    desk.type_text("usr_1");
    assert!(desk.review.confirmation().unwrap().is_met());
}
