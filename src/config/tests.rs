//! What a configuration is read as.

mod example;
mod mistakes;
mod resolving;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::connection::{Connection, TokenSource};
use super::{Borders, Clipboard, Config, LimitsOverride, Opening, Profile, ThemeChoice};
use crate::directory::builtin;
use crate::directory::call::Params;
use crate::directory::description::Description;
use crate::keys::{Action, Lookup, Mode, Sequence};

/// The built-in description that a profile names.
fn described(profile: &Profile) -> Arc<Description> {
    Arc::new(builtin::description(&profile.directory).unwrap())
}

/// What the file's only profile becomes.
fn resolved(text: &str, read_only: bool) -> Result<Connection, Vec<String>> {
    let config = parse(text);
    let [profile] = config.profiles.as_slice() else {
        panic!("{text}");
    };
    config
        .resolve(profile, described(profile), read_only)
        .map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

fn parse(text: &str) -> Config {
    Config::parse(text, "c.toml").unwrap_or_else(|problems| panic!("{text}\n{problems:?}"))
}

fn problems_of(text: &str) -> Vec<String> {
    Config::parse(text, "c.toml")
        .expect_err(text)
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// A profile that is sound but for the line given.
fn with(line: &str) -> String {
    format!("[profiles.x]\ndirectory = \"leadr\"\n{line}\n")
}

#[test]
fn an_empty_file_is_the_default() {
    let config = parse("");
    assert_eq!(config.theme, ThemeChoice::Auto);
    assert_eq!(config.clipboard, Clipboard::Auto);
    assert_eq!(config.borders, Borders::Unicode);
    assert!(config.mouse);
    assert!(!config.read_only);
    assert!(!config.accessible);
    assert!(!config.resume);
    assert_eq!(config.opening(), Opening::NoProfiles);
}

#[test]
fn every_key_is_read() {
    let config = parse(
        r##"
default_profile = "people"
theme = "nord"
read_only = true
mouse = false
resume = true
accessible = true
clipboard = "osc52"
borders = "ascii"

[profiles.people]
directory = "peoplelens"
url = "https://acme.peoplelensai.example/"
token = { command = ["pass", "show", "people"], interactive = true }
params = { account_id = "acc_1" }
color = "#C0243a"
read_only = true
guard = true
proxy = "http://proxy:3128"
ca_file = "/etc/ssl/corp.pem"
limits = { hour = 5000, minute = 0 }
keep = "12h"

[profiles.another]
directory = "leadr"
"##,
    );
    assert_eq!(config.default_profile.as_deref(), Some("people"));
    assert_eq!(config.theme, ThemeChoice::Named("nord".to_owned()));
    assert!(config.read_only && !config.mouse && config.accessible && config.resume);
    assert_eq!(config.clipboard, Clipboard::Osc52);
    assert_eq!(config.borders, Borders::Ascii);
    let names: Vec<_> = config.profiles.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["people", "another"], "in the file's order");

    let people = &config.profiles[0];
    assert_eq!(people.directory, "peoplelens");
    assert_eq!(
        people.url.as_ref().unwrap().as_str(),
        "https://acme.peoplelensai.example/"
    );
    assert_eq!(
        people.token,
        TokenSource::Command {
            argv: ["pass", "show", "people"].map(str::to_owned).to_vec(),
            interactive: true,
        }
    );
    assert_eq!(
        people.params,
        Params::from([("account_id".to_owned(), "acc_1".to_owned())])
    );
    assert_eq!(people.color.as_deref(), Some("#C0243a"));
    assert!(people.read_only && people.guard);
    assert_eq!(
        people.proxy.as_ref().unwrap().as_str(),
        "http://proxy:3128/"
    );
    assert_eq!(people.ca_file, Some(PathBuf::from("/etc/ssl/corp.pem")));
    assert_eq!(
        people.limits,
        LimitsOverride {
            hour: Some(5000),
            minute: Some(0)
        }
    );
    let half_a_day = Duration::from_hours(12);
    assert_eq!(people.keep.unwrap().time(), half_a_day);
    assert_eq!(config.profiles[1].keep, None, "unless it is asked for");
}

#[test]
fn a_token_may_come_from_four_places_or_none() {
    for (line, expected) in [
        ("", TokenSource::Missing),
        (
            "token = { env = \"_A1\" }",
            TokenSource::Env("_A1".to_owned()),
        ),
        (
            "token = { file = \"/t\" }",
            TokenSource::File(PathBuf::from("/t")),
        ),
        (
            "token = { command = [\"a\", \"\"] }",
            TokenSource::Command {
                argv: vec!["a".to_owned(), String::new()],
                interactive: false,
            },
        ),
        (
            "token = { keyring = true }",
            TokenSource::Keyring("x".to_owned()),
        ),
        ("token.env = \"A\"", TokenSource::Env("A".to_owned())),
    ] {
        assert_eq!(parse(&with(line)).profiles[0].token, expected, "{line}");
    }
}

#[test]
fn addresses_keep_their_path_and_lose_the_final_slash() {
    for (written, expected) in [
        ("https://a.example", "https://a.example/"),
        ("https://a.example/", "https://a.example/"),
        ("https://a.example/api/v2//", "https://a.example/api/v2"),
        ("https://A.example:8443/x", "https://a.example:8443/x"),
        ("http://127.0.0.1:4000", "http://127.0.0.1:4000/"),
        ("http://127.8.9.10", "http://127.8.9.10/"),
        ("http://[::1]:80/a/", "http://[::1]/a"),
        ("http://LOCALHOST:1", "http://localhost:1/"),
    ] {
        let config = parse(&with(&format!("url = \"{written}\"")));
        let url = config.profiles[0].url.as_ref().unwrap();
        assert_eq!(url.as_str(), expected, "{written}");
    }
}

#[test]
fn keys_are_added_and_taken_away() {
    let config =
        parse("[keys.listing]\n\"ctrl-n\" = \"down\"\n\"j\" = \"none\"\n\"g x\" = \"up\"\n");
    let lookup = |keys: &str| {
        let keys: Sequence = keys.parse().unwrap();
        config.keymap.lookup(Mode::Listing, &keys)
    };
    let down = Action::from_name("down").unwrap();
    let up = Action::from_name("up").unwrap();
    assert_eq!(lookup("ctrl-n"), Lookup::Matched(down));
    assert_eq!(
        lookup("down"),
        Lookup::Matched(down),
        "what was there stays"
    );
    assert_eq!(lookup("j"), Lookup::NotFound);
    assert_eq!(lookup("g x"), Lookup::Matched(up));
}
