//! The search against lists of every order, length and truthfulness.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Extent, Row, Search, Step, Target, most_requests};
use crate::app::seek::collation::Candidate;

/// A server's list, cut into pages.
struct Server {
    rows: Vec<Option<String>>,
    size: usize,
    asked: Vec<u32>,
}

impl Server {
    fn new(rows: Vec<Option<String>>, size: usize) -> Self {
        Self {
            rows,
            size,
            asked: Vec::new(),
        }
    }

    fn of(rows: &[&str], size: usize) -> Self {
        Self::new(
            rows.iter().map(|row| Some((*row).to_owned())).collect(),
            size,
        )
    }

    fn extent(&self) -> Extent {
        Extent {
            pages: u32::try_from(self.rows.len().div_ceil(self.size)).ok(),
            is_sure: true,
        }
    }

    fn page(&self, page: u32) -> Vec<Option<String>> {
        let rows = self.rows.chunks(self.size).nth(page as usize);
        rows.map(<[_]>::to_vec).unwrap_or_default()
    }

    /// Searches to the end; what is loaded costs no request.
    fn search(&mut self, search: &mut Search, loaded: &[u32]) -> Step {
        loop {
            match search.next(self.extent(), loaded) {
                Step::Read(page) | Step::Reread(page) => {
                    if !loaded.contains(&page) {
                        search.count_request();
                        self.asked.push(page);
                    }
                    let total = Some(self.rows.len() as u64);
                    search.take(page, self.page(page), total);
                }
                step => return step,
            }
        }
    }

    fn find(&mut self, target: Target) -> Step {
        self.search(&mut Search::new(target, false), &[])
    }

    fn value(&self, row: Row) -> &str {
        let row = row.page as usize * self.size + row.index;
        self.rows[row].as_deref().unwrap_or("")
    }

    /// The first row that matches.
    fn first(&self, target: &Target) -> Option<Row> {
        let matches = |row: &Option<String>| row.as_deref().is_some_and(|r| target.matches(r));
        let at = self.rows.iter().position(matches)?;
        Some(Row {
            page: u32::try_from(at / self.size).unwrap(),
            index: at % self.size,
        })
    }
}

/// An email of a made-up person; there are 10,920 different ones.
fn email(n: usize) -> String {
    const FIRST: [&str; 20] = [
        "ana", "bruno", "chiara", "dan", "elif", "farid", "grace", "hanna", "ivan", "jun", "kofi",
        "lea", "maria", "mohamed", "nina", "olga", "paul", "sara", "tom", "zoe",
    ];
    const LAST: [&str; 21] = [
        "adams", "brown", "costa", "demir", "evans", "fischer", "garcia", "haddad", "ito", "jones",
        "khan", "lima", "martin", "nowak", "okafor", "patel", "ricci", "silva", "tanaka",
        "virtanen", "weber",
    ];
    let name = format!("{}.{}", FIRST[n % 20], LAST[n / 20 % 21]);
    match n / 420 {
        0 => format!("{name}@acme.example"),
        n => format!("{name}{n}@acme.example"),
    }
}

fn company(people: usize) -> Server {
    let mut rows: Vec<Option<String>> = (0..people).map(|n| Some(email(n))).collect();
    rows.sort();
    Server::new(rows, 100)
}

#[test]
fn everybody_in_ten_thousand_is_found_with_eight_requests() {
    let mut server = company(10_000);
    let mut sum = 0;
    for n in (0..10_000).step_by(37) {
        server.asked.clear();
        let target = Target::whole(&email(n).to_uppercase());
        let Step::Found(row) = server.find(target) else {
            panic!("{} is there", email(n));
        };
        assert_eq!(server.value(row), email(n));
        assert!(server.asked.len() <= 8, "{:?}", server.asked);
        sum += server.asked.len();
    }
    // Plain bisection takes 5.8.
    assert!(sum < 10_000_usize.div_ceil(37) * 53 / 10, "{sum}");
}

#[test]
fn nobody_is_found_who_is_not_there() {
    let mut server = company(10_000);
    for text in [
        "0",
        "ana.lima9999@acme.example",
        "m",
        "zzz@acme.example",
        "ana.lima@",
    ] {
        server.asked.clear();
        let step = server.find(Target::whole(text));
        assert!(
            matches!(
                step,
                Step::Absent {
                    as_spelled: false,
                    ..
                }
            ),
            "{text}: {step:?}"
        );
        assert!(server.asked.len() <= 9, "{text}: {:?}", server.asked);
    }
}

#[test]
fn the_most_is_bisection_and_two() {
    for (pages, most) in [
        (0, 2),
        (1, 3),
        (100, 9),
        (105, 9),
        (127, 9),
        (128, 10),
        (10_000, 16),
    ] {
        assert_eq!(most_requests(pages), most, "{pages} pages");
    }
}

#[test]
fn pages_at_hand_cost_nothing() {
    let mut server = company(10_000);
    let mut search = Search::new(Target::whole(&email(77)), false);
    let all: Vec<u32> = (0..100).collect();
    let step = server.search(&mut search, &all);
    assert!(matches!(step, Step::Found(_)), "{step:?}");
    assert_eq!((server.asked.len(), search.requests()), (0, 0));

    // Those beside the gap tell at once where it is.
    let place = server.first(&Target::whole(&email(77))).unwrap();
    let mut search = Search::new(Target::whole(&email(77)), false);
    let but_one: Vec<u32> = all.into_iter().filter(|p| *p != place.page).collect();
    assert_eq!(server.search(&mut search, &but_one), Step::Found(place));
    assert_eq!(server.asked, [place.page]);
}

#[test]
fn a_list_in_no_order_is_not_trusted() {
    let rows: Vec<String> = (0..1000).map(|n| email(n * 389 % 1000)).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let mut server = Server::of(&rows, 100);
    assert_eq!(
        server.find(Target::whole("m@acme.example")),
        Step::Untrusted
    );
    assert_eq!(server.asked.len(), 1);
    // One that happens to be on a page that was read is there all the same.
    let mut search = Search::new(Target::whole(rows[407]), false);
    search.take(4, server.page(4), Some(1000));
    let place = Row { page: 4, index: 7 };
    assert_eq!(search.next(server.extent(), &[]), Step::Found(place));
}

#[test]
fn pages_that_are_sorted_each_for_itself_are_not_trusted() {
    let mut rows: Vec<String> = (0..1000).map(email).collect();
    rows.sort_by(|one, other| other.cmp(one));
    for page in rows.chunks_mut(100) {
        page.sort();
    }
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let mut server = Server::of(&rows, 100);
    assert_eq!(
        server.find(Target::whole("m@acme.example")),
        Step::Untrusted
    );
    assert!(server.asked.len() > 1);
}

#[test]
fn the_first_of_equal_ones_is_found_over_pages() {
    let mut server = Server::of(
        &["a", "b", "b", "b", "b", "b", "B", "b", "c", "d", "e", "f"],
        2,
    );
    for (target, place) in [
        (Target::whole("B"), (0, 1)),
        (Target::whole("c"), (4, 0)),
        (Target::beginning("b"), (0, 1)),
        (Target::beginning("a"), (0, 0)),
    ] {
        let (page, index) = place;
        let step = server.find(target.clone());
        assert_eq!(step, Step::Found(Row { page, index }), "{target:?}");
    }
}

#[test]
fn a_name_that_begins_so_is_found_where_capitals_stand_apart() {
    let mut server = Server::of(
        &[
            "Ana Lima", "Bo Ek", "Cy Ito", "Zoe Ek", "ana lowe", "bo diaz", "dee day", "élan vo",
        ],
        1,
    );
    let first = |page| Step::Found(Row { page, index: 0 });
    assert_eq!(server.find(Target::beginning("cy")), first(2));
    assert_eq!(server.find(Target::beginning("dee")), first(6));
    assert_eq!(server.find(Target::beginning("ELAN")), first(7));
}

#[test]
fn a_value_is_found_however_it_is_capitalised() {
    // All but two are of small letters, and capitals stand apart: nothing on
    // the way shows that there are any.
    let mut rows: Vec<Option<String>> = (0..10_000).map(|n| Some(email(n))).collect();
    rows[5_000] = Some("Zed.Silva@acme.example".to_owned());
    rows[5_001] = Some("ZOE.SILVESTRE@ACME.EXAMPLE".to_owned());
    rows.sort();
    let mut server = Server::new(rows, 100);
    for text in [
        "zed.silva@acme.example",
        "ZED.silva@acme.example",
        "zoe.Silvestre@acme.example",
    ] {
        server.asked.clear();
        let target = Target::whole(text);
        let place = server.first(&target).unwrap();
        assert_eq!(server.find(target), Step::Found(place), "{text}");
        assert!(server.asked.len() <= 9, "{:?}", server.asked);
    }
    // Where there are some, what was looked for is said.
    let step = server.find(Target::whole("zee.silva@acme.example"));
    assert!(
        matches!(
            step,
            Step::Absent {
                as_spelled: true,
                ..
            }
        ),
        "{step:?}"
    );
    assert!(server.asked.len() <= 18, "{:?}", server.asked);
}

#[test]
fn a_list_that_goes_down_begins_with_the_last_of_them() {
    let mut rows: Vec<Option<String>> = (0..900).map(|n| Some(email(n))).collect();
    rows.sort();
    rows.reverse();
    let mut server = Server::new(rows, 10);
    for text in ["ana", "m", "zoe.weber"] {
        let target = Target::beginning(text);
        let first = server.first(&target).unwrap();
        let mut search = Search::new(target, true);
        assert_eq!(
            server.search(&mut search, &[]),
            Step::Found(first),
            "{text}"
        );
    }
}

#[test]
fn a_list_of_unknown_length_is_searched_too() {
    let server = company(5_000);
    for n in [0, 419, 4_999] {
        let mut search = Search::new(Target::whole(&email(n)), false);
        let mut extent = Extent::default();
        let step = loop {
            match search.next(extent, &[]) {
                Step::Read(page) => {
                    search.count_request();
                    let rows = server.page(page);
                    if rows.is_empty() {
                        extent.pages = Some(extent.pages.map_or(page, |pages| pages.min(page)));
                    }
                    search.take(page, rows, None);
                }
                step => break step,
            }
        };
        let first = server.first(&Target::whole(&email(n))).unwrap();
        assert_eq!(step, Step::Found(first), "{}", email(n));
        assert!(search.requests() <= 14, "{}", search.requests());
    }
}

#[test]
fn a_place_between_two_pages_of_differing_lists_is_read_again() {
    let pages = [["a", "b"], ["d", "e"]].map(|page| page.map(|v| Some(v.to_owned())).to_vec());
    let extent = Extent {
        pages: Some(2),
        is_sure: true,
    };
    let begun = || {
        let mut search = Search::new(Target::whole("c"), false);
        search.take(0, pages[0].clone(), Some(4));
        search.take(1, pages[1].clone(), Some(5));
        assert_eq!(search.next(extent, &[0, 1]), Step::Reread(0));
        search
    };
    // It has slipped onto the page that was read before.
    let mut slipped = begun();
    let page = ["b", "c"].map(|v| Some(v.to_owned())).to_vec();
    slipped.take(0, page, Some(5));
    assert_eq!(
        slipped.next(extent, &[]),
        Step::Found(Row { page: 0, index: 1 })
    );

    let mut still = begun();
    still.take(0, pages[0].clone(), Some(5));
    let at = Row { page: 1, index: 0 };
    let absent = Step::Absent {
        at,
        as_spelled: false,
    };
    assert_eq!(still.next(extent, &[]), absent);

    let mut moving = begun();
    moving.take(0, pages[0].clone(), Some(6));
    assert_eq!(moving.next(extent, &[]), Step::Moved);
}

#[test]
fn an_end_that_is_not_sure_is_looked_behind() {
    let mut search = Search::new(Target::whole("z"), false);
    let extent = Extent {
        pages: Some(1),
        is_sure: false,
    };
    search.take(0, vec![Some("a".to_owned())], None);
    assert_eq!(search.next(extent, &[]), Step::Read(1));
    search.take(1, Vec::new(), None);
    let step = search.next(extent, &[]);
    assert!(matches!(step, Step::Absent { .. }), "{step:?}");
}

#[test]
fn what_is_known_of_its_place_can_be_told() {
    let server = company(1_000);
    let mut search = Search::new(Target::whole("m@acme.example"), false);
    assert_eq!(search.between(server.extent()), (None, None));
    search.take(2, server.page(2), None);
    search.take(8, server.page(8), None);
    let last = server.page(2).last().cloned().flatten();
    let first = server.page(8).first().cloned().flatten();
    assert_eq!(
        search.between(server.extent()),
        (last.as_deref(), first.as_deref())
    );
}

fn text() -> impl Strategy<Value = String> {
    "[a-cA-Cé_.@-]{1,5}[0-9]{0,2}"
}

fn rows() -> impl Strategy<Value = Vec<Option<String>>> {
    prop::collection::vec(prop::option::weighted(0.95, text()), 0..300)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever the order of the list, it is right: what is there is found, and
    /// nothing takes more requests than it may.
    #[test]
    fn a_sorted_list_hides_nobody(
        rows in rows(),
        absent in text(),
        size in 1usize..40,
        which in 0usize..28,
        pick in any::<prop::sample::Index>(),
        whole in any::<bool>(),
        loaded in prop::collection::btree_set(0u32..300, 0..5),
    ) {
        let descending = which >= 14;
        let order = Candidate::all(descending).nth(which % 14).unwrap();
        let mut rows = rows;
        rows.sort_by(|one, other| {
            let [one, other] = [one, other].map(|row| order.key(row.as_deref()));
            order.compare(one.as_deref(), other.as_deref())
        });
        let wanted = rows.get(pick.index(rows.len().max(1))).cloned().flatten();
        let mut server = Server::new(rows, size);
        let pages = server.extent().pages.unwrap();
        let loaded: Vec<u32> = loaded.into_iter().filter(|page| *page < pages).collect();
        for text in wanted.into_iter().chain([absent]) {
            server.asked.clear();
            let target = if whole { Target::whole(&text) } else { Target::beginning(&text) };
            let there = server.first(&target);
            let mut search = Search::new(target.clone(), descending);
            let step = server.search(&mut search, &loaded);
            prop_assert!(server.asked.len() <= most_requests(pages) as usize);
            match step {
                Step::Found(row) => prop_assert!(target.matches(server.value(row)) || !whole),
                Step::Absent { as_spelled: false, .. } => prop_assert_eq!(there, None),
                Step::Absent { .. } | Step::GaveUp => {}
                step => prop_assert!(false, "{:?}", step),
            }
        }
    }

    /// In the orders that most servers have, whoever is there is found.
    #[test]
    fn a_list_of_small_letters_gives_up_nobody(
        rows in prop::collection::btree_set("[a-z]{1,6}[0-9]{0,2}@[a-c]", 1..400),
        size in 1usize..40,
        pick in any::<prop::sample::Index>(),
    ) {
        let rows: Vec<String> = rows.into_iter().collect();
        let wanted = rows[pick.index(rows.len())].clone();
        let mut server = Server::new(rows.into_iter().map(Some).collect(), size);
        let target = Target::whole(&wanted);
        let place = server.first(&target).unwrap();
        prop_assert_eq!(server.find(target), Step::Found(place));
        let pages = server.extent().pages.unwrap();
        prop_assert!(server.asked.len() < most_requests(pages) as usize);
    }

    /// In a list that only says that it is sorted, nobody is called absent who
    /// is there, unless what was read gave no hint of it.
    #[test]
    fn a_list_in_disorder_denies_nobody(
        rows in prop::collection::vec("[a-z]{2,4}", 2..120).prop_shuffle(),
        size in 1usize..20,
        pick in any::<prop::sample::Index>(),
    ) {
        let wanted = rows[pick.index(rows.len())].clone();
        let mut server = Server::new(rows.into_iter().map(Some).collect(), size);
        let step = server.find(Target::whole(&wanted));
        let read: BTreeSet<u32> = server.asked.iter().copied().collect();
        let seen: Vec<String> = read.iter().flat_map(|p| server.page(*p)).flatten().collect();
        match step {
            Step::Absent { .. } => prop_assert!(seen.is_sorted(), "{:?}", seen),
            Step::Found(row) => prop_assert_eq!(server.value(row), wanted),
            _ => prop_assert!(!seen.contains(&wanted)),
        }
    }
}
