//! Going on where the last run ended: the trails of each profile, with what
//! they were filtered and sorted by.
//!
//! Nothing is asked for here: a view that came back asks for what it shows when
//! it is on the screen, as any other. What is gone by then is told, and the
//! view before it is gone back to.

mod leaving;
mod returning;
#[cfg(test)]
mod tests;

use super::App;
use super::change::error_words;
use super::listing::Listing;
use super::message::{Effect, ProfileId};
use super::outbox::Outbox;
use super::overlay::Tone;
use super::profile::{Known, Profile};
use super::session::{Change, Keeps, Left};
use super::view::{Pane, Source, Trail};
use crate::directory::call::{ApiError, RecordOf, RecordRef};
use crate::text::{Untrusted, counted};

/// The widest that an id is shown in a notice, in columns.
const ID: usize = 40;

impl App {
    /// Goes back to where each profile was left.
    pub(super) fn restore_trails(&mut self) {
        let now = self.now.wall;
        let mut gone = Vec::new();
        let mut any = false;
        for profile in &mut self.profiles {
            let name = &profile.connection.name;
            let address = profile.connection.address();
            let by_name = self.session.left(name);
            let here = |left: &&Left| left.address.as_ref().is_none_or(|at| *at == address);
            let here = by_name.filter(here);
            let Some(left) = here.or_else(|| self.session.left_at(&address)) else {
                if by_name.is_some() {
                    any = true;
                    let name = Untrusted::new(name.as_str());
                    gone.push(format!(
                        "the profile {} has another address now, and what was open and marked \
                         there is not applied here",
                        name.shown_within(ID)
                    ));
                }
                continue;
            };
            any = true;
            gone.extend(profile.come_back(left, now));
        }
        if let Some(what) = gone.first() {
            self.say(Tone::Warn, format!("Not all came back: {what}"));
        } else if !any {
            self.say(
                Tone::Plain,
                "There is nothing to go on with yet: where you are when whoswho ends comes back",
            );
        }
    }

    /// After every message: a profile that was left is remembered as it was.
    pub(super) fn remember_switch(&mut self, out: &mut Outbox<'_>) {
        let now = self.chosen.then_some(self.active);
        let before = std::mem::replace(&mut self.was_on, now);
        if let Some(before) = before.filter(|before| Some(*before) != now) {
            self.remember_left(before, out);
        }
    }

    /// Remembers where the operator is, as the program ends.
    pub(super) fn remember_all(&self, out: &mut Outbox<'_>) {
        for at in 0..self.profiles.len() {
            let id = ProfileId(at);
            if id != self.active && !self.profiles[at].listings.is_empty() {
                self.remember_left(id, out);
            }
        }
        if self.chosen {
            self.remember_left(self.active, out);
        }
    }

    fn remember_left(&self, id: ProfileId, out: &mut Outbox<'_>) {
        if self.keeps != Keeps::Trails {
            return;
        }
        let Some(profile) = self.profiles.get(id.0) else {
            return;
        };
        if let Some(left) = profile.left() {
            out.push(Effect::Remember(Change::Left {
                profile: profile.connection.name.clone(),
                left,
                active: id == self.active,
            }));
        }
    }

    /// Goes back from a record, or from a list that came back, which turns out
    /// not to be there any more.
    pub(super) fn fall_back(&mut self, out: &mut Outbox<'_>) {
        let profile = self.profile();
        let Some(view) = profile.view() else { return };
        let said = match &view.source {
            Source::Record(of) => match profile.known.get(&RecordOf::Resource(of.clone())) {
                // A token that is put right lets it be asked for again.
                Some(Known::Failed(ApiError::Unauthorized(_), None)) => None,
                Some(Known::Failed(error, None)) => Some(not_opened(profile, of, error)),
                _ => None,
            },
            Source::List(_) | Source::Search(..) if view.resumed => {
                return self.settle_resumed(out);
            }
            Source::List(_) | Source::Search(..) => None,
        };
        if let Some(said) = said {
            if let Some(trail) = self.profile_mut().trail_mut() {
                trail.pop();
            }
            self.say(Tone::Warn, said);
        }
    }

    /// A record that the operator was in, and that is shown as it was kept, is
    /// read anew where its list does not give it as a whole.
    fn read_what_was_kept(&mut self, out: &mut Outbox<'_>) {
        let profile = self.profile();
        let in_detail = profile
            .view()
            .is_some_and(|view| view.focus == Pane::Detail);
        if in_detail && profile.known_here().is_some_and(Known::is_to_be_read) {
            self.read_if_partial(out);
        }
    }

    /// Where no field is described, a filter that came back knows those of the
    /// rows only now.
    fn filter_by_what_came(&mut self) {
        let now = self.now.wall;
        let profile = self.profile_mut();
        let Some(source) = profile.view().map(|view| view.source.clone()) else {
            return;
        };
        let fields = profile.filter_fields(&source, now);
        if profile.fields_of(&source).is_empty()
            && let Some(listing) = profile.listings.get_mut(&source)
            && let Some(text) = listing.filter().map(|filter| filter.text().to_owned())
        {
            listing.set_filter(&text, &fields);
        }
    }

    /// Tells of marks of an earlier run whose records are there no more.
    pub(super) fn tell_gone_marks(&mut self) {
        let profile = self.profile_mut();
        let gone = profile.listing_mut().map_or(0, Listing::take_gone_marks)
            + profile.related_mut().map_or(0, Listing::take_gone_marks);
        if gone > 0 {
            let records = counted(gone as u64, "marked record is", "marked records are");
            self.say(Tone::Warn, format!("{records} there no more"));
        }
    }

    /// A list that came back has answered, or is gone.
    fn settle_resumed(&mut self, out: &mut Outbox<'_>) {
        let profile = self.profile();
        let Some(listing) = profile.listing() else {
            return;
        };
        let depth = profile.trail().map_or(0, Trail::depth);
        if listing.has_answered() && listing.earlier().is_none() {
            let lost = listing.lost().cloned();
            if let Some(view) = self.profile_mut().view_mut() {
                view.resumed = false;
                if lost.is_some() {
                    view.focus = Pane::Listing;
                }
            }
            self.filter_by_what_came();
            if let Some(id) = lost {
                let id = Untrusted::new(id.raw());
                let id = id.shown_within(ID);
                self.say(
                    Tone::Warn,
                    format!("\"{id}\" does not stand where it was left"),
                );
            } else {
                self.read_what_was_kept(out);
            }
        } else if let Some(ApiError::NotFound(_)) = listing.error()
            && depth > 0
        {
            let under = profile.view().and_then(|view| view.source.relation());
            let id = under.map_or("", |(parent, _)| parent.id.raw());
            let id = Untrusted::new(id);
            let said = format!("\"{}\" is there no more", id.shown_within(ID));
            if let Some(trail) = self.profile_mut().trail_mut() {
                trail.pop();
            }
            self.say(Tone::Warn, said);
        }
    }
}

fn not_opened(profile: &Profile, of: &RecordRef, error: &ApiError) -> String {
    let resource = profile.resource(&of.resource);
    let singular = resource.map_or("record", |resource| &resource.singular);
    let id = Untrusted::new(of.id.raw());
    match error {
        ApiError::NotFound(_) => format!("No {singular} has the id \"{}\"", id.shown_within(ID)),
        error => format!("Not opened: {}", error_words(error)),
    }
}
