//! The detail pane: a record's fields, what it is related to, its JSON; or the
//! form that it is edited in.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use serde_json::Value;

use super::blank::{self, Blank};
use super::fields::Page;
use super::frame::{Extent, Frame};
use super::pen::{Pen, Phrase};
use super::scene::Scene;
use super::table::Table;
use super::theme::Role;
use super::{form, listing, rect, tabs};
use crate::app::change::error_words;
use crate::app::geometry::{Class, Layout};
use crate::app::profile::Known;
use crate::app::view::{DetailTab, Pane, View};
use crate::directory::call::RecordOf;
use crate::directory::shape::Shape;
use crate::keys::Action;
use crate::text;

/// The least that is left of a name beside the tabs.
const NAME: usize = 12;

/// What the pane shows.
enum Content<'a> {
    /// Rows to be scrolled.
    Page(Page),
    /// A relation's list.
    Table(Table<'a>),
    /// Why there is nothing.
    Blank(Blank),
    /// Nothing to say anything of.
    Nothing,
}

/// Draws the pane, if it is on the screen, and gives the cursor's place if
/// something is typed in it.
pub(super) fn draw(scene: Scene<'_>, layout: &Layout, buffer: &mut Buffer) -> Option<Position> {
    let area = rect(layout.detail?);
    let view = scene.app.profile().view()?;
    if let Some(edited) = scene.app.form() {
        return form::draw(scene, edited, layout, buffer);
    }
    let focused = scene.focus() == Some(Pane::Detail);
    let inside = rect(layout.detail_inside);
    let framed = layout.class == Class::Wide;
    let content = content(scene, layout, view, focused, inside);
    if framed {
        let mut frame = frame(scene, focused, area.width);
        match &content {
            Content::Page(page) => {
                let seen = u64::from(inside.height);
                let top = page.top(view.scroll, inside.height) as u64;
                let all = page.len() as u64;
                frame.extent = Some(Extent { top, seen, all });
            }
            Content::Table(table) => {
                frame.foot = listing::place(table.listing);
                frame.extent = Some(listing::extent(table.listing));
            }
            Content::Blank(_) | Content::Nothing => {}
        }
        frame.draw(area, scene.theme, buffer);
    } else {
        let mut pen = Pen::new(buffer, scene.theme, rect(layout.tabs), 0);
        pen.skip(1);
        let room = pen.room();
        pen.phrase(&tabs::tabs(scene, room));
    }
    match content {
        Content::Page(page) => {
            let top = page.top(view.scroll, inside.height);
            page.draw(top, scene, inside, buffer);
        }
        Content::Table(table) => table.draw(scene, inside, buffer),
        Content::Blank(blank) => blank.draw(scene, inside, buffer),
        Content::Nothing => {}
    }
    None
}

fn frame(scene: Scene<'_>, focused: bool, width: u16) -> Frame<'static> {
    let role = if focused { Role::Accent } else { Role::Faint };
    let Some(name) = scene.app.profile().called() else {
        return Frame::new(role, Phrase::new());
    };
    // Corners, and blanks and a bit of frame around each text.
    let room = usize::from(width).saturating_sub(8);
    let name: String = name.shown_within(room).into();
    let tabs = tabs::tabs(
        scene,
        room.saturating_sub(text::width(&name).min(NAME.max(room / 3))),
    );
    let left = room.saturating_sub(tabs.width());
    let title = Phrase::of(text::cut(&name, left).into_owned(), Role::Text);
    Frame {
        corner: tabs,
        ..Frame::new(role, title)
    }
}

fn content<'a>(
    scene: Scene<'a>,
    layout: &Layout,
    view: &View,
    focused: bool,
    inside: Rect,
) -> Content<'a> {
    let profile = scene.app.profile();
    let width = usize::from(inside.width);
    let page = match &view.tab {
        DetailTab::Relation(_) => return relation(scene, layout, focused),
        DetailTab::Item => return item(scene, layout, width),
        DetailTab::Fields => fields(scene, view, width),
        DetailTab::Json => profile
            .record()
            .map(|record| Page::of_json(&record.value(), width)),
    };
    page.map_or(Content::Nothing, |page| {
        Content::Page(lowered(page, layout))
    })
}

/// In the wide layout a record's first row is beside the list's first.
fn lowered(page: Page, layout: &Layout) -> Page {
    if layout.class == Class::Wide {
        page.lowered()
    } else {
        page
    }
}

fn relation<'a>(scene: Scene<'a>, layout: &Layout, focused: bool) -> Content<'a> {
    let profile = scene.app.profile();
    let Some(source) = profile.related_source() else {
        return Content::Nothing;
    };
    let Some(shape) = listing::shape(scene, &source) else {
        return Content::Nothing;
    };
    let related = profile.related();
    let name = profile.called().unwrap_or_default();
    let title = listing::title_of(scene, &source).to_lowercase();
    let nothing = format!("{} has no {title}.", name.shown_within(60));
    match (Blank::of_listing(scene, related, &shape, nothing), related) {
        (Some(blank), _) => Content::Blank(blank),
        (None, Some(listing)) => Content::Table(Table {
            listing,
            shape,
            focused,
            tall: layout.lines_per_record > 1,
        }),
        (None, None) => Content::Nothing,
    }
}

/// The fields of the record under the cursor, as it is best known.
fn fields(scene: Scene<'_>, view: &View, width: usize) -> Option<Page> {
    let profile = scene.app.profile();
    let record = profile.record()?;
    let known = profile
        .selected()
        .and_then(|of| profile.known.get(&RecordOf::Resource(of)));
    let read = known.and_then(Known::record).is_some();
    let shape = if read {
        profile.resource_of(&view.source).map(Shape::of_resource)
    } else {
        listing::shape(scene, &view.source)
    }?;
    let unread = match known {
        _ if read || !profile.is_partial(&view.source) => None,
        Some(Known::Reading(_)) => Some("reading …"),
        _ => Some("not in the list"),
    };
    let value = record.value();
    let page = Page::of_fields(&shape, &value, unread, scene.app.now.wall, width);
    Some(match known {
        Some(Known::Failed(error, _)) => {
            let mut words = blank::sentence(&error_words(error));
            if let Some(key) = scene.key(Action::ReloadRecord) {
                words += &format!(" · {key} reads it again");
            }
            page.headed(&words, Role::Bad, width)
        }
        _ => page,
    })
}

/// The record that ties the one under the cursor to the one above it.
fn item(scene: Scene<'_>, layout: &Layout, width: usize) -> Content<'static> {
    let profile = scene.app.profile();
    let Some(of) = profile.item() else {
        return Content::Nothing;
    };
    let known = profile.known.get(&of);
    match (known.and_then(Known::record), known) {
        (Some(record), _) => {
            let Some(shape) = profile.description().shape_of_record(&of) else {
                return Content::Nothing;
            };
            let value: Value = record.value();
            let page = Page::of_fields(&shape, &value, None, scene.app.now.wall, width);
            Content::Page(lowered(page, layout))
        }
        (None, Some(Known::Failed(error, _))) => Content::Blank(Blank::of_error(scene, error)),
        (None, _) => Content::Blank(Blank::loading(scene, None)),
    }
}
