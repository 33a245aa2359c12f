mod desk;
mod properties;

use std::time::Duration;

use rstest::rstest;
use serde_json::{Value, json};

use super::*;
use crate::app::change::outcome::{Confirmed, Draft, Found, NotSent, Outcome};
use crate::app::change::tests::{ana, connection, edit, record, text, users};
use crate::app::change::{FieldChange, Verb};
use crate::directory::call::{Input, NetworkError, Page, Secret, ServerWords};
use crate::keys::Action;
use crate::text::Untrusted;
use desk::Desk;

const TIMEOUT: ApiError = ApiError::Network(NetworkError::Timeout { sent: true });

fn read(json: &Value) -> Result<Reply, ApiError> {
    Ok(Reply::Record(record(json)))
}

fn written(json: Option<&Value>) -> Result<Reply, ApiError> {
    Ok(Reply::Written(json.map(record)))
}

fn gone() -> Result<Reply, ApiError> {
    Err(ApiError::NotFound(ServerWords::default()))
}

fn said(message: &str) -> ServerWords {
    ServerWords {
        message: Some(Untrusted::new(message.to_owned())),
        ..ServerWords::default()
    }
}

/// Ana with another value in one field.
fn ana_with(field: &str, value: impl Into<Value>) -> Value {
    let mut ana = ana();
    ana[field] = value.into();
    ana
}

/// The review of Ana's first name becoming Anna, in PeopleLens.
fn rename() -> Desk {
    let to = connection("peoplelens");
    let change = edit(&to, &ana(), &[("first_name", text("Anna"))]);
    Desk::open(change, &users(&to))
}

/// As [`rename`], sent.
fn sent_rename() -> Desk {
    let mut desk = rename();
    desk.answer(&read(&ana()));
    desk.settle();
    desk.key(Action::Send);
    desk.took();
    desk
}

#[test]
fn an_edit_is_read_written_and_read_again() {
    let mut desk = rename();
    assert_eq!(desk.took(), ["verify: read usr-1"]);
    desk.answer(&read(&ana()));
    assert_eq!(*desk.review.phase(), Phase::Ready);
    desk.settle();
    desk.key(Action::Send);
    assert_eq!(
        desk.took(),
        ["write: update usr-1 first_name=\"Anna\", journalled sending"]
    );
    assert!(desk.review.is_in_flight());
    desk.answer(&written(None));
    assert_eq!(desk.took(), ["verify: read usr-1"]);
    let anna = ana_with("first_name", "Anna");
    let ended = desk.answer(&read(&anna)).unwrap();
    assert_eq!(desk.took(), ["journal applied: "]);
    assert_eq!(
        ended.outcome,
        Outcome::Applied {
            confirmed: Confirmed::ByRead,
            unchecked: Vec::new(),
            differing: Vec::new(),
        }
    );
    assert_eq!(ended.record, Some(record(&anna)));
    assert_eq!(ended.change.name.raw(), "Anna Lima");
    assert_eq!(ended.draft, Draft::Drop);
    assert!(ended.can_be_undone());
    assert_eq!(*desk.review.phase(), Phase::Ended);
}

#[test]
fn the_exact_effects_of_sending() {
    let mut desk = rename();
    desk.answer(&read(&ana()));
    desk.settle();
    desk.took();
    let (pressed, effects) = desk.key_with_effects(Action::Send);
    assert_eq!(pressed, Pressed::Stays);
    let id = format!("{:x}", desk.now().wall.as_nanosecond());
    let journal = format!(
        r#"{{"id":"{id}","at":"2026-02-01T12:00:00.3Z","profile":"people","origin":"https://acme.example.com","change":"edit","resource":"users","record":"usr-1","name":"Ana Lima","fields":{{"first_name":{{"before":"Ana","after":"Anna"}}}},"state":"sending"}}"#
    );
    assert_eq!(
        effects,
        [Effect::Send {
            ticket: Ticket(2),
            profile: ProfileId(3),
            call: Call::Update {
                record: desk.review.change().record.clone().unwrap(),
                fields: vec![("first_name".to_owned(), text("Anna"))],
            },
            urgency: Urgency::Write,
            journal: Some(journal),
        }]
    );
}

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
fn the_fresh_read_leads_to(#[case] answer: Result<Reply, ApiError>, #[case] phase: Phase) {
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
#[case::enabled(true, Verb::Disable, "false")]
#[case::disabled_meanwhile(false, Verb::Enable, "true")]
fn the_fresh_read_decides_between_disable_and_enable(
    #[case] enabled: bool,
    #[case] verb: Verb,
    #[case] sent: &str,
) {
    let to = connection("peoplelens");
    let resource = users(&to);
    let change = Change::toggle(&to, &resource, &record(&ana())).unwrap();
    let mut desk = Desk::open(change, &resource);
    desk.answer(&read(&ana_with("is_enabled", enabled)));
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
}

#[test]
fn a_record_that_does_not_say_whether_it_is_enabled_is_not_toggled() {
    let to = connection("peoplelens");
    let resource = users(&to);
    let change = Change::toggle(&to, &resource, &record(&ana())).unwrap();
    let mut desk = Desk::open(change, &resource);
    desk.answer(&read(&ana_with("is_enabled", Value::Null)));
    assert!(matches!(desk.review.phase(), Phase::Unavailable(_)));
}

fn not_sent(error: &ApiError) -> Outcome {
    Outcome::NotSent(NotSent::Failed(error.clone()))
}

/// What the answer to the write may be, where that is the end of it.
#[rstest]
#[case::refused(
    ApiError::Invalid { status: 422, words: said("no"), fields: Vec::new() },
    "rejected: the server refused it (422): \"no\"",
    Outcome::Rejected
)]
#[case::token(
    ApiError::Unauthorized(said("expired")),
    "rejected: the token was refused (401): \"expired\"",
    Outcome::Rejected
)]
#[case::forbidden(
    ApiError::Forbidden(ServerWords::default()),
    "rejected: not allowed (403)",
    Outcome::Rejected
)]
#[case::limited_for_long(
    ApiError::Limited {
        retry_after: Some(Duration::from_secs(301)),
        words: ServerWords::default(),
    },
    "rejected: too many requests (429)",
    Outcome::Rejected
)]
#[case::no_connection(
    ApiError::Network(NetworkError::Connect("refused".to_owned())),
    "not sent: no connection: refused",
    |error| not_sent(&error)
)]
#[case::no_connection_in_time(
    ApiError::Network(NetworkError::Timeout { sent: false }),
    "not sent: no connection in time",
    |error| not_sent(&error)
)]
#[case::no_journal(
    ApiError::NotSent("the journal is read-only".to_owned()),
    "not sent: the journal is read-only",
    |error| not_sent(&error)
)]
#[case::given_up(
    ApiError::Cancelled,
    "not sent: it was given up before it was sent",
    |error| not_sent(&error)
)]
fn an_answer_ends_it(
    #[case] error: ApiError,
    #[case] journal: &str,
    #[case] outcome: fn(ApiError) -> Outcome,
) {
    let mut desk = sent_rename();
    let ended = desk.answer(&Err(error.clone())).unwrap();
    assert_eq!(ended.outcome, outcome(error));
    assert_eq!(ended.draft, Draft::Keep);
    assert_eq!(ended.gone, None);
    assert_eq!(desk.took(), [format!("journal {journal}")]);
}

#[test]
fn an_edit_answered_with_404_takes_the_row_away_and_keeps_the_draft() {
    let mut desk = sent_rename();
    let ended = desk.answer(&gone()).unwrap();
    assert_eq!(ended.gone, ended.change.record);
    assert_eq!(ended.record, None);
    assert_eq!(ended.draft, Draft::Keep);
}

/// What leaves the outcome unknown: the record is read at once.
#[rstest]
#[case(TIMEOUT)]
#[case(ApiError::Network(NetworkError::Broken("reset".to_owned())))]
#[case(ApiError::Network(NetworkError::TooLarge { limit: 8 }))]
#[case(ApiError::Server { status: 502, words: ServerWords::default() })]
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
        desk.clock = due - Duration::from_millis(1);
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
    desk.key(Action::NextButton);
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
fn a_429_waits_reads_again_and_asks_again() {
    let mut desk = sent_rename();
    desk.answer(&Err(ApiError::Limited {
        retry_after: Some(Duration::from_secs(20)),
        words: ServerWords::default(),
    }));
    assert_eq!(
        desk.took(),
        ["journal rejected: too many requests (429)", "wake 20300ms"]
    );
    desk.pass(20_000);
    desk.tick();
    assert_eq!(desk.took(), ["verify: read usr-1"]);
    desk.answer(&read(&ana()));
    assert_eq!(*desk.review.phase(), Phase::Ready);
    assert_eq!(desk.review.note(), Some(&Note::WasLimited));
    desk.key(Action::Send);
    assert!(desk.took().is_empty(), "to be confirmed anew");
    desk.settle();
    desk.key(Action::Send);
    assert_eq!(
        desk.took(),
        ["write: update usr-1 first_name=\"Anna\", journalled sending"]
    );
}

#[test]
fn a_429_without_a_hint_waits_a_minute() {
    let mut desk = sent_rename();
    desk.answer(&Err(ApiError::Limited {
        retry_after: None,
        words: ServerWords::default(),
    }));
    assert_eq!(
        desk.review.wakes_at(),
        Some(desk.clock + Duration::from_mins(1))
    );
}

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

/// The review of a new user in a directory, sent.
fn creation(directory: &str, fields: &[(&str, Input)], resource: Resource) -> Desk {
    let to = connection(directory);
    let fields = fields.iter().map(|(name, after)| {
        let described = resource.field(name).cloned();
        let field = described.unwrap_or(crate::directory::description::Field {
            name: (*name).to_owned(),
            ..Default::default()
        });
        FieldChange::new(&field, Held::MISSING, after.clone())
    });
    let mut change = Change::create(&to, &resource, fields.collect());
    change.generated = true;
    let mut desk = Desk::open(change, &resource);
    assert_eq!(*desk.review.phase(), Phase::Ready, "nothing to read before");
    assert!(desk.took().is_empty());
    desk.settle();
    desk.key(Action::Send);
    desk.took();
    desk
}

fn new_ana(password: &Secret) -> [(&'static str, Input); 4] {
    [
        ("email", text("ana@acme.example")),
        ("password", Input::Secret(password.clone())),
        ("first_name", text("Ana")),
        ("last_name", text("Lima")),
    ]
}

#[test]
fn a_new_record_is_read_by_the_id_it_was_given() {
    let password = Secret::new("hunter2".into());
    let resource = users(&connection("peoplelens"));
    let mut desk = creation("peoplelens", &new_ana(&password), resource);
    let answer = json!({"id": "usr-1", "email": "ana@acme.example"});
    desk.answer(&written(Some(&answer)));
    assert_eq!(desk.took(), ["verify: read usr-1"]);
    let ended = desk.answer(&read(&ana())).unwrap();
    assert_eq!(
        ended.outcome,
        Outcome::Applied {
            confirmed: Confirmed::ByRead,
            unchecked: vec!["password".to_owned()],
            differing: Vec::new(),
        }
    );
    assert_eq!(ended.password, Some(password));
    assert_eq!(ended.record, Some(record(&ana())));
    assert!(!ended.can_be_undone());
}

#[test]
fn a_new_record_that_the_answer_shows_whole_is_not_read() {
    let fields = [
        ("email", text("ana@acme.example")),
        ("display_name", text("Ana")),
    ];
    let mut desk = creation("leadr", &fields, users(&connection("leadr")));
    let answer = json!({"id": "usr_1", "email": "ana@acme.example", "display_name": "Ana"});
    let ended = desk.answer(&written(Some(&answer))).unwrap();
    assert!(matches!(
        ended.outcome,
        Outcome::Applied {
            confirmed: Confirmed::ByAnswer,
            ..
        }
    ));
}

#[test]
fn a_new_record_without_an_id_is_looked_up_by_email() {
    let password = Secret::new("hunter2".into());
    let resource = users(&connection("peoplelens"));
    let mut desk = creation("peoplelens", &new_ana(&password), resource);
    desk.answer(&written(None));
    assert_eq!(desk.took(), ["verify: search ana@acme.example"]);
    let mut namesake = ana();
    namesake["email"] = json!("not.ana@acme.example");
    let page = |found: Value| {
        Ok(Reply::Page(Page {
            records: vec![record(&namesake), record(&found)],
            next: None,
            total: None,
        }))
    };
    let found = ana_with("email", "Ana@Acme.example");
    let mut unclear = desk.clone();
    let ended = desk.answer(&page(found.clone())).unwrap();
    assert!(matches!(ended.outcome, Outcome::Applied { .. }));
    assert_eq!(ended.record, Some(record(&found)));
    assert_eq!(unclear.answer(&page(namesake.clone())), None);
    assert!(matches!(unclear.review.phase(), Phase::Verifying(_)));
}

#[test]
fn a_record_like_the_new_one_may_have_been_there_before() {
    let password = Secret::new("hunter2".into());
    let resource = users(&connection("peoplelens"));
    let mut desk = creation("peoplelens", &new_ana(&password), resource);
    desk.answer(&Err(TIMEOUT));
    assert_eq!(desk.took(), ["verify: search ana@acme.example"]);
    let ended = desk
        .answer(&Ok(Reply::Page(Page {
            records: vec![record(&ana())],
            next: None,
            total: None,
        })))
        .unwrap();
    assert_eq!(
        ended.outcome,
        Outcome::Unknown {
            why: "no answer in time".to_owned(),
            found: Found::Exists,
        }
    );
    assert_eq!(ended.password, None);
}

#[test]
fn without_id_or_search_a_new_record_is_accepted_unchecked() {
    let password = Secret::new("hunter2".into());
    let mut resource = users(&connection("peoplelens"));
    resource.list.as_mut().unwrap().search = None;
    let desk = creation("peoplelens", &new_ana(&password), resource);
    let mut accepted = desk.clone();
    let ended = accepted.answer(&written(None)).unwrap();
    assert_eq!(ended.outcome, Outcome::AcceptedUnchecked);
    assert_eq!(ended.password, Some(password));
    assert_eq!(accepted.took(), ["journal accepted: no read can show it"]);
    let mut unclear = desk;
    assert_eq!(unclear.answer(&Err(TIMEOUT)), None);
    assert_eq!(
        unclear.took(),
        ["journal unknown: no answer in time; no read can tell"]
    );
    assert_eq!(unclear.review.buttons(), [Button::Close]);
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

#[test]
fn a_sent_change_goes_on_behind_the_screen() {
    let mut desk = sent_rename();
    let (pressed, effects) = desk.key_with_effects(Action::Cancel);
    assert_eq!(pressed, Pressed::Background);
    assert_eq!(effects, []);
    desk.answer(&written(None));
    let ended = desk.answer(&read(&ana_with("first_name", "Anna"))).unwrap();
    assert!(matches!(ended.outcome, Outcome::Applied { .. }));
}

#[test]
fn a_change_is_sent_once() {
    let mut desk = sent_rename();
    desk.key(Action::Send);
    desk.key(Action::Press);
    assert!(desk.took().is_empty());
}

#[test]
fn another_answer_is_none_of_its_business() {
    let mut desk = sent_rename();
    let before = desk.review.clone();
    desk.answer_to(Ticket(1), &read(&ana()));
    assert_eq!(desk.review, before);
    assert!(desk.took().is_empty());
}

#[test]
fn quitting_in_flight_is_written_down() {
    let mut desk = sent_rename();
    desk.abandon();
    assert_eq!(
        desk.took(),
        ["journal unknown: the program ended before it was known"]
    );
    let mut unsent = rename();
    unsent.took();
    unsent.abandon();
    assert!(unsent.took().is_empty());
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

#[test]
fn requests_go_to_the_review_s_own_profile() {
    let mut desk = sent_rename();
    desk.profile = ProfileId(9);
    let effects = desk.answer_with_effects(&written(None));
    assert!(matches!(
        effects[..],
        [Effect::Send {
            profile: ProfileId(3),
            ..
        }]
    ));
}

#[test]
fn a_click_on_a_button_presses_it_once_it_is_settled() {
    let mut desk = rename();
    desk.answer(&read(&ana()));
    desk.took();
    desk.click(Button::Send);
    assert!(desk.took().is_empty());
    desk.settle();
    desk.click(Button::SendMine);
    assert!(desk.took().is_empty(), "not one of its buttons");
    desk.click(Button::Send);
    assert_eq!(desk.took().len(), 1);
}
