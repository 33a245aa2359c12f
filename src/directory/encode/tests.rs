use proptest::prelude::*;
use url::Url;

use super::{EncodeError, encode};
use crate::directory::builtin;
use crate::directory::call::{
    At, Call, Input, ListOf, Method, Opaque, Params, Query, RecordOf, RecordRef, RelationName,
    Request, ResourceName, Secret,
};
use crate::directory::check;
use crate::directory::description::{Auth, Description, Operation, Order, Sort};
use crate::directory::record::RecordId;

fn description(name: &str) -> Description {
    builtin::description(name).unwrap()
}

fn base(directory: &str) -> Url {
    let text = match directory {
        "leanmote" => "https://api.leanmote.com/v1",
        "leadr" => "https://leadr.example.com",
        _ => "https://acme.peoplelens.example.com",
    };
    Url::parse(text).unwrap()
}

fn record(resource: &str, id: &str) -> RecordRef {
    RecordRef {
        resource: ResourceName::new(resource),
        id: RecordId::new(id),
    }
}

fn list_of(of: ListOf) -> Call {
    Call::List {
        of,
        at: At::Start,
        sort: None,
        query: Query::default(),
    }
}

fn list(resource: &str) -> Call {
    list_of(ListOf::Resource(ResourceName::new(resource)))
}

fn relation(resource: &str, id: &str, relation: &str) -> Call {
    list_of(ListOf::Relation {
        parent: record(resource, id),
        relation: RelationName::new(relation),
    })
}

fn get(resource: &str, id: &str) -> Call {
    Call::Get {
        of: RecordOf::Resource(record(resource, id)),
    }
}

fn item(resource: &str, id: &str, relation: &str, item: &str) -> Call {
    Call::Get {
        of: RecordOf::Item {
            parent: record(resource, id),
            relation: RelationName::new(relation),
            item: RecordId::new(item),
        },
    }
}

fn create(resource: &str, fields: Vec<(String, Input)>) -> Call {
    Call::Create {
        resource: ResourceName::new(resource),
        fields,
    }
}

fn update(id: &str, fields: Vec<(String, Input)>) -> Call {
    Call::Update {
        record: record("users", id),
        fields,
    }
}

fn text(name: &str, value: &str) -> (String, Input) {
    (name.to_owned(), Input::Text(value.to_owned()))
}

fn yes_no(name: &str, value: bool) -> (String, Input) {
    (name.to_owned(), Input::YesNo(value))
}

fn asked(directory: &str, call: &Call) -> Result<Request, EncodeError> {
    encode(
        &description(directory),
        &base(directory),
        &Params::new(),
        call,
    )
}

/// Method, path and query of a request that holds nothing else but the token.
fn line(directory: &str, call: &Call) -> String {
    let request = asked(directory, call).unwrap();
    let (header, prefix) = match directory {
        "leadr" => ("leadr-api-key", ""),
        _ => ("authorization", "Bearer "),
    };
    let auth = Auth {
        header: header.to_owned(),
        prefix: prefix.to_owned(),
    };
    assert_eq!(request.auth, auth);
    let query = request.url.query().map(|q| format!("?{q}"));
    let path = request.url.path();
    assert_eq!(request.url.origin(), base(directory).origin());
    format!(
        "{} {path}{}",
        request.method.as_str(),
        query.unwrap_or_default()
    )
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn every_read_that_leanmote_documents() {
    const PAGE: &str = "?page=1&per_page=100";
    for (number, call, path, query) in [
        (1, list("users"), "/users", PAGE),
        (2, get("users", "usr_42"), "/users/usr_42", ""),
        (
            3,
            relation("users", "usr_42", "apps"),
            "/users/usr_42/apps",
            PAGE,
        ),
        (
            4,
            item("users", "usr_42", "apps", "app_1"),
            "/users/usr_42/apps/app_1",
            "",
        ),
        (
            5,
            relation("users", "usr_42", "views"),
            "/users/usr_42/dashboard-views",
            PAGE,
        ),
        (
            6,
            item("users", "usr_42", "views", "view_21"),
            "/users/usr_42/dashboard-views/view_21",
            "",
        ),
        (
            7,
            relation("users", "usr_42", "activity"),
            "/users/usr_42/interactions",
            PAGE,
        ),
        (
            8,
            relation("users", "usr_42", "organizations"),
            "/users/usr_42/organizations",
            PAGE,
        ),
        (
            9,
            relation("users", "usr_42", "teams"),
            "/users/usr_42/teams",
            PAGE,
        ),
        (
            10,
            item("users", "usr_42", "teams", "team_77"),
            "/users/usr_42/teams/team_77",
            "",
        ),
        (
            11,
            relation("users", "usr_42", "git-apps"),
            "/users/usr_42/git/apps",
            PAGE,
        ),
        (12, list("organizations"), "/organizations", PAGE),
        (
            13,
            get("organizations", "org_123"),
            "/organizations/org_123",
            "",
        ),
        (
            14,
            relation("organizations", "org_123", "members"),
            "/organizations/org_123/members",
            PAGE,
        ),
        (
            15,
            relation("organizations", "org_123", "teams"),
            "/organizations/org_123/teams",
            PAGE,
        ),
        (
            16,
            relation("organizations", "org_123", "apps"),
            "/organizations/org_123/apps",
            PAGE,
        ),
        (17, list("teams"), "/teams", PAGE),
        (18, get("teams", "team_77"), "/teams/team_77", ""),
        (
            19,
            relation("teams", "team_77", "members"),
            "/teams/team_77/members",
            PAGE,
        ),
        (
            20,
            item("teams", "team_77", "members", "usr_42"),
            "/teams/team_77/members/usr_42",
            "",
        ),
        (
            21,
            relation("teams", "team_77", "managers"),
            "/teams/team_77/managers",
            PAGE,
        ),
        (
            22,
            relation("teams", "team_77", "tasks"),
            "/teams/team_77/tasks",
            PAGE,
        ),
        (
            23,
            relation("teams", "team_77", "activity"),
            "/teams/team_77/interactions",
            PAGE,
        ),
        // Further ones of the route table.
        (24, list("apps"), "/apps", PAGE),
        (25, get("apps", "app_1"), "/apps/app_1", ""),
        (26, list("views"), "/dashboard-views", PAGE),
        (27, get("views", "view_21"), "/dashboard-views/view_21", ""),
        (28, list("git-apps"), "/git/apps", PAGE),
    ] {
        let expected = format!("GET /v1{path}{query}");
        assert_eq!(line("leanmote", &call), expected, "call {number}");
    }
}

#[test]
fn leanmote_opens_on_users_and_has_its_tabs_in_order() {
    let titles: Vec<String> = description("leanmote")
        .resources
        .into_iter()
        .map(|r| r.title)
        .collect();
    assert_eq!(
        titles,
        [
            "Users",
            "Teams",
            "Organizations",
            "Apps",
            "Views",
            "Git apps"
        ]
    );
}

fn at(mut call: Call, page: At) -> Call {
    if let Call::List { at, .. } = &mut call {
        *at = page;
    }
    call
}

fn sorted(mut call: Call, field: &str, order: Order) -> Call {
    if let Call::List { sort, .. } = &mut call {
        let field = field.to_owned();
        *sort = Some(Sort { field, order });
    }
    call
}

fn narrowed(mut call: Call, search: Option<&str>, params: &[(&str, &str)]) -> Call {
    if let Call::List { query, .. } = &mut call {
        query.search = search.map(str::to_owned);
        let owned = params
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        query.params = owned.collect();
    }
    call
}

#[test]
fn pages_orders_and_narrowings() {
    let cursor = || At::Cursor(Opaque::new("eyJ2IjoiYSJ9+/=="));
    for (directory, call, expected) in [
        (
            "leanmote",
            at(list("users"), At::Page(0)),
            "GET /v1/users?page=1&per_page=100",
        ),
        (
            "leanmote",
            at(list("users"), At::Page(124)),
            "GET /v1/users?page=125&per_page=100",
        ),
        (
            "leanmote",
            at(list("users"), At::Page(u32::MAX)),
            "GET /v1/users?page=4294967296&per_page=100",
        ),
        (
            "leanmote",
            at(
                sorted(list("users"), "email", Order::Descending),
                At::Page(2),
            ),
            "GET /v1/users?sort=email&order=desc&page=3&per_page=100",
        ),
        (
            "leanmote",
            sorted(
                relation("teams", "team_77", "members"),
                "name",
                Order::Ascending,
            ),
            "GET /v1/teams/team_77/members?sort=name&order=asc&page=1&per_page=100",
        ),
        (
            "leanmote",
            narrowed(
                list("users"),
                None,
                &[("created_at[gte]", "2024-01-01"), ("fields", "id,name")],
            ),
            "GET /v1/users?created_at%5Bgte%5D=2024-01-01&fields=id,name&page=1&per_page=100",
        ),
        ("leadr", list("users"), "GET /v1/users?limit=100"),
        (
            "leadr",
            at(list("users"), cursor()),
            "GET /v1/users?cursor=eyJ2IjoiYSJ9%2B%2F%3D%3D&limit=100",
        ),
        // One that points elsewhere leads nowhere: it is a value like any.
        (
            "leadr",
            at(
                list("users"),
                At::Cursor(Opaque::new(
                    "https://elsewhere.example/v1/users?cursor=1&limit=9#x",
                )),
            ),
            "GET /v1/users?cursor=https:%2F%2Felsewhere.example%2Fv1%2Fusers%3Fcursor%3D1%26limit%3D9%23x&limit=100",
        ),
        // The order goes with every cursor, and ties are broken by the id.
        (
            "leadr",
            at(
                sorted(list("users"), "display_name", Order::Ascending),
                cursor(),
            ),
            "GET /v1/users?sort=display_name:asc,id:asc&cursor=eyJ2IjoiYSJ9%2B%2F%3D%3D&limit=100",
        ),
        (
            "leadr",
            sorted(list("users"), "id", Order::Descending),
            "GET /v1/users?sort=id:desc&limit=100",
        ),
        ("peoplelens", list("users"), "GET /api/users"),
        (
            "peoplelens",
            narrowed(
                list("users"),
                Some("ana & co+ü@acme.example"),
                &[("role", "Admin")],
            ),
            "GET /api/users?role=Admin&search=ana%20%26%20co%2B%C3%BC@acme.example",
        ),
    ] {
        assert_eq!(line(directory, &call), expected);
    }
}

#[test]
fn a_profile_s_params_are_sent_unless_the_call_names_them() {
    let params = Params::from([
        ("account_id".to_owned(), "acc_1".to_owned()),
        ("other".to_owned(), "x".to_owned()),
    ]);
    let query = |call: &Call| {
        let request = encode(&description("leadr"), &base("leadr"), &params, call).unwrap();
        request.url.query().map(str::to_owned)
    };
    assert_eq!(
        query(&list("users")).as_deref(),
        Some("account_id=acc_1&limit=100")
    );
    let named = narrowed(list("users"), None, &[("account_id", "acc_2")]);
    assert_eq!(query(&named).as_deref(), Some("account_id=acc_2&limit=100"));
    assert_eq!(query(&get("users", "usr_1")), None);
}

#[test]
fn every_other_call_of_leadr() {
    assert_eq!(line("leadr", &get("users", "usr_1")), "GET /v1/users/usr_1");

    let fields = vec![
        text("account_id", "acc_1"),
        text("email", "ana@acme.example"),
        text("display_name", "Ana"),
    ];
    let call = create("users", fields.clone());
    assert_eq!(line("leadr", &call), "POST /v1/users");
    assert_eq!(asked("leadr", &call).unwrap().body, Some(fields));

    let fields = vec![yes_no("super_admin", true)];
    let call = update("usr_1", fields.clone());
    assert_eq!(line("leadr", &call), "PATCH /v1/users/usr_1");
    assert_eq!(asked("leadr", &call).unwrap().body, Some(fields));

    let call = Call::Remove {
        record: record("users", "usr_1"),
    };
    assert_eq!(line("leadr", &call), "PATCH /v1/users/usr_1");
    assert_eq!(
        asked("leadr", &call).unwrap().body,
        Some(vec![yes_no("deleted", true)])
    );
}

#[test]
fn every_other_call_of_peoplelens() {
    assert_eq!(
        line("peoplelens", &get("users", "usr-1")),
        "GET /api/users/usr-1"
    );

    let password = Secret::new("correct horse".to_owned());
    let fields = vec![
        text("email", "ana@acme.example"),
        ("password".to_owned(), Input::Secret(password)),
        text("first_name", "Ana"),
        text("last_name", "Lima"),
        text("role", "Admin"),
    ];
    let call = create("users", fields.clone());
    assert_eq!(line("peoplelens", &call), "POST /api/users");
    let request = asked("peoplelens", &call).unwrap();
    assert!(!format!("{request:?}").contains("horse"), "{request:?}");
    assert_eq!(request.body, Some(fields));

    // Read at user_preferences[0].role, written as the flat member `role`.
    let fields = vec![text("role", "Auditor"), yes_no("is_enabled", false)];
    let call = update("usr-1", fields.clone());
    assert_eq!(line("peoplelens", &call), "PATCH /api/users/usr-1");
    assert_eq!(asked("peoplelens", &call).unwrap().body, Some(fields));

    let call = Call::Remove {
        record: record("users", "usr-1"),
    };
    assert_eq!(line("peoplelens", &call), "DELETE /api/users/usr-1");
    assert_eq!(asked("peoplelens", &call).unwrap().body, None);
}

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
    let example = include_str!("../../../tests/fixtures/example-directory.toml");
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
