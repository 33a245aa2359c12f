//! A token that is refused, and what goes on after it.

use crate::app::message::{Effect, Msg, ProfileId};
use crate::app::overlay::Overlay;
use crate::app::testing::{Driven, connection, user, words};
use crate::directory::call::ApiError;

fn refused() -> Driven {
    let mut driven = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    driven.fail(ApiError::Unauthorized(words(
        "Authentication token has expired",
    )));
    driven
}

#[test]
fn a_refused_token_holds_everything_until_there_is_another() {
    let mut driven = refused();
    driven.press("2 3 1 r j");
    assert!(driven.asked().is_empty());
    driven.press("t");
    assert!(driven.effects.contains(&Effect::ReadToken(ProfileId(0))));
    driven.send(Msg::TokenRead {
        profile: ProfileId(0),
        outcome: Ok(()),
    });
    assert_eq!(driven.asked().len(), 1);
    driven.answer_list(&[user(1)]);
    assert_eq!(driven.app.profile().listing().unwrap().loaded(), 1);
}

#[test]
fn a_token_that_is_refused_again_was_not_taken() {
    let mut driven = refused();
    driven.send(Msg::TokenRead {
        profile: ProfileId(0),
        outcome: Ok(()),
    });
    let told = driven.app.notice.as_ref().map(|notice| &*notice.text);
    assert_eq!(told, Some("Token taken; what waited goes on"));
    driven.fail(ApiError::Unauthorized(words("Still expired")));
    assert_eq!(driven.app.notice, None);
}

#[test]
fn a_token_that_cannot_be_read_is_told_and_holds_on() {
    let mut driven = refused();
    driven.send(Msg::TokenRead {
        profile: ProfileId(0),
        outcome: Err("$WHO_TOKEN is not set".to_owned()),
    });
    assert!(driven.asked().is_empty());
    assert_eq!(
        driven.app.notice.as_ref().unwrap().text,
        "$WHO_TOKEN is not set"
    );
}

#[test]
fn a_typed_token_is_used_and_shown_nowhere() {
    let mut driven = refused();
    driven.press("T").type_text("s3cret-canary");
    assert!(!format!("{:?}", driven.app.overlay).contains("canary"));
    driven.press("enter");
    let Some(Effect::UseToken(ProfileId(0), token)) = driven
        .effects
        .iter()
        .find(|effect| matches!(effect, Effect::UseToken(..)))
    else {
        panic!("the token should be used");
    };
    assert_eq!(token.expose(), "s3cret-canary");
    assert!(!format!("{token:?}").contains("canary"));
    assert!(driven.app.overlay.is_none());
}

#[test]
fn a_good_token_is_not_asked_for() {
    let mut driven = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    driven.press("t T");
    assert!(!matches!(driven.app.overlay, Some(Overlay::Token(_))));
    assert!(
        driven
            .effects
            .iter()
            .all(|e| !matches!(e, Effect::ReadToken(_)))
    );
}
