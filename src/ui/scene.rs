//! What every part of the screen draws from.

use std::cell::RefCell;

use ratatui::layout::Rect;

use super::glyphs::{Glyphs, glyphs};
use super::memory::Memory;
use super::pen::Phrase;
use super::theme::{Role, Theme};
use crate::app::App;
use crate::app::geometry::Area;
use crate::app::places::{Places, Target};
use crate::app::view::Pane;
use crate::keys::{Action, Mode};

/// What is drawn, and what it looks like.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'a> {
    /// What is drawn.
    pub(super) app: &'a App,
    /// What each role looks like.
    pub(super) theme: &'a Theme,
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
        keys.first().map(|keys| short(&keys.label()))
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

    /// The spinner as it is now; none while what is loaded may still come too
    /// soon for one.
    pub(super) fn spinner(&self) -> Option<char> {
        let steps = self.glyphs().spinner;
        let turns = self.app.spinner_turns()?;
        let step = turns.checked_rem(steps.len() as u128).unwrap_or(0);
        Some(usize::try_from(step).map_or(' ', |step| steps.get(step).copied().unwrap_or(' ')))
    }

    /// The signs that it is drawn with.
    pub(super) const fn glyphs(&self) -> &'static Glyphs {
        glyphs(self.app.looks)
    }
}

/// The sign for the key that is hinted at most; the others are words.
fn short(label: &str) -> String {
    if label == "Enter" { "⏎" } else { label }.to_owned()
}
