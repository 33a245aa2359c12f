use proptest::prelude::*;
use ratatui::style::{Color, Modifier, Style};

use super::*;

const AREA: Rect = Rect::new(0, 0, 12, 3);

/// A text somewhere, and its style.
type Words = (u16, u16, &'static str, Style);

fn words() -> impl Strategy<Value = Words> {
    let texts = [
        "Ana Lima",
        "Ana",
        "   ",
        "é ─│ ✗",
        "家族",
        "🚒!",
        "e\u{301}x",
    ];
    let colors = [
        Color::Reset,
        Color::Red,
        Color::LightBlue,
        Color::Indexed(237),
        Color::Rgb(220, 223, 230),
    ];
    let modifiers = [
        Modifier::empty(),
        Modifier::BOLD,
        Modifier::DIM,
        Modifier::UNDERLINED | Modifier::ITALIC,
        Modifier::REVERSED | Modifier::BOLD,
    ];
    (
        0..AREA.width,
        0..AREA.height,
        prop::sample::select(texts.to_vec()),
        prop::sample::select(colors.to_vec()),
        prop::sample::select(colors.to_vec()),
        prop::sample::select(modifiers.to_vec()),
    )
        .prop_map(|(x, y, text, fg, bg, modifier)| {
            let style = Style::reset().fg(fg).bg(bg).add_modifier(modifier);
            (x, y, text, style)
        })
}

fn frame(screen: &mut Screen, words: &[Words], cursor: Option<Position>) -> Vec<u8> {
    screen.frame(AREA, |area, buffer| {
        assert_eq!(area, AREA);
        for (x, y, text, style) in words {
            buffer.set_string(*x, *y, text, *style);
        }
        cursor
    })
}

/// What a terminal shows: text, and what can be seen of its style.
fn seen(terminal: &vt100::Parser) -> Vec<String> {
    let screen = terminal.screen();
    let mut seen = Vec::new();
    for y in 0..AREA.height {
        for x in 0..AREA.width {
            let cell = screen.cell(y, x).unwrap();
            let text = if cell.has_contents() {
                cell.contents()
            } else {
                " "
            };
            let lined = (cell.underline(), cell.inverse());
            seen.push(if text == " " && lined == (false, false) {
                format!("{x},{y} blank on {:?}", cell.bgcolor())
            } else {
                format!(
                    "{x},{y} {text} {:?} on {:?} {lined:?} {:?}",
                    cell.fgcolor(),
                    cell.bgcolor(),
                    (cell.bold(), cell.dim(), cell.italic()),
                )
            });
        }
    }
    seen
}

fn terminal() -> vt100::Parser {
    vt100::Parser::new(AREA.height, AREA.width, 0)
}

proptest! {
    /// However a frame comes about, it looks as if it had been drawn alone.
    #[test]
    fn frames_look_the_same_whatever_was_shown_before(
        frames in prop::collection::vec(prop::collection::vec(words(), 0..6), 1..6),
    ) {
        let mut screen = Screen::default();
        let mut terminal = self::terminal();
        for words in &frames {
            terminal.process(&frame(&mut screen, words, None));
            let mut alone = self::terminal();
            alone.process(&frame(&mut Screen::default(), words, None));
            prop_assert_eq!(seen(&terminal), seen(&alone));
        }
    }

    /// The cells themselves, against what the emulator understood.
    #[test]
    fn a_frame_shows_its_cells(words in prop::collection::vec(words(), 0..6)) {
        let mut terminal = self::terminal();
        let mut screen = Screen::default();
        terminal.process(&frame(&mut screen, &words, None));
        for y in 0..AREA.height {
            let mut x = 0;
            while x < AREA.width {
                let cell = &screen.shown[(x, y)];
                let there = terminal.screen().cell(y, x).unwrap();
                let contents = if there.has_contents() { there.contents() } else { " " };
                prop_assert_eq!(contents, cell.symbol(), "at {}, {}", x, y);
                if cell.symbol() != " " {
                    let modifier = cell.modifier;
                    prop_assert_eq!(there.bold(), modifier.contains(Modifier::BOLD));
                    prop_assert_eq!(there.dim(), modifier.contains(Modifier::DIM));
                    prop_assert_eq!(there.italic(), modifier.contains(Modifier::ITALIC));
                    prop_assert_eq!(there.underline(), modifier.contains(Modifier::UNDERLINED));
                    prop_assert_eq!(there.inverse(), modifier.contains(Modifier::REVERSED));
                    prop_assert_eq!(there.fgcolor(), color(cell.fg));
                }
                prop_assert_eq!(there.bgcolor(), color(cell.bg));
                x += if there.is_wide() { 2 } else { 1 };
            }
        }
    }
}

fn color(color: Color) -> vt100::Color {
    match color {
        Color::Red => vt100::Color::Idx(1),
        Color::LightBlue => vt100::Color::Idx(12),
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        _ => vt100::Color::Default,
    }
}

fn written(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace('\x1b', "^")
}

#[test]
fn a_frame_writes_what_differs() {
    let ink = Style::new().fg(Color::Red);
    let wash = Style::new().bg(Color::Blue);
    let mut screen = Screen::default();
    for (words, cursor, bytes) in [
        // The first is written whole.
        (
            vec![(0, 0, "Ana Lima", ink)],
            None,
            "^[?2026h^[m^[2J^[H^[31mAna Lima^[m^[?25l^[?2026l",
        ),
        // Nothing differs.
        (vec![(0, 0, "Ana Lima", ink)], None, ""),
        // What is between two letters that differ is written once more, and
        // the look stays.
        (
            vec![(0, 0, "Ono Lama", ink)],
            None,
            "^[?2026h^[H^[31mOno La^[m^[?2026l",
        ),
        // Blanks to the end of the row are wiped.
        (vec![(0, 0, "Ono", ink)], None, "^[?2026h^[1;5H^[K^[?2026l"),
        // The cursor comes, goes elsewhere, and goes.
        (
            vec![(0, 0, "Ono", ink)],
            Some(Position::new(3, 0)),
            "^[?2026h^[1;4H^[?25h^[?2026l",
        ),
        (
            vec![(0, 0, "Ono", ink)],
            Some(Position::new(0, 1)),
            "^[?2026h^[2H^[?2026l",
        ),
        (vec![(0, 0, "Ono", ink)], Some(Position::new(0, 1)), ""),
        (vec![(0, 0, "Ono", ink)], None, "^[?2026h^[?25l^[?2026l"),
        // A longer way is not bridged.
        (
            vec![(0, 0, "Ono", ink), (0, 1, "a", wash), (11, 1, "b", wash)],
            None,
            "^[?2026h^[2H^[44ma^[10Cb^[m^[?2026l",
        ),
    ] {
        let said = frame(&mut screen, &words, cursor);
        assert_eq!(written(&said), bytes, "{words:?}");
    }
}

#[test]
fn what_is_left_of_a_wide_character_is_written_over() {
    let plain = Style::new();
    let mut screen = Screen::default();
    frame(&mut screen, &[(2, 0, "家族", plain)], None);
    for (words, bytes) in [
        // The left half of the first is written over, so the right one as well.
        (vec![(2, 0, "a", plain), (4, 0, "族", plain)], "^[1;3Ha "),
        (vec![(1, 0, "家", plain), (4, 0, "族", plain)], "^[1;2H家"),
        (
            vec![(1, 0, "家", plain), (3, 0, "家", plain)],
            "^[1;4H家^[1;6H^[K",
        ),
        // A cluster on which terminals do not agree is given clean room.
        (
            vec![(1, 0, "❤\u{fe0f}", plain), (3, 0, "家", plain)],
            "^[1;2H  ^[1;2H❤\u{fe0f}",
        ),
    ] {
        let said = frame(&mut screen, &words, None);
        let expected = format!("^[?2026h{bytes}^[?2026l");
        assert_eq!(written(&said), expected, "{words:?}");
    }
}

#[test]
fn what_is_forgotten_is_written_again() {
    let words = [(0, 0, "Ana", Style::new())];
    let mut screen = Screen::default();
    let first = frame(&mut screen, &words, None);
    assert_eq!(frame(&mut screen, &words, None), b"");
    screen.forget();
    assert_eq!(frame(&mut screen, &words, None), first);
}

#[test]
fn another_size_is_written_whole() {
    let mut screen = Screen::default();
    frame(&mut screen, &[(0, 0, "Ana", Style::new())], None);
    let wider = Rect::new(0, 0, 20, 3);
    let bytes = screen.frame(wider, |_, buffer| {
        buffer.set_string(0, 0, "Ana", Style::new());
        None
    });
    assert_eq!(written(&bytes), "^[?2026h^[m^[2J^[HAna^[?25l^[?2026l");
}
