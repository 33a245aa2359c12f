//! The budget as a picture: what was sent in the last hour, minute by minute.

use std::time::Duration;

use jiff::Timestamp;

use super::App;
use super::message::{Effect, ProfileId};
use super::outbox::Outbox;
use super::overlay::Overlay;
use crate::keys::Action;

/// How many minutes there are.
pub const MINUTES: usize = 60;

/// How often what was sent is asked for anew.
const MINUTE: Duration = Duration::from_mins(1);
/// How often that is while requests are being sent.
const PACE: Duration = Duration::from_secs(5);

/// The requests of a minute, by what they were for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sent {
    /// Reads of what the operator looks at, or may look at next.
    pub look: u32,
    /// Reads of the rest of a list.
    pub walk: u32,
    /// Writes, and the reads that they need.
    pub change: u32,
    /// Those of other running whoswho and of earlier runs, with the same token.
    pub others: u32,
}

impl Sent {
    /// All of them.
    #[must_use]
    pub const fn total(self) -> u32 {
        let [look, walk, change, others] = self.parts();
        look.saturating_add(walk)
            .saturating_add(change)
            .saturating_add(others)
    }

    /// Each of them, in the order of the fields.
    #[must_use]
    pub const fn parts(self) -> [u32; 4] {
        [self.look, self.walk, self.change, self.others]
    }
}

impl std::ops::AddAssign for Sent {
    fn add_assign(&mut self, other: Self) {
        self.look = self.look.saturating_add(other.look);
        self.walk = self.walk.saturating_add(other.walk);
        self.change = self.change.saturating_add(other.change);
        self.others = self.others.saturating_add(other.others);
    }
}

/// The requests of the last hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hour {
    /// By minute, the last 60 s first.
    pub minutes: [Sent; MINUTES],
    /// Whether those of others are known: they are told only where there is a
    /// limit to share.
    pub shared: bool,
}

impl Hour {
    /// All of it.
    #[must_use]
    pub fn total(&self) -> Sent {
        let mut total = Sent::default();
        for minute in self.minutes {
            total += minute;
        }
        total
    }

    /// The minute with most requests, the latest of several, by how many
    /// minutes ago it began to end; none where nothing was sent.
    #[must_use]
    pub fn busiest(&self) -> Option<(usize, u32)> {
        let counts = self.minutes.iter().map(|minute| minute.total());
        let busiest = counts.enumerate().rev().max_by_key(|(_, count)| *count);
        busiest.filter(|(_, count)| *count > 0)
    }
}

/// The budget, over the panes.
#[derive(Debug)]
pub struct Spending {
    /// Whose.
    pub profile: ProfileId,
    /// What was sent, once it is known.
    pub hour: Option<Box<Hour>>,
    /// When that was, by the local clock.
    pub heard_at: Timestamp,
    /// When it was asked for, on [`super::message::Now::monotonic`]'s scale.
    asked_at: Duration,
    /// How many requests had been sent by then.
    sent: u64,
}

impl App {
    /// Shows the budget of the profile on the screen.
    pub(super) fn open_spending(&mut self, out: &mut Outbox<'_>) {
        let profile = self.active;
        out.push(Effect::TellSpending(profile));
        self.overlay = Some(Overlay::Spending(Spending {
            profile,
            hour: None,
            heard_at: self.now.wall,
            asked_at: self.now.monotonic,
            sent: self.profile().budget.sent,
        }));
    }

    /// Takes in what was sent, if anybody still looks at it.
    pub(super) fn heard_spending(&mut self, profile: ProfileId, hour: Box<Hour>) {
        let now = self.now.wall;
        if let Some(Overlay::Spending(spending)) = &mut self.overlay
            && spending.profile == profile
        {
            spending.hour = Some(hour);
            spending.heard_at = now;
        }
    }

    pub(super) fn act_in_spending(&mut self, action: Action) {
        if let Action::Press | Action::Cancel | Action::Leave = action {
            self.overlay = None;
        }
    }

    /// Asks anew each minute, and sooner where something is being sent. Read
    /// aloud, nothing changes by itself.
    pub(super) fn keep_spending(&mut self, out: &mut Outbox<'_>) {
        let now = self.now.monotonic;
        let sent = self.profile().budget.sent;
        let accessible = self.looks.accessible;
        let Some(Overlay::Spending(spending)) = &mut self.overlay else {
            return;
        };
        if accessible {
            return;
        }
        let pace = if spending.sent == sent { MINUTE } else { PACE };
        let due = spending.asked_at + pace;
        if due <= now {
            spending.asked_at = now;
            spending.sent = sent;
            out.push(Effect::TellSpending(spending.profile));
            out.wake_in(MINUTE);
        } else {
            out.wake_in(due.saturating_sub(now));
        }
    }
}

#[cfg(test)]
mod tests;
