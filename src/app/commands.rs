//! What can be given by name: every action, and a few things that no key does.
//!
//! A command has one name. Where it takes an argument that may be left out, it
//! then asks, as its key does: `:sort` opens the menu, `:sort name desc` sorts.

mod run;
mod suggest;

use super::App;
use crate::config::ThemeChoice;
use crate::directory::description::Resource;
use crate::export::CopyForm;
use crate::keys::{Action, Mode};

pub use suggest::Suggestion;
pub(super) use suggest::Typed;

/// What can be given by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Command {
    /// What a key does.
    Act(Action),
    /// What no key does.
    Named(Named),
    /// The resource at that place, by its own name.
    Resource(usize),
}

/// A command that has no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Search,
    Tab,
    Resource,
    Theme,
    Enable,
    Remove,
    Plain,
    Unmark,
    Budget,
    Write,
    Lock,
    Recent,
}

/// A command that no key gives, as help tells of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WithoutKey(Named);

impl WithoutKey {
    /// All of them, the ones that are needed most first.
    pub fn all() -> impl Iterator<Item = Self> {
        Named::ALL.into_iter().map(Self)
    }

    /// What is typed to give it, with what it takes: `:theme NAME`.
    #[must_use]
    pub fn written(self) -> String {
        let arguments = Command::Named(self.0).takes().written();
        let written = format!(":{} {arguments}", self.0.name());
        written.trim_end().to_owned()
    }

    /// What it does.
    #[must_use]
    pub const fn help(self) -> &'static str {
        self.0.help()
    }
}

/// What a command takes behind its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Argument {
    Nothing,
    Record,
    Find,
    Recent,
    Filter,
    Search,
    Sort,
    Tab,
    Resource,
    Profile,
    Theme,
    Form,
}

impl Argument {
    /// How help writes it; what may be left out is in brackets.
    const fn written(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Record => "[ID or EMAIL]",
            Self::Find | Self::Filter => "[TEXT]",
            Self::Search => "TEXT",
            Self::Sort => "[FIELD desc]",
            Self::Tab | Self::Resource | Self::Theme | Self::Recent => "NAME",
            Self::Profile => "[NAME]",
            Self::Form => "[FORM]",
        }
    }

    /// What to do where nothing completes what is typed.
    pub(super) const fn advice(self) -> &'static str {
        match self {
            Self::Nothing => "It takes nothing behind it.",
            Self::Record => "An id or an email as a whole; it need not be loaded.",
            Self::Find => "Looks in all that was seen, of every profile.",
            Self::Recent => "No record that was opened in this run is called like this.",
            Self::Filter => "Filters what is loaded.",
            Self::Search => "The directory looks for it.",
            Self::Sort => "The list cannot be sorted by that.",
            Self::Tab => "No tab is called like this.",
            Self::Resource => "No resource is called like this.",
            Self::Profile => "No profile is called like this.",
            Self::Theme => "No theme is called like this.",
            Self::Form => "No form is called like this.",
        }
    }

    /// Whether what is typed counts as it is, and not as the row that it
    /// matches best: an email is nobody's but its own.
    pub(super) const fn is_free(self) -> bool {
        matches!(
            self,
            Self::Record | Self::Find | Self::Filter | Self::Search
        )
    }
}

/// The commands that are needed most, in the order in which they are offered.
/// All other actions follow.
const FIRST: [Command; 21] = [
    Command::Act(Action::OpenBy),
    Command::Act(Action::Find),
    Command::Act(Action::Filter),
    Command::Named(Named::Search),
    Command::Act(Action::Sort),
    Command::Named(Named::Tab),
    Command::Named(Named::Resource),
    Command::Named(Named::Recent),
    Command::Act(Action::Edit),
    Command::Act(Action::Disable),
    Command::Named(Named::Enable),
    Command::Act(Action::Copy),
    Command::Named(Named::Plain),
    Command::Named(Named::Unmark),
    Command::Act(Action::SwitchProfile),
    Command::Named(Named::Write),
    Command::Named(Named::Lock),
    Command::Named(Named::Theme),
    Command::Act(Action::RequestLog),
    Command::Named(Named::Budget),
    Command::Act(Action::Help),
];

/// The forms of a copy, by the names that are typed.
const FORMS: [(&str, CopyForm, &str); 9] = [
    ("id", CopyForm::Id, "the ids, one a line"),
    ("email", CopyForm::Email, "the emails, one a line"),
    ("name", CopyForm::Name, "the names, one a line"),
    ("text", CopyForm::Text, "fields as text"),
    ("markdown", CopyForm::Markdown, "fields as a Markdown table"),
    ("tsv", CopyForm::Tsv, "fields as TSV"),
    ("csv", CopyForm::Csv, "fields as CSV"),
    ("json", CopyForm::Json, "whole, as JSON"),
    (
        "curl",
        CopyForm::Curl,
        "the request as curl, without the token",
    ),
];

/// The short names that a command may be given by besides its own.
const ALIASES: [(&str, Command); 2] = [
    ("q", Command::Act(Action::Quit)),
    ("h", Command::Act(Action::Help)),
];

impl Command {
    pub(super) const fn takes(self) -> Argument {
        match self {
            Self::Act(Action::OpenBy) => Argument::Record,
            Self::Act(Action::Find) => Argument::Find,
            Self::Act(Action::Filter) => Argument::Filter,
            Self::Act(Action::Sort) => Argument::Sort,
            Self::Act(Action::SwitchProfile) => Argument::Profile,
            Self::Act(Action::Copy) => Argument::Form,
            Self::Named(Named::Recent) => Argument::Recent,
            Self::Named(Named::Search) => Argument::Search,
            Self::Named(Named::Tab) => Argument::Tab,
            Self::Named(Named::Resource) => Argument::Resource,
            Self::Named(Named::Theme) => Argument::Theme,
            Self::Act(_) | Self::Named(_) | Self::Resource(_) => Argument::Nothing,
        }
    }

    /// Whether it does nothing without an argument.
    pub(super) const fn needs_argument(self) -> bool {
        matches!(self, Self::Named(_)) && !matches!(self.takes(), Argument::Nothing)
    }

    /// The action whose keys do the same.
    fn action(self) -> Option<Action> {
        match self {
            Self::Act(action) => Some(action),
            Self::Resource(at) => Action::all().find(|a| a.resource_index() == Some(at)),
            Self::Named(_) => None,
        }
    }
}

impl Named {
    const ALL: [Self; 12] = [
        Self::Recent,
        Self::Search,
        Self::Tab,
        Self::Resource,
        Self::Enable,
        Self::Remove,
        Self::Plain,
        Self::Unmark,
        Self::Budget,
        Self::Write,
        Self::Lock,
        Self::Theme,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Recent => "recent",
            Self::Search => "search",
            Self::Tab => "tab",
            Self::Resource => "resource",
            Self::Theme => "theme",
            Self::Enable => "enable",
            Self::Remove => "remove",
            Self::Plain => "plain",
            Self::Unmark => "unmark",
            Self::Budget => "budget",
            Self::Write => "write",
            Self::Lock => "lock",
        }
    }

    const fn help(self) -> &'static str {
        match self {
            Self::Recent => "go to a record that was opened in this run",
            Self::Search => "ask the directory for it",
            Self::Tab => "open a tab of the record",
            Self::Resource => "go to another resource",
            Self::Theme => "look different, for this session",
            Self::Enable => "enable the record, after a review",
            Self::Remove => "remove the record, after a review",
            Self::Plain => "the record as bare text, to select by hand",
            Self::Unmark => "take all marks of the list off",
            Self::Budget => "the rate limit, and what was sent in the last hour",
            Self::Write => "unlock a guarded profile for 15 minutes",
            Self::Lock => "lock the profile again",
        }
    }
}

/// Whether an action means something where no key was pressed: not the ones
/// that press a button or close what is open.
fn is_command(action: Action) -> bool {
    action != Action::Commands
        && action.resource_index().is_none()
        && action
            .defaults()
            .any(|(mode, _)| matches!(mode, Mode::Listing | Mode::Detail | Mode::Everywhere))
}

impl App {
    /// Every command, the ones that are needed most first.
    fn commands(&self) -> Vec<Command> {
        let resources = (0..self.profile().trails.len()).map(Command::Resource);
        let removes = [Command::Named(Named::Remove)];
        let actions = Action::all().filter(|action| is_command(*action));
        // What moves a cursor is rarely given by name.
        let (moves, others): (Vec<_>, Vec<_>) =
            actions.partition(|action| action.group() == crate::keys::Group::Move);
        let rest = others.into_iter().chain(moves).map(Command::Act);
        let (navigating, doing) = FIRST.split_at(7);
        let all = navigating.iter().copied().chain(resources);
        let all = all.chain(doing.iter().copied()).chain(removes);
        all.chain(rest.filter(|command| !FIRST.contains(command)))
            .collect()
    }

    fn resource_at(&self, at: usize) -> Option<&Resource> {
        let profile = self.profile();
        profile.resource(&profile.trails.get(at)?.resource)
    }

    /// What is typed to give it.
    fn name_of(&self, command: Command) -> &str {
        match command {
            Command::Act(action) => action.name(),
            Command::Named(named) => named.name(),
            Command::Resource(at) => self.resource_at(at).map_or("", |r| r.name.as_str()),
        }
    }

    fn help_of(&self, command: Command) -> String {
        match command {
            Command::Act(action) => action.help().to_owned(),
            Command::Named(named) => named.help().to_owned(),
            Command::Resource(at) => format!(
                "go to {}",
                self.resource_at(at).map_or("", |r| r.title.as_str())
            ),
        }
    }

    /// The command of exactly that name. A resource does not take the name of
    /// a command away: `resource NAME` goes to it.
    pub(super) fn command_named(&self, word: &str) -> Option<Command> {
        let all = self.commands();
        let is_resource = |command: &&Command| matches!(command, Command::Resource(_));
        let named = |command: &&Command| self.name_of(**command) == word;
        let alias = ALIASES.iter().find(|(name, _)| *name == word);
        all.iter()
            .filter(|command| !is_resource(command))
            .find(named)
            .or_else(|| all.iter().filter(is_resource).find(named))
            .copied()
            .or(alias.map(|(_, command)| *command))
    }

    /// Why a command does nothing here, if so.
    pub(super) fn unavailable(&self, command: Command) -> Option<String> {
        let profile = self.profile();
        let title = &profile.description().title;
        let list = profile
            .view()
            .and_then(|view| profile.list_of(&view.source));
        match command {
            Command::Act(Action::Sort) => list
                .is_none()
                .then(|| format!("{title} cannot sort this list")),
            Command::Named(Named::Recent) => self
                .recent
                .is_empty()
                .then(|| "no record was opened in this run yet".to_owned()),
            Command::Act(Action::ReadToken | Action::TypeToken) => profile
                .token_trouble
                .is_none()
                .then(|| "the token is good".to_owned()),
            Command::Act(Action::Undo) => profile
                .applied
                .is_empty()
                .then(|| "nothing was changed yet".to_owned()),
            Command::Act(action) => self.locked(action),
            Command::Named(Named::Search) => list
                .is_none_or(|list| list.search.is_none() && list.filters.is_empty())
                .then(|| format!("{title} has no search here")),
            Command::Named(Named::Enable) => self.locked(Action::Disable),
            Command::Named(Named::Remove) => {
                let removes = profile
                    .view()
                    .and_then(|view| profile.resource_of(&view.source))
                    .is_some_and(|resource| resource.remove.is_some());
                let missing = (!removes).then(|| format!("{title} has no way to remove these"));
                missing.or_else(|| self.row_lock())
            }
            Command::Named(Named::Write) if profile.connection.read_only => {
                Some("this profile is read-only: nothing unlocks it".to_owned())
            }
            Command::Named(Named::Write) => {
                (!profile.connection.guard).then(|| "this profile is not guarded".to_owned())
            }
            Command::Named(Named::Lock) => profile
                .unlocked_until
                .is_none()
                .then(|| "this profile is not unlocked".to_owned()),
            Command::Named(_) | Command::Resource(_) => None,
        }
    }

    /// Why a command that has no key does nothing here, if so.
    #[must_use]
    pub fn locked_without_key(&self, command: WithoutKey) -> Option<String> {
        self.unavailable(Command::Named(command.0))
    }

    /// The theme of a name, if there is one.
    pub(super) fn theme_named(&self, name: &str) -> Option<ThemeChoice> {
        let choice = ThemeChoice::of(name);
        let is_there = match &choice {
            ThemeChoice::Auto => true,
            ThemeChoice::Named(name) => self.theme_names.contains(name),
        };
        is_there.then_some(choice)
    }
}
