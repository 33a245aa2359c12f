//! Long lists: what is packed, what is let go, and filters that take a while.

use proptest::prelude::*;

use super::*;

/// How much text each of [`wide`]'s records has, so that few pages are many
/// bytes.
const WIDTH: usize = 2_000;

/// `count` people in numbered pages of 100, each with a long text of its own.
fn wide(count: u64) -> impl Fn(&At) -> Result<Page, ApiError> {
    move |at| {
        let mut page = numbered(count, 100)(at)?;
        for record in &mut page.records {
            *record = wide_person(record.id().unwrap().raw().parse().unwrap());
        }
        Ok(page)
    }
}

fn wide_person(number: u64) -> Record {
    named(
        number,
        &number.to_string().repeat(WIDTH).split_off(WIDTH - 8),
    )
}

fn loaded(count: u64) -> Scene<impl FnMut(&At) -> Result<Page, ApiError>> {
    let mut scene = Scene::opened(&by_page(100), wide(count));
    scene.listing.start_walk();
    scene.settle();
    scene
}

fn look<S: FnMut(&At) -> Result<Page, ApiError>>(scene: &mut Scene<S>, second: u64) {
    scene.listing.look(Duration::from_secs(second));
}

#[test]
fn pages_far_from_the_screen_are_packed_and_read_as_before() {
    let mut scene = loaded(3_000);
    let unpacked = scene.listing.bytes();
    look(&mut scene, 1);
    let packed = scene.listing.bytes();
    assert!(packed * 2 < unpacked, "{packed} of {unpacked}");
    for position in 0..3_000 {
        let expected = wide_person(position);
        assert_eq!(scene.listing.row(position), Some(Row::Record(&expected)));
    }
    assert!(
        scene
            .listing
            .records()
            .eq((0..3_000).map(|n| Cow::Owned(wide_person(n))))
    );
    // To look at a row does not unpack its page for good.
    look(&mut scene, 2);
    assert!(scene.listing.bytes() <= packed);
}

#[test]
fn a_record_on_a_packed_page_is_found_and_replaced() {
    let mut scene = loaded(3_000);
    look(&mut scene, 1);
    let id = RecordId::new("1234");
    assert_eq!(scene.listing.record(&id), Some(&wide_person(1_234)));
    look(&mut scene, 2);
    assert!(scene.listing.replace(&named(1_234, "Ana")));
    assert!(!scene.listing.replace(&named(3_000, "Ana")));
    look(&mut scene, 3);
    assert_eq!(scene.listing.record(&id), Some(&named(1_234, "Ana")));
    scene.listing.set_filter("ana", &name_field());
    finish(&mut scene);
    assert_eq!(scene.screen(), ["1234"]);
}

#[test]
fn a_row_that_comes_again_is_found_on_a_packed_page() {
    let server = |at: &At| {
        let mut page = wide(3_000)(at)?;
        if number(at) == 29 {
            page.records[0] = wide(3_000)(&At::Start)?.records[7].clone();
        }
        Ok(page)
    };
    let mut scene = Scene::opened(&by_page(100), server);
    scene.listing.start_walk();
    while scene.listing.loaded() < 2_900 {
        scene.ask();
        scene.answer();
        look(&mut scene, 1);
    }
    scene.settle();
    assert_eq!(scene.listing.loaded(), 2_999);
    assert_eq!(scene.notes(), [Note::Moved]);
    assert!(scene.listing.record(&RecordId::new("7")).is_some());
}

#[test]
fn pages_looked_at_longest_ago_are_dropped_and_read_again_when_seen() {
    let mut scene = Scene::new(&by_page(10), numbered(1_000, 10));
    scene.listing.set_height(10);
    scene.settle();
    for (second, position) in [(1, 500), (2, 200), (3, 700), (4, 900)] {
        scene.listing.select_position(position);
        scene.settle();
        look(&mut scene, second);
    }
    // The last is where the operator is, the first is what columns are
    // measured by.
    let of_one = scene.listing.bytes() / 5;
    scene.listing.drop_oldest(2 * of_one);
    assert_eq!(scene.listing.loaded(), 30);
    assert_eq!(scene.listing.row(500), Some(Row::Absent));
    assert_eq!(scene.listing.row(200), Some(Row::Absent));
    assert_eq!(scene.listing.row(705), Some(Row::Record(&person(705))));
    assert_eq!(scene.listing.selected(), Some(&person(900)));
    assert_eq!(scene.listing.positions(), 1_000);
    assert_eq!(scene.notes(), [Note::LetGo]);
    assert!(!scene.listing.is_complete());
    scene.asked();
    scene.listing.select_position(503);
    scene.settle();
    assert_eq!(scene.asked(), [At::Page(50)]);
    assert_eq!(scene.screen(), numbers(500..510));
}

#[test]
fn a_dropped_page_keeps_its_place_whatever_its_length() {
    let mut scene = Scene::opened(&by_page(10), |at: &At| {
        let mut page = numbered(100, 10)(at)?;
        if number(at) == 4 {
            page.records.truncate(7);
        }
        Ok(page)
    });
    scene.listing.start_walk();
    scene.settle();
    scene.listing.set_height(10);
    scene.listing.select_position(60);
    assert_eq!(scene.selected_id(), Some("63"));
    let screen = scene.screen();
    scene.listing.drop_oldest(usize::MAX);
    assert_eq!(scene.listing.row(45), Some(Row::Absent));
    assert_eq!((scene.screen(), scene.selected_id()), (screen, Some("63")));
    assert_eq!(scene.listing.positions(), 97);
    scene.listing.start_walk();
    scene.settle();
    assert_eq!(scene.listing.extent(), Extent::Ended(Doubt::Fewer));
    assert_eq!(scene.listing.loaded(), 97);
}

#[test]
fn nothing_is_dropped_that_could_not_be_read_again() {
    let mut scene = Scene::opened(&by_cursor(10), cursors(100, 10));
    scene.listing.start_walk();
    scene.settle();
    scene.listing.drop_oldest(usize::MAX);
    assert_eq!(scene.ids(), numbers(0..100));
    assert_eq!(scene.notes(), []);
}

#[test]
fn marks_outlive_the_pages_that_are_dropped() {
    let mut scene = Scene::opened(&by_page(10), numbered(1_000, 10));
    scene.listing.set_height(10);
    scene.listing.select_position(305);
    scene.settle();
    scene.listing.toggle_mark();
    scene.listing.select_position(900);
    scene.settle();
    scene.listing.drop_oldest(usize::MAX);
    assert_eq!(scene.listing.row(305), Some(Row::Absent));
    assert_eq!(scene.listing.marked(), [&person(305)]);
    assert_eq!(scene.listing.marked_hidden(), 0);
}

#[test]
fn matches_on_dropped_pages_are_no_matches_any_more() {
    let mut scene = Scene::opened(&by_page(10), numbered(1_000, 10));
    scene.listing.set_height(2);
    scene.listing.start_walk();
    scene.settle();
    scene.listing.select_position(500);
    scene.listing.set_filter("person 5", &name_field());
    assert_eq!(scene.listing.positions(), 271);
    scene.listing.drop_oldest(usize::MAX);
    let coverage = scene.listing.coverage().unwrap();
    assert_eq!((coverage.loaded, coverage.complete), (40, false));
    // What is on the screen stays, and the first page and the last.
    assert_eq!(scene.screen(), ["495", "500"]);
    assert_eq!(found(&scene)[..3], [5, 495, 500]);
    assert_eq!(coverage.matches, 13);
}

// ---- filters -----------------------------------------------------------------

/// More rows than a filter folds at once.
const MANY: u64 = 7_000;

fn many() -> Scene<impl FnMut(&At) -> Result<Page, ApiError>> {
    let mut scene = Scene::opened(&by_page(100), numbered(MANY, 100));
    scene.listing.set_height(10);
    scene.listing.start_walk();
    scene.settle();
    scene
}

/// The numbers of all rows that match.
fn found<S: FnMut(&At) -> Result<Page, ApiError>>(scene: &Scene<S>) -> Vec<u64> {
    (0..scene.listing.positions())
        .map(|position| match scene.listing.row(position) {
            Some(Row::Record(record)) => record.id().unwrap().raw().parse().unwrap(),
            other => panic!("{other:?}"),
        })
        .collect()
}

/// How many times a filter had to be gone on with.
fn finish<S: FnMut(&At) -> Result<Page, ApiError>>(scene: &mut Scene<S>) -> usize {
    let mut times = 0;
    while scene.listing.is_looking() {
        scene.listing.look_on();
        times += 1;
        assert!(times < 1_000, "it never ends");
    }
    times
}

#[test]
fn a_filter_over_many_rows_begins_where_the_operator_is_and_goes_on() {
    let mut scene = many();
    scene.listing.select_position(4_050);
    scene.listing.set_filter("50", &name_field());
    // The screen is full at once.
    assert!(scene.listing.is_looking());
    assert_eq!(scene.selected_id(), Some("4050"));
    let screen = scene.screen();
    assert_eq!(screen.len(), 10);
    let expected: Vec<u64> = (0..MANY).filter(|n| n.to_string().contains("50")).collect();
    let coverage = scene.listing.coverage().unwrap();
    assert!(coverage.so_far && coverage.matches < expected.len() as u64);
    assert!(finish(&mut scene) > 1);
    let coverage = scene.listing.coverage().unwrap();
    assert!(!coverage.so_far);
    assert_eq!(coverage.matches, expected.len() as u64);
    assert_eq!(found(&scene), expected);
    assert_eq!(
        (scene.screen(), scene.selected_id()),
        (screen, Some("4050"))
    );
}

#[test]
fn what_is_selected_does_not_depend_on_how_long_it_took() {
    for (from, text, selected) in [
        (10, "person 6999", "6999"),
        (10, "person 12", "12"),
        (6_990, "person 123", "6123"),
        (6_990, "person 1234", "1234"),
    ] {
        let mut scene = many();
        scene.listing.select_position(from);
        scene.listing.set_filter(text, &name_field());
        finish(&mut scene);
        assert_eq!(scene.selected_id(), Some(selected), "{from} {text}");
    }
}

#[test]
fn the_newest_text_wins_over_one_that_is_still_looked_for() {
    let mut scene = many();
    for text in ["6", "69"] {
        scene.listing.set_filter(text, &name_field());
        assert!(scene.listing.is_looking(), "{text}");
    }
    scene.listing.set_filter("6999", &name_field());
    finish(&mut scene);
    assert_eq!(scene.screen(), ["6999"]);
    // All is folded now, and one slice is enough.
    scene.listing.set_filter("699", &name_field());
    assert!(!scene.listing.is_looking());
    assert_eq!(scene.listing.positions(), 17);
}

#[test]
fn what_filters_read_is_read_as_pages_are_packed() {
    let opened = |fields: Option<FilterFields>| {
        let mut scene = Scene::opened(&by_page(100), wide(3_000));
        if let Some(fields) = fields {
            scene.listing.fold_for(&fields);
        }
        scene.listing.start_walk();
        scene.settle();
        look(&mut scene, 1);
        scene
    };
    let mut scene = opened(Some(name_field()));
    assert!(scene.listing.knows_fields());
    let before = scene.listing.bytes();
    scene.listing.set_filter("name:2999", &name_field());
    // Only what is still open had to be read.
    assert!(finish(&mut scene) <= 1);
    assert_eq!(scene.screen(), ["2999"]);
    let after = scene.listing.bytes();
    assert!(after < before + before / 2, "{before} to {after}");
    // Where filters read something else, all is read anew, and nothing else is
    // found.
    for fields in [None, Some(FilterFields::default())] {
        let mut scene = opened(fields);
        scene.listing.set_filter("name:2999", &name_field());
        assert!(finish(&mut scene) > 1);
        assert_eq!(scene.screen(), ["2999"]);
        scene.listing.clear_filter();
        for position in 0..3_000 {
            let expected = wide_person(position);
            assert_eq!(scene.listing.row(position), Some(Row::Record(&expected)));
        }
    }
}

#[test]
fn what_is_not_packed_is_read_before_a_letter_is_typed() {
    let mut scene = many();
    assert!(!scene.listing.can_prepare());
    scene.listing.fold_for(&name_field());
    let mut times = 0;
    while scene.listing.can_prepare() {
        scene.listing.prepare_filter();
        times += 1;
        assert!(times < 1_000, "it never ends");
    }
    // A page at a time, until so little is left that a letter can do it.
    assert_eq!(times, 60);
    scene.listing.set_filter("6999", &name_field());
    assert!(finish(&mut scene) <= 1);
    assert_eq!(scene.screen(), ["6999"]);
}

#[test]
fn a_value_is_looked_for_without_unpacking_what_does_not_hold_it() {
    let name: Field = toml::from_str("name = \"name\"").unwrap();
    let other: Field = toml::from_str("name = \"other\"\nat = \"/name\"").unwrap();
    let mut scene = loaded(3_000);
    scene.listing.fold_for(&name_field());
    look(&mut scene, 1);
    let ids = |scene: &Scene<_>, field: &Field, text: &str| -> Vec<u64> {
        let records = scene.listing.records_with(field, text);
        records
            .map(|record| record.id().unwrap().raw().parse().unwrap())
            .collect()
    };
    let sought = wide_person(1_234);
    let value = sought.value()["name"].as_str().unwrap().to_uppercase();
    let found = ids(&scene, &name, &value);
    assert!(found.contains(&1_234));
    // The rest of its page, and what is open.
    assert!(found.len() < 1_500, "{}", found.len());
    assert!(ids(&scene, &name, "nobody").len() < 1_500);
    // Of what filters do not read, each may be it.
    assert_eq!(ids(&scene, &other, &value).len(), 3_000);
    let mut scene = loaded(3_000);
    look(&mut scene, 1);
    assert_eq!(ids(&scene, &name, &value).len(), 3_000);
}

#[test]
fn pages_that_come_while_a_filter_is_looking_are_counted_once() {
    let mut scene = Scene::opened(&by_page(100), numbered(10_000, 100));
    scene.listing.start_walk_of(6_000);
    scene.settle();
    scene.listing.select_position(3_000);
    scene.settle();
    scene.listing.set_filter("99", &name_field());
    scene.listing.start_walk();
    scene.ask();
    while !scene.open.is_empty() {
        scene.answer();
        scene.listing.look_on();
        scene.ask();
    }
    finish(&mut scene);
    let expected = (0..10_000).filter(|n| n.to_string().contains("99")).count();
    assert_eq!(scene.listing.positions(), expected as u64);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// Moving about while a filter is looking changes nothing of what it finds.
    #[test]
    fn slices_find_what_one_look_finds(
        from in 0..MANY,
        text in "[0-9]{1,3}",
        moves in prop::collection::vec(prop::sample::select(vec![
            Motion::Down, Motion::Up, Motion::PageDown, Motion::First, Motion::Last,
        ]), 0..6),
    ) {
        let mut scene = many();
        scene.listing.select_position(from);
        scene.listing.set_filter(&text, &name_field());
        for motion in moves {
            scene.listing.move_to(motion);
            scene.listing.look_on();
            let visible = scene.listing.visible();
            prop_assert!(scene.listing.selection().is_none_or(|at| visible.contains(&at)));
        }
        finish(&mut scene);
        let expected: Vec<u64> = (0..MANY).filter(|n| n.to_string().contains(&text)).collect();
        prop_assert_eq!(found(&scene), expected);
    }
}
