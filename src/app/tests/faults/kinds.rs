//! One interleaving for each kind of trouble. The ledger judges these too.

use std::rc::Rc;

use rstest::rstest;

use super::Step;
use super::directory::{Creation, Fate, Ways};
use super::judge::Figures;
use super::scene::Scene;
use crate::app::change::Phase;

/// A directory that does as it is told and shows what it has.
const PLAIN: Ways = Ways {
    normalises: false,
    hides_disabled: false,
    answers_lists_late: false,
    answers_record: false,
    creation: Creation::AnswersRecord,
    creation_of_known: Creation::Refuses,
};

fn after(ways: Ways, steps: &[(usize, Step)]) -> Scene {
    let mut scene = Scene::new(ways, Rc::new(Figures::new()));
    for (explorer, step) in steps {
        scene.step(*explorer, step);
    }
    scene
}

/// All that is asked for is answered as it should be.
fn answered() -> Vec<(usize, Step)> {
    [0, 1]
        .repeat(4)
        .into_iter()
        .map(|explorer| (explorer, Step::Answer(Fate::Done)))
        .collect()
}

fn first_name(scene: &Scene, who: usize) -> &str {
    let person = &scene.directory.people[who];
    person.now()["first_name"].as_str().unwrap()
}

fn notice(scene: &Scene, explorer: usize) -> &str {
    let notice = scene.explorers[explorer].driven.app.notice.as_ref();
    notice.map_or("", |notice| notice.text.as_str())
}

/// The steps, all answered, and then those that follow.
fn then(steps: &[(usize, Step)], more: &[(usize, Step)]) -> Vec<(usize, Step)> {
    [steps, &answered(), more, &answered()].concat()
}

#[test]
fn a_colleagues_change_while_the_review_is_open_is_not_overwritten() {
    let scene = after(
        PLAIN,
        &then(
            &[(0, Step::Begin("Anna"))],
            &[
                (0, Step::Somebody(0, "Zoë")),
                (0, Step::Wait(60_000)),
                (0, Step::Press("ctrl-y")),
            ],
        ),
    );
    assert_eq!(first_name(&scene, 0), "Zoë");
    assert!(scene.directory.writes.is_empty());
    let review = scene.explorers[0].review().unwrap();
    assert!(matches!(review.phase(), Phase::Conflict(_)), "{review:?}");
}

#[test]
fn of_two_explorers_with_one_review_open_the_second_is_asked_again() {
    let scene = after(
        PLAIN,
        &then(
            &[(0, Step::Begin("Anna")), (1, Step::Begin("Annabel"))],
            &[
                (0, Step::Wait(60_000)),
                (0, Step::Press("ctrl-y")),
                (0, Step::Answer(Fate::Done)),
                (0, Step::Answer(Fate::Done)),
                (0, Step::Answer(Fate::Done)),
                (1, Step::Press("ctrl-y")),
            ],
        ),
    );
    assert_eq!(first_name(&scene, 0), "Anna");
    assert_eq!(scene.directory.writes.len(), 1);
}

#[test]
fn a_review_that_is_confirmed_at_once_and_one_that_stayed_open_both_send() {
    for wait in [1, 60_000] {
        let scene = after(
            PLAIN,
            &then(
                &[(0, Step::Begin("Anna"))],
                &[(0, Step::Wait(wait)), (0, Step::Press("ctrl-y"))],
            ),
        );
        assert_eq!(first_name(&scene, 0), "Anna", "after {wait} ms");
    }
}

#[test]
fn the_undo_of_a_record_whose_id_was_given_again_is_stopped() {
    let scene = after(
        PLAIN,
        &then(
            // The next one of that id has the very name.
            &[(0, Step::Change("Max2"))],
            &[(0, Step::GivenAgain(0)), (0, Step::Undo)],
        ),
    );
    assert_eq!(first_name(&scene, 2), "Max2");
    assert_eq!(scene.directory.writes.len(), 1, "the undo was not sent");
}

#[test]
fn disabling_a_row_whose_id_was_given_again_is_stopped() {
    let scene = after(
        PLAIN,
        &then(&[], &[(0, Step::GivenAgain(0)), (0, Step::Disable)]),
    );
    assert!(scene.directory.writes.is_empty());
}

#[rstest]
#[case::with_the_id_of_who_is_there(Creation::AnswersId)]
#[case::without_an_id(Creation::AnswersNothing)]
fn a_creation_that_made_nobody_is_not_called_added(#[case] creation_of_known: Creation) {
    let ways = Ways {
        creation_of_known,
        ..PLAIN
    };
    let scene = after(ways, &then(&[(0, Step::Create("usr-2@acme.example"))], &[]));
    assert_eq!(scene.directory.writes.len(), 1);
    assert!(
        !notice(&scene, 0).contains("added, confirmed"),
        "{}",
        notice(&scene, 0)
    );
}

#[rstest]
#[case::with_the_record(Creation::AnswersRecord, "added, confirmed")]
#[case::with_the_id(Creation::AnswersId, "added, confirmed")]
#[case::without_an_id(
    Creation::AnswersNothing,
    "added, accepted by the server; a search finds a record as it was sent"
)]
fn a_creation_that_made_somebody_is_called_added(
    #[case] creation: Creation,
    #[case] expected: &str,
) {
    let ways = Ways { creation, ..PLAIN };
    let scene = after(ways, &then(&[(0, Step::Create("eva@acme.example"))], &[]));
    assert!(
        notice(&scene, 0).contains(expected),
        "{}",
        notice(&scene, 0)
    );
}

#[test]
fn a_name_that_is_stored_cut_is_told_and_can_be_undone() {
    let ways = Ways {
        normalises: true,
        ..PLAIN
    };
    let steps = then(&[(0, Step::Change("Annabel"))], &[]);
    let scene = after(ways, &steps);
    assert!(
        notice(&scene, 0).contains("not as it was sent"),
        "{}",
        notice(&scene, 0)
    );
    let scene = after(ways, &then(&steps, &[(0, Step::Undo)]));
    assert_eq!(first_name(&scene, 0), "Ana");
}

#[test]
fn who_is_hidden_once_disabled_is_not_called_gone() {
    let ways = Ways {
        hides_disabled: true,
        ..PLAIN
    };
    let scene = after(ways, &then(&[(0, Step::Disable)], &[]));
    assert_eq!(scene.directory.people[0].now()["is_enabled"], false);
    assert!(!notice(&scene, 0).contains("gone"), "{}", notice(&scene, 0));
}
#[test]
fn a_creation_of_an_earlier_run_is_not_sent_again_without_its_password() {
    let mut steps = then(&[(0, Step::Create("eva@acme.example"))], &[]);
    steps.truncate(1);
    steps.push((0, Step::Restart { done: false }));
    steps.push((0, Step::Undo));
    for wait in [1_000, 3_000, 7_000] {
        steps.extend([(0, Step::Answer(Fate::Done)), (0, Step::Wait(wait))]);
    }
    steps.extend([
        (0, Step::Answer(Fate::Done)),
        (0, Step::Look),
        (0, Step::Press("ctrl-y")),
    ]);
    let scene = after(PLAIN, &then(&steps, &[]));
    assert_eq!(scene.directory.writes.len(), 1);
}
#[test]
fn a_list_that_comes_late_does_not_undo_what_was_confirmed() {
    let ways = Ways {
        answers_lists_late: true,
        ..PLAIN
    };
    let scene = after(
        ways,
        &then(
            &[(0, Step::Press("R")), (0, Step::Change("Anna"))],
            &[(0, Step::AnswerList)],
        ),
    );
    let listings = scene.explorers[0].driven.app.profile().listings.values();
    let id = crate::directory::record::RecordId::new("usr-1");
    let rows: Vec<_> = listings.filter_map(|l| l.record(&id)).collect();
    assert!(!rows.is_empty());
    for row in rows {
        assert_eq!(row.value()["first_name"], "Anna");
    }
}
