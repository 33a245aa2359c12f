//! Servers whose pages do not agree with each other.

use super::*;

#[test]
fn a_row_that_comes_on_two_pages_is_one_row() {
    // Someone was added at the front after the first page was read: its last
    // row comes again as the first of the second page.
    let mut scene = Scene::opened(&by_page(100), |at: &At| {
        Ok(match number(at) {
            0 => page(people(0..100), Some(At::Page(1)), Some(300)),
            1 => page(people(99..199), Some(At::Page(2)), Some(301)),
            2 => page(people(199..299), Some(At::Page(3)), Some(301)),
            _ => page(people(299..300), None, Some(301)),
        })
    });
    scene.listing.select_position(250);
    scene.settle();
    assert_eq!(scene.selected_id(), Some("249"));
    let screen = scene.screen();
    // The page before comes in with a row less; nothing on screen moves.
    scene.listing.start_walk();
    scene.settle();
    assert_eq!(scene.screen(), screen);
    assert_eq!(scene.selected_id(), Some("249"));
    assert_eq!(scene.ids(), numbers(0..300));
    assert_eq!(scene.listing.positions(), 300);
    assert_eq!(scene.listing.selection(), Some(249));
    assert_eq!(scene.notes(), [Note::Moved]);
    assert_eq!(
        scene.asked(),
        [At::Start, At::Page(2), At::Page(1), At::Page(3)]
    );
}

#[test]
fn rows_that_share_an_id_are_all_rows() {
    // One answer has two rows with the id 1, and two that are the same to the
    // letter; a later one a third, and one that was there before.
    let mut scene = Scene::opened(&by_cursor(10), |at: &At| {
        Ok(match number(at) {
            0 => page(
                vec![person(0), person(1), named(1, "Ana"), person(2), person(2)],
                Some(cursor(2)),
                None,
            ),
            _ => page(vec![named(1, "Li"), named(1, "Ana"), person(3)], None, None),
        })
    });
    scene.settle();
    assert_eq!(scene.ids(), ["0", "1", "1", "2", "2", "1", "3"]);
    assert_eq!(scene.listing.loaded(), 7);
    let shared = |id| scene.listing.shares(&RecordId::new(id));
    assert!(shared("1") && shared("2") && !shared("0") && !shared("3"));
    // The one that moved says that another may have slipped by.
    assert_eq!(scene.notes(), [Note::Moved]);
    assert_eq!(scene.listing.extent(), Extent::Ended(Doubt::Moved));
    // Which of them a record is cannot be told.
    assert!(!scene.listing.replace(&named(1, "Nobody")));
    // The selection stays where it was put, whatever comes.
    scene.listing.select_position(2);
    scene.with_outbox(Listing::reload_visible);
    scene.settle();
    assert_eq!(scene.listing.selection(), Some(2));
    assert_eq!(scene.listing.selected(), Some(&named(1, "Ana")));
}

#[test]
fn events_of_one_id_are_all_counted() {
    let rows: Vec<Record> = (0..20)
        .map(|day| {
            Record::new(
                Some(RecordId::new("0")),
                &format!(r#"{{"id":0,"day":{day}}}"#),
            )
        })
        .collect();
    let mut scene = Scene::opened(&by_page(100), move |_: &At| {
        Ok(page(rows.clone(), None, Some(20)))
    });
    scene.settle();
    assert_eq!(scene.listing.loaded(), 20);
    assert_eq!(scene.notes(), []);
    let whole = scene.listing.extent().whole();
    assert_eq!(whole.map(Whole::rows), Some(20));
}

#[test]
fn a_late_answer_undoes_nothing_that_was_confirmed() {
    // The page is asked for again; before it comes, one is changed and one removed.
    let mut scene = Scene::opened(&by_page(10), numbered(10, 10));
    scene.with_outbox(Listing::reload_visible);
    assert_eq!(scene.open.len(), 1);
    assert!(scene.listing.replace(&named(3, "Ana")));
    scene.listing.remove(&RecordId::new("5"));
    scene.answer();
    assert_eq!(scene.listing.row(3), Some(Row::Record(&named(3, "Ana"))));
    assert_eq!(scene.listing.row(5), Some(Row::Removed(&person(5))));
    assert_eq!(scene.listing.row(4), Some(Row::Record(&person(4))));
    // A filter sees what was confirmed.
    scene.listing.set_filter("ana", &name_field());
    assert_eq!(scene.screen(), ["3"]);
    scene.listing.clear_filter();
    // What was asked for afterwards is newer.
    scene.with_outbox(Listing::reload_visible);
    scene.answer();
    assert_eq!(scene.listing.row(3), Some(Row::Record(&person(3))));
    assert_eq!(scene.listing.row(5), Some(Row::Record(&person(5))));
}

#[test]
fn a_late_first_page_undoes_nothing_either() {
    let mut scene = Scene::new(&by_page(10), numbered(10, 10));
    scene.ask();
    assert!(!scene.listing.replace(&named(3, "Ana")));
    scene.listing.remove(&RecordId::new("5"));
    scene.answer();
    assert_eq!(scene.listing.row(3), Some(Row::Record(&named(3, "Ana"))));
    assert_eq!(scene.listing.row(5), Some(Row::Removed(&person(5))));
}

#[test]
fn a_server_that_gives_fewer_than_asked_and_no_total_is_read_to_an_empty_page() {
    let server = |at: &At| {
        let mut page = numbered(230, 50)(at)?;
        page.total = None;
        page.next =
            (!page.records.is_empty()).then(|| At::Page(u32::try_from(number(at) + 1).unwrap()));
        Ok(page)
    };
    let mut scene = Scene::opened(&by_page(100), server);
    assert!(!scene.listing.is_complete());
    scene.listing.start_walk();
    scene.settle();
    assert_eq!(scene.ids(), numbers(0..230));
    assert_eq!(scene.listing.extent().whole().map(Whole::rows), Some(230));
    assert_eq!(scene.asked().len(), 6);

    // By offsets, each page begins where the one before it ended.
    let server = |at: &At| {
        let start = number(at).min(230);
        let end = (start + 50).min(230);
        let next = (end > start).then_some(At::Offset(end));
        Ok(page(people(start..end), next, None))
    };
    let mut scene = Scene::opened(&by_offset(100), server);
    scene.listing.start_walk();
    scene.settle();
    assert_eq!(scene.ids(), numbers(0..230));
    assert!(scene.listing.is_complete());
}

#[test]
fn offsets_skip_no_row_though_pages_are_shorter_than_asked() {
    // A run that begins in the middle: at what should be the third page.
    for total in [Some(400), None] {
        let server = move |at: &At| {
            let start = number(at).min(400);
            let end = (start + 50).min(400);
            let next = (end > start && (total.is_none() || end < 400)).then_some(At::Offset(end));
            Ok(page(people(start..end), next, total))
        };
        let mut scene = Scene::new(&by_offset(100), server);
        scene
            .listing
            .come_back_to(Some(RecordId::new("210")), Some(210));
        scene.settle();
        assert_eq!(scene.selected_id(), Some("210"));
        scene.listing.start_walk();
        scene.settle();
        assert_eq!(scene.ids(), numbers(0..400), "{total:?}");
        assert!(scene.listing.is_complete());
        assert_eq!(scene.selected_id(), Some("210"));
    }
}

#[test]
fn a_page_that_comes_twice_is_no_end_that_tells_anything() {
    // It does not heed the page's number and tells no total.
    let mut scene = Scene::opened(&by_page(100), |at: &At| {
        let next = u32::try_from(number(at) + 1).unwrap();
        Ok(page(people(0..20), Some(At::Page(next)), None))
    });
    scene.listing.start_walk();
    scene.settle();
    assert_eq!(scene.asked(), [At::Start, At::Page(1)]);
    assert_eq!(scene.ids(), numbers(0..20));
    assert_eq!(scene.notes(), [Note::PageRepeated]);
    assert!(!scene.listing.is_complete() && !scene.listing.has_more());
    assert_eq!(scene.listing.extent().whole(), None);
}

#[test]
fn a_list_that_lacks_rows_is_never_whole() {
    // The second page holds twenty of the first, and twenty never come.
    let mut scene = Scene::opened(&by_page(100), |at: &At| {
        let mut page = numbered(300, 100)(at)?;
        if number(at) == 1 {
            page.records = people(80..100);
            page.records.extend(people(120..200));
        }
        Ok(page)
    });
    scene.listing.start_walk();
    scene.settle();
    assert_eq!(scene.listing.loaded(), 280);
    assert_eq!(scene.listing.extent(), Extent::Ended(Doubt::Moved));
    assert_eq!(scene.listing.total(), Some(300));
    assert!(!scene.listing.has_more());

    // It says that there are more, and nothing leads to them.
    let mut scene = Scene::opened(&by_cursor(100), |_: &At| {
        Ok(Page {
            withheld: true,
            ..page(people(0..5), None, None)
        })
    });
    scene.settle();
    assert_eq!(scene.listing.extent(), Extent::Ended(Doubt::Withheld));
}

#[test]
fn rows_without_an_id_are_rows() {
    let nobody = Record::new(None, r#"{"name": "?"}"#);
    let rows = vec![nobody.clone(), person(1), nobody];
    let mut scene = Scene::opened(&by_cursor(100), move |_: &At| {
        Ok(page(rows.clone(), None, None))
    });
    assert_eq!(scene.screen(), ["-", "1", "-"]);
    scene.go(Motion::Last);
    assert_eq!(scene.listing.selection(), Some(2));
    assert!(scene.listing.selected().is_some());
    assert!(!scene.listing.toggle_mark());
}

#[test]
fn a_total_that_is_too_large_ends_where_the_pages_do() {
    // It says 20,000 and has 250; every page claims that there are more.
    let mut scene = Scene::opened(&by_page(100), |at: &At| {
        let start = (number(at) * 100).min(250);
        let next = u32::try_from(number(at) + 1).unwrap();
        Ok(page(
            people(start..(start + 100).min(250)),
            Some(At::Page(next)),
            Some(20_000),
        ))
    });
    assert_eq!(scene.listing.positions(), 20_000);
    scene.listing.move_to(Motion::Last);
    scene.ask();
    scene.answer();
    assert_eq!(scene.asked(), [At::Start, At::Page(199)]);
    assert_eq!(scene.listing.positions(), 100);
    assert_eq!(scene.selected_id(), Some("99"));
    assert_eq!(scene.listing.total(), None);
    assert_eq!(scene.notes(), [Note::WrongTotal]);
    assert!(!scene.listing.is_complete());
    // From here on it is read like a list without a total.
    scene.go_times(Motion::PageDown, 20);
    assert_eq!(scene.listing.extent(), Extent::Ended(Doubt::Fewer));
    assert_eq!(scene.listing.total(), Some(20_000));
    assert_eq!(scene.ids(), numbers(0..250));
    // The page after the last tells that it is the last.
    assert_eq!(scene.asked(), [At::Page(1), At::Page(2), At::Page(3)]);
}

#[test]
fn a_total_that_is_too_small_zero_or_absent_does_not_end_the_list() {
    for total in [Some(50), Some(0), None] {
        let mut scene = Scene::opened(&by_page(100), move |at: &At| {
            let mut page = numbered(250, 100)(at)?;
            page.total = total;
            Ok(page)
        });
        scene.listing.start_walk();
        scene.settle();
        assert_eq!(scene.ids(), numbers(0..250), "{total:?}");
        assert!(scene.listing.is_complete());
        assert_eq!(scene.listing.total(), Some(250));
        assert_eq!(scene.asked().len(), 3);
    }
}

#[test]
fn an_empty_list_is_empty() {
    for (paging, total) in [(by_page(100), Some(0)), (by_cursor(100), None)] {
        let mut scene = Scene::opened(&paging, move |_: &At| Ok(page(vec![], None, total)));
        scene.go(Motion::Last);
        assert_eq!(scene.asked(), [At::Start]);
        assert!(scene.listing.has_answered());
        assert!(scene.listing.is_complete());
        assert_eq!(scene.listing.total(), Some(0));
        assert_eq!(scene.listing.selection(), None);
        assert_eq!(scene.listing.visible(), 0..0);
    }
}

#[test]
fn a_list_that_shrinks_ends_earlier_without_a_fuss() {
    let mut scene = Scene::opened(&by_page(100), |at: &At| match number(at) {
        0 => numbered(301, 100)(at),
        _ => numbered(300, 100)(at),
    });
    assert_eq!(scene.listing.positions(), 301);
    scene.go(Motion::Last);
    // The last row was gone; what is last now is asked for.
    assert_eq!(scene.asked(), [At::Start, At::Page(3), At::Page(2)]);
    assert_eq!(scene.selected_id(), Some("299"));
    assert_eq!(scene.notes(), [Note::Moved]);
}

#[test]
fn a_server_that_gives_fewer_rows_than_asked_loses_none() {
    // Reckoned with pages of 100, the tenth is the last of 1,000 rows; with
    // the 40 that come, the twenty-fifth.
    let server = |at: &At| {
        let mut page = numbered(1_000, 40)(at)?;
        page.next = page.next.filter(|_| number(at) < 9);
        Ok(page)
    };
    let mut scene = Scene::opened(&by_page(100), server);
    scene.listing.start_walk();
    scene.settle();
    assert_eq!(scene.ids(), numbers(0..1_000));
    assert_eq!(scene.asked().len(), 25);
    assert!(scene.listing.is_complete());

    let mut scene = Scene::opened(&by_page(100), server);
    scene.go(Motion::Last);
    scene.go(Motion::Last);
    assert_eq!(scene.selected_id(), Some("999"));
    assert_eq!(scene.listing.positions(), 1_000);

    let mut scene = Scene::opened(&by_offset(100), offsets(1_000, 40));
    scene.listing.start_walk();
    scene.settle();
    assert_eq!(scene.ids(), numbers(0..1_000));
}

#[test]
fn gaps_in_pages_move_nothing_and_end_nothing() {
    // Every page hides some of its rows from this token.
    let mut scene = Scene::opened(&by_page(100), |at: &At| {
        let mut page = numbered(12_480, 100)(at)?;
        let hidden = usize::try_from(number(at) % 4).unwrap() + 1;
        page.records.drain(..hidden);
        Ok(page)
    });
    assert_eq!(scene.listing.positions(), 12_479);
    scene.go(Motion::Last);
    assert_eq!(scene.selected_id(), Some("12479"));
    scene.listing.select_position(5_000);
    scene.settle();
    assert_eq!(scene.asked(), [At::Start, At::Page(124), At::Page(50)]);
    let screen = scene.screen();
    scene.listing.start_walk();
    scene.settle();
    assert_eq!(scene.screen(), screen);
    assert_eq!(scene.listing.extent(), Extent::Ended(Doubt::Fewer));
    assert_eq!(scene.listing.walk(), Walk::Idle);
    assert_eq!(scene.asked().len(), 122);
}

#[test]
fn a_server_that_ignores_paging_is_one_page() {
    let mut scene = Scene::opened(&by_page(100), |_: &At| {
        Ok(page(people(0..800), None, Some(800)))
    });
    scene.go(Motion::Last);
    assert_eq!(scene.selected_id(), Some("799"));
    assert_eq!(scene.asked(), [At::Start]);
    assert!(scene.listing.is_complete());
}

#[test]
fn a_server_that_repeats_its_first_page_is_given_up() {
    let mut scene = Scene::opened(&by_page(100), |at: &At| {
        let next = u32::try_from(number(at) + 1).unwrap();
        Ok(page(people(0..100), Some(At::Page(next)), Some(12_480)))
    });
    scene.listing.start_walk();
    scene.settle();
    assert!(scene.asked().len() <= 1 + 4 + 2);
    assert_eq!(scene.listing.walk(), Walk::Paused);
    assert!(scene.notes().contains(&Note::NothingNew));
    assert!(!scene.listing.is_complete());
    assert_eq!(scene.ids(), numbers(0..100));
}

#[test]
fn empty_pages_that_lead_on_are_followed_three_more_times() {
    for (empties, complete) in [(4, true), (5, false), (1_000, false)] {
        let mut scene = Scene::opened(&by_cursor(100), move |at: &At| {
            Ok(match number(at) {
                0 => page(people(0..10), Some(cursor(1)), None),
                n if n < empties => page(vec![], Some(cursor(n + 1)), None),
                n => page(
                    people(10..20),
                    Some(cursor(n + 1)).filter(|_| n > 900),
                    None,
                ),
            })
        });
        scene.settle();
        assert_eq!(scene.listing.is_complete(), complete, "{empties}");
        let asked = scene.asked().len();
        assert_eq!(asked, 5, "{empties}");
        assert_eq!(scene.notes().contains(&Note::NothingNew), !complete);
        assert!(!scene.listing.has_more());
        // Not by itself; on request it goes on.
        scene.go(Motion::Last);
        assert_eq!(scene.asked(), []);
        if !complete {
            scene.with_outbox(Listing::reload_visible);
            assert!(scene.listing.has_more());
        }
    }
}

#[test]
fn a_cursor_that_repeats_or_circles_stops_the_list() {
    for back_to in [At::Start, cursor(1), cursor(2), cursor(3)] {
        let back = back_to.clone();
        let mut scene = Scene::opened(&by_cursor(10), move |at: &At| {
            let n = number(at);
            let next = if n == 3 { back.clone() } else { cursor(n + 1) };
            Ok(page(people(n * 10..n * 10 + 10), Some(next), None))
        });
        scene.listing.start_walk();
        scene.settle();
        assert_eq!(scene.asked().len(), 4, "{back_to:?}");
        assert_eq!(scene.notes(), [Note::CursorRepeated]);
        assert_eq!(scene.listing.walk(), Walk::Paused);
        assert!(!scene.listing.is_complete());
        assert!(!scene.listing.has_more());
        assert_eq!(scene.ids(), numbers(0..40));
    }
}

#[test]
fn an_expired_cursor_is_made_up_for_once() {
    for status in [400, 404, 410] {
        let error = || match status {
            404 => ApiError::NotFound(ServerWords::default()),
            status => invalid(status),
        };
        // Cursors are good for the first 3 requests, and new ones from then on.
        let mut requests = 0;
        let mut scene = Scene::opened(&by_cursor(100), move |at: &At| {
            requests += 1;
            let n = number(at);
            let (old, start) = (n < 1_000, n % 1_000);
            if requests > 3 && old && *at != At::Start {
                return Err(error());
            }
            let base = if requests > 3 { 1_000 } else { 0 };
            Ok(page(
                people(start..start + 100),
                Some(cursor(base + start + 100)).filter(|_| start < 500),
                None,
            ))
        });
        scene.go(Motion::Last);
        scene.go(Motion::Last);
        scene.asked();
        let before = scene.screen();
        scene.listing.move_to(Motion::Last);
        scene.ask();
        scene.answer();
        assert_eq!(scene.asked(), [cursor(300)]);
        assert_eq!(scene.ids(), numbers(0..300));
        scene.settle();
        assert_eq!(
            scene.asked(),
            [At::Start, cursor(1_100), cursor(1_200), cursor(1_300)],
            "{status}"
        );
        assert_eq!(scene.ids(), numbers(0..400));
        assert_ne!(scene.screen(), before);
        assert_eq!(scene.selected_id(), Some("299"));
        assert_eq!(scene.notes(), [Note::Restarted]);
        assert_eq!(scene.listing.error(), None);
    }
}

#[test]
fn a_cursor_that_is_never_good_is_an_error() {
    let mut scene = Scene::opened(&by_cursor(100), |at: &At| match at {
        At::Start => Ok(page(people(0..100), Some(cursor(100)), None)),
        _ => Err(invalid(400)),
    });
    scene.listing.start_walk();
    scene.settle();
    assert_eq!(
        scene.asked(),
        [At::Start, cursor(100), At::Start, cursor(100)]
    );
    assert_eq!(scene.listing.error(), Some(&invalid(400)));
    assert_eq!(scene.listing.walk(), Walk::Paused);
    assert_eq!(scene.ids(), numbers(0..100));
}

#[test]
fn a_shorter_list_along_cursors_drops_the_rows_behind_its_end() {
    let mut reads = 0;
    let mut scene = Scene::opened(&by_cursor(10), move |at: &At| {
        reads += 1;
        let n = number(at);
        let next = (n < 20 && reads <= 3).then(|| cursor(n + 10));
        Ok(page(people(n..n + 10), next, None))
    });
    assert_eq!(scene.ids(), numbers(0..30));
    scene.listing.set_height(5);
    scene.with_outbox(Listing::reload_visible);
    scene.settle();
    assert_eq!(scene.ids(), numbers(0..10));
    assert!(scene.listing.is_complete());
}

#[test]
fn a_total_of_any_size_costs_nothing() {
    let mut scene = Scene::opened(&by_page(100), |at: &At| {
        Ok(page(people(0..100), Some(At::Page(1)), Some(u64::MAX))).map(|page| {
            if *at == At::Start {
                page
            } else {
                Page {
                    records: vec![],
                    ..page
                }
            }
        })
    });
    assert!(scene.listing.positions() > 1 << 38);
    scene.go(Motion::Last);
    assert_eq!(scene.selected_id(), Some("99"));
}
