use super::*;
use crate::keys::Modifiers;

fn screen(width: u16, height: u16) -> StartScreen {
    StartScreen::new(
        "~/.config/whoswho/config.toml".to_owned(),
        false,
        Keymap::default(),
        Looks::default(),
        Size { width, height },
    )
}

fn key(code: Code) -> Msg {
    Msg::Key(Key::plain(code))
}

fn ctrl(c: char) -> Msg {
    let held = Modifiers {
        ctrl: true,
        ..Modifiers::default()
    };
    Msg::Key(Key::new(Code::Char(c), held))
}

fn mouse(kind: MouseKind, column: u16, row: u16) -> Msg {
    Msg::Mouse(Mouse { kind, column, row })
}

#[test]
fn a_letter_takes_its_choice() {
    for (letter, choice) in [('d', Choice::Demo), ('a', Choice::Add), ('q', Choice::Quit)] {
        let step = screen(80, 24).update(&key(Code::Char(letter)));
        assert_eq!(step, Step::Take(choice), "{letter}");
    }
    assert_eq!(screen(80, 24).update(&key(Code::Char('x'))), Step::Stay);
}

#[test]
fn keys_move_and_enter_takes() {
    let mut screen = screen(80, 24);
    for (code, expected) in [
        (Code::Up, Choice::Demo),
        (Code::Down, Choice::Add),
        (Code::Char('j'), Choice::Quit),
        (Code::Down, Choice::Quit),
        (Code::Char('k'), Choice::Add),
        (Code::End, Choice::Quit),
        (Code::Tab, Choice::Demo),
        (Code::Tab, Choice::Add),
        (Code::Home, Choice::Demo),
        (Code::Esc, Choice::Demo),
        (Code::Down, Choice::Add),
    ] {
        assert_eq!(screen.update(&key(code)), Step::Stay, "{code:?}");
        assert_eq!(screen.selected, expected, "{code:?}");
    }
    assert_eq!(screen.update(&key(Code::Enter)), Step::Take(Choice::Add));
}

#[test]
fn the_keys_of_every_screen_work_here_too() {
    let mut screen = screen(80, 24);
    assert_eq!(screen.update(&ctrl('l')), Step::Redraw);
    assert_eq!(screen.update(&ctrl('z')), Step::Suspend);
    assert_eq!(screen.update(&ctrl('c')), Step::Take(Choice::Quit));
    assert_eq!(screen.update(&Msg::Terminated), Step::Take(Choice::Quit));
}

#[test]
fn a_click_takes_what_it_hits() {
    let mut screen = screen(80, 24);
    let layout = screen.layout().unwrap();
    for (choice, area) in layout.choices {
        let click = mouse(MouseKind::Click, area.x + 5, area.y);
        assert_eq!(screen.update(&click), Step::Take(choice));
        assert_eq!(screen.selected, choice);
    }
    let beside = mouse(MouseKind::Click, 5, layout.choices[0].1.y - 1);
    assert_eq!(screen.update(&beside), Step::Stay);
    assert_eq!(screen.update(&mouse(MouseKind::WheelUp, 0, 0)), Step::Stay);
    assert_eq!(screen.selected, Choice::Add);
}

#[test]
fn where_nothing_is_seen_nothing_is_taken_but_the_end() {
    let mut screen = screen(39, 9);
    assert_eq!(screen.layout(), None);
    assert_eq!(screen.update(&key(Code::Enter)), Step::Stay);
    assert_eq!(screen.update(&key(Code::Char('d'))), Step::Stay);
    let quit = Step::Take(Choice::Quit);
    assert_eq!(screen.update(&key(Code::Char('q'))), quit);
}

#[test]
fn everything_has_a_row_of_its_own_at_every_size() {
    for width in 40..140 {
        for height in 10..50 {
            let layout = screen(width, height).layout().unwrap();
            let mut rows = vec![layout.header.y];
            rows.extend(layout.what.iter().map(|(area, _)| area.y));
            rows.extend(layout.choices.iter().map(|(_, area)| area.y));
            rows.push(layout.file.y);
            rows.push(layout.footer.y);
            assert!(
                rows.is_sorted_by(|a, b| a < b),
                "{width}x{height}: {rows:?}"
            );
            assert_eq!(layout.footer.y, height - 1);
        }
    }
}
