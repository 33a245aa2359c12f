//! What `F`, its keys and its answers do.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::{Find, Found};
use crate::app::message::{Effect, Msg, ProfileId, Ticket};
use crate::app::overlay::Overlay;
use crate::app::testing::{Driven, connection, user};
use crate::app::view::{Pane, Source};
use crate::directory::call::{ApiError, At, Call, RecordOf, ServerWords};
use crate::keys::Key;

/// Leanmote with its first hundred users, and `PeopleLens`, not opened yet.
fn on_two() -> Driven {
    let connections = vec![
        connection("support", "leanmote"),
        connection("people", "peoplelens"),
    ];
    let mut driven = Driven::open(connections, 120, 36);
    let users: Vec<Value> = (0..100).map(user).collect();
    driven.answer_page(&users, Some(At::Page(1)), Some(250));
    driven
}

/// The same after the teams were looked at, with the users again on the screen.
fn with_teams() -> Driven {
    let mut driven = on_two();
    let team = |n: usize| json!({"id": format!("team_{n}"), "name": format!("Team {n}")});
    driven.press("2");
    driven.answer_list(&(0..5).map(team).collect::<Vec<_>>());
    driven.press("1");
    driven
}

fn find(driven: &Driven) -> &Find {
    match &driven.app.overlay {
        Some(Overlay::Find(find)) => find,
        other => panic!("{other:?}"),
    }
}

fn names(driven: &Driven) -> Vec<&str> {
    let hits = find(driven).hits().iter();
    hits.map(|hit| hit.name.raw()).collect()
}

fn called(driven: &Driven) -> String {
    driven.app.profile().called().unwrap().raw().to_owned()
}

fn notice(driven: &Driven) -> &str {
    driven.app.notice.as_ref().map_or("", |notice| &notice.text)
}

fn asked_of(driven: &Driven) -> Vec<String> {
    let of = |call: &&Call| match call {
        Call::Get {
            of: RecordOf::Resource(of),
        } => format!("{}/{}", of.resource.as_str(), of.id.raw()),
        other => panic!("{other:?}"),
    };
    driven.asked().iter().map(of).collect()
}

/// Looks for a text, and has it looked through.
fn look_for(driven: &mut Driven, text: &str) {
    driven.press("F").type_text(text);
    driven.look_through();
}

#[test]
fn each_key_asks_and_what_is_found_is_shown() {
    let mut driven = on_two();
    driven.press("F");
    assert_eq!(driven.look_through(), 1);
    assert_eq!(names(&driven), Vec::<&str>::new());
    assert_eq!(find(&driven).found.as_ref().unwrap().covered.records, 100);
    driven.type_text("li");
    assert_eq!(driven.look_through(), 2);
    driven.press("down down");
    assert_eq!(find(&driven).selected, 2);
    driven.type_text("ma");
    driven.look_through();
    // What is typed goes on from the best.
    assert_eq!(find(&driven).selected, 0);
    let found = find(&driven).found.clone().unwrap();
    assert!(found.total > 3, "{found:?}");
    assert!(names(&driven).iter().all(|name| name.contains("Lima")));
    // Moving asks nothing.
    driven.press("down up pagedown pageup");
    assert_eq!(driven.look_through(), 0);
    assert_eq!(find(&driven).selected, 0);
    driven.press("esc");
    assert!(driven.app.overlay.is_none());
    assert!(driven.asked().is_empty());
}

#[test]
fn an_answer_to_what_is_not_asked_any_more_is_dropped() {
    let mut driven = on_two();
    look_for(&mut driven, "lima");
    let before = find(&driven).found.clone();
    driven.send(Msg::Found {
        ticket: Ticket(1),
        found: Found::default(),
    });
    assert_eq!(find(&driven).found, before);
    driven.press("esc");
    driven.send(Msg::Found {
        ticket: Ticket(1_000),
        found: Found::default(),
    });
    assert!(driven.app.overlay.is_none());
}

#[test]
fn a_row_of_the_list_is_selected_there_without_a_request() {
    let mut driven = on_two();
    look_for(&mut driven, user(40)["id"].as_str().unwrap());
    assert_eq!(find(&driven).hits().len(), 1);
    driven.press("enter");
    assert!(driven.app.overlay.is_none());
    assert!(driven.asked().is_empty());
    let profile = driven.app.profile();
    assert_eq!(profile.listing().unwrap().selection(), Some(40));
    assert_eq!(profile.view().unwrap().focus, Pane::Detail);
}

#[test]
fn another_resource_s_row_is_selected_in_its_own_list() {
    let mut driven = with_teams();
    look_for(&mut driven, "team 3");
    driven.press("enter");
    assert!(driven.asked().is_empty());
    assert_eq!(called(&driven), "Team 3");
    assert_eq!(driven.app.profile().tab, 1);
    assert_eq!(driven.app.profile().listing().unwrap().selection(), Some(3));
}

#[test]
fn what_a_filter_hides_is_shown_by_itself_and_the_filter_stays() {
    let mut driven = on_two();
    driven.press("/").type_text("bruno").press("esc");
    look_for(&mut driven, user(0)["id"].as_str().unwrap());
    driven.press("enter");
    assert!(driven.asked().is_empty());
    let profile = driven.app.profile();
    assert!(matches!(profile.view().unwrap().source, Source::Record(_)));
    assert_eq!(called(&driven), user(0)["name"].as_str().unwrap());
    assert_eq!(notice(&driven), "");
    driven.press("h");
    let listing = driven.app.profile().listing().unwrap();
    assert_eq!(listing.filter().unwrap().text(), "bruno");
}

/// Another profile's record that was seen, and is in none of its lists: as if
/// the disk had kept it.
fn kept(driven: &mut Driven) {
    let body = json!({
        "id": "usr-7", "first_name": "Grace", "last_name": "Okafor",
        "email": "grace@acme.example", "company_role": "Analyst",
    });
    driven.keep(ProfileId(1), "users", &body);
    driven.wait(Duration::from_hours(3));
}

#[test]
fn another_profile_s_record_is_there_at_once_and_read_again_with_one_request() {
    let mut driven = on_two();
    kept(&mut driven);
    look_for(&mut driven, "grace@");
    driven.press("enter");
    assert_eq!(driven.app.active, ProfileId(1));
    assert_eq!(called(&driven), "Grace Okafor");
    assert_eq!(
        notice(&driven),
        "As it was seen 3 hours ago; reading it again …"
    );
    assert_eq!(asked_of(&driven), ["users/usr-7"]);
    assert_eq!(driven.asked_of(), [ProfileId(1)]);
    driven.answer_record(&json!({
        "id": "usr-7", "first_name": "Gracie", "last_name": "Okafor",
        "email": "grace@acme.example",
    }));
    assert_eq!(called(&driven), "Gracie Okafor");
    assert_eq!(notice(&driven), "Read just now");
    assert!(driven.asked().is_empty());
    // What was read is what is found from now on.
    look_for(&mut driven, "gracie");
    assert_eq!(names(&driven), ["Gracie Okafor"]);
    driven.press("enter");
    assert_eq!(asked_of(&driven), Vec::<String>::new());
}

#[test]
fn a_record_that_is_gone_is_shown_as_it_was_and_not_found_again() {
    let mut driven = on_two();
    kept(&mut driven);
    look_for(&mut driven, "grace@");
    driven.press("enter");
    driven.fail(ApiError::NotFound(ServerWords::default()));
    assert_eq!(
        notice(&driven),
        "It is not there any more (404): this is how it was seen 3 hours ago"
    );
    assert_eq!(called(&driven), "Grace Okafor");
    let gone = |effect: &Effect| matches!(effect, Effect::Gone(ProfileId(1), of) if of.id.raw() == "usr-7");
    assert!(driven.effects.iter().any(gone));
    look_for(&mut driven, "grace@acme");
    assert_eq!(names(&driven), Vec::<&str>::new());
}

#[test]
fn a_record_that_cannot_be_read_now_is_shown_as_it_was() {
    let mut driven = on_two();
    kept(&mut driven);
    look_for(&mut driven, "grace@");
    driven.press("enter");
    driven.fail(ApiError::Server {
        status: 503,
        words: ServerWords::default(),
    });
    let said = notice(&driven);
    assert!(said.starts_with("Not read again: "), "{said}");
    assert!(
        said.ends_with("; this is how it was seen 3 hours ago"),
        "{said}"
    );
    assert_eq!(called(&driven), "Grace Okafor");
}

#[test]
fn one_that_cannot_be_read_by_its_id_is_shown_with_its_age() {
    let mut unreadable = connection("people", "peoplelens");
    Arc::make_mut(&mut unreadable.description).resources[0].get = None;
    let connections = vec![connection("support", "leanmote"), unreadable];
    let mut driven = Driven::open(connections, 120, 36);
    driven.answer_list(&[user(1)]);
    kept(&mut driven);
    look_for(&mut driven, "grace@");
    driven.press("enter");
    assert!(driven.asked().is_empty());
    assert_eq!(called(&driven), "Grace Okafor");
    assert_eq!(
        notice(&driven),
        "As it was seen 3 hours ago: one of these cannot be read by itself"
    );
}

#[test]
fn enter_before_the_answer_opens_what_is_answered() {
    let mut driven = with_teams();
    driven.press("F").type_text("team 4").press("enter");
    assert!(driven.app.overlay.is_some());
    driven.look_through();
    assert!(driven.app.overlay.is_none());
    assert_eq!(called(&driven), "Team 4");
}

#[test]
fn a_key_after_enter_takes_it_back() {
    for key in ["x", "backspace", "down"] {
        let mut driven = with_teams();
        driven
            .press("F")
            .type_text("team 4")
            .press("enter")
            .press(key);
        driven.look_through();
        assert!(driven.app.overlay.is_some(), "{key}");
    }
}

#[test]
fn enter_on_nothing_does_nothing() {
    let mut driven = on_two();
    look_for(&mut driven, "nobody is called so");
    driven.press("enter");
    assert!(driven.app.overlay.is_some());
    assert!(driven.asked().is_empty());
}

#[test]
fn what_comes_meanwhile_is_found_and_moves_nothing() {
    let mut driven = on_two();
    driven.press("A");
    look_for(&mut driven, "lima");
    driven.press("down");
    let under = find(&driven).hit().cloned().unwrap();
    let before = find(&driven).found.as_ref().unwrap().total;
    let more: Vec<Value> = (100..200).map(user).collect();
    driven.wait(Duration::from_mins(1));
    driven.answer_page(&more, Some(At::Page(2)), Some(250));
    assert_eq!(driven.look_through(), 1);
    let found = find(&driven).found.as_ref().unwrap();
    assert!(found.total > before);
    // What was seen last comes first, so that there are others above it now.
    let now = find(&driven).hit().unwrap();
    assert_eq!((now.profile, &now.of), (under.profile, &under.of));
    assert!(find(&driven).selected > 1);
}

#[test]
fn a_filter_without_a_match_goes_on_here() {
    let mut driven = on_two();
    driven.press("/").type_text("grace@").press("esc F");
    assert_eq!(find(&driven).input.value(), "grace@");
    driven.press("esc esc F");
    assert_eq!(find(&driven).input.value(), "");
    // Where something matches, something else is looked for.
    driven.press("esc / l i m a esc F");
    assert_eq!(find(&driven).input.value(), "");
}

#[test]
fn the_command_takes_what_is_looked_for() {
    let mut driven = with_teams();
    driven.press(":").type_text("find team 2").press("enter");
    driven.look_through();
    assert_eq!(names(&driven), ["Team 2"]);
    driven.press("esc :").type_text("find").press("enter");
    assert_eq!(find(&driven).input.value(), "");
}

#[test]
fn from_deep_in_a_trail_the_way_back_leads_there() {
    let mut driven = with_teams();
    driven.press("enter L").wait(Duration::from_millis(400));
    driven.answer_list(&[json!({"id": "team_2", "name": "Team 2"})]);
    driven.press("enter");
    driven.answer_record(&json!({"id": "team_2", "name": "Team 2"}));
    assert_eq!(driven.app.profile().trail().unwrap().depth(), 1);
    look_for(&mut driven, user(7)["id"].as_str().unwrap());
    driven.press("enter");
    assert_eq!(called(&driven), user(7)["name"].as_str().unwrap());
    assert!(driven.asked().is_empty());
    driven.press("h");
    assert_eq!(called(&driven), "Team 2");
}

#[test]
fn nothing_typed_here_is_a_key_of_the_list() {
    let mut driven = on_two();
    driven.press("F");
    for c in "qDexY+?!: ".chars() {
        driven.send(Msg::Key(Key::char(c)));
    }
    assert_eq!(find(&driven).input.value(), "qDexY+?!: ");
    driven.send(Msg::Paste("<ana@acme.example>".to_owned()));
    assert!(find(&driven).input.value().ends_with("<ana@acme.example>"));
    assert!(driven.asked().is_empty());
}
