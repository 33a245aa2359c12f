use serde_json::{Value, json};

use super::{FieldValue, found_fields, others};
use crate::directory::builtin;
use crate::directory::call::{ListOf, RecordRef, RelationName, ResourceName};
use crate::directory::description::{Description, Field, Kind};
use crate::directory::record::RecordId;
use crate::directory::shape::Shape;
use crate::text::Untrusted;

fn peoplelens() -> Description {
    builtin::description("peoplelens").unwrap()
}

fn field(kind: Kind) -> Field {
    Field {
        name: "f".to_owned(),
        kind,
        ..Field::default()
    }
}

fn text(text: &str) -> FieldValue<'_> {
    FieldValue::Text(Untrusted::new(text))
}

fn unexpected(text: &str) -> FieldValue<'_> {
    FieldValue::Unexpected(Untrusted::new(text))
}

#[test]
fn values_are_typed_by_their_field() {
    let big: Value = serde_json::from_str("900719925474099312345.50").unwrap();
    for (kind, value, expected) in [
        (Kind::Text, json!("Ana"), text("Ana")),
        (Kind::Text, json!(""), text("")),
        (Kind::Text, json!(null), FieldValue::Null),
        (Kind::Text, json!(5), unexpected("5")),
        (
            Kind::Text,
            json!({"a": [1, "b"]}),
            unexpected(r#"{"a":[1,"b"]}"#),
        ),
        (Kind::Id, json!("usr_1"), text("usr_1")),
        (Kind::Id, json!(17), text("17")),
        (Kind::Number, big, text("900719925474099312345.50")),
        (Kind::Number, json!("5"), unexpected("5")),
        (Kind::Choice, json!("Admin"), text("Admin")),
        (Kind::YesNo, json!("yes"), unexpected("yes")),
        (Kind::Date, json!("last week"), unexpected("last week")),
        (Kind::Date, json!(1_704_272_400), unexpected("1704272400")),
        (Kind::Password, json!("hunter2"), text("•••")),
        (Kind::Secret, json!({"a": 1}), text("•••")),
        (Kind::Secret, json!(null), FieldValue::Null),
    ] {
        let record = json!({ "f": value });
        assert_eq!(
            FieldValue::read(&field(kind), &record),
            expected,
            "{kind:?} {record}"
        );
    }
    for record in [json!({}), json!(null), json!("f"), json!([])] {
        assert_eq!(
            FieldValue::read(&field(Kind::Text), &record),
            FieldValue::Missing
        );
    }
}

#[test]
fn a_yes_no_has_its_words() {
    let description = peoplelens();
    let users = description.resource("users").unwrap();
    for (value, word) in [(true, "enabled"), (false, "disabled")] {
        let record = json!({ "is_enabled": value });
        let read = FieldValue::read(users.field("is_enabled").unwrap(), &record);
        assert_eq!((read.yes_no(), read.text().raw()), (Some(value), word));
    }
    let record = json!({ "f": true });
    assert_eq!(
        FieldValue::read(&field(Kind::YesNo), &record).text().raw(),
        "yes"
    );
}

#[test]
fn a_date_is_a_point_in_time_and_its_text() {
    let record = json!({ "f": "2024-01-03T10:00:00.123456+01:00" });
    let read = FieldValue::read(&field(Kind::Date), &record);
    assert_eq!(
        read,
        FieldValue::Date {
            at: "2024-01-03T09:00:00.123456Z".parse().unwrap(),
            text: "2024-01-03T10:00:00.123456+01:00".into(),
        }
    );
}

#[test]
fn empty_is_missing_null_or_no_text() {
    for (record, empty) in [
        (json!({}), true),
        (json!({ "f": null }), true),
        (json!({ "f": "" }), true),
        (json!({ "f": " " }), false),
        (json!({ "f": 0 }), false),
    ] {
        assert_eq!(
            FieldValue::read(&field(Kind::Text), &record).is_empty(),
            empty,
            "{record}"
        );
    }
}

#[test]
fn what_a_person_calls_a_record() {
    let peoplelens = peoplelens();
    let leanmote = builtin::description("leanmote").unwrap();
    let people = Shape::of_resource(peoplelens.resource("users").unwrap());
    let apps = Shape::of_resource(leanmote.resource("apps").unwrap());
    let git_apps = Shape::of_resource(leanmote.resource("git-apps").unwrap());
    for (shape, record, expected) in [
        (
            &people,
            json!({"first_name": "Ana", "last_name": " Lima "}),
            "Ana Lima",
        ),
        (
            &people,
            json!({"first_name": null, "last_name": "Lima"}),
            "Lima",
        ),
        (
            &people,
            json!({"first_name": "", "email": "a@acme.example", "id": "1"}),
            "a@acme.example",
        ),
        (&people, json!({"first_name": 5, "id": 17}), "17"),
        (&people, json!({}), ""),
        (&people, json!(null), ""),
        (&apps, json!({"id": "app_1", "name": "Mail"}), "Mail"),
        (&git_apps, json!({"id": "app_1", "name": "Mail"}), "Mail"),
    ] {
        assert_eq!(shape.called(&record).raw(), expected, "{record}");
    }
}

#[test]
fn a_relation_s_records_have_its_fields_and_its_resource_s_name() {
    let leanmote = builtin::description("leanmote").unwrap();
    let of = |relation: &str| ListOf::Relation {
        parent: RecordRef {
            resource: ResourceName::new("teams"),
            id: RecordId::new("team_77"),
        },
        relation: RelationName::new(relation),
    };
    let members = leanmote.shape(&of("members")).unwrap();
    let record = json!({"id": "usr_42", "name": "Ana", "email": "a@acme.example", "title": "Lead"});
    let values: Vec<(&str, String)> = members
        .values(&record)
        .map(|(field, value)| (field.name.as_str(), value.text().raw().to_owned()))
        .collect();
    let expected = [
        ("id", "usr_42"),
        ("name", "Ana"),
        ("email", "a@acme.example"),
        ("title", "Lead"),
    ];
    assert_eq!(values, expected.map(|(name, text)| (name, text.to_owned())));
    assert_eq!(members.called(&record).raw(), "Ana");
    assert_eq!(members.resource.unwrap().name, "users");

    let tasks = leanmote.shape(&of("tasks")).unwrap();
    assert_eq!((tasks.resource, tasks.fields), (None, [].as_slice()));
    assert_eq!(
        tasks.called(&json!({"id": 5, "name": "Write"})).raw(),
        "Write"
    );
    assert_eq!(tasks.called(&json!({"id": 5})).raw(), "5");
}

#[test]
fn what_is_not_described_is_shown_after_it() {
    let description = peoplelens();
    let fields = &description.resource("users").unwrap().fields;
    let shown = |record: &Value| -> Vec<(String, String)> {
        let others = others(fields, record);
        let raw = |text: &Untrusted<'_>| text.raw().to_owned();
        others
            .iter()
            .map(|o| (raw(&o.name), raw(&o.text)))
            .collect()
    };
    let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let record = json!({
        "zone": "CET",
        "email": "a@acme.example",
        "user_preferences": [{"role": "User"}],
        "manager": {"name": "Dan", "tags": ["a", 1], "retired": false},
        "empty": {},
        "note": null,
        "tags": ["x"],
    });
    assert_eq!(
        shown(&record),
        [
            pair("zone", "CET"),
            pair("manager.name", "Dan"),
            pair("manager.tags", r#"["a",1]"#),
            pair("manager.retired", "no"),
            pair("empty", "{}"),
            pair("note", "null"),
            pair("tags", r#"["x"]"#),
        ]
    );
    // What holds more than the described is shown whole.
    let more = json!({ "user_preferences": [{"role": "User", "theme": "dark"}] });
    let expected = pair("user_preferences", r#"[{"role":"User","theme":"dark"}]"#);
    assert_eq!(shown(&more), [expected]);
    assert_eq!(shown(&json!("text")), [pair("value", "text")]);
}

#[test]
fn fields_are_found_where_none_are_described() {
    let records = [
        json!({"id": "app_1", "name": "Mail", "seats": null, "at": null, "tags": []}),
        json!({"id": "app_2", "seats": 5, "on": true, "at": "2024-01-03T09:00:00Z", "team_id": "t"}),
        json!({"id": "app_3", "name": 7, "seats": 6}),
        json!(null),
    ];
    let found: Vec<(String, Kind, bool)> = found_fields(&records)
        .into_iter()
        .map(|field| (field.name, field.kind, field.column))
        .collect();
    let expected = [
        ("id", Kind::Id, true),
        ("name", Kind::Text, true),
        ("seats", Kind::Number, true),
        ("at", Kind::Date, true),
        ("tags", Kind::Text, false),
        ("on", Kind::YesNo, true),
        ("team_id", Kind::Id, true),
    ];
    assert_eq!(
        found,
        expected.map(|(name, kind, column)| (name.to_owned(), kind, column))
    );

    let many: serde_json::Map<_, _> = (0..100).map(|i| (format!("m{i}"), json!(i))).collect();
    assert_eq!(found_fields([&Value::Object(many)]).len(), 64);
}
