//! What completes a command that is being typed.

use std::cmp::Reverse;
use std::ops::Range;

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::{Argument, Command, FORMS};
use crate::app::App;
use crate::app::bookmarks::Recent;
use crate::app::columns::Shows;
use crate::app::listing::Listing;
use crate::app::view::DetailTab;
use crate::config::ThemeChoice;
use crate::directory::description::{Field, Kind, Order};
use crate::directory::record::RecordId;
use crate::directory::value::FieldValue;
use crate::keys::Action;
use crate::text::{Folded, Untrusted, fold, grouped};

/// How many loaded records are looked through for one to open: as many as can
/// be parsed at a key without anyone noticing.
const RECORDS_SEEN: usize = 1_000;
/// How many records are offered.
const RECORDS_OFFERED: usize = 50;
/// The widest that a suggestion is shown, in columns.
const WIDEST: usize = 60;

/// Something that completes what is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What completing puts in the place of the word.
    pub text: String,
    /// The same, safe to show.
    pub shown: String,
    /// Which bytes of what is shown were matched, ascending.
    pub matched: Vec<Range<usize>>,
    /// The arguments of a command, as help writes them.
    pub arguments: &'static str,
    /// What it does, or what it stands for.
    pub note: String,
    /// The action whose keys do the same.
    pub action: Option<Action>,
    /// Why it does nothing here, if so.
    pub locked: Option<String>,
    /// The command, if it is one and not an argument.
    pub(in crate::app) command: Option<Command>,
}

impl Suggestion {
    fn new(text: &str, note: impl Into<String>) -> Self {
        Self {
            text: text.to_owned(),
            shown: Untrusted::new(text).shown_within(WIDEST).into(),
            matched: Vec::new(),
            arguments: "",
            note: note.into(),
            action: None,
            locked: None,
            command: None,
        }
    }
}

/// What is being typed, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) struct Typed<'t> {
    /// The command's name, as far as it is typed.
    pub(in crate::app) name: &'t str,
    /// All behind it, if anything is: a blank is enough.
    pub(in crate::app) arguments: Option<&'t str>,
    /// Where the word begins that is being completed, in bytes.
    pub(in crate::app) word_at: usize,
}

impl<'t> Typed<'t> {
    pub(in crate::app) fn new(text: &'t str) -> Self {
        let from = text.len() - text.trim_start().len();
        let rest = &text[from..];
        match rest.split_once(char::is_whitespace) {
            None => Self {
                name: rest,
                arguments: None,
                word_at: from,
            },
            Some((name, arguments)) => {
                let arguments = arguments.trim_start();
                Self {
                    name,
                    arguments: Some(arguments),
                    word_at: text.len() - arguments.len(),
                }
            }
        }
    }

    /// The same where it is the last word that is completed.
    fn at_last_word(self, text: &str) -> Self {
        let last = text.rfind(char::is_whitespace);
        Self {
            word_at: last.map_or(self.word_at, |at| (at + 1).max(self.word_at)),
            ..self
        }
    }
}

impl App {
    /// What completes a text, the best first, and where the word begins that
    /// it completes.
    pub(in crate::app) fn suggestions(&self, text: &str) -> (usize, Vec<Suggestion>) {
        let typed = Typed::new(text);
        let Some(arguments) = typed.arguments else {
            return (typed.word_at, self.fitting_commands(typed.name));
        };
        let argument = self
            .command_named(typed.name)
            .map_or(Argument::Nothing, Command::takes);
        let typed = match argument {
            Argument::Sort | Argument::Search => typed.at_last_word(text),
            _ => typed,
        };
        let word = &text[typed.word_at..];
        let found = match argument {
            Argument::Record => return (typed.word_at, self.fitting_records(word)),
            Argument::Sort if arguments.len() > word.len() => ["asc", "desc"]
                .map(|order| Suggestion::new(order, order_note(order)))
                .to_vec(),
            other => self.offered(other),
        };
        (typed.word_at, fitting(found, word))
    }

    fn fitting_commands(&self, word: &str) -> Vec<Suggestion> {
        let all: Vec<Suggestion> = self
            .commands()
            .into_iter()
            .map(|command| Suggestion {
                arguments: command.takes().written(),
                action: command.action(),
                locked: self.unavailable(command),
                command: Some(command),
                ..Suggestion::new(self.name_of(command), self.help_of(command))
            })
            .collect();
        let exact = self.command_named(word);
        let by_help: Vec<Suggestion> = all
            .iter()
            .filter(|s| word.len() > 2 && fold(&s.note).contains(&fold(word)))
            .cloned()
            .collect();
        let mut found = fitting(all.clone(), word);
        let aliased = all
            .into_iter()
            .filter(|s| exact.is_some() && s.command == exact);
        // One that is spelled out comes first, be it by its short name.
        let mut first: Vec<Suggestion> = aliased.collect();
        if let Some(at) = found
            .iter()
            .position(|s| exact.is_some() && s.command == exact)
        {
            first = vec![found.remove(at)];
        }
        let mut commands = first;
        commands.append(&mut found);
        for more in by_help {
            if !commands.iter().any(|s| s.command == more.command) {
                commands.push(more);
            }
        }
        commands
    }

    /// What an argument may be, where there is a list of that.
    pub(in crate::app) fn offered(&self, argument: Argument) -> Vec<Suggestion> {
        let profile = self.profile();
        let source = profile.view().map(|view| &view.source);
        let list = source.and_then(|source| profile.list_of(source));
        match argument {
            Argument::Nothing | Argument::Filter | Argument::Find | Argument::Record => Vec::new(),
            Argument::Recent => self
                .recent
                .iter()
                .map(|recent| self.recent_suggestion(recent))
                .collect(),
            Argument::Search => list
                .into_iter()
                .flat_map(|list| &list.filters)
                .flat_map(|filter| {
                    let values = filter.values.iter();
                    values.map(|value| format!("{}:{value}", filter.param))
                })
                .map(|text| Suggestion::new(&text, ""))
                .collect(),
            Argument::Sort => {
                let known = source.map_or(&[][..], |source| profile.fields_of(source));
                let label = |name: &str| {
                    let field = known.iter().find(|field| field.name == name);
                    field.map(Field::label).filter(|label| label != name)
                };
                let current = profile.listing().and_then(|listing| listing.sort());
                let in_use = |name: &str| {
                    let sort = current.filter(|sort| sort.field == name)?;
                    let order = match sort.order {
                        Order::Ascending => "in use, ascending",
                        Order::Descending => "in use, descending",
                    };
                    Some(order.to_owned())
                };
                let fields = list.into_iter().flat_map(|list| &list.sort);
                let note = |name: &String| {
                    let known = [label(name), in_use(name)];
                    known.into_iter().flatten().collect::<Vec<_>>().join(" · ")
                };
                let loaded = profile.listing().map_or(0, Listing::loaded);
                let here = self.sorts_here();
                let here = here.iter().map(|sort| {
                    let note = format!("of the {} loaded", grouped(loaded));
                    Suggestion::new(sort_name(&sort.by), note)
                });
                fields
                    .map(|name| Suggestion::new(name, note(name)))
                    .chain(here)
                    .collect()
            }
            Argument::Tab => profile
                .detail_tabs()
                .iter()
                .map(|tab| Suggestion::new(&tab_name(tab), profile.tab_title(tab)))
                .collect(),
            Argument::Resource => (0..profile.trails.len())
                .filter_map(|at| self.resource_at(at))
                .map(|resource| Suggestion::new(&resource.name, resource.title.clone()))
                .collect(),
            Argument::Profile => self
                .profiles
                .iter()
                .map(|profile| {
                    let connection = &profile.connection;
                    let title = &connection.description.title;
                    Suggestion::new(&connection.name, format!("{} · {title}", connection.host()))
                })
                .collect(),
            Argument::Theme => {
                let names = self.theme_names.iter().map(String::as_str);
                names
                    .filter(|name| *name != ThemeChoice::AUTO)
                    .chain([ThemeChoice::AUTO])
                    .map(|name| Suggestion::new(name, self.theme_note(name)))
                    .collect()
            }
            Argument::Form => FORMS
                .iter()
                .map(|(name, _, note)| Suggestion::new(name, *note))
                .collect(),
        }
    }

    /// What a record that was opened is gone to by: its resource and id, and
    /// its profile where there are several.
    pub(in crate::app) fn recent_name(&self, recent: &Recent) -> String {
        let of = format!("{}/{}", recent.of.resource.as_str(), recent.of.id.raw());
        match self.profiles.get(recent.profile.0) {
            Some(profile) if self.profiles.len() > 1 => {
                format!("{}/{of}", profile.connection.name)
            }
            _ => of,
        }
    }

    fn recent_suggestion(&self, recent: &Recent) -> Suggestion {
        let name = self.recent_name(recent);
        let note = Untrusted::new(name.as_str())
            .shown_within(WIDEST)
            .into_owned();
        Suggestion {
            shown: recent.called.shown_within(40).into(),
            ..Suggestion::new(&name, note)
        }
    }

    fn theme_note(&self, name: &str) -> &'static str {
        match name {
            _ if name == self.theme.name() => "in use",
            ThemeChoice::AUTO => "as the terminal's background is",
            _ => "",
        }
    }

    /// The loaded records whose id, email or name holds what was typed.
    fn fitting_records(&self, word: &str) -> Vec<Suggestion> {
        let profile = self.profile();
        let (Some(view), Some(listing)) = (profile.view(), profile.listing()) else {
            return Vec::new();
        };
        let Some(shape) = profile.shape(&view.source) else {
            return Vec::new();
        };
        let email = shape.fields.iter().find(|field| field.kind == Kind::Email);
        let wanted = fold(word.trim());
        let mut found = Vec::new();
        // Those that were opened come first: mostly it is one of them again.
        let resource = shape.resource.map(|resource| resource.name.as_str());
        let opened = self.recent.iter().filter(|recent| {
            recent.profile == self.active && Some(recent.of.resource.as_str()) == resource
        });
        for recent in opened {
            let id = recent.of.id.raw();
            let holds = |text: &str| fold(text).contains(&wanted);
            if holds(id) || holds(recent.called.raw()) {
                let name = recent.called.shown_within(40);
                let mut suggestion = Suggestion::new(id, format!("{name} · opened before"));
                suggestion.matched = spelled(&suggestion.shown, &wanted);
                found.push((true, suggestion));
            }
        }
        let is_opened = |id: &RecordId| {
            let mut recent = self.recent.iter();
            recent.any(|recent| {
                recent.profile == self.active
                    && recent.of.id == *id
                    && Some(recent.of.resource.as_str()) == resource
            })
        };
        for record in listing.records().take(RECORDS_SEEN) {
            let Some(id) = record.id().filter(|id| !is_opened(id)) else {
                continue;
            };
            let value = record.value();
            let name = shape.called(&value);
            let email = email.map(|field| FieldValue::read(field, &value).text().into_owned());
            let email = email.filter(|email| !email.is_empty());
            let text = email.as_ref().map_or_else(|| id.raw(), Untrusted::raw);
            let holds = |text: &str| fold(text).contains(&wanted);
            if holds(text) || holds(id.raw()) || holds(name.raw()) {
                let mut suggestion = Suggestion::new(text, name.shown_within(40));
                if email.is_some() {
                    suggestion.note += " · ";
                    suggestion.note += &Untrusted::new(id.raw()).shown_within(24);
                }
                suggestion.matched = spelled(&suggestion.shown, &wanted);
                found.push((false, suggestion));
            }
            if found.len() == RECORDS_OFFERED {
                break;
            }
        }
        // The sort is stable: else they stand as in the list.
        found.sort_by_key(|(opened, suggestion)| {
            (!opened, !fold(&suggestion.text).starts_with(&wanted))
        });
        found
            .into_iter()
            .map(|(_, suggestion)| suggestion)
            .collect()
    }
}

/// What a tab is called where it is typed.
pub(in crate::app) fn tab_name(tab: &DetailTab) -> String {
    match tab {
        DetailTab::Fields => "profile".to_owned(),
        DetailTab::Item => "item".to_owned(),
        DetailTab::Relation(name) => name.as_str().to_owned(),
        DetailTab::Json => "json".to_owned(),
    }
}

/// What a list is sorted by here, as it is typed.
pub(in crate::app) fn sort_name(by: &Shows) -> &str {
    match by {
        Shows::Called => "name",
        Shows::Field(name) | Shows::Member { name, .. } => name,
    }
}

fn order_note(order: &str) -> &'static str {
    match order {
        "asc" => "from the lowest to the highest",
        _ => "from the highest to the lowest",
    }
}

/// Where a shown text has that folded one.
fn spelled(shown: &str, wanted: &str) -> Vec<Range<usize>> {
    let folded = Folded::new(shown);
    let Some(at) = folded.text().find(wanted) else {
        return Vec::new();
    };
    let from = folded.text()[..at].chars().count();
    let chars: Vec<u32> = (from..from + wanted.chars().count())
        .filter_map(|at| u32::try_from(at).ok())
        .collect();
    folded.highlights(&chars)
}

/// Those that a word spells, begins or has the letters of, the best first.
fn fitting(mut all: Vec<Suggestion>, word: &str) -> Vec<Suggestion> {
    let word = fold(word.trim());
    if word.is_empty() {
        return all;
    }
    // Both sides are folded already.
    let atom = Atom::new(
        &word,
        CaseMatching::Respect,
        Normalization::Never,
        AtomKind::Fuzzy,
        false,
    );
    let mut matcher = Matcher::new(Config::DEFAULT);
    let (mut decoded, mut chars) = (Vec::new(), Vec::new());
    let mut order = Vec::new();
    for (at, suggestion) in all.iter_mut().enumerate() {
        let folded = Folded::new(&suggestion.shown);
        let text = folded.text();
        chars.clear();
        let haystack = Utf32Str::new(text, &mut decoded);
        let Some(score) = atom.indices(haystack, &mut matcher, &mut chars) else {
            continue;
        };
        chars.sort_unstable();
        suggestion.matched = folded.highlights(&chars);
        let rank = match text {
            _ if text == word => 0,
            _ if text.starts_with(&word) => 1,
            _ => 2,
        };
        order.push((rank, Reverse(score), at));
    }
    order.sort_unstable();
    let mut taken: Vec<Option<Suggestion>> = all.into_iter().map(Some).collect();
    order
        .into_iter()
        .filter_map(|(_, _, at)| taken.get_mut(at)?.take())
        .collect()
}
