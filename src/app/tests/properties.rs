//! What holds whatever is pressed and answered.

use std::collections::HashSet;

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::json;

use crate::app::geometry::Size;
use crate::app::message::Msg;
use crate::app::testing::{Driven, connection, user, words};
use crate::directory::call::{ApiError, At, Call, Reply};

#[derive(Debug, Clone)]
enum Step {
    Press(&'static str),
    Answer,
    Fail,
    Rest,
    Resize(u16, u16),
    Paste,
}

fn step() -> impl Strategy<Value = Step> {
    let keys = prop::sample::select(vec![
        "j",
        "k",
        "G",
        "g g",
        "ctrl-d",
        "pgup",
        "enter",
        "h",
        "esc",
        "L",
        "H",
        "tab",
        "1",
        "2",
        "3",
        "/",
        "a",
        "s",
        "0",
        "1",
        "x",
        "y",
        "space",
        "v",
        "r",
        "R",
        "A",
        "o",
        "e",
        "u",
        "!",
        "?",
        ":",
        "P",
        "J",
        "K",
        "+",
        "D",
        "ctrl-y",
        "t",
        "T",
        "backspace",
    ]);
    prop_oneof![
        8 => keys.prop_map(Step::Press),
        4 => Just(Step::Answer),
        1 => Just(Step::Fail),
        2 => Just(Step::Rest),
        1 => (0_u16..140, 0_u16..45).prop_map(|(w, h)| Step::Resize(w, h)),
        1 => Just(Step::Paste),
    ]
}

/// Answers the oldest request as a directory might.
fn answer(driven: &mut Driven) {
    match driven.waiting.first().map(|(_, call)| call.clone()) {
        None => {}
        Some(Call::List { at, .. }) => {
            let first = match at {
                At::Page(page) => page as usize * 100,
                _ => 0,
            };
            let records: Vec<_> = (first..(first + 100).min(250)).map(user).collect();
            let next =
                (first + 100 < 250).then(|| At::Page(u32::try_from(first / 100 + 1).unwrap()));
            driven.answer_page(&records, next, Some(250));
        }
        Some(Call::Get { .. }) => {
            driven.answer_record(&json!({"id": "usr_1", "name": "Somebody"}));
        }
        Some(_) => {
            driven.answer(Ok(Reply::Written(None)));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_no_page_is_asked_twice_and_no_change_leaves_leanmote(
        steps in vec(step(), 1..120)
    ) {
        let mut driven = Driven::open(vec![
            connection("support", "leanmote"),
            connection("second", "leanmote"),
        ], 120, 36);
        for step in steps {
            match step {
                Step::Press(keys) => { driven.press(keys); }
                Step::Answer => answer(&mut driven),
                Step::Fail => if !driven.waiting.is_empty() {
                    driven.fail(ApiError::Forbidden(words("no")));
                },
                Step::Rest => { driven.wait(std::time::Duration::from_millis(300)); }
                Step::Resize(width, height) => {
                    driven.send(Msg::Resized(Size { width, height }));
                }
                Step::Paste => { driven.send(Msg::Paste("usr_1\nq".to_owned())); }
            }
            let asked = driven.asked();
            prop_assert!(asked.iter().all(|call| !call.is_write()), "Leanmote is read-only");
            let different: HashSet<String> = driven
                .waiting_of()
                .iter()
                .filter(|(_, call)| matches!(call, Call::List { .. }))
                .map(|waiting| format!("{waiting:?}"))
                .collect();
            let lists = asked.iter().filter(|call| matches!(call, Call::List { .. })).count();
            prop_assert_eq!(different.len(), lists, "a page is waited for twice");
            let profile = driven.app.profile();
            if let Some(listing) = profile.listing() {
                prop_assert!(listing.selection().is_none_or(|at| at < listing.positions()));
            }
            let tabs = profile.detail_tabs();
            let tab = &profile.view().unwrap().tab;
            prop_assert!(
                tabs.contains(tab) || profile.trail().unwrap().depth() > 0,
                "{tab:?} is no tab here"
            );
        }
    }
}
