//! What is asked for, how often and when.

use rstest::rstest;

use super::*;
use crate::directory::description::Order;

#[test]
fn nothing_is_asked_before_ask() {
    let mut scene = Scene::new(&by_page(100), numbered(12_480, 100));
    assert!(scene.sent.is_empty());
    assert!(!scene.listing.has_answered());
    assert_eq!(scene.listing.positions(), 0);
    scene.ask();
    scene.ask();
    assert_eq!(scene.asked(), [At::Start]);
    assert!(scene.listing.is_waiting());
}

/// The table of requests: what a task costs at least, and so at most.
#[test]
fn a_task_costs_what_it_must() {
    let mut scene = Scene::opened(&by_page(100), numbered(12_480, 100));
    assert_eq!(scene.asked(), [At::Start]);
    assert_eq!(scene.listing.positions(), 12_480);
    assert_eq!(scene.screen(), numbers(0..30));

    // Scrolling through n rows costs ceil(n / page size).
    scene.go_times(Motion::Down, 99);
    assert_eq!(scene.asked(), []);
    scene.go(Motion::Down);
    assert_eq!(scene.asked(), [At::Page(1)]);
    scene.go_times(Motion::Down, 899);
    assert_eq!(scene.selected_id(), Some("999"));
    assert_eq!(scene.asked(), (2..10).map(At::Page).collect::<Vec<_>>());

    // And back, nothing.
    scene.go_times(Motion::PageUp, 40);
    scene.go(Motion::First);
    assert_eq!(scene.asked(), []);

    // A jump costs one, wherever it goes.
    scene.go(Motion::Last);
    assert_eq!(scene.asked(), [At::Page(124)]);
    assert_eq!(scene.selected_id(), Some("12479"));
    scene.listing.select_position(5_000);
    scene.settle();
    assert_eq!(scene.asked(), [At::Page(50)]);
    scene.listing.select_position(5_199);
    scene.settle();
    assert_eq!(scene.asked(), [At::Page(51)]);
    scene.go(Motion::Last);
    scene.go(Motion::First);
    assert_eq!(scene.asked(), []);
}

#[test]
fn a_jump_to_a_last_page_of_few_rows_costs_one() {
    let mut scene = Scene::opened(&by_page(100), numbered(12_405, 100));
    scene.asked();
    scene.go(Motion::Last);
    assert_eq!(scene.asked(), [At::Page(124)]);
    assert_eq!(scene.screen(), numbers(12_400..12_405));
    // The rows above come when the operator goes there, and not before.
    scene.ask();
    assert_eq!(scene.asked(), []);
    scene.go_times(Motion::Up, 5);
    assert_eq!(scene.asked(), [At::Page(123)]);
    // Now that they are there, the screen is filled with them.
    scene.go(Motion::First);
    scene.go(Motion::Last);
    assert_eq!(scene.screen(), numbers(12_375..12_405));
    assert_eq!(scene.asked(), []);
}

#[test]
fn one_page_ahead_only_after_a_move_near_it_and_only_where_it_is_allowed() {
    let mut scene = Scene::new(&by_page(100), numbered(12_480, 100));
    scene.reach = Reach::PageAhead;
    scene.settle();
    assert_eq!(scene.asked(), [At::Start]);
    // More than a screen before the page's end, nothing is ahead yet.
    scene.go_times(Motion::Down, 68);
    assert_eq!(scene.asked(), []);
    scene.go(Motion::Down);
    assert_eq!(scene.sent[0].urgency, Urgency::Prefetch);
    assert_eq!(scene.asked(), [At::Page(1)]);
    scene.go_times(Motion::Down, 99);
    assert_eq!(scene.asked(), []);
    // A screen before the second page's end: one further ahead.
    scene.go(Motion::Down);
    assert_eq!(scene.asked(), [At::Page(2)]);
    // After a jump nothing is ahead; on the way up it is the page above.
    scene.go(Motion::Last);
    assert_eq!(scene.asked(), [At::Page(124)]);
    scene.go_times(Motion::Up, 49);
    assert_eq!(scene.asked(), []);
    scene.go(Motion::Up);
    assert_eq!(scene.asked(), [At::Page(123)]);
    scene.reach = Reach::Screen;
    scene.listing.select_position(8_050);
    scene.go(Motion::Up);
    assert_eq!(scene.asked(), [At::Page(80)]);
}

#[test]
fn a_jump_elsewhere_gives_up_what_is_no_longer_seen() {
    let mut scene = Scene::opened(&by_page(100), numbered(12_480, 100));
    scene.listing.select_position(5_050);
    scene.ask();
    scene.listing.select_position(9_050);
    scene.ask();
    let open: Vec<At> = scene.open.iter().map(|sent| sent.at.clone()).collect();
    assert_eq!(open, [At::Page(90)]);
    // A step to the page beside it gives nothing up.
    scene.listing.select_position(9_100);
    scene.ask();
    assert_eq!(scene.open.len(), 2);
}

#[test]
fn cursors_lead_from_page_to_page() {
    let mut scene = Scene::opened(&by_cursor(100), cursors(250, 100));
    assert_eq!(scene.asked(), [At::Start]);
    assert_eq!(scene.listing.positions(), 100);
    assert_eq!(scene.listing.total(), None);
    assert_eq!(scene.listing.requests_left(), None);
    assert!(scene.listing.has_more());
    // The end of what is loaded, and then what follows it.
    scene.listing.move_to(Motion::Last);
    assert_eq!(scene.selected_id(), Some("99"));
    scene.settle();
    assert_eq!(scene.selected_id(), Some("99"));
    assert_eq!(scene.asked(), [cursor(100)]);
    scene.go_times(Motion::Down, 100);
    assert_eq!(scene.asked(), [cursor(200)]);
    assert!(!scene.listing.has_more());
    assert!(scene.listing.is_complete());
    assert_eq!(scene.listing.total(), Some(250));
    scene.go(Motion::Last);
    assert_eq!(scene.asked(), []);
    assert_eq!(scene.ids(), numbers(0..250));
}

#[test]
fn a_screen_with_room_left_asks_for_more() {
    let mut scene = Scene::opened(&by_cursor(10), cursors(250, 10));
    assert_eq!(scene.asked(), [At::Start, cursor(10), cursor(20)]);
    scene.listing.set_height(40);
    scene.settle();
    assert_eq!(scene.asked(), [cursor(30)]);
}

#[test]
fn a_whole_list_is_one_request() {
    let whole = |_: &At| Ok(page(people(0..100_000), None, None));
    let mut scene = Scene::opened(&Paging::None, whole);
    scene.go(Motion::Last);
    assert_eq!(scene.selected_id(), Some("99999"));
    assert!(scene.listing.is_complete());
    assert_eq!(scene.listing.requests_left(), Some(0));
    assert_eq!(scene.asked(), [At::Start]);
}

#[test]
fn without_a_total_a_list_grows_as_its_pages_come() {
    let mut scene = Scene::opened(&by_offset(100), offsets(250, 100));
    assert_eq!(scene.listing.positions(), 100);
    assert_eq!(scene.listing.requests_left(), None);
    scene.go(Motion::Last);
    scene.go(Motion::Last);
    assert_eq!(scene.asked(), [At::Start, At::Offset(100), At::Offset(200)]);
    assert!(scene.listing.is_complete());
    assert_eq!(scene.ids(), numbers(0..250));
}

#[test]
fn an_error_keeps_the_rows_and_is_not_tried_again_by_itself() {
    for error in [forbidden(), unavailable(), invalid(422)] {
        let mut fails = true;
        let good = numbered(300, 100);
        let refused = error.clone();
        let server = move |at: &At| {
            if *at == At::Page(1) && fails {
                fails = false;
                return Err(refused.clone());
            }
            good(at)
        };
        let mut scene = Scene::opened(&by_page(100), server);
        scene.asked();
        scene.go_times(Motion::PageDown, 3);
        assert_eq!(scene.asked(), [At::Page(1)]);
        assert_eq!(scene.listing.error(), Some(&error));
        assert_eq!(scene.listing.loaded(), 100);
        assert_eq!(scene.screen()[9..11], ["99", "!"]);
        scene.go(Motion::First);
        assert_eq!(scene.listing.error(), None);
        scene.go_times(Motion::PageDown, 3);
        assert_eq!(scene.asked(), []);
        // On request only, and then the page that is there is read again too.
        scene.with_outbox(Listing::reload_visible);
        scene.settle();
        assert_eq!(scene.asked(), [At::Start, At::Page(1)]);
        assert_eq!(scene.listing.error(), None);
        assert_eq!(scene.screen(), numbers(90..120));
    }
}

#[test]
fn a_retry_asks_for_what_failed_and_nothing_else() {
    let mut fails = true;
    let mut scene = Scene::opened(&by_page(100), move |at: &At| {
        if number(at) == 1 && std::mem::take(&mut fails) {
            return Err(ApiError::Unauthorized(ServerWords::default()));
        }
        numbered(300, 100)(at)
    });
    scene.go_times(Motion::PageDown, 3);
    scene.asked();
    scene.listing.retry();
    scene.settle();
    assert_eq!(scene.asked(), [At::Page(1)]);
    assert_eq!(scene.listing.error(), None);
}

#[test]
fn a_failed_first_page_leaves_nothing_but_the_error() {
    let mut scene = Scene::opened(&by_page(100), |_: &At| Err(forbidden()));
    scene.settle();
    assert_eq!(scene.asked(), [At::Start]);
    assert_eq!(scene.listing.error(), Some(&forbidden()));
    assert!(!scene.listing.has_answered());
    scene.with_outbox(Listing::reload_visible);
    assert_eq!(scene.asked(), [At::Start]);
    assert_eq!(scene.listing.error(), None);
}

#[test]
fn what_was_dropped_unsent_is_asked_again_once_the_operator_moves() {
    let mut dropped = true;
    let good = numbered(300, 100);
    let mut scene = Scene::opened(&by_page(100), move |at: &At| {
        if number(at) == 1 && std::mem::take(&mut dropped) {
            return Err(ApiError::Cancelled);
        }
        good(at)
    });
    scene.listing.select_position(150);
    scene.settle();
    scene.settle();
    assert_eq!(scene.asked(), [At::Start, At::Page(1)]);
    scene.go(Motion::Down);
    assert_eq!(scene.asked(), [At::Page(1)]);
    assert_eq!(scene.selected_id(), Some("151"));
}

#[test]
fn a_page_that_failed_ahead_is_asked_once_more_when_looked_at() {
    for (error, again) in [(unavailable(), true), (forbidden(), false)] {
        let good = numbered(300, 100);
        let mut scene = Scene::new(&by_page(100), move |at: &At| {
            if number(at) == 1 {
                return Err(error.clone());
            }
            good(at)
        });
        scene.reach = Reach::PageAhead;
        scene.settle();
        scene.go_times(Motion::Down, 80);
        assert_eq!(scene.asked(), [At::Start, At::Page(1)]);
        scene.go_times(Motion::Down, 100);
        let asked = scene.asked();
        let times = asked.iter().filter(|at| **at == At::Page(1)).count();
        assert_eq!(times == 1, again, "{asked:?}");
    }
}

#[test]
fn leaving_gives_up_reads_and_coming_back_finds_all_as_it_was() {
    let mut scene = Scene::opened(&by_page(100), numbered(12_480, 100));
    scene.listing.select_position(5_050);
    scene.ask();
    scene.with_outbox(Listing::leave);
    assert!(scene.open.is_empty());
    assert!(!scene.listing.is_waiting());
    assert_eq!(scene.listing.selection(), Some(5_050));
    scene.settle();
    assert_eq!(scene.asked(), [At::Start, At::Page(50), At::Page(50)]);
    scene.with_outbox(Listing::leave);
    scene.settle();
    assert_eq!(scene.asked(), []);
    assert_eq!(scene.selected_id(), Some("5050"));
}

#[test]
fn an_answer_to_someone_else_changes_nothing() {
    let mut scene = Scene::opened(&by_page(100), numbered(300, 100));
    let answer = Ok(Reply::Page(page(people(500..501), None, Some(1))));
    assert!(!scene.listing.accept(Ticket(99), &answer));
    assert_eq!(scene.ids(), numbers(0..100));
}

#[test]
fn an_answer_that_is_no_page_is_an_error() {
    let mut scene = Scene::new(&by_page(100), numbered(300, 100));
    scene.ask();
    let ticket = scene.open[0].ticket;
    assert!(scene.listing.accept(ticket, &Ok(Reply::Written(None))));
    assert!(matches!(
        scene.listing.error(),
        Some(ApiError::Unreadable { .. })
    ));
}

#[test]
fn another_order_keeps_the_rows_until_its_first_page_has_come() {
    let mut scene = Scene::opened(&by_page(100), numbered(300, 100));
    scene.go(Motion::Down);
    scene.listing.select_position(150);
    scene.ask();
    scene.asked();
    let sort = Sort {
        field: "name".to_owned(),
        order: Order::Descending,
    };
    scene.with_outbox(|listing, outbox| listing.set_sort(Some(sort.clone()), outbox));
    // What was still to come in the old order is given up.
    assert_eq!(scene.open.len(), 1);
    assert_eq!(scene.sent[0].sort, Some(sort.clone()));
    assert!(scene.listing.is_stale());
    assert_eq!(scene.listing.loaded(), 100);
    // Moving on in the old rows asks for nothing.
    scene.listing.move_to(Motion::Last);
    scene.ask();
    assert_eq!(scene.asked(), [At::Start]);
    scene.settle();
    assert!(!scene.listing.is_stale());
    assert_eq!(scene.listing.sort(), Some(&sort));
    assert_eq!(scene.selected_id(), Some("0"));
    // The same order again is no change.
    scene.with_outbox(|listing, outbox| listing.set_sort(Some(sort), outbox));
    assert_eq!(scene.asked(), []);
}

#[test]
fn another_order_that_fails_keeps_the_rows() {
    let mut good = true;
    let mut scene = Scene::opened(&by_page(100), move |at: &At| {
        if std::mem::take(&mut good) {
            numbered(300, 100)(at)
        } else {
            Err(invalid(422))
        }
    });
    let sort = Sort {
        field: "name".to_owned(),
        order: Order::Descending,
    };
    scene.with_outbox(|listing, outbox| listing.set_sort(Some(sort.clone()), outbox));
    scene.settle();
    assert_eq!(scene.asked(), [At::Start, At::Start]);
    assert_eq!(scene.listing.sort(), Some(&sort));
    assert_eq!(scene.listing.error(), Some(&invalid(422)));
    assert_eq!(scene.ids(), numbers(0..100));
    assert!(scene.listing.is_stale());
}

#[test]
fn a_selected_record_stays_selected_where_the_new_first_page_has_it() {
    let mut reversed = false;
    let mut scene = Scene::opened(&by_page(100), move |at: &At| {
        let mut page = numbered(300, 100)(at)?;
        if std::mem::replace(&mut reversed, true) {
            page.records.reverse();
        }
        Ok(page)
    });
    scene.listing.select_position(20);
    scene.with_outbox(Listing::reload_all);
    scene.settle();
    assert_eq!(scene.selected_id(), Some("20"));
    assert_eq!(scene.listing.selection(), Some(79));
    assert_eq!(scene.listing.visible(), 59..89);
}

#[test]
fn a_reload_reads_what_is_on_screen_and_nothing_else() {
    let mut scene = Scene::opened(&by_page(100), numbered(12_480, 100));
    scene.listing.select_position(5_050);
    scene.settle();
    scene.asked();
    scene.with_outbox(Listing::reload_visible);
    assert_eq!(scene.screen(), numbers(5_035..5_065));
    scene.settle();
    assert_eq!(scene.asked(), [At::Page(50)]);
    assert_eq!(scene.notes(), []);
}

#[test]
fn a_walk_loads_the_rest_a_few_at_a_time() {
    let mut scene = Scene::opened(&by_page(100), numbered(1_250, 100));
    scene.listing.select_position(550);
    scene.settle();
    assert_eq!(scene.listing.requests_left(), Some(11));
    scene.asked();
    scene.listing.start_walk();
    scene.ask();
    assert_eq!(scene.open.len(), 3);
    assert_eq!(scene.sent[0].urgency, Urgency::Walk);
    assert_eq!(
        scene.listing.progress(),
        Progress {
            done: 2,
            of: Some(13)
        }
    );
    scene.settle();
    let expected: Vec<At> = (1..13).filter(|page| *page != 5).map(At::Page).collect();
    assert_eq!(scene.asked(), expected);
    assert_eq!(scene.listing.walk(), Walk::Idle);
    assert!(scene.listing.is_complete());
    assert_eq!(scene.ids(), numbers(0..1_250));
    assert_eq!(scene.selected_id(), Some("550"));
}

#[rstest]
#[case::within_the_first_page(100, &[])]
#[case::to_the_end_of_a_page(200, &[1])]
#[case::into_a_page(201, &[1, 2])]
fn a_walk_of_some_rows_asks_for_no_page_behind_them(#[case] rows: u64, #[case] pages: &[u32]) {
    let mut scene = Scene::opened(&by_page(100), numbered(1_250, 100));
    scene.asked();
    scene.listing.start_walk_of(rows);
    scene.settle();
    let expected: Vec<At> = pages.iter().copied().map(At::Page).collect();
    assert_eq!(scene.asked(), expected);
    assert_eq!(scene.listing.walk(), Walk::Paused);
    assert!(!scene.listing.is_reading());
}

#[test]
fn a_walk_of_some_rows_goes_on_where_pages_are_smaller_than_asked() {
    let mut scene = Scene::opened(&by_page(100), numbered(1_250, 40));
    scene.asked();
    scene.listing.start_walk_of(250);
    scene.settle();
    let expected: Vec<At> = (1..7).map(At::Page).collect();
    assert_eq!(scene.asked(), expected);
    assert_eq!(scene.listing.loaded(), 280);
}

#[test]
fn a_list_asked_for_in_an_order_is_asked_once() {
    let sort = Sort {
        field: "name".to_owned(),
        order: Order::Descending,
    };
    let mut scene = Scene::new(&by_page(100), numbered(250, 100));
    scene.listing = scene.listing.asked(Some(sort.clone()), Query::default());
    scene.ask();
    assert_eq!(scene.sent.len(), 1);
    assert_eq!(scene.sent[0].sort, Some(sort));
}

#[test]
fn a_walk_along_cursors_waits_for_each() {
    let mut scene = Scene::opened(&by_cursor(100), cursors(450, 100));
    scene.asked();
    scene.listing.start_walk();
    scene.ask();
    scene.ask();
    assert_eq!(scene.open.len(), 1);
    scene.settle();
    assert_eq!(
        scene.asked(),
        [cursor(100), cursor(200), cursor(300), cursor(400)]
    );
    assert!(scene.listing.is_complete());
}

#[test]
fn a_walk_pauses_on_request_on_leaving_and_on_an_error() {
    let mut failing = true;
    let mut scene = Scene::opened(&by_page(100), move |at: &At| {
        if number(at) == 8 && std::mem::take(&mut failing) {
            return Err(unavailable());
        }
        numbered(1_250, 100)(at)
    });
    scene.asked();
    scene.listing.start_walk();
    scene.ask();
    scene.with_outbox(Listing::pause_walk);
    assert_eq!(scene.listing.walk(), Walk::Paused);
    assert!(scene.open.is_empty());
    scene.settle();
    assert_eq!(scene.asked().len(), 3);

    scene.listing.start_walk();
    scene.ask();
    scene.answer();
    scene.with_outbox(Listing::leave);
    assert_eq!(scene.listing.walk(), Walk::Paused);
    assert_eq!(scene.listing.loaded(), 200);

    scene.listing.start_walk();
    scene.settle();
    assert_eq!(scene.listing.walk(), Walk::Paused);
    assert_eq!(scene.listing.error(), Some(&unavailable()));
    assert!(!scene.listing.is_complete());

    scene.listing.start_walk();
    scene.settle();
    assert_eq!(scene.listing.walk(), Walk::Idle);
    assert_eq!(scene.ids(), numbers(0..1_250));
}

#[test]
fn what_the_operator_looks_at_overtakes_the_walk() {
    let mut scene = Scene::opened(&by_page(100), numbered(1_250, 100));
    scene.listing.start_walk();
    scene.ask();
    scene.listing.select_position(150);
    scene.ask();
    let open: Vec<_> = scene
        .open
        .iter()
        .map(|sent| (number(&sent.at), sent.urgency))
        .collect();
    assert_eq!(
        open,
        [
            (2, Urgency::Walk),
            (3, Urgency::Walk),
            (1, Urgency::Look),
            (4, Urgency::Walk)
        ]
    );
    scene.settle();
    assert!(scene.listing.is_complete());
}

#[test]
fn what_was_read_ahead_is_moved_up_when_it_is_looked_at() {
    let mut scene = Scene::opened(&by_page(100), numbered(1_250, 100));
    scene.reach = Reach::PageAhead;
    for _ in 0..2 {
        scene.listing.move_to(Motion::PageDown);
        scene.ask();
    }
    assert_eq!(scene.open[0].urgency, Urgency::Prefetch);
    scene.listing.move_to(Motion::PageDown);
    scene.ask();
    // Asked for once more, and only then given up as it was: whoever sends
    // them makes one request of two equal reads.
    let open: Vec<_> = scene
        .open
        .iter()
        .map(|sent| (number(&sent.at), sent.urgency))
        .collect();
    assert_eq!(open, [(1, Urgency::Look)]);
    assert!(scene.listing.is_waiting());
}

#[test]
fn a_single_record_asks_for_nothing_and_is_no_whole_list() {
    let users = ListOf::Resource(ResourceName::new("users"));
    let mut scene = Scene::new(&Paging::None, cursors(0, 1));
    scene.listing = Listing::single(users, person(7));
    scene.settle();
    scene.with_outbox(Listing::reload_visible);
    scene.go(Motion::Last);
    assert_eq!(scene.asked(), []);
    assert_eq!(scene.selected_id(), Some("7"));
    assert_eq!(scene.listing.extent(), Extent::Ended(Doubt::OneRecord));
    assert!(!scene.listing.has_more());
}

#[test]
fn a_record_as_the_server_now_has_it_takes_its_row() {
    let mut scene = Scene::opened(&by_page(100), numbered(12_480, 100));
    let id = RecordId::new("3");
    assert!(scene.listing.replace(&named(3, "Ana")));
    assert_eq!(scene.listing.record(&id), Some(&named(3, "Ana")));
    assert!(!scene.listing.replace(&person(5_000)));
    // What the server says later counts.
    scene.with_outbox(Listing::reload_visible);
    scene.settle();
    assert_eq!(scene.listing.record(&id), Some(&person(3)));
}

#[test]
fn a_removed_record_keeps_its_row_until_the_reload() {
    let mut removed = false;
    let mut scene = Scene::opened(&by_page(100), move |at: &At| {
        let mut page = numbered(300, 100)(at)?;
        if std::mem::replace(&mut removed, true) {
            page.records.remove(3);
        }
        Ok(page)
    });
    scene.listing.select_position(3);
    scene.listing.remove(&RecordId::new("3"));
    assert_eq!(scene.screen()[2..5], ["2", "x3", "4"]);
    assert_eq!(scene.selected_id(), Some("3"));
    scene.with_outbox(Listing::reload_visible);
    scene.settle();
    assert_eq!(scene.screen()[2..5], ["2", "4", "5"]);
    assert_eq!(scene.selected_id(), Some("4"));
}

#[test]
fn what_is_let_go_is_no_longer_held_and_still_known() {
    // The fifth page shows the first row once more.
    let mut scene = Scene::opened(&by_cursor(10), |at: &At| {
        let n = number(at);
        let again = if n == 40 { people(0..1) } else { Vec::new() };
        let records = [again, people(n..n + 10)].concat();
        Ok(page(records, (n < 50).then(|| cursor(n + 10)), None))
    });
    for (before, held) in [(9, 0..30), (10, 10..30), (29, 20..30)] {
        // Only whole pages go.
        scene.listing.let_go(before);
        assert_eq!(scene.ids(), numbers(held), "{before}");
        assert_eq!(scene.listing.loaded(), 30);
    }
    scene.listing.start_walk();
    scene.settle();
    // The row that came again is none of the new ones.
    assert_eq!(scene.ids(), numbers(20..60));
    assert_eq!(scene.listing.loaded(), 60);
    scene.listing.let_go(u64::MAX);
    assert_eq!(scene.ids(), numbers(0..0));
    assert_eq!(scene.listing.loaded(), 60);
}
