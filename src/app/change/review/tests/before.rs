//! Right before the write the record is read again, and held against the review.

use super::*;

/// The review of Ana's new first name, that was open for five minutes.
fn left_open() -> Desk {
    let mut desk = rename();
    desk.review.change.seen_by_read = true;
    desk.answer(&read(&ana()));
    desk.settle();
    desk.pass(300_000);
    desk.took();
    desk
}

const WRITE: &str = "write: update usr-1 first_name=\"Anna\", journalled sending";

#[test]
fn a_review_that_was_left_open_reads_again_before_it_sends() {
    let mut desk = left_open();
    desk.key(Action::Send);
    assert_eq!(desk.took(), ["verify: read usr-1"]);
    assert!(!desk.review.is_in_flight(), "nothing was sent");
    assert_eq!(desk.answer(&read(&ana())), None);
    assert_eq!(desk.took(), [WRITE]);
}

#[test]
fn what_was_read_just_now_is_not_read_again() {
    let mut desk = rename();
    desk.answer(&read(&ana()));
    desk.settle();
    desk.took();
    desk.key(Action::Send);
    assert_eq!(desk.took(), [WRITE]);
}

#[test]
fn a_colleague_s_value_in_the_same_field_is_not_overwritten() {
    let mut desk = left_open();
    desk.key(Action::Send);
    desk.took();
    desk.answer(&read(&ana_with("first_name", "Annabel")));
    assert!(matches!(desk.review.phase(), Phase::Conflict(_)));
    assert!(desk.took().is_empty());
}

#[test]
fn a_colleague_s_value_in_another_field_is_shown_before_it_is_sent() {
    let mut desk = left_open();
    desk.key(Action::Send);
    desk.answer(&read(&ana_with("last_name", "Ruiz")));
    assert_eq!(*desk.review.phase(), Phase::Ready);
    let moved: Vec<_> = desk.review.moved().iter().map(|m| &*m.now).collect();
    assert_eq!(moved, ["Ruiz"]);
    desk.took();
    desk.settle();
    desk.key(Action::Send);
    assert_eq!(desk.took(), [WRITE], "it was read just now");
}

#[test]
fn what_a_colleague_wrote_alike_meanwhile_is_not_sent() {
    let mut desk = left_open();
    desk.key(Action::Send);
    let ended = desk.answer(&read(&ana_with("first_name", "Anna"))).unwrap();
    assert_eq!(ended.outcome, Outcome::NotSent(NotSent::AlreadySo));
    assert!(!desk.took().iter().any(|asked| asked.starts_with("write")));
}

#[test]
fn closing_it_while_it_is_read_once_more_sends_nothing() {
    let mut desk = left_open();
    desk.key(Action::Send);
    let ended = desk.key(Action::Cancel).unwrap();
    assert_eq!(ended.outcome, Outcome::NotSent(NotSent::Cancelled));
    assert!(!desk.took().iter().any(|asked| asked.starts_with("write")));
}

#[test]
fn a_cache_s_answer_is_not_taken_for_what_is_there() {
    let mut desk = left_open();
    desk.key(Action::Send);
    desk.answer_cached(&read(&ana()), 14);
    assert_eq!(*desk.review.phase(), Phase::Ready);
    assert_eq!(desk.review.note(), Some(&Note::OnlyCached));
    assert!(!desk.took().iter().any(|asked| asked.starts_with("write")));
    // Whoever sends all the same was told what that may do.
    desk.settle();
    desk.key(Action::Send);
    assert_eq!(desk.took(), [WRITE]);
}

#[test]
fn a_cache_s_answer_from_before_the_write_tells_nothing_of_it() {
    let mut desk = sent_rename();
    desk.answer(&written(None));
    desk.took();
    assert_eq!(desk.answer_cached(&read(&ana()), 30), None);
    assert!(matches!(desk.review.phase(), Phase::Verifying(_)));
    for wait in [1, 2, 4] {
        desk.pass(wait * 1000);
        desk.tick();
        desk.answer_cached(&read(&ana()), 60);
    }
    let Phase::Unresolved { why, .. } = desk.review.phase() else {
        panic!("{:?}", desk.review.phase());
    };
    assert_eq!(why, "a cache gave what it had 60 s before");
}

#[test]
fn the_same_bytes_as_before_an_accepted_write_may_be_a_cache_s() {
    let mut desk = sent_rename();
    desk.answer(&written(None));
    for wait in [0, 1, 2, 4] {
        desk.pass(wait * 1000);
        desk.tick();
        desk.answer(&read(&ana()));
    }
    assert!(matches!(
        desk.review.note(),
        Some(Note::NotAppliedAsOf {
            is_unmoved: true,
            ..
        })
    ));
}

// ---- who it is

#[test]
fn nothing_is_sent_to_somebody_else_who_has_the_id_now() {
    let mut desk = rename();
    let max = json!({"id": "usr-1", "first_name": "Max", "last_name": "Second", "email": "max@acme.example"});
    desk.answer(&read(&max));
    desk.settle();
    let Phase::Another { was, now } = desk.review.phase() else {
        panic!("{:?}", desk.review.phase());
    };
    assert_eq!(was.shown(), "Ana Lima · ana@acme.example");
    assert_eq!(now.shown(), "Max Second · max@acme.example");
    assert_eq!(desk.review.buttons(), [Button::Close]);
    desk.took();
    desk.key(Action::Send);
    assert!(desk.took().is_empty());
}

#[test]
fn an_undoing_knows_who_it_is_for() {
    let to = connection("peoplelens");
    let change = edit(&to, &ana(), &[("first_name", text("Anna"))]);
    let mut desk = Desk::open(change.undo().unwrap(), &users(&to));
    let max = json!({"id": "usr-1", "first_name": "Anna", "last_name": "Second", "email": "max@acme.example"});
    desk.answer(&read(&max));
    assert!(matches!(desk.review.phase(), Phase::Another { .. }));
}

#[test]
fn another_name_alone_is_told_and_not_stopped() {
    let mut desk = rename();
    desk.answer(&read(&ana_with("last_name", "Ruiz")));
    assert_eq!(*desk.review.phase(), Phase::Ready);
    let was = desk.review.renamed().unwrap().shown();
    assert_eq!(was, "Ana Lima · ana@acme.example");
}

// ---- what it did besides

#[test]
fn what_a_write_took_away_besides_is_told_and_no_undoing_is_promised() {
    let mut desk = sent_rename();
    desk.answer(&written(None));
    let mut after = ana_with("first_name", "Anna");
    after.as_object_mut().unwrap().remove("last_name");
    after["email"] = Value::Null;
    let ended = desk.answer(&read(&after)).unwrap();
    let said = ended.sentence(|_| String::new());
    assert!(
        said.ends_with("confirmed by a fresh read; also gone: last name, email"),
        "{said}"
    );
    assert!(!ended.can_be_undone());
}

#[test]
fn what_a_write_changed_besides_is_told_where_it_is_no_clockwork() {
    let mut desk = sent_rename();
    desk.answer(&written(None));
    let mut after = ana_with("first_name", "Anna");
    after["company_role"] = json!("Boss");
    after["updated_at"] = json!("2026-02-01T12:00:01Z");
    let ended = desk.answer(&read(&after)).unwrap();
    let said = ended.sentence(|_| String::new());
    assert!(said.contains("also changed: "), "{said}");
    assert!(!said.contains("updated"), "{said}");
    assert!(ended.can_be_undone());
}

// ---- a server that keeps a value in a form of its own

#[rstest]
#[case::lower_case("Anna@Acme.Example", "anna@acme.example")]
#[case::trimmed(" anna@acme.example ", "anna@acme.example")]
#[case::cut("annabelle@acme.example", "annabelle@acme")]
#[case::otherwise("+49 171 123", "+49171123")]
fn a_value_in_the_server_s_own_form_is_told_and_can_be_undone(
    #[case] sent: &str,
    #[case] kept: &str,
) {
    let to = connection("peoplelens");
    let fields = [("first_name", text("Anna")), ("last_name", text(sent))];
    let mut desk = Desk::open(edit(&to, &ana(), &fields), &users(&to));
    desk.answer(&read(&ana()));
    desk.settle();
    desk.key(Action::Send);
    desk.answer(&written(None));
    let mut after = ana_with("first_name", "Anna");
    after["last_name"] = json!(kept);
    let ended = desk.answer(&read(&after)).unwrap();
    let said = ended.sentence(|_| String::new());
    assert!(
        said.ends_with("changed, accepted by the server; not as it was sent: last name"),
        "{said}"
    );
    assert!(ended.can_be_undone());
    let undone = ended.change.undo().unwrap();
    assert_eq!(undone.fields[1].after, text("Lima"));
    // Nobody else wrote to it: the undoing finds what it left.
    let mut desk = Desk::open(undone, &users(&to));
    desk.answer(&read(&after));
    assert_eq!(*desk.review.phase(), Phase::Ready);
}

#[test]
fn a_number_and_its_text_are_no_difference() {
    let to = connection("peoplelens");
    let change = edit(&to, &ana_with("role", "3"), &[("role", text("1"))]);
    let mut desk = Desk::open(change, &users(&to));
    desk.answer(&read(&ana_with("role", 3)));
    assert_eq!(*desk.review.phase(), Phase::Ready);
}

// ---- hidden, remaining, and there before

#[test]
fn who_is_hidden_once_disabled_was_not_removed_and_can_be_enabled() {
    let to = connection("peoplelens");
    let resource = users(&to);
    let change = Change::toggle(&to, &resource, &record(&ana())).unwrap();
    let mut desk = Desk::open(change, &resource);
    desk.answer(&read(&ana()));
    desk.settle();
    desk.key(Action::Send);
    desk.answer(&written(None));
    let ended = desk.answer(&gone()).unwrap();
    assert_eq!(ended.outcome, Outcome::AcceptedHidden);
    assert_eq!(ended.gone, None);
    assert!(ended.can_be_undone());

    let mut desk = Desk::open(ended.change.undo().unwrap(), &resource);
    desk.answer(&gone());
    assert_eq!(*desk.review.phase(), Phase::Ready);
    assert_eq!(desk.review.note(), Some(&Note::Hidden));
    desk.settle();
    desk.took();
    desk.key(Action::Send);
    assert_eq!(
        desk.took(),
        ["write: update usr-1 is_enabled=true, journalled sending"]
    );
}

#[test]
fn a_record_that_stays_after_its_removal_is_told_once() {
    let to = connection("peoplelens");
    let resource = users(&to);
    let change = Change::remove(&to, &resource, &record(&ana())).unwrap();
    let mut desk = Desk::open(change, &resource);
    desk.answer(&read(&ana()));
    desk.settle();
    desk.type_text("ana@acme.example");
    desk.key(Action::Send);
    desk.answer(&written(None));
    let ended = desk.answer(&read(&ana_with("email", ""))).unwrap();
    assert_eq!(
        ended.sentence(|_| String::new()),
        "Ana Lima: the server accepted the removal; the record is still there; what changed: email"
    );
}

#[test]
fn a_change_that_landed_late_is_found_before_it_is_sent_again() {
    let mut desk = sent_rename();
    desk.answer(&Err(TIMEOUT));
    for wait in [0, 1, 2, 4] {
        desk.pass(wait * 1000);
        desk.tick();
        desk.answer(&read(&ana()));
    }
    desk.pass(60_000);
    desk.settle();
    desk.took();
    desk.key(Action::Send);
    assert_eq!(desk.took(), ["verify: read usr-1"]);
    let ended = desk.answer(&read(&ana_with("first_name", "Anna"))).unwrap();
    assert!(matches!(
        ended.outcome,
        Outcome::Applied {
            confirmed: Confirmed::ByRead,
            ..
        }
    ));
    assert_eq!(desk.took(), ["journal applied: "]);
}

// ---- over a restart

#[rstest]
#[case::in_its_own_form(
    r#""state":"accepted","detail":"","who":{"name":"Ana"},"after":{"last_name":"lima"}"#,
    "edit",
    Some(("lima", false))
)]
#[case::hidden(r#""state":"accepted","detail":"""#, "disable", Some(("Lima-Kim", true)))]
#[case::unseen(r#""state":"accepted","detail":"""#, "edit", None)]
fn what_the_server_took_can_be_undone_in_the_next_run(
    #[case] ended: &str,
    #[case] verb: &str,
    #[case] expected: Option<(&str, bool)>,
) {
    let to = connection("peoplelens");
    let address = to.address();
    let address = address.as_str();
    let journal = format!(
        r#"{{"id":"1","at":"2026-02-01T12:00:00Z","profile":"people","address":"{address}","change":"{verb}","resource":"users","record":"usr-1","name":"Ana","who":{{"name":"Ana"}},"fields":{{"last_name":{{"before":"Lima","after":"Lima-Kim"}}}},"state":"sending"}}
{{"id":"1","at":"2026-02-01T12:00:01Z",{ended}}}
"#
    );
    let history = crate::app::change::History::read(&journal);
    assert_eq!(history.damaged, 0);
    let undone = history.applied.first().map(|past| {
        let undone = past.change(&to).unwrap().undo().unwrap();
        (undone.fields[0].before.text(), undone.hid_record)
    });
    let expected = expected.map(|(before, hid)| (before.to_owned(), hid));
    assert_eq!(undone, expected);
}

#[test]
fn a_field_that_is_kept_as_it_was_makes_no_part_of_the_rest() {
    let to = connection("peoplelens");
    let fields = [
        ("first_name", text("Ana-Maria")),
        ("last_name", text("Lima-Kim")),
    ];
    let mut desk = Desk::open(edit(&to, &ana(), &fields), &users(&to));
    desk.answer(&read(&ana()));
    desk.settle();
    desk.key(Action::Send);
    desk.answer(&written(None));
    // A server that cuts: the first is what it was, the second is new.
    let ended = desk
        .answer(&read(&ana_with("last_name", "Lima-K")))
        .unwrap();
    let said = ended.sentence(|_| String::new());
    assert!(
        said.ends_with("not as it was sent: first name, last name"),
        "{said}"
    );
}
