//! Hostile values in forms, reviews, refusals, notices and the journal.

use serde_json::json;

use super::strings::payloads;
use super::{assert_harmless, close, tell};
use crate::explorer::Start;
use crate::pty::{CTRL_C, CTRL_U, ENTER};
use crate::strict::{PeopleLens, Reply, Server};

#[test]
fn no_value_acts_in_a_form_a_review_a_refusal_or_the_journal() {
    let payloads = payloads();
    let mut people = PeopleLens::of(payloads.len());
    for (n, payload) in (1..).zip(&payloads) {
        people.set(n, "first_name", json!(payload.text));
        people.set(n, "company_role", json!(payload.text));
    }
    let server = Server::start(people);
    let mut explorer = Start::on(&server)
        .argument("--log-level")
        .argument("trace")
        .open();
    explorer.shows("all 34 loaded");
    for (n, payload) in (1..).zip(&payloads) {
        let refusal = Reply::json(422, &json!({"error": format!("no: {}", payload.text)}));
        server.once(&format!("PATCH /api/users/{}", PeopleLens::id(n)), refusal);
        explorer.shows_in_a_row(&["▌", &payload.mark]);
        explorer.keys("e");
        explorer.shows_in_a_row(&["Edit ", &payload.mark]);
        explorer.hides("reading …");
        explorer.keys(&format!("{CTRL_U}Anna{ENTER}"));
        explorer.shows("send this change?");
        explorer.wait_for("both values", |screen| {
            let text = screen.contents();
            text.contains(&payload.mark) && text.contains("→ Anna")
        });
        explorer.send(&server, "PATCH");
        explorer.shows("✗ the server refused it (422)");
        // Away with the draft.
        close(&mut explorer, "e edit");
        explorer.keys("hj");
    }
    explorer.keys(CTRL_C);
    explorer.shows("drafts would be lost");
    explorer.keys(CTRL_C);
    assert_eq!(explorer.exit_code(), 0);
    explorer.assert_given_back();
    assert_harmless(explorer.raw());
    assert_eq!(explorer.home.journal().len(), 2 * payloads.len());
    assert_harmless(&std::fs::read(explorer.home.journal_file()).unwrap());
    let log = explorer
        .home
        .path()
        .join(".local/state/whoswho/whoswho.log");
    assert_harmless(&std::fs::read(log).unwrap());
    tell(&["form", "review", "refusal", "notice", "journal", "log"]);
}
