//! Reading the pages that a search wants, and saying what came of it.

use super::email::has;
use super::search::{Extent, Row, Search, Step, Target};
use super::{Goal, Outcome, Sought, has_come, quoted, value_of};
use crate::app::App;
use crate::app::change::error_words;
use crate::app::listing::Listing;
use crate::app::outbox::Outbox;
use crate::app::overlay::Tone;
use crate::app::profile::Profile;
use crate::directory::call::{ApiError, RecordRef};
use crate::directory::description::{Field, List, Order, Paging, Sort, Sorting};
use crate::directory::record::Record;
use crate::keys::Action;
use crate::text::counted;

/// A search in a list with page numbers.
#[derive(Debug)]
pub(super) struct ByPages {
    search: Search,
    /// The list in the order that is needed; none where one that the operator
    /// has is in it.
    pub(super) aside: Option<Listing>,
    /// That order.
    sort: Sort,
    /// The page that is waited for.
    reading: Option<u32>,
    /// How long the list is, as far as is known.
    extent: Extent,
    /// How many pages the same list has in another order.
    pages_elsewhere: Option<u32>,
    /// Whether a page was used that had been loaded before.
    used_loaded: bool,
}

impl ByPages {
    /// A search in a list that is read for it alone, and of which another order
    /// has so many pages.
    pub(super) fn aside(target: Target, sort: Sort, listing: Listing, pages: Option<u32>) -> Self {
        Self {
            aside: Some(listing),
            pages_elsewhere: pages,
            ..Self::in_place(target, sort)
        }
    }

    /// A search in a list that the operator has in that order.
    pub(super) fn in_place(target: Target, sort: Sort) -> Self {
        Self {
            search: Search::new(target, sort.order == Order::Descending),
            aside: None,
            sort,
            reading: None,
            extent: Extent::default(),
            pages_elsewhere: None,
            used_loaded: false,
        }
    }

    /// The same, where the first page of a new order is on its way already.
    pub(super) fn after_sorting(mut self) -> Self {
        self.search.count_request();
        self.reading = Some(0);
        self
    }

    /// Takes in the page that has come, and asks for the next. None while one
    /// is waited for.
    fn step(
        &mut self,
        listing: &mut Listing,
        field: &Field,
        out: &mut Outbox<'_>,
    ) -> Result<Option<Step>, ApiError> {
        if let Some(page) = self.reading {
            if !has_come(listing, page)? {
                return Ok(None);
            }
            self.reading = None;
            let total = listing.reported_total();
            self.take(page, listing, field, total);
        }
        loop {
            self.extent = Extent {
                pages: listing.page_count().or(self.pages_elsewhere),
                is_sure: listing.ends_as_told(),
            };
            let loaded = listing.loaded_pages();
            match self.search.next(self.extent, &loaded) {
                Step::Read(page) if loaded.contains(&page) => {
                    self.used_loaded = true;
                    self.take(page, listing, field, None);
                }
                Step::Read(page) | Step::Reread(page) => {
                    if listing.read_page(page, out) {
                        self.search.count_request();
                    }
                    self.reading = Some(page);
                    return Ok(None);
                }
                step => return Ok(Some(step)),
            }
        }
    }
}

impl ByPages {
    fn take(&mut self, page: u32, listing: &Listing, field: &Field, total: Option<u64>) {
        let rows = listing.page_rows(page).iter();
        let values = rows.map(|record| value_of(field, record)).collect();
        self.search.take(page, values, total);
    }

    /// How many requests it took so far.
    fn requests(&self) -> String {
        counted(self.search.requests().into(), "request", "requests")
    }

    /// What is known of somebody who was not found: how much was asked, and
    /// between whom they would stand.
    pub(super) fn known(&self) -> String {
        let after = match self.search.requests() {
            0 => String::new(),
            _ => format!(" after {}", self.requests()),
        };
        let between = match self.search.between(self.extent) {
            (None, None) => String::new(),
            (Some(before), None) => format!("; it would stand behind {}", quoted(before)),
            (None, Some(behind)) => format!("; it would stand before {}", quoted(behind)),
            (Some(before), Some(behind)) => format!(
                "; it would stand between {} and {}",
                quoted(before),
                quoted(behind)
            ),
        };
        after + &between
    }
}

/// Whether any page of a list can be asked for by its number.
pub(super) fn has_numbers(profile: &Profile, list: &List) -> bool {
    let paging = list.paging.as_ref();
    let paging = paging.unwrap_or(&profile.description().paging);
    matches!(paging, Paging::Page { .. } | Paging::Offset { .. })
}

impl App {
    /// Goes on with a search by page numbers as far as it can without waiting.
    pub(super) fn seek_by_pages(
        &mut self,
        sought: &Sought,
        by: &mut ByPages,
        out: &mut Outbox<'_>,
    ) -> Outcome {
        let mut aside = by.aside.take();
        let profile = &mut self.profiles[sought.profile.0];
        let listing = if let Some(aside) = &mut aside {
            Some(aside)
        } else {
            let sorting = profile.connection.description.sorting.as_ref();
            let default = sorting.and_then(Sorting::default_sort);
            let listing = profile.listings.get_mut(&sought.list);
            listing.filter(|listing| listing.sort().or(default) == Some(&by.sort))
        };
        let stepped = match listing {
            Some(listing) => by.step(listing, &sought.field, out),
            // It was sorted by something else meanwhile.
            None => Err(ApiError::Cancelled),
        };
        by.aside = aside;
        match stepped {
            Ok(None) => {
                self.tell_progress(sought, by);
                Outcome::Waiting
            }
            Ok(Some(step)) => {
                self.conclude(sought, by, step, out);
                Outcome::Ended
            }
            Err(error) => {
                let why = match &error {
                    ApiError::Cancelled => String::new(),
                    error => format!(": {}", error_words(error)),
                };
                let told = format!("Stopped looking for {}{}{why}", sought.shown(), by.known());
                self.say(
                    if why.is_empty() {
                        Tone::Plain
                    } else {
                        Tone::Bad
                    },
                    told,
                );
                Outcome::Ended
            }
        }
    }

    fn tell_progress(&mut self, sought: &Sought, by: &ByPages) {
        let most = by.search.most(by.extent);
        let most = most.map_or_else(String::new, |most| format!(" of at most {most}"));
        let told = format!(
            "Looking for {} · request {}{most} · {} stops",
            sought.shown(),
            by.search.requests(),
            self.key_of(Action::Clear)
        );
        self.say(Tone::Plain, told);
    }

    /// Says what came of a search, and goes to whoever was found.
    fn conclude(&mut self, sought: &Sought, by: &ByPages, step: Step, out: &mut Outbox<'_>) {
        let wanted = sought.shown();
        let told = match step {
            Step::Found(row) => return self.found_by_pages(sought, by, row, out),
            Step::Absent { at, as_spelled } => {
                return self.absent_by_pages(sought, by, at, as_spelled);
            }
            Step::Moved => {
                let again = match sought.goal {
                    Goal::Open(_) => Action::OpenBy,
                    Goal::Select => Action::Filter,
                };
                format!(
                    "The list changed just where {wanted} would stand, so nothing is known of it; \
                     {} looks again",
                    self.key_of(again)
                )
            }
            Step::Untrusted => format!(
                "The server's order cannot be trusted here, so nothing is known of {wanted}; {}",
                self.walk_advice(&sought.list)
            ),
            Step::GaveUp | Step::Read(_) | Step::Reread(_) => format!(
                "{wanted} was not found{}, and not shown to be missing; {}",
                by.known(),
                self.walk_advice(&sought.list)
            ),
        };
        self.say(Tone::Warn, told);
    }

    fn found_by_pages(&mut self, sought: &Sought, by: &ByPages, row: Row, out: &mut Outbox<'_>) {
        let profile = &mut self.profiles[sought.profile.0];
        let listing = by.aside.as_ref().or(profile.listings.get(&sought.list));
        let Some(record) = listing
            .and_then(|l| l.page_rows(row.page).get(row.index))
            .cloned()
        else {
            return;
        };
        if let Goal::Open(resource) = &sought.goal {
            // Whoever else has it stands beside, in the order that is by it.
            let pages = listing.map(|listing| (listing, listing.loaded_pages()));
            let beside = pages.map_or_else(Vec::new, |(listing, pages)| {
                let near = pages
                    .into_iter()
                    .filter(|page| page.abs_diff(row.page) <= 1);
                let rows = near.flat_map(|page| listing.page_rows(page));
                let found = rows.filter(|row| has(&sought.field, &sought.wanted, row));
                found.cloned().collect::<Vec<Record>>()
            });
            if beside.len() > 1 {
                let is_whole = !profile.is_partial(&sought.list);
                for record in beside.iter().filter(|_| is_whole) {
                    if let Some(id) = record.id().cloned() {
                        let resource = resource.clone();
                        profile.know(RecordRef { resource, id }, record.clone(), self.now.wall);
                    }
                }
                return self.offer_all(sought, &beside);
            }
        }
        let in_sight = by.aside.is_none() && sought.list == sought.begun_in;
        let listing = profile.listings.get_mut(&sought.list).filter(|_| in_sight);
        let selected = listing.is_some_and(|listing| {
            if sought.goal == Goal::Select {
                listing.clear_filter();
            }
            listing.select_row(row.page, row.index)
        });
        match &sought.goal {
            Goal::Select => {
                self.moved();
                let told = format!(
                    "The first {} from {}, found with {}",
                    sought.field.label(),
                    sought.shown(),
                    by.requests()
                );
                self.say(Tone::Good, told);
            }
            Goal::Open(_) => {
                let told = format!("{} found with {}", sought.shown(), by.requests());
                self.open_found(sought, &sought.list, &record, selected, Some(told), out);
            }
        }
    }

    fn absent_by_pages(&mut self, sought: &Sought, by: &ByPages, at: Row, as_spelled: bool) {
        let label = sought.field.label();
        let spelled = if as_spelled {
            ", capitals as usual,"
        } else {
            ""
        };
        let when = if by.used_loaded {
            "as far as its pages were loaded".to_owned()
        } else {
            self.as_of()
        };
        let told = match &sought.goal {
            Goal::Open(resource) => format!(
                "No {} has the {label} {}{spelled} in the list sorted by {label}, {when} ({})",
                self.singular(resource),
                sought.shown(),
                by.requests()
            ),
            Goal::Select => {
                let profile = &mut self.profiles[sought.profile.0];
                if let Some(listing) = profile.listings.get_mut(&sought.list) {
                    listing.clear_filter();
                    listing.select_row(at.page, at.index);
                }
                self.moved();
                format!(
                    "No {label} begins with {}{spelled} in this list, {when} ({}); \
                     it would stand here",
                    sought.shown(),
                    by.requests()
                )
            }
        };
        self.say(Tone::Warn, told);
    }
}
