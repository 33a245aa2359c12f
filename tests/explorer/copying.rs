//! Taking records elsewhere: which way, and what.

use std::os::unix::fs::PermissionsExt as _;

use serde_json::{Value, json};

use crate::explorer::{Explorer, Start};
use crate::pty::{ENTER, ESC};
use crate::sequences;
use crate::strict::{Leanmote, Server};

/// Over SSH, where only the terminal leads to a clipboard.
fn over_ssh(names: &[&str]) -> (Server<Leanmote>, Explorer) {
    let server = Server::start(Leanmote::named(names));
    let mut explorer = Start::on(&server)
        .variable("SSH_CONNECTION", "192.0.2.1 50022 192.0.2.2 22")
        .open();
    explorer.shows("person.00001@acme");
    (server, explorer)
}

/// What those keys offer to the terminal.
#[track_caller]
fn copied(explorer: &mut Explorer, keys: &str) -> String {
    let before = sequences::copied(explorer.raw()).len();
    explorer.keys(keys);
    explorer.wait_until("a copy", |pty| sequences::copied(pty.raw()).len() > before);
    let text = sequences::copied(explorer.raw()).remove(0);
    // It never claims more than it knows.
    explorer.shows(&format!("offered to the terminal, {} bytes", text.len()));
    text
}

#[test]
fn over_ssh_a_copy_is_offered_to_the_terminal() {
    let (server, mut explorer) = over_ssh(&["Ana Lima", "Dan, \"D\" Brown"]);
    assert_eq!(copied(&mut explorer, "yi"), "usr_1");
    assert_eq!(copied(&mut explorer, "ye"), "person.00001@acme.example");
    // As the last time, of another record.
    assert_eq!(copied(&mut explorer, "jyy"), "person.00002@acme.example");
    assert_eq!(copied(&mut explorer, "yn"), "Dan, \"D\" Brown");
    let json: Value = serde_json::from_str(&copied(&mut explorer, "Y")).unwrap();
    assert_eq!(json, server.api().users[1]);
    let tsv = copied(&mut explorer, "yv");
    let cells: Vec<&str> = tsv.trim_end().split(['\t', '\n']).collect();
    assert_eq!(cells[..3], ["id", "name", "email"], "{tsv:?}");
    let markdown = copied(&mut explorer, "ym");
    assert!(markdown.contains("| Dan, \"D\" Brown |"), "{markdown}");
    let text = copied(&mut explorer, "yt");
    assert!(text.contains("name     Dan, \"D\" Brown"), "{text}");
    explorer.quit();
    assert_eq!(server.ledger().len(), 1);
}

#[test]
fn marked_records_are_copied_together() {
    let (_server, mut explorer) = over_ssh(&["Ana Lima", "Dan Brown", "=1+1"]);
    explorer.keys(" j ");
    explorer.shows("2 marked");
    assert_eq!(copied(&mut explorer, "yn"), "Ana Lima\n=1+1");
    let csv = copied(&mut explorer, "yc");
    let column = |row: &str| row.split(',').nth(1).unwrap().to_owned();
    let names: Vec<String> = csv.lines().map(column).collect();
    // A spreadsheet is given no formula.
    assert_eq!(names, ["name", "Ana Lima", "'=1+1"], "{csv}");
    explorer.quit();
}

#[test]
fn a_curl_command_leaves_the_token_out() {
    let (server, mut explorer) = over_ssh(&["Ana Lima"]);
    let curl = copied(&mut explorer, "yu");
    assert!(curl.starts_with("curl "), "{curl}");
    assert!(
        curl.contains(&format!("{}/users/usr_1", server.url())),
        "{curl}"
    );
    assert!(!curl.contains(&server.token()));
    assert!(curl.contains("'authorization: Bearer '\"$"), "{curl}");
    explorer.quit();
}

#[test]
fn inside_tmux_a_copy_goes_to_its_buffer() {
    let server = Server::start(Leanmote::named(&["Ana Lima"]));
    let start = Start::on(&server);
    let home = start.home().path().to_owned();
    let script = format!(
        "#!/bin/sh\nenv >{0}/tmux.env\necho \"$@\" >{0}/tmux.arguments\ncat >{0}/tmux.input\n",
        home.display()
    );
    let tmux = start.home().write("bin/tmux", &script);
    std::fs::set_permissions(&tmux, std::fs::Permissions::from_mode(0o700)).unwrap();
    let path = format!("{}/bin:{}", home.display(), std::env::var("PATH").unwrap());
    let mut explorer = start
        .variable("PATH", &path)
        .variable("TMUX", "/run/tmux/default,1,0")
        .open();
    explorer.shows("Ana Lima");
    explorer.keys("ye");
    explorer.shows("in the tmux buffer and offered to the terminal, 25 bytes");
    let note = |name: &str| std::fs::read_to_string(home.join(name)).unwrap();
    assert_eq!(note("tmux.arguments"), "load-buffer -w -\n");
    assert_eq!(note("tmux.input"), "person.00001@acme.example");
    assert_eq!(sequences::copied(explorer.raw()), [] as [String; 0]);
    // No token in what it was started with, and none in the files it wrote.
    explorer.quit();
}

#[test]
fn hostile_text_is_copied_as_it_may_be_shown() {
    let (server, mut explorer) = over_ssh(&["\u{202e}evil\u{1b}]0;x\u{7}\n\u{9b}31m"]);
    let name = copied(&mut explorer, "yn");
    assert!(name.contains("evil"), "{name:?}");
    assert!(!name.chars().any(sequences::is_control), "{name:?}");
    // Raw JSON keeps the value, escaped.
    let json = copied(&mut explorer, "Y");
    assert!(
        !json.chars().any(|c| c != '\n' && sequences::is_control(c)),
        "{json:?}"
    );
    let parsed: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(parsed, server.api().users[0]);
    explorer.quit();
}

#[test]
fn a_record_as_plain_text_leaves_the_mouse_to_the_terminal() {
    let (_server, mut explorer) = over_ssh(&["Ana Lima"]);
    explorer.wait_for("the mouse", |screen| {
        screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None
    });
    explorer.keys(&format!(":plain{ENTER}"));
    explorer.wait_for("bare text", |screen| {
        screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
            && screen.contents().contains("\nname     Ana Lima")
    });
    explorer.keys(ESC);
    explorer.wait_for("the mouse again", |screen| {
        screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None
    });
    explorer.quit();
}

#[test]
fn a_records_json_can_be_read() {
    let (server, mut explorer) = over_ssh(&["Ana Lima"]);
    server.api().users[0]["big"] = json!(12_345_678_901_234_567_890_u64);
    explorer.keys("r");
    explorer.shows("12345678901234567890");
    explorer.keys("H");
    explorer.shows("\"big\": 12345678901234567890");
    explorer.quit();
}
