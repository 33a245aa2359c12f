//! What an earlier run saw, as it is shown.

use super::*;
use crate::app::message::ProfileId;
use crate::app::testing::keeping;
use crate::directory::call::NetworkError;

/// An explorer that has just been started, two hours after the last one was
/// quit on the first 100 of 250 users.
fn two_hours_later(width: u16, height: u16) -> Driven {
    let support = || keeping("support", "leanmote", "1d");
    let mut driven = Driven::open(vec![support()], width, height);
    let now = &mut driven.app.now;
    now.wall -= jiff::SignedDuration::from_hours(2);
    let users: Vec<_> = (0..100).map(user).collect();
    driven.answer_page(&users, Some(At::Page(1)), Some(250));
    let snapshots = vec![(ProfileId(0), driven.quit_and_keep().unwrap())];
    Driven::start_with(
        vec![support()],
        Some(ProfileId(0)),
        snapshots,
        width,
        height,
    )
}

fn first_rows(driven: &Driven) -> String {
    screen(driven)
        .lines()
        .take(4)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn the_first_frame_has_the_rows_and_their_age() {
    let driven = two_hours_later(120, 36);
    let shown = first_rows(&driven);
    assert!(
        shown.contains("100 kept of 250 · seen 2 hours ago"),
        "{shown}"
    );
    assert!(
        screen(&driven).contains("Bruno Lima"),
        "{}",
        screen(&driven)
    );
}

#[test]
fn their_age_is_the_last_to_go() {
    for (width, height) in [(80, 24), (60, 20), (40, 12)] {
        let driven = two_hours_later(width, height);
        let shown = screen(&driven);
        assert!(
            shown.contains("seen 2 hours ago"),
            "{width}x{height}\n{shown}"
        );
    }
}

#[test]
fn a_filter_says_that_it_looked_at_what_was_kept() {
    let mut driven = two_hours_later(120, 36);
    driven.press("/").type_text("bruno");
    let shown = first_rows(&driven);
    assert!(
        shown.contains(" matches in 100 kept of 250 · seen 2 hours ago"),
        "{shown}"
    );
    driven.press("ctrl-u").type_text("nobody");
    let shown = screen(&driven);
    assert!(
        shown.contains("No match in the 100 kept of 250."),
        "{shown}"
    );
    assert!(shown.contains("being read anew"), "{shown}");
}

#[test]
fn what_could_not_be_read_anew_says_so_and_is_still_there() {
    let mut driven = two_hours_later(120, 36);
    driven.fail(ApiError::Server {
        status: 503,
        words: words("down"),
    });
    let shown = screen(&driven);
    assert!(
        shown.contains("seen 2 hours ago · ✗ could not be read anew  R tries again"),
        "{shown}"
    );
    assert!(shown.contains("Bruno Lima"), "{shown}");
}

/// The same, with a tab beside the users that showed three records.
fn with_a_tab(name: &str, width: u16, height: u16) -> Driven {
    let support = || keeping("support", "leanmote", "1d");
    let mut driven = Driven::open(vec![support()], width, height);
    // A little more, as the tab is read after a rest.
    driven.app.now.wall -= jiff::SignedDuration::from_secs(7_201);
    let users: Vec<_> = (0..100).map(user).collect();
    driven.answer_page(&users, Some(At::Page(1)), Some(250));
    driven.press(":").type_text(&format!("tab {name}"));
    driven.press("enter").wait(Duration::from_millis(300));
    let under = |n: u32| {
        json!({"id": format!("t_{n}"), "name": format!("Team {n}"), "type": "login",
               "created_at": format!("2026-03-0{n}T10:00:00Z")})
    };
    driven.answer_list(&[under(3), under(2), under(1)]);
    let snapshots = vec![(ProfileId(0), driven.quit_and_keep().unwrap())];
    let open = Some(ProfileId(0));
    Driven::start_with(vec![support()], open, snapshots, width, height)
}

#[test]
fn what_is_beside_them_has_an_age_of_its_own() {
    for (name, shows) in [("teams", "Team 2"), ("activity", "3 kept of 3")] {
        let mut driven = with_a_tab(name, 120, 36);
        let shown = screen(&driven);
        assert!(shown.contains(shows), "{shown}");
        assert!(shown.contains(" seen 2 hours ago · 1/3 "), "{shown}");
        driven.press("h");
        // It stays once the users have been read anew.
        driven.answer_page(
            &(0..100).map(user).collect::<Vec<_>>(),
            Some(At::Page(1)),
            Some(250),
        );
        let shown = screen(&driven);
        assert!(shown.contains("100 of 250 loaded"), "{shown}");
        assert!(shown.contains(" seen 2 hours ago · 1/3 "), "{shown}");
    }
    // With one pane at a time, it is the one that had the keys.
    for (width, height) in [(80, 24), (40, 12)] {
        let shown = screen(&with_a_tab("teams", width, height));
        assert!(shown.contains("Team 2"), "{shown}");
        assert!(shown.contains("seen 2 hours ago"), "{shown}");
    }
}

#[test]
fn that_they_could_not_be_read_anew_is_said_at_every_width() {
    for (width, height, said) in [
        (
            120,
            36,
            "100 kept of 250 · seen 2 hours ago · ✗ could not be read anew  R tries again",
        ),
        (
            80,
            24,
            "seen 2 hours ago · ✗ could not be read anew  R tries again",
        ),
        (60, 16, "seen 2 hours ago · ✗ could not be read anew"),
        (40, 12, "✗ seen 2 hours ago"),
    ] {
        let mut driven = two_hours_later(width, height);
        driven.fail(ApiError::Network(NetworkError::Timeout { sent: true }));
        let shown = first_rows(&driven);
        assert!(shown.contains(said), "{shown}");
    }
}

#[test]
fn what_matches_nothing_is_not_said_to_be_read_anew_where_that_failed() {
    let mut driven = two_hours_later(120, 36);
    driven.press("/").type_text("nobody");
    let said = "They are from an earlier run, and are being read anew.";
    assert!(screen(&driven).contains(said), "{}", screen(&driven));
    driven.fail(ApiError::Network(NetworkError::Timeout { sent: true }));
    let said = "They are from an earlier run, and could not be read anew.";
    assert!(screen(&driven).contains(said), "{}", screen(&driven));
}
