//! What a command does that was given by name.

use super::suggest::{sort_name, tab_name};
use super::{Argument, Command, FORMS, Named};
use crate::app::App;
use crate::app::copying::Takes;
use crate::app::message::ProfileId;
use crate::app::outbox::Outbox;
use crate::app::overlay::Tone;
use crate::app::profile::UNLOCKED_FOR;
use crate::app::view::Pane;
use crate::directory::description::{Order, Sort};
use crate::keys::Action;
use crate::text::{Untrusted, nearest};

/// The widest that what was typed is said back, in columns.
const SAID: usize = 40;

impl App {
    /// Does what a command stands for.
    ///
    /// # Errors
    /// What was wrong with it, to be told where it was typed; nothing was done.
    pub(in crate::app) fn run(
        &mut self,
        command: Command,
        arguments: &str,
        out: &mut Outbox<'_>,
    ) -> Result<(), String> {
        let name = self.name_of(command).to_owned();
        if let Some(why) = self.unavailable(command) {
            return Err(format!("{name} is locked here: {why}"));
        }
        if !arguments.is_empty() {
            return match command.takes() {
                Argument::Nothing => Err(format!("{name} takes nothing behind it")),
                argument => self.run_with(argument, arguments, out),
            };
        }
        match command {
            // Its key does either; its name says which.
            Command::Act(Action::Disable) if self.is_disabled() == Some(true) => {
                return Err("It is disabled already; enable enables it".to_owned());
            }
            Command::Act(action) => self.act(action, out),
            Command::Resource(at) => self.go_to_resource(at),
            Command::Named(named) => return self.run_named(named, &name, out),
        }
        Ok(())
    }

    fn run_named(&mut self, named: Named, name: &str, out: &mut Outbox<'_>) -> Result<(), String> {
        match named {
            Named::Recent | Named::Search | Named::Tab | Named::Resource | Named::Theme => {
                let argument = Command::Named(named).takes().written().to_lowercase();
                return Err(format!("{name} takes a {argument}"));
            }
            Named::Enable => match self.is_disabled() {
                Some(false) => return Err("It is enabled already".to_owned()),
                Some(true) | None => self.act(Action::Disable, out),
            },
            Named::Remove => self.begin_remove(out),
            Named::Plain => self.show_plain(out),
            Named::Unmark => {
                if !self.unmark_all() {
                    return Err("Nothing is marked here".to_owned());
                }
            }
            Named::Budget => self.open_spending(out),
            Named::Write => {
                let until = self.now.monotonic + UNLOCKED_FOR;
                self.profile_mut().unlocked_until = Some(until);
                self.say(Tone::Warn, "Unlocked for 15 minutes");
            }
            Named::Lock => {
                self.profile_mut().unlocked_until = None;
                self.say(Tone::Plain, "Locked again");
            }
        }
        Ok(())
    }

    fn run_with(
        &mut self,
        argument: Argument,
        text: &str,
        out: &mut Outbox<'_>,
    ) -> Result<(), String> {
        match argument {
            Argument::Nothing => Ok(()),
            Argument::Record => {
                let resource = self
                    .resource_name()
                    .ok_or("These records cannot be opened by their id")?;
                self.open_by(&resource, text, out)
            }
            Argument::Find => {
                self.find(text);
                Ok(())
            }
            Argument::Recent => match self.recent.iter().find(|r| self.recent_name(r) == text) {
                Some(recent) => {
                    let (profile, of) = (recent.profile, recent.of.clone());
                    self.visit(profile, &of, out);
                    Ok(())
                }
                None => Err(self.unknown("opened record", text, argument)),
            },
            Argument::Filter => {
                self.bring_related_forward();
                self.focus(Pane::Listing);
                self.filter_by(text);
                Ok(())
            }
            Argument::Search => {
                let asking = self
                    .query_of(text)
                    .ok_or("The directory has no search here")?;
                self.ask_for(asking, out);
                Ok(())
            }
            Argument::Sort => self.sort_command(text, out),
            Argument::Tab => {
                let mut tabs = self.profile().detail_tabs().into_iter();
                match tabs.find(|tab| tab_name(tab) == text) {
                    Some(tab) => {
                        self.focus(Pane::Detail);
                        self.open_tab(tab);
                        Ok(())
                    }
                    None => Err(self.unknown("tab", text, argument)),
                }
            }
            Argument::Resource => {
                let count = self.profile().trails.len();
                let named = |at: &usize| self.resource_at(*at).is_some_and(|r| r.name == text);
                match (0..count).find(named) {
                    Some(at) => {
                        self.go_to_resource(at);
                        Ok(())
                    }
                    None => Err(self.unknown("resource", text, argument)),
                }
            }
            Argument::Profile => {
                let mut profiles = self.profiles.iter();
                match profiles.position(|profile| profile.connection.name == text) {
                    Some(at) => {
                        self.switch_to(ProfileId(at));
                        Ok(())
                    }
                    None => Err(self.unknown("profile", text, argument)),
                }
            }
            Argument::Theme => match self.theme_named(text) {
                Some(theme) => {
                    let said = format!("Theme {} until whoswho ends", theme.name());
                    self.theme = theme;
                    self.say(Tone::Plain, said);
                    Ok(())
                }
                None => Err(self.unknown("theme", text, argument)),
            },
            Argument::Form => match FORMS.iter().find(|(name, ..)| *name == text) {
                Some((_, form, _)) => {
                    self.copies = Takes::Marked;
                    self.copy(*form, out);
                    Ok(())
                }
                None => Err(self.unknown("form", text, argument)),
            },
        }
    }

    /// What to say of a name that is none: the nearest one, or all.
    fn unknown(&self, what: &str, typed: &str, argument: Argument) -> String {
        let offered = self.offered(argument);
        let names: Vec<&str> = offered.iter().map(|s| s.text.as_str()).collect();
        let typed_shown = Untrusted::new(typed);
        let typed_shown = typed_shown.shown_within(SAID);
        match nearest(typed, names.iter().copied()) {
            Some(near) => format!("No {what} is called {typed_shown}; did you mean {near}?"),
            None => format!(
                "No {what} is called {typed_shown}; there are {}",
                names.join(", ")
            ),
        }
    }

    fn sort_command(&mut self, text: &str, out: &mut Outbox<'_>) -> Result<(), String> {
        let mut words = text.split_whitespace();
        let field = words.next().unwrap_or("");
        let order = match (words.next(), words.next()) {
            (None | Some("asc"), None) => Order::Ascending,
            (Some("desc"), None) => Order::Descending,
            (Some(other), _) => {
                let other = Untrusted::new(other);
                let other = other.shown_within(SAID);
                return Err(format!("{other} is no order: asc or desc"));
            }
            (None, Some(_)) => return Ok(()),
        };
        if !self.offered(Argument::Sort).iter().any(|s| s.text == field) {
            return Err(self.unknown("field to sort by", field, Argument::Sort));
        }
        let here = self.sorts_here();
        if let Some(sort) = here.iter().find(|sort| sort_name(&sort.by) == field) {
            self.sort_here(&sort.by, order);
        } else {
            let field = field.to_owned();
            self.sort_by(Some(Sort { field, order }), out);
        }
        Ok(())
    }
}
