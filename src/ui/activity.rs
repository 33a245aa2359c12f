//! What happened when, above its list: a calendar of weeks and a bar for each
//! kind, or as much of that as there is room for.
//!
//! It is read without colour: a day is a denser sign the more there is of it,
//! and one of which nothing is known is blank.

use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::pen::Pen;
use super::phrase::Phrase;
use super::scene::Scene;
use super::theme::Role;
use super::words::{counted, grouped};
use crate::app::activity::{
    Activity, BEFORE_WEEKS, BESIDE, Cell, Counted, Day, Known, Picture, Plan, Weeks, YEAR,
};
use crate::app::change::sentence;
use crate::app::dates;
use crate::app::geometry::Layout;
use crate::app::listing::Listing;
use crate::text::{self, Untrusted, wrap};

/// The initials of the weekdays, Monday first.
const WEEKDAYS: [&str; 7] = ["M", "T", "W", "T", "F", "S", "S"];
/// How many weeks a single row has.
const LINE_WEEKS: u16 = 4;
/// The widest that the name of a kind is shown.
const KIND: usize = 14;
/// What a record without a kind is one of.
const NO_KIND: &str = "no kind";

/// What is drawn, and of what.
struct Drawing<'a> {
    scene: Scene<'a>,
    activity: &'a Activity,
    listing: &'a Listing,
    /// The day of the record under the cursor.
    selected: Option<Day>,
    now: Timestamp,
}

/// Draws it, if the open tab has one.
pub(super) fn draw(scene: Scene<'_>, layout: &Layout, buffer: &mut Buffer) {
    let profile = scene.app.profile();
    let (Some(plan), Some(activity), Some(listing)) =
        (scene.app.picture(), profile.activity(), profile.related())
    else {
        return;
    };
    let drawing = Drawing {
        scene,
        activity,
        listing,
        selected: listing.selected().and_then(|of| activity.day_of(of)),
        now: scene.app.now.wall,
    };
    drawing.draw(plan, super::rect(layout.picture), buffer);
}

impl Drawing<'_> {
    fn draw(&self, plan: Plan, area: Rect, buffer: &mut Buffer) {
        // A column beside the frame, as everywhere.
        let inside = Rect {
            x: area.x.saturating_add(1),
            width: area.width.saturating_sub(2),
            ..area
        };
        match plan.picture {
            Picture::Words => self.draw_words(area, buffer),
            Picture::Line => self.draw_line(inside, buffer),
            Picture::Beside => {
                self.draw_map(YEAR, inside, buffer);
                let x = BEFORE_WEEKS - 1 + YEAR + BESIDE;
                let beside = Rect {
                    x: inside.x + x,
                    y: inside.y + 1,
                    width: inside.width.saturating_sub(x),
                    height: 7,
                };
                self.draw_kinds(beside, buffer);
                self.draw_said(below(inside, 8), buffer);
            }
            Picture::Below { bars } => {
                let weeks = inside.width.saturating_sub(BEFORE_WEEKS - 1).min(YEAR);
                self.draw_map(weeks, inside, buffer);
                self.draw_said(below(inside, 8), buffer);
                let kinds = Rect {
                    height: bars,
                    ..below(inside, 11)
                };
                self.draw_kinds(kinds, buffer);
            }
        }
    }

    fn weeks(&self, weeks: u16) -> Weeks<'_> {
        self.activity.weeks(weeks, self.now)
    }

    // ---- the map

    fn draw_map(&self, count: u16, area: Rect, buffer: &mut Buffer) {
        let weeks = self.weeks(count).showing(self.selected);
        let ink = self.scene.theme;
        let before = usize::from(BEFORE_WEEKS - 1);
        let mut months = Pen::new(buffer, ink, area, 0);
        months.skip(before).text(&months_above(&weeks), Role::Muted);
        for (weekday, initial) in (0..7_u16).zip(WEEKDAYS) {
            let mut pen = Pen::new(buffer, ink, area, weekday + 1);
            pen.column(initial, before, Role::Faint);
            for monday in weeks.mondays() {
                let day = monday.plus(i32::from(weekday));
                let (sign, role) = self.sign(&weeks, day, self.scene.glyphs().steps);
                pen.repeat(sign, 1, role);
            }
        }
        let cells = Rect {
            x: area.x.saturating_add(BEFORE_WEEKS - 1),
            width: count,
            height: 7,
            ..below(area, 1)
        };
        self.note_days(cells, &weeks);
    }

    /// Notes the cells of weeks as days that can be clicked.
    fn note_days(&self, cells: Rect, weeks: &Weeks<'_>) {
        if let Some(first) = weeks.mondays().next() {
            self.scene.note_days(cells, first);
        }
    }

    /// The sign of a day, of those for the steps.
    fn sign(&self, weeks: &Weeks<'_>, day: Day, signs: [char; 5]) -> (char, Role) {
        match weeks.cell(day) {
            _ if self.selected == Some(day) => (self.scene.glyphs().here, Role::Accent),
            Cell::Ahead | Cell::Unknown => (' ', Role::Faint),
            Cell::Counted(count) => step_sign(self.activity.step(count), signs),
        }
    }

    // ---- what is said below it

    /// The day under the cursor and what the signs mean, and below it how much
    /// of the list this is of.
    fn draw_said(&self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(buffer, self.scene.theme, area, 0);
        let mut day = Phrase::new();
        if let Some(selected) = self.selected {
            day.push(format!("{} ", self.scene.glyphs().here), Role::Accent);
            day.push(self.of_day(selected), Role::Text);
        }
        let room = pen.room().saturating_sub(day.width() + 2);
        let legend = Phrase::fitting([self.legend(), Phrase::new()], room);
        let spare = pen.room().saturating_sub(day.width() + legend.width());
        pen.phrase(&day).skip(spare).phrase(&legend);
        let mut pen = Pen::new(buffer, self.scene.theme, area, 1);
        let choices = self.covers().into_iter();
        let said = choices.map(|said| Phrase::of(said, Role::Muted));
        pen.phrase(&Phrase::fitting(said, area.width.into()));
    }

    fn of_day(&self, day: Day) -> String {
        let count = self.activity.on(day);
        format!("{}: {}", day.words(), grouped(count.into()))
    }

    fn legend(&self) -> Phrase<'static> {
        let signs = self.scene.glyphs().steps;
        let mut legend = Phrase::new();
        let mut say = |step: usize, range: String| {
            let (sign, role) = step_sign(step, signs);
            let sign = Phrase::of(sign.to_string(), role).and(format!(" {range}"), Role::Muted);
            legend.join("  ", sign);
        };
        say(0, "0".to_owned());
        for (step, from, to) in self.activity.steps() {
            say(step, range(from, to));
        }
        legend
    }

    /// How much of the list this is of, and of which days, at length and
    /// shorter.
    fn covers(&self) -> Vec<String> {
        let loaded = super::trail::loaded(self.listing);
        let mut days = String::new();
        if let Some((first, last)) = self.activity.span() {
            days = match self.activity.known() {
                Known::All => format!(", {} to {}", first.words(), last.words()),
                Known::Since(day) => format!(", from {} on", day.words()),
                Known::Until(day) => format!(", up to {}", day.words()),
                Known::Nothing => ", in no order: blank is unknown".to_owned(),
            };
        }
        let mut left_out = String::new();
        let today = Day::of(self.now);
        for (count, what) in [
            (u64::from(self.activity.undated()), "without a date"),
            (self.activity.after(today), "later than today"),
        ] {
            if count > 0 {
                left_out.extend([", ", grouped(count).as_str(), " ", what]);
            }
        }
        // What is not drawn matters more than the days, which are.
        vec![
            format!("{loaded}{days}{left_out}"),
            format!("{loaded}{left_out}"),
            loaded,
        ]
    }

    // ---- kinds

    fn draw_kinds(&self, area: Rect, buffer: &mut Buffer) {
        let kinds = self.kinds(area.height.into());
        let names = kinds.iter().map(|(name, _)| text::width(name)).max();
        // A bar needs half of the room to say anything.
        let name_width = names
            .unwrap_or(0)
            .min((usize::from(area.width) / 2).saturating_sub(1));
        let most = kinds.iter().map(|(_, count)| *count).max().unwrap_or(1);
        let number_width = grouped(most).len();
        let gap = if area.width < 30 { 1 } else { 2 };
        let beside = name_width + number_width + 2 * gap;
        let room = usize::from(area.width).saturating_sub(beside);
        for (row, (name, count)) in (0..area.height).zip(&kinds) {
            let bar = bar(*count, most, room, self.scene.glyphs().lying);
            Pen::new(buffer, self.scene.theme, area, row)
                .column(name, name_width, Role::Muted)
                .skip(gap)
                .column_right(&grouped(*count), number_width, Role::Text)
                .skip(gap)
                .text(&bar, Role::Muted);
        }
    }

    /// The kinds with most records by name, in no more rows than that: the last
    /// is all others where there are more.
    fn kinds(&self, rows: usize) -> Vec<(String, u64)> {
        let all = self.activity.kinds();
        let own = if all.len() > rows {
            rows.saturating_sub(1)
        } else {
            rows
        };
        let mut kinds: Vec<(String, u64)> = all.iter().take(own).map(named).collect();
        let others = all.get(own..).unwrap_or(&[]);
        if !others.is_empty() {
            let count = others.iter().map(|kind| u64::from(kind.count)).sum();
            let name = counted(others.len() as u64, "other", "others");
            kinds.push((name, count));
        }
        kinds
    }

    // ---- where there is little room

    /// The last weeks in one row, and how many records they have.
    fn draw_line(&self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(buffer, self.scene.theme, area, 0);
        let weeks = self.weeks(LINE_WEEKS);
        let heights = self.scene.glyphs().heights;
        for monday in weeks.mondays() {
            for weekday in 0..7 {
                let (sign, role) = self.sign(&weeks, monday.plus(weekday), heights);
                pen.repeat(sign, 1, role);
            }
        }
        let cells = Rect {
            width: LINE_WEEKS * 7,
            height: 1,
            ..area
        };
        self.note_days(cells, &weeks);
        let records = grouped(weeks.records());
        let choices = match weeks.last_record() {
            // Nothing was so for some time, which the signs do not say.
            Some(day) if weeks.are_past() => {
                let day = short(day, self.now);
                [format!("{records} to {day}"), format!("to {day}"), records]
            }
            _ => [
                format!("{records} in {LINE_WEEKS} weeks"),
                format!("{records} in {LINE_WEEKS}w"),
                records,
            ],
        };
        let said = choices.map(|said| Phrase::of(said, Role::Muted));
        pen.skip(1);
        let room = pen.room();
        pen.phrase(&Phrase::fitting(said, room));
    }

    // ---- read aloud

    fn draw_words(&self, area: Rect, buffer: &mut Buffer) {
        let area = Rect {
            x: area.x.saturating_add(1),
            width: area.width.saturating_sub(2),
            ..area
        };
        let words = self.words();
        for (row, line) in (0..area.height).zip(wrap(&words, area.width.into())) {
            Pen::new(buffer, self.scene.theme, area, row).text(line, Role::Muted);
        }
    }

    /// All of it in sentences, what is needed first before the rest.
    fn words(&self) -> String {
        let mut said = Vec::new();
        if let Some((day, count)) = self.activity.busiest() {
            said.push(format!(
                "Busiest day {} with {}",
                day.words(),
                grouped(count.into())
            ));
        }
        if let Some(day) = self.selected {
            said.push(format!("This day {}", self.of_day(day)));
        }
        let kinds = self.kinds(8).into_iter();
        let kinds = kinds.map(|(name, count)| format!("{name} {}", grouped(count)));
        let kinds = kinds.collect::<Vec<_>>().join(", ");
        if !kinds.is_empty() {
            said.push(format!("By kind: {kinds}"));
        }
        let covers = self.covers().into_iter().next().unwrap_or_default();
        said.push(sentence(&covers));
        said.join(". ") + "."
    }
}

/// The sign of a step, and its role.
fn step_sign(step: usize, signs: [char; 5]) -> (char, Role) {
    let role = match step {
        0 => Role::Faint,
        1 => Role::Muted,
        _ => Role::Text,
    };
    (signs.get(step).copied().unwrap_or(' '), role)
}

/// What stands above the weeks: a month where it begins, if there is room.
fn months_above(weeks: &Weeks<'_>) -> String {
    const NAME: usize = 3;
    let mut above = String::new();
    let mut month = None;
    let mondays: Vec<Day> = weeks.mondays().collect();
    for (column, monday) in mondays.iter().enumerate() {
        let (of, day) = monday.in_month();
        let begins = month.is_some() && month != Some(of);
        // The first may be cut off from its beginning.
        let is_first = month.is_none() && day <= 7;
        month = Some(of);
        let free = text::width(&above);
        let is_free = column == 0 || free < column;
        if (begins || is_first) && is_free && column + NAME <= mondays.len() {
            above.extend(std::iter::repeat_n(' ', column - free));
            above += dates::month(monday.start());
        }
    }
    above
}

/// A day of this year without its year: `3 Feb`.
fn short(day: Day, now: Timestamp) -> String {
    let words = day.words();
    let today = Day::of(now).words();
    let year = today.rsplit(' ').next().unwrap_or_default();
    match words.strip_suffix(year) {
        Some(short) => short.trim_end().to_owned(),
        None => words,
    }
}

/// From one number to another: `3–5`, `4`.
fn range(from: u32, to: u32) -> String {
    if from == to {
        grouped(from.into())
    } else {
        format!("{}–{}", grouped(from.into()), grouped(to.into()))
    }
}

/// A kind's name, safe to show, and how many there are.
fn named(counted: &Counted) -> (String, u64) {
    let name = match &counted.kind {
        Some(kind) => Untrusted::new(kind.as_str()).shown_within(KIND).into(),
        None => NO_KIND.to_owned(),
    };
    (name, counted.count.into())
}

/// A bar that lies, in the parts of a column that there are.
fn bar(count: u64, most: u64, room: usize, (whole, parts): (char, &[char])) -> String {
    let fine = parts.len() as u64 + 1;
    let all = room as u64 * fine;
    // Something is something seen.
    let length = (count.saturating_mul(all) / most.max(1)).max(u64::from(count > 0));
    let wholes = usize::try_from(length / fine).unwrap_or(room).min(room);
    let part = usize::try_from(length % fine).unwrap_or(0);
    let mut bar: String = std::iter::repeat_n(whole, wholes).collect();
    bar.extend(part.checked_sub(1).and_then(|part| parts.get(part)));
    bar
}

/// The rows of an area from one on.
fn below(area: Rect, row: u16) -> Rect {
    Rect {
        y: area.y.saturating_add(row),
        height: area.height.saturating_sub(row),
        ..area
    }
}
