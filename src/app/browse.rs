//! Looking around: moving, opening, going back, tabs, the filter line.

use super::App;
use super::filter::FilterFields;
use super::input::{Edit, LineInput};
use super::listing::{Listing, Motion, Walk};
use super::outbox::Outbox;
use super::overlay::{Help, OpenPrompt, Overlay, Palette, Question, Then, Tone};
use super::profile::{Profile, Unfinished};
use super::view::{DetailTab, Pane, Source, View};
use crate::directory::call::{Query, RecordRef, RelationName};
use crate::directory::description::Resource;
use crate::keys::Action;

/// A walk of more requests than this is asked about first.
const WALK_UNASKED: u64 = 10;

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
            return self.say(
                Tone::Warn,
                "There is no good token: t reads it again, T types one",
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
            Action::Filter => self.start_filter(),
            Action::Commands => self.overlay = Some(Overlay::Palette(Palette::default())),
            Action::Help => self.overlay = Some(Overlay::Help(Help::default())),
            Action::RequestLog => self.overlay = Some(Overlay::Requests { selected: 0 }),
            Action::OpenBy => self.ask_what_to_open(),
            Action::LoadRest => self.load_rest(out),
            Action::ReloadRecord => self.reload_record(out),
            Action::ReloadPage => self.reload_page(out),
            Action::Mark => self.mark(),
            Action::MarkRange => self.mark_range(),
            Action::Sort => self.open_sort_menu(),
            Action::Actions => self.open_actions_menu(),
            Action::Copy => self.open_copy_menu(),
            Action::CopyJson => self.copy(super::overlay::CopyForm::Json, out),
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

    pub(super) fn select_visible(&mut self, row: u16) {
        if let Some(listing) = self.profile_mut().listing_mut() {
            let position = listing.top() + u64::from(row);
            listing.select_position(position);
        }
        self.moved();
    }

    pub(super) fn select_related(&mut self, row: u16) {
        if let Some(related) = self.profile_mut().related_mut() {
            let position = related.top() + u64::from(row);
            related.select_position(position);
        }
    }

    pub(super) fn focus(&mut self, pane: Pane) {
        if let Some(view) = self.profile_mut().view_mut() {
            view.focus = pane;
        }
    }

    // ---- opening and going back

    fn open(&mut self, out: &mut Outbox<'_>) {
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
        let profile = self.profile();
        let (Some(source), Some(related)) = (profile.related_source(), profile.related()) else {
            return;
        };
        if related.selected().is_none() {
            return;
        }
        let mut view = View::new(source);
        view.under = profile.called();
        view.focus = Pane::Detail;
        if let Some(trail) = self.profile_mut().trail_mut() {
            trail.push(view);
        }
        self.read_if_partial(out);
    }

    /// Goes to a record that is in no list on the screen.
    pub(super) fn go_to(&mut self, of: RecordRef) {
        let source = Source::Record(of);
        let mut view = View::new(source);
        view.focus = Pane::Detail;
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

    pub(super) fn quit(&mut self, out: &mut Outbox<'_>) {
        let asked = matches!(&self.overlay, Some(Overlay::Question(q)) if q.then == Then::Quit);
        let lost = self
            .profiles
            .iter()
            .map(Profile::unfinished)
            .fold(self.unfinished_here(), std::ops::Add::add);
        if asked || lost.is_nothing() {
            self.end(out);
        } else {
            self.set_review_aside();
            self.overlay = Some(Overlay::Question(quit_question(lost)));
        }
    }

    /// Lets an open review whose change is with the server go on behind what
    /// takes its place: its outcome is still to be told and written down.
    pub(super) fn set_review_aside(&mut self) {
        let in_flight = |overlay: &mut Overlay| matches!(overlay, Overlay::Review(review) if review.is_in_flight());
        if let Some(Overlay::Review(review)) = self.overlay.take_if(in_flight)
            && let Some(profile) = self.profiles.get_mut(review.profile().0)
        {
            profile.under_way.push(*review);
        }
    }

    /// What an open review holds that is in no profile's list.
    fn unfinished_here(&self) -> Unfinished {
        match &self.overlay {
            Some(Overlay::Review(review)) if review.is_in_flight() => Unfinished {
                changes: 1,
                ..Unfinished::default()
            },
            _ => Unfinished::default(),
        }
    }

    /// Clears one thing: a walk, the filter, a search, the marks' range. It
    /// never quits and never goes back.
    fn clear(&mut self, out: &mut Outbox<'_>) {
        self.notice = None;
        let Some(listing) = self.profile_mut().listing_mut() else {
            return;
        };
        if listing.walk() == Walk::Running {
            listing.pause_walk(out);
            self.say(Tone::Plain, "Loading the rest is paused; A goes on");
        } else if listing.filter().is_some() {
            listing.clear_filter();
        } else if !listing.query().is_empty() {
            listing.set_query(Query::default(), out);
            self.moved();
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
            view.tab = tab.clone();
            view.scroll = 0;
            view.rests_at = None;
        }
    }

    fn go_to_resource(&mut self, tab: usize) {
        let profile = self.profile_mut();
        if tab < profile.trails.len() {
            profile.tab = tab;
        }
    }

    // ---- the filter line

    fn start_filter(&mut self) {
        self.focus(Pane::Listing);
        let text = self
            .profile()
            .listing()
            .and_then(|listing| listing.filter())
            .map_or(String::new(), |filter| filter.text().to_owned());
        self.filtering = Some(LineInput::new(&text));
    }

    pub(super) fn filter_changed(&mut self) {
        let Some(text) = self.filtering.as_ref().map(|i| i.value().to_owned()) else {
            return;
        };
        let profile = self.profile_mut();
        let Some(view) = profile.view() else { return };
        let fields = FilterFields::new(profile.fields_of(&view.source));
        if let Some(listing) = profile.listing_mut() {
            listing.set_filter(&text, &fields);
        }
        self.moved();
    }

    pub(super) fn act_in_filter(&mut self, action: Action, out: &mut Outbox<'_>) {
        match action {
            Action::Accept => {
                self.filtering = None;
                self.open(out);
            }
            Action::Cancel => {
                // The line closes, the filter stays: Esc again clears it. An
                // empty line has nothing to keep.
                self.filtering = None;
            }
            Action::Complete => self.ask_server(out),
            Action::Up | Action::Down | Action::PageDown | Action::PageUp => {
                self.move_in(Pane::Listing, action);
            }
            Action::Help => self.overlay = Some(Overlay::Help(Help::default())),
            _ => {
                if let (Some(input), Some(step)) = (&mut self.filtering, Edit::of(action))
                    && input.edit(step)
                {
                    self.filter_changed();
                }
            }
        }
    }

    /// What asking the server for the filter line's text would ask, where the
    /// list can be asked.
    #[must_use]
    pub fn server_query(&self) -> Option<Query> {
        let profile = self.profile();
        let view = profile.view()?;
        let list = profile.list_of(&view.source)?;
        if list.search.is_none() && list.filters.is_empty() {
            return None;
        }
        let text = self.filtering.as_ref().map_or("", |i| i.value());
        let mut query = Query::default();
        let mut words = Vec::new();
        for word in text.split_whitespace() {
            match word.split_once(':') {
                Some((param, value))
                    if !value.is_empty() && list.filters.iter().any(|f| f.param == param) =>
                {
                    query.params.push((param.to_owned(), value.to_owned()));
                }
                _ => words.push(word),
            }
        }
        if list.search.is_some() && !words.is_empty() {
            query.search = Some(words.join(" "));
        }
        Some(query)
    }

    fn ask_server(&mut self, out: &mut Outbox<'_>) {
        let Some(query) = self.server_query() else {
            let title = self.profile().description().title.clone();
            return self.say(
                Tone::Plain,
                format!("{title} has no search here: the filter looks at what is loaded, A loads the rest"),
            );
        };
        self.filtering = None;
        if let Some(listing) = self.profile_mut().listing_mut() {
            listing.clear_filter();
            listing.set_query(query, out);
        }
        self.moved();
    }

    // ---- loading

    fn load_rest(&mut self, out: &mut Outbox<'_>) {
        let Some(listing) = self.profile_mut().focused_mut() else {
            return;
        };
        if listing.walk() == Walk::Running {
            listing.pause_walk(out);
        } else if listing.is_complete() {
            self.say(Tone::Plain, "All of it is loaded");
        } else {
            match listing.requests_left() {
                Some(left) if left <= WALK_UNASKED => listing.start_walk(),
                left => {
                    let question = self.walk_question(left);
                    self.overlay = Some(Overlay::Question(question));
                }
            }
        }
    }

    fn walk_question(&self, requests: Option<u64>) -> Question {
        let budget = &self.profile().budget;
        let price = match requests {
            Some(n) => format!("Loading the rest takes {n} requests{}.", minutes(n, budget)),
            None => "How many requests the rest takes is not known; the directory gives no total."
                .to_owned(),
        };
        let left = match budget.window {
            Some(window) => format!("{} of {} are left.", window.remaining, window.limit),
            None => "No limit is documented.".to_owned(),
        };
        Question {
            text: vec![
                price,
                left,
                "A or Esc pauses it; what came is kept.".to_owned(),
            ],
            yes: "Load the rest".to_owned(),
            no: "Cancel".to_owned(),
            yes_focused: false,
            then: Then::Walk,
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

    fn mark_range(&mut self) {
        let Some(range) = self.profile_mut().focused_mut().map(Listing::mark_range) else {
            return;
        };
        if range.left_out > 0 {
            let text = format!(
                "{} marked; {} of the range are not loaded and were left out",
                range.marked, range.left_out
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

impl Profile {
    /// What the record under the cursor is called.
    #[must_use]
    pub fn called(&self) -> Option<crate::text::Untrusted<'static>> {
        let view = self.view()?;
        let record = self.record()?;
        let value = record.value();
        Some(self.shape(&view.source)?.called(&value).into_owned())
    }

    /// The tabs of the detail pane for what is under the cursor.
    #[must_use]
    pub fn detail_tabs(&self) -> Vec<DetailTab> {
        let mut tabs = vec![DetailTab::Fields];
        if let Some(view) = self.view() {
            if self
                .relation_of(&view.source)
                .is_some_and(|r| r.item.is_some())
            {
                tabs.push(DetailTab::Item);
            }
            let relations = self
                .resource_of(&view.source)
                .map_or(&[][..], |resource: &Resource| &resource.relations);
            tabs.extend(
                relations
                    .iter()
                    .map(|relation| DetailTab::Relation(RelationName::new(&relation.name))),
            );
        }
        tabs.push(DetailTab::Json);
        tabs
    }

    /// The list that the open relation tab shows, of the record under the
    /// cursor.
    #[must_use]
    pub fn related_source(&self) -> Option<Source> {
        let view = self.view()?;
        match &view.tab {
            DetailTab::Relation(relation) if self.detail_tabs().contains(&view.tab) => {
                Some(Source::under(self.selected()?, relation.clone()))
            }
            _ => None,
        }
    }

    /// That list, if it was looked at before.
    #[must_use]
    pub fn related(&self) -> Option<&Listing> {
        self.listings.get(&self.related_source()?)
    }

    /// What the list with the cursor comes from: the open relation tab's if
    /// the detail pane has the keys, else the one on the left.
    #[must_use]
    pub fn focused_source(&self) -> Option<Source> {
        let view = self.view()?;
        let related = match view.focus {
            Pane::Detail => self.related_source(),
            Pane::Listing => None,
        };
        related.or_else(|| Some(view.source.clone()))
    }

    /// The list with the cursor, to be changed.
    pub fn focused_mut(&mut self) -> Option<&mut Listing> {
        let source = self.focused_source()?;
        self.listings.get_mut(&source)
    }

    /// That list, to be changed.
    pub fn related_mut(&mut self) -> Option<&mut Listing> {
        let source = self.related_source()?;
        self.listings.get_mut(&source)
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

fn quit_question(lost: Unfinished) -> Question {
    let mut text = Vec::new();
    let mut line = |count: usize, one: &str, many: &str| {
        if count > 0 {
            text.push(format!("{count} {}", if count == 1 { one } else { many }));
        }
    };
    line(lost.drafts, "draft would be lost", "drafts would be lost");
    line(
        lost.changes,
        "change was sent and has not been answered",
        "changes were sent and have not been answered",
    );
    line(
        lost.walks,
        "list is still being loaded",
        "lists are still being loaded",
    );
    Question {
        text,
        yes: "Quit".to_owned(),
        no: "Stay".to_owned(),
        yes_focused: false,
        then: Then::Quit,
    }
}

/// About how many minutes requests take at the pace that the minute allows.
fn minutes(requests: u64, budget: &super::message::Budget) -> String {
    // A walk leaves a fifth of the minute to the operator.
    let pace = budget
        .minute
        .map(|(_, allowed)| u64::from(allowed.saturating_sub(20).max(1)));
    match pace {
        Some(pace) if requests > pace => format!(", about {} min", requests.div_ceil(pace)),
        _ => String::new(),
    }
}
