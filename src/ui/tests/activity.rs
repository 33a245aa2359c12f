//! What happened and what was sent, as pictures.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{leanmote, roles, screen};
use crate::app::message::{Blocked, BlockedBy, Budget, Msg, ProfileId};
use crate::app::spending::{Hour, MINUTES, Sent};
use crate::app::testing::{Driven, NOON, budget, connection};
use crate::app::{Borders, Looks};
use crate::directory::call::At;

/// What a user did in the last 300 days, the newest first: busy weekdays,
/// quiet weekends, and a month without anything.
pub(super) fn interactions() -> Vec<Value> {
    const KINDS: [&str; 7] = [
        "message", "meeting", "message", "review", "call", "message", "commit",
    ];
    let noon: Timestamp = NOON.parse().unwrap();
    let mut all = Vec::new();
    for days in 0..300_usize {
        // Noon is on a Saturday.
        let weekend = matches!(days % 7, 0 | 6);
        let count = match days {
            0 | 90..120 => 0,
            _ if weekend => usize::from(days % 5 == 0),
            _ => (days * 7 + days / 11) % 5,
        };
        for hour in 0..count {
            let hours = i64::try_from(24 * days + hour).unwrap();
            let at = noon - SignedDuration::from_hours(hours);
            let number = all.len();
            all.push(json!({
                "id": format!("int_{number}"),
                "type": KINDS[(number * number + days) % KINDS.len()],
                "app": "Quorum Chat",
                "created_at": at.to_string(),
            }));
        }
    }
    all
}

/// Waits for the tab that has what a user did.
pub(super) fn at_activity(mut driven: Driven) -> Driven {
    driven.press("enter L L L L L");
    driven.wait(Duration::from_millis(350));
    driven
}

/// All of it is loaded.
pub(super) fn whole(width: u16, height: u16) -> Driven {
    let mut driven = at_activity(leanmote(width, height));
    driven.answer_list(&interactions()).press("j j");
    driven
}

/// The newest hundred are loaded.
pub(super) fn part_of(mut driven: Driven) -> Driven {
    driven = at_activity(driven);
    driven
        .answer_page(&interactions()[..100], Some(At::Page(1)), Some(1_204))
        .press("j j");
    driven
}

#[test]
fn what_happened_at_three_sizes() {
    for (width, height, name) in [
        (120, 36, "activity_120x36"),
        (80, 24, "activity_80x24"),
        (40, 12, "activity_40x12"),
    ] {
        insta::assert_snapshot!(name, screen(&whole(width, height)));
    }
}

#[test]
fn what_is_not_loaded_is_not_drawn_as_empty() {
    insta::assert_snapshot!(
        "activity_in_part_120x36",
        screen(&part_of(leanmote(120, 36)))
    );
    insta::assert_snapshot!("activity_in_part_80x24", screen(&part_of(leanmote(80, 24))));
}

#[test]
fn pictures_in_ascii() {
    let ascii = |mut driven: Driven| {
        driven.app.looks = Looks {
            borders: Borders::Ascii,
            ..Looks::default()
        };
        screen(&driven)
    };
    insta::assert_snapshot!("activity_ascii_120x36", ascii(part_of(leanmote(120, 36))));
    insta::assert_snapshot!("activity_ascii_40x12", ascii(whole(40, 12)));
    insta::assert_snapshot!("budget_ascii_80x24", ascii(spending(leanmote(80, 24))));
}

#[test]
fn each_part_of_a_picture_has_its_role() {
    insta::assert_snapshot!("activity_roles_120x36", roles(&whole(120, 36)));
    insta::assert_snapshot!("budget_roles_80x24", roles(&spending(leanmote(80, 24))));
}

#[test]
fn the_day_of_what_is_under_the_cursor_is_told() {
    let mut driven = whole(120, 36);
    let says = |driven: &Driven, text: &str| {
        let screen = screen(driven);
        assert!(screen.contains(text), "{text}\n{screen}");
    };
    says(&driven, "◆ 12 Mar 2026: 4");
    driven.press("G");
    says(&driven, "◆ 20 May 2025: 3");
    driven.press("g g");
    says(&driven, "◆ 13 Mar 2026: 2");
}

#[test]
fn a_list_without_dates_is_only_a_list() {
    let mut driven = at_activity(leanmote(120, 36));
    driven.answer_list(&[json!({"id": "int_1", "type": "login"})]);
    let screen = screen(&driven);
    assert!(screen.contains("│   ID     TYPE"), "{screen}");
    assert!(!screen.contains("login  1"), "{screen}");
    assert_eq!(driven.app.layout().picture.height, 0);
}

#[test]
fn what_cannot_be_read_or_lies_ahead_is_told() {
    let mut records = interactions();
    records.truncate(3);
    records.push(json!({"id": "a", "type": "login", "created_at": "soon"}));
    records.push(json!({"id": "b", "created_at": "2027-01-01T00:00:00Z"}));
    let mut driven = at_activity(leanmote(160, 40));
    driven.answer_list(&records);
    let screen = screen(&driven);
    for text in ["1 without a date", "1 later than today", "no kind"] {
        assert!(screen.contains(text), "{text}\n{screen}");
    }
}

#[test]
fn a_list_keeps_its_rows_at_every_size() {
    let mut driven = whole(120, 36);
    for width in [40, 59, 60, 79, 80, 99, 100, 110, 140, 200, 400] {
        for height in 10..60 {
            driven.send(Msg::Resized(crate::app::geometry::Size { width, height }));
            let layout = driven.app.layout();
            let rows = layout.related_records();
            let taken = layout.picture.height;
            let at = format!("{width}x{height}: {taken} rows of picture");
            assert!(rows >= 1, "{at}");
            assert!(taken <= 1 || rows >= 7, "{at}, {rows} records");
            screen(&driven);
        }
    }
}

#[test]
fn a_click_below_the_picture_selects_what_is_there() {
    let mut driven = whole(120, 36);
    driven.app.places.mode = Some(driven.app.mode());
    let rows = driven.app.layout().related_rows();
    let click = |row| {
        Msg::Mouse(crate::app::message::Mouse {
            kind: crate::app::message::MouseKind::Click,
            column: rows.x + 3,
            row,
        })
    };
    driven.send(click(rows.y + 4));
    let selected = |driven: &Driven| driven.app.profile().related().unwrap().selection();
    assert_eq!(selected(&driven), Some(4));
    driven.app.places.mode = Some(driven.app.mode());
    driven.send(click(rows.y - 4));
    assert_eq!(selected(&driven), Some(4));
}

/// An hour with a walk in it, which came near to what a minute allows.
fn hour() -> Hour {
    let mut minutes = [Sent::default(); MINUTES];
    for (ago, minute) in minutes.iter_mut().enumerate() {
        minute.look = u32::try_from(ago * 5 % 7).unwrap();
    }
    for (ago, walk) in [(20, 75), (21, 80), (22, 40)] {
        minutes[ago].walk = walk;
    }
    minutes[2].change = 12;
    minutes[20].others = 20;
    minutes[40].others = 50;
    Hour {
        minutes,
        shared: true,
    }
}

/// The budget, over the panes.
pub(super) fn spending(mut driven: Driven) -> Driven {
    driven.press(":").type_text("budget").press("enter");
    driven.send(Msg::Spending {
        profile: ProfileId(0),
        hour: Box::new(hour()),
    });
    driven
}

#[test]
fn the_budget_at_three_sizes() {
    for (width, height, name) in [
        (120, 36, "budget_120x36"),
        (80, 24, "budget_80x24"),
        (40, 12, "budget_40x12"),
    ] {
        insta::assert_snapshot!(name, screen(&spending(leanmote(width, height))));
    }
}

#[test]
fn what_holds_requests_is_told_first() {
    let mut driven = spending(leanmote(80, 24));
    driven.budget(Budget {
        blocked: Some(Blocked {
            why: BlockedBy::Minute(100, 100),
            until: Some(driven.app.now.monotonic + Duration::from_secs(38)),
        }),
        waiting: 3,
        elsewhere: 37,
        ..budget(150, 100)
    });
    insta::assert_snapshot!("budget_blocked_80x24", screen(&driven));
}

#[test]
fn where_no_limit_is_documented_there_is_a_chart_all_the_same() {
    let mut driven = Driven::open(vec![connection("people", "peoplelens")], 80, 24);
    driven.answer_list(&super::people());
    driven.press(":").type_text("budget").press("enter");
    let screen_before = screen(&driven);
    assert!(screen_before.contains("Counting …"), "{screen_before}");
    let mut minutes = [Sent::default(); MINUTES];
    minutes[0].look = 1;
    minutes[9].walk = 4;
    driven.send(Msg::Spending {
        profile: ProfileId(0),
        hour: Box::new(Hour {
            minutes,
            shared: false,
        }),
    });
    insta::assert_snapshot!("budget_undocumented_80x24", screen(&driven));
}
