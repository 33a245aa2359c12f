//! What holds after any sequence of moves, answers, errors and reloads.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;

#[derive(Debug, Clone)]
enum Step {
    Move(Motion),
    Select(u64),
    Height(u16),
    /// Answers the open request of that number, counted round.
    Answer(usize),
    Refuse(usize),
    Filter(&'static str),
    Walk,
    Pause,
    Leave,
    Reload,
    Replace(u64),
    Mark,
    /// Memory is short.
    Drop,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let motion = prop::sample::select(vec![
        Motion::Down,
        Motion::Up,
        Motion::HalfPageDown,
        Motion::HalfPageUp,
        Motion::PageDown,
        Motion::PageUp,
        Motion::First,
        Motion::Last,
    ]);
    let step = prop_oneof![
        6 => motion.prop_map(Step::Move),
        1 => (0u64..100).prop_map(Step::Select),
        1 => (0u16..40).prop_map(Step::Height),
        8 => (0usize..4).prop_map(Step::Answer),
        1 => (0usize..4).prop_map(Step::Refuse),
        1 => prop::sample::select(vec!["", "1", "12", "3", "zz"]).prop_map(Step::Filter),
        1 => Just(Step::Walk),
        1 => Just(Step::Pause),
        1 => Just(Step::Leave),
        1 => Just(Step::Reload),
        1 => (0u64..100).prop_map(Step::Replace),
        1 => Just(Step::Mark),
        1 => Just(Step::Drop),
    ];
    prop::collection::vec(step, 0..120)
}

/// A list of up to twelve pages of any rows, repeats included; pages may be
/// short or empty. What it says of its total may be wrong.
#[derive(Debug, Clone)]
struct Lists {
    pages: Vec<Vec<u64>>,
    total: Option<u64>,
    by_cursor: bool,
}

fn lists() -> impl Strategy<Value = Lists> {
    let one = prop::collection::vec(0u64..60, 0..=8);
    (
        prop::collection::vec(one, 1..12),
        prop::option::of(0u64..120),
        any::<bool>(),
    )
        .prop_map(|(pages, total, by_cursor)| Lists {
            pages,
            total,
            by_cursor,
        })
}

impl Lists {
    fn page(&self, at: &At) -> Page {
        let at = usize::try_from(number(at)).unwrap();
        let rows = self.pages.get(at).cloned().unwrap_or_default();
        let next = u64::try_from(at + 1).unwrap();
        page(
            rows.into_iter().map(person).collect(),
            (at + 1 < self.pages.len()).then(|| {
                if self.by_cursor {
                    cursor(next)
                } else {
                    At::Page(u32::try_from(next).unwrap())
                }
            }),
            self.total,
        )
    }
}

fn check<S: FnMut(&At) -> Result<Page, ApiError>>(scene: &Scene<S>) -> Result<(), TestCaseError> {
    let listing = &scene.listing;
    // Rows are unique but for those that one answer had twice, and counted right.
    let ids: Vec<String> = scene.ids();
    let own: Vec<&String> = ids
        .iter()
        .filter(|id| !listing.shares(&RecordId::new(id)))
        .collect();
    let unique: HashSet<&&String> = own.iter().collect();
    prop_assert_eq!(unique.len(), own.len());
    prop_assert_eq!(listing.loaded(), ids.len() as u64);
    // The selection is one of the positions, and on screen.
    let visible = listing.visible();
    prop_assert!(visible.end <= listing.positions());
    if let Some(selection) = listing.selection() {
        prop_assert!(visible.contains(&selection));
    } else {
        prop_assert_eq!(listing.positions(), 0);
    }
    // Every position holds something, and each row stands at one.
    let mut seen = 0;
    for position in 0..listing.positions() {
        match listing.row(position).unwrap() {
            Row::Record(_) | Row::Removed(_) => seen += 1,
            Row::Absent | Row::Failed(_) => prop_assert!(listing.filter().is_none()),
        }
    }
    let shown = listing.coverage().map(|coverage| coverage.matches);
    prop_assert_eq!(shown.unwrap_or(listing.loaded()), seen);
    prop_assert_eq!(listing.row(listing.positions()), None);
    if listing.is_complete() {
        prop_assert_eq!(listing.total(), Some(listing.loaded()));
        prop_assert_eq!(listing.requests_left(), Some(0));
        prop_assert!(!listing.has_more());
    }
    // One ticket a page.
    let open: HashSet<&At> = scene.open.iter().map(|sent| &sent.at).collect();
    prop_assert_eq!(open.len(), scene.open.len());
    Ok(())
}

fn paging(lists: &Lists) -> Paging {
    if lists.by_cursor {
        by_cursor(8)
    } else {
        by_page(8)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn anything_may_happen_in_any_order(lists in lists(), steps in steps(), ahead: bool) {
        let server = lists.clone();
        let mut scene = Scene::new(&paging(&lists), |at: &At| Ok(server.page(at)));
        scene.reach = if ahead { Reach::PageAhead } else { Reach::Screen };
        scene.ask();
        for step in steps {
            let before = scene.selected_id().map(str::to_owned);
            let mut keeps = false;
            match step {
                Step::Move(motion) => scene.listing.move_to(motion),
                Step::Select(position) => scene.listing.select_position(position),
                Step::Height(rows) => {
                    keeps = true;
                    scene.listing.set_height(rows);
                }
                Step::Answer(which) => {
                    // What a list holds does not change here, so a page that
                    // comes again has the same rows.
                    keeps = true;
                    if let Some(which) = which.checked_rem(scene.open.len()) {
                        scene.open.swap(0, which);
                        scene.answer();
                    }
                }
                Step::Refuse(which) => {
                    keeps = true;
                    if let Some(which) = which.checked_rem(scene.open.len()) {
                        let sent = scene.open.remove(which).unwrap();
                        let error = if which == 0 { invalid(410) } else { unavailable() };
                        scene.listing.accept(sent.ticket, &Err(error));
                    }
                }
                Step::Filter(text) => scene.listing.set_filter(text, &FilterFields::default()),
                Step::Walk => scene.listing.start_walk(),
                Step::Pause => scene.with_outbox(Listing::pause_walk),
                Step::Leave => scene.with_outbox(Listing::leave),
                Step::Reload => scene.with_outbox(Listing::reload_visible),
                Step::Replace(number) => {
                    keeps = true;
                    scene.listing.replace(&named(number, "Ana"));
                }
                Step::Mark => {
                    scene.listing.mark_range();
                }
                Step::Drop => {
                    keeps = true;
                    scene.listing.drop_oldest(usize::MAX);
                }
            }
            if keeps && before.is_some() {
                prop_assert_eq!(scene.selected_id().map(str::to_owned), before);
            }
            check(&scene)?;
            scene.ask();
            check(&scene)?;
        }
    }

    /// However the rest is asked for, it is asked for once and all there.
    #[test]
    fn a_walk_finds_every_row_and_reads_no_page_twice(lists in lists(), moves in steps()) {
        let server = lists.clone();
        let mut scene = Scene::opened(&paging(&lists), |at: &At| Ok(server.page(at)));
        for step in moves {
            match step {
                Step::Move(motion) => scene.listing.move_to(motion),
                Step::Select(position) => scene.listing.select_position(position),
                Step::Answer(_) => scene.settle(),
                _ => {}
            }
        }
        scene.listing.start_walk();
        scene.settle();
        let answered: HashSet<&At> = scene.answered.iter().collect();
        prop_assert_eq!(answered.len(), scene.answered.len(), "{:?}", scene.answered);
        if lists.by_cursor && scene.listing.is_complete() {
            let expected: HashSet<String> = lists
                .pages
                .iter()
                .flatten()
                .map(u64::to_string)
                .collect();
            prop_assert_eq!(scene.ids().into_iter().collect::<HashSet<_>>(), expected);
        }
    }
}
