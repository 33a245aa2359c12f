//! The configuration, from the command line without a terminal: written, found,
//! checked, and what is said of every mistake.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test reads files, and one that cannot go on has failed"
)]

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What would be a secret if somebody put it into the file.
const SECRET: &str = "canary-in-the-wrong-place";

/// What a run came to.
#[derive(Debug, PartialEq, Eq)]
struct Ran {
    code: Option<i32>,
    out: String,
    error: String,
}

/// A user's home with nothing in it, and no terminal.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn with_config(text: impl AsRef<[u8]>) -> Self {
        let home = Self::new();
        home.write(".config/whoswho/config.toml", text);
        home
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn config(&self) -> PathBuf {
        self.at(".config/whoswho/config.toml")
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.at(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, &[])
    }

    fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_whoswho"))
            .args(arguments)
            .current_dir(self.0.path())
            .env_clear()
            .env("HOME", self.0.path())
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        // So that a test can say where a file is without knowing it.
        let place = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).unwrap();
            text.replace(&self.config().display().to_string(), "CONFIG")
                .replace(&self.0.path().display().to_string(), "HOME")
        };
        Ran {
            code: output.status.code(),
            out: place(output.stdout),
            error: place(output.stderr),
        }
    }

    /// What `config check` says of the configuration, a line each.
    fn problems(&self) -> Vec<String> {
        let ran = self.run(&["config", "check"]);
        assert_eq!((ran.code, &*ran.out), (Some(2), ""), "{}", ran.error);
        ran.error.lines().map(str::to_owned).collect()
    }
}

fn good(out: &str) -> Ran {
    Ran {
        code: Some(0),
        out: out.to_owned(),
        error: String::new(),
    }
}

fn bad(lines: &[&str]) -> Ran {
    Ran {
        code: Some(2),
        out: String::new(),
        error: lines.join("\n") + "\n",
    }
}

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o777
}

#[test]
fn init_writes_the_example_for_its_owner_alone() {
    let home = Home::new();
    assert_eq!(
        home.run(&["config", "init"]),
        good("CONFIG: written; whoswho profile add adds a profile to it\n")
    );
    let written = std::fs::read_to_string(home.config()).unwrap();
    assert_eq!(written, include_str!("../config.example.toml"));
    assert_eq!(mode(&home.config()), 0o600);
    assert_eq!(mode(&home.at(".config/whoswho")), 0o700);
    assert_eq!(
        home.run(&["config", "check"]),
        good("CONFIG: good: no profiles yet; whoswho profile add adds one\n")
    );
}

#[test]
fn init_leaves_what_is_there() {
    let home = Home::with_config("mouse = false\n");
    let refused = bad(&[
        "whoswho: CONFIG is there already, and is left as it is",
        "  whoswho config check says what is wrong in it; to start afresh, move it away",
    ]);
    assert_eq!(home.run(&["config", "init"]), refused);
    let text = std::fs::read_to_string(home.config()).unwrap();
    assert_eq!(text, "mouse = false\n");

    let home = Home::new();
    std::fs::create_dir_all(home.at(".config/whoswho")).unwrap();
    symlink("nowhere.toml", home.config()).unwrap();
    assert_eq!(home.run(&["config", "init"]), refused);
    assert!(!home.at(".config/whoswho/nowhere.toml").exists());
}

#[test]
fn init_writes_where_it_is_told_and_says_where_it_cannot() {
    let home = Home::new();
    let ran = home.run(&["config", "init", "--config", "mine/c.toml"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(mode(&home.at("mine/c.toml")), 0o600);
    assert!(!home.config().exists());

    home.write("file", "");
    assert_eq!(
        home.run(&["config", "init", "--config", "file/c.toml"]),
        bad(&[
            "whoswho: file/c.toml cannot be written: what should be a folder on the way to it is a file"
        ])
    );
}

#[test]
fn path_is_one_line_whether_or_not_the_file_is_there() {
    let home = Home::new();
    assert_eq!(home.run(&["config", "path"]), good("CONFIG\n"));
    let elsewhere = ["config", "path", "--config", "/etc/who's who.toml"];
    assert_eq!(home.run(&elsewhere), good("/etc/who's who.toml\n"));
    let own = home.at("own").display().to_string();
    let variables = [("XDG_CONFIG_HOME", &*own)];
    assert_eq!(
        home.run_with(&["config", "path"], &variables),
        good("HOME/own/whoswho/config.toml\n")
    );
}

#[test]
fn a_configuration_that_is_not_there_is_told_with_what_writes_one() {
    let home = Home::new();
    let hint = "  whoswho config init writes one, and whoswho profile add a profile";
    assert_eq!(
        home.run(&["config", "check"]),
        bad(&[
            "whoswho: the configuration CONFIG cannot be read: there is no such file",
            hint
        ])
    );
    assert_eq!(
        home.run(&["keys", "--config", "none.toml"]),
        bad(&[
            "whoswho: the configuration none.toml cannot be read: there is no such file",
            hint
        ])
    );
}

#[test]
fn what_is_no_text_is_told() {
    let home = Home::new();
    std::fs::create_dir_all(home.config()).unwrap();
    let cannot = |why: &str| {
        bad(&[&format!(
            "whoswho: the configuration CONFIG cannot be read: {why}"
        )])
    };
    assert_eq!(home.run(&["config", "check"]), cannot("it is a folder"));
    assert_eq!(home.run(&["keys"]), cannot("it is a folder"));

    let home = Home::with_config(b"mouse = true\ntheme = \"\xe9\"\n");
    let expected = cannot("line 2 is not UTF-8 text");
    assert_eq!(home.run(&["config", "check"]), expected);

    let home = Home::with_config("");
    std::fs::remove_file(home.config()).unwrap();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        home.config(),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::from_raw_mode(0o600),
        0,
    )
    .unwrap();
    let expected = cannot("it is not a regular file");
    assert_eq!(home.run(&["config", "check"]), expected);

    let home = Home::new();
    std::fs::create_dir_all(home.at(".config/whoswho")).unwrap();
    symlink("nowhere.toml", home.config()).unwrap();
    assert_eq!(home.run(&["keys"]).code, Some(2), "a link to nowhere");
}

#[test]
fn a_good_configuration_is_told_in_a_line() {
    let profile = |name: &str| {
        format!("[profiles.{name}]\ndirectory = \"leanmote\"\ntoken = {{ env = \"WHO_TOKEN\" }}\n")
    };
    let token = [("WHO_TOKEN", "tok-1")];
    for (text, expected) in [
        (profile("a"), "1 profile, a is opened"),
        (
            profile("a") + &profile("b"),
            "2 profiles, and whoswho asks which to open",
        ),
        (
            format!("default_profile = \"b\"\n{}{}", profile("a"), profile("b")),
            "2 profiles, b is opened",
        ),
        (profile("a").replace('\n', "\r\n"), "1 profile, a is opened"),
        (
            format!("\u{feff}{}", profile("a")),
            "1 profile, a is opened",
        ),
    ] {
        let home = Home::with_config(&text);
        assert_eq!(
            home.run_with(&["config", "check"], &token),
            good(&format!("CONFIG: good: {expected}\n")),
            "{text}"
        );
    }
    let home = Home::with_config("[profiles.a]\ndirectory = \"leanmote\"\n");
    assert_eq!(
        home.run(&["config", "check"]),
        good(
            "CONFIG:1:11: profiles.a.token: nothing says where it is; T types one for a session (no mistake)\n\
             CONFIG: good: 1 profile, a is opened\n"
        )
    );
}

/// Lines of a profile of a sound directory, and what `config check` says of
/// them.
const OUTSIDE: [(&str, &str); 9] = [
    (
        "token = { env = \"WHO_NOT_SET\" }",
        "4:9: profiles.a.token: the environment variable WHO_NOT_SET is not set",
    ),
    (
        "token = { file = \"none\" }",
        "4:9: profiles.a.token: the token file HOME/.config/whoswho/none cannot be read: there is no such file",
    ),
    (
        "token = { file = \"~/shared\" }",
        "4:9: profiles.a.token: the token file HOME/shared can be read by others (mode 644): chmod 600 HOME/shared",
    ),
    (
        "token = { file = \"~/empty\" }",
        "4:9: profiles.a.token: the token from the file HOME/empty is empty",
    ),
    (
        "token = { file = \"~/two-lines\" }",
        "4:9: profiles.a.token: the token from the file HOME/two-lines holds a line break or another control character",
    ),
    (
        "token = { file = \"~\" }",
        "4:9: profiles.a.token: the token file HOME/ cannot be read: it is not a regular file",
    ),
    (
        "token = { command = [\"who-no-such-program\"] }",
        "4:9: profiles.a.token: the token command who-no-such-program cannot be started: there is no such program",
    ),
    (
        "ca_file = \"corp.pem\"",
        "4:11: profiles.a.ca_file: the certificate file HOME/.config/whoswho/corp.pem is not there",
    ),
    (
        "ca_file = \"~/empty\"",
        "4:11: profiles.a.ca_file: the certificate file HOME/empty holds no PEM certificate",
    ),
];

#[test]
fn what_a_profile_leads_to_is_checked() {
    for (line, expected) in OUTSIDE {
        let home = Home::with_config(format!(
            "[profiles.a]\ndirectory = \"leadr\"\nurl = \"https://a.example\"\n{line}\n"
        ));
        home.write("shared", "canary-in-the-wrong-place\n");
        for (name, text) in [
            ("empty", ""),
            ("two-lines", "canary-in-the-wrong-place\n\n"),
        ] {
            let file = home.write(name, text);
            std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)).unwrap();
        }
        assert_eq!(home.problems(), [format!("CONFIG:{expected}")], "{line}");
    }
}

#[test]
fn check_runs_no_command() {
    let home = Home::new();
    let left = home.at("ran");
    home.write(
        ".config/whoswho/config.toml",
        format!(
            "[profiles.a]\ndirectory = \"leanmote\"\ntoken = {{ command = [\"touch\", {left:?}] }}\n"
        ),
    );
    let ran = home.run(&["config", "check"]);
    assert_eq!(ran, good("CONFIG: good: 1 profile, a is opened\n"));
    assert!(!left.exists());
}

#[test]
fn a_description_with_a_mistake_is_not_called_missing() {
    let home =
        Home::with_config("[profiles.a]\ndirectory = \"mine\"\nurl = \"https://a.example\"\n");
    home.write(
        ".config/whoswho/directories/mine.toml",
        "name = \"mine\"\ntitle = \"Mine\"\nnodes = 1\n",
    );
    let problems = home.problems();
    assert_eq!(
        problems[0],
        "CONFIG:2:13: profiles.a.directory: its description has a mistake"
    );
    assert!(
        problems[1].starts_with("HOME/.config/whoswho/directories/mine.toml:"),
        "{problems:?}"
    );
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let home = Home::with_config(format!(
        "theme = \"drak\"\nmouse = 1\n\n\
         [profiles.a]\ndirectory = \"leanmotte\"\ntoken = {SECRET:?}\ncolour = \"red\"\n\n\
         [profiles.b]\ndirectory = \"leadr\"\nurl = \"http://leadr.example\"\n\
         token = {{ env = \"WHO_NOT_SET\" }}\nparams = {{ acount_id = \"x\" }}\n\n\
         [keys.listing]\n\"ctrl-m\" = \"down\"\n"
    ));
    home.write(
        ".config/whoswho/directories/mine.toml",
        "name = \"mine\"\ntitel = \"Mine\"\n\n[auth]\nheader = \"x-key\"\n",
    );
    let problems = home.problems();
    assert_eq!(
        &problems[..8],
        [
            "CONFIG:1:9: theme: no theme \"drak\"; did you mean \"dark\"?",
            "CONFIG:2:9: mouse: must be true or false, and is a number",
            "CONFIG:5:13: profiles.a.directory: no such directory; did you mean \"leanmote\"?",
            "CONFIG:6:9: profiles.a.token: a token is never written into this file; say where it is, as in { env = \"NAME\" }, { file = \"PATH\" }, { command = [\"PROGRAM\", \"ARGUMENT\"] } or { keyring = true }",
            "CONFIG:7:1: profiles.a.colour: unknown key; did you mean \"color\"?",
            "CONFIG:11:7: profiles.b.url: http:// is for this machine only: a token is sent over https://",
            "CONFIG:12:9: profiles.b.token: the environment variable WHO_NOT_SET is not set",
            "CONFIG:13:12: profiles.b.params.acount_id: LEADR takes no such param; did you mean \"account_id\"?",
        ]
    );
    assert_eq!(
        problems[8],
        "CONFIG:16:1: keys.listing.ctrl-m: a terminal cannot tell ctrl-m from enter; bind \"enter\""
    );
    assert!(
        problems[9].starts_with("HOME/.config/whoswho/directories/mine.toml:1:1: \"title\""),
        "{problems:?}"
    );
    assert!(!problems.concat().contains(SECRET));
}

#[test]
fn a_theme_of_ones_own_is_checked() {
    let home = Home::with_config("theme = \"mine\"\n");
    home.write(
        ".config/whoswho/themes/mine.toml",
        "inherits = \"dark\"\n[rolse]\n",
    );
    let problems = home.problems();
    assert!(
        problems[0].starts_with("HOME/.config/whoswho/themes/mine.toml:2:2: "),
        "{problems:?}"
    );
}

#[test]
fn without_a_home_the_file_must_be_named() {
    let output = Command::new(env!("CARGO_BIN_EXE_whoswho"))
        .args(["config", "path"])
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .unwrap();
    // A user without HOME may still be in the system's list of users.
    match output.status.code() {
        Some(0) => assert!(output.stdout.ends_with(b"whoswho/config.toml\n")),
        code => assert_eq!(code, Some(2)),
    }
}
