use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Activity, Cell, Counted, Day, Known, Weeks};
use crate::app::listing::{Listing, Reach};
use crate::app::message::{Effect, Now, ProfileId};
use crate::app::outbox::Outbox;
use crate::directory::call::{At, Call, ListOf, Page, Reply, ResourceName};
use crate::directory::description::{Calendar, Field, Kind, Paging};
use crate::directory::pointer::Pointer;
use crate::directory::record::Record;
use crate::directory::shape::Shape;

/// The most records of a page.
const SIZE: usize = 4;

/// A Saturday.
const NOON: &str = "2026-03-14T12:00:00Z";

fn noon() -> Timestamp {
    NOON.parse().unwrap()
}

fn day(text: &str) -> Day {
    Day::of(format!("{text}T00:00:00Z").parse().unwrap())
}

/// A list on a server, and what came of it.
struct Scene {
    listing: Listing,
    records: Vec<Value>,
    tickets: u64,
}

impl Scene {
    fn new(records: Vec<Value>) -> Self {
        let paging = Paging::Page {
            page: "page".to_owned(),
            first: 1,
            size: "size".to_owned(),
            largest: u32::try_from(SIZE).unwrap(),
            total: Some(Pointer::to("total")),
            pages: None,
            echo: None,
        };
        let of = ListOf::Resource(ResourceName::new("log"));
        Self {
            listing: Listing::new(of, &paging),
            records,
            tickets: 0,
        }
    }

    /// Answers what the list asks for now, and says whether it asked.
    fn answer(&mut self) -> bool {
        self.answer_to(|listing, out| listing.ask(out, Reach::Screen))
    }

    fn answer_to(&mut self, ask: impl FnOnce(&mut Listing, &mut Outbox<'_>)) -> bool {
        let now = Now {
            monotonic: Duration::ZERO,
            wall: noon(),
        };
        let mut out = Outbox::new(now, ProfileId(0), &mut self.tickets);
        ask(&mut self.listing, &mut out);
        let mut asked = false;
        for effect in out.into_effects() {
            let Effect::Send { ticket, call, .. } = effect else {
                continue;
            };
            let number = match call {
                Call::List {
                    at: At::Page(page), ..
                } => usize::try_from(page).unwrap(),
                _ => 0,
            };
            let from = (number * SIZE).min(self.records.len());
            let to = (from + SIZE).min(self.records.len());
            let more = to < self.records.len();
            let next = more.then(|| At::Page(u32::try_from(number + 1).unwrap()));
            let records = self.records[from..to].iter();
            let page = Page {
                records: records
                    .map(|value| {
                        Record::new(Record::id_in(value, &Pointer::to("id")), &value.to_string())
                    })
                    .collect(),
                next,
                total: Some(self.records.len() as u64),
                withheld: false,
            };
            assert!(self.listing.accept(ticket, &Ok(Reply::Page(page))));
            asked = true;
        }
        asked
    }

    fn first_page(records: Vec<Value>) -> Self {
        let mut scene = Self::new(records);
        scene.answer();
        scene
    }

    fn whole(records: Vec<Value>) -> Self {
        let mut scene = Self::first_page(records);
        scene.listing.start_walk();
        while scene.answer() {}
        assert!(scene.listing.is_complete());
        scene
    }

    fn counted(&self) -> Activity {
        let mut activity = of_undescribed();
        activity.count(&self.listing);
        activity
    }
}

fn of_undescribed() -> Activity {
    let shape = Shape {
        resource: None,
        fields: &[],
        id: Pointer::to("id"),
    };
    let calendar = Calendar {
        date: "at".to_owned(),
        kind: Some("kind".to_owned()),
    };
    Activity::new(&calendar, &shape)
}

/// A record that happened so many days before noon.
fn ago(id: usize, days: i64, kind: &str) -> Value {
    let at = noon() - SignedDuration::from_hours(24 * days);
    json!({"id": format!("r{id}"), "at": at.to_string(), "kind": kind})
}

fn some_days(days: &[i64]) -> Vec<Value> {
    let records = days.iter().enumerate();
    records.map(|(id, days)| ago(id, *days, "login")).collect()
}

fn days_of(activity: &Activity) -> Vec<(String, u32)> {
    activity.days().map(|(day, n)| (day.words(), n)).collect()
}

fn kind(kind: Option<&str>, count: u32) -> Counted {
    Counted {
        kind: kind.map(str::to_owned),
        count,
    }
}

#[test]
fn days_are_those_of_utc_and_weeks_begin_on_monday() {
    for (at, words, monday) in [
        ("2026-03-14T23:59:59.999Z", "14 Mar 2026", "9 Mar 2026"),
        ("2026-03-15T00:00:00Z", "15 Mar 2026", "9 Mar 2026"),
        ("2026-03-16T01:00:00+02:00", "15 Mar 2026", "9 Mar 2026"),
        ("2026-03-16T00:00:00Z", "16 Mar 2026", "16 Mar 2026"),
        ("1969-12-31T23:59:59.5Z", "31 Dec 1969", "29 Dec 1969"),
        ("1970-01-01T00:00:00Z", "1 Jan 1970", "29 Dec 1969"),
        ("2024-02-29T12:00:00Z", "29 Feb 2024", "26 Feb 2024"),
    ] {
        let day = Day::of(at.parse().unwrap());
        assert_eq!(day.words(), words, "{at}");
        assert_eq!(day.monday().words(), monday, "{at}");
    }
    let leap = day("2024-02-29");
    assert_eq!(leap.in_month(), (2, 29));
    assert_eq!(leap.plus(1).in_month(), (3, 1));
    assert_eq!(leap.plus(1).since(leap), 1);
}

#[test]
fn records_are_counted_by_day_and_by_kind() {
    let mut records = some_days(&[0, 0, 3]);
    records.push(ago(10, 3, "logout"));
    records.push(ago(11, 0, " logout "));
    // No kind that says anything, and numbers as they are written.
    records.push(ago(12, 0, " "));
    records.push(json!({"id": "r13", "at": NOON, "kind": null}));
    records.push(json!({"id": "r14", "at": NOON, "kind": 7}));
    // No date that can be read.
    records.push(json!({"id": "r15", "at": "yesterday", "kind": "login"}));
    records.push(json!({"id": "r16", "at": 1_789_000_000, "kind": "login"}));
    records.push(json!({"id": "r17", "kind": "login"}));
    let activity = Scene::whole(records).counted();
    let expected = [("11 Mar 2026".to_owned(), 2), ("14 Mar 2026".to_owned(), 6)];
    assert_eq!(days_of(&activity), expected);
    assert_eq!((activity.dated(), activity.undated()), (8, 3));
    assert_eq!(
        activity.kinds(),
        [
            kind(Some("login"), 6),
            kind(Some("logout"), 2),
            kind(Some("7"), 1),
            kind(None, 2)
        ]
    );
    assert_eq!(activity.busiest(), Some((day("2026-03-14"), 6)));
    assert_eq!(
        activity.span(),
        Some((day("2026-03-11"), day("2026-03-14")))
    );
}

#[test]
fn fields_are_where_the_description_says() {
    let field = |name: &str, at: &str, kind| Field {
        name: name.to_owned(),
        at: Some(Pointer::parse(at).unwrap()),
        kind,
        ..Field::default()
    };
    let fields = [
        field("when", "/meta/at", Kind::Date),
        field("what", "/meta/kind", Kind::Text),
    ];
    let shape = Shape {
        resource: None,
        fields: &fields,
        id: Pointer::to("id"),
    };
    let scene = Scene::whole(vec![
        json!({"id": "1", "meta": {"at": NOON, "kind": "login"}}),
    ]);
    for (name, kinds) in [
        (Some("what".to_owned()), vec![kind(Some("login"), 1)]),
        (None, vec![]),
    ] {
        let calendar = Calendar {
            date: "when".to_owned(),
            kind: name,
        };
        let mut activity = Activity::new(&calendar, &shape);
        activity.count(&scene.listing);
        assert_eq!(activity.on(day("2026-03-14")), 1);
        assert_eq!(activity.kinds(), kinds);
    }
}

#[test]
fn a_day_is_known_to_be_empty_only_as_far_as_the_list_is_loaded_in_order() {
    let newest_first = some_days(&[0, 1, 1, 5, 9, 12]);
    let oldest_first = some_days(&[12, 9, 5, 1, 1, 0]);
    let cases = [
        (newest_first.clone(), Known::Since(day("2026-03-09"))),
        (oldest_first, Known::Until(day("2026-03-13"))),
        (some_days(&[0, 5, 1, 2, 9, 12]), Known::Nothing),
        // Equal dates tell no order.
        (some_days(&[3, 3, 3, 3, 9, 12]), Known::Nothing),
    ];
    for (records, expected) in cases {
        assert_eq!(Scene::first_page(records).counted().known(), expected);
    }
    let whole = Scene::whole(newest_first.clone()).counted();
    assert_eq!(whole.known(), Known::All);

    // A page that the one before it does not lead to tells nothing of between.
    let mut days: Vec<i64> = (0..20).collect();
    let mut gap = Scene::first_page(some_days(&days));
    gap.listing.select_position(19);
    gap.answer();
    assert_eq!(gap.listing.loaded(), 8);
    assert_eq!(gap.counted().known(), Known::Since(day("2026-03-11")));
    assert_eq!(gap.counted().on(day("2026-02-23")), 1);

    // In order page by page, and not from page to page.
    days[..8].rotate_left(4);
    let mut turned = Scene::first_page(some_days(&days));
    turned.listing.select_position(4);
    turned.answer();
    assert_eq!(turned.listing.loaded(), 8);
    assert_eq!(turned.counted().known(), Known::Nothing);
}

fn cells(weeks: &Weeks<'_>) -> String {
    let days = weeks
        .mondays()
        .flat_map(|monday| (0..7).map(move |d| monday.plus(d)));
    days.map(|day| match weeks.cell(day) {
        Cell::Ahead => '>',
        Cell::Unknown => '?',
        Cell::Counted(count) => char::from_digit(count, 10).unwrap(),
    })
    .collect()
}

#[test]
fn weeks_tell_what_is_empty_from_what_is_unknown_and_from_what_is_to_come() {
    // Today is a Saturday.
    let partial = Scene::first_page(some_days(&[0, 1, 1, 5, 9, 12])).counted();
    assert_eq!(cells(&partial.weeks(2, noon())), "???????100021>");
    let whole = Scene::whole(some_days(&[0, 1, 1, 5, 9, 12])).counted();
    assert_eq!(cells(&whole.weeks(2, noon())), "1001000100021>");
    let weeks = whole.weeks(2, noon());
    assert_eq!(weeks.records(), 6);
    assert!(!weeks.are_past());
    assert_eq!(weeks.place(day("2026-03-02")), Some((0, 0)));
    assert_eq!(weeks.place(day("2026-03-15")), Some((1, 6)));
    assert_eq!(weeks.place(day("2026-03-01")), None);
    assert_eq!(weeks.place(day("2026-03-16")), None);
}

#[test]
fn where_nothing_was_so_for_long_the_last_weeks_are_those_of_the_last_record() {
    let old = Scene::whole(some_days(&[100, 101, 130])).counted();
    // 100 days before 14 March was Thursday, 4 December.
    let weeks = old.weeks(2, noon());
    assert!(weeks.are_past());
    assert_eq!(weeks.last_record(), Some(day("2025-12-04")));
    assert_eq!(cells(&weeks), "00000000011000");
    // As long as there is anything in them, they end with this week.
    assert!(!old.weeks(16, noon()).are_past());
    // What is dated later than today is no reason to look there.
    let ahead = Scene::whole(some_days(&[-400, -1, 0])).counted();
    assert_eq!(cells(&ahead.weeks(1, noon())), "000001>");
    assert_eq!(ahead.after(Day::of(noon())), 2);
    assert_eq!(ahead.weeks(1, noon()).records(), 1);
}

#[test]
fn weeks_go_back_by_half_years_to_a_day_that_is_looked_at() {
    let activity = Scene::whole(some_days(&[0, 500])).counted();
    let first = |weeks: u16, day: Option<&str>| {
        let weeks = activity.weeks(weeks, noon()).showing(day.map(self::day));
        let monday = weeks.mondays().next().unwrap();
        assert!(day.is_none_or(|day| weeks.place(self::day(day)).is_some()));
        monday.words()
    };
    assert_eq!(first(53, None), "10 Mar 2025");
    for (day, expected) in [
        ("2026-03-14", "10 Mar 2025"),
        ("2025-03-10", "10 Mar 2025"),
        ("2025-03-09", "9 Sep 2024"),
        ("2024-09-09", "9 Sep 2024"),
        ("2024-09-08", "11 Mar 2024"),
        ("1970-01-01", "17 Nov 1969"),
    ] {
        assert_eq!(first(53, Some(day)), expected, "{day}");
    }
    // None of few weeks is left out.
    assert_eq!(first(4, Some("2026-02-15")), "19 Jan 2026");
    assert_eq!(first(4, Some("2026-01-18")), "22 Dec 2025");
}

#[test]
fn steps_are_quarters_of_the_days_that_have_records() {
    let steps = |counts: &[usize]| {
        let mut days = Vec::new();
        for (day, count) in (0..).zip(counts) {
            days.extend(std::iter::repeat_n(day, *count));
        }
        let activity = Scene::whole(some_days(&days)).counted();
        let of_each: Vec<usize> = (0_i64..)
            .zip(counts)
            .map(|(days, _)| {
                let at = noon() - SignedDuration::from_hours(24 * days);
                activity.step(activity.on(Day::of(at)))
            })
            .collect();
        (of_each, activity.steps().collect::<Vec<_>>())
    };
    assert_eq!(
        steps(&[1, 2, 3, 4, 5, 6, 7, 8]),
        (
            vec![1, 1, 2, 2, 3, 3, 4, 4],
            vec![(1, 1, 2), (2, 3, 4), (3, 5, 6), (4, 7, 8)]
        )
    );
    // Where most days are alike, steps in between are left out.
    assert_eq!(
        steps(&[1, 1, 1, 1, 9]),
        (vec![1, 1, 1, 1, 4], vec![(1, 1, 1), (4, 2, 9)])
    );
    assert_eq!(steps(&[3]), (vec![1], vec![(1, 1, 3)]));
    assert_eq!(steps(&[]), (vec![], vec![]));
}

#[test]
fn a_page_that_comes_again_is_counted_once_and_as_it_is_now() {
    let mut scene = Scene::whole(some_days(&[0, 1, 2, 3, 4, 5]));
    let mut activity = scene.counted();
    let before = days_of(&activity);
    // The third is another now, and one is gone from the end.
    scene.records[2] = ago(2, 40, "logout");
    scene.records.pop();
    scene.listing.set_height(6);
    scene.answer_to(Listing::reload_visible);
    while scene.answer() {}
    activity.count(&scene.listing);
    assert_ne!(days_of(&activity), before);
    assert_eq!(days_of(&activity), days_of(&scene.counted()));
    assert_eq!(activity.kinds(), scene.counted().kinds());
}

/// A record of any kind on any day, or on none.
fn any_record() -> impl Strategy<Value = (Option<i64>, Option<u8>)> {
    (
        prop::option::weighted(0.9, -3_i64..500),
        prop::option::weighted(0.9, 0_u8..12),
    )
}

fn value_of(id: usize, (days, kind): (Option<i64>, Option<u8>)) -> Value {
    let mut value = json!({"id": format!("r{id}")});
    value["at"] = match days {
        Some(days) => ago(id, days, "")["at"].clone(),
        None => json!("no date"),
    };
    value["kind"] = kind.map_or(Value::Null, |kind| json!(format!("kind {kind}")));
    value
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Nothing is lost and nothing counted twice, whether it is counted page
    /// by page or at once.
    #[test]
    fn all_that_is_loaded_is_counted(
        records in prop::collection::vec(any_record(), 0..60),
        weeks in 1_u16..60,
    ) {
        let values: Vec<Value> = records.iter().enumerate().map(|(id, r)| value_of(id, *r)).collect();
        let mut scene = Scene::first_page(values);
        let mut activity = scene.counted();
        scene.listing.start_walk();
        loop {
            let asked = scene.answer();
            activity.count(&scene.listing);
            let loaded = scene.listing.loaded();
            prop_assert_eq!(activity.dated() + u64::from(activity.undated()), loaded);
            let kinds: u64 = activity.kinds().iter().map(|k| u64::from(k.count)).sum();
            prop_assert_eq!(kinds, loaded);
            if !asked {
                break;
            }
        }
        prop_assert_eq!(scene.listing.loaded(), records.len() as u64);
        prop_assert_eq!(days_of(&activity), days_of(&scene.counted()));
        let undated = records.iter().filter(|(days, _)| days.is_none()).count();
        prop_assert_eq!(activity.undated() as usize, undated);

        // What is drawn is what was counted of those weeks.
        let weeks = activity.weeks(weeks, noon());
        let mut drawn = 0;
        for monday in weeks.mondays() {
            for day in 0..7 {
                if let Cell::Counted(count) = weeks.cell(monday.plus(day)) {
                    drawn += u64::from(count);
                }
            }
        }
        prop_assert_eq!(drawn, weeks.records());
        // Steps cover every count, and more is never a lower step.
        let mut counts: Vec<u32> = activity.days().map(|(_, count)| count).collect();
        counts.sort_unstable();
        for count in &counts {
            let on = activity.steps().filter(|(step, from, to)| {
                (from..=to).contains(&count) && *step == activity.step(*count)
            });
            prop_assert_eq!(on.count(), 1);
        }
        prop_assert!(counts.is_sorted_by(|a, b| activity.step(*a) <= activity.step(*b)));
    }
}

#[test]
fn much_that_has_come_is_counted_in_parts() {
    let kind = |id: usize| if id < 3_000 { "login" } else { "logout" };
    let scene = Scene::whole((0..5_000).map(|id| ago(id, 1, kind(id))).collect());
    let mut activity = scene.counted();
    assert!(activity.is_counting());
    assert_eq!(activity.dated(), 2_000);
    assert_ne!(activity.known(), Known::All);
    let mut parts = 1;
    while activity.is_counting() {
        activity.count(&scene.listing);
        parts += 1;
        assert!(parts < 100, "it never ends");
    }
    assert_eq!(parts, 3);
    assert_eq!((activity.dated(), activity.known()), (5_000, Known::All));
    let kinds: Vec<u32> = activity.kinds().iter().map(|kind| kind.count).collect();
    assert_eq!(kinds, [3_000, 2_000]);
}
