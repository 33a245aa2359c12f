//! Records that strangers wrote: in the list, in the panes, in what is typed
//! and in what is copied.

use serde_json::{Value, json};

use super::strings::payloads;
use super::{assert_harmless, close, tell};
use crate::explorer::{Explorer, Home, Start};
use crate::pty::ENTER;
use crate::sequences;
use crate::strict::{Leanmote, Reply, Server};

/// A company whose people are all of them hostile; copies go to the terminal,
/// and everything is logged.
fn company() -> (Server<Leanmote>, Start) {
    let payloads = payloads();
    let names: Vec<&str> = payloads.iter().map(|p| p.text.as_str()).collect();
    let mut company = Leanmote::named(&names);
    for (user, payload) in company.users.iter_mut().zip(&payloads) {
        // In a field that nobody described, and as its name.
        user["note"] = json!(payload.text);
        user[payload.text.as_str()] = json!(1);
    }
    let server = Server::start(company);
    let start = Start::on(&server)
        .variable("SSH_CONNECTION", "192.0.2.1 50022 192.0.2.2 22")
        .argument("--log-level")
        .argument("trace");
    (server, start)
}

/// Quits, and looks at all that was written.
fn end(mut explorer: Explorer) {
    explorer.keys("\x03");
    assert_eq!(explorer.exit_code(), 0);
    explorer.assert_given_back();
    assert_harmless(explorer.raw());
    let log = explorer
        .home
        .path()
        .join(".local/state/whoswho/whoswho.log");
    let log = std::fs::read(log).unwrap();
    assert_harmless(&log);
}

#[test]
fn no_name_acts_in_a_list_a_record_its_json_or_its_text() {
    let (_server, start) = company();
    let mut explorer = start.open();
    for (at, payload) in payloads().iter().enumerate() {
        let email = format!("person.{:05}@", at + 1);
        // The record's own pane, and the list beside it.
        explorer.wait_for(&payload.mark, |screen| {
            let text = screen.contents();
            text.contains(&email) && text.matches(&payload.mark).count() >= 3
        });
        explorer.keys(&format!("{ENTER}H"));
        explorer.shows("\"note\":");
        explorer.keys(&format!(":plain{ENTER}"));
        explorer.shows(&format!("\nname     {}", payload.mark));
        close(&mut explorer, "\"note\":");
        explorer.keys("Lhj");
    }
    end(explorer);
    tell(&["list", "record", "JSON", "plain text", "log"]);
}

#[test]
fn no_name_acts_in_a_trail_or_above_a_relation() {
    let (_server, start) = company();
    let mut explorer = start.size(80, 24).open();
    for (at, payload) in payloads().iter().take(12).enumerate() {
        explorer.shows_in_a_row(&["▌", &payload.mark]);
        // The tab stays while the selection moves.
        explorer.keys(if at == 0 { "\rL" } else { ENTER });
        explorer.shows("Team 00001");
        explorer.keys(ENTER);
        explorer.wait_for("the trail", |screen| {
            let text = screen.contents();
            text.contains("› Teams") && text.contains(&payload.mark)
        });
        explorer.press_until("the list", "h", |screen| {
            screen.contents().contains("all 34 loaded")
        });
        explorer.keys("j");
    }
    end(explorer);
}

/// The session file that an explorer left.
fn session_of(home: &Home) -> Vec<u8> {
    std::fs::read(home.path().join(".local/state/whoswho/session.json")).unwrap()
}

#[test]
fn no_member_s_name_acts_as_a_column_an_order_or_on_the_disk() {
    let (_server, start) = company();
    let mut explorer = start.open();
    explorer.shows("all 34 loaded");
    explorer.keys("C");
    explorer.shows("[x] name");
    explorer.keys("\x1b[F");
    for payload in payloads().iter().rev() {
        explorer.shows_in_a_row(&["▌ [ ]", &payload.mark]);
        explorer.keys(" ");
        explorer.shows_in_a_row(&["▌ [x]", &payload.mark]);
        explorer.keys(" k");
    }
    // The first one stays, is made the first column, and is sorted by.
    explorer.keys("j KKKKKK\r");
    explorer.hides("[x]");
    explorer.keys("s\x1b[F\r");
    explorer.shows("sorted here: ");
    let home = explorer.home.clone();
    end(explorer);
    assert_harmless(&session_of(&home));
    tell(&["columns", "column heads", "order", "session file"]);
}

#[test]
fn no_copy_acts_on_what_it_is_pasted_into() {
    let (server, start) = company();
    let mut explorer = start.open();
    explorer.shows("all 34 loaded");
    explorer.keys(&" ".repeat(34));
    explorer.shows("34 marked");
    for (form, is_json) in [
        ("i", false),
        ("e", false),
        ("n", false),
        ("t", false),
        ("m", false),
        ("v", false),
        ("c", false),
        ("j", true),
        ("u", false),
    ] {
        let before = sequences::copied(explorer.raw()).len();
        explorer.keys(&format!("y{form}"));
        explorer.wait_until("a copy", |pty| sequences::copied(pty.raw()).len() > before);
        let copied = sequences::copied(explorer.raw()).remove(0);
        let bytes = whoswho::text::grouped(copied.len() as u64);
        explorer.shows(&format!("offered to the terminal, {bytes} bytes"));
        assert_harmless(copied.replace('\t', " ").as_bytes());
        if is_json {
            let parsed: Value = serde_json::from_str(&copied).unwrap();
            assert_eq!(parsed, json!(server.api().users));
        }
        if form == "c" {
            // A spreadsheet is given no formula, wherever a row is cut.
            let cells = copied.split(['\n', ',']);
            assert!(cells.clone().count() > 34);
            for cell in cells {
                let cell = cell.trim_start_matches('"');
                assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell:?}");
            }
        }
    }
    end(explorer);
    tell(&[
        "ids",
        "emails",
        "names",
        "fields",
        "Markdown",
        "TSV",
        "CSV",
        "JSON",
        "addresses",
    ]);
}

#[test]
fn nothing_that_is_pasted_acts_where_it_is_typed() {
    let (server, start) = company();
    let mut explorer = start.open();
    explorer.shows("all 34 loaded");
    for payload in payloads() {
        for (key, hint) in [("/", "⏎ open"), (":", "⏎ do it")] {
            explorer.keys(key);
            explorer.shows(hint);
            explorer.paste(&payload.text);
            explorer.shows(&payload.mark);
            close(&mut explorer, "e edit");
        }
        explorer.keys("o");
        explorer.paste(&payload.text);
        explorer.shows("by id or email");
        explorer.keys(ENTER);
        explorer.wait_for("an answer", |screen| {
            let text = screen.contents();
            text.contains(&format!("has the id \"{}", payload.mark)) || text.contains("Not among")
        });
        close(&mut explorer, "e edit");
    }
    explorer.keys("!");
    explorer.shows("/users/h33_");
    explorer.keys(ENTER);
    explorer.shows("User not found");
    close(&mut explorer, "e edit");
    let wrote = |line: &String| !line.starts_with("GET");
    assert!(!server.ledger().lines().iter().any(wrote));
    end(explorer);
    tell(&["filter", "palette", "prompt", "request log"]);
}

#[test]
fn no_id_acts_or_leads_elsewhere() {
    let payloads = payloads();
    let mut company = Leanmote::of(payloads.len());
    for (user, payload) in company.users.iter_mut().zip(&payloads) {
        user["id"] = json!(payload.text);
    }
    let server = Server::start(company);
    let start = Start::on(&server).argument("--log-level").argument("trace");
    let mut explorer = start.open();
    for (at, payload) in payloads.iter().enumerate() {
        explorer.shows(&format!("▌  Person {:05}", at + 1));
        explorer.shows(&payload.mark);
        explorer.keys("r");
        server.ledger().wait_for("the record", |entries| {
            let segments = entries.last().map(|entry| entry.request.segments());
            segments == Some(vec!["users".to_owned(), payload.text.clone()])
        });
        explorer.keys("bj");
    }
    explorer.keys("!");
    explorer.shows("/users/h33_");
    close(&mut explorer, "e edit");
    let home = explorer.home.clone();
    end(explorer);
    let session = session_of(&home);
    assert_harmless(&session);
    let session: Value = serde_json::from_slice(&session).unwrap();
    let bookmarks = &session["profiles"]["support"]["bookmarks"];
    let ids: Vec<&str> = bookmarks
        .as_array()
        .unwrap()
        .iter()
        .map(|bookmark| bookmark["id"].as_str().unwrap())
        .collect();
    let texts: Vec<&str> = payloads.iter().map(|payload| &*payload.text).collect();
    assert_eq!(ids, texts);
    tell(&["id", "request"]);
}

#[test]
fn letters_of_two_alphabets_are_told() {
    let server = Server::start(Leanmote::named(&["p\u{430}yp\u{430}l", "Анна Lima"]));
    let mut explorer = Start::on(&server).open();
    explorer.shows("! p\u{430}yp\u{430}l");
    explorer.shows_in_a_row(&["name", "p\u{430}yp\u{430}l  mixed scripts"]);
    explorer.keys("j");
    explorer.hides("mixed scripts");
    explorer.shows("▌  Анна Lima");
    explorer.quit();
}

#[test]
fn text_that_is_none_is_shown_or_refused_and_does_no_harm() {
    let users = |name: &[u8]| {
        let mut body = br#"{"status":"success","data":[{"id":"usr_1","name":""#.to_vec();
        body.extend_from_slice(name);
        body.extend_from_slice(br#""}],"meta":{"page":1,"total":1,"total_pages":1}}"#);
        body
    };
    let huge = "n\u{301}\u{202e}".repeat(200_000);
    for (name, seen) in [
        // Not UTF-8, half a pair, a pair the wrong way round, no character.
        (&b"h\xff\xfe\x1b[2Jz"[..], "Could not read it"),
        (br"h\ud800z", "1, all loaded"),
        (br"h\udc00\ud800z", "1, all loaded"),
        (br"h\uffff\ufffe\u0000z", r"h\u{ffff}\u{fffe}\u{0}z"),
        (br"h\u001b]0;x\u0007z", r"h\e]0;x\u{7}z"),
        // A control that JSON does not allow where it is.
        (b"h\x1b[2Jz", "Could not read it"),
        (huge.as_bytes(), "1, all loaded"),
    ] {
        let server = Server::start(Leanmote::of(1));
        server.always("GET /users", Reply::bytes(200, users(name)));
        let mut explorer = Start::on(&server)
            .argument("--log-level")
            .argument("trace")
            .open();
        explorer.shows(seen);
        explorer.keys("!");
        explorer.shows("Requests, the newest first");
        explorer.keys(ENTER);
        explorer.shows("waited");
        close(&mut explorer, "/ filter");
        end(explorer);
    }
}
