//! What the explorer knows, and what a message does to it. Pure: no clock, no
//! terminal, no network.
//!
//! - [`update`] takes a [`message`] to whoever it is for; `settle` then asks for
//!   what the screen lacks, and [`outbox`] holds what is to be sent.
//! - What there is: a [`profile`] with its [`view`]s, each on a [`listing`];
//!   [`detail`] is the record beside it, a [`form`] its draft, a [`change`] what is
//!   reviewed and sent.
//! - What keys do is in the file of what they are pressed in: `browse` for the
//!   panes, `narrowing` for the filter line, [`find`] for all that was seen, `seek`
//!   for finding one in a long list, `edit` and `reviewing` for changes,
//!   `menus`, `prompts`, `questions`, [`palette`] and `requests` for what lies over
//!   the panes ([`overlay`]). `commands` are those that are typed.
//! - What is on the screen of it is kept for a later run as a [`snapshot`], where a
//!   profile says so; [`columns`], `bookmarks` and where the operator was
//!   (`resuming`) outlive a run as a [`session`].
//! - What is drawn as a picture is counted in [`activity`] and [`spending`].
//! - Where things are on the screen is [`geometry`]'s, and [`places`] what a click
//!   means (`mouse`).

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

pub mod activity;
pub mod change;
pub mod columns;
pub mod dates;
pub mod detail;
pub mod filter;
pub mod find;
pub mod form;
pub mod geometry;
pub mod input;
pub mod listing;
pub mod message;
pub mod outbox;
pub mod overlay;
pub mod palette;
pub mod places;
pub mod profile;
pub mod session;
pub mod snapshot;
pub mod spending;
pub mod start;
pub mod view;

mod bookmarks;
mod browse;
mod commands;
mod copying;
mod edit;
mod kept;
mod menus;
mod mouse;
mod narrowing;
mod prompts;
mod questions;
mod replies;
mod requests;
mod resuming;
mod reviewing;
mod room;
mod seek;
mod settle;
mod sorting;
#[cfg(test)]
pub(crate) mod testing;
mod thrift;
mod update;

#[cfg(test)]
mod tests;

pub use bookmarks::{BookmarkItem, BookmarkList, Recent};
pub use commands::{Suggestion, WithoutKey};
pub use prompts::token_origin;
pub use requests::{LoggedRequest, REQUESTS_KEPT};
pub use seek::{SeekOffer, WalkFor};
pub use update::update;

use self::change::Past;
use self::find::Reread;
use self::geometry::{Layout, Size};
use self::input::LineInput;
use self::listing::MOST_KEPT;
use self::message::{Now, ProfileId, Ticket};
use self::overlay::{Notice, Overlay, Tone};
use self::places::Places;
use self::profile::{Draft, Profile};
use self::prompts::Opening;
use self::requests::Asked;
use self::seek::Seek;
use self::session::{Keeps, Session};
use self::snapshot::Snapshot;
use self::view::{Pane, Source};
pub use crate::config::Borders;
use crate::config::ThemeChoice;
use crate::config::connection::Connection;
use crate::directory::call::{RecordRef, ResourceName};
use crate::directory::record::RecordId;
use crate::directory::who::Who;
use crate::export::CopyForm;
use crate::keys::{Action, Key, Keymap, Mode};

/// Everything the explorer knows. The screen is drawn from it alone.
#[derive(Debug)]
pub struct App {
    /// The time of the last message.
    pub now: Now,
    /// The terminal's size.
    pub size: Size,
    /// The profiles, in the configuration's order. Never empty.
    pub profiles: Vec<Profile>,
    /// The one on the screen.
    pub active: ProfileId,
    /// Whether a profile was chosen; until then nothing is asked of any.
    pub chosen: bool,
    /// Which keys do what.
    pub keymap: Keymap,
    /// The keys of a sequence that is not complete.
    pub typed: Vec<Key>,
    /// The filter line, while it has the keys.
    pub filtering: Option<LineInput>,
    /// The record that had the cursor when the filter line was opened.
    pub(in crate::app) filtering_from: Option<RecordId>,
    /// The draft that the detail pane shows as a form, if it does.
    pub editing: Option<Draft>,
    /// What lies over the panes.
    pub overlay: Option<Overlay>,
    /// What just happened.
    pub notice: Option<Notice>,
    /// The last requests, the newest first.
    pub requests: VecDeque<LoggedRequest>,
    /// Whether the mouse is read.
    pub mouse: bool,
    /// What it is drawn with.
    pub looks: Looks,
    /// Whether the terminal's background is light.
    pub light: bool,
    /// How something was last copied.
    pub last_copy: Option<CopyForm>,
    /// Which records a copy takes that is begun now.
    pub(in crate::app) copies: copying::Takes,
    /// The theme in force.
    pub theme: ThemeChoice,
    /// The themes that there are.
    pub theme_names: Vec<String>,
    /// What lies where on the screen, as it was last painted.
    pub places: Places,
    /// The commands given, the newest last.
    pub command_history: Vec<String>,
    /// What outlives the run: columns, bookmarks, where it was left.
    pub session: Session,
    /// The records that were opened in this run, the newest first.
    pub recent: VecDeque<Recent>,
    /// How much outlives the run.
    keeps: Keeps,
    /// The profile that was on the screen after the last message.
    was_on: Option<ProfileId>,
    next_ticket: u64,
    owners: HashMap<Ticket, Asked>,
    /// A record that was asked for to go to it.
    opening: Option<Opening>,
    /// A record that was found among what was seen, and is read again.
    rereading: Option<Reread>,
    /// Somebody who is looked for.
    seek: Option<Seek>,
    /// What is to be remembered with the first message.
    adopted: Vec<session::Change>,
    /// A record of a bookmark that is being read, and who it was.
    awaited: Option<(ProfileId, RecordRef, Who)>,
    /// Changes of earlier runs whose outcome nobody knows, and that are of no
    /// configured profile.
    homeless: Vec<Past>,
    /// The lists that were on the screen after the last message.
    on_screen: Vec<(ProfileId, Source)>,
    /// How many bytes of memory the lists of a profile may take.
    most_kept: usize,
    /// Since when something is being loaded into a pane that has nothing to
    /// show, on [`Now::monotonic`]'s scale.
    loading_since: Option<Duration>,
    /// When the program is to be woken, on [`Now::monotonic`]'s scale.
    alarm: Option<Duration>,
}

/// What the screen is drawn with, colours aside.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Looks {
    /// What frames are drawn with.
    pub borders: Borders,
    /// Whether it is for a screen reader: one pane, no frames or signs, nothing
    /// that turns or ticks, and the cursor on the selected row.
    pub accessible: bool,
}

/// What the explorer starts with.
#[derive(Debug)]
pub struct Start {
    /// The profiles, in the configuration's order. Never empty.
    pub connections: Vec<Arc<Connection>>,
    /// The one to open; none asks.
    pub open: Option<ProfileId>,
    /// Which keys do what.
    pub keymap: Keymap,
    /// Whether the mouse is read.
    pub mouse: bool,
    /// What it is drawn with.
    pub looks: Looks,
    /// Which theme.
    pub theme: ThemeChoice,
    /// The themes that there are.
    pub theme_names: Vec<String>,
    /// What earlier runs saw of the profiles that keep it.
    pub snapshots: Vec<(ProfileId, Snapshot)>,
    /// The terminal's size.
    pub size: Size,
    /// The time.
    pub now: Now,
    /// What was remembered of earlier runs.
    pub remembered: Remembered,
}

/// What was remembered of earlier runs, and what may be of this one.
#[derive(Debug, Default)]
pub struct Remembered {
    /// It.
    pub session: Session,
    /// Why it could not be had, if so.
    pub trouble: Option<String>,
    /// How much is remembered; with the trails, the last run is gone on with.
    pub keeps: Keeps,
}

impl App {
    /// An explorer that has asked for nothing yet. What it wants at first is
    /// what [`update`] answers to the first message.
    #[must_use]
    pub fn new(start: Start) -> Self {
        let mut app = Self {
            now: start.now,
            size: start.size,
            profiles: start.connections.into_iter().map(Profile::new).collect(),
            active: start.open.unwrap_or(ProfileId(0)),
            chosen: start.open.is_some(),
            keymap: start.keymap,
            typed: Vec::new(),
            filtering: None,
            filtering_from: None,
            editing: None,
            overlay: None,
            notice: None,
            requests: VecDeque::new(),
            mouse: start.mouse,
            looks: start.looks,
            light: false,
            last_copy: None,
            copies: copying::Takes::default(),
            theme: start.theme,
            theme_names: start.theme_names,
            places: Places::default(),
            command_history: Vec::new(),
            session: start.remembered.session,
            recent: VecDeque::new(),
            keeps: start.remembered.keeps,
            was_on: None,
            next_ticket: 0,
            owners: HashMap::new(),
            opening: None,
            rereading: None,
            seek: None,
            adopted: Vec::new(),
            awaited: None,
            homeless: Vec::new(),
            on_screen: Vec::new(),
            most_kept: MOST_KEPT,
            loading_since: None,
            alarm: None,
        };
        app.adopt();
        app.note_bookmarks();
        if app.keeps == Keeps::Trails {
            app.restore_trails();
        }
        for (profile, snapshot) in &start.snapshots {
            app.restore(*profile, snapshot);
        }
        if !app.chosen {
            app.overlay = Some(Overlay::Menu(app.profile_menu()));
        }
        if let Some(trouble) = start.remembered.trouble {
            app.say(Tone::Warn, trouble);
        }
        app
    }

    /// The profile on the screen.
    ///
    /// # Panics
    /// Never: `active` is only ever set to a profile's place.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.profiles[self.active.0]
    }

    /// The profile on the screen, to be changed.
    pub fn profile_mut(&mut self) -> &mut Profile {
        &mut self.profiles[self.active.0]
    }

    /// Where everything is on the screen.
    #[must_use]
    pub fn layout(&self) -> Layout {
        let rows = self.picture().map_or(0, |plan| plan.rows);
        self.bare_layout().with_picture(rows)
    }

    /// Where everything is, whatever is drawn above a relation's list.
    fn bare_layout(&self) -> Layout {
        let focus = if self.editing.is_some() {
            Pane::Detail
        } else {
            self.profile().view().map_or(Pane::Listing, |v| v.focus)
        };
        Layout::new(self.size, focus, self.looks.accessible)
    }

    /// Which keys apply now.
    #[must_use]
    pub fn mode(&self) -> Mode {
        match &self.overlay {
            Some(
                Overlay::Help(_)
                | Overlay::Open(_)
                | Overlay::Token(_)
                | Overlay::Palette(_)
                | Overlay::Find(_)
                | Overlay::Bookmarks(_),
            ) => Mode::Input,
            Some(Overlay::Review(_) | Overlay::Question(_)) => Mode::Review,
            Some(
                Overlay::Menu(_)
                | Overlay::Columns(_)
                | Overlay::Requests(_)
                | Overlay::Spending(_)
                | Overlay::Plain { .. }
                | Overlay::Password { .. },
            ) => Mode::Menu,
            None if self.filtering.is_some() => Mode::Input,
            None if self.editing.is_some() => Mode::Form,
            None => match self.profile().view().map(|view| view.focus) {
                Some(Pane::Detail) => Mode::Detail,
                Some(Pane::Listing) | None => Mode::Listing,
            },
        }
    }

    /// Why an action is locked here, if it is: the profile is read-only or
    /// guarded, or the directory knows no such thing.
    #[must_use]
    pub fn locked(&self, action: Action) -> Option<String> {
        let profile = self.profile();
        let resource = profile
            .view()
            .and_then(|view| profile.resource_of(&view.source));
        let missing = |there: bool, what: &str| {
            (!there).then(|| format!("{} has no way to {what}", profile.description().title))
        };
        let cannot = match action {
            Action::Edit => missing(resource.is_some_and(|r| r.update.is_some()), "edit these"),
            Action::New => missing(resource.is_some_and(|r| r.create.is_some()), "add one"),
            Action::Disable => match resource {
                Some(r) if r.disable.is_some() => None,
                Some(r) if r.remove.is_some() => Some(format!(
                    "{} cannot disable, only remove (x)",
                    profile.description().title
                )),
                _ => missing(false, "disable these"),
            },
            _ => return None,
        };
        cannot.or_else(|| match action {
            Action::New => self.lock_reason(),
            _ => self.row_lock(),
        })
    }

    /// Why the record under the cursor takes no change now, if so: the profile
    /// takes none, or its id does not tell which record is meant.
    fn row_lock(&self) -> Option<String> {
        self.lock_reason().or_else(|| {
            let listing = self.profile().listing()?;
            let id = listing.selected()?.id()?;
            let told = || {
                format!(
                    "several rows have the id {}",
                    crate::text::Untrusted::new(id.raw()).shown_within(40)
                )
            };
            listing.shares(id).then(told)
        })
    }

    /// Why the profile takes no change now, if so.
    fn lock_reason(&self) -> Option<String> {
        let lock = self.profile().lock(self.now.monotonic)?;
        Some(lock.reason().to_owned())
    }

    fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.notice = Some(Notice {
            tone,
            text: text.into(),
            at: self.now.monotonic,
        });
    }

    fn resource_name(&self) -> Option<ResourceName> {
        let profile = self.profile();
        let view = profile.view()?;
        profile
            .resource_of(&view.source)
            .map(|resource| ResourceName::new(&resource.name))
    }
}
