//! Everything a key can do, in one table.

use std::fmt;

use super::key::{Code, Key, ctrl, shift};

/// What the keyboard is talking to; decides what a key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// Any of the others, where they have no use for the key themselves.
    Everywhere,
    /// The list of records.
    Listing,
    /// One record and its relations.
    Detail,
    /// A record being edited.
    Form,
    /// A change about to be sent.
    Review,
    /// A list of choices over the screen.
    Menu,
    /// One line being typed: the filter, the palette, a prompt.
    Input,
}

impl Mode {
    /// Every mode, in the order of the documentation.
    pub const ALL: [Self; 7] = [
        Self::Everywhere,
        Self::Listing,
        Self::Detail,
        Self::Form,
        Self::Review,
        Self::Menu,
        Self::Input,
    ];

    /// The name in the configuration: `[keys.listing]`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Everywhere => "everywhere",
            Self::Listing => "listing",
            Self::Detail => "detail",
            Self::Form => "form",
            Self::Review => "review",
            Self::Menu => "menu",
            Self::Input => "input",
        }
    }

    /// The mode of this name in the configuration.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }

    /// Whether characters are typed here, and so never mean an action unless
    /// the mode binds them itself.
    #[must_use]
    pub const fn takes_text(self) -> bool {
        matches!(self, Self::Form | Self::Input)
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a person wants to do; help is grouped by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Get from one place to another.
    Move,
    /// Get to a record that is not in view.
    Find,
    /// See it anew.
    Look,
    /// Change a record.
    Change,
    /// Take records elsewhere.
    Copy,
    /// Everything that is not about records.
    Elsewhere,
}

impl Group {
    /// Every group, in the order of help.
    pub const ALL: [Self; 6] = [
        Self::Move,
        Self::Find,
        Self::Look,
        Self::Change,
        Self::Copy,
        Self::Elsewhere,
    ];

    /// The heading in help.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Move => "Move",
            Self::Find => "Find",
            Self::Look => "Look",
            Self::Change => "Change",
            Self::Copy => "Copy",
            Self::Elsewhere => "Elsewhere",
        }
    }
}

/// The keys an action has by default in one or more modes, preferred first.
type Defaults = &'static [(&'static [Mode], &'static [&'static [Key]])];

macro_rules! actions {
    ($(
        $variant:ident $name:literal $group:ident $help:literal {
            $( $($mode:ident)+ : $( [ $($key:expr),+ ] )+ ; )+
        }
    )+) => {
        /// Something a key does. The table in this module says what, and with
        /// which keys unless the configuration says otherwise.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action {
            $( #[doc = concat!("`", $name, "`: ", $help, ".")] $variant, )+
        }

        impl Action {
            const ALL: &'static [Self] = &[ $( Self::$variant, )+ ];

            /// The name in the configuration and in the palette.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Self::$variant => $name, )+ }
            }

            /// What it does, in one line without a full stop.
            #[must_use]
            pub const fn help(self) -> &'static str {
                match self { $( Self::$variant => $help, )+ }
            }

            /// Where help lists it.
            #[must_use]
            pub const fn group(self) -> Group {
                match self { $( Self::$variant => Group::$group, )+ }
            }

            const fn table(self) -> Defaults {
                match self {
                    $( Self::$variant => const { &[ $( (
                        &[ $( Mode::$mode ),+ ] as &[Mode],
                        &[ $( &[ $( $key ),+ ] as &[Key] ),+ ] as &[&[Key]],
                    ) ),+ ] }, )+
                }
            }
        }
    };
}

const fn char(c: char) -> Key {
    Key::char(c)
}

const fn on(code: Code) -> Key {
    Key::plain(code)
}

const fn with_ctrl(c: char) -> Key {
    ctrl(Code::Char(c))
}

actions! {
    Down "down" Move "one down" {
        Listing Detail Menu: [char('j')] [on(Code::Down)];
        Review Input: [on(Code::Down)];
    }
    Up "up" Move "one up" {
        Listing Detail Menu: [char('k')] [on(Code::Up)];
        Review Input: [on(Code::Up)];
    }
    HalfPageDown "half-page-down" Move "half a page down" {
        Listing Detail: [with_ctrl('d')];
    }
    HalfPageUp "half-page-up" Move "half a page up" {
        Listing Detail: [with_ctrl('u')];
    }
    PageDown "page-down" Move "a page down" {
        Listing Detail: [on(Code::PageDown)] [with_ctrl('f')];
        Review Menu Input: [on(Code::PageDown)];
    }
    PageUp "page-up" Move "a page up" {
        Listing Detail: [on(Code::PageUp)] [with_ctrl('b')];
        Review Menu Input: [on(Code::PageUp)];
    }
    First "first" Move "to the first" {
        Listing Detail: [char('g'), char('g')] [on(Code::Home)];
        Menu: [on(Code::Home)];
    }
    Last "last" Move "to the last" {
        Listing Detail: [char('G')] [on(Code::End)];
        Menu: [on(Code::End)];
    }
    Open "into" Move "into, open" {
        Listing Detail: [on(Code::Enter)] [char('l')] [on(Code::Right)];
    }
    Back "back" Move "back where you came from" {
        Listing Detail: [char('h')] [on(Code::Left)];
    }
    Clear "clear" Move "clear one thing; never quits" {
        Listing Detail: [on(Code::Esc)];
    }
    NextPane "next-pane" Move "to the next pane" {
        Listing Detail: [on(Code::Tab)];
    }
    PreviousPane "previous-pane" Move "to the previous pane" {
        Listing Detail: [shift(Code::Tab)];
    }
    NextTab "next-tab" Move "next tab of the record" {
        Listing Detail: [char('L')] [char(']')];
    }
    PreviousTab "previous-tab" Move "previous tab of the record" {
        Listing Detail: [char('H')] [char('[')];
    }
    ScrollOtherDown "scroll-other-down" Move "other pane down; on one pane, next record" {
        Listing Detail: [char('J')];
    }
    ScrollOtherUp "scroll-other-up" Move "other pane up; on one pane, previous record" {
        Listing Detail: [char('K')];
    }
    NextDay "next-day" Move "next day in the list below a calendar" {
        Detail: [char('n')];
    }
    PreviousDay "previous-day" Move "previous day in the list below a calendar" {
        Detail: [char('N')];
    }
    Resource1 "resource-1" Move "the resource with this number" { Listing Detail: [char('1')]; }
    Resource2 "resource-2" Move "the resource with this number" { Listing Detail: [char('2')]; }
    Resource3 "resource-3" Move "the resource with this number" { Listing Detail: [char('3')]; }
    Resource4 "resource-4" Move "the resource with this number" { Listing Detail: [char('4')]; }
    Resource5 "resource-5" Move "the resource with this number" { Listing Detail: [char('5')]; }
    Resource6 "resource-6" Move "the resource with this number" { Listing Detail: [char('6')]; }
    Resource7 "resource-7" Move "the resource with this number" { Listing Detail: [char('7')]; }
    Resource8 "resource-8" Move "the resource with this number" { Listing Detail: [char('8')]; }
    Resource9 "resource-9" Move "the resource with this number" { Listing Detail: [char('9')]; }

    Filter "filter" Find "filter what is loaded" {
        Listing Detail: [char('/')];
    }
    Find "find" Find "find in all that was seen, of every profile" {
        Listing Detail: [char('F')];
    }
    OpenBy "open" Find "open a record by id or email" {
        Listing Detail: [char('o')];
    }
    LoadRest "load-rest" Find "load the rest, or pause that" {
        Listing Detail: [char('A')];
    }
    Bookmark "bookmark" Find "bookmark the record, or no longer" {
        Listing Detail: [char('b')];
        Input: [with_ctrl('d')];
    }
    Bookmarks "bookmarks" Find "go to a bookmarked record" {
        Listing Detail: [char('B')];
    }
    Accept "accept" Find "take what is typed or selected" {
        Input: [on(Code::Enter)];
    }
    Complete "complete" Find "complete what is typed; else ask or seek" {
        Input: [on(Code::Tab)];
    }

    Sort "sort" Look "sort the list" {
        Listing Detail: [char('s')];
    }
    Columns "columns" Look "choose the columns" {
        Listing Detail: [char('C')];
    }
    MoveDown "move-down" Look "column one place on" {
        Menu: [char('J')];
    }
    MoveUp "move-up" Look "column one place back" {
        Menu: [char('K')];
    }
    Widen "widen" Look "column one cell wider" {
        Menu: [on(Code::Right)] [char('>')];
    }
    Narrow "narrow" Look "column one cell narrower" {
        Menu: [on(Code::Left)] [char('<')];
    }
    AutoWidth "auto-width" Look "column as wide as its values" {
        Menu: [char('0')];
    }
    ResetColumns "reset-columns" Look "columns as they were at first" {
        Menu: [on(Code::Backspace)];
    }
    ReloadRecord "reload-record" Look "read the record again" {
        Listing Detail: [char('r')];
    }
    ReloadPage "reload-page" Look "read the visible page again" {
        Listing Detail: [char('R')];
    }

    Edit "edit" Change "edit, or go on with the draft" {
        Listing Detail: [char('e')];
    }
    Actions "actions" Change "what can be done, the safest first" {
        Listing Detail: [char('x')];
    }
    Disable "disable" Change "disable or enable, after a review" {
        Listing Detail: [char('D')];
    }
    New "new" Change "new record" {
        Listing Detail: [char('+')];
    }
    Undo "undo" Change "undo one of my changes" {
        Listing Detail: [char('u')];
    }
    NextField "next-field" Change "next field" {
        Form: [on(Code::Tab)] [on(Code::Down)];
    }
    PreviousField "previous-field" Change "previous field" {
        Form: [shift(Code::Tab)] [on(Code::Up)];
    }
    Toggle "toggle" Change "switch yes and no; in text, a space" {
        Form Menu: [on(Code::Char(' '))];
    }
    NextChoice "next-choice" Change "next choice; in text, one to the right" {
        Form: [on(Code::Right)];
    }
    PreviousChoice "previous-choice" Change "previous choice; in text, one to the left" {
        Form: [on(Code::Left)];
    }
    Review "review" Change "review the change before it is sent" {
        Form: [on(Code::Enter)];
    }
    KeepDraft "keep-draft" Change "leave the form, keep the draft" {
        Form: [on(Code::Esc)];
    }
    Send "send" Change "send the change" {
        Review: [with_ctrl('y')];
    }
    GeneratePassword "generate-password" Change "make a password for a new record" {
        Form: [with_ctrl('g')];
    }
    NextButton "next-button" Change "next button" {
        Review: [on(Code::Tab)] [on(Code::Right)];
    }
    PreviousButton "previous-button" Change "previous button" {
        Review: [shift(Code::Tab)] [on(Code::Left)];
    }
    Press "press" Change "press the button, take the choice" {
        Review Menu: [on(Code::Enter)];
    }
    Cancel "cancel" Change "close without doing anything" {
        Review Menu Input: [on(Code::Esc)];
    }
    CursorLeft "cursor-left" Change "one to the left in the text" {
        Input: [on(Code::Left)];
    }
    CursorRight "cursor-right" Change "one to the right in the text" {
        Input: [on(Code::Right)];
    }
    CursorWordLeft "cursor-word-left" Change "one word to the left in the text" {
        Form Input: [ctrl(Code::Left)];
    }
    CursorWordRight "cursor-word-right" Change "one word to the right in the text" {
        Form Input: [ctrl(Code::Right)];
    }
    CursorStart "cursor-start" Change "to the start of the text" {
        Form Input: [on(Code::Home)] [with_ctrl('a')];
    }
    CursorEnd "cursor-end" Change "to the end of the text" {
        Form Input: [on(Code::End)] [with_ctrl('e')];
    }
    DeleteBackward "delete-backward" Change "delete to the left of the cursor" {
        Form Input: [on(Code::Backspace)];
    }
    DeleteForward "delete-forward" Change "delete under the cursor" {
        Form Input: [on(Code::Delete)];
    }
    DeleteWord "delete-word" Change "delete the word to the left of the cursor" {
        Form Input: [with_ctrl('w')];
    }
    DeleteToStart "delete-to-start" Change "delete all to the left of the cursor" {
        Form Input: [with_ctrl('u')];
    }

    Copy "copy" Copy "copy menu" {
        Listing Detail Menu: [char('y')];
    }
    CopyJson "copy-json" Copy "copy as JSON" {
        Listing Detail: [char('Y')];
    }
    Mark "mark" Copy "mark the record, or unmark it" {
        Listing Detail: [on(Code::Char(' '))];
    }
    MarkRange "mark-range" Copy "mark a range, from here to the next v" {
        Listing Detail: [char('v')];
    }

    Commands "commands" Elsewhere "all commands, by name" {
        Listing Detail: [char(':')];
    }
    SwitchProfile "profile" Elsewhere "switch to another profile" {
        Listing Detail: [char('P')] [with_ctrl('p')];
    }
    RequestLog "requests" Elsewhere "the requests that were sent" {
        Listing Detail: [char('!')];
    }
    ReadToken "read-token" Elsewhere "read the token again" {
        Listing Detail: [char('t')];
    }
    TypeToken "type-token" Elsewhere "type a token for this session" {
        Listing Detail: [char('T')];
    }
    Help "help" Elsewhere "this help" {
        Everywhere: [char('?')] [on(Code::F(1))];
    }
    Leave "leave" Elsewhere "back; quits at the root" {
        Everywhere: [char('q')];
    }
    Redraw "redraw" Elsewhere "draw the screen anew" {
        Everywhere: [with_ctrl('l')];
    }
    Suspend "suspend" Elsewhere "back to the shell; fg returns" {
        Everywhere: [with_ctrl('z')];
    }
    Quit "quit" Elsewhere "quit; a second one always does" {
        Everywhere: [with_ctrl('c')];
    }
}

impl Action {
    /// Every action, in the order of help.
    #[must_use]
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        Self::ALL.iter().copied()
    }

    /// The action of this name in the configuration.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|action| action.name() == name)
    }

    /// The default keys: a mode and a key sequence each, preferred ones first
    /// within a mode.
    pub fn defaults(self) -> impl Iterator<Item = (Mode, &'static [Key])> {
        self.table().iter().flat_map(|(modes, sequences)| {
            modes
                .iter()
                .flat_map(|mode| sequences.iter().map(|keys| (*mode, *keys)))
        })
    }

    /// Whether the action means anything in `mode`; a binding elsewhere would
    /// do nothing, and is refused.
    #[must_use]
    pub fn works_in(self, mode: Mode) -> bool {
        self.table().iter().any(|(modes, _)| {
            modes.contains(&mode) || modes.contains(&Mode::Everywhere) || mode == Mode::Everywhere
        })
    }

    /// For `resource-1` to `resource-9`, the position of that resource's tab,
    /// from 0.
    #[must_use]
    pub const fn resource_index(self) -> Option<usize> {
        Some(match self {
            Self::Resource1 => 0,
            Self::Resource2 => 1,
            Self::Resource3 => 2,
            Self::Resource4 => 3,
            Self::Resource5 => 4,
            Self::Resource6 => 5,
            Self::Resource7 => 6,
            Self::Resource8 => 7,
            Self::Resource9 => 8,
            _ => return None,
        })
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests;
