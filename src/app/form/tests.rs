use proptest::prelude::*;
use rstest::rstest;
use serde_json::json;

use super::*;
use crate::app::change::Verb;
use crate::app::change::tests::{ana, connection, record, text, users};
use crate::directory::call::{Call, Secret, ServerWords};
use crate::directory::description::{Check, Field, Kind};
use crate::text::Untrusted;

/// The form for Ana in PeopleLens.
fn form() -> Form {
    Form::edit(
        &users(&connection("peoplelens")),
        &record(&ana()),
        Portion::Part,
    )
    .unwrap()
}

/// The form for a new user of a directory.
fn new_user(directory: &str) -> Form {
    let to = connection(directory);
    Form::create(&users(&to), &to.params).unwrap()
}

fn field<'f>(form: &'f Form, name: &str) -> &'f FormField {
    form.fields()
        .iter()
        .find(|f| f.field().name == name)
        .unwrap()
}

fn focus_on(form: &mut Form, at: usize) {
    while form.focus() != Some(at) {
        form.handle(Action::NextField);
    }
}

/// Puts a text in the place of a field's, as an operator would.
fn fill_in(form: &mut Form, name: &str, text: &str) {
    let at = form.fields().iter().position(|f| f.field().name == name);
    focus_on(form, at.unwrap());
    form.handle(Action::CursorEnd);
    form.handle(Action::DeleteToStart);
    text.chars().for_each(|c| form.insert(c));
}

fn change_in(directory: &str, form: &mut Form) -> Option<Change> {
    let to = connection(directory);
    form.change(&to, &users(&to))
}

/// Name and value of what would be sent.
fn sent(change: &Change) -> Vec<(String, Input)> {
    match change.call() {
        Call::Update { fields, .. } | Call::Create { fields, .. } => fields,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_can_be_edited_comes_first_and_the_rest_says_why_it_cannot() {
    let form = form();
    let names: Vec<&str> = form.fields().iter().map(|f| &*f.field().name).collect();
    assert_eq!(
        names,
        [
            "first_name",
            "last_name",
            "is_enabled",
            "role",
            "email",
            "company_role",
            "id"
        ]
    );
    assert_eq!(form.title(), "Edit Ana Lima");
    assert_eq!(form.focus(), Some(0));
    assert_eq!(
        *field(&form, "email").control(),
        Control::Locked {
            value: "ana@acme.example".to_owned(),
            why: "an email cannot be changed in PeopleLens".to_owned(),
        }
    );
    assert_eq!(
        *field(&form, "id").control(),
        Control::Locked {
            value: "usr-1".to_owned(),
            why: "not editable".to_owned(),
        }
    );
    assert!(!form.is_draft());
}

#[test]
fn a_directory_that_changes_nothing_has_no_form() {
    let users = users(&connection("leanmote"));
    assert_eq!(Form::edit(&users, &record(&ana()), Portion::Whole), None);
    assert_eq!(Form::create(&users, &Params::new()), None);
}

#[test]
fn only_what_was_changed_is_sent() {
    let mut form = form();
    fill_in(&mut form, "first_name", "Anna");
    assert_eq!(form.changes(), 1);
    assert_eq!(field(&form, "first_name").was(), Some("Ana".to_owned()));
    assert_eq!(field(&form, "last_name").was(), None);
    let change = change_in("peoplelens", &mut form).unwrap();
    assert_eq!(change.verb, Verb::Edit);
    assert_eq!(sent(&change), [("first_name".to_owned(), text("Anna"))]);
    assert_eq!(change.fields[0].before_shown(), "Ana");
    assert_eq!(change.seen, Some(record(&ana())));
}

#[test]
fn typing_back_what_was_there_is_no_change() {
    let mut form = form();
    fill_in(&mut form, "first_name", "Anna");
    fill_in(&mut form, "first_name", " Ana ");
    assert!(!form.is_draft());
    assert_eq!(change_in("peoplelens", &mut form), None);
    assert_eq!(form.message(), Some("nothing is changed"));
    form.insert('x');
    assert_eq!(form.message(), None);
}

#[test]
fn blanks_around_a_text_are_not_sent() {
    let mut form = form();
    fill_in(&mut form, "first_name", "  Anna Maria ");
    let change = change_in("peoplelens", &mut form).unwrap();
    assert_eq!(
        sent(&change),
        [("first_name".to_owned(), text("Anna Maria"))]
    );
}

#[test]
fn a_space_toggles_a_yes_no_and_is_a_space_in_text() {
    let mut form = form();
    form.handle(Action::Toggle);
    assert_eq!(
        field(&form, "first_name").control(),
        &Control::Line(crate::app::input::LineInput::new("Ana "))
    );
    form.handle(Action::DeleteBackward);
    form.handle(Action::NextField);
    form.handle(Action::NextField);
    form.handle(Action::Toggle);
    let change = change_in("peoplelens", &mut form).unwrap();
    assert_eq!(
        sent(&change),
        [("is_enabled".to_owned(), Input::YesNo(false))]
    );
    assert_eq!(change.fields[0].after_shown(), "disabled");
    form.insert(' ');
    assert!(!form.is_draft());
}

#[test]
fn the_focus_goes_around_what_can_be_edited() {
    let mut form = form();
    let mut seen = Vec::new();
    for _ in 0..5 {
        seen.push(form.focus().unwrap());
        form.handle(Action::NextField);
    }
    assert_eq!(seen, [0, 1, 2, 3, 0]);
    form.handle(Action::PreviousField);
    form.handle(Action::PreviousField);
    assert_eq!(form.focus(), Some(3));
}

#[test]
fn suggestions_are_chosen_with_arrows_and_others_may_be_typed() {
    let mut form = form();
    focus_on(&mut form, 3);
    let role = |form: &Form| match field(form, "role").control() {
        Control::Suggested { line, .. } => line.value().to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(role(&form), "Admin");
    form.handle(Action::NextChoice);
    assert_eq!(role(&form), "User");
    form.handle(Action::PreviousChoice);
    form.handle(Action::PreviousChoice);
    assert_eq!(role(&form), "User");
    fill_in(&mut form, "role", "Owner");
    let change = change_in("peoplelens", &mut form).unwrap();
    assert_eq!(sent(&change), [("role".to_owned(), text("Owner"))]);
}

/// A choice of the colours red, green and grey.
fn choice(held: &Held, optional: bool) -> Control {
    let field = Field {
        name: "color".to_owned(),
        kind: Kind::Choice,
        editable: true,
        values: ["red", "green", "grey"].map(str::to_owned).to_vec(),
        check: Check {
            optional,
            ..Check::default()
        },
        ..Field::default()
    };
    Control::of(&field, held)
}

#[rstest]
#[case::next("red", &[Edit::Right], Some("green"))]
#[case::around("red", &[Edit::Left], Some("grey"))]
#[case::space("red", &[Edit::Insert(' ')], Some("green"))]
#[case::letter("red", &[Edit::Insert('g')], Some("green"))]
#[case::letter_again("red", &[Edit::Insert('g'), Edit::Insert('G')], Some("grey"))]
#[case::no_such_letter("red", &[Edit::Insert('x')], Some("red"))]
#[case::required("red", &[Edit::Backspace], Some("red"))]
#[case::not_listed("blue", &[], Some("blue"))]
#[case::back_to_not_listed("blue", &[Edit::Right, Edit::Left], Some("blue"))]
fn a_choice_is_one_of_its_values(
    #[case] held: &str,
    #[case] edits: &[Edit],
    #[case] chosen: Option<&str>,
) {
    let mut control = choice(&Held::after(&text(held)), true);
    for edit in edits {
        control.edit(*edit);
    }
    assert_eq!(control.input(), chosen.map(text));
}

#[test]
fn a_new_record_s_choice_may_be_none() {
    let mut control = choice(&Held::MISSING, true);
    assert_eq!(control.input(), None);
    assert!(control.edit(Edit::Left));
    assert_eq!(control.input(), Some(text("grey")));
    assert!(control.edit(Edit::Backspace));
    assert_eq!(control.input(), None);
    assert!(control.paste(" GREEN\n"));
    assert_eq!(control.input(), Some(text("green")));
    assert!(!control.paste("blue"));
}

#[test]
fn what_the_list_left_out_is_read_first() {
    let mut partial = ana();
    partial.as_object_mut().unwrap().remove("user_preferences");
    let users = users(&connection("peoplelens"));
    let mut form = Form::edit(&users, &record(&partial), Portion::Part).unwrap();
    assert_eq!(*field(&form, "role").control(), Control::Reading);
    fill_in(&mut form, "first_name", "Anna");
    assert_eq!(change_in("peoplelens", &mut form), None);
    assert_eq!(form.message(), Some("some fields are still being read"));
    let mut full = ana();
    full["first_name"] = json!("Annabel");
    full["last_name"] = json!("Limas");
    form.fill(&record(&full));
    assert_eq!(field(&form, "role").control().input(), Some(text("Admin")));
    assert_eq!(
        field(&form, "last_name").control().input(),
        Some(text("Limas")),
        "not touched: as it is now"
    );
    assert_eq!(
        field(&form, "first_name").control().input(),
        Some(text("Anna")),
        "touched: stays"
    );
    let change = change_in("peoplelens", &mut form).unwrap();
    assert_eq!(sent(&change), [("first_name".to_owned(), text("Anna"))]);
    assert_eq!(
        change.fields[0].before_shown(),
        "Ana",
        "what the operator saw: the review will find the conflict"
    );
}

#[test]
fn what_could_not_be_read_is_locked_with_the_reason() {
    let mut partial = ana();
    partial.as_object_mut().unwrap().remove("user_preferences");
    let users = users(&connection("peoplelens"));
    let mut form = Form::edit(&users, &record(&partial), Portion::Part).unwrap();
    form.unread(&ApiError::Forbidden(ServerWords::default()));
    assert_eq!(
        *field(&form, "role").control(),
        Control::Locked {
            value: String::new(),
            why: "not allowed (403)".to_owned(),
        }
    );
    fill_in(&mut form, "first_name", "Anna");
    assert!(change_in("peoplelens", &mut form).is_some());
}

#[test]
fn back_from_a_conflict_the_change_is_of_what_is_there_now() {
    let mut form = form();
    fill_in(&mut form, "first_name", "Anna");
    let mut theirs = ana();
    theirs["first_name"] = json!("Annabel");
    form.rebase(&record(&theirs));
    assert_eq!(field(&form, "first_name").was(), Some("Annabel".to_owned()));
    let change = change_in("peoplelens", &mut form).unwrap();
    assert_eq!(change.fields[0].before_shown(), "Annabel");
    assert_eq!(sent(&change), [("first_name".to_owned(), text("Anna"))]);
}

#[test]
fn what_is_neither_text_nor_yes_no_is_locked() {
    let mut odd = ana();
    odd["first_name"] = json!(["Ana"]);
    let users = users(&connection("peoplelens"));
    let form = Form::edit(&users, &record(&odd), Portion::Part).unwrap();
    assert_eq!(
        *field(&form, "first_name").control(),
        Control::Locked {
            value: "[\"Ana\"]".to_owned(),
            why: "neither text nor yes/no".to_owned(),
        }
    );
}

#[test]
fn nothing_is_cleared_that_the_directory_wants() {
    let mut form = form();
    fill_in(&mut form, "first_name", " ");
    assert_eq!(change_in("peoplelens", &mut form), None);
    assert_eq!(
        field(&form, "first_name").message(),
        Some("must not be empty")
    );
}

#[test]
fn what_is_wrong_is_said_at_its_field_until_it_changes() {
    let users = users(&connection("leadr"));
    let seen = json!({"id": "usr_1", "display_name": "Ana", "email": "ana@acme.example"});
    let mut form = Form::edit(&users, &record(&seen), Portion::Whole).unwrap();
    fill_in(&mut form, "email", "ana@acme");
    fill_in(&mut form, "display_name", "A");
    form.handle(Action::NextField);
    form.handle(Action::NextField);
    assert_eq!(change_in("leadr", &mut form), None);
    assert_eq!(
        field(&form, "display_name").message(),
        Some("must have at least 2 characters; it has 1")
    );
    assert_eq!(
        field(&form, "email").message(),
        Some("must be an email address")
    );
    assert_eq!(form.focus(), Some(0), "on the first that is wrong");
    form.insert('n');
    assert_eq!(field(&form, "display_name").message(), None);
    assert_eq!(
        field(&form, "email").message(),
        Some("must be an email address")
    );
    fill_in(&mut form, "email", "an@acme.example");
    assert_eq!(
        sent(&change_in("leadr", &mut form).unwrap()),
        [
            ("display_name".to_owned(), text("An")),
            ("email".to_owned(), text("an@acme.example")),
        ]
    );
}

#[test]
fn what_was_wrong_before_and_is_not_touched_is_not_in_the_way() {
    let users = users(&connection("leadr"));
    let seen = json!({"id": "usr_1", "display_name": "A", "email": "ana@acme.example"});
    let mut form = Form::edit(&users, &record(&seen), Portion::Whole).unwrap();
    fill_in(&mut form, "email", "an@acme.example");
    assert!(change_in("leadr", &mut form).is_some());
}

fn refused(field: &str, words: &'static str) -> ApiError {
    ApiError::Invalid {
        status: 422,
        words: ServerWords {
            message: Some(Untrusted::new("invalid request")),
            ..ServerWords::default()
        },
        fields: vec![(field.to_owned(), Untrusted::new(words))],
    }
}

#[test]
fn a_refusal_goes_to_its_field_or_to_the_only_one_changed_or_to_the_top() {
    let hinted = ApiError::Server {
        status: 500,
        words: ServerWords {
            hint: Some("The email is probably taken.".to_owned()),
            ..ServerWords::default()
        },
    };
    let forbidden = ApiError::Forbidden(ServerWords::default());
    let whole = Some("the server refused it (422): \"invalid request\"");
    let hint = Some("The email is probably taken (500)");
    // Whether two fields are changed; the refusal; at the first name; at the
    // last name; at the top.
    let cases = [
        (
            false,
            refused("first_name", "too\u{1b}odd"),
            Some("too\\eodd"),
            None,
            None,
        ),
        (true, refused("last_name", "odd"), None, Some("odd"), None),
        (false, refused("other", "odd"), whole, None, None),
        (true, refused("other", "odd"), None, None, whole),
        (false, hinted.clone(), hint, None, None),
        (true, hinted, None, None, hint),
        (false, forbidden, None, None, Some("not allowed (403)")),
    ];
    for (both, error, first, last, top) in cases {
        let mut form = form();
        if both {
            fill_in(&mut form, "last_name", "Limas");
        }
        fill_in(&mut form, "first_name", "Anna");
        let (values, focus) = (form.changed(), form.focus());
        form.refuse(&error);
        assert_eq!(field(&form, "first_name").message(), first, "{error:?}");
        assert_eq!(field(&form, "last_name").message(), last, "{error:?}");
        assert_eq!(form.message(), top, "{error:?}");
        assert_eq!(form.changed(), values, "values stay");
        assert_eq!(form.focus(), focus, "focus stays");
        assert!(
            change_in("peoplelens", &mut form).is_some(),
            "offered again"
        );
        assert_eq!(field(&form, "first_name").message(), first, "{error:?}");
    }
}

#[test]
fn a_new_user_starts_with_the_profile_s_params_and_is_no_draft_yet() {
    let mut form = new_user("leadr");
    assert_eq!(form.title(), "New user");
    assert_eq!(
        field(&form, "account_id").control().input(),
        Some(text("acc_1"))
    );
    assert!(!form.is_draft());
    fill_in(&mut form, "email", "ana@acme.example");
    fill_in(&mut form, "display_name", "Ana");
    assert!(form.is_draft());
    let change = change_in("leadr", &mut form).unwrap();
    assert_eq!(change.verb, Verb::Create);
    assert_eq!(change.name.raw(), "Ana");
    assert_eq!(
        sent(&change),
        [
            ("account_id".to_owned(), text("acc_1")),
            ("email".to_owned(), text("ana@acme.example")),
            ("display_name".to_owned(), text("Ana")),
        ]
    );
}

#[test]
fn a_new_user_needs_what_the_directory_needs() {
    let mut form = new_user("peoplelens");
    fill_in(&mut form, "email", "ana@acme.example");
    assert_eq!(change_in("peoplelens", &mut form), None);
    let messages: Vec<_> = form.fields().iter().map(FormField::message).collect();
    let empty = Some("must not be empty");
    assert_eq!(messages, [None, empty, empty, empty, None]);
    assert_eq!(form.focus(), Some(1));
    form.paste("hunter2\n");
    fill_in(&mut form, "first_name", "Ana");
    fill_in(&mut form, "last_name", "Lima");
    let change = change_in("peoplelens", &mut form).unwrap();
    let names: Vec<&str> = change.fields.iter().map(|f| &*f.name).collect();
    assert_eq!(names, ["email", "password", "first_name", "last_name"]);
    assert!(matches!(&change.fields[1].after, Input::Secret(s) if s.expose() == "hunter2"));
    assert_eq!(change.fields[1].after_shown(), "•••");
    assert!(!change.generated);
    assert!(!format!("{form:?} {change:?}").contains("hunter2"));
}

fn password(form: &Form) -> Secret {
    match field(form, "password").control().input() {
        Some(Input::Secret(secret)) => secret,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_password_can_be_made() {
    let mut form = new_user("peoplelens");
    assert!(form.takes_password());
    form.generate(&Entropy(std::array::from_fn(|at| {
        u8::try_from(at * 13).unwrap()
    })));
    assert_eq!(password(&form).expose(), "Ap4:6BQds7CRet8DSfu9");
    assert!(form.generated);
    focus_on(&mut form, 1);
    form.insert('x');
    assert!(!form.generated, "the operator's own now");
}

proptest! {
    #[test]
    fn a_made_password_has_every_kind_of_character(entropy: [u8; 20]) {
        let mut form = new_user("peoplelens");
        form.generate(&Entropy(entropy));
        let password = password(&form);
        let has = |kind: fn(char) -> bool| password.expose().contains(kind);
        prop_assert_eq!(password.expose().chars().count(), 20);
        prop_assert!(has(|c| c.is_ascii_uppercase()) && has(|c| c.is_ascii_lowercase()));
        prop_assert!(has(|c| c.is_ascii_digit()) && has(|c| c.is_ascii_punctuation()));
        prop_assert!(!has(|c| "0Oo1lI".contains(c)));
    }

    #[test]
    fn whatever_is_typed_a_draft_survives_a_read_and_a_refusal(
        typed in prop::collection::vec(any_typing(), 0..30),
        first_name in ".{0,8}",
    ) {
        let mut form = form();
        for typing in typed {
            match typing {
                Typing::Action(action) => { form.handle(action); }
                Typing::Char(c) => form.insert(c),
                Typing::Paste(text) => form.paste(&text),
            }
        }
        let draft: Vec<_> = form
            .changed()
            .into_iter()
            .map(|field| (field.name, field.after))
            .collect();
        let mut theirs = ana();
        theirs["first_name"] = json!(first_name);
        theirs["company_role"] = json!(first_name);
        form.fill(&record(&theirs));
        form.refuse(&refused("first_name", "odd"));
        let kept: Vec<_> = form
            .changed()
            .into_iter()
            .map(|field| (field.name, field.after))
            .collect();
        prop_assert_eq!(kept, draft);
    }
}

#[derive(Debug, Clone)]
enum Typing {
    Action(Action),
    Char(char),
    Paste(String),
}

fn any_typing() -> impl Strategy<Value = Typing> {
    prop_oneof![
        prop::sample::select(vec![
            Action::NextField,
            Action::PreviousField,
            Action::NextChoice,
            Action::PreviousChoice,
            Action::Toggle,
            Action::DeleteBackward,
            Action::DeleteToStart,
            Action::CursorStart,
        ])
        .prop_map(Typing::Action),
        any::<char>().prop_map(Typing::Char),
        ".{0,6}".prop_map(Typing::Paste),
    ]
}

/// Values of a field that is checked, and what is wrong with them.
#[rstest]
#[case::fits(Kind::Text, "Ana", None)]
#[case::counts_characters(Kind::Text, "安安", None)]
#[case::short(Kind::Text, "A", Some("must have at least 2 characters; it has 1"))]
#[case::long(
    Kind::Text,
    "123456789012345678901",
    Some("must have at most 20 characters; it has 21")
)]
#[case::empty(Kind::Text, "", Some("must not be empty"))]
#[case::control(Kind::Text, "a\u{0}b", Some("must not contain \\u{0}"))]
#[case::email(Kind::Email, "a.b+c@d.example", None)]
#[case::no_at(Kind::Email, "ab.example", Some("must have an @"))]
#[case::no_dot(Kind::Email, "ab@example", Some("must be an email address"))]
#[case::two_at(Kind::Email, "a@b@c.example", Some("must be an email address"))]
#[case::space(Kind::Email, "a b@c.example", Some("must be an email address"))]
#[case::no_local(Kind::Email, "@c.example", Some("must be an email address"))]
#[case::dots(Kind::Email, "a..b@c.example", Some("must be an email address"))]
#[case::dot_at_end(Kind::Email, "a@c.example.", Some("must be an email address"))]
#[case::number(Kind::Number, "-1.50", None)]
#[case::no_number(Kind::Number, "12a", Some("must be a number"))]
fn a_value_is_checked_before_it_is_sent(
    #[case] kind: Kind,
    #[case] value: &str,
    #[case] wrong: Option<&str>,
) {
    let field = Field {
        kind,
        check: Check {
            min: Some(2),
            max: Some(20),
            optional: false,
        },
        ..Field::default()
    };
    let checked = check::check(&field, Some(&text(value)));
    assert_eq!(checked.err().as_deref(), wrong);
}

#[test]
fn an_optional_field_may_be_empty_and_is_checked_if_not() {
    let field = Field {
        kind: Kind::Email,
        check: Check {
            optional: true,
            ..Check::default()
        },
        ..Field::default()
    };
    assert_eq!(check::check(&field, None), Ok(()));
    assert_eq!(check::check(&field, Some(&text(""))), Ok(()));
    assert_eq!(
        check::check(&field, Some(&text("x"))),
        Err("must have an @".to_owned())
    );
}
