//! PeopleLens: searching, and every change it documents.

use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use serde_json::{Value, json};

use crate::explorer::{Explorer, Start};
use crate::pty::{CTRL_C, CTRL_G, CTRL_U, CTRL_Y, ENTER, ESC, TAB};
use crate::sequences;
use crate::strict::{PeopleLens, Reply, Server};

/// The list, and an explorer that shows it.
fn people() -> (Server<PeopleLens>, Explorer) {
    let server = Server::start(PeopleLens::of(120));
    let mut explorer = Start::on(&server).open();
    explorer.shows("all 120 loaded");
    assert_eq!(server.ledger().lines(), ["GET /api/users"]);
    (server, explorer)
}

fn one(method: &str, n: usize) -> String {
    format!("{method} /api/users/{}", PeopleLens::id(n))
}

/// The body of the only request with that method.
fn body(server: &Server<PeopleLens>, method: &str) -> Value {
    server.ledger().only(method).request.json()
}

#[test]
fn the_server_is_asked_for_what_is_typed_only_when_told_to() {
    let (server, mut explorer) = people();
    explorer.keys("/first01");
    explorer.shows("10 matches in 120, all loaded");
    assert_eq!(server.ledger().len(), 1);
    explorer.keys(TAB);
    explorer.shows("all 10 loaded");
    assert_eq!(server.ledger().since(1), ["GET /api/users?search=first01"]);
    explorer.keys("/");
    explorer.shows("Tab asks the directory");
    explorer.keys(&format!("role:Admin{TAB}"));
    explorer.shows("all 12 loaded");
    assert_eq!(server.ledger().since(2), ["GET /api/users?role=Admin"]);
    explorer.keys("/");
    explorer.shows("Tab asks the directory");
    explorer.keys(&format!("st05 role:Admin{TAB}"));
    explorer.shows("1, all loaded");
    let both = "GET /api/users?role=Admin&search=st05";
    assert_eq!(server.ledger().since(3), [both]);
    explorer.quit();
}

#[test]
fn an_edit_is_a_read_a_write_of_the_changed_field_and_a_read() {
    let (server, mut explorer) = people();
    explorer.keys("e");
    // The list leaves out the role: the form reads the record.
    explorer.shows_in_a_row(&["role", "User"]);
    let before = server.ledger().len();
    explorer.keys(&format!("{CTRL_U}Anna"));
    explorer.shows("was First001");
    explorer.keys(ENTER);
    explorer.shows("First001 → Anna");
    explorer.shows("up to 4 requests (read, read again, write, read)");
    explorer.shows("can be undone with u");
    explorer.shows("as you saw it");
    explorer.shows(&format!("support · {}", server.host()));
    explorer.send(&server, "PATCH");
    explorer.shows("Anna Last001 changed, confirmed by a fresh read");
    let expected = [one("GET", 1), one("PATCH", 1), one("GET", 1)];
    assert_eq!(server.ledger().since(before), expected);
    assert_eq!(body(&server, "PATCH"), json!({"first_name": "Anna"}));
    explorer.shows_in_a_row(&["▌", "Anna Last001"]);
    explorer.quit();
}

#[test]
fn what_is_undone_is_read_again_and_sent_as_a_change() {
    let (server, mut explorer) = people();
    explorer.keys("e");
    explorer.shows_in_a_row(&["role", "User"]);
    explorer.keys(&format!("{CTRL_U}Anna{ENTER}"));
    explorer.shows("First001 → Anna");
    explorer.send(&server, "PATCH");
    explorer.shows("u undoes it");
    let before = server.ledger().len();
    explorer.keys("u");
    explorer.shows("Undo");
    explorer.keys(ENTER);
    explorer.shows("Anna → First001");
    explorer.send(&server, "PATCH");
    explorer.shows("First001 Last001 changed, confirmed");
    explorer.quit();
    let expected = [one("GET", 1), one("PATCH", 1), one("GET", 1)];
    assert_eq!(server.ledger().since(before), expected);
    let sent = &server.ledger().entries()[before + 1].request;
    assert_eq!(sent.json(), json!({"first_name": "First001"}));
}

#[test]
fn somebody_is_disabled_and_enabled_again() {
    let (server, mut explorer) = people();
    for (question, before_after, told, sent) in [
        (
            "Disable",
            "enabled → disabled",
            "disabled, confirmed",
            false,
        ),
        ("Enable", "disabled → enabled", "enabled, confirmed", true),
    ] {
        let before = server.ledger().len();
        explorer.keys("D");
        explorer.shows(question);
        explorer.shows(before_after);
        explorer.send(&server, "PATCH");
        explorer.shows(told);
        let expected = [one("GET", 1), one("PATCH", 1), one("GET", 1)];
        assert_eq!(server.ledger().since(before), expected);
        let request = &server.ledger().entries()[before + 1].request;
        assert_eq!(request.json(), json!({"is_enabled": sent}));
    }
    explorer.quit();
}

#[test]
fn nothing_is_sent_within_300_ms_of_the_painting() {
    let (server, mut explorer) = people();
    // All of it before the review can have been painted.
    explorer.keys(&format!("D{CTRL_Y}{CTRL_Y}"));
    explorer.send(&server, "PATCH");
    explorer.shows("disabled, confirmed");
    explorer.quit();
    let entries = server.ledger().entries();
    let at = |line: String| {
        entries
            .iter()
            .find(|e| e.request.line() == line)
            .unwrap()
            .at
    };
    // The review shows what this read found, so it was painted later.
    let waited = at(one("PATCH", 1)) - at(one("GET", 1));
    assert!(waited >= Duration::from_millis(300), "{waited:?}");
    server.ledger().only("PATCH");
}

#[test]
fn a_paste_never_sends() {
    let (server, mut explorer) = people();
    explorer.keys("D");
    explorer.shows("enabled → disabled");
    // It takes keys by now.
    explorer.press_until("Send to have the focus", TAB, |screen| {
        screen.contents().contains("▸ Send")
    });
    explorer.paste(&format!("{CTRL_Y}{ENTER}{CTRL_Y}\n{CTRL_Y}"));
    explorer.keys(ESC);
    explorer.hides("enabled → disabled");
    explorer.quit();
    assert_eq!(server.ledger().since(1), [one("GET", 1)]);
}

#[test]
fn cancel_has_the_focus() {
    let (server, mut explorer) = people();
    explorer.keys("D");
    explorer.shows("▸ Cancel");
    explorer.press_until("the review to close", ENTER, |screen| {
        !screen.contents().contains("▸ Cancel")
    });
    explorer.shows("First001");
    explorer.quit();
    assert_eq!(server.ledger().since(1), [one("GET", 1)]);
}

#[test]
fn a_new_person_gets_a_password_that_is_shown_once() {
    let (server, mut explorer) = people();
    explorer.keys("+");
    explorer.shows("password");
    explorer.keys(&format!("nina@acme.example{TAB}{CTRL_G}"));
    explorer.shows("••••");
    explorer.keys(&format!("{TAB}Nina{TAB}Novak"));
    explorer.shows("4 changes");
    explorer.keys(ENTER);
    explorer.shows("2 requests (write, read)");
    explorer.send(&server, "POST");
    explorer.shows("Password of Nina Novak");
    let sent = body(&server, "POST");
    let password = sent["password"].as_str().unwrap().to_owned();
    assert!(password.chars().count() >= 16, "{}", password.len());
    let expected = json!({
        "email": "nina@acme.example",
        "password": password,
        "first_name": "Nina",
        "last_name": "Novak",
    });
    assert_eq!(sent, expected);
    explorer.shows(&password);
    explorer.keys("y");
    explorer.shows("offered to the terminal");
    assert_eq!(sequences::copied(explorer.raw()), [password.as_str()]);
    explorer.keys(ESC);
    explorer.hides(&password);
    // After sending, the screen shows what the server now has.
    explorer.shows_in_a_row(&["email", "nina@acme.example"]);
    assert_eq!(
        explorer.home.files_with(&password),
        [] as [std::path::PathBuf; 0]
    );
    explorer.quit();
    let expected = ["POST /api/users".to_owned(), one("GET", 121)];
    assert_eq!(server.ledger().since(1), expected);
}

#[test]
fn a_removal_asks_for_the_email_first() {
    let (server, mut explorer) = people();
    explorer.keys("x");
    explorer.shows_in_a_row(&["Delete …", "cannot be undone"]);
    // The last choice, without a key of its own.
    explorer.keys(&format!("\x1b[F{ENTER}"));
    explorer.shows("To send it, type its email");
    explorer.shows("There is no way back");
    explorer.press_until("typing to be taken", "x", |screen| {
        screen.contents().contains("› x")
    });
    explorer.keys(&format!("{CTRL_Y}{CTRL_U}first001@acme.exampl"));
    explorer.shows("› first001@acme.exampl");
    explorer.keys(&format!("{CTRL_Y}e"));
    explorer.shows("› first001@acme.example");
    assert_eq!(server.ledger().since(1), [one("GET", 1)]);
    explorer.send(&server, "DELETE");
    explorer.shows("confirmed: a read finds it no more");
    explorer.quit();
    let expected = [one("GET", 1), one("DELETE", 1), one("GET", 1)];
    assert_eq!(server.ledger().since(1), expected);
    assert_eq!(server.ledger().only("DELETE").request.body, b"");
}

#[test]
fn what_somebody_else_wrote_meanwhile_is_kept_unless_chosen_otherwise() {
    let (server, mut explorer) = people();
    explorer.keys("e");
    explorer.shows_in_a_row(&["role", "User"]);
    explorer.keys(&format!("{CTRL_U}Anna"));
    explorer.shows("was First001");
    server.api().set(1, "first_name", json!("Annabel"));
    explorer.keys(ENTER);
    explorer.shows("▸ Keep theirs");
    explorer.hides("ctrl-y send");
    explorer.shows_in_a_row(&["first name", "First001", "Annabel", "Anna"]);
    explorer.press_until("the review to close", ENTER, |screen| {
        !screen.contents().contains("Keep theirs")
    });
    explorer.shows("Annabel Last001");
    explorer.keys(CTRL_C);
    explorer.exit_code();
    assert_eq!(server.api().field(1, "first_name"), json!("Annabel"));
    assert!(server.ledger().lines().iter().all(|l| l.starts_with("GET")));
}

#[test]
fn a_refusal_goes_to_its_field_with_the_values_kept() {
    let (server, mut explorer) = people();
    let refusal = Reply::json(422, &json!({"error": "Name is reserved"}));
    server.once(&one("PATCH", 1), refusal);
    explorer.keys("e");
    explorer.shows_in_a_row(&["role", "User"]);
    explorer.keys(&format!("{CTRL_U}Root{ENTER}"));
    explorer.shows("First001 → Root");
    explorer.send(&server, "PATCH");
    explorer.shows("Name is reserved");
    explorer.shows_in_a_row(&["first name", "Root"]);
    explorer.shows("1 change");
    // It stays until the field is another.
    explorer.keys("y");
    explorer.shows_in_a_row(&["first name", "Rooty"]);
    explorer.hides("✗ Name is reserved");
    explorer.keys(&format!("{CTRL_U}First001{ESC}"));
    explorer.hides("Edit First001");
    explorer.quit();
    server.ledger().only("PATCH");
}

#[test]
fn a_change_is_in_the_journal_before_it_is_sent_and_after() {
    let (server, mut explorer) = people();
    server.hold("PATCH");
    explorer.keys("D");
    explorer.shows("enabled → disabled");
    explorer.send(&server, "PATCH");
    // The server has it and says nothing.
    let [sending] = explorer.home.journal().try_into().unwrap();
    assert_eq!(sending["state"], "sending");
    assert_eq!(sending["profile"], "support");
    assert_eq!(sending["record"], json!(PeopleLens::id(1)));
    let fields = json!({"is_enabled": {"before": true, "after": false}});
    assert_eq!(sending["fields"], fields);
    server.release();
    explorer.shows("disabled, confirmed");
    let [_, ended] = explorer.home.journal().try_into().unwrap();
    assert_eq!(ended["state"], "applied");
    assert_eq!(ended["id"], sending["id"]);
    let mode = |path: &std::path::Path| {
        let mode = std::fs::metadata(path).unwrap().permissions().mode();
        format!("{:o}", mode & 0o777)
    };
    let journal = explorer.home.journal_file();
    assert_eq!(mode(&journal), "600");
    assert_eq!(mode(journal.parent().unwrap()), "700");
    explorer.quit();
}

#[test]
fn a_change_is_refused_where_the_journal_cannot_be_written() {
    let server = Server::start(PeopleLens::of(120));
    let start = Start::on(&server);
    // A file where the folder should be.
    start.home().write(".local/state", "");
    let mut explorer = start.open();
    explorer.shows("all 120 loaded");
    explorer.shows("Changes are off: the journal ");
    explorer.shows("no journal, no changes");
    explorer.keys("D");
    explorer.shows("D is locked here: the journal cannot be written");
    explorer.keys("R");
    server
        .ledger()
        .wait_for("the list again", |entries| entries.len() == 2);
    explorer.keys(CTRL_C);
    explorer.ends_with(0);
    let lines = server.ledger().lines();
    assert!(
        lines.iter().all(|line| line.starts_with("GET")),
        "{lines:?}"
    );
}

#[test]
fn quitting_with_a_change_in_flight_asks_once_and_writes_it_down() {
    let (server, mut explorer) = people();
    server.hold("PATCH");
    explorer.keys("D");
    explorer.shows("enabled → disabled");
    explorer.send(&server, "PATCH");
    explorer.keys(CTRL_C);
    explorer.shows("1 change was sent and has not been answered");
    explorer.keys(CTRL_C);
    assert_eq!(explorer.exit_code(), 0);
    explorer.assert_given_back();
    let [_, ended] = explorer.home.journal().try_into().unwrap();
    assert_eq!(ended["state"], "unknown");
}

#[test]
fn a_draft_outlives_its_form() {
    let (server, mut explorer) = people();
    explorer.keys("e");
    explorer.shows_in_a_row(&["role", "User"]);
    explorer.keys(&format!("{CTRL_U}Anna"));
    explorer.shows("was First001");
    explorer.keys(ESC);
    explorer.shows("The draft is kept");
    explorer.shows_in_a_row(&["▌", "draft"]);
    // It would be lost.
    explorer.keys(CTRL_C);
    explorer.shows("1 draft would be lost");
    explorer.keys(ESC);
    explorer.hides("would be lost");
    explorer.keys("e");
    explorer.shows_in_a_row(&["first name", "Anna"]);
    explorer.keys(&format!("{CTRL_U}First001{ESC}"));
    explorer.hides("Edit First001");
    explorer.quit();
    assert_eq!(server.ledger().since(1), [one("GET", 1)]);
}
