//! `o` and `:open` with an email: the cheapest way to that person.

use std::borrow::Cow;

use super::pages::{ByPages, has_numbers};
use super::search::Target;
use super::{Goal, Outcome, SAID, Seek, Sought, Way, has_come, value_of};
use crate::app::App;
use crate::app::change::error_words;
use crate::app::dates;
use crate::app::listing::{Extent, Listing};
use crate::app::narrowing::Asking;
use crate::app::outbox::Outbox;
use crate::app::overlay::{Choice, Menu, MenuItem, Overlay, Tone};
use crate::app::view::{Pane, Source};
use crate::directory::call::{ListOf, Query, RecordOf, RecordRef, ResourceName};
use crate::directory::description::{Field, Kind, Order, Paging, Sort};
use crate::directory::email;
use crate::directory::record::Record;
use crate::directory::shape::Shape;
use crate::directory::value::FieldValue;
use crate::keys::Action;
use crate::text::{Untrusted, counted, grouped};

impl App {
    /// Goes to the record of a resource that has an email: among what is loaded,
    /// by the directory's search, by page numbers in a list sorted by it, or on
    /// a walk, once its price was agreed to.
    ///
    /// # Errors
    /// Why not, to be told where it was typed; nothing was sent.
    pub(in crate::app) fn open_by_email(
        &mut self,
        resource: &ResourceName,
        email: &str,
        out: &mut Outbox<'_>,
    ) -> Result<(), String> {
        let profile = self.profile();
        let described = profile.resource(resource);
        let described = described.ok_or("These records cannot be opened by their email")?;
        let email_field = described.fields.iter().find(|f| f.kind == Kind::Email);
        let field = email_field.ok_or("These records have no email")?.clone();
        let begun_in = profile
            .view()
            .ok_or("There is no list here")?
            .source
            .clone();
        let list = Source::all(resource.clone());
        let sought = Sought {
            profile: self.active,
            begun_in,
            list,
            field,
            wanted: email.to_owned(),
            goal: Goal::Open(resource.clone()),
        };
        if self.open_loaded(&sought, out) {
            return Ok(());
        }
        match self.way_to(&sought)? {
            Some(way) => self.begin_seek(Seek { sought, way }, out),
            None => self.walk_for(resource, email, out),
        }
        Ok(())
    }

    /// How to look for an email without walking, if there is a way.
    fn way_to(&self, sought: &Sought) -> Result<Option<Way>, String> {
        let profile = self.profile();
        let list = profile.list_of(&sought.list);
        let list = list.ok_or("This directory has no list to look in")?;
        let listing = profile.listings.get(&sought.list);
        let of = sought.list.list().ok_or("There is no list here")?;
        let paging = list.paging.as_ref();
        let paging = paging.unwrap_or(&profile.description().paging);
        let searches = list.search.as_ref();
        if searches.is_some_and(|search| search.looks_at.contains(&sought.field.name)) {
            let query = search_for(&sought.wanted);
            let answer = Listing::new(of.clone(), paging).asked(None, query);
            return Ok(Some(Way::Ask(Box::new(answer))));
        }
        if listing.is_some_and(|listing| tells_none(&sought.field, listing)) {
            return Err(self.untold(sought));
        }
        if let Some(whole) = listing.and_then(|listing| listing.extent().whole()) {
            let singular = self.singular_of(sought);
            let rows = grouped(whole.rows());
            let read = whole.read_at().map_or_else(String::new, |at| {
                format!(", read {}", dates::age(at, self.now.wall))
            });
            return Err(format!(
                "No {singular} has that email among all {rows}, which are loaded{read}"
            ));
        }
        let sorting = profile.description().sorting.as_ref();
        let sorts = sorting.is_some() && list.sort.contains(&sought.field.name);
        if !sorts || !has_numbers(profile, list) {
            let ended = listing.filter(|listing| listing.has_ended() && !listing.is_stale());
            return match ended.map(|listing| (listing.loaded(), listing.extent())) {
                Some((came, Extent::Ended(doubt))) => Err(format!(
                    "Not among the {} that came; {doubt}; {} reads the list again",
                    grouped(came),
                    self.key_of(Action::ReloadPage)
                )),
                _ => Ok(None),
            };
        }
        let target = Target::whole(&sought.wanted);
        let sorted = listing.and_then(Listing::sort);
        let sorted = sorted.or_else(|| sorting.and_then(|s| s.default_sort()));
        let in_place = sorted.filter(|sort| sort.field == sought.field.name && listing.is_some());
        let by = if let Some(sort) = in_place {
            ByPages::in_place(target, sort.clone())
        } else {
            let sort = Sort {
                field: sought.field.name.clone(),
                order: Order::Ascending,
            };
            let aside =
                Listing::new(of.clone(), paging).asked(Some(sort.clone()), Query::default());
            let pages = listing.and_then(Listing::page_count);
            ByPages::aside(target, sort, aside, pages)
        };
        Ok(Some(Way::Pages(Box::new(by))))
    }

    pub(super) fn singular_of(&self, sought: &Sought) -> String {
        match &sought.goal {
            Goal::Open(resource) => self.singular(resource),
            Goal::Select => "record".to_owned(),
        }
    }

    /// What one of a resource is called.
    pub(super) fn singular(&self, resource: &ResourceName) -> String {
        let resource = self.profile().resource(resource);
        resource.map_or_else(|| "record".to_owned(), |resource| resource.singular.clone())
    }

    /// That a list does not show what is looked for, so that it tells nothing of
    /// who has it.
    pub(super) fn untold(&self, sought: &Sought) -> String {
        format!(
            "The list shows no {}, so nobody can be found in it by one; an id opens a {}",
            sought.field.label(),
            self.singular_of(sought)
        )
    }

    // ---- among what is loaded

    /// Goes to whoever has the email among what is loaded: in the list on the
    /// screen first, then in all of the profile. Several are offered.
    fn open_loaded(&mut self, sought: &Sought, out: &mut Outbox<'_>) -> bool {
        let Goal::Open(resource) = &sought.goal else {
            return false;
        };
        let profile = self.profile();
        let of_resource = |source: &Source| {
            let of = profile.resource_of(source);
            of.is_some_and(|of| of.name == resource.as_str())
        };
        let lists = profile.listings.iter();
        let in_lists =
            lists
                .filter(|(source, _)| of_resource(source))
                .flat_map(|(source, listing)| {
                    let rows = listing.records_with(&sought.field, &sought.wanted);
                    let rows = rows.filter(|row| has(&sought.field, &sought.wanted, row));
                    rows.map(move |row| (row.into_owned(), Some(source.clone())))
                });
        let known = self.known_with(resource, sought).into_iter();
        let mut found: Vec<(Record, Option<Source>)> = Vec::new();
        // What was read by itself counts before its rows, which may be old.
        for (record, source) in known.map(|record| (record, None)).chain(in_lists) {
            if record
                .id()
                .is_none_or(|id| !found.iter().any(|(other, _)| other.id() == Some(id)))
            {
                found.push((record, source));
            }
        }
        let is_here = of_resource(&sought.begun_in);
        match &found[..] {
            [] => return false,
            [(record, source)] => {
                let Some(id) = record.id().cloned() else {
                    self.say(Tone::Warn, without_id(sought));
                    return true;
                };
                if is_here && self.select_loaded(&id) {
                    return true;
                }
                match source {
                    Some(source) => self.open_found(sought, source, record, false, None, out),
                    None => self.profile_mut().go_to(RecordRef {
                        resource: resource.clone(),
                        id,
                    }),
                }
            }
            several => {
                let records: Vec<Record> =
                    several.iter().map(|(record, _)| record.clone()).collect();
                self.offer_all(sought, &records);
            }
        }
        true
    }

    /// Whoever has the email among the records that were read one at a time.
    fn known_with(&self, resource: &ResourceName, sought: &Sought) -> Vec<Record> {
        let known = self.profile().known.iter();
        let of_resource = known.filter_map(|(of, known)| match of {
            RecordOf::Resource(of) if of.resource == *resource => known.record(),
            _ => None,
        });
        let found = of_resource.filter(|record| has(&sought.field, &sought.wanted, record));
        found.cloned().collect()
    }

    /// Several records have one email: which is meant, the operator says.
    pub(super) fn offer_all(&mut self, sought: &Sought, found: &[Record]) {
        let Goal::Open(resource) = &sought.goal else {
            return;
        };
        let many = self.profile().resource(resource);
        let many = many.map_or_else(|| "records".to_owned(), |of| of.title.to_lowercase());
        let title = format!("{} {many} have the email {}", found.len(), sought.shown());
        if self.is_typing() {
            let key = self.key_of(Action::OpenBy);
            return self.say(Tone::Warn, format!("{title}; {key} shows them"));
        }
        let items = found.iter().filter_map(|record| {
            let id = record.id()?.clone();
            let note = Untrusted::new(id.raw()).shown_within(SAID).to_string();
            let choice = Choice::Visit(RecordRef {
                resource: resource.clone(),
                id,
            });
            Some(MenuItem {
                note: Some(note),
                ..MenuItem::new(None, self.described(resource, record), choice)
            })
        });
        let items = items.collect();
        self.overlay = Some(Overlay::Menu(Menu {
            title,
            items,
            selected: 0,
        }));
        self.notice = None;
    }

    /// What a record is called, and whether it is disabled, where that is told.
    fn described(&self, resource: &ResourceName, record: &Record) -> String {
        let Some(resource) = self.profile().resource(resource) else {
            return String::new();
        };
        let value = record.value();
        let shape = Shape::of_resource(resource);
        let mut words = shape.called(&value).shown_within(SAID).to_string();
        let disable = resource.disable.as_ref();
        let field = disable.and_then(|disable| resource.field(&disable.field));
        let yes = field.and_then(|field| FieldValue::read(field, &value).yes_no());
        if let Some((disable, yes)) = disable.zip(yes) {
            words += if yes == disable.when {
                ", disabled"
            } else {
                ", enabled"
            };
        }
        words
    }

    /// Goes to a record that was found in a list, unless something is being
    /// typed: then it is at hand for the next time.
    pub(super) fn open_found(
        &mut self,
        sought: &Sought,
        from: &Source,
        record: &Record,
        selected: bool,
        told: Option<String>,
        out: &mut Outbox<'_>,
    ) {
        let Goal::Open(resource) = &sought.goal else {
            return;
        };
        let Some(id) = record.id().cloned() else {
            return self.say(Tone::Warn, without_id(sought));
        };
        let of = RecordRef {
            resource: resource.clone(),
            id,
        };
        let is_partial = self.profile().is_partial(from);
        if !is_partial {
            let now = self.now.wall;
            self.profile_mut().know(of.clone(), record.clone(), now);
        }
        if self.is_typing()
            && let Some(told) = told
        {
            let key = self.key_of(Action::OpenBy);
            return self.say(Tone::Good, format!("{told}; {key} opens it"));
        }
        if selected {
            self.moved();
            self.focus(Pane::Detail);
        } else if is_partial {
            self.read_to_open(of, out);
        } else {
            self.profile_mut().go_to(of);
        }
        if let Some(told) = told {
            self.say(Tone::Good, told);
        }
    }

    // ---- by the directory's search

    /// Looks at what the directory's search gave: it may hold whoever has only
    /// a part of the email.
    pub(super) fn seek_by_search(
        &mut self,
        sought: &Sought,
        answer: &mut Listing,
        out: &mut Outbox<'_>,
    ) -> Outcome {
        if !answer.has_answered() && !answer.is_reading() && answer.error().is_none() {
            answer.read_page(0, out);
        }
        match has_come(answer, 0) {
            Ok(false) => {
                let told = format!("Asking the directory for {}", sought.shown());
                self.say(Tone::Plain, told);
                return Outcome::Waiting;
            }
            Err(error) => {
                let told = format!(
                    "{} was not looked for: {}",
                    sought.shown(),
                    error_words(&error)
                );
                self.say(Tone::Bad, told);
                return Outcome::Ended;
            }
            Ok(true) => {}
        }
        let has_it = |record: &Cow<'_, Record>| has(&sought.field, &sought.wanted, record);
        let hits = answer.records().filter(has_it).map(Cow::into_owned);
        let hits: Vec<Record> = hits.collect();
        if let Some(absence) = Absence::of_search(sought, answer) {
            let told = absence.words(self);
            self.say(Tone::Warn, told);
            return Outcome::Ended;
        }
        match hits.as_slice() {
            [only] if !self.profile().is_partial(&sought.list) => {
                let told = format!("{} found by the directory's search", sought.shown());
                self.open_found(sought, &sought.list, only, false, Some(told), out);
            }
            hits => self.show_hits(sought, answer, hits, out),
        }
        Outcome::Ended
    }

    /// Shows what a search gave as the list, as if the filter line had asked
    /// for it.
    fn show_hits(
        &mut self,
        sought: &Sought,
        answer: &mut Listing,
        hits: &[Record],
        out: &mut Outbox<'_>,
    ) {
        let Goal::Open(resource) = &sought.goal else {
            return;
        };
        self.go_to_list(resource, out);
        let query = answer.query().clone();
        let of = ListOf::Resource(resource.clone());
        let empty = Listing::new(of, &Paging::None);
        let answer = std::mem::replace(answer, empty);
        if let Some(to) = sought.list.narrowed(query.clone()) {
            self.profile_mut().listings.insert(to, answer);
        }
        let asking = Asking {
            query,
            ..Asking::default()
        };
        self.ask_for(asking, out);
        let Some(first) = hits.first().and_then(Record::id) else {
            return self.say(Tone::Plain, "The directory's search gives these");
        };
        if let Some(listing) = self.profile_mut().listing_mut() {
            listing.select_id(first);
        }
        if hits.len() == 1 {
            self.focus(Pane::Detail);
        } else {
            let told = format!(
                "{} have that email",
                counted(hits.len() as u64, "record", "records")
            );
            self.say(Tone::Warn, told);
        }
    }

    /// Goes to a resource's list, from wherever the operator is.
    pub(super) fn go_to_list(&mut self, resource: &ResourceName, out: &mut Outbox<'_>) {
        let profile = self.profile_mut();
        let tab = profile
            .trails
            .iter()
            .position(|trail| trail.resource == *resource);
        if let Some(tab) = tab {
            profile.tab = tab;
        }
        if let Some(trail) = profile.trail_mut() {
            while trail.pop().is_some() {}
        }
        self.focus(Pane::Listing);
        self.narrow(Query::default(), out);
    }
}

/// What asks a directory's search for an email.
fn search_for(email: &str) -> Query {
    Query {
        search: Some(email.to_owned()),
        params: Vec::new(),
    }
}

/// That the directory's search has nobody with an email: made only of the whole
/// answer to that question, whose records show what is asked for.
struct Absence<'a> {
    sought: &'a Sought,
    /// How many others it gave.
    others: u64,
}

impl<'a> Absence<'a> {
    fn of_search(sought: &'a Sought, answer: &Listing) -> Option<Self> {
        let shows = |record: Cow<'_, Record>| value_of(&sought.field, &record);
        let are_others = answer.records().all(|record| {
            shows(record).is_some_and(|value| !email::is_same(&value, &sought.wanted))
        });
        (answer.is_complete() && are_others).then(|| Self {
            sought,
            others: answer.loaded(),
        })
    }

    fn words(&self, app: &App) -> String {
        let (shown, as_of) = (self.sought.shown(), app.as_of());
        match self.others {
            0 => format!("The directory's search for {shown} finds nobody, {as_of}"),
            others => {
                let others = counted(others, "other", "others");
                format!(
                    "The directory's search for {shown} finds {others}, nobody with it, {as_of}"
                )
            }
        }
    }
}

/// Whether a list has rows, and none of them shows a field.
pub(super) fn tells_none(field: &Field, listing: &Listing) -> bool {
    let mut rows = listing.records().peekable();
    rows.peek().is_some() && !rows.any(|record| value_of(field, &record).is_some())
}

fn without_id(sought: &Sought) -> String {
    format!("{} is there, but has no id to open it by", sought.shown())
}

/// Whether a record has that email, whatever the case and the blanks around it.
pub(super) fn has(field: &Field, email: &str, record: &Record) -> bool {
    may_hold(record.json(), email)
        && value_of(field, record).is_some_and(|value| email::is_same(&value, email))
}

/// Whether a record's JSON may hold an email: to parse only those, of as many
/// as are loaded.
fn may_hold(json: &str, email: &str) -> bool {
    if json.contains('\\') || !email.is_ascii() {
        return true;
    }
    // A sign that has no other case is found at once.
    let (sign, before) = match email.bytes().position(|byte| !byte.is_ascii_alphabetic()) {
        Some(at) => (email.as_bytes()[at], at),
        None => {
            return json
                .to_ascii_lowercase()
                .contains(&email.to_ascii_lowercase());
        }
    };
    let begins = |at: usize| {
        let start = at.checked_sub(before)?;
        json.as_bytes().get(start..start + email.len())
    };
    let mut signs = memchr::memchr_iter(sign, json.as_bytes());
    signs.any(|at| begins(at).is_some_and(|part| part.eq_ignore_ascii_case(email.as_bytes())))
}
