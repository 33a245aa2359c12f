//! Whole screens, at the sizes that people have.

use std::fmt::Write as _;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Color;
use serde_json::{Value, json};

use super::draw;
use super::theme::{Definition, Depth, Role, Theme};

use crate::app::geometry::Size;
use crate::app::message::{Blocked, BlockedBy, Budget, Msg};
use crate::app::testing::{Driven, budget, connection, user, words};
use crate::app::{Borders, Looks};
use crate::directory::call::{ApiError, At};

mod activity;
mod aloud;
mod calendar;
mod columns;
mod earlier;
mod filtering;
mod find;
mod looks;
mod mouse;
mod parts;

fn theme() -> Theme {
    Theme::new(&Definition::built_in("dark").unwrap(), Depth::True)
}

fn painted(driven: &Driven) -> (Buffer, Option<Position>) {
    let Size { width, height } = driven.app.size;
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    let cursor = draw(&driven.app, &theme(), area, &mut buffer);
    (buffer, cursor)
}

/// The screen as text; a cursor is a `▏` at its place on the next row.
fn screen(driven: &Driven) -> String {
    let (buffer, cursor) = painted(driven);
    let mut out = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut row = String::new();
        let mut covered = 0;
        for x in buffer.area.left()..buffer.area.right() {
            let symbol = buffer[(x, y)].symbol();
            if covered == 0 {
                row.push_str(symbol);
                covered = crate::text::width(symbol).max(1);
            }
            covered -= 1;
        }
        out.push_str(row.trim_end());
        out.push('\n');
    }
    if let Some(cursor) = cursor {
        let _ = writeln!(out, "cursor at {},{}", cursor.x, cursor.y);
    }
    out
}

/// Shows a screen at its size.
macro_rules! show {
    ($name:literal, $driven:expr) => {
        insta::assert_snapshot!($name, screen($driven))
    };
}

/// Leanmote with its first page of 12,480 users.
fn leanmote(width: u16, height: u16) -> Driven {
    let mut driven = Driven::open(vec![connection("support", "leanmote")], width, height);
    driven.budget(budget(948, 9));
    let users: Vec<Value> = (0..100).map(user).collect();
    driven.answer_page(&users, Some(At::Page(1)), Some(12_480));
    driven
}

/// Leanmote with its first page of users and of teams, and `PeopleLens` with
/// some users, seen a while ago.
fn on_several(width: u16, height: u16) -> Driven {
    let connections = vec![
        connection("people", "peoplelens"),
        connection("support", "leanmote"),
    ];
    let mut driven = Driven::open(connections, width, height);
    driven.answer_list(&people());
    driven.look_through();
    driven.wait(Duration::from_mins(42));
    driven
        .press(":")
        .type_text("profile support")
        .press("enter");
    let users: Vec<Value> = (0..100).map(user).collect();
    driven.answer_page(&users, Some(At::Page(1)), Some(12_480));
    driven.press("2").answer_list(&teams());
    driven.press("1").look_through();
    driven
}

/// `PeopleLens` with some users.
fn peoplelens(width: u16, height: u16) -> Driven {
    let mut driven = Driven::open(vec![connection("people", "peoplelens")], width, height);
    driven.budget(Budget {
        sent: 12,
        ..Budget::default()
    });
    driven.answer_list(&people());
    driven
}

fn people() -> Vec<Value> {
    let person = |id: &str, first: &str, last: &str, job: &str, enabled: bool, role: &str| {
        json!({
            "id": id,
            "first_name": first,
            "last_name": last,
            "email": format!("{}.{}@acme.example", first.to_lowercase(), last.to_lowercase()),
            "company_role": job,
            "is_enabled": enabled,
            "user_preferences": [{"role": role}],
            "last_login": "2026-03-11T08:15:00Z",
        })
    };
    vec![
        person(
            "usr-7c1f5a90-44aa-4b7e-9d1c-0a3b5c7d09e2",
            "Ana",
            "Lima",
            "Analyst",
            true,
            "Admin",
        ),
        person(
            "usr-0b64c1de-9d52-4f0a-8a55-1c2d3e4f5a6b",
            "Anabel",
            "Ruiz",
            "Engineer",
            true,
            "Admin",
        ),
        person(
            "usr-9e8d7c6b-5a49-4838-b271-6f5e4d3c2b1a",
            "Dan",
            "Brown",
            "Designer",
            false,
            "Admin",
        ),
        person(
            "usr-11223344-5566-4778-8990-aabbccddeeff",
            "Elif",
            "Demir",
            "Team lead",
            true,
            "User",
        ),
        person(
            "usr-a1b2c3d4-e5f6-4718-9a2b-3c4d5e6f7081",
            "Farid",
            "Haddad",
            "Engineer",
            true,
            "User",
        ),
        person(
            "usr-deadbeef-0000-4111-8222-333344445555",
            "Grace",
            "Okafor",
            "Head of operations",
            true,
            "User",
        ),
    ]
}

#[test]
fn the_list_and_a_record() {
    show!("listing_120x36", &leanmote(120, 36));
    show!("listing_80x24", &leanmote(80, 24));
    show!("listing_40x12", &leanmote(40, 12));
    show!("too_small_20x5", &leanmote(20, 5));
    let mut people = peoplelens(120, 24);
    people.press("j j space");
    show!("people_120x24", &people);
    people.send(Msg::Resized(Size {
        width: 80,
        height: 24,
    }));
    show!("people_80x24", &people);
    people.send(Msg::Resized(Size {
        width: 40,
        height: 12,
    }));
    show!("people_40x12", &people);
}

/// A theme in which each role is a colour of its own, and its colours as the
/// letters of the screen's places.
fn roles(driven: &Driven) -> String {
    let mut text = String::from("[roles]\n");
    for (at, role) in Role::ALL.into_iter().enumerate() {
        let ground = if role == Role::Selected { "bg" } else { "fg" };
        let _ = writeln!(
            text,
            "{} = {{ {ground} = \"#0000{:02x}\" }}",
            role.name(),
            at + 1
        );
    }
    let definition = Definition::parse(&text, "roles.toml", &|_| None).unwrap();
    let theme = Theme::new(&definition, Depth::True);
    let Size { width, height } = driven.app.size;
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    draw(&driven.app, &theme, area, &mut buffer);
    let letter = |color: Color| match color {
        Color::Rgb(_, _, at) => {
            let role = Role::ALL[usize::from(at) - 1];
            let letter = role.name().chars().next().unwrap();
            if role == Role::Match { 'M' } else { letter }
        }
        _ => ' ',
    };
    let mut out = String::new();
    for y in 0..height {
        let cells = (0..width).map(|x| &buffer[(x, y)]);
        let row: String = cells
            .map(|cell| match (cell.symbol(), letter(cell.fg)) {
                (" ", _) | (_, ' ') => letter(cell.bg),
                (_, letter) => letter,
            })
            .collect();
        out += row.trim_end();
        out.push('\n');
    }
    out
}

#[test]
fn each_part_has_its_role() {
    let mut driven = peoplelens(120, 16);
    driven
        .press("j space /")
        .type_text("ana")
        .press("enter h e");
    driven.answer_record(&people()[0]);
    driven.type_text("x").press("esc h");
    insta::assert_snapshot!("roles_120x16", roles(&driven));
}

#[test]
fn the_record_alone() {
    for (width, height, name) in [(80, 24, "detail_80x24"), (40, 12, "detail_40x12")] {
        let mut driven = leanmote(width, height);
        driven.press("enter");
        insta::assert_snapshot!(name, screen(&driven));
    }
}

fn teams() -> Vec<Value> {
    ["Platform", "Delivery", "On-call"]
        .iter()
        .enumerate()
        .map(|(at, name)| {
            json!({
                "id": format!("team_{at}a7f"),
                "name": name,
                "organization_id": format!("org_{at}"),
                "created_at": format!("2026-0{}-0{}T09:30:00Z", at + 1, at + 3),
            })
        })
        .collect()
}

fn with_teams(width: u16, height: u16) -> Driven {
    let mut driven = leanmote(width, height);
    driven.press("enter L").wait(Duration::from_millis(350));
    driven.answer_list(&teams());
    driven
}

#[test]
fn a_relation() {
    show!("relation_120x36", &with_teams(120, 36));
    show!("relation_80x24", &with_teams(80, 24));
    show!("relation_40x12", &with_teams(40, 12));
    let mut further = with_teams(120, 24);
    further.press("j enter");
    show!("related_record_120x24", &further);
}

#[test]
fn the_json() {
    let mut driven = peoplelens(120, 24);
    driven.press("enter L");
    show!("json_120x24", &driven);
}

#[test]
fn panes_without_rows() {
    let open = || Driven::open(vec![connection("support", "leanmote")], 120, 16);
    let mut loading = open();
    loading.budget(budget(948, 9));
    show!("loading_at_once", &loading);
    loading.wait(Duration::from_millis(200));
    show!("loading", &loading);
    loading.budget(Budget {
        blocked: Some(Blocked {
            why: BlockedBy::Minute(100, 100),
            until: Some(Duration::from_secs(100 + 38)),
        }),
        waiting: 3,
        ..budget(700, 100)
    });
    show!("budget_used_up", &loading);
    let mut empty = open();
    empty.answer_list(&[]);
    show!("empty", &empty);
    let mut failed = open();
    failed.fail(ApiError::Unreadable {
        status: 502,
        why: "the server answered with a web page instead of JSON".to_owned(),
    });
    show!("unreadable", &failed);
    let mut forbidden = open();
    forbidden.fail(ApiError::Forbidden(words(
        "You do not have permission to access this team",
    )));
    show!("forbidden", &forbidden);
    let mut refused = open();
    refused.fail(ApiError::Unauthorized(words(
        "Authentication token has expired",
    )));
    show!("token_refused", &refused);
}

#[test]
fn a_form() {
    let edited = |width, height| {
        let mut driven = peoplelens(width, height);
        driven.press("e");
        driven.answer_record(&people()[0]);
        driven.press("backspace").type_text("na");
        driven
    };
    show!("form_120x36", &edited(120, 24));
    show!("form_80x24", &edited(80, 24));
    show!("form_40x12", &edited(40, 12));
    let mut kept = edited(120, 16);
    kept.press("esc h");
    show!("draft_120x16", &kept);
    let mut new = peoplelens(120, 24);
    new.press("+").type_text("zoe").press("enter");
    show!("new_record_120x24", &new);
}

/// A change of Ana Lima's first name, as it is when it was asked for.
fn reviewed(width: u16, height: u16) -> Driven {
    let mut driven = peoplelens(width, height);
    driven.press("e");
    driven.answer_record(&people()[0]);
    driven.press("backspace").type_text("na").press("enter");
    driven
}

/// The removal of Ana Lima, her record being read.
fn removal(width: u16, height: u16) -> Driven {
    let mut driven = peoplelens(width, height);
    driven.press(":").type_text("remove").press("enter");
    driven
}

#[test]
fn a_review() {
    show!("review_reading_120x24", &reviewed(120, 24));
    for (width, height, name) in [
        (120, 36, "review_120x36"),
        (80, 24, "review_80x24"),
        (40, 12, "review_40x12"),
    ] {
        let mut driven = reviewed(width, height);
        driven.answer_record(&people()[0]).paint();
        insta::assert_snapshot!(name, screen(&driven));
    }
    let mut moved = people()[0].clone();
    moved["first_name"] = json!("Annabel");
    moved["company_role"] = json!("Head of research");
    for (width, height, name) in [(120, 24, "conflict_120x24"), (80, 24, "conflict_80x24")] {
        let mut driven = reviewed(width, height);
        driven.answer_record(&moved).paint();
        insta::assert_snapshot!(name, screen(&driven));
    }
    let mut removal = removal(120, 24);
    removal
        .answer_record(&people()[0])
        .paint()
        .type_text("ana@");
    show!("removal_120x24", &removal);
}

#[test]
fn overlays() {
    let mut driven = leanmote(120, 36);
    for (keys, name) in [
        ("?", "help_120x36"),
        ("y", "copy_menu_120x36"),
        ("x", "actions_menu_120x36"),
        ("s", "sort_menu_120x36"),
        (":", "palette_120x36"),
        ("!", "requests_120x36"),
        ("o", "open_prompt_120x36"),
        ("A", "walk_question_120x36"),
        ("P", "profiles_120x36"),
    ] {
        driven.press(keys);
        insta::assert_snapshot!(name, screen(&driven));
        driven.press("esc");
    }
    driven.press("r");
    driven.fail(ApiError::Server {
        status: 503,
        words: words("upstream \u{1b}[2Jdown"),
    });
    driven.app.requests[0].exchange.attempts = 3;
    driven.app.requests[0].exchange.waited = Duration::from_millis(1_400);
    driven.press("!");
    show!("requests_with_one_that_failed_120x36", &driven);
    driven.press("enter");
    show!("the_request_that_failed_120x36", &driven);
    driven.press("esc").press("esc");
    for (keys, name) in [
        ("?", "help_40x12"),
        ("y", "copy_menu_40x12"),
        (":", "palette_40x12"),
    ] {
        let mut small = leanmote(40, 12);
        small.press(keys);
        insta::assert_snapshot!(name, screen(&small));
    }
    let mut middle = peoplelens(80, 24);
    middle.press("?");
    show!("help_80x24", &middle);
    middle.press("esc").press(":").type_text("dis");
    show!("palette_80x24", &middle);
}

#[test]
fn a_tab_is_told_with_whose_it_is() {
    let mut driven = peoplelens(40, 12);
    driven.press("enter L");
    let screen = screen(&driven);
    let trail = screen.lines().nth(1).unwrap();
    assert!(trail.contains("Ana Lima › JSON"), "{screen}");
}

#[test]
fn help_knows_what_has_no_key() {
    let mut driven = leanmote(80, 24);
    driven.press("?").type_text("guarded");
    let screen = screen(&driven);
    assert!(screen.contains("Typed as a command"), "{screen}");
    assert!(
        screen.contains(":write         unlock a guarded profile for 15 minutes"),
        "{screen}"
    );
}

#[test]
fn names_that_strangers_chose() {
    let hostile = [
        "山田 太郎 (東京オフィス)",
        "محمد بن عبد الله",
        "👩‍👩‍👧‍👦 Family 🇩🇪 👍🏽",
        "\u{1b}[31mRed\u{1b}[0m \u{202e}evil\u{202c}",
        "line\nbreak\ttab\rreturn",
        "\u{200b}\u{feff}zero",
        "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    ];
    let mut users: Vec<Value> = hostile
        .iter()
        .enumerate()
        .map(|(at, name)| {
            json!({"id": format!("usr_{at}"), "name": name, "email": format!("{name}@acme.example")})
        })
        .collect();
    users.push(json!({"id": "x".repeat(300), "name": "long ".repeat(1000), "email": null}));
    users.push(json!({"name": "", "email": "no.id@acme.example", "created_at": "yesterday"}));
    for (width, height, name) in [
        (120, 36, "hostile_120x36"),
        (80, 24, "hostile_80x24"),
        (40, 12, "hostile_40x12"),
    ] {
        let mut driven = Driven::open(vec![connection("support", "leanmote")], width, height);
        driven.answer_list(&users).press("G k");
        insta::assert_snapshot!(name, screen(&driven));
        driven.press("g g enter L L L L L L L");
        let (buffer, _) = painted(&driven);
        for cell in buffer.content() {
            assert!(!cell.symbol().chars().any(char::is_control));
        }
    }
}

#[test]
fn a_filter() {
    let mut driven = leanmote(120, 24);
    driven.press("/").type_text("ana");
    show!("filter_typed", &driven);
    driven.press("esc");
    show!("filter_set", &driven);
    driven.press("/").type_text("xyz");
    show!("no_match", &driven);
    driven.send(Msg::Resized(Size {
        width: 80,
        height: 24,
    }));
    show!("no_match_80x24", &driven);
}

#[test]
fn frames_of_ascii_and_a_screen_to_be_read_aloud() {
    for (name, looks) in [
        (
            "ascii",
            Looks {
                borders: Borders::Ascii,
                accessible: false,
            },
        ),
        (
            "accessible",
            Looks {
                borders: Borders::Unicode,
                accessible: true,
            },
        ),
    ] {
        let mut driven = leanmote(120, 14);
        driven.app.looks = looks;
        driven.press("j j");
        insta::assert_snapshot!(name, screen(&driven));
    }
}
