//! What happened when, in a list whose description gives it a calendar: the
//! records of each day and of each kind, counted once when a page comes.
//!
//! Only what is loaded is counted, and a day of which nothing is loaded counts
//! as empty only where that is known: everywhere once all is loaded, else as
//! far as the pages without a gap from the first on go, if they are in the
//! order of their dates.

mod calendar;
mod going;
mod plan;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value;

pub use self::calendar::{Cell, Day, Weeks};
pub use self::plan::{BEFORE_WEEKS, BESIDE, Picture, Plan, YEAR};
use super::App;
use super::listing::Listing;
use super::profile::Profile;
use crate::directory::description::{Calendar, Field};
use crate::directory::pointer::Pointer;
use crate::directory::record::Record;
use crate::directory::shape::Shape;

/// How many records are counted before keys are: a few milliseconds.
const COUNTED_AT_ONCE: usize = 2_000;

/// How many steps there are above an empty day.
pub const STEPS: usize = 4;

/// What was counted of a list.
#[derive(Debug, Clone)]
pub struct Activity {
    date: Pointer,
    kind: Option<Pointer>,
    /// The revision of the list that this is of.
    revision: Option<u64>,
    /// Whether it is only of a part of what has come.
    is_counting: bool,
    pages: BTreeMap<u32, Tally>,
    days: BTreeMap<Day, u32>,
    kinds: BTreeMap<Option<String>, u32>,
    undated: u32,
    /// The kinds, those with most records first.
    ranked: Vec<Counted>,
    /// The most records of a day on each step but the last.
    bounds: [u32; STEPS - 1],
    known: Known,
}

/// A kind of record, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// What the records say; none where they do not. It came from outside:
    /// showing it goes through [`crate::text::Untrusted`].
    pub kind: Option<String>,
    /// How many records.
    pub count: u32,
}

/// On which days nothing happened that is not loaded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Known {
    /// On every day: all is loaded.
    All,
    /// From this day on; of the day itself there may be more.
    Since(Day),
    /// Up to this day; of the day itself there may be more.
    Until(Day),
    /// On none: what is loaded is in no order.
    #[default]
    Nothing,
}

/// What was counted of a page.
#[derive(Debug, Clone, Default)]
struct Tally {
    /// What [`Listing::page_revisions`] gave for it.
    revision: u64,
    days: BTreeMap<Day, u32>,
    kinds: BTreeMap<Option<String>, u32>,
    undated: u32,
    /// The dates of its first and its last record that has one.
    ends: Option<(Timestamp, Timestamp)>,
    /// Whether no date is later than the one before it.
    descends: bool,
    /// Whether no date is earlier than the one before it.
    ascends: bool,
}

impl Activity {
    /// Nothing of a list yet, whose records are of that shape.
    #[must_use]
    pub fn new(calendar: &Calendar, shape: &Shape<'_>) -> Self {
        let at = |name: &str| {
            let described = shape.field(name).map(Field::pointer);
            described.unwrap_or_else(|| Pointer::to(name))
        };
        Self {
            date: at(&calendar.date),
            kind: calendar.kind.as_deref().map(at),
            revision: None,
            is_counting: false,
            pages: BTreeMap::new(),
            days: BTreeMap::new(),
            kinds: BTreeMap::new(),
            undated: 0,
            ranked: Vec::new(),
            bounds: [0; STEPS - 1],
            known: Known::Nothing,
        }
    }

    /// Whether some of what has come is not counted yet; [`Activity::count`] goes
    /// on with it.
    #[must_use]
    pub const fn is_counting(&self) -> bool {
        self.is_counting
    }

    /// Counts what has come since, page by page, and of much a part; nothing
    /// where the list is as it was.
    pub fn count(&mut self, listing: &Listing) {
        if self.revision == Some(listing.revision()) && !self.is_counting {
            return;
        }
        self.revision = Some(listing.revision());
        self.is_counting = false;
        let mut before = std::mem::take(&mut self.pages);
        let mut counted = 0;
        for (number, revision) in listing.page_revisions() {
            let tally = match before.remove(&number) {
                Some(tally) if tally.revision == revision => tally,
                other => {
                    if let Some(old) = other {
                        self.take_off(&old);
                    }
                    if counted >= COUNTED_AT_ONCE {
                        self.is_counting = true;
                        continue;
                    }
                    let rows = listing.page_records(number);
                    counted += rows.len().max(1);
                    let tally = self.tally(&rows, revision);
                    self.add(&tally);
                    tally
                }
            };
            self.pages.insert(number, tally);
        }
        for gone in before.values() {
            self.take_off(gone);
        }
        self.rank();
        self.bounds = bounds(self.days.values().copied().collect());
        self.known = if listing.is_complete() && !self.is_counting {
            Known::All
        } else {
            self.known_days()
        };
    }

    fn tally(&self, rows: &[Record], revision: u64) -> Tally {
        let mut tally = Tally {
            revision,
            descends: true,
            ascends: true,
            ..Tally::default()
        };
        for record in rows {
            let value = record.value();
            if let Some(kind) = &self.kind {
                *tally.kinds.entry(kind_in(&value, kind)).or_default() += 1;
            }
            let Some(at) = date_in(&value, &self.date) else {
                tally.undated += 1;
                continue;
            };
            *tally.days.entry(Day::of(at)).or_default() += 1;
            let (first, last) = tally.ends.unwrap_or((at, at));
            tally.descends &= at <= last;
            tally.ascends &= at >= last;
            tally.ends = Some((first, at));
        }
        tally
    }

    fn add(&mut self, tally: &Tally) {
        for (day, count) in &tally.days {
            *self.days.entry(*day).or_default() += count;
        }
        for (kind, count) in &tally.kinds {
            *self.kinds.entry(kind.clone()).or_default() += count;
        }
        self.undated += tally.undated;
    }

    fn take_off(&mut self, tally: &Tally) {
        take_off(&mut self.days, &tally.days);
        take_off(&mut self.kinds, &tally.kinds);
        self.undated -= tally.undated;
    }

    fn rank(&mut self) {
        let counted = |(kind, count): (&Option<String>, &u32)| Counted {
            kind: kind.clone(),
            count: *count,
        };
        self.ranked = self.kinds.iter().map(counted).collect();
        // Those without a kind come last; equal ones stay in the order of
        // their names.
        self.ranked
            .sort_by_key(|c| (c.kind.is_none(), std::cmp::Reverse(c.count)));
    }

    /// What is known where not all is loaded.
    fn known_days(&self) -> Known {
        let mut ends: Option<(Timestamp, Timestamp)> = None;
        let (mut descends, mut ascends) = (true, true);
        for ((number, tally), expected) in self.pages.iter().zip(0..) {
            if *number != expected {
                break;
            }
            descends &= tally.descends;
            ascends &= tally.ascends;
            let Some((first, last)) = tally.ends else {
                continue;
            };
            if let Some((_, before)) = ends {
                descends &= first <= before;
                ascends &= first >= before;
            }
            ends = Some((ends.map_or(first, |(first, _)| first), last));
        }
        match ends {
            // A single date, over and over, tells no order.
            Some((first, last)) if descends && first > last => Known::Since(Day::of(last)),
            Some((first, last)) if ascends && last > first => Known::Until(Day::of(last)),
            _ => Known::Nothing,
        }
    }

    /// Whether any record has a date: else there is nothing to draw.
    #[must_use]
    pub fn is_dated(&self) -> bool {
        !self.days.is_empty()
    }

    /// How many records there are of a day.
    #[must_use]
    pub fn on(&self, day: Day) -> u32 {
        self.days.get(&day).copied().unwrap_or(0)
    }

    /// The days that have records, the earliest first, and how many.
    #[must_use]
    pub fn days(&self) -> impl DoubleEndedIterator<Item = (Day, u32)> + '_ {
        self.days.iter().map(|(day, count)| (*day, *count))
    }

    /// The first and the last day that have records.
    #[must_use]
    pub fn span(&self) -> Option<(Day, Day)> {
        let (first, _) = self.days.first_key_value()?;
        let (last, _) = self.days.last_key_value()?;
        Some((*first, *last))
    }

    /// The day with most records, the latest of several, and how many.
    #[must_use]
    pub fn busiest(&self) -> Option<(Day, u32)> {
        self.days().max_by_key(|(day, count)| (*count, *day))
    }

    /// How many records have a date.
    #[must_use]
    pub fn dated(&self) -> u64 {
        self.days.values().map(|count| u64::from(*count)).sum()
    }

    /// How many records have no date, or none that can be read.
    #[must_use]
    pub const fn undated(&self) -> u32 {
        self.undated
    }

    /// How many records are of a later day.
    #[must_use]
    pub fn after(&self, day: Day) -> u64 {
        let later = self.days.range(day.plus(1)..);
        later.map(|(_, count)| u64::from(*count)).sum()
    }

    /// The kinds, those with most records first. Empty where the description
    /// tells none apart.
    #[must_use]
    pub fn kinds(&self) -> &[Counted] {
        &self.ranked
    }

    /// On which days nothing happened that is not loaded.
    #[must_use]
    pub const fn known(&self) -> Known {
        self.known
    }

    /// The step that so many records in a day stand on: 0 for none, then
    /// quarters of the days that have some.
    #[must_use]
    pub fn step(&self, count: u32) -> usize {
        if count == 0 {
            return 0;
        }
        1 + self.bounds.iter().filter(|bound| count > **bound).count()
    }

    /// The steps that any day stands on, the lowest first, each with the
    /// fewest and the most records of a day on it.
    pub fn steps(&self) -> impl Iterator<Item = (usize, u32, u32)> + '_ {
        let most = self.days.values().copied().max().unwrap_or(0);
        let ends = self.bounds.into_iter().chain([most]);
        let mut from = 1;
        let ranges = (1..).zip(ends).map(move |(step, to)| {
            let range = (step, from, to);
            from = from.max(to.saturating_add(1));
            range
        });
        ranges.filter(|(_, from, to)| from <= to)
    }

    /// The day of a record, if it tells one.
    #[must_use]
    pub fn day_of(&self, record: &Record) -> Option<Day> {
        date_in(&record.value(), &self.date).map(Day::of)
    }

    /// As many weeks as are wanted, as they are drawn today.
    #[must_use]
    pub fn weeks(&self, weeks: u16, today: Timestamp) -> Weeks<'_> {
        Weeks::new(self, weeks, Day::of(today))
    }
}

fn take_off<K: Ord>(from: &mut BTreeMap<K, u32>, counts: &BTreeMap<K, u32>) {
    for (key, count) in counts {
        if let Some(left) = from.get_mut(key) {
            *left = left.saturating_sub(*count);
            if *left == 0 {
                from.remove(key);
            }
        }
    }
}

fn date_in(value: &Value, at: &Pointer) -> Option<Timestamp> {
    at.of(value)?.as_str()?.parse().ok()
}

/// What kind a record says it is of: a text that says something, or a number.
fn kind_in(value: &Value, at: &Pointer) -> Option<String> {
    match at.of(value)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The most records of a day in each quarter of the days but the last.
fn bounds(mut counts: Vec<u32>) -> [u32; STEPS - 1] {
    counts.sort_unstable();
    std::array::from_fn(|quarter| {
        let days = (counts.len() * (quarter + 1)).div_ceil(STEPS);
        let last = days.checked_sub(1).and_then(|last| counts.get(last));
        last.copied().unwrap_or(0)
    })
}

impl Profile {
    /// What was counted of the open relation tab, if it has a calendar and
    /// any of its records a date.
    #[must_use]
    pub fn activity(&self) -> Option<&Activity> {
        if self.activities.is_empty() {
            return None;
        }
        let activity = self.activities.get(&self.related_source()?);
        activity.filter(|activity| activity.is_dated())
    }

    /// Counts what has come of the open relation tab.
    pub(super) fn count_activity(&mut self) {
        let Some(source) = self.related_source() else {
            return;
        };
        if !self.activities.contains_key(&source) {
            let calendar = self.relation_of(&source).and_then(|r| r.calendar.as_ref());
            let (Some(calendar), Some(shape)) = (calendar, self.shape(&source)) else {
                return;
            };
            let activity = Activity::new(calendar, &shape);
            self.activities.insert(source.clone(), activity);
        }
        if let (Some(activity), Some(listing)) =
            (self.activities.get_mut(&source), self.listings.get(&source))
        {
            activity.count(listing);
        }
    }
}

impl App {
    /// How the activity of the open relation tab is drawn, if it is.
    #[must_use]
    pub fn picture(&self) -> Option<Plan> {
        let activity = self.profile().activity()?;
        Plan::new(self, activity)
    }
}
