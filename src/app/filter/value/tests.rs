use super::*;

const TODAY: &str = "2026-03-15";

/// The first and the last day of what is read, `…` where there is none.
fn told(relation: Relation, value: &str) -> String {
    let end = |day: Option<Day>| {
        day.map_or_else(
            || "…".to_owned(),
            |day| String::from_utf8(day.to_vec()).unwrap(),
        )
    };
    match dated(relation, value, Some(TODAY.parse().unwrap())) {
        Dated::Days(days) => format!("{}/{}", end(days.from), end(days.until)),
        Dated::Start(days, read) => format!("{}/{} {read}", end(days.from), end(days.until)),
        other => format!("{other:?}"),
    }
}

#[test]
fn dates_are_spans_of_days() {
    use Relation::{Above, Below, Contains, Equals, From, UpTo};
    for (relation, value, expected) in [
        (Contains, "2026", "2026-01-01/2027-01-01"),
        (Contains, "2026-02", "2026-02-01/2026-03-01"),
        (Equals, "2024-02-29", "2024-02-29/2024-03-01"),
        (Above, "2026-01", "2026-02-01/…"),
        (From, "2026-01", "2026-01-01/…"),
        (Below, "2026-01", "…/2026-01-01"),
        (UpTo, "2026-01", "…/2026-02-01"),
        (Above, "2025", "2026-01-01/…"),
        (Above, "2026-01-31", "2026-02-01/…"),
        (Contains, "today", "2026-03-15/2026-03-16"),
        (Below, "today", "…/2026-03-15"),
        (From, "Yesterday", "2026-03-14/…"),
        // Younger than thirty days, older than a year.
        (Below, "30d", "2026-02-14/…"),
        (UpTo, "30d", "2026-02-13/…"),
        (Above, "1y", "…/2025-03-15"),
        (From, "1y", "…/2025-03-16"),
        (Below, "2w", "2026-03-02/…"),
        (Above, "1m", "…/2026-02-15"),
        (Above, "1mo", "…/2026-02-15"),
        (Contains, "30d", "Age"),
        (Equals, "1y", "Age"),
        // What may still become one.
        (Above, "2", "Unfinished"),
        (Above, "202", "Unfinished"),
        (Above, "tod", "Unfinished"),
        // A part that is not typed to its end is left out.
        (Above, "2026-", "2027-01-01/… 2026"),
        (Above, "2026-0", "2027-01-01/… 2026"),
        (Contains, "2026-01-", "2026-01-01/2026-02-01 2026-01"),
        (From, "2026-01-3", "2026-01-01/… 2026-01"),
        (From, "2026-01-31T09:00", "2026-01-31/… 2026-01-31"),
        // There is no such month or day, unit, year.
        (From, "2026-13", "2026-01-01/… 2026"),
        (From, "2026-02-30", "2026-02-01/… 2026-02"),
        (From, "12h", "Unreadable"),
        (From, "99999999y", "Unreadable"),
        (From, "99999999999999999999d", "Unreadable"),
        (From, "soon", "Unreadable"),
        (From, "20261", "Unreadable"),
        (From, "2026/01", "Unreadable"),
        (From, "١٢٣٤", "Unreadable"),
        (From, "9999", "Unreadable"),
    ] {
        assert_eq!(told(relation, value), expected, "{relation:?} {value}");
    }
    assert_eq!(dated(Below, "30d", None), Dated::Unreadable);
    assert_eq!(dated(Contains, "today", None), Dated::Unfinished);
}

#[test]
fn days_are_those_of_a_row() {
    let days = match dated(Relation::Contains, "2026-01", None) {
        Dated::Days(days) => days,
        other => panic!("{other:?}"),
    };
    for (segment, expected) in [
        ("2026-01-01", true),
        ("2026-01-31", true),
        ("2025-12-31", false),
        ("2026-02-01", false),
        ("", false),
        ("2026-01", false),
        ("2026/01/05", false),
        ("january 26", false),
    ] {
        let found = day(segment).is_some_and(|day| days.contain(day));
        assert_eq!(found, expected, "{segment}");
    }
}

#[test]
fn numbers_are_compared_exactly() {
    use Relation::{Above, Below, Equals, From, UpTo};
    for (one, relation, other, expected) in [
        ("5", Above, "4", true),
        ("5", Above, "5", false),
        ("5", From, "5", true),
        ("-5", Below, "4", true),
        ("5", UpTo, "4.9", false),
        ("5.0", Equals, "5", true),
        ("12345678901234567891", Above, "12345678901234567890", true),
        ("1e3", Equals, "1000", true),
        ("10", Above, "9", true),
    ] {
        let (one, other) = (Number::read(one).unwrap(), Number::read(other).unwrap());
        assert_eq!(
            one.is(relation, other),
            expected,
            "{one:?} {relation:?} {other:?}"
        );
    }
    for text in [
        "", "five", "nan", "inf", "-inf", "1e999", "5 seats", "0x5", "-",
    ] {
        assert_eq!(Number::read(text), None, "{text}");
    }
}
