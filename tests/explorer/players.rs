//! LEADR: its four calls, and its ways.

use serde_json::json;

use crate::explorer::{Explorer, Start};
use crate::pty::{BACKSPACE, CTRL_C, CTRL_U, CTRL_Y, ENTER, ESC, TAB};
use crate::strict::{ACCOUNT, Leadr, Reply, Server};

/// Some players, and an explorer that shows them.
fn players() -> (Server<Leadr>, Explorer) {
    let server = Server::start(Leadr::of(30));
    let account = format!("params = {{ account_id = {ACCOUNT:?} }}");
    let mut explorer = Start::on(&server).with(&account).open();
    explorer.shows("all 30 loaded");
    let list = format!("GET /v1/users?account_id={ACCOUNT}&limit=100");
    assert_eq!(server.ledger().lines(), [list]);
    (server, explorer)
}

fn one(method: &str, n: usize) -> String {
    format!("{method} /v1/users/{}", Leadr::id(n))
}

#[test]
fn the_key_goes_in_its_own_header() {
    let (server, explorer) = players();
    explorer.quit();
    let request = &server.ledger().entries()[0].request;
    assert_eq!(request.header("leadr-api-key"), Some(&*server.token()));
    assert_eq!(request.header("authorization"), None);
}

#[test]
fn an_edit_is_a_read_and_a_write_whose_answer_shows_it() {
    let (server, mut explorer) = players();
    explorer.keys("je");
    explorer.shows("Edit Player 0002");
    explorer.keys(&format!("{BACKSPACE}X{ENTER}"));
    explorer.shows("Player 0002 → Player 000X");
    explorer.shows("up to 3 requests (read, read again, write)");
    explorer.send(&server, "PATCH");
    explorer.shows("Player 000X changed, confirmed by the answer");
    explorer.quit();
    assert_eq!(server.ledger().since(1), [one("GET", 2), one("PATCH", 2)]);
    let sent = server.ledger().only("PATCH").request.json();
    assert_eq!(sent, json!({"display_name": "Player 000X"}));
}

#[test]
fn another_field_that_moved_meanwhile_is_told_and_not_sent() {
    let (server, mut explorer) = players();
    explorer.keys("je");
    explorer.shows("Edit Player 0002");
    explorer.keys(&format!("{BACKSPACE}X"));
    server.api().set(2, "email", json!("moved@acme.example"));
    explorer.keys(ENTER);
    explorer.shows("Player 0002 → Player 000X");
    explorer.shows_in_a_row(&["the list showed it otherwise: email"]);
    explorer.send(&server, "PATCH");
    explorer.shows("Player 000X changed, confirmed by the answer");
    explorer.shows_in_a_row(&["email", "moved@acme.example"]);
    explorer.quit();
    let sent = server.ledger().only("PATCH").request.json();
    assert_eq!(sent, json!({"display_name": "Player 000X"}));
}

#[test]
fn what_the_server_cannot_keep_is_never_sent() {
    let (server, mut explorer) = players();
    explorer.keys("e");
    explorer.shows("Edit Player 0001");
    let long = "n".repeat(101);
    for name in ["N", " ", &long] {
        explorer.keys(CTRL_U);
        explorer.paste(name);
        explorer.keys(ENTER);
        explorer.shows("✗");
    }
    explorer.keys(&format!(
        "{CTRL_U}Player 0001{TAB}{CTRL_U}no address{ENTER}"
    ));
    explorer.shows("must have an @");
    explorer.keys(&format!("{CTRL_U}player.0001@acme.example{ESC}"));
    explorer.hides("Edit Player 0001");
    explorer.quit();
    assert_eq!(server.ledger().len(), 1);
}

#[test]
fn a_refused_email_is_told_at_the_email() {
    let (server, mut explorer) = players();
    let why = json!({"detail": [
        {"type": "value_error", "loc": ["body", "email"], "msg": "The domain does not exist"},
        {"type": "value_error", "loc": ["body", "email"], "msg": "The domain does not exist"},
    ]});
    server.once(&one("PATCH", 1), Reply::json(422, &why));
    explorer.keys("e");
    explorer.shows("Edit Player 0001");
    explorer.keys(&format!(
        "{CTRL_U}Primus{TAB}{CTRL_U}primus@nowhere.example{ENTER}"
    ));
    explorer.shows("Player 0001 → Primus");
    explorer.send(&server, "PATCH");
    explorer.shows("✗ The domain does not exist");
    // Everything that was typed is there, and the focus is where it is wrong.
    explorer.shows_in_a_row(&["name", "Primus", "was Player 0001"]);
    explorer.shows_in_a_row(&["▌ email", "primus@nowhere.example"]);
    explorer.keys(&format!("{CTRL_U}primus@acme.example{ENTER}"));
    explorer.shows("→ primus@acme.example");
    explorer.send(&server, "PATCH");
    explorer.shows("Primus changed, confirmed by the answer");
    explorer.quit();
    let entries = server.ledger().entries();
    let bodies: Vec<_> = entries
        .iter()
        .filter(|entry| entry.request.method == "PATCH")
        .map(|entry| entry.request.json())
        .collect();
    let sent = |email: &str| json!({"display_name": "Primus", "email": email});
    assert_eq!(
        bodies,
        [sent("primus@nowhere.example"), sent("primus@acme.example")]
    );
}

#[test]
fn a_removal_is_confirmed_by_a_404() {
    let (server, mut explorer) = players();
    explorer.keys("jD");
    explorer.shows("LEADR cannot disable, only remove (x)");
    explorer.keys("x");
    explorer.shows_in_a_row(&["Remove …", "cannot be undone"]);
    explorer.keys(&format!("\x1b[F{ENTER}"));
    explorer.shows("There is no way back");
    explorer.press_until("typing to be taken", "x", |screen| {
        screen.contents().contains("› x")
    });
    explorer.keys(&format!("{CTRL_U}PLAYER.0002@acme.example"));
    explorer.send(&server, "PATCH");
    explorer.shows("Player 0002 removed, confirmed: a read finds it no more");
    explorer.quit();
    let expected = [one("GET", 2), one("PATCH", 2), one("GET", 2)];
    assert_eq!(server.ledger().since(1), expected);
    let sent = server.ledger().only("PATCH").request.json();
    assert_eq!(sent, json!({"deleted": true}));
    assert_eq!(server.ledger().entries().last().unwrap().status, 404);
}

#[test]
fn super_admin_asks_for_the_email_too() {
    let (server, mut explorer) = players();
    explorer.keys("je");
    explorer.shows("Edit Player 0002");
    explorer.keys(&format!("{TAB}{TAB} {ENTER}"));
    explorer.shows("no → yes");
    explorer.shows("To send it, type its email");
    explorer.press_until("typing to be taken", "x", |screen| {
        screen.contents().contains("› x")
    });
    explorer.keys(&format!("{CTRL_Y}{CTRL_U}player.0002@acme.example"));
    explorer.shows("› player.0002@acme.example");
    explorer.send(&server, "PATCH");
    explorer.shows("confirmed by the answer");
    explorer.quit();
    let sent = server.ledger().only("PATCH").request.json();
    assert_eq!(sent, json!({"super_admin": true}));
}

#[test]
fn a_new_player_gets_the_profiles_account() {
    let (server, mut explorer) = players();
    explorer.keys("+");
    explorer.shows_in_a_row(&["account", "000000000001"]);
    explorer.keys(&format!("{TAB}nina@acme.example{TAB}Nina{ENTER}"));
    explorer.shows("Add: send this change?");
    explorer.send(&server, "POST");
    explorer.shows("Nina added, confirmed by the answer");
    explorer.shows_in_a_row(&["email", "nina@acme.example"]);
    explorer.quit();
    assert_eq!(server.ledger().since(1), ["POST /v1/users"]);
    let expected = json!({
        "account_id": ACCOUNT,
        "email": "nina@acme.example",
        "display_name": "Nina",
    });
    assert_eq!(server.ledger().only("POST").request.json(), expected);
}

#[test]
fn a_404_on_adding_is_explained_and_the_form_is_kept() {
    let (server, mut explorer) = players();
    explorer.keys("+");
    explorer.shows_in_a_row(&["account", "000000000001"]);
    // It is taken: the server says "Account not found".
    explorer.keys(&format!("{TAB}player.0007@acme.example{TAB}Nina{ENTER}"));
    explorer.shows("Add: send this change?");
    explorer.send(&server, "POST");
    explorer.shows("email is already taken");
    explorer.shows_in_a_row(&["email", "player.0007@acme.example"]);
    explorer.keys(ESC);
    explorer.shows("The draft is kept");
    explorer.keys(CTRL_C);
    explorer.shows("1 draft would be lost");
    explorer.keys(CTRL_C);
    explorer.ends_with(0);
}

#[test]
fn a_record_is_opened_by_its_id_with_one_request() {
    let (server, mut explorer) = players();
    let mut server_only = Leadr::of(31).users.pop().unwrap();
    server_only["display_name"] = json!("Hidden One");
    server.api().users.push(server_only);
    explorer.keys("o");
    explorer.keys(&format!(" {} {ENTER}", Leadr::id(31)));
    explorer.shows_in_a_row(&["name", "Hidden One"]);
    assert_eq!(server.ledger().since(1), [one("GET", 31)]);
    // Among what is loaded, an email costs nothing.
    explorer.keys("h");
    explorer.shows("all 30 loaded");
    explorer.keys("o");
    explorer.paste("<mailto:PLAYER.0009@acme.example>");
    explorer.keys(ENTER);
    explorer.shows_in_a_row(&["▌", "Player 0009"]);
    explorer.quit();
    assert_eq!(server.ledger().len(), 2);
}
