//! `B`, the bookmarks of all profiles: one is gone to, or taken away. What is
//! typed leaves those of its words.

use std::cmp::Reverse;
use std::ops::Range;

use jiff::Timestamp;

use super::{NAME, record_of};
use crate::app::App;
use crate::app::dates;
use crate::app::filter::highlights;
use crate::app::input::LineInput;
use crate::app::message::ProfileId;
use crate::app::outbox::Outbox;
use crate::app::overlay::{Overlay, Tone};
use crate::app::profile::Profile;
use crate::app::session::Bookmark;
use crate::config::connection::Address;
use crate::directory::call::RecordRef;
use crate::directory::who::Who;
use crate::keys::Action;
use crate::text::{Untrusted, fold};

/// How many rows a page key moves.
const PAGE: isize = 10;

/// The bookmarks, while one is chosen.
#[derive(Debug, Default)]
pub struct BookmarkList {
    /// What was typed.
    pub input: LineInput,
    /// Those that it leaves, the newest first.
    pub items: Vec<BookmarkItem>,
    /// How many there are in all.
    pub all: usize,
    /// Which is under the cursor.
    pub selected: usize,
}

/// A bookmark as it is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookmarkItem {
    /// What the record is called, where that is loaded, else what it was called
    /// when it was bookmarked, else its id; safe to show.
    pub label: String,
    /// Which bytes of that are what was typed, ascending.
    pub matched: Vec<Range<usize>>,
    /// Its profile, its resource and its age, safe to show.
    pub note: String,
    /// Why it cannot be gone to, if so.
    pub locked: Option<String>,
    /// Its profile and its resource, as they are shown.
    place: String,
    /// The name of its profile.
    profile: String,
    /// The profile that it can be gone to in.
    open_in: Option<ProfileId>,
    /// Where its record is.
    address: Option<Address>,
    /// It.
    of: RecordRef,
    /// Who it was.
    who: Who,
}

impl BookmarkItem {
    /// Whether it has every one of some folded words: in what it is called, in
    /// its id, in its profile or its resource.
    fn has(&self, words: &[String]) -> bool {
        let resource = self.of.resource.as_str();
        let texts = [&self.label, &self.place, self.of.id.raw(), resource].map(fold);
        let is_there = |word: &String| texts.iter().any(|text| text.contains(word));
        words.iter().all(is_there)
    }

    fn is_same(&self, other: &Self) -> bool {
        self.address == other.address && self.profile == other.profile && self.of == other.of
    }
}

impl BookmarkList {
    /// Goes to one.
    pub(in crate::app) fn choose(&mut self, at: usize) {
        self.selected = at.min(self.items.len().saturating_sub(1));
    }

    /// One up or down, not beyond the ends.
    pub(in crate::app) fn turn(&mut self, action: Action) {
        self.go(if action == Action::Up { -1 } else { 1 });
    }

    fn go(&mut self, by: isize) {
        self.choose(self.selected.saturating_add_signed(by));
    }
}

impl App {
    /// `B`: the bookmarks of all profiles, the newest first.
    pub(in crate::app) fn open_bookmarks(&mut self) {
        self.overlay = Some(Overlay::Bookmarks(BookmarkList::default()));
        self.refresh_bookmarks();
        if self.overlay.is_none() {
            let key = self.key_of(Action::Bookmark);
            self.say(
                Tone::Plain,
                format!("There are no bookmarks yet; {key} makes one of a record"),
            );
        }
    }

    /// Works out which bookmarks what is typed leaves. Where there is none at
    /// all, the list closes. The one under the cursor stays there if it can.
    pub(in crate::app) fn refresh_bookmarks(&mut self) {
        let Some(Overlay::Bookmarks(list)) = &self.overlay else {
            return;
        };
        let typed = fold(list.input.value());
        let words: Vec<String> = typed.split_whitespace().map(str::to_owned).collect();
        let mut items = self.bookmark_items();
        let all = items.len();
        items.retain(|item| item.has(&words));
        for item in &mut items {
            let words = words.iter().map(|word| (word.as_str(), false));
            item.matched = highlights(&item.label, words);
        }
        let Some(Overlay::Bookmarks(list)) = &mut self.overlay else {
            return;
        };
        let under = list.items.get(list.selected);
        let same = under.and_then(|under| items.iter().position(|item| item.is_same(under)));
        let selected = same.unwrap_or(list.selected);
        list.items = items;
        list.all = all;
        list.choose(selected);
        if all == 0 {
            self.overlay = None;
        }
    }

    fn bookmark_items(&self) -> Vec<BookmarkItem> {
        let mut all: Vec<(Option<Timestamp>, BookmarkItem)> = Vec::new();
        for name in self.session.profiles() {
            for bookmark in self.session.bookmarks(name).iter().rev() {
                all.push((bookmark.made(), self.bookmark_item(name, bookmark)));
            }
        }
        // The sort is stable, for those of one second.
        all.sort_by_key(|(made, _)| Reverse(*made));
        all.into_iter().map(|(_, item)| item).collect()
    }

    fn bookmark_item(&self, name: &str, bookmark: &Bookmark) -> BookmarkItem {
        let of = record_of(bookmark);
        let named = |profile: &&Profile| profile.connection.name == name;
        let is_named = self.profiles.iter().any(|profile| named(&profile));
        let here = |profile: &&Profile| match &bookmark.address {
            Some(address) => profile.connection.address() == *address,
            None => named(profile),
        };
        // Of several at one address, the one that it was made in.
        let all = || self.profiles.iter().enumerate().filter(|(_, p)| here(p));
        let found = all().find(|(_, p)| named(p)).or_else(|| all().next());
        let (open_in, profile) = (found.map(|(at, _)| ProfileId(at)), found.map(|(_, p)| p));
        let was = Some(bookmark.who.name().into_owned()).filter(|name| !name.raw().is_empty());
        let called = profile
            .and_then(|profile| profile.name_of(&of))
            .or(was)
            .unwrap_or_else(|| Untrusted::new(bookmark.id.clone()));
        let resource = profile.and_then(|profile| profile.resource(&of.resource));
        let title = resource.map_or(bookmark.resource.as_str(), |resource| &resource.title);
        let shown_title = Untrusted::new(title);
        let shown_name = Untrusted::new(name);
        let place = format!(
            "{} · {}",
            shown_name.shown_within(NAME),
            shown_title.shown_within(NAME)
        );
        let note = match bookmark.made() {
            Some(made) => format!("{place} · {}", dates::age(made, self.now.wall)),
            None => place.clone(),
        };
        let locked = match (profile, resource) {
            (None, _) if is_named => {
                let address = bookmark.address.as_ref().map_or("?", Address::as_str);
                let address = Untrusted::new(address);
                Some(format!("of another address: {}", address.shown_within(120)))
            }
            (None, _) => Some(format!(
                "no profile is called {}",
                shown_name.shown_within(NAME)
            )),
            (Some(_), None) => Some("its directory has no such records any more".to_owned()),
            (Some(_), Some(_)) => None,
        };
        BookmarkItem {
            label: called.shown_within(NAME).into(),
            matched: Vec::new(),
            note,
            place,
            locked,
            profile: name.to_owned(),
            open_in,
            address: bookmark.address.clone(),
            of,
            who: bookmark.who.clone(),
        }
    }

    pub(in crate::app) fn act_in_bookmarks(&mut self, action: Action, out: &mut Outbox<'_>) {
        let Some(Overlay::Bookmarks(list)) = &mut self.overlay else {
            return;
        };
        match action {
            Action::Cancel => self.overlay = None,
            Action::Down | Action::Up => list.turn(action),
            Action::PageDown => list.go(PAGE),
            Action::PageUp => list.go(-PAGE),
            Action::Accept => self.go_to_chosen(out),
            Action::Bookmark => self.unmark_chosen(out),
            // Where the text has nothing to delete, it is the bookmark.
            Action::DeleteForward if list.input.is_at_end() => self.unmark_chosen(out),
            _ => self.edit_by_action(action),
        }
    }

    fn chosen_bookmark(&self) -> Option<BookmarkItem> {
        match &self.overlay {
            Some(Overlay::Bookmarks(list)) => list.items.get(list.selected).cloned(),
            _ => None,
        }
    }

    fn go_to_chosen(&mut self, out: &mut Outbox<'_>) {
        let Some(item) = self.chosen_bookmark() else {
            return;
        };
        if let Some(reason) = item.locked {
            return self.say(Tone::Warn, format!("Locked: {reason}"));
        }
        self.overlay = None;
        if let Some(id) = item.open_in {
            self.go_to_bookmark(id, &item.of, item.who, out);
        }
    }

    fn unmark_chosen(&mut self, out: &mut Outbox<'_>) {
        if let Some(item) = self.chosen_bookmark() {
            self.unmark(item.profile, item.address, &item.of, out);
            self.refresh_bookmarks();
        }
    }
}
