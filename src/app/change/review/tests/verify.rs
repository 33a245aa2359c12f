//! Seeing whether it was applied.

use super::*;

#[test]
fn an_answer_that_shows_the_record_is_enough_where_the_directory_says_so() {
    let to = connection("leadr");
    let seen = json!({"id": "usr_1", "display_name": "Ana", "email": "ana@acme.example"});
    let change = edit(&to, &seen, &[("display_name", text("Anna"))]);
    let mut desk = Desk::open(change, &users(&to));
    desk.answer(&read(&seen));
    desk.settle();
    desk.key(Action::Send);
    desk.took();
    let mut anna = seen.clone();
    anna["display_name"] = json!("Anna");
    let ended = desk.answer(&written(Some(&anna))).unwrap();
    assert!(matches!(
        ended.outcome,
        Outcome::Applied {
            confirmed: Confirmed::ByAnswer,
            ..
        }
    ));
    assert_eq!(desk.took(), ["journal applied: "]);
}

#[test]
fn an_answer_that_shows_the_old_values_is_not_believed() {
    let to = connection("leadr");
    let seen = json!({"id": "usr_1", "display_name": "Ana", "email": "ana@acme.example"});
    let change = edit(&to, &seen, &[("display_name", text("Anna"))]);
    let mut desk = Desk::open(change, &users(&to));
    desk.answer(&read(&seen));
    desk.settle();
    desk.key(Action::Send);
    desk.took();
    assert_eq!(desk.answer(&written(Some(&seen))), None);
    assert_eq!(desk.took(), ["verify: read usr_1"]);
}

/// What leaves the outcome unknown: the record is read at once.
#[rstest]
#[case(TIMEOUT)]
#[case(ApiError::Network(NetworkError::Broken("reset".to_owned())))]
#[case(ApiError::Network(NetworkError::TooLarge { limit: 8 }))]
#[case(ApiError::Server { status: 502, words: ServerWords::default() })]
#[case(ApiError::Invalid { status: 408, words: ServerWords::default(), fields: Vec::new() })]
#[case(ApiError::Redirected { status: 302, to: Untrusted::new("/") })]
#[case(ApiError::Unreadable { status: 200, why: "half of it".to_owned() })]
fn an_unclear_answer_is_looked_into(#[case] error: ApiError) {
    let mut desk = sent_rename();
    assert_eq!(desk.answer(&Err(error)), None);
    assert_eq!(desk.took(), ["verify: read usr-1"]);
    let ended = desk.answer(&read(&ana_with("first_name", "Anna"))).unwrap();
    assert!(matches!(ended.outcome, Outcome::Applied { .. }));
    assert_eq!(desk.took(), ["journal applied: "]);
}

#[test]
fn an_unknown_outcome_is_looked_at_after_1_3_and_7_seconds_and_offered_again() {
    let mut desk = sent_rename();
    let sent_at = desk.clock;
    desk.answer(&Err(TIMEOUT));
    for after in [1, 3, 7] {
        desk.took();
        assert_eq!(desk.answer(&read(&ana())), None);
        let due = sent_at + Duration::from_secs(after);
        assert_eq!(desk.took(), [format!("wake {}ms", due.as_millis())]);
        assert_eq!(desk.review.wakes_at(), Some(due));
        desk.clock = due.saturating_sub(Duration::from_millis(1));
        desk.tick();
        assert_eq!(desk.took(), [format!("wake {}ms", due.as_millis())]);
        desk.clock = due;
        desk.tick();
        assert_eq!(desk.took(), ["verify: read usr-1"]);
    }
    assert_eq!(desk.answer(&read(&ana())), None);
    assert_eq!(
        desk.took(),
        [
            "journal unknown: no answer in time; not applied as of 2026-02-01T12:00:07.3Z, it \
             may still land"
        ]
    );
    assert_eq!(*desk.review.phase(), Phase::Ready);
    let at = desk.now().wall;
    assert_eq!(
        desk.review.note(),
        Some(&Note::NotAppliedAsOf {
            at,
            why: "no answer in time".to_owned(),
            is_unmoved: false,
        })
    );
    desk.key(Action::Send);
    assert!(desk.took().is_empty(), "not painted yet");
    desk.settle();
    let ended = desk.clone().key(Action::Cancel).unwrap();
    assert_eq!(
        ended.outcome,
        Outcome::Unknown {
            why: "no answer in time".to_owned(),
            found: Found::StillOld(at),
        }
    );
    assert_eq!(ended.draft, Draft::Keep);
    desk.key(Action::Send);
    assert_eq!(
        desk.took(),
        ["write: update usr-1 first_name=\"Anna\", journalled sending"]
    );
}

#[test]
fn a_look_that_is_late_is_followed_at_once() {
    let mut desk = sent_rename();
    desk.answer(&Err(TIMEOUT));
    desk.clock += Duration::from_secs(2);
    desk.took();
    desk.answer(&read(&ana()));
    assert_eq!(desk.took(), ["verify: read usr-1"]);
}

#[test]
fn an_accepted_change_that_is_not_seen_is_not_claimed() {
    let mut desk = sent_rename();
    desk.answer(&written(None));
    desk.clock += Duration::from_secs(8);
    for _ in 0..3 {
        assert_eq!(desk.answer(&read(&ana())), None);
    }
    desk.took();
    assert_eq!(desk.answer(&read(&ana())), None);
    assert_eq!(
        desk.took(),
        [
            "journal unknown: the server accepted it; not applied as of \
             2026-02-01T12:00:08.3Z, it may still land"
        ]
    );
}

#[test]
fn a_404_stops_the_looking() {
    let mut desk = sent_rename();
    desk.answer(&Err(TIMEOUT));
    desk.took();
    let ended = desk.answer(&gone()).unwrap();
    assert_eq!(
        ended.outcome,
        Outcome::Unknown {
            why: "no answer in time".to_owned(),
            found: Found::Gone,
        }
    );
    assert_eq!(ended.gone, ended.change.record);
    assert_eq!(
        desk.took(),
        ["journal unknown: no answer in time; the record is gone"]
    );
}

#[test]
fn a_change_applied_in_part_is_put_to_the_operator() {
    let to = connection("peoplelens");
    let after = [("first_name", text("Anna")), ("role", text("User"))];
    let mut desk = Desk::open(edit(&to, &ana(), &after), &users(&to));
    desk.answer(&read(&ana()));
    desk.settle();
    desk.key(Action::Send);
    desk.answer(&Err(TIMEOUT));
    desk.took();
    assert_eq!(desk.answer(&read(&ana_with("first_name", "Anna"))), None);
    assert_eq!(
        desk.took(),
        ["journal unknown: no answer in time; partly applied"]
    );
    let Phase::Conflict(contested) = desk.review.phase() else {
        panic!("{:?}", desk.review.phase());
    };
    assert_eq!(contested.len(), 1);
    assert_eq!(contested[0].name, "role");
    desk.settle();
    let ended = desk.clone().key(Action::Press).unwrap();
    assert_eq!(
        ended.outcome,
        Outcome::Unknown {
            why: "no answer in time".to_owned(),
            found: Found::Mixed,
        }
    );
    assert_eq!(ended.draft, Draft::Drop);
    // Whoever does not keep theirs has what was typed still.
    let closed = desk.clone().key(Action::Cancel).unwrap();
    assert_eq!(closed.outcome, ended.outcome);
    assert_eq!(closed.draft, Draft::Keep);
    desk.key(Action::NextButton);
    let mut to_form = desk.clone();
    to_form.key(Action::NextButton);
    let back = to_form.key(Action::Press).unwrap();
    assert_eq!(back.draft, Draft::Keep);
    desk.key(Action::Press);
    assert_eq!(
        desk.took(),
        ["write: update usr-1 first_name=\"Anna\" role=\"User\", journalled sending"]
    );
}

#[test]
fn what_cannot_be_read_after_is_unknown_until_it_can() {
    let mut desk = sent_rename();
    desk.answer(&Err(TIMEOUT));
    desk.clock += Duration::from_secs(8);
    for _ in 0..4 {
        desk.took();
        assert_eq!(desk.answer(&Err(TIMEOUT)), None);
    }
    assert_eq!(
        desk.took(),
        ["journal unknown: no answer in time; no answer in time"]
    );
    assert!(desk.review.is_in_flight());
    desk.settle();
    let ended = desk.clone().key(Action::Press).unwrap();
    assert_eq!(
        ended.outcome,
        Outcome::Unknown {
            why: "no answer in time".to_owned(),
            found: Found::Unreadable("no answer in time".to_owned()),
        }
    );
    desk.key(Action::NextButton);
    desk.key(Action::Press);
    assert_eq!(desk.took(), ["verify: read usr-1"]);
    let ended = desk.answer(&read(&ana_with("first_name", "Anna"))).unwrap();
    assert!(matches!(ended.outcome, Outcome::Applied { .. }));
}

#[test]
fn a_token_refused_while_looking_is_not_asked_with_again() {
    let mut desk = sent_rename();
    desk.answer(&Err(TIMEOUT));
    desk.took();
    desk.answer(&Err(ApiError::Unauthorized(ServerWords::default())));
    assert_eq!(
        desk.took(),
        ["journal unknown: no answer in time; the token was refused (401)"]
    );
    assert!(matches!(desk.review.phase(), Phase::Unresolved { .. }));
}

#[test]
fn a_failure_that_the_description_explains_is_a_refusal_once_the_old_values_are_seen() {
    let mut desk = sent_rename();
    let error = ApiError::Server {
        status: 500,
        words: ServerWords {
            hint: Some("The email is probably taken.".to_owned()),
            ..ServerWords::default()
        },
    };
    assert_eq!(desk.answer(&Err(error.clone())), None);
    desk.took();
    let ended = desk.answer(&read(&ana())).unwrap();
    assert_eq!(ended.outcome, Outcome::Rejected(error));
    assert_eq!(
        desk.took(),
        ["journal rejected: The email is probably taken (500)"]
    );
}

#[test]
fn a_field_that_no_read_shows_is_accepted_unchecked() {
    let to = connection("peoplelens");
    let mut hidden = ana();
    hidden.as_object_mut().unwrap().remove("user_preferences");
    let mut desk = Desk::open(edit(&to, &hidden, &[("role", text("User"))]), &users(&to));
    desk.answer(&read(&hidden));
    desk.settle();
    desk.key(Action::Send);
    desk.answer(&written(None));
    desk.took();
    let ended = desk.answer(&read(&hidden)).unwrap();
    assert_eq!(ended.outcome, Outcome::AcceptedUnchecked);
    assert_eq!(desk.took(), ["journal accepted: no read can show it"]);
}
