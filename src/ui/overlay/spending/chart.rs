//! The chart of an hour: a bar a minute, and the line of what a minute allows.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::message::Budget;
use crate::app::spending::{Hour, MINUTES, Sent};
use crate::ui::pen::{Pen, columns};
use crate::ui::phrase::Phrase;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use crate::ui::words::grouped;

/// The parts of a bar, from below: what they are called, in a word where there
/// is little room, and their roles.
const PARTS: [([&str; 2], Role); 4] = [
    (["looked at", "look"], Role::Text),
    (["rest of lists", "rest"], Role::Muted),
    (["changes", "changes"], Role::Changed),
    (["other runs", "others"], Role::Muted),
];
/// A row of a bar has so many parts.
const EIGHTHS: u64 = 8;
/// So many requests a minute are few where no limit is known: a single one is
/// no high bar.
const FEW: u64 = 10;
/// How many minutes there are between two times below the bars.
const BETWEEN: usize = 15;
/// Rows below the bars: the time, and what the signs mean.
pub(super) const BELOW: usize = 2;

/// What the height of a bar stands for.
pub(super) struct Scale {
    /// The requests that the whole height stands for.
    top: u64,
    /// What a minute allows.
    limit: Option<u64>,
    /// The columns before the bars.
    pub(super) label: usize,
}

impl Scale {
    /// That of a budget and of what was sent.
    pub(super) fn new(budget: &Budget, hour: Option<&Hour>) -> Self {
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

/// Draws the bars, the newest minute on the right.
pub(super) fn draw(scene: Scene<'_>, hour: &Hour, scale: &Scale, area: Rect, buffer: &mut Buffer) {
    let rows = usize::from(area.height).saturating_sub(BELOW);
    let room = usize::from(area.width).saturating_sub(scale.label);
    let shown = room.min(MINUTES);
    let ceiling = scale.ceiling(rows);
    for row in 0..rows {
        let from_below = (rows - 1 - row) as u64;
        let mut pen = Pen::new(buffer, scene.theme, area, columns(row));
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
    Pen::new(buffer, scene.theme, area, columns(rows))
        .skip(scale.label)
        .text(&times(shown), Role::Muted);
    let total = hour.total();
    // A cut number would be another: the last parts go as a whole.
    let choices = [(0, PARTS.len())].into_iter();
    let choices = choices.chain((1..=PARTS.len()).rev().map(|most| (1, most)));
    let choices = choices.map(|(brief, most)| legend(scene, total, brief, most));
    // What the line stands for is said above as well, and goes first.
    let line = scale.limit.map(|_| {
        let sign = scene.glyphs().ceiling.to_string();
        let mut whole = legend(scene, total, 0, PARTS.len());
        let line = Phrase::of(sign, Role::Faint).and(" a minute allows", Role::Muted);
        whole.join("  ", line);
        whole
    });
    let choices = line.into_iter().chain(choices);
    let legend = Phrase::fitting(choices, area.width.into());
    Pen::new(buffer, scene.theme, area, columns(rows + 1)).phrase(&legend);
}

/// What so many of the signs mean, and how much there is of each; in a word
/// where `brief` is 1.
fn legend(scene: Scene<'_>, total: Sent, brief: usize, most: usize) -> Phrase<'static> {
    let mut legend = Phrase::new();
    for (at, names, count) in parts(total).take(most) {
        let sign = scene.glyphs().parts.get(at).copied().unwrap_or(' ');
        let role = PARTS.get(at).map_or(Role::Text, |(_, role)| *role);
        let name = names.get(brief).copied().unwrap_or_default();
        let part = Phrase::of(sign.to_string(), role)
            .and(format!(" {name} {}", grouped(count.into())), Role::Muted);
        legend.join("  ", part);
    }
    if legend.is_empty() {
        legend.push("nothing was sent", Role::Muted);
    }
    legend
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

/// The parts that there are: which of them, what it is called, and how much.
pub(super) fn parts(sent: Sent) -> impl Iterator<Item = (usize, [&'static str; 2], u32)> {
    let named = PARTS.iter().zip(sent.parts()).enumerate();
    named
        .map(|(at, ((names, _), count))| (at, *names, count))
        .filter(|(.., count)| *count > 0)
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
        let told: Vec<_> = parts(sent)
            .map(|(at, [name, _], n)| (at, name, n))
            .collect();
        assert_eq!(told, [(0, "looked at", 3), (2, "changes", 1)]);
    }
}
