//! A panic while the terminal is ours, in a process and a pseudo-terminal of its
//! own.

use std::io::Read as _;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use super::*;
use crate::directory::call::Secret;

/// What is never to be printed.
const CANARY: &str = "canary-5e1f09c7";
const NAME: &str = "\u{1b}[2JCordelia";

#[test]
#[ignore = "the next test runs it in a terminal of its own"]
fn panics() {
    let mut terminal = Terminal::enter(Options { mouse: true }).unwrap();
    terminal.draw(|_, _| None).unwrap();
    let token = Secret::new(CANARY.to_owned());
    // Not on the thread that drew it.
    let thread = std::thread::spawn(move || panic!("fell over {token:?} and {NAME}"));
    assert!(thread.join().is_err());
}

#[test]
fn a_panic_gives_the_terminal_back_and_says_nothing_that_it_must_not() {
    let pair = native_pty_system().openpty(PtySize::default()).unwrap();
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "--nocapture"]);
    command.arg("runtime::terminal::tests::panics");
    command.env("TERM", "xterm-256color");
    command.env("RUST_BACKTRACE", "full");
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    // The end of a pseudo-terminal is an error to some systems.
    while let Ok(count @ 1..) = reader.read(&mut chunk) {
        bytes.extend_from_slice(&chunk[..count]);
    }
    assert!(child.wait().unwrap().success());
    let output = String::from_utf8(bytes).unwrap();
    let at = |text: &str| {
        output
            .find(text)
            .unwrap_or_else(|| panic!("no {text:?}: {output}"))
    };
    // All that was taken is given back before a word of the message.
    let message = at("whoswho fell over: its message is left out");
    for (taken, given_back) in [
        ("\x1b[?1049h", "\x1b[?1049l"),
        ("\x1b[?2004h", "\x1b[?2004l"),
        ("\x1b[?1000h", "\x1b[?1000l"),
        ("\x1b[?25l", "\x1b[?25h"),
    ] {
        assert!(at(taken) < at(given_back), "{taken:?}");
        assert!(at(given_back) < message, "{given_back:?}");
    }
    assert!(
        output[message..].contains("src/runtime/terminal/tests.rs:"),
        "{output}"
    );
    assert!(!output.contains("Cordelia"), "{output}");
    assert!(!output.contains(CANARY));
    assert!(!output[message..].contains('\x1b'), "{output:?}");
    assert_eq!(output.matches("\x1b[?1049l").count(), 1, "and once");
}
