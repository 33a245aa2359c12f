//! After every message: what is on the screen is asked for, what has left it
//! is given up, and what is due is done.

use std::time::Duration;

use jiff::Timestamp;

use super::App;
use super::listing::{Listing, Reach};
use super::message::{Effect, ProfileId, Urgency, Window};
use super::outbox::Outbox;
use super::overlay::{Overlay, Tone};
use super::profile::{Known, Profile};
use super::view::{DetailTab, Pane, Source};
use crate::directory::call::{Call, ListOf, RecordOf};
use crate::keys::Action;

/// How long a selection rests before an open relation tab is fetched for it.
const REST: Duration = Duration::from_millis(300);
/// A load that takes longer than this is shown with a spinner.
const SPINNER_AFTER: Duration = Duration::from_millis(150);
/// How often the spinner turns: 8 Hz.
const SPINNER_STEP: Duration = Duration::from_millis(125);
/// A page is read ahead only while more than this share of the budget is left.
const AHEAD_ABOVE_PERCENT: u64 = 40;

impl App {
    pub(super) fn settle(&mut self, out: &mut Outbox<'_>) {
        // The message may have switched to another profile.
        out.profile = self.active;
        self.lock_again();
        self.fall_back(out);
        self.tell_gone_marks();
        self.profile_mut().count_activity();
        self.fit();
        self.seek_on(out);
        if self.chosen && self.profile().token_trouble.is_none() {
            self.ask_for_record(out);
            self.ask_for_rows(out);
            self.ask_for_tab(out);
        }
        // A relation's list may have come into being just now.
        self.fit();
        self.note_opened();
        self.remember_switch(out);
        self.give_up_what_left(out);
        self.heed_budget(out);
        self.tick_reviews(out);
        self.keep_within(out);
        if self.has_more_to_do() {
            out.push(Effect::Continue);
        }
        self.keep_spending(out);
        self.loading_since = self
            .is_loading_first()
            .then(|| self.loading_since.unwrap_or(self.now.monotonic));
        self.set_alarms(out);
    }

    /// The time of a guarded profile's unlocking is over.
    fn lock_again(&mut self) {
        let now = self.now.monotonic;
        let profile = self.profile_mut();
        if profile.unlocked_until.is_some_and(|until| until <= now) {
            profile.unlocked_until = None;
            self.say(Tone::Warn, "Locked again; :write unlocks for 15 minutes");
        }
    }

    /// Tells the lists how much of them fits.
    fn fit(&mut self) {
        let layout = self.layout();
        let profile = self.profile_mut();
        if let Some(listing) = profile.listing_mut() {
            // Where only the detail pane is on the screen, the list keeps the
            // height it had.
            if layout.listing.is_some() {
                listing.set_height(layout.records());
            }
        }
        if let Some(related) = profile.related_mut() {
            related.set_height(layout.related_records());
        }
    }

    fn ask_for_rows(&mut self, out: &mut Outbox<'_>) {
        let reach = reach(self.profile());
        let profile = self.profile_mut();
        let Some(view) = profile.view() else { return };
        let moved = view.moved;
        let source = view.source.clone();
        if !profile.listings.contains_key(&source) {
            let Some(listing) = profile.new_listing(&source) else {
                return;
            };
            profile.listings.insert(source.clone(), listing);
        }
        profile.prepare_filters(&source, out.now.wall);
        if let Some(listing) = profile.listings.get_mut(&source) {
            listing.ask(out, if moved { reach } else { Reach::Screen });
            listing.look(out.now.monotonic);
        }
    }

    /// Fetches what an open tab shows, once the selection has rested.
    fn ask_for_tab(&mut self, out: &mut Outbox<'_>) {
        let now = self.now.monotonic;
        let reach = reach(self.profile());
        let visible = self.layout().detail.is_some();
        let profile = self.profile_mut();
        let Some(wanted) = profile.unfetched_tab().filter(|_| visible) else {
            if let Some(view) = profile.view_mut() {
                view.rests_at = None;
            }
            if let Some(source) = profile.related_source().filter(|_| visible) {
                profile.prepare_filters(&source, out.now.wall);
                if let Some(related) = profile.listings.get_mut(&source) {
                    related.ask(out, reach);
                    related.look(now);
                }
            }
            return;
        };
        let Some(view) = profile.view_mut() else {
            return;
        };
        let rests_at = *view.rests_at.get_or_insert(now + REST);
        if rests_at > now {
            return;
        }
        view.rests_at = None;
        match wanted {
            Wanted::List(source) => {
                if !profile.listings.contains_key(&source)
                    && let Some(listing) = profile.new_listing(&source)
                {
                    profile.listings.insert(source.clone(), listing);
                }
                if let Some(listing) = profile.listings.get_mut(&source) {
                    listing.ask(out, Reach::Screen);
                    listing.look(now);
                }
            }
            Wanted::Record(of) => {
                let ticket = out.read(Call::Get { of: of.clone() }, Urgency::Look);
                profile.known.insert(of, Known::Reading(ticket));
            }
        }
    }

    /// Cancels the reads of lists that are no longer on the screen.
    fn give_up_what_left(&mut self, out: &mut Outbox<'_>) {
        let id = self.active;
        let profile = self.profile();
        let shown: Vec<(ProfileId, Source)> = profile
            .view()
            .map(|view| view.source.clone())
            .into_iter()
            .chain(profile.related_source())
            .map(|source| (id, source))
            .collect();
        for (profile, source) in std::mem::replace(&mut self.on_screen, shown) {
            let gone = !self.on_screen.contains(&(profile, source.clone()));
            if gone
                && let Some(listing) = self
                    .profiles
                    .get_mut(profile.0)
                    .and_then(|p| p.listings.get_mut(&source))
            {
                listing.leave(out);
            }
        }
    }

    fn set_alarms(&self, out: &mut Outbox<'_>) {
        let now = self.now.monotonic;
        let profile = self.profile();
        if let Some(at) = profile.view().and_then(|view| view.rests_at) {
            out.wake_in(at.saturating_sub(now));
        }
        if let Some(since) = self.loading_since {
            let shown_at = since + SPINNER_AFTER;
            match now.checked_sub(shown_at) {
                // Nothing turns where it is read aloud.
                Some(_) if self.looks.accessible => {}
                Some(shown) => {
                    out.wake_in(SPINNER_STEP.saturating_sub(remainder(shown, SPINNER_STEP)));
                }
                None => out.wake_in(shown_at.saturating_sub(now)),
            }
        }
        // Countdowns turn at the second, and only those that are on screen.
        let ends = [
            profile.unlocked_until,
            profile.budget.blocked.as_ref().and_then(|b| b.until),
            self.waiting_to_be_sent(),
        ];
        for end in ends.into_iter().flatten().filter(|end| *end > now) {
            let left = end.saturating_sub(now);
            let part = Duration::from_nanos(u64::from(left.subsec_nanos()));
            out.wake_in(if self.looks.accessible {
                // Nothing ticks: what ends is told when it has.
                left
            } else if part.is_zero() {
                Duration::from_secs(1)
            } else {
                part
            });
        }
        // The time to the reset is shown in minutes.
        if let Some(Window { resets, .. }) = profile.budget.window
            && resets > now
            && !self.looks.accessible
        {
            let left = resets.saturating_sub(now).as_nanos() % Duration::from_mins(1).as_nanos();
            let left = u64::try_from(left).unwrap_or(u64::MAX);
            out.wake_in(Duration::from_nanos(left.saturating_add(1)));
        }
    }

    /// When a change that is under review can be sent, if not yet.
    fn waiting_to_be_sent(&self) -> Option<Duration> {
        match &self.overlay {
            Some(Overlay::Review(review)) if review.needs() > 0 => {
                self.profiles[review.profile().0].budget.change_waits_until
            }
            _ => None,
        }
    }

    /// Whether something is being loaded into a pane that has nothing to show.
    fn is_loading_first(&self) -> bool {
        let profile = self.profile();
        let empty =
            |listing: Option<&Listing>| listing.is_some_and(|l| l.is_waiting() && l.loaded() == 0);
        let reading = |of: RecordOf| matches!(profile.known.get(&of), Some(Known::Reading(_)));
        empty(profile.listing())
            || empty(profile.related())
            || (self.shows_item() && profile.item().is_some_and(reading))
            || self.shown_record().is_some_and(reading)
    }

    /// The record of a view that is one and nothing else.
    fn shown_record(&self) -> Option<RecordOf> {
        match &self.profile().view()?.source {
            Source::Record(of) => Some(RecordOf::Resource(of.clone())),
            Source::List(_) | Source::Search(..) => None,
        }
    }

    fn shows_item(&self) -> bool {
        self.profile()
            .view()
            .is_some_and(|view| view.tab == DetailTab::Item)
    }

    /// How often the spinner has turned since it appeared; none while it is
    /// not shown: what is loaded soon needs none.
    #[must_use]
    pub fn spinner_turns(&self) -> Option<u128> {
        let shown_at = self.loading_since? + SPINNER_AFTER;
        let shown_for = self.now.monotonic.checked_sub(shown_at)?;
        Some(shown_for.as_nanos() / SPINNER_STEP.as_nanos())
    }
}

/// What is left over of whole steps.
fn remainder(of: Duration, step: Duration) -> Duration {
    let nanos = of.as_nanos() % step.as_nanos();
    Duration::from_nanos(u64::try_from(nanos).unwrap_or(0))
}

/// What an open tab needs that was not asked for in this run.
enum Wanted {
    List(Source),
    Record(RecordOf),
}

impl Profile {
    /// Tells a list what filters will read of its records, as soon as that is
    /// known: where no fields are described, its first rows tell.
    fn prepare_filters(&mut self, source: &Source, now: Timestamp) {
        self.heed_order(source);
        let is_due = |listing: &&Listing| listing.has_answered() && !listing.knows_fields();
        if self.listings.get(source).is_some_and(|l| is_due(&l)) {
            let fields = self.filter_fields(source, now);
            if let Some(listing) = self.listings.get_mut(source) {
                listing.fold_for(&fields);
            }
        }
    }

    /// Tells a list which field the order is by that it is to come in.
    fn heed_order(&mut self, source: &Source) {
        let Some(listing) = self.listings.get(source) else {
            return;
        };
        let can_sort = self
            .list_of(source)
            .is_some_and(|list| !list.sort.is_empty());
        let sorting = self.description().sorting.as_ref();
        let default = sorting.and_then(|sorting| sorting.default_sort());
        let sort = listing.sort().or(default.filter(|_| can_sort)).cloned();
        let fields = self.fields_of(source);
        let by = sort.and_then(|sort| {
            let field = fields.iter().find(|field| field.name == sort.field)?;
            Some((field.clone(), sort.order))
        });
        if let Some(listing) = self.listings.get_mut(source) {
            listing.heed_order(by.as_ref().map(|(field, order)| (field, *order)));
        }
    }

    /// A list of that source that has asked for nothing yet. A record that was
    /// opened by its id is there at once.
    pub(super) fn new_listing(&self, source: &Source) -> Option<Listing> {
        match source {
            Source::List(of) | Source::Search(of, _) => {
                let list = self.list_of(source)?;
                let paging = list.paging.as_ref().unwrap_or(&self.description().paging);
                Some(Listing::new(of.clone(), paging))
            }
            Source::Record(of) => {
                let known = self.known.get(&RecordOf::Resource(of.clone()))?;
                let all = ListOf::Resource(of.resource.clone());
                Some(Listing::single(all, known.record()?.clone()))
            }
        }
    }

    fn unfetched_tab(&self) -> Option<Wanted> {
        let view = self.view()?;
        match &view.tab {
            DetailTab::Relation(_) => self
                .related_source()
                .filter(|source| self.listings.get(source).is_none_or(Listing::is_unasked))
                .map(Wanted::List),
            DetailTab::Item => self
                .item()
                .filter(|of| !self.known.contains_key(of))
                .map(Wanted::Record),
            DetailTab::Fields | DetailTab::Json => None,
        }
    }
}

impl App {
    /// Reads the record under the cursor where its list gave only a part of
    /// it, unless that was done.
    pub(super) fn read_if_partial(&mut self, out: &mut Outbox<'_>) {
        let profile = self.profile();
        let Some(view) = profile.view() else { return };
        if !profile.is_partial(&view.source) {
            return;
        }
        if let Some(of) = profile.selected() {
            let of = RecordOf::Resource(of);
            let known = self.profile().known.get(&of);
            if known.is_none_or(Known::is_to_be_read) {
                self.read_record(of, out);
            }
        }
    }

    /// `r`: reads the record under the cursor again, or what an open tab of it
    /// shows.
    pub(super) fn reload_record(&mut self, out: &mut Outbox<'_>) {
        let profile = self.profile_mut();
        let Some(view) = profile.view() else { return };
        let in_detail = view.focus == Pane::Detail;
        let on_item = view.tab == DetailTab::Item;
        if in_detail && let Some(related) = profile.related_mut() {
            related.reload_visible(out);
        } else if in_detail
            && on_item
            && let Some(of) = profile.item()
        {
            self.read_record(of, out);
        } else if profile.row().is_none() {
            // There is no record: what failed is the list.
            if let Some(listing) = profile.listing_mut() {
                listing.reload_visible(out);
            }
        } else if let Some(of) = profile.selected()
            && profile
                .resource(&of.resource)
                .is_some_and(|resource| resource.get.is_some())
        {
            self.read_record(RecordOf::Resource(of), out);
        } else {
            let page = self.key_of(Action::ReloadPage);
            self.say(
                Tone::Plain,
                format!("This record cannot be read by itself; {page} reads its page again"),
            );
        }
    }

    pub(super) fn read_record(&mut self, of: RecordOf, out: &mut Outbox<'_>) {
        let ticket = out.read(Call::Get { of: of.clone() }, Urgency::Look);
        let profile = self.profile_mut();
        // What was known stays on the screen until the answer comes.
        let before = profile.known.get(&of).and_then(|k| k.seen().cloned());
        let reading = match before {
            Some(seen) => Known::Rereading(ticket, seen),
            None => Known::Reading(ticket),
        };
        if let (Known::Reading(_), RecordOf::Resource(of)) = (&reading, &of) {
            out.push(Effect::Recall(out.profile, of.clone()));
        }
        profile.known.insert(of, reading);
    }
}

fn reach(profile: &Profile) -> Reach {
    let is_plenty_left = profile.budget.window.is_none_or(|window| {
        u64::from(window.remaining) * 100 > u64::from(window.limit) * AHEAD_ABOVE_PERCENT
    });
    if is_plenty_left {
        Reach::PageAhead
    } else {
        Reach::Screen
    }
}
