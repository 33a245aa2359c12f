//! What is refused, and what no id and no text can change.

use super::*;

#[test]
fn reads_have_no_body() {
    for call in [
        list("users"),
        get("users", "1"),
        relation("users", "1", "teams"),
    ] {
        let request = asked("leanmote", &call).unwrap();
        assert_eq!((request.method, request.body), (Method::Get, None));
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn what_a_directory_has_no_words_for_is_refused() {
    let words = |directory: &str, call: &Call| asked(directory, call).unwrap_err().to_string();
    for (directory, call, expected) in [
        (
            "leanmote",
            list("user"),
            "no resource is called \"user\"; did you mean \"users\"?",
        ),
        (
            "leanmote",
            relation("users", "1", "team"),
            "Users have no relation \"team\"; did you mean \"teams\"?",
        ),
        (
            "leanmote",
            get("git-apps", "1"),
            "Git apps cannot be read one by one in this directory",
        ),
        (
            "leanmote",
            item("users", "1", "organizations", "2"),
            "Orgs cannot be read one by one in this directory",
        ),
        (
            "leanmote",
            sorted(list("users"), "nmae", Order::Ascending),
            "this list cannot be sorted by \"nmae\"; did you mean \"name\"?",
        ),
        (
            "peoplelens",
            sorted(list("users"), "email", Order::Ascending),
            "this list cannot be sorted by \"email\"; there are none",
        ),
        (
            "leadr",
            narrowed(list("users"), Some("ana"), &[]),
            "this directory cannot search that list; filter what is loaded instead",
        ),
        (
            "leadr",
            at(list("users"), At::Page(1)),
            "this list has no such page",
        ),
        (
            "leanmote",
            at(list("users"), At::Offset(1)),
            "this list has no such page",
        ),
        (
            "peoplelens",
            at(list("users"), At::Page(0)),
            "this list has no such page",
        ),
        (
            "leanmote",
            narrowed(list("users"), None, &[("per_page", "500")]),
            "the parameter \"per_page\" is set by the call itself",
        ),
        (
            "leanmote",
            create("users", vec![text("name", "x")]),
            "Users cannot be created in this directory",
        ),
        (
            "leanmote",
            update("1", vec![text("name", "x")]),
            "Users cannot be changed in this directory",
        ),
        (
            "leadr",
            update("1", vec![text("account_id", "acc_2")]),
            "\"account_id\" is no field that this takes; there are \"display_name\", \"email\", \"super_admin\"",
        ),
        (
            "leadr",
            update("1", vec![yes_no("deleted", true)]),
            "\"deleted\" is no field that this takes; there are \"display_name\", \"email\", \"super_admin\"",
        ),
        ("leadr", update("1", vec![]), "nothing is changed"),
        (
            "leadr",
            update("1", vec![yes_no("email", true)]),
            "\"email\" takes another kind of value",
        ),
        (
            "leadr",
            update("1", vec![text("super_admin", "true")]),
            "\"super_admin\" takes another kind of value",
        ),
        (
            "peoplelens",
            create("users", vec![text("password", "seen")]),
            "\"password\" takes another kind of value",
        ),
    ] {
        assert_eq!(words(directory, &call), expected);
    }
    let remove = Call::Remove {
        record: record("users", "1"),
    };
    assert_eq!(
        asked("leanmote", &remove),
        Err(EncodeError::NotOffered {
            operation: Operation::Remove,
            what: "Users".to_owned(),
        })
    );
}

#[test]
fn ids_stay_one_segment() {
    for (id, segment) in [
        ("usr_42", "usr_42"),
        ("@ana:example.org", "%40ana%3Aexample.org"),
        ("../teams", "..%2Fteams"),
        ("a/b\\c", "a%2Fb%5Cc"),
        ("%2e%2e", "%252e%252e"),
        ("x?admin=1#y", "x%3Fadmin%3D1%23y"),
        ("{item}", "%7Bitem%7D"),
        (" \t\n", "%20%09%0A"),
        ("…", "%E2%80%A6"),
        ("...", "..."),
    ] {
        let request = asked("leanmote", &item("users", id, "teams", "t")).unwrap();
        assert_eq!(request.url.path(), format!("/v1/users/{segment}/teams/t"));
        assert_eq!(request.url.query(), None);
    }
    for id in ["", ".", ".."] {
        for call in [
            get("users", id),
            relation("users", id, "teams"),
            item("users", "usr_42", "teams", id),
        ] {
            assert_eq!(
                asked("leanmote", &call),
                Err(EncodeError::NotAnId),
                "{id:?}"
            );
        }
    }
}

#[test]
fn a_base_keeps_its_path_and_loses_nothing_else() {
    for (base, expected) in [
        ("https://acme.example", "https://acme.example/v1/users/u"),
        ("https://acme.example/", "https://acme.example/v1/users/u"),
        (
            "https://acme.example:8443/a/b/",
            "https://acme.example:8443/a/b/v1/users/u",
        ),
        (
            "http://127.0.0.1:9/%C3%A9",
            "http://127.0.0.1:9/%C3%A9/v1/users/u",
        ),
        (
            "https://acme.example/?x=1#y",
            "https://acme.example/v1/users/u",
        ),
    ] {
        let base = Url::parse(base).unwrap();
        let request = encode(
            &description("leadr"),
            &base,
            &Params::new(),
            &get("users", "u"),
        );
        assert_eq!(request.unwrap().url.as_str(), expected);
    }
}

#[test]
fn offsets_and_a_list_s_own_paging() {
    let example = include_str!("../../../../tests/fixtures/example-directory.toml");
    let example = check::parse(example, "example").unwrap();
    let base = example.url.clone().unwrap();
    let address = |call: &Call| {
        let request = encode(&example, &base, &Params::new(), call).unwrap();
        request.url.as_str().to_owned()
    };
    let log = relation("people", "7", "log");
    let root = "https://people.acme.example/api/people";
    assert_eq!(address(&log), format!("{root}/7/log?skip=0&take=50"));
    assert_eq!(
        address(&at(log, At::Offset(150))),
        format!("{root}/7/log?skip=150&take=50")
    );
    assert_eq!(address(&list("people")), format!("{root}?limit=200"));
}

proptest! {
    #[test]
    fn any_id_comes_back_as_exactly_one_segment(id in "\\PC*|[./%\\\\?#\\x00-\\x20a]{0,8}") {
        match asked("leanmote", &item("users", &id, "teams", &id)) {
            Ok(request) => {
                let segments: Vec<&str> = request.url.path().split('/').collect();
                let [_, "v1", "users", first, "teams", second] = segments.as_slice() else {
                    panic!("{segments:?}");
                };
                let decoded = percent_encoding::percent_decode_str(first).decode_utf8().unwrap();
                prop_assert_eq!(decoded, id.as_str());
                prop_assert_eq!(first, second);
                prop_assert_eq!(request.url.query(), None);
                // What another parser of addresses makes of it is the same.
                prop_assert_eq!(Url::parse(request.url.as_str()).unwrap(), request.url);
            }
            Err(error) => {
                prop_assert_eq!(error, EncodeError::NotAnId);
                prop_assert!(matches!(id.as_str(), "" | "." | ".."));
            }
        }
    }

    #[test]
    fn any_search_comes_back_as_one_parameter(search in "\\PC+|[&=+%#\\x00-\\x20]{1,8}") {
        let call = narrowed(list("users"), Some(&search), &[]);
        let request = asked("peoplelens", &call).unwrap();
        let pairs: Vec<_> = request.url.query_pairs().collect();
        prop_assert_eq!(pairs, [("search".into(), search.as_str().into())]);
    }
}
