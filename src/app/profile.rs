//! What the explorer knows of one profile: where the operator is in it, what
//! was loaded, what was begun.

mod cursor;
mod known;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

pub use self::known::{AsSeen, Known};
use super::activity::Activity;
use super::change::{Change, Review};
use super::filter::FilterFields;
use super::form::Form;
use super::listing::{Listing, Walk};
use super::message::Budget;
use super::view::{Source, Trail, View};
use crate::config::connection::Connection;
use crate::directory::call::{RecordOf, RecordRef, ResourceName, ServerWords};
use crate::directory::description::{Description, Field, List, Relation, Resource};
use crate::directory::record::{Parsed, Record, RecordId};
use crate::directory::shape::Shape;
use crate::directory::value::found_fields;

/// How long `:write` unlocks a guarded profile.
pub const UNLOCKED_FOR: Duration = Duration::from_mins(15);

/// How many records, from a list's first on, say which fields there are where
/// none is described.
const SAMPLE: usize = 24;

/// One profile and all that was loaded through it. Nothing in here ever
/// crosses to another.
#[derive(Debug)]
pub struct Profile {
    /// How to reach its directory.
    pub connection: Arc<Connection>,
    /// A trail for each resource that can be listed, in the order of the
    /// description.
    pub trails: Vec<Trail>,
    /// Which of them is on the screen.
    pub tab: usize,
    /// The lists that were looked at.
    pub listings: HashMap<Source, Listing>,
    /// What was counted of those that are drawn as a calendar.
    pub activities: HashMap<Source, Activity>,
    /// The records that were read one at a time.
    pub known: HashMap<RecordOf, Known>,
    /// The edits not yet sent.
    pub drafts: HashMap<Draft, Form>,
    /// The names of the fields that copies leave out, by what the table holds
    /// that they are columns of.
    pub left_out: HashMap<String, BTreeSet<String>>,
    /// The changes whose review is closed and that have not ended yet.
    pub under_way: Vec<Review>,
    /// The changes that were applied, oldest first, those of earlier runs
    /// among them.
    pub applied: Vec<Change>,
    /// The changes that were sent and whose outcome is not known, oldest first.
    pub pending: Vec<Review>,
    /// Whether the journal has told what earlier runs changed.
    pub read_journal: bool,
    /// Whether changes cannot be written down, and so not be made.
    pub no_journal: bool,
    /// What is left of its rate limit.
    pub budget: Budget,
    /// Requests of it that are set aside for a change under review.
    pub reserved: u32,
    /// The records that have a bookmark.
    pub bookmarked: HashSet<RecordRef>,
    /// Until when a guarded profile takes changes.
    pub unlocked_until: Option<Duration>,
    /// Why requests are held, if it is for the token.
    pub token_trouble: Option<TokenTrouble>,
}

/// What is wrong with a profile's token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenTrouble {
    /// The directory refused it, with these words.
    Refused(ServerWords),
    /// It could not be read from where it comes from, and why.
    Unreadable(String),
}

/// What a draft is of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Draft {
    /// An edit of a record.
    Edit(RecordRef),
    /// A new record of a resource.
    New(ResourceName),
}

impl Draft {
    /// The draft that a change may have come from.
    #[must_use]
    pub fn of(change: &Change) -> Self {
        match &change.record {
            Some(of) => Self::Edit(of.clone()),
            None => Self::New(change.resource.clone()),
        }
    }

    /// The resource that its record is one of.
    #[must_use]
    pub const fn resource(&self) -> &ResourceName {
        match self {
            Self::Edit(of) => &of.resource,
            Self::New(resource) => resource,
        }
    }
}

/// Why a change cannot be begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// The profile is read-only.
    ReadOnly,
    /// Changes cannot be written down.
    NoJournal,
    /// The profile is guarded, and not unlocked now.
    Guarded,
}

impl Lock {
    /// The reason, as it is shown.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::ReadOnly => "this profile is read-only",
            Self::NoJournal => "the journal cannot be written, so nothing can be changed",
            Self::Guarded => "this profile is guarded; :write unlocks it for 15 minutes",
        }
    }
}

impl Profile {
    /// A profile that nothing was loaded through yet.
    #[must_use]
    pub fn new(connection: Arc<Connection>) -> Self {
        let trails = connection
            .description
            .resources
            .iter()
            .filter(|resource| resource.list.is_some())
            .map(|resource| Trail::new(ResourceName::new(&resource.name)))
            .collect();
        Self {
            connection,
            trails,
            tab: 0,
            listings: HashMap::new(),
            activities: HashMap::new(),
            known: HashMap::new(),
            drafts: HashMap::new(),
            left_out: HashMap::new(),
            under_way: Vec::new(),
            applied: Vec::new(),
            pending: Vec::new(),
            read_journal: false,
            no_journal: false,
            budget: Budget::default(),
            reserved: 0,
            bookmarked: HashSet::new(),
            unlocked_until: None,
            token_trouble: None,
        }
    }

    /// How its directory's API works.
    #[must_use]
    pub fn description(&self) -> &Description {
        &self.connection.description
    }

    /// The resource of that name.
    #[must_use]
    pub fn resource(&self, name: &ResourceName) -> Option<&Resource> {
        self.description().resource(name.as_str())
    }

    /// The trail on the screen; none only where a description lists nothing.
    #[must_use]
    pub fn trail(&self) -> Option<&Trail> {
        self.trails.get(self.tab)
    }

    /// The trail on the screen, to be changed.
    pub fn trail_mut(&mut self) -> Option<&mut Trail> {
        self.trails.get_mut(self.tab)
    }

    /// The view on the screen.
    #[must_use]
    pub fn view(&self) -> Option<&View> {
        self.trail().map(Trail::last)
    }

    /// The view on the screen, to be changed.
    pub fn view_mut(&mut self) -> Option<&mut View> {
        self.trail_mut().map(Trail::last_mut)
    }

    /// The list on the screen, if it was looked at before.
    #[must_use]
    pub fn listing(&self) -> Option<&Listing> {
        self.listings.get(&self.view()?.source)
    }

    /// The list on the screen, to be changed.
    pub fn listing_mut(&mut self) -> Option<&mut Listing> {
        let source = &self.trails.get(self.tab)?.last().source;
        self.listings.get_mut(source)
    }

    /// The relation that a source is, if it is one.
    #[must_use]
    pub fn relation_of(&self, source: &Source) -> Option<&Relation> {
        let (parent, relation) = source.relation()?;
        self.description().relation(parent, relation.as_str())
    }

    /// What is known of a source's records.
    #[must_use]
    pub fn shape(&self, source: &Source) -> Option<Shape<'_>> {
        match source {
            Source::List(of) | Source::Search(of, _) => self.description().shape(of),
            Source::Record(of) => self.resource(&of.resource).map(Shape::of_resource),
        }
    }

    /// The resource whose records a source holds; none for the records of a
    /// relation that are no resource's.
    #[must_use]
    pub fn resource_of(&self, source: &Source) -> Option<&Resource> {
        self.shape(source)?.resource
    }

    /// The known fields of a source's records, in the order shown.
    #[must_use]
    pub fn fields_of(&self, source: &Source) -> &[Field] {
        self.shape(source).map_or(&[], |shape| shape.fields)
    }

    /// What a filter over a source knows of its records: their fields, or,
    /// where none is described, those that came.
    #[must_use]
    pub fn filter_fields(&self, source: &Source, now: Timestamp) -> FilterFields {
        let Some(mut shape) = self.shape(source) else {
            return FilterFields::default();
        };
        let found;
        if shape.fields.is_empty()
            && let Some(listing) = self.listings.get(source)
        {
            let sample: Vec<Parsed> = listing
                .records()
                .take(SAMPLE)
                .map(|record| record.value())
                .collect();
            found = found_fields(&sample);
            shape.fields = &found;
        }
        FilterFields::of(&shape, self.is_partial(source)).on(now)
    }

    /// How a source's list is asked for; none for a single record.
    #[must_use]
    pub fn list_of(&self, source: &Source) -> Option<&List> {
        self.description().list(source.list()?)
    }

    /// Whether a source's records lack fields that reading one gives.
    #[must_use]
    pub fn is_partial(&self, source: &Source) -> bool {
        self.list_of(source).is_some_and(|list| list.partial)
    }

    /// The record that a row of a source stands for, if it can be opened.
    #[must_use]
    pub fn reference(&self, source: &Source, id: &RecordId) -> Option<RecordRef> {
        Some(RecordRef {
            resource: ResourceName::new(&self.resource_of(source)?.name),
            id: id.clone(),
        })
    }

    /// The record under the cursor, as its row has it.
    #[must_use]
    pub fn row(&self) -> Option<&Record> {
        self.listing()?.selected()
    }

    /// Which record is under the cursor, if it can be opened.
    #[must_use]
    pub fn selected(&self) -> Option<RecordRef> {
        let view = self.view()?;
        self.reference(&view.source, self.row()?.id()?)
    }

    /// The record under the cursor as it is best known: read by itself, or
    /// its row.
    #[must_use]
    pub fn record(&self) -> Option<&Record> {
        let seen = self.seen_here().map(|seen| &seen.record);
        seen.or_else(|| self.row())
    }

    /// What is known of the record under the cursor besides its row.
    #[must_use]
    pub fn known_here(&self) -> Option<&Known> {
        self.known.get(&RecordOf::Resource(self.selected()?))
    }

    /// The record under the cursor as it was seen by itself. A row that is
    /// whole says more than what was kept of it.
    #[must_use]
    pub fn seen_here(&self) -> Option<&AsSeen> {
        let source = &self.view()?.source;
        let has_row = source.list().is_some() && !self.is_partial(source);
        let seen = self.known_here()?.seen();
        seen.filter(|seen| !seen.is_old || !has_row)
    }

    /// Why no change can be begun now, if so.
    #[must_use]
    pub fn lock(&self, now: Duration) -> Option<Lock> {
        if self.connection.read_only {
            Some(Lock::ReadOnly)
        } else if self.no_journal {
            Some(Lock::NoJournal)
        } else if self.connection.guard && self.unlocked_until.is_none_or(|until| until <= now) {
            Some(Lock::Guarded)
        } else {
            None
        }
    }

    /// Whether ending now would lose something, and what.
    #[must_use]
    pub fn unfinished(&self) -> Unfinished {
        Unfinished {
            drafts: self.drafts.values().filter(|form| form.is_draft()).count(),
            changes: self.under_way.len(),
            walks: self
                .listings
                .values()
                .filter(|listing| listing.walk() == Walk::Running)
                .count(),
        }
    }
}

/// What would be lost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unfinished {
    /// Edits not sent.
    pub drafts: usize,
    /// Changes sent and not answered.
    pub changes: usize,
    /// Lists being loaded to their end.
    pub walks: usize,
}

impl Unfinished {
    /// Whether there is nothing.
    #[must_use]
    pub fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

impl std::ops::Add for Unfinished {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            drafts: self.drafts + other.drafts,
            changes: self.changes + other.changes,
            walks: self.walks + other.walks,
        }
    }
}
