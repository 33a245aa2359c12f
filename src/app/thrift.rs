//! What a budget that runs low asks of the explorer: a walk that would wait too
//! long stops, what waits can be dropped, and a change has room before it is
//! confirmed.

use std::time::Duration;

use super::App;
use super::listing::{Listing, Walk};
use super::message::{Blocked, BlockedBy, Effect, ProfileId};
use super::outbox::Outbox;
use super::overlay::{Overlay, Tone};
use super::profile::{Known, Profile};
use crate::directory::call::{ApiError, RecordOf};
use crate::keys::Action;

/// A walk that would wait longer than this stops and says so.
const LONGEST_WALK_WAIT: Duration = Duration::from_mins(2);

impl App {
    /// After every message: stops a walk that would wait too long, and sets
    /// aside what the change under review needs.
    pub(super) fn heed_budget(&mut self, out: &mut Outbox<'_>) {
        self.stop_long_walks(out);
        for at in 0..self.profiles.len() {
            let needed = match &self.overlay {
                Some(Overlay::Review(review)) if review.profile().0 == at => review.needs(),
                _ => 0,
            };
            let profile = &mut self.profiles[at];
            if profile.reserved != needed {
                profile.reserved = needed;
                out.push(Effect::Reserve(ProfileId(at), needed));
            }
        }
    }

    fn stop_long_walks(&mut self, out: &mut Outbox<'_>) {
        let now = self.now.monotonic;
        let profile = self.profile_mut();
        let Some(wait) = profile.wait(now).filter(|wait| *wait > LONGEST_WALK_WAIT) else {
            return;
        };
        let mut stopped = false;
        let sources: Vec<_> = profile.listings.keys().cloned().collect();
        for source in sources {
            if let Some(listing) = profile.listings.get_mut(&source)
                && listing.walk() == Walk::Running
            {
                listing.pause_walk(out);
                stopped = true;
            }
        }
        if stopped {
            let minutes = wait.as_secs().div_ceil(60);
            let key = self.key_of(Action::LoadRest);
            self.say(
                Tone::Warn,
                format!(
                    "Loading the rest would wait {minutes} min for the budget, so it is paused; \
                     what came is kept. {key} goes on"
                ),
            );
        }
    }

    /// Whether requests of the view wait for the budget and clearing would
    /// drop them: there is nothing else to clear.
    #[must_use]
    pub fn can_drop_waiting(&self) -> bool {
        let profile = self.profile();
        let nothing_else = profile.listing().is_none_or(|listing| {
            listing.walk() != Walk::Running
                && listing.filter().is_none()
                && listing.query().is_empty()
        });
        let reads = [profile.listing(), profile.related()];
        let waits = reads.into_iter().flatten().any(Listing::is_waiting)
            || profile.known.values().any(|known| known.ticket().is_some());
        nothing_else && waits && profile.wait(self.now.monotonic).is_some()
    }

    /// Drops the reads of the view, which wait for the budget. They are asked
    /// for again by reloading, or by moving to what they would have shown.
    pub(super) fn drop_waiting(&mut self, out: &mut Outbox<'_>) {
        let profile = self.profile_mut();
        let mut dropped = 0;
        let related = profile.related_source();
        let source = profile.view().map(|view| view.source.clone());
        for source in source.into_iter().chain(related) {
            if let Some(listing) = profile.listings.get_mut(&source) {
                dropped += listing.drop_reads(out);
            }
        }
        dropped += profile.drop_record_reads(out);
        let requests = if dropped == 1 { "request" } else { "requests" };
        let again = self.key_of(Action::ReloadRecord);
        self.say(
            Tone::Plain,
            format!("{dropped} waiting {requests} dropped; nothing was sent. {again} asks again"),
        );
    }

    /// When, on [`Now::monotonic`](super::message::Now::monotonic)'s scale, a
    /// change of a profile has room in its budget, if it has none now.
    #[must_use]
    pub fn change_waits_until(&self, profile: ProfileId) -> Option<Duration> {
        let until = self.profiles.get(profile.0)?.budget.change_waits_until?;
        (until > self.now.monotonic).then_some(until)
    }
}

impl Profile {
    /// How long what waits will wait for the budget.
    fn wait(&self, now: Duration) -> Option<Duration> {
        match self.budget.blocked {
            Some(Blocked {
                why: BlockedBy::Minute(..) | BlockedBy::Window(_) | BlockedBy::Refused,
                until: Some(until),
            }) => until.checked_sub(now).filter(|wait| !wait.is_zero()),
            _ => None,
        }
    }

    /// Gives up the reads of single records; says how many.
    fn drop_record_reads(&mut self, out: &mut Outbox<'_>) -> usize {
        let mut dropped = 0;
        for (of, known) in &mut self.known {
            let Some(ticket) = known.ticket() else {
                continue;
            };
            out.cancel(ticket);
            dropped += 1;
            *known = match known.seen() {
                Some(seen) if !seen.is_old => Known::Read(seen.clone()),
                seen => Known::Failed(ApiError::Cancelled, seen.cloned()),
            };
            if let RecordOf::Resource(of) = of
                && let Some(form) = self
                    .drafts
                    .get_mut(&super::profile::Draft::Edit(of.clone()))
            {
                form.unread(&ApiError::Cancelled);
            }
        }
        dropped
    }
}
