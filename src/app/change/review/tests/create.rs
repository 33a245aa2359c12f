//! New records.

use super::*;

/// The review of a new user in a directory, sent.
fn creation(directory: &str, fields: &[(&str, Input)], resource: &Resource) -> Desk {
    let to = connection(directory);
    let fields = fields.iter().map(|(name, after)| {
        let described = resource.field(name).cloned();
        let field = described.unwrap_or(crate::directory::description::Field {
            name: (*name).to_owned(),
            ..Default::default()
        });
        FieldChange::new(&field, Held::MISSING, after.clone())
    });
    let mut change = Change::create(&to, resource, fields.collect());
    change.generated = true;
    let mut desk = Desk::open(change, resource);
    assert_eq!(*desk.review.phase(), Phase::Ready, "nothing to read before");
    assert!(desk.took().is_empty());
    desk.settle();
    desk.key(Action::Send);
    desk.took();
    desk
}

fn new_ana(password: &Secret) -> [(&'static str, Input); 4] {
    [
        ("email", text("ana@acme.example")),
        ("password", Input::Secret(password.clone())),
        ("first_name", text("Ana")),
        ("last_name", text("Lima")),
    ]
}

#[test]
fn a_new_record_is_read_by_the_id_it_was_given() {
    let password = Secret::new("hunter2".into());
    let resource = users(&connection("peoplelens"));
    let mut desk = creation("peoplelens", &new_ana(&password), &resource);
    let answer = json!({"id": "usr-1", "email": "ana@acme.example"});
    desk.answer(&written(Some(&answer)));
    assert_eq!(desk.took(), ["verify: read usr-1"]);
    let ended = desk.answer(&read(&ana())).unwrap();
    assert_eq!(
        ended.outcome,
        Outcome::Applied {
            confirmed: Confirmed::ByRead,
            unchecked: vec!["password".to_owned()],
            differing: Vec::new(),
            besides: Besides::default(),
        }
    );
    assert_eq!(ended.password, Some(password));
    assert_eq!(ended.record, Some(record(&ana())));
    assert!(!ended.can_be_undone());
}

#[test]
fn a_new_record_that_the_answer_shows_whole_is_not_read() {
    let fields = [
        ("email", text("ana@acme.example")),
        ("display_name", text("Ana")),
    ];
    let mut desk = creation("leadr", &fields, &users(&connection("leadr")));
    let answer = json!({"id": "usr_1", "email": "ana@acme.example", "display_name": "Ana"});
    let ended = desk.answer(&written(Some(&answer))).unwrap();
    assert!(matches!(
        ended.outcome,
        Outcome::Applied {
            confirmed: Confirmed::ByAnswer,
            ..
        }
    ));
}

#[test]
fn a_new_record_without_an_id_is_looked_up_by_email() {
    let password = Secret::new("hunter2".into());
    let resource = users(&connection("peoplelens"));
    let mut desk = creation("peoplelens", &new_ana(&password), &resource);
    desk.answer(&written(None));
    assert_eq!(desk.took(), ["verify: search ana@acme.example"]);
    let mut namesake = ana();
    namesake["email"] = json!("not.ana@acme.example");
    let page = |found: &Value| {
        Ok(Reply::Page(Page {
            records: vec![record(&namesake), record(found)],
            next: None,
            total: None,
            withheld: false,
        }))
    };
    let found = ana_with("email", "Ana@Acme.example");
    let mut unclear = desk.clone();
    let ended = desk.answer(&page(&found)).unwrap();
    assert!(matches!(ended.outcome, Outcome::Applied { .. }));
    assert_eq!(ended.record, Some(record(&found)));
    assert_eq!(unclear.answer(&page(&namesake)), None);
    assert!(matches!(unclear.review.phase(), Phase::Verifying(_)));
}

#[test]
fn a_record_like_the_new_one_may_have_been_there_before() {
    let password = Secret::new("hunter2".into());
    let resource = users(&connection("peoplelens"));
    let mut desk = creation("peoplelens", &new_ana(&password), &resource);
    desk.answer(&Err(TIMEOUT));
    assert_eq!(desk.took(), ["verify: search ana@acme.example"]);
    let ended = desk
        .answer(&Ok(Reply::Page(Page {
            records: vec![record(&ana())],
            next: None,
            total: None,
            withheld: false,
        })))
        .unwrap();
    assert_eq!(
        ended.outcome,
        Outcome::Unknown {
            why: "no answer in time".to_owned(),
            found: Found::Exists,
        }
    );
    assert_eq!(ended.password, None);
}

#[test]
fn without_id_or_search_a_new_record_is_accepted_unchecked() {
    let password = Secret::new("hunter2".into());
    let mut resource = users(&connection("peoplelens"));
    resource.list.as_mut().unwrap().search = None;
    let desk = creation("peoplelens", &new_ana(&password), &resource);
    let mut accepted = desk.clone();
    let ended = accepted.answer(&written(None)).unwrap();
    assert_eq!(ended.outcome, Outcome::AcceptedUnchecked);
    assert_eq!(ended.password, Some(password));
    assert_eq!(accepted.took(), ["journal accepted: no read can show it"]);
    let mut unclear = desk;
    assert_eq!(unclear.answer(&Err(TIMEOUT)), None);
    assert_eq!(
        unclear.took(),
        ["journal unknown: no answer in time; no read can tell"]
    );
    assert_eq!(unclear.review.buttons(), [Button::Close, Button::GiveUp]);
}
