//! What the last word of a filter can be completed to: a field's name, or a
//! value of the few that a field has.

use super::fields::{FilterFields, Looked, Meant, SHORTEST, plain};
use super::query::{self, Named, Word};
use crate::directory::description::Kind;
use crate::text::fold;

/// A filter's text with its last word completed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// All of the text then.
    pub text: String,
    /// The word that was completed, as it is then.
    pub word: String,
    /// What of it was not typed yet. Not safe to show.
    pub rest: String,
}

impl FilterFields {
    /// What completes a text whose end is being typed: `ema` becomes `email:`,
    /// `enabled:n` becomes `enabled:no`. Of several that begin so, the first.
    /// Nothing where nothing begins so, and where the word is whole: of a field
    /// of any values, it always is.
    #[must_use]
    pub fn completion(&self, text: &str) -> Option<Completion> {
        let word = query::words(text).pop().filter(|word| word.open)?;
        let before = text.strip_suffix(word.raw)?;
        let (whole, rest) = match &word.named {
            None => self.name_of(&word)?,
            Some(named) => self.value_of(&word, named)?,
        };
        Some(Completion {
            text: format!("{before}{whole}"),
            word: whole,
            rest,
        })
    }

    /// The word as a field's name with its colon, and what is new of that.
    fn name_of(&self, word: &Word<'_>) -> Option<(String, String)> {
        let typed = word.raw.strip_prefix('-').unwrap_or(word.raw);
        if plain(typed).chars().count() < SHORTEST {
            return None;
        }
        // As the screen calls it; else as whoever wrote the description does.
        let bare = self.fields.iter().map(Looked::bare);
        let others = self.names().chain(bare).map(str::to_owned);
        let known = self.labels().chain(others);
        let can_stand = |name: &String| query::is_name(name);
        let (rest, name) = known
            .filter(can_stand)
            .find_map(|name| Some((begun(&name, typed, plain)?.to_owned(), name)))?;
        let hyphen = if word.excludes { "-" } else { "" };
        Some((format!("{hyphen}{name}:"), format!("{rest}:")))
    }

    /// The word with a value of its field, and what is new of that.
    fn value_of(&self, word: &Word<'_>, named: &Named<'_>) -> Option<(String, String)> {
        let typed = named.value.as_str();
        let values = self.values_of(named);
        if values.iter().any(|value| fold(value) == fold(typed)) {
            return None;
        }
        let (value, rest) = values
            .iter()
            .find_map(|value| Some((value, begun(value, typed, fold)?)))?;
        let hyphen = if word.excludes { "-" } else { "" };
        let (name, sign) = (named.name, named.relation.sign());
        let quote = if value.contains(char::is_whitespace) {
            "\""
        } else {
            ""
        };
        let whole = format!("{hyphen}{name}:{sign}{quote}{value}{quote}");
        Some((whole, format!("{rest}{quote}")))
    }

    /// The few values that can stand behind a colon, those that are meant most
    /// often first. Empty where it may be anything.
    fn values_of(&self, named: &Named<'_>) -> Vec<String> {
        let usual = ["yes", "no"].map(str::to_owned);
        let orders = named.relation.is_order();
        let values = match self.meant(named.name) {
            Meant::Enabled(_) if !orders => {
                let disabled = self
                    .disabled()
                    .and_then(|(place, _)| self.fields.get(place));
                let own = disabled.map(Looked::own_words).unwrap_or_default();
                usual.into_iter().chain(own).collect()
            }
            Meant::Field(place) => match self.fields.get(place) {
                Some(field) if field.kind == Kind::YesNo && !orders => {
                    usual.into_iter().chain(field.own_words()).collect()
                }
                // A date may be anything else as well: these are no offer.
                Some(field) if field.kind == Kind::Date && !named.value.is_empty() => {
                    ["today", "yesterday"].map(str::to_owned).into()
                }
                Some(field) if field.kind != Kind::Date && !orders => field.values.clone(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        let can_stand = |value: &String| !value.is_empty() && !value.contains('"');
        values.into_iter().filter(can_stand).collect()
    }
}

/// What stands in a text behind a beginning that is typed, in whatever way it is
/// compared; none if it does not begin so.
fn begun<'t>(text: &'t str, typed: &str, compared: fn(&str) -> String) -> Option<&'t str> {
    let typed = compared(typed);
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    ends.map(|at| text.split_at(at))
        .find(|(beginning, _)| compared(beginning) == typed)
        .map(|(_, rest)| rest)
}

#[cfg(test)]
mod tests;
