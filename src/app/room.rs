//! How much memory lists may take, and work on long ones that no key waits for.

use super::App;
use super::filter::FilterFields;
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
        let fields = self.fields_to_filter();
        let profile = self.profile_mut();
        if let Some(related) = profile.related_mut() {
            related.look_on();
        }
        if let Some(listing) = profile.listing_mut() {
            if listing.is_looking() {
                listing.look_on();
            } else if let Some(fields) = fields {
                listing.prepare_filter(&fields);
            }
        }
    }

    /// Whether a list on the screen has rows that its filter has not looked at,
    /// or that a filter which is about to be typed will look at.
    pub(super) fn has_more_to_do(&self) -> bool {
        let profile = self.profile();
        let looking = |list: Option<&Listing>| list.is_some_and(Listing::is_looking);
        looking(profile.listing())
            || looking(profile.related())
            || (self.filtering.is_some() && profile.listing().is_some_and(Listing::can_prepare))
    }

    /// What a filter that is being typed looks at.
    fn fields_to_filter(&self) -> Option<FilterFields> {
        let profile = self.profile();
        self.filtering.as_ref()?;
        let view = profile.view()?;
        Some(profile.filter_fields(&view.source, self.now.wall))
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
        let steps: [fn(&mut Listing, usize); 2] =
            [|listing, _| listing.unfold(), Listing::drop_oldest];
        for step in steps {
            for (_, listing) in &mut oldest {
                if taken <= goal {
                    return;
                }
                let before = listing.bytes();
                step(listing, taken - goal);
                taken = taken + listing.bytes() - before;
            }
        }
    }
}
