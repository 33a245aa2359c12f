use super::{parse, suspects};
use crate::directory::builtin;
use crate::directory::call::{ListOf, RecordRef, RelationName, ResourceName};
use crate::directory::description::{Kind, Paging};
use crate::directory::record::RecordId;

const EXAMPLE: &str = include_str!("../../../tests/fixtures/example-directory.toml");

/// The least that a description holds, to be broken in one place.
const LEAST: &str = r#"name = "least"
title = "Least"
auth = { header = "x-key" }
params = [{ name = "site", help = "Which." }]
[sorting.field-and-order]
field = "sort"
order = "order"
ascending = "asc"
descending = "desc"
[[resources]]
name = "users"
title = "Users"
singular = "user"
called = ["email"]
list = { path = "/users", sort = ["email"], params = ["site"] }
get = { path = "/users/{id}" }
fields = [
  { name = "email", kind = "email" },
  { name = "on", kind = "yes-no", editable = true },
]
update = { method = "PATCH", path = "/users/{id}" }
disable = { field = "on" }
[[resources.relations]]
name = "teams"
title = "Teams"
list = { path = "/users/{id}/teams" }
item = { title = "Membership", get = { path = "/users/{id}/teams/{item}" } }
"#;

fn problems(text: &str) -> Vec<String> {
    match parse(text, "least.toml") {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn the_least_is_enough() {
    assert_eq!(problems(LEAST), Vec::<String>::new());
}

#[test]
fn the_example_is_sound_and_means_what_its_comments_say() {
    let example = parse(EXAMPLE, "example-directory.toml");
    let example = example.unwrap_or_else(|problems| panic!("{}", problems[0]));
    let people = example.resource("people").unwrap();
    assert_eq!(people.id.as_str(), "/uuid");
    assert_eq!(
        people.field("role").unwrap().pointer().as_str(),
        "/account/role"
    );
    assert_eq!(people.field("first_name").unwrap().label(), "first name");
    assert_eq!(
        people
            .list
            .as_ref()
            .unwrap()
            .paging
            .as_ref()
            .unwrap()
            .page_size(),
        Some(200)
    );
    assert!(matches!(
        people.relation("log").unwrap().list.paging,
        Some(Paging::Offset {
            first: 0,
            largest: 50,
            ..
        })
    ));
    assert!(matches!(example.paging, Paging::Page { first: 1, .. }));
    let groups = ListOf::Relation {
        parent: RecordRef {
            resource: ResourceName::new("people"),
            id: RecordId::new("7"),
        },
        relation: RelationName::new("groups"),
    };
    let log = people.relation("log").unwrap();
    let calendar = log.calendar.as_ref().unwrap();
    assert_eq!(calendar.date, "at");
    assert_eq!(calendar.kind.as_deref(), Some("event"));
    let shape = example.shape(&groups).unwrap();
    assert_eq!(shape.id.as_str(), "/group/id");
    assert_eq!(shape.resource.unwrap().name, "groups");
    assert_eq!(shape.field("since").unwrap().kind, Kind::Date);
    assert_eq!(shape.field("size").unwrap().kind, Kind::Number);
}

/// A calendar names fields of its records, where those are described.
#[test]
fn a_calendar_is_of_fields_that_there_are() {
    let list = "list = { path = \"/users/{id}/teams\" }";
    let fields = "fields = [{ name = \"at\", kind = \"date\" }, { name = \"what\" }]";
    let at = LEAST.lines().position(|line| line == list).unwrap() + 2;
    for (fields, calendar, expected) in [
        (fields, "date = \"at\", kind = \"what\"", vec![]),
        (fields, "date = \"at\"", vec![]),
        // Nothing is described: any member may be meant.
        ("", "date = \"when\", kind = \"what\"", vec![]),
        (
            "",
            "date = \"\", kind = \"\"",
            vec![
                "21: the name of a field is not empty",
                "32: the name of a field is not empty",
            ],
        ),
        (
            fields,
            "date = \"att\", kind = \"whta\"",
            vec![
                "21: there is no field \"att\"; did you mean \"at\"?",
                "35: there is no field \"whta\"; did you mean \"what\"?",
            ],
        ),
        (
            fields,
            "date = \"what\"",
            vec!["21: what tells when is a field of the kind \"date\""],
        ),
        (fields, "kind = \"what\"", vec!["12: \"date\" is missing"]),
    ] {
        let broken = LEAST.replace(
            list,
            &format!("{list}\ncalendar = {{ {calendar} }}\n{fields}"),
        );
        let expected: Vec<String> = expected
            .into_iter()
            .map(|problem| format!("least.toml:{at}:{problem}"))
            .collect();
        assert_eq!(problems(&broken), expected, "{calendar}");
    }
}

/// The example is where a user looks a word up: none may be left out.
#[test]
fn the_example_uses_every_word_of_the_language() {
    let language = [
        include_str!("../description.rs"),
        include_str!("../description/field.rs"),
        include_str!("../description/paging.rs"),
        include_str!("../description/write.rs"),
    ];
    let words = language
        .iter()
        .flat_map(|file| file.lines())
        .filter_map(|line| {
            let line = line.trim_start();
            let line = line.strip_prefix("pub ").unwrap_or(line);
            let (word, _) = line.split_once(": ")?;
            let is_word = word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            is_word.then_some(word)
        });
    let mut count = 0;
    for word in words {
        let used = EXAMPLE
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .any(|used| used == word);
        assert!(used, "\"{word}\" is not in the example");
        count += 1;
    }
    assert!(count > 80, "only {count} words were found");
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn every_fault_is_told_with_its_place() {
    for (sound, broken, expected) in [
        // Not TOML.
        (
            "title = \"Least\"",
            "title = Least",
            vec!["2:9: string values must be quoted, expected literal string"],
        ),
        (
            "title = \"Least\"",
            "title = \"Least\"\ntitle = \"Again\"",
            vec!["3:1: duplicate key"],
        ),
        // Unknown keys: all of them, each with the nearest of that table.
        (
            "kind = \"email\"",
            "knid = \"email\", labl = \"e\"",
            vec![
                "18:21: \"knid\" is not known here; did you mean \"kind\"?",
                "18:37: \"labl\" is not known here; did you mean \"label\"?",
            ],
        ),
        // Found by fuzzing: a key with a carriage return would have written
        // over its own place in the file.
        (
            "kind = \"email\"",
            "\"ki\\rnd\\u202e\" = \"email\"",
            vec!["18:21: \"ki\\rnd\\u{202e}\" is not known here; did you mean \"kind\"?"],
        ),
        (
            "header = \"x-key\"",
            "header = \"x-key\", kind = 1",
            vec!["3:28: \"kind\" is not known here; there are \"header\", \"prefix\""],
        ),
        (
            "title = \"Teams\"",
            "title = \"Teams\"\npath = \"/x\"",
            vec![
                "26:1: \"path\" is not known here; there are \"name\", \"title\", \"of\", \"id\", \"list\", \"item\", \"fields\", \"calendar\"",
            ],
        ),
        // Values that do not fit.
        (
            "title = \"Least\"",
            "title = 5",
            vec!["2:9: expected text in quotes, found a number"],
        ),
        (
            "title = \"Least\"",
            "title = 1979-05-27",
            vec!["2:9: expected text in quotes, found a date"],
        ),
        (
            "editable = true",
            "editable = \"yes\"",
            vec!["19:46: expected true or false, found text"],
        ),
        (
            "kind = \"email\"",
            "kind = \"emial\"",
            vec!["18:28: \"emial\" is not known here; did you mean \"email\"?"],
        ),
        ("title = \"Least\"\n", "", vec!["1:1: \"title\" is missing"]),
        (
            "singular = \"user\"\n",
            "",
            vec!["10:1: \"singular\" is missing"],
        ),
        (
            "title = \"Least\"",
            "title = \"Least\"\npaging = \"page\"",
            vec!["3:10: \"page\" is a table with words of its own"],
        ),
        (
            "title = \"Least\"",
            "title = \"Least\"\npaging = { none = 1 }",
            vec!["3:10: \"none\" stands alone, as text"],
        ),
        (
            "title = \"Least\"",
            "title = \"Least\"\npaging = { page = { page = \"p\", size = \"s\", largest = -1 } }",
            vec!["3:55: expected a whole number, 0 or more"],
        ),
        (
            "kind = \"yes-no\"",
            "kind = \"yes-no\", words = [\"a\", \"b\", \"c\"]",
            vec!["19:54: the list is too long"],
        ),
        (
            "kind = \"yes-no\"",
            "kind = \"yes-no\", words = [\"a\"]",
            vec!["19:43: expected a list of two, found 1 values"],
        ),
        (
            "called = [\"email\"]",
            "called = \"email\"",
            vec!["14:10: expected a list, found text"],
        ),
        (
            "auth = { header = \"x-key\" }",
            "auth = [\"x-key\"]",
            vec!["3:8: expected a table, found a list"],
        ),
        (
            "kind = \"email\"",
            "at = \"email\"",
            vec!["18:26: a pointer is empty or begins with \"/\", as in \"/email\""],
        ),
        (
            "title = \"Least\"",
            "title = \"Least\"\nurl = \"https://me:pw@:x\"",
            vec!["3:7: not an address: empty host"],
        ),
        // Names.
        (
            "name = \"least\"",
            "name = \"The least\"",
            vec!["1:8: the name of a directory is of lower-case letters, digits and \"-\""],
        ),
        (
            "name = \"on\"",
            "name = \"email\"",
            vec![
                "19:12: there is already a field \"email\"",
                "22:21: there is no field \"on\"; there are \"email\", \"email\"",
            ],
        ),
        (
            "name = \"email\"",
            "name = \"e:mail\"",
            vec![
                "14:11: there is no field \"email\"; did you mean \"e:mail\"?",
                "15:35: there is no field \"email\"; did you mean \"e:mail\"?",
                "18:12: the name of a field is not empty and has no space, \":\", \",\" or \"=\"",
            ],
        ),
        (
            "title = \"Teams\"",
            "title = \" \"",
            vec!["25:9: a title is not empty"],
        ),
        // References.
        (
            "called = [\"email\"]",
            "called = [\"email\", \"nmae\"]",
            vec!["14:20: there is no field \"nmae\"; there are \"email\", \"on\""],
        ),
        (
            "sort = [\"email\"]",
            "sort = [\"mail\"]",
            vec!["15:35: there is no field \"mail\"; did you mean \"email\"?"],
        ),
        (
            "params = [\"site\"]",
            "params = [\"sites\"]",
            vec!["15:55: there is no param \"sites\"; did you mean \"site\"?"],
        ),
        (
            "title = \"Teams\"",
            "title = \"Teams\"\nof = \"user\"",
            vec!["26:6: there is no resource \"user\"; did you mean \"users\"?"],
        ),
        (
            "disable = { field = \"on\" }",
            "disable = { field = \"no\" }",
            vec!["22:21: there is no field \"no\"; did you mean \"on\"?"],
        ),
        (
            "disable = { field = \"on\" }",
            "disable = { field = \"email\" }",
            vec!["22:21: what disables is an editable yes-no field"],
        ),
        // Addresses and paths.
        (
            "title = \"Least\"",
            "title = \"Least\"\nurl = \"http://acme.example\"",
            vec!["3:7: http:// is for this machine only: a token is sent over https://"],
        ),
        (
            "title = \"Least\"",
            "title = \"Least\"\nurl = \"http://127.9.9.9:80/x\"",
            vec![],
        ),
        (
            "title = \"Least\"",
            "title = \"Least\"\nurl = \"http://[::1]:80\"",
            vec![],
        ),
        (
            "title = \"Least\"",
            "title = \"Least\"\nurl = \"http://localhost.acme.example\"",
            vec!["3:7: http:// is for this machine only: a token is sent over https://"],
        ),
        (
            "title = \"Least\"",
            "title = \"Least\"\nurl = \"https://me:pw@acme.example\"",
            vec!["3:7: an address holds no user or password"],
        ),
        (
            "title = \"Least\"",
            "title = \"Least\"\nurl = \"https://acme.example?a=1\"",
            vec!["3:7: an address ends before any \"?\" or \"#\""],
        ),
        (
            "title = \"Least\"",
            "title = \"Least\"\nurl = \"file:///etc\"",
            vec!["3:7: an address begins with https://"],
        ),
        (
            "path = \"/users\"",
            "path = \"users\"",
            vec!["15:17: a path begins with \"/\""],
        ),
        (
            "path = \"/users\"",
            "path = \"/users?all\"",
            vec!["15:17: a path cannot hold '?'"],
        ),
        (
            "path = \"/users\"",
            "path = \"/a/../users\"",
            vec!["15:17: a path has no empty, \".\" or \"..\" segment"],
        ),
        (
            "path = \"/users\"",
            "path = \"/users/{id}\"",
            vec!["15:17: {id} is no placeholder here; this path has none"],
        ),
        (
            "get = { path = \"/users/{id}\" }",
            "get = { path = \"/users/{uid}\" }",
            vec!["16:16: {uid} is no placeholder here; this path has {id}"],
        ),
        (
            "get = { path = \"/users/{id}\" }",
            "get = { path = \"/users/{id\" }",
            vec!["16:16: a \"{\" in a path is closed by a \"}\""],
        ),
        (
            "/users/{id}/teams/{item}",
            "/users/{id}/team",
            vec!["27:47: {item} stands in this path once"],
        ),
        (
            "list = { path = \"/users/{id}/teams\" }",
            "list = { path = \"/users/{item}/teams\" }",
            vec!["26:17: {item} is no placeholder here; this path has {id}"],
        ),
        // What cannot work.
        (
            "title = \"Least\"",
            "title = \"Least\"\nlimits = { hour = 0 }",
            vec!["3:19: a limit of 0 lets nothing through; leave it out where there is none"],
        ),
        (
            "title = \"Least\"",
            "title = \"Least\"\nlist_params = [\"a b\", \"c[gte]\"]",
            vec!["3:16: a parameter's name is not empty and has no spaces"],
        ),
        (
            "header = \"x-key\"",
            "header = \"x key\"",
            vec!["3:19: this cannot be the name of a header"],
        ),
        (
            "title = \"Least\"",
            "title = \"Least\"\npaging = { page = { page = \"p\", size = \"p\", largest = 0 } }",
            vec![
                "3:40: \"p\" is already taken",
                "3:55: a page holds at least one record",
            ],
        ),
        (
            "title = \"Least\"",
            "title = \"Least\"\nerrors = { hints = [{ on = \"get\", status = 200, means = \"\" }] }",
            vec!["3:44: a hint is about an error, of status 400 to 599"],
        ),
        (
            ", editable = true",
            "",
            vec![
                "21:10: an update needs a field that is \"editable\"",
                "22:21: what disables is an editable yes-no field",
            ],
        ),
        (
            "update = { method = \"PATCH\", path = \"/users/{id}\" }\n",
            "",
            vec!["19:46: an editable field needs an \"update\" in its resource"],
        ),
        (
            "called = [\"email\"]",
            "called = [\"email\"]\nid = \"/on\"",
            vec!["20:46: the id of a record cannot be edited: it would be another one's"],
        ),
        (
            "method = \"PATCH\"",
            "method = \"PUT\"",
            vec![
                "21:21: a PUT replaces the record on many servers, and all that is not sent is \
                 gone; sends = \"changed\" says that this one keeps it",
            ],
        ),
        (
            "method = \"PATCH\"",
            "method = \"PUT\", sends = \"changed\"",
            Vec::new(),
        ),
        (
            "method = \"PATCH\"",
            "method = \"DELETE\"",
            vec!["21:21: only a removal is a DELETE"],
        ),
        (
            "get = { path = \"/users/{id}\" }\n",
            "",
            vec!["20:10: an update needs a \"get\", to see what it did"],
        ),
        (
            "kind = \"email\"",
            "kind = \"choice\"",
            vec!["18:28: a choice needs \"values\" to choose from"],
        ),
        (
            "kind = \"email\"",
            "kind = \"password\"",
            vec![
                "18:28: only a new record is given a password, in \"create\"; what records hold is a \"secret\"",
            ],
        ),
        (
            "kind = \"email\"",
            "kind = \"secret\", editable = true",
            vec![
                "14:11: a record is not called by a secret, which is never shown",
                "15:35: an order would tell of a secret, which is never shown",
                "18:49: a secret is never shown, so it cannot be edited",
            ],
        ),
        (
            "kind = \"email\"",
            "at = \"/id\", kind = \"secret\"",
            vec![
                "14:11: a record is not called by a secret, which is never shown",
                "15:35: an order would tell of a secret, which is never shown",
                "18:40: a record's id is sent and shown, so it cannot be a secret",
            ],
        ),
        (
            "disable = { field = \"on\" }",
            "create = { method = \"POST\", path = \"/u\", fields = [{ name = \"x\", kind = \"secret\" }] }",
            vec!["22:52: what a new record is given in secret is of kind = \"password\""],
        ),
        (
            "kind = \"email\"",
            "kind = \"date\", editable = true",
            vec!["18:47: a number or a date cannot be edited"],
        ),
        (
            "kind = \"email\"",
            "words = [\"a\", \"b\"]",
            vec!["18:29: only a yes-no field has \"words\""],
        ),
        (
            "kind = \"email\"",
            "check = { min = 3, max = 2 }",
            vec!["18:37: \"min\" is more than \"max\": no value would do"],
        ),
        (
            "editable = true",
            "editable = true, locked = \"no\"",
            vec!["19:61: an editable field is not locked"],
        ),
        (
            "list = { path = \"/users/{id}/teams\" }",
            "list = { path = \"/users/{id}/teams\", partial = true }",
            vec!["26:48: a partial list is \"of\" a resource with a \"get\" that gives the rest"],
        ),
        (
            "disable = { field = \"on\" }",
            "remove = { method = \"POST\", path = \"/u/{id}\", title = \"R\", warning = \"W\" }",
            vec!["22:21: a removal that is no DELETE needs the \"flag\" that its body sets"],
        ),
        (
            "disable = { field = \"on\" }",
            "remove = { method = \"PATCH\", path = \"/u/{id}\", flag = \"on\", title = \"R\", warning = \"W\" }",
            vec!["22:55: a field that removes cannot also be editable"],
        ),
        (
            "disable = { field = \"on\" }",
            "create = { method = \"POST\", path = \"/u\", fields = [] }",
            vec!["22:51: a new record has at least one field"],
        ),
    ] {
        assert!(LEAST.contains(sound), "{sound}");
        let expected: Vec<String> = expected.iter().map(|p| format!("least.toml:{p}")).collect();
        let text = LEAST.replacen(sound, broken, 1);
        assert_eq!(problems(&text), expected, "{broken}");
    }
}

#[test]
fn what_looks_like_a_credential_is_told_and_no_mistake() {
    let shown = "kind = \"secret\" has it shown, copied and kept by nobody";
    let typed = "kind = \"password\" has what is typed seen by nobody";
    let field = "{ name = \"email\", kind = \"email\" },";
    for (more, expected) in [
        (
            "{ name = \"api_key\" },",
            vec![format!(
                "19:12: \"api_key\" looks like a credential: {shown}"
            )],
        ),
        (
            "{ name = \"door\", at = \"/doorPassword\" },",
            vec![format!("19:12: \"door\" looks like a credential: {shown}")],
        ),
        ("{ name = \"api_key\", kind = \"secret\" },", vec![]),
        ("{ name = \"token_sent\", kind = \"date\" },", vec![]),
        ("{ name = \"has_password\", kind = \"yes-no\" },", vec![]),
    ] {
        let text = LEAST.replacen(field, &format!("{field}\n  {more}"), 1);
        assert_eq!(problems(&text), Vec::<String>::new(), "{more}");
        assert_eq!(suspected(&text), expected, "{more}");
    }
    let text = LEAST.replacen(
        "disable = { field = \"on\" }",
        "create = { method = \"POST\", path = \"/u\", fields = [{ name = \"password\" }, { name = \"pwd\", kind = \"password\" }] }",
        1,
    );
    assert_eq!(
        suspected(&text),
        [format!(
            "22:61: \"password\" looks like a credential: {typed}"
        )]
    );
    assert_eq!(suspected(EXAMPLE), Vec::<String>::new());
    for name in builtin::names() {
        assert_eq!(
            suspected(builtin::text(name).unwrap()),
            Vec::<String>::new()
        );
    }
}

fn suspected(text: &str) -> Vec<String> {
    let found = suspects(text, "least.toml");
    let found = found.iter().map(ToString::to_string);
    found
        .map(|line| line.trim_start_matches("least.toml:").to_owned())
        .collect()
}

#[test]
fn a_list_that_sorts_needs_to_know_how() {
    let sorting = LEAST.find("[sorting").unwrap()..LEAST.find("[[resources]]").unwrap();
    let mut text = LEAST.to_owned();
    text.replace_range(sorting, "");
    let expected =
        "least.toml:10:34: the description does not say how to sort: \"sorting\" is missing";
    assert_eq!(problems(&text), [expected]);
}

#[test]
fn columns_count_characters() {
    let text = LEAST.replacen("title = \"Least\"", "title = \"Łé\"; x", 1);
    assert!(
        problems(&text)[0].starts_with("least.toml:2:13: "),
        "{:?}",
        problems(&text)
    );
}
