//! Looking around: moving, opening, going back, tabs, marks.

use super::App;
use super::copying::Takes;
use super::input::LineInput;
use super::listing::{Listing, Motion, Walk};
use super::outbox::Outbox;
use super::overlay::{Help, OpenPrompt, Overlay, RequestLog, Tone};
use super::palette::Palette;
use super::profile::Profile;
use super::view::{Pane, Source, View};
use crate::directory::call::Query;
use crate::export::CopyForm;
use crate::keys::Action;
use crate::text;

impl App {
    pub(super) fn browse(&mut self, action: Action, out: &mut Outbox<'_>) {
        if let Some(reason) = self.locked(action) {
            let keys = self.keymap.keys_for(action, self.mode());
            let name = keys
                .first()
                .map_or_else(|| action.name().to_owned(), |k| k.label());
            return self.say(Tone::Warn, format!("{name} is locked here: {reason}"));
        }
        if self.profile().token_trouble.is_some() && asks_the_directory(action) {
            let (read, typed) = (
                self.key_of(Action::ReadToken),
                self.key_of(Action::TypeToken),
            );
            return self.say(
                Tone::Warn,
                format!(
                    "The token is missing or was refused: {read} reads it again, {typed} types one"
                ),
            );
        }
        let pane = self.profile().view().map_or(Pane::Listing, |v| v.focus);
        match action {
            Action::Down
            | Action::Up
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::First
            | Action::Last => self.move_in(pane, action),
            Action::ScrollOtherDown | Action::ScrollOtherUp => self.scroll_other(pane, action),
            Action::NextDay => self.turn_day(true),
            Action::PreviousDay => self.turn_day(false),
            Action::Open => self.open(out),
            Action::Back => self.back(),
            Action::Leave => self.leave(out),
            Action::Clear => self.clear(out),
            Action::NextPane | Action::PreviousPane => self.focus(match pane {
                Pane::Listing => Pane::Detail,
                Pane::Detail => Pane::Listing,
            }),
            Action::NextTab => self.turn_tab(1),
            Action::PreviousTab => self.turn_tab(-1),
            Action::Filter => {
                self.bring_related_forward();
                self.start_filter();
            }
            Action::Find => self.start_find(),
            Action::Commands => self.overlay = Some(Overlay::Palette(Palette::default())),
            Action::Help => self.overlay = Some(Overlay::Help(Help::default())),
            Action::RequestLog => self.overlay = Some(Overlay::Requests(RequestLog::default())),
            Action::OpenBy => self.ask_what_to_open(),
            Action::LoadRest => self.load_rest(out),
            Action::ReloadRecord => self.reload_record(out),
            Action::ReloadPage => self.reload_page(out),
            Action::Mark => self.mark(),
            Action::MarkRange => self.mark_range(),
            Action::Sort => {
                self.bring_related_forward();
                self.open_sort_menu();
            }
            Action::Columns => self.choose_columns(),
            Action::Bookmark => self.toggle_bookmark(out),
            Action::Bookmarks => self.open_bookmarks(),
            Action::Actions => self.open_actions_menu(),
            Action::Copy => self.open_copy_menu(Takes::Marked),
            Action::CopyJson => {
                self.copies = Takes::Marked;
                self.copy(CopyForm::Json, out);
            }
            Action::SwitchProfile => self.overlay = Some(Overlay::Menu(self.profile_menu())),
            Action::ReadToken => self.read_token(out),
            Action::TypeToken => self.ask_for_token(),
            Action::Edit => self.edit(out),
            Action::New => self.begin_new(),
            Action::Disable => self.begin_disable(out),
            Action::Undo => self.open_undo_menu(),
            _ => {
                if let Some(tab) = action.resource_index() {
                    self.go_to_resource(tab);
                }
            }
        }
    }

    // ---- moving

    /// Moves in a pane: the list's selection, or a relation's, or the text.
    pub(super) fn move_in(&mut self, pane: Pane, action: Action) {
        let Some(motion) = motion(action) else { return };
        match pane {
            Pane::Listing => {
                if let Some(listing) = self.profile_mut().listing_mut() {
                    listing.move_to(motion);
                }
                self.moved();
            }
            Pane::Detail => {
                if let Some(related) = self.profile_mut().related_mut() {
                    related.move_to(motion);
                    if let Some(view) = self.profile_mut().view_mut() {
                        view.moved = true;
                    }
                } else {
                    self.scroll_detail(motion);
                }
            }
        }
    }

    fn scroll_detail(&mut self, motion: Motion) {
        let height = self.layout().detail_inside.height.max(1);
        let page = self.detail_page().unwrap_or_default();
        if let Some(view) = self.profile_mut().view_mut() {
            // The window may have grown since.
            let top = page.top(view.scroll, height);
            let scroll = match motion {
                Motion::Down => top.saturating_add(1),
                Motion::Up => top.saturating_sub(1),
                Motion::HalfPageDown => top.saturating_add(height / 2),
                Motion::HalfPageUp => top.saturating_sub(height / 2),
                Motion::PageDown => top.saturating_add(height),
                Motion::PageUp => top.saturating_sub(height),
                Motion::First => 0,
                Motion::Last => u16::MAX,
            };
            view.scroll = page.top(scroll, height);
        }
    }

    /// The selection is another: the detail pane starts at its top, and an
    /// open relation tab waits for a rest.
    pub(super) fn moved(&mut self) {
        if let Some(view) = self.profile_mut().view_mut() {
            view.moved = true;
            view.scroll = 0;
            view.rests_at = None;
        }
    }

    fn scroll_other(&mut self, pane: Pane, action: Action) {
        let step = if action == Action::ScrollOtherDown {
            Action::Down
        } else {
            Action::Up
        };
        let both = {
            let layout = self.layout();
            layout.listing.is_some() && layout.detail.is_some()
        };
        let other = match pane {
            Pane::Listing if both => Pane::Detail,
            _ => Pane::Listing,
        };
        self.move_in(other, step);
    }

    pub(super) fn focus(&mut self, pane: Pane) {
        if let Some(view) = self.profile_mut().view_mut() {
            view.focus = pane;
        }
    }

    // ---- opening and going back

    pub(super) fn open(&mut self, out: &mut Outbox<'_>) {
        let Some(view) = self.profile().view() else {
            return;
        };
        match view.focus {
            Pane::Listing => {
                if self.profile().row().is_some() {
                    self.focus(Pane::Detail);
                    self.read_if_partial(out);
                }
            }
            Pane::Detail => self.open_related(out),
        }
    }

    /// Goes to the record under the cursor of an open relation tab.
    fn open_related(&mut self, out: &mut Outbox<'_>) {
        let related = self.profile().related();
        if related.and_then(Listing::selected).is_none() {
            return;
        }
        self.bring_related_forward();
        self.focus(Pane::Detail);
        self.read_if_partial(out);
    }

    /// Makes the list of an open relation tab that has the keys the one on the
    /// left. Only there is room to filter and sort it, and what a key does is
    /// never done to the list beside the one that has it.
    pub(super) fn bring_related_forward(&mut self) {
        let profile = self.profile();
        if profile
            .view()
            .is_none_or(|view| view.focus == Pane::Listing)
        {
            return;
        }
        let Some(source) = profile.related_source() else {
            return;
        };
        let mut view = View::new(source);
        view.under = profile.called();
        if let Some(trail) = self.profile_mut().trail_mut() {
            trail.push(view);
        }
    }

    pub(super) fn back(&mut self) {
        let profile = self.profile_mut();
        let Some(view) = profile.view_mut() else {
            return;
        };
        if view.focus == Pane::Detail && view.source.list().is_some() {
            view.focus = Pane::Listing;
        } else if let Some(trail) = profile.trail_mut() {
            trail.pop();
        }
    }

    fn leave(&mut self, out: &mut Outbox<'_>) {
        let at_root = self
            .profile()
            .trail()
            .is_none_or(|trail| trail.depth() == 0 && trail.last().focus == Pane::Listing);
        if at_root {
            self.quit(out);
        } else {
            self.back();
        }
    }

    /// Clears one thing: a walk, the filter, a search, the marks, requests that
    /// wait. It never quits and never goes back.
    fn clear(&mut self, out: &mut Outbox<'_>) {
        self.notice = None;
        if self.is_seeking() {
            return self.stop_seek(out);
        }
        if self.can_drop_waiting() {
            return self.drop_waiting(out);
        }
        let profile = self.profile_mut();
        let on_related = profile.view().is_some_and(|v| v.focus == Pane::Detail)
            && profile
                .related()
                .is_some_and(|list| list.walk() == Walk::Running || list.filter().is_some());
        let listing = if on_related {
            profile.related_mut()
        } else {
            profile.listing_mut()
        };
        let Some(listing) = listing else {
            return;
        };
        if listing.walk() == Walk::Running {
            listing.pause_walk(out);
            let walk = self.key_of(Action::LoadRest);
            self.say(
                Tone::Plain,
                format!("Loading the rest is paused; {walk} goes on"),
            );
        } else if listing.filter().is_some() {
            listing.clear_filter();
        } else if !listing.query().is_empty() {
            self.narrow(Query::default(), out);
        } else {
            self.unmark_all();
        }
    }

    // ---- tabs

    fn turn_tab(&mut self, by: isize) {
        let tabs = self.profile().detail_tabs();
        let Some(view) = self.profile_mut().view_mut() else {
            return;
        };
        let at = tabs.iter().position(|t| *t == view.tab).unwrap_or(0);
        let count = tabs.len().max(1);
        let next = at.saturating_add(count).saturating_add_signed(by) % count;
        if let Some(tab) = tabs.get(next) {
            view.show(tab.clone());
        }
    }

    /// Goes to a resource. From a record that was opened without its list, which
    /// stands in its tab, to the list.
    pub(super) fn go_to_resource(&mut self, tab: usize) {
        let profile = self.profile_mut();
        if tab >= profile.trails.len() {
            return;
        }
        let is_there = profile.tab == tab;
        profile.tab = tab;
        let opened = |profile: &Profile| {
            let view = profile.view();
            view.is_some_and(|view| matches!(view.source, Source::Record(_)))
        };
        while is_there && opened(profile) && profile.trail_mut().is_some_and(|t| t.pop().is_some())
        {
            if let Some(view) = profile.view_mut() {
                view.focus = Pane::Listing;
            }
        }
    }

    fn reload_page(&mut self, out: &mut Outbox<'_>) {
        if let Some(listing) = self.profile_mut().focused_mut() {
            listing.reload_visible(out);
        }
    }

    // ---- marks

    fn mark(&mut self) {
        if let Some(listing) = self.profile_mut().focused_mut() {
            listing.toggle_mark();
        }
        let pane = self.profile().view().map_or(Pane::Listing, |v| v.focus);
        self.move_in(pane, Action::Down);
    }

    /// Takes all marks of the list with the cursor off, and says whose they were.
    /// Tells whether there was one.
    pub(super) fn unmark_all(&mut self) -> bool {
        let (count, whose) = (self.marks_here(), self.whose_are_marked());
        if count == 0 {
            return false;
        }
        if let Some(listing) = self.profile_mut().focused_mut() {
            listing.unmark_all();
        }
        let told = text::counted(count, "mark", "marks");
        let whose = if whose.is_empty() {
            whose
        } else {
            format!(": {whose}")
        };
        self.say(Tone::Plain, format!("{told} taken off{whose}"));
        true
    }

    fn mark_range(&mut self) {
        let Some(range) = self.profile_mut().focused_mut().map(Listing::mark_range) else {
            return;
        };
        if range.left_out > 0 {
            let text = format!(
                "{} marked; {} of the range left out, as not loaded yet",
                text::grouped(range.marked),
                text::grouped(range.left_out)
            );
            self.say(Tone::Warn, text);
        }
    }

    // ---- by id or email

    fn ask_what_to_open(&mut self) {
        let Some(resource) = self.resource_name() else {
            return self.say(Tone::Plain, "These records cannot be opened by their id");
        };
        self.overlay = Some(Overlay::Open(OpenPrompt {
            resource,
            input: LineInput::default(),
            error: None,
        }));
    }
}

/// Whether an action asks the directory at once, and not only by what comes
/// onto the screen.
const fn asks_the_directory(action: Action) -> bool {
    matches!(
        action,
        Action::ReloadRecord
            | Action::ReloadPage
            | Action::LoadRest
            | Action::Edit
            | Action::New
            | Action::Disable
            | Action::Undo
    )
}

const fn motion(action: Action) -> Option<Motion> {
    Some(match action {
        Action::Down => Motion::Down,
        Action::Up => Motion::Up,
        Action::HalfPageDown => Motion::HalfPageDown,
        Action::HalfPageUp => Motion::HalfPageUp,
        Action::PageDown => Motion::PageDown,
        Action::PageUp => Motion::PageUp,
        Action::First => Motion::First,
        Action::Last => Motion::Last,
        _ => return None,
    })
}
