//! What is on the screen at each size, and names that strangers chose.

use serde_json::json;

use crate::explorer::{Explorer, Start};
use crate::pty::{CTRL_U, ENTER, ESC};
use crate::sequences;
use crate::strict::{Api, Leanmote, PeopleLens, Reply, Server};

fn company(columns: u16, rows: u16) -> Explorer {
    let server = Server::start(Leanmote::of(800));
    let mut explorer = Start::on(&server).size(columns, rows).open();
    explorer.shows("Person 00001");
    explorer.shows("999/1000");
    // It has all it needs.
    drop(server);
    explorer
}

#[test]
fn from_100_columns_both_panes_are_there() {
    let mut explorer = company(120, 36);
    let header = explorer.row(0);
    for part in [
        "● support",
        "Leanmote",
        "1 Users",
        "2 Teams",
        "3 Organizations",
        "read-",
    ] {
        assert!(header.contains(part), "{part}: {header}");
    }
    assert!(
        explorer
            .row(1)
            .contains("100 of 800 loaded  A loads the rest")
    );
    explorer.shows_in_a_row(&["NAME", "EMAIL", "CREATED"]);
    explorer.shows_in_a_row(&["▌  Person 00001", "person.00001@acme.example"]);
    explorer.shows_in_a_row(&["email", "person.00001@acme.example"]);
    explorer.shows("Profile  Teams  Orgs  Apps");
    explorer.shows("1/800");
    let footer = explorer.row(35);
    for part in ["999/1000", "this min", "e edit", "? help"] {
        assert!(footer.contains(part), "{part}: {footer}");
    }
    explorer.quit();
}

#[test]
fn from_60_columns_one_pane_at_a_time_is_there() {
    let mut explorer = company(80, 24);
    let header = explorer.row(0);
    for part in ["● support", "1 Users", "read-"] {
        assert!(header.contains(part), "{part}: {header}");
    }
    explorer.shows_in_a_row(&["NAME", "EMAIL", "CREATED"]);
    explorer.shows_in_a_row(&["▌  Person 00001", "person.00001@acme.example"]);
    // At most four lines around it.
    explorer.shows("Person 00019");
    assert!(!explorer.text().contains("Profile"));
    explorer.keys(ENTER);
    explorer.shows("Profile  Teams");
    explorer.hides("Person 00002");
    explorer.shows("Users › Person 00001");
    explorer.keys("J");
    explorer.shows("Users › Person 00002");
    explorer.quit();
}

#[test]
fn under_60_columns_a_record_has_two_lines() {
    let mut explorer = company(40, 12);
    let header = explorer.row(0);
    for part in ["support", "Users", "read-"] {
        assert!(header.contains(part), "{part}: {header}");
    }
    assert_eq!(explorer.row(2).trim_end(), "▌  Person 00001");
    assert_eq!(explorer.row(3).trim_end(), "   person.00001@acme.example");
    assert_eq!(explorer.row(4).trim_end(), "   Person 00002");
    assert!(explorer.row(11).contains("999/1000"));
    explorer.keys("j");
    explorer.shows("▌  Person 00002");
    explorer.keys(ENTER);
    explorer.shows_in_a_row(&["email", "person.00002@acme.example"]);
    explorer.quit();
}

#[test]
fn under_40_by_10_it_says_how_large_it_must_be() {
    for (columns, rows) in [(20, 5), (39, 10), (40, 9), (200, 9), (30, 60)] {
        let server = Server::start(Leanmote::of(800));
        let mut explorer = Start::on(&server).size(columns, rows).open();
        explorer.wait_for("the sizes", |screen| {
            let contents = screen.contents();
            let words: Vec<&str> = contents.split_whitespace().collect();
            let expected = format!("{columns}x{rows} is too small: 40x10 or more");
            words.join(" ") == expected
        });
        // Large enough, everything is there.
        explorer.resize(80, 24);
        explorer.shows("▌  Person 00001");
        explorer.quit();
        assert_eq!(server.ledger().len(), 1);
    }
}

#[test]
fn each_theme_draws_the_same_text() {
    let mut texts = Vec::new();
    for theme in ["dark", "light", "colourless"] {
        let server = Server::start(Leanmote::of(800));
        let mut explorer = Start::on(&server)
            .argument("--theme")
            .argument(theme)
            .open();
        explorer.shows("Person 00002");
        explorer.keys("jL");
        explorer.shows("Team 00001");
        explorer.shows_in_a_row(&["▌  Person 00002"]);
        let rows: Vec<String> = (2..34).map(|row| explorer.row(row)).collect();
        texts.push(rows);
        explorer.quit();
    }
    assert_eq!(texts[0], texts[1]);
    assert_eq!(texts[0], texts[2]);
}

#[test]
fn without_colour_there_is_none() {
    let server = Server::start(Leanmote::of(1));
    for start in [
        Start::on(&server).variable("NO_COLOR", "1"),
        Start::on(&server)
            .argument("--theme")
            .argument("colourless"),
    ] {
        let mut explorer = start.open();
        explorer.shows("● support");
        let colored = |style: &String| {
            let mut numbers = style.split(';').map(|n| n.parse::<u8>().unwrap_or(0));
            // 39 and 49 are the terminal's own.
            numbers.any(|n| matches!(n, 30..=38 | 40..=48 | 90..=107))
        };
        let styles = sequences::styles(explorer.raw());
        assert!(!styles.iter().any(colored), "{styles:?}");
        explorer.quit();
    }
}

/// Names that strangers chose, and what of them must be on the screen.
const NAMES: [(&str, &str); 16] = [
    ("山田 太郎", "山田 太郎"),
    ("ليلى حسن", "ليلى حسن"),
    ("דנה כהן", "דנה כהן"),
    ("👩‍👩‍👧‍👦 Family 🏳️‍🌈", "Family"),
    ("Zoë O\u{308}berg", "Zoë"),
    ("\x1b[2J\x1b[31mred\x1b]0;pwned\x07", "\\e[2J\\e[31m"),
    ("\u{9b}31mcsi\u{9d}0;x\u{9c}", "csi"),
    ("\u{202e}drawkcab\u{2066}", "drawkcab"),
    ("two\nlines\r\tand a tab", "two"),
    ("zero\u{200b}\u{200d}\u{feff}width", "zero"),
    ("t\u{e0041}\u{e0042}ags", "t"),
    (
        "Z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}\u{30a}algo",
        "algo",
    ),
    ("null\0byte\x7fdel", "null"),
    ("\x1bPq#0;2;0;0;0\x1b\\sixel", "sixel"),
    ("\x1b]52;c;cm0gLXJmIC8=\x07clip", "\\e]52;c;cm0"),
    ("\x1b[?1049l\x1b[?1003h\x1b[6nmodes", "modes"),
];

/// Wide characters leave a blank cell behind them in an emulator's text.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn hostile_names_leave_no_sequence_at_any_size() {
    for (columns, rows) in [(120, 36), (80, 24), (40, 12), (20, 5)] {
        let mut names: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
        let long = "n\u{301}".repeat(5_000);
        names.push(&long);
        let server = Server::start(Leanmote::named(&names));
        let mut explorer = Start::on(&server).size(columns, rows).open();
        if columns == 20 {
            explorer.shows("too small");
            explorer.quit();
            continue;
        }
        explorer.shows("Users");
        for (at, (_, seen)) in NAMES.iter().enumerate() {
            let email = format!("person.{:05}@", at + 1);
            explorer.wait_for(seen, |screen| {
                let text = squeezed(&screen.contents());
                text.contains(&squeezed(seen)) && (columns < 60 || text.contains(&squeezed(&email)))
            });
            // Into the record and its JSON, and on to the next.
            explorer.keys(&format!("{ENTER}H"));
            explorer.shows("\"id\": \"usr_");
            explorer.keys("Lh");
            explorer.hides("\"id\": \"usr_");
            explorer.keys("j");
        }
        explorer.keys(&format!("{ENTER}y"));
        explorer.shows("as JSON");
        explorer.keys(ESC);
        explorer.hides("as JSON");
        explorer.keys("!");
        explorer.shows("GET");
        // These are allowed where they are meant, and here nobody means them.
        for leak in ["\x1b]0;", "\x1b]52;", "\x1b[31m"] {
            let raw = String::from_utf8_lossy(explorer.raw());
            assert!(!raw.contains(leak), "{leak:?}");
        }
        explorer.quit();
    }
}

#[test]
fn hostile_names_leave_no_sequence_in_forms_and_reviews() {
    for (name, seen) in NAMES {
        let mut people = PeopleLens::of(3);
        people.set(1, "first_name", json!(name));
        people.set(1, "company_role", json!("\x1b[31mboss\u{202e}"));
        let server = Server::start(people);
        let refusal = Reply::json(422, &json!({"error": format!("no: {name}")}));
        server.once(&format!("PATCH /api/users/{}", PeopleLens::id(1)), refusal);
        let mut explorer = Start::on(&server).open();
        explorer.shows("all 3 loaded");
        explorer.keys("e");
        explorer.shows_in_a_row(&["role", "User"]);
        explorer.keys(&format!("{CTRL_U}Anna{ENTER}"));
        explorer.wait_for(seen, |screen| {
            let text = screen.contents();
            text.contains("→ Anna") && squeezed(&text).contains(&squeezed(seen))
        });
        explorer.send(&server, "PATCH");
        explorer.shows("✗ ");
        explorer.keys("\x03");
        explorer.shows("1 draft would be lost");
        explorer.keys("\x03");
        explorer.ends_with(0);
    }
}

#[test]
fn what_a_server_says_of_an_error_is_as_harmless() {
    let server = Server::start(Leanmote::of(3));
    let words = "\x1b]0;pwned\x07\x1b[2Jno\u{202e}pe\u{9b}31m";
    server.always("GET /users/usr_1/teams", Leanmote::error(403, words));
    let mut explorer = Start::on(&server).open();
    explorer.shows("all 3 loaded");
    explorer.keys("L");
    explorer.shows("Not allowed (403)");
    explorer.shows("no\\u{202e}pe");
    explorer.quit();
}

#[test]
fn an_id_is_one_segment_of_the_path_whatever_it_holds() {
    for (id, path) in [
        ("a/../b?x=1#y", "/users/a%2F..%2Fb%3Fx%3D1%23y"),
        ("..", ""),
        ("é %41", "/users/%C3%A9%20%2541"),
    ] {
        let mut company = Leanmote::of(2);
        company.users[0]["id"] = json!(id);
        let server = Server::start(company);
        let mut explorer = Start::on(&server).open();
        explorer.shows("all 2 loaded");
        explorer.keys("r");
        if path.is_empty() {
            // A path cannot say it.
            explorer.shows("An id is not empty");
            assert_eq!(server.ledger().len(), 1);
        } else {
            server.ledger().wait_for_line(&format!("GET {path}"));
        }
        explorer.quit();
    }
}
