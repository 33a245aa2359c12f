//! What holds whatever is pressed, pasted and answered, in whatever order.

use proptest::prelude::*;
use serde_json::json;

use super::desk::Desk;
use super::{TIMEOUT, ana, ana_with, connection, edit, gone, read, text, users, written};
use crate::app::change::outcome::{Draft, Found, NotSent, Outcome};
use crate::app::change::tests::record;
use crate::app::change::{Button, Change, Focus, Phase, SETTLE};
use crate::app::message::Effect;
use crate::directory::call::{ApiError, Reply, ServerWords};
use crate::keys::Action;

#[derive(Debug, Clone)]
enum Step {
    Key(Action),
    Type(char),
    Paste(String),
    Paint,
    Pass(u64),
    Tick,
    Answer(Result<Reply, ApiError>),
}

fn any_key() -> impl Strategy<Value = Action> {
    prop::sample::select(vec![
        Action::Send,
        Action::Press,
        Action::NextButton,
        Action::PreviousButton,
        Action::Up,
        Action::Down,
        Action::Cancel,
        Action::Toggle,
        Action::DeleteBackward,
    ])
}

fn any_answer() -> impl Strategy<Value = Result<Reply, ApiError>> {
    let limited = ApiError::Limited {
        retry_after: None,
        words: ServerWords::default(),
    };
    prop::sample::select(vec![
        read(&ana()),
        read(&ana()),
        read(&ana_with("first_name", "Anna")),
        read(&ana_with("first_name", "Annabel")),
        read(&json!({"id": "usr-1"})),
        written(None),
        gone(),
        Err(TIMEOUT),
        Err(limited),
        Err(ApiError::Unauthorized(ServerWords::default())),
    ])
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => any_key().prop_map(Step::Key),
        1 => any::<char>().prop_map(Step::Type),
        1 => prop::sample::select(vec!["ana@acme.example", "\u{19}\r", "\r\n\t\r"])
            .prop_map(|text| Step::Paste(text.to_owned())),
        3 => Just(Step::Paint),
        3 => prop::sample::select(vec![1_u64, 150, 299, 300, 8_000]).prop_map(Step::Pass),
        1 => Just(Step::Tick),
        3 => any_answer().prop_map(Step::Answer),
    ]
}

fn any_review() -> impl Strategy<Value = Desk> {
    prop::sample::select(vec![false, true]).prop_map(|removes| {
        let to = connection("peoplelens");
        let resource = users(&to);
        let change = if removes {
            Change::remove(&to, &resource, &record(&ana())).unwrap()
        } else {
            edit(&to, &ana(), &[("first_name", text("Anna"))])
        };
        Desk::open(change, &resource)
    })
}

/// The button that Enter would press.
fn button(desk: &Desk) -> Option<Button> {
    match desk.review.focus() {
        Focus::Button(at) => desk.review.buttons().get(at).copied(),
        Focus::Typed => None,
    }
}

/// Whether pressing Enter would press a button that sends.
fn is_on_send(desk: &Desk) -> bool {
    matches!(button(desk), Some(Button::Send | Button::SendMine))
}

proptest! {
    #[test]
    fn nothing_is_sent_but_by_a_confirmation_that_could_be_seen(
        mut desk in any_review(),
        steps in prop::collection::vec(any_step(), 0..60),
    ) {
        // Since when what is to be decided now is painted, by our own account.
        let mut painted = None;
        let mut confirmed = 0;
        let mut writes = 0;
        for step in steps {
            let before = desk.clone();
            let settled = painted.is_some_and(|at| desk.clock >= at + SETTLE);
            let (ended, effects) = match step.clone() {
                Step::Key(action) => {
                    let (pressed, effects) = desk.key_with_effects(action);
                    let ended = match pressed {
                        crate::app::change::Pressed::Ended(ended) => Some(*ended),
                        _ => None,
                    };
                    (ended, effects)
                }
                Step::Type(c) => {
                    desk.type_text(&c.to_string());
                    (None, desk.effects())
                }
                Step::Paste(text) => {
                    desk.paste(&text);
                    (None, desk.effects())
                }
                Step::Paint => {
                    desk.paint();
                    painted.get_or_insert(desk.clock);
                    (None, desk.effects())
                }
                Step::Pass(milliseconds) => {
                    desk.pass(milliseconds);
                    (None, desk.effects())
                }
                Step::Tick => (desk.tick(), desk.effects()),
                Step::Answer(answer) => (desk.answer(&answer), desk.effects()),
            };
            let sent = effects
                .iter()
                .filter(|e| matches!(e, Effect::Send { call, .. } if call.is_write()))
                .count();
            let rereads = |desk: &Desk| matches!(desk.review.phase(), Phase::Rereading(_));
            let was_confirmed = rereads(&before);
            if !was_confirmed && (rereads(&desk) || sent > 0) {
                let confirms = match step {
                    Step::Key(Action::Send) => *before.review.phase() == Phase::Ready,
                    Step::Key(Action::Press) => is_on_send(&before),
                    _ => false,
                };
                prop_assert!(confirms && settled, "{step:?} sent it");
                if let Some(confirmation) = before.review.confirmation() {
                    prop_assert!(confirmation.is_met());
                }
                confirmed += 1;
            } else if sent > 0 {
                prop_assert!(matches!(step, Step::Answer(_)), "{step:?} sent it");
            }
            writes += sent;
            prop_assert!(writes <= confirmed, "one transmission for one confirmation");
            // Every write and only a write is journalled before.
            for effect in &effects {
                if let Effect::Send { call, journal, .. } = effect {
                    prop_assert_eq!(call.is_write(), journal.is_some());
                }
            }
            if before.review.phase() != desk.review.phase() && desk.review.wants_decision() {
                painted = None;
            }
            if let Some(ended) = ended {
                // The draft goes only where it was seen to be applied, or given
                // up in so many words.
                let is_partly =
                    matches!(ended.outcome, Outcome::Unknown { found: Found::Mixed, .. });
                let given_up = matches!(
                    ended.outcome,
                    Outcome::Applied { .. }
                        | Outcome::AcceptedUnchecked
                        | Outcome::AcceptedHidden
                        | Outcome::Remains(_)
                        | Outcome::NotSent(NotSent::KeptTheirs | NotSent::AlreadySo)
                ) || is_partly && matches!(step, Step::Key(Action::Press)) && button(&before) == Some(Button::KeepTheirs);
                prop_assert_eq!(ended.draft == Draft::Drop, given_up);
                if matches!(ended.outcome, Outcome::Applied { .. }) {
                    prop_assert!(matches!(step, Step::Answer(_)), "seen in an answer");
                }
                prop_assert!(desk.review.phase() == &Phase::Ended);
            }
        }
    }
}
