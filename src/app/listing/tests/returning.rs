//! Coming back to a list of an earlier run.

use super::*;
use crate::directory::description::Order;

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

// ---- with rows of an earlier run

/// The page of the 512th of 1,000, as a run left it.
fn excerpt() -> Excerpt {
    Excerpt {
        page: 5,
        rows: people(500..600),
        selected: 12,
        above: 12,
        total: Some(1_000),
        sort: None,
        sorted_here: None,
        read_at: Timestamp::UNIX_EPOCH,
    }
}

/// A list that is to be come back to at a row.
fn unasked(id: &str) -> Listing {
    let mut listing = Scene::new(&by_page(100), numbered(1_000, 100)).listing;
    listing.come_back_to(Some(RecordId::new(id)), Some(512));
    listing
}

#[test]
fn rows_fit_a_list_with_the_same_row_in_the_same_order_that_has_asked_for_nothing() {
    let excerpt = excerpt();
    assert!(unasked("512").fits(&excerpt));
    assert!(!unasked("513").fits(&excerpt), "another row");

    let sort = Sort {
        field: "name".to_owned(),
        order: Order::Ascending,
    };
    let sorted = unasked("512").asked(Some(sort.clone()), Query::default());
    assert!(!sorted.fits(&excerpt), "another order");
    let also = Excerpt {
        sort: Some(sort),
        ..excerpt.clone()
    };
    assert!(sorted.fits(&also));

    let mut scene = Scene::new(&by_page(100), numbered(1_000, 100));
    scene
        .listing
        .come_back_to(Some(RecordId::new("512")), Some(512));
    scene.ask();
    assert!(!scene.listing.fits(&excerpt), "it is being read");
    assert!(!returned(512, 512).listing.fits(&excerpt), "it was read");
    let none = Excerpt {
        selected: 100,
        ..excerpt.clone()
    };
    assert!(!unasked("512").fits(&none), "no row is selected");
}

#[test]
fn what_was_narrowed_shows_those_rows_that_it_would_show() {
    let excerpt = excerpt();
    let mut listing = unasked("512");
    listing.set_filter("51", &name_field());
    assert!(listing.fits(&excerpt) && listing.show_earlier(&excerpt));
    assert_eq!(listing.positions(), 11, "510 to 519, and 551");
    assert_eq!(
        listing.selected().and_then(Record::id).unwrap().raw(),
        "512"
    );
    assert_eq!(listing.earlier(), Some(excerpt.read_at));

    // Whoever was selected may not match; then the next that does is.
    let mut listing = unasked("512");
    listing.set_filter("59", &name_field());
    assert!(listing.show_earlier(&excerpt));
    assert_eq!(
        listing.selected().and_then(Record::id).unwrap().raw(),
        "559"
    );
}
