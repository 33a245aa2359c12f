//! What every part of the screen draws from.

use std::cell::RefCell;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp, Unit};
use ratatui::layout::Position;

use ratatui::layout::Rect;

use super::glyphs::{Glyphs, glyphs};
use super::ink::Ink;
use super::memory::Memory;
use super::phrase::Phrase;
use super::theme::Role;
use super::words;
use crate::app::activity::Day;
use crate::app::dates;
use crate::app::geometry::Area;
use crate::app::input::{SecretInput, Visible};
use crate::app::places::{Places, Target};
use crate::app::view::Pane;
use crate::app::{App, Borders};
use crate::keys::{Action, Mode};
use crate::text;

/// What is drawn, and what it looks like.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'a> {
    /// What is drawn.
    pub(super) app: &'a App,
    /// What is written with: the theme, and how signs are said.
    pub(super) theme: Ink<'a>,
    /// What was worked out for the frames before.
    pub(super) memory: &'a RefCell<Memory>,
    /// What can be clicked, noted as it is drawn.
    pub(super) places: &'a RefCell<Places>,
}

impl Scene<'_> {
    /// Which pane takes the keys, what lies over it aside; none where the
    /// filter line does.
    pub(super) fn focus(&self) -> Option<Pane> {
        if self.app.editing.is_some() {
            return Some(Pane::Detail);
        }
        if self.app.filtering.is_some() {
            return None;
        }
        Some(
            self.app
                .profile()
                .view()
                .map_or(Pane::Listing, |view| view.focus),
        )
    }

    /// Which keys apply below what lies over the panes.
    pub(super) fn mode(&self) -> Mode {
        if self.app.overlay.is_none() {
            return self.app.mode();
        }
        match self.focus() {
            Some(Pane::Detail) if self.app.editing.is_some() => Mode::Form,
            Some(Pane::Detail) => Mode::Detail,
            Some(Pane::Listing) => Mode::Listing,
            None => Mode::Input,
        }
    }

    /// The key that does an action in a mode, as hints write it; none where
    /// nothing does.
    pub(super) fn key_in(&self, action: Action, mode: Mode) -> Option<String> {
        let keys = self.app.keymap.keys_for(action, mode);
        let label = keys.first()?.label();
        let signs = self.app.looks.borders == Borders::Unicode;
        let label = if signs { short(&label) } else { &label };
        Some(self.glyphs().said(label).into_owned())
    }

    /// The key that does an action in the panes.
    pub(super) fn key(&self, action: Action) -> Option<String> {
        let mode = match self.mode() {
            Mode::Detail => Mode::Detail,
            _ => Mode::Listing,
        };
        self.key_in(action, mode)
    }

    /// A key and what it does: `A loads the rest`. Nothing where no key does.
    pub(super) fn hint(&self, action: Action, does: &'static str) -> Phrase<'static> {
        self.key(action).map_or_else(Phrase::new, |key| {
            Phrase::of(key, Role::Key)
                .and(" ", Role::Muted)
                .and(does, Role::Muted)
                .clicked(Target::Key(action))
        })
    }

    /// A place for the cursor, where a screen reader follows it to what is
    /// selected.
    pub(super) fn aloud(&self, place: impl FnOnce() -> Position) -> Option<Position> {
        self.glyphs().said_aloud.then(place)
    }

    /// When a wait ends: how long that is, or the time of day where nothing is
    /// to tick: `in 0:38`, `at 12:00:38 UTC`.
    pub(super) fn at_end_of_wait(&self, until: Duration) -> String {
        match self.wall_at(until) {
            Some(at) => format!("at {} UTC", dates::second_of_day(at)),
            None => format!("in {}", words::countdown(self.left(until))),
        }
    }

    /// How long something is so still: `0:38`, `until 12:00:38 UTC`.
    pub(super) fn so_long(&self, until: Duration) -> String {
        match self.wall_at(until) {
            Some(at) => format!("until {} UTC", dates::second_of_day(at)),
            None => words::countdown(self.left(until)),
        }
    }

    /// As [`so_long`](Self::so_long), in minutes: `41m`, `until 12:41 UTC`.
    pub(super) fn so_many_minutes(&self, until: Duration) -> String {
        match self.wall_at(until) {
            Some(at) => format!("until {} UTC", dates::time_of_day(at)),
            // An hour is counted with a margin, which is no minute more.
            None => words::minutes(self.left(until).min(Duration::from_hours(1))),
        }
    }

    fn left(&self, until: Duration) -> Duration {
        until.saturating_sub(self.app.now.monotonic)
    }

    /// A time on [`Now::monotonic`](crate::app::message::Now::monotonic)'s scale
    /// by the clock on the wall, to the nearest second, so that the two clocks
    /// may drift a little; none where a countdown is shown.
    fn wall_at(&self, until: Duration) -> Option<Timestamp> {
        if !self.glyphs().said_aloud {
            return None;
        }
        let now = self.app.now;
        let since = SignedDuration::try_from(self.left(until)).ok()?;
        let at = now.wall.checked_add(since).ok()?;
        at.round(Unit::Second).ok()
    }

    /// Notes a row of an area, counted from 0, as something to be clicked.
    pub(super) fn note_row(&self, area: Rect, row: u16, target: Target) {
        self.places.borrow_mut().put(
            Area {
                x: area.x,
                y: area.y.saturating_add(row),
                width: area.width,
                height: 1,
            },
            target,
        );
    }

    /// Notes the days of a calendar as something to be clicked: one a cell, from
    /// above to below and then from left to right.
    pub(super) fn note_days(&self, cells: Rect, first: Day) {
        let area = Area {
            x: cells.x,
            y: cells.y,
            width: cells.width,
            height: cells.height,
        };
        self.places.borrow_mut().put_days(area, first);
    }

    /// The spinner as it is now; none while what is loaded may still come too
    /// soon for one.
    pub(super) fn spinner(&self) -> Option<String> {
        let steps = self.glyphs().spinner;
        let turns = self.app.spinner_turns()?;
        let step = turns.checked_rem(steps.len() as u128).unwrap_or(0);
        let sign = steps.get(usize::try_from(step).ok()?);
        Some(sign.map_or_else(String::new, |sign| format!("{sign} ")))
    }

    /// A line that is typed, as it is seen: a cut end is a blank where `…` would
    /// be read aloud.
    pub(super) fn typed(&self, mut visible: Visible) -> Visible {
        if self.glyphs().said_aloud {
            if visible.cut_before {
                visible.text = visible.text.replacen('…', " ", 1);
            }
            if visible.cut_behind {
                visible.text.pop();
            }
        }
        visible
    }

    /// A secret that is typed: dots, or how many characters it has.
    pub(super) fn secret(&self, input: &SecretInput, width: usize) -> Visible {
        if !self.glyphs().said_aloud || input.is_empty() {
            return input.visible(width);
        }
        let said = words::counted(input.len() as u64, "character", "characters");
        let text = text::cut(&said, width.saturating_sub(1)).into_owned();
        Visible {
            cursor: text::width(&text),
            text,
            cut_before: false,
            cut_behind: false,
        }
    }

    /// The signs that it is drawn with.
    pub(super) const fn glyphs(&self) -> &'static Glyphs {
        glyphs(self.app.looks)
    }
}

/// The sign for the key that is hinted at most; the others are words.
fn short(label: &str) -> &str {
    if label == "Enter" { "⏎" } else { label }
}
