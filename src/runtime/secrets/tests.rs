use std::os::unix::fs::PermissionsExt as _;

use super::*;

const TIME: Duration = Duration::from_secs(10);

fn file_with(text: &[u8], mode: u32) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token");
    std::fs::write(&path, text).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    (folder, path)
}

async fn read_file(text: &[u8], mode: u32) -> Result<String, SecretError> {
    let (_folder, path) = file_with(text, mode);
    read(&TokenSource::File(path), TIME, &[])
        .await
        .map(|secret| secret.expose().to_owned())
}

fn command(argv: &[&str]) -> TokenSource {
    TokenSource::Command {
        argv: argv.iter().map(|&text| text.to_owned()).collect(),
        interactive: false,
    }
}

#[cfg(target_os = "linux")]
#[test]
fn nobody_looks_into_the_process() {
    use rustix::process::{DumpableBehavior, dumpable_behavior, getrlimit};
    keep_out_of_dumps();
    assert_eq!(dumpable_behavior(), Ok(DumpableBehavior::NotDumpable));
    let core = getrlimit(Resource::Core);
    assert_eq!((core.current, core.maximum), (Some(0), Some(0)));
}

#[tokio::test]
async fn one_final_line_break_is_taken_off() {
    for text in ["tok-1", "tok-1\n", "tok-1\r\n"] {
        assert_eq!(
            read_file(text.as_bytes(), 0o600).await.as_deref(),
            Ok("tok-1"),
            "{text:?}"
        );
    }
}

#[tokio::test]
async fn what_cannot_be_a_token_is_refused_without_saying_it() {
    let long = vec![b'a'; 64 * 1024 + 1];
    for (text, why) in [
        (
            &b"hush\n\n"[..],
            "holds a line break or another control character",
        ),
        (
            b"hush\nX-Evil: 1",
            "holds a line break or another control character",
        ),
        (
            b"hu\x1b[2Jsh",
            "holds a line break or another control character",
        ),
        (b"hush\0", "holds a line break or another control character"),
        (
            "hüsh".as_bytes(),
            "holds a character that no HTTP header can carry",
        ),
        (b"hush\xff", "is not UTF-8 text"),
        (b"", "is empty"),
        (b"\n", "is empty"),
        (&long, "is longer than 64 KiB"),
    ] {
        let error = read_file(text, 0o600).await.unwrap_err();
        let SecretError::Unfit { why: said, .. } = &error else {
            panic!("{error:?}");
        };
        assert_eq!(*said, why);
        assert!(!format!("{error} {error:?}").contains("hush"), "{error}");
    }
}

#[tokio::test]
async fn a_file_is_read_only_if_nobody_else_can_read_it() {
    for (mode, read) in [
        (0o600, true),
        (0o400, true),
        (0o700, true),
        (0o640, false),
        (0o604, false),
        (0o620, false),
        (0o644, false),
    ] {
        assert_eq!(read_file(b"tok-1", mode).await.is_ok(), read, "{mode:o}");
    }
    let error = read_file(b"tok-1", 0o644).await.unwrap_err().to_string();
    assert!(error.contains("(mode 644): chmod 600 "), "{error}");
}

#[tokio::test]
async fn only_a_regular_file_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &pipe,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::from_raw_mode(0o600),
        0,
    )
    .unwrap();
    for path in [folder.path().to_owned(), pipe, PathBuf::from("/dev/zero")] {
        assert_eq!(
            read(&TokenSource::File(path.clone()), TIME, &[]).await,
            Err(SecretError::File {
                path,
                why: "it is not a regular file".to_owned()
            })
        );
    }
}

#[tokio::test]
async fn a_link_to_a_token_is_not_followed() {
    let (folder, path) = file_with(b"hush", 0o600);
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(path, &link).unwrap();
    assert_eq!(
        read(&TokenSource::File(link.clone()), TIME, &[]).await,
        Err(SecretError::File {
            path: link,
            why: "it is a symbolic link".to_owned()
        })
    );
}

#[tokio::test]
async fn a_missing_variable_is_named() {
    let source = TokenSource::Env("WHOSWHO_TEST_NO_SUCH_VARIABLE".to_owned());
    assert_eq!(
        read(&source, TIME, &[]).await.unwrap_err().to_string(),
        "the environment variable WHOSWHO_TEST_NO_SUCH_VARIABLE is not set"
    );
}

#[tokio::test]
async fn a_command_is_run_without_a_shell() {
    let secret = read(&command(&["printf", "%s\\n", "$HOME;ls"]), TIME, &[])
        .await
        .unwrap();
    assert_eq!(secret.expose(), "$HOME;ls");
}

#[tokio::test]
async fn a_command_has_no_standard_input() {
    assert_eq!(
        read(&command(&["cat"]), TIME, &[])
            .await
            .unwrap_err()
            .to_string(),
        "the token from the command cat is empty"
    );
}

#[tokio::test]
async fn a_command_that_fails_or_hangs_or_floods_gives_no_token() {
    assert_eq!(
        read(&command(&["false"]), TIME, &[]).await,
        Err(SecretError::Failed {
            program: "false".to_owned(),
            status: "exit status: 1".to_owned()
        })
    );
    assert_eq!(
        read(&command(&["sleep", "60"]), Duration::from_millis(20), &[]).await,
        Err(SecretError::Slow {
            program: "sleep".to_owned(),
            allowed: Duration::from_millis(20)
        })
    );
    assert_eq!(
        read(&command(&["yes"]), TIME, &[]).await,
        Err(SecretError::Unfit {
            source: "the command yes".to_owned(),
            why: "is longer than 64 KiB"
        })
    );
    assert!(matches!(
        read(&command(&["/no/such/program"]), TIME, &[]).await,
        Err(SecretError::Start { .. })
    ));
}

#[tokio::test]
async fn a_source_that_gives_none_says_what_to_write() {
    let keyring = TokenSource::Keyring("x".to_owned());
    let without = (!HAS_KEYCHAIN).then_some(keyring);
    for source in without.into_iter().chain([TokenSource::Missing]) {
        let error = read(&source, TIME, &[]).await.unwrap_err().to_string();
        assert!(error.contains("{ env = \"…\" }"), "{error}");
    }
}

#[cfg(not(feature = "keyring"))]
#[tokio::test]
async fn a_build_without_a_keychain_says_how_to_get_one() {
    let keyring = TokenSource::Keyring("x".to_owned());
    let error = read(&keyring, TIME, &[]).await.unwrap_err().to_string();
    assert!(error.contains("--features keyring"), "{error}");
    assert_eq!(check(&keyring), Err(SecretError::NoKeychain));
    assert_eq!(
        keep("x", &Secret::new("tok-1".to_owned())),
        Err(SecretError::NoKeychain)
    );
}

#[tokio::test]
async fn a_check_finds_what_reading_would_and_runs_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let left = folder.path().join("left");
    let path = left.to_str().unwrap();
    assert_eq!(check(&command(&["touch", path])), Ok(()));
    assert!(!left.exists());
    std::fs::write(&left, "").unwrap();
    for program in ["who-no-such-program", path, "/no/such/program"] {
        assert_eq!(
            check(&command(&[program])).unwrap_err().to_string(),
            format!("the token command {program} cannot be started: there is no such program")
        );
    }
    let (_folder, file) = file_with(b"tok-1", 0o644);
    assert!(matches!(
        check(&TokenSource::File(file)),
        Err(SecretError::Exposed { mode: 0o644, .. })
    ));
    assert_eq!(check(&TokenSource::Missing), Ok(()));
}

#[tokio::test]
async fn a_command_does_not_see_the_variables_that_hold_tokens() {
    // A variable that Cargo sets for tests stands for one with a token.
    let source = command(&["sh", "-c", "echo ${CARGO_MANIFEST_DIR-unset}"]);
    let hidden = ["CARGO_MANIFEST_DIR".to_owned()];
    let seen = read(&source, TIME, &[]).await.unwrap();
    assert_eq!(seen.expose(), env!("CARGO_MANIFEST_DIR"));
    let unseen = read(&source, TIME, &hidden).await.unwrap();
    assert_eq!(unseen.expose(), "unset");
}

#[test]
#[ignore = "the next test runs it in a process of its own"]
fn keeps_out_of_dumps() {
    use rustix::process::{Resource, getrlimit};
    keep_out_of_dumps();
    let limit = getrlimit(Resource::Core);
    assert_eq!((limit.current, limit.maximum), (Some(0), Some(0)));
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, dumpable_behavior};
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
    }
}

#[test]
fn the_process_is_written_nowhere_and_looked_into_by_nobody() {
    let status = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact"])
        .arg("runtime::secrets::tests::keeps_out_of_dumps")
        .status()
        .unwrap();
    assert!(status.success());
}
