//! What holds whatever comes.

use super::*;

fn any_call() -> impl Strategy<Value = Call> {
    prop::sample::select(vec![
        list(At::Start),
        list(At::Page(3)),
        list(At::Cursor(Opaque::new("c"))),
        get("1"),
        create(),
        update("1"),
        remove("1"),
    ])
}

fn any_directory() -> impl Strategy<Value = Description> {
    let all: Vec<_> = builtin::names().filter_map(builtin::description).collect();
    prop::sample::select(all)
}

/// JSON and what nearly is: documents with some bytes changed.
fn any_body() -> impl Strategy<Value = Vec<u8>> {
    let user = r#"{"id":1,"name":"\ud83d\ude00","n":[1e9,-0.5,null,true]}"#;
    let documents = vec![
        format!(r#"{{"users":[{user},{user}],"success":true}}"#),
        format!(r#"{{"user":{user}}}"#),
        format!(
            r#"{{"data":[{user}],"meta":{{"page":4,"total":9}},"pagination":{{"next_cursor":"a"}}}}"#
        ),
        format!(r#"{{"data":{user}}}"#),
        user.to_owned(),
        r#"{"error":[{"loc":["body","email"],"msg":"bad"}],"detail":"d"}"#.to_owned(),
    ];
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4);
    let near = (prop::sample::select(documents), changes).prop_map(|(document, changes)| {
        let mut bytes = document.into_bytes();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes
    });
    prop_oneof![prop::collection::vec(any::<u8>(), 0..200), near]
}

proptest! {
    #[test]
    fn any_answer_is_survived_and_every_record_can_be_parsed(
        description in any_directory(),
        call in any_call(),
        status in prop_oneof![Just(200_u16), 100_u16..700],
        body in any_body(),
    ) {
        let response = Response { status, headers: Vec::new(), body };
        let records = match decode(&description, &call, &response) {
            Ok(Reply::Page(page)) => page.records,
            Ok(Reply::Record(record)) => vec![record],
            Ok(Reply::Written(record)) => record.into_iter().collect(),
            Err(_) => Vec::new(),
        };
        for record in records {
            let parsed = serde_json::from_str::<Value>(record.json());
            prop_assert!(parsed.is_ok(), "{}", record.json());
            prop_assert_eq!(parsed.unwrap(), record.value());
        }
    }
}
