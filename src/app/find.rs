//! `F`, finding a record among all that was seen: of every profile, in the
//! lists that were loaded and by itself.
//!
//! ```text
//! Seen, Gone ─▶ finder's thread: index ◀─ Find ◀─ what is typed
//!                        └─▶ Found ─▶ results ─ Enter ─▶ its profile, its record
//! ```
//!
//! - [`index`] is what is looked through, in `segment`s; `asked` is what is looked
//!   for, in the language of filters, and [`wanted`] the words of it and how well
//!   a record answers; `best` keeps those that answer best, and `found` is what
//!   comes of it.
//! - `typing` completes what is typed, and says what is odd about it.
//! - The results are of the last answer, which is of another text than the one
//!   in the line for as long as a search takes. Enter waits for its own.

mod asked;
mod best;
mod found;
pub mod index;
mod segment;
#[cfg(test)]
mod tests;
mod typing;
pub mod wanted;

use std::time::Duration;

use jiff::Timestamp;

use super::App;
use super::change::error_words;
use super::dates;
use super::input::LineInput;
use super::message::Ticket;
use super::outbox::Outbox;
use super::overlay::{Overlay, Tone};
use super::profile::{AsSeen, Known};
use crate::directory::call::{ApiError, RecordOf, Reply};
use crate::keys::Action;
use crate::text::grouped;

pub use best::SHOWN;
pub use found::{Covered, Found, Hit};
pub use index::Index;
pub use wanted::{Rank, Wanted};

/// How many results a page key moves.
const PAGE: usize = 10;

/// What is looked for, and what was found.
#[derive(Debug, Default)]
pub struct Find {
    /// What was typed.
    pub input: LineInput,
    /// What was found last, if anything was answered yet.
    pub found: Option<Found>,
    /// Which result is under the cursor.
    pub selected: usize,
    asked: Option<Asked>,
    /// The text that the results are of.
    found_for: String,
    /// Whether the best result is to be opened as soon as it is there.
    opens: bool,
}

/// What was asked last.
#[derive(Debug)]
struct Asked {
    text: String,
    /// What the answer is known by.
    ticket: Ticket,
    answered: bool,
    /// Whether more was seen since.
    is_old: bool,
}

/// A record that was found, is shown as it was seen, and is read again.
#[derive(Debug)]
pub(super) struct Reread {
    ticket: Ticket,
    /// How old what is shown of it is.
    age: String,
}

impl Find {
    /// One that begins with a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self {
            input: LineInput::new(text),
            ..Self::default()
        }
    }

    /// The results, the best first.
    #[must_use]
    pub fn hits(&self) -> &[Hit] {
        self.found.as_ref().map_or(&[], |found| &found.hits)
    }

    /// The result under the cursor.
    #[must_use]
    pub fn hit(&self) -> Option<&Hit> {
        self.hits().get(self.selected)
    }

    /// Whether the results are of the text in the line.
    fn is_answered(&self) -> bool {
        self.asked.as_ref().is_some_and(|asked| asked.answered)
    }

    /// The text is another, by typing.
    pub(super) const fn was_typed(&mut self) {
        self.opens = false;
    }

    /// Goes to a result.
    pub(super) fn choose(&mut self, at: usize) {
        self.opens = false;
        self.selected = at.min(self.hits().len().saturating_sub(1));
    }

    /// So many results down, or up, not beyond the ends.
    pub(super) fn go(&mut self, by: isize) {
        self.choose(self.selected.saturating_add_signed(by));
    }

    /// One result up or down.
    pub(super) fn turn(&mut self, action: Action) {
        self.go(if action == Action::Up { -1 } else { 1 });
    }

    /// Takes an answer, if it is the one that is waited for. While the text
    /// stays the same, so does the record under the cursor.
    fn take(&mut self, ticket: Ticket, found: Found) {
        let Some(asked) = self.asked.as_mut().filter(|asked| asked.ticket == ticket) else {
            return;
        };
        asked.answered = true;
        let kept = match self
            .found
            .as_ref()
            .and_then(|old| old.hits.get(self.selected))
        {
            Some(old) if self.found_for == asked.text => {
                let mut hits = found.hits.iter();
                hits.position(|hit| hit.profile == old.profile && hit.of == old.of)
            }
            _ => None,
        };
        self.selected = kept.unwrap_or(0);
        self.found_for.clone_from(&asked.text);
        self.found = Some(found);
    }
}

impl App {
    /// `F`. What a filter looked for in vain is looked for here.
    pub(super) fn start_find(&mut self) {
        let listing = self.profile().listing();
        let text = listing
            .filter(|listing| listing.positions() == 0)
            .and_then(|listing| listing.filter())
            .map_or("", |filter| filter.text());
        self.overlay = Some(Overlay::Find(Find::of(text)));
    }

    /// Looks for a text.
    pub(super) fn find(&mut self, text: &str) {
        self.overlay = Some(Overlay::Find(Find::of(text)));
    }

    /// Asks for what is typed, where that was not asked, or more was seen since
    /// it was.
    pub(super) fn ask_finder(&mut self, out: &mut Outbox<'_>) {
        let Some(Overlay::Find(find)) = &mut self.overlay else {
            return;
        };
        let text = find.input.value();
        let asked = find.asked.as_ref();
        if asked.is_none_or(|asked| asked.is_old || asked.text != text) {
            find.asked = Some(Asked {
                ticket: out.find(text.to_owned()),
                text: text.to_owned(),
                answered: false,
                is_old: false,
            });
        }
    }

    /// Something was seen, or is gone: what was found may be more or less by
    /// now.
    pub(super) const fn find_again(&mut self) {
        if let Some(Overlay::Find(find)) = &mut self.overlay
            && let Some(asked) = &mut find.asked
        {
            asked.is_old = true;
        }
    }

    /// What was looked for was found, or not.
    pub(super) fn found(&mut self, ticket: Ticket, found: Found, out: &mut Outbox<'_>) {
        let Some(Overlay::Find(find)) = &mut self.overlay else {
            return;
        };
        find.take(ticket, found);
        if find.opens && find.is_answered() {
            self.open_hit(out);
        }
    }

    pub(super) fn act_in_find(&mut self, action: Action, out: &mut Outbox<'_>) {
        let Some(Overlay::Find(find)) = &mut self.overlay else {
            return;
        };
        match action {
            Action::Cancel => self.overlay = None,
            Action::Down => find.go(1),
            Action::Up => find.go(-1),
            Action::PageDown => find.go(PAGE.cast_signed()),
            Action::PageUp => find.go(-PAGE.cast_signed()),
            // What is there is of another text: its own is opened when it is.
            Action::Accept if !find.is_answered() => find.opens = true,
            Action::Accept => self.open_hit(out),
            Action::Complete => self.complete_find(),
            _ => self.edit_by_action(action),
        }
    }

    /// Opens the result under the cursor: in the list on the screen, if that
    /// shows it; else by itself, at once as it was seen last, while it is read
    /// again.
    fn open_hit(&mut self, out: &mut Outbox<'_>) {
        let Some(Overlay::Find(find)) = &mut self.overlay else {
            return;
        };
        find.opens = false;
        let Some(hit) = find.hit().cloned() else {
            return;
        };
        self.overlay = None;
        if hit.profile != self.active || !self.chosen {
            self.switch_to(hit.profile);
        }
        out.profile = self.active;
        let profile = self.profile_mut();
        let mut trails = profile.trails.iter();
        if let Some(tab) = trails.position(|trail| trail.resource == hit.of.resource) {
            profile.tab = tab;
        }
        self.filtering = None;
        self.notice = None;
        let in_view = self
            .profile()
            .view()
            .and_then(|view| view.source.resource());
        if in_view == Some(&hit.of.resource) && self.select_loaded(&hit.of.id) {
            return self.read_if_partial(out);
        }
        self.show_hit(&hit, out);
    }

    /// Shows a record as it was seen, and reads it again unless a list has it
    /// as a whole.
    fn show_hit(&mut self, hit: &Hit, out: &mut Outbox<'_>) {
        let age = dates::age(hit.seen, self.now.wall);
        let profile = self.profile_mut();
        let of = RecordOf::Resource(hit.of.clone());
        let is_loaded = hit.whole && profile.has_loaded(&hit.of);
        let is_readable = profile
            .resource(&hit.of.resource)
            .is_some_and(|resource| resource.get.is_some());
        let known = profile.known.get(&of);
        if known.is_none_or(|known| known.record().is_none() && known.ticket().is_none()) {
            let seen = AsSeen {
                record: hit.record.clone(),
                at: hit.seen,
                whole: hit.whole,
                is_old: !is_loaded,
            };
            profile.known.insert(of.clone(), Known::Read(seen));
        }
        profile.go_to(hit.of.clone());
        if is_loaded {
            return;
        }
        if !is_readable {
            let said = format!("As it was seen {age}: one of these cannot be read by itself");
            return self.say(Tone::Plain, said);
        }
        if self
            .profile()
            .known
            .get(&of)
            .and_then(Known::ticket)
            .is_none()
        {
            self.read_record(of.clone(), out);
        }
        if let Some(ticket) = self.profile().known.get(&of).and_then(Known::ticket) {
            self.tell_rereading(ticket, hit.seen);
        }
    }

    /// Says that a record is shown as it was seen, and read again.
    pub(super) fn tell_rereading(&mut self, ticket: Ticket, seen: Timestamp) {
        let age = dates::age(seen, self.now.wall);
        self.say(
            Tone::Plain,
            format!("As it was seen {age}; reading it again …"),
        );
        self.rereading = Some(Reread { ticket, age });
    }

    /// The answer to the reading of a record that is shown as it was seen.
    pub(super) fn reread(
        &mut self,
        ticket: Ticket,
        outcome: &Result<Reply, ApiError>,
        cached: Duration,
    ) {
        let Some(Reread { age, .. }) = self.rereading.take_if(|r| r.ticket == ticket) else {
            return;
        };
        match outcome {
            Ok(_) if cached.is_zero() => self.say(Tone::Good, "Read just now"),
            Ok(_) => {
                let seconds = grouped(cached.as_secs());
                let words = format!("Read from a cache on the way, which had it for {seconds} s");
                self.say(Tone::Warn, words);
            }
            Err(ApiError::NotFound(_)) => self.say(
                Tone::Warn,
                format!("It is not there any more (404): this is how it was seen {age}"),
            ),
            Err(error) => {
                let why = error_words(error);
                self.say(
                    Tone::Bad,
                    format!("Not read again: {why}; this is how it was seen {age}"),
                );
            }
        }
    }
}
