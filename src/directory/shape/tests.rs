//! What a record is called.

use serde_json::json;

use super::*;
use crate::directory::builtin;

#[test]
fn a_name_is_without_the_spaces_around_it_and_hides_nothing_else() {
    let description = builtin::description("leanmote").unwrap();
    let users = Shape::of_resource(description.resource("users").unwrap());
    for (name, called) in [
        ("  Ana Lima ", "Ana Lima"),
        ("\r\nAna Lima\t", "\r\nAna Lima\t"),
        ("\u{2028}Ana", "\u{2028}Ana"),
        // One that says nothing leaves it to the email, and that to the id.
        (" \r\n\u{2028}", "ana@acme.example"),
    ] {
        let value = json!({"id": "usr_1", "name": name, "email": "ana@acme.example"});
        assert_eq!(users.called(&value).raw(), called, "{name:?}");
    }
    let nameless = json!({"id": "usr_1", "name": "", "email": "\t"});
    assert_eq!(users.called(&nameless).raw(), "usr_1");
}
