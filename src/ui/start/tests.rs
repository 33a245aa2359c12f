use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::draw;
use crate::app::geometry::Size;
use crate::app::message::Msg;
use crate::app::start::{Choice, StartScreen};
use crate::app::{Borders, Looks};
use crate::keys::{Code, Key, Keymap};
use crate::ui::theme::{Definition, Depth, Theme};

fn start(width: u16, height: u16) -> StartScreen {
    StartScreen::new(
        "~/.config/whoswho/config.toml".to_owned(),
        false,
        Keymap::default(),
        Looks::default(),
        Size { width, height },
    )
}

fn painted(start: &StartScreen, depth: Depth) -> Buffer {
    let Size { width, height } = start.size;
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    let theme = Theme::new(&Definition::built_in("dark").unwrap(), depth);
    draw(start, &theme, area, &mut buffer);
    buffer
}

fn screen(start: &StartScreen) -> String {
    let buffer = painted(start, Depth::True);
    let mut rows = Vec::new();
    for y in 0..buffer.area.height {
        let row: String = (0..buffer.area.width)
            .map(|x| buffer[(x, y)].symbol())
            .collect();
        rows.push(row.trim_end().to_owned());
    }
    rows.join("\n")
}

#[test]
fn the_start_screen_at_its_sizes() {
    insta::assert_snapshot!("start_120x36", screen(&start(120, 36)));
    insta::assert_snapshot!("start_80x24", screen(&start(80, 24)));
    insta::assert_snapshot!("start_40x12", screen(&start(40, 12)));
    insta::assert_snapshot!("start_40x10", screen(&start(40, 10)));
    insta::assert_snapshot!("start_30x5", screen(&start(30, 5)));
}

#[test]
fn another_choice_and_other_looks() {
    let mut ascii = start(80, 24);
    ascii.looks.borders = Borders::Ascii;
    ascii.has_file = true;
    ascii.update(&Msg::Key(Key::plain(Code::Down)));
    assert_eq!(ascii.selected, Choice::Add);
    insta::assert_snapshot!("start_ascii", screen(&ascii));
}

#[test]
fn without_colours_the_choice_is_still_seen() {
    let start = start(80, 24);
    let row = start.layout().unwrap().choices[0].1.y;
    let buffer = painted(&start, Depth::None);
    assert_eq!(buffer[(2, row)].symbol(), "▌");
    assert!(buffer[(20, row)].modifier.contains(Modifier::REVERSED));
    assert!(!buffer[(20, row + 1)].modifier.contains(Modifier::REVERSED));
}

#[test]
fn a_screen_reader_s_cursor_is_on_the_choice() {
    let mut start = start(80, 24);
    start.looks.accessible = true;
    start.update(&Msg::Key(Key::plain(Code::End)));
    let area = Rect::new(0, 0, 80, 24);
    let theme = Theme::new(&Definition::built_in("dark").unwrap(), Depth::True);
    let cursor = draw(&start, &theme, area, &mut Buffer::empty(area)).unwrap();
    assert_eq!(cursor.y, start.layout().unwrap().choices[2].1.y);
}

#[test]
fn a_size_that_the_screen_does_not_have_yet_harms_nothing() {
    let start = start(120, 36);
    let area = Rect::new(0, 0, 20, 4);
    let theme = Theme::new(&Definition::built_in("dark").unwrap(), Depth::True);
    let mut buffer = Buffer::empty(area);
    draw(&start, &theme, area, &mut buffer);
    assert_eq!(buffer.area, area);
}
