//! Filters and marks.

use super::*;
use crate::app::filter::Coverage;

const NAMES: [&str; 5] = [
    "Ana Lima",
    "Bo Berg",
    "Ánabel Ruiz",
    "Dan Brown",
    "Hannah Øst",
];

/// A page of ten has each name twice.
fn named_people(count: u64) -> impl Fn(&At) -> Result<Page, ApiError> {
    let names = |number: u64| NAMES[usize::try_from(number % 5).unwrap()];
    move |at| {
        let mut page = numbered(count, 10)(at)?;
        for record in &mut page.records {
            let number = record.id().unwrap().raw().parse().unwrap();
            *record = named(number, names(number));
        }
        Ok(page)
    }
}

fn coverage(matches: u64, loaded: u64, total: u64) -> Coverage {
    Coverage {
        matches,
        loaded,
        so_far: false,
        total: Some(total),
        complete: loaded == total,
        moved: false,
    }
}

fn filtered(text: &str, height: u16) -> Scene<impl FnMut(&At) -> Result<Page, ApiError>> {
    let mut scene = Scene::new(&by_page(10), named_people(1_000));
    scene.listing.set_height(height);
    scene.settle();
    scene.asked();
    scene.listing.set_filter(text, &name_field());
    scene.settle();
    scene
}

#[test]
fn a_filter_is_over_what_is_loaded_and_says_so() {
    let mut scene = filtered("ana", 10);
    assert_eq!(scene.screen(), ["0", "2", "5", "7"]);
    assert_eq!(scene.listing.coverage(), Some(coverage(4, 10, 1_000)));
    assert_eq!(scene.listing.positions(), 4);
    // Moving goes through the matches and asks for nothing.
    scene.go_times(Motion::Down, 3);
    assert_eq!(scene.selected_id(), Some("7"));
    scene.go(Motion::Down);
    scene.go(Motion::PageDown);
    scene.go(Motion::Last);
    assert_eq!(scene.selected_id(), Some("7"));
    assert_eq!(scene.asked(), []);
}

#[test]
fn typing_on_narrows_and_taking_back_widens() {
    let mut scene = filtered("a", 10);
    for (text, expected) in [
        ("an", &["0", "2", "3", "4", "5", "7", "8", "9"][..]),
        ("ana", &["0", "2", "5", "7"]),
        ("ana r", &["2", "7"]),
        ("ana rx", &[]),
        ("ana r", &["2", "7"]),
        ("ost", &["4", "9"]),
        ("øst han", &["4", "9"]),
        ("7", &["7"]),
    ] {
        scene.listing.set_filter(text, &name_field());
        assert_eq!(scene.screen(), expected, "{text}");
        assert_eq!(scene.listing.filter().unwrap().text(), text);
    }
    assert_eq!(scene.listing.coverage(), Some(coverage(1, 10, 1_000)));
}

#[test]
fn the_selection_stays_on_its_record_or_goes_to_the_next_match() {
    let mut scene = Scene::opened(&by_page(10), named_people(1_000));
    scene.listing.set_height(10);
    scene.listing.select_position(4);
    for (text, selected) in [
        ("a", Some("4")),
        ("an", Some("4")),
        ("ana", Some("5")),
        ("ana q", None),
        ("ana", Some("5")),
        ("ruiz", Some("7")),
    ] {
        scene.listing.set_filter(text, &name_field());
        assert_eq!(scene.selected_id(), selected, "{text}");
    }
    scene.listing.clear_filter();
    assert_eq!(scene.selected_id(), Some("7"));
    assert_eq!(scene.listing.selection(), Some(7));
    // Behind the last match it is the last match.
    scene.listing.select_position(29);
    scene.listing.set_filter("brown", &name_field());
    assert_eq!(scene.selected_id(), Some("28"));
    // A text without words is none.
    scene.listing.set_filter(" ", &name_field());
    assert_eq!(scene.listing.filter(), None);
    assert_eq!(scene.listing.positions(), 1_000);
}

#[test]
fn clearing_a_filter_without_matches_returns_to_the_record() {
    let mut scene = Scene::opened(&by_page(10), named_people(1_000));
    scene.listing.select_position(3);
    scene.listing.set_filter("nobody", &name_field());
    assert_eq!(scene.listing.selection(), None);
    assert_eq!(scene.listing.selected(), None);
    assert_eq!(scene.listing.coverage().map(|c| c.complete), Some(false));
    scene.listing.clear_filter();
    assert_eq!(scene.selected_id(), Some("3"));
}

#[test]
fn the_filter_stays_live_while_pages_come() {
    let mut scene = filtered("ana", 2);
    scene.listing.select_position(3);
    assert_eq!(scene.selected_id(), Some("7"));
    scene.listing.start_walk();
    scene.settle();
    assert_eq!(scene.listing.coverage(), Some(coverage(400, 1_000, 1_000)));
    assert_eq!(scene.asked().len(), 99);
    assert_eq!(scene.screen(), ["5", "7"]);
    assert_eq!(scene.selected_id(), Some("7"));
}

#[test]
fn matches_above_the_screen_do_not_move_it() {
    let mut scene = Scene::new(&by_page(10), named_people(1_000));
    scene.listing.set_height(4);
    scene.settle();
    scene.listing.select_position(505);
    scene.settle();
    scene.listing.set_filter("ana", &name_field());
    assert_eq!(scene.selected_id(), Some("505"));
    let screen = scene.screen();
    scene.listing.start_walk();
    scene.ask();
    scene.answer();
    scene.answer();
    assert_eq!(scene.screen(), screen);
    assert_eq!(scene.selected_id(), Some("505"));
}

#[test]
fn a_changed_row_stays_until_its_page_comes_again() {
    let mut scene = filtered("ana", 10);
    scene.listing.replace(&named(2, "Zoe"));
    assert_eq!(scene.screen(), ["0", "2", "5", "7"]);
    scene.listing.set_filter("zoe", &name_field());
    assert_eq!(scene.screen(), ["2"]);
    scene.with_outbox(Listing::reload_visible);
    scene.settle();
    assert_eq!(scene.screen(), Vec::<String>::new());
    assert_eq!(scene.asked(), [At::Start]);
}

#[test]
fn a_reload_under_a_filter_reads_the_page_of_the_selected_row() {
    let mut scene = Scene::opened(&by_page(10), named_people(1_000));
    scene.listing.start_walk();
    scene.settle();
    scene.listing.set_filter("ana", &name_field());
    scene.listing.select_position(25);
    assert_eq!(scene.selected_id(), Some("62"));
    scene.asked();
    scene.with_outbox(Listing::reload_visible);
    scene.settle();
    assert_eq!(scene.asked(), [At::Page(6)]);
    assert_eq!(scene.selected_id(), Some("62"));
}

#[test]
fn other_fields_are_other_matches() {
    let mut scene = filtered("ana", 10);
    scene.listing.set_filter("ana", &FilterFields::default());
    assert_eq!(scene.screen(), Vec::<String>::new());
    scene.listing.set_filter("7", &FilterFields::default());
    assert_eq!(scene.screen(), ["7"]);
}

#[test]
fn a_moved_list_is_said_to_have_moved() {
    let mut scene = Scene::opened(&by_cursor(10), |at: &At| {
        let n = number(at);
        Ok(page(
            people(n..n + 10),
            (n < 9).then(|| cursor(n + 9)),
            None,
        ))
    });
    scene.settle();
    scene.listing.set_filter("nobody", &name_field());
    let coverage = scene.listing.coverage().unwrap();
    assert!(!coverage.complete && coverage.moved);
}

// ---- marks -------------------------------------------------------------------

fn marked<S: FnMut(&At) -> Result<Page, ApiError>>(scene: &Scene<S>) -> Vec<&str> {
    scene
        .listing
        .marked()
        .into_iter()
        .map(|record| record.id().unwrap().raw())
        .collect()
}

#[test]
fn marks_are_by_record_and_outlive_filter_order_and_reload() {
    let mut reads = 0;
    let mut scene = Scene::opened(&by_page(10), move |at: &At| {
        reads += 1;
        let mut page = named_people(1_000)(at)?;
        if reads > 3 {
            page.records = vec![named(7, "Ánabel Ruiz-Lima"), named(3, "Dan Brown")];
            page.next = None;
            page.total = Some(2);
        }
        Ok(page)
    });
    for position in [7, 3, 5] {
        scene.listing.select_position(position);
        assert!(scene.listing.toggle_mark());
    }
    assert_eq!(marked(&scene), ["3", "5", "7"]);
    assert_eq!(scene.listing.marked_hidden(), 0);

    scene.listing.set_filter("ruiz", &name_field());
    assert_eq!(
        (scene.listing.marked_count(), scene.listing.marked_hidden()),
        (3, 2)
    );
    assert_eq!(marked(&scene), ["3", "5", "7"]);
    scene.listing.clear_filter();

    scene.with_outbox(Listing::reload_all);
    scene.settle();
    assert_eq!(scene.ids(), ["7", "3"]);
    assert_eq!(marked(&scene), ["7", "3", "5"]);
    assert_eq!(scene.listing.marked_hidden(), 1);
    // What is known of them is what came last.
    assert_eq!(scene.listing.marked()[0], &named(7, "Ánabel Ruiz-Lima"));
    assert_eq!(scene.listing.marked()[2], &named(5, "Ana Lima"));

    assert!(scene.listing.is_marked(&RecordId::new("5")));
    scene.listing.select_id(&RecordId::new("7"));
    scene.listing.toggle_mark();
    assert_eq!(marked(&scene), ["3", "5"]);
    assert_eq!(scene.listing.marked_count(), 2);
}

#[test]
fn a_range_is_from_the_last_mark_to_here() {
    let mut scene = Scene::new(&by_page(10), numbered(1_000, 10));
    scene.listing.set_height(10);
    scene.settle();
    scene.listing.select_position(2);
    assert_eq!(
        scene.listing.mark_range(),
        RangeMarked {
            marked: 1,
            left_out: 0
        }
    );
    scene.listing.select_position(5);
    assert_eq!(
        scene.listing.mark_range(),
        RangeMarked {
            marked: 4,
            left_out: 0
        }
    );
    assert_eq!(marked(&scene), ["2", "3", "4", "5"]);
    // Up as well as down, and what is not loaded is left out.
    scene.listing.select_position(0);
    assert_eq!(
        scene.listing.mark_range(),
        RangeMarked {
            marked: 6,
            left_out: 0
        }
    );
    scene.listing.select_position(19);
    assert_eq!(
        scene.listing.mark_range(),
        RangeMarked {
            marked: 10,
            left_out: 10
        }
    );
    assert_eq!(scene.listing.marked_count(), 10);
}

#[test]
fn a_range_under_a_filter_is_of_matches() {
    let mut scene = filtered("ana", 10);
    scene.listing.toggle_mark();
    scene.go_times(Motion::Down, 2);
    scene.listing.mark_range();
    assert_eq!(marked(&scene), ["0", "2", "5"]);
}

#[test]
fn a_filter_reads_the_rows_of_another_order_as_it_read_those_before() {
    let mut scene = Scene::opened(&by_page(100), numbered(200, 100));
    scene.listing.set_filter("person 42", &name_field());
    assert_eq!(scene.screen(), ["42"]);
    let sort = Sort {
        field: "name".to_owned(),
        order: crate::directory::description::Order::Ascending,
    };
    scene.with_outbox(|listing, outbox| listing.set_sort(Some(sort), outbox));
    scene.settle();
    assert_eq!(scene.screen(), ["42"]);
}
