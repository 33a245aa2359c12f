//! Sorting what is loaded of a list, by what the directory cannot sort by.

#[cfg(test)]
mod tests;

use super::App;
use super::columns::{Shows, called_by, called_title, member_field};
use super::listing::{Listing, SortHere, SortKeys};
use super::overlay::Tone;
use super::profile::Profile;
use super::view::Source;
use crate::directory::description::Order;
use crate::text::Untrusted;

/// The widest that what a list is sorted by is named, in columns.
const LABEL: usize = 30;

impl Profile {
    /// What a list can be sorted by here and not by the directory: what a
    /// record is called, its described fields, and the members that are
    /// columns.
    pub(super) fn sortable_here(&self, source: &Source, members: &[Shows]) -> Vec<Shows> {
        let (Some(shape), Some(list)) = (self.shape(source), self.list_of(source)) else {
            return Vec::new();
        };
        let names = called_by(&shape);
        let there = |name: &str| list.sort.iter().any(|sort| sort == name);
        let mut found = Vec::new();
        if !names.iter().any(|name| there(name)) {
            found.push(Shows::Called);
        }
        let fields = shape.fields.iter().filter(|field| {
            !field.kind.is_hidden() && !there(&field.name) && names != [field.name.as_str()]
        });
        found.extend(fields.map(|field| Shows::Field(field.name.clone())));
        let is_member = |shows: &&Shows| matches!(shows, Shows::Member { .. });
        found.extend(members.iter().filter(is_member).cloned());
        found
    }

    /// An order of a list's loaded rows, and how a row is read for it; none
    /// where its records have no such field.
    pub(super) fn sort_here(
        &self,
        source: &Source,
        by: &Shows,
        order: Order,
    ) -> Option<(SortHere, SortKeys)> {
        let shape = self.shape(source)?;
        self.list_of(source)?;
        let (label, keys) = match by {
            Shows::Called => (
                called_title(&shape, shape.fields),
                SortKeys::of_called(&shape),
            ),
            Shows::Field(name) => {
                let field = shape.field(name)?;
                (field.label(), SortKeys::of_field(field))
            }
            Shows::Member { name, kind } => {
                let field = member_field(name, *kind);
                (name.clone(), SortKeys::of_field(&field))
            }
        };
        let sort = SortHere {
            label: Untrusted::new(label).shown_within(LABEL).into(),
            by: by.clone(),
            order,
        };
        Some((sort, keys))
    }
}

impl App {
    /// What the list on the screen can be sorted by here, with what it is
    /// called.
    pub(super) fn sorts_here(&self) -> Vec<SortHere> {
        let profile = self.profile();
        let (Some(view), Some(listing)) = (profile.view(), profile.listing()) else {
            return Vec::new();
        };
        let columns = self.columns_of(listing.of()).unwrap_or_default();
        let members: Vec<Shows> = columns.iter().map(|column| column.shows.clone()).collect();
        let all = profile.sortable_here(&view.source, &members);
        all.iter()
            .filter_map(|by| profile.sort_here(&view.source, by, Order::Ascending))
            .map(|(sort, _)| sort)
            .collect()
    }

    /// Sorts what is loaded of the list on the screen.
    pub(super) fn sort_here(&mut self, by: &Shows, order: Order) {
        let profile = self.profile_mut();
        let sort = profile
            .view()
            .and_then(|view| profile.sort_here(&view.source, by, order));
        match (sort, profile.listing_mut()) {
            (Some((sort, keys)), Some(listing)) => {
                listing.sort_loaded(sort, keys);
                self.moved();
            }
            _ => self.say(Tone::Plain, "This list cannot be sorted by that"),
        }
    }

    /// Sorts what is loaded by a column, ascending first and then the other way
    /// round.
    pub(super) fn sort_here_by_column(&mut self, by: &Shows) {
        let current = self.profile().listing().and_then(Listing::sorted_here);
        let order = match current {
            Some(sort) if sort.by == *by && sort.order == Order::Ascending => Order::Descending,
            _ => Order::Ascending,
        };
        self.sort_here(by, order);
    }
}
