use proptest::prelude::*;
use rstest::rstest;

use super::*;

/// What a terminal's writes mean; `None` is a silence long enough.
fn parsed(writes: &[Option<&[u8]>]) -> Vec<Msg> {
    let mut parser = Parser::default();
    let mut messages = Vec::new();
    for write in writes {
        match write {
            Some(bytes) => parser.feed(bytes, &mut messages),
            None => parser.silence(&mut messages),
        }
    }
    messages
}

/// Keys by the names of the configuration, which has none for Alt.
fn keys(names: &[&str]) -> Vec<Msg> {
    names
        .iter()
        .map(|name| {
            let key: Key = name.trim_start_matches("alt-").parse().unwrap();
            Msg::Key(if name.starts_with("alt-") {
                let alt = Modifiers {
                    alt: true,
                    ..Modifiers::default()
                };
                Key::new(key.code(), alt)
            } else {
                key
            })
        })
        .collect()
}

#[rstest]
#[case(b"jG /", &["j", "G", "space", "/"])]
#[case(b"\r\t\x7f\x08", &["enter", "tab", "backspace", "backspace"])]
#[case(b"\n\x03\x04\x1a\x00", &["ctrl-j", "ctrl-c", "ctrl-d", "ctrl-z", "ctrl-space"])]
#[case(b"\x1b[A\x1b[B\x1b[C\x1b[D", &["up", "down", "right", "left"])]
#[case(b"\x1bOA\x1bOB\x1bOH\x1bOF\x1bOM", &["up", "down", "home", "end", "enter"])]
#[case(b"\x1b[H\x1b[1~\x1b[7~\x1b[F\x1b[4~", &["home", "home", "home", "end", "end"])]
#[case(b"\x1b[2~\x1b[3~\x1b[5~\x1b[6~", &["insert", "delete", "pgup", "pgdn"])]
#[case(b"\x1bOP\x1b[11~\x1b[[A\x1b[15~\x1b[17~\x1b[21~\x1b[23~\x1b[24~",
       &["f1", "f1", "f1", "f5", "f6", "f10", "f11", "f12"])]
#[case(b"\x1b[Z\x1b[1;5C\x1b[5;5~", &["backtab", "ctrl-right", "ctrl-pgup"])]
#[case("é日😀".as_bytes(), &["é", "日", "😀"])]
#[case(b"\x1bj\x1b\r", &["alt-j", "alt-enter"])]
fn bytes_are_keys(#[case] bytes: &[u8], #[case] expected: &[&str]) {
    assert_eq!(parsed(&[Some(bytes)]), keys(expected));
}

#[rstest]
#[case::turned_dark(b"\x1b[?997;1n", false)]
#[case::turned_light(b"\x1b[?997;2n", true)]
#[case::white(b"\x1b]11;rgb:ffff/ffff/ffff\x07", true)]
#[case::paper(b"\x1b]11;rgb:fd/f6/e3\x1b\\", true)]
#[case::night(b"\x1b]11;rgb:1414/1616/1b1b\x1b\\", false)]
#[case::blue(b"\x1b]11;rgb:0000/0000/ffff\x1b\\", false)]
fn the_background_is_told_from_its_colour(#[case] answer: &[u8], #[case] light: bool) {
    assert_eq!(parsed(&[Some(answer)]), vec![Msg::Background { light }]);
}

#[rstest]
#[case::cursor_position(b"\x1b[12;40R")]
#[case::attributes(b"\x1b[?64;1;2;22c")]
#[case::secondary_attributes(b"\x1b[>1;4402;0c")]
#[case::status(b"\x1b[0n")]
#[case::mode(b"\x1b[?2026;2$y")]
#[case::keyboard(b"\x1b[?1u")]
#[case::focus(b"\x1b[I\x1b[O")]
#[case::foreground(b"\x1b]10;rgb:ffff/ffff/ffff\x07")]
#[case::no_colour(b"\x1b]11;rgb:dddd/qqqq/ffff\x1b\\")]
#[case::version(b"\x1bP>|XTerm(390)\x1b\\")]
#[case::application(b"\x1b_Gi=31;OK\x1b\\")]
#[case::clipboard(b"\x1b]52;c;RGVsZXRlIHg=\x07")]
#[case::old_mouse(b"\x1b[M !!")]
#[case::release(b"\x1b[<0;3;4m")]
#[case::stray_paste_end(b"\x1b[201~")]
#[case::unknown_number(b"\x1b[99~")]
#[case::other_keys(b"\x1b[27;5;106~")]
#[case::long(&[b"\x1b[".as_slice(), &[b'1'; 500], b"q"].concat())]
#[case::lone_continuation(b"\x80\xbf\xff\xc0")]
#[case::c1("\u{9b}".as_bytes())]
fn what_was_not_asked_for_does_nothing(#[case] bytes: &[u8]) {
    assert_eq!(parsed(&[Some(bytes), Some(b"j")]), keys(&["j"]));
    // Nor if it comes a byte at a time.
    let mut parser = Parser::default();
    let mut messages = Vec::new();
    for byte in bytes {
        parser.feed(&[*byte], &mut messages);
    }
    assert_eq!(messages, []);
    assert_eq!(parser.holds(), None);
}

#[test]
fn a_lone_esc_is_held() {
    let mut parser = Parser::default();
    let mut messages = Vec::new();
    parser.feed(b"\x1b", &mut messages);
    assert_eq!(messages, []);
    assert_eq!(parser.holds(), Some(Duration::from_millis(25)));
    parser.silence(&mut messages);
    assert_eq!(messages, keys(&["esc"]));
    assert_eq!(parser.holds(), None);
}

#[test]
fn a_sequence_that_was_cut_is_whole() {
    assert_eq!(parsed(&[Some(b"\x1b"), Some(b"[A")]), keys(&["up"]));
    assert_eq!(
        parsed(&[Some(b"\x1b["), Some(b"1"), Some(b"~")]),
        keys(&["home"])
    );
    assert_eq!(parsed(&[Some(b"\xe6"), Some(b"\x97\xa5")]), keys(&["日"]));
    assert_eq!(
        parsed(&[Some(b"\x1b"), Some(b"[200~D\x1b"), Some(b"[201~")]),
        [Msg::Paste("D".to_owned())]
    );
}

#[test]
fn esc_followed_at_once_by_a_key_is_neither() {
    assert_eq!(parsed(&[Some(b"\x1b"), Some(b"D")]), keys(&["alt-D"]));
    assert_eq!(
        parsed(&[Some(b"\x1b"), None, Some(b"D")]),
        keys(&["esc", "D"])
    );
    assert_eq!(parsed(&[Some(b"\x1b\x1b"), None]), keys(&["esc", "esc"]));
}

#[rstest]
#[case(b"\x1b[12")]
#[case(b"\x1b[<0;1")]
#[case(b"\x1bO")]
#[case(b"\x1b]11;rgb:ff")]
#[case(b"\x1bPq")]
#[case(b"\x1b[M!")]
#[case(b"\xe6\x97")]
fn what_never_ends_is_given_up(#[case] bytes: &[u8]) {
    assert_eq!(parsed(&[Some(bytes), None, Some(b"j")]), keys(&["j"]));
    let mut parser = Parser::default();
    parser.feed(bytes, &mut Vec::new());
    assert_eq!(parser.holds(), Some(SEQUENCE_HELD));
}

#[rstest]
#[case(b"\x1b[12\x03")]
#[case(b"\x1b]11;rgb\x03")]
#[case(b"\xe6\x03")]
#[case(b"\x1bO\x03")]
fn ctrl_c_always_arrives(#[case] bytes: &[u8]) {
    assert_eq!(parsed(&[Some(bytes)]), keys(&["ctrl-c"]));
}

#[test]
fn pasted_text_is_never_keys() {
    assert_eq!(
        parsed(&[Some(b"\x1b[200~D\x19\rx\x1b[A\x1b[20\x1b[201~j")]),
        [
            Msg::Paste("D\u{19}\nx\u{1b}[A\u{1b}[20".to_owned()),
            keys(&["j"]).remove(0)
        ]
    );
    assert_eq!(
        parsed(&[Some(b"\x1b[200~a\r\nb\rc\xff\x1b[201~")]),
        [Msg::Paste("a\nb\nc\u{fffd}".to_owned())]
    );
    assert_eq!(parsed(&[Some(b"\x1b[200~\x1b[201~")]), []);
}

#[test]
fn a_paste_that_never_ends_does_not_hold_the_keyboard() {
    let half = Some(&b"\x1b[200~delete"[..]);
    let pasted = || Msg::Paste("delete".to_owned());
    assert_eq!(
        parsed(&[half, None, Some(b"\x03")]),
        [pasted(), keys(&["ctrl-c"]).remove(0)]
    );
    // The rest of it, late: still text.
    assert_eq!(
        parsed(&[half, None, Some(b" everything\x1b[201~"), Some(b"j")]),
        [
            pasted(),
            Msg::Paste(" everything".to_owned()),
            keys(&["j"]).remove(0)
        ]
    );
    assert_eq!(
        parsed(&[half, None, Some(b"\x1b[201~"), Some(b"j")]),
        [pasted(), keys(&["j"]).remove(0)]
    );
}

#[test]
fn a_paste_is_cut_at_a_mebibyte() {
    let text = vec![b'D'; 3 << 20];
    let messages = parsed(&[Some(b"\x1b[200~"), Some(&text), Some(b"\x1b[201~")]);
    assert_eq!(messages, [Msg::Paste("D".repeat(1 << 20))]);
}

#[rstest]
#[case(b"\x1b[<0;1;1M", MouseKind::Click, 0, 0)]
#[case(b"\x1b[<16;120;36M", MouseKind::Click, 119, 35)]
#[case(b"\x1b[<64;3;4M", MouseKind::WheelUp, 2, 3)]
#[case(b"\x1b[<65;3;4M", MouseKind::WheelDown, 2, 3)]
fn the_mouse_has_a_place(
    #[case] bytes: &[u8],
    #[case] kind: MouseKind,
    #[case] column: u16,
    #[case] row: u16,
) {
    assert_eq!(
        parsed(&[Some(bytes)]),
        [Msg::Mouse(Mouse { kind, column, row })]
    );
}

proptest! {
    /// However the bytes are cut, they mean the same, and nothing panics.
    #[test]
    fn cuts_do_not_matter(
        pieces in prop::collection::vec(
            prop_oneof![
                prop::collection::vec(any::<u8>(), 0..6),
                Just(b"\x1b[A".to_vec()),
                Just(b"\x1b[200~text\x1b[201~".to_vec()),
                Just(b"\x1b]11;rgb\x07".to_vec()),
                Just("日".as_bytes().to_vec()),
            ],
            0..12,
        ),
    ) {
        let whole = pieces.concat();
        let bytes: Vec<_> = whole.iter().map(std::slice::from_ref).map(Some).collect();
        prop_assert_eq!(parsed(&[Some(&whole)]), parsed(&bytes));
    }

    /// After any bytes and a silence, keys are keys again.
    #[test]
    fn the_keyboard_is_never_lost(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        let messages = parsed(&[Some(&bytes), None, None, Some(b"\x03")]);
        prop_assert_eq!(messages.last(), Some(&keys(&["ctrl-c"])[0]));
    }
}
