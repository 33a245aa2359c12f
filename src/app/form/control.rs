//! What a field is edited with.

use crate::app::change::Held;
use crate::app::input::{Edit, LineInput, SecretInput};
use crate::directory::call::Input;
use crate::directory::description::{Field, Kind};

/// What a field is edited with, or why it is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Control {
    /// Its value has not come yet.
    Reading,
    /// It cannot be edited here.
    Locked {
        /// What it holds, safe to show.
        value: String,
        /// Why.
        why: String,
    },
    /// A line of text.
    Line(LineInput),
    /// A yes/no; none where the record says neither.
    YesNo(Option<bool>),
    /// One of some values.
    Choice(Choice),
    /// A line of text, with values to choose from.
    Suggested {
        /// What it holds.
        line: LineInput,
        /// The values.
        values: Vec<String>,
    },
    /// A text that is not shown.
    Secret(SecretInput),
}

/// One of some values, chosen with the arrow keys or by its first letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    values: Vec<String>,
    chosen: Option<usize>,
    /// Whether nothing may be chosen.
    optional: bool,
}

impl Choice {
    /// The chosen one; none yet for a new record, or where the record holds
    /// none.
    #[must_use]
    pub fn chosen(&self) -> Option<&str> {
        self.values.get(self.chosen?).map(String::as_str)
    }

    /// Which of how many is chosen, in words: `choice 1 of 3`.
    #[must_use]
    pub fn place(&self) -> String {
        let of = self.values.len();
        self.chosen.map_or_else(
            || format!("one of {of} choices"),
            |chosen| format!("choice {} of {of}", chosen + 1),
        )
    }

    fn of(field: &Field, held: &Held) -> Self {
        let mut values = field.values.clone();
        let text = held.text();
        if !text.is_empty() && !values.contains(&text) {
            values.insert(0, text.clone());
        }
        Self {
            chosen: values.iter().position(|value| *value == text),
            values,
            optional: held.is_missing() && field.check.optional,
        }
    }

    fn choose(&mut self, chosen: Option<usize>) -> bool {
        let changed = self.chosen != chosen;
        self.chosen = chosen;
        changed
    }

    fn edit(&mut self, edit: Edit) -> bool {
        match edit {
            Edit::Right | Edit::Insert(' ') => {
                self.choose(next_of(self.values.len(), self.chosen, 1))
            }
            Edit::Left => self.choose(next_of(self.values.len(), self.chosen, -1)),
            Edit::Insert(letter) => self.choose_by_letter(letter),
            Edit::Backspace | Edit::Delete if self.optional => self.choose(None),
            _ => false,
        }
    }

    /// The next value from the chosen one on that begins with a letter.
    fn choose_by_letter(&mut self, letter: char) -> bool {
        let begins = |value: &String| {
            let first = value.chars().next();
            first.is_some_and(|first| first.to_lowercase().eq(letter.to_lowercase()))
        };
        let count = self.values.len();
        let from = self.chosen.map_or(0, |chosen| chosen + 1);
        let found = (from..from + count)
            .map(|at| at % count)
            .find(|at| begins(&self.values[*at]));
        found.is_some_and(|found| self.choose(Some(found)))
    }

    fn paste(&mut self, pasted: &str) -> bool {
        let pasted = pasted.trim().to_lowercase();
        let found = self.values.iter().position(|v| v.to_lowercase() == pasted);
        found.is_some_and(|found| self.choose(Some(found)))
    }
}

/// The place of the value one further on, from the ends around to the other.
fn next_of(count: usize, at: Option<usize>, by: isize) -> Option<usize> {
    if count == 0 {
        return None;
    }
    Some(match at {
        Some(at) => at.checked_add_signed(by).unwrap_or(count - 1) % count,
        None if by > 0 => 0,
        None => count - 1,
    })
}

impl Control {
    /// What a field is edited with when a record holds that.
    pub(super) fn of(field: &Field, held: &Held) -> Self {
        let is_structure = !held.is_empty() && held.as_input().is_none();
        match field.kind {
            _ if !field.editable => Self::Locked {
                value: held.shown(field.words.as_ref()),
                why: field
                    .locked
                    .clone()
                    .unwrap_or_else(|| "not editable".to_owned()),
            },
            _ if is_structure => Self::Locked {
                value: held.shown(field.words.as_ref()),
                why: "neither text nor yes/no".to_owned(),
            },
            Kind::Password => Self::Secret(SecretInput::new()),
            Kind::YesNo => Self::YesNo(held.yes_no()),
            Kind::Choice => Self::Choice(Choice::of(field, held)),
            _ if !field.values.is_empty() => Self::Suggested {
                line: LineInput::new(&held.text()),
                values: field.values.clone(),
            },
            _ => Self::Line(LineInput::new(&held.text())),
        }
    }

    /// Whether it can be edited now.
    #[must_use]
    pub const fn is_editable(&self) -> bool {
        !matches!(self, Self::Reading | Self::Locked { .. })
    }

    /// Whether it holds something else than what it started with. Blanks
    /// around a text are not sent and make no difference.
    pub(super) fn differs_from(&self, start: &Held) -> bool {
        match self {
            Self::Reading | Self::Locked { .. } => false,
            Self::Line(line) | Self::Suggested { line, .. } => {
                let start = start.text();
                line.value() != start && line.value().trim() != start
            }
            Self::YesNo(yes) => *yes != start.yes_no(),
            Self::Choice(choice) => choice.chosen().unwrap_or_default() != start.text(),
            Self::Secret(input) => !input.is_empty(),
        }
    }

    /// What it holds, to be sent; none where nothing is chosen.
    pub(super) fn input(&self) -> Option<Input> {
        match self {
            Self::Reading | Self::Locked { .. } => None,
            Self::Line(line) | Self::Suggested { line, .. } => {
                Some(Input::Text(line.value().trim().to_owned()))
            }
            Self::YesNo(yes) => yes.map(Input::YesNo),
            Self::Choice(choice) => choice.chosen().map(|text| Input::Text(text.to_owned())),
            Self::Secret(input) => (!input.is_empty()).then(|| Input::Secret(input.secret())),
        }
    }

    /// Does one step of editing. Tells whether it holds something else now.
    pub(super) fn edit(&mut self, edit: Edit) -> bool {
        match self {
            Self::Reading | Self::Locked { .. } => false,
            Self::Line(line) => line.edit(edit),
            Self::YesNo(yes) => {
                let toggles = edit == Edit::Insert(' ');
                if toggles {
                    *yes = Some(!yes.unwrap_or_default());
                }
                toggles
            }
            Self::Choice(choice) => choice.edit(edit),
            Self::Suggested { line, values } => match edit {
                Edit::Left => suggest(line, values, -1),
                Edit::Right => suggest(line, values, 1),
                _ => line.edit(edit),
            },
            Self::Secret(input) => input.edit(edit),
        }
    }

    /// Why it takes none of a pasted text, if it is too long.
    pub(super) fn refuses(&self, pasted: &str) -> Option<String> {
        match self {
            Self::Line(line) | Self::Suggested { line, .. } => line.refuses(pasted),
            Self::Secret(input) => input.refuses(pasted),
            Self::Reading | Self::Locked { .. } | Self::YesNo(_) | Self::Choice(_) => None,
        }
    }

    /// Takes pasted text. Tells whether it holds something else now.
    pub(super) fn paste(&mut self, pasted: &str) -> bool {
        match self {
            Self::Reading | Self::Locked { .. } | Self::YesNo(_) => false,
            Self::Line(line) | Self::Suggested { line, .. } => line.paste(pasted),
            Self::Choice(choice) => choice.paste(pasted),
            Self::Secret(input) => input.paste(pasted),
        }
    }
}

/// Puts the next suggestion in the place of what is typed.
fn suggest(line: &mut LineInput, values: &[String], by: isize) -> bool {
    let at = values.iter().position(|value| value == line.value());
    match next_of(values.len(), at, by) {
        Some(next) if line.value() != values[next] => {
            line.set(&values[next]);
            true
        }
        _ => false,
    }
}
