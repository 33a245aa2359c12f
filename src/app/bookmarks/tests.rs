//! Bookmarks and what was opened.

use serde_json::{Value, json};

use crate::app::Remembered;
use crate::app::bookmarks::BookmarkList;
use crate::app::message::{Effect, ProfileId};
use crate::app::overlay::Overlay;
use crate::app::session::{Bookmark, Change, Keeps, Session};
use crate::app::testing::{Driven, connection, user, words};
use crate::app::view::{Pane, Source};
use crate::config::connection::Connection;
use crate::directory::call::{ApiError, Call, RecordOf};
use crate::directory::who::Who;

fn profiles() -> Vec<Connection> {
    vec![
        connection("support", "leanmote"),
        connection("people", "peoplelens"),
    ]
}

fn ana() -> Value {
    json!({"id": "usr_1", "name": "Ana Lima", "email": "ana@acme.example"})
}

fn dan() -> Value {
    json!({"id": "usr_2", "name": "Dan Brown", "email": "dan@acme.example"})
}

fn on_users() -> Driven {
    let mut driven = Driven::open(profiles(), 120, 36);
    driven.answer_list(&[ana(), dan()]);
    driven.effects.clear();
    driven
}

fn made(id: &str) -> Bookmark {
    Bookmark::new("users", id, "2026-03-14T12:00:00Z".parse().unwrap())
}

/// An explorer that finds bookmarks of an earlier run, one a profile and id.
fn finding(bookmarks: &[(&str, &str)], private: bool) -> Driven {
    let mut session = Session::default();
    for (profile, id) in bookmarks {
        session.apply(&Change::Bookmarked {
            profile: (*profile).to_owned(),
            bookmark: Bookmark::new("users", id, "2026-03-11T12:00:00Z".parse().unwrap()),
        });
    }
    let remembered = Remembered {
        session,
        keeps: if private {
            Keeps::Columns
        } else {
            Keeps::Bookmarks
        },
        ..Remembered::default()
    };
    let mut driven = Driven::remembering(profiles(), Some(ProfileId(0)), (120, 36), remembered);
    driven.answer_list(&[ana(), dan()]);
    driven.effects.clear();
    driven
}

fn list(driven: &Driven) -> &BookmarkList {
    match &driven.app.overlay {
        Some(Overlay::Bookmarks(list)) => list,
        other => panic!("the bookmarks should be open, not {other:?}"),
    }
}

/// What each bookmark says: its label and its note, or why it is locked.
fn items(driven: &Driven) -> Vec<String> {
    let items = list(driven).items.iter();
    items
        .map(|item| {
            let note = item.locked.as_ref().unwrap_or(&item.note);
            format!("{}: {note}", item.label)
        })
        .collect()
}

fn notice(driven: &Driven) -> &str {
    driven.app.notice.as_ref().map_or("", |notice| &notice.text)
}

fn remembered(driven: &mut Driven) -> Vec<Change> {
    driven
        .effects
        .drain(..)
        .filter_map(|effect| match effect {
            Effect::Remember(change) => Some(change),
            _ => None,
        })
        .collect()
}

fn selected(driven: &Driven) -> String {
    let of = driven.app.profile().selected().unwrap();
    of.id.raw().to_owned()
}

#[test]
fn b_makes_a_bookmark_and_takes_it_away() {
    let mut driven = on_users();
    driven.press("j b");
    assert!(driven.app.is_bookmarked());
    assert_eq!(
        notice(&driven),
        "Dan Brown is bookmarked; B lists the bookmarks"
    );
    let at = profiles()[0].address();
    let users = profiles()[0].description.resource("users").unwrap().clone();
    let expected = Change::Bookmarked {
        profile: "support".to_owned(),
        bookmark: made("usr_2").of(at.clone(), Who::of(&users, &dan()).veiled()),
    };
    assert_eq!(remembered(&mut driven), [expected]);
    driven.press("k");
    assert!(!driven.app.is_bookmarked());
    driven.press("j b");
    assert!(!driven.app.is_bookmarked());
    assert_eq!(notice(&driven), "Dan Brown has no bookmark any more");
    let expected = Change::Unmarked {
        profile: "support".to_owned(),
        address: Some(at),
        resource: "users".to_owned(),
        id: "usr_2".to_owned(),
    };
    assert_eq!(remembered(&mut driven), [expected]);
}

#[test]
fn a_private_run_remembers_no_bookmark() {
    let mut driven = finding(&[], true);
    driven.press("b");
    assert!(driven.app.is_bookmarked());
    assert_eq!(
        notice(&driven),
        "Ana Lima is bookmarked until whoswho ends; B lists the bookmarks"
    );
    driven.press("b");
    assert_eq!(remembered(&mut driven), []);
}

#[test]
fn they_are_listed_by_name_where_that_is_loaded_else_by_id() {
    let mut driven = finding(
        &[
            ("support", "usr_2"),
            ("people", "usr-9"),
            ("gone", "usr_3"),
            ("support", "usr_77"),
        ],
        false,
    );
    driven.wait(std::time::Duration::from_mins(1)).press("b B");
    assert_eq!(
        items(&driven),
        [
            "Ana Lima: support · Users · just now",
            "usr_3: no profile is called gone",
            "usr-9: people · Users · 3 days ago",
            "usr_77: support · Users · 3 days ago",
            "Dan Brown: support · Users · 3 days ago",
        ]
    );
    // One that leads nowhere stays and says so.
    driven.press("down enter");
    assert_eq!(notice(&driven), "Locked: no profile is called gone");
    assert!(driven.app.overlay.is_some());
}

#[test]
fn the_last_made_is_first_within_a_second_too() {
    let mut driven = on_users();
    driven.press("b j b B");
    assert_eq!(labels(&driven), ["Dan Brown", "Ana Lima"]);
}

#[test]
fn without_any_it_is_said_how_one_is_made() {
    let mut driven = on_users();
    driven.press("B");
    assert!(driven.app.overlay.is_none());
    assert_eq!(
        notice(&driven),
        "There are no bookmarks yet; b makes one of a record"
    );
}

#[test]
fn one_that_is_loaded_is_gone_to_without_a_request() {
    let mut driven = finding(&[("support", "usr_2")], false);
    driven.press("B enter");
    assert!(driven.asked().is_empty());
    assert_eq!(selected(&driven), "usr_2");
    let view = driven.app.profile().view().unwrap();
    assert_eq!(view.focus, Pane::Detail);
    assert_eq!(driven.app.profile().trail().unwrap().depth(), 0);

    // From the list of another resource too.
    driven.press("2").answer_list(&[]);
    driven.press("B enter");
    assert!(driven.asked().is_empty());
    assert_eq!(selected(&driven), "usr_2");
}

#[test]
fn one_that_is_not_costs_one_request() {
    let mut driven = finding(&[("support", "usr_77")], false);
    driven.press("B enter");
    let [
        Call::Get {
            of: RecordOf::Resource(of),
        },
    ] = driven.asked()[..]
    else {
        panic!("{:?}", driven.asked());
    };
    assert_eq!(of.id.raw(), "usr_77");
    driven.answer_record(&json!({"id": "usr_77", "name": "Zoe Park"}));
    assert!(driven.asked().is_empty());
    assert_eq!(selected(&driven), "usr_77");
    driven.press("h");
    assert_eq!(selected(&driven), "usr_1");
}

#[test]
fn in_another_profile_it_is_one_request_as_well() {
    let mut driven = finding(&[("people", "usr-9")], false);
    driven.press("B enter");
    assert_eq!(driven.app.active, ProfileId(1));
    assert_eq!(driven.asked_of(), [ProfileId(1)]);
    assert!(matches!(driven.asked()[..], [Call::Get { .. }]));
    driven.answer_record(&json!({"id": "usr-9", "first_name": "Zoe", "last_name": "Park"}));
    assert!(driven.asked().is_empty());
    assert_eq!(selected(&driven), "usr-9");
}

#[test]
fn one_that_is_gone_leads_back() {
    let mut driven = finding(&[("support", "usr_77")], false);
    driven.press("B enter");
    driven.fail(ApiError::NotFound(words("no such user")));
    assert_eq!(notice(&driven), "No user has the id \"usr_77\"");
    assert_eq!(selected(&driven), "usr_1");
    assert!(driven.asked().is_empty());
    let view = driven.app.profile().view().unwrap();
    assert!(matches!(view.source, Source::List(_)));
}

#[test]
fn a_key_takes_one_away_and_the_last_closes_the_list() {
    let mut driven = finding(&[("people", "usr-9"), ("support", "usr_2")], false);
    driven.press("B");
    assert_eq!(list(&driven).items.len(), 2);
    driven.press("down ctrl-d");
    assert_eq!(items(&driven), ["usr-9: people · Users · 3 days ago"]);
    assert_eq!(list(&driven).selected, 0);
    // In the middle of a text, it deletes what is under the cursor there.
    driven.type_text("usr").press("left delete");
    assert_eq!(list(&driven).input.value(), "us");
    driven.press("delete");
    assert!(driven.app.overlay.is_none());
    let gone = remembered(&mut driven);
    let gone: Vec<_> = gone
        .iter()
        .map(|change| match change {
            Change::Unmarked { profile, id, .. } => (profile.as_str(), id.as_str()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(gone, [("support", "usr_2"), ("people", "usr-9")]);
}

/// Bookmarks of Ana and Dan, who are loaded, of two others, and of a profile
/// that is no more.
fn several() -> Driven {
    let bookmarks = [
        ("support", "usr_1"),
        ("people", "usr-9"),
        ("gone", "usr_3"),
        ("support", "usr_2"),
        ("support", "usr_77"),
    ];
    let mut driven = finding(&bookmarks, false);
    driven.press("B");
    driven
}

fn labels(driven: &Driven) -> Vec<&str> {
    let items = list(driven).items.iter();
    items.map(|item| item.label.as_str()).collect()
}

#[test]
fn typing_leaves_those_with_all_the_words() {
    for (typed, expected) in [
        // As accents and case go, a name is a name.
        ("LÍMA", &["Ana Lima"][..]),
        ("an", &["Dan Brown", "Ana Lima"]),
        ("brown dan", &["Dan Brown"]),
        // What is not loaded is found by its id, as is what is.
        ("usr_", &["usr_3", "usr_77", "Dan Brown", "Ana Lima"]),
        ("people", &["usr-9"]),
        ("ana people", &[]),
        // How old it is, is no word of it.
        ("ago", &[]),
        ("  ", &["usr_3", "usr-9", "usr_77", "Dan Brown", "Ana Lima"]),
    ] {
        let mut driven = several();
        driven.type_text(typed);
        assert_eq!(labels(&driven), expected, "{typed:?}");
        assert_eq!(list(&driven).all, 5);
    }
    let mut driven = several();
    driven.type_text("ma l");
    assert_eq!(list(&driven).items[0].matched, [4..5, 6..8]);
}

#[test]
fn what_is_left_is_gone_to_taken_away_or_widened_again() {
    let mut driven = several();
    driven.press("down down").type_text("usr_2").press("enter");
    assert!(driven.asked().is_empty());
    assert_eq!(selected(&driven), "usr_2");

    // Where nothing is left, nothing is done.
    let mut driven = several();
    driven.type_text("nobody").press("enter ctrl-d delete");
    assert_eq!(labels(&driven), [""; 0]);
    assert_eq!(remembered(&mut driven), []);
    driven.press("ctrl-u");
    assert_eq!(labels(&driven).len(), 5);

    // The text stays while one after the other is taken away.
    driven.type_text("brown").press("ctrl-d");
    assert_eq!(labels(&driven), [""; 0]);
    assert_eq!(list(&driven).all, 4);
    driven.press("esc");
    assert!(driven.app.overlay.is_none());
}

#[test]
fn a_paste_and_the_letters_that_are_keys_elsewhere_are_typed() {
    let mut driven = several();
    driven.type_text("bjkq?");
    assert_eq!(list(&driven).input.value(), "bjkq?");
    driven.press("ctrl-u");
    driven.send(crate::app::message::Msg::Paste("usr_77\n".to_owned()));
    assert_eq!(labels(&driven), ["usr_77"]);
}

#[test]
fn the_cursor_stays_on_what_is_under_it_and_within_the_list() {
    let mut driven = several();
    driven.press("up");
    assert_eq!(list(&driven).selected, 0);
    driven.press("pagedown");
    assert_eq!(list(&driven).selected, 4);
    driven.press("down up");
    assert_eq!(list(&driven).selected, 3);
    // Another text begins with its best.
    driven.type_text("usr");
    assert_eq!(list(&driven).selected, 0);
    driven.press("down").press("ctrl-d");
    assert_eq!(list(&driven).selected, 1);
}

#[test]
fn what_was_opened_is_offered_first() {
    let mut driven = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    driven.answer_list(&(0..30).map(user).collect::<Vec<_>>());
    driven.press("j j enter h j j j tab h");
    let opened = |driven: &Driven| -> Vec<String> {
        let recent = driven.app.recent.iter();
        recent
            .map(|recent| recent.called.raw().to_owned())
            .collect()
    };
    assert_eq!(opened(&driven), ["Farid Costa", "Chiara Lima"]);
    driven.press("k k k tab h");
    assert_eq!(opened(&driven), ["Chiara Lima", "Farid Costa"]);

    driven.press(":").type_text("open ");
    let Some(Overlay::Palette(palette)) = &driven.app.overlay else {
        panic!("the palette should be open");
    };
    let notes: Vec<&str> = palette
        .suggestions
        .iter()
        .map(|s| &*s.note)
        .take(2)
        .collect();
    assert_eq!(
        notes,
        ["Chiara Lima · opened before", "Farid Costa · opened before"]
    );
    driven
        .press("esc :")
        .type_text("recent farid")
        .press("enter");
    assert!(driven.app.overlay.is_none());
    assert!(driven.asked().is_empty());
    assert_eq!(driven.app.profile().called().unwrap().raw(), "Farid Costa");
}

#[test]
fn with_several_profiles_what_was_opened_says_where() {
    let mut driven = on_users();
    driven.press("enter :").type_text("recent ");
    let Some(Overlay::Palette(palette)) = &driven.app.overlay else {
        panic!("the palette should be open");
    };
    let found: Vec<_> = palette
        .suggestions
        .iter()
        .map(|s| (s.shown.as_str(), s.note.as_str()))
        .collect();
    assert_eq!(found, [("Ana Lima", "support/users/usr_1")]);
    driven.press("esc P down enter").answer_list(&[]);
    driven.press(":").type_text("recent ana").press("enter");
    assert_eq!(driven.app.active, ProfileId(0));
    assert_eq!(selected(&driven), "usr_1");
    assert!(driven.asked().is_empty());
}

/// An explorer on those profiles, with a bookmark of Ana as she was seen at the
/// address of `support`.
fn with_ana(profiles_now: Vec<Connection>) -> Driven {
    let support = &profiles()[0];
    let users = support.description.resource("users").unwrap();
    let who = Who::of(users, &ana());
    let bookmark = made("usr_1").of(support.address(), who);
    let mut session = Session::default();
    session.apply(&Change::Bookmarked {
        profile: "support".to_owned(),
        bookmark,
    });
    let remembered = Remembered {
        session,
        ..Remembered::default()
    };
    let mut driven = Driven::remembering(profiles_now, Some(ProfileId(0)), (120, 36), remembered);
    driven.answer_list(&[dan()]);
    driven.effects.clear();
    driven
}

#[test]
fn a_bookmark_of_another_address_is_shown_as_that_and_not_opened() {
    let mut driven = with_ana(vec![Connection {
        url: "https://moved.example.com".parse().unwrap(),
        ..connection("support", "leanmote")
    }]);
    assert!(driven.app.profile().bookmarked.is_empty());
    driven.press("B");
    let address = profiles()[0].address();
    let expected = format!("Ana Lima: of another address: {}", address.as_str());
    assert_eq!(items(&driven), [expected]);
    driven.press("enter");
    assert!(driven.asked().is_empty());
    driven.press("ctrl-d");
    assert!(driven.app.overlay.is_none(), "it can be taken away");
}

#[test]
fn a_bookmark_stays_with_its_address_when_the_profile_is_renamed() {
    let mut driven = with_ana(vec![connection("helpdesk", "leanmote")]);
    assert_eq!(driven.app.profile().bookmarked.len(), 1);
    driven.press("B enter");
    assert_eq!(driven.asked().len(), 1);
}

#[test]
fn a_bookmark_whose_id_is_somebody_else_s_now_says_so() {
    let mut driven = with_ana(profiles());
    driven.press("B enter");
    let max = json!({"id": "usr_1", "name": "Max Second", "email": "max@acme.example"});
    driven.answer_record(&max);
    assert_eq!(notice(&driven), "usr_1 is Max Second now; it was Ana Lima");
}

#[test]
fn what_an_earlier_version_bookmarked_is_of_the_profiles_present_address_once() {
    let mut session = Session::default();
    session.apply(&Change::Bookmarked {
        profile: "support".to_owned(),
        bookmark: made("usr_1"),
    });
    let remembered = Remembered {
        session,
        ..Remembered::default()
    };
    let mut driven = Driven::remembering(profiles(), Some(ProfileId(0)), (120, 36), remembered);
    driven.answer_list(&[ana()]);
    let address = profiles()[0].address();
    assert_eq!(
        remembered_of(&driven),
        [&Change::Adopted {
            profile: "support".to_owned(),
            address: address.clone(),
        }]
    );
    assert!(driven.app.is_bookmarked());
    let kept = driven.app.session.bookmarks("support");
    assert_eq!(kept, [made("usr_1").of(address, Who::default())]);
}

fn remembered_of(driven: &Driven) -> Vec<&Change> {
    let effects = driven.effects.iter();
    let changes = effects.filter_map(|effect| match effect {
        Effect::Remember(change) => Some(change),
        _ => None,
    });
    changes.collect()
}
