//! What is under the cursor: the record, the tabs of its detail pane, the list
//! that has the keys.

use super::Profile;
use crate::app::listing::Listing;
use crate::app::view::{DetailTab, Pane, Source, View};
use crate::directory::call::{RecordOf, RecordRef, RelationName};
use crate::directory::record::RecordId;
use crate::text::Untrusted;

impl Profile {
    /// Goes to a record that is in no list on the screen.
    pub(in crate::app) fn go_to(&mut self, of: RecordRef) {
        let mut view = View::new(Source::Record(of));
        view.focus = Pane::Detail;
        if let Some(trail) = self.trail_mut() {
            trail.push(view);
        }
    }

    /// What the record under the cursor is called.
    #[must_use]
    pub fn called(&self) -> Option<Untrusted<'static>> {
        let view = self.view()?;
        let record = self.record()?;
        let value = record.value();
        Some(self.shape(&view.source)?.called(&value).into_owned())
    }

    /// The tabs of the detail pane for what is under the cursor.
    #[must_use]
    pub fn detail_tabs(&self) -> Vec<DetailTab> {
        let mut tabs = vec![DetailTab::Fields];
        if let Some(view) = self.view() {
            if self
                .relation_of(&view.source)
                .is_some_and(|r| r.item.is_some())
            {
                tabs.push(DetailTab::Item);
            }
            let relations = self.resource_of(&view.source).map(|of| &of.relations);
            tabs.extend(
                relations
                    .into_iter()
                    .flatten()
                    .map(|relation| DetailTab::Relation(RelationName::new(&relation.name))),
            );
        }
        tabs.push(DetailTab::Json);
        tabs
    }

    /// What a tab of the detail pane is called.
    #[must_use]
    pub fn tab_title(&self, tab: &DetailTab) -> String {
        let source = self.view().map(|view| &view.source);
        match tab {
            DetailTab::Fields => "Profile".to_owned(),
            DetailTab::Json => "JSON".to_owned(),
            DetailTab::Item => source
                .and_then(|source| self.relation_of(source)?.item.as_ref())
                .map_or_else(String::new, |item| item.title.clone()),
            DetailTab::Relation(name) => source
                .and_then(|source| self.resource_of(source)?.relation(name.as_str()))
                .map_or_else(String::new, |relation| relation.title.clone()),
        }
    }

    /// The list that the open relation tab shows, of the record under the
    /// cursor.
    #[must_use]
    pub fn related_source(&self) -> Option<Source> {
        let view = self.view()?;
        self.related_under(view, self.row()?.id()?)
    }

    /// The list that the open relation tab of a view shows, of the record that
    /// is selected there, be it loaded or not.
    pub(in crate::app) fn related_of(&self, view: &View) -> Option<Source> {
        let id = match &view.source {
            Source::Record(of) => &of.id,
            source => self.listings.get(source)?.resting_on()?,
        };
        self.related_under(view, id)
    }

    /// The list that the open relation tab of a view shows of a record.
    pub(in crate::app) fn related_under(&self, view: &View, id: &RecordId) -> Option<Source> {
        let DetailTab::Relation(relation) = &view.tab else {
            return None;
        };
        let resource = self.resource_of(&view.source)?;
        resource.relation(relation.as_str())?;
        let parent = self.reference(&view.source, id)?;
        Some(Source::under(parent, relation.clone()))
    }

    /// That list, if it was looked at before.
    #[must_use]
    pub fn related(&self) -> Option<&Listing> {
        self.listings.get(&self.related_source()?)
    }

    /// What the list with the cursor comes from: the open relation tab's if
    /// the detail pane has the keys, else the one on the left.
    #[must_use]
    pub fn focused_source(&self) -> Option<Source> {
        let view = self.view()?;
        let related = match view.focus {
            Pane::Detail => self.related_source(),
            Pane::Listing => None,
        };
        related.or_else(|| Some(view.source.clone()))
    }

    /// The list with the cursor, to be changed.
    pub fn focused_mut(&mut self) -> Option<&mut Listing> {
        let source = self.focused_source()?;
        self.listings.get_mut(&source)
    }

    /// That list, to be changed.
    pub fn related_mut(&mut self) -> Option<&mut Listing> {
        let source = self.related_source()?;
        self.listings.get_mut(&source)
    }

    /// The record that ties the one under the cursor to the one above it.
    #[must_use]
    pub fn item(&self) -> Option<RecordOf> {
        let view = self.view()?;
        let (parent, relation) = view.source.relation()?;
        self.relation_of(&view.source)?.item.as_ref()?;
        Some(RecordOf::Item {
            parent: parent.clone(),
            relation: relation.clone(),
            item: self.row()?.id()?.clone(),
        })
    }
}
