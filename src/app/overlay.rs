//! What lies over the panes and takes the keys: one at a time, with its state
//! inside.

use std::time::Duration;

use super::bookmarks::BookmarkList;
use super::change::Review;
use super::columns::{ColumnChooser, Shows};
use super::find::Find;
use super::input::{LineInput, SecretInput};
use super::message::ProfileId;
use super::palette::Palette;
use super::seek::WalkFor;
use super::spending::Spending;
use crate::directory::call::{ResourceName, Secret};
use crate::directory::description::{Order, Sort};
use crate::export::CopyForm;
use crate::keys::Action;

/// What lies over the panes.
#[derive(Debug)]
pub enum Overlay {
    /// The keys and what they do.
    Help(Help),
    /// Some choices.
    Menu(Menu),
    /// An id or an email to be typed, to go to that record.
    Open(OpenPrompt),
    /// A token to be typed, for this session.
    Token(TokenPrompt),
    /// The commands.
    Palette(Palette),
    /// A text to be typed, and what was found of it among all that was seen.
    Find(Find),
    /// The bookmarks, one of which is gone to.
    Bookmarks(BookmarkList),
    /// The columns of a table, to be chosen.
    Columns(ColumnChooser),
    /// A change to be decided.
    Review(Box<Review>),
    /// A question before something is lost or spent.
    Question(Question),
    /// The last requests.
    Requests(RequestLog),
    /// What is left of the rate limit, and what was sent.
    Spending(Spending),
    /// A record as bare text, the mouse left to the terminal.
    Plain {
        /// The text, a row each.
        rows: Vec<String>,
        /// How many are scrolled away.
        scroll: usize,
    },
    /// A new user's password, once.
    Password {
        /// Whose: what the record is called.
        of: String,
        /// The password, masked wherever it is not drawn.
        password: Secret,
    },
}

/// The help page.
#[derive(Debug, Default)]
pub struct Help {
    /// What the lines must hold.
    pub filter: LineInput,
    /// How many lines are scrolled away.
    pub scroll: usize,
}

/// The last requests, or one of them.
#[derive(Debug, Default)]
pub struct RequestLog {
    /// Which is selected, the newest being 0.
    pub selected: usize,
    /// Whether all of that one is shown, and how many of its rows are scrolled
    /// away.
    pub opened: Option<usize>,
}

/// A list of choices.
#[derive(Debug)]
pub struct Menu {
    /// What is chosen.
    pub title: String,
    /// The choices, the safest first.
    pub items: Vec<MenuItem>,
    /// Which is under the cursor.
    pub selected: usize,
}

impl Menu {
    /// Whether fields are chosen in it.
    #[must_use]
    pub fn is_of_fields(&self) -> bool {
        let first = self.items.first();
        first.is_some_and(|item| matches!(item.choice, Choice::CopyField(_)))
    }
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuItem {
    /// The letter that chooses it at once.
    pub key: Option<char>,
    /// What it says.
    pub label: String,
    /// What it adds: a host, a note.
    pub note: Option<String>,
    /// Why it cannot be chosen here, if so.
    pub locked: Option<String>,
    /// What choosing it does.
    pub choice: Choice,
}

/// What a choice does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Sorts the list; none is the directory's own order.
    Sort(Option<Sort>),
    /// Sorts what is loaded of the list.
    SortHere(Shows, Order),
    /// Copies in that form.
    Copy(CopyForm),
    /// Offers the fields that copying them takes.
    CopyFields,
    /// Takes the field of that name along in copies, or leaves it out.
    CopyField(String),
    /// Does what a key does.
    Act(Action),
    /// Shows the record as bare text.
    Plain,
    /// Begins the removal of the record.
    Remove,
    /// Goes to another profile.
    Profile(ProfileId),
    /// Reverses an applied change, by its place among them.
    Undo(usize),
    /// Go on with that change of the list of pending ones.
    Resume(usize),
    /// Takes that change, which no profile can look up, off the list.
    Close(usize),
}

/// An id or an email that is typed.
#[derive(Debug)]
pub struct OpenPrompt {
    /// Of which resource.
    pub resource: ResourceName,
    /// What was typed.
    pub input: LineInput,
    /// Why what was typed is not good, if so.
    pub error: Option<String>,
}

/// A token that is typed.
#[derive(Debug)]
pub struct TokenPrompt {
    /// For which profile.
    pub profile: ProfileId,
    /// What was typed.
    pub input: SecretInput,
    /// Why what was typed is not good, if so.
    pub error: Option<String>,
}

/// A question with two answers, the first of which changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked, a row each.
    pub text: Vec<String>,
    /// What "yes" is called.
    pub yes: String,
    /// What "no" is called.
    pub no: String,
    /// Whether "yes" has the focus.
    pub yes_focused: bool,
    /// What "yes" does.
    pub then: Then,
}

/// What is done after a "yes".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    /// The program ends.
    Quit,
    /// The list is loaded to its end.
    Walk,
    /// A list is loaded until somebody is found in it.
    WalkFor(WalkFor),
}

/// A line that tells what just happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How it went.
    pub tone: Tone,
    /// What happened, to what, and what can be done.
    pub text: String,
    /// When, since the program started.
    pub at: Duration,
}

/// How something went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// A plain fact.
    Plain,
    /// It was done.
    Good,
    /// It deserves a look.
    Warn,
    /// It failed.
    Bad,
}
