//! A profile's colour, as it is written.

use crate::text::suggestion;

/// The colours that can be named; a theme says how each looks. Any other is
/// written as `#rrggbb`.
pub const COLORS: [&str; 8] = [
    "red", "orange", "yellow", "green", "cyan", "blue", "magenta", "pink",
];

/// Says what is wrong with a colour, if something is.
pub(super) fn check(text: &str) -> Result<(), String> {
    if let Some(digits) = text.strip_prefix('#') {
        return if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            Ok(())
        } else {
            Err("a colour by number has six digits, as in \"#c0243a\"".to_owned())
        };
    }
    if COLORS.contains(&text) {
        Ok(())
    } else {
        Err(format!("no such colour; {}", suggestion(text, &COLORS)))
    }
}
