//! Every place that can be clicked, found by what is written on it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde_json::json;

use super::{leanmote, people, peoplelens, removal, reviewed, theme};
use crate::app::change::Focus;
use crate::app::geometry::Size;
use crate::app::message::{Effect, Mouse, MouseKind, Msg};
use crate::app::overlay::Overlay;
use crate::app::testing::{Driven, connection, user};
use crate::app::view::{DetailTab, Pane};
use crate::directory::call::{Call, RelationName};
use crate::directory::description::{Order, Sort};
use crate::ui::{Memory, draw_next};

const SIZES: [(u16, u16); 3] = [(120, 36), (80, 24), (40, 12)];

/// Paints the screen, as the loop does, and gives it.
pub(super) fn paint(driven: &mut Driven) -> Buffer {
    let Size { width, height } = driven.app.size;
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    let mut memory = Memory::default();
    draw_next(&driven.app, &theme(), &mut memory, area, &mut buffer);
    driven.send(Msg::Painted(memory.take_places()));
    buffer
}

/// The cell where a text begins, the last of several.
fn find(buffer: &Buffer, text: &str) -> (u16, u16) {
    let letters: Vec<String> = text.chars().map(String::from).collect();
    let Rect { width, height, .. } = buffer.area;
    for y in (0..height).rev() {
        for x in (0..width).rev() {
            let mut at = (x..width).map(|x| buffer[(x, y)].symbol());
            if letters.iter().all(|letter| at.next() == Some(letter)) {
                return (x, y);
            }
        }
    }
    panic!("{text:?} is not on the screen");
}

pub(super) fn mouse(driven: &mut Driven, kind: MouseKind, (column, row): (u16, u16)) {
    driven.send(Msg::Mouse(Mouse { kind, column, row }));
}

/// Clicks on a text.
fn click(driven: &mut Driven, text: &str) {
    let at = find(&paint(driven), text);
    mouse(driven, MouseKind::Click, at);
}

fn focus(driven: &Driven) -> Pane {
    driven.app.profile().view().unwrap().focus
}

fn selection(driven: &Driven) -> Option<u64> {
    driven.app.profile().listing().unwrap().selection()
}

#[test]
fn what_was_found_is_opened() {
    for (width, height) in SIZES {
        let mut driven = leanmote(width, height);
        driven.press("F").type_text("haddad").look_through();
        let at = find(&paint(&mut driven), "Haddad");
        mouse(&mut driven, MouseKind::Click, at);
        assert!(driven.app.overlay.is_none(), "{width}");
        let record = driven.app.profile().called().unwrap();
        assert!(record.raw().ends_with("Haddad"), "{width}");
        assert_eq!(focus(&driven), Pane::Detail, "{width}");
    }
}

#[test]
fn a_row_is_selected_and_then_opened() {
    for (width, height) in SIZES {
        let mut driven = leanmote(width, height);
        let at = find(&paint(&mut driven), "chiara");
        mouse(&mut driven, MouseKind::Click, at);
        let clicked = selection(&driven);
        assert_ne!(clicked, Some(0), "{width}");
        let record = driven.app.profile().called().unwrap();
        assert!(record.raw().starts_with("Chiara"), "{width}");
        assert_eq!(focus(&driven), Pane::Listing);
        paint(&mut driven);
        mouse(&mut driven, MouseKind::Click, at);
        assert_eq!(selection(&driven), clicked, "{width}");
        assert_eq!(focus(&driven), Pane::Detail, "{width}");
    }
}

#[test]
fn a_resource_is_gone_to_by_its_tab() {
    let mut driven = leanmote(120, 36);
    click(&mut driven, "3 Organizations");
    assert_eq!(driven.app.profile().tab, 2);
    let mut driven = leanmote(80, 24);
    // Without the words, the numbers are the tabs.
    click(&mut driven, "2  3  4");
    assert_eq!(driven.app.profile().tab, 1);
}

#[test]
fn a_profile_is_changed_by_its_name() {
    for (width, height) in SIZES {
        let profiles = vec![
            connection("support", "leanmote"),
            connection("people", "peoplelens"),
        ];
        let mut driven = Driven::open(profiles, width, height);
        driven.answer_list(&[]);
        click(&mut driven, "support");
        assert!(matches!(&driven.app.overlay, Some(Overlay::Menu(_))));
        click(&mut driven, "people");
        assert_eq!(driven.app.profile().connection.name, "people", "{width}");
    }
}

#[test]
fn a_tab_of_the_record_is_opened() {
    for (width, height) in SIZES {
        let mut driven = leanmote(width, height);
        if width < 100 {
            driven.press("enter");
            driven.waiting.clear();
        }
        click(&mut driven, "Teams");
        let view = driven.app.profile().view().unwrap();
        let teams = DetailTab::Relation(RelationName::new("teams"));
        assert_eq!((&view.tab, view.focus), (&teams, Pane::Detail), "{width}");
    }
}

#[test]
fn the_trail_leads_back() {
    for (width, height) in SIZES {
        let mut driven = leanmote(width, height);
        driven
            .press("enter L")
            .wait(std::time::Duration::from_millis(300));
        while let Some((_, call)) = driven.waiting.first() {
            match call {
                Call::List { .. } => driven.answer_list(&[
                    json!({"id": "team_1", "name": "Platform", "organization_id": "org_1"}),
                ]),
                _ => driven.answer_record(&user(0)),
            };
        }
        driven.press("enter");
        driven.waiting.clear();
        assert_eq!(driven.app.profile().trail().unwrap().depth(), 1);
        let screen = paint(&mut driven);
        // The row of the trail is the second one.
        let row: String = (0..width).map(|x| screen[(x, 1)].symbol()).collect();
        let column = row.chars().position(|c| c == 'T').unwrap();
        let at = (u16::try_from(column).unwrap(), 1);
        mouse(&mut driven, MouseKind::Click, at);
        assert_eq!(focus(&driven), Pane::Listing, "{width}");
        if width > 40 {
            click(&mut driven, "Ana Lima ›");
            assert_eq!(driven.app.profile().trail().unwrap().depth(), 0);
            assert_eq!(focus(&driven), Pane::Detail);
            let at = find(&paint(&mut driven), "Users ›");
            mouse(&mut driven, MouseKind::Click, at);
            assert_eq!(focus(&driven), Pane::Listing);
        }
    }
}

#[test]
fn a_pane_takes_the_keys() {
    let mut driven = leanmote(120, 36);
    click(&mut driven, "created  ");
    assert_eq!(focus(&driven), Pane::Detail);
    let before = selection(&driven);
    // Below the last row of a pane nothing is selected.
    click(&mut driven, "Dan Costa");
    assert_eq!(focus(&driven), Pane::Listing);
    assert_ne!(selection(&driven), before);
}

#[test]
fn a_hint_is_pressed() {
    for (width, height) in SIZES {
        let mut driven = peoplelens(width, height);
        click(&mut driven, if width == 40 { "?" } else { "? help" });
        assert!(
            matches!(&driven.app.overlay, Some(Overlay::Help(_))),
            "{width}"
        );
        // And the hint of help itself.
        click(&mut driven, "Esc");
        assert!(driven.app.overlay.is_none(), "{width}");
    }
    let mut driven = leanmote(120, 36);
    click(&mut driven, "A loads the rest");
    assert!(matches!(&driven.app.overlay, Some(Overlay::Question(_))));
}

#[test]
fn a_column_sorts_one_way_and_then_the_other() {
    for (width, height) in [(120, 36), (80, 24)] {
        let mut driven = leanmote(width, height);
        for order in [Order::Ascending, Order::Descending, Order::Ascending] {
            click(&mut driven, "CREATED");
            let field = "created_at".to_owned();
            let sort = driven.app.profile().listing().unwrap().sort();
            assert_eq!(sort, Some(&Sort { field, order }));
        }
        click(&mut driven, "NAME");
        let sort = driven.app.profile().listing().unwrap().sort();
        assert_eq!(sort.map(|sort| sort.field.as_str()), Some("name"));
    }
    // What cannot be sorted is only a head.
    let mut driven = peoplelens(120, 24);
    click(&mut driven, "EMAIL");
    assert_eq!(driven.app.profile().listing().unwrap().sort(), None);
    assert!(driven.asked().is_empty());
}

#[test]
fn the_scroll_bar_jumps() {
    let mut driven = leanmote(120, 36);
    let area = driven.app.layout().listing.unwrap();
    let side = area.x + area.width - 1;
    mouse(
        &mut driven,
        MouseKind::Click,
        (side, area.y + area.height - 2),
    );
    assert_eq!(selection(&driven), Some(0), "before it was painted");
    paint(&mut driven);
    mouse(
        &mut driven,
        MouseKind::Click,
        (side, area.y + area.height - 2),
    );
    assert_eq!(selection(&driven), Some(12_479));
    mouse(&mut driven, MouseKind::Click, (side, area.y + 1));
    assert_eq!(selection(&driven), Some(0));
}

#[test]
fn the_wheel_scrolls_what_is_under_it_and_leaves_the_keys() {
    for (width, height) in SIZES {
        let mut driven = leanmote(width, height);
        let at = find(&paint(&mut driven), "Chiara");
        let top = |driven: &Driven| driven.app.profile().listing().unwrap().top();
        mouse(&mut driven, MouseKind::WheelDown, at);
        assert_eq!((top(&driven), selection(&driven)), (3, Some(3)), "{width}");
        mouse(&mut driven, MouseKind::WheelUp, at);
        // The selection stays where it is seen.
        assert_eq!((top(&driven), selection(&driven)), (0, Some(3)), "{width}");
        // At the end there is nothing more to scroll.
        mouse(&mut driven, MouseKind::WheelUp, at);
        assert_eq!((top(&driven), selection(&driven)), (0, Some(0)), "{width}");
        assert_eq!(focus(&driven), Pane::Listing);
    }
    let mut driven = leanmote(120, 12);
    driven.press("L L L L L L L");
    let tabs = driven.app.profile().view().unwrap().tab.clone();
    assert_eq!(tabs, DetailTab::Json);
    let area = driven.app.layout().detail_inside;
    paint(&mut driven);
    mouse(&mut driven, MouseKind::WheelDown, (area.x + 2, area.y + 2));
    let view = driven.app.profile().view().unwrap();
    assert_eq!((view.focus, selection(&driven)), (Pane::Listing, Some(0)));
}

#[test]
fn a_choice_and_a_command_are_taken() {
    for (width, height) in SIZES {
        let mut driven = leanmote(width, height);
        driven.press("y");
        driven.effects.clear();
        click(&mut driven, "fields as TSV");
        assert!(
            matches!(driven.effects.as_slice(), [Effect::Copy(_)]),
            "{width}"
        );

        driven.press(":").type_text("sort");
        click(&mut driven, "sort the");
        assert!(matches!(&driven.app.overlay, Some(Overlay::Menu(_))));
        driven.press("esc : ").type_text("theme");
        // One that needs more goes on in the palette.
        click(&mut driven, "theme NAME");
        click(&mut driven, "nord");
        assert_eq!(driven.app.command_history.last().unwrap(), "theme nord");

        // The wheel does not go from the first to the last.
        driven.press("y");
        paint(&mut driven);
        mouse(&mut driven, MouseKind::WheelUp, (width / 2, height / 2));
        let Some(Overlay::Menu(menu)) = &driven.app.overlay else {
            panic!("the menu should be open");
        };
        assert_eq!(menu.selected, 0);
    }
}

#[test]
fn a_line_of_help_does_what_it_says_and_does_not_end_the_program() {
    for (width, height) in SIZES {
        let mut driven = leanmote(width, height);
        driven.press("?").type_text("requests");
        click(&mut driven, "the requests");
        assert!(
            matches!(&driven.app.overlay, Some(Overlay::Requests { .. })),
            "{width}"
        );
        driven.press("esc ?").type_text("second");
        driven.effects.clear();
        click(&mut driven, "quit;");
        assert!(matches!(&driven.app.overlay, Some(Overlay::Help(_))));
        assert!(!driven.effects.contains(&Effect::Quit));
    }
}

#[test]
fn help_scrolls_to_its_end_and_not_beyond() {
    for (width, height) in SIZES {
        let mut driven = leanmote(width, height);
        driven.press("?");
        let first = paint(&mut driven);
        for _ in 0..100 {
            driven.press("pgdn");
        }
        let last = paint(&mut driven);
        assert_ne!(first, last, "{width}");
        driven.press("up");
        assert_ne!(paint(&mut driven), last, "the first step back is seen");
        driven.press("end");
        assert_eq!(paint(&mut driven), last);
        mouse(&mut driven, MouseKind::WheelUp, (width / 2, height / 2));
        driven.press("down down down");
        assert_eq!(paint(&mut driven), last);
        driven.press("home");
        assert_eq!(paint(&mut driven), first);
    }
}

#[test]
fn buttons_are_pressed_under_the_same_guards_as_by_keys() {
    for (width, height) in SIZES {
        let mut driven = reviewed(width, height);
        driven.answer_record(&people()[0]);
        // Painted just now: nothing is taken yet.
        click(&mut driven, "Send");
        let Some(Overlay::Review(review)) = &driven.app.overlay else {
            panic!("the review should be open");
        };
        assert_eq!(review.focus(), Focus::Button(0), "Enter is no Send either");
        assert!(driven.journal.is_empty(), "{width}");
        driven.wait(std::time::Duration::from_millis(299));
        click(&mut driven, "Send");
        assert!(driven.asked().is_empty(), "{width}");
        driven.wait(std::time::Duration::from_millis(1));
        click(&mut driven, "Send");
        assert!(
            matches!(driven.asked().as_slice(), [Call::Update { .. }]),
            "{width}"
        );

        let mut driven = reviewed(width, height);
        driven.answer_record(&people()[0]);
        paint(&mut driven);
        driven.wait(std::time::Duration::from_millis(300));
        click(&mut driven, "Cancel");
        assert!(driven.app.overlay.is_none());
        assert!(driven.asked().is_empty());
    }
}

#[test]
fn a_click_does_not_stand_for_the_email_that_is_asked_for() {
    for (width, height) in SIZES {
        let mut driven = removal(width, height);
        driven.answer_record(&people()[0]);
        paint(&mut driven);
        driven.wait(std::time::Duration::from_millis(300));
        // On a small screen the first clicks show what is below.
        for _ in 0..5 {
            click(&mut driven, "Send");
            paint(&mut driven);
        }
        assert!(driven.asked().is_empty(), "{width}");
        let Some(Overlay::Review(review)) = &driven.app.overlay else {
            panic!("the review should be open");
        };
        assert_eq!(review.focus(), Focus::Typed);
    }
}

#[test]
fn a_question_is_answered() {
    for (width, height) in SIZES {
        let mut driven = leanmote(width, height);
        driven.press("A");
        click(&mut driven, "Cancel");
        assert!(driven.app.overlay.is_none());
        driven.press("A");
        click(&mut driven, "Load the rest");
        assert!(driven.app.overlay.is_none());
        assert!(!driven.asked().is_empty(), "{width}");
    }
}

#[test]
fn a_field_is_gone_to_and_the_list_waits() {
    let mut driven = peoplelens(120, 24);
    driven.press("e");
    driven.waiting.clear();
    click(&mut driven, "last name");
    let form = driven.app.form().unwrap();
    assert_eq!(form.focus(), Some(1));
    let before = selection(&driven);
    click(&mut driven, "Farid");
    assert_eq!(selection(&driven), before);
    assert!(driven.app.form().is_some());
}

#[test]
fn what_is_not_on_the_screen_yet_is_not_clicked() {
    let mut driven = leanmote(120, 36);
    let at = find(&paint(&mut driven), "Chiara");
    driven.press("y");
    mouse(&mut driven, MouseKind::Click, at);
    assert_eq!(selection(&driven), Some(0));
    let Some(Overlay::Menu(menu)) = &driven.app.overlay else {
        panic!("the menu should be open");
    };
    assert_eq!(menu.selected, 0);
    // Nor is what is below something else.
    click(&mut driven, "Users");
    assert!(matches!(&driven.app.overlay, Some(Overlay::Menu(_))));
}

#[test]
fn without_the_mouse_nothing_is_clicked() {
    let mut driven = leanmote(120, 36);
    driven.app.mouse = false;
    click(&mut driven, "Chiara");
    assert_eq!(selection(&driven), Some(0));
}
