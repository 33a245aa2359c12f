//! The write and its answer.

use super::*;

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
            besides: Besides::default(),
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
        r#"{{"id":"{id}","at":"2026-02-01T12:00:00.3Z","profile":"people","address":"peoplelens https://acme.example.com/base account_id=acc_1","change":"edit","resource":"users","record":"usr-1","name":"Ana Lima","who":{{"name":"Ana Lima","email":"ana@acme.example"}},"fields":{{"first_name":{{"before":"Ana","after":"Anna"}}}},"state":"sending"}}"#
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
#[case::held(
    ApiError::NotSent("the token cannot be read".to_owned()),
    "not sent: the token cannot be read",
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
fn a_change_that_the_journal_refused_is_no_matter_of_the_journal() {
    let mut desk = sent_rename();
    let error = ApiError::NotJournalled("the disk is full".to_owned());
    let ended = desk.answer(&Err(error.clone())).unwrap();
    assert_eq!(ended.outcome, not_sent(&error));
    assert_eq!(ended.draft, Draft::Keep);
    assert_eq!(desk.took(), [""; 0], "it would refuse this too");
}

#[test]
fn an_edit_answered_with_404_takes_the_row_away_and_keeps_the_draft() {
    let mut desk = sent_rename();
    let ended = desk.answer(&gone()).unwrap();
    assert_eq!(ended.gone, ended.change.record);
    assert_eq!(ended.record, None);
    assert_eq!(ended.draft, Draft::Keep);
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
