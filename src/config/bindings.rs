//! Key bindings, as they are written.

use super::reader::{Reading, Section, text};
use crate::keys::{BindError, Keymap, Mode};
use crate::text::suggestion;

/// The default keymap with everything under `keys` applied, in the text's
/// order.
pub(super) fn read(reading: &mut Reading<'_>, section: &Section<'_>) -> Keymap {
    let mut keymap = Keymap::default();
    for mode_entry in section.entries() {
        let Some(mode) = Mode::from_name(mode_entry.key) else {
            let suggestion = suggestion(mode_entry.key, &Mode::ALL.map(Mode::name));
            let what = if mode_entry.value.get_ref().is_table() {
                format!("no such mode; {suggestion}")
            } else {
                "a key is bound in a mode: put it under [keys.everywhere], [keys.listing] or another"
                    .to_owned()
            };
            reading.problem(&mode_entry.key_span, &mode_entry.path, &what);
            continue;
        };
        let Some(bindings) = Section::of(&mode_entry, reading) else {
            continue;
        };
        for binding in bindings.entries() {
            let Some(action) = text(reading, &binding) else {
                continue;
            };
            if let Err(error) = keymap.apply(mode, binding.key, action.value) {
                let span = match error {
                    BindError::Action(..) | BindError::Elsewhere(..) => &action.span,
                    _ => &binding.key_span,
                };
                reading.problem(span, &binding.path, &error.to_string());
            }
        }
    }
    keymap
}
