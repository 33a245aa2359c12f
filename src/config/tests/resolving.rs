//! A profile and the description of its directory become a connection.

use super::*;

#[test]
fn which_profile_is_opened() {
    let two = "[profiles.b]\ndirectory = \"leadr\"\n[profiles.a]\ndirectory = \"leadr\"\n";
    let opened = |text: &str| match parse(text).opening() {
        Opening::Profile(profile) => profile.name.clone(),
        Opening::Ask => "ask".to_owned(),
        Opening::NoProfiles => "no profiles".to_owned(),
    };
    assert_eq!(opened("[profiles.b]\ndirectory = \"leadr\""), "b");
    assert_eq!(opened(two), "ask");
    assert_eq!(opened(&format!("default_profile = \"a\"\n{two}")), "a");
    assert_eq!(
        parse(two).profile("bb").unwrap_err().to_string(),
        "no profile \"bb\"; did you mean \"b\"?"
    );
    assert_eq!(
        parse(two).profile("x\u{1b}yz").unwrap_err().to_string(),
        "no profile \"x\\eyz\"; there are \"b\", \"a\""
    );
}

#[test]
fn a_profile_meets_its_description() {
    let connection = resolved(
        "[profiles.x]\ndirectory = \"leanmote\"\ncolor = \"red\"\nguard = true\n\
         token.env = \"A\"\nlimits = { hour = 5000 }\n",
        false,
    )
    .unwrap();
    assert_eq!(connection.name, "x");
    assert_eq!(connection.description.title, "Leanmote");
    assert_eq!(connection.url.as_str(), "https://api.leanmote.com/v1");
    assert_eq!(connection.token, TokenSource::Env("A".to_owned()));
    assert_eq!(connection.color.as_deref(), Some("red"));
    assert!(connection.guard && !connection.read_only);
    assert_eq!(connection.limits.hour, Some(5000), "the profile's own");
    assert_eq!(connection.limits.minute, Some(100), "the description's");
    assert!(connection.limits.headers.is_some());
}

#[test]
fn a_profile_s_own_address_wins_and_ends_without_a_slash() {
    let text = "[profiles.x]\ndirectory = \"leanmote\"\nurl = \"https://a.example/v2/\"\n";
    let connection = resolved(text, false).unwrap();
    assert_eq!(connection.url.as_str(), "https://a.example/v2");

    let config = parse("[profiles.x]\ndirectory = \"leanmote\"\n");
    let mut description = builtin::description("leanmote").unwrap();
    description.url = Some("https://b.example/v3/".parse().unwrap());
    let connection = config
        .resolve(&config.profiles[0], Arc::new(description), false)
        .unwrap();
    assert_eq!(connection.url.as_str(), "https://b.example/v3");
}

#[test]
fn an_http_address_of_the_description_takes_no_proxy_either() {
    let text = "[profiles.x]\ndirectory = \"leanmote\"\nproxy = \"http://127.0.0.1:3128\"\n";
    let config = parse(text);
    let mut description = builtin::description("leanmote").unwrap();
    description.url = Some("http://127.0.0.1:8080/v1".parse().unwrap());
    let refused = config.resolve(&config.profiles[0], Arc::new(description), false);
    let problems: Vec<_> = refused
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        problems,
        [
            "c.toml:3:9: profiles.x.proxy: an http:// address is this machine's, \
          and no proxy is to read its token"
        ]
    );
    assert!(resolved(text, false).unwrap().proxy.is_some());
}

#[test]
fn zero_lifts_a_window() {
    let text = "[profiles.x]\ndirectory = \"leanmote\"\nlimits = { minute = 0 }\n";
    let limits = resolved(text, false).unwrap().limits;
    assert_eq!((limits.hour, limits.minute), (Some(1000), None));
}

#[test]
fn any_read_only_wins() {
    for (top, own, flag, expected) in [
        (false, false, false, false),
        (true, false, false, true),
        (false, true, false, true),
        (false, false, true, true),
    ] {
        let text = format!(
            "read_only = {top}\n[profiles.x]\ndirectory = \"leanmote\"\nread_only = {own}\n"
        );
        let connection = resolved(&text, flag).unwrap();
        assert_eq!(connection.read_only, expected, "{top} {own} {flag}");
    }
}

#[test]
fn what_a_description_does_not_have_is_told() {
    let no_url = "1:11: profiles.x: url is missing: LEADR has no address of its own, as in \
                  url = \"https://leadr.example.com\"";
    for (profile, expected) in [
        ("directory = \"leadr\"", vec![no_url]),
        (
            "directory = \"leadr\"\nparams = { acount_id = \"a\", b = \"c\" }",
            vec![
                no_url,
                "3:12: profiles.x.params.acount_id: LEADR takes no such param; did you mean \"account_id\"?",
                "3:29: profiles.x.params.b: LEADR takes no such param; there are \"account_id\"",
            ],
        ),
        (
            "directory = \"leanmote\"\n[profiles.x.params]\naccount_id = \"a\"",
            vec!["4:1: profiles.x.params.account_id: Leanmote takes no such param; there are none"],
        ),
    ] {
        let problems = resolved(&format!("[profiles.x]\n{profile}\n"), false).unwrap_err();
        let expected: Vec<_> = expected
            .iter()
            .map(|line| format!("c.toml:{line}"))
            .collect();
        assert_eq!(problems, expected, "{profile}");
    }
}

#[test]
fn a_directory_that_nobody_described_is_told() {
    let names: Vec<_> = builtin::names().collect();
    for (name, expected) in [
        ("leader", "did you mean \"leadr\"?"),
        ("ldap", "there are \"leanmote\", \"leadr\", \"peoplelens\""),
    ] {
        let config = parse(&format!("[profiles.x]\ndirectory = \"{name}\"\n"));
        assert_eq!(
            config
                .unknown_directory(&config.profiles[0], &names)
                .to_string(),
            format!("c.toml:2:13: profiles.x.directory: no such directory; {expected}")
        );
    }
}
