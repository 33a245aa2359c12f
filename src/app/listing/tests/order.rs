//! Orders that were asked for, and what comes.

use super::*;
use crate::directory::description::Order;

fn breaks(kind: &str, order: Order, values: &[&str]) -> bool {
    let field: Field = toml::from_str(&format!("name = \"it\"\nkind = \"{kind}\"")).unwrap();
    let rows: Vec<Record> = values
        .iter()
        .enumerate()
        .map(|(at, value)| {
            let id = RecordId::new(&at.to_string());
            Record::new(Some(id), &format!(r#"{{"it":{value}}}"#))
        })
        .collect();
    let mut scene = Scene::new(&by_cursor(100), move |_: &At| {
        Ok(page(rows.clone(), None, None))
    });
    scene.listing.heed_order(Some((&field, order)));
    scene.settle();
    scene.listing.breaks_order()
}

#[test]
fn only_an_order_that_is_certainly_another_is_said_to_be_broken() {
    use Order::{Ascending as Up, Descending as Down};
    for (kind, order, values, expected) in [
        ("text", Up, &[r#""b""#, r#""a""#, r#""c""#][..], true),
        ("text", Up, &[r#""a""#, r#""b""#], false),
        ("text", Down, &[r#""a""#, r#""b""#], true),
        ("text", Down, &[r#""b""#, r#""a""#, r#""a""#], false),
        // By bytes, small letters come last.
        ("text", Up, &[r#""Z""#, r#""a""#], false),
        ("text", Up, &[r#""a""#, r#""Z""#], false),
        // Accents, punctuation, numbers.
        ("text", Up, &[r#""Ebba""#, r#""Émile""#, r#""Eva""#], false),
        ("text", Up, &[r#""Eva""#, r#""Émile""#], false),
        ("text", Up, &[r#""coast""#, r#""co-op""#], false),
        ("text", Up, &[r#""a9""#, r#""a10""#], false),
        ("text", Up, &[r#""a10""#, r#""a9""#], false),
        // Nothing may stand anywhere.
        (
            "text",
            Up,
            &["null", r#""a""#, r#""""#, r#""b""#, "null"],
            false,
        ),
        ("text", Up, &[r#""b""#, "null", r#""a""#], true),
        ("number", Up, &["9", "10"], false),
        ("number", Up, &["10", "9"], true),
        (
            "date",
            Down,
            &[
                r#""2024-01-03T10:00:00Z""#,
                r#""2024-01-03T09:00:00+02:00""#,
            ],
            false,
        ),
        (
            "date",
            Down,
            &[r#""2023-01-03T10:00:00Z""#, r#""2024-01-03T10:00:00Z""#],
            true,
        ),
        // Which choice comes first is the server's affair.
        ("choice", Up, &[r#""b""#, r#""a""#], false),
    ] {
        assert_eq!(
            breaks(kind, order, values),
            expected,
            "{kind} {order:?} {values:?}"
        );
    }
}

#[test]
fn one_way_to_compare_has_to_fit_all_pages() {
    // By bytes on the one page, without case on the other: neither is the order.
    let field: Field = toml::from_str("name = \"name\"").unwrap();
    let mut scene = Scene::new(&by_cursor(2), |at: &At| {
        Ok(match number(at) {
            0 => page(vec![named(1, "Z"), named(2, "a")], Some(cursor(1)), None),
            _ => page(vec![named(3, "a"), named(4, "Z")], None, None),
        })
    });
    scene.listing.heed_order(Some((&field, Order::Ascending)));
    scene.settle();
    assert!(scene.listing.breaks_order());
    // Another order is another question.
    scene.listing.heed_order(None);
    assert!(!scene.listing.breaks_order());
}
