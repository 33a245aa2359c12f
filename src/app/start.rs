//! The start screen: what is offered where nothing is configured.

#[cfg(test)]
mod tests;

use super::Looks;
use super::geometry::Size;
use super::geometry::{Area, NARROW, SMALLEST};
use super::message::{Mouse, MouseKind, Msg};
use crate::keys::{Action, Code, Key, Keymap, Lookup, Mode};
use crate::text::wrap;

/// What whoswho is.
const WHAT_IT_IS: &str =
    "Find people in a user directory, see what they belong to, correct or disable them.";

/// What can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// The explorer on made-up people.
    Demo,
    /// A profile, asked for line by line.
    Add,
    /// The end.
    Quit,
}

impl Choice {
    /// All of them, in their order on the screen.
    pub const ALL: [Self; 3] = [Self::Demo, Self::Add, Self::Quit];

    /// The key that takes it.
    #[must_use]
    pub const fn key(self) -> char {
        match self {
            Self::Demo => 'd',
            Self::Add => 'a',
            Self::Quit => 'q',
        }
    }

    /// What it does.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Demo => "look around in the demo",
            Self::Add => "add a profile",
            Self::Quit => "quit",
        }
    }

    /// More about it, where there is room.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Demo => "made-up people: no account, no network",
            Self::Add => "asks for the address and where the token is",
            Self::Quit => "",
        }
    }
}

/// What is to be done after a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Draw what has changed.
    Stay,
    /// Draw everything anew.
    Redraw,
    /// Give the terminal back and stop until continued.
    Suspend,
    /// Leave the screen and do this.
    Take(Choice),
}

/// What the start screen knows.
#[derive(Debug, Clone)]
pub struct StartScreen {
    /// The terminal's size.
    pub size: Size,
    /// The choice under the cursor.
    pub selected: Choice,
    /// Where the configuration is, or would be, as people write it.
    pub file: String,
    /// Whether it is there, without a profile in it.
    pub has_file: bool,
    /// What it is drawn with.
    pub looks: Looks,
    /// Whether the terminal's background is light.
    pub light: bool,
    keymap: Keymap,
    typed: Vec<Key>,
}

/// Where everything is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartLayout {
    /// The first row.
    pub header: Area,
    /// What whoswho is, a row each.
    pub what: Vec<(Area, &'static str)>,
    /// The choices.
    pub choices: [(Choice, Area); Choice::ALL.len()],
    /// Whether there is room to say more about each.
    pub says_more: bool,
    /// Where the configuration is.
    pub file: Area,
    /// The last row.
    pub footer: Area,
}

impl StartScreen {
    /// The screen before any key; `file` is the configuration's, `has_file`
    /// says whether it is there.
    #[must_use]
    pub const fn new(
        file: String,
        has_file: bool,
        keymap: Keymap,
        looks: Looks,
        size: Size,
    ) -> Self {
        Self {
            size,
            selected: Choice::Demo,
            file,
            has_file,
            looks,
            light: false,
            keymap,
            typed: Vec::new(),
        }
    }

    /// What a message changes, and what is to be done then. Messages of the
    /// explorer's requests mean nothing here.
    pub fn update(&mut self, message: &Msg) -> Step {
        match message {
            Msg::Key(key) => self.pressed(*key),
            Msg::Mouse(mouse) => self.pointed(*mouse),
            Msg::Resized(size) => {
                self.size = *size;
                Step::Redraw
            }
            Msg::Background { light } => {
                self.light = *light;
                Step::Stay
            }
            Msg::Terminated => Step::Take(Choice::Quit),
            _ => Step::Stay,
        }
    }

    /// Where everything is; none where there is too little room.
    #[must_use]
    pub fn layout(&self) -> Option<StartLayout> {
        let Size { width, height } = self.size;
        if width < SMALLEST.width || height < SMALLEST.height {
            return None;
        }
        let row = |y: u16, x: u16| Area {
            x,
            y,
            width: width - x,
            height: 1,
        };
        let margin = if width < NARROW { 1 } else { 3 };
        let lines = wrap(WHAT_IT_IS, usize::from(width - 2 * margin));
        let count = u16::try_from(lines.len()).unwrap_or(1);
        let choices = u16::try_from(Choice::ALL.len()).unwrap_or(0);
        // The choices have a blank row before them and, where there is room,
        // one after.
        let room = height - 2;
        let gap = u16::from(room > count + choices + 2);
        let content = count + choices + 2 + gap;
        // Between header and footer; above the middle, where the eye is.
        let top = 1 + room.saturating_sub(content) / 3;
        let what = (top..)
            .zip(lines)
            .map(|(y, line)| (row(y, margin), line))
            .collect();
        let first = top + count + 1;
        Some(StartLayout {
            header: row(0, 0),
            what,
            choices: [
                (Choice::Demo, row(first, margin - 1)),
                (Choice::Add, row(first + 1, margin - 1)),
                (Choice::Quit, row(first + 2, margin - 1)),
            ],
            says_more: width >= NARROW,
            file: row(first + choices + gap, margin),
            footer: row(height - 1, 0),
        })
    }

    /// The key that does an action here, as hints write it.
    #[must_use]
    pub fn key(&self, action: Action) -> Option<String> {
        let keys = self.keymap.keys_for(action, Mode::Menu);
        keys.first().map(|keys| keys.label())
    }

    fn pressed(&mut self, key: Key) -> Step {
        if self.layout().is_some() && self.typed.is_empty() {
            let by_letter = |choice: &Choice| key == Key::char(choice.key());
            if let Some(choice) = Choice::ALL.into_iter().find(by_letter) {
                return Step::Take(choice);
            }
            if key == Key::plain(Code::Tab) {
                return self.go(self.index().wrapping_add(1) % Choice::ALL.len());
            }
        }
        self.typed.push(key);
        match self.keymap.lookup(Mode::Menu, &self.typed) {
            Lookup::Pending => Step::Stay,
            Lookup::NotFound => {
                self.typed.clear();
                Step::Stay
            }
            Lookup::Matched(action) => {
                self.typed.clear();
                self.act(action)
            }
        }
    }

    fn act(&mut self, action: Action) -> Step {
        let last = Choice::ALL.len() - 1;
        match action {
            Action::Quit | Action::Leave => Step::Take(Choice::Quit),
            Action::Redraw => Step::Redraw,
            Action::Suspend => Step::Suspend,
            _ if self.layout().is_none() => Step::Stay,
            Action::Press => Step::Take(self.selected),
            Action::Down => self.go((self.index() + 1).min(last)),
            Action::Up => self.go(self.index().saturating_sub(1)),
            Action::First | Action::PageUp => self.go(0),
            Action::Last | Action::PageDown => self.go(last),
            _ => Step::Stay,
        }
    }

    fn pointed(&mut self, mouse: Mouse) -> Step {
        match mouse.kind {
            MouseKind::WheelDown => self.act(Action::Down),
            MouseKind::WheelUp => self.act(Action::Up),
            MouseKind::Click => {
                let layout = self.layout();
                let hit = layout
                    .iter()
                    .flat_map(|layout| layout.choices)
                    .find(|(_, area)| area.contains(mouse.column, mouse.row));
                match hit {
                    Some((choice, _)) => {
                        self.selected = choice;
                        Step::Take(choice)
                    }
                    None => Step::Stay,
                }
            }
        }
    }

    fn index(&self) -> usize {
        let is_selected = |choice: &Choice| *choice == self.selected;
        Choice::ALL.iter().position(is_selected).unwrap_or(0)
    }

    fn go(&mut self, to: usize) -> Step {
        if let Some(choice) = Choice::ALL.get(to) {
            self.selected = *choice;
        }
        Step::Stay
    }
}
