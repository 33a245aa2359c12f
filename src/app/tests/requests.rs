//! The log of what was sent.

use super::on_users;
use crate::app::REQUESTS_KEPT;
use crate::app::message::{Clip, Effect, ProfileId};
use crate::app::overlay::Overlay;
use crate::app::requests::Asked;
use crate::app::testing::{Driven, user, words};
use crate::directory::call::{ApiError, Call, Input, ResourceName, Secret};

fn opened(driven: &Driven) -> (usize, Option<usize>) {
    match &driven.app.overlay {
        Some(Overlay::Requests(log)) => (log.selected, log.opened),
        other => panic!("the request log should be open, not {other:?}"),
    }
}

#[test]
fn the_one_that_failed_is_a_key_away_from_its_error() {
    let mut driven = on_users();
    driven.press("r");
    driven.fail(ApiError::Server {
        status: 503,
        words: words("upstream\u{1b}[2J down"),
    });
    driven.press("!");
    assert_eq!(opened(&driven), (0, None));
    assert_eq!(
        driven.app.requests[0].words(),
        ["the server failed (503): \"upstream\\e[2J down\""]
    );
    assert_eq!(driven.app.requests[1].words(), [""; 0]);
    driven.press("enter");
    assert_eq!(opened(&driven), (0, Some(0)));
    driven.press("esc");
    assert_eq!(opened(&driven), (0, None));
    driven.press("esc");
    assert!(driven.app.overlay.is_none());
}

#[test]
fn what_a_hint_stands_for_is_told_beside_it() {
    let mut driven = on_users();
    driven.press("r");
    let mut said = words("nope");
    said.hint = Some("Not in this account.".to_owned());
    driven.fail(ApiError::NotFound(said));
    assert_eq!(
        driven.app.requests[0].words(),
        ["Not in this account (404): \"nope\""]
    );
}

#[test]
fn the_request_under_the_cursor_is_copied_as_curl() {
    let mut driven = on_users();
    driven.press("r");
    driven.answer_record(&user(0));
    driven.effects.clear();
    driven.press("! j y");
    let expected = "curl 'https://leanmote.example.com/users?page=1&per_page=100' \\\n  \
                    --header 'authorization: Bearer '\"$TOKEN\"";
    let clip = Clip {
        text: expected.to_owned(),
        whose: None,
    };
    assert_eq!(driven.effects, [Effect::Copy(clip)]);
}

#[test]
fn what_is_looked_at_stays_when_others_come() {
    let mut driven = on_users();
    driven.press("r ! enter");
    driven.answer_record(&user(0));
    assert_eq!(opened(&driven), (1, Some(0)));
    assert!(matches!(driven.app.requests[1].call, Call::List { .. }));
}

#[test]
fn no_more_than_500_are_kept() {
    let mut driven = on_users();
    for _ in 0..REQUESTS_KEPT + 10 {
        driven.press("r");
        driven.answer_record(&user(0));
    }
    assert_eq!(driven.app.requests.len(), REQUESTS_KEPT);
}

#[test]
fn a_new_persons_password_is_not_kept() {
    let field = |name: &str, input| (name.to_owned(), input);
    let call = |password: &str| Call::Create {
        resource: ResourceName::new("users"),
        fields: vec![
            field("email", Input::Text("ana@acme.example".to_owned())),
            field("password", Input::Secret(Secret::new(password.to_owned()))),
        ],
    };
    let kept = Asked::new(ProfileId(0), &call("hush-hush")).call;
    let Call::Create { fields, .. } = kept else {
        panic!("it is the same call");
    };
    let Input::Secret(password) = &fields[1].1 else {
        panic!("it is the password");
    };
    assert_eq!(password.expose(), "");
}
