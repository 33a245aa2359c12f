//! A request as a command for `curl`.

use std::fmt::Write as _;

use crate::directory::call::{Input, Method, Request};
use crate::directory::description::Auth;
use crate::text::{Untrusted, escape_json};

/// A command that sends a request as we would, for a POSIX shell. Its secrets
/// are left out: the token is the variable `TOKEN`, and a secret field of the
/// body is `NEW_` with its name in capitals. There is no final newline, so that
/// pasting it does not run it.
#[must_use]
pub fn curl(request: &Request) -> String {
    let mut command = String::from("curl");
    let url = request.url.as_str();
    if url.contains(['[', ']', '{', '}']) {
        // To curl they are patterns of several addresses.
        command.push_str(" --globoff");
    }
    if request.method != Method::Get {
        command.push_str(" --request ");
        command.push_str(request.method.as_str());
    }
    command.push(' ');
    command.push_str(&quoted(url));
    let Auth { header, prefix } = &request.auth;
    let line = format!("{header}: {prefix}");
    command.push_str(" \\\n  --header ");
    command.push_str(&quoted(&Untrusted::new(line).shown()));
    command.push_str("\"$TOKEN\"");
    if let Some(members) = &request.body {
        command.push_str(" \\\n  --header 'content-type: application/json'");
        command.push_str(" \\\n  --data-raw ");
        command.push_str(&body(members));
    }
    command
}

/// A body as one word of the shell.
fn body(members: &[(String, Input)]) -> String {
    let mut word = String::new();
    // What of the JSON is not yet in the word.
    let mut json = String::from("{");
    for (index, (name, input)) in members.iter().enumerate() {
        if index > 0 {
            json.push(',');
        }
        json.push_str(&json_string(name));
        json.push(':');
        match input {
            Input::Text(text) => json.push_str(&json_string(text)),
            Input::YesNo(yes) => json.push_str(if *yes { "true" } else { "false" }),
            Input::Secret(_) => {
                json.push('"');
                word.push_str(&quoted(&json));
                // Writing to a String does not fail.
                let _ = write!(word, "\"${}\"", variable(name));
                json = String::from("\"");
            }
        }
    }
    json.push('}');
    word.push_str(&quoted(&json));
    word
}

/// A JSON string with every character escaped that cannot be shown.
fn json_string(text: &str) -> String {
    escape_json(&serde_json::Value::from(text).to_string()).into_owned()
}

/// The variable that stands for a secret field.
fn variable(name: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let name: String = name.chars().map(letter).collect();
    format!("NEW_{}", name.to_ascii_uppercase())
}

/// A text that can be shown, as one word of a POSIX shell that stands for
/// itself.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
