//! An order of our own over what is loaded.

use std::cell::Cell;

use serde_json::json;

use super::*;
use crate::app::columns::Shows;
use crate::directory::description::Order;

fn field(text: &str) -> Field {
    toml::from_str(text).unwrap()
}

fn sort(order: Order) -> SortHere {
    SortHere {
        label: "name".to_owned(),
        by: Shows::Field("name".to_owned()),
        order,
    }
}

/// Puts a listing in the order of a field.
fn put(listing: &mut Listing, by: &str, order: Order) {
    listing.sort_loaded(sort(order), SortKeys::of_field(&field(by)));
}

/// The ids in the order in which values of a field come, both ways.
fn orders(by: &str, values: &[serde_json::Value]) -> [Vec<String>; 2] {
    let records = (0..).zip(values).map(|(number, value)| {
        let body = json!({ "other": {"name": 1}, "name": value });
        Record::new(Some(RecordId::new(&format!("{number}"))), &body.to_string())
    });
    let all = page(records.collect(), None, None);
    let users = ListOf::Resource(ResourceName::new("users"));
    [Order::Ascending, Order::Descending].map(|order| {
        let mut listing = Listing::new(users.clone(), &Paging::None);
        listing.set_height(100);
        listing.take_page(0, &At::Start, &all);
        put(&mut listing, by, order);
        let ids = (0..listing.positions()).map(|at| match listing.row(at) {
            Some(Row::Record(record)) => record.id().unwrap().raw().to_owned(),
            other => panic!("{other:?}"),
        });
        ids.collect()
    })
}

#[test]
fn each_kind_has_its_order_and_what_is_missing_comes_last() {
    let of = |ids: &str| ids.split(' ').map(str::to_owned).collect::<Vec<_>>();
    for (by, values, up, down) in [
        (
            "name = \"name\"",
            json!(["beta", "Álvaro", null, "alba", "", "Zoë", "beta"]),
            "3 1 0 6 5 2 4",
            "5 0 6 1 3 2 4",
        ),
        (
            "name = \"name\"\nkind = \"number\"",
            json!([
                10,
                9,
                -1,
                9.5,
                null,
                9_007_199_254_740_993_i64,
                9_007_199_254_740_992_i64
            ]),
            "2 1 3 0 6 5 4",
            "5 6 0 3 1 2 4",
        ),
        (
            "name = \"name\"\nkind = \"date\"",
            json!([
                "2024-01-01T01:00:00+02:00",
                "2023-12-31T23:30:00Z",
                "1969-01-01T00:00:00Z",
                null
            ]),
            "2 0 1 3",
            "1 0 2 3",
        ),
        (
            "name = \"name\"\nkind = \"yes-no\"",
            json!([true, null, false, true]),
            "2 0 3 1",
            "0 3 2 1",
        ),
        // What is of another kind than it should be stands with its like.
        (
            "name = \"name\"\nkind = \"number\"",
            json!(["7", 3, true, 1]),
            "2 3 1 0",
            "0 1 3 2",
        ),
    ] {
        let values = values.as_array().unwrap();
        assert_eq!(orders(by, values), [of(up), of(down)], "{by} {values:?}");
    }
}

#[test]
fn texts_that_begin_alike_are_told_apart_behind_that() {
    let values = [
        "long name of one B",
        "long name of one A",
        "long name",
        "long nam",
    ];
    let [up, down] = orders("name = \"name\"", &values.map(|value| json!(value)));
    assert_eq!(up, ["3", "2", "1", "0"]);
    assert_eq!(down, ["0", "1", "2", "3"]);
}

#[test]
fn a_member_deeper_down_is_read() {
    let values = [json!([{"role": "b"}]), json!([]), json!([{"role": "a"}])];
    let [up, _] = orders("name = \"role\"\nat = \"/name/0/role\"", &values);
    assert_eq!(up, ["2", "0", "1"]);
}

/// People whose names go the other way than their numbers.
fn backwards(count: u64, size: u64) -> impl Fn(&At) -> Result<Page, ApiError> {
    move |at| {
        let start = number(at) * size;
        let end = (start + size).min(count);
        let rows = (start..end).map(|n| named(n, &format!("Person {:06}", count - n)));
        let next = u32::try_from(number(at) + 1).unwrap();
        Ok(page(
            rows.collect(),
            (end < count).then_some(At::Page(next)),
            Some(count),
        ))
    }
}

#[test]
fn only_what_is_loaded_has_positions_and_nothing_more_is_asked_for() {
    let mut scene = Scene::opened(&by_page(100), backwards(1_000, 100));
    put(&mut scene.listing, "name = \"name\"", Order::Ascending);
    scene.asked();
    assert_eq!(scene.listing.positions(), 100);
    // The selected record is where it was: the first of the list is the last.
    assert_eq!(scene.selected_id(), Some("0"));
    scene.go(Motion::First);
    assert_eq!(
        scene.screen(),
        (70..100).rev().map(|n| n.to_string()).collect::<Vec<_>>()
    );
    scene.go(Motion::Last);
    assert_eq!(scene.selected_id(), Some("0"));
    assert_eq!(scene.asked(), []);
}

#[test]
fn pages_that_come_are_put_in_and_the_selected_row_stays_on_the_screen() {
    let mut scene = Scene::opened(&by_page(100), backwards(300, 100));
    put(&mut scene.listing, "name = \"name\"", Order::Ascending);
    scene.go(Motion::First);
    scene.go_times(Motion::Down, 40);
    let above = scene.listing.selection().unwrap() - scene.listing.top();
    let selected = scene.selected_id().unwrap().to_owned();
    scene.listing.start_walk();
    scene.settle();
    assert_eq!(scene.listing.positions(), 300);
    assert_eq!(scene.selected_id(), Some(selected.as_str()));
    assert_eq!(
        scene.listing.selection().unwrap() - scene.listing.top(),
        above
    );
    scene.go(Motion::First);
    assert_eq!(scene.screen()[0], "299");
    scene.go(Motion::Last);
    assert_eq!(scene.screen().last().unwrap(), "0");
}

#[test]
fn a_page_that_is_read_again_takes_the_place_of_what_it_was() {
    let mut scene = Scene::opened(&by_page(100), backwards(150, 100));
    scene.listing.start_walk();
    scene.settle();
    put(&mut scene.listing, "name = \"name\"", Order::Ascending);
    scene.go(Motion::First);
    scene.server = backwards(120, 100);
    scene.with_outbox(Listing::reload_visible);
    scene.settle();
    assert_eq!(scene.listing.positions(), 120);
    assert_eq!(scene.screen()[0], "119");
}

#[test]
fn the_directory_s_order_comes_back_without_a_request() {
    let mut scene = Scene::opened(&by_page(100), backwards(1_000, 100));
    put(&mut scene.listing, "name = \"name\"", Order::Ascending);
    scene.go(Motion::First);
    scene.asked();
    scene.with_outbox(|listing, outbox| listing.set_sort(None, outbox));
    assert_eq!(scene.listing.sorted_here(), None);
    assert_eq!(scene.listing.positions(), 1_000);
    // The selected record is the page's last: what follows is on the screen.
    assert_eq!(scene.selected_id(), Some("99"));
}

#[test]
fn a_filter_narrows_what_is_sorted() {
    let mut scene = Scene::opened(&by_page(100), backwards(100, 100));
    put(&mut scene.listing, "name = \"name\"", Order::Ascending);
    // Few matches are sorted by themselves, many picked out: both in order.
    for (text, first, count) in [("00001", "99", 11), ("person", "99", 100)] {
        scene.listing.set_filter(text, &name_field());
        scene.go(Motion::First);
        assert_eq!(scene.selected_id(), Some(first), "{text}");
        assert_eq!(scene.listing.positions(), count, "{text}");
        let screen = scene.screen();
        assert!(
            screen.is_sorted_by(|a, b| b.parse::<u64>().unwrap() < a.parse().unwrap()),
            "{screen:?}"
        );
    }
    scene.listing.clear_filter();
    assert_eq!(scene.listing.positions(), 100);
}

/// Goes on until the order is made, and says in how many slices.
fn finish<S: FnMut(&At) -> Result<Page, ApiError>>(scene: &mut Scene<S>) -> usize {
    let mut slices = 0;
    while scene.listing.is_sorting() {
        scene.listing.look_on();
        slices += 1;
        assert!(slices < 1_000, "it never ends");
    }
    slices
}

fn ids_of(listing: &Listing) -> Vec<u64> {
    (0..listing.positions())
        .map(|at| match listing.row(at) {
            Some(Row::Record(record)) => record.id().unwrap().raw().parse().unwrap(),
            other => panic!("{other:?}"),
        })
        .collect()
}

/// A row of [`backwards`] with 12,000 people.
fn nth(number: u64) -> Record {
    named(number, &format!("Person {:06}", 12_000 - number))
}

#[test]
fn a_long_list_is_put_in_order_in_slices_and_stands_as_it_was_until_then() {
    let is_renamed = Cell::new(false);
    let server = |at: &At| {
        let mut page = backwards(12_000, 100)(at)?;
        if is_renamed.get() && number(at) == 50 {
            page.records[7] = named(5_007, "Zoe");
        }
        Ok(page)
    };
    let mut scene = Scene::opened(&by_page(100), server);
    scene.listing.start_walk_of(11_900);
    scene.settle();
    scene.listing.look(Duration::from_secs(1));
    scene.listing.select_position(5_000);
    put(&mut scene.listing, "name = \"name\"", Order::Ascending);
    assert!(scene.listing.is_sorting());
    assert_eq!(scene.listing.sorted_here().unwrap().label, "name");
    assert_eq!(scene.listing.row(5_000), Some(Row::Record(&nth(5_000))));
    for _ in 0..3 {
        scene.listing.look_on();
    }
    // One page is read anew after it was looked at, and another comes.
    is_renamed.set(true);
    scene.with_outbox(Listing::reload_visible);
    scene.listing.start_walk();
    scene.settle();
    assert!(finish(&mut scene) > 2);
    assert_eq!(scene.selected_id(), Some("5000"));
    let others = (0..12_000).rev().filter(|number| *number != 5_007);
    let expected: Vec<u64> = others.chain([5_007]).collect();
    assert_eq!(ids_of(&scene.listing), expected);
    // Many matches are picked out of what is in order.
    scene.listing.set_filter("\"person 00\"", &name_field());
    while scene.listing.is_looking() {
        scene.listing.look_on();
    }
    let others = (2_001..12_000).rev();
    let expected: Vec<u64> = others.filter(|number| *number != 5_007).collect();
    assert_eq!(ids_of(&scene.listing), expected);
    scene.listing.clear_filter();
    // The other way round, and away from it before it is made.
    put(&mut scene.listing, "name = \"name\"", Order::Descending);
    scene.with_outbox(|listing, outbox| listing.set_sort(None, outbox));
    assert_eq!(scene.listing.sorted_here(), None);
    assert_eq!(finish(&mut scene), 0);
    assert_eq!(scene.listing.row(5_000), Some(Row::Record(&nth(5_000))));
}

#[test]
fn what_is_dropped_while_it_is_put_in_order_is_not_in_it() {
    let mut scene = Scene::opened(&by_page(100), backwards(8_000, 100));
    scene.listing.start_walk();
    scene.settle();
    put(&mut scene.listing, "name = \"name\"", Order::Ascending);
    scene.listing.look_on();
    scene.listing.drop_oldest(usize::MAX);
    let loaded = scene.listing.loaded();
    assert!(loaded < 1_000, "{loaded}");
    finish(&mut scene);
    let ids = ids_of(&scene.listing);
    assert_eq!(ids.len() as u64, loaded);
    assert!(ids.is_sorted_by(|one, other| one > other), "{ids:?}");
}
