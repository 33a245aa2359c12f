//! Making the views and lists of an earlier run again.

use jiff::Timestamp;

use crate::app::listing::Listing;
use crate::app::profile::Profile;
use crate::app::session::{Left, LeftList, LeftSource, LeftTab, LeftView};
use crate::app::view::{DetailTab, Pane, Source, Trail, View};
use crate::directory::call::{Query, RecordRef, RelationName, ResourceName};
use crate::directory::description::Sort;
use crate::directory::record::RecordId;
use crate::text::{Untrusted, counted};

impl Profile {
    /// Goes back to where it was left, and says what could not be gone back to.
    pub(super) fn come_back(&mut self, left: &Left, now: Timestamp) -> Option<String> {
        let mut gone = None;
        for at in 0..self.trails.len() {
            let resource = self.trails[at].resource.clone();
            let Some(views) = left.trails.get(resource.as_str()) else {
                continue;
            };
            let mut trail = Trail::new(resource.clone());
            for (depth, left) in views.iter().enumerate() {
                let source = self.source_of(&left.source);
                let is_root = depth == 0;
                let fits = |source: &Source| {
                    !is_root || (source.list().is_some() && source.resource() == Some(&resource))
                };
                let Some(source) = source.filter(fits) else {
                    gone = Some("the directory has no such list any more".to_owned());
                    break;
                };
                let view = self.returned(&source, left);
                let related = self.returned_under(&view, left);
                let lists = [
                    (Some(source), Some(&left.list)),
                    (related, left.related.as_ref()),
                ];
                for (source, list) in lists {
                    if let (Some(source), Some(list)) = (source, list) {
                        gone = gone.or(self.bring_back(source, list, now));
                    }
                }
                if is_root {
                    *trail.last_mut() = view;
                } else {
                    trail.push(view);
                }
            }
            self.trails[at] = trail;
        }
        let tab = |trail: &Trail| trail.resource.as_str() == left.resource;
        match self.trails.iter().position(tab) {
            Some(tab) => self.tab = tab,
            None => gone = Some("the directory has no such list any more".to_owned()),
        }
        gone
    }

    /// A source, if the directory still has it.
    pub(in crate::app) fn source_of(&self, left: &LeftSource) -> Option<Source> {
        let reference = |resource: &str, id: &str| RecordRef {
            resource: ResourceName::new(resource),
            id: RecordId::new(id),
        };
        let source = match left {
            LeftSource::Resource {
                name,
                search,
                params,
            } => {
                let query = Query {
                    search: search.clone(),
                    params: params.clone(),
                };
                Source::all(ResourceName::new(name)).narrowed(query)?
            }
            LeftSource::Relation {
                resource,
                id,
                relation,
            } => Source::under(reference(resource, id), RelationName::new(relation)),
            LeftSource::Record { resource, id } => {
                let of = reference(resource, id);
                self.resource(&of.resource)?.get.as_ref()?;
                return Some(Source::Record(of));
            }
        };
        self.list_of(&source)?;
        Some(source)
    }

    fn returned(&self, source: &Source, left: &LeftView) -> View {
        let mut view = View::new(source.clone());
        view.resumed = true;
        view.focus = if left.in_detail || source.list().is_none() {
            Pane::Detail
        } else {
            Pane::Listing
        };
        // What it is called is known once it was read.
        view.under = source
            .relation()
            .map(|(parent, _)| Untrusted::new(parent.id.raw().to_owned()));
        view.tab = self.tab_of(source, &left.tab);
        view
    }

    /// A tab of the detail pane, if the records of a source still have it.
    pub(in crate::app) fn tab_of(&self, source: &Source, left: &LeftTab) -> DetailTab {
        let relations = self.resource_of(source).map(|of| &of.relations);
        let has = |name: &str| {
            let mut relations = relations.into_iter().flatten();
            relations.any(|relation| relation.name == name)
        };
        match left {
            LeftTab::Relation(name) if has(name) => DetailTab::Relation(RelationName::new(name)),
            LeftTab::Item if self.relation_of(source).is_some_and(|r| r.item.is_some()) => {
                DetailTab::Item
            }
            LeftTab::Json => DetailTab::Json,
            LeftTab::Relation(_) | LeftTab::Item | LeftTab::Fields => DetailTab::Fields,
        }
    }

    /// The list that the open relation tab of a view showed, of the record that
    /// was selected.
    fn returned_under(&self, view: &View, left: &LeftView) -> Option<Source> {
        let id = match &view.source {
            Source::Record(of) => of.id.clone(),
            Source::List(_) | Source::Search(..) => RecordId::new(left.list.selected.as_deref()?),
        };
        self.related_under(view, &id)
    }

    /// Makes a list again, and says which part of it did not come back. None is
    /// made of a single record, which is read when it is looked at.
    fn bring_back(&mut self, source: Source, left: &LeftList, now: Timestamp) -> Option<String> {
        let listing = self.returned_listing(&source, left, now)?;
        self.listings.insert(source, listing);
        (left.unmarked > 0).then(|| {
            let marks = counted(left.unmarked, "mark is", "marks are");
            format!("{marks} more than are remembered")
        })
    }

    fn returned_listing(
        &self,
        source: &Source,
        left: &LeftList,
        now: Timestamp,
    ) -> Option<Listing> {
        let of = source.list()?;
        let list = self.list_of(source)?;
        let paging = list.paging.as_ref().unwrap_or(&self.description().paging);
        let sort = left.sort.as_ref().map(|(field, order)| Sort {
            field: field.clone(),
            order: *order,
        });
        let sort = sort.filter(|sort| list.sort.contains(&sort.field));
        let query = match source {
            Source::Search(_, query) => query.clone(),
            Source::List(_) | Source::Record(_) => Query::default(),
        };
        let mut listing = Listing::new(of.clone(), paging).asked(sort, query);
        if let Some((by, order)) = &left.sorted_here
            && let Some((sort, keys)) = self.sort_here(source, by, *order)
        {
            listing.sort_loaded(sort, keys);
        }
        if let Some(text) = &left.filter {
            listing.set_filter(text, &self.filter_fields(source, now));
        }
        listing.mark_again(left.marked.iter().map(|id| RecordId::new(id)));
        let id = left.selected.as_deref().map(RecordId::new);
        listing.come_back_to(id, left.position);
        Some(listing)
    }
}
