//! A fault of whoswho's own. Whichever thread panics, the terminal is given back,
//! a report is printed that quotes nothing from outside, and the program ends.

use std::any::Any;
use std::fmt;
use std::io::{self, Write as _};
use std::panic::PanicHookInfo;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Once, mpsc};
use std::time::Duration;

use color_eyre::config::{HookBuilder, PanicHook, Theme};
use color_eyre::section::PanicMessage;
use tokio::sync::Notify;

use super::terminal;
use crate::text::Untrusted;

#[cfg(test)]
mod tests;

/// How a program ends that fell over, as those of Rust do.
pub const EXIT_CODE: u8 = 101;

/// How long a standard error that takes nothing is waited for.
const PATIENCE: Duration = Duration::from_millis(500);

static FELL: AtomicBool = AtomicBool::new(false);
static FALLING: Notify = Notify::const_new();

/// From now on, a panic on any thread does as this module says. The hook stays
/// until the process ends; what asks for it again changes nothing.
pub fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let hook = HookBuilder::default()
            // What is printed goes through `Untrusted`, which shows escapes.
            .theme(Theme::new())
            .display_env_section(false)
            .panic_message(Words)
            .panic_section(
                "This is a fault in whoswho itself. No change was sent that was not in the journal.",
            )
            .try_into_hooks()
            .map(|(panics, _)| panics)
            .ok();
        std::panic::set_hook(Box::new(move |info| fell(hook.as_ref(), info)));
    });
}

/// Waits until something has panicked: a task or a thread that is gone would be
/// waited for without end.
pub async fn happened() {
    let told = FALLING.notified();
    if !FELL.load(Ordering::SeqCst) {
        told.await;
    }
}

fn fell(hook: Option<&PanicHook>, info: &PanicHookInfo<'_>) {
    terminal::restore();
    let report = match hook {
        Some(hook) => hook.panic_report(info).to_string(),
        None => Told(info).to_string(),
    };
    print(&Arc::from(report));
    FELL.store(true, Ordering::SeqCst);
    FALLING.notify_waiters();
}

/// Prints a report on a thread of its own: a terminal that reads no more does
/// not keep the one that fell.
fn print(report: &Arc<str>) {
    let (done, printed) = mpsc::channel();
    let text = Arc::clone(report);
    let printing = std::thread::Builder::new().spawn(move || {
        write(&text);
        let _ = done.send(());
    });
    match printing {
        // After that time it is too late for whoever would read it.
        Ok(_) => drop(printed.recv_timeout(PATIENCE)),
        Err(_) => write(report),
    }
}

fn write(report: &str) {
    let mut standard_error = io::stderr().lock();
    // A backtrace has names that others chose: those of folders.
    for line in Untrusted::new(report).shown_lines() {
        let _ = writeln!(standard_error, "{line}");
    }
}

/// The first lines of a report.
struct Words;

impl PanicMessage for Words {
    fn display(&self, info: &PanicHookInfo<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Told(info))
    }
}

/// What is told of a panic: what it says, and where it was.
struct Told<'i>(&'i PanicHookInfo<'i>);

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "whoswho fell over: {}", words(self.0.payload()))?;
        match self.0.location() {
            Some(place) => write!(f, "\nat {place}"),
            None => Ok(()),
        }
    }
}

/// The standard library's messages that have nothing but sizes in them, `#` in
/// the place of each.
const OF_SIZES: [&str; 5] = [
    "index out of bounds: the len is # but the index is #",
    "range start index # out of range for slice of length #",
    "range end index # out of range for slice of length #",
    "slice index starts at # but ends at #",
    "mid > len",
];

/// What a panic says, as far as it was written beforehand. What was put together
/// when it happened may quote a record, as the standard library does of a text
/// that is cut within a character; or a token.
fn words(payload: &dyn Any) -> &str {
    if let Some(text) = payload.downcast_ref::<&'static str>() {
        return text;
    }
    payload
        .downcast_ref::<String>()
        .filter(|text| OF_SIZES.contains(&without_sizes(text).as_str()))
        .map_or(
            "its message is left out, for it may quote a record",
            String::as_str,
        )
}

/// A text with `#` in the place of each number.
fn without_sizes(text: &str) -> String {
    let mut plain = String::new();
    for character in text.chars() {
        if !character.is_ascii_digit() {
            plain.push(character);
        } else if !plain.ends_with('#') {
            plain.push('#');
        }
    }
    plain
}
