//! The second row: where the operator is, the filter, and how much is loaded.

mod counts;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::counts::counts;
pub(super) use self::counts::{loaded, seen, walked};
use super::listing::{sorted_by, title_of};
use super::pen::Pen;
use super::phrase::Phrase;
use super::scene::Scene;
use super::theme::Role;
use crate::app::listing::Listing;
use crate::app::places::Target;
use crate::app::view::{DetailTab, Pane};
use crate::text::{self, Untrusted};

/// The widest that a record's name is here.
const NAME: usize = 30;
/// What is left for typing, at the least.
const TYPING: usize = 15;

/// Draws the trail, and gives the cursor's place if something is typed here.
pub(super) fn draw(scene: Scene<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    if !scene.app.chosen {
        return None;
    }
    let mut pen = Pen::new(buffer, scene.theme, area, 0);
    pen.skip(1);
    let typed = scene.app.filtering.as_ref();
    let listing = listing(scene);
    let filter = listing.and_then(|listing| listing.filter());
    let steps = steps(scene);
    // What is typed is read before what is said of it.
    let width = typed.map_or(0, |typed| text::width(typed.value()) + 1);
    let most = TYPING.max(pen.room() / 2);
    let sign = text::width(scene.glyphs().filter);
    let typing = width.clamp(TYPING, most) + sign;
    let least = if typed.is_some() {
        // Whose filter it is stands before it at any width, and what is blank
        // around both.
        let list = steps.last().map_or(0, |step| text::width(&step.title));
        typing.max(width.min(most) + sign + list.min(NAME) + 4)
    } else {
        // A tab's word says nothing without whose tab it is.
        let on_tab = steps.last().is_some_and(|step| step.to.is_none());
        let told = steps.iter().rev().take(if on_tab { 2 } else { 1 });
        let told = told.map(|step| text::width(&step.title).min(NAME) + 4);
        let filtered = filter.map_or(0, |filter| {
            (sign + text::width(filter.text())).min(TYPING) + 2
        });
        told.sum::<usize>() + filtered + if on_tab { 2 } else { 0 }
    };
    let room = pen.room().saturating_sub(least);
    let right = Phrase::fitting(
        listing.map_or_else(Vec::new, |listing| counts(scene, listing)),
        room,
    );
    pen.clickable_at_end(&right, scene);
    let searched = listing.map_or_else(Phrase::new, searched);
    let reserved = match (typed, filter) {
        (Some(_), _) => typing,
        (None, Some(filter)) => text::width(filter.text()) + 3,
        (None, None) => 0,
    } + searched.width();
    write_steps(scene, &steps, pen.room().saturating_sub(reserved), &mut pen);
    if !searched.is_empty() {
        pen.skip(2).phrase(&searched);
    }
    if let Some(typed) = typed {
        pen.skip(2).text(scene.glyphs().filter, Role::Key);
        let visible = scene.typed(typed.visible(pen.room()));
        let at = pen.position();
        pen.text(&visible.text, Role::Text);
        if let Some(completion) = scene.app.filter_completion()
            && !scene.glyphs().said_aloud
        {
            let rest = Untrusted::new(completion.rest);
            pen.text(&rest.shown_within(NAME), Role::Faint);
        }
        let column = super::pen::columns(visible.cursor);
        return Some(Position::new(at.x.saturating_add(column), at.y));
    }
    if let Some(filter) = filter {
        pen.skip(2)
            .text(scene.glyphs().filter, Role::Muted)
            .text(filter.text(), Role::Match);
    }
    if scene.glyphs().said_aloud {
        // Elsewhere the order is on the frame.
        let sorted = sorted(scene);
        if text::width(&sorted) <= pen.room() {
            pen.text(&sorted, Role::Muted);
        }
    }
    None
}

/// The list that the keys are about.
fn listing(scene: Scene<'_>) -> Option<&Listing> {
    let profile = scene.app.profile();
    match scene.focus() {
        Some(Pane::Detail) => profile.related().or_else(|| profile.listing()),
        _ => profile.listing(),
    }
}

/// The order of the list in focus.
fn sorted(scene: Scene<'_>) -> String {
    let profile = scene.app.profile();
    let (Some(view), Some(list)) = (profile.view(), profile.listing()) else {
        return String::new();
    };
    let sort = sorted_by(scene, view, list);
    if sort.is_empty() || view.focus == Pane::Detail {
        return String::new();
    }
    let here = if list.sorted_here().is_some() {
        " here"
    } else {
        ""
    };
    format!(", sorted{here} by {sort}")
}

/// A step of the trail, and what a click on it goes back to.
struct Step {
    title: String,
    to: Option<Target>,
}

/// Where the operator is, step by step.
fn steps(scene: Scene<'_>) -> Vec<Step> {
    let profile = scene.app.profile();
    let Some(trail) = profile.trail() else {
        return Vec::new();
    };
    let mut steps = Vec::new();
    let mut step = |title: String, depth: usize, pane: Pane| {
        let to = Some(Target::Step { depth, pane });
        steps.push(Step { title, to });
    };
    for (depth, view) in trail.views().enumerate() {
        if let Some(under) = &view.under {
            // The record is the one under the cursor of the view before.
            let name = scene.theme.shown(under, NAME).into_owned();
            step(name, depth.saturating_sub(1), Pane::Detail);
        }
        if view.source.list().is_some() {
            step(title_of(scene, &view.source), depth, Pane::Listing);
        }
    }
    let view = trail.last();
    if view.focus == Pane::Detail {
        if let Some(name) = profile.called() {
            let mut name = scene.theme.shown(&name, NAME).into_owned();
            if scene.app.is_bookmarked() {
                name = bookmarked(scene, &name);
            }
            step(name, trail.depth(), Pane::Detail);
        }
        if view.tab != DetailTab::Fields {
            steps.push(Step {
                title: profile.tab_title(&view.tab),
                to: None,
            });
        }
    }
    steps
}

/// A record's name with the sign of its bookmark.
pub(super) fn bookmarked(scene: Scene<'_>, name: &str) -> String {
    let sign = scene.glyphs().bookmark;
    if scene.glyphs().said_aloud {
        format!("{name} ({sign})")
    } else {
        format!("{name} {sign}")
    }
}

/// The last steps that there is room for.
fn write_steps(scene: Scene<'_>, steps: &[Step], room: usize, pen: &mut Pen<'_>) {
    const BETWEEN: &str = " › ";
    const CUT: &str = "… › ";
    let width = |from: usize| {
        let words: usize = steps[from..].iter().map(|s| text::width(&s.title)).sum();
        let between = text::width(BETWEEN) * (steps.len() - from).saturating_sub(1);
        let cut = if from > 0 { text::width(CUT) } else { 0 };
        words + between + cut
    };
    let last = steps.len().saturating_sub(1);
    let from = (0..last).find(|from| width(*from) <= room).unwrap_or(last);
    if from > 0 {
        pen.text(&scene.theme.said(CUT), Role::Faint);
    }
    for (at, step) in steps.iter().enumerate().skip(from) {
        if at > from {
            pen.text(&scene.theme.said(BETWEEN), Role::Faint);
        }
        let role = if at == last { Role::Text } else { Role::Muted };
        let mut title = Phrase::of(step.title.clone(), role);
        if let Some(to) = &step.to {
            title = title.clicked(to.clone());
        }
        pen.clickable(&title, scene);
    }
}

/// What the server was asked to narrow the list to.
fn searched(listing: &Listing) -> Phrase<'static> {
    let query = listing.query();
    let mut searched = Phrase::new();
    if let Some(search) = &query.search {
        searched.push(format!("search \"{search}\""), Role::Match);
    }
    for (name, value) in &query.params {
        searched.join("  ", Phrase::of(format!("{name}:{value}"), Role::Match));
    }
    searched
}
