//! Going on where the last run ended.

mod lists;

use std::time::Duration;

use serde_json::{Value, json};

use crate::app::Remembered;
use crate::app::message::{Effect, Msg, ProfileId};
use crate::app::session::{Change, Keeps, LeftTab, Session};
use crate::app::testing::{Driven, connection, user, words};
use crate::app::view::{DetailTab, Pane, Source};
use crate::config::connection::Connection;
use crate::directory::call::{ApiError, At, Call, ListOf, RecordOf, RelationName};

const REST: Duration = Duration::from_millis(300);

fn profiles() -> Vec<Connection> {
    vec![
        connection("support", "leanmote"),
        connection("people", "peoplelens"),
    ]
}

/// A run that goes on with what was remembered.
fn run(session: Session) -> Driven {
    let remembered = Remembered {
        session,
        keeps: Keeps::Trails,
        ..Remembered::default()
    };
    Driven::remembering(profiles(), Some(ProfileId(0)), (120, 36), remembered)
}

/// What the next run finds when this one ends.
fn end(driven: &mut Driven) -> Session {
    driven.effects.clear();
    driven.send(Msg::Terminated);
    let mut session = Session::default();
    for effect in &driven.effects {
        if let Effect::Remember(change) = effect {
            session.apply(change);
        }
    }
    // What is on the disk is what comes back.
    Session::parse(&session.text()).unwrap()
}

/// Ends a run, and begins the next one.
fn again(mut driven: Driven) -> Driven {
    let session = end(&mut driven);
    run(session)
}

fn page(number: usize) -> Vec<Value> {
    (number * 100..number * 100 + 100).map(user).collect()
}

/// The first run, with the first of 250 users.
fn first() -> Driven {
    let mut driven = run(Session::default());
    driven.answer_page(&page(0), Some(At::Page(1)), Some(250));
    driven
}

fn id_of(number: usize) -> String {
    user(number)["id"].as_str().unwrap().to_owned()
}

fn selected(driven: &Driven) -> String {
    let row = driven.app.profile().row().unwrap();
    row.id().unwrap().raw().to_owned()
}

fn notice(driven: &Driven) -> &str {
    driven.app.notice.as_ref().map_or("", |notice| &notice.text)
}

fn team(id: &str, name: &str) -> Value {
    json!({"id": id, "name": name, "organization_id": "org_1"})
}

#[test]
fn the_record_comes_back_with_its_page_alone() {
    let mut driven = first();
    driven.press("G");
    driven.answer_page(&page(2)[..50], None, Some(250));
    driven.press("k k tab");
    let mut driven = again(driven);
    // Its page is the only one that is read, though it is the third.
    assert!(matches!(
        driven.asked()[..],
        [Call::List {
            at: At::Page(2),
            ..
        }]
    ));
    driven.answer_page(&page(2)[..50], None, Some(250));
    assert_eq!(selected(&driven), id_of(247));
    assert_eq!(driven.app.profile().view().unwrap().focus, Pane::Detail);
    assert!(driven.asked().is_empty());
    assert_eq!(notice(&driven), "");
}

#[test]
fn order_filter_and_tab_come_back() {
    let mut driven = first();
    driven
        .press("s 2")
        .answer_page(&page(0), Some(At::Page(1)), Some(250));
    driven.press("/").type_text("chiara").press("esc L");
    driven.wait(REST).answer_list(&[team("team_1", "Platform")]);
    let chosen = selected(&driven);
    let session = end(&mut driven);
    let left = session.left("support").unwrap();
    let view = &left.trails["users"][0];
    assert_eq!(view.list.filter.as_deref(), Some("chiara"));
    assert_eq!(view.tab, LeftTab::Relation("teams".to_owned()));

    let mut driven = run(session);
    let [
        Call::List {
            sort: Some(sort), ..
        },
    ] = driven.asked()[..]
    else {
        panic!("{:?}", driven.asked());
    };
    assert_eq!(sort.field, "name");
    driven.answer_page(&page(0), Some(At::Page(1)), Some(250));
    let listing = driven.app.profile().listing().unwrap();
    assert_eq!(listing.filter().unwrap().text(), "chiara");
    assert_eq!(selected(&driven), chosen);
    driven.wait(REST);
    let [
        Call::List {
            of: ListOf::Relation { relation, .. },
            ..
        },
    ] = driven.asked()[..]
    else {
        panic!("{:?}", driven.asked());
    };
    assert_eq!(*relation, RelationName::new("teams"));
}

#[test]
fn an_order_of_our_own_comes_back() {
    let mut driven = first();
    driven.press("s end enter");
    let chosen = selected(&driven);
    let mut driven = again(driven);
    driven.answer_page(&page(0), Some(At::Page(1)), Some(250));
    let listing = driven.app.profile().listing().unwrap();
    assert_eq!(listing.sorted_here().unwrap().label, "id");
    assert_eq!(selected(&driven), chosen);
}

#[test]
fn a_deeper_view_asks_for_itself_and_not_for_what_led_there() {
    let mut driven = first();
    driven.press("j L").wait(REST);
    driven.answer_list(&[team("team_1", "Platform"), team("team_2", "Delivery")]);
    driven
        .press("tab j enter")
        .answer_record(&team("team_2", "Delivery"));
    let mut driven = again(driven);
    let [
        Call::List {
            of: ListOf::Relation { parent, .. },
            ..
        },
    ] = driven.asked()[..]
    else {
        panic!("{:?}", driven.asked());
    };
    assert_eq!(parent.id.raw(), id_of(1));
    driven.answer_list(&[team("team_1", "Platform"), team("team_2", "Delivery")]);
    assert_eq!(selected(&driven), "team_2");
    assert!(driven.asked().is_empty());
    // The users are read when they are gone back to.
    driven.press("h h");
    assert!(matches!(
        driven.asked()[..],
        [Call::List {
            at: At::Start,
            of: ListOf::Resource(_),
            ..
        }]
    ));
    driven.answer_page(&page(0), Some(At::Page(1)), Some(250));
    assert_eq!(selected(&driven), id_of(1));
}

#[test]
fn a_record_that_was_opened_by_its_id_is_read_and_nothing_else() {
    let mut driven = first();
    driven.press("o").type_text("usr_77").press("enter");
    driven.answer_record(&json!({"id": "usr_77", "name": "Zoe Park"}));
    let mut driven = again(driven);
    assert!(matches!(
        driven.asked()[..],
        [Call::Get {
            of: RecordOf::Resource(_)
        }]
    ));
    driven.answer_record(&json!({"id": "usr_77", "name": "Zoe Park"}));
    assert_eq!(selected(&driven), "usr_77");
    assert!(driven.asked().is_empty());
}

#[test]
fn what_is_gone_falls_back_one_view_with_a_notice() {
    let mut driven = first();
    driven.press("o").type_text("usr_77").press("enter");
    driven.answer_record(&json!({"id": "usr_77", "name": "Zoe Park"}));
    let mut driven = again(driven);
    driven.fail(ApiError::NotFound(words("no such user")));
    assert_eq!(notice(&driven), "No user has the id \"usr_77\"");
    // The list before it is what is looked at then.
    assert!(matches!(
        driven.asked()[..],
        [Call::List {
            at: At::Start,
            of: ListOf::Resource(_),
            ..
        }]
    ));

    let mut driven = first();
    driven.press("j L").wait(REST);
    driven.answer_list(&[team("team_1", "Platform")]);
    driven
        .press("tab enter")
        .answer_record(&team("team_1", "Platform"));
    let mut driven = again(driven);
    driven.fail(ApiError::NotFound(words("no such user")));
    assert_eq!(
        notice(&driven),
        format!("\"{}\" is there no more", id_of(1))
    );
    assert_eq!(driven.app.profile().trail().unwrap().depth(), 0);
}

#[test]
fn a_record_that_moved_is_told_and_the_list_has_the_keys() {
    let mut driven = first();
    driven.press("j j enter");
    let mut driven = again(driven);
    driven.answer_page(&page(1), Some(At::Page(1)), Some(250));
    assert_eq!(
        notice(&driven),
        format!("\"{}\" does not stand where it was left", id_of(2))
    );
    assert_eq!(driven.app.profile().view().unwrap().focus, Pane::Listing);
    assert!(driven.asked().is_empty());
}

#[test]
fn a_page_that_is_not_there_any_more_begins_the_list_anew() {
    let mut driven = first();
    driven
        .press("G")
        .answer_page(&page(2)[..50], None, Some(250));
    let mut driven = again(driven);
    driven.fail(ApiError::NotFound(words("no such page")));
    assert!(matches!(
        driven.asked()[..],
        [Call::List { at: At::Start, .. }]
    ));
    driven.answer_list(&[user(3)]);
    assert_eq!(selected(&driven), id_of(3));
}

#[test]
fn an_order_and_a_list_that_the_directory_lost_are_left_out() {
    let text = json!({"version": 1, "profiles": {"support": {"left": {
    "resource": "users",
    "trails": {
        "users": [
            {"source": {"resource": {"name": "users"}}, "sort": ["shoe_size", "ascending"]},
            {"source": {"relation": {"resource": "users", "id": "u", "relation": "shoes"}}},
        ],
        "shoes": [{"source": {"resource": {"name": "shoes"}}}],
    }}}}});
    let driven = run(Session::parse(&text.to_string()).unwrap());
    assert_eq!(
        notice(&driven),
        "Not all came back: the directory has no such list any more"
    );
    let [
        Call::List {
            sort: None,
            of: ListOf::Resource(name),
            ..
        },
    ] = driven.asked()[..]
    else {
        panic!("{:?}", driven.asked());
    };
    assert_eq!(name.as_str(), "users");
}

#[test]
fn each_profile_comes_back_and_is_remembered_when_it_is_left() {
    let mut driven = first();
    driven.press("2").answer_list(&[team("team_1", "Platform")]);
    driven.effects.clear();
    driven.press("P down enter");
    let left: Vec<&Change> = driven
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Remember(change) => Some(change),
            _ => None,
        })
        .collect();
    let [
        Change::Left {
            profile,
            active: false,
            left,
        },
    ] = left[..]
    else {
        panic!("{left:?}");
    };
    assert_eq!(
        (profile.as_str(), left.resource.as_str()),
        ("support", "teams")
    );
    driven.answer_list(&[json!({"id": "usr-1", "first_name": "Ana"})]);
    let session = end(&mut driven);
    assert_eq!(session.active(), Some("people"));
    let driven = run(session);
    let view = driven.app.profiles[0].view().unwrap();
    let teams = ListOf::Resource(crate::directory::call::ResourceName::new("teams"));
    assert_eq!(view.source, Source::List(teams));
    assert_eq!(view.tab, DetailTab::Fields);
    assert_eq!(driven.asked_of(), [ProfileId(0)]);
}

#[test]
fn without_being_asked_to_or_in_private_no_trail_is_remembered() {
    for keeps in [Keeps::Columns, Keeps::Bookmarks] {
        let remembered = Remembered {
            keeps,
            ..Remembered::default()
        };
        let mut driven = Driven::remembering(profiles(), Some(ProfileId(0)), (120, 36), remembered);
        driven.answer_list(&[user(1)]);
        driven.press("P down enter").answer_list(&[]);
        driven.send(Msg::Terminated);
        let told = driven
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::Remember(_)));
        assert!(!told, "{keeps:?}");
    }
}

#[test]
fn the_first_run_says_what_will_come_back() {
    let driven = run(Session::default());
    assert_eq!(
        notice(&driven),
        "There is nothing to go on with yet: where you are when whoswho ends comes back"
    );
}

#[test]
fn what_was_left_at_another_address_is_said_and_not_applied() {
    let mut first = run(Session::default());
    first.answer_list(&page(0));
    first.press("j m");
    let session = end(&mut first);
    let moved = Connection {
        url: "https://moved.example.com".parse().unwrap(),
        ..connection("support", "leanmote")
    };
    let remembered = Remembered {
        session,
        keeps: Keeps::Trails,
        ..Remembered::default()
    };
    let driven = Driven::remembering(vec![moved], Some(ProfileId(0)), (120, 36), remembered);
    let said = driven
        .app
        .notice
        .as_ref()
        .map(|notice| notice.text.as_str());
    assert_eq!(
        said,
        Some(
            "Not all came back: the profile support has another address now, and what was open \
             and marked there is not applied here"
        )
    );
    assert!(
        driven
            .app
            .profile()
            .listing()
            .is_none_or(|l| l.marked_ids().is_empty())
    );
}
