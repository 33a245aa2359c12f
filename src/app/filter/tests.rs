use super::*;
use crate::directory::record::RecordId;

fn fields() -> FilterFields {
    let fields: Vec<Field> = [
        r#"name = "name""#,
        "name = \"email\"\nkind = \"email\"",
        "name = \"is_active\"\nkind = \"yes-no\"\nwords = [\"disabled\", \"enabled\"]",
        "name = \"created_at\"\nkind = \"date\"",
        "name = \"team\"\nat = \"/team/title\"",
        "name = \"seats\"\nat = \"/team/seats\"\nkind = \"number\"",
        "name = \"password\"\nkind = \"password\"",
    ]
    .iter()
    .map(|text| toml::from_str(text).unwrap())
    .collect();
    FilterFields::new(&fields)
}

fn record(json: &str) -> Record {
    Record::new(Some(RecordId::new("usr_42")), json)
}

const ANA: &str = r#"{"id": "usr_42", "name": "Ana Lima Søndergård", "email": "ANA@acme.example",
    "is_active": false, "created_at": "2024-01-03T09:12:44Z", "team": {"title": "Pl\u00e1tform", "seats": 12345678901234567890},
    "password": "hunter2", "bio": "likes chess", "name2": null}"#;

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
        let filter = Filter::new(text).unwrap();
        assert_eq!(rows.row_matches(0, &filter), expected, "{text}");
    }
}

#[test]
fn a_record_that_is_no_object_has_its_id_only() {
    for json in ["[1, 2]", "\"ana\"", "not json", "{\"name\": \"ana\" "] {
        let rows = FoldedRows::new(&[record(json)], &fields());
        assert!(
            rows.row_matches(0, &Filter::new("usr_4").unwrap()),
            "{json}"
        );
        assert!(!rows.row_matches(0, &Filter::new("2]").unwrap()), "{json}");
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
        let filter = Filter::new(text).unwrap();
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
    assert!(rows.row_matches(0, &Filter::new("platform 12345").unwrap()));
}

#[test]
fn a_text_without_a_word_is_no_filter() {
    for text in ["", "  ", "\t", "\u{301}"] {
        assert_eq!(Filter::new(text), None, "{text:?}");
    }
    assert_eq!(Filter::new(" Ana ").unwrap().text(), " Ana ");
}

#[test]
fn a_longer_text_narrows_a_shorter_one() {
    for (old, new, expected) in [
        ("an", "ana", true),
        ("ana", "an", false),
        ("ana", "ana li", true),
        ("ana li", "ana", false),
        ("ana li", "lima ana", true),
        ("ana", "bana", true),
        ("ana", "ann", false),
        ("é", "ea", true),
    ] {
        let (old_filter, new_filter) = (Filter::new(old).unwrap(), Filter::new(new).unwrap());
        assert_eq!(new_filter.narrows(&old_filter), expected, "{old} → {new}");
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
        let ranges = Filter::new(text).unwrap().highlights(shown);
        let parts: Vec<&str> = ranges.iter().map(|range| &shown[range.clone()]).collect();
        assert_eq!(parts, expected, "{text} in {shown}");
    }
}
