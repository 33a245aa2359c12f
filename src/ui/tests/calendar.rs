//! Going from the calendar to its list and back.

use super::activity::{part_of, whole};
use super::mouse::{mouse, paint};
use super::{leanmote, screen};
use crate::app::activity::{BEFORE_WEEKS, BESIDE, YEAR};
use crate::app::message::MouseKind;
use crate::app::testing::Driven;
use crate::app::view::Pane;

/// Clicks on a day of the calendar as it is drawn now: so many weeks before the
/// last one, on a weekday from 0.
fn click_day(driven: &mut Driven, weeks_ago: u16, weekday: u16) {
    paint(driven);
    let area = driven.app.layout().picture;
    // A margin, the weekday and a blank before the weeks, a margin behind them.
    let beside = BEFORE_WEEKS + YEAR + BESIDE;
    let weeks = if area.width > beside {
        YEAR
    } else {
        area.width - BEFORE_WEEKS - 1
    };
    let column = area.x + BEFORE_WEEKS + weeks - 1 - weeks_ago;
    mouse(driven, MouseKind::Click, (column, area.y + 1 + weekday));
}

fn selected(driven: &Driven) -> Option<u64> {
    driven.app.profile().related().unwrap().selection()
}

/// The date of the record under the cursor of the list.
fn selected_day(driven: &Driven) -> String {
    let related = driven.app.profile().related().unwrap();
    let record = related.selected().unwrap().value().clone();
    record["created_at"].as_str().unwrap()[..10].to_owned()
}

#[test]
fn a_day_that_is_clicked_is_gone_to_in_the_list() {
    for (width, height) in [(120, 36), (80, 24), (160, 50)] {
        let mut driven = whole(width, height);
        // Noon is on a Saturday: the Thursday before it, and one in summer.
        for (weeks_ago, weekday, day, first) in
            [(0, 3, "2026-03-12", 2), (35, 2, "2025-07-09", 328)]
        {
            click_day(&mut driven, weeks_ago, weekday);
            assert_eq!(selected_day(&driven), day, "{width}");
            assert_eq!(
                selected(&driven),
                Some(first),
                "{width}: the first of that day"
            );
        }
        let asked = driven.asked().len();
        assert_eq!(asked, 0, "what is loaded is not asked for");
    }
}

#[test]
fn a_day_is_gone_to_from_the_row_of_the_last_weeks() {
    let mut driven = whole(40, 12);
    paint(&mut driven);
    let area = driven.app.layout().picture;
    // The last of 28 days is the Sunday to come.
    let at = (area.x + 1 + 24, area.y);
    mouse(&mut driven, MouseKind::Click, at);
    assert_eq!(selected_day(&driven), "2026-03-12");
}

#[test]
fn a_click_from_the_other_pane_takes_the_keys_along() {
    let mut driven = whole(120, 36);
    driven.press("h");
    click_day(&mut driven, 0, 3);
    assert_eq!(driven.app.profile().view().unwrap().focus, Pane::Detail);
    assert_eq!(selected_day(&driven), "2026-03-12");
}

#[test]
fn of_a_day_without_records_it_is_said_whether_that_is_known() {
    let notice = |driven: &Driven| driven.app.notice.as_ref().map(|n| n.text.clone());
    let mut driven = whole(120, 36);
    let before = selected(&driven);
    click_day(&mut driven, 0, 5);
    assert_eq!(notice(&driven).unwrap(), "Nothing on 14 Mar 2026");
    // Tomorrow is not clicked for anything.
    driven.app.notice = None;
    click_day(&mut driven, 0, 6);
    assert_eq!(notice(&driven), None);
    assert_eq!(selected(&driven), before);
    let mut part = part_of(leanmote(120, 36));
    click_day(&mut part, 30, 1);
    assert_eq!(
        notice(&part).unwrap(),
        "Nothing of 12 Aug 2025 is loaded; A loads the rest"
    );
}

#[test]
fn keys_go_from_day_to_day() {
    let mut driven = whole(120, 36);
    driven.press("g g");
    let mut days = vec![selected_day(&driven)];
    for _ in 0..4 {
        driven.press("n");
        days.push(selected_day(&driven));
    }
    assert_eq!(
        days,
        [
            "2026-03-13",
            "2026-03-12",
            "2026-03-11",
            "2026-03-10",
            "2026-03-06"
        ]
    );
    // From within a day to its first row, and then to the day before.
    driven.press("n j N");
    assert_eq!(selected(&driven), Some(11));
    driven.press("N");
    assert_eq!(selected(&driven), Some(10));
    driven.press("N N N N N");
    assert_eq!(selected(&driven), Some(0));
    driven.press("G n");
    assert_eq!(selected_day(&driven), "2025-05-20");
    // Elsewhere there are no days to go to.
    driven.press("H n");
    let notice = driven.app.notice.as_ref().unwrap();
    assert_eq!(
        notice.text,
        "There are no days here: this tab has no calendar"
    );
}

#[test]
fn the_marked_day_is_in_the_map_however_long_ago_it_was() {
    for (width, height) in [(100, 30), (120, 36), (80, 24)] {
        let mut driven = whole(width, height);
        driven.press("G");
        let screen = screen(&driven);
        assert!(screen.contains("◆ 20 May 2025: "), "{screen}");
        assert_eq!(screen.matches('◆').count(), 2, "{screen}");
        // What is clicked there is what is drawn there.
        let buffer = paint(&mut driven);
        let area = driven.app.layout().picture;
        let rows = area.y + 1..area.y + 8;
        let mut cells = rows.flat_map(|y| (area.x + 3..area.x + 38).map(move |x| (x, y)));
        let busy = cells.find(|place| buffer[*place].symbol() == "▓").unwrap();
        mouse(&mut driven, MouseKind::Click, busy);
        let record = selected_day(&driven);
        assert_ne!(record, "2025-05-20", "{width}");
        let after = super::screen(&driven);
        assert_eq!(after.matches('◆').count(), 2, "{record}\n{after}");
    }
}
