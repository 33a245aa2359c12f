//! The budget: what is left in words, and below it what was sent in the last
//! hour, a bar a minute, under the line of what a minute allows.

mod chart;

use jiff::{SignedDuration, Timestamp};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::chart::{BELOW, Scale, parts};
use super::super::budget::role_of;
use super::super::pen::{Pen, columns};
use super::super::scene::Scene;
use super::super::theme::Role;
use super::super::words::grouped;
use super::Window;
use crate::app::dates;
use crate::app::message::{Blocked, Budget};
use crate::app::spending::{Hour, MINUTES, Spending};
use crate::text;

/// The most rows of bars.
const TALLEST: usize = 10;
/// The fewest that say anything.
const LOWEST: usize = 2;

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
            y: inside.y + columns(words + gap),
            height: columns(left - gap),
            ..inside
        };
        match &spending.hour {
            Some(hour) => chart::draw(scene, hour, &scale, chart, buffer),
            None => {
                Pen::new(buffer, scene.theme, chart, 0).text("Counting …", Role::Muted);
            }
        }
    }
    scene.aloud(|| inside.as_position())
}

/// What is left and what waits, what matters most first.
fn said(scene: Scene<'_>, budget: &Budget) -> Vec<(String, Role)> {
    let mut said = Vec::new();
    if let Some(blocked) = &budget.blocked {
        said.push((held(scene, budget, blocked), Role::Warn));
    }
    said.push(said_of_window(scene, budget));
    let rate = format!("{} sent by this run", grouped(budget.rate.into()));
    said.push(if let Some((used, of)) = budget.minute {
        let role = if used >= of { Role::Warn } else { Role::Text };
        let left = grouped(of.saturating_sub(used).into());
        let of = grouped(of.into());
        (format!("{left} of {of} left this minute"), role)
    } else {
        (format!("{rate} in this minute"), Role::Text)
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

/// What is left of the longer window, or that none is known.
fn said_of_window(scene: Scene<'_>, budget: &Budget) -> (String, Role) {
    let Some(window) = budget.window else {
        let sent = grouped(budget.sent);
        let words = format!("limit not documented, {sent} sent since the start");
        return (words, Role::Text);
    };
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

/// What waits, why, and until when.
fn held(scene: Scene<'_>, budget: &Budget, blocked: &Blocked) -> String {
    let Some(why) = blocked.why.words() else {
        return "nothing is sent: the token was refused".to_owned();
    };
    let waiting = match budget.waiting {
        0 => "it can be asked again".to_owned(),
        waiting => format!("{waiting} queued, goes on by itself"),
    };
    let end = blocked.until.map_or_else(String::new, |until| {
        format!(" {}", scene.at_end_of_wait(until))
    });
    format!("{why}: {waiting}{end}")
}

/// What was sent in the last hour.
fn said_of_hour(hour: &Hour, heard_at: Timestamp, aloud: bool) -> Vec<(String, Role)> {
    let total = hour.total();
    let mut words = format!("{} in the last hour", grouped(total.total().into()));
    if let Some((ago, count)) = hour.busiest() {
        let ago = SignedDuration::from_mins(i64::try_from(ago).unwrap_or(0));
        let at = heard_at.checked_sub(ago).unwrap_or(heard_at);
        let (at, count) = (dates::time_of_day(at), grouped(count.into()));
        words = format!("{words}, busiest minute to {at} UTC: {count}");
    }
    let mut said = vec![(words, Role::Text)];
    if !hour.shared {
        said.push(("what others send is not known here".to_owned(), Role::Muted));
    }
    if aloud && total.total() > 0 {
        let parts =
            parts(total).map(|(_, [name, _], count)| format!("{name} {}", grouped(count.into())));
        said.push((parts.collect::<Vec<_>>().join(", "), Role::Text));
    }
    said
}
