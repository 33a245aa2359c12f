//! What is said on a row, before it is known whether there is room for it.

use std::borrow::Cow;
use std::ops::Range;

use super::theme::Role;
use crate::app::places::Target;
use crate::text;

/// Pieces of text in a row, to be measured before they are written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Phrase<'t> {
    pub(super) parts: Vec<Part<'t>>,
    /// What can be clicked in it, by its columns.
    pub(super) targets: Vec<(Range<usize>, Target)>,
}

/// A piece of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// A text in its role.
    Text(Cow<'t, str>, Role),
    /// What sets two texts apart.
    Between(&'static str),
}

impl Part<'_> {
    /// The most columns that it takes.
    fn width(&self) -> usize {
        match self {
            Self::Text(text, _) => text::width(text),
            Self::Between(sign) => text::width(sign),
        }
    }
}

impl<'t> Phrase<'t> {
    /// Nothing.
    pub(super) const fn new() -> Self {
        Self {
            parts: Vec::new(),
            targets: Vec::new(),
        }
    }

    /// One text.
    pub(super) fn of(text: impl Into<Cow<'t, str>>, role: Role) -> Self {
        Self::new().and(text, role)
    }

    /// With a further text behind it.
    #[must_use]
    pub(super) fn and(mut self, text: impl Into<Cow<'t, str>>, role: Role) -> Self {
        self.push(text, role);
        self
    }

    /// Puts a further text behind it.
    pub(super) fn push(&mut self, text: impl Into<Cow<'t, str>>, role: Role) {
        let text = text.into();
        if !text.is_empty() {
            self.parts.push(Part::Text(text, role));
        }
    }

    /// Puts a further phrase behind it, with something between them where
    /// there are two.
    pub(super) fn join(&mut self, between: &'static str, other: Self) {
        if !self.is_empty() && !other.is_empty() && !between.is_empty() {
            self.parts.push(Part::Between(between));
        }
        let before = self.width();
        let moved = |columns: Range<usize>| columns.start + before..columns.end + before;
        let targets = other.targets.into_iter();
        self.targets
            .extend(targets.map(|(columns, target)| (moved(columns), target)));
        self.parts.extend(other.parts);
    }

    /// A click on what there is so far means that.
    #[must_use]
    pub(super) fn clicked(mut self, target: Target) -> Self {
        let width = self.width();
        if width > 0 {
            self.targets.push((0..width, target));
        }
        self
    }

    /// Whether there is no text in it.
    pub(super) const fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// How many columns it takes at the most.
    pub(super) fn width(&self) -> usize {
        self.parts.iter().map(Part::width).sum()
    }

    /// The last of these that is no wider than that; they are ordered from the
    /// one that says most to the one that must be said.
    pub(super) fn fitting(choices: impl IntoIterator<Item = Self>, room: usize) -> Self {
        let mut last = Self::new();
        for choice in choices {
            let fits = choice.width() <= room;
            last = choice;
            if fits {
                break;
            }
        }
        last
    }
}
