use std::path::PathBuf;

use super::*;

fn draft(name: &str) -> Draft {
    Draft {
        name: name.to_owned(),
        directory: "leadr".to_owned(),
        url: Some("https://leadr.example.com".parse().unwrap()),
        token: TokenSource::Env("LEADR_TOKEN".to_owned()),
        params: Params::new(),
        color: None,
        read_only: false,
        guard: false,
        keep: None,
    }
}

fn added(text: &str, draft: &Draft) -> String {
    draft.add_to(text, "c.toml").unwrap()
}

const WRITTEN: &str = "[profiles.new]\ndirectory = \"leadr\"\n\
                       url = \"https://leadr.example.com\"\ntoken = { env = \"LEADR_TOKEN\" }\n";

#[test]
fn the_first_profile_becomes_the_default() {
    assert_eq!(
        added("", &draft("new")),
        format!("default_profile = \"new\"\n\n{WRITTEN}")
    );
    assert_eq!(
        added("# mine\n# only\n", &draft("new")),
        format!("# mine\n# only\ndefault_profile = \"new\"\n\n{WRITTEN}")
    );
    assert_eq!(
        added(
            "# mine\n\ntheme = \"dark\" # at night\n# the end\n",
            &draft("new")
        ),
        format!(
            "# mine\n\ntheme = \"dark\" # at night\ndefault_profile = \"new\"\n# the end\n\n{WRITTEN}"
        )
    );
}

#[test]
fn what_was_there_stays_as_it_was() {
    for text in [
        "# head\n[profiles.old]\ndirectory   = 'leanmote' # why\n\n# keys\n[keys.listing]\n\"ctrl-n\" = \"down\"\n# tail\n",
        "[profiles]\nold.directory = \"leanmote\"\n",
        "profiles.old.directory = \"leanmote\"\n",
        "[profiles.\"my team\"]\ndirectory = \"leanmote\" # no line break at the end",
    ] {
        let written = added(text, &draft("new"));
        let end = if text.ends_with('\n') { "" } else { "\n" };
        assert_eq!(written, format!("{text}{end}\n{WRITTEN}"));
    }
}

#[test]
fn the_example_gets_its_profile_at_the_end() {
    let example = include_str!("../../../config.example.toml");
    let written = added(example, &draft("new"));
    let borders = "borders = \"unicode\"\n";
    let with_default = example.replace(borders, &format!("{borders}default_profile = \"new\"\n"));
    assert_eq!(written, format!("{with_default}\n{WRITTEN}"));
}

#[test]
fn profiles_in_braces_get_one_more() {
    let text = "profiles = { old = { directory = \"leanmote\" } }\n";
    let written = added(text, &draft("new"));
    let config = Config::parse(&written, "c.toml").unwrap();
    assert!(config.profile("old").is_ok() && config.profile("new").is_ok());
}

#[test]
fn line_ends_stay_as_they_are() {
    let written = added("theme = \"dark\"\r\n", &draft("new"));
    assert_eq!(
        written.matches('\n').count(),
        written.matches("\r\n").count()
    );
}

#[test]
fn all_of_a_profile_is_written_and_read_back() {
    for token in [
        TokenSource::Env("A".to_owned()),
        TokenSource::File(PathBuf::from("~/it's \"here\"")),
        TokenSource::Keyring("a.b \"c\"".to_owned()),
        TokenSource::Command {
            argv: vec!["pass".to_owned(), "show \\ it".to_owned()],
            interactive: true,
        },
        TokenSource::Missing,
    ] {
        let full = Draft {
            name: "a.b \"c\"".to_owned(),
            token,
            params: Params::from([("account_id".to_owned(), "acc_1".to_owned())]),
            color: Some("#c0243a".to_owned()),
            read_only: true,
            guard: true,
            keep: Keep::parse("2w").unwrap(),
            ..draft("")
        };
        let config = Config::parse(&added("", &full), "c.toml").unwrap();
        let profile = config.profile(&full.name).unwrap();
        let read = Draft {
            name: profile.name.clone(),
            directory: profile.directory.clone(),
            url: profile.url.clone(),
            token: profile.token.clone(),
            params: profile.params.clone(),
            color: profile.color.clone(),
            read_only: profile.read_only,
            guard: profile.guard,
            keep: profile.keep,
        };
        assert_eq!(read, full);
    }
}

#[test]
fn what_cannot_be_added_is_refused() {
    let old = "[profiles.old]\ndirectory = \"leanmote\"\n";
    assert_eq!(draft("old").add_to(old, "c.toml"), Err(AddError::Taken));
    assert_eq!(
        draft("new")
            .add_to("theme = 1", "c.toml")
            .unwrap_err()
            .to_string(),
        "c.toml:1:9: theme: must be text in quotes, and is a number"
    );
}
