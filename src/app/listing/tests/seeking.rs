//! Reading pages that the screen is not on, for somebody who looks for a row.

use super::*;

#[test]
fn a_page_that_is_sought_is_read_once_wherever_the_screen_is() {
    let mut scene = Scene::opened(&by_page(100), numbered(12_480, 100));
    scene.asked();
    assert_eq!(scene.listing.page_count(), Some(125));
    assert!(scene.with_outbox(|listing, outbox| listing.read_page(60, outbox)));
    assert_eq!(scene.listing.page_read(60), PageRead::Waiting);
    // The screen stays where it is, and asks for nothing else.
    scene.ask();
    assert_eq!(scene.open.len(), 1);
    assert!(!scene.with_outbox(|listing, outbox| listing.read_page(60, outbox)));
    scene.answer();
    assert_eq!(scene.listing.page_read(60), PageRead::Came);
    assert_eq!(scene.asked(), [At::Page(60)]);
    assert_eq!(scene.listing.loaded_pages(), [0, 60]);
    assert_eq!(scene.listing.page_rows(60).len(), 100);
    assert_eq!(scene.listing.selection(), Some(0));
    // Even one that is loaded is read again where that is wanted.
    assert!(scene.with_outbox(|listing, outbox| listing.read_page(60, outbox)));
}

#[test]
fn a_page_that_is_sought_no_more_is_given_up_unless_it_is_looked_at() {
    let mut scene = Scene::opened(&by_page(100), numbered(12_480, 100));
    scene.with_outbox(|listing, outbox| listing.read_page(60, outbox));
    scene.with_outbox(Listing::stop_seeking);
    assert!(scene.open.is_empty());
    assert_eq!(scene.listing.page_read(60), PageRead::GivenUp);

    scene.with_outbox(|listing, outbox| listing.read_page(124, outbox));
    scene.listing.move_to(Motion::Last);
    scene.ask();
    scene.with_outbox(Listing::stop_seeking);
    assert_eq!(scene.open.len(), 1);
}

#[test]
fn a_page_behind_the_end_shows_where_it_is() {
    let mut scene = Scene::opened(&by_page(100), numbered(250, 100));
    assert!(!scene.listing.ends_as_told(), "its last page was not seen");
    for page in [2, 3] {
        scene.with_outbox(|listing, outbox| listing.read_page(page, outbox));
        scene.answer();
        assert_eq!(scene.listing.page_read(page), PageRead::Came);
    }
    assert!(scene.listing.ends_as_told());
    assert_eq!(scene.listing.page_count(), Some(3));
    assert_eq!(scene.listing.page_rows(3), []);
}

#[test]
fn a_row_is_shown_within_its_page() {
    let mut scene = Scene::opened(&by_page(100), numbered(12_480, 100));
    scene.with_outbox(|listing, outbox| listing.read_page(60, outbox));
    scene.answer();
    scene.asked();
    for (index, top) in [(0, 6_000), (3, 6_000), (50, 6_043), (99, 6_070)] {
        assert!(scene.listing.select_row(60, index));
        let now = (scene.listing.selection(), scene.listing.top());
        assert_eq!(now, (Some(6_000 + index as u64), top));
        scene.ask();
        assert!(scene.open.is_empty(), "nothing around it has to be read");
    }
    assert!(!scene.listing.select_row(60, 100));
    assert!(!scene.listing.select_row(61, 0));
}
