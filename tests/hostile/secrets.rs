//! A token is where it must be and nowhere else; what is written is for its
//! owner alone. That no token is on the screen, in a copy or in a file is
//! checked at the end of every run.

use std::os::unix::fs::{MetadataExt as _, symlink};
use std::path::Path;

use super::close;
use crate::explorer::Start;
use crate::pty::{CTRL_C, ENTER};
use crate::sequences;
use crate::strict::{Api, Leanmote, PeopleLens, Reply, Server};

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().mode() & 0o777
}

#[test]
fn what_is_written_is_for_its_owner_alone() {
    let server = Server::start(PeopleLens::of(3));
    let start = Start::on(&server)
        .umask("000")
        .argument("--log-level")
        .argument("trace");
    let mut explorer = start.open();
    explorer.shows("all 3 loaded");
    explorer.keys("D");
    explorer.shows("enabled → disabled");
    explorer.send(&server, "PATCH");
    explorer.shows("✗ disabled");
    let journal = explorer.home.journal_file();
    let folder = journal.parent().unwrap().to_owned();
    assert_eq!(mode(&journal), 0o600);
    assert_eq!(mode(&folder.join("whoswho.log")), 0o600);
    assert_eq!(mode(&folder), 0o700);
    explorer.quit();
}

#[test]
fn a_journal_that_is_a_link_is_not_written() {
    let server = Server::start(PeopleLens::of(3));
    let start = Start::on(&server);
    let aim = start.home().write("theirs", "");
    let journal = start.home().write(".local/state/whoswho/note", "");
    symlink(&aim, journal.with_file_name("journal.jsonl")).unwrap();
    let mut explorer = start.open();
    explorer.shows("all 3 loaded");
    explorer.keys("D");
    explorer.shows("symbolic link");
    explorer.keys(CTRL_C);
    assert_eq!(std::fs::read_to_string(aim).unwrap(), "");
    explorer.ends_with(0);
    let wrote = |line: &String| !line.starts_with("GET");
    assert!(!server.ledger().lines().iter().any(wrote));
}

#[test]
fn a_token_is_not_read_through_a_link() {
    let server = Server::start(Leanmote::of(3));
    let tokens = tempfile::tempdir().unwrap();
    let (file, link) = (tokens.path().join("token"), tokens.path().join("link"));
    std::fs::write(&file, server.token()).unwrap();
    symlink(file, &link).unwrap();
    let token = format!("token = {{ file = {link:?} }}");
    let mut explorer = Start::bare().profile("support", &server, &token).open();
    explorer.shows("is a symbolic link");
    explorer.quit();
    assert_eq!(server.ledger().len(), 0);
}

#[test]
fn no_token_is_in_what_others_see_of_the_process() {
    let server = Server::start(Leanmote::of(3));
    // Where others are written, as far as this host writes any.
    let start = Start::on(&server).before("ulimit -S -c $(ulimit -H -c)");
    let mut explorer = start.open();
    explorer.shows("all 3 loaded");
    let process = format!("/proc/{}", explorer.pid());
    if let Ok(arguments) = std::fs::read_to_string(format!("{process}/cmdline")) {
        assert!(arguments.contains("whoswho"));
        assert!(!arguments.contains(&server.token()));
        // Nor would a crash write it anywhere.
        let limits = std::fs::read_to_string(format!("{process}/limits")).unwrap();
        let core = limits.lines().find(|line| line.starts_with("Max core"));
        let words: Vec<&str> = core.unwrap().split_whitespace().collect();
        assert_eq!(words[..6], ["Max", "core", "file", "size", "0", "0"]);
    }
    explorer.quit();
}

#[test]
fn a_token_command_sees_no_other_token() {
    let first = Server::start(Leanmote::of(3));
    let second = Server::start(PeopleLens::of(3));
    let start = Start::on(&first);
    let note = start.home().path().join("environment");
    let script = format!("env >{}; printf %s \"$0\"", note.display());
    // What the command prints, it is given: its own token is in the
    // configuration, so only the other one is looked for.
    let token = format!(
        "token = {{ command = [\"sh\", \"-c\", {script:?}, {:?}] }}",
        second.token()
    );
    let mut explorer = start
        .profile("people", &second, &token)
        .argument("-p")
        .argument("people")
        .open();
    explorer.shows("all 3 loaded");
    let seen = std::fs::read_to_string(&note).unwrap();
    assert!(seen.contains("HOME="), "{seen}");
    assert!(!seen.contains(&first.token()), "{seen}");
    explorer.keys(CTRL_C);
    assert_eq!(explorer.exit_code(), 0);
    assert_eq!(first.ledger().len(), 0);
}

#[test]
fn a_server_that_repeats_the_token_is_not_quoted() {
    let server = Server::start(Leanmote::of(3));
    let said = format!("{} may not do this", server.token());
    server.always("GET /users/usr_1/teams", Leanmote::error(403, &said));
    let away = format!("https://elsewhere.example/?t={}", server.token());
    let away = Reply::text(302, "").header("location", &away);
    server.always("GET /users/usr_1/organizations", away);
    let mut explorer = Start::on(&server)
        .variable("SSH_CONNECTION", "192.0.2.1 50022 192.0.2.2 22")
        .argument("--log-level")
        .argument("trace")
        .open();
    explorer.shows("all 3 loaded");
    explorer.keys("L");
    explorer.shows("••• may not do this");
    explorer.keys("L");
    explorer.shows("t=•••");
    explorer.keys(&format!("!{ENTER}"));
    explorer.shows_in_a_row(&["error", "t=•••"]);
    // As curl, from where it is logged.
    explorer.keys("y");
    explorer.shows("offered to the terminal");
    close(&mut explorer, "x actions");
    explorer.quit();
}

#[test]
fn a_record_that_holds_a_secret_shows_copies_and_keeps_none() {
    const KEY: &str = "k-canary-0077";
    let server = Server::start(Leanmote::of(3));
    let escaped = server
        .token()
        .encode_utf16()
        .map(|unit| format!("\\u{unit:04X}"))
        .collect::<Vec<_>>()
        .concat();
    let body = format!(
        r#"{{"status":"success","data":[{{"id":"usr_1","name":"Ana {escaped}",
        "email":"ana@acme.example","created_at":"2024-01-03T00:00:00Z","n":"n",
        "profile":{{"api_key":"{KEY}"}}}}],
        "meta":{{"page":1,"per_page":100,"total":1,"total_pages":1}}}}"#
    );
    server.always("GET /users", Reply::bytes(200, body.into()));
    let mut explorer = Start::on(&server)
        .with("keep = \"1d\"")
        .variable("SSH_CONNECTION", "192.0.2.1 50022 192.0.2.2 22")
        .argument("--log-level")
        .argument("trace")
        .open();
    explorer.shows("1, all loaded");
    explorer.shows("Ana •••");
    explorer.keys("Y");
    explorer.shows("offered to the terminal");
    let home = explorer.home.clone();
    explorer.keys(CTRL_C);
    assert_eq!(explorer.exit_code(), 0);
    let copied = sequences::copied(explorer.raw());
    assert!(
        copied
            .iter()
            .any(|text| text.contains("\"api_key\":\"•••\"")
                || text.contains("\"api_key\": \"•••\"")),
        "{copied:?}"
    );
    let token = server.token();
    let mut outputs = copied;
    outputs.push(String::from_utf8_lossy(explorer.raw()).into_owned());
    for secret in [KEY, &token] {
        assert!(!outputs.iter().any(|output| output.contains(secret)));
    }
    // It was kept, and without either.
    let seen = home.files_with("ana@acme.example");
    assert!(
        seen.iter().any(|file| file.ends_with("records.sqlite3")),
        "{seen:?}"
    );
    assert_eq!(home.files_with(KEY), [""; 0].map(std::path::PathBuf::from));
    let with_token = home.files_with(&token);
    assert!(
        !with_token.iter().any(|file| seen.contains(file)),
        "{with_token:?}"
    );
}

#[test]
fn no_token_is_in_any_output() {
    let server = Server::start(PeopleLens::of(3));
    let token = server.token();
    let mut explorer = Start::on(&server)
        .variable("SSH_CONNECTION", "192.0.2.1 50022 192.0.2.2 22")
        .argument("--log-level")
        .argument("trace")
        .open();
    explorer.shows("all 3 loaded");
    // A change for the journal, and one that is refused with the token.
    explorer.keys("D");
    explorer.shows("enabled → disabled");
    explorer.send(&server, "PATCH");
    explorer.shows("disabled, confirmed");
    let refusal = PeopleLens::error(422, &format!("not with {token}"));
    server.once(&format!("PATCH /api/users/{}", PeopleLens::id(2)), refusal);
    explorer.keys("jD");
    explorer.shows("Last002");
    explorer.shows("enabled → disabled");
    explorer.send(&server, "PATCH");
    explorer.shows("not with •••");
    close(&mut explorer, "e edit");
    // The log of requests, one of them as curl, and one that is held: the
    // token is no longer good.
    explorer.keys("!");
    explorer.shows("the newest first");
    explorer.keys("y");
    explorer.shows("offered to the terminal");
    close(&mut explorer, "e edit");
    server.expect_token("another");
    explorer.keys("R");
    explorer.shows("token");
    let arguments = std::fs::read(format!("/proc/{}/cmdline", explorer.pid()));
    explorer.keys(CTRL_C);
    explorer.exit_code();
    let mut outputs = vec![("terminal".to_owned(), explorer.raw().to_vec())];
    outputs.extend(arguments.map(|bytes| ("arguments".to_owned(), bytes)));
    for copied in sequences::copied(explorer.raw()) {
        outputs.push(("copy".to_owned(), copied.into_bytes()));
    }
    let state = explorer.home.path().join(".local/state/whoswho");
    for entry in std::fs::read_dir(state).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        outputs.push((name, std::fs::read(entry.path()).unwrap()));
    }
    let names: Vec<&str> = outputs.iter().map(|(name, _)| name.as_str()).collect();
    for expected in ["terminal", "copy", "journal.jsonl", "whoswho.log"] {
        assert!(names.contains(&expected), "{names:?}");
    }
    let holds = |bytes: &[u8]| bytes.windows(token.len()).any(|w| w == token.as_bytes());
    let found: Vec<&str> = outputs
        .iter()
        .filter(|(_, bytes)| holds(bytes))
        .map(|(name, _)| name.as_str())
        .collect();
    println!(
        "tokens found in any output: {} of {} outputs ({})",
        found.len(),
        outputs.len(),
        names.join(", ")
    );
    assert_eq!(found, [""; 0]);
}
