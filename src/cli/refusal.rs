//! What is wrong with arguments, in the words and the form of every other
//! error: one line, and a hint.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

/// What standard error is to say of refused arguments, a line each. It quotes
/// them, and so is not safe to show.
#[must_use]
pub fn lines(refused: &Error) -> Vec<String> {
    if refused.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return rendered(refused).lines().map(str::to_owned).collect();
    }
    let hint = hint(refused);
    vec![format!("whoswho: {}", what(refused)), format!("  {hint}")]
}

fn what(refused: &Error) -> String {
    let argument = argument(refused).unwrap_or_default();
    let value = text(refused, ContextKind::InvalidValue);
    let given = value.unwrap_or_default();
    match refused.kind() {
        ErrorKind::InvalidValue | ErrorKind::NoEquals if given.is_empty() => {
            format!("{argument} takes a value, and none is given")
        }
        ErrorKind::InvalidValue => {
            let near = meant(refused, ContextKind::SuggestedValue);
            format!("{argument} does not take {given:?}{near}")
        }
        ErrorKind::ValueValidation => {
            let why = refused.source().map(ToString::to_string);
            format!("{argument}: {given:?} {}", why.unwrap_or_default())
        }
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            let near = meant(refused, ContextKind::SuggestedArg);
            format!("there is no option {argument:?}{near}")
        }
        ErrorKind::UnknownArgument => format!("{argument:?} is one argument too many"),
        ErrorKind::InvalidSubcommand => {
            let name = text(refused, ContextKind::InvalidSubcommand).unwrap_or_default();
            let near = meant(refused, ContextKind::SuggestedSubcommand);
            format!("there is no command {name:?}{near}")
        }
        ErrorKind::MissingSubcommand => "what to do is missing".to_owned(),
        ErrorKind::MissingRequiredArgument => format!("{argument} is missing"),
        ErrorKind::ArgumentConflict => {
            let others = names(refused, ContextKind::PriorArg).join(", ");
            if others.is_empty() || others == argument {
                format!("{argument} is given more than once")
            } else {
                format!("{argument} and {others} exclude each other")
            }
        }
        ErrorKind::InvalidUtf8 => "an argument is not UTF-8 text".to_owned(),
        _ => {
            let all = rendered(refused);
            let first = all.lines().next().unwrap_or_default();
            first.trim_start_matches("error: ").to_owned()
        }
    }
}

/// What to do about it: the values that there are, or where to read on.
fn hint(refused: &Error) -> String {
    for kind in [ContextKind::ValidValue, ContextKind::ValidSubcommand] {
        let known = names(refused, kind);
        if !known.is_empty() {
            return format!("there are {}", known.join(", "));
        }
    }
    let help = format!("`{} --help` says what there is", command(refused));
    let is_hyphened = refused.kind() == ErrorKind::UnknownArgument
        && argument(refused).is_some_and(|argument| argument.starts_with('-'));
    if is_hyphened {
        format!("{help}; what begins with a hyphen and is no option comes after `--`")
    } else {
        help
    }
}

/// The command that was meant, as far as it is known: `whoswho profile add`.
fn command(refused: &Error) -> String {
    let usage = match refused.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => usage.to_string(),
        _ => String::new(),
    };
    let is_name = |word: &&str| !word.starts_with(['-', '<', '[']);
    let words: Vec<&str> = usage
        .split_whitespace()
        .skip_while(|word| *word != "whoswho")
        .take_while(is_name)
        .collect();
    if words.is_empty() {
        "whoswho".to_owned()
    } else {
        words.join(" ")
    }
}

/// The argument in question: `--limit`, `RESOURCE`.
fn argument(refused: &Error) -> Option<String> {
    let names = names(refused, ContextKind::InvalidArg);
    (!names.is_empty()).then(|| names.join(", "))
}

/// The names that are told: options without what stands for their value,
/// arguments without brackets.
fn names(refused: &Error, kind: ContextKind) -> Vec<String> {
    let bare = |name: &String| match name.split_once(" <") {
        Some((option, _)) => option.to_owned(),
        None => name.trim_matches(['<', '>', '.', '[', ']']).to_owned(),
    };
    match refused.get(kind) {
        // What was typed is quoted as it stands.
        Some(ContextValue::String(name)) if refused.kind() == ErrorKind::UnknownArgument => {
            vec![name.clone()]
        }
        Some(ContextValue::String(name)) => vec![bare(name)],
        Some(ContextValue::Strings(names)) => names.iter().map(bare).collect(),
        _ => Vec::new(),
    }
}

fn text(refused: &Error, kind: ContextKind) -> Option<&str> {
    match refused.get(kind) {
        Some(ContextValue::String(text)) => Some(text),
        _ => None,
    }
}

/// What was probably meant, as the end of a sentence.
fn meant(refused: &Error, kind: ContextKind) -> String {
    let near = match refused.get(kind) {
        Some(ContextValue::String(near)) => Some(near),
        Some(ContextValue::Strings(near)) => near.first(),
        _ => None,
    };
    near.map_or_else(String::new, |near| format!("; did you mean {near:?}?"))
}

/// In clap's words, without colours.
fn rendered(refused: &Error) -> String {
    refused.render().to_string()
}

#[cfg(test)]
mod tests;
