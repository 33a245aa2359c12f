//! What the first frame shows beside the rows of a list, and how it goes along
//! with what a run goes on with.

use std::time::Duration;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{id, selected, source, support, users};
use crate::app::Remembered;
use crate::app::message::{Effect, Msg, ProfileId};
use crate::app::profile::Profile;
use crate::app::session::{Keeps, Session};
use crate::app::snapshot::Snapshot;
use crate::app::testing::{Driven, connection, keeping, user, words};
use crate::app::view::{DetailTab, Pane, Source};
use crate::directory::call::{ApiError, At, Call, ListOf, RelationName, ResourceName};
use crate::directory::description::Order;

const REST: Duration = Duration::from_millis(300);

fn teams() -> [Value; 3] {
    ["Delivery", "Platform", "Sales"].map(|name| {
        let id = format!("team_{name}");
        json!({"id": id, "name": name, "organization_id": "org_1"})
    })
}

/// What a run leaves for the next one.
struct Left {
    session: Session,
    snapshot: Snapshot,
}

fn end(driven: &mut Driven) -> Left {
    driven.effects.clear();
    let snapshot = driven.quit_and_keep().unwrap();
    let mut session = Session::default();
    for effect in &driven.effects {
        if let Effect::Remember(change) = effect {
            session.apply(change);
        }
    }
    let session = Session::parse(&session.text()).unwrap();
    Left { session, snapshot }
}

fn begin(session: Session, snapshots: Vec<(ProfileId, Snapshot)>, keeps: Keeps) -> Driven {
    let remembered = Remembered {
        session,
        keeps,
        ..Remembered::default()
    };
    let open = Some(ProfileId(0));
    Driven::begin(vec![support()], open, (120, 36), snapshots, remembered)
}

/// A run that keeps what it sees, and will be gone on with.
fn first() -> Driven {
    begin(Session::default(), Vec::new(), Keeps::Trails)
}

/// The next one, which goes on with it.
fn again(mut driven: Driven) -> Driven {
    let Left { session, snapshot } = end(&mut driven);
    begin(session, vec![(ProfileId(0), snapshot)], Keeps::Trails)
}

/// The next one, which begins anew.
fn anew(mut driven: Driven) -> Driven {
    let Left { snapshot, .. } = end(&mut driven);
    begin(
        Session::default(),
        vec![(ProfileId(0), snapshot)],
        Keeps::Bookmarks,
    )
}

/// Users, the second of whom is selected and has their teams beside them, of
/// which the last is selected.
fn with_teams() -> Driven {
    let mut driven = first();
    driven.answer_page(&users(0, 100), Some(At::Page(1)), Some(250));
    driven.press("j enter L").wait(REST).answer_list(&teams());
    driven.press("G");
    assert_eq!(related(&driven).1, "team_Sales");
    driven
}

/// Whose related list is shown, and which row of it is selected.
fn related(driven: &Driven) -> (String, String) {
    let profile = driven.app.profile();
    let source = profile.related_source().unwrap();
    let (parent, _) = source.relation().unwrap();
    let row = profile.related().unwrap().selected().unwrap();
    let row = row.id().unwrap().raw();
    (parent.id.raw().to_owned(), row.to_owned())
}

/// What is asked for: resources by their names, relations by theirs.
fn asked(driven: &Driven) -> Vec<String> {
    let name = |call: &&Call| match call {
        Call::List {
            of: ListOf::Resource(name),
            ..
        } => name.as_str().to_owned(),
        Call::List {
            of: ListOf::Relation { parent, relation },
            ..
        } => format!("{}/{}", parent.id.raw(), relation.as_str()),
        other => panic!("only lists should be asked for, not {other:?}"),
    };
    driven.asked().iter().map(name).collect()
}

fn notice(driven: &Driven) -> &str {
    driven.app.notice.as_ref().map_or("", |notice| &notice.text)
}

fn shown(profile: &Profile) -> Vec<String> {
    let listing = profile.listing().unwrap();
    let rows = (0..listing.positions()).filter_map(|at| listing.row(at));
    rows.map(|row| match row {
        crate::app::listing::Row::Record(record) => record.id().unwrap().raw().to_owned(),
        other => format!("{other:?}"),
    })
    .collect()
}

#[test]
fn the_open_tab_is_there_with_its_rows_and_is_read_after_a_rest() {
    let mut driven = anew(with_teams());
    let view = driven.app.profile().view().unwrap();
    assert_eq!(view.tab, DetailTab::Relation(RelationName::new("teams")));
    assert_eq!(view.focus, Pane::Detail);
    assert_eq!(selected(&driven), id(1));
    assert_eq!(related(&driven), (id(1), "team_Sales".to_owned()));
    let earlier = driven.app.profile().related().unwrap().earlier();
    assert!(earlier.is_some(), "it is marked with its age");
    assert_eq!(asked(&driven), ["users"]);
    driven.wait(REST);
    let under = format!("{}/teams", id(1));
    assert_eq!(asked(&driven), ["users", &under]);
    driven
        .answer_page(&users(0, 100), Some(At::Page(1)), Some(250))
        .answer_list(&teams());
    assert_eq!(related(&driven), (id(1), "team_Sales".to_owned()));
    assert_eq!(driven.app.profile().related().unwrap().earlier(), None);
    assert!(driven.asked().is_empty(), "{:?}", driven.asked());
}

#[test]
fn whoever_moves_on_before_it_is_read_costs_nothing_and_finds_it_again() {
    let mut driven = anew(with_teams());
    driven.press("h j").wait(Duration::from_millis(200));
    driven.press("k").wait(Duration::from_millis(299));
    assert_eq!(asked(&driven), ["users"]);
    assert_eq!(related(&driven), (id(1), "team_Sales".to_owned()));
    driven.wait(Duration::from_millis(1));
    assert_eq!(driven.asked().len(), 2);
}

#[test]
fn a_tab_that_cannot_be_read_keeps_its_rows_and_its_age() {
    let mut driven = anew(with_teams());
    driven.answer_page(&users(0, 100), Some(At::Page(1)), Some(250));
    driven.wait(REST).fail(ApiError::Server {
        status: 503,
        words: words("down"),
    });
    driven.wait(Duration::from_mins(1));
    assert!(driven.asked().is_empty(), "not by itself");
    let related = driven.app.profile().related().unwrap();
    assert_eq!(related.loaded(), 3);
    assert!(related.earlier().is_some());
    driven.press("r");
    assert_eq!(asked(&driven), [format!("{}/teams", id(1))]);
}

#[test]
fn another_resource_and_the_json_tab_are_there_as_well() {
    let mut driven = first();
    driven.answer_page(&users(0, 9), None, Some(9)).press("2");
    driven.answer_list(&teams()).press("j enter H h");
    let driven = anew(driven);
    let teams = Source::all(ResourceName::new("teams"));
    assert_eq!(*source(&driven), teams);
    let view = driven.app.profile().view().unwrap();
    assert_eq!((&view.tab, view.focus), (&DetailTab::Json, Pane::Listing));
    assert_eq!(selected(&driven), "team_Platform");
    assert_eq!(asked(&driven), ["teams"]);
}

#[test]
fn a_tab_whose_rows_were_of_somebody_else_shows_none_of_them() {
    let mut driven = with_teams();
    // The next user's teams were never read.
    driven.press("h j");
    let driven = anew(driven);
    assert_eq!(selected(&driven), id(2));
    let profile = driven.app.profile();
    let view = profile.view().unwrap();
    assert_eq!(view.tab, DetailTab::Relation(RelationName::new("teams")));
    assert!(profile.related().is_none());
}

#[test]
fn whoever_begins_anew_begins_with_the_list_and_not_with_what_led_from_it() {
    let mut driven = with_teams();
    driven.press("enter").answer_record(&teams()[2]);
    let driven = anew(driven);
    assert_eq!(*source(&driven), Source::all(ResourceName::new("users")));
    assert_eq!(driven.app.profile().trail().unwrap().depth(), 0);
    assert_eq!(selected(&driven), id(1));
    assert_eq!(related(&driven), (id(1), "team_Sales".to_owned()));
}

#[test]
fn an_order_of_ours_comes_along() {
    let mut driven = first();
    driven.answer_page(&users(0, 9), None, Some(9));
    driven.press("s end enter g g");
    let before = shown(driven.app.profile());
    let mut driven = anew(driven);
    let listing = driven.app.profile().listing().unwrap();
    let sort = listing.sorted_here().unwrap();
    assert_eq!((&*sort.label, sort.order), ("id", Order::Descending));
    assert_eq!(shown(driven.app.profile()), before);
    assert_eq!(selected(&driven), before[0]);
    driven.answer_page(&users(0, 9), None, Some(9));
    assert_eq!(shown(driven.app.profile()), before);
    assert_eq!(selected(&driven), before[0]);
}

#[test]
fn a_list_that_the_server_narrowed_is_not_taken_for_all() {
    let people = || keeping("people", "peoplelens", "1d");
    let person = |number: usize| {
        json!({"id": format!("usr-{number}"), "first_name": "Ana",
               "email": format!("ana{number}@acme.example")})
    };
    let mut driven = Driven::open(vec![people()], 120, 36);
    let all: Vec<_> = (0..9).map(person).collect();
    driven.answer_list(&all).press("j j");
    driven.press("/").type_text("ana").press("tab");
    driven.answer_list(&[person(5)]);
    assert!(matches!(source(&driven), Source::Search(..)));
    let snapshot = driven.quit_and_keep().unwrap();
    let snapshots = vec![(ProfileId(0), snapshot)];
    let driven = Driven::start_with(vec![people()], Some(ProfileId(0)), snapshots, 120, 36);
    assert_eq!(*source(&driven), Source::all(ResourceName::new("users")));
    assert_eq!(driven.app.profile().listing().unwrap().loaded(), 9);
    assert_eq!(selected(&driven), "usr-2");
}

// ---- going on where the last run ended

#[test]
fn a_run_that_goes_on_has_the_rows_at_once_and_asks_as_often() {
    let mut driven = again(with_teams());
    let profile = driven.app.profile();
    assert!(profile.listing().unwrap().earlier().is_some());
    assert!(profile.related().unwrap().earlier().is_some());
    assert_eq!(selected(&driven), id(1));
    assert_eq!(related(&driven), (id(1), "team_Sales".to_owned()));
    driven.wait(REST);
    assert_eq!(driven.asked().len(), 2, "{:?}", driven.asked());
    driven
        .answer_page(&users(0, 100), Some(At::Page(1)), Some(250))
        .answer_list(&teams());
    assert_eq!(related(&driven), (id(1), "team_Sales".to_owned()));
    assert!(driven.asked().is_empty());
    assert_eq!(notice(&driven), "");
}

#[test]
fn a_deeper_view_has_its_rows_and_the_name_of_whom_it_lies_under() {
    let mut driven = with_teams();
    driven.press("enter").answer_record(&teams()[2]);
    let mut driven = again(driven);
    assert_eq!(driven.app.profile().trail().unwrap().depth(), 1);
    assert_eq!(selected(&driven), "team_Sales");
    let view = driven.app.profile().view().unwrap();
    let under = view.under.as_ref().unwrap().raw();
    assert_eq!(under, user(1)["name"].as_str().unwrap());
    assert_eq!(asked(&driven), [format!("{}/teams", id(1))]);
    driven.answer_list(&teams());
    assert_eq!(selected(&driven), "team_Sales");
    // And so has the list that led there.
    driven.press("h h");
    let users = driven.app.profile().listing().unwrap();
    assert!(users.earlier().is_some());
    assert_eq!(selected(&driven), id(1));
}

#[test]
fn a_filter_that_comes_back_narrows_the_rows_of_the_first_frame() {
    let mut driven = first();
    driven.answer_page(&users(0, 100), Some(At::Page(1)), Some(250));
    driven.press("/").type_text("chiara").press("esc j");
    let chosen = selected(&driven);
    let before = shown(driven.app.profile());
    assert!((2..50).contains(&before.len()), "{before:?}");
    let mut driven = again(driven);
    let listing = driven.app.profile().listing().unwrap();
    assert!(listing.earlier().is_some());
    assert_eq!(listing.filter().unwrap().text(), "chiara");
    assert_eq!(shown(driven.app.profile()), before);
    assert_eq!(selected(&driven), chosen);
    driven.answer_page(&users(0, 100), Some(At::Page(1)), Some(250));
    assert_eq!(shown(driven.app.profile()), before);
    assert_eq!(selected(&driven), chosen);
}

#[test]
fn marks_that_come_back_have_their_records_as_far_as_those_were_kept() {
    let mut driven = first();
    driven.answer_page(&users(0, 100), Some(At::Page(1)), Some(250));
    driven.press("space j space");
    let driven = again(driven);
    let listing = driven.app.profile().listing().unwrap();
    assert!(listing.earlier().is_some());
    assert_eq!((listing.marked_count(), listing.marked_unread()), (2, 0));
}

#[test]
fn what_does_not_fit_what_is_gone_on_with_is_left_out() {
    // Another one was selected when the session was written.
    let mut driven = with_teams();
    let Left { snapshot, .. } = end(&mut driven);
    let mut other = first();
    other.answer_page(&users(0, 100), Some(At::Page(1)), Some(250));
    other.press("j j j");
    let Left { session, .. } = end(&mut other);
    let mut driven = begin(session, vec![(ProfileId(0), snapshot)], Keeps::Trails);
    let listing = driven.app.profile().listing().unwrap();
    assert_eq!((listing.loaded(), listing.earlier()), (0, None));
    driven.answer_page(&users(0, 100), Some(At::Page(1)), Some(250));
    assert_eq!(selected(&driven), id(3));
}

#[test]
fn one_who_is_gone_is_told_once_the_list_has_come() {
    let mut driven = again(with_teams());
    assert_eq!(notice(&driven), "");
    let mut now = users(0, 100);
    now.remove(1);
    driven.answer_page(&now, Some(At::Page(1)), Some(249));
    let said = format!("\"{}\" does not stand where it was left", id(1));
    assert_eq!(notice(&driven), said);
    let view = driven.app.profile().view().unwrap();
    assert_eq!(view.focus, Pane::Listing);
}

#[test]
fn what_is_under_somebody_who_is_gone_goes_with_them() {
    let mut driven = with_teams();
    driven.press("enter").answer_record(&teams()[2]);
    let mut driven = again(driven);
    driven.fail(ApiError::NotFound(words("no such user")));
    assert_eq!(driven.app.profile().trail().unwrap().depth(), 0);
    assert_eq!(notice(&driven), format!("\"{}\" is there no more", id(1)));
}

#[test]
fn what_is_over_is_left_out_list_by_list() {
    let mut driven = with_teams();
    let hours = |hours: i64| jiff::SignedDuration::from_hours(hours);
    // The teams were read a day before the users.
    driven.app.now.wall += hours(23);
    driven.press("h R");
    driven.answer_page(&users(0, 100), Some(At::Page(1)), Some(250));
    let Left { snapshot, .. } = end(&mut driven);
    let mut next = Driven::open(vec![support()], 120, 36);
    assert!(!snapshot.is_over(next.app.now.wall + hours(23)));
    assert!(snapshot.is_over(next.app.now.wall + hours(25)));
    next.app.now.wall += hours(25);
    next.app.profiles[0] = Profile::new(next.app.profiles[0].connection.clone());
    next.send(Msg::Remembered {
        profile: ProfileId(0),
        snapshot: Box::new(snapshot),
    });
    let profile = next.app.profile();
    assert_eq!(profile.listing().unwrap().loaded(), 100);
    assert!(profile.related().is_none());
}

#[test]
fn nothing_is_shown_of_a_profile_that_keeps_nothing() {
    let Left { session, snapshot } = end(&mut with_teams());
    let remembered = Remembered {
        session,
        keeps: Keeps::Trails,
        ..Remembered::default()
    };
    let driven = Driven::begin(
        vec![connection("support", "leanmote")],
        Some(ProfileId(0)),
        (120, 36),
        vec![(ProfileId(0), snapshot)],
        remembered,
    );
    let profile = driven.app.profile();
    assert_eq!(profile.listing().unwrap().loaded(), 0);
    assert!(profile.related().is_none());
}

#[test]
fn a_profile_that_is_entered_later_has_its_rows_under_what_came_back() {
    let Left { session, snapshot } = end(&mut with_teams());
    let remembered = Remembered {
        session,
        keeps: Keeps::Trails,
        ..Remembered::default()
    };
    let other = connection("other", "leanmote");
    let open = Some(ProfileId(0));
    let profiles = vec![other, support()];
    let mut driven = Driven::begin(profiles, open, (120, 36), Vec::new(), remembered);
    driven.answer_list(&[]);
    driven.send(Msg::Remembered {
        profile: ProfileId(1),
        snapshot: Box::new(snapshot),
    });
    driven.press("P down enter");
    assert_eq!(selected(&driven), id(1));
    assert_eq!(related(&driven), (id(1), "team_Sales".to_owned()));
    assert_eq!(asked(&driven), ["users"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// What was kept of a tab is taken at its word no more than the list is.
    #[test]
    fn any_numbers_of_a_tab_are_survived(
        page in prop_oneof![0..3u32, Just(u32::MAX)],
        row in prop_oneof![0..5u32, Just(u32::MAX)],
        above in prop_oneof![0..50u64, Just(u64::MAX)],
        total in prop_oneof![Just(None), Just(Some(0)), Just(Some(u64::MAX))],
        goes_on in any::<bool>(),
        keys in prop::collection::vec(prop::sample::select(
            vec!["j", "k", "G", "h", "enter", "L", "R", "space", "esc"]), 0..8),
    ) {
        let Left { session, snapshot } = end(&mut with_teams());
        let mut written: Value = serde_json::from_str(&snapshot.to_json().unwrap()).unwrap();
        let list = &mut written["lists"][1];
        list["page"] = page.into();
        list["selected"] = row.into();
        list["above"] = above.into();
        list["total"] = total.into();
        let snapshot = Snapshot::parse(&written.to_string()).unwrap();
        let snapshots = vec![(ProfileId(0), snapshot)];
        let mut driven = if goes_on {
            begin(session, snapshots, Keeps::Trails)
        } else {
            begin(Session::default(), snapshots, Keeps::Bookmarks)
        };
        for key in keys {
            driven.press(key).wait(REST);
            if let Some(related) = driven.app.profile().related()
                && let Some(selection) = related.selection()
            {
                prop_assert!(selection < related.positions());
                prop_assert!(related.visible().contains(&selection));
            }
        }
    }
}
