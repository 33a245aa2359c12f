//! Records that are shown as they were seen before, until they have been read.

use std::time::Duration;

use jiff::{Timestamp, ToSpan as _};
use serde_json::{Value, json};

use super::{selected, source, support};
use crate::app::Remembered;
use crate::app::message::{Blocked, BlockedBy, Budget, Effect, Msg, ProfileId};
use crate::app::profile::AsSeen;
use crate::app::session::{Keeps, Session};
use crate::app::snapshot::Snapshot;
use crate::app::testing::{Driven, NOON, budget, connection, words};
use crate::app::view::{DetailTab, Source};
use crate::config::connection::Connection;
use crate::directory::call::{ApiError, Call, RecordOf, RecordRef, ResourceName};
use crate::directory::record::{Record, RecordId};

fn zoe(name: &str) -> Value {
    json!({"id": "usr_77", "name": name, "email": "zoe@acme.example"})
}

fn of() -> RecordRef {
    RecordRef {
        resource: ResourceName::new("users"),
        id: RecordId::new("usr_77"),
    }
}

/// Zoe as she was seen two hours ago.
fn seen() -> AsSeen {
    let noon: Timestamp = NOON.parse().unwrap();
    AsSeen {
        is_old: true,
        ..AsSeen::read(
            Record::new(Some(of().id), &zoe("Zoe Park").to_string()),
            noon - 2.hours(),
        )
    }
}

fn on_users(connection: Connection) -> Driven {
    let mut driven = Driven::open(vec![connection], 120, 36);
    driven.answer_list(&[json!({"id": "usr_1", "name": "Ana Lima"})]);
    driven.effects.clear();
    driven
}

fn recall(driven: &mut Driven) {
    driven.send(Msg::Recalled {
        profile: ProfileId(0),
        of: of(),
        seen: seen(),
    });
}

/// Zoe, who is asked for by her id.
fn opened() -> Driven {
    let mut driven = on_users(connection("support", "leanmote"));
    driven.press("o").type_text("usr_77").press("enter");
    let asked: Vec<_> = driven
        .effects
        .iter()
        .filter(|effect| matches!(effect, Effect::Recall(..)))
        .collect();
    assert_eq!(asked, [&Effect::Recall(ProfileId(0), of())]);
    driven
}

fn notice(driven: &Driven) -> &str {
    driven.app.notice.as_ref().map_or("", |notice| &notice.text)
}

/// The first rows of the detail pane that say something.
fn heads(driven: &Driven, rows: usize) -> Vec<String> {
    let page = driven.app.detail_page().unwrap();
    let said = page.rows_from(0).map(|row| {
        let label = row.label.as_deref().unwrap_or_default();
        format!("{label} {}", row.text).trim().to_owned()
    });
    said.filter(|row| !row.is_empty()).take(rows).collect()
}

fn is_reading_zoe(driven: &Driven) -> bool {
    let zoe = Call::Get {
        of: RecordOf::Resource(of()),
    };
    driven.asked() == [&zoe]
}

#[test]
fn one_that_is_opened_is_there_as_it_was_seen_and_is_read_with_one_request() {
    let mut driven = opened();
    recall(&mut driven);
    assert_eq!(selected(&driven), "usr_77");
    assert_eq!(heads(&driven, 2), ["Seen 2 hours ago", "name Zoe Park"]);
    assert_eq!(
        notice(&driven),
        "As it was seen 2 hours ago; reading it again …"
    );
    assert!(is_reading_zoe(&driven));
    driven.press("H");
    assert_eq!(driven.app.profile().view().unwrap().tab, DetailTab::Json);
    assert_eq!(heads(&driven, 1), ["Seen 2 hours ago"]);
    driven.press("L");

    driven.answer_record(&zoe("Zoe Parker"));
    assert_eq!(heads(&driven, 1), ["name Zoe Parker"]);
    assert_eq!(notice(&driven), "Read just now");
    assert!(driven.asked().is_empty());
}

#[test]
fn what_is_not_to_be_had_stays_as_it_was_seen() {
    let mut driven = opened();
    recall(&mut driven);
    driven.fail(ApiError::Server {
        status: 503,
        words: words("down"),
    });
    assert_eq!(selected(&driven), "usr_77");
    let shown = heads(&driven, 9).join(" ");
    let (why, rest) = shown.split_once("Seen 2 hours ago").unwrap();
    assert!(why.contains("r reads it again"), "{why}");
    assert!(rest.starts_with(" name Zoe Park"), "{rest}");
    assert!(notice(&driven).ends_with("this is how it was seen 2 hours ago"));
    assert!(driven.asked().is_empty(), "not by itself");
    driven.press("r");
    assert!(is_reading_zoe(&driven));

    // One who is gone is shown as she was, and told to be gone.
    let mut driven = opened();
    recall(&mut driven);
    driven.fail(ApiError::NotFound(words("no such user")));
    assert_eq!(selected(&driven), "usr_77");
    assert!(notice(&driven).starts_with("It is not there any more (404)"));
}

#[test]
fn a_token_that_is_put_right_has_it_read() {
    let mut driven = opened();
    recall(&mut driven);
    driven.fail(ApiError::Unauthorized(words("bad token")));
    assert_eq!(selected(&driven), "usr_77");
    driven.send(Msg::TokenRead {
        profile: ProfileId(0),
        outcome: Ok(()),
    });
    assert!(is_reading_zoe(&driven));
}

#[test]
fn one_whose_reading_is_dropped_is_not_asked_for_again_by_itself() {
    let mut driven = opened();
    recall(&mut driven);
    driven.budget(Budget {
        waiting: 1,
        blocked: Some(Blocked {
            why: BlockedBy::Minute(100, 100),
            until: Some(Duration::from_secs(130)),
        }),
        ..budget(500, 100)
    });
    driven.press("esc");
    assert_eq!(
        notice(&driven),
        "1 waiting request dropped; nothing was sent. r asks again"
    );
    driven.wait(Duration::from_mins(1)).press("L");
    assert!(driven.asked().is_empty(), "{:?}", driven.asked());
    driven.press("H r");
    assert!(is_reading_zoe(&driven));
}

#[test]
fn a_bookmark_of_one_who_is_shown_as_seen_is_read_again() {
    let mut driven = opened();
    recall(&mut driven);
    driven.press("b");
    driven.fail(ApiError::Server {
        status: 503,
        words: words("down"),
    });
    // By now she counts as one whom nobody could read, not as one that is loaded.
    driven.app.profile_mut().known.insert(
        RecordOf::Resource(of()),
        crate::app::profile::Known::Read(seen()),
    );
    driven.press("h B enter");
    assert_eq!(selected(&driven), "usr_77");
    assert!(is_reading_zoe(&driven));
}

#[test]
fn a_row_that_cannot_be_read_by_itself_says_why_whatever_was_seen_of_it() {
    let mut driven = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    driven.answer_list(&[zoe("Zoe Parker")]);
    driven.press("r");
    assert!(is_reading_zoe(&driven));
    driven.fail(ApiError::Server {
        status: 503,
        words: words("down"),
    });
    recall(&mut driven);
    let shown = heads(&driven, 9).join(" ");
    assert!(shown.contains("r reads it again"), "{shown}");
    assert!(shown.contains("name Zoe Parker"), "{shown}");
    assert!(!shown.contains("Seen"), "{shown}");
}

#[test]
fn what_is_recalled_too_late_changes_nothing() {
    let mut driven = opened();
    driven.answer_record(&zoe("Zoe Parker"));
    recall(&mut driven);
    assert_eq!(heads(&driven, 1), ["name Zoe Parker"]);

    let mut driven = opened();
    driven.fail(ApiError::NotFound(words("no such user")));
    recall(&mut driven);
    assert_eq!(selected(&driven), "usr_1");
    assert_eq!(notice(&driven), "No user has the id \"usr_77\"");

    // What another profile saw is nothing to this one.
    let mut driven = opened();
    driven.send(Msg::Recalled {
        profile: ProfileId(1),
        of: of(),
        seen: seen(),
    });
    assert_eq!(selected(&driven), "usr_1");
}

#[test]
fn a_part_of_a_record_is_not_taken_for_the_whole() {
    let mut driven = opened();
    driven.send(Msg::Recalled {
        profile: ProfileId(0),
        of: of(),
        seen: AsSeen {
            record: Record::new(Some(of().id), r#"{"id": "usr_77", "name": "Zoe Park"}"#),
            whole: false,
            ..seen()
        },
    });
    let shown = heads(&driven, 9).join("\n");
    assert!(shown.contains("Zoe Park"), "{shown}");
    driven.answer_record(&zoe("Zoe Park"));
    assert!(heads(&driven, 9).join("\n").contains("zoe@acme.example"));
}

#[test]
fn a_whole_row_says_more_than_what_was_kept_of_its_record() {
    let mut driven = opened();
    recall(&mut driven);
    driven.fail(ApiError::Server {
        status: 503,
        words: words("down"),
    });
    driven.press("h R");
    driven.answer_list(&[zoe("Zoe Parker")]);
    assert_eq!(selected(&driven), "usr_77");
    let shown = heads(&driven, 9).join(" ");
    assert!(shown.contains("name Zoe Parker"), "{shown}");
    assert!(!shown.contains("Seen"), "{shown}");
}

// ---- in the first frame

/// The next run, which goes on with this one, two hours later.
fn again(mut driven: Driven) -> Driven {
    driven.effects.clear();
    let snapshot: Snapshot = driven.quit_and_keep().unwrap();
    let mut session = Session::default();
    for effect in &driven.effects {
        if let Effect::Remember(change) = effect {
            session.apply(change);
        }
    }
    begin(session, vec![(ProfileId(0), snapshot)])
}

fn begin(session: Session, snapshots: Vec<(ProfileId, Snapshot)>) -> Driven {
    let remembered = Remembered {
        session,
        keeps: Keeps::Trails,
        ..Remembered::default()
    };
    let open = Some(ProfileId(0));
    Driven::begin(vec![support()], open, (120, 36), snapshots, remembered)
}

#[test]
fn a_record_that_was_gone_to_is_in_the_first_frame_and_read_at_once() {
    let mut driven = begin(Session::default(), Vec::new());
    driven.answer_list(&[json!({"id": "usr_1", "name": "Ana Lima"})]);
    driven.press("o").type_text("usr_77").press("enter");
    driven.answer_record(&zoe("Zoe Park"));
    let mut driven = again(driven);
    assert_eq!(*source(&driven), Source::Record(of()));
    assert_eq!(selected(&driven), "usr_77");
    assert_eq!(heads(&driven, 2), ["Seen just now", "name Zoe Park"]);
    assert!(is_reading_zoe(&driven));
    driven.answer_record(&zoe("Zoe Parker"));
    assert_eq!(heads(&driven, 1), ["name Zoe Parker"]);
    assert!(driven.asked().is_empty());
}

#[test]
fn a_record_that_its_list_gave_in_part_is_whole_in_the_first_frame() {
    let team = json!({"id": "team_1", "name": "Delivery"});
    let whole = json!({"id": "team_1", "name": "Delivery", "organization_id": "org_9"});
    let mut driven = begin(Session::default(), Vec::new());
    driven.answer_list(&[json!({"id": "usr_1", "name": "Ana Lima"})]);
    driven.press("enter L").wait(Duration::from_millis(300));
    driven.answer_list(std::slice::from_ref(&team));
    driven.press("enter").answer_record(&whole);
    let mut driven = again(driven);
    assert_eq!(selected(&driven), "team_1");
    let shown = heads(&driven, 9).join("\n");
    assert!(
        shown.starts_with("Seen just now") && shown.contains("org_9"),
        "{shown}"
    );
    assert_eq!(driven.asked().len(), 1, "the list alone");
    driven.answer_list(&[team]);
    let [Call::Get { .. }] = driven.asked()[..] else {
        panic!("{:?}", driven.asked());
    };
    driven.answer_record(&whole);
    let shown = heads(&driven, 9).join("\n");
    assert!(
        !shown.contains("Seen") && shown.contains("org_9"),
        "{shown}"
    );
}
