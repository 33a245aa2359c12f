//! What the first frame of a later run shows of a profile.
//!
//! ```text
//! Profile ── snapshot ──▶ Snapshot ── to_json ──▶ a file
//!                            a file ── parse ──▶ Snapshot ── restore ──▶ Profile
//! ```
//!
//! Only where a profile keeps what is seen: the list of all records of the
//! resource on the screen, and what is beside it or led to from it there. The
//! rows count for nothing but to be looked at: they are marked with their age,
//! and the first answer takes their place.
//!
//! A run that goes on where the last one ended has its lists by then, as they
//! were filtered, sorted and marked: rows go into those that they fit. Any other
//! shows the list of all records, its tab and what that showed.

mod written;

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::App;
use super::listing::Excerpt;
use super::message::{Effect, ProfileId};
use super::outbox::Outbox;
use super::profile::{AsSeen, Known, Profile};
use super::session::{LONGEST_ID, LeftSource, LeftTab};
use super::view::{Pane, Source, View};
use crate::config::Keep;
use crate::config::connection::Connection;
use crate::directory::call::{RecordOf, RecordRef, ResourceName};
use crate::directory::record::Record;

/// The most bytes that the rows of the list of all records may have as JSON:
/// what reads in a few milliseconds.
const MOST_OF_ALL: usize = 256 << 10;
/// The most bytes of any other list's.
const MOST_OF_OTHERS: usize = 64 << 10;

/// A time that is further ahead than this is none that we have seen: some clock
/// was set.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);

/// What a later run shows of a profile before anything has been read.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// Which directory it is of: its description's name.
    directory: String,
    /// Its address.
    url: String,
    /// The resource that was on the screen.
    resource: ResourceName,
    /// How long it may be kept.
    keep: Duration,
    /// Whether the detail pane had the keys.
    in_detail: bool,
    /// The tab of the detail pane.
    tab: LeftTab,
    /// The list of all records, and what was shown with it.
    lists: Vec<KeptList>,
    /// The record on the screen, where no list has it as a whole.
    record: Option<KeptRecord>,
}

/// A record that was read by itself.
#[derive(Debug, Clone, PartialEq)]
struct KeptRecord {
    of: RecordRef,
    record: Record,
    read_at: Timestamp,
}

/// Rows of a list.
#[derive(Debug, Clone, PartialEq)]
struct KeptList {
    source: LeftSource,
    excerpt: Excerpt,
}

impl Snapshot {
    /// Whether anything of it is older than it may be, or from a time to come.
    #[must_use]
    pub fn is_over(&self, now: Timestamp) -> bool {
        let lists = self.lists.iter().map(|list| list.excerpt.read_at);
        let record = self.record.iter().map(|record| record.read_at);
        lists.chain(record).any(|at| is_over(at, self.keep, now))
    }

    /// How long it may be shown for a connection: it is of the same directory
    /// at the same address, and that is still kept.
    fn kept_by(&self, connection: &Connection) -> Option<Duration> {
        let is_of_it =
            self.directory == connection.description.name && self.url == connection.url.as_str();
        connection.keep.map(Keep::time).filter(|_| is_of_it)
    }
}

/// Whether something read then is not to be kept any more.
#[must_use]
pub fn is_over(read_at: Timestamp, keep: Duration, now: Timestamp) -> bool {
    let age = now.duration_since(read_at);
    let longest = SignedDuration::try_from(keep).unwrap_or(SignedDuration::MAX);
    age > longest || age < -AHEAD
}

impl Profile {
    /// What a later run may show of it; none where it keeps nothing, or there
    /// is nothing to show.
    #[must_use]
    pub fn snapshot(&self) -> Option<Snapshot> {
        let connection: &Arc<Connection> = &self.connection;
        let keep = connection.keep?.time();
        let trail = self.trail()?;
        let all = Source::all(trail.resource.clone());
        let mut lists = vec![self.kept_list(&all, MOST_OF_ALL)?];
        let root = trail.views().next()?;
        // The list of all records may be narrowed on the screen.
        let in_full = View {
            source: all.clone(),
            ..root.clone()
        };
        let mut shown = vec![all];
        for view in [&in_full, trail.last()] {
            for source in [Some(view.source.clone()), self.related_of(view)] {
                if let Some(source) = source.filter(|source| !shown.contains(source)) {
                    lists.extend(self.kept_list(&source, MOST_OF_OTHERS));
                    shown.push(source);
                }
            }
        }
        Some(Snapshot {
            directory: connection.description.name.clone(),
            url: connection.url.to_string(),
            resource: trail.resource.clone(),
            keep,
            in_detail: root.focus == Pane::Detail,
            tab: LeftTab::of(&root.tab),
            lists,
            record: self.kept_record(),
        })
    }

    /// The record under the cursor, if it was read by itself and that is more
    /// than its list gives.
    fn kept_record(&self) -> Option<KeptRecord> {
        let source = &self.view()?.source;
        let of = self
            .selected()
            .filter(|_| matches!(source, Source::Record(_)) || self.is_partial(source))?;
        let seen = self.seen_here().filter(|seen| seen.whole)?;
        let is_small =
            seen.record.json().len() <= MOST_OF_OTHERS && of.id.raw().len() <= LONGEST_ID;
        is_small.then(|| KeptRecord {
            of,
            record: seen.record.clone(),
            read_at: seen.at,
        })
    }

    fn kept_list(&self, source: &Source, most: usize) -> Option<KeptList> {
        Some(KeptList {
            source: LeftSource::of(source)?,
            excerpt: self.listings.get(source)?.excerpt(most)?,
        })
    }

    /// Shows what an earlier run saw, unless it is over or something has been
    /// looked at by now.
    pub(super) fn restore(&mut self, snapshot: &Snapshot, now: Timestamp) {
        let Some(keep) = snapshot.kept_by(&self.connection) else {
            return;
        };
        let lists = snapshot
            .lists
            .iter()
            .filter(|list| !is_over(list.excerpt.read_at, keep, now))
            .filter_map(|list| Some((self.source_of(&list.source)?, &list.excerpt)));
        let lists: Vec<(Source, &Excerpt)> = lists.collect();
        if let Some(kept) = &snapshot.record
            && !is_over(kept.read_at, keep, now)
        {
            let known = self.known.entry(RecordOf::Resource(kept.of.clone()));
            known.or_insert_with(|| {
                Known::Read(AsSeen {
                    is_old: true,
                    ..AsSeen::read(kept.record.clone(), kept.read_at)
                })
            });
        }
        if self.listings.is_empty() {
            self.show_again(snapshot, &lists);
        } else {
            for (source, excerpt) in &lists {
                if let Some(listing) = self.listings.get_mut(source)
                    && listing.fits(excerpt)
                {
                    listing.show_earlier(excerpt);
                }
            }
        }
        self.name_trails();
    }

    /// Shows the list of all records as it was, and its tab.
    fn show_again(&mut self, snapshot: &Snapshot, lists: &[(Source, &Excerpt)]) {
        let resource = &snapshot.resource;
        let mut trails = self.trails.iter();
        let Some(tab) = trails.position(|trail| trail.resource == *resource) else {
            return;
        };
        let all = Source::all(resource.clone());
        if !self.show_list_again(&all, lists) {
            return;
        }
        self.tab = tab;
        let detail = self.tab_of(&all, &snapshot.tab);
        if let Some(view) = self.view_mut() {
            view.resumed = true;
            view.show(detail);
            if snapshot.in_detail {
                view.focus = Pane::Detail;
            }
        }
        if let Some(related) = self.related_source() {
            self.show_list_again(&related, lists);
        }
    }

    /// Makes a list of the rows of it that there are, and says whether it
    /// could.
    fn show_list_again(&mut self, source: &Source, lists: &[(Source, &Excerpt)]) -> bool {
        let Some((_, excerpt)) = lists.iter().find(|(kept, _)| kept == source) else {
            return false;
        };
        let (Some(list), Some(mut listing)) = (self.list_of(source), self.new_listing(source))
        else {
            return false;
        };
        let sort = excerpt.sort.as_ref();
        if sort.is_some_and(|sort| !list.sort.contains(&sort.field)) {
            return false;
        }
        if let Some((by, order)) = &excerpt.sorted_here
            && let Some((sort, keys)) = self.sort_here(source, by, *order)
        {
            listing.sort_loaded(sort, keys);
        }
        let could = listing.show_earlier(excerpt);
        if could {
            self.listings.insert(source.clone(), listing);
        }
        could
    }

    /// Says in the trails what the records are called that are known by now.
    fn name_trails(&mut self) {
        for at in 0..self.trails.len() {
            let names = self.trails[at].views().map(|view| {
                let (parent, _) = view.source.relation()?;
                self.name_of(parent)
            });
            let names: Vec<_> = names.collect();
            for (view, name) in self.trails[at].views_mut().zip(names) {
                view.under = name.or(view.under.take());
            }
        }
    }
}

impl App {
    /// Shows what an earlier run saw of a profile.
    pub(super) fn restore(&mut self, id: ProfileId, snapshot: &Snapshot) {
        let now = self.now.wall;
        if let Some(profile) = self.profiles.get_mut(id.0) {
            profile.restore(snapshot, now);
        }
    }

    /// A profile is left, or the program: what is on the screen of it is kept
    /// for a later run.
    pub(super) fn keep(&self, id: ProfileId, out: &mut Outbox<'_>) {
        if let Some(snapshot) = self.profiles.get(id.0).and_then(Profile::snapshot) {
            out.push(Effect::Keep(id, Box::new(snapshot)));
        }
    }
}
