//! The detail pane: a record's fields, what it is related to, its JSON; or the
//! form that it is edited in.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::blank::Blank;
use super::frame::{Extent, Frame};
use super::pen::Pen;
use super::phrase::Phrase;
use super::scene::Scene;
use super::table::Table;
use super::theme::Role;
use super::trail::{bookmarked, seen};
use super::{activity, form, listing, rect, tabs};
use crate::app::detail::{INDENT, Page, PageRow, Sense};
use crate::app::geometry::{Class, Layout};
use crate::app::profile::Known;
use crate::app::view::{DetailTab, Pane, View};
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
    let content = content(scene, layout, view, focused);
    if framed {
        let mut frame = frame(scene, focused, area.width);
        match &content {
            Content::Page(page) => {
                let seen = u64::from(inside.height);
                let top = u64::from(page.top(view.scroll, inside.height));
                let all = page.row_count() as u64;
                frame.extent = Some(Extent { top, seen, all });
            }
            Content::Table(table) => {
                frame.foot = listing::place(table.listing);
                if let Some(read_at) = table.listing.earlier() {
                    let mut aged = seen(scene, read_at);
                    aged.join(" · ", frame.foot);
                    frame.foot = aged;
                }
                frame.extent = Some(listing::extent(table.listing));
            }
            Content::Blank(_) | Content::Nothing => {}
        }
        frame.draw(area, scene, buffer);
    } else {
        let mut pen = Pen::new(buffer, scene.theme, rect(layout.tabs), 0);
        pen.skip(1);
        let room = pen.room();
        pen.clickable(&tabs::tabs(scene, room), scene);
    }
    match content {
        Content::Page(page) => {
            let top = page.top(view.scroll, inside.height);
            draw_page(&page, top, scene, inside, buffer);
        }
        Content::Table(table) => {
            activity::draw(scene, layout, buffer);
            table.draw(scene, rect(layout.related), buffer);
        }
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
    let marked = scene.app.is_bookmarked();
    let sign = if marked {
        text::width(scene.glyphs().bookmark) + 1
    } else {
        0
    };
    let wanted = text::width(&name) + sign;
    let tabs = tabs::tabs(scene, room.saturating_sub(wanted.min(NAME.max(room / 3))));
    let left = room.saturating_sub(tabs.width() + sign);
    let mut title = text::cut(&name, left).into_owned();
    if marked {
        title = bookmarked(scene, &title);
    }
    let title = Phrase::of(title, Role::Text);
    Frame {
        corner: tabs,
        ..Frame::new(role, title)
    }
}

fn content<'a>(scene: Scene<'a>, layout: &Layout, view: &View, focused: bool) -> Content<'a> {
    if let DetailTab::Relation(_) = view.tab {
        return relation(scene, layout, focused);
    }
    match scene.app.detail_page() {
        Some(page) => Content::Page(page),
        None if view.tab == DetailTab::Item => unread_item(scene),
        None => Content::Nothing,
    }
}

fn relation<'a>(scene: Scene<'a>, layout: &Layout, focused: bool) -> Content<'a> {
    let profile = scene.app.profile();
    let Some(source) = profile.related_source() else {
        return Content::Nothing;
    };
    let Some(shape) = profile.shape(&source) else {
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

/// Why the record that ties the one under the cursor to the one above it is
/// not there.
fn unread_item(scene: Scene<'_>) -> Content<'static> {
    let profile = scene.app.profile();
    let known = profile.item().and_then(|of| profile.known.get(&of));
    Content::Blank(match known {
        Some(Known::Failed(error, _)) => Blank::of_error(scene, error),
        _ => Blank::loading(scene, None),
    })
}

/// Draws the rows of a page from one on.
pub(super) fn draw_page(page: &Page, top: u16, scene: Scene<'_>, area: Rect, buffer: &mut Buffer) {
    for (row, line) in (0..area.height).zip(page.rows_from(top)) {
        let mut pen = Pen::new(buffer, scene.theme, area, row);
        pen.skip(INDENT);
        if let Some(label) = &line.label {
            pen.column(label, page.label_width(), Role::Muted).skip(2);
        }
        pen.text(&line.lead, Role::Muted)
            .text(&said(scene, line), role(line.sense))
            .text(&line.aside, Role::Muted);
    }
}

/// A row's text; what is said in the place of a value has its signs as words.
fn said<'r>(scene: Scene<'_>, row: &'r PageRow) -> Cow<'r, str> {
    match row.sense {
        Sense::Absent | Sense::Bad => scene.theme.said(&row.text),
        Sense::Text | Sense::Muted | Sense::Good => Cow::Borrowed(&row.text),
    }
}

const fn role(sense: Sense) -> Role {
    match sense {
        Sense::Text => Role::Text,
        Sense::Muted => Role::Muted,
        Sense::Absent => Role::Faint,
        Sense::Good => Role::Good,
        Sense::Bad => Role::Bad,
    }
}
