//! Finding one person in a long list without loading it.
//!
//! ```text
//!  o, :open EMAIL ─▶ among what is loaded                              no request
//!                 └▶ by the directory's search                         one
//!                 └▶ in a list sorted by it, by page numbers (`Search`)
//!                                                      at most 3 + log2 of the pages
//!                 └▶ page after page, once the price was agreed to     the rest
//!  / name:ana Tab ─▶ in the list on the screen, by page numbers
//! ```
//!
//! Nothing of it waits: each message lets it look at what has come and ask for
//! the next page. It belongs to the view that it was begun in; leaving that ends
//! it.

mod collation;
mod email;
mod pages;
mod row;
mod search;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::BTreeSet;

pub(super) use self::collation::Collation;
pub use self::row::SeekOffer;
pub use self::walk::WalkFor;

use self::pages::ByPages;
use super::App;
use super::dates::time_of_day;
use super::listing::{Listing, PageRead};
use super::message::{ProfileId, Ticket};
use super::outbox::Outbox;
use super::overlay::Tone;
use super::questions::minutes;
use super::view::Source;
use crate::directory::call::{ApiError, Reply, ResourceName};
use crate::directory::description::Field;
use crate::directory::record::Record;
use crate::directory::value::FieldValue;
use crate::keys::Action;
use crate::text::{Untrusted, counted};

/// The widest that what is looked for is said back, in columns.
const SAID: usize = 40;

/// Somebody who is looked for, and how.
#[derive(Debug)]
pub(super) struct Seek {
    sought: Sought,
    way: Way,
}

/// Who is looked for, and where.
#[derive(Debug)]
struct Sought {
    profile: ProfileId,
    /// The view that it was begun in.
    begun_in: Source,
    /// The list that is looked through.
    list: Source,
    /// By what.
    field: Field,
    /// What was typed.
    wanted: String,
    goal: Goal,
}

/// What happens to whoever is found.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Goal {
    /// It is opened, as a record of that resource.
    Open(ResourceName),
    /// Its row is selected.
    Select,
}

/// How somebody is looked for.
#[derive(Debug)]
enum Way {
    /// By page numbers in a sorted list.
    Pages(Box<ByPages>),
    /// By the directory's search, whose answer this is.
    Ask(Box<Listing>),
    /// On each page as a walk loads it; these were looked at.
    Walk(BTreeSet<u32>),
}

/// Whether there is something left to wait for.
enum Outcome {
    Waiting,
    Ended,
}

impl Sought {
    /// What is looked for, safe to show.
    fn shown(&self) -> String {
        quoted(&self.wanted)
    }
}

impl Seek {
    /// Takes an answer in, if it is to one of its own requests.
    fn accept(&mut self, ticket: Ticket, outcome: &Result<Reply, ApiError>) -> bool {
        match &mut self.way {
            Way::Pages(pages) => pages
                .aside
                .as_mut()
                .is_some_and(|aside| aside.accept(ticket, outcome)),
            Way::Ask(answer) => answer.accept(ticket, outcome),
            Way::Walk(_) => false,
        }
    }
}

impl App {
    /// Brings an answer to who looks for somebody.
    pub(super) fn seek_replied(
        &mut self,
        id: ProfileId,
        ticket: Ticket,
        outcome: &Result<Reply, ApiError>,
    ) -> bool {
        let seek = self.seek.as_mut().filter(|seek| seek.sought.profile == id);
        seek.is_some_and(|seek| seek.accept(ticket, outcome))
    }

    /// Begins to look for somebody, in the place of who was looked for before.
    fn begin_seek(&mut self, seek: Seek, out: &mut Outbox<'_>) {
        if let Some(before) = self.seek.take() {
            self.give_up_seek(before, out);
        }
        self.seek = Some(seek);
        self.seek_on(out);
    }

    /// After every message: looks at what has come, and asks for what is wanted
    /// next.
    pub(super) fn seek_on(&mut self, out: &mut Outbox<'_>) {
        let Some(Seek { sought, mut way }) = self.seek.take() else {
            return;
        };
        let view = self.profile().view().map(|view| &view.source);
        if sought.profile != self.active || view != Some(&sought.begun_in) {
            if sought.profile == self.active {
                self.say(Tone::Plain, stopped(&sought, &way));
            }
            return self.give_up_seek(Seek { sought, way }, out);
        }
        let outcome = match &mut way {
            Way::Pages(by) => self.seek_by_pages(&sought, by, out),
            Way::Ask(answer) => self.seek_by_search(&sought, answer, out),
            Way::Walk(looked_at) => self.seek_by_walk(&sought, looked_at, out),
        };
        let seek = Seek { sought, way };
        match outcome {
            Outcome::Waiting => self.seek = Some(seek),
            Outcome::Ended => self.give_up_seek(seek, out),
        }
    }

    /// Whether somebody is looked for.
    pub(super) const fn is_seeking(&self) -> bool {
        self.seek.is_some()
    }

    /// Stops looking, on request, and says what is known.
    pub(super) fn stop_seek(&mut self, out: &mut Outbox<'_>) {
        let Some(seek) = self.seek.take() else {
            return;
        };
        if let Way::Walk(_) = seek.way
            && let Some(listing) = self.profile_mut().listing_mut()
        {
            listing.pause_walk(out);
        }
        self.say(Tone::Plain, stopped(&seek.sought, &seek.way));
        self.give_up_seek(seek, out);
    }

    /// Gives up what is waited for; pages that came into a list of the
    /// operator's stay there.
    fn give_up_seek(&mut self, seek: Seek, out: &mut Outbox<'_>) {
        let Seek { sought, way } = seek;
        let profile = self.profiles.get_mut(sought.profile.0);
        let aside = match way {
            Way::Pages(by) => by.aside,
            Way::Ask(answer) => Some(*answer),
            Way::Walk(_) => return,
        };
        if let Some(mut aside) = aside {
            aside.leave(out);
        } else if let Some(listing) = profile.and_then(|p| p.listings.get_mut(&sought.list)) {
            listing.stop_seeking(out);
        }
    }

    // ---- words

    /// The time of day, as what is said of a list holds for it.
    fn as_of(&self) -> String {
        format!("as of {} UTC", time_of_day(self.now.wall))
    }

    /// How the rest of a resource's list can be looked at, and for how much.
    fn walk_advice(&self, list: &Source) -> String {
        let listing = self.profile().listings.get(list);
        let left = listing.and_then(Listing::requests_left);
        let price = left.map(|n| {
            let requests = counted(n, "request", "requests");
            format!(" ({requests}{})", minutes(n, &self.profile().budget))
        });
        let key = self.key_of(Action::LoadRest);
        format!("{key} walks the list{}", price.unwrap_or_default())
    }
}

/// That it was stopped, and what is known.
fn stopped(sought: &Sought, way: &Way) -> String {
    let known = match way {
        Way::Pages(by) => by.known(),
        Way::Ask(_) | Way::Walk(_) => String::new(),
    };
    format!("Stopped looking for {}{known}", sought.shown())
}

/// A text from outside in quotes, safe to show.
fn quoted(text: &str) -> String {
    format!("\"{}\"", Untrusted::new(text).shown_within(SAID))
}

/// What a record has in a field; none where that is nothing.
fn value_of(field: &Field, record: &Record) -> Option<String> {
    let record = record.value();
    let value = FieldValue::read(field, &record);
    let text = value.text().raw().to_owned();
    (!text.is_empty()).then_some(text)
}

/// Whether a page has come that was asked for.
fn has_come(listing: &Listing, page: u32) -> Result<bool, ApiError> {
    match listing.page_read(page) {
        PageRead::Waiting => Ok(false),
        PageRead::Came => Ok(true),
        PageRead::Failed(error) => Err(error.clone()),
        PageRead::GivenUp => Err(ApiError::Cancelled),
    }
}
