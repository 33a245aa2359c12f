//! Each request that the three directories document, word for word.

use super::*;

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
