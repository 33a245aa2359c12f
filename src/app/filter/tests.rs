use proptest::prelude::*;

use super::*;
use crate::directory::builtin;
use crate::directory::description::{Description, Field};
use crate::directory::record::{Record, RecordId};
use crate::directory::shape::Shape;

fn described(fields: &[&str]) -> Vec<Field> {
    let field = |text: &&str| toml::from_str(text).unwrap();
    fields.iter().map(field).collect()
}

const FIELDS: [&str; 8] = [
    r#"name = "name""#,
    "name = \"email\"\nkind = \"email\"",
    "name = \"is_active\"\nkind = \"yes-no\"\nwords = [\"disabled\", \"enabled\"]",
    "name = \"created_at\"\nlabel = \"created\"\nkind = \"date\"",
    "name = \"team\"\nat = \"/team/title\"",
    "name = \"seats\"\nat = \"/team/seats\"\nkind = \"number\"",
    "name = \"password\"\nkind = \"password\"",
    "name = \"job\"\nlabel = \"job title\"\nvocabulary = true",
];

fn fields() -> FilterFields {
    FilterFields::new(&described(&FIELDS)).on("2026-03-15T12:00:00Z".parse().unwrap())
}

/// The same without a field of which a word matches beginnings only.
fn plain_fields() -> FilterFields {
    FilterFields::new(&described(&FIELDS[..2]))
}

fn record(json: &str) -> Record {
    Record::new(Some(RecordId::new("usr_42")), json)
}

fn filter(text: &str) -> Filter {
    Filter::new(text, &fields()).unwrap_or_else(|| panic!("{text} is no filter"))
}

const ANA: &str = r#"{"id": "usr_42", "name": "Ana Lima Søndergård", "email": "ANA@acme.example",
    "is_active": false, "created_at": "2024-01-03T09:12:44Z", "team": {"title": "Pl\u00e1tform", "seats": 12345678901234567890},
    "password": "hunter2", "job": "Account Manager", "bio": "likes chess", "name2": null}"#;

#[test]
fn a_row_matches_where_every_word_occurs() {
    let rows = FoldedRows::new(&[record(ANA)], &fields());
    for (text, expected) in [
        ("ana", true),
        ("ANA lima", true),
        ("lima ana", true),
        ("sondergard", true),
        ("Søndergård", true),
        ("platf", true),
        ("1234567890123456789", true),
        ("usr_42", true),
        ("disabled", true),
        ("2024-01-03", true),
        ("ana@acme dis", true),
        // Not in the fields it looks at, or only across two of them.
        ("chess", false),
        ("hunter2", false),
        ("09:12", false),
        ("enabled", false),
        ("limaana", false),
        ("anna", false),
        ("ana bo", false),
    ] {
        let filter = filter(text);
        assert_eq!(rows.row_matches(0, &filter), expected, "{text}");
    }
}

#[test]
fn a_record_that_is_no_object_has_its_id_only() {
    for json in ["[1, 2]", "\"ana\"", "not json", "{\"name\": \"ana\" "] {
        let rows = FoldedRows::new(&[record(json)], &fields());
        assert!(rows.row_matches(0, &filter("usr_4")), "{json}");
        assert!(!rows.row_matches(0, &filter("2]")), "{json}");
    }
}

#[test]
fn a_word_does_not_go_from_one_row_to_the_next() {
    let one = |id: &str, name: &str, job: &str| {
        let json = serde_json::json!({"name": name, "job": job});
        Record::new(Some(RecordId::new(id)), &json.to_string())
    };
    let records = [
        one("1", "x", "ian"),
        one("ana", "x", "analyst"),
        one("3", "\u{438}\u{44f}\u{44f}", "\u{444}\u{438}\u{44f}"),
        one("4", "x", "\u{444}\u{438}\u{44f}"),
    ];
    // The job is the last of a row, and the id of the next follows at once.
    let fields = FilterFields::new(&described(&[FIELDS[0], FIELDS[7]]));
    let plain = FilterFields::new(&described(&[FIELDS[0], "name = \"job\""]));
    for (text, expected, plainly) in [
        ("iana", vec![], vec![]),
        ("ana", vec![1], vec![1]),
        ("an", vec![1], vec![0, 1]),
        ("an ana", vec![1], vec![1]),
        // Where it does not count, it may go on to count later in the row.
        ("\u{438}\u{44f}", vec![2], vec![2, 3]),
        ("\u{44f}", vec![2], vec![2, 3]),
    ] {
        for (fields, expected) in [(&fields, expected), (&plain, plainly)] {
            let rows = FoldedRows::new(&records, fields);
            let filter = Filter::new(text, fields).unwrap();
            let found: Vec<u32> = rows.matching(&filter).collect();
            assert_eq!(found, expected, "{text}");
            let each = (0..4).filter(|row| rows.row_matches(*row, &filter));
            assert_eq!(found, each.collect::<Vec<u32>>(), "{text}");
        }
    }
}

#[test]
fn values_of_another_type_are_read_as_they_are_written() {
    let rows = FoldedRows::new(
        &[
            record(r#"{"name": 17, "email": null, "is_active": "maybe"}"#),
            record(r#"{"name": ["ana"], "email": {"a": "ana"}, "team": "ana"}"#),
        ],
        &fields(),
    );
    for (text, expected) in [
        ("17", vec![0]),
        ("maybe", vec![0]),
        ("null", vec![]),
        ("ana", vec![]),
    ] {
        let filter = filter(text);
        assert_eq!(
            rows.matching(&filter).collect::<Vec<_>>(),
            expected,
            "{text}"
        );
    }
}

#[test]
fn two_fields_may_stand_in_one_member() {
    let rows = FoldedRows::new(&[record(ANA)], &fields());
    assert!(rows.row_matches(0, &filter("platform 12345")));
}

#[test]
fn a_text_without_a_word_is_no_filter() {
    for text in ["", "  ", "\t", "\u{301}"] {
        assert_eq!(Filter::new(text, &fields()), None, "{text:?}");
    }
    assert_eq!(filter(" Ana ").text(), " Ana ");
}

#[test]
fn a_longer_text_narrows_a_shorter_one() {
    for (old, new, expected, plain) in [
        ("an", "ana", true, true),
        ("ana", "an", false, false),
        ("ana", "ana li", true, true),
        ("ana li", "ana", false, false),
        ("ana li", "lima ana", true, true),
        // Where a word matches the beginnings of words, its end is no part.
        ("ana", "bana", false, true),
        ("ana", "ann", false, false),
        ("é", "ea", true, true),
        ("-ana", "-an", true, true),
        ("-an", "-ana", false, false),
        ("email:a", "email:ana", true, true),
        ("email:na", "email:ana", true, true),
        ("email:na", "email:=ana", true, true),
        ("email:na", "name:ana", false, false),
        ("-email:ana ", "-email:an ", true, true),
        ("ana", "ana -email:x ", true, true),
        ("ana", "ana email:", true, true),
    ] {
        for (fields, expected) in [(fields(), expected), (plain_fields(), plain)] {
            let read = |text| Filter::new(text, &fields).unwrap();
            assert_eq!(read(new).narrows(&read(old)), expected, "{old} → {new}");
        }
    }
    for (old, new, expected) in [
        ("created:2026", "created:2026-01", true),
        ("created:>2026-01", "created:>2026-02", true),
        ("created:>2026-02", "created:>2026-01", false),
        ("created:<30d", "created:<7d", true),
        ("created:<30d", "created:2026-03", true),
        ("created:>2026 ", "created:<2026", false),
        ("-created:2026-01", "-created:2026", true),
        ("seats:>5", "seats:>5 ana", true),
        ("active:no", "active:no ana", true),
        ("active:no", "active:yes", false),
    ] {
        assert_eq!(filter(new).narrows(&filter(old)), expected, "{old} → {new}");
    }
}

#[test]
fn highlights_are_ranges_of_the_shown_text() {
    for (text, shown, expected) in [
        ("ana", "Ana Lima, Anabel", vec!["Ana", "Ana"]),
        ("lima ana", "Ana Lima", vec!["Ana", "Lima"]),
        ("na an", "Ana", vec!["Ana"]),
        ("ond", "Søndergård", vec!["ønd"]),
        ("e", "Zoe\u{301}", vec!["e\u{301}"]),
        ("strasse", "Hauptstraße 1", vec!["straße"]),
        ("山", "田中 山", vec!["山"]),
        ("zed", "Ana Lima", vec![]),
    ] {
        let ranges = filter(text).highlights(shown, &["name"]);
        let parts: Vec<&str> = ranges.iter().map(|range| &shown[range.clone()]).collect();
        assert_eq!(parts, expected, "{text} in {shown}");
    }
}

const ROWS: [&str; 6] = [
    ANA,
    r#"{"id": "usr_1", "name": "Bo Analyst", "email": "bo@acme.example", "is_active": true,
        "created_at": "2026-01-31T23:30:00-02:00", "team": {"title": "", "seats": 5}, "job": "Data Analyst"}"#,
    r#"{"id": "usr_2", "name": "Cy Banana", "email": null, "is_active": true,
        "created_at": "2026-03-14T08:00:00Z", "team": {"title": "Ops", "seats": 5.5}, "job": null}"#,
    r#"{"id": "usr_3", "name": "Di urn:x", "email": "", "created_at": "soon", "job": "Admin"}"#,
    r#"{"id": "usr_4", "name": 17, "is_active": "maybe", "created_at": 1700000000, "team": null}"#,
    "[]",
];

/// The places of the rows that a filter matches.
fn found(text: &str) -> Vec<u32> {
    let records: Vec<Record> = (0..)
        .zip(ROWS)
        .map(|(n, json)| {
            let id = if n == 0 { 42 } else { n };
            Record::new(Some(RecordId::new(&format!("usr_{id}"))), json)
        })
        .collect();
    let rows = FoldedRows::new(&records, &fields());
    match Filter::new(text, &fields()) {
        Some(filter) => rows.matching(&filter).collect(),
        None => (0..6).collect(),
    }
}

#[test]
fn a_term_is_about_its_field() {
    for (text, expected) in [
        ("email:@acme", &[0, 1][..]),
        ("email:ACME.example bo", &[1]),
        ("-email:acme ", &[2, 3, 4, 5]),
        ("name:ana", &[0, 1, 2]),
        ("-name:ana ", &[3, 4, 5]),
        ("name:\"bo a\"", &[1]),
        ("name:=\"cy banana\"", &[2]),
        ("name:=cy", &[]),
        ("name:lima email:@acme", &[0]),
        ("em:@acme", &[0, 1]),
        ("EMAIL:bo", &[1]),
        ("id:usr_4", &[0, 4]),
        ("id:=USR_4", &[4]),
        ("job:analyst", &[1]),
        ("job-title:analyst", &[1]),
        ("job_title:analyst", &[1]),
        ("jobtitle:nalys", &[1]),
        // Empty is missing, null and without a letter.
        ("email: ", &[2, 3, 4, 5]),
        ("email:\"\"", &[2, 3, 4, 5]),
        ("-email:\"\"", &[0, 1]),
        ("team: ", &[1, 3, 4, 5]),
        // Yes and no, in every word for them, or its start.
        ("active:no", &[0]),
        ("active:n", &[0]),
        ("is_active:false", &[0]),
        ("active:disabled", &[0]),
        ("active:dis", &[0]),
        ("active:yes", &[1, 2]),
        ("active:TRUE", &[1, 2]),
        ("active:enabled", &[1, 2]),
        ("-active:yes ", &[0, 3, 4, 5]),
        ("active: ", &[3, 5]),
        // Days are those of UTC.
        ("created:2026", &[1, 2]),
        ("created:2026-01", &[]),
        ("created:2026-02", &[1]),
        ("created:2026-02-01", &[1]),
        ("created:>2026-02", &[2]),
        ("created:>=2026-02", &[1, 2]),
        ("created:<2026", &[0]),
        ("created:<=2026-02", &[0, 1]),
        ("created:>2023 created:<2026-03", &[0, 1]),
        ("-created:>2023 ", &[3, 4, 5]),
        ("created:yesterday", &[2]),
        ("created:<30d", &[2]),
        ("created:>1y", &[0]),
        ("cre:<7d", &[2]),
        ("created_at:01-03", &[0]),
        // Numbers, exact as far as they go.
        ("seats:>5", &[0, 2]),
        ("seats:>=5", &[0, 1, 2]),
        ("seats:<6", &[1, 2]),
        ("seats:=5.0", &[1]),
        ("seats:5", &[0, 1, 2]),
        ("seats:>12345678901234567889", &[0]),
        ("seats:>12345678901234567890", &[]),
        ("name:>16", &[4]),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn words_are_left_out_by_a_hyphen() {
    for (text, expected) in [
        ("-banana ", &[0, 1, 3, 4, 5][..]),
        ("ana -banana ", &[0, 1]),
        ("-\"bo analyst\"", &[0, 2, 3, 4, 5]),
        ("-ana -17 ", &[3, 5]),
        ("\"-x\"", &[]),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn in_a_vocabulary_words_match_beginnings() {
    for (text, expected) in [
        ("manager", &[0][..]),
        ("mana", &[0]),
        ("anager", &[]),
        ("dmin", &[]),
        ("admin", &[3]),
        ("nalyst", &[1]),
        ("able", &[]),
        ("count", &[]),
        ("\"account man\"", &[0]),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn what_is_half_typed_hides_nothing() {
    for text in [
        "email:",
        "-email:",
        "email:=",
        "email:\"",
        "created:",
        "created:>",
        "created:>=",
        "created:>2",
        "created:>202",
        "created:>tod",
        "created:<3",
        "created:<30",
        "seats:>",
        "active:",
        "-",
        "\"",
        "-e",
        "-em",
        "-email",
    ] {
        assert_eq!(found(text), [0, 1, 2, 3, 4, 5], "{text}");
    }
    // A month that is not typed to its end is still its year.
    assert_eq!(found("created:>=2026-0"), found("created:>=2026"));
    // An excluded word that can become no field is one at once.
    assert_eq!(found("-b"), [0, 3, 4, 5]);
    assert_eq!(found("-email "), [0, 1, 2, 3, 4, 5]);
}

#[test]
fn what_is_no_field_is_a_word_and_said() {
    assert_eq!(found("urn:x"), [3]);
    for (text, remark) in [
        (
            "urn:x",
            "no field is called urn; there are name, email, is-active, created, team, seats, \
                   job-title, id",
        ),
        ("emial:x", "no field is called emial; did you mean email?"),
        ("created:soon", ""),
        (
            "created:>soon",
            "created takes 2026, 2026-01, 2026-01-31, 30d, 6w, 3m, 1y, today, and not soon",
        ),
        (
            "created:30d",
            "created takes 2026, 2026-01, >2026-01-31, <30d, today, and not 30d",
        ),
        ("created:2026-1 ", "of 2026-1 only 2026 was read"),
        ("created:2026-1", ""),
        (
            "created:",
            "created takes 2026, 2026-01, >2026-01-31, <30d, today",
        ),
        ("active:", "is-active takes yes, no, disabled, enabled"),
        (
            "active:maybe",
            "is-active takes yes, no, disabled, enabled, and not maybe",
        ),
        (
            "active:>no",
            "is-active has no > and <: they are for dates and numbers",
        ),
        (
            "email:>x",
            "email has no > and <: they are for dates and numbers",
        ),
        ("seats:>x", "seats takes a number, and not x"),
        ("https://acme.example", ""),
        ("c:x", ""),
        ("09:12", ""),
        ("email:x", ""),
        ("ana", ""),
    ] {
        let read = Read::typed(text, &fields());
        let said: Vec<String> = read.remarks.iter().map(Remark::to_string).collect();
        assert_eq!(said.join("; "), remark, "{text}");
    }
    let two = FilterFields::new(&described(&[
        r#"name = "created_at""#,
        r#"name = "created_by""#,
    ]));
    let read = Read::typed("created:x", &two);
    assert_eq!(
        read.remarks[0].to_string(),
        "created may be created-at or created-by"
    );
    assert!(read.filter.is_some());
}

#[test]
fn a_whole_text_waits_for_nothing() {
    let rows = FoldedRows::new(&[record(ROWS[1]), record(ROWS[2])], &fields());
    let read = |text| Read::whole(text, &fields());
    let matching = |text| {
        rows.matching(&read(text).filter.unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(matching("email:"), [1]);
    assert_eq!(matching("-email:"), [0]);
    assert_eq!(matching("-b"), Vec::<u32>::new());
    assert!(read("created:>").filter.is_none());
    assert!(read("created:>").remarks[0].is_help());
    assert!(read("created:>20").filter.is_none());
    assert_eq!(
        read("created:>2026-1").remarks[0].to_string(),
        "of 2026-1 only 2026 was read"
    );
}

fn peoplelens() -> Description {
    builtin::description("peoplelens").unwrap()
}

fn people(partial: bool) -> FilterFields {
    FilterFields::of(
        &Shape::of_resource(peoplelens().resource("users").unwrap()),
        partial,
    )
}

#[test]
fn a_name_in_parts_is_also_one() {
    let rows = FoldedRows::new(
        &[
            record(r#"{"first_name": "Ana", "last_name": "Lima", "email": "a@acme.example"}"#),
            record(r#"{"first_name": "Lima", "last_name": "Ana"}"#),
            record(r#"{"first_name": null, "last_name": "Lima"}"#),
        ],
        &people(false),
    );
    for (text, expected) in [
        ("\"ana lima\"", &[0][..]),
        ("\"lima ana\"", &[1]),
        ("\"lima a@\"", &[]),
        ("name:lima", &[0, 1, 2]),
        ("name:\"a lim\"", &[0]),
        ("name:=\"ana lima\"", &[0]),
        ("name:=lima", &[2]),
        ("first:lima", &[1]),
        ("-name:ana ", &[2]),
        ("-\"ana lima\"", &[1, 2]),
    ] {
        let filter = Filter::new(text, &people(false)).unwrap();
        assert_eq!(
            rows.matching(&filter).collect::<Vec<_>>(),
            expected,
            "{text}"
        );
    }
}

#[test]
fn enabled_is_what_disabling_is_about() {
    let rows = FoldedRows::new(
        &[
            record(r#"{"is_enabled": true}"#),
            record(r#"{"is_enabled": false}"#),
            record("{}"),
        ],
        &people(false),
    );
    for (text, expected) in [
        ("enabled:no", &[1][..]),
        ("enabled:yes", &[0]),
        ("disabled:yes", &[1]),
        ("disabled:no", &[0]),
        ("access:disabled", &[1]),
        ("access:dis", &[1]),
        ("enabled:disabled", &[1]),
        ("-enabled:yes ", &[1, 2]),
        ("enabled: ", &[2]),
    ] {
        let filter = Filter::new(text, &people(false)).unwrap();
        assert_eq!(
            rows.matching(&filter).collect::<Vec<_>>(),
            expected,
            "{text}"
        );
    }
    // The other way round, in words of its own or without.
    let mut description = peoplelens();
    let resource = &mut description.resources[0];
    let disable = resource.disable.as_mut().unwrap();
    disable.when = true;
    "is_blocked".clone_into(&mut disable.field);
    let place = resource
        .fields
        .iter()
        .position(|f| f.name == "is_enabled")
        .unwrap();
    "is_blocked".clone_into(&mut resource.fields[place].name);
    for words in [None, Some(["working".to_owned(), "banned".to_owned()])] {
        resource.fields[place].words = words;
        let fields = FilterFields::of(&Shape::of_resource(resource), false);
        let rows = FoldedRows::new(
            &[
                record(r#"{"is_blocked": true}"#),
                record(r#"{"is_blocked": false}"#),
            ],
            &fields,
        );
        for (text, expected) in [("enabled:no", 0), ("enabled:yes", 1), ("disabled:yes", 0)] {
            let filter = Filter::new(text, &fields).unwrap();
            assert_eq!(
                rows.matching(&filter).collect::<Vec<_>>(),
                [expected],
                "{text}"
            );
        }
    }
}

#[test]
fn what_a_list_does_not_tell_passes_no_term_about_it() {
    let records = [
        record(r#"{"first_name": "Ana", "user_preferences": [{"role": "Admin"}]}"#),
        record(r#"{"first_name": "Bo", "user_preferences": []}"#),
        record(r#"{"first_name": "Cy"}"#),
    ];
    let rows = FoldedRows::new(&records, &people(true));
    for (text, expected) in [
        ("role:admin", &[0][..]),
        ("-role:admin ", &[1]),
        ("role: ", &[1]),
        ("-role: ", &[0]),
        ("-name:ana ", &[]),
        ("admin", &[0]),
        ("-admin ", &[1, 2]),
    ] {
        let filter = Filter::new(text, &people(true)).unwrap();
        assert_eq!(
            rows.matching(&filter).collect::<Vec<_>>(),
            expected,
            "{text}"
        );
    }
    let untold = |text: &str, records: &[Record]| {
        let rows = FoldedRows::new(records, &people(true));
        let filter = Filter::new(text, &people(true)).unwrap();
        filter.untold(&rows).map(str::to_owned)
    };
    assert_eq!(
        untold("-role:admin ", &records[2..]).as_deref(),
        Some("role")
    );
    assert_eq!(untold("role:admin", &records), None);
    assert_eq!(untold("admin", &records[2..]), None);
    assert_eq!(untold("role:admin", &[]), None);
}

#[test]
fn only_what_matched_is_highlighted() {
    for (text, cell, shown, expected) in [
        ("email:@acme", "email", "ana@acme.example", vec!["@acme"]),
        ("email:@acme", "name", "ana@acme.example", vec![]),
        ("-acme", "email", "ana@acme.example", vec![]),
        ("-email:acme ", "email", "ana@acme.example", vec![]),
        ("job:ana", "job", "Manager", vec!["ana"]),
        ("ana", "job", "Manager", vec![]),
        ("ana", "job", "Data Analyst", vec!["Ana"]),
        ("ana", "name", "Banana", vec!["anana"]),
        ("active:no", "is_active", "disabled", vec!["disabled"]),
        ("created:2026", "created_at", "3 Jan 2026", vec![]),
        ("name:=\"ana lima\"", "name", "Ana Lima", vec!["Ana Lima"]),
    ] {
        let ranges = filter(text).highlights(shown, &[cell]);
        let parts: Vec<&str> = ranges.iter().map(|range| &shown[range.clone()]).collect();
        assert_eq!(parts, expected, "{text} in {cell} {shown}");
    }
    let called = Filter::new("first:ana", &people(false)).unwrap();
    assert_eq!(
        called.highlights("Ana Lima", &["first_name", "last_name"]),
        vec![0..3]
    );
}

#[test]
fn a_field_is_found_by_each_of_its_names() {
    let fields = people(false);
    let names: Vec<&str> = fields.names().collect();
    assert_eq!(
        names,
        [
            "first_name",
            "last_name",
            "email",
            "company_role",
            "is_enabled",
            "role",
            "id",
            "name"
        ]
    );
    for name in names {
        assert!(fields.has(name), "{name}");
    }
    for (name, expected) in [
        ("job", true),
        ("Access", true),
        ("isenabled", true),
        ("comp", true),
        ("ro", true),
        ("r", false),
        ("roles", false),
        ("password", false),
    ] {
        assert_eq!(fields.has(name), expected, "{name}");
    }
}

/// Rows and filters of few letters, so that they meet.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ab -]{0,4}",
        "(20(25|26)-0[12]-1[12]T00:00:00Z)",
        "[0-2]{1,2}",
        Just("ana é".to_owned()),
    ]
}

const NAMES: [&str; 6] = ["name", "email", "is_active", "created_at", "job", "other"];

fn json() -> impl Strategy<Value = String> {
    let member = prop_oneof![
        value().prop_map(|text| format!("\"{text}\"")),
        Just("true".to_owned()),
        Just("false".to_owned()),
        Just("null".to_owned()),
        "[0-2]{1,2}".prop_map(|n| n.trim_start_matches('0').to_owned() + "1"),
    ];
    proptest::collection::vec((proptest::sample::select(&NAMES[..]), member), 0..6).prop_map(
        |members| {
            let members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("\"{name}\": {value}"))
                .collect();
            format!("{{{}}}", members.join(", "))
        },
    )
}

fn typed() -> impl Strategy<Value = String> {
    let term = prop_oneof![
        "[ab]{1,3}",
        "-[ab]{1,3}",
        "\"[ab -]{1,4}\"",
        "-?(name|email|job|team|is_active|created|x):[=<>]{0,1}=?([ab]{0,2}|\"[ab ]{0,3}\"|20|2026|2025-0[12]|[0-9]d|yes|dis|[0-2])",
    ];
    proptest::collection::vec(term, 1..4).prop_map(|terms| terms.join(" "))
}

proptest! {
    #[test]
    fn what_narrows_matches_nothing_else(
        old in typed(),
        new in typed(),
        cut in 0usize..12,
        jsons in proptest::collection::vec(json(), 0..8),
        partial: bool,
    ) {
        let mut fields = fields();
        fields.partial = partial;
        let records: Vec<Record> = jsons.iter().map(|json| record(json)).collect();
        let rows = FoldedRows::new(&records, &fields);
        // Whatever somebody typed, and what they typed before they went on.
        let shorter: String = new.chars().take(cut).collect();
        for old in [&old, &shorter] {
            let (Some(old), Some(new)) = (Filter::new(old, &fields), Filter::new(&new, &fields))
            else {
                continue;
            };
            if new.narrows(&old) {
                for row in rows.matching(&new) {
                    prop_assert!(rows.row_matches(row, &old), "{:?}", jsons[row as usize]);
                }
            }
            prop_assert!(new.narrows(&new));
        }
    }

    #[test]
    fn a_term_and_its_contrary_share_no_row(
        text in "(name|email|job|is_active|created):[=<>]?[ab2yn0-6-]{1,7} ",
        jsons in proptest::collection::vec(json(), 0..8),
        partial: bool,
    ) {
        let mut fields = fields();
        fields.partial = partial;
        let records: Vec<Record> = jsons.iter().map(|json| record(json)).collect();
        let rows = FoldedRows::new(&records, &fields);
        if let (Some(one), Some(other)) =
            (Filter::new(&text, &fields), Filter::new(&format!("-{text}"), &fields))
        {
            let (one, other): (Vec<u32>, Vec<u32>) =
                (rows.matching(&one).collect(), rows.matching(&other).collect());
            prop_assert!(one.iter().all(|row| !other.contains(row)));
            if !partial {
                prop_assert_eq!(one.len() + other.len(), jsons.len());
            }
        }
    }

    #[test]
    fn any_text_can_be_typed(text in ".{0,24}", json in json()) {
        let rows = FoldedRows::new(&[record(&json)], &fields());
        let read = Read::typed(&text, &fields());
        if let Some(filter) = read.filter {
            let _ = rows.row_matches(0, &filter);
            for range in filter.highlights(&text, &["name"]) {
                prop_assert!(text.get(range).is_some());
            }
        }
        for remark in read.remarks {
            prop_assert!(!remark.to_string().is_empty());
        }
    }

    #[test]
    fn a_plain_word_matches_where_it_occurs(word in "[ab]{1,3}", name in "[ab -]{0,6}") {
        let json = format!("{{\"name\": \"{name}\"}}");
        let fields = plain_fields();
        let rows = FoldedRows::new(&[Record::new(None, &json)], &fields);
        let filter = Filter::new(&word, &fields).unwrap();
        prop_assert_eq!(rows.row_matches(0, &filter), name.contains(&word));
        let about = Filter::new(&format!("name:{word}"), &fields).unwrap();
        prop_assert_eq!(rows.row_matches(0, &about), name.contains(&word));
    }
}
