use crate::app::filter::FilterFields;
use crate::directory::builtin;
use crate::directory::description::Field;
use crate::directory::shape::Shape;

fn fields() -> FilterFields {
    let described = [
        r#"name = "name""#,
        "name = \"email\"\nkind = \"email\"",
        "name = \"is_active\"\nkind = \"yes-no\"\nwords = [\"disabled\", \"enabled\"]",
        "name = \"created_at\"\nlabel = \"created\"\nkind = \"date\"",
        "name = \"role\"\nkind = \"choice\"\nvalues = [\"User\", \"Admin\", \"Super Admin\"]",
        "name = \"job\"\nlabel = \"job title\"",
        "name = \"seats\"\nkind = \"number\"",
        "name = \"odd\"\nlabel = \"a/b\"",
    ];
    let field = |text: &str| toml::from_str::<Field>(text).unwrap();
    let described = described.map(field);
    FilterFields::new(&described)
}

/// What a text becomes, and what is new of it.
fn completed(text: &str, fields: &FilterFields) -> Option<(String, String)> {
    let completion = fields.completion(text)?;
    assert!(completion.text.ends_with(&completion.word), "{text}");
    Some((completion.text, completion.rest))
}

#[test]
fn the_last_word_becomes_a_name_or_a_value() {
    for (typed, expected) in [
        ("ema", Some(("email:", "il:"))),
        ("EMA", Some(("email:", "il:"))),
        ("éma", Some(("email:", "il:"))),
        ("email", Some(("email:", ":"))),
        ("ana em", Some(("ana email:", "ail:"))),
        ("-em", Some(("-email:", "ail:"))),
        // As the screen calls it, and as the description does.
        ("jobt", Some(("job-title:", "itle:"))),
        ("job_t", Some(("job-title:", "itle:"))),
        ("is_a", Some(("is-active:", "ctive:"))),
        ("act", Some(("active:", "ive:"))),
        ("cre", Some(("created:", "ated:"))),
        ("created_", Some(("created:", ":"))),
        ("id", Some(("id:", ":"))),
        // A single letter, several words that are none, what is quoted or done.
        ("e", None),
        ("-e", None),
        ("--", None),
        ("zz", None),
        ("\"ema", None),
        ("ema ", None),
        ("ema ana", None),
        ("", None),
        ("email: ", None),
        // What cannot stand before a colon is not put there.
        ("a/", None),
        ("od", Some(("odd:", "d:"))),
        // Values, where there are few.
        ("is_active:", Some(("is_active:yes", "yes"))),
        ("is_active:n", Some(("is_active:no", "o"))),
        ("-active:=e", Some(("-active:=enabled", "nabled"))),
        ("active:dis", Some(("active:disabled", "abled"))),
        ("active:no", None),
        ("active:DISABLED", None),
        ("active:x", None),
        ("role:", Some(("role:User", "User"))),
        ("role:ad", Some(("role:Admin", "min"))),
        ("ana role:=a", Some(("ana role:=Admin", "dmin"))),
        ("role:su", Some(("role:\"Super Admin\"", "per Admin\""))),
        ("role:\"super a", Some(("role:\"Super Admin\"", "dmin\""))),
        ("role:\"Admin\"", None),
        ("role:Admin", None),
        ("role:>a", None),
        ("created:to", Some(("created:today", "day"))),
        ("created:>=y", Some(("created:>=yesterday", "esterday"))),
        ("created:", None),
        ("email:", None),
        ("seats:", None),
        ("nothing:", None),
    ] {
        let expected = expected.map(|(text, rest)| (text.to_owned(), rest.to_owned()));
        assert_eq!(completed(typed, &fields()), expected, "{typed:?}");
    }
}

#[test]
fn whether_somebody_is_enabled_can_be_completed_whatever_the_field_is_called() {
    let peoplelens = builtin::description("peoplelens").unwrap();
    let users = peoplelens.resource("users").unwrap();
    let fields = FilterFields::of(&Shape::of_resource(users), false);
    for (typed, expected) in [
        ("ena", Some(("enabled:", "bled:"))),
        ("enabled:", Some(("enabled:yes", "yes"))),
        ("enabled:n", Some(("enabled:no", "o"))),
        ("disabled:y", Some(("disabled:yes", "es"))),
        ("role:", Some(("role:User", "User"))),
        ("ro", Some(("role:", "le:"))),
        ("na", Some(("name:", "me:"))),
    ] {
        let expected = expected.map(|(text, rest)| (text.to_owned(), rest.to_owned()));
        assert_eq!(completed(typed, &fields), expected, "{typed:?}");
    }
}
