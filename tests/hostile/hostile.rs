//! Hostile strings × everywhere that one can end up. The judge is every byte
//! that reaches the terminal, and every file, against a list of what may.

mod disk;
mod errors;
mod panes;
mod people;
mod scripts;
mod secrets;
mod stopped;
mod strings;

use std::time::Duration;

use crate::explorer::Explorer;
use crate::pty::ESC;
use crate::sequences;

/// Longer than an Esc is held for, so that the next key is not one with Alt.
const SETTLED: Duration = Duration::from_millis(400);

/// Says in how many places each string was looked at.
#[expect(clippy::print_stdout, reason = "it is a figure of the README")]
fn tell(sinks: &[impl AsRef<str>]) {
    let strings = strings::payloads().len();
    println!(
        "strings × sinks with raw escapes: 0 of {strings} × {} ({})",
        sinks.len(),
        sinks
            .iter()
            .map(AsRef::as_ref)
            .collect::<Vec<_>>()
            .join(", ")
    );
}

/// Closes what lies over the panes until a hint is seen that is theirs.
#[track_caller]
fn close(explorer: &mut Explorer, hint: &str) {
    explorer.press_every(SETTLED, hint, ESC, |screen| {
        screen.contents().contains(hint)
    });
}

/// Nothing in these bytes acts on a terminal but what the explorer means to,
/// and no payload is in them as it came.
#[track_caller]
fn assert_harmless(bytes: &[u8]) {
    assert_eq!(sequences::find_forbidden(bytes), [""; 0]);
    let text = String::from_utf8_lossy(bytes);
    for payload in strings::payloads() {
        let acts = payload.text.contains(sequences::is_control);
        assert!(
            !acts || !text.contains(&payload.text),
            "{} came out as it went in",
            payload.mark
        );
    }
}
