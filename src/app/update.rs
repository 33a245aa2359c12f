//! What a message does: routed to the state that it concerns.

use std::time::Duration;

use super::App;
use super::input::{Edit, LineInput};
use super::message::{Effect, Msg, Now};
use super::outbox::Outbox;
use super::overlay::{Overlay, Tone};
use super::places::Places;
use super::prompts::TextEdit;
use super::requests::Asked;
use crate::keys::{Action, Key, Lookup, Mode};

/// Applies a message, and says what is to be done outside.
pub fn update(app: &mut App, now: Now, msg: Msg) -> Vec<Effect> {
    app.now = now;
    let was_open = app.chosen.then_some(app.active);
    // The outbox holds the number while the state is changed around it.
    let mut next_ticket = app.next_ticket;
    let mut out = Outbox::new(now, app.active, &mut next_ticket);
    for change in std::mem::take(&mut app.adopted) {
        out.push(Effect::Remember(change));
    }
    match msg {
        Msg::Key(key) => app.key(key, &mut out),
        Msg::Paste(text) => app.pasted(&text),
        Msg::Mouse(mouse) => app.mouse(mouse, &mut out),
        Msg::Resized(size) => app.size = size,
        Msg::Replied {
            ticket,
            outcome,
            cached,
            exchange,
        } => app.replied(ticket, &outcome, cached, exchange, &mut out),
        Msg::Budget { profile, budget } => {
            if let Some(profile) = app.profiles.get_mut(profile.0) {
                profile.budget = budget;
            }
        }
        Msg::Spending { profile, hour } => app.heard_spending(profile, hour),
        Msg::Copied { whose, outcome } => app.copied(whose.as_deref(), outcome),
        Msg::TokenRead { profile, outcome } => app.token_read(profile, outcome),
        Msg::Kept { profile, kept } => app.take_kept(profile, &kept),
        Msg::Remembered { profile, snapshot } => app.restore(profile, &snapshot),
        Msg::Recalled { profile, of, seen } => app.recalled(profile, of, seen),
        Msg::Found { ticket, found } => app.found(ticket, found, &mut out),
        Msg::Random(entropy) => app.generate(&entropy),
        Msg::JournalFailed(why) => app.say(
            Tone::Bad,
            format!("The outcome could not be written to the journal: {why}"),
        ),
        Msg::StoreFailed(why) | Msg::NotRemembered(why) => app.say(Tone::Warn, why),
        Msg::ThemeRefused {
            theme,
            instead,
            why,
        } => {
            if app.theme == theme {
                app.theme = instead;
            }
            app.say(Tone::Bad, why);
        }
        Msg::Background { light } => app.light = light,
        Msg::Painted(places) => app.painted(places),
        Msg::Tick => {}
        Msg::Continue => app.go_on(),
        Msg::Terminated => app.end(&mut out),
    }
    if let Some(left) = was_open.filter(|profile| *profile != app.active) {
        app.keep(left, &mut out);
    }
    app.refresh_palette();
    app.ask_finder(&mut out);
    app.settle(&mut out);
    let effects = out.into_effects();
    app.next_ticket = next_ticket;
    app.finish(effects)
}

impl App {
    fn key(&mut self, key: Key, out: &mut Outbox<'_>) {
        let mode = self.mode();
        if let Some(typed) = key.typed()
            && self.typed.is_empty()
            && (self.review_letter(typed) || self.menu_letter(typed, out))
        {
            return;
        }
        self.typed.push(key);
        let mut found = self.keymap.lookup(mode, &self.typed);
        if found == Lookup::NotFound && self.typed.len() > 1 {
            // What began a sequence did not go on with it: the last key counts
            // by itself.
            self.typed = vec![key];
            found = self.keymap.lookup(mode, &self.typed);
        }
        if found == Lookup::NotFound && self.review_takes_text() {
            // A review binds no keys that move in a text.
            found = self.keymap.lookup(Mode::Input, &self.typed);
        }
        if found == Lookup::Pending {
            return;
        }
        self.typed.clear();
        match found {
            Lookup::Matched(action) => self.act(action, out),
            _ => {
                if let Some(typed) = key.typed() {
                    self.edit_text(&TextEdit::Step(Edit::Insert(typed)));
                }
            }
        }
    }

    fn review_takes_text(&self) -> bool {
        matches!(&self.overlay, Some(Overlay::Review(review)) if review.takes_text())
    }

    /// A character that is typed where a review asks for the record's email.
    fn review_letter(&mut self, typed: char) -> bool {
        let takes = self.review_takes_text();
        if takes {
            self.edit_text(&TextEdit::Step(Edit::Insert(typed)));
        }
        takes
    }

    /// Does what a key, a menu or a command stands for.
    pub(super) fn act(&mut self, action: Action, out: &mut Outbox<'_>) {
        match action {
            Action::Quit => return self.quit(out),
            Action::Redraw => return out.push(Effect::Redraw),
            Action::Suspend => return out.push(Effect::Suspend),
            _ => {}
        }
        if self.overlay.is_some() {
            self.act_in_overlay(action, out);
        } else if self.filtering.is_some() {
            self.act_in_filter(action, out);
        } else if self.editing.is_some() {
            self.act_in_form(action, out);
        } else {
            self.browse(action, out);
        }
    }

    /// Takes pasted text. More than any line takes is told wherever it was
    /// pasted.
    fn pasted(&mut self, text: &str) {
        self.edit_text(&TextEdit::Paste(text));
        if self.takes_text()
            && let Some(why) = LineInput::default().refuses(text)
        {
            self.say(Tone::Warn, why);
        }
    }

    /// Whether something is being typed.
    fn takes_text(&self) -> bool {
        matches!(self.mode(), Mode::Input | Mode::Form) || self.review_takes_text()
    }

    /// Takes typed or pasted text into whatever is being typed in; nowhere
    /// else does it do anything.
    fn edit_text(&mut self, edit: &TextEdit<'_>) {
        if self.overlay.is_some() {
            self.edit_in_overlay(edit);
        } else if let Some(input) = &mut self.filtering {
            if edit.apply(input) {
                self.filter_changed();
            }
        } else {
            self.edit_form(edit);
        }
    }

    fn painted(&mut self, places: Places) {
        self.places = places;
        self.clamp_help();
        if let Some(Overlay::Review(review)) = &mut self.overlay {
            review.painted(self.now);
        }
    }

    /// Ends the program. What is with the server and not answered is written
    /// down as that.
    pub(super) fn end(&mut self, out: &mut Outbox<'_>) {
        if let Some(Overlay::Review(review)) = &mut self.overlay {
            review.abandon(out);
        }
        for profile in &mut self.profiles {
            for review in &mut profile.under_way {
                review.abandon(out);
            }
        }
        if self.chosen {
            self.keep(self.active, out);
        }
        self.remember_all(out);
        out.push(Effect::Quit);
    }

    /// Notes who asked for what, and merges all wishes to be woken into one.
    fn finish(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        let mut kept = Vec::with_capacity(effects.len());
        let mut next: Option<Duration> = None;
        for effect in effects {
            match effect {
                Effect::WakeAt(at) => {
                    // What is due was done before this message's effects.
                    if at > self.now.monotonic {
                        next = Some(next.map_or(at, |next| next.min(at)));
                    }
                    continue;
                }
                Effect::Send {
                    ticket,
                    profile,
                    ref call,
                    ..
                } => {
                    self.owners.insert(ticket, Asked::new(profile, call));
                }
                Effect::Cancel(ticket) => {
                    self.owners.remove(&ticket);
                }
                _ => {}
            }
            kept.push(effect);
        }
        // Whatever waits says so at every message: a wish that is not said
        // again is over, and nobody is woken for it.
        if next != self.alarm {
            kept.push(next.map_or(Effect::LetSleep, Effect::WakeAt));
        }
        self.alarm = next;
        kept
    }
}
