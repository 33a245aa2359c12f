//! Changes against a directory that fails in every way it can, and keeps a
//! ledger of what it really did: the ledger is the judge.
//!
//! ```text
//! PROPTEST_CASES=100000 cargo test --lib changes_and_a_directory -- --nocapture
//! ```
//!
//! is the long run.

mod directory;
mod judge;
mod kinds;
mod scene;

use std::rc::Rc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use self::directory::{Creation, Fate, Ways};
use self::judge::Figures;
use self::scene::Scene;

/// What the directory and the others around it do besides failing. Each is here
/// to be put out alone.
const DOES: Does = Does {
    creates: true,
    normalises: true,
    gives_ids_again: true,
    hides_disabled: true,
    answers_lists_late: true,
    somebody_writes: true,
    second_explorer: true,
};

#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
struct Does {
    creates: bool,
    normalises: bool,
    gives_ids_again: bool,
    hides_disabled: bool,
    answers_lists_late: bool,
    somebody_writes: bool,
    second_explorer: bool,
}

impl Does {
    const fn lets(self, explorer: usize, step: &Step) -> bool {
        let lets = match step {
            Step::Create(_) => self.creates,
            Step::AnswerList => self.answers_lists_late,
            Step::Somebody(..) | Step::SomebodyDisables(_) => self.somebody_writes,
            Step::SomebodyRemoves(_) | Step::GivenAgain(_) => self.gives_ids_again,
            _ => true,
        };
        lets && (explorer == 0 || self.second_explorer)
    }
}

#[derive(Debug, Clone)]
enum Step {
    /// Keys of the operator.
    Press(&'static str),
    Type(&'static str),
    /// The way from a record to a change of it that is confirmed, nothing
    /// failing.
    Change(&'static str),
    /// The same, left open before it is confirmed.
    Begin(&'static str),
    /// The way to `D` confirmed.
    Disable,
    /// The way to the last change taken back.
    Undo,
    /// The way to a new record confirmed.
    Create(&'static str),
    /// The screen is painted, and looked at.
    Look,
    Wait(u64),
    /// The oldest request meets its fate, but for a list that comes late.
    Answer(Fate),
    /// The oldest list is answered, as it was when it was asked for.
    AnswerList,
    /// What was to be done later is done.
    Lands,
    /// Somebody else changes a record.
    Somebody(usize, &'static str),
    /// Somebody else disables a record, or enables it.
    SomebodyDisables(usize),
    /// Somebody else removes a record.
    SomebodyRemoves(usize),
    /// Another person gets the id of a record that was removed.
    GivenAgain(usize),
    /// The program is killed and started again. What is on its way is done, or
    /// lost.
    Restart {
        done: bool,
    },
}

const NAMES: [&str; 4] = ["Ana", "Anna", "Annabel", "Zoë"];

/// Emails of new records: a new one, one in capitals, and one that somebody has.
const EMAILS: [&str; 3] = ["eva@acme.example", "Ida@Acme.example", "usr-2@acme.example"];

fn any_fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        8 => Just(Fate::Done),
        8 => prop::sample::select(vec![
            Fate::DoneSilently,
            Fate::DoneAnswerLost,
            Fate::DoneUnreadable,
            Fate::TakenNotDone,
            Fate::DoneLater,
            Fate::Refused,
            Fate::Failed,
            Fate::Limited,
            Fate::Unauthorized,
            Fate::Lost,
            Fate::NoConnection,
        ]),
    ]
}

/// A step and which explorer takes it.
fn any_step() -> impl Strategy<Value = (usize, Step)> {
    let keys = vec![
        "e", "D", "enter", "esc", "ctrl-y", "tab", "j", "k", "ctrl-u", "u", "t", "r", "R", "R",
    ];
    let name = || prop::sample::select(NAMES.to_vec());
    let step = prop_oneof![
        12 => prop::sample::select(keys).prop_map(Step::Press),
        2 => name().prop_map(Step::Type),
        6 => name().prop_map(Step::Change),
        3 => name().prop_map(Step::Begin),
        2 => Just(Step::Disable),
        2 => Just(Step::Undo),
        2 => prop::sample::select(EMAILS.to_vec()).prop_map(Step::Create),
        6 => Just(Step::Look),
        4 => prop::sample::select(vec![1_u64, 1_000, 3_000, 7_000, 60_000]).prop_map(Step::Wait),
        16 => any_fate().prop_map(Step::Answer),
        2 => Just(Step::AnswerList),
        2 => Just(Step::Lands),
        3 => (0_usize..4, name())
            .prop_map(|(who, name)| Step::Somebody(who, name)),
        1 => (0_usize..4).prop_map(Step::SomebodyDisables),
        1 => (0_usize..4).prop_map(Step::SomebodyRemoves),
        2 => (0_usize..4).prop_map(Step::GivenAgain),
        2 => any::<bool>().prop_map(|done| Step::Restart { done }),
    ];
    let explorer = prop_oneof![
        3 => Just(0_usize),
        1 => Just(1_usize),
    ];
    (explorer, step)
}

fn any_ways() -> impl Strategy<Value = Ways> {
    let creation = prop::sample::select(vec![
        Creation::AnswersRecord,
        Creation::AnswersId,
        Creation::AnswersNothing,
    ]);
    let known = prop::sample::select(vec![
        Creation::AnswersId,
        Creation::AnswersNothing,
        Creation::Refuses,
    ]);
    (any::<[bool; 4]>(), creation, known).prop_map(|(is, creation, known)| Ways {
        normalises: is[0] && DOES.normalises,
        hides_disabled: is[1] && DOES.hides_disabled,
        answers_lists_late: is[2] && DOES.answers_lists_late,
        answers_record: is[3],
        creation,
        creation_of_known: known,
    })
}

#[test]
fn changes_and_a_directory_that_fails_agree_on_what_was_done() {
    let config = Config::with_source_file(file!());
    let mut runner = TestRunner::new(Config {
        cases: config.cases.max(3_000),
        ..config
    });
    let figures = Rc::new(Figures::new());
    let interleavings = (any_ways(), vec(any_step(), 1..60));
    let outcome = runner.run(&interleavings, |(ways, steps)| {
        let mut scene = Scene::new(ways, figures.clone());
        for (explorer, step) in &steps {
            if DOES.lets(*explorer, step) {
                scene.step(*explorer, step);
            }
        }
        figures.interleaving();
        Ok(())
    });
    figures.print();
    assert!(outcome.is_ok(), "{}", outcome.unwrap_err());
}
