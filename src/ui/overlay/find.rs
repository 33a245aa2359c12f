//! What is looked for among all that was seen, and what was found.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::frame::Extent;
use super::super::pen::{Pen, columns};
use super::super::phrase::Phrase;
use super::super::scene::Scene;
use super::super::theme::Role;
use super::super::words;
use super::{GUTTER, Window, begin_choice, top_for};
use crate::app::dates;
use crate::app::find::{Covered, Find, Found, Hit, SHOWN, Wanted};
use crate::app::geometry::{NARROW, WIDE};
use crate::app::places::Target;
use crate::directory::call::ResourceName;
use crate::keys::Action;
use crate::text::{self, Untrusted};

/// The line that is typed, and the rule below it.
const HEAD: usize = 2;
/// Blank columns between two.
const GAP: usize = 2;
/// The longest age: `11 minutes ago`, with a blank behind it.
const AGE: usize = 15;
/// What stands between a profile and a resource.
const BETWEEN: usize = 3;
/// The widest that those are made.
const ORIGIN: usize = 26;
/// How many resources are named; others are counted.
const NAMED: usize = 4;

/// Draws it.
pub(super) fn draw(scene: Scene<'_>, find: &Find, area: Rect, buffer: &mut Buffer) -> Position {
    let tall = area.width < NARROW;
    let lines = if tall { 2 } else { 1 };
    // As large whatever is found: nothing moves while it is typed.
    let width = usize::from(area.width.saturating_sub(6));
    let mut window = Window::new(
        "Find in all that was seen",
        width,
        usize::from(area.height),
    );
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
    let Some(found) = &find.found else { return at };
    if found.hits.is_empty() {
        draw_nothing(scene, find, &found.covered, body, buffer);
        return at;
    }
    let list = List {
        scene,
        wanted: Wanted::new(find.input.value()),
        covered: &found.covered,
        area: body,
        tall,
    };
    let shown = found.hits.iter().enumerate().skip(top).take(rows);
    for (row, (place, hit)) in (0..).step_by(lines).zip(shown) {
        for line in row..row + columns(lines) {
            scene.note_row(body, line, Target::Item(place));
        }
        list.draw(hit, place == find.selected, row, buffer);
    }
    at
}

/// Draws the line that is typed, how much was found, and the rule below.
fn draw_line(scene: Scene<'_>, find: &Find, inside: Rect, buffer: &mut Buffer) -> Position {
    let mut pen = Pen::new(buffer, scene.theme, inside, 0);
    if let Some(found) = &find.found {
        pen.at_end(&Phrase::of(counted(found), Role::Muted));
    }
    pen.text(scene.glyphs().prompt, Role::Key);
    let at = pen.position();
    let typed = scene.typed(find.input.visible(pen.room()));
    if find.input.is_empty() {
        pen.text("a name, an email, an id", Role::Faint);
    } else {
        pen.text(&typed.text, Role::Text);
    }
    let mut rule = Pen::new(buffer, scene.theme, inside, 1);
    let across = rule.room();
    rule.repeat(scene.glyphs().border.across, across, Role::Faint);
    Position::new(at.x.saturating_add(columns(typed.cursor)), at.y)
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
fn draw_nothing(
    scene: Scene<'_>,
    find: &Find,
    covered: &Covered,
    area: Rect,
    buffer: &mut Buffer,
) {
    let key = scene.key(Action::LoadRest);
    let more = key.map_or_else(String::new, |key| format!("; {key} loads more of a list"));
    let said = if covered.records == 0 {
        format!("Nothing seen yet: what is loaded is found here, of every profile{more}")
    } else if Wanted::new(find.input.value()).is_none() {
        looked_through(scene, covered)
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
    let names = covered.resources.iter().map(ResourceName::as_str);
    let named: Vec<&str> = names.take(NAMED).collect();
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

/// The results.
struct List<'a> {
    scene: Scene<'a>,
    wanted: Option<Wanted>,
    covered: &'a Covered,
    area: Rect,
    /// Whether each takes two rows.
    tall: bool,
}

impl List<'_> {
    fn draw(&self, hit: &Hit, selected: bool, row: u16, buffer: &mut Buffer) {
        let scene = self.scene;
        let mut age = dates::age(hit.seen, scene.app.now.wall);
        if self.area.width < WIDE && !scene.glyphs().said_aloud {
            // That it is past is plain.
            age = age.trim_end_matches(" ago").to_owned();
        }
        let mut pen = Pen::new(buffer, scene.theme, self.area, row);
        begin_choice(scene, selected, &mut pen);
        pen.at_end(&Phrase::of(age, Role::Muted));
        let origin = self.origin(hit);
        if self.tall {
            let room = pen.room();
            self.column(&hit.name, room, Role::Text, &mut pen);
            let mut pen = Pen::new(buffer, scene.theme, self.area, row + 1);
            if selected {
                pen.wash(Role::Selected);
            }
            if !scene.glyphs().said_aloud {
                pen.skip(GUTTER);
            }
            let beside = pen.room().saturating_sub(text::width(&origin) + GAP);
            self.column(&hit.beside, beside, Role::Muted, &mut pen);
            pen.skip(GAP).text(&origin, Role::Muted);
            return;
        }
        let room = usize::from(self.area.width).saturating_sub(GUTTER + AGE + GAP);
        let last = self.origin_width();
        let room = room.saturating_sub(if last > 0 { last + GAP } else { 0 } + GAP);
        let name = room * 2 / 5;
        self.column(&hit.name, name, Role::Text, &mut pen);
        pen.skip(GAP);
        self.column(&hit.beside, room - name, Role::Muted, &mut pen);
        pen.skip(GAP).column(&origin, last, Role::Muted);
    }

    /// Writes a text from outside, with what matched in it.
    fn column(&self, text: &Untrusted<'_>, width: usize, role: Role, pen: &mut Pen<'_>) {
        let shown = self.scene.theme.shown(text, width);
        let wanted = self.wanted.as_ref();
        let matched = wanted.map_or_else(Vec::new, |wanted| wanted.highlights(&shown));
        pen.column_matches(&shown, width, role, &matched);
    }

    /// Where a result comes from, as far as it could come from elsewhere:
    /// `support · Users`.
    fn origin(&self, hit: &Hit) -> String {
        let profile = self.scene.app.profiles.get(hit.profile.0);
        let name = profile
            .filter(|_| self.covered.profiles > 1)
            .map(|profile| profile.connection.name.as_str());
        let title = profile
            .filter(|_| self.covered.resources.len() > 1)
            .and_then(|profile| profile.resource(&hit.of.resource))
            .map(|resource| resource.title.as_str());
        let parts: Vec<&str> = name.into_iter().chain(title).collect();
        self.scene.theme.said(&parts.join(" · ")).into_owned()
    }

    /// The room of the widest of those, whatever is found: nothing moves while
    /// it is typed.
    fn origin_width(&self) -> usize {
        let profiles = &self.scene.app.profiles;
        let names = profiles.iter().map(|p| text::width(&p.connection.name));
        let resources = profiles.iter().flat_map(|p| &p.description().resources);
        let titles = resources
            .filter(|r| self.covered.resources.iter().any(|c| c.as_str() == r.name))
            .map(|resource| text::width(&resource.title));
        let name = names.max().filter(|_| self.covered.profiles > 1);
        let title = titles.max().filter(|_| self.covered.resources.len() > 1);
        match (name, title) {
            (Some(name), Some(title)) => (name + BETWEEN + title).min(ORIGIN),
            (Some(width), None) | (None, Some(width)) => width.min(ORIGIN),
            (None, None) => 0,
        }
    }
}
