//! What the explorer is told, and what it asks to be done.

use std::fmt;
use std::time::Duration;

use jiff::Timestamp;

use super::change::History;
use super::find::Found;
use super::geometry::Size;
use super::places::Places;
use super::profile::AsSeen;
use super::session::Change;
use super::snapshot::Snapshot;
use super::spending::Hour;
use crate::config::ThemeChoice;
use crate::directory::call::{ApiError, Call, Method, RecordRef, Reply, ResourceName, Secret};
use crate::directory::record::Record;
use crate::keys::Key;
use crate::text::grouped;

/// The time, as `update` is told it: it reads no clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Since the program started; never goes back.
    pub monotonic: Duration,
    /// By the local clock, for people.
    pub wall: Timestamp,
}

/// The number of something that was asked for, to know its answer by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// A profile, by its place in [`super::App`]'s list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProfileId(pub usize);

/// How urgent a request is; those that wait go in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Urgency {
    /// A read that tells how a write ended, or what it would change.
    Verify,
    /// A write.
    Write,
    /// What the operator looks at.
    Look,
    /// The rest of a listing, on request.
    Walk,
    /// What may be looked at next.
    Prefetch,
}

/// Requests of a minute that a walk leaves for what the operator looks at: 20,
/// but of a minute that allows fewer than 30, two thirds.
#[must_use]
pub const fn kept_from_walk(allowed: u32) -> u32 {
    if allowed < 30 { allowed * 2 / 3 } else { 20 }
}

/// A text for the clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clip {
    /// The text.
    pub text: String,
    /// Whose data it is, safe to show; none where it is nobody's. It comes back
    /// with the answer, so that what is said of a copy is said of that one.
    pub whose: Option<String>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The terminal has a new size.
    Resized(Size),
    /// What was asked for has come, or failed.
    Replied {
        /// What it was asked by.
        ticket: Ticket,
        /// What came.
        outcome: Result<Reply, ApiError>,
        /// How long it had lain in a cache, as it says itself.
        cached: Duration,
        /// How it went on the wire; none where nothing was sent, or where the
        /// answer is that to an equal read, which has been told of it.
        exchange: Option<Exchange>,
    },
    /// What is left of a profile's rate limit has changed.
    Budget {
        /// Whose.
        profile: ProfileId,
        /// What is left.
        budget: Budget,
    },
    /// What was sent through a profile in the last hour, as it was asked for.
    Spending {
        /// Which.
        profile: ProfileId,
        /// What.
        hour: Box<Hour>,
    },
    /// The clipboard has answered.
    Copied {
        /// Whose data it was given, safe to show; none where it is nobody's.
        whose: Option<String>,
        /// Which way the text went, or why it did not.
        outcome: Result<String, String>,
    },
    /// A token was read again: where it came from, or why it was not to be had.
    TokenRead {
        /// Whose.
        profile: ProfileId,
        /// What came of it.
        outcome: Result<(), String>,
    },
    /// A profile was opened, and what the disk has about it was read.
    Kept {
        /// Whose.
        profile: ProfileId,
        /// What there is.
        kept: Kept,
    },
    /// What an earlier run saw of a profile, where it came after the first
    /// frame.
    Remembered {
        /// Whose.
        profile: ProfileId,
        /// What it saw.
        snapshot: Box<Snapshot>,
    },
    /// A record that was asked for with [`Effect::Recall`] was seen before.
    Recalled {
        /// Whose.
        profile: ProfileId,
        /// Which.
        of: RecordRef,
        /// How it was seen last.
        seen: AsSeen,
    },
    /// What is seen cannot be kept, or not be read again, and why.
    StoreFailed(String),
    /// What was looked for with [`Effect::Find`], as far as it was seen. What
    /// was seen and is still being learned may lead to another answer.
    Found {
        /// What it was asked by.
        ticket: Ticket,
        /// What there is.
        found: Found,
    },
    /// The randomness asked for with [`Effect::Random`].
    Random(Entropy),
    /// A journal line could not be written, and why.
    JournalFailed(String),
    /// What was to be remembered could not be written, and why.
    NotRemembered(String),
    /// A theme that was to be shown cannot be read.
    ThemeRefused {
        /// Which.
        theme: ThemeChoice,
        /// The one that is shown, which was in force before.
        instead: ThemeChoice,
        /// Why, in a line.
        why: String,
    },
    /// The terminal told its background.
    Background {
        /// Whether it is light.
        light: bool,
    },
    /// What the last messages led to is on the screen, and what lies where on
    /// it. Sent after each draw: a review takes no key that came before it was
    /// seen, and a click means what was seen.
    Painted(Places),
    /// The time asked for with [`Effect::WakeAt`] has come.
    Tick,
    /// Nothing else waits to be handled, as was asked for with
    /// [`Effect::Continue`].
    Continue,
    /// The program was told to end by a signal.
    Terminated,
}

/// Records of one resource, as a server gave them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Whose.
    pub profile: ProfileId,
    /// What they are.
    pub resource: ResourceName,
    /// Whether each is whole, as reading it by itself gives it; else some list
    /// may have left fields out.
    pub whole: bool,
    /// The records that have an id.
    pub records: Vec<Record>,
}

/// What is on the disk about a profile that is opened.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kept {
    /// Who else has it open.
    pub also_open: Option<Other>,
    /// What the journal tells of earlier runs.
    pub history: History,
    /// Why no change can be written down, if so.
    pub unwritable: Option<String>,
}

/// Another running whoswho.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Other {
    /// The process with this id.
    Process(u32),
    /// It did not say which process it is.
    Unknown,
}

/// Randomness from the operating system, to make a password of: `update` has
/// none of its own. It prints as `•••`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Entropy(pub [u8; 20]);

impl fmt::Debug for Entropy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("•••")
    }
}

/// What the mouse did, at a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What.
    pub kind: MouseKind,
    /// Column from the left, from 0.
    pub column: u16,
    /// Row from the top, from 0.
    pub row: u16,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    /// The first button went down.
    Click,
    /// The wheel turned towards the user.
    WheelDown,
    /// The wheel turned away from the user.
    WheelUp,
}

/// How a request went on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The method.
    pub method: Method,
    /// Path and query as sent, without the host.
    pub path: String,
    /// The status, if there was an answer.
    pub status: Option<u16>,
    /// From the first byte sent to the last received.
    pub took: Duration,
    /// The decoded body's size in bytes.
    pub bytes: u64,
    /// How many times it was sent: retries of a read count, and what was
    /// refused with 429.
    pub attempts: u32,
    /// How long it was not on the wire: for its turn, for the rate limit,
    /// between attempts.
    pub waited: Duration,
    /// What held it back last, if anything did but its turn.
    pub held_by: Option<BlockedBy>,
}

/// What is left of a profile's rate limit, and what is under way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Budget {
    /// The longer window, usually an hour; none where no limit is known.
    pub window: Option<Window>,
    /// The minute: requests of the last 60 s, and how many it allows.
    pub minute: Option<(u32, u32)>,
    /// Requests sent since the program started.
    pub sent: u64,
    /// Requests sent in the last 60 s.
    pub rate: u32,
    /// Requests of the server's window that it counted and no running whoswho
    /// sent: others use the same token. At least so many.
    pub elsewhere: u32,
    /// When, on [`Now::monotonic`]'s scale, there is room for a change and its
    /// verification; none where there is now.
    pub change_waits_until: Option<Duration>,
    /// Requests on the wire.
    pub in_flight: u32,
    /// Requests that wait for their turn.
    pub waiting: u32,
    /// Why nothing is sent now, if so.
    pub blocked: Option<Blocked>,
}

/// The longer window of a rate limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// How many requests it allows.
    pub limit: u32,
    /// How many are left: the least of what the server said and what our own
    /// count says.
    pub remaining: u32,
    /// When, on [`Now::monotonic`]'s scale, it is renewed.
    pub resets: Duration,
    /// Whether only our own count says so.
    pub estimated: bool,
}

/// Why requests wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocked {
    /// What is used up or was refused.
    pub why: BlockedBy,
    /// When, on [`Now::monotonic`]'s scale, it goes on by itself; none where
    /// it waits for the operator.
    pub until: Option<Duration>,
}

/// What holds requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockedBy {
    /// The minute's requests are used up: so many of so many.
    Minute(u32, u32),
    /// The longer window's requests are used up: so many in all.
    Window(u32),
    /// The server answered 429.
    Refused,
    /// The server answered 401: the token is not good.
    Token,
}

impl BlockedBy {
    /// It in words; none for a token, which is said in words of its own.
    #[must_use]
    pub fn words(self) -> Option<String> {
        Some(match self {
            Self::Minute(used, of) => format!(
                "minute used up ({} of {})",
                grouped(used.into()),
                grouped(of.into())
            ),
            Self::Window(of) => format!("all {} requests used up", grouped(of.into())),
            Self::Refused => "the directory asked to wait (429)".to_owned(),
            Self::Token => return None,
        })
    }
}

/// Something to be done outside. A test compares them to see what a key sends.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask a directory; the answer comes as [`Msg::Replied`].
    Send {
        /// What its answer will be known by.
        ticket: Ticket,
        /// Whom.
        profile: ProfileId,
        /// What.
        call: Call,
        /// How urgent it is.
        urgency: Urgency,
        /// A line of the journal, to be on disk before the request leaves;
        /// every write has one. If it cannot be written, nothing is sent.
        journal: Option<String>,
    },
    /// Forget what was asked by that ticket, if it is a read. No answer comes.
    Cancel(Ticket),
    /// Set so many requests of a profile's budget aside for a change that is
    /// under review, in the place of those set aside before.
    Reserve(ProfileId, u32),
    /// Tell what was sent through a profile in the last hour;
    /// [`Msg::Spending`] answers.
    TellSpending(ProfileId),
    /// Write a line to the journal.
    Journal(String),
    /// Get randomness; [`Msg::Random`] answers.
    Random,
    /// Remember records as the server just gave them.
    Seen(Seen),
    /// Remember a record no longer: the server has it no more.
    Gone(ProfileId, RecordRef),
    /// Look whether a record was seen before; [`Msg::Recalled`] answers, where it
    /// was, and as soon as that is known.
    Recall(ProfileId, RecordRef),
    /// Keep what is on the screen of a profile for a later run.
    Keep(ProfileId, Box<Snapshot>),
    /// Look for a text in all that is remembered; [`Msg::Found`] answers, unless
    /// something else is looked for before that.
    Find {
        /// What its answer will be known by.
        ticket: Ticket,
        /// What was typed.
        text: String,
    },
    /// Remember this beyond the end of the program.
    Remember(Change),
    /// Put a text on the clipboard; [`Msg::Copied`] answers.
    Copy(Clip),
    /// Read a profile's token again from where it comes from.
    ReadToken(ProfileId),
    /// Use this token for a profile until the program ends.
    UseToken(ProfileId, Secret),
    /// Send [`Msg::Tick`] at that time of [`Now::monotonic`]'s scale. A later
    /// one replaces an earlier one.
    WakeAt(Duration),
    /// Send [`Msg::Continue`] once all that has come was handled: there is work
    /// that no key is to wait for.
    Continue,
    /// Send no [`Msg::Tick`]: what was waited for has come.
    LetSleep,
    /// Turn the terminal's mouse reports on or off.
    Mouse(bool),
    /// Draw everything anew.
    Redraw,
    /// Give the terminal back and stop until continued.
    Suspend,
    /// Restore the terminal and end.
    Quit,
}
