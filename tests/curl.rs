//! What is copied as a curl command is what a shell then runs.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    reason = "a shell that cannot be run fails the test"
)]

use std::process::Command;

use whoswho::directory::call::{Input, Method, Request, Secret};
use whoswho::directory::description::Auth;
use whoswho::export::curl;

/// The arguments that a POSIX shell would give to curl.
fn arguments(command: &str) -> Vec<String> {
    let script = command.replacen("curl", "printf '%s\\0'", 1);
    let output = Command::new("sh")
        .args(["-c", &script])
        .env("TOKEN", "t 'k'")
        .env("NEW_PASSWORD", "p$w")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    let mut arguments: Vec<String> = text.split('\0').map(str::to_owned).collect();
    assert_eq!(arguments.pop().as_deref(), Some(""));
    arguments
}

#[test]
fn a_shell_gives_curl_what_the_request_is() {
    let request = Request {
        method: Method::Post,
        url: "https://a.example/users?q=$(id)'\"`x`;[1]".parse().unwrap(),
        auth: Auth {
            header: "authorization".to_owned(),
            prefix: "Bearer $HOME `x` '".to_owned(),
        },
        body: Some(vec![
            (
                "name".to_owned(),
                Input::Text("'; $(id) `id` \\ \" \n !! $TOKEN".to_owned()),
            ),
            (
                "password".to_owned(),
                Input::Secret(Secret::new("hunter2".to_owned())),
            ),
        ]),
    };
    assert_eq!(
        arguments(&curl(&request)),
        [
            "--globoff",
            "--request",
            "POST",
            request.url.as_str(),
            "--header",
            "authorization: Bearer $HOME `x` 't 'k'",
            "--header",
            "content-type: application/json",
            "--data-raw",
            r#"{"name":"'; $(id) `id` \\ \" \n !! $TOKEN","password":"p$w"}"#,
        ]
    );
}
