//! A panic while the explorer is up, in a process and a pseudo-terminal of its
//! own: in the loop, in a task beside it, and on another thread.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use url::Url;

use super::*;
use crate::config::ThemeChoice;
use crate::config::connection::TokenSource;
use crate::directory::builtin;
use crate::directory::call::Secret;

/// What is never to be printed.
const TOKEN: &str = "tok-5e1f09c7";
const PASSWORD: &str = "pass-83bd1a60";
/// What is on the screen, and nowhere once that is given back.
const NAME: &str = "Canary Cordelia";

/// What the process is told: who panics, where the directory is, what to wait
/// for, and where its files are.
const WHO: &str = "WHOSWHO_TEST_WHO";
const DIRECTORY: &str = "WHOSWHO_TEST_DIRECTORY";
const WORD: &str = "WHOSWHO_TEST_WORD";
const STATE: &str = "WHOSWHO_TEST_STATE";

fn setup(url: Url, state: &Path) -> Setup {
    let description = Arc::new(builtin::description("peoplelens").unwrap());
    let connection = Connection {
        name: "support".to_owned(),
        limits: description.limits.clone(),
        description,
        url,
        token: TokenSource::Given(Secret::new(TOKEN.to_owned())),
        params: std::collections::BTreeMap::new(),
        color: None,
        read_only: false,
        guard: false,
        proxy: None,
        ca_file: None,
        keep: None,
    };
    Setup {
        connections: vec![Arc::new(connection)],
        open: Some(ProfileId(0)),
        keymap: Keymap::default(),
        themes: Themes::load(&ThemeChoice::Named("dark".to_owned()), None).unwrap(),
        mouse: true,
        looks: Looks::default(),
        clipboard: config::Clipboard::Osc52,
        journal: Journal::at(state.join("journal.jsonl")),
        state: Some(state.to_owned()),
        store: None,
        resume: session::Resume::No,
        private: false,
        log: None,
        clock: Clock::start(),
    }
}

/// Panics as badly as can be, once it is told to.
fn panics(word: &str) {
    let mut stream = TcpStream::connect(word).unwrap();
    let _ = stream.read(&mut [0]);
    let secret = Secret::new(PASSWORD.to_owned());
    panic!("no page for {NAME} with {TOKEN} and {}", secret.expose());
}

#[test]
#[ignore = "the next test runs it in a terminal of its own"]
fn falls_over() {
    let told = |name| std::env::var(name).unwrap();
    let (who, word, state) = (told(WHO), told(WORD), PathBuf::from(told(STATE)));
    let setup = setup(told(DIRECTORY).parse().unwrap(), &state);
    let log = Some((state.join("whoswho.log"), LevelFilter::TRACE));
    let code = to_its_end(event_loop().unwrap(), async move {
        let explorer = Explorer::enter(setup).unwrap();
        match who.as_str() {
            "the loop" => {
                // Both are polled by the same thread, and unwound as one.
                let falls = async {
                    let word = tokio::net::TcpStream::connect(word.as_str()).await.unwrap();
                    word.readable().await.unwrap();
                    panics(&word.peer_addr().unwrap().to_string());
                };
                return tokio::join!(explorer.run(log), falls).0;
            }
            "a task" => drop(tokio::spawn(async move {
                let wait = tokio::net::TcpStream::connect(word.as_str()).await.unwrap();
                wait.readable().await.unwrap();
                panics(&word);
            })),
            _ => drop(thread::spawn(move || panics(&word))),
        }
        explorer.run(log).await
    });
    std::process::exit(code.unwrap().into());
}

/// A directory of one person, until the test ends.
fn directory() -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = [0; 4096];
            let _ = stream.read(&mut request);
            let (first, last) = NAME.split_once(' ').unwrap();
            let body = format!(
                r#"{{"users":[{{"id":"7","first_name":"{first}","last_name":"{last}"}}],"total":1}}"#
            );
            let length = body.len();
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
            );
        }
    });
    url.parse().unwrap()
}

/// All that comes out of the explorer when something panics, and its exit code.
fn fallen(who: &str, state: &Path) -> (String, u32) {
    let word = TcpListener::bind("127.0.0.1:0").unwrap();
    let pair = native_pty_system()
        .openpty(PtySize {
            rows: 36,
            cols: 120,
            ..PtySize::default()
        })
        .unwrap();
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "--nocapture"]);
    command.arg("runtime::explorer::tests::falls_over");
    for (name, value) in [
        ("TERM", "xterm-256color"),
        ("RUST_BACKTRACE", "full"),
        (WHO, who),
        (DIRECTORY, directory().as_str()),
        (WORD, &word.local_addr().unwrap().to_string()),
        (STATE, state.to_str().unwrap()),
    ] {
        command.env(name, value);
    }
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let (mut bytes, mut chunk) = (Vec::new(), [0; 4096]);
    let mut word = Some(word);
    // The end of a pseudo-terminal is an error to some systems.
    while let Ok(count @ 1..) = reader.read(&mut chunk) {
        bytes.extend_from_slice(&chunk[..count]);
        let shown = bytes.windows(NAME.len()).any(|w| w == NAME.as_bytes());
        if shown && let Some(word) = word.take() {
            // Whoever connects, and then finds that nobody is there.
            thread::spawn(move || word.incoming().take(2).for_each(drop));
        }
    }
    let code = child.wait().unwrap().exit_code();
    (String::from_utf8(bytes).unwrap(), code)
}

#[test]
fn a_panic_ends_it_and_tells_nothing_of_anybody() {
    for who in ["the loop", "a task", "a thread"] {
        let state = tempfile::tempdir().unwrap();
        let (output, code) = fallen(who, state.path());
        assert_eq!(code, u32::from(panics::EXIT_CODE), "{who}: {output}");
        let (ours, after) = output
            .rsplit_once("\x1b[?1049l")
            .unwrap_or_else(|| panic!("{who}: the screen is not given back: {output}"));
        assert!(ours.contains(NAME), "{who}");
        for given_back in ["\x1b[?2004l", "\x1b[?1006l", "\x1b[?1000l", "\x1b[?2031l"] {
            assert!(ours.contains(given_back), "{who}: {given_back:?}");
        }
        let report = after
            .split_once("whoswho fell over: its message is left out")
            .unwrap_or_else(|| panic!("{who}: no report: {after}"));
        assert!(report.0.contains("\x1b[?25h"), "{who}");
        assert!(!report.1.contains('\x1b'), "{who}: {after:?}");
        assert!(
            report.1.contains("src/runtime/explorer/tests.rs:"),
            "{after}"
        );
        assert!(report.1.contains("a fault in whoswho itself"), "{after}");
        assert_eq!(output.matches("fell over").count(), 1, "{who}: once");

        let mut outputs = vec![("the terminal".to_owned(), after.as_bytes().to_vec())];
        for entry in std::fs::read_dir(state.path()).unwrap() {
            let path = entry.unwrap().path();
            outputs.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
        assert!(
            outputs
                .iter()
                .any(|(name, _)| name.ends_with("whoswho.log"))
        );
        let mut found = Vec::new();
        for (name, bytes) in &outputs {
            let text = String::from_utf8_lossy(bytes);
            for secret in [TOKEN, PASSWORD, NAME, "Cordelia"] {
                if text.contains(secret) {
                    found.push(format!("{secret} in {name}"));
                }
            }
        }
        println!(
            "a panic in {who}: {} secrets found in {} outputs",
            found.len(),
            outputs.len()
        );
        assert_eq!(found, [""; 0], "{who}");
        assert!(!output.contains(TOKEN) && !output.contains(PASSWORD));
    }
}
