use super::*;

/// Rows that say when they are from and what they are called.
struct Row(&'static str, &'static str);

impl Listed for Row {
    const SORTS: &'static [SortBy] = &[SortBy::CreatedAt, SortBy::Name];

    fn created(&self) -> Timestamp {
        self.0.parse().unwrap()
    }

    fn name(&self) -> Option<&str> {
        Some(self.1)
    }

    fn render(&self) -> Value {
        json!({ "id": self.1, "name": self.1, "created_at": self.0 })
    }
}

fn rows() -> Vec<Row> {
    vec![
        Row("2024-01-01T00:00:00Z", "bea"),
        Row("2024-01-01T23:59:59.5Z", "Ana"),
        Row("2024-01-02T00:00:00Z", "cy"),
        Row("2024-01-02T00:00:00Z", "Émile"),
    ]
}

fn ask(query: &[(&str, &str)]) -> Result<Value, String> {
    let pairs: Vec<_> = query
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    page(rows(), &pairs, Echo::WhenAsked)
}

fn names(query: &[(&str, &str)]) -> String {
    let answer = ask(query).unwrap();
    let rows = answer["data"].as_array().unwrap().iter();
    rows.map(|row| row["name"].as_str().unwrap())
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn the_newest_come_first() {
    assert_eq!(names(&[]), "Émile cy Ana bea");
}

#[test]
fn a_page_of_dated_rows_is_the_same_page() {
    let by_date = [0, 1, 2, 3];
    for query in [
        vec![],
        vec![("order", "asc")],
        vec![("per_page", "3"), ("page", "2")],
        vec![("per_page", "3"), ("page", "9"), ("order", "asc")],
        vec![("sort", "name"), ("per_page", "2")],
        vec![("created_at[gte]", "2024-01-02"), ("fields", "name")],
        vec![("per_page", "0")],
    ] {
        let pairs: Vec<_> = query
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let row = |n: usize| rows().swap_remove(n);
        let paged = dated_page(&by_date, row, &pairs, Echo::WhenAsked);
        assert_eq!(paged, ask(&query), "{query:?}");
    }
}

#[test]
fn rows_are_sorted_as_asked() {
    for (sort, order, expected) in [
        ("created_at", "asc", "bea Ana cy Émile"),
        ("created_at", "desc", "Émile cy Ana bea"),
        ("name", "asc", "Ana bea cy Émile"),
        ("name", "desc", "Émile cy bea Ana"),
    ] {
        assert_eq!(
            names(&[("sort", sort), ("order", order)]),
            expected,
            "{sort} {order}"
        );
    }
}

#[test]
fn dates_stand_for_days_and_moments_for_seconds() {
    for (name, value, expected) in [
        ("created_at[eq]", "2024-01-01", "Ana bea"),
        ("created_at[gte]", "2024-01-01", "Émile cy Ana bea"),
        ("created_at[lte]", "2024-01-01", "Ana bea"),
        ("created_at[gt]", "2024-01-01", "Émile cy"),
        ("created_at[lt]", "2024-01-02", "Ana bea"),
        ("created_at[eq]", "2024-01-01T23:59:59Z", "Ana"),
        ("created_at[gt]", "2024-01-01T23:59:59Z", "Émile cy"),
        ("created_at[lte]", "2024-01-01T23:59:59Z", "Ana bea"),
    ] {
        assert_eq!(names(&[(name, value)]), expected, "{name}={value}");
    }
    let between = [
        ("created_at[gte]", "2024-01-01T12:00:00Z"),
        ("created_at[lt]", "2024-01-02"),
    ];
    assert_eq!(names(&between), "Ana");
}

#[test]
fn pages_are_cut_and_counted() {
    let answer = ask(&[("page", "2"), ("per_page", "3")]).unwrap();
    let meta = json!({ "page": 2, "per_page": 3, "total": 4, "total_pages": 2 });
    assert_eq!(answer["meta"], meta);
    assert_eq!(answer["data"].as_array().unwrap().len(), 1);
    assert_eq!(names(&[("page", "3"), ("per_page", "3")]), "");
    assert_eq!(names(&[("page", "18446744073709551615")]), "");
}

#[test]
fn the_order_is_echoed_where_it_was_asked_for_or_always() {
    let asked = ask(&[("sort", "name")]).unwrap();
    assert_eq!(
        (&asked["meta"]["sort"], &asked["meta"]["order"]),
        (&json!("name"), &json!("desc"))
    );
    let always = page(rows(), &[], Echo::Always).unwrap();
    assert_eq!(always["meta"]["sort"], "created_at");
    assert_eq!(always["meta"]["order"], "desc");
}

#[test]
fn fields_are_chosen() {
    let answer = ask(&[("fields", "name,id"), ("per_page", "1")]).unwrap();
    assert_eq!(answer["data"], json!([{ "id": "Émile", "name": "Émile" }]));
}

#[test]
fn what_is_not_documented_is_refused() {
    for (name, value, expected) in [
        ("page", "0", "page must be a whole number, 1 or more"),
        ("page", "-1", "page must be a whole number, 1 or more"),
        ("page", "+1", "page must be a whole number, 1 or more"),
        ("page", "", "page must be a whole number, 1 or more"),
        (
            "per_page",
            "101",
            "per_page must be a whole number from 1 to 100",
        ),
        (
            "per_page",
            "all",
            "per_page must be a whole number from 1 to 100",
        ),
        ("sort", "email", "Sorting by email is not supported here"),
        ("sort", "-name", "Sorting by -name is not supported here"),
        ("order", "ASC", "order must be asc or desc"),
        ("fields", "name,shoe_size", "Unknown field: shoe_size"),
        ("search", "ana", "Unknown parameter: search"),
        ("created_at", "2024-01-01", "Unknown parameter: created_at"),
        (
            "created_at[ne]",
            "2024-01-01",
            "created_at[ne] has a bad operator or date",
        ),
        (
            "created_at[gte]",
            "yesterday",
            "created_at[gte] has a bad operator or date",
        ),
    ] {
        assert_eq!(
            ask(&[(name, value)]),
            Err(expected.to_owned()),
            "{name}={value}"
        );
    }
    let twice = ask(&[("page", "1"), ("page", "2")]);
    assert_eq!(twice, Err("page is given more than once".to_owned()));
}
