//! Where nothing is quicker: page after page until somebody is found.

use std::collections::BTreeSet;

use super::email::{has, tells_none};
use super::{Goal, Outcome, Seek, Sought, Way};
use crate::app::App;
use crate::app::change::error_words;
use crate::app::listing::{Extent, Listing, Walk};
use crate::app::outbox::Outbox;
use crate::app::overlay::{Overlay, Question, Then, Tone};
use crate::app::questions::WALK_UNASKED;
use crate::app::view::Source;
use crate::directory::call::{ApiError, ResourceName};
use crate::directory::description::Kind;
use crate::directory::record::Record;
use crate::keys::Action;
use crate::text::grouped;

/// Somebody who is to be looked for on every page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalkFor {
    /// One of what.
    pub(super) resource: ResourceName,
    /// Their email.
    pub(super) email: String,
}

impl App {
    /// Looks on every page that is not loaded, asking first if they are many.
    pub(super) fn walk_for(&mut self, resource: &ResourceName, email: &str, out: &mut Outbox<'_>) {
        let profile = self.profile();
        let list = profile.listings.get(&Source::all(resource.clone()));
        let left = list.and_then(Listing::requests_left);
        let loaded = list.map_or(0, Listing::loaded);
        let walk = WalkFor {
            resource: resource.clone(),
            email: email.to_owned(),
        };
        if left.is_some_and(|left| left <= WALK_UNASKED) {
            return self.begin_walk_for(walk, out);
        }
        let title = profile.description().title.clone();
        let total = list.and_then(Listing::total);
        let bytes = list
            .zip(total)
            .and_then(|(list, rows)| list.expected_bytes(rows));
        let mut question = self.walk_question(left, bytes);
        let not_here = [
            format!("Not among the {} that are loaded.", grouped(loaded)),
            format!("{title} cannot be asked for an email."),
        ];
        question.text.splice(..0, not_here);
        self.overlay = Some(Overlay::Question(Question {
            yes: "Look on every page".to_owned(),
            then: Then::WalkFor(walk),
            ..question
        }));
    }

    /// Loads the rest of a resource's list until somebody is found.
    pub(in crate::app) fn begin_walk_for(&mut self, walk: WalkFor, out: &mut Outbox<'_>) {
        let WalkFor { resource, email } = walk;
        self.go_to_list(&resource, out);
        let list = Source::all(resource.clone());
        let fields = self.profile().fields_of(&list);
        let Some(field) = fields.iter().find(|f| f.kind == Kind::Email).cloned() else {
            return;
        };
        let sought = Sought {
            profile: self.active,
            begun_in: list.clone(),
            list,
            field,
            wanted: email,
            goal: Goal::Open(resource),
        };
        let told = format!(
            "Looking for {} while the rest is loaded · {} stops",
            sought.shown(),
            self.key_of(Action::Clear)
        );
        self.say(Tone::Plain, told);
        let way = Way::Walk(BTreeSet::new());
        self.begin_seek(Seek { sought, way }, out);
    }

    /// Looks at the pages that a walk has loaded.
    pub(super) fn seek_by_walk(
        &mut self,
        sought: &Sought,
        looked_at: &mut BTreeSet<u32>,
        out: &mut Outbox<'_>,
    ) -> Outcome {
        let Some(listing) = self.profile_mut().listings.get_mut(&sought.list) else {
            return Outcome::Waiting;
        };
        if looked_at.is_empty() && listing.has_answered() {
            listing.start_walk();
        }
        for page in listing.loaded_pages() {
            if !looked_at.insert(page) {
                continue;
            }
            let rows = listing.page_rows(page).iter();
            let found = rows.filter(|row| has(&sought.field, &sought.wanted, row));
            let found: Vec<Record> = found.cloned().collect();
            let Some(first) = found.first() else {
                continue;
            };
            listing.pause_walk(out);
            if found.len() > 1 {
                self.offer_all(sought, &found);
                return Outcome::Ended;
            }
            let selected = first.id().is_some_and(|id| listing.select_id(id));
            let told = format!("{} found; loading the rest is paused", sought.shown());
            self.open_found(sought, &sought.list, first, selected, Some(told), out);
            return Outcome::Ended;
        }
        if listing.is_complete() && tells_none(&sought.field, listing) {
            let told = self.untold(sought);
            self.say(Tone::Warn, told);
            return Outcome::Ended;
        }
        if let Extent::Ended(doubt) = listing.extent() {
            let told = format!(
                "{} is not among the {} that came; {doubt}",
                sought.shown(),
                grouped(listing.loaded())
            );
            self.say(Tone::Warn, told);
            return Outcome::Ended;
        }
        if let Some(whole) = listing.extent().whole() {
            let all = grouped(whole.rows());
            let told = format!(
                "No {} has the email {}; all {all} are loaded, {}",
                self.singular_of(sought),
                sought.shown(),
                self.as_of()
            );
            self.say(Tone::Warn, told);
            return Outcome::Ended;
        }
        let error = listing.error().cloned();
        let has_begun = listing.has_answered() || error.is_some();
        if !has_begun || listing.walk() == Walk::Running {
            return Outcome::Waiting;
        }
        let why = match &error {
            None | Some(ApiError::Cancelled) => String::new(),
            Some(error) => format!(": {}", error_words(error)),
        };
        let told = format!("Stopped looking for {}{why}", sought.shown());
        self.say(
            if why.is_empty() {
                Tone::Plain
            } else {
                Tone::Bad
            },
            told,
        );
        Outcome::Ended
    }
}
