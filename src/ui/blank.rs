//! A pane without rows: loading, empty, no match, not allowed, unreadable, the
//! token refused, or the budget used up. Seven looks, each with the key that
//! helps.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::pen::Pen;
use super::phrase::Phrase;
use super::scene::Scene;
use super::theme::Role;
use super::words;
use crate::app::change::{error_words, sentence};
use crate::app::listing::{Doubt, Extent, Listing};
use crate::app::profile::TokenTrouble;
use crate::directory::call::{ApiError, ServerWords};
use crate::directory::shape::Shape;
use crate::keys::{Action, Mode};
use crate::text::{Untrusted, wrap};

/// What is said in the place of rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Blank {
    /// What it is.
    heading: Phrase<'static>,
    /// More about it, a paragraph each.
    text: Vec<String>,
    /// What can be done, a row each.
    keys: Vec<Phrase<'static>>,
}

impl Blank {
    fn new(role: Role, heading: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            heading: Phrase::of(heading.into(), role),
            text: if text.is_empty() {
                Vec::new()
            } else {
                vec![text]
            },
            keys: Vec::new(),
        }
    }

    fn with(mut self, scene: Scene<'_>, action: Action, does: &'static str) -> Self {
        let key = scene.hint(action, does);
        if !key.is_empty() {
            self.keys.push(key);
        }
        self
    }

    /// What a list without rows says; none where there are rows to show.
    pub(super) fn of_listing(
        scene: Scene<'_>,
        listing: Option<&Listing>,
        shape: &Shape<'_>,
        nothing: String,
    ) -> Option<Self> {
        let Some(listing) = listing else {
            return Some(if scene.app.profile().token_trouble.is_some() {
                Self::token_refused(scene)
            } else {
                Self::loading(scene, None)
            });
        };
        if listing.positions() > 0 {
            return None;
        }
        if listing.filter().is_some() && listing.loaded() > 0 {
            return Some(Self::no_match(scene, listing));
        }
        if scene.app.profile().token_trouble.is_some() {
            return Some(Self::token_refused(scene));
        }
        if let Some(error) = listing.error() {
            return Some(Self::of_error(scene, error));
        }
        if listing.has_answered() && !listing.is_waiting() {
            return Some(Self::empty(scene, listing, shape, nothing));
        }
        if let Some(used_up) = Self::used_up(scene) {
            return Some(used_up);
        }
        let page = scene
            .app
            .profile()
            .description()
            .list(listing.of())
            .and_then(|list| {
                let paging = list.paging.as_ref();
                paging
                    .unwrap_or(&scene.app.profile().description().paging)
                    .page_size()
            });
        Some(Self::loading(scene, page))
    }

    /// What is said while something is being read.
    pub(super) fn loading(scene: Scene<'_>, page: Option<u32>) -> Self {
        let Some(spinner) = scene.spinner() else {
            return Self::default();
        };
        let what = match page {
            Some(size) => format!("Loading the first {} …", words::grouped(size.into())),
            None => "Loading …".to_owned(),
        };
        let what = scene.theme.said(&what);
        Self {
            heading: Phrase::of(format!("{spinner}{what}"), Role::Muted),
            ..Self::default()
        }
    }

    fn empty(scene: Scene<'_>, listing: &Listing, shape: &Shape<'_>, nothing: String) -> Self {
        if !listing.query().is_empty() {
            // What else the directory has was not asked for.
            return Self::new(Role::Text, "The directory found none.", "").with(
                scene,
                Action::Clear,
                "shows all again",
            );
        }
        let people = shape.resource.is_some_and(|r| r.email_field().is_some());
        let heading = if people {
            "Nobody here yet."
        } else {
            "Nothing here yet."
        };
        let blank = Self::new(Role::Text, heading, nothing);
        if shape.resource.is_some_and(|r| r.create.is_some()) {
            blank.with(scene, Action::New, "adds one")
        } else {
            blank.with(scene, Action::ReloadPage, "looks again")
        }
    }

    fn no_match(scene: Scene<'_>, listing: &Listing) -> Self {
        let Some(coverage) = listing.coverage() else {
            return Self::default();
        };
        let earlier = listing.earlier().is_some();
        let loaded = words::grouped(coverage.loaded);
        let heading = match coverage.total {
            _ if coverage.so_far => "No match so far: still looking.".to_owned(),
            _ if coverage.complete => format!("No match. All {loaded} are loaded."),
            Some(total) if earlier => {
                format!(
                    "No match in the {loaded} kept of {}.",
                    words::grouped(total)
                )
            }
            None if earlier => format!("No match in the {loaded} kept."),
            Some(total) => format!("No match in {loaded} of {} loaded.", words::grouped(total)),
            None if listing.extent() == Extent::Ended(Doubt::OneRecord) => {
                "No match in the one record that was opened.".to_owned()
            }
            None if listing.has_ended() => format!("No match in the {loaded} loaded."),
            None => format!("No match in the {loaded} loaded so far."),
        };
        let text = match scene.app.filter_note().filter(|note| note.is_wrong) {
            Some(note) if note.text.ends_with('?') => sentence(&note.text),
            Some(note) => format!("{}.", sentence(&note.text)),
            None if earlier && listing.error().is_some() => {
                "They are from an earlier run, and could not be read anew.".to_owned()
            }
            None if earlier => "They are from an earlier run, and are being read anew.".to_owned(),
            None if listing.extent() == Extent::Ended(Doubt::OneRecord) => {
                "It is one record that was opened, and not the list.".to_owned()
            }
            None if coverage.moved => {
                "The list changed while it was read: a row may have slipped by unseen.".to_owned()
            }
            None => String::new(),
        };
        let mut blank = Self::new(Role::Text, heading, text);
        if listing.has_more() {
            let pages = listing.requests_left().map_or_else(
                || " loads the rest".to_owned(),
                |left| format!(" loads the other {}", words::counted(left, "page", "pages")),
            );
            let elsewhere = " looks elsewhere".to_owned();
            for (action, does) in [(Action::LoadRest, pages), (Action::Find, elsewhere)] {
                let mut key = Phrase::new();
                // While the filter is typed, a letter is a letter.
                if scene.app.filtering.is_some()
                    && let Some(close) = scene.key_in(Action::Cancel, Mode::Input)
                {
                    key = Phrase::of(close, Role::Key).and(" and then ", Role::Muted);
                }
                if let Some(letter) = scene.key_in(action, Mode::Listing) {
                    blank
                        .keys
                        .push(key.and(letter, Role::Key).and(does, Role::Muted));
                }
            }
        }
        blank.with(scene, Action::Clear, "clears the filter")
    }

    /// What failed, and what may help.
    pub(super) fn of_error(scene: Scene<'_>, error: &ApiError) -> Self {
        match error {
            ApiError::Unauthorized(_) => return Self::token_refused(scene),
            ApiError::Limited { .. } => {
                if let Some(given_up) = Self::given_up(scene) {
                    return given_up;
                }
            }
            _ => {}
        }
        let blank = match error {
            ApiError::Forbidden(words) => Self::new(Role::Bad, "Not allowed (403)", quoted(words)),
            ApiError::NotFound(words) => Self::new(Role::Bad, "Not there (404)", quoted(words)),
            other => Self::new(
                Role::Bad,
                "Could not read it",
                sentence(&error_words(other)),
            ),
        };
        blank.with(scene, Action::ReloadRecord, "tries again").with(
            scene,
            Action::RequestLog,
            "shows the request",
        )
    }

    fn token_refused(scene: Scene<'_>) -> Self {
        let origin = format!("It came from {}.", scene.app.token_origin());
        let mut blank = match &scene.app.profile().token_trouble {
            Some(TokenTrouble::Unreadable(why)) => {
                Self::new(Role::Bad, "No token", format!("{}.", sentence(why)))
            }
            Some(TokenTrouble::Refused(words)) => {
                Self::new(Role::Bad, "Token refused (401)", quoted(words))
            }
            None => Self::new(Role::Bad, "Token refused (401)", ""),
        };
        if !matches!(
            scene.app.profile().token_trouble,
            Some(TokenTrouble::Unreadable(_))
        ) {
            blank.text.push(origin);
        }
        blank.with(scene, Action::ReadToken, "reads it again").with(
            scene,
            Action::TypeToken,
            "types one for this session",
        )
    }

    /// What is said while nothing may be sent.
    fn used_up(scene: Scene<'_>) -> Option<Self> {
        let blocked = scene.app.profile().budget.blocked.as_ref()?;
        let why = blocked.why.words()?;
        let end = scene.at_end_of_wait(blocked.until?);
        Some(Self::new(
            Role::Warn,
            "Budget used up",
            format!("{}. Goes on by itself {end}.", sentence(&why)),
        ))
    }

    /// What is said of a read that was not kept for when something may be sent
    /// again, because the directory asked for a long wait, or too often.
    fn given_up(scene: Scene<'_>) -> Option<Self> {
        let blocked = scene.app.profile().budget.blocked.as_ref()?;
        let why = blocked.why.words()?;
        let end = scene.at_end_of_wait(blocked.until?);
        let text = format!(
            "{}, and this was given up. It can be asked for again {end}.",
            sentence(&why)
        );
        Some(Self::new(Role::Warn, "Budget used up", text).with(
            scene,
            Action::ReloadRecord,
            "asks again then",
        ))
    }

    /// Draws it, a blank row above.
    pub(super) fn draw(&self, scene: Scene<'_>, area: Rect, buffer: &mut Buffer) {
        const INDENT: u16 = 2;
        let area = Rect {
            x: area.x + INDENT.min(area.width),
            width: area.width.saturating_sub(2 * INDENT),
            ..area
        };
        let mut row = first_row(area.height);
        let mut write = |phrase: &Phrase<'_>| {
            Pen::new(buffer, scene.theme, area, row).clickable(phrase, scene);
            row += 1;
        };
        write(&self.heading);
        for text in &self.text {
            let paragraph = Untrusted::new(text.as_str());
            for line in wrap(&paragraph.shown_within(1000), usize::from(area.width)) {
                write(&Phrase::of(line, Role::Muted));
            }
        }
        if !self.keys.is_empty() && area.height > 6 {
            write(&Phrase::new());
        }
        for key in &self.keys {
            write(key);
        }
    }
}

/// The row of its heading in a pane of that height: a blank one above it, where
/// there is room.
pub(super) fn first_row(height: u16) -> u16 {
    u16::from(height > 4)
}

/// What the server said, as its words.
fn quoted(words: &ServerWords) -> String {
    match (&words.message, &words.hint) {
        (Some(message), _) => format!("\"{}\"", message.shown_within(300)),
        (None, Some(hint)) => hint.clone(),
        (None, None) => String::new(),
    }
}
