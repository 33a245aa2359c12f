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
    (Action::Review, "review"),
    (Action::NextField, "next field"),
    (Action::KeepDraft, "keep draft"),
];

const MENU: &[Hint] = &[(Action::Press, "choose"), (Action::Cancel, "close")];
const BOOKMARKS: &[Hint] = &[
    (Action::Accept, "go to it"),
    (Action::Bookmark, "remove"),
    (Action::Cancel, "close"),
];
const COLUMNS: &[Hint] = &[
    (Action::Press, "keep"),
    (Action::Toggle, "show or hide"),
    (Action::MoveDown, "move on"),
    (Action::MoveUp, "move back"),
    (Action::Widen, "wider"),
    (Action::Narrow, "narrower"),
    (Action::AutoWidth, "by itself"),
    (Action::ResetColumns, "as at first"),
    (Action::Cancel, "as before"),
];
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
const FIND: &[Hint] = &[
    (Action::Accept, "open"),
    (Action::Down, "next"),
    (Action::Cancel, "close"),
];
/// What is typed can be completed.
const FIND_MORE: &[Hint] = &[
    (Action::Complete, "complete"),
    (Action::Accept, "open"),
    (Action::Cancel, "close"),
];
const PALETTE: &[Hint] = &[
    (Action::Accept, "do it"),
    (Action::Complete, "complete"),
    (Action::Up, "given before"),
    (Action::Cancel, "close"),
];
const HELP: &[Hint] = &[
    (Action::Down, "scroll"),
    (Action::PageDown, "a page down"),
    (Action::Cancel, "close"),
];
const FIELDS: &[Hint] = &[
    (Action::Press, "choose"),
    (Action::Toggle, "include or not"),
    (Action::Cancel, "close"),
];
const PROMPT: &[Hint] = &[(Action::Accept, "go"), (Action::Cancel, "close")];
const SCROLLED: &[Hint] = &[(Action::Down, "scroll"), (Action::Cancel, "close")];
const CLOSED: &[Hint] = &[(Action::Cancel, "close")];
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
        Some(Overlay::Menu(menu)) if menu.is_of_fields() => FIELDS,
        Some(Overlay::Menu(_)) => MENU,
        Some(Overlay::Bookmarks(_)) => BOOKMARKS,
        Some(Overlay::Columns(_)) => COLUMNS,
        Some(Overlay::Open(_) | Overlay::Token(_)) => PROMPT,
        Some(Overlay::Palette(_)) => PALETTE,
        Some(Overlay::Find(_)) if scene.app.find_completion().is_some() => FIND_MORE,
        Some(Overlay::Find(_)) => FIND,
        Some(Overlay::Help(_)) => HELP,
        Some(Overlay::Requests(log)) if log.opened.is_some() => REQUEST,
        Some(Overlay::Requests(_)) => REQUESTS,
        Some(Overlay::Spending(_)) => CLOSED,
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

/// So many hints with words are of more use than all keys without.
const ENOUGH: usize = 3;

/// Which hints have their words beside the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Worded {
    All,
    Last,
    None,
}

/// As many hints as there is room for. What is locked goes first, then the last
/// but one: the last says how to get out, or where the rest is told. Where that
/// leaves too few, the keys alone. In a small window only the keys.
pub(super) fn fitting(scene: Scene<'_>, room: usize, small: bool) -> Phrase<'static> {
    let (mode, all) = hints(scene);
    let bound = |(action, _): &&Hint| scene.key_in(*action, mode).is_some();
    let all: Vec<Hint> = all.iter().filter(bound).copied().collect();
    let choices: &[(Worded, usize)] = if small {
        &[(Worded::None, 1)]
    } else if scene.glyphs().said_aloud {
        // A key alone says nothing to who hears it.
        &[(Worded::All, 1)]
    } else {
        &[
            (Worded::All, ENOUGH),
            (Worded::Last, ENOUGH),
            (Worded::None, 1),
        ]
    };
    for (worded, enough) in choices {
        let mut hints = all.clone();
        while hints.len() >= all.len().min(*enough).max(1) {
            let phrase = written(scene, mode, &hints, *worded);
            if phrase.width() <= room {
                return phrase;
            }
            let locked = |(action, _): &Hint| scene.app.locked(*action).is_some();
            let least = hints.iter().rposition(locked);
            hints.remove(least.unwrap_or(hints.len().saturating_sub(2)));
        }
    }
    Phrase::new()
}

fn written(scene: Scene<'_>, mode: Mode, hints: &[Hint], worded: Worded) -> Phrase<'static> {
    let aloud = scene.glyphs().said_aloud;
    let between = if worded == Worded::All || aloud {
        "  "
    } else {
        " "
    };
    let mut phrase = Phrase::new();
    for (at, (action, word)) in hints.iter().enumerate() {
        let Some(key) = scene.key_in(*action, mode) else {
            continue;
        };
        // What cannot be done here is there, but does not call.
        let locked = scene.app.locked(*action).is_some();
        let (key_role, word_role) = if locked {
            (Role::Locked, Role::Locked)
        } else {
            (Role::Key, Role::Muted)
        };
        let mut hint = Phrase::of(key, key_role);
        let is_last = at + 1 == hints.len();
        if worded == Worded::All || (worded == Worded::Last && is_last) {
            hint.push(" ", word_role);
            hint.push(*word, word_role);
            if aloud && locked {
                hint.push(" (locked)", word_role);
            }
        }
        phrase.join(between, hint.clicked(Target::Key(*action)));
    }
    phrase
}
