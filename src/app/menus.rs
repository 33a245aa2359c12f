//! The menus: what they offer, and what choosing does.

use super::App;
use super::change::{Change, Verb};
use super::listing::Listing;
use super::message::ProfileId;
use super::outbox::Outbox;
use super::overlay::{Choice, Menu, MenuItem, Overlay, Tone};
use super::prompts::token_origin;
use crate::directory::description::{Field, Kind, Order, Sort};
use crate::export::CopyForm;
use crate::keys::Action;
use crate::text::grouped;

impl MenuItem {
    pub(super) fn new(key: Option<char>, label: impl Into<String>, choice: Choice) -> Self {
        Self {
            key,
            label: label.into(),
            note: None,
            locked: None,
            choice,
        }
    }
}

impl App {
    // ---- what they offer

    pub(super) fn open_sort_menu(&mut self) {
        let profile = self.profile();
        let Some(view) = profile.view() else { return };
        let list = profile.list_of(&view.source);
        let sorting = profile.description().sorting.as_ref();
        let fields = list.filter(|_| sorting.is_some());
        let fields = fields.map_or(&[][..], |list| &list.sort);
        let here = self.sorts_here();
        if fields.is_empty() && here.is_empty() {
            let title = profile.description().title.clone();
            return self.say(Tone::Plain, format!("{title} cannot sort this list"));
        }
        let known = profile.fields_of(&view.source);
        let label = |name: &str| {
            known
                .iter()
                .find(|field| field.name == name)
                .map_or_else(|| name.replace('_', " "), Field::label)
        };
        let listing = profile.listing();
        let current = listing.and_then(|listing| listing.sort());
        let sorted_here = listing.and_then(|listing| listing.sorted_here());
        let sorted_here = sorted_here.map(|sort| (&sort.by, sort.order));
        let loaded = grouped(listing.map_or(0, Listing::loaded));
        let default = sorting.filter(|_| !fields.is_empty());
        let mut items = vec![MenuItem {
            note: default.and_then(|s| s.default_sort()).map(|sort| {
                format!(
                    "{} {}",
                    label(&sort.field),
                    arrow(sort.order, self.looks.accessible)
                )
            }),
            ..MenuItem::new(Some('0'), "the directory's own order", Choice::Sort(None))
        }];
        let mut selected = 0;
        for field in fields {
            for order in [Order::Ascending, Order::Descending] {
                let sort = Sort {
                    field: field.clone(),
                    order,
                };
                if current == Some(&sort) && sorted_here.is_none() {
                    selected = items.len();
                }
                items.push(MenuItem::new(
                    digit(items.len()),
                    format!("{} {}", label(field), arrow(order, self.looks.accessible)),
                    Choice::Sort(Some(sort)),
                ));
            }
        }
        let title = match (fields.is_empty(), here.is_empty()) {
            (false, true) => "Sort, done by the directory",
            (true, _) => "Sort what is loaded",
            (false, false) => "Sort, by the directory or here",
        };
        for sort in here {
            for order in [Order::Ascending, Order::Descending] {
                if sorted_here == Some((&sort.by, order)) {
                    selected = items.len();
                }
                let label = format!("{} {}", sort.label, arrow(order, self.looks.accessible));
                items.push(MenuItem {
                    note: Some(format!("of the {loaded} loaded")),
                    ..MenuItem::new(None, label, Choice::SortHere(sort.by.clone(), order))
                });
            }
        }
        self.overlay = Some(Overlay::Menu(Menu {
            title: title.to_owned(),
            items,
            selected,
        }));
    }

    pub(super) fn open_actions_menu(&mut self) {
        let profile = self.profile();
        let Some(view) = profile.view() else { return };
        if profile.row().is_none() {
            return self.say(Tone::Plain, "There is no record here to act on");
        }
        let act = |key, action: Action, label: &str| MenuItem {
            locked: self.locked(action),
            ..MenuItem::new(Some(key), label, Choice::Act(action))
        };
        let mut items = vec![
            act('y', Action::Copy, "Copy …"),
            act('r', Action::ReloadRecord, "Read it again"),
            MenuItem::new(Some('p'), "Show it as plain text", Choice::Plain),
            act('e', Action::Edit, "Edit"),
            act('D', Action::Disable, self.disable_label()),
        ];
        if let Some(remove) = profile
            .resource_of(&view.source)
            .and_then(|r| r.remove.as_ref())
        {
            items.push(MenuItem {
                note: Some("cannot be undone".to_owned()),
                locked: self.lock_reason(),
                ..MenuItem::new(None, format!("{} …", remove.title), Choice::Remove)
            });
        }
        let title = profile
            .called()
            .map_or_else(String::new, |name| name.shown_within(40).into());
        self.overlay = Some(Overlay::Menu(Menu {
            title,
            items,
            selected: 0,
        }));
    }

    pub(super) fn open_copy_menu(&mut self) {
        if let Some(why) = self.why_not_all() {
            return self.say(Tone::Warn, why);
        }
        let records = self.to_copy().len();
        if records == 0 {
            return self.say(Tone::Plain, "There is no record here to copy");
        }
        let has_email = self.profile().focused_source().is_some_and(|source| {
            self.profile()
                .fields_of(&source)
                .iter()
                .any(|field| field.kind == Kind::Email)
        });
        let item = |key, label: &str, form| MenuItem::new(Some(key), label, Choice::Copy(form));
        let mut items = vec![item('i', "id", CopyForm::Id)];
        if has_email {
            items.push(item('e', "email", CopyForm::Email));
        }
        items.extend([
            item('n', "name", CopyForm::Name),
            item('t', "fields as text", CopyForm::Text),
            item('m', "fields as a Markdown table", CopyForm::Markdown),
            item('v', "fields as TSV", CopyForm::Tsv),
            item('c', "fields as CSV", CopyForm::Csv),
            item('j', "whole, as JSON", CopyForm::Json),
            item(
                'u',
                "the request as curl, without the token",
                CopyForm::Curl,
            ),
            self.copied_fields_item(),
        ]);
        if let Some(last) = self.last_copy
            && let Some(again) = items
                .iter()
                .find(|i| i.choice == Choice::Copy(last))
                .cloned()
        {
            items.insert(
                0,
                MenuItem {
                    key: Some('y'),
                    label: format!("as last time: {}", again.label),
                    ..again
                },
            );
        }
        let title = match records {
            1 => "Copy".to_owned(),
            n => format!("Copy {} marked records", grouped(n as u64)),
        };
        self.overlay = Some(Overlay::Menu(Menu {
            title,
            items,
            selected: 0,
        }));
    }

    pub(super) fn profile_menu(&self) -> Menu {
        let items = self
            .profiles
            .iter()
            .enumerate()
            .map(|(at, profile)| {
                let connection = &profile.connection;
                MenuItem {
                    // What cannot be done without comes first: the end is cut.
                    note: Some(format!(
                        "{} · {}",
                        connection.host(),
                        connection.description.title
                    )),
                    ..MenuItem::new(
                        digit(at + 1),
                        connection.name.clone(),
                        Choice::Profile(ProfileId(at)),
                    )
                }
            })
            .collect();
        Menu {
            title: "Profile".to_owned(),
            items,
            selected: self.active.0,
        }
    }

    pub(super) fn open_undo_menu(&mut self) {
        let here = self.profile().selected();
        let profile = self.profile();
        let mut order: Vec<usize> = (0..profile.applied.len()).rev().collect();
        // This record's own changes come first, each kind newest first.
        order.sort_by_key(|at| profile.applied[*at].record != here);
        // What nobody knows the end of comes before all.
        let pending = profile.pending.iter().enumerate().rev();
        let pending = pending.map(|(at, review)| MenuItem {
            note: Some("outcome unknown: looks again".to_owned()),
            ..MenuItem::new(None, in_words(review.change()), Choice::Resume(at))
        });
        let applied = order.into_iter().map(|at| {
            let change = &profile.applied[at];
            MenuItem {
                locked: change.can_be_undone().err().or_else(|| self.lock_reason()),
                ..MenuItem::new(None, in_words(change), Choice::Undo(at))
            }
        });
        // Nothing can be done about these but to stop telling of them: last.
        let homeless = self.homeless.iter().enumerate().rev();
        let homeless = homeless.map(|(at, past)| MenuItem {
            note: Some("outcome unknown, no profile has its address: takes it off".to_owned()),
            ..MenuItem::new(
                None,
                format!("{}: {}", past.called(), past.sent_words()),
                Choice::Close(at),
            )
        });
        let items: Vec<MenuItem> = pending.chain(applied).chain(homeless).collect();
        if items.is_empty() && !profile.read_journal {
            let words = "The journal is still being read: what was changed is known in a moment";
            return self.say(Tone::Plain, words);
        }
        if items.is_empty() && profile.no_journal {
            let words = "The journal cannot be used, so what was changed is not known";
            return self.say(Tone::Warn, words);
        }
        if items.is_empty() {
            return self.say(Tone::Plain, "Nothing was changed through this profile yet");
        }
        self.overlay = Some(Overlay::Menu(Menu {
            title: "Undo".to_owned(),
            items,
            selected: 0,
        }));
    }

    // ---- what choosing does

    /// A letter chooses its item at once.
    pub(super) fn menu_letter(&mut self, letter: char, out: &mut Outbox<'_>) -> bool {
        let Some(Overlay::Menu(menu)) = &mut self.overlay else {
            return false;
        };
        let Some(at) = menu.items.iter().position(|item| item.key == Some(letter)) else {
            return false;
        };
        menu.selected = at;
        self.choose(out);
        true
    }

    pub(super) fn act_in_menu(&mut self, action: Action, out: &mut Outbox<'_>) {
        let Some(Overlay::Menu(menu)) = &mut self.overlay else {
            return;
        };
        let count = menu.items.len().max(1);
        match action {
            Action::Down => menu.selected = (menu.selected + 1) % count,
            Action::Up => menu.selected = (menu.selected + count - 1) % count,
            Action::First | Action::PageUp => menu.selected = 0,
            Action::Last | Action::PageDown => menu.selected = count - 1,
            Action::Press => self.choose(out),
            Action::Toggle if menu.is_of_fields() => self.choose(out),
            Action::Cancel | Action::Leave => self.close_menu(out),
            _ => {}
        }
    }

    /// Without a profile there is nothing behind the menu that asks for one.
    fn close_menu(&mut self, out: &mut Outbox<'_>) {
        if self.chosen {
            self.overlay = None;
        } else {
            self.end(out);
        }
    }

    fn choose(&mut self, out: &mut Outbox<'_>) {
        let Some(Overlay::Menu(menu)) = &self.overlay else {
            return;
        };
        let Some(item) = menu.items.get(menu.selected).cloned() else {
            return;
        };
        if let Some(reason) = item.locked {
            return self.say(Tone::Warn, format!("Locked: {reason}"));
        }
        let selected = menu.selected;
        self.overlay = None;
        match item.choice {
            Choice::Sort(sort) => self.sort_by(sort, out),
            Choice::SortHere(by, order) => self.sort_here(&by, order),
            Choice::Copy(form) => self.copy(form, out),
            Choice::CopyFields => self.open_copied_fields(0),
            Choice::CopyField(name) => self.toggle_copied_field(&name, selected),
            Choice::Act(action) => self.browse(action, out),
            Choice::Plain => self.show_plain(out),
            Choice::Remove => self.begin_remove(out),
            Choice::Profile(profile) => self.switch_to(profile),
            Choice::Undo(at) => self.begin_undo(at, out),
            Choice::Resume(at) => self.resume(at, out),
            Choice::Close(at) => self.close_homeless(at, out),
        }
    }

    pub(super) fn sort_by(&mut self, sort: Option<Sort>, out: &mut Outbox<'_>) {
        if let Some(listing) = self.profile_mut().listing_mut() {
            listing.set_sort(sort, out);
        }
        self.moved();
    }

    pub(super) fn switch_to(&mut self, profile: ProfileId) {
        if profile.0 < self.profiles.len() {
            self.active = profile;
            self.chosen = true;
            self.filtering = None;
            self.editing = None;
            self.notice = None;
        }
    }

    /// What `D` would do to the record under the cursor.
    #[must_use]
    pub fn disable_label(&self) -> &'static str {
        match self.is_disabled() {
            Some(true) => "Enable …",
            Some(false) => "Disable …",
            None => "Disable or enable …",
        }
    }

    /// Where the active profile's token comes from.
    #[must_use]
    pub fn token_origin(&self) -> String {
        token_origin(&self.profile().connection.token)
    }
}

/// The digit that chooses the item at a place, for the first ten.
fn digit(at: usize) -> Option<char> {
    u32::try_from(at)
        .ok()
        .and_then(|at| char::from_digit(at, 10))
}

/// A change in a line: whose, and what became what.
fn in_words(change: &Change) -> String {
    let name = change.name.shown_within(40);
    match change.verb {
        Verb::Create => return format!("{name}: added"),
        Verb::Remove => return format!("{name}: removed"),
        _ => {}
    }
    let fields: Vec<String> = change
        .fields
        .iter()
        .map(|f| format!("{} {} → {}", f.label, f.before_shown(), f.after_shown()))
        .collect();
    format!("{name}: {}", fields.join(", "))
}

const fn arrow(order: Order, in_words: bool) -> &'static str {
    match order {
        Order::Ascending if in_words => "ascending",
        Order::Descending if in_words => "descending",
        Order::Ascending => "↑",
        Order::Descending => "↓",
    }
}
