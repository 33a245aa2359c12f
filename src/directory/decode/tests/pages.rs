//! Where the next page is, and where there is none.

use super::*;

#[test]
fn numbered_pages_go_on_as_far_as_they_can() {
    let next = |index| Some(At::Page(index));
    // Page asked for, records that came, meta; next page, total believed.
    for (asked, came, meta, expected, total) in [
        (0, 100, r#""total":250,"total_pages":3"#, next(1), Some(250)),
        (1, 100, r#""total":250,"total_pages":3"#, next(2), Some(250)),
        (2, 50, r#""total":250,"total_pages":3"#, None, Some(250)),
        // A list that fills its last page costs no page more.
        (1, 100, r#""total":200,"total_pages":2"#, None, Some(200)),
        // Records that the token may not see leave gaps.
        (0, 98, r#""total":250"#, next(1), Some(250)),
        (2, 47, r#""total":250"#, None, Some(250)),
        // Too large, too small, zero, absent, nonsense.
        (3, 0, r#""total":1000"#, None, Some(1000)),
        (1, 100, r#""total":150"#, next(2), None),
        (0, 100, r#""total":0"#, next(1), None),
        (0, 7, r#""total":0"#, None, None),
        (0, 0, r#""total":0"#, None, Some(0)),
        (0, 100, "", next(1), None),
        (0, 99, "", None, None),
        (0, 100, r#""total":-5"#, next(1), None),
        (0, 100, r#""total":"many""#, next(1), None),
        (0, 100, r#""total":"250""#, next(1), Some(250)),
        (0, 100, r#""total":99999999999999999999999"#, next(1), None),
        // Only a number of pages.
        (0, 100, r#""total_pages":2"#, next(1), None),
        (1, 100, r#""total_pages":2"#, None, None),
        (0, 20, r#""total_pages":2"#, next(1), None),
        (2, 100, r#""total_pages":2"#, next(3), None),
        // A server that ignores the size and gives all.
        (0, 250, r#""total":250"#, None, Some(250)),
        // The echo agrees, or is no number.
        (1, 100, r#""page":2,"total":250"#, next(2), Some(250)),
        (1, 100, r#""page":null,"total":250"#, next(2), Some(250)),
        // Past the end, a server may answer with its last page.
        (
            9,
            50,
            r#""page":3,"total_pages":3,"total":250"#,
            None,
            Some(250),
        ),
        (9, 50, r#""page":3,"total":250"#, None, Some(250)),
        (u32::MAX, 100, "", None, None),
    ] {
        let meta = format!(r#","meta":{{{meta}}}"#);
        let page = page("leanmote", At::Page(asked), &leanmote(came, &meta));
        assert_eq!(
            (page.next, page.total),
            (expected, total),
            "page {asked}, {came}, {meta}"
        );
    }
    // Without any meta.
    assert_eq!(
        page("leanmote", At::Start, &leanmote(100, "")).next,
        next(1)
    );
    // What came past the end were rows of another page.
    let clamped = leanmote(50, r#","meta":{"page":3,"total":250}"#);
    assert_eq!(page("leanmote", At::Page(9), &clamped).records, []);
}

#[test]
fn a_page_that_is_another_is_unreadable() {
    let body = leanmote(100, r#","meta":{"page":1,"total":1000,"total_pages":10}"#);
    let expected = "page 3 was asked for, and page 1 came";
    assert_eq!(why("leanmote", &list(At::Page(2)), 200, &body), expected);
    let body = leanmote(100, r#","meta":{"page":4,"total":100}"#);
    let expected = "page 3 was asked for, and page 4 came";
    assert_eq!(why("leanmote", &list(At::Page(2)), 200, &body), expected);
}

#[test]
fn a_cursor_goes_on_and_its_absence_ends() {
    let cursor = |text| Some(At::Cursor(Opaque::new(text)));
    for (pagination, expected) in [
        (r#","pagination":{"next_cursor":"abc=="}"#, cursor("abc==")),
        (r#","pagination":{"next_cursor":17}"#, cursor("17")),
        (
            r#","pagination":{"has_next":true,"next_cursor":null}"#,
            None,
        ),
        (r#","pagination":{"has_next":true,"next_cursor":""}"#, None),
        (r#","pagination":{"next_cursor":false}"#, None),
        (r#","pagination":{"has_next":true}"#, None),
        (r#","pagination":null"#, None),
        ("", None),
    ] {
        let body = format!(r#"{{"data":[]{pagination}}}"#);
        assert_eq!(
            page("leadr", At::Start, &body).next,
            expected,
            "{pagination}"
        );
    }
    let body = r#"{"data":[],"pagination":{"next_cursor":{"a":1}}}"#;
    let expected = "a cursor was expected at /pagination/next_cursor, and an object came";
    assert_eq!(why("leadr", &list(At::Start), 200, body), expected);
}

#[test]
fn credentials_of_people_are_dots_before_anybody_has_the_record() {
    let example = include_str!("../../../../tests/fixtures/example-directory.toml");
    let example = check::parse(example, "example").unwrap();
    let came = r#"{"uuid":"7","badge":"b-1","door":{"apiKey":"k-1"},"n":1.50}"#;
    let held = r#"{"uuid":"7","badge":"•••","door":{"apiKey":"•••"},"n":1.50}"#;
    let person = RecordRef {
        resource: ResourceName::new("people"),
        id: RecordId::new("7"),
    };
    let list = Call::List {
        of: ListOf::Resource(ResourceName::new("people")),
        at: At::Start,
        sort: None,
        query: Query::default(),
    };
    let get = Call::Get {
        of: RecordOf::Resource(person.clone()),
    };
    let update = Call::Update {
        record: person,
        fields: vec![("first_name".to_owned(), Input::Text("Ana".to_owned()))],
    };
    let create = Call::Create {
        resource: ResourceName::new("people"),
        fields: vec![("email".to_owned(), Input::Text("a@b.example".to_owned()))],
    };
    for (call, body) in [
        (list, format!(r#"{{"data":[{came}]}}"#)),
        (get, format!(r#"{{"data":{came}}}"#)),
        (update, format!(r#"{{"data":{came}}}"#)),
        (create, format!(r#"{{"data":{came}}}"#)),
    ] {
        let record = match decode(&example, &call, &response(200, &body)) {
            Ok(Reply::Page(page)) => page.records[0].clone(),
            Ok(Reply::Record(record) | Reply::Written(Some(record))) => record,
            other => panic!("{other:?}"),
        };
        assert_eq!(record.json(), held, "{call:?}");
        assert_eq!(record.id().unwrap().raw(), "7");
    }
}

#[test]
fn offsets_go_on_by_what_came() {
    let example = include_str!("../../../../tests/fixtures/example-directory.toml");
    let example = check::parse(example, "example").unwrap();
    let log = |at| Call::List {
        of: ListOf::Relation {
            parent: RecordRef {
                resource: ResourceName::new("people"),
                id: RecordId::new("7"),
            },
            relation: RelationName::new("log"),
        },
        at,
        sort: None,
        query: Query::default(),
    };
    for (at, came, total, expected) in [
        (At::Start, 50, "null", Some(At::Offset(50))),
        (At::Offset(50), 49, "null", None),
        (At::Offset(50), 50, "100", None),
        (At::Offset(50), 50, "101", Some(At::Offset(100))),
        (At::Offset(50), 0, "999", None),
    ] {
        let entries = vec!["{}"; came].join(",");
        let body = format!(r#"{{"data":[{entries}],"meta":{{"total":{total}}}}}"#);
        let reply = decode(&example, &log(at.clone()), &response(200, &body));
        let Ok(Reply::Page(page)) = reply else {
            panic!("{reply:?}");
        };
        assert_eq!(page.next, expected, "{at:?} {came} {total}");
    }
}
