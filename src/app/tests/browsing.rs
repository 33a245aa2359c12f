//! Looking around.

use std::time::Duration;

use serde_json::json;

use super::{asked_list, focus, on_users, selected, source};
use crate::app::listing::Walk;
use crate::app::message::{Effect, Msg, ProfileId};
use crate::app::overlay::{Overlay, Then};
use crate::app::profile::Profile;
use crate::app::testing::{Driven, connection, user, words};
use crate::app::view::{DetailTab, Pane};
use crate::directory::call::{
    ApiError, At, Call, ListOf, Query, RecordOf, RecordRef, RelationName, ResourceName,
};
use crate::directory::record::{Record, RecordId};
use crate::keys::{Action, Code, Key, Modifiers};

const REST: Duration = Duration::from_millis(300);
const NEARLY: Duration = Duration::from_millis(299);

fn team(id: &str, name: &str) -> serde_json::Value {
    json!({"id": id, "name": name, "organization_id": "org_1",
           "created_at": "2024-02-01T09:00:00Z"})
}

#[test]
fn opening_asks_for_one_page() {
    let driven = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    assert_eq!(
        driven.asked(),
        [&Call::List {
            of: ListOf::Resource(ResourceName::new("users")),
            at: At::Start,
            sort: None,
            query: Query::default(),
        }]
    );
}

#[test]
fn nobody_is_woken_for_what_has_come() {
    let mut driven = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    let opened = driven.app.now.monotonic;
    let spinner = opened + Duration::from_millis(150);
    assert_eq!(driven.effects, [Effect::WakeAt(spinner)]);
    driven.effects.clear();
    driven.answer_page(&[user(1), user(2), user(3)], None, Some(3));
    assert!(matches!(
        driven.effects.as_slice(),
        [Effect::Seen(_), Effect::LetSleep]
    ));
    driven.effects.clear();

    // Of two rests the later one counts.
    driven
        .press("L")
        .wait(Duration::from_millis(100))
        .press("j");
    let rested = opened + Duration::from_millis(100) + REST;
    assert_eq!(
        driven.effects,
        [Effect::WakeAt(opened + REST), Effect::WakeAt(rested)]
    );
}

#[test]
fn a_page_ahead_is_read_only_once_the_operator_moved_near_it() {
    let mut driven = on_users();
    assert!(driven.asked().is_empty());
    driven.press("j pgdn");
    assert!(driven.asked().is_empty());
    driven.press("pgdn");
    assert!(matches!(
        driven.asked().as_slice(),
        [Call::List {
            at: At::Page(1),
            ..
        }]
    ));
}

#[test]
fn a_relation_tab_is_fetched_after_a_rest_and_once() {
    let mut driven = on_users();
    driven.press("L");
    driven.wait(NEARLY);
    assert!(driven.asked().is_empty(), "not before the rest is over");
    driven.wait(Duration::from_millis(1));
    let user = RecordId::new(&selected(&driven));
    assert_eq!(
        *asked_list(&driven),
        ListOf::Relation {
            parent: RecordRef {
                resource: ResourceName::new("users"),
                id: user
            },
            relation: RelationName::new("teams"),
        }
    );
    driven.answer_list(&[team("team_1", "Platform")]);
    // Away and back: it is known.
    driven.press("H L").wait(REST);
    assert!(driven.asked().is_empty());
}

#[test]
fn moving_on_before_the_rest_is_over_asks_nothing() {
    let mut driven = on_users();
    driven.press("L");
    driven.wait(NEARLY);
    driven.press("j");
    driven.wait(NEARLY);
    assert!(driven.asked().is_empty());
}

#[test]
fn into_a_related_record_and_back_costs_nothing_and_changes_nothing() {
    let mut driven = on_users();
    let before = selected(&driven);
    driven.press("L").wait(REST);
    driven.answer_list(&[team("team_1", "Platform"), team("team_2", "Delivery")]);
    driven.press("enter j enter");
    assert_eq!(selected(&driven), "team_2");
    assert_eq!(driven.app.profile().trail().unwrap().depth(), 1);
    // Its record may be read, for the list gave only a part of it; nothing
    // else is.
    let reads_of_lists = driven
        .asked()
        .iter()
        .filter(|call| matches!(call, Call::List { .. }))
        .count();
    assert_eq!(reads_of_lists, 0);
    driven.waiting.clear();
    driven.press("h h");
    assert_eq!(driven.app.profile().trail().unwrap().depth(), 0);
    assert_eq!(selected(&driven), before);
    assert_eq!(focus(&driven), Pane::Detail);
    assert_eq!(
        driven.app.profile().view().unwrap().tab,
        DetailTab::Relation(RelationName::new("teams"))
    );
    driven.wait(REST);
    assert!(driven.asked().is_empty());
}

#[test]
fn a_relation_that_has_the_keys_is_what_is_filtered_and_sorted() {
    let mut driven = on_users();
    let before = selected(&driven);
    driven.press("L").wait(REST);
    driven.answer_list(&[team("team_1", "Platform"), team("team_2", "Delivery")]);
    driven.press("enter /").type_text("deliv");
    assert_eq!(selected(&driven), "team_2");
    assert_eq!(driven.app.profile().trail().unwrap().depth(), 1);
    driven.press("esc h");
    // The list of users was not touched, and the tab tells of its filter.
    assert_eq!(driven.app.profile().trail().unwrap().depth(), 0);
    assert_eq!(selected(&driven), before);
    assert_eq!(focus(&driven), Pane::Detail);
    let profile = driven.app.profile();
    assert!(profile.listing().unwrap().filter().is_none());
    assert_eq!(profile.related().unwrap().positions(), 1);
    // Esc clears what has the keys.
    driven.press("esc");
    assert_eq!(driven.app.profile().related().unwrap().positions(), 2);
    driven.press("s");
    let Some(Overlay::Menu(menu)) = &driven.app.overlay else {
        panic!("no menu");
    };
    assert!(menu.items.iter().all(|item| !item.label.contains("email")));
    assert_eq!(driven.app.profile().trail().unwrap().depth(), 1);
    assert!(driven.asked().is_empty());
}

#[test]
fn leaving_a_list_gives_up_its_reads_and_coming_back_finds_its_rows() {
    let mut driven = on_users();
    driven.press("j j pgdn pgdn");
    assert_eq!(driven.asked().len(), 1, "the page ahead");
    driven.press("g g j j");
    driven.press("2");
    assert_eq!(
        *asked_list(&driven),
        ListOf::Resource(ResourceName::new("teams"))
    );
    driven.answer_list(&[team("team_1", "Platform")]);
    let before = user(2)["id"].as_str().unwrap().to_owned();
    driven.press("1");
    assert_eq!(selected(&driven), before);
}

#[test]
fn another_profile_is_asked_itself() {
    let mut driven = Driven::open(
        vec![
            connection("support", "leanmote"),
            connection("people", "peoplelens"),
        ],
        120,
        36,
    );
    driven.answer_list(&[]);
    driven.press("P 2");
    assert_eq!(driven.asked_of(), [ProfileId(1)]);
}

#[test]
fn several_profiles_without_a_default_are_asked_about_first() {
    let connections = vec![
        connection("support", "leanmote"),
        connection("people", "peoplelens"),
    ];
    let mut driven = Driven::start(connections, None, 120, 36);
    assert!(driven.asked().is_empty());
    driven.press("2");
    assert_eq!(driven.asked_of(), [ProfileId(1)]);
}

#[test]
fn escape_clears_one_thing_at_a_time_and_never_leaves() {
    let mut driven = on_users();
    driven.press("/").type_text("ana").press("esc");
    assert!(driven.app.filtering.is_none());
    assert!(driven.app.profile().listing().unwrap().filter().is_some());
    driven.press("esc");
    assert!(driven.app.profile().listing().unwrap().filter().is_none());
    driven.press("esc esc esc");
    assert!(!driven.effects.contains(&Effect::Quit));
}

#[test]
fn what_is_typed_in_the_filter_line_is_never_an_action() {
    let mut driven = on_users();
    driven.press("/").type_text("qDAx:!+");
    driven.send(Msg::Paste("q\nD\n".to_owned()));
    let text = driven.app.filtering.as_ref().unwrap().value().to_owned();
    assert_eq!(text, "qDAx:!+q D");
    assert!(driven.asked().is_empty());
    assert!(driven.app.overlay.is_none());
}

#[test]
fn the_server_is_asked_where_it_searches_and_in_its_own_way() {
    let mut driven = Driven::open(vec![connection("people", "peoplelens")], 120, 36);
    driven.answer_list(&[]);
    driven.press("/").type_text("ana role:Admin").press("tab");
    let [Call::List { query, .. }] = driven.asked()[..] else {
        panic!("one list should be asked for");
    };
    assert_eq!(
        *query,
        Query {
            search: Some("ana".to_owned()),
            params: vec![("role".to_owned(), "Admin".to_owned())],
        }
    );
}

fn person(number: usize) -> serde_json::Value {
    json!({"id": format!("usr-{number}"), "first_name": "Ana", "last_name": number.to_string()})
}

#[test]
fn the_way_back_from_a_search_costs_nothing_and_finds_the_list_as_it_was() {
    let mut driven = Driven::open(vec![connection("people", "peoplelens")], 120, 36);
    driven.answer_list(&(0..50).map(person).collect::<Vec<_>>());
    driven.press("j j space");
    let before = selected(&driven);
    driven.press("/").type_text("ana").press("tab");
    driven.answer_list(&[person(7)]);
    assert_eq!(selected(&driven), "usr-7");
    driven.press("space esc");
    assert!(driven.asked().is_empty());
    assert_eq!(selected(&driven), before);
    let listing = driven.app.profile().listing().unwrap();
    assert_eq!((listing.loaded(), listing.query().is_empty()), (50, true));
    let marked: Vec<&str> = listing
        .marked()
        .iter()
        .map(|r| r.id().unwrap().raw())
        .collect();
    assert_eq!(marked, ["usr-2", "usr-7"]);
    // The same search again asks again: somebody may have come.
    driven.press("/").type_text("ana").press("tab");
    assert_eq!(driven.asked().len(), 1);
    // And a search from a search leads back to the whole list too.
    driven.answer_list(&[person(7)]);
    driven.press("/").type_text("bo").press("tab");
    driven.answer_list(&[]);
    driven.press("esc");
    assert!(driven.asked().is_empty());
    assert_eq!(selected(&driven), before);
}

#[test]
fn where_the_server_has_no_search_none_is_claimed() {
    let mut driven = on_users();
    driven.press("/").type_text("zzz").press("tab");
    assert!(driven.asked().is_empty());
    let notice = driven.app.notice.as_ref().unwrap();
    assert!(notice.text.contains("has no search"), "{}", notice.text);
}

#[test]
fn a_filter_goes_on_over_what_another_order_brings() {
    let mut driven = on_users();
    let named = |number: usize, name: &str| {
        let mut user = user(number);
        user["name"] = name.into();
        user
    };
    driven.press("/").type_text("quill").press("esc");
    assert_eq!(driven.app.profile().listing().unwrap().positions(), 0);
    driven.press("s 1");
    driven.answer_page(
        &[named(1, "Ana Quill"), named(2, "Bo Ash")],
        Some(At::Page(1)),
        Some(400),
    );
    let listing = driven.app.profile().listing().unwrap();
    assert_eq!(listing.positions(), 1);
    assert_eq!(selected(&driven), user(1)["id"].as_str().unwrap());
}

#[test]
fn an_id_is_opened_with_one_request_or_none() {
    let mut driven = on_users();
    // One that is loaded.
    let loaded = user(7)["id"].as_str().unwrap().to_owned();
    driven.press("o").type_text(&loaded).press("enter");
    assert_eq!(selected(&driven), loaded);
    driven.waiting.clear();
    // One that is not.
    driven.press("o").type_text("usr_unheard").press("enter");
    let of = RecordRef {
        resource: ResourceName::new("users"),
        id: RecordId::new("usr_unheard"),
    };
    assert_eq!(
        driven.asked(),
        [&Call::Get {
            of: RecordOf::Resource(of.clone())
        }]
    );
    driven.answer_record(&json!({"id": "usr_unheard", "name": "Quiet One"}));
    assert_eq!(driven.app.notice, None);
    assert_eq!(*source(&driven), crate::app::view::Source::Record(of));
    assert_eq!(selected(&driven), "usr_unheard");
    driven.press("q");
    assert_eq!(selected(&driven), loaded);
}

#[test]
fn a_record_that_comes_late_takes_nobody_away_from_where_they_went() {
    let quiet = json!({"id": "usr_unheard", "name": "Quiet One"});
    for keys in ["2", "/", ":"] {
        let mut driven = on_users();
        driven.press("o").type_text("usr_unheard").press("enter");
        let told = driven.app.notice.as_ref().map(|notice| &*notice.text);
        assert_eq!(told, Some("Reading it …"));
        driven.press(keys);
        let before = source(&driven).clone();
        driven.answer_record(&quiet);
        assert_eq!(*source(&driven), before, "{keys}");
        assert_eq!(
            driven.app.notice.as_ref().unwrap().text,
            "usr_unheard has come; o opens it",
            "{keys}"
        );
        // Then it costs nothing.
        driven.waiting.clear();
        driven
            .press("esc 1 o")
            .type_text("usr_unheard")
            .press("enter");
        assert!(driven.asked().is_empty(), "{keys}");
        assert_eq!(selected(&driven), "usr_unheard", "{keys}");
    }
}

#[test]
fn a_record_that_was_opened_in_one_profile_appears_in_no_other() {
    let profiles = vec![
        connection("support", "leanmote"),
        connection("second", "leanmote"),
    ];
    let mut driven = Driven::open(profiles, 120, 36);
    driven.answer_list(&[user(1)]);
    driven.press("o").type_text("usr_unheard").press("enter");
    driven.press("P 2");
    driven.answer_record(&json!({"id": "usr_unheard", "name": "Quiet One"}));
    let [first, second] = &driven.app.profiles[..] else {
        panic!("there are two profiles");
    };
    assert_eq!((first.known.len(), second.known.len()), (1, 0));
    let depth = |profile: &Profile| profile.trail().unwrap().depth();
    assert_eq!((depth(first), depth(second)), (1, 0));
}

#[test]
fn an_id_that_nobody_has_is_said_to_be_unknown() {
    let mut driven = on_users();
    driven.press("o").type_text("usr_\u{202e}x").press("enter");
    driven.fail(ApiError::NotFound(words("User not found")));
    assert_eq!(
        driven.app.notice.as_ref().unwrap().text,
        "No user has the id \"usr_\\u{202e}x\""
    );
}

#[test]
fn an_email_is_found_among_what_is_loaded_whatever_surrounds_it() {
    let email = user(5)["email"].as_str().unwrap().to_owned();
    for typed in [
        email.clone(),
        format!("<{email}>"),
        format!("mailto:{email}"),
        format!("  {}  ", email.to_uppercase()),
    ] {
        let mut driven = on_users();
        driven.press("o");
        driven.send(Msg::Paste(typed.clone()));
        driven.press("enter");
        let value = driven.app.profile().row().unwrap().value();
        assert_eq!(value["email"], email, "{typed}");
    }
}

#[test]
fn an_email_that_is_not_loaded_is_not_called_unknown() {
    let mut driven = on_users();
    driven
        .press("o")
        .type_text("no.one@acme.example")
        .press("enter");
    let notice = driven.app.notice.as_ref().unwrap();
    assert!(notice.text.starts_with("Looking for"), "{}", notice.text);
    assert_eq!(driven.asked().len(), 1);
}

#[test]
fn a_long_walk_is_asked_about_and_a_short_one_is_not() {
    let mut short = on_users();
    short.press("A");
    assert!(short.app.overlay.is_none());
    assert_eq!(short.app.profile().listing().unwrap().walk(), Walk::Running);

    let mut long = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    let users: Vec<_> = (0..100).map(user).collect();
    long.answer_page(&users, Some(At::Page(1)), Some(12_480));
    long.press("A");
    let Some(Overlay::Question(question)) = &long.app.overlay else {
        panic!("it is asked first");
    };
    assert_eq!(question.then, Then::Walk);
    assert!(question.text[0].contains("124 requests"), "{question:?}");
    long.press("enter");
    assert_eq!(
        long.app.profile().listing().unwrap().walk(),
        Walk::Idle,
        "the first answer changes nothing"
    );
    long.press("A tab enter");
    assert_eq!(long.app.profile().listing().unwrap().walk(), Walk::Running);
}

#[test]
fn a_key_that_came_with_alt_does_nothing() {
    let mut driven = on_users();
    for letter in ['D', 'A', 'q', 'j'] {
        let alt = Modifiers {
            alt: true,
            ..Modifiers::default()
        };
        driven.send(Msg::Key(Key::new(Code::Char(letter), alt)));
    }
    assert!(driven.asked().is_empty());
    assert!(driven.app.overlay.is_none());
    assert!(driven.effects.iter().all(|effect| *effect != Effect::Quit));
}

#[test]
fn what_a_server_gave_is_to_be_remembered_with_its_resource() {
    let mut driven = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    let nameless = json!({ "name": "Nobody" });
    driven.answer_page(&[user(1), nameless, user(2)], None, Some(3));
    driven.press("L").wait(REST).answer_list(&[json!({
        "id": "tem_1", "name": "Platform",
    })]);
    let seen: Vec<_> = driven
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Seen(seen) => Some(seen),
            _ => None,
        })
        .map(|seen| {
            let ids: Vec<&str> = seen
                .records
                .iter()
                .filter_map(Record::id)
                .map(RecordId::raw)
                .collect();
            (
                seen.profile,
                seen.resource.as_str().to_owned(),
                seen.whole,
                ids.join(" "),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            (
                ProfileId(0),
                "users".to_owned(),
                true,
                "usr_000f6132001f usr_000f8021003e".to_owned()
            ),
            (ProfileId(0), "teams".to_owned(), false, "tem_1".to_owned()),
        ]
    );
}

#[test]
fn a_row_whose_id_is_not_its_own_takes_no_change() {
    let mut driven = Driven::open(vec![connection("game", "leadr")], 120, 36);
    let (mut one, mut other, third) = (user(1), user(1), user(2));
    one["name"] = json!("Ana");
    other["name"] = json!("Li");
    driven.answer_page(&[one, other, third], None, None);
    let told = driven.app.locked(Action::Edit).unwrap();
    assert!(told.starts_with("several rows have the id "), "{told}");
    driven.press("e");
    assert!(
        driven
            .app
            .notice
            .as_ref()
            .unwrap()
            .text
            .contains("several rows have the id")
    );
    assert_eq!(driven.app.locked(Action::New), None);
    driven.press("j j");
    assert_eq!(driven.app.locked(Action::Edit), None);
}
