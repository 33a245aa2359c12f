//! What was kept on the disk: what a profile that is opened finds there, and
//! the changes whose outcome is not known yet.

use std::sync::Arc;

use super::App;
use super::change::Review;
use super::message::{Effect, Kept, Other, ProfileId};
use super::outbox::Outbox;
use super::overlay::{Overlay, Tone};
use crate::config::connection::Connection;
use crate::keys::{Action, Mode};

impl App {
    /// A profile was opened, and what is on the disk about it was read.
    pub(super) fn take_kept(&mut self, id: ProfileId, kept: &Kept) {
        let undo = self.key_of(Action::Undo);
        let Some(profile) = self.profiles.get_mut(id.0) else {
            return;
        };
        let connection = profile.connection.clone();
        let name = &connection.name;
        let mut said = Vec::new();
        if let Some(other) = kept.also_open {
            let who = match other {
                Other::Process(pid) => format!("another whoswho (pid {pid})"),
                Other::Unknown => "another whoswho".to_owned(),
            };
            said.push(format!("{who} has the profile {name} open"));
        }
        let changes = connection.description.can_change() && !connection.read_only;
        if let Some(why) = kept.unwritable.as_ref().filter(|_| changes) {
            profile.no_journal = true;
            said.push(format!("changes are off: {why}"));
        }
        let told = std::mem::take(&mut self.homeless);
        let pending = self.take_history(id, kept);
        match pending {
            0 => {}
            1 => said.push(format!(
                "1 change was sent and its outcome is not known; {undo} lists it"
            )),
            n => said.push(format!(
                "{n} changes were sent and their outcomes are not known; {undo} lists them"
            )),
        }
        match self.homeless.as_slice() {
            // Once for all profiles.
            all if *all == told => {}
            [] => {}
            [one] => said.push(format!(
                "1 change {} has an unknown outcome; no profile has that address, so it \
                 cannot be looked up here; {undo} lists it",
                one.sent_words()
            )),
            [.., last] => said.push(format!(
                "{} changes have unknown outcomes and no profile has their addresses, so they \
                 cannot be looked up here; {undo} lists them; the last was {}",
                self.homeless.len(),
                last.sent_words()
            )),
        }
        let history = &kept.history;
        match history.damaged {
            0 => {}
            1 => said.push("1 line of the journal is damaged and was left out".to_owned()),
            n => said.push(format!(
                "{n} lines of the journal are damaged and were left out"
            )),
        }
        if !said.is_empty() {
            let words = said.join(" · ");
            self.say(Tone::Warn, super::change::sentence(&words));
        }
    }

    /// Takes the changes of earlier runs that are of a profile, and those that
    /// are of none. Says how many of its own have an unknown outcome.
    fn take_history(&mut self, id: ProfileId, kept: &Kept) -> usize {
        let connections: Vec<Arc<Connection>> = self
            .profiles
            .iter()
            .map(|profile| Arc::clone(&profile.connection))
            .collect();
        let all: Vec<&Connection> = connections.iter().map(Arc::as_ref).collect();
        let history = &kept.history;
        let Some(profile) = self.profiles.get_mut(id.0) else {
            return 0;
        };
        let connection = &connections[id.0];
        let of_it = history
            .applied
            .iter()
            .filter(|past| past.home(&all) == Some(id.0));
        let applied: Vec<_> = of_it.filter_map(|past| past.change(connection)).collect();
        profile.applied.splice(..0, applied);
        let (mut pending, mut homeless) = (0, Vec::new());
        for past in &history.pending {
            // What another one has just sent, that one tells the end of.
            if past.was_cut_off() && kept.also_open.is_some() {
                continue;
            }
            let home = past.home(&all);
            let change = home.and_then(|at| past.change(&connections[at]));
            match (home, change) {
                (Some(at), Some(change)) if at == id.0 => {
                    if let Some(resource) = profile.resource(&change.resource).cloned() {
                        let review = Review::pending(past, change, &resource, id);
                        profile.pending.push(review);
                        pending += 1;
                    }
                }
                (Some(_), Some(_)) => {}
                _ => homeless.push(past.clone()),
            }
        }
        self.homeless = homeless;
        profile.read_journal = true;
        pending
    }

    /// Takes a change that no profile can look up off the list, for good.
    pub(super) fn close_homeless(&mut self, at: usize, out: &mut Outbox<'_>) {
        if at < self.homeless.len() {
            let past = self.homeless.remove(at);
            out.push(Effect::Journal(past.closing(self.now.wall)));
            let called = past.called();
            self.say(
                Tone::Plain,
                format!("{called}: taken off the list; what came of it was never seen"),
            );
        }
    }

    /// Goes on with a change whose outcome is not known: its review says what
    /// is known and offers to look again.
    pub(super) fn resume(&mut self, at: usize, out: &mut Outbox<'_>) {
        let profile = self.profile_mut();
        if at >= profile.pending.len() {
            return;
        }
        let review = profile.pending.remove(at);
        let is_changing = review
            .change()
            .record
            .as_ref()
            .is_some_and(|of| self.is_changing(of));
        if is_changing {
            self.profile_mut().pending.insert(at, review);
            return self.say(Tone::Warn, super::edit::UNDER_WAY);
        }
        let mut review = Box::new(review);
        review.look_again(out);
        self.overlay = Some(Overlay::Review(review));
    }

    /// How a sentence names what does an action in the list: its key, or the
    /// command where no key does it.
    pub(super) fn key_of(&self, action: Action) -> String {
        let keys = self.keymap.keys_for(action, Mode::Listing);
        keys.first()
            .map_or_else(|| format!(":{}", action.name()), |key| key.label())
    }
}
