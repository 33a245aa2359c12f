//! What is asked before something is lost or spent: quitting, and loading the
//! rest of a long list.

use std::ops::Add;

use super::App;
use super::listing::{Extent, Walk};
use super::message::{Budget, kept_from_walk};
use super::outbox::Outbox;
use super::overlay::{Overlay, Question, Then, Tone};
use super::profile::{Profile, Unfinished};
use crate::keys::Action;
use crate::text::{counted, grouped};

/// A walk of more requests than this is asked about first.
pub(super) const WALK_UNASKED: u64 = 10;

impl App {
    pub(super) fn quit(&mut self, out: &mut Outbox<'_>) {
        let asked = matches!(&self.overlay, Some(Overlay::Question(q)) if q.then == Then::Quit);
        let lost = self
            .profiles
            .iter()
            .map(Profile::unfinished)
            .fold(self.unfinished_here(), Add::add);
        if asked || lost.is_nothing() {
            self.end(out);
        } else {
            self.set_review_aside();
            self.overlay = Some(Overlay::Question(quit_question(lost)));
        }
    }

    /// What an open review holds that is in no profile's list.
    fn unfinished_here(&self) -> Unfinished {
        match &self.overlay {
            Some(Overlay::Review(review)) if review.is_in_flight() => Unfinished {
                changes: 1,
                ..Unfinished::default()
            },
            _ => Unfinished::default(),
        }
    }

    pub(super) fn load_rest(&mut self, out: &mut Outbox<'_>) {
        let Some(listing) = self.profile_mut().focused_mut() else {
            return;
        };
        if listing.walk() == Walk::Running {
            listing.pause_walk(out);
        } else if let Extent::Ended(doubt) = listing.extent() {
            let told = format!("It was read to its end; {doubt}");
            self.say(Tone::Plain, told);
        } else if listing.extent().whole().is_some() {
            self.say(Tone::Plain, "All of it is loaded");
        } else {
            match listing.requests_left() {
                Some(left) if left <= WALK_UNASKED => listing.start_walk(),
                left => {
                    let total = listing.total();
                    let bytes = total.and_then(|rows| listing.expected_bytes(rows));
                    let question = self.walk_question(left, bytes);
                    self.overlay = Some(Overlay::Question(question));
                }
            }
        }
    }

    pub(super) fn walk_question(&self, requests: Option<u64>, bytes: Option<usize>) -> Question {
        let budget = &self.profile().budget;
        let price = match requests {
            Some(n) => format!(
                "Loading the rest takes {}{}.",
                counted(n, "request", "requests"),
                minutes(n, budget)
            ),
            None => "How many requests the rest takes is not known; the directory gives no total."
                .to_owned(),
        };
        let left = match budget.window {
            Some(window) => format!(
                "{} of {} requests are left.",
                grouped(window.remaining.into()),
                grouped(window.limit.into())
            ),
            None => "No limit is documented.".to_owned(),
        };
        let mut text = vec![price, left];
        text.extend(bytes.and_then(|bytes| self.too_much_to_keep(bytes)));
        text.push(format!(
            "{} or {} pauses it; what came is kept.",
            self.key_of(Action::LoadRest),
            self.key_of(Action::Clear)
        ));
        Question {
            text,
            yes: "Load the rest".to_owned(),
            no: "Cancel".to_owned(),
            yes_focused: false,
            then: Then::Walk,
        }
    }

    pub(super) fn act_in_question(&mut self, action: Action, out: &mut Outbox<'_>) {
        let Some(Overlay::Question(question)) = &mut self.overlay else {
            return;
        };
        match action {
            Action::NextButton | Action::PreviousButton | Action::Down | Action::Up => {
                question.yes_focused = !question.yes_focused;
            }
            Action::Press => {
                let then = question.yes_focused.then(|| question.then.clone());
                self.overlay = None;
                if let Some(then) = then {
                    self.answered(then, out);
                }
            }
            Action::Send => {
                let then = question.then.clone();
                self.overlay = None;
                self.answered(then, out);
            }
            Action::Cancel | Action::Leave => self.overlay = None,
            _ => {}
        }
    }

    fn answered(&mut self, then: Then, out: &mut Outbox<'_>) {
        match then {
            Then::Quit => self.end(out),
            Then::Walk => {
                if let Some(listing) = self.profile_mut().focused_mut() {
                    listing.start_walk();
                }
            }
            Then::WalkFor(walk) => self.begin_walk_for(walk, out),
        }
    }
}

fn quit_question(lost: Unfinished) -> Question {
    let mut text = Vec::new();
    let mut line = |count: usize, one: &str, many: &str| {
        if count > 0 {
            text.push(counted(count as u64, one, many));
        }
    };
    line(lost.drafts, "draft would be lost", "drafts would be lost");
    line(
        lost.changes,
        "change was sent and has not been answered",
        "changes were sent and have not been answered",
    );
    line(
        lost.walks,
        "list is still being loaded",
        "lists are still being loaded",
    );
    Question {
        text,
        yes: "Quit".to_owned(),
        no: "Stay".to_owned(),
        yes_focused: false,
        then: Then::Quit,
    }
}

/// About how many minutes requests take at the pace that the minute allows.
pub(super) fn minutes(requests: u64, budget: &Budget) -> String {
    let pace = budget
        .minute
        .map(|(_, allowed)| u64::from(allowed - kept_from_walk(allowed)).max(1));
    match pace {
        Some(pace) if requests > pace => format!(", about {} min", requests.div_ceil(pace)),
        _ => String::new(),
    }
}
