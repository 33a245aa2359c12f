//! `:`, the commands as they are typed: completing, the history, and the theme
//! that is looked at.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::App;
use super::change::sentence;
use super::commands::Suggestion;
use super::commands::{Argument, Command, Typed};
use super::input::LineInput;
use super::outbox::Outbox;
use super::overlay::Overlay;
use crate::config::ThemeChoice;
use crate::keys::Action;
use crate::text::{Untrusted, nearest};

/// How many given commands are remembered.
const HISTORY: usize = 100;
/// How many rows a page key moves.
const PAGE: usize = 10;

/// The commands, as they are typed.
#[derive(Debug, Default)]
pub struct Palette {
    /// What was typed.
    pub input: LineInput,
    /// What completes it, the best first.
    pub suggestions: Vec<Suggestion>,
    /// Which of them is under the cursor; none where what is typed counts as
    /// it is.
    pub selected: Option<usize>,
    /// Why what was given was not done.
    pub error: Option<String>,
    /// What to do where nothing completes what is typed.
    pub advice: Cow<'static, str>,
    /// The theme to look at meanwhile.
    preview: Option<ThemeChoice>,
    /// Whether it is a theme that is being typed.
    of_themes: bool,
    /// Where the word begins that is completed, in bytes.
    word_at: usize,
    /// Whether the operator went to the selected one.
    chosen: bool,
    recalled: Option<Recalled>,
}

/// A command that was fetched from the history.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Recalled {
    /// Its place among those given.
    at: usize,
    /// What was typed before.
    typed: String,
}

impl Palette {
    /// The text is another, by typing.
    pub(super) fn was_typed(&mut self) {
        self.recalled = None;
        self.text_changed();
    }

    fn text_changed(&mut self) {
        self.error = None;
        self.chosen = false;
        self.selected = None;
    }

    /// Goes to a suggestion.
    pub(super) fn choose(&mut self, at: usize) {
        self.chosen = true;
        self.selected = Some(at);
    }

    /// One suggestion up or down, not beyond the ends.
    pub(super) fn turn(&mut self, action: Action) {
        match action {
            Action::Up => self.go(-1),
            _ => self.go(1),
        }
    }

    fn go(&mut self, by: isize) {
        let Some(last) = self.suggestions.len().checked_sub(1) else {
            return;
        };
        let to = match self.selected {
            Some(at) => at.saturating_add_signed(by).min(last),
            None => 0,
        };
        self.choose(to);
    }

    fn suggestion(&self) -> Option<&Suggestion> {
        self.suggestions.get(self.selected?)
    }

    /// The text with the selected suggestion in the place of the word.
    fn completed(&self) -> Option<String> {
        let word = &self.suggestion()?.text;
        let before = self.input.value().get(..self.word_at)?;
        Some(format!("{before}{word}"))
    }
}

impl App {
    /// The theme to draw with: the one in force, or the one that is looked at
    /// in the palette.
    #[must_use]
    pub fn shown_theme(&self) -> &ThemeChoice {
        match &self.overlay {
            Some(Overlay::Palette(palette)) => palette.preview.as_ref().unwrap_or(&self.theme),
            _ => &self.theme,
        }
    }

    /// Whether a theme is being chosen in the palette, so that the screen is
    /// there to be looked at.
    #[must_use]
    pub fn is_choosing_theme(&self) -> bool {
        matches!(&self.overlay, Some(Overlay::Palette(palette)) if palette.of_themes)
    }

    /// Works out what completes what is typed; records may have come meanwhile.
    pub(super) fn refresh_palette(&mut self) {
        let Some(Overlay::Palette(palette)) = &self.overlay else {
            return;
        };
        let text = palette.input.value();
        // What was gone to stays under the cursor, whatever comes meanwhile.
        let (word_at, suggestions) = if palette.chosen {
            (palette.word_at, palette.suggestions.clone())
        } else {
            self.suggestions(text)
        };
        let typed = Typed::new(text);
        let command = typed.arguments.and_then(|_| self.command_named(typed.name));
        let takes = command.map(Command::takes);
        let word_is_empty = text.get(word_at..).is_none_or(|w| w.trim().is_empty());
        // An argument that was not begun may be left out, and a free one
        // counts as it is.
        let waits = takes.is_some_and(|takes| takes.is_free() || word_is_empty);
        let selected = match palette.selected {
            Some(at) if palette.chosen => Some(at.min(suggestions.len().saturating_sub(1))),
            _ if waits => None,
            _ => Some(0),
        };
        let selected = selected.filter(|at| *at < suggestions.len());
        let preview = (takes == Some(Argument::Theme))
            .then(|| selected.and_then(|at| suggestions.get(at)))
            .flatten()
            .and_then(|theme| self.theme_named(&theme.text));
        let advice = match (command.and_then(|c| self.unavailable(c)), takes) {
            (Some(why), _) => Cow::from(format!("{}.", sentence(&why))),
            (None, Some(takes)) => takes.advice().into(),
            (None, None) => "No command is called like this.".into(),
        };
        if let Some(Overlay::Palette(palette)) = &mut self.overlay {
            palette.word_at = word_at;
            palette.suggestions = suggestions;
            palette.selected = selected;
            palette.preview = preview;
            palette.of_themes = takes == Some(Argument::Theme);
            palette.advice = advice;
        }
    }

    pub(super) fn act_in_palette(&mut self, action: Action, out: &mut Outbox<'_>) {
        let Some(Overlay::Palette(palette)) = &mut self.overlay else {
            return;
        };
        match action {
            Action::Cancel => self.overlay = None,
            Action::Down if palette.recalled.is_some() => self.recall(false),
            Action::Down => palette.go(1),
            Action::Up if palette.selected.is_none_or(|at| at == 0) => self.recall(true),
            Action::Up => palette.go(-1),
            Action::PageDown => palette.go(PAGE.cast_signed()),
            Action::PageUp => palette.go(-PAGE.cast_signed()),
            Action::Complete => {
                if palette.selected.is_none() {
                    palette.go(1);
                }
                self.complete();
            }
            Action::Accept => self.accept(out),
            _ => self.edit_by_action(action),
        }
    }

    /// Puts the selected suggestion in the place of the word, and a blank
    /// behind it where more can follow.
    fn complete(&mut self) {
        let Some(Overlay::Palette(palette)) = &self.overlay else {
            return;
        };
        let Some(mut text) = palette.completed() else {
            return;
        };
        let command = palette.suggestion().and_then(|s| s.command);
        let takes_more = if let Some(command) = command {
            command.takes() != Argument::Nothing
        } else {
            let typed = Typed::new(&text);
            let takes = self.command_named(typed.name).map(Command::takes);
            takes == Some(Argument::Sort) && typed.arguments.is_some_and(|a| !a.contains(' '))
        };
        if takes_more {
            text.push(' ');
        }
        if let Some(Overlay::Palette(palette)) = &mut self.overlay {
            palette.input.set(&text);
            palette.was_typed();
        }
    }

    /// Gives the command. If it cannot be done, the palette stays as it is and
    /// says why.
    fn accept(&mut self, out: &mut Outbox<'_>) {
        let Some(Overlay::Palette(palette)) = &self.overlay else {
            return;
        };
        let typed = palette.input.value().trim().to_owned();
        let text = palette.completed().unwrap_or(typed);
        let chosen = palette.suggestion().and_then(|s| s.command);
        let parts = Typed::new(&text);
        let command = chosen.or_else(|| self.command_named(parts.name));
        if command.is_some_and(Command::needs_argument)
            && parts.arguments.is_none_or(str::is_empty)
            && command.is_some_and(|command| self.unavailable(command).is_none())
        {
            return self.ask_for_argument(&text);
        }
        let Some(Overlay::Palette(mut palette)) = self.overlay.take() else {
            return;
        };
        let done = match command {
            Some(command) => self.run(command, parts.arguments.unwrap_or("").trim(), out),
            None => Err(self.no_command(parts.name)),
        };
        match done {
            Ok(()) => self.remember(text.trim()),
            Err(why) => {
                palette.error = Some(why);
                self.overlay = Some(Overlay::Palette(palette));
            }
        }
    }

    /// A command that does nothing by itself: what it takes is offered.
    fn ask_for_argument(&mut self, text: &str) {
        if let Some(Overlay::Palette(palette)) = &mut self.overlay {
            palette.input.set(&format!("{} ", text.trim()));
            palette.was_typed();
        }
    }

    fn no_command(&self, word: &str) -> String {
        let (_, all) = self.suggestions("");
        let shown = Untrusted::new(word);
        let shown = shown.shown_within(40);
        match nearest(word, all.iter().map(|s| s.text.as_str())) {
            Some(near) => format!("No command is called {shown}; did you mean {near}?"),
            None => format!("No command is called {shown}"),
        }
    }

    // ---- the history

    fn remember(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.command_history.retain(|given| given != text);
        self.command_history.push(text.to_owned());
        if self.command_history.len() > HISTORY {
            self.command_history.remove(0);
        }
    }

    /// Fetches an older command that begins with what was typed, or a newer
    /// one; after the newest comes what was typed.
    fn recall(&mut self, older: bool) {
        let Some(Overlay::Palette(palette)) = &mut self.overlay else {
            return;
        };
        let typed = match &palette.recalled {
            Some(recalled) => recalled.typed.clone(),
            None => palette.input.value().to_owned(),
        };
        let history = &self.command_history;
        let fits = |at: &usize| history.get(*at).is_some_and(|h| h.starts_with(&typed));
        let at = palette.recalled.as_ref().map_or(history.len(), |r| r.at);
        let found = if older {
            (0..at).rev().find(fits)
        } else {
            (at + 1..history.len()).find(fits)
        };
        match found {
            Some(at) => {
                palette.input.set(&history[at]);
                palette.text_changed();
                palette.recalled = Some(Recalled { at, typed });
            }
            None if !older => {
                palette.input.set(&typed);
                palette.was_typed();
            }
            None => {}
        }
    }
}
