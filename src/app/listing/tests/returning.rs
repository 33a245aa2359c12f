//! Coming back to a list of an earlier run.

use super::*;

fn returned(id: u64, at: u64) -> Scene<impl FnMut(&At) -> Result<Page, ApiError>> {
    let mut scene = Scene::new(&by_page(100), numbered(1_000, 100));
    let id = Some(RecordId::new(&id.to_string()));
    scene.listing.come_back_to(id, Some(at));
    scene.settle();
    scene
}

#[test]
fn only_the_page_that_it_stood_on_is_read() {
    for (at, top) in [(512, 500), (500, 500), (599, 570), (550, 535), (999, 970)] {
        let mut scene = returned(at, at);
        assert_eq!(scene.asked(), [At::Page(u32::try_from(at / 100).unwrap())]);
        assert_eq!(scene.selected_id(), Some(at.to_string().as_str()));
        assert_eq!(scene.listing.top(), top, "{at}");
        assert_eq!(scene.screen(), numbers(top..top + 30));
        assert_eq!(scene.listing.lost(), None);
        assert_eq!(scene.listing.resting_at(), Some(at));
    }
}

#[test]
fn a_record_that_stands_elsewhere_is_lost_and_its_neighbour_selected() {
    let scene = returned(712, 512);
    assert_eq!(scene.selected_id(), Some("512"));
    assert_eq!(scene.listing.lost().map(RecordId::raw), Some("712"));
    assert_eq!(scene.listing.resting_on().map(RecordId::raw), Some("512"));
}

#[test]
fn before_anything_has_come_it_rests_where_it_was_left() {
    let mut scene = Scene::new(&by_page(100), numbered(1_000, 100));
    scene
        .listing
        .come_back_to(Some(RecordId::new("512")), Some(512));
    assert_eq!(scene.listing.resting_at(), Some(512));
    assert_eq!(scene.listing.resting_on().map(RecordId::raw), Some("512"));
}

#[test]
fn where_pages_follow_each_other_the_list_begins_at_its_start() {
    let mut scene = Scene::new(&by_cursor(100), cursors(1_000, 100));
    scene
        .listing
        .come_back_to(Some(RecordId::new("12")), Some(12));
    scene.settle();
    assert_eq!(scene.asked(), [At::Start]);
    assert_eq!(scene.selected_id(), Some("12"));
    assert_eq!(scene.listing.resting_at(), None);
}

#[test]
fn a_list_that_became_shorter_shows_its_last_page() {
    let mut scene = Scene::new(&by_page(100), numbered(150, 100));
    scene
        .listing
        .come_back_to(Some(RecordId::new("512")), Some(512));
    scene.settle();
    assert_eq!(scene.selected_id(), Some("149"));
    assert!(scene.sent.len() <= 3, "{:?}", scene.sent);
}
