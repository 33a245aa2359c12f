//! What outlives the program: undo, changes whose outcome is not known, and
//! who else is there.

use serde_json::{Value, json};

use crate::app::change::{Button, History, Phase};
use crate::app::message::{Entropy, Kept, Msg, Other, ProfileId};
use crate::app::overlay::Overlay;
use crate::app::testing::{Driven, connection, words};
use crate::config::connection::Connection;
use crate::directory::call::{ApiError, Call, Input, NetworkError};

fn ana(first_name: &str, enabled: bool) -> Value {
    json!({
        "id": "usr-1", "first_name": first_name, "last_name": "Lima",
        "email": "ana@acme.example", "is_enabled": enabled,
        "user_preferences": [{"role": "User"}],
    })
}

fn people() -> Connection {
    connection("people", "peoplelens")
}

fn open(connection: Connection) -> Driven {
    let mut driven = Driven::open(vec![connection], 120, 36);
    driven.answer_list(&[ana("Ana", true)]);
    driven
}

/// The explorer after a restart, with the journal that another one left.
fn restarted(journal: &[String]) -> Driven {
    let mut driven = open(people());
    keep(&mut driven, journal, None);
    driven
}

fn keep(driven: &mut Driven, journal: &[String], also_open: Option<Other>) {
    driven.send(Msg::Kept {
        profile: ProfileId(0),
        kept: Kept {
            also_open,
            history: History::read(&journal.join("\n")),
            unwritable: None,
        },
    });
}

/// Ana is being disabled: it was sent.
fn sent() -> Driven {
    let mut driven = open(people());
    driven.press("D").answer_record(&ana("Ana", true));
    driven.paint().press("ctrl-y");
    driven
}

/// The same, with an answer that says nothing.
fn unanswered() -> Driven {
    let mut driven = sent();
    driven.fail(ApiError::Network(NetworkError::Timeout { sent: true }));
    driven
}

fn notice(driven: &Driven) -> &str {
    driven.app.notice.as_ref().map_or("", |n| &n.text)
}

fn phase(driven: &Driven) -> &Phase {
    match &driven.app.overlay {
        Some(Overlay::Review(review)) => review.phase(),
        other => panic!("a review should be open: {other:?}"),
    }
}

fn menu(driven: &Driven) -> Vec<&str> {
    match &driven.app.overlay {
        Some(Overlay::Menu(menu)) => menu.items.iter().map(|i| i.label.as_str()).collect(),
        other => panic!("a menu should be open: {other:?}"),
    }
}

const DISABLING: &str = "Ana Lima: access enabled → disabled";

#[test]
fn what_was_applied_can_be_undone_after_a_restart() {
    let mut driven = sent();
    driven.answer_written(&ana("Ana", false));
    driven.answer_record(&ana("Ana", false));
    assert!(
        notice(&driven).contains("u undoes it"),
        "{}",
        notice(&driven)
    );

    let mut after = restarted(&driven.journal);
    assert_eq!(notice(&after), "");
    after.press("u");
    assert_eq!(menu(&after), [DISABLING]);
    // The same review, from a fresh read.
    after.press("enter").answer_record(&ana("Ana", false));
    after.paint().press("ctrl-y");
    let [Call::Update { record, fields }] = after.asked()[..] else {
        panic!("one update should be sent");
    };
    assert_eq!(record.id.raw(), "usr-1");
    assert_eq!(*fields, [("is_enabled".to_owned(), Input::YesNo(true))]);
}

#[test]
fn a_change_that_a_crash_cut_off_is_pending_and_can_be_looked_at_again() {
    let journal = sent().journal;
    assert_eq!(journal.len(), 1, "only that it is being sent");
    let mut after = restarted(&journal);
    assert_eq!(
        notice(&after),
        "1 change was sent and its outcome is not known; u lists it"
    );
    after.press("u");
    assert_eq!(menu(&after), [DISABLING]);
    after.press("enter");
    assert!(matches!(phase(&after), Phase::Verifying(_)));
    assert!(matches!(after.asked()[..], [Call::Get { .. }]));
    after.answer_record(&ana("Ana", false));
    assert!(
        notice(&after).starts_with("Ana Lima disabled, confirmed by a fresh read"),
        "{}",
        notice(&after)
    );
    // It is settled for good, under the id it was sent with.
    let both = [journal, after.journal].concat();
    let history = History::read(&both.join("\n"));
    assert_eq!((history.pending.len(), history.applied.len()), (0, 1));
}

#[test]
fn one_that_ended_unknown_is_pending_however_often_it_is_closed_and_restarted() {
    let mut driven = unanswered();
    for _ in 0..4 {
        driven.fail(ApiError::Forbidden(words("no")));
        if matches!(phase(&driven), Phase::Unresolved { .. }) {
            break;
        }
    }
    driven.paint().press("esc");
    assert!(
        notice(&driven).ends_with("· u lists it"),
        "{}",
        notice(&driven)
    );
    driven.press("u");
    assert_eq!(menu(&driven), [DISABLING]);

    let mut journal = driven.journal;
    for _ in 0..2 {
        let mut after = restarted(&journal);
        after.press("u enter");
        after.fail(ApiError::Forbidden(words("no")));
        assert!(matches!(phase(&after), Phase::Unresolved { .. }));
        after.paint().press("esc");
        assert_eq!(after.app.profile().pending.len(), 1);
        journal.extend(after.journal);
    }
    // Until the operator takes it off.
    let mut last = restarted(&journal);
    last.press("u enter");
    last.fail(ApiError::Forbidden(words("no")));
    last.paint().press("tab tab enter");
    assert!(last.app.profile().pending.is_empty());
    journal.extend(last.journal);
    let mut after = restarted(&journal);
    assert_eq!(notice(&after), "");
    after.press("u");
    assert!(after.app.overlay.is_none());
}

#[test]
fn one_that_may_still_land_stays_in_the_list_when_it_is_closed() {
    let mut driven = unanswered();
    for wait in [1, 2, 4] {
        driven.answer_record(&ana("Ana", true));
        driven.wait(std::time::Duration::from_secs(wait));
    }
    driven.answer_record(&ana("Ana", true));
    assert_eq!(*phase(&driven), Phase::Ready, "offered again");
    driven.paint().press("esc");
    assert_eq!(driven.app.profile().pending.len(), 1);
    let mut after = restarted(&driven.journal);
    after.press("u enter").answer_record(&ana("Ana", false));
    assert!(
        notice(&after).starts_with("Ana Lima disabled"),
        "{}",
        notice(&after)
    );
}

#[test]
fn quitting_while_a_change_is_under_way_loses_nothing() {
    let mut driven = sent();
    driven.press("ctrl-c ctrl-c");
    assert_eq!(driven.journal.len(), 2);
    assert_eq!(restarted(&driven.journal).app.profile().pending.len(), 1);
}

#[test]
fn a_new_record_whose_outcome_is_not_known_is_looked_up_by_its_email() {
    let mut driven = open(people());
    driven.press("+").type_text("bo@acme.example");
    driven.press("tab ctrl-g");
    driven.send(Msg::Random(Entropy([7; 20])));
    driven.press("tab").type_text("Bo");
    driven.press("tab").type_text("Lind");
    driven.press("enter").paint();
    driven.press("ctrl-y");
    assert_eq!(driven.journal.len(), 1, "{:?}", driven.app.overlay);
    assert!(driven.journal[0].contains(r#""after":"(secret)""#));

    let mut after = restarted(&driven.journal);
    after.press("u");
    assert_eq!(menu(&after), ["Bo Lind: added"]);
    after.press("enter");
    let [Call::List { query, .. }] = after.asked()[..] else {
        panic!("it should be searched for");
    };
    assert_eq!(query.search.as_deref(), Some("bo@acme.example"));
}

/// Ana's disabling was seen not to be applied, and is offered again.
fn offered_again() -> Driven {
    let mut driven = unanswered();
    for wait in [1, 2, 4] {
        driven.answer_record(&ana("Ana", true));
        driven.wait(std::time::Duration::from_secs(wait));
    }
    driven.answer_record(&ana("Ana", true));
    assert_eq!(*phase(&driven), Phase::Ready);
    driven
}

#[test]
fn what_was_sent_again_and_confirmed_leaves_nothing_open() {
    let mut driven = offered_again();
    driven.paint().press("ctrl-y");
    driven.answer_written(&ana("Ana", false));
    driven.answer_record(&ana("Ana", false));
    let after = restarted(&driven.journal);
    assert_eq!(notice(&after), "");
    assert_eq!(after.app.profile().pending, []);
    assert_eq!(after.app.profile().applied.len(), 1);
}

#[test]
fn what_was_sent_again_and_not_taken_is_as_unknown_as_before() {
    let mut driven = offered_again();
    driven.paint().press("ctrl-y");
    driven.fail(ApiError::Forbidden(words("no")));
    assert_eq!(driven.app.profile().pending.len(), 1);
    let after = restarted(&driven.journal);
    assert_eq!(after.app.profile().pending.len(), 1);
    let text = driven.journal.join("\n");
    assert_eq!(crate::app::change::still_needed(&text).len(), 2);
}

#[test]
fn a_record_whose_last_change_is_unknown_takes_no_other() {
    let held = "Held: what came of an earlier change of it is not known, and comes first";
    let mut same_run = offered_again();
    same_run.paint().press("esc");
    let restarted = restarted(&same_run.journal);
    for mut driven in [same_run, restarted] {
        for key in ["e", "D"] {
            driven.press(key);
            assert_eq!(notice(&driven), held, "{key}");
            assert!(driven.app.editing.is_none(), "{key}");
            assert!(matches!(phase(&driven), Phase::Verifying(_)), "{key}");
            let asked = driven.asked();
            assert!(
                asked.iter().all(|call| !call.is_write()),
                "{key}: {asked:?}"
            );
            driven.fail(ApiError::Forbidden(words("no")));
            driven.paint().press("esc");
        }
    }
}

/// Bo is being added, with a password: it was sent.
fn bo_sent() -> Driven {
    let mut driven = open(people());
    fill_in_bo(&mut driven);
    driven.paint().press("ctrl-y");
    assert_eq!(driven.journal.len(), 1, "{:?}", driven.app.overlay);
    driven
}

fn fill_in_bo(driven: &mut Driven) {
    driven.press("+").type_text("bo@acme.example");
    driven.press("tab ctrl-g");
    driven.send(Msg::Random(Entropy([7; 20])));
    driven.press("tab").type_text("Bo");
    driven.press("tab").type_text("Lind");
    driven.press("enter");
}

/// Nobody like Bo is found, as often as it is looked.
fn not_found(driven: &mut Driven) {
    for wait in [1, 2, 4] {
        driven.answer_list(&[]);
        driven.wait(std::time::Duration::from_secs(wait));
    }
    driven.answer_list(&[]);
}

#[test]
fn a_second_of_an_email_whose_adding_is_unknown_is_not_begun() {
    let mut after = restarted(&bo_sent().journal);
    fill_in_bo(&mut after);
    assert!(matches!(phase(&after), Phase::Verifying(_)));
    assert!(after.journal.is_empty());
}

#[test]
fn a_password_that_was_not_kept_is_asked_for_again_and_never_sent_empty() {
    let mut after = restarted(&bo_sent().journal);
    after.press("u enter");
    not_found(&mut after);
    let Some(Overlay::Review(review)) = &after.app.overlay else {
        panic!("its review should be open");
    };
    assert!(
        matches!(review.phase(), Phase::Unresolved { why, .. } if why.contains("its password was not kept"))
    );
    let buttons = review.buttons();
    assert!(!buttons.contains(&Button::Send));
    let to_form = buttons.iter().position(|b| *b == Button::ToForm).unwrap();
    after.paint();
    for _ in 0..to_form {
        after.press("tab");
    }
    after.press("enter");
    let form = after.app.form().expect("the form is open");
    let sent = form.changed();
    let sent: Vec<&str> = sent.iter().map(|field| field.name.as_str()).collect();
    assert!(
        sent.contains(&"email") && sent.contains(&"last_name"),
        "{sent:?}"
    );
    assert!(!sent.contains(&"password"), "{sent:?}");
    after.press("enter");
    assert!(after.app.overlay.is_none(), "it is required");
    after.press("ctrl-g");
    after.send(Msg::Random(Entropy([8; 20])));
    after.press("enter").paint();
    assert_eq!(*phase(&after), Phase::Ready, "the first was closed by hand");
}

fn elsewhere() -> Connection {
    Connection {
        url: "https://other.example.com".parse().unwrap(),
        ..people()
    }
}

/// As the versions before wrote it: by the profile's name and the origin.
fn as_before(journal: &[String]) -> Vec<String> {
    let address = format!(r#""address":"{}""#, people().address().as_str());
    let origin = r#""origin":"https://peoplelens.example.com""#;
    let older = |line: &String| line.replace(&address, origin);
    let older: Vec<String> = journal.iter().map(older).collect();
    assert_ne!(older, journal);
    older
}

#[test]
fn the_address_decides_whose_a_change_is_and_not_the_profiles_name() {
    let journal = sent().journal;
    let mut renamed = open(connection("staff", "peoplelens"));
    keep(&mut renamed, &journal, None);
    assert_eq!(renamed.app.profile().pending.len(), 1);

    let mut tenant = Driven::open(
        vec![Connection {
            params: [("account_id".to_owned(), "acc_2".to_owned())].into(),
            ..people()
        }],
        120,
        36,
    );
    keep(&mut tenant, &journal, None);
    assert_eq!(tenant.app.profile().pending.len(), 0);
}

#[test]
fn what_no_profile_can_look_up_is_said_and_listed_and_taken_off_by_hand() {
    let journal = sent().journal;
    let mut driven = open(elsewhere());
    keep(&mut driven, &journal, None);
    assert_eq!(driven.app.profile().pending, []);
    let address = people().address();
    let said = notice(&driven).to_owned();
    let begins = format!(
        "1 change sent through \"people\" to {} on ",
        address.as_str()
    );
    assert!(said.starts_with(&begins), "{said}");
    assert!(
        said.ends_with(
            "has an unknown outcome; no profile has that address, so it cannot be looked up here; \
             u lists it"
        ),
        "{said}"
    );
    driven.press("u");
    assert_eq!(menu(&driven).len(), 1);
    driven.press("enter");
    let mut closed = journal.clone();
    closed.append(&mut driven.journal);
    let mut next = open(elsewhere());
    keep(&mut next, &closed, None);
    assert_eq!(notice(&next), "");
    next.press("u");
    assert_eq!(
        notice(&next),
        "Nothing was changed through this profile yet"
    );
}

#[test]
fn a_line_of_the_versions_before_is_taken_over_where_it_can_only_be_that_profiles() {
    let journal = as_before(&sent().journal);
    let mut same = open(people());
    keep(&mut same, &journal, None);
    let [review] = &same.app.profile().pending[..] else {
        panic!("it is that profile's");
    };
    assert!(
        matches!(review.phase(), Phase::Unresolved { why, .. } if why.ends_with("an earlier version wrote down the host alone"))
    );
    assert_eq!(
        same.app.profile().pending[0].change().who.name().raw(),
        "Ana Lima"
    );

    let other = Connection {
        name: "other".to_owned(),
        params: [("account_id".to_owned(), "acc_2".to_owned())].into(),
        ..people()
    };
    let mut two = Driven::open(vec![people(), other], 120, 36);
    two.answer_list(&[ana("Ana", true)]);
    keep(&mut two, &journal, None);
    assert_eq!(two.app.profile().pending, []);
    assert!(
        notice(&two).contains("no profile has that address"),
        "{}",
        notice(&two)
    );
}

#[test]
fn nothing_is_said_to_have_changed_before_the_journal_was_read() {
    let mut driven = open(people());
    driven.press("u");
    assert_eq!(
        notice(&driven),
        "The journal is still being read: what was changed is known in a moment"
    );
    keep(&mut driven, &[], None);
    driven.press("u");
    assert_eq!(
        notice(&driven),
        "Nothing was changed through this profile yet"
    );
}

#[test]
fn an_undo_of_an_earlier_run_knows_who_it_was() {
    let mut driven = sent();
    driven.answer_written(&ana("Ana", false));
    driven.answer_record(&ana("Ana", false));
    let after = restarted(&driven.journal);
    let [change] = &after.app.profile().applied[..] else {
        panic!("it was applied");
    };
    let email = change.who.email().map(|email| email.raw().to_owned());
    assert_eq!(email.as_deref(), Some("ana@acme.example"));
}

#[test]
fn a_second_explorer_on_the_profile_is_said() {
    let journal = sent().journal;
    let mut driven = open(people());
    keep(&mut driven, &journal, Some(Other::Process(4711)));
    assert_eq!(
        notice(&driven),
        "Another whoswho (pid 4711) has the profile people open"
    );
    assert!(
        driven.app.profile().pending.is_empty(),
        "the other one waits for that answer"
    );
    keep(&mut driven, &[], Some(Other::Unknown));
    assert_eq!(
        notice(&driven),
        "Another whoswho has the profile people open"
    );
}

#[test]
fn without_a_journal_reading_goes_on_and_changes_are_off() {
    let unwritable = |driven: &mut Driven| {
        driven.send(Msg::Kept {
            profile: ProfileId(0),
            kept: Kept {
                unwritable: Some("the journal /x cannot be written: it is full".to_owned()),
                ..Kept::default()
            },
        });
    };
    let mut driven = open(people());
    unwritable(&mut driven);
    assert_eq!(
        notice(&driven),
        "Changes are off: the journal /x cannot be written: it is full"
    );
    for key in ["e", "D", "+"] {
        driven.press(key);
        assert_eq!(
            notice(&driven),
            format!(
                "{key} is locked here: the journal cannot be written, so nothing can be changed"
            )
        );
    }
    driven.press("R");
    assert_eq!(driven.asked().len(), 1);

    // A review that is open by then is not sent.
    let mut driven = open(people());
    driven.press("D").answer_record(&ana("Ana", true));
    driven.paint();
    unwritable(&mut driven);
    driven.press("ctrl-y");
    assert!(driven.asked().is_empty());

    // Where nothing can be changed anyway, nothing is said.
    let mut leanmote = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    unwritable(&mut leanmote);
    assert_eq!(notice(&leanmote), "");
}

#[test]
fn damaged_lines_are_left_out_and_said() {
    let mut journal = sent().journal;
    let cut = journal[0][..40].to_owned();
    journal.insert(0, cut);
    journal.push("\u{fffd}".to_owned());
    journal.push(r#"{"id":"1","state":"sending"}"#.to_owned());
    let driven = restarted(&journal);
    assert_eq!(
        notice(&driven),
        "1 change was sent and its outcome is not known; u lists it · 3 lines of the journal are \
         damaged and were left out"
    );
}

#[test]
fn a_hostile_journal_is_shown_like_anything_from_outside() {
    let mut journal = sent().journal;
    journal[0] = journal[0].replace("Ana Lima", "Ana\\u001b[2J\\u202eLima");
    let mut after = restarted(&journal);
    after.press("u");
    let label = menu(&after)[0].to_owned();
    assert!(!label.contains(['\u{1b}', '\u{202e}']), "{label:?}");
}
