//! Records to come back to: those with a bookmark, of all profiles, and those
//! that were opened in this run.

mod list;
#[cfg(test)]
mod tests;

pub use self::list::{BookmarkItem, BookmarkList};
use super::App;
use super::message::{Effect, ProfileId};
use super::outbox::Outbox;
use super::overlay::Tone;
use super::profile::{Known, Profile};
use super::session::{Bookmark, Change, Keeps, LONGEST_ID, MOST_BOOKMARKS};
use super::view::{Pane, Source};
use crate::config::connection::Address;
use crate::directory::call::{RecordOf, RecordRef, ResourceName};
use crate::directory::record::{Record, RecordId};
use crate::directory::who::{Likeness, Who};
use crate::keys::Action;
use crate::text::Untrusted;

/// How many opened records are remembered.
const RECENT: usize = 50;
/// The widest that a record is named in a menu or a notice, in columns.
const NAME: usize = 40;

/// A record that was opened in this run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    /// Through which profile.
    pub profile: ProfileId,
    /// Which.
    pub of: RecordRef,
    /// What it was called then.
    pub called: Untrusted<'static>,
}

impl Profile {
    /// A record among all that is loaded, and whether it is whole, as reading
    /// it by itself gives it.
    pub(super) fn loaded(&self, of: &RecordRef) -> Option<(&Record, bool)> {
        let read = self.known.get(&RecordOf::Resource(of.clone()));
        if let Some(seen) = read.and_then(Known::seen) {
            return Some((&seen.record, !seen.is_old));
        }
        let rows = self.listings.iter().filter(|(source, _)| {
            let resource = self.resource_of(source);
            resource.is_some_and(|resource| resource.name == of.resource.as_str())
        });
        let mut found = rows
            .filter_map(|(source, rows)| Some((rows.record(&of.id)?, !self.is_partial(source))));
        found.next()
    }

    /// What a record is called, if it is loaded.
    pub(super) fn name_of(&self, of: &RecordRef) -> Option<Untrusted<'static>> {
        let (record, _) = self.loaded(of)?;
        let resource = self.resource(&of.resource)?;
        let shape = crate::directory::shape::Shape::of_resource(resource);
        Some(shape.called(&record.value()).into_owned())
    }
}

impl App {
    /// Tells the profiles which of their records have a bookmark.
    pub(super) fn note_bookmarks(&mut self) {
        for profile in &mut self.profiles {
            let connection = &profile.connection;
            let address = connection.address();
            let bookmarks = self.session.bookmarks_at(&connection.name, &address);
            profile.bookmarked = bookmarks.map(record_of).collect();
        }
    }

    /// Takes over what an earlier version remembered without an address: it was
    /// written for the profile of that name, and is of the address that this has
    /// now, once and for all.
    pub(super) fn adopt(&mut self) {
        for profile in &self.profiles {
            let name = &profile.connection.name;
            if self.session.is_to_be_adopted(name) {
                let change = Change::Adopted {
                    profile: name.clone(),
                    address: profile.connection.address(),
                };
                self.session.apply(&change);
                if self.keeps != Keeps::Columns {
                    self.adopted.push(change);
                }
            }
        }
    }

    /// Whether the record under the cursor has a bookmark.
    #[must_use]
    pub fn is_bookmarked(&self) -> bool {
        let profile = self.profile();
        profile
            .selected()
            .is_some_and(|of| profile.bookmarked.contains(&of))
    }

    /// `b`: gives the record a bookmark, or takes it away.
    pub(super) fn toggle_bookmark(&mut self, out: &mut Outbox<'_>) {
        let profile = self.profile();
        let Some(of) = profile.selected() else {
            return self.say(Tone::Plain, "There is no record here to bookmark");
        };
        let name = profile.connection.name.clone();
        let called = profile.called().unwrap_or_default();
        let called = called.shown_within(NAME).into_owned();
        let list = self.key_of(Action::Bookmarks);
        let address = profile.connection.address();
        let resource = profile.resource(&of.resource);
        let who = resource.zip(profile.record());
        let who = who.map_or_else(Who::default, |(resource, record)| {
            let who = Who::of(resource, &record.value());
            // What tells of people stays on this computer only if it is to.
            let keeps = profile.connection.keep.is_some();
            if keeps { who } else { who.veiled() }
        });
        if profile.bookmarked.contains(&of) {
            self.unmark(name, Some(address), &of, out);
            return self.say(Tone::Plain, format!("{called} has no bookmark any more"));
        }
        if of.id.raw().len() > LONGEST_ID {
            return self.say(Tone::Warn, "Its id is too long for a bookmark");
        }
        if profile.bookmarked.len() >= MOST_BOOKMARKS {
            let words =
                format!("A profile has {MOST_BOOKMARKS} bookmarks at most; {list} lists them");
            return self.say(Tone::Warn, words);
        }
        let change = Change::Bookmarked {
            profile: name,
            bookmark: Bookmark::new(of.resource.as_str(), of.id.raw(), self.now.wall)
                .of(address, who),
        };
        self.remember_of_people(change, out);
        let until = if self.keeps == Keeps::Columns {
            " until whoswho ends"
        } else {
            ""
        };
        self.say(
            Tone::Good,
            format!("{called} is bookmarked{until}; {list} lists the bookmarks"),
        );
    }

    fn unmark(
        &mut self,
        profile: String,
        address: Option<Address>,
        of: &RecordRef,
        out: &mut Outbox<'_>,
    ) {
        let change = Change::Unmarked {
            profile,
            address,
            resource: of.resource.as_str().to_owned(),
            id: of.id.raw().to_owned(),
        };
        self.remember_of_people(change, out);
    }

    /// Remembers something that tells of people: beyond the end only where that
    /// may be.
    fn remember_of_people(&mut self, change: Change, out: &mut Outbox<'_>) {
        self.session.apply(&change);
        self.note_bookmarks();
        if self.keeps != Keeps::Columns {
            out.push(Effect::Remember(change));
        }
    }

    /// Goes to a record that has a bookmark: without a request where it is
    /// loaded, else with one. Who it was is held against who it is.
    pub(super) fn go_to_bookmark(
        &mut self,
        id: ProfileId,
        of: &RecordRef,
        was: Who,
        out: &mut Outbox<'_>,
    ) {
        self.visit(id, of, out);
        self.awaited = Some((id, of.clone(), was));
        self.tell_another();
    }

    /// Says so, once the record of a bookmark is there, if it is somebody else
    /// by now.
    pub(super) fn tell_another(&mut self) {
        let Some((id, of, was)) = &self.awaited else {
            return;
        };
        let profile = &self.profiles[id.0];
        let resource = profile.resource(&of.resource);
        let Some((resource, (record, is_fresh))) = resource.zip(profile.loaded(of)) else {
            return;
        };
        let is = Who::of(resource, &record.value());
        let is_another = was.likeness(&is) == Likeness::Another;
        if !is_another && !is_fresh {
            // It is read yet.
            return;
        }
        let said = is_another.then(|| {
            let record = Untrusted::new(of.id.raw());
            let name = was.name();
            let before = if name.is_empty() {
                "somebody else's when it was bookmarked".to_owned()
            } else {
                name.shown_within(NAME).to_string()
            };
            format!(
                "{} is {} now; it was {before}",
                record.shown_within(NAME),
                is.name().shown_within(NAME),
            )
        });
        self.awaited = None;
        if let Some(said) = said {
            self.say(Tone::Warn, said);
        }
    }

    /// Goes to a record of a profile: without a request where it is loaded, else
    /// with one.
    pub(super) fn visit(&mut self, id: ProfileId, of: &RecordRef, out: &mut Outbox<'_>) {
        self.switch_to(id);
        out.profile = self.active;
        let now = self.now.wall;
        let profile = self.profile_mut();
        let tab = |trail: &super::view::Trail| trail.resource == of.resource;
        if let Some(tab) = profile.trails.iter().position(tab) {
            profile.tab = tab;
        }
        let source = profile.view().map(|view| view.source.clone());
        let shown_here = source
            .as_ref()
            .and_then(|source| profile.reference(source, &of.id))
            .is_some_and(|here| here == *of);
        if shown_here && self.select_loaded(&of.id) {
            return;
        }
        let profile = self.profile_mut();
        if let Some((record, true)) = profile.loaded(of) {
            let record = record.clone();
            profile.know(of.clone(), record, now);
        } else if profile
            .resource(&of.resource)
            .is_none_or(|resource| resource.get.is_none())
        {
            return self.say(
                Tone::Warn,
                "It is not loaded, and this directory cannot read one of these by its id",
            );
        }
        // What is not known of it is asked for as it comes onto the screen.
        self.profile_mut().go_to(of.clone());
    }

    /// Remembers the record in the detail pane as one that was opened.
    pub(super) fn note_opened(&mut self) {
        let profile = self.profile();
        let in_detail = profile
            .view()
            .is_some_and(|view| view.focus == Pane::Detail);
        let Some(of) = profile.selected().filter(|_| in_detail) else {
            return;
        };
        let id = self.active;
        let is_it = |recent: &Recent| recent.profile == id && recent.of == of;
        if self.recent.front().is_some_and(is_it) {
            return;
        }
        let called = profile.called().unwrap_or_default();
        self.recent.retain(|recent| !is_it(recent));
        self.recent.push_front(Recent {
            profile: id,
            of,
            called,
        });
        self.recent.truncate(RECENT);
    }

    /// Asks for the record of the view, if it is one that was gone to by its id
    /// and never came in this run.
    pub(super) fn ask_for_record(&mut self, out: &mut Outbox<'_>) {
        let profile = self.profile();
        let Some(source @ Source::Record(of)) = profile.view().map(|view| &view.source) else {
            return;
        };
        let resource = profile.resource(&of.resource);
        let is_readable = resource.is_some_and(|resource| resource.get.is_some());
        let of = RecordOf::Resource(of.clone());
        let is_wanted = match profile.known.get(&of) {
            Some(known) => known.is_to_be_read() && is_readable,
            None => !profile.listings.contains_key(source),
        };
        if is_wanted {
            self.read_record(of, out);
        }
    }
}

fn record_of(bookmark: &Bookmark) -> RecordRef {
    RecordRef {
        resource: ResourceName::new(&bookmark.resource),
        id: RecordId::new(&bookmark.id),
    }
}
