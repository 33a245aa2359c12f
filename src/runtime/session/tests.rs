//! The session file.

use std::os::unix::fs::PermissionsExt as _;

use super::*;
use crate::app::columns::{Column, Shows};
use crate::app::session::Bookmark;

fn columns(table: &str) -> Change {
    Change::Columns {
        profile: "support".to_owned(),
        table: table.to_owned(),
        columns: Some(vec![Column {
            shows: Shows::Called,
            width: Some(9),
        }]),
    }
}

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o777
}

#[test]
fn what_is_written_is_read_and_is_its_owners_alone() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("state/whoswho");
    assert_eq!(read(&folder), (Session::default(), None));
    assert!(!folder.exists(), "what is only read is not made");
    write(&folder, &[columns("users"), columns("teams")]).unwrap();
    let (session, trouble) = read(&folder);
    assert_eq!(trouble, None);
    assert!(session.columns("support", "users").is_some());
    assert!(session.columns("support", "teams").is_some());
    assert_eq!(mode(&path(&folder)), 0o600);
    assert_eq!(mode(&folder), 0o700);
}

#[test]
fn changes_go_to_what_is_there_by_then() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[columns("users")]).unwrap();
    // Another one, which read the file before that, adds its own.
    write(folder.path(), &[columns("teams")]).unwrap();
    let (session, _) = read(folder.path());
    assert!(session.columns("support", "users").is_some());
    assert!(session.columns("support", "teams").is_some());
}

#[test]
fn a_damaged_file_is_told_set_aside_and_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = path(folder.path());
    for damaged in ["{\"version\": 1, ", "\u{0}", "no"] {
        std::fs::write(&path, damaged).unwrap();
        let (session, trouble) = read(folder.path());
        assert_eq!(session, Session::default());
        assert_eq!(
            trouble.as_deref(),
            Some("The session file is damaged: columns and bookmarks begin anew")
        );
        write(folder.path(), &[columns("users")]).unwrap();
        assert_eq!(read(folder.path()).1, None);
        let aside = folder.path().join("session.damaged.json");
        assert_eq!(std::fs::read_to_string(aside).unwrap(), damaged);
    }
    std::fs::write(&path, [0xff, 0xfe]).unwrap();
    assert!(read(folder.path()).1.unwrap().contains("damaged"));
}

#[test]
fn a_newer_file_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let newer = "{\"version\": 2, \"elsewhere\": true}";
    std::fs::write(path(folder.path()), newer).unwrap();
    let (session, trouble) = read(folder.path());
    assert_eq!(session, Session::default());
    assert!(trouble.unwrap().starts_with("A newer whoswho wrote"));
    let why = write(folder.path(), &[columns("users")]).unwrap_err();
    assert_eq!(why.to_string(), "a newer whoswho has written it");
    assert_eq!(std::fs::read_to_string(path(folder.path())).unwrap(), newer);
}

#[test]
fn a_link_is_not_followed_either_way() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = folder.path().join("elsewhere");
    std::fs::write(&elsewhere, "{\"version\": 1}").unwrap();
    std::os::unix::fs::symlink(&elsewhere, path(folder.path())).unwrap();
    assert_eq!(
        read(folder.path()).1.as_deref(),
        Some("The session file cannot be read: it is a symbolic link")
    );
    assert!(write(folder.path(), &[columns("users")]).is_err());
    assert_eq!(
        std::fs::read_to_string(&elsewhere).unwrap(),
        "{\"version\": 1}"
    );
}

#[tokio::test]
async fn all_that_was_given_is_written_when_it_finishes() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::new(Some(folder.path().to_owned()), |why| panic!("{why}"));
    for number in 0..50 {
        writer.remember(columns(&number.to_string()));
    }
    writer.finish().await;
    let (session, _) = read(folder.path());
    let kept = (0..50).filter(|number| session.columns("support", &number.to_string()).is_some());
    assert_eq!(kept.count(), 50);
}

#[tokio::test]
async fn what_cannot_be_written_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let (told, hear) = channel();
    let mut writer = Writer::new(Some(file), move |why| told.send(why).unwrap());
    writer.remember(columns("users"));
    assert!(
        hear.recv()
            .unwrap()
            .starts_with("The session file cannot be written: ")
    );
    writer.remember(columns("teams"));
    writer.finish().await;
    assert!(hear.recv().is_err(), "it is said once");
}

#[tokio::test]
async fn without_a_folder_nothing_is_kept() {
    let mut writer = Writer::new(None, |why| panic!("{why}"));
    writer.remember(columns("users"));
    writer.finish().await;
}

#[test]
fn nothing_of_people_is_read_in_private_or_without_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let bookmark = Change::Bookmarked {
        profile: "support".to_owned(),
        bookmark: Bookmark::new("users", "usr_1", jiff::Timestamp::UNIX_EPOCH),
    };
    write(folder.path(), &[columns("users"), bookmark]).unwrap();
    let at = Some(folder.path());
    for (folder, resume, private, keeps, bookmarks) in [
        (at, Resume::No, false, Keeps::Bookmarks, 1),
        (at, Resume::There, false, Keeps::Trails, 1),
        (at, Resume::Anywhere, false, Keeps::Trails, 1),
        (at, Resume::Anywhere, true, Keeps::Columns, 0),
        (at, Resume::No, true, Keeps::Columns, 0),
        (None, Resume::Anywhere, false, Keeps::Columns, 0),
    ] {
        let found = remembered(folder, resume, private);
        assert_eq!(found.keeps, keeps, "{resume:?} {private}");
        assert_eq!(found.session.bookmarks("support").len(), bookmarks);
        let columns = found.session.columns("support", "users");
        assert_eq!(
            columns.is_some(),
            folder.is_some(),
            "columns are not of people"
        );
    }
}
