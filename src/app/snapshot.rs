//! What the first frame of a later run shows of a profile, as a text.
//!
//! ```text
//! Profile ── snapshot ──▶ Snapshot ── to_json ──▶ a file
//!                            a file ── parse ──▶ Snapshot ── restore ──▶ Profile
//! ```
//!
//! Only where a profile keeps what is seen, and of one list: that of all records
//! of the resource on the screen. The rows count for nothing but to be looked at:
//! they are marked with their age, and the first answer takes their place.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::App;
use super::listing::Excerpt;
use super::message::{Effect, ProfileId};
use super::outbox::Outbox;
use super::profile::Profile;
use super::view::{DetailTab, Source};
use crate::config::Keep;
use crate::config::connection::Connection;
use crate::directory::call::ResourceName;
use crate::directory::description::{Order, Sort};
use crate::directory::record::{Record, RecordId};

/// The form of the text. One with another number is not read.
const FORM: u32 = 1;

/// A time that is further ahead than this is none that we have seen: some clock
/// was set.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);

/// What a later run shows of a profile before anything has been read.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// Which directory the rows are of: its description's name.
    directory: String,
    /// Its address.
    url: String,
    /// Which resource they are of.
    resource: ResourceName,
    /// Whether the detail pane showed JSON.
    json: bool,
    /// How long they may be kept.
    keep: Duration,
    excerpt: Excerpt,
}

/// It as it is written.
#[derive(Serialize, Deserialize)]
struct Written {
    form: u32,
    directory: String,
    url: String,
    resource: String,
    json: bool,
    keep_seconds: u64,
    read_at_ms: i64,
    page: u32,
    selected: u32,
    above: u64,
    total: Option<u64>,
    /// A field, and whether it is descending.
    sort: Option<(String, bool)>,
    /// Ids and records, as they came.
    rows: Vec<(Option<String>, Box<RawValue>)>,
}

impl Snapshot {
    /// The one that a text spells; none where it is not one of ours, or of
    /// another form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let written: Written = serde_json::from_str(text).ok()?;
        if written.form != FORM {
            return None;
        }
        let rows = written
            .rows
            .iter()
            .map(|(id, body)| Record::new(id.as_deref().map(RecordId::new), body.get()));
        Some(Self {
            directory: written.directory,
            url: written.url,
            resource: ResourceName::new(&written.resource),
            json: written.json,
            keep: Duration::from_secs(written.keep_seconds),
            excerpt: Excerpt {
                page: written.page,
                rows: rows.collect(),
                selected: written.selected,
                above: written.above,
                total: written.total,
                sort: written.sort.map(|(field, descending)| Sort {
                    field,
                    order: if descending {
                        Order::Descending
                    } else {
                        Order::Ascending
                    },
                }),
                read_at: Timestamp::from_millisecond(written.read_at_ms).ok()?,
            },
        })
    }

    /// It as a text. None if a record is no JSON, which none is that came from
    /// a server.
    #[must_use]
    pub fn to_json(&self) -> Option<String> {
        let excerpt = &self.excerpt;
        let row = |record: &Record| {
            let body = RawValue::from_string(record.json().to_owned()).ok()?;
            Some((record.id().map(|id| id.raw().to_owned()), body))
        };
        let written = Written {
            form: FORM,
            directory: self.directory.clone(),
            url: self.url.clone(),
            resource: self.resource.as_str().to_owned(),
            json: self.json,
            keep_seconds: self.keep.as_secs(),
            read_at_ms: excerpt.read_at.as_millisecond(),
            page: excerpt.page,
            selected: excerpt.selected,
            above: excerpt.above,
            total: excerpt.total,
            sort: excerpt
                .sort
                .as_ref()
                .map(|sort| (sort.field.clone(), sort.order == Order::Descending)),
            rows: excerpt.rows.iter().map(row).collect::<Option<_>>()?,
        };
        serde_json::to_string(&written).ok()
    }

    /// Whether it is older than it may be, or from a time to come.
    #[must_use]
    pub fn is_over(&self, now: Timestamp) -> bool {
        is_over(self.excerpt.read_at, self.keep, now)
    }

    /// Whether it may be shown for a connection: it is of the same directory at
    /// the same address, and not older than is kept there now.
    fn is_of(&self, connection: &Connection, now: Timestamp) -> bool {
        let keep = connection.keep.map(Keep::time);
        self.directory == connection.description.name
            && self.url == connection.url.as_str()
            && keep.is_some_and(|keep| !is_over(self.excerpt.read_at, keep, now))
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
        let source = Source::all(trail.resource.clone());
        Some(Snapshot {
            directory: connection.description.name.clone(),
            url: connection.url.to_string(),
            resource: trail.resource.clone(),
            json: trail.last().tab == DetailTab::Json,
            keep,
            excerpt: self.listings.get(&source)?.excerpt()?,
        })
    }

    /// Shows what an earlier run saw, unless it is over or something has been
    /// looked at by now.
    pub(super) fn restore(&mut self, snapshot: &Snapshot, now: Timestamp) {
        let excerpt = &snapshot.excerpt;
        let at = self
            .trails
            .iter()
            .position(|trail| trail.resource == snapshot.resource);
        let source = Source::all(snapshot.resource.clone());
        let resumed = self.listings.get(&source);
        let has_begun = match resumed {
            Some(listing) => !listing.fits(excerpt),
            None => !self.listings.is_empty(),
        };
        let Some(tab) = at.filter(|_| !has_begun) else {
            return;
        };
        let Some(list) = self.list_of(&source) else {
            return;
        };
        let has_order = |sort: &Sort| list.sort.contains(&sort.field);
        if !excerpt.sort.as_ref().is_none_or(has_order) || !snapshot.is_of(&self.connection, now) {
            return;
        }
        let is_resumed = resumed.is_some();
        let listing = self.new_listing(&source);
        let Some(listing) = listing.and_then(|listing| listing.with_earlier(excerpt)) else {
            return;
        };
        self.listings.insert(source, listing);
        if is_resumed {
            return;
        }
        self.tab = tab;
        if snapshot.json
            && let Some(view) = self.view_mut()
        {
            view.show(DetailTab::Json);
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
