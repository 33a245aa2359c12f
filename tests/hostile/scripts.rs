//! Records that strangers wrote, and what scripts pass on: in all that `list`
//! and `get` print, and in what they say on standard error.

use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::strings::{Payload, payloads};
use super::{assert_harmless, tell};
use crate::sequences;
use crate::strict::{Api, Leanmote, Reply, Server};

const FORMATS: [&str; 4] = ["table", "csv", "json", "jsonl"];

/// A home folder with the profile `support`.
struct Shell {
    home: TempDir,
    token: String,
}

/// What a run came to.
struct Ran {
    code: Option<i32>,
    out: String,
    error: String,
}

impl Shell {
    fn on<A: Api>(server: &Server<A>) -> Self {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join(".config/whoswho");
        std::fs::create_dir_all(&folder).unwrap();
        let config = format!(
            "[profiles.support]\ndirectory = {:?}\nurl = {:?}\ntoken = {{ env = \"TOKEN\" }}\n\
             limits = {{ hour = 0, minute = 0 }}\n",
            A::DIRECTORY,
            server.url()
        );
        std::fs::write(folder.join("config.toml"), config).unwrap();
        Self {
            home,
            token: server.token(),
        }
    }

    /// Runs a command to its end. Whatever it prints is text that acts on
    /// nothing: not even a colour is meant here.
    #[track_caller]
    fn run(&self, arguments: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_whoswho"))
            .args(arguments)
            .args(["--log-level", "trace"])
            .env_clear()
            .env("HOME", self.home.path())
            .env("TOKEN", &self.token)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        for bytes in [&output.stdout, &output.stderr] {
            assert_harmless(bytes);
            let text = str::from_utf8(bytes).unwrap();
            let acts = |c: char| c != '\n' && sequences::is_control(c);
            assert!(!text.contains(acts), "{arguments:?}: {text:?}");
        }
        Ran {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            error: String::from_utf8(output.stderr).unwrap(),
        }
    }

    #[track_caller]
    fn prints(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!((ran.code, &*ran.error), (Some(0), ""), "{arguments:?}");
        ran.out
    }

    /// Runs what must be refused, in one line that names what it is about, and
    /// one hint.
    #[track_caller]
    fn refuses(&self, arguments: &[&str], code: i32, mark: &str) {
        let ran = self.run(arguments);
        assert_eq!((ran.code, &*ran.out), (Some(code), ""), "{arguments:?}");
        assert_eq!(ran.error.lines().count(), 2, "{}", ran.error);
        assert!(ran.error.contains(mark), "{mark}: {}", ran.error);
    }

    fn assert_log_harmless(&self) {
        let log = self.home.path().join(".local/state/whoswho/whoswho.log");
        assert_harmless(&std::fs::read(log).unwrap());
    }
}

/// A company whose people are all of them hostile: in a described field, in
/// one that nobody described, in its name, and deeper.
fn company() -> Server<Leanmote> {
    let payloads = payloads();
    let names: Vec<&str> = payloads.iter().map(|p| p.text.as_str()).collect();
    let mut company = Leanmote::named(&names);
    for (user, payload) in company.users.iter_mut().zip(&payloads) {
        user["email"] = json!(payload.text);
        user["note"] = json!({ "deep": [payload.text] });
        user[payload.text.as_str()] = json!(1);
    }
    Server::start(company)
}

/// No cell is a formula, wherever a row is cut.
#[track_caller]
fn assert_no_formula(csv: &str) {
    for cell in csv.split(['\n', ',']) {
        let cell = cell.trim_start_matches('"');
        assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell:?}");
    }
}

#[test]
fn no_record_acts_on_what_a_script_reads() {
    let server = company();
    let shell = Shell::on(&server);
    for format in FORMATS {
        let printed = shell.prints(&["list", "users", "--all", "-o", format]);
        for payload in payloads() {
            let seen = printed.matches(&payload.mark).count();
            assert!(seen >= 2, "{format}, {}: {seen}", payload.mark);
        }
        let users = || json!(server.api().users);
        match format {
            "json" => assert_eq!(serde_json::from_str::<Value>(&printed).unwrap(), users()),
            "jsonl" => {
                let record = |line| serde_json::from_str::<Value>(line).unwrap();
                let records: Value = printed.lines().map(record).collect();
                assert_eq!(records, users());
            }
            // A header and a line each.
            "table" => assert_eq!(printed.lines().count(), payloads().len() + 1),
            _ => assert_no_formula(&printed),
        }
    }
    shell.assert_log_harmless();
    tell(&FORMATS.map(|format| ["list as ", format].concat()));
}

#[test]
fn no_single_record_acts_on_what_a_script_reads() {
    for format in FORMATS {
        // A server each: one allows a hundred requests a minute.
        let server = company();
        let shell = Shell::on(&server);
        for (at, payload) in payloads().iter().enumerate() {
            let id = format!("usr_{}", at + 1);
            let printed = shell.prints(&["get", "users", &id, "-o", format]);
            assert!(printed.contains(&payload.mark), "{format}: {printed}");
            match format {
                "json" | "jsonl" => {
                    let record: Value = serde_json::from_str(&printed).unwrap();
                    assert_eq!(record, server.api().users[at]);
                }
                // Three described fields that it has, and two that nobody
                // described.
                "table" => assert_eq!(printed.lines().count(), 6, "{printed}"),
                _ => assert_no_formula(&printed),
            }
        }
        shell.assert_log_harmless();
    }
    tell(&FORMATS.map(|format| ["get as ", format].concat()));
}

#[test]
fn no_undescribed_member_acts_as_a_column() {
    let server = Server::start(Leanmote::of(1));
    let record = |payload: &Payload| json!({ payload.text.as_str(): payload.text });
    let records: Vec<Value> = payloads().iter().map(record).collect();
    let answer = json!({
        "status": "success",
        "data": records,
        "meta": { "page": 1, "per_page": 100, "total": records.len(), "total_pages": 1 },
    });
    server.always("GET /apps", Reply::json(200, &answer));
    let shell = Shell::on(&server);
    for format in FORMATS {
        let printed = shell.prints(&["list", "apps", "-o", format]);
        for Payload { mark, .. } in payloads() {
            // Titles are in capitals.
            let titled = printed.contains(&mark.to_uppercase());
            assert!(
                titled || printed.matches(&mark).count() >= 2,
                "{format}, {mark}"
            );
        }
        if format == "csv" {
            assert_no_formula(&printed);
        }
    }
}

#[test]
fn no_error_of_a_server_acts_on_standard_error() {
    let server = Server::start(Leanmote::of(1));
    let shell = Shell::on(&server);
    for (at, Payload { text, mark }) in payloads().iter().enumerate() {
        let (status, code) = [(400, 1), (401, 1), (403, 1), (404, 3), (501, 1)][at % 5];
        server.as_documented();
        server.always("GET /users/usr_1", Leanmote::error(status, text));
        shell.refuses(&["get", "users", "usr_1"], code, mark);
    }
    shell.assert_log_harmless();
    tell(&["an error of a server on standard error"]);
}

#[test]
fn no_argument_of_a_script_acts_on_standard_error() {
    let server = Server::start(Leanmote::of(1));
    let shell = Shell::on(&server);
    // Whether records have a field is asked of them: that is a request each.
    let asked = Server::start(Leanmote::of(1));
    let asking = Shell::on(&asked);
    for Payload { text, mark } in payloads() {
        // No argument holds a zero byte.
        let text = text.replace('\0', "");
        for arguments in [
            &["list", &text][..],
            &["list", "users", "--sort", &text],
            &["list", "users", "--search", &text],
            &["list", "users", "--param", &text],
            &["list", "users", "-o", &text],
            &["list", "users", "--limit", &text],
            &["list", "users", &text],
            &["get", &text, "usr_1"],
            &["get", "users", "usr_1", "--relation", &text],
            &["-p", &text, "list", "users"],
        ] {
            // Leanmote searches nothing, whatever the text is; of an order
            // that is none, only the part behind the colon is told.
            let is_quoted = !arguments.contains(&"--search") && !arguments.contains(&"--sort");
            let told = if is_quoted { &mark } else { "" };
            shell.refuses(arguments, 2, told);
        }
        asking.refuses(&["list", "users", "--columns", &text], 2, &mark);
        shell.refuses(&["get", "users", &text], 3, &mark);
        let item = [
            "get",
            "users",
            "usr_1",
            "--relation",
            "teams",
            "--item",
            &text,
        ];
        shell.refuses(&item, 3, &mark);
    }
    shell.assert_log_harmless();
    asking.assert_log_harmless();
    tell(&["an argument on standard error"]);
}
