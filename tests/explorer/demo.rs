//! The embedded servers: with the explorer, and by themselves.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};

use crate::explorer::Start;
use crate::pty::ENTER;

#[test]
fn one_command_opens_the_explorer_on_made_up_people() {
    let mut explorer = Start::bare().argument("--demo").open();
    explorer.shows("● leanmote");
    explorer.shows("100 of 2,");
    explorer.keys("P");
    for (profile, title) in [
        ("leanmote", "Leanmote"),
        ("leadr", "LEADR"),
        ("peoplelens", "PeopleLens"),
    ] {
        explorer.shows_in_a_row(&[profile, title, "127.0.0.1:"]);
    }
    explorer.keys("3");
    explorer.shows("● peoplelens");
    explorer.shows_in_a_row(&["NAME", "EMAIL"]);
    explorer.keys("D");
    explorer.shows("send this change?");
    explorer.press_until("the change", "\x19", |screen| {
        screen.contents().contains("confirmed by a fresh read")
    });
    let journal = explorer.home.journal_file();
    assert!(
        !journal.exists(),
        "what was changed in the demo is forgotten"
    );
    explorer.quit();
}

#[test]
fn the_demo_is_as_large_and_as_limited_as_asked() {
    let mut explorer = Start::bare()
        .argument("--demo")
        .argument("--demo-people=40")
        .argument("--demo-budget=50")
        .argument("-p")
        .argument("leanmote")
        .open();
    explorer.shows("49/50");
    explorer.keys("G");
    explorer.shows(" loaded");
    explorer.keys(&format!(":profile leadr{ENTER}"));
    explorer.shows("● leadr");
    explorer.quit();
}

#[test]
fn the_demos_servers_serve_alone_until_they_are_told_to_end() {
    let mut served = Command::new(env!("CARGO_BIN_EXE_whoswho"))
        .args(["demo-server", "--demo-people", "30"])
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(served.stdout.take().unwrap()).lines();
    for (expected, path, header) in [
        ("leanmote", "/users", "authorization: Bearer "),
        ("leadr", "/v1/users", "leadr-api-key: "),
        ("peoplelens", "/api/users", "authorization: Bearer "),
    ] {
        let line = lines.next().unwrap().unwrap();
        let [name, url, token] = line.split(' ').collect::<Vec<_>>().try_into().unwrap();
        assert_eq!(name, expected);
        let address = url.strip_prefix("http://").unwrap();
        let (address, base) = address.split_once('/').unwrap_or((address, ""));
        let base = if base.is_empty() {
            String::new()
        } else {
            format!("/{base}")
        };
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "GET {base}{path} HTTP/1.1\r\nhost: {address}\r\n{header}{token}\r\nconnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(answer.contains("\"email\""), "{answer}");
    }
    let pid = Pid::from_raw(i32::try_from(served.id()).unwrap()).unwrap();
    kill_process(pid, Signal::INT).unwrap();
    assert!(lines.next().is_none(), "three lines and no more");
    assert_eq!(served.wait().unwrap().code(), Some(130));
}
