//! Editing, and what keeps it from going wrong.

use std::time::Duration;

use serde_json::{Value, json};

use crate::app::message::{Effect, Msg};
use crate::app::overlay::Overlay;
use crate::app::places::{Places, Scrolls};
use crate::app::testing::{Driven, connection, words};
use crate::config::connection::Connection;
use crate::directory::call::{ApiError, Call, Input, Reply};
use crate::directory::record::{Record, RecordId};

fn ana() -> Value {
    json!({
        "id": "usr_1", "account_id": "acc_1", "email": "ana@acme.example",
        "display_name": "Ana Lima", "super_admin": false,
        "created_at": "2024-01-03T09:00:00Z", "updated_at": "2024-02-03T09:00:00Z",
    })
}

fn named(name: &str) -> Value {
    let mut ana = ana();
    ana["display_name"] = name.into();
    ana
}

fn on(connection: Connection) -> Driven {
    let mut driven = Driven::open(vec![connection], 120, 36);
    driven.answer_list(&[ana()]);
    driven
}

fn players() -> Connection {
    connection("players", "leadr")
}

/// The form with "Anna Lima" typed in the place of "Ana Lima", at its review.
fn at_review() -> Driven {
    let mut driven = on(players());
    driven
        .press("e ctrl-u")
        .type_text("Anna Lima")
        .press("enter");
    driven.answer_record(&ana());
    driven
}

fn writes(driven: &Driven) -> Vec<&Call> {
    driven
        .asked()
        .into_iter()
        .filter(|call| call.is_write())
        .collect()
}

#[test]
fn only_what_changed_is_sent_and_only_after_it_was_seen() {
    let mut driven = at_review();
    driven.press("ctrl-y");
    assert!(writes(&driven).is_empty(), "not before it was painted");
    driven.send(Msg::Painted(Places::default()));
    driven.wait(Duration::from_millis(299)).press("ctrl-y");
    assert!(writes(&driven).is_empty(), "nor for 300 ms after");
    driven.wait(Duration::from_millis(1)).press("ctrl-y");
    let [Call::Update { record, fields }] = writes(&driven)[..] else {
        panic!("one update should be sent");
    };
    assert_eq!(record.id.raw(), "usr_1");
    assert_eq!(
        *fields,
        [(
            "display_name".to_owned(),
            Input::Text("Anna Lima".to_owned())
        )]
    );
}

#[test]
fn what_was_not_seen_is_not_sent() {
    let mut driven = at_review();
    driven.paint();
    let scrolls = Scrolls {
        furthest: 5,
        seen: 3,
    };
    let paint = |driven: &mut Driven| {
        let mut places = Places::default();
        places.scrolls = Some(scrolls);
        driven.send(Msg::Painted(places));
    };
    let scrolled = |driven: &Driven| match &driven.app.overlay {
        Some(Overlay::Review(review)) => review.scrolled(),
        _ => panic!("the review should stay"),
    };
    paint(&mut driven);
    driven.press("ctrl-y");
    assert!(writes(&driven).is_empty());
    assert_eq!(scrolled(&driven), 3, "what is below is shown instead");
    let notice = &driven.app.notice.as_ref().unwrap().text;
    assert_eq!(notice, "Not sent: there is more of it, which is shown now");
    driven.press("pgdn");
    assert_eq!(scrolled(&driven), 5);
    driven.press("pgup pgup");
    assert_eq!(scrolled(&driven), 0);
    driven.press("ctrl-y");
    assert_eq!(writes(&driven).len(), 1, "all of it was on the screen");
}

#[test]
fn enter_cancels_and_a_paste_sends_nothing() {
    let mut driven = at_review();
    driven.paint();
    driven.send(Msg::Paste("\u{19}\r\r\ty".to_owned()));
    assert!(writes(&driven).is_empty());
    driven.press("enter");
    assert!(driven.app.overlay.is_none());
    assert!(writes(&driven).is_empty());
    let form = driven.app.form().unwrap();
    assert_eq!(form.changes(), 1, "the form is as it was");
}

#[test]
fn what_was_applied_is_shown_and_the_draft_is_gone() {
    let mut driven = at_review();
    driven.paint().press("ctrl-y");
    driven.answer_written(&named("Anna Lima"));
    assert!(driven.app.overlay.is_none());
    assert!(driven.app.editing.is_none());
    assert!(driven.app.profile().drafts.is_empty());
    let row = driven.app.profile().row().unwrap().value();
    assert_eq!(row["display_name"], "Anna Lima");
    let notice = &driven.app.notice.as_ref().unwrap().text;
    assert!(
        notice.starts_with("Anna Lima changed, confirmed by the answer"),
        "{notice}"
    );
    assert!(notice.ends_with("u undoes it"), "{notice}");
}

#[test]
fn every_write_is_in_the_journal_before_and_after() {
    let mut driven = at_review();
    driven.paint().press("ctrl-y");
    let before: Value = serde_json::from_str(driven.journal.last().unwrap()).unwrap();
    assert_eq!(before["state"], "sending");
    assert_eq!(before["fields"]["display_name"]["after"], "Anna Lima");
    driven.answer_written(&named("Anna Lima"));
    let after: Value = serde_json::from_str(driven.journal.last().unwrap()).unwrap();
    assert_eq!(after["state"], "applied");
    assert_eq!(after["id"], before["id"]);
}

#[test]
fn a_refusal_goes_to_its_field_and_everything_else_stays() {
    let mut driven = at_review();
    driven.paint().press("ctrl-y");
    driven.fail(ApiError::Invalid {
        status: 422,
        words: words("invalid"),
        fields: vec![("display_name".to_owned(), "too odd".to_owned().into())],
    });
    assert!(driven.app.overlay.is_none());
    let form = driven.app.form().unwrap();
    let field = form
        .fields()
        .iter()
        .find(|field| field.field().name == "display_name")
        .unwrap();
    assert_eq!(field.message(), Some("too odd"));
    assert_eq!(form.changes(), 1);
}

#[test]
fn escape_keeps_the_draft_and_e_goes_on_with_it() {
    let mut driven = on(players());
    driven.press("e ctrl-u").type_text("Anna").press("esc");
    assert!(driven.app.editing.is_none());
    assert_eq!(driven.app.profile().drafts.len(), 1);
    driven.press("e").type_text("!");
    let form = driven.app.form().unwrap();
    let change = &form.changed()[0];
    assert_eq!(change.after, Input::Text("Anna!".to_owned()));
}

#[test]
fn a_form_that_was_not_touched_leaves_no_draft() {
    let mut driven = on(players());
    driven.press("e esc");
    assert!(driven.app.profile().drafts.is_empty());
}

#[test]
fn quitting_asks_once_where_a_draft_would_be_lost() {
    let mut driven = on(players());
    driven.press("e").type_text("x").press("esc q q");
    assert!(matches!(driven.app.overlay, Some(Overlay::Question(_))));
    assert!(!driven.effects.contains(&Effect::Quit));
    driven.press("ctrl-c");
    assert!(driven.effects.contains(&Effect::Quit), "a second one does");
}

#[test]
fn a_change_in_flight_outlives_the_question_whether_to_quit() {
    let mut driven = at_review();
    driven.paint().press("ctrl-y ctrl-c");
    assert!(matches!(driven.app.overlay, Some(Overlay::Question(_))));
    driven.press("esc").answer_written(&named("Anna Lima"));
    assert!(driven.journal.last().unwrap().contains("applied"));

    let mut driven = at_review();
    driven.paint().press("ctrl-y ctrl-c ctrl-c");
    assert!(driven.effects.contains(&Effect::Quit));
    assert!(driven.journal.last().unwrap().contains("unknown"));
}

#[test]
fn a_read_only_profile_begins_no_change() {
    let mut driven = on(Connection {
        read_only: true,
        ..players()
    });
    for keys in ["e", "+", "x"] {
        driven.press(keys);
        assert!(driven.app.editing.is_none(), "{keys}");
    }
    let Some(Overlay::Menu(menu)) = &driven.app.overlay else {
        panic!("the menu opens");
    };
    let remove = menu.items.last().unwrap();
    assert_eq!(remove.locked.as_deref(), Some("this profile is read-only"));
    driven.press("end enter");
    assert!(!matches!(driven.app.overlay, Some(Overlay::Review(_))));
}

#[test]
fn a_guarded_profile_is_unlocked_for_fifteen_minutes() {
    let mut driven = on(Connection {
        guard: true,
        ..players()
    });
    driven.press("e");
    assert!(driven.app.editing.is_none());
    driven.press(":").type_text("write").press("enter e");
    assert!(driven.app.editing.is_some());
    driven.press("esc").wait(Duration::from_mins(15)).press("e");
    assert!(driven.app.editing.is_none());
}

#[test]
fn a_lock_that_falls_while_a_review_is_open_holds_it() {
    let mut driven = on(Connection {
        guard: true,
        ..players()
    });
    driven.press(":").type_text("write").press("enter e ctrl-u");
    driven.type_text("Anna Lima").press("enter");
    driven.answer_record(&ana());
    driven.paint().wait(Duration::from_mins(15)).press("ctrl-y");
    assert!(writes(&driven).is_empty());
}

#[test]
fn what_cannot_be_undone_asks_for_the_email() {
    let mut driven = on(players());
    driven.press("x end enter");
    driven.answer_record(&ana());
    driven.paint().press("ctrl-y");
    assert!(writes(&driven).is_empty());
    // "q" and the like are only letters here.
    driven
        .press("home")
        .type_text("ana@acme.example")
        .press("ctrl-y");
    assert!(matches!(writes(&driven)[..], [Call::Remove { .. }]));
}

#[test]
fn undo_takes_the_same_way() {
    let mut driven = at_review();
    driven.paint().press("ctrl-y");
    driven.answer_written(&named("Anna Lima"));
    driven.press("u enter");
    driven.answer_record(&named("Anna Lima"));
    driven.paint().press("ctrl-y");
    let [Call::Update { fields, .. }] = writes(&driven)[..] else {
        panic!("one update should be sent");
    };
    assert_eq!(
        *fields,
        [(
            "display_name".to_owned(),
            Input::Text("Ana Lima".to_owned())
        )]
    );
}

#[test]
fn leadr_has_no_disabling_and_says_so() {
    let mut driven = on(players());
    driven.press("D");
    assert!(driven.app.overlay.is_none());
    let notice = &driven.app.notice.as_ref().unwrap().text;
    assert!(notice.contains("only remove (x)"), "{notice}");
}

#[test]
fn a_form_for_a_partial_record_reads_it_once() {
    let mut driven = Driven::open(vec![connection("people", "peoplelens")], 120, 36);
    let row = json!({"id": "usr-1", "first_name": "Ana", "last_name": "Lima",
                     "email": "ana@acme.example", "is_enabled": true});
    driven.answer_list(std::slice::from_ref(&row));
    driven.press("e");
    assert!(driven.app.form().unwrap().is_reading());
    let mut whole = row;
    whole["user_preferences"] = json!([{"role": "User"}]);
    driven.answer_record(&whole);
    assert!(!driven.app.form().unwrap().is_reading());
    driven.press("esc e");
    assert!(driven.asked().is_empty());
}

#[test]
fn an_answer_is_not_taken_for_another_profiles() {
    let mut driven = Driven::open(vec![players(), connection("people", "peoplelens")], 120, 36);
    driven.press("P 2");
    // What the first profile was asked was given up with its list.
    assert_eq!(driven.asked().len(), 1);
    driven.answer(Ok(Reply::Written(None)));
    assert!(
        driven.app.profiles[0]
            .listings
            .values()
            .all(|l| l.loaded() == 0)
    );
}

#[test]
fn a_review_that_comes_back_over_another_profile_ends_in_its_own() {
    let mut driven = Driven::open(vec![players(), connection("people", "peoplelens")], 120, 36);
    driven.answer_list(&[ana()]);
    driven
        .press("e ctrl-u")
        .type_text("Anna Lima")
        .press("enter");
    driven.answer_record(&ana()).paint();
    driven.press("ctrl-y esc esc P 2");
    driven.fail(ApiError::Server {
        status: 502,
        words: words("Bad gateway"),
    });
    // Of the two that are waited for, the other profile's list came first.
    driven.waiting.remove(0);
    driven.fail(ApiError::Forbidden(words("No")));
    assert!(matches!(driven.app.overlay, Some(Overlay::Review(_))));
    driven.paint().press("esc");
    assert!(driven.app.overlay.is_none());
    assert!(driven.app.profiles[1].known.is_empty());
    assert_eq!(driven.app.profiles[0].drafts.len(), 1);
}

#[test]
fn a_record_whose_change_is_under_way_takes_no_undo() {
    let mut driven = at_review();
    driven.paint().press("ctrl-y");
    driven.answer_written(&named("Anna Lima"));
    driven.press("u enter");
    driven.answer_record(&named("Anna Lima")).paint();
    driven.press("ctrl-y esc");
    assert_eq!(writes(&driven).len(), 1);
    driven.press("u enter");
    assert!(driven.app.overlay.is_none());
    let notice = &driven.app.notice.as_ref().unwrap().text;
    assert!(notice.contains("under way"), "{notice}");
}

#[test]
fn a_refused_token_and_a_long_wait_keep_the_draft() {
    for error in [
        ApiError::Unauthorized(words("expired")),
        ApiError::Limited {
            retry_after: Some(Duration::from_secs(301)),
            words: words("slow down"),
        },
    ] {
        let mut driven = at_review();
        driven.paint().press("ctrl-y").fail(error);
        assert!(driven.app.overlay.is_none());
        let form = driven.app.form().unwrap();
        let change = &form.changed()[0];
        assert_eq!(change.after, Input::Text("Anna Lima".to_owned()));
        assert!(driven.journal.last().unwrap().contains("rejected"));
        assert!(writes(&driven).is_empty(), "nothing goes by itself");
    }
}

#[test]
fn a_429_on_a_write_is_waited_out_and_asked_again_from_a_fresh_read() {
    let mut driven = at_review();
    driven.paint().press("ctrl-y");
    driven.fail(ApiError::Limited {
        retry_after: Some(Duration::from_secs(9)),
        words: words("slow down"),
    });
    assert!(driven.asked().is_empty());
    driven.wait(Duration::from_secs(9)).press("ctrl-y");
    assert!(matches!(driven.asked()[..], [Call::Get { .. }]));
    driven.answer_record(&ana()).paint();
    assert!(writes(&driven).is_empty());
    driven.press("ctrl-y");
    assert_eq!(writes(&driven).len(), 1);
}

#[test]
fn a_record_whose_change_is_under_way_takes_no_other() {
    let mut driven = at_review();
    driven.paint().press("ctrl-y esc esc");
    for keys in ["e", "x end enter"] {
        driven.press(keys);
        assert!(driven.app.editing.is_none() && driven.app.overlay.is_none());
        let notice = &driven.app.notice.as_ref().unwrap().text;
        assert!(notice.contains("under way"), "{keys}: {notice}");
    }
    assert_eq!(writes(&driven).len(), 1);
}

#[test]
fn a_record_whose_change_goes_on_behind_takes_no_further_key() {
    let mut driven = at_review();
    driven.paint().press("ctrl-y esc");
    assert!(driven.app.editing.is_none(), "its form is closed");
    driven.press("e");
    let notice = &driven.app.notice.as_ref().unwrap().text;
    assert!(notice.contains("under way"), "{notice}");
    assert!(driven.app.editing.is_none());
    driven.fail(ApiError::Invalid {
        status: 422,
        words: words("That is no name"),
        fields: Vec::new(),
    });
    driven.press("e");
    let form = driven.app.form().unwrap();
    assert_eq!(form.changes(), 1, "the draft is as it was sent");
}

#[test]
fn a_new_record_that_goes_on_behind_is_begun_no_second_time_and_takes_nobody_to_it() {
    let added = json!({"id": "usr-2", "first_name": "Bo", "last_name": "Lind",
                       "email": "bo@acme.example", "is_enabled": true});
    for behind in [false, true] {
        let mut driven = on(connection("people", "peoplelens"));
        driven.press("+").type_text("bo@acme.example");
        for text in ["Passw0rd", "Bo", "Lind"] {
            driven.press("tab").type_text(text);
        }
        driven.press("enter").paint().press("ctrl-y");
        assert_eq!(writes(&driven).len(), 1);
        if behind {
            driven.press("esc +");
            assert_eq!(
                driven.app.notice.as_ref().unwrap().text,
                "A new record is being sent; its outcome comes first"
            );
            assert_eq!(driven.app.editing, None);
            driven.press("/").type_text("an");
        }
        let answer = json!({"id": "usr-2", "email": "bo@acme.example"});
        let written = Record::new(Some(RecordId::new("usr-2")), &answer.to_string());
        driven.answer(Ok(Reply::Written(Some(written))));
        driven.answer_record(&added);
        let depth = driven.app.profile().trail().unwrap().depth();
        assert_eq!(depth, usize::from(!behind), "behind: {behind}");
        let told = &driven.app.notice.as_ref().unwrap().text;
        assert!(told.starts_with("Bo Lind added"), "{told}");
        assert!(driven.app.profile().drafts.is_empty());
    }
}
