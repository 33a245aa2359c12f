//! The list's pane.

use ratatui::buffer::Buffer;

use super::blank::Blank;
use super::frame::{Extent, Frame};
use super::phrase::Phrase;
use super::scene::Scene;
use super::table::Table;
use super::theme::Role;
use super::{rect, words};
use crate::app::geometry::{Class, Layout};
use crate::app::listing::Listing;
use crate::app::view::{Pane, Source, View};
use crate::directory::description::{Field, Order};

/// Draws the list's pane, if it is on the screen.
pub(super) fn draw(scene: Scene<'_>, layout: &Layout, buffer: &mut Buffer) {
    let profile = scene.app.profile();
    let (Some(area), Some(view)) = (layout.listing, profile.view()) else {
        return;
    };
    let area = rect(area);
    let listing = profile.listing();
    let focused = scene.focus() != Some(Pane::Detail);
    let inside = if layout.class == Class::Wide {
        frame(scene, view, listing, focused).draw(area, scene, buffer)
    } else {
        area
    };
    let Some(shape) = profile.shape(&view.source) else {
        return;
    };
    let nothing = nothing(scene, &view.source);
    match (Blank::of_listing(scene, listing, &shape, nothing), listing) {
        (Some(blank), _) => blank.draw(scene, inside, buffer),
        (None, Some(listing)) => Table {
            listing,
            shape,
            focused,
            tall: layout.lines_per_record > 1,
        }
        .draw(scene, inside, buffer),
        (None, None) => {}
    }
}

fn frame(
    scene: Scene<'_>,
    view: &View,
    listing: Option<&Listing>,
    focused: bool,
) -> Frame<'static> {
    let role = if focused { Role::Accent } else { Role::Faint };
    let mut title = Phrase::of(title_of(scene, &view.source), Role::Text);
    if let Some(listing) = listing {
        let sort = sorted_by(scene, view, listing);
        if listing.sorted_here().is_some() {
            title.join(
                " · ",
                Phrase::of(format!("sorted here: {sort}"), Role::Warn),
            );
            title.join(" · ", Phrase::of(how_much(listing), Role::Warn));
        } else if !sort.is_empty() {
            title.join(" · ", Phrase::of(sort, Role::Muted));
        }
    }
    let mut frame = Frame::new(role, title);
    if let Some(listing) = listing {
        frame.foot = place(listing);
        frame.extent = Some(extent(listing));
    }
    frame
}

/// Where a list stands, for its frame.
pub(super) fn extent(listing: &Listing) -> Extent {
    let visible = listing.visible();
    Extent {
        top: visible.start,
        seen: visible.end - visible.start,
        all: listing.positions(),
    }
}

/// The selected row of how many: `1/3`.
pub(super) fn place(listing: &Listing) -> Phrase<'static> {
    listing.selection().map_or_else(Phrase::new, |at| {
        let more = if listing.has_more() && listing.total().is_none() {
            "+"
        } else {
            ""
        };
        let all = words::grouped(listing.positions());
        Phrase::of(
            format!("{}/{all}{more}", words::grouped(at + 1)),
            Role::Muted,
        )
    })
}

/// What a source is called.
pub(super) fn title_of(scene: Scene<'_>, source: &Source) -> String {
    let profile = scene.app.profile();
    match profile.relation_of(source) {
        Some(relation) => relation.title.clone(),
        None => profile
            .resource_of(source)
            .map_or_else(String::new, |resource| resource.title.clone()),
    }
}

/// The order that a list is in: `name ↑`; where it was asked for and is not kept,
/// that.
pub(super) fn sorted_by(scene: Scene<'_>, view: &View, listing: &Listing) -> String {
    let profile = scene.app.profile();
    if let Some(sort) = listing.sorted_here() {
        return format!("{} {}", sort.label, order(scene, sort.order));
    }
    let can_sort = profile
        .list_of(&view.source)
        .is_some_and(|list| !list.sort.is_empty());
    let sorting = profile.description().sorting.as_ref();
    let default = sorting.and_then(|s| s.default_sort()).filter(|_| can_sort);
    let Some(sort) = listing.sort().or(default) else {
        return String::new();
    };
    let label = profile
        .fields_of(&view.source)
        .iter()
        .find(|field| field.name == sort.field)
        .map_or_else(|| sort.field.replace('_', " "), Field::label);
    let asked = format!("{label} {}", order(scene, sort.order));
    match (listing.breaks_order(), listing.sort()) {
        (false, _) => asked,
        (true, Some(_)) => format!("asked for {asked}; the rows come in another order"),
        // Nobody asked for it.
        (true, None) => String::new(),
    }
}

fn order(scene: Scene<'_>, order: Order) -> &'static str {
    let [ascending, descending] = scene.glyphs().orders;
    match order {
        Order::Ascending => ascending,
        Order::Descending => descending,
    }
}

/// How much of a list is in an order of our own: `300 of 12,480`, `all 300`.
fn how_much(listing: &Listing) -> String {
    let loaded = words::grouped(listing.loaded());
    match listing.total() {
        _ if listing.is_complete() => format!("all {loaded}"),
        Some(total) => format!("{loaded} of {}", words::grouped(total)),
        None => format!("the {loaded} loaded"),
    }
}

/// What an empty list says.
pub(super) fn nothing(scene: Scene<'_>, source: &Source) -> String {
    let profile = scene.app.profile();
    let what = title_of(scene, source).to_lowercase();
    match source.relation() {
        Some(_) => format!("There are no {what} in this list."),
        None => format!("There are no {what} in {}.", profile.description().title),
    }
}
