use std::sync::Arc;

use serde_json::{Value, json};

use super::*;
use crate::config::connection::TokenSource;
use crate::directory::builtin;
use crate::directory::call::{ApiError, NetworkError, Secret, ServerWords};
use crate::directory::description::Limits;
use crate::directory::record::RecordId;

/// A profile of a built-in directory.
pub(crate) fn connection(directory: &str) -> Connection {
    Connection {
        name: "people".to_owned(),
        description: Arc::new(builtin::description(directory).unwrap()),
        url: "https://acme.example.com/base".parse().unwrap(),
        token: TokenSource::Missing,
        params: [("account_id".to_owned(), "acc_1".to_owned())].into(),
        color: None,
        read_only: false,
        guard: false,
        limits: Limits::default(),
        proxy: None,
        ca_file: None,
        keep: None,
    }
}

/// The users of a built-in directory.
pub(crate) fn users(to: &Connection) -> Resource {
    to.description.resource("users").unwrap().clone()
}

/// A record of that JSON, with the id in it.
pub(crate) fn record(json: &Value) -> Record {
    Record::new(Record::id_in(json, &Pointer::to("id")), &json.to_string())
}

/// A user as PeopleLens shows one that is read.
pub(crate) fn ana() -> Value {
    json!({
        "id": "usr-1", "first_name": "Ana", "last_name": "Lima",
        "email": "ana@acme.example", "company_role": "Analyst", "is_enabled": true,
        "user_preferences": [{"role": "Admin"}],
    })
}

/// A change of described fields, from what a record holds.
pub(crate) fn edit(to: &Connection, seen: &Value, after: &[(&str, Input)]) -> Change {
    let resource = users(to);
    let fields = after.iter().map(|(name, after)| {
        let field = resource.field(name).unwrap();
        FieldChange::new(field, Held::at(&field.pointer(), seen), after.clone())
    });
    Change::edit(to, &resource, &record(seen), fields.collect()).unwrap()
}

fn holding(value: &Value) -> Held {
    Held::at(&Pointer::default(), value)
}

pub(crate) fn text(text: &str) -> Input {
    Input::Text(text.to_owned())
}

#[test]
fn a_change_says_whose_and_where() {
    let to = connection("peoplelens");
    let change = edit(&to, &ana(), &[("first_name", text("Anna"))]);
    assert_eq!(change.profile, "people");
    assert_eq!(change.address, to.address());
    assert_eq!(change.host, "acme.example.com");
    assert_eq!(change.name.raw(), "Ana Lima");
    assert_eq!(change.email.unwrap().raw(), "ana@acme.example");
}

#[test]
fn a_record_without_an_id_is_not_changed() {
    let to = connection("peoplelens");
    let resource = users(&to);
    let nameless = record(&json!({"first_name": "Ana"}));
    assert_eq!(Change::edit(&to, &resource, &nameless, Vec::new()), None);
    assert_eq!(Change::toggle(&to, &resource, &nameless), None);
    assert_eq!(Change::remove(&to, &resource, &nameless), None);
}

#[test]
fn only_a_directory_that_disables_has_a_toggle() {
    let to = connection("leadr");
    assert_eq!(Change::toggle(&to, &users(&to), &record(&ana())), None);
}

#[test]
fn the_cost_is_what_the_directory_needs() {
    let cases = [
        (
            "peoplelens",
            Verb::Edit,
            "up to 4 requests (read, read again, write, read)",
        ),
        (
            "peoplelens",
            Verb::Disable,
            "up to 4 requests (read, read again, write, read)",
        ),
        (
            "peoplelens",
            Verb::Remove,
            "up to 4 requests (read, read again, write, read)",
        ),
        ("peoplelens", Verb::Create, "2 requests (write, read)"),
        (
            "leadr",
            Verb::Edit,
            "up to 3 requests (read, read again, write)",
        ),
        (
            "leadr",
            Verb::Remove,
            "up to 4 requests (read, read again, write, read)",
        ),
    ];
    for (directory, verb, words) in cases {
        let to = connection(directory);
        let change = Change {
            verb,
            ..edit(&to, &ana(), &[])
        };
        let cost = change.cost(&users(&to));
        assert_eq!(cost.to_string(), words, "{directory} {verb:?}");
    }
}

#[test]
fn without_a_way_to_read_the_write_is_all() {
    let to = connection("peoplelens");
    let unreadable = Resource {
        get: None,
        ..users(&to)
    };
    let cost = edit(&to, &ana(), &[]).cost(&unreadable);
    assert_eq!(cost.to_string(), "1 request (write)");
}

#[test]
fn undoing_goes_from_what_was_sent_to_what_was_there() {
    let to = connection("peoplelens");
    let after = [
        ("first_name", text("Anna")),
        ("is_enabled", Input::YesNo(false)),
    ];
    let undone = edit(&to, &ana(), &after).undo().unwrap();
    assert_eq!(
        undone.call(),
        Call::Update {
            record: RecordRef {
                resource: ResourceName::new("users"),
                id: RecordId::new("usr-1"),
            },
            fields: vec![
                ("first_name".to_owned(), text("Ana")),
                ("is_enabled".to_owned(), Input::YesNo(true)),
            ],
        }
    );
    assert_eq!(undone.fields[0].before_shown(), "Anna");
    assert_eq!(undone.seen, None);
}

#[test]
fn undoing_turns_disable_into_enable() {
    let to = connection("peoplelens");
    let mut change = edit(&to, &ana(), &[("is_enabled", Input::YesNo(false))]);
    change.verb = Verb::Disable;
    let undone = change.undo().unwrap();
    assert_eq!(undone.verb, Verb::Enable);
    assert_eq!(undone.undo().unwrap().verb, Verb::Disable);
}

#[test]
fn what_cannot_be_undone_says_so() {
    let to = connection("peoplelens");
    let resource = users(&to);
    let mut unset = ana();
    unset["first_name"] = Value::Null;
    let cases = [
        (
            Change::remove(&to, &resource, &record(&ana())).unwrap(),
            "cannot be undone",
        ),
        (
            Change::create(&to, &resource, Vec::new()),
            "cannot be undone with u",
        ),
        (
            edit(&to, &unset, &[("first_name", text("Ana"))]),
            "cannot be undone: first name was not set before, and it cannot be unset",
        ),
    ];
    for (change, why) in cases {
        assert_eq!(change.undo(), Err(why.to_owned()));
    }
}

#[test]
fn what_is_held_is_compared_as_it_would_be_sent() {
    let held = |value: Value| holding(&value);
    let cases = [
        (held(json!("Ana")), text("Ana"), true),
        (held(json!("Ana")), text("ana"), false),
        (held(json!(12.50)), text("12.5"), true),
        (held(json!(null)), text(""), true),
        (held(json!(null)), text("x"), false),
        (held(json!(true)), Input::YesNo(true), true),
        (held(json!(true)), Input::YesNo(false), false),
        (held(json!("true")), Input::YesNo(true), false),
        (Held::MISSING, text(""), false),
        (
            held(json!("x")),
            Input::Secret(Secret::new("x".into())),
            false,
        ),
    ];
    for (held, sent, shows) in cases {
        assert_eq!(held.shows(&sent), shows, "{held:?} {sent:?}");
    }
}

#[test]
fn what_is_held_is_shown_safely() {
    let words = ["disabled".to_owned(), "enabled".to_owned()];
    let cases = [
        (Held::MISSING, None, "(not set)"),
        (holding(&Value::Null), None, "(not set)"),
        (holding(&json!("")), None, "(empty)"),
        (holding(&json!(true)), None, "yes"),
        (holding(&json!(false)), Some(&words), "disabled"),
        (holding(&json!("a\u{1b}[2J")), None, "a\\e[2J"),
        (holding(&json!({"a": 1})), None, "{\"a\":1}"),
    ];
    for (held, words, shown) in cases {
        assert_eq!(held.shown(words), shown);
    }
    let secret = Input::Secret(Secret::new("hunter2".into()));
    assert_eq!(input_shown(&secret, None), "•••");
}

#[test]
fn errors_are_said_in_words() {
    let said = |message: &str| ServerWords {
        message: Some(Untrusted::new(message.to_owned())),
        ..ServerWords::default()
    };
    let hinted = ServerWords {
        hint: Some("The email is probably taken.".to_owned()),
        ..said("Internal Server Error")
    };
    let cases = [
        (
            ApiError::Unauthorized(ServerWords::default()),
            "the token was refused (401)",
        ),
        (
            ApiError::Forbidden(said("no\u{202e}pe")),
            "not allowed (403): \"no\\u{202e}pe\"",
        ),
        (
            ApiError::Server {
                status: 500,
                words: hinted,
            },
            "The email is probably taken (500): \"Internal Server Error\"",
        ),
        (
            ApiError::Network(NetworkError::Timeout { sent: true }),
            "no answer in time",
        ),
        (
            ApiError::Redirected {
                status: 304,
                to: Untrusted::default(),
            },
            "the server points elsewhere (304) and does not say where; redirects are not followed",
        ),
        (
            ApiError::Redirected {
                status: 302,
                to: Untrusted::new("https://other.example/"),
            },
            "the server points elsewhere (302), to https://other.example/; redirects are not \
             followed",
        ),
    ];
    for (error, words) in cases {
        assert_eq!(error_words(&error), words);
    }
}

#[test]
fn an_ending_is_said_in_a_sentence() {
    let to = connection("peoplelens");
    let at: jiff::Timestamp = "2026-02-01T12:03:41Z".parse().unwrap();
    let by_read = Outcome::Applied {
        confirmed: Confirmed::ByRead,
        unchecked: Vec::new(),
        differing: Vec::new(),
        besides: Besides::default(),
    };
    let with_password = Outcome::Applied {
        confirmed: Confirmed::ByRead,
        unchecked: vec!["password".to_owned()],
        differing: vec!["email".to_owned()],
        besides: Besides::default(),
    };
    let unknown = |found| Outcome::Unknown {
        why: "no answer in time".to_owned(),
        found,
    };
    let cases = [
        (
            Verb::Disable,
            by_read.clone(),
            "Ana Lima disabled, confirmed by a fresh read",
        ),
        (
            Verb::Remove,
            by_read,
            "Ana Lima removed, confirmed: a read finds it no more",
        ),
        (
            Verb::Create,
            with_password,
            "Ana Lima added, confirmed by a fresh read; not as it was sent: email; cannot be \
             checked: password",
        ),
        (
            Verb::Edit,
            Outcome::AcceptedUnchecked,
            "Ana Lima changed: the server accepted it, it cannot be checked",
        ),
        (
            Verb::Edit,
            Outcome::Rejected(ApiError::Forbidden(ServerWords::default())),
            "Ana Lima not changed: not allowed (403)",
        ),
        (
            Verb::Edit,
            Outcome::NotSent(NotSent::Failed(ApiError::NotSent(
                "the disk is full".into(),
            ))),
            "Ana Lima not changed, nothing was sent: the disk is full",
        ),
        (Verb::Edit, Outcome::NotSent(NotSent::Cancelled), ""),
        (
            Verb::Edit,
            unknown(Found::StillOld(at)),
            "Ana Lima: unknown whether changed: no answer in time; not applied as of 12:03:41; \
             it may still land",
        ),
        (
            Verb::Edit,
            unknown(Found::Unreadable("no connection: refused".to_owned())),
            "Ana Lima: unknown whether changed: no answer in time; it could not be looked up: \
             no connection: refused",
        ),
    ];
    for (verb, outcome, sentence) in cases {
        let ended = Ended {
            pending: None,
            change: Change {
                verb,
                ..edit(&to, &ana(), &[])
            },
            outcome,
            record: None,
            gone: None,
            draft: Draft::Keep,
            password: None,
        };
        let time = |at: jiff::Timestamp| at.strftime("%T").to_string();
        assert_eq!(ended.sentence(time), sentence);
    }
}

#[test]
fn the_journal_says_before_and_after_and_no_secret() {
    let to = connection("peoplelens");
    let now: jiff::Timestamp = "2026-02-01T12:03:41Z".parse().unwrap();
    let mut change = edit(
        &to,
        &ana(),
        &[("first_name", text("An\u{202e}na")), ("role", text("User"))],
    );
    change.fields[1].after = Input::Secret(Secret::new("hunter2".into()));
    let entry = journal::Entry::new(now);
    let id = format!("{:x}", now.as_nanosecond());
    assert_eq!(
        entry.sending(&change, None, now),
        format!(
            r#"{{"id":"{id}","at":"2026-02-01T12:03:41Z","profile":"people","address":"peoplelens https://acme.example.com/base account_id=acc_1","change":"edit","resource":"users","record":"usr-1","name":"Ana Lima","who":{{"name":"Ana Lima","email":"ana@acme.example"}},"fields":{{"first_name":{{"before":"Ana","after":"An\u202ena"}},"role":{{"before":"Admin","after":"(secret)"}}}},"state":"sending"}}"#
        )
    );
    assert_eq!(
        entry.ended(journal::State::NotSent, "no connection: \u{1b}", None, now),
        format!(
            r#"{{"id":"{id}","at":"2026-02-01T12:03:41Z","state":"not sent","detail":"no connection: \u001b"}}"#
        )
    );
}
