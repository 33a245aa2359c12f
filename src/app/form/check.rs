//! Checks a field's value before it is sent.

use crate::directory::call::Input;
use crate::directory::description::{Field, Kind};
use crate::text::Untrusted;

/// The most bytes of an email address, and of the part before the `@` (RFC
/// 5321, 4.5.3.1).
const EMAIL_MOST: (usize, usize) = (254, 64);

/// Checks what is to be sent for a field; none is nothing at all.
///
/// # Errors
/// What is wrong with it, as a sentence without its full stop, safe to show.
pub(super) fn check(field: &Field, input: Option<&Input>) -> Result<(), String> {
    match input {
        Some(Input::Text(text)) => check_text(field, text),
        Some(Input::Secret(secret)) => check_length(field, secret.expose()),
        Some(Input::YesNo(_)) => Ok(()),
        None => require(field),
    }
}

fn require(field: &Field) -> Result<(), String> {
    match field.kind {
        _ if field.check.optional => Ok(()),
        Kind::YesNo => Err("choose with Space".to_owned()),
        Kind::Choice => Err("choose with ← and →".to_owned()),
        _ => Err("must not be empty".to_owned()),
    }
}

fn check_text(field: &Field, text: &str) -> Result<(), String> {
    if text.is_empty() {
        return require(field);
    }
    if let Some(control) = text.chars().find(|c| c.is_control()) {
        let control = control.to_string();
        return Err(format!(
            "must not contain {}",
            Untrusted::new(control.as_str()).shown()
        ));
    }
    check_length(field, text)?;
    match field.kind {
        Kind::Email => check_email(text),
        Kind::Number if serde_json::from_str::<serde_json::Number>(text).is_err() => {
            Err("must be a number".to_owned())
        }
        _ => Ok(()),
    }
}

/// Lengths are in characters, as servers count them.
fn check_length(field: &Field, text: &str) -> Result<(), String> {
    let length = text.chars().count();
    let (min, max) = (field.check.min, field.check.max);
    let is_short = min.is_some_and(|min| length < min as usize);
    let is_long = max.is_some_and(|max| length > max as usize);
    match (min, max) {
        (Some(min), _) if is_short => Err(format!(
            "must have at least {min} characters; it has {length}"
        )),
        (_, Some(max)) if is_long => Err(format!(
            "must have at most {max} characters; it has {length}"
        )),
        _ => Ok(()),
    }
}

/// Whether it may be an email address: what every server refuses is caught,
/// what only some refuse is theirs to say.
fn check_email(text: &str) -> Result<(), String> {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return Err("must have an @".to_owned());
    };
    let has_odd = text.chars().any(char::is_whitespace) || local.contains('@');
    let dots_hold = |part: &str| part.split('.').all(|label| !label.is_empty());
    let (most, most_local) = EMAIL_MOST;
    let is_plausible = !has_odd
        && dots_hold(local)
        && dots_hold(domain)
        && domain.contains('.')
        && text.len() <= most
        && local.len() <= most_local;
    if is_plausible {
        Ok(())
    } else {
        Err("must be an email address".to_owned())
    }
}
