//! The keys that help most where the operator is, from the action table.

use super::phrase::Phrase;
use super::scene::Scene;
use super::theme::Role;
use crate::app::change::Phase;
use crate::app::overlay::Overlay;
use crate::app::places::Target;
use crate::keys::{Action, Mode};

/// An action and its word here.
type Hint = (Action, &'static str);

const LISTING: &[Hint] = &[
    (Action::Open, "into"),
    (Action::Edit, "edit"),
    (Action::Disable, "disable"),
    (Action::Actions, "actions"),
    (Action::Copy, "copy"),
    (Action::Filter, "filter"),
    (Action::Commands, "commands"),
    (Action::Help, "help"),
];

const DETAIL: &[Hint] = &[
    (Action::Back, "back"),
    (Action::NextTab, "next tab"),
    (Action::Edit, "edit"),
    (Action::Actions, "actions"),
    (Action::Copy, "copy"),
    (Action::Commands, "commands"),
    (Action::Help, "help"),
];

const RELATED: &[Hint] = &[
    (Action::Open, "open"),
    (Action::Back, "back"),
    (Action::NextTab, "next tab"),
    (Action::Actions, "actions"),
    (Action::Copy, "copy"),
    (Action::Commands, "commands"),
    (Action::Help, "help"),
];

const FILTER: &[Hint] = &[
    (Action::Accept, "open"),
    (Action::Down, "next"),
    (Action::Cancel, "close"),
];

const FORM: &[Hint] = &[
    (Action::NextField, "next field"),
    (Action::Review, "review"),
    (Action::KeepDraft, "keep draft"),
];

const MENU: &[Hint] = &[(Action::Press, "choose"), (Action::Cancel, "close")];
const REVIEW: &[Hint] = &[
    (Action::Send, "send"),
    (Action::NextButton, "next button"),
    (Action::Cancel, "close"),
];
const QUESTION: &[Hint] = &[
    (Action::NextButton, "next button"),
    (Action::Press, "press"),
    (Action::Cancel, "close"),
];
const PALETTE: &[Hint] = &[
    (Action::Accept, "do it"),
    (Action::Cancel, "close"),
    (Action::Complete, "complete"),
    (Action::Up, "given before"),
];
const HELP: &[Hint] = &[
    (Action::Cancel, "close"),
    (Action::Down, "scroll"),
    (Action::PageDown, "a page down"),
];
const PROMPT: &[Hint] = &[(Action::Accept, "go"), (Action::Cancel, "close")];
const SCROLLED: &[Hint] = &[(Action::Down, "scroll"), (Action::Cancel, "close")];
const REQUESTS: &[Hint] = &[
    (Action::Press, "open"),
    (Action::Copy, "copy as curl"),
    (Action::Cancel, "close"),
];
const REQUEST: &[Hint] = &[(Action::Copy, "copy as curl"), (Action::Cancel, "back")];
const PASSWORD: &[Hint] = &[(Action::Copy, "copy"), (Action::Cancel, "close")];

fn hints(scene: Scene<'_>) -> (Mode, &'static [Hint]) {
    let mode = scene.app.mode();
    let hints = match &scene.app.overlay {
        Some(Overlay::Review(review)) => match review.phase() {
            Phase::Reading(_) | Phase::Ready => REVIEW,
            _ => QUESTION,
        },
        Some(Overlay::Question(_)) => QUESTION,
        Some(Overlay::Menu(_)) => MENU,
        Some(Overlay::Open(_) | Overlay::Token(_)) => PROMPT,
        Some(Overlay::Palette(_)) => PALETTE,
        Some(Overlay::Help(_)) => HELP,
        Some(Overlay::Requests(log)) if log.opened.is_some() => REQUEST,
        Some(Overlay::Requests(_)) => REQUESTS,
        Some(Overlay::Plain { .. }) => SCROLLED,
        Some(Overlay::Password { .. }) => PASSWORD,
        None => match mode {
            Mode::Detail if scene.app.profile().related().is_some() => RELATED,
            Mode::Detail => DETAIL,
            Mode::Form => FORM,
            Mode::Input => FILTER,
            _ => LISTING,
        },
    };
    (mode, hints)
}

/// As many hints as there is room for; the first ones are kept longest, and
/// help longer still. In a small window only the keys.
pub(super) fn fitting(scene: Scene<'_>, room: usize, small: bool) -> Phrase<'static> {
    let (mode, all) = hints(scene);
    let aloud = scene.glyphs().said_aloud;
    let written = |hints: &[Hint], words: bool| {
        let mut phrase = Phrase::new();
        for (action, word) in hints {
            if let Some(key) = scene.key_in(*action, mode) {
                // What cannot be done here is there, but does not call.
                let (key_role, word_role) = match scene.app.locked(*action) {
                    Some(_) => (Role::Locked, Role::Locked),
                    None => (Role::Key, Role::Muted),
                };
                let mut hint = Phrase::of(key, key_role);
                if words {
                    hint.push(" ", word_role);
                    hint.push(*word, word_role);
                    if aloud && scene.app.locked(*action).is_some() {
                        hint.push(" (locked)", word_role);
                    }
                }
                let hint = hint.clicked(Target::Key(*action));
                let between = if words || aloud { "  " } else { " " };
                phrase.join(between, hint);
            }
        }
        phrase
    };
    let mut hints = all.to_vec();
    loop {
        let phrase = written(&hints, !small);
        if phrase.width() <= room {
            return phrase;
        }
        // The last but help goes first.
        let keep_last = hints
            .last()
            .is_some_and(|(action, _)| *action == Action::Help);
        let at = if keep_last && hints.len() > 1 {
            hints.len() - 2
        } else {
            hints.len() - 1
        };
        hints.remove(at);
        if hints.is_empty() {
            return Phrase::new();
        }
    }
}
