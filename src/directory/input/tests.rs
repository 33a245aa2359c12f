use super::Refusal;
use crate::directory::builtin;
use crate::directory::description::{Check, Field, Kind};

fn field(kind: Kind, check: Check) -> Field {
    Field {
        kind,
        check,
        values: vec!["User".to_owned(), "Admin".to_owned()],
        ..Field::default()
    }
}

#[test]
fn lengths_are_in_characters() {
    let name = field(
        Kind::Text,
        Check {
            min: Some(2),
            max: Some(4),
            optional: false,
        },
    );
    for (text, expected) in [
        ("Ana", Ok(())),
        ("日本", Ok(())),
        ("日本語文", Ok(())),
        ("日本語文字", Err(Refusal::TooLong { max: 4 })),
        ("A", Err(Refusal::TooShort { min: 2 })),
        (" A ", Err(Refusal::TooShort { min: 2 })),
        ("Ana  ", Err(Refusal::TooLong { max: 4 })),
        ("", Err(Refusal::Empty)),
        (" \t", Err(Refusal::Empty)),
        ("a\0b", Err(Refusal::Nul)),
    ] {
        assert_eq!(name.accepts(text), expected, "{text:?}");
    }
}

#[test]
fn an_optional_field_may_be_left_empty() {
    let optional = Check {
        min: Some(2),
        max: None,
        optional: true,
    };
    let role = field(Kind::Text, optional);
    assert_eq!(role.accepts(""), Ok(()));
    assert_eq!(role.accepts("x"), Err(Refusal::TooShort { min: 2 }));
}

#[test]
fn an_email_is_plausible_or_not() {
    let email = field(Kind::Email, Check::default());
    for good in [
        "ana@acme.example",
        "a.b+c@x.y.example",
        "o'brien@acme.example",
        "ñ@acmé.example",
    ] {
        assert_eq!(email.accepts(good), Ok(()), "{good}");
    }
    for bad in [
        "ana",
        "@acme.example",
        "ana@",
        "ana@acme",
        "ana@acme.",
        "ana@.example",
        "ana@acme..example",
        "a b@acme.example",
        "ana@ac me.example",
        "ana@acme.example ",
        "a@b@acme.example",
    ] {
        assert_eq!(email.accepts(bad), Err(Refusal::NotAnEmail), "{bad}");
    }
}

#[test]
fn a_choice_is_closed_and_a_suggestion_is_not() {
    let closed = field(Kind::Choice, Check::default());
    assert_eq!(closed.accepts("Admin"), Ok(()));
    assert_eq!(closed.accepts("admin"), Err(Refusal::NotAChoice));
    let open = field(Kind::Text, Check::default());
    assert_eq!(open.accepts("Auditor"), Ok(()));
}

#[test]
fn a_new_record_s_form_is_the_described_fields_with_its_own_rules() {
    let leadr = builtin::description("leadr").unwrap();
    let fields = leadr.resource("users").unwrap().new_fields();
    let of: Vec<_> = fields
        .iter()
        .map(|new| (new.field.label(), new.field.kind, new.param.as_deref()))
        .collect();
    let expected = [
        ("account".to_owned(), Kind::Id, Some("account_id")),
        ("email".to_owned(), Kind::Email, None),
        ("name".to_owned(), Kind::Text, None),
    ];
    assert_eq!(of, expected);
    assert!(fields.iter().all(|new| new.field.editable));
    assert_eq!(
        fields[2].field.accepts("A"),
        Err(Refusal::TooShort { min: 2 })
    );

    let peoplelens = builtin::description("peoplelens").unwrap();
    let users = peoplelens.resource("users").unwrap();
    let fields = users.new_fields();
    let of: Vec<_> = fields
        .iter()
        .map(|new| {
            (
                new.field.name.as_str(),
                new.field.kind,
                new.field.check.optional,
            )
        })
        .collect();
    let expected = [
        ("email", Kind::Email, false),
        ("password", Kind::Password, false),
        ("first_name", Kind::Text, false),
        ("last_name", Kind::Text, false),
        ("role", Kind::Text, true),
    ];
    assert_eq!(of, expected);
    assert_eq!(fields[4].field.values, ["User", "Admin"]);

    let leanmote = builtin::description("leanmote").unwrap();
    assert_eq!(leanmote.resource("users").unwrap().new_fields(), []);
}
