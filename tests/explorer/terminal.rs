//! The terminal: given back whatever happens, and nothing that it sends does
//! harm.

use std::time::Duration;

use rustix::process::Signal;

use crate::explorer::{Explorer, Start};
use crate::pty::{CTRL_C, ENTER, ESC};
use crate::sequences;
use crate::strict::{Leanmote, PeopleLens, Server};

const LIST: &str = "GET /users?page=1&per_page=100";

fn company() -> (Server<Leanmote>, Explorer) {
    let server = Server::start(Leanmote::of(12));
    let mut explorer = Start::on(&server).open();
    explorer.shows("all 12 loaded");
    (server, explorer)
}

/// It takes keys, and is where it was. A sequence without an end is waited for
/// until nothing has come for half a second.
#[track_caller]
fn is_well(explorer: &mut Explorer) {
    for (keys, selected) in [("G", "▌  Person 00012"), ("gg", "▌  Person 00001")] {
        explorer.press_every(Duration::from_millis(600), selected, keys, |screen| {
            screen.contents().contains(selected)
        });
    }
}

#[test]
fn it_is_ours_while_the_explorer_is_up() {
    let (_server, mut explorer) = company();
    explorer.wait_for("all modes", |screen| {
        screen.alternate_screen()
            && screen.hide_cursor()
            && screen.bracketed_paste()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::PressRelease
            && screen.mouse_protocol_encoding() == vt100::MouseProtocolEncoding::Sgr
    });
    explorer.quit();
}

#[test]
fn what_is_left_behind_would_be_seen() {
    let (_server, mut explorer) = company();
    // Nobody can give it back after this.
    explorer.signal(Signal::KILL);
    assert_eq!(explorer.exit_code(), 137);
    let [before, after] = explorer.modes();
    assert_ne!(before, after);
    let checked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        explorer.assert_given_back();
    }));
    assert!(checked.is_err());
}

#[test]
fn the_mouse_stays_the_terminals_where_asked() {
    let server = Server::start(Leanmote::of(12));
    for start in [
        Start::on(&server).argument("--no-mouse"),
        Start::on(&server).top("mouse = false"),
    ] {
        let mut explorer = start.open();
        explorer.shows("all 12 loaded");
        let raw = String::from_utf8_lossy(explorer.raw()).into_owned();
        assert!(!raw.contains("\x1b[?1000h") && !raw.contains("\x1b[?1006h"));
        explorer.quit();
    }
}

#[test]
fn q_goes_back_and_quits_at_the_root() {
    let (_server, mut explorer) = company();
    explorer.keys(&format!("L{ENTER}"));
    explorer.shows("Team 00001");
    explorer.keys(ENTER);
    explorer.shows("Teams › Team 00001");
    // To the list of teams, to the tab, to the list of users.
    explorer.keys("q");
    explorer.hides("Teams › Team 00001");
    explorer.keys("q");
    explorer.shows("▌  Person 00001");
    explorer.keys("q");
    explorer.hides("Person 00001 › Teams");
    explorer.keys("q");
    explorer.ends_with(0);
}

#[test]
fn a_signal_ends_it_with_its_exit_code() {
    for (signal, code) in [
        (Signal::TERM, 143),
        (Signal::INT, 130),
        (Signal::HUP, 129),
        (Signal::QUIT, 131),
    ] {
        let (_server, explorer) = company();
        explorer.signal(signal);
        explorer.ends_with(code);
    }
}

#[test]
fn a_signal_ends_it_while_a_request_is_on_its_way() {
    let server = Server::start(Leanmote::of(12));
    server.hold("GET");
    let mut explorer = Start::on(&server).open();
    explorer.shows("Loading the first 100");
    explorer.signal(Signal::TERM);
    explorer.ends_with(143);
}

#[test]
fn a_terminal_that_hangs_up_ends_it() {
    let (_server, mut explorer) = company();
    explorer.hang_up();
    // It cannot be seen any more what it did with the terminal.
    explorer.exit_code();
}

#[test]
fn any_size_will_do_and_any_number_of_them() {
    let (server, mut explorer) = company();
    let mut sizes = vec![
        (1, 1),
        (2, 1),
        (1, 2),
        (300, 2),
        (3, 100),
        (40, 10),
        (39, 10),
        (40, 9),
    ];
    // All over the place, and the same every time.
    sizes.extend((0..1000_u16).map(|n| (1 + n * 53 % 200, 1 + n * 37 % 60)));
    for (columns, rows) in sizes {
        explorer.resize(columns, rows);
    }
    explorer.resize(1, 1);
    explorer.keys("L");
    explorer.keys("?");
    explorer.resize(120, 36);
    explorer.shows("one down");
    explorer.keys(ESC);
    explorer.shows("Team 00001");
    explorer.keys("H");
    is_well(&mut explorer);
    explorer.quit();
    assert_eq!(server.ledger().lines()[0], LIST);
}

#[test]
fn each_overlay_bears_every_size() {
    let server = Server::start(PeopleLens::of(12));
    let mut explorer = Start::on(&server).open();
    explorer.shows("all 12 loaded");
    for (keys, mark) in [
        ("?", "one down"),
        (":", "search TEXT"),
        ("x", "Read it again"),
        ("y", "fields as text"),
        ("!", "the newest first"),
        ("o", "by id or email"),
        ("D", "enabled → disabled"),
        ("e", "Edit First001"),
        ("+", "password"),
    ] {
        explorer.keys(keys);
        explorer.shows(mark);
        for (columns, rows) in [
            (1, 1),
            (20, 5),
            (40, 10),
            (40, 12),
            (60, 10),
            (80, 24),
            (99, 11),
        ] {
            explorer.resize(columns, rows);
        }
        explorer.resize(120, 36);
        explorer.shows(mark);
        explorer.press_until("it to close", ESC, |screen| {
            let hints = screen.contents();
            hints.contains("e edit") && hints.contains("x actions") && !hints.contains(mark)
        });
        explorer.keys("h");
    }
    explorer.quit();
    assert!(
        server
            .ledger()
            .lines()
            .iter()
            .all(|line| line.starts_with("GET"))
    );
}

#[test]
fn a_paste_outside_an_input_does_nothing() {
    let (server, mut explorer) = company();
    explorer.paste("qqqq\x03\r\x1b[Adde\rA:quit\r");
    explorer.paste(&"jG\rq:D".repeat((1 << 20) / 6));
    explorer.keys("j");
    explorer.shows("▌  Person 00002");
    explorer.quit();
    assert_eq!(server.ledger().lines(), [LIST]);
}

#[test]
fn a_huge_paste_into_an_input_is_only_text() {
    let (server, mut explorer) = company();
    explorer.keys("/");
    explorer.shows("⏎ open");
    explorer.paste(&"x\x1b\r\n\x03q".repeat((1 << 20) / 6));
    explorer.shows("nothing was put in");
    explorer.press_until("the line to be closed", ESC, |screen| {
        !screen.contents().contains("⏎ open")
    });
    is_well(&mut explorer);
    explorer.quit();
    assert_eq!(server.ledger().lines(), [LIST]);
}

#[test]
fn what_is_no_key_is_swallowed() {
    let (server, mut explorer) = company();
    for noise in [
        // Unfinished, cut in the middle of a character, and never asked for.
        "\x1b[12",
        "\x1b[<0;10;",
        "\x1bO",
        "\x1b]11;rgb:ff",
        "\x1bP1$r",
        "\x1b[?62;22c",
        "\x1b[200;1R",
        "\x1b]11;rgb:0000/0000/0000\x07",
        "\x1b]52;c;cXFxcQ==\x1b\\",
        "\x1b[<0;3;7m",
        "\x1b[M\x20\x30\x30",
    ] {
        explorer.keys(noise);
        is_well(&mut explorer);
    }
    for bytes in [
        &b"\xe2\x82"[..],
        b"\xff\xfe",
        b"\xc3",
        b"\x80\x9b",
        b"\xf0\x9f",
    ] {
        explorer.bytes(bytes);
        is_well(&mut explorer);
    }
    // A paste without an end is one when it ends.
    explorer.keys("\x1b[200~qqq");
    explorer.keys("qqq\x1b[201~");
    is_well(&mut explorer);
    explorer.quit();
    assert_eq!(server.ledger().lines(), [LIST]);
}

#[test]
fn an_arrow_that_comes_in_pieces_is_one_arrow() {
    let (server, mut explorer) = company();
    // Cut by the smallest pause: `A` alone would load the rest.
    for piece in ["\x1b", "[", "B", "\x1b[", "B"] {
        explorer.keys(piece);
    }
    explorer.shows("▌  Person 00003");
    explorer.quit();
    assert_eq!(server.ledger().lines(), [LIST]);
}

#[test]
fn a_key_right_after_escape_does_nothing() {
    let (_server, mut explorer) = company();
    explorer.keys("\x1bq\x1bG\x1be");
    explorer.keys("j");
    explorer.shows("▌  Person 00002");
    explorer.quit();
}

#[test]
fn a_thousand_keys_at_once_are_all_applied() {
    let server = Server::start(Leanmote::of(1_500));
    let mut explorer = Start::on(&server).open();
    explorer.shows("Person 00001");
    explorer.keys(&"\x1b[B".repeat(1000));
    explorer.shows("▌  Person 01001");
    explorer.quit();
}

#[test]
fn a_click_and_the_wheel_move() {
    let (_server, mut explorer) = company();
    let row = (1..)
        .zip(explorer.text().lines())
        .find(|(_, row)| row.contains("  Person 00004"))
        .unwrap()
        .0;
    explorer.keys(&format!("\x1b[<0;10;{row}M\x1b[<0;10;{row}m"));
    explorer.shows("▌  Person 00004");
    explorer.keys("\x1b[<65;10;8M");
    explorer.shows("▌  Person 00007");
    explorer.quit();
}

#[test]
fn a_light_background_is_adapted_to_after_the_first_frame() {
    let server = Server::start(Leanmote::of(12));
    let styles = |color: Option<&'static str>| {
        // So wide that no hint makes room for the budget, which counts meanwhile.
        let mut explorer = Start::on(&server).size(180, 36).open();
        if let Some(color) = color {
            explorer.answer_background(color);
        }
        explorer.shows("all 12 loaded");
        explorer.keys("j\x0c");
        explorer.keys("j");
        explorer.shows("▌  Person 00003");
        let raw = String::from_utf8_lossy(explorer.raw()).into_owned();
        let asked = raw.find("\x1b]11;?").unwrap();
        assert!(raw[..asked].contains('●'), "the first frame comes first");
        explorer.quit();
        // Those of the last time that everything was drawn.
        sequences::styles(&raw.as_bytes()[raw.rfind("\x1b[2J").unwrap()..])
    };
    let dark = styles(Some("rgb:1010/1010/1010"));
    assert!(dark.iter().any(|style| style.contains("38;5;")), "{dark:?}");
    assert_eq!(styles(None), dark);
    assert_ne!(styles(Some("rgb:ffff/ffff/f0f0")), dark);
}

#[test]
fn quitting_takes_one_ctrl_c_where_nothing_is_lost() {
    let (_server, mut explorer) = company();
    explorer.keys("?");
    explorer.shows("one down");
    explorer.keys(CTRL_C);
    explorer.ends_with(0);
}
