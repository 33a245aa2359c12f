//! What is looked for among all that was seen, and what was found.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::cell::MIXED_GLYPH;
use super::super::detail::draw_page;
use super::super::frame::Extent;
use super::super::glyphs::SELECTED;
use super::super::pen::{Pen, columns};
use super::super::phrase::Phrase;
use super::super::scene::Scene;
use super::super::theme::Role;
use super::super::words;
use super::{GUTTER, Window, begin_choice, top_for};
use crate::app::dates;
use crate::app::detail::Page;
use crate::app::find::{Covered, Find, Found, Hit, SHOWN, Wanted};
use crate::app::geometry::NARROW;
use crate::app::places::Target;
use crate::directory::call::ResourceName;
use crate::directory::shape::Shape;
use crate::keys::Action;
use crate::text::{self, Untrusted};

/// The line that is typed, and the rule below it.
const HEAD: usize = 2;
/// Blank columns between two.
const GAP: usize = 2;
/// What stands between a profile and a resource.
const BETWEEN: usize = 3;
/// The widest that those are made.
const ORIGIN: usize = 24;
/// With less room for name and email, a result takes two rows.
const NARROWEST: usize = 30;
/// From this width on, the record under the cursor is beside the results, in
/// so many columns.
const PREVIEW_FROM: u16 = 116;
const PREVIEW: u16 = 42;
/// The widest that what would be completed is.
const REST: usize = 30;
/// The widest that is said of what is typed.
const REMARK: usize = 60;
/// What can be asked besides words.
const FIELDS: &str = "Fields narrow it as in a filter: email:@acme, enabled:no, created:<30d";
/// The room that most names need.
const MOST_NAMES: usize = 17;
/// How many resources are named; others are counted.
const NAMED: usize = 4;

/// Draws it.
pub(super) fn draw(scene: Scene<'_>, find: &Find, area: Rect, buffer: &mut Buffer) -> Position {
    // As large whatever is found: nothing moves while it is typed.
    let width = usize::from(area.width.saturating_sub(6));
    let height = usize::from(area.height);
    let mut window = Window::new("Find in all that was seen", width, height);
    let origins = find
        .found
        .as_ref()
        .map(|found| Origins::of(scene, &found.covered));
    let across = Across::of(scene, origins.as_ref(), area.width);
    let lines = if across.is_tall { 2 } else { 1 };
    let rows = window.rows_in(scene, area).saturating_sub(HEAD) / lines;
    let top = top_for(find.selected, rows);
    window.extent = Some(Extent {
        top: top as u64,
        seen: rows as u64,
        all: find.hits().len() as u64,
    });
    let inside = window.draw(scene, area, buffer);
    let at = draw_line(scene, find, inside, buffer);
    let body = Rect {
        y: inside.y + columns(HEAD).min(inside.height),
        height: inside.height.saturating_sub(columns(HEAD)),
        ..inside
    };
    let (Some(found), Some(origins)) = (&find.found, origins) else {
        return at;
    };
    if found.hits.is_empty() {
        draw_nothing(scene, find, &found.covered, body, buffer);
        return at;
    }
    let list = List {
        scene,
        wanted: Wanted::new(find.input.value()),
        origins,
        area: Rect {
            width: body.width.saturating_sub(across.preview),
            ..body
        },
        across,
    };
    let shown = found.hits.iter().enumerate().skip(top).take(rows);
    for (row, (place, hit)) in (0..).step_by(lines).zip(shown) {
        for line in row..row + columns(lines) {
            scene.note_row(list.area, line, Target::Item(place));
        }
        list.draw(hit, place == find.selected, row, buffer);
    }
    if let Some(hit) = find.hit().filter(|_| list.across.preview > 0) {
        let beside = Rect {
            x: list.area.right() + columns(GAP),
            width: list.across.preview - columns(GAP),
            ..body
        };
        draw_preview(scene, hit, beside, buffer);
    }
    at
}

/// Draws the line that is typed, how much was found, and the rule below.
fn draw_line(scene: Scene<'_>, find: &Find, inside: Rect, buffer: &mut Buffer) -> Position {
    let mut pen = Pen::new(buffer, scene.theme, inside, 0);
    let least = text::width(find.input.value()) + text::width(scene.glyphs().prompt) + 3;
    let room = pen.room().saturating_sub(least);
    let said = said_of_typed(scene, find.found.as_ref());
    pen.at_end(&Phrase::fitting(said, room));
    pen.text(scene.glyphs().prompt, Role::Key);
    let at = pen.position();
    let typed = scene.typed(find.input.visible(pen.room()));
    if find.input.is_empty() {
        pen.text("a name, an email, an id", Role::Faint);
    } else {
        pen.text(&typed.text, Role::Text);
        if let Some(completion) = scene.app.find_completion()
            && !scene.glyphs().said_aloud
        {
            let rest = Untrusted::new(completion.rest);
            pen.text(&rest.shown_within(REST), Role::Faint);
        }
    }
    let mut rule = Pen::new(buffer, scene.theme, inside, 1);
    let across = rule.room();
    rule.repeat(scene.glyphs().border.across, across, Role::Faint);
    Position::new(at.x.saturating_add(columns(typed.cursor)), at.y)
}

/// How much was found, and what is odd about what is typed, which matters more;
/// at length and shorter.
fn said_of_typed(scene: Scene<'_>, found: Option<&Found>) -> Vec<Phrase<'static>> {
    let counted = found.map_or_else(String::new, counted);
    let counted = Phrase::of(counted, Role::Muted);
    let Some(remark) = scene.app.find_remark() else {
        return vec![counted, Phrase::new()];
    };
    let odd = |said: String| {
        let said = Untrusted::new(said);
        Phrase::of(said.shown_within(REMARK).to_string(), Role::Warn)
    };
    let (long, brief) = (odd(remark.to_string()), odd(remark.brief()));
    let mut both = counted;
    both.join(" · ", long.clone());
    vec![both, long, brief, Phrase::new()]
}

/// How much was found: `100 of 2,314`.
fn counted(found: &Found) -> String {
    match found.total {
        0 => String::new(),
        total if total > SHOWN as u64 => {
            format!("the best {SHOWN} of {}", words::grouped(total))
        }
        total => words::counted(total, "match", "matches"),
    }
}

/// Says what was looked through, where nothing was found in it. It never says
/// that somebody is not there: what was not loaded is not known.
fn draw_nothing(scene: Scene<'_>, find: &Find, covered: &Covered, area: Rect, buffer: &mut Buffer) {
    let key = scene.key(Action::LoadRest);
    let more = key.map_or_else(String::new, |key| format!("; {key} loads more of a list"));
    let said = if covered.records == 0 {
        format!("Nothing seen yet: what is loaded is found here, of every profile{more}")
    } else if find.input.value().trim().is_empty() {
        format!("{}. {FIELDS}", looked_through(scene, covered))
    } else {
        format!("No match in {}{more}", looked_through(scene, covered))
    };
    let room = usize::from(area.width).saturating_sub(GUTTER);
    for (row, line) in (0..).zip(text::wrap(&said, room)) {
        let mut pen = Pen::new(buffer, scene.theme, area, row);
        pen.skip(GUTTER).text(line, Role::Muted);
    }
}

/// `1,240 records seen of users, teams in 2 profiles`.
fn looked_through(scene: Scene<'_>, covered: &Covered) -> String {
    let records = words::counted(covered.records, "record", "records");
    let mut said = if covered.let_go {
        format!("the {records} seen last")
    } else {
        format!("{records} seen")
    };
    let resources = covered.resources.iter().map(ResourceName::as_str);
    let named: Vec<&str> = resources.take(NAMED).collect();
    said = format!("{said} of {}", named.join(", "));
    let others = covered.resources.len().saturating_sub(NAMED);
    if others > 0 {
        said = format!("{said} and {others} more");
    }
    if scene.app.profiles.len() > 1 {
        let profiles = words::counted(covered.profiles as u64, "profile", "profiles");
        said = format!("{said} in {profiles}");
    }
    said
}

/// Draws a record as it was seen.
fn draw_preview(scene: Scene<'_>, hit: &Hit, area: Rect, buffer: &mut Buffer) {
    let profile = scene.app.profiles.get(hit.profile.0);
    let Some(resource) = profile.and_then(|profile| profile.resource(&hit.of.resource)) else {
        return;
    };
    let missing = if hit.whole {
        "not given"
    } else {
        "not in the list"
    };
    let page = Page::of_fields(
        &Shape::of_resource(resource),
        &hit.record.value(),
        Some(missing),
        scene.app.now.wall,
        usize::from(area.width),
    );
    draw_page(&page, 0, scene, area, buffer);
}

/// Where results come from, as far as they could come from elsewhere.
struct Origins {
    /// Whether there are several profiles.
    profiles: bool,
    /// Whether there are several resources.
    resources: bool,
    /// The room of the widest, whatever is found: nothing moves while it is
    /// typed.
    width: usize,
}

impl Origins {
    fn of(scene: Scene<'_>, covered: &Covered) -> Self {
        let (profiles, resources) = (covered.profiles > 1, covered.resources.len() > 1);
        let all = &scene.app.profiles;
        let names = all.iter().map(|p| text::width(&p.connection.name)).max();
        let described = all.iter().flat_map(|p| &p.description().resources);
        let titles = described
            .filter(|r| covered.resources.iter().any(|c| c.as_str() == r.name))
            .map(|resource| text::width(&resource.title))
            .max();
        let width = match (names.filter(|_| profiles), titles.filter(|_| resources)) {
            (Some(name), Some(title)) => name + BETWEEN + title,
            (Some(width), None) | (None, Some(width)) => width,
            (None, None) => 0,
        };
        Self {
            profiles,
            resources,
            width: width.min(ORIGIN),
        }
    }

    /// The profile alone, where there are several: what a record is, it mostly
    /// looks like.
    fn brief(&self, scene: Scene<'_>, hit: &Hit) -> Option<String> {
        let profile = scene.app.profiles.get(hit.profile.0);
        let profile = profile.filter(|_| self.profiles && self.resources)?;
        Some(scene.theme.said(&profile.connection.name).into_owned())
    }

    /// Where a result comes from: `support · Users`.
    fn words(&self, scene: Scene<'_>, hit: &Hit) -> String {
        let profile = scene.app.profiles.get(hit.profile.0);
        let name = profile
            .filter(|_| self.profiles)
            .map(|profile| profile.connection.name.as_str());
        let title = profile
            .filter(|_| self.resources)
            .and_then(|profile| profile.resource(&hit.of.resource))
            .map(|resource| resource.title.as_str());
        let parts: Vec<&str> = name.into_iter().chain(title).collect();
        scene.theme.said(&parts.join(" · ")).into_owned()
    }
}

/// The columns of a result, their widths settled by the screen's.
struct Across {
    /// Whether a result takes two rows.
    is_tall: bool,
    name: usize,
    beside: usize,
    /// The room of the record beside the results, and the gap before it.
    preview: u16,
}

impl Across {
    fn of(scene: Scene<'_>, origins: Option<&Origins>, width: u16) -> Self {
        let aloud = scene.glyphs().said_aloud;
        let preview = if width >= PREVIEW_FROM && !aloud {
            PREVIEW
        } else {
            0
        };
        // What stands around, the age, and what is said of the selected one.
        let said = if aloud { text::width(SELECTED) + 2 } else { 0 };
        let taken = 8 + GUTTER + age_width(aloud) + GAP + said + GAP;
        let origin = origins.map_or(0, |o| o.width + if o.width > 0 { GAP } else { 0 });
        let room = usize::from(width.saturating_sub(preview)).saturating_sub(taken + origin);
        // An email is mostly longer, and where there is little room says the name
        // once more.
        let name = (room * 2 / 5).max(MOST_NAMES.min(room / 2));
        Self {
            is_tall: width < NARROW || room < NARROWEST,
            name,
            beside: room - name,
            preview,
        }
    }
}

/// The longest age, and a blank behind it: `11 minutes ago`, or without `ago`
/// where it is not read aloud.
const fn age_width(aloud: bool) -> usize {
    if aloud { 15 } else { 11 }
}

/// The results.
struct List<'a> {
    scene: Scene<'a>,
    wanted: Option<Wanted>,
    origins: Origins,
    area: Rect,
    across: Across,
}

impl List<'_> {
    fn draw(&self, hit: &Hit, selected: bool, row: u16, buffer: &mut Buffer) {
        let (scene, across) = (self.scene, &self.across);
        let aloud = scene.glyphs().said_aloud;
        let age = dates::age(hit.seen, scene.app.now.wall);
        // That it is past is plain to see.
        let shown = age.strip_suffix(" ago").filter(|_| !aloud);
        let mut pen = Pen::new(buffer, scene.theme, self.area, row);
        begin_choice(scene, selected, &mut pen);
        pen.at_end(&Phrase::of(shown.unwrap_or(&age), Role::Muted));
        let origin = self.origins.words(scene, hit);
        if !across.is_tall {
            self.column(&hit.name, across.name, Role::Text, &mut pen);
            pen.skip(GAP);
            self.column(&hit.beside, across.beside, Role::Muted, &mut pen);
            pen.skip(GAP)
                .column(&origin, self.origins.width, Role::Muted);
            return;
        }
        let room = pen.room();
        self.column(&hit.name, room, Role::Text, &mut pen);
        let mut pen = Pen::new(buffer, scene.theme, self.area, row + 1);
        if selected {
            pen.wash(Role::Selected);
        }
        if !aloud {
            pen.skip(GUTTER);
        }
        let shown = scene.theme.shown(&hit.beside, pen.room());
        let left = pen.room().saturating_sub(text::width(&shown) + GAP);
        let origin = if text::width(&origin) <= left {
            origin
        } else {
            self.origins.brief(scene, hit).unwrap_or(origin)
        };
        let beside = pen.room().saturating_sub(text::width(&origin) + GAP);
        self.column(&hit.beside, beside, Role::Muted, &mut pen);
        pen.skip(GAP).text(&origin, Role::Muted);
    }

    /// Writes a text from outside, with what matched in it.
    fn column(&self, text: &Untrusted<'_>, width: usize, role: Role, pen: &mut Pen<'_>) {
        let mut shown = self.scene.theme.shown(text, width);
        if text.mixes_scripts() {
            shown = format!("{MIXED_GLYPH}{shown}").into();
        }
        let wanted = self.wanted.as_ref();
        let matched = wanted.map_or_else(Vec::new, |wanted| wanted.highlights(&shown));
        pen.column_matches(&shown, width, role, &matched);
    }
}
