//! The filter line, and asking the server for what is typed in it.

use super::App;
use super::filter::FilterFields;
use super::input::{Edit, LineInput};
use super::outbox::Outbox;
use super::overlay::{Help, Overlay, Tone};
use super::view::{Pane, Source};
use crate::directory::call::Query;
use crate::keys::Action;

impl App {
    pub(super) fn start_filter(&mut self) {
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
        self.query_of(self.filtering.as_ref().map_or("", |i| i.value()))
    }

    /// What asking the server for a text would ask, where the list can be
    /// asked.
    pub(super) fn query_of(&self, text: &str) -> Option<Query> {
        let profile = self.profile();
        let view = profile.view()?;
        let list = profile.list_of(&view.source)?;
        if list.search.is_none() && list.filters.is_empty() {
            return None;
        }
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
            if let Some(offer) = self.seek_offer() {
                return self.seek_row(offer, out);
            }
            let title = self.profile().description().title.clone();
            let walk = self.key_of(Action::LoadRest);
            return self.say(
                Tone::Plain,
                format!(
                    "{title} has no search here: the filter looks at what is loaded, \
                     {walk} loads the rest"
                ),
            );
        };
        self.filtering = None;
        self.ask_for(query, out);
    }

    /// Asks the server for what a query narrows the list to.
    pub(super) fn ask_for(&mut self, query: Query, out: &mut Outbox<'_>) {
        if let Some(listing) = self.profile_mut().listing_mut() {
            listing.clear_filter();
        }
        self.narrow(query, out);
    }

    /// Asks the server for less of the list, or shows all of it again: as it
    /// was, without a request. A search that is left is forgotten, so that
    /// asking it again shows what is there by then.
    pub(super) fn narrow(&mut self, query: Query, out: &mut Outbox<'_>) {
        let profile = self.profile_mut();
        let Some(from) = profile.view().map(|view| view.source.clone()) else {
            return;
        };
        let Some(to) = from.narrowed(query.clone()).filter(|to| *to != from) else {
            return;
        };
        if let Some(mut left) = profile.listings.remove(&from) {
            left.leave(out);
            match profile.listings.get_mut(&to) {
                Some(there) => there.take_marks(&mut left),
                None => {
                    profile.listings.insert(to.clone(), left.narrowed(query));
                }
            }
            if matches!(from, Source::List(_)) {
                profile.listings.insert(from, left);
            }
        }
        if let Some(view) = profile.view_mut() {
            view.source = to;
        }
        self.moved();
    }
}
