//! Parts of the screen that have many states, and what holds for all screens.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{draw, leanmote, people, peoplelens, reviewed, screen, theme, with_teams};
use crate::app::geometry::Size;
use crate::app::message::{Blocked, BlockedBy, Budget, Msg, Window};
use crate::app::testing::{Driven, budget, connection, user};
use crate::directory::call::{ApiError, At, ServerWords};
use crate::text;
use crate::ui::{Memory, draw_next, words};

/// A row of the screen, counted from above, or with a `-` from below.
fn row(driven: &Driven, at: isize) -> String {
    let screen = screen(driven);
    let rows: Vec<&str> = screen
        .lines()
        .take(usize::from(driven.app.size.height))
        .collect();
    let at = at.rem_euclid(isize::try_from(rows.len()).unwrap());
    rows[usize::try_from(at).unwrap()].to_owned()
}

#[test]
fn the_budget_line_says_what_is_left_or_why_nothing_is_sent() {
    let blocked = |why, seconds: u64| {
        Some(Blocked {
            why,
            until: Some(Duration::from_secs(100 + seconds)),
        })
    };
    let estimated = Budget {
        window: budget(500, 0).window.map(|window| Window {
            estimated: true,
            ..window
        }),
        ..budget(500, 0)
    };
    let cases = [
        (
            budget(948, 9),
            " ▕██████▋▏ 948/1000 41m · 91/100 this min · 14/min",
        ),
        (
            Budget {
                in_flight: 3,
                waiting: 1,
                ..budget(187, 36)
            },
            " ▕█▎     ▏ 187/1000 41m · 64/100 this min · 3 in flight · 1 waiting",
        ),
        (
            Budget {
                elsewhere: 1037,
                ..budget(148, 9)
            },
            " ▕█      ▏ 148/1000 41m · 91/100 this min · 14/min · used elsewhere: 1,037",
        ),
        (
            budget(31, 36),
            " ▕▏      ▏ 31/1000 41m · 64/100 this min · 14/min",
        ),
        (
            budget(0, 36),
            " ▕       ▏ 0/1000 41m · 64/100 this min · 14/min",
        ),
        (
            estimated,
            " ▕███▌   ▏ 500/1000 est. 41m · 100/100 this min · 14/min",
        ),
        (
            Budget {
                blocked: blocked(BlockedBy::Minute(100, 100), 38),
                waiting: 3,
                ..budget(700, 100)
            },
            " waiting 0:38: minute used up (100 of 100) · 3 queued, goes on by itself",
        ),
        (
            Budget {
                blocked: blocked(BlockedBy::Window(1000), 725),
                ..budget(0, 20)
            },
            " waiting 12:05: all 1,000 requests used up",
        ),
        (
            Budget {
                blocked: blocked(BlockedBy::Refused, 60),
                ..budget(700, 20)
            },
            " waiting 1:00: the directory asked to wait (429)",
        ),
        (
            Budget {
                sent: 1204,
                ..Budget::default()
            },
            " sent 1,204, limit not documented · idle",
        ),
        (
            Budget {
                sent: 12,
                in_flight: 2,
                ..Budget::default()
            },
            " sent 12, limit not documented · 2 in flight",
        ),
    ];
    // Where something can be changed, the last requests are kept for that.
    let mut changing = Driven::open(vec![connection("players", "leadr")], 120, 16);
    changing.budget(budget(31, 36));
    assert!(row(&changing, -1).contains("this min · the last 5 are kept for changes"));
    for (budget, line) in cases {
        let mut driven = leanmote(120, 16);
        driven.budget(budget);
        let shown = row(&driven, -1);
        let hints = shown.strip_prefix(line);
        assert!(hints.is_some_and(|h| h.starts_with("  ")), "{shown}");
    }
}

#[test]
fn an_hour_and_its_margin_are_sixty_minutes() {
    let mut driven = leanmote(120, 16);
    driven.budget(Budget {
        window: budget(500, 0).window.map(|window| Window {
            resets: Duration::from_millis(100_000 + 3_600_500),
            ..window
        }),
        ..budget(500, 0)
    });
    assert!(row(&driven, -1).contains(" 500/1000 60m "));
}

#[test]
fn where_letters_are_typed_a_refused_token_names_the_key_that_leaves() {
    let mut driven = Driven::open(vec![connection("players", "leadr")], 120, 16);
    driven.answer_list(&[user(1)]);
    let refused = ApiError::Unauthorized(ServerWords::default());
    driven.press("r e").fail(refused);
    let told = "t reads it again, T types one";
    assert!(row(&driven, -1).contains(&format!(" · Esc and then {told}")));
    driven.press("esc");
    assert!(row(&driven, -1).contains(&format!(" · {told}")));
}

#[test]
fn a_read_that_was_given_up_for_a_long_wait_does_not_go_on_by_itself() {
    let mut driven = Driven::open(vec![connection("support", "leanmote")], 120, 16);
    let wait = Duration::from_secs(400);
    driven.fail(ApiError::Limited {
        retry_after: Some(wait),
        words: ServerWords::default(),
    });
    driven.budget(Budget {
        blocked: Some(Blocked {
            why: BlockedBy::Refused,
            until: Some(Duration::from_secs(100) + wait),
        }),
        ..budget(948, 9)
    });
    let shown = screen(&driven);
    for told in ["again in 6:40.", "r asks again then"] {
        assert!(shown.contains(told), "{told}: {shown}");
    }
    assert!(!shown.contains("by itself"), "{shown}");
}

#[test]
fn a_search_that_found_none_says_nothing_of_the_whole_directory() {
    let mut driven = peoplelens(120, 16);
    driven.press("/").type_text("zzz").press("tab");
    driven.answer_list(&[]);
    let shown = screen(&driven);
    assert!(shown.contains("The directory found none."), "{shown}");
    assert!(!shown.contains("There are no"), "{shown}");
}

#[test]
fn the_header_drops_what_matters_least_and_never_the_lock() {
    let mut guarded = connection("support", "leanmote");
    guarded.guard = true;
    let all = "1 Users  2 Teams  3 Organizations  4 Apps  5 Views  6 Git apps";
    let write = "guarded · :write unlocks";
    for (width, left, right) in [
        (
            160,
            format!(" ● support  Leanmote   {all}"),
            format!("leanmote.example.com   {write}"),
        ),
        (
            120,
            format!(" ● support  Leanmote   {all}"),
            write.to_owned(),
        ),
        (104, format!(" ● support   {all}"), write.to_owned()),
        (90, format!(" ● support   {all}"), "guarded".to_owned()),
        (
            80,
            " ● support  Leanmote   1 Users  2  3  4  5  6".to_owned(),
            "guarded".to_owned(),
        ),
        (
            50,
            " ● support   1 Users  2  3  4  5  6".to_owned(),
            "guarded".to_owned(),
        ),
        (40, " ● support   1 Users".to_owned(), "guarded".to_owned()),
    ] {
        let driven = Driven::open(vec![guarded.clone()], width, 12);
        let gap = usize::from(width) - 1 - text::width(&left) - text::width(&right);
        assert_eq!(
            row(&driven, 0),
            format!("{left}{:gap$}{right}", ""),
            "{width}"
        );
    }
    let mut driven = Driven::open(vec![guarded], 60, 12);
    driven.press(":").type_text("write").press("enter");
    driven.wait(Duration::from_secs(61));
    assert!(row(&driven, 0).ends_with("unlocked 13:59"));
    let mut locked = connection("support", "leanmote");
    locked.read_only = true;
    assert!(row(&Driven::open(vec![locked], 60, 12), 0).ends_with("read-only"));
}

#[test]
fn rows_that_are_not_there_yet_are_shown_as_such() {
    let mut driven = leanmote(120, 12);
    driven.press("G");
    assert_eq!(
        row(&driven, 8),
        "│▌  ·····                                                          ┃│                                                  │"
    );
    assert!(row(&driven, 9).contains(" 12,480/12,480 "));
    let last: Vec<_> = (12_400..12_480).map(user).collect();
    driven.answer_page(&last, None, Some(12_480));
    assert!(row(&driven, 8).starts_with("│▌  Léa "));
}

#[test]
fn columns_stay_where_they_are() {
    let mut driven = leanmote(120, 20);
    let head = row(&driven, 3);
    driven.press("ctrl-f ctrl-f j j");
    assert_eq!(row(&driven, 3)[..60], head[..60]);
    driven.press("/").type_text("tanaka");
    assert_eq!(row(&driven, 3)[..60], head[..60]);
    driven.press("esc esc G");
    assert_eq!(row(&driven, 3)[..60], head[..60]);
}

#[test]
fn a_walk_shows_how_far_it_has_come() {
    let mut driven = leanmote(120, 12);
    driven.press("A tab enter");
    assert!(
        row(&driven, 1)
            .ends_with("100 of 12,480 loaded · loading the rest, 1 of 125 pages  A pauses")
    );
    let page: Vec<_> = (100..200).map(user).collect();
    driven.answer_page(&page, Some(At::Page(2)), Some(12_480));
    assert!(
        row(&driven, 1)
            .ends_with("200 of 12,480 loaded · loading the rest, 2 of 125 pages  A pauses")
    );
    driven.press("A");
    assert!(row(&driven, 1).ends_with("loading the rest, 2 of 125 pages, paused  A goes on"));
}

#[test]
fn a_page_that_is_scrolled_stops_at_its_ends() {
    let mut driven = peoplelens(120, 12);
    driven.press("enter L");
    let top = screen(&driven);
    driven.press("G");
    let bottom = screen(&driven);
    assert!(row(&driven, -4).contains(" }  "));
    driven.press("j j j j j");
    assert_eq!(screen(&driven), bottom);
    driven.press("k");
    assert_ne!(screen(&driven), bottom);
    driven.press("g g k");
    assert_eq!(screen(&driven), top);
}

#[test]
fn nothing_panics_and_nothing_is_wider_than_the_screen_at_any_size() {
    let mut scenes = vec![
        leanmote(120, 36),
        with_teams(120, 36),
        peoplelens(120, 36),
        reviewed(120, 36),
    ];
    let mut ready = reviewed(120, 36);
    ready.answer_record(&people()[0]).paint();
    scenes.push(ready);
    for keys in ["?", ":", "y", "!", "o", "A", "enter L L", "/"] {
        let mut driven = leanmote(120, 36);
        driven.press(keys);
        scenes.push(driven);
    }
    for mut driven in scenes {
        let mut memory = Memory::default();
        for width in [
            0, 1, 2, 5, 39, 40, 41, 47, 59, 60, 61, 80, 99, 100, 101, 250,
        ] {
            for height in [0, 1, 5, 9, 10, 11, 16, 60] {
                driven.send(Msg::Resized(Size { width, height }));
                let area = Rect::new(0, 0, width, height);
                let mut buffer = Buffer::empty(area);
                if let Some(cursor) = draw(&driven.app, &theme(), area, &mut buffer) {
                    assert!(area.contains(cursor), "{cursor} in {width}x{height}");
                }
                // What is remembered of the screens before changes nothing.
                let mut next = Buffer::empty(area);
                draw_next(&driven.app, &theme(), &mut memory, area, &mut next);
                assert_eq!(next, buffer, "{width}x{height}");
                // A screen that is smaller than the explorer was told.
                let mut smaller = Buffer::empty(Rect::new(0, 0, width / 2, height / 2));
                let area = smaller.area;
                draw(&driven.app, &theme(), area, &mut smaller);
            }
        }
    }
}

#[test]
fn waits_are_written_alike_everywhere() {
    let millis = Duration::from_millis;
    assert_eq!(words::countdown(millis(37_001)), "0:38");
    assert_eq!(words::countdown(millis(38_000)), "0:38");
    assert_eq!(words::countdown(millis(899_500)), "15:00");
    assert_eq!(words::minutes(millis(2_400_001)), "41m");
    assert_eq!(words::minutes(millis(0)), "1m");
    assert_eq!(words::took(millis(999)), "999 ms");
    assert_eq!(words::took(millis(1_449)), "1.4 s");
}

#[test]
fn an_id_is_told_by_its_ends() {
    for (id, columns, shown) in [
        ("usr_1", 13, "usr_1"),
        ("usr-7c1f5a90-44aa-4b7e-0a3b5c7d09e2", 13, "usr-7c1f…09e2"),
        ("山田太郎山田太郎", 9, "山田太…郎"),
        ("abcdef", 2, "a…"),
    ] {
        let elided = crate::ui::cell::elided(id, columns);
        assert_eq!(elided, shown);
        assert!(text::width(&elided) <= columns);
    }
}

#[test]
fn what_is_remembered_changes_nothing() {
    let mut driven = leanmote(120, 36);
    let area = Rect::new(0, 0, 120, 36);
    let mut memory = Memory::default();
    for keys in [
        "", "j", "j", "space", "G", "g g", "L", "L", "enter", "esc", "/", "a", "n", "esc", "s", "r",
    ] {
        driven.press(keys);
        let mut fresh = Buffer::empty(area);
        let mut next = Buffer::empty(area);
        draw(&driven.app, &theme(), area, &mut fresh);
        draw_next(&driven.app, &theme(), &mut memory, area, &mut next);
        assert_eq!(next, fresh, "after {keys:?}");
    }
}

#[test]
fn what_was_dropped_while_it_waited_is_as_if_it_had_not_come_yet() {
    let mut driven = leanmote(120, 16);
    driven.press("G").budget(Budget {
        waiting: 1,
        blocked: Some(Blocked {
            why: BlockedBy::Minute(100, 100),
            until: Some(Duration::from_secs(138)),
        }),
        ..budget(700, 100)
    });
    driven.press("esc");
    let shown = screen(&driven);
    assert!(shown.contains("1 waiting request dropped"), "{shown}");
    assert!(shown.contains("·····"), "{shown}");
    assert!(!shown.contains("could not be read"), "{shown}");
}

#[test]
fn a_review_says_when_there_is_room_for_its_change() {
    let mut driven = reviewed(120, 36);
    driven.answer_record(&people()[0]).paint();
    let said = "It cannot be sent yet: the budget has room for it in 0:38.";
    assert!(!screen(&driven).contains(said));
    let until = driven.app.now.monotonic + Duration::from_secs(38);
    driven.budget(Budget {
        change_waits_until: Some(until),
        ..budget(5, 100)
    });
    assert!(screen(&driven).contains(said), "{}", screen(&driven));
}
