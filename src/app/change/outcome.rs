//! How a review ended, and what the explorer has to do about it.

use jiff::Timestamp;

use super::words::error_words;
use super::{Besides, Change, Review, Verb};
use crate::directory::call::{ApiError, RecordRef, Secret};
use crate::directory::record::Record;

/// How it was seen that a change is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    /// The answer to the write shows the values.
    ByAnswer,
    /// A read after the write shows them, or, after a removal, finds nothing.
    ByRead,
    /// The server took it, and the record holds something else than was sent: a
    /// form of its own, or what somebody wrote right after.
    ByAcceptance,
    /// Nobody said that the server took it, and a read shows it in a form that a
    /// server may keep it in.
    ByLikeness,
    /// The server took a creation and named no id, and a search finds one record
    /// as it was sent, which was not seen before: others may have made it.
    BySearch,
}

/// What is known of a change whose outcome is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The old values were still there at that time; it may still land.
    StillOld(Timestamp),
    /// Some values are new and some are not.
    Mixed,
    /// A record like the new one is there. It may have been there before.
    Exists,
    /// The record is gone.
    Gone,
    /// It could not be read, and why, safe to show.
    Unreadable(String),
}

impl Found {
    /// It in words, without a full stop, safe to show.
    fn words(&self, time: impl Fn(Timestamp) -> String) -> String {
        match self {
            Self::StillOld(at) => {
                let at = time(*at);
                format!("not applied as of {at}; it may still land")
            }
            Self::Mixed => "only a part of it was applied".to_owned(),
            Self::Exists => "a record like it is there, perhaps from before".to_owned(),
            Self::Gone => "the record is gone".to_owned(),
            Self::Unreadable(why) => format!("it could not be looked up: {why}"),
        }
    }
}

/// Why nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotSent {
    /// The operator closed the review.
    Cancelled,
    /// The operator left what somebody else had written.
    KeptTheirs,
    /// The operator went back to the form to decide there.
    BackToForm,
    /// The record already is as wanted.
    AlreadySo,
    /// The record is gone.
    Gone,
    /// Somebody else has its id now; who, safe to show.
    Another(String),
    /// The record could not be read beforehand.
    Unreadable(ApiError),
    /// It never reached the server: no connection, or the journal could not be
    /// written.
    Failed(ApiError),
}

/// How a change ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The values were seen.
    Applied {
        /// How.
        confirmed: Confirmed,
        /// The labels of fields that no read shows: a password.
        unchecked: Vec<String>,
        /// The labels of fields that hold something else than was sent.
        differing: Vec<String>,
        /// What else it did to the record.
        besides: Besides,
    },
    /// The server took a disabling, and a read finds no such record any more: a
    /// directory may hide who is disabled.
    AcceptedHidden,
    /// The server took a removal, and the record is still there; the names of
    /// what it did to it, safe to show.
    Remains(Vec<String>),
    /// The server took it, and no read can show it.
    AcceptedUnchecked,
    /// The server said no.
    Rejected(ApiError),
    /// Nothing was sent.
    NotSent(NotSent),
    /// It was sent, and nobody can say whether it was applied.
    Unknown {
        /// What went wrong, safe to show.
        why: String,
        /// What is known.
        found: Found,
    },
}

/// What becomes of the draft that the change came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Draft {
    /// It stays.
    Keep,
    /// It has served its purpose, or the operator gave it up.
    Drop,
    /// One is made of the change, as far as the journal kept it: its secret is
    /// to be typed again.
    Fill,
}

/// A review that ended, and what there is to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// The change as it was last sent or shown; [`Change::undo`] takes it back
    /// if it was applied.
    pub change: Change,
    /// How it ended.
    pub outcome: Outcome,
    /// The record as it was last read: rows and details that show it take it.
    pub record: Option<Record>,
    /// The record that is not there any more, to be taken out of lists.
    pub gone: Option<RecordRef>,
    /// What becomes of the draft.
    pub draft: Draft,
    /// A password that was made here, to be shown once and kept nowhere.
    pub password: Option<Secret>,
    /// The review, where it is still to be found out what became of the change:
    /// it waits in the list of pending changes.
    pub pending: Option<Box<Review>>,
}

impl Ended {
    /// Whether it can be taken back with `u`.
    #[must_use]
    pub fn can_be_undone(&self) -> bool {
        let was_done = match &self.outcome {
            // What is gone besides, no undoing brings back.
            Outcome::Applied { besides, .. } => besides.gone.is_empty(),
            Outcome::AcceptedHidden => true,
            _ => false,
        };
        was_done && self.change.can_be_undone().is_ok()
    }

    /// What to say about it, as a sentence without its full stop, safe to
    /// show; `time` writes a point in time. Empty where the operator only closed
    /// the review.
    #[must_use]
    pub fn sentence(&self, time: impl Fn(Timestamp) -> String) -> String {
        let name = self.change.name.shown_within(60);
        let done = self.done();
        match &self.outcome {
            Outcome::Applied {
                confirmed,
                unchecked,
                differing,
                besides,
            } => {
                let by = match (confirmed, self.change.verb) {
                    (Confirmed::ByAnswer, _) => "confirmed by the answer",
                    (Confirmed::ByAcceptance, _) => "accepted by the server",
                    (Confirmed::BySearch, _) => {
                        "accepted by the server; a search finds a record as it was sent"
                    }
                    (Confirmed::ByLikeness, _) => "a fresh read shows it in another form",
                    (Confirmed::ByRead, Verb::Remove) => "confirmed: a read finds it no more",
                    (Confirmed::ByRead, _) => "confirmed by a fresh read",
                };
                let differing = listed("not as it was sent", differing);
                let unchecked = listed("cannot be checked", unchecked);
                let gone = listed("also gone", &besides.gone);
                let changed = listed("also changed", &besides.changed);
                format!("{name} {done}, {by}{differing}{unchecked}{gone}{changed}")
            }
            Outcome::AcceptedHidden => format!(
                "{name} {done}: the server accepted it, and no read finds the record now; \
                 the directory may hide it"
            ),
            Outcome::Remains(changed) => {
                let changed = listed("what changed", changed);
                format!(
                    "{name}: the server accepted the removal; the record is still there{changed}"
                )
            }
            Outcome::AcceptedUnchecked => {
                format!("{name} {done}: the server accepted it, it cannot be checked")
            }
            Outcome::Rejected(error) => format!("{name} not {done}: {}", error_words(error)),
            Outcome::NotSent(why) => match why {
                NotSent::Cancelled | NotSent::BackToForm => String::new(),
                NotSent::KeptTheirs => format!("{name} left as somebody else wrote it"),
                NotSent::AlreadySo => {
                    let so = match self.change.verb {
                        Verb::Disable | Verb::Enable => done,
                        _ => "so",
                    };
                    format!("{name} already is {so}; nothing was sent")
                }
                NotSent::Gone => format!("{name} is gone; nothing was sent"),
                NotSent::Another(now) => {
                    format!(
                        "{name} is not there any more, the id is that of {now}; nothing was sent"
                    )
                }
                NotSent::Unreadable(error) | NotSent::Failed(error) => {
                    let why = error_words(error);
                    format!("{name} not {done}, nothing was sent: {why}")
                }
            },
            Outcome::Unknown { why, found } => {
                let found = found.words(time);
                format!("{name}: unknown whether {done}: {why}; {found}")
            }
        }
    }

    const fn done(&self) -> &'static str {
        match self.change.verb {
            Verb::Edit | Verb::Toggle => "changed",
            Verb::Disable => "disabled",
            Verb::Enable => "enabled",
            Verb::Create => "added",
            Verb::Remove => "removed",
        }
    }
}

/// Some labels at the end of a sentence; nothing for none.
fn listed(what: &str, labels: &[String]) -> String {
    if labels.is_empty() {
        return String::new();
    }
    format!("; {what}: {}", labels.join(", "))
}
