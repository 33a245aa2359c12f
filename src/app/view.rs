//! Where the operator is: a trail of views, each a list with its detail pane.

use std::time::Duration;

use crate::directory::call::{ListOf, Query, RecordRef, RelationName, ResourceName};
use crate::text::Untrusted;

/// What a view's rows come from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Source {
    /// A list.
    List(ListOf),
    /// What the server gives of a list when it is asked for less.
    Search(ListOf, Query),
    /// One record that was opened by its id.
    Record(RecordRef),
}

impl Source {
    /// The list of all records of a resource.
    #[must_use]
    pub const fn all(resource: ResourceName) -> Self {
        Self::List(ListOf::Resource(resource))
    }

    /// A list under a record.
    #[must_use]
    pub const fn under(parent: RecordRef, relation: RelationName) -> Self {
        Self::List(ListOf::Relation { parent, relation })
    }

    /// The record and the relation, if it is a list under a record.
    #[must_use]
    pub const fn relation(&self) -> Option<(&RecordRef, &RelationName)> {
        match self {
            Self::List(ListOf::Relation { parent, relation })
            | Self::Search(ListOf::Relation { parent, relation }, _) => Some((parent, relation)),
            Self::List(ListOf::Resource(_))
            | Self::Search(ListOf::Resource(_), _)
            | Self::Record(_) => None,
        }
    }

    /// The resource, if it is a resource's list or record.
    #[must_use]
    pub const fn resource(&self) -> Option<&ResourceName> {
        match self {
            Self::List(ListOf::Resource(resource))
            | Self::Search(ListOf::Resource(resource), _) => Some(resource),
            Self::Record(of) => Some(&of.resource),
            Self::List(ListOf::Relation { .. }) | Self::Search(ListOf::Relation { .. }, _) => None,
        }
    }

    /// The list to ask the directory for, if it is one.
    #[must_use]
    pub const fn list(&self) -> Option<&ListOf> {
        match self {
            Self::List(of) | Self::Search(of, _) => Some(of),
            Self::Record(_) => None,
        }
    }

    /// The same list, asked for with `query`; none where it is no list.
    #[must_use]
    pub fn narrowed(&self, query: Query) -> Option<Self> {
        let of = self.list()?.clone();
        Some(if query.is_empty() {
            Self::List(of)
        } else {
            Self::Search(of, query)
        })
    }
}

/// Which pane takes the keys.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Pane {
    /// The list.
    #[default]
    Listing,
    /// The record.
    Detail,
}

/// A tab of the detail pane.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum DetailTab {
    /// The record's fields.
    #[default]
    Fields,
    /// The record that ties it to the one above it in the trail.
    Item,
    /// A list under it.
    Relation(RelationName),
    /// Its JSON.
    Json,
}

/// A list and its detail pane, as the operator left them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// What its rows come from.
    pub source: Source,
    /// What the record is called that this lies under, or that this is.
    pub under: Option<Untrusted<'static>>,
    /// Which pane takes the keys.
    pub focus: Pane,
    /// The tab of the detail pane; it stays while the selection moves.
    pub tab: DetailTab,
    /// How many rows of the detail pane are scrolled away.
    pub scroll: u16,
    /// When, with nothing moved until then, an open relation tab is fetched.
    pub rests_at: Option<Duration>,
    /// Whether the operator has moved in it: only then is a page read ahead.
    pub moved: bool,
    /// Whether an earlier run left it so, and nothing has come for it yet.
    pub resumed: bool,
}

impl View {
    /// A view of a source as it is first seen.
    #[must_use]
    pub const fn new(source: Source) -> Self {
        Self {
            source,
            under: None,
            focus: Pane::Listing,
            tab: DetailTab::Fields,
            scroll: 0,
            rests_at: None,
            moved: false,
            resumed: false,
        }
    }

    /// Turns to a tab of the detail pane, at its top.
    pub fn show(&mut self, tab: DetailTab) {
        self.tab = tab;
        self.scroll = 0;
        self.rests_at = None;
    }
}

/// The views that led here. It is never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trail {
    /// The resource that it starts from.
    pub resource: ResourceName,
    root: View,
    further: Vec<View>,
}

impl Trail {
    /// A trail that starts with all records of a resource.
    #[must_use]
    pub fn new(resource: ResourceName) -> Self {
        Self {
            root: View::new(Source::all(resource.clone())),
            resource,
            further: Vec::new(),
        }
    }

    /// The view that the operator is in.
    #[must_use]
    pub fn last(&self) -> &View {
        self.further.last().unwrap_or(&self.root)
    }

    /// The view that the operator is in, to be changed.
    pub fn last_mut(&mut self) -> &mut View {
        self.further.last_mut().unwrap_or(&mut self.root)
    }

    /// Goes into a further view.
    pub fn push(&mut self, view: View) {
        self.further.push(view);
    }

    /// Goes back one view; none where it is at its start.
    pub fn pop(&mut self) -> Option<View> {
        self.further.pop()
    }

    /// All views, the first one first.
    pub fn views(&self) -> impl Iterator<Item = &View> {
        std::iter::once(&self.root).chain(&self.further)
    }

    /// All views, to be changed, the first one first.
    pub fn views_mut(&mut self) -> impl Iterator<Item = &mut View> {
        std::iter::once(&mut self.root).chain(&mut self.further)
    }

    /// How many views lie before the one that the operator is in.
    #[must_use]
    pub const fn depth(&self) -> usize {
        self.further.len()
    }
}
