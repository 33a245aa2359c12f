//! The pictures of the README, taken of the real program.
//!
//! ```text
//! cargo test --test pictures -- --ignored
//! ```
//!
//! takes them anew, into `tests/pictures/`. The people are the same each time;
//! the dates are those of the year up to that day.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test's edge: it writes pictures, and one that cannot be taken fails it"
)]

mod pictures {
    pub(crate) mod session;
    pub(crate) mod shapes;
    pub(crate) mod svg;
}

use std::path::Path;

use pictures::session::Session;
use pictures::svg::{self, DARK, LIGHT, Look};
use vt100::{Parser, Screen};

/// Writes a picture of what is on the screen.
fn take(name: &str, screen: &Screen, title: &str, look: Look) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/pictures")
        .join(format!("{name}.svg"));
    std::fs::write(file, svg::window(screen, title, look)).unwrap();
}

/// A user's activity, beside the list the user is in: one of the busy ones.
fn explorer(theme: &str) -> Screen {
    let mut session = Session::start(120, 36, &["--demo", "--theme", theme]);
    session.screen_with(&["100 of 2,400 loaded"]);
    session.press("jj");
    session.screen_with(&["3/2,400"]);
    session.press("  jj");
    session.screen_with(&["2 marked", "7/2,400"]);
    session.press("LLLLL");
    session.screen_with(&["/interactions", "100 of "]);
    session.press("l");
    session.screen_with(&["A loads the rest"]);
    session.press("A");
    session.screen_with(&[" loaded, ", " to ", "2 marked"])
}

/// A team's members, in the pane that has the keys, two of them marked.
fn members() -> Screen {
    let mut session = Session::start(120, 36, &["--demo", "--theme", "dark"]);
    session.screen_with(&["100 of 2,400 loaded"]);
    session.press("2");
    session.screen_with(&["/teams", "Teams · created"]);
    session.press("jjL\r");
    session.screen_with(&["/members", "1/20"]);
    session.press("jj");
    session.screen_with(&["3/20"])
}

/// A filter over what is loaded.
fn filter() -> Screen {
    let mut session = Session::start(120, 36, &["--demo", "-p", "peoplelens", "--theme", "dark"]);
    session.screen_with(&["all 2,400 loaded"]);
    session.press("/an");
    session.screen_with(&["777 matches"])
}

/// A change, before it is sent.
fn review() -> Screen {
    let mut session = Session::start(120, 36, &["--demo", "-p", "peoplelens", "--theme", "dark"]);
    session.screen_with(&["all 2,400 loaded"]);
    session.press("/camelia\r");
    session.screen_with(&["Users › Camélia Tissot"]);
    session.press("e");
    // The list does not give the role: it has been read when it is there.
    session.screen_with(&["Edit Camélia Tissot", "role        Manager"]);
    session.press("\t-Meyer\r");
    session.screen_with(&["send this change?", "as you saw it"])
}

/// The same explorer on a small terminal.
fn narrow() -> Screen {
    let session = Session::start(80, 24, &["--demo", "-p", "leadr", "--theme", "dark"]);
    session.screen_with(&["100 loaded"])
}

#[test]
#[ignore = "writes the README's pictures"]
fn take_the_pictures() {
    take("explorer", &explorer("dark"), "whoswho --demo", DARK);
    take(
        "explorer-light",
        &explorer("light"),
        "whoswho --demo",
        LIGHT,
    );
    take("members", &members(), "whoswho --demo", DARK);
    take("filter", &filter(), "whoswho --demo -p peoplelens", DARK);
    take("review", &review(), "whoswho --demo -p peoplelens", DARK);
    take("narrow", &narrow(), "whoswho --demo -p leadr", DARK);
}

/// What a terminal shows of some bytes, as cells of SVG.
fn drawn(bytes: &str) -> String {
    let mut parser = Parser::new(2, 8, 0);
    parser.process(bytes.as_bytes());
    svg::cells(parser.screen(), DARK)
}

#[test]
fn every_grapheme_has_its_own_place() {
    // A wide character takes two columns, a combining mark none.
    assert_eq!(
        drawn("a漢e\u{301}\r\nb c"),
        "<text y=\"13.5\" fill=\"#dcdfe6\"><tspan x=\"0\">a</tspan>\
         <tspan x=\"8.4\">漢</tspan><tspan x=\"25.2\">e\u{301}</tspan></text>\n\
         <text y=\"31.5\" fill=\"#dcdfe6\"><tspan x=\"0\">b</tspan>\
         <tspan x=\"16.8\">c</tspan></text>\n"
    );
}

#[test]
fn markup_stays_text() {
    assert_eq!(
        drawn("<&>\""),
        "<text y=\"13.5\" fill=\"#dcdfe6\"><tspan x=\"0\">&lt;</tspan>\
         <tspan x=\"8.4\">&amp;</tspan><tspan x=\"16.8\">&gt;</tspan>\
         <tspan x=\"25.2\">&quot;</tspan></text>\n"
    );
    let parser = Parser::new(1, 1, 0);
    let window = svg::window(parser.screen(), "a \"<b>\"", DARK);
    assert!(window.contains("aria-label=\"a &quot;&lt;b&gt;&quot;\""));
    assert!(window.contains(">a &quot;&lt;b&gt;&quot;</text>"));
}

#[test]
fn colours_and_attributes_are_kept() {
    let text = |attributes: &str| {
        format!("<text y=\"13.5\" {attributes}><tspan x=\"0\">x</tspan></text>\n")
    };
    let behind =
        |color| format!("<rect x=\"0\" y=\"0\" width=\"8.4\" height=\"18\" fill=\"{color}\"/>\n");
    for (sequence, expected) in [
        ("38;2;1;2;255", text("fill=\"#0102ff\"")),
        ("31", text("fill=\"#cd3131\"")),
        ("38;5;208", text("fill=\"#ff8700\"")),
        ("38;5;244", text("fill=\"#808080\"")),
        ("1", text("fill=\"#dcdfe6\" font-weight=\"bold\"")),
        ("2", text("fill=\"#dcdfe6\" opacity=\"0.6\"")),
        ("3", text("fill=\"#dcdfe6\" font-style=\"italic\"")),
        (
            "4",
            "<path d=\"M0 15.5H8.4V16.5H0z\" fill=\"#dcdfe6\"/>\n".to_owned()
                + &text("fill=\"#dcdfe6\""),
        ),
        ("48;2;0;0;9", behind("#000009") + &text("fill=\"#dcdfe6\"")),
        // Reversed: the text in the background's colour and the other way round.
        ("7", behind("#dcdfe6") + &text("fill=\"#161a22\"")),
    ] {
        assert_eq!(drawn(&format!("\x1b[{sequence}mx")), expected, "{sequence}");
    }
}

#[test]
fn frames_and_bars_are_shapes_that_meet() {
    for (text, path) in [
        ("──", "M0 8.4H8.4V9.6H0zM8.4 8.4H16.8V9.6H8.4z"),
        ("│", "M3.6 0H4.8V18H3.6z"),
        (
            "╭",
            "M3.6 18V13.2Q3.6 8.4 8.4 8.4H8.4V9.6H8.4Q4.8 9.6 4.8 13.2V18z",
        ),
        ("█▏", "M0 0H8.4V18H0zM8.4 0H9.45V18H8.4z"),
    ] {
        assert_eq!(
            drawn(text),
            format!("<path d=\"{path}\" fill=\"#dcdfe6\"/>\n"),
            "{text}"
        );
    }
}
