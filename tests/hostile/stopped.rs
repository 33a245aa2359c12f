//! Terminals that stop the program, stop reading, or go away.

use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::explorer::{Explorer, Start};
use crate::strict::{Leanmote, PeopleLens, Server};

/// How long the program may take to end, whatever its terminal does.
const END: Duration = Duration::from_secs(2);

fn company(start: impl FnOnce(Start) -> Start) -> (Server<Leanmote>, Explorer) {
    let server = Server::start(Leanmote::of(12));
    let mut explorer = start(Start::on(&server)).open();
    explorer.shows("all 12 loaded");
    (server, explorer)
}

/// Waits until the terminal is given back, for now.
fn is_given_back(explorer: &mut Explorer) {
    explorer.wait_until("the terminal to be given back", |pty| {
        let screen = pty.screen();
        !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
    });
}

#[test]
fn stopped_it_gives_the_terminal_back_and_continued_it_takes_it_again() {
    for stop in [None, Some(Signal::TSTP)] {
        let (_server, mut explorer) = company(|start| start);
        match stop {
            None => explorer.keys("\x1a"),
            Some(signal) => explorer.signal(signal),
        }
        is_given_back(&mut explorer);
        // The whole job is stopped, its shell with it.
        explorer.continue_until("the explorer", |screen| {
            screen.alternate_screen() && screen.contents().contains("all 12 loaded")
        });
        explorer.keys("j");
        explorer.shows("▌  Person 00002");
        explorer.quit();
    }
}

#[test]
fn it_gives_the_terminal_back_however_it_ends() {
    /// What is done to it, and the exit code it then has.
    type Way = (&'static str, fn(&mut Explorer), u32);
    let ways: [Way; 12] = [
        ("q", |e| e.keys("q"), 0),
        ("ctrl-c", |e| e.keys("\x03"), 0),
        (":quit", |e| e.keys(":quit\r"), 0),
        ("ctrl-c from a form", |e| e.keys("e\x03"), 0),
        ("SIGTERM", |e| e.signal(Signal::TERM), 143),
        ("SIGINT", |e| e.signal(Signal::INT), 130),
        ("SIGHUP", |e| e.signal(Signal::HUP), 129),
        ("SIGQUIT", |e| e.signal(Signal::QUIT), 131),
        (
            "SIGTERM in a review",
            |e| {
                e.keys("D");
                e.shows("enabled → disabled");
                e.signal(Signal::TERM);
            },
            143,
        ),
        (
            "SIGTERM in a paste",
            |e| {
                e.keys("/\x1b[200~half");
                e.signal(Signal::TERM);
            },
            143,
        ),
        (
            "SIGTERM while it is resized",
            |e| {
                (1..60).for_each(|n| e.resize(n * 2, n));
                e.signal(Signal::TERM);
            },
            143,
        ),
        (
            "SIGTERM after it was stopped",
            |e| {
                e.signal(Signal::TSTP);
                is_given_back(e);
                e.continue_until("the explorer", |screen| {
                    screen.alternate_screen() && screen.contents().contains("all 12 loaded")
                });
                e.signal(Signal::TERM);
            },
            143,
        ),
    ];
    let mut restored = 0;
    for (way, end, code) in &ways {
        let server = Server::start(PeopleLens::of(12));
        let mut explorer = Start::on(&server).open();
        explorer.shows("all 12 loaded");
        end(&mut explorer);
        assert_eq!(explorer.exit_code(), *code, "{way}");
        explorer.assert_given_back();
        restored += 1;
    }
    println!("terminal restores: {restored} of {}", ways.len());
}

#[test]
fn a_terminal_that_reads_no_more_does_not_keep_it() {
    for signal in [Signal::TERM, Signal::HUP] {
        let (_server, mut explorer) = company(|start| start);
        explorer.stop_reading();
        // More than any buffer on the way takes.
        for size in 0..200 {
            explorer.resize(100 + size % 20, 36);
            explorer.keys("jk");
        }
        let told = Instant::now();
        explorer.signal(signal);
        explorer.wait_for_end();
        assert!(told.elapsed() < END, "{:?}", told.elapsed());
    }
}

#[test]
fn a_terminal_that_reads_again_shows_what_is_true_by_then() {
    let (_server, mut explorer) = company(|start| start);
    explorer.stop_reading();
    for size in 0..200 {
        explorer.resize(100 + size % 20, 36);
        explorer.keys("jk");
    }
    explorer.resize(120, 36);
    explorer.keys("G");
    explorer.go_on_reading();
    explorer.shows("▌  Person 00012");
    explorer.quit();
}

/// One that nobody sends a signal to when the terminal goes: it has none that
/// controls it.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_that_goes_away_without_a_signal_ends_it() {
    let (_server, mut explorer) = company(|start| start.before("shift; set -- x setsid \"$@\""));
    let gone = Instant::now();
    explorer.hang_up();
    explorer.wait_for_end();
    assert!(gone.elapsed() < END, "{:?}", gone.elapsed());
}

#[test]
fn a_terminal_that_goes_away_ends_it_whatever_it_does_about_the_hang_up() {
    let (_server, mut explorer) = company(|start| start.before("trap '' HUP"));
    let gone = Instant::now();
    explorer.hang_up();
    explorer.wait_for_end();
    assert!(gone.elapsed() < END, "{:?}", gone.elapsed());
}
