//! Where the selection goes, and what is on screen then.

use super::*;

#[test]
fn motions_move_the_selection_and_the_screen() {
    let mut scene = Scene::opened(&by_page(100), numbered(100, 100));
    scene.listing.set_height(10);
    for (motion, selection, top) in [
        (Motion::Up, 0, 0),
        (Motion::Down, 1, 0),
        (Motion::PageDown, 11, 10),
        (Motion::HalfPageDown, 16, 15),
        (Motion::Up, 15, 15),
        (Motion::Up, 14, 14),
        (Motion::HalfPageUp, 9, 9),
        (Motion::PageUp, 0, 0),
        (Motion::Last, 99, 90),
        (Motion::Down, 99, 90),
        (Motion::PageUp, 89, 80),
        (Motion::PageDown, 99, 90),
        (Motion::HalfPageUp, 94, 85),
        (Motion::PageDown, 99, 90),
        (Motion::First, 0, 0),
    ] {
        scene.listing.move_to(motion);
        let now = (scene.listing.selection().unwrap(), scene.listing.top());
        assert_eq!(now, (selection, top), "after {motion:?}");
    }
}

#[test]
fn a_page_down_goes_to_the_end_and_not_beyond() {
    let mut scene = Scene::opened(&by_page(100), numbered(25, 100));
    scene.listing.set_height(10);
    for (selection, top) in [(10, 10), (20, 15), (24, 15)] {
        scene.listing.move_to(Motion::PageDown);
        let now = (scene.listing.selection().unwrap(), scene.listing.top());
        assert_eq!(now, (selection, top));
    }
}

#[test]
fn a_click_moves_the_selection_and_not_the_screen() {
    let mut scene = Scene::opened(&by_page(100), numbered(100, 100));
    scene.listing.set_height(10);
    scene.listing.select_position(50);
    assert_eq!(scene.listing.visible(), 45..55);
    scene.listing.select_position(54);
    assert_eq!(scene.listing.visible(), 45..55);
    assert_eq!(scene.selected_id(), Some("54"));
    scene.listing.select_position(u64::MAX);
    assert_eq!(scene.listing.selection(), Some(99));
    assert_eq!(scene.listing.visible(), 90..100);
}

#[test]
fn a_record_is_selected_by_its_id_where_it_is_loaded() {
    let mut scene = Scene::opened(&by_page(100), numbered(12_480, 100));
    assert!(scene.listing.select_id(&RecordId::new("77")));
    assert_eq!(scene.listing.selection(), Some(77));
    assert!(!scene.listing.select_id(&RecordId::new("5000")));
    assert_eq!(scene.listing.selection(), Some(77));
}

#[test]
fn the_selection_is_a_record_and_not_a_row_number() {
    // Between two reads of the page someone was added in front.
    let mut added = false;
    let mut scene = Scene::opened(&by_page(100), move |at: &At| {
        let mut page = numbered(300, 100)(at)?;
        if std::mem::replace(&mut added, true) {
            page.records.insert(0, person(1_000));
            page.records.pop();
        }
        Ok(page)
    });
    scene.listing.select_position(50);
    let top = scene.listing.top();
    scene.with_outbox(Listing::reload_visible);
    scene.settle();
    assert_eq!(scene.selected_id(), Some("50"));
    assert_eq!(scene.listing.selection(), Some(51));
    // It stands in the same row of the screen as before.
    assert_eq!(scene.listing.top(), top + 1);
}

#[test]
fn a_record_that_a_reload_missed_is_selected_again_if_it_shows_up_in_view() {
    // A row moved from the first page to the second; both are on screen.
    let mut reads = 0;
    let mut scene = Scene::opened(&by_page(10), move |at: &At| {
        reads += 1;
        let mut page = numbered(1_000, 10)(at)?;
        match number(at) {
            0 if reads > 3 => page.records[5] = person(5_000),
            1 if reads > 3 => page.records[5] = person(5),
            _ => {}
        }
        Ok(page)
    });
    scene.listing.select_position(5);
    scene.with_outbox(Listing::reload_visible);
    scene.answer();
    assert_eq!(scene.selected_id(), Some("5000"));
    scene.settle();
    assert_eq!(scene.selected_id(), Some("5"));
    assert_eq!(scene.listing.selection(), Some(15));
}

#[test]
fn the_screen_may_have_any_height() {
    let mut scene = Scene::opened(&by_page(100), numbered(12_480, 100));
    scene.go(Motion::Last);
    for height in [0, 1, 2, 80, 200, u16::MAX, 5] {
        scene.listing.set_height(height);
        let visible = scene.listing.visible();
        assert!(visible.contains(&scene.listing.selection().unwrap()));
        assert!(visible.end <= 12_480);
        scene.listing.move_to(Motion::PageUp);
        scene.listing.move_to(Motion::Last);
    }
    assert_eq!(scene.listing.visible(), 12_475..12_480);
}
