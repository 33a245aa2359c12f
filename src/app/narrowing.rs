//! The filter line, and asking the server for what is typed in it.

use super::App;
use super::filter::query::{self, Relation, Word};
use super::filter::{Completion, Filter, FoldedRows, Read};
use super::input::{Edit, LineInput};
use super::outbox::Outbox;
use super::overlay::{Help, Overlay, Tone};
use super::view::{Pane, Source};
use crate::directory::call::Query;
use crate::directory::description::List;
use crate::keys::Action;

/// How many records, from the list's first on, tell which fields it tells.
const SAMPLE: usize = 24;

/// What a text asks of the server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asking {
    /// What it can be asked.
    pub(super) query: Query,
    /// What it cannot be asked: a filter over what it answers.
    pub(super) rest: String,
}

/// What there is to say of the filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterNote {
    /// What it is, not safe to show.
    pub text: String,
    /// The same in fewer words.
    pub brief: String,
    /// Whether something is not as it was probably meant.
    pub is_wrong: bool,
}

impl App {
    pub(super) fn start_filter(&mut self) {
        self.focus(Pane::Listing);
        let text = self
            .profile()
            .listing()
            .and_then(|listing| listing.filter())
            .map_or(String::new(), |filter| filter.text().to_owned());
        self.filtering = Some(LineInput::new(&text));
        self.filtering_from = self.profile().row().and_then(|row| row.id().cloned());
    }

    pub(super) fn filter_changed(&mut self) {
        if let Some(text) = self.filtering.as_ref().map(|i| i.value().to_owned()) {
            self.filter_by(&text);
        }
    }

    /// Filters what is loaded.
    pub(super) fn filter_by(&mut self, text: &str) {
        let now = self.now.wall;
        let from = self.filtering_from.clone();
        let profile = self.profile_mut();
        let Some(view) = profile.view() else { return };
        let fields = profile.filter_fields(&view.source, now);
        if let Some(listing) = profile.listing_mut() {
            listing.set_filter(text, &fields);
            listing.select_best(from.as_ref());
        }
        self.moved();
    }

    /// What there is to say of the filter that is typed or set: a field that
    /// does not exist, a value that cannot be meant, a field that the list does
    /// not tell, what can stand behind a colon.
    #[must_use]
    pub fn filter_note(&self) -> Option<FilterNote> {
        let profile = self.profile();
        let (view, listing) = (profile.view()?, profile.listing()?);
        let text = match &self.filtering {
            Some(typed) => typed.value(),
            None => listing.filter()?.text(),
        };
        let fields = profile.filter_fields(&view.source, self.now.wall);
        let read = Read::typed(text, &fields);
        let params = profile
            .list_of(&view.source)
            .map_or(&[][..], |l| &l.filters);
        let asked = |name: &str| params.iter().any(|filter| filter.param == name);
        let mut remarks = read.remarks.iter();
        if let Some(wrong) = remarks.find(|remark| !remark.is_help()) {
            return Some(match wrong.unknown() {
                Some(name) if asked(name) => FilterNote {
                    text: format!("only the directory knows {name}"),
                    brief: format!("{name}: ask it"),
                    is_wrong: false,
                },
                _ => FilterNote {
                    text: wrong.to_string(),
                    brief: wrong.brief(),
                    is_wrong: true,
                },
            });
        }
        let may_ask = |filter: &Filter| fields.may_be_untold() && filter.is_about_fields();
        if let Some(filter) = read.filter.filter(may_ask) {
            let sample = FoldedRows::new(listing.records().take(SAMPLE), &fields);
            if let Some(name) = filter.untold(&sample) {
                return Some(FilterNote {
                    text: format!("this list does not tell {name}"),
                    brief: format!("{name} is not told"),
                    is_wrong: true,
                });
            }
        }
        let help = read.remarks.last()?;
        Some(FilterNote {
            text: help.to_string(),
            brief: help.brief(),
            is_wrong: false,
        })
    }

    pub(super) fn act_in_filter(&mut self, action: Action, out: &mut Outbox<'_>) {
        match action {
            Action::Accept => {
                self.filtering = None;
                self.filtering_from = None;
                self.open(out);
            }
            Action::Cancel => {
                // The line closes, the filter stays: Esc again clears it. An
                // empty line has nothing to keep.
                self.filtering = None;
                self.filtering_from = None;
            }
            Action::Complete => self.complete_filter(out),
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

    /// What completes the word at the end of the filter line, if the cursor is
    /// there.
    #[must_use]
    pub fn filter_completion(&self) -> Option<Completion> {
        let typed = self.filtering.as_ref().filter(|line| line.is_at_end())?;
        let source = &self.profile().view()?.source;
        let fields = self.profile().filter_fields(source, self.now.wall);
        fields.completion(typed.value())
    }

    /// Completes the word at the end. Where there is nothing to complete, asks
    /// the directory, or seeks: what a key does is what is shown beside the line.
    fn complete_filter(&mut self, out: &mut Outbox<'_>) {
        let Some(completion) = self.filter_completion() else {
            return self.ask_server(out);
        };
        if let Some(line) = &mut self.filtering {
            line.set(&completion.text);
        }
        self.filter_changed();
    }

    /// What asking the server for the filter line's text would ask, where the
    /// list can be asked.
    #[must_use]
    pub fn server_query(&self) -> Option<Query> {
        self.asking().map(|asking| asking.query)
    }

    fn asking(&self) -> Option<Asking> {
        self.query_of(self.filtering.as_ref().map_or("", |i| i.value()))
    }

    /// What asking the server for a text would ask, where the list can be
    /// asked.
    ///
    /// It is asked for words, and for `param:value`. What it has no words for
    /// stays a filter over its answer: excluded words, comparisons, fields that
    /// are no parameter.
    pub(super) fn query_of(&self, text: &str) -> Option<Asking> {
        let profile = self.profile();
        let view = profile.view()?;
        let list = profile.list_of(&view.source)?;
        if list.search.is_none() && list.filters.is_empty() {
            return None;
        }
        let fields = profile.filter_fields(&view.source, self.now.wall);
        let mut asking = Asking::default();
        let (mut words, mut rest) = (Vec::new(), Vec::new());
        for word in query::words(text) {
            if let Some(param) = param_of(&word, list) {
                asking.query.params.push(param);
            } else if word.excludes
                || list.search.is_none()
                || word.named.as_ref().is_some_and(|n| fields.has(n.name))
            {
                rest.push(word.raw);
            } else {
                words.push(word.raw);
            }
        }
        // What is for the server's search alone goes there as it was typed, with
        // quotes and blanks: they may mean something to it.
        let is_all = asking.query.params.is_empty() && rest.is_empty();
        asking.query.search = match &words[..] {
            [] => None,
            _ if is_all => Some(text.trim().to_owned()),
            words => Some(words.join(" ")),
        };
        asking.rest = rest.join(" ");
        Some(asking)
    }

    fn ask_server(&mut self, out: &mut Outbox<'_>) {
        let Some(asking) = self.asking() else {
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
        self.ask_for(asking, out);
    }

    /// Asks the server for what a text narrows the list to, and filters that
    /// by the rest.
    pub(super) fn ask_for(&mut self, asking: Asking, out: &mut Outbox<'_>) {
        let from = self.filtering_from.take();
        if let Some(listing) = self.profile_mut().listing_mut() {
            listing.clear_filter();
            // Typing went to the best match; the way back leads to where it began.
            if let Some(from) = from {
                listing.select_id(&from);
            }
        }
        self.narrow(asking.query, out);
        if !asking.rest.is_empty() {
            self.filter_by(&asking.rest);
        }
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

/// The parameter of a list that a word gives a value to, if it does.
fn param_of(word: &Word<'_>, list: &List) -> Option<(String, String)> {
    let named = word.named.as_ref().filter(|_| !word.excludes)?;
    let takes = matches!(named.relation, Relation::Contains | Relation::Equals);
    let known = list.filters.iter().any(|f| f.param == named.name);
    (takes && known && !named.value.is_empty())
        .then(|| (named.name.to_owned(), named.value.clone()))
}

#[cfg(test)]
mod tests;
