//! What keys do in a review.

use super::{Note, Phase, Review, SETTLE};
use crate::app::change::outcome::{Draft, Ended, Found, NotSent, Outcome};
use crate::app::change::words::sending_words;
use crate::app::change::{Change, Verb};
use crate::app::input::{Edit, LineInput};
use crate::app::message::Now;
use crate::app::outbox::Outbox;
use crate::app::places::Scrolls;
use crate::directory::call::{ApiError, NetworkError};
use crate::directory::description::Resource;
use crate::keys::Action;

/// A button of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// Closes it; nothing is sent.
    Cancel,
    /// Sends the change.
    Send,
    /// Leaves what somebody else wrote.
    KeepTheirs,
    /// Sends the change over what somebody else wrote.
    SendMine,
    /// Back to the form, nothing sent.
    ToForm,
    /// Closes it.
    Close,
    /// Reads the record again.
    ReadAgain,
    /// Looks again whether it was applied.
    LookAgain,
    /// Looks no more: it is taken off the list of pending changes.
    GiveUp,
}

impl Button {
    /// What is written on it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Cancel => "Cancel",
            Self::Send => "Send",
            Self::KeepTheirs => "Keep theirs",
            Self::SendMine => "Send mine after all",
            Self::ToForm => "Back to the form",
            Self::Close => "Close",
            Self::ReadAgain => "Read again",
            Self::LookAgain => "Look again",
            Self::GiveUp => "Take off the list",
        }
    }
}

/// What has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// The line that asks for the record's email.
    Typed,
    /// A button, by its place in [`Review::buttons`].
    Button(usize),
}

/// What a key led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pressed {
    /// The review stays on the screen.
    Stays,
    /// It leaves the screen and goes on by itself.
    Background,
    /// It has ended.
    Ended(Box<Ended>),
}

impl From<Ended> for Pressed {
    fn from(ended: Ended) -> Self {
        Self::Ended(Box::new(ended))
    }
}

/// A line to be typed before a grave change can be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// What is asked for: `email`, or `id` where there is none.
    pub asked: String,
    /// What is typed so far.
    pub typed: LineInput,
    expected: String,
}

impl Confirmation {
    /// What a change asks for; nothing if it is not grave.
    pub(super) fn of(change: &Change, resource: &Resource) -> Option<Self> {
        let grave = change.verb == Verb::Remove || change.fields.iter().any(|field| field.grave);
        let email = change.email.as_ref().zip(resource.email_field());
        let (asked, expected) = match (email, &change.record) {
            _ if !grave => return None,
            (Some((email, field)), _) => (field.label(), email.raw().to_owned()),
            (None, Some(record)) => ("id".to_owned(), record.id.raw().to_owned()),
            (None, None) => return None,
        };
        Some(Self {
            asked,
            typed: LineInput::default(),
            expected,
        })
    }

    /// Whether what is typed is what is asked for, in any case of letters.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.typed.value().trim().to_lowercase() == self.expected.trim().to_lowercase()
    }
}

impl Review {
    /// The line to be typed before it can be sent, if one is.
    #[must_use]
    pub fn confirmation(&self) -> Option<&Confirmation> {
        self.confirmation
            .as_ref()
            .filter(|_| self.phase == Phase::Ready)
    }

    /// Whether typed characters go into it.
    #[must_use]
    pub fn takes_text(&self) -> bool {
        self.focus == Focus::Typed && self.confirmation().is_some()
    }

    /// Its buttons, the safest first. None while it goes on by itself.
    #[must_use]
    pub fn buttons(&self) -> &'static [Button] {
        match self.phase {
            Phase::Reading(_) | Phase::Rereading(_) | Phase::Waiting(_) => &[Button::Cancel],
            Phase::Ready => &[Button::Cancel, Button::Send],
            // An undoing was never in a form.
            Phase::Conflict(_) if self.change.seen.is_none() => {
                &[Button::KeepTheirs, Button::SendMine]
            }
            Phase::Conflict(_) => &[Button::KeepTheirs, Button::SendMine, Button::ToForm],
            Phase::Unavailable(_) => &[Button::Close, Button::ReadAgain],
            Phase::Unresolved { .. } if self.is_to_be_filled() => &[
                Button::Close,
                Button::LookAgain,
                Button::ToForm,
                Button::GiveUp,
            ],
            Phase::Unresolved { .. } if self.can_look() => {
                &[Button::Close, Button::LookAgain, Button::GiveUp]
            }
            Phase::Unresolved { .. } => &[Button::Close, Button::GiveUp],
            Phase::Gone | Phase::Another { .. } => &[Button::Close],
            Phase::Sending(_) | Phase::Verifying(_) | Phase::Ended => &[],
        }
    }

    /// What has the focus.
    #[must_use]
    pub const fn focus(&self) -> Focus {
        self.focus
    }

    /// Whether it takes keys: it was painted, and [`SETTLE`] ago.
    #[must_use]
    pub fn is_settled(&self, now: Now) -> bool {
        self.painted
            .is_some_and(|painted| now.monotonic >= painted + SETTLE)
    }

    /// Takes a key that means an action.
    pub fn handle(&mut self, action: Action, outbox: &mut Outbox) -> Pressed {
        if !self.is_settled(outbox.now) {
            return Pressed::Stays;
        }
        match action {
            Action::Cancel => return self.back(outbox),
            Action::Send if self.phase == Phase::Ready => self.send_if_confirmed(outbox),
            Action::NextButton | Action::Down => self.move_focus(1),
            Action::PreviousButton | Action::Up => self.move_focus(-1),
            Action::Press => match self.focus {
                Focus::Typed => self.move_focus(1),
                Focus::Button(at) => {
                    if let Some(button) = self.buttons().get(at) {
                        return self.press(*button, outbox);
                    }
                }
            },
            other => {
                if let Some(edit) = Edit::of(other) {
                    self.edit(edit);
                }
            }
        }
        Pressed::Stays
    }

    /// How many of its rows are scrolled away.
    #[must_use]
    pub const fn scrolled(&self) -> usize {
        self.scrolled
    }

    /// Shows what is below.
    pub fn scroll_down(&mut self, scrolls: Scrolls) {
        self.scrolled = (self.scrolled + scrolls.seen.max(1)).min(scrolls.furthest);
        self.read_to = self.read_to.max(self.scrolled);
    }

    /// Shows what is above.
    pub fn scroll_up(&mut self, scrolls: Scrolls) {
        let from = self.scrolled.min(scrolls.furthest);
        self.scrolled = from.saturating_sub(scrolls.seen.max(1));
    }

    /// Whether there are rows that were never on the screen.
    #[must_use]
    pub const fn has_more_below(&self, scrolls: Scrolls) -> bool {
        self.read_to < scrolls.furthest
    }

    /// Whether an action would send the change now.
    #[must_use]
    pub fn would_send(&self, action: Action) -> bool {
        match (action, self.focus) {
            (Action::Send, _) => self.phase == Phase::Ready,
            (Action::Press, Focus::Button(at)) => matches!(
                self.buttons().get(at),
                Some(Button::Send | Button::SendMine)
            ),
            _ => false,
        }
    }

    /// Puts the focus on a button, if it takes keys. Tells whether it did.
    pub fn focus_button(&mut self, at: usize, now: Now) -> bool {
        let takes = self.is_settled(now) && at < self.buttons().len();
        if takes {
            self.focus = Focus::Button(at);
        }
        takes
    }

    /// Takes a key that types a character.
    pub fn insert(&mut self, c: char, now: Now) {
        if self.is_settled(now) {
            self.edit(Edit::Insert(c));
        }
    }

    /// Takes pasted text: it fills the line to be typed, and does nothing else.
    pub fn paste(&mut self, pasted: &str, now: Now) {
        if self.is_settled(now)
            && self.takes_text()
            && let Some(confirmation) = &mut self.confirmation
        {
            confirmation.typed.paste(pasted);
        }
    }

    fn edit(&mut self, edit: Edit) {
        if self.takes_text()
            && let Some(confirmation) = &mut self.confirmation
        {
            confirmation.typed.edit(edit);
        }
    }

    fn move_focus(&mut self, by: isize) {
        let typed = usize::from(self.confirmation().is_some());
        let places = self.buttons().len() + typed;
        if places == 0 {
            return;
        }
        let at = match self.focus {
            Focus::Typed => 0,
            Focus::Button(at) => at + typed,
        };
        let to = at.checked_add_signed(by).unwrap_or(places - 1) % places;
        self.focus = match to.checked_sub(typed) {
            Some(button) => Focus::Button(button),
            None => Focus::Typed,
        };
    }

    fn press(&mut self, button: Button, outbox: &mut Outbox) -> Pressed {
        match button {
            Button::Cancel | Button::Close => return self.back(outbox),
            Button::Send => self.send_if_confirmed(outbox),
            Button::KeepTheirs => return self.keep_theirs(outbox),
            Button::SendMine => self.send_mine(outbox),
            Button::ToForm if self.is_to_be_filled() => return self.fill_form(outbox),
            Button::ToForm => {
                let outcome = self.closed_conflict(NotSent::BackToForm, outbox);
                return self.end(outcome).into();
            }
            Button::ReadAgain => self.read_or_decide(outbox),
            Button::LookAgain => self.look_again(outbox),
            Button::GiveUp => {
                let Phase::Unresolved { unclear, why } = &self.phase else {
                    return Pressed::Stays;
                };
                let outcome = Outcome::Unknown {
                    why: sending_words(unclear.as_ref()),
                    found: Found::Unreadable(why.clone()),
                };
                self.close_entry("taken off the list of pending changes", outbox);
                return self.end(outcome).into();
            }
        }
        Pressed::Stays
    }

    /// Back to a form that holds what was kept of it. Whatever is sent from there
    /// is another change: nobody looks any more what came of this one.
    fn fill_form(&mut self, outbox: &mut Outbox) -> Pressed {
        let Some(Note::NotAppliedAsOf { at, why, .. }) = self.note.clone() else {
            return Pressed::Stays;
        };
        self.close_entry("not seen to be applied; back to the form", outbox);
        let found = Found::StillOld(at);
        Ended {
            draft: Draft::Fill,
            ..self.end(Outcome::Unknown { why, found })
        }
        .into()
    }

    /// Esc: closes it without doing anything; what is sent goes on by itself.
    fn back(&mut self, outbox: &mut Outbox) -> Pressed {
        if let Phase::Rereading(ticket) = self.phase {
            outbox.cancel(ticket);
            self.phase = Phase::Ready;
        }
        let outcome = match &self.phase {
            Phase::Rereading(_) | Phase::Sending(_) | Phase::Verifying(_) | Phase::Ended => {
                return Pressed::Background;
            }
            Phase::Reading(ticket) => {
                outbox.cancel(*ticket);
                Outcome::NotSent(NotSent::Cancelled)
            }
            Phase::Gone => Outcome::NotSent(NotSent::Gone),
            Phase::Another { now, .. } => Outcome::NotSent(NotSent::Another(now.shown())),
            Phase::Unavailable(error) => Outcome::NotSent(NotSent::Unreadable(error.clone())),
            Phase::Unresolved { unclear, why } => {
                let outcome = Outcome::Unknown {
                    why: sending_words(unclear.as_ref()),
                    found: Found::Unreadable(why.clone()),
                };
                let pending = self.set_aside(unclear.clone(), why.clone());
                return self.end_pending(outcome, pending);
            }
            Phase::Waiting(_) | Phase::Ready => match &self.note {
                Some(Note::NotAppliedAsOf { at, why, .. }) => {
                    let found = Found::StillOld(*at);
                    let unclear = ApiError::Network(NetworkError::Timeout { sent: true });
                    let old = "the old values were there when it was looked at last".to_owned();
                    let pending = self.set_aside(Some(unclear), old);
                    let why = why.clone();
                    return self.end_pending(Outcome::Unknown { why, found }, pending);
                }
                _ => Outcome::NotSent(NotSent::Cancelled),
            },
            Phase::Conflict(_) => self.closed_conflict(NotSent::Cancelled, outbox),
        };
        self.end(outcome).into()
    }

    /// Ends it on the screen; it goes on in the list of pending changes.
    fn end_pending(&mut self, outcome: Outcome, pending: Box<Self>) -> Pressed {
        Ended {
            pending: Some(pending),
            ..self.end(outcome)
        }
        .into()
    }

    /// How a conflict ends that is left undecided: as not sent, unless a part
    /// of it was.
    fn closed_conflict(&self, otherwise: NotSent, outbox: &mut Outbox) -> Outcome {
        match &self.note {
            Some(Note::PartlyApplied { why }) => {
                self.close_entry("left as it is, partly applied", outbox);
                Outcome::Unknown {
                    why: why.clone(),
                    found: Found::Mixed,
                }
            }
            _ => Outcome::NotSent(otherwise),
        }
    }

    fn send_if_confirmed(&mut self, outbox: &mut Outbox) {
        match self.confirmation() {
            Some(confirmation) if !confirmation.is_met() => self.focus = Focus::Typed,
            _ => self.read_and_send(outbox),
        }
    }

    /// Leaves what somebody else wrote; what nobody else touched is offered.
    fn keep_theirs(&mut self, outbox: &mut Outbox) -> Pressed {
        let Phase::Conflict(contested) = &self.phase else {
            return Pressed::Stays;
        };
        if !matches!(self.note, Some(Note::PartlyApplied { .. })) {
            let is_theirs = |name: &str| contested.iter().any(|field| field.name == name);
            self.change.fields.retain(|field| !is_theirs(&field.name));
            if !self.change.fields.is_empty() {
                self.ready();
                return Pressed::Stays;
            }
        }
        let outcome = self.closed_conflict(NotSent::KeptTheirs, outbox);
        // Whoever closes the conflict in another way has the draft still.
        Ended {
            draft: Draft::Drop,
            ..self.end(outcome)
        }
        .into()
    }

    /// Sends over what somebody else wrote, which undoing would then bring
    /// back. A grave change is confirmed like any other.
    fn send_mine(&mut self, outbox: &mut Outbox) {
        let Phase::Conflict(contested) = &self.phase else {
            return;
        };
        for theirs in contested {
            let mut fields = self.change.fields.iter_mut();
            if let Some(field) = fields.find(|field| field.name == theirs.name) {
                field.before = theirs.held.clone();
            }
        }
        self.ready();
        if self.confirmation.is_none() {
            self.read_and_send(outbox);
        }
    }
}
