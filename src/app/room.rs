//! How much memory lists may take, and work on long ones that no key waits for.

use super::App;
use super::activity::Activity;
use super::listing::{Listing, Walk};
use super::outbox::Outbox;
use super::overlay::Tone;
use super::profile::Profile;
use super::view::Source;
use crate::text::grouped;

/// What share of all is freed at once: not every page that comes is to look for
/// one to go.
const FREED_AT_ONCE: usize = 8;

/// What share of all a walk leaves, so that what is looked at after it displaces
/// nothing that it loaded.
const LEFT_BY_WALK: usize = 16;

impl App {
    /// Goes on with what [`App::has_more_to_do`] tells of.
    pub(super) fn go_on(&mut self) {
        let is_typing = self.filtering.is_some();
        let profile = self.profile_mut();
        if let Some(related) = profile.related_mut() {
            related.look_on();
        }
        if let Some(listing) = profile.listing_mut() {
            if is_typing && !listing.is_looking() && listing.can_prepare() {
                listing.prepare_filter();
            } else {
                listing.look_on();
            }
        }
    }

    /// Whether a list on the screen has rows that its filter has not looked at,
    /// or that one which is about to be typed will look at, that are not in
    /// order yet, or that are not counted yet.
    pub(super) fn has_more_to_do(&self) -> bool {
        let profile = self.profile();
        let is_typing = self.filtering.is_some();
        if is_typing && profile.listing().is_some_and(Listing::can_prepare) {
            return true;
        }
        let mut lists = profile.listing().into_iter().chain(profile.related());
        lists.any(|list| list.is_looking() || list.is_sorting())
            || profile.activity().is_some_and(Activity::is_counting)
    }

    /// Keeps the lists of the profile on the screen within bounds: what can be
    /// read again gives way, what was looked at longest ago first. A walk does
    /// not displace anything that could be looked at: it stops.
    pub(super) fn keep_within(&mut self, out: &mut Outbox<'_>) {
        let most = self.most_kept;
        let profile = self.profile_mut();
        let taken = profile.listings_take();
        if taken <= most - most / LEFT_BY_WALK {
            return;
        }
        let walking = profile
            .listings
            .values_mut()
            .find(|listing| listing.walk() == Walk::Running);
        if let Some(walking) = walking {
            walking.pause_walk(out);
            let text = format!(
                "Stopped: {} rows are loaded, and lists may take no more than {} MiB",
                grouped(walking.loaded()),
                most >> 20
            );
            return self.say(Tone::Warn, text);
        }
        if taken > most {
            profile.make_room(taken - most + most / FREED_AT_ONCE);
        }
    }
}

impl App {
    /// What is to be said before the rest of a list is loaded that will take
    /// about so many bytes, if not all of it will be kept.
    pub(super) fn too_much_to_keep(&self, bytes: usize) -> Option<String> {
        (bytes > self.most_kept).then(|| {
            format!(
                "All would take about {} MiB of memory: it stops at {} MiB.",
                bytes >> 20,
                self.most_kept >> 20
            )
        })
    }
}

impl Profile {
    /// Bytes of memory that its lists take.
    pub(super) fn listings_take(&self) -> usize {
        self.listings.values().map(Listing::bytes).sum()
    }

    /// Frees so many bytes, if what can be read again takes so many.
    fn make_room(&mut self, bytes: usize) {
        let goal = self.listings_take().saturating_sub(bytes);
        let mut oldest: Vec<(&Source, &mut Listing)> = self.listings.iter_mut().collect();
        oldest.sort_by_key(|(_, listing)| listing.looked_at());
        let mut taken: usize = oldest.iter().map(|(_, listing)| listing.bytes()).sum();
        for (_, listing) in &mut oldest {
            if taken <= goal {
                return;
            }
            let before = listing.bytes();
            listing.drop_oldest(taken - goal);
            taken = taken + listing.bytes() - before;
        }
    }
}
