//! What a server says of an error, in its body and in its headers; what the
//! program says on standard error.

use std::process::{Command, Stdio};

use super::strings::payloads;
use super::{assert_harmless, close, tell};
use crate::explorer::Start;
use crate::pty::ENTER;
use crate::strict::{Api, Leanmote, Reply, Server};

const TEAMS: &str = "GET /users/usr_1/teams";

#[test]
fn no_error_acts() {
    let server = Server::start(Leanmote::of(3));
    let mut explorer = Start::on(&server)
        .argument("--log-level")
        .argument("trace")
        .open();
    explorer.shows("all 3 loaded");
    server.always(TEAMS, Leanmote::error(403, "at first"));
    explorer.keys(&format!("L{ENTER}"));
    explorer.shows("at first");
    for (at, payload) in payloads().iter().enumerate() {
        server.as_documented();
        let status = [400, 403, 404, 409, 422][at % 5];
        server.always(TEAMS, Leanmote::error(status, &payload.text));
        explorer.keys("r");
        explorer.shows(&payload.mark);
        explorer.keys(&format!("!{ENTER}"));
        explorer.shows("cost      1 request");
        explorer.shows(&payload.mark);
        close(&mut explorer, "h back");
    }
    explorer.keys("\x03");
    assert_eq!(explorer.exit_code(), 0);
    assert_harmless(explorer.raw());
    let log = explorer
        .home
        .path()
        .join(".local/state/whoswho/whoswho.log");
    assert_harmless(&std::fs::read(log).unwrap());
    tell(&["error in a pane", "error in the request log", "log"]);
}

#[test]
fn no_header_acts() {
    // What a header can carry: no control of ASCII, any byte above it.
    let odd = "\u{202e}a\u{9b}31m\u{200b}";
    for (status, name) in [
        (302, "location"),
        (403, "content-type"),
        (403, "date"),
        (403, "x-ratelimit-remaining"),
        (403, "retry-after"),
    ] {
        let server = Server::start(Leanmote::of(3));
        let answer = Reply::text(status, "").header(name, odd);
        server.always(TEAMS, answer);
        let mut explorer = Start::on(&server).open();
        explorer.shows("all 3 loaded");
        explorer.keys("L");
        explorer.shows(&status.to_string());
        explorer.keys("\x03");
        assert_eq!(explorer.exit_code(), 0);
        assert_harmless(explorer.raw());
    }
}

/// Runs a command to its end, without a terminal.
fn run(arguments: &[&str]) -> (Option<i32>, Vec<u8>) {
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_whoswho"))
        .args(arguments)
        .env_clear()
        .env("HOME", home.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (
        output.status.code(),
        [output.stdout, output.stderr].concat(),
    )
}

#[test]
fn no_description_acts_when_it_is_checked() {
    let folder = tempfile::tempdir().unwrap();
    for payload in payloads() {
        let quoted = toml::Value::from(payload.text.as_str()).to_string();
        for text in [
            format!("{quoted} = 1\n"),
            format!("name = {quoted}\ntitle = {quoted}\n"),
            format!("paging = {quoted}\n"),
            payload.text.clone(),
        ] {
            let file = folder.path().join("directory.toml");
            std::fs::write(&file, text).unwrap();
            let (code, said) = run(&["directory", "check", file.to_str().unwrap()]);
            assert_eq!(code, Some(2));
            assert_harmless(&said);
        }
    }
}

#[test]
fn no_configuration_acts_when_it_is_refused() {
    for payload in payloads().iter().step_by(3) {
        let quoted = toml::Value::from(payload.text.as_str()).to_string();
        for top in [
            format!("{quoted} = 1"),
            format!("default_profile = {quoted}"),
            format!("theme = {quoted}"),
            format!("[profiles.{quoted}]\ndirectory = {quoted}"),
        ] {
            let mut explorer = Start::bare().top(&top).open();
            assert_eq!(explorer.exit_code(), 2, "{top:?}");
            assert_harmless(explorer.raw());
        }
    }
}

#[test]
fn no_argument_acts_when_it_is_refused() {
    for payload in payloads() {
        // No argument holds a zero byte; one with a line break is told on
        // several lines.
        let text = payload.text.replace('\0', "").replace('\n', " ");
        let option = format!("--{text}");
        for arguments in [
            &[text.as_str()][..],
            &[&option],
            &["--log-level", &text],
            &["directory", "check", &text],
        ] {
            let (code, said) = run(arguments);
            assert_eq!(code, Some(2), "{arguments:?}");
            assert_harmless(&said);
        }
    }
}

#[test]
fn no_path_acts_when_it_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let good = include_str!("../fixtures/example-directory.toml");
    for (number, payload) in payloads().iter().enumerate() {
        // The name of a folder, which has at most 255 bytes.
        let name: String = payload
            .text
            .replace(['\0', '/'], "")
            .chars()
            .take(60)
            .collect();
        let place = folder.path().join(format!("{number}-{name}"));
        std::fs::create_dir(&place).unwrap();
        let path = |name: &str| place.join(name).to_str().unwrap().to_owned();
        let (config, mine) = (path("c.toml"), path("mine.toml"));
        std::fs::write(&mine, good.replace("name = \"job\"", "name = \"token\"")).unwrap();
        for arguments in [
            &["--config", &config, "config", "check"][..],
            &["--config", &config, "config", "init"],
            &["--config", &config, "config", "init"],
            &["--config", &config, "config", "check"],
            &["directory", "check", &mine],
        ] {
            let (_, said) = run(arguments);
            assert!(!said.is_empty(), "{arguments:?}");
            // Each line ends with a line break of ours.
            assert_harmless(&said);
        }
        let state = Command::new(env!("CARGO_BIN_EXE_whoswho"))
            .args(["cache", "clear"])
            .env_clear()
            .env("HOME", folder.path())
            .env("XDG_STATE_HOME", &place)
            .output()
            .unwrap();
        assert!(String::from_utf8_lossy(&state.stdout).contains("nothing was kept"));
        assert_harmless(&state.stdout);
    }
}
