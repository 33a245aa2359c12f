//! The budget: what is left in words, and below it what was sent in the last
//! hour, a bar a minute, under the line of what a minute allows.

use std::ops::Range;

use jiff::{SignedDuration, Timestamp};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::budget::role_of;
use super::super::pen::Pen;
use super::super::phrase::Phrase;
use super::super::scene::Scene;
use super::super::theme::Role;
use super::super::words::grouped;
use super::Window;
use crate::app::dates;
use crate::app::message::{Blocked, Budget};
use crate::app::spending::{Hour, MINUTES, Sent, Spending};
use crate::text;

/// The parts of a bar, from below, and their roles.
const PARTS: [(&str, Role); 4] = [
    ("looked at", Role::Text),
    ("walks", Role::Muted),
    ("changes", Role::Changed),
    ("other runs", Role::Muted),
];
/// The most rows of bars.
const TALLEST: usize = 10;
/// The fewest that say anything.
const LOWEST: usize = 2;
/// Rows below the bars: the time, and what the signs mean.
const BELOW: usize = 2;
/// A row of a bar has so many parts.
const EIGHTHS: u64 = 8;
/// So many requests a minute are few where no limit is known: a single one is
/// no high bar.
const FEW: u64 = 10;
/// How many minutes there are between two times below the bars.
const BETWEEN: usize = 15;

/// Draws it, and gives its place where a screen reader is to go there.
pub(super) fn draw(
    scene: Scene<'_>,
    spending: &Spending,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let profile = scene.app.profiles.get(spending.profile.0)?;
    let budget = &profile.budget;
    let aloud = scene.glyphs().said_aloud;
    let scale = Scale::new(budget, spending.hour.as_deref());
    let room = usize::from(area.width.saturating_sub(5)).min(scale.label + MINUTES);
    let mut said = said(scene, budget);
    if let Some(hour) = &spending.hour {
        said.extend(said_of_hour(hour, spending.heard_at, aloud));
    }
    let said: Vec<(String, Role)> = said
        .into_iter()
        .flat_map(|(words, role)| {
            let rows = text::wrap(&words, room).into_iter();
            rows.map(move |row| (row.to_owned(), role))
                .collect::<Vec<_>>()
        })
        .collect();
    let chart = if aloud { 0 } else { TALLEST + BELOW + 1 };
    let title = format!("Budget of {}", profile.connection.name);
    let mut window = Window::new(title, room, said.len() + chart);
    let rows = window.rows_in(scene, area);
    if !aloud && rows < window.height {
        window.height = rows;
    }
    let inside = window.draw(scene, area, buffer);
    // What is said gives way to the bars, the last of it first.
    let least = if aloud { 0 } else { LOWEST + BELOW };
    let words = said.len().min(rows.saturating_sub(least).max(1));
    for (row, (words, role)) in (0..inside.height).zip(said.iter().take(words)) {
        Pen::new(buffer, scene.theme, inside, row).text(words, *role);
    }
    if !aloud {
        let left = rows.saturating_sub(words);
        let gap = usize::from(left > LOWEST + BELOW + 1);
        let chart = Rect {
            y: inside.y + super::columns(words + gap),
            height: super::columns(left - gap),
            ..inside
        };
        match &spending.hour {
            Some(hour) => draw_chart(scene, hour, &scale, chart, buffer),
            None => {
                Pen::new(buffer, scene.theme, chart, 0).text("Counting …", Role::Muted);
            }
        }
    }
    scene.aloud(|| inside.as_position())
}

// ---- in words

/// What is left and what waits, what matters most first.
fn said(scene: Scene<'_>, budget: &Budget) -> Vec<(String, Role)> {
    let mut said = Vec::new();
    if let Some(blocked) = &budget.blocked {
        said.push((held(scene, budget, blocked), Role::Warn));
    }
    said.push(match budget.window {
        Some(window) => {
            let until = scene.so_many_minutes(window.resets);
            let lead = if scene.glyphs().said_aloud {
                ""
            } else {
                "· renewed in "
            };
            let by = if window.estimated {
                ", by our own count"
            } else {
                ""
            };
            let words = format!(
                "{} of {} left {lead}{until}{by}",
                grouped(window.remaining.into()),
                grouped(window.limit.into()),
            );
            let role = match role_of(window) {
                Role::Muted => Role::Text,
                role => role,
            };
            (words, role)
        }
        None => {
            let sent = grouped(budget.sent);
            let words = format!("limit not documented, {sent} sent since the start");
            (words, Role::Text)
        }
    });
    let rate = format!("{} sent by this run", grouped(budget.rate.into()));
    said.push(match budget.minute {
        Some((used, of)) => {
            let role = if used >= of { Role::Warn } else { Role::Text };
            let left = grouped(of.saturating_sub(used).into());
            let of = grouped(of.into());
            (format!("{left} of {of} left this minute"), role)
        }
        None => (format!("{rate} in this minute"), Role::Text),
    });
    let mut under_way = Vec::new();
    if budget.minute.is_some_and(|(used, _)| used > budget.rate) {
        under_way.push(format!("{rate} in this minute"));
    }
    if budget.in_flight > 0 {
        under_way.push(format!("{} in flight", budget.in_flight));
    }
    if budget.waiting > 0 && budget.blocked.is_none() {
        under_way.push(format!("{} waiting for their turn", budget.waiting));
    }
    if !under_way.is_empty() {
        said.push((under_way.join(", "), Role::Muted));
    }
    if budget.elsewhere > 0 {
        let used = grouped(budget.elsewhere.into());
        let words = format!("used elsewhere: {used}, by others with the same token");
        said.push((words, Role::Muted));
    }
    said
}

/// What waits, why, and until when.
fn held(scene: Scene<'_>, budget: &Budget, blocked: &Blocked) -> String {
    let Some(why) = blocked.why.words() else {
        return "nothing is sent: the token was refused".to_owned();
    };
    let waiting = match budget.waiting {
        0 => String::new(),
        waiting => format!("{waiting} queued, "),
    };
    let end = blocked.until.map_or_else(String::new, |until| {
        format!(" {}", scene.at_end_of_wait(until))
    });
    format!("{why}: {waiting}goes on by itself{end}")
}

/// What was sent in the last hour.
fn said_of_hour(hour: &Hour, heard_at: Timestamp, aloud: bool) -> Vec<(String, Role)> {
    let total = hour.total();
    let mut words = format!("{} in the last hour", grouped(total.total().into()));
    if let Some((ago, count)) = hour.busiest() {
        let ago = SignedDuration::from_mins(i64::try_from(ago).unwrap_or(0));
        let at = heard_at.checked_sub(ago).unwrap_or(heard_at);
        words += &format!(
            ", busiest minute to {} UTC: {}",
            dates::time_of_day(at),
            grouped(count.into())
        );
    }
    let mut said = vec![(words, Role::Text)];
    if !hour.shared {
        said.push(("others are not told of here".to_owned(), Role::Muted));
    }
    if aloud && total.total() > 0 {
        let parts =
            parts(total).map(|(_, name, count)| format!("{name} {}", grouped(count.into())));
        said.push((parts.collect::<Vec<_>>().join(", "), Role::Text));
    }
    said
}

/// The parts that there are: which of them, what it is called, and how much.
fn parts(sent: Sent) -> impl Iterator<Item = (usize, &'static str, u32)> {
    let named = PARTS.iter().zip(sent.parts()).enumerate();
    named
        .map(|(at, ((name, _), count))| (at, *name, count))
        .filter(|(.., count)| *count > 0)
}

// ---- the bars

/// What the height of a bar stands for.
struct Scale {
    /// The requests that the whole height stands for.
    top: u64,
    /// What a minute allows.
    limit: Option<u64>,
    /// The columns before the bars.
    label: usize,
}

impl Scale {
    fn new(budget: &Budget, hour: Option<&Hour>) -> Self {
        let limit = budget.minute.map(|(_, of)| u64::from(of));
        let most = hour.and_then(Hour::busiest).map_or(0, |(_, count)| count);
        let top = limit.unwrap_or(FEW).max(most.into()).max(1);
        Self {
            top,
            limit,
            label: grouped(top).len() + 1,
        }
    }

    /// How high so many requests stand, in eighths of a row.
    fn height(&self, requests: u64, rows: usize) -> u64 {
        let all = rows as u64 * EIGHTHS;
        // Something sent is something seen.
        (requests * all / self.top).max(u64::from(requests > 0))
    }

    /// The row, from below, of the line of what a minute allows.
    fn ceiling(&self, rows: usize) -> Option<u64> {
        let height = self.height(self.limit?, rows);
        Some(height.saturating_sub(1) / EIGHTHS)
    }
}

fn draw_chart(scene: Scene<'_>, hour: &Hour, scale: &Scale, area: Rect, buffer: &mut Buffer) {
    let rows = usize::from(area.height).saturating_sub(BELOW);
    let room = usize::from(area.width).saturating_sub(scale.label);
    let shown = room.min(MINUTES);
    let ceiling = scale.ceiling(rows);
    for row in 0..rows {
        let from_below = (rows - 1 - row) as u64;
        let mut pen = Pen::new(buffer, scene.theme, area, super::columns(row));
        let label = match ceiling {
            Some(at) if at == from_below => scale.limit.map(grouped),
            None if row == 0 => Some(grouped(scale.top)),
            _ => None,
        };
        pen.column_right(&label.unwrap_or_default(), scale.label - 1, Role::Muted)
            .skip(1);
        for minute in hour.minutes.iter().take(shown).rev() {
            let (sign, role) = match cell(scene, *minute, scale, from_below, rows) {
                None if ceiling == Some(from_below) => (scene.glyphs().ceiling, Role::Faint),
                None => (' ', Role::Faint),
                Some(drawn) => drawn,
            };
            pen.repeat(sign, 1, role);
        }
    }
    Pen::new(buffer, scene.theme, area, super::columns(rows))
        .skip(scale.label)
        .text(&times(shown), Role::Muted);
    let mut legend = Phrase::new();
    for (at, name, count) in parts(hour.total()) {
        let sign = scene.glyphs().parts.get(at).copied().unwrap_or(' ');
        let role = PARTS.get(at).map_or(Role::Text, |(_, role)| *role);
        let part = Phrase::of(sign.to_string(), role)
            .and(format!(" {name} {}", grouped(count.into())), Role::Muted);
        legend.join("  ", part);
    }
    if legend.is_empty() {
        legend.push("nothing was sent", Role::Muted);
    }
    Pen::new(buffer, scene.theme, area, super::columns(rows + 1)).phrase(&legend);
}

/// A minute's sign in a row, counted from below; none where its bar does not
/// reach.
fn cell(
    scene: Scene<'_>,
    minute: Sent,
    scale: &Scale,
    row: u64,
    rows: usize,
) -> Option<(char, Role)> {
    let glyphs = scene.glyphs();
    let total = scale.height(minute.total().into(), rows);
    let bottom = row * EIGHTHS;
    let filled = total.checked_sub(bottom).filter(|filled| *filled > 0)?;
    // What stands in the middle of what is filled.
    let middle = bottom + filled.min(EIGHTHS) / 2;
    let mut reached = 0;
    let part = minute.parts().iter().position(|part| {
        reached += u64::from(*part);
        middle < scale.height(reached, rows)
    });
    let part = part.unwrap_or(PARTS.len() - 1);
    let (_, role) = PARTS.get(part)?;
    let sign = match usize::try_from(filled).ok()?.checked_sub(1)? {
        partly if filled < EIGHTHS => glyphs.rising.get(partly),
        _ => glyphs.parts.get(part),
    };
    Some((*sign?, *role))
}

/// What stands below so many bars: how long ago they are.
fn times(shown: usize) -> String {
    let mut row = " ".repeat(shown);
    let mut put = |label: &str, at: Range<usize>| {
        if at.end <= row.len() && row.get(at.clone()).is_some_and(|r| r.trim().is_empty()) {
            row.replace_range(at, label);
        }
    };
    let now = "now";
    if let Some(start) = shown.checked_sub(now.len()) {
        put(now, start..shown);
    }
    for ago in (BETWEEN..=shown).step_by(BETWEEN) {
        let label = format!("{ago}m");
        // It begins below the bar of that minute.
        let start = shown - ago;
        put(&label, start..start + label.len());
    }
    row
}

#[cfg(test)]
mod tests {
    use super::{Scale, parts, times};
    use crate::app::message::Budget;
    use crate::app::spending::{Hour, MINUTES, Sent};

    #[test]
    fn times_stand_below_their_minutes() {
        let all = times(60);
        assert_eq!(all.len(), 60);
        for (at, label) in [
            (0, "60m"),
            (15, "45m"),
            (30, "30m"),
            (45, "15m"),
            (57, "now"),
        ] {
            assert_eq!(&all[at..at + 3], label, "{all}");
        }
        assert_eq!(times(20), "     15m         now");
        assert_eq!(times(3), "now");
        assert_eq!(times(2), "  ");
    }

    #[test]
    fn a_scale_holds_the_limit_and_all_that_was_sent() {
        let hour = |most: u32| {
            let mut minutes = [Sent::default(); MINUTES];
            minutes[5].walk = most;
            Hour {
                minutes,
                shared: true,
            }
        };
        let limited = Budget {
            minute: Some((9, 100)),
            ..Budget::default()
        };
        for (budget, most, top, ceiling) in [
            (&limited, 14, 100, Some(7)),
            // More than we think is allowed: the line is below the top.
            (&limited, 200, 200, Some(3)),
            (&limited, 0, 100, Some(7)),
            (&Budget::default(), 14, 14, None),
            (&Budget::default(), 1, 10, None),
            (&Budget::default(), 0, 10, None),
        ] {
            let scale = Scale::new(budget, Some(&hour(most)));
            assert_eq!((scale.top, scale.ceiling(8)), (top, ceiling), "{most}");
        }
        let scale = Scale::new(&limited, None);
        let heights = [0, 1, 2, 50, 99, 100].map(|requests| scale.height(requests, 8));
        assert_eq!(heights, [0, 1, 1, 32, 63, 64]);
    }

    #[test]
    fn only_what_was_sent_is_told() {
        let sent = Sent {
            look: 3,
            change: 1,
            ..Sent::default()
        };
        let told: Vec<_> = parts(sent).collect();
        assert_eq!(told, [(0, "looked at", 3), (2, "changes", 1)]);
    }
}
