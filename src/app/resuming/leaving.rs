//! What is remembered of a profile that is left.

use crate::app::listing::Listing;
use crate::app::profile::Profile;
use crate::app::session::{LONGEST_ID, Left, LeftList, LeftSource, LeftTab, LeftView, MOST_MARKS};
use crate::app::view::{DetailTab, Pane, Source, Trail, View};
use crate::directory::call::ListOf;
use crate::directory::record::RecordId;

/// The most views of a trail that are remembered, from its start on.
const MOST_VIEWS: usize = 20;

/// An id that is not longer than is kept.
fn short(id: &RecordId) -> Option<String> {
    let is_short = id.raw().len() <= LONGEST_ID;
    is_short.then(|| id.raw().to_owned())
}

impl LeftSource {
    /// A source to come back to; none of one whose id is longer than is kept,
    /// or of what a server was asked for under a record.
    pub(in crate::app) fn of(source: &Source) -> Option<Self> {
        Some(match source {
            Source::List(ListOf::Resource(name)) => Self::Resource {
                name: name.as_str().to_owned(),
                search: None,
                params: Vec::new(),
            },
            Source::Search(ListOf::Resource(name), query) => Self::Resource {
                name: name.as_str().to_owned(),
                search: query.search.clone(),
                params: query.params.clone(),
            },
            Source::List(ListOf::Relation { parent, relation }) => Self::Relation {
                resource: parent.resource.as_str().to_owned(),
                id: short(&parent.id)?,
                relation: relation.as_str().to_owned(),
            },
            Source::Search(ListOf::Relation { .. }, _) => return None,
            Source::Record(of) => Self::Record {
                resource: of.resource.as_str().to_owned(),
                id: short(&of.id)?,
            },
        })
    }
}

impl LeftTab {
    /// A tab to come back to.
    pub(in crate::app) fn of(tab: &DetailTab) -> Self {
        match tab {
            DetailTab::Fields => Self::Fields,
            DetailTab::Item => Self::Item,
            DetailTab::Relation(name) => Self::Relation(name.as_str().to_owned()),
            DetailTab::Json => Self::Json,
        }
    }
}

impl LeftList {
    fn of(listing: &Listing) -> Self {
        let ids = listing.marked_ids();
        let marked: Vec<String> = ids.iter().copied().filter_map(short).collect();
        let marked: Vec<String> = marked.into_iter().take(MOST_MARKS).collect();
        Self {
            filter: listing.filter().map(|filter| filter.text().to_owned()),
            sort: listing.sort().map(|sort| (sort.field.clone(), sort.order)),
            sorted_here: listing
                .sorted_here()
                .map(|sort| (sort.by.clone(), sort.order)),
            selected: listing.resting_on().and_then(short),
            position: listing.resting_at(),
            unmarked: (ids.len() - marked.len()) as u64,
            marked,
        }
    }
}

impl Profile {
    /// Where the operator is in it; none where nothing was looked at.
    pub(super) fn left(&self) -> Option<Left> {
        let trail = self.trail()?;
        let seen = |trail: &&Trail| {
            trail
                .views()
                .any(|view| self.listings.contains_key(&view.source))
        };
        Some(Left {
            address: Some(self.connection.address()),
            resource: trail.resource.as_str().to_owned(),
            trails: self
                .trails
                .iter()
                .filter(seen)
                .map(|trail| (trail.resource.as_str().to_owned(), self.left_views(trail)))
                .collect(),
        })
    }

    fn left_views(&self, trail: &Trail) -> Vec<LeftView> {
        trail
            .views()
            .take(MOST_VIEWS)
            .map_while(|view| self.left_view(view))
            .collect()
    }

    /// A view to come back to; none of one that cannot be.
    fn left_view(&self, view: &View) -> Option<LeftView> {
        let list = |source: &Source| self.listings.get(source).map(LeftList::of);
        Some(LeftView {
            source: LeftSource::of(&view.source)?,
            in_detail: view.focus == Pane::Detail,
            tab: LeftTab::of(&view.tab),
            list: list(&view.source).unwrap_or_default(),
            related: self.related_of(view).as_ref().and_then(list),
        })
    }
}
