//! What an earlier run saw: on the screen before anything is asked for.

use std::time::Duration;

use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{id, selected, support, users};
use crate::app::message::{Effect, Msg, ProfileId};
use crate::app::overlay::Overlay;
use crate::app::session::Unreadable;
use crate::app::snapshot::Snapshot;
use crate::app::testing::{Driven, NOON, connection, keeping, words};
use crate::config::connection::Connection;
use crate::directory::call::{ApiError, At, Call, RecordOf, ResourceName};
use crate::directory::description::{Order, Sort};

/// An explorer on 730 users, whose last page is on the screen, with a user some
/// rows above the last under the cursor.
fn on_the_last_page(connection: Connection) -> Driven {
    let mut driven = Driven::open(vec![connection], 120, 36);
    driven.answer_page(&users(0, 100), Some(At::Page(1)), Some(730));
    driven.press("G");
    driven.answer_page(&users(700, 730), None, Some(730));
    driven.press("k k k");
    assert_eq!(selected(&driven), id(726));
    driven
}

/// What that leaves for the next run.
fn snapshot() -> Snapshot {
    on_the_last_page(support()).quit_and_keep().unwrap()
}

/// The next run of a profile, on what the last one left.
fn next(connection: Connection, snapshot: Snapshot) -> Driven {
    let snapshots = vec![(ProfileId(0), snapshot)];
    Driven::start_with(vec![connection], Some(ProfileId(0)), snapshots, 120, 36)
}

/// The pages that are asked for.
fn asked_pages(driven: &Driven) -> Vec<&At> {
    let mut pages = Vec::new();
    for call in driven.asked() {
        let Call::List { at, .. } = call else {
            panic!("only lists should be asked for, not {call:?}");
        };
        pages.push(at);
    }
    pages
}

fn earlier(driven: &Driven) -> Option<Timestamp> {
    driven.app.profile().listing().unwrap().earlier()
}

/// Whether nothing of an earlier run is shown, and the list is read as ever.
fn shows_nothing(driven: &Driven) -> bool {
    let listing = driven.app.profile().listing().unwrap();
    listing.loaded() == 0 && earlier(driven).is_none() && asked_pages(driven) == [&At::Start]
}

#[test]
fn the_rows_are_there_at_once_and_one_request_takes_their_place() {
    let mut driven = next(support(), snapshot());
    assert_eq!(earlier(&driven), Some(NOON.parse().unwrap()));
    assert_eq!(selected(&driven), id(726));
    let listing = driven.app.profile().listing().unwrap();
    assert_eq!((listing.loaded(), listing.total()), (30, Some(730)));
    assert_eq!(listing.selection(), Some(726));
    let on_screen = listing.visible();
    assert_eq!(asked_pages(&driven), [&At::Page(7)]);

    driven.answer_page(&users(700, 730), None, Some(730));
    assert_eq!(earlier(&driven), None);
    assert_eq!(selected(&driven), id(726));
    let listing = driven.app.profile().listing().unwrap();
    assert_eq!(listing.visible(), on_screen, "nothing on the screen moves");
    assert!(driven.asked().is_empty(), "{:?}", driven.asked());
}

#[test]
fn the_selection_is_the_record_and_not_the_row() {
    let mut driven = next(support(), snapshot());
    let mut now = users(700, 730);
    now.remove(3);
    now.remove(3);
    driven.answer_page(&now, None, Some(728));
    assert_eq!(selected(&driven), id(726));
    assert_eq!(
        driven.app.profile().listing().unwrap().selection(),
        Some(724)
    );
}

#[test]
fn one_who_is_gone_leaves_the_cursor_where_it_was() {
    let mut driven = next(support(), snapshot());
    let mut now = users(700, 730);
    now.remove(26);
    driven.answer_page(&now, None, Some(729));
    assert_eq!(selected(&driven), id(727));
    assert_eq!(
        driven.app.profile().listing().unwrap().selection(),
        Some(726)
    );
}

#[test]
fn whoever_moved_meanwhile_stays_where_they_went() {
    let mut driven = next(support(), snapshot());
    driven.press("k k");
    assert_eq!(selected(&driven), id(724));
    driven.answer_page(&users(700, 730), None, Some(730));
    assert_eq!(selected(&driven), id(724));

    let mut driven = next(support(), snapshot());
    driven.press("g g");
    assert_eq!(asked_pages(&driven), [&At::Page(7)]);
    driven.answer_page(&users(700, 730), None, Some(730));
    assert_eq!(driven.app.profile().listing().unwrap().selection(), Some(0));
    assert_eq!(asked_pages(&driven), [&At::Start]);
}

#[test]
fn an_error_keeps_the_rows_and_trying_again_is_one_request() {
    let mut driven = next(support(), snapshot());
    let refused = ApiError::Server {
        status: 503,
        words: words("down"),
    };
    driven.fail(refused.clone());
    let listing = driven.app.profile().listing().unwrap();
    assert_eq!(listing.error(), Some(&refused));
    assert_eq!(selected(&driven), id(726));
    assert!(earlier(&driven).is_some());
    assert!(driven.asked().is_empty(), "not by itself");
    driven.press("R");
    assert_eq!(asked_pages(&driven), [&At::Page(7)]);
    driven.answer_page(&users(700, 730), None, Some(730));
    assert_eq!(earlier(&driven), None);
}

#[test]
fn a_page_that_is_gone_is_made_up_for_by_the_first() {
    let mut driven = next(support(), snapshot());
    driven.fail(ApiError::NotFound(words("no such page")));
    assert_eq!(asked_pages(&driven), [&At::Start]);
    assert_eq!(selected(&driven), id(726), "until it has come");
    driven.answer_page(&users(0, 50), None, Some(50));
    assert_eq!(selected(&driven), id(0));
    assert_eq!(earlier(&driven), None);
    assert!(driven.asked().is_empty());
}

#[test]
fn a_list_that_has_become_short_is_read_from_its_start() {
    let mut driven = next(support(), snapshot());
    driven.answer_page(&[], None, Some(40));
    assert_eq!(asked_pages(&driven), [&At::Start]);
    driven.answer_page(&users(0, 40), None, Some(40));
    assert_eq!(selected(&driven), id(39));
    assert!(driven.asked().is_empty());
}

#[test]
fn what_is_not_of_this_profile_or_too_old_is_not_shown() {
    let is_refused = |connection: Connection| shows_nothing(&next(connection, snapshot()));
    assert!(!is_refused(support()), "or this says nothing");
    assert!(
        is_refused(connection("support", "leanmote")),
        "keeps nothing now"
    );
    assert!(is_refused(Connection {
        url: "https://elsewhere.example.com".parse().unwrap(),
        ..support()
    }));
    assert!(is_refused(keeping("support", "peoplelens", "1d")));

    let hours = |hours: i64| {
        let mut driven = Driven::open(vec![support()], 120, 36);
        let now = &mut driven.app.now;
        now.wall += jiff::SignedDuration::from_hours(hours);
        driven.answer_page(&users(0, 9), None, Some(9));
        let snapshot = driven.quit_and_keep().unwrap();
        shows_nothing(&next(support(), snapshot))
    };
    assert!(!hours(-23) && !hours(0));
    assert!(hours(-25), "older than a day");
    assert!(hours(1), "of a time to come");
}

#[test]
fn an_order_goes_along_if_the_directory_still_has_it() {
    let mut driven = Driven::open(vec![support()], 120, 36);
    driven.answer_page(&users(0, 9), None, Some(9));
    let sort = Sort {
        field: "name".to_owned(),
        order: Order::Descending,
    };
    driven.press("s");
    assert!(matches!(driven.app.overlay, Some(Overlay::Menu(_))));
    driven.press("2");
    driven.answer_page(&users(0, 9), None, Some(9));
    assert_eq!(driven.app.profile().listing().unwrap().sort(), Some(&sort));
    let snapshot = driven.quit_and_keep().unwrap();

    let driven = next(support(), snapshot.clone());
    let [Call::List { sort: asked, .. }] = driven.asked()[..] else {
        panic!("one list should be asked for");
    };
    assert_eq!(asked, &Some(sort));

    let text = snapshot.to_json().unwrap();
    let other = text.replace(r#"["name","descending"]"#, r#"["shoe_size","descending"]"#);
    assert_ne!(text, other);
    assert!(shows_nothing(&next(
        support(),
        Snapshot::parse(&other).unwrap()
    )));
}

#[test]
fn of_pages_that_lead_to_each_other_the_first_is_kept() {
    let player = |number: usize| json!({"id": format!("usr_{number}"), "display_name": "Ana"});
    let players = |from, to| (from..to).map(player).collect::<Vec<_>>();
    let mut driven = Driven::open(vec![keeping("players", "leadr", "1w")], 120, 36);
    let cursor = At::Cursor(crate::directory::call::Opaque::new("c2"));
    driven.answer_page(&players(0, 100), Some(cursor), None);
    driven.press("G G");
    driven
        .answer_page(&players(100, 150), None, None)
        .press("G");
    assert_eq!(selected(&driven), "usr_149");
    let snapshot = driven.quit_and_keep().unwrap();
    let driven = next(keeping("players", "leadr", "1w"), snapshot);
    assert_eq!(selected(&driven), "usr_0");
    assert_eq!(driven.app.profile().listing().unwrap().loaded(), 100);
    assert_eq!(asked_pages(&driven), [&At::Start]);
}

#[test]
fn of_a_list_in_one_answer_only_what_is_near_the_cursor_is_kept() {
    let person = |number: usize| json!({"id": format!("usr-{number}"), "first_name": "Ana"});
    let people: Vec<_> = (0..1_000).map(person).collect();
    let mut driven = Driven::open(vec![keeping("people", "peoplelens", "1w")], 120, 36);
    driven.answer_list(&people);
    driven.press("G k k");
    let above = |driven: &Driven| {
        let listing = driven.app.profile().listing().unwrap();
        listing.selection().unwrap() - listing.top()
    };
    let was_above = above(&driven);
    let snapshot = driven.quit_and_keep().unwrap();
    assert!(snapshot.to_json().unwrap().len() < 20_000);
    let mut driven = next(keeping("people", "peoplelens", "1w"), snapshot);
    assert_eq!(selected(&driven), "usr-997");
    assert_eq!(above(&driven), was_above);
    let listing = driven.app.profile().listing().unwrap();
    assert_eq!((listing.loaded(), listing.total()), (200, Some(1_000)));
    driven.answer_list(&people);
    assert_eq!(selected(&driven), "usr-997");
    assert_eq!(above(&driven), was_above);
}

#[test]
fn a_filter_never_takes_them_for_all_there_is() {
    let mut driven = Driven::open(vec![support()], 120, 36);
    driven.answer_page(&users(0, 9), None, Some(9));
    let mut driven = next(support(), driven.quit_and_keep().unwrap());
    driven.press("/").type_text("nobody");
    let coverage = driven.app.profile().listing().unwrap().coverage().unwrap();
    assert!(!coverage.complete);
    assert_eq!((coverage.matches, coverage.loaded), (0, 9));
    driven.answer_page(&users(0, 9), None, Some(9));
    let coverage = driven.app.profile().listing().unwrap().coverage().unwrap();
    assert!(coverage.complete);
}

#[test]
fn a_change_of_a_row_from_an_earlier_run_begins_with_a_fresh_read() {
    let ana = |name: &str| {
        json!({
            "id": "usr_1", "account_id": "acc_1", "email": "ana@acme.example",
            "display_name": name, "super_admin": false,
            "created_at": "2024-01-03T09:00:00Z", "updated_at": "2024-02-03T09:00:00Z",
        })
    };
    let players = || keeping("players", "leadr", "1d");
    let mut driven = Driven::open(vec![players()], 120, 36);
    driven.answer_list(&[ana("Ana Lima")]);
    let mut driven = next(players(), driven.quit_and_keep().unwrap());
    driven
        .press("e ctrl-u")
        .type_text("Anna Lima")
        .press("enter");
    let [
        _,
        Call::Get {
            of: RecordOf::Resource(of),
        },
    ] = driven.asked()[..]
    else {
        panic!("a read should follow the list's, not {:?}", driven.asked());
    };
    assert_eq!(of.id.raw(), "usr_1");
    // What was typed was typed over a name that is hers no more.
    driven.waiting.remove(0);
    driven.answer_record(&ana("Ana Maria Lima"));
    driven.paint().press("ctrl-y");
    let writes = driven.asked().iter().filter(|call| call.is_write()).count();
    assert_eq!(writes, 0, "what somebody else did meanwhile is shown first");
}

#[test]
fn nothing_is_kept_unless_the_profile_says_so() {
    let mut driven = on_the_last_page(connection("support", "leanmote"));
    assert_eq!(driven.quit_and_keep(), None);
    let mut unanswered = Driven::open(vec![support()], 120, 36);
    assert_eq!(
        unanswered.quit_and_keep(),
        None,
        "nor where nothing has come"
    );
}

#[test]
fn rows_in_another_order_than_was_asked_for_are_not_kept() {
    let mut driven = on_the_last_page(support());
    driven.press("s 2");
    assert_eq!(driven.quit_and_keep(), None);
    let mut driven = next(support(), snapshot());
    driven.press("s 2");
    assert_eq!(asked_pages(&driven), [&At::Start]);
    assert_eq!(driven.quit_and_keep(), None);
}

#[test]
fn rows_that_were_never_read_anew_keep_their_age() {
    let mut driven = next(support(), snapshot());
    driven.wait(Duration::from_hours(2));
    let again = driven.quit_and_keep().unwrap();
    assert_eq!(again, snapshot());
}

#[test]
fn a_profile_that_is_left_is_kept_and_one_that_is_entered_shows_what_was() {
    let seen = snapshot();
    let mut driven = Driven::open(vec![keeping("other", "leanmote", "1d"), support()], 120, 36);
    driven.answer_page(&users(0, 9), None, Some(9));
    driven.send(Msg::Remembered {
        profile: ProfileId(1),
        snapshot: Box::new(seen.clone()),
    });
    assert!(driven.asked().is_empty(), "nobody looks at it yet");
    driven.effects.clear();
    driven.press("P 2");
    let [Effect::Keep(ProfileId(0), _)] = &driven.effects[..] else {
        panic!("{:?}", driven.effects);
    };
    assert_eq!(selected(&driven), id(726));
    assert_eq!(asked_pages(&driven), [&At::Page(7)]);
    driven
        .answer_page(&users(700, 730), None, Some(730))
        .press("k");
    // What comes late does not take the place of what is there.
    driven.send(Msg::Remembered {
        profile: ProfileId(1),
        snapshot: Box::new(seen),
    });
    assert_eq!(selected(&driven), id(725));
    assert_eq!(earlier(&driven), None);
}

#[test]
fn a_removed_row_does_not_come_back() {
    let player = |number: usize| {
        json!({
            "id": format!("usr_{number}"), "display_name": "Ana", "account_id": "acc_1",
            "email": format!("a{number}@acme.example"), "super_admin": false,
        })
    };
    let players = || keeping("players", "leadr", "1d");
    let mut driven = Driven::open(vec![players()], 120, 36);
    driven.answer_list(&[player(1), player(2), player(3)]);
    driven.press("j");
    let of = crate::directory::call::RecordRef {
        resource: ResourceName::new("users"),
        id: crate::directory::record::RecordId::new("usr_2"),
    };
    driven.app.profile_mut().forget(&of);
    let driven = next(players(), driven.quit_and_keep().unwrap());
    let listing = driven.app.profile().listing().unwrap();
    let ids: Vec<_> = listing
        .records()
        .map(|r| r.id().unwrap().raw().to_owned())
        .collect();
    assert_eq!(ids, ["usr_1", "usr_3"]);
    assert_eq!(selected(&driven), "usr_3");
}

#[test]
fn a_record_comes_back_to_the_digit() {
    let mut driven = Driven::open(vec![support()], 120, 36);
    let exact = json!({"id": 12_345_678_901_234_567_890_u64, "name": "Ana \u{202e} \"Lima\""});
    driven.answer_page(std::slice::from_ref(&exact), None, Some(1));
    let driven = next(support(), driven.quit_and_keep().unwrap());
    let row = driven.app.profile().row().unwrap();
    assert_eq!(row.json(), exact.to_string());
    assert_eq!(row.id().unwrap().raw(), "12345678901234567890");
}

#[test]
fn what_is_no_snapshot_is_none() {
    let good = snapshot().to_json().unwrap();
    for text in ["", "{}", "null", "[]", "\0", &good[..good.len() / 2]] {
        assert_eq!(Snapshot::parse(text), Err(Unreadable::Damaged), "{text}");
    }
    for (form, why) in [
        (0, Unreadable::Damaged),
        (1, Unreadable::Older),
        (3, Unreadable::Newer),
    ] {
        let other = good.replace("\"form\":2", &format!("\"form\":{form}"));
        assert_eq!(Snapshot::parse(&other), Err(why), "{form}");
        // Whatever else is in another form.
        let other = format!("{{\"form\":{form}}}");
        assert_eq!(Snapshot::parse(&other), Err(why), "{form}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whoever can write the file can write anything in it: numbers are not
    /// taken at their word.
    #[test]
    fn any_numbers_are_survived(
        page in prop_oneof![0..3u32, Just(u32::MAX), any::<u32>()],
        row in prop_oneof![0..40u32, Just(u32::MAX)],
        above in prop_oneof![0..50u64, Just(u64::MAX)],
        total in prop_oneof![Just(None), Just(Some(0)), Just(Some(u64::MAX)), any::<Option<u64>>()],
        width in 1..130u16,
        height in 1..40u16,
        keys in prop::collection::vec(prop::sample::select(
            vec!["j", "k", "G", "g g", "ctrl-d", "/ a", "esc", "R", "A", "s 1", "v"]), 0..8),
        answers in 0..4usize,
    ) {
        let mut written: Value = serde_json::from_str(&snapshot().to_json().unwrap()).unwrap();
        let list = &mut written["lists"][0];
        list["page"] = page.into();
        list["selected"] = row.into();
        list["above"] = above.into();
        list["total"] = total.into();
        let snapshot = Snapshot::parse(&written.to_string()).unwrap();
        let snapshots = vec![(ProfileId(0), snapshot)];
        let open = Some(ProfileId(0));
        let mut driven = Driven::start_with(vec![support()], open, snapshots, width, height);
        for (at, key) in keys.iter().enumerate() {
            driven.press(key);
            let listing = driven.app.profile().listing().unwrap();
            if let Some(selection) = listing.selection() {
                prop_assert!(selection < listing.positions());
                prop_assert!(listing.visible().contains(&selection));
            }
            if at < answers && matches!(driven.asked().first(), Some(Call::List { .. })) {
                driven.answer_page(&users(0, 30), None, Some(30));
            }
        }
    }
}
