//! `:`, every action and a few more by name.

use neo_frizbee::{Config, Matcher};

use super::App;
use super::input::{Edit, LineInput};
use super::message::ProfileId;
use super::outbox::Outbox;
use super::overlay::{Overlay, Palette, Tone};
use super::profile::UNLOCKED_FOR;
use crate::directory::description::{Order, Sort};
use crate::keys::{Action, Mode};

/// How many given commands are remembered.
const HISTORY: usize = 100;

/// What can be given by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// What a key does.
    Act(Action),
    /// What no key does.
    Named(Named),
}

/// A command that takes an argument or has no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// `open ID-OR-EMAIL`
    Open,
    /// `sort FIELD [asc|desc]`
    SortBy,
    /// `profile NAME`
    Profile,
    /// `write`
    Write,
    /// `plain`
    Plain,
    /// `remove`
    Remove,
}

impl Named {
    const ALL: [Self; 6] = [
        Self::Open,
        Self::SortBy,
        Self::Profile,
        Self::Write,
        Self::Plain,
        Self::Remove,
    ];
}

impl Command {
    /// Its name: what is typed.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Act(action) => action.name(),
            Self::Named(Named::Open) => "open-record",
            Self::Named(Named::SortBy) => "sort-by",
            Self::Named(Named::Profile) => "profile",
            Self::Named(Named::Write) => "write",
            Self::Named(Named::Plain) => "plain",
            Self::Named(Named::Remove) => "remove",
        }
    }

    /// The arguments it takes, as they are written in help.
    #[must_use]
    pub const fn arguments(self) -> &'static str {
        match self {
            Self::Named(Named::Open) => "ID or EMAIL",
            Self::Named(Named::SortBy) => "FIELD [asc|desc]",
            Self::Named(Named::Profile) => "NAME",
            _ => "",
        }
    }

    /// What it does.
    #[must_use]
    pub const fn help(self) -> &'static str {
        match self {
            Self::Act(action) => action.help(),
            Self::Named(Named::Open) => "go to the record of that id or email",
            Self::Named(Named::SortBy) => "sort the list by that field",
            Self::Named(Named::Profile) => "switch to that profile",
            Self::Named(Named::Write) => "unlock a guarded profile for 15 minutes",
            Self::Named(Named::Plain) => "the record as bare text, to select by hand",
            Self::Named(Named::Remove) => "remove the record, after a review",
        }
    }

    fn all() -> impl Iterator<Item = Self> {
        Named::ALL.into_iter().map(Self::Named).chain(
            Action::all()
                .filter(|action| is_command(*action))
                .map(Self::Act),
        )
    }
}

/// Whether an action means something where no key was pressed: not the ones
/// that move a cursor, press a button or close what is open.
fn is_command(action: Action) -> bool {
    action != Action::Commands
        && action
            .defaults()
            .any(|(mode, _)| matches!(mode, Mode::Listing | Mode::Detail | Mode::Everywhere))
}

/// The commands that fit what was typed, the best first: those whose name it
/// spells or begins, then those it matches loosely.
#[must_use]
pub fn commands_for(typed: &str) -> Vec<Command> {
    let word = typed.split_whitespace().next().unwrap_or("");
    let all: Vec<Command> = Command::all().collect();
    if word.is_empty() {
        return all;
    }
    let lines: Vec<String> = all
        .iter()
        .map(|c| format!("{} {}", c.name(), c.help()))
        .collect();
    let mut fitting: Vec<Command> = Matcher::new(word, &Config::default())
        .match_list(&lines)
        .into_iter()
        .filter_map(|found| all.get(found.index as usize).copied())
        .collect();
    let rank = |command: &Command| match command.name() {
        name if name == word => 0,
        name if name.starts_with(word) => 1,
        _ => 2,
    };
    fitting.sort_by_key(rank);
    fitting
}

/// The short names that a command may be given by besides its own.
fn alias(word: &str) -> &str {
    match word {
        "open" => "open-record",
        "q" => "quit",
        other => other,
    }
}

impl App {
    pub(super) fn act_in_palette(&mut self, action: Action, out: &mut Outbox<'_>) {
        let Some(Overlay::Palette(palette)) = &mut self.overlay else {
            return;
        };
        let fitting = commands_for(palette.input.value());
        let last = fitting.len().saturating_sub(1);
        match action {
            Action::Cancel => self.overlay = None,
            Action::Down => palette.selected = (palette.selected + 1).min(last),
            Action::Up => palette.selected = palette.selected.saturating_sub(1),
            Action::Complete => {
                if let Some(command) = fitting.get(palette.selected) {
                    *palette = Palette {
                        input: LineInput::new(&format!("{} ", command.name())),
                        selected: 0,
                    };
                }
            }
            Action::Accept => {
                let text = palette.input.value().trim().to_owned();
                let command = fitting.get(palette.selected).copied();
                self.overlay = None;
                self.give(&text, command, out);
            }
            _ => {
                if let Some(edit) = Edit::of(action)
                    && palette.input.edit(edit)
                {
                    palette.selected = 0;
                }
            }
        }
    }

    fn give(&mut self, text: &str, fitting: Option<Command>, out: &mut Outbox<'_>) {
        let (word, arguments) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let exact = Command::all().find(|command| command.name() == alias(word));
        let Some(command) = exact.or(fitting) else {
            return self.say(
                Tone::Warn,
                format!("There is no command \"{word}\"; ? lists what there is"),
            );
        };
        if !text.is_empty() {
            self.command_history.retain(|given| given != text);
            self.command_history.push(text.to_owned());
            if self.command_history.len() > HISTORY {
                self.command_history.remove(0);
            }
        }
        match command {
            // `:sort name desc` says all that the menu would ask.
            Command::Act(Action::Sort) if !arguments.is_empty() => {
                self.sort_command(arguments, out);
            }
            Command::Act(action) => self.act(action, out),
            Command::Named(named) => self.run(named, arguments.trim(), out),
        }
    }

    fn run(&mut self, command: Named, arguments: &str, out: &mut Outbox<'_>) {
        match command {
            Named::Open if arguments.is_empty() => self.act(Action::OpenBy, out),
            Named::Open => {
                if let Some(resource) = self.resource_name()
                    && let Err(why) = self.open_by(&resource, arguments, out)
                {
                    self.say(Tone::Warn, why);
                }
            }
            Named::SortBy => self.sort_command(arguments, out),
            Named::Profile => self.profile_command(arguments),
            Named::Write => self.unlock(),
            Named::Plain => self.show_plain(out),
            Named::Remove => self.begin_remove(out),
        }
    }

    fn sort_command(&mut self, arguments: &str, out: &mut Outbox<'_>) {
        let mut words = arguments.split_whitespace();
        let field = words.next().unwrap_or("");
        let order = match words.next() {
            None | Some("asc") => Order::Ascending,
            Some("desc") => Order::Descending,
            Some(other) => {
                return self.say(Tone::Warn, format!("\"{other}\" is neither asc nor desc"));
            }
        };
        let profile = self.profile();
        let fields = profile
            .view()
            .and_then(|view| profile.list_of(&view.source))
            .map_or(&[][..], |list| &list.sort);
        if fields.iter().any(|f| f == field) {
            let sort = Sort {
                field: field.to_owned(),
                order,
            };
            self.sort_by(Some(sort), out);
        } else if fields.is_empty() {
            self.say(Tone::Warn, "The directory cannot sort this list");
        } else {
            let text = format!("This list can be sorted by {}", fields.join(", "));
            self.say(Tone::Warn, text);
        }
    }

    fn profile_command(&mut self, name: &str) {
        let found = self
            .profiles
            .iter()
            .position(|profile| profile.connection.name == name);
        match found {
            Some(at) => self.switch_to(ProfileId(at)),
            None => self.overlay = Some(Overlay::Menu(self.profile_menu())),
        }
    }

    /// `:write` unlocks a guarded profile for a while.
    fn unlock(&mut self) {
        let until = self.now.monotonic + UNLOCKED_FOR;
        let connection = &self.profile().connection;
        if connection.read_only {
            self.say(Tone::Warn, "This profile is read-only: nothing unlocks it");
        } else if connection.guard {
            self.profile_mut().unlocked_until = Some(until);
            self.say(Tone::Warn, "Unlocked for 15 minutes");
        } else {
            self.say(Tone::Plain, "This profile is not guarded");
        }
    }
}
