//! Going on where the last run ended: the trails of each profile, with what
//! they were filtered and sorted by.
//!
//! Nothing is asked for here: a view that came back asks for what it shows when
//! it is on the screen, as any other. What is gone by then is told, and the
//! view before it is gone back to.

#[cfg(test)]
mod tests;

use super::App;
use super::change::error_words;
use super::filter::FilterFields;
use super::listing::Listing;
use super::message::{Effect, ProfileId};
use super::outbox::Outbox;
use super::overlay::Tone;
use super::profile::{Known, Profile};
use super::session::{Change, Keeps, LONGEST_ID, Left, LeftSource, LeftTab, LeftView};
use super::view::{DetailTab, Pane, Source, Trail, View};
use crate::directory::call::{
    ApiError, ListOf, Query, RecordOf, RecordRef, RelationName, ResourceName,
};
use crate::directory::description::Sort;
use crate::directory::record::RecordId;
use crate::text::Untrusted;

/// The most views of a trail that are remembered, from its start on.
const MOST_VIEWS: usize = 20;
/// The widest that an id is shown in a notice, in columns.
const ID: usize = 40;

impl App {
    /// Goes back to where each profile was left.
    pub(super) fn restore_trails(&mut self) {
        let mut gone = Vec::new();
        let mut any = false;
        for profile in &mut self.profiles {
            let Some(left) = self.session.left(&profile.connection.name) else {
                continue;
            };
            any = true;
            gone.extend(profile.come_back(left));
        }
        if let Some(what) = gone.first() {
            self.say(Tone::Warn, format!("Not all came back: {what}"));
        } else if !any {
            self.say(
                Tone::Plain,
                "There is nothing to go on with yet: where you are when whoswho ends comes back",
            );
        }
    }

    /// After every message: a profile that was left is remembered as it was.
    pub(super) fn remember_switch(&mut self, out: &mut Outbox<'_>) {
        let now = self.chosen.then_some(self.active);
        let before = std::mem::replace(&mut self.was_on, now);
        if let Some(before) = before.filter(|before| Some(*before) != now) {
            self.remember_left(before, out);
        }
    }

    /// Remembers where the operator is, as the program ends.
    pub(super) fn remember_all(&self, out: &mut Outbox<'_>) {
        for at in 0..self.profiles.len() {
            let id = ProfileId(at);
            if id != self.active && !self.profiles[at].listings.is_empty() {
                self.remember_left(id, out);
            }
        }
        if self.chosen {
            self.remember_left(self.active, out);
        }
    }

    fn remember_left(&self, id: ProfileId, out: &mut Outbox<'_>) {
        if self.keeps != Keeps::Trails {
            return;
        }
        let Some(profile) = self.profiles.get(id.0) else {
            return;
        };
        if let Some(left) = profile.left() {
            out.push(Effect::Remember(Change::Left {
                profile: profile.connection.name.clone(),
                left,
                active: id == self.active,
            }));
        }
    }

    /// Goes back from a record, or from a list that came back, which turns out
    /// not to be there any more.
    pub(super) fn fall_back(&mut self) {
        let profile = self.profile();
        let Some(view) = profile.view() else { return };
        let said = match &view.source {
            Source::Record(of) => match profile.known.get(&RecordOf::Resource(of.clone())) {
                // A token that is put right lets it be asked for again.
                Some(Known::Failed(ApiError::Unauthorized(_), None)) => None,
                Some(Known::Failed(error, None)) => Some(not_opened(profile, of, error)),
                _ => None,
            },
            Source::List(_) | Source::Search(..) if view.resumed => {
                return self.settle_resumed();
            }
            Source::List(_) | Source::Search(..) => None,
        };
        if let Some(said) = said {
            if let Some(trail) = self.profile_mut().trail_mut() {
                trail.pop();
            }
            self.say(Tone::Warn, said);
        }
    }

    /// A list that came back has answered, or is gone.
    fn settle_resumed(&mut self) {
        let profile = self.profile();
        let Some(listing) = profile.listing() else {
            return;
        };
        let depth = profile.trail().map_or(0, Trail::depth);
        if listing.has_answered() {
            let lost = listing.lost().cloned();
            if let Some(view) = self.profile_mut().view_mut() {
                view.resumed = false;
                if lost.is_some() {
                    view.focus = Pane::Listing;
                }
            }
            if let Some(id) = lost {
                let id = Untrusted::new(id.raw());
                let id = id.shown_within(ID);
                self.say(
                    Tone::Warn,
                    format!("\"{id}\" does not stand where it was left"),
                );
            }
        } else if let Some(ApiError::NotFound(_)) = listing.error()
            && depth > 0
        {
            let under = profile.view().and_then(|view| view.source.relation());
            let id = under.map_or("", |(parent, _)| parent.id.raw());
            let id = Untrusted::new(id);
            let said = format!("\"{}\" is there no more", id.shown_within(ID));
            if let Some(trail) = self.profile_mut().trail_mut() {
                trail.pop();
            }
            self.say(Tone::Warn, said);
        }
    }
}

fn not_opened(profile: &Profile, of: &RecordRef, error: &ApiError) -> String {
    let resource = profile.resource(&of.resource);
    let singular = resource.map_or("record", |resource| &resource.singular);
    let id = Untrusted::new(of.id.raw());
    match error {
        ApiError::NotFound(_) => format!("No {singular} has the id \"{}\"", id.shown_within(ID)),
        error => format!("Not opened: {}", error_words(error)),
    }
}

// ---- as it was left

impl Profile {
    /// Where the operator is in it; none where nothing was looked at.
    fn left(&self) -> Option<Left> {
        let trail = self.trail()?;
        let seen = |trail: &&Trail| {
            trail
                .views()
                .any(|view| self.listings.contains_key(&view.source))
        };
        Some(Left {
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

    /// A view to come back to; none of one whose id is longer than is kept.
    fn left_view(&self, view: &View) -> Option<LeftView> {
        let id = |id: &RecordId| {
            let short = id.raw().len() <= LONGEST_ID;
            short.then(|| id.raw().to_owned())
        };
        let source = match &view.source {
            Source::List(ListOf::Resource(name)) => LeftSource::Resource {
                name: name.as_str().to_owned(),
                search: None,
                params: Vec::new(),
            },
            Source::Search(ListOf::Resource(name), query) => LeftSource::Resource {
                name: name.as_str().to_owned(),
                search: query.search.clone(),
                params: query.params.clone(),
            },
            Source::List(ListOf::Relation { parent, relation })
            | Source::Search(ListOf::Relation { parent, relation }, _) => LeftSource::Relation {
                resource: parent.resource.as_str().to_owned(),
                id: id(&parent.id)?,
                relation: relation.as_str().to_owned(),
            },
            Source::Record(of) => LeftSource::Record {
                resource: of.resource.as_str().to_owned(),
                id: id(&of.id)?,
            },
        };
        let listing = self.listings.get(&view.source);
        Some(LeftView {
            source,
            in_detail: view.focus == Pane::Detail,
            tab: match &view.tab {
                DetailTab::Fields => LeftTab::Fields,
                DetailTab::Item => LeftTab::Item,
                DetailTab::Relation(name) => LeftTab::Relation(name.as_str().to_owned()),
                DetailTab::Json => LeftTab::Json,
            },
            filter: listing
                .and_then(Listing::filter)
                .map(|filter| filter.text().to_owned()),
            sort: listing
                .and_then(Listing::sort)
                .map(|sort| (sort.field.clone(), sort.order)),
            sorted_here: listing
                .and_then(Listing::sorted_here)
                .map(|sort| (sort.by.clone(), sort.order)),
            selected: listing.and_then(Listing::resting_on).and_then(id),
            position: listing.and_then(Listing::resting_at),
        })
    }

    // ---- as it comes back

    /// Goes back to where it was left, and says what could not be gone back to.
    fn come_back(&mut self, left: &Left) -> Option<String> {
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
                if let Some(listing) = self.returned_listing(&source, left) {
                    self.listings.insert(source, listing);
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
    fn source_of(&self, left: &LeftSource) -> Option<Source> {
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
        let relations = self.resource_of(source).map(|of| &of.relations);
        let has = |name: &str| {
            let mut relations = relations.into_iter().flatten();
            relations.any(|relation| relation.name == name)
        };
        view.tab = match &left.tab {
            LeftTab::Relation(name) if has(name) => DetailTab::Relation(RelationName::new(name)),
            LeftTab::Item if self.relation_of(source).is_some_and(|r| r.item.is_some()) => {
                DetailTab::Item
            }
            LeftTab::Json => DetailTab::Json,
            LeftTab::Relation(_) | LeftTab::Item | LeftTab::Fields => DetailTab::Fields,
        };
        view
    }

    /// The list of a view; none for a single record, which is read when it is
    /// looked at.
    fn returned_listing(&self, source: &Source, left: &LeftView) -> Option<Listing> {
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
            listing.set_filter(text, &FilterFields::new(self.fields_of(source)));
        }
        let id = left.selected.as_deref().map(RecordId::new);
        listing.come_back_to(id, left.position);
        Some(listing)
    }
}
