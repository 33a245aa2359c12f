//! What each key means in each mode.

use std::fmt;

use super::action::{Action, Mode};
use super::key::{Code, Key, KeyError, ctrl};
use super::sequence::Sequence;
use crate::text::nearest;

/// The action name that takes a key's meaning away.
const NONE: &str = "none";

/// What the keys pressed so far mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    /// They mean this.
    Matched(Action),
    /// They begin a sequence; the next key decides.
    Pending,
    /// They mean nothing. In [`Mode::Form`] and [`Mode::Input`] a single
    /// character is then text.
    NotFound,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Binding {
    mode: Mode,
    keys: Sequence,
    /// None takes away what the keys mean [everywhere](Mode::Everywhere).
    action: Option<Action>,
    /// From the configuration; defaults give way to it, another such does not.
    is_override: bool,
}

/// Which keys do what, by mode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    /// In the order of help; within an action, preferred keys first.
    bindings: Vec<Binding>,
}

impl Default for Keymap {
    fn default() -> Self {
        let defaults = Action::all().flat_map(|action| {
            action.defaults().map(move |(mode, keys)| Binding {
                mode,
                keys: keys.into(),
                action: Some(action),
                is_override: false,
            })
        });
        Self {
            bindings: defaults.collect(),
        }
    }
}

impl Keymap {
    /// Applies one line of the configuration. Defaults give way to it, where
    /// the same keys or the beginning of the same sequence are bound.
    ///
    /// # Errors
    /// When the keys or the action do not exist, the action has no meaning in
    /// that mode, or the binding would take away typing, `ctrl-c`, or the
    /// second thought before a change is sent.
    pub fn apply(&mut self, mode: Mode, keys: &str, action: &str) -> Result<(), BindError> {
        let sequence: Sequence = keys.parse().map_err(BindError::Keys)?;
        let action = match action {
            NONE => None,
            name => Some(Action::from_name(name).ok_or_else(|| BindError::unknown(name))?),
        };
        check(mode, &sequence, action)?;
        let clash = self.bindings.iter().find(|binding| {
            binding.is_override
                && binding.mode == mode
                && binding.action.is_some()
                && action.is_some()
                && overlap(&binding.keys, &sequence)
        });
        if let Some(clash) = clash {
            return Err(BindError::Overlap(sequence, clash.keys.clone()));
        }
        self.place(mode, sequence, action);
        Ok(())
    }

    fn place(&mut self, mode: Mode, keys: Sequence, action: Option<Action>) {
        self.bindings.retain(|binding| {
            let gives_way = match action {
                Some(_) => overlap(&binding.keys, &keys),
                None => binding.keys == keys,
            };
            binding.mode != mode || !gives_way
        });
        // Behind the action's other keys: those that were there stay preferred.
        let behind = self
            .bindings
            .iter()
            .rposition(|other| other.mode == mode && other.action == action);
        let binding = Binding {
            mode,
            keys,
            action,
            is_override: true,
        };
        self.bindings
            .insert(behind.map_or(self.bindings.len(), |at| at + 1), binding);
    }

    /// What `pressed`, the keys since the last one that meant something, mean
    /// in `mode`: the mode's own bindings first, then those for everywhere.
    ///
    /// A key with Alt means nothing: a terminal sends the same for Esc and a key
    /// soon after it. Where text is typed, no character means an action unless
    /// that mode itself binds it.
    #[must_use]
    pub fn lookup(&self, mode: Mode, pressed: &[Key]) -> Lookup {
        let Some(first) = pressed.first() else {
            return Lookup::NotFound;
        };
        if pressed.iter().any(|key| key.has_alt()) {
            return Lookup::NotFound;
        }
        if let Some(own) = self.find(mode, pressed, |_| true) {
            return own;
        }
        let is_text = mode.takes_text() && first.typed().is_some();
        if is_text || mode == Mode::Everywhere {
            return Lookup::NotFound;
        }
        self.find(Mode::Everywhere, pressed, |action| action.works_in(mode))
            .unwrap_or(Lookup::NotFound)
    }

    /// What `mode` itself has for `pressed`; none if it leaves it to others.
    fn find(
        &self,
        mode: Mode,
        pressed: &[Key],
        is_wanted: impl Fn(Action) -> bool,
    ) -> Option<Lookup> {
        let mut candidates = self.bindings.iter().filter(|binding| {
            binding.mode == mode
                && binding.keys.starts_with(pressed)
                && binding.action.is_none_or(&is_wanted)
        });
        let exact = candidates
            .clone()
            .find(|binding| binding.keys.len() == pressed.len());
        match exact {
            Some(binding) => Some(binding.action.map_or(Lookup::NotFound, Lookup::Matched)),
            None => candidates
                .any(|binding| binding.action.is_some())
                .then_some(Lookup::Pending),
        }
    }

    /// The keys that do `action` in `mode`, preferred first; those bound
    /// everywhere come after the mode's own.
    #[must_use]
    pub fn keys_for(&self, action: Action, mode: Mode) -> Vec<&Sequence> {
        let mut keys = self.own_keys(action, mode);
        for more in self.own_keys(action, Mode::Everywhere) {
            let is_reached = self.lookup(mode, more) == Lookup::Matched(action);
            if is_reached && !keys.contains(&more) {
                keys.push(more);
            }
        }
        keys
    }

    /// The keys that do `action` in exactly this mode, without those it has
    /// from everywhere.
    pub(super) fn own_keys(&self, action: Action, mode: Mode) -> Vec<&Sequence> {
        self.bindings
            .iter()
            .filter(|binding| binding.mode == mode && binding.action == Some(action))
            .map(|binding| &binding.keys)
            .collect()
    }
}

/// Whether one sequence is the other, or its beginning: both cannot be reached.
fn overlap(one: &Sequence, other: &Sequence) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

/// Refuses what the configuration must not do.
fn check(mode: Mode, keys: &Sequence, action: Option<Action>) -> Result<(), BindError> {
    if keys.contains(&ctrl(Code::Char('c'))) && action != Some(Action::Quit) {
        return Err(BindError::Reserved);
    }
    let Some(action) = action else {
        return Ok(());
    };
    if !action.works_in(mode) {
        return Err(BindError::Elsewhere(action, mode));
    }
    let types = keys.first().and_then(|key| key.typed());
    if mode.takes_text() && types.is_some() && types != Some(' ') {
        return Err(BindError::Typed(keys.clone(), mode));
    }
    let is_deliberate = keys.iter().any(|key| key.has_ctrl());
    if action == Action::Send && !is_deliberate {
        return Err(BindError::Careless(keys.clone()));
    }
    Ok(())
}

/// Why a key cannot be bound as the configuration asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BindError {
    /// The keys themselves are wrong.
    Keys(KeyError),
    /// No action has this name; perhaps the second was meant.
    Action(String, Option<&'static str>),
    /// The action has no meaning in this mode.
    Elsewhere(Action, Mode),
    /// Characters are typed in this mode.
    Typed(Sequence, Mode),
    /// `send` would be one plain key away.
    Careless(Sequence),
    /// `ctrl-c` always quits.
    Reserved,
    /// One of the two sequences is the beginning of the other, or both are the
    /// same: the second could never be reached.
    Overlap(Sequence, Sequence),
}

impl BindError {
    fn unknown(name: &str) -> Self {
        let names = Action::all().map(Action::name).chain([NONE]);
        Self::Action(name.to_owned(), nearest(name, names))
    }
}

impl fmt::Display for BindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Keys(error) => error.fmt(f),
            Self::Action(name, Some(near)) => {
                write!(f, "no action is called {name:?}; did you mean {near:?}?")
            }
            Self::Action(name, None) => write!(
                f,
                "no action is called {name:?}; whoswho keys lists them, \"none\" unbinds"
            ),
            Self::Elsewhere(action, mode) => {
                let modes: Vec<&str> = Mode::ALL
                    .into_iter()
                    .filter(|mode| *mode != Mode::Everywhere && action.works_in(*mode))
                    .map(Mode::name)
                    .collect();
                write!(
                    f,
                    "{action} does nothing in {mode}; it works in {}",
                    modes.join(", ")
                )
            }
            Self::Typed(keys, mode) => write!(
                f,
                "{keys} is typed as text in {mode}; bind a key that types nothing, such as \
                 \"ctrl-n\" or \"f2\""
            ),
            Self::Careless(keys) => write!(
                f,
                "{keys} would send a change too easily; send needs a key with ctrl"
            ),
            Self::Reserved => f.write_str("ctrl-c always quits and cannot be bound otherwise"),
            Self::Overlap(keys, earlier) if keys == earlier => {
                write!(f, "{keys} is bound twice in this mode")
            }
            Self::Overlap(keys, earlier) => write!(
                f,
                "{keys} and {earlier} cannot both be bound in this mode: one is the beginning of \
                 the other"
            ),
        }
    }
}

impl std::error::Error for BindError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Keys(error) => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
